//! "a" before a vowel that is heard, "an" before a consonant.

mod sound;

use super::reading::words;
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::prose::{MarkKind, Passage, Scope};
use sound::{Sound, sound};
use std::cell::OnceCell;
use std::ops::Range;

/// "a object".
pub static A_OR_AN: Rule =
    rule("a-or-an", Category::Typo, Level::Warn, "An article does not fit the sound of the word behind it.");

/// Words before which an "a" is no article but a letter or a name.
const NOT_BEHIND: [&str; 24] = [
    "and",
    "or",
    "is",
    "in",
    "as",
    "if",
    "of",
    "on",
    "at",
    "an",
    "are",
    "also",
    "into",
    "equals",
    "it",
    "its",
    "isn't",
    "otherwise",
    "instead",
    "up",
    "i",
    "only",
    "even",
    "over",
];

/// Looks at the articles of paragraphs, list items and headings.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let english = OnceCell::new();
    let readable = |scope| matches!(scope, Scope::Prose | Scope::Heading);
    for passage in view.prose.passages.iter().filter(|passage| readable(passage.scope)) {
        let text = &view.prose.text[..passage.at.end];
        for word in words(text, passage.at.clone()).filter(|word| word.len() <= 2) {
            let wanted = match &text[word.clone()] {
                "a" | "A" => Sound::Vowel,
                "an" | "An" => Sound::Consonant,
                _ => continue,
            };
            if let Some(found) = article(view, passage, &word, wanted)
                && *english.get_or_init(|| view.prose.is_english())
            {
                out.push(found);
            }
        }
    }
}

/// Looks at one article; `unfit` is the sound that must not follow it.
fn article(view: &View<'_>, passage: &Passage, at: &Range<usize>, unfit: Sound) -> Option<Diagnostic> {
    let text = &view.prose.text[..passage.at.end];
    let before = &text[passage.at.start..at.start];
    let behind = text[at.end..].strip_prefix(' ')?;
    let apart = before.chars().next_back().is_none_or(|c| matches!(c, ' ' | '(' | '"'));
    // A capital inside a sentence is a letter: "plan A allows".
    let capital = text[at.clone()].starts_with('A');
    let starts = before.trim_end().is_empty() || before.trim_end().ends_with(['.', '?', '!', ':', '"', '(']);
    let letters =
        before.trim_end().rsplit(' ').next().is_some_and(|word| word.len() == 1 && !word.starts_with(['I', '-', '=']));
    if !apart || capital && !starts || letters || view.prose.is_code(at.clone()) {
        return None;
    }
    let skip = behind.len() - behind.trim_start_matches(['"', '\'']).len();
    let start = at.end + 1 + skip;
    let end = text[start..].find([' ', ',', ';', ')', '"', '\n']).map_or(text.len(), |end| start + end);
    let next = text[start..end].trim_end_matches(['.', ':', '?', '!', '\'']);
    if NOT_BEHIND.contains(&next.to_ascii_lowercase().as_str()) || next.is_empty() {
        return None;
    }
    // "a op b" is a formula.
    let then = text[end..].trim_start().split([' ', ',']).next().unwrap_or_default();
    if then.len() == 1 && !matches!(then, "a" | "I") && then.starts_with(char::is_alphabetic) {
        return None;
    }
    let ticked =
        view.prose.marks_in(start..start + 1).any(|mark| mark.kind == MarkKind::Code && mark.start as usize == start);
    if sound(next, ticked)? != unfit {
        return None;
    }
    let right = match &text[at.clone()] {
        "a" => "an",
        "A" => "An",
        "An" => "A",
        _ => "a",
    };
    let shown: String = next.chars().take(40).collect();
    let message = format!("`{} {shown}` should be `{right} {shown}`", &text[at.clone()]);
    let mut finding = Diagnostic::new(&A_OR_AN, view.prose.source(view.source, at.start..end), message);
    let place = view.prose.verbatim(view.source, at.clone());
    finding.fix = place.map(|place| Fix::replace(place, right, format!("write `{right}`"), Safety::Sure));
    Some(finding)
}
