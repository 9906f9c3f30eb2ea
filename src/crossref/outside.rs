//! Names in a note → pages outside the book that document them.

use super::inventory::Inventory;
use crate::prose::Reading;
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
pub fn outside(_note: &Reading<'_>, _inventories: &[&Inventory]) -> Vec<Outside> {
    Vec::new()
}
