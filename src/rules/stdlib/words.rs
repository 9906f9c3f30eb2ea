//! Names of the standard library in texts and comments: is there such a name?

use super::lists::{ENDINGS, PLAIN, WORDS};
use super::uses::shown;
use super::{Gathered, Known, MISSING_IN_PROSE};
use crate::diagnostic::Diagnostic;
use crate::lint::View;
use crate::prose::{MarkKind, Passage, Scope};
use crate::python::Block;
use crate::python::api::{self, Kind, Lookup};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{LazyLock, RwLock};

static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+").expect("the pattern is constant and right"));
/// How many letters a name in lower case has at least that is looked for among classes.
const SMALL: usize = 10;

/// Looks at the names in the texts and comments of a note; `groups` are its blocks under each heading and what they bind.
pub(super) fn check<'a>(
    view: &'a View<'a>,
    groups: (&[Vec<&'a Block>], &[Gathered<'a>]),
    note: &Gathered<'a>,
    out: &mut Vec<Diagnostic>,
) {
    if view.is_about_another_language() {
        return;
    }
    let mut sections: FxHashMap<Option<u32>, &Gathered<'a>> = FxHashMap::default();
    for (group, gathered) in groups.0.iter().zip(groups.1) {
        let heading = group.first().and_then(|block| view.prose.code[block.code].heading);
        sections.entry(heading).or_insert(gathered);
    }
    let classes = classes(note);
    let empty = Gathered::default();
    for passage in &view.prose.passages {
        if !matches!(passage.scope, Scope::Prose | Scope::Heading | Scope::Table | Scope::Comment) {
            continue;
        }
        let group = sections.get(&passage.heading).copied().unwrap_or(&empty);
        let words = Words { view, passage, known: Known { own: group, group, note } };
        let text = &view.prose.text[passage.at.clone()];
        for found in dotted(text) {
            let at = passage.at.start + found.start..passage.at.start + found.end;
            out.extend(words.dotted(at));
        }
        if classes.is_empty() {
            continue;
        }
        for found in small(text) {
            let Some(class) = classes.get(&text[found.clone()]) else { continue };
            let at = passage.at.start + found.start..passage.at.start + found.end;
            if !words.stands_alone(&at) {
                continue;
            }
            let message = format!("the class is called `{class}`");
            out.push(Diagnostic::new(&MISSING_IN_PROSE, view.prose.source(view.source, at), message));
        }
    }
}

/// Returns where names that are joined by dots stand in a text.
fn dotted(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(*byte, b'_' | b'.') || *byte > 0x7f;
    let mut found = Vec::new();
    let mut behind = 0;
    // Few words have a dot inside; the pattern only has to look at those.
    for dot in (0..bytes.len()).filter(|at| bytes[*at] == b'.') {
        if dot < behind || !bytes.get(dot + 1).is_some_and(inside) {
            continue;
        }
        let start = bytes[..dot].iter().rposition(|byte| !inside(byte)).map_or(0, |before| before + 1);
        behind = bytes[dot..].iter().position(|byte| !inside(byte)).map_or(text.len(), |end| dot + end);
        let places = DOTTED.find_iter(&text[start..behind]);
        found.extend(places.map(|place| start + place.start()..start + place.end()));
    }
    found
}

/// Returns where words of at least [`SMALL`] letters stand in a text, all of them in lower case.
fn small(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let end = at + letters;
        if letters >= SMALL && !text[..at].ends_with(joins) && !text[end..].starts_with(joins) {
            found.push(at..end);
        }
        at = end + 1;
    }
    found
}

/// A class whose name has several words: the name in lower case, and as it is.
type Class = (&'static str, &'static str);

/// The classes of the modules that were asked for. The table is the same for all notes, and to go through a module takes longer
/// than to read a note.
static CLASSES: LazyLock<RwLock<FxHashMap<String, &'static [Class]>>> = LazyLock::new(RwLock::default);

/// Returns the classes of a module that words in lower case can mean.
fn classes_of(module: &str) -> &'static [Class] {
    let known = CLASSES.read().ok().and_then(|known| known.get(module).copied());
    known.unwrap_or_else(|| {
        let mut classes: Vec<Class> = Vec::new();
        for class in api::siblings(module).filter(|entry| entry.kind == Kind::Class && !entry.flags.is_private()) {
            let name = class.last();
            let humps = name.bytes().filter(u8::is_ascii_uppercase).count();
            let lower = name.to_lowercase();
            let plain = humps < 2
                || !name.starts_with(|c: char| c.is_uppercase())
                || PLAIN.contains(&lower.as_str())
                || api::is_module(&lower)
                || api::entry(&format!("{module}.{lower}")).is_some();
            if !plain {
                classes.push((Box::leak(lower.into_boxed_str()), name));
            }
        }
        let classes: &'static [Class] = Box::leak(classes.into_boxed_slice());
        // Whoever was first has the same; what is not kept is only made again.
        CLASSES.write().map_or(classes, |mut known| *known.entry(module.to_string()).or_insert(classes))
    })
}

/// Returns the classes of the modules that a note imports, by their names in lower case; only those of several words.
fn classes(note: &Gathered<'_>) -> FxHashMap<&'static str, &'static str> {
    let mut modules: Vec<&str> = note.imports.values().flatten().map(String::as_str).collect();
    modules.sort_unstable();
    let parent = |full: &'_ str| full.rsplit_once('.').map_or(full.len(), |(parent, _)| parent.len());
    modules
        .iter()
        .flat_map(|full| [*full, &full[..parent(full)]])
        .filter(|module| *module != "typing" && api::is_module(module))
        .flat_map(classes_of)
        .filter(|(lower, _)| !note.values.contains_key(*lower) && !note.imports.contains_key(*lower))
        .copied()
        .collect()
}

/// How a name is written.
struct How<'a> {
    parts: &'a [&'a str],
    /// In code ticks.
    code: bool,
    /// With a bracket behind it.
    called: bool,
}

struct Words<'a> {
    view: &'a View<'a>,
    passage: &'a Passage,
    known: Known<'a>,
}

impl Words<'_> {
    /// Returns whether a name is no part of a path, an address or a link.
    fn stands_alone(&self, at: &Range<usize>) -> bool {
        let text = &self.view.prose.text;
        let before = text[self.passage.at.start..at.start].chars().next_back();
        let after = text[at.end..self.passage.at.end].chars().next();
        let marked = |kind: MarkKind| self.view.prose.marks_in(at.clone()).any(|mark| mark.kind == kind);
        let path = |c: Option<char>| c.is_some_and(|c| "/\\-@:%$".contains(c));
        let before = path(before) || before == Some('.') || before == Some('=');
        !before && !after.is_some_and(|c| "/\\-@".contains(c)) && !marked(MarkKind::Url)
    }

    fn dotted(&self, at: Range<usize>) -> Option<Diagnostic> {
        let text = &self.view.prose.text;
        let written = &text[at.clone()];
        let parts: Vec<&str> = written.split('.').collect();
        let (first, last) = (*parts.first()?, *parts.last()?);
        // `os.spawn*` is all of a family.
        let family = text[at.end..self.passage.at.end].starts_with('*') || last.ends_with('_');
        // "`queue.Queue`s": the name ends with its ticks, the word does not.
        let goes_on = self.view.prose.marks_in(at.clone()).any(|mark| {
            let end = mark.end as usize;
            mark.kind == MarkKind::Code && at.start < end && end < at.end
        });
        if family || goes_on || !self.stands_alone(&at) || parts.len() == 2 && ENDINGS.binary_search(&last).is_ok() {
            return None;
        }
        let code = self.view.prose.marks_in(at.clone()).any(|mark| mark.kind == MarkKind::Code);
        let called = text[at.end..self.passage.at.end].starts_with('(');
        let how = How { parts: &parts, code, called };
        let mut owner = self.start(first, code || called)?;
        let mut start = at.start + first.len() + 1;
        for part in &parts[1..] {
            match api::attribute(&owner, part) {
                Lookup::Found(entry) => owner = entry.name.to_string(),
                Lookup::Missing { near } if self.tells(&owner, part, near, &how) => {
                    let place = self.view.prose.source(self.view.source, start..start + part.len());
                    let kind = if api::is_module(&owner) { "module" } else { "class" };
                    let message = format!("the {kind} `{}` has no `{part}`", shown(&owner));
                    let finding = Diagnostic::new(&MISSING_IN_PROSE, place, message);
                    let near = near.map(|near| near.rsplit('.').next().unwrap_or(near));
                    return Some(match near {
                        Some(near) => finding.hint(format!("did you mean `{near}`?")),
                        None => finding,
                    });
                }
                _ => return None,
            }
            start += part.len() + 1;
        }
        None
    }

    /// Returns what the first part of a name stands for.
    fn start(&self, first: &str, sure: bool) -> Option<String> {
        if let Some(class) = self.known.variable(first) {
            return Some(class);
        }
        if self.known.note.values.contains_key(first) {
            return None;
        }
        if let Some(full) = self.known.import(first) {
            return api::entry(&full).map(|entry| entry.name.to_string());
        }
        if api::is_module(first) && first.bytes().all(|b| !b.is_ascii_uppercase()) {
            return Some(first.to_string());
        }
        let builtin = ["bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"];
        (sure && builtin.contains(&first)).then(|| format!("builtins.{first}"))
    }

    /// Returns whether it is sure enough that a missing name was meant to be there.
    fn tells(&self, owner: &str, part: &str, near: Option<&str>, how: &How<'_>) -> bool {
        let How { parts, code, called } = *how;
        let first = parts[0];
        // `queue.get` is a method of what somebody calls `queue`.
        let of_object = api::is_module(owner)
            && (api::siblings(owner)
                .filter(|entry| entry.kind == Kind::Class)
                .any(|class| matches!(api::attribute(class.name, part), Lookup::Found(_)))
                || ["str", "list", "dict", "bytes"]
                    .iter()
                    .any(|class| api::entry(&format!("builtins.{class}.{part}")).is_some()));
        let word = WORDS.binary_search(&first).is_ok() && !self.known.note.imports.contains_key(first);
        // A full stop without a space behind it.
        let glued = !code && !called && parts.len() == 2 && (part.starts_with(|c: char| c.is_uppercase()) || word);
        if of_object || glued || part.len() < 3 || part.starts_with('_') {
            return false;
        }
        match near {
            // `sys.exits` may be what a text makes of `sys.exit`.
            Some(near) => code || called || part.len() > 3 && !near.ends_with(part.trim_end_matches('s')),
            None => (code || called) && !word && (called || parts.len() > 2),
        }
    }
}
