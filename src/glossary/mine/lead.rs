//! What stands first below a heading: the heading's own term explained, with or without naming it again.

use super::super::{Form, names};
use super::page::{Hit, Kind, Page, Place, trim};
use super::questions;
use super::sentences::hit;
use super::shape;
use super::short;
use super::subject::{self, Article, Verb};
use super::term::{self, Named};
use super::words;
use crate::prose::{MarkKind, Scope};
use std::ops::Range;

/// How much a text looks like a definition at most that may be a sentence of its own.
const FRAGMENT: i32 = 12;

/// Finds what the first lines of sections explain.
pub(super) fn mine(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let passages = &page.prose.passages;
    let headings = passages.iter().enumerate().filter(|(_, passage)| passage.scope == Scope::Heading);
    // A line of its own in bold is a heading of its author's.
    let bold = page.prose.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis).filter_map(|mark| {
        let number = page.prose.passage_at(mark.start as usize, passages.len())?;
        let whole = passages[number].at == (mark.start as usize..mark.end as usize);
        (whole && passages[number].scope == Scope::Prose).then_some(number)
    });
    for number in headings.map(|(number, _)| number).chain(bold) {
        let Some(heading) = page.place(number) else { continue };
        let mut below = number + 1..page.prose.passages.len();
        let next = below.find(|below| page.prose.passages[*below].scope != Scope::Link);
        let Some(place) = next.and_then(|next| page.place(next)) else { continue };
        if place.passage.scope == Scope::Prose && !place.passage.quoted && page.english {
            first(&heading, &place, hits);
        }
    }
}

/// Reads a heading and what stands first below it.
fn first(heading: &Place<'_>, place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let title = heading.passage.at.clone();
    if heading.page.section(heading.passage).is_some_and(|section| section.kind == Kind::Claims) {
        return;
    }
    short::lead(place, &text[title.clone()], hits);
    let Some(sentence) = place.sentences(place.passage.at.clone()).into_iter().next() else { return };
    if let Some(asked) = questions::asked(text, title.clone()) {
        if let Some(named) = term::named(heading, asked)
            && subject::parse(place, sentence.clone())
                .is_none_or(|s| names::key(&text[s.term]) != names::key(&named.term))
        {
            let body = place.sentence_and_it(place.passage.at.clone());
            hits.push(hit(place, named, true, (Form::Question, 62), title.start..body.end, body));
        }
        return;
    }
    let Some(named) = term::named(heading, title.clone()) else { return };
    // A colon leads up to what follows, and badges or a table of contents are rows of links.
    if named.term.split(' ').count() > 3
        || text[sentence.clone()].contains("http")
        || text[sentence.clone()].trim_end().ends_with(':')
        || is_links(place, &sentence)
    {
        return;
    }
    if used(place, &named, &sentence, hits) {
        return;
    }
    if made(place, &named, &sentence) {
        let body = trim(text, sentence.clone());
        hits.push(hit(place, named, true, (Form::LeadIn, 50), title.start..body.end, body));
        return;
    }
    let named_again = names_again(place, &named, &sentence, hits);
    if !named_again {
        silent(place, named, title.start, &sentence, hits);
    }
}

/// Returns whether a sentence consists of links for the most part.
fn is_links(place: &Place<'_>, sentence: &Range<usize>) -> bool {
    let links = place.marks.iter().filter(|mark| mark.kind == MarkKind::Link && (mark.start as usize) < sentence.end);
    let covered: usize = links.map(|mark| mark.end.saturating_sub(mark.start) as usize).sum();
    covered * 2 > sentence.len()
}

/// "Using cold lids to keep …", below "lids" or "coldlids": what the thing that is used is for.
fn used(place: &Place<'_>, heading: &Named, sentence: &Range<usize>, hits: &mut Vec<Hit>) -> bool {
    let text = place.text();
    let written = &text[sentence.clone()];
    let Some(rest) = ["Using ", "Use of "].iter().find_map(|lead| written.strip_prefix(lead)) else { return false };
    let Some(to) = rest.find(" to ").filter(|_| !rest.contains(", ")) else { return false };
    let start = sentence.end - rest.len();
    let title = heading.term.to_lowercase();
    let about =
        rest[..to].split(' ').next().is_some_and(|word| title.starts_with(&names::singular(&word.to_lowercase())));
    let Some(named) = term::named(place, start..start + to).filter(|named| about && named.term.contains(' ')) else {
        return false;
    };
    let body = trim(text, start + to + 1..sentence.end);
    hits.push(hit(place, named, true, (Form::LeadIn, 52), sentence.start..body.end, body));
    true
}

/// "To make a class an iterator you have to implement …", below "Iterators".
fn made(place: &Place<'_>, named: &Named, sentence: &Range<usize>) -> bool {
    let written = &place.text()[sentence.clone()];
    let Some(rest) =
        ["To create ", "To make ", "To define ", "To implement "].iter().find_map(|lead| written.strip_prefix(lead))
    else {
        return false;
    };
    let key = names::key(&named.term);
    let until = [", ", " you ", " one "].iter().filter_map(|end| rest.find(end)).min().unwrap_or(0);
    let names_it = rest[..until].split(' ').any(|word| names::key(word) == key);
    names_it && ["must", "have to", "has to", "need", "implement"].iter().any(|verb| rest[until..].contains(verb))
}

/// "The term introduces …", "A term class …": the heading's term is the subject of the first sentence.
fn names_again(place: &Place<'_>, named: &Named, sentence: &Range<usize>, hits: &mut Vec<Hit>) -> bool {
    let text = place.text();
    let key = names::key(&named.term);
    let mut start = sentence.start;
    for article in ["A ", "An ", "The "] {
        if text[sentence.clone()].starts_with(article) {
            start += article.len();
        }
    }
    // Most first words are none of the heading's, which the first letter tells.
    let same = |c: char| !c.is_ascii_alphabetic() || key.starts_with(c.to_ascii_lowercase()) || !key.is_ascii();
    if !text[start..sentence.end].starts_with(same) {
        return false;
    }
    let ahead: Vec<(usize, &str)> = text[start..sentence.end]
        .match_indices(' ')
        .take(6)
        .map(|(i, _)| (start + i, &text[start..start + i]))
        .collect();
    let Some((mut end, name)) = ahead.iter().rev().find(|(_, words)| names::key(words) == key).copied() else {
        return false;
    };
    let written = start..end;
    let mut rest = text[end..sentence.end].trim_start();
    let kind = rest.split(' ').next().unwrap_or_default();
    if term::is_kind(kind) {
        rest = rest[kind.len()..].trim_start();
    }
    end = sentence.end - rest.len();
    let verb = rest.split(' ').next().unwrap_or_default();
    let article = if start > sentence.start { 6 } else { 0 };
    let many = names::singular(name) != name;
    let third = verb.ends_with('s')
        && verb.len() > 3
        && !words::is_no_term(verb)
        && verb.bytes().all(|b| b.is_ascii_lowercase());
    let score = match verb {
        // Other forms read these.
        "is" | "are" => {
            return subject::parse(place, sentence.clone())
                .is_some_and(|s| matches!(s.verb, Verb::Is | Verb::Are) && s.article != Article::None);
        }
        "can" if rest.starts_with("can be used") => 50,
        _ if words::has(&words::TELLS, verb) => 52,
        _ if third && !many => 46,
        _ => return false,
    };
    if let Some(named) = term::named(place, written)
        && rest.split(' ').count() >= 4
    {
        let body = trim(text, end..sentence.end);
        hits.push(hit(place, named, many, (Form::LeadIn, score + article), sentence.start..body.end, body));
    }
    true
}

/// "Act like …", "Feel similar to …", "Store …": what things of a heading in the plural do.
fn plain_verb(first: &str, second: &str) -> bool {
    let like =
        matches!(first, "act" | "behave" | "feel" | "look" | "work") && matches!(second, "like" | "similar" | "as");
    like || matches!(first, "are" | "consist" | "contain" | "denote" | "describe" | "represent" | "hold")
}

/// Returns whether nothing but a noun stands in front of what tells it apart: no other article, which would follow a verb.
fn noun_first(written: &str) -> bool {
    let tells =
        ["that", "which", "whose", "where", "who", "of", "for", "used", "in", "with", "without", "to", "on", "at"];
    let tells =
        |word: &&str| words::among(&tells, word) || word.len() > 5 && (word.ends_with("ing") || word.ends_with("ed"));
    let mut before = written.split(' ').skip(1).take(8).take_while(|word| !tells(word));
    before.all(|word| !words::among(&["a", "an", "the", "all", "every", "it", "you"], word))
}

/// Returns whether a word that looks like a verb comes without anything that tells the noun before it apart but "of" and "in", as
/// they stand in any sentence: "A loop of rope swells in the rain".
fn happens(written: &str) -> bool {
    // "A cook lifts the lid", "A cook showed me a lid".
    let told = |at: usize| ahead_of(written, at);
    let object =
        shape::is_third(told(2)) && words::among(&["a", "an", "the", "its", "all", "everything", "no"], told(3));
    let person = [3, 4].iter().any(|at| words::among(&["me", "us", "him", "her", "them"], told(*at)));
    if object || person {
        return true;
    }
    let relations = ["that", "which", "whose", "where", "who", "for", "used", "with", "without", "to", "by"];
    let ahead: Vec<&str> = written.split(' ').take(12).collect();
    let genus = ahead.iter().take(3).any(|word| words::has(&words::GENUS, &names::singular(word)));
    let related = shape::formed(&ahead).is_some() || ahead.iter().any(|word| words::among(&relations, word));
    !genus && !related && ahead.iter().skip(2).any(|word| shape::is_third(word))
}

/// Returns a word of a text by its place.
fn ahead_of(written: &str, at: usize) -> &str {
    written.split(' ').nth(at).unwrap_or_default()
}

/// Returns whether a text begins with a noun and a participle that goes with it.
fn kept(written: &str) -> bool {
    let ahead: Vec<&str> = written.split(' ').take(8).collect();
    let noun =
        ahead[0].len() > 2 && !words::is_no_term(ahead[0]) && !words::has(&words::NOUNS_IN_S, &ahead[0].to_lowercase());
    let noun = noun && !ahead[0].ends_with("ed") && !words::has(&words::IMPERATIVE, &ahead[0].to_ascii_lowercase());
    noun && ahead[0].bytes().all(|b| b.is_ascii_alphabetic()) && shape::formed(&ahead).is_some()
}

/// "Provides lookup of …", "Used for …", "For reading …": the heading is the subject that the first sentence lacks.
fn silent(place: &Place<'_>, named: Named, start: usize, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let written = &text[sentence.clone()];
    let mut ahead = written.split(' ');
    let (first, second) = (ahead.next().unwrap_or_default(), ahead.next().unwrap_or_default());
    let lower = first.to_ascii_lowercase();
    let third = lower.ends_with('s') && lower.len() > 3 && !lower.ends_with("ss") && !lower.ends_with("us");
    let behind = ahead.next().unwrap_or_default();
    let subject = words::tells(second)
        || words::has(&words::FINITE, second)
        || shape::is_third(second) && words::among(&["a", "an", "the", "with"], behind);
    let verb = third && lower.bytes().all(|b| b.is_ascii_lowercase()) && names::key(first) != names::key(&named.term);
    // What is set apart is a name, and a verb behind it has its subject.
    let kinds = [MarkKind::Emphasis, MarkKind::Code, MarkKind::Link];
    let unmarked = place.mark_at(sentence.start, &kinds).is_none();
    let verb = verb && unmarked && !subject && !words::is_no_term(&lower) && !words::has(&words::NOUNS_IN_S, &lower);
    let object = words::has(&words::OBJECTS, second) || second.ends_with("ing") || second.ends_with('s');
    let clause = written.contains(", ") || written.contains(" you ") || written.contains(" run ");
    let finite = written.split(' ').take(10).any(|word| words::has(&words::FINITE, word));
    // "A lid that does not fit": the verb of what tells it apart makes no sentence of it.
    let fragment = !finite || shape::of(written) > FRAGMENT;
    let many = names::singular(&named.term) != named.term;
    let score = match lower.as_str() {
        "used" if matches!(second, "to" | "for" | "when" | "by" | "in") => 48,
        "for" if second.ends_with("ing") && !clause => 42,
        "to" if !clause && second.bytes().all(|b| b.is_ascii_lowercase()) => 40,
        "a" | "an"
            if fragment
                && noun_first(written)
                && !happens(written)
                && names::key(second) != names::key(&named.term)
                && !words::has(&words::JUDGED, second)
                && subject::parse(place, sentence.clone()).is_none() =>
        {
            44
        }
        "when" if !clause && !written.ends_with('?') => 44,
        _ if many && plain_verb(&lower, second) => 44,
        "way" | "tool" | "class" | "module" | "library" if matches!(second, "of" | "for" | "to" | "that") => 48,
        _ if verb && object => 44,
        // "Cream kept cold for a day": a noun, and what was done to it.
        _ if !many && !finite && !clause && unmarked && kept(written) => 44,
        _ => return,
    };
    let name = if term::is_name(&named.term) || named.code || !named.term.contains(' ') { 6 } else { 0 };
    let activity = ["ing", "tion", "ment"].iter().any(|end| named.term.ends_with(end)) && !named.code;
    if written.split(' ').count() < 4 || activity && matches!(lower.as_str(), "to" | "for") {
        return;
    }
    let body = trim(text, sentence.clone());
    let mut hit = hit(place, named, false, (Form::LeadIn, score + name), start..body.end, body);
    // A name in small letters, such as a module's, is no plural.
    if hit.term.contains(' ') || text[start..].starts_with(char::is_uppercase) {
        hit.term = names::singular(&hit.term);
    }
    if let Some((_, last)) = hit.term.rsplit_once('.')
        && term::is_name(last)
    {
        hit.aliases.push(last.to_string());
    }
    hits.push(hit);
}
