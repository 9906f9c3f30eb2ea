//! The glossary for people, on a terminal.

use super::{Doubtful, Place, Row, Terms};
use crate::edge::cli::count;
use std::fmt::Write;

/// How wide a line is at the most, in characters.
const WIDTH: usize = 100;

/// How many places of a term are shown; the rest is counted.
const SHOWN: usize = 3;

/// Returns the terms with their definitions and places, then the candidates if they were asked for.
#[must_use]
pub fn text(terms: &Terms) -> String {
    let mut out = String::new();
    for row in &terms.rows {
        let names: Vec<&str> = row.other_names().collect();
        let also = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        wrap(&mut out, &format!("{}{also}", row.term), "");
        wrap(&mut out, &row.definition, "    ");
        wrap(&mut out, &places(row), "  ");
        out.push('\n');
    }
    let _ = writeln!(out, "{}", count(terms.rows.len(), "term"));
    if let Some(candidates) = &terms.candidates {
        doubtful(&mut out, candidates);
    }
    out
}

fn places(row: &Row) -> String {
    let mut all: Vec<String> = row.defined_at.iter().take(SHOWN).map(place).collect();
    if row.markdown.is_some() {
        all.insert(0, "glossary.toml".to_string());
    }
    let more = row.defined_at.len().saturating_sub(SHOWN);
    if more > 0 {
        all.push(format!("{more} more"));
    }
    if !row.used_at.is_empty() {
        all.push(format!("{} in the book", count(row.used_at.len(), "mention")));
    }
    all.join(", ")
}

fn place(at: &Place) -> String {
    format!("{}:{} ({}, {})", at.note, at.line, at.form, at.score)
}

fn doubtful(out: &mut String, candidates: &[Doubtful]) {
    let _ = writeln!(out, "\n{} below the threshold", count(candidates.len(), "candidate"));
    if candidates.is_empty() {
        return;
    }
    out.push_str("To publish one, put the line in brackets into glossary.toml, with a definition = \"…\" if this one will not do.\n");
    for candidate in candidates {
        let _ = write!(out, "\n{}\n", place(&candidate.at));
        wrap(out, &candidate.definition, "    ");
        let _ = writeln!(out, "  [term.{}]", quoted(&candidate.term));
    }
}

/// Returns a text as a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// Appends a text as lines of at most [`WIDTH`] characters, each indented; a longer word has a line of its own. What would steer
/// a terminal is left out.
fn wrap(out: &mut String, text: &str, indent: &str) {
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut length = 0;
        for word in paragraph.split_whitespace() {
            let word: String = word.chars().filter(|c| !c.is_control()).collect();
            let wide = word.chars().count();
            if !line.is_empty() && indent.len() + length + 1 + wide > WIDTH {
                let _ = writeln!(out, "{indent}{line}");
                line.clear();
                length = 0;
            }
            if !line.is_empty() {
                line.push(' ');
                length += 1;
            }
            line.push_str(&word);
            length += wide;
        }
        if !line.is_empty() {
            let _ = writeln!(out, "{indent}{line}");
        }
    }
}
