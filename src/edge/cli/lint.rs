//! `lint`: findings for people and for other programs, and their fixes.

use super::progress::Progress;
use super::{look, out, say};
use crate::edge::lint::{Fixed, Linted};
use crate::edge::mdbook::Purpose;
use crate::edge::options::{self, FailOn, Wanted};
use crate::edge::{baseline, disk, git, named, print};
use crate::fix::Safety;
use crate::pack::PyVersion;
use crate::text::Source;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use std::collections::HashSet;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// What `lint` is asked.
#[derive(Args)]
pub(super) struct LintArgs {
    /// A book, folders or files; `-` reads standard input
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,
    /// The level from which on findings make the exit code 1 [default: warn, or what the settings say]
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// Make the fixes that cannot be wrong; with `=ask`, also those that are right most of the time
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "sure", value_name = "WHICH")]
    fix: Option<FixWhich>,
    /// Show what --fix would do as a diff, and write nothing; the exit code is 1 when there is something
    #[arg(long)]
    diff: bool,
    /// Only these rules, categories or globs, such as fact or fence-*
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules, categories or globs
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The version of Python that the notes are about, such as 3.13
    #[arg(long, value_name = "VERSION")]
    python: Option<String>,
    /// A folder of rule pages to add
    #[arg(long, value_name = "DIR")]
    pack: Vec<PathBuf>,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings into the file of --baseline
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Only findings on lines that changed since this git revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Count the findings of each rule instead of printing them
    #[arg(long)]
    statistics: bool,
    /// What to call the text of standard input
    #[arg(long, default_value = "stdin.md", value_name = "NAME")]
    stdin_name: String,
    /// Colour: on a terminal, always or never
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The lines of the note, a mark under them, and what to do
    Full,
    /// A line each
    Short,
    /// A JSON list
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// The XML of `JUnit`
    Junit,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FixWhich {
    Sure,
    Ask,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Looks for findings and prints them; returns whether any is at the level that fails. Notes that cannot be read are told at the
/// end, as an error: what is said of the others holds, but not all were looked at.
pub(super) fn lint(args: &LintArgs) -> Result<bool> {
    let progress = Progress::new("reading");
    let found = find(args, &progress)?;
    drop(progress);
    let unread = found.unread.clone();
    let fails = tell(args, found)?;
    if !unread.is_empty() {
        bail!("{} could not be read\n  {}", super::count(unread.len(), "note"), unread.join("\n  "));
    }
    Ok(fails)
}

fn tell(args: &LintArgs, found: Found) -> Result<bool> {
    let Found { mut linted, notes, fail_on: settled, .. } = found;
    if args.fix.is_some() || args.diff {
        let changes = fix(args, &mut linted)?;
        if args.diff {
            return Ok(changes);
        }
    }
    narrow(args, &mut linted)?;
    if args.update_baseline {
        return Ok(false);
    }
    if args.statistics {
        out(&linted.statistics())?;
    } else {
        out(&shown(args, &linted, notes))?;
    }
    say(&linted.summary(notes));
    let fail_on = args.fail_on.or(settled).unwrap_or(FailOn::Warn);
    Ok(fail_on.level().is_some_and(|level| linted.fails(level)))
}

fn shown(args: &LintArgs, linted: &Linted, notes: usize) -> String {
    match args.format {
        Format::Full => full(linted, args.color),
        Format::Short => print::short::short(linted),
        Format::Json => print::json::json(linted),
        Format::Sarif => print::sarif::sarif(linted),
        Format::Github => print::github::github(linted),
        Format::Gitlab => print::gitlab::gitlab(linted),
        Format::Junit => print::junit::junit(linted, notes),
    }
}

/// Leaves out what the baseline knows and what did not change; or writes the baseline.
fn narrow(args: &LintArgs, linted: &mut Linted) -> Result<()> {
    if let Some(revision) = &args.since {
        let first = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
        let folder = if disk::is_folder(first) { first } else { first.parent().unwrap_or(Path::new(".")) };
        git::only_since(linted, revision, folder)?;
    }
    let Some(file) = &args.baseline else { return Ok(()) };
    if args.update_baseline {
        baseline::write(linted, file)?;
        say(&format!("{} knows {} now", file.display(), super::count(linted.findings.len(), "finding")));
        return Ok(());
    }
    let known = baseline::subtract(linted, file)?;
    if known > 0 {
        say(&format!("{} in the baseline", super::count(known, "finding")));
    }
    Ok(())
}

/// Makes fixes: shows them as a diff, or writes the files. Returns whether anything changes.
fn fix(args: &LintArgs, linted: &mut Linted) -> Result<bool> {
    let least = if args.fix == Some(FixWhich::Ask) { Safety::Ask } else { Safety::Sure };
    let before = linted.findings.len();
    let changed = linted.fix(least);
    if args.diff {
        out(&changed.iter().map(diff).collect::<String>())?;
        return Ok(!changed.is_empty());
    }
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("standard input cannot be fixed\nhint: name a file, or use --diff");
    }
    for file in &changed {
        disk::replace_text(&file.path, &file.after)?;
        say(&format!("fixed {}", file.shown));
    }
    let mended = before.saturating_sub(linted.findings.len());
    say(&format!("{} mended in {}", super::count(mended, "finding"), super::count(changed.len(), "file")));
    Ok(!changed.is_empty())
}

fn diff(file: &Fixed) -> String {
    let diff = similar::TextDiff::from_lines(&file.before, &file.after);
    let mut unified = diff.unified_diff();
    unified.context_radius(2).header(&format!("a/{}", file.shown), &format!("b/{}", file.shown)).to_string()
}

fn full(linted: &Linted, color: Color) -> String {
    let terminal = std::io::stdout().is_terminal();
    let wanted = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let colour = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && wanted,
    };
    let disk = |source, line| linted.on_disk(source, line);
    print::many(&linted.findings, &linted.sources, Some(&disk), colour)
}

/// What a run found.
struct Found {
    linted: Linted,
    /// How many notes were looked at.
    notes: usize,
    /// The settings' word on failing.
    fail_on: Option<FailOn>,
    /// The notes that could not be read, and why.
    unread: Vec<String>,
}

fn found(linted: Linted, notes: usize, fail_on: Option<FailOn>) -> Found {
    Found { linted, notes, fail_on, unread: Vec::new() }
}

/// Reads and checks what is named, and tells `progress` about it.
fn find(args: &LintArgs, progress: &Progress) -> Result<Found> {
    match args.paths.as_slice() {
        [path] if path.as_os_str() == "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("standard input is not UTF-8 text")?;
            let text = text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text);
            let wanted = wanted(args, Path::new("."))?;
            let sources = vec![Source::new(&args.stdin_name, text)];
            Ok(found(Linted::of_texts(sources, HashSet::new(), wanted.options), 1, wanted.fail_on))
        }
        [path] if disk::is_file(&path.join("book.toml")) => {
            let mut run = look(path, Purpose::Read)?;
            let notes = run.input.notes + run.input.others;
            let (options, rejected) = (run.options.clone(), std::mem::take(&mut run.rejected));
            let mut wanted = Wanted { options, fail_on: run.fail_on, mistakes: Vec::new(), rejected };
            with_arguments(args, &mut wanted)?;
            progress.notes(notes, &wanted.options.done);
            Ok(found(Linted::of_book(run, path, wanted.options), notes, wanted.fail_on))
        }
        paths => {
            let named::Named { sources, files, unread } = named::read(paths)?;
            if sources.is_empty() && unread.len() == 1 {
                bail!("{}", unread[0]);
            }
            if sources.is_empty() && unread.is_empty() {
                bail!("no Markdown file was found\nhint: name a book, a folder or files that end in .md");
            }
            let first = &paths[0];
            let folder =
                if disk::is_folder(first) { first.as_path() } else { first.parent().unwrap_or(Path::new(".")) };
            let wanted = wanted(args, folder)?;
            let notes = sources.len();
            progress.notes(notes, &wanted.options.done);
            let linted = Linted::of_texts(sources, files, wanted.options);
            Ok(Found { unread, ..found(linted, notes, wanted.fail_on) })
        }
    }
}

/// Reads the settings for texts without a book: the nearest `commonplace.toml` above them, then the arguments.
fn wanted(args: &LintArgs, folder: &Path) -> Result<Wanted> {
    let mut wanted = match disk::above(folder, "commonplace.toml") {
        None => options::read(None, folder)?,
        Some(file) => {
            let text = disk::read(&file)?;
            let table: serde_json::Map<String, serde_json::Value> =
                toml::from_str(&text).map_err(|error| anyhow::anyhow!("{} cannot be read\n{error}", file.display()))?;
            let mut wanted = options::read(Some(&table), file.parent().unwrap_or(Path::new(".")))?;
            for key in table.keys().filter(|key| !options::KEYS.contains(&key.as_str())) {
                let near = crate::nearest::nearest(key, options::KEYS.into_iter());
                let hint = near.map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
                say(&format!("warning: {}: `{key}` is not a setting{hint}", file.display()));
            }
            for slip in std::mem::take(&mut wanted.mistakes) {
                say(&format!("warning: {}: {} ({})", file.display(), slip.message, slip.hint));
            }
            wanted
        }
    };
    with_arguments(args, &mut wanted)?;
    Ok(wanted)
}

/// Puts the arguments over the settings, and tells which pages of packs are left out.
fn with_arguments(args: &LintArgs, wanted: &mut Wanted) -> Result<()> {
    wanted.add_packs(&args.pack)?;
    wanted.narrow(&args.select, &args.ignore)?;
    if let Some(python) = &args.python {
        wanted.options.python = PyVersion::parse(python)
            .with_context(|| format!("`{python}` is no version of Python\nhint: write, for example, --python 3.12"))?;
    }
    super::left_out(&wanted.rejected);
    Ok(())
}
