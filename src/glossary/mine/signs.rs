//! What a text must hold for a form to be looked for in it: found in one pass over each note.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What a passage must hold for a form to be looked for in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A colon and a space.
    Colon,
    /// A dash.
    Dash,
    /// ", where".
    Where,
    /// "(ie", or the same behind a comma.
    ThatIs,
    /// " stands for ", " is short for ".
    StandsFor,
    /// " define … as".
    Defines,
    /// "called", "known as".
    Called,
    /// "In a".
    Framed,
    /// "aka", "also called" and the like, in brackets or behind a comma.
    Aka,
    /// ", which".
    WhichIs,
    /// "makes", "be used as".
    Makes,
}

/// What gives the signs away.
const SIGNS: [(&str, Sign); 35] = [
    (": ", Sign::Colon),
    ("-- ", Sign::Dash),
    (", where ", Sign::Where),
    (" (ie", Sign::ThatIs),
    (" (IE ", Sign::ThatIs),
    (" (i.e.", Sign::ThatIs),
    (", i.e. ", Sign::ThatIs),
    (", ie ", Sign::ThatIs),
    (", that is to say ", Sign::ThatIs),
    (", that is, ", Sign::ThatIs),
    (" stands for ", Sign::StandsFor),
    (" stand for ", Sign::StandsFor),
    (" is short for ", Sign::StandsFor),
    (" define ", Sign::Defines),
    ("called ", Sign::Called),
    ("known as ", Sign::Called),
    ("In a", Sign::Framed),
    (" (aka", Sign::Aka),
    (" (AKA", Sign::Aka),
    (", aka ", Sign::Aka),
    (" aka ", Sign::Aka),
    (" AKA ", Sign::Aka),
    (" (a.k.a.", Sign::Aka),
    (", a.k.a.", Sign::Aka),
    (" (also known as ", Sign::Aka),
    (", also known as ", Sign::Aka),
    (" (also called ", Sign::Aka),
    (", also called ", Sign::Aka),
    (" (short for ", Sign::Aka),
    (", short for ", Sign::Aka),
    (" (sometimes called ", Sign::Aka),
    (", sometimes called ", Sign::Aka),
    (", which ", Sign::WhichIs),
    (" makes ", Sign::Makes),
    (" be used as ", Sign::Makes),
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let patterns = SIGNS.iter().map(|(pattern, _)| pattern);
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(patterns)
        .expect("thirty-five short patterns make one")
});

/// Returns the signs in a text and where they stand, by place.
pub(super) fn find(text: &str) -> Vec<(usize, Sign)> {
    FINDER.find_iter(text).map(|found| (found.start(), SIGNS[found.pattern()].1)).collect()
}
