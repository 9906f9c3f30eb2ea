//! The straight line, stage by stage: `cargo bench --bench line`.
//!
//! The text is that of the real notes when `COMMONPLACE_REAL_NOTES` names their folder, else that of the bundled ones; as it is, and
//! repeated to 1 MB and 20 MB. Every figure is to be read against the first one, a parse of the same bytes by pulldown-cmark.
#![allow(clippy::disallowed_methods, reason = "benches read files")]

#[path = "support/notes.rs"]
mod notes;

use divan::{Bencher, black_box};
use mdbook_commonplace::arrange::layout::Decisions;
use mdbook_commonplace::arrange::select::Ground;
use mdbook_commonplace::arrange::topics::{self, Topics};
use mdbook_commonplace::crossref::anchor::{AnchorRule, Fragments};
use mdbook_commonplace::ledger::Ledger;
use mdbook_commonplace::parse::{Dialect, parse_all};
use mdbook_commonplace::text::Source;
use mdbook_commonplace::{Input, build, outline, parse};
use notes::{bytes, events, notes, times};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// How much text: as it is, and repeated to about so many bytes.
const SIZES: [usize; 3] = [0, 1_000_000, 20_000_000];

fn sources(size: usize) -> Vec<Source> {
    let notes = notes();
    let times = times(&notes, size);
    notes.iter().map(|(name, text)| Source::new(format!("notes/{name}"), text.repeat(times))).collect()
}

fn input(size: usize) -> Input {
    let sources = sources(size);
    Input { notes: sources.len(), sources, topics: Topics::python(), first: true, ..Input::default() }
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn a_parse_by_pulldown_cmark(bencher: Bencher, size: usize) {
    let sources = sources(size);
    bencher.counter(bytes(&sources)).bench(|| events(black_box(&sources)));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn b_parse_into_notes(bencher: Bencher, size: usize) {
    let sources = sources(size);
    bencher.counter(bytes(&sources)).bench(|| parse_all(black_box(&sources), Dialect::default()));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn c_outline_and_fragments(bencher: Bencher, size: usize) {
    let sources = sources(size);
    let notes = parse_all(&sources, Dialect::default());
    bencher.counter(bytes(&sources)).bench(|| {
        let fragments: Vec<Fragments> = notes.iter().map(|n| Fragments::new(n, AnchorRule::default())).collect();
        (outline::outline(black_box(&notes)), fragments)
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn d_layout_by_topics(bencher: Bencher, size: usize) {
    let sources = sources(size);
    let notes = parse::parse_all(&sources, Dialect::default());
    let fragments: Vec<Fragments> = notes.iter().map(|n| Fragments::new(n, AnchorRule::default())).collect();
    let ground = Ground { sources: &sources, notes: &notes, fragments: &fragments };
    let outline = outline::outline(&notes);
    let ledger = Ledger::new(&notes);
    let topics = Topics::python();
    bencher.counter(bytes(&sources)).bench(|| topics::plan(black_box(ground), &outline, &ledger, &topics));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn e_the_whole_line(bencher: Bencher, size: usize) {
    let input = input(size);
    bencher.counter(bytes(&input.sources)).bench(|| build(black_box(&input)));
}

#[divan::bench]
fn f_reading_the_shipped_topics(bencher: Bencher) {
    bencher.bench(Topics::python);
}

/// One block of code, over and over, under headings of its own.
fn repeated(size: usize) -> Vec<Source> {
    let block = "## reader\n\nReads it all.\n\n```python\nimport reader\nwith reader.open('x') as file:\n    print(file.read())\n```\n\n";
    vec![Source::new("notes/a.md", block.repeat(size / block.len()))]
}

/// Blocks of prose that differ in one number each.
fn nearly_repeated(size: usize) -> Vec<Source> {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < size {
        number += 1;
        let _ = write!(
            text,
            "## part {number}\n\nThe reader takes at most {number} bytes at a time from the file and waits until the rest has come.\n\n"
        );
    }
    vec![Source::new("notes/a.md", text)]
}

fn dedupe(bencher: Bencher, sources: &[Source]) {
    let notes = parse_all(sources, Dialect::default());
    let ground = Ground { sources, notes: &notes, fragments: &[] };
    let outline = outline::outline(&notes);
    bencher.counter(bytes(sources)).bench(|| {
        let mut ledger = Ledger::new(&notes);
        mdbook_commonplace::dedupe::dedupe(black_box(ground), &outline, &mut ledger, &Decisions::default())
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn g_repeats(bencher: Bencher, size: usize) {
    dedupe(bencher, &sources(size));
}

#[divan::bench(args = [1_000_000, 20_000_000], sample_count = 5)]
fn h_one_block_over_and_over(bencher: Bencher, size: usize) {
    dedupe(bencher, &repeated(size));
}

#[divan::bench(args = [1_000_000, 20_000_000], sample_count = 5)]
fn i_many_nearly_the_same(bencher: Bencher, size: usize) {
    dedupe(bencher, &nearly_repeated(size));
}
