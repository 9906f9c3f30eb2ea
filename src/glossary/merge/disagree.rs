//! Whether two definitions of a term contradict each other: only where they are alike but for a negation, a number or an
//! opposite.

use super::super::mine;
use std::collections::BTreeSet;

/// Words of which a definition holds at most one.
const OPPOSITES: &[(&str, &str)] = &[
    ("mutable", "immutable"),
    ("ordered", "unordered"),
    ("synchronous", "asynchronous"),
    ("always", "never"),
    ("first", "last"),
    ("minimum", "maximum"),
    ("smallest", "largest"),
    ("before", "after"),
    ("public", "private"),
    ("static", "dynamic"),
    ("allowed", "forbidden"),
    ("true", "false"),
    ("ascending", "descending"),
    ("reliable", "unreliable"),
    ("safe", "unsafe"),
    ("lossless", "lossy"),
];

/// How many in a hundred of their words two definitions must share to say the same but for a detail.
const ALIKE: usize = 60;

/// Returns whether two definitions contradict each other.
pub(super) fn disagree(left: &str, right: &str) -> bool {
    let (left, right) = (words(left), words(right));
    let shared = left.intersection(&right).count();
    let all = left.union(&right).count();
    if all == 0 || shared * 100 < all * ALIKE || left == right {
        return false;
    }
    let only =
        |own: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> { own.difference(other).cloned().collect() };
    let (mine, yours) = (only(&left, &right), only(&right, &left));
    let number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let numbers = mine.iter().any(|word| number(&word)) && yours.iter().any(|word| number(&word));
    let no = |words: &[String]| {
        words.iter().any(|word| matches!(word.as_str(), "not" | "never" | "cannot" | "no") || word.ends_with("n't"))
    };
    let opposite = |(one, other): &(&str, &str)| {
        let has = |words: &[String], word: &str| words.iter().any(|own| own == word);
        has(&mine, one) && has(&yours, other) || has(&mine, other) && has(&yours, one)
    };
    numbers || no(&mine) != no(&yours) || OPPOSITES.iter().any(opposite)
}

/// Returns whether two definitions of a term may be of two things: both say a good deal, and no word of the one that means something
/// is in the other. Words count by their first letters, so that "locks" and "locking" are one.
pub(super) fn unrelated(term: &str, left: &str, right: &str) -> bool {
    let own = stems(term);
    let (left, right) = (stems(left), stems(right));
    let said = |words: &BTreeSet<String>| words.difference(&own).count() >= SAYS;
    said(&left) && said(&right) && left.difference(&own).all(|word| !right.contains(word))
}

/// How many words that mean something a definition must have to tell of what it speaks.
const SAYS: usize = 4;
/// By how many letters words count as one.
const STEM: usize = 5;

fn stems(text: &str) -> BTreeSet<String> {
    let mean = words(text).into_iter().filter(|word| word.len() > 2 && !mine::is_small(word));
    mean.map(|word| word.chars().take(STEM).collect()).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    let cut = text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.'));
    cut.map(|word| word.trim_matches(['.', '\'']).to_lowercase()).filter(|word| !word.is_empty()).collect()
}
