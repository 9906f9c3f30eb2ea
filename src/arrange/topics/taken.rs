//! Titles for text that is cut loose, of which none may be that of a section.

use crate::arrange::select::normal;
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// Titles that are taken, in normal form, with the next number for each that was asked for before.
pub(super) struct Taken {
    titles: HashSet<String>,
    next: FxHashMap<String, usize>,
}

impl Taken {
    /// Takes the titles of all sections.
    pub fn new<'a>(titles: impl Iterator<Item = &'a str>) -> Taken {
        Taken { titles: titles.map(normal).collect(), next: FxHashMap::default() }
    }

    /// Returns a title that no section has yet, made of what speaks for the text and, if need be, of where it was found.
    pub fn unique(&mut self, evidence: &str, section: &str) -> String {
        let mut title = evidence.trim_start_matches('@').to_string();
        if !title.contains(['_', '.']) && !title.chars().any(char::is_uppercase) && title.contains(' ') {
            title = capital(&title);
        }
        if !title.is_empty() && self.titles.insert(normal(&title)) {
            return title;
        }
        let place = if section.is_empty() { "opening".to_string() } else { crate::text::fold_space(section) };
        // Counting starts where it ended for these two; from 2 each time, a thousand such texts would cost a million looks.
        let next = self.next.entry(format!("{title} ({place})")).or_insert(1);
        loop {
            let number = if *next == 1 { String::new() } else { format!(", {next}") };
            *next += 1;
            let numbered = format!("{title} ({place}{number})");
            if self.titles.insert(normal(&numbered)) {
                return numbered;
            }
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
