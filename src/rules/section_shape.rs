//! Sections with nothing in them, and sections that are called like their neighbours.

use super::reading::{headings, section_ends};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::text::Span;
use std::collections::HashMap;

/// A heading with nothing below it.
pub static EMPTY_SECTION: Rule =
    rule("empty-section", Category::Structure, Level::Info, "Nothing stands below a heading.");
/// Two sections of one name below one parent.
pub static HEADING_REPEATED_AMONG_SIBLINGS: Rule = rule(
    "heading-repeated-among-siblings",
    Category::Structure,
    Level::Info,
    "Two sections below one heading have the same title.",
);

/// Looks at the sections of a note.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    // The titles below each open heading; a heading closes those of its level and below.
    let mut open: Vec<(u8, HashMap<String, Span>)> = vec![(0, HashMap::new())];
    for head in headings(view) {
        if section_ends(view, head.block, head.level) && !head.title.is_empty() {
            let message = "nothing stands below this heading";
            out.push(
                Diagnostic::new(&EMPTY_SECTION, head.span, message).hint("write the section, or delete its heading"),
            );
        }
        while open.len() > 1 && open.last().is_some_and(|(level, _)| *level >= head.level) {
            open.pop();
        }
        if let Some((_, titles)) = open.last_mut() {
            let title = head.title.to_lowercase();
            match titles.get(&title) {
                Some(first) if !title.is_empty() => out.push(
                    Diagnostic::new(
                        &HEADING_REPEATED_AMONG_SIBLINGS,
                        head.span,
                        format!("another section here is called `{}` too", head.title),
                    )
                    .label(*first, "the first one of this name")
                    .hint("put them together, or say what tells them apart"),
                ),
                _ => {
                    titles.insert(title, head.span);
                }
            }
        }
        open.push((head.level, HashMap::new()));
    }
}
