//! The terms, as the report tells them.

use super::Reporter;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct TermRow {
    term: String,
    anchor: String,
    definition: String,
    aliases: Vec<String>,
    defined_at: Vec<LineRow>,
    used_at: Vec<UseRow>,
}

#[derive(Serialize)]
struct LineRow {
    note: String,
    line: usize,
}

#[derive(Serialize)]
struct UseRow {
    page: String,
    anchor: Option<String>,
}

impl Reporter<'_> {
    /// Returns the terms, each with its places.
    pub(super) fn terms(&self) -> Vec<TermRow> {
        let edition = self.edition;
        let mut uses: Vec<Vec<UseRow>> = edition.glossary.entries.iter().map(|_| Vec::new()).collect();
        for (place, _) in &edition.uses {
            let heading = place.heading.map(|heading| &edition.spots.pages[place.page].headings[heading]);
            uses[place.term].push(UseRow {
                page: edition.book.pages[place.page].path.clone(),
                anchor: heading.map(|heading| heading.anchor.clone()),
            });
        }
        let row = |(entry, used_at): (&crate::glossary::Entry, Vec<UseRow>)| TermRow {
            term: entry.term.clone(),
            anchor: entry.anchor.clone(),
            definition: entry.text().to_string(),
            aliases: entry.aliases.iter().chain(&entry.abbreviations).cloned().collect(),
            defined_at: (entry.definitions.iter())
                .map(|one| LineRow { note: self.path(one.at.source), line: self.lines(one.at).0 })
                .collect(),
            used_at,
        };
        edition.glossary.entries.iter().zip(uses).map(row).collect()
    }
}
