//! Sections that are close to each other without one being mentioned in the other: what both speak of, and hardly anybody else.
//!
//! Each section has features: terms that it uses, modules that its code imports, names in code ticks, and the sections that lead
//! to it. A feature that many sections have says nothing. Two sections are as close as the rare features that they share are rare
//! (inverse document frequency, Spärck Jones 1972). Only features of few sections are paired, so the cost is linear in the text.

use super::held::block_at;
use super::link::{Purpose, Rewritten};
use super::spots::Spots;
use super::weave::{Use, address};
use crate::arrange::{Book, Piece, page_escape};
use crate::glossary::Glossary;
use crate::glossary::labels::{Labels, is_see_also};
use crate::ledger::Maker;
use crate::note::{BlockId, BlockKind};
use crate::prose::{MarkKind, Reading, Scope};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// A feature that more sections have says nothing.
const RARE: usize = 5;

/// How close two sections have to be at least, in bits. In a book of many sections it takes more than what a single feature can be
/// worth: chance alone makes pairs of them.
const CLOSE: f64 = 7.0;

/// A name in code ticks that stands in more sections, ticks or none, is one of the language's own: nobody's subject.
const EVERYWHERE: usize = 12;

/// How many sections one leads on to.
const MOST: usize = 4;

/// What a section that leads to another is worth, in bits.
const LED: f64 = 6.0;

/// A section: a page and a heading on it.
type Section = (usize, usize);

/// A line of related sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The page, as a position in [`Book::pages`].
    pub page: usize,
    /// The piece behind which the line stands.
    pub behind: usize,
    /// The line.
    pub piece: Piece,
}

/// What relations are sought in.
pub struct Relations<'a> {
    /// The notes.
    pub readings: &'a [Reading<'a>],
    /// The pages.
    pub book: &'a Book,
    /// Where their blocks stand.
    pub spots: &'a Spots,
    /// The terms.
    pub glossary: &'a Glossary,
    /// Where they are used.
    pub uses: &'a [(Use, usize)],
    /// The links around words.
    pub links: &'a [Rewritten],
    /// The words in which the line speaks.
    pub labels: &'static Labels,
}

/// What stands in a section, as far as it matters here.
#[derive(Default)]
struct Seen {
    last: Option<(usize, BlockId)>,
    closed: bool,
}

/// How close two sections are, and by what.
#[derive(Default)]
struct Closeness {
    bits: f64,
    by: Vec<String>,
}

impl Relations<'_> {
    /// Returns the lines, in the order of the book, and their links.
    #[must_use]
    pub fn lines(&self) -> (Vec<Line>, Vec<Rewritten>) {
        let sections = self.sections();
        let close = self.closeness(&sections);
        let enough = CLOSE.max(bits(sections.len(), 1));
        let (mut lines, mut links) = (Vec::new(), Vec::new());
        for (section, seen) in &sections {
            let (Some((behind, block)), false) = (seen.last, seen.closed) else { continue };
            let Some(others) = close.get(section) else { continue };
            let mut others: Vec<(&Section, &Closeness)> = others.iter().filter(|(_, c)| c.bits >= enough).collect();
            others.sort_by(|a, b| b.1.bits.total_cmp(&a.1.bits).then(a.0.cmp(b.0)));
            others.truncate(MOST);
            if others.is_empty() {
                continue;
            }
            let mut shown = Vec::new();
            for ((page, heading), closeness) in others {
                let to = &self.spots.pages[*page].headings[*heading];
                let url = address(&self.book.pages[section.0].path, &self.book.pages[*page].path, &to.anchor);
                shown.push(format!("[{}]({url})", page_escape(&to.title)));
                links.push(Rewritten {
                    purpose: Purpose::SeeAlso,
                    why: Some(closeness.why()),
                    at: self.readings[block.source.index()].note.block(block).span,
                    text: to.title.clone(),
                    from: self.book.pages[section.0].path.clone(),
                    page: Some(*page),
                    anchor: Some(to.anchor.clone()),
                    target: sections.get(&(*page, *heading)).and_then(|seen| seen.last).map(|(_, block)| block),
                    target_at: None,
                    url,
                });
            }
            let text = format!("*{}:* {}\n", self.labels.see_also, shown.join(", "));
            let piece = Piece::Made { text, by: Maker::CrossReference, from: None };
            lines.push(Line { page: section.0, behind, piece });
        }
        (lines, links)
    }

    /// Returns the sections that hold text, each with its last block.
    fn sections(&self) -> BTreeMap<Section, Seen> {
        let mut sections: BTreeMap<Section, Seen> = BTreeMap::new();
        for (page, this) in self.book.pages.iter().enumerate() {
            for (number, piece) in this.pieces.iter().enumerate() {
                let Piece::Moved { block: id, copy: false, .. } = piece else { continue };
                let Some(heading) = self.spots.block(*id).and_then(|spot| spot.heading) else { continue };
                let note = &self.readings[id.source.index()];
                let block = note.note.block(*id);
                let seen = sections.entry((page, heading)).or_default();
                if block.travels() || matches!(block.kind, BlockKind::Heading { .. }) {
                    continue;
                }
                // Text that an unclosed construct would swallow is no place for a line.
                let text = block.span.of(note.text).trim_start_matches(['*', '_', ' ']);
                seen.closed |= block.closer.is_some() || block.bond.is_some() || is_see_also(&text.replace('*', ""));
                seen.last = Some((number, *id));
            }
        }
        sections
    }

    /// Returns for each section those of other pages that share a rare feature with it.
    fn closeness(&self, sections: &BTreeMap<Section, Seen>) -> BTreeMap<Section, BTreeMap<Section, Closeness>> {
        let mut having: BTreeMap<String, BTreeSet<Section>> = BTreeMap::new();
        for (place, _) in self.uses {
            if let Some(heading) = place.heading {
                let term = self.glossary.entries[place.term].term.clone();
                having.entry(term).or_default().insert((place.page, heading));
            }
        }
        for note in self.readings {
            self.names(note, &mut having);
        }
        self.forget_everyday(&mut having);
        let mut close: BTreeMap<Section, BTreeMap<Section, Closeness>> = BTreeMap::new();
        for (feature, having) in having.iter().filter(|(_, having)| (2..=RARE).contains(&having.len())) {
            let bits = bits(sections.len(), having.len());
            for a in having {
                for b in having.iter().filter(|b| b.0 != a.0) {
                    let closeness = close.entry(*a).or_default().entry(*b).or_default();
                    closeness.bits += bits;
                    closeness.by.push(feature.clone());
                }
            }
        }
        for link in self.links.iter().filter(|link| link.purpose == Purpose::Section) {
            let from = block_at(self.readings[link.at.source.index()].note, link.at.start);
            let from = from.and_then(|block| self.spots.block(block)).and_then(|spot| Some((spot.page, spot.heading?)));
            let to = link.page.zip(link.anchor.as_ref()).and_then(|(page, anchor)| {
                let heading = self.spots.pages[page].headings.iter().position(|heading| heading.anchor == *anchor)?;
                Some((page, heading))
            });
            let (Some(from), Some(to)) = (from, to) else { continue };
            if from.0 != to.0 {
                let closeness = close.entry(to).or_default().entry(from).or_default();
                closeness.bits += LED;
                closeness.by.push(format!("a mention of {}", link.text.trim_matches('`')));
            }
            // Who clicks on the words needs no line.
            close.entry(from).or_default().remove(&to);
        }
        close
    }

    /// Takes out the names that stand in many sections as words of prose or of code.
    fn forget_everyday(&self, having: &mut BTreeMap<String, BTreeSet<Section>>) {
        let rare = |having: &BTreeSet<Section>| (2..=RARE).contains(&having.len());
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let names = having.iter().filter(|(name, having)| rare(having) && name.chars().all(word));
        let numbers: FxHashMap<&str, usize> =
            names.enumerate().map(|(number, (name, _))| (name.as_str(), number)).collect();
        let count = |mut sections: Vec<usize>, note: &Reading<'_>| {
            let mut met: FxHashSet<(usize, Option<u32>)> = FxHashSet::default();
            for passage in &note.prose.passages {
                let words = note.prose.text[passage.at.clone()].split(|c| !word(c));
                met.extend(words.filter_map(|word| Some((*numbers.get(word)?, passage.heading))));
            }
            met.into_iter().for_each(|(number, _)| sections[number] += 1);
            sections
        };
        let none = || vec![0_usize; numbers.len()];
        let add = |a: Vec<usize>, b: Vec<usize>| a.iter().zip(b).map(|(a, b)| a + b).collect();
        let sections = self.readings.par_iter().fold(none, count).reduce(none, add);
        let everyday: Vec<String> = (numbers.iter().filter(|(_, number)| sections[**number] > EVERYWHERE))
            .map(|(name, _)| (*name).to_string())
            .collect();
        everyday.iter().for_each(|name| drop(having.remove(name)));
    }

    /// Adds the modules that a note's code imports, and its names in code ticks.
    fn names(&self, note: &Reading<'_>, having: &mut BTreeMap<String, BTreeSet<Section>>) {
        let prose = note.prose;
        let mut add = |name: &str, byte: u32| {
            let spot = block_at(note.note, byte).and_then(|block| self.spots.block(block));
            if let Some((page, heading)) = spot.and_then(|spot| Some((spot.page, spot.heading?))) {
                having.entry(name.to_string()).or_default().insert((page, heading));
            }
        };
        for mark in prose.marks.iter().filter(|mark| mark.kind == MarkKind::Code) {
            let at = mark.start as usize..mark.end as usize;
            let name = prose.text[at.clone()].trim_end_matches("()");
            let passage = prose.passage_at(at.start, prose.passages.len());
            let shown = passage.is_some_and(|passage| prose.passages[passage].scope != Scope::Link);
            if shown && name.len() > 2 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-')) {
                add(name, prose.source(note.source, at).start);
            }
        }
        for code in &prose.code {
            for line in prose.text[code.at.clone()].lines() {
                let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "));
                let module = rest.and_then(|rest| rest.split([' ', ',', ';']).next()).unwrap_or_default();
                if module.len() > 1 && module.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
                    add(module, code.span.start);
                }
            }
        }
    }
}

/// Returns how much it says, in bits, that a section has what so many of all have.
fn bits(all: usize, having: usize) -> f64 {
    let count = |count: usize| f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX));
    (count(all) / count(having)).log2()
}

impl Closeness {
    /// Returns what the two share.
    fn why(&self) -> String {
        format!("{:.1} bits: {}", self.bits, self.by.join(", "))
    }
}
