//! Edits that mend a finding, and what becomes of a text when they are made.

use crate::text::Span;

/// How sure it is that a fix does what the author meant. Ordered: a fix is made iff its safety is at least the wanted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// To look at; never made by the tool.
    Show,
    /// Right most of the time; made when asked for.
    Ask,
    /// Cannot be wrong.
    Sure,
}

impl Safety {
    /// Returns the name that pages and reports use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Safety::Show => "show",
            Safety::Ask => "ask",
            Safety::Sure => "sure",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Safety> {
        [Safety::Show, Safety::Ask, Safety::Sure].into_iter().find(|safety| safety.name() == name)
    }
}

/// One replacement: these bytes by that text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes; empty where something is put in.
    pub at: Span,
    /// What comes.
    pub with: String,
}

/// Edits that mend a finding together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does: a short clause, as on a button.
    pub title: String,
    /// How sure it is.
    pub safety: Safety,
    /// The edits, by place, none touching another.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Returns a fix of one edit.
    pub fn replace(at: Span, with: impl Into<String>, title: impl Into<String>, safety: Safety) -> Fix {
        Fix { title: title.into(), safety, edits: vec![Edit { at, with: with.into() }] }
    }
}

/// Chooses the fixes that can be made in one pass, in the order given: of two that touch, the first.
///
/// Returns the positions of the chosen ones.
#[must_use]
pub fn compatible(fixes: &[&Fix]) -> Vec<usize> {
    let mut taken: std::collections::BTreeSet<(u32, u32, u32)> = std::collections::BTreeSet::new();
    let mut chosen = Vec::new();
    for (number, fix) in fixes.iter().enumerate() {
        let free = |edit: &Edit| {
            let (source, start, end) = (edit.at.source.0, edit.at.start, edit.at.end);
            // Edits that only meet are kept apart as well: two texts put in at one place have no order.
            let before = taken.range(..=(source, end, u32::MAX)).next_back();
            before.is_none_or(|(other, _, other_end)| *other < source || *other_end < start)
        };
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().map(|edit| (edit.at.source.0, edit.at.start, edit.at.end)));
            chosen.push(number);
        }
    }
    chosen
}

/// Returns a text with edits made; they must not touch each other.
#[must_use]
pub fn apply(text: &str, edits: &mut [&Edit]) -> String {
    edits.sort();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits.iter() {
        out.push_str(&text[at..edit.at.start as usize]);
        out.push_str(&edit.with);
        at = edit.at.end as usize;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceId;

    fn edit(start: usize, end: usize, with: &str) -> Fix {
        Fix::replace(Span::new(SourceId(0), start, end), with, "", Safety::Sure)
    }

    #[test]
    fn fixes_that_touch_wait_for_the_next_pass() {
        let fixes = [edit(2, 4, "a"), edit(3, 5, "b"), edit(4, 4, "c"), edit(5, 6, "d"), edit(0, 1, "e")];
        assert_eq!(compatible(&fixes.iter().collect::<Vec<_>>()), [0, 3, 4]);
    }

    #[test]
    fn bytes_outside_the_edits_stay() {
        let fixes = [edit(6, 7, "X"), edit(0, 2, "")];
        let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
        assert_eq!(apply("ab\r\ncdefg", &mut edits), "\r\ncdXfg");
    }
}
