//! One slip, told once: where two rules mean the same words, the one that knows more about them speaks.

use crate::diagnostic::Diagnostic;
use crate::text::SourceId;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// Rules that may mean the same words, of which one is to be heard: the graver finding, then the earlier rule of the row.
const ROWS: [&[&str]; 3] = [
    &["removed-api", "no-such-attribute", "dictionary-method-of-python-two", "undefined-name"],
    &["acronym-in-lower-case", "acronym-case"],
    &["product-name", "name-in-lower-case", "python-in-lower-case", "misspelled-name"],
];

/// Drops the findings that say again what a better one says. What is off must be gone already: it says nothing.
pub(super) fn once(found: &mut Vec<Diagnostic>) {
    let selfless = found.iter().filter(|finding| finding.rule.name == "missing-self");
    let selfless: FxHashSet<SourceId> = selfless.map(|finding| finding.at.source).collect();
    // A method without `self` has no `self`, which is one slip.
    let unbound = |finding: &Diagnostic| finding.rule.name == "undefined-name" && finding.message.contains("`self`");
    found.retain(|finding| !(unbound(finding) && selfless.contains(&finding.at.source)));
    let mut again = vec![false; found.len()];
    for row in ROWS {
        let rank = |finding: &Diagnostic| row.iter().position(|name| *name == finding.rule.name);
        let ranked = |(number, finding)| rank(finding).map(|rank| (rank, number));
        let mut places: Vec<(usize, usize)> = found.iter().enumerate().filter_map(ranked).collect();
        let worth = |(rank, number): (usize, usize)| (Reverse(found[number].level), rank);
        places.sort_by_key(|place| (found[place.1].at, worth(*place)));
        let mut last: Option<(usize, usize)> = None;
        for place in places {
            let at = found[place.1].at;
            match last.filter(|last| at.source == found[last.1].at.source && at.start < found[last.1].at.end) {
                Some(kept) if worth(kept) <= worth(place) => again[place.1] = true,
                Some(kept) => {
                    again[kept.1] = true;
                    last = Some(place);
                }
                None => last = Some(place),
            }
        }
    }
    let mut again = again.into_iter();
    found.retain(|_| !again.next().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Category, Level, Rule};
    use crate::text::{SourceId, Span};

    const fn rule(name: &'static str, level: Level) -> Rule {
        Rule { name, category: Category::Code, level, what: "", url: None, python: None }
    }

    static GONE: Rule = rule("removed-api", Level::Warn);
    static NAME: Rule = rule("undefined-name", Level::Info);

    #[test]
    fn of_two_findings_at_one_place_the_better_one_stays() {
        let note = |note, start, end| Span { source: SourceId(note), start, end };
        let at = |start, end| note(0, start, end);
        let mut found = vec![
            Diagnostic::new(&NAME, note(1, 4, 10), "d".to_string()),
            Diagnostic::new(&NAME, at(4, 10), "a".to_string()),
            Diagnostic::new(&GONE, at(4, 10), "b".to_string()),
            Diagnostic::new(&NAME, at(12, 14), "c".to_string()),
        ];
        once(&mut found);
        let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(said, ["d", "b", "c"]);
    }
}
