//! Flashcards: a text file as [Anki imports it](https://docs.ankiweb.net/importing/text-files.html), with its settings at its head.
//!
//! No `#columns` names the columns: Anki would look for fields of these names, and where its Basic cards speak another language it
//! would find none and put the ids on them. Without names it fills the fields in their order.
//!
//! The first column is an id made of the book's title and the term's anchor, so a second import updates the cards of the first.

use super::{Row, Terms};
use crate::arrange::slug::component;

/// Returns the terms that have a definition as cards: the term in front, the definition behind it.
#[must_use]
pub fn anki(terms: &Terms) -> String {
    let book = component(if terms.title.trim().is_empty() { "glossary" } else { &terms.title });
    let mut out = String::from("#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#tags column:4\n");
    for row in terms.rows.iter().filter(|row| !row.definition.is_empty()) {
        // A tag is one word, which the file name of a title is as well.
        let cells =
            [html(&format!("{book}/{}", row.anchor)), front(row), html(&row.definition), format!("glossary {book}")];
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

fn front(row: &Row) -> String {
    let names: Vec<String> = row.other_names().map(html).collect();
    let also = if names.is_empty() { String::new() } else { format!("<br><small>{}</small>", names.join(", ")) };
    html(&row.term) + &also
}

/// Returns plain text as HTML on one line; quotes are escaped too, because Anki takes a field that starts with one as quoted.
fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<br>"),
            '\r' => {}
            '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
