//! The glossary in the hands of the programs that it is written for: sphobjinv, Sphinx, rdflib, Anki and Python's own readers of CSV and
//! JSON. Ignored where nobody says which Python has them.
//! `COMMONPLACE_TERMS_PYTHON=target/terms/bin/python cargo test --test terms -- --include-ignored`.
#![allow(clippy::disallowed_methods, reason = "tests write files and start Python")]

use mdbook_commonplace::edge::terms::{Format, Place, Row, Terms, Use, write};
use std::fs;
use std::process::Command;

fn row(term: &str, anchor: &str, definition: &str) -> Row {
    Row {
        term: term.to_string(),
        anchor: anchor.to_string(),
        definition: definition.to_string(),
        markdown: None,
        aliases: Vec::new(),
        abbreviations: Vec::new(),
        defined_at: vec![Place { note: "notes/a b.md".to_string(), line: 7, form: "is-a", score: 80 }],
        used_at: vec![Use { page: "gates.md".to_string(), anchor: "slow".to_string() }],
        url: format!("https://example.org/book/glossary.html#{anchor}"),
    }
}

/// Terms that trip formats up: quotes, separators, markup, line ends, signs of formulas, other scripts, nothing at all.
fn terms() -> Terms {
    let mut gate = row("turnstile", "term-turnstile", "A gate that lets \"one\" in, and | not more; slowly.");
    gate.aliases = vec!["one-way gate".to_string(), "gate; the slow one".to_string(), "gate \\ barrier".to_string()];
    gate.abbreviations = vec!["TS".to_string()];
    let mut many = row("flood", "term-flood", &"Water, and more of it. ".repeat(4000));
    many.definition.truncate(many.definition.trim_end().len());
    let rows = vec![
        row("#hash", "term-hash", "# not a comment"),
        row("\"quoted\"", "term-quoted", "\"a\tb\"\nc\r\nd\\te"),
        row("<script>alert(1)</script>", "term-script", "&lt; is not < & <b>is not bold</b>"),
        row("@mark", "term-mark", "=SUM(A1)"),
        row("'tis", "term-tis", "-1"),
        gate,
        row("信号量", "term-信号量", "一种计数器，用于控制访问。"),
        row("תור", "term-תור", "רשימה של פריטים (FIFO) שממתינים."),
        row("void", "term-void", ""),
        many,
    ];
    let base = Some("https://example.org/book/".to_string());
    let page = "glossary.html".to_string();
    Terms { title: "Gates & \"Queues\"".to_string(), language: "pt_BR".to_string(), base, page, rows, candidates: None }
}

#[test]
#[ignore = "needs a Python with sphobjinv, sphinx, rdflib and anki, named by COMMONPLACE_TERMS_PYTHON"]
fn other_programs_read_what_was_written_for_them() {
    let python = std::env::var("COMMONPLACE_TERMS_PYTHON").expect("COMMONPLACE_TERMS_PYTHON names a Python");
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        (Format::Json, "terms.json"),
        (Format::Csv, "terms.csv"),
        (Format::Tsv, "terms.tsv"),
        (Format::Anki, "anki.txt"),
        (Format::Skos, "skos.jsonld"),
        (Format::Inv, "objects.inv"),
    ];
    for (format, name) in files {
        fs::write(folder.path().join(name), write(&terms(), format)).expect("the file can be written");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/terms.py");
    let output = Command::new(python).arg(script).arg(folder.path()).output().expect("Python starts");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    for name in ["csv", "tsv", "skos", "inv", "sphinx", "anki"] {
        assert!(out.contains(&format!("{name}: ")), "{name} was not looked at\n{out}{err}");
    }
}
