//! The rules that are checks in code: one row each here, one file each below.

use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::pack::Pack;

/// A check: the rules that it reports, and how.
#[derive(Debug)]
pub struct Check {
    /// The rules whose findings it makes.
    pub rules: &'static [&'static Rule],
    /// Looks at a note and adds what it finds.
    pub run: fn(&View<'_>, &mut Vec<Diagnostic>),
}

/// Returns a rule that is a check in code; its page says the rest.
const fn rule(name: &'static str, category: Category, level: Level, what: &'static str) -> Rule {
    Rule { name, category, level, what, url: None, python: None }
}

/// A word that the dictionary of misspellings knows.
pub static MISSPELLING: Rule =
    rule("misspelling", Category::Typo, Level::Warn, "A word that is a known misspelling of another one.");
/// An allow that allows nothing.
pub static UNUSED_ALLOW: Rule =
    rule("unused-allow", Category::Style, Level::Warn, "A comment allows what is not there, or names no rule.");

/// The checks, in no particular order: findings are sorted by place.
pub static CHECKS: &[Check] = &[];

/// Rules in code that no check of the list reports.
static OTHERS: &[&Rule] = &[&MISSPELLING, &UNUSED_ALLOW];

/// Returns every rule that can be named: those of the stages, of the checks, and of a pack.
pub fn all(pack: &Pack) -> impl Iterator<Item = &'static Rule> {
    let checks = CHECKS.iter().flat_map(|check| check.rules).chain(OTHERS).chain(crate::diagnostic::RULES);
    checks.copied().chain(pack.rules.iter().map(|rule| rule.rule))
}
