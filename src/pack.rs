//! Rule pages → a pack that the linter can run: built-in pages and users' own, one reader for both.

pub mod chain;
mod fold;
pub mod harness;
pub mod lazy;
pub mod literals;
pub mod load;
pub mod page;
pub mod prefilter;
mod start;
mod version;

pub use version::{PYTHON_DEFAULT, PyVersion, requirement};

use crate::diagnostic::{Category, Level, Rule};
use crate::prose::Scope;
use lazy::Lazy;
use prefilter::Prefilter;
use rustc_hash::{FxBuildHasher, FxHashMap};
use semver::VersionReq;
use std::sync::{LazyLock, OnceLock};

/// A page that is a rule in itself, as the build script writes it: see [`page::Head`] for what the fields mean.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are those of the front matter, which says what they mean")]
pub struct PageData<'a> {
    pub name: &'a str,
    pub category: &'a str,
    pub level: &'a str,
    pub what: &'a str,
    pub python: Option<&'a str>,
    pub scope: Option<&'a [&'a str]>,
    pub section: Option<&'a str>,
    pub paragraph: bool,
    pub exact_case: bool,
    pub guards: Option<&'a [&'a str]>,
    pub message: Option<&'a str>,
    pub hint: Option<&'a str>,
    pub url: Option<&'a str>,
    pub safety: Option<&'a str>,
    pub words: &'a [(&'a str, &'a str)],
    pub misspelled: &'a [(&'a str, &'a str)],
    pub patterns: &'a [PatternData<'a>],
}

/// The patterns of a page, or of one of its slips.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are those of the front matter, which says what they mean")]
pub struct PatternData<'a> {
    pub all: &'a [&'a str],
    pub any: &'a [&'a str],
    pub none: &'a [&'a str],
    pub at: Option<&'a str>,
    pub fix: Option<(&'a str, &'a str, Option<&'a str>)>,
    /// What must stand in a text so that the patterns can match it, an entry for each of `any`.
    pub needs: &'a [NeedData<'a>],
}

/// What must stand in a text; see [`literals`].
#[derive(Debug, Clone, Copy)]
pub struct NeedData<'a> {
    /// The pattern of `any` that this is about; `None` when there are none.
    pub any: Option<usize>,
    /// The words of which one must stand there, with their bits as in a chain.
    pub words: &'a [(&'a str, u8)],
    /// The chains.
    pub chains: &'a [chain::Chain<'a>],
}

/// The built-in pages.
pub mod builtin {
    #![allow(clippy::all, clippy::pedantic, reason = "generated")]
    use super::{NeedData, PageData, PatternData};
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

/// Sentences that a rule leaves alone although its patterns match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// The sentence asks.
    Question,
    /// The match stands in quotation marks.
    Quotation,
    /// The sentence, or the one before it, calls it wrong.
    Myth,
    /// The sentence speaks of former times.
    Past,
    /// The sentence speaks of versions of Python for which the claim is right.
    Version,
}

impl Guard {
    /// All guards with their names.
    pub const ALL: [(Guard, &'static str); 5] = [
        (Guard::Question, "question"),
        (Guard::Quotation, "quotation"),
        (Guard::Myth, "myth"),
        (Guard::Past, "past"),
        (Guard::Version, "version"),
    ];

    /// Returns the guard's bit in a set of guards.
    #[must_use]
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A rule that is data.
#[derive(Debug)]
pub struct DataRule {
    /// The rule.
    pub rule: &'static Rule,
    /// The versions of Python for which its claim is wrong.
    pub python: Option<VersionReq>,
    /// Where it looks: a set of [`Scope::bit`].
    pub scopes: u8,
    /// Whether it looks at whole paragraphs.
    pub paragraph: bool,
    /// Its guards: a set of [`Guard::bit`].
    pub guards: u8,
    /// What to say, when it is not the rule's own sentence.
    pub message: Option<&'static str>,
    /// What to do about it.
    pub hint: Option<&'static str>,
    /// What the titles above must match.
    pub section: Option<Lazy>,
    exact_case: bool,
}

/// The patterns of a rule, or of one of its slips.
#[derive(Debug)]
pub struct Pattern {
    /// The position of the rule in [`Pack::rules`].
    pub rule: usize,
    /// Whether this is a slip, whose message says what it should be.
    pub slip: bool,
    /// All must be found.
    pub all: Vec<Lazy>,
    /// One must be found.
    pub any: Vec<Lazy>,
    /// None may be found.
    pub none: Vec<Lazy>,
    /// What to mark.
    pub at: Option<Lazy>,
    /// What to replace, by what, and how sure that is.
    pub fix: Option<(Lazy, &'static str, crate::fix::Safety)>,
}

/// What must stand in a sentence before a pattern is tried on it.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// The pattern's position in [`Pack::patterns`].
    pub pattern: u32,
    /// The position in its `any` that this is about.
    pub any: Option<u32>,
    /// The chains that must stand there.
    pub chains: &'static [chain::Chain<'static>],
}

/// Somebody who asks for a word: what decides whether the need is looked at stands here, next to each other in memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asker {
    /// The need's position in [`Pack::needs`].
    pub need: u32,
    /// The position of its rule in [`Pack::rules`].
    pub rule: u32,
    /// Where the rule looks: a set of [`Scope::bit`].
    pub scopes: u8,
    /// Whether it looks at whole paragraphs.
    pub paragraph: bool,
    /// By what the need's chains are known.
    pub signs: chain::Signs,
}

/// Everything that the linter knows as data.
#[derive(Debug)]
pub struct Pack {
    /// The rules, by name.
    pub rules: Vec<DataRule>,
    /// Their patterns.
    pub patterns: Vec<Pattern>,
    /// What the patterns need.
    pub needs: Vec<Need>,
    /// Words as they are written wrongly → the rule's position, and what they should be.
    pub words: FxHashMap<&'static str, (usize, &'static str, crate::fix::Safety)>,
    /// Finds the words that patterns ask for.
    prefilter: OnceLock<Prefilter>,
    literals: Vec<chain::Word<'static>>,
    /// The needs that the literals are for, those of one literal next to each other.
    askers: Vec<Asker>,
    /// For each literal, where its askers begin; one more at the end.
    starts: Vec<u32>,
}

/// Literals by their letters and bits, and who asks for each, while a pack is made.
type Asked = (FxHashMap<chain::Word<'static>, u32>, Vec<(u32, Asker)>);

static BUILTIN: LazyLock<Pack> = LazyLock::new(|| Pack::new(builtin::DATA));

impl Pack {
    /// Returns the pack of the built-in pages.
    #[must_use]
    pub fn builtin() -> &'static Pack {
        &BUILTIN
    }

    /// Returns a pack of these pages. Pages whose names are taken stand for the earlier ones, so a user's page can replace a
    /// built-in one.
    #[must_use]
    pub fn new(pages: &[PageData<'static>]) -> Pack {
        let mut pack = Pack {
            rules: Vec::new(),
            patterns: Vec::new(),
            needs: Vec::new(),
            words: FxHashMap::default(),
            prefilter: OnceLock::new(),
            literals: Vec::new(),
            askers: Vec::new(),
            starts: Vec::new(),
        };
        let mut last: FxHashMap<&str, usize> = FxHashMap::default();
        for (number, page) in pages.iter().enumerate() {
            last.insert(page.name, number);
        }
        let words = pages.iter().flat_map(|page| page.patterns).flat_map(|pattern| pattern.needs);
        let words = words.map(|need| need.words.len()).sum();
        let mut asked: Asked = (FxHashMap::with_capacity_and_hasher(words, FxBuildHasher), Vec::with_capacity(words));
        for (number, page) in pages.iter().enumerate() {
            if last.get(page.name) == Some(&number) {
                pack.add(page, &mut asked);
            }
        }
        pack.share_out(&asked.1);
        pack
    }

    fn add(&mut self, page: &PageData<'static>, asked: &mut Asked) {
        let narrow = |n: usize| u32::try_from(n).expect("patterns are counted in 32 bits");
        let number = self.rules.len();
        self.rules.push(data_rule(page));
        for (word, right) in page.words {
            self.words.insert(word, (number, right, safety(page.safety)));
        }
        for (right, forms) in page.misspelled {
            self.words.extend(forms.split(' ').map(|form| (form, (number, *right, safety(page.safety)))));
        }
        for data in page.patterns {
            let pattern = narrow(self.patterns.len());
            for need in data.needs {
                let (at, rule) = (narrow(self.needs.len()), narrow(number));
                let (scopes, paragraph) = (self.rules[number].scopes, self.rules[number].paragraph);
                let signs = chain::Signs::of(need.chains);
                self.needs.push(Need { pattern, any: need.any.map(narrow), chains: need.chains });
                for word in need.words {
                    let literals = &mut self.literals;
                    let literal = *asked.0.entry(*word).or_insert_with(|| {
                        literals.push(*word);
                        narrow(literals.len() - 1)
                    });
                    asked.1.push((literal, Asker { need: at, rule, scopes, paragraph, signs }));
                }
            }
            let pattern = self.rules[number].pattern(number, page, data);
            self.patterns.push(pattern);
        }
    }

    /// Puts those who ask for the same literal next to each other, in the order in which they asked.
    fn share_out(&mut self, asked: &[(u32, Asker)]) {
        let mut starts = vec![0_u32; self.literals.len() + 1];
        for (literal, _) in asked {
            starts[*literal as usize + 1] += 1;
        }
        for number in 1..starts.len() {
            starts[number] += starts[number - 1];
        }
        let mut next = starts.clone();
        self.askers = vec![Asker::default(); asked.len()];
        for (literal, asker) in asked {
            let place = &mut next[*literal as usize];
            self.askers[*place as usize] = *asker;
            *place += 1;
        }
        self.starts = starts;
    }

    /// Returns what finds the words that patterns ask for; made when it is first needed.
    pub fn prefilter(&self) -> &Prefilter {
        self.prefilter.get_or_init(|| {
            let scopes = |literal| self.askers(literal).iter().fold(0, |scopes, asker| scopes | asker.scopes);
            Prefilter::new(&self.literals, &(0..self.literals.len()).map(scopes).collect::<Vec<_>>())
        })
    }

    /// Returns the needs that a word of the prefilter is for.
    #[must_use]
    pub fn askers(&self, literal: usize) -> &[Asker] {
        &self.askers[self.starts[literal] as usize..self.starts[literal + 1] as usize]
    }
}

/// A slip is a pattern whose fix replaces what the pattern finds.
fn is_slip(pattern: &PatternData<'_>) -> bool {
    pattern.fix.is_some_and(|(find, ..)| pattern.all[0] == find) && pattern.any.is_empty() && pattern.at.is_none()
}

impl DataRule {
    /// Returns whether a scope is one of the rule's.
    #[must_use]
    pub fn looks_in(&self, scope: Scope) -> bool {
        self.scopes & scope.bit() != 0
    }

    fn pattern(&self, rule: usize, page: &PageData<'static>, data: &PatternData<'static>) -> Pattern {
        let asks = |template: Option<&str>| template.is_some_and(|template| template.contains('$'));
        let groups = asks(page.message) || asks(page.hint) || data.fix.is_some_and(|(_, with, _)| asks(Some(with)));
        let lazy = |pattern: &'static str, groups: bool| Lazy::new(pattern, self.exact_case, self.paragraph, groups);
        let shown = |pattern: &&'static str| lazy(pattern, groups);
        Pattern {
            rule,
            slip: page.message.is_none() && data.fix.is_some() && data.all.len() == 1 && is_slip(data),
            all: data.all.iter().map(shown).collect(),
            any: data.any.iter().map(shown).collect(),
            none: data.none.iter().map(|pattern| lazy(pattern, false)).collect(),
            at: data.at.as_ref().map(shown),
            fix: data.fix.map(|(find, with, sure)| (shown(&find), with, safety(sure))),
        }
    }
}

fn safety(name: Option<&str>) -> crate::fix::Safety {
    name.and_then(crate::fix::Safety::parse).unwrap_or(crate::fix::Safety::Sure)
}

fn data_rule(page: &PageData<'static>) -> DataRule {
    let scopes = page.scope.unwrap_or(&["prose", "heading", "table", "comment"]);
    let guards = page.guards.map_or(u8::MAX, |names| {
        Guard::ALL.iter().filter(|(_, name)| names.contains(name)).map(|(guard, _)| guard.bit()).sum()
    });
    DataRule {
        rule: Box::leak(Box::new(Rule {
            name: page.name,
            category: page.category.parse().unwrap_or(Category::Style),
            level: page.level.parse().unwrap_or(Level::Warn),
            what: page.what,
            url: page.url,
            python: page.python,
        })),
        python: page.python.and_then(|python| requirement(python).ok()),
        scopes: Scope::ALL.iter().filter(|scope| scopes.contains(&scope.name())).map(|scope| scope.bit()).sum(),
        paragraph: page.paragraph,
        guards,
        message: page.message,
        hint: page.hint,
        section: page.section.map(|section| Lazy::new(section, false, false, false)),
        exact_case: page.exact_case,
    }
}
