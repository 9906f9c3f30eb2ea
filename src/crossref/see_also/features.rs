//! What sections have in common: terms, names in code ticks, modules that their code imports.

use super::{EVERYWHERE, RARE, Relations, Section};
use crate::crossref::held::block_at;
use crate::prose::{MarkKind, Reading, Scope};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// For each feature the sections that have it.
pub(super) type Having = BTreeMap<String, BTreeSet<Section>>;

/// What stands in which sections.
#[derive(Default)]
pub(super) struct Features {
    /// Terms, names in code ticks, modules.
    pub(super) all: Having,
    /// The modules that code imports.
    pub(super) imports: Having,
}

impl Features {
    /// Gathers what is in a book.
    pub(super) fn of(relations: &Relations<'_>) -> Features {
        let mut features = Features::default();
        for (place, _) in relations.uses {
            if let Some(heading) = place.heading {
                let term = relations.glossary.entries[place.term].term.clone();
                features.all.entry(term).or_default().insert((place.page, heading));
            }
        }
        for note in relations.readings {
            let at = |byte: u32| {
                let spot = block_at(note.note, byte).and_then(|block| relations.spots.block(block));
                spot.and_then(|spot| Some((spot.page, spot.heading?)))
            };
            features.ticked(note, at);
            features.imported(note, at);
        }
        features.forget_everyday(relations.readings);
        features
    }

    /// Adds a note's names in code ticks.
    fn ticked(&mut self, note: &Reading<'_>, at: impl Fn(u32) -> Option<Section>) {
        let prose = note.prose;
        for mark in prose.marks.iter().filter(|mark| mark.kind == MarkKind::Code) {
            let span = mark.start as usize..mark.end as usize;
            let name = prose.text[span.clone()].trim_end_matches("()");
            let passage = prose.passage_at(span.start, prose.passages.len());
            let shown = passage.is_some_and(|passage| prose.passages[passage].scope != Scope::Link);
            if shown && name.len() > 2 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-')) {
                let section = at(prose.source(note.source, span).start);
                self.all.entry(name.to_string()).or_default().extend(section);
            }
        }
    }

    /// Adds the modules that a note's code imports.
    fn imported(&mut self, note: &Reading<'_>, at: impl Fn(u32) -> Option<Section>) {
        for code in &note.prose.code {
            for line in note.prose.text[code.at.clone()].lines() {
                let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "));
                let module = rest.and_then(|rest| rest.split([' ', ',', ';']).next()).unwrap_or_default();
                if module.len() > 1 && module.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
                    let section = at(code.span.start);
                    self.all.entry(module.to_string()).or_default().extend(section);
                    self.imports.entry(module.to_string()).or_default().extend(section);
                }
            }
        }
    }

    /// Takes out the names that stand in many sections as words of prose or of code.
    fn forget_everyday(&mut self, readings: &[Reading<'_>]) {
        let rare = |having: &BTreeSet<Section>| (2..=RARE).contains(&having.len());
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let names = self.all.iter().filter(|(name, having)| rare(having) && name.chars().all(word));
        let numbers: FxHashMap<&str, usize> =
            names.enumerate().map(|(number, (name, _))| (name.as_str(), number)).collect();
        let count = |mut sections: Vec<usize>, note: &Reading<'_>| {
            let mut met: FxHashSet<(usize, Option<u32>)> = FxHashSet::default();
            for passage in &note.prose.passages {
                let words = note.prose.text[passage.at.clone()].split(|c| !word(c));
                met.extend(words.filter_map(|word| Some((*numbers.get(word)?, passage.heading))));
            }
            met.into_iter().for_each(|(number, _)| sections[number] += 1);
            sections
        };
        let none = || vec![0_usize; numbers.len()];
        let add = |a: Vec<usize>, b: Vec<usize>| a.iter().zip(b).map(|(a, b)| a + b).collect();
        let sections = readings.par_iter().fold(none, count).reduce(none, add);
        let everyday: Vec<String> = (numbers.iter().filter(|(_, number)| sections[**number] > EVERYWHERE))
            .map(|(name, _)| (*name).to_string())
            .collect();
        everyday.iter().for_each(|name| drop(self.all.remove(name)));
    }
}
