//! Abbreviations whose words stand near them, with no brackets that tie the two.

use super::page::{Hit, Place};
use super::short;
use crate::prose::MarkKind;
use std::ops::Range;

/// An abbreviation, and words nearby whose first letters are its own; and a name of three words or more whose first letters are
/// an abbreviation that the notes use somewhere.
pub(super) fn mine(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let bytes = text.as_bytes();
    let at = place.passage.at.clone();
    let mut from = at.start;
    while let Some(length) = bytes[from..at.end].iter().position(u8::is_ascii_uppercase) {
        let start = from + length;
        let length = bytes[start..at.end].iter().position(|b| !b.is_ascii_alphanumeric());
        let word = start..length.map_or(at.end, |length| start + length);
        from = (word.end + 1).min(at.end);
        // A capital inside a word begins none.
        if start > at.start && bytes[start - 1].is_ascii_alphanumeric() {
            continue;
        }
        if word.len() >= 3 && word.len() <= 6 && short::is_short(&text[word.clone()]) && !place.in_code(word.start) {
            beside(place, &word, hits);
        } else if word.start > at.start + 1 {
            let run = short::capitalised(text, word.start..at.end);
            from = (run.end.max(word.end) + 1).min(at.end);
            named(place, run, hits);
        }
    }
}

/// Looks for the words of an abbreviation right behind it, with at most two others in between.
fn beside(place: &Place<'_>, word: &Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let letters = short::letters(&text[word.clone()]);
    if letters.len() < 3 {
        return;
    }
    let end = short::floor(text, place.passage.at.end.min(word.end + short::NEAR));
    let after = &text[word.end..end];
    let stop = after.find(['.', '(', ')', '?', '!']).unwrap_or(after.len());
    let mut starts = after[..stop].match_indices(' ').map(|(i, _)| word.end + i + 1).take(3);
    let words = letters.len();
    let long = starts.find_map(|start| {
        let tail = &text[start..word.end + stop];
        let mut ends = tail.match_indices([' ', ',', ';', ':']).map(|(i, _)| i).chain([tail.len()]);
        let long = start..start + ends.nth(words - 1)?;
        let initials: Vec<u8> = text[long.clone()].split(' ').filter_map(|word| word.bytes().next()).collect();
        (initials.to_ascii_lowercase() == letters).then_some(long)
    });
    if let Some(long) = long {
        short::push(place, long.clone(), &text[word.clone()], word.start..long.end, short::LIKELY, hits);
    }
}

/// Takes a run of words with capitals for the long form of an abbreviation that the notes use.
fn named(place: &Place<'_>, long: Range<usize>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let initials: String = text[long.clone()]
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(char::is_ascii_uppercase)
        .collect();
    // Badges and links in a row are no name.
    let links = place.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link | MarkKind::Break));
    // A word that is an abbreviation itself lends no letter to another one.
    let nested = text[long.clone()].split([' ', '-']).any(short::is_short);
    let joined = nested || links.clone().any(|mark| (long.start + 1..long.end).contains(&(mark.start as usize)));
    let follows = joined || text[long.end..].trim_start().starts_with('(');
    if initials.len() >= 3 && !follows && place.page.words.has_short(&initials) && !place.in_code(long.start) {
        short::push(place, long.clone(), &initials, long.clone(), short::LIKELY, hits);
    }
}
