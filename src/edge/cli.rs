//! The command line: a verb a file.

mod build;
mod check_pack;
mod duplicates;
mod export;
mod glossary;
mod layout;
mod lint;
mod new;
mod preprocess;
pub(super) mod progress;
mod redirects;
mod report;
mod rules;
mod style;

use super::mdbook::Purpose;
use crate::diagnostic::Level;
use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Turns a heap of raw Markdown notes into an mdBook: chapters by topic, nothing lost, every link alive.
#[derive(Parser)]
#[command(
    name = "mdbook-commonplace",
    version,
    about,
    after_help = "\
Examples:
  mdbook-commonplace new my-book --from notes.md more-notes.md
  mdbook-commonplace build my-book
  mdbook-commonplace layout my-book

Without a command it speaks mdBook's preprocessor protocol: add [preprocessor.commonplace] to a
book.toml, and `mdbook build` and `mdbook serve` call it."
)]
struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    /// Build a book with the mdBook inside, and say where it is
    #[command(after_help = "Example:\n  mdbook-commonplace build my-book")]
    Build {
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Make a new book out of notes
    #[command(
        after_help = "Example:\n  mdbook-commonplace new my-book --from notes.md more-notes.md\n\nNothing is ever overwritten."
    )]
    New {
        /// The folder to make
        dir: PathBuf,
        /// The notes to copy into it
        #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
        from: Vec<PathBuf>,
        /// The book's title; by default, the folder's name
        #[arg(long)]
        title: Option<String>,
    },
    /// Print the layout in use, as TOML to save and edit
    #[command(after_help = "Example:\n  mdbook-commonplace layout my-book > layout.toml && mv layout.toml my-book/")]
    Layout {
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Tell what became of every note, block and link
    #[command(after_help = "Example:\n  mdbook-commonplace report my-book --format json | jq '.pages[].path'")]
    Report {
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// As a page of text, or as one JSON document
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Tell what became of one line of a note
    #[command(after_help = "Example:\n  mdbook-commonplace where notes/python.md:220 my-book")]
    Where {
        /// The note and the line in it
        #[arg(value_name = "NOTE:LINE")]
        place: String,
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Find false claims, typos, broken code and links in a book or any Markdown files, and mend them
    #[command(
        after_help = "Examples:\n  mdbook-commonplace lint my-book\n  mdbook-commonplace lint notes/ --diff\n  mdbook-commonplace lint notes/ --fix\n  mdbook-commonplace lint notes/ --format github --fail-on error\n  cat note.md | mdbook-commonplace lint - --stdin-name note.md\n\nThe exit code is 0 when nothing is found at --fail-on or above, 1 when something is, and 2 when it could not look."
    )]
    Lint(lint::LintArgs),
    /// Put the pages of a rule pack to the test: every example must behave
    #[command(
        name = "check-pack",
        after_help = "Examples:\n  mdbook-commonplace check-pack my-rules\n  mdbook-commonplace check-pack my-rules --update\n\nThe exit code is 0 when all pages behave, 1 when one does not, and 2 when it could not look."
    )]
    CheckPack {
        /// The folder of the pack; pages are in folders called by their category
        dir: PathBuf,
        /// Write reports and fixed texts that differ into the pages
        #[arg(long)]
        update: bool,
    },
    /// List the rules, or run the proofs of facts
    #[command(
        after_help = "Examples:\n  mdbook-commonplace rules --category fact\n  mdbook-commonplace rules --stale 2y\n  mdbook-commonplace rules --prove --python /usr/bin/python3.11 /usr/bin/python3.13"
    )]
    Rules(rules::RulesArgs),
    /// Print the page of a rule: what, why, wrong, right
    #[command(after_help = "Example:\n  mdbook-commonplace explain anchor-broken")]
    Explain {
        /// The rule's name
        name: String,
        /// A folder of rule pages to add
        #[arg(long, value_name = "DIR")]
        pack: Vec<PathBuf>,
    },
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  mdbook-commonplace completions bash > ~/.local/share/bash-completion/completions/mdbook-commonplace"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  mdbook-commonplace man | man -l -")]
    Man,
    /// List what is said more than once, and what was done about it
    #[command(
        after_help = "Examples:\n  mdbook-commonplace duplicates my-book\n  mdbook-commonplace duplicates my-book --diff\n\nDecisions go into layout.toml:\n  [duplicates]\n  keep = [\"Section @ 1a2b3c4d\"]   # leave this copy where it is\n  fold = [\"Section @ 1a2b3c4d\"]   # show it once, whatever the titles say"
    )]
    Duplicates {
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// As text, or as JSON
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Show both blocks: only here, only there, both
        #[arg(long)]
        diff: bool,
    },
    /// Write the restructured book as plain Markdown files, to adopt it for good
    #[command(
        after_help = "Example:\n  mdbook-commonplace export new-src my-book\n\nThe files are byte for byte what the preprocessor hands to mdBook. OUT must not exist, or be empty."
    )]
    Export {
        /// The folder to write: SUMMARY.md, the chapters, and what they show
        out: PathBuf,
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// List the terms that the notes define, or write them for other programs
    #[command(
        after_help = "Examples:\n  mdbook-commonplace glossary my-book\n  mdbook-commonplace glossary my-book --candidates\n  mdbook-commonplace glossary my-book --format json | jq '.terms[].term'\n  mdbook-commonplace glossary my-book --format inv -o my-book/book/objects.inv\n  mdbook-commonplace glossary my-book --format skos --base-url https://example.org/my-book/"
    )]
    Glossary(glossary::GlossaryArgs),
    /// Print the redirects from the notes' old pages, or write them into book.toml
    #[command(
        after_help = "Examples:\n  mdbook-commonplace redirects my-book\n  mdbook-commonplace redirects my-book --write\n\n`build` hands them to mdBook by itself; `mdbook build` needs them in book.toml."
    )]
    Redirects {
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Write them into book.toml; comments and order stay
        #[arg(long)]
        write: bool,
    },
    /// Print the style sheet that shows definitions to keyboards and fingers, or add it to the book
    #[command(
        after_help = "Examples:\n  mdbook-commonplace style my-book --write\n  mdbook-commonplace style > my-book/theme/definitions.css"
    )]
    Style {
        /// The folder with book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Write it to commonplace.css and name it in book.toml; comments and order stay
        #[arg(long)]
        write: bool,
    },
    /// Tell mdBook whether a renderer is supported (mdBook's protocol)
    #[command(hide = true)]
    Supports {
        /// The renderer's name
        renderer: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the command line and returns its exit code: 0 done, 1 findings, 2 could not be done.
#[must_use]
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match verb(args.verb) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "{}", complaint(&error));
            ExitCode::from(2)
        }
    }
}

/// Runs a verb; returns whether everything is well.
fn verb(verb: Option<Verb>) -> Result<bool> {
    match verb {
        Some(Verb::Rules(args)) => return rules::rules(&args),
        Some(Verb::Explain { name, pack }) => rules::explain(&name, &pack),
        Some(Verb::Completions { shell }) => completions(shell),
        Some(Verb::Man) => man(),
        Some(Verb::CheckPack { dir, update }) => return check_pack::check_pack(&dir, update),
        Some(Verb::Lint(args)) => return lint::lint(&args).map(|fails| !fails),
        None => preprocess::preprocess(),
        Some(Verb::Build { dir }) => build::build(&dir),
        Some(Verb::New { dir, from, title }) => new::new(&dir, &from, title.as_deref()),
        Some(Verb::Layout { dir }) => layout::layout(&dir),
        Some(Verb::Report { dir, format }) => report::report(&dir, format == Format::Json),
        Some(Verb::Where { place, dir }) => report::where_is(&place, &dir),
        Some(Verb::Duplicates { dir, format, diff }) => duplicates::duplicates(&dir, format == Format::Json, diff),
        Some(Verb::Export { out, dir }) => export::export(&out, &dir),
        Some(Verb::Glossary(args)) => glossary::glossary(&args),
        Some(Verb::Redirects { dir, write }) => redirects::redirects(&dir, write),
        Some(Verb::Style { dir, write }) => style::style(&dir, write),
        // Everything that shows plain chapters is served; mdBook asks only once a renderer.
        Some(Verb::Supports { .. }) => Ok(()),
    }
    .map(|()| true)
}

/// Returns an error as a person reads it: the outermost reason first, what lies under it behind.
fn complaint(error: &anyhow::Error) -> String {
    let bold = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    let mut out = format!("{bold}error{bold:#}: {error}");
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !out.contains(&cause) {
            out.push_str("\n  because: ");
            out.push_str(&cause);
        }
    }
    out
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == ErrorKind::BrokenPipe))
}

/// Returns redirects as mdBook's settings want them: from the book's root, to a path relative to the old page.
#[must_use]
pub fn redirect_pairs(redirects: &[crate::crossref::redirect::Redirect]) -> Vec<(String, String)> {
    redirects::pairs(redirects)
}

fn completions(shell: clap_complete::Shell) -> Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "mdbook-commonplace", &mut text);
    out(&String::from_utf8_lossy(&text))
}

fn man() -> Result<()> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut text)?;
    out(&String::from_utf8_lossy(&text))
}

/// Loads a book and runs the preprocessor on it, for verbs that only look; says why when it has no notes.
fn look(dir: &std::path::Path, purpose: Purpose) -> Result<super::mdbook::Run> {
    look_at(&super::driver::Loaded::load(dir)?, purpose)
}

/// Runs the preprocessor on a loaded book; says why when it has no notes.
fn look_at(loaded: &super::driver::Loaded, purpose: Purpose) -> Result<super::mdbook::Run> {
    let run = loaded.look(purpose)?;
    if run.input.notes == 0 {
        super::print::all(&run.findings, &run.input.sources, &|note, line| run.line_on_disk(note, line));
    }
    Ok(run)
}

/// Tells which pages of a user's packs are no rules, and why; the rest of the pack works on.
fn left_out(rejected: &[super::pages::Rejected]) {
    for page in rejected {
        say(&format!("warning: a rule page is left out\n{}", page.show().trim_end()));
    }
}

/// How many findings a build shows; the rest it counts.
const SHOWN: usize = 12;

/// Tells what a build found: the worst in full, the rest as numbers. A build is no place to read hundreds of remarks.
fn tell(run: &super::mdbook::Run) {
    left_out(&run.rejected);
    let mut worst: Vec<_> = run.findings.iter().filter(|finding| finding.level > Level::Info).cloned().collect();
    worst.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    let rest = worst.len().saturating_sub(SHOWN);
    worst.truncate(SHOWN);
    super::print::all(&worst, &run.input.sources, &|note, line| run.line_on_disk(note, line));
    let remarks = run.findings.len() - worst.len() - rest;
    // Remarks alone are no reason to speak up.
    if !worst.is_empty() && rest + remarks > 0 {
        let more = [(rest, "more warning"), (remarks, "remark")];
        let more: Vec<String> =
            more.iter().filter(|(number, _)| *number > 0).map(|(number, name)| count(*number, name)).collect();
        say(&format!("{}: `mdbook-commonplace lint` shows them", more.join(" and ")));
    }
}

/// Stops a build whose settings say that what was found is a failure.
fn stop(run: &super::mdbook::Run) -> Result<()> {
    let level = run.fail_on.and_then(super::options::FailOn::level);
    let failing = level.map_or(0, |level| run.findings.iter().filter(|finding| finding.level >= level).count());
    if failing > 0 {
        anyhow::bail!(
            "{}, and `fail-on` says that these stop the build\nhint: mend them, allow them in place, or change fail-on in book.toml",
            count(failing, "finding")
        );
    }
    Ok(())
}

/// Writes data to standard output.
///
/// # Errors
///
/// When standard output is closed.
pub(super) fn out(text: &str) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

/// Returns a number of things in words: "1 note", "2 notes".
pub(crate) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Writes a remark to standard error.
pub(super) fn say(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
