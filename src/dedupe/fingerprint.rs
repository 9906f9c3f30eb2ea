//! Blocks in a normal form, so that copies meet whatever their spacing and fences.

use std::hash::Hasher;

/// The 64-bit [FNV-1a](https://datatracker.ietf.org/doc/html/draft-eastlake-fnv) hash.
///
/// Decisions of the user and addresses of pages are made of it, so it must be the same for ever; the hashers of the standard
/// library may change with the compiler.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Returns the fingerprint of a code block's source, fence included: lines without the white space around them, blank lines, the
/// fence and its language left out. Indentation that all lines share does not count; that within the block does.
#[must_use]
pub fn code(block: &str, fenced: bool) -> u64 {
    let lines = code_lines(block, fenced);
    let indent = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut hasher = Fnv::default();
    for line in lines {
        hasher.write(line[indent..].trim_end().as_bytes());
        hasher.write(b"\n");
    }
    hasher.finish()
}

/// Returns the lines of code in a block, without fence and blank lines.
#[must_use]
pub fn code_lines(block: &str, fenced: bool) -> Vec<&str> {
    let mut lines: Vec<&str> = block.trim_end().lines().collect();
    if fenced && !lines.is_empty() {
        lines.remove(0);
        if lines.last().is_some_and(|last| last.trim_start().starts_with(['`', '~']) && is_fence(last.trim())) {
            lines.pop();
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

fn is_fence(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| line.starts_with(c))
}

/// Returns the fingerprint of prose: its words in lower case, whatever stands between them.
#[must_use]
pub fn prose(block: &str) -> u64 {
    let mut hasher = Fnv::default();
    for word in block.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        hasher.write(word.to_lowercase().as_bytes());
        hasher.write(b" ");
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_and_fences_do_not_count_and_indentation_within_does() {
        let plain = code("```\nif a:\n    b\n```\n", true);
        assert_eq!(code("````python\r\nif a:   \r\n\r\n    b\r\n````\r\n", true), plain);
        assert_eq!(code("    if a:\n        b\n", false), plain);
        assert_ne!(code("```\nif a:\nb\n```\n", true), plain);
    }

    #[test]
    fn prose_is_its_words() {
        assert_eq!(prose("The **quick** fox\n"), prose("the quick\n  fox."));
        assert_ne!(prose("is not so"), prose("is so"));
    }
}
