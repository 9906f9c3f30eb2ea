//! Names with two underscores on either side, which Markdown takes for bold text.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::prose::MarkKind;
use crate::text::Span;
use std::ops::Range;

/// A name that loses its underscores.
pub static DUNDER_READ_AS_BOLD: Rule = rule(
    "dunder-read-as-bold",
    Category::Structure,
    Level::Warn,
    "Markdown reads the underscores of a name such as `__init__` as bold.",
);

/// Names that are nothing else: <https://docs.python.org/3/reference/datamodel.html#special-method-names> and the like.
const NAMES: &str = " abs abstractmethods aenter aexit aiter and anext annotations await bool buffer bytes builtins cached \
    cause ceil class classcell class_getitem closure complex context debug defaults delattr delete delitem dict dir \
    divmod enter eq exit fget float floordiv format_spec fspath fset func ge getattr getattribute getitem getnewargs \
    getnewargs_ex getstate globals gt iadd iand ifloordiv ilshift imatmul imod imul init init_subclass instancecheck int \
    invert ior ipow irshift isub iter itruediv ixor kwdefaults le len length_hint lshift lt matmul metaclass \
    missing mod module mro mro_entries mul ne neg objclass pow post_init prepare qualname radd rand rdivmod reduce \
    reduce_ex release_buffer repr rfloordiv rlshift rmatmul rmod rmul ror rpow rrshift rshift rsub rtruediv rxor \
    self setattr setitem setstate set_name signature sizeof slots spec str sub subclasscheck subclasses subclasshook \
    suppress_context traceback truediv trunc type_params weakref wrapped xor pycache ";
/// Names that are English words too: something else must speak for the name.
const WORDS: &str = " all author call contains copy date deepcopy del doc file format future get hash import index loader \
    main name new next package path round set version warningregistry add floor or bool reversed email license match_args ";
/// What is called by such a name.
const KINDS: [&str; 8] = ["method", "methods", "attribute", "function", "variable", "dunder", "hook", "protocol"];

/// Looks at what is bold.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let prose = view.prose;
    let mut told = None;
    for mark in prose.marks.iter().filter(|mark| mark.kind == MarkKind::Dunder) {
        let at = mark.start as usize..mark.end as usize;
        let name = &prose.text[at.start + 2..at.end - 2];
        let outer = prose.source(view.source, at.clone()).range();
        let said = format!(" {} ", name.to_ascii_lowercase());
        let called = view.text[outer.end..].starts_with('(') || view.text[..outer.start].ends_with('.');
        let kind = prose.text[at.end..]
            .strip_prefix(' ')
            .map_or("", |rest| rest.split([' ', '.', ',', '\n']).next().unwrap_or(""));
        let mut elsewhere = || *told.get_or_insert_with(|| uses_names(view));
        let sure = called || NAMES.contains(&said) || KINDS.contains(&kind);
        if sure || WORDS.contains(&said) && elsewhere() {
            out.push(finding(view, name, outer));
        }
    }
}

/// Whether the note writes such names as code, too.
fn uses_names(view: &View<'_>) -> bool {
    let code = view.prose.passages.iter().filter(|passage| passage.code.is_some());
    code.map(|passage| &view.prose.text[passage.at.clone()]).any(|text| text.contains("__"))
        || view.text.contains("`__")
}

fn finding(view: &View<'_>, name: &str, outer: Range<usize>) -> Diagnostic {
    let all = whole(view.text, outer.clone());
    let ticked = format!("`{}`", &view.text[all.clone()]);
    let fix = Fix::replace(Span::new(view.source, all.start, all.end), ticked, "put it in code ticks", Safety::Sure);
    let message = format!("`__{name}__` loses its underscores and is shown in bold");
    let at = Span::new(view.source, outer.start, outer.end);
    Diagnostic::new(&DUNDER_READ_AS_BOLD, at, message).hint("put the name in code ticks").fix(fix)
}

/// Returns the expression around a name: what it is an attribute of, and its arguments.
fn whole(text: &str, name: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'@');
    let mut start = name.start;
    while start > 0 && part(bytes[start - 1]) {
        start -= 1;
    }
    while start < name.start && matches!(bytes[start], b'.' | b'/') && name.start - start > 1 {
        start += 1;
    }
    let mut end = name.end;
    // A suffix such as `.py`, or an attribute.
    while end + 1 < bytes.len() && bytes[end] == b'.' && bytes[end + 1].is_ascii_lowercase() {
        end += 1 + bytes[end + 1..].iter().take_while(|b| b.is_ascii_lowercase()).count();
    }
    if bytes.get(end) == Some(&b'(') {
        let plain = |b: &&u8| !matches!(b, b'`' | b'*' | b'\n' | b'[' | b'<' | b'(' | b')' | b'\\') && b.is_ascii();
        let inside = bytes[end + 1..].iter().take_while(plain).count();
        let marks = text[end + 1..end + 1 + inside].contains("__");
        if bytes.get(end + 1 + inside) == Some(&b')') && !marks {
            end += inside + 2;
        }
    }
    start..end
}
