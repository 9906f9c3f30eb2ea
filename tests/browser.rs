//! Books in a real browser: old addresses land where their text went, and a keyboard reaches definitions. Ignored unless asked for with
//! `cargo test --test browser -- --include-ignored`; then a missing Chromium is a failure.
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

#[path = "support/books.rs"]
mod books;
#[path = "support/browser.rs"]
mod browser;
#[path = "support/crawl.rs"]
mod crawl;

use mdbook_commonplace::edge::cli::redirect_pairs;
use mdbook_commonplace::edge::driver::Loaded;
use std::path::Path;

/// Builds a copy of a book and returns the folder that holds it, its pages below `site/`, with the redirects.
fn built(book: &Path) -> (tempfile::TempDir, Vec<(String, String)>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("book");
    books::copy(book, &root);
    let loaded = Loaded::load(&root).expect("the book loads");
    let run = loaded.look(mdbook_commonplace::edge::mdbook::Purpose::Look).expect("the book is restructured");
    let redirects = &run.edition().expect("it has notes").redirects;
    let expected = redirects.iter().map(|r| (r.from.clone(), r.to.clone())).collect();
    let mut loaded = Loaded::load(&root).expect("the book loads");
    let built = loaded.render(&redirect_pairs(redirects)).expect("the book is rendered");
    assert_eq!(crawl::dead_links(&built[0]), [""; 0], "{} has dead links", book.display());
    books::copy(&built[0], &folder.path().join("site"));
    (folder, expected)
}

#[test]
#[ignore = "needs Chromium"]
fn old_addresses_land_where_their_text_went() {
    assert!(browser::chromium().is_some(), "no Chromium is installed");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tried = 0;
    for name in ["links-between-notes", "titles-in-any-script", "slugs-of-github-and-of-mdbook"] {
        let (folder, redirects) = built(&root.join("tests/golden").join(name));
        let server = browser::serve(folder.path());
        // Every address takes the browser a second, so of each book a few are tried, spread over the list.
        let step = (redirects.len() / 4).max(1);
        for (from, to) in redirects.iter().step_by(step) {
            let landed = browser::landing(&format!("{}/site{from}", server.address())).expect("the browser lands");
            let landed = mdbook_commonplace::path::decode(&landed);
            assert_eq!(landed, format!("/site{to}"), "{name}: {from}");
            tried += 1;
        }
    }
    assert!(tried >= 12, "only {tried} addresses were tried");
}

#[test]
#[ignore = "needs Chromium"]
fn the_bundled_book_shows_its_chapters() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    books::copy(&root.join("book"), &folder.path().join("book"));
    std::fs::copy(root.join("book.toml"), folder.path().join("book.toml")).expect("the settings can be copied");
    let mut loaded = Loaded::load(folder.path()).expect("the book loads");
    let built = loaded.render(&[]).expect("the book is rendered");
    let server = browser::serve(&built[0]);
    let dom = browser::dom(&format!("{}/index.html", server.address())).expect("the browser shows the page");
    // The sidebar is filled by a script, so it is there only in a real browser.
    assert!(dom.contains("chapter-item"), "the sidebar is empty");
    assert!(dom.contains("Collections"), "the sidebar has no part of the sample notes");
}

/// Focuses the first link into the glossary, as a keyboard does, and tells what is shown below it in each theme.
const FOCUS: &str = r#"<!DOCTYPE html><meta charset="utf-8"><title>focus</title>
<iframe id="frame" src="everything-else.html" width="500" height="700"></iframe><pre id="told"></pre><script>
const luminance = color => {
    const [r, g, b] = color.match(/[\d.]+/g).map(part => part / 255)
        .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
document.getElementById("frame").onload = event => {
    const page = event.target.contentWindow;
    const link = page.document.querySelector("main a[href*='#term-'][title]");
    const shown = () => page.getComputedStyle(link, "::after");
    const told = [`before ${shown().content}`];
    page.focus();
    link.focus({ focusVisible: true });
    for (const theme of ["light", "rust", "coal", "navy", "ayu"]) {
        page.document.documentElement.className = `js ${theme}`;
        const style = shown();
        const [one, two] = [luminance(style.color), luminance(style.backgroundColor)];
        const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
        told.push(`${theme} ${style.content.includes(link.title)} ${style.position} ${contrast >= 4.5}`);
    }
    told.push(`fits ${page.document.documentElement.scrollWidth <= page.innerWidth}`);
    link.blur();
    told.push(`after ${shown().content}`);
    document.getElementById("told").textContent = told.join("; ");
};
</script>"#;

#[test]
#[ignore = "needs Chromium"]
fn a_keyboard_reaches_definitions_in_every_theme() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book");
    books::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/links-that-are-made"), &book);
    let tool = std::process::Command::new(env!("CARGO_BIN_EXE_mdbook-commonplace"))
        .args(["style", "--write"])
        .arg(&book)
        .status()
        .expect("the tool runs");
    assert!(tool.success(), "the style sheet is not written");
    let built = Loaded::load(&book).expect("the book loads").render(&[]).expect("the book is rendered");
    std::fs::write(built[0].join("focus.html"), FOCUS).expect("the page can be written");
    let server = browser::serve(&built[0]);
    let dom = browser::dom(&format!("{}/focus.html", server.address())).expect("the browser shows the page");
    let told = dom.split_once("<pre id=\"told\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let told = told.map(|(told, _)| told).unwrap_or_default();
    let themes = ["light", "rust", "coal", "navy", "ayu"].map(|theme| format!("{theme} true absolute true"));
    assert_eq!(told, format!("before none; {}; fits true; after none", themes.join("; ")));
}
