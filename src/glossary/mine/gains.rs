//! What stands around the sign of a line that begins with a term → how much it speaks for a definition.

use super::super::names;
use super::page::Place;
use super::shape;
use super::term::Named;
use super::words;

/// What a name of several words gains: labels have one more often.
const SEVERAL: i32 = 4;
/// What a name gains that is set apart and the subject of the verb behind its sign.
const SILENT: i32 = 14;
/// What a name gains whose abbreviation stands beside it.
const SPELLED: i32 = 20;
/// What a name gains that stands behind "a", as no label does.
const ARTICLE: i32 = 14;
/// What a name gains that the heading names beside others.
const HEADED: i32 = 8;
/// What a clause with an article in front of it is worth that may be a sentence of its own.
const FRAGMENT: i32 = 12;
/// What it gains where it tells a case of what is done.
const CASE: i32 = 6;
/// What a deed is worth that tells who does it.
const AGENT: i32 = 28;

/// Returns how much a name and what stands behind its sign look like a term and its definition; `article` says whether "a" stands
/// before the name.
pub(super) fn of(place: &Place<'_>, named: &Named, written: &str, article: bool) -> i32 {
    let first = written.split([' ', ',']).next().unwrap_or_default();
    let count = named.term.split(' ').count();
    let small = named.term.bytes().all(|b| b.is_ascii_lowercase() || b == b' ' || b == b'-');
    let concept = shape::is_concept(&named.term);
    let looks = shape::of(written);
    let told = words::has(&words::IMPERATIVE, first) && !written[first.len()..].starts_with(" of ");
    // "Stewing: a pot stands for too long": what is done, told by one case of it.
    let example = words::among(&["a", "an", "each", "every"], first);
    let agent = !named.code && !named.term.contains(' ') && shape::is_agent(&named.term, written);
    let gains = [
        (!named.abbreviations.is_empty() && !told, SPELLED),
        (!named.marked && ((2..4).contains(&count) && small || concept), SEVERAL),
        // "**Safe call**: does not fail": the term is what the verb lacks.
        (named.marked && !named.code && shape::is_verb(first), SILENT),
        (article && small, ARTICLE),
        (is_headed(place, named) && (looks > FRAGMENT || shape::is_third(first)), HEADED),
        (concept && example && looks == FRAGMENT && !is_personal(written), CASE),
    ];
    let gains: i32 = gains.into_iter().filter(|(so, _)| *so).map(|(_, gain)| gain).sum();
    gains + if agent { looks.max(AGENT) } else { looks }
}

/// Returns whether somebody tells of himself.
fn is_personal(written: &str) -> bool {
    written.split(' ').any(|word| words::among(&["i", "me", "my", "we", "us", "our"], word))
}

/// Returns whether the heading names a term beside others: "Caddies and tins".
fn is_headed(place: &Place<'_>, named: &Named) -> bool {
    let key = names::key(&named.term);
    let section = place.page.section(place.passage);
    !key.contains(' ') && section.is_some_and(|own| own.key != key && own.has_word(place.title(), &key))
}
