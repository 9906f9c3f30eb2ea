//! Chains: words that must stand in a text in a certain order so that a pattern can match it.
//!
//! Most sentences that hold the word by which a rule is found are not about what the rule says. To see that the other words of a
//! pattern are missing, or in the wrong order, costs a fraction of trying the pattern, and spares compiling it.

/// Links that must stand in a text in this order, none of them over another one: of each, one of its words. A word is in lower
/// case and has bits: 1 when a word must begin or end where it begins, 2 the same where it ends.
pub type Chain<'a> = &'a [&'a [(&'a str, u8)]];

/// Returns whether a chain stands in a text in lower case.
#[must_use]
pub fn stands(chain: Chain<'_>, lower: &str) -> bool {
    let mut at = 0;
    chain.iter().all(|link| {
        // Of all ways to find the links one after the other, the one that takes each as early as it can leaves most room.
        let first = link.iter().filter_map(|(word, bounds)| end(lower, at, word, *bounds)).min();
        at = first.unwrap_or(at);
        first.is_some()
    })
}

/// Returns the end of the first place from a byte on where a word stands.
fn end(lower: &str, from: usize, word: &str, bounds: u8) -> Option<usize> {
    // Few words are there, and whether one is can be told faster than where.
    if !lower.get(from..)?.contains(word) {
        return None;
    }
    let (text, word) = (lower.as_bytes(), word.as_bytes());
    let (head, last) = (*word.first()?, text.len().checked_sub(word.len())?);
    (from..=last)
        .find(|start| {
            let end = start + word.len();
            text[*start] == head
                && text[*start..end] == *word
                && (bounds & 1 == 0 || is_bound(text, *start))
                && (bounds & 2 == 0 || is_bound(text, end))
        })
        .map(|start| start + word.len())
}

/// Returns whether a word begins or ends at a byte, as `\b` means it where only ASCII counts.
fn is_bound(text: &[u8], at: usize) -> bool {
    let inside = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    inside(at.checked_sub(1).and_then(|before| text.get(before))) != inside(text.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::literals::needs;

    /// Whether the chains of a pattern stand in a text.
    fn all_stand(pattern: &str, text: &str) -> bool {
        let need = needs(&[pattern.to_string()], &[]).expect("the pattern is right").remove(0);
        need.chains.iter().all(|chain| {
            let links: Vec<Vec<(&str, u8)>> =
                chain.iter().map(|link| link.iter().map(|word| (word.text.as_str(), word.bits())).collect()).collect();
            let links: Vec<&[(&str, u8)]> = links.iter().map(Vec::as_slice).collect();
            stands(&links, text)
        })
    }

    #[test]
    fn order_and_bounds_count() {
        for (pattern, yes, no) in [
            (r"fish.*swim", "a fish can swim", "to swim like a fish"),
            (r"\bfish\b", "a fish!", "fishy jellyfish"),
            (r"\bfish", "fishy", "jellyfish"),
            (r"\b(cod|eel)\b.*\bswims?\b", "an eel, it swims", "an eel: aswim"),
            (r"(fish ?)+bone", "fish fishbone", "bone of a fish"),
            (r"an (old )?fish", "an old fish", "fish: an old"),
            (r"(the )?fish(?:es)? swam", "fish swam", "the fishes swim"),
            (r"(fish|\d+ eels) (are|can) not", "all fish can not", "not all fish can"),
            (r"fish\W+(\w+\W+){0,2}fish", "fish fish", "one fish"),
        ] {
            let engine = regex::bytes::RegexBuilder::new(pattern).unicode(false).build().expect("the pattern is right");
            assert!(engine.is_match(yes.as_bytes()) && !engine.is_match(no.as_bytes()), "{pattern}");
            assert!(all_stand(pattern, yes), "{pattern}: {yes}");
            assert!(!all_stand(pattern, no), "{pattern}: {no}");
        }
    }

    #[test]
    fn what_a_pattern_matches_has_its_chain() {
        for (pattern, text) in [
            (r"\b(?:a|an|the) fish\b", "the fish"),
            (r"fish\b(?:es)?", "fish"),
            (r"(?:\bfish\b|\beel)s?\b", "eels"),
            (r"(fish)?\beel", "eel"),
            (r"fish(\b| )eel", "fish eel"),
            (r"(?:fish){2}", "fishfish"),
            (r"(?:\bfish){1,3}\b", "fish"),
            (r"x\bfish", "fish"),
            (r"\bé\b|fish", "fish"),
        ] {
            let engine = regex::bytes::RegexBuilder::new(pattern).unicode(false).build().expect("the pattern is right");
            assert!(!engine.is_match(text.as_bytes()) || all_stand(pattern, text), "{pattern}: {text}");
        }
    }
}
