//! What is added to the pages of the notes, as the settings say: the glossary, the links, the documentations that are known.

use super::glossary_file;
use super::mdbook::{Purpose, text_at};
use super::settings::{Mistake, Settings};
use crate::crossref::inventory::Inventory;
use crate::crossref::join;
use anyhow::Result;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// Returns the documentations that are known: the user's first, then Python's.
pub(super) fn inventories(
    settings: &Settings,
    table: Option<&serde_json::Map<String, Value>>,
    (root, purpose): (&Path, Purpose),
) -> (Vec<Arc<Inventory>>, Vec<Mistake>) {
    if purpose == Purpose::Read || !settings.links.outside {
        return (Vec::new(), Vec::new());
    }
    let (wanted, mut slips) = super::inventories::wanted(table);
    let (mut read, unread) = super::inventories::read(&wanted, root);
    slips.extend(unread);
    read.push(Inventory::python());
    (read.into_iter().map(Arc::new).collect(), slips)
}

/// Returns what is to be added to the pages.
///
/// # Errors
///
/// When `glossary.toml` cannot be read.
pub(super) fn wanted(
    settings: &Settings,
    config: &Value,
    (root, purpose): (&Path, Purpose),
    inventories: Vec<Arc<Inventory>>,
) -> Result<Option<join::Wanted>> {
    if purpose == Purpose::Read {
        return Ok(None);
    }
    let (glossary, links) = (&settings.glossary, &settings.links);
    let wishes = if glossary.on { glossary_file::load(root, glossary.file.as_deref())? } else { None };
    Ok(Some(join::Wanted {
        glossary: glossary.on.then(|| glossary.path.clone()),
        title: glossary.title.clone(),
        wishes: wishes.unwrap_or_default(),
        terms: links.terms && glossary.on,
        sections: links.sections,
        outside: links.outside,
        see_also: links.see_also,
        inventories,
        language: text_at(config, "/book/language").unwrap_or_else(|| "en".to_string()),
    }))
}
