//! A mention and its surroundings → the name that it means, or nothing.
//!
//! Names that could be several things are narrowed down by what is spoken of nearby, the nearest first: what the paragraph names,
//! the heading, the code next to it, the headings above, what the section and the note import. What is still several things then
//! is left alone.

mod dotted;
mod marked;
mod plain;

use super::mentions::{Form, Mention, Noun};
use super::names::{Found, Names};
use super::scene::{Focus, Level, Scene, Section};
use crate::crossref::inventory::Kind;
use crate::python::api;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// How long a name must be that is believed without anything nearby that speaks for it.
const LONG: usize = 6;

/// A passage with all that tells what its names mean.
pub struct Place<'r, 's, 't, 'a> {
    /// All names.
    pub names: Names<'a>,
    /// The note.
    pub scene: &'s Scene<'t>,
    /// The section of the passage.
    pub section: &'s Section<'t>,
    /// How sure it is that the passage is about Python.
    pub level: Level,
    /// What tells names apart, the nearest first.
    pub rings: Vec<&'r Focus>,
    /// How many of these are what the passage itself names.
    pub nearby: usize,
    /// Addresses that the note links to.
    pub linked: &'r FxHashSet<&'t str>,
}

/// What code imports under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Import<'n> {
    /// Nothing.
    Nothing,
    /// Now this, now that.
    Several,
    /// The thing of this full name.
    As(&'n str),
}

impl<'n> Import<'n> {
    fn full(self) -> Option<&'n str> {
        match self {
            Import::As(full) => Some(full),
            Import::Nothing | Import::Several => None,
        }
    }
}

/// How near something must be that speaks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Named by the paragraph, the headings or the code of the section.
    Section,
    /// Imported anywhere in the note.
    Note,
}

impl<'a> Place<'_, '_, '_, 'a> {
    /// Returns what a mention means.
    pub fn meaning(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        if mention.dotted() {
            return self.dotted(mention);
        }
        if self.level <= Level::Unsure {
            return None;
        }
        if mention.noun == Noun::Module && mention.form == Form::Bare {
            return self.module(mention);
        }
        if mention.name.starts_with("__") {
            return self.dunder(mention);
        }
        if self.scene.code.defined.contains(mention.name) || is_other(mention) {
            return None;
        }
        let imported = self.imported(mention.name);
        if imported != Import::Nothing {
            let found = imported.full().and_then(|full| self.names.exact(full))?;
            let noun = matches!(mention.noun, Noun::Class | Noun::Object | Noun::Function);
            let capital = is_article(mention.before) && mention.name.starts_with(|c: char| c.is_ascii_uppercase());
            let sure = mention.ticked || mention.form != Form::Bare || noun || capital || self.is_telling(mention);
            if sure
                && found.entry.kind != Kind::Module
                && (mention.ticked || noun || !self.names.is_module(mention.name))
            {
                return Some(found);
            }
        }
        if mention.ticked || matches!(mention.form, Form::Call | Form::Decorator) {
            return self.marked(mention);
        }
        self.unmarked(mention)
    }

    /// Returns what the code of the section, or of the note, imports under a name.
    fn imported(&self, name: &str) -> Import<'_> {
        let near = self.section.code.imports.get(name);
        match near.or_else(|| self.scene.code.imports.get(name)) {
            None => Import::Nothing,
            Some(None) => Import::Several,
            Some(Some(full)) => Import::As(full),
        }
    }

    /// "the X module", "package", "library".
    fn module(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let lower = mention.name.to_ascii_lowercase();
        let name = if mention.first { &lower } else { mention.name };
        let found = self.names.exact(name).filter(|found| found.entry.kind == Kind::Module)?;
        let before = matches!(
            mention.before.to_ascii_lowercase().as_str(),
            "the" | "library" | "python" | "python's" | "standard" | "builtin" | "built-in" | "stdlib"
        );
        let vague = matches!(name, "test" | "code" | "site" | "cmd" | "this" | "platform" | "resource");
        let sure = found.entry.telling || mention.ticked || before && !vague || self.is_in_focus(name, Reach::Note);
        found.filter_by(sure && self.level > Level::Unsure)
    }

    /// "a datetime object", "the socket class": of the module and the class of one name, the class is meant.
    fn twin(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let name = mention.name;
        if !matches!(mention.noun, Noun::Object | Noun::Class) {
            return None;
        }
        let twin = self.names.exact(&format!("{name}.{name}")).filter(|found| found.entry.kind == Kind::Class)?;
        let spoken = self.names.exact(name).is_some_and(|module| module.entry.telling);
        twin.filter_by(spoken || mention.ticked || self.is_in_focus(name, Reach::Note))
    }

    /// Returns whether a module is spoken of nearby.
    fn is_in_focus(&self, module: &str, reach: Reach) -> bool {
        self.reach(reach).iter().any(|ring| ring.modules.iter().any(|known| known == module))
    }

    fn reach(&self, reach: Reach) -> &[&Focus] {
        match reach {
            Reach::Section => &self.rings[..self.rings.len() - 1],
            Reach::Note => &self.rings,
        }
    }

    /// `__enter__`: of the class that is spoken of, or else of all objects.
    fn dunder(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let all: Vec<Found<'a>> = self.exactly(mention.name).filter(|found| !found.entry.owner().is_empty()).collect();
        let classes = |ring: &&Focus| {
            let near = all.iter().find(|found| ring.classes.iter().any(|class| *class == found.entry.owner()));
            near.copied()
        };
        // What the paragraph and the heading name; code nearby says little about protocols.
        let near = self.rings.iter().take(self.nearby + 1).find_map(classes);
        near.or_else(|| self.names.exact(&format!("object.{}", mention.name)))
            .or_else(|| only(&all))
            .filter(|_| mention.ticked || mention.form == Form::Call || mention.name.ends_with("__"))
    }

    fn exactly<'n>(&self, name: &'n str) -> impl Iterator<Item = Found<'a>> + use<'n, 'a> {
        let names = self.names;
        let lower = if name.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        names.ending(&lower).filter(|found| found.entry.last() == name).collect::<Vec<_>>().into_iter()
    }

    /// The one of several names whose class is named by the paragraph, a heading, or an import of the section.
    fn of_class(&self, all: Vec<Found<'a>>) -> Option<Found<'a>> {
        let near = |found: &Found<'a>| self.reach(Reach::Section).iter().any(|ring| self.strength(ring, *found) == 2);
        self.narrow(all.into_iter().filter(near).collect(), Reach::Section, true)
    }

    /// The one of several names that the note links to somewhere.
    fn by_links(&self, all: &[Found<'a>]) -> Option<Found<'a>> {
        if self.linked.is_empty() || all.len() > 64 {
            return None;
        }
        let linked =
            all.iter().copied().filter(|found| self.linked.contains(found.inventory.url(found.entry).as_str()));
        only(&linked.collect::<Vec<_>>())
    }

    /// Returns 2 when a focus has the class that a name belongs to, 1 when it has the module, 0 otherwise.
    fn strength(&self, ring: &Focus, found: Found<'a>) -> u8 {
        let owner = found.entry.owner();
        if ring.classes.iter().any(|class| class == owner) {
            return 2;
        }
        let module = self.names.module(found.entry);
        u8::from(!module.is_empty() && ring.modules.iter().any(|known| known == module))
    }

    /// Narrows down what a name may mean, ring by ring.
    fn narrow(&self, all: Vec<Found<'a>>, reach: Reach, method: bool) -> Option<Found<'a>> {
        let mut left = all;
        let mut decided = false;
        for ring in self.reach(reach) {
            // An import says little about a method: others have methods of that name.
            let says =
                |found: &Found<'a>| decided || !ring.weak || found.entry.kind != Kind::Method || found.entry.telling;
            let strength = |found: &Found<'a>| match self.strength(ring, *found) {
                1 if !says(found) => 0,
                strength => strength,
            };
            let strengths: Vec<u8> = left.iter().map(strength).collect();
            let Some(best) = strengths.iter().copied().max().filter(|best| *best > 0) else { continue };
            left = left
                .into_iter()
                .zip(strengths)
                .filter(|(_, strength)| *strength == best)
                .map(|(found, _)| found)
                .collect();
            decided = true;
            let own = |found: &Found<'a>| found.entry.owner() == self.names.module(found.entry);
            // Of a module's own function and a method of the same name, people mean the function.
            if best == 1 && !method && left.iter().any(own) {
                left.retain(own);
            }
            if left.len() == 1 {
                break;
            }
        }
        only(&left).filter(|_| decided)
    }

    /// Returns whether the name on its own says that it is one.
    fn is_telling(&self, mention: &Mention<'_>) -> bool {
        self.exactly(mention.name).any(|found| found.entry.telling)
    }
}

impl<'a> Found<'a> {
    fn filter_by(self, sure: bool) -> Option<Found<'a>> {
        sure.then_some(self)
    }
}

/// Returns whether words nearby say that the name is that of an argument, a column and the like.
fn is_other(mention: &Mention<'_>) -> bool {
    mention.noun == Noun::Other
        // Somebody else's: "Django's `Field`".
        || mention.before.strip_suffix("'s").is_some_and(|whose| whose != "Python" && whose != "library")
        || matches!(
            mention.before,
            "argument" | "parameter" | "keyword" | "variable" | "column" | "field" | "flag" | "option" | "attribute"
                | "key" | "named" | "called" | "label" | "the argument"
        )
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "A" | "An")
}

/// Returns the only one.
fn only<'a>(all: &[Found<'a>]) -> Option<Found<'a>> {
    match all {
        [one] => Some(*one),
        _ => None,
    }
}

/// Returns whether a class without a module has methods of that name that the documentation does not list one by one.
fn is_of_builtins(name: &str) -> bool {
    ["list", "dict", "str", "set", "tuple"]
        .iter()
        .any(|class| api::entry(&format!("builtins.{class}.{name}")).is_some())
}

fn is_builtin_class(names: Names<'_>, owner: &str) -> bool {
    !owner.is_empty() && !owner.contains('.') && names.exact(owner).is_some_and(|found| found.entry.kind == Kind::Class)
}
