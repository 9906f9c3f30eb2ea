//! Chapters by a note's own headings: for notes about anything that no topics speak of.

use super::layout::{Chapter, Layout, Part, Phrase};
use super::select::{Ground, Sections};
use crate::ledger::Ledger;
use crate::outline::{Origin, Outline, SectionId};

/// The size of a chapter that reads well, in bytes: some five minutes.
const READABLE: f64 = 6000.0;

/// Adds the chapters of each note, given with its sections, to the layout: as a part of its own when the book has several notes.
///
/// A note is split at the level of headings that gives chapters nearest to a readable size. Sections above that level that
/// have others below them become chapters with sub-chapters; text before the first heading becomes the introduction.
pub(super) fn plan(
    ground: Ground<'_>,
    outline: &Outline,
    ledger: &Ledger,
    own: &[(usize, Vec<SectionId>)],
    layout: &mut Layout,
) {
    let planner = Planner { ground, outline, ledger, sections: Sections::new(ground, outline) };
    for (note, ids) in own {
        planner.note(*note, ids, layout);
    }
}

struct Planner<'a> {
    ground: Ground<'a>,
    outline: &'a Outline,
    ledger: &'a Ledger,
    sections: Sections<'a>,
}

impl Planner<'_> {
    fn note(&self, note: usize, ids: &[SectionId], layout: &mut Layout) {
        let shown = |id: &SectionId| self.shows(*id);
        let roots: Vec<SectionId> =
            ids.iter().copied().filter(|id| self.outline.section(*id).parent.is_none()).filter(shown).collect();
        if roots.is_empty() {
            return;
        }
        let level = self.level(ids, roots.len());
        let mut chapters: Vec<Chapter> = match level {
            0 => vec![self.whole(note, &roots)],
            _ => roots.iter().map(|root| self.chapter(*root, level)).collect(),
        };
        let several = self.ground.notes.len() > 1;
        let mut title = self.name(note);
        // A single heading over everything is the note's title: as a part's title when there are parts, and never the one
        // chapter below which everything hides.
        let headed: Vec<usize> =
            (0..roots.len()).filter(|i| self.outline.section(roots[*i]).heading.is_some()).collect();
        if let [cover] = headed[..]
            && level > 0
            && !chapters[cover].chapters.is_empty()
        {
            let below = std::mem::take(&mut chapters[cover].chapters);
            title.clone_from(&chapters[cover].title.text);
            let bare = self.outline.section(roots[cover]).body.iter().all(|block| !self.ledger.kept(*block));
            if bare {
                chapters.remove(cover);
            }
            chapters.extend(below);
        }
        let part = several.then_some(title);
        match layout.parts.first_mut() {
            Some(first) if part.is_none() && first.title.is_none() => first.chapters.append(&mut chapters),
            _ => layout.parts.push(Part { title: part, chapters }),
        }
    }

    fn shows(&self, id: SectionId) -> bool {
        let section = self.outline.section(id);
        section.heading.is_some_and(|heading| self.ledger.kept(heading))
            || section.body.iter().any(|block| self.ledger.kept(*block))
    }

    fn own_size(&self, id: SectionId) -> f64 {
        let section = self.outline.section(id);
        let blocks = section.body.iter().filter(|block| self.ledger.kept(**block));
        let bytes: u32 = blocks
            .map(|id| {
                let span = self.ground.notes[id.source.index()].block(*id).span;
                span.end - span.start
            })
            .sum();
        f64::from(bytes)
    }

    /// Returns the depth down to which sections become pages: that whose pages are, on the average of their logarithms,
    /// nearest to a readable size.
    fn level(&self, ids: &[SectionId], roots: usize) -> usize {
        let sections: Vec<(usize, f64)> =
            ids.iter().map(|id| (self.outline.path(*id).len(), self.own_size(*id))).collect();
        let deepest = sections.iter().map(|(depth, _)| *depth).max().unwrap_or(1).min(6);
        let mut best = (f64::INFINITY, 1);
        // Level 0 is the whole note on one page.
        for level in usize::from(roots == 1)..=deepest {
            let mut pages: Vec<f64> = Vec::new();
            for (depth, own) in &sections {
                if *depth <= level || pages.is_empty() {
                    pages.push(0.0);
                }
                if let Some(size) = pages.last_mut() {
                    *size += own;
                }
            }
            pages.retain(|size| *size > 0.0);
            let count = f64::from(u32::try_from(pages.len().max(1)).unwrap_or(u32::MAX));
            let off = pages.iter().map(|size| (size / READABLE).ln().abs()).sum::<f64>() / count;
            if off < best.0 {
                best = (off, level);
            }
        }
        best.1
    }

    /// A note that is small enough for one page.
    fn whole(&self, note: usize, roots: &[SectionId]) -> Chapter {
        let sections = roots.iter().map(|root| Phrase::from(self.sections.exact(*root))).collect();
        Chapter { title: Phrase::from(self.name(note)), path: None, sections, chapters: Vec::new() }
    }

    fn chapter(&self, id: SectionId, level: usize) -> Chapter {
        let section = self.outline.section(id);
        let title = match section.origin {
            Origin::Opening => "Introduction".to_string(),
            _ if section.title.is_empty() => "Untitled".to_string(),
            _ => section.title.clone(),
        };
        let below = if level > 1 { section.children.as_slice() } else { &[] };
        let shown = below.iter().copied().filter(|child| self.shows(*child));
        Chapter {
            title: Phrase::from(title),
            path: None,
            sections: vec![Phrase::from(self.sections.exact(id))],
            chapters: shown.map(|child| self.chapter(child, level - 1)).collect(),
        }
    }

    /// Returns what a note is called: by its front matter, in the book's summary, or by its file's name.
    fn name(&self, note: usize) -> String {
        let source = &self.ground.sources[note];
        let front = self.ground.notes[note].blocks.first().filter(|b| b.kind == crate::note::BlockKind::FrontMatter);
        let front = front.and_then(|block| crate::parse::front::title(block.span.of(&source.text)));
        let called = Some(source.name.clone()).filter(|name| !name.is_empty());
        front.or(called).unwrap_or_else(|| {
            let name = source.path.rsplit('/').next().unwrap_or(&source.path);
            let mut parts = source.path.rsplit('/');
            let stem = name.trim_end_matches(".md");
            let readme = stem.eq_ignore_ascii_case("readme") || stem.eq_ignore_ascii_case("index");
            let stem = if readme { parts.nth(1).unwrap_or(stem) } else { stem };
            let words = stem.replace(['-', '_'], " ");
            let mut chars = words.chars();
            chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
        })
    }
}
