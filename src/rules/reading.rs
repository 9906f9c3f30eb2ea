//! What the checks on form share: headings and paragraphs in order, what stands next, the words of a passage.

use crate::lint::View;
use crate::note::{Block, BlockKind, IdKind, Note};
use crate::prose::Scope;
use crate::text::Span;
use std::ops::Range;

/// A heading that starts a section.
pub(super) struct Head<'a> {
    /// The position of its block.
    pub block: usize,
    /// 1 to 6.
    pub level: u8,
    /// Underlined rather than marked with `#`.
    pub setext: bool,
    /// Its text as typed.
    pub title: &'a str,
    /// Its lines.
    pub span: Span,
}

/// Returns the headings that start sections, in order.
pub(super) fn headings<'a>(view: &View<'a>) -> Vec<Head<'a>> {
    let note: &'a Note = view.note;
    let heading = |(block, it): (usize, &'a Block)| {
        let BlockKind::Heading { level, setext } = it.kind else { return None };
        let mark = note.ids_in(it).iter().find(|mark| matches!(mark.kind, IdKind::Heading(_)));
        Some(Head { block, level, setext, title: mark.map_or("", |mark| mark.typed.trim()), span: it.span })
    };
    note.blocks.iter().enumerate().filter_map(heading).collect()
}

/// A paragraph that is a block of its own, not one of a list or a quotation.
pub(super) struct Paragraph<'a> {
    /// The position of its block.
    pub block: usize,
    /// Where its folded text stands.
    pub at: Range<usize>,
    /// Its folded text.
    pub text: &'a str,
    /// Its lines as typed.
    pub raw: &'a str,
    /// Where they stand.
    pub span: Span,
    /// The level of the heading above; 0 without one.
    pub level: u8,
}

/// Returns the paragraphs that are blocks of their own, in order.
pub(super) fn paragraphs<'a>(view: &View<'a>) -> Vec<Paragraph<'a>> {
    let mut found: Vec<Paragraph<'a>> = Vec::new();
    let (prose, text) = (view.prose, view.text);
    for passage in prose.passages.iter().filter(|passage| passage.scope == Scope::Prose && !passage.quoted) {
        let start = prose.source(view.source, passage.at.clone()).start as usize;
        let Some(block) = block_at(view, start) else { continue };
        let it = &view.note.blocks[block];
        if it.kind != BlockKind::Paragraph || found.last().is_some_and(|last| last.block == block) {
            continue;
        }
        let level = passage.heading.map_or(0, |number| prose.passages[number as usize].level);
        let at = passage.at.clone();
        found.push(Paragraph { block, text: &prose.text[at.clone()], at, raw: it.span.of(text), span: it.span, level });
    }
    found
}

/// Returns the block that holds a byte of the note.
pub(super) fn block_at(view: &View<'_>, byte: usize) -> Option<usize> {
    let blocks = &view.note.blocks;
    let number = blocks.partition_point(|block| block.span.start as usize <= byte).checked_sub(1)?;
    (byte < blocks[number].span.end as usize).then_some(number)
}

/// Returns the block that a reader sees next.
pub(super) fn next<'a>(view: &View<'a>, block: usize) -> Option<&'a Block> {
    view.note.blocks[block + 1..].iter().find(|block| !block.travels())
}

/// Returns whether a section whose heading is of this level ends behind a block.
pub(super) fn section_ends(view: &View<'_>, block: usize, level: u8) -> bool {
    next(view, block).is_none_or(|next| matches!(next.kind, BlockKind::Heading { level: other, .. } if other <= level))
}

/// Returns what a paragraph ends with, marks of emphasis and code apart.
pub(super) fn tail(raw: &str) -> &str {
    raw.trim_end().trim_end_matches(['*', '_', '`']).trim_end()
}

/// Returns whether a folded text starts with a label: "Memory: what a program…".
pub(super) fn labelled(text: &str) -> bool {
    let Some(colon) = text.find(": ").filter(|colon| *colon <= 60) else { return false };
    let label = &text[..colon];
    label.starts_with(char::is_alphanumeric)
        && label.split(' ').count() <= 5
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '/' | '.' | '(' | ')' | '\''))
}

/// Returns the words of a stretch of folded text: letters, digits, `_` and apostrophes inside.
pub(super) fn words(text: &str, at: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let inner = move |i: usize| bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_' || bytes[i] >= 0x80;
    let mut next = at.start;
    std::iter::from_fn(move || {
        let start = (next..at.end).find(|i| inner(*i))?;
        let mut end = start;
        while end < at.end && (inner(end) || bytes[end] == b'\'' && end + 1 < at.end && inner(end + 1)) {
            end += 1;
        }
        next = end;
        Some(start..end)
    })
}

/// Returns the first bytes of a text, so that a search in it costs the same however long the text is.
pub(super) fn first(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Returns the last bytes of a text.
pub(super) fn last(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

/// Returns whether a destination looks like one: an address, a path, a fragment.
pub(super) fn is_destination(text: &str) -> bool {
    const STARTS: [&str; 8] = ["http://", "https://", "#", "./", "../", "/", "mailto:", "www."];
    const ENDS: [&str; 4] = [".md", ".html", ".com", ".org"];
    !text.is_empty()
        && !text.contains(char::is_whitespace)
        && (STARTS.iter().any(|start| text.starts_with(start) && text.len() > start.len())
            || ENDS.iter().any(|end| text.ends_with(end)))
}
