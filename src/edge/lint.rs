//! Findings with or without a book around them, in the forms that other programs read, and their fixes.

use super::cli::count;
use super::disk;
use super::mdbook::Run;
use super::origin::Origin;
use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::fix::{Edit, Fix, Safety, apply, compatible};
use crate::lint::Options;
use crate::pack::harness::PASSES;
use crate::text::{LineIndex, Source, SourceId, Span};
use crate::{Edition, Input};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// What was looked at and what was found.
pub struct Linted {
    /// What was looked at.
    pub input: Input,
    /// The texts that findings point into, under the paths that people see.
    pub sources: Vec<Source>,
    /// The findings, by place.
    pub findings: Vec<Diagnostic>,
    /// Findings that no change to a note mends: those about the settings.
    fixed: Vec<Diagnostic>,
    /// Where each text is on disk, if it is there.
    files: Vec<Option<PathBuf>>,
    /// The file of each text that is not what its file holds.
    origins: Vec<Option<Origin>>,
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

impl Place {
    /// Counts out where a span of a source stands; white space at its end does not count. `on_disk` leads from a line of the text
    /// to that of the file.
    #[must_use]
    pub fn count(source: &Source, index: &LineIndex, at: Span, on_disk: &dyn Fn(usize) -> usize) -> Place {
        let (line, column) = index.position(&source.text, at.start);
        let end = at.start as usize + at.of(&source.text).trim_end().len();
        let (end_line, end_column) = index.position(&source.text, u32::try_from(end).unwrap_or(at.end));
        Place { path: source.path.clone(), line: on_disk(line), column, end_line: on_disk(end_line), end_column }
    }
}

/// What fixes did to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The file.
    pub path: PathBuf,
    /// Its name as people see it.
    pub shown: String,
    /// Its text before.
    pub before: String,
    /// Its text after.
    pub after: String,
}

impl Linted {
    /// Returns what a run over the book in `dir` found. Other programs look for files from where they stand, so paths start there,
    /// not at the book's source folder.
    #[must_use]
    pub fn of_book(mut run: Run, dir: &Path, options: Options) -> Linted {
        let chapters = run.input.notes + run.input.others;
        let mut sources = run.input.sources.clone();
        let mut files = Vec::new();
        for (number, source) in sources.iter_mut().enumerate() {
            let folder = if number < chapters { dir.join(&run.src) } else { dir.to_path_buf() };
            let file = folder.join(&source.path);
            source.path = slashed(&file);
            files.push((number < chapters && disk::is_file(&file)).then_some(file));
        }
        run.input.lint = Some(options);
        let found = if run.input.notes > 0 { crate::build(&run.input).diagnostics } else { Vec::new() };
        let findings = [run.findings.clone(), found].concat();
        Linted { sources, findings, fixed: run.findings, files, origins: run.origins, input: run.input }
    }

    /// Looks at texts without a book: the notes are what is named, and the files that links may lead to are those around them.
    #[must_use]
    pub fn of_texts(sources: Vec<Source>, files: HashSet<String>, options: Options) -> Linted {
        let on_disk = sources.iter().map(|source| Some(PathBuf::from(&source.path))).collect();
        let notes = sources.len();
        let input = Input { notes, sources, files, lint: Some(options), only_findings: true, ..Input::default() };
        let findings = crate::build(&input).diagnostics;
        let sources = input.sources.clone();
        Linted { input, sources, findings, fixed: Vec::new(), files: on_disk, origins: Vec::new() }
    }

    /// Returns the line on disk of a line of a source.
    #[must_use]
    pub fn on_disk(&self, source: SourceId, line: usize) -> usize {
        self.origin(source).map_or(line, |origin| origin.line(line))
    }

    /// Returns the findings with their places.
    #[must_use]
    pub fn places(&self) -> Vec<(Place, &Diagnostic)> {
        let lines: Vec<LineIndex> = self.sources.iter().map(|source| LineIndex::new(&source.text)).collect();
        self.findings.iter().map(|finding| (self.place(finding.at, &lines), finding)).collect()
    }

    /// Returns where a span stands; `lines` are the indexes of all sources.
    #[must_use]
    pub fn place(&self, at: Span, lines: &[LineIndex]) -> Place {
        let number = at.source.index();
        Place::count(&self.sources[number], &lines[number], at, &|line| self.on_disk(at.source, line))
    }

    /// Returns whether anything is at this level or above.
    #[must_use]
    pub fn fails(&self, level: Level) -> bool {
        self.findings.iter().any(|finding| finding.level >= level)
    }

    /// Returns the rules that found something, by name.
    #[must_use]
    pub fn rules(&self) -> Vec<&'static Rule> {
        let rules: BTreeMap<&str, &'static Rule> =
            self.findings.iter().map(|finding| (finding.rule.name, finding.rule)).collect();
        rules.into_values().collect()
    }

    /// Returns one line that counts the findings, by level and by category, what can be fixed, and what was looked at.
    #[must_use]
    pub fn summary(&self, notes: usize) -> String {
        let mut categories: BTreeMap<crate::diagnostic::Category, usize> = BTreeMap::new();
        for finding in &self.findings {
            *categories.entry(finding.rule.category).or_default() += 1;
        }
        let kinds: Vec<String> = categories.iter().map(|(category, number)| format!("{number} {category}")).collect();
        let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
        let fixable = |least: Safety| {
            let fixes = self.findings.iter().filter_map(|finding| finding.fix.as_ref());
            fixes.filter(|fix| fix.safety >= least && self.is_writable(fix)).count()
        };
        let (sure, ask) = (fixable(Safety::Sure), fixable(Safety::Ask));
        let fixes = match (sure, ask) {
            (_, 0) => String::new(),
            (sure, ask) if sure == ask => format!("; --fix mends {sure}"),
            (sure, ask) => format!("; --fix mends {sure}, --fix=ask {ask}"),
        };
        format!("{} in {}{kinds}{fixes}", super::print::count(&self.findings), count(notes, "note"))
    }

    /// Returns how often each rule found something, the most frequent first.
    #[must_use]
    pub fn statistics(&self) -> String {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for finding in &self.findings {
            let (all, sure) = counts.entry(finding.rule.name).or_default();
            *all += 1;
            *sure += usize::from(finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Sure));
        }
        let mut rows: Vec<(usize, usize, &str)> =
            counts.into_iter().map(|(name, (all, sure))| (all, sure, name)).collect();
        rows.sort_by_key(|(count, _, name)| (std::cmp::Reverse(*count), *name));
        let row = |(count, sure, name): (usize, usize, &str)| {
            let fixes = if sure > 0 { format!("  ({sure} fixable)") } else { String::new() };
            format!("{count:6} {name}{fixes}\n")
        };
        rows.into_iter().map(row).collect()
    }

    /// Makes the fixes of at least this safety, over and over until the texts are at rest, and looks again. Nothing is written.
    ///
    /// Returns what became of each file that changed.
    pub fn fix(&mut self, least: Safety) -> Vec<Fixed> {
        let before: Vec<String> = (0..self.sources.len()).map(|number| self.text_on_disk(number).to_string()).collect();
        for _ in 0..PASSES {
            let fixes: Vec<&Fix> = (self.findings.iter())
                .filter_map(|finding| finding.fix.as_ref())
                .filter(|fix| fix.safety >= least && self.is_writable(fix))
                .collect();
            let chosen = compatible(&fixes);
            let edits: Vec<Edit> = chosen.into_iter().flat_map(|number| fixes[number].edits.clone()).collect();
            if edits.is_empty() {
                break;
            }
            let mut by_source: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
            for edit in &edits {
                by_source.entry(edit.at.source.index()).or_default().push(edit);
            }
            for (number, edits) in by_source {
                self.edit(number, edits);
            }
            let Edition { diagnostics, .. } = crate::build(&self.input);
            self.findings = [self.fixed.clone(), diagnostics].concat();
        }
        let changed = before.into_iter().enumerate().filter_map(|(number, before)| {
            let (path, shown) = (self.files[number].clone()?, self.sources[number].path.clone());
            let after = self.text_on_disk(number).to_string();
            (before != after).then_some(Fixed { path, shown, before, after })
        });
        changed.collect()
    }

    /// Makes edits in a text, and in its file's text where that is another.
    fn edit(&mut self, number: usize, mut edits: Vec<&Edit>) {
        let text = apply(&self.sources[number].text, &mut edits);
        if let Some(origin) = self.origins.get(number).and_then(Option::as_ref) {
            let there = |edit: &&Edit| {
                let at = origin.place(edit.at.start as usize..edit.at.end as usize)?;
                Some(Edit { at: Span::new(edit.at.source, at.start, at.end), with: edit.with.clone() })
            };
            let there: Vec<Edit> = edits.iter().filter_map(there).collect();
            let on_disk = apply(&origin.disk, &mut there.iter().collect::<Vec<_>>());
            self.origins[number] = Origin::new(on_disk, &text);
        }
        self.sources[number].text.clone_from(&text);
        self.input.sources[number].text = text;
    }

    /// Returns what the file of a text holds.
    fn text_on_disk(&self, number: usize) -> &str {
        let origin = self.origins.get(number).and_then(Option::as_ref);
        origin.map_or(&self.sources[number].text, |origin| &origin.disk)
    }

    fn origin(&self, source: SourceId) -> Option<&Origin> {
        self.origins.get(source.index()).and_then(Option::as_ref)
    }

    /// Returns whether all edits of a fix are of text that a file holds: what another preprocessor put in is to be mended elsewhere.
    fn is_writable(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| {
            let number = edit.at.source.index();
            let at = edit.at.start as usize..edit.at.end as usize;
            self.files.get(number).is_some_and(Option::is_some)
                && self.origin(edit.at.source).is_none_or(|origin| origin.place(at).is_some())
        })
    }
}

/// Returns a path as people see it: `/` between folders, without `./`.
#[must_use]
pub fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    path.strip_prefix("./").map(str::to_string).unwrap_or(path)
}
