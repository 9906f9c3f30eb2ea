//! A note taken apart: types, no logic.
//!
//! A note is cut into [`Tile`]s that cover every byte. What can be moved is a [`Block`]; what a block holds that matters to
//! the book around it (places to link to, links, footnotes) stands beside it with exact spans.

use crate::text::{SourceId, Span};
use std::ops::Range;

/// One block of one note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId {
    /// The note.
    pub source: SourceId,
    /// The position in [`Note::blocks`].
    pub index: u32,
}

/// A stretch of a note; joined in order, the tiles are the note, byte for byte (the tile law).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tile {
    /// A block: whole lines.
    Block(BlockId),
    /// White space between blocks.
    Blank(Span),
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// YAML (`---`) or TOML (`+++`) data at the head of a file.
    FrontMatter,
    /// A heading of this level, 1 to 6; `setext` when it is underlined rather than marked with `#`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Underlined with `=` or `-`.
        setext: bool,
    },
    /// A paragraph.
    Paragraph,
    /// A fenced code block.
    Fence,
    /// A code block made by indentation.
    Indented,
    /// A list of any kind but a definition list.
    List,
    /// A list of terms and their descriptions.
    DefinitionList,
    /// A table.
    Table,
    /// A block quotation.
    Quote,
    /// Raw HTML, comments included.
    Html,
    /// A thematic break.
    Rule,
    /// A footnote's text.
    Footnote,
    /// A link reference definition, `[label]: destination`.
    Definition,
}

/// A top-level block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Whole lines, so that indentation moves along; blank lines at the end belong to lists, quotes and the like.
    pub span: Span,
    /// Blocks with the same bond move together: an HTML element opens in the first and closes in the last.
    pub bond: Option<u32>,
    /// What would have to follow so that the block ends: set on a fence or an HTML construct that runs to the end of the note.
    pub closer: Option<Box<str>>,
    /// A fingerprint of what the block renders to: structure and text, but neither link targets, footnote labels nor the level
    /// of a heading. Two blocks that a reader sees as the same have the same shape.
    pub shape: u64,
    /// The block's places in [`Note::ids`].
    pub ids: Range<u32>,
    /// The block's links in [`Note::links`].
    pub links: Range<u32>,
    /// The block's footnote references in [`Note::footnotes`].
    pub footnotes: Range<u32>,
}

impl Block {
    /// Returns whether the block has no place of its own in the text but goes where it is needed: a definition, a footnote,
    /// front matter.
    #[must_use]
    pub fn travels(&self) -> bool {
        matches!(self.kind, BlockKind::Definition | BlockKind::Footnote | BlockKind::FrontMatter)
    }
}

/// What gives a place its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// A Markdown heading of this level, wherever it stands.
    Heading(u8),
    /// The term of a definition list.
    Term,
    /// An `id` (or `name`) attribute in raw HTML.
    Html,
}

/// A place that a link can point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdMark {
    /// The position of its block in [`Note::blocks`].
    pub block: u32,
    /// What gives it its id.
    pub kind: IdKind,
    /// The text as rendered, after smart punctuation; mdBook makes the id of this.
    pub text: String,
    /// The text as typed, before smart punctuation; GitHub makes the id of this.
    pub typed: String,
    /// An id that the author chose: `{#id}`, or the attribute's value.
    pub explicit: Option<String>,
    /// Footnote references in the heading: the byte in `text` before which the number stands, and the label. mdBook counts the
    /// number as part of the text.
    pub footnotes: Vec<(usize, String)>,
    /// Where the heading, the term or the tag stands.
    pub span: Span,
}

/// How a link names its destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](destination)`; the span of the destination, `<` and `>` included.
    Inline(Span),
    /// `[text][label]`, `[label][]` or `[label]`; the label in its normal form, and the span of what follows the text's closing
    /// bracket (`[label]`, `[]`, or empty).
    Reference(String, Span),
    /// The value of an `href` or `src` attribute; the span between the quotes.
    Attribute(Span),
}

/// A link or an image. Autolinks and links in code are none of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkUse {
    /// The position of its block in [`Note::blocks`].
    pub block: u32,
    /// The whole link.
    pub span: Span,
    /// Whether it shows an image.
    pub image: bool,
    /// The destination, escapes and entities resolved.
    pub destination: String,
    /// How the destination is named.
    pub form: LinkForm,
    /// The text that a reader sees.
    pub text: String,
}

/// A footnote reference, `[^label]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteUse {
    /// The position of its block in [`Note::blocks`].
    pub block: u32,
    /// The label as written.
    pub label: String,
    /// The reference, brackets included.
    pub span: Span,
}

/// A footnote definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteDef {
    /// The position of its block in [`Note::blocks`]: the definition itself, or the list or quotation around it.
    pub block: u32,
    /// The label as written.
    pub label: String,
    /// Whether the definition is a block of its own, so that it can be carried to another page.
    pub top_level: bool,
    /// The definition.
    pub span: Span,
}

/// A link reference definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDef {
    /// The position of its block in [`Note::blocks`]: the definition itself, or the list or quotation around it.
    pub block: u32,
    /// The label in its normal form (see [`crate::parse::normal_label`]).
    pub label: String,
    /// The destination, escapes and entities resolved.
    pub destination: String,
    /// The title, if any.
    pub title: String,
    /// The definition from its `[` on.
    pub span: Span,
    /// The destination as written, `<` and `>` included.
    pub destination_span: Span,
    /// Whether the definition is a block of its own.
    pub top_level: bool,
}

/// A note taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which source it was made of.
    pub source: SourceId,
    /// The tiles, in order, covering the whole text.
    pub tiles: Vec<Tile>,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The places that links can point to, in order.
    pub ids: Vec<IdMark>,
    /// The links, in order of their ends.
    pub links: Vec<LinkUse>,
    /// The footnote references, in order.
    pub footnotes: Vec<FootnoteUse>,
    /// The footnote definitions, in order, those that an earlier one shadows included.
    pub footnote_defs: Vec<FootnoteDef>,
    /// The link definitions in effect, in order.
    pub link_defs: Vec<LinkDef>,
    /// How the note ends its lines: `"\n"` or `"\r\n"`.
    pub newline: &'static str,
}

impl Note {
    /// Returns the ids of all blocks, in order.
    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> + use<> {
        let (source, count) = (self.source, self.blocks.len());
        (0..count).map(move |i| BlockId { source, index: u32::try_from(i).expect("blocks are fewer than bytes") })
    }

    /// Returns the block of this id, which must be one of this note's.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        debug_assert_eq!(id.source, self.source);
        &self.blocks[id.index as usize]
    }

    /// Returns the places in a block.
    #[must_use]
    pub fn ids_in(&self, block: &Block) -> &[IdMark] {
        &self.ids[block.ids.start as usize..block.ids.end as usize]
    }

    /// Returns the links in a block.
    #[must_use]
    pub fn links_in(&self, block: &Block) -> &[LinkUse] {
        &self.links[block.links.start as usize..block.links.end as usize]
    }

    /// Returns the footnote references in a block.
    #[must_use]
    pub fn footnotes_in(&self, block: &Block) -> &[FootnoteUse] {
        &self.footnotes[block.footnotes.start as usize..block.footnotes.end as usize]
    }
}
