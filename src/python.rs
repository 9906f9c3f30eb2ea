//! The Python in a note.

use crate::prose::Prose;
use std::ops::Range;

/// The code blocks of a note that hold Python.
#[derive(Debug, Default)]
pub struct Python {
    /// By place.
    pub blocks: Vec<Block>,
}

/// A block of Python.
#[derive(Debug)]
pub struct Block {
    /// The position in [`Prose::code`].
    pub code: usize,
    /// Logical lines.
    pub lines: Vec<Range<usize>>,
    /// Comments.
    pub comments: Vec<Range<usize>>,
    /// Strings.
    pub strings: Vec<Range<usize>>,
}

impl Python {
    /// Returns the logical lines of a code block.
    #[must_use]
    pub fn lines(&self, code: Option<u32>) -> Vec<Range<usize>> {
        let block = self.blocks.iter().find(|block| Some(block.code) == code.map(|code| code as usize));
        block.map(|block| block.lines.clone()).unwrap_or_default()
    }

    /// Returns the names that the code uses.
    pub fn names<'a>(&'a self, prose: &'a Prose) -> impl Iterator<Item = &'a str> + 'a {
        let code = self.blocks.iter().flat_map(|block| &block.lines).map(|line| &prose.text[line.clone()]);
        code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
    }
}

/// Reads the Python of a note.
#[must_use]
pub fn read(prose: &Prose) -> Python {
    let mut blocks = Vec::new();
    for (code, block) in prose.code.iter().enumerate() {
        let language = block.language();
        if !language.is_none_or(|language| language == "python" || language == "py") {
            continue;
        }
        let (mut lines, mut comments) = (Vec::new(), Vec::new());
        let mut at = block.at.start;
        for line in prose.text[block.at.clone()].split_inclusive('\n') {
            match line.find('#') {
                Some(i) => {
                    lines.push(at..at + i);
                    comments.push(at + i..at + line.trim_end().len());
                }
                None => lines.push(at..at + line.trim_end().len()),
            }
            at += line.len();
        }
        blocks.push(Block { code, lines, comments, strings: Vec::new() });
    }
    Python { blocks }
}
