//! Sentences that define: "A term is a …", "… is called a term", "Term class is used for …".

use super::super::{Form, names};
use super::apposition;
use super::deeds;
use super::inverse;
use super::page::{Hit, Kind, Place, trim};
use super::predicate::{DEFINES, predicate, related, relative, told_apart};
use super::shape;
use super::subject::{self, Article, Subject, Verb};
use super::term::{self, Named};
use super::vocabulary::one;
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// What is said of two names of one thing.
const SAME: [&str; 8] = [
    "the same thing",
    "interchangeable",
    "used interchangeably",
    "synonym",
    "two names for",
    "two words for",
    "mean the same",
    "means the same",
];

/// What an everyday noun loses for which nothing speaks but the sentence: the notes must use it again and again.
const EVERYDAY: i32 = 24;

/// Finds the definitions among the sentences of a passage.
pub(super) fn mine(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let all = place.sentences(place.passage.at.clone());
    for (number, sentence) in all.iter().enumerate() {
        let end = all.get(number + 1).map_or(sentence.end, |next| next.end);
        // People end lines instead of passages: a sentence that begins a line is as good as the first.
        let before = sentence.start.saturating_sub(1);
        let first = number == 0 || place.mark_at(before, &[MarkKind::Break]).is_some();
        clauses(place, sentence, end, first, hits);
        inverse::mine(place, sentence, hits);
        if first {
            deeds::mine(place, sentence, hits);
        }
        apposition::mine(place, sentence, first, hits);
    }
}

/// Reads a sentence clause by clause: "a queue is …; a stack is …".
pub(super) fn clauses(place: &Place<'_>, sentence: &Range<usize>, next: usize, first: bool, hits: &mut Vec<Hit>) {
    let text = place.text();
    let mut start = sentence.start;
    let mut found = 0;
    while let Some(subject) = subject::parse(place, start..sentence.end) {
        let more = memchr::memchr2(b';', b',', &text.as_bytes()[subject.rest..sentence.end]).is_some();
        let joints: &[&str] = if more { &["; ", ", while ", ", whereas ", ", and ", ", "] } else { &[] };
        let ends = joints.iter().filter_map(|joint| {
            let at = subject.rest + text[subject.rest..sentence.end].find(joint)?;
            let other = at + joint.len();
            let article = ["a ", "an "].iter().any(|article| text[other..].starts_with(article));
            ((article || *joint == "; ")
                && subject::parse(place, other..sentence.end)
                    .is_some_and(|s| s.verb != Verb::Tells || !matches!(*joint, ", and " | ", ")))
            .then_some((at, other))
        });
        let split = ends.min();
        let end = split.map_or(sentence.end, |(at, _)| at);
        let last = if split.is_none() { next } else { end };
        if let Some(hit) = synonyms(place, &subject, start..end) {
            hits.push(hit);
        } else if let Some(hit) =
            defined(place, &subject, start, end..last, first && (found == 0 || start > sentence.start))
        {
            hits.push(hit);
        }
        found += 1;
        let Some((_, other)) = split else { break };
        start = other;
    }
}

/// "Sieve and strainer are the same thing", "The terms *mug* and *cup* mean the same".
fn synonyms(place: &Place<'_>, subject: &Subject, at: Range<usize>) -> Option<Hit> {
    let text = place.text();
    let written = &text[subject.term.clone()];
    let (left, right) = written.split_once(" and ").or_else(|| written.split_once(" or "))?;
    let said = text[subject.predicate..at.end].trim_start_matches("are ");
    SAME.iter().any(|same| said.starts_with(same)).then_some(())?;
    let body = subject.term.end - right.len()..subject.term.end;
    let mut named = term::named(place, subject.term.start..subject.term.start + left.len())?;
    let other = term::named(place, body)?;
    let body = other.at.clone();
    let score = 52 + standing(place, &named, true);
    named.aliases.push(other.term);
    Some(hit(place, named, false, (Form::KnownAs, score), at.start..at.end, body))
}

/// Returns the term that a subject is.
fn subject_named(place: &Place<'_>, subject: &Subject, end: usize) -> Option<Named> {
    let text = place.text();
    let is = subject.article == Article::One && subject.verb == Verb::Is || subject.verb == Verb::Are;
    let told = || subject.article == Article::One && is_told(&text[subject.rest..end]);
    let everyday = || {
        let fits = is && subject.article != Article::The;
        fits.then(|| term::everyday(place, subject.term.clone(), told()))?
    };
    let mut named = term::named(place, subject.term.clone()).or_else(everyday)?;
    let last = named.term.rsplit(' ').next().unwrap_or_default();
    // Of two things at once each is one, and none is both.
    let two = subject.verb == Verb::Are && named.term.contains(" and ");
    // "A pedal point is a note that …": what is told so is no point of anybody's.
    let sure = named.marked || named.everyday || named.term.contains(' ') && last == "point" && told();
    if two || words::has(&words::ABSTRACT, last) && !sure {
        return None;
    }
    if subject.article == Article::None && subject.verb == Verb::Is && is_proper(&text[named.at.clone()]) {
        named.term = text[named.at.clone()].to_string();
    }
    Some(named)
}

/// "… is a fence that …", "… is the gate in …": a noun and what tells it from others, both close.
fn is_told(said: &str) -> bool {
    let mut ahead = said.split(' ');
    let article = ahead.next().is_some_and(|first| words::among(&["a", "an", "the"], first));
    article && !words::has(&words::JUDGED, said.split(' ').nth(1).unwrap_or_default()) && told_apart(said)
}

/// Returns whether what is said points at something, argues, or tells what I do with it.
fn is_remark(written: &str, form: Form) -> bool {
    let last = written.trim_end_matches(['.', '!']).rsplit(' ').next().unwrap_or_default();
    let short = |text: &str, count: usize| text.split(' ').count() < count;
    words::among(&["this", "that"], last)
        || last == "it" && short(written, 8)
        || [" I ", " my ", " me "].iter().any(|word| written.contains(word))
        // "A dropped lid is an accident, not a crime" argues.
        || form == Form::IsA && written.split_once(", not ").is_some_and(|(before, _)| short(before, 5))
}

/// Judges a subject and what is said about it. `end` is the end of the sentence, and of the one behind it.
fn defined(place: &Place<'_>, subject: &Subject, start: usize, end: Range<usize>, first: bool) -> Option<Hit> {
    let text = place.text();
    if text[start..end.start].ends_with(['?', ':']) && text[start..end.start].len() < 40 {
        return None;
    }
    // Most of what is said defines nothing; that is cheaper to see than whether the subject is a term.
    let (form, body, judged) = predicate(place, subject, end.start)?;
    let mut named = subject_named(place, subject, end.start)?;
    // Who gives a second name is about to explain both.
    let twice = if subject.aside.is_some() { 14 } else { 0 };
    if let Some(aside) = &subject.aside {
        term::aside(text, &named.at, aside, &mut named.aliases, &mut named.abbreviations);
    }
    // "… means …" says what it does wherever it stands.
    let about = standing(place, &named, first || judged == DEFINES);
    let article = match (subject.article, form) {
        (Article::One, Form::IsA) => 30,
        (Article::None, Form::IsA) if subject.verb == Verb::Are => 24,
        (Article::None, Form::IsA) => 20,
        (Article::One, _) => 18,
        (Article::The, Form::IsA) if related(&text[body..end.start]) => 20,
        (Article::The, Form::IsA) if told_apart(&text[body..end.start]) => 14,
        (Article::The, Form::IsA) => 10,
        (Article::None, _) if place.is_emphasised(named.at.clone()) => 14,
        (Article::None, _) => 4,
        (Article::The, _) if judged == DEFINES && named.term.contains(' ') => 4,
        (Article::The, _) => 0,
    };
    let said = &text[body..end.start];
    let apart = if form != Form::IsA {
        0
    } else if related(said) {
        12
    } else if told_apart(said) {
        4
    } else {
        0
    };
    let general = if judged == DEFINES { 0 } else { (general(&named, subject.article) - apart).max(0) };
    // What a name in code does belongs to its reference.
    let general = general + if form == Form::Subject && named.term.contains(['.', ':']) { 20 } else { 0 };
    // What a colon announces does not stand in the sentence.
    let announced = if !text[start..end.start].ends_with(':') {
        0
    } else if told_apart(&text[body..end.start]) {
        6
    } else {
        14
    };
    let deed =
        form == Form::Subject && subject.article == Article::None && !named.marked && shape::is_concept(&named.term);
    let late = !first && form == Form::Subject && judged != DEFINES && !place.is_emphasised(named.at.clone());
    let twice = twice + if deed { 8 } else { 0 } - if late { 4 } else { 0 };
    let unsure = if named.everyday { EVERYDAY } else { 0 };
    let score = judged + article + about + twice - general - announced - unsure;
    let body = if form == Form::IsA { place.sentence_and_it(body..end.end) } else { trim(text, body..end.start) };
    // A second clause ends the definition.
    let body = body.start..if end.end > end.start { body.end } else { body.end.min(end.start) };
    let written = &text[body.clone()];
    let count = written.split(' ').count();
    // "The pot is the whole point": what any text has is defined with more words than that.
    let few = count < 3 || count < 5 && general > 0;
    // What a thing is by default it need not be.
    let few = few || written.split_once(" by default").is_some_and(|(before, _)| before.split(' ').count() < 5);
    let score = score - if is_remark(written, form) { 20 } else { 0 };
    (!few).then(|| hit(place, named, subject.verb == Verb::Are, (form, score), start..body.end, body))
}

/// Returns whether a single word is rather a name than a noun without an article: "Redis is …", "Sharding is …".
fn is_proper(word: &str) -> bool {
    let nouns = [
        "ing", "ion", "ment", "ity", "ness", "ance", "ence", "ism", "ogy", "phy", "age", "ship", "cy", "sis", "ics",
        "data", "code",
    ];
    !word.contains([' ', '-']) && word.starts_with(char::is_uppercase) && !nouns.iter().any(|end| word.ends_with(end))
}

/// Returns what is taken away for a term that any text has: "the result is a list".
fn general(named: &Named, article: Article) -> i32 {
    let plain = !named.marked && !named.term.contains([' ', '-', '_']) && named.term.chars().all(char::is_lowercase);
    if article == Article::The && plain { 12 } else { 0 }
}

/// Returns how much the place of a sentence speaks for it: its heading, its term's marks, its rank in the passage.
pub(super) fn standing(place: &Place<'_>, named: &Named, first: bool) -> i32 {
    let mut score = 0;
    if let Some(section) = place.page.section(place.passage) {
        let key = names::key(&named.term);
        let name = term::without_kind(&named.term).map(names::key);
        if section.key == key || name.as_ref() == Some(&section.key) {
            score += 18;
        } else if name.as_ref().unwrap_or(&key).split(' ').all(|word| section.has_word(place.title(), word)) {
            score += 10;
        }
        score += match section.kind {
            Kind::Terms => 15,
            Kind::Claims => -14,
            Kind::Plain => 0,
        };
    }
    score += if named.marked { 10 } else { 0 };
    score += if first { 6 } else { 0 };
    score - if place.passage.quoted { 8 } else { 0 }
}

/// Comments in code: `lru_cache = memoizing callable that …`, only where the definition is one beyond doubt.
pub(super) fn comment(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let at = place.passage.at.clone();
    let line = &text[at.clone()];
    let Some(equals) = line.find(" = ") else { return };
    let body = at.start + equals + 3..at.end;
    let written = &text[body.clone()];
    let defines = relative(written).is_some() && written.split(' ').count() >= 6;
    if defines
        && !written.contains(['=', '[', '{'])
        && let Some(named) = term::named(place, at.start..at.start + equals)
        && !written.to_lowercase().starts_with(&named.term.to_lowercase())
    {
        let body = place.definition(body);
        hits.push(hit(place, named, false, (Form::Equals, 52), at.start..body.end, body));
    }
}

/// Makes a hit of a term and what is said about it.
pub(super) fn hit(
    place: &Place<'_>,
    named: Named,
    many: bool,
    (form, score): (Form, i32),
    whole: Range<usize>,
    body: Range<usize>,
) -> Hit {
    let mut term = if many || named.term.contains(' ') { one(&named.term) } else { named.term.clone() };
    if let Some(name) = term::without_kind(&term) {
        let code = place.mark_at(named.at.start, &[MarkKind::Code]).is_some();
        let heading = place.page.section(place.passage).is_some_and(|section| section.key == names::key(name));
        if code || term::is_name(name) || heading && !name.contains(' ') {
            term = name.to_string();
        }
    }
    let mut hit = Hit::new(term, form, score, whole, body);
    hit.aliases = named.aliases;
    hit.abbreviations = named.abbreviations;
    hit
}
