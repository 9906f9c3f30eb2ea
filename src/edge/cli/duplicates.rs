//! `duplicates`: what is said more than once, what was done about it, and how to decide otherwise.

use super::{count, look, out};
use crate::dedupe::decide::content;
use crate::dedupe::{Repeat, Verdict};
use crate::edge::report::Reporter;
use crate::note::{BlockId, BlockKind};
use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};
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

/// The places that say one thing, each with the place that it was measured against.
#[derive(Serialize)]
struct Cluster {
    /// The place that the others were measured against; where they form a chain, its first end.
    home: Place,
    copies: Vec<Row>,
}

pub(super) fn duplicates(dir: &Path, json: bool, diff: bool) -> Result<()> {
    let run = look(dir, crate::edge::mdbook::Purpose::Look)?;
    let reporter = Reporter::new(&run)?;
    let edition = run.edition()?;
    let lister = Lister { reporter: &reporter };
    let clusters = clusters(&edition.repeats);
    if json {
        let clusters: Vec<Cluster> = clusters.iter().map(|cluster| lister.cluster(cluster)).collect();
        return out(&(serde_json::to_string_pretty(&clusters)? + "\n"));
    }
    let mut text = String::new();
    for cluster in &clusters {
        let home = home(cluster);
        let _ = writeln!(text, "{}", place(&lister.place(home)));
        for repeat in cluster {
            let row = lister.row(repeat);
            let of = if repeat.of == home { String::new() } else { format!(" of {}", place(&row.of)) };
            let _ = writeln!(text, "  {}: {}, {} %{of}", place(&row.copy), row.verdict, row.percent);
            let _ = writeln!(text, "    {}", row.reason);
            if let Some(key) = decision_key(repeat.verdict) {
                let _ = writeln!(text, "    to {key} it: {key} = [{}] below [duplicates]", quoted(&row.copy.decision));
            }
            if diff {
                text.push_str(&lister.diff(repeat));
            }
        }
        text.push('\n');
    }
    if clusters.is_empty() {
        return out("nothing is said twice\n");
    }
    let folded = edition.repeats.iter().filter(|repeat| repeat.verdict == Verdict::Folded).count();
    let (repeats, things) = (edition.repeats.len(), clusters.len());
    let _ = writeln!(text, "{} of {}, {folded} folded", count(repeats, "repeat"), count(things, "passage"));
    out(&text)
}

/// Returns the repeats that hang together, directly or through others, in the order of the first of each.
fn clusters(repeats: &[Repeat]) -> Vec<Vec<&Repeat>> {
    // Each block leads to one that hangs together with it; one that leads to itself stands for them all.
    let mut above: FxHashMap<BlockId, BlockId> = FxHashMap::default();
    let top = |above: &mut FxHashMap<BlockId, BlockId>, mut at: BlockId| {
        loop {
            let up = *above.entry(at).or_insert(at);
            if up == at {
                return at;
            }
            // Halving the path keeps the next look-up short.
            let further = above[&up];
            above.insert(at, further);
            at = further;
        }
    };
    for repeat in repeats {
        let (copy, of) = (top(&mut above, repeat.copy), top(&mut above, repeat.of));
        above.insert(copy, of);
    }
    let mut found: Vec<Vec<&Repeat>> = Vec::new();
    let mut places: FxHashMap<BlockId, usize> = FxHashMap::default();
    for repeat in repeats {
        let at = *places.entry(top(&mut above, repeat.of)).or_insert_with(|| {
            found.push(Vec::new());
            found.len() - 1
        });
        found[at].push(repeat);
    }
    found
}

/// Returns the block that no other one of a cluster stands for; in a ring, the first that others were measured against.
fn home(cluster: &[&Repeat]) -> BlockId {
    let copies: FxHashSet<BlockId> = cluster.iter().map(|repeat| repeat.copy).collect();
    let ends = cluster.iter().map(|repeat| repeat.of);
    ends.clone().find(|of| !copies.contains(of)).unwrap_or_else(|| ends.clone().next().expect("a cluster has a repeat"))
}

fn place(place: &Place) -> String {
    let under = if place.section.is_empty() { String::new() } else { format!(" under `{}`", place.section) };
    let end = if place.end_line == place.line { String::new() } else { format!("-{}", place.end_line) };
    format!("{}:{}{end}{under}", place.note, place.line)
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
    fn cluster(&self, cluster: &[&Repeat]) -> Cluster {
        Cluster { home: self.place(home(cluster)), copies: cluster.iter().map(|repeat| self.row(repeat)).collect() }
    }

    fn row(&self, repeat: &Repeat) -> Row {
        let (verdict, reason) = match repeat.verdict {
            Verdict::Folded if repeat.percent < 100 => {
                ("folded", "the other place says all of it, in other words or in another order")
            }
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

    /// Returns both blocks in one: what only the copy has, what only the other has, and what both have; by lines, and by words
    /// for prose, whose lines are often as long as a paragraph.
    fn diff(&self, repeat: &Repeat) -> String {
        let (here, there) = (self.text(repeat.copy), self.text(repeat.of));
        let kind = &self.reporter.edition().notes[repeat.copy.source.index()].block(repeat.copy).kind;
        let prose = !matches!(kind, BlockKind::Fence | BlockKind::Indented | BlockKind::Table);
        let diff = if prose { TextDiff::from_words(here, there) } else { TextDiff::from_lines(here, there) };
        let mut runs: Vec<(ChangeTag, String)> = Vec::new();
        for change in diff.iter_all_changes() {
            match runs.last_mut() {
                Some((tag, run)) if *tag == change.tag() => run.push_str(change.value()),
                _ => runs.push((change.tag(), change.value().to_string())),
            }
        }
        let mut out = String::new();
        for (tag, run) in runs {
            let mark = match tag {
                ChangeTag::Delete => "only here  ",
                ChangeTag::Insert => "only there ",
                ChangeTag::Equal => "both       ",
            };
            // Between two words that differ stands a blank, which is nothing to show.
            if prose && run.trim().is_empty() {
                continue;
            }
            for line in run.lines() {
                let line = if prose { line.trim() } else { line };
                let _ = writeln!(out, "    {mark}|{}{line}", if line.is_empty() { "" } else { " " });
            }
        }
        out
    }

    fn text(&self, id: BlockId) -> &str {
        let span = self.reporter.edition().notes[id.source.index()].block(id).span;
        span.of(&self.reporter.sources()[id.source.index()].text)
    }
}
