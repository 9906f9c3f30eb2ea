//! Evidence weighed: sections → chapters, stray text → chapters of its own.

use super::Topics;
use super::evidence::{Evidence, Signs};
use super::stranded::Search;
use super::taken::Taken;
use crate::arrange::cut::Starts;
use crate::arrange::layout::{Chapter, Cut, Layout, Part, Phrase};
use crate::arrange::select::{Ground, Sections};
use crate::ledger::Ledger;
use crate::note::BlockId;
use crate::outline::{Origin, Outline, SectionId};
use rayon::prelude::*;
use std::collections::HashSet;

/// By how much a chapter must win for a section to leave the one around it.
const LEAVE: f32 = 6.0;
/// Below this, evidence says nothing.
const FAINT: f32 = 3.0;
/// What part of its evidence text that is set off adds to that of its section.
const SET_OFF: f32 = 0.25;
/// How many times more a heading says that is a phrase of the topics and nothing else.
const WHOLE: f32 = 2.0;
/// By how much another chapter must win for text that is set off to be cut loose.
const LOOSE: f32 = 3.0;

/// Blocks of a section that belong together: no more blank lines between them than the note's habit.
struct Unit {
    first: BlockId,
    evidence: Evidence,
}

/// Makes parts and chapters of the notes about the subject; returns for each note whether it is one of them.
pub(super) fn assign(
    ground: Ground<'_>,
    outline: &Outline,
    ledger: &Ledger,
    topics: &Topics,
    layout: &mut Layout,
) -> Vec<bool> {
    let assigner = Assigner { ground, outline, ledger, topics, covers: covers(ground, outline) };
    let shown: Vec<SectionId> = outline.ids().filter(|id| assigner.shows(*id)).collect();
    let habits = assigner.habits();
    let units: Vec<Vec<Unit>> = shown.par_iter().map(|id| assigner.units(*id, &habits)).collect();
    let subject = assigner.subject(&shown, &units);
    let ours: Vec<(SectionId, Vec<Unit>)> =
        shown.into_iter().zip(units).filter(|(id, _)| subject[outline.section(*id).source.index()]).collect();
    if ours.is_empty() {
        return subject;
    }
    let mut chapter_of: Vec<Option<usize>> = vec![None; outline.sections.len()];
    let mut last = None;
    for (id, units) in &ours {
        chapter_of[id.index()] = assigner.chapter(*id, units, &chapter_of, last);
        last = chapter_of[id.index()].or(last);
    }
    assigner.settle_unknown(&ours, &mut chapter_of);
    let mut settled = vec![false; topics.chapters.len()];
    chapter_of.iter().flatten().for_each(|chapter| settled[*chapter] = true);
    let strays = |(id, units): &(SectionId, Vec<Unit>)| {
        let chapter = chapter_of[id.index()].unwrap_or_default();
        (*id, assigner.strays(*id, units, chapter, &settled))
    };
    let mut strays: Vec<(SectionId, Vec<Stray>)> = ours.par_iter().map(strays).collect();
    let bytes = assigner.bytes(&chapter_of, &strays);
    let into = super::thin::join(topics, bytes.clone());
    let joined: Vec<usize> =
        (0..into.len()).filter(|at| bytes[*at] > 0 && into[*at] != *at).map(|at| into[at]).collect();
    chapter_of.iter_mut().flatten().for_each(|chapter| *chapter = into[*chapter]);
    for (id, strays) in &mut strays {
        strays.iter_mut().for_each(|stray| stray.chapter = into[stray.chapter]);
        strays.retain(|stray| chapter_of[id.index()] != Some(stray.chapter));
    }
    let ours: Vec<SectionId> = ours.into_iter().map(|(id, _)| id).collect();
    assigner.write(&ours, &chapter_of, &strays, &joined, layout);
    subject
}

/// Text that is about something else than its section.
struct Stray {
    first: BlockId,
    until: Option<BlockId>,
    chapter: usize,
    title: String,
}

struct Assigner<'a> {
    ground: Ground<'a>,
    outline: &'a Outline,
    ledger: &'a Ledger,
    topics: &'a Topics,
    /// The sections that are the title of their whole note.
    covers: HashSet<SectionId>,
}

/// Returns the headings of level 1 that stand over all others of their note.
fn covers(ground: Ground<'_>, outline: &Outline) -> HashSet<SectionId> {
    let mut roots: Vec<Vec<SectionId>> = vec![Vec::new(); ground.notes.len()];
    for id in outline.ids() {
        let section = outline.section(id);
        if section.parent.is_none() && section.heading.is_some() {
            roots[section.source.index()].push(id);
        }
    }
    let alone = roots.into_iter().filter(|roots| roots.len() == 1).flatten();
    alone.filter(|id| outline.section(*id).level == 1 && outline.section(*id).children.len() > 1).collect()
}

impl Assigner<'_> {
    fn shows(&self, id: SectionId) -> bool {
        let section = self.outline.section(id);
        section.heading.is_some_and(|heading| self.ledger.kept(heading))
            || section.body.iter().any(|block| self.ledger.kept(*block))
    }

    /// Returns for each note whether it is about the subject: by itself, or because most notes are and it may well be.
    fn subject(&self, shown: &[SectionId], units: &[Vec<Unit>]) -> Vec<bool> {
        let mut counts = vec![(0, 0); self.ground.notes.len()];
        for (id, units) in shown.iter().zip(units) {
            let mut all = self.heading(*id);
            units.iter().for_each(|unit| all.merge(&unit.evidence));
            let (known, sections) = &mut counts[self.outline.section(*id).source.index()];
            *known += usize::from(all.weigh(self.topics).into_iter().any(|score| score > FAINT));
            *sections += 1;
        }
        let signs = |(note, (known, sections))| super::evidence::signs(self.topics, self.ground, note, known, sections);
        let signs: Vec<Signs> = counts.into_iter().enumerate().map(signs).collect();
        let sure = signs.iter().filter(|signs| signs.is_about()).count();
        let mostly = sure * 2 >= signs.iter().filter(|signs| signs.sections > 0).count() && sure > 0;
        signs.into_iter().map(|signs| signs.is_about() || (mostly && signs.may_be_about())).collect()
    }

    /// Returns for each note how many blank lines mostly stand between the blocks of a section.
    fn habits(&self) -> Vec<usize> {
        let mut counts = vec![[0usize; 16]; self.ground.notes.len()];
        for section in &self.outline.sections {
            for block in section.body.iter().skip(1) {
                counts[section.source.index()][self.blank_lines(*block).min(15)] += 1;
            }
        }
        // Blocks that touch say nothing about how much room the writer leaves.
        let most = |counts: [usize; 16]| (1..16).max_by_key(|lines| (counts[*lines], 16 - lines)).unwrap_or(1);
        counts.into_iter().map(most).collect()
    }

    fn blank_lines(&self, id: BlockId) -> usize {
        let text = &self.ground.sources[id.source.index()].text;
        let before = &text[..self.ground.notes[id.source.index()].block(id).span.start as usize];
        let blank = &before[before.trim_end().len()..];
        blank.matches('\n').count().saturating_sub(1)
    }

    fn units(&self, id: SectionId, habits: &[usize]) -> Vec<Unit> {
        let section = self.outline.section(id);
        let note = &self.ground.notes[section.source.index()];
        let habit = habits[section.source.index()];
        let mut units: Vec<Unit> = Vec::new();
        for (at, block) in section.body.iter().enumerate() {
            let bonded = |bond| at > 0 && note.block(section.body[at - 1]).bond == Some(bond);
            let set_off = self.blank_lines(*block) > habit && !note.block(*block).bond.is_some_and(bonded);
            if at == 0 || set_off {
                units.push(Unit { first: *block, evidence: Evidence::default() });
            }
            if let Some(unit) = units.last_mut().filter(|_| self.ledger.kept(*block)) {
                unit.evidence.block(self.topics, self.ground, *block);
            }
        }
        units
    }

    /// Returns the chapter of a section: the one that its evidence speaks for most, when that wins clearly over the chapter of
    /// the section around it or before it. Nothing when nothing is known of it.
    fn chapter(
        &self,
        id: SectionId,
        units: &[Unit],
        chapter_of: &[Option<usize>],
        last: Option<usize>,
    ) -> Option<usize> {
        let section = self.outline.section(id);
        let contents = crate::outline::contents::names_contents(&section.title);
        if section.origin == Origin::Opening || self.covers.contains(&id) || contents {
            return Some(0);
        }
        let heading = self.heading(id);
        let mut all = heading.clone();
        let mut scores = heading.weigh(self.topics);
        if Evidence::is_whole(self.topics, &section.title) {
            scores.iter_mut().for_each(|score| *score *= WHOLE);
        }
        for (nth, unit) in units.iter().enumerate() {
            // What is set off may be stray, so it has less of a say about its section.
            let share = if nth == 0 { 1.0 } else { SET_OFF };
            let mut fresh = unit.evidence.clone();
            fresh.found.retain(|entry| all.found.binary_search(entry).is_err());
            for (score, more) in scores.iter_mut().zip(fresh.weigh(self.topics)) {
                *score += share * more;
            }
            all.merge(&unit.evidence);
        }
        let around =
            section.parent.filter(|parent| !self.covers.contains(parent)).and_then(|parent| chapter_of[parent.index()]);
        // A heading that only groups others has no say over them.
        let grouped = section.parent.is_some_and(|parent| self.outline.section(parent).body.is_empty());
        if let Some(around) = around {
            scores[around] += if grouped { 1.0 } else { LEAVE };
        } else if let Some(last) = last {
            scores[last] += 0.5;
        }
        let best = best(&scores);
        if scores[best] < FAINT { around } else { Some(best) }
    }

    /// Sections of which nothing is known go where their neighbours in the note are, when these are in one chapter; the others
    /// are odds and ends.
    fn settle_unknown(&self, ours: &[(SectionId, Vec<Unit>)], chapter_of: &mut [Option<usize>]) {
        let source = |id: SectionId| self.outline.section(id).source;
        let mut before: Vec<Option<(_, usize)>> = Vec::with_capacity(ours.len());
        for (id, _) in ours {
            let last = before.last().copied().flatten().filter(|(note, _)| *note == source(*id));
            before.push(chapter_of[id.index()].map(|chapter| (source(*id), chapter)).or(last));
        }
        let mut after = None;
        for ((id, _), before) in ours.iter().zip(before).rev() {
            let known = chapter_of[id.index()].map(|chapter| (source(*id), chapter));
            after = known.or(after);
            if known.is_none() {
                let same = before.filter(|before| Some(*before) == after).map(|(_, chapter)| chapter);
                let place = same.or(self.topics.last).or(before.map(|(_, chapter)| chapter));
                chapter_of[id.index()] = Some(place.unwrap_or_default());
            }
        }
    }

    fn heading(&self, id: SectionId) -> Evidence {
        let mut evidence = Evidence::default();
        evidence.heading(self.topics, &self.outline.section(id).title);
        evidence
    }

    fn strays(&self, id: SectionId, units: &[Unit], chapter: usize, settled: &[bool]) -> Vec<Stray> {
        let heading = self.heading(id).weigh(self.topics);
        let mut strays: Vec<Stray> = Vec::new();
        let mut current: Option<usize> = None;
        for (nth, unit) in units.iter().enumerate() {
            let scores = unit.evidence.weigh(self.topics);
            let best = best(&scores);
            let gain = scores[best] - scores[chapter] - heading[best];
            let target = (nth > 0 && best != chapter && gain >= LOOSE).then_some(best);
            if current.is_some()
                && let Some(stray) = strays.last_mut()
            {
                stray.until = Some(unit.first);
            }
            current = target;
            if let Some(chapter) = target {
                let title =
                    unit.evidence.best(self.topics, chapter).map_or_else(String::new, |entry| entry.text.clone());
                strays.push(Stray { first: unit.first, until: None, chapter, title });
            }
        }
        self.stranded(id, chapter, (&heading, settled), &mut strays);
        strays
    }

    /// Adds text that is not set off, as far as it is not cut loose already.
    fn stranded(&self, id: SectionId, chapter: usize, (heading, settled): (&[f32], &[bool]), strays: &mut Vec<Stray>) {
        let section = self.outline.section(id);
        if section.origin == Origin::Opening || self.covers.contains(&id) {
            return;
        }
        let (topics, ground) = (self.topics, self.ground);
        let loose: Vec<_> = strays.iter().map(|stray| (stray.first, stray.until)).collect();
        for found in (Search { topics, ground, section, chapter, settled, heading }).run() {
            let body = &section.body[found.range.clone()];
            let within = |(from, until): &(BlockId, Option<BlockId>)| {
                body.iter().any(|block| block >= from && until.is_none_or(|until| *block < until))
            };
            if loose.iter().any(within) || !body.iter().all(|block| self.ledger.kept(*block)) {
                continue;
            }
            let title = found.evidence.best(topics, found.named).map_or_else(String::new, |entry| entry.text.clone());
            let until = section.body.get(found.range.end).copied();
            strays.push(Stray { first: body[0], until, chapter: found.chapter, title });
        }
        strays.sort_by_key(|stray| stray.first);
    }

    /// Returns how much kept text each chapter has got, in bytes.
    fn bytes(&self, chapter_of: &[Option<usize>], strays: &[(SectionId, Vec<Stray>)]) -> Vec<usize> {
        let mut bytes = vec![0; self.topics.chapters.len()];
        for (id, strays) in strays {
            let section = self.outline.section(*id);
            let home = chapter_of[id.index()].unwrap_or_default();
            let (mut chapter, mut until) = (home, None);
            let mut strays = strays.iter().peekable();
            for block in section.heading.iter().chain(&section.body) {
                if until == Some(*block) {
                    chapter = home;
                }
                if let Some(stray) = strays.next_if(|stray| stray.first == *block) {
                    (chapter, until) = (stray.chapter, stray.until);
                }
                if self.ledger.kept(*block) {
                    let span = self.ground.notes[block.source.index()].block(*block).span;
                    bytes[chapter] += (span.end - span.start) as usize;
                }
            }
        }
        bytes
    }

    /// Writes the layout: cuts first, so that their titles can be named.
    fn write(
        &self,
        ours: &[SectionId],
        chapter_of: &[Option<usize>],
        strays: &[(SectionId, Vec<Stray>)],
        joined: &[usize],
        layout: &mut Layout,
    ) {
        let mut taken = Taken::new(self.outline.sections.iter().map(|section| section.title.as_str()));
        let sections = Sections::new(self.ground, self.outline);
        let mut starts: Vec<Option<Starts>> = self.ground.notes.iter().map(|_| None).collect();
        let mut named: Vec<Vec<(BlockId, String)>> = vec![Vec::new(); self.topics.chapters.len()];
        for (id, strays) in strays {
            for stray in strays {
                let title = taken.unique(&stray.title, &self.outline.section(*id).title);
                layout.cuts.push(self.cut(stray, &title, &mut starts));
                named[stray.chapter].push((stray.first, title));
            }
        }
        for id in ours {
            let section = self.outline.section(*id);
            let chapter = chapter_of[id.index()].unwrap_or_default();
            let along = section.parent.and_then(|parent| chapter_of[parent.index()]) == Some(chapter);
            // A heading that only groups others goes where one of them stays with it, or nowhere.
            let groups = !section.children.is_empty() && !section.body.iter().any(|block| self.ledger.kept(*block));
            let alone = groups && !section.children.iter().any(|child| chapter_of[child.index()] == Some(chapter));
            if alone {
                continue;
            }
            if let (false, Some(block)) = (along, section.heading.or(section.body.first().copied())) {
                named[chapter].push((block, sections.exact(*id)));
            }
        }
        for (number, part) in self.topics.parts.iter().enumerate() {
            let mut chapters = Vec::new();
            for (at, (chapter, named)) in self.topics.chapters.iter().zip(&mut named).enumerate() {
                if chapter.part == number && !named.is_empty() {
                    named.sort();
                    let sections = named.drain(..).map(|(_, selector)| Phrase::from(selector)).collect();
                    let title = if joined.contains(&at) { chapter.wide.as_ref() } else { None };
                    let title = Phrase::from(title.unwrap_or(&chapter.title).clone());
                    chapters.push(Chapter { title, path: None, sections, chapters: Vec::new() });
                }
            }
            if !chapters.is_empty() {
                layout.parts.push(Part { title: Some(part.clone()), chapters });
            }
        }
    }

    fn cut(&self, stray: &Stray, title: &str, starts: &mut [Option<Starts>]) -> Cut {
        let number = stray.first.source.index();
        let (note, source) = (&self.ground.notes[number], &self.ground.sources[number]);
        let starts = starts[number].get_or_insert_with(|| Starts::new(note, &source.text));
        let (before, nth) = starts.unique(note, &source.text, stray.first);
        let until = stray.until.map(|until| starts.unique(note, &source.text, until));
        let until_nth = until.as_ref().and_then(|(_, nth)| *nth);
        let until = until.map(|(start, _)| Phrase::from(start));
        let title = Phrase::from(title.to_string());
        Cut { note: source.path.clone().into(), before: before.into(), nth, until, until_nth, title }
    }
}

fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}
