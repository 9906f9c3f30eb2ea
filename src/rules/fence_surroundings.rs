//! The lines next to code fences.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::note::BlockKind;
use crate::text::Span;

/// Text and a fence without a blank line in between.
pub static TEXT_TOUCHES_FENCE: Rule =
    rule("text-touches-fence", Category::Style, Level::Info, "No blank line stands between text and a code fence.");
/// A hard line break with nothing but code behind it.
pub static HARD_BREAK_BEFORE_FENCE: Rule =
    rule("hard-break-before-fence", Category::Style, Level::Info, "A line break before a code fence breaks nothing.");

/// Looks at the blocks around code fences.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for pair in view.note.blocks.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        let touches = first.span.end == second.span.start;
        match (first.kind, second.kind) {
            (BlockKind::Paragraph, BlockKind::Fence) => {
                if touches {
                    out.push(blank_line(view, second.span.start, second.span));
                }
                let raw = first.span.of(view.text);
                let end = raw.trim_end().len();
                let spaces = raw[end..].trim_end_matches(['\r', '\n']).len();
                if spaces >= 2 {
                    let from = first.span.start as usize + end;
                    let at = Span::new(view.source, from, from + spaces);
                    let message = "spaces at the end of a paragraph break no line";
                    let fix = Fix::replace(at, "", "delete them", Safety::Sure);
                    out.push(Diagnostic::new(&HARD_BREAK_BEFORE_FENCE, at, message).fix(fix));
                }
            }
            (BlockKind::Fence, BlockKind::Paragraph) if touches && first.closer.is_none() => {
                out.push(blank_line(view, second.span.start, second.span));
            }
            _ => {}
        }
    }
}

fn blank_line(view: &View<'_>, at: u32, shown: Span) -> Diagnostic {
    let gap = Span { source: view.source, start: at, end: at };
    let fix = Fix::replace(gap, view.note.newline, "put a blank line in", Safety::Sure);
    Diagnostic::new(&TEXT_TOUCHES_FENCE, shown, "no blank line stands between the text and the code").fix(fix)
}
