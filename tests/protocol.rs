//! mdBook's protocol: the built command is called as mdBook calls it, with messages of our own and through the real mdBook.
//!
//! `tests/protocol/shapes` holds summaries; beside each stands the sidebar that comes out. `UPDATE=1 cargo test --test protocol`
//! writes those again; read the difference before it is committed.
#![allow(clippy::disallowed_methods, reason = "tests read and write files and start processes")]

#[path = "support/books.rs"]
mod books;
#[path = "support/driver.rs"]
mod driver;
#[path = "support/tool.rs"]
mod tool;

use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/protocol").join(name)
}

/// Returns a message of `tests/protocol`, from a book at this root, which holds the files of the chapters that are no notes.
fn message(name: &str, root: &Path) -> Value {
    let text = fs::read_to_string(data(name)).expect("the message can be read");
    fs::create_dir_all(root.join("src")).expect("the folder can be made");
    for file in ["own.md", "other.md"] {
        fs::write(root.join("src").join(file), "On disk.\n").expect("the file can be written");
    }
    let mut message: Value = serde_json::from_str(&text).expect("the message is JSON");
    message[0]["root"] = json!(root.to_string_lossy());
    message
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Sends a message from an empty book and returns the answer with the talk.
fn answer(message: &Value) -> (Value, String) {
    let ran = tool::feed(&std::env::temp_dir(), &[], message.to_string().as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let book = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("not one JSON text: {error}\n{}", ran.out));
    (book, ran.err)
}

/// Sends a message of mdBook 0.5 after a change and returns the answer with the talk.
fn changed(change: impl FnOnce(&mut Value)) -> (Value, String) {
    let root = folder();
    let mut message = message("mdbook-0.5.json", root.path());
    change(&mut message);
    answer(&message)
}

/// Finds a chapter by its name.
fn chapter(items: &Value, name: &str) -> Value {
    let mut found = Value::Null;
    books::walk(items, 0, &mut |_, item| {
        if item["Chapter"]["name"] == name {
            found = item["Chapter"].clone();
        }
    });
    assert!(found.is_object(), "there is a chapter {name} in {items:#}");
    found
}

#[test]
fn every_renderer_is_supported() {
    for renderer in ["html", "markdown", "test", "epub", "linkcheck"] {
        let ran = tool::run(&std::env::temp_dir(), &["supports", renderer]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{renderer}");
    }
}

#[test]
fn an_answer_has_the_spelling_of_its_question() {
    for (name, key, other) in [("mdbook-0.5.json", "items", "sections"), ("mdbook-0.4.json", "sections", "items")] {
        let root = folder();
        let (book, talk) = answer(&message(name, root.path()));
        assert_eq!(talk, "", "{name}");
        assert!(book[key].is_array() && book.get(other).is_none(), "{name}: {book:#}");
        assert_eq!(chapter(&book[key], "Knots")["path"], "knots.md", "{name}");
        for chapter in ["Own", "Other", "Knots", "Draft"].map(|title| self::chapter(&book[key], title)) {
            let fields: Vec<&String> = chapter.as_object().expect("an object").keys().collect();
            for field in ["name", "content", "number", "sub_items", "path", "source_path", "parent_names"] {
                assert!(fields.iter().any(|have| *have == field), "{name}: {field} of {chapter}");
            }
        }
    }
    let root = folder();
    let (book, _) = answer(&message("mdbook-0.4.json", root.path()));
    assert_eq!(book.get("__non_exhaustive"), Some(&Value::Null), "mdBook 0.4 asks for this field");
}

#[test]
fn fields_that_nobody_knows_survive() {
    let (book, _) = changed(|_| ());
    assert_eq!(book["from-the-future"], json!([1, 2, 3]));
    let items = book["items"].as_array().expect("items");
    assert!(items.contains(&json!({"FromTheFuture": {"kept": true}})), "{book:#}");
    assert_eq!(chapter(&book["items"], "Own")["from-the-future"], "kept");
    assert_eq!(chapter(&book["items"], "Other").get("from-the-future"), Some(&Value::Null));
}

#[test]
fn only_links_into_notes_change_in_other_chapters() {
    let root = folder();
    let before = message("mdbook-0.5.json", root.path());
    let (after, _) = answer(&before);
    assert_eq!(chapter(&before[1]["items"], "Own"), chapter(&after["items"], "Own"), "nothing of it changes");
    assert_eq!(chapter(&after["items"], "Other")["content"], "See [hitches](knots.md#hitch).\n");
    assert_eq!(chapter(&after["items"], "Draft"), chapter(&before[1]["items"], "Draft"));
    let content = chapter(&after["items"], "Knots")["content"].clone();
    assert!(content.as_str().expect("text").contains("[own](own.md)"), "{content}");
}

#[test]
fn a_chapter_that_another_preprocessor_made_can_be_linked_to() {
    let (book, talk) = changed(|message| {
        message[1]["items"][0]["Chapter"]["path"] = json!("made/up.md");
        message[1]["items"][0]["Chapter"]["source_path"] = Value::Null;
        message[1]["items"][1]["Chapter"]["content"] = json!("# Knots\n\n## Hitch\n\n[own](../made/up.md)\n");
    });
    assert_eq!(chapter(&book["items"], "Knots")["content"], "# Knots\n\n## Hitch\n\n[own](made/up.md)\n");
    assert_eq!(talk, "", "the page is there, though it has no file");
}

#[test]
fn numbers_and_parents_are_those_of_the_new_tree() {
    let (book, _) = changed(|message| {
        let own = message[1]["items"].as_array_mut().expect("items").remove(1);
        message[1]["items"][0]["Chapter"]["sub_items"] = json!([own]);
    });
    let (own, knots) = (chapter(&book["items"], "Own"), chapter(&book["items"], "Knots"));
    assert_eq!((&own["number"], &own["parent_names"]), (&json!([1]), &json!([])));
    assert_eq!((&knots["number"], &knots["parent_names"]), (&json!([1, 1]), &json!(["Own"])));
    assert_eq!(knots["source_path"], "notes/knots.md#L1");
    let other = chapter(&book["items"], "Other");
    assert_eq!(other["number"], json!([2]));
    assert_eq!(chapter(&book["items"], "Draft")["number"], json!([2, 1]));
}

#[test]
fn a_book_without_notes_comes_back_as_it_was() {
    for notes in [json!([]), json!(["nothing/*.md"]), json!(3)] {
        let root = folder();
        let mut message = message("mdbook-0.5.json", root.path());
        message[0]["config"]["preprocessor"]["commonplace"]["notes"] = notes.clone();
        let (book, talk) = answer(&message);
        assert_eq!(book, message[1], "{notes}");
        assert!(talk.contains("notes"), "{notes}: {talk}");
    }
    let (book, talk) = changed(|message| message[1]["items"] = json!([]));
    assert_eq!(book["items"], json!([]));
    assert!(talk.contains("SUMMARY.md") && !talk.contains("are \n"), "an empty list is not shown as one: {talk}");
}

#[test]
fn paths_of_windows_are_paths() {
    let (plain, _) = changed(|_| ());
    let (book, talk) = changed(|message| {
        for (at, path) in [(1, "notes\\knots.md"), (5, "below\\other.md")] {
            let chapter = &mut message[1]["items"][at]["Chapter"];
            chapter["path"] = json!(path);
            chapter["source_path"] = json!(path);
        }
        message[1]["items"][5]["Chapter"]["content"] = json!("See [hitches](../notes/knots.md#hitch).\n");
        message[0]["config"]["book"]["src"] = json!(".\\src");
    });
    assert_eq!(talk, "");
    let (knots, same) = (chapter(&book["items"], "Knots"), chapter(&plain["items"], "Knots"));
    assert_eq!((&knots["path"], &knots["source_path"]), (&same["path"], &same["source_path"]));
    let other = chapter(&book["items"], "Other");
    assert_eq!(other["content"], "See [hitches](../knots.md#hitch).\n");
    assert_eq!(other["path"], "below\\other.md", "what is not ours keeps its spelling");
}

#[test]
fn messages_that_are_none_are_refused_in_a_line() {
    let root = folder();
    let good = message("mdbook-0.5.json", root.path());
    let without = |pointer: &str, key: &str| {
        let mut message = good.clone();
        let place = message.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object");
        place.remove(key).expect("it was there");
        message.to_string().into_bytes()
    };
    let cases: [(Vec<u8>, &str); 11] = [
        (b"".to_vec(), "standard input"),
        (b" \n".to_vec(), "standard input"),
        (b"hello".to_vec(), "standard input"),
        (b"[{}, {}".to_vec(), "standard input"),
        (b"\xff\xfe".to_vec(), "UTF-8"),
        (good[1].to_string().into_bytes(), "a context and a book"),
        (json!([good[0]]).to_string().into_bytes(), "a context and a book"),
        (json!([good[0], good[1], {}]).to_string().into_bytes(), "a context and a book"),
        (without("/0", "root"), "`root`"),
        (without("/0", "config"), "`config`"),
        (without("/1", "items"), "`items`"),
    ];
    for (input, word) in cases {
        let ran = tool::feed(&std::env::temp_dir(), &[], &input);
        let shown = String::from_utf8_lossy(&input).into_owned();
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{shown}: {}", ran.err);
        let first = ran.err.lines().next().unwrap_or_default();
        assert!(first.starts_with("error: ") && first.contains(word), "{shown}: {}", ran.err);
        assert!(ran.err.lines().skip(1).all(|line| line.starts_with("hint: ") || line.starts_with("  because: ")));
    }
    // Whoever starts it by hand without a terminal is told what it is for.
    let ran = tool::feed(&std::env::temp_dir(), &[], b"");
    assert!(ran.err.contains("--help"), "{}", ran.err);
}

#[test]
fn mistakes_do_not_panic() {
    let odd: [&dyn Fn(&mut Value); 9] = [
        &|message| message[1]["items"][1]["Chapter"]["content"] = Value::Null,
        &|message| message[1]["items"][1]["Chapter"]["sub_items"] = Value::Null,
        &|message| message[1]["items"][1]["Chapter"]["name"] = json!(7),
        &|message| message[1]["items"][1]["Chapter"]["source_path"] = Value::Null,
        &|message| message[1]["items"][1]["Chapter"]["path"] = json!("../../knots.md"),
        &|message| message[1]["items"] = json!([1, null, "Separator", {}, {"Chapter": 3}, {"Chapter": {}}]),
        &|message| message[0]["config"] = json!(3),
        &|message| message[0]["renderer"] = Value::Null,
        &|message| message[0]["config"]["output"] = json!([]),
    ];
    for (number, change) in odd.into_iter().enumerate() {
        let root = folder();
        let mut message = message("mdbook-0.5.json", root.path());
        change(&mut message);
        let ran = tool::feed(&std::env::temp_dir(), &[], message.to_string().as_bytes());
        assert!(matches!(ran.code, 0 | 2), "{number}: {} {}", ran.code, ran.err);
        assert!(!ran.err.contains("panicked"), "{number}: {}", ran.err);
        assert_eq!(ran.out.is_empty(), ran.code == 2, "{number}: all of an answer or nothing");
    }
}

#[test]
fn versions_that_nobody_tested_are_told() {
    for (version, word) in [
        (json!("0.6.0"), "0.6.0"),
        (json!("0.3.0"), "0.3.0"),
        (json!("1.0.0"), "1.0.0"),
        (json!("nightly"), "`nightly`"),
        (Value::Null, "version"),
    ] {
        let (book, talk) = changed(|message| message[0]["mdbook_version"] = version.clone());
        assert!(talk.starts_with("warning: ") && talk.contains(word), "{version}: {talk}");
        assert!(!talk.contains("``"), "{version}: nothing is quoted as nothing: {talk}");
        assert_eq!(talk.lines().count(), 1, "{version}: {talk}");
        assert_eq!(chapter(&book["items"], "Knots")["path"], "knots.md", "{version}: it works all the same");
    }
    for version in ["0.4.30", "0.4.52", "0.5.0-alpha.1", "0.5.0", "0.5.99"] {
        assert_eq!(changed(|message| message[0]["mdbook_version"] = json!(version)).1, "", "{version}");
    }
}

#[test]
fn findings_are_told_once_however_many_renderers_there_are() {
    let talk = |output: &Value, renderer: &str| {
        let (_, talk) = changed(|message| {
            message[0]["config"]["output"] = output.clone();
            message[0]["renderer"] = json!(renderer);
            message[1]["items"][1]["Chapter"]["content"] = json!("# Knots\n\n[gone](gone.md)\n\n## Hitch\n");
        });
        assert_eq!(talk.matches("link-broken").count(), usize::from(!talk.is_empty()), "{talk}");
        !talk.is_empty()
    };
    // Without any output mdBook renders HTML.
    for none in [json!({}), Value::Null] {
        assert!(talk(&none, "html"));
        assert!(!talk(&none, "test"));
    }
    let both = json!({"markdown": {}, "html": {}});
    assert!(talk(&both, "html"));
    assert!(!talk(&both, "markdown") && !talk(&both, "test"));
    let custom = json!({"epub": {"optional": true}, "linkcheck": {}});
    assert!(talk(&custom, "epub"));
    assert!(!talk(&custom, "linkcheck") && !talk(&custom, "test"));
}

#[test]
fn findings_are_told_when_the_first_output_is_none_of_ours() {
    let (_, talk) = changed(|message| {
        message[0]["config"]["output"] = json!({"html": {}, "markdown": {}});
        message[0]["config"]["preprocessor"]["commonplace"]["renderers"] = json!(["markdown"]);
        message[0]["renderer"] = json!("markdown");
        message[1]["items"][1]["Chapter"]["content"] = json!("# Knots\n\n[gone](gone.md)\n\n## Hitch\n");
    });
    assert!(talk.contains("link-broken"), "mdBook calls the tool for this output only: {talk}");
}

#[test]
fn an_include_without_after_links_is_told() {
    let include = |after: &Value, text: &str| {
        let (book, talk) = changed(|message| {
            message[0]["config"]["preprocessor"]["commonplace"]["after"] = after.clone();
            message[1]["items"][1]["Chapter"]["content"] = json!(format!("# Knots\n\n{text}\n\n## Hitch\n"));
        });
        let content = chapter(&book["items"], "Knots")["content"].clone();
        assert!(content.as_str().expect("text").contains(text), "{content}");
        talk
    };
    let talk = include(&json!([]), "{{#include knot.txt}}");
    assert!(talk.contains("after = [\"links\"]") && talk.contains("notes/knots.md:3"), "{talk}");
    assert!(include(&json!(["index"]), "{{#rustdoc_include knot.rs:2}}").contains("after = [\"links\"]"));
    assert_eq!(include(&json!(["links"]), "{{#include knot.txt}}"), "");
    assert_eq!(include(&json!(["index", "links"]), "{{#include knot.txt}}"), "");
    assert_eq!(include(&json!([]), "\\{{#include knot.txt}}"), "", "an escaped include is text");
    assert_eq!(include(&json!([]), "{{#title Knots}}"), "", "a title is not looked for in a folder");
}

/// Makes a book of a summary, with a text in each file that it names and three notes' worth of sections.
fn book(summary: &str, settings: &str, layout: Option<&str>) -> TempDir {
    let root = folder();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    };
    write("src/SUMMARY.md", summary);
    let link = regex::Regex::new(r"\[([^\]]*)\]\(([^)]+)\)").expect("a pattern");
    for found in link.captures_iter(summary) {
        let text = match &found[2] {
            "notes/a.md" => "# Bread\n\nFlour.\n\n## Rye\n\nSour, in [bowls](b.md#bowls).\n".to_string(),
            "notes/b.md" => "# Bowls\n\nRound, for [rye](a.md#rye).\n".to_string(),
            _ => format!("# {}\n\nOwn.\n", &found[1]),
        };
        write(&format!("src/{}", &found[2]), &text);
    }
    write(
        "book.toml",
        &format!("{settings}\n[preprocessor.commonplace]\nnotes = [\"notes/*.md\"]\nafter = [\"links\"]\n"),
    );
    if let Some(layout) = layout {
        write("layout.toml", layout);
    }
    root
}

/// Returns a book's sidebar as text: number, name, page, source and the names above.
fn sidebar(items: &Value) -> String {
    let mut out = String::new();
    books::walk(items, 0, &mut |depth, item| {
        let indent = "  ".repeat(depth);
        let Some(chapter) = item.get("Chapter") else {
            let line =
                item.get("PartTitle").and_then(Value::as_str).map_or("---".to_string(), |title| format!("# {title}"));
            let _ = writeln!(out, "{indent}{line}");
            return;
        };
        let number = chapter["number"].as_array().map_or_else(
            || "-".to_string(),
            |number| number.iter().map(ToString::to_string).collect::<Vec<_>>().join(".") + ".",
        );
        let text = |field: &str| chapter[field].as_str().unwrap_or("none").replace('\\', "/");
        let above: Vec<&str> =
            chapter["parent_names"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let above = if above.is_empty() { String::new() } else { format!(" below {}", above.join(" > ")) };
        let _ =
            writeln!(out, "{indent}{number} {}: {} from {}{above}", text("name"), text("path"), text("source_path"));
    });
    out
}

#[test]
fn summaries_of_many_shapes_become_sidebars() {
    let layout = fs::read_to_string(data("layout.toml")).expect("a layout");
    let mut shapes: Vec<PathBuf> =
        fs::read_dir(data("shapes")).expect("there are shapes").flatten().map(|entry| entry.path()).collect();
    shapes.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    shapes.sort();
    assert!(shapes.len() >= 8, "only {} shapes were found", shapes.len());
    let mut wrong = String::new();
    for shape in shapes {
        let summary = fs::read_to_string(&shape).expect("the shape can be read");
        let root = book(&summary, "", Some(&layout));
        let before = books::files(&root.path().join("src"));
        let made = sidebar(&driver::handed(root.path(), "html")["items"]);
        assert_eq!(books::files(&root.path().join("src")), before, "nothing is written into the source folder");
        let expected = shape.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(expected, made).expect("the sidebar can be written");
            continue;
        }
        let expected = fs::read_to_string(expected).unwrap_or_default();
        if made != expected {
            let diff = similar::TextDiff::from_lines(&expected, &made);
            let diff = diff.unified_diff().header("expected", "made").to_string();
            let _ = writeln!(wrong, "{}\n{diff}", shape.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn numbers_are_those_that_mdbook_would_give() {
    // mdBook numbers what it reads: the new tree, written as a summary and read again, must have the same numbers.
    for entry in fs::read_dir(data("shapes")).expect("there are shapes").flatten() {
        if entry.path().extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let summary = fs::read_to_string(entry.path()).expect("the shape can be read");
        let root = book(&summary, "", None);
        let handed = driver::handed(root.path(), "html");
        let mut count = 0;
        let mut last: Vec<u64> = Vec::new();
        books::walk(&handed["items"], 0, &mut |_, item| {
            let Some(number) = item["Chapter"]["number"].as_array() else { return };
            let number: Vec<u64> = number.iter().filter_map(Value::as_u64).collect();
            let depth = number.len();
            let mut next = last.clone();
            next.resize(depth, 0);
            next[depth - 1] += 1;
            assert_eq!(number, next, "{}: no gap and no repeat\n{}", entry.path().display(), sidebar(&handed["items"]));
            last = number;
            count += 1;
        });
        assert!(count > 0 || !summary.contains("- ["), "{} has numbers", entry.path().display());
    }
}

const SUMMARY: &str = "# Summary\n\n- [First](first.md)\n- [A](notes/a.md)\n- [B](notes/b.md)\n";

#[test]
fn the_real_mdbook_builds_the_book() {
    let settings = "[book]\ntitle = \"T\"\n\n[output.html]\ngit-repository-url = \"https://example.org/t\"\n\
                    edit-url-template = \"https://example.org/t/edit/main/{path}\"\n\n[output.markdown]\n";
    let layout = fs::read_to_string(data("layout.toml")).expect("a layout");
    let root = book(SUMMARY, settings, Some(&layout));
    let before = books::files(&root.path().join("src"));
    driver::load(root.path()).build().expect("the book builds");
    assert_eq!(books::files(&root.path().join("src")), before, "nothing is written into the source folder");
    let html = books::files(&root.path().join("book/html"));
    let markdown = books::files(&root.path().join("book/markdown"));
    let pages = ["first", "loose", "kitchen/bread", "kitchen/bread/rye"];
    for page in pages {
        assert!(html.contains_key(&format!("{page}.html")), "{page}: {:?}", html.keys());
        assert!(markdown.contains_key(&format!("{page}.md")), "{page}: {:?}", markdown.keys());
    }
    assert!(!html.keys().any(|path| path.starts_with("notes/") && is_page(path)), "the notes are no pages");
    assert!(markdown["loose.md"].contains("for [rye](kitchen/bread/rye.md#rye)"), "{}", markdown["loose.md"]);
    assert!(html["loose.html"].contains("href=\"kitchen/bread/rye.html#rye\""));

    let sidebar = &html["toc.html"];
    let entry = |number: &str, name: &str| format!("<strong aria-hidden=\"true\">{number}</strong> {name}");
    for (number, name) in [("1.", "First"), ("2.", "Loose"), ("3.", "Bread"), ("3.1.", "Rye")] {
        assert!(sidebar.contains(&entry(number, name)), "{number} {name}: {sidebar}");
    }
    assert!(sidebar.contains("Kitchen"), "the part has its title");

    for (page, source) in [
        ("first.html", "src/first.md"),
        ("loose.html", "src/notes/b.md#L1"),
        ("kitchen/bread.html", "src/notes/a.md#L1"),
        ("kitchen/bread/rye.html", "src/notes/a.md#L5"),
    ] {
        let link = format!("href=\"https://example.org/t/edit/main/{source}\"");
        assert!(html[page].contains(&link), "{page} leads to {source}");
    }
}

#[test]
fn a_build_of_mdbook_fails_when_the_tool_refuses() {
    let root = book(SUMMARY, "", Some("[[chapter]\n"));
    assert!(driver::load(root.path()).build().is_err());
    assert!(!root.path().join("book/index.html").exists(), "no half a book");
}

#[test]
fn an_include_is_expanded_where_the_note_stands() {
    let root = book(SUMMARY, "", None);
    fs::write(root.path().join("src/notes/steps.txt"), "Knead.\n").expect("the file can be written");
    fs::write(root.path().join("src/notes/a.md"), "# Bread\n\n{{#include steps.txt}}\n")
        .expect("the note can be written");
    let handed = driver::handed(root.path(), "html");
    let bread = chapter(&handed["items"], "Bread");
    assert_eq!(bread["content"], "# Bread\n\nKnead.\n");
}

#[test]
fn search_settings_of_a_folder_of_notes_go_on_working() {
    let settings = "[output.html.search.chapter]\n\"notes\" = { enable = false }\n";
    driver::load(book(SUMMARY, settings, None).path()).build().expect("the pages come from that folder");
}

#[test]
fn search_settings_of_a_note_go_on_working() {
    // mdBook compares the keys with where chapters come from, by whole names, and a line behind a name is a part of it.
    let settings = "[output.html.search.chapter]\n\"notes/a.md\" = { enable = false }\n";
    driver::load(book(SUMMARY, settings, None).path()).build().expect("some pages come from that note");
}

#[test]
fn redirects_lead_to_pages() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let refresh = regex::Regex::new("content=\"0; URL=([^\"#]+)[\"#]").expect("a pattern");
    let mut count = 0;
    for entry in fs::read_dir(golden).expect("there are golden books").flatten() {
        if !entry.path().join("book.toml").is_file() {
            continue;
        }
        let root = folder();
        books::copy(&entry.path(), root.path());
        assert_eq!(tool::run(root.path(), &["build"]).code, 0, "{}", entry.path().display());
        let built = root.path().join("book");
        for (path, html) in books::files(&built).iter().filter(|(path, _)| is_page(path)) {
            let Some(found) = refresh.captures(html) else { continue };
            let target = mdbook_commonplace::path::decode(&found[1]);
            let file = built.join(path).parent().expect("a page is in a folder").join(&target);
            assert!(file.is_file(), "{}: {path} leads to {target}, which is no page", entry.path().display());
            count += 1;
        }
    }
    assert!(count > 30, "only {count} redirects were found");
}
