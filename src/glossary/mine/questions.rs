//! Questions that ask what something is, and their answers.

use super::super::Form;
use super::page::{Hit, Place};
use super::sentences::hit;
use super::term;
use crate::prose::Scope;
use std::ops::Range;

/// How sure a question without "Q:" is.
const ASKED: i32 = 66;
/// How many words its answer has at least.
const LEAST: usize = 4;

/// `Q: what is a term?` and its answer, on lines or in passages of their own.
pub(super) fn mine(place: &Place<'_>, lines: &[Range<usize>], hits: &mut Vec<Hit>) {
    let text = place.text();
    if !text[place.passage.at.clone()].contains('?') || !place.page.english {
        return;
    }
    plain(place, hits);
    for (number, line) in lines.iter().enumerate() {
        let written = text[line.clone()].trim_start();
        let Some(rest) = ["Q: ", "Q. ", "Question: "].iter().find_map(|sign| written.strip_prefix(sign)) else {
            continue;
        };
        let from = line.end - rest.len();
        let Some(asked) = asked(text, from..line.end).or_else(|| also_asked(rest, from)) else { continue };
        let end = lines[number + 1..]
            .iter()
            .find(|next| text[(*next).clone()].starts_with('Q'))
            .map_or(place.passage.at.end, |next| next.start);
        let answer = answer(place, asked.end..end).filter(|answer| says(&text[answer.clone()]));
        if let (Some(named), Some(answer)) = (term::named(place, asked), answer) {
            let term = hit(place, named, false, (Form::Question, 84), line.start..answer.end, answer);
            hits.push(term);
        }
    }
}

/// A passage that begins with "What is a term?" and goes on with the answer, or is the question alone and the next passage answers.
fn plain(place: &Place<'_>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let at = place.passage.at.clone();
    let sentences = place.sentences(at.clone());
    for (number, question) in sentences.iter().enumerate() {
        let starts = text[question.clone()].as_bytes().first_chunk::<4>();
        if text[question.clone()].ends_with('?') && starts.is_some_and(|start| start.eq_ignore_ascii_case(b"what")) {
            answered(place, question, sentences.get(number + 1), hits);
        }
    }
}

/// Judges a question and the sentence behind it.
fn answered(place: &Place<'_>, question: &Range<usize>, behind: Option<&Range<usize>>, hits: &mut Vec<Hit>) {
    let text = place.text();
    let at = place.passage.at.clone();
    let Some(asked) = asked(text, question.clone()) else { return };
    let Some(named) = term::named(place, asked) else { return };
    let next = place.page.place(place.number + 1).filter(|next| next.passage.scope == Scope::Prose);
    let body = match behind {
        Some(answer) => place.sentence_and_it(answer.start..at.end),
        // A question that stands alone is set apart from its answer.
        None => match next.filter(|_| place.is_marked(&(at.start..question.end - 1))) {
            Some(next) => next.sentence_and_it(next.passage.at.clone()),
            None => return,
        },
    };
    let skipped = ["It's ", "It is ", "They are ", "They're ", "This is ", "That's ", "That is "];
    let said = skipped.iter().find(|said| text[body.clone()].starts_with(**said)).map_or(0, |said| said.len());
    let body = body.start + said..body.end;
    let count = text[body.clone()].split(' ').count();
    let spelled = text[question.clone()].contains(" stand for");
    if (count >= LEAST || spelled) && !text[body.clone()].ends_with(['?', ':']) {
        hits.push(hit(place, named, true, (Form::Question, ASKED), question.start..body.end, body));
    }
}

/// Returns what a question asks for: "what is a term?", "In Python, what are terms?".
pub(super) fn asked(text: &str, at: Range<usize>) -> Option<Range<usize>> {
    let question = &text[at.clone()];
    let mark = question.find('?').unwrap_or(question.len());
    let lower = question[..mark].to_ascii_lowercase();
    let found = ["what is ", "what's ", "what are ", "what does ", "what do "]
        .iter()
        .find_map(|ask| Some((lower.find(ask)?, ask.len())));
    let (start, length) = found?;
    let tail = if lower[start..].starts_with("what do") {
        [" mean", " stand for"].iter().find_map(|end| lower.strip_suffix(end))?.len()
    } else {
        mark
    };
    // "What is allowed?" asks for a list.
    let asked = lower[start + length..tail.max(start + length)].trim();
    let participle = !asked.contains(' ') && asked.ends_with("ed");
    (!participle && (start == 0 || lower[..start].trim_end().ends_with(',')))
        .then_some(at.start + start + length..at.start + tail)
}

/// "And a sieve?", behind a question that asked what something is.
fn also_asked(rest: &str, from: usize) -> Option<Range<usize>> {
    let leads =
        ["and a ", "and an ", "and the ", "And a ", "And an ", "And the ", "and what about ", "And what about "];
    let lead = leads.iter().find(|lead| rest.starts_with(**lead))?;
    Some(from + lead.len()..from + rest.find('?')?)
}

/// Returns whether an answer says something: more than a number and its unit.
fn says(answer: &str) -> bool {
    answer.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count() > 1
}

/// Returns the answer behind a question: in the same passage, or at the start of the next.
fn answer(place: &Place<'_>, at: Range<usize>) -> Option<Range<usize>> {
    let text = place.text();
    let strip = |at: Range<usize>| {
        let rest = text[at.clone()].trim_start_matches(['?', ' ', '"']);
        let rest = ["A: ", "A. ", "Answer: "].iter().find_map(|sign| rest.strip_prefix(sign)).unwrap_or(rest);
        at.end - rest.len()..at.end
    };
    let here = strip(at);
    if !here.is_empty() {
        return Some(place.definition(here));
    }
    let next = place.page.place(place.number + 1)?;
    let fits = next.passage.scope == Scope::Prose
        && ["A:", "A.", "Answer:"].iter().any(|sign| text[next.passage.at.clone()].starts_with(sign));
    fits.then(|| next.definition(strip(next.passage.at.clone())))
}
