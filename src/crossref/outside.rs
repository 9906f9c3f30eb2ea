//! Names in a note → pages outside the book that document them.
//!
//! ```text
//! passages → mentions            what may be a name: code ticks, calls, words that look like names
//!          + scene               what the headings, the paragraph and the code nearby speak of
//!          → meaning             the one name that it can be, or nothing
//! ```

mod code;
mod meaning;
mod mentions;
mod names;
mod scene;

use super::inventory::{Inventory, Kind};
use crate::prose::{Passage, Prose, Reading, Scope};
use meaning::Place;
use mentions::{Form, Mention, Noun};
use names::{Found, Names};
use rustc_hash::FxHashSet;
use scene::{Focus, Level, Scene, add};
use std::ops::Range;

/// A name in a note that an inventory knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The bytes of [`crate::prose::Prose::text`] that would be linked.
    pub at: Range<usize>,
    /// The full name of what is documented, such as `collections.ChainMap`.
    pub object: String,
    /// Its address.
    pub url: String,
}

/// Finds the names that resolve, all of them, in the order of the note: in prose and in tables, not in headings, links or code
/// blocks. A name that could mean several things is left out.
#[must_use]
pub fn outside(note: &Reading<'_>, inventories: &[&Inventory]) -> Vec<Outside> {
    if inventories.iter().all(|inventory| inventory.is_empty()) {
        return Vec::new();
    }
    let names = Names(inventories);
    let scene = Scene::of(note.prose, names);
    let linked = note.note.links.iter().map(|link| link.destination.as_str()).collect();
    let reader = Reader { prose: note.prose, names, scene: &scene, linked };
    let (mut mark, mut all) = (0, Vec::new());
    for (number, passage) in note.prose.passages.iter().enumerate() {
        if matches!(passage.scope, Scope::Prose | Scope::Table) && scene.level(passage) > Level::Never {
            let mentions = mentions::mentions(note.prose, passage, names, &mut mark);
            reader.read(number, passage, &mentions, &mut all);
        }
    }
    all
}

/// What reading passages takes.
struct Reader<'s, 't, 'a> {
    prose: &'t Prose,
    names: Names<'a>,
    scene: &'s Scene<'t>,
    linked: FxHashSet<&'t str>,
}

impl<'t, 'a> Reader<'_, 't, 'a> {
    /// Reads a passage: first what is plain on its own, then what that tells of the rest.
    fn read(&self, number: usize, passage: &Passage, mentions: &[Mention<'t>], all: &mut Vec<Outside>) {
        if mentions.is_empty() {
            return;
        }
        let rings = self.scene.rings(number, passage);
        let nouns = self.nouns(mentions, &rings);
        let mut place = Place {
            names: self.names,
            scene: self.scene,
            section: self.scene.section(passage),
            level: self.scene.level(passage),
            rings,
            nearby: 0,
            linked: &self.linked,
        };
        let mut found: Vec<Option<Found<'a>>> = mentions.iter().map(|mention| place.meaning(mention)).collect();
        let spoken = spoken(mentions, &found);
        // Where the passage names nothing that others belong to, a second look sees what the first saw.
        if !(spoken.is_empty() && nouns.is_empty()) {
            place.rings.splice(0..0, [&spoken, &nouns]);
            place.nearby = 2;
            found = mentions.iter().map(|mention| place.meaning(mention)).collect();
        }
        self.companions(mentions, &mut found);
        let from = all.len();
        for (mention, found) in mentions.iter().zip(found) {
            let Some(found) = found else { continue };
            let url = found.inventory.url(found.entry);
            all.push(Outside { at: mention.at.clone(), object: found.entry.name.to_string(), url });
        }
        if place.level >= Level::Named {
            self.titles(mentions, all);
        }
        all[from..].sort_by_key(|outside| outside.at.start);
    }

    /// Returns the classes that plain words of a passage mean, those of modules that are spoken of: "the lock", "queues".
    fn nouns(&self, mentions: &[Mention<'_>], rings: &[&Focus]) -> Focus {
        let mut nouns = Focus::default();
        for mention in mentions.iter().filter(|mention| !mention.dotted()) {
            let lower = mention.name.to_ascii_lowercase();
            let single = lower.strip_suffix('s').unwrap_or(&lower);
            for form in [lower.as_str(), single] {
                for found in self.names.ending(form).filter(|found| found.entry.kind == Kind::Class) {
                    let module = self.names.module(found.entry);
                    let known = |ring: &&Focus| ring.modules.iter().any(|known| known == module);
                    // All is an object: the word says nothing.
                    let built_in = module.is_empty() && !matches!(form, "object" | "type");
                    if built_in || rings[..rings.len() - 1].iter().any(known) {
                        add(&mut nouns.classes, &found.entry.name);
                    }
                }
            }
            if let Some(class) = scene::noun(single) {
                add(&mut nouns.classes, class);
            }
            if lower == "file" && mention.noun == Noun::Object {
                add(&mut nouns.classes, "io.TextIOBase");
            }
        }
        nouns
    }

    /// Finds words of English among names: in "rmtree, move" the latter can only be a function of the module that has the former.
    fn companions(&self, mentions: &[Mention<'t>], found: &mut [Option<Found<'a>>]) {
        let between = |one: usize, two: usize| -> Option<&str> {
            let (from, to) = (mentions.get(one)?.at.end, mentions.get(two)?.at.start);
            self.prose.text.get(from..to)
        };
        let ends = |number: usize| {
            let end = mentions[number].at.end;
            self.prose.text[end..].chars().next().is_none_or(|c| matches!(c, ',' | '.' | ';' | ')' | '\n'))
        };
        let order = (1..mentions.len()).map(|number| (number - 1, number));
        let back = (1..mentions.len()).rev().map(|number| (number, number - 1));
        for (known, open) in order.chain(back) {
            let listed = between(known.min(open), known.max(open)).is_some_and(|text| text == ", ");
            let mention = &mentions[open];
            let bare = mention.form == Form::Bare && !mention.ticked && !mention.dotted();
            if !listed || !bare || found[open].is_some() || !ends(known.max(open)) || mentions[known].ticked {
                continue;
            }
            let Some(sibling) = found[known].filter(|found| found.entry.kind == Kind::Function) else { continue };
            let owner = sibling.entry.owner();
            if !owner.is_empty() {
                let name = self.names.exact(&format!("{owner}.{}", mention.name));
                found[open] = name.filter(|found| found.entry.kind == Kind::Function);
            }
        }
    }

    /// Finds titles of pages that people use as names, such as "Python Development Mode".
    fn titles(&self, mentions: &[Mention<'_>], all: &mut Vec<Outside>) {
        let mut end = 0;
        for mention in mentions.iter().filter(|mention| mention.name == "Python" || mention.name == "The") {
            let start = mention.at.start;
            let text = &self.prose.text[start..];
            let titled = self.names.0.iter().find_map(|inventory| inventory.titled(text).map(|page| (inventory, page)));
            let Some((inventory, (page, length))) = titled.filter(|_| start >= end) else { continue };
            end = start + length;
            all.push(Outside { at: start..end, object: page.name.to_string(), url: inventory.url(page) });
        }
    }
}

/// Returns the modules and classes that a passage names.
fn spoken(mentions: &[Mention<'_>], found: &[Option<Found<'_>>]) -> Focus {
    let mut spoken = Focus::default();
    for (mention, found) in mentions.iter().zip(found) {
        let Some(found) = found else { continue };
        match found.entry.kind {
            Kind::Module => add(&mut spoken.modules, &found.entry.name),
            Kind::Class => add(&mut spoken.classes, &found.entry.name),
            Kind::Method if mention.dotted() => add(&mut spoken.classes, found.entry.owner()),
            _ => {}
        }
    }
    spoken
}

#[cfg(test)]
mod tests;
