//! What a sentence says about its subject → whether that defines it, and where the definition starts.

use super::super::{Form, names};
use super::page::Place;
use super::shape;
use super::subject::{self, Article, Subject, Verb};
use super::words;

/// What a verb such as "represents" is worth.
pub(super) const DEFINES: i32 = 40;

/// Adjectives that judge, behind "the most".
const PRAISED: [&str; 8] =
    ["beautiful", "convenient", "famous", "important", "interesting", "popular", "powerful", "useful"];

/// Judges what is said: its form, where the definition starts, and a score.
pub(super) fn predicate(place: &Place<'_>, subject: &Subject, end: usize) -> Option<(Form, usize, i32)> {
    let text = place.text();
    let rest = &text[subject.rest..end];
    let mut ahead = rest.split([' ', ',']).filter(|word| !word.is_empty());
    let (first, second) = (ahead.next()?, ahead.next().unwrap_or_default());
    let second = second.trim_end_matches(['.', ';', ':', '!', ')']);
    let tells = |score| Some((Form::Subject, subject.rest, score));
    match subject.verb {
        Verb::Tells if text[subject.predicate..].starts_with("can be ") => match first {
            "thought" | "seen" | "defined" | "described" => tells(18),
            "used" if !matches!(second, "without" | "with" | "together") => tells(22),
            _ => None,
        },
        Verb::Tells if ["occurs ", "happens "].iter().any(|verb| text[subject.predicate..].starts_with(verb)) => {
            matches!(first, "when" | "if").then_some((Form::Subject, subject.predicate, DEFINES))
        }
        Verb::Tells if asks(rest) => Some((Form::Subject, subject.predicate, DEFINES)),
        Verb::Tells => {
            // "The delay means that …" tells what follows.
            let follows = first == "that" && subject.article == Article::The;
            let defines = !follows
                && ["represent", "refer", "denote", "mean", "consist"]
                    .iter()
                    .any(|verb| text[subject.predicate..].trim_start_matches('"').starts_with(verb));
            // "… turns beans into powder."
            let makes = rest.contains(" into ")
                && ["breaks ", "splits ", "transforms ", "translates ", "turns "]
                    .iter()
                    .any(|verb| text[subject.predicate..].starts_with(verb));
            let score = if defines { DEFINES } else { 26 + if makes { 8 } else { 0 } };
            Some((Form::Subject, subject.predicate, score))
        }
        Verb::Is | Verb::Are if words::has(&words::JUDGED, first) => None,
        Verb::Is | Verb::Are => stated(place, subject, rest, (first, second)),
    }
}

/// Judges what a thing is said to be, by the first words of that.
fn stated(
    place: &Place<'_>,
    subject: &Subject,
    rest: &str,
    (first, second): (&str, &str),
) -> Option<(Form, usize, i32)> {
    let text = place.text();
    let is = |score| Some((Form::IsA, subject.rest, score));
    let tells = |score| Some((Form::Subject, subject.rest, score));
    match first {
        // "… is the last rise before baking": a place in an order.
        "the"
            if matches!(second, "first" | "last" | "second")
                && !rest.contains(" thing")
                && (told_apart(rest) || [" after ", " before "].iter().any(|word| rest.contains(word))) =>
        {
            is(26)
        }
        // "… is the same idea for pots: how much one holds": what follows the colon says it.
        "the" if second == "same" && subject.article == Article::None => {
            let colon = rest.find(": ").filter(|at| asks(&rest[at + 2..]))?;
            text[subject.term.clone()].contains(' ').then_some((Form::IsA, subject.rest + colon + 2, 28))
        }
        "a" | "an" | "the" if words::has(&words::JUDGED, second) => {
            (subject.article == Article::One && by_relation(rest)).then_some((Form::IsA, subject.rest, 26))
        }
        "the"
            if second == "most"
                && PRAISED.iter().any(|word| rest["the most".len()..].trim_start().starts_with(word)) =>
        {
            None
        }
        "another" if told_apart(rest) && subject.article == Article::One => is(30),
        "a" | "an" => is(36),
        "the" if second == "one" && rest.starts_with("the one who ") => is(30),
        "the" if second == "way" && rest.starts_with("the way to go") => None,
        "the" if matches!(second, "one" | "ones") => tells(8),
        "the" | "any" | "everything" | "everyone" | "anything" | "anyone" | "everybody" | "anybody" => is(30),
        "one" if second == "of" => None,
        "one" | "two" | "three" if second == "or" || subject.article == Article::One => is(30),
        // "**Calm** is low wind": who sets a word apart and says what it is.
        _ if subject.article == Article::None && subject.verb == Verb::Is && is_noun(place, subject, rest) => is(24),
        "provided" if second == "for" => None,
        "used" | "designed" | "intended" | "meant" | "provided" | "responsible"
            if matches!(second, "to" | "for" | "as" | "when") =>
        {
            tells(if second == "when" { 30 } else { 28 })
        }
        "for" if second.ends_with("ing") || second.contains('-') => tells(26),
        "for" => tells(20),
        "in" if second == "one" => tells(26),
        "not" | "in" | "on" | "at" | "to" | "from" | "as" | "now" => None,
        "when" | "where" | "how" | "what" | "who" | "whose" | "whether" => is(32),
        "defined" if ["as a ", "as an ", "as the ", "as how "].iter().any(|how| rest.contains(how)) => is(36),
        "somewhat" | "like" if rest.contains("like a") => tells(if told_apart(rest) { 32 } else { 22 }),
        "somewhat" | "like" => tells(8),
        _ if deed(text, subject, first) => is(30),
        _ if subject.verb == Verb::Are && relative(rest).is_none() && things(rest) => is(26),
        _ if subject.article != Article::The && subject.verb == Verb::Is && formed(rest) => is(26),
        _ if subject.verb == Verb::Are || subject.article != Article::The => is(relative(rest)?),
        _ => None,
    }
}

/// "a bug where …", "a part of the lid that …": a noun that judges, were it not told from others at once.
fn by_relation(rest: &str) -> bool {
    let mut ahead = rest.split(' ').skip(1);
    let noun = ahead.next().unwrap_or_default();
    let next = ahead.next().unwrap_or_default();
    let relates = |word: &str| words::among(&["where", "that", "which", "whose", "in", "caused"], word);
    words::has(&words::BY_RELATION, noun)
        && (relates(next) || next == "of" && (noun == "part" || ahead.clone().take(8).any(relates)))
}

/// Returns whether a noun is told from others of its kind: "the lid that …", "the water in …".
pub(super) fn told_apart(written: &str) -> bool {
    written.split(' ').skip(2).take(6).any(|word| {
        words::among(
            &[
                "of", "that", "that's", "which", "whose", "who", "whom", "where", "when", "between", "for", "from",
                "by", "with",
            ],
            word,
        )
    })
}

/// Returns whether a clause with a verb of its own tells a noun from others, or a noun that says of what kind a thing is stands
/// there: "the lid that …", "the hook where …", "the middle value of …".
pub(super) fn related(written: &str) -> bool {
    let related = ["that", "which", "whose", "who", "where"];
    let kind = |word: &str| words::has(&words::GENUS, &names::singular(word));
    written.split(' ').skip(2).take(3).any(|word| words::among(&related, word))
        || told_apart(written) && written.split(' ').skip(1).take(2).any(kind)
}

/// "… is hot water kept in a flask": a noun without an article, a participle and a small word.
fn formed(rest: &str) -> bool {
    let ahead: Vec<&str> = rest.split(' ').take(5).collect();
    let noun = ahead[0].len() > 2 && ahead[0].bytes().all(|b| b.is_ascii_lowercase()) && !words::is_no_term(ahead[0]);
    let adverb = ahead[0].ends_with("ly") || ahead[0].ends_with("ed") || words::has(&words::JUDGED, ahead[0]);
    noun && !adverb && shape::formed(&ahead).is_some_and(|at| at > 1 || !ahead[0].ends_with("ing"))
}

/// "… is plain text.", behind a subject that is emphasised: two words or three of which the last is no adjective.
fn is_noun(place: &Place<'_>, subject: &Subject, rest: &str) -> bool {
    let end = rest.find([',', ';', ':', '.', '(']).unwrap_or(rest.len());
    let words: Vec<&str> = rest[..end].split(' ').filter(|word| !word.is_empty()).collect();
    let adjective = |word: &str| {
        ["ly", "able", "ible", "ed", "ful", "ous", "ive", "ing", "less", "al", "ic", "y"]
            .iter()
            .any(|end| word.ends_with(end))
    };
    let plain = |word: &&str| {
        word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            && !words::is_no_term(word)
            && !words::has(&words::JUDGED, word)
            && !words::has(&words::SMALL, word)
    };
    place.is_emphasised(subject.term.clone())
        && (2..=3).contains(&words.len())
        && words.iter().all(plain)
        && words.last().is_some_and(|last| !adjective(last))
        && !words[0].ends_with("ly")
}

/// "Sieving is letting flour fall through a mesh": a deed explained by another.
fn deed(text: &str, subject: &Subject, first: &str) -> bool {
    let name = text[subject.term.clone()].rsplit(' ').next().unwrap_or_default();
    let noun = ["ing", "tion", "sion", "ment", "sis"].iter().any(|end| name.ends_with(end));
    noun && subject.article == Article::None && first.len() > 4 && first.ends_with("ing")
}

/// "… are small jars from …": a noun in the plural among the first words, and more about it.
fn things(rest: &str) -> bool {
    let closed = |word: &str| word.ends_with([',', '.']);
    let mut ahead = rest.split(' ').take(4);
    let noun = ahead.position(|word| {
        let bare = word.trim_end_matches([',', '.']);
        bare.len() > 3 && bare.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && names::singular(bare) != bare
    });
    let before = rest.split(' ').take(noun.unwrap_or(0));
    let plain =
        before.clone().all(|word| !words::is_no_term(word) && !word.ends_with([',', ';']) && !word.ends_with("ing"));
    let ends = noun.and_then(|at| rest.split(' ').nth(at).filter(|word| at > 0 && closed(word))).is_some();
    plain
        && noun.is_some()
        && (ends
            || ahead.next().is_some_and(|next| {
                shape::participle(next)
                    || words::among(
                        &[
                            "of", "from", "for", "between", "in", "with", "to", "on", "without", "made", "used",
                            "sent", "kept",
                        ],
                        next,
                    )
            }))
}

/// "… are sets which …", "… is code that …": a noun at once, and what it does.
pub(super) fn relative(rest: &str) -> Option<i32> {
    let mut before: Vec<&str> = Vec::new();
    for word in rest.split(' ').take(5) {
        if matches!(word, "that" | "that's" | "which" | "who" | "whose") {
            let noun = before.last().copied()?;
            let adjective = !matches!(noun, "variable" | "callable" | "iterable" | "table")
                && ["ly", "ful", "able", "ible", "less", "ous", "ed"].iter().any(|end| noun.ends_with(end));
            return (!adjective && !noun.ends_with(',')).then_some(32);
        }
        // "… is well-suited for pots that …"
        let suited = word == "for" && before.last().is_some_and(|last| last.ends_with("ed"));
        if words::is_no_term(word) || suited {
            return None;
        }
        before.push(word);
    }
    None
}

/// "… decides which lid fits", "… tells you how hot it is": what a thing answers.
fn asks(rest: &str) -> bool {
    let rest = ["you ", "us "].iter().find_map(|whom| rest.strip_prefix(whom)).unwrap_or(rest);
    words::among(&subject::QUESTIONS, rest.split(' ').next().unwrap_or_default())
}
