//! Old addresses → new ones: what a reader's bookmark into a note's own page should lead to.

use super::resolve::Resolver;

/// One redirect between pages of the built book; both addresses start with `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// The old address.
    pub from: String,
    /// The new one.
    pub to: String,
}

/// Returns a redirect for every page that the notes would have had and every id on them, sorted.
///
/// Nothing is redirected from a page that still exists, nor from the front page of the book, which always exists.
#[must_use]
pub fn redirects(resolver: &Resolver<'_>) -> Vec<Redirect> {
    let mut found = Vec::new();
    for (note, source) in resolver.ground.sources[..resolver.ground.notes.len()].iter().enumerate() {
        let old = page(&source.path);
        let lives = old == "/index.html" || resolver.book.pages.iter().any(|new| page(&new.path) == old);
        if !lives && let Some((path, _)) = resolver.now_at(note, None) {
            found.push(Redirect { from: old.clone(), to: page(path) });
        }
        for (fragment, _) in resolver.ground.fragments[note].all() {
            if let Some((path, anchor)) = resolver.now_at(note, Some(fragment)) {
                let to = match anchor.filter(|anchor| !anchor.is_empty()) {
                    Some(anchor) => format!("{}#{anchor}", page(path)),
                    None => page(path),
                };
                let from = format!("{old}#{}", as_hash(fragment));
                if from != to && !(lives && fragment.contains('#')) {
                    found.push(Redirect { from, to });
                }
            }
        }
    }
    found.sort();
    found
}

/// Returns a fragment as a browser's `location.hash` has it, which mdBook's script compares with:
/// <https://url.spec.whatwg.org/#fragment-percent-encode-set>.
fn as_hash(fragment: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(fragment.len());
    for byte in fragment.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'`') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Returns the address of the page that mdBook makes of a Markdown file.
#[must_use]
pub fn page(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or((String::new(), path), |(f, n)| (format!("{f}/"), n));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.eq_ignore_ascii_case("readme") { "index" } else { stem };
    format!("/{folder}{stem}.html")
}
