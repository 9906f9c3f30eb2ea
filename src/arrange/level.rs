//! Headings at another level: edits of their marks, nothing else.

use crate::arrange::Edit;
use crate::ledger::Maker;
use crate::note::{Block, BlockKind};
use crate::text::Span;

/// Returns the edits that give a heading this level, 1 to 6.
///
/// A marked heading gets other marks; an underlined one gets another underline, or becomes a marked one when the level has no
/// underline.
#[must_use]
pub fn relevel(text: &str, block: &Block, level: u8) -> Vec<Edit> {
    match block.kind {
        BlockKind::Heading { level: old, .. } if old == level => Vec::new(),
        BlockKind::Heading { setext: false, level: old } => {
            let start = block.span.start as usize + block.span.of(text).find('#').unwrap_or(0);
            vec![edit(block, start, start + usize::from(old), "#".repeat(usize::from(level)))]
        }
        BlockKind::Heading { setext: true, .. } => underlined(text, block, level),
        _ => Vec::new(),
    }
}

/// Returns the level that edits of [`relevel`] give to a heading, 1 to 6; nothing when they leave its level alone.
#[must_use]
pub fn relevelled(edits: &[Edit]) -> Option<u8> {
    let marks = |edit: &Edit| {
        let marks = edit.with.trim_end();
        let all = |mark: char| !marks.is_empty() && marks.chars().all(|c| c == mark);
        match marks.len() {
            level @ 1..=6 if all('#') => u8::try_from(level).ok(),
            _ if all('=') => Some(1),
            _ if all('-') => Some(2),
            _ => None,
        }
    };
    edits.first().filter(|edit| edit.by == Maker::Outline).and_then(marks)
}

fn underlined(text: &str, block: &Block, level: u8) -> Vec<Edit> {
    let heading = block.span.of(text);
    let base = block.span.start as usize;
    let body = heading.trim_end();
    let line = body.rfind('\n').map_or(0, |i| i + 1);
    let marks = line + (body[line..].len() - body[line..].trim_start().len());
    if level <= 2 {
        let mark = if level == 1 { "=" } else { "-" };
        return vec![edit(block, base + marks, base + body.len(), mark.repeat(body.len() - marks))];
    }
    let title = heading[..line].trim_end();
    let start = heading.len() - heading.trim_start().len();
    let mut edits = vec![edit(block, base, base + start, format!("{} ", "#".repeat(usize::from(level))))];
    let mut at = start;
    while let Some(next) = title[at..].find('\n') {
        // A marked heading is one line: a line break in it becomes a space, with what indents the next line; a hard break, which
        // two spaces or a backslash make, becomes the element that it stands for.
        let newline = at + next;
        let from = title[..newline].trim_end().len();
        let to = newline + (title[newline..].len() - title[newline..].trim_start().len());
        let line = title[..newline].trim_end_matches('\r');
        let slashes = line.len() - line.trim_end_matches('\\').len();
        let hard = slashes % 2 == 1 || line.ends_with("  ");
        let from = if slashes % 2 == 1 { from - 1 } else { from };
        edits.push(edit(block, base + from, base + to, if hard { "<br>" } else { " " }.to_string()));
        at = to;
    }
    // Marks at the end of a marked heading would be taken for its closing ones.
    let close = if title.ends_with('#') { format!(" {}", "#".repeat(usize::from(level))) } else { String::new() };
    edits.push(edit(block, base + title.len(), base + body.len(), close));
    edits
}

fn edit(block: &Block, start: usize, end: usize, with: String) -> Edit {
    Edit { at: Span::new(block.span.source, start, end), with: with.into_boxed_str(), by: Maker::Outline }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrange::splice;
    use crate::parse::{Dialect, parse};
    use crate::text::SourceId;

    fn at(text: &str, level: u8) -> String {
        let note = parse(text, SourceId(0), Dialect::default());
        let block = &note.blocks[0];
        splice(block.span.of(text), block.span.start, &relevel(text, block, level))
    }

    #[test]
    fn marked_headings() {
        assert_eq!(at("##  a `#` b ##\n", 4), "####  a `#` b ##\n");
        assert_eq!(at(" # a\r\n", 2), " ## a\r\n");
        assert_eq!(at("###### a\n", 1), "# a\n");
    }

    #[test]
    fn underlined_headings() {
        assert_eq!(at("a b\n===\n", 2), "a b\n---\n");
        assert_eq!(at("a b\n---\n", 1), "a b\n===\n");
        assert_eq!(at("a\n  b  c\n---\n", 3), "### a b  c\n");
        assert_eq!(at("a #\r\n---\r\n", 3), "### a # ###\r\n");
        assert_eq!(at("  a\n  =\n", 4), "#### a\n");
    }

    #[test]
    fn edits_tell_the_level_that_they_give() {
        for text in ["## a\n", "a\nb\n===\n", "  a #\n--\n"] {
            let note = parse(text, SourceId(0), Dialect::default());
            for level in 1..=6 {
                let edits = relevel(text, &note.blocks[0], level);
                assert_eq!(relevelled(&edits), (!edits.is_empty()).then_some(level), "{text} {level}");
            }
        }
    }

    #[test]
    fn a_heading_at_its_level_is_left_alone() {
        assert_eq!(at("a\n----\n", 2), "a\n----\n");
    }
}
