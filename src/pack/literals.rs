//! Which words must stand in a text so that a pattern can match, and in which order.
//!
//! The build script includes this file too; it must not use anything else of the crate.

use regex_syntax::hir::{Hir, HirKind, Look};

/// Words that stand in too many sentences to tell anything, in notes on Python more than elsewhere.
const COMMON: &str = " about after all also always and another any are argument arguments been before being between both but call \
    called calls can cannot class classes code could create data default define defined dict does each every file files first for \
    from function functions get gets give given gives has have import instead into its just like list lists make makes many may \
    mean means method methods module more most must name need needs never new not now number object objects off once one only \
    other out over print program python read return returns run runs same see set sets should some string strings such take takes \
    test than that the their them then there these they thing things this those thread threads time two type types use used uses \
    using value values variable want way what when where which while will with without work works would write you your ";

/// How many words a set may have whose words the text is searched for.
const WORDS: usize = 48;
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
    pub words: Vec<String>,
    /// For each pattern that must be found its chain.
    pub chains: Vec<Chain>,
}

/// Links that must stand in a text in this order, none of them over another one: of each, one of its words.
pub type Chain = Vec<Vec<Word>>;

/// A word in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// Its letters.
    pub text: String,
    /// Whether a word must begin or end where it begins, and where it ends.
    pub bounds: [bool; 2],
    /// Whether it stands at the start and at the end of the part of the pattern that it was taken from.
    edges: [bool; 2],
}

impl Word {
    /// Returns the bounds as a set of bits: 1 for the start, 2 for the end.
    #[must_use]
    pub fn bits(&self) -> u8 {
        u8::from(self.bounds[0]) | u8::from(self.bounds[1]) << 1
    }
}

/// Returns what a rule needs, an entry for each of its alternatives.
///
/// # Errors
///
/// When a pattern cannot be read; the error says where.
pub fn needs(all: &[String], any: &[String]) -> Result<Vec<Need>, Box<regex_syntax::Error>> {
    let mut common = (Vec::new(), Vec::new());
    for pattern in all {
        let hir = parse(pattern)?;
        common.0.extend(sets(&hir));
        common.1.push(links(&hir));
    }
    let need = |any, sets, chains: Vec<Chain>| {
        let chains = chains.into_iter().filter(|chain| !chain.is_empty()).collect();
        Need { any, words: best(sets), chains }
    };
    if any.is_empty() {
        return Ok(vec![need(None, common.0, common.1)]);
    }
    let mut found = Vec::new();
    for (number, pattern) in any.iter().enumerate() {
        let hir = parse(pattern)?;
        let mut sets = sets(&hir);
        sets.extend(common.0.iter().cloned());
        let chains = std::iter::once(links(&hir)).chain(common.1.iter().cloned()).collect();
        found.push(need(Some(number), sets, chains));
    }
    Ok(found)
}

fn parse(pattern: &str) -> Result<Hir, Box<regex_syntax::Error>> {
    Ok(regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern)?)
}

/// Returns the set that tells the most.
fn best(sets: Vec<Vec<String>>) -> Vec<String> {
    let mut sets: Vec<Vec<String>> = sets.into_iter().map(tidy).filter(|set| set.len() <= WORDS).collect();
    sets.sort_by_key(|set| (std::cmp::Reverse(worth(set)), set.clone()));
    let short = |set: &Vec<String>| set.iter().any(|word| word.trim().len() < 3);
    // A word of two letters stands everywhere; it is better than nothing only when there is nothing else.
    let long = sets.iter().position(|set| !short(set)).unwrap_or(0);
    if sets.is_empty() { Vec::new() } else { sets.swap_remove(long) }
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
        HirKind::Literal(literal) => literal_word(&literal.0).map(|word| vec![vec![word]]).unwrap_or_default(),
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

fn literal_word(literal: &[u8]) -> Option<String> {
    let word = std::str::from_utf8(literal).ok()?.to_ascii_lowercase();
    let plain = word.chars().all(|c| c.is_ascii() || !c.is_alphabetic());
    (plain && !word.trim().is_empty()).then_some(word)
}

/// Returns the chain of a pattern: what tells nothing, or costs more than it tells, is left out of it.
fn links(hir: &Hir) -> Chain {
    let tells = |word: &Word| word.text.len() > 1 || word.bounds == [true, true];
    let mut chain = chain(hir);
    chain.retain(|link| link.len() <= LINK && link.iter().all(tells));
    for link in &mut chain {
        link.iter_mut().for_each(|word| word.edges = [false, false]);
        link.sort();
        link.dedup();
    }
    chain.truncate(LINKS);
    chain
}

fn chain(hir: &Hir) -> Chain {
    let word = |text: String| Word { text, bounds: [false, false], edges: [true, true] };
    match hir.kind() {
        HirKind::Literal(literal) => literal_word(&literal.0).map(|text| vec![vec![word(text)]]).unwrap_or_default(),
        HirKind::Capture(capture) => chain(&capture.sub),
        HirKind::Repetition(repeat) if repeat.min > 0 => {
            // What is found is the first round; another one may follow.
            let mut first = chain(&repeat.sub);
            first.iter_mut().flatten().for_each(|word| word.edges[1] &= repeat.max == Some(1));
            first
        }
        HirKind::Concat(parts) => joined(parts),
        HirKind::Alternation(parts) => {
            let texts = |link: &Vec<Word>| link.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
            let mut union = Vec::new();
            for part in parts {
                match chain(part).into_iter().max_by_key(|link| worth(&texts(link))) {
                    Some(link) => union.extend(link),
                    None => return Vec::new(),
                }
            }
            vec![union]
        }
        HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) | HirKind::Empty => Vec::new(),
    }
}

/// Returns the chain of parts that follow each other.
fn joined(parts: &[Hir]) -> Chain {
    let mut all: Chain = Vec::new();
    // Whether nothing but marks of position stood before, and whether the last of them was the bound of a word.
    let (mut start, mut bound) = (true, false);
    for part in parts {
        if let HirKind::Look(look) = part.kind() {
            if *look == Look::WordAscii {
                bound = true;
                let last = all.last_mut().into_iter().flatten();
                last.for_each(|word| word.bounds[1] |= word.edges[1]);
            }
            continue;
        }
        let mut own = chain(part);
        for word in own.first_mut().into_iter().flatten() {
            word.bounds[0] |= bound && word.edges[0];
        }
        own.iter_mut().flatten().for_each(|word| word.edges[0] &= start);
        all.iter_mut().flatten().for_each(|word| word.edges[1] = false);
        all.extend(own);
        (start, bound) = (false, false);
    }
    all
}
