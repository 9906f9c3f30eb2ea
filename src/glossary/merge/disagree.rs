//! Whether two definitions of a term contradict each other: only where they are alike but for a negation, a number or an
//! opposite.

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

fn words(text: &str) -> BTreeSet<String> {
    let cut = text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.'));
    cut.map(|word| word.trim_matches(['.', '\'']).to_lowercase()).filter(|word| !word.is_empty()).collect()
}
