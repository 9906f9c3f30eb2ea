//! Tokens → logical lines, comments, and what stands in strings.

use ruff_python_ast::StringFlags;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;
use std::ops::Range;

/// What the tokens of a text hold, as its bytes.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) lines: Vec<Range<usize>>,
    pub(super) comments: Vec<Range<usize>>,
    pub(super) strings: Vec<Range<usize>>,
}

/// Reads tokens.
pub(super) fn read(tokens: &[Token]) -> Read {
    let mut read = Read::default();
    let mut line: Option<Range<usize>> = None;
    // How many braces are open in each open f-string.
    let mut braces: Vec<usize> = Vec::new();
    for token in tokens {
        let at = usize::from(token.start())..usize::from(token.end());
        match token.kind() {
            TokenKind::Comment => {
                read.comments.push(at);
                continue;
            }
            TokenKind::Newline | TokenKind::EndOfFile => {
                read.lines.extend(line.take());
                continue;
            }
            TokenKind::NonLogicalNewline | TokenKind::Indent | TokenKind::Dedent => continue,
            TokenKind::FStringStart | TokenKind::TStringStart => braces.push(0),
            TokenKind::FStringEnd | TokenKind::TStringEnd => {
                braces.pop();
            }
            TokenKind::Lbrace => braces.iter_mut().last().into_iter().for_each(|open| *open += 1),
            TokenKind::Rbrace => braces.iter_mut().last().into_iter().for_each(|open| *open = open.saturating_sub(1)),
            // Inside of braces it says how a value is formatted.
            TokenKind::FStringMiddle | TokenKind::TStringMiddle if braces.last() == Some(&0) => {
                read.strings.push(at.clone());
            }
            TokenKind::String => read.strings.extend(content(*token)),
            _ => {}
        }
        line = Some(line.map_or(at.start, |line| line.start)..at.end);
    }
    read.lines.extend(line);
    read
}

/// Returns what stands between the quotes of a string.
fn content(token: Token) -> Option<Range<usize>> {
    let flags = token.string_flags()?;
    let start = usize::from(token.start() + flags.opener_len());
    let end = usize::from(token.end()).saturating_sub(usize::from(flags.closer_len()));
    (start < end).then_some(start..end)
}
