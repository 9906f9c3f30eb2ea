//! Which chapter each section stands in.

use super::cut::{Place, Starts};
use super::layout::{Chapter, Layout, Phrase, complain};
use super::select::{Ground, Sections};
use crate::diagnostic::{Diagnostic, LAYOUT_CUT, LAYOUT_SELECTOR};
use crate::outline::{Outline, SectionId};
use std::collections::{BTreeMap, HashSet};

/// A chapter of the layout with its place in the tree.
pub(super) struct Spot<'a> {
    /// What the layout says of it; none for the chapter of unsorted sections.
    pub chapter: Option<&'a Chapter>,
    /// The part, as a position in the list of parts with a title.
    pub part: Option<usize>,
    /// 0 for a chapter, 1 for one below it, and so on.
    pub depth: usize,
    /// The sections that it names, in order.
    pub roots: Vec<SectionId>,
    /// How many of the spots that follow stand below this one.
    pub below: usize,
    /// Whether a section that it names was not found, which was said already.
    pub failed: bool,
}

/// Where everything goes.
pub(super) struct Plan<'a> {
    /// The titles of the parts.
    pub parts: Vec<String>,
    /// The chapters in book order, the one for unsorted sections last.
    pub spots: Vec<Spot<'a>>,
    /// Whether a chapter names the section itself, rather than one above it.
    pub named: Vec<bool>,
    /// The sections whose headings are to go.
    pub dropped: HashSet<SectionId>,
}

/// Cuts stray text out of its sections as the layout says.
pub(super) fn cut_out(ground: Ground<'_>, outline: &mut Outline, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) {
    if layout.cuts.is_empty() {
        return;
    }
    let starts: Vec<Starts> =
        ground.notes.iter().zip(ground.sources).map(|(note, source)| Starts::new(note, &source.text)).collect();
    let mut by_section: BTreeMap<SectionId, BTreeMap<_, (Place, &Phrase)>> = BTreeMap::new();
    for cut in &layout.cuts {
        match super::cut::place(ground, &starts, outline, cut) {
            Err(finding) => diagnostics.extend(finding),
            Ok(place) => {
                let cuts = by_section.entry(place.section).or_default();
                if cuts.insert(place.first, (place, &cut.title)).is_some() {
                    diagnostics.extend(complain(&LAYOUT_CUT, &cut.before, "two cuts start at the same block"));
                }
            }
        }
    }
    for (section, cuts) in by_section {
        let body = &outline.section(section).body;
        let ranges: Vec<_> = cuts
            .values()
            .zip(cuts.keys().skip(1).map(Some).chain([None]))
            .map(|((place, title), next)| {
                let at = |block| body.partition_point(|other| *other < block);
                let end = next.map_or(body.len(), |next| at(*next));
                (at(place.first)..place.until.map_or(end, |until| at(until).min(end)), *title)
            })
            .collect();
        // From the last to the first, so that the positions of those still to come stay right.
        for (range, title) in ranges.into_iter().rev() {
            outline.cut(section, range, title.text.clone());
        }
    }
}

/// Finds the sections that the chapters name.
pub(super) fn place<'a>(
    ground: Ground<'_>,
    outline: &Outline,
    layout: &'a Layout,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan<'a> {
    let sections = Sections::new(ground, outline);
    let mut plan = Plan {
        parts: Vec::new(),
        spots: Vec::new(),
        named: vec![false; outline.sections.len()],
        dropped: HashSet::new(),
    };
    for selector in &layout.drop_headings {
        match sections.one(selector) {
            Ok(section) => {
                plan.dropped.insert(section);
            }
            Err(finding) => diagnostics.extend(finding),
        }
    }
    for part in &layout.parts {
        let number = part.title.as_ref().map(|title| {
            plan.parts.push(title.clone());
            plan.parts.len() - 1
        });
        for chapter in &part.chapters {
            plan.chapter(&sections, chapter, number, 0, diagnostics);
        }
    }
    let unplaced =
        outline.ids().filter(|id| outline.section(*id).parent.is_none() && !plan.named[id.index()]).collect();
    plan.spots.push(Spot { chapter: None, part: None, depth: 0, roots: unplaced, below: 0, failed: false });
    plan
}

impl<'a> Plan<'a> {
    fn chapter(
        &mut self,
        sections: &Sections<'_>,
        chapter: &'a Chapter,
        part: Option<usize>,
        depth: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut roots = Vec::new();
        let mut failed = false;
        for selector in &chapter.sections {
            match sections.one(selector) {
                Ok(section) if self.named[section.index()] => {
                    failed = true;
                    let message = format!("`{}` stands in a chapter already", selector.text);
                    let finding = complain(&LAYOUT_SELECTOR, selector, message);
                    diagnostics.extend(finding.map(|f| f.hint("a section has one place; take one of the two away")));
                }
                Ok(section) => {
                    self.named[section.index()] = true;
                    roots.push(section);
                }
                Err(finding) => {
                    failed = true;
                    diagnostics.extend(finding);
                }
            }
        }
        let at = self.spots.len();
        self.spots.push(Spot { chapter: Some(chapter), part, depth, roots, below: 0, failed });
        for below in &chapter.chapters {
            self.chapter(sections, below, part, depth + 1, diagnostics);
        }
        self.spots[at].below = self.spots.len() - at - 1;
    }
}
