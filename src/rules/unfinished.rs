//! Definitions without a body and sentences that break off.

use super::reading::{Paragraph, next, paragraphs, tail};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::note::{Block, BlockKind};

/// A term, an equals sign, and nothing.
pub static NOTE_UNFINISHED: Rule =
    rule("note-unfinished", Category::Structure, Level::Warn, "A definition has no body.");
/// A sentence without its end.
pub static SENTENCE_BREAKS_OFF: Rule =
    rule("sentence-breaks-off", Category::Typo, Level::Warn, "A sentence breaks off.");

/// Words that an article or a conjunction can be the name of: "a logical and".
const NAMED: [&str; 12] =
    ["logical", "bitwise", "boolean", "the", "an", "a", "word", "keyword", "operator", "with", "using", "called"];
/// Words behind which a lone "a" is an article and no letter.
const BEFORE_A: [&str; 12] = ["is", "of", "with", "as", "for", "in", "be", "has", "have", "use", "into", "like"];

/// Looks at the ends of paragraphs.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for paragraph in paragraphs(view) {
        let text = paragraph.text.trim_end();
        // What ends otherwise in the note ends with something that the folded text does not show.
        let raw = tail(paragraph.raw);
        // A row of calls that ends in a comma lacks one more, whatever follows.
        let calls = text.ends_with("(),") && text.matches("()").count() > 1;
        let goes_on = !calls && goes_on(view, next(view, paragraph.block));
        if raw.chars().next_back() != text.chars().next_back() || goes_on {
            continue;
        }
        let words = text.split(' ').count();
        if text.ends_with(" =") && words <= 8 && text.starts_with(char::is_alphanumeric) {
            let message = "this definition has no body";
            out.push(Diagnostic::new(&NOTE_UNFINISHED, paragraph.span, message).hint("finish it or delete it"));
        } else if words >= 4 && breaks_off(text) {
            out.push(finding(view, &paragraph));
        }
    }
}

fn finding(view: &View<'_>, paragraph: &Paragraph<'_>) -> Diagnostic {
    let text = paragraph.text.trim_end();
    let start = text.rfind(' ').map_or(0, |space| space + 1);
    let at = paragraph.at.start + start..paragraph.at.start + text.len();
    let message = format!("the sentence breaks off behind `{}`", &text[start..]);
    let at = view.prose.source(view.source, at);
    Diagnostic::new(&SENTENCE_BREAKS_OFF, at, message).hint("finish it or delete it")
}

/// Whether what follows can be the rest of the sentence.
fn goes_on(view: &View<'_>, next: Option<&Block>) -> bool {
    let Some(next) = next else { return false };
    match next.kind {
        BlockKind::Heading { .. } | BlockKind::Rule => false,
        BlockKind::Paragraph => {
            let text = next.span.of(view.text).trim_start();
            !text.starts_with(char::is_uppercase)
        }
        _ => true,
    }
}

fn breaks_off(text: &str) -> bool {
    if let Some(before) = text.strip_suffix(',') {
        return before.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    }
    let mut words = text.rsplit(' ');
    let (last, before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let third = words.next().unwrap_or_default();
    match last {
        "and" | "or" | "the" => !NAMED.contains(&before.to_lowercase().as_str()) && third != "between",
        "a" | "an" => BEFORE_A.contains(&before),
        "be" => third == "and" && matches!(before, "should" | "must" | "can" | "may" | "will"),
        "its" | "their" => matches!(before, "of" | "and" | "with" | "in" | "for"),
        "to" => before == "order" && third == "in",
        _ => false,
    }
}
