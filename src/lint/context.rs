//! Sentences that leave out what they are about, because the text around them has said it: the heading, the name in code ticks with
//! which the paragraph begins, the first cell of a row.
//!
//! Such a sentence is read once more with those words in front, as `Tuples: can be changed in place`. A pattern is tried on that when
//! neither the sentence nor the words in front hold all that it needs.

use super::guard;
use super::matching::{Run, Stretch};
use crate::pack::Asker;
use crate::pack::chain::{Seen, stands};
use crate::pack::lazy::Unit;
use crate::prose::{MarkKind, Passage, Scope};
use std::ops::Range;

/// The longest heading, name or cell, in bytes, that names what is spoken of; what is longer says something about it.
const NAME: usize = 48;
/// The longest sentence, in bytes, that is read with words from around it: a longer one has a subject of its own.
const SENTENCE: usize = 240;

/// Words from around a sentence.
struct Lead {
    /// The words, with a colon and a space behind them.
    text: String,
    lower: String,
    seen: Seen,
    /// Who asks for one of the words, each need once.
    askers: Vec<Asker>,
}

/// Finds what patterns find in sentences of prose and in cells of tables with the words from around them. `hits` are the words of
/// the pack's prefilter by place, `outer` is the number of passages that lie in no other one.
pub(super) fn run(run: &mut Run<'_>, hits: &[(usize, usize)], outer: usize) {
    let prose = run.view.prose;
    let facts = run.facts;
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
    facts: &'a [bool],
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
        if !words.iter().all(names) || words.iter().any(|word| guard::is_silent(word)) {
            return None;
        }
        let text = format!("{}: ", words.join(", ").trim_end_matches([':', '.']));
        let lower = text.to_ascii_lowercase();
        let mut askers: Vec<Asker> = parts.iter().flat_map(|at| self.askers(run, at, Scope::Prose)).copied().collect();
        askers.sort_unstable_by_key(|asker| asker.need);
        askers.dedup_by_key(|asker| asker.need);
        Some(Lead { seen: Seen::of(&lower), text, lower, askers })
    }

    /// Returns who asks for words of a stretch, of the rules that look in a scope.
    fn askers<'r>(
        &'r self,
        run: &Run<'r>,
        at: &Range<usize>,
        scope: Scope,
    ) -> impl Iterator<Item = &'static Asker> + use<'r> {
        let (pack, end) = (run.pack, at.end);
        let first = self.hits.partition_point(|hit| hit.0 < at.start);
        let hits = self.hits[first..].iter().take_while(move |hit| hit.0 < end);
        let askers = hits.flat_map(move |hit| pack.askers(hit.1));
        askers
            .filter(move |asker| asker.scopes & scope.bit() != 0 && !asker.paragraph && self.facts[asker.rule as usize])
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
            let about = |_: &&Lead| place > 0 && !has_subject(run, sentence);
            if let Some(lead) = lead.as_ref().filter(about).or(above.as_ref()) {
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
        let prose = run.view.prose;
        // "Unless it is sorted, …" says what is false of the thing.
        if sentence.len() > SENTENCE || prose.text[sentence.clone()].starts_with("Unless ") {
            return;
        }
        let own = Unit { text: &prose.text[sentence.clone()], lower: &run.lower[sentence.clone()] };
        let seen = Seen::of(own.lower);
        let mut both = seen.clone();
        both.join(&lead.seen);
        let here: Vec<&Asker> = self.askers(run, sentence, passage.scope).collect();
        let mut joined: Option<(String, String)> = None;
        let of_sentence = here.into_iter().map(|asker| (asker, true));
        for (asker, of_sentence) in of_sentence.chain(lead.askers.iter().map(|asker| (asker, false))) {
            let tried = &mut self.tried[asker.need as usize];
            if !both.may_hold_all(asker.signs) || std::mem::replace(tried, sentence.start + 1) == sentence.start + 1 {
                continue;
            }
            let need = run.pack.needs[asker.need as usize];
            // What the sentence or the words in front say alone is no matter of both.
            let (alone, letters) = if of_sentence { (own, &seen) } else { (lead.unit(), &lead.seen) };
            if need.chains.iter().all(|chain| stands(chain, alone, letters))
                || run.found.contains(&(need.pattern, sentence.start))
                || guard::is_of_other_versions(&run.pack.rules[asker.rule as usize], &lead.text)
            {
                continue;
            }
            let (text, lower) = joined
                .get_or_insert_with(|| (format!("{}{}", lead.text, own.text), format!("{}{}", lead.lower, own.lower)));
            let unit = Unit { text, lower };
            if need.chains.iter().all(|chain| stands(chain, unit, &both)) {
                let stretch = Stretch { unit, lead: lead.text.len(), start: sentence.start, end: sentence.end };
                run.pattern(need, passage, stretch, before);
            }
        }
    }
}

/// Returns whether a sentence names something itself that it can be about: a name in code ticks, or with a capital.
fn has_subject(run: &Run<'_>, sentence: &Range<usize>) -> bool {
    let prose = run.view.prose;
    let mut words = prose.text[sentence.clone()].split_ascii_whitespace();
    let first = words.next().unwrap_or_default();
    if ["It", "They", "This", "These", "Its", "Their"].contains(&first) {
        return false;
    }
    let capital = |word: &str, from: usize| word.chars().skip(from).any(char::is_uppercase);
    capital(first, 1) || words.any(|word| capital(word, 0)) || prose.is_code(sentence.clone())
}

impl Lead {
    fn unit(&self) -> Unit<'_> {
        Unit { text: &self.text, lower: &self.lower }
    }
}
