//! Terms that the notes use again and again: one run over the text, which looks only at the starts of words.

use super::super::names;
use super::page::Hit;
use crate::prose::Reading;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How often a term must be met to count as repeated: once where it is defined, and twice elsewhere.
const OFTEN: u32 = 3;

/// Returns the keys of the terms that the notes use again and again.
pub(super) fn often(notes: &[Reading<'_>], hits: &[Vec<Hit>]) -> BTreeSet<String> {
    let written: FxHashSet<&str> = hits.iter().flatten().map(|hit| hit.term.as_str()).collect();
    let terms: BTreeSet<String> = written.into_iter().map(str::to_lowercase).filter(|term| term.len() > 1).collect();
    let terms: Vec<String> = terms.into_iter().collect();
    let starts = Starts::new(&terms);
    let none = || vec![0_u32; terms.len()];
    let counts = notes.par_iter().map(|note| starts.count(note.prose.text.as_bytes())).reduce(none, |mut all, some| {
        for (sum, times) in all.iter_mut().zip(some) {
            *sum = sum.saturating_add(times);
        }
        all
    });
    let repeated = terms.iter().zip(counts).filter(|(_, times)| *times >= OFTEN);
    repeated.map(|(term, _)| names::key(term)).collect()
}

/// The first bytes of terms, so that most words of a text are passed over at once.
struct Starts<'t> {
    terms: &'t [String],
    /// For a [pair] of first bytes: a bit for each length of start, two to four bytes, that begins with it.
    pairs: [u8; 1 << 10],
    /// A bit for each hash of a start of four bytes.
    seen: Vec<u64>,
    /// The terms of each start, the longest first.
    of: FxHashMap<u32, Vec<usize>>,
}

/// How many bits of a hash [`Starts::seen`] keeps.
const BITS: u32 = 16;

/// Whether a byte is an ASCII letter or digit.
const LETTER: [bool; 256] = {
    let mut letter = [false; 256];
    let mut b = 0_u8;
    while b < 128 {
        letter[b as usize] = b.is_ascii_alphanumeric();
        b += 1;
    }
    letter
};

impl<'t> Starts<'t> {
    fn new(terms: &'t [String]) -> Starts<'t> {
        let mut starts =
            Starts { terms, pairs: [0; 1 << 10], seen: vec![0; 1 << (BITS - 6)], of: FxHashMap::default() };
        let mut order: Vec<usize> = (0..terms.len()).collect();
        order.sort_by_key(|number| Reverse(terms[*number].len()));
        for number in order {
            let term = terms[number].as_bytes();
            let length = term.len().min(4);
            let start = start(term) & mask(length);
            starts.pairs[pair(term[0], term[1])] |= 1 << length;
            if length == 4 {
                let bit = bit(start);
                starts.seen[bit / 64] |= 1 << (bit % 64);
            }
            starts.of.entry(start).or_default().push(number);
        }
        starts
    }

    /// Counts how often a text uses each term as a word or several.
    fn count(&self, text: &[u8]) -> Vec<u32> {
        let mut counts = vec![0; self.terms.len()];
        let mut next = 0;
        let mut before = false;
        for (at, bytes) in text.windows(2).enumerate() {
            // One question for each byte that nearly always gets the same answer: this loop is all of the cost.
            let begins = self.pairs[pair(bytes[0], bytes[1])] > if before { u8::MAX } else { 0 };
            before = LETTER[usize::from(bytes[0])];
            if begins
                && at >= next
                && let Some(number) = self.at(text, at)
            {
                counts[number] += 1;
                next = at + self.terms[number].len();
            }
        }
        counts
    }

    /// Returns the longest term that a text has at a byte.
    fn at(&self, text: &[u8], at: usize) -> Option<usize> {
        let rest = &text[at..];
        let lengths = self.pairs[pair(rest[0], *rest.get(1)?)];
        if lengths == 0 {
            return None;
        }
        let whole = start(rest);
        for length in (2..=4).rev().filter(|length| lengths & 1 << length != 0) {
            let start = whole & mask(length);
            let bit = bit(start);
            if length == 4 && self.seen[bit / 64] & (1 << (bit % 64)) == 0 {
                continue;
            }
            let fits = |number: &&usize| {
                let term = self.terms[**number].as_bytes();
                let ends = rest.get(term.len()).is_none_or(|next| !next.is_ascii_alphanumeric() || *next == b's');
                ends && rest.len() >= term.len() && rest[..term.len()].eq_ignore_ascii_case(term)
            };
            if let Some(number) = self.of.get(&start).and_then(|numbers| numbers.iter().find(fits)) {
                return Some(*number);
            }
        }
        None
    }
}

/// Returns a number below 1024 for two bytes, equal for letters that differ in case.
fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

/// Returns the first four bytes as a number, case folded; a text of fewer has zeros behind it.
fn start(text: &[u8]) -> u32 {
    let bytes =
        text.first_chunk().copied().unwrap_or_else(|| std::array::from_fn(|i| text.get(i).copied().unwrap_or(0)));
    u32::from_le_bytes(bytes) | 0x2020_2020
}

/// Returns the bits of a start of so many bytes.
fn mask(length: usize) -> u32 {
    u32::MAX >> (32 - 8 * length)
}

fn bit(start: u32) -> usize {
    (start.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize
}
