//! Sections → pages of pieces.

use super::layout::{UNSORTED, complain};
use super::level::relevel;
use super::paths::chapter_paths;
use super::place::{Plan, Spot};
use super::select::{Ground, normal};
use super::{Book, Page, Piece};
use crate::dedupe::Folds;
use crate::diagnostic::{Diagnostic, LAYOUT_CHAPTER, UNPLACED_SECTION};
use crate::ledger::{Fate, Ledger, Maker};
use crate::note::{BlockId, BlockKind};
use crate::outline::{Origin, Outline, SectionId};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// Writes the pages, and into the ledger which headings the outline stands in for.
pub(super) struct Writer<'a> {
    ground: Ground<'a>,
    outline: &'a Outline,
    plan: &'a Plan<'a>,
    /// The ledger so far.
    pub ledger: Ledger,
    folds: &'a Folds,
    /// Sections that stand under the heading of another one of the same topic.
    merged: HashSet<SectionId>,
    /// Sections whose heading stands on a page.
    headed: HashSet<SectionId>,
    /// Whether anything of the section is shown, or of those that come with it.
    shown: Vec<bool>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        ground: Ground<'a>,
        outline: &'a Outline,
        (ledger, folds): (Ledger, &'a Folds),
        plan: &'a Plan<'a>,
    ) -> Writer<'a> {
        let mut writer = Writer {
            ground,
            outline,
            plan,
            ledger,
            folds,
            merged: HashSet::new(),
            headed: HashSet::new(),
            shown: Vec::new(),
        };
        writer.shown = writer.what_shows();
        writer
    }

    /// A section shows when it has text, when one below it that comes along shows, or when its heading never had anything
    /// under it. Parents stand before their children, so a walk from the end sees children first.
    fn what_shows(&self) -> Vec<bool> {
        let mut shown = vec![false; self.outline.sections.len()];
        for id in (0..self.outline.sections.len()).rev() {
            let section = &self.outline.sections[id];
            let text = section.body.iter().any(|block| self.stands(*block) || self.folds.pointers.contains_key(block));
            let bare = section.children.is_empty()
                && section.body.is_empty()
                && section.heading.is_some_and(|heading| self.ledger.kept(heading));
            let below = section.children.iter().any(|child| !self.plan.named[child.index()] && shown[child.index()]);
            shown[id] = text || bare || below;
        }
        shown
    }

    pub(super) fn book(&mut self, taken: (&[&str], bool), diagnostics: &mut Vec<Diagnostic>) -> Book {
        let plan = self.plan;
        let paths = chapter_paths(plan, taken, diagnostics);
        let mut book = Book { parts: plan.parts.clone(), pages: Vec::new() };
        for (at, spot) in plan.spots.iter().enumerate() {
            let Some(chapter) = spot.chapter else { continue };
            let below: Vec<usize> = (at + 1..=at + spot.below)
                .filter(|i| plan.spots[*i].depth == spot.depth + 1 && self.has_content(*i))
                .collect();
            if !self.has_content(at) {
                if !spot.failed {
                    let message = format!("the chapter `{}` holds nothing", chapter.title.text);
                    diagnostics.extend(complain(&LAYOUT_CHAPTER, &chapter.title, message));
                }
                continue;
            }
            let mut pieces = self.chapter(spot, &chapter.title.text);
            if pieces.len() == 1 && !below.is_empty() {
                let links = below.iter().map(|i| {
                    let title = plan.spots[*i].chapter.map_or(UNSORTED, |chapter| &chapter.title.text);
                    let link = crate::path::encode(&crate::path::relative(&paths[at], &paths[*i]));
                    format!("- [{}]({link})\n", escape(title))
                });
                pieces.push(Piece::Made { text: links.collect(), by: Maker::Outline, from: None });
            }
            book.pages.push(Page {
                path: paths[at].clone(),
                title: chapter.title.text.clone(),
                part: spot.part,
                depth: spot.depth,
                pieces,
                unsorted: false,
            });
        }
        self.unsorted(&mut book, paths.last().cloned().unwrap_or_default(), diagnostics);
        self.dissolve();
        book
    }

    /// Whether a chapter, or one below it, has anything to show.
    fn has_content(&self, at: usize) -> bool {
        let spots = &self.plan.spots[at..=at + self.plan.spots[at].below];
        spots.iter().any(|spot| spot.roots.iter().any(|root| self.shown[root.index()] || self.titles(spot, *root)))
    }

    /// Whether the section's heading serves as the title of the chapter's page.
    fn titles(&self, spot: &Spot<'_>, section: SectionId) -> bool {
        let title = spot.chapter.map_or(UNSORTED, |chapter| chapter.title.text.as_str());
        spot.roots.first() == Some(&section)
            && !self.plan.dropped.contains(&section)
            && self.outline.section(section).origin != Origin::Opening
            && normal(&self.outline.section(section).title) == normal(title)
            && self.outline.section(section).heading.is_none_or(|heading| self.ledger.kept(heading))
    }

    fn chapter(&mut self, spot: &Spot<'_>, title: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        // What nobody placed stays as it was, each under its own heading.
        let groups = match spot.chapter {
            Some(_) => same_topic(self.outline, &spot.roots),
            None => spot.roots.iter().map(|root| vec![*root]).collect(),
        };
        let mut groups = groups.into_iter();
        match spot.roots.first() {
            Some(first) if self.titles(spot, *first) => {
                groups.next().into_iter().for_each(|group| self.sections(&group, 1, title, &mut pieces));
            }
            _ => pieces.push(heading(title, 1)),
        }
        groups.for_each(|group| self.sections(&group, 2, title, &mut pieces));
        pieces
    }

    /// Writes sections of one topic under the heading of the first, with what comes along below them; `level` is what the
    /// heading gets.
    fn sections(&mut self, ids: &[SectionId], level: u8, page: &str, pieces: &mut Vec<Piece>) {
        let (outline, plan) = (self.outline, self.plan);
        let [id, others @ ..] = ids else { return };
        let section = outline.section(*id);
        let titles = level == 1;
        let mut below = level;
        if !plan.dropped.contains(id) && (titles || ids.iter().any(|id| self.shown[id.index()])) {
            match (section.heading, section.origin) {
                (Some(block), _) if self.ledger.kept(block) => {
                    pieces.push(self.moved(block, level));
                    self.headed.insert(*id);
                    below += 1;
                }
                (None, Origin::Cut) => {
                    pieces.push(heading(if titles { page } else { &section.title }, level));
                    below += 1;
                }
                _ => {}
            }
        }
        self.merged.extend(others);
        ids.iter().for_each(|id| self.body(*id, ids, below, pieces));
        for child in ids.iter().flat_map(|id| &outline.section(*id).children) {
            if !plan.named[child.index()] && self.shown[child.index()] {
                self.sections(&[*child], below.clamp(2, 6), page, pieces);
            }
        }
    }

    /// Writes a section's own text under the heading that `group` shares; `below` is the level of a heading right below it.
    fn body(&self, id: SectionId, group: &[SectionId], below: u8, pieces: &mut Vec<Piece>) {
        let section = self.outline.section(id);
        for block in &section.body {
            if let Some(home) = self.folds.pointers.get(block).filter(|home| !group.contains(home)) {
                self.pointer(*home, pieces);
            }
            if self.stands(*block) {
                for lead in self.folds.arrivals.get(block).into_iter().flatten() {
                    pieces.push(Piece::Moved { block: *lead, edits: Vec::new(), copy: false });
                }
                let kind = self.ground.notes[block.source.index()].block(*block).kind;
                pieces.push(match kind {
                    // A heading inside an HTML element keeps its distance to the section around it.
                    BlockKind::Heading { level: old, .. } => {
                        self.moved(*block, (old + below).saturating_sub(section.level + 1).clamp(2, 6))
                    }
                    _ => Piece::Moved { block: *block, edits: Vec::new(), copy: false },
                });
            }
        }
    }

    /// Whether a block is shown where its section is.
    fn stands(&self, block: BlockId) -> bool {
        self.ledger.kept(block) && !self.folds.departed.contains(&block)
    }

    /// Writes the line that stands where a repeat was folded away, or adds to the one before; its link is written as in the note
    /// of the home and led from there like any other.
    fn pointer(&self, home: SectionId, pieces: &mut Vec<Piece>) {
        let section = self.outline.section(home);
        let Some(heading) = section.heading else { return };
        let at = self.ground.notes[heading.source.index()].block(heading).ids.start as usize;
        let Some(slug) = self.ground.fragments[heading.source.index()].mdbook.get(at) else { return };
        let link = format!("[{}](#{})", escape(&section.title), crate::path::encode(slug));
        match pieces.last_mut() {
            Some(Piece::Made { text, by: Maker::Fold, from }) if *from == Some(heading.source) => {
                if !text.contains(&link) {
                    text.truncate(text.trim_end().len());
                    let _ = writeln!(text, " · {link}");
                }
            }
            _ => {
                pieces.push(Piece::Made { text: format!("See {link}\n"), by: Maker::Fold, from: Some(heading.source) });
            }
        }
    }

    fn moved(&self, block: BlockId, level: u8) -> Piece {
        let text = &self.ground.sources[block.source.index()].text;
        let edits = relevel(text, self.ground.notes[block.source.index()].block(block), level.min(6));
        Piece::Moved { block, edits, copy: false }
    }

    fn unsorted(&mut self, book: &mut Book, path: String, diagnostics: &mut Vec<Diagnostic>) {
        let plan = self.plan;
        let Some(spot) = plan.spots.last() else { return };
        let roots: Vec<SectionId> = spot.roots.iter().copied().filter(|root| self.shown[root.index()]).collect();
        if roots.is_empty() {
            return;
        }
        roots.iter().for_each(|root| self.unplaced(*root, diagnostics));
        let spot = Spot { chapter: None, part: None, depth: 0, roots, below: 0, failed: false };
        let pieces = self.chapter(&spot, UNSORTED);
        book.pages.push(Page { path, title: UNSORTED.to_string(), part: None, depth: 0, pieces, unsorted: true });
    }

    /// Tells of a section that no chapter names; where it only groups others, of those.
    fn unplaced(&self, id: SectionId, diagnostics: &mut Vec<Diagnostic>) {
        let section = self.outline.section(id);
        let own = section.body.iter().any(|block| self.ledger.kept(*block));
        let below =
            || section.children.iter().filter(|child| !self.plan.named[child.index()] && self.shown[child.index()]);
        if !own && below().next().is_some() {
            return below().for_each(|child| self.unplaced(*child, diagnostics));
        }
        let Some(block) = section.heading.or(section.body.first().copied()) else { return };
        let name = match section.title.as_str() {
            "" => "the text before the first heading".to_string(),
            title => format!("`{title}`"),
        };
        let span = self.ground.notes[block.source.index()].block(block).span;
        diagnostics.push(
            Diagnostic::new(&UNPLACED_SECTION, span, format!("no chapter of the layout names {name}"))
                .hint(format!("it stands in the chapter `{UNSORTED}`; name it in layout.toml")),
        );
    }

    /// Writes down the headings that the outline stands in for: those that the layout drops, and those that are left with
    /// nothing under them.
    fn dissolve(&mut self) {
        let titles: HashSet<SectionId> = (self.plan.spots.iter())
            .filter_map(|spot| spot.roots.first().copied().filter(|first| self.titles(spot, *first)))
            .collect();
        for id in self.outline.ids() {
            let Some(heading) = self.outline.section(id).heading else { continue };
            let gone = self.plan.dropped.contains(&id)
                || self.merged.contains(&id)
                || (!self.shown[id.index()] && !titles.contains(&id));
            if gone && !self.headed.contains(&id) && self.ledger.kept(heading) {
                self.ledger.set(heading, Fate::Replaced(Maker::Outline));
            }
        }
    }
}

/// Titles that many sections have without being about the same.
const GENERIC: [&str; 30] = [
    "example",
    "examples",
    "output",
    "usage",
    "use",
    "note",
    "notes",
    "summary",
    "overview",
    "introduction",
    "intro",
    "basics",
    "misc",
    "miscellaneous",
    "other",
    "tldr",
    "tl;dr",
    "links",
    "useful links",
    "references",
    "see also",
    "todo",
    "gotchas",
    "tips",
    "questions",
    "a broken example",
    "how to fix it",
    "exercise",
    "solution",
    "conclusion",
];

/// Groups the sections of a chapter that have the same title: they stand under one heading, each with all of its text, at the
/// place of the first. Titles that say little, or number a step, make no group; nor do a section and one below it.
fn same_topic(outline: &Outline, roots: &[SectionId]) -> Vec<Vec<SectionId>> {
    let mut groups: Vec<Vec<SectionId>> = Vec::new();
    let mut by_title: HashMap<String, usize> = HashMap::new();
    for root in roots {
        let title = normal(&outline.section(*root).title);
        let says = title.chars().any(char::is_alphabetic)
            && !GENERIC.contains(&title.as_str())
            && !title.starts_with("step ")
            && !title.starts_with("part ");
        let known = by_title.get(&title).copied().filter(|group| {
            let related = |other: &SectionId| above(outline, *root, *other) || above(outline, *other, *root);
            says && !groups[*group].iter().any(related)
        });
        match known {
            Some(group) => groups[group].push(*root),
            None => {
                by_title.insert(title, groups.len());
                groups.push(vec![*root]);
            }
        }
    }
    groups
}

/// Whether one section stands somewhere above another.
fn above(outline: &Outline, upper: SectionId, lower: SectionId) -> bool {
    let mut at = outline.section(lower).parent;
    while let Some(parent) = at {
        if parent == upper {
            return true;
        }
        at = outline.section(parent).parent;
    }
    false
}

/// Returns a heading that the outline makes.
fn heading(title: &str, level: u8) -> Piece {
    let text = format!("{} {}\n", "#".repeat(usize::from(level)), escape(title));
    Piece::Made { text, by: Maker::Outline, from: None }
}

/// Returns plain text so written that Markdown reads it as plain text.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for c in crate::text::fold_space(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '{' | '}' | '~' | '&' | '!' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
