//! Raw HTML in a note: places and links in the attributes of its tags.

use super::collect::Collector;
use super::shape::closer;
use crate::note::{IdKind, IdMark, LinkForm, LinkUse};
use crate::text::Span;
use std::ops::Range;

impl Collector<'_> {
    /// The tags of raw HTML: ids and links in their attributes.
    pub(super) fn html(&mut self, range: Range<usize>) {
        let html = &self.text[range.clone()];
        for link in &mut self.links {
            link.inner_end = link.inner_end.max(range.end);
        }
        // What closes a block that runs to the end of the note also closes the tag that the text breaks off in.
        let runs_on = self.depth == 1 && range.end == self.text.len() && closer(self.kind, html, true).is_some();
        let closed = if runs_on { format!("{html}>") } else { String::new() };
        for tag in crate::html::tags(if runs_on { &closed } else { html }) {
            for (name, value) in tag.attributes {
                if value.end > html.len() {
                    continue;
                }
                let at = Span::new(self.source, range.start + value.start, range.start + value.end);
                let text = &html[value];
                match name.as_str() {
                    "id" => self.html_id(text, at),
                    "name" if tag.name == "a" => self.html_id(text, at),
                    "href" if tag.name == "a" => self.html_link(text, at, false),
                    "src" if matches!(tag.name.as_str(), "img" | "video" | "audio" | "source" | "iframe") => {
                        self.html_link(text, at, true);
                    }
                    _ => {}
                }
            }
        }
    }

    fn html_id(&mut self, id: &str, span: Span) {
        if !id.is_empty() {
            self.note.ids.push(IdMark {
                block: self.block_index(),
                kind: IdKind::Html,
                text: String::new(),
                typed: String::new(),
                explicit: Some(id.to_string()),
                footnotes: Vec::new(),
                span,
            });
        }
    }

    fn html_link(&mut self, value: &str, span: Span, image: bool) {
        self.note.links.push(LinkUse {
            block: self.block_index(),
            span,
            image,
            destination: value.trim().replace("&amp;", "&"),
            form: LinkForm::Attribute(span),
            text: String::new(),
        });
    }
}
