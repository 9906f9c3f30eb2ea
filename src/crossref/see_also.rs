//! Sections that are close to each other without one being mentioned in the other: what both speak of, and hardly anybody else.
//!
//! Each section has features: terms that it uses, modules that its code imports, names in code ticks, and the sections that lead
//! to it. A feature that many sections have says nothing. Two sections are as close as the rare features that they share are rare
//! (inverse document frequency, Spärck Jones 1972). Only features of few sections are paired, so the cost is linear in the text.

mod features;

use super::held::block_at;
use super::link::{Purpose, Rewritten};
use super::spots::Spots;
use super::targets::{Manner, Name, Targets};
use super::weave::{Use, address};
use crate::arrange::{Book, Piece, page_escape};
use crate::glossary::Glossary;
use crate::glossary::labels::{Labels, is_see_also};
use crate::glossary::names::key;
use crate::ledger::Maker;
use crate::note::{BlockId, BlockKind};
use crate::prose::Reading;
use features::{Features, Having};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A feature that more sections have says nothing.
const RARE: usize = 5;

/// How close two sections have to be at least, in bits. In a book of many sections it takes more than what a single feature can be
/// worth: chance alone makes pairs of them.
const CLOSE: f64 = 7.0;

/// A name in code ticks that stands in more sections, ticks or none, is one of the language's own: nobody's subject.
const EVERYWHERE: usize = 8;

/// How many sections one leads on to.
const MOST: usize = 4;

/// What a section that leads to another is worth, in bits.
const LED: f64 = 6.0;

/// What it is worth, in bits, that a section's code imports what another section is about.
const USED: f64 = 6.0;

/// The same in the other direction: only the few that use what hardly anybody uses.
const USES: f64 = 2.0;

/// A module that code imports in more sections is a tool of all.
const USERS: usize = 8;

/// A section: a page and a heading on it.
type Section = (usize, usize);

/// For each section those that are close to it.
type Close = BTreeMap<Section, BTreeMap<Section, Closeness>>;

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
    /// The links that the notes have and that were led elsewhere.
    pub led: &'a [Rewritten],
    /// What names lead to.
    pub targets: &'a Targets,
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
        let mut titles: FxHashMap<String, usize> = FxHashMap::default();
        for heading in self.spots.pages.iter().flat_map(|page| &page.headings) {
            *titles.entry(heading.title.to_lowercase()).or_default() += 1;
        }
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
                // "Usage" says nothing where many pages have one.
                let page_title = &self.book.pages[*page].title;
                let alone = titles[to.title.to_lowercase().as_str()] < 2 || to.title == *page_title;
                let text = if alone { to.title.clone() } else { format!("{page_title}: {}", to.title) };
                shown.push(format!("[{}]({url})", page_escape(&text)));
                links.push(Rewritten {
                    purpose: Purpose::SeeAlso,
                    why: Some(closeness.why()),
                    at: self.readings[block.source.index()].note.block(block).span,
                    text,
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
    fn closeness(&self, sections: &BTreeMap<Section, Seen>) -> Close {
        let Features { all, imports } = Features::of(self);
        let mut close = Close::new();
        for (feature, having) in all.iter().filter(|(_, having)| (2..=RARE).contains(&having.len())) {
            let bits = bits(sections.len(), having.len());
            for a in having {
                for b in having.iter().filter(|b| b.0 != a.0) {
                    let closeness = close.entry(*a).or_default().entry(*b).or_default();
                    closeness.bits += bits;
                    closeness.by.push(feature.clone());
                }
            }
        }
        self.add_uses(&imports, sections.len(), &mut close);
        self.add_mentions(&mut close);
        close
    }

    /// Adds what code uses: a section whose code imports a module leads to the section about it, and that to the few that use it.
    fn add_uses(&self, imports: &Having, all: usize, close: &mut Close) {
        let word = |name: &&Name| !matches!(name.manner, Manner::Common | Manner::Pointed) && !name.text.contains(' ');
        let named = self.targets.names.iter().filter(word);
        let about: FxHashMap<&str, usize> =
            named.filter_map(|name| Some((name.text.as_str(), name.means.place?))).collect();
        for (module, users) in imports.iter().filter(|(_, users)| users.len() <= USERS) {
            let Some(number) = about.get(module.as_str()) else { continue };
            let place = &self.targets.places[*number];
            if place.facet {
                continue;
            }
            let to = (place.page, place.heading);
            let bits = bits(all, users.len());
            for from in users.iter().filter(|from| from.0 != to.0) {
                let ends = [
                    (*from, to, USED, format!("code that uses {module}")),
                    (to, *from, USES, "its use in code".to_string()),
                ];
                for (one, two, more, why) in ends {
                    let closeness = close.entry(one).or_default().entry(two).or_default();
                    closeness.bits += bits + more;
                    closeness.by.retain(|feature| feature != module);
                    closeness.by.push(why);
                }
            }
        }
    }

    /// Adds the sections that mention others by name: these lead there where more speaks for it than the name.
    fn add_mentions(&self, close: &mut Close) {
        let pages = self.spots.pages.iter().enumerate();
        let headings: FxHashMap<(usize, &str), usize> = pages
            .flat_map(|(page, map)| {
                (0..).zip(&map.headings).map(move |(at, heading)| ((page, heading.anchor.as_str()), at))
            })
            .collect();
        let made = self.links.iter().filter(|link| link.purpose == Purpose::Section);
        for link in made.chain(self.led) {
            let Some((from, to)) = self.ends(link, &headings) else { continue };
            if from.0 != to.0 && link.purpose == Purpose::Section {
                let closeness = close.entry(to).or_default().entry(from).or_default();
                // That both speak of a term is counted already.
                let name = link.text.trim_matches('`');
                if !closeness.by.iter().any(|feature| key(feature) == key(name)) {
                    closeness.bits += LED;
                    closeness.by.push(format!("a mention of {name}"));
                }
            }
            // Who clicks on the words needs no line.
            close.entry(from).or_default().remove(&to);
        }
    }

    /// Returns the sections that a link leads from and to; a chapter that is no note has none.
    fn ends(&self, link: &Rewritten, headings: &FxHashMap<(usize, &str), usize>) -> Option<(Section, Section)> {
        let from = block_at(self.readings.get(link.at.source.index())?.note, link.at.start)?;
        let spot = self.spots.block(from)?;
        let page = link.page?;
        let heading = headings.get(&(page, link.anchor.as_deref()?))?;
        Some(((spot.page, spot.heading?), (page, *heading)))
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
