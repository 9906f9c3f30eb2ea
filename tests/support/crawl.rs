//! Crawls a built book as a reader's browser would and names every link that leads nowhere.
//!
//! This is the judge of the book that mdBook wrote, so it shares no code with the crate: it knows only files and HTML.
//! The book may be served from any folder of a server; where that is, `404.html` says in its `base`. A link that starts
//! with a slash must stay below it, and no link may climb out of the book.

#![allow(dead_code, reason = "each test binary that includes this file uses its own part of it")]
#![allow(clippy::disallowed_methods, reason = "a crawler reads files, and tests stand outside the edge law")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use percent_encoding::percent_decode_str;

/// The attributes that hold an address, by element.
const ADDRESSES: [(&[u8], &[u8]); 16] = [
    (b"a", b"href"),
    (b"area", b"href"),
    (b"audio", b"src"),
    (b"embed", b"src"),
    (b"iframe", b"src"),
    (b"img", b"src"),
    (b"img", b"srcset"),
    (b"link", b"href"),
    (b"object", b"data"),
    (b"script", b"src"),
    (b"source", b"src"),
    (b"source", b"srcset"),
    (b"track", b"src"),
    (b"use", b"href"),
    (b"video", b"poster"),
    (b"video", b"src"),
];

/// The elements that stand inside a line of text; every other element starts a new line.
const INLINE: [&str; 33] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// The elements that never show their text.
const UNSEEN: [&str; 5] = ["noscript", "script", "style", "template", "title"];

/// The elements without an end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// A browser gives up after some 20 redirects; no honest book needs half of them.
const MOST_REDIRECTS: usize = 10;

/// Returns one message for each address in the built `book` that leads to a missing file or to a missing id, sorted.
///
/// All pages are read: chapters, `print.html`, `toc.html`, `404.html`, redirect pages, and the sidebar that `toc.js`
/// writes. A fragment may be an id, the name of an `<a>`, or the source of a redirect. A folder without a page is a
/// fault too, so that a test which looks at the wrong folder goes red.
pub fn dead_links(book: &Path) -> Vec<String> {
    let mut faults = BTreeSet::new();
    let book = Book::read(book, &mut faults);
    for (name, page) in &book.pages {
        for link in &page.links {
            if let Some(fault) = book.fault(name, page.base.as_deref(), link) {
                faults.insert(format!("{name}: {link:?}: {fault}"));
            }
        }
        // The scripts of mdBook resolve their targets against the address of the page, never against its base.
        for target in page.forwards.values().chain(&page.fallback).chain(&page.script_fallback) {
            if let Some(fault) = book.fault(name, None, target) {
                faults.insert(format!("{name}: {target:?}: {fault}"));
            }
        }
        for key in page.forwards.keys().filter(|key| encoded_fragment(key) != **key) {
            // The script looks up `location.hash`, which a browser always gives percent-encoded.
            faults.insert(format!("{name}: {key:?}: redirect is never taken, write {:?}", encoded_fragment(key)));
        }
    }
    faults.into_iter().collect()
}

/// Returns one message for each id that stands more than once on a page of the built `book`, sorted.
///
/// `print.html` is left out: mdBook itself joins all chapters there.
pub fn duplicate_ids(book: &Path) -> Vec<String> {
    let mut faults = BTreeSet::new();
    for (name, page) in Book::read(book, &mut faults).pages {
        let mut seen = BTreeSet::new();
        for id in page.ids.iter().filter(|_| name != "print.html") {
            if !seen.insert(id) {
                faults.insert(format!("{name}: id {id} stands twice"));
            }
        }
    }
    faults.into_iter().collect()
}

/// Returns the text that a reader sees inside `<main>`, with every run of white space folded to one space.
///
/// Two blocks, two cells and two lines are parted by a space; inline elements part nothing. Scripts, styles, templates
/// and elements with the attribute `hidden`, which need their end tag, show no text. A page without `<main>` has none
/// either.
pub fn texts(html: &str) -> String {
    let mut text = String::new();
    let mut mains = 0_usize;
    // The unseen element that hides all within it, and how many elements of its name are open.
    let mut hidden: Option<(String, usize)> = None;
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                if let Some((hider, depth)) = &mut hidden {
                    *depth += usize::from(*hider == name);
                    continue;
                }
                mains += usize::from(name == "main");
                let unseen = UNSEEN.contains(&name.as_str()) || attribute(&tag, b"hidden").is_some();
                if !INLINE.contains(&name.as_str()) {
                    text.push(' ');
                }
                if unseen && !VOID.contains(&name.as_str()) {
                    hidden = Some((name, 1));
                }
            }
            Token::EndTag(tag) => {
                let name = lossy(&tag.name);
                if let Some((hider, depth)) = &mut hidden {
                    *depth -= usize::from(*hider == name);
                    if *depth == 0 {
                        hidden = None;
                    }
                    continue;
                }
                mains = mains.saturating_sub(usize::from(name == "main"));
                if !INLINE.contains(&name.as_str()) {
                    text.push(' ');
                }
            }
            Token::String(string) if mains > 0 && hidden.is_none() => text.push_str(&lossy(&string)),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A built book in memory: what its files are called and what its pages say.
#[derive(Default)]
struct Book {
    /// The path of every file relative to the book, with `/` between names.
    files: BTreeSet<String>,
    /// The pages by path; the sidebar script counts as one.
    pages: BTreeMap<String, Page>,
    /// The folder of the server in which the book stands, with a slash at both ends.
    root: String,
}

impl Book {
    /// Reads the book in `folder` and puts what cannot be read into `faults`.
    fn read(folder: &Path, faults: &mut BTreeSet<String>) -> Self {
        let mut book = Self::default();
        list(folder, "", &mut book.files, faults);
        for name in &book.files {
            let script = !name.contains('/') && name.starts_with("toc") && has_extension(name, "js");
            if !script && !is_page(name) {
                continue;
            }
            let page = std::fs::read(folder.join(name)).map_err(|error| error.to_string()).and_then(|bytes| {
                let text = String::from_utf8_lossy(&bytes);
                if script { sidebar(&text).and_then(|html| Page::parse(&html)) } else { Page::parse(&text) }
            });
            match page {
                Ok(page) => _ = book.pages.insert(name.clone(), page),
                Err(error) => _ = faults.insert(format!("{name}: {error}")),
            }
        }
        if !book.files.iter().any(|name| is_page(name)) {
            faults.insert(format!("{}: no page in this folder", folder.display()));
        }
        let base = book.pages.get("404.html").and_then(|page| page.base.as_deref()).unwrap_or("/");
        book.root = format!("{}/", path_of(base).trim_end_matches('/'));
        book
    }

    /// Says what is wrong with `link` on the page `from`, whose addresses are relative to `base` if it has one.
    fn fault(&self, from: &str, base: Option<&str>, link: &str) -> Option<String> {
        match self.resolve(from, base, link)? {
            Err(fault) => Some(fault),
            // Within a page nothing is loaded, so its script does not run again and redirects no fragment.
            Ok((file, fragment)) if file == from && self.pages.get(from)?.fallback.is_none() => {
                self.pages.get(from)?.id_fault(&fragment)
            }
            Ok((file, fragment)) => self.fragment_fault(&file, &fragment, 0),
        }
    }

    /// Finds the file and the fragment to which `link` leads; `None` if it leads to another site.
    fn resolve(&self, from: &str, base: Option<&str>, link: &str) -> Option<Result<(String, String), String>> {
        let link = link.trim_ascii();
        if let Some(scheme) = scheme(link) {
            // A drive letter looks like a scheme; like `file:` it leads to the disk of one machine.
            let local = scheme.len() == 1 || scheme.eq_ignore_ascii_case("file");
            return local.then(|| Err("leads to one machine's disk".to_owned()));
        }
        if link.starts_with("//") {
            return None;
        }
        let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        if path.is_empty() {
            // With a `base` a browser leaves the page here. mdBook writes such links for the headings of its own
            // `404.html`, so that every book would have a fault that nobody can mend.
            return Some(Ok((from.to_owned(), fragment.to_owned())));
        }
        // The name of a file is no address: a percent sign in it stands for itself.
        let mut address = Some(format!("{}{}", self.root, from.replace('%', "%25")));
        if let Some(base) = base {
            address = address.and_then(|page| join(&page, path_of(base)));
        }
        let Some(address) = address.and_then(|base| join(&base, path)) else {
            return Some(Err("leads out of the book".to_owned()));
        };
        // The root itself may be written without its slash.
        let below = if format!("{address}/") == self.root { Some("") } else { address.strip_prefix(&self.root) };
        let Some(below) = below else {
            return Some(Err(format!("leads out of the book, which is at {}", self.root)));
        };
        let file = decoded(below);
        let folder = file.strip_suffix('/').unwrap_or(&file);
        let index = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
        if self.files.contains(&file) {
            Some(Ok((file, fragment.to_owned())))
        } else if self.files.contains(&index) {
            Some(Ok((index, fragment.to_owned())))
        } else {
            Some(Err(format!("no file {}", if file.ends_with('/') || file.is_empty() { index } else { file })))
        }
    }

    /// Says what is wrong with `fragment` in `file` after `hops` redirects.
    ///
    /// A page that only redirects hands a fragment it does not know on to its default target.
    fn fragment_fault(&self, file: &str, fragment: &str, hops: usize) -> Option<String> {
        let page = self.pages.get(file)?;
        if hops > MOST_REDIRECTS {
            return Some("redirects go in a circle".to_owned());
        }
        if page.forwards.contains_key(&encoded_fragment(&format!("#{fragment}"))) {
            // Where it leads is checked on that page.
            return None;
        }
        if let Some(target) = &page.fallback {
            return match self.resolve(file, None, target)? {
                // A missing file is the fault of that page, and told there.
                Err(_) => None,
                Ok((next, own)) => {
                    let fragment = if fragment.is_empty() { &own } else { fragment };
                    self.fragment_fault(&next, fragment, hops + 1)
                }
            };
        }
        page.id_fault(fragment)
    }
}

/// What a crawler has to know about one page.
#[derive(Default)]
struct Page {
    /// The ids in order, so that a second one is seen.
    ids: Vec<String>,
    /// The names of `<a>`, which a fragment finds like ids.
    names: BTreeSet<String>,
    /// The addresses in the order of the page.
    links: Vec<String>,
    /// The address against which the others are resolved.
    base: Option<String>,
    /// The redirects by fragment, such as `#part`.
    forwards: BTreeMap<String, String>,
    /// The page to which this one redirects at once.
    fallback: Option<String>,
    /// The same target as the script writes it: there an escaped `&amp;` stays what it is, and may be wrong.
    script_fallback: Option<String>,
}

impl Page {
    /// Reads a page, or says why its redirects cannot be read.
    fn parse(html: &str) -> Result<Self, String> {
        let mut page = Self::default();
        let mut raw = Vec::new();
        for token in tokens(html) {
            match token {
                Token::StartTag(tag) => {
                    page.take(&tag);
                    raw.clone_from(&tag.name);
                }
                Token::String(text) if raw == b"script" => page.take_script(&lossy(&text))?,
                Token::String(text) if raw == b"noscript" => {
                    // For the tokenizer this is text, as for a browser with scripts; for one without it is the sidebar.
                    let inner = Self::parse(&lossy(&text))?;
                    page.links.extend(inner.links);
                }
                Token::EndTag(_) => raw.clear(),
                _ => {}
            }
        }
        Ok(page)
    }

    /// Says whether `fragment` names nothing on the page as it stands.
    fn id_fault(&self, fragment: &str) -> Option<String> {
        // What follows this mark is text to look for, not an id.
        let fragment = fragment.split_once(":~:").map_or(fragment, |(id, _)| id);
        let known = |id: &str| self.names.contains(id) || self.ids.iter().any(|other| other == id);
        let top = fragment.is_empty() || fragment.eq_ignore_ascii_case("top");
        (!top && !known(fragment) && !known(&decoded(fragment))).then(|| format!("no id {}", decoded(fragment)))
    }

    /// Notes what the start `tag` of an element says.
    fn take(&mut self, tag: &StartTag<()>) {
        let name = tag.name.as_slice();
        self.ids.extend(attribute(tag, b"id").filter(|id| !id.is_empty()));
        if name == b"a" {
            self.names.extend(attribute(tag, b"name"));
        }
        if name == b"base" && self.base.is_none() {
            self.base = attribute(tag, b"href");
        }
        if name == b"meta" && attribute(tag, b"http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) {
            self.fallback = attribute(tag, b"content").as_deref().and_then(refresh_target);
        }
        for (_, key) in ADDRESSES.iter().filter(|(element, _)| *element == name) {
            let Some(value) = attribute(tag, key) else { continue };
            if *key == b"srcset" {
                let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
                self.links.extend(candidates.map(str::to_owned));
            } else {
                self.links.push(value);
            }
        }
    }

    /// Notes the redirects that a `script` of mdBook makes.
    fn take_script(&mut self, script: &str) -> Result<(), String> {
        if let Some((_, rest)) = script.split_once("fragmentMap =") {
            let mut values = serde_json::Deserializer::from_str(rest).into_iter();
            match values.next() {
                Some(Ok(map)) => self.forwards = map,
                _ => return Err("map of fragments cannot be read".to_owned()),
            }
        }
        if let Some((_, rest)) = script.split_once("redirectUrl = \"") {
            self.script_fallback = rest.split_once('"').map(|(target, _)| target.to_owned());
        }
        Ok(())
    }
}

/// Puts the paths of all files below `folder` into `files`, each with `prefix` before it.
///
/// Links are looked up in this list and not on the disk, since some disks do not tell `a.html` from `A.html`.
fn list(folder: &Path, prefix: &str, files: &mut BTreeSet<String>, faults: &mut BTreeSet<String>) {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match entries {
        Ok(entries) => {
            for entry in entries {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    list(&entry.path(), &format!("{name}/"), files, faults);
                } else {
                    files.insert(name);
                }
            }
        }
        Err(error) => _ = faults.insert(format!("{}: {error}", folder.display())),
    }
}

/// Returns the HTML that the sidebar script `js` of mdBook puts into each page; none if it is some other script.
fn sidebar(js: &str) -> Result<String, String> {
    let Some((_, rest)) = js.split_once("this.innerHTML = '") else { return Ok(String::new()) };
    // mdBook writes paths here as they are, and an apostrophe in one ends the string early.
    match rest.split_once('\'') {
        Some((html, after)) if after.starts_with(';') => Ok(html.to_owned()),
        _ => Err("string of the sidebar ends early".to_owned()),
    }
}

/// Returns the target in the `content` of a refresh, such as `0; URL=page.html`.
fn refresh_target(content: &str) -> Option<String> {
    let (_, rest) = content.split_once(';')?;
    let (key, target) = rest.split_once('=')?;
    key.trim().eq_ignore_ascii_case("url").then(|| target.trim().trim_matches(['"', '\'']).to_owned())
}

/// Returns the scheme of an address, without the colon.
fn scheme(link: &str) -> Option<&str> {
    let (scheme, _) = link.split_once(':')?;
    let word = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (word && scheme.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(scheme)
}

/// Returns the path of an address that may name a host.
fn path_of(address: &str) -> &str {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |start| &rest[start..]),
        None => address,
    }
}

/// Resolves the path `to` against the absolute path `from`; `None` if it climbs above the top.
///
/// A browser would stay at the top, but only as long as the book stands there.
fn join(from: &str, to: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let path = to.strip_prefix('/').unwrap_or_else(|| {
        names.extend(from.trim_start_matches('/').split('/'));
        names.pop();
        to
    });
    let mut folder = false;
    for name in path.split('/') {
        folder = matches!(name, "" | "." | "..");
        match name {
            ".." => _ = names.pop()?,
            "." => {}
            name => names.push(name),
        }
    }
    // An empty last name, as in `a/`, already brings its slash.
    let slash = if folder && !path.ends_with('/') && !path.is_empty() && !names.is_empty() { "/" } else { "" };
    Some(format!("/{}{slash}", names.join("/")))
}

/// Undoes percent-encoding; what is none stays as it is.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Writes a fragment as `location.hash` gives it.
fn encoded_fragment(fragment: &str) -> String {
    use std::fmt::Write as _;
    let mut address = String::new();
    for byte in fragment.bytes() {
        // Writing to a string never fails.
        _ = match byte {
            b' ' | b'"' | b'<' | b'>' | b'`' | 0..=0x1f | 0x7f.. => write!(address, "%{byte:02X}"),
            byte => write!(address, "{}", char::from(byte)),
        };
    }
    address
}

/// Tells whether a file is a page.
fn is_page(name: &str) -> bool {
    has_extension(name, "html") || has_extension(name, "htm")
}

/// Tells whether the name of a file ends in `extension`, in any case.
fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|other| other.eq_ignore_ascii_case(extension))
}

/// Splits HTML into tokens. The text of scripts is no markup, so the emitter has to follow the elements.
fn tokens(html: &str) -> impl Iterator<Item = Token<()>> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|Ok(token)| token)
}

/// Returns the value of the attribute `key`.
fn attribute(tag: &StartTag<()>, key: &[u8]) -> Option<String> {
    tag.attributes.get(key).map(|value| lossy(value))
}

/// Reads bytes as text.
fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{dead_links, decoded, duplicate_ids, join, texts};
    use tempfile::TempDir;

    /// Writes a book from pairs of path and text.
    fn book(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    /// Returns the dead links of a book made from pairs of path and text.
    fn dead(files: &[(&str, &str)]) -> Vec<String> {
        dead_links(book(files).path())
    }

    /// A redirect page as mdBook's `redirect.hbs` writes it.
    fn redirect(url: &str, map: &str) -> String {
        format!(
            r#"<meta http-equiv="refresh" content="0; URL={url}"><link rel="canonical" href="{url}">
            <a href="{url}">{url}</a><script>const fragmentMap =
            {map}
            ; let redirectUrl = "{url}";</script>"#
        )
    }

    #[test]
    fn each_element_with_an_address_is_checked() {
        for (tag, address) in [
            (r#"<a href="x.html">"#, "x.html"),
            (r#"<img src="x.png">"#, "x.png"),
            (r#"<img srcset="a.html 1x, x.png 2x">"#, "x.png"),
            (r#"<link href="x.css">"#, "x.css"),
            (r#"<script src="x.js"></script>"#, "x.js"),
            (r#"<source src="x.ogg">"#, "x.ogg"),
            (r#"<iframe src="x.html"></iframe>"#, "x.html"),
            (r#"<video poster="x.png">"#, "x.png"),
            (r#"<noscript><iframe src="x.html"></iframe></noscript>"#, "x.html"),
        ] {
            assert_eq!(dead(&[("a.html", tag)]), [format!("a.html: {address:?}: no file {address}")], "{tag}");
        }
    }

    #[test]
    fn a_missing_id_is_told_and_a_present_one_is_not() {
        let found = dead(&[
            ("a.html", r##"<a href="b.html#x"></a><a href="b.html#y"></a><a href="b.html#z"></a><a href="#q"></a>"##),
            (
                "b.html",
                r#"<p id="x"></p><a name="y"></a><meta name="z"><!-- <p id="z"> --><script>"<p id='z'>"</script>"#,
            ),
        ]);
        assert_eq!(found, [r##"a.html: "#q": no id q"##, r#"a.html: "b.html#z": no id z"#]);
    }

    #[test]
    fn the_top_of_a_page_and_other_sites_are_no_faults() {
        for link in [
            "",
            "#",
            "#top",
            "#TOP",
            "?q",
            "http://e.org/x",
            "https://e.org",
            "mailto:a@b",
            "data:,x",
            "javascript:f()",
            "tel:1",
            "//e.org/x",
            "HTTPS://e.org",
            " a.html ",
            "a.html?x=1#",
            "img.svg#part",
            "a.html#:~:text=word",
        ] {
            let found = dead(&[("a.html", &format!(r#"<a href="{link}"></a>"#)), ("img.svg", "")]);
            assert_eq!(found, [""; 0], "{link}");
        }
    }

    #[test]
    fn a_path_to_the_disk_is_dead() {
        for link in ["file:///x.html", "C:/x.html"] {
            let found = dead(&[("a.html", &format!(r#"<a href="{link}"></a>"#))]);
            assert_eq!(found, [format!("a.html: {link:?}: leads to one machine's disk")]);
        }
    }

    #[test]
    fn percent_codes_and_entities_are_undone() {
        let page = r#"<a href="%C3%BC%20b.html#%C3%BC"></a><a href="50%25.html"></a><a href="a&amp;b.html"></a>
            <a href="%C3%BC%20c.html"></a><a href="a&amp;b.html#%C3%A4"></a>"#;
        let found = dead(&[("a.html", page), ("ü b.html", "<p id=ü>"), ("50%.html", ""), ("a&b.html", "")]);
        assert_eq!(found, [r#"a.html: "%C3%BC%20c.html": no file ü c.html"#, r#"a.html: "a&b.html#%C3%A4": no id ä"#]);
        assert_eq!(decoded("%zz%4"), "%zz%4");
        assert_eq!(decoded("%+1é%C3%A9"), "%+1éé");
    }

    #[test]
    fn a_page_in_a_folder_with_a_percent_sign_finds_its_neighbours() {
        assert_eq!(dead(&[("%41/a.html", r#"<a href="b.html"></a>"#), ("%41/b.html", "")]), [""; 0]);
    }

    #[test]
    fn a_folder_means_its_index() {
        let page = r#"<a href="f/"></a><a href="f"></a><a href="f/#x"></a><a href="f/g/.."></a><a href="./"></a>
            <a href="f/#y"></a><a href="g/"></a><a href="f/h"></a>"#;
        let found = dead(&[("index.html", page), ("f/index.html", "<p id=x>"), ("f/h/x.png", "")]);
        assert_eq!(
            found,
            [
                r#"index.html: "f/#y": no id y"#,
                r#"index.html: "f/h": no file f/h"#,
                r#"index.html: "g/": no file g/index.html"#
            ]
        );
    }

    #[test]
    fn relative_paths_start_at_the_page_and_stay_in_the_book() {
        let page = r#"<a href="../a.html"></a><a href="./c.html"></a><a href="a.html"></a><a href="../../a.html"></a>"#;
        let found = dead(&[("a.html", ""), ("f/b.html", page), ("f/c.html", "")]);
        assert_eq!(
            found,
            [r#"f/b.html: "../../a.html": leads out of the book"#, r#"f/b.html: "a.html": no file f/a.html"#]
        );
    }

    #[test]
    fn the_case_of_a_name_counts() {
        let found = dead(&[("a.html", r#"<a href="B.html"></a>"#), ("b.html", "")]);
        assert_eq!(found, [r#"a.html: "B.html": no file B.html"#]);
    }

    #[test]
    fn a_base_holds_for_its_page() {
        let links = r##"<a href="b.html"></a><a href="c.html"></a><a href="#here"></a><p id=here>"##;
        for (base, root) in [("/", "/"), ("/site/", "/site/"), ("https://e.org/site/", "/site/")] {
            let page = format!(r#"<base href="{base}">{links}<a href="{root}b.html"></a><a href="{root}d.html"></a>"#);
            let found = dead(&[("404.html", &page), ("b.html", "")]);
            let absolute = format!(r#"404.html: "{root}d.html": no file d.html"#);
            assert_eq!(found, [absolute, r#"404.html: "c.html": no file c.html"#.to_owned()], "{base}");
        }
        let found =
            dead(&[("f/a.html", r#"<base href="../"><a href="b.html"></a><a href="a.html"></a>"#), ("b.html", "")]);
        assert_eq!(found, [r#"f/a.html: "a.html": no file a.html"#]);
    }

    #[test]
    fn an_absolute_link_must_stay_below_the_address_of_the_site() {
        let links = r#"<a href="/site/a.html"></a><a href="/site"></a><a href="/a.html"></a>"#;
        let found = dead(&[("404.html", r#"<base href="/site/">"#), ("a.html", links), ("index.html", "")]);
        assert_eq!(found, [r#"a.html: "/a.html": leads out of the book, which is at /site/"#]);
        let found = dead(&[("404.html", r#"<base href="/site"><a href="a.html"></a>"#), ("a.html", "")]);
        assert_eq!(found, [r#"404.html: "a.html": leads out of the book, which is at /site/"#]);
    }

    #[test]
    fn every_target_of_a_redirect_is_checked() {
        let good = redirect("../new/page.html", r##"{"#part":"../new/page.html#section"}"##);
        let new = ("new/page.html", "<p id=section>");
        assert_eq!(dead(&[("old/page.html", &good), new]), [""; 0]);

        let bad = redirect("../new/gone.html", r##"{"#a":"../new/page.html#none","#b":"../new/lost.html#x"}"##);
        assert_eq!(
            dead(&[("old/page.html", &bad), new]),
            [
                r#"old/page.html: "../new/gone.html": no file new/gone.html"#,
                r#"old/page.html: "../new/lost.html#x": no file new/lost.html"#,
                r#"old/page.html: "../new/page.html#none": no id none"#,
            ]
        );
    }

    #[test]
    fn the_refresh_and_the_script_are_each_checked() {
        let refresh = r#"<meta http-equiv="Refresh" content="0; url='gone.html'">"#;
        assert_eq!(dead(&[("a.html", refresh)]), [r#"a.html: "gone.html": no file gone.html"#]);
        // Nothing undoes entities in a script.
        let script = r#"<script>let redirectUrl = "a&amp;b.html";</script>"#;
        let found = dead(&[("a.html", script), ("a&b.html", "")]);
        assert_eq!(found, [r#"a.html: "a&amp;b.html": no file a&amp;b.html"#]);
    }

    #[test]
    fn a_link_to_a_redirect_goes_on_to_its_target() {
        let old = redirect("new.html", r##"{"#part":"new.html#section"}"##);
        let links = r#"<a href="old.html"></a><a href="old.html#part"></a><a href="old.html#section"></a>
            <a href="old.html#none"></a>"#;
        let found = dead(&[("a.html", links), ("old.html", &old), ("new.html", "<p id=section>")]);
        assert_eq!(found, [r#"a.html: "old.html#none": no id none"#]);
    }

    #[test]
    fn redirects_in_a_circle_are_told() {
        let found = dead(&[("a.html", &redirect("b.html", "{}")), ("b.html", &redirect("a.html", "{}"))]);
        assert_eq!(
            found,
            [r#"a.html: "b.html": redirects go in a circle"#, r#"b.html: "a.html": redirects go in a circle"#]
        );
    }

    #[test]
    fn the_fragments_of_an_ordinary_page_redirect_too() {
        let page = r##"<script>const fragmentMap =
            {"#gone":"b.html#x","#lost":"b.html#y","#here":"#id"}
            ;</script><p id=id><a href="#gone"></a>"##;
        let links = r#"<a href="a.html#gone"></a><a href="a.html#other"></a>"#;
        let found = dead(&[("a.html", page), ("b.html", "<p id=x>"), ("c.html", links)]);
        assert_eq!(
            found,
            [
                // The script ran when the page was loaded, and does not run for a step within the page.
                r##"a.html: "#gone": no id gone"##,
                r#"a.html: "b.html#y": no id y"#,
                r#"c.html: "a.html#other": no id other"#
            ]
        );
    }

    #[test]
    fn a_fragment_that_no_browser_asks_for_is_told() {
        let map = r##"{"#ü":"new.html","#%C3%A4":"new.html"}"##;
        let links = r#"<a href="old.html#ä"></a>"#;
        let found = dead(&[("old.html", &redirect("new.html", map)), ("new.html", links)]);
        assert_eq!(found, [r##"old.html: "#ü": redirect is never taken, write "#%C3%BC""##]);
    }

    #[test]
    fn a_map_that_is_no_json_is_told() {
        let found = dead(&[("a.html", "<script>const fragmentMap = oops;</script>")]);
        assert_eq!(found, ["a.html: map of fragments cannot be read"]);
    }

    #[test]
    fn the_links_of_the_sidebar_are_checked() {
        let toc = r#"connectedCallback() { this.innerHTML = '<a href="b.html">B</a><a href="c.html">C</a>'; }"#;
        let found = dead(&[("b.html", ""), ("toc-1a2b.js", toc)]);
        assert_eq!(found, [r#"toc-1a2b.js: "c.html": no file c.html"#]);
        let broken = r#"this.innerHTML = '<a href="it's.html">B</a>'; }"#;
        let found = dead(&[("it's.html", ""), ("toc.js", broken)]);
        assert_eq!(found, ["toc.js: string of the sidebar ends early"]);
    }

    #[test]
    fn a_folder_without_pages_is_a_fault() {
        let folder = book(&[("a.txt", "")]);
        for folder in [folder.path().to_owned(), folder.path().join("none")] {
            let missing = format!("{}: no page in this folder", folder.display());
            assert!(dead_links(&folder).contains(&missing), "{:?}", dead_links(&folder));
            assert!(duplicate_ids(&folder).contains(&missing), "{:?}", duplicate_ids(&folder));
        }
    }

    #[test]
    fn an_id_may_stand_once_on_a_page() {
        let folder = book(&[
            ("a.html", "<p id=x><p id=y><p id=x><p id=x>"),
            ("b.html", "<p id=x><p id=X><!-- <p id=x> -->"),
            ("f/print.html", "<p id=q><p id=q>"),
            ("print.html", "<p id=z><p id=z>"),
        ]);
        assert_eq!(duplicate_ids(folder.path()), ["a.html: id x stands twice", "f/print.html: id q stands twice"]);
    }

    #[test]
    fn the_text_of_main_is_what_a_reader_sees() {
        let html = "<title>T</title><nav>menu</nav><main>\n <h1><a href=x>One</a></h1><p>two&amp;\n<b>th</b>ree</p>\
            <ul><li>4<li>5</ul>six<br>seven<script>'<p>no'</script><style>no</style><p hidden>no</p>8<template>\
            <template>no</template>no</template><!-- no --><td>9<td>10</main>foot";
        assert_eq!(texts(html), "One two& three 4 5 six seven 8 9 10");
        assert_eq!(texts("<p>no main"), "");
        assert_eq!(texts("<main>a<input hidden>b</main>"), "a b");
    }

    #[test]
    fn paths_join_as_in_a_browser() {
        for (from, to, joined) in [
            ("/a/b.html", "c.html", Some("/a/c.html")),
            ("/a/b.html", "../c.html", Some("/c.html")),
            ("/a/b.html", "../../c.html", None),
            ("/a/b.html", "/c/./d/../e", Some("/c/e")),
            ("/a/b.html", "..", Some("/")),
            ("/a/b/c.html", "..", Some("/a/")),
            ("/a/b.html", ".", Some("/a/")),
            ("/a/b.html", "c/", Some("/a/c/")),
            ("/a/b.html", "/", Some("/")),
        ] {
            assert_eq!(join(from, to).as_deref(), joined, "{from} {to}");
        }
    }
}
