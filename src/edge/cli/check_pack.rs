//! `check-pack`: rule pages, put to the test.

use crate::edge::disk;
use crate::edge::pages::{self, Rejected};
use crate::pack::harness;
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::fmt::Write;
use std::path::Path;

/// Puts the pages below a folder to the test; returns whether all behave. With `update`, reports and fixed texts that differ are
/// written into the pages.
///
/// # Errors
///
/// When the folder cannot be read or a page cannot be written.
pub fn check_pack(dir: &Path, update: bool) -> Result<bool> {
    let files = pages::files(dir)?;
    if files.is_empty() {
        bail!(
            "there is no rule page below {}\nhint: a pack holds folders called by their category, with a page a rule: {}",
            dir.display(),
            dir.join("fact/earth-is-flat.md").display()
        );
    }
    let (loaded, mut rejected) = pages::read(files);
    let pack = pages::pack(&loaded);
    let outcomes: Vec<_> = loaded
        .par_iter()
        .map(|(file, loaded)| (file, harness::check(&loaded.page, &file.text, pack, &file.category)))
        .collect();
    let mut wrote = 0;
    for (file, outcome) in outcomes {
        let mut troubles = outcome.troubles;
        match outcome.filled.filter(|_| update) {
            Some(filled) => {
                disk::replace(&file.path, &filled)?;
                wrote += 1;
            }
            None => troubles.extend(outcome.differences),
        }
        if !troubles.is_empty() {
            rejected.push(Rejected { file: file.clone(), troubles });
        }
    }
    rejected.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let mut text = String::new();
    for page in &rejected {
        text.push_str(&page.show());
    }
    super::out(&text)?;
    let mut talk = format!("{}: {}", dir.display(), super::count(loaded.len(), "page"));
    if wrote > 0 {
        let _ = write!(talk, ", {wrote} brought up to date");
    }
    let verdict = if rejected.is_empty() { "all behave".to_string() } else { format!("{} to mend", rejected.len()) };
    super::say(&format!("{talk}, {verdict}"));
    Ok(rejected.is_empty())
}
