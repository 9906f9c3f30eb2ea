//! Findings without a book around them, and findings in the forms that other programs read.

use super::cli::count;
use super::disk;
use super::mdbook::Run;
use crate::Input;
use crate::diagnostic::{Diagnostic, Level};
use crate::text::{LineIndex, Source, SourceId};
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What was looked at and what was found.
pub struct Linted {
    /// The texts that findings point into.
    pub sources: Vec<Source>,
    /// The findings, by place.
    pub findings: Vec<Diagnostic>,
    /// Maps a line of a text to the line on disk.
    lines: Vec<Option<Vec<usize>>>,
}

/// A finding with its place counted out, as all formats want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, with `/` between folders.
    pub path: String,
    /// 1-based, on disk.
    pub line: usize,
    /// 1-based, in Unicode scalar values.
    pub column: usize,
    /// The last line touched.
    pub end_line: usize,
    /// One past the last character.
    pub end_column: usize,
}

impl Linted {
    /// Returns what a run over the book in `dir` found. Other programs look for files from where they stand, so paths start there,
    /// not at the book's source folder.
    #[must_use]
    pub fn of_book(run: Run, dir: &Path) -> Linted {
        let chapters = run.input.notes + run.input.others;
        let mut sources = run.input.sources;
        for (number, source) in sources.iter_mut().enumerate() {
            let folder = if number < chapters { dir.join(&run.src) } else { dir.to_path_buf() };
            source.path = slashed(&folder.join(&source.path));
        }
        Linted { sources, findings: run.findings, lines: run.lines }
    }

    /// Looks at texts without a book: the notes are what is named, and the files that links may lead to are those around them.
    #[must_use]
    pub fn of_texts(sources: Vec<Source>, files: HashSet<String>) -> Linted {
        let input = Input { notes: sources.len(), sources, files, ..Input::default() };
        let edition = crate::build(&input);
        Linted { sources: input.sources, findings: edition.diagnostics, lines: Vec::new() }
    }

    /// Returns the line on disk of a line of a source.
    #[must_use]
    pub fn on_disk(&self, source: SourceId, line: usize) -> usize {
        let map = self.lines.get(source.index()).and_then(Option::as_ref);
        map.and_then(|map| map.get(line - 1).copied()).unwrap_or(line)
    }

    /// Returns the findings with their places.
    #[must_use]
    pub fn places(&self) -> Vec<(Place, &Diagnostic)> {
        let lines: Vec<LineIndex> = self.sources.iter().map(|source| LineIndex::new(&source.text)).collect();
        let place = |finding: &Diagnostic| {
            let (at, number) = (finding.at, finding.at.source.index());
            let (source, index) = (&self.sources[number], &lines[number]);
            let (line, column) = index.position(&source.text, at.start);
            let end = at.start as usize + at.of(&source.text).trim_end().len();
            let (end_line, end_column) = index.position(&source.text, u32::try_from(end).unwrap_or(at.end));
            let (line, end_line) = (self.on_disk(at.source, line), self.on_disk(at.source, end_line));
            Place { path: source.path.clone(), line, column, end_line, end_column }
        };
        self.findings.iter().map(|finding| (place(finding), finding)).collect()
    }

    /// Returns whether anything is at this level or above.
    #[must_use]
    pub fn fails(&self, level: Level) -> bool {
        self.findings.iter().any(|finding| finding.level >= level)
    }

    /// Returns one line that counts the findings, and what was looked at.
    #[must_use]
    pub fn summary(&self, notes: usize) -> String {
        format!("{} in {}", super::print::count(&self.findings), count(notes, "note"))
    }

    /// Returns how often each rule found something, the most frequent first.
    #[must_use]
    pub fn statistics(&self) -> String {
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for finding in &self.findings {
            *counts.entry(finding.rule.name).or_default() += 1;
        }
        let mut rows: Vec<(usize, &str)> = counts.into_iter().map(|(name, count)| (count, name)).collect();
        rows.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
        rows.iter().map(|(count, name)| format!("{count:6} {name}\n")).collect()
    }
}

/// Reads the Markdown files that are named, and those in folders that are, as far as no `.gitignore` leaves them out.
///
/// # Errors
///
/// When there is no such file, or one is not UTF-8.
pub fn read(paths: &[PathBuf]) -> Result<(Vec<Source>, HashSet<String>)> {
    let mut found = Vec::new();
    let mut files = HashSet::new();
    for path in paths {
        if disk::is_file(path) {
            found.push(path.clone());
            let around = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let prefix = slashed(around);
            files.extend(disk::files(around).into_iter().map(|file| joined(&prefix, &file)));
        } else if disk::is_folder(path) {
            for entry in ignore::WalkBuilder::new(path).sort_by_file_path(Ord::cmp).build() {
                let entry = entry.with_context(|| format!("cannot read {}", path.display()))?;
                if entry.file_type().is_some_and(|kind| kind.is_file()) {
                    files.insert(slashed(entry.path()));
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
    let sources = found.iter().map(|path| Ok(Source::new(slashed(path), disk::read(path)?))).collect::<Result<_>>()?;
    Ok((sources, files))
}

fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    path.strip_prefix("./").map(str::to_string).unwrap_or(path)
}

fn joined(folder: &str, file: &str) -> String {
    if folder.is_empty() || folder == "." { file.to_string() } else { format!("{folder}/{file}") }
}
