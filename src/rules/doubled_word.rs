//! A word that stands twice in a row.

use super::reading::words;
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::prose::{MarkKind, Passage, Scope};
use std::cell::OnceCell;
use std::ops::Range;

/// "the the".
pub static DOUBLED_WORD: Rule = rule("doubled-word", Category::Typo, Level::Warn, "A word stands twice in a row.");

/// Words of which no English sentence has two in a row.
const SURE: [&str; 26] = [
    "the", "a", "an", "of", "and", "for", "with", "are", "was", "or", "from", "at", "by", "will", "if", "but", "we",
    "this", "as", "be", "has", "have", "when", "which", "these", "into",
];
/// Words that may well stand twice: "the one that that belongs to", "log in in order to", "long long".
const FINE: [&str; 40] = [
    "that", "had", "is", "in", "on", "to", "it", "you", "do", "so", "very", "really", "long", "no", "bye", "blah",
    "bla", "far", "much", "many", "again", "ha", "tut", "knock", "yes", "etc", "double", "dot", "ping", "side", "step",
    "more", "win", "now", "one", "two", "her", "out", "up", "over",
];

/// Looks at the words of paragraphs, list items and headings.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let english = OnceCell::new();
    let readable = |scope| matches!(scope, Scope::Prose | Scope::Heading);
    for passage in view.prose.passages.iter().filter(|passage| readable(passage.scope)) {
        let text = &view.prose.text;
        let mut before: Option<Range<usize>> = None;
        let mut row = 1;
        for word in words(text, passage.at.clone()) {
            let same = before.as_ref().is_some_and(|before| {
                text[before.clone()].eq_ignore_ascii_case(&text[word.clone()])
                    && text[before.end..word.start].bytes().all(|b| b == b' ')
            });
            row = if same { row + 1 } else { 1 };
            if let Some(before) = before.filter(|_| row == 2)
                && let Some(found) = doubled(view, passage, before, word.clone())
                && *english.get_or_init(|| view.prose.is_english())
            {
                out.push(found);
            }
            before = Some(word);
        }
    }
}

fn doubled(view: &View<'_>, passage: &Passage, first: Range<usize>, second: Range<usize>) -> Option<Diagnostic> {
    let text = &view.prose.text[..passage.at.end];
    let word = &text[second.clone()];
    let lower = word.bytes().all(|b| b.is_ascii_lowercase());
    let sure = SURE.contains(&word);
    let same = text[first.clone()] == *word;
    let before = text[passage.at.start..first.start].chars().next_back();
    let after = text[second.end..].chars().next();
    let apart = before.is_none_or(|c| matches!(c, ' ' | '(' | '"'))
        && after.is_none_or(|c| {
            matches!(c, ' ' | ',' | ')' | ';' | '"' | '!' | '?') || c == '.' && sentence_ends(text, second.end)
        });
    let third = text[second.end..].trim_start();
    let threefold = third.len() >= word.len()
        && third.is_char_boundary(word.len())
        && third[..word.len()].eq_ignore_ascii_case(word);
    if !lower || !apart || threefold || FINE.contains(&word) || !sure && (word.len() < 3 || !same) {
        return None;
    }
    // "What fails fails": the first is the verb of the clause, the second that of the sentence.
    let clause = text[passage.at.start..first.start].trim_end().rsplit(' ').next().unwrap_or_default();
    if !sure && ["that", "who", "which", "what", "whatever", "whoever"].contains(&clause) {
        return None;
    }
    let whole = first.start..second.end;
    // A link beside its picture, or two links in a row, say the same with reason.
    let across = |kind, at: &Range<usize>| kind == MarkKind::Link && (at.start > whole.start || at.end < whole.end);
    let marked = view.prose.marks_in(whole.clone()).any(|mark| {
        let at = mark.start as usize..mark.end as usize;
        // "with *with*" is about the word.
        let named = mark.kind == MarkKind::Emphasis && (at == first || at == second);
        matches!(mark.kind, MarkKind::Code | MarkKind::Url) || across(mark.kind, &at) || named
    });
    if marked || word == "a" && !sure_article(text, &second) {
        return None;
    }
    let message = format!("`{word}` stands twice");
    let mut finding = Diagnostic::new(&DOUBLED_WORD, view.prose.source(view.source, whole), message);
    let safety = if sure { Safety::Sure } else { Safety::Ask };
    finding.fix = gap(view, &first, &second).map(|gap| Fix::replace(gap, "", format!("delete one `{word}`"), safety));
    Some(finding)
}

/// Two letters a in a row may be letters; in front of a word of some length they are articles.
fn sure_article(text: &str, second: &Range<usize>) -> bool {
    let next = text[second.end..].trim_start().split(' ').next().unwrap_or_default();
    next.len() > 2 && next.bytes().all(|b| b.is_ascii_lowercase())
}

fn sentence_ends(text: &str, at: usize) -> bool {
    text[at + 1..].chars().next().is_none_or(|c| c == ' ' || c == ')' || c == '"')
}

/// Returns what goes: the second word and the space on that side where both were typed as shown.
fn gap(view: &View<'_>, first: &Range<usize>, second: &Range<usize>) -> Option<crate::text::Span> {
    let text = &view.prose.text;
    view.prose.verbatim(view.source, first.end..second.end).or_else(|| {
        // Across a line end the word goes together with the space behind it.
        text[second.end..].starts_with(' ').then(|| view.prose.verbatim(view.source, second.start..second.end + 1))?
    })
}
