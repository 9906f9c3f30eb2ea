//! The text that is parsed for a block of code, and the way back to the bytes that it was made of.
//!
//! Prompts go, outputs and commands for a shell leave empty lines, indentation that all lines share goes. What cannot be Python
//! and is easy to tell is replaced here, before anything is parsed.

mod clause;
mod session;

use super::foreign::{is_exception, is_shell};
use super::forgive::{BODILESS, OUTPUT, PLACEHOLDER, SEPARATOR, SHELL, SIGNATURE, stand_in};
use super::recognise::{score, wordy};
use super::scan::{Line, Scanner};
use super::signature::{is_head, is_signature};
use clause::Clause;
pub(super) use session::is_session;
use session::session;
use std::ops::Range;

/// A text made of pieces of another one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// What is parsed.
    pub(super) parsed: String,
    /// Where each piece begins: in [`Text::parsed`], and in the folded text of the note.
    pieces: Vec<(usize, usize)>,
    /// Stretches that stand for something that may be written in longer characters, and the bytes of that.
    wholes: Vec<(Range<usize>, Range<usize>)>,
    /// The end of the block in the folded text.
    end: usize,
    /// What was replaced, as bytes of the folded text, and why.
    pub(super) remarks: Vec<(Range<usize>, &'static str)>,
    /// Whether anything but prompts and outputs of a session was left out.
    pub(super) changed: bool,
    /// Whether it holds prompts.
    pub(super) session: bool,
    /// Whether it holds magics.
    pub(super) magic: bool,
}

impl Text {
    /// Returns the byte of the folded text that a byte was made of.
    fn byte(&self, at: usize) -> usize {
        let Some(number) = self.pieces.partition_point(|piece| piece.0 <= at).checked_sub(1) else { return self.end };
        let (start, place) = self.pieces[number];
        let next = self.pieces.get(number + 1).map_or(self.end, |next| next.1);
        (place + at - start).min(next)
    }

    /// Returns the bytes of the folded text that a stretch was made of.
    pub(super) fn place(&self, at: Range<usize>) -> Range<usize> {
        let whole = |at: usize| {
            let number = self.wholes.partition_point(|whole| whole.0.start <= at).checked_sub(1)?;
            self.wholes[number].0.contains(&at).then(|| self.wholes[number].1.clone())
        };
        let start = whole(at.start).map_or_else(|| self.byte(at.start), |whole| whole.start);
        let last = at.end.saturating_sub(1);
        let end = || whole(last).map_or_else(|| (self.byte(last) + 1).min(self.end), |whole| whole.end);
        let end = if at.end > at.start { end() } else { start };
        start..end.max(start)
    }

    /// Replaces stretches of the parsed text by texts of the same length, or adds texts at its end.
    pub(super) fn replace(&mut self, changes: &[(Range<usize>, String)]) {
        let places =
            changes.iter().filter(|(at, _)| !at.is_empty()).map(|(at, _)| (at.clone(), self.place(at.clone())));
        let places: Vec<_> = places.collect();
        self.wholes.extend(places);
        for (at, with) in changes {
            self.parsed.replace_range(at.clone(), with);
        }
        self.wholes.sort_by_key(|whole| whole.0.start);
        self.changed |= !changes.is_empty();
    }

    /// Pushes what stands for some bytes of the folded text.
    fn push_whole(&mut self, text: &str, place: Range<usize>) {
        let start = self.parsed.len();
        self.push(text, place.start);
        self.wholes.push((start..self.parsed.len(), place));
        self.changed = true;
    }

    fn push(&mut self, text: &str, place: usize) {
        self.pieces.push((self.parsed.len(), place));
        self.parsed.push_str(text);
    }
}

/// Makes the text to parse of a block of code that begins at `at` in the folded text.
pub(super) fn text(code: &str, at: usize, lines: &[Line], scanner: &Scanner) -> Text {
    let mut text = Text { end: at + code.len(), ..Text::default() };
    let shown = lines.iter().filter(|line| !code[line.at.clone()].trim().is_empty());
    let common = shown.clone().next().map_or("", |line| indent(&code[line.at.clone()]));
    let common = shown.filter(|line| !line.inside).fold(common, |common, line| {
        let shared = common.bytes().zip(code[line.at.clone()].bytes()).take_while(|(a, b)| a == b).count();
        &common[..shared]
    });
    if is_session(code, lines) {
        text.session = true;
        session(&mut text, code, at, (lines, common.len()));
    } else {
        script(&mut text, code, at, (lines, common), &scanner.odd);
    }
    text
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// What becomes of a line.
enum Fate {
    Keep,
    Drop(&'static str),
    /// Drop it, and say nothing.
    Omit,
    Replace(Option<&'static str>, String),
    /// Add a colon and a body.
    Complete,
}

fn script(text: &mut Text, code: &str, at: usize, (lines, common): (&[Line], &str), odd: &[usize]) {
    let mut reading = Reading { clause: Clause::Start, within: Within::Code, opened: false };
    // A signature of several lines: the last of them, and whether it is the head of a function.
    let mut signature: Option<(usize, bool)> = None;
    for (number, line) in lines.iter().enumerate() {
        let start =
            if code[line.at.clone()].starts_with(common) { line.at.start + common.len() } else { line.at.start };
        let begins = !line.inside && signature.is_none();
        if begins {
            signature = signature_at(code, lines, number);
        }
        let fate = match signature {
            Some((last, true)) if number == last => Fate::Complete,
            Some((_, false)) if begins => {
                let shown = &code[start..line.code.max(start)];
                let before = shown.len() - shown.trim_start().len();
                let stands = stand_in(shown.trim().len());
                Fate::Replace(Some(SIGNATURE), format!("{}{stands}", &shown[..before]))
            }
            Some((_, false)) => Fate::Omit,
            _ => reading.fate(text, code, start, line),
        };
        signature = signature.filter(|(last, _)| *last > number);
        push_line(text, code, (at, start, line), fate, odd);
    }
}

/// Finds a signature that begins with a line: its last line, and whether it is the head of a function that lacks its colon and
/// has no body below.
fn signature_at(code: &str, lines: &[Line], number: usize) -> Option<(usize, bool)> {
    let line = &lines[number];
    let first = &code[line.at.start..line.code];
    if !first.contains('(') {
        return None;
    }
    let more = lines[number + 1..].iter().take_while(|line| line.inside).count();
    let whole: String = lines[number..=number + more].iter().map(|line| &code[line.at.start..line.code]).collect();
    if is_signature(&whole) {
        return Some((number + more, false));
    }
    let depth = indent(first).len();
    let below =
        || lines[number + more + 1..].iter().map(|line| &code[line.at.clone()]).find(|line| !line.trim().is_empty());
    (is_head(&whole) && below().is_none_or(|below| indent(below).len() <= depth)).then_some((number + more, true))
}

/// What the lines of a script stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Code,
    Traceback,
    /// What `help` prints, which has empty lines in it.
    Help,
    /// What a caption announces, up to an empty line.
    Output,
    /// A command for a shell that goes on in the next line.
    Shell,
}

/// What is known while the lines of a script are read.
struct Reading {
    clause: Clause,
    within: Within,
    /// The line above opens a body.
    opened: bool,
}

impl Reading {
    /// Says what becomes of a line.
    fn fate(&mut self, text: &mut Text, code: &str, start: usize, line: &Line) -> Fate {
        let shown = &code[start..line.at.end];
        let bare = &code[start..line.code.max(start)];
        let trimmed = shown.trim();
        if self.within == Within::Output && trimmed.is_empty() {
            self.within = Within::Code;
        }
        if !line.inside && is_help(trimmed) {
            self.within = Within::Help;
        }
        let fate = match self.within {
            Within::Shell => {
                self.within = Within::Code;
                Fate::Drop(SHELL)
            }
            Within::Help if !trimmed.is_empty() => Fate::Drop(OUTPUT),
            _ if line.inside => Fate::Keep,
            Within::Traceback if !trimmed.is_empty() => {
                if !shown.starts_with([' ', '\t']) {
                    self.within = Within::Code;
                }
                Fate::Drop(OUTPUT)
            }
            _ if trimmed.starts_with("Traceback (most recent call last)") => {
                self.within = Within::Traceback;
                Fate::Drop(OUTPUT)
            }
            Within::Output => Fate::Drop(OUTPUT),
            _ if is_caption(trimmed) => {
                self.within = Within::Output;
                Fate::Drop(OUTPUT)
            }
            _ => {
                text.magic |= is_magic(trimmed);
                match fate(shown, bare, self.opened) {
                    Fate::Keep => self.clause.fate(bare),
                    other => other,
                }
            }
        };
        if matches!(fate, Fate::Drop(SHELL)) && trimmed.ends_with('\\') {
            self.within = Within::Shell;
        }
        if !code[line.at.start..line.code].trim().is_empty() {
            self.opened = code[line.at.start..line.code].trim_end().ends_with(':');
        }
        fate
    }
}

/// Pushes a line as its fate wants it.
fn push_line(text: &mut Text, code: &str, (at, start, line): (usize, usize, &Line), fate: Fate, odd: &[usize]) {
    let shown = &code[start..line.at.end];
    let from = start + shown.len() - shown.trim_start().len();
    match fate {
        Fate::Keep => odds(text, code, (at, start..line.at.end), odd),
        Fate::Omit => text.changed = true,
        Fate::Drop(why) => {
            text.changed = true;
            text.remarks.push((at + from..at + start + shown.trim_end().len(), why));
        }
        Fate::Replace(why, with) => {
            text.remarks.extend(why.map(|why| (at + from..at + start + shown.trim_end().len(), why)));
            text.push(&code[start..from], at + start);
            text.push_whole(with.trim_start(), at + from..at + start + with.len());
            text.push(&code[start + with.len()..line.at.end], at + start + with.len());
        }
        Fate::Complete => {
            let end = start + code[start..line.code.max(start)].trim_end().len();
            odds(text, code, (at, start..end), odd);
            text.push_whole(": ...", at + end..at + end);
            text.push(&code[end..line.at.end], at + end);
            text.remarks.push((at + from..at + end, BODILESS));
        }
    }
    text.push("\n", at + line.at.end);
}

/// Returns whether a line says that outputs follow.
fn is_caption(line: &str) -> bool {
    let word = line.strip_suffix(':').unwrap_or_default();
    // What IDLE shows when a file is run.
    let restart = line.trim_matches(['=', ' ', '-']);
    line.starts_with("Out[") && line.contains("]:")
        || restart == "RESTART"
        || restart.starts_with("RESTART: ")
        || ["output", "Output", "OUTPUT", "Result", "result"].contains(&word)
}

/// Returns whether a line begins what `help` prints.
fn is_help(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("Help on ") else { return false };
    rest.contains(" in module ") || ["module ", "class ", "package "].iter().any(|word| rest.starts_with(word))
}

/// Returns whether a line is a command of a notebook.
fn is_magic(line: &str) -> bool {
    let rest = line.trim_start_matches('%');
    let percent = rest.len() < line.len() && rest.starts_with(|c: char| c.is_alphabetic());
    let shell = line
        .strip_prefix('!')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '.' || c == '/'));
    let help = line.strip_suffix('?').map(|rest| rest.trim_end_matches('?'));
    let named = help
        .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')));
    percent || shell || named
}

/// Says what becomes of a line that begins a statement; `code` is the line without its comment, and the line above may have
/// `opened` a body.
fn fate(line: &str, code: &str, opened: bool) -> Fate {
    let trimmed = code.trim();
    if line.trim_start().starts_with("$ ") || is_shell(trimmed) {
        return Fate::Drop(SHELL);
    }
    if is_exception(code) || ["=> ", "-> ", "➜ ", "→ "].iter().any(|arrow| trimmed.starts_with(arrow)) {
        return Fate::Drop(OUTPUT);
    }
    let only = |set: &[char]| trimmed.chars().all(|c| set.contains(&c) || c == ' ');
    if trimmed.len() > 2 && only(&['-', '=', '*', '~', '+']) {
        return Fate::Drop(SEPARATOR);
    }
    let dots = trimmed.len() > 1 && trimmed != "..." && only(&['.']);
    let words = ["etc", "etc.", "etc...", "...etc", "and so on", "and so on...", "(...)", "[...]", "{...}", "<...>"];
    let told = || {
        !trimmed.starts_with('\'')
            && trimmed.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '.'))
            && wordy(trimmed)
            && score(trimmed) <= 0
    };
    if dots || words.contains(&trimmed) || is_stand_in(trimmed) || opened && told() {
        let before = code.len() - code.trim_start().len();
        return Fate::Replace(Some(PLACEHOLDER), format!("{}{}", &code[..before], stand_in(trimmed.len())));
    }
    Fate::Keep
}

/// Returns whether a line is words in brackets, which say what code should stand there.
fn is_stand_in(line: &str) -> bool {
    let pairs = [('(', ')'), ('<', '>'), ('[', ']'), ('{', '}')];
    pairs.iter().any(|(open, close)| {
        let inner = line.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inner.is_some_and(|inner| {
            let plain = inner.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-' | '.' | '_' | '…'));
            plain && !inner.is_empty() && (*open == '<' || wordy(inner))
        })
    })
}

/// Pushes a line with its placeholders replaced.
fn odds(text: &mut Text, code: &str, (at, line): (usize, Range<usize>), odd: &[usize]) {
    let mut from = line.start;
    let first = odd.partition_point(|odd| *odd < line.start);
    for &spot in odd[first..].iter().take_while(|spot| **spot < line.end) {
        let Some(length) = placeholder(&code[line.start..line.end], spot - line.start) else { continue };
        if spot < from {
            continue;
        }
        text.push(&code[from..spot], at + from);
        let dots = code[spot..].starts_with('…');
        text.push_whole(&if dots { "...".to_string() } else { "_".repeat(length) }, at + spot..at + spot + length);
        text.remarks.push((at + spot..at + spot + length, PLACEHOLDER));
        from = spot + length;
    }
    text.push(&code[from..line.end], at + from);
}

/// Returns the length of the placeholder that begins at a byte of a line: `…`, or `<name>` where no operator can stand.
fn placeholder(line: &str, at: usize) -> Option<usize> {
    let rest = &line[at..];
    if rest.starts_with('…') {
        return Some('…'.len_utf8());
    }
    let length = rest.find('>')? + 1;
    let name = &rest[1..length - 1];
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-' | '.' | '/'));
    let before = line[..at].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let keyword =
        ["import", "from", "def", "class", "in", "return", "as", "if", "not", "and", "or", "with"].contains(&word);
    let open = before.is_empty() || before.ends_with(['(', ',', '=', '[', '{', ':', '.']) || keyword;
    (open && plain && name.starts_with(|c: char| c.is_alphabetic())).then_some(length)
}
