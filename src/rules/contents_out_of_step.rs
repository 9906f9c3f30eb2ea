//! Contents lists written by hand that leave sections out.

use super::reading::{Head, headings};
use super::rule;
use crate::crossref::anchor::{AnchorRule, Fragments};
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::note::{Block, BlockKind, IdKind, LinkUse};
use std::collections::HashSet;

/// A contents list that does not name every section.
pub static CONTENTS_OUT_OF_STEP: Rule = rule(
    "contents-out-of-step",
    Category::Structure,
    Level::Info,
    "A contents list written by hand leaves out a section.",
);

/// Looks at lists of links into the note itself. Links that lead nowhere are another rule's: `anchor-broken`.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let lists = view.note.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::List);
    let mut known: Option<(Fragments, Vec<Head<'_>>)> = None;
    for (number, block) in lists {
        let links = view.note.links_in(block);
        let own = links.iter().all(|link| link.destination.len() > 1 && link.destination.starts_with('#'));
        if links.len() < 3 || !own || !is_only_links(view.text, block, links) {
            continue;
        }
        let (fragments, heads) =
            known.get_or_insert_with(|| (Fragments::new(view.note, AnchorRule::default()), headings(view)));
        let found: HashSet<usize> = links
            .iter()
            .filter_map(|link| fragments.find(&crate::path::decode(&link.destination[1..])))
            .filter(|at| matches!(view.note.ids[*at].kind, IdKind::Heading(_)))
            .map(|at| view.note.ids[at].block as usize)
            .collect();
        if found.len() * 10 >= links.len() * 7 {
            missing(block, number, heads, &found, out);
        }
    }
}

/// A section is missing when it stands between the first and the last level that the list names, below the list.
fn missing(block: &Block, number: usize, heads: &[Head<'_>], found: &HashSet<usize>, out: &mut Vec<Diagnostic>) {
    let levels = heads.iter().filter(|head| found.contains(&head.block)).map(|head| head.level);
    let (Some(top), Some(bottom)) = (levels.clone().min(), levels.max()) else { return };
    // A list of one level names sections of that level; one of several need not name all of the lowest.
    let lowest = if top == bottom { top } else { bottom - 1 };
    let wanted = |head: &&Head<'_>| head.block > number && (top..=lowest).contains(&head.level);
    let left: Vec<&Head<'_>> =
        heads.iter().filter(wanted).filter(|head| !found.contains(&head.block) && !head.title.is_empty()).collect();
    // Where most are missing, the list is a choice and no table of contents.
    let Some(first) = left.first().filter(|_| left.len() <= found.len()) else { return };
    let more = match left.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let message = format!("this contents list leaves out `{}`{more}", first.title);
    let finding = Diagnostic::new(&CONTENTS_OUT_OF_STEP, block.span, message);
    let hint = "add it, or delete the list: the sidebar of the book lists all sections";
    out.push(finding.hint(hint).label(first.span, "this section"));
}

/// Whether a list holds nothing but links.
fn is_only_links(text: &str, block: &Block, links: &[LinkUse]) -> bool {
    let mut at = block.span.start as usize;
    for link in links {
        let start = (link.span.start as usize).max(at);
        if text[at..start].contains(char::is_alphabetic) {
            return false;
        }
        at = (link.span.end as usize).max(at);
    }
    !text[at..(block.span.end as usize).max(at)].contains(char::is_alphabetic)
}
