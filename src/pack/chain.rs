//! Chains: words that must stand in a text in a certain order so that a pattern can match it.
//!
//! Most sentences that hold the word by which a rule is found are not about what the rule says. To see that the other words of a
//! pattern are missing, or in the wrong order, costs a fraction of trying the pattern, and spares compiling it.

use super::lazy::Unit;
use std::ops::Range;

/// A word with bits: 1 when a word must begin or end where it begins, 2 the same where it ends, 4 when its letters must have the
/// case in which they are written; without that it is in lower case.
pub type Word<'a> = (&'a str, u8);

/// Links that must stand in a text in this order, none of them over another one: of each, one of its words.
pub type Chain<'a> = &'a [&'a [Word<'a>]];

/// Which groups of two to four letters stand in a text, roughly: some that do not may seem to (a filter as Bloom's, of one hash).
#[derive(Debug, Clone)]
pub struct Seen(Box<[u64; SEEN / 64]>);

/// How many bits [`Seen`] has.
const SEEN: usize = 8192;

impl Seen {
    /// Returns the groups of letters of a text in lower case.
    #[must_use]
    pub fn of(lower: &str) -> Seen {
        let mut seen = Seen(Box::new([0; SEEN / 64]));
        seen.set(lower);
        seen
    }

    /// Makes these the groups of another text in lower case.
    pub fn set(&mut self, lower: &str) {
        self.0.fill(0);
        let mut last = 0;
        for byte in lower.bytes() {
            let four = last << 8 | u32::from(byte);
            self.mark(bit(four & 0xFFFF));
            self.mark(bit(four & 0x00FF_FFFF));
            self.mark(bit(four));
            last = four;
        }
    }

    /// Adds the groups of another text.
    pub fn join(&mut self, other: &Seen) {
        for (own, other) in self.0.iter_mut().zip(other.0.iter()) {
            *own |= other;
        }
    }

    fn mark(&mut self, bit: usize) {
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn has(&self, bit: usize) -> bool {
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Returns whether a word may stand in the text; if not, it does not.
    fn may_hold(&self, word: Word<'_>) -> bool {
        group(word).is_none_or(|group| self.has(group))
    }

    /// Returns whether chains of which these are the signs may stand in the text; if not, they do not.
    #[must_use]
    pub fn may_hold_all(&self, signs: Signs) -> bool {
        let mut any = false;
        for sign in signs.0.into_iter().take_while(|sign| *sign != 0) {
            any |= self.has(usize::from(sign) & (SEEN - 1));
            if sign & OR == 0 && !std::mem::take(&mut any) {
                return false;
            }
        }
        true
    }
}

/// How many words [`Signs`] are made of at most.
const SIGNS: usize = 6;
/// Marks a sign, so that none is zero.
const SIGN: u16 = 1 << 14;
/// Marks a sign that stands for one word of a link, with another word's behind it.
const OR: u16 = 1 << 15;

/// The groups of letters by which chains are known, as far as there is room: they stand where they are asked for, and the words
/// themselves lie all over the memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs([u16; SIGNS]);

impl Signs {
    /// Returns the signs of chains.
    #[must_use]
    pub fn of(chains: &[Chain<'_>]) -> Signs {
        let mut signs = [0; SIGNS];
        let mut at = 0;
        // A link of one word tells most.
        for one in [true, false] {
            for link in chains.iter().flat_map(|chain| chain.iter()).filter(|link| (link.len() == 1) == one) {
                let known = link.iter().all(|word| group(*word).is_some());
                if !known || at + link.len() > SIGNS {
                    continue;
                }
                for group in link.iter().filter_map(|word| group(*word)) {
                    signs[at] = u16::try_from(group).expect("groups have few bits") | SIGN | OR;
                    at += 1;
                }
                signs[at - 1] &= !OR;
            }
        }
        Signs(signs)
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0[0] == 0
    }
}

/// Returns the bit of the group of letters that a word ends in, when it has two letters at least.
fn group((word, _): Word<'_>) -> Option<usize> {
    let word = word.as_bytes();
    let letters = &word[word.len().saturating_sub(4)..];
    let fold = |group: u32, byte: &u8| group << 8 | u32::from(byte.to_ascii_lowercase());
    (letters.len() > 1).then(|| bit(letters.iter().fold(0, fold)))
}

fn bit(group: u32) -> usize {
    group.wrapping_mul(0x9E37_79B1) as usize >> (32 - SEEN.trailing_zeros())
}

/// Returns whether a chain stands in a text, of which the groups of letters are known.
#[must_use]
pub fn stands(chain: Chain<'_>, unit: Unit<'_>, seen: &Seen) -> bool {
    if !chain.iter().all(|link| link.iter().any(|word| seen.may_hold(*word))) {
        return false;
    }
    let mut at = 0;
    chain.iter().all(|link| {
        // Of all ways to find the links one after the other, the one that takes each as early as it can leaves most room.
        let first = link.iter().filter(|word| seen.may_hold(**word)).filter_map(|word| end(unit, at, *word)).min();
        at = first.unwrap_or(at);
        first.is_some()
    })
}

/// Returns the end of the first place from a byte on where a word stands.
fn end(unit: Unit<'_>, from: usize, (word, bits): Word<'_>) -> Option<usize> {
    let text = if bits & 4 == 0 { unit.lower } else { unit.text };
    // Few words are there, and whether one is can be told faster than where.
    if !text.get(from..)?.contains(word) {
        return None;
    }
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let (head, next, last) = (*word.first()?, *word.get(1).unwrap_or(&0), text.len().checked_sub(word.len())?);
    let single = word.len() == 1;
    (from..=last)
        .find(|start| {
            let end = start + word.len();
            // Two letters tell most places apart without a call that compares them all.
            text[*start] == head
                && (single || text[*start + 1] == next)
                && text[*start..end] == *word
                && is_bounded(text, *start..end, bits)
        })
        .map(|start| start + word.len())
}

/// Returns whether words begin and end where the bits of the word that stands there ask for it.
pub(super) fn is_bounded(text: &[u8], at: Range<usize>, bits: u8) -> bool {
    (bits & 1 == 0 || is_bound(text, at.start)) && (bits & 2 == 0 || is_bound(text, at.end))
}

/// Returns whether a word begins or ends at a byte, as `\b` means it where only ASCII counts.
fn is_bound(text: &[u8], at: usize) -> bool {
    let inside = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    inside(at.checked_sub(1).and_then(|before| text.get(before))) != inside(text.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::literals::needs;

    /// Whether the chains of a pattern stand in a text.
    fn all_stand(pattern: &str, text: &str) -> bool {
        let need = needs(&[pattern.to_string()], &[], true).expect("the pattern is right").remove(0);
        // The words that a text is searched for are a link of their own.
        let words: Vec<_> = Some(need.words.clone()).filter(|words| !words.is_empty()).into_iter().collect();
        need.chains.iter().chain(std::iter::once(&words)).all(|chain| {
            let links: Vec<Vec<(&str, u8)>> =
                chain.iter().map(|link| link.iter().map(|word| (word.text.as_str(), word.bits())).collect()).collect();
            let links: Vec<&[(&str, u8)]> = links.iter().map(Vec::as_slice).collect();
            let lower = text.to_ascii_lowercase();
            let (seen, chains) = (Seen::of(&lower), [links.as_slice()]);
            let stand = stands(&links, Unit { text, lower: &lower }, &seen);
            assert!(!stand || seen.may_hold_all(Signs::of(&chains)), "{pattern}: {text}");
            stand
        })
    }

    #[test]
    fn order_and_bounds_count() {
        for (pattern, yes, no) in [
            (r"fish.*swim", "a fish can swim", "to swim like a fish"),
            (r"\bfish\b", "a fish!", "fishy jellyfish"),
            (r"\bfish", "fishy", "jellyfish"),
            (r"\b(cod|eel)\b.*\bswims?\b", "an eel, it swims", "an eel: aswim"),
            (r"(fish ?)+bone", "fish fishbone", "bone of a fish"),
            (r"an (old )?fish", "an old fish", "fish: an old"),
            (r"(the )?fish(?:es)? swam", "fish swam", "the fishes swim"),
            (r"(fish|\d+ eels) (are|can) not", "all fish can not", "not all fish can"),
            (r"fish\W+(\w+\W+){0,2}fish", "fish fish", "one fish"),
            (
                r"\bbe (caught|eat|fri|cooked|sold|seen|kept|bought|made|bred|fed|known|missed|hooked)\b",
                "be eat",
                "beat, sold",
            ),
            (r"(fish|eel)s? (swim|sle[ep])\b", "eels swim", "eels, they swim"),
            (r"THE Fish", "THE Fish", "the fish"),
        ] {
            let engine = regex::bytes::RegexBuilder::new(pattern).unicode(false).build().expect("the pattern is right");
            assert!(engine.is_match(yes.as_bytes()) && !engine.is_match(no.as_bytes()), "{pattern}");
            assert!(all_stand(pattern, yes), "{pattern}: {yes}");
            assert!(!all_stand(pattern, no), "{pattern}: {no}");
        }
    }

    #[test]
    fn signs_tell_what_is_missing() {
        let chain: Chain<'_> = &[&[("cod", 0), ("eels", 0)], &[("swim", 3)], &[("a", 0)]];
        for (text, may) in
            [("eels swim", true), ("swim, cod", true), ("eel swim", false), ("cod walk", false), ("", false)]
        {
            assert_eq!(Seen::of(text).may_hold_all(Signs::of(&[chain])), may, "{text}");
        }
        assert!(Signs::of(&[]).is_empty() && Seen::of("").may_hold_all(Signs::of(&[])));
        let long: Chain<'_> = &[&[("ab", 0), ("cd", 0), ("ef", 0), ("gh", 0), ("ij", 0), ("kl", 0), ("mn", 0)]];
        assert!(Signs::of(&[long]).is_empty());
    }

    #[test]
    fn what_a_pattern_matches_has_its_chain() {
        for (pattern, text) in [
            (r"\b(?:a|an|the) fish\b", "the fish"),
            (r"fish\b(?:es)?", "fish"),
            (r"(?:\bfish\b|\beel)s?\b", "eels"),
            (r"(fish)?\beel", "eel"),
            (r"fish(\b| )eel", "fish eel"),
            (r"(?:fish){2}", "fishfish"),
            (r"(?:\bfish){1,3}\b", "fish"),
            (r"x\bfish", "fish"),
            (r"\bé\b|fish", "fish"),
            (r"(?i)the [fF]ish|(?-i:Eel)", "THE FISH"),
            (r"(?i)the [fF]ish|(?-i:Eel)", "Eel"),
            (r"\bfish\b(\W+\bfish)?", "fish, fish"),
            (r"(?:\b|_)fish(?:\b|_)", "_fish_"),
        ] {
            let engine = regex::bytes::RegexBuilder::new(pattern).unicode(false).build().expect("the pattern is right");
            assert!(!engine.is_match(text.as_bytes()) || all_stand(pattern, text), "{pattern}: {text}");
        }
    }
}
