//! What became of each block: one fate, and none of them is "dropped".

use crate::note::{BlockId, Note};
use std::fmt;

/// Who made a text or an edit, or stands in for a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Maker {
    /// mdBook's sidebar stands in for a hand-written table of contents.
    Sidebar,
    /// The book's outline: a heading that the layout dissolved, a heading that it made, a level that it changed.
    Outline,
    /// A definition that was carried to a page that uses it.
    Carry,
    /// A link that was led to where its target went.
    Link,
    /// A repeat that was folded: the pointer that stands in its place.
    Fold,
    /// The glossary's page.
    Glossary,
    /// A cross-reference: a link around words of a note, or the line that leads on to related sections.
    CrossReference,
}

impl fmt::Display for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Maker::Sidebar => "sidebar",
            Maker::Outline => "outline",
            Maker::Carry => "carry",
            Maker::Link => "link",
            Maker::Fold => "fold",
            Maker::Glossary => "glossary",
            Maker::CrossReference => "cross-reference",
        })
    }
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands on exactly one page.
    Kept,
    /// It says what another block says, to the letter.
    Same(BlockId),
    /// It says nearly what another block says.
    Near {
        /// The block that is shown.
        of: BlockId,
        /// How much of it that block holds, in percent.
        percent: u8,
    },
    /// Something that is not a block stands in for it: [`Maker::Sidebar`] or [`Maker::Outline`].
    Replaced(Maker),
}

/// The fate of every block of every note. Dense, so total: there is no block without an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger(Vec<Vec<Fate>>);

impl Ledger {
    /// Returns a ledger in which every block is kept.
    #[must_use]
    pub fn new(notes: &[Note]) -> Ledger {
        Ledger(notes.iter().map(|note| vec![Fate::Kept; note.blocks.len()]).collect())
    }

    /// Returns what became of a block.
    #[must_use]
    pub fn fate(&self, id: BlockId) -> Fate {
        self.0[id.source.index()][id.index as usize]
    }

    /// Returns whether the block stands on a page.
    #[must_use]
    pub fn kept(&self, id: BlockId) -> bool {
        self.fate(id) == Fate::Kept
    }

    /// Writes down a block's fate in place of the one it had.
    pub fn set(&mut self, id: BlockId, fate: Fate) {
        self.0[id.source.index()][id.index as usize] = fate;
    }

    /// Returns the block that is shown in this one's place: itself, or the end of its chain of [`Fate::Same`] and
    /// [`Fate::Near`]; `None` for a replaced block and for a chain that never ends.
    #[must_use]
    pub fn home(&self, id: BlockId) -> Option<BlockId> {
        let mut at = id;
        for _ in 0..16 {
            match self.fate(at) {
                Fate::Kept => return Some(at),
                Fate::Same(of) | Fate::Near { of, .. } => at = of,
                Fate::Replaced(_) => return None,
            }
        }
        None
    }
}
