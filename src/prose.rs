//! What a reader reads, markup folded away, with a map back to the bytes of the note.
//!
//! The parser's events → one folded text a note, cut into [`Passage`]s: a paragraph, a heading, a table cell, a piece of code.
//! Emphasis, code ticks, links and entities are gone from it, line breaks are spaces, smart quotes and dashes are plain ones. So
//! a pattern sees what was meant, and [`Prose::source`] says which bytes of the note it saw.

mod code;
mod collect;
mod sentence;

pub use collect::Collector;
pub use sentence::{sentence_at, sentences};

use crate::note::Note;
use crate::text::{SourceId, Span};
use std::ops::Range;

/// A note as a reader sees it: its text, its blocks, and the text with the markup folded away.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The note's text.
    pub text: &'a str,
    /// Which source it is.
    pub source: SourceId,
    /// Its path.
    pub path: &'a str,
    /// Its blocks.
    pub note: &'a Note,
    /// What a reader reads.
    pub prose: &'a Prose,
}

/// Words that stand in most English sentences, to tell English from other languages: four bytes at most, zeros behind them.
const ENGLISH: [[u8; 4]; 24] = [
    *b"the\0", *b"of\0\0", *b"and\0", *b"to\0\0", *b"in\0\0", *b"is\0\0", *b"for\0", *b"it\0\0", *b"that", *b"this",
    *b"with", *b"are\0", *b"on\0\0", *b"as\0\0", *b"be\0\0", *b"can\0", *b"by\0\0", *b"an\0\0", *b"or\0\0", *b"from",
    *b"not\0", *b"you\0", *b"if\0\0", *b"when",
];

/// From how many passages on only some of them, evenly spread, are asked for their language.
const SAMPLE: usize = 500;

/// How many in a hundred words of an English text are at least among [`ENGLISH`]; other languages stay below 3.
const ENGLISH_PERCENT: usize = 6;

/// Where a text stands; rules say in which places they look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Paragraphs, list items, definitions.
    Prose,
    /// Headings.
    Heading,
    /// Cells of tables.
    Table,
    /// Comments in Python code.
    Comment,
    /// String literals in Python code.
    Str,
    /// Code blocks that hold Python; before the notes' Python was read, all code blocks.
    Code,
    /// Destinations of links.
    Link,
    /// Code blocks that hold something else: commands, outputs, other languages.
    OtherCode,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Scope; 8] = [
        Scope::Prose,
        Scope::Heading,
        Scope::Table,
        Scope::Comment,
        Scope::Str,
        Scope::Code,
        Scope::Link,
        Scope::OtherCode,
    ];

    /// Returns the name by which rule pages call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Scope::Prose => "prose",
            Scope::Heading => "heading",
            Scope::Table => "table",
            Scope::Comment => "comment",
            Scope::Str => "string",
            Scope::Code => "code",
            Scope::Link => "link",
            Scope::OtherCode => "other-code",
        }
    }

    /// Returns the scope's bit in a set of scopes.
    #[must_use]
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A stretch of the folded text that belongs together. Passages of comments and strings lie inside passages of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands.
    pub scope: Scope,
    /// The bytes of [`Prose::text`].
    pub at: Range<usize>,
    /// Whether it stands in a block quotation.
    pub quoted: bool,
    /// For a heading its level, 1 to 6; 0 for all else.
    pub level: u8,
    /// The number of the last heading passage before it, its own for a heading; `None` above the first.
    pub heading: Option<u32>,
    /// For code, comments and strings: the position in [`Prose::code`].
    pub code: Option<u32>,
}

/// What a stretch of folded text is marked up as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Code ticks.
    Code,
    /// The text of a link.
    Link,
    /// An address that stands for itself.
    Url,
    /// A name between double underscores, which Markdown takes for strong text.
    Dunder,
    /// Emphasis, plain or strong.
    Emphasis,
    /// A line of the paragraph ends here; the stretch is the space that stands for it.
    Break,
}

/// A stretch of folded text and its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// First byte of [`Prose::text`].
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What it is.
    pub kind: MarkKind,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The bytes of [`Prose::text`]: the code without fences and without the indentation that the note adds.
    pub at: Range<usize>,
    /// The info string of its fence; `None` for indented code.
    pub info: Option<String>,
    /// The whole block in the note, fences included.
    pub span: Span,
    /// The number of the last heading passage before it.
    pub heading: Option<u32>,
}

impl CodeBlock {
    /// Returns the language that the fence names, in lower case: the first word of the info string.
    #[must_use]
    pub fn language(&self) -> Option<String> {
        let info = self.info.as_deref()?;
        let word = info.split([' ', ',', '\t', '{']).next().unwrap_or_default();
        (!word.is_empty()).then(|| word.to_lowercase())
    }
}

/// A stretch of folded text and the bytes that it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    /// First byte of the folded text.
    at: u32,
    /// First byte in the note.
    source: u32,
    /// One past the last byte in the note.
    end: u32,
    /// Whether both hold the same bytes.
    same: bool,
}

/// The folded text of a note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// All passages, a blank line between them.
    pub text: String,
    /// In the order of the note, those of comments and strings behind all others.
    pub passages: Vec<Passage>,
    /// By place.
    pub marks: Vec<Mark>,
    /// By place.
    pub code: Vec<CodeBlock>,
    /// The bytes in the note of each inline HTML tag, by place.
    pub tags: Vec<Range<usize>>,
    segments: Vec<Segment>,
}

impl Prose {
    /// Returns the bytes of the note that a stretch of folded text was made of.
    #[must_use]
    pub fn source(&self, source: SourceId, at: Range<usize>) -> Span {
        let start = self.byte(at.start, false);
        let end = if at.end > at.start { self.byte(at.end, true) } else { start };
        Span::new(source, start, end.max(start))
    }

    /// Returns the bytes in the note of a stretch that was taken over as it is, and `None` when markup lies in between: only
    /// the former can be replaced without harm.
    #[must_use]
    pub fn verbatim(&self, source: SourceId, at: Range<usize>) -> Option<Span> {
        let segment = self.segment(at.start)?;
        let next = self.segments.get(segment + 1).map_or(self.text.len(), |next| next.at as usize);
        (self.segments[segment].same && at.end <= next).then(|| self.source(source, at))
    }

    fn segment(&self, at: usize) -> Option<usize> {
        self.segments.partition_point(|segment| segment.at as usize <= at).checked_sub(1)
    }

    fn byte(&self, at: usize, end: bool) -> usize {
        let Some(number) = self.segment(if end { at - 1 } else { at }) else { return 0 };
        let segment = self.segments[number];
        match (segment.same, end) {
            (true, _) => (segment.source as usize + at - segment.at as usize).min(segment.end as usize),
            (false, false) => segment.source as usize,
            (false, true) => segment.end as usize,
        }
    }

    /// Returns the passage that a byte of the folded text lies in; of nested ones the outer.
    #[must_use]
    pub fn passage_at(&self, at: usize, outer: usize) -> Option<usize> {
        let number = self.passages[..outer].partition_point(|passage| passage.at.start <= at).checked_sub(1)?;
        (at < self.passages[number].at.end).then_some(number)
    }

    /// Returns the marks that touch a stretch of folded text.
    pub fn marks_in(&self, at: Range<usize>) -> impl Iterator<Item = &Mark> {
        // A mark can hold another one, so the ends are not in order; the longest reach back is a paragraph's.
        let first = self.marks.partition_point(|mark| (mark.start as usize) < at.start.saturating_sub(4096));
        self.marks[first..]
            .iter()
            .take_while(move |mark| (mark.start as usize) < at.end)
            .filter(move |mark| mark.end as usize > at.start)
    }

    /// Returns whether a stretch of folded text touches code ticks or an address.
    #[must_use]
    pub fn is_code(&self, at: Range<usize>) -> bool {
        self.marks_in(at).any(|mark| matches!(mark.kind, MarkKind::Code | MarkKind::Url))
    }

    /// Returns whether the prose is English, told by its small words. A few words tell nothing and are taken as English.
    #[must_use]
    pub fn is_english(&self) -> bool {
        let (mut all, mut common) = (0, 0);
        // Lists often alternate, name and text; an odd step sees both.
        let step = (self.passages.len() / SAMPLE) | 1;
        for passage in self.passages.iter().filter(|passage| passage.scope == Scope::Prose).step_by(step) {
            for word in self.text[passage.at.clone()].split_ascii_whitespace() {
                // Figures and signs are of no language.
                all += usize::from(word.bytes().any(|byte| byte.is_ascii_alphabetic() || byte >= 0x80));
                let mut start = [0; 4];
                if let Some(letters) = start.get_mut(..word.len()) {
                    letters.copy_from_slice(word.as_bytes());
                    start.make_ascii_lowercase();
                    common += usize::from(ENGLISH.contains(&start));
                }
            }
        }
        all < 12 || common * 100 >= all * ENGLISH_PERCENT
    }

    /// Returns the titles of the sections around a passage, outermost first, " > " between them.
    #[must_use]
    pub fn heading_path(&self, passage: &Passage) -> String {
        let mut titles = Vec::new();
        let mut at = passage.heading;
        let mut level = 7;
        while let Some(number) = at.filter(|_| level > 1) {
            let heading = &self.passages[number as usize];
            if heading.level < level {
                level = heading.level;
                titles.push(&self.text[heading.at.clone()]);
            }
            at = number.checked_sub(1).and_then(|before| self.passages[before as usize].heading);
        }
        titles.reverse();
        titles.join(" > ")
    }
}

#[cfg(test)]
mod tests;
