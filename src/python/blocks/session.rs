//! Sessions: what was typed at a prompt is kept, what was printed leaves empty lines.

use super::{Text, indent, is_magic};
use crate::python::recognise::{score, wordy};
use crate::python::scan::{Line, Scanner};

/// Returns whether code holds prompts outside of strings.
pub(in crate::python) fn is_session(code: &str, lines: &[Line]) -> bool {
    lines.iter().any(|line| !line.inside && prompt(code[line.at.clone()].trim_start()).is_some())
}

/// Returns whether a line that begins like a continued one is words.
fn is_said(rest: &str) -> bool {
    wordy(rest) && score(rest) <= 0 && rest.trim_end().ends_with("...")
}

/// Returns the length of a prompt that begins a statement.
fn prompt(line: &str) -> Option<usize> {
    if line == ">>>" || line.starts_with(">>> ") {
        return Some(line.len().min(4));
    }
    let starts = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || "_\"'([{@".contains(c));
    if line.strip_prefix(">>>").is_some_and(|rest| starts(rest) && !wordy(rest)) {
        return Some(3);
    }
    let inner = line.strip_prefix("In [").or_else(|| line.strip_prefix("In["))?;
    let number = inner.split_once("]:")?.0;
    let digits = number.bytes().all(|b| b.is_ascii_digit() || b == b' ');
    let length = line.len() - inner.len() + number.len() + 2;
    digits.then(|| length + usize::from(line[length..].starts_with(' ')))
}

/// Returns the length of a prompt that continues one.
fn continued(line: &str) -> Option<usize> {
    let start = line.len() - line.trim_start().len();
    let rest = &line[start..];
    if start > 0 && (rest == "...:" || rest.starts_with("...: ")) {
        return Some(start + rest.len().min(5));
    }
    (rest == "..." || rest.starts_with("... ")).then(|| start + rest.len().min(4))
}

/// Makes the text to parse of a session; all its lines share an indentation of so many bytes.
pub(super) fn session(text: &mut Text, code: &str, at: usize, (lines, common): (&[Line], usize)) {
    let mut scanner = Scanner::default();
    // Whether the line before was code with a prompt.
    let mut typed = false;
    // Whether a body may follow.
    let mut opened = false;
    let mut bodies = Bodies::default();
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        let shown = &code[line.at.clone()];
        let start = line.at.start + common.min(indent(shown).len());
        let rest = &code[start..line.at.end];
        let skip = match (prompt(rest.trim_start()), continued(rest)) {
            (Some(length), _) => {
                scanner.reset();
                bodies = Bodies::default();
                Some(rest.len() - rest.trim_start().len() + length)
            }
            (None, None) if typed && opened && rest.starts_with("...") && !rest.starts_with("....") => Some(3),
            // `... and so on ...` is a remark about what is printed.
            (None, Some(length)) if typed && (scanner.inside() || !is_said(&rest[length..])) => Some(length),
            _ if typed && scanner.inside() => Some(0),
            // Some shells show no prompt before the lines of a body.
            _ if typed && opened && rest.starts_with([' ', '\t']) && !rest.trim().is_empty() => Some(0),
            _ => None,
        };
        if let Some(skip) = skip {
            if !scanner.inside() && bodies.is_lost(&code[start + skip..line.at.end]) {
                let place = at + line.at.start..at + line.at.end;
                if let Some(body) = bodies.stand_in() {
                    text.push_whole(&body, place.clone());
                }
                text.push("\n", place.end);
                number += 1;
                continue;
            }
            let begins = !scanner.inside();
            let end = scanner.feed(code, start + skip..line.at.end);
            bodies.read(&code[start + skip..end.max(start + skip)], begins, !scanner.inside());
            let bare = code[start + skip..end.max(start + skip)].trim();
            opened = bare.ends_with(':') || opened && (skip == 0 || bare.is_empty());
            text.magic |= is_magic(bare);
            text.push(&code[start + skip..line.at.end], at + start + skip);
            text.push("\n", at + line.at.end);
            typed = true;
            number += 1;
            continue;
        }
        // Up to the next prompt or empty line: output, or code that was typed elsewhere.
        let paragraph = lines[number..].iter().take_while(|line| {
            let shown = &code[line.at.clone()];
            !shown.trim().is_empty() && prompt(shown.trim_start()).is_none()
        });
        let count = paragraph.count().max(1);
        let all = &lines[number..number + count];
        let points: i32 = all.iter().map(|line| score(&code[line.at.start..line.code])).sum();
        for line in all {
            if !typed && points >= 4 {
                let start = line.at.start + common.min(indent(&code[line.at.clone()]).len());
                text.push(&code[start..line.at.end], at + start);
            }
            text.push("\n", at + line.at.end);
        }
        typed = false;
        number += count;
    }
}

/// Bodies at a prompt, whose indentation gets lost when people copy them.
#[derive(Default)]
struct Bodies {
    /// The indentation of the logical line above.
    depth: usize,
    /// The same, if that line opens a body.
    header: Option<usize>,
    /// How deep a body would be that lost its indentation.
    lost: Option<usize>,
    told: bool,
}

impl Bodies {
    /// Takes a line without its prompt and its comment, which begins a logical line or ends one.
    fn read(&mut self, code: &str, begins: bool, ends: bool) {
        if begins {
            self.depth = indent(code).len();
        }
        if !code.trim().is_empty() {
            self.header = (ends && code.trim_end().ends_with(':')).then_some(self.depth);
        }
    }

    /// Returns whether a line belongs to a body that is indented no more than its header.
    fn is_lost(&mut self, code: &str) -> bool {
        if let Some(header) = self.header.filter(|header| !code.trim().is_empty() && indent(code).len() <= *header) {
            self.lost = self.lost.or(Some(header + 1));
        }
        self.lost.is_some()
    }

    /// Returns what stands for the body, once.
    fn stand_in(&mut self) -> Option<String> {
        let depth = self.lost.filter(|_| !std::mem::replace(&mut self.told, true))?;
        Some(format!("{}...", " ".repeat(depth)))
    }
}
