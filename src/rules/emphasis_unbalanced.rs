//! Marks of emphasis and code ticks that show instead of working.

use super::reading::first;
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::prose::{Passage, Scope};
use std::ops::Range;

/// A mark that a reader sees.
pub static EMPHASIS_UNBALANCED: Rule = rule(
    "emphasis-unbalanced",
    Category::Structure,
    Level::Warn,
    "Stars or code ticks without a partner are shown as they are.",
);

/// Looks for `**` and ticks in what a reader reads.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let readable = |scope| matches!(scope, Scope::Prose | Scope::Heading | Scope::Table);
    for passage in view.prose.passages.iter().filter(|passage| readable(passage.scope)) {
        let text = &view.prose.text[passage.at.clone()];
        if !text.contains("**") && !text.contains('`') {
            continue;
        }
        stars(view, passage, out);
        ticks(view, passage, out);
    }
}

/// Returns whether a place is shown as typed: no code, and no backslash in front.
fn is_plain(view: &View<'_>, at: Range<usize>) -> bool {
    let Some(span) = view.prose.verbatim(view.source, at.clone()) else { return false };
    !view.text[..span.start as usize].ends_with('\\') && !view.prose.is_code(at)
}

fn stars(view: &View<'_>, passage: &Passage, out: &mut Vec<Diagnostic>) {
    let (from, text) = (passage.at.start, &view.prose.text[passage.at.clone()]);
    let marks: Vec<usize> = text.match_indices("**").map(|(at, _)| at).collect();
    let good: Vec<usize> = marks.into_iter().filter(|at| is_mark(text, *at)).collect();
    for at in &good {
        let place = from + at..from + at + 2;
        if is_plain(view, place.clone()) {
            let message = "these stars have no partner and are shown as they are";
            let at = view.prose.source(view.source, place);
            out.push(
                Diagnostic::new(&EMPHASIS_UNBALANCED, at, message).hint("close the bold text, or escape the stars"),
            );
            return;
        }
    }
}

/// Whether two stars are meant to make text bold: not a power, an argument, a glob or a rule.
fn is_mark(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 2..].chars().next();
    let solid = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let open = before.is_none_or(|c| c == ' ') && solid(after);
    // `**kwargs` and `**options` are arguments; a sentence in bold starts with a capital or goes on behind the word.
    let rest = &text[at + 2..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').map_or(rest, |end| &rest[..end]);
    let sentence = word.starts_with(char::is_uppercase) && word.len() > 1;
    let close = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | ')' | '!' | '?'))
        && after.is_none_or(|c| matches!(c, ' ' | '.' | ',' | ':' | ';'))
        && text[..at].contains(' ');
    let number = before.is_some_and(|c| c.is_ascii_digit());
    open && sentence || close && !number
}

fn ticks(view: &View<'_>, passage: &Passage, out: &mut Vec<Diagnostic>) {
    let (from, text) = (passage.at.start, &view.prose.text[passage.at.clone()]);
    for (at, _) in text.match_indices('`') {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '(' | ')'));
        let edge = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '.' | ',' | ';' | ':' | '('));
        let one_sided = edge(before) && word(after) || word(before) && edge(after);
        // `quoted', as manuals once wrote it.
        let quoted = first(&text[at + 1..], 40).split(' ').next().is_some_and(|word| word.contains('\''));
        if one_sided && !quoted && is_plain(view, from + at..from + at + 1) {
            let message = "this code tick has no partner and is shown as it is";
            let place = view.prose.source(view.source, from + at..from + at + 1);
            out.push(Diagnostic::new(&EMPHASIS_UNBALANCED, place, message).hint("close the code, or escape the tick"));
            return;
        }
    }
}
