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

/// Returns the fingerprint of a code block's source, fence included: lines without the white space behind them and without the
/// indentation that all of them share; several blank lines are one, and those at the ends none. The fence and its language do not
/// count, except that in Markdown the spaces at the end of a line mean something.
#[must_use]
pub fn code(block: &str, fenced: bool) -> u64 {
    let lines = code_lines(block, fenced);
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let markdown = fenced && matches!(language(block).as_str(), "md" | "markdown");
    let mut hasher = Fnv::default();
    for line in lines {
        let line = line.get(shared..).unwrap_or_default();
        hasher.write(if markdown { line } else { line.trim_end() }.as_bytes());
        hasher.write(b"\n");
    }
    hasher.finish()
}

/// Returns the language of a fence's info string in lower case, under its full name; nothing when there is none.
#[must_use]
pub fn language(fence: &str) -> String {
    let info = fence.trim_start().trim_start_matches(['`', '~']).lines().next().unwrap_or_default();
    let language = info.trim().split([' ', ',', '{', '\t']).next().unwrap_or_default().to_lowercase();
    match language.as_str() {
        "py" | "python3" | "py3" => "python".to_string(),
        "js" => "javascript".to_string(),
        "yml" => "yaml".to_string(),
        _ => language,
    }
}

/// Returns the lines of code in a block, without the fence; of several blank lines one, and none at the ends.
#[must_use]
pub fn code_lines(block: &str, fenced: bool) -> Vec<&str> {
    let mut lines: Vec<&str> = block.trim_end().lines().collect();
    if fenced && !lines.is_empty() {
        lines.remove(0);
        if lines.last().is_some_and(|last| last.trim_start().starts_with(['`', '~']) && is_fence(last.trim())) {
            lines.pop();
        }
    }
    let blank = |line: &str| line.trim().is_empty();
    lines.dedup_by(|b, a| blank(a) && blank(b));
    if lines.first().is_some_and(|line| blank(line)) {
        lines.remove(0);
    }
    if lines.last().is_some_and(|line| blank(line)) {
        lines.pop();
    }
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
        assert_eq!(code("````python\r\n\r\nif a:   \r\n    b\r\n\r\n````\r\n", true), plain);
        assert_eq!(code("```\na\n\n\nb\n```\n", true), code("```\na\n\nb\n```\n", true));
        assert_ne!(code("```\na\n\nb\n```\n", true), code("```\na\nb\n```\n", true));
        assert_ne!(code("```md\na  \nb\n```\n", true), code("```md\na\nb\n```\n", true));
        let _ = code("```\n\u{3000}a\n \u{a0}b\n```\n", true);
        assert_eq!(code("    if a:\n        b\n", false), plain);
        assert_ne!(code("```\nif a:\nb\n```\n", true), plain);
    }

    #[test]
    fn prose_is_its_words() {
        assert_eq!(prose("The **quick** fox\n"), prose("the quick\n  fox."));
        assert_ne!(prose("is not so"), prose("is so"));
    }
}
