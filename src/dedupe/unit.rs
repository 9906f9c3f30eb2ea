//! Units: a block of code with the sentences that lead up to it and the output that follows it.

use super::fingerprint;
use crate::arrange::select::Ground;
use crate::ledger::Ledger;
use crate::note::{BlockId, BlockKind};
use crate::outline::{Outline, SectionId};
use rustc_hash::FxHashMap;

/// The least that a block must hold to be worth folding: shorter code is a set-up line or an output that many things share.
const LEAST_LINES: usize = 3;
const LEAST_BYTES: usize = 40;

/// Words of a title that name nothing.
const EMPTY_WORDS: [&str; 38] = [
    "a",
    "an",
    "the",
    "and",
    "or",
    "of",
    "in",
    "on",
    "to",
    "for",
    "with",
    "without",
    "using",
    "use",
    "how",
    "what",
    "is",
    "example",
    "examples",
    "output",
    "usage",
    "notes",
    "note",
    "basics",
    "intro",
    "introduction",
    "overview",
    "summary",
    "more",
    "python",
    "code",
    "class",
    "function",
    "module",
    "method",
    "vs",
    "broken",
    "simple",
];

/// Pairs of words that make two titles speak of different things.
const CONTRAST: [(&str, &str); 12] = [
    ("with", "without"),
    ("before", "after"),
    ("old", "new"),
    ("broken", "fixed"),
    ("break", "fix"),
    ("good", "bad"),
    ("right", "wrong"),
    ("pros", "cons"),
    ("sync", "async"),
    ("linux", "windows"),
    ("linux", "macos"),
    ("macos", "windows"),
];

/// Code with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The section that it stands in.
    pub section: SectionId,
    /// The code.
    pub code: BlockId,
    /// The paragraphs right above it.
    pub leads: Vec<BlockId>,
    /// The label and the output right below it.
    pub follow: Vec<BlockId>,
    /// The code's fingerprint.
    pub key: u64,
    /// The output's fingerprint, if there is one.
    pub output: Option<u64>,
    /// How often each name stands in the code, in lower case.
    pub words: FxHashMap<String, usize>,
}

/// Returns the units of all sections that are long enough to be folded, in the order of the notes' paths.
#[must_use]
pub fn units(ground: Ground<'_>, outline: &Outline, ledger: &Ledger) -> Vec<Unit> {
    let mut units = Vec::new();
    for id in outline.ids() {
        let body = &outline.section(id).body;
        for (at, code) in body.iter().enumerate() {
            let block = ground.notes[code.source.index()].block(*code);
            let text = block.span.of(&ground.sources[code.source.index()].text);
            if !is_code(block.kind) || block.bond.is_some() || block.closer.is_some() || !ledger.kept(*code) {
                continue;
            }
            let lines = fingerprint::code_lines(text, block.kind == BlockKind::Fence);
            let bytes: usize = lines.iter().map(|line| line.trim().len()).sum();
            if lines.len() < LEAST_LINES || bytes < LEAST_BYTES {
                continue;
            }
            let (follow, output) = follow(ground, &body[at + 1..]);
            units.push(Unit {
                section: id,
                code: *code,
                leads: leads(ground, &body[..at]),
                follow,
                key: fingerprint::code(text, block.kind == BlockKind::Fence),
                output,
                words: names(&lines),
            });
        }
    }
    // By path, not by the order in which the notes were given: which copy is the home must not hang on that.
    units.sort_by_key(|unit| (&ground.sources[unit.code.source.index()].path, unit.code));
    units
}

fn is_code(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Fence | BlockKind::Indented)
}

/// The paragraphs right above, up to the block before them; not when they tell of an output, which belongs to what is above.
fn leads(ground: Ground<'_>, above: &[BlockId]) -> Vec<BlockId> {
    let prose = |id: &&BlockId| {
        let block = ground.notes[id.source.index()].block(**id);
        block.kind == BlockKind::Paragraph && block.bond.is_none()
    };
    let mut leads: Vec<BlockId> = above.iter().rev().take_while(prose).copied().collect();
    leads.reverse();
    // Behind another block of code only the last paragraph is sure to speak of what comes; those before may speak of what was.
    if leads.len() < above.len() && leads.len() > 1 {
        leads.drain(..leads.len() - 1);
    }
    leads
}

/// The output below: a short label that ends with a colon, and the code block under it.
fn follow(ground: Ground<'_>, below: &[BlockId]) -> (Vec<BlockId>, Option<u64>) {
    let [label, output, ..] = below else { return (Vec::new(), None) };
    let block = |id: &BlockId| ground.notes[id.source.index()].block(*id);
    let text = |id: &BlockId| block(id).span.of(&ground.sources[id.source.index()].text);
    let short = text(label).trim().len() <= 40 && text(label).trim_end().ends_with(':');
    if block(label).kind == BlockKind::Paragraph && short && is_code(block(output).kind) {
        let key = fingerprint::code(text(output), block(output).kind == BlockKind::Fence);
        return (vec![*label, *output], Some(key));
    }
    (Vec::new(), None)
}

fn names(lines: &[&str]) -> FxHashMap<String, usize> {
    let mut names = FxHashMap::default();
    for name in lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')) {
        if !name.is_empty() {
            *names.entry(name.to_lowercase()).or_default() += 1;
        }
    }
    names
}

/// Returns how well a title names some code: how often its words stand there as names; 0 when most of them do not.
#[must_use]
pub(super) fn named(title: &str, names: &FxHashMap<String, usize>) -> usize {
    let words = words(title);
    let telling: Vec<&String> = words.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str())).collect();
    let found: Vec<usize> = telling.iter().filter_map(|word| names.get(*word).copied()).collect();
    if found.len() * 2 < telling.len() || found.is_empty() { 0 } else { found.iter().sum() }
}

fn words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Returns whether two titles set two things against each other: "Python 2" and "Python 3", "with" and "without".
#[must_use]
pub(super) fn contrast(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let has = |words: &[String], word: &str| words.iter().any(|other| other == word);
    let pair = |(one, other): &(&str, &str)| (has(&a, one) && has(&b, other)) || (has(&b, one) && has(&a, other));
    let numbers = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| word.chars().all(|c| c.is_ascii_digit())).cloned().collect()
    };
    let negated = |words: &[String]| words.iter().any(|word| matches!(word.as_str(), "not" | "no" | "never" | "don"));
    CONTRAST.iter().any(pair) || numbers(&a) != numbers(&b) || negated(&a) != negated(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_code_by_its_own_words() {
        let names = names(&["from collections import Counter", "cnt = Counter()"]);
        assert_eq!(named("Counter", &names), 2);
        assert_eq!(named("collections", &names), 1);
        assert_eq!(named("An example", &names), 0);
        assert_eq!(named("Counter of very many other things", &names), 0);
    }

    #[test]
    fn contrasts_are_seen_in_numbers_pairs_and_negations() {
        assert!(contrast("print in Python 2", "print in Python 3"));
        assert!(contrast("with locks", "without locks"));
        assert!(contrast("why it works", "why it does not work"));
        assert!(!contrast("collections", "Counter"));
    }
}
