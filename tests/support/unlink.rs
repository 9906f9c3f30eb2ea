//! Takes the links out of pages that the tool put around words, to compare with a book that was made without them.

use mdbook_commonplace::crossref::link::{Purpose, Rewritten};
use mdbook_commonplace::{Edition, Input};

/// Holds every page, its made links taken out, to the page of a book without them; the glossary's page has no counterpart.
///
/// Pages with a line of related sections are passed over: what such a line parts needs no seam.
pub(crate) fn same_without_links(input: &Input, edition: &Edition, without: &Edition) -> usize {
    let mut compared = 0;
    for ((page, bare), text) in without.book.pages.iter().zip(&without.pages).zip(&edition.pages) {
        if edition.links.iter().any(|link| link.purpose == Purpose::SeeAlso && link.from == page.path) {
            continue;
        }
        let out = without_links(input, edition, &page.path, text);
        same(&page.path, &out, bare);
        compared += 1;
    }
    compared
}

/// Fails with the first line that differs.
fn same(path: &str, left: &str, right: &str) {
    let first = left.lines().zip(right.lines()).find(|(left, right)| left != right);
    assert_eq!(first, None, "without its links {path} is another page");
    assert_eq!(left.len(), right.len(), "without its links {path} is another page");
}

/// Returns a page's text without the links around words.
fn without_links(input: &Input, edition: &Edition, page: &str, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let around = |link: &&Rewritten| !matches!(link.purpose, Purpose::Rewritten | Purpose::SeeAlso);
    for link in edition.links.iter().filter(|link| link.from == page).filter(around) {
        let words = link.at.of(&input.sources[link.at.source.index()].text);
        let whole = format!("[{words}]({}", link.url);
        let Some(at) = rest.find(&whole) else { panic!("{page} has no {whole}") };
        out.push_str(&rest[..at]);
        out.push_str(words);
        rest = &rest[at + whole.len()..];
        rest = rest.strip_prefix(" \"").map_or(rest, |title| title.split_once('"').expect("a title ends").1);
        rest = rest.strip_prefix(')').unwrap_or_else(|| panic!("the link {whole} does not end"));
    }
    out.push_str(rest);
    out
}
