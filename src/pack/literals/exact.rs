//! The strings that a part of a pattern matches, where they are few.

use super::LIMIT;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Stands in a string where the pattern asks for the start or the end of a word.
pub(super) const BOUND: char = '\u{1}';

/// A string that a part of a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    /// Its letters, and [`BOUND`] where a bound of a word is asked for.
    pub text: String,
    /// Whether its letters must have the case in which they are written.
    pub exact: bool,
}

impl Piece {
    /// Returns the string without a letter.
    pub fn empty() -> Piece {
        Piece { text: String::new(), exact: true }
    }

    /// Returns the mark of a bound.
    pub fn bound() -> Piece {
        Piece { text: BOUND.to_string(), exact: true }
    }
}

/// Returns each string of the first list followed by each of the second, unless they are too many.
pub(super) fn cross(first: &[Piece], second: &[Piece], limit: usize) -> Option<Vec<Piece>> {
    if first.len() * second.len() > limit {
        return None;
    }
    let join = |a: &Piece, b: &Piece| {
        let twice = a.text.ends_with(BOUND) && b.text.starts_with(BOUND);
        let behind = if twice { &b.text[BOUND.len_utf8()..] } else { &b.text };
        Piece { text: format!("{}{behind}", a.text), exact: a.exact && b.exact }
    };
    Some(first.iter().flat_map(|a| second.iter().map(move |b| join(a, b))).collect())
}

/// Returns all strings that a part of a pattern matches, if they are few. `case` says whether its letters ask for their case.
pub(super) fn exact(hir: &Hir, case: bool) -> Option<Vec<Piece>> {
    match hir.kind() {
        HirKind::Look(Look::WordAscii) => Some(vec![Piece::bound()]),
        HirKind::Empty | HirKind::Look(_) => Some(vec![Piece::empty()]),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let plain = text.chars().all(|c| c != BOUND && (c.is_ascii() || !c.is_alphabetic()));
            plain.then(|| vec![Piece { text: text.to_string(), exact: case }])
        }
        HirKind::Class(class) => letters(class, case),
        HirKind::Capture(capture) => exact(&capture.sub, case),
        HirKind::Repetition(repeat) => {
            let sub = exact(&repeat.sub, case)?;
            match (repeat.min, repeat.max) {
                (0, Some(1)) => Some(std::iter::once(Piece::empty()).chain(sub).collect()),
                (1, Some(1)) => Some(sub),
                (2, Some(2)) => cross(&sub, &sub, LIMIT),
                _ => None,
            }
        }
        HirKind::Concat(parts) => {
            let mut all = vec![Piece::empty()];
            for part in parts {
                all = cross(&all, &exact(part, case)?, LIMIT)?;
            }
            Some(all)
        }
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(exact(part, case)?);
                if all.len() > LIMIT {
                    return None;
                }
            }
            Some(all)
        }
    }
}

/// Returns the letters of a small class; a letter in both its cases is one whose case does not matter.
fn letters(class: &Class, case: bool) -> Option<Vec<Piece>> {
    const MOST: usize = 12;
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => {
            class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
        Class::Bytes(class) => class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    if ranges.iter().map(|(from, to)| (to - from + 1) as usize).sum::<usize>() > MOST {
        return None;
    }
    let all: Vec<char> = ranges.iter().flat_map(|(from, to)| *from..=*to).filter_map(char::from_u32).collect();
    let other = |c: &char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    let mut found = Vec::new();
    for c in &all {
        if !c.is_ascii() || *c == BOUND {
            return None;
        }
        let both = c.is_ascii_alphabetic() && all.contains(&other(c));
        if !(both && c.is_ascii_uppercase()) {
            found.push(Piece { text: c.to_string(), exact: case && !both });
        }
    }
    Some(found)
}
