//! What glossary and cross-references cost: `cargo bench --bench join`.
//!
//! Read every figure against the first one, a parse of the same bytes by pulldown-cmark, and against the line without them.
#![allow(clippy::disallowed_methods, reason = "benches read files")]

#[path = "support/notes.rs"]
mod notes;

use divan::{Bencher, black_box};
use mdbook_commonplace::arrange::topics::Topics;
use mdbook_commonplace::crossref::inventory::Inventory;
use mdbook_commonplace::crossref::join::Wanted;
use mdbook_commonplace::crossref::mention::Finder;
use mdbook_commonplace::crossref::outside::outside;
use mdbook_commonplace::crossref::targets::{Manner, Meaning, Name, Targets};
use mdbook_commonplace::glossary::mine::mine;
use mdbook_commonplace::note::Note;
use mdbook_commonplace::parse::{Dialect, parse_all_with_prose};
use mdbook_commonplace::prose::{Prose, Reading};
use mdbook_commonplace::text::Source;
use mdbook_commonplace::{Input, build};
use notes::{bytes, events, notes, times};
use std::collections::BTreeSet;
use std::sync::Arc;

fn main() {
    divan::main();
}

/// How much text: repeated to about so many bytes.
const SIZES: [usize; 2] = [1_000_000, 20_000_000];

fn sources(size: usize) -> Vec<Source> {
    let notes = notes();
    let times = times(&notes, size);
    notes.iter().map(|(name, text)| Source::new(format!("notes/{name}"), text.repeat(times))).collect()
}

/// Returns the line's input, with or without what is joined to the pages.
fn input(size: usize, joined: bool) -> Input {
    let sources = sources(size);
    let inventories = vec![Arc::new(Inventory::python())];
    let join = joined.then(|| Wanted { inventories, ..Wanted::default() });
    Input { notes: sources.len(), sources, topics: Topics::python(), first: true, join, ..Input::default() }
}

fn readings<'a>(sources: &'a [Source], read: &'a [(Note, Prose)]) -> Vec<Reading<'a>> {
    let one = |(source, (note, prose)): (&'a Source, &'a (Note, Prose))| Reading {
        text: &source.text,
        source: note.source,
        path: &source.path,
        note,
        prose,
    };
    sources.iter().zip(read).map(one).collect()
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn a_parse_by_pulldown_cmark(bencher: Bencher, size: usize) {
    let sources = sources(size);
    bencher.counter(bytes(&sources)).bench(|| events(black_box(&sources)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn b_mining(bencher: Bencher, size: usize) {
    let sources = sources(size);
    let read = parse_all_with_prose(&sources, Dialect::default());
    let readings = readings(&sources, &read);
    bencher.counter(bytes(&sources)).bench(|| mine(black_box(&readings)));
}

/// Finds five thousand terms, made of the words of the notes.
#[divan::bench(args = SIZES, sample_count = 5)]
fn c_mentions_of_5000_terms(bencher: Bencher, size: usize) {
    let sources = sources(size);
    let read = parse_all_with_prose(&sources, Dialect::default());
    let readings = readings(&sources, &read);
    let words: BTreeSet<&str> = notes_words(&read).collect();
    let names = words.into_iter().take(5_000).enumerate().map(|(number, word)| Name {
        text: word.to_string(),
        manner: Manner::Word,
        dotted: false,
        means: Meaning { term: Some(number), ..Meaning::default() },
        shy: false,
    });
    let mut names: Vec<Name> = names.collect();
    names.extend((names.len()..5_000).map(|number| Name {
        text: format!("term number {number}"),
        manner: Manner::Phrase,
        dotted: false,
        means: Meaning { term: Some(number), ..Meaning::default() },
        shy: false,
    }));
    let targets = Targets { places: Vec::new(), names, homes: Vec::new() };
    bencher.counter(bytes(&sources)).bench(|| {
        let finder = Finder::new(black_box(&targets));
        readings.iter().map(|note| finder.find(note).len()).sum::<usize>()
    });
}

/// Returns pairs of words of the notes: names that are met.
fn notes_words(read: &[(Note, Prose)]) -> impl Iterator<Item = &str> {
    read.iter().flat_map(|(_, prose)| prose.text.split_whitespace()).filter(|word| word.len() > 6)
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn d_names_documented_elsewhere(bencher: Bencher, size: usize) {
    let sources = sources(size);
    let read = parse_all_with_prose(&sources, Dialect::default());
    let readings = readings(&sources, &read);
    let python = Inventory::python();
    bencher
        .counter(bytes(&sources))
        .bench(|| readings.iter().map(|note| outside(black_box(note), &[&python]).len()).sum::<usize>());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn e_the_line_without(bencher: Bencher, size: usize) {
    let input = input(size, false);
    bencher.counter(bytes(&input.sources)).bench(|| build(black_box(&input)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn f_the_line_with_all_of_it(bencher: Bencher, size: usize) {
    let input = input(size, true);
    bencher.counter(bytes(&input.sources)).bench(|| build(black_box(&input)));
}

#[divan::bench]
fn g_reading_the_inventory_of_python(bencher: Bencher) {
    bencher.bench(Inventory::python);
}
