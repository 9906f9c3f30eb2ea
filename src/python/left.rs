//! The errors that are left when all is forgiven: one for each spot that is broken, at the place that broke it.

use super::scan::{Line, lines};
use ruff_python_ast::ModModule;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{LexicalErrorType, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange};
use std::ops::Range;

/// An error that is left, its bytes in the parsed text.
pub(super) struct Left {
    pub(super) at: Range<usize>,
    pub(super) message: String,
}

/// Returns the errors that are left, one for each spot that is broken, and the lines that they spoil.
pub(super) fn left(text: &str, parsed: &Parsed<ModModule>) -> (Vec<Left>, Vec<TextRange>) {
    let (lines, _) = lines(text);
    let number = |at: usize| lines.partition_point(|line| line.at.start <= at).saturating_sub(1);
    let first = lines.iter().position(|line| !text[line.at.start..line.code].trim().is_empty());
    let mut raw = if parsed.errors().is_empty() { Vec::new() } else { unclosed(parsed.tokens()) };
    raw.extend(parsed.errors().iter().filter_map(|error| {
        let at = usize::from(error.location.start())..usize::from(error.location.end());
        let fragment = error.error == ParseErrorType::UnexpectedIndentation && Some(number(at.start)) == first;
        let mut message = message(&error.error, text, &lines[number(at.start).min(lines.len().saturating_sub(1))]);
        if error.error == ParseErrorType::UnexpectedIndentation && falls(text, &lines[..=number(at.start)]) {
            message = ParseErrorType::Lexical(LexicalErrorType::IndentationError).to_string();
        }
        (!fragment).then(|| (at.clone(), at.start, message))
    }));
    // Of what is said about a spot, that the indentation is off says most.
    raw.sort_by_key(|(at, _, message)| (number(at.start), !message.starts_with("unindent"), at.start));
    let mut spoilt = Vec::new();
    let mut found: Vec<Left> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, end, message) in raw {
        let (from, to) = (number(at.start), number(end));
        let line = |number: usize| lines.get(number).map_or(text.len()..text.len(), |line| line.at.clone());
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).into();
        spoilt.push(TextRange::new(narrow(line(from).start), narrow(line(to).end.max(line(from).start))));
        // One slip makes the parser stumble a few times: what touches is one, and so is a word such as `with` in a broken line
        // that makes it wait for a body.
        let waits = message.starts_with("expected an indented block")
            && last.is_some_and(|last| {
                (last + 1..from).all(|number| text[lines[number].at.start..lines[number].code].trim().is_empty())
            });
        if last.is_none_or(|last| from > last + 1) && !waits {
            found.push(Left { at: shown(text, &lines[from.min(lines.len() - 1)], at), message });
        }
        last = last.max(Some(to));
    }
    (found, spoilt)
}

/// Returns whether the last of some lines is indented less than the code before it.
fn falls(text: &str, lines: &[Line]) -> bool {
    let width = |line: &Line| {
        let blank = text[line.at.clone()].bytes().take_while(|b| matches!(b, b' ' | b'\t'));
        blank.fold(0, |width, b| if b == b'\t' { width / 8 * 8 + 8 } else { width + 1 })
    };
    let Some((last, above)) = lines.split_last() else { return false };
    let before = above.iter().rev().find(|line| !text[line.at.start..line.code].trim().is_empty());
    before.is_some_and(|before| width(before) > width(last))
}

/// Returns what to show of an error: its bytes in its first line, or all the line if they are empty.
fn shown(text: &str, line: &Line, at: Range<usize>) -> Range<usize> {
    let end = at.end.min(line.at.end).max(at.start);
    if !text[at.start..end].trim().is_empty() {
        return at.start..end;
    }
    let code = &text[line.at.start..line.code];
    let code = if code.trim().is_empty() { &text[line.at.clone()] } else { code };
    let start = line.at.start + code.len() - code.trim_start().len();
    start..(line.at.start + code.trim_end().len()).max(start)
}

/// Finds brackets that nothing closes: each with the byte up to which they spoil the code.
fn unclosed(tokens: &[Token]) -> Vec<(Range<usize>, usize, String)> {
    let mut found = Vec::new();
    let mut open: Vec<&Token> = Vec::new();
    let mut last = 0;
    for token in tokens {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open.push(token),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                open.pop();
            }
            TokenKind::Newline | TokenKind::EndOfFile => {
                if let Some(first) = open.first() {
                    let sign = match first.kind() {
                        TokenKind::Lpar => '(',
                        TokenKind::Lsqb => '[',
                        _ => '{',
                    };
                    let at = usize::from(first.start())..usize::from(first.end());
                    found.push((at, last, format!("`{sign}` is never closed")));
                }
                open.clear();
            }
            _ => {}
        }
        if !matches!(token.kind(), TokenKind::NonLogicalNewline | TokenKind::Newline | TokenKind::EndOfFile) {
            last = usize::from(token.start());
        }
    }
    found
}

/// Returns what the parser says, as a clause.
fn message(error: &ParseErrorType, text: &str, line: &Line) -> String {
    let shown = text[line.at.clone()].trim_start();
    if matches!(error, ParseErrorType::SimpleStatementsOnSameLine)
        && ["print ", "exec "].iter().any(|start| shown.starts_with(start))
    {
        let word = &shown[..shown.find(' ').unwrap_or(0)];
        return format!("`{word}` without parentheses is Python 2");
    }
    let said = error.to_string();
    let mut letters = said.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().to_string() + &said[first.len_utf8()..]
        }
        _ => said,
    }
}

/// Returns whether code shows a slip on purpose: it says so behind it, or shows what Python says about it below.
pub(super) fn is_shown(code: &str, at: usize) -> bool {
    let start = code[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut lines = code[start..].lines();
    let comment =
        lines.next().and_then(|line| line.split_once('#')).map_or(String::new(), |(_, comment)| comment.to_lowercase());
    let errors = ["SyntaxError", "IndentationError", "TabError"];
    let said = ["error", "invalid", "wrong", "not valid", "not allowed", "illegal", "python 2"];
    said.iter().any(|word| comment.contains(word))
        || lines.take(6).any(|line| errors.iter().any(|name| line.contains(name)))
}
