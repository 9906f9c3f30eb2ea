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
const EMPTY_WORDS: [&str; 41] = [
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
    "again",
    "tips",
    "revisited",
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
const CONTRAST: [(&str, &str); 24] = [
    ("with", "without"),
    ("before", "after"),
    ("old", "new"),
    ("broken", "fixed"),
    ("break", "fix"),
    ("good", "bad"),
    ("right", "wrong"),
    ("valid", "invalid"),
    ("fails", "passes"),
    ("failing", "passing"),
    ("success", "failure"),
    ("slow", "fast"),
    ("pros", "cons"),
    ("sync", "async"),
    ("local", "remote"),
    ("client", "server"),
    ("first", "second"),
    ("staging", "production"),
    ("dev", "prod"),
    ("linux", "windows"),
    ("linux", "macos"),
    ("macos", "windows"),
    ("bash", "powershell"),
    ("encode", "decode"),
];

/// Words of titles whose sections repeat on purpose.
const REPEATS_ON_PURPOSE: [&str; 17] = [
    "exercise",
    "exercises",
    "solution",
    "solutions",
    "question",
    "questions",
    "answer",
    "answers",
    "quiz",
    "summary",
    "recap",
    "cheatsheet",
    "overview",
    "changelog",
    "task",
    "tasks",
    "draft",
];

/// Languages of commands, which are the same for many different ends.
const SHELLS: [&str; 14] = [
    "sh",
    "bash",
    "zsh",
    "fish",
    "shell",
    "console",
    "terminal",
    "shell-session",
    "powershell",
    "pwsh",
    "ps1",
    "bat",
    "cmd",
    "batch",
];

/// Programs that code without a stated language begins with when it is commands.
const PROGRAMS: [&str; 22] = [
    "$", "sudo", "apt", "apt-get", "brew", "dnf", "yum", "pacman", "apk", "pip", "pip3", "npm", "npx", "git", "docker",
    "curl", "ssh", "cd", "mkdir", "python", "python3", "cargo",
];

/// Words of a line that announces an output.
const OUTPUT_WORDS: [&str; 10] =
    ["output", "outputs", "result", "results", "prints", "printed", "gives", "returns", "stdout", "shows"];

/// Code with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The section that it stands in.
    pub section: SectionId,
    /// The code.
    pub code: BlockId,
    /// The paragraphs right above it, the nearest first: it leads up to the code, and the others may.
    pub above: Vec<BlockId>,
    /// The label and the output right below it.
    pub follow: Vec<BlockId>,
    /// The code's fingerprint.
    pub key: u64,
    /// What follows as its output, if anything does.
    pub output: Option<Output>,
    /// The language that its fence states; nothing when it states none.
    pub language: String,
}

/// What a note says that some code gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// A block with this fingerprint.
    Block(u64),
    /// A sentence with this fingerprint.
    Sentence(u64),
}

/// Returns the units of all sections that are long enough to be folded, in the order of the notes' paths.
#[must_use]
pub fn units(ground: Ground<'_>, outline: &Outline, ledger: &Ledger) -> Vec<Unit> {
    let mut units = Vec::new();
    for id in outline.ids() {
        let body = &outline.section(id).body;
        let mut behind = 0;
        for (at, code) in body.iter().enumerate() {
            let block = ground.notes[code.source.index()].block(*code);
            let text = block.span.of(&ground.sources[code.source.index()].text);
            // What is the output of the code before is none of its own.
            if at < behind
                || !is_code(block.kind)
                || block.bond.is_some()
                || block.closer.is_some()
                || !ledger.kept(*code)
            {
                continue;
            }
            let (follow, output) = follow(ground, &body[at + 1..]);
            behind = at + 1 + follow.len();
            let fenced = block.kind == BlockKind::Fence;
            let lines = fingerprint::code_lines(text, fenced);
            let language = if fenced { fingerprint::language(text) } else { String::new() };
            if !is_telling(&lines, &language) {
                continue;
            }
            units.push(Unit {
                section: id,
                code: *code,
                above: above(ground, &body[..at]),
                follow,
                key: fingerprint::code(text, fenced),
                output,
                language,
            });
        }
    }
    // By path, not by the order in which the notes were given: which copy is the home must not hang on that.
    units.sort_by_key(|unit| (&ground.sources[unit.code.source.index()].path, unit.code));
    units
}

/// Whether code says enough to be a repeat: it is neither short, nor commands, nor imports alone.
fn is_telling(lines: &[&str], language: &str) -> bool {
    let full: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let bytes: usize = full.iter().map(|line| line.len()).sum();
    let import = |line: &&str| ["import ", "from ", "#", "use ", "//"].iter().any(|start| line.starts_with(start));
    let program = |line: &&str| PROGRAMS.contains(&line.split_whitespace().next().unwrap_or_default());
    full.len() >= LEAST_LINES
        && bytes >= LEAST_BYTES
        && !full.iter().all(import)
        && !SHELLS.contains(&language)
        && !(language.is_empty() && full.iter().any(program))
}

fn is_code(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Fence | BlockKind::Indented)
}

/// The paragraphs right above, the nearest first.
fn above(ground: Ground<'_>, above: &[BlockId]) -> Vec<BlockId> {
    let is_lead = |id: &&BlockId| {
        let block = ground.notes[id.source.index()].block(**id);
        block.kind == BlockKind::Paragraph && block.bond.is_none()
    };
    above.iter().rev().take_while(is_lead).copied().collect()
}

/// What stands below as the output: a block of code right there or under a line that announces an output, or that line alone when
/// it is a sentence.
fn follow(ground: Ground<'_>, below: &[BlockId]) -> (Vec<BlockId>, Option<Output>) {
    let block = |id: &BlockId| ground.notes[id.source.index()].block(*id);
    let text = |id: &BlockId| block(id).span.of(&ground.sources[id.source.index()].text);
    let key = |id: &BlockId| Output::Block(fingerprint::code(text(id), block(id).kind == BlockKind::Fence));
    let announces = |id: &BlockId| {
        let words = text(id).split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        block(id).kind == BlockKind::Paragraph && words.take(24).any(|word| OUTPUT_WORDS.contains(&word.as_str()))
    };
    match below {
        [output, ..] if is_code(block(output).kind) => (vec![*output], Some(key(output))),
        [label, output, ..] if announces(label) && is_code(block(output).kind) => {
            (vec![*label, *output], Some(key(output)))
        }
        [said, ..] if announces(said) => (Vec::new(), Some(Output::Sentence(fingerprint::prose(text(said))))),
        _ => (Vec::new(), None),
    }
}

/// Returns how often each name stands in the code of a unit, in lower case.
#[must_use]
pub fn names_in(ground: Ground<'_>, code: BlockId) -> FxHashMap<String, usize> {
    let block = ground.notes[code.source.index()].block(code);
    let text = block.span.of(&ground.sources[code.source.index()].text);
    names(&fingerprint::code_lines(text, block.kind == BlockKind::Fence))
}

/// Whether a paragraph speaks of what one title names and not of what the other one names.
#[must_use]
pub fn speaks_of(paragraph: &str, title: &str, other: &str) -> bool {
    let names = names(&[paragraph]);
    named(title, &names) > 0 && named(other, &names) == 0
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

/// Returns whether a word of a title, in lower case, names nothing.
#[must_use]
pub(super) fn is_empty(word: &str) -> bool {
    EMPTY_WORDS.contains(&word)
}

fn words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Returns whether two titles set two things against each other ("Python 2" and "Python 3", "with" and "without"), or one of them
/// says that its section repeats on purpose.
#[must_use]
pub(super) fn contrast(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    if a.iter().chain(&b).any(|word| REPEATS_ON_PURPOSE.contains(&word.as_str())) {
        return true;
    }
    let has = |words: &[String], word: &str| words.iter().any(|other| other == word);
    let pair = |(one, other): &(&str, &str)| (has(&a, one) && has(&b, other)) || (has(&b, one) && has(&a, other));
    let numbers = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| word.chars().all(|c| c.is_ascii_digit())).cloned().collect()
    };
    // "Greedy or not" speaks of both.
    let both = |words: &[String], at: usize| at > 0 && matches!(words[at - 1].as_str(), "or" | "and");
    let negated = |words: &[String]| {
        let negation = |at: &usize| matches!(words[*at].as_str(), "not" | "no" | "never" | "don");
        (0..words.len()).filter(negation).any(|at| !both(words, at))
    };
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
        assert!(contrast("queues", "Summary: queues"));
        assert!(!contrast("collections", "Counter"));
        assert!(!contrast("sharp or not", "sharp knives"));
    }
}
