//! Pages of pieces → Markdown. Bytes are spliced, never printed again; where two blocks would grow together, a seam keeps them
//! apart, and nowhere else.

use crate::Input;
use crate::arrange::select::Ground;
use crate::arrange::{Book, Edit, Page, Piece, splice};
use crate::crossref::spots::Spots;
use crate::note::{Block, BlockId, BlockKind};
use crate::parse::{Dialect, parse};
use crate::text::{SourceId, Span};
use crate::verify::{self, Broken};
use rayon::prelude::*;
use std::collections::HashSet;

/// The comment that keeps two blocks apart.
const SEAM: &str = "<!-- -->\n";

/// A block that a page must have when it is parsed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// What it is; a heading's level included.
    pub kind: BlockKind,
    /// What it renders to ([`Block::shape`]); `None` where the block was meant to change.
    pub shape: Option<u64>,
    /// The block of a note that it is, unless the tool made it.
    pub block: Option<BlockId>,
}

/// A page's Markdown with the plan that [`crate::verify`] holds it to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emitted {
    /// The Markdown.
    pub text: String,
    /// The blocks in order, definitions left out.
    pub plan: Vec<Planned>,
}

/// Writes the pages of a book.
pub struct Writer<'a> {
    /// What the build looks at.
    pub input: &'a Input,
    /// The notes.
    pub ground: Ground<'a>,
    /// The pages.
    pub book: &'a Book,
    /// The ids that they must have.
    pub spots: &'a Spots,
    /// For each page the edits of each of its pieces that lead its links.
    pub edits: &'a [Vec<Vec<Edit>>],
}

/// The pages, held to the seam law.
#[derive(Debug, Default)]
pub struct Written {
    /// Page by page.
    pub pages: Vec<Emitted>,
    /// Words that were to be links and are none, since the text around would have been read differently.
    pub unlinked: HashSet<Span>,
    /// The first page that breaks the law.
    pub broken: Option<Broken>,
}

impl Writer<'_> {
    /// Writes all pages; `woven` are the links around words, page by page and piece by piece.
    #[must_use]
    pub fn pages(&self, woven: &[Vec<Vec<Edit>>]) -> Written {
        let numbers = 0..self.book.pages.len();
        let all: Vec<_> = numbers
            .into_par_iter()
            .map(|number| self.page(number, woven.get(number).map_or(&[], Vec::as_slice)))
            .collect();
        let mut written = Written::default();
        for (page, unlinked, fault) in all {
            written.pages.push(page);
            written.unlinked.extend(unlinked);
            written.broken = written.broken.or(fault.err());
        }
        written
    }

    /// Writes a page with its links, without those of the pieces that they would change, and at worst without any.
    fn page(&self, number: usize, woven: &[Vec<Edit>]) -> (Emitted, Vec<Span>, Result<(), Broken>) {
        let (page, dialect) = (&self.book.pages[number], self.input.dialect);
        let mut edits = self.edits[number].clone();
        let seam = |emitted: &Emitted| verify::seam(page, emitted, &self.spots.pages[number], dialect, self.input.rule);
        for (piece, own) in edits.iter_mut().zip(woven) {
            piece.extend_from_slice(own);
        }
        let first = emit(self.ground, page, &edits, dialect);
        let fault = seam(&first);
        if fault.is_ok() || woven.iter().all(Vec::is_empty) {
            return (first, Vec::new(), fault);
        }
        let mut unlinked = Vec::new();
        for ((piece, own), edits) in page.pieces.iter().zip(woven).zip(&mut edits) {
            if !own.is_empty() && !self.stays(piece, edits) {
                edits.truncate(edits.len() - own.len());
                unlinked.extend(around(own));
            }
        }
        let second = emit(self.ground, page, &edits, dialect);
        if seam(&second).is_ok() {
            return (second, unlinked, Ok(()));
        }
        let plain = emit(self.ground, page, &self.edits[number], dialect);
        let fault = seam(&plain);
        (plain, woven.iter().flat_map(|own| around(own)).collect(), fault)
    }

    /// Whether a block with its edits is read as the same block.
    fn stays(&self, piece: &Piece, edits: &[Edit]) -> bool {
        let Piece::Moved { block: id, .. } = piece else { return true };
        let block = self.ground.notes[id.source.index()].block(*id);
        let text = splice(block.span.of(&self.ground.sources[id.source.index()].text), block.span.start, edits);
        let again = parse(&text, SourceId(u32::MAX), self.input.dialect);
        matches!(again.blocks.as_slice(), [one] if one.kind == block.kind && one.shape == block.shape)
    }
}

/// Returns the words that pairs of insertions stand around.
fn around(edits: &[Edit]) -> impl Iterator<Item = Span> {
    edits.chunks_exact(2).map(|pair| Span { end: pair[1].at.end, ..pair[0].at })
}

/// Writes a page; `links` are the edits that lead each piece's links.
#[must_use]
pub fn emit(ground: Ground<'_>, page: &Page, links: &[Vec<Edit>], dialect: Dialect) -> Emitted {
    let mut writer = Joiner { text: String::new(), newline: newline(ground, page), plan: Vec::new(), last: None };
    for (piece, links) in page.pieces.iter().zip(links) {
        match piece {
            Piece::Moved { block: id, edits, .. } => writer.moved(ground, *id, edits, links),
            Piece::Made { text, .. } => writer.made(&splice(text, 0, links), dialect),
        }
    }
    // Blank lines at the end of the last block were there to keep the next one off.
    let end = writer.text.trim_end_matches(['\n', '\r']).len();
    writer.text.truncate(end);
    writer.end_line();
    Emitted { text: writer.text, plan: writer.plan }
}

/// Returns how the page ends its lines: as the note of its first block does.
fn newline(ground: Ground<'_>, page: &Page) -> &'static str {
    page.first_block().map_or("\n", |id| ground.notes[id.source.index()].newline)
}

struct Joiner {
    text: String,
    newline: &'static str,
    plan: Vec<Planned>,
    last: Option<(BlockKind, Option<BlockId>)>,
}

impl Joiner {
    fn moved(&mut self, ground: Ground<'_>, id: BlockId, edits: &[Edit], links: &[Edit]) {
        let note = &ground.notes[id.source.index()];
        let block = note.block(id);
        let source = &ground.sources[id.source.index()].text;
        let mut edits: Vec<Edit> = edits.iter().chain(links).cloned().collect();
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        let text = splice(block.span.of(source), block.span.start, &edits);
        let text = if block.kind == BlockKind::Definition { text.trim_start() } else { &text };
        let joined = self.last.is_some_and(|(_, last)| last.is_some_and(|last| follows(last, id)));
        let tight = joined && !blank_before(source, block);
        self.join(block.kind, text, joined, tight);
        self.text.push_str(text);
        self.end_line();
        if let Some(closer) = &block.closer {
            self.text.push_str(closer);
            self.end_line();
        }
        self.last = Some((block.kind, Some(id)));
        let (kind, shape) = match block.kind {
            BlockKind::Definition => return,
            BlockKind::FrontMatter => (BlockKind::Html, None),
            // What closes an HTML construct becomes part of it.
            BlockKind::Html if block.closer.is_some() => (BlockKind::Html, None),
            BlockKind::Heading { .. } => (heading_kind(text), Some(block.shape)),
            kind => (kind, Some(block.shape)),
        };
        self.plan.push(Planned { kind, shape, block: Some(id) });
    }

    fn made(&mut self, text: &str, dialect: Dialect) {
        let text = text.replace("\r\n", "\n").replace('\n', self.newline);
        let made = parse(&text, SourceId(u32::MAX), dialect);
        let Some(first) = made.blocks.first() else { return };
        self.join(first.kind, &text, false, false);
        self.text.push_str(&text);
        let blocks = made.blocks.iter().filter(|block| block.kind != BlockKind::Definition);
        self.plan.extend(blocks.map(|block| Planned { kind: block.kind, shape: Some(block.shape), block: None }));
        self.last = made.blocks.last().map(|block| (block.kind, None));
    }

    /// Writes what stands between the last block and the next: nothing, a blank line, or a seam.
    fn join(&mut self, kind: BlockKind, text: &str, joined: bool, tight: bool) {
        let Some((last, _)) = self.last else { return };
        let definitions = last == BlockKind::Definition && kind == BlockKind::Definition;
        let blank = self.text.ends_with("\n\n") || self.text.ends_with("\n\r\n");
        if !tight && !definitions && !blank {
            self.text.push_str(self.newline);
        }
        if !joined && grows_together(last, kind, text) {
            self.text.push_str(&SEAM.replace('\n', self.newline));
            self.text.push_str(self.newline);
            self.plan.push(Planned { kind: BlockKind::Html, shape: None, block: None });
        }
    }

    fn end_line(&mut self) {
        if !self.text.ends_with('\n') {
            self.text.push_str(self.newline);
        }
    }
}

/// The level of a heading after its edits, read off its marks.
fn heading_kind(text: &str) -> BlockKind {
    let start = text.trim_start();
    let marks = start.bytes().take_while(|b| *b == b'#').count();
    let marked = (1..=6).contains(&marks) && start[marks..].chars().next().is_none_or(char::is_whitespace);
    let lines = text.trim_end().lines().count();
    if marked && lines == 1 {
        let level = u8::try_from(marks).expect("at most six");
        BlockKind::Heading { level, setext: false }
    } else {
        let underline = text.trim_end().lines().last().unwrap_or_default();
        BlockKind::Heading { level: if underline.contains('=') { 1 } else { 2 }, setext: true }
    }
}

fn follows(last: BlockId, next: BlockId) -> bool {
    last.source == next.source && last.index + 1 == next.index
}

fn blank_before(source: &str, block: &Block) -> bool {
    let before = &source[..block.span.start as usize];
    let line = before.trim_end_matches(['\n', '\r']).len();
    before[line..].matches('\n').count() > 1 || before[..line].rsplit('\n').next().is_none_or(|l| l.trim().is_empty())
}

/// Whether two blocks with a blank line between them would be read as one.
///
/// A list, a footnote or a definition list takes in what is indented, and a list of its own kind; indented code goes on after a
/// blank line; a line that starts with `:` makes the paragraph above it a term.
fn grows_together(last: BlockKind, next: BlockKind, text: &str) -> bool {
    use BlockKind::{DefinitionList, Footnote, Indented, List, Paragraph};
    let indented = text.starts_with([' ', '\t']);
    let colon = text.trim_start().starts_with(':');
    match last {
        List => indented || next == List,
        Footnote => indented,
        DefinitionList => indented || colon || next == DefinitionList,
        Paragraph => colon,
        Indented => next == Indented,
        _ => false,
    }
}
