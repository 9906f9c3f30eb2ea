//! `&[Note]`, [`Outline`], [`Ledger`] → [`Folds`]: what is said twice is shown once, and every sentence of it is kept.
//!
//! Similarity alone cannot tell a repeat from a look-alike: labels, one-line set-ups and twins that differ in the one thing that
//! matters come out more alike than true repeats do. So only this is folded: code that stands, to the letter, also under a
//! section whose title names it. Everything else that looks alike is told and left alone.

pub mod fingerprint;
pub mod unit;

use crate::arrange::select::{Ground, normal};
use crate::diagnostic::{COPIES_DISAGREE, Diagnostic, REPEATED_BLOCK};
use crate::ledger::{Fate, Ledger};
use crate::note::BlockId;
use crate::outline::{Outline, SectionId};
use std::collections::{BTreeMap, HashMap, HashSet};
use unit::Unit;

/// Copies of one block beyond which it is boilerplate of its notes, not a repeat.
const BOILERPLATE: usize = 12;

/// What was folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folds {
    /// For a block that is shown once for several: the sentences that led up to the other copies, in order.
    pub arrivals: HashMap<BlockId, Vec<BlockId>>,
    /// Blocks that are shown elsewhere than in their section: the sentences in [`Folds::arrivals`].
    pub departed: HashSet<BlockId>,
    /// For the first block of each folded copy: the section in which it is shown.
    pub pointers: HashMap<BlockId, SectionId>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
}

/// Folds repeated units into the section whose title names them, and writes that into the ledger.
#[must_use]
pub fn dedupe(ground: Ground<'_>, outline: &Outline, ledger: &mut Ledger) -> Folds {
    let mut folds = Folds::default();
    let units = unit::units(ground, outline, ledger);
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut first: HashMap<u64, usize> = HashMap::new();
    for (number, unit) in units.iter().enumerate() {
        // Clusters stand in the order of their first copy, whatever the fingerprints are.
        let lead = *first.entry(unit.key).or_insert(number);
        clusters.entry(lead).or_default().push(number);
    }
    for copies in clusters.into_values().filter(|copies| copies.len() > 1) {
        let copies: Vec<&Unit> = copies.into_iter().map(|number| &units[number]).collect();
        let cluster = Cluster { ground, outline, copies: &copies };
        cluster.fold(ledger, &mut folds);
    }
    folds
}

/// The copies of one block of code.
struct Cluster<'a> {
    ground: Ground<'a>,
    outline: &'a Outline,
    copies: &'a [&'a Unit],
}

impl Cluster<'_> {
    fn fold(&self, ledger: &mut Ledger, folds: &mut Folds) {
        if self.copies.len() > BOILERPLATE {
            return;
        }
        let home = self.home();
        for copy in self.copies {
            let other = home.or_else(|| self.copies.first().copied()).filter(|other| other.code != copy.code);
            let Some(other) = other else { continue };
            if copy.output.is_some() && other.output.is_some() && copy.output != other.output {
                folds.diagnostics.push(self.finding(&COPIES_DISAGREE, copy, other, "and gives another output there"));
            } else if home.is_some() && self.folds_into(copy, other) {
                self.fold_one(copy, other, ledger, folds);
            } else {
                folds.diagnostics.push(self.finding(&REPEATED_BLOCK, copy, other, "to the letter"));
            }
        }
    }

    /// Returns the copy whose section's title names the code best; of equals, the one whose section is about little else, then
    /// the first.
    fn home(&self) -> Option<&Unit> {
        let mut best: Option<(usize, u64, &Unit)> = None;
        for copy in self.copies {
            let section = self.outline.section(copy.section);
            let named = unit::named(&section.title, &copy.words);
            let share = 1000 / u64::try_from(section.body.len().max(1)).unwrap_or(u64::MAX);
            if named > 0 && best.is_none_or(|(most, widest, _)| (named, share) > (most, widest)) {
                best = Some((named, share, copy));
            }
        }
        best.map(|(_, _, copy)| copy)
    }

    /// Whether nothing speaks against folding a copy into its home.
    fn folds_into(&self, copy: &Unit, home: &Unit) -> bool {
        let (here, there) = (self.outline.section(copy.section), self.outline.section(home.section));
        let above = |below: SectionId, above: SectionId| {
            let mut at = Some(below);
            std::iter::from_fn(|| {
                at = self.outline.section(at?).parent;
                at
            })
            .any(|section| section == above)
        };
        copy.section != home.section
            && copy.output.is_some() == home.output.is_some()
            && !above(copy.section, home.section)
            && !above(home.section, copy.section)
            && !unit::contrast(&here.title, &there.title)
            && (normal(&here.title) == normal(&there.title)
                || unit::named(&there.title, &home.words) > unit::named(&here.title, &copy.words))
    }

    fn fold_one(&self, copy: &Unit, home: &Unit, ledger: &mut Ledger, folds: &mut Folds) {
        ledger.set(copy.code, Fate::Same(home.code));
        for (own, there) in copy.follow.iter().zip(&home.follow) {
            ledger.set(*own, Fate::Same(*there));
        }
        folds.pointers.insert(copy.code, home.section);
        for lead in &copy.leads {
            let key = fingerprint::prose(self.text(*lead));
            let same = home.leads.iter().find(|other| fingerprint::prose(self.text(**other)) == key);
            match same {
                Some(same) => ledger.set(*lead, Fate::Same(*same)),
                None => {
                    folds.arrivals.entry(home.code).or_default().push(*lead);
                    folds.departed.insert(*lead);
                }
            }
        }
    }

    fn text(&self, id: BlockId) -> &str {
        let block = self.ground.notes[id.source.index()].block(id);
        block.span.of(&self.ground.sources[id.source.index()].text)
    }

    fn finding(&self, rule: &'static crate::diagnostic::Rule, copy: &Unit, other: &Unit, how: &str) -> Diagnostic {
        let source = &self.ground.sources[other.code.source.index()];
        let span = self.ground.notes[other.code.source.index()].block(other.code).span;
        let line = source.text[..span.start as usize].matches('\n').count() + 1;
        let title = &self.outline.section(other.section).title;
        let place = if title.is_empty() { String::new() } else { format!(", under `{title}`") };
        let at = self.ground.notes[copy.code.source.index()].block(copy.code).span;
        Diagnostic::new(rule, at, format!("this code stands also at {}:{line}{place}, {how}", source.path))
    }
}

#[cfg(test)]
mod tests;
