//! The laws, as functions: the product runs them before it writes, and so do the tests.

use crate::arrange::select::Ground;
use crate::arrange::{Book, Page, Piece};
use crate::crossref::anchor::{AnchorRule, IdWalk};
use crate::crossref::spots::PageMap;
use crate::emit::Emitted;
use crate::ledger::{Fate, Ledger, Maker};
use crate::note::{BlockId, BlockKind, Note, Tile};
use crate::parse::{Dialect, parse_page};
use crate::text::{Source, SourceId};
use std::collections::HashMap;
use std::fmt;

/// A law that does not hold: a mistake in this tool, never in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The law's name, as in ARCHITECTURE.md.
    pub law: &'static str,
    /// The path of the note or the page that shows it.
    pub path: String,
    /// What is not as it should be.
    pub what: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} does not hold for {}: {}", self.law, self.path, self.what)
    }
}

/// The tile law: a note's tiles, joined, are the note, byte for byte.
///
/// # Errors
///
/// With the first byte that no tile covers, or that two cover.
pub fn tiles(source: &Source, note: &Note) -> Result<(), Broken> {
    let mut at = 0;
    for tile in &note.tiles {
        let span = match tile {
            Tile::Block(id) => note.block(*id).span,
            Tile::Blank(span) => *span,
        };
        if span.start != at || span.end < span.start || source.text.get(span.range()).is_none() {
            return broken("tile law", &source.path, format!("bytes {at}..{} are covered wrongly", span.end));
        }
        at = span.end;
    }
    if at as usize != source.text.len() {
        return broken("tile law", &source.path, format!("the tiles end at byte {at} of {}", source.text.len()));
    }
    Ok(())
}

/// The ledger law: a kept block stands on exactly one page, every `Same` and `Near` ends at a kept block, and only contents
/// lists and headings are replaced.
///
/// # Errors
///
/// With the first block for which that is not so.
pub fn ledger(ground: Ground<'_>, ledger: &Ledger, book: &Book) -> Result<(), Broken> {
    let mut shown: HashMap<BlockId, usize> = HashMap::new();
    for page in &book.pages {
        for piece in &page.pieces {
            if let Piece::Moved { block, copy: false, .. } = piece {
                *shown.entry(*block).or_default() += 1;
            }
        }
    }
    for (note, source) in ground.notes.iter().zip(ground.sources) {
        for id in note.block_ids() {
            let times = shown.get(&id).copied().unwrap_or_default();
            let kind = note.block(id).kind;
            let right = match ledger.fate(id) {
                Fate::Kept => times == 1,
                Fate::Same(_) | Fate::Near { .. } => times == 0 && ledger.home(id).is_some(),
                Fate::Replaced(Maker::Outline) => times == 0 && matches!(kind, BlockKind::Heading { .. }),
                Fate::Replaced(Maker::Sidebar) => times == 0,
                Fate::Replaced(_) => false,
            };
            if !right {
                let at = note.block(id).span;
                let what = format!("the block at bytes {at:?} is {:?} and stands on {times} pages", ledger.fate(id));
                return broken("ledger law", &source.path, what);
            }
        }
    }
    Ok(())
}

/// The seam law: a page, parsed again, yields the planned blocks and no others; and its ids are the ones that links were given.
///
/// # Errors
///
/// With the first block that is not as planned.
pub fn seam(page: &Page, emitted: &Emitted, map: &PageMap, dialect: Dialect, rule: AnchorRule) -> Result<(), Broken> {
    let again = parse_page(&emitted.text, SourceId(0), dialect);
    let mut found = again.blocks.iter().filter(|block| block.kind != BlockKind::Definition);
    for (nth, planned) in emitted.plan.iter().enumerate() {
        let block = found.next();
        let same = block
            .is_some_and(|block| block.kind == planned.kind && planned.shape.is_none_or(|shape| shape == block.shape));
        if !same {
            let seen = block.map(|block| (block.kind, block.span.of(&emitted.text)));
            let what = format!("block {nth} should be {planned:?} and is {seen:?}");
            return broken("seam law", &page.path, what);
        }
    }
    if let Some(block) = found.next() {
        let what = format!("it has a block that was not planned: {:?}", block.span.of(&emitted.text));
        return broken("seam law", &page.path, what);
    }
    let mut walk = IdWalk::new(rule);
    let ids: Vec<String> = again.blocks.iter().flat_map(|block| walk.block(&again, block, str::to_string)).collect();
    if ids != map.ids {
        let first = ids.iter().zip(&map.ids).find(|(a, b)| a != b);
        return broken("seam law", &page.path, format!("its ids are not the planned ones: {first:?}"));
    }
    Ok(())
}

fn broken(law: &'static str, path: &str, what: String) -> Result<(), Broken> {
    Err(Broken { law, path: path.to_string(), what })
}
