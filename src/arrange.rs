//! [`Outline`], [`Ledger`], [`Layout`] → [`Book`]: which page shows which blocks, in which order, under which paths.

pub mod cut;
pub mod headings;
pub mod layout;
pub mod level;
mod page;
mod paths;
mod place;
pub mod select;
pub mod slug;
pub mod topics;

use crate::dedupe::Folds;
use crate::diagnostic::Diagnostic;
use crate::ledger::{Ledger, Maker};
use crate::note::BlockId;
use crate::outline::Outline;
use crate::text::{SourceId, Span};
use layout::Layout;
use select::Ground;

/// A change to a stretch of a note's text on its way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in the note; empty for an insertion.
    pub at: Span,
    /// What stands there instead.
    pub with: Box<str>,
    /// Who wants it.
    pub by: Maker,
}

/// Returns `text`, which starts at byte `base` of its source, with the edits made. Edits must not overlap.
#[must_use]
pub fn splice(text: &str, base: u32, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for edit in edits {
        let (start, end) = ((edit.at.start - base) as usize, (edit.at.end - base) as usize);
        debug_assert!(start >= at, "edits overlap: {edit:?}");
        out.push_str(&text[at..start]);
        out.push_str(&edit.with);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A block of a note.
    Moved {
        /// The block.
        block: BlockId,
        /// What changes in it.
        edits: Vec<Edit>,
        /// Whether this is another copy of a definition whose home is elsewhere.
        copy: bool,
    },
    /// Text that the tool made: one or more whole blocks, with a newline at the end.
    Made {
        /// The Markdown.
        text: String,
        /// Who made it.
        by: Maker,
        /// The note that a carried definition was copied from.
        from: Option<SourceId>,
    },
}

/// A page of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The path relative to the book's source folder, ending in `.md`.
    pub path: String,
    /// The chapter's name in the sidebar.
    pub title: String,
    /// The part it stands in, as a position in [`Book::parts`].
    pub part: Option<usize>,
    /// 0 for a chapter, 1 for a chapter below it, and so on.
    pub depth: usize,
    /// What stands on it, in order.
    pub pieces: Vec<Piece>,
    /// Whether this is the chapter for what the layout does not name.
    pub unsorted: bool,
}

impl Page {
    /// Returns the first block of a note on the page.
    #[must_use]
    pub fn first_block(&self) -> Option<BlockId> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Moved { block, copy: false, .. } => Some(*block),
            _ => None,
        })
    }
}

/// The restructured notes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Book {
    /// The titles of the parts.
    pub parts: Vec<String>,
    /// The pages, each before those below it.
    pub pages: Vec<Page>,
}

/// What [`arrange`] found out.
pub struct Arranged {
    /// The outline, with the layout's cuts.
    pub outline: Outline,
    /// The ledger, with the headings that were dissolved.
    pub ledger: Ledger,
    /// The pages, links and definitions not yet seen to.
    pub book: Book,
    /// What is wrong with the layout, and what it does not name.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lays the notes out. `taken` are the paths of the book's other chapters, and whether the first chapter is made of notes.
#[must_use]
pub fn arrange(
    ground: Ground<'_>,
    mut outline: Outline,
    ledger: Ledger,
    folds: &Folds,
    layout: &Layout,
    taken: (&[&str], bool),
) -> Arranged {
    let mut diagnostics = Vec::new();
    place::cut_out(ground, &mut outline, layout, &mut diagnostics);
    let plan = place::place(ground, &outline, layout, &mut diagnostics);
    let mut writer = page::Writer::new(ground, &outline, (ledger, folds), &plan);
    let book = writer.book(taken, &mut diagnostics);
    Arranged { ledger: writer.ledger, book, diagnostics, outline }
}

/// Returns plain text so written that Markdown reads it as plain text.
#[must_use]
pub fn page_escape(text: &str) -> String {
    page::escape(text)
}
