//! Which labels would mean something else on a page than in their notes, and what they are called there.

use super::labels::bracketed;
use super::{Index, Renames};
use crate::arrange::select::Ground;
use crate::arrange::slug::component;
use crate::arrange::{Page, Piece};
use crate::note::{BlockId, BlockKind};
use crate::text::SourceId;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A label that is defined on a page.
pub(super) struct Label {
    /// The note that it comes from.
    pub source: SourceId,
    /// Its normal form, `^` before that of a footnote.
    pub name: String,
    /// What it stands for; labels of one name and one meaning are one.
    pub meaning: String,
}

/// Returns the labels that must have another name on a page.
pub(super) fn renames(ground: Ground<'_>, index: &[Index], page: &Page, labels: &[Label]) -> Renames {
    let mut renames = Renames::new();
    let mut meanings: HashMap<&str, &str> = HashMap::new();
    let mut names: HashSet<String> = labels.iter().map(|label| label.name.clone()).collect();
    let caught = Catcher { ground, index }.caught(page, labels);
    for Label { source, name, meaning } in labels {
        let free = *meanings.entry(name).or_insert(meaning) == meaning;
        if !free || caught.contains(&(*source, name.as_str())) {
            let path = &ground.sources[source.index()].path;
            let file = path.rsplit('/').next().unwrap_or(path);
            let stem = component(file.strip_suffix(".md").unwrap_or(file));
            let mut new = format!("{name}-{stem}");
            while !names.insert(new.clone()) {
                new.push('-');
            }
            renames.insert((*source, name.clone()), new);
        }
    }
    renames
}

struct Catcher<'a> {
    ground: Ground<'a>,
    index: &'a [Index],
}

impl Catcher<'_> {
    /// Returns the labels that a page's definitions would catch wrongly: what was plain text in another note, and what a
    /// definition inside a list or a quotation, without effect in its note, would take over here.
    fn caught<'l>(&self, page: &Page, labels: &'l [Label]) -> BTreeSet<(SourceId, &'l str)> {
        let mut found = BTreeSet::new();
        let mut by_name: HashMap<&str, Vec<SourceId>> = HashMap::new();
        for label in labels {
            by_name.entry(&label.name).or_default().push(label.source);
        }
        let sources: BTreeSet<SourceId> = labels.iter().map(|label| label.source).collect();
        for piece in &page.pieces {
            let Piece::Moved { block: id, .. } = piece else { continue };
            let foreign = sources.iter().any(|source| *source != id.source);
            let kind = self.ground.notes[id.source.index()].block(*id).kind;
            let holds =
                matches!(kind, BlockKind::List | BlockKind::Quote | BlockKind::DefinitionList | BlockKind::Footnote);
            if sources.is_empty() || (!holds && !foreign) {
                continue;
            }
            let span = self.ground.notes[id.source.index()].block(*id).span;
            let text = span.of(&self.ground.sources[id.source.index()].text);
            // A footnote's own label is one of the page's labels already.
            let own_label = usize::from(kind == BlockKind::Footnote);
            for (name, at) in bracketed(text).into_iter().skip(own_label) {
                let Some((known, sources)) = by_name.get_key_value(name.as_str()) else { continue };
                let defines = holds && text[at..].split_once(']').is_some_and(|(_, rest)| rest.starts_with(':'));
                let leads = || self.leads(*id, &name, span.start as usize + at);
                let own = self.defined(id.source, &name);
                let clash =
                    |source: &SourceId| if *source == id.source { defines && !leads() } else { !own || defines };
                found.extend(sources.iter().filter(|source| clash(source)).map(|source| (*source, *known)));
            }
        }
        found
    }

    fn defined(&self, source: SourceId, name: &str) -> bool {
        let index = &self.index[source.index()];
        match name.strip_prefix('^') {
            Some(name) => index.footnotes.contains_key(name),
            None => index.links.contains_key(name),
        }
    }

    /// Whether the definition whose label stands at this byte is the one in effect in its note.
    fn leads(&self, id: BlockId, name: &str, at: usize) -> bool {
        let (note, index) = (&self.ground.notes[id.source.index()], &self.index[id.source.index()]);
        let span = match name.strip_prefix('^') {
            Some(name) => index.footnotes.get(name).map(|i| note.footnote_defs[*i].span),
            None => index.links.get(name).map(|i| note.link_defs[*i].span),
        };
        // The span may start at the bracket or right behind it.
        span.is_some_and(|span| (span.start as usize..=span.start as usize + 1).contains(&at))
    }
}
