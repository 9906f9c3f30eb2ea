//! Notes → candidates: what may be a definition, and how sure that is.
//!
//! Each passage is read once. What starts a line (`term = …`, `**term**: …`) is told by its marks, what starts a sentence ("A
//! term is a …") by its first words, and abbreviations by the letters of the words around them. Every form has a score; where
//! it stands and how it goes on add to it or take away.

mod apposition;
mod around;
mod asides;
mod deeds;
mod gains;
mod habit;
mod heads;
mod inverse;
mod known;
mod lead;
mod lists;
mod nearby;
mod often;
mod page;
mod predicate;
mod questions;
mod sentences;
mod shape;
mod short;
mod signs;
mod subject;
mod term;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

use super::{Candidate, Definition, Form, names};
use crate::prose::{Reading, Scope};
use page::{Hit, Page};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use vocabulary::Vocabulary;
pub(super) use words::KINDS;

/// Returns whether a word says little of what a definition speaks: an article, a preposition, a verb that any sentence may have.
pub(super) fn is_small(word: &str) -> bool {
    words::has(&words::SMALL, word) || words::is_no_term(word) || words::has(&words::FINITE, word) || words::tells(word)
}

/// What a term gains that the notes use again and again.
const REPEATED: i32 = 8;
/// A definition of as many words that begins with one that points says nothing.
const POINTED: usize = 4;
/// From how many lines on that begin with the same term it is a label.
const LABEL: usize = 3;
/// What a label loses.
const REFUTED: i32 = 40;

/// Finds what may be definitions, note by note and in the order of the notes.
#[must_use]
pub fn mine(notes: &[Reading<'_>]) -> Vec<Candidate> {
    let words = notes.par_iter().map(Vocabulary::of).reduce(Vocabulary::default, Vocabulary::join);
    let hits: Vec<Vec<Hit>> = notes.par_iter().map(|note| note_hits(note, &words)).collect();
    let often = often::often(notes, &hits);
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
    let mut habit = habit::Habit::default();
    lists::definitions(&page, &mut hits);
    lists::tables(&page, &mut hits);
    lead::mine(&page, &mut hits);
    for number in 0..note.prose.passages.len() {
        let Some(place) = page.place(number) else { continue };
        match place.passage.scope {
            Scope::Prose if !page.defined.contains(&number) => {
                let from = hits.len();
                let heads = heads::mine(&place, &mut hits);
                habit.add(place.passage.heading, heads, &hits[from..]);
                if page.english {
                    sentences::mine(&place, &mut hits);
                    asides::mine(&place, &mut hits);
                }
                short::mine(&place, &mut hits);
            }
            Scope::Heading => short::mine(&place, &mut hits),
            Scope::Comment if page.english => {
                sentences::comment(&place, &mut hits);
                inverse::comment(&place, &mut hits);
                apposition::titled(&place, &mut hits);
            }
            _ => {}
        }
    }
    // Two forms can see the same definition; the surer one stays.
    for hit in &mut hits {
        hit.key = names::key(&hit.term);
    }
    let place = |hit: &Hit| (hit.body.start, hit.body.end);
    hits.sort_by(|left, right| {
        let rank = |hit: &Hit| (Reverse(hit.score), hit.form);
        (place(left), &left.key, rank(left)).cmp(&(place(right), &right.key, rank(right)))
    });
    hits.dedup_by(|next, kept| place(next) == place(kept) && next.key == kept.key);
    labels(&note.prose.text, &mut hits);
    empty(&note.prose.text, &mut hits);
    habit.apply(note.prose, &mut hits);
    hits.sort_by_key(|hit| (hit.whole.start, hit.form, hit.whole.end, Reverse(hit.score)));
    hits
}

/// What stands before a colon again and again, each time with something else behind it, is a label: "Input: …".
fn labels(text: &str, hits: &mut [Hit]) {
    let labelled = |hit: &&mut Hit| matches!(hit.form, Form::Colon | Form::Dash);
    let mut bodies: FxHashMap<String, BTreeSet<&str>> = FxHashMap::default();
    for hit in hits.iter_mut().filter(labelled) {
        bodies.entry(hit.key.clone()).or_default().insert(&text[hit.body.clone()]);
    }
    for hit in hits.iter_mut().filter(labelled) {
        if bodies.get(&hit.key).is_some_and(|bodies| bodies.len() >= LABEL) {
            hit.score -= REFUTED;
        }
    }
}

/// What only points at something ("These", "this concept") or is a line of a list of changes ("… by @somebody in #12") explains
/// nothing.
fn empty(text: &str, hits: &mut [Hit]) {
    for hit in hits {
        let body = text[hit.body.clone()].trim();
        let first = body.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let points = words::points(first) && body.split_whitespace().nth(POINTED).is_none();
        let title = hit.form != Form::Expansion && hit.form != Form::KnownAs && is_title(body);
        if points || title || body.contains(" by @") {
            hit.score -= REFUTED;
        }
    }
}

/// Returns whether a text is a title: every word begins with a capital, small ones left aside.
fn is_title(body: &str) -> bool {
    let mut words = body.split(' ').filter(|word| !words::has(&words::SMALL, word));
    let big = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    !body.ends_with('.') && body.contains(' ') && words.all(big)
}

/// Leads a hit back to the bytes of its note.
fn candidate(note: &Reading<'_>, hit: Hit, often: &BTreeSet<String>) -> Candidate {
    let repeated = if often.contains(&hit.key) { REPEATED } else { 0 };
    let score = hit.score + repeated + known::gain(&note.prose.text, &hit);
    let score = u8::try_from(score.clamp(0, 100)).unwrap_or_default();
    let definition = Definition {
        at: note.prose.source(note.source, hit.whole),
        body: note.prose.source(note.source, hit.body.clone()),
        text: shown(&note.prose.text[hit.body]),
        form: hit.form,
        score,
    };
    Candidate { term: hit.term, aliases: hit.aliases, abbreviations: hit.abbreviations, definition }
}

/// Returns a definition as it is shown: white space folded, quotes around the whole of it gone, an article at its start small.
fn shown(body: &str) -> String {
    let mut text = crate::text::fold_space(body);
    let quotes = text.bytes().filter(|b| *b == b'"').count();
    if quotes % 2 == 1 {
        let inner = text.strip_prefix('"').or_else(|| text.strip_suffix('"')).map(str::to_string);
        text = inner.unwrap_or(text);
    }
    if text.bytes().filter(|b| *b == b')').count() > text.bytes().filter(|b| *b == b'(').count() {
        text = text.strip_suffix(')').map(str::to_string).unwrap_or(text);
    }
    for article in ["A ", "An ", "The "] {
        if text.starts_with(article) {
            text.replace_range(..1, &article[..1].to_lowercase());
        }
    }
    text
}
