//! Finds the words that patterns ask for, all of them in one pass over a text.
//!
//! From each word some letters are taken that stand in few texts; the text is searched for a hash of them, and where it has one,
//! the words that have it are compared. This is the idea of Karp and Rabin (Efficient randomized pattern-matching
//! algorithms, 1987), with blocks of letters as Wu and Manber take them (A fast algorithm for multi-pattern searching, 1994). An
//! automaton of Aho and Corasick finds the same, but to make one for some thousand words takes longer than to lint a note.

use super::chain::{Word, is_bounded};
use super::lazy::Unit;
use std::ops::Range;

/// How many letters a block may have. A word is searched for by the longest block that it is long enough for.
const BLOCKS: [usize; 6] = [1, 2, 3, 4, 6, 8];
/// By how many of its first letters a block is looked up, for each table.
const KEYS: [usize; 5] = [1, 2, 3, 4, 6];
/// How many bits a hash has.
const BITS: u32 = 18;
/// How many of them say where the blocks of a hash begin: the others only tell that there is none.
const HEADS: u32 = 15;

/// Blocks that are looked up by the same number of letters.
#[derive(Debug, Default)]
struct Table {
    /// A bit for each hash that the first letters of a block have.
    seen: Vec<u64>,
    /// For the first bits of each hash, where its blocks begin in `blocks`; one more at the end.
    heads: Vec<u32>,
    blocks: Vec<Block>,
}

/// A block of a word, and what must be known of the word to see whether it stands there.
#[derive(Debug)]
struct Block {
    /// The block itself.
    letters: u64,
    /// The word's number.
    word: u32,
    /// Where in the word the block stands.
    at: u32,
    /// How many letters the word has.
    length: u32,
    /// How many letters the block has.
    own: u8,
    /// Where somebody asks for the word: a set of [`crate::prose::Scope::bit`].
    scopes: u8,
    /// The word's bits.
    bits: u8,
}

/// What finds words.
#[derive(Debug)]
pub struct Prefilter {
    words: Vec<Word<'static>>,
    tables: [Table; KEYS.len()],
    /// For each letter, the tables of blocks looked up by one or two letters, of which one begins with it.
    short: [u8; 256],
}

impl Prefilter {
    /// Returns what finds these words. `scopes` says where somebody asks for each: a set of [`crate::prose::Scope::bit`].
    #[must_use]
    pub fn new(words: &[Word<'static>], scopes: &[u8]) -> Prefilter {
        let mut sums: Vec<u32> = Vec::new();
        let mut blocks: [Vec<(u32, Block)>; KEYS.len()] = [const { Vec::new() }; KEYS.len()];
        for (number, ((word, bits), scopes)) in words.iter().zip(scopes).enumerate() {
            let word = word.as_bytes();
            let Some(own) = BLOCKS.into_iter().rfind(|length| *length <= word.len()) else { continue };
            // How rare the letters before each byte are, taken together.
            sums.clear();
            sums.push(0);
            for (at, byte) in word.iter().enumerate() {
                sums.push(sums[at] + rarity(byte.to_ascii_lowercase()));
            }
            let rare = |at: &usize| sums[at + own] - sums[*at];
            let at = (0..=word.len() - own).max_by_key(rare).unwrap_or(0);
            let lower = |letters: u64, byte: &u8| letters << 8 | u64::from(byte.to_ascii_lowercase());
            let letters = word[at..at + own].iter().rev().fold(0, lower);
            let (word, at, length) = (narrow(number), narrow(at), narrow(word.len()));
            let table = KEYS.into_iter().rposition(|key| key <= own).unwrap_or(0);
            let own = u8::try_from(own).expect("a block has at most eight letters");
            let block = Block { letters, word, at, length, own, scopes: *scopes, bits: *bits };
            blocks[table].push((narrow(hash(letters & mask(KEYS[table]))), block));
        }
        let mut short = [0; 256];
        for (table, blocks) in blocks.iter().enumerate().take(2) {
            for (_, block) in blocks {
                short[usize::from(block.letters.to_le_bytes()[0])] |= 1 << table;
            }
        }
        Prefilter { words: words.to_vec(), tables: blocks.map(Table::new), short }
    }

    /// Notes where words stand within a stretch of a text, in the order of their first bytes, and the number of each: those that
    /// somebody asks for in one of these scopes.
    pub fn find(&self, unit: Unit<'_>, stretch: Range<usize>, scopes: u8, found: &mut Vec<(usize, usize)>) {
        let text = unit.lower.as_bytes();
        let (three, four, six) = (&self.tables[2], &self.tables[3], &self.tables[4]);
        for at in stretch.clone() {
            let here = first(&text[at..]);
            let begins = three.begins(hash(here & mask(3))) << 2 | four.begins(hash(here & mask(4))) << 3;
            let mut maybe = self.short[usize::from(text[at])] | begins | six.begins(hash(here & mask(6))) << 4;
            while maybe != 0 {
                let table = maybe.trailing_zeros() as usize;
                maybe &= maybe - 1;
                for block in self.tables[table].blocks(hash(here & mask(KEYS[table]))) {
                    if block.letters == here & mask(usize::from(block.own)) && block.scopes & scopes != 0 {
                        let start = at.checked_sub(block.at as usize).filter(|start| *start >= stretch.start);
                        let start = start.filter(|start| self.stands(unit, *start, stretch.end, block));
                        found.extend(start.map(|start| (start, block.word as usize)));
                    }
                }
            }
        }
        // Blocks are met in the order in which they stand, not the words that they belong to.
        found.sort_unstable();
    }

    /// Returns whether the word of a block stands at a byte, before the end of a stretch.
    fn stands(&self, unit: Unit<'_>, start: usize, last: usize, block: &Block) -> bool {
        let (text, end) = (unit.lower.as_bytes(), start + block.length as usize);
        if end > last || !is_bounded(text, start..end, block.bits) {
            return false;
        }
        let exact = block.bits & 4 != 0;
        if !exact && block.length == u32::from(block.own) {
            return true;
        }
        let word = self.words[block.word as usize].0.as_bytes();
        let side = if exact { unit.text.as_bytes() } else { text };
        side[start..end] == *word
    }
}

impl Table {
    fn new(mut blocks: Vec<(u32, Block)>) -> Table {
        blocks.sort_unstable_by_key(|(hash, block)| (*hash, block.word));
        let (mut seen, mut heads) = (vec![0; (1 << BITS) / 64], vec![0; (1 << HEADS) + 1]);
        for (number, (hash, _)) in blocks.iter().enumerate() {
            let hash = *hash as usize;
            seen[hash / 64] |= 1 << (hash % 64);
            heads[(hash >> (BITS - HEADS)) + 1] = narrow(number + 1);
        }
        let mut last = 0;
        for head in &mut heads {
            last = last.max(*head);
            *head = last;
        }
        Table { seen, heads, blocks: blocks.into_iter().map(|(_, block)| block).collect() }
    }

    /// Returns 1 when a block may begin with letters of this hash, else 0.
    fn begins(&self, hash: usize) -> u8 {
        u8::from(self.seen[hash / 64] >> (hash % 64) & 1 == 1)
    }

    /// Returns the blocks that may begin with letters of this hash.
    fn blocks(&self, hash: usize) -> &[Block] {
        let head = hash >> (BITS - HEADS);
        &self.blocks[self.heads[head] as usize..self.heads[head + 1] as usize]
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("words are counted in 32 bits")
}

/// Returns the first eight letters of a text as a number; what is behind its end counts as zero.
fn first(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(letters) => u64::from_le_bytes(*letters),
        None => text.iter().rev().fold(0, |letters, byte| letters << 8 | u64::from(*byte)),
    }
}

fn mask(length: usize) -> u64 {
    u64::MAX >> (64 - 8 * length)
}

/// Returns the hash of letters.
fn hash(letters: u64) -> usize {
    let hash = letters.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS);
    usize::try_from(hash).expect("a hash has few bits")
}

/// Returns how rare a letter is in English texts: 0 for the most frequent ones.
fn rarity(byte: u8) -> u32 {
    match byte {
        b' ' => 0,
        b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' => 1,
        b'h' | b'l' | b'd' | b'c' | b'u' => 2,
        b'm' | b'p' | b'f' | b'g' | b'y' | b'.' | b',' => 3,
        b'w' | b'b' | b'v' | b'\'' | b'(' => 4,
        _ => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        let words: Vec<Word<'static>> = vec![
            ("a", 0),
            ("a", 3),
            ("an", 0),
            ("and", 0),
            ("sand", 0),
            ("sandal", 1),
            ("dal", 2),
            ("Sand", 4),
            (" sand ", 0),
            ("the sandals of sand", 0),
            ("é", 0),
        ];
        let prefilter = Prefilter::new(&words, &vec![1; words.len()]);
        for text in [
            "",
            "a",
            "an",
            "Sand and a sandal",
            "the Sandals of sand and the sandals of sand",
            "é a éand",
            "dal",
            "sanda",
        ] {
            let lower = text.to_ascii_lowercase();
            let mut wanted = Vec::new();
            for at in 0..text.len() {
                for (number, (word, bits)) in words.iter().enumerate() {
                    let side = if bits & 4 == 0 { &lower } else { text };
                    let stands = side.as_bytes()[at..].starts_with(word.as_bytes());
                    if stands && is_bounded(text.as_bytes(), at..at + word.len(), *bits) {
                        wanted.push((at, number));
                    }
                }
            }
            let unit = Unit { text, lower: &lower };
            let find = |stretch: Range<usize>, scopes: u8| {
                let mut found = Vec::new();
                prefilter.find(unit, stretch, scopes, &mut found);
                found
            };
            assert_eq!(find(0..text.len(), 1), wanted, "{text}");
            assert_eq!(find(0..text.len(), 2), [], "{text}");
            let half = text.len() / 2..text.len();
            wanted.retain(|(at, _)| *at >= half.start);
            assert_eq!(find(half, 3), wanted, "{text}");
        }
        let mut found = Vec::new();
        Prefilter::new(&[], &[]).find(Unit { text: "a", lower: "a" }, 0..1, 1, &mut found);
        assert!(found.is_empty());
    }
}
