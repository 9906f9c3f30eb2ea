//! Notes → candidates: what may be a definition, and how sure that is.
//!
//! Each passage is read once. What starts a line (`term = …`, `**term**: …`) is told by its marks, what starts a sentence ("A
//! term is a …") by its first words, and abbreviations by the letters of the words around them. Every form has a score; where
//! it stands and how it goes on add to it or take away.

mod apposition;
mod heads;
mod lead;
mod lists;
mod page;
mod sentences;
mod short;
mod subject;
mod term;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

use super::{Candidate, Definition, names};
use crate::prose::{Reading, Scope};
use aho_corasick::{AhoCorasick, MatchKind};
use page::{Hit, Page};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::Vocabulary;
pub(super) use words::KINDS;

/// What a term gains that the notes use again and again.
const REPEATED: i32 = 8;
/// How often a term must be met to count as repeated: once where it is defined, and twice elsewhere.
const OFTEN: usize = 3;

/// Finds what may be definitions, note by note and in the order of the notes.
#[must_use]
pub fn mine(notes: &[Reading<'_>]) -> Vec<Candidate> {
    let words = notes.par_iter().map(Vocabulary::of).reduce(Vocabulary::default, Vocabulary::join);
    let hits: Vec<Vec<Hit>> = notes.par_iter().map(|note| note_hits(note, &words)).collect();
    let often = often(notes, &hits);
    let mut found = Vec::new();
    for (note, hits) in notes.iter().zip(hits) {
        found.extend(hits.into_iter().map(|hit| candidate(note, hit, &often)));
    }
    found
}

/// Returns what one note may define, by place.
fn note_hits(note: &Reading<'_>, words: &Vocabulary<'_>) -> Vec<Hit> {
    let page = Page::new(note, words);
    let mut hits = Vec::new();
    lists::definitions(&page, &mut hits);
    lists::tables(&page, &mut hits);
    lead::mine(&page, &mut hits);
    for number in 0..note.prose.passages.len() {
        let Some(place) = page.place(number) else { continue };
        match place.passage.scope {
            Scope::Prose if !page.defined.contains(&number) => {
                heads::mine(&place, &mut hits);
                if page.english {
                    sentences::mine(&place, &mut hits);
                }
                short::mine(&place, &mut hits);
            }
            Scope::Heading => short::mine(&place, &mut hits),
            Scope::Comment if page.english => {
                sentences::comment(&place, &mut hits);
                apposition::titled(&place, &mut hits);
            }
            _ => {}
        }
    }
    // Two forms can see the same definition; the surer one stays.
    hits.sort_by_key(|hit| (Reverse(hit.score), hit.form));
    let mut seen = BTreeSet::new();
    hits.retain(|hit| seen.insert((names::key(&hit.term), hit.body.start, hit.body.end)));
    hits.sort_by_key(|hit| (hit.whole.start, hit.form, hit.whole.end));
    hits
}

/// Returns the keys of the terms that the notes use again and again, in a single run over them.
fn often(notes: &[Reading<'_>], hits: &[Vec<Hit>]) -> BTreeSet<String> {
    let terms: BTreeSet<String> = hits.iter().flatten().map(|hit| hit.term.to_lowercase()).collect();
    let terms: Vec<String> = terms.into_iter().collect();
    let automaton =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(&terms);
    let Ok(automaton) = automaton else { return BTreeSet::new() };
    let count = |note: &Reading<'_>| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let bytes = note.prose.text.as_bytes();
        for found in automaton.find_iter(&note.prose.text) {
            let before = found.start().checked_sub(1).is_some_and(|at| bytes[at].is_ascii_alphanumeric());
            let after = bytes.get(found.end()).is_some_and(|b| b.is_ascii_alphanumeric() && *b != b's');
            if !before && !after {
                *counts.entry(found.pattern().as_usize()).or_default() += 1;
            }
        }
        counts
    };
    let counts = notes.par_iter().map(count).reduce(BTreeMap::new, |mut all, some| {
        for (term, times) in some {
            *all.entry(term).or_default() += times;
        }
        all
    });
    counts.into_iter().filter(|(_, times)| *times >= OFTEN).map(|(term, _)| names::key(&terms[term])).collect()
}

/// Leads a hit back to the bytes of its note.
fn candidate(note: &Reading<'_>, hit: Hit, often: &BTreeSet<String>) -> Candidate {
    let repeated = if often.contains(&names::key(&hit.term)) { REPEATED } else { 0 };
    let score = u8::try_from((hit.score + repeated).clamp(0, 100)).unwrap_or_default();
    let definition = Definition {
        at: note.prose.source(note.source, hit.whole),
        body: note.prose.source(note.source, hit.body.clone()),
        text: page::shown(&note.prose.text[hit.body]),
        form: hit.form,
        score,
    };
    Candidate { term: hit.term, aliases: hit.aliases, abbreviations: hit.abbreviations, definition }
}
