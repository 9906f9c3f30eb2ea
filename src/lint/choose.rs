//! Which rules are on, and at which level: the settings' `[rules]`, `select` and `ignore`.

use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::text::SourceId;
use globset::{Glob, GlobMatcher};

/// What a setting is about: a rule's name, a category, or a glob on either, such as `fence-*`.
#[derive(Debug, Clone)]
pub struct Selector {
    /// As written.
    pub name: String,
    glob: GlobMatcher,
}

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    ///
    /// When it is no glob.
    pub fn new(name: &str) -> Result<Selector, globset::Error> {
        Ok(Selector { name: name.to_string(), glob: Glob::new(name)?.compile_matcher() })
    }

    /// Returns whether it names this rule, its category, or everything (`all`).
    #[must_use]
    pub fn picks(&self, rule: &Rule) -> bool {
        self.name == "all" || self.glob.is_match(rule.name) || self.glob.is_match(rule.category.name())
    }
}

/// Rules that are left out in some files.
#[derive(Debug, Clone)]
pub struct PathChoice {
    /// Which files: a glob on the path.
    pub path: GlobMatcher,
    /// Which rules.
    pub ignore: Vec<Selector>,
}

/// Which rules are on, and at which level.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Only these; all when empty.
    pub select: Vec<Selector>,
    /// Not these.
    pub ignore: Vec<Selector>,
    /// Levels that the user set, a later one over an earlier one; `None` is off.
    pub levels: Vec<(Selector, Option<Level>)>,
    /// What is left out in some files.
    pub paths: Vec<PathChoice>,
}

impl Choice {
    /// Returns the level of a rule, or `None` when it is off.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Option<Level> {
        if !self.select.is_empty() && !self.select.iter().any(|selector| selector.picks(rule))
            || self.ignore.iter().any(|selector| selector.picks(rule))
        {
            return None;
        }
        let set = self.levels.iter().rev().find(|(selector, _)| selector.picks(rule));
        set.map_or(Some(rule.level), |(_, level)| *level)
    }

    /// Returns whether the rule is on at all.
    #[must_use]
    pub fn may(&self, rule: &Rule) -> bool {
        self.level(rule).is_some()
    }

    /// Sets the levels of findings and drops those of rules that are off. `path` says where a source stands.
    pub(super) fn apply<'a>(
        &self,
        found: Vec<Diagnostic>,
        path: impl Fn(SourceId) -> Option<&'a str>,
    ) -> Vec<Diagnostic> {
        let mut kept = Vec::with_capacity(found.len());
        for mut finding in found {
            let off = |choice: &&PathChoice| {
                path(finding.at.source).is_some_and(|path| choice.path.is_match(path))
                    && choice.ignore.iter().any(|selector| selector.picks(finding.rule))
            };
            let Some(level) = self.level(finding.rule) else { continue };
            if self.paths.iter().any(|choice| off(&choice)) {
                continue;
            }
            if level != finding.rule.level {
                finding.level = level;
            }
            kept.push(finding);
        }
        kept
    }
}
