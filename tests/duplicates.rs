//! What must not be folded: each file in `tests/look-alikes` is a note whose sections only look alike. And what must: in each of
//! `tests/told-again` a section says again what another one says.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use mdbook_commonplace::ledger::Fate;
use mdbook_commonplace::text::{LineIndex, Source};
use mdbook_commonplace::{Edition, Input, build};
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// How many look-alikes there are at least, so that a folder that was moved is noticed.
const LEAST: usize = 100;

/// Returns the look-alikes in the order of their names.
fn look_alikes() -> Vec<PathBuf> {
    notes("tests/look-alikes")
}

/// Returns the notes of a folder in the order of their names.
fn notes(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("there are notes");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

/// Returns a note as the only one of its book, with what became of it.
fn built(name: &str, text: &str) -> (Source, Edition) {
    let source = Source::new(name, text);
    let input = Input { sources: vec![source.clone()], notes: 1, first: true, ..Input::default() };
    let edition = build(&input);
    (source, edition)
}

/// Returns a line for each block that is not shown since another one says the same.
fn folded(source: &Source, edition: &Edition) -> Vec<String> {
    let lines = LineIndex::new(&source.text);
    let note = &edition.notes[0];
    let line = |id| lines.line(note.block(id).span.start);
    let folds = note.block_ids().filter_map(|id| match edition.ledger.fate(id) {
        Fate::Same(of) | Fate::Near { of, .. } => Some((id, of)),
        Fate::Kept | Fate::Replaced(_) => None,
    });
    folds.map(|(id, of)| format!("{}:{} is folded into line {}", source.path, line(id), line(of))).collect()
}

#[test]
fn look_alikes_are_left_alone() {
    let paths = look_alikes();
    let mut wrong = Vec::new();
    for path in &paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name} cannot be read: {error}"));
        // A panic does not say which note it is about, and must not hide the notes behind it.
        match catch_unwind(|| built(&name, &text)) {
            Ok((source, edition)) => {
                wrong.extend(folded(&source, &edition));
                wrong.extend(edition.broken.iter().map(|broken| format!("{name} breaks a law: {broken:?}")));
            }
            Err(_) => wrong.push(format!("{name} makes the build panic")),
        }
    }
    assert!(paths.len() >= LEAST, "only {} look-alikes were found", paths.len());
    assert!(
        wrong.is_empty(),
        "{} things are wrong with notes that must be left alone:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn each_look_alike_holds_sections_to_compare() {
    for path in look_alikes() {
        let text = fs::read_to_string(&path).expect("it can be read");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let headings = text.lines().filter(|line| line.starts_with("## ") || line.starts_with("### ")).count();
        assert!(headings > 1, "{name} has fewer than two sections, so there is nothing that looks alike");
    }
}

#[test]
fn a_true_repeat_is_seen() {
    let code = "```python\nfrom shop import Basket\n\nbasket = Basket()\nbasket.add(\"milk\")\n```\n";
    let text = format!("# Shop\n\n## Errands\n\nMilk is out.\n\n{code}\n## Basket\n\nHolds things.\n\n{code}");
    let (source, edition) = built("shop.md", &text);
    assert_eq!(folded(&source, &edition), ["shop.md:7 is folded into line 18"]);
    assert!(edition.broken.is_none(), "a law is broken: {:?}", edition.broken);
}

#[test]
fn what_is_told_again_is_shown_once() {
    let paths = notes("tests/told-again");
    assert!(paths.len() >= 20, "only {} notes were found", paths.len());
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (source, edition) = built(&name, &fs::read_to_string(&path).expect("it can be read"));
        assert!(!folded(&source, &edition).is_empty(), "{name} is shown twice");
        assert!(edition.broken.is_none(), "{name} breaks a law: {:?}", edition.broken);
    }
}
