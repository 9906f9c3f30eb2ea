//! Links whose brackets are mistyped.

use super::reading::{first, is_destination, last};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::note::LinkForm;
use crate::prose::Scope;
use crate::text::Span;

/// A destination in two pairs of parentheses.
pub static LINK_DOUBLED_PARENTHESIS: Rule = rule(
    "link-doubled-parenthesis",
    Category::Link,
    Level::Warn,
    "A link's destination stands in two pairs of parentheses.",
);
/// A space between the text of a link and its destination.
pub static LINK_SPACE_BEFORE_PARENTHESIS: Rule = rule(
    "link-space-before-parenthesis",
    Category::Link,
    Level::Warn,
    "A space keeps a link's text and its destination apart.",
);
/// A link with its brackets the wrong way round.
pub static REVERSED_LINK: Rule =
    rule("reversed-link", Category::Link, Level::Warn, "The brackets of a link stand the wrong way round.");
/// A link that leads nowhere.
pub static LINK_DESTINATION_EMPTY: Rule =
    rule("link-destination-empty", Category::Link, Level::Warn, "A link has no destination.");

/// Looks at links, and at what should be some.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for link in view.note.links.iter().filter(|link| !link.image) {
        let LinkForm::Inline(at) = link.form else { continue };
        let destination = at.of(view.text);
        // `[](){#name}` is how notes for other tools set an anchor.
        let anchor = link.text.trim().is_empty() && view.text[link.span.end as usize..].starts_with('{');
        if link.destination.is_empty() && !anchor {
            let message = format!("the link `{}` has no destination", link.text.trim());
            out.push(Diagnostic::new(&LINK_DESTINATION_EMPTY, link.span, message).hint("say where it leads"));
        } else if let Some(inside) = destination.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            let message = format!("the destination `{inside}` stands in two pairs of parentheses");
            let fix = Fix::replace(at, inside, "take one pair away", Safety::Ask);
            out.push(Diagnostic::new(&LINK_DOUBLED_PARENTHESIS, link.span, message).fix(fix));
        }
    }
    let readable = |scope| matches!(scope, Scope::Prose | Scope::Heading | Scope::Table);
    for passage in view.prose.passages.iter().filter(|passage| readable(passage.scope)) {
        let text = &view.prose.text[passage.at.clone()];
        for (at, _) in text.match_indices("] (") {
            spaced(view, text, passage.at.start, at, out);
        }
        for (at, _) in text.match_indices(")[") {
            reversed(view, text, passage.at.start, at, out);
        }
    }
}

/// `at` is where `] (` stands in the text of a passage, which starts at `from`.
fn spaced(view: &View<'_>, text: &str, from: usize, at: usize, out: &mut Vec<Diagnostic>) {
    let Some(length) = first(&text[at + 3..], 500).find(')') else { return };
    let destination = &text[at + 3..at + 3 + length];
    let near = at - last(&text[..at], 300).len();
    let Some(open) = text[near..at].rfind('[').map(|open| near + open).filter(|open| *open + 1 < at) else { return };
    // A reference: "see [3] (https://…)" is a number with its address behind it, and "(#12)" is the number of an issue.
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let number = digits(&text[open + 1..at]) || destination.strip_prefix('#').is_some_and(digits);
    let space = from + at + 1..from + at + 2;
    if number || !is_destination(destination) || view.prose.is_code(from + at..space.end) {
        return;
    }
    let span = view.prose.source(view.source, from + open..from + at + 4 + length);
    let message = "a space between text and destination keeps this from being a link";
    let mut finding = Diagnostic::new(&LINK_SPACE_BEFORE_PARENTHESIS, span, message);
    let gap = view.prose.verbatim(view.source, space).filter(|gap| gap.of(view.text) == " ");
    finding.fix = gap.map(|gap| Fix::replace(gap, "", "delete the space", Safety::Ask));
    out.push(finding.hint("delete the space"));
}

/// `at` is where `)[` stands.
fn reversed(view: &View<'_>, text: &str, from: usize, at: usize, out: &mut Vec<Diagnostic>) {
    let Some(length) = first(&text[at + 2..], 500).find(']') else { return };
    let destination = &text[at + 2..at + 2 + length];
    let near = at - last(&text[..at], 300).len();
    let Some(open) = text[near..at].rfind('(').map(|open| near + open).filter(|open| *open + 1 < at) else { return };
    let whole = from + open..from + at + 3 + length;
    if !is_destination(destination) || view.prose.is_code(whole.clone()) {
        return;
    }
    let span: Span = view.prose.source(view.source, whole.clone());
    let message = "the brackets of this link stand the wrong way round";
    let mut finding = Diagnostic::new(&REVERSED_LINK, span, message).hint("write [text](destination)");
    finding.fix = view.prose.verbatim(view.source, whole).map(|span| swapped(span, &text[open + 1..at], destination));
    out.push(finding);
}

fn swapped(span: Span, text: &str, destination: &str) -> Fix {
    Fix::replace(span, format!("[{text}]({destination})"), "swap the brackets", Safety::Ask)
}
