//! Lines of code, and whether each begins inside a bracket or a string.

use std::ops::Range;

/// How many operators and words may hang on each other, and how many brackets may lie in each other. What is deeper makes trees
/// that cannot be walked on a small stack; nobody writes that by hand.
const DEEPEST: [usize; 2] = [1000, 100];

/// Statements that no bracket can hold: where one begins, brackets left open before it were forgotten.
const STATEMENTS: [&str; 12] =
    ["def ", "class ", "import ", "from ", "return", "while ", "with ", "try:", "raise ", "assert ", "del ", "@"];

/// A line of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes, without the line end.
    pub(super) at: Range<usize>,
    /// Whether it begins inside a bracket, a string or a continued line.
    pub(super) inside: bool,
    /// Where its comment begins, or its end.
    pub(super) code: usize,
}

/// Reads code line by line, knowing about strings, comments and brackets and nothing else.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// How much hangs on each other in each open bracket.
    levels: Vec<usize>,
    /// The same outside of brackets.
    ground: usize,
    /// The quote of the open string, whether it is a triple one, and whether it holds expressions.
    quote: Option<(u8, bool, bool)>,
    /// Open braces in a string that holds expressions.
    braces: usize,
    continued: bool,
    lambdas: usize,
    indents: Vec<usize>,
    /// Something was nested beyond all measure.
    pub(super) deep: bool,
    /// Where `<` and `…` stand outside of strings and comments.
    pub(super) odd: Vec<usize>,
}

impl Scanner {
    /// Returns whether the next line begins inside of something.
    pub(super) fn inside(&self) -> bool {
        self.quote.is_some() || !self.levels.is_empty() || self.continued
    }

    /// Forgets what is open.
    pub(super) fn reset(&mut self) {
        self.levels.clear();
        (self.quote, self.continued, self.ground, self.lambdas) = (None, false, 0, 0);
    }

    /// Reads a line, and returns where its comment begins, or its end.
    pub(super) fn feed(&mut self, text: &str, at: Range<usize>) -> usize {
        let bytes = text.as_bytes();
        let line = &text[at.clone()];
        let indent = line.len() - line.trim_start().len();
        if self.quote.is_none() && STATEMENTS.iter().any(|word| line[indent..].starts_with(word)) {
            self.reset();
        }
        if !self.inside() && indent < line.len() {
            while self.indents.last().is_some_and(|last| *last > indent) {
                self.indents.pop();
            }
            if self.indents.last() != Some(&indent) {
                self.indents.push(indent);
            }
        }
        self.continued = false;
        let mut i = at.start;
        let mut end = at.end;
        while i < at.end {
            if self.quote.is_some() {
                i = self.string(bytes, i, at.end);
            } else if bytes[i] == b'#' {
                end = i;
                break;
            } else {
                i = self.code(bytes, i, at.end);
            }
        }
        if self.quote.is_some_and(|(_, triple, _)| !triple) && !bytes[..at.end].ends_with(b"\\") {
            self.quote = None;
        }
        let open: usize = self.levels.iter().sum();
        self.deep |= self.ground + open + 10 * self.lambdas > DEEPEST[0];
        self.deep |= self.levels.len() > DEEPEST[1] || self.indents.len() > DEEPEST[1];
        if !self.inside() {
            (self.ground, self.lambdas) = (0, 0);
        }
        end
    }

    /// Takes a byte of a string, and returns where the next one is.
    fn string(&mut self, bytes: &[u8], at: usize, end: usize) -> usize {
        let Some((quote, triple, holds)) = self.quote else { return at + 1 };
        match bytes[at] {
            b'\\' => return at + 2,
            b if b == quote && (!triple || bytes[at..end].starts_with(&[quote; 3])) => {
                self.quote = None;
                return at + if triple { 3 } else { 1 };
            }
            b'{' if holds => self.braces += 1,
            b'}' if holds => self.braces = self.braces.saturating_sub(1),
            _ if holds && self.braces > 0 => self.ground += 1,
            _ => {}
        }
        at + 1
    }

    /// Takes a token of code, and returns where the next one is.
    fn code(&mut self, bytes: &[u8], at: usize, end: usize) -> usize {
        let count = |scanner: &mut Scanner| *scanner.levels.last_mut().unwrap_or(&mut scanner.ground) += 1;
        match bytes[at] {
            b' ' | b'\t' => {}
            quote @ (b'"' | b'\'') => {
                let triple = bytes[at..end].starts_with(&[quote; 3]);
                let holds = bytes[..at].iter().rev().take(2).any(|b| matches!(b, b'f' | b'F' | b't' | b'T'));
                self.quote = Some((quote, triple, holds));
                self.braces = 0;
                return at + if triple { 3 } else { 1 };
            }
            b'(' | b'[' | b'{' => self.levels.push(1),
            b')' | b']' | b'}' => {
                self.levels.pop();
                count(self);
            }
            b',' | b';' => *self.levels.last_mut().unwrap_or(&mut self.ground) = 0,
            b'\\' if at + 1 == end => self.continued = true,
            b if b.is_ascii_alphanumeric() || b == b'_' => {
                let word = bytes[at..end].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
                self.lambdas += usize::from(&bytes[at..at + word] == b"lambda");
                count(self);
                return at + word;
            }
            b => {
                if b == b'<' || bytes[at..end].starts_with("…".as_bytes()) {
                    self.odd.push(at);
                }
                count(self);
            }
        }
        at + 1
    }
}

/// Returns the lines of a text, and what the scanner saw.
pub(super) fn lines(text: &str) -> (Vec<Line>, Scanner) {
    let mut scanner = Scanner::default();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let mut inside = scanner.inside();
        let code = scanner.feed(text, start..end);
        inside &= !STATEMENTS.iter().any(|word| line.starts_with(word)) || scanner.quote.is_some();
        found.push(Line { at: start..end, inside, code });
        start += line.len();
    }
    (found, scanner)
}
