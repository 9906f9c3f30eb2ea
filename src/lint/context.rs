//! Sentences that leave out what they are about, because the text around them has said it: the heading, the name in code ticks with
//! which the paragraph begins, the first cell of a row.
//!
//! Such a sentence is read once more with those words in front, as `Tuples: can be changed in place`. A pattern is tried on that when
//! neither the sentence nor the words in front hold all that it needs.

use super::guard;
use super::matching::{Run, Stretch};
use crate::diagnostic::Category;
use crate::pack::chain::{Seen, may_stand, stands};
use crate::pack::lazy::Unit;
use crate::prose::{MarkKind, Passage, Scope};
use std::ops::Range;

/// The longest heading, name or cell, in bytes, that names what is spoken of; what is longer says something about it.
const NAME: usize = 48;
/// The longest sentence, in bytes, that is read with words from around it: a longer one has a subject of its own.
const SENTENCE: usize = 240;

/// Words from around a sentence.
#[derive(Debug, Clone)]
struct Lead {
    /// The words, with a colon and a space behind them.
    text: String,
    lower: String,
    seen: Seen,
    /// The needs that one of the words is asked for, by number.
    needs: Vec<u32>,
}

/// Finds what patterns find in sentences of prose and in cells of tables with the words from around them. `hits` are the words of
/// the pack's prefilter by place, `outer` is the number of passages that lie in no other one.
pub(super) fn run(run: &mut Run<'_>, hits: &[(usize, usize)], outer: usize) {
    let prose = run.view.prose;
    let fits = |rule: usize| run.on[rule] && run.pack.rules[rule].rule.category == Category::Fact;
    let facts: Vec<bool> = (0..run.pack.rules.len()).map(fits).collect();
    if !facts.contains(&true) {
        return;
    }
    let mut context = Context { facts, tried: vec![0; run.pack.needs.len()], hits, heading: None, row: None };
    for (number, passage) in prose.passages[..outer].iter().enumerate() {
        match passage.scope {
            Scope::Heading => context.heading = context.lead(run, std::slice::from_ref(&passage.at)),
            Scope::Prose => context.paragraph(run, number, passage),
            Scope::Table => context.cell(run, number, passage),
            _ => {}
        }
    }
}

/// What is known of the place that is looked at.
struct Context<'a> {
    /// For each rule whether it is looked at.
    facts: Vec<bool>,
    /// For each need, the sentence with which it was looked at last: its first byte plus one.
    tried: Vec<usize>,
    hits: &'a [(usize, usize)],
    heading: Option<Lead>,
    /// The end of the last cell that was seen, and the first cell of its row.
    row: Option<(usize, Option<Lead>)>,
}

impl Context<'_> {
    /// Returns the words of stretches of the folded text as a lead, if they name something.
    fn lead(&self, run: &Run<'_>, parts: &[Range<usize>]) -> Option<Lead> {
        let words: Vec<&str> = parts.iter().map(|at| run.view.prose.text[at.clone()].trim()).collect();
        let names = |word: &&str| !word.is_empty() && word.len() <= NAME;
        if !words.iter().all(names) {
            return None;
        }
        let text = format!("{}: ", words.join(", ").trim_end_matches([':', '.']));
        let lower = text.to_ascii_lowercase();
        let mut needs: Vec<u32> = parts.iter().flat_map(|at| self.needs(run, at, Scope::Prose)).collect();
        needs.sort_unstable();
        needs.dedup();
        Some(Lead { seen: Seen::of(&lower), text, lower, needs })
    }

    /// Returns the needs that words of a stretch are asked for, by rules that look in a scope.
    fn needs<'r>(&'r self, run: &'r Run<'_>, at: &Range<usize>, scope: Scope) -> impl Iterator<Item = u32> + 'r {
        let first = self.hits.partition_point(|hit| hit.0 < at.start);
        let end = at.end;
        let hits = self.hits[first..].iter().take_while(move |hit| hit.0 < end);
        let askers = hits.flat_map(|hit| run.pack.askers(hit.1));
        askers
            .filter(move |asker| asker.scopes & scope.bit() != 0 && !asker.paragraph && self.facts[asker.rule as usize])
            .map(|asker| asker.need)
    }

    /// Reads the sentences of a paragraph with the heading in front, those behind the first also with the first name in code ticks
    /// of that one.
    fn paragraph(&mut self, run: &mut Run<'_>, number: usize, passage: &Passage) {
        let prose = run.view.prose;
        let sentences = run.sentences(number).to_vec();
        let Some(first) = sentences.first().cloned() else { return };
        let heading = passage.heading.map(|heading| prose.passages[heading as usize].at.clone());
        let ticks = |sentence: Range<usize>| {
            let mut marks = prose.marks_in(sentence.clone()).filter(move |mark| mark.start as usize >= sentence.start);
            marks.find(|mark| mark.kind == MarkKind::Code).map(|mark| mark.start as usize..mark.end as usize)
        };
        let named = if sentences.len() > 1 { ticks(first) } else { None };
        let lead = named.and_then(|name| {
            let above = heading.filter(|_| self.heading.is_some());
            self.lead(run, &above.into_iter().chain([name]).collect::<Vec<_>>())
        });
        let above = self.heading.take();
        for (place, sentence) in sentences.iter().enumerate() {
            let before = place.checked_sub(1).map(|before| &sentences[before]);
            if let Some(lead) = lead.as_ref().filter(|_| place > 0).or(above.as_ref()) {
                self.sentence(run, passage, lead, sentence, before);
            }
        }
        self.heading = above;
    }

    /// Reads a cell with the first cell of its row in front.
    fn cell(&mut self, run: &mut Run<'_>, number: usize, passage: &Passage) {
        let prose = run.view.prose;
        let at = prose.source(run.view.source, passage.at.clone());
        let (from, to) = (at.start as usize, at.end as usize);
        let text = run.view.text.as_bytes();
        let same_line = |last: usize| text.get(last..from).is_some_and(|between| !between.contains(&b'\n'));
        match self.row.take().filter(|(last, _)| same_line(*last)) {
            None => self.row = Some((to, self.lead(run, std::slice::from_ref(&passage.at)))),
            Some((_, lead)) => {
                for sentence in run.sentences(number).to_vec() {
                    if let Some(lead) = &lead {
                        self.sentence(run, passage, lead, &sentence, None);
                    }
                }
                self.row = Some((to, lead));
            }
        }
    }

    fn sentence(
        &mut self,
        run: &mut Run<'_>,
        passage: &Passage,
        lead: &Lead,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
    ) {
        if sentence.len() > SENTENCE {
            return;
        }
        let prose = run.view.prose;
        let own = Unit { text: &prose.text[sentence.clone()], lower: &run.lower[sentence.clone()] };
        let seen = Seen::of(own.lower);
        let here: Vec<u32> = self.needs(run, sentence, passage.scope).collect();
        let mut joined: Option<(String, String)> = None;
        for (number, of_sentence) in
            here.iter().map(|need| (*need, true)).chain(lead.needs.iter().map(|need| (*need, false)))
        {
            let known = std::mem::replace(&mut self.tried[number as usize], sentence.start + 1) == sentence.start + 1;
            let need = run.pack.needs[number as usize];
            if known || !need.chains.iter().all(|chain| may_stand(chain, &lead.seen, &seen)) {
                continue;
            }
            // What the sentence or the words in front say alone is no matter of both.
            let (alone, letters) = if of_sentence { (own, &seen) } else { (lead.unit(), &lead.seen) };
            let rule = &run.pack.rules[run.pack.patterns[need.pattern as usize].rule];
            if need.chains.iter().all(|chain| stands(chain, alone, letters))
                || run.found.contains(&(need.pattern, sentence.start))
                || guard::is_silent(rule, &lead.text)
            {
                continue;
            }
            let (text, lower) = joined
                .get_or_insert_with(|| (format!("{}{}", lead.text, own.text), format!("{}{}", lead.lower, own.lower)));
            let unit = Unit { text, lower };
            let both = Seen::of(unit.lower);
            if need.chains.iter().all(|chain| stands(chain, unit, &both)) {
                let stretch = Stretch { unit, lead: lead.text.len(), start: sentence.start, end: sentence.end };
                run.pattern(need, passage, stretch, before);
            }
        }
    }
}

impl Lead {
    fn unit(&self) -> Unit<'_> {
        Unit { text: &self.text, lower: &self.lower }
    }
}
