//! Several inventories as one.

use crate::crossref::inventory::{Entry, Inventory};

/// A name and the inventory that has it.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The inventory.
    pub inventory: &'a Inventory,
    /// The name.
    pub entry: &'a Entry,
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.entry, other.entry)
    }
}

/// All names that there are.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a>(pub &'a [&'a Inventory]);

impl<'a> Names<'a> {
    /// Returns the name that is exactly this one; the first inventory that has it counts.
    pub fn exact(self, name: &str) -> Option<Found<'a>> {
        self.0.iter().find_map(|inventory| inventory.get(name).map(|entry| Found { inventory, entry }))
    }

    /// Returns the names that end in this part, which must be in lower case.
    pub fn ending(self, last: &str) -> impl Iterator<Item = Found<'a>> {
        let of = move |inventory: &'a Inventory| inventory.ending(last).map(move |entry| Found { inventory, entry });
        self.0.iter().flat_map(move |inventory| of(inventory))
    }

    /// Returns whether some name ends in this part, which must be in lower case.
    pub fn has(self, last: &str) -> bool {
        self.0.iter().any(|inventory| inventory.has(last))
    }

    /// Returns the owners of names that end in this part, which must be in lower case.
    pub fn owners(self, last: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().flat_map(move |inventory| inventory.owners(last))
    }

    /// Returns whether there is a module of this name.
    pub fn is_module(self, name: &str) -> bool {
        self.0.iter().any(|inventory| inventory.is_module(name))
    }

    /// Returns the module that a name belongs to; empty for what is built in.
    pub fn module(self, entry: &'a Entry) -> &'a str {
        if self.0.len() == 1 || !entry.module().is_empty() {
            return entry.module();
        }
        let mut owner = entry.owner();
        while !owner.is_empty() && !self.is_module(owner) {
            owner = owner.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
        owner
    }
}
