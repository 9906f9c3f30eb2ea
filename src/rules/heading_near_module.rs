//! A heading that is nearly the name of the module or the tool that its section is about.

use super::rule;
use super::stdlib::Gathered;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::prose::{MarkKind, Passage, Prose, Scope};
use crate::python::api;
use rustc_hash::FxHashSet;

/// A heading that is a slip of the module's name.
pub static RULE: Rule = rule(
    "heading-near-module",
    Category::Typo,
    Level::Warn,
    "A heading is nearly the name of the module or tool that its section is about.",
);

/// Looks at each heading of one word.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let prose = view.prose;
    for (number, passage) in prose.passages.iter().enumerate().filter(|(_, passage)| passage.scope == Scope::Heading) {
        let title = prose.text[passage.at.clone()].trim();
        let letters = title.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if title.len() < 5 || !letters || api::is_module(title) || names_itself(view, number, title) {
            continue;
        }
        let names = names(view, number);
        let Some(meant) = names.iter().find(|name| is_near(title, name)) else { continue };
        let at = prose.source(view.source, passage.at.clone());
        let finding = Diagnostic::new(&RULE, at, format!("`{title}` should be `{meant}`, as in its section"));
        let start = passage.at.start + prose.text[passage.at.clone()].find(title).unwrap_or(0);
        out.push(match prose.verbatim(view.source, start..start + title.len()) {
            Some(at) => finding.fix(Fix::replace(at, *meant, format!("write `{meant}`"), Safety::Ask)),
            None => finding,
        });
    }
}

/// Returns whether the section uses the title's word, so that it is no slip.
fn names_itself(view: &View<'_>, heading: usize, title: &str) -> bool {
    below(view.prose, heading).any(|passage| {
        let text = &view.prose.text[passage.at.clone()];
        text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == title)
    })
}

/// Returns the passages between a heading and the next one.
fn below(prose: &Prose, heading: usize) -> impl Iterator<Item = &Passage> {
    prose.passages[heading + 1..].iter().take_while(move |passage| {
        passage.scope != Scope::Heading && passage.heading.is_some_and(|number| number as usize == heading)
    })
}

/// Returns the modules that a section imports, and the tools that it runs or names in code ticks; by name.
fn names<'a>(view: &View<'a>, heading: usize) -> Vec<&'a str> {
    let prose = view.prose;
    let mut names: FxHashSet<&str> = FxHashSet::default();
    let codes = below(prose, heading).filter(|passage| passage.scope == Scope::Code);
    for (code, number) in codes.filter_map(|code| Some((code, code.code?))) {
        match view.python.block(number) {
            Some(block) => {
                let gathered = Gathered::of(block);
                let lines = prose.text[code.at.clone()].lines();
                let starts = lines.filter_map(|line| {
                    let line = line.trim_start();
                    line.strip_prefix("import ").or_else(|| line.strip_prefix("from "))
                });
                let modules = starts.filter_map(|rest| rest.split([' ', '.', ',']).next());
                names.extend(modules.filter(|_| !gathered.imports.is_empty()));
            }
            None => {
                let lines = prose.text[code.at.clone()].lines();
                let commands = lines.map(|line| line.trim_start_matches(['$', '%', '!', ' ']));
                names.extend(commands.filter_map(|line| line.split(' ').next()));
            }
        }
    }
    for passage in below(prose, heading).filter(|passage| passage.scope == Scope::Prose) {
        let ticks = prose.marks_in(passage.at.clone()).filter(|mark| mark.kind == MarkKind::Code);
        names.extend(ticks.map(|mark| &prose.text[mark.start as usize..mark.end as usize]));
    }
    let mut names: Vec<&str> = names
        .into_iter()
        .filter(|name| name.len() > 4 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
        .collect();
    names.sort_unstable();
    names
}

/// Returns whether a title is a slip of a name: one letter is wrong inside or at the end, or `ing` is missing.
fn is_near(title: &str, name: &str) -> bool {
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b) || a.strip_suffix("es") == Some(b);
    if title == name || plural(title, name) || plural(name, title) {
        return false;
    }
    let end = name.strip_prefix(title).filter(|_| title.len() >= 8 && api::is_module(name));
    let cut = end.is_some_and(|end| end.len() < 5 && end.ends_with("ing"));
    cut || title.as_bytes().first() == name.as_bytes().first() && strsim::osa_distance(title, name) == 1
}
