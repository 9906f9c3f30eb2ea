//! Definitions travel: link and footnote definitions go to every page that uses them, front matter to its note's first page.
//!
//! A definition means something for the whole text around it, so one that comes to a page must not catch what was plain text
//! there, nor meet another of its name. Where it would, it gets a name of its own on that page.

mod clash;
mod labels;

use crate::arrange::select::Ground;
use crate::arrange::{Book, Edit, Page, Piece};
use crate::ledger::Maker;
use crate::note::{BlockId, BlockKind, LinkForm, Note};
use crate::parse::normal_label;
use crate::text::{SourceId, Span};
use clash::Label;
use labels::{hide, label_span, nested};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The new names of labels on one page: by note and label in its normal form (`^` before that of a footnote).
pub type Renames = HashMap<(SourceId, String), String>;

/// What [`carry`] did.
#[derive(Debug, Default)]
pub struct Carried {
    /// For each page, the labels that have another name there.
    pub renames: Vec<Renames>,
    /// Definitions that nothing refers to.
    pub unused: Vec<BlockId>,
}

/// A definition, by its note and its position in the note's list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Def {
    Footnote(SourceId, usize),
    Link(SourceId, usize),
}

struct Index {
    links: HashMap<String, usize>,
    footnotes: HashMap<String, usize>,
}

/// Where definitions have been put so far.
struct Settled<'a> {
    /// What each page uses.
    used: &'a mut Vec<Vec<Def>>,
    /// The page on which each definition stands; on others stand copies.
    homes: &'a mut HashMap<BlockId, usize>,
    /// What stands on a page without being asked for.
    strays: &'a mut BTreeMap<usize, Vec<BlockId>>,
    /// What has been put on which page.
    placed: HashSet<(usize, BlockId)>,
}

/// Returns a page for a note that shows nothing: the book's first, which is made when there is none.
fn some_page(book: &mut Book) -> usize {
    if book.pages.is_empty() {
        let title = crate::arrange::layout::UNSORTED.to_string();
        let path = format!("{}.md", crate::arrange::slug::component(&title));
        let pieces = vec![Piece::Made { text: format!("# {title}\n"), by: Maker::Outline, from: None }];
        book.pages.push(Page { path, title, part: None, depth: 0, pieces, unsorted: true });
    }
    0
}

struct Carrier<'a> {
    ground: Ground<'a>,
    index: Vec<Index>,
    page_of: HashMap<BlockId, usize>,
}

/// Adds to each page the definitions that it uses. Definitions that no page uses stay near where they stood.
pub fn carry(ground: Ground<'_>, book: &mut Book) -> Carried {
    let index = ground.notes.iter().map(index).collect();
    let mut carrier = Carrier { ground, index, page_of: HashMap::new() };
    for (number, page) in book.pages.iter().enumerate() {
        for piece in &page.pieces {
            if let Piece::Moved { block, .. } = piece {
                carrier.page_of.insert(*block, number);
            }
        }
    }
    let mut used: Vec<Vec<Def>> = book.pages.iter().map(|page| carrier.used(page)).collect();
    let mut homes: HashMap<BlockId, usize> = HashMap::new();
    for (number, defs) in used.iter().enumerate() {
        // A definition inside another block is copied; its block has a place of its own.
        for def in defs.iter().filter(|def| carrier.top_level(**def)) {
            homes.entry(carrier.block(*def)).or_insert(number);
        }
    }
    let mut carried = Carried::default();
    let mut placed = HashSet::new();
    for (number, defs) in used.iter().enumerate() {
        placed.extend(defs.iter().map(|def| (number, carrier.block(*def))));
    }
    let mut strays = BTreeMap::new();
    let mut settled = Settled { used: &mut used, homes: &mut homes, strays: &mut strays, placed };
    carrier.strays(book, &mut settled, &mut carried.unused);
    for (number, page) in book.pages.iter_mut().enumerate() {
        let blocks = strays.get(&number).map(Vec::as_slice).unwrap_or_default();
        used[number].sort_by_key(|def| matches!(def, Def::Link(..)));
        carried.renames.push(carrier.add(page, number, &used[number], &homes, blocks));
    }
    carried
}

fn index(note: &Note) -> Index {
    let mut index = Index { links: HashMap::new(), footnotes: HashMap::new() };
    for (i, def) in note.link_defs.iter().enumerate() {
        index.links.entry(def.label.clone()).or_insert(i);
    }
    for (i, def) in note.footnote_defs.iter().enumerate() {
        index.footnotes.entry(normal_label(&def.label)).or_insert(i);
    }
    index
}

impl Carrier<'_> {
    fn note(&self, source: SourceId) -> &Note {
        &self.ground.notes[source.index()]
    }

    fn block(&self, def: Def) -> BlockId {
        match def {
            Def::Footnote(source, i) => BlockId { source, index: self.note(source).footnote_defs[i].block },
            Def::Link(source, i) => BlockId { source, index: self.note(source).link_defs[i].block },
        }
    }

    fn top_level(&self, def: Def) -> bool {
        match def {
            Def::Footnote(source, i) => self.note(source).footnote_defs[i].top_level,
            Def::Link(source, i) => self.note(source).link_defs[i].top_level,
        }
    }

    /// Returns the definitions that a page needs, in the order of their first use, those that definitions use included.
    fn used(&self, page: &Page) -> Vec<Def> {
        let mut order = Vec::new();
        let mut seen = HashSet::new();
        let mut queue: Vec<BlockId> = page
            .pieces
            .iter()
            .rev()
            .filter_map(|piece| match piece {
                Piece::Moved { block, .. } => Some(*block),
                Piece::Made { .. } => None,
            })
            .collect();
        while let Some(id) = queue.pop() {
            for def in self.needs(id) {
                if seen.insert(def) {
                    order.push(def);
                    queue.push(self.block(def));
                }
            }
        }
        order
    }

    fn needs(&self, id: BlockId) -> Vec<Def> {
        let note = self.note(id.source);
        let index = &self.index[id.source.index()];
        let block = note.block(id);
        let links = note.links_in(block).iter().filter_map(|link| match &link.form {
            LinkForm::Reference(label, _) => index.links.get(label).map(|i| Def::Link(id.source, *i)),
            _ => None,
        });
        let footnotes = note
            .footnotes_in(block)
            .iter()
            .filter_map(|foot| index.footnotes.get(&normal_label(&foot.label)).map(|i| Def::Footnote(id.source, *i)));
        footnotes.chain(links).collect()
    }

    /// Finds a page for what no page asked for: definitions without use, shadowed ones, and front matter.
    fn strays(&self, book: &mut Book, settled: &mut Settled<'_>, unused: &mut Vec<BlockId>) {
        for (note, index) in self.ground.notes.iter().zip(&self.index) {
            let mut last_page = None;
            let mut waiting: Vec<BlockId> = Vec::new();
            for id in note.block_ids() {
                if let Some(page) = self.page_of.get(&id) {
                    last_page = Some(*page);
                    waiting.drain(..).for_each(|id| self.settle(*page, id, settled));
                    continue;
                }
                if settled.homes.contains_key(&id) || !note.block(id).travels() {
                    continue;
                }
                let leader = self.leader(note, index, id);
                if note.block(id).kind != BlockKind::FrontMatter && leader == Some(id) {
                    unused.push(id);
                }
                match leader.and_then(|leader| settled.homes.get(&leader).copied()).or(last_page) {
                    Some(page) => self.settle(page, id, settled),
                    None => waiting.push(id),
                }
            }
            if !waiting.is_empty() {
                let page = some_page(book);
                settled.used.resize(book.pages.len(), Vec::new());
                waiting.into_iter().for_each(|id| self.settle(page, id, settled));
            }
        }
    }

    /// Gives a stray its page, and brings there what it refers to.
    fn settle(&self, page: usize, id: BlockId, settled: &mut Settled<'_>) {
        if settled.homes.contains_key(&id) {
            return;
        }
        settled.homes.insert(id, page);
        settled.strays.entry(page).or_default().push(id);
        settled.placed.insert((page, id));
        let mut queue = vec![id];
        while let Some(id) = queue.pop() {
            for def in self.needs(id) {
                let block = self.block(def);
                if settled.placed.insert((page, block)) {
                    settled.used[page].push(def);
                    if self.top_level(def) {
                        settled.homes.entry(block).or_insert(page);
                    }
                    queue.push(block);
                }
            }
        }
    }

    /// Returns the definition in effect for the label that a definition block defines: itself, or the one that shadows it.
    fn leader(&self, note: &Note, index: &Index, id: BlockId) -> Option<BlockId> {
        let text = &self.ground.sources[id.source.index()].text;
        let label = label_span(text, note.block(id)).map(|span| normal_label(span.of(text)))?;
        let block = match label.strip_prefix('^') {
            Some(label) => note.footnote_defs[*index.footnotes.get(label)?].block,
            None => note.link_defs[*index.links.get(&label)?].block,
        };
        Some(BlockId { source: id.source, index: block })
    }

    /// Adds definitions and strays to a page, and gives those labels new names that would clash there.
    fn add(
        &self,
        page: &mut Page,
        number: usize,
        defs: &[Def],
        homes: &HashMap<BlockId, usize>,
        strays: &[BlockId],
    ) -> Renames {
        let mut labels: Vec<Label> = defs.iter().map(|def| self.label(*def)).collect();
        let mut known: HashSet<(SourceId, String)> =
            labels.iter().map(|label| (label.source, label.name.clone())).collect();
        for id in strays {
            let note = self.note(id.source);
            let text = &self.ground.sources[id.source.index()].text;
            if let Some(span) = label_span(text, note.block(*id)) {
                let name = normal_label(span.of(text));
                if known.insert((id.source, name.clone())) {
                    labels.push(Label { source: id.source, name, meaning: format!("stray {id:?}") });
                }
            }
        }
        let mut added: Vec<Piece> = Vec::new();
        for def in defs {
            let block = self.block(*def);
            if self.top_level(*def) {
                let copy = homes.get(&block) != Some(&number);
                added.push(Piece::Moved { block, edits: Vec::new(), copy });
            } else if self.page_of.get(&block) != Some(&number) {
                added.push(Piece::Made { text: self.copied(*def), by: Maker::Carry, from: Some(block.source) });
            }
        }
        let strays = strays.iter().map(|block| Piece::Moved { block: *block, edits: Vec::new(), copy: false });
        added.extend(strays);
        page.pieces.extend(added);
        for piece in &page.pieces {
            let Piece::Moved { block: id, .. } = piece else { continue };
            let note = self.note(id.source);
            let text = &self.ground.sources[id.source.index()].text;
            for (name, _) in nested(note, text, *id) {
                if known.insert((id.source, name.clone())) {
                    labels.push(Label { source: id.source, name, meaning: format!("nested {id:?}") });
                }
            }
        }
        let renames = clash::renames(self.ground, &self.index, page, &labels);
        for piece in &mut page.pieces {
            self.edit(piece, &renames);
            // The copy of a nested definition has no block of its own whose edits could name it anew.
            if let Piece::Made { text, from: Some(from), by: Maker::Carry } = piece
                && let Some((open, close)) = text.find('[').zip(text.find("]:"))
                && let Some(new) = renames.get(&(*from, normal_label(&text[open + 1..close])))
            {
                text.replace_range(open + 1..close, new);
            }
        }
        renames
    }

    fn label(&self, def: Def) -> Label {
        match def {
            Def::Footnote(source, i) => {
                let name = format!("^{}", normal_label(&self.note(source).footnote_defs[i].label));
                Label { source, name, meaning: format!("{source:?} {i}") }
            }
            Def::Link(source, i) => {
                let def = &self.note(source).link_defs[i];
                let meaning = format!("{source:?} {}\n{}", def.destination, def.title);
                Label { source, name: def.label.clone(), meaning }
            }
        }
    }

    /// Adds the edits that give labels their new names in a piece, and those that hide front matter.
    fn edit(&self, piece: &mut Piece, renames: &Renames) {
        let Piece::Moved { block: id, edits, .. } = piece else { return };
        let note = self.note(id.source);
        let text = &self.ground.sources[id.source.index()].text;
        let block = note.block(*id);
        let edit = |at: Span, with: String| Edit { at, with: with.into_boxed_str(), by: Maker::Carry };
        if block.kind == BlockKind::FrontMatter {
            edits.extend(hide(text, block).into_iter().map(|(at, with)| edit(at, with)));
        }
        if renames.is_empty() {
            return;
        }
        let new = |label: &str| renames.get(&(id.source, label.to_string()));
        for link in note.links_in(block) {
            if let LinkForm::Reference(label, tail) = &link.form
                && let Some(new) = new(label)
            {
                edits.push(edit(*tail, format!("[{new}]")));
            }
        }
        for footnote in note.footnotes_in(block) {
            if let Some(new) = new(&format!("^{}", normal_label(&footnote.label))) {
                edits.push(edit(footnote.span, format!("[{new}]")));
            }
        }
        for (label, span) in nested(note, text, *id) {
            if let Some(new) = new(&label) {
                edits.push(edit(span, new.clone()));
            }
        }
        if matches!(block.kind, BlockKind::Definition | BlockKind::Footnote)
            && let Some(span) = label_span(text, block)
            && let Some(new) = new(&normal_label(span.of(text)))
        {
            edits.push(edit(span, new.clone()));
        }
    }

    /// Returns a definition that stands inside a list or a quotation, written anew as a block.
    fn copied(&self, def: Def) -> String {
        let (Def::Footnote(source, _) | Def::Link(source, _)) = def;
        let text = &self.ground.sources[source.index()].text;
        match def {
            Def::Link(_, i) => {
                let def = &self.note(source).link_defs[i];
                let title = def.title.replace('\\', "\\\\").replace('"', "\\\"");
                let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
                format!("[{}]: <{}>{title}\n", def.label, def.destination.replace(['<', '>', '\n'], ""))
            }
            Def::Footnote(_, i) => {
                let def = &self.note(source).footnote_defs[i];
                let mut out = String::new();
                for (n, line) in def.span.of(text).trim_end().lines().enumerate() {
                    let line = line.trim_start_matches([' ', '\t', '>']);
                    out.push_str(if n == 0 || line.is_empty() { "" } else { "    " });
                    out.push_str(line);
                    out.push('\n');
                }
                out
            }
        }
    }
}
