//! The Markdown files that somebody names, and the files around them that their links may lead to.

use super::disk;
use super::lint::slashed;
use crate::parse::{Dialect, parse};
use crate::path::{Address, decode, join};
use crate::text::{Source, SourceId};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// What was read.
#[derive(Debug, Default)]
pub struct Named {
    /// The notes, in the order of their names.
    pub sources: Vec<Source>,
    /// The paths of files that links may lead to: all of the folders that are named, and what stands beside a target.
    pub files: HashSet<String>,
    /// What could not be read, and why; one line each.
    pub unread: Vec<String>,
}

/// Reads the Markdown files that are named, and those in folders that are, as far as no `.gitignore` leaves them out. A file that
/// cannot be read does not keep the others from being read.
///
/// # Errors
///
/// When there is no such file or folder, or a folder cannot be read.
pub fn read(paths: &[PathBuf]) -> Result<Named> {
    let mut found = Vec::new();
    let mut named = Named::default();
    for path in paths {
        if disk::is_file(path) {
            found.push(path.clone());
        } else if disk::is_folder(path) {
            for entry in ignore::WalkBuilder::new(path).sort_by_file_path(Ord::cmp).build() {
                let entry = entry.with_context(|| format!("cannot read {}", path.display()))?;
                if entry.file_type().is_some_and(|kind| kind.is_file()) {
                    named.files.insert(slashed(entry.path()));
                    if entry.path().extension().is_some_and(|ending| ending == "md") {
                        found.push(entry.into_path());
                    }
                }
            }
        } else {
            bail!("there is no file or folder {}", path.display());
        }
    }
    found.dedup();
    for path in found {
        match disk::read(path.strip_prefix("./").unwrap_or(&path)) {
            Ok(text) => named.sources.push(Source::new(slashed(&path), text)),
            Err(error) => named.unread.push(format!("{error:#}")),
        }
    }
    for folder in folders(&named) {
        let path = Path::new(if folder.is_empty() { "." } else { &folder });
        named.files.extend(disk::names(path).into_iter().map(|name| joined(&folder, &name)));
    }
    Ok(named)
}

/// Returns the folders that links lead into and that no walk has seen. A note alone may lie in a large folder, so no more is looked
/// at than its links name.
fn folders(named: &Named) -> BTreeSet<String> {
    let of_note = |source: &Source| {
        let note = parse(&source.text, SourceId(0), Dialect::default());
        let definitions = note.link_defs.iter().map(|definition| definition.destination.as_str());
        let destinations = note.links.iter().map(|link| link.destination.as_str()).chain(definitions);
        let leads = |destination: &str| {
            let address = Address::relative(destination).filter(|address| !address.path.is_empty())?;
            let path = join(&source.path, &decode(address.path))?;
            let plain = path.trim_end_matches('/');
            let page = plain.strip_suffix(".html").map(|stem| format!("{stem}.md"));
            let seen = named.files.contains(plain) || page.is_some_and(|page| named.files.contains(&page));
            (!seen).then(|| plain.to_string())
        };
        destinations.filter_map(leads).collect::<Vec<_>>()
    };
    let targets: Vec<String> = named.sources.par_iter().flat_map_iter(of_note).collect();
    let around = |target: String| {
        let above = target.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string());
        [above, target]
    };
    targets.into_iter().flat_map(around).collect()
}

fn joined(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_string() } else { format!("{folder}/{file}") }
}
