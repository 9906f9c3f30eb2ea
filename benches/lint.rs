//! The linter, part by part: `cargo bench --bench lint`.
//!
//! The text is that of the real notes when `COMMONPLACE_REAL_NOTES` names their folder, else that of the bundled ones, repeated to
//! 1 MB and 20 MB. Every figure is to be read against the first one, a parse of the same bytes by pulldown-cmark.
//! `RAYON_NUM_THREADS=1` gives the cost on one core.
#![allow(clippy::disallowed_methods, reason = "benches read files")]

#[path = "support/notes.rs"]
mod notes;

use divan::{Bencher, black_box};
use mdbook_commonplace::lint::{Options, read_all};
use mdbook_commonplace::pack::{NeedData, Pack, PageData, PatternData, builtin};
use mdbook_commonplace::parse::Dialect;
use mdbook_commonplace::text::Source;
use mdbook_commonplace::{Input, build};
use notes::{bytes, events, notes, times};

fn main() {
    divan::main();
}

const SIZES: [usize; 2] = [1_000_000, 20_000_000];

fn sources(size: usize) -> Vec<Source> {
    let notes = notes();
    // Many notes of an ordinary length, as a heap is.
    let copy =
        |number: usize| notes.iter().map(move |(name, text)| Source::new(format!("{number}/{name}"), text.as_str()));
    (0..times(&notes, size)).flat_map(copy).collect()
}

fn lint(bencher: Bencher, size: usize, pack: &'static Pack) {
    let sources = sources(size);
    let lint = Some(Options { pack, ..Options::default() });
    let input = Input { notes: sources.len(), sources, lint, only_findings: true, ..Input::default() };
    bencher.counter(bytes(&input.sources)).bench(|| build(black_box(&input)).diagnostics.len());
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn a_parse_by_pulldown_cmark(bencher: Bencher, size: usize) {
    let sources = sources(size);
    bencher.counter(bytes(&sources)).bench(|| events(black_box(&sources)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn b_notes_prose_and_python(bencher: Bencher, size: usize) {
    let sources = sources(size);
    bencher.counter(bytes(&sources)).bench(|| read_all(black_box(&sources), Dialect::default()).len());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn c_stages_without_rules(bencher: Bencher, size: usize) {
    let sources = sources(size);
    let input = Input { notes: sources.len(), sources, only_findings: true, ..Input::default() };
    bencher.counter(bytes(&input.sources)).bench(|| build(black_box(&input)).diagnostics.len());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn d_lint_without_pages(bencher: Bencher, size: usize) {
    lint(bencher, size, Box::leak(Box::new(Pack::new(&[]))));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn e_lint_with_all_pages(bencher: Bencher, size: usize) {
    lint(bencher, size, Pack::builtin());
}

/// A thousand rules more, whose words do not occur.
#[divan::bench(args = SIZES, sample_count = 5)]
fn f_lint_with_a_thousand_idle_pages_more(bencher: Bencher, size: usize) {
    let mut pages: Vec<PageData<'static>> = builtin::DATA.to_vec();
    for number in 0..1000 {
        let word: &'static str = Box::leak(format!("qzx{number}unheard").into_boxed_str());
        let all: &'static [&'static str] = Box::leak(Box::new([word]));
        let words: &'static [(&'static str, u8)] = Box::leak(Box::new([(word, 0)]));
        let needs: &'static [NeedData<'static>] = Box::leak(Box::new([NeedData { any: None, words, chains: &[] }]));
        let pattern = PatternData { all, any: &[], none: &[], at: None, fix: None, needs };
        let patterns: &'static [PatternData<'static>] = Box::leak(Box::new([pattern]));
        pages.push(PageData { name: word, patterns, words: &[], misspelled: &[], ..builtin::DATA[0] });
    }
    lint(bencher, size, Box::leak(Box::new(Pack::new(&pages))));
}

#[divan::bench]
fn g_making_the_pack_and_its_filter(bencher: Bencher) {
    bencher.bench(|| {
        let pack = Pack::new(builtin::DATA);
        let _ = pack.prefilter();
        pack.patterns.len()
    });
}
