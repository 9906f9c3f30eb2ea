//! Hand-written tables of contents and "back to top" lines: what mdBook's sidebar stands in for.

use crate::arrange::select::Ground;
use crate::crossref::anchor::Fragments;
use crate::ledger::{Fate, Ledger, Maker};
use crate::note::{Block, BlockId, BlockKind, IdKind, LinkUse, Note};
use crate::outline::Outline;
use std::collections::HashMap;

/// Writes into the ledger that the sidebar stands in for each table of contents and each "back to top" line, and the outline
/// for a heading that is left with nothing.
pub fn replace(ground: Ground<'_>, outline: &Outline, ledger: &mut Ledger) {
    for ((note, source), fragments) in ground.notes.iter().zip(ground.sources).zip(ground.fragments) {
        let page = Page { note, text: &source.text, fragments };
        let lists: Vec<BlockId> = note.block_ids().filter(|id| page.is_contents(outline, *id)).collect();
        let tops = page.tops(outline, &lists);
        for id in lists.iter().chain(&tops) {
            ledger.set(*id, Fate::Replaced(Maker::Sidebar));
        }
        for id in lists {
            let Some(section) = outline.section_of(id).map(|id| outline.section(id)) else { continue };
            let empty = section.children.is_empty() && section.body.iter().all(|block| !ledger.kept(*block));
            if let (true, Some(heading)) = (empty, section.heading) {
                ledger.set(heading, Fate::Replaced(Maker::Outline));
            }
        }
    }
}

struct Page<'a> {
    note: &'a Note,
    text: &'a str,
    fragments: &'a Fragments,
}

impl Page<'_> {
    /// Returns the heading that a link leads to within its own note.
    fn heading(&self, link: &LinkUse) -> Option<usize> {
        let fragment = link.destination.strip_prefix('#')?;
        let at = self.fragments.find(&crate::path::decode(fragment))?;
        matches!(self.note.ids[at].kind, IdKind::Heading(_)).then_some(at)
    }

    /// A list whose every item is a link to a heading of the note. Two or more items under a heading that says so; three or
    /// more elsewhere, so that a pair of pointers at the end of a section stays.
    fn is_contents(&self, outline: &Outline, id: BlockId) -> bool {
        let block = self.note.block(id);
        if block.kind != BlockKind::List || block.bond.is_some() {
            return false;
        }
        let links = self.note.links_in(block);
        let said = outline.section_of(id).is_some_and(|section| names_contents(&outline.section(section).title));
        if links.len() < if said { 2 } else { 3 } {
            return false;
        }
        // A list out of step with its headings is still a table of contents, so a tenth of the links may be broken.
        let found = links.iter().filter(|link| self.heading(link).is_some()).count();
        let own = links.iter().all(|link| link.destination.starts_with('#'));
        own && found * 10 >= links.len() * 9 && self.is_only_links(block, links)
    }

    /// Whether a block holds, beside links, only list markers, tags and punctuation.
    fn is_only_links(&self, block: &Block, links: &[LinkUse]) -> bool {
        let mut rest = String::new();
        let mut at = block.span.start as usize;
        for link in links {
            rest.push_str(&self.text[at..(link.span.start as usize).max(at)]);
            at = (link.span.end as usize).max(at);
        }
        rest.push_str(&self.text[at..(block.span.end as usize).max(at)]);
        !rest.chars().any(char::is_alphabetic)
    }

    /// Blocks that hold one link to the top of the note or to its table of contents and nothing else.
    fn tops(&self, outline: &Outline, contents: &[BlockId]) -> Vec<BlockId> {
        let first = self.note.ids.iter().position(|mark| matches!(mark.kind, IdKind::Heading(_)));
        let contents: Vec<BlockId> =
            contents.iter().filter_map(|id| outline.section(outline.section_of(*id)?).heading).collect();
        let mut found: HashMap<String, Vec<BlockId>> = HashMap::new();
        for id in self.note.block_ids() {
            let block = self.note.block(id);
            let [link] = self.note.links_in(block) else { continue };
            let target = self.heading(link);
            // A contents list with remarks is no list of links alone and stays, but a line that leads up to it goes all the same.
            let to_contents = target.is_some_and(|at| {
                let mark = &self.note.ids[at];
                contents.iter().any(|heading| heading.index == mark.block) || names_contents(&mark.text)
            });
            let to_first = target.is_some() && target == first;
            let up = matches!(link.destination.as_str(), "#" | "#top") || to_contents || to_first;
            let alone = matches!(block.kind, BlockKind::Paragraph | BlockKind::Html) && block.bond.is_none();
            if up && alone && self.is_alone(block, link) {
                found.entry(shown(block.span.of(self.text))).or_default().push(id);
            }
        }
        let mut tops: Vec<BlockId> = found
            .into_iter()
            .filter(|(text, same)| same.len() >= 3 || names_top(text))
            .flat_map(|(_, ids)| ids)
            .collect();
        tops.sort_unstable();
        tops
    }

    fn is_alone(&self, block: &Block, link: &LinkUse) -> bool {
        const FRAME: [&str; 14] =
            ["a", "b", "i", "p", "div", "center", "sup", "sub", "small", "strong", "em", "br", "span", "font"];
        match block.kind {
            BlockKind::Html => {
                crate::html::tags(block.span.of(self.text)).iter().all(|tag| FRAME.contains(&tag.name.as_str()))
            }
            _ => self.is_only_links(block, std::slice::from_ref(link)),
        }
    }
}

/// The block's text without tags, link targets and punctuation, to see whether two say the same.
fn shown(block: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    for c in block.chars() {
        match c {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    crate::text::fold_space(&out.to_lowercase())
}

/// Returns whether a title is that of a table of contents.
pub(crate) fn names_contents(title: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    matches!(words.as_slice(), ["contents" | "content" | "toc" | "index" | "inhalt" | "sommaire" | "índice"])
        || words.windows(3).any(|three| three == ["table", "of", "contents"] || three == ["table", "of", "content"])
}

fn names_top(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '⬆' | '↑' | '↥' | '🔝' | '▲' | '^'))
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "top" | "contents" | "toc" | "up" | "index"))
}
