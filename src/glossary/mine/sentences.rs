//! Sentences that define: "A term is a …", "… is called a term", "Term class is used for …".

use super::super::{Form, names};
use super::apposition;
use super::page::{Hit, Kind, Place, Sign, trim};
use super::subject::{self, Article, Subject, Verb};
use super::term::{self, Named};
use super::vocabulary::one;
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// What a verb such as "represents" is worth.
const DEFINES: i32 = 40;

/// Finds the definitions among the sentences of a passage.
pub(super) fn mine(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let all = place.sentences(place.passage.at.clone());
    for (number, sentence) in all.iter().enumerate() {
        let end = all.get(number + 1).map_or(sentence.end, |next| next.end);
        // People end lines instead of passages: a sentence that begins a line is as good as the first.
        let before = sentence.start.saturating_sub(1);
        let first = number == 0 || place.mark_at(before, &[MarkKind::Break]).is_some();
        clauses(place, sentence, end, first, hits);
        if place.has(Sign::Called) {
            called(place, sentence, hits);
        }
        apposition::mine(place, sentence, first, hits);
    }
}

/// Reads a sentence clause by clause: "a queue is …; a stack is …".
fn clauses(place: &Place<'_>, sentence: &Range<usize>, next: usize, first: bool, hits: &mut Vec<Hit>) {
    let text = place.text();
    let mut start = sentence.start;
    let mut found = 0;
    while let Some(subject) = subject::parse(place, start..sentence.end) {
        let more = memchr::memchr2(b';', b',', &text.as_bytes()[subject.rest..sentence.end]).is_some();
        let joints: &[&str] = if more { &["; ", ", while ", ", whereas ", ", and "] } else { &[] };
        let ends = joints.iter().filter_map(|joint| {
            let at = subject.rest + text[subject.rest..sentence.end].find(joint)?;
            let other = at + joint.len();
            let article = ["a ", "an "].iter().any(|article| text[other..].starts_with(article));
            (article
                && subject::parse(place, other..sentence.end)
                    .is_some_and(|s| s.verb != Verb::Tells || *joint != ", and "))
            .then_some((at, other))
        });
        let split = ends.min();
        let end = split.map_or(sentence.end, |(at, _)| at);
        let last = if split.is_none() { next } else { end };
        if let Some(hit) = defined(place, &subject, start, end..last, first && (found == 0 || start > sentence.start)) {
            hits.push(hit);
        }
        found += 1;
        let Some((_, other)) = split else { break };
        start = other;
    }
}

/// Judges a subject and what is said about it. `end` is the end of the sentence, and of the one behind it.
fn defined(place: &Place<'_>, subject: &Subject, start: usize, end: Range<usize>, first: bool) -> Option<Hit> {
    let text = place.text();
    if text[start..end.start].ends_with(['?', ':']) && text[start..end.start].len() < 40 {
        return None;
    }
    let named = term::named(place, subject.term.clone())?;
    let last = named.term.rsplit(' ').next().unwrap_or_default();
    if words::has(&words::ABSTRACT, last) && !named.marked {
        return None;
    }
    let mut named = named;
    if subject.article == Article::None && subject.verb == Verb::Is && is_proper(&text[named.at.clone()]) {
        named.term = text[named.at.clone()].to_string();
    }
    if let Some(aside) = &subject.aside {
        term::aside(text, &named.at, aside, &mut named.aliases, &mut named.abbreviations);
    }
    let (form, body, judged) = predicate(place, subject, end.start)?;
    // "… means …" says what it does wherever it stands.
    let about = standing(place, &named, first || judged == DEFINES);
    let article = match (subject.article, form) {
        (Article::One, Form::IsA) => 30,
        (Article::None, Form::IsA) if subject.verb == Verb::Are => 24,
        (Article::None, Form::IsA) => 20,
        (Article::One, _) => 18,
        (Article::The, Form::IsA) if told_apart(&text[body..end.start]) => 20,
        (Article::The, Form::IsA) => 10,
        (Article::None, _) => 4,
        (Article::The, _) => 0,
    };
    let general = if judged == DEFINES { 0 } else { general(&named, subject.article) };
    // What a name in code does belongs to its reference.
    let general = general + if form == Form::Subject && named.term.contains(['.', ':']) { 20 } else { 0 };
    // What a colon announces does not stand in the sentence.
    let announced = if text[start..end.start].ends_with(':') { 14 } else { 0 };
    let score = judged + article + about - general - announced;
    let body = if form == Form::IsA { place.sentence_and_it(body..end.end) } else { trim(text, body..end.start) };
    // A second clause ends the definition.
    let body = body.start..if end.end > end.start { body.end } else { body.end.min(end.start) };
    let written = &text[body.clone()];
    let count = written.split(' ').count();
    // "The pot is the whole point": what any text has is defined with more words than that.
    let few = count < 3 || count < 5 && general > 0;
    let pointing = written
        .trim_end_matches(['.', '!'])
        .rsplit(' ')
        .next()
        .is_some_and(|last| words::among(&["this", "that", "it"], last));
    // What I do with it is a remark.
    let pointing = pointing || [" I ", " my ", " me "].iter().any(|word| written.contains(word));
    // "A dropped lid is an accident, not a crime" argues.
    let argues = form == Form::IsA && written.contains(", not ");
    let score = score - if pointing || argues { 20 } else { 0 };
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
    score += if first { 6 } else { -4 };
    score - if place.passage.quoted { 8 } else { 0 }
}

/// Judges what is said: its form, where the definition starts, and a score.
fn predicate(place: &Place<'_>, subject: &Subject, end: usize) -> Option<(Form, usize, i32)> {
    let text = place.text();
    let rest = &text[subject.rest..end];
    let mut ahead = rest.split([' ', ',']).filter(|word| !word.is_empty());
    let (first, second) = (ahead.next()?, ahead.next().unwrap_or_default());
    let is = |score| Some((Form::IsA, subject.rest, score));
    let tells = |score| Some((Form::Subject, subject.rest, score));
    match subject.verb {
        Verb::Tells if text[subject.predicate..].starts_with("can be ") => match first {
            "thought" | "seen" | "defined" | "described" => tells(18),
            "used" => tells(22),
            _ => None,
        },
        Verb::Tells if ["occurs ", "happens "].iter().any(|verb| text[subject.predicate..].starts_with(verb)) => {
            matches!(first, "when" | "if").then_some((Form::Subject, subject.predicate, DEFINES))
        }
        Verb::Tells => {
            let defines = ["represent", "refer", "denote", "mean", "consist"]
                .iter()
                .any(|verb| text[subject.predicate..].trim_start_matches('"').starts_with(verb));
            Some((Form::Subject, subject.predicate, if defines { DEFINES } else { 26 }))
        }
        Verb::Is | Verb::Are if words::has(&words::JUDGED, first) => None,
        Verb::Is | Verb::Are => match first {
            "a" | "an" | "the" if words::has(&words::JUDGED, second) => None,
            "a" | "an" => is(36),
            "the" => is(30),
            "one" if second == "of" => None,
            "used" | "designed" | "intended" | "meant" | "provided" | "responsible"
                if matches!(second, "to" | "for" | "as") =>
            {
                tells(28)
            }
            "for" if second.ends_with("ing") || second.contains('-') => tells(26),
            "for" => tells(20),
            "in" if second == "one" => tells(26),
            "not" | "in" | "on" | "at" | "to" | "from" | "as" | "now" => None,
            "when" | "where" | "how" | "what" | "who" | "whose" | "whether" => is(32),
            "everything" | "everyone" | "anything" | "anyone" | "everybody" | "anybody" => is(30),
            "defined" if second == "as" => is(36),
            "somewhat" | "like" if rest.contains("like a") => tells(22),
            "somewhat" | "like" => tells(8),
            _ if deed(text, subject, first) => is(28),
            _ if subject.verb == Verb::Are && things(rest) => is(22),
            _ if subject.verb == Verb::Are || subject.article != Article::The => is(relative(rest)?),
            _ => None,
        },
    }
}

/// Returns whether a noun is told from others of its kind: "the lid that …", "the water in …".
fn told_apart(written: &str) -> bool {
    written.split(' ').skip(2).take(6).any(|word| {
        words::among(&["of", "that", "which", "whose", "who", "where", "when", "between", "for", "from", "by", "with"], word)
    })
}

/// "Sieving is letting flour fall through a mesh": a deed explained by another.
fn deed(text: &str, subject: &Subject, first: &str) -> bool {
    let name = text[subject.term.clone()].rsplit(' ').next().unwrap_or_default();
    let noun = ["ing", "tion", "sion", "ment", "sis"].iter().any(|end| name.ends_with(end));
    noun && subject.article == Article::None && first.len() > 4 && first.ends_with("ing")
}

/// "… are small jars from …": a noun in the plural among the first words, and more about it.
fn things(rest: &str) -> bool {
    let mut ahead = rest.split(' ').take(4);
    let noun = ahead.position(|word| {
        let bare = word.trim_end_matches(',');
        bare.len() > 3 && bare.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && names::singular(bare) != bare
    });
    let before = rest.split(' ').take(noun.unwrap_or(0));
    let plain = before.clone().all(|word| !words::is_no_term(word) && !word.ends_with([',', ';']) && !word.ends_with("ing"));
    plain && noun.is_some() && ahead.next().is_some_and(|next| {
        words::among(&["of", "from", "for", "between", "in", "with", "to", "on", "without", "made", "used", "sent", "kept"], next)
    })
}

/// "… are sets which …", "… is code that …": a noun at once, and what it does.
fn relative(rest: &str) -> Option<i32> {
    let mut before: Vec<&str> = Vec::new();
    for word in rest.split(' ').take(5) {
        if matches!(word, "that" | "which" | "who" | "whose") {
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

/// "… is called a term", "… is known as a term": the term comes last.
fn called(place: &Place<'_>, sentence: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let inside = &text[sentence.clone()];
    if !inside.contains("called ") && !inside.contains("known as ") {
        return;
    }
    for sign in [
        " is called ",
        " are called ",
        " is known as ",
        " are known as ",
        " is also known as ",
        " are also known as ",
        " is also called ",
    ] {
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
        let whole = written.split(' ').count() >= 4 && opens(written) && !written.contains(',');
        let article = ["a ", "an ", "the "].iter().any(|article| text[start..].starts_with(article));
        let about = i32::from(named.marked) * 14 + i32::from(article) * 8;
        let score = if whole { 46 } else { 20 } + about + standing(place, &named, false);
        hits.push(hit(place, named, sign.contains("are"), (Form::KnownAs, score), sentence.start..end, body));
        return;
    }
}

/// Returns whether a subject says what is meant, rather than pointing at it.
fn opens(written: &str) -> bool {
    let first = written.split(' ').next().unwrap_or_default();
    first.eq_ignore_ascii_case("a")
        || first.eq_ignore_ascii_case("an")
        || !words::is_no_term(first) && !first.eq_ignore_ascii_case("the")
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
