//! The two real notes, in the folder that `COMMONPLACE_REAL_NOTES` names: they are not part of this project. Ignored unless asked
//! for with `cargo test --test real -- --include-ignored`; then a missing folder is a failure.
#![allow(clippy::disallowed_methods, reason = "tests read and write files and run the scorer")]

#[path = "support/books.rs"]
mod books;
#[path = "support/crawl.rs"]
mod crawl;

#[path = "support/unlink.rs"]
mod unlink;

use mdbook_commonplace::edge::driver::Loaded;
use mdbook_commonplace::edge::mdbook::Run;
use mdbook_commonplace::edge::report::Reporter;
use mdbook_commonplace::ledger::Fate;
use mdbook_commonplace::{Input, build};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const BOTH: &[&str] = &["python-notes.md", "notes-on-python.md"];

fn notes() -> PathBuf {
    let folder =
        std::env::var_os("COMMONPLACE_REAL_NOTES").expect("COMMONPLACE_REAL_NOTES names the folder of the real notes");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    assert!(folder.join(BOTH[0]).is_file(), "{} holds no real notes", folder.display());
    folder
}

/// Makes a book of some of the notes.
fn book(names: &[&str], layout: bool) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let src = folder.path().join("src/notes");
    fs::create_dir_all(&src).expect("the folder can be made");
    let mut summary = String::new();
    for name in names {
        fs::copy(notes().join(name), src.join(name)).expect("the note can be copied");
        let _ = writeln!(summary, "- [{name}](notes/{name})");
    }
    fs::write(folder.path().join("src/SUMMARY.md"), summary).expect("the summary can be written");
    let settings =
        "[preprocessor.commonplace]\nnotes = [\"notes/*.md\"]\nafter = [\"links\"]\n[output.html]\nsite-url = \"/\"\n";
    fs::write(folder.path().join("book.toml"), settings).expect("the settings can be written");
    if layout {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/layout.toml");
        fs::copy(file, folder.path().join("layout.toml")).expect("the layout can be copied");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/glossary.toml");
        fs::copy(file, folder.path().join("glossary.toml")).expect("the glossary can be copied");
    }
    folder
}

fn look(folder: &Path) -> Run {
    Loaded::load(folder)
        .and_then(|loaded| loaded.look(mdbook_commonplace::edge::mdbook::Purpose::Build))
        .unwrap_or_else(|error| panic!("{error:#}"))
}

/// Returns what the scorer prints about the report of a book of both notes.
fn score(layout: bool) -> String {
    let folder = book(BOTH, layout);
    let run = look(folder.path());
    let report = Reporter::new(&run).expect("there are notes").report();
    let file = folder.path().join("report.json");
    fs::write(&file, serde_json::to_string(&report).expect("the report is JSON")).expect("the report can be written");
    let scorer = notes().join("../score/score.py");
    let output = Command::new("python3").arg(scorer).arg(&file).output().expect("python3 runs the scorer");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns the last number on the scorer's line that holds `label`, or the numbers of a `B-cubed` line.
fn figures(score: &str, label: &str) -> Vec<f64> {
    let line = score.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("no `{label}` in\n{score}"));
    let numbers = line.replace(['/', '='], " ");
    numbers.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

#[test]
#[ignore = "needs the real notes"]
fn no_line_is_lost_or_shown_twice() {
    for layout in [false, true] {
        let score = score(layout);
        assert_eq!(figures(&score, "non-blank lines with a fate").last(), Some(&1.0), "{score}");
        assert_eq!(figures(&score, "lines claimed twice").last(), Some(&0.0), "{score}");
        assert_eq!(figures(&score, "kept without page").last(), Some(&0.0), "{score}");
    }
}

#[test]
#[ignore = "needs the real notes"]
fn with_the_layout_every_line_is_where_the_editor_put_it() {
    let score = score(true);
    assert!(figures(&score, "B-cubed")[2] >= 0.99, "{score}");
    assert_eq!(figures(&score, "orphans at home")[..2], [30.0, 30.0], "{score}");
}

#[test]
#[ignore = "needs the real notes"]
fn repeats_are_folded_and_look_alikes_are_not() {
    for layout in [false, true] {
        let score = score(layout);
        assert_eq!(figures(&score, "required folds")[..2], [5.0, 5.0], "{score}");
        assert!(score.contains("wrongly folded        0 of 106"), "{score}");
    }
}

#[test]
#[ignore = "needs the real notes"]
fn without_a_layout_topics_come_near_the_editor() {
    let score = score(false);
    assert!(figures(&score, "B-cubed")[2] >= 0.95, "{score}");
    assert!(figures(&score, "orphans at home")[0] >= 19.0, "{score}");
}

#[test]
#[ignore = "needs the real notes"]
fn terms_are_found_once_and_words_lead_to_what_explains_them() {
    let plain = score(false);
    let at_least = |score: &str, label: &str, least: f64| {
        let found = figures(score, label)[0];
        assert!(found >= least, "{label}: {found}\n{score}");
    };
    for score in [&plain, &score(true)] {
        at_least(score, "must   terms found", 69.0);
        at_least(score, "external made", 135.0);
        let unknown = figures(score, "entries of no known term");
        assert!(unknown[0] * 10.0 <= unknown[1], "{score}");
        assert_eq!(figures(score, "terms with two entries"), [0.0], "{score}");
    }
    at_least(&plain, "internal must   made", 31.0);
    // A careful reader's glossary.toml stands beside the layout.
    let helped = score(true);
    at_least(&helped, "must   terms found", 72.0);
    at_least(&helped, "should terms found", 28.0);
    at_least(&helped, "internal must   made", 33.0);
    at_least(&helped, "internal should made", 20.0);
}

#[test]
#[ignore = "needs the real notes"]
fn pages_without_their_made_links_are_the_pages_of_a_book_without_them() {
    for layout in [false, true] {
        let folder = book(BOTH, layout);
        let run = look(folder.path());
        let input = Input { join: None, lint: None, ..run.input };
        let edition = run.edition.as_ref().expect("there are notes");
        let compared = unlink::same_without_links(&input, edition, &build(&input));
        assert!(compared > 20 && edition.links.len() > 100, "{compared} pages, {} links", edition.links.len());
    }
}

#[test]
#[ignore = "needs the real notes"]
fn the_built_book_has_no_dead_link() {
    for names in [&BOTH[..1], &BOTH[1..], BOTH] {
        for layout in [false, true] {
            let folder = book(names, layout && names.len() == 2);
            let run = look(folder.path());
            let edition = run.edition().expect("there are notes");
            assert_eq!(edition.broken, None);
            let redirects = mdbook_commonplace::edge::cli::redirect_pairs(&edition.redirects);
            let built =
                Loaded::load(folder.path()).and_then(|mut loaded| loaded.render(&redirects)).expect("it renders");
            let dead = crawl::dead_links(&built[0]);
            // One link of the notes was broken before; it must stay as it is, and it is told.
            let (known, dead): (Vec<_>, Vec<_>) = dead.into_iter().partition(|message| message.contains("(#socket)"));
            assert!(dead.is_empty(), "{names:?}, layout {layout}:\n{}", dead.join("\n"));
            assert_eq!(known.is_empty(), !names.contains(&BOTH[1]), "{known:?}");
        }
    }
}

#[test]
#[ignore = "needs the real notes"]
fn only_contents_and_headings_that_say_nothing_more_are_replaced() {
    let folder = book(BOTH, true);
    let run = look(folder.path());
    let edition = run.edition().expect("there are notes");
    let replaced: Vec<String> = edition
        .notes
        .iter()
        .flat_map(|note| note.block_ids().map(move |id| (note, id)))
        .filter(|(_, id)| matches!(edition.ledger.fate(*id), Fate::Replaced(_)))
        .map(|(note, id)| {
            let span = note.block(id).span;
            span.of(&run.input.sources[id.source.index()].text).lines().next().unwrap_or_default().to_string()
        })
        .collect();
    let contents = "- [Notes on Python](#notes-on-python)";
    let headings = ["## Useful Python snippets", "## Notes on built-in and third-party modules"];
    // Both notes have a section on pickle; the layout puts them in one chapter, where they share a heading.
    assert_eq!(replaced, ["## pickle", "## Contents", contents, headings[0], headings[1]]);
}
