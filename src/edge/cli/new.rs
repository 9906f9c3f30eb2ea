//! `new`: a book out of nothing but notes.

use super::{count, out, say, style};
use crate::arrange::layout::print;
use crate::arrange::page_escape;
use crate::edge::disk;
use crate::edge::driver::Loaded;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(super) fn new(dir: &Path, from: &[PathBuf], title: Option<&str>) -> Result<()> {
    let mut taken = BTreeSet::new();
    let mut notes = Vec::new();
    for path in from {
        // Reading first: a book must not be left half made because the last note is not text.
        let text = disk::read(path)?;
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{} has no file name that can be used", path.display()))?;
        let stem = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem);
        let name = if name.ends_with(".md") { name.to_string() } else { format!("{stem}.md") };
        if !taken.insert(name.to_lowercase()) {
            bail!("two notes are called {name}\nhint: rename one of them");
        }
        notes.push((name, path, text));
    }
    let targets = ["book.toml", "layout.toml", style::FILE, "src/SUMMARY.md"].map(str::to_string);
    let targets = targets.into_iter().chain(notes.iter().map(|(name, ..)| format!("src/notes/{name}")));
    for target in targets.map(|target| dir.join(target)) {
        if disk::is_filled(&target) {
            bail!("{} exists already, and nothing is overwritten", target.display());
        }
    }
    if disk::is_file(dir) {
        bail!("{} is a file, where a folder should be", dir.display());
    }
    let shown = disk::full(dir);
    let title = title.filter(|title| !title.trim().is_empty()).map_or_else(|| folder_name(dir, &shown), str::to_string);
    let mut summary = "# Summary\n\n".to_string();
    for (name, path, text) in &notes {
        // A byte order mark and the like stay as they are: the file is copied, not written.
        disk::copy(path, &dir.join("src/notes").join(name))?;
        // mdBook undoes no percent escapes but that of a space, so the path stands in angle brackets as it is.
        let link = format!("<notes/{name}>");
        let _ = writeln!(summary, "- [{}]({link})", page_escape(&note_title(text, name)));
    }
    disk::create(&dir.join("src/SUMMARY.md"), &summary)?;
    disk::create(&dir.join("book.toml"), &settings(&title))?;
    disk::create(&dir.join(style::FILE), style::SHEET)?;
    let run = Loaded::load(dir)?.look(crate::edge::mdbook::Purpose::Look)?;
    disk::create(&dir.join("layout.toml"), &print(&run.edition()?.layout))?;
    let pages = run.edition()?.pages.len();
    say(&format!("{} became {}", count(notes.len(), "note"), count(pages, "page")));
    say(&format!(
        "hint: edit {}, then run `mdbook-commonplace build {}`",
        dir.join("layout.toml").display(),
        dir.display()
    ));
    out(&format!("{}\n", disk::full(dir).display()))
}

fn folder_name(dir: &Path, full: &Path) -> String {
    let name = dir.file_name().or_else(|| full.file_name());
    name.map_or_else(|| "Notes".to_string(), |name| name.to_string_lossy().into_owned())
}

fn settings(title: &str) -> String {
    let title = toml::Value::String(title.to_string());
    format!(
        "[book]\ntitle = {title}\n\n\
         [preprocessor.commonplace]\n\
         # The chapters of SUMMARY.md that are raw notes.\nnotes = [\"notes/*.md\"]\n\
         # Includes are expanded before notes are moved.\nafter = [\"links\"]\n\n\
         [output.html]\n\
         # Keyboards and fingers reach the definitions behind links.\nadditional-css = [\"{}\"]\n",
        style::FILE
    )
}

/// Returns the name that a note has in SUMMARY.md: its first heading of level 1, or the file's name.
fn note_title(text: &str, name: &str) -> String {
    let note = crate::parse::parse(text, crate::text::SourceId(0), crate::parse::Dialect::default());
    let title = note.ids.iter().find(|mark| mark.kind == crate::note::IdKind::Heading(1)).map(|mark| mark.text.trim());
    title.filter(|title| !title.is_empty()).unwrap_or(name.trim_end_matches(".md")).to_string()
}
