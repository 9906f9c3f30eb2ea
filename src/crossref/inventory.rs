//! Inventories: which names a documentation explains, and where.

/// The names of one documentation.
#[derive(Debug, Default)]
pub struct Inventory {}
