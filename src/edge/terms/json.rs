//! JSON, after the published schema `schema/glossary.schema.json`.

use super::{Doubtful, Row, Terms};
use serde::Serialize;

/// The published schema.
pub const SCHEMA: &str = include_str!("../../../schema/glossary.schema.json");

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    title: &'a str,
    language: &'a str,
    terms: &'a [Row],
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<&'a [Doubtful]>,
}

/// Returns the glossary as one document.
#[must_use]
pub fn json(terms: &Terms) -> String {
    let document = Document {
        version: 1,
        title: &terms.title,
        language: &terms.language,
        terms: &terms.rows,
        candidates: terms.candidates.as_deref(),
    };
    serde_json::to_string_pretty(&document).expect("text and numbers are JSON") + "\n"
}
