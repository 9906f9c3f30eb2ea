//! Abbreviations beside the words that they stand for: either in brackets behind the other, or nearby.

use super::super::Form;
use super::asides;
use super::nearby;
use super::page::{Hit, Place, Sign, trim};
use super::term;
use super::words;
use crate::prose::{MarkKind, Scope};
use std::ops::Range;

/// How many words an expansion has at most, small words included.
const WORDS: usize = 10;
/// How far from an abbreviation its words stand at most, in bytes, when no brackets tie them.
pub(super) const NEAR: usize = 120;
/// Words that an abbreviation leaves out.
const LEFT_OUT: &[&str] =
    &["of", "the", "and", "for", "with", "in", "to", "on", "a", "an", "by", "from", "or", "as", "at", "than", "per"];

const SURE: i32 = 72;
pub(super) const LIKELY: i32 = 56;

/// Returns whether a word looks like an abbreviation: mostly capitals, at least two.
pub(super) fn is_short(word: &str) -> bool {
    let core = word.strip_suffix('s').filter(|core| core.len() > 1).unwrap_or(word);
    let capitals = core.bytes().filter(u8::is_ascii_uppercase).count();
    (2..=8).contains(&core.len())
        && core.bytes().all(|b| b.is_ascii_alphanumeric())
        && core.as_bytes()[0].is_ascii_alphabetic()
        && capitals >= 2
        && capitals * 2 >= core.len()
        && !words::is_label(core)
}

/// Returns the words at the end of a stretch that spell an abbreviation with their first letters.
pub(super) fn expanded(text: &str, before: Range<usize>, short: &str) -> Option<Range<usize>> {
    let pieces = pieces(text, before.clone());
    let letters = letters(short);
    let first = spell(text, &pieces, &letters)?;
    let end = pieces.last()?.end;
    (text[first..end].contains([' ', '-'])).then_some(first..end)
}

pub(super) fn letters(short: &str) -> Vec<u8> {
    let core = short.strip_suffix('s').filter(|core| core.len() > 1).unwrap_or(short);
    core.bytes().map(|b| b.to_ascii_lowercase()).collect()
}

/// Returns whether words spell an abbreviation, each word with its first letter and any with more of its own: "online transfer
/// processing" for "OLTP", "extract, transform, load" for "ETL", "cross site" for "XS".
pub(super) fn is_spelled(words: &str, short: &str) -> bool {
    let cut = words.split([' ', '-', ',', '/']).filter(|word| !word.is_empty());
    let words: Vec<String> = cut.map(str::to_ascii_lowercase).collect();
    let small = |word: Option<&String>| word.is_none_or(|word| among_left_out(word));
    words.len() > 1
        && words.len() <= WORDS
        && !small(words.first())
        && !small(words.last())
        && fills(&words, &letters(short))
}

/// Returns whether words with capitals have the letters of an abbreviation in another order, as where it was made for two languages.
fn is_shuffled(words: &str, short: &str) -> bool {
    let sorted = |mut letters: Vec<u8>| {
        letters.sort_unstable();
        letters
    };
    let capitals = |word: &str| word.bytes().next().filter(u8::is_ascii_uppercase);
    let initials: Option<Vec<u8>> = words.split(' ').filter(|word| !among_left_out(word)).map(capitals).collect();
    short.len() > 2 && initials.is_some_and(|initials| sorted(initials) == sorted(short.bytes().collect()))
}

fn fills(words: &[String], letters: &[u8]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let small = || among_left_out(word) && fills(rest, letters);
    let Some((first, mut left)) = letters.split_first() else { return small() };
    let begins = word.as_bytes().first() == Some(first)
        || *first == b'x' && (word.starts_with("cross") || word.starts_with("ex"));
    if !begins {
        return small();
    }
    let mut inside = word.as_bytes().get(1..).unwrap_or_default();
    loop {
        if fills(rest, left) {
            return true;
        }
        let Some((next, more)) = left.split_first() else { return small() };
        let Some(at) = memchr::memchr(*next, inside) else { return small() };
        inside = &inside[at + 1..];
        left = more;
    }
}

fn among_left_out(word: &str) -> bool {
    words::among(LEFT_OUT, word)
}

/// "TBD stands for to be done".
fn stands_for(place: &Place<'_>, at: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let before = &text[place.passage.at.start..at];
    let short = before.rsplit([' ', '(', '"']).next().unwrap_or_default();
    let start = at + text[at..].find(" for ").map_or(0, |found| found + " for ".len());
    let rest = &text[start..place.passage.at.end];
    let rest = rest.trim_start_matches(['"', ' ']);
    let start = place.passage.at.end - rest.len();
    let mut end = start + rest.find(['.', ';', '(', ')', '"', ':']).unwrap_or(rest.len());
    while is_short(short) && end > start {
        if is_spelled(&text[start..end], short) {
            push(place, start..end, short, at - short.len()..end, SURE, hits);
            return;
        }
        let Some(cut) = text[start..end].rfind([' ', ',']) else { return };
        end = start + cut;
    }
}

/// Returns the last pieces of a stretch: words cut at spaces, hyphens and capitals inside.
fn pieces(text: &str, at: Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut end = at.start + text[at.clone()].trim_end_matches([' ', '"', '\'', '*']).len();
    let mut i = end;
    let mut spaces = 0;
    while i > at.start {
        i -= 1;
        let b = bytes[i];
        let gap = matches!(b, b' ' | b'-' | b'/' | b'"');
        let inner = b.is_ascii_uppercase() && i > at.start && bytes[i - 1].is_ascii_lowercase();
        if gap || inner {
            let start = if gap { i + 1 } else { i };
            if start < end {
                pieces.push(start..end);
            }
            end = i;
            spaces += usize::from(b == b' ');
            if spaces > WORDS {
                break;
            }
        } else if matches!(b, b',' | b';' | b':' | b'(' | b')' | b'.' | b'!' | b'?' | b'[' | b'=') {
            if i + 1 < end {
                pieces.push(i + 1..end);
            }
            end = i;
            break;
        }
    }
    if i == at.start && end > at.start && !matches!(bytes[at.start], b' ' | b'"' | b'(') {
        pieces.push(at.start..end);
    }
    pieces.retain(|piece| text.is_char_boundary(piece.start) && text.is_char_boundary(piece.end));
    pieces.reverse();
    pieces
}

/// Returns where the pieces begin that spell the letters, the last piece with the last of them.
fn spell(text: &str, pieces: &[Range<usize>], letters: &[u8]) -> Option<usize> {
    let (piece, before) = pieces.split_last()?;
    let word = text[piece.clone()].to_ascii_lowercase();
    for taken in 1..=2.min(letters.len()) {
        let rest = letters.len() - taken;
        if !word.as_bytes().starts_with(&letters[rest..]) {
            continue;
        }
        if rest == 0 {
            return Some(piece.start);
        }
        if let Some(start) = spell(text, before, &letters[..rest]) {
            return Some(start);
        }
    }
    words::among(LEFT_OUT, &word).then(|| spell(text, before, letters))?
}

/// Finds the abbreviations of a passage that stand beside their words.
pub(super) fn mine(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let at = place.passage.at.clone();
    let bytes = text.as_bytes();
    let mut from = at.start;
    while let Some(i) = memchr::memchr(b'(', &bytes[from..at.end]) {
        let open = from + i;
        from = open + 1;
        let near = &bytes[from..at.end.min(from + 160)];
        let Some(close) = memchr::memchr(b')', near).map(|i| from + i) else { continue };
        if !place.in_code(open) {
            bracketed(place, open, close, hits);
            let prose = place.passage.scope == Scope::Prose && place.page.english;
            if prose && open > at.start && bytes[open - 1] == b' ' && close > open + 16 {
                asides::bracketed(place, open + 1, close, hits);
            }
        }
    }
    for mark in place.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Code | MarkKind::Emphasis)) {
        equated(place, mark.start as usize..mark.end as usize, hits);
    }
    if place.has(Sign::StandsFor) {
        for (at, _) in place.signs().filter(|(_, sign)| *sign == Sign::StandsFor) {
            stands_for(place, at, hits);
        }
    }
    let heading = place.passage.scope == Scope::Heading;
    if heading || place.marks.iter().any(|mark| mark.kind == MarkKind::Emphasis && mark.end == mark.start + 1) {
        emphasised(place, hits);
    }
    if !heading && place.page.english {
        nearby::mine(place, hits);
    }
}

/// `long form (LF)` and `LF (long form)`.
fn bracketed(place: &Place<'_>, open: usize, close: usize, hits: &mut Vec<Hit>) {
    let text = place.text();
    let at = &place.passage.at;
    let inside = text[open + 1..close].trim_matches(['"', ' ']);
    let inside = inside.strip_prefix("the ").unwrap_or(inside);
    let inside = inside.split([',', ';']).next().unwrap_or_default();
    if is_short(inside) {
        let window = floor(text, open.saturating_sub(NEAR).max(at.start))..open;
        if let Some(long) = expanded(text, window, inside) {
            push(place, long.clone(), inside, long.start..close + 1, SURE, hits);
            relative(place, &long, inside, close + 1, hits);
        }
        return;
    }
    let before = text[at.start..open].trim_end();
    let short = before.rsplit([' ', '(', '"']).next().unwrap_or_default();
    // "rpm": nobody can say it.
    let mute =
        (3..=4).contains(&short.len()) && short.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b));
    if !is_short(short) && !mute {
        return;
    }
    let inner = open + 1..close;
    let long = expanded(text, inner.clone(), short).filter(|long| long.start <= inner.start + 4);
    // "(last one in, first one out)": a comma inside is no end.
    let whole = trim(text, inner.clone());
    let bare = text[whole.clone()].trim_matches('"');
    let from = whole.start + usize::from(text[whole.clone()].starts_with('"'));
    let loose = || (is_spelled(bare, short) || is_shuffled(bare, short)).then_some(from..from + bare.len());
    if let Some(long) = long.or_else(loose) {
        let start = at.start + before.len() - short.len();
        push(place, long, short, start..close + 1, SURE, hits);
    }
}

/// `pypi` = Python Package Index: a name set apart, and its words with capitals.
fn equated(place: &Place<'_>, name: Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let written = &text[name.clone()];
    let fits = (2..=6).contains(&written.len()) && written.bytes().all(|b| b.is_ascii_alphanumeric());
    if !fits || !text[name.end..place.passage.at.end].starts_with(" = ") {
        return;
    }
    let long = capitalised(text, name.end + 3..place.passage.at.end);
    let inside = pieces(text, long.clone());
    if inside.len() > 1 && spell(text, &inside, &letters(&written.to_ascii_uppercase())) == Some(long.start) {
        push(place, long.clone(), written, name.start..long.end, SURE, hits);
    }
}

/// "long form (LF), which is …".
fn relative(place: &Place<'_>, long: &Range<usize>, short: &str, end: usize, hits: &mut Vec<Hit>) {
    let rest = &place.text()[end..place.passage.at.end];
    let Some(lead) = [", which is ", ", which are "].iter().find(|lead| rest.starts_with(**lead)) else { return };
    let body = place.sentences(end + lead.len()..place.passage.at.end).into_iter().next();
    let Some(body) = body.map(|body| trim(place.text(), body)) else { return };
    let term = place.page.inside(&place.text()[long.clone()], false);
    let mut hit = Hit::new(super::vocabulary::one(&term), Form::Subject, LIKELY, long.start..body.end, body);
    hit.abbreviations.push(super::super::names::singular(short));
    hits.push(hit);
}

/// **L**ong **f**orm: words whose first letters are emphasised one by one.
fn emphasised(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let single = |mark: &&crate::prose::Mark| mark.kind == MarkKind::Emphasis && mark.end == mark.start + 1;
    let letters: Vec<usize> = place.marks.iter().filter(single).map(|mark| mark.start as usize).collect();
    let mut run: Vec<usize> = Vec::new();
    for at in letters.into_iter().chain([usize::MAX]) {
        let joins = run.last().is_some_and(|last| {
            at != usize::MAX && text[*last..at].bytes().filter(|b| matches!(b, b' ' | b'-')).count() == 1
        });
        if !joins && run.len() >= 2 {
            let short: String =
                run.iter().map(|at| text[*at..].chars().next().unwrap_or(' ').to_ascii_uppercase()).collect();
            let start = run[0];
            let last = run[run.len() - 1];
            let length = text[last..place.passage.at.end].find(|c: char| !c.is_alphanumeric());
            let end = length.map_or(place.passage.at.end, |length| last + length);
            if is_short(&short) {
                push(place, start..end, &short, start..end, SURE, hits);
            }
        }
        if !joins {
            run.clear();
        }
        run.push(at);
    }
}

/// Returns the words with capitals from the start of a stretch on; "of" and its like may stand between.
pub(super) fn capitalised(text: &str, at: Range<usize>) -> Range<usize> {
    let mut end = at.start;
    let mut offset = at.start;
    for word in text[at.clone()].split(' ').take(WORDS) {
        let core = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let big = core.starts_with(|c: char| c.is_ascii_uppercase());
        let joins = offset > at.start && words::among(LEFT_OUT, word);
        if !big && !joins {
            break;
        }
        if big {
            end = offset + core.len();
        }
        if core.len() < word.len() {
            break;
        }
        offset += word.len() + 1;
    }
    at.start..end
}

/// A heading that is an abbreviation, and its words at the start of what stands below it.
pub(super) fn lead(place: &Place<'_>, heading: &str, hits: &mut Vec<Hit>) {
    let text = place.text();
    let at = place.passage.at.clone();
    if !is_short(heading) {
        return;
    }
    let end = at.start + text[at.clone()].find(['.', ',', ':', ';', '(']).unwrap_or(at.len());
    let long = if end - at.start < NEAR { expanded(text, at.start..end, heading) } else { None };
    if let Some(long) = long.filter(|long| text[at.start..long.start].len() < 5) {
        push(place, long.clone(), heading, long, SURE, hits);
    }
}

/// Returns the start of the letter that a byte belongs to.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Adds an abbreviation and its words.
pub(super) fn push(
    place: &Place<'_>,
    long: Range<usize>,
    short: &str,
    whole: Range<usize>,
    score: i32,
    hits: &mut Vec<Hit>,
) {
    let written = &place.text()[long.clone()];
    if !term::fits(written, true, false) && written.split(' ').count() > WORDS {
        return;
    }
    let term = super::vocabulary::one(&place.page.inside(written, false));
    let mut hit = Hit::new(term, Form::Expansion, score, whole, long);
    hit.abbreviations.push(super::super::names::singular(short));
    hits.push(hit);
}
