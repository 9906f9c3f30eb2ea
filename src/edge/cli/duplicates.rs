//! `duplicates`: what is said more than once, what was done about it, and how to decide otherwise.

use super::{count, look, out};
use crate::dedupe::decide::content;
use crate::dedupe::{Repeat, Verdict};
use crate::edge::report::Reporter;
use crate::note::BlockId;
use anyhow::Result;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write;
use std::path::Path;

#[derive(Serialize)]
struct Place {
    note: String,
    line: usize,
    end_line: usize,
    section: String,
    /// What `[duplicates]` in the layout file calls this copy.
    decision: String,
}

#[derive(Serialize)]
struct Row {
    verdict: &'static str,
    reason: &'static str,
    percent: u8,
    copy: Place,
    of: Place,
}

pub(super) fn duplicates(dir: &Path, json: bool, diff: bool) -> Result<()> {
    let run = look(dir)?;
    let reporter = Reporter::new(&run)?;
    let edition = run.edition()?;
    let lister = Lister { reporter: &reporter };
    let rows: Vec<Row> = edition.repeats.iter().map(|repeat| lister.row(repeat)).collect();
    if json {
        return out(&(serde_json::to_string_pretty(&rows)? + "\n"));
    }
    let mut text = String::new();
    for (row, repeat) in rows.iter().zip(&edition.repeats) {
        let _ = writeln!(text, "{}: {}, {} % of {}", place(&row.copy), row.verdict, row.percent, place(&row.of));
        let _ = writeln!(text, "  {}", row.reason);
        if let Some(key) = decision_key(repeat.verdict) {
            let _ = writeln!(text, "  to {key} it: {key} = [{}] below [duplicates]", quoted(&row.copy.decision));
        }
        if diff {
            text.push_str(&lister.diff(repeat));
        }
        text.push('\n');
    }
    let folded = rows.iter().filter(|row| row.verdict == "folded").count();
    let _ = writeln!(text, "{}, {folded} folded", count(rows.len(), "repeat"));
    out(&text)
}

fn place(place: &Place) -> String {
    let under = if place.section.is_empty() { String::new() } else { format!(" under `{}`", place.section) };
    format!("{}:{}-{}{under}", place.note, place.line, place.end_line)
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

/// What a user may want to decide about a repeat that was treated so.
fn decision_key(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Folded | Verdict::Near | Verdict::Disagrees => Some("keep"),
        Verdict::Repeated => Some("fold"),
        Verdict::Kept => None,
    }
}

struct Lister<'a> {
    reporter: &'a Reporter<'a>,
}

impl Lister<'_> {
    fn row(&self, repeat: &Repeat) -> Row {
        let (verdict, reason) = match repeat.verdict {
            Verdict::Folded => ("folded", "the other place is a section whose title names the code"),
            Verdict::Kept => ("kept", "the layout says so"),
            Verdict::Repeated => ("repeated", "the same to the letter, but no title says where it belongs"),
            Verdict::Near => ("near", "nearly the same"),
            Verdict::Disagrees => {
                ("disagrees", "the same but for figures, negations or the output: one of the two may be wrong")
            }
        };
        Row { verdict, reason, percent: repeat.percent, copy: self.place(repeat.copy), of: self.place(repeat.of) }
    }

    fn place(&self, id: BlockId) -> Place {
        let reporter = self.reporter;
        let edition = reporter.edition();
        let (line, end_line) = reporter.lines(edition.notes[id.source.index()].block(id).span);
        let section = edition.outline.section_of(id).map(|id| edition.outline.section(id).title.clone());
        let section = section.unwrap_or_default();
        let content = content(&reporter.sources()[id.source.index()], &edition.notes[id.source.index()], id);
        let decision = if section.is_empty() { content } else { format!("{section} @ {content}") };
        Place { note: reporter.path(id.source), line, end_line, section, decision }
    }

    /// Returns both blocks in one: what only the copy has, what only the other has, and what both have.
    fn diff(&self, repeat: &Repeat) -> String {
        let text = |id: BlockId| {
            let block = self.reporter.edition().notes[id.source.index()].block(id);
            block.span.of(&self.reporter.sources()[id.source.index()].text)
        };
        let mut out = String::new();
        for change in TextDiff::from_lines(text(repeat.copy), text(repeat.of)).iter_all_changes() {
            let mark = match change.tag() {
                ChangeTag::Delete => "only here  ",
                ChangeTag::Insert => "only there ",
                ChangeTag::Equal => "both       ",
            };
            let _ = writeln!(out, "  {mark}| {}", change.value().trim_end_matches(['\n', '\r']));
        }
        out
    }
}
