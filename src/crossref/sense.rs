//! Whether words around a name tell that something else is meant: a verb that is spelled like the name, a parameter called so.

use std::ops::Range;

/// Words that a noun follows.
const BEFORE_NOUNS: [&str; 48] = [
    "a", "about", "after", "all", "an", "another", "any", "as", "at", "before", "between", "both", "by", "each",
    "every", "few", "for", "from", "her", "his", "in", "into", "its", "many", "more", "most", "my", "no", "of", "on",
    "one", "other", "our", "over", "several", "some", "such", "than", "the", "their", "these", "this", "those",
    "through", "under", "via", "with", "your",
];

/// Words that begin what a verb does something to.
const OBJECTS: [&str; 22] = [
    "a", "an", "any", "each", "every", "her", "his", "how", "it", "its", "itself", "me", "my", "our", "the", "their",
    "them", "these", "this", "us", "whether", "your",
];

/// Words that a verb follows.
const BEFORE_VERBS: [&str; 28] = [
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "didn't",
    "does",
    "doesn't",
    "don't",
    "i",
    "i'll",
    "let's",
    "may",
    "might",
    "must",
    "please",
    "shall",
    "should",
    "shouldn't",
    "they",
    "to",
    "we",
    "we'll",
    "will",
    "won't",
    "would",
    "you",
    "you'll",
];

/// Words that end what is said of a noun before them.
const JOINTS: [&str; 17] =
    ["and", "are", "as", "at", "but", "by", "for", "from", "in", "is", "on", "or", "that", "to", "was", "when", "with"];

/// What a word in code ticks is, beside a word of English.
const PARTS: [&str; 20] = [
    "argument",
    "arguments",
    "attribute",
    "attributes",
    "column",
    "field",
    "fields",
    "flag",
    "key",
    "keys",
    "keyword",
    "option",
    "options",
    "parameter",
    "parameters",
    "params",
    "properties",
    "property",
    "variable",
    "variables",
];

/// Returns whether a plain word is a verb where it stands: in "one process signals an event" nothing is said about signals.
#[must_use]
pub fn is_verb(text: &str, at: &Range<usize>) -> bool {
    let before = last_word(&text[..at.start]);
    let behind = &text[at.end..];
    let next = behind.strip_prefix(' ').map(first_word).unwrap_or_default();
    let plural = text[at.clone()].ends_with('s');
    if plural && matches!(before.to_ascii_lowercase().as_str(), "it" | "which" | "who") {
        return true;
    }
    if !plural && is(&BEFORE_VERBS, before) {
        // "compared to a lock", but also "switch to threads": only words in the singular, and not at the end of all.
        return before != "to" || !next.is_empty();
    }
    !is(&BEFORE_NOUNS, before) && is(&OBJECTS, next)
}

/// Returns whether a plain word in lower case is a noun where it stands, and nothing else: "the signal", "of signals".
#[must_use]
pub fn is_noun(text: &str, at: &Range<usize>) -> bool {
    let behind = &text[at.end..];
    let ends = behind.is_empty()
        || behind.starts_with(['.', ',', ';', ')', '?', '!'])
        || is(&JOINTS, first_word(behind.trim_start()));
    ends && is(&BEFORE_NOUNS, last_word(&text[..at.start])) && text[at.clone()].chars().all(char::is_lowercase)
}

/// Returns whether a word in code ticks is what a parameter or a field is called, as the rest of its sentence says.
#[must_use]
pub fn is_part(sentence: &str) -> bool {
    let words = sentence.split(|c: char| !c.is_alphanumeric());
    words.map(str::to_ascii_lowercase).any(|word| PARTS.binary_search(&word.as_str()).is_ok())
}

fn is(words: &[&str], word: &str) -> bool {
    words.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Returns the word that ends a text, if only a space stands behind it.
fn last_word(text: &str) -> &str {
    let Some(text) = text.strip_suffix(' ') else { return "" };
    let start = text.rfind(|c: char| !c.is_alphanumeric() && c != '\'').map_or(0, |at| at + 1);
    text.get(start..).unwrap_or_default()
}

/// Returns the word that begins a text.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '\'').unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [&BEFORE_NOUNS[..], &OBJECTS, &BEFORE_VERBS, &PARTS, &JOINTS] {
            assert!(list.is_sorted(), "searched by halves: {list:?}");
        }
    }

    #[test]
    fn verbs_are_told_from_nouns() {
        let verb = |text: &str| {
            let start = text.find('_').expect("the word is marked");
            let end = text.rfind('_').expect("the word is marked");
            let plain = text.replace('_', "");
            is_verb(&plain, &(start..end - 1))
        };
        for text in [
            "A worker _queues_ the job.",
            "_Lock_ the file first.",
            "You must _lock_ everything.",
            "To _thread_ needles is hard.",
            "It _signals_ its parent.",
            "A parent that _forks_ a child",
            "It _locks_ files.",
        ] {
            assert!(verb(text), "{text}");
        }
        for text in [
            "A worker has _queues_ for jobs.",
            "The _lock_ the worker holds",
            "Of _signals_ the second is lost.",
            "_Threads_ share memory.",
            "Switch to _threads_ here.",
            "Go over to _asyncio_.",
            "You need a _lock_.",
        ] {
            assert!(!verb(text), "{text}");
        }
    }

    #[test]
    fn a_noun_has_something_before_it_and_ends_what_is_said() {
        let noun = |text: &str| {
            let start = text.find("signal").expect("the word is in the text");
            is_noun(text, &(start..start + "signal".len()))
        };
        assert!(noun("on arrival of a signal") && noun("by the signal, say") && noun("After a signal from outside"));
        assert!(
            !noun("a signal handler") && !noun("to signal that") && !noun("signal or noise") && !noun("no signals")
        );
    }

    #[test]
    fn parameters_are_told_from_what_has_a_section() {
        assert!(is_part("The second argument is type, a number."));
        assert!(!is_part("An instance knows its type."));
    }
}
