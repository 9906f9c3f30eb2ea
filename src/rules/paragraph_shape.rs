//! Paragraphs that should be something else: two paragraphs, a list, one without space in front.

use super::reading::{labelled, paragraphs};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::note::BlockKind;
use crate::prose::{MarkKind, Passage, Scope};
use crate::text::Span;

/// A question and its answer that Markdown joins.
pub static QUESTION_AND_ANSWER_ON_ONE_LINE_RUN: Rule = rule(
    "question-and-answer-on-one-line-run",
    Category::Structure,
    Level::Warn,
    "A question and its answer run into one line.",
);
/// A list whose items are paragraphs.
pub static LIST_BY_LOOSE_PARAGRAPHS: Rule = rule(
    "list-by-loose-paragraphs",
    Category::Structure,
    Level::Info,
    "Paragraphs of the form \"name: text\" would be better off as a list.",
);
/// Spaces in front of a paragraph.
pub static LEADING_SPACE: Rule =
    rule("leading-space", Category::Style, Level::Info, "A paragraph starts with stray spaces.");

/// Looks at the paragraphs of a note.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for passage in view.prose.passages.iter().filter(|passage| passage.scope == Scope::Prose) {
        question(view, passage, out);
    }
    let paragraphs = paragraphs(view);
    let mut run = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        leading_space(view, paragraph.block, out);
        let follows = number > 0 && paragraphs[number - 1].block + 1 == paragraph.block;
        run = match (is_item(paragraph.text, paragraph.raw), follows) {
            (true, true) => run + 1,
            (true, false) => 1,
            (false, _) => 0,
        };
        let goes_on = paragraphs
            .get(number + 1)
            .is_some_and(|next| next.block == paragraph.block + 1 && is_item(next.text, next.raw));
        if run >= 3 && !goes_on {
            let message = format!("{run} paragraphs in a row are of the form `name: text`");
            let first = paragraphs[number + 1 - run].span;
            out.push(Diagnostic::new(&LIST_BY_LOOSE_PARAGRAPHS, first, message).hint("make them a list"));
        }
    }
}

fn is_item(text: &str, raw: &str) -> bool {
    labelled(text) && !raw.trim_end().contains('\n') && !text.starts_with("Q:") && !text.starts_with("A:")
}

fn question(view: &View<'_>, passage: &Passage, out: &mut Vec<Diagnostic>) {
    let prose = view.prose;
    let text = &prose.text[passage.at.clone()];
    if !["Q:", "Q.", "Question:"].iter().any(|start| text.contains(start)) {
        return;
    }
    let mut line = passage.at.start;
    for mark in prose.marks_in(passage.at.clone()).filter(|mark| mark.kind == MarkKind::Break) {
        let (start, end) = (mark.start as usize, mark.end as usize);
        let starts = |at: usize, with: [&str; 3]| with.iter().any(|with| prose.text[at..].starts_with(with));
        if starts(line, ["Q:", "Q.", "Question:"]) && starts(end, ["A:", "A.", "Answer:"]) {
            let broken = prose.source(view.source, start..end);
            let hard = broken.of(view.text).starts_with(['\\', ' ']);
            if !hard {
                let message = "Markdown joins this question and its answer into one line";
                let at = prose.source(view.source, line..start);
                let mut finding = Diagnostic::new(&QUESTION_AND_ANSWER_ON_ONE_LINE_RUN, at, message)
                    .hint("put a blank line between them");
                finding.fix = blank_line(view, broken);
                out.push(finding);
            }
        }
        line = end;
    }
}

/// Only outside lists and quotations is a blank line nothing but a blank line.
fn blank_line(view: &View<'_>, broken: Span) -> Option<Fix> {
    let block = super::reading::block_at(view, broken.start as usize)?;
    if view.note.blocks[block].kind != BlockKind::Paragraph {
        return None;
    }
    let line = crate::text::line_end(view.text, broken.start as usize);
    let at = Span::new(view.source, line, line);
    Some(Fix::replace(at, view.note.newline, "put a blank line in", Safety::Ask))
}

fn leading_space(view: &View<'_>, number: usize, out: &mut Vec<Diagnostic>) {
    let block = &view.note.blocks[number];
    let raw = block.span.of(view.text);
    let spaces = raw.bytes().take_while(|b| *b == b' ').count();
    // Behind a list the spaces may be meant to belong to it, which is another matter.
    let before = number.checked_sub(1).map(|before| view.note.blocks[before].kind);
    let nested = matches!(before, Some(BlockKind::List | BlockKind::Footnote | BlockKind::DefinitionList));
    if !(1..=3).contains(&spaces) || nested || block.bond.is_some() {
        return;
    }
    let start = block.span.start as usize;
    let at = Span::new(view.source, start, start + spaces);
    let fix = Fix::replace(at, "", "delete them", Safety::Sure);
    out.push(Diagnostic::new(&LEADING_SPACE, at, "stray spaces stand in front of this paragraph").fix(fix));
}
