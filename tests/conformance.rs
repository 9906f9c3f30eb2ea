//! The ids that this tool gives to headings are those that the real mdBook writes: each text is built with `mdbook-driver` and
//! the ids of the page are compared.
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

#[path = "support/books.rs"]
mod books;

use mdbook_commonplace::crossref::anchor::{AnchorRule, Fragments};
use mdbook_commonplace::note::IdKind;
use mdbook_commonplace::parse::{Dialect, parse};
use mdbook_commonplace::text::SourceId;
use mdbook_driver::MDBook;
use regex::Regex;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Texts whose ids are not plain.
const TRICKY: &[&str] = &[
    "# a -- b\n## a --- b\n## \"quoted\" 'and' don't...\n## `a -- b`\n",
    "# Foo\n# Foo\n# Foo-1\n# foo\n",
    "## Foo {#bar}\n## Bar\n## Bar {.class}\n",
    "# ::\n# !!\n# 🎉 party\n#\n",
    "# ÄÖÜ ß İstanbul\n# 中文 標題\n# हिन्दी में\n# مرحبا\n",
    "# with [a link](x.md) and ![image](y.png) *and* **bold** ~~gone~~\n",
    "# a <b>bold</b> <nbits> tag\n",
    "Setext\nover lines\n===\n\nSecond  \nhard break\n---\n",
    "> # In a quote\n\n- # In a list\n\n<details>\n\n## In details\n\n</details>\n",
    "Term\n: definition\n\n# Term\n\nOther `term`\n\n: more\n",
    "# One[^a] and two[^b]\n\n# Again[^b]\n\n[^b]: second\n[^a]: first\n",
    "# Trailing #s ##\n# a&amp;b &copy; \\# \\*x\\*\n",
    "# a\u{a0}b\n# tab\there\n",
    "<h2 id=\"raw\">Raw</h2>\n\n## Raw\n\n<a name=\"n\"></a>\n",
    "# __init__ and `__init__`\n# snake_case_name\n# C++ & C#\n",
    "#hash\n\n####### seven\n\n # one space\n   ### three spaces ###   \n",
];

/// Returns the ids of the headings and terms that mdBook gave ids to, in the order of the page.
fn mdbook_ids(texts: &[String], dialect: Dialect) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let src = folder.path().join("src");
    fs::create_dir_all(&src).expect("the folder can be made");
    let mut summary = String::new();
    for (i, text) in texts.iter().enumerate() {
        let _ = writeln!(summary, "- [{i}](c{i}.md)");
        fs::write(src.join(format!("c{i}.md")), text).expect("the chapter can be written");
    }
    fs::write(src.join("SUMMARY.md"), summary).expect("the summary can be written");
    let settings = format!(
        "[build]\nuse-default-preprocessors = false\n[output.html]\nsmart-punctuation = {}\ndefinition-lists = {}\nadmonitions = {}\n",
        dialect.smart_punctuation, dialect.definition_lists, dialect.admonitions
    );
    fs::write(folder.path().join("book.toml"), settings).expect("the settings can be written");
    MDBook::load(folder.path()).expect("the book loads").build().expect("the book builds");
    let id = Regex::new(r#"<(?:h[1-6]|dt)\b[^>]*?\bid="([^"]*)"[^>]*><a class="header""#).expect("a pattern");
    (0..texts.len())
        .map(|i| {
            let page = fs::read_to_string(folder.path().join(format!("book/c{i}.html"))).expect("the page was written");
            let main = page.split("<main>").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
            id.captures_iter(main).map(|found| found[1].to_string()).collect()
        })
        .collect()
}

fn our_ids(text: &str, dialect: Dialect) -> Vec<String> {
    let note = parse(text, SourceId(0), dialect);
    let fragments = Fragments::new(&note, AnchorRule::default());
    let ids = note.ids.iter().zip(fragments.mdbook).filter(|(mark, _)| mark.kind != IdKind::Html);
    ids.map(|(_, id)| id).collect()
}

fn compare(texts: &[String], dialect: Dialect) {
    for (text, theirs) in texts.iter().zip(mdbook_ids(texts, dialect)) {
        assert_eq!(our_ids(text, dialect), theirs, "{dialect:?} of {text:?}");
    }
}

#[test]
fn ids_of_tricky_headings_are_those_of_mdbook() {
    let texts: Vec<String> = TRICKY.iter().map(ToString::to_string).collect();
    for smart_punctuation in [true, false] {
        for definition_lists in [true, false] {
            compare(&texts, Dialect { smart_punctuation, definition_lists, admonitions: true });
        }
    }
}

#[test]
fn ids_of_all_golden_notes_are_those_of_mdbook() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in [root.join("tests/golden"), root.join("book")] {
        let notes = books::files(&folder).into_iter().filter(|(path, _)| path.ends_with(".md"));
        // Front matter is cut off before anything is shown, so mdBook never sees it; a byte order mark it strips itself.
        let plain = notes.filter(|(_, text)| !text.starts_with("---") && !text.starts_with("+++"));
        texts.extend(plain.map(|(_, text)| text.trim_start_matches('\u{feff}').to_string()));
    }
    assert!(texts.len() > 80, "only {} notes were found", texts.len());
    compare(&texts, Dialect::default());
}

#[test]
fn a_heading_in_a_footnote_is_counted_where_it_is_written() {
    // mdBook gives the ids in the order of the text and then moves footnotes to the end of the page.
    let text = "text[^z]\n\n[^z]: # In a footnote\n\n# In a footnote\n".to_string();
    let mut theirs = mdbook_ids(std::slice::from_ref(&text), Dialect::default()).remove(0);
    theirs.reverse();
    assert_eq!(our_ids(&text, Dialect::default()), theirs);
}
