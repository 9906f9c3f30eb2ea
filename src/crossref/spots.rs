//! Where everything went: the page of each block and the id of each place on it.

use super::anchor::{AnchorRule, IdWalk};
use super::carry::Renames;
use crate::arrange::level::relevelled;
use crate::arrange::select::Ground;
use crate::arrange::{Book, Piece};
use crate::ledger::Ledger;
use crate::note::{BlockId, IdKind};
use crate::parse::{Dialect, normal_label, parse};
use crate::text::SourceId;
use std::collections::HashMap;

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The page, as a position in [`Book::pages`].
    pub page: usize,
    /// The last heading at or before it on the page, as a position in [`PageMap::headings`]; none above the first.
    pub heading: Option<usize>,
}

/// A heading on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageHeading {
    /// The text as rendered.
    pub title: String,
    /// The id that mdBook gives it.
    pub anchor: String,
    /// 1 to 6, as it is on the page.
    pub level: u8,
    /// Its level where it was written: 1 for the title of a note.
    pub written: u8,
}

/// What stands on one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageMap {
    /// The headings that mdBook gives ids to, in order.
    pub headings: Vec<PageHeading>,
    /// Every id on the page, in order.
    pub ids: Vec<String>,
}

/// The places of a finished book.
#[derive(Debug, Default)]
pub struct Spots {
    /// Page by page.
    pub pages: Vec<PageMap>,
    blocks: HashMap<BlockId, Spot>,
    ids: HashMap<BlockId, Vec<String>>,
}

impl Spots {
    /// Walks over the pages, whose pieces must be complete.
    #[must_use]
    pub fn new(ground: Ground<'_>, book: &Book, renames: &[Renames], dialect: Dialect, rule: AnchorRule) -> Spots {
        let mut spots = Spots::default();
        for (number, page) in book.pages.iter().enumerate() {
            let mut map = PageMap::default();
            let mut walk = IdWalk::new(rule);
            for piece in &page.pieces {
                match piece {
                    Piece::Made { text, .. } => {
                        let made = parse(text, SourceId(u32::MAX), dialect);
                        for block in &made.blocks {
                            let ids = walk.block(&made, block, str::to_string);
                            map.add(&made, block, ids);
                        }
                    }
                    Piece::Moved { block: id, copy, edits } => {
                        let note = &ground.notes[id.source.index()];
                        let block = note.block(*id);
                        let ids = walk.block(note, block, |label| on_page(&renames[number], id.source, label));
                        let first = map.add(note, block, ids.clone());
                        if let (Some(first), Some(level)) = (first, relevelled(edits)) {
                            map.headings[first..].iter_mut().for_each(|heading| heading.level = level);
                        }
                        if *copy {
                            continue;
                        }
                        let heading = first.or(map.headings.len().checked_sub(1));
                        spots.blocks.insert(*id, Spot { page: number, heading });
                        if !ids.is_empty() {
                            spots.ids.insert(*id, ids);
                        }
                    }
                }
            }
            spots.pages.push(map);
        }
        spots
    }

    /// Adds a page that holds nothing but made text; its ids are those that the text gets as a page of its own.
    pub fn add_made(&mut self, page: &crate::arrange::Page, dialect: Dialect, rule: AnchorRule) {
        let mut map = PageMap::default();
        let mut walk = IdWalk::new(rule);
        for piece in &page.pieces {
            if let Piece::Made { text, .. } = piece {
                let made = parse(text, SourceId(u32::MAX), dialect);
                for block in &made.blocks {
                    let ids = walk.block(&made, block, str::to_string);
                    map.add(&made, block, ids);
                }
            }
        }
        self.pages.push(map);
    }

    /// Returns where a block stands, if it is on a page.
    #[must_use]
    pub fn block(&self, id: BlockId) -> Option<Spot> {
        self.blocks.get(&id).copied()
    }

    /// Returns the id on its page of the `nth` place in a block.
    #[must_use]
    pub fn id(&self, block: BlockId, nth: usize) -> Option<&str> {
        self.ids.get(&block)?.get(nth).map(String::as_str)
    }

    /// Returns the anchor of the heading that a spot stands under.
    #[must_use]
    pub fn anchor(&self, spot: Spot) -> Option<&str> {
        spot.heading.map(|heading| self.pages[spot.page].headings[heading].anchor.as_str())
    }
}

fn on_page(renames: &Renames, source: SourceId, label: &str) -> String {
    if renames.is_empty() {
        return label.to_string();
    }
    renames.get(&(source, format!("^{}", normal_label(label)))).cloned().unwrap_or_else(|| label.to_string())
}

impl PageMap {
    /// Adds a block's ids; returns the position of its first heading, if it has one.
    fn add(&mut self, note: &crate::note::Note, block: &crate::note::Block, ids: Vec<String>) -> Option<usize> {
        let mut first = None;
        for (mark, id) in note.ids_in(block).iter().zip(&ids) {
            if let IdKind::Heading(level) = mark.kind {
                first = first.or(Some(self.headings.len()));
                let title = crate::text::fold_space(&mark.text);
                self.headings.push(PageHeading { title, anchor: id.clone(), level, written: level });
            }
        }
        self.ids.extend(ids);
        first
    }
}

/// Returns for each block of a note the kept block that best stands in for it: itself or its home; for one that was replaced,
/// the next kept block of the note, then the one before.
#[must_use]
pub fn stand_ins(ground: Ground<'_>, ledger: &Ledger, spots: &Spots) -> Vec<Vec<Option<BlockId>>> {
    ground
        .notes
        .iter()
        .map(|note| {
            let ids: Vec<BlockId> = note.block_ids().collect();
            let shown = |id: &BlockId| ledger.home(*id).filter(|home| spots.block(*home).is_some());
            let mut next: Vec<Option<BlockId>> = vec![None; ids.len()];
            let mut following = None;
            for (i, id) in ids.iter().enumerate().rev() {
                if let Some(home) = shown(id) {
                    next[i] = Some(home);
                    if !note.block(*id).travels() {
                        following = Some(home);
                    }
                } else {
                    next[i] = following;
                }
            }
            let mut before = None;
            for (i, id) in ids.iter().enumerate() {
                if shown(id).is_some() {
                    before = next[i];
                } else if next[i].is_none() {
                    next[i] = before;
                }
            }
            next
        })
        .collect()
}
