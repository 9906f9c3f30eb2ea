//! What stands where a term stands → a term, or none.

use super::super::names;
use super::page::Place;
use super::short;
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// How many words a term has at most.
const WORDS: usize = 5;
/// How many bytes a term has at most.
const BYTES: usize = 60;

/// Words that may stand inside a term, and at neither end of it.
const INNER: &[&str] = &["of", "the", "and", "for", "in", "on", "with", "to", "as", "by", "a", "per", "or", "at"];

/// Endings of names of files.
const FILES: &[&str] = &[
    ".rs", ".py", ".md", ".toml", ".json", ".txt", ".yml", ".yaml", ".sh", ".ini", ".html", ".js", ".css", ".lock",
    ".cfg", ".c", ".h", ".mjs", ".cjs", ".ts", ".xml", ".csv", ".conf",
];

/// Endings of words that are a subject and its verb.
const CONTRACTED: [&str; 5] = ["'ll", "'re", "'ve", "n't", "'d"];

/// What says that another name follows.
pub(super) const ALSO: [&str; 15] = [
    "aka ",
    "aka: ",
    "a.k.a. ",
    "a.k.a ",
    "also known as ",
    "also called ",
    "also ",
    "or just ",
    "or ",
    "short for ",
    "abbreviated as ",
    "abbreviated ",
    "sometimes called ",
    "sometimes ",
    "formerly ",
];

/// A term as it is written somewhere, with what stands beside it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub term: String,
    pub aliases: Vec<String>,
    pub abbreviations: Vec<String>,
    /// Its bytes in the folded text, without article and quotes.
    pub at: Range<usize>,
    /// Whether it is set apart from the text around: emphasised, ticked, quoted.
    pub marked: bool,
    /// Whether it stands in code ticks.
    pub code: bool,
    /// Whether it is an everyday noun, and only what is told of it says that it is a term here.
    pub everyday: bool,
}

/// Returns the term that a stretch of folded text is, or `None` when it is none.
pub(super) fn named(place: &Place<'_>, at: Range<usize>) -> Option<Named> {
    named_as(place, at, false)
}

/// Returns the everyday noun that a stretch of folded text is, where it is set apart or the section is about it: "A process is …"
/// below "Processes". What is `told` of it may speak for it alone; then it is marked as such.
pub(super) fn everyday(place: &Place<'_>, at: Range<usize>, told: bool) -> Option<Named> {
    let word = &place.text()[at.clone()];
    if !words::has(&words::EVERYDAY, &names::singular(word)) {
        return None;
    }
    let key = names::key(word);
    let about = place.page.section(place.passage).is_some_and(|section| section.has_word(place.title(), &key));
    let sure = about || place.is_marked(&at);
    (sure || told).then(|| named_as(place, at, true).map(|named| Named { everyday: !sure, ..named }))?
}

fn named_as(place: &Place<'_>, at: Range<usize>, everyday: bool) -> Option<Named> {
    let text = place.text();
    let mut at = trimmed(text, at);
    let (mut aliases, mut abbreviations) = (Vec::new(), Vec::new());
    if text[at.clone()].ends_with(')')
        && let Some(open) = text[at.clone()].rfind(" (")
    {
        let inside = at.start + open + 2..at.end - 1;
        let before = at.start..at.start + open;
        beside(text, &before, &inside, &mut aliases, &mut abbreviations)?;
        at = trimmed(text, before);
    }
    // Links in a row are badges, or a list.
    let links = place.marks.iter().filter(|mark| mark.kind == MarkKind::Link && at.contains(&(mark.start as usize)));
    if links.take(2).count() == 2 {
        return None;
    }
    // "owner/name" leads to somebody's code.
    let written = &text[at.clone()];
    if written.len() > 7
        && written.contains('/')
        && !written.contains(' ')
        && place.mark_at(at.start, &[MarkKind::Link]).is_some()
    {
        return None;
    }
    let quoted = text[..at.start].ends_with('"');
    for article in ["a ", "an ", "the ", "A ", "An ", "The "] {
        if text[at.clone()].starts_with(article) {
            at = trimmed(text, at.start + article.len()..at.end);
        }
    }
    let marked = quoted || place.is_marked(&at);
    let code = place.mark_at(at.start, &[MarkKind::Code]).is_some_and(|mark| mark.end as usize >= at.end);
    let written = &text[at.clone()];
    // "a "red" letter": the quotes say that the whole is a name.
    let bare = written.replacen("\" ", " ", usize::from(quoted && !written.starts_with(' ')));
    let written = bare.as_str();
    (everyday || fits(written, marked, place.page.english)).then_some(())?;
    let term = place.page.inside(written, code);
    let term = without_object(&term).map(str::to_string).unwrap_or(term);
    Some(Named { term, aliases, abbreviations, at, marked, code, everyday: false })
}

/// Returns a name of several words without the everyday noun that it is about: "careful reader of text".
fn without_object(term: &str) -> Option<&str> {
    let (name, object) = term.split_once(" of ")?;
    let mass = matches!(object, "code" | "data" | "text" | "files" | "input");
    (mass && name.contains(' ')).then_some(name)
}

/// Takes what stands between commas behind a term: an abbreviation, or another name.
pub(super) fn aside(
    text: &str,
    term: &Range<usize>,
    inside: &Range<usize>,
    aliases: &mut Vec<String>,
    abbreviations: &mut Vec<String>,
) {
    let written = &text[inside.clone()];
    let start = inside.end - written.strip_prefix("or ").unwrap_or(written).len();
    let end = start + text[start..inside.end].trim_end_matches(" for short").len();
    let bare = start..end;
    let range = if short::is_short(&text[bare.clone()]) { bare } else { inside.start..end };
    let _ = beside(text, term, &range, aliases, abbreviations);
}

/// Takes what stands in brackets behind a term: an abbreviation, or another name. `None` when it is neither and long.
fn beside(
    text: &str,
    before: &Range<usize>,
    inside: &Range<usize>,
    aliases: &mut Vec<String>,
    abbreviations: &mut Vec<String>,
) -> Option<()> {
    let written = text[inside.clone()].trim();
    let lower = written.to_ascii_lowercase();
    if short::is_short(written) {
        if short::expanded(text, before.clone(), written).is_some() {
            abbreviations.push(names::singular(written));
        }
        return Some(());
    }
    if let Some(sign) = ALSO.iter().find(|sign| lower.starts_with(*sign)) {
        // "(aka queue, or line)" gives two.
        for alias in written[sign.len()..].split([',', '/']) {
            let alias = alias.trim();
            let alias = alias.strip_prefix("or ").unwrap_or(alias).trim_matches(['"', ' ', '\'']);
            let alias = ["a ", "an ", "the "].iter().find_map(|article| alias.strip_prefix(article)).unwrap_or(alias);
            if short::is_short(alias) {
                abbreviations.push(names::singular(alias));
            } else if alias.split(' ').count() <= 3 && fits(alias, true, true) {
                aliases.push(alias.to_string());
            }
        }
        return Some(());
    }
    (written.split(' ').count() <= 5).then_some(())
}

fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    // Nothing is left where the words before a term reach to its end.
    let at = at.start..at.end.max(at.start);
    let inside = &text[at.clone()];
    let start = at.start + inside.len() - inside.trim_start_matches([' ', '"', '\'', '\u{AB}', '\u{201E}', '*']).len();
    let end = at.start + inside.trim_end_matches([' ', '"', '\'', '\u{BB}', '*']).len();
    start..end.max(start)
}

/// Returns whether a definition is one of a plural: "calls that …" and not "a call that …".
pub(super) fn many(body: &str) -> bool {
    let first = body.split(' ').next().unwrap_or_default();
    !first.eq_ignore_ascii_case("a")
        && !first.eq_ignore_ascii_case("an")
        && first.ends_with('s')
        && names::singular(first) != first
}

/// Returns whether a text can be a term at all.
pub(super) fn fits(written: &str, marked: bool, english: bool) -> bool {
    let sound = |c: char| c.is_alphanumeric() || " -_+#.@'/&*\u{2013}\u{B7}".contains(c);
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let ends_well = !written.ends_with(['.', '-', '/', '&', '\'']) || written.ends_with("++");
    if written.len() > BYTES || letters < 2 && !written.contains('#') && !written.contains('+') {
        return false;
    }
    if written.starts_with(['-', '/', '+', '\'', '*', '&', '#']) || !ends_well || !written.chars().all(sound) {
        return false;
    }
    if is_path(written) || written.split(' ').any(is_version) {
        return false;
    }
    let count = written.split(' ').count();
    if count > WORDS || !english {
        return count <= WORDS;
    }
    let mut words = written.split(' ').enumerate();
    let wrong = words.any(|(i, word)| {
        let inner = words::among(INNER, word);
        !word.contains(char::is_alphanumeric)
            || count > 1 && (word.starts_with('-') || i + 1 == count && matches!(word, "one" | "ones"))
            || inner && (i == 0 || i + 1 == count) && !(marked && count == 1)
            || CONTRACTED.iter().any(|end| word.ends_with(end))
            || !inner && words::is_no_term(word) && !(i > 0 && word == "I")
    });
    let wrong = wrong || !marked && words::is_clause(written);
    let capitals = written.bytes().filter(u8::is_ascii_uppercase).count() > 1;
    !wrong && (!words::is_general(written) || capitals && !words::is_label(written))
}

/// Returns whether a word is a version or an address, or stands for one: digits and several dots, "x.y.z".
fn is_version(word: &str) -> bool {
    let letters = word.split('.').all(|part| part.len() == 1);
    word.bytes().filter(|b| *b == b'.').count() > 1 && (letters || word.bytes().any(|b| b.is_ascii_digit()))
}

/// Returns whether a name is one of a file, an address, or a version.
fn is_path(written: &str) -> bool {
    let lower = written.to_ascii_lowercase();
    let version =
        lower.strip_prefix('v').unwrap_or(&lower).starts_with(|c: char| c.is_ascii_digit()) && lower.contains('.');
    let slashes = written.bytes().filter(|b| *b == b'/').count();
    version
        || slashes > 1
        || slashes == 1 && written.contains('.')
        || FILES.iter().any(|end| lower.ends_with(end))
        || ["http", "www."].iter().any(|start| lower.starts_with(start))
}

/// Returns a term without the noun that says of what kind it is, when it is a name: `ChainMap` class, `difflib` module.
pub(super) fn without_kind(term: &str) -> Option<&str> {
    let (name, kind) = term.rsplit_once(' ')?;
    is_kind(kind).then_some(name)
}

/// Returns whether a noun, one or many, says of what kind a name is.
pub(super) fn is_kind(noun: &str) -> bool {
    words::has(&words::KINDS, &names::singular(noun))
}

/// Returns whether a word is written as a name in code: capitals inside, underscores, dots.
pub(super) fn is_name(word: &str) -> bool {
    let inner_capital =
        word.chars().skip(1).any(|c| c.is_ascii_uppercase()) && word.chars().any(|c| c.is_ascii_lowercase());
    !word.contains(' ')
        && (inner_capital || word.contains('_') || word.contains('@') || word.trim_end_matches('.').contains('.'))
}
