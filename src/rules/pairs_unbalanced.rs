//! Parentheses and quotation marks without a partner.

use super::reading::{first, last};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::prose::{MarkKind, Passage, Scope};

/// A parenthesis without a partner.
pub static PARENTHESIS_UNBALANCED: Rule =
    rule("parenthesis-unbalanced", Category::Typo, Level::Warn, "A parenthesis has no partner.");
/// A quotation mark without a partner.
pub static QUOTES_UNBALANCED: Rule =
    rule("quotes-unbalanced", Category::Typo, Level::Warn, "A quotation mark has no partner.");

/// A parenthesis of a paragraph that has no partner there.
struct Lone {
    /// The number of its passage among those of prose.
    passage: usize,
    at: usize,
    open: bool,
}

/// Looks at each paragraph, list item and heading.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let mut lone: Vec<Lone> = Vec::new();
    let readable = |scope| matches!(scope, Scope::Prose | Scope::Heading);
    let passages = view.prose.passages.iter().filter(|passage| readable(passage.scope));
    for (number, passage) in passages.enumerate() {
        let text = &view.prose.text[passage.at.clone()];
        if text.contains(['(', ')']) {
            parentheses(view, passage, number, &mut lone);
        }
        if text.contains('"') {
            quotes(view, passage, out);
        }
    }
    let mut skip = vec![false; lone.len()];
    // What opens in one paragraph may close a few further down.
    for (number, open) in lone.iter().enumerate().filter(|(_, lone)| lone.open) {
        let near = |(_, close): &(usize, &Lone)| !close.open && close.passage - open.passage <= 8;
        let close = lone.iter().enumerate().skip(number + 1).take(6).filter(near).find(|(at, _)| !skip[*at]);
        if let Some((close, _)) = close {
            skip[close] = true;
            skip[number] = true;
        }
    }
    for (lone, _) in lone.iter().zip(&skip).filter(|(_, skip)| !**skip) {
        let at = view.prose.source(view.source, lone.at..lone.at + 1);
        let message = if lone.open { "this parenthesis is never closed" } else { "this parenthesis was never opened" };
        out.push(Diagnostic::new(&PARENTHESIS_UNBALANCED, at, message));
    }
}

fn parentheses(view: &View<'_>, passage: &Passage, number: usize, lone: &mut Vec<Lone>) {
    let text = &view.prose.text;
    let bytes = text.as_bytes();
    let (mut open, mut close) = (Vec::new(), Vec::new());
    for at in passage.at.clone().filter(|at| matches!(bytes[*at], b'(' | b')')) {
        // What closes a parenthesis is no sign by itself.
        let closes = bytes[at] == b')' && !open.is_empty();
        if !closes && is_sign(text, passage, at) || view.prose.is_code(at..at + 1) {
            continue;
        }
        match bytes[at] {
            b'(' => open.push(at),
            _ if open.pop().is_some() => {}
            _ => close.push(at),
        }
    }
    // Many of them are no slip but another kind of text.
    if open.len() + close.len() <= 2 {
        let mut both: Vec<(usize, bool)> = open.into_iter().map(|at| (at, true)).collect();
        both.extend(close.into_iter().map(|at| (at, false)));
        both.sort_unstable();
        lone.extend(both.into_iter().map(|(at, open)| Lone { passage: number, at, open }));
    }
}

/// Whether a parenthesis is a sign by itself: a face, a numbered item, a quoted character, half of an interval.
fn is_sign(text: &str, passage: &Passage, at: usize) -> bool {
    let before = last(&text[passage.at.start..at], 60);
    let after = first(&text[at + 1..passage.at.end], 60);
    let last = before.chars().next_back();
    let next = after.chars().next();
    let quote = |c: Option<char>| c.is_some_and(|c| matches!(c, '"' | '\'' | '`'));
    let face = last.is_some_and(|c| matches!(c, ':' | ';' | '=' | '^' | '8' | '_'))
        || before.ends_with(":-")
        || before.ends_with(";-");
    if quote(last) && quote(next) || last.is_none_or(|c| c == ' ') && next.is_none_or(|c| c == ' ') {
        return true;
    }
    if text.as_bytes()[at] == b'(' {
        let close = after.find([')', ']']);
        let interval = close.is_some_and(|close| after.as_bytes()[close] == b']' && after[..close].contains(','));
        return interval && !after[..close.unwrap_or(0)].contains('[') || face && next.is_none_or(|c| c == ' ');
    }
    let word = before.rsplit([' ', '\n', ',', ';']).next().unwrap_or_default();
    let item = !word.contains('(')
        && (word.len() <= 2 || matches!(word, "iii" | "vii" | "viii"))
        && word.chars().all(char::is_alphanumeric)
        && !word.is_empty()
        && next.is_none_or(|c| c == ' ');
    let open = before.rfind(['[', '(']);
    let interval = open.is_some_and(|open| {
        let inside = &before[open..];
        inside.starts_with('[') && inside.contains(',') && !inside.contains(']') && inside.len() < 40
    });
    item && !before[..before.len() - word.len()].ends_with('(') || interval || face
}

/// Quotation marks that were typed as such must pair; straight ones can be inches, seconds and much else.
fn quotes(view: &View<'_>, passage: &Passage, out: &mut Vec<Diagnostic>) {
    let text = &view.prose.text;
    let (mut open, mut close, mut straight) = (Vec::new(), Vec::new(), Vec::new());
    for at in text[passage.at.clone()].match_indices('"').map(|(at, _)| passage.at.start + at) {
        if view.prose.marks_in(at..at + 1).any(|mark| mark.kind == MarkKind::Code) {
            continue;
        }
        let before = text[passage.at.start..at].chars().next_back();
        let span = view.prose.source(view.source, at..at + 1);
        match span.of(view.text).chars().next() {
            Some('\u{201C}') => open.push(at),
            Some('\u{201D}') if before.is_some_and(|c| c.is_ascii_digit()) => return,
            Some('\u{201D}') => close.push(at),
            Some('"') if !before.is_some_and(|c| c.is_ascii_digit()) => straight.push(at),
            // Inches, or quotation marks of another language.
            _ => return,
        }
    }
    let typed = view.prose.source(view.source, passage.at.clone());
    if typed.of(view.text).contains(['\u{201E}', '\u{201A}']) {
        return;
    }
    let (lone, level) = match (open.len(), close.len()) {
        (o, c) if o == c + 1 && c == 0 && open[0] == passage.at.start => return,
        (o, c) if c == o + 1 => (lone(&open, &close), QUOTES_UNBALANCED.level),
        (o, c) if o == c + 1 => (open.last().copied(), QUOTES_UNBALANCED.level),
        (0, 0) if straight.len() % 2 == 1 => (straight.last().copied(), Level::Info),
        _ => return,
    };
    // One straight partner is a mixture, not a slip.
    let Some(at) = lone.filter(|_| level == Level::Info || straight.is_empty()) else { return };
    let at = view.prose.source(view.source, at..at + 1);
    out.push(Diagnostic { level, ..Diagnostic::new(&QUOTES_UNBALANCED, at, "this quotation mark has no partner") });
}

/// Returns the first closing mark that has no opening one before it.
fn lone(open: &[usize], close: &[usize]) -> Option<usize> {
    let first = close.iter().enumerate().find(|(number, at)| open.get(*number).is_none_or(|open| open > *at));
    first.map(|(_, at)| *at)
}
