//! Names that nothing binds, imports that nothing uses, and imports that come too late.

use super::rule;
use super::stdlib::{Gathered, groups, span};
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::python::{Block, api, names};
use rustc_hash::FxHashSet;

/// A name that nothing binds.
pub static UNDEFINED: Rule =
    rule("undefined-name", Category::Code, Level::Info, "A name that no code of the section defines or imports.");
/// A name that is a slip of one that is there.
pub static MISSPELLED: Rule = rule(
    "misspelled-name",
    Category::Typo,
    Level::Warn,
    "A name that nothing defines looks like a slip of one that is defined.",
);
/// An import that nothing uses.
pub static UNUSED: Rule =
    rule("unused-import", Category::Code, Level::Info, "An import that no code of the section uses.");
/// A name that is used before it is imported.
pub static EARLY: Rule =
    rule("used-before-import", Category::Code, Level::Warn, "A name is used above the line that imports it.");

/// The rules of [`check`].
pub static RULES: &[&Rule] = &[&UNDEFINED, &MISSPELLED, &UNUSED, &EARLY];

/// Modules from which people forget to import.
#[rustfmt::skip]
const FAMILIAR: [&str; 32] = [
    "abc", "argparse", "asyncio", "collections", "concurrent.futures", "contextlib", "contextvars", "copy", "ctypes",
    "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "glob", "itertools", "json", "math",
    "multiprocessing", "operator", "pathlib", "pprint", "random", "socketserver", "statistics", "subprocess", "threading",
    "time", "types", "typing", "unittest",
];

/// How many names of a section are compared with what it knows, so that the cost stays in bounds.
const MOST: usize = 50;

/// Looks at the names of each section.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    // What earlier sections give a value to; people go on with it.
    let mut earlier: FxHashSet<&str> = FxHashSet::default();
    for group in groups(view) {
        let gathered: Vec<Gathered<'_>> = group.iter().map(|block| Gathered::of(block)).collect();
        let mut told: FxHashSet<(usize, String)> = FxHashSet::default();
        let (unknown, early) = names::unknown(&group);
        for found in unknown {
            let text = &view.prose.text[view.prose.code[group[found.block].code].at.clone()];
            let known = earlier.contains(found.name.as_str()) || text.contains("NameError");
            if !known && told.insert((found.block, found.name.clone())) {
                out.push(undefined(view, &group, &found, told.len() <= MOST));
            }
        }
        for early in early {
            let (block, name) = (group[early.block], &early.name);
            if early.block != early.import_block {
                if told.insert((early.block, name.clone())) {
                    let message = format!("`{name}` is imported further down only");
                    let finding = Diagnostic::new(&UNDEFINED, span(view, block, early.range), message);
                    out.push(finding.label(span(view, group[early.import_block], early.import), "imported here"));
                }
                continue;
            }
            let finding =
                Diagnostic::new(&EARLY, span(view, block, early.range), format!("`{name}` is used before its import"));
            out.push(finding.label(span(view, block, early.import), "imported here"));
        }
        unused(view, &group, out);
        earlier.extend(gathered.iter().flat_map(|gathered| gathered.values.keys().copied()));
    }
}

fn unused(view: &View<'_>, group: &[&Block], out: &mut Vec<Diagnostic>) {
    // What each block takes from elsewhere, worked out when an import needs a user.
    let mut taken: Vec<Option<FxHashSet<String>>> = vec![None; group.len()];
    for (number, block) in group.iter().enumerate().filter(|(_, block)| !block.two) {
        for (range, shown) in names::unused_imports(block) {
            let written = &block.text()[range];
            let local = written.rsplit(" as ").next().unwrap_or(written).split('.').next().unwrap_or(written).trim();
            let used = (number + 1..group.len()).any(|later| {
                let names = || names::undefined(&[group[later]]).into_iter().map(|used| used.name).collect();
                taken[later].get_or_insert_with(names).contains(local)
            });
            if !used {
                out.push(Diagnostic::new(
                    &UNUSED,
                    span(view, block, range),
                    format!("`{shown}` is imported and not used"),
                ));
            }
        }
    }
}

fn undefined(view: &View<'_>, group: &[&Block], found: &names::Undefined, few: bool) -> Diagnostic {
    let block = group[found.block];
    let name = found.name.as_str();
    let at = span(view, block, found.range);
    if few && let Some(meant) = slip(group, name) {
        let message = format!("`{name}` is defined nowhere; did you mean `{meant}`?");
        return Diagnostic::new(&MISSPELLED, at, message);
    }
    let finding = Diagnostic::new(&UNDEFINED, at, format!("nothing in this section defines `{name}`"));
    if api::is_module(name) {
        return finding.hint(format!("import {name}"));
    }
    let has = |module: &&&str| {
        let entry = api::entry(&format!("{module}.{name}"));
        entry.is_some_and(|entry| !entry.flags.is_private() && name.len() > 2 && entry.kind != api::Kind::Module)
    };
    if let Some(module) = FAMILIAR.iter().find(has) {
        return finding.hint(format!("from {module} import {name}"));
    }
    let method = ["str", "list", "dict", "set"]
        .into_iter()
        .find(|class| name.len() > 3 && api::entry(&format!("builtins.{class}.{name}")).is_some());
    match method {
        Some(class) if block.text()[usize::from(found.range.end())..].starts_with('(') => {
            finding.hint(format!("`{name}` is a method of `{class}`"))
        }
        _ => finding,
    }
}

/// Returns the name that is meant where a name is one slip of the pen away from one that the section knows.
fn slip<'a>(group: &[&'a Block], name: &str) -> Option<&'a str> {
    let gone = api::entry(&format!("builtins.{name}")).is_some() || api::is_module(name);
    if name.len() < 5 || gone {
        return None;
    }
    let words = group.iter().flat_map(|block| words(block.text()));
    words.filter(|word| *word != name && is_slip(name, word)).find(|word| {
        names::is_builtin(word)
            || group.iter().any(|block| binds(block, word))
            || ["async", "await", "lambda"].contains(word)
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| word.len() > 3)
}

fn binds(block: &Block, name: &str) -> bool {
    let gathered = Gathered::of(block);
    gathered.values.contains_key(name) || gathered.imports.contains_key(name)
}

/// Returns whether one name is the other with two letters swapped, or a longer one with one letter wrong inside.
fn is_slip(written: &str, meant: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(written) != digits(meant) || written.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), meant.chars().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let swapped = a.len() == b.len()
        && head + tail + 2 == a.len()
        && a.get(head) == b.get(head + 1)
        && a.get(head + 1) == b.get(head);
    // What differs at an end is another form of the word: `item`, `items`.
    let inside = head > 1 && tail > 1 && strsim::osa_distance(written, meant) == 1;
    swapped || inside && written.len() > 7
}
