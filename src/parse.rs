//! [`Source`] → [`Note`]. Broken Markdown is an input, not an error: this stage cannot fail.
//!
//! One pass of pulldown-cmark with mdBook's own options. Block ranges of that parser do not overlap and leave only white space
//! and link definitions between them; [`tiles`](crate::note::Note::tiles) are built on that, and the tile law is checked in
//! [`crate::verify`].

mod collect;
pub mod front;
mod gaps;
mod shape;
mod tags;

use crate::note::{Block, BlockId, BlockKind, LinkDef, Note, Tile};
use crate::prose::{self, Prose};
use crate::text::{Source, SourceId, Span, line_end, line_start};
use collect::Collector;
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use rayon::prelude::*;
use std::collections::HashSet;

/// What the book's configuration says about reading Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// `output.html.smart-punctuation`
    pub smart_punctuation: bool,
    /// `output.html.definition-lists`
    pub definition_lists: bool,
    /// `output.html.admonitions`
    pub admonitions: bool,
}

impl Default for Dialect {
    /// Returns mdBook's own defaults: everything on.
    fn default() -> Dialect {
        Dialect { smart_punctuation: true, definition_lists: true, admonitions: true }
    }
}

impl Dialect {
    fn options(self) -> MarkdownOptions {
        let mut options = MarkdownOptions::default();
        options.smart_punctuation = self.smart_punctuation;
        options.definition_lists = self.definition_lists;
        options.admonitions = self.admonitions;
        options
    }
}

/// Parses the sources in parallel; the order of the notes is that of the sources.
#[must_use]
pub fn parse_all(sources: &[Source], dialect: Dialect) -> Vec<Note> {
    sources
        .par_iter()
        .enumerate()
        .map(|(i, source)| {
            let id = SourceId(u32::try_from(i).expect("sources are counted in 32 bits"));
            parse(&source.text, id, dialect)
        })
        .collect()
}

/// Parses one text.
#[must_use]
pub fn parse(text: &str, source: SourceId, dialect: Dialect) -> Note {
    parse_behind(text, source, dialect, front::length(text), &mut |_, _| {})
}

/// Parses one text and returns what a reader reads in it as well; the parser runs once for both.
#[must_use]
pub fn parse_with_prose(text: &str, source: SourceId, dialect: Dialect) -> (Note, Prose) {
    let mut prose = prose::Collector::new(text, source);
    let note = parse_behind(text, source, dialect, front::length(text), &mut |event, range| prose.event(event, range));
    (note, prose.finish())
}

/// Parses the sources in parallel, with what a reader reads in them; the order is that of the sources.
#[must_use]
pub fn parse_all_with_prose(sources: &[Source], dialect: Dialect) -> Vec<(Note, Prose)> {
    let one = |(i, source): (usize, &Source)| {
        let id = SourceId(u32::try_from(i).expect("sources are counted in 32 bits"));
        parse_with_prose(&source.text, id, dialect)
    };
    sources.par_iter().enumerate().map(one).collect()
}

/// Returns the parser's events of a text without front matter, each with its bytes.
pub fn events(
    text: &str,
    dialect: Dialect,
) -> impl Iterator<Item = (pulldown_cmark::Event<'_>, std::ops::Range<usize>)> {
    new_cmark_parser(text, &dialect.options()).into_offset_iter()
}

/// Returns the options under which the parser of a book runs, as `mdbook-markdown` sets them.
#[must_use]
pub fn cmark_options(dialect: Dialect) -> pulldown_cmark::Options {
    use pulldown_cmark::Options;
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(Options::ENABLE_SMART_PUNCTUATION, dialect.smart_punctuation);
    options.set(Options::ENABLE_DEFINITION_LIST, dialect.definition_lists);
    options.set(Options::ENABLE_GFM, dialect.admonitions);
    options
}

/// Parses a page, which has no front matter, whatever its first block looks like.
#[must_use]
pub fn parse_page(text: &str, source: SourceId, dialect: Dialect) -> Note {
    parse_behind(text, source, dialect, 0, &mut |_, _| {})
}

fn parse_behind(
    text: &str,
    source: SourceId,
    dialect: Dialect,
    front: usize,
    listener: &mut impl FnMut(&pulldown_cmark::Event<'_>, std::ops::Range<usize>),
) -> Note {
    let body = &text[front..];
    // A page always ends its last line, which for the parser can make a difference.
    let ended = if body.is_empty() || body.ends_with('\n') { String::new() } else { format!("{body}\n") };
    let body = if ended.is_empty() { body } else { &ended };
    let inside = |at: usize| (at + front).min(text.len());
    let parser = new_cmark_parser(body, &dialect.options());
    let mut defs: Vec<LinkDef> = parser
        .reference_definitions()
        .iter()
        .map(|(label, def)| {
            let range = inside(def.span.start)..inside(def.span.end);
            gaps::link_def(text, source, label, (&def.dest, def.title.as_deref()), range)
        })
        .collect();
    defs.sort_by_key(|def| def.span.start);

    let mut collector = Collector::new(text, source, front);
    for (event, range) in parser.into_offset_iter() {
        let range = inside(range.start)..inside(range.end);
        listener(&event, range.clone());
        collector.event(event, range);
    }
    let mut note = collector.finish();
    lay_tiles(&mut note, text, front, &mut defs);
    note.link_defs = defs;
    for def in &mut note.footnote_defs {
        let around = note.blocks[def.block as usize].span;
        def.span.end = def.span.end.min(around.end);
    }
    bind(&mut note, text);
    note
}

/// Normalises a link label as `CommonMark` does for matching: white space folded, case folded.
///
/// <https://spec.commonmark.org/0.31.2/#matches>
#[must_use]
pub fn normal_label(label: &str) -> String {
    crate::text::fold_space(label).to_uppercase().to_lowercase()
}

/// Adds front matter and link definitions to the blocks, and covers the text with tiles.
fn lay_tiles(note: &mut Note, text: &str, front: usize, defs: &mut [LinkDef]) {
    let parsed = std::mem::take(&mut note.blocks);
    let mut layer =
        Layer { text, source: note.source, blocks: Vec::with_capacity(parsed.len()), tiles: Vec::new(), at: 0 };
    if front > 0 {
        let end = text[..front].trim_end().len();
        layer.block(gaps::plain_block(BlockKind::FrontMatter, Span::new(note.source, 0, line_end(text, end))));
    }
    let mut next_def = 0;
    let mut new_index = Vec::with_capacity(parsed.len());
    for block in parsed {
        layer.gap(block.span.start as usize, defs, &mut next_def);
        // Holding takes the definition above into the block, which changes the block's number.
        let block = layer.hold(block, defs);
        while defs.get(next_def).is_some_and(|def| def.span.start < block.span.end) {
            defs[next_def].block = layer.next_index();
            defs[next_def].top_level = false;
            next_def += 1;
        }
        new_index.push(layer.next_index());
        layer.block(block);
    }
    layer.gap(text.len(), defs, &mut next_def);
    note.blocks = layer.blocks;
    note.tiles = layer.tiles;
    renumber(note, &new_index);
}

/// The collector numbered the parser's blocks; front matter and definitions have come in between.
fn renumber(note: &mut Note, new_index: &[u32]) {
    let new = |old: &mut u32| *old = new_index[*old as usize];
    note.ids.iter_mut().for_each(|mark| new(&mut mark.block));
    note.links.iter_mut().for_each(|link| new(&mut link.block));
    note.footnotes.iter_mut().for_each(|foot| new(&mut foot.block));
    note.footnote_defs.iter_mut().for_each(|def| new(&mut def.block));
}

struct Layer<'a> {
    text: &'a str,
    source: SourceId,
    blocks: Vec<Block>,
    tiles: Vec<Tile>,
    at: usize,
}

impl Layer<'_> {
    fn next_index(&self) -> u32 {
        u32::try_from(self.blocks.len()).expect("blocks are fewer than bytes")
    }

    fn block(&mut self, block: Block) {
        self.blank(block.span.start as usize);
        self.tiles.push(Tile::Block(BlockId { source: self.source, index: self.next_index() }));
        self.at = block.span.end as usize;
        self.blocks.push(block);
    }

    fn blank(&mut self, end: usize) {
        if self.at < end {
            self.tiles.push(Tile::Blank(Span::new(self.source, self.at, end)));
            self.at = end;
        }
    }

    /// Some text is a paragraph only because it goes on right after a definition: what is indented like code, or starts like what
    /// cannot interrupt a paragraph. The definition then must stay with it.
    fn hold(&mut self, mut block: Block, defs: &mut [LinkDef]) -> Block {
        let text = block.span.of(self.text);
        let head = &text[..text.len() - text.trim_start_matches([' ', '\t']).len()];
        let deep = head.contains('\t') || head.len() > 3;
        let prose = block.kind != BlockKind::Indented;
        let touches = |last: &Block| last.kind == BlockKind::Definition && last.span.end == block.span.start;
        let alone = || {
            let alone = parse_behind(text, self.source, Dialect::default(), 0, &mut |_, _| {});
            // The parser counts definitions behind a list as part of it.
            let mut blocks = alone.blocks.iter().filter(|other| other.kind != BlockKind::Definition);
            blocks.next().is_some_and(|other| other.kind == block.kind) && blocks.next().is_none()
        };
        if prose && self.blocks.last().is_some_and(touches) && (deep || !alone()) {
            let def = self.blocks.pop().expect("there is a last one");
            self.tiles.pop();
            self.at = def.span.start as usize;
            block.span.start = def.span.start;
            let index = self.next_index();
            let first = defs.partition_point(|other| other.span.start < def.span.start);
            for def in defs[first..].iter_mut().take_while(|other| other.span.end <= def.span.end) {
                def.block = index;
                def.top_level = false;
            }
        }
        block
    }

    /// Turns the link definitions between two blocks into blocks of their own.
    fn gap(&mut self, end: usize, defs: &mut [LinkDef], next_def: &mut usize) {
        while let Some(start) = gaps::first_text(self.text, self.at, end) {
            let known = defs.get(*next_def).filter(|def| (def.span.start as usize) < line_end(self.text, start));
            let stop = match known {
                Some(def) => {
                    let stop = line_end(self.text, (def.span.end as usize).max(start + 1) - 1);
                    defs[*next_def].block = self.next_index();
                    *next_def += 1;
                    stop
                }
                None => gaps::repeated_def_end(self.text, start, end),
            };
            let span = Span::new(self.source, line_start(self.text, start).max(self.at), stop.min(end));
            self.block(gaps::plain_block(BlockKind::Definition, span));
        }
        self.blank(end);
    }
}

/// Bonds the blocks between an HTML block that opens an element and the block that closes it.
fn bind(note: &mut Note, text: &str) {
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut bonds: Vec<(usize, usize)> = Vec::new();
    let mut names: HashSet<String> = HashSet::new();
    for (i, block) in note.blocks.iter().enumerate() {
        // A tag in a paragraph can close what an HTML block opened, never open anything that reaches past the paragraph.
        let opens = block.kind == BlockKind::Html;
        let code = matches!(block.kind, BlockKind::Fence | BlockKind::Indented | BlockKind::FrontMatter);
        if !opens && (open.is_empty() || code) {
            continue;
        }
        for tag in crate::html::tags(block.span.of(text)) {
            match tag.kind {
                crate::html::TagKind::Open if opens => {
                    names.insert(tag.name.clone());
                    open.push((tag.name, i));
                }
                // The set spares the walk down the stack for names that were never opened.
                crate::html::TagKind::Close if names.contains(&tag.name) => {
                    if let Some(at) = open.iter().rposition(|(name, _)| *name == tag.name) {
                        let (_, start) = open[at].clone();
                        open.truncate(at);
                        if start < i {
                            bonds.push((start, i));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    bonds.sort_unstable();
    let mut bond = 0;
    let mut reach = 0;
    for (start, end) in bonds {
        if start >= reach {
            bond += 1;
        }
        let from = start.max(reach);
        for block in note.blocks.get_mut(from..=end).into_iter().flatten() {
            block.bond = Some(bond);
        }
        reach = reach.max(end + 1);
    }
}

#[cfg(test)]
mod tests;
