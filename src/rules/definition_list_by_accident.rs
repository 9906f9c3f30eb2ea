//! Lines that start with a colon, which mdBook reads as a definition of the line above.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::note::BlockKind;
use crate::text::Span;

/// A definition list that nobody meant.
pub static DEFINITION_LIST_BY_ACCIDENT: Rule = rule(
    "definition-list-by-accident",
    Category::Structure,
    Level::Warn,
    "A line that starts with a colon makes the line above a term.",
);

/// Looks at definition lists.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    if !view.dialect.definition_lists {
        return;
    }
    for block in view.note.blocks.iter().filter(|block| block.kind == BlockKind::DefinitionList) {
        let mut start = block.span.start as usize;
        let mut term = "";
        let mut lines_of_term = 0;
        for line in block.span.of(view.text).split_inclusive('\n') {
            let text = line.trim();
            if text.starts_with(':') {
                if !term.is_empty() && is_accident(term, lines_of_term, text) {
                    let at = Span::new(view.source, start, start + line.trim_end().len());
                    let message = "this colon makes the text above a term of a definition list";
                    let finding = Diagnostic::new(&DEFINITION_LIST_BY_ACCIDENT, at, message);
                    out.push(finding.hint("join the lines, or write a backslash in front of the colon"));
                }
                (term, lines_of_term) = ("", 0);
            } else if text.is_empty() {
                lines_of_term = 0;
            } else {
                lines_of_term += 1;
                term = text;
            }
            start += line.len();
        }
    }
}

/// A term is short and no sentence.
fn is_accident(term: &str, lines: usize, definition: &str) -> bool {
    // Three colons fence a box in the Markdown of other tools, and whoever wrote them thought of those.
    if definition.starts_with(":::") {
        return false;
    }
    let sentence = term.ends_with(['.', ',', ';', ':', '?', '!']) && !term.ends_with("etc.");
    let field = definition[1..].trim_start().split(' ').next().is_some_and(|first| first.ends_with(':'))
        && definition.starts_with(":param");
    sentence || field || lines > 2 || term.split_whitespace().count() > 12
}
