//! Rules that are data, run over a note.

use super::{Options, View, context, guard};
use crate::diagnostic::{Category, Diagnostic};
use crate::fix::{Fix, Safety};
use crate::pack::chain::{Seen, stands};
use crate::pack::lazy::Unit;
use crate::pack::{Asker, Need, Pack};
use crate::prose::{Passage, Scope, sentence_at, sentences};
use regex_automata::util::captures::Captures;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// For each rule of a pack whether it is on, which is the same for many notes.
pub(super) struct Switches {
    /// In notes about Python or about nothing in particular.
    own: Vec<bool>,
    /// In notes about another language.
    foreign: Vec<bool>,
    /// For each rule whether it is on and tells a fact.
    facts: Vec<bool>,
}

impl Switches {
    /// Returns which rules are on.
    pub(super) fn new(options: &Options) -> Switches {
        let rules = options.pack.rules.iter();
        let own: Vec<bool> = rules
            .map(|rule| {
                let fits = rule.python.as_ref().is_none_or(|python| options.python.meets(python));
                fits && options.choice.may(rule.rule)
            })
            .collect();
        // What is false of Python can be true of another language.
        let fact = || options.pack.rules.iter().map(|rule| rule.rule.category == Category::Fact);
        let foreign = own.iter().zip(fact()).map(|(on, fact)| *on && !fact).collect();
        let facts = own.iter().zip(fact()).map(|(on, fact)| *on && fact).collect();
        Switches { own, foreign, facts }
    }
}

/// Finds what the pages of the pack find in a note.
pub(super) fn run(view: &View<'_>, pack: &'static Pack, switches: &Switches, out: &mut Vec<Diagnostic>) {
    let foreign = view.is_about_another_language();
    let on = if foreign { &switches.foreign } else { &switches.own };
    let facts: &[bool] = if foreign { &[] } else { &switches.facts };
    let lower = view.prose.text.to_ascii_lowercase();
    let (tried, told) = (vec![0; pack.needs.len()], vec![0; pack.patterns.len()]);
    let seen = [(0, Seen::of("")), (0, Seen::of(""))];
    let found = FxHashSet::default();
    let mut run =
        Run { view, pack, on, facts, lower: &lower, tried, told, seen, last: [const { None }; 2], found, out };
    let outer = view.prose.passages.partition_point(|passage| passage.scope != Scope::Str);
    let (prefilter, unit) = (pack.prefilter(), Unit { text: &view.prose.text, lower: &lower });
    // What stands in prose is looked at twice: alone, and with what the text around it speaks of.
    let (mut hits, mut spoken) = (Vec::new(), Vec::new());
    for (number, passage) in view.prose.passages[..outer].iter().enumerate() {
        let code = matches!(passage.scope, Scope::Code | Scope::OtherCode);
        let scopes = passage.scope.bit() | if code { Scope::Str.bit() } else { 0 };
        prefilter.find(unit, passage.at.clone(), scopes, &mut hits);
        if matches!(passage.scope, Scope::Prose | Scope::Heading | Scope::Table) {
            spoken.extend_from_slice(&hits);
        }
        for (at, word) in hits.drain(..) {
            let askers = pack.askers(word);
            run.passage(number, at, askers);
            let inner = if code { view.prose.inner_passage_at(at, outer) } else { None };
            if let Some(inner) = inner {
                run.passage(inner, at, askers);
            }
        }
    }
    context::run(&mut run, &spoken, outer);
}

/// A sentence or a paragraph, with what the text around it says it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    /// The words, with those from around it in front.
    pub unit: Unit<'a>,
    /// How many bytes in front are from around it.
    pub lead: usize,
    /// Where it stands in the folded text.
    pub start: usize,
    /// One past its last byte there.
    pub end: usize,
}

impl Stretch<'_> {
    /// Returns where in the folded text a part of the unit stands; words from around the sentence stand for all of it.
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        if range.end <= self.lead && self.lead > 0 {
            return self.start..self.end;
        }
        self.start + range.start.saturating_sub(self.lead)..self.start + range.end - self.lead
    }
}

pub(super) struct Run<'a> {
    pub view: &'a View<'a>,
    pub pack: &'static Pack,
    on: &'a [bool],
    /// For each rule whether it is on and tells a fact; empty when the note is about another language.
    pub facts: &'a [bool],
    /// The folded text in lower case: as long as the text itself.
    pub lower: &'a str,
    /// For each need, the unit of text in which it was looked at last. A unit is named by twice its first byte plus one, and for
    /// strings, which lie inside of code, by one more.
    tried: Vec<u64>,
    /// For each pattern, the unit of text in which it found something last: one alternative is enough.
    told: Vec<u64>,
    /// The sentence and the paragraph that were looked at last, named as in `tried`, and the letters in them.
    seen: [(u64, Seen); 2],
    /// The passage that was looked at last, and its sentences; the same for the string in it that was looked at last.
    last: [Option<(usize, Vec<Range<usize>>)>; 2],
    /// The pattern and the first byte of the sentence of everything that was found.
    pub found: FxHashSet<(u32, usize)>,
    out: &'a mut Vec<Diagnostic>,
}

impl Run<'_> {
    fn passage(&mut self, number: usize, at: usize, askers: &[Asker]) {
        let passage = &self.view.prose.passages[number];
        let (bit, inner) = (passage.scope.bit(), u64::from(passage.scope == Scope::Str));
        // The sentence around the hit; it is looked for when somebody asks.
        let mut around: Option<Option<usize>> = None;
        for asker in askers {
            if asker.scopes & bit == 0 || !self.on[asker.rule as usize] {
                continue;
            }
            let (sentence, found) = if asker.paragraph {
                (passage.at.clone(), None)
            } else {
                let all = self.sentences(number);
                let Some(found) = *around.get_or_insert_with(|| sentence_at(all, at)) else { continue };
                (all[found].clone(), Some(found))
            };
            let unit = 2 * (sentence.start as u64 + 1) + inner;
            // Most needs fail here, and nothing else of them was looked at.
            if !asker.signs.is_empty() && !self.seen(asker.paragraph, &sentence, unit).may_hold_all(asker.signs) {
                continue;
            }
            let known = std::mem::replace(&mut self.tried[asker.need as usize], unit) == unit;
            if known {
                continue;
            }
            let need = self.pack.needs[asker.need as usize];
            if self.told[need.pattern as usize] != unit && self.chains_stand(need, asker.paragraph, &sentence, unit) {
                let stretch = Stretch {
                    unit: Unit { text: &self.view.prose.text[sentence.clone()], lower: &self.lower[sentence.clone()] },
                    lead: 0,
                    start: sentence.start,
                    end: sentence.end,
                };
                let before = found.and_then(|found| found.checked_sub(1));
                let before = before.map(|before| self.sentences(number)[before].clone());
                if self.pattern(need, passage, stretch, before.as_ref()) {
                    self.told[need.pattern as usize] = unit;
                }
            }
        }
    }

    /// Returns the letters in a sentence or a paragraph, named as in `tried`.
    fn seen(&mut self, paragraph: bool, at: &Range<usize>, name: u64) -> &Seen {
        let (last, seen) = &mut self.seen[usize::from(paragraph)];
        if std::mem::replace(last, name) != name {
            seen.set(&self.lower[at.clone()]);
        }
        seen
    }

    /// Returns whether the chains of a need stand in a sentence or a paragraph.
    fn chains_stand(&mut self, need: Need, paragraph: bool, at: &Range<usize>, name: u64) -> bool {
        if need.chains.is_empty() {
            return true;
        }
        let (view, lower) = (self.view, self.lower);
        let (text, lower) = (&view.prose.text[at.clone()], &lower[at.clone()]);
        let seen = self.seen(paragraph, at, name);
        need.chains.iter().all(|chain| stands(chain, Unit { text, lower }, seen))
    }

    /// Returns the sentences of a passage, in code its lines.
    pub fn sentences(&mut self, number: usize) -> &[Range<usize>] {
        let passage = &self.view.prose.passages[number];
        let last = &mut self.last[usize::from(passage.scope == Scope::Str)];
        if last.as_ref().is_none_or(|(last, _)| *last != number) {
            let lines = match passage.scope {
                Scope::Code => self.view.python.lines(passage.code),
                _ => sentences(self.view.prose, passage),
            };
            *last = Some((number, lines));
        }
        last.as_ref().map_or(&[], |(_, all)| all)
    }

    /// Tells what a pattern finds in a stretch; returns whether it told something.
    pub fn pattern(
        &mut self,
        need: Need,
        passage: &Passage,
        stretch: Stretch<'_>,
        before: Option<&Range<usize>>,
    ) -> bool {
        let number = need.pattern as usize;
        let (pattern, unit) = (&self.pack.patterns[number], stretch.unit);
        let any = need.any.map(|any| &pattern.any[any as usize]);
        if !pattern.all.iter().chain(any).all(|lazy| lazy.is_match(unit))
            || pattern.none.iter().any(|lazy| lazy.is_match(unit))
        {
            return false;
        }
        if let Some(section) = &self.pack.rules[pattern.rule].section {
            let titles = self.view.prose.heading_path(passage);
            if !section.is_match(Unit { text: &titles, lower: &titles.to_ascii_lowercase() }) {
                return false;
            }
        }
        // Which alternative was met first says nothing; the first of the page that matches is what is marked.
        let first = need.any.and_then(|own| pattern.any[..own as usize].iter().find(|any| any.is_match(unit)));
        let Some(marked) = pattern.at.as_ref().or(pattern.all.first()).or(first).or(any) else { return false };
        let told = self.out.len();
        for found in marked.captures(unit) {
            let Some(range) = found.get_match().map(|found| found.range()) else { break };
            let range = floor(unit.text, range.start)..ceil(unit.text, range.end);
            if self.lives(number, passage, stretch, before, &stretch.place(&range)) {
                self.out.extend(self.finding(number, stretch, &found, range));
                if !pattern.slip {
                    break;
                }
            }
        }
        let tells = self.out.len() > told;
        if tells {
            self.found.insert((need.pattern, stretch.start));
        }
        tells
    }

    fn lives(
        &self,
        number: usize,
        passage: &Passage,
        stretch: Stretch<'_>,
        before: Option<&Range<usize>>,
        at: &Range<usize>,
    ) -> bool {
        let pattern = &self.pack.patterns[number];
        let spelled = pattern.slip && !matches!(passage.scope, Scope::Code | Scope::OtherCode);
        // What stands in code ticks is quoted as it is; a slip of language is none there.
        if spelled && self.view.prose.is_code(at.clone()) {
            return false;
        }
        matches!(passage.scope, Scope::Code | Scope::OtherCode | Scope::Link)
            || !guard::guards(
                &self.pack.rules[pattern.rule],
                self.view.prose,
                &(stretch.start..stretch.end),
                before,
                at,
            )
    }

    fn finding(
        &self,
        number: usize,
        stretch: Stretch<'_>,
        found: &Captures,
        marked: Range<usize>,
    ) -> Option<Diagnostic> {
        let (view, pattern) = (self.view, &self.pack.patterns[number]);
        let (rule, unit, text) = (&self.pack.rules[pattern.rule], stretch.unit, stretch.unit.text);
        let span = view.prose.source(view.source, stretch.place(&marked));
        // What words from around the sentence are needed for is not mended in it.
        let fix = pattern.fix.as_ref().filter(|_| stretch.lead == 0);
        let mended = fix.and_then(|(find, with, safety)| {
            let found = find.captures_at(unit, 0)?;
            let range = found.get_match()?.range();
            // A slip is mended where it was found; another fix may reach further.
            let range = if pattern.slip { marked.clone() } else { range };
            let groups = if pattern.slip { find.captures_at(unit, range.start)? } else { found };
            let with = expand(with, text, &groups);
            Some((stretch.start + range.start..stretch.start + range.end, with, *safety))
        });
        // A pattern may allow for spellings of which one is right.
        if pattern.slip && mended.as_ref().is_some_and(|(range, with, _)| view.prose.text[range.clone()] == **with) {
            return None;
        }
        let message = match (&mended, rule.message) {
            (Some((range, with, _)), None) if pattern.slip => {
                format!("`{}` should be `{with}`", &view.prose.text[range.clone()])
            }
            (_, Some(message)) => expand(message, text, found),
            _ => rule.rule.what.to_string(),
        };
        let mut finding = Diagnostic::new(rule.rule, span, message);
        finding.hint = rule.hint.map(|hint| expand(hint, text, found));
        if let Some((range, with, safety)) = mended {
            finding.fix = replacement(view, range, with, safety);
        }
        Some(finding)
    }
}

/// Returns the fix that replaces folded text, if nothing but text lies there.
fn replacement(view: &View<'_>, range: Range<usize>, with: String, safety: Safety) -> Option<Fix> {
    let at = view.prose.verbatim(view.source, range)?;
    let title = if with.is_empty() { "delete it".to_string() } else { format!("write `{with}`") };
    Some(Fix::replace(at, with, title, safety))
}

/// Matching works on bytes, so an end may lie inside a character.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Puts groups into a template: `$0` is the match, `$1` or `${1}` its first group.
fn expand(template: &str, text: &str, found: &Captures) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let (inner, closed) = behind.strip_prefix('{').map_or((behind, 0), |inner| (inner, 2));
        match inner.chars().next().and_then(|c| c.to_digit(10)) {
            Some(group) => {
                if let Some(span) = found.get_group(group as usize) {
                    out.push_str(&text[floor(text, span.start)..ceil(text, span.end)]);
                }
                rest = &behind[1 + closed..];
            }
            None => {
                out.push('$');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}
