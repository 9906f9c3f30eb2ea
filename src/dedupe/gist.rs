//! What blocks say, statement by statement: so that what was told again in slightly other words meets what was told before.
//!
//! A statement is a sentence, an item of a list or a row of a table. It is brought to the words that carry it, each as the stem
//! that stands for all words of its meaning; what is left of two statements that say the same is the same, in the same order.
//! Code, numbers and names stay as they are, so statements that differ in one of them never meet.

use super::fingerprint::Fnv;
use super::plain;
use crate::note::BlockKind;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::hash::Hasher;

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: [&str; 9] = ["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "resp.", "no.", "ca."];
/// Beyond how many differing words two statements are not said to be about the same thing.
const APART: usize = 2;
/// How many words two statements that contradict each other share at least.
const COMMON: usize = 4;
/// How many statements of a text are compared with those of another one.
const COMPARED: usize = 12;
/// Beyond how many words a statement is not compared word by word.
const LONG: usize = 120;

/// A word of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    /// What it means.
    key: u64,
    /// Whether it is a figure, or turns the statement round.
    turns: bool,
    /// Whether it denies the statement.
    denies: bool,
}

/// A sentence, an item of a list or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The same for statements that say the same.
    pub key: u64,
    words: Vec<Word>,
}

impl Statement {
    /// Returns how many words carry the statement.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.words.len()
    }
}

/// What a block of prose says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gist {
    /// Its statements.
    pub statements: Vec<Statement>,
    /// Whether their order says something: not in a plain list.
    pub ordered: bool,
}

/// Returns what a block of prose says; nothing when it holds what cannot be read as statements: footnotes, which are not the
/// same in two places, raw HTML, and code below an item.
#[must_use]
pub fn gist(text: &str, kind: BlockKind) -> Option<Gist> {
    let raw = |at: usize| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    let html = || without_code(text).match_indices('<').any(|(at, _)| raw(at));
    if text.contains("[^") || text.contains("```") || text.contains("~~~") || (text.contains('<') && html()) {
        return None;
    }
    let (parts, ordered) = match kind {
        BlockKind::Paragraph => (vec![Cow::Borrowed(text)], true),
        BlockKind::List => items(text),
        BlockKind::Quote => {
            let lines = text.lines().map(|line| line.trim_start().trim_start_matches('>').trim_start());
            let plain = lines.collect::<Vec<_>>().join("\n");
            (plain.split("\n\n").map(|part| Cow::Owned(part.to_string())).collect(), true)
        }
        BlockKind::Table => (rows(text), false),
        _ => return None,
    };
    let statements: Vec<Statement> = parts.iter().flat_map(|part| sentences(part)).map(statement).collect();
    Some(Gist { statements, ordered })
}

/// Returns a text with its code spans blanked out, byte for byte.
fn without_code(text: &str) -> String {
    let mut code = false;
    let blank = |c: char| {
        code ^= c == '`';
        if code { " ".repeat(c.len_utf8()) } else { c.to_string() }
    };
    text.chars().map(blank).collect()
}

/// Returns the items of a list, and whether their order counts: they are numbered, or one stands below another.
fn items(text: &str) -> (Vec<Cow<'_, str>>, bool) {
    let mut items: Vec<Cow<'_, str>> = Vec::new();
    let mut ordered = false;
    let mut outer = None;
    for line in text.lines() {
        let inner = line.trim_start();
        let numbered = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = numbered.len() < inner.len() && numbered.starts_with([')', '.']);
        let rest = if number { &numbered[1..] } else { inner.strip_prefix(['-', '*', '+']).unwrap_or("") };
        if !rest.is_empty() && rest.starts_with([' ', '\t']) {
            let indent = line.len() - inner.len();
            ordered |= number || *outer.get_or_insert(indent) != indent;
            items.push(Cow::Borrowed(rest.trim()));
        } else if let Some(item) = items.last_mut() {
            let item = item.to_mut();
            item.push('\n');
            item.push_str(inner);
        } else {
            items.push(Cow::Borrowed(inner));
        }
    }
    (items, ordered)
}

fn rows(text: &str) -> Vec<Cow<'_, str>> {
    let ruler = |line: &&str| !line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    text.lines().filter(ruler).map(|line| Cow::Owned(line.replace(". ", " "))).collect()
}

/// Cuts a text where its sentences end; code spans are left whole.
fn sentences(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut start, mut code) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        code ^= *byte == b'`';
        if code || !matches!(byte, b'.' | b'!' | b'?' | b';') {
            continue;
        }
        let rest = text[at + 1..].trim_start_matches(['"', '\'', ')', ']', '*', '_']);
        let next = rest.trim_start();
        let word = text[start..=at].rsplit([' ', '(', '\n']).next().unwrap_or_default();
        let ends = rest.len() != next.len()
            && (*byte == b';' || !next.starts_with(char::is_lowercase))
            && !ABBREVIATIONS.contains(&word.to_lowercase().as_str());
        if ends {
            found.push(&text[start..=at]);
            start = at + 1;
        }
    }
    found.push(&text[start..]);
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

/// Brings a sentence to the words that carry it.
fn statement(text: &str) -> Statement {
    let mut words: Vec<Word> = Vec::new();
    let mut run: Vec<Cow<'_, str>> = Vec::new();
    let mut rest = text.trim_start();
    for mark in ["[ ]", "[x]", "[X]"] {
        if let Some(after) = rest.strip_prefix(mark) {
            words.push(word(mark, true));
            rest = after;
        }
    }
    while let Some(c) = rest.chars().next() {
        let taken = if c == '`' {
            plain_words(&mut run, &mut words);
            let (code, taken) = code_span(rest);
            words.push(code_word(code));
            taken
        } else if let Some(target) = rest.strip_prefix("](") {
            plain_words(&mut run, &mut words);
            let end = target.find(')').unwrap_or(target.len());
            words.push(word(&target[..end], false));
            2 + end
        } else if is_part(c) {
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            push_word(&rest[..end], &mut run);
            end
        } else {
            if matches!(c, '<' | '>' | '≤' | '≥' | '≠' | '+' | '%' | '/' | '$' | '#' | '@' | '~' | '^' | '&' | '×')
            {
                plain_words(&mut run, &mut words);
                words.push(word(c.encode_utf8(&mut [0; 4]), false));
            }
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    plain_words(&mut run, &mut words);
    let mut key = Fnv::default();
    words.iter().for_each(|word| key.write_u64(word.key));
    if words.is_empty() {
        // What carries nothing that is known says the same only to the letter.
        key.write(text.trim().as_bytes());
    }
    Statement { key: key.finish(), words }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '_')
}

/// Returns what stands in a code span, and how many bytes the span takes.
fn code_span(text: &str) -> (&str, usize) {
    let ticks = text.bytes().take_while(|b| *b == b'`').count();
    match text[ticks..].find(&text[..ticks]) {
        Some(end) => (&text[ticks..ticks + end], end + 2 * ticks),
        None => ("", ticks),
    }
}

/// Writes a word in lower case, a contraction as the words that it stands for.
fn push_word<'a>(word: &'a str, run: &mut Vec<Cow<'a, str>>) {
    let word = word.trim_matches(['.', '\'', '’', '_']);
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        run.extend(apart(word).into_iter().flatten().map(Cow::Borrowed));
    } else {
        let lower = word.to_lowercase().replace('’', "'");
        run.extend(apart(&lower).into_iter().flatten().map(|word| Cow::Owned(word.to_string())));
    }
}

/// Returns the words that a word in lower case stands for: two for a contraction, none when nothing is written.
fn apart(lower: &str) -> [Option<&str>; 2] {
    match lower {
        "" => [None, None],
        "cannot" | "can't" => [Some("can"), Some("not")],
        "won't" => [Some("will"), Some("not")],
        _ => match (lower.strip_suffix("n't"), lower.split_once('\'')) {
            (Some(verb), _) => [Some(verb), Some("not")],
            (None, Some((word, "s" | "re" | "ve" | "ll" | "d" | "m" | ""))) => [Some(word), None],
            _ => [Some(lower), None],
        },
    }
}

/// Writes the words that were read since the last code, without those that say nothing by themselves.
fn plain_words(run: &mut Vec<Cow<'_, str>>, words: &mut Vec<Word>) {
    let mut at = 0;
    let mut last = Cow::Borrowed("");
    while at < run.len() {
        let (length, meant) = plain::turn(&run[at..]).unwrap_or((1, &[]));
        if length > 1 {
            words.extend(meant.iter().map(|text| plain_word(&plain::meaning(text))));
        } else if !is_idle(&last, &run[at], run.get(at + 1).map(AsRef::as_ref)) {
            let meaning = plain::meaning(&run[at]);
            words.push(plain_word(&meaning));
            last = meaning;
        }
        at += length;
    }
    drop(last);
    run.clear();
}

/// Whether a word says nothing between the one before it and the one behind.
fn is_idle(last: &str, word: &str, next: Option<&str>) -> bool {
    let passive = || matches!(word, "get" | "gets" | "got") && next.is_some_and(plain::is_suffered);
    plain::is_empty(word) || plain::completes(last, word) || passive()
}

fn plain_word(meaning: &str) -> Word {
    let turns = meaning.bytes().any(|b| b.is_ascii_digit()) || plain::turns(meaning);
    Word { denies: plain::denies(meaning), ..word(meaning, turns) }
}

fn word(text: &str, turns: bool) -> Word {
    let mut key = Fnv::default();
    key.write(text.as_bytes());
    Word { key: key.finish(), turns, denies: false }
}

/// Returns the word that a code span is: what stands in it, with single spaces, between ticks.
fn code_word(code: &str) -> Word {
    let mut key = Fnv::default();
    key.write(b"`");
    for (at, part) in code.split_whitespace().enumerate() {
        if at > 0 {
            key.write(b" ");
        }
        key.write(part.as_bytes());
    }
    key.write(b"`");
    Word { key: key.finish(), turns: false, denies: false }
}

/// Whether two statements are about the same thing and differ only in figures, or in words that turn them round.
fn contradict(a: &Statement, b: &Statement) -> bool {
    if a.key == b.key || a.weight().max(b.weight()) > LONG || a.weight().abs_diff(b.weight()) > APART {
        return false;
    }
    let common = common(&a.words, &b.words);
    let left = |words: &[Word], common: &[bool]| -> Vec<Word> {
        words.iter().zip(common).filter(|(_, common)| !**common).map(|(word, _)| *word).collect()
    };
    let (here, there) = (left(&a.words, &common.0), left(&b.words, &common.1));
    let shared = a.weight() - here.len();
    shared >= COMMON
        && shared > here.len() + there.len()
        && here.len().max(there.len()) <= APART
        && here.iter().chain(&there).all(|word| word.turns)
        // A figure that only one of them states adds to the other.
        && (!(here.is_empty() || there.is_empty()) || here.iter().chain(&there).any(|word| word.denies))
}

/// Returns the first statement of one text that speaks against one of the other, and that one, by their keys.
#[must_use]
pub fn contradiction(one: &[&Statement], other: &[&Statement]) -> Option<(u64, u64)> {
    let only = |own: &[&Statement], against: &[&Statement]| -> Vec<Statement> {
        let known: FxHashSet<u64> = against.iter().map(|statement| statement.key).collect();
        let own = own.iter().filter(|statement| !known.contains(&statement.key));
        own.take(COMPARED).map(|statement| (*statement).clone()).collect()
    };
    let (here, there) = (only(one, other), only(other, one));
    let against = |a: &Statement| there.iter().find(|b| contradict(a, b)).map(|b| b.key);
    here.iter().find_map(|a| against(a).map(|b| (a.key, b)))
}

/// Marks the words of the longest sequence that two statements have in common.
fn common(a: &[Word], b: &[Word]) -> (Vec<bool>, Vec<bool>) {
    let width = b.len() + 1;
    let mut length = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i * width + j] = if a[i].key == b[j].key {
                length[(i + 1) * width + j + 1] + 1
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
        }
    }
    let (mut one, mut two) = (vec![false; a.len()], vec![false; b.len()]);
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i].key == b[j].key {
            (one[i], two[j]) = (true, true);
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    (one, two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Gist {
        let kind =
            if text.starts_with("- ") || text.starts_with("1. ") { BlockKind::List } else { BlockKind::Paragraph };
        gist(text, kind).expect("it is made of statements")
    }

    fn keys(text: &str) -> Vec<u64> {
        read(text).statements.iter().map(|statement| statement.key).collect()
    }

    #[test]
    fn other_words_for_the_same_meet() {
        for (a, b) in [
            ("The kettle doesn't hum at once.", "The kettle does not hum."),
            ("It is rarely empty, and one can fill it up.", "It's hardly ever empty and you may fill it."),
            ("Steam can't get that far.", "Steam cannot get there."),
            ("**Two** lids of `Kettle`", "2 lids of `Kettle`"),
            ("The lid gets lost.", "the lid is lost"),
            ("It takes as much tea as it can.", "It takes as much tea as possible."),
            ("It was not able to boil.", "It could not boil."),
        ] {
            assert_eq!(keys(a), keys(b), "{a} / {b}");
        }
    }

    #[test]
    fn what_says_something_else_does_not_meet() {
        for (a, b) in [
            ("It boils in three minutes.", "It boils in four minutes."),
            ("The lid is not closed.", "The lid is closed."),
            ("Call `fill` on it.", "Call `refill` on it."),
            ("The first cup is for Anna.", "The first cup is for Omar."),
            ("Kettles are faster than pots.", "Pots are faster than kettles."),
            ("Only kettles hum.", "Kettles hum."),
            ("It hums when a < b.", "It hums when a > b."),
            ("Read [this](a.md).", "Read [this](b.md)."),
            ("Boil it until it hums.", "Boil it unless it hums."),
        ] {
            assert_ne!(keys(a), keys(b), "{a} / {b}");
        }
    }

    #[test]
    fn sentences_items_and_rows_are_statements() {
        assert_eq!(keys("Fill it. Close the lid, e.g. with care! `a. b` stays whole").len(), 3);
        assert_eq!(keys("- fill it\n- close\n  the lid\n"), [keys("fill it"), keys("close the lid")].concat());
        assert!(read("1. fill it\n2. boil it\n").ordered && !read("- fill it\n- boil it\n").ordered);
        let table = gist("| a | b |\n|---|---|\n| 1 | 2 |\n", BlockKind::Table).expect("rows are statements");
        assert_eq!(table.statements.len(), 2);
        for text in ["It hums.[^1]", "It <b>hums</b>.", "- it\n\n  ```\n  hum()\n  ```\n"] {
            assert_eq!(gist(text, BlockKind::List), None, "{text}");
        }
        assert!(gist("`a <b>` hums where 1 < 2", BlockKind::Paragraph).is_some());
    }

    #[test]
    fn figures_and_what_turns_a_statement_round_contradict() {
        let speaks_against = |a: &str, b: &str| {
            let (a, b) = (read(a), read(b));
            contradiction(&a.statements.iter().collect::<Vec<_>>(), &b.statements.iter().collect::<Vec<_>>()).is_some()
        };
        let said = "The kettle at the front hums loud after three minutes.";
        for other in [
            "The kettle at the front hums loud after four minutes.",
            "The kettle at the front doesn't hum loud after three minutes.",
            "The kettle at the back hums loud after three minutes.",
        ] {
            assert!(speaks_against(said, other), "{other}");
        }
        for other in [
            "The kettle at the front hums loud after three minutes.",
            "The kettle at the front sings loud after three minutes.",
            "The kettle at the front hums loud after 3 minutes, and 20 seconds.",
            "The pot hums.",
        ] {
            assert!(!speaks_against(said, other), "{other}");
        }
    }
}
