//! Text that looks like a heading and is none, and text that became a heading by accident.

use super::reading::{Head, headings, next, paragraphs};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::note::BlockKind;
use crate::text::Span;

/// A `#` without a space behind it.
pub static HEADING_WITHOUT_SPACE: Rule = rule(
    "heading-without-space",
    Category::Structure,
    Level::Warn,
    "A line starts like a heading but lacks the space behind its `#`.",
);
/// A paragraph in bold that stands for a heading.
pub static BOLD_AS_HEADING: Rule =
    rule("bold-as-heading", Category::Structure, Level::Info, "A bold line stands where a heading should.");
/// Text that a line of dashes turns into a heading.
pub static SETEXT_BY_ACCIDENT: Rule = rule(
    "setext-by-accident",
    Category::Structure,
    Level::Warn,
    "A line of dashes turns the text above into a heading.",
);

/// Looks for what is a heading only to the eye, or only to Markdown.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for paragraph in paragraphs(view) {
        let mut start = paragraph.span.start as usize;
        for (number, line) in paragraph.raw.split_inclusive('\n').enumerate() {
            if let Some(marks) = heading_marks(line, number == 0, paragraph.raw.trim_end().lines().count() == 1) {
                let at = Span::new(view.source, start, start + line.trim_end().len());
                let gap = Span::new(view.source, start + marks, start + marks);
                let message = "this is no heading: a space is missing behind the `#`";
                let fix = Fix::replace(gap, " ", "put a space in", Safety::Ask);
                out.push(Diagnostic::new(&HEADING_WITHOUT_SPACE, at, message).fix(fix));
            }
            start += line.len();
        }
        let follows = next(view, paragraph.block)
            .is_some_and(|next| !matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule));
        if follows && is_bold(paragraph.raw.trim()) {
            let message = "this bold line looks like a heading, but no contents list and no link can find it";
            out.push(Diagnostic::new(&BOLD_AS_HEADING, paragraph.span, message).hint("make it a heading: ## …"));
        }
    }
    accidents(view, &headings(view), out);
}

/// Returns how many `#` a line has that should be a heading. One hash alone can be a tag, so more must speak for it.
fn heading_marks(line: &str, first: bool, alone: bool) -> Option<usize> {
    let line = line.trim_end();
    let marks = line.bytes().take_while(|b| *b == b'#').count();
    let title = &line[marks..];
    let letter = title.chars().next().is_some_and(char::is_alphabetic);
    let tags = title.contains(" #") || title.contains('#') && !title.contains(' ');
    // A tag is one word, a heading ends without a full stop, and a comment that lost its fence stands above code.
    let words = title.split(' ').count();
    let named = title.starts_with(char::is_uppercase) && words > 1 || alone && (3..=8).contains(&words);
    let single = first && named && !title.contains(": ") && !title.ends_with(['.', '!', ',']);
    ((1..=6).contains(&marks) && letter && !tags && (marks > 1 || single)).then_some(marks)
}

fn is_bold(raw: &str) -> bool {
    let inside = ["**", "__"].into_iter().find_map(|mark| raw.strip_prefix(mark)?.strip_suffix(mark));
    inside.is_some_and(|inside| {
        let plain = !inside.contains("**") && !inside.contains("__") && !inside.contains('\n');
        plain && inside.len() <= 60 && !inside.ends_with([':', '.', '?', '!', ',']) && inside.len() > 1
    })
}

/// Underlined headings in a note whose other headings have hashes, and underlined sentences.
fn accidents(view: &View<'_>, heads: &[Head<'_>], out: &mut Vec<Diagnostic>) {
    let underlined = heads.iter().filter(|head| head.setext).count();
    let marked = heads.iter().filter(|head| !head.setext && head.level <= 3).count();
    for head in heads.iter().filter(|head| head.setext && head.level == 2) {
        let raw = head.span.of(view.text);
        let lines = raw.trim_end().lines().count();
        let words = head.title.split_whitespace().count();
        let sentence = lines > 2 || head.title.ends_with(['.', ':', ',', ';']) || words > 12;
        let odd = underlined <= 2 && marked > underlined;
        if !(odd || sentence && words > 3) {
            continue;
        }
        let dashes = raw.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let gap = head.span.start as usize + dashes;
        let fix = Fix::replace(
            Span::new(view.source, gap, gap),
            view.note.newline,
            "put a blank line above the dashes",
            Safety::Ask,
        );
        let message = "the dashes below make this text a heading";
        let finding = Diagnostic::new(&SETEXT_BY_ACCIDENT, head.span, message);
        out.push(finding.hint("put a blank line above the dashes").fix(fix));
    }
}
