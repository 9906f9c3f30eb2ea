//! `&[Note]`, [`Outline`], [`Ledger`] → [`Folds`]: what is said twice is shown once, and every sentence of it is kept.
//!
//! Similarity alone cannot tell a repeat from a look-alike: labels, one-line set-ups and twins that differ in the one thing that
//! matters come out more alike than true repeats do. So only this is folded: code that stands, to the letter, also under a
//! section whose title names it, what a section that is told again says word for word as before, and blocks of such a section of
//! which each statement stands in the other one, with the same names, figures and negations. Everything else that looks alike is
//! told and left alone.

mod again;
pub mod decide;
pub mod fingerprint;
pub mod gist;
pub mod near;
pub mod plain;
pub mod renamed;
mod retold;
pub mod unit;

use crate::arrange::layout::Decisions;
use crate::arrange::select::{Ground, normal};
use crate::diagnostic::{COPIES_DISAGREE, Diagnostic, NEAR_DUPLICATE, REPEATED_BLOCK, Rule};
use crate::ledger::{Fate, Ledger};
use crate::note::{BlockId, BlockKind};
use crate::outline::{Outline, SectionId};
use crate::text::LineIndex;
use decide::Decided;
use rustc_hash::FxHashMap;
use std::collections::{HashMap, HashSet};
use unit::{Output, Unit};

/// Copies of one block beyond which it is boilerplate of its notes, not a repeat.
const BOILERPLATE: usize = 12;

/// What was folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folds {
    /// For a block that is shown once for several: the sentences that led up to the other copies, in order.
    pub arrivals: HashMap<BlockId, Vec<BlockId>>,
    /// Blocks that are shown elsewhere than in their section: the sentences in [`Folds::arrivals`].
    pub departed: HashSet<BlockId>,
    /// For the first block of each folded copy: the section in which it is shown.
    pub pointers: HashMap<BlockId, SectionId>,
    /// Every repeat that was found, folded or not, in the order of the notes.
    pub repeats: Vec<Repeat>,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
}

/// What was done about a repeat, or why it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Shown once.
    Folded,
    /// Left where it is, since the user said so.
    Kept,
    /// The same to the letter, left where it is: no title names it, or something speaks against folding.
    Repeated,
    /// Nearly the same.
    Near,
    /// The same but for figures, negations or the output.
    Disagrees,
}

/// A block that says what another one says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repeat {
    /// The copy.
    pub copy: BlockId,
    /// The block that says the same: the home of a folded copy.
    pub of: BlockId,
    /// How much they share, in percent.
    pub percent: u8,
    /// What was done about it.
    pub verdict: Verdict,
}

/// Folds repeated units into the section whose title names them, as far as the user has not decided otherwise, and writes that
/// into the ledger; tells of what is alike besides.
#[must_use]
pub fn dedupe(ground: Ground<'_>, outline: &Outline, ledger: &mut Ledger, decisions: &Decisions) -> Folds {
    let mut folds = Folds::default();
    let decided = decide::decide(ground, outline, decisions, &mut folds.diagnostics);
    // Findings name lines, and a walk over the note for each would cost the square of its length.
    let lines: Vec<LineIndex> =
        ground.sources[..ground.notes.len()].iter().map(|source| LineIndex::new(&source.text)).collect();
    again::fold(ground, outline, &decided, ledger, &mut folds);
    retold::fold((ground, &lines), outline, &decided, ledger, &mut folds);
    let units = unit::units(ground, outline, ledger);
    let mut clusters: Vec<Vec<&Unit>> = Vec::new();
    let mut numbers: HashMap<u64, usize> = HashMap::new();
    for unit in &units {
        // Clusters stand in the order of their first copy, whatever the fingerprints are.
        let number = *numbers.entry(unit.key).or_insert(clusters.len());
        if number == clusters.len() {
            clusters.push(Vec::new());
        }
        clusters[number].push(unit);
    }
    for copies in clusters.iter().filter(|copies| copies.len() > 1) {
        Cluster { ground, lines: &lines, outline, copies, decided: &decided }.fold(ledger, &mut folds);
    }
    let told: HashSet<(BlockId, BlockId)> =
        folds.repeats.iter().map(|repeat| (repeat.copy.min(repeat.of), repeat.copy.max(repeat.of))).collect();
    for pair in near::pairs(ground, outline, ledger) {
        let said_so = pair.percent == 100 && decided.fold.contains(&pair.other) && ledger.kept(pair.one);
        if said_so && ledger.kept(pair.other) {
            ledger.set(pair.other, Fate::Same(pair.one));
            let repeat = Repeat { copy: pair.other, of: pair.one, percent: 100, verdict: Verdict::Folded };
            folds.repeats.push(repeat);
        } else if !told.contains(&(pair.one, pair.other)) {
            tell((ground, &lines), outline, &decided, pair, &mut folds);
        }
    }
    folds.diagnostics.extend(decided.idle(ledger));
    folds.repeats.sort_unstable();
    folds
}

/// Tells of two blocks that are alike.
fn tell(
    (ground, lines): (Ground<'_>, &[LineIndex]),
    outline: &Outline,
    decided: &Decided,
    pair: near::Pair,
    folds: &mut Folds,
) {
    let kept = decided.keep.contains(&pair.one) || decided.keep.contains(&pair.other);
    let (verdict, rule, how) = match pair {
        _ if kept => (Verdict::Kept, &NEAR_DUPLICATE, String::new()),
        near::Pair { disagree: true, .. } => {
            (Verdict::Disagrees, &COPIES_DISAGREE, "with other figures or a negation there".to_string())
        }
        near::Pair { percent: 100, .. } => (Verdict::Repeated, &REPEATED_BLOCK, "word for word".to_string()),
        near::Pair { percent, .. } => (Verdict::Near, &NEAR_DUPLICATE, format!("{percent} % the same")),
    };
    folds.repeats.push(Repeat { copy: pair.other, of: pair.one, percent: pair.percent, verdict });
    if !kept {
        folds.diagnostics.push(finding((ground, lines), outline, rule, (pair.other, pair.one), &how));
    }
}

/// The copies of one block of code.
struct Cluster<'a> {
    ground: Ground<'a>,
    lines: &'a [LineIndex],
    outline: &'a Outline,
    copies: &'a [&'a Unit],
    decided: &'a Decided,
}

impl Cluster<'_> {
    fn fold(&self, ledger: &mut Ledger, folds: &mut Folds) {
        if self.copies.len() > BOILERPLATE {
            return;
        }
        // The copies are the same to the letter, so are the names in them.
        let names = unit::names_in(self.ground, self.copies[0].code);
        let named = self.home(&names);
        let wanted = self.copies.iter().any(|copy| self.decided.fold.contains(&copy.code));
        // A copy that the user wants folded goes to the first one that he does not, when no title names the code.
        let stays = || self.copies.iter().find(|copy| !self.decided.fold.contains(&copy.code)).copied();
        let home = if wanted { named.or_else(stays) } else { named };
        for copy in self.copies {
            let other = home.or_else(|| self.copies.first().copied()).filter(|other| other.code != copy.code);
            let Some(other) = other else { continue };
            let outputs = (copy.output, other.output);
            let disagree = matches!(outputs, (Some(Output::Block(a)), Some(Output::Block(b))) if a != b);
            let wanted = self.decided.fold.contains(&copy.code);
            let (verdict, rule, how) =
                if self.decided.keep.contains(&copy.code) || self.decided.keep.contains(&other.code) {
                    (Verdict::Kept, None, "")
                } else if disagree {
                    (Verdict::Disagrees, Some(&COPIES_DISAGREE), "and gives another output there")
                } else if home.is_some() && (wanted || self.folds_into(copy, other, &names)) {
                    self.fold_one(copy, other, ledger, folds);
                    (Verdict::Folded, None, "")
                } else {
                    (Verdict::Repeated, Some(&REPEATED_BLOCK), "to the letter")
                };
            folds.repeats.push(Repeat { copy: copy.code, of: other.code, percent: 100, verdict });
            let finding =
                rule.map(|rule| finding((self.ground, self.lines), self.outline, rule, (copy.code, other.code), how));
            folds.diagnostics.extend(finding);
        }
    }

    /// Returns the copy whose section's title names the code best; of equals, the one whose section is about little else, then
    /// the first.
    fn home(&self, names: &FxHashMap<String, usize>) -> Option<&Unit> {
        let mut best: Option<(usize, u64, &Unit)> = None;
        for copy in self.copies {
            let section = self.outline.section(copy.section);
            let named = unit::named(&section.title, names);
            let share = 1000 / u64::try_from(section.body.len().max(1)).unwrap_or(u64::MAX);
            if named > 0 && best.is_none_or(|(most, widest, _)| (named, share) > (most, widest)) {
                best = Some((named, share, copy));
            }
        }
        best.map(|(_, _, copy)| copy)
    }

    /// Whether nothing speaks against folding a copy into its home.
    fn folds_into(&self, copy: &Unit, home: &Unit, names: &FxHashMap<String, usize>) -> bool {
        let (here, there) = (self.outline.section(copy.section), self.outline.section(home.section));
        let above = |below: SectionId, above: SectionId| {
            let mut at = Some(below);
            std::iter::from_fn(|| {
                at = self.outline.section(at?).parent;
                at
            })
            .any(|section| section == above)
        };
        copy.section != home.section
            && copy.output == home.output
            && (copy.language.is_empty() || home.language.is_empty() || copy.language == home.language)
            && !above(copy.section, home.section)
            && !above(home.section, copy.section)
            && !unit::contrast(&here.title, &there.title)
            && (normal(&here.title) == normal(&there.title)
                || unit::named(&there.title, names) > unit::named(&here.title, names))
    }

    fn fold_one(&self, copy: &Unit, home: &Unit, ledger: &mut Ledger, folds: &mut Folds) {
        ledger.set(copy.code, Fate::Same(home.code));
        for (own, there) in copy.follow.iter().zip(&home.follow) {
            ledger.set(*own, Fate::Same(*there));
        }
        folds.pointers.insert(copy.code, home.section);
        let (here, there) = (self.outline.section(copy.section), self.outline.section(home.section));
        let key = |id: BlockId| fingerprint::prose(self.text(id));
        // The nearest paragraph leads up to the code. Those above it may speak of the section, or of what comes before, and move
        // only when they speak of the home.
        let further = copy.above.iter().skip(1);
        let further =
            further.take_while(|id| ledger.kept(**id) && unit::speaks_of(self.text(**id), &there.title, &here.title));
        let leads: Vec<BlockId> = copy.above.first().into_iter().chain(further).copied().collect();
        // A line that ends with a colon announces the code: it must go on to stand right above it, the home's own nearest.
        let announces = |id: BlockId| self.text(id).trim_end().ends_with(':');
        let before = home.above.first().copied().filter(|own| announces(*own)).unwrap_or(home.code);
        for lead in leads.into_iter().rev() {
            if !ledger.kept(lead) {
                continue;
            }
            match home.above.iter().find(|own| ledger.kept(**own) && key(**own) == key(lead)) {
                Some(own) => ledger.set(lead, Fate::Same(*own)),
                None => {
                    folds.arrivals.entry(before).or_default().push(lead);
                    folds.departed.insert(lead);
                }
            }
        }
        if let Some(arrivals) = folds.arrivals.get_mut(&before) {
            arrivals.sort_by_key(|id| announces(*id));
        }
    }

    fn text(&self, id: BlockId) -> &str {
        let block = self.ground.notes[id.source.index()].block(id);
        block.span.of(&self.ground.sources[id.source.index()].text)
    }
}

/// Returns a finding at a copy that names the place of the other block.
fn finding(
    (ground, lines): (Ground<'_>, &[LineIndex]),
    outline: &Outline,
    rule: &'static Rule,
    (copy, other): (BlockId, BlockId),
    how: &str,
) -> Diagnostic {
    let source = &ground.sources[other.source.index()];
    let block = |id: BlockId| ground.notes[id.source.index()].block(id);
    let line = lines[other.source.index()].line(block(other).span.start);
    let title = outline.section_of(other).map(|id| outline.section(id).title.as_str()).unwrap_or_default();
    let place = if title.is_empty() { String::new() } else { format!(" under `{title}`") };
    let code = matches!(block(copy).kind, BlockKind::Fence | BlockKind::Indented);
    let what = if code { "this code stands" } else { "this is said" };
    Diagnostic::new(rule, block(copy).span, format!("{what} also at {}:{line}{place}, {how}", source.path))
}

#[cfg(test)]
mod tests;
