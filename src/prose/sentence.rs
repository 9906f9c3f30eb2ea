//! Where sentences end.

use super::{MarkKind, Passage, Prose, Scope};
use std::ops::Range;

/// Words that end in a dot without ending a sentence.
const ABBREVIATIONS: [&str; 17] = [
    "incl", "e.g", "i.e", "eg", "ie", "etc", "vs", "cf", "approx", "resp", "no", "fig", "sec", "dr", "mr", "mrs", "ca",
];

/// Returns the sentences of a passage, as bytes of the folded text.
#[must_use]
pub fn sentences(prose: &Prose, passage: &Passage) -> Vec<Range<usize>> {
    let text = &prose.text;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = passage.at.start;
    if matches!(passage.scope, Scope::Link | Scope::Code) {
        return vec![passage.at.clone()];
    }
    if passage.scope == Scope::OtherCode {
        return lines(text, &passage.at);
    }
    for i in passage.at.clone() {
        let ends = match bytes[i] {
            b'.' | b'!' | b'?' => full_stop(prose, passage, i),
            b' ' => line_of_its_own(prose, passage, i),
            _ => false,
        };
        if ends {
            let end = if bytes[i] == b' ' { i } else { closing(bytes, i + 1, passage.at.end) };
            if end > start {
                found.push(start..end);
            }
            start = end + text[end..passage.at.end].bytes().take_while(|b| *b == b' ').count();
        }
    }
    if start < passage.at.end {
        found.push(start..passage.at.end);
    }
    found
}

/// Returns the sentence that holds a byte, and the one before it.
#[must_use]
pub fn sentence_at(all: &[Range<usize>], at: usize) -> Option<usize> {
    let number = all.partition_point(|sentence| sentence.start <= at).checked_sub(1)?;
    (at < all[number].end).then_some(number)
}

/// Code that nobody parsed is read line by line.
fn lines(text: &str, at: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = at.start;
    let mut found = Vec::new();
    for line in text[at.clone()].split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if end > start {
            found.push(start..end);
        }
        start += line.len();
    }
    found
}

/// Quotes and brackets behind a full stop belong to the sentence.
fn closing(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && matches!(bytes[at], b'"' | b'\'' | b')' | b']' | b'.' | b'!' | b'?') {
        at += 1;
    }
    at
}

fn full_stop(prose: &Prose, passage: &Passage, at: usize) -> bool {
    let bytes = prose.text.as_bytes();
    let next = closing(bytes, at + 1, passage.at.end);
    if next >= passage.at.end {
        return true;
    }
    if bytes[next] != b' ' {
        return false;
    }
    let in_code = prose.marks_in(at..at + 1).any(|mark| mark.kind == MarkKind::Code);
    // A dot that stands alone is a folder, as in `pip install .`.
    let alone = bytes[at] == b'.' && at > passage.at.start && bytes[at - 1] == b' ';
    if in_code || alone {
        return false;
    }
    if bytes[at] != b'.' {
        return true;
    }
    let before = &prose.text[passage.at.start..at];
    let word = before.rsplit([' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
    if ABBREVIATIONS.contains(&word.as_str()) {
        return false;
    }
    // A numbered item is no sentence, and neither is an initial.
    let listed = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) && before.len() == word.len();
    let initial = word.len() == 1 && before.ends_with(|c: char| c.is_ascii_uppercase()) && !before.ends_with('I');
    !listed && !initial
}

/// People end lines where a sentence would end: a line that starts a new question, answer or term stands for itself.
fn line_of_its_own(prose: &Prose, passage: &Passage, at: usize) -> bool {
    let broken = prose.marks_in(at..at + 1).any(|mark| mark.kind == MarkKind::Break && mark.start as usize == at);
    if !broken {
        return false;
    }
    let rest = &prose.text[at + 1..passage.at.end];
    let head: String = rest.chars().take(24).collect();
    let colon = head.find(':').unwrap_or(0);
    let label = colon > 0 && head[..colon].bytes().all(|b| b.is_ascii_alphanumeric()) && !head[..colon].contains(' ');
    label && head.starts_with(|c: char| c.is_uppercase()) || rest.starts_with("- ") || rest.starts_with("* ")
}
