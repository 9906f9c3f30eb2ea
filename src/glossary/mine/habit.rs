//! What an author's other lines say about one: where most lines with a colon define something, the next one does too.

use super::super::{Form, THRESHOLD};
use super::page::Hit;
use crate::prose::Prose;
use std::collections::BTreeMap;

/// What a line gains whose neighbours define.
const NEIGHBOURS: i32 = 10;
/// What a line gains in a note whose lines define for the most part.
const NOTE: i32 = 5;
/// How many lines make a habit.
const SEVERAL: usize = 3;
/// How much a line lacks at most that begins its definition as its neighbour does.
const LACKS: i32 = 20;
/// How many first words of definitions are compared.
const START: usize = 3;

/// How many lines begin like a definition, and how many are one beyond doubt.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    heads: usize,
    sure: usize,
}

impl Count {
    /// Returns whether at least one in so many lines defines.
    fn is_one_in(self, many: usize) -> bool {
        self.sure >= SEVERAL && self.sure * many >= self.heads
    }
}

/// The lines of a note that begin like definitions, section by section.
#[derive(Debug, Default)]
pub(super) struct Habit {
    /// By the passage of the heading.
    sections: BTreeMap<Option<u32>, Count>,
}

/// Returns whether a hit begins a line with a term and a sign.
fn is_head(hit: &Hit) -> bool {
    matches!(hit.form, Form::Colon | Form::Dash | Form::Equals)
}

impl Habit {
    /// Adds a passage: its section, how many of its lines begin like a definition, and what they define.
    pub fn add(&mut self, heading: Option<u32>, heads: usize, hits: &[Hit]) {
        if heads == 0 {
            return;
        }
        let count = self.sections.entry(heading).or_default();
        count.heads += heads;
        count.sure += hits.iter().filter(|hit| hit.score >= i32::from(THRESHOLD)).count();
    }

    /// Gives lines what their neighbours speak for.
    pub fn apply(&self, prose: &Prose, hits: &mut [Hit]) {
        let whole = self
            .sections
            .values()
            .fold(Count::default(), |all, one| Count { heads: all.heads + one.heads, sure: all.sure + one.sure });
        let note = if whole.is_one_in(3) { NOTE } else { 0 };
        // A number is a value, and a sentence of its own is no definition but for its own merits.
        let small = |hit: &&mut Hit| {
            prose.text[hit.body.clone()].starts_with(|c: char| !c.is_uppercase() && !c.is_ascii_digit())
        };
        let heading = |hit: &Hit| {
            let passage = prose.passage_at(hit.whole.start, prose.passages.len());
            passage.and_then(|number| prose.passages[number].heading)
        };
        for hit in hits.iter_mut().filter(|hit| is_head(hit)).filter(small) {
            let near = self.sections.get(&heading(hit)).is_some_and(|count| count.is_one_in(2));
            hit.score += if near { NEIGHBOURS } else { note };
        }
        parallel(prose, hits, heading);
    }
}

/// "Hot tea: the pot stands on …", "Cold tea: the pot stands in …": lines that begin their definitions with the same words are as
/// good as the best of them.
fn parallel(prose: &Prose, hits: &mut [Hit], heading: impl Fn(&Hit) -> Option<u32>) {
    let start = |hit: &Hit| {
        let body = &prose.text[hit.body.clone()];
        body.match_indices(' ').nth(START - 1).map(|(end, _)| body[..end].to_string())
    };
    let least = i32::from(THRESHOLD);
    let heads: Vec<usize> = (0..hits.len()).filter(|number| is_head(&hits[*number])).collect();
    for pair in heads.windows(2) {
        let (one, other) = (&hits[pair[0]], &hits[pair[1]]);
        let (low, high) = if one.score < other.score { (pair[0], other) } else { (pair[1], one) };
        let same = || start(one).is_some_and(|words| start(other) == Some(words)) && heading(one) == heading(other);
        if high.score >= least && (least - LACKS..least).contains(&hits[low].score) && same() {
            hits[low].score = least;
        }
    }
}
