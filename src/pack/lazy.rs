//! Patterns that are compiled when they are first needed, and again, for speed, when they are needed over and over.
//!
//! Most patterns of a pack are tried on a handful of sentences, or never. What counts for them is what compiling costs, in time
//! and in memory; so their automata are simulated (Pike's way: see the documentation of `regex_automata`), with memory that all
//! patterns of a thread share. What is tried often, or on a long text, gets the engines that search fast.

use super::fold::fold;
use super::start::Start;
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::pikevm::{self, PikeVM};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input};
use regex_syntax::ast::parse::Parser;
use regex_syntax::hir::Hir;
use regex_syntax::hir::translate::TranslatorBuilder;
use std::cell::RefCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// After how many tries a pattern is worth compiling for speed.
const OFTEN: u32 = 64;
/// How long, in bytes, a text may be that is searched by the engine that is cheap to make.
const SHORT: usize = 2000;

thread_local! {
    static CACHE: RefCell<Option<pikevm::Cache>> = const { RefCell::new(None) };
}

/// A stretch of text in which patterns are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a> {
    /// The text.
    pub text: &'a str,
    /// The same with its ASCII letters in lower case.
    pub lower: &'a str,
}

/// An engine, and whether it looks for its pattern in the text in lower case.
type Engine<T> = OnceLock<(T, bool)>;

/// An engine that is cheap to make, and where its pattern can begin.
type Few = (PikeVM, Start);

/// A pattern.
#[derive(Debug)]
pub struct Lazy {
    pattern: &'static str,
    exact_case: bool,
    paragraph: bool,
    /// Whether somebody asks for the pattern's groups: they multiply what a search costs.
    groups: bool,
    tries: AtomicU32,
    few: Engine<Few>,
    many: Engine<Regex>,
}

impl Lazy {
    /// Returns a pattern that [`super::load`] or the build has looked at. With `paragraph`, a dot matches line ends.
    #[must_use]
    pub fn new(pattern: &'static str, exact_case: bool, paragraph: bool, groups: bool) -> Lazy {
        let (tries, few, many) = (AtomicU32::new(0), OnceLock::new(), OnceLock::new());
        Lazy { pattern, exact_case, paragraph, groups, tries, few, many }
    }

    /// Returns whether the pattern is found in a text.
    pub fn is_match(&self, unit: Unit<'_>) -> bool {
        // The count only decides by which of two ways the same answer is found.
        let often = self.tries.fetch_add(1, Ordering::Relaxed) >= OFTEN;
        if often || unit.text.len() > SHORT {
            let (engine, lower) = self.many();
            return engine.is_match(side(unit, *lower));
        }
        self.simulate(unit, 0, |engine, cache, input| {
            engine.search_slots(cache, &input.earliest(true), &mut []).map(|_| ())
        })
        .is_some()
    }

    /// Returns the first match in a text from a byte on, with the groups.
    pub fn captures_at(&self, unit: Unit<'_>, start: usize) -> Option<Captures> {
        if self.many.get().is_none() && unit.text.len() <= SHORT {
            return self.simulate(unit, start, |engine, cache, input| {
                let mut found = engine.create_captures();
                engine.search(cache, &input, &mut found);
                found.is_match().then_some(found)
            });
        }
        let (engine, lower) = self.many();
        let text = side(unit, *lower);
        let mut found = engine.create_captures();
        engine.search_captures(&Input::new(text).span(start..text.len()), &mut found);
        found.is_match().then_some(found)
    }

    /// Returns all matches in a text, with the groups.
    pub fn captures(&self, unit: Unit<'_>) -> Vec<Captures> {
        let mut all = Vec::new();
        let mut at = 0;
        while at <= unit.text.len() {
            let Some(found) = self.captures_at(unit, at) else { break };
            let range = found.get_match().map_or(at..at, |found| found.range());
            at = range.end + usize::from(range.is_empty());
            all.push(found);
        }
        all
    }

    /// Searches a text from a byte on with the engine that is cheap to make.
    fn simulate<T>(
        &self,
        unit: Unit<'_>,
        from: usize,
        search: impl Fn(&PikeVM, &mut pikevm::Cache, Input<'_>) -> Option<T>,
    ) -> Option<T> {
        let ((engine, begins), lower) = self.few.get_or_init(|| self.compile_few());
        let text = side(unit, *lower);
        let input = Input::new(text).span(from..text.len());
        CACHE.with_borrow_mut(|cache| {
            let cache = cache.get_or_insert_with(|| engine.create_cache());
            cache.reset(engine);
            match begins.places(text.as_bytes(), from) {
                Some(mut places) => {
                    places.find_map(|at| search(engine, cache, input.clone().range(at..).anchored(Anchored::Yes)))
                }
                None => search(engine, cache, input),
            }
        })
    }

    fn many(&self) -> &(Regex, bool) {
        self.many.get_or_init(|| self.compile_many())
    }

    /// Returns the pattern as engines want it, and whether they are to look for it in the text in lower case.
    fn read(&self) -> (Hir, bool) {
        let parse = || Parser::new().parse(self.pattern).ok();
        // Most patterns that ask for case in a part of them say so in this way; the others are found out on the way.
        let exact = self.exact_case || self.pattern.contains("(?-i");
        let folded = (!exact).then(parse).flatten().and_then(|mut ast| fold(&mut ast).then_some(ast));
        let lower = folded.is_some();
        let ast = folded.or_else(parse);
        // Matching works on bytes and folds ASCII only: tables of Unicode are most of what compiling would cost.
        let mut translator = TranslatorBuilder::new()
            .unicode(false)
            .utf8(false)
            .case_insensitive(!self.exact_case && !lower)
            .dot_matches_new_line(self.paragraph)
            .build();
        let hir = ast.and_then(|ast| translator.translate(self.pattern, &ast).ok());
        (hir.unwrap_or_else(Hir::fail), lower)
    }

    fn compile_few(&self) -> (Few, bool) {
        let (hir, lower) = self.read();
        let groups = if self.groups { WhichCaptures::All } else { WhichCaptures::Implicit };
        let mut compiler = thompson::Compiler::new();
        compiler.configure(thompson::Config::new().utf8(false).which_captures(groups));
        let compiled = compiler.build_from_hir(&hir).and_then(PikeVM::new_from_nfa);
        let engine = compiled.or_else(|_| PikeVM::new_from_nfa(thompson::NFA::never_match()));
        ((engine.expect("a pattern that matches nothing compiles"), Start::of(&hir)), lower)
    }

    fn compile_many(&self) -> (Regex, bool) {
        let (hir, lower) = self.read();
        let groups = if self.groups { WhichCaptures::All } else { WhichCaptures::Implicit };
        let mut builder = Regex::builder();
        builder.configure(Regex::config().utf8_empty(false).dfa(false).which_captures(groups));
        let engine = builder.build_from_hir(&hir).or_else(|_| builder.build_from_hir(&Hir::fail()));
        (engine.expect("a pattern that matches nothing compiles"), lower)
    }
}

fn side(unit: Unit<'_>, lower: bool) -> &str {
    if lower { unit.lower } else { unit.text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_find_the_same() {
        let lazy = Lazy::new(r"\b(\w+) is (not )?a (Fish)\b", false, false, true);
        let text = "The whale is not a fish. The eel is a FISH, ein Fiſch is a fish.";
        let lower = text.to_ascii_lowercase();
        let unit = Unit { text, lower: &lower };
        let other = Unit { text: "An eel is an eel.", lower: "an eel is an eel." };
        for _ in 0..2 {
            let found: Vec<_> =
                lazy.captures(unit).iter().map(|found| found.get_group(1).map(|at| &text[at.range()])).collect();
            assert_eq!(found, [Some("whale"), Some("eel"), Some("ch")]);
            assert!(lazy.is_match(unit) && !lazy.is_match(other));
            lazy.tries.store(OFTEN, Ordering::Relaxed);
        }
        let long = format!("{}{text}", "x ".repeat(SHORT));
        let lower = long.to_ascii_lowercase();
        assert_eq!(lazy.captures(Unit { text: &long, lower: &lower }).len(), 3);
        assert!(lazy.many.get().is_some());
    }

    #[test]
    fn case_is_ignored_in_whatever_way_a_pattern_is_compiled() {
        let text = "ABC abc Abc aBC é É 1_-";
        let lower = text.to_ascii_lowercase();
        let patterns = [
            "^abc|^x",
            r"\b[b-d]|c\b",
            r"(?:\ba|b)c?",
            r"(?:x*|bc)",
            r"\b(?:ab|AB)*c",
            "aBc",
            "[A-C]+",
            "[^A-C ]",
            "[^b]+",
            r"[B\x43]+",
            "[ -~]+",
            "[A-c]",
            "[[:upper:]]+",
            "[[:alpha:]&&[^B]]",
            "(?:A|B)(?-i:BC)",
            "(?-i)ABC",
            "(?P<Name>A)B",
            r"\x41\W?",
            "É",
            r"\Sc\b",
        ];
        for pattern in patterns {
            for exact in [false, true] {
                let lazy = Lazy::new(pattern, exact, false, true);
                let plain = regex::bytes::RegexBuilder::new(pattern)
                    .unicode(false)
                    .case_insensitive(!exact)
                    .build()
                    .expect("the pattern is right");
                let wanted: Vec<_> = plain.find_iter(text.as_bytes()).map(|found| found.range()).collect();
                let found: Vec<_> = (lazy.captures(Unit { text, lower: &lower }).iter())
                    .filter_map(|found| Some(found.get_match()?.range()))
                    .collect();
                assert_eq!(found, wanted, "{pattern} {exact}");
            }
        }
    }
}
