//! Lines that begin with a term: `term = …`, `term: …`, `**term** — …`, `Q: what is a term?`.

use super::super::{Form, names};
use super::around;
use super::gains;
use super::page::{Hit, Place, Sign as PageSign, trim};
use super::questions;
use super::sentences::hit;
use super::shape;
use super::short;
use super::subject::{self, Verb};
use super::term::{self, Named};
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// What a plain word loses when nothing says that it is a term.
const BARE: i32 = 6;

/// Nouns that only point at something, unless another noun makes a term of them: "entry point".
const PLACES: [&str; 6] = ["page", "part", "place", "point", "section", "version"];

/// How much a text looks like a definition that defines an everyday noun.
const KIND: i32 = 22;

/// What joins a term and its definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Equals,
    Colon,
    /// A dash; an em dash is more telling than a hyphen.
    Dash(bool),
}

/// The start of a line: a term and a sign.
struct Head {
    start: usize,
    term: Range<usize>,
    sign: Sign,
    body: usize,
}

/// Finds the definitions that begin lines of a passage; returns how many lines begin like one.
pub(super) fn mine(place: &Place<'_>, hits: &mut Vec<Hit>) -> usize {
    let text = place.text();
    let lines = place.lines();
    let mut heads: Vec<Head> = Vec::new();
    for line in &lines {
        // What stands below a name in bold is its definition.
        if heads.last().is_some_and(|head| head.body >= line.start && head.start < line.start) {
            continue;
        }
        let first = head(place, line);
        let sign = first.as_ref().map_or(Sign::Colon, |first| first.sign);
        heads.extend(first);
        // "Hob: …. Grate: …": who ends a definition so begins the next in the same line.
        if place.page.english && (sign != Sign::Colon || place.has(PageSign::Colon)) {
            let next = place.sentences(line.clone()).into_iter().skip(1).filter_map(|own| {
                let next = head(place, &own)?;
                (next.sign == sign && !text[next.term.clone()].contains([',', ';', '('])).then_some(next)
            });
            heads.extend(next);
        }
        // "… prints the share. Coverage = the lines that ran.": a definition with its sign may end a paragraph of prose.
        if place.page.english && text[line.clone()].contains(" = ") {
            let known = heads.last().map_or(line.start, |head| head.body);
            let next = place.sentences(line.clone()).into_iter().skip(1).filter(|own| own.start >= known);
            heads.extend(next.filter_map(|own| head(place, &own).filter(|head| head.sign == Sign::Equals)));
        }
    }
    for (number, head) in heads.iter().enumerate() {
        let end = heads.get(number + 1).map_or(place.passage.at.end, |next| next.start);
        if let Some(hit) = judge(place, head, end) {
            hits.push(hit);
        }
    }
    questions::mine(place, &lines, hits);
    // "Salt: 10 g" is a value, whatever the lines around it are.
    let says =
        |head: &&Head| text[head.body.min(place.passage.at.end)..place.passage.at.end].split(' ').nth(2).is_some();
    heads.iter().filter(says).count()
}

/// Reads the start of a line.
fn head(place: &Place<'_>, line: &Range<usize>) -> Option<Head> {
    let text = place.text();
    let start = line.end - text[line.clone()].trim_start().len();
    let kinds = [MarkKind::Emphasis, MarkKind::Code, MarkKind::Link, MarkKind::Dunder];
    if let Some(mark) = place.mark_at(start, &kinds) {
        let end = (mark.end as usize).min(line.end);
        let inside = text[start..end].trim_end();
        // A line that is a name in bold, and what it is on the next.
        let bold = mark.kind == MarkKind::Emphasis && inside.len() == text[line.clone()].trim().len();
        if bold && line.end < place.passage.at.end && !inside.ends_with([':', '.', '!', '?']) {
            return Some(Head { start, term: start..start + inside.len(), sign: Sign::Colon, body: line.end + 1 });
        }
        // "**Term.** A …" opens a paragraph.
        let run_in = |term: &&str| end < line.end && text[end..].starts_with(' ') && !term.contains(['.', ',', '!']);
        let stop = inside.strip_suffix('.').filter(run_in);
        if let Some(term) = inside.strip_suffix([':', '\u{FF1A}']).or(stop) {
            return Some(Head { start, term: start..start + term.len(), sign: Sign::Colon, body: end });
        }
        // "**term** (abbr): …"
        let bracket =
            text[end..line.end].strip_prefix(" (").and_then(|rest| rest.find(')')).map_or(end, |i| end + i + 3);
        let end = if bracket - end < 40 { bracket } else { end };
        if let Some((sign, body)) = sign(text, end, line.end) {
            return Some(Head { start, term: start..end, sign, body });
        }
    }
    let bytes = text.as_bytes();
    let limit = line.end.min(start + 70);
    let mut at = start;
    while let Some(i) = memchr::memchr3(b':', b'=', b'-', &bytes[at.min(limit)..limit]) {
        let here = at + i;
        // A line may begin with the sign.
        let end = start + text[start..here].trim_end().len();
        let spaced = end < here;
        if bytes[here] == b':' || spaced {
            if place.in_code(here) || bytes[here] == b':' && bytes.get(here + 1).is_some_and(|b| *b != b' ') {
                return None;
            }
            if end <= start {
                return None;
            }
            let (sign, body) = sign(text, end, line.end)?;
            return Some(Head { start, term: start..end, sign, body });
        }
        at = here + 1;
    }
    None
}

/// Reads the sign at a byte; returns it and where what follows starts.
fn sign(text: &str, at: usize, end: usize) -> Option<(Sign, usize)> {
    let rest = text[at..end].trim_start();
    let spaced = rest.len() < end - at;
    let found = |sign, length| Some((sign, end - rest.len() + length));
    let after = |length: usize| rest[length..].starts_with(' ');
    match rest.as_bytes().first()? {
        b':' if after(1) => found(Sign::Colon, 1),
        b'=' if spaced && after(1) => found(Sign::Equals, 1),
        b'-' if spaced && rest.starts_with("---- ") => found(Sign::Dash(true), 4),
        b'-' if spaced && rest.starts_with("-- ") => found(Sign::Dash(true), 2),
        b'-' if spaced && after(1) => found(Sign::Dash(false), 1),
        b'-' if spaced && rest.starts_with("-> ") => found(Sign::Dash(true), 3),
        b'=' if spaced && rest.starts_with("=> ") => found(Sign::Dash(true), 3),
        _ if rest.starts_with(['\u{2192}', '\u{21D2}']) => found(Sign::Dash(true), 3),
        _ if rest.starts_with('\u{FF1A}') => found(Sign::Colon, 3),
        // Chinese writes two of them in a row.
        _ if rest.starts_with("--") && !rest.is_ascii() => {
            found(Sign::Dash(true), rest.len() - rest.trim_start_matches('-').len())
        }
        _ => None,
    }
}

/// Returns what stands before a sign as a term: "TBD, or to be decided: …" gives two names.
fn named(place: &Place<'_>, head: &Head) -> Option<Named> {
    let written = &place.text()[head.term.clone()];
    let Some(or) = written.find(" or ").filter(|_| place.page.english) else {
        return term::named(place, head.term.clone());
    };
    let first = head.term.start..head.term.start + written[..or].trim_end_matches(',').len();
    let mut named = term::named(place, first.clone())?;
    let aside = head.term.start + or + 1..head.term.end;
    let long = head.term.start + or + " or ".len()..head.term.end;
    if short::is_short(&named.term) && short::is_spelled(&place.text()[long.clone()], &named.term) {
        let abbreviations = vec![std::mem::take(&mut named.term)];
        return Some(Named { abbreviations, ..term::named(place, long)? });
    }
    term::aside(place.text(), &first, &aside, &mut named.aliases, &mut named.abbreviations);
    Some(named)
}

/// Returns an everyday noun before a sign, where what stands behind says what kind of thing it is.
fn everyday(place: &Place<'_>, head: &Head, end: usize) -> Option<Named> {
    let text = place.text();
    let plain = text[head.term.clone()].bytes().all(|b| b.is_ascii_lowercase());
    let body = trim(text, head.body.min(end)..end);
    let defines = plain && place.page.english && shape::of(&text[body]) >= KIND;
    defines.then(|| term::everyday(place, head.term.clone(), true))?
}

/// Returns whether what stands before a sign is a label, a remark, an instruction or praise.
fn is_label(place: &Place<'_>, head: &Head, named: &Named) -> bool {
    let mut inside = named.term.split(' ');
    // "Type I error", "Set A".
    let second = inside.clone().nth(1).unwrap_or_default();
    let numbered = (1..3).contains(&second.len()) && second.chars().all(char::is_uppercase);
    if place.page.english
        && !named.marked
        && head.sign != Sign::Equals
        && (inside.clone().any(|word| matches!(word, "to" | "with" | "as"))
            || is_remark(&named.term)
            || !numbered && imperative(inside.next().unwrap_or_default()))
    {
        return true;
    }
    // "FitError: no such lid" was printed.
    let printed = ["Error", "Exception", "Warning"].iter().any(|end| named.term.ends_with(end));
    if printed && !named.marked && head.sign == Sign::Colon && !named.term.contains(' ') {
        return true;
    }
    // "Step 8" and "Exercise 2b" count.
    let (label, number) = named.term.rsplit_once(' ').unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit()) && words::is_general(label)
        || words::has(&words::PRAISE, &named.term)
        || words::has(&words::LABELS_ELSEWHERE, &named.term.to_lowercase())
}

/// Judges a term and what follows its sign.
fn judge(place: &Place<'_>, head: &Head, end: usize) -> Option<Hit> {
    let text = place.text();
    let Some(named) = named(place, head).or_else(|| everyday(place, head, end)) else {
        return purpose(place, head, end);
    };
    if is_label(place, head, &named) {
        return None;
    }
    let mut named = named;
    let mut body = trim(text, head.body.min(end)..end);
    let mut form = match head.sign {
        Sign::Equals => Form::Equals,
        Sign::Colon => Form::Colon,
        Sign::Dash(_) => Form::Dash,
    };
    let written = text[body.clone()].to_string();
    if written.starts_with("http") || written.starts_with(['[', '{', '|', '<', '$']) || is_all_code(place, &body) {
        return None;
    }
    if place.page.english {
        // "group = A group is a …"
        if let Some(own) = subject::parse(place, body.clone()) {
            let same = names::key(&text[own.term.clone()]) == names::key(&named.term);
            if same {
                named.term = place.page.inside(&text[own.term.clone()], named.code);
                body.start = if own.verb == Verb::Tells { own.predicate } else { own.rest };
            } else if own.verb != Verb::Tells && head.sign == Sign::Colon {
                return None;
            }
        }
        if let Some(long) = spelled(place, &named, &body) {
            let whole = head.start..long.end;
            let mut hit = Hit::new(place.page.inside(&text[long.clone()], false), Form::Expansion, 74, whole, long);
            hit.abbreviations.push(named.term);
            return Some(hit);
        }
    }
    let score = if place.page.english {
        english(place, head, &named, &body)?
    } else {
        other(&named, head.sign, &text[body.clone()])?
    };
    let body = place.definition(body);
    if form == Form::Dash && head.sign == Sign::Equals {
        form = Form::Equals;
    }
    Some(hit(
        place,
        named,
        term::many(&text[body.clone()]),
        (form, score + around::section(place, &text[head.term.clone()])),
        head.start..body.end,
        body,
    ))
}

/// "Timer object for naps of any length: …": a name, of what kind it is, and what it is for.
fn purpose(place: &Place<'_>, head: &Head, end: usize) -> Option<Hit> {
    let text = place.text();
    let written = &text[head.term.clone()];
    let at = written.find(" for ").filter(|_| place.page.english)?;
    let kind = written[..at].rsplit(' ').next().unwrap_or_default();
    if !words::has(&words::KINDS, kind) || !written[..at].contains(' ') {
        return None;
    }
    let named = term::named(place, head.term.start..head.term.start + at)?;
    let body = place.definition(head.term.start + at + 1..end);
    Some(hit(place, named, false, (Form::Colon, 50 + around::section(place, written)), head.start..body.end, body))
}

/// Returns whether what stands before a sign says something of its own, or points at what follows: "pots differ widely: …",
/// "one more note: …".
fn is_remark(term: &str) -> bool {
    let Some((before, last)) = term.rsplit_once(' ') else { return false };
    let particle = matches!(last, "up" | "out" | "off" | "down");
    last.bytes().all(|b| b.is_ascii_digit())
        || last.ends_with("ly")
        // "lid falling off"
        || particle && before.ends_with("ing")
        // "main lesson", "best guess"
        || words::is_general(last) && words::has(&words::JUDGED, before)
        || words::has(&words::ABSTRACT, last) && (!PLACES.contains(&last) || words::has(&words::JUDGED, before))
        || before.split(' ').any(|word| words::has(&words::FINITE, word))
}

/// Returns whether a line begins as an instruction or as a report of a deed: "Make …", "Makes …".
fn imperative(word: &str) -> bool {
    words::has(&words::IMPERATIVE, word) || words::has(&words::IMPERATIVE, word.strip_suffix('s').unwrap_or(word))
}

fn is_all_code(place: &Place<'_>, body: &Range<usize>) -> bool {
    place.mark_at(body.start, &[MarkKind::Code, MarkKind::Url]).is_some_and(|mark| mark.end as usize >= body.end)
}

/// The words of an abbreviation, when that is what stands behind its sign.
fn spelled(place: &Place<'_>, named: &Named, body: &Range<usize>) -> Option<Range<usize>> {
    let text = place.text();
    if !short::is_short(&named.term) {
        return None;
    }
    let stop = text[body.clone()]
        .find(['.', ',', ';', '(', ':'])
        .into_iter()
        .chain(text[body.clone()].find(" - "))
        .chain(text[body.clone()].find(" -- "))
        .min()
        .map_or(body.end, |i| body.start + i);
    let spelled = |end: usize| short::is_spelled(&text[body.start..end], &named.term).then_some(body.start..end);
    let loose = || spelled(stop).or_else(|| spelled(body.start + text[body.clone()].find('.').unwrap_or(body.len())));
    let long = short::expanded(text, body.start..stop, &named.term);
    long.filter(|long| long.start <= body.start + 4).or_else(loose)
}

/// Scores what stands in English notes.
fn english(place: &Place<'_>, head: &Head, named: &Named, body: &Range<usize>) -> Option<i32> {
    let written = &place.text()[body.clone()];
    let count = written.split(' ').count();
    let small = written.split(' ').take(12).any(|word| words::has(&words::SMALL, word));
    let first = written.split([' ', ',']).next().unwrap_or_default();
    if count < 3
        || written.contains(" == ")
        || written.contains(" && ")
        || first.ends_with("()")
        || first.starts_with('/')
    {
        return None;
    }
    // "sharpen it often", "prefer iron; use wood …": who is told to do something learns nothing about what it is.
    let told = written.split(' ').nth(1).is_some_and(|word| words::among(&["it", "them", "your"], word));
    let plain = first.bytes().all(|b| b.is_ascii_alphabetic()) && !first.ends_with('s') && !first.ends_with("ing");
    if told && plain && !words::has(&words::SMALL, first) {
        return None;
    }
    let before = &place.text()[head.start..head.term.end];
    let article = head.sign == Sign::Colon && ["A ", "An "].iter().any(|article| before.starts_with(article));
    let bare = if head.sign != Sign::Dash(true) && shape::is_bare(named, written) { BARE } else { 0 };
    let shape = gains::of(place, named, written, article) - bare;
    Some(match head.sign {
        Sign::Equals => {
            let repeats = names::key(first) == names::key(named.term.split(' ').next().unwrap_or_default());
            let formula =
                written.split(' ').take(8).any(|word| matches!(word, "=" | "+" | "*" | "/" | "-" | "x" | "->"));
            // "ready = warm, filled, means it can be served" has a verb.
            let small = small || count > 3 && written.split(' ').any(words::tells);
            if !small && !named.marked
                || first.starts_with(|c: char| c.is_ascii_digit())
                || repeats && named.code
                || repeats && !named.term.contains(' ')
                || formula
                || place.passage.quoted
            {
                return None;
            }
            if named.term.len() < 3 && !named.marked { 30 } else { 66 }
        }
        Sign::Colon | Sign::Dash(false) if named.code => 24 + shape,
        Sign::Colon | Sign::Dash(false) if named.marked => 36 + shape,
        Sign::Dash(true) if named.code => 28 + shape,
        Sign::Dash(true) if named.marked => 38 + shape,
        Sign::Colon | Sign::Dash(true) => 28 + shape,
        // A hyphen joins much, and a noun that is told from others speaks for itself.
        Sign::Dash(false) if shape < KIND => 22 + shape,
        Sign::Dash(false) => 24 + shape,
    })
}

/// Scores what stands in notes of other languages: only what is set apart counts.
fn other(named: &Named, sign: Sign, written: &str) -> Option<i32> {
    let long = written.split_whitespace().count() >= 3 || written.chars().filter(|c| !c.is_ascii()).count() >= 6;
    let base = match sign {
        Sign::Equals | Sign::Dash(true) => 58,
        Sign::Dash(false) | Sign::Colon => 52,
    };
    (long && named.marked).then_some(if named.code { base - 8 } else { base })
}
