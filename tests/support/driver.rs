//! Books through the real mdBook, with the built command as the preprocessor that `book.toml` asks for.
#![allow(dead_code, reason = "each harness uses what it needs")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_renderer::{RenderContext, Renderer};
use serde_json::Value;
use std::path::Path;

/// Stands for a renderer of any name; what it is given is asked for, not written.
pub(crate) struct Any(pub(crate) String);

impl Renderer for Any {
    fn name(&self) -> &str {
        &self.0
    }

    fn render(&self, _: &RenderContext) -> anyhow::Result<()> {
        Ok(())
    }
}

/// Loads a book; its preprocessor is the built command.
pub(crate) fn load(root: &Path) -> MDBook {
    let mut config = Config::from_disk(root.join("book.toml")).expect("book.toml can be read");
    let command = format!("\"{}\"", env!("CARGO_BIN_EXE_mdbook-commonplace").replace('\\', "/"));
    config.set("preprocessor.commonplace.command", command).expect("the command can be set");
    MDBook::load_with_config(root, config).unwrap_or_else(|error| panic!("{}: {error:#}", root.display()))
}

/// Returns the book that mdBook hands to a renderer, as JSON.
pub(crate) fn handed(root: &Path, renderer: &str) -> Value {
    let (book, _) = load(root)
        .preprocess_book(&Any(renderer.to_string()))
        .unwrap_or_else(|error| panic!("{}: {error:#}", root.display()));
    serde_json::to_value(book).expect("a book is JSON")
}
