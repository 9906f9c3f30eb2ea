//! Sentences whose last words are the term: "… is called a term", "… makes it a term", "… are red terms".

use super::super::{Form, names};
use super::page::{Hit, Place, Sign, trim};
use super::predicate::told_apart;
use super::sentences::{hit, standing};
use super::shape;
use super::term;
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// What the sign of a name in a sentence is worth that says nothing else.
const NAMED: i32 = 42;
/// The same where the sentence does not say what is meant.
const POINTED: i32 = 16;
/// What a description is worth that tells one thing from others.
const TOLD: i32 = 8;
/// What a deed is worth that makes something a term.
const MADE: i32 = 40;
/// How many words a deed or a thing has at least to be a definition.
const LEAST: usize = 4;

/// What joins a description and its name.
const CALLED: [&str; 11] = [
    ", that's called ",
    ", that is called ",
    ", this is called ",
    ", it is called ",
    " is called ",
    " are called ",
    " is known as ",
    " are known as ",
    " is also known as ",
    " are also known as ",
    " is also called ",
];

/// Finds them in one sentence.
pub(super) fn mine(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    if place.has(Sign::Called) {
        called(place, sentence, hits);
    }
    if place.has(Sign::Makes) {
        made(place, sentence, hits);
    }
    if place.has(Sign::ThatIs) {
        that_is(place, sentence, hits);
    }
    kind_of(place, sentence, hits);
    emphasised(place, sentence, hits);
}

/// "… is called a term", "… is known as a term".
fn called(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = &text[sentence.clone()];
    if !inside.contains("called ") && !inside.contains("known as ") {
        return;
    }
    for sign in CALLED {
        let Some(at) = inside.find(sign) else { continue };
        let start = sentence.start + at + sign.len();
        let stop = text[start..sentence.end].find([',', ';', ':', '.', '(']).unwrap_or(sentence.end - start);
        let mut end = start + stop;
        if let Some(length) = text[start..end].find([' ']).and_then(|_| text[start..end].find(" because ")) {
            end = start + length;
        }
        let Some(named) = term::named(place, start..end) else { continue };
        let body = sentence.start..sentence.start + at;
        let written = &text[body.clone()];
        let whole = written.split(' ').count() >= LEAST
            && if sign.starts_with(',') { is_case(written) } else { opens(written) && !written.contains(',') };
        let article = ["a ", "an ", "the "].iter().any(|article| text[start..].starts_with(article));
        let about = i32::from(named.marked) * 14 + i32::from(article) * 8;
        let told = whole && (told_apart(written) || sign.starts_with(',')) && !named.code;
        let score =
            if whole { NAMED } else { POINTED } + if told { TOLD } else { 0 } + about + standing(place, &named, false);
        hits.push(hit(place, named, sign.contains("are"), (Form::KnownAs, score), sentence.start..end, body));
        return;
    }
}

/// "When the lid is off, …": what is called so is a case.
fn is_case(written: &str) -> bool {
    ["When ", "If ", "Where "].iter().any(|lead| written.starts_with(lead))
}

/// "The man who rings is the *ringer*", "A bell is *cold* if …": the term is emphasised and last, or its condition follows.
fn emphasised(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let from = place.marks.partition_point(|mark| (mark.start as usize) < sentence.start);
    let here = place.marks[from..].iter().take_while(|mark| (mark.start as usize) < sentence.end);
    let mut start = sentence.start;
    for mark in here.filter(|mark| mark.kind == MarkKind::Emphasis) {
        let at = mark.start as usize..(mark.end as usize).min(sentence.end);
        let (before, behind) = (&text[start..at.start], &text[at.end..sentence.end]);
        let condition = [" if ", " when "].iter().any(|word| behind.starts_with(word));
        let subject = [" is the ", " is a ", " is an ", " are the "].iter().find_map(|verb| before.strip_suffix(verb));
        let last = behind.trim_end().is_empty() || behind.starts_with(['.', ';', '!']);
        let Some(named) = term::named(place, at.clone()) else { continue };
        let score = NAMED + standing(place, &named, true);
        if let Some(subject) = subject.filter(|subject| last && told_apart(subject) && opens_with_article(subject)) {
            let body = trim(text, start..start + subject.len());
            hits.push(hit(place, named, true, (Form::KnownAs, score), start..at.end, body));
        } else if condition
            && [" is ", " and "].iter().any(|verb| before.ends_with(verb))
            && opens_with_article(&text[sentence.clone()])
        {
            let end = behind.find(", and ").map_or(sentence.end, |length| at.end + length);
            let body = trim(text, sentence.start..end);
            hits.push(hit(place, named, false, (Form::KnownAs, score), sentence.start..end, body));
        }
        // Behind a semicolon the next clause begins.
        if let Some(rest) = behind.strip_prefix("; ") {
            start = sentence.end - rest.len();
        }
    }
}

/// Returns whether a clause begins with an article, and not with what somebody holds to be best.
fn opens_with_article(written: &str) -> bool {
    if written.split(' ').nth(1).is_some_and(|second| words::has(&words::JUDGED, second)) {
        return false;
    }
    ["a", "an", "the"]
        .iter()
        .any(|article| written.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(article)))
}

/// Returns whether a subject says what is meant, rather than pointing at it: "a lid that …", "the point at which …".
fn opens(written: &str) -> bool {
    let mut ahead = written.split(' ');
    let first = ahead.next().unwrap_or_default();
    if first.eq_ignore_ascii_case("the") {
        let tells = ["of", "at", "in", "by", "that", "which", "where", "when", "between", "with"];
        let told = ahead.clone().skip(1).take(2).any(|word| words::among(&tells, word));
        return told
            && written.split(' ').count() > LEAST + 1
            && ahead.all(|word| !words::points(word) || word == "that");
    }
    first.eq_ignore_ascii_case("a") || first.eq_ignore_ascii_case("an") || !words::is_no_term(first)
}

/// "Writing a lid on it makes it a term", "… lets it be used as a term": a deed that makes one of something else.
fn made(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = text[sentence.clone()].trim_end_matches(['.', '!']);
    let Some((sign, at)) = [" makes ", " be used as "].iter().find_map(|sign| Some((*sign, inside.rfind(sign)?)))
    else {
        return;
    };
    let rest = &inside[at + sign.len()..];
    let article = [" a ", " an "].iter().filter_map(|article| Some(rest.rfind(article)? + article.len())).max();
    let article = article.or_else(|| ["a ", "an "].iter().find(|a| rest.starts_with(**a)).map(|a| a.len()));
    let Some(article) = article else { return };
    let start = sentence.start + at + sign.len() + article;
    let end = sentence.start + inside.len();
    let object = rest[..article].split(' ').count();
    let close = if sign == " makes " { (3..=8).contains(&object) } else { object == 2 };
    let Some(named) = term::named(place, start..end).filter(|_| close && inside[..at].contains(' ')) else { return };
    let quoted = named.marked || rest[article..].starts_with('"');
    // What a sentence says at its start does it: a deed, or what stands behind its last comma.
    let deed = |from: &usize| {
        let first = inside[*from..].split(' ').next().unwrap_or_default();
        first.len() > 4 && first.ends_with("ing") && !words::is_no_term(first)
    };
    let starts = inside[..at].rmatch_indices(", ").map(|(comma, _)| comma + 2).chain([0]).find(deed);
    let (from, deed) = (starts.unwrap_or(0), starts.is_some());
    if words::has(&words::JUDGED, rest[article..].split([' ', '"']).next().unwrap_or_default()) || !(deed || quoted) {
        return;
    }
    // What is made so, and by whose leave, is no part of the deed.
    let said = inside[..at].trim_end_matches(" and").trim_end_matches(" which");
    let said = [" allows ", " lets ", " enables "]
        .iter()
        .find_map(|leave| said.rfind(leave))
        .map_or(said, |leave| &said[..leave]);
    let body = trim(text, sentence.start + from.min(said.len())..sentence.start + said.len());
    if text[body.clone()].split(' ').count() >= LEAST {
        let score = MADE + if quoted { 8 } else { 0 } + if place.title().is_empty() { 0 } else { 2 };
        let score = score + standing(place, &named, deed);
        hits.push(hit(place, named, false, (Form::KnownAs, score), sentence.start..end, body));
    }
}

/// "Letters that no one reads are dead letters": the noun stands again, with what makes a term of it.
fn kind_of(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = text[sentence.clone()].trim_end_matches(['.', '!']);
    let Some((before, last)) = inside.rsplit_once(' ') else { return };
    let Some((before, modifier)) = before.rsplit_once(' ') else { return };
    let Some(subject) = [" are", " is a", " is an"].iter().find_map(|verb| before.strip_suffix(verb)) else { return };
    let mut ahead = subject.split(' ').skip_while(|word| words::among(&["a", "an", "the", "all"], word));
    let noun = ahead.next().unwrap_or_default();
    let told = ahead.next().is_some_and(|word| {
        shape::participle(word) || words::among(&["that", "which", "whose", "with", "without", "of", "in", "who"], word)
    });
    if !told || names::key(noun) != names::key(last) || words::is_no_term(modifier) {
        return;
    }
    let start = sentence.start + inside.len() - last.len() - modifier.len() - 1;
    let Some(named) = term::named(place, start..sentence.start + inside.len()) else { return };
    let body = sentence.start..sentence.start + subject.len();
    if text[body.clone()].split(' ').count() >= LEAST {
        let score = NAMED + 10 + standing(place, &named, true);
        hits.push(hit(place, named, true, (Form::KnownAs, score), sentence.start..sentence.end, body));
    }
}

/// "To taste without swallowing (ie do a dry tasting)": the bracket says the same in a word.
fn that_is(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = &text[sentence.clone()];
    let Some((open, lead)) =
        [" (i.e. ", " (ie ", " (IE ", " (i.e., "].iter().find_map(|lead| Some((inside.find(lead)?, lead.len())))
    else {
        return;
    };
    let Some(close) = inside[open..].find(')').map(|at| open + at) else { return };
    let written = &inside[open + lead..close];
    let deeds = ["perform ", "do ", "make ", "run ", "use "];
    let Some(rest) = deeds.iter().find_map(|deed| written.strip_prefix(deed)) else { return };
    let Some(rest) = ["a ", "an "].iter().find_map(|article| rest.strip_prefix(article)) else { return };
    let end = sentence.start + close;
    let Some(named) = term::named(place, end - rest.len()..end).filter(|named| named.term.contains(' ')) else {
        return;
    };
    let body = sentence.start..sentence.start + open;
    let first = text[body.clone()].split(' ').next().unwrap_or_default();
    if (first.eq_ignore_ascii_case("to") || first.ends_with("ing")) && text[body.clone()].split(' ').count() > LEAST {
        let score = NAMED + 8 + standing(place, &named, false);
        hits.push(hit(place, named, false, (Form::KnownAs, score), sentence.start..end + 1, body));
    }
}

/// Comments in code: "a leading dot makes it a hidden file", where a deed says so.
pub(super) fn comment(place: &Place<'_>, hits: &mut Vec<Hit>) {
    if !place.has(Sign::Makes) {
        return;
    }
    for sentence in place.sentences(place.passage.at.clone()) {
        made(place, &sentence, hits);
    }
}
