//! Fences that say `python` and hold what is typed at another prompt, or what a program has printed.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::python::{self, Block, Dialect};
use std::ops::Range;

/// A fence whose label says Python, and whose lines do not.
pub static RULE: Rule = rule(
    "shell-in-python-fence",
    Category::Structure,
    Level::Info,
    "A fence says `python` and holds commands for a shell, or only the output of a program.",
);

/// Commands that people also type without anything behind them.
const ALONE: [&str; 12] =
    ["clear", "htop", "ipython", "jupyter", "ls", "nvidia-smi", "pwd", "pytest", "python", "python3", "top", "whoami"];

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Shell,
    Output,
    /// A name that is also a command.
    Word,
    Code,
}

/// Looks at the fences that say `python`.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for block in &view.python.blocks {
        let says = view.prose.code[block.code].info.as_deref().is_some_and(python::says_file);
        // Who types at a prompt of Python, or in a notebook, may do so.
        if says && block.dialect == Dialect::Script {
            out.extend(looked_at(view, block));
        }
    }
}

fn looked_at(view: &View<'_>, block: &Block) -> Option<Diagnostic> {
    let lines = lines(view, block);
    let all = |known: &[Kind]| lines.iter().all(|(_, kind)| known.contains(kind));
    let first = |wanted: Kind| lines.iter().find(|(_, kind)| *kind == wanted).map(|(at, _)| at.clone());
    let told = |at: Range<usize>, message: String, hint: &str| {
        let at = view.prose.source(view.source, at);
        Some(Diagnostic::new(&RULE, at, message).hint(hint))
    };
    if lines.is_empty() {
        return None;
    }
    if all(&[Kind::Shell, Kind::Word, Kind::Output]) && !all(&[Kind::Output]) {
        let message = "the fence says `python`, and it holds commands for a shell".to_string();
        return told(lines[0].0.clone(), message, "label it `console`");
    }
    if let Some(at) = first(Kind::Shell) {
        let shown = view.prose.text[at.clone()].trim_end_matches('\\').trim_end();
        let shown = if shown.len() > 40 || shown.contains('`') { "this" } else { &format!("`{shown}`") };
        let message = format!("{shown} is a command for a shell, and the fence says `python`");
        return told(at, message, "give commands a fence of their own, labelled `console`");
    }
    if all(&[Kind::Output]) {
        let what = what(&view.prose.text[lines[0].0.clone()]);
        let message = format!("the fence says `python`, and it holds only {what}");
        return told(lines[0].0.clone(), message, "label it `text`");
    }
    None
}

/// Returns the lines of a block that are neither blank nor comments, as bytes of the folded text, and what they are.
fn lines(view: &View<'_>, block: &Block) -> Vec<(Range<usize>, Kind)> {
    let code = view.prose.code[block.code].at.clone();
    let mut found = Vec::new();
    let mut remarks = block.remarks.iter().peekable();
    let mut start = code.start;
    for line in view.prose.text[code].split_inclusive('\n') {
        let from = start + line.len() - line.trim_start().len();
        let at = from..from + line.trim().len();
        start += line.len();
        if at.is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        while remarks.next_if(|remark| remark.at.end <= at.start).is_some() {}
        let said = remarks.peek().filter(|remark| remark.at.start < at.end).map(|remark| remark.message.as_str());
        let kind = match said {
            Some(said) if said.starts_with("shell command") => Kind::Shell,
            Some(said) if said.starts_with("output") => Kind::Output,
            _ if ALONE.contains(&line.trim()) => Kind::Word,
            _ => Kind::Code,
        };
        found.push((at, kind));
    }
    found
}

/// Says what an output is, by its first line.
fn what(line: &str) -> &'static str {
    let banner = line.starts_with("Python ") || line.starts_with("IPython ") || line.starts_with("Type \"help\"");
    let name = line.split(':').next().unwrap_or_default();
    match () {
        () if line.starts_with("Traceback (most recent call last)") => "a traceback",
        () if banner => "the banner of an interpreter",
        () if line.starts_with("Help on ") => "a help text",
        () if ["Error", "Exception", "Warning"].iter().any(|end| name.ends_with(end)) => "the message of an exception",
        () if line.starts_with(['|', '+']) => "a table",
        () => "the output of a program",
    }
}
