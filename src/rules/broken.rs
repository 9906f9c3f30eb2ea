//! Code that Python would not take: slips, prose between the lines, and what stands for code.

use super::rule;
use super::stdlib::span;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::python::{Block, SyntaxError};
use ruff_text_size::{TextRange, TextSize};

/// Python cannot read the code.
pub static SYNTAX: Rule = rule("python-syntax-error", Category::Code, Level::Warn, "Python cannot read the code.");
/// A line of text in Python code.
pub static PROSE: Rule = rule(
    "prose-inside-code-fence",
    Category::Structure,
    Level::Warn,
    "A line of text stands between the lines of code, and is no comment.",
);
/// Something that stands for code.
pub static PLACEHOLDER: Rule = rule(
    "placeholder-in-code",
    Category::Code,
    Level::Info,
    "Something in the code that is not Python stands for code.",
);
/// A header or a decorator without what belongs to it.
pub static BODY: Rule =
    rule("body-left-out", Category::Code, Level::Info, "What belongs to a line of code is left out.");
/// `await` where only a notebook takes it.
pub static AWAIT: Rule = rule(
    "top-level-await",
    Category::Code,
    Level::Info,
    "`await` stands outside of functions, where only a notebook takes it.",
);
/// Python 2.
pub static TWO: Rule = rule("python-two-code", Category::Code, Level::Info, "The code is Python 2.");

/// The rules of [`check`].
pub static RULES: &[&Rule] = &[&SYNTAX, &PROSE, &PLACEHOLDER, &BODY, &AWAIT, &TWO];

/// Words of Python that stand beside other words.
const KEYWORDS: [&str; 26] = [
    "and", "as", "assert", "async", "await", "case", "class", "def", "del", "elif", "else", "except", "for", "from",
    "global", "if", "import", "in", "is", "lambda", "match", "not", "or", "raise", "return", "with",
];

/// Looks at what the parser stumbled over.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for block in &view.python.blocks {
        let texts = if block.errors.is_empty() { Vec::new() } else { texts(block) };
        for line in &texts {
            let finding = Diagnostic::new(&PROSE, span(view, block, *line), "text between the lines of code");
            out.push(finding.hint("make it a comment with `#`, or end the code block before it"));
        }
        // Who shows the exception breaks the code on purpose.
        let shown = &view.prose.text[view.prose.code[block.code].at.clone()];
        let meant = ["SyntaxError", "IndentationError", "TabError"].iter().any(|error| shown.contains(error));
        // Text among code is two things to mend: it stands in the wrong place, and keeps the code from running.
        for error in block.errors.iter().filter(|_| !meant) {
            out.push(told(view, &SYNTAX, error, error.message.clone()));
        }
        for remark in &block.remarks {
            out.extend(remarked(view, remark));
        }
    }
}

fn told(view: &View<'_>, rule: &'static Rule, error: &SyntaxError, message: String) -> Diagnostic {
    Diagnostic::new(rule, view.prose.source(view.source, error.at.clone()), message)
}

fn remarked(view: &View<'_>, remark: &SyntaxError) -> Option<Diagnostic> {
    let said = remark.message.as_str();
    let rule = match said {
        "placeholder, not Python"
        | "optional arguments in brackets, not Python"
        | "signature as in a documentation, not Python" => &PLACEHOLDER,
        "the body is left out" | "decorator with nothing to decorate" => &BODY,
        "Python 2" => &TWO,
        _ if said.contains("outside a function") => &AWAIT,
        // What is typed at a prompt, and what it prints, is told elsewhere.
        _ => return None,
    };
    let message = if said == "Python 2" { "the code is Python 2" } else { said };
    let finding = told(view, rule, remark, message.to_string());
    Some(if said.starts_with("the body") { finding.hint("write `...` or `pass` as the body") } else { finding })
}

/// Returns the lines of a block that are text, without their indentation.
fn texts(block: &Block) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in block.text().split_inclusive('\n') {
        let shown = line.trim();
        let from = start + line.len() - line.trim_start().len();
        start += line.len();
        let narrow = |at: usize| TextSize::from(u32::try_from(at).unwrap_or(u32::MAX));
        let range = TextRange::at(narrow(from), narrow(shown.len()));
        if !shown.is_empty() && block.is_spoilt(range) && is_text(shown) {
            found.push(range);
        }
    }
    found
}

/// Returns whether a line is text: three words in a row that no code would put beside each other, or two behind a wide gap.
fn is_text(line: &str) -> bool {
    let code = &line[..quoted(line)];
    // Python 2 wrote what follows these two without parentheses.
    let old = ["print ", "exec "].iter().any(|statement| code.trim_start().starts_with(statement));
    if old || code.trim_start().starts_with(['#', '@', '>']) {
        return false;
    }
    let mut row = 0;
    let mut wide = false;
    let mut words = 0;
    let mut gap = 0;
    for word in code.split(' ') {
        if word.is_empty() {
            gap += 1;
            continue;
        }
        wide |= gap >= 2 && words > 0;
        gap = 0;
        words += 1;
        let letters = word.trim_end_matches([',', '.', ';', ':', '?', '!', ')']).trim_start_matches('(');
        let starts = letters.starts_with(char::is_alphabetic);
        let plain = starts && letters.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-');
        let keyword = KEYWORDS.contains(&letters);
        let short = letters.len() < 2;
        row = match (plain && (!short || ["a", "A", "I"].contains(&letters)), keyword || short) {
            (true, false) => row + 1,
            // A keyword neither makes nor breaks a sentence.
            (true, true) if row > 0 => row,
            _ => 0,
        };
        if row >= 3 || wide && row >= 2 {
            return true;
        }
        if word.ends_with([':', '=']) && !keyword && words > 1 {
            row = 0;
        }
    }
    false
}

/// Returns where the first string of a line begins, or the comment behind the code.
fn quoted(line: &str) -> usize {
    let bytes = line.as_bytes();
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let opens = |at: &usize| match bytes[*at] {
        b'#' => true,
        b'"' => !(*at > 0 && bytes[at - 1] == b'(' && line[..*at].trim_end_matches('(').ends_with(' ')),
        b'\'' => !(letter(at.checked_sub(1)) && letter(Some(at + 1))),
        _ => false,
    };
    (0..bytes.len()).find(opens).unwrap_or(line.len())
}
