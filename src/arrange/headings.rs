//! Chapters by a note's own headings: for notes about anything that no topics speak of.

use super::layout::{Chapter, Layout, Part, Phrase};
use super::select::{Ground, Sections};
use crate::ledger::Ledger;
use crate::outline::{Origin, Outline, SectionId};

/// The part that holds the notes which the topics do not know, when they know others.
const OTHERS: &str = "Other notes";

/// The size of a chapter that reads well, in bytes: some five minutes.
const READABLE: f64 = 6000.0;

/// Adds the chapters of each note, given with its sections, to the layout: below a chapter of its own when the book has several
/// notes.
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
        let chapters: Vec<Chapter> = match level {
            0 => vec![self.whole(note, &roots)],
            _ => roots.iter().map(|root| self.chapter(*root, level)).collect(),
        };
        let chapters =
            if self.ground.notes.len() > 1 { self.one(note, chapters) } else { self.spread(&roots, chapters) };
        // Notes that the topics do not know stand behind those that they do.
        match layout.parts.last_mut() {
            Some(last) if last.title.is_none() || last.title.as_deref() == Some(OTHERS) => {
                last.chapters.extend(chapters);
            }
            Some(_) => layout.parts.push(Part { title: Some(OTHERS.to_string()), chapters }),
            None => layout.parts.push(Part { title: None, chapters }),
        }
    }

    /// Several notes: each is one chapter, with the others below it.
    fn one(&self, note: usize, mut chapters: Vec<Chapter>) -> Vec<Chapter> {
        if chapters.len() <= 1 {
            return chapters;
        }
        let opens = self.outline.ids().find(|id| self.outline.section(*id).source.index() == note);
        let opening = opens.is_some_and(|id| self.outline.section(id).origin == Origin::Opening && self.shows(id));
        let sections = if opening { chapters.remove(0).sections } else { Vec::new() };
        vec![Chapter { title: Phrase::from(self.name(note)), path: None, sections, chapters }]
    }

    /// A note that is the whole book: a heading over everything else is its title, and must not hide it all in one chapter.
    fn spread(&self, roots: &[SectionId], mut chapters: Vec<Chapter>) -> Vec<Chapter> {
        let headed: Vec<usize> =
            (0..roots.len()).filter(|i| self.outline.section(roots[*i]).heading.is_some()).collect();
        if let [cover] = headed[..]
            && chapters.get(cover).is_some_and(|chapter| !chapter.chapters.is_empty())
        {
            let below = std::mem::take(&mut chapters[cover].chapters);
            let bare = self.outline.section(roots[cover]).body.iter().all(|block| !self.ledger.kept(*block));
            if bare {
                chapters.remove(cover);
            }
            chapters.extend(below);
        }
        chapters
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
