//! Sections that are told again in slightly other words, in another order, or with more around them.
//!
//! What a section says is read statement by statement (see [`super::gist`]). A block is shown once when everything that it says
//! stands in the other section; a block with one statement of its own stays as it is. The blocks of one section go into the
//! other, never both ways. Titles must agree or the sections be the same almost throughout, code must be the same but for the
//! names of its variables, and nothing in the two may contradict.

use super::decide::Decided;
use super::gist::{self, Gist, Statement};
use super::{Folds, Repeat, Verdict, fingerprint, plain, renamed, unit};
use crate::arrange::select::Ground;
use crate::diagnostic::COPIES_DISAGREE;
use crate::ledger::{Fate, Ledger};
use crate::note::{BlockId, BlockKind};
use crate::outline::{Origin, Outline, SectionId};
use crate::text::LineIndex;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// In how many sections a statement may stand before it is a form that sections share.
const FORM: usize = 3;
/// How many words carry a statement at least that brings two sections together.
const TELLING: usize = 3;
/// What two sections must have in common at least, in words that carry statements and lines of code.
const LEAST: usize = 10;
/// What one statement alone must hold, with the code beside it.
const ALONE: usize = 11;
/// What part of one of the sections must stand in the other, in percent, when one title says what the other one does.
const MOST: usize = 50;
/// The same when the titles have only a word in common.
const NEARLY_ALL: usize = 80;
/// What titles without a common word must have in common at least, in words that carry statements.
const MUCH: usize = 16;

/// A block of a section, as far as repeats go.
struct Part {
    id: BlockId,
    /// Whether it ends with a colon and so leads to what follows.
    leads: bool,
    /// What a block of prose says.
    gist: Option<Gist>,
    code: Option<Code>,
}

/// A block of code in two forms.
#[derive(Clone, Copy)]
struct Code {
    /// To the letter.
    exact: u64,
    /// With its variables numbered.
    renamed: Option<u64>,
    lines: usize,
}

impl Code {
    fn is_like(self, other: Code) -> bool {
        self.exact == other.exact || (self.renamed.is_some() && self.renamed == other.renamed)
    }
}

struct Candidate {
    section: SectionId,
    parts: Vec<Part>,
    title: Vec<String>,
    /// Statements by what they say: the part, and the place within all statements of the section.
    said: FxHashMap<u64, (usize, usize)>,
    weight: usize,
}

impl Candidate {
    fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.parts.iter().filter_map(|part| part.gist.as_ref()).flat_map(|gist| &gist.statements)
    }
}

/// How two titles stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Titles {
    /// One says all that the other one says.
    Agree,
    /// They have a word in common.
    Touch,
    /// They have none.
    Apart,
}

/// What of a section stands in another one.
struct Cover {
    /// Pairs of parts: the copy's and the home's.
    pairs: Vec<(usize, usize)>,
    /// How many statements.
    statements: usize,
    /// How many words carry them.
    weight: usize,
    /// How many lines of code.
    lines: usize,
}

/// Folds what sections tell again, and writes that into the ledger.
pub(super) fn fold(
    (ground, lines): (Ground<'_>, &[LineIndex]),
    outline: &Outline,
    decided: &Decided,
    ledger: &mut Ledger,
    folds: &mut Folds,
) {
    let candidates = candidates(ground, outline, ledger);
    let pairs = pairs(&candidates);
    let mut homes: FxHashSet<BlockId> = folds.repeats.iter().map(|repeat| repeat.of).collect();
    for (one, other) in pairs {
        let (one, other) = (&candidates[one], &candidates[other]);
        if !may_be_one(outline, one, other) {
            continue;
        }
        if let Some(blocks) = contradiction(one, other) {
            if titles(&one.title, &other.title) == Titles::Agree {
                tell((ground, lines), outline, decided, blocks, folds);
            }
            continue;
        }
        let Some((copy, home, cover)) = told_again((ground, outline), one, other) else { continue };
        let parts = cover.pairs.iter().map(|(a, b)| (&copy.parts[*a], &home.parts[*b]));
        let parts: Vec<(&Part, &Part)> = parts.filter(|(part, _)| ledger.kept(part.id)).collect();
        let free = |(part, there): &(&Part, &Part)| {
            !homes.contains(&part.id)
                && ledger.home(there.id).is_some()
                && !decided.keep.contains(&part.id)
                && !decided.keep.contains(&there.id)
        };
        if !parts.iter().all(free) {
            continue;
        }
        for (at, (part, there)) in parts.iter().enumerate() {
            let exact = part.code.zip(there.code).is_some_and(|(a, b)| a.exact == b.exact);
            let percent = if exact { 100 } else { alike(ground, part.id, there.id) };
            let of = there.id;
            ledger.set(part.id, if percent == 100 { Fate::Same(of) } else { Fate::Near { of, percent } });
            folds.repeats.push(Repeat { copy: part.id, of, percent, verdict: Verdict::Folded });
            homes.insert(of);
            if at == 0 {
                folds.pointers.insert(part.id, home.section);
            }
        }
    }
}

fn candidates(ground: Ground<'_>, outline: &Outline, ledger: &Ledger) -> Vec<Candidate> {
    let sections: Vec<SectionId> = outline.ids().filter(|id| outline.section(*id).origin == Origin::Heading).collect();
    let read = |section: &SectionId| {
        let whole = outline.section(*section);
        let parts: Vec<Part> = whole.body.iter().map(|id| part(ground, *id)).collect();
        let mut said = FxHashMap::default();
        let (mut place, mut weight) = (0, 0);
        for (at, part) in parts.iter().enumerate() {
            for statement in part.gist.iter().flat_map(|gist| &gist.statements) {
                said.entry(statement.key).or_insert((at, place));
                place += 1;
                weight += statement.weight();
            }
        }
        let title = title_words(&whole.title);
        (!said.is_empty()).then_some(Candidate { section: *section, parts, title, said, weight })
    };
    let mut candidates: Vec<Candidate> = sections.par_iter().filter_map(read).collect();
    name_by_parents(outline, &mut candidates);
    candidates.retain(|candidate| candidate.parts.iter().any(|part| ledger.kept(part.id)));
    // By path, not by the order in which the notes were given: which section is the home must not hang on that.
    candidates.sort_by_key(|candidate| {
        let first = candidate.parts[0].id;
        (&ground.sources[first.source.index()].path, first)
    });
    candidates
}

/// Sections whose title stands everywhere ("Explanation") are about what the section above them is about.
fn name_by_parents(outline: &Outline, candidates: &mut [Candidate]) {
    let mut worn: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    for candidate in candidates.iter() {
        *worn.entry(candidate.title.clone()).or_default() += 1;
    }
    for candidate in candidates.iter_mut().filter(|candidate| worn[&candidate.title] > FORM) {
        let parent = outline.section(candidate.section).parent;
        candidate.title = parent.map(|parent| title_words(&outline.section(parent).title)).unwrap_or_default();
    }
}

fn part(ground: Ground<'_>, id: BlockId) -> Part {
    let block = ground.notes[id.source.index()].block(id);
    let text = block.span.of(&ground.sources[id.source.index()].text);
    let fenced = block.kind == BlockKind::Fence;
    let whole = block.bond.is_none() && block.closer.is_none();
    let code = (fenced || block.kind == BlockKind::Indented).then(|| Code {
        exact: fingerprint::code(text, fenced),
        renamed: renamed::key(text, fenced),
        lines: fingerprint::code_lines(text, fenced).len(),
    });
    let leads = text.trim_end().trim_end_matches(['*', '_']).ends_with(':');
    Part { id, leads, gist: if whole { gist::gist(text, block.kind) } else { None }, code: code.filter(|_| whole) }
}

/// Returns the words of a title that say what its section is about.
pub(super) fn title_words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_lowercase);
    let telling = words.filter(|word| !word.is_empty() && !unit::is_empty(word) && !plain::is_empty(word));
    let mut words: Vec<String> = telling.map(|word| plain::meaning(&word).into_owned()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

pub(super) fn titles(one: &[String], other: &[String]) -> Titles {
    let common = one.iter().filter(|word| other.contains(word)).count();
    match common {
        0 => Titles::Apart,
        _ if common == one.len() || common == other.len() => Titles::Agree,
        _ => Titles::Touch,
    }
}

/// Returns the pairs of sections that have a telling statement in common, in their order.
fn pairs(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (number, candidate) in candidates.iter().enumerate() {
        for statement in candidate.statements().filter(|statement| statement.weight() >= TELLING) {
            let list = holders.entry(statement.key).or_default();
            // One more than counts is enough to know that it does not count.
            if list.len() <= FORM && list.last() != Some(&number) {
                list.push(number);
            }
        }
    }
    let lists = holders.into_values().filter(|list| list.len() > 1 && list.len() <= FORM);
    let both = |list: Vec<usize>| -> Vec<(usize, usize)> {
        (0..list.len())
            .flat_map(|at| list[at + 1..].iter().map(|other| (list[at], *other)).collect::<Vec<_>>())
            .collect()
    };
    let mut pairs: Vec<(usize, usize)> = lists.flat_map(both).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two sections can be about one thing: neither stands in the other, and the titles set nothing against each other.
fn may_be_one(outline: &Outline, one: &Candidate, other: &Candidate) -> bool {
    let (here, there) = (outline.section(one.section), outline.section(other.section));
    let above = |below: SectionId, above: SectionId| {
        std::iter::successors(outline.section(below).parent, |at| outline.section(*at).parent).any(|at| at == above)
    };
    !above(one.section, other.section)
        && !above(other.section, one.section)
        && !unit::contrast(&here.title, &there.title)
}

/// Returns the section that tells another one again, that one, and what it tells again.
fn told_again<'a>(
    (ground, outline): (Ground<'_>, &Outline),
    one: &'a Candidate,
    other: &'a Candidate,
) -> Option<(&'a Candidate, &'a Candidate, Cover)> {
    let titles = titles(&one.title, &other.title);
    // Of two equals, the one that stands first is the home; the first one goes only when all of it is in the second.
    let later = cover(other, one);
    let earlier = cover(one, other);
    let whole = |cover: &Cover, candidate: &Candidate| cover.pairs.len() == candidate.parts.len();
    let named = |copy: &Candidate, home: &Candidate, cover: &Cover| {
        let codes = cover.pairs.iter().map(|(at, _)| &copy.parts[*at]).filter(|part| part.code.is_some());
        codes.into_iter().any(|part| {
            let names = unit::names_in(ground, part.id);
            let title = |candidate: &Candidate| &outline.section(candidate.section).title;
            unit::named(title(copy), &names) > unit::named(title(home), &names)
        })
    };
    let folds = |copy: &Candidate, home: &Candidate, cover: &Cover| {
        is_enough(titles, copy, home, cover) && variants(copy, home, cover) && !named(copy, home, cover)
    };
    let first = whole(&earlier, one) && !whole(&later, other);
    if !first && folds(other, one, &later) {
        return Some((other, one, later));
    }
    (whole(&earlier, one) && folds(one, other, &earlier)).then_some((one, other, earlier))
}

/// Finds the blocks of a section that say nothing but what the other one says, too.
fn cover(copy: &Candidate, home: &Candidate) -> Cover {
    let mut cover = Cover { pairs: Vec::new(), statements: 0, weight: 0, lines: 0 };
    // From the end, so that it is known of a label whether what it stands above goes.
    for (at, part) in copy.parts.iter().enumerate().rev() {
        let weight: usize = part.gist.iter().flat_map(|gist| &gist.statements).map(Statement::weight).sum();
        let followed = cover.pairs.last().is_some_and(|pair| pair.0 == at + 1);
        if part.gist.is_some() && (part.leads || weight < TELLING) && !followed {
            continue;
        }
        let there = match (&part.gist, part.code) {
            (Some(gist), _) => said_in(gist, home),
            (None, Some(code)) => {
                home.parts.iter().position(|other| other.code.is_some_and(|there| there.is_like(code)))
            }
            (None, None) => None,
        };
        let Some(there) = there else { continue };
        cover.pairs.push((at, there));
        cover.statements += part.gist.as_ref().map_or(0, |gist| gist.statements.len());
        cover.weight += weight;
        cover.lines += part.code.map_or(0, |code| code.lines);
    }
    cover.pairs.reverse();
    cover
}

/// Returns the block of a section that says most of what another block says, when the section says all of it.
fn said_in(gist: &Gist, home: &Candidate) -> Option<usize> {
    let places: Option<Vec<(usize, usize)>> =
        gist.statements.iter().map(|statement| home.said.get(&statement.key).copied()).collect();
    let places = places?;
    if gist.ordered && !places.is_sorted_by(|a, b| a.1 < b.1) {
        return None;
    }
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    places.iter().for_each(|place| *counts.entry(place.0).or_default() += 1);
    places.iter().rev().map(|place| place.0).max_by_key(|part| counts[part])
}

/// Whether sections with such titles have enough in common to be one told twice.
fn is_enough(titles: Titles, copy: &Candidate, home: &Candidate, cover: &Cover) -> bool {
    let part = |candidate: &Candidate| cover.weight * 100 / candidate.weight.max(1);
    let most = part(copy).max(part(home));
    let alone = cover.statements > 1 || (titles == Titles::Agree && cover.weight + cover.lines >= ALONE);
    let least = if titles == Titles::Apart { MUCH } else { LEAST };
    let share = if titles == Titles::Agree { MOST } else { NEARLY_ALL };
    alone && cover.weight + cover.lines >= least && most >= share
}

/// Whether no code is left that makes one of the sections a variant of the other.
fn variants(copy: &Candidate, home: &Candidate, cover: &Cover) -> bool {
    let left = |candidate: &Candidate, of: fn(&(usize, usize)) -> usize| {
        let alone = |(at, part): (usize, &Part)| part.code.is_some() && !cover.pairs.iter().any(|pair| of(pair) == at);
        candidate.parts.iter().enumerate().any(alone)
    };
    let code = cover.pairs.iter().any(|(at, _)| copy.parts[*at].code.is_some());
    !left(copy, |pair| pair.0) && (code || !left(home, |pair| pair.1))
}

/// Returns the blocks of two sections that speak against each other, the first such pair.
fn contradiction(one: &Candidate, other: &Candidate) -> Option<(BlockId, BlockId)> {
    let (here, there): (Vec<&Statement>, Vec<&Statement>) = (one.statements().collect(), other.statements().collect());
    let (a, b) = gist::contradiction(&here, &there)?;
    let block = |candidate: &Candidate, key: u64| candidate.said.get(&key).map(|(part, _)| candidate.parts[*part].id);
    block(one, a).zip(block(other, b))
}

/// Tells of two blocks that speak against each other in sections of one title; the rows of tables differ in their figures.
fn tell(
    (ground, lines): (Ground<'_>, &[LineIndex]),
    outline: &Outline,
    decided: &Decided,
    (of, copy): (BlockId, BlockId),
    folds: &mut Folds,
) {
    let table = |id: BlockId| ground.notes[id.source.index()].block(id).kind == BlockKind::Table;
    if [of, copy].iter().any(|id| table(*id) || decided.keep.contains(id)) {
        return;
    }
    let percent = alike(ground, copy, of);
    folds.repeats.push(Repeat { copy, of, percent, verdict: Verdict::Disagrees });
    let how = "with other figures or a negation there";
    folds.diagnostics.push(super::finding((ground, lines), outline, &COPIES_DISAGREE, (copy, of), how));
}

/// Returns how much of a block's words the other one holds, in percent; 100 when they are the same to the letter.
fn alike(ground: Ground<'_>, copy: BlockId, of: BlockId) -> u8 {
    let text = |id: BlockId| ground.notes[id.source.index()].block(id).span.of(&ground.sources[id.source.index()].text);
    let (here, home) = (text(copy), text(of));
    if here.split_whitespace().eq(home.split_whitespace()) {
        return 100;
    }
    let words: FxHashSet<&str> = home.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let own: Vec<&str> = here.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let held = own.iter().filter(|word| words.contains(*word)).count();
    u8::try_from((held * 100 / own.len().max(1)).min(99)).unwrap_or(99)
}
