//! Markdown: one page from A to Z, for any other place that shows Markdown.

use super::{Row, Terms};
use crate::arrange::page_escape;
use crate::glossary::chapter::others_of;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

/// Returns the glossary as a page. Terms are linked to the book only when its address is known.
#[must_use]
pub fn markdown(terms: &Terms) -> String {
    let mut out = String::from("# Glossary\n");
    if !terms.title.is_empty() {
        let _ = write!(out, "\nThe terms of *{}*.\n", page_escape(&terms.title));
    }
    // What starts with no letter stands before the letters.
    let mut letters: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let taken: HashSet<String> = terms.rows.iter().map(|row| row.term.to_lowercase()).collect();
    let mut put = |name: &str, text| letters.entry(letter(name)).or_default().push((name.to_lowercase(), text));
    for row in &terms.rows {
        put(&row.term, entry(row, terms.base.is_some()));
        let names = row.abbreviations.iter().chain(&row.aliases);
        for name in others_of(&row.term, names).filter(|name| !taken.contains(&name.to_lowercase())) {
            put(name, format!("\n**{}** \u{2192} {}\n", page_escape(name), page_escape(&row.term)));
        }
    }
    for (letter, mut rows) in letters {
        let _ = write!(out, "\n## {}\n", if letter.is_empty() { "Symbols" } else { &letter });
        rows.sort_by(|left, right| left.0.cmp(&right.0));
        for (_, row) in rows {
            out.push_str(&row);
        }
    }
    out
}

/// Returns the letter under which a term is looked up; nothing when it starts with none.
fn letter(term: &str) -> String {
    term.chars().next().filter(|c| c.is_alphabetic()).map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

fn entry(row: &Row, linked: bool) -> String {
    let name = format!("**{}**", page_escape(&row.term));
    let name = if linked { format!("[{name}]({})", row.url) } else { name };
    let names: Vec<String> = row.other_names().map(page_escape).collect();
    let also = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    let definition = match &row.markdown {
        Some(markdown) => markdown.trim().to_string(),
        None => paragraph(&row.definition),
    };
    let gap = if definition.is_empty() { "" } else { "\n\n" };
    format!("\n{name}{also}{gap}{definition}\n")
}

/// Returns plain text as a paragraph that Markdown takes for nothing else, such as a list.
fn paragraph(text: &str) -> String {
    let escaped = page_escape(text);
    let digits = escaped.len() - escaped.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    // Behind digits only a dot or a parenthesis makes a list item; at the start, the marks of lists, definitions and underlines.
    let at = if escaped[digits..].starts_with(['.', ')']) || escaped.starts_with(['-', '+', ':', '=']) {
        digits
    } else {
        return escaped;
    };
    format!("{}\\{}", &escaped[..at], &escaped[at..])
}
