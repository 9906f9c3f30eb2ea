//! The parser's events → folded text.

use super::{CodeBlock, Mark, MarkKind, Passage, Prose, Scope, Segment};
use crate::text::{SourceId, Span};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Gathers the folded text while the parser runs.
pub struct Collector<'a> {
    text: &'a str,
    source: SourceId,
    prose: Prose,
    /// The scopes of the blocks around, innermost last, with the levels of headings.
    scopes: Vec<(Scope, u8)>,
    /// How many block quotations are around.
    quotes: usize,
    /// The passage that is being written.
    open: Option<usize>,
    heading: Option<u32>,
    code: bool,
    /// Where the marks begin whose ends have not come yet.
    marks: Vec<(usize, MarkKind)>,
    /// Destinations of the links in the open passage.
    destinations: Vec<(String, Range<usize>)>,
}

impl<'a> Collector<'a> {
    /// Returns a collector for a text.
    #[must_use]
    pub fn new(text: &'a str, source: SourceId) -> Collector<'a> {
        let prose = Prose { text: String::with_capacity(text.len() + text.len() / 8), ..Prose::default() };
        Collector {
            text,
            source,
            prose,
            scopes: Vec::new(),
            quotes: 0,
            open: None,
            heading: None,
            code: false,
            marks: Vec::new(),
            destinations: Vec::new(),
        }
    }

    /// Takes one event and the bytes that it stands for.
    pub fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(*end),
            Event::Text(text) => self.shown(text, range),
            Event::Code(text) => self.ticked(text, range),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {}
            Event::SoftBreak | Event::HardBreak => {
                if self.open.is_some() {
                    let at = self.prose.text.len();
                    self.folded(" ", range);
                    self.mark(at, MarkKind::Break);
                }
            }
            Event::InlineHtml(_) => self.prose.tags.push(range),
            Event::Rule | Event::Html(_) | Event::TaskListMarker(_) => self.close(),
        }
    }

    /// Returns what was gathered.
    #[must_use]
    pub fn finish(mut self) -> Prose {
        self.close();
        self.prose.marks.sort_by_key(|mark| (mark.start, mark.end));
        self.prose
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Strong if is_dunder(&self.text[range.clone()]) => {
                self.passage();
                self.marks.push((self.prose.text.len(), MarkKind::Dunder));
                self.same("__", range.start..range.start + 2);
            }
            Tag::Emphasis | Tag::Strong => self.marks.push((self.prose.text.len(), MarkKind::Emphasis)),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type, dest_url, .. } => {
                let itself = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.marks.push((self.prose.text.len(), if itself { MarkKind::Url } else { MarkKind::Link }));
                self.destinations.push((dest_url.to_string(), range));
            }
            Tag::Image { dest_url, .. } => {
                self.marks.push((self.prose.text.len(), MarkKind::Link));
                self.destinations.push((dest_url.to_string(), range));
            }
            Tag::CodeBlock(kind) => self.open_code(kind, range),
            other => {
                self.close();
                self.quotes += usize::from(matches!(other, Tag::BlockQuote(_)));
                self.scopes.push(match other {
                    Tag::Heading { level, .. } => (Scope::Heading, *level as u8),
                    Tag::TableCell => (Scope::Table, 0),
                    _ => (Scope::Prose, 0),
                });
            }
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => {
                if let Some((start, kind)) = self.marks.pop() {
                    // People mean the name, and patterns look for it.
                    if kind == MarkKind::Dunder {
                        let end = self.prose.segments.last().map_or(0, |last| last.end as usize);
                        self.same("__", end..end + 2);
                    }
                    self.mark(start, kind);
                }
            }
            TagEnd::CodeBlock => {
                self.code = false;
                if let (Some(open), Some(block)) = (self.open, self.prose.code.last_mut()) {
                    self.prose.passages[open].at.end = self.prose.text.len();
                    block.at.end = self.prose.text.len();
                }
                self.close();
            }
            other => {
                // An empty heading is a heading all the same: what follows stands below it.
                if matches!(other, TagEnd::Heading(_)) && self.open.is_none() {
                    self.passage();
                }
                self.close();
                self.quotes -= usize::from(matches!(other, TagEnd::BlockQuote(_)));
                self.scopes.pop();
            }
        }
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.close();
        self.code = true;
        let info = match kind {
            CodeBlockKind::Fenced(info) => Some(info.to_string()),
            CodeBlockKind::Indented => None,
        };
        let number = self.prose.code.len();
        let open = self.passage();
        let passage = &mut self.prose.passages[open];
        passage.scope = Scope::Code;
        passage.level = 0;
        passage.code = u32::try_from(number).ok();
        let at = passage.at.clone();
        let span = Span::new(self.source, range.start, range.end);
        self.prose.code.push(CodeBlock { at, info, span, heading: self.heading });
    }

    /// Opens a passage if none is open, and returns its number.
    fn passage(&mut self) -> usize {
        if let Some(open) = self.open {
            return open;
        }
        if !self.prose.text.is_empty() {
            self.prose.text.push_str("\n\n");
        }
        let (scope, level) = self.scopes.last().copied().unwrap_or((Scope::Prose, 0));
        let number = self.prose.passages.len();
        if scope == Scope::Heading && !self.code {
            self.heading = u32::try_from(number).ok();
        }
        let at = self.prose.text.len();
        let (quoted, heading) = (self.quotes > 0, self.heading);
        self.prose.passages.push(Passage { scope, at: at..at, quoted, level, heading, code: None });
        self.open = Some(number);
        number
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.prose.passages[open].at.end = self.prose.text.len();
        }
        for (destination, range) in std::mem::take(&mut self.destinations) {
            self.prose.text.push_str("\n\n");
            let at = self.prose.text.len();
            match self.text[range.clone()].rfind(&destination) {
                Some(i) if !destination.is_empty() => {
                    let start = range.start + i;
                    self.same(&destination, start..start + destination.len());
                }
                _ => self.folded(&destination, range),
            }
            let (quoted, heading) = (self.quotes > 0, self.heading);
            let at = at..self.prose.text.len();
            self.prose.passages.push(Passage { scope: Scope::Link, at, quoted, level: 0, heading, code: None });
        }
    }

    fn mark(&mut self, start: usize, kind: MarkKind) {
        let narrow = |n: usize| u32::try_from(n).expect("the edge refuses files over 4 GiB");
        let end = self.prose.text.len();
        // What opens a passage was noted before the blank line in front of it was written.
        let start = start.max(self.open.map_or(0, |open| self.prose.passages[open].at.start));
        if start < end {
            self.prose.marks.push(Mark { start: narrow(start), end: narrow(end), kind });
        }
    }

    fn shown(&mut self, text: &str, range: Range<usize>) {
        self.passage();
        let written = &self.text[range.clone()];
        if self.code {
            return if written == text { self.same(text, range) } else { self.folded(text, range) };
        }
        let same = written == text;
        if same && text.is_ascii() {
            return self.same(text, range);
        }
        if !same {
            // An entity, a smart quote, a line end of two bytes: short, so that the place stays near.
            let plain: String = text.chars().map(|c| plain(c).map_or_else(|| c.to_string(), str::to_string)).collect();
            // The parser made a typographic mark of a plain one: the note holds what the folded text holds.
            return if plain == written { self.same(&plain, range) } else { self.folded(&plain, range) };
        }
        let mut from = 0;
        for (i, c) in text.char_indices() {
            if let Some(plain) = plain(c) {
                self.same(&text[from..i], range.start + from..range.start + i);
                from = i + c.len_utf8();
                self.folded(plain, range.start + i..range.start + from);
            }
        }
        self.same(&text[from..], range.start + from..range.end);
    }

    fn ticked(&mut self, text: &str, range: Range<usize>) {
        self.passage();
        let start = self.prose.text.len();
        match self.text[range.clone()].find(text) {
            Some(i) => self.same(text, range.start + i..range.start + i + text.len()),
            None => self.folded(text, range),
        }
        self.mark(start, MarkKind::Code);
    }

    fn same(&mut self, text: &str, range: Range<usize>) {
        self.push(text, range, true);
    }

    fn folded(&mut self, text: &str, range: Range<usize>) {
        self.push(text, range, false);
    }

    fn push(&mut self, text: &str, range: Range<usize>, same: bool) {
        if text.is_empty() {
            return;
        }
        let narrow = |n: usize| u32::try_from(n).expect("the edge refuses files over 4 GiB");
        let at = self.prose.text.len();
        let joins = self.prose.segments.last().is_some_and(|last| {
            let length = at - last.at as usize;
            same && last.same && last.end as usize == range.start && last.source as usize + length == range.start
        });
        if joins && let Some(last) = self.prose.segments.last_mut() {
            last.end = narrow(range.end);
        } else {
            let (source, end) = (narrow(range.start), narrow(range.end));
            self.prose.segments.push(Segment { at: narrow(at), source, end, same });
        }
        self.prose.text.push_str(text);
    }
}

/// Returns whether strong text is a name such as `__init__` that nobody put in code ticks.
fn is_dunder(source: &str) -> bool {
    let inner = source.strip_prefix("__").and_then(|rest| rest.strip_suffix("__"));
    inner.is_some_and(|inner| {
        inner.starts_with(|c: char| c.is_ascii_lowercase())
            && inner.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    })
}

/// Returns how a typographic character is written on a plain keyboard.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' => "'",
        '\u{201C}' | '\u{201D}' | '\u{201F}' => "\"",
        '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{2212}' => "-",
        '\u{2014}' => "--",
        '\u{2026}' => "...",
        '\u{2192}' | '\u{27F6}' => "->",
        '\u{21D2}' | '\u{27F9}' => "=>",
        '\u{A0}' | '\u{202F}' | '\u{2009}' => " ",
        _ => return None,
    })
}
