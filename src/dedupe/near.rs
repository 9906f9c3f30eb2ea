//! Blocks that are nearly the same: told, not folded.
//!
//! Shingles are chosen by winnowing (Schleimer, Wilkerson, Aiken: *Winnowing: local algorithms for document fingerprinting*,
//! SIGMOD 2003) and looked up in an index, so there is no comparison of all pairs. A shingle that very many blocks hold is
//! boilerplate and brings nobody together; that also keeps the cost linear when one block stands a hundred thousand times.

use super::fingerprint::{self, Fnv};
use super::gist::{self, Gist};
use super::retold::{self, Titles};
use super::unit;
use crate::arrange::select::Ground;
use crate::ledger::Ledger;
use crate::note::{BlockId, BlockKind};
use crate::outline::{Outline, SectionId};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::hash::Hasher;

/// Words in a shingle.
const WORDS: usize = 4;
/// Shingles of which one is chosen.
const WINDOW: usize = 4;
/// Blocks that may share a shingle before it is boilerplate.
const COMMON: usize = 12;
/// The least that a block must hold, in words.
const LEAST: usize = 12;
/// The least part of their shingles that two blocks must share, in percent.
const ALIKE: usize = 50;

/// Two blocks that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The one that stands first.
    pub one: BlockId,
    /// The other.
    pub other: BlockId,
    /// How much of their shingles they share, in percent; 100 when their words are the same.
    pub percent: u8,
    /// Whether all that tells them apart is numbers and negations, or what they say contradicts.
    pub disagree: bool,
}

struct Candidate {
    id: BlockId,
    section: SectionId,
    code: bool,
    /// Its words, by their hashes.
    words: Vec<u64>,
    /// All its shingles, sorted.
    shingles: Vec<u64>,
    /// Those by which it is found.
    chosen: Vec<u64>,
}

/// Returns the pairs of blocks that are alike, code with code and prose with prose, in the order of the notes.
#[must_use]
pub fn pairs(ground: Ground<'_>, outline: &Outline, ledger: &Ledger) -> Vec<Pair> {
    let blocks: Vec<(BlockId, SectionId)> = outline
        .ids()
        .flat_map(|section| outline.section(section).body.iter().map(move |id| (*id, section)))
        .filter(|(id, _)| ledger.kept(*id))
        .collect();
    let mut candidates: Vec<Candidate> =
        blocks.par_iter().filter_map(|(id, section)| candidate(ground, *id, *section)).collect();
    candidates.sort_by_key(|candidate| (&ground.sources[candidate.id.source.index()].path, candidate.id));
    let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (number, candidate) in candidates.iter().enumerate() {
        for shingle in &candidate.chosen {
            let holders = index.entry(*shingle).or_default();
            // One more than counts is enough to know that it does not count.
            if holders.len() <= COMMON {
                holders.push(number);
            }
        }
    }
    let find = |number: usize| -> Vec<Pair> {
        let own = &candidates[number];
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for holders in own.chosen.iter().filter_map(|shingle| index.get(shingle)).filter(|h| h.len() <= COMMON) {
            for other in holders.iter().filter(|other| **other > number) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let mut near: Vec<usize> = shared
            .into_iter()
            .filter(|(other, count)| {
                let other = &candidates[*other];
                other.code == own.code && count * 2 >= own.chosen.len().min(other.chosen.len())
            })
            .map(|(other, _)| other)
            .collect();
        near.sort_unstable();
        near.into_iter().filter_map(|other| pair((ground, outline), own, &candidates[other])).collect()
    };
    (0..candidates.len()).into_par_iter().flat_map_iter(find).collect()
}

fn candidate(ground: Ground<'_>, id: BlockId, section: SectionId) -> Option<Candidate> {
    let block = ground.notes[id.source.index()].block(id);
    let code = matches!(block.kind, BlockKind::Fence | BlockKind::Indented);
    let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote | BlockKind::Table);
    if (!code && !prose) || block.bond.is_some() {
        return None;
    }
    let words = word_hashes(ground, id);
    let mut shingles = shingles(&words);
    if shingles.len() + WORDS - 1 < LEAST {
        return None;
    }
    // The smallest of each window; a shingle that stays the smallest is chosen once.
    let mut chosen: Vec<u64> =
        shingles.windows(WINDOW.min(shingles.len())).filter_map(|window| window.iter().min().copied()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    shingles.sort_unstable();
    shingles.dedup();
    Some(Candidate { id, section, code, words, shingles, chosen })
}

/// Returns the words of a block in lower case; in code, also what stands between them, since that is what it does.
fn words(ground: Ground<'_>, id: BlockId) -> Vec<String> {
    let block = ground.notes[id.source.index()].block(id);
    let text = block.span.of(&ground.sources[id.source.index()].text);
    if matches!(block.kind, BlockKind::Fence | BlockKind::Indented) {
        let lines = fingerprint::code_lines(text, block.kind == BlockKind::Fence);
        return lines.iter().flat_map(|line| line.split_whitespace()).map(str::to_string).collect();
    }
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’' | '_'));
    words.map(|word| word.trim_matches('.').to_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// Returns the hash of each word that [`words`] gives, without a string for each.
fn word_hashes(ground: Ground<'_>, id: BlockId) -> Vec<u64> {
    let block = ground.notes[id.source.index()].block(id);
    let text = block.span.of(&ground.sources[id.source.index()].text);
    if matches!(block.kind, BlockKind::Fence | BlockKind::Indented) {
        let lines = fingerprint::code_lines(text, block.kind == BlockKind::Fence);
        return lines.iter().flat_map(|line| line.split_whitespace()).map(|word| hash(word, false)).collect();
    }
    if text.is_ascii() {
        // Most text; bytes are read much faster than characters.
        let words = text.as_bytes().split(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b'\'' | b'_'));
        return words.map(without_dots).filter(|word| !word.is_empty()).map(hash_lower).collect();
    }
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’' | '_'));
    words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).map(|word| hash(word, true)).collect()
}

fn hash(word: &str, lower: bool) -> u64 {
    let mut hasher = Fnv::default();
    match lower {
        false => hasher.write(word.as_bytes()),
        true if word.is_ascii() => return hash_lower(word.as_bytes()),
        true => hasher.write(word.to_lowercase().as_bytes()),
    }
    hasher.finish()
}

fn hash_lower(word: &[u8]) -> u64 {
    let mut hasher = Fnv::default();
    word.iter().for_each(|byte| hasher.write(&[byte.to_ascii_lowercase()]));
    hasher.finish()
}

fn without_dots(mut word: &[u8]) -> &[u8] {
    while let [b'.', rest @ ..] | [rest @ .., b'.'] = word {
        word = rest;
    }
    word
}

fn shingles(words: &[u64]) -> Vec<u64> {
    // A word's place in the shingle counts, so each is stirred into what came before it.
    let stir = |hash: u64, word: &u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    words.windows(WORDS).map(|window| window.iter().fold(0, stir)).collect()
}

/// Measures two blocks that share chosen shingles on all that they hold.
fn pair(place: (Ground<'_>, &Outline), one: &Candidate, other: &Candidate) -> Option<Pair> {
    let ground = place.0;
    if one.section == other.section && one.id.index + 1 == other.id.index {
        // Neighbours that are alike are meant to be: they are there to be compared.
        return None;
    }
    let shared = shared(&one.shingles, &other.shingles);
    let percent = shared * 100 / (one.shingles.len() + other.shingles.len() - shared).max(1);
    let same = one.words == other.words;
    if !same && percent * 2 < ALIKE {
        return None;
    }
    let disagree = !one.code && !same && (differ_in_figures(ground, one.id, other.id) || contradict(place, one, other));
    if !same && !disagree && percent < ALIKE {
        return None;
    }
    let percent = if same { 100 } else { u8::try_from(percent.min(99)).unwrap_or(99) };
    Some(Pair { one: one.id, other: other.id, percent, disagree })
}

/// Returns how many of the sorted shingles of two blocks are the same.
fn shared(mut a: &[u64], mut b: &[u64]) -> usize {
    let mut count = 0;
    while let ([x, rest @ ..], [y, others @ ..]) = (a, b) {
        count += usize::from(x == y);
        (a, b) = (if x <= y { rest } else { a }, if y <= x { others } else { b });
    }
    count
}

/// Whether sections of one title say that a thing is so and that it is not.
fn contradict((ground, outline): (Ground<'_>, &Outline), one: &Candidate, other: &Candidate) -> bool {
    let title = |candidate: &Candidate| outline.section(candidate.section).title.as_str();
    let words = |candidate: &Candidate| retold::title_words(title(candidate));
    if one.section == other.section {
        return false;
    }
    if retold::titles(&words(one), &words(other)) != Titles::Agree || unit::contrast(title(one), title(other)) {
        return false;
    }
    let gist = |candidate: &Candidate| -> Option<Gist> {
        let block = ground.notes[candidate.id.source.index()].block(candidate.id);
        let text = block.span.of(&ground.sources[candidate.id.source.index()].text);
        // The rows of a table differ in their figures.
        if block.kind == BlockKind::Table { None } else { gist::gist(text, block.kind) }
    };
    let (Some(here), Some(there)) = (gist(one), gist(other)) else { return false };
    let (here, there): (Vec<_>, Vec<_>) = (here.statements.iter().collect(), there.statements.iter().collect());
    gist::contradiction(&here, &there).is_some()
}

/// Whether two texts are the same but for numbers, versions and negations.
fn differ_in_figures(ground: Ground<'_>, one: BlockId, other: BlockId) -> bool {
    let (a, b) = (words(ground, one), words(ground, other));
    let figure = |word: &str| {
        word.chars().any(|c| c.is_ascii_digit())
            || matches!(word, "not" | "no" | "never" | "cannot" | "isn't" | "don't" | "doesn't")
    };
    let plain = |words: &[String]| -> Vec<String> { words.iter().filter(|word| !figure(word)).cloned().collect() };
    plain(&a) == plain(&b)
}
