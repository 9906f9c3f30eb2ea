//! `redirects`: from the pages that the notes would have had to those that they became.

use super::{count, out, say};
use crate::crossref::redirect::Redirect;
use crate::edge::disk;
use crate::edge::driver::Loaded;
use anyhow::{Context, Result};
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, value};

pub(super) fn redirects(dir: &Path, write: bool) -> Result<()> {
    let loaded = Loaded::load(dir)?;
    let run = loaded.look()?;
    let pairs = pairs(&run.edition()?.redirects);
    if !write {
        let mut document = DocumentMut::new();
        let added = add(&mut document, &pairs)?;
        return out(&if added == 0 { String::new() } else { document.to_string() });
    }
    if !loaded.has_html() {
        say("the book has no html output, and only that has redirects: nothing is written");
        return Ok(());
    }
    let path = dir.join("book.toml");
    let old = disk::read(&path)?;
    let mut document: DocumentMut = old.parse().with_context(|| format!("{} is not TOML", path.display()))?;
    let added = add(&mut document, &pairs)?;
    let new = document.to_string();
    if new != old {
        disk::replace(&path, &new)?;
    }
    say(&format!(
        "{} written to {}, {} {} there already",
        count(added, "redirect"),
        path.display(),
        pairs.len() - added,
        if pairs.len() - added == 1 { "was" } else { "were" }
    ));
    Ok(())
}

/// Returns redirects as mdBook wants them: the old address from the book's root, the new one relative to the old page, so that
/// the book can be served below any path.
pub(super) fn pairs(redirects: &[Redirect]) -> Vec<(String, String)> {
    redirects
        .iter()
        .map(|redirect| {
            let page = redirect.from.split('#').next().unwrap_or_default();
            let (path, fragment) = match redirect.to.split_once('#') {
                Some((path, fragment)) => (path, format!("#{}", crate::path::encode(fragment))),
                None => (redirect.to.as_str(), String::new()),
            };
            let path = crate::path::relative(page.trim_start_matches('/'), path.trim_start_matches('/'));
            // mdBook writes addresses into a script as they are, so nothing in them may end a string there.
            let path: Vec<String> = path.split('/').map(crate::path::encode).collect();
            (redirect.from.clone(), path.join("/").replace('&', "%26").replace('=', "%3D") + &fragment)
        })
        .collect()
}

/// Adds redirects to `[output.html.redirect]`; those that the user wrote stay. Returns how many were added.
fn add(document: &mut DocumentMut, pairs: &[(String, String)]) -> Result<usize> {
    let mut table: &mut dyn toml_edit::TableLike = document.as_table_mut();
    for key in ["output", "html", "redirect"] {
        let item = table.entry(key).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(key != "redirect");
            Item::Table(table)
        });
        table = item.as_table_like_mut().with_context(|| format!("`{key}` in book.toml is not a table"))?;
    }
    let mut added = 0;
    for (from, to) in pairs {
        if !table.contains_key(from) {
            table.insert(from, value(to));
            added += 1;
        }
    }
    Ok(added)
}
