//! Which words must stand in a text so that a pattern can match.
//!
//! The build script includes this file too; it must not use anything else of the crate.

use regex_syntax::hir::{Hir, HirKind};

/// Words that stand in too many sentences to tell anything.
const COMMON: [&str; 34] = [
    "python", "that", "with", "this", "when", "class", "object", "list", "method", "string", "always", "only",
    "function", "which", "from", "have", "will", "your", "module", "default", "thread", "value", "import", "code",
    "type", "file", "never", "cannot", "return", "dict", "used", "data", "name", "call",
];

/// Returns lower-case words of which at least one stands in every text that the pattern matches, or `None` when there are no
/// such words.
///
/// # Errors
///
/// When the pattern cannot be read; the error says where.
pub fn required(pattern: &str) -> Result<Option<Vec<String>>, Box<regex_syntax::Error>> {
    let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
    Ok(words(&parser.parse(pattern)?).map(tidy))
}

/// Returns the better of two sets: the one whose shortest word is longer, common words counting little.
#[must_use]
pub fn better(a: Option<Vec<String>>, b: Option<Vec<String>>) -> Option<Vec<String>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if worth(&b) > worth(&a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Returns one set for patterns of which any may match; `None` when one of them asks for nothing.
#[must_use]
pub fn either(sets: impl Iterator<Item = Option<Vec<String>>>) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for set in sets {
        all.extend(set?);
    }
    (!all.is_empty()).then(|| tidy(all))
}

fn worth(set: &[String]) -> usize {
    let word = |word: &String| {
        let common = COMMON.iter().any(|common| common.starts_with(word.trim()) || word.trim() == *common);
        if common { 12 } else { 10 * word.trim().len().min(8) }
    };
    set.iter().map(word).min().unwrap_or(0).saturating_sub(set.len())
}

fn tidy(mut set: Vec<String>) -> Vec<String> {
    set.sort();
    set.dedup();
    // A word that holds another one of the set says nothing that the other does not.
    let short = set.clone();
    set.retain(|word| !short.iter().any(|other| other != word && word.contains(other.as_str())));
    set
}

fn words(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let word = std::str::from_utf8(&literal.0).ok()?.to_lowercase();
            (!word.trim().is_empty()).then(|| vec![word])
        }
        HirKind::Capture(capture) => words(&capture.sub),
        HirKind::Repetition(repeat) if repeat.min > 0 => words(&repeat.sub),
        HirKind::Concat(parts) => parts.iter().map(words).fold(None, better),
        HirKind::Alternation(parts) => either(parts.iter().map(words)),
        HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) | HirKind::Empty => None,
    }
}
