//! Where in a text a pattern can begin to match: most patterns begin with one of a few letters, at the start of a word.
//!
//! To simulate a pattern is to follow all its branches from each byte; where it cannot begin, there is no need to.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// What is known of where a pattern begins.
#[derive(Debug)]
pub(super) struct Start {
    /// The bytes with which a match can begin; `None` when it can be empty.
    bytes: Option<Box<[bool; 256]>>,
    /// Whether a word must begin or end there.
    bound: bool,
    /// Whether it must be the start of the text.
    first: bool,
}

impl Start {
    /// Returns where a pattern can begin.
    pub fn of(pattern: &Hir) -> Start {
        let mut bytes = Box::new([false; 256]);
        let empty = collect(pattern, &mut bytes);
        let looks = pattern.properties().look_set_prefix();
        let (bound, first) = (looks.contains(Look::WordAscii), looks.contains(Look::Start));
        Start { bytes: (!empty).then_some(bytes), bound, first }
    }

    /// Returns the bytes of a text at which a match can begin, from one on; `None` when it can begin at any.
    pub fn places<'a>(&'a self, text: &'a [u8], from: usize) -> Option<impl Iterator<Item = usize> + 'a> {
        let bytes = self.bytes.as_ref()?;
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let until = if self.first { text.len().min(1) } else { text.len() };
        let fits = move |at: &usize| {
            let before = at.checked_sub(1).is_some_and(|before| inside(text[before]));
            bytes[usize::from(text[*at])] && (!self.bound || before != inside(text[*at]))
        };
        Some((from..until).filter(fits))
    }
}

/// Notes the bytes with which a pattern can begin, and returns whether it can match nothing at all.
fn collect(pattern: &Hir, bytes: &mut [bool; 256]) -> bool {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => literal.0.first().is_none_or(|byte| {
            bytes[usize::from(*byte)] = true;
            false
        }),
        HirKind::Class(Class::Bytes(class)) => {
            for range in class.ranges() {
                bytes[usize::from(range.start())..=usize::from(range.end())].fill(true);
            }
            false
        }
        HirKind::Class(Class::Unicode(_)) => {
            bytes.fill(true);
            false
        }
        HirKind::Repetition(repeat) => collect(&repeat.sub, bytes) || repeat.min == 0,
        HirKind::Capture(capture) => collect(&capture.sub, bytes),
        HirKind::Concat(parts) => parts.iter().all(|part| collect(part, bytes)),
        HirKind::Alternation(parts) => parts.iter().filter(|part| collect(part, bytes)).count() > 0,
    }
}
