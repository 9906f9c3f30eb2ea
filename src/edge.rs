//! The edge: files, the environment, the terminal, JSON and mdBook. Nothing else touches them (law 7).
//!
//! Verbs stand in [`cli`]; what they share is [`mdbook::run`], the way from a book to an [`Edition`](crate::Edition) and back.

pub mod cli;
pub mod disk;
pub mod driver;
pub mod lint;
pub mod mdbook;
pub mod pages;
pub mod print;
pub mod report;
pub mod settings;
pub(crate) mod tree;
