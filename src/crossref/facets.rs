//! Notes of one kind: the READMEs of a hundred packages, the minutes of a year, each with the same sections below its title.
//!
//! What stands below the title of such a note is a facet of its subject. "Backends" in one README is not what another means by
//! backends, so words lead from a note to a facet of another only where nothing but that facet can be meant; here that is never.

use super::held::block_at;
use crate::glossary::{Entry, Glossary};
use crate::note::{BlockId, BlockKind};
use crate::prose::{Reading, Scope};
use crate::text::SourceId;
use rustc_hash::{FxHashMap, FxHashSet};

/// A title that stands in so many notes says nothing about their subjects.
const MANY: usize = 3;
/// In large collections it takes one note of so many.
const ONE_OF: usize = 50;

/// Which notes are of one kind.
#[derive(Debug, Default)]
pub struct Facets {
    alike: Vec<bool>,
    shared: FxHashSet<String>,
}

impl Facets {
    /// Looks at the headings of all notes.
    #[must_use]
    pub fn of(readings: &[Reading<'_>]) -> Facets {
        let titles: Vec<Vec<String>> = readings.iter().map(|note| below(note)).collect();
        let mut notes: FxHashMap<&str, usize> = FxHashMap::default();
        for titles in &titles {
            let different: FxHashSet<&str> = titles.iter().map(String::as_str).collect();
            #[expect(clippy::iter_over_hash_type, reason = "counts do not depend on the order")]
            for title in different {
                *notes.entry(title).or_default() += 1;
            }
        }
        let many = MANY.max(readings.len() / ONE_OF);
        notes.retain(|_, count| *count >= many);
        let shared = |titles: &Vec<String>| titles.iter().filter(|title| notes.contains_key(title.as_str())).count();
        let with_sections = titles.iter().filter(|titles| !titles.is_empty()).count();
        // Where most notes are of one kind, those without a title of the others are too.
        let most = titles.iter().filter(|titles| shared(titles) > 0).count() * 2 > with_sections;
        let alike = titles.iter().map(|titles| most || shared(titles) * 3 > titles.len()).collect();
        Facets { alike, shared: notes.into_keys().map(str::to_string).collect() }
    }

    /// Returns whether a heading is a facet of what its note is about.
    #[must_use]
    pub fn has(&self, readings: &[Reading<'_>], heading: BlockId) -> bool {
        let note = readings[heading.source.index()].note;
        let is_heading = |block: &crate::note::Block| matches!(block.kind, BlockKind::Heading { .. });
        self.alike[heading.source.index()]
            && is_heading(note.block(heading))
            && note.blocks[..heading.index as usize].iter().any(is_heading)
    }

    /// Returns whether a block stands below such a heading.
    #[must_use]
    pub fn hold(&self, readings: &[Reading<'_>], block: BlockId) -> bool {
        let before = &readings[block.source.index()].note.blocks[..=block.index as usize];
        let mut headings = before.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
        self.alike[block.source.index()] && headings.nth(1).is_some()
    }

    /// Returns for each entry of the glossary the note in which alone it means that: a word that a facet defines is a word of its note,
    /// unless it is an abbreviation or has several words.
    #[must_use]
    pub fn local(&self, readings: &[Reading<'_>], glossary: &Glossary) -> Vec<Option<SourceId>> {
        let local = |entry: &Entry| {
            let best = entry.definitions.first().filter(|_| entry.by_hand.is_none() && !entry.eager)?;
            let block = block_at(readings[best.at.source.index()].note, best.at.start)?;
            let short = !entry.abbreviations.is_empty() || !entry.term.contains(char::is_lowercase);
            let word = !short && !entry.term.contains(' ');
            let held = self.hold(readings, block) && (word || self.share(&entry.term));
            // What the title says is found as a section.
            let plain = word && self.are_many(best.at.source) && entry.term.starts_with(char::is_lowercase);
            (held || plain).then_some(best.at.source)
        };
        glossary.entries.iter().map(local).collect()
    }

    /// Returns whether a note has others of its kind.
    #[must_use]
    pub fn are_many(&self, source: SourceId) -> bool {
        self.alike[source.index()]
    }

    /// Returns whether many notes have a section of this title.
    #[must_use]
    pub fn share(&self, title: &str) -> bool {
        self.shared.contains(&title.trim().to_lowercase())
    }
}

/// Returns the titles below the first of a note, in lower case.
fn below(note: &Reading<'_>) -> Vec<String> {
    let headings = note.prose.passages.iter().filter(|passage| passage.scope == Scope::Heading).skip(1);
    headings.map(|passage| note.prose.text[passage.at.clone()].trim().to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::Facets;
    use crate::parse::{Dialect, parse_with_prose};
    use crate::prose::Reading;
    use crate::text::SourceId;

    fn of(texts: &[String]) -> Facets {
        let read: Vec<_> =
            (0..).zip(texts).map(|(id, text)| parse_with_prose(text, SourceId(id), Dialect::default())).collect();
        let sources = (0..).map(SourceId);
        let readings: Vec<Reading<'_>> = (sources.zip(texts).zip(&read))
            .map(|((source, text), (note, prose))| Reading { text, source, path: "a.md", note, prose })
            .collect();
        Facets::of(&readings)
    }

    #[test]
    fn notes_with_the_same_sections_are_of_one_kind() {
        let kin = of(&["kiwi", "plum", "pear", "fig"]
            .map(|name| format!("# {name}\n\n## Usage\n\n## About {name}\n\n## Licence\n")));
        assert_eq!(kin.alike, [true; 4]);
        assert!(kin.share("usage") && !kin.share("About kiwi"));
        let apart =
            of(&["kiwi", "plum", "pear", "fig"]
                .map(|name| format!("# {name}\n\n## How {name} grow\n\n## Why {name}\n")));
        assert_eq!(apart.alike, [false; 4]);
        let book = of(&["# One\n\n## Two\n\n## Two\n\n## Two\n\n## Two\n".to_string()]);
        assert_eq!(book.alike, [false], "one note is no kind");
    }
}
