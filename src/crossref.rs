//! Links and what they lead to: [`carry`] brings definitions to the pages that use them, [`spots`] finds where every block went,
//! [`resolve`] leads the links there.

pub mod anchor;
pub mod carry;
pub mod common;
pub mod edges;
pub mod facets;
pub mod held;
pub mod inventory;
pub mod join;
pub mod link;
pub mod mention;
pub mod outside;
pub mod pointing;
pub mod redirect;
pub mod resolve;
pub mod see_also;
pub mod sense;
pub mod spots;
pub mod targets;
mod titles;
pub mod tooltip;
pub mod weave;
