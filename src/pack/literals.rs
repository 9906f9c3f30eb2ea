//! Which words must stand in a text so that a pattern can match, and in which order.
//!
//! The build script includes this file too; it must not use anything else of the crate.

#[path = "literals/exact.rs"]
mod exact;
#[path = "literals/frequency.rs"]
mod frequency;

use exact::{BOUND, Piece, cross, exact};
use regex_syntax::hir::{Hir, HirKind, Look};

/// How many words a set may have whose words the text is searched for.
const LIMIT: usize = 160;
/// How many words a link of a chain may have: each is looked for in each sentence.
const LINK: usize = 12;
/// How many links a chain may have.
const LINKS: usize = 8;

/// What must stand in a text so that a rule can find something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The alternative of `any` that this is about; `None` when the rule has none.
    pub any: Option<usize>,
    /// The words that the text is searched for, of which one must stand there; none when a pattern asks for no word at all.
    pub words: Vec<Word>,
    /// For each pattern that must be found its chain.
    pub chains: Vec<Chain>,
}

/// Links that must stand in a text in this order, none of them over another one: of each, one of its words.
pub type Chain = Vec<Vec<Word>>;

/// A word, or a few words next to each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// Its letters: in lower case, unless they must have the case in which they are written.
    pub text: String,
    /// Whether a word must begin or end where it begins, and where it ends.
    pub bounds: [bool; 2],
    /// Whether the letters must have the case in which they are written.
    pub exact: bool,
}

impl Word {
    /// Returns what is asked for as a set of bits: 1 for a bound at the start, 2 for one at the end, 4 for the case.
    #[must_use]
    pub fn bits(&self) -> u8 {
        u8::from(self.bounds[0]) | u8::from(self.bounds[1]) << 1 | u8::from(self.exact) << 2
    }

    /// Returns the word of a string, if it says anything.
    fn new(piece: &Piece) -> Option<Word> {
        let letters: String = piece.text.chars().filter(|c| *c != BOUND).collect();
        let exact = piece.exact && letters.bytes().any(|byte| byte.is_ascii_alphabetic());
        let text = if exact { letters } else { letters.to_ascii_lowercase() };
        let bounds = [piece.text.starts_with(BOUND), piece.text.ends_with(BOUND)];
        (!text.trim().is_empty()).then_some(Word { text, bounds, exact })
    }

    /// Returns whether this word stands wherever another one does.
    fn covers(&self, other: &Word) -> bool {
        if self.text == other.text {
            return self.bits() & !other.bits() == 0;
        }
        // Where case matters to both, the letters are those that the one must hold; where it matters to neither too.
        self.bits() == 0 && !other.exact && other.text.contains(&self.text)
    }

    fn often(&self) -> f64 {
        let often = frequency::estimate(&self.text.to_ascii_lowercase(), self.bounds);
        let capital = self.exact && self.text.bytes().any(|byte| byte.is_ascii_uppercase());
        if capital { often / 8.0 } else { often }
    }
}

/// Returns what a rule needs, an entry for each of its alternatives. With `exact_case`, its patterns ask for the case in which
/// they are written.
///
/// # Errors
///
/// When a pattern cannot be read; the error says where.
pub fn needs(all: &[String], any: &[String], exact_case: bool) -> Result<Vec<Need>, Box<regex_syntax::Error>> {
    let mut common = (Vec::new(), Vec::new());
    for pattern in all {
        let hir = parse(pattern, exact_case)?;
        common.0.extend(sets(&hir));
        common.1.push(links(&hir));
    }
    let need = |any, sets: Vec<Vec<Word>>, chains: Vec<Chain>| {
        let words = best(sets);
        // What the text is searched for need not be looked for again.
        let tells = |chain: &Chain| !(chain.is_empty() || chain.len() == 1 && chain[0] == words);
        let chains = chains.into_iter().filter(tells).collect();
        Need { any, words, chains }
    };
    if any.is_empty() {
        return Ok(vec![need(None, common.0, common.1)]);
    }
    let mut found = Vec::new();
    for (number, pattern) in any.iter().enumerate() {
        let hir = parse(pattern, exact_case)?;
        let mut sets = sets(&hir);
        sets.extend(common.0.iter().cloned());
        let chains = std::iter::once(links(&hir)).chain(common.1.iter().cloned()).collect();
        found.push(need(Some(number), sets, chains));
    }
    Ok(found)
}

/// Returns a pattern, and whether its letters ask for their case.
fn parse(pattern: &str, exact_case: bool) -> Result<(Hir, bool), Box<regex_syntax::Error>> {
    // Where no letter asks for its case, the pattern is read as it stands: each letter in both its cases would be a set.
    let case = exact_case || pattern.contains("(?-i");
    let mut builder = regex_syntax::ParserBuilder::new();
    let hir = builder.unicode(false).utf8(false).case_insensitive(case && !exact_case).build().parse(pattern)?;
    Ok((hir, case))
}

/// Returns the set that is found least often.
fn best(sets: Vec<Vec<Word>>) -> Vec<Word> {
    // Each word costs something too, where it does not stand.
    let cost = |set: &Vec<Word>| set.iter().map(|word| word.often() + 1.0).sum::<f64>();
    // Of two that cost the same, the one with the bounds is met less often.
    let costs = sets.into_iter().map(|set| (cost(&set), set));
    let least = costs.min_by(|(one, a), (other, b)| one.total_cmp(other).then_with(|| b.cmp(a)));
    least.map_or_else(Vec::new, |(_, set)| set)
}

/// Returns the sets of a pattern, of each of which one word stands wherever the pattern matches.
fn sets((hir, case): &(Hir, bool)) -> Vec<Vec<Word>> {
    parts(hir, *case, false).sets.iter().filter_map(|set| words(set)).collect()
}

/// Returns the words of strings, if each of them says something.
fn words(set: &[Piece]) -> Option<Vec<Word>> {
    let mut words: Vec<Word> = set.iter().map(Word::new).collect::<Option<_>>()?;
    words.sort();
    words.dedup();
    // A word that holds another one of the set says nothing that the other does not.
    let all = words.clone();
    let bare: Vec<&Word> = all.iter().filter(|word| word.bits() == 0).collect();
    words.retain(|word| {
        let alike = &all[all.partition_point(|other| other.text < word.text)..];
        let alike = alike.iter().take_while(|other| other.text == word.text);
        !alike.chain(bare.iter().copied()).any(|other| other != word && other.covers(word))
    });
    (!words.is_empty()).then_some(words)
}

/// Returns the one of some sets that is found least often; none when there is none whose words all say something.
fn rarest(sets: Vec<Vec<Piece>>) -> Option<Vec<Piece>> {
    let often = |set: &Vec<Piece>| set.iter().map(|piece| Some(Word::new(piece)?.often())).sum::<Option<f64>>();
    let known = sets.into_iter().filter_map(|set| Some((often(&set)?, set)));
    known.min_by(|(one, a), (other, b)| one.total_cmp(other).then_with(|| a.cmp(b))).map(|(_, set)| set)
}

/// What is known of the matches of a part of a pattern.
struct Parts {
    /// All of them, if they are few.
    exact: Option<Vec<Piece>>,
    /// Each match begins with one of these.
    prefix: Vec<Piece>,
    /// Each match ends with one of these.
    suffix: Vec<Piece>,
    /// Of each of these, each match has one somewhere.
    sets: Vec<Vec<Piece>>,
}

/// Returns what is known of a part of a pattern, with the bound of a word at its end or without.
fn parts(hir: &Hir, case: bool, end: bool) -> Parts {
    let unknown = || vec![Piece::empty()];
    let mut known = match hir.kind() {
        HirKind::Capture(capture) => parts(&capture.sub, case, end),
        HirKind::Repetition(repeat) if repeat.min > 0 => {
            let once = parts(&repeat.sub, case, false);
            Parts { exact: None, prefix: once.prefix, suffix: once.suffix, sets: once.sets }
        }
        HirKind::Concat(all) => in_a_row(all, case, end),
        HirKind::Alternation(branches) => one_of(branches.iter().map(|branch| parts(branch, case, end)).collect()),
        _ => Parts { exact: None, prefix: unknown(), suffix: unknown(), sets: Vec::new() },
    };
    if let Some(all) = exact(hir, case) {
        let all = if end { cross(&all, &[Piece::bound()], LIMIT).unwrap_or(all) } else { all };
        known.sets.push(all.clone());
        known = Parts { exact: Some(all.clone()), prefix: all.clone(), suffix: all, sets: known.sets };
    }
    known
}

fn in_a_row(all: &[Hir], case: bool, end: bool) -> Parts {
    // What every match of the parts so far begins with and ends with, and whether the first is all there is.
    let (mut prefix, mut open) = (vec![Piece::empty()], true);
    let mut suffix = vec![Piece::empty()];
    let mut sets = Vec::new();
    for (number, part) in all.iter().enumerate() {
        let ends = all.get(number + 1).map_or(end, |next| matches!(next.kind(), HirKind::Look(Look::WordAscii)));
        let own = parts(part, case, ends);
        sets.extend(cross(&suffix, &own.prefix, LIMIT));
        sets.extend(own.sets);
        if open {
            let longer = cross(&prefix, &own.prefix, LIMIT);
            open = own.exact.is_some() && longer.is_some();
            prefix = longer.unwrap_or(prefix);
        }
        suffix = match own.exact {
            Some(exact) => cross(&suffix, &exact, LIMIT).unwrap_or(exact),
            None => own.suffix,
        };
    }
    Parts { exact: None, prefix, suffix, sets }
}

fn one_of(branches: Vec<Parts>) -> Parts {
    let mut all = Parts { exact: None, prefix: Vec::new(), suffix: Vec::new(), sets: Vec::new() };
    // The best set of each branch; a branch without one makes the others worthless.
    let mut union = Some(Vec::new());
    for branch in branches {
        all.prefix.extend(branch.prefix);
        all.suffix.extend(branch.suffix);
        union = union.zip(rarest(branch.sets)).map(|(mut union, own)| {
            union.extend(own);
            union
        });
    }
    for ends in [&mut all.prefix, &mut all.suffix] {
        if ends.len() > LIMIT {
            *ends = vec![Piece::empty()];
        }
    }
    all.sets.extend(union.filter(|union| union.len() <= LIMIT));
    all
}

/// Returns the chain of a pattern: what tells nothing, or costs more than it tells, is left out of it.
fn links((hir, case): &(Hir, bool)) -> Chain {
    let mut links: Chain = chain(hir, *case, [false, false]).iter().filter_map(|link| words(link)).collect();
    let tells = |word: &Word| word.text.len() > 1 || word.bounds == [true, true];
    links.retain(|link| link.len() <= LINK && link.iter().all(tells));
    links.truncate(LINKS);
    links
}

/// Returns the links of a part of a pattern, with the bound of a word before and behind it or without.
fn chain(hir: &Hir, case: bool, around: [bool; 2]) -> Vec<Vec<Piece>> {
    let bound = |is: bool| vec![if is { Piece::bound() } else { Piece::empty() }];
    if let Some(all) = exact(hir, case) {
        let all = cross(&bound(around[0]), &all, LIMIT).and_then(|all| cross(&all, &bound(around[1]), LIMIT));
        return all.into_iter().collect();
    }
    match hir.kind() {
        HirKind::Capture(capture) => chain(&capture.sub, case, around),
        // What is found is the first round; another one may follow.
        HirKind::Repetition(repeat) if repeat.min > 0 => chain(&repeat.sub, case, [around[0], false]),
        HirKind::Concat(parts) => joined(parts, case, around),
        HirKind::Alternation(branches) => {
            let mut union = Vec::new();
            for branch in branches {
                match rarest(chain(branch, case, around)) {
                    Some(link) => union.extend(link),
                    None => return Vec::new(),
                }
            }
            vec![union]
        }
        _ => Vec::new(),
    }
}

fn ends_in_bound(run: &[Piece]) -> bool {
    run.iter().all(|piece| piece.text.ends_with(BOUND))
}

/// Returns the links of parts that follow each other.
fn joined(parts: &[Hir], case: bool, around: [bool; 2]) -> Vec<Vec<Piece>> {
    let bound = |is: bool| vec![if is { Piece::bound() } else { Piece::empty() }];
    let mut all = Vec::new();
    // The strings of the parts so far that stand next to each other.
    let mut run = bound(around[0]);
    for (number, part) in parts.iter().enumerate() {
        let own = exact(part, case).filter(|own| own.len() <= LINK);
        match own.map(|own| (cross(&run, &own, LINK), own)) {
            Some((Some(longer), _)) => run = longer,
            Some((None, own)) => {
                let own = cross(&bound(ends_in_bound(&run)), &own, LINK).unwrap_or(own);
                all.push(std::mem::replace(&mut run, own));
            }
            None => {
                let last = ends_in_bound(&run);
                let ends = parts
                    .get(number + 1)
                    .map_or(around[1], |next| matches!(next.kind(), HirKind::Look(Look::WordAscii)));
                all.push(std::mem::replace(&mut run, bound(false)));
                all.extend(chain(part, case, [last, ends]));
            }
        }
    }
    all.extend(cross(&run, &bound(around[1]), LINK));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_searched_for_what_is_rare() {
        for (pattern, wanted) in [
            (r"\bthe GIL\b", "|the gil|"),
            (r"\b(?:is|are) \w+ (?:pelicans|walrus)\b", " pelicans|  walrus|"),
            (r"\bbe (call|create)\b", "|be call| |be create|"),
            (r"\b(chang\w+|set)\b", "|chang |set|"),
            (r"(?-i:THE) [a-z]+ zoo", " zoo"),
            (r"\.(?-i:Py)\b", ".Py|!"),
            (r"x*", ""),
        ] {
            let need = needs(&[pattern.to_string()], &[], false).expect("the pattern is right").remove(0);
            let bound = |is: bool| if is { "|" } else { "" };
            let show = |word: &Word| {
                let case = if word.exact { "!" } else { "" };
                format!("{}{}{}{case}", bound(word.bounds[0]), word.text, bound(word.bounds[1]))
            };
            let shown: Vec<String> = need.words.iter().map(show).collect();
            assert_eq!(shown.join(" "), wanted, "{pattern}");
        }
    }
}
