//! Text in angle brackets that Markdown takes for a tag, so that no reader ever sees it.

mod names;

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::note::BlockKind;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// A placeholder or a type in angle brackets.
pub static HTML_SWALLOWS_TEXT: Rule = rule(
    "html-swallows-text",
    Category::Structure,
    Level::Warn,
    "Text in angle brackets is taken for an HTML tag and not shown.",
);

/// Looks at the tags of a note.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let mut closed = None;
    let blocks = view.note.blocks.iter().filter(|block| block.kind == BlockKind::Html).filter_map(|block| {
        let raw = block.span.of(view.text);
        let start = block.span.start as usize + raw.len() - raw.trim_start().len();
        let end = raw.find('>')? + 1 + block.span.start as usize;
        (start < end).then_some(start..end)
    });
    for tag in view.prose.tags.iter().cloned().chain(blocks) {
        let Some(name) = unknown(&view.text[tag.clone()]) else { continue };
        let closed = closed.get_or_insert_with(|| closing(view.text));
        if closed.contains(name.to_ascii_lowercase().as_str()) {
            continue;
        }
        out.push(finding(view, tag));
    }
}

fn finding(view: &View<'_>, tag: Range<usize>) -> Diagnostic {
    let at = Span::new(view.source, tag.start, tag.end);
    let shown: String = at.of(view.text).chars().take(40).collect();
    let gap = Span::new(view.source, tag.start, tag.start);
    let fix = Fix::replace(gap, "\\", "escape the bracket", Safety::Ask);
    let message = format!("`{shown}` is taken for a tag, so nobody sees it");
    let hint = "put it in code ticks, or write a backslash in front";
    Diagnostic::new(&HTML_SWALLOWS_TEXT, at, message).hint(hint).fix(fix)
}

/// Returns the name of an opening tag that no browser knows.
fn unknown(tag: &str) -> Option<&str> {
    let inside = tag.strip_prefix('<')?.strip_suffix('>')?;
    // Comments, declarations, closing tags, and components that close themselves.
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) || inside.ends_with('/') {
        return None;
    }
    let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inside.len());
    let name = &inside[..end];
    let lower = name.to_ascii_lowercase();
    // What has attributes with values is meant as a tag, whatever it is called.
    let attributes = inside[end..].contains("=\"") || inside[end..].contains("='");
    (names::ELEMENTS.binary_search(&lower.as_str()).is_err() && !attributes).then_some(name)
}

/// Returns the names of all closing tags of a text, in lower case.
fn closing(text: &str) -> HashSet<String> {
    let names = text.match_indices("</").map(|(at, _)| {
        let rest = text[at + 2..].bytes();
        let name = rest.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'.' | b'_'));
        name.map(|b| char::from(b.to_ascii_lowercase())).collect()
    });
    names.collect()
}
