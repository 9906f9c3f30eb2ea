//! `lint`: findings for people and for other programs.

use super::{look, out, say};
use crate::diagnostic::Level;
use crate::edge::lint::{Linted, read};
use crate::edge::{disk, print};
use crate::text::Source;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use std::collections::HashSet;
use std::io::Read;
use std::path::PathBuf;

/// What `lint` is asked.
#[derive(Args)]
pub(super) struct LintArgs {
    /// A book, folders or files; `-` reads standard input
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,
    /// The level from which on findings make the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Warn)]
    fail_on: FailOn,
    /// Count the findings of each rule instead of printing them
    #[arg(long)]
    statistics: bool,
    /// What to call the text of standard input
    #[arg(long, default_value = "stdin.md", value_name = "NAME")]
    stdin_name: String,
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
enum FailOn {
    Error,
    Warn,
    Info,
    Never,
}

/// Looks for findings and prints them; returns whether any is at the level that fails.
pub(super) fn lint(args: &LintArgs) -> Result<bool> {
    let (linted, notes) = find(args)?;
    if args.statistics {
        out(&linted.statistics())?;
    } else {
        match args.format {
            Format::Full => full(&linted)?,
            Format::Short => out(&print::short::short(&linted))?,
            Format::Json => out(&print::json::json(&linted))?,
            Format::Sarif => out(&print::sarif::sarif(&linted))?,
            Format::Github => out(&print::github::github(&linted))?,
            Format::Gitlab => out(&print::gitlab::gitlab(&linted))?,
            Format::Junit => out(&print::junit::junit(&linted, notes))?,
        }
    }
    say(&linted.summary(notes));
    Ok(match args.fail_on {
        FailOn::Error => linted.fails(Level::Error),
        FailOn::Warn => linted.fails(Level::Warn),
        FailOn::Info => linted.fails(Level::Info),
        FailOn::Never => false,
    })
}

fn full(linted: &Linted) -> Result<()> {
    use std::io::IsTerminal;
    let colour = std::io::stdout().is_terminal()
        && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let disk = |source, line| linted.on_disk(source, line);
    let shown = linted.findings.iter().map(|f| print::one(f, &linted.sources, Some(&disk), colour) + "\n\n");
    out(&shown.collect::<String>())
}

fn find(args: &LintArgs) -> Result<(Linted, usize)> {
    match args.paths.as_slice() {
        [path] if path.as_os_str() == "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("standard input is not UTF-8 text")?;
            let text = text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text);
            Ok((Linted::of_texts(vec![Source::new(&args.stdin_name, text)], HashSet::new()), 1))
        }
        [path] if disk::is_file(&path.join("book.toml")) => {
            let run = look(path)?;
            let notes = run.input.notes;
            Ok((Linted::of_book(run, path), notes))
        }
        paths => {
            let (sources, files) = read(paths)?;
            if sources.is_empty() {
                bail!("no Markdown file was found\nhint: name a book, a folder or files that end in .md");
            }
            let notes = sources.len();
            Ok((Linted::of_texts(sources, files), notes))
        }
    }
}
