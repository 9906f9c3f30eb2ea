//! The glossary for other programs, a file a format. Field names are part of the public interface.

pub mod anki;
pub mod csv;
pub mod inv;
pub mod json;
pub mod markdown;
pub mod skos;
#[cfg(test)]
mod tests;
pub mod text;
pub mod tsv;

use super::mdbook::Run;
use super::report::Reporter;
use crate::glossary::{Candidate, Definition, Entry, Glossary};
use crate::lint::Read;
use crate::parse::Dialect;
use crate::path::encode;
use crate::prose::Scope;
use crate::text::{SourceId, Span};
use anyhow::{Result, bail};
use clap::ValueEnum;
use serde::Serialize;

/// A form in which the glossary can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One page from A to Z
    Markdown,
    /// One document, after the schema that --schema prints
    Json,
    /// A table for spreadsheets
    Csv,
    /// A table for scripts: one line a term
    Tsv,
    /// Flashcards, for Anki's text import
    Anki,
    /// Concepts in JSON-LD, after SKOS
    Skos,
    /// An objects.inv for Sphinx
    Inv,
}

/// A place in a note that defines a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The path of the note.
    pub note: String,
    /// The 1-based line on disk.
    pub line: usize,
    /// What gave the definition away, by its name in reports.
    pub form: &'static str,
    /// How sure it is that this defines the term, 0 to 100.
    pub score: u8,
}

/// A place in the book where a term is mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The path of the page, relative to the book's source folder.
    pub page: String,
    /// The id of the heading above the mention; empty above the first.
    pub anchor: String,
}

/// A term with all that is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The term.
    pub term: String,
    /// The id of its entry on the page of the glossary.
    pub anchor: String,
    /// The definition as plain text; empty when there is none.
    pub definition: String,
    /// The definition in Markdown, when it was written by hand.
    pub markdown: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Abbreviations.
    pub abbreviations: Vec<String>,
    /// The places in the notes that define it, the shown one first.
    pub defined_at: Vec<Place>,
    /// The places in the book that mention it.
    pub used_at: Vec<Use>,
    /// The address of its entry: absolute when a base address was given, or else from the root of the rendered book.
    pub url: String,
}

impl Row {
    /// Returns the abbreviations, then the other names; what is called like the term itself is none.
    pub fn other_names(&self) -> impl Iterator<Item = &str> {
        self.abbreviations.iter().chain(&self.aliases).map(String::as_str).filter(|name| *name != self.term)
    }
}

/// A candidate below the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubtful {
    /// The term.
    pub term: String,
    /// What would be its definition, as plain text.
    pub definition: String,
    /// Where it stands, why it was taken for a definition, and how sure that is.
    pub at: Place,
}

/// A glossary, ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// The title of the book; empty when it has none.
    pub title: String,
    /// The language of the book, as a tag such as `en` or `pt-BR`.
    pub language: String,
    /// The address of the rendered book, with a slash at its end.
    pub base: Option<String>,
    /// The page of the glossary, from the root of the book as it is rendered.
    pub page: String,
    /// The terms, by name.
    pub rows: Vec<Row>,
    /// The candidates below the threshold, if they were asked for.
    pub candidates: Option<Vec<Doubtful>>,
}

impl Terms {
    /// Returns the address of the page of the glossary.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{}", self.base.as_deref().unwrap_or_default(), self.page)
    }
}

/// Returns the glossary in a format.
#[must_use]
pub fn write(terms: &Terms, format: Format) -> Vec<u8> {
    match format {
        Format::Markdown => markdown::markdown(terms).into_bytes(),
        Format::Json => json::json(terms).into_bytes(),
        Format::Csv => csv::csv(&terms.rows),
        Format::Tsv => tsv::tsv(&terms.rows).into_bytes(),
        Format::Anki => anki::anki(terms).into_bytes(),
        Format::Skos => skos::skos(terms).into_bytes(),
        Format::Inv => inv::inv(terms),
    }
}

/// Returns the terms of a run, and the candidates below the threshold; the titles are left to the caller.
///
/// # Errors
///
/// When the run had no notes to work on.
pub fn of(run: &Run, base: Option<String>) -> Result<Terms> {
    let reporter = Reporter::new(run)?;
    let edition = reporter.edition();
    let (glossary, uses, page) = (&edition.glossary, uses(edition), page(edition));
    let place = |at: Span| (reporter.path(at.source), reporter.lines(at).0);
    let mut terms = Terms { base, page, candidates: Some(doubtful(glossary, &place)), ..Terms::default() };
    terms.rows = rows(glossary, &uses, &terms.address(), &place);
    Ok(terms)
}

/// Returns for each entry of an edition's glossary the places that mention it.
fn uses(edition: &crate::Edition) -> Vec<Vec<Use>> {
    let mut uses = vec![Vec::new(); edition.glossary.entries.len()];
    for (place, _) in &edition.uses {
        let heading = place.heading.map(|heading| &edition.spots.pages[place.page].headings[heading]);
        uses[place.term].push(Use {
            page: edition.book.pages[place.page].path.clone(),
            anchor: heading.map(|heading| heading.anchor.clone()).unwrap_or_default(),
        });
    }
    uses
}

/// Returns the page of the glossary, from the root of the rendered book.
fn page(edition: &crate::Edition) -> String {
    let page = edition.glossary_page.map_or("glossary.md", |page| edition.book.pages[page].path.as_str());
    format!("{}.html", page.strip_suffix(".md").unwrap_or(page))
}

/// Says for a span of a note the path of the note and the line on disk.
pub type Places<'a> = &'a dyn Fn(Span) -> (String, usize);

/// Returns a row for each entry of a glossary; `uses` has the mentions entry by entry, or is empty, and `page` is the address of the
/// page with the entries.
#[must_use]
pub fn rows(glossary: &Glossary, uses: &[Vec<Use>], page: &str, place: Places<'_>) -> Vec<Row> {
    let row = |(number, entry): (usize, &Entry)| Row {
        term: entry.term.clone(),
        anchor: entry.anchor.clone(),
        definition: match &entry.by_hand {
            Some(markdown) => plain(markdown),
            None => entry.text().to_string(),
        },
        markdown: entry.by_hand.clone(),
        aliases: entry.aliases.clone(),
        abbreviations: entry.abbreviations.clone(),
        defined_at: entry.definitions.iter().map(|definition| located(definition, place)).collect(),
        used_at: uses.get(number).cloned().unwrap_or_default(),
        url: format!("{page}#{}", encode(&entry.anchor)),
    };
    glossary.entries.iter().enumerate().map(row).collect()
}

/// Returns the candidates of a glossary that are below the threshold.
#[must_use]
pub fn doubtful(glossary: &Glossary, place: Places<'_>) -> Vec<Doubtful> {
    let one = |candidate: &Candidate| Doubtful {
        term: candidate.term.clone(),
        definition: candidate.definition.text.clone(),
        at: located(&candidate.definition, place),
    };
    glossary.rejected.iter().map(one).collect()
}

fn located(definition: &Definition, place: Places<'_>) -> Place {
    let (note, line) = place(definition.at);
    Place { note, line, form: definition.form.name(), score: definition.score }
}

/// Returns what a reader reads of a Markdown text, a line a paragraph.
fn plain(markdown: &str) -> String {
    let prose = Read::new(markdown, SourceId(0), Dialect::default()).prose;
    let shown = |scope| !matches!(scope, Scope::Comment | Scope::Str | Scope::Link);
    let passages = prose.passages.iter().filter(|passage| shown(passage.scope));
    let lines: Vec<&str> = passages.map(|passage| prose.text[passage.at.clone()].trim()).collect();
    lines.join("\n")
}

/// Checks the address of a rendered book and gives it a slash at its end.
///
/// # Errors
///
/// When it is not an absolute address of a folder.
pub fn base(url: &str) -> Result<String> {
    let scheme = url.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let stray = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '#' | '?' | '`' | '\\' | '(' | ')')
    };
    if !scheme || url.contains(stray) {
        bail!("`{url}` is not the address of a book\nhint: write it as in --base-url https://example.org/my-book/");
    }
    Ok(if url.ends_with('/') { url.to_string() } else { format!("{url}/") })
}
