//! Addresses: those that stand bare in the text, those that ask for no encryption, those of old documentation.

use super::reading::block_at;
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::lint::View;
use crate::note::BlockKind;
use crate::prose::Scope;
use crate::text::Span;

/// An address that is no link.
pub static BARE_URL: Rule =
    rule("bare-url", Category::Style, Level::Info, "An address stands bare in the text and is no link.");
/// An address with `http` on a host that serves `https`.
pub static URL_IN_HTTP_KNOWN_HTTPS: Rule = rule(
    "url-in-http-known-https",
    Category::Link,
    Level::Info,
    "An address says http, but its host is known to serve https.",
);
/// An address in the documentation of an old Python.
pub static OLD_DOCUMENTATION_LINK: Rule = rule(
    "old-documentation-link",
    Category::Link,
    Level::Info,
    "A link leads to the documentation of an old version of Python.",
);

/// Hosts that send everybody who asks for `http` on to `https`.
const HTTPS: [&str; 24] = [
    "github.com",
    "gist.github.com",
    "raw.githubusercontent.com",
    "gitlab.com",
    "bitbucket.org",
    "python.org",
    "www.python.org",
    "docs.python.org",
    "peps.python.org",
    "bugs.python.org",
    "wiki.python.org",
    "pypi.org",
    "pypi.python.org",
    "stackoverflow.com",
    "en.wikipedia.org",
    "www.wikipedia.org",
    "readthedocs.org",
    "www.djangoproject.com",
    "docs.djangoproject.com",
    "numpy.org",
    "pandas.pydata.org",
    "crates.io",
    "docs.rs",
    "www.rust-lang.org",
];
/// How many versions behind the book's own a link may stay.
const BEHIND: u64 = 3;

/// Looks at the addresses of a note.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for passage in view
        .prose
        .passages
        .iter()
        .filter(|passage| matches!(passage.scope, Scope::Prose | Scope::Heading | Scope::Table))
    {
        let text = &view.prose.text[passage.at.clone()];
        for (at, _) in text.match_indices("://").filter(|(at, _)| *at >= 4) {
            if let Some(start) = ["https", "http"].iter().find_map(|scheme| {
                at.checked_sub(scheme.len())
                    .filter(|start| text.is_char_boundary(*start) && text[*start..at] == **scheme)
            }) {
                bare(view, text, (passage.at.start, start), out);
            }
        }
    }
    for (at, _) in view.text.match_indices("http://") {
        let host = &view.text[at + 7..];
        let host =
            &host[..host.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(host.len())];
        if HTTPS.contains(&host) && !in_code(view, at) {
            let place = Span::new(view.source, at, at + 7 + host.len());
            let fix = Fix::replace(Span::new(view.source, at + 4, at + 4), "s", "write https", Safety::Ask);
            let message = format!("`{host}` serves https");
            out.push(Diagnostic::new(&URL_IN_HTTP_KNOWN_HTTPS, place, message).fix(fix));
        }
    }
    for (at, host) in view.text.match_indices("docs.python.org/") {
        let from = at + host.len();
        let end = view.text[from..].find(['/', ' ', ')', '>', '\n', '#']).map_or(view.text.len(), |end| from + end);
        if let Some(version) = old(view, &view.text[from..end]).filter(|_| !in_code(view, at)) {
            let place = Span::new(view.source, from, end);
            let fix = Fix::replace(place, "3", "lead to the newest version", Safety::Ask);
            let message = format!("this leads to the documentation of Python {version}");
            out.push(Diagnostic::new(&OLD_DOCUMENTATION_LINK, place, message).fix(fix));
        }
    }
}

fn old<'a>(view: &View<'_>, version: &'a str) -> Option<&'a str> {
    let (major, minor) = version.split_once('.').unwrap_or((version, ""));
    let minor = minor.split('.').next().unwrap_or_default().parse::<u64>().ok();
    let behind = |minor| u64::from(view.target.minor) > minor + BEHIND;
    (major == "2" || major == "3" && minor.is_some_and(behind)).then_some(version)
}

fn in_code(view: &View<'_>, at: usize) -> bool {
    let block = block_at(view, at).map(|block| view.note.blocks[block].kind);
    matches!(block, Some(BlockKind::Fence | BlockKind::Indented))
}

/// `start` is where an address begins in the text of a passage, which starts at `from`.
fn bare(view: &View<'_>, text: &str, (from, start): (usize, usize), out: &mut Vec<Diagnostic>) {
    let before = text[..start].chars().next_back();
    // In quotes it is a value, and behind other signs part of something else.
    if before.is_some_and(|c| c != ' ' && c != '(' && c != '[') || text[..start].ends_with("](") {
        return;
    }
    let stop = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '*');
    let mut end = text[start..].find(stop).map_or(text.len(), |end| start + end);
    while let Some(last) = text[start..end].chars().next_back() {
        let open = text[start..end].matches('(').count() >= text[start..end].matches(')').count();
        if !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']') && (last != ')' || open) {
            break;
        }
        end -= last.len_utf8();
    }
    let address = &text[start..end];
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    let local =
        ["localhost", "127.", "0.0.0.0", "192.168.", "[", "$", "example"].iter().any(|own| host.starts_with(own));
    let at = from + start..from + end;
    let known = view.prose.marks_in(at.clone()).any(|mark| mark.kind != crate::prose::MarkKind::Emphasis);
    let cut = text[end..].starts_with(['{', '<', '$', '*', '`']);
    if local || known || cut || !host.contains('.') {
        return;
    }
    let Some(place) =
        view.prose.verbatim(view.source, at).filter(|place| !view.text[..place.start as usize].ends_with('<'))
    else {
        return;
    };
    let fix = Fix::replace(place, format!("<{address}>"), "put it in angle brackets", Safety::Sure);
    let message = "this address is no link";
    out.push(Diagnostic::new(&BARE_URL, place, message).hint("put it in angle brackets").fix(fix));
}
