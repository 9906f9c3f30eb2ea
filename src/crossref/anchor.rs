//! The ids that mdBook and GitHub give to headings, and what a fragment in a note means.
//!
//! mdBook keeps its rule private, so it is mirrored here (`id_from_content`, `unique_id` and `add_header_links` of
//! `mdbook-html` 0.5) and held to the real thing by `tests/conformance.rs`.

use crate::note::{Block, IdKind, IdMark, Note};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What differs between versions of mdBook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnchorRule {
    /// The id of a heading that holds neither letters nor digits: nothing up to mdBook 0.5.4, `section` after.
    pub empty: &'static str,
}

impl Default for AnchorRule {
    /// Returns the rule of mdBook 0.5.4.
    fn default() -> AnchorRule {
        AnchorRule { empty: "" }
    }
}

/// Returns the id that mdBook makes of a heading's rendered text, before it is made unique.
#[must_use]
pub fn mdbook_id(text: &str, rule: AnchorRule) -> String {
    let id: String = text
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect();
    if id.is_empty() { rule.empty.to_string() } else { id }
}

/// Returns the id that GitHub makes of a heading's text, before it is made unique.
#[must_use]
pub fn github_id(typed: &str) -> String {
    static OTHER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[^\w\- ]").expect("the pattern is constant and right"));
    OTHER.replace_all(&typed.trim().to_lowercase(), "").replace(' ', "-")
}

/// Returns the first of `id`, `id-1`, `id-2`, … that is not used yet, and marks it used.
fn unique(id: &str, used: &mut HashSet<String>, next: &mut HashMap<String, u32>) -> String {
    if used.insert(id.to_string()) {
        return id.to_string();
    }
    // Where the last search for this id ended; without it a page of equal headings would cost the square of their number.
    let counter = next.entry(id.to_string()).or_insert(1);
    loop {
        let candidate = format!("{id}-{counter}");
        *counter += 1;
        if used.insert(candidate.clone()) {
            return candidate;
        }
    }
}

/// Gives ids to the places of one page, block by block in page order.
#[derive(Debug, Default)]
pub struct IdWalk {
    rule: AnchorRule,
    used: HashSet<String>,
    next: HashMap<String, u32>,
    footnotes: HashMap<String, usize>,
}

impl IdWalk {
    /// Returns a walk at the top of a page.
    #[must_use]
    pub fn new(rule: AnchorRule) -> IdWalk {
        IdWalk { rule, ..IdWalk::default() }
    }

    /// Returns the ids of a block's places, in the order of [`Note::ids_in`].
    ///
    /// `label` gives the name of a footnote on this page.
    pub fn block(&mut self, note: &Note, block: &Block, label: impl Fn(&str) -> String) -> Vec<String> {
        for footnote in note.footnotes_in(block) {
            let next = self.footnotes.len() + 1;
            self.footnotes.entry(label(&footnote.label)).or_insert(next);
        }
        note.ids_in(block).iter().map(|mark| self.mark(mark, &label)).collect()
    }

    fn mark(&mut self, mark: &IdMark, label: &impl Fn(&str) -> String) -> String {
        if let Some(id) = &mark.explicit {
            return id.clone();
        }
        let mut text = mark.text.clone();
        for (at, name) in mark.footnotes.iter().rev() {
            let number = self.footnotes.get(&label(name)).copied().unwrap_or_default();
            text.insert_str(*at, &number.to_string());
        }
        unique(&mdbook_id(&text, self.rule), &mut self.used, &mut self.next)
    }
}

/// What each fragment means in one note, before it is cut up.
#[derive(Debug, Default)]
pub struct Fragments {
    /// The id that mdBook gives to each of [`Note::ids`].
    pub mdbook: Vec<String>,
    meaning: HashMap<String, u32>,
}

impl Fragments {
    /// Returns the fragments of a note: mdBook's ids first, then GitHub's where those leave room.
    #[must_use]
    pub fn new(note: &Note, rule: AnchorRule) -> Fragments {
        let mut walk = IdWalk::new(rule);
        let mdbook: Vec<String> =
            note.blocks.iter().flat_map(|block| walk.block(note, block, str::to_string)).collect();
        let mut meaning = HashMap::new();
        for (i, id) in (0..).zip(&mdbook) {
            if !id.is_empty() {
                meaning.entry(id.clone()).or_insert(i);
            }
        }
        let (mut used, mut next) = (HashSet::new(), HashMap::new());
        for (i, mark) in (0..).zip(&note.ids) {
            if matches!(mark.kind, IdKind::Heading(_)) {
                let id = unique(&github_id(&mark.typed), &mut used, &mut next);
                meaning.entry(id).or_insert(i);
            }
        }
        Fragments { mdbook, meaning }
    }

    /// Returns the position in [`Note::ids`] of the place that a fragment (without `#`, percent escapes resolved) means.
    #[must_use]
    pub fn find(&self, fragment: &str) -> Option<usize> {
        self.meaning.get(fragment).map(|i| *i as usize)
    }

    /// Returns the known fragment that looks most like this one, if any does.
    #[must_use]
    pub fn nearest(&self, fragment: &str) -> Option<&str> {
        crate::nearest::nearest(fragment, self.meaning.keys().map(String::as_str))
    }

    /// Returns every fragment with the position in [`Note::ids`] of what it means, sorted.
    #[must_use]
    pub fn all(&self) -> Vec<(&str, usize)> {
        let mut all: Vec<_> = self.meaning.iter().map(|(id, i)| (id.as_str(), *i as usize)).collect();
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Dialect, parse};
    use crate::text::SourceId;

    fn fragments(text: &str) -> Fragments {
        Fragments::new(&parse(text, SourceId(0), Dialect::default()), AnchorRule::default())
    }

    #[test]
    fn repeated_ids_count_up_and_step_over_taken_ones() {
        assert_eq!(fragments("# Foo\n# Foo\n# Foo-1\n").mdbook, ["foo", "foo-1", "foo-1-1"]);
        assert_eq!(fragments("# Foo\n# Foo-1\n# Foo\n# Foo\n").mdbook, ["foo", "foo-1", "foo-2", "foo-3"]);
        assert_eq!(fragments("## Foo {#bar}\n## Bar\n").mdbook, ["bar", "bar"]);
        assert_eq!(fragments("# ::\n").mdbook, [""]);
    }

    #[test]
    fn github_ids_are_understood_too() {
        let found = fragments("# a -- b\n\n# `__init__` & co\n\n# हिन्दी\n");
        assert_eq!(found.find("a--b"), Some(0));
        assert_eq!(found.find("a----b"), Some(0));
        assert_eq!(found.find("__init__--co"), Some(1));
        assert_eq!(found.find("हिन्दी"), Some(2));
    }
}
