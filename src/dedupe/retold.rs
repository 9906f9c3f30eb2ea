//! Sections that are told again in slightly other words, in another order, or with more around them.
//!
//! What a section says is read statement by statement (see [`super::gist`]). A block is shown once when everything that it says
//! stands in the other section; a block with one statement of its own stays as it is. The blocks of one section go into the
//! other, never both ways. Titles must agree or the sections be the same almost throughout, code must be the same but for the
//! names of its variables, and nothing in the two may contradict.

use super::decide::Decided;
use super::gist::{self, Gist};
use super::{Folds, Repeat, Verdict, fingerprint, plain, renamed, unit};
use crate::arrange::select::Ground;
use crate::ledger::{Fate, Ledger};
use crate::note::{BlockId, BlockKind};
use crate::outline::{Origin, Outline, SectionId};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// In how many sections a statement may stand before it is a form that sections share.
const FORM: usize = 3;
/// How many words carry a statement at least that brings two sections together.
const TELLING: usize = 3;
/// What two sections must have in common at least, in words that carry statements.
const LEAST: usize = 10;
/// What one statement alone must hold, in such words.
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
    /// What a block of prose says.
    gist: Option<Gist>,
    /// Code to the letter, and with its variables numbered.
    code: Option<(u64, Option<u64>)>,
}

struct Candidate {
    section: SectionId,
    parts: Vec<Part>,
    title: Vec<String>,
    /// Statements by what they say: the part, and the place within all statements of the section.
    said: FxHashMap<u64, (usize, usize)>,
    weight: usize,
}

/// How two titles stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Titles {
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
}

/// Folds what sections tell again, and writes that into the ledger.
pub(super) fn fold(ground: Ground<'_>, outline: &Outline, decided: &Decided, ledger: &mut Ledger, folds: &mut Folds) {
    let candidates = candidates(ground, outline, ledger);
    let pairs = pairs(&candidates);
    let mut homes: FxHashSet<BlockId> = folds.repeats.iter().map(|repeat| repeat.of).collect();
    for (one, other) in pairs {
        let (one, other) = (&candidates[one], &candidates[other]);
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
            let percent = alike(ground, part, there);
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
    candidates.retain(|candidate| candidate.parts.iter().any(|part| ledger.kept(part.id)));
    // By path, not by the order in which the notes were given: which section is the home must not hang on that.
    candidates.sort_by_key(|candidate| {
        let first = candidate.parts[0].id;
        (&ground.sources[first.source.index()].path, first)
    });
    candidates
}

fn part(ground: Ground<'_>, id: BlockId) -> Part {
    let block = ground.notes[id.source.index()].block(id);
    let text = block.span.of(&ground.sources[id.source.index()].text);
    let fenced = block.kind == BlockKind::Fence;
    let whole = block.bond.is_none() && block.closer.is_none();
    let code = (fenced || block.kind == BlockKind::Indented)
        .then(|| (fingerprint::code(text, fenced), renamed::key(text, fenced)));
    Part { id, gist: if whole { gist::gist(text, block.kind) } else { None }, code: code.filter(|_| whole) }
}

/// Returns the words of a title that say what its section is about.
fn title_words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_lowercase);
    let telling = words.filter(|word| !word.is_empty() && !unit::is_empty(word) && !plain::is_empty(word));
    let mut words: Vec<String> = telling.map(|word| plain::meaning(&word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn titles(one: &[String], other: &[String]) -> Titles {
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
        let statements = candidate.parts.iter().filter_map(|part| part.gist.as_ref()).flat_map(|gist| &gist.statements);
        for statement in statements.filter(|statement| statement.weight() >= TELLING) {
            let list = holders.entry(statement.key).or_default();
            // One more than counts is enough to know that it does not count.
            if list.len() <= FORM && list.last() != Some(&number) {
                list.push(number);
            }
        }
    }
    let lists = holders.into_values().filter(|list| list.len() > 1 && list.len() <= FORM);
    let both = |list: Vec<usize>| -> Vec<(usize, usize)> {
        (0..list.len()).flat_map(|at| list[at + 1..].iter().map(|other| (list[at], *other)).collect::<Vec<_>>()).collect()
    };
    let mut pairs: Vec<(usize, usize)> = lists.flat_map(both).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Returns the section that tells another one again, that one, and what it tells again.
fn told_again<'a>(
    (ground, outline): (Ground<'_>, &Outline),
    one: &'a Candidate,
    other: &'a Candidate,
) -> Option<(&'a Candidate, &'a Candidate, Cover)> {
    let (here, there) = (outline.section(one.section), outline.section(other.section));
    let above = |below: SectionId, above: SectionId| {
        std::iter::successors(outline.section(below).parent, |at| outline.section(*at).parent).any(|at| at == above)
    };
    if above(one.section, other.section)
        || above(other.section, one.section)
        || unit::contrast(&here.title, &there.title)
        || contradict(one, other)
    {
        return None;
    }
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
    let mut cover = Cover { pairs: Vec::new(), statements: 0, weight: 0 };
    for (at, part) in copy.parts.iter().enumerate() {
        if let Some(gist) = part.gist.as_ref().filter(|gist| !gist.statements.is_empty()) {
            let places: Option<Vec<(usize, usize)>> =
                gist.statements.iter().map(|statement| home.said.get(&statement.key).copied()).collect();
            let Some(places) = places else { continue };
            if gist.ordered && !places.is_sorted_by(|a, b| a.1 < b.1) {
                continue;
            }
            // The block that says most of it.
            let count = |part: usize| places.iter().filter(|place| place.0 == part).count();
            let Some((there, _)) = places.iter().rev().max_by_key(|place| count(place.0)) else { continue };
            cover.pairs.push((at, *there));
            cover.statements += places.len();
            cover.weight += gist.statements.iter().map(gist::Statement::weight).sum::<usize>();
        } else if let Some((exact, renamed)) = part.code {
            let same = |other: &Part| {
                other.code.is_some_and(|(there, names)| there == exact || (renamed.is_some() && names == renamed))
            };
            if let Some(there) = home.parts.iter().position(same) {
                cover.pairs.push((at, there));
            }
        }
    }
    cover
}

/// Whether sections with such titles have enough in common to be one told twice.
fn is_enough(titles: Titles, copy: &Candidate, home: &Candidate, cover: &Cover) -> bool {
    let part = |candidate: &Candidate| cover.weight * 100 / candidate.weight.max(1);
    let most = part(copy).max(part(home));
    let alone = cover.statements > 1 || (titles == Titles::Agree && cover.weight >= ALONE);
    let least = if titles == Titles::Apart { MUCH } else { LEAST };
    let share = if titles == Titles::Agree { MOST } else { NEARLY_ALL };
    alone && cover.weight >= least && most >= share
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

/// Whether something that one section says speaks against something that the other one says.
fn contradict(one: &Candidate, other: &Candidate) -> bool {
    let own = |candidate: &Candidate, against: &Candidate| -> Vec<gist::Statement> {
        let all = candidate.parts.iter().filter_map(|part| part.gist.as_ref()).flat_map(|gist| &gist.statements);
        all.filter(|statement| !against.said.contains_key(&statement.key)).take(COMPARED).cloned().collect()
    };
    let (here, there) = (own(one, other), own(other, one));
    here.iter().any(|a| there.iter().any(|b| gist::contradict(a, b)))
}

/// How many statements of a section are compared with those of another one.
const COMPARED: usize = 12;

/// Returns how much of a block's words the other one holds, in percent; 100 when they are the same to the letter.
fn alike(ground: Ground<'_>, part: &Part, there: &Part) -> u8 {
    let text = |id: BlockId| ground.notes[id.source.index()].block(id).span.of(&ground.sources[id.source.index()].text);
    if let (Some((a, _)), Some((b, _))) = (part.code, there.code) {
        if a == b {
            return 100;
        }
    }
    let (here, home) = (text(part.id), text(there.id));
    if here.split_whitespace().eq(home.split_whitespace()) {
        return 100;
    }
    let words: FxHashSet<&str> = home.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let own: Vec<&str> = here.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let held = own.iter().filter(|word| words.contains(*word)).count();
    u8::try_from((held * 100 / own.len().max(1)).min(99)).unwrap_or(99)
}
