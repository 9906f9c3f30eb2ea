//! The edge: files, the environment, the terminal, JSON and mdBook. Nothing else touches them (law 7).
//!
//! Verbs stand in [`cli`]; what they share is [`mdbook::run`], the way from a book to an [`Edition`](crate::Edition) and back.

pub mod baseline;
pub mod cli;
pub mod clock;
pub mod disk;
pub mod driver;
pub mod git;
pub mod glossary_file;
pub mod inventories;
mod joined;
pub mod lint;
pub mod manual;
pub mod mdbook;
pub mod named;
pub mod options;
pub mod origin;
pub mod pages;
pub mod print;
pub mod prove;
pub mod reference;
pub mod report;
pub mod settings;
pub mod terms;
pub(crate) mod tree;
