//! Rule pages: each is manual, test and rule. `UPDATE=1 cargo test --test rules` refills `report` and `fixed`.
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

use mdbook_commonplace::diagnostic::{Diagnostic, Level};
use mdbook_commonplace::edge::pages::{self, File};
use mdbook_commonplace::lint::Options;
use mdbook_commonplace::pack::load::load;
use mdbook_commonplace::pack::{Pack, harness, page};
use mdbook_commonplace::rules;
use mdbook_commonplace::text::LineIndex;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<File> {
    let files = pages::files(&root().join("rules")).expect("the pages can be read");
    assert!(files.len() > 200, "only {} pages were found", files.len());
    files
}

#[test]
fn every_page_behaves() {
    let (loaded, rejected) = pages::read(files());
    let mut wrong: Vec<String> = rejected.iter().map(pages::Rejected::show).collect();
    let update = std::env::var_os("UPDATE").is_some();
    let outcomes: Vec<(&File, harness::Outcome)> = loaded
        .par_iter()
        .map(|(file, loaded)| (file, harness::check(&loaded.page, &file.text, Pack::builtin(), &file.category)))
        .collect();
    for (file, outcome) in outcomes {
        let mut troubles = outcome.troubles;
        match outcome.filled.filter(|_| update) {
            Some(filled) => fs::write(&file.path, filled).expect("the page can be written"),
            None => troubles.extend(outcome.differences),
        }
        if !troubles.is_empty() {
            wrong.push(pages::Rejected { file: file.clone(), troubles }.show());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn every_rule_has_a_page_in_its_category_that_says_its_level() {
    let files = files();
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names.len(), files.len(), "two pages have one name");
    // Mistakes in `book.toml` cannot be shown in a note.
    let without = ["settings"];
    for rule in rules::all(Pack::builtin()).filter(|rule| !without.contains(&rule.name)) {
        let file = files.iter().find(|file| file.name == rule.name);
        let file = file.unwrap_or_else(|| panic!("{} has no page below rules/{}", rule.name, rule.category));
        assert_eq!(file.category, rule.category.name(), "{}", rule.name);
        let page = page::read(&file.name, &file.text).unwrap_or_else(|trouble| panic!("{}: {trouble:?}", rule.name));
        assert_eq!(page.head.level, rule.level.to_string(), "{}", rule.name);
    }
    for file in &files {
        let known = rules::all(Pack::builtin()).any(|rule| rule.name == file.name);
        assert!(known, "{} is the page of no rule", file.path.display());
    }
}

/// Lints texts one by one, without a book, and returns what is found at a level or above, a line each.
fn found(paths: &[PathBuf], least: Level) -> Vec<String> {
    let one = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("the text can be read");
        let (_, findings) = mdbook_commonplace::lint_example(&text, None, &Options::default());
        let lines = LineIndex::new(&text);
        let line = |finding: &Diagnostic| {
            let line = lines.line(finding.at.start);
            format!("{}:{line}: {}: {}", path.display(), finding.rule.name, finding.message)
        };
        findings.iter().filter(|finding| finding.level >= least).map(line).collect::<Vec<_>>()
    };
    paths.par_iter().flat_map_iter(one).collect()
}

fn markdown(folder: &str) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(root().join(folder)).sort_by_file_path(Ord::cmp).build();
    let paths = walk.filter_map(|entry| entry.ok().map(ignore::DirEntry::into_path));
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

#[test]
fn true_sentences_are_left_alone() {
    let paths = markdown("tests/right");
    let sentences: usize = (paths.iter())
        .map(|path| fs::read_to_string(path).expect("the text can be read"))
        .map(|text| text.matches(". ").count() + text.matches(".\n").count() + text.matches("?\n").count())
        .sum();
    assert!(sentences >= 400, "only about {sentences} sentences");
    let found = found(&paths, Level::Warn);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_projects_own_prose_is_left_alone() {
    let mut paths = markdown("book");
    // The sample notes are raw on purpose.
    paths.retain(|path| !path.to_string_lossy().contains("notes"));
    assert!(paths.len() >= 3, "the guide was not found");
    paths.extend(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    let found: Vec<String> = found(&paths, Level::Warn)
        .into_iter()
        .filter(|line| !line.contains("link-broken") && !line.contains("anchor-broken"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A small page that behaves.
const PAGE: &str = "+++\nlevel = \"warn\"\nsince = \"0.1\"\nall = ['\\bcolour of bread is (\\w+)']\n\n[fix]\nfind = 'bread is green'\n\
with = 'bread is brown'\nsafety = \"ask\"\n+++\n# bread-colour\n\nBread is brown.\n\n## Wrong\n\n```md wrong\nThe colour of bread is \
green.\n```\n```report\n1:5 warn bread-colour: Bread is brown\n```\n```md fixed\nThe colour of bread is brown.\n```\n\n## Right\n\n\
```md right\nThe colour of grass is green.\n```\n";

/// Returns what is wrong with a page, a message each.
fn troubles(text: &str) -> Vec<String> {
    let file = File {
        path: PathBuf::from("rules/style/bread-colour.md"),
        category: "style".to_string(),
        name: "bread-colour".to_string(),
        text: text.to_string(),
    };
    let (loaded, rejected) = pages::read(vec![file]);
    if let Some(page) = rejected.first() {
        return page.troubles.iter().map(|trouble| trouble.message.clone()).collect();
    }
    let pack = pages::pack(&loaded);
    let (file, own) = &loaded[0];
    let outcome = harness::check(&own.page, &file.text, pack, &file.category);
    outcome.troubles.iter().chain(&outcome.differences).map(|trouble| trouble.message.clone()).collect()
}

#[test]
fn a_page_that_is_broken_on_purpose_fails() {
    // The fix turns brown into brown, and the rule finds brown as well: the page is right only when it never fires on brown.
    let good = PAGE.replace("is (\\w+)", "is (green|blue)");
    assert_eq!(troubles(&good), [""; 0]);
    let cases: [(&str, &str, &str); 13] = [
        (
            "colour of bread is (green|blue)",
            "colour of cheese is (green|blue)",
            "the rule finds nothing in a wrong example",
        ),
        (
            "is green.\n```\n```report",
            "is green.\n\nBread is good.\n```\n```report",
            "the rule finds nothing in this block",
        ),
        ("of grass is green", "of bread is blue", "the rule finds something in a right example: Bread is brown"),
        ("with = 'bread is brown'", "with = 'bread is green bread is green'", "the fix is never at rest"),
        ("(green|blue)", "(green|blue", "the pattern cannot be read: unclosed group"),
        ("since =", "sinse =", "unknown field `sinse`"),
        ("\"warn\"", "\"wrn\"", "`wrn` is no level"),
        ("```md right", "```md", "the page has no right example"),
        ("```md wrong", "```md", "`report` stands behind no wrong example"),
        ("1:5 warn", "1:6 warn", "the `report` should be\n1:5 warn bread-colour: Bread is brown"),
        (
            "bread is brown.\n```\n\n## Right",
            "bread is red.\n```\n\n## Right",
            "the `md fixed` should be\nThe colour of bread is brown.",
        ),
        ("# bread-colour", "# bread-color", "the title is not the file's name"),
        ("\\bcolour of bread is (green|blue)", "\\w+ \\w+ (\\w+)", "a pattern asks for no word"),
    ];
    for (from, to, expected) in cases {
        let broken = good.replacen(from, to, 1);
        assert_ne!(broken, good, "{from} is not in the page");
        let found = troubles(&broken);
        assert!(
            found.iter().any(|message| message.contains(expected)),
            "{to}: expected {expected:?}, found {found:#?}"
        );
    }
}

#[test]
fn a_fact_must_say_where_it_is_written_down_and_be_shown_more_than_once() {
    let fact = load("fact", "bread-colour", PAGE).expect_err("it names no source");
    let messages: Vec<&str> = fact.iter().map(|trouble| trouble.message.as_str()).collect();
    assert_eq!(
        messages,
        ["a fact needs a url: where it is written down", "a fact needs a date: reviewed = YYYY-MM-DD"]
    );
}
