//! Sentences that say a wrong thing without claiming it: questions, quotations, myths, former times, other versions.

use crate::pack::{DataRule, Guard, PyVersion};
use crate::prose::Prose;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words by which people call something wrong.
static MYTH: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(myths?|misconceptions?|misunderstand\w*|misbelie\w+|(people|many|some|beginners?|newcomers?|programmers|you might|one might) (often |wrongly |mistakenly |still |may |might )*(think|believe|say|assume|claim|expect)|(common|popular|frequent|widespread|classic) (mistake|error|belief)|contrary to|it is (often|sometimes|commonly|wrongly) (said|claimed|believed|assumed)|is (wrong|(?-i:false)|incorrect|a mistake|not true|untrue|nonsense)\b|(wrong|false|incorrect|mistaken)(ly)? (to|that|assumption|belief|claim|statement|idea)|do(es)? not mean( that)?|doesn't mean( that)?|don't (think|believe|assume|say)|do not (think|believe|assume|say)|never assume|not the case that|it is not true)",
    )
});

/// Words by which people speak of former times.
static PAST: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(used to (be|have|return|raise|give|need|require|live|exist|do|say|mean|work|keep|print|call|take|accept|lack|make)|formerly|historically|in the past|in the old days|once upon|long ago|years ago|originally|previously|in those days|back then|back in (the|those|19|20)|legacy (python|code|versions?)|(older|earlier|old|previous|ancient|early|past) (python )?(versions?|releases?|pythons?|interpreters?)|python 2\b|python2|py2)",
    )
});

/// Words that turn a version into one that is over.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(before|until|till|prior to|pre-?|up to|earlier than|older than|below|through|to)\s*(c?python\s*|version\s*|v|py)?\d\.\d+|\d\.\d+( |-)?(and|or) (earlier|older|before|below|lower)|<=?\s*(python\s*)?\d\.\d+",
    )
});

static VERSIONS: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(?:c?python|py|version|since|in|from|with|on|under|of|as of|and|or|to|new in|until|before|after)\s*v?(\d)\.(\d{1,2})\b(?:\.\d+)?",
    )
});

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is constant and right")
}

/// Returns whether a rule should leave a sentence alone although its patterns match at `at`.
pub(super) fn guards(
    rule: &DataRule,
    prose: &Prose,
    sentence: &Range<usize>,
    before: Option<&Range<usize>>,
    at: &Range<usize>,
) -> bool {
    let text = &prose.text[sentence.clone()];
    let on = |guard: Guard| rule.guards & guard.bit() != 0;
    let relative = at.start - sentence.start..at.end - sentence.start;
    on(Guard::Question) && asks(text)
        || on(Guard::Quotation) && quoted(text, &relative)
        || on(Guard::Myth)
            && (MYTH.is_match(text) || before.is_some_and(|before| announces(&prose.text[before.clone()])))
        || on(Guard::Past) && is_past(text)
        || on(Guard::Version) && other_versions(rule, text)
}

/// Returns whether what stands below a heading is better not read as what the heading is about: the heading asks, speaks of
/// mistakes or of former times, or names several things, of which a sentence can mean either.
pub(super) fn is_silent(heading: &str) -> bool {
    static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| {
        compile(
            r"(?i)\b(mistakes?|wrong|false|bad|myths?|avoid|don't|anti-?patterns?|vs\.?|versus|or|and|versions?|old|history)\b|[?/&,;]",
        )
    });
    OTHERWISE.is_match(heading) || MYTH.is_match(heading) || is_past(heading)
}

/// Returns whether a heading names versions of Python for which a rule's claim is right.
pub(super) fn is_of_other_versions(rule: &DataRule, heading: &str) -> bool {
    heading.bytes().any(|byte| byte.is_ascii_digit()) && other_versions(rule, heading)
}

fn asks(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', ')', ' ']).ends_with('?')
}

/// "It used to return a list" is past; "it is used to return a list" is not.
fn is_past(text: &str) -> bool {
    const PASSIVE: [&str; 14] = [
        "is",
        "are",
        "be",
        "was",
        "were",
        "been",
        "being",
        "get",
        "gets",
        "often",
        "usually",
        "mostly",
        "commonly",
        "typically",
    ];
    PAST.find_iter(text).any(|found| {
        let used = found.as_str().to_ascii_lowercase().starts_with("used to");
        let before = text[..found.start()].split_whitespace().next_back().unwrap_or_default().to_ascii_lowercase();
        !(used && (PASSIVE.contains(&before.as_str()) || before.ends_with("'s")))
    })
}

/// A sentence that says that the next one is wrong: "Myth:", "A common misconception."
fn announces(text: &str) -> bool {
    MYTH.is_match(text) && text.len() < 80
}

/// Returns whether the match lies between two quotation marks.
fn quoted(text: &str, at: &Range<usize>) -> bool {
    let opens = |(i, _): &(usize, &str)| {
        let inside = text.as_bytes().get(i + 1).is_some_and(|b| !b.is_ascii_whitespace());
        inside && (*i == 0 || !text.as_bytes()[i - 1].is_ascii_alphanumeric())
    };
    ["\"", "'"].iter().any(|mark| {
        let before = text[..at.start].match_indices(mark).filter(opens).last();
        let Some((open, _)) = before else { return false };
        // The mark must not have been closed again before the match.
        let closes = |i: usize| text.as_bytes().get(i + 1).is_none_or(|b| !b.is_ascii_alphanumeric());
        let closed = text[open + 1..at.start].match_indices(mark).any(|(i, _)| closes(open + 1 + i));
        !closed && text[at.end..].match_indices(mark).any(|(i, _)| closes(at.end + i))
    })
}

fn other_versions(rule: &DataRule, text: &str) -> bool {
    if BEFORE.is_match(text) {
        return true;
    }
    let Some(python) = &rule.python else { return false };
    let mut named = VERSIONS
        .captures_iter(text)
        .filter_map(|found| Some(PyVersion { major: found[1].parse().ok()?, minor: found[2].parse().ok()? }));
    let first = named.next();
    first.is_some_and(|first| !first.meets(python) && named.all(|other| !other.meets(python)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_is_told_from_the_passive() {
        assert!(is_past("map used to return a list"));
        assert!(!is_past("map is used to return a list, it's often used to take arguments"));
        assert!(is_past("In older versions a list came back"));
        assert!(!is_past("Take them all at once"));
    }

    #[test]
    fn a_value_called_false_calls_nothing_false() {
        assert!(MYTH.is_match("That dicts are unordered is false."));
        assert!(!MYTH.is_match("all([]) is False."));
        assert!(MYTH.is_match("That dicts are unordered Is Wrong."));
    }

    #[test]
    fn quotations_are_told_from_apostrophes() {
        let at = |text: &str, word: &str| {
            let start = text.find(word).expect("it is there");
            quoted(text, &(start..start + word.len()))
        };
        assert!(at("He wrote \"dicts are unordered\" once.", "unordered"));
        assert!(!at("\"So\" dicts are unordered, \"right\".", "unordered"));
        assert!(!at("It's true: dicts are unordered, don't rely on it.", "unordered"));
        assert!(at("The 'unordered dict' is gone.", "unordered"));
    }
}
