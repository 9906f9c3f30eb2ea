//! Passages → what in them may be a name: what stands in code ticks, and words that look like names.

use super::names::Names;
use super::scene::is_noun;
use crate::prose::{MarkKind, Passage, Prose, Scope};
use std::ops::Range;

/// How many bytes the arguments of a call may take in plain prose, so that a parenthesis that nobody closes costs nothing.
const LONGEST_ARGUMENTS: usize = 120;

/// How many names a list may have whose noun stands behind the last.
const LONGEST_LIST: usize = 5;

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `name`.
    Bare,
    /// `name()` or `name(argument)`.
    Call,
    /// `@name`.
    Decorator,
    /// `Name[…]`.
    Indexed,
}

/// What stands behind a name: that tells what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// Nothing that helps.
    None,
    /// "module", "package", "library".
    Module,
    /// "class", "type", "exception".
    Class,
    /// "object", "instance".
    Object,
    /// "method".
    Method,
    /// "function", "decorator".
    Function,
    /// "argument", "column" and the like: it is a name of something else.
    Other,
}

/// Something that may be a name.
#[derive(Debug, Clone)]
pub struct Mention<'t> {
    /// The bytes of [`Prose::text`] that would be linked.
    pub at: Range<usize>,
    /// The name, dots included, without arguments and `@`.
    pub name: &'t str,
    /// How it is written.
    pub form: Form,
    /// Whether it stands in code ticks.
    pub ticked: bool,
    /// What stands behind it.
    pub noun: Noun,
    /// The word before it, if nothing but a space or a quote is in between; empty otherwise.
    pub before: &'t str,
    /// Whether it begins a sentence or its passage.
    pub first: bool,
    /// Whether it is what a list explains or a cell holds: nothing before it, and a colon, a dash or nothing behind it.
    pub entry: bool,
}

impl Mention<'_> {
    /// Returns whether the name has several parts.
    pub fn dotted(&self) -> bool {
        self.name.contains('.')
    }
}

/// Finds what may be a name in a passage, by place. `mark` is the number of the first mark that may touch it, and is moved on.
pub fn mentions<'t>(prose: &'t Prose, passage: &Passage, names: Names<'_>, mark: &mut usize) -> Vec<Mention<'t>> {
    let text = &prose.text[passage.at.clone()];
    let table = passage.scope == Scope::Table;
    let mut scan = Scan { text, names, base: passage.at.start, table, found: Vec::new() };
    while prose.marks.get(*mark).is_some_and(|mark| (mark.end as usize) <= passage.at.start) {
        *mark += 1;
    }
    let mut from = 0;
    let marks = &prose.marks[*mark..];
    for (number, mark) in marks.iter().enumerate() {
        if mark.start as usize >= passage.at.end {
            break;
        }
        let around = marks[number + 1..].iter().take_while(|other| other.start == mark.start);
        let linked = around.into_iter().any(|other| matches!(other.kind, MarkKind::Link | MarkKind::Url));
        let inside = |at: u32| (at as usize).clamp(passage.at.start, passage.at.end) - passage.at.start;
        let (start, end) = (inside(mark.start), inside(mark.end));
        match mark.kind {
            MarkKind::Code if start >= from && !linked => {
                scan.plain(from..start);
                scan.ticked(start..end);
                from = end;
            }
            MarkKind::Link | MarkKind::Url if end > from => {
                if start > from {
                    scan.plain(from..start);
                }
                from = end;
            }
            _ => {}
        }
    }
    scan.plain(from..text.len());
    scan.found
}

struct Scan<'t, 'a> {
    text: &'t str,
    names: Names<'a>,
    base: usize,
    table: bool,
    found: Vec<Mention<'t>>,
}

impl<'t> Scan<'t, '_> {
    /// Takes what stands in code ticks.
    fn ticked(&mut self, at: Range<usize>) {
        let written = self.text[at.clone()].trim();
        let (form, rest) = match written.strip_prefix('@') {
            Some(rest) => (Form::Decorator, rest),
            None => (Form::Bare, written),
        };
        let name = dotted_at(rest, 0);
        let form = match &rest[name.len()..] {
            "" => form,
            after if after.starts_with('(') && closes(after) == Some(after.len()) => {
                if form == Form::Bare {
                    Form::Call
                } else {
                    form
                }
            }
            _ => return,
        };
        if !name.is_empty() {
            self.push(at, name, form, true);
        }
    }

    /// Takes the words of plain prose.
    fn plain(&mut self, at: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut i = at.start;
        while i < at.end {
            let byte = bytes[i];
            if byte.is_ascii_alphabetic() || byte == b'_' {
                i = self.word(i, at.end);
            } else if byte.is_ascii_digit() || byte >= 0x80 {
                // No name begins so, and what belongs to this word is no word of its own.
                i = word_end(bytes, i, at.end);
            } else {
                i += 1;
            }
        }
    }

    /// Takes the word that starts here; returns where to go on.
    fn word(&mut self, start: usize, limit: usize) -> usize {
        let bytes = self.text.as_bytes();
        let name = dotted_at(&self.text[..limit], start);
        let end = start + name.len();
        let next = bytes.get(end).copied().unwrap_or(b' ');
        if self.text[end..limit].starts_with("://") {
            let rest = &bytes[end..limit];
            return end + rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        }
        if next >= 0x80 {
            return word_end(bytes, end, limit);
        }
        let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let mail = before == b'@' && start > 1 && !bytes[start - 2].is_ascii_whitespace() && bytes[start - 2] != b'(';
        let behind = bytes.get(end + 1).copied().unwrap_or(b' ');
        let joined = matches!(before, b'/' | b'\\' | b'-' | b'$' | b'%' | b'#' | b'&' | b'~' | b'=' | b'<' | b'.')
            || matches!(next, b'/' | b'\\' | b'*' | b'@' | b'=')
            || matches!(next, b'-' | b':') && (behind.is_ascii_alphanumeric() || behind == b':')
            || next == b'.' && (behind == b'*' || behind == b'.');
        let call = next == b'(' && end < limit;
        // "acquire/release()", "--name": what is joined to something else is no name, but a call after a slash is one.
        if mail || joined && !(call && before == b'/') {
            return end;
        }
        let form = match next {
            _ if before == b'@' => Form::Decorator,
            b'(' if call => Form::Call,
            b'[' => Form::Indexed,
            _ => Form::Bare,
        };
        if form == Form::Bare && !name.contains('.') && !self.is_known(name) {
            return end;
        }
        let mut stop = end;
        if form == Form::Call {
            let rest = &self.text[end..limit];
            // "name(s)" is a plural.
            if rest.starts_with("(s)") || rest.starts_with("(es)") {
                return word_end(bytes, end + 1, limit) + 1;
            }
            match closes(rest) {
                Some(length) => stop = end + length,
                None => return end,
            }
        }
        let from = if form == Form::Decorator { start - 1 } else { start };
        self.push(from..stop, name, form, false);
        stop
    }

    /// Returns whether a word may be a name at all: most are not, and cost no more than this.
    fn is_known(&self, name: &str) -> bool {
        let lower;
        let name = if name.bytes().any(|b| b.is_ascii_uppercase()) {
            lower = name.to_ascii_lowercase();
            &lower
        } else {
            name
        };
        let single = name.strip_suffix('s').unwrap_or(name);
        self.names.has(name) || self.names.has(single) || is_noun(single) || name == "python" || name == "the"
    }

    fn push(&mut self, at: Range<usize>, name: &'t str, form: Form, ticked: bool) {
        let (ahead, behind) = (&self.text[..at.start], &self.text[at.end..]);
        let trimmed = ahead.trim_end_matches(['"', '\'', ' ', '(', '[']);
        let before = trimmed.rsplit([' ', '(', '"']).next().unwrap_or_default();
        let closed = ahead[trimmed.len()..].contains(['(', '[']);
        let first = trimmed.is_empty() || trimmed.ends_with(['.', '!', '?', ':']);
        let after = behind.trim_start();
        let entry = trimmed.is_empty()
            && (after.starts_with([':', '-', '=', '(']) && !after.starts_with("->") || self.table && after.is_empty());
        self.found.push(Mention {
            at: self.base + at.start..self.base + at.end,
            name,
            form,
            ticked,
            noun: if before == "is" && is_argument(trimmed) { Noun::Other } else { noun(behind) },
            before: if closed { "" } else { before },
            first,
            entry,
        });
    }
}

/// Returns whether the end of a text, which ends in "is", speaks of an argument.
fn is_argument(ahead: &str) -> bool {
    let clause = ahead.rsplit([',', ';', ':']).next().unwrap_or_default();
    let words = clause.rsplit(' ').take(12);
    words.into_iter().any(|word| matches!(word, "argument" | "parameter" | "keyword"))
}

/// Returns what the word at the start of a text, behind a quote and a space, says of what stands before it.
fn noun(behind: &str) -> Noun {
    let mut rest = behind.trim_start_matches(['\'', '"']).trim_start_matches(',');
    // "the `a`, `b` and `c` methods": the noun is about all of them.
    for _ in 0..LONGEST_LIST {
        let Some(next) = rest.strip_prefix(' ') else { return Noun::None };
        let next =
            next.strip_prefix("and ").or_else(|| next.strip_prefix("or ")).map_or((next, false), |next| (next, true));
        rest = next.0;
        let end = rest.bytes().position(|b| b == b' ' || b == b',').unwrap_or(rest.len());
        let listed = next.1 || rest[end..].starts_with(',') && behind.starts_with(',');
        if !listed {
            break;
        }
        rest = rest[end..].trim_start_matches(',');
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("built-in ").unwrap_or(rest);
    let end = rest.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len());
    if rest[end..].starts_with(['=', '(', '_']) {
        return Noun::None;
    }
    match &rest[..end] {
        "module" | "package" | "library" | "modules" | "Module" => Noun::Module,
        "class" | "classes" | "exception" | "exceptions" | "subclass" | "subclasses" => Noun::Class,
        "object" | "objects" | "instance" | "instances" => Noun::Object,
        "method" | "methods" => Noun::Method,
        "function" | "functions" | "decorator" | "decorators" | "call" | "calls" => Noun::Function,
        "argument" | "arguments" | "parameter" | "parameters" | "keyword" | "option" | "options" | "flag" | "flags"
        | "column" | "columns" | "field" | "fields" | "variable" | "variables" | "key" | "keys" | "attribute"
        | "attributes" | "property" | "value" | "command" | "commands" | "folder" | "directory" | "file" | "files"
        | "branch" | "table" | "tag" | "element" | "environment" | "header" | "section" | "target" | "subcommand"
        | "user" | "crate" => Noun::Other,
        _ => Noun::None,
    }
}

/// Returns the names joined by dots that stand at this place of a text.
fn dotted_at(text: &str, start: usize) -> &str {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_');
    let mut end = start;
    while letter(end) {
        while bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
            end += 1;
        }
        if bytes.get(end) != Some(&b'.') || !letter(end + 1) {
            break;
        }
        end += 1;
    }
    &text[start..end]
}

/// Returns where a word ends that is no name: what an `é` or a digit begins.
fn word_end(bytes: &[u8], start: usize, limit: usize) -> usize {
    let inside = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80 || *b == b'_';
    start + bytes[start..limit].iter().position(|b| !inside(b)).unwrap_or(limit - start)
}

/// Returns how long the parentheses at the start of a text are, up to the one that closes the first.
fn closes(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, byte) in text.bytes().enumerate().take(LONGEST_ARGUMENTS) {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Dialect, parse_with_prose};
    use crate::text::SourceId;

    fn found(note: &str) -> Vec<String> {
        let (_, prose) = parse_with_prose(note, SourceId(0), Dialect::default());
        let python = crate::crossref::inventory::Inventory::python();
        let mut mark = 0;
        let prose_only = prose.passages.iter().filter(|passage| passage.scope == Scope::Prose);
        let all = prose_only.flat_map(|passage| {
            mentions(&prose, passage, Names(&[&python]), &mut mark)
                .into_iter()
                .map(|m| format!("{} {:?}", m.name, m.form))
                .collect::<Vec<_>>()
        });
        all.collect()
    }

    #[test]
    fn names_are_told_from_what_only_looks_like_them() {
        let cases: [(&str, &[&str]); 12] = [
            ("`a.b`", &["a.b Bare"]),
            ("`a.b(c, d())`", &["a.b Call"]),
            ("`@a.b(1)`", &["a.b Decorator"]),
            ("`def a(b)`; `a = b`; `a(b) + c`", &[]),
            ("use a.b(c) of shutil.", &["a.b Call", "shutil Bare"]),
            ("@a, x@a.b", &["a Decorator"]),
            ("https://a.b/c.d shutil", &["shutil Bare"]),
            ("/a/shutil.c d/os -f re-io shutil*", &[]),
            ("open(s) List[int]", &["List Indexed", "int Bare"]),
            ("é os\u{e9} \u{e9}os", &[]),
            ("[shutil](b) <c@d.e> shutil", &["shutil Bare"]),
            ("a(shutil", &["shutil Bare"]),
        ];
        for (note, expected) in cases {
            assert_eq!(found(note), expected, "{note}");
        }
    }
}
