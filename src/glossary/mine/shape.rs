//! How much a text looks like a definition, told by its first words.

use super::super::names;
use super::term::Named;
use super::words;

/// How many words of a text are looked at.
const AHEAD: usize = 12;

/// Returns how much a text looks like a definition: a noun and what tells it from others, what something is for.
pub(super) fn of(written: &str) -> i32 {
    let ahead: Vec<&str> =
        written.split(' ').take(AHEAD).map(|word| word.trim_matches([',', '.', '"', ';', '(', ')'])).collect();
    let first = ahead[0].to_ascii_lowercase();
    let second = ahead.get(1).copied().unwrap_or_default();
    let finite =
        ahead.iter().position(|word| words::has(&words::FINITE, word) || words::tells(word) || word.ends_with("n't"));
    let tells = ahead.iter().position(|word| words::among(&TELLING, word)).or_else(|| formed(&ahead));
    let noun = tells.is_some_and(|at| at > 0 && finite.is_none_or(|verb| at < verb));
    let genus = ahead.iter().take(3).any(|word| words::has(&words::GENUS, &names::singular(word)));
    match first.as_str() {
        "a" | "an" if words::has(&words::JUDGED, second) => 0,
        "a" | "an" => {
            if noun || finite.is_none() {
                26
            } else {
                12
            }
        }
        "the" if second == "one" => 0,
        "the" if noun => 22,
        "this" | "these" if ahead.get(2).is_some_and(|word| word.ends_with('s')) => 24,
        "to" if second.bytes().all(|b| b.is_ascii_lowercase()) => 22,
        "how" | "whether" | "who" | "whose" | "what" | "which" if !written.ends_with('?') && ahead.len() > 3 => 26,
        "when" | "where" if !written.contains(", ") => 18,
        "the" | "when" | "where" => 2,
        "any" | "every" | "everything" | "anything" | "one" | "two" if noun => 18,
        "used" | "made" if words::among(&["to", "for", "by", "when", "of", "in"], second) => 20,
        _ if first.starts_with(|c: char| c.is_ascii_digit()) => 0,
        _ if words::is_no_term(&first) || words::has(&words::IMPERATIVE, &first) => 0,
        _ if first.ends_with("ing") && first.len() > 5 && finite.is_none_or(|verb| verb > 3) => 18,
        _ if noun && genus && tells.is_some_and(|at| at <= 5) => 24,
        _ if noun && tells.is_some_and(|at| at <= 5) => 18,
        // A noun and more about it, and no verb.
        _ if finite.is_none() && ahead.len() > 3 && first.starts_with(char::is_lowercase) && ahead[0] == first => 12,
        _ => 0,
    }
}

/// Words behind a noun with which what tells it from others begins.
const TELLING: [&str; 10] = ["that", "which", "whose", "where", "who", "of", "for", "used", "when", "between"];

/// "… letters sent by …": where a participle and a small word follow a noun.
pub(super) fn formed(ahead: &[&str]) -> Option<usize> {
    let participle = |word: &str| {
        word.len() > 4 && word.ends_with("ed")
            || words::among(
                &[
                    "made", "built", "kept", "given", "sent", "held", "cut", "left", "thrown", "drawn", "run",
                    "written", "shown", "used",
                ],
                word,
            )
    };
    let joins =
        ["by", "with", "in", "from", "to", "on", "at", "as", "into", "over", "under", "after", "out", "together"];
    ahead.windows(2).position(|pair| participle(pair[0]) && words::among(&joins, pair[1])).filter(|at| *at > 0)
}

/// Returns whether a word ends as nouns do for what is done or how something is; labels seldom do.
pub(super) fn is_concept(term: &str) -> bool {
    ["ing", "tion", "sion", "ity", "ness", "ism", "sis"].iter().any(|end| term.ends_with(end))
}

/// Returns whether a definition begins with a verb: "does not …", "picks …".
pub(super) fn is_verb(first: &str) -> bool {
    let third = first.len() > 3 && first.ends_with('s') && !["ss", "us", "is"].iter().any(|end| first.ends_with(end));
    let plain = first.bytes().all(|b| b.is_ascii_lowercase());
    plain
        && (matches!(first, "does" | "has" | "can")
            || words::tells(first)
            || third && words::has(&words::IMPERATIVE, &first[..first.len() - 1]))
}

/// Returns whether a plain word stands there that may as well be a label, and nothing behind it says of what kind it is:
/// "Weather: a week of rain".
pub(super) fn is_bare(named: &Named, written: &str) -> bool {
    let plain = !named.marked && named.term.bytes().skip(1).all(|b| b.is_ascii_lowercase() || !b.is_ascii());
    let kind = |word: &str| words::has(&words::GENUS, &names::singular(word.trim_end_matches([',', '.'])));
    plain && !is_concept(&named.term) && !written.split(' ').take(5).any(kind)
}
