//! Which section has which name: the titles of the book, and what each claims.

use super::Place;
use super::spoken::of_module;
use crate::crossref::spots::Spots;
use crate::crossref::titles::{title_head, title_names};
use crate::glossary::names::singular;
use std::collections::BTreeMap;

/// How sure a name is that a title gives to a section; what is surer wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// What a title is about, without where or for whom.
    Head,
    /// A part of a chapter's title.
    PartOfChapter,
    /// A part of a title.
    Part,
    /// A chapter's whole title.
    Chapter,
    /// The whole title.
    Whole,
}

/// A name that a title gives to a section.
pub(super) struct Claimed {
    /// How sure it is.
    claim: Claim,
    /// The section, as a position among the places.
    pub place: usize,
    /// The name.
    pub name: String,
    /// Whether it is only a part of the title.
    pub part: bool,
    /// Whether it is what the title is about, without the rest that makes the title one of several.
    pub head: bool,
    /// How many sections have it with the same right.
    rivals: usize,
}

/// Returns which section has which name; a name that three sections or more have says nothing.
pub(super) fn claims(spots: &Spots, places: &[Place]) -> BTreeMap<String, Claimed> {
    let mut claims: BTreeMap<String, Claimed> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        let heading = &spots.pages[place.page].headings[place.heading];
        let heads = title_head(&heading.title).map(|head| (head.to_string(), None));
        for (name, part) in title_names(&heading.title).into_iter().map(|(name, part)| (name, Some(part))).chain(heads)
        {
            let claim = match (part, heading.written == 1) {
                (None, _) => Claim::Head,
                (Some(true), true) => Claim::PartOfChapter,
                (Some(true), false) => Claim::Part,
                (Some(false), true) => Claim::Chapter,
                (Some(false), false) => Claim::Whole,
            };
            // What a chapter is about beside other things has a section of its own there, or stands at the top.
            let below = match claim {
                Claim::PartOfChapter => below(spots, places, number, &name),
                Claim::Chapter => heart(spots, places, number, &name),
                _ => None,
            };
            let head = part.is_none();
            let new =
                Claimed { claim, place: below.unwrap_or(number), name, part: part == Some(true), head, rivals: 0 };
            match claims.get_mut(&new.name.to_lowercase()) {
                Some(known) if known.claim > claim => {}
                Some(known) if known.claim == claim => known.rivals += 1,
                Some(known) => *known = new,
                None => {
                    claims.insert(new.name.to_lowercase(), new);
                }
            }
        }
    }
    claims.retain(|_, claim| claim.rivals < if claim.head { 1 } else { 2 });
    claims
}

/// Returns the section of a chapter that says nothing before its first section whose title is the same word as its own, but for
/// its ending: "Profiler" in "Profiling".
fn heart(spots: &Spots, places: &[Place], chapter: usize, name: &str) -> Option<usize> {
    let this = &places[chapter];
    let stem = stem(name).filter(|_| !this.speaks)?;
    let mut sections =
        places[chapter + 1..].iter().take_while(|place| place.page == this.page && place.heading < this.end);
    let same =
        |place: &Place| self::stem(&spots.pages[place.page].headings[place.heading].title).as_ref() == Some(&stem);
    sections.position(same).map(|found| chapter + 1 + found)
}

/// Returns a single word in lower case without the ending that makes a noun of it.
fn stem(word: &str) -> Option<String> {
    let word = singular(word).to_lowercase();
    let stem = ["ing", "er", "or"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(&word);
    (stem.len() > 3 && stem.chars().all(char::is_alphabetic)).then(|| stem.to_string())
}

/// Returns the first section below a chapter's title whose own title has the name in it, or is a module that is spoken of so.
fn below(spots: &Spots, places: &[Place], chapter: usize, name: &str) -> Option<usize> {
    let name = singular(name).to_lowercase();
    let this = &places[chapter];
    let title = |place: &Place| spots.pages[place.page].headings[place.heading].title.to_lowercase();
    let here = places[chapter + 1..].iter().take_while(|place| place.page == this.page && place.heading < this.end);
    let is_module = |title: &str| crate::python::api::is_module(title) && of_module(title).contains(&name);
    let is_so = |title: String| name.chars().count() > 3 && (title.contains(&name) || is_module(&title));
    let found = here.map(title).position(is_so)?;
    Some(chapter + 1 + found)
}
