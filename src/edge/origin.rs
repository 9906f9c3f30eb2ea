//! Text that mdBook handed over, and the file that it was made of: which line of one is which of the other.
//!
//! The `links` preprocessor of mdBook puts other files' text into a chapter, and others do what they like. Findings are told, and
//! fixes are made, where the author can see them: in the file.

use crate::text::LineIndex;
use std::ops::Range;

/// Where the lines of a text come from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The text of the file.
    pub disk: String,
    /// For each line of the text, the 1-based line of the file that it stands for, and whether it is that line.
    lines: Vec<(usize, bool)>,
    /// Where lines start in the text, and in the file.
    starts: (LineIndex, LineIndex),
}

impl Origin {
    /// Compares the text with that of the file; `None` when they are the same. What was put in stands for the line that asked for
    /// it.
    #[must_use]
    pub fn new(disk: String, text: &str) -> Option<Origin> {
        if disk == text {
            return None;
        }
        let old: Vec<&str> = disk.lines().collect();
        let new: Vec<&str> = text.lines().collect();
        let mut lines = vec![(1, false); new.len()];
        for op in similar::capture_diff_slices(similar::Algorithm::Patience, &old, &new) {
            let (old, new) = (op.old_range(), op.new_range());
            let same = op.tag() == similar::DiffTag::Equal;
            for (i, line) in new.enumerate() {
                lines[line] = (old.start + i.min(old.len().saturating_sub(1)) + 1, same);
            }
        }
        let starts = (LineIndex::new(text), LineIndex::new(&disk));
        Some(Origin { disk, lines, starts })
    }

    /// Returns the 1-based line of the file for a 1-based line of the text.
    #[must_use]
    pub fn line(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|line| self.lines.get(line)).map_or(line, |(line, _)| *line)
    }

    /// Returns the bytes of the file that some bytes of the text are, or `None` when they are not all there, one behind the other.
    #[must_use]
    pub fn place(&self, at: Range<usize>) -> Option<Range<usize>> {
        let (here, there) = &self.starts;
        let byte = |at: usize| {
            let line = here.line(u32::try_from(at).ok()?);
            let &(on_disk, same) = self.lines.get(line - 1)?;
            let column = at - here.start(line)? as usize;
            same.then_some((line, on_disk, there.start(on_disk)? as usize + column))
        };
        let ((first, first_on_disk, start), (last, last_on_disk, end)) = (byte(at.start)?, byte(at.end)?);
        let between = self.lines.get(first - 1..last)?;
        let together = between.iter().all(|(_, same)| *same) && last - first == last_on_disk - first_on_disk;
        together.then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISK: &str = "# A\n\n{{#include b.txt}}\n\nLast.\r\nEnd.\n";
    const TEXT: &str = "# A\n\none\n\ntwo\n\nLast.\nEnd.\n";

    #[test]
    fn what_was_put_in_stands_for_the_line_that_asked_for_it() {
        let origin = Origin::new(DISK.to_string(), TEXT).expect("they differ");
        let lines: Vec<usize> = (1..=8).map(|line| origin.line(line)).collect();
        assert_eq!((lines[0], lines[2], lines[6], lines[7]), (1, 3, 5, 6));
        assert!(lines.is_sorted());
        assert!(Origin::new(TEXT.to_string(), TEXT).is_none());
    }

    #[test]
    fn bytes_are_found_where_the_lines_are_the_files_own() {
        let origin = Origin::new(DISK.to_string(), TEXT).expect("they differ");
        let place = |word: &str| {
            let at = TEXT.find(word).expect("it is there");
            origin.place(at..at + word.len()).map(|at| &DISK[at])
        };
        assert_eq!((place("Last"), place("End."), place("A")), (Some("Last"), Some("End."), Some("A")));
        assert_eq!(place("Last.\nEnd"), Some("Last.\r\nEnd"));
        assert_eq!((place("one"), place("two\n\nLast")), (None, None));
    }
}
