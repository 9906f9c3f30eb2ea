//! Paragraphs that promise something which does not come: a colon, a question.

use super::reading::{Paragraph, labelled, next, paragraphs, section_ends, tail};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::note::BlockKind;

/// A colon with nothing behind it.
pub static COLON_WITHOUT_WHAT_IT_ANNOUNCES: Rule = rule(
    "colon-without-what-it-announces",
    Category::Structure,
    Level::Warn,
    "A paragraph ends with a colon, and nothing follows.",
);
/// A question without an answer.
pub static OPEN_QUESTION: Rule =
    rule("open-question", Category::Structure, Level::Info, "A section ends with a question.");

/// Looks at what follows paragraphs.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let paragraphs = paragraphs(view);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let raw = tail(paragraph.raw);
        if raw.ends_with(':') && !raw.ends_with("::") && !is_sign(raw) {
            colon(view, paragraph, &paragraphs[number + 1..], out);
        } else if raw.ends_with('?')
            && is_question(paragraph.text)
            && section_ends(view, paragraph.block, paragraph.level)
        {
            let message = "this question ends its section without an answer";
            out.push(Diagnostic::new(&OPEN_QUESTION, paragraph.span, message));
        }
    }
}

fn colon(view: &View<'_>, paragraph: &Paragraph<'_>, rest: &[Paragraph<'_>], out: &mut Vec<Diagnostic>) {
    let hint = "write what it announces, or end the sentence with a full stop";
    let finding = |message| Diagnostic::new(&COLON_WITHOUT_WHAT_IT_ANNOUNCES, paragraph.span, message).hint(hint);
    if section_ends(view, paragraph.block, paragraph.level) {
        out.push(finding("the colon announces something, but the section ends here"));
        return;
    }
    let Some(following) = next(view, paragraph.block).filter(|block| block.kind == BlockKind::Paragraph) else {
        return;
    };
    let Some(other) = rest.first().filter(|other| other.span == following.span) else { return };
    // A row of "name: text" is what was announced; a single one is another thought, and so is another announcement.
    let row = rest.get(1).is_some_and(|third| labelled(third.text));
    if tail(other.raw).ends_with(':') || labelled(other.text) && !row {
        let message = "the colon announces something, but another thought follows";
        out.push(Diagnostic { level: Level::Info, ..finding(message) });
    }
}

/// Whether a colon is no punctuation: it ends the name of an emoji (`:tada:`), or the line opens a box as other tools write it
/// (`!!! note`).
fn is_sign(raw: &str) -> bool {
    let last = raw.rsplit(char::is_whitespace).next().unwrap_or_default();
    let name = last.strip_suffix(':').and_then(|rest| rest.rsplit_once(':')).map_or("", |(_, name)| name);
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-');
    !name.is_empty() && name.bytes().all(letter) || raw.starts_with("!!!") || raw.starts_with("???")
}

/// Whether a paragraph is one question and nothing else.
fn is_question(text: &str) -> bool {
    let text = text.trim_end();
    text.contains(' ') && !text[..text.len() - 1].contains(['?', '!']) && !text.contains(". ")
}
