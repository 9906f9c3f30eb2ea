//! Comments and strings of Python code as passages of their own.

use super::{Passage, Prose, Scope, Segment};
use crate::python::Python;
use crate::text::SourceId;
use std::ops::Range;

impl Prose {
    /// Adds passages for the comments and the strings of the note's Python, and tells other code from it.
    ///
    /// Comment lines below each other are one text, as their author wrote it; strings stay where they are, so their passages lie
    /// inside those of their code.
    pub fn add_code(&mut self, python: &Python) {
        for passage in self.passages.iter_mut().filter(|passage| passage.scope == Scope::Code) {
            if passage.code.is_some_and(|code| python.block(code).is_none()) {
                passage.scope = Scope::OtherCode;
            }
        }
        for block in &python.blocks {
            let mut group: Vec<Range<usize>> = Vec::new();
            for comment in &block.comments {
                let follows = group.last().is_some_and(|last| {
                    let between = &self.text[last.end..comment.start];
                    between.trim().is_empty() && between.bytes().filter(|b| *b == b'\n').count() == 1
                });
                let alone = |at: &Range<usize>| {
                    let line = self.text[..at.start].rfind('\n').map_or(0, |i| i + 1);
                    self.text[line..at.start].trim().is_empty()
                };
                if !(follows && alone(comment) && group.last().is_some_and(alone)) {
                    self.comment(&std::mem::take(&mut group), block.code);
                }
                group.push(comment.clone());
            }
            self.comment(&group, block.code);
        }
        for block in &python.blocks {
            let code = u32::try_from(block.code).ok();
            let heading = self.code[block.code].heading;
            for at in block.strings.iter().filter(|at| !at.is_empty()) {
                let (scope, at) = (Scope::Str, at.clone());
                self.passages.push(Passage { scope, at, quoted: false, level: 0, heading, code });
            }
        }
    }

    /// Returns the passage inside code that a byte of the folded text lies in; `outer` is how many passages lie in no other.
    #[must_use]
    pub fn inner_passage_at(&self, at: usize, outer: usize) -> Option<usize> {
        let inner = &self.passages[outer..];
        let number = inner.partition_point(|passage| passage.at.start <= at).checked_sub(1)?;
        (at < inner[number].at.end).then_some(outer + number)
    }

    fn comment(&mut self, group: &[Range<usize>], code: usize) {
        let Some(first) = group.first() else { return };
        self.text.push_str("\n\n");
        let start = self.text.len();
        let mut last = first.start;
        for comment in group {
            let text = &self.text[comment.clone()];
            let inner = comment.start + text.len() - text.trim_start_matches(['#', '!', ':', ' ', '\t']).len();
            let inner = inner..comment.end;
            if self.text.len() > start {
                self.copy(" ", last..inner.start, false);
            }
            let text = self.text[inner.clone()].to_string();
            last = inner.end;
            self.copy(&text, inner, true);
        }
        let at = start..self.text.len();
        let heading = self.code[code].heading;
        let code = u32::try_from(code).ok();
        self.passages.push(Passage { scope: Scope::Comment, at, quoted: false, level: 0, heading, code });
    }

    /// Adds text that stands for a stretch of the folded text.
    fn copy(&mut self, text: &str, of: Range<usize>, same: bool) {
        if text.is_empty() {
            return;
        }
        let narrow = |n: usize| u32::try_from(n).expect("the edge refuses files over 4 GiB");
        let same = same && self.verbatim(SourceId(0), of.clone()).is_some();
        let source = self.source(SourceId(0), of);
        self.segments.push(Segment { at: narrow(self.text.len()), source: source.start, end: source.end, same });
        self.text.push_str(text);
    }
}
