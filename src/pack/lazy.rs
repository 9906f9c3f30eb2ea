//! Patterns that are compiled when they are first needed, and again, for speed, when they are needed over and over.
//!
//! Most patterns of a pack are tried on a handful of sentences, or never. What counts for them is what compiling costs, in time
//! and in memory; so they run on the bounded backtracker, whose memory all patterns of a thread share. What is tried often, or on
//! a long text, gets the engines that search fast.

use regex_automata::Input;
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;
use std::cell::RefCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// After how many tries a pattern is worth compiling for speed.
const OFTEN: u32 = 200;
/// How much memory, in bytes, a search by backtracking may take; above it the fast engines search.
const VISITED: usize = 1 << 20;

thread_local! {
    static CACHE: RefCell<Option<backtrack::Cache>> = const { RefCell::new(None) };
}

/// A pattern.
#[derive(Debug)]
pub struct Lazy {
    pattern: &'static str,
    exact_case: bool,
    paragraph: bool,
    /// Whether somebody asks for the pattern's groups: they multiply what a search costs.
    groups: bool,
    tries: AtomicU32,
    few: OnceLock<BoundedBacktracker>,
    many: OnceLock<Regex>,
}

impl Lazy {
    /// Returns a pattern that [`super::load`] or the build has looked at. With `paragraph`, a dot matches line ends.
    #[must_use]
    pub fn new(pattern: &'static str, exact_case: bool, paragraph: bool, groups: bool) -> Lazy {
        let (tries, few, many) = (AtomicU32::new(0), OnceLock::new(), OnceLock::new());
        Lazy { pattern, exact_case, paragraph, groups, tries, few, many }
    }

    /// Returns whether the pattern is found in a text.
    pub fn is_match(&self, text: &str) -> bool {
        // The count only decides by which of two ways the same answer is found.
        if self.tries.fetch_add(1, Ordering::Relaxed) < OFTEN
            && let Some(found) = self.backtrack(|engine, cache| engine.try_is_match(cache, text).ok())
        {
            return found;
        }
        self.many().is_match(text)
    }

    /// Returns the first match in a text from a byte on, with the groups.
    pub fn captures_at(&self, text: &str, start: usize) -> Option<Captures> {
        let input = Input::new(text).span(start..text.len());
        let quick = self.backtrack(|engine, cache| {
            let mut found = engine.create_captures();
            engine.try_captures(cache, input.clone(), &mut found).ok()?;
            Some(found)
        });
        let found = quick.unwrap_or_else(|| {
            let engine = self.many();
            let mut found = engine.create_captures();
            engine.search_captures(&input, &mut found);
            found
        });
        found.is_match().then_some(found)
    }

    /// Returns all matches in a text, with the groups.
    pub fn captures(&self, text: &str) -> Vec<Captures> {
        let mut all = Vec::new();
        let mut at = 0;
        while at <= text.len() {
            let Some(found) = self.captures_at(text, at) else { break };
            let range = found.get_match().map_or(at..at, |found| found.range());
            at = range.end + usize::from(range.is_empty());
            all.push(found);
        }
        all
    }

    fn backtrack<T>(&self, search: impl FnOnce(&BoundedBacktracker, &mut backtrack::Cache) -> Option<T>) -> Option<T> {
        let engine = self.few.get_or_init(|| self.compile_few());
        CACHE.with_borrow_mut(|cache| {
            let cache = cache.get_or_insert_with(|| engine.create_cache());
            cache.reset(engine);
            search(engine, cache)
        })
    }

    fn many(&self) -> &Regex {
        self.many.get_or_init(|| self.compile_many())
    }

    fn syntax(&self) -> syntax::Config {
        // Matching works on bytes and folds ASCII only: tables of Unicode are most of what compiling would cost.
        let config = syntax::Config::new().unicode(false).utf8(false);
        config.case_insensitive(!self.exact_case).dot_matches_new_line(self.paragraph)
    }

    fn compile_few(&self) -> BoundedBacktracker {
        let groups = if self.groups { WhichCaptures::All } else { WhichCaptures::Implicit };
        let mut builder = BoundedBacktracker::builder();
        builder
            .configure(BoundedBacktracker::config().visited_capacity(VISITED))
            .thompson(thompson::Config::new().utf8(false).which_captures(groups))
            .syntax(self.syntax());
        builder
            .build(self.pattern)
            .or_else(|_| builder.build(NOTHING))
            .expect("a pattern that matches nothing compiles")
    }

    fn compile_many(&self) -> Regex {
        let groups = if self.groups { WhichCaptures::All } else { WhichCaptures::Implicit };
        let mut builder = Regex::builder();
        builder.configure(Regex::config().utf8_empty(false).dfa(false).which_captures(groups)).syntax(self.syntax());
        builder
            .build(self.pattern)
            .or_else(|_| builder.build(NOTHING))
            .expect("a pattern that matches nothing compiles")
    }
}

/// Stands for a pattern that is larger than the engines allow.
const NOTHING: &str = r"[^\s\S]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_find_the_same() {
        let lazy = Lazy::new(r"\b(\w+) is (not )?a (Fish)\b", false, false, true);
        let text = "The whale is not a fish. The eel is a FISH, ein Fiſch is a fish.";
        for _ in 0..2 {
            let found: Vec<_> =
                lazy.captures(text).iter().map(|found| found.get_group(1).map(|at| &text[at.range()])).collect();
            assert_eq!(found, [Some("whale"), Some("eel"), Some("ch")]);
            assert!(lazy.is_match(text) && !lazy.is_match("An eel is an eel."));
            lazy.tries.store(OFTEN, Ordering::Relaxed);
        }
        let long = format!("{}{text}", "x ".repeat(VISITED));
        assert_eq!(lazy.captures(&long).len(), 3);
        assert!(lazy.many.get().is_some());
    }
}
