//! What is no mistake in a note although Python would not take it, and what is left when that is forgiven.

use super::blocks::Text;
use super::recognise::score;
use super::scan::{Line, lines};
use ruff_python_ast::ModModule;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange};
use std::ops::Range;

pub(super) const PLACEHOLDER: &str = "placeholder, not Python";
pub(super) const OUTPUT: &str = "output, not Python";
pub(super) const SHELL: &str = "shell command, not Python";
pub(super) const SEPARATOR: &str = "separator, not Python";
const OPTIONAL: &str = "optional arguments in brackets, not Python";
const BODILESS: &str = "the body is left out";
const DECORATOR: &str = "decorator with nothing to decorate";

/// Returns text of a length that stands for a statement.
pub(super) fn stand_in(length: usize) -> String {
    if length < 3 { "_".repeat(length) } else { format!("{:length$}", "...") }
}

/// A change to the parsed text; what comes is as long as what goes, or stands at the end.
type Change = (Range<usize>, String);

/// What is known about a text when it is mended.
struct Mending<'a> {
    text: &'a str,
    lines: &'a [Line],
    tokens: &'a [Token],
    /// The number of the last line that holds code.
    last: usize,
    changes: Vec<Change>,
    remarks: Vec<(Range<usize>, &'static str)>,
}

/// Replaces what is to be forgiven, and returns whether there was any.
pub(super) fn mend(text: &mut Text, parsed: &Parsed<ModModule>) -> bool {
    let (lines, _) = lines(&text.text);
    let mut mending = Mending {
        text: &text.text,
        lines: &lines,
        tokens: parsed.tokens(),
        last: lines.iter().rposition(|line| !text.text[line.at.start..line.code].trim().is_empty()).unwrap_or_default(),
        changes: Vec::new(),
        remarks: Vec::new(),
    };
    let mut seen = 0..0;
    for error in parsed.errors() {
        let at = usize::from(error.location.start());
        if seen.is_empty() || at < seen.start || at > seen.end {
            seen = mending.logical(at);
            mending.line(seen.clone());
        }
    }
    // A header that was broken lacks its body as well; so one thing after the other.
    if mending.changes.is_empty() {
        for error in parsed.errors() {
            mending.body(error);
            mending.decorator(error);
        }
    }
    if mending.changes.is_empty()
        && let Some(first) = parsed.errors().first()
    {
        mending.output(first);
    }
    let Mending { mut changes, remarks, .. } = mending;
    changes.sort_by_key(|(at, _)| at.start);
    changes.dedup_by_key(|(at, _)| at.start);
    let places: Vec<_> = remarks.into_iter().map(|(at, why)| (text.place(at), why)).collect();
    for (at, with) in &changes {
        text.text.replace_range(at.clone(), with);
    }
    text.remarks.extend(places);
    text.changed |= !changes.is_empty();
    !changes.is_empty()
}

impl Mending<'_> {
    /// Returns the number of the line that holds a byte.
    fn number(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.at.start <= at).saturating_sub(1)
    }

    /// Returns the code of a line without its comment.
    fn code(&self, line: &Line) -> &str {
        &self.text[line.at.start..line.code.max(line.at.start)]
    }

    /// A body that is left out at the end, or that is a comment.
    fn body(&mut self, error: &ParseError) {
        if !matches!(&error.error, ParseErrorType::OtherError(message) if message.starts_with("Expected an indented block"))
        {
            return;
        }
        let at = self.number(usize::from(error.location.start()));
        let bare = |line: &Line| self.code(line).trim().is_empty();
        let opens = |line: &Line| self.code(line).trim_end().ends_with(':');
        let header = match self.lines.get(at) {
            Some(line) if opens(line) && at >= self.last => Some(at),
            _ => (0..at).rev().find(|number| !bare(&self.lines[*number])),
        };
        let Some(number) = header.filter(|number| opens(&self.lines[*number])) else { return };
        let line = &self.lines[number];
        let shown = &self.text[line.at.clone()];
        let depth = shown.len() - shown.trim_start().len();
        let place = line.at.start + depth..line.code;
        if number >= self.last {
            let with = format!("{}    ...\n", &shown[..depth]);
            self.changes.push((self.text.len()..self.text.len(), with));
            self.remarks.push((place, BODILESS));
            return;
        }
        let comment = self.lines[number + 1..at.max(number + 1)]
            .iter()
            .rev()
            .find(|line| line.code < line.at.end && line.code > line.at.start + depth && bare(line));
        if let Some(comment) = comment {
            self.changes.push((comment.code..comment.at.end, stand_in(comment.at.end - comment.code)));
            self.remarks.push((comment.code..comment.at.end, BODILESS));
        }
    }

    /// Decorators at the end.
    fn decorator(&mut self, error: &ParseError) {
        if !matches!(&error.error, ParseErrorType::OtherError(message) if message.starts_with("Expected class, function"))
        {
            return;
        }
        let at = self.number(usize::from(error.location.start()));
        let found = (0..=at).rev().find(|number| self.code(&self.lines[*number]).trim_start().starts_with('@'));
        let Some(number) = found.filter(|number| *number >= self.last) else { return };
        let line = &self.lines[number];
        let shown = self.code(line);
        let depth = shown.len() - shown.trim_start().len();
        let place = line.at.start + depth..line.at.start + shown.trim_end().len();
        let with = format!("{}def _(): ...\n", &shown[..depth]);
        self.changes.push((self.text.len()..self.text.len(), with));
        self.remarks.push((place, DECORATOR));
    }

    /// Returns the bytes of the logical line around a byte.
    fn logical(&self, at: usize) -> Range<usize> {
        let mut first = self.number(at);
        while first > 0 && self.lines[first].inside {
            first -= 1;
        }
        let mut last = first;
        while self.lines.get(last + 1).is_some_and(|line| line.inside) {
            last += 1;
        }
        let bounds = (self.lines.get(first), self.lines.get(last));
        if let (Some(first), Some(last)) = bounds { first.at.start..last.at.end } else { at..at }
    }

    /// `...` and `etc.` where Python has no place for them, and `[, optional]`.
    fn line(&mut self, logical: Range<usize>) {
        let bytes = |token: &Token| usize::from(token.start())..usize::from(token.end());
        let first = self.tokens.partition_point(|token| bytes(token).start < logical.start);
        let all: Vec<&Token> = self.tokens[first..]
            .iter()
            .take_while(|token| bytes(token).start < logical.end)
            .filter(|token| !matches!(token.kind(), TokenKind::Comment | TokenKind::NonLogicalNewline))
            .collect();
        let kind = |number: Option<usize>| number.and_then(|number| all.get(number)).map(|token| token.kind());
        let mut brackets: Vec<(bool, usize)> = Vec::new();
        for (i, token) in all.iter().enumerate() {
            let (before, after) = (kind(i.checked_sub(1)), kind(Some(i + 1)));
            let blank = |mending: &mut Self, token: &Token| {
                mending.changes.push((bytes(token), " ".repeat(bytes(token).len())))
            };
            match token.kind() {
                TokenKind::Ellipsis | TokenKind::Name
                    if token.kind() == TokenKind::Ellipsis || &self.text[bytes(token)] == "etc" =>
                {
                    let starts =
                        !matches!(before, None | Some(TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent));
                    if !starts && matches!(after, None | Some(TokenKind::Newline)) {
                        continue;
                    }
                    let ends = matches!(after, None | Some(TokenKind::Newline | TokenKind::Dot | TokenKind::Rpar));
                    if token.kind() == TokenKind::Name && !ends {
                        continue;
                    }
                    blank(self, token);
                    self.remarks.push((bytes(token), PLACEHOLDER));
                    if matches!(after, Some(TokenKind::Comma | TokenKind::Dot)) {
                        blank(self, all[i + 1]);
                    } else if matches!(after, None | Some(TokenKind::Newline)) && before == Some(TokenKind::Comma) {
                        blank(self, all[i - 1]);
                    }
                }
                TokenKind::Lsqb => {
                    let optional = after == Some(TokenKind::Comma);
                    brackets.push((optional, i));
                    if optional {
                        blank(self, token);
                        self.remarks.push((bytes(token), OPTIONAL));
                    }
                }
                TokenKind::Rsqb => {
                    let (optional, open) = brackets.pop().unwrap_or((false, i));
                    if before == Some(TokenKind::Comma) && after == Some(TokenKind::Name) {
                        blank(self, all[open]);
                        self.remarks.push((bytes(all[open]), OPTIONAL));
                        blank(self, token);
                    } else if optional {
                        blank(self, token);
                    }
                }
                _ => {}
            }
        }
    }

    /// Lines at the end that show what the code prints.
    fn output(&mut self, error: &ParseError) {
        let start = self.number(usize::from(error.location.start()));
        let tail = &self.lines[start..];
        let printed = self.lines[..start].iter().rev().find(|line| !self.code(line).trim().is_empty());
        let Some(printed) = printed.map(|line| self.code(line).trim()) else { return };
        let expression =
            printed.ends_with([')', ']']) || printed.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        let shows = |line: &Line| {
            let shown = self.text[line.at.clone()].trim();
            let word = shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let keyword = KEYWORDS.contains(&word) || shown.ends_with(':') || shown.starts_with(['@', '#']);
            score(shown) <= 0 && !shown.contains('=') && !keyword
        };
        let open = tail.first().is_none_or(|line| line.inside);
        if !expression || open || !tail.iter().all(shows) {
            return;
        }
        let bytes = |line: &Line| line.at.start..self.text[line.at.clone()].trim_end().len() + line.at.start;
        let shown: Vec<_> = tail.iter().map(bytes).filter(|at| !at.is_empty()).collect();
        if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
            self.remarks.push((first.start..last.end, OUTPUT));
        }
        self.changes.extend(shown.into_iter().map(|at| (at.clone(), " ".repeat(at.len()))));
    }
}

/// Words that begin statements and no outputs.
const KEYWORDS: [&str; 17] = [
    "def", "class", "if", "elif", "else", "for", "while", "with", "try", "except", "return", "import", "from", "async",
    "print", "lambda", "raise",
];

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

/// Returns whether code is Python 2 as a whole: its prints have no parentheses, and more than that is old.
pub(super) fn is_two(text: &str) -> bool {
    let marks = [
        "xrange(",
        "raw_input(",
        "unicode(",
        "basestring",
        ".has_key(",
        ".iteritems(",
        ".itervalues(",
        "print >>",
        "urllib2",
        "Python 2",
        "python 2",
        "python2",
        "<>",
        "from __future__ import print",
    ];
    let statement = |line: &str| {
        line.trim_start()
            .strip_prefix("print ")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || "\"'%>_".contains(c)))
    };
    let handler = |line: &str| {
        let line = line.trim();
        line.starts_with("except ") && line.contains(", ") && !line.contains('(') && line.ends_with(':')
    };
    let call = text.lines().any(|line| line.trim_start().starts_with("print("));
    !call && text.lines().any(statement) && (marks.iter().any(|mark| text.contains(mark)) || text.lines().any(handler))
}
