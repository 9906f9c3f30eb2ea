//! What is no mistake in a note although Python would not take it.

use super::blocks::Text;
use super::recognise::score;
use super::scan::{Line, lines};
use ruff_python_ast::ModModule;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{ParseError, ParseErrorType, Parsed};
use ruff_text_size::Ranged;
use std::ops::Range;

pub(super) const PLACEHOLDER: &str = "placeholder, not Python";
pub(super) const OUTPUT: &str = "output, not Python";
pub(super) const SHELL: &str = "shell command, not Python";
pub(super) const SHOWN: &str = "shown as an error";
pub(super) const SEPARATOR: &str = "separator, not Python";
pub(super) const SIGNATURE: &str = "signature as in a documentation, not Python";
const OPTIONAL: &str = "optional arguments in brackets, not Python";
pub(super) const BODILESS: &str = "the body is left out";
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
    let (lines, _) = lines(&text.parsed);
    let mut mending = Mending {
        text: &text.parsed,
        lines: &lines,
        tokens: parsed.tokens(),
        last: lines
            .iter()
            .rposition(|line| !text.parsed[line.at.start..line.code].trim().is_empty())
            .unwrap_or_default(),
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
    text.replace(&changes);
    text.remarks.extend(places);
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
                mending.changes.push((bytes(token), " ".repeat(bytes(token).len())));
            };
            match token.kind() {
                TokenKind::Ellipsis | TokenKind::Name
                    if token.kind() == TokenKind::Ellipsis || &self.text[bytes(token)] == "etc" =>
                {
                    if has_place(before, after) {
                        continue;
                    }
                    if before == Some(TokenKind::Import) && token.kind() == TokenKind::Ellipsis {
                        self.changes.push((bytes(token), "_".repeat(bytes(token).len())));
                        self.remarks.push((bytes(token), PLACEHOLDER));
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
        // A block can be an output as a whole.
        let printed = printed.map_or(")", |line| self.code(line).trim());
        let expression =
            printed.ends_with([')', ']']) || printed.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        let shows = |line: &Line| {
            let shown = self.text[line.at.clone()].trim();
            let word = shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let call = !word.is_empty() && shown[word.len()..].starts_with('(');
            let keyword = call || KEYWORDS.contains(&word) || shown.ends_with(':') || shown.starts_with(['@', '#']);
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

/// Returns whether Python has a place for `...` between these: as a statement, a body, a default, or a type that is returned.
fn has_place(before: Option<TokenKind>, after: Option<TokenKind>) -> bool {
    use TokenKind::{Colon, Dedent, Equal, Indent, Newline};
    let fits = matches!(before, None | Some(Newline | Indent | Dedent | Colon | Equal));
    fits && matches!(after, None | Some(Newline)) || before == Some(TokenKind::Rarrow)
}

/// Words that begin statements and no outputs.
const KEYWORDS: [&str; 17] = [
    "def", "class", "if", "elif", "else", "for", "while", "with", "try", "except", "return", "import", "from", "async",
    "print", "lambda", "raise",
];

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
