//! Labels of definitions, where they stand, and what looks like one.

use crate::note::{Block, BlockId, BlockKind, Note};
use crate::parse::normal_label;
use crate::text::Span;

/// Returns the label of a definition block, between its brackets, `^` included.
pub(super) fn label_span(text: &str, block: &Block) -> Option<Span> {
    if !matches!(block.kind, BlockKind::Definition | BlockKind::Footnote) {
        return None;
    }
    let at = between_brackets(block.span.of(text))?;
    let base = block.span.start as usize;
    Some(Span::new(block.span.source, base + at.start, base + at.end))
}

/// Returns every bracketed stretch that could be a label, in its normal form, with the byte at which it starts.
pub(super) fn bracketed(text: &str) -> Vec<(String, usize)> {
    const LONGEST_LABEL: usize = 999;
    let mut found = Vec::new();
    let mut open = None;
    for (i, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open = Some(i + 1),
            b']' => {
                if let Some(start) = open.take()
                    && i > start
                    && i - start <= LONGEST_LABEL
                {
                    found.push((normal_label(&text[start..i]), start));
                }
            }
            _ => {}
        }
    }
    found
}

/// Turns front matter into a comment, so that nothing of it is lost and nothing of it is shown.
pub(super) fn hide(text: &str, block: &Block) -> Vec<(Span, String)> {
    let source = block.span.source;
    let (start, end) = (block.span.start as usize, block.span.end as usize);
    let content = text[start..end].trim_end();
    let open = content.find(['\r', '\n']).unwrap_or(content.len());
    let close = content.rfind('\n').map_or(content.len(), |i| i + 1);
    let mut edits = vec![(Span::new(source, start, start + open), "<!--".to_string())];
    let mut at = open;
    while let Some(dashes) = content[at..close.max(at)].find("--") {
        let from = start + at + dashes;
        edits.push((Span::new(source, from, from + 2), "- -".to_string()));
        at += dashes + 2;
    }
    edits.push((Span::new(source, start + close, start + content.len()), "-->".to_string()));
    edits
}

/// Returns the labels of the definitions that stand inside a block, in their normal form, with their places.
pub(super) fn nested(note: &Note, text: &str, id: BlockId) -> Vec<(String, Span)> {
    let links = &note.link_defs[note.link_defs.partition_point(|def| def.block < id.index)..];
    let links = links.iter().take_while(|def| def.block == id.index).filter(|def| !def.top_level).map(|def| def.span);
    let notes = &note.footnote_defs[note.footnote_defs.partition_point(|def| def.block < id.index)..];
    let notes = notes.iter().take_while(|def| def.block == id.index).filter(|def| !def.top_level).map(|def| def.span);
    links
        .chain(notes)
        .filter_map(|span| {
            let at = between_brackets(span.of(text))?;
            let base = span.start as usize;
            let label = normal_label(&span.of(text)[at.clone()]);
            Some((label, Span::new(span.source, base + at.start, base + at.end)))
        })
        .collect()
}

/// Returns where the text between the first pair of brackets stands.
fn between_brackets(source: &str) -> Option<std::ops::Range<usize>> {
    let open = source.find('[')?;
    let bytes = source.as_bytes();
    let close = (open + 1..bytes.len()).find(|i| bytes[*i] == b']' && bytes[*i - 1] != b'\\')?;
    Some(open + 1..close)
}
