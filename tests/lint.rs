//! `lint` as people use it: in a git checkout, with a baseline, with packs of their own, in a book that must not fail.
#![allow(clippy::disallowed_methods, reason = "tests write files and run git and the tool")]

#[path = "support/tool.rs"]
mod tool;

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let ran = Command::new("git").args(identity).args(args).current_dir(folder).output().expect("git is here");
    assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

const OLD: &str = "# Letters\n\nTeh first letter is an old one.\n\nThe second letter is fine.\n";

fn rule(name: &str, patterns: &str, wrong: &str) -> String {
    format!(
        "+++\nlevel = \"warn\"\nsince = \"0.1\"\nany = [{patterns}]\n+++\n# {name}\n\nThe garden is closed.\n\n## Why\n\nSo it is.\n\n\
         ## Wrong\n\n```md wrong\n{wrong}\n```\n```report\n1:1 warn {name}: The garden is closed\n```\n\n\
         ## Right\n\n```md right\nThe gate is shut.\n```\n"
    )
}

#[test]
fn a_name_stands_for_one_page() {
    let page = rule("garden-open", "'\\bgarden\\b[^.]*\\bopen\\b'", "The garden is open.");
    let folder = folder(&[("pack/typo/garden-open.md", &page), ("pack/style/garden-open.md", &page)]);
    let checked = tool::run(folder.path(), &["check-pack", "pack"]);
    assert_eq!(checked.code, 1);
    let said = checked.out + &checked.err;
    assert!(said.contains("style/garden-open.md has the same name"), "{said}");
}

#[test]
fn the_first_alternative_of_a_page_is_marked_whichever_is_met_first() {
    let page = rule("garden-open", "'\\bevening\\b', '\\bgarden\\b[^.]*\\bopen\\b'", "evening");
    let settings = "[rules]\n[[pack]]\npath = \"pack\"\n";
    let note = "# Garden\n\nThe garden is open in the evening.\n";
    let folder = folder(&[("pack/typo/garden-open.md", &page), ("commonplace.toml", settings), ("a.md", note)]);
    let found = tool::run(folder.path(), &["lint", "a.md", "--select", "garden-open", "--format", "short"]);
    assert!(found.out.starts_with("a.md:3:27: "), "{}{}", found.out, found.err);
}

#[test]
fn a_sentence_is_read_with_what_the_text_around_it_speaks_of() {
    let page = "+++\nlevel = \"warn\"\nsince = \"0.1\"\nany = ['\\bgarden\\b.*\\bopen\\b']\nurl = \"https://example.org\"\n\
        reviewed = 2026-11-28\n+++\n# garden-open\n\nThe garden is closed.\n\n## Why\n\nSo it is.\n\n\
        ## Wrong\n\n```md wrong\nThe garden is open.\n\nIn the garden, gates are open.\n\nGarden: open.\n```\n```report\n\
        1:5 warn garden-open: The garden is closed\n3:8 warn garden-open: The garden is closed\n\
        5:1 warn garden-open: The garden is closed\n```\n\n\
        ## Right\n\n```md right\nThe gate is shut.\n\nThe garden is not there.\n```\n";
    let settings = "[rules]\n[[pack]]\npath = \"pack\"\n";
    let lines = |note: &str| {
        let files = [("pack/fact/garden-open.md", page), ("commonplace.toml", settings), ("a.md", note)];
        let found = tool::run(folder(&files).path(), &["lint", "a.md", "--select", "garden-open", "--format", "short"]);
        assert!(found.code < 2, "{}", found.err);
        let places =
            found.out.lines().filter_map(|line| line.strip_prefix("a.md:")?.split(": ").next().map(String::from));
        places.collect::<Vec<_>>()
    };
    // The heading, the first name in code ticks, the first cell of a row.
    assert_eq!(lines("# Garden\n\nAlways open. So it is open!\n"), ["3:1", "3:14"]);
    assert_eq!(lines("Take `garden`. It is always open.\n"), ["1:16"]);
    assert_eq!(lines("| place | state |\n|---|---|\n| garden | open |\n| house | open |\n"), ["3:12"]);
    for quiet in [
        // Headings that ask, name two things, or speak of mistakes.
        "# Is there a garden?\n\nAlways open.\n",
        "# Garden and house\n\nAlways open.\n",
        "# Mistakes about the garden\n\nAlways open.\n",
        // A heading that has ended, and one that says it all.
        "# Garden\n\n# House\n\nAlways open.\n",
        "# Garden\n\nIt is an open question?\n",
        "# House\n\nTake `house`. Always open. In the garden.\n",
        // A sentence with a subject of its own, and one that says what is false.
        "Take `garden`. The `house` is always open.\n",
        "Take `garden`. JSON is always open.\n",
        "# Garden\n\nUnless it is closed it is open.\n",
    ] {
        assert_eq!(lines(quiet), [""; 0], "{quiet}");
    }
    assert_eq!(lines("# The garden is open\n\nAt night it is open too.\n"), ["1:7"]);
}

#[test]
fn since_a_revision_only_changed_lines_count() {
    let folder = folder(&[("notes/a b.md", OLD)]);
    let path = folder.path();
    git(path, &["init", "-q"]);
    git(path, &["add", "."]);
    git(path, &["commit", "-qm", "old"]);
    let lint = || tool::run(path, &["lint", "notes", "--since", "HEAD", "--format", "short"]);
    let clean = lint();
    assert_eq!((clean.code, clean.out.as_str()), (0, ""), "{}", clean.err);
    write(path, "notes/a b.md", &OLD.replace("is fine", "is recieved"));
    write(path, "notes/new.md", "# New\n\nTeh third letter.\n");
    let found = lint();
    let lines: Vec<&str> = found.out.lines().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(lines, ["notes/a b.md:5:22", "notes/new.md:3:1"], "{}", found.out);
    assert_eq!(found.code, 1);
    let unknown = tool::run(path, &["lint", "notes", "--since", "no-such-revision"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("git says: "), "{}", unknown.err);
}

#[test]
fn a_baseline_survives_lines_that_move_and_counts_equals() {
    let folder = folder(&[("a.md", OLD)]);
    let path = folder.path();
    let lint = |more: &[&str]| tool::run(path, &[&["lint", "a.md", "--baseline", "known.json"][..], more].concat());
    let missing = lint(&[]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("hint: --update-baseline makes one"), "{}", missing.err);
    assert_eq!(lint(&["--update-baseline"]).code, 0);
    write(path, "a.md", &format!("# Before\n\nA new paragraph on top.\n\n{OLD}"));
    assert_eq!(lint(&[]).code, 0, "{}", lint(&["--format", "short"]).out);
    write(path, "a.md", &format!("{OLD}\nTeh last letter.\n"));
    let again = lint(&["--format", "short"]);
    assert_eq!((again.code, again.out.lines().count()), (1, 1), "{}", again.out);
}

const RULE: &str = "+++\nlevel = \"error\"\nsince = \"0.1\"\nall = ['\\bkiwis? grows? on trees\\b']\n+++\n# kiwi-tree\n\nKiwis grow on vines.\n\n\
```md wrong\nKiwis grow on trees.\n```\n```report\n1:1 error kiwi-tree: Kiwis grow on vines\n```\n\n```md right\nKiwis grow on vines.\n```\n";

#[test]
fn a_broken_page_is_left_out_and_the_rest_of_the_pack_works() {
    let broken = RULE.replace("kiwi-tree", "fig-tree").replace("\\bkiwis?", "(kiwis?");
    let book =
        "[preprocessor.commonplace]\nnotes = [\"notes/*.md\"]\n[[preprocessor.commonplace.pack]]\npath = \"pack\"\n";
    let folder = folder(&[
        ("pack/style/kiwi-tree.md", RULE),
        ("pack/style/fig-tree.md", &broken),
        ("src/notes/a.md", "# Fruit\n\nKiwis grow on trees.\n"),
        ("src/SUMMARY.md", "# Summary\n\n- [Fruit](notes/a.md)\n"),
        ("book.toml", book),
    ]);
    for args in [&["lint", "src/notes", "--pack", "pack", "--format", "short"][..], &["lint", ".", "--format", "short"]]
    {
        let ran = tool::run(folder.path(), args);
        assert_eq!(ran.code, 1, "{args:?}: {}", ran.err);
        assert!(ran.out.contains("a.md:3:1: error[kiwi-tree]: Kiwis grow on vines"), "{}", ran.out);
        assert!(ran.err.contains("fig-tree.md:4:9: the pattern cannot be read: unclosed group"), "{}", ran.err);
    }
    let explained = tool::run(folder.path(), &["explain", "kiwi-tree", "--pack", "pack"]);
    assert_eq!(explained.code, 0);
    assert!(explained.out.starts_with("kiwi-tree\n\nKiwis grow on vines."), "{}", explained.out);
}

#[test]
fn findings_stop_a_build_only_when_the_settings_say_so() {
    let book = "[preprocessor.commonplace]\nnotes = [\"notes/*.md\"]\n";
    let folder = folder(&[
        ("src/notes/a.md", "# Letters\n\nTeh first letter.\n"),
        ("src/SUMMARY.md", "# Summary\n\n- [Letters](notes/a.md)\n"),
        ("book.toml", book),
    ]);
    let build = |settings: &str| {
        write(folder.path(), "book.toml", &format!("{book}{settings}"));
        tool::run(folder.path(), &["build", "."])
    };
    let told = build("");
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("`Teh` is a misspelling of `The`"), "{}", told.err);
    assert_eq!(build("fail-on = \"error\"\n").code, 0);
    let stopped = build("fail-on = \"warn\"\n");
    assert_eq!(stopped.code, 2);
    assert!(stopped.err.contains("1 finding, and `fail-on` says that these stop the build"), "{}", stopped.err);
    let raised = build("fail-on = \"error\"\n[preprocessor.commonplace.rules]\nmisspelling = \"error\"\n");
    assert_eq!(raised.code, 2, "{}", raised.err);
    assert_eq!(build("fail-on = \"warn\"\n[preprocessor.commonplace.typos]\nallow = [\"teh\"]\n").code, 0);
}

#[test]
fn a_claim_is_wrong_for_the_versions_that_its_rule_names() {
    let folder = folder(&[("a.md", "# Dicts\n\nA Python dict is unordered.\n")]);
    let lint = |python: &str| {
        tool::run(folder.path(), &["lint", "a.md", "--select", "dict-unordered", "--python", python]).code
    };
    assert_eq!((lint("3.13"), lint("3.7"), lint("3.5")), (1, 1, 0));
}
