//! `export`: the restructured book as plain files.

use super::{count, look, out, say};
use crate::arrange::page_escape;
use crate::edge::{disk, print};
use anyhow::{Result, bail};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

pub(super) fn export(to: &Path, dir: &Path) -> Result<()> {
    if disk::is_filled(to) {
        bail!("{} exists already, and nothing is overwritten", to.display());
    }
    let run = look(dir, crate::edge::mdbook::Purpose::Look)?;
    run.edition()?;
    print::all(&run.findings, &run.input.sources, &|note, line| run.line_on_disk(note, line));
    let mut summary = String::from("# Summary\n");
    let mut files = Vec::new();
    let mut writer = Writer { numbered: false, summary: &mut summary, files: &mut files };
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
    say(&format!("{} and {} written", count(files.len(), "chapter"), count(copied.len(), "other file")));
    out(&format!("{}\n", disk::full(to).display()))
}

/// Tells whether the next chapter behind an item is numbered.
fn follows_a_number(items: &Value, item: &Value) -> bool {
    let mut behind = items.as_array().into_iter().flatten().skip_while(|other| !std::ptr::eq(*other, item));
    behind.find_map(|item| item.get("Chapter")).is_some_and(|chapter| !chapter["number"].is_null())
}

struct Writer<'a> {
    /// Whether a numbered chapter has been written.
    numbered: bool,
    summary: &'a mut String,
    files: &'a mut Vec<(String, String)>,
}

impl Writer<'_> {
    fn items(&mut self, items: &Value, depth: usize) {
        for item in items.as_array().into_iter().flatten() {
            if let Some(title) = item.get("PartTitle").and_then(Value::as_str) {
                // mdBook knows no titles before its first numbered chapter.
                if self.numbered || follows_a_number(items, item) {
                    let _ = write!(self.summary, "\n# {}\n\n", page_escape(title));
                }
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
        self.numbered |= !mark.is_empty();
        let last = self.summary.lines().last().unwrap_or_default();
        let listed = last.trim_start().starts_with("- ");
        if !last.is_empty() && (mark.is_empty() || !listed) {
            self.summary.push('\n');
        }
        // mdBook undoes no percent escapes but that of a space, so a path stands in angle brackets as it is.
        let plain = |path: &str| path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'));
        let link = path.as_deref().map(|path| if plain(path) { path.to_string() } else { format!("<{path}>") });
        let link = link.unwrap_or_default();
        let _ = writeln!(self.summary, "{mark}[{name}]({link})");
        if let Some(path) = path {
            self.files.push((path, chapter["content"].as_str().unwrap_or_default().to_string()));
        }
        self.items(&chapter["sub_items"], depth + 1);
    }
}
