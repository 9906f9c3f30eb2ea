//! Sections that are told again: most of one stands word for word in another. Its repeated blocks are shown once, in the section
//! that stands first, and what it has besides stays.
//!
//! Blocks alone cannot show that: one sentence introduces many things, one piece of code serves many ends. So a repeated sentence
//! and most of the section have to come together, and what is left must not be code, which would be a variant.

use super::decide::Decided;
use super::fingerprint::{self, Fnv};
use super::{Folds, Repeat, Verdict, unit};
use crate::arrange::select::Ground;
use crate::ledger::{Fate, Ledger};
use crate::note::{BlockId, BlockKind};
use crate::outline::{Origin, Outline, SectionId};
use rustc_hash::FxHashMap;
use std::hash::Hasher;

/// How many words a sentence has at least whose repetition says something.
const WORDS: usize = 8;
/// The same where code below it stands again as well.
const WITH_CODE: usize = 4;
/// What part of a section has to stand elsewhere too, in percent of its bytes.
const MOST: usize = 50;
/// In how many sections a block may stand before it is a form that sections share.
const FORM: usize = 3;

/// A block of a section, as far as repeats go.
struct Part {
    id: BlockId,
    /// The fingerprint; none for what is never folded.
    key: Option<u64>,
    code: bool,
    words: usize,
    bytes: usize,
}

struct Candidate {
    section: SectionId,
    parts: Vec<Part>,
}

/// Folds what sections repeat of earlier ones, and writes that into the ledger.
pub(super) fn fold(ground: Ground<'_>, outline: &Outline, decided: &Decided, ledger: &mut Ledger, folds: &mut Folds) {
    let candidates = candidates(ground, outline, ledger);
    let mut holders: FxHashMap<u64, Vec<(usize, usize)>> = FxHashMap::default();
    for (number, candidate) in candidates.iter().enumerate() {
        for (at, part) in candidate.parts.iter().enumerate() {
            let Some(key) = part.key else { continue };
            let list = holders.entry(key).or_default();
            // One more than counts is enough to know that it does not count.
            if list.len() <= FORM {
                list.push((number, at));
            }
        }
    }
    for (number, candidate) in candidates.iter().enumerate() {
        let mut shared: Vec<(usize, usize, usize)> = Vec::new();
        for (at, part) in candidate.parts.iter().enumerate() {
            let list = part.key.and_then(|key| holders.get(&key)).filter(|list| list.len() <= FORM);
            let earlier = list.into_iter().flatten().filter(|(other, _)| *other < number);
            shared.extend(earlier.map(|(other, there)| (*other, at, *there)));
        }
        shared.sort_unstable();
        shared.dedup_by_key(|(other, at, _)| (*other, *at));
        for pairs in shared.chunk_by(|a, b| a.0 == b.0) {
            let home = &candidates[pairs[0].0];
            let same: Vec<(&Part, &Part)> =
                pairs.iter().map(|(_, at, there)| (&candidate.parts[*at], &home.parts[*there])).collect();
            let free = |part: &Part| ledger.kept(part.id) && !decided.keep.contains(&part.id);
            // Code whose copy is named by its title has its home there; see `Cluster`.
            let (here, there) = (outline.section(candidate.section), outline.section(home.section));
            let named = |part: &Part| {
                let names = unit::names_in(ground, part.id);
                unit::named(&here.title, &names) > unit::named(&there.title, &names)
            };
            if !same.iter().any(|(part, _)| part.code && named(part))
                && is_told_again(outline, candidate, home, &same)
                && same.iter().all(|(a, b)| free(a) && free(b))
            {
                fold_into(home.section, &same, ledger, folds);
                break;
            }
        }
    }
}

fn candidates(ground: Ground<'_>, outline: &Outline, ledger: &Ledger) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for section in outline.ids().filter(|id| outline.section(*id).origin == Origin::Heading) {
        let body = outline.section(section).body.iter().filter(|id| ledger.kept(**id));
        let parts: Vec<Part> = body.map(|id| part(ground, *id)).collect();
        if !parts.is_empty() {
            candidates.push(Candidate { section, parts });
        }
    }
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
    let code = matches!(block.kind, BlockKind::Fence | BlockKind::Indented);
    let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote | BlockKind::Table);
    let whole = block.bond.is_none() && block.closer.is_none() && (code || prose);
    let key = whole.then(|| {
        let mut hasher = Fnv::default();
        if code {
            let fenced = block.kind == BlockKind::Fence;
            hasher.write_u64(fingerprint::code(text, fenced));
            hasher.write(if fenced { fingerprint::language(text) } else { String::new() }.as_bytes());
        } else {
            // Marks count: `a[1:]` and `a[:1]` are the same words.
            text.split_whitespace().for_each(|word| {
                hasher.write(word.as_bytes());
                hasher.write(b" ");
            });
        }
        hasher.finish()
    });
    Part { id, key, code, words: text.split_whitespace().count(), bytes: text.trim().len() }
}

/// Whether one section says again what another one says: a sentence and most of it, with no code of its own.
fn is_told_again(outline: &Outline, copy: &Candidate, home: &Candidate, same: &[(&Part, &Part)]) -> bool {
    let (here, there) = (outline.section(copy.section), outline.section(home.section));
    let above = |below: SectionId, above: SectionId| {
        std::iter::successors(outline.section(below).parent, |at| outline.section(*at).parent).any(|at| at == above)
    };
    let least = if same.iter().any(|(part, _)| part.code) { WITH_CODE } else { WORDS };
    let sentence = same.iter().any(|(part, _)| !part.code && part.words >= least);
    let bytes: usize = same.iter().map(|(part, _)| part.bytes).sum();
    let all: usize = copy.parts.iter().map(|part| part.bytes).sum();
    let left = |candidate: &Candidate, of: fn(&(&Part, &Part)) -> BlockId| {
        candidate.parts.iter().any(|part| part.code && !same.iter().any(|pair| of(pair) == part.id))
    };
    // A section of one sentence that stands amid much else elsewhere may be a reminder.
    let enough = same.len() > 1 || (copy.parts.len() == 1 && home.parts.len() == 1);
    sentence
        && enough
        && bytes * 100 >= all * MOST
        && !(left(copy, |pair| pair.0.id) || (left(home, |pair| pair.1.id) && same.iter().all(|(part, _)| !part.code)))
        && !above(copy.section, home.section)
        && !above(home.section, copy.section)
        && !unit::contrast(&here.title, &there.title)
}

fn fold_into(home: SectionId, same: &[(&Part, &Part)], ledger: &mut Ledger, folds: &mut Folds) {
    for (part, there) in same {
        ledger.set(part.id, Fate::Same(there.id));
        folds.repeats.push(Repeat { copy: part.id, of: there.id, percent: 100, verdict: Verdict::Folded });
    }
    if let Some((first, _)) = same.first() {
        folds.pointers.insert(first.id, home);
    }
}
