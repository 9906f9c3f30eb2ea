//! Proofs of facts, run by a real Python: ignored where nobody says which.
//! `COMMONPLACE_PYTHON=python3 cargo test --test prove -- --include-ignored`.
#![allow(clippy::disallowed_methods, reason = "tests write files and run the tool")]

#[path = "support/tool.rs"]
mod tool;

use std::fs;
use std::path::Path;

/// A page whose fact is shown by one line of Python.
fn page(proof: &str) -> String {
    format!(
        "+++\nlevel = \"warn\"\nsince = \"0.1\"\nall = ['\\bone and one is three']\nurl = \"https://docs.python.org/3/\"\n\
         reviewed = 2026-11-28\n+++\n# one-and-one\n\nOne and one is two.\n\n```python proof >=3.6\n{proof}\n```\n\n\
         ```md wrong\nHere one and one is three.\n\nSo one and one is three.\n\nOne and one is three.\n```\n```report\n```\n\n\
         ```md right\nOne and one is two.\n\nOne and two is three.\n```\n"
    )
}

fn prove(proof: &str) -> tool::Ran {
    let python = std::env::var("COMMONPLACE_PYTHON").expect("COMMONPLACE_PYTHON names a Python");
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("pack/style")).expect("the folder can be made");
    fs::write(folder.path().join("pack/style/one-and-one.md"), page(proof)).expect("the page can be written");
    tool::run(
        Path::new(folder.path()),
        &["rules", "--prove", "--pack", "pack", "--category", "style", "--python", &python],
    )
}

#[test]
#[ignore = "needs a Python, named by COMMONPLACE_PYTHON"]
fn a_proof_that_holds_is_green_and_one_that_is_falsified_is_red() {
    let good = prove("assert 1 + 1 == 2");
    assert_eq!(good.code, 0, "{}{}", good.out, good.err);
    for (proof, reason) in [
        ("assert 1 + 1 == 3", "AssertionError"),
        ("assert 1 + 1 ==", "SyntaxError"),
        ("import urllib.request\nurllib.request.urlopen('http://example.org')", "a proof must not use the network"),
    ] {
        let bad = prove(proof);
        assert_eq!(bad.code, 1, "{}{}", bad.out, bad.err);
        assert!(bad.out.contains("one-and-one: does not hold") && bad.out.contains(reason), "{}", bad.out);
    }
}
