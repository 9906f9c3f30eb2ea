//! What a mention can lead to: the glossary's entries, and the sections of the book by the names that their titles give them.

mod claims;
mod spoken;

use super::common::is_common;
use super::resolve::Resolver;
use super::spots::Spots;
use crate::arrange::{Book, Piece};
use crate::glossary::names::{plurals, singular};
use crate::glossary::{Entry, Glossary};
use crate::note::{BlockId, BlockKind};
use claims::{Claimed, claims};
use spoken::{of_many, of_module};
use std::collections::BTreeMap;

/// A section of the finished book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The page, as a position in [`Book::pages`].
    pub page: usize,
    /// The heading, as a position in the page's headings.
    pub heading: usize,
    /// One past the last heading below it.
    pub end: usize,
    /// The first block of a note that stands under the heading, the heading itself included.
    pub block: Option<BlockId>,
    /// Whether it is a facet of what its note is about, and nothing that other notes mean.
    pub facet: bool,
    /// How many bytes of the notes stand below the heading, without headings.
    pub size: usize,
    /// Whether some of them stand before the next heading.
    pub speaks: bool,
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Meaning {
    /// A section, as a position in [`Targets::places`].
    pub place: Option<usize>,
    /// An entry, as a position in [`Glossary::entries`].
    pub term: Option<usize>,
    /// Where the user names the section: the entry that does so, or behind all entries the pointer.
    pub wish: Option<usize>,
}

/// How a name has to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Letter by letter: abbreviations, and names with capitals inside.
    Exact,
    /// A name of code in lower case; a sentence may begin with it.
    Code,
    /// Several words, in any case.
    Phrase,
    /// One word, in lower case or with a capital in front.
    Word,
    /// An everyday word: only in code ticks, alone in an item of a list, or where words point at it.
    Common,
    /// A word that is hardly ever a name: only where words point at it.
    Pointed,
}

/// A form under which a name is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The form as it is written.
    pub text: String,
    /// How it has to be met.
    pub manner: Manner,
    /// Whether names behind a dot belong to it, as those of a module do.
    pub dotted: bool,
    /// What it means.
    pub means: Meaning,
    /// Whether it is the name of a module that has a section of its own, besides being an everyday word.
    pub shy: bool,
}

/// All that mentions can lead to.
#[derive(Debug, Default)]
pub struct Targets {
    /// The sections.
    pub places: Vec<Place>,
    /// The names, in no order that matters.
    pub names: Vec<Name>,
    /// For each entry of the glossary the section that the user names for it.
    pub homes: Vec<Option<usize>>,
}

impl Targets {
    /// Gathers names; `sections` and `terms` say which kinds are wanted.
    #[must_use]
    pub fn new(
        resolver: &Resolver<'_>,
        glossary: &Glossary,
        is_facet: impl Fn(BlockId) -> bool,
        (sections, terms): (bool, bool),
    ) -> Targets {
        let (book, spots) = (resolver.book, resolver.spots);
        let mut places = places(resolver);
        for place in &mut places {
            place.facet = place.block.is_some_and(&is_facet);
        }
        let claims = if sections { claims(spots, &places) } else { BTreeMap::new() };
        let mut names = Names::default();
        let home = |entry: &Entry| entry.home.as_ref().and_then(|home| home_of(home, book, spots, &places));
        let homes: Vec<Option<usize>> = glossary.entries.iter().map(home).collect();
        let pointed: Vec<Option<usize>> = glossary.pointers.iter().map(home).collect();
        // What the user points at is meant everywhere.
        let pointed_at: Vec<usize> = homes.iter().chain(&pointed).flatten().copied().collect();
        for (number, entry) in glossary.entries.iter().enumerate().filter(|(_, entry)| entry.link && terms) {
            let place = homes[number].filter(|_| sections);
            for (name, short) in entry_names(entry) {
                let means = Meaning { place, term: Some(number), wish: place.map(|_| number) };
                names.add(&name, (short, entry.eager), means);
            }
        }
        let pointers = (glossary.entries.len()..).zip(&glossary.pointers).zip(&pointed);
        for ((number, pointer), home) in pointers.filter(|((_, pointer), _)| pointer.link) {
            let place = home.filter(|_| sections);
            for (name, short) in entry_names(pointer) {
                names.add(&name, (short, pointer.eager), Meaning { place, term: None, wish: place.map(|_| number) });
            }
        }
        for claim in claims.values() {
            names.claim(claim, places[claim.place].size, glossary);
        }
        // What has a better name keeps it.
        claims.values().for_each(|claim| names.point(claim));
        pointed_at.into_iter().for_each(|place| places[place].facet = false);
        Targets { places, names: names.0.into_values().collect(), homes }
    }
}

/// Returns whether a word is a verb's form that is also a module's name, such as `threading`, with or without a capital.
#[must_use]
pub fn is_activity(name: &str) -> bool {
    name.ends_with("ing") && crate::python::api::is_module(&name.to_ascii_lowercase())
}

/// Words that say what kind of thing a term is; the words before them name it as well, where the context says so.
const KINDS: [&str; 5] = ["object", "class", "instance", "variable", "module"];

/// Words before a term that tell it from nothing else.
const PLAIN: [&str; 4] = ["basic", "plain", "primitive", "simple"];

/// Returns the section that `glossary.toml` names: by its title, or by a page and an id.
fn home_of(home: &str, book: &Book, spots: &Spots, places: &[Place]) -> Option<usize> {
    let heading = |place: &Place| &spots.pages[place.page].headings[place.heading];
    let titled = places.iter().position(|place| heading(place).title.to_lowercase() == home.to_lowercase());
    titled.or_else(|| {
        let (path, anchor) = home.split_once('#').unwrap_or((home, ""));
        let here = |place: &&Place| book.pages[place.page].path == path;
        let found = places.iter().filter(here).find(|place| anchor.is_empty() || heading(place).anchor == anchor)?;
        places.iter().position(|place| std::ptr::eq(place, found))
    })
}

/// Names by the form under which they are told apart.
#[derive(Default)]
struct Names(BTreeMap<String, Name>);

impl Names {
    fn add(&mut self, name: &str, (short, eager): (bool, bool), means: Meaning) {
        let manner = match manner(name) {
            _ if short => Manner::Exact,
            Manner::Common if eager => Manner::Word,
            manner => manner,
        };
        let mut forms = vec![name.to_string()];
        if !name.contains('.') {
            let one = singular(name);
            forms.extend(plurals(&one));
            forms.push(one);
        }
        let mut spoken = if manner == Manner::Code { of_module(name) } else { Vec::new() };
        if means.place.is_some() {
            spoken.extend(of_many(name));
        }
        let forms = forms.into_iter().map(|form| (form, manner));
        for (form, manner) in forms.chain(spoken.into_iter().map(|form| (form, Manner::Phrase))) {
            let known = self.0.entry(key(&form, manner)).or_insert_with(|| Name {
                dotted: crate::python::api::is_module(&form) || form.contains('.'),
                text: form,
                manner,
                means: Meaning::default(),
                shy: false,
            });
            if known.means.place.is_none() {
                (known.means.place, known.means.wish) = (means.place, means.wish);
            }
            known.means.term = known.means.term.or(means.term);
        }
    }

    /// Takes up a name that a title gives to a section of so many bytes.
    fn claim(&mut self, claim: &Claimed, size: usize, glossary: &Glossary) {
        // A section that says less of a thing than its definition is not worth the way.
        let entry = self.term(&claim.name).map(|term| &glossary.entries[term]);
        let stub = entry.is_some_and(|entry| size < entry.text().len());
        // What only shares words with a title gives way to what is defined.
        if is_verb(claim) || claim.head || stub || claim.part && self.knows(&claim.name) {
            return;
        }
        self.add(&claim.name, (false, false), Meaning { place: Some(claim.place), ..Meaning::default() });
        if !claim.part && crate::python::api::is_module(&claim.name) {
            self.shy(&claim.name, claim.place);
        }
    }

    /// Takes up a name that is one only where words point at it: a form of a verb, or the start of a title.
    fn point(&mut self, claim: &Claimed) {
        if claim.head || is_verb(claim) && !claim.part {
            let means = Meaning { place: Some(claim.place), ..Meaning::default() };
            let name = || Name { text: claim.name.clone(), manner: Manner::Pointed, dotted: false, means, shy: false };
            self.0.entry(key(&claim.name, Manner::Pointed)).or_insert_with(name);
        }
    }

    /// Says of a name and its plural that they are those of a module with a section of its own.
    fn shy(&mut self, name: &str, place: usize) {
        let one = singular(name);
        for form in plurals(&one).into_iter().chain([one]) {
            if let Some(known) = self.0.get_mut(&key(&form, manner(name))) {
                known.shy |= known.manner == Manner::Common && known.means.place == Some(place) && form.len() > 2;
            }
        }
    }

    /// Returns the entry that a name means.
    fn term(&self, name: &str) -> Option<usize> {
        self.0.get(&key(name, manner(name)))?.means.term
    }

    fn knows(&self, name: &str) -> bool {
        self.0.contains_key(&key(name, manner(name)))
    }
}

/// Returns whether a name is a form of a verb: those stand in every other sentence.
fn is_verb(claim: &Claimed) -> bool {
    !claim.name.contains(' ')
        && claim.name.len() > 5
        && (claim.name.ends_with("ed") || claim.name.ends_with("ing"))
        && (claim.part || !is_activity(&claim.name) && of_many(&claim.name).is_empty())
}

fn key(form: &str, manner: Manner) -> String {
    if manner == Manner::Exact { form.to_string() } else { form.to_lowercase() }
}

/// Returns an entry's names, and of each whether it is an abbreviation.
fn entry_names(entry: &Entry) -> impl Iterator<Item = (String, bool)> {
    // "future (asyncio)" is met as "future".
    let plain = entry.term.split(" (").next().unwrap_or_default().to_string();
    let shorter = shorter(&plain).map(str::to_string);
    let names = std::iter::once(plain).chain(shorter).chain(entry.aliases.iter().cloned()).map(|name| (name, false));
    names.chain(entry.abbreviations.iter().map(|short| (short.clone(), true)))
}

/// Returns what is left of a term without a word that says little.
fn shorter(term: &str) -> Option<&str> {
    let behind = term.rsplit_once(' ').filter(|(name, kind)| KINDS.contains(kind) && !name.contains(' '));
    let before = term.split_once(' ').filter(|(plain, name)| PLAIN.contains(plain) && !name.contains(' '));
    behind.map(|(name, _)| name).or(before.map(|(_, name)| name))
}

/// Returns how a name has to be met.
fn manner(name: &str) -> Manner {
    let mut letters = name.chars();
    letters.next();
    let inner_capital = letters.as_str().chars().any(char::is_uppercase);
    let everyday = name.is_ascii() && name.len() < 3 || is_common(&name.to_lowercase());
    if name.contains(' ') {
        Manner::Phrase
    } else if inner_capital || name.contains(['_', '@', '(', '+', '#']) {
        Manner::Exact
    } else if name.contains('.') || crate::python::api::is_module(name) && !everyday {
        Manner::Code
    } else if name.contains('-') {
        Manner::Phrase
    } else if everyday {
        Manner::Common
    } else {
        Manner::Word
    }
}

/// What stands between a heading and the next.
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    block: Option<BlockId>,
    size: usize,
}

/// Returns the sections of the book, page by page.
fn places(resolver: &Resolver<'_>) -> Vec<Place> {
    let (book, spots) = (resolver.book, resolver.spots);
    let mut places = Vec::new();
    for (page, map) in spots.pages.iter().enumerate() {
        let mut between = vec![Between::default(); map.headings.len()];
        for piece in book.pages.get(page).map(|page| page.pieces.as_slice()).unwrap_or_default() {
            let Piece::Moved { block, copy: false, .. } = piece else { continue };
            let Some(heading) = spots.block(*block).and_then(|spot| spot.heading) else { continue };
            let moved = resolver.ground.notes[block.source.index()].block(*block);
            let bare = moved.travels() || matches!(moved.kind, BlockKind::Heading { .. });
            let here = &mut between[heading];
            here.block = here.block.or(Some(*block));
            here.size += if bare { 0 } else { (moved.span.end - moved.span.start) as usize };
        }
        // What stands first under a heading below stands first under those above it that hold nothing else.
        let first = places.len();
        let mut below = Vec::with_capacity(between.len() + 1);
        below.push(Between::default());
        for (heading, here) in between.iter().enumerate().rev() {
            let next: &Between = &below[below.len() - 1];
            below.push(Between { block: here.block.or(next.block), size: here.size + next.size });
            let level = map.headings[heading].level;
            let inner = map.headings[heading + 1..].iter().take_while(|other| other.level > level).count();
            let (end, speaks) = (heading + 1 + inner, here.size > 0);
            places.push(Place { page, heading, end, block: None, facet: false, size: 0, speaks });
        }
        below.reverse();
        places[first..].reverse();
        for place in &mut places[first..] {
            let (this, behind) = (below[place.heading], below[place.end]);
            place.size = this.size - behind.size;
            place.block =
                this.block.filter(|block| spots.block(*block).and_then(|spot| spot.heading) < Some(place.end));
        }
    }
    places
}
