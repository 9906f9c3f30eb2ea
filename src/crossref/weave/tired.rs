//! Sections whose names are words that stand everywhere: as names they are worn out. And everyday words that are rare in these notes.

use super::Weaver;
use crate::crossref::held::block_at;
use crate::crossref::mention::Stands;
use std::collections::{HashMap, HashSet};

/// A word that stands in one section of so many, as the title of a section, is no name for it.
const TIRED: usize = 12;
/// Up to so many sections it may always stand in; where notes are of one kind, and their titles are proper names, in no more.
const FRESH: usize = 6;

/// Returns the sections whose names are plain words that stand in too many sections.
pub(super) fn tired(weaver: &Weaver<'_>) -> HashSet<usize> {
    let mut seen: HashMap<usize, HashSet<(usize, Option<usize>)>> = HashMap::new();
    for (mentions, note) in weaver.mentions.iter().zip(weaver.readings) {
        for mention in mentions
            .iter()
            .filter(|mention| mention.plain && mention.stands == Stands::Name && mention.means.term.is_none())
        {
            let (Some(place), Some(around)) = (mention.means.place, mention.around) else { continue };
            let many = weaver.facets.are_many(note.source);
            if many && weaver.targets.places[place].block.is_some_and(|block| block.source == note.source) {
                continue;
            }
            let spot = block_at(note.note, around.start).and_then(|block| weaver.spots.block(block));
            seen.entry(place).or_default().extend(spot.map(|spot| (spot.page, spot.heading)));
        }
    }
    let most = FRESH.max(weaver.spots.pages.iter().map(|page| page.headings.len()).sum::<usize>() / TIRED);
    let one_of_many =
        |place: usize| weaver.targets.places[place].block.is_some_and(|block| weaver.facets.are_many(block.source));
    seen.retain(|place, sections| sections.len() > if one_of_many(*place) { FRESH } else { most });
    seen.into_keys().collect()
}

/// An everyday word that stands in so few sections beside its own means what that one is about.
const RARE: usize = 2;

/// Returns the sections whose names are everyday words, but rare in these notes.
pub(super) fn rare(weaver: &Weaver<'_>) -> HashSet<usize> {
    let mut seen: HashMap<usize, HashSet<(usize, Option<usize>)>> = HashMap::new();
    for (mentions, note) in weaver.mentions.iter().zip(weaver.readings) {
        for mention in mentions.iter().filter(|mention| mention.stands != Stands::Name) {
            let (Some(number), Some(around)) = (mention.means.place, mention.around) else { continue };
            let sections = seen.entry(number).or_default();
            if sections.len() > RARE {
                continue;
            }
            let Some(spot) = block_at(note.note, around.start).and_then(|block| weaver.spots.block(block)) else {
                continue;
            };
            let place = &weaver.targets.places[number];
            let inside =
                spot.page == place.page && spot.heading.is_some_and(|at| (place.heading..place.end).contains(&at));
            if !inside {
                sections.insert((spot.page, spot.heading));
            }
        }
    }
    seen.retain(|_, sections| sections.len() <= RARE);
    seen.into_keys().collect()
}
