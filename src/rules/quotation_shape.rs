//! Block quotations: one that falls in two, and one that is really code.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::note::BlockKind;
use crate::text::Span;

/// A quotation that a blank line cuts in two.
pub static SPLIT_QUOTE: Rule =
    rule("split-quote", Category::Style, Level::Info, "A blank line cuts a block quotation in two.");
/// Code that is marked as a quotation.
pub static CODE_AS_QUOTE: Rule =
    rule("code-as-quote", Category::Structure, Level::Warn, "Code stands in a block quotation.");

/// Looks at block quotations.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let blocks = &view.note.blocks;
    for (number, block) in blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Quote) {
        let raw = block.span.of(view.text);
        let admonition = |raw: &str| raw.trim_start().starts_with("> [!");
        if let Some(before) = number.checked_sub(1).map(|before| &blocks[before])
            && before.kind == BlockKind::Quote
            && !admonition(raw)
            && !admonition(before.span.of(view.text))
        {
            let message = "a blank line makes this a second quotation";
            let hint = "put > on the blank line if both are one";
            out.push(Diagnostic::new(&SPLIT_QUOTE, block.span, message).hint(hint));
        }
        let line = raw.trim();
        if let Some(code) = line.strip_prefix('>').map(str::trim).filter(|code| is_statement(code)) {
            let start = block.span.start as usize + raw.len() - raw.trim_start().len();
            let at = Span::new(view.source, start, start + line.len());
            let new = view.note.newline;
            // Right behind a paragraph a fence needs no blank line, and none is put in: the text may lead up to it.
            let fence = format!("```python{new}{code}{new}```");
            let fix = Fix::replace(at, fence, "make it a code block", Safety::Ask);
            let message = "this is code, but it is marked as a quotation";
            out.push(Diagnostic::new(&CODE_AS_QUOTE, at, message).hint("put it in a code fence").fix(fix));
        }
    }
}

/// Whether a line is a Python statement and cannot be a sentence.
fn is_statement(line: &str) -> bool {
    if line.contains('\n') || line.contains('`') {
        return false;
    }
    let name = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
    };
    let call = |text: &str| {
        let Some(open) = text.find('(') else { return false };
        text.ends_with(')') && name(&text[..open]) && text.matches('(').count() == text.matches(')').count()
    };
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["import", module] => name(module),
        ["from", module, "import", names @ ..] => name(module) && !names.is_empty() && names.len() < 6,
        ["def" | "class", .., last] => last.ends_with("):"),
        _ => match line.split_once(" = ") {
            Some((target, value)) => name(target) && call(value.trim()),
            None => call(line),
        },
    }
}
