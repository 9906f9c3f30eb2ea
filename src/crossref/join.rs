//! All that the tool adds to the pages of the notes: links around words, lines of related sections, and the glossary's page.

use super::common::is_common;
use super::facets::Facets;
use super::inventory::Inventory;
use super::link::Rewritten;
use super::mention::{Finder, Mention};
use super::outside::{Outside, outside};
use super::resolve::Resolver;
use super::see_also::{Line, Relations};
use super::targets::Targets;
use super::weave::{Use, Weaver, Woven};
use crate::arrange::{Book, Edit, Page, Piece, splice};
use crate::glossary::chapter::Chapter;
use crate::glossary::{Entry, Glossary, Wishes, labels, merge, mine, remarks};
use crate::prose::Reading;
use rayon::prelude::*;
use std::sync::Arc;

/// The comment by which a book tells that its glossary was made already.
pub const MADE: &str = "<!-- commonplace glossary -->";

/// What is to be added.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the settings")]
pub struct Wanted {
    /// The path of the glossary's page; none for a book without one.
    pub glossary: Option<String>,
    /// Its title; none for the word of the book's language.
    pub title: Option<String>,
    /// What the user says about single terms.
    pub wishes: Wishes,
    /// Whether mentions of terms lead to the glossary.
    pub terms: bool,
    /// Whether mentions of what has a section lead there.
    pub sections: bool,
    /// Whether names that are documented elsewhere lead there.
    pub outside: bool,
    /// Whether sections lead on to related ones.
    pub see_also: bool,
    /// The documentations that are known.
    pub inventories: Vec<Arc<Inventory>>,
    /// The book's language, a tag such as `en` or `pt-BR`.
    pub language: String,
}

impl Default for Wanted {
    /// Returns all that can be had in an English book without documentations.
    fn default() -> Wanted {
        Wanted {
            glossary: Some("glossary.md".to_string()),
            title: None,
            wishes: Wishes::default(),
            terms: true,
            sections: true,
            outside: true,
            see_also: true,
            inventories: Vec::new(),
            language: "en".to_string(),
        }
    }
}

/// What was added.
#[derive(Debug, Default)]
pub struct Joined {
    /// For each page, the insertions in each of its pieces.
    pub edits: Vec<Vec<Vec<Edit>>>,
    /// The links.
    pub links: Vec<Rewritten>,
    /// The terms.
    pub glossary: Glossary,
    /// How often each term is used in each section.
    pub uses: Vec<(Use, usize)>,
    /// The glossary's page.
    pub page: Option<Page>,
    /// Lines of related sections.
    pub lines: Vec<Line>,
}

impl Joined {
    /// Puts the lines of related sections in their places, and the glossary's page at the end of the book; returns its position.
    /// `edits` are the other edits, page by page and piece by piece.
    pub fn place(&mut self, book: &mut Book, edits: &mut Vec<Vec<Vec<Edit>>>) -> Option<usize> {
        for line in std::mem::take(&mut self.lines).into_iter().rev() {
            let at = line.behind + 1;
            book.pages[line.page].pieces.insert(at, line.piece);
            edits[line.page].insert(at, Vec::new());
            self.edits[line.page].insert(at, Vec::new());
        }
        let page = self.page.take()?;
        edits.push(vec![Vec::new(); page.pieces.len()]);
        book.pages.push(page);
        Some(book.pages.len() - 1)
    }
}

/// Finds and places what is to be added to the pages that `resolver` knows; `led` are the notes' own links that now lead elsewhere.
#[must_use]
pub fn join(readings: &[Reading<'_>], resolver: &Resolver<'_>, led: &[Rewritten], wanted: &Wanted) -> Joined {
    let (book, spots) = (resolver.book, resolver.spots);
    // A book that has its glossary already was made by this tool: what it could add stands in it.
    if readings.iter().any(|note| note.text.contains(MADE)) {
        return Joined::default();
    }
    let mut glossary = match &wanted.glossary {
        Some(_) => merge::merge(mine::mine(readings), &wanted.wishes),
        None => Glossary::default(),
    };
    let facets = Facets::of(readings);
    let is_facet = |block| facets.has(readings, block);
    let targets = Targets::new(resolver, &glossary, is_facet, (wanted.sections, wanted.terms));
    let inventories: Vec<&Inventory> = wanted.inventories.iter().map(Arc::as_ref).collect();
    let (mentions, outside) = found(readings, &targets, &inventories, wanted);
    let path = wanted.glossary.clone().unwrap_or_default();
    let weaver = Weaver {
        ground: resolver.ground,
        readings,
        book,
        spots,
        targets: &targets,
        glossary: &glossary,
        chapter: (&path, book.pages.len()),
        mentions: &mentions,
        outside: &outside,
        led,
        facets: &facets,
        local: &facets.local(readings, &glossary),
        dialect: resolver.dialect,
    };
    let Woven { edits, mut links, uses } = weaver.weave();
    let labels = labels::of(&wanted.language);
    let (mut lines, mut leading) = (Vec::new(), Vec::new());
    if wanted.see_also {
        let (glossary, targets, links, uses) = (&glossary, &targets, &links, &uses);
        let relations = Relations { readings, book, spots, glossary, uses, links, led, targets, labels };
        (lines, leading) = relations.lines();
    }
    links.extend(leading);
    glossary.diagnostics.extend(remarks::remarks(readings, &glossary, &uses));
    let documented: Vec<Option<String>> =
        glossary.entries.iter().map(|entry| documented(entry, &inventories)).collect();
    let home = |home: &Option<usize>| home.map(|home| (targets.places[home].page, targets.places[home].heading));
    let homes: Vec<Option<(usize, usize)>> = targets.homes.iter().map(home).collect();
    let title = wanted.title.clone().unwrap_or_else(|| labels.glossary.to_string());
    let chapter = Chapter {
        path: &path,
        title: &title,
        labels,
        glossary: &glossary,
        uses: &uses,
        readings,
        book,
        spots,
        dialect: resolver.dialect,
        homes: &homes,
        documented: &documented,
    };
    let page = page(&chapter, resolver);
    Joined { edits, links, glossary, uses, page, lines }
}

/// Finds what could be linked, note by note: mentions of what the book explains, and names that are documented elsewhere.
fn found(
    readings: &[Reading<'_>],
    targets: &Targets,
    inventories: &[&Inventory],
    wanted: &Wanted,
) -> (Vec<Vec<Mention>>, Vec<Vec<Outside>>) {
    let finder = Finder::new(targets);
    let one = |note: &Reading<'_>| {
        let names = if wanted.outside { outside(note, inventories) } else { Vec::new() };
        (finder.find(note), names)
    };
    readings.par_iter().map(one).unzip()
}

/// Writes the glossary's page; none for a glossary without entries.
fn page(chapter: &Chapter<'_>, resolver: &Resolver<'_>) -> Option<Page> {
    if chapter.glossary.entries.is_empty() {
        return None;
    }
    let pieces = chapter.pieces().into_iter().map(|piece| rebased(piece, resolver, chapter.path)).collect();
    let (path, title) = (chapter.path.to_string(), chapter.title.to_string());
    Some(Page { path, title, part: None, depth: 0, pieces, unsorted: false })
}

/// Returns the address of what explains a term outside the book: the one that the user gave, or an entry of a documentation's own
/// glossary, or the object that has the term's name.
fn documented(entry: &Entry, inventories: &[&Inventory]) -> Option<String> {
    if let Some(home) = entry.home.as_ref().filter(|home| home.contains("://")) {
        return Some(home.clone());
    }
    let plain = entry.term.split(" (").next().unwrap_or_default();
    let names = || std::iter::once(plain).chain(entry.aliases.iter().map(String::as_str));
    inventories.iter().find_map(|inventory| {
        let term = names().find_map(|name| inventory.term(name));
        let named = || names().filter(|name| !is_common(&name.to_lowercase())).find_map(|name| inventory.get(name));
        term.or_else(named).map(|found| inventory.url(found))
    })
}

/// Leads the links of a definition that comes from a note.
fn rebased(piece: Piece, resolver: &Resolver<'_>, page: &str) -> Piece {
    match piece {
        Piece::Made { text, by, from: Some(from) } => {
            let edits = resolver.copied(&text, from, page);
            Piece::Made { text: splice(&text, 0, &edits), by, from: None }
        }
        other => other,
    }
}
