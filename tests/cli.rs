//! The command line: what each verb prints, writes and refuses. Most of it stands as transcripts in `tests/cmd`; here is what
//! a transcript cannot say.
#![allow(clippy::disallowed_methods, reason = "tests read and write files and start processes")]

#[path = "support/books.rs"]
mod books;
#[path = "support/driver.rs"]
mod driver;
#[path = "support/tool.rs"]
mod tool;

use mdbook_driver::MDBook;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .env("TERM", "xterm-256color")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml");
}

/// Returns a copy of a fixture, to be written to.
fn copy(fixture: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    books::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(fixture), folder.path());
    folder
}

/// Returns the names of the golden books, and of the books of the transcripts that can be built.
fn fixtures() -> Vec<String> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut found: Vec<String> = fs::read_dir(golden)
        .expect("there are golden books")
        .flatten()
        .filter(|entry| entry.path().join("book.toml").is_file())
        .map(|entry| format!("golden/{}", entry.file_name().to_string_lossy()))
        .collect();
    found.extend(["cmd/garden.in", "cmd/report-json.in", "cmd/redirects.in", "cmd/one.in"].map(str::to_string));
    found.sort();
    assert!(found.len() > 30, "only {} books were found", found.len());
    found
}

/// Returns whether a path has this extension.
fn is(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == extension)
}

/// Returns the path of each chapter of a book with its text.
fn contents(book: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    books::walk(&book["items"], 0, &mut |_, item| {
        let chapter = &item["Chapter"];
        if let Some(path) = chapter["path"].as_str() {
            found.insert(path.replace('\\', "/"), chapter["content"].as_str().unwrap_or_default().to_string());
        }
    });
    found
}

/// Returns the sidebar of a book: depth, number, name and path of each entry.
fn sidebar(book: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    books::walk(&book["items"], 0, &mut |depth, item| {
        if let Some(chapter) = item.get("Chapter") {
            lines.push(format!("{depth} {} {} {}", chapter["number"], chapter["name"], chapter["path"]));
        }
    });
    lines
}

#[test]
fn a_saved_layout_gives_the_same_report() {
    let report = |book: &Path| -> Value {
        let ran = tool::run(book, &["report", "--format", "json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).expect("the report is JSON")
    };
    for fixture in fixtures() {
        let book = copy(&fixture);
        let before = report(book.path());
        let layout = tool::run(book.path(), &["layout"]);
        assert_eq!((layout.code, layout.err.as_str()), (0, ""), "{fixture}");
        fs::write(book.path().join("layout.toml"), &layout.out).expect("the layout can be saved");
        let after = report(book.path());
        for part in ["notes", "pages", "blocks", "links", "redirects"] {
            assert_eq!(before[part], after[part], "{fixture}: {part}\n{}", layout.out);
        }
        assert_eq!(tool::run(book.path(), &["layout"]).out, layout.out, "{fixture}: printing is at rest");
    }
}

#[test]
fn exported_chapters_are_what_mdbook_renders() {
    for fixture in fixtures() {
        let book = copy(&fixture);
        let ran = tool::run(book.path(), &["export", "out"]);
        assert_eq!(ran.code, 0, "{fixture}: {}", ran.err);
        let handed = contents(&driver::handed(book.path(), "html"));
        let out = book.path().join("out");
        let mut written: BTreeMap<String, String> =
            books::files(&out).into_iter().filter(|(path, _)| is(path, "md")).collect();
        written.remove("SUMMARY.md").expect("a summary is written");
        assert_eq!(written, handed, "{fixture}");
        assert!(!ran.out.contains("SUMMARY"), "only the folder is data");
    }
}

/// Makes a book of an exported folder. Nothing may be missing from it.
fn adopt(book: &Path) -> MDBook {
    let ran = tool::run(book, &["export", "adopted/src"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let adopted = book.join("adopted");
    fs::write(adopted.join("book.toml"), "[build]\ncreate-missing = false\n").expect("the settings can be written");
    let summary = fs::read_to_string(adopted.join("src/SUMMARY.md")).expect("a summary is written");
    mdbook_summary::parse_summary(&summary).unwrap_or_else(|error| panic!("{error:#}\n{summary}"));
    MDBook::load(&adopted).unwrap_or_else(|error| panic!("{error:#}\n{summary}"))
}

#[test]
fn an_exported_book_builds_and_has_the_same_sidebar() {
    for fixture in fixtures() {
        let book = copy(&fixture);
        let handed = driver::handed(book.path(), "html");
        let adopted = adopt(book.path());
        let (read, _) = adopted.preprocess_book(&driver::Any("html".to_string())).expect("the book is preprocessed");
        let read = serde_json::to_value(read).expect("a book is JSON");
        assert_eq!(sidebar(&read), sidebar(&handed), "{fixture}");
        // Writing pages is slow; what is read again is the same for all of them.
        if fixture.starts_with("cmd/") {
            adopted.build().unwrap_or_else(|error| panic!("{fixture}: {error:#}"));
        }
    }
}

#[test]
fn an_exported_book_with_unnumbered_notes_keeps_names_and_order() {
    let book = copy("cmd/garden.in");
    let summary = "# Summary\n\n[Sowing](notes/sowing.md)\n[Tools](notes/tools.md)\n\n- [Calendar](calendar.md)\n";
    fs::write(book.path().join("src/SUMMARY.md"), summary).expect("the summary can be written");
    let handed = sidebar(&driver::handed(book.path(), "html"));
    let adopted = serde_json::to_value(&adopt(book.path()).book).expect("a book is JSON");
    assert_eq!(sidebar(&adopted), handed);
}

#[test]
fn titles_come_through_summaries() {
    let book = copy("cmd/new.in");
    let ran = tool::run(book.path(), &["new", "kitchen", "--from", "bread.md", "tools.md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let kitchen = book.path().join("kitchen");
    let names = |book: &Path| -> Vec<String> {
        let read = MDBook::load(book).expect("the book loads");
        let mut names = Vec::new();
        books::walk(&serde_json::to_value(&read.book).expect("a book is JSON")["items"], 0, &mut |_, item| {
            names.extend(item["Chapter"]["name"].as_str().map(str::to_string));
        });
        names
    };
    assert_eq!(names(&kitchen), ["Bread", "Tools & things [all]"]);
    adopt(&kitchen);
    assert_eq!(names(&kitchen.join("adopted")), ["Bread", "Tools & things [all]"]);
}

#[test]
fn exported_images_are_where_the_pages_look_for_them() {
    let image = regex::Regex::new(r#"<img[^>]*\bsrc="([^":]+)""#).expect("a pattern");
    for fixture in ["cmd/garden.in", "golden/links-to-images-and-files"] {
        let book = copy(fixture);
        adopt(book.path()).build().expect("the book builds");
        let built = book.path().join("adopted/book");
        let mut count = 0;
        for (path, html) in books::files(&built) {
            let main = html.split("<main>").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
            // mdBook writes the first chapter to the root as well, with addresses that fit its own folder, and the page of
            // all chapters with addresses that it changed; neither is ours where a layout puts the first page in a folder.
            if path == "print.html" || (path == "index.html" && fixture.starts_with("golden/")) {
                continue;
            }
            for found in image.captures_iter(main) {
                count += 1;
                let name = mdbook_commonplace::path::decode(&found[1]);
                let file = built.join(&path).parent().expect("a page is in a folder").join(&name);
                assert!(file.is_file(), "{fixture}: {path} shows {name}, which is not there");
            }
        }
        assert!(count > 0, "{fixture} shows images");
    }
}

#[test]
fn data_goes_to_standard_output_and_talk_to_standard_error() {
    let book = copy("cmd/garden.in");
    let run = |arguments: &[&str]| {
        let ran = tool::run(book.path(), arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran
    };
    let layout = run(&["layout"]);
    toml::from_str::<toml::Table>(&layout.out).expect("the layout is TOML and nothing else");
    assert_eq!(layout.err, "");
    let redirects = run(&["redirects"]);
    toml::from_str::<toml::Table>(&redirects.out).expect("redirects are TOML and nothing else");
    let report = run(&["report", "--format", "json"]);
    serde_json::from_str::<Value>(&report.out).expect("the report is JSON and nothing else");
    assert_eq!(run(&["where", "sowing.md:5"]).out.lines().count(), 1);

    let build = run(&["build"]);
    assert_eq!(build.out.lines().count(), 1, "{}", build.out);
    assert!(Path::new(build.out.trim_end()).is_file(), "{}", build.out);
    assert!(build.err.contains("link-broken") && build.err.contains("2 notes became 2 pages"), "{}", build.err);
    let export = run(&["export", "out"]);
    assert!(Path::new(export.out.trim_end()).is_dir(), "{}", export.out);
    assert!(export.err.contains("4 chapters"), "{}", export.err);
    let write = run(&["redirects", "--write"]);
    assert_eq!(write.out, "");
    assert!(write.err.contains("8 redirects"), "{}", write.err);
    let new = run(&["new", "made", "--from", "src/notes/tools.md"]);
    assert!(Path::new(new.out.trim_end()).is_dir(), "{}", new.out);
    let wrong = tool::run(book.path(), &["where", "nowhere"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
}

#[test]
fn front_matter_is_kept_as_a_comment_under_no_heading() {
    let book = copy("cmd/garden.in");
    let report: Value =
        serde_json::from_str(&tool::run(book.path(), &["report", "--format", "json"]).out).expect("the report is JSON");
    let row = report["blocks"].as_array().expect("blocks").iter().find(|block| block["kind"] == "front-matter");
    let row = row.expect("front matter is told of");
    assert_eq!((row["start_line"].as_u64(), row["end_line"].as_u64()), (Some(1), Some(3)));
    assert_eq!((row["page"].as_str(), &row["anchor"]), (Some("sowing.md"), &Value::Null));
    let place = tool::run(book.path(), &["where", "sowing.md:2"]).out;
    assert!(!place.contains('#'), "{place}");
}

#[test]
fn verbs_that_only_look_change_nothing() {
    let book = copy("cmd/garden.in");
    let summary = book.path().join("src/SUMMARY.md");
    // A chapter that is still to be written: mdBook makes its file when it builds.
    let planned = fs::read_to_string(&summary).expect("a summary") + "- [Planned](notes/planned.md)\n";
    fs::write(summary, planned).expect("the summary can be written");
    let before = books::files(book.path());
    for verb in [&["report"] as &[&str], &["layout"], &["where", "sowing.md:5"], &["redirects"]] {
        tool::run(book.path(), verb);
        assert_eq!(books::files(book.path()), before, "{verb:?}");
    }
}

#[test]
fn a_build_leaves_the_source_folder_as_it_was() {
    for fixture in fixtures() {
        let book = copy(&fixture);
        let before = books::files(&book.path().join("src"));
        let ran = tool::run(book.path(), &["build"]);
        assert_eq!(ran.code, 0, "{fixture}: {}", ran.err);
        assert_eq!(books::files(&book.path().join("src")), before, "{fixture}");
    }
}

#[test]
fn a_second_build_changes_nothing() {
    for fixture in ["cmd/garden.in", "golden/links-between-notes", "golden/summary-structure"] {
        let book = copy(fixture);
        let first = tool::run(book.path(), &["build"]);
        let built = books::files(&book.path().join("book"));
        let second = tool::run(book.path(), &["build"]);
        assert_eq!((second.code, second.out, second.err), (0, first.out, first.err), "{fixture}");
        assert_eq!(books::files(&book.path().join("book")), built, "{fixture}");
    }
}

#[test]
fn a_book_without_notes_is_built_as_it_is() {
    for fixture in ["no-notes", "no-match", "slip", "wrong-type"] {
        let book = copy(&format!("cmd/settings.in/{fixture}"));
        let before = books::files(&book.path().join("src"));
        let ran = tool::run(book.path(), &["build"]);
        assert_eq!(ran.code, 0, "{fixture}: {}", ran.err);
        assert!(ran.err.contains("--> book.toml:"), "{fixture}: a finding points into book.toml\n{}", ran.err);
        assert_eq!(books::files(&book.path().join("src")), before, "{fixture}");
        assert!(book.path().join("book/notes/a.html").is_file(), "{fixture}: the note has its own page");
    }
}

#[test]
fn a_refused_verb_writes_nothing() {
    let book = copy("cmd/settings.in");
    let before = books::files(book.path());
    for fixture in ["malformed", "unknown-key", "layout-malformed", "layout-key", "not-text", "no-table", "bad-glob"] {
        for verb in [&["build", fixture] as &[&str], &["redirects", fixture, "--write"], &["export", "out", fixture]] {
            let ran = tool::run(book.path(), verb);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{verb:?}: {}", ran.err);
            assert!(ran.err.starts_with("error: "), "{verb:?}: {}", ran.err);
            assert_eq!(books::files(book.path()), before, "{verb:?}");
        }
    }
}

#[test]
fn redirects_of_book_toml_are_those_that_build_hands_over() {
    let pages = |book: &Path| -> BTreeMap<String, String> {
        let mut pages = books::files(&book.join("book"));
        // The address of the search index and the like hang on the text of the pages, which is compared itself.
        pages.retain(|path, _| is(path, "html"));
        pages
    };
    for fixture in ["cmd/garden.in", "cmd/redirects.in", "golden/readme-as-a-note", "golden/links-between-notes"] {
        let (one, two) = (copy(fixture), copy(fixture));
        assert_eq!(tool::run(one.path(), &["build"]).code, 0, "{fixture}");
        assert_eq!(tool::run(two.path(), &["redirects", "--write"]).code, 0, "{fixture}");
        driver::load(two.path()).build().unwrap_or_else(|error| panic!("{fixture}: {error:#}"));
        assert_eq!(pages(one.path()), pages(two.path()), "{fixture}");
        let redirected = pages(one.path()).values().filter(|html| html.contains("Redirecting to")).count();
        assert!(redirected > 0, "{fixture} has redirects");
    }
}

#[test]
fn printed_redirects_and_written_ones_are_the_same() {
    let book = copy("cmd/garden.in");
    let printed: toml::Table = toml::from_str(&tool::run(book.path(), &["redirects"]).out).expect("redirects are TOML");
    tool::run(book.path(), &["redirects", "--write"]);
    let written = fs::read_to_string(book.path().join("book.toml")).expect("book.toml");
    let written: toml::Table = toml::from_str(&written).expect("book.toml is TOML");
    assert_eq!(printed["output"], written["output"]);
}

#[test]
fn redirects_follow_a_new_layout() {
    let book = copy("cmd/garden.in");
    let settings = book.path().join("book.toml");
    assert_eq!(tool::run(book.path(), &["redirects", "--write"]).code, 0);
    let own = fs::read_to_string(&settings).expect("book.toml").replace(
        "\"/notes/tools.html#spade\" = \"../tools.html#spade\"",
        "\"/notes/tools.html#spade\" = \"https://example.org/spades\"",
    );
    fs::write(&settings, own).expect("book.toml can be written");
    let layout = "[[chapter]]\ntitle = \"All\"\nsections = [\"Sowing\", \"Tools\"]\n";
    fs::write(book.path().join("layout.toml"), layout).expect("the layout can be written");
    let ran = tool::run(book.path(), &["redirects", "--write"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written: toml::Table =
        toml::from_str(&fs::read_to_string(&settings).expect("book.toml")).expect("book.toml is TOML");
    let table = &written["output"]["html"]["redirect"];
    assert_eq!(table["/notes/tools.html"].as_str(), Some("../all.html"), "its page is gone: {table}");
    assert_eq!(table["/notes/sowing.html#beans"].as_str(), Some("../all.html#beans"), "its page is gone: {table}");
    assert_eq!(table["/notes/tools.html#spade"].as_str(), Some("https://example.org/spades"), "the user wrote it");
}

#[test]
fn an_export_of_a_book_beside_its_settings_holds_no_build() {
    let book = copy("cmd/garden.in");
    let flat = tempfile::tempdir().expect("a temporary folder");
    books::copy(&book.path().join("src"), flat.path());
    let settings = fs::read_to_string(book.path().join("book.toml")).expect("book.toml");
    let settings = settings.replace("[book]\n", "[book]\nsrc = \".\"\n");
    fs::write(flat.path().join("book.toml"), settings).expect("book.toml can be written");
    assert_eq!(tool::run(flat.path(), &["build"]).code, 0);
    let ran = tool::run(flat.path(), &["export", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = books::files(&flat.path().join("out"));
    let built = written.keys().find(|path| path.starts_with("book/"));
    assert_eq!(built, None, "what mdBook built is no part of the book's source");
}

#[test]
fn a_folder_that_was_not_written_is_not_told() {
    let book = copy("cmd/garden.in");
    let settings = fs::read_to_string(book.path().join("book.toml")).expect("book.toml");
    let settings = settings + "\n[output.html]\n\n[output.of-no-one]\noptional = true\n";
    fs::write(book.path().join("book.toml"), settings).expect("book.toml can be written");
    let ran = tool::run(book.path(), &["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in ran.out.lines() {
        assert!(Path::new(line).exists(), "{line} is not there");
    }
}

#[test]
fn a_book_without_html_gets_no_html() {
    let book = copy("cmd/garden.in");
    let settings = fs::read_to_string(book.path().join("book.toml")).expect("book.toml") + "\n[output.markdown]\n";
    fs::write(book.path().join("book.toml"), &settings).expect("book.toml can be written");
    let build = tool::run(book.path(), &["build"]);
    assert_eq!(build.code, 0, "{}", build.err);
    assert_eq!(build.out.lines().count(), 1, "one output, one folder\n{}", build.out);
    assert!(book.path().join("book/sowing.md").is_file());
    // Another `[output.html]` would make mdBook write HTML from now on, and the Markdown into another folder.
    let write = tool::run(book.path(), &["redirects", "--write"]);
    assert_eq!(fs::read_to_string(book.path().join("book.toml")).expect("book.toml"), settings, "{}", write.err);
    assert!(write.err.contains("html"), "it says why nothing was written\n{}", write.err);
}

#[test]
fn a_book_of_several_outputs_tells_each_folder_once() {
    let book = copy("cmd/garden.in");
    let settings = fs::read_to_string(book.path().join("book.toml")).expect("book.toml");
    fs::write(book.path().join("book.toml"), settings + "\n[output.markdown]\n[output.html]\n").expect("written");
    let build = tool::run(book.path(), &["build"]);
    let mut folders: Vec<PathBuf> = build.out.lines().map(PathBuf::from).collect();
    folders.sort();
    let full = fs::canonicalize(book.path()).expect("the book is there");
    assert_eq!(folders, [full.join("book/html/index.html"), full.join("book/markdown")]);
    assert_eq!(build.err.matches("link-broken").count(), 1, "{}", build.err);
}

#[test]
fn a_preprocessor_for_some_renderers_only_works_too() {
    let book = copy("cmd/garden.in");
    let settings = fs::read_to_string(book.path().join("book.toml")).expect("book.toml");
    let settings = settings + "renderers = [\"markdown\"]\n\n[output.markdown]\n[output.html]\n";
    fs::write(book.path().join("book.toml"), settings).expect("book.toml can be written");
    for verb in [&["report"] as &[&str], &["layout"], &["build"]] {
        let ran = tool::run(book.path(), verb);
        assert_eq!(ran.code, 0, "{verb:?}: {}", ran.err);
    }
    assert!(book.path().join("book/markdown/sowing.md").is_file());
    assert!(book.path().join("book/html/notes/sowing.html").is_file(), "the HTML stays as it was");
}

#[test]
fn what_mdbook_itself_has_to_say_is_said_once() {
    let book = copy("cmd/garden.in");
    let note = book.path().join("src/notes/tools.md");
    let text = fs::read_to_string(&note).expect("a note") + "\n{{#include missing.txt}}\n";
    fs::write(note, text).expect("the note can be written");
    let build = tool::run(book.path(), &["build"]);
    assert_eq!(build.err.matches("ERROR").count(), 1, "{}", build.err);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let book = copy("cmd/garden.in");
    for verb in [
        &["layout"] as &[&str],
        &["report"],
        &["report", "--format", "json"],
        &["where", "sowing.md:5"],
        &["redirects"],
        &["build"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = tool::command(book.path(), verb);
        command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
        let output = command.spawn().and_then(std::process::Child::wait_with_output).expect("the command ends");
        let talk = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{verb:?}: {talk}");
        assert!(!talk.contains("panicked") && !talk.contains("roken pipe"), "{verb:?}: {talk}");
    }
}

#[test]
fn pipes_get_no_colours() {
    let book = copy("cmd");
    let garden = book.path().join("garden.in");
    let settings = book.path().join("settings.in");
    for (folder, verb) in [
        (&garden, &["build"] as &[&str]),
        (&garden, &["report"]),
        (&garden, &["where", "nowhere"]),
        (&garden, &["--help"]),
        (&garden, &["bulid"]),
        (&settings, &["report", "layout-key"]),
        (&settings, &["report", "malformed"]),
        (&settings, &["build", "no-notes"]),
    ] {
        let ran = tool::run(folder, verb);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{verb:?}: {ran:?}");
    }
}

/// Runs the command on a terminal that `script` makes; `None` where there is no such program.
#[cfg(target_os = "linux")]
fn on_terminal(folder: &Path, arguments: &str, no_color: bool) -> Option<String> {
    let mut script = std::process::Command::new("script");
    script.args(["-qec", &format!("\"{}\" {arguments}", tool::TOOL), "/dev/null"]).current_dir(folder);
    for name in ["CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR"] {
        script.env_remove(name);
    }
    script.env("TERM", "xterm-256color");
    if no_color {
        script.env("NO_COLOR", "1");
    }
    let output = script.stdin(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn terminals_get_colours_unless_no_color_is_set() {
    let book = copy("cmd/garden.in");
    for verb in ["build", "where nowhere"] {
        let Some(plain) = on_terminal(book.path(), verb, true) else { return };
        assert!(plain.contains("error") || plain.contains("warning"), "{plain}");
        assert!(!plain.contains('\u{1b}'), "{verb}: {plain:?}");
        let coloured = on_terminal(book.path(), verb, false).expect("there is a terminal");
        assert!(coloured.contains("\u{1b}["), "{verb}: {coloured:?}");
    }
}
