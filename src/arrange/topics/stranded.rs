//! Text that stands under a wrong heading without a gap before it: a paragraph, with its code, that shares no word with its
//! section and speaks for a chapter where other sections of the book went.
//!
//! Evidence alone would cut too much: a section on files may well mention `asyncio`. Whoever goes on about the subject repeats
//! some word of it, or takes up the sentence before; a note that went to the wrong place does neither.

use super::Topics;
use super::evidence::Evidence;
use super::words::fold;
use crate::arrange::select::Ground;
use crate::note::{BlockId, BlockKind};
use crate::outline::Section;
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The least that speaks for a chapter of another part when the text stands last in its section, where stray notes mostly land.
const LAST: f32 = 2.5;
/// The same amid the section.
const AMID: f32 = 3.0;
/// The same when there is code, which mentions this and that.
const WITH_CODE: f32 = 5.0;
/// From here on a paragraph may share one word with its section.
const SURE: f32 = 4.0;
/// From here on the text may go to another chapter of the part, when nothing of the book is in the one that it speaks for.
const ELSEWHERE: f32 = 3.0;
/// What part of the worth of a heading it has when a text begins like one, and the most that it has.
const BEGINS: f32 = 3.2;
const OPENING: f32 = 4.0;
/// How many letters a word has at least that tells subjects apart.
const LETTERS: usize = 4;
/// How many such words a text holds at least.
const WORDS: usize = 2;

/// How sentences begin that go on with what was said before.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^\W*(this|that|these|those|it|they|he|she|its|their|for (example|instance)|e\.g|note|also|from|in|as|see|here|the (above|following|former|latter|result|output|same|code|last|first|second|other|current|new)|then|but|and|or|so|however|otherwise|instead|if|after|before|another|both|we|now|next|finally|again|output|result|example|since|because|let|each|all|one|a:|answer)\b";
    Regex::new(pattern).expect("the pattern is constant and right")
});

/// What in a first sentence takes up something that stands before it.
static TAKES_UP: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^[^.\n]*\b((both|neither|either|the (former|latter)|as well|too|instead)\b|the (first|second|third)( (and|but|is|or)|[,.:;]))";
    Regex::new(pattern).expect("the pattern is constant and right")
});

/// Words of four letters and more that say nothing about the subject.
const EVERYDAY: [&str; 100] = [
    "always",
    "anything",
    "back",
    "been",
    "between",
    "both",
    "call",
    "called",
    "case",
    "come",
    "different",
    "either",
    "else",
    "ever",
    "everything",
    "first",
    "give",
    "gives",
    "good",
    "keep",
    "kept",
    "keeps",
    "kind",
    "know",
    "last",
    "less",
    "must",
    "need",
    "needs",
    "never",
    "nothing",
    "once",
    "same",
    "several",
    "something",
    "still",
    "take",
    "takes",
    "than",
    "thing",
    "time",
    "want",
    "well",
    "without",
    "which",
    "their",
    "there",
    "these",
    "those",
    "about",
    "would",
    "could",
    "should",
    "where",
    "while",
    "after",
    "before",
    "being",
    "other",
    "another",
    "every",
    "because",
    "python",
    "this",
    "that",
    "from",
    "with",
    "when",
    "then",
    "them",
    "they",
    "will",
    "have",
    "here",
    "some",
    "more",
    "most",
    "such",
    "only",
    "also",
    "just",
    "like",
    "into",
    "over",
    "your",
    "what",
    "http",
    "https",
    "code",
    "example",
    "using",
    "used",
    "uses",
    "make",
    "makes",
    "does",
    "very",
    "many",
    "much",
    "each",
];

/// Blocks that go together: a paragraph or a list item, with the code below it.
struct Piece {
    /// Positions in the section's body.
    range: std::ops::Range<usize>,
    /// Whether it is prose with nothing but code below it.
    plain: bool,
}

/// What is stranded: positions in the section's body, the evidence, and the chapter that it speaks for.
pub(super) struct Stranded {
    pub range: std::ops::Range<usize>,
    pub evidence: Evidence,
    pub chapter: usize,
    /// The chapter that the evidence speaks for, which names the text even where it goes to another one.
    pub named: usize,
}

/// Looks for stranded text in one section; `settled` says of each chapter whether sections of the book are in it.
pub(super) struct Search<'a> {
    pub topics: &'a Topics,
    pub ground: Ground<'a>,
    pub section: &'a Section,
    pub chapter: usize,
    pub settled: &'a [bool],
    /// What the section's heading mentions, weighed.
    pub heading: &'a [f32],
}

impl Search<'_> {
    /// Returns the stranded pieces of the section, in order.
    pub fn run(&self) -> Vec<Stranded> {
        let pieces = self.pieces();
        // A section that says nothing for its chapter only came along: no text can be out of place in it.
        if pieces.len() < 2 || !self.is_backed() {
            return Vec::new();
        }
        let words: Vec<FxHashSet<String>> = pieces.iter().map(|piece| self.words(piece)).collect();
        let mut holders: FxHashMap<&str, usize> = FxHashMap::default();
        words.iter().flatten().for_each(|word| *holders.entry(word).or_default() += 1);
        let title = telling(&self.section.title);
        let mut found = Vec::new();
        for (nth, piece) in pieces.iter().enumerate().skip(1) {
            let own = &words[nth];
            let shared = own.iter().filter(|word| holders[word.as_str()] > 1 || title.contains(*word)).count();
            if !piece.plain || shared > 1 || own.len() < WORDS || self.names_title(piece) || !self.begins_anew(piece) {
                continue;
            }
            let (evidence, scores) = self.evidence(piece);
            let Some((chapter, named, score)) = self.elsewhere(&scores) else { continue };
            let code = piece.range.len() > 1 || !self.is_sentence(self.section.body[piece.range.start]);
            // Chapters of one part have much in common.
            let part = |chapter: usize| self.topics.chapters[chapter].part;
            let last = nth + 1 == pieces.len() && part(chapter) != part(self.chapter);
            let least = if code {
                WITH_CODE
            } else if last {
                LAST
            } else {
                AMID
            };
            if score >= least && (shared == 0 || (!code && score >= SURE)) {
                found.push(Stranded { range: piece.range.clone(), evidence, chapter, named });
            }
        }
        found
    }

    /// Whether the section itself speaks for the chapter that it is in.
    fn is_backed(&self) -> bool {
        self.heading[self.chapter] > 0.0
            || self.section.body.iter().any(|id| {
                let mut evidence = Evidence::default();
                evidence.block(self.topics, self.ground, *id);
                evidence.weigh(self.topics)[self.chapter] > 0.0
            })
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, id) in self.section.body.iter().enumerate() {
            let block = self.ground.notes[id.source.index()].block(*id);
            let prose = block.bond.is_none() && self.is_sentence(*id);
            let code = matches!(block.kind, BlockKind::Fence | BlockKind::Indented) && block.bond.is_none();
            let announced = at > 0 && self.text(self.section.body[at - 1]).trim_end().ends_with(':');
            let apart = !announced && at > 0 && at + 1 == self.section.body.len() && self.is_named_list(*id);
            match pieces.last_mut() {
                Some(last) if (!prose || announced) && !apart => {
                    last.range.end = at + 1;
                    last.plain &= code || (announced && block.kind == BlockKind::List && block.bond.is_none());
                }
                _ => pieces.push(Piece { range: at..at + 1, plain: prose || apart }),
            }
        }
        pieces
    }

    fn text(&self, id: BlockId) -> &str {
        let block = self.ground.notes[id.source.index()].block(id);
        block.span.of(&self.ground.sources[id.source.index()].text)
    }

    /// Whether a block is a paragraph, or a list of one item.
    fn is_sentence(&self, id: BlockId) -> bool {
        let marked = |line: &str| {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.starts_with(['-', '*', '+']) && line[1..].starts_with([' ', '\t'])
                || rest.len() < line.len() && rest.starts_with(['.', ')'])
        };
        match self.ground.notes[id.source.index()].block(id).kind {
            BlockKind::Paragraph => true,
            BlockKind::List => self.text(id).lines().filter(|line| marked(line.trim_start())).count() == 1,
            _ => false,
        }
    }

    /// Whether a block is a list whose items each begin with code in ticks; such a one needs no sentence before it.
    fn is_named_list(&self, id: BlockId) -> bool {
        let block = self.ground.notes[id.source.index()].block(id);
        let mut items = self.text(id).lines().filter(|line| line.starts_with(['-', '*', '+']));
        block.kind == BlockKind::List
            && block.bond.is_none()
            && items.all(|item| item[1..].trim_start().starts_with('`'))
    }

    fn begins_anew(&self, piece: &Piece) -> bool {
        let text = self.text(self.section.body[piece.range.start]).trim();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
        let announces = text.ends_with(':') && piece.range.len() == 1;
        // The words that texts share are looked for in English; links in a row lead on and say nothing.
        ascii * 10 >= letters * 9
            && !announces
            && text.matches("](").count() < 2
            && !GOES_ON.is_match(text)
            && !TAKES_UP.is_match(text)
    }

    /// Whether a short name of the heading, such as `os`, stands in the piece.
    fn names_title(&self, piece: &Piece) -> bool {
        let short = short_words(&self.section.title);
        let body = &self.section.body[piece.range.clone()];
        !short.is_empty() && body.iter().any(|id| short_words(self.text(*id)).iter().any(|word| short.contains(word)))
    }

    fn words(&self, piece: &Piece) -> FxHashSet<String> {
        self.section.body[piece.range.clone()].iter().flat_map(|id| telling(self.text(*id))).collect()
    }

    /// Returns what the piece mentions and what that is worth for each chapter; how it begins is worth something besides.
    fn evidence(&self, piece: &Piece) -> (Evidence, Vec<f32>) {
        let mut evidence = Evidence::default();
        for id in &self.section.body[piece.range.clone()] {
            evidence.block(self.topics, self.ground, *id);
        }
        // An exception that is named in passing does not make a text one about exceptions.
        evidence.forget(self.topics, |text| ["Error", "Warning"].iter().any(|end| text.ends_with(end)));
        let mut scores = evidence.weigh(self.topics);
        let begins = Evidence::beginning(self.topics, opening(self.text(self.section.body[piece.range.start])));
        for (sum, begins) in scores.iter_mut().zip(begins.weigh(self.topics)) {
            *sum += (begins / BEGINS).min(OPENING);
        }
        evidence.merge(&begins);
        (evidence, scores)
    }

    /// Returns the chapter to which evidence leads away from the section's own, the one that it speaks for, and how much does.
    fn elsewhere(&self, scores: &[f32]) -> Option<(usize, usize, f32)> {
        if scores[self.chapter] > 0.0 {
            return None;
        }
        let most = |among: &dyn Fn(usize) -> bool| {
            let fits = (0..scores.len()).filter(|chapter| among(*chapter) && scores[*chapter] > 0.0);
            fits.reduce(|best, chapter| if scores[chapter] > scores[best] { chapter } else { best })
        };
        let (any, settled) = (most(&|_| true)?, most(&|chapter| self.settled[chapter]));
        let there = settled.filter(|settled| scores[*settled] >= scores[any] || scores[any] < ELSEWHERE);
        let (chapter, named) = match there.or_else(|| self.neighbour(any)) {
            Some(chapter) if there.is_some() => (chapter, chapter),
            Some(chapter) => (chapter, any),
            None => (settled?, settled?),
        };
        // What speaks for two chapters alike speaks for neither.
        let twice = |other: usize| other != named && self.settled[other] && scores[other] >= scores[named];
        let free = chapter != self.chapter && self.heading[named] == 0.0 && self.heading[chapter] == 0.0;
        (free && !(0..scores.len()).any(twice)).then_some((chapter, named, scores[named]))
    }

    /// Returns the chapter of the same part that is settled and stands next to this one.
    fn neighbour(&self, chapter: usize) -> Option<usize> {
        let part = self.topics.chapters[chapter].part;
        if part == self.topics.chapters[self.chapter].part {
            return None;
        }
        let fits = |other: &usize| self.settled[*other] && self.topics.chapters[*other].part == part;
        (0..self.settled.len()).filter(fits).min_by_key(|other| other.abs_diff(chapter))
    }
}

/// Returns what a text begins with as its subject: code in ticks, or the words after an article. Without an article, a word that
/// a heading could be is as likely a verb: "Open the file", "Makes sense".
fn opening(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !"`@_".contains(c));
    if let Some((code, _)) = text.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
        return code;
    }
    let lower = |article: &str| text.get(..article.len()).is_some_and(|start| start.eq_ignore_ascii_case(article));
    let article = ["a ", "an ", "the "].into_iter().find(|article| lower(article)).map_or(text.len(), str::len);
    text[article..].split(['.', ',', ':', ';', '\n', '(']).next().unwrap_or_default()
}

/// Returns the words that are too short for [`telling`] and may be names.
fn short_words(text: &str) -> FxHashSet<String> {
    const PLAIN: [&str; 16] =
        ["and", "the", "for", "of", "in", "to", "on", "is", "vs", "how", "or", "an", "my", "with", "it", "as"];
    let words =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| (2..LETTERS).contains(&word.len()));
    words.map(str::to_lowercase).filter(|word| !PLAIN.contains(&word.as_str())).collect()
}

/// Returns the words of a text that tell what it is about, folded to their singulars.
fn telling(text: &str) -> FxHashSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '_').filter(|word| word.len() >= LETTERS);
    let lower = words.map(str::to_lowercase).filter(|word| !EVERYDAY.contains(&word.as_str()));
    lower
        .map(|mut word| {
            fold(&mut word);
            word
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_with_what_it_is_about() {
        let table = [
            ("`git stash -u` takes all along.", "git stash -u"),
            ("- `docker logs` shows them", "docker logs"),
            ("A dict comprehension, as above", "dict comprehension"),
            ("The lambda (no name)", "lambda "),
            ("Open the file first", ""),
            ("Makes sense?", ""),
            ("", ""),
        ];
        for (text, subject) in table {
            assert_eq!(opening(text), subject, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_take_up_what_stands_before_it() {
        for text in ["A file is both, so beware", "A list is the first but not the second", "Use a set instead."] {
            assert!(TAKES_UP.is_match(text), "{text}");
        }
        for text in ["`pip list` on the first Monday", "A set is fast. Lists are, too."] {
            assert!(!TAKES_UP.is_match(text), "{text}");
        }
    }
}
