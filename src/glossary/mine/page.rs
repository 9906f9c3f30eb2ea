//! A note made ready for mining: its sections, and each passage with its marks, its lines and its sentences.

use super::super::{Form, names};
use super::signs;
pub(super) use super::signs::Sign;
use super::subject::{self, Verb};
use super::vocabulary::Vocabulary;
use super::words;
use crate::prose::{Mark, MarkKind, Passage, Prose, Reading, Scope};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// How wide the lines of a text are at least that is broken where its lines are full.
const WIDTH: usize = 60;

/// How long a definition gets, in bytes, before no further sentence is added.
const LONG: usize = 300;

/// What a note may define, in bytes of its folded text.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub term: String,
    /// The key of the term, once all forms are through.
    pub key: String,
    pub aliases: Vec<String>,
    pub abbreviations: Vec<String>,
    pub form: Form,
    pub score: i32,
    pub whole: Range<usize>,
    pub body: Range<usize>,
}

impl Hit {
    /// Returns a hit without other names.
    pub fn new(term: String, form: Form, score: i32, whole: Range<usize>, body: Range<usize>) -> Hit {
        Hit { term, key: String::new(), aliases: Vec::new(), abbreviations: Vec::new(), form, score, whole, body }
    }
}

/// What kind of section it is, told by its headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// Nothing special.
    #[default]
    Plain,
    /// A glossary, a list of concepts.
    Terms,
    /// Features, options, steps: what looks like a definition there is none.
    Claims,
}

/// A section: what its heading says about what stands below it.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    pub kind: Kind,
    /// The key of the heading.
    pub key: String,
    /// The keys of the heading's words, made when somebody asks.
    words: OnceCell<Vec<String>>,
}

impl Section {
    /// Returns whether a key is the one of a word of the heading, which is `title`.
    pub fn has_word(&self, title: &str, key: &str) -> bool {
        let keys = || title.split([' ', '/', ',']).filter(|word| !word.is_empty()).map(names::key).collect();
        self.words.get_or_init(keys).iter().any(|own| own == key)
    }
}

/// A note and its sections.
pub(super) struct Page<'a> {
    pub prose: &'a Prose,
    pub reading: &'a Reading<'a>,
    pub words: &'a Vocabulary<'a>,
    pub english: bool,
    /// By the number of the heading's passage.
    sections: std::collections::BTreeMap<usize, Section>,
    /// The signs in the text and where they stand, by place.
    signs: Vec<(usize, Sign)>,
    /// Passages of definition lists, which are read elsewhere.
    pub defined: BTreeSet<usize>,
}

impl<'a> Page<'a> {
    pub fn new(reading: &'a Reading<'a>, words: &'a Vocabulary<'a>) -> Page<'a> {
        let prose = reading.prose;
        let mut sections = std::collections::BTreeMap::new();
        let mut around: Vec<(u8, Kind)> = Vec::new();
        for (number, passage) in prose.passages.iter().enumerate().filter(|(_, p)| p.scope == Scope::Heading) {
            let title = &prose.text[passage.at.clone()];
            while around.last().is_some_and(|(level, _)| *level >= passage.level) {
                around.pop();
            }
            let own = kind(title);
            // The title of the whole note says little about its parts; a claim of a chapter holds below it.
            let inherited = around.last().map_or(Kind::Plain, |(_, kind)| *kind);
            let kind = if own == Kind::Plain { inherited } else { own };
            around.push((passage.level, kind));
            sections.insert(number, Section { kind, key: names::key(title), words: OnceCell::new() });
        }
        let english = is_english(prose);
        let signs = if english { signs::find(&prose.text) } else { Vec::new() };
        Page { prose, reading, words, english, sections, signs, defined: super::lists::members(reading) }
    }

    /// Returns a term as it is written inside a sentence; other languages have capitals of their own.
    pub fn inside(&self, written: &str, code: bool) -> String {
        self.words.inside(written, code || !self.english)
    }

    pub fn section(&self, passage: &Passage) -> Option<&Section> {
        self.sections.get(&(passage.heading? as usize))
    }

    /// Returns a passage with what is known about it, `None` for one without text.
    pub fn place(&self, number: usize) -> Option<Place<'_>> {
        let passage = self.prose.passages.get(number)?;
        if passage.at.is_empty() {
            return None;
        }
        let marks = &self.prose.marks;
        let from = marks.partition_point(|mark| (mark.start as usize) < passage.at.start);
        let to = from + marks[from..].partition_point(|mark| (mark.start as usize) < passage.at.end);
        let signs = &self.signs;
        let first = signs.partition_point(|(at, _)| *at < passage.at.start);
        let here = signs[first..].iter().take_while(|(at, _)| *at < passage.at.end);
        let signs = here.fold(0, |set, (_, sign)| set | 1 << *sign as u16);
        Some(Place { page: self, passage, number, marks: &marks[from..to], signs, ends: OnceCell::new() })
    }
}

/// Returns whether English patterns apply: a text of few words counts as English only when its letters are.
fn is_english(prose: &Prose) -> bool {
    let foreign = prose.text.bytes().filter(|b| !b.is_ascii()).count();
    foreign * 5 < prose.text.len() && prose.is_english()
}

fn kind(title: &str) -> Kind {
    let lower = title.to_lowercase();
    let has = |list: &words::Words| lower.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(word));
    let foreign = !lower.is_ascii();
    if has(&words::TERM_SECTIONS) || foreign && words::TERM_PARTS.iter().any(|part| lower.contains(part)) {
        Kind::Terms
    } else if has(&words::CLAIM_SECTIONS) && !lower.contains("status code") {
        Kind::Claims
    } else {
        Kind::Plain
    }
}

/// A passage with what is known about it.
pub(super) struct Place<'a> {
    pub page: &'a Page<'a>,
    pub passage: &'a Passage,
    pub number: usize,
    pub marks: &'a [Mark],
    /// A bit for each sign that the passage holds.
    signs: u16,
    /// Where lines end that their author ended, when somebody asks.
    ends: OnceCell<Vec<usize>>,
}

impl Place<'_> {
    pub fn text(&self) -> &str {
        &self.page.prose.text
    }

    /// Returns whether an English passage holds a sign.
    pub fn has(&self, sign: Sign) -> bool {
        self.signs & 1 << sign as u16 != 0
    }

    /// Returns the signs of the passage and where they stand.
    pub fn signs(&self) -> impl Iterator<Item = (usize, Sign)> + '_ {
        let signs = &self.page.signs;
        let first = signs.partition_point(|(at, _)| *at < self.passage.at.start);
        signs[first..].iter().take_while(|(at, _)| *at < self.passage.at.end).copied()
    }

    /// Returns the heading of the passage's section, as it is written.
    pub fn title(&self) -> &str {
        let heading = self.passage.heading.and_then(|number| self.page.prose.passages.get(number as usize));
        heading.map_or("", |heading| &self.text()[heading.at.clone()])
    }

    /// Returns the mark of one of these kinds that starts at a byte, the longest first.
    pub fn mark_at(&self, at: usize, kinds: &[MarkKind]) -> Option<&Mark> {
        let from = self.marks.partition_point(|mark| (mark.start as usize) < at);
        let here = self.marks[from..].iter().take_while(|mark| mark.start as usize == at);
        here.filter(|mark| kinds.contains(&mark.kind)).last()
    }

    /// Returns whether a byte lies inside code ticks or an address.
    pub fn in_code(&self, at: usize) -> bool {
        let to = self.marks.partition_point(|mark| mark.start as usize <= at);
        let code = |mark: &&Mark| matches!(mark.kind, MarkKind::Code | MarkKind::Url);
        self.marks[..to].iter().rev().take(6).filter(code).any(|mark| mark.end as usize > at)
    }

    /// Returns whether a term is set apart as a whole: emphasised, ticked, or the text of a link.
    pub fn is_marked(&self, at: &Range<usize>) -> bool {
        let kinds = [MarkKind::Code, MarkKind::Emphasis, MarkKind::Link, MarkKind::Dunder];
        self.mark_at(at.start, &kinds).is_some_and(|mark| mark.end as usize >= at.end)
            || self.text()[..at.start].ends_with('"') && self.text()[at.end..].starts_with('"')
    }

    /// Returns whether a stretch is emphasised as a whole, and nothing behind it.
    pub fn is_emphasised(&self, at: Range<usize>) -> bool {
        self.mark_at(at.start, &[MarkKind::Emphasis]).is_some_and(|mark| mark.end as usize == at.end)
    }

    /// Returns the lines of the passage as its author broke them.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let mut start = self.passage.at.start;
        let mut lines = Vec::new();
        for mark in self.marks.iter().filter(|mark| mark.kind == MarkKind::Break) {
            lines.push(start..(mark.start as usize).max(start));
            start = mark.end as usize;
        }
        lines.push(start..self.passage.at.end.max(start));
        lines
    }

    /// Returns where lines end, if hardly one of them need: the next word had its place there. Who writes so ends a thought with
    /// the line. Links stand in the note with more than is read here, and tell nothing.
    fn ends(&self) -> &[usize] {
        self.ends.get_or_init(|| {
            let breaks = self.marks.iter().any(|mark| mark.kind == MarkKind::Break);
            if !breaks || self.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Link | MarkKind::Url)) {
                return Vec::new();
            }
            let lines = self.lines();
            let width = lines.iter().map(ExactSizeIterator::len).max().unwrap_or(0).max(WIDTH);
            let next = |line: &Range<usize>| self.text()[line.clone()].trim_start().find(' ').unwrap_or(line.len());
            let fits = |pair: &[Range<usize>]| pair[0].len() + 1 + next(&pair[1]) <= width;
            let ends: Vec<usize> = lines.windows(2).filter(|pair| fits(pair)).map(|pair| pair[0].end).collect();
            // Of the longest line nobody knows.
            if ends.len() + 1 < lines.len() - 1 || ends.len() * 2 < lines.len() - 1 {
                return Vec::new();
            }
            ends.into_iter().filter(|end| self.may_end(*end)).collect()
        })
    }

    /// Returns whether a thought may end with the word in front of a byte.
    fn may_end(&self, end: usize) -> bool {
        let last = self.text()[self.passage.at.start..end].rsplit(' ').next().unwrap_or_default();
        !words::has(&words::SMALL, last) && !words::is_no_term(last) && !words::has(&words::FINITE, last)
    }

    /// Returns the sentences that begin in a stretch of the passage. A line that its author ended is one where the next begins as a
    /// definition does.
    pub fn sentences(&self, at: Range<usize>) -> Vec<Range<usize>> {
        let whole = self.stopped(at);
        let ends = self.ends();
        if ends.is_empty() || !self.page.english {
            return whole;
        }
        let mut found = Vec::with_capacity(whole.len());
        for sentence in whole {
            let mut start = sentence.start;
            let first = ends.partition_point(|end| *end <= sentence.start);
            for end in ends[first..].iter().take_while(|end| **end + 1 < sentence.end) {
                let next = self.text()[*end..sentence.end].trim_start();
                let next = sentence.end - next.len()..sentence.end;
                if subject::parse(self, next.clone()).is_some_and(|own| own.verb != Verb::Tells) {
                    found.push(start..*end);
                    start = next.start;
                }
            }
            found.push(start..sentence.end);
        }
        found
    }

    /// Returns the sentences of a stretch by their dots.
    fn stopped(&self, at: Range<usize>) -> Vec<Range<usize>> {
        let text = self.text();
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut start = at.start;
        let mut from = at.start;
        while let Some(i) = memchr::memchr3(b'.', b'!', b'?', &bytes[from..at.end]) {
            let mut end = from + i + 1;
            from = end;
            while end < at.end && matches!(bytes[end], b'"' | b'\'' | b')' | b']' | b'.' | b'!' | b'?') {
                end += 1;
            }
            from = from.max(end);
            if end < at.end && (bytes[end] != b' ' || !self.stops(start, from, end)) {
                continue;
            }
            if end > start {
                found.push(start..end);
            }
            start = end + bytes[end..at.end].iter().take_while(|b| **b == b' ').count();
            from = start;
        }
        if start < at.end {
            found.push(start..at.end);
        }
        found
    }

    /// Returns whether the dot in front of `from` ends the sentence that began at `start`.
    fn stops(&self, start: usize, from: usize, end: usize) -> bool {
        let text = self.text();
        let dot = text[..from].trim_end_matches(['"', '\'', ')', ']']).len();
        if !text[..dot].ends_with('.') {
            return true;
        }
        // "..." goes on where a small letter follows.
        let small = text[end..].trim_start().starts_with(|c: char| c.is_lowercase());
        let before = text[start..dot].trim_end_matches('.');
        if text[..dot].ends_with("..") && small {
            return false;
        }
        let word = before.rsplit([' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
        let initial = word.len() == 1 && word != "i" && before.ends_with(|c: char| c.is_ascii_uppercase());
        let listed = before.len() == word.len() && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        !words::DOTTED.contains(word.as_str()) && !initial && !listed
    }

    /// Returns as much of a stretch as is a definition: its first sentence, and those after it that go on about the same
    /// while there are not too many of them.
    pub fn definition(&self, at: Range<usize>) -> Range<usize> {
        let sentences = self.sentences(at.clone());
        let Some(first) = sentences.first() else { return at };
        let mut end = first.end;
        for next in &sentences[1..] {
            let text = &self.text()[next.clone()];
            if next.end - at.start > LONG || leads_on(text) || self.begins_anew(next) {
                break;
            }
            end = next.end;
        }
        trim(self.text(), at.start..end)
    }

    /// Returns whether a sentence that begins a line tells what something else is.
    fn begins_anew(&self, sentence: &Range<usize>) -> bool {
        let line = self.mark_at(sentence.start.saturating_sub(1), &[MarkKind::Break]).is_some();
        line && self.page.english && subject::parse(self, sentence.clone()).is_some_and(|own| own.verb != Verb::Tells)
    }

    /// Returns the first sentence of a stretch, and the one behind it if that goes on with "It …".
    pub fn sentence_and_it(&self, at: Range<usize>) -> Range<usize> {
        let sentences = self.sentences(at.clone());
        let Some(first) = sentences.first() else { return at };
        let mut end = first.end;
        if let Some(next) = sentences.get(1) {
            let text = &self.text()[next.clone()];
            let same = text.starts_with("It ") || text.starts_with("They ");
            if same && next.end - at.start <= LONG && !leads_on(text) {
                end = next.end;
            }
        }
        trim(self.text(), at.start..end)
    }
}

/// Returns whether a sentence leads on to something that is no part of a definition: code, an example, a link.
fn leads_on(text: &str) -> bool {
    let first = text.split([' ', ',', ':']).next().unwrap_or_default().to_lowercase();
    text.ends_with([':', '?'])
        || words::LEADS_ON.contains(first.as_str())
        || text.contains("http")
        || text.contains("below")
}

/// Returns a stretch without what leads on at its end: white space, a colon, "eg:".
pub(super) fn trim(text: &str, at: Range<usize>) -> Range<usize> {
    let mut inner = text[at.clone()].trim_end();
    loop {
        let before = inner.len();
        inner = inner.trim_end_matches([':', ',', ';', ' ', '-', '\u{B6}']);
        for tail in [" eg", " e.g.", " Eg", " EG", " for example", " such as", " like this", " as follows", " i.e."] {
            inner = inner.strip_suffix(tail).unwrap_or(inner);
        }
        if inner.len() == before {
            break;
        }
    }
    let skipped = inner.len() - inner.trim_start().len();
    at.start + skipped..at.start + inner.len()
}
