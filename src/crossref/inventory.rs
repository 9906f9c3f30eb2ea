//! Inventories: which names a documentation explains, and where.
//!
//! Sphinx writes an `objects.inv` beside every documentation that it makes. One for Python comes with the program: `python.inv`,
//! written by `tools/python-inventory.py`. Names are looked for by their last part, in lower case: that finds `os.path.join`
//! whether a note says `join`, `path.join` or `OS.path.join`, and what of them it means is for [`super::outside`] to tell.

mod format;

pub use format::{Malformed, write};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// Where Python's documentation stands.
const PYTHON_URL: &str = "https://docs.python.org/3/";

/// Python's inventory as a file.
const PYTHON: &[u8] = include_bytes!("inventory/python.inv");

/// What sort of thing a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A module or package.
    Module,
    /// A class or an exception.
    Class,
    /// A function, or a decorator.
    Function,
    /// A method of a class.
    Method,
    /// An attribute, a property, a constant.
    Value,
    /// A page of the documentation; its title is the name that people call it by.
    Page,
    /// A term of the documentation's glossary.
    Term,
}

/// A name that is documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The full name, such as `collections.ChainMap`.
    pub name: Box<str>,
    /// What it is.
    pub kind: Kind,
    /// Whether the last part of the name says on its own that it is a name: no English word, as far as is known.
    pub telling: bool,
    /// The page and the anchor on it, `$` for the name.
    uri: Box<str>,
    /// The title of a page; empty for names.
    title: Box<str>,
    /// How many bytes of the name are the module that it belongs to.
    module: u16,
}

impl Entry {
    /// Returns the last part of the name.
    #[must_use]
    pub fn last(&self) -> &str {
        self.name.rsplit_once('.').map_or(&self.name, |(_, last)| last)
    }

    /// Returns the name of the module or class that the name belongs to; empty for one that belongs to none.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(owner, _)| owner)
    }

    /// Returns the module of the same documentation that the name belongs to; empty for what is built in.
    #[must_use]
    pub fn module(&self) -> &str {
        self.name.get(..usize::from(self.module)).unwrap_or_default()
    }
}

/// The names of one documentation.
#[derive(Debug, Default)]
pub struct Inventory {
    /// The address before all others.
    prefix: String,
    /// By name.
    entries: Vec<Entry>,
    /// The first entry of each name, by the name's hash; names that share one are looked for by halves.
    first: FxHashMap<u64, Option<u32>>,
    /// The entries whose names end so, by name; the keys are in lower case.
    last: FxHashMap<Box<str>, Vec<u32>>,
    /// The names that something belongs to, by their last parts in lower case.
    owners: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// The first words of titles of pages.
    titles: FxHashMap<Box<str>, Vec<u32>>,
}

impl Inventory {
    /// Returns the inventory of Python's own documentation. Reading it takes some milliseconds: keep it.
    #[must_use]
    pub fn python() -> Inventory {
        Inventory::of(PYTHON, PYTHON_URL, true).expect("the inventory that comes with the program is read by a test")
    }

    /// Reads an inventory of version 2; addresses in it are below `url`.
    ///
    /// # Errors
    ///
    /// When it is no such file. Lines in it that say nothing are passed over.
    pub fn read(bytes: &[u8], url: &str) -> Result<Inventory, Malformed> {
        Inventory::of(bytes, url, false)
    }

    /// Reads an inventory; `sifted` ones were made for this program: names that are words are marked in them, and the titles of
    /// their pages are names.
    fn of(bytes: &[u8], url: &str, sifted: bool) -> Result<Inventory, Malformed> {
        let text = format::unpack(bytes)?;
        let mut entries: Vec<Entry> = text.lines().filter_map(|line| format::line(line, sifted)).collect();
        if !entries.is_sorted_by(|a, b| a.name <= b.name) {
            entries.sort_by(|a, b| (&a.name, a.kind).cmp(&(&b.name, b.kind)));
        }
        let slash = if url.ends_with('/') || url.is_empty() { "" } else { "/" };
        let mut inventory = Inventory { prefix: format!("{url}{slash}"), entries, ..Inventory::default() };
        inventory.index();
        Ok(inventory)
    }

    fn index(&mut self) {
        self.first.reserve(self.entries.len());
        for (number, entry) in (0..).zip(&self.entries) {
            let known = self.first.entry(hash(&entry.name)).or_insert(Some(number));
            if known.is_some_and(|first| self.entries[first as usize].name != entry.name) {
                *known = None;
            }
        }
        let modules: Vec<u16> = self.entries.iter().map(|entry| self.module_of(entry)).collect();
        for (entry, module) in self.entries.iter_mut().zip(modules) {
            entry.module = module;
        }
        self.last.reserve(self.entries.len());
        let mut known: FxHashSet<&str> = FxHashSet::default();
        for (number, entry) in self.entries.iter().enumerate() {
            let number = u32::try_from(number).expect("an inventory has fewer names than a file has bytes");
            if matches!(entry.kind, Kind::Page | Kind::Term) {
                if let Some(first) = entry.title.split(' ').next().filter(|first| !first.is_empty()) {
                    self.titles.entry(first.into()).or_default().push(number);
                }
                continue;
            }
            push(&mut self.last, entry.last(), number);
            let owner = entry.owner();
            if !owner.is_empty() && known.insert(owner) {
                let last = owner.rsplit_once('.').map_or(owner, |(_, last)| last);
                push(&mut self.owners, last, owner.into());
            }
        }
    }

    /// Returns how many bytes of a name are its module.
    fn module_of(&self, entry: &Entry) -> u16 {
        let mut owner = entry.owner();
        while !owner.is_empty() && !self.is_module(owner) {
            owner = owner.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
        u16::try_from(owner.len()).unwrap_or_default()
    }

    /// Returns how many names it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether it has no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the names that end in this part, which must be in lower case.
    pub fn ending(&self, last: &str) -> impl Iterator<Item = &Entry> {
        self.last.get(last).into_iter().flatten().map(|number| &self.entries[*number as usize])
    }

    /// Returns whether some name ends in this part, which must be in lower case.
    #[must_use]
    pub fn has(&self, last: &str) -> bool {
        self.last.contains_key(last)
    }

    /// Returns the entry of this full name, the case of its letters included.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.alike(name).find(|entry| !matches!(entry.kind, Kind::Page | Kind::Term))
    }

    /// Returns the term of this name in the documentation's glossary.
    #[must_use]
    pub fn term(&self, name: &str) -> Option<&Entry> {
        self.alike(name).find(|entry| entry.kind == Kind::Term)
    }

    fn alike(&self, name: &str) -> impl Iterator<Item = &Entry> {
        let at = match self.first.get(&hash(name)) {
            Some(Some(first)) => *first as usize,
            Some(None) => self.entries.partition_point(|entry| &*entry.name < name),
            None => self.entries.len(),
        };
        self.entries[at..].iter().take_while(move |entry| &*entry.name == name)
    }

    /// Returns the modules, classes and other owners of names that end in this part, which must be in lower case.
    pub fn owners(&self, last: &str) -> impl Iterator<Item = &str> {
        self.owners.get(last).into_iter().flatten().map(|owner| &**owner)
    }

    /// Returns the page whose title the text starts with, and the length of the title.
    #[must_use]
    pub fn titled(&self, text: &str) -> Option<(&Entry, usize)> {
        let first = text.split(' ').next().unwrap_or_default();
        let pages = self.titles.get(first)?.iter().map(|number| &self.entries[*number as usize]);
        let starts = |entry: &&Entry| {
            text.strip_prefix(&*entry.title).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        pages.filter(starts).map(|entry| (entry, entry.title.len())).max_by_key(|(_, length)| *length)
    }

    /// Returns whether a module of this full name is documented.
    #[must_use]
    pub fn is_module(&self, name: &str) -> bool {
        self.get(name).is_some_and(|entry| entry.kind == Kind::Module)
    }

    /// Returns the address of an entry.
    #[must_use]
    pub fn url(&self, entry: &Entry) -> String {
        format!("{}{}", self.prefix, entry.uri.replace('$', &entry.name))
    }
}

fn hash(name: &str) -> u64 {
    FxBuildHasher.hash_one(name)
}

/// Adds a value to a list of a map whose keys are in lower case.
fn push<T>(map: &mut FxHashMap<Box<str>, Vec<T>>, key: &str, value: T) {
    let lower;
    let key = if key.bytes().any(|b| b.is_ascii_uppercase()) {
        lower = key.to_ascii_lowercase();
        &lower
    } else {
        key
    };
    match map.get_mut(key) {
        Some(list) => list.push(value),
        None => {
            map.insert(key.into(), vec![value]);
        }
    }
}

#[cfg(test)]
mod tests;
