//! Which words must stand in a text so that a pattern can match.
//!
//! The build script includes this file too; it must not use anything else of the crate.

use regex_syntax::hir::{Hir, HirKind};

/// Words that stand in too many sentences to tell anything, in notes on Python more than elsewhere.
const COMMON: &str = " about after all also always and another any are argument arguments been before being between both but call \
    called calls can cannot class classes code could create data default define defined dict does each every file files first for \
    from function functions get gets give given gives has have import instead into its just like list lists make makes many may \
    mean means method methods module more most must name need needs never new not now number object objects off once one only \
    other out over print program python read return returns run runs same see set sets should some string strings such take takes \
    test than that the their them then there these they thing things this those thread threads time two type types use used uses \
    using value values variable want way what when where which while will with without work works would write you your ";

/// How many sets of words are kept for a pattern.
const SETS: usize = 6;
/// How many words a set may have.
const WORDS: usize = 48;

/// What must stand in a text so that a rule can find something: of every set, one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The alternative of `any` that this is about; `None` when the rule has none.
    pub any: Option<usize>,
    /// The sets, the most telling first: the text is searched for its words, and only where one stands the others are looked for.
    /// None when a pattern asks for no word at all.
    pub sets: Vec<Vec<String>>,
}

/// Returns what a rule needs, an entry for each of its alternatives.
///
/// # Errors
///
/// When a pattern cannot be read; the error says where.
pub fn needs(all: &[String], any: &[String]) -> Result<Vec<Need>, Box<regex_syntax::Error>> {
    let mut common = Vec::new();
    for pattern in all {
        common.extend(required(pattern)?);
    }
    if any.is_empty() {
        return Ok(vec![Need { any: None, sets: best(common) }]);
    }
    let mut found = Vec::new();
    for (number, pattern) in any.iter().enumerate() {
        let mut sets = required(pattern)?;
        sets.extend(common.iter().cloned());
        found.push(Need { any: Some(number), sets: best(sets) });
    }
    Ok(found)
}

/// Returns sets of lower-case words of which one each stands in every text that the pattern matches.
fn required(pattern: &str) -> Result<Vec<Vec<String>>, Box<regex_syntax::Error>> {
    let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
    Ok(sets(&parser.parse(pattern)?))
}

/// Keeps the sets that tell the most.
fn best(sets: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut sets: Vec<Vec<String>> = sets.into_iter().map(tidy).filter(|set| set.len() <= WORDS).collect();
    sets.sort_by_key(|set| (std::cmp::Reverse(worth(set)), set.clone()));
    sets.dedup();
    let short = |set: &Vec<String>| set.iter().any(|word| word.trim().len() < 3);
    // A word of two letters stands everywhere; it is better than nothing only when there is nothing else.
    let kept: Vec<Vec<String>> = sets.iter().filter(|set| !short(set)).take(SETS).cloned().collect();
    if kept.is_empty() { sets.into_iter().take(1).collect() } else { kept }
}

fn worth(set: &[String]) -> usize {
    let word = |word: &String| {
        let plain = word.trim();
        // A word that begins a common one stands wherever that one does.
        if COMMON.contains(&format!(" {plain}")) { plain.len().min(4) } else { 10 * plain.len().min(8) }
    };
    set.iter().map(word).min().unwrap_or(0).saturating_sub(set.len() / 4)
}

fn tidy(mut set: Vec<String>) -> Vec<String> {
    set.sort();
    set.dedup();
    // A word that holds another one of the set says nothing that the other does not.
    let short = set.clone();
    set.retain(|word| !short.iter().any(|other| other != word && word.contains(other.as_str())));
    set
}

fn sets(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let word = std::str::from_utf8(&literal.0)
                .ok()
                .map(str::to_ascii_lowercase)
                .filter(|word| word.chars().all(|c| c.is_ascii() || !c.is_alphabetic()));
            word.filter(|word| !word.trim().is_empty()).map(|word| vec![vec![word]]).unwrap_or_default()
        }
        HirKind::Capture(capture) => sets(&capture.sub),
        HirKind::Repetition(repeat) if repeat.min > 0 => sets(&repeat.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(sets).collect(),
        HirKind::Alternation(parts) => {
            let mut union = Vec::new();
            for part in parts {
                // The best set of each branch; a branch without one makes the others worthless.
                let own = sets(part).into_iter().map(tidy).max_by_key(|set| worth(set));
                match own {
                    Some(own) => union.extend(own),
                    None => return Vec::new(),
                }
            }
            vec![union]
        }
        HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) | HirKind::Empty => Vec::new(),
    }
}
