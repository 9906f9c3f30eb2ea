//! The lines of code blocks: the fences, and what stands between them.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::prose::CodeBlock;
use crate::text::Span;

/// A fence that does not say what it holds.
pub static FENCE_WITHOUT_LANGUAGE: Rule =
    rule("fence-without-language", Category::Structure, Level::Info, "A code fence does not name its language.");
/// A closing fence longer than the opening one.
pub static FENCE_CLOSED_BY_LONGER_FENCE: Rule = rule(
    "fence-closed-by-longer-fence",
    Category::Structure,
    Level::Info,
    "A code block is closed by a longer fence than it was opened with.",
);
/// A closing fence that is none because text stands behind it.
pub static TRAILING_FENCE_TEXT: Rule = rule(
    "trailing-fence-text",
    Category::Structure,
    Level::Warn,
    "Text behind a fence keeps it from closing the block.",
);
/// Blank lines at the end of a code block.
pub static BLANK_LINES_IN_FENCE: Rule =
    rule("blank-lines-in-fence", Category::Style, Level::Info, "A code block ends with blank lines.");
/// Tabs in Python.
pub static TAB_IN_CODE: Rule = rule("tab-in-code", Category::Style, Level::Info, "Python code is indented with tabs.");

/// Looks at the code blocks of a note.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for (number, block) in view.prose.code.iter().enumerate() {
        if let Some(info) = &block.info {
            fences(view, block, info, out);
        }
        let code = &view.prose.text[block.at.clone()];
        if view.python.blocks.binary_search_by_key(&number, |python| python.code).is_ok()
            && let Some(at) = tab(code)
        {
            let at = block.at.start + at;
            let at = view.prose.source(view.source, at..at + 1);
            let message = "this code is indented with tabs";
            out.push(Diagnostic::new(&TAB_IN_CODE, at, message).hint("use four spaces"));
        }
    }
}

fn tab(code: &str) -> Option<usize> {
    if code.starts_with('\t') { Some(0) } else { code.find("\n\t").map(|at| at + 1) }
}

fn fences(view: &View<'_>, block: &CodeBlock, info: &str, out: &mut Vec<Diagnostic>) {
    let start = block.span.start as usize;
    let raw = block.span.of(view.text).trim_end();
    let Some(mark) = raw.bytes().next().filter(|mark| matches!(mark, b'`' | b'~')) else { return };
    let run = |line: &str| line.bytes().take_while(|b| *b == mark).count();
    let opened = run(raw);
    let first = raw.find('\n').unwrap_or(raw.len());
    if info.trim().is_empty() {
        let at = Span::new(view.source, start, start + first);
        let hint = "write it behind the opening fence: ```python, or ```text";
        out.push(
            Diagnostic::new(&FENCE_WITHOUT_LANGUAGE, at, "the fence does not say which language follows").hint(hint),
        );
    }
    let last = raw.rfind('\n').map_or(raw.len(), |at| at + 1);
    let closing = raw[last..].trim_start_matches([' ', '\t', '>']);
    let closed = run(closing);
    let complete = closed >= opened && closed == closing.len();
    if complete && closed > opened {
        let at = start + raw.len() - closing.len();
        let message = format!("this fence of {closed} closes one of {opened}");
        let same = closing[..opened].to_string();
        let at = Span::new(view.source, at, start + raw.len());
        let fix = Fix::replace(at, same, "make both fences as long", Safety::Ask);
        // Only when no longer fence stands inside may the closing one be shortened, which is always so: it would close.
        out.push(Diagnostic::new(&FENCE_CLOSED_BY_LONGER_FENCE, at, message).fix(fix));
    }
    blank_lines(view, block, complete.then_some(start + last), out);
    let mut at = start + first;
    for line in raw[first..last].split_inclusive('\n') {
        let text = line.trim_start_matches([' ', '>']);
        let behind = &text[run(text).min(text.len())..];
        if run(text) >= opened && behind.starts_with(' ') && behind.split_whitespace().count() > 1 {
            let from = at + line.len() - text.len();
            let place = Span::new(view.source, from, at + line.trim_end().len());
            let message = "text behind this fence keeps it from closing the block";
            let finding = Diagnostic::new(&TRAILING_FENCE_TEXT, place, message);
            out.push(finding.hint("move the text to a line of its own"));
        }
        at += line.len();
    }
}

/// `closing` is where the line of the closing fence starts.
fn blank_lines(view: &View<'_>, block: &CodeBlock, closing: Option<usize>, out: &mut Vec<Diagnostic>) {
    let Some(closing) = closing else { return };
    let code = &view.prose.text[block.at.clone()];
    let blank = code.trim_end_matches(['\n', '\r', ' ', '\t']);
    let lines = code[blank.len()..].matches('\n').count();
    if lines < 3 || blank.is_empty() {
        return;
    }
    let from = view.prose.source(view.source, block.at.start..block.at.start + blank.len()).end as usize;
    let from = view.text[from..closing].find('\n').map_or(closing, |at| from + at + 1);
    let at = Span::new(view.source, from, closing);
    let message = format!("{} blank lines stand at the end of this code block", lines - 1);
    let fix = Fix::replace(at, "", "delete them", Safety::Ask);
    out.push(Diagnostic::new(&BLANK_LINES_IN_FENCE, at, message).fix(fix));
}
