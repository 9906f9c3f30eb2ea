//! Sentences that tell a term by what it does or when it holds: "A cold pot keeps its lid, a warm pot lets go of it", "A pot is
//! drinkable if …".

use super::super::Form;
use super::page::{Hit, Place, trim};
use super::sentences::{hit, standing};
use super::shape;
use super::subject;
use super::term;
use super::words;
use crate::prose::Scope;
use std::ops::Range;

/// What a deed is worth that tells one thing from its counterpart.
const TOLD: i32 = 44;
/// What a deed is worth below the heading of a section.
const OPENS: i32 = 44;
/// What it is worth elsewhere, where the notes must use the name again and again.
const AGAIN: i32 = 38;
/// What a condition is worth that says when a thing is something.
const CONDITION: i32 = 36;
/// What an adjective gains that is made of a verb or a noun, as names of properties are.
const MADE: i32 = 10;
/// How many words what is told has at least.
const LEAST: usize = 4;

/// Words behind a verb; behind a noun they seldom stand.
const BEHIND_VERBS: [&str; 37] = [
    "a",
    "all",
    "an",
    "any",
    "as",
    "at",
    "away",
    "back",
    "both",
    "by",
    "each",
    "every",
    "everything",
    "exactly",
    "for",
    "from",
    "how",
    "in",
    "into",
    "its",
    "no",
    "nothing",
    "of",
    "off",
    "on",
    "one",
    "only",
    "out",
    "over",
    "several",
    "that",
    "the",
    "to",
    "what",
    "where",
    "which",
    "with",
];

/// Endings of adjectives for what can be done to a thing, or what it is made so that it does.
const PROPERTIES: [&str; 7] = ["able", "ible", "tive", "ent", "ant", "ic", "ous"];

/// Adjectives with such an ending that name no property.
const NO_PROPERTIES: [&str; 22] = [
    "able",
    "acceptable",
    "available",
    "basic",
    "comfortable",
    "convenient",
    "dangerous",
    "different",
    "effective",
    "elegant",
    "excellent",
    "expensive",
    "fantastic",
    "important",
    "obvious",
    "pleasant",
    "possible",
    "reasonable",
    "relevant",
    "responsible",
    "sufficient",
    "suitable",
];

/// Finds them in a sentence that begins a line.
pub(super) fn mine(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = &place.text()[sentence.clone()];
    let Some(article) = ["A ", "An "].iter().find(|article| text.starts_with(**article)) else { return };
    let start = sentence.start + article.len();
    if place.passage.scope != Scope::Prose || place.passage.quoted || condition(place, sentence, start, hits) {
        return;
    }
    let Some((name, verb)) = subject_of(place, start, sentence.end) else { return };
    if !pair(place, sentence, (&name, verb), hits) && subject::parse(place, sentence.clone()).is_none() {
        opens(place, sentence, (&name, verb), hits);
    }
}

/// Returns the words from a byte on that are a name, and where the verb behind them starts.
fn subject_of(place: &Place<'_>, start: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let text = &place.text()[start..end];
    let mut at = 0;
    let mut ahead = text.split(' ').take(5).peekable();
    while let Some(word) = ahead.next() {
        let next = ahead.peek()?.trim_end_matches([',', ':']);
        let known = words::tells(word) || matches!(word, "is" | "has");
        if at > 0 && (known || shape::is_third(word) && words::among(&BEHIND_VERBS, next)) {
            return Some((start..start + at - 1, start + at));
        }
        if !word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') || words::is_no_term(word) {
            return None;
        }
        at += word.len() + 1;
    }
    None
}

/// Returns whether a name of two words or more begins with a word that makes a term of it.
fn is_compound(name: &str) -> bool {
    let Some((first, rest)) = name.split_once(' ') else { return false };
    !rest.contains(' ') && !words::has(&words::PLAIN_ADJECTIVES, first) && !words::has(&words::JUDGED, first)
}

/// "A dry pot keeps …, a wet pot loses …": two names with the same noun, or both in the heading, and what each does.
fn pair(place: &Place<'_>, sentence: &Range<usize>, (name, verb): (&Range<usize>, usize), hits: &mut Vec<Hit>) -> bool {
    let text = place.text();
    let rest = &text[verb..sentence.end];
    let joints = [", a ", ", an ", "; a ", "; an ", ", while a ", ", while an ", ", whereas a ", ", whereas an "];
    let Some((comma, joint)) = joints.iter().filter_map(|joint| Some((rest.find(joint)?, *joint))).min() else {
        return false;
    };
    let (end, other) = (verb + comma, verb + comma + joint.len());
    let Some(second) = counterpart(place, name, other..sentence.end) else { return false };
    let told = |at: Range<usize>| text[at].split(' ').count() >= LEAST;
    let first = verb..end;
    let verb_behind = text[second.end..sentence.end].trim_start().split(' ').next().unwrap_or_default();
    let silent = !shape::is_third(verb_behind) && !matches!(verb_behind, "is" | "has");
    // "an iron pot on several fires": the verb is the one of the first half, and the sentence tells both.
    let behind = if silent { sentence.clone() } else { trim(text, second.end..sentence.end) };
    if !told(first.clone()) {
        return false;
    }
    for (at, body) in [(name.clone(), first), (second, behind)] {
        if let Some(named) = term::named(place, at.clone()) {
            let score = TOLD + standing(place, &named, true);
            hits.push(hit(place, named, false, (Form::Subject, score), at.start..body.end.max(at.end), body));
        }
    }
    true
}

/// Returns the name that stands against another one: with the same noun behind another word, or in the heading beside it.
fn counterpart(place: &Place<'_>, name: &Range<usize>, at: Range<usize>) -> Option<Range<usize>> {
    let text = place.text();
    let written = &text[name.clone()];
    let count = written.split(' ').count();
    let length: usize = text[at.clone()].split(' ').take(count).map(|word| word.len() + 1).sum();
    let other = at.start..(at.start + length).saturating_sub(1).min(at.end);
    let second = &text[other.clone()];
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_string();
    let section = place.page.section(place.passage);
    let headed = |name: &str| {
        let key = |word: &str| super::super::names::key(word);
        section.is_some_and(|own| name.split(' ').all(|word| own.has_word(place.title(), &key(word))))
    };
    let same = last(written) == last(second) && is_compound(written) && is_compound(second);
    (second != written && (same || headed(written) && headed(second))).then_some(other)
}

/// "A cold frame keeps its plants from freezing.", first below a heading, or where the notes speak of it again and again.
fn opens(place: &Place<'_>, sentence: &Range<usize>, (name, verb): (&Range<usize>, usize), hits: &mut Vec<Hit>) {
    let text = place.text();
    let passages = &place.page.prose.passages;
    let above = passages[..place.number].iter().rev().find(|passage| passage.scope != Scope::Link);
    let first = sentence.start == place.passage.at.start && above.is_some_and(|above| above.scope == Scope::Heading);
    let written = &text[name.clone()];
    let about = subject::ABOUT.contains(&text[verb..sentence.end].split(' ').next().unwrap_or_default());
    let lasting = written.split(' ').next().is_some_and(|word| word.ends_with("ing") || word.ends_with("ed"));
    let body = trim(text, verb..sentence.end);
    let anywhere = sentence.start == place.passage.at.start && place.page.section(place.passage).is_some();
    if !(first || anywhere)
        || !is_compound(written)
        || lasting
        || about
        || text[body.clone()].split(' ').count() < LEAST
    {
        return;
    }
    if let Some(named) = term::named(place, name.clone()) {
        let score = if first { OPENS } else { AGAIN } + standing(place, &named, true);
        hits.push(hit(place, named, false, (Form::Subject, score), sentence.start..body.end, body));
    }
}

/// "A pot is drinkable if …": when a thing is what the adjective says.
fn condition(place: &Place<'_>, sentence: &Range<usize>, start: usize, hits: &mut Vec<Hit>) -> bool {
    let text = place.text();
    let rest = &text[start..sentence.end];
    let Some(is) = rest.find(" is ").filter(|is| rest[..*is].split(' ').count() <= 2) else { return false };
    let adjective = &rest[is + " is ".len()..];
    let word = adjective.split(' ').next().unwrap_or_default();
    let behind = &adjective[word.len()..];
    let condition = [" if ", " when "].iter().find_map(|lead| behind.strip_prefix(lead));
    let Some(condition) = condition.filter(|condition| condition.split(' ').count() > LEAST) else { return false };
    let at = start + is + " is ".len();
    let Some(named) = term::named(place, at..at + word.len()).filter(|named| !named.marked) else { return false };
    let property = PROPERTIES.iter().any(|end| word.ends_with(end)) && !words::among(&NO_PROPERTIES, word);
    // What people do makes nobody's term.
    let people = condition.split(' ').any(|word| words::among(&["he", "she", "i", "we", "you", "they"], word));
    if people || words::has(&words::PLAIN_ADJECTIVES, word) || condition.contains([':', ';']) {
        return false;
    }
    let score = CONDITION + if property { MADE } else { 0 } + standing(place, &named, true);
    let body = trim(text, sentence.clone());
    hits.push(hit(place, named, false, (Form::KnownAs, score), sentence.start..body.end, body));
    true
}
