//! The project's own order: documents say what is there, files stay short, and nothing in them belongs to one machine.
#![allow(clippy::disallowed_methods, reason = "tests read files and run the tool")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How long a file below `src/` may be, its tests not counted.
const LONGEST: usize = 400;

/// What must not stand in `src/` outside tests, and what to write instead.
const FORBIDDEN: [(&str, &str); 4] = [
    (".unwrap()", "handle the case, or say with `expect` which law rules it out"),
    ("panic!(", "return a diagnostic, or at the edge an error"),
    ("todo!(", "write it, or leave it out"),
    ("dbg!(", "take it away"),
];

/// Returns the project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the text of a file of the project.
fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path} cannot be read: {error}"))
}

/// Returns the paths of all Rust files below a folder of the project, sorted; none when there is no such folder.
fn rust_files(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut queue = vec![folder.to_string()];
    while let Some(folder) = queue.pop() {
        for entry in fs::read_dir(root().join(&folder)).into_iter().flatten().flatten() {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                queue.push(path);
            } else if has_extension(&path, "rs") {
                found.insert(path);
            }
        }
    }
    found
}

/// Tells whether a path ends in a dot and `extension`.
fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == extension)
}

/// Returns the lines of a source file up to its tests; a file called `tests.rs` is all tests.
fn lines_without_tests(path: &str) -> Vec<String> {
    if path.ends_with("/tests.rs") {
        return Vec::new();
    }
    text(path).lines().take_while(|line| *line != "#[cfg(test)]").map(str::to_string).collect()
}

/// Fails with all that is wrong, one a line, and with what to do about it.
fn none(wrong: &[String], advice: &str) {
    assert!(wrong.is_empty(), "{advice}:\n  {}", wrong.join("\n  "));
}

/// Returns the paths of Rust files that stand between backticks.
fn named_files(document: &str) -> BTreeSet<String> {
    let ticked = document.split('`').skip(1).step_by(2);
    let ours = |word: &&str| ["src/", "tests/", "benches/"].iter().any(|folder| word.starts_with(folder));
    ticked.filter(ours).filter(|word| has_extension(word, "rs")).map(str::to_string).collect()
}

#[test]
fn the_architecture_names_every_file_and_no_other() {
    let named = named_files(&text("ARCHITECTURE.md"));
    let files = rust_files("src");
    assert!(files.contains("src/lib.rs"), "src/lib.rs was not found, so this test looks in the wrong folder");
    // A harness is a file right below `tests/` or `benches/`; what it includes stands in folders below.
    let harnesses: BTreeSet<String> = ["tests", "benches"]
        .iter()
        .flat_map(|folder| rust_files(folder))
        .filter(|path| path.matches('/').count() == 1)
        .collect();
    let missing: Vec<String> = files.union(&harnesses).filter(|path| !named.contains(*path)).cloned().collect();
    none(&missing, "ARCHITECTURE.md must have a sentence for each of these files, with the path in backticks");
    let gone: Vec<String> = named.into_iter().filter(|path| !root().join(path).is_file()).collect();
    none(&gone, "ARCHITECTURE.md names files that do not exist; take them out or name them as they are called now");
}

/// Returns the lines that stand in the code fences of a document.
fn fenced_lines(document: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut found = BTreeSet::new();
    for line in document.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside {
            found.insert(line.to_string());
        }
    }
    found
}

#[test]
fn the_readme_shows_the_two_commands() {
    let lines = fenced_lines(&text("README.md"));
    let missing: Vec<String> = ["cargo run --release -- build", "cargo test"]
        .iter()
        .filter(|command| !lines.contains(**command))
        .map(ToString::to_string)
        .collect();
    none(&missing, "README.md must show each of these commands on a line of its own in a code fence");
}

/// Returns the words that follow one of the ways to call the tool.
fn verbs(document: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for call in ["mdbook-commonplace ", "cargo run --release -- "] {
        for (at, _) in document.match_indices(call) {
            let rest = &document[at + call.len()..];
            let verb: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            if verb.starts_with(|c: char| c.is_ascii_lowercase()) {
                found.insert(verb);
            }
        }
    }
    found
}

#[test]
fn every_verb_in_the_documents_exists() {
    let mut wrong = Vec::new();
    for document in ["README.md", "book/introduction.md"] {
        let verbs = verbs(&text(document));
        assert!(verbs.contains("build"), "{document} must show `mdbook-commonplace build`");
        for verb in verbs {
            let status = Command::new(env!("CARGO_BIN_EXE_mdbook-commonplace"))
                .args([verb.as_str(), "--help"])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("the tool can be started");
            if !status.success() {
                wrong.push(format!("{document}: mdbook-commonplace {verb}"));
            }
        }
    }
    none(&wrong, "the tool has no such verbs (`VERB --help` fails); correct the documents or the command line");
}

#[test]
fn source_files_stay_short() {
    let counts = rust_files("src").into_iter().map(|path| (lines_without_tests(&path).len(), path));
    let long: Vec<String> =
        counts.filter(|(count, _)| *count > LONGEST).map(|(count, path)| format!("{path}: {count} lines")).collect();
    none(&long, &format!("split these files by what they do; without tests, a file has at most {LONGEST} lines"));
}

#[test]
fn the_source_neither_unwraps_nor_panics() {
    let mut wrong = Vec::new();
    for path in rust_files("src") {
        for (at, line) in lines_without_tests(&path).iter().enumerate() {
            let code = if line.trim_start().starts_with("//") { "" } else { line };
            for (word, advice) in FORBIDDEN.iter().filter(|(word, _)| code.contains(word)) {
                wrong.push(format!("{path}:{}: `{word}`: {advice}", at + 1));
            }
        }
    }
    none(&wrong, "broken notes are an input, not an error, so these must go");
}

/// Returns the tracked files, or none when this is not a checkout or there is no git.
fn tracked() -> Option<Vec<PathBuf>> {
    let git = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).stdin(Stdio::null()).output().ok()?;
    let names = String::from_utf8(git.stdout).ok().filter(|_| git.status.success())?;
    Some(names.split('\0').filter(|name| !name.is_empty()).map(|name| root().join(name)).collect())
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let Some(files) = tracked() else {
        eprintln!("skipped: there is no git, or this is not a checkout");
        return;
    };
    // Put together here, so that this file does not hold what it looks for.
    let folders = ["work", "root", "home"].map(|name| format!("/{name}/"));
    let mut wrong = Vec::new();
    for file in files {
        // What is deleted but not yet committed, or is no text, holds nothing to read.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for (at, line) in text.lines().enumerate() {
            if let Some(folder) = folders.iter().find(|folder| line.contains(folder.as_str())) {
                let shown = file.strip_prefix(root()).unwrap_or(&file).display();
                wrong.push(format!("{shown}:{}: `{folder}`", at + 1));
            }
        }
    }
    none(&wrong, "these lines name a folder of one machine; write a path relative to the project instead");
}

#[test]
fn the_readers_of_documents_see_what_they_should() {
    let named = named_files("`src/a.rs` src/b.rs `src/c/` `tests/d.rs` `x/e.rs`");
    assert_eq!(named.into_iter().collect::<Vec<_>>(), ["src/a.rs", "tests/d.rs"]);
    let found = verbs("`mdbook-commonplace new-x DIR` mdbook-commonplace --help `mdbook-commonplace` does");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["new-x"]);
    let lines = fenced_lines("a\n```sh\nb\n```\nc\n");
    assert_eq!(lines.into_iter().collect::<Vec<_>>(), ["b"]);
}
