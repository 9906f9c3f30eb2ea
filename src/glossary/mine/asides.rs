//! Definitions and other names that stand beside a term in the middle of a sentence: in brackets, between commas, behind "aka".

use super::super::Form;
use super::page::{Hit, Place, Sign, trim};
use super::predicate::told_apart;
use super::sentences::{self, hit, standing};
use super::term::{self, Named};
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// What another name beside a term is worth.
const NAME: i32 = 44;
/// What a definition in brackets or between commas is worth.
const BESIDE: i32 = 38;
const ARTICLES: [&str; 3] = ["a", "an", "the"];
/// How many words a term has at most whose start nothing marks.
const WORDS: usize = 3;
/// How many words a definition has at least.
const LEAST: usize = 4;

/// Finds them in a passage.
pub(super) fn mine(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let passage = place.passage.at.clone();
    for (at, sign) in place.signs() {
        if place.in_code(at) {
            continue;
        }
        match sign {
            Sign::Aka => another_name(place, at, hits),
            Sign::WhichIs => relative(place, at, hits),
            Sign::ThatIs if text[at..].starts_with(',') => that_is(place, at, hits),
            Sign::Defines => defined(place, at, hits),
            Sign::Where if text[passage.start..at].len() > 2 => located(place, at, hits),
            _ => {}
        }
    }
    emphasised(place, hits);
}

/// "… sends a *probe*, a small letter that …".
fn emphasised(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let end = place.passage.at.end;
    for mark in place.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis) {
        let at = mark.start as usize..mark.end as usize;
        let Some(lead) = [", a ", ", an "].iter().find(|lead| text[at.end..end].starts_with(**lead)) else { continue };
        let Some(sentence) = place.sentences(at.end..end).into_iter().next() else { continue };
        let body = clause(place, at.end + 2..sentence.end);
        let second = text[at.end + lead.len()..end].split(' ').next().unwrap_or_default();
        let told = told_apart(&text[body.clone()]);
        if !told || words::has(&words::JUDGED, second) || short(text, &body) {
            continue;
        }
        if let Some(named) = term::named(place, at) {
            let score = BESIDE + standing(place, &named, true);
            hits.push(hit(place, named.clone(), false, (Form::IsA, score), named.at.start..body.end, body));
        }
    }
}

/// "… a shallow copy, ie only the outer jar is new".
fn that_is(place: &Place<'_>, at: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let Some((named, true)) = before(place, at) else { return };
    let Some(sentence) = place.sentences(at..place.passage.at.end).into_iter().next() else { return };
    let lead =
        [", i.e. ", ", ie ", ", that is to say ", ", that is, "].iter().find(|lead| text[at..].starts_with(**lead));
    let Some(lead) = lead.filter(|lead| at + lead.len() < sentence.end) else { return };
    let body = clause(place, at + lead.len()..sentence.end);
    let first = text[body.clone()].split(' ').next().unwrap_or_default();
    if words::among(&["if", "when", "that", "not", "in", "to", "it", "you", "we", "they", "is", "are", "has"], first)
        || short(text, &body)
    {
        return;
    }
    let score = BESIDE + 8 + standing(place, &named, true);
    hits.push(hit(place, named.clone(), false, (Form::KnownAs, score), named.at.start..body.end, body));
}

/// "We define drift as the distance between …".
fn defined(place: &Place<'_>, at: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let from = at + " define ".len();
    let Some(sentence) = place.sentences(from..place.passage.at.end).into_iter().next() else { return };
    let Some(length) = text[sentence.clone()].find(" as ").filter(|length| *length < 40) else { return };
    let body = trim(text, from + length + " as ".len()..sentence.end);
    let Some(named) = term::named(place, from..from + length) else { return };
    let first = text[body.clone()].split(' ').next().unwrap_or_default();
    if words::among(&["a", "an", "the", "how", "any"], first) && !short(text, &body) {
        let score = BESIDE + 10 + standing(place, &named, true);
        hits.push(hit(place, named.clone(), false, (Form::IsA, score), from..body.end, body));
    }
}

/// "a queue (aka line)", "queues, also known as lines, …".
fn another_name(place: &Place<'_>, at: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let end = place.passage.at.end;
    let rest = text[at..end].trim_start_matches([' ', ',', '(']);
    let Some(sign) = term::ALSO.iter().find(|sign| starts(rest, sign)) else { return };
    let bracket = text[..end - rest.len()].ends_with('(');
    let body = end - rest.len() + sign.len();
    let stops: &[char] = if bracket { &[')'] } else { &[',', '.', ';', '(', ')', ':'] };
    let stop = body + text[body..end].find(stops).unwrap_or(end - body);
    let body = trim(text, body..stop);
    let comma = bracket || text[at..].starts_with(',');
    if body.is_empty() || body.len() > 80 || !comma && text[body.clone()].split(' ').count() > WORDS {
        return;
    }
    let Some((mut named, strong)) = before(place, at) else { return };
    // "on the heap (aka …)": a place is rather where something is than what is named again.
    let word = text[place.passage.at.start..named.at.start]
        .split(' ')
        .rev()
        .find(|word| !ARTICLES.contains(word) && !word.is_empty());
    let place_of = word.is_some_and(|word| words::among(&["on", "in", "into", "to", "from", "with", "at"], word));
    if !(strong || comma) || place_of && !named.marked && !named.term.contains(' ') {
        return;
    }
    let written = &text[body.clone()];
    let inside = body.start - sign.len()..body.end;
    term::aside(text, &named.at.clone(), &inside, &mut named.aliases, &mut named.abbreviations);
    let name = !named.aliases.is_empty() || !named.abbreviations.is_empty();
    if !name && written.split(' ').count() < 3 {
        return;
    }
    let score = NAME + standing(place, &named, true);
    hits.push(hit(place, named.clone(), true, (Form::KnownAs, score), named.at.start..body.end, body));
}

/// "… a stub, which is a file that …".
fn relative(place: &Place<'_>, at: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let Some((named, strong)) = before(place, at) else { return };
    let Some(sentence) = place.sentences(at..place.passage.at.end).into_iter().next() else { return };
    let from = at + ", which ".len();
    let verb = text[from..sentence.end].split(' ').next().unwrap_or_default();
    if !strong || from + verb.len() + 1 >= sentence.end {
        return;
    }
    let tells = words::tells(verb.trim_start_matches('"'));
    if tells && (named.marked || named.term.contains(' ')) {
        let body = clause(place, from..sentence.end);
        if !short(text, &body) {
            let defines = ["specifies", "represents", "denotes", "means"].contains(&verb.trim_start_matches('"'));
            let score = BESIDE + if defines { 8 } else { 0 } + standing(place, &named, true);
            hits.push(hit(place, named.clone(), false, (Form::Subject, score), named.at.start..body.end, body));
        }
        return;
    }
    if !matches!(verb, "is" | "are") {
        return;
    }
    let body = clause(place, from + verb.len() + 1..sentence.end);
    let first = text[body.clone()].split(' ').next().unwrap_or_default();
    let second = text[body.clone()].split(' ').nth(1).unwrap_or_default();
    if !words::among(&["a", "an"], first) || words::has(&words::JUDGED, second) || short(text, &body) {
        return;
    }
    let score = BESIDE + 8 + standing(place, &named, true);
    hits.push(hit(place, named.clone(), true, (Form::IsA, score), named.at.start..body.end, body));
}

/// "A queue (a line in which …) is …": what stands between the bytes behind a space and the one bracket, and the other bracket.
pub(super) fn bracketed(place: &Place<'_>, open: usize, close: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let at = open - 2;
    let inside = &text[open..close];
    let skipped = ["i.e. ", "i.e., ", "ie ", "ie, ", "ie. ", "that is, "].iter().find(|lead| starts(inside, lead));
    let body = open + skipped.map_or(0, |lead| lead.len())..close;
    let Some((named, strong)) = before(place, at) else { return };
    let mut ahead = text[body.clone()].split(' ');
    let (first, second) = (ahead.next().unwrap_or_default(), ahead.next().unwrap_or_default());
    let article = words::among(&["a", "an", "the"], first);
    let judged = words::has(&words::JUDGED, second) || words::is_no_term(second);
    let things = term::many(&text[body.clone()])
        && [" that ", " which ", " of ", " for "].iter().any(|word| inside.contains(word));
    let finite = text[body.clone()].split(' ').take(5).any(|word| words::has(&words::FINITE, word));
    let told = first != "the" || told_apart(&text[body.clone()]);
    let fits = article && told && !judged && !(skipped.is_some() && finite)
        || things
        || skipped.is_some() && strong && !finite;
    if !fits || short(text, &body) || text[body.clone()].contains("http") {
        return;
    }
    // Where nothing marks the term it must be what the sentence is about.
    let opens = place.sentences(place.passage.at.start..at).last().is_some_and(|own| named.at.start <= own.start + 4);
    let score = BESIDE + standing(place, &named, true) + if opens { 8 } else { 0 };
    hits.push(hit(place, named.clone(), things, (Form::KnownAs, score), named.at.start..close + 1, body));
}

/// "structural matching, where only the form counts, …".
fn located(place: &Place<'_>, at: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let from = at + ", where ".len();
    if ["a ", "an "].iter().any(|article| text[from..].starts_with(article)) {
        if let Some(clause) = place.sentences(from..place.passage.at.end).into_iter().next() {
            sentences::clauses(place, &clause, clause.end, false, hits);
        }
        return;
    }
    let Some((named, _)) = before(place, at) else { return };
    let Some(sentence) = place.sentences(at..place.passage.at.end).into_iter().next() else { return };
    let body = clause(place, at + 2..sentence.end);
    let first = text[body.clone()].split(' ').nth(1).unwrap_or_default();
    let says = words::among(&["one", "what", "two", "only"], first);
    if !says || !(named.marked || named.term.contains([' ', '-'])) || short(text, &body) {
        return;
    }
    let score = BESIDE + 8 + standing(place, &named, true);
    hits.push(hit(place, named.clone(), true, (Form::Subject, score), named.at.start..body.end, body));
}

/// Returns whether a text starts with a sign, without regard to case.
fn starts(text: &str, sign: &str) -> bool {
    text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
}

fn short(text: &str, body: &Range<usize>) -> bool {
    text[body.clone()].split(' ').count() < LEAST
}

/// Returns a clause up to the comma behind which the sentence around it goes on: ", is …", ", and is …".
fn clause(place: &Place<'_>, at: Range<usize>) -> Range<usize> {
    let text = place.text();
    let mut end = at.end;
    for (comma, _) in text[at.clone()].match_indices(", ") {
        let next = text[at.start + comma + 2..at.end].split(' ').next().unwrap_or_default();
        if words::has(&words::FINITE, next) || words::tells(next) || words::among(&["and", "but", "so"], next) {
            end = at.start + comma;
            break;
        }
    }
    trim(text, at.start..end)
}

/// Returns the term that ends at a byte, and whether its start is beyond doubt: it is set apart, or an article or the start of the
/// sentence stands in front of it.
fn before(place: &Place<'_>, end: usize) -> Option<(Named, bool)> {
    let text = place.text();
    let kinds = [MarkKind::Emphasis, MarkKind::Code, MarkKind::Dunder];
    let marked = place.marks.iter().rev().skip_while(|mark| mark.end as usize > end);
    let marked = marked.take_while(|mark| mark.end as usize == end).find(|mark| kinds.contains(&mark.kind));
    if let Some(mark) = marked {
        return Some((term::named(place, mark.start as usize..end)?, true));
    }
    let start = place.passage.at.start;
    let mut from = end;
    let mut strong = false;
    for _ in 0..=WORDS {
        let rest = text[start..from].trim_end_matches(' ');
        if rest.is_empty() {
            strong = true;
            break;
        }
        let word = rest.rsplit(' ').next().unwrap_or_default();
        let at = start + rest.len() - word.len();
        if words::among(&["a", "an", "the"], word) {
            strong = true;
            break;
        }
        let ends = from < end && word.ends_with(['.', ',', ':', ';', '!', '?', ')', '('])
            || words::is_no_term(word)
            || words::has(&words::FINITE, word)
            || words::has(&words::IMPERATIVE, word)
            || words::tells(word)
            || words::among(&["of", "on", "per", "by", "and", "or", "--", "-"], word);
        if ends {
            strong = from < end && word.ends_with(['.', ':', '!', '?']);
            break;
        }
        from = at;
    }
    let skipped = ["optional ", "new ", "special ", "simple ", "so-called ", "single "];
    let adjective = skipped.iter().find(|word| text[from..end].starts_with(**word)).map_or(0, |word| word.len());
    // "an optional depth parameter": what can be left out is no part of any name.
    let optional = text[from..end].strip_prefix("optional ").and_then(|rest| rest.rsplit_once(' '));
    let kind = optional.filter(|(_, kind)| words::among(&["parameter", "argument", "setting"], kind));
    let end = kind.map_or(end, |(_, kind)| end - kind.len() - 1);
    let named = term::named(place, from + adjective..end)?;
    let few = named.term.split(' ').count() <= WORDS;
    (few && from < end).then_some((named, strong))
}
