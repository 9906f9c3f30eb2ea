//! Words that point: "see queues", "the part on queues", "as in the queues section". Behind them an everyday word is the name of a
//! section.

use std::ops::Range;

/// What stands in front of the name of a section, whatever stands behind it.
const LEADS: [&str; 14] = [
    "as under ",
    "chapter about ",
    "chapter on ",
    "described under ",
    "explained under ",
    "more under ",
    "notes on ",
    "part about ",
    "part on ",
    "section about ",
    "section called ",
    "section on ",
    "see also ",
    "see under ",
];

/// Words behind which "see" is what somebody does with his eyes.
const SEERS: [&str; 22] = [
    "and", "can", "can't", "cannot", "could", "don't", "he", "i", "may", "might", "never", "not", "now", "often",
    "should", "they", "to", "we", "who", "will", "would", "you",
];

/// Returns whether the words around a stretch say that it is the name of a section.
#[must_use]
pub fn is_pointed_at(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].trim_end_matches(['"', '\'']);
    let bare = before.strip_suffix("the ").unwrap_or(before);
    let behind = text[at.end..].trim_start_matches(['"', '\'']);
    let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ')', ':']);
    let lead = |lead: &&str| ends_with(bare, lead);
    // "the class part of …" goes on.
    let named = bare.len() < before.len()
        && [" section", " chapter"].iter().any(|noun| {
            behind.strip_prefix(noun).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ',', ';', ')', ':']))
        });
    ends && LEADS.iter().any(lead) || named || ends && sees(bare)
}

/// "see queues", but not "you see queues".
fn sees(before: &str) -> bool {
    let Some(rest) = before.strip_suffix("see ").or_else(|| before.strip_suffix("See ")) else { return false };
    let word = rest.trim_end().rsplit([' ', '(']).next().unwrap_or_default();
    (rest.is_empty() || rest.ends_with([' ', '('])) && SEERS.binary_search(&word.to_ascii_lowercase().as_str()).is_err()
}

/// Returns whether a text ends with words that nothing joins to a longer one in front.
fn ends_with(text: &str, words: &str) -> bool {
    let Some(at) = text.len().checked_sub(words.len()).filter(|at| text.is_char_boundary(*at)) else { return false };
    text[at..].eq_ignore_ascii_case(words) && !text[..at].ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_words_point_and_others_only_see() {
        assert!(SEERS.is_sorted(), "searched by halves");
        let pointed = |text: &str| {
            let start = text.find("tables").expect("the word is in the text");
            is_pointed_at(text, &(start..start + "tables".len()))
        };
        for text in [
            "see tables",
            "See tables.",
            "For rows (see tables), take care.",
            "for the long kind see \"tables\"",
            "More in the part on tables.",
            "It works as under tables",
            "As in the tables section, rows come first.",
            "See also the tables.",
        ] {
            assert!(pointed(text), "{text}");
        }
        for text in [
            "tables",
            "Now you see tables.",
            "I want to see tables.",
            "see tables of rows",
            "Oversee tables.",
            "Apart on tables",
            "a part on tables and chairs",
            "the tables section of the file",
            "tables section",
        ] {
            assert!(!pointed(text), "{text}");
        }
    }
}
