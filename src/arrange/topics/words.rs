//! Words of headings and texts, as the topics compare them.

/// Signs that are what a heading is about where they stand on their own: "`is` or `==`?".
const SIGNS: [&str; 17] =
    ["!=", "%", "*", "**", "+", "+=", "->", "...", "//", ":=", "<<", "<=", "==", ">=", ">>", "@", "^"];

/// Returns the words of a text, and the signs that stand alone in it.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|c: char| c.is_whitespace() || c == '`');
    pieces.flat_map(|piece| {
        let sign = SIGNS.contains(&piece);
        let words = piece.split(move |c: char| !sign && !c.is_alphanumeric() && c != '_');
        words.filter(|word| !word.is_empty())
    })
}

/// Returns the words of a text in lower case.
pub(super) fn exact_words(text: &str) -> Vec<String> {
    words(text).map(str::to_lowercase).collect()
}

/// A plural and its singular give the same word. What it gives need not be a word of any language: the same is done to the
/// entries of the topics and to the text.
pub(super) fn fold(word: &mut String) {
    let length = word.len();
    if !word.is_ascii() || length < 4 {
        return;
    }
    if word.ends_with("ies") {
        word.truncate(length - 3);
        word.push('y');
    } else if ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end)) {
        word.truncate(length - 2);
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.truncate(length - 1);
    }
}

/// Words of a heading that say nothing about its subject.
const FILLERS: [&str; 51] = [
    "a",
    "about",
    "again",
    "an",
    "and",
    "are",
    "basics",
    "between",
    "can",
    "continued",
    "could",
    "difference",
    "do",
    "does",
    "explain",
    "how",
    "i",
    "ii",
    "in",
    "intro",
    "introduction",
    "is",
    "it",
    "more",
    "my",
    "notes",
    "of",
    "on",
    "part",
    "python",
    "python3",
    "q",
    "recap",
    "should",
    "some",
    "stuff",
    "the",
    "to",
    "use",
    "using",
    "versus",
    "vs",
    "we",
    "what",
    "when",
    "which",
    "why",
    "work",
    "working",
    "would",
    "you",
];

/// The same where a single word is to say it all: "how to break it again" is not about `break`.
const AROUND: [&str; 16] = [
    "a",
    "about",
    "an",
    "basics",
    "in",
    "intro",
    "introduction",
    "is",
    "more",
    "notes",
    "on",
    "python",
    "q",
    "the",
    "to",
    "what",
];

/// Returns the words of a heading that say what it is about.
pub(super) fn subject(title: &str) -> Vec<String> {
    exact_words(title).into_iter().filter(|word| !FILLERS.contains(&word.as_str())).collect()
}

/// Returns a word folded to its singular.
pub(super) fn folded(word: &str) -> String {
    let mut folded = word.to_string();
    fold(&mut folded);
    folded
}

/// Returns the words of a heading without those around a single word: "what is `print`", "more on lists".
pub(super) fn bare(title: &str) -> Vec<String> {
    exact_words(title).into_iter().filter(|word| !AROUND.contains(&word.as_str())).collect()
}
