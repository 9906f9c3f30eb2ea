//! Finding the blocks that a cut of the layout means, by how they start.

use super::layout::{Cut, Phrase, complain};
use super::select::{Ground, find_note};
use crate::diagnostic::{Diagnostic, LAYOUT_CUT};
use crate::note::{BlockId, BlockKind, Note};
use crate::outline::{Outline, SectionId};
use crate::text::fold_space;

/// How much of a block's start is kept in the index, in bytes; what is longer is compared with the text itself.
const KEPT: usize = 160;

/// Where a cut begins and ends.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The section it is cut out of.
    pub section: SectionId,
    /// The first block.
    pub first: BlockId,
    /// The block before which it ends, if the layout says so.
    pub until: Option<BlockId>,
}

/// The starts of all blocks of one note in alphabetical order, so that finding one costs no walk over the note.
#[derive(Debug, Default)]
pub struct Starts {
    sorted: Vec<(String, BlockId)>,
}

impl Starts {
    /// Returns the starts of a note's blocks: their source with white space folded, and for a fence also the code in it.
    #[must_use]
    pub fn new(note: &Note, text: &str) -> Starts {
        let mut sorted = Vec::with_capacity(note.blocks.len());
        for id in note.block_ids() {
            sorted.extend(starts(note, text, id).into_iter().map(|start| (head(start), id)));
        }
        sorted.sort_unstable();
        Starts { sorted }
    }

    /// Returns the blocks that start with `wanted`, in the order of the note.
    fn find(&self, note: &Note, text: &str, wanted: &str) -> Vec<BlockId> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let key = &wanted[..floor(wanted, KEPT)];
        let from = self.sorted.partition_point(|(start, _)| start.as_str() < key);
        let same = self.sorted[from..].iter().take_while(|(start, _)| start.starts_with(key));
        let mut found: Vec<BlockId> = same
            .map(|(_, id)| *id)
            .filter(|id| wanted.len() == key.len() || starts(note, text, *id).iter().any(|s| folds_to(s, wanted)))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Returns the shortest start of a block, in whole words and at least four of them, that no other block of the note has;
    /// when there is none, with the block's number among those that start so.
    #[must_use]
    pub fn unique(&self, note: &Note, text: &str, id: BlockId) -> (String, Option<u32>) {
        let own = head(starts(note, text, id).last().copied().unwrap_or_default());
        let at = self.sorted.partition_point(|(start, other)| (start, other) < (&own, &id));
        let before = at.checked_sub(1).map_or(0, |i| shared(&self.sorted[i].0, &own));
        let after = self.sorted.get(at + 1).map_or(0, |(start, _)| shared(start, &own));
        let needed = before.max(after) + 1;
        if needed > own.len() {
            let same = self.find(note, text, &own);
            let nth = same.iter().position(|other| *other == id).map_or(1, |i| i + 1);
            return (own, u32::try_from(nth).ok());
        }
        let mut words = 0;
        let end = own.char_indices().find(|(i, c)| {
            words += usize::from(*c == ' ');
            *c == ' ' && words >= 4 && *i >= needed
        });
        let end = end.map_or(own.len(), |(i, _)| i);
        (own[..end].to_string(), None)
    }
}

/// Finds the blocks of a cut.
///
/// # Errors
///
/// With a finding (when the layout is a file that one can point into) when there is no such note or block, more than one, or
/// when the block is a heading.
pub fn place(ground: Ground<'_>, starts: &[Starts], outline: &Outline, cut: &Cut) -> Result<Place, Option<Diagnostic>> {
    let Some(source) = find_note(ground, &cut.note.text) else {
        let finding = complain(&LAYOUT_CUT, &cut.note, format!("no note is called `{}`", cut.note.text));
        let names: Vec<&str> = ground.sources[..ground.notes.len()].iter().map(|s| s.path.as_str()).collect();
        return Err(finding.map(|f| f.hint(format!("the notes are {}", names.join(", ")))));
    };
    let finder = Finder {
        note: &ground.notes[source.index()],
        text: &ground.sources[source.index()].text,
        path: &ground.sources[source.index()].path,
        starts: &starts[source.index()],
    };
    let first = finder.block(&cut.before, cut.nth, None)?;
    let until = match &cut.until {
        Some(until) => Some(finder.block(until, cut.until_nth, Some(first))?),
        None => None,
    };
    let section = outline.section_of(first).filter(|id| outline.section(*id).heading != Some(first));
    match section {
        Some(section) => Ok(Place { section, first, until }),
        None => {
            let message = format!("`{}` starts a section already", cut.before.text);
            Err(complain(&LAYOUT_CUT, &cut.before, message).map(|f| f.hint("name the section itself instead")))
        }
    }
}

struct Finder<'a> {
    note: &'a Note,
    text: &'a str,
    path: &'a str,
    starts: &'a Starts,
}

impl Finder<'_> {
    /// Returns the block that starts so; with `after`, the first of them behind that block.
    fn block(&self, start: &Phrase, nth: Option<u32>, after: Option<BlockId>) -> Result<BlockId, Option<Diagnostic>> {
        let wanted = fold_space(&start.text);
        let mut found = self.starts.find(self.note, self.text, &wanted);
        let numbered = nth.and_then(|nth| found.get((nth as usize).wrapping_sub(1)).copied());
        let behind = |id: &BlockId| after.is_none_or(|after| *id > after);
        found.retain(behind);
        let which = match nth {
            Some(_) => numbered.filter(behind),
            None if found.len() == 1 || after.is_some() => found.first().copied(),
            None => None,
        };
        which.ok_or_else(|| self.complaint(start, &wanted, found.len(), after.is_some()))
    }

    fn complaint(&self, start: &Phrase, wanted: &str, count: usize, after: bool) -> Option<Diagnostic> {
        let path = self.path;
        if after && !self.starts.find(self.note, self.text, wanted).is_empty() {
            let message = format!("no block behind the start of the cut starts with `{wanted}`");
            let finding = complain(&LAYOUT_CUT, start, message);
            return finding
                .map(|finding| finding.hint("a cut ends behind its start; leave `until` out to cut to the end"));
        }
        if count > 1 {
            let message = format!("{count} blocks of {path} start with `{wanted}`");
            return complain(&LAYOUT_CUT, start, message).map(|finding| {
                finding.hint(format!("write more of the block's start, or add `nth`, from 1 to {count}"))
            });
        }
        let length = wanted.chars().count();
        let heads: Vec<String> = self.starts.sorted.iter().map(|(s, _)| s.chars().take(length).collect()).collect();
        let finding = complain(&LAYOUT_CUT, start, format!("no block of {path} starts with `{wanted}`"));
        match crate::nearest::nearest(wanted, heads.iter().map(String::as_str)) {
            Some(name) => finding.map(|finding| finding.hint(format!("did you mean `{name}`?"))),
            None => finding,
        }
    }
}

/// Returns the texts that a block may be said to start with; the last one is the one to show.
fn starts<'t>(note: &Note, text: &'t str, id: BlockId) -> Vec<&'t str> {
    let block = note.block(id);
    let whole = block.span.of(text).trim_start();
    let mut starts = vec![whole];
    if block.kind == BlockKind::Fence
        && let Some((_, code)) = whole.split_once('\n')
    {
        let code = code.trim_end();
        let last = code.rfind('\n').map_or(0, |i| i + 1);
        let closed = code[last..].trim_start().trim_start_matches(['`', '~']).is_empty();
        let code = if closed { &code[..last] } else { code };
        starts.extend((!code.trim().is_empty()).then_some(code));
    }
    starts
}

/// Returns the first [`KEPT`] bytes of a text with its white space folded.
fn head(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() >= KEPT {
            break;
        }
    }
    out.truncate(floor(&out, KEPT));
    out
}

/// Returns the last character boundary that is not past `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// Returns whether `text`, its white space folded, starts with `wanted`; reads no more than it must.
fn folds_to(text: &str, wanted: &str) -> bool {
    let mut rest = wanted;
    for word in text.split_whitespace() {
        match rest.strip_prefix(word) {
            Some("") => return true,
            Some(after) => match after.strip_prefix(' ') {
                Some(after) => rest = after,
                None => return false,
            },
            None => return word.starts_with(rest),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Dialect, parse};
    use crate::text::SourceId;

    #[test]
    fn starts_fold_white_space_and_may_end_inside_a_word() {
        assert!(folds_to("The\n  quick  brown fox", "The quick bro"));
        assert!(folds_to("The quick", "The quick"));
        assert!(!folds_to("The quick", "The quick brown"));
        assert!(!folds_to("Thequick", "The quick"));
    }

    #[test]
    fn a_unique_start_finds_its_block_again() {
        let text = "one two three four five\n\none two three four six\n\nsame\n\nsame\n\n```py\nx = 1\n```\n";
        let note = parse(text, SourceId(0), Dialect::default());
        let starts = Starts::new(&note, text);
        for id in note.block_ids() {
            let (start, nth) = starts.unique(&note, text, id);
            let found = starts.find(&note, text, &start);
            assert_eq!(found[nth.unwrap_or(1) as usize - 1], id, "{start} {nth:?}");
            assert_eq!(found.len() > 1, nth.is_some(), "{start}");
        }
        let last = note.block_ids().last().expect("there are blocks");
        assert_eq!(starts.unique(&note, text, last).0, "x = 1");
    }
}
