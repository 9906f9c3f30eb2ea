//! The report: one JSON document for the whole edition. Field names are part of the public interface.
//!
//! Lines and columns are 1-based; columns count Unicode scalar values, and an end is one past the last character, as in SARIF.

mod terms;

use super::mdbook::Run;
use crate::Edition;
use crate::ledger::Fate;
use crate::note::{BlockId, BlockKind};
use crate::text::{LineIndex, SourceId, Span};
use anyhow::Result;
use serde::Serialize;

/// The whole report.
#[derive(Serialize)]
pub struct Report {
    version: u32,
    notes: Vec<NoteRow>,
    pages: Vec<PageRow>,
    blocks: Vec<BlockRow>,
    links: Vec<LinkRow>,
    redirects: Vec<RedirectRow>,
    terms: Vec<terms::TermRow>,
    diagnostics: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct NoteRow {
    path: String,
    lines: usize,
    bytes: usize,
}

#[derive(Serialize)]
struct PageRow {
    path: String,
    title: String,
    part: Option<String>,
    number: Option<Vec<u64>>,
    sections: Vec<SectionRow>,
}

#[derive(Serialize)]
struct SectionRow {
    title: String,
    anchor: String,
    level: u8,
}

#[derive(Serialize)]
struct Place {
    note: String,
    start_line: usize,
    end_line: usize,
}

#[derive(Serialize)]
struct BlockRow {
    note: String,
    start_line: usize,
    end_line: usize,
    kind: &'static str,
    fate: &'static str,
    page: Option<String>,
    anchor: Option<String>,
    same_as: Option<Place>,
    by: Option<String>,
}

#[derive(Serialize)]
struct LinkRow {
    note: String,
    line: usize,
    column: usize,
    text: String,
    kind: &'static str,
    from: String,
    target: Option<TargetRow>,
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Serialize)]
struct TargetRow {
    page: String,
    anchor: Option<String>,
    note: String,
    line: usize,
}

#[derive(Serialize)]
struct RedirectRow {
    from: String,
    to: String,
}

/// Returns the report's name for a kind of block.
#[must_use]
pub fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::FrontMatter => "front-matter",
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Fence | BlockKind::Indented => "code",
        BlockKind::List | BlockKind::DefinitionList => "list",
        BlockKind::Table => "table",
        BlockKind::Quote => "quote",
        BlockKind::Html => "html",
        BlockKind::Rule => "rule",
        BlockKind::Footnote => "footnote",
        BlockKind::Definition => "definition",
    }
}

/// Makes reports: knows the lines of every source.
pub struct Reporter<'a> {
    run: &'a Run,
    edition: &'a Edition,
    lines: Vec<LineIndex>,
}

impl<'a> Reporter<'a> {
    /// Returns a reporter for a run.
    ///
    /// # Errors
    ///
    /// When the run had no notes to work on.
    pub fn new(run: &'a Run) -> Result<Reporter<'a>> {
        let lines = run.input.sources.iter().map(|source| LineIndex::new(&source.text)).collect();
        Ok(Reporter { run, edition: run.edition()?, lines })
    }

    /// Returns the report.
    #[must_use]
    pub fn report(&self) -> Report {
        let sources = &self.run.input.sources;
        let edition = self.edition;
        let blocks = edition.notes.iter().flat_map(crate::note::Note::block_ids).map(|id| self.block(id)).collect();
        let redirects =
            edition.redirects.iter().map(|r| RedirectRow { from: r.from.clone(), to: r.to.clone() }).collect();
        Report {
            version: 1,
            notes: (sources.iter().zip(&self.lines).take(self.run.input.notes))
                .map(|(source, lines)| NoteRow {
                    path: source.path.clone(),
                    lines: lines.count(&source.text),
                    bytes: source.text.len(),
                })
                .collect(),
            pages: self.pages(),
            blocks,
            links: self.links(),
            redirects,
            terms: self.terms(),
            diagnostics: self.run.findings.iter().map(|finding| self.diagnostic(finding)).collect(),
        }
    }

    /// Returns the first and the last line on disk of a span, blank lines at its end left out.
    #[must_use]
    pub fn lines(&self, span: Span) -> (usize, usize) {
        let text = &self.run.input.sources[span.source.index()].text;
        let index = &self.lines[span.source.index()];
        let end = span.start as usize + span.of(text).trim_end().len().max(1);
        let last = u32::try_from(end - 1).unwrap_or(span.start);
        let on_disk = |line| self.run.line_on_disk(span.source, line);
        (on_disk(index.line(span.start)), on_disk(index.line(last.max(span.start))))
    }

    /// Returns the edition that is reported on.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        self.edition
    }

    /// Returns the sources of the run.
    #[must_use]
    pub fn sources(&self) -> &[crate::text::Source] {
        &self.run.input.sources
    }

    /// Returns the path of a source.
    #[must_use]
    pub fn path(&self, source: SourceId) -> String {
        self.run.input.sources[source.index()].path.clone()
    }

    fn block(&self, id: BlockId) -> BlockRow {
        let edition = self.edition;
        let block = edition.notes[id.source.index()].block(id);
        let (start_line, end_line) = self.lines(block.span);
        let spot = edition.spots.block(id);
        let fate = edition.ledger.fate(id);
        let (name, same, by) = match fate {
            Fate::Kept => ("kept", None, None),
            Fate::Same(of) => ("same", Some(of), None),
            Fate::Near { of, .. } => ("near", Some(of), None),
            Fate::Replaced(by) => ("replaced", None, Some(by.to_string())),
        };
        BlockRow {
            note: self.path(id.source),
            start_line,
            end_line,
            kind: kind_name(block.kind),
            fate: name,
            page: spot.map(|spot| edition.book.pages[spot.page].path.clone()),
            anchor: spot
                .filter(|_| block.kind != BlockKind::FrontMatter)
                .and_then(|spot| edition.spots.anchor(spot))
                .map(str::to_string),
            same_as: same.and_then(|of| edition.ledger.home(of)).map(|of| {
                let (start_line, end_line) = self.lines(edition.notes[of.source.index()].block(of).span);
                Place { note: self.path(of.source), start_line, end_line }
            }),
            by,
        }
    }

    fn pages(&self) -> Vec<PageRow> {
        let edition = self.edition;
        let numbers = super::tree::numbers(&self.run.book);
        (edition.book.pages.iter().zip(&edition.spots.pages))
            .map(|(page, map)| PageRow {
                path: page.path.clone(),
                title: page.title.clone(),
                part: page.part.map(|part| edition.book.parts[part].clone()),
                number: numbers.get(&page.path).cloned(),
                sections: (map.headings.iter())
                    .map(|h| SectionRow { title: h.title.clone(), anchor: h.anchor.clone(), level: h.level })
                    .collect(),
            })
            .collect()
    }

    fn links(&self) -> Vec<LinkRow> {
        let edition = self.edition;
        let row = |link: &crate::crossref::link::Rewritten| {
            let text = &self.run.input.sources[link.at.source.index()].text;
            let (line, column) = self.lines[link.at.source.index()].position(text, link.at.start);
            let target = link.target.zip(link.page).map(|(block, page)| TargetRow {
                page: edition.book.pages[page].path.clone(),
                anchor: link.anchor.clone(),
                note: self.path(block.source),
                line: self.lines(link.target_at.unwrap_or(edition.notes[block.source.index()].block(block).span)).0,
            });
            LinkRow {
                note: self.path(link.at.source),
                line: self.run.line_on_disk(link.at.source, line),
                column,
                text: link.text.clone(),
                kind: link.purpose.name(),
                why: link.why.clone(),
                from: link.from.clone(),
                url: target.is_none().then(|| link.url.clone()),
                target,
            }
        };
        edition.links.iter().map(row).collect()
    }

    fn diagnostic(&self, finding: &crate::diagnostic::Diagnostic) -> serde_json::Value {
        super::print::json::row(finding, &|at| self.place(at))
    }

    fn place(&self, at: Span) -> super::lint::Place {
        let number = at.source.index();
        let on_disk = |line| self.run.line_on_disk(at.source, line);
        super::lint::Place::count(&self.run.input.sources[number], &self.lines[number], at, &on_disk)
    }

    /// Returns what became of a line of a note, in one line.
    ///
    /// # Errors
    ///
    /// When there is no such note or line.
    pub fn where_is(&self, note: &str, line: usize) -> Result<String> {
        let sources = &self.run.input.sources[..self.run.input.notes];
        // What a shell completes starts at the book's root, or has the other slashes.
        let note = note.replace('\\', "/");
        let note = note.strip_prefix(&format!("{}/", self.run.src)).unwrap_or(&note);
        let Some(number) =
            sources.iter().position(|source| source.path == note || source.path.ends_with(&format!("/{note}")))
        else {
            let names: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
            anyhow::bail!("no note is called {note}\nhint: the notes are {}", names.join(", "));
        };
        let (source, parsed) = (&sources[number], &self.edition.notes[number]);
        let place = format!("{}:{line}", source.path);
        for id in parsed.block_ids() {
            let (first, last) = self.lines(parsed.block(id).span);
            if (first..=last).contains(&line) {
                return Ok(format!("{place}: {}", self.fate(id)));
            }
        }
        let count = self.run.line_on_disk(parsed.source, self.lines[number].count(&source.text).max(1));
        if line == 0 || line > count {
            anyhow::bail!("{} has {}, so no line {line}", source.path, super::cli::count(count, "line"));
        }
        Ok(format!("{place}: a blank line"))
    }

    fn fate(&self, id: BlockId) -> String {
        let row = self.block(id);
        let kind = if row.kind == "code" { "code".to_string() } else { format!("a {}", row.kind) };
        let kind = kind.replace("a html", "HTML").replace("front-matter", "front matter").replace("a front", "front");
        let address = |row: &BlockRow| {
            let anchor = row.anchor.as_ref().filter(|a| !a.is_empty()).map(|a| format!("#{a}")).unwrap_or_default();
            format!("{}{anchor}", row.page.as_deref().unwrap_or_default())
        };
        match (row.fate, self.edition.ledger.home(id)) {
            ("same" | "near", Some(home)) => {
                let shown = self.block(home);
                format!(
                    "{kind}, said {} at {}:{} → {}",
                    if row.fate == "same" { "again" } else { "nearly so" },
                    shown.note,
                    shown.start_line,
                    address(&shown)
                )
            }
            ("replaced", _) => match row.by.as_deref() {
                Some("sidebar") => format!("{kind}, replaced by the sidebar"),
                _ => format!("{kind}, dissolved: the book's outline stands in for it"),
            },
            _ if row.kind == "front-matter" => format!("{kind}, kept as a comment in {}", address(&row)),
            _ => format!("{kind} → {}", address(&row)),
        }
    }

    /// Returns the report as a page of text.
    #[must_use]
    pub fn text(&self) -> String {
        use super::cli::count;
        use std::fmt::Write;
        let report = self.report();
        let mut out = String::new();
        for note in &report.notes {
            let own = || report.blocks.iter().filter(|block| block.note == note.path);
            let fate = |fate: &str| own().filter(|block| block.fate == fate).count();
            let _ = writeln!(
                out,
                "{}: {}, {}: {} kept, {} folded, {} replaced",
                note.path,
                count(note.lines, "line"),
                count(own().count(), "block"),
                fate("kept"),
                fate("same") + fate("near"),
                fate("replaced")
            );
        }
        let _ = writeln!(out, "\n{}:", count(report.pages.len(), "page"));
        for (page, plan) in report.pages.iter().zip(&self.edition.book.pages) {
            let number = page
                .number
                .as_ref()
                .map(|numbers| numbers.iter().fold(String::new(), |dotted, number| format!("{dotted}{number}.")));
            let indent = "  ".repeat(plan.depth + 1);
            let _ = writeln!(out, "{indent}{} {} ({})", number.unwrap_or_default(), page.title, page.path);
        }
        let (links, redirects) = (count(report.links.len(), "link"), count(report.redirects.len(), "redirect"));
        let _ = writeln!(out, "\n{links} led to new places, {redirects}");
        let _ = writeln!(out, "{}", super::print::count(&self.run.findings));
        out
    }
}
