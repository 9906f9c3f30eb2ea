//! Spaces around punctuation, and punctuation that stands twice.

use super::reading::{first, last, words};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::prose::{Passage, Scope};
use std::cell::OnceCell;

/// A space in front of a mark.
pub static SPACE_BEFORE_PUNCTUATION: Rule =
    rule("space-before-punctuation", Category::Typo, Level::Warn, "A space stands before a punctuation mark.");
/// No space in front of a remark in parentheses.
pub static SPACE_MISSING_BEFORE_PARENTHESIS: Rule = rule(
    "space-missing-before-parenthesis",
    Category::Typo,
    Level::Warn,
    "A space is missing before a remark in parentheses.",
);
/// A mark that stands twice.
pub static REPEATED_PUNCTUATION: Rule =
    rule("repeated-punctuation", Category::Typo, Level::Warn, "A punctuation mark stands twice.");

/// Words with which a remark starts and an argument does not.
const REMARKS: [&str; 30] = [
    "for example",
    "for instance",
    "e.g.",
    "i.e.",
    "eg ",
    "ie ",
    "see ",
    "or ",
    "and ",
    "which ",
    "that is",
    "such as",
    "including ",
    "but ",
    "also ",
    "because ",
    "since ",
    "so ",
    "without ",
    "optional)",
    "like ",
    "when ",
    "where ",
    "unless ",
    "not ",
    "as in",
    "usually ",
    "typically ",
    "used ",
    "defined ",
];
/// Words behind which a dot is a folder.
const COMMANDS: [&str; 16] = [
    "install",
    "build",
    "cd",
    "ls",
    "run",
    "add",
    "path",
    "dir",
    "directory",
    "test",
    "to",
    "in",
    "from",
    "black",
    "code",
    "is",
];

/// Looks at the marks of paragraphs, list items and headings.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    // French puts a space before some marks, and other languages have other habits.
    let english = OnceCell::new();
    let readable = |scope| matches!(scope, Scope::Prose | Scope::Heading);
    for passage in view.prose.passages.iter().filter(|passage| readable(passage.scope)) {
        let bytes = view.prose.text.as_bytes();
        for at in passage.at.start + 1..passage.at.end {
            let found = match (bytes[at - 1], bytes[at]) {
                (b' ', b'?' | b'!' | b',' | b';' | b':' | b'.') => spaced(view, passage, at),
                (before, b'(') if before.is_ascii_lowercase() => glued(view, passage, at),
                (b',', b',') | (b';', b';') | (b'.', b'.') => repeated(view, passage, at),
                _ => None,
            };
            if let Some(found) = found.filter(|_| *english.get_or_init(|| view.prose.is_english())) {
                out.push(found);
            }
        }
    }
}

fn spaced(view: &View<'_>, passage: &Passage, at: usize) -> Option<Diagnostic> {
    let text = &view.prose.text[..passage.at.end];
    let (before, after) = (last(&text[passage.at.start..at - 1], 400), first(&text[at + 1..], 400));
    let last = before.chars().next_back()?;
    let ends = after.chars().next().is_none_or(|c| matches!(c, ' ' | '"' | '\'' | ')'));
    let word = before.rsplit(' ').next().unwrap_or_default();
    let mark = text[at..].chars().next()?;
    let letters = last.is_alphanumeric() || matches!(last, ')' | ']' | '"' | '\'');
    if !ends || !letters || last == '"' && before.matches('"').count() % 2 == 1 {
        return None;
    }
    let fits = match mark {
        '?' => !after.contains(" :") && !after.trim_start().starts_with(':'),
        ',' => !word.is_empty() && !before.ends_with(" ,"),
        ';' => word.len() > 1,
        // With signs on both sides it is an ornament.
        '!' => word.len() > 1 && after.trim_start().chars().next().is_none_or(char::is_alphanumeric),
        // "name : text" is a habit of some; a call is not followed by such a space.
        ':' => last == ')' && word.ends_with("()") || after.trim().is_empty() && before.contains(' '),
        '.' => {
            after.trim().is_empty()
                && before.split(' ').count() >= 5
                && word.len() > 1
                && !COMMANDS.contains(&word)
                && last.is_alphanumeric()
        }
        _ => false,
    };
    if !fits || view.prose.is_code(at - 1..at + 1) {
        return None;
    }
    let gap = view.prose.verbatim(view.source, at - 1..at).filter(|gap| gap.of(view.text) == " ")?;
    // Something that the folded text does not show may stand on either side of the space: a formula, a tag, a picture, the
    // number of a footnote, a link whose text its target gives.
    if !view.text[gap.end as usize..].starts_with(mark) {
        return None;
    }
    let shown = view.text[..gap.start as usize].chars().next_back()?;
    if shown != last && !matches!(shown, '`' | '*' | '_' | '"' | '\'' | '\u{201D}' | '\u{2019}') {
        return None;
    }
    let place = crate::text::Span { start: gap.start, ..view.prose.source(view.source, at..at + 1) };
    let message = format!("a space stands before `{mark}`");
    let fix = Fix::replace(gap, "", "delete the space", Safety::Sure);
    Some(Diagnostic::new(&SPACE_BEFORE_PUNCTUATION, place, message).fix(fix))
}

fn glued(view: &View<'_>, passage: &Passage, at: usize) -> Option<Diagnostic> {
    let text = &view.prose.text[..passage.at.end];
    let after = first(&text[at + 1..], 400);
    let lower: String = after.chars().take(14).collect::<String>().to_ascii_lowercase();
    if !REMARKS.iter().any(|remark| lower.starts_with(remark)) {
        return None;
    }
    let close = after.find(')')?;
    let word = last(&text[passage.at.start..at], 40).rsplit(' ').next().unwrap_or_default();
    let start = at - word.len();
    let plain = word.len() >= 4 && word.bytes().skip(1).all(|b| b.is_ascii_lowercase());
    let remark = words(text, at + 1..at + 1 + close).count() >= 2 || lower.starts_with("optional)");
    if !plain || !remark || view.prose.is_code(start..at + 2) {
        return None;
    }
    let whole = view.prose.verbatim(view.source, start..at + 1)?;
    let gap = crate::text::Span { start: whole.end - 1, end: whole.end - 1, ..whole };
    let message = format!("a space is missing between `{word}` and the parenthesis");
    let fix = Fix::replace(gap, " ", "put a space in", Safety::Ask);
    Some(Diagnostic::new(&SPACE_MISSING_BEFORE_PARENTHESIS, whole, message).fix(fix))
}

/// `at` is where the second one stands.
fn repeated(view: &View<'_>, passage: &Passage, at: usize) -> Option<Diagnostic> {
    let text = &view.prose.text[..passage.at.end];
    let mark = &text[at..=at];
    let before = text[passage.at.start..at - 1].chars().next_back()?;
    let after = text[at + 1..].chars().next();
    let edge = after.is_none_or(|c| matches!(c, ' ' | '"' | ')'));
    let letters = before.is_ascii_lowercase() || before == ')';
    if !edge || !letters || view.prose.is_code(at - 1..at + 1) {
        return None;
    }
    let place = view.prose.verbatim(view.source, at - 1..at + 1)?;
    // Two dots may be a short ellipsis.
    let safety = if mark == "." { Safety::Ask } else { Safety::Sure };
    let fix = Fix::replace(place, mark, format!("write one `{mark}`"), safety);
    Some(Diagnostic::new(&REPEATED_PUNCTUATION, place, format!("`{mark}` stands twice")).fix(fix))
}
