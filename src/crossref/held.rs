//! What a block of a note holds, and where its author wants no links.

use crate::note::{BlockId, BlockKind, Note};
use crate::prose::Reading;
use crate::text::Span;
use std::ops::Range;

/// The comment that keeps links out of the block, the section or the note behind it.
const NO_LINK: &str = "<!-- commonplace nolink -->";

/// Returns the block that a byte of a note stands in.
#[must_use]
pub fn block_at(note: &Note, byte: u32) -> Option<BlockId> {
    let index = note.blocks.partition_point(|block| block.span.start <= byte).checked_sub(1)?;
    let index = u32::try_from(index).ok()?;
    (byte < note.blocks[index as usize].span.end).then_some(BlockId { source: note.source, index })
}

/// Returns the stretches of a note in which its author wants no links.
#[must_use]
pub fn closed(note: &Reading<'_>) -> Vec<Span> {
    if !note.text.contains(NO_LINK) {
        return Vec::new();
    }
    let blocks = note.note.blocks.iter().enumerate();
    let comments =
        blocks.filter(|(_, block)| block.kind == BlockKind::Html && block.span.of(note.text).contains(NO_LINK));
    comments.map(|(number, _)| crate::lint::allow::reach(note.note, number)).collect()
}

/// Returns for each block of a note which of the places, given as bytes of the folded text and in order, it holds.
#[must_use]
pub fn by_block(note: &Reading<'_>, places: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = vec![0..0; note.note.blocks.len()];
    for (number, at) in places.enumerate() {
        let byte = note.prose.source(note.source, at..at).start;
        let Some(block) = block_at(note.note, byte) else { continue };
        let range = &mut ranges[block.index as usize];
        *range = if range.end == 0 { number..number + 1 } else { range.start..number + 1 };
    }
    ranges
}
