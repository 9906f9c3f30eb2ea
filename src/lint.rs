//! Runs the rules over notes. A reader: it changes nothing.
//!
//! Cost is linear in the text. All patterns of a pack share one automaton over the words that they ask for, so a rule whose words
//! do not occur costs nothing; a pattern is compiled when its word is first seen. Words are looked up once a distinct word.

pub mod allow;
pub mod choose;
mod context;
mod guard;
mod matching;
mod once;
mod words;

use crate::diagnostic::Diagnostic;
use crate::note::Note;
use crate::pack::{PYTHON_DEFAULT, Pack, PyVersion};
use crate::parse::Dialect;
use crate::prose::Prose;
use crate::python::Python;
use crate::rules::Check;
use crate::text::{Source, SourceId};
use choose::Choice;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What to look for, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The rules that are data.
    pub pack: &'static Pack,
    /// The version of Python that the notes are about.
    pub python: PyVersion,
    /// Which rules are on, and at which level.
    pub choice: Choice,
    /// Words that are spelled as their author wants them, in lower case.
    pub words: HashSet<String>,
    /// Counts the notes that were looked at, for those who want to watch.
    pub done: Done,
}

/// How many notes were looked at so far. Copies share the count; nothing that is found depends on it.
#[derive(Debug, Clone, Default)]
pub struct Done(Arc<AtomicUsize>);

impl Done {
    /// Returns the number.
    #[must_use]
    pub fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Default for Options {
    /// Returns the built-in pack at its own levels, for the newest version of Python that it knows.
    fn default() -> Options {
        let choice = Choice::default();
        Options { pack: Pack::builtin(), python: PYTHON_DEFAULT, choice, words: HashSet::new(), done: Done::default() }
    }
}

/// One note, as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The note's text.
    pub text: &'a str,
    /// Which source it is.
    pub source: SourceId,
    /// Its path.
    pub path: &'a str,
    /// Its blocks.
    pub note: &'a Note,
    /// What a reader reads.
    pub prose: &'a Prose,
    /// Its Python.
    pub python: &'a Python,
    /// The version of Python that it is about.
    pub target: PyVersion,
    /// How the book reads Markdown.
    pub dialect: Dialect,
}

/// Languages whose code in a note says that the note is about them.
const OTHER_LANGUAGES: [&str; 24] = [
    "rust",
    "rs",
    "c",
    "cpp",
    "c++",
    "csharp",
    "cs",
    "go",
    "golang",
    "java",
    "javascript",
    "js",
    "typescript",
    "ts",
    "kotlin",
    "swift",
    "ruby",
    "rb",
    "php",
    "perl",
    "haskell",
    "scala",
    "lua",
    "zig",
];

impl View<'_> {
    /// Returns whether the note is about another language: it holds code in one, or names one several times, and neither holds nor
    /// names Python.
    #[must_use]
    pub fn is_about_another_language(&self) -> bool {
        static NAME: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
            regex::Regex::new(r"(?i)\bc?python").expect("the pattern is constant and right")
        });
        static OTHERS: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
            regex::Regex::new(r"\b(?:Rust|[Cc]argo|[Cc]rates?|Java|JavaScript|TypeScript|Node\.js|npm|Golang|Kotlin|Swift|Ruby|PHP|Haskell)\b|\bC\+\+")
                .expect("the pattern is constant and right")
        });
        let other = |block: &crate::prose::CodeBlock| {
            block.language().is_some_and(|language| OTHER_LANGUAGES.contains(&language.as_str()))
        };
        self.python.blocks.is_empty()
            && !NAME.is_match(&self.prose.text)
            && (self.prose.code.iter().any(other) || OTHERS.find_iter(&self.prose.text).nth(2).is_some())
    }
}

/// A note with all that rules want to know about it.
#[derive(Debug)]
pub struct Read {
    /// Its blocks.
    pub note: Note,
    /// What a reader reads.
    pub prose: Prose,
    /// Its Python.
    pub python: Python,
}

impl Read {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &str, source: SourceId, dialect: Dialect) -> Read {
        let (note, mut prose) = crate::parse::parse_with_prose(text, source, dialect);
        let python = crate::python::read(&prose);
        prose.add_code(&python);
        Read { note, prose, python }
    }
}

/// Reads texts in parallel; the order is theirs.
#[must_use]
pub fn read_all(sources: &[Source], dialect: Dialect) -> Vec<Read> {
    let one = |(number, source): (usize, &Source)| {
        let id = SourceId(u32::try_from(number).expect("sources are counted in 32 bits"));
        Read::new(&source.text, id, dialect)
    };
    sources.par_iter().enumerate().map(one).collect()
}

/// Runs all rules over notes.
#[must_use]
pub fn find<'a>(views: &'a [View<'a>], options: &Options) -> Vec<Diagnostic> {
    let switches = matching::Switches::new(options);
    let on = |check: &&Check| check.rules.iter().any(|rule| options.choice.may(rule));
    let checks: Vec<&Check> = crate::rules::CHECKS.iter().filter(on).collect();
    let one = |known: &mut words::Known<'a>, view: &'a View<'a>| {
        let mut found = Vec::new();
        matching::run(view, options.pack, &switches, &mut found);
        words::run(view, options, known, &mut found);
        checks.iter().for_each(|check| (check.run)(view, &mut found));
        options.done.add();
        found
    };
    views.par_iter().map_init(words::Known::default, one).flatten_iter().collect()
}

/// Settles what is told: levels are set, what is off, said better by another rule, or allowed in place is left out, allows that allow
/// nothing are reported, and the rest is sorted by place.
#[must_use]
pub fn settle(views: &[View<'_>], found: Vec<Diagnostic>, options: &Options) -> Vec<Diagnostic> {
    let paths: FxHashMap<SourceId, &str> = views.iter().map(|view| (view.source, view.path)).collect();
    let mut kept = options.choice.apply(found, |source| paths.get(&source).copied());
    // Only what is told can say it better.
    once::once(&mut kept);
    allow::apply(views, &mut kept, options);
    sort(&mut kept);
    kept
}

/// Sorts findings by place, and drops a finding that another one of the same rule and place repeats.
pub fn sort(found: &mut Vec<Diagnostic>) {
    found.sort_by(|a, b| (a.at, a.rule.name, &a.message).cmp(&(b.at, b.rule.name, &b.message)));
    found.dedup_by(|a, b| a.at == b.at && a.rule.name == b.rule.name && a.message == b.message);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_is_off_silences_no_other() {
        let text = "# Text\n\n```python\nprint(unicode(\"a\"))\n```\n";
        let names = |ignore: &[&str]| -> Vec<&str> {
            let ignore = ignore.iter().map(|name| choose::Selector::new(name).expect("a name is a glob")).collect();
            let choice = Choice { ignore, ..Choice::default() };
            let lint = Some(Options { choice, ..Options::default() });
            let sources = vec![Source::new("a.md", text)];
            let input = crate::Input { notes: 1, sources, lint, only_findings: true, ..Default::default() };
            crate::build(&input).diagnostics.iter().map(|finding| finding.rule.name).collect()
        };
        assert_eq!(names(&[]), ["removed-api"]);
        assert_eq!(names(&["removed-api"]), ["undefined-name"]);
    }

    #[test]
    fn who_watches_sees_all_notes_done() {
        let sources: Vec<Source> = (0..7).map(|n| Source::new(format!("{n}.md"), "# A\n\nB.\n")).collect();
        let options = Options::default();
        let done = options.done.clone();
        assert_eq!(done.get(), 0);
        let input = crate::Input { notes: 7, sources, lint: Some(options), only_findings: true, ..Default::default() };
        let _ = crate::build(&input);
        assert_eq!(done.get(), 7);
    }
}
