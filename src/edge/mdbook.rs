//! mdBook's preprocessor protocol: the way from a context and a book to an [`Edition`] and back to a book.

use super::origin::Origin;
use super::settings::{Mistake, Settings, dialect, version};
use super::tree::{Chapter, New, chapters, items_key, rebuild};
use super::{disk, joined, print};
use crate::arrange::layout;
use crate::arrange::topics::{self, Topics};
use crate::diagnostic::{Diagnostic, SETTINGS};
use crate::text::{LineIndex, Source, SourceId, Span};
use crate::{Edition, Input};
use anyhow::{Context, Result, anyhow, bail};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde_json::Value;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The name under which mdBook knows the preprocessor.
pub const NAME: &str = "commonplace";

/// One run over one book.
pub struct Run {
    /// What the core was given.
    pub input: Input,
    /// What it made of it; `None` when there is nothing to do, which the findings then say.
    pub edition: Option<Edition>,
    /// The book's root folder.
    pub root: PathBuf,
    /// The book's source folder, relative to the root.
    pub src: String,
    /// For each chapter that was read, its file, where mdBook handed over other text than that.
    pub origins: Vec<Option<Origin>>,
    /// All findings: those of the edition and those about the settings.
    pub findings: Vec<Diagnostic>,
    /// What to look for in the notes, as the settings say.
    pub options: crate::lint::Options,
    /// The level from which on findings are a failure, if the settings say so.
    pub fail_on: Option<super::options::FailOn>,
    /// Pages of the user's packs that are no rules.
    pub rejected: Vec<super::pages::Rejected>,
    /// What to say about the version of mdBook.
    pub warning: Option<String>,
    /// The files that `[output.html.search.chapter]` names; mdBook looks for them among the chapters' sources, so these must
    /// have no line behind them.
    pub search: Vec<String>,
    /// The book to hand back.
    pub book: Value,
}

impl Run {
    /// Returns the 1-based line on disk of a 1-based line of a note's text.
    #[must_use]
    pub fn line_on_disk(&self, note: SourceId, line: usize) -> usize {
        self.origins.get(note.index()).and_then(Option::as_ref).map_or(line, |origin| origin.line(line))
    }

    /// Returns the edition, or an error that says why there is none.
    ///
    /// # Errors
    ///
    /// When no chapter of the book is a note.
    pub fn edition(&self) -> Result<&Edition> {
        self.edition.as_ref().ok_or_else(|| anyhow!("the book has no notes to work on"))
    }
}

/// How much of a run is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// All of it: the book, and what the rules find in the notes.
    Build,
    /// The book, without the rules.
    Look,
    /// Only what goes in.
    Read,
}

/// Runs the core on what mdBook handed over: the context and the book.
///
/// # Errors
///
/// When the message is not of mdBook's form, a layout or topics file cannot be read, or a law does not hold.
pub fn run(context: &Value, mut book: Value, purpose: Purpose) -> Result<Run> {
    let root = PathBuf::from(text_at(context, "/root").context("mdBook's message has no `root`")?);
    let config = context.pointer("/config").context("mdBook's message has no `config`")?;
    let src = text_at(config, "/book/src").unwrap_or_else(|| "src".to_string()).replace('\\', "/");
    if items_key(&book).is_none() {
        bail!("mdBook's book has neither `items` nor `sections`");
    }
    let (rule, warning) = version(&text_at(context, "/mdbook_version").unwrap_or_default());
    let (settings, mistakes) = Settings::read(config);
    let mut findings = Findings { root: &root, sources: Vec::new(), found: Vec::new() };
    let all = chapters(&book);
    let (is_note, slips) = matcher(&settings, &all)?;
    let mut input = Input { dialect: dialect(config), rule, ..Input::default() };
    sort(&all, &is_note, &mut input);
    findings.sources = std::mem::take(&mut input.sources);
    let table = config.pointer("/preprocessor/commonplace").and_then(Value::as_object);
    let wanted = super::options::read(table, &root)?;
    let (inventories, unread) = joined::inventories(&settings, table, (&root, purpose));
    for mistake in slips.iter().chain(&mistakes).chain(&wanted.mistakes).chain(&unread) {
        findings.settings(&mistake.key, &mistake.message, &mistake.hint);
    }
    includes(&settings, input.notes, &mut findings);
    input.layout = read_layout(&settings, &mut findings)?;
    // A layout leaves nothing to the topics; reading theirs is a good part of a run over short notes.
    if input.layout.is_none() || settings.topics.is_some() {
        input.topics = read_topics(&settings, &root)?;
    }
    input.files = source_files(&root, &src, config);
    input.files.extend(all.iter().map(|chapter| chapter.path.clone()));
    let Findings { sources, mut found, .. } = findings;
    input.sources = sources;
    let chapters_read = &input.sources[..input.notes + input.others];
    let origin = |source: &Source| Origin::new(disk::read(&root.join(&src).join(&source.path)).ok()?, &source.text);
    let origins = chapters_read.iter().map(origin).collect();

    input.join = joined::wanted(&settings, config, (&root, purpose), inventories)?;
    input.lint = (purpose == Purpose::Build).then(|| wanted.options.clone());
    let edition = edition(&input, purpose, &mut found)?;
    let search = searched(config);
    let (options, fail_on, rejected) = (wanted.options, wanted.fail_on, wanted.rejected);
    let mut run = Run {
        input,
        edition,
        root,
        src,
        origins,
        findings: found,
        options,
        fail_on,
        rejected,
        warning,
        search,
        book: Value::Null,
    };
    hand_back(&mut book, &run, &is_note);
    if run.edition.is_some() && chapters(&book).is_empty() {
        bail!("the notes hold nothing to show, so the book would have no page");
    }
    if let Some(folder) = &settings.reference {
        super::reference::append(&mut book, folder, table, &run.root)?;
    }
    run.book = book;
    Ok(run)
}

/// Builds the edition, if that is wanted, and adds what it found.
fn edition(input: &Input, purpose: Purpose, found: &mut Vec<Diagnostic>) -> Result<Option<Edition>> {
    if input.notes == 0 || purpose == Purpose::Read {
        return Ok(None);
    }
    let edition = crate::build(input);
    found.extend(edition.diagnostics.iter().cloned());
    if let Some(broken) = &edition.broken {
        bail!("{broken}\nThis is a mistake in mdbook-commonplace, not in your notes: please report it with the note.");
    }
    Ok(Some(edition))
}

/// Returns the files that the settings of the search name.
fn searched(config: &Value) -> Vec<String> {
    let table = config.pointer("/output/html/search/chapter").and_then(Value::as_object);
    table.into_iter().flat_map(|table| table.keys().cloned()).collect()
}

/// Returns the files below the source folder, what mdBook built there left out.
fn source_files(root: &Path, src: &str, config: &Value) -> HashSet<String> {
    let built = text_at(config, "/build/build-dir").unwrap_or_else(|| "book".to_string());
    let folder = root.join(src);
    let built = root.join(built);
    let inside = built.strip_prefix(&folder).ok().map(|path| format!("{}/", path.to_string_lossy().replace('\\', "/")));
    let mut files = disk::files(&folder);
    if let Some(inside) = inside.filter(|inside| inside.len() > 1) {
        files.retain(|path| !path.starts_with(&inside));
    }
    files
}

pub(super) fn text_at(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer).and_then(Value::as_str).map(str::to_string)
}

/// Puts the notes first, then the other chapters.
fn sort(all: &[Chapter], is_note: &[bool], input: &mut Input) {
    for (chapter, _) in all.iter().zip(is_note).filter(|(_, note)| **note) {
        input.sources.push(Source { name: chapter.name.clone(), ..Source::new(&chapter.source, &chapter.content) });
    }
    input.notes = input.sources.len();
    for (chapter, _) in all.iter().zip(is_note).filter(|(_, note)| !**note) {
        input.sources.push(Source::new(&chapter.path, &chapter.content));
    }
    input.others = input.sources.len() - input.notes;
    input.first = is_note.first() == Some(&true);
}

/// Gathers findings about the settings with the places that they point to.
struct Findings<'a> {
    root: &'a Path,
    sources: Vec<Source>,
    found: Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Adds a file that findings may point into and returns its id.
    fn file(&mut self, name: &str, text: String) -> SourceId {
        let known = self.sources.iter().position(|source| source.path == name);
        let at = known.unwrap_or_else(|| {
            self.sources.push(Source::new(name, text));
            self.sources.len() - 1
        });
        SourceId(u32::try_from(at).expect("sources are counted in 32 bits"))
    }

    /// Adds a finding about a key of `[preprocessor.commonplace]`.
    fn settings(&mut self, key: &str, message: &str, hint: &str) {
        let text = disk::read(&self.root.join("book.toml")).unwrap_or_default();
        let range = key_range(&text, key).unwrap_or(0..0);
        let file = self.file("book.toml", text);
        let at = Span::new(file, range.start, range.end);
        self.found.push(Diagnostic::new(&SETTINGS, at, message).hint(hint));
    }
}

/// Finds a key of `[preprocessor.commonplace]`, or the table's own name, in `book.toml`.
fn key_range(text: &str, key: &str) -> Option<std::ops::Range<usize>> {
    let document = toml_edit::Document::parse(text).ok()?;
    let preprocessors = document.get("preprocessor")?.as_table_like()?;
    let (name, item) = preprocessors.get_key_value(NAME)?;
    let table = item.as_table_like()?;
    table.get_key_value(key).and_then(|(key, _)| key.span()).or_else(|| name.span())
}

/// Returns for each chapter whether it is a note.
fn matcher(settings: &Settings, all: &[Chapter]) -> Result<(Vec<bool>, Vec<Mistake>)> {
    let mut slips = Vec::new();
    if settings.notes.is_empty() {
        slips.push(Mistake {
            key: String::new(),
            message: "`notes` does not say which chapters are notes, so the book stays as it is".to_string(),
            hint: "write, for example, notes = [\"notes/*.md\"]".to_string(),
        });
        return Ok((vec![false; all.len()], slips));
    }
    let mut set = GlobSetBuilder::new();
    for glob in &settings.notes {
        let glob = GlobBuilder::new(glob.trim_start_matches("./")).literal_separator(true).build();
        set.add(glob.context("`notes` in [preprocessor.commonplace] holds a glob that cannot be read")?);
    }
    let set: GlobSet = set.build()?;
    let is_note: Vec<bool> = all.iter().map(|chapter| set.is_match(&chapter.source)).collect();
    for (number, glob) in settings.notes.iter().enumerate() {
        if !all.iter().any(|chapter| set.matches(&chapter.source).contains(&number)) {
            let known: Vec<&str> = all.iter().take(8).map(|chapter| chapter.source.as_str()).collect();
            let hint = if known.is_empty() {
                "SUMMARY.md names no chapter".to_string()
            } else {
                format!("the chapters of SUMMARY.md are {}", known.join(", "))
            };
            slips.push(Mistake {
                key: "notes".to_string(),
                message: format!("no chapter of SUMMARY.md matches `{glob}`"),
                hint,
            });
        }
    }
    Ok((is_note, slips))
}

/// An include that nobody expanded would be looked for beside the new page, not beside the note.
fn includes(settings: &Settings, notes: usize, findings: &mut Findings<'_>) {
    if settings.after_links {
        return;
    }
    for number in 0..notes {
        let text = &findings.sources[number].text;
        let found = text
            .match_indices("{{#")
            .find(|(at, _)| !text[..*at].ends_with('\\') && !text[*at..].starts_with("{{#title"));
        if let Some((at, _)) = found {
            let source = SourceId(u32::try_from(number).expect("sources are counted in 32 bits"));
            let span = Span::new(source, at, at + 3);
            let message = "this is expanded after the note was moved, and then looked for in the wrong folder";
            let hint = "write after = [\"links\"] below [preprocessor.commonplace]";
            findings.found.push(Diagnostic::new(&SETTINGS, span, message).hint(hint));
        }
    }
}

fn read_layout(settings: &Settings, findings: &mut Findings<'_>) -> Result<Option<layout::Layout>> {
    let name = settings.layout.clone().unwrap_or_else(|| "layout.toml".to_string());
    let path = findings.root.join(&name);
    if settings.layout.is_none() && !disk::is_file(&path) {
        return Ok(None);
    }
    let text = disk::read(&path).context("the layout cannot be read")?;
    let file = findings.file(&name, text.clone());
    match layout::read(&text, file) {
        Ok(layout) => Ok(Some(layout)),
        Err(error) => {
            let at = Span::new(file, error.at.start, error.at.end);
            let near = slip(&text[error.at.clone()], &error.message);
            let finding = Diagnostic::new(&crate::diagnostic::LAYOUT_FILE, at, error.message);
            let finding = match near {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => finding,
            };
            let shown = print::one(&finding, &findings.sources, None, false);
            Err(anyhow!("{name} is not a layout\n{}", shown.trim_end()))
        }
    }
}

/// Returns the key that a wrong one is a slip of, out of the reader's list of those it expected.
fn slip(key: &str, message: &str) -> Option<String> {
    let (_, expected) = message.split_once("expected")?;
    let names = expected.split('`').skip(1).step_by(2);
    crate::nearest::nearest(key, names).map(str::to_string)
}

fn read_topics(settings: &Settings, root: &Path) -> Result<Topics> {
    match &settings.topics {
        None => Ok(Topics::python()),
        Some(name) => {
            let text = disk::read(&root.join(name)).context("the topics cannot be read")?;
            topics::read(&text).map_err(|error| anyhow!("{name} is not a topics file: {error}"))
        }
    }
}

fn hand_back(book: &mut Value, run: &Run, is_note: &[bool]) {
    let Some(edition) = &run.edition else { return };
    // Once a note: with an index for every page, a book of many pages would cost the square of its length.
    let indexes: Vec<LineIndex> =
        run.input.sources[..run.input.notes].iter().map(|source| LineIndex::new(&source.text)).collect();
    let origins: Vec<Option<String>> = edition
        .book
        .pages
        .iter()
        .map(|page| {
            let block = page.first_block()?;
            let source = &run.input.sources[block.source.index()];
            let start = edition.notes[block.source.index()].block(block).span.start;
            let line = run.line_on_disk(block.source, indexes[block.source.index()].line(start));
            let settled = run.search.contains(&source.path);
            Some(if settled { source.path.clone() } else { format!("{}#L{line}", source.path) })
        })
        .collect();
    let mut others = edition.others.iter();
    let keep: Vec<Option<String>> =
        is_note.iter().map(|note| if *note { None } else { others.next().cloned() }).collect();
    let glossary = edition.glossary_page;
    rebuild(book, &New { book: &edition.book, pages: &edition.pages, origins: &origins, glossary }, &keep);
}

/// Returns whether findings are told in this run: once for a book, however many renderers it has.
#[must_use]
pub fn speaks(context: &Value) -> bool {
    let renderer = text_at(context, "/renderer").unwrap_or_default();
    let only = context.pointer("/config/preprocessor/commonplace/renderers").and_then(Value::as_array);
    let called = |name: &str| only.is_none_or(|names| names.iter().any(|own| own == name));
    let outputs: Vec<&String> = context
        .pointer("/config/output")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|table| table.keys())
        .filter(|name| called(name))
        .collect();
    match outputs.first() {
        None => renderer == "html",
        Some(_) if outputs.iter().any(|name| *name == "html") => renderer == "html",
        Some(first) => renderer == **first,
    }
}
