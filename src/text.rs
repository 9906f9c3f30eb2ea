//! Text and places in it: bytes inside, lines and columns only when printing.

use std::fmt;

/// Which text a [`Span`] points into: an index into the list of sources that a run was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

impl SourceId {
    /// Returns the position of the source in the list of sources.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One text with the path under which people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path with `/` between folders: for a chapter, relative to the book's source folder.
    pub path: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// What the book's summary calls it; empty when it has no entry there.
    pub name: String,
}

impl Source {
    /// Returns a source of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), text: text.into(), name: String::new() }
    }
}

/// A half-open range of bytes in one source.
///
/// Both ends lie on character boundaries. Offsets are 32 bits wide, so a source may hold at most 4 GiB.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text that the offsets count in.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span from `start` to `end`, in bytes.
    ///
    /// # Panics
    ///
    /// When an offset does not fit 32 bits; the edge refuses files of that size.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        let narrow = |n: usize| u32::try_from(n).expect("the edge refuses files over 4 GiB");
        Span { source, start: narrow(start), end: narrow(end) }
    }

    /// Returns the range of bytes, ready for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the bytes of `text` that this span covers.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}..{}", self.source.0, self.start, self.end)
    }
}

/// Where each line of a text starts; made once a source, when something is to be printed.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Returns the index of a text. `\n` ends a line; the `\r` of a `\r\n` belongs to its line.
    #[must_use]
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| u32::try_from(i + 1).expect("the edge refuses files over 4 GiB")),
        );
        LineIndex { starts }
    }

    /// Returns the 1-based line that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Returns the 1-based line and the 1-based column, counted in Unicode scalar values, of the byte at `offset` of `text`.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts[line - 1] as usize;
        (line, text[start..offset as usize].chars().count() + 1)
    }

    /// Returns the byte at which the 1-based `line` starts, or `None` when the text has no such line.
    #[must_use]
    pub fn start(&self, line: usize) -> Option<u32> {
        line.checked_sub(1).and_then(|i| self.starts.get(i)).copied()
    }

    /// Returns how many lines the text has; a text that ends in a newline has no empty line after it.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        match text.as_bytes().last() {
            None => 0,
            Some(b'\n') => self.starts.len() - 1,
            Some(_) => self.starts.len(),
        }
    }
}

/// Returns where the line of the byte at `offset` starts.
#[must_use]
pub fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |i| i + 1)
}

/// Returns one past the newline that ends the line of the byte at `offset`, or the end of the text.
#[must_use]
pub fn line_end(text: &str, offset: usize) -> usize {
    text.as_bytes()[offset..].iter().position(|b| *b == b'\n').map_or(text.len(), |i| offset + i + 1)
}

/// Returns the text with every run of white space folded to one space and none at the ends.
#[must_use]
pub fn fold_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = "añb\r\n中文x\n";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 3), (1, 3));
        let x = u32::try_from(text.find('x').expect("there is an x")).expect("small");
        assert_eq!(index.position(text, x), (2, 3));
        assert_eq!(index.count(text), 2);
        assert_eq!(index.start(2), Some(6));
        assert_eq!(index.start(9), None);
    }
}
