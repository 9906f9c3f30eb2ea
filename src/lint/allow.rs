//! `<!-- commonplace allow NAME: reason -->`: silence for the block, the section or the file behind it.
//!
//! Before a heading it holds for the heading's section, at the head of a note for the whole note, before another block for that
//! block. Several names stand with commas between them; a category's name allows the whole category.

use super::{Options, View};
use crate::diagnostic::{Diagnostic, Rule};
use crate::note::{Block, BlockKind, Note};
use crate::rules::UNUSED_ALLOW;
use crate::text::{SourceId, Span};
use rustc_hash::FxHashMap;

/// What such a comment starts with.
const MARK: &str = "<!-- commonplace allow ";

/// One name of one comment.
struct Allow<'a> {
    name: &'a str,
    /// Where the name stands.
    at: Span,
    /// What it holds for.
    over: Span,
    used: bool,
}

/// Drops what is allowed in place, and reports allows that allow nothing.
pub(super) fn apply(views: &[View<'_>], found: &mut Vec<Diagnostic>, options: &Options) {
    let mut by_source: FxHashMap<SourceId, Vec<Allow<'_>>> = FxHashMap::default();
    for view in views.iter().filter(|view| view.text.contains(MARK)) {
        by_source.insert(view.source, allows(view));
    }
    if by_source.is_empty() {
        return;
    }
    found.retain(|finding| {
        let mut kept = true;
        let allows = by_source.get_mut(&finding.at.source).into_iter().flatten();
        for allow in allows.filter(|allow| allow.names(finding.rule) && allow.covers(finding.at)) {
            allow.used = true;
            kept = false;
        }
        kept
    });
    let Some(level) = options.choice.level(&UNUSED_ALLOW) else { return };
    for allow in views.iter().filter_map(|view| by_source.get(&view.source)).flatten().filter(|allow| !allow.used) {
        found.push(Diagnostic { level, ..unused(allow, options) });
    }
}

impl Allow<'_> {
    fn names(&self, rule: &Rule) -> bool {
        self.name == rule.name || self.name == rule.category.name() || self.name == "all"
    }

    fn covers(&self, at: Span) -> bool {
        at.source == self.over.source
            && at.start >= self.over.start
            && at.start < self.over.end.max(self.over.start + 1)
    }
}

fn unused(allow: &Allow<'_>, options: &Options) -> Diagnostic {
    let known = || crate::rules::all(options.pack);
    let categories = crate::diagnostic::Category::ALL.map(crate::diagnostic::Category::name);
    if known().any(|rule| allow.names(rule)) {
        let message = format!("`{}` finds nothing here, so there is nothing to allow", allow.name);
        return Diagnostic::new(&UNUSED_ALLOW, allow.at, message).hint("delete the name from the comment");
    }
    let near = crate::nearest::nearest(allow.name, known().map(|rule| rule.name).chain(categories));
    let finding = Diagnostic::new(&UNUSED_ALLOW, allow.at, format!("no rule is called `{}`", allow.name));
    match near {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint("`mdbook-commonplace rules` lists them"),
    }
}

fn allows<'a>(view: &View<'a>) -> Vec<Allow<'a>> {
    let mut found = Vec::new();
    for (number, block) in view.note.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Html) {
        let html = block.span.of(view.text);
        for (start, _) in html.match_indices(MARK) {
            let from = start + MARK.len();
            let end = html[from..].find("-->").map_or(html.len(), |end| from + end);
            let names = html[from..end].split(':').next().unwrap_or_default();
            let mut at = from;
            for piece in names.split(',') {
                let name = piece.trim();
                let offset = at + piece.len() - piece.trim_start().len();
                let begin = block.span.start as usize + offset;
                let place = Span::new(view.source, begin, begin + name.len());
                if !name.is_empty() {
                    found.push(Allow { name, at: place, over: reach(view.note, number), used: false });
                }
                at += piece.len() + 1;
            }
        }
    }
    found
}

/// Returns what a comment in the block of this number holds for.
#[must_use]
pub fn reach(note: &Note, number: usize) -> Span {
    let end_of_note = note.blocks.last().map_or(0, |block| block.span.end);
    let comment = &note.blocks[number];
    let span = |start: u32, end: u32| Span { source: comment.span.source, start, end };
    let is_data = |block: &Block| matches!(block.kind, BlockKind::FrontMatter | BlockKind::Html);
    if note.blocks[..number].iter().all(is_data) {
        return span(0, end_of_note.max(1));
    }
    let mut rest = note.blocks[number + 1..].iter().skip_while(|block| block.kind == BlockKind::Html);
    let Some(next) = rest.next() else { return comment.span };
    let BlockKind::Heading { level, .. } = next.kind else { return span(comment.span.start, next.span.end) };
    let ends = |block: &&Block| matches!(block.kind, BlockKind::Heading { level: other, .. } if other <= level);
    span(comment.span.start, rest.find(ends).map_or(end_of_note, |block| block.span.start))
}
