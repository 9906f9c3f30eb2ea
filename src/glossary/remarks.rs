//! What there is to say about the terms of a book: abbreviations that nobody expands, terms that nobody uses, definitions that
//! say nothing.

use super::names::key;
use super::{Entry, Form, Glossary};
use crate::crossref::edges::stands_alone;
use crate::crossref::weave::Use;
use crate::diagnostic::{DEFINITION_CIRCULAR, DEFINITION_UNFINISHED, Diagnostic, TERM_UNDEFINED, TERM_UNUSED};
use crate::prose::{MarkKind, Passage, Reading, Scope};
use crate::text::Span;
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, HashSet};

/// How often an abbreviation is met before it is worth an expansion.
const OFTEN: usize = 4;

/// How many letters an abbreviation has.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// Abbreviations that stand for themselves: more readers know them than what they stand for.
const KNOWN: &[&str] = &[
    "AI", "AM", "API", "ASCII", "BIOS", "CD", "CLI", "CPU", "CSS", "CSV", "DB", "DNS", "DVD", "EOF", "EU", "FAQ",
    "FTP", "GB", "GIF", "GMT", "GPL", "GPS", "GPU", "GUI", "HTML", "HTTP", "HTTPS", "ID", "IDE", "IO", "IP", "ISO",
    "IT", "JPEG", "JPG", "JSON", "KB", "LAN", "LED", "MB", "MIT", "NB", "OK", "OS", "PC", "PDF", "PEP", "PHP", "PM",
    "PNG", "PS", "RAM", "RFC", "ROM", "SD", "SDK", "SMS", "SQL", "SSD", "SSH", "SVG", "TB", "TCP", "TLDR", "TODO",
    "TV", "UDP", "UI", "UK", "UNIX", "URI", "URL", "US", "USA", "USB", "UTC", "UTF", "UX", "VM", "WIFI", "WWW", "XML",
    "YAML", "ZIP",
];

/// Words that say that a definition is still to come.
const LATER: [&str; 8] = ["?", "??", "???", "...", "tbd", "tba", "todo", "to do"];

/// Looks at the terms of a book; `uses` is where they are used.
#[must_use]
pub fn remarks(readings: &[Reading<'_>], glossary: &Glossary, uses: &[(Use, usize)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    circular(glossary, &mut found);
    in_circles(glossary, &mut found);
    unused(glossary, uses, &mut found);
    let expanded: HashSet<&str> = glossary.entries.iter().flat_map(names).collect();
    undefined(readings, &expanded, &mut found);
    for note in readings {
        unfinished(note, &mut found);
    }
    found
}

fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    std::iter::once(&entry.term).chain(&entry.aliases).chain(&entry.abbreviations).map(String::as_str)
}

/// A definition that begins with the term it defines tells a reader nothing.
fn circular(glossary: &Glossary, found: &mut Vec<Diagnostic>) {
    for entry in &glossary.entries {
        let Some(best) = entry.definitions.first() else { continue };
        if meant(best.form) && names(entry).any(|name| begins(entry.text(), name)) {
            let message = format!("the definition of `{}` begins with the term itself", entry.term);
            found.push(Diagnostic::new(&DEFINITION_CIRCULAR, best.at, message).hint("say what kind of thing it is"));
        }
    }
}

/// Words of definitions that say nothing but that one thing is another.
const FILLERS: [&str; 22] = [
    "a", "also", "an", "another", "are", "as", "call", "called", "for", "form", "is", "just", "kind", "like", "name",
    "of", "same", "sort", "the", "type", "what", "word",
];

/// Definitions that lead in a circle: each consists of the name of the next and nothing else. Every entry leads to one other at most,
/// so that walking from each, and never twice over the same, costs what there are entries.
fn in_circles(glossary: &Glossary, found: &mut Vec<Diagnostic>) {
    let entries = &glossary.entries;
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (number, entry) in entries.iter().enumerate() {
        for name in names(entry) {
            known.entry(key(name)).or_insert(number);
        }
    }
    let next: Vec<Option<usize>> = entries
        .iter()
        .enumerate()
        .map(|(number, entry)| known.get(&core(entry.text())).copied().filter(|other| *other != number))
        .collect();
    let mut seen: Vec<Option<usize>> = vec![None; entries.len()];
    for start in 0..entries.len() {
        let mut at = start;
        while seen[at].is_none() {
            seen[at] = Some(start);
            let Some(further) = next[at] else { break };
            at = further;
        }
        if seen[at] != Some(start) || next[at].is_none() {
            continue;
        }
        // `at` stands on a circle that nobody has walked before.
        let mut circle = vec![at];
        while let Some(further) = circle.last().and_then(|last| next[*last]).filter(|further| *further != at) {
            circle.push(further);
        }
        tell_circle(&circle.iter().map(|number| &entries[*number]).collect::<Vec<_>>(), found);
    }
}

/// Tells of a circle where its first definition in the notes stands.
fn tell_circle(circle: &[&Entry], found: &mut Vec<Diagnostic>) {
    let mut places: Vec<(Span, &str)> =
        circle.iter().filter_map(|entry| Some((entry.definitions.first()?.at, entry.term.as_str()))).collect();
    places.sort_by_key(|(at, _)| (at.source, at.start));
    let Some(((at, term), others)) = places.split_first() else { return };
    let names: Vec<String> = others.iter().map(|(_, name)| format!("`{name}`")).collect();
    let message = format!("`{term}` is explained by {} alone, and that by `{term}`", names.join(" and "));
    let mut finding = Diagnostic::new(&DEFINITION_CIRCULAR, *at, message).hint("say what kind of thing one of them is");
    for (other, _) in others {
        finding = finding.label(*other, "explained by the other");
    }
    if !others.is_empty() {
        found.push(finding);
    }
}

/// Returns the key of what a definition says, words that say nothing left out.
fn core(definition: &str) -> String {
    let cut = definition.trim().trim_end_matches(['.', '!']);
    let words: Vec<&str> =
        cut.split_whitespace().filter(|word| !FILLERS.contains(&word.to_lowercase().as_str())).collect();
    if words.len() > 6 { String::new() } else { key(&words.join(" ")) }
}

/// Whether a definition begins with a name of its own term, an article in front or not.
fn begins(definition: &str, name: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(key).filter(|word| !word.is_empty()).collect::<Vec<String>>();
    let (text, name) = (words(definition.trim_end_matches('.')), words(name));
    let article = usize::from(text.first().is_some_and(|first| matches!(first.as_str(), "a" | "an" | "the")));
    !name.is_empty() && text[article..].starts_with(&name)
}

/// Tells terms that only their definition speaks of. What nobody meant for a glossary is left alone: a sentence below a heading.
fn unused(glossary: &Glossary, uses: &[(Use, usize)], found: &mut Vec<Diagnostic>) {
    let mut times: Vec<usize> = vec![0; glossary.entries.len()];
    for (place, count) in uses {
        times[place.term] += count;
    }
    for (entry, times) in glossary.entries.iter().zip(times) {
        let Some(best) = entry.definitions.first().filter(|best| times <= entry.definitions.len() && meant(best.form))
        else {
            continue;
        };
        let message = format!("nothing but its definition speaks of `{}`", entry.term);
        found.push(Diagnostic::new(&TERM_UNUSED, best.at, message));
    }
}

/// Whether a definition of this form was written to be one.
fn meant(form: Form) -> bool {
    matches!(form, Form::Equals | Form::Colon | Form::Dash | Form::List | Form::Hand)
}

/// Tells abbreviations that are used often and expanded nowhere.
fn undefined(readings: &[Reading<'_>], expanded: &HashSet<&str>, found: &mut Vec<Diagnostic>) {
    let mut met: BTreeMap<&str, (Span, usize)> = BTreeMap::new();
    for note in readings {
        for passage in note.prose.passages.iter().filter(|passage| passage.scope == Scope::Prose) {
            abbreviations(note, passage, &mut met);
        }
    }
    met.retain(|short, (_, times)| *times >= OFTEN && KNOWN.binary_search(short).is_err() && !expanded.contains(short));
    let explained = spelled_out(readings, &met.keys().copied().collect::<Vec<_>>());
    for (short, (at, times)) in met {
        if explained.contains(short) {
            continue;
        }
        let message = format!("`{short}` stands here {times} times, and nothing says what it is short for");
        let hint = format!("write it out once, followed by ({short})");
        found.push(Diagnostic::new(&TERM_UNDEFINED, at, message).hint(hint));
    }
}

/// Returns the abbreviations beside which parentheses spell them out somewhere, though no definition came of it.
fn spelled_out<'s>(readings: &[Reading<'_>], shorts: &[&'s str]) -> HashSet<&'s str> {
    let patterns = shorts.iter().flat_map(|short| [format!("({short})"), format!("{short} (")]);
    // Only names beyond all bounds make no automaton.
    let Ok(finder) = AhoCorasick::new(patterns) else { return HashSet::new() };
    let texts = readings.iter().map(|note| note.prose.text.as_str());
    let found = texts.flat_map(|text| finder.find_overlapping_iter(text));
    found.map(|found| shorts[found.pattern().as_usize() / 2]).collect()
}

fn abbreviations<'a>(note: &Reading<'a>, passage: &Passage, met: &mut BTreeMap<&'a str, (Span, usize)>) {
    let text = &note.prose.text[passage.at.clone()];
    // A line in capitals is shouted; its words are no abbreviations.
    if !text.bytes().any(|b| b.is_ascii_lowercase()) {
        return;
    }
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| LETTERS.contains(&word.len())) {
        if !word.bytes().all(|b| b.is_ascii_uppercase()) {
            continue;
        }
        let start = passage.at.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        let at = start..start + word.len();
        let code = note.prose.marks_in(at.clone()).any(|mark| matches!(mark.kind, MarkKind::Code | MarkKind::Url));
        if !code && stands_alone(&note.prose.text, &at) {
            let here = note.prose.source(note.source, at);
            met.entry(word).or_insert((here, 0)).1 += 1;
        }
    }
}

/// Tells terms in bold whose definition is a dash or a colon and a promise.
fn unfinished(note: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let prose = note.prose;
    for mark in prose.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis) {
        let at = mark.start as usize..mark.end as usize;
        let passage = prose.passage_at(at.start, prose.passages.len()).map(|number| &prose.passages[number]);
        let Some(passage) = passage.filter(|passage| passage.scope == Scope::Prose && passage.at.start == at.start)
        else {
            continue;
        };
        let behind = prose.text[at.end..passage.at.end].trim();
        let body = behind.strip_prefix(['-', ':', '=']).map(|body| body.trim_start_matches('-').trim());
        let Some(body) = body.filter(|body| LATER.contains(&body.to_lowercase().as_str())) else { continue };
        let term = prose.text[at.clone()].trim();
        let message = format!("the definition of `{term}` is `{body}`");
        let at = prose.source(note.source, passage.at.clone());
        found.push(Diagnostic::new(&DEFINITION_UNFINISHED, at, message).hint("finish it or delete it"));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn well_known_abbreviations_are_sorted() {
        assert!(super::KNOWN.is_sorted(), "the list is searched by halves");
    }
}
