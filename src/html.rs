//! The tags of raw HTML, with the bytes of their attributes.
//!
//! A scanner, not a parser: it finds tags, their names and attribute values the way the
//! [HTML tokenizer](https://html.spec.whatwg.org/multipage/parsing.html#tokenization) does, and nothing more. The HTML
//! crates give trees or rewritten text; here each value must keep its place in the note.

use std::ops::Range;

/// How a tag stands in its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    /// `<a>`
    Open,
    /// `</a>`
    Close,
    /// `<a/>`, or an element that never has content, such as `<br>`
    Void,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The element's name in lower case.
    pub name: String,
    /// Whether it opens, closes or does both.
    pub kind: TagKind,
    /// The attributes in order: the name in lower case and the bytes of the value without its quotes.
    pub attributes: Vec<(String, Range<usize>)>,
}

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Returns the tags in `html`, in order, comments passed over.
///
/// Text that looks like a tag but is not closed before the end is not a tag.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let last = html.rfind('>');
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        let start = at + next;
        // Nothing from here on is closed, which a look at each `<` would find out anew.
        if last.is_none_or(|last| last < start) {
            break;
        }
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |i| start + i + 3);
        } else if let Some((tag, end)) = tag(html, start) {
            at = end;
            // What these hold is text, whatever it looks like.
            if tag.kind == TagKind::Open && matches!(tag.name.as_str(), "script" | "style" | "textarea" | "title") {
                let closes = |at: &usize| {
                    let name = html.get(at + 2..at + 2 + tag.name.len());
                    name.is_some_and(|name| name.eq_ignore_ascii_case(&tag.name))
                };
                at = html[end..].match_indices("</").map(|(i, _)| end + i).find(closes).unwrap_or(html.len());
            }
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn tag(html: &str, start: usize) -> Option<(Tag, usize)> {
    let bytes = html.as_bytes();
    let mut at = start + 1;
    let close = bytes.get(at) == Some(&b'/');
    if close {
        at += 1;
    }
    if !bytes.get(at)?.is_ascii_alphabetic() {
        return None;
    }
    let name_end = scan(bytes, at, |b| b.is_ascii_whitespace() || b == b'>' || b == b'/');
    let name = html[at..name_end].to_ascii_lowercase();
    at = name_end;
    let mut attributes = Vec::new();
    let mut void = VOID.contains(&name.as_str());
    loop {
        at = scan(bytes, at, |b| !b.is_ascii_whitespace());
        match *bytes.get(at)? {
            b'>' => break,
            b'/' => {
                void |= bytes.get(at + 1) == Some(&b'>');
                at += 1;
            }
            _ => at = attribute(html, at, &mut attributes)?,
        }
    }
    let kind = match (close, void) {
        (true, _) => TagKind::Close,
        (false, true) => TagKind::Void,
        (false, false) => TagKind::Open,
    };
    Some((Tag { name, kind, attributes }, at + 1))
}

/// Reads one attribute at `at`, adds it, and returns where it ends; `None` when a quote is not closed.
fn attribute(html: &str, at: usize, found: &mut Vec<(String, Range<usize>)>) -> Option<usize> {
    let bytes = html.as_bytes();
    // A stray `=` at the front is part of the name, as in the HTML tokenizer.
    let name_end = scan(bytes, at + 1, |b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'));
    let name_end = (at + 1..=name_end.max(at + 1)).rev().find(|i| html.is_char_boundary(*i))?;
    let name = html.get(at..name_end)?.to_ascii_lowercase();
    let equals = scan(bytes, name_end, |b| !b.is_ascii_whitespace());
    if bytes.get(equals) != Some(&b'=') {
        found.push((name, name_end..name_end));
        return Some(name_end);
    }
    let value = scan(bytes, equals + 1, |b| !b.is_ascii_whitespace());
    let (range, end) = match bytes.get(value)? {
        quote @ (b'"' | b'\'') => {
            let close = value + 1 + bytes[value + 1..].iter().position(|b| b == quote)?;
            (value + 1..close, close + 1)
        }
        _ => {
            let end = scan(bytes, value, |b| b.is_ascii_whitespace() || b == b'>');
            (value..end, end)
        }
    };
    found.push((name, range));
    Some(end)
}

/// Returns the first place from `at` on whose byte answers `stop`, or the end.
fn scan(bytes: &[u8], at: usize, stop: impl Fn(u8) -> bool) -> usize {
    (at..bytes.len()).find(|i| stop(bytes[*i])).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(html: &str) -> Vec<(String, &str)> {
        tags(html).into_iter().flat_map(|t| t.attributes).map(|(n, r)| (n, &html[r])).collect()
    }

    #[test]
    fn quotes_of_each_kind_and_none() {
        let html = "<A HREF='a.md#x' id=\"é\" name=z data-q>t</a><img src = pic.png/>";
        let want = [("href", "a.md#x"), ("id", "é"), ("name", "z"), ("data-q", ""), ("src", "pic.png/")];
        assert_eq!(attributes(html), want.map(|(n, v)| (n.to_string(), v)));
    }

    #[test]
    fn comments_and_unclosed_tags_are_no_tags() {
        assert_eq!(tags("<!-- <a href=x> --> <a href=\"x"), []);
        assert_eq!(tags("1 < 2 <é> <>"), []);
        assert_eq!(
            tags("<br><br/></p>").iter().map(|t| t.kind).collect::<Vec<_>>(),
            [TagKind::Void, TagKind::Void, TagKind::Close]
        );
    }
}
