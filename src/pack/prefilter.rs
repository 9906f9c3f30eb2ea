//! Finds the words that patterns ask for, all of them in one pass over a text.
//!
//! From each word some letters are taken that stand in few texts; the text is searched for a hash of them, and where it has one,
//! the words that have it are compared. This is the idea of Karp and Rabin (Efficient randomized pattern-matching
//! algorithms, 1987), with blocks of letters as Wu and Manber take them (A fast algorithm for multi-pattern searching, 1994). An
//! automaton of Aho and Corasick finds the same, but to make one for some thousand words takes longer than to lint a note.

use super::chain::{Word, is_bounded};
use super::lazy::Unit;

/// How many letters a block may have. A word is searched for by the longest block that it is long enough for.
const BLOCKS: [usize; 6] = [1, 2, 3, 4, 6, 8];
/// How many bits a hash has.
const BITS: u32 = 18;
/// How many of them say where the blocks of a hash begin: the others only tell that there is none.
const HEADS: u32 = 15;

/// Words with blocks of one length.
#[derive(Debug, Default)]
struct Table {
    /// How many letters the blocks have.
    length: usize,
    /// A bit for each hash that a block has.
    seen: Vec<u64>,
    /// For the first bits of each hash, where its blocks begin in `blocks`; one more at the end.
    heads: Vec<u32>,
    blocks: Vec<Block>,
}

/// A block of a word.
#[derive(Debug)]
struct Block {
    hash: u32,
    /// The word's number.
    word: u32,
    /// Where in the word the block stands.
    at: u32,
    /// The block itself.
    letters: u64,
}

/// What finds words.
#[derive(Debug)]
pub struct Prefilter {
    words: Vec<Word<'static>>,
    /// The words' letters in lower case, one word after the other, and where each ends.
    letters: Vec<u8>,
    ends: Vec<u32>,
    tables: Vec<Table>,
    /// For each hash of three letters, the tables of which a block begins with such letters, a bit for each.
    begins: Vec<u8>,
    /// For each letter, the tables of shorter blocks, of which one begins with it.
    short: [u8; 256],
}

impl Prefilter {
    /// Returns what finds these words.
    #[must_use]
    pub fn new(words: &[Word<'static>]) -> Prefilter {
        let (mut letters, mut ends) = (Vec::new(), Vec::with_capacity(words.len()));
        let mut sums: Vec<u32> = Vec::new();
        let mut blocks: [Vec<Block>; BLOCKS.len()] = [const { Vec::new() }; BLOCKS.len()];
        for (number, (word, _)) in words.iter().enumerate() {
            let start = letters.len();
            letters.extend(word.bytes().map(|byte| byte.to_ascii_lowercase()));
            ends.push(narrow(letters.len()));
            let word = &letters[start..];
            let Some(table) = BLOCKS.iter().rposition(|length| *length <= word.len()) else { continue };
            let length = BLOCKS[table];
            // How rare the letters before each byte are, taken together.
            sums.clear();
            sums.push(0);
            for (at, byte) in word.iter().enumerate() {
                sums.push(sums[at] + rarity(*byte));
            }
            let rare = |at: &usize| sums[at + length] - sums[*at];
            let at = (0..=word.len() - length).max_by_key(rare).unwrap_or(0);
            let letters = first(&word[at..], length);
            blocks[table].push(Block { hash: narrow(hash(letters)), word: narrow(number), at: narrow(at), letters });
        }
        let tables = BLOCKS.into_iter().zip(blocks).filter(|(_, blocks)| !blocks.is_empty());
        let tables = tables.map(|(length, blocks)| Table::new(length, blocks)).collect();
        let tables: Vec<Table> = tables;
        let (mut begins, mut short) = (vec![0; 1 << HEADS], [0; 256]);
        for (number, table) in tables.iter().enumerate() {
            for block in &table.blocks {
                let slot = match table.length {
                    1 | 2 => &mut short[usize::from(block.letters.to_le_bytes()[0])],
                    _ => &mut begins[hash(block.letters & mask(3)) >> (BITS - HEADS)],
                };
                *slot |= 1 << number;
            }
        }
        Prefilter { words: words.to_vec(), letters, ends, tables, begins, short }
    }

    /// Returns where words stand in a text, in the order of the bytes where they begin, and the number of each.
    #[must_use]
    pub fn find(&self, unit: Unit<'_>) -> Vec<(usize, usize)> {
        let text = unit.lower.as_bytes();
        let mut found = Vec::new();
        for at in 0..text.len() {
            let here = first(&text[at..], 8);
            let mut maybe = self.begins[hash(here & mask(3)) >> (BITS - HEADS)] | self.short[usize::from(text[at])];
            while maybe != 0 {
                let table = &self.tables[maybe.trailing_zeros() as usize];
                maybe &= maybe - 1;
                let letters = here & mask(table.length);
                let hash = hash(letters);
                if table.seen[hash / 64] >> (hash % 64) & 1 == 1 {
                    let head = hash >> (BITS - HEADS);
                    let blocks = &table.blocks[table.heads[head] as usize..table.heads[head + 1] as usize];
                    for block in blocks.iter().filter(|block| block.letters == letters) {
                        let start = at.checked_sub(block.at as usize);
                        let start = start.filter(|start| self.stands(unit, *start, block.word));
                        found.extend(start.map(|start| (start, block.word as usize)));
                    }
                }
            }
        }
        // Blocks are met in the order in which they stand, not the words that they belong to.
        found.sort_unstable();
        found
    }

    fn stands(&self, unit: Unit<'_>, start: usize, number: u32) -> bool {
        let number = number as usize;
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let letters = &self.letters[from..self.ends[number] as usize];
        let (text, end) = (unit.lower.as_bytes(), start + letters.len());
        let (word, bits) = self.words[number];
        text.get(start..end).is_some_and(|there| there == letters)
            && is_bounded(text, start..end, bits)
            && (bits & 4 == 0 || unit.text.as_bytes()[start..end] == *word.as_bytes())
    }
}

impl Table {
    fn new(length: usize, mut blocks: Vec<Block>) -> Table {
        blocks.sort_unstable_by_key(|block| (block.hash, block.word));
        let (mut seen, mut heads) = (vec![0; (1 << BITS) / 64], vec![0; (1 << HEADS) + 1]);
        for (number, block) in blocks.iter().enumerate() {
            let hash = block.hash as usize;
            seen[hash / 64] |= 1 << (hash % 64);
            heads[(hash >> (BITS - HEADS)) + 1] = narrow(number + 1);
        }
        let mut last = 0;
        for head in &mut heads {
            last = last.max(*head);
            *head = last;
        }
        Table { length, seen, heads, blocks }
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("words are counted in 32 bits")
}

/// Returns the first letters of a text as a number, as many as `length` says; what is behind its end counts as zero.
fn first(text: &[u8], length: usize) -> u64 {
    let all = match text.first_chunk::<8>() {
        Some(letters) => u64::from_le_bytes(*letters),
        None => text.iter().rev().fold(0, |letters, byte| letters << 8 | u64::from(*byte)),
    };
    all & mask(length)
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
        let prefilter = Prefilter::new(&words);
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
            assert_eq!(prefilter.find(Unit { text, lower: &lower }), wanted, "{text}");
        }
        assert!(Prefilter::new(&[]).find(Unit { text: "a", lower: "a" }).is_empty());
    }
}
