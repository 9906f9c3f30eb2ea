//! What a fingerprint of a block leaves out, what ends a block that runs on, and where the destination of a link stands.

use crate::note::BlockKind;
use pulldown_cmark::Tag;
use std::ops::Range;

/// Finds the destination of `](destination "title")` whose `]` ends at `tail`.
pub(super) fn inline_destination(text: &str, tail: usize, end: usize) -> Option<Range<usize>> {
    let rest = text[tail..end].strip_prefix('(')?;
    let start = end - rest.trim_start().len();
    let bytes = &text.as_bytes()[start..end];
    if bytes.first() == Some(&b'<') {
        let close = (1..bytes.len()).find(|i| bytes[*i] == b'>' && bytes[*i - 1] != b'\\')?;
        return Some(start..start + close + 1);
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (i, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => {
                escaped = false;
                continue;
            }
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(start..start + i),
            b')' => depth -= 1,
            b if b.is_ascii_whitespace() => return Some(start..start + i),
            _ => {}
        }
        escaped = *byte == b'\\';
    }
    None
}

/// Returns the HTML without the values of attributes that the book may rewrite.
pub(super) fn html_shape(html: &str) -> Vec<u8> {
    let mut shape = Vec::with_capacity(html.len());
    let mut at = 0;
    if html.contains('=') {
        for tag in crate::html::tags(html) {
            for (name, value) in tag.attributes {
                if matches!(name.as_str(), "href" | "src") && value.start >= at {
                    shape.extend_from_slice(&html.as_bytes()[at..value.start]);
                    at = value.end;
                }
            }
        }
    }
    shape.extend_from_slice(&html.as_bytes()[at..]);
    shape
}

/// Returns what would end a fence or an HTML construct that runs to the end of the text.
pub(super) fn closer(kind: BlockKind, block: &str, at_end: bool) -> Option<Box<str>> {
    if !at_end {
        return None;
    }
    let head = block.trim_start();
    let close = match kind {
        BlockKind::Fence => {
            let mark = head.chars().next()?;
            let length = head.chars().take_while(|c| *c == mark).count();
            let last = block.trim_end().lines().last().unwrap_or_default();
            let closes = block.trim_end().lines().count() > 1
                && last.len() - last.trim_start_matches(' ').len() <= 3
                && last.trim().chars().all(|c| c == mark)
                && last.trim().chars().count() >= length;
            if closes {
                return None;
            }
            mark.to_string().repeat(length)
        }
        BlockKind::Html => {
            let lower = head.to_ascii_lowercase();
            let (open, close) = [
                ("<!--", "-->"),
                ("<?", "?>"),
                ("<![cdata[", "]]>"),
                ("<script", "</script>"),
                ("<pre", "</pre>"),
                ("<style", "</style>"),
                ("<textarea", "</textarea>"),
            ]
            .into_iter()
            .find(|(open, _)| lower.starts_with(open))?;
            // `<!-->` is a whole comment: its dashes count twice.
            let from = if open == "<!--" { 2 } else { open.len() };
            if lower[from..].contains(close) {
                return None;
            }
            // A tag that the text breaks off in would swallow the closing one.
            let open = crate::html::tags(block).len() < crate::html::tags(&format!("{block}>")).len();
            if open { format!(">{close}") } else { close.to_string() }
        }
        _ => return None,
    };
    Some(close.into_boxed_str())
}

/// Returns the mark of a tag in a fingerprint.
pub(super) fn tag_code(tag: &Tag<'_>) -> u8 {
    match tag {
        Tag::Paragraph => b'P',
        Tag::BlockQuote(_) => b'Q',
        Tag::CodeBlock(_) => b'I',
        Tag::List(Some(_)) => b'1',
        Tag::List(None) => b'*',
        Tag::Item => b'i',
        Tag::DefinitionList => b'D',
        Tag::DefinitionListDefinition => b'd',
        Tag::Table(_) => b't',
        Tag::TableHead => b'h',
        Tag::TableRow => b'r',
        Tag::TableCell => b'c',
        Tag::Emphasis => b'e',
        Tag::Strong => b's',
        Tag::Strikethrough => b'~',
        _ => b'?',
    }
}
