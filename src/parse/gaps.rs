//! What stands between the parser's blocks: white space and link definitions.

use super::normal_label;
use crate::note::{Block, BlockKind, LinkDef};
use crate::text::{SourceId, Span, line_end};
use std::ops::Range;

/// Returns a block that holds no links and no places of its own.
pub(super) fn plain_block(kind: BlockKind, span: Span) -> Block {
    Block { kind, span, bond: None, closer: None, shape: 0, ids: 0..0, links: 0..0, footnotes: 0..0 }
}

/// Returns the first byte between `at` and `end` that is not white space.
pub(super) fn first_text(text: &str, at: usize, end: usize) -> Option<usize> {
    text[at..end].find(|c: char| !c.is_whitespace()).map(|i| at + i)
}

/// Returns where a definition ends that the parser dropped because its label is taken: at the next line that starts a
/// definition or is blank.
pub(super) fn repeated_def_end(text: &str, start: usize, end: usize) -> usize {
    let mut at = line_end(text, start).min(end);
    while at < end {
        let stop = line_end(text, at).min(end);
        let line = &text[at..stop];
        let indent = line.len() - line.trim_start_matches(' ').len();
        if line.trim().is_empty() || (indent <= 3 && line.trim_start().starts_with('[')) {
            break;
        }
        at = stop;
    }
    at
}

/// Returns the definition that the parser found at `range`, with its spans.
pub(super) fn link_def(
    text: &str,
    source: SourceId,
    label: &str,
    (target, title): (&str, Option<&str>),
    range: Range<usize>,
) -> LinkDef {
    let (start, end) = (range.start, range.end);
    LinkDef {
        block: 0,
        label: normal_label(label),
        destination: target.to_string(),
        title: title.unwrap_or_default().to_string(),
        span: Span::new(source, start, end),
        destination_span: destination(text, source, start, end),
        top_level: true,
    }
}

/// Finds the destination in a definition: after the `]:` that closes the label, up to white space or the closing `>`.
fn destination(text: &str, source: SourceId, start: usize, end: usize) -> Span {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut escaped = false;
    while at < end && (escaped || !text[at..end].starts_with("]:")) {
        escaped = !escaped && bytes[at] == b'\\';
        at += 1;
        while at < end && !text.is_char_boundary(at) {
            at += 1;
        }
    }
    at = (at + 2).min(end);
    // In a quotation the destination may stand on the next line, after its `>`; that is rare enough to be left unedited.
    at += text[at..end].len() - text[at..end].trim_start().len();
    let rest = &text[at..end];
    let length = if rest.starts_with('<') {
        rest.find('>').map_or(rest.len(), |i| i + 1)
    } else {
        rest.find(char::is_whitespace).unwrap_or(rest.len())
    };
    Span::new(source, at, at + length)
}
