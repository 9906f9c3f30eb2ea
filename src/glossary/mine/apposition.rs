//! Definitions that stand beside a term in the middle of a sentence, or that only its frame gives away.

use super::super::{Form, names};
use super::page::{Hit, Place, Sign, trim};
use super::predicate::told_apart;
use super::sentences::{hit, standing};
use super::shape;
use super::subject;
use super::term;
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// How long a name is at most that stands alone in front of its definition, in bytes.
const RUN_IN: usize = 40;
/// How much a text looks like a definition that is no sentence.
const FRAGMENT: i32 = 24;
/// What sets a name apart so that other forms read it.
const MARKS: [MarkKind; 3] = [MarkKind::Emphasis, MarkKind::Code, MarkKind::Link];

/// Finds them in one sentence.
pub(super) fn mine(place: &Place<'_>, sentence: &Range<usize>, first: bool, hits: &mut Vec<Hit>) {
    let inside = &place.text()[sentence.clone()];
    if place.has(Sign::Colon)
        && let Some(at) = inside.find(": ")
    {
        repeated(place, sentence, sentence.start + at, hits);
    }
    if place.has(Sign::Dash)
        && let Some(at) = inside.find(" -- ")
    {
        inverted(place, sentence, sentence.start + at, " -- ".len(), hits);
    } else if place.has(Sign::Where)
        && let Some(at) = inside.find(", where ")
    {
        inverted(place, sentence, sentence.start + at, ", ".len(), hits);
    }
    if first {
        to_do(place, sentence, hits);
        run_in(place, sentence, hits);
    }
    meant(place, sentence, hits);
    if first && place.has(Sign::Framed) {
        framed(place, sentence, hits);
    }
    if place.has(Sign::ThatIs)
        && let Some(at) = inside.find(" (ie").or_else(|| inside.find(" (i.e."))
    {
        that_is(place, sentence.start + at, hits);
    }
}

/// "… higher-order functions: functions that …": the noun stands again, with what tells it from others.
fn repeated(place: &Place<'_>, sentence: &Range<usize>, colon: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let body = trim(text, colon + 2..sentence.end);
    let mut ahead = text[body.clone()].split(' ');
    let (noun, next) = (ahead.next().unwrap_or_default(), ahead.next().unwrap_or_default());
    if !matches!(next, "that" | "which" | "whose" | "who") || noun.is_empty() {
        return;
    }
    let before = &text[sentence.start..colon];
    let Some(words) = before.strip_suffix(noun).map(str::trim_end) else { return };
    // One word in front of the noun, which is what makes it a term of its own.
    let start = sentence.start + words.rfind(' ').map_or(0, |at| at + 1);
    if let Some(named) = term::named(place, start..colon)
        && named.term.contains(' ')
    {
        hits.push(hit(place, named, true, (Form::Colon, 62), start..body.end, body));
    }
}

/// "The building blocks are test cases — single scenarios that …": the term comes last, and its definition behind a dash.
fn inverted(place: &Place<'_>, sentence: &Range<usize>, end: usize, length: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let before = &text[sentence.start..end];
    let verbs = [" are ", " is a ", " is an ", " is called ", " are called ", " known as "];
    let Some(start) = verbs.iter().filter_map(|verb| Some(before.rfind(verb)? + verb.len())).max() else { return };
    let start = sentence.start + start;
    let body = trim(text, end + length..sentence.end);
    let few = text[body.clone()].split(' ').count() < 4;
    let Some(named) = term::named(place, start..end) else { return };
    if few
        || text[body.clone()].contains(" -- ")
        || !(named.marked || named.term.contains(' '))
        // "… is a bunch of keys, where …" says what something else is.
        || named.term.contains(" of ")
        || text[start..end].starts_with("the ")
    {
        return;
    }
    let score = 46 + standing(place, &named, false);
    hits.push(hit(place, named, true, (Form::Dash, score), start..body.end, body));
}

/// "To *warm* a pot means to …": a deed by the verb alone.
fn to_do(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = &text[sentence.clone()];
    if !inside.starts_with("To ") {
        return;
    }
    let start = sentence.start + "To ".len();
    let Some(mark) = place.mark_at(start, &[MarkKind::Emphasis]) else { return };
    let end = mark.end as usize;
    let rest = &text[end.min(sentence.end)..sentence.end];
    let Some((at, lead)) = [" means to ", " means ", " is to "].iter().find_map(|v| Some((rest.find(v)?, v.len())))
    else {
        return;
    };
    // Behind the verb stands what is done to, and no more.
    if rest[..at].split(' ').count() > 4 || rest[..at].contains([',', ';', ':']) {
        return;
    }
    let to = if lead == " means ".len() { 0 } else { "to ".len() };
    explained(place, start..end, sentence, end + at + lead - to, hits);
}

/// Takes the rest of a sentence, from a byte on, for what words in it mean, if it is more than a few words.
fn explained(place: &Place<'_>, words: Range<usize>, sentence: &Range<usize>, from: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let body = trim(text, from..sentence.end);
    if let Some(named) = term::named(place, words)
        && text[body.clone()].split(' ').count() > 3
    {
        let score = 46 + standing(place, &named, true);
        hits.push(hit(place, named, false, (Form::Subject, score), sentence.start..body.end, body));
    }
}

/// "By warmth we mean the heat that …".
fn meant(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = &text[sentence.clone()];
    if !inside.starts_with("By ") {
        return;
    }
    let lead = [" we mean ", " I mean ", " is meant "];
    let Some((at, lead)) = lead.iter().find_map(|lead| Some((inside.find(lead)?, lead.len()))) else { return };
    let words = sentence.start + "By ".len()..sentence.start + at;
    explained(place, words, sentence, sentence.start + at + lead, hits);
}

/// "Cold bell. A bell that gives no sound.": a name alone, and a noun with what tells it from others.
fn run_in(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let name = &text[sentence.clone()];
    let rest = text[sentence.end..place.passage.at.end].trim_start();
    let lead = ["A ", "An ", "The "].iter().any(|article| rest.starts_with(article));
    if !lead || !name.ends_with('.') || name.len() > RUN_IN || name[..name.len() - 1].contains(['.', ',', ':']) {
        return;
    }
    let start = place.passage.at.end - rest.len();
    let Some(body) = place.sentences(start..place.passage.at.end).into_iter().next() else { return };
    let shown = &text[body.clone()];
    let fragment = told_apart(shown) && shape::of(&(shown[..1].to_ascii_lowercase() + &shown[1..])) >= FRAGMENT;
    if !fragment || subject::parse(place, body.clone()).is_some() || place.mark_at(sentence.start, &MARKS).is_some() {
        return;
    }
    if let Some(named) = term::named(place, sentence.start..sentence.end - 1)
        && named.term.split(' ').count() <= 3
    {
        let body = trim(text, body);
        let score = 46 + standing(place, &named, true);
        hits.push(hit(place, named, false, (Form::LeadIn, score), sentence.start..body.end, body));
    }
}

/// "In a hash table, each key …".
fn framed(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = &text[sentence.clone()];
    let Some(lead) = ["In a ", "In an "].iter().find(|lead| inside.starts_with(**lead)) else { return };
    let Some(comma) = inside.find(", ").filter(|at| *at < 50) else { return };
    let body = trim(text, sentence.start + comma + 2..sentence.end);
    let first = text[body.clone()].split(' ').next().unwrap_or_default();
    if !words::among(&["each", "every", "all", "a", "an", "one", "two"], first) {
        return;
    }
    if let Some(named) = term::named(place, sentence.start + lead.len()..sentence.start + comma) {
        let name = term::without_kind(&named.term).unwrap_or(&named.term).to_string();
        let about = i32::from(term::is_name(&name)) * 10 + standing(place, &named, true);
        hits.push(hit(place, named, false, (Form::Subject, 38 + about), sentence.start..body.end, body));
    }
}

/// "STDERR (ie, the console)": only behind a word in capitals.
fn that_is(place: &Place<'_>, open: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let start = text[place.passage.at.start..open]
        .rfind(' ')
        .map_or(place.passage.at.start, |at| place.passage.at.start + at + 1);
    let rest = &text[open + 2..place.passage.at.end];
    let inside = rest.trim_start_matches(['i', '.', 'e', ',', ' ']);
    let body = open + 2 + rest.len() - inside.len();
    let Some(close) = inside.find(')') else { return };
    let short = super::short::is_short(&text[start..open]);
    if let Some(named) = term::named(place, start..open).filter(|_| short) {
        hits.push(hit(place, named, false, (Form::KnownAs, 50), start..body + close + 1, body..body + close));
    }
}

/// A comment of two lines or more, the first a name alone and the second "A …".
pub(super) fn titled(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let page = place.page;
    let at = place.passage.at.clone();
    let source = page.prose.source(page.reading.source, at.clone());
    let mut lines = source.of(page.reading.text).lines();
    let (Some(title), Some(next)) = (lines.next(), lines.next()) else { return };
    let bare = |line: &str| line.trim_matches(['#', ' ', '\t', '\r']).to_string();
    let (title, next) = (bare(title), bare(next));
    let starts = ["A ", "An "].iter().any(|article| next.starts_with(article));
    let text = place.text();
    if !starts || title.contains(' ') || !text[at.clone()].starts_with(&title) {
        return;
    }
    let start = at.start + title.len() + 1;
    if !text.is_char_boundary(start.min(at.end)) {
        return;
    }
    let Some(body) = place.sentences(start.min(at.end)..at.end).into_iter().next() else { return };
    let name = at.start..at.start + title.len();
    if let Some(named) = term::named(place, name.clone()).or_else(|| term::everyday(place, name, true))
        && text[body.clone()].split(' ').count() >= 5
        && names::key(&named.term).len() > 2
    {
        let body = trim(text, body);
        hits.push(hit(place, named, false, (Form::LeadIn, 54), at.start..body.end, body));
    }
}
