//! Finding the section that a phrase of the layout means.

use super::layout::{Phrase, complain};
use crate::crossref::anchor::Fragments;
use crate::diagnostic::{Diagnostic, LAYOUT_SELECTOR};
use crate::note::{BlockId, Note};
use crate::outline::{Origin, Outline, SectionId};
use crate::text::{Source, SourceId, fold_space};
use std::collections::HashMap;

/// What the finders look in.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The notes' sources.
    pub sources: &'a [Source],
    /// The notes.
    pub notes: &'a [Note],
    /// The notes' fragments.
    pub fragments: &'a [Fragments],
}

/// Finds sections by title, path and slug.
pub struct Sections<'a> {
    ground: Ground<'a>,
    outline: &'a Outline,
    by_title: HashMap<String, Vec<SectionId>>,
}

impl<'a> Sections<'a> {
    /// Returns a finder over an outline, cuts included.
    #[must_use]
    pub fn new(ground: Ground<'a>, outline: &'a Outline) -> Sections<'a> {
        let mut by_title: HashMap<String, Vec<SectionId>> = HashMap::new();
        for id in outline.ids() {
            let section = outline.section(id);
            let mut names = vec![normal(&section.title)];
            if let Some(heading) = section.heading {
                let source = &ground.sources[heading.source.index()].text;
                let raw = ground.notes[heading.source.index()].block(heading).span.of(source);
                names.push(normal(raw.trim().trim_matches('#')));
            }
            names.dedup();
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                by_title.entry(name).or_default().push(id);
            }
        }
        Sections { ground, outline, by_title }
    }

    /// Returns all sections that a selector could mean.
    #[must_use]
    pub fn all(&self, selector: &str) -> Vec<SectionId> {
        if let Some(found) = self.by_title.get(&normal(selector)) {
            return found.clone();
        }
        if let Some((note, slug)) = selector.split_once('#')
            && let Some(source) = self.note(note)
        {
            return self.by_slug(source, slug).into_iter().collect();
        }
        if let Some((parents, title)) = selector.rsplit_once(" > ") {
            let parents: Vec<String> = parents.split(" > ").map(normal).collect();
            let found = self.by_title.get(&normal(title)).map(Vec::as_slice).unwrap_or_default();
            return found.iter().copied().filter(|id| self.stands_under(*id, &parents)).collect();
        }
        let opening = |id: &SectionId| {
            let section = self.outline.section(*id);
            section.origin == Origin::Opening && self.note(selector) == Some(section.source)
        };
        self.outline.ids().filter(opening).collect()
    }

    /// Returns the section that a selector means.
    ///
    /// # Errors
    ///
    /// With a finding (when the layout is a file that one can point into) that says why there is not exactly one.
    pub fn one(&self, selector: &Phrase) -> Result<SectionId, Option<Diagnostic>> {
        match self.all(&selector.text).as_slice() {
            [one] => Ok(*one),
            [] => Err(self.missing(selector)),
            many => {
                let names: Vec<String> = many.iter().map(|id| format!("`{}`", self.exact(*id))).collect();
                Err(complain(&LAYOUT_SELECTOR, selector, format!("`{}` fits {} sections", selector.text, many.len()))
                    .map(|finding| finding.hint(format!("name one of {}", names.join(", ")))))
            }
        }
    }

    /// Says why a selector means nothing.
    fn missing(&self, selector: &Phrase) -> Option<Diagnostic> {
        let text = &selector.text;
        if self.note(text).is_some() {
            let finding =
                complain(&LAYOUT_SELECTOR, selector, format!("`{text}` has no text before its first heading"));
            return finding.map(|finding| finding.hint(format!("name its sections, by title or as `{text}#slug`")));
        }
        let finding = complain(&LAYOUT_SELECTOR, selector, format!("no section is called `{text}`"));
        finding.map(|finding| match self.nearest(text) {
            Some(name) => finding.hint(format!("did you mean `{name}`?")),
            None => finding.hint("`mdbook-commonplace layout` without a layout file names them all"),
        })
    }

    /// Returns the shortest selector that means this section and no other.
    #[must_use]
    pub fn exact(&self, id: SectionId) -> String {
        let section = self.outline.section(id);
        let path = &self.ground.sources[section.source.index()].path;
        if section.origin == Origin::Opening {
            return self.note_name(path);
        }
        // A title shared by very many sections is not worth a look through all of them for each.
        let shared = self.by_title.get(&normal(&section.title)).map_or(0, Vec::len);
        let only = |selector: &String| shared <= 32 && self.all(selector) == [id];
        let title = section.title.clone();
        let parent = section.parent.map(|parent| format!("{} > {title}", self.outline.section(parent).title));
        [Some(title), parent].into_iter().flatten().find(only).unwrap_or_else(|| {
            let slug = section.heading.map(|heading| self.slug(heading)).unwrap_or_default();
            format!("{}#{slug}", self.note_name(path))
        })
    }

    fn note_name(&self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let alone = self.ground.sources[..self.ground.notes.len()].iter().filter(|s| s.path.ends_with(name)).count();
        if alone == 1 { name.to_string() } else { path.to_string() }
    }

    /// Returns the note of this path or, when only one has it, this file name.
    #[must_use]
    pub fn note(&self, name: &str) -> Option<SourceId> {
        find_note(self.ground, name)
    }

    fn slug(&self, heading: BlockId) -> String {
        let at = self.ground.notes[heading.source.index()].block(heading).ids.start as usize;
        self.ground.fragments[heading.source.index()].mdbook.get(at).cloned().unwrap_or_default()
    }

    fn by_slug(&self, source: SourceId, slug: &str) -> Option<SectionId> {
        let note = &self.ground.notes[source.index()];
        let mark = self.ground.fragments[source.index()].find(&crate::path::decode(slug))?;
        let heading = BlockId { source, index: note.ids[mark].block };
        self.outline.section_of(heading).filter(|id| self.outline.section(*id).heading == Some(heading))
    }

    fn stands_under(&self, id: SectionId, parents: &[String]) -> bool {
        let path = self.outline.path(id);
        let above: Vec<String> = path[..path.len() - 1].iter().map(|title| normal(title)).collect();
        above.ends_with(parents)
    }

    fn nearest(&self, selector: &str) -> Option<String> {
        let title = selector.rsplit(" > ").next().unwrap_or(selector);
        let title = title.rsplit_once('#').map_or(title, |(_, slug)| slug);
        let names = self.outline.sections.iter().map(|section| section.title.as_str()).filter(|name| !name.is_empty());
        let near = crate::nearest::nearest(title, names)?;
        let all = self.all(near);
        Some(all.first().map_or_else(|| near.to_string(), |id| self.exact(*id)))
    }
}

/// Returns the note of this path or, when only one has it, this file name.
pub(super) fn find_note(ground: Ground<'_>, name: &str) -> Option<SourceId> {
    let notes = &ground.sources[..ground.notes.len()];
    let exact = notes.iter().position(|source| source.path == name);
    let by_name = || {
        let mut found = notes.iter().enumerate().filter(|(_, s)| s.path.rsplit('/').next() == Some(name));
        found.next().filter(|_| found.next().is_none()).map(|(i, _)| i)
    };
    exact.or_else(by_name).map(|i| ground.notes[i].source)
}

/// Returns a title as selectors compare it: case, white space, quotes' shape and code ticks do not matter.
#[must_use]
pub fn normal(title: &str) -> String {
    let plain: String = title
        .chars()
        .filter(|c| !matches!(c, '`' | '*'))
        .map(|c| match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '–' | '—' => '-',
            c => c,
        })
        .collect();
    fold_space(&plain.to_lowercase().replace("---", "-").replace("--", "-").replace('…', "..."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_markup_and_smart_quotes() {
        assert_eq!(normal("Don’t `print`  — *now*"), normal("don't print -- now"));
    }
}
