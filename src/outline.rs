//! `&[Note]` → [`Outline`]: the tree of sections.

pub mod contents;

use crate::note::{BlockId, BlockKind, Note};
use crate::text::SourceId;

/// A section, by its position in [`Outline::sections`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SectionId(pub u32);

impl SectionId {
    /// Returns the position in [`Outline::sections`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What made a section one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A heading of the note.
    Heading,
    /// The text before a note's first heading.
    Opening,
    /// A cut: by the layout, or by the tool where stray text begins.
    Cut,
}

/// A heading with the text up to the next heading, and the sections below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The note it stands in.
    pub source: SourceId,
    /// What made it a section.
    pub origin: Origin,
    /// The heading; none for an opening or a cut.
    pub heading: Option<BlockId>,
    /// The heading's text as rendered, or the cut's title; empty for an opening.
    pub title: String,
    /// The heading's level in the note; 0 for an opening, the parent's plus one for a cut.
    pub level: u8,
    /// The section's own blocks in order, neither its heading nor what is carried (definitions, footnotes, front matter).
    pub body: Vec<BlockId>,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// The sections below it, in order.
    pub children: Vec<SectionId>,
}

/// The sections of all notes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// All sections: those of the notes in order, then those that cuts made.
    pub sections: Vec<Section>,
    /// For each note, the section that each of its blocks stands in.
    section_of: Vec<Vec<Option<SectionId>>>,
}

impl Outline {
    /// Returns the section of this id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// Returns the ids of all sections, in order.
    pub fn ids(&self) -> impl Iterator<Item = SectionId> + use<> {
        let count = u32::try_from(self.sections.len()).expect("sections are fewer than bytes");
        (0..count).map(SectionId)
    }

    /// Returns the section that a block stands in, its own if it is a heading.
    #[must_use]
    pub fn section_of(&self, block: BlockId) -> Option<SectionId> {
        self.section_of[block.source.index()][block.index as usize]
    }

    /// Returns the titles from the top of the note down to this section.
    #[must_use]
    pub fn path(&self, id: SectionId) -> Vec<&str> {
        let mut titles = vec![self.section(id).title.as_str()];
        let mut at = id;
        while let Some(parent) = self.section(at).parent {
            titles.push(&self.section(parent).title);
            at = parent;
        }
        titles.reverse();
        titles
    }

    /// Makes a section of its own of the blocks `from..to` (positions in the section's body) and returns it.
    ///
    /// The new section becomes the first child when nothing else was cut, and children stay in the order of their text.
    pub fn cut(&mut self, from: SectionId, range: std::ops::Range<usize>, title: String) -> SectionId {
        let id = SectionId(u32::try_from(self.sections.len()).expect("sections are fewer than bytes"));
        let parent = &mut self.sections[from.index()];
        let body: Vec<BlockId> = parent.body.drain(range).collect();
        let (source, level) = (parent.source, parent.level + 1);
        let first = body.first().copied();
        for block in &body {
            self.section_of[source.index()][block.index as usize] = Some(id);
        }
        self.sections.push(Section {
            source,
            origin: Origin::Cut,
            heading: None,
            title,
            level,
            body,
            parent: Some(from),
            children: Vec::new(),
        });
        let at = self.sections[from.index()].children.iter().position(|child| {
            let child = &self.sections[child.index()];
            child.heading.or(child.body.first().copied()) > first
        });
        let children = &mut self.sections[from.index()].children;
        children.insert(at.unwrap_or(children.len()), id);
        id
    }
}

/// Builds the section tree. Only top-level headings start a section: none in a list, a quotation or an HTML element.
#[must_use]
pub fn outline(notes: &[Note]) -> Outline {
    let mut outline = Outline::default();
    for note in notes {
        let mut builder = Builder { outline: &mut outline, open: Vec::new(), current: None };
        let section_of = note.block_ids().map(|id| builder.block(note, id)).collect();
        outline.section_of.push(section_of);
    }
    outline
}

struct Builder<'a> {
    outline: &'a mut Outline,
    open: Vec<(u8, SectionId)>,
    current: Option<SectionId>,
}

impl Builder<'_> {
    fn block(&mut self, note: &Note, id: BlockId) -> Option<SectionId> {
        let block = note.block(id);
        match block.kind {
            BlockKind::Heading { level, .. } if block.bond.is_none() => {
                while self.open.last().is_some_and(|(above, _)| *above >= level) {
                    self.open.pop();
                }
                let title = note.ids_in(block).first().map(|mark| crate::text::fold_space(&mark.text));
                let section = self.section(note.source, Origin::Heading, level, title.unwrap_or_default());
                self.outline.sections[section.index()].heading = Some(id);
                self.open.push((level, section));
            }
            _ if block.travels() => {}
            _ => {
                let section = match self.current {
                    Some(section) => section,
                    None => self.section(note.source, Origin::Opening, 0, String::new()),
                };
                self.outline.sections[section.index()].body.push(id);
            }
        }
        self.current
    }

    fn section(&mut self, source: SourceId, origin: Origin, level: u8, title: String) -> SectionId {
        let id = SectionId(u32::try_from(self.outline.sections.len()).expect("sections are fewer than bytes"));
        let parent = self.open.last().map(|(_, parent)| *parent);
        if let Some(parent) = parent {
            self.outline.sections[parent.index()].children.push(id);
        }
        self.outline.sections.push(Section {
            source,
            origin,
            heading: None,
            title,
            level,
            body: Vec::new(),
            parent,
            children: Vec::new(),
        });
        self.current = Some(id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Dialect, parse};

    #[test]
    fn sections_nest_by_level_and_quotes_start_none() {
        let text = "open\n\n# a\n\n### b\n\n> # no\n\n## c\n\n- # no\n\n# d\n\n[x]: y\n";
        let notes = [parse(text, SourceId(0), Dialect::default())];
        let outline = outline(&notes);
        let paths: Vec<_> = outline.ids().map(|id| outline.path(id).join(" > ")).collect();
        assert_eq!(paths, ["", "a", "a > b", "a > c", "d"]);
        assert_eq!(outline.sections.iter().map(|s| s.body.len()).collect::<Vec<_>>(), [1, 0, 1, 1, 0]);
    }

    #[test]
    fn cuts_become_children_in_the_order_of_their_text() {
        let notes = [parse("# a\n\nb\n\nc\n\nd\n\n## e\n", SourceId(0), Dialect::default())];
        let mut outline = outline(&notes);
        let later = outline.cut(SectionId(0), 2..3, "later".into());
        let sooner = outline.cut(SectionId(0), 1..2, "sooner".into());
        assert_eq!(outline.sections[0].children, [sooner, later, SectionId(1)]);
        assert_eq!(outline.sections[0].body.len(), 1);
        assert_eq!(outline.section_of(outline.section(sooner).body[0]), Some(sooner));
    }
}
