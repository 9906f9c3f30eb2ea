//! Golden books: each folder below `tests/golden` is a small book that shows one trap, with what the tool must make of it in
//! `expected/`. `UPDATE=1 cargo test --test golden` writes `expected/` again; read the difference before it is committed.
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

#[path = "support/books.rs"]
mod books;

use mdbook_commonplace::edge::driver::Loaded;
use mdbook_commonplace::edge::mdbook::Purpose;
use mdbook_commonplace::edge::print;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What the tool makes of a book: the text of each chapter by its path, the sidebar, and the findings.
fn made(book: &Path) -> BTreeMap<String, String> {
    let run =
        Loaded::load(book).and_then(|loaded| loaded.look(Purpose::Look)).unwrap_or_else(|error| panic!("{error:#}"));
    let mut files = BTreeMap::new();
    let mut sidebar = String::new();
    books::walk(&run.book["items"], 0, &mut |depth, item| {
        let indent = "  ".repeat(depth);
        if let Some(chapter) = item.get("Chapter") {
            let number: Vec<String> =
                chapter["number"].as_array().into_iter().flatten().map(|n| format!("{n}.")).collect();
            let path = chapter["path"].as_str().unwrap_or("(draft)");
            let source = chapter["source_path"].as_str().unwrap_or("(none)");
            let name = chapter["name"].as_str().unwrap_or_default();
            let _ = writeln!(sidebar, "{indent}{} {name} → {path} ← {source}", number.concat());
            if path != "(draft)" {
                files.insert(path.to_string(), chapter["content"].as_str().unwrap_or_default().to_string());
            }
        } else if let Some(title) = item.get("PartTitle") {
            let _ = writeln!(sidebar, "{indent}# {}", title.as_str().unwrap_or_default());
        } else {
            let _ = writeln!(sidebar, "{indent}---");
        }
    });
    let mut report = sidebar;
    for redirect in run.edition.iter().flat_map(|edition| &edition.redirects) {
        let _ = writeln!(report, "{} ⇒ {}", redirect.from, redirect.to);
    }
    for finding in &run.findings {
        let shown = print::one(finding, &run.input.sources, Some(&|note, line| run.line_on_disk(note, line)), false);
        let _ = write!(report, "\n{}\n", shown.trim_end());
    }
    files.insert("report.txt".to_string(), report);
    files
}

#[test]
fn books_come_out_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut books: Vec<_> =
        fs::read_dir(&root).expect("there are golden books").map(|e| e.expect("an entry").path()).collect();
    books.sort();
    for book in books.iter().filter(|book| book.is_dir()) {
        count += 1;
        let made = made(book);
        let expected = book.join("expected");
        if std::env::var_os("UPDATE").is_some() {
            let _ = fs::remove_dir_all(&expected);
            for (path, text) in &made {
                let path = expected.join(path);
                fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
                fs::write(path, text).expect("the file can be written");
            }
            continue;
        }
        let mut kept = books::files(&expected);
        for (path, text) in &made {
            match kept.remove(path) {
                Some(kept) if kept == *text => {}
                Some(kept) => {
                    let diff = similar::TextDiff::from_lines(&kept, text);
                    let shown = diff.unified_diff().context_radius(2).header("expected", "made").to_string();
                    wrong.push(format!("{}: {path}\n{shown}", book.display()));
                }
                None => wrong.push(format!("{}: {path} was made and is not expected", book.display())),
            }
        }
        wrong.extend(kept.keys().map(|path| format!("{}: {path} is expected and was not made", book.display())));
    }
    assert!(count > 30, "only {count} golden books were found");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
