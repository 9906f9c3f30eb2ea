//! Rule pages on disk: a user's own packs, and the project's own while they are being written.

use super::disk;
use crate::pack::load::{Loaded, load};
use crate::pack::page::Trouble;
use crate::pack::{Pack, PageData, builtin};
use crate::text::LineIndex;
use anyhow::{Context, Result};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A rule page.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// The folder that it is in.
    pub category: String,
    /// Its name without `.md`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A page that is no rule.
#[derive(Debug)]
pub struct Rejected {
    /// The page.
    pub file: File,
    /// What is wrong with it.
    pub troubles: Vec<Trouble>,
}

impl Rejected {
    /// Returns what is wrong with it, a paragraph each, with file, line and column.
    #[must_use]
    pub fn show(&self) -> String {
        let lines = LineIndex::new(&self.file.text);
        let mut out = String::new();
        for trouble in &self.troubles {
            let at = u32::try_from(trouble.at.start.min(self.file.text.len())).unwrap_or(0);
            let (line, column) = lines.position(&self.file.text, at);
            let _ = writeln!(
                out,
                "{}:{line}:{column}: {}",
                self.file.path.display(),
                trouble.message.replace('\n', "\n    ")
            );
            if let Some(hint) = &trouble.hint {
                let _ = writeln!(out, "    hint: {hint}");
            }
        }
        out
    }
}

/// Returns the pages of a pack: Markdown files in folders that are called by their category.
///
/// # Errors
///
/// When the folder cannot be read or a page is not UTF-8.
pub fn files(dir: &Path) -> Result<Vec<File>> {
    let mut found = Vec::new();
    for entry in ignore::WalkBuilder::new(dir).sort_by_file_path(Ord::cmp).build() {
        let path = entry.with_context(|| format!("cannot read {}", dir.display()))?.into_path();
        if path.extension().is_none_or(|ending| ending != "md") || !disk::is_file(&path) {
            continue;
        }
        let full = disk::full(&path);
        let name = |path: Option<&Path>| path.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        let (category, name) = (name(full.parent()).unwrap_or_default(), name(Some(&full)).unwrap_or_default());
        if name == "README" {
            continue;
        }
        let text = disk::read(&path)?.replace("\r\n", "\n");
        found.push(File { path, category, name, text });
    }
    Ok(found)
}

/// Reads pages; those that are no rules come back with the reasons, and the rest goes on.
#[must_use]
pub fn read(files: Vec<File>) -> (Vec<(File, Loaded)>, Vec<Rejected>) {
    let read: Vec<_> = files.into_par_iter().map(|file| (load(&file.category, &file.name, &file.text), file)).collect();
    let (mut loaded, mut rejected) = (Vec::new(), Vec::new());
    let mut names: FxHashMap<String, PathBuf> = FxHashMap::default();
    for (page, file) in read {
        // Of two rules of one name nobody could allow or explain the one.
        if let Some(other) = names.insert(file.name.clone(), file.path.clone()) {
            let message = format!("{} has the same name", other.display());
            let hint = Some("give one of the two another name".to_string());
            rejected.push(Rejected { file, troubles: vec![Trouble { at: 0..0, message, hint }] });
            continue;
        }
        match page {
            Ok(page) => loaded.push((file, page)),
            Err(troubles) => rejected.push(Rejected { file, troubles }),
        }
    }
    (loaded, rejected)
}

/// Returns the built-in pack with these pages added; a page of the same name takes the place of the built-in one. The pack
/// lives as long as the process.
#[must_use]
pub fn pack(loaded: &[(File, Loaded)]) -> &'static Pack {
    let mut pages: Vec<PageData<'static>> = builtin::DATA.to_vec();
    pages.extend(loaded.iter().filter_map(|(_, loaded)| loaded.data));
    Box::leak(Box::new(Pack::new(&pages)))
}
