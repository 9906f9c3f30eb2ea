//! The parser's events → blocks, places, links and footnotes.

use super::normal_label;
use super::shape::{closer, html_shape, inline_destination, tag_code};
use crate::note::{Block, BlockKind, FootnoteDef, FootnoteUse, IdKind, IdMark, LinkForm, LinkUse, Note};
use crate::text::{SourceId, Span, line_end, line_start};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

/// A link whose end has not come yet.
pub(super) struct OpenLink {
    form: OpenForm,
    image: bool,
    destination: String,
    range: Range<usize>,
    pub(super) inner_end: usize,
    text: String,
}

enum OpenForm {
    Inline,
    Reference(String, LinkType),
    Ignored,
}

/// A heading or a term whose end has not come yet.
struct OpenId {
    mark: IdMark,
    depth: usize,
}

pub(super) struct Collector<'a> {
    pub(super) text: &'a str,
    pub(super) source: SourceId,
    front: usize,
    pub(super) depth: usize,
    pub(super) kind: BlockKind,
    range: Range<usize>,
    hasher: DefaultHasher,
    starts: (usize, usize, usize),
    pub(super) links: Vec<OpenLink>,
    ids: Vec<OpenId>,
    /// White space held back in a code block: how much of it there is at the block's end depends on what follows.
    held: Option<String>,
    /// The HTML block so far: the parser hands it over in pieces whose borders depend on the line ends.
    html: String,
    pub(super) note: Note,
}

impl<'a> Collector<'a> {
    pub(super) fn new(text: &'a str, source: SourceId, front: usize) -> Collector<'a> {
        let newline = match text.find('\n') {
            Some(i) if text[..i].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let note = Note {
            source,
            tiles: Vec::new(),
            blocks: Vec::new(),
            ids: Vec::new(),
            links: Vec::new(),
            footnotes: Vec::new(),
            footnote_defs: Vec::new(),
            link_defs: Vec::new(),
            newline,
        };
        Collector {
            text,
            source,
            front,
            depth: 0,
            kind: BlockKind::Rule,
            range: 0..0,
            hasher: DefaultHasher::new(),
            starts: (0, 0, 0),
            links: Vec::new(),
            ids: Vec::new(),
            held: None,
            html: String::new(),
            note,
        }
    }

    pub(super) fn finish(self) -> Note {
        self.note
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if self.depth == 0 {
                    self.open(&tag, &range);
                }
                self.depth += 1;
                self.start(tag, range);
            }
            Event::End(end) => {
                self.end(end, &range);
                self.depth -= 1;
                if self.depth == 0 {
                    self.close();
                }
            }
            Event::Rule => {
                if self.depth == 0 {
                    self.begin(BlockKind::Rule, &range);
                    self.close();
                } else {
                    self.mark(b'-');
                }
            }
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.shown(&text, &range),
            Event::Code(text) => {
                self.mark(b'`');
                self.shown(&text, &range);
                self.mark(b'`');
            }
            Event::SoftBreak => self.shown("\n", &range),
            // mdBook renders a hard break as an element without text.
            Event::HardBreak => self.hasher.write(b"<br>"),
            Event::FootnoteReference(label) => self.footnote(&label, &range),
            Event::TaskListMarker(done) => self.mark(if done { b'x' } else { b'o' }),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => {
                self.hasher.write(&html_shape(&html));
                self.html(range);
            }
        }
    }

    /// Begins a top-level block; its span is the parser's range extended to whole lines.
    fn open(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let kind = match tag {
            Tag::Heading { level, .. } => {
                let first = self.text[range.start..].trim_start_matches(' ').as_bytes().first();
                BlockKind::Heading {
                    level: *level as u8,
                    setext: first != Some(&b'#') || self.underlined(range, *level),
                }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => BlockKind::Fence,
            Tag::CodeBlock(CodeBlockKind::Indented) => BlockKind::Indented,
            Tag::List(_) => BlockKind::List,
            Tag::DefinitionList => BlockKind::DefinitionList,
            Tag::Table(_) => BlockKind::Table,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::HtmlBlock => BlockKind::Html,
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        };
        self.begin(kind, range);
    }

    /// Tells `#tag` over a line of `=` from a marked heading: text such as `#hashtag` can be underlined.
    fn underlined(&self, range: &Range<usize>, level: HeadingLevel) -> bool {
        let text = self.text[range.clone()].trim();
        let hashes = text.bytes().take_while(|b| *b == b'#').count();
        hashes != level as usize || !text[hashes..].starts_with([' ', '\t', '\n', '\r']) && text.len() > hashes
    }

    fn begin(&mut self, kind: BlockKind, range: &Range<usize>) {
        self.kind = kind;
        let line = line_start(self.text, range.start).max(self.front);
        let indented = self.text[line..range.start].bytes().all(|b| b == b' ' || b == b'\t');
        let start = if indented { line } else { range.start };
        // The parser sometimes lets a definition list reach over the blocks behind it.
        let limit = Span::new(self.source, start, start).start;
        if let Some(last) = self.note.blocks.last_mut() {
            last.span.end = last.span.end.min(limit);
        }
        let at_line_start = range.end > 0 && self.text.as_bytes()[range.end - 1] == b'\n';
        let end = if at_line_start { range.end } else { line_end(self.text, range.end) };
        self.range = start..end;
        self.hasher = DefaultHasher::new();
        self.starts = (self.note.ids.len(), self.note.links.len(), self.note.footnotes.len());
    }

    fn close(&mut self) {
        let narrow = |n: usize| u32::try_from(n).expect("marks are fewer than bytes");
        let (ids, links, footnotes) = self.starts;
        self.note.blocks.push(Block {
            kind: self.kind,
            span: Span::new(self.source, self.range.start, self.range.end),
            bond: None,
            closer: closer(self.kind, &self.text[self.range.clone()], self.range.end == self.text.len()),
            shape: self.hasher.finish(),
            ids: narrow(ids)..narrow(self.note.ids.len()),
            links: narrow(links)..narrow(self.note.links.len()),
            footnotes: narrow(footnotes)..narrow(self.note.footnotes.len()),
        });
    }

    pub(super) fn block_index(&self) -> u32 {
        u32::try_from(self.note.blocks.len()).expect("blocks are fewer than bytes")
    }

    fn mark(&mut self, code: u8) {
        self.hasher.write(&[0xFF, code]);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.mark(b'H');
                self.open_id(IdKind::Heading(level as u8), id.map(|id| id.to_string()), range);
            }
            Tag::DefinitionListTitle => {
                self.mark(b'T');
                self.open_id(IdKind::Term, None, range);
            }
            Tag::FootnoteDefinition(label) => {
                self.mark(b'F');
                self.note.footnote_defs.push(FootnoteDef {
                    block: self.block_index(),
                    label: label.to_string(),
                    top_level: self.depth == 1,
                    span: Span::new(self.source, range.start, range.end),
                });
            }
            Tag::HtmlBlock => {
                self.mark(b'W');
                self.html(range);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.mark(b'C');
                self.hasher.write(info.as_bytes());
                self.mark(b':');
                self.held = Some(String::new());
            }
            Tag::Link { link_type, dest_url, id, .. } => self.open_link((link_type, &id), &dest_url, range, false),
            Tag::Image { link_type, dest_url, id, .. } => {
                self.mark(b'!');
                self.open_link((link_type, &id), &dest_url, range, true);
            }
            other => {
                self.held = matches!(other, Tag::CodeBlock(_)).then(String::new);
                self.mark(tag_code(&other));
            }
        }
    }

    fn end(&mut self, end: TagEnd, range: &Range<usize>) {
        match end {
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Heading(_) | TagEnd::DefinitionListTitle => {
                self.mark(b'/');
                if self.ids.last().is_some_and(|open| open.depth == self.depth)
                    && let Some(open) = self.ids.pop()
                {
                    self.note.ids.push(open.mark);
                }
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html).replace("\r\n", "\n");
                self.hasher.write(&html_shape(html.trim_end()));
            }
            _ => {
                self.held = None;
                self.mark(b'/');
            }
        }
        if let Some(link) = self.links.last_mut() {
            link.inner_end = link.inner_end.max(range.end);
        }
    }

    fn open_id(&mut self, kind: IdKind, explicit: Option<String>, range: Range<usize>) {
        let mark = IdMark {
            block: self.block_index(),
            kind,
            text: String::new(),
            typed: String::new(),
            explicit,
            footnotes: Vec::new(),
            span: Span::new(self.source, range.start, range.end),
        };
        self.ids.push(OpenId { mark, depth: self.depth });
    }

    /// Text that a reader sees.
    fn shown(&mut self, text: &str, range: &Range<usize>) {
        // A heading that is turned from underlined into marked form loses its line breaks; a shape must not.
        match &mut self.held {
            Some(held) => {
                let end = text.trim_end().len();
                if end > 0 {
                    self.hasher.write(held.as_bytes());
                    held.clear();
                }
                self.hasher.write(&text.as_bytes()[..end]);
                held.push_str(&text[end..]);
            }
            None => self.hasher.write(if text == "\n" { b" " } else { text.as_bytes() }),
        }
        for link in &mut self.links {
            link.inner_end = link.inner_end.max(range.end);
            link.text.push_str(text);
        }
        if self.links.iter().any(|link| link.image) {
            return;
        }
        if let Some(open) = self.ids.last_mut() {
            open.mark.text.push_str(text);
            let typed = &self.text[range.clone()];
            let smart = typed != text && typed.bytes().all(|b| matches!(b, b'-' | b'.' | b'\'' | b'"'));
            open.mark.typed.push_str(if smart { typed } else { text });
        }
    }

    fn footnote(&mut self, label: &str, range: &Range<usize>) {
        self.mark(b'^');
        if let Some(open) = self.ids.last_mut() {
            open.mark.footnotes.push((open.mark.text.len(), label.to_string()));
        }
        if let Some(link) = self.links.last_mut() {
            link.inner_end = link.inner_end.max(range.end);
        }
        self.note.footnotes.push(FootnoteUse {
            block: self.block_index(),
            label: label.to_string(),
            span: Span::new(self.source, range.start, range.end),
        });
    }

    fn open_link(&mut self, (kind, label): (LinkType, &str), destination: &str, range: Range<usize>, image: bool) {
        let form = match kind {
            LinkType::Inline => OpenForm::Inline,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                OpenForm::Reference(normal_label(label), kind)
            }
            _ => OpenForm::Ignored,
        };
        let inner_end = range.start + 1 + usize::from(image);
        let destination = destination.to_string();
        self.links.push(OpenLink { form, image, destination, range, inner_end, text: String::new() });
    }

    fn close_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let mut range = link.range;
        let tail = self.text[link.inner_end.min(range.end)..range.end].find(']').map(|i| link.inner_end + i + 1);
        let form = match (link.form, tail) {
            (OpenForm::Inline, Some(tail)) => inline_destination(self.text, tail, range.end)
                .map(|at| LinkForm::Inline(Span::new(self.source, at.start, at.end))),
            (OpenForm::Reference(label, kind), Some(tail)) => {
                // The parser leaves the empty brackets of `[label][]` out of the range.
                if kind == LinkType::Collapsed && self.text[range.end..].starts_with("[]") {
                    range.end += 2;
                }
                Some(LinkForm::Reference(label, Span::new(self.source, tail, range.end)))
            }
            _ => None,
        };
        if let Some(outer) = self.links.last_mut() {
            outer.inner_end = outer.inner_end.max(range.end);
        }
        if let Some(form) = form {
            self.note.links.push(LinkUse {
                block: self.block_index(),
                span: Span::new(self.source, range.start, range.end),
                image: link.image,
                destination: link.destination,
                form,
                text: link.text,
            });
        }
    }
}
