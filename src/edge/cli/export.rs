//! `export`: the restructured book as plain files.

use super::{out, say};
use crate::arrange::page_escape;
use crate::edge::disk;
use crate::edge::driver::Loaded;
use anyhow::{Result, bail};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

pub(super) fn export(to: &Path, dir: &Path) -> Result<()> {
    if disk::is_filled(to) {
        bail!("{} exists already, and nothing is overwritten", to.display());
    }
    let run = Loaded::load(dir)?.look()?;
    run.edition()?;
    let mut summary = String::from("# Summary\n");
    let mut files = Vec::new();
    let mut writer = Writer { summary: &mut summary, files: &mut files };
    writer.items(run.book.get("items").unwrap_or(&Value::Null), 0);
    let src = run.root.join(&run.src);
    let mut copied: Vec<&String> = run.input.files.iter().filter(|path| !path.ends_with(".md")).collect();
    copied.sort();
    for path in &copied {
        disk::copy(&src.join(path.as_str()), &to.join(path.as_str()))?;
    }
    for (path, text) in &files {
        disk::create(&to.join(path), text)?;
    }
    disk::create(&to.join("SUMMARY.md"), &summary)?;
    say(&format!("{} chapters and {} other files written", files.len(), copied.len()));
    out(&format!("{}\n", disk::full(to).display()))
}

struct Writer<'a> {
    summary: &'a mut String,
    files: &'a mut Vec<(String, String)>,
}

impl Writer<'_> {
    fn items(&mut self, items: &Value, depth: usize) {
        for item in items.as_array().into_iter().flatten() {
            if let Some(title) = item.get("PartTitle").and_then(Value::as_str) {
                let _ = write!(self.summary, "\n# {}\n\n", page_escape(title));
            } else if item == "Separator" {
                self.summary.push_str("\n---\n\n");
            } else if let Some(chapter) = item.get("Chapter") {
                self.chapter(chapter, depth);
            }
        }
    }

    fn chapter(&mut self, chapter: &Value, depth: usize) {
        let name = page_escape(chapter["name"].as_str().unwrap_or_default());
        let path = chapter["path"].as_str().map(|path| path.replace('\\', "/"));
        // mdBook reads what has no list mark as a chapter before or after the numbered ones.
        let mark = if chapter["number"].is_null() { String::new() } else { format!("{}- ", "  ".repeat(depth)) };
        if mark.is_empty() || self.summary.ends_with("Summary\n") {
            self.summary.push('\n');
        }
        let link = path.as_deref().map(crate::path::encode).unwrap_or_default();
        let _ = writeln!(self.summary, "{mark}[{name}]({link})");
        if let Some(path) = path {
            self.files.push((path, chapter["content"].as_str().unwrap_or_default().to_string()));
        }
        self.items(&chapter["sub_items"], depth + 1);
    }
}
