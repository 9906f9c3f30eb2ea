//! What the user decided about repeats: `[duplicates]` in the layout file.
//!
//! A decision names a copy by the section that it stands in and by its content, `Section @ 1a2b3c4d`, so that it goes on to hold
//! when text moves elsewhere, and ends when the copy itself is changed.

use super::fingerprint;
use crate::arrange::layout::{Decisions, Phrase, complain};
use crate::arrange::select::{Ground, Sections};
use crate::diagnostic::{Diagnostic, UNUSED_DECISION};
use crate::ledger::Ledger;
use crate::note::{BlockId, BlockKind, Note};
use crate::outline::Outline;
use crate::text::Source;
use std::collections::{HashMap, HashSet};

/// Decisions with the blocks that they are about.
#[derive(Debug, Default)]
pub struct Decided {
    /// Copies to fold whatever their titles say.
    pub fold: HashSet<BlockId>,
    /// Copies to leave alone, and to say nothing about.
    pub keep: HashSet<BlockId>,
    /// The decisions to fold, each with the blocks that it is about.
    wanted: Vec<(Phrase, Vec<BlockId>)>,
}

impl Decided {
    /// Returns findings about decisions to fold that folded nothing.
    #[must_use]
    pub fn idle(&self, ledger: &Ledger) -> Vec<Diagnostic> {
        let idle = self
            .wanted
            .iter()
            .filter(|(_, blocks)| !blocks.is_empty() && blocks.iter().all(|block| ledger.kept(*block)));
        idle.filter_map(|(phrase, _)| {
            let message = format!("nothing was folded for `{}`", phrase.text);
            let finding = complain(&UNUSED_DECISION, phrase, message)?;
            Some(finding.hint("only what stands elsewhere to the letter can be shown once; name the later copy"))
        })
        .collect()
    }
}

/// Returns what a decision calls a block: eight digits made of its content.
#[must_use]
pub fn content(source: &Source, note: &Note, id: BlockId) -> String {
    let block = note.block(id);
    let text = block.span.of(&source.text);
    let key = match block.kind {
        BlockKind::Fence | BlockKind::Indented => fingerprint::code(text, block.kind == BlockKind::Fence),
        _ => fingerprint::prose(text),
    };
    format!("{:08x}", (key >> 32) ^ (key & 0xffff_ffff))
}

/// Finds the blocks that decisions are about; one about nothing is told.
pub fn decide(ground: Ground<'_>, outline: &Outline, decisions: &Decisions, findings: &mut Vec<Diagnostic>) -> Decided {
    let mut decided = Decided::default();
    if decisions.fold.is_empty() && decisions.keep.is_empty() {
        return decided;
    }
    let sections = Sections::new(ground, outline);
    let mut blocks: HashMap<String, Vec<BlockId>> = HashMap::new();
    for id in outline.sections.iter().flat_map(|section| &section.body) {
        let (source, note) = (&ground.sources[id.source.index()], &ground.notes[id.source.index()]);
        blocks.entry(content(source, note, *id)).or_default().push(*id);
    }
    let mut find = |phrase: &Phrase| -> Vec<BlockId> {
        let (section, wanted) = phrase.text.rsplit_once('@').unwrap_or(("", &phrase.text));
        let within = sections.all(section.trim());
        let meant = |block: &&BlockId| {
            section.trim().is_empty() || outline.section_of(**block).is_some_and(|id| within.contains(&id))
        };
        let found: Vec<BlockId> = blocks.get(wanted.trim()).into_iter().flatten().filter(meant).copied().collect();
        if found.is_empty() {
            let message = format!("no block is meant by `{}`", phrase.text);
            let hint = "it was changed or moved; `mdbook-commonplace duplicates` lists the repeats there are";
            findings.extend(complain(&UNUSED_DECISION, phrase, message).map(|finding| finding.hint(hint)));
        }
        found
    };
    decided.wanted = decisions.fold.iter().map(|phrase| (phrase.clone(), find(phrase))).collect();
    decided.fold.extend(decided.wanted.iter().flat_map(|(_, blocks)| blocks));
    decided.keep.extend(decisions.keep.iter().flat_map(&mut find));
    decided
}
