//! `redirects`: from the pages that the notes would have had to those that they became.

use super::{count, out, say};
use crate::crossref::redirect::{Redirect, page};
use crate::edge::disk;
use crate::edge::driver::Loaded;
use crate::edge::mdbook::Run;
use crate::path::{Address, decode, join};
use anyhow::{Context, Result};
use std::collections::HashSet;
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, TableLike, value};

pub(super) fn redirects(dir: &Path, write: bool) -> Result<()> {
    let loaded = Loaded::load(dir)?;
    let run = loaded.look(crate::edge::mdbook::Purpose::Look)?;
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
    let gone = remove_stale(&mut document, &pages(&run), &old_pages(&run));
    let added = add(&mut document, &pairs)?;
    let new = document.to_string();
    if new != old {
        disk::replace(&path, &new)?;
    }
    if gone > 0 {
        say(&format!("{} taken out that led to no page any more", count(gone, "redirect")));
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

/// Returns the addresses of the book's pages, from its root and without the leading `/`.
fn pages(run: &Run) -> HashSet<String> {
    let chapters = crate::edge::tree::paths(&run.book);
    chapters
        .iter()
        .map(|path| page(path).trim_start_matches('/').to_string())
        .chain(["index.html".to_string()])
        .collect()
}

/// Returns the addresses that the notes' own pages would have had.
fn old_pages(run: &Run) -> HashSet<String> {
    let notes = &run.input.sources[..run.input.notes];
    notes.iter().map(|source| page(&source.path).trim_start_matches('/').to_string()).collect()
}

fn redirect_table(document: &mut DocumentMut) -> Option<&mut dyn TableLike> {
    let output = document.as_table_mut().get_mut("output")?.as_table_like_mut()?;
    output.get_mut("html")?.as_table_like_mut()?.get_mut("redirect")?.as_table_like_mut()
}

/// Takes out redirects from the notes' old pages whose target is no page of the book, and those from a page that exists: they
/// were right for an older layout. Those that lead out of the book are the user's own. Returns how many there were.
fn remove_stale(document: &mut DocumentMut, pages: &HashSet<String>, notes: &HashSet<String>) -> usize {
    let Some(table) = redirect_table(document) else { return 0 };
    let stale = |from: &str, to: &str| {
        let old = from.split('#').next().unwrap_or_default().trim_start_matches('/');
        if !notes.contains(old) {
            return false;
        }
        let lives = !from.contains('#') && pages.contains(old);
        let target = Address::relative(to).and_then(|to| join(old, &decode(to.path)));
        lives || target.is_some_and(|target| !target.is_empty() && !pages.contains(&target))
    };
    let gone: Vec<String> = table
        .iter()
        .filter(|(from, to)| to.as_str().is_some_and(|to| stale(from, to)))
        .map(|(from, _)| from.to_string())
        .collect();
    for from in &gone {
        table.remove(from);
    }
    gone.len()
}

/// Adds redirects to `[output.html.redirect]`; those that the user wrote stay. Returns how many were added.
fn add(document: &mut DocumentMut, pairs: &[(String, String)]) -> Result<usize> {
    let mut table: &mut dyn TableLike = document.as_table_mut();
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
