//! Links woven into the pages: which mention becomes a link, and to what.
//!
//! On the same words a section wins over an entry of the glossary, and that over a page outside the book. A section and a page
//! outside are linked once a page, an entry once a section. All of it is insertions around words that stand as they stood.

mod foreign;
mod tired;

use super::facets::Facets;
use super::held::{block_at, by_block, closed};
use super::link::{Purpose, Rewritten};
use super::mention::{Mention, Room, Shut, Stands};
use super::outside::Outside;
use super::spots::{PageHeading, Spot, Spots};
use super::targets::Targets;
use super::titles::title_names;
use super::tooltip::tooltip;
use crate::arrange::select::Ground;
use crate::arrange::{Book, Edit, Piece};
use crate::glossary::names::key;
use crate::glossary::{Entry, Glossary};
use crate::ledger::Maker;
use crate::note::BlockId;
use crate::parse::Dialect;
use crate::path::{encode, relative};
use crate::prose::{Reading, Scope};
use crate::text::{SourceId, Span};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use tired::{rare, tired};

/// A paragraph gets one link to the glossary, and one more for so many bytes of its text: more would be a thicket.
const BYTES_A_LINK: usize = 90;

/// Where a term is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Use {
    /// The entry, as a position in [`Glossary::entries`].
    pub term: usize,
    /// The page, as a position in [`Book::pages`].
    pub page: usize,
    /// The heading, as a position in the page's headings; none above the first.
    pub heading: Option<usize>,
}

/// What was woven.
#[derive(Debug, Default)]
pub struct Woven {
    /// For each page, the insertions in each of its pieces.
    pub edits: Vec<Vec<Vec<Edit>>>,
    /// The links.
    pub links: Vec<Rewritten>,
    /// How often each term is used in each section, in the order of the book.
    pub uses: Vec<(Use, usize)>,
}

/// What the weaver looks at.
pub struct Weaver<'a> {
    /// The notes.
    pub ground: Ground<'a>,
    /// The notes as a reader sees them.
    pub readings: &'a [Reading<'a>],
    /// The pages.
    pub book: &'a Book,
    /// Where their blocks stand.
    pub spots: &'a Spots,
    /// What can be linked to.
    pub targets: &'a Targets,
    /// The terms.
    pub glossary: &'a Glossary,
    /// The path of the glossary's page, and its position in the book.
    pub chapter: (&'a str, usize),
    /// The mentions, note by note.
    pub mentions: &'a [Vec<Mention>],
    /// The names that are documented elsewhere, note by note.
    pub outside: &'a [Vec<Outside>],
    /// The links that the notes have and that were led elsewhere.
    pub led: &'a [Rewritten],
    /// Which notes are of one kind.
    pub facets: &'a Facets,
    /// For each term the note in which alone it means that.
    pub local: &'a [Option<SourceId>],
    /// How the book reads Markdown.
    pub dialect: Dialect,
}

/// What has been linked already.
#[derive(Default)]
struct Done<'a> {
    /// What the notes' own links lead to, as far as the page goes.
    urls: HashSet<&'a str>,
    places: HashSet<usize>,
    /// Sections whose names are words that stand everywhere.
    tired: Option<&'a HashSet<usize>>,
    /// Sections whose names are everyday words that are rare in these notes.
    rare: Option<&'a HashSet<usize>>,
    terms: HashSet<usize>,
    /// What the user named a section for, and that was led there.
    wishes: HashSet<usize>,
    /// Terms that the page is about, as its title says.
    subjects: HashSet<usize>,
    objects: HashSet<&'a str>,
}

/// Where a link would stand.
struct Here<'a> {
    page: usize,
    spot: Spot,
    note: &'a Reading<'a>,
}

impl<'a> Weaver<'a> {
    /// Weaves the links.
    #[must_use]
    pub fn weave(&self) -> Woven {
        let mut woven = Woven::default();
        let closed: Vec<Vec<Span>> = self.readings.iter().map(closed).collect();
        let held: Vec<Vec<Range<usize>>> = (self.mentions.iter().zip(self.readings))
            .map(|(mentions, note)| by_block(note, mentions.iter().map(|mention| mention.at.start)))
            .collect();
        let outside: Vec<Vec<Range<usize>>> = (self.outside.iter().zip(self.readings))
            .map(|(names, note)| by_block(note, names.iter().map(|name| name.at.start)))
            .collect();
        let (tired, rare) = (tired(self), rare(self));
        let led: HashMap<Span, &str> = self.led.iter().map(|link| (link.at, link.url.as_str())).collect();
        let entries = self.glossary.entries.iter().enumerate();
        let terms: HashMap<String, usize> = entries.map(|(number, entry)| (key(&entry.term), number)).collect();
        let mut uses: HashMap<Use, usize> = HashMap::new();
        for (page, this) in self.book.pages.iter().enumerate() {
            let about = titles(&self.spots.pages[page].headings)
                .flat_map(title_names)
                .filter_map(|(name, _)| terms.get(&key(&name)));
            let mut done =
                Done { tired: Some(&tired), rare: Some(&rare), subjects: about.copied().collect(), ..Done::default() };
            let mut heading = None;
            let mut edits = Vec::with_capacity(this.pieces.len());
            for piece in &this.pieces {
                let Piece::Moved { block, copy: false, .. } = piece else {
                    edits.push(Vec::new());
                    continue;
                };
                let number = block.source.index();
                let note = &self.readings[number];
                let Some(spot) = self.spots.block(*block) else {
                    edits.push(Vec::new());
                    continue;
                };
                if spot.heading != heading {
                    done.terms.clear();
                    heading = spot.heading;
                }
                let own = |all: &[Range<usize>]| all.get(block.index as usize).cloned().unwrap_or_default();
                let mentions = &self.mentions[number][own(&held[number])];
                let names = &self.outside[number][own(&outside[number])];
                for mention in mentions {
                    if let Some(term) = mention.means.term.filter(|term| self.means(note, *term)) {
                        *uses.entry(Use { term, page, heading }).or_default() += 1;
                    }
                }
                let span = note.note.block(*block).span;
                if closed[number].iter().any(|shut| shut.start <= span.start && span.start < shut.end) {
                    edits.push(Vec::new());
                    continue;
                }
                let own = note.note.links_in(note.note.block(*block));
                done.urls.extend(own.iter().map(|link| led.get(&link.span).copied().unwrap_or(&link.destination)));
                let here = Here { page, spot, note };
                edits.push(self.block(&here, *block, (mentions, names), &mut done, &mut woven.links));
            }
            woven.edits.push(edits);
        }
        woven.uses = uses.into_iter().collect();
        woven.uses.sort_unstable();
        woven
    }

    /// Chooses among the mentions of one block.
    fn block(
        &self,
        here: &Here<'a>,
        block: BlockId,
        (mentions, names): (&'a [Mention], &'a [Outside]),
        done: &mut Done<'a>,
        links: &mut Vec<Rewritten>,
    ) -> Vec<Edit> {
        let span = here.note.note.block(block).span;
        let mut left = (0..0, 0);
        let mut edits = Vec::new();
        let mut names = names.iter().peekable();
        for mention in mentions {
            let mut reach = 0;
            while let Some(name) = names.next_if(|name| name.at.end <= mention.at.start) {
                self.name(here, name, &mut reach, done, (&mut edits, links));
            }
            let Some(link) = self.choose(here, mention, done, &mut left) else { continue };
            while names.next_if(|name| name.at.start < mention.at.end).is_some() {}
            self.add(here, mention.around.unwrap_or(span), link, (&mut edits, links));
        }
        let mut reach = 0;
        for name in names {
            self.name(here, name, &mut reach, done, (&mut edits, links));
        }
        edits
    }

    /// Links a name that is documented elsewhere, if it is the first of the page.
    fn name(
        &self,
        here: &Here<'a>,
        name: &'a Outside,
        reach: &mut usize,
        done: &mut Done<'a>,
        (edits, links): (&mut Vec<Edit>, &mut Vec<Rewritten>),
    ) {
        let prose = here.note.prose;
        let Some(passage) = prose.passage_at(name.at.start, prose.passages.len()).map(|at| &prose.passages[at]) else {
            return;
        };
        if passage.quoted || !matches!(passage.scope, Scope::Prose | Scope::Table) || name.at.start < *reach {
            return;
        }
        match Shut::new(here.note).place(&name.at, passage) {
            Some(Room::Linked) => {
                done.objects.insert(&name.object);
            }
            Some(Room::Free(around)) if !done.urls.contains(name.url.as_str()) && done.objects.insert(&name.object) => {
                *reach = name.at.end;
                let (purpose, url, title) = (Purpose::External, name.url.clone(), String::new());
                let link = Link { purpose, page: None, anchor: None, target: None, url, title };
                self.add(here, around, link, (edits, links));
            }
            Some(Room::Free(_)) | None => {}
        }
    }

    /// Returns what a mention is linked to, if it is.
    fn choose(
        &self,
        here: &Here<'a>,
        mention: &Mention,
        done: &mut Done<'a>,
        left: &mut (Range<usize>, usize),
    ) -> Option<Link> {
        let Some(_) = mention.around else {
            if mention.stands != Stands::Name {
                return None;
            }
            done.places.extend(mention.means.place);
            done.wishes.extend(mention.means.wish);
            done.terms.extend(mention.means.term);
            return None;
        };
        let home = mention.means.place.filter(|place| self.leads(here, mention, *place, done));
        if let Some(number) = home {
            // What leads to a section because the user said so is not known to lead there by another name.
            let fresh = mention.means.wish.is_some_and(|wish| done.wishes.insert(wish));
            if done.places.insert(number) || fresh {
                done.terms.extend(mention.means.term);
                let link = self.section(here, number);
                return (!done.urls.contains(link.url.as_str())).then_some(link);
            }
        }
        let term = mention.means.term?;
        let entry = &self.glossary.entries[term];
        if !self.means(here.note, term)
            || self.explains(here, entry)
            || done.subjects.contains(&term)
            || done.terms.contains(&term)
        {
            return None;
        }
        if !left.0.contains(&mention.at.start) {
            let prose = here.note.prose;
            let passage = prose.passage_at(mention.at.start, prose.passages.len())?;
            let at = prose.passages[passage].at.clone();
            *left = (at.clone(), 1 + at.len() / BYTES_A_LINK);
        }
        if left.1 == 0 {
            return None;
        }
        done.terms.insert(term);
        left.1 -= 1;
        // The same word leads to the same place wherever on the page it stands.
        let home = home.filter(|_| mention.means.wish.is_some()).map(|number| self.section(here, number));
        let home = home.filter(|link| !done.urls.contains(link.url.as_str()));
        Some(home.unwrap_or_else(|| self.term(here, entry)))
    }

    /// Whether a word means what the glossary says in this note.
    fn means(&self, note: &Reading<'_>, term: usize) -> bool {
        self.local[term].is_none_or(|own| own == note.source)
    }

    /// Whether the section is the one that defines the term: a reader of it needs no link.
    fn explains(&self, here: &Here<'_>, entry: &Entry) -> bool {
        let best = entry
            .definitions
            .first()
            .and_then(|best| block_at(&self.ground.notes[best.at.source.index()], best.at.start));
        best.and_then(|block| self.spots.block(block)) == Some(here.spot)
    }

    fn section(&self, here: &Here<'_>, number: usize) -> Link {
        let place = &self.targets.places[number];
        let anchor = self.spots.pages[place.page].headings[place.heading].anchor.clone();
        let url = address(&self.book.pages[here.page].path, &self.book.pages[place.page].path, &anchor);
        Link {
            purpose: Purpose::Section,
            page: Some(place.page),
            anchor: Some(anchor),
            target: place.block.map(|block| (block, None)),
            url,
            title: String::new(),
        }
    }

    fn term(&self, here: &Here<'_>, entry: &Entry) -> Link {
        let target = entry.definitions.first().and_then(|best| {
            let block = block_at(&self.ground.notes[best.at.source.index()], best.at.start)?;
            Some((block, Some(best.at)))
        });
        Link {
            purpose: Purpose::Glossary,
            page: Some(self.chapter.1),
            anchor: Some(entry.anchor.clone()),
            target,
            url: address(&self.book.pages[here.page].path, self.chapter.0, &entry.anchor),
            title: tooltip(&entry.plain(self.dialect)),
        }
    }

    fn add(&self, here: &Here<'_>, around: Span, link: Link, (edits, links): (&mut Vec<Edit>, &mut Vec<Rewritten>)) {
        let text = here.note.text;
        // An exclamation mark in front would make an image of the link, a bracket a label.
        if text[..around.start as usize].ends_with(['!', ']', '\\', '^']) {
            return;
        }
        let title = if link.title.is_empty() { String::new() } else { format!(" \"{}\"", link.title) };
        let at = |byte: u32| Span { start: byte, end: byte, ..around };
        let close = format!("]({}{title})", link.url);
        edits.push(Edit { at: at(around.start), with: "[".into(), by: Maker::CrossReference });
        edits.push(Edit { at: at(around.end), with: close.into_boxed_str(), by: Maker::CrossReference });
        links.push(Rewritten {
            purpose: link.purpose,
            why: None,
            at: around,
            text: crate::text::fold_space(around.of(text)),
            from: self.book.pages[here.page].path.clone(),
            page: link.page,
            anchor: link.anchor,
            target: link.target.map(|(block, _)| block),
            target_at: link.target.and_then(|(_, at)| at),
            url: link.url,
        });
    }
}

/// A link to be.
struct Link {
    purpose: Purpose,
    page: Option<usize>,
    anchor: Option<String>,
    target: Option<(BlockId, Option<Span>)>,
    url: String,
    title: String,
}

/// Returns the titles that a page has for itself: the first, and a second if all else stands below it.
fn titles(headings: &[PageHeading]) -> impl Iterator<Item = &str> {
    let second = headings.get(1).filter(|second| headings[2..].iter().all(|other| other.level > second.level));
    headings.first().into_iter().chain(second.filter(|_| headings.len() > 2)).map(|heading| heading.title.as_str())
}

/// Returns the address of a heading, as a link from one page to another names it.
#[must_use]
pub fn address(from: &str, to: &str, anchor: &str) -> String {
    let path = if from == to { String::new() } else { encode(&relative(from, to)) };
    if anchor.is_empty() && path.is_empty() {
        return encode(to.rsplit('/').next().unwrap_or(to));
    }
    if anchor.is_empty() { path } else { format!("{path}#{}", encode(anchor)) }
}
