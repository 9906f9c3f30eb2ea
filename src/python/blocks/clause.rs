//! Clauses without the statement they belong to: a block that begins with `else:` or `except …:`.

use super::Fate;

/// Clauses at the top of a block that lack the statement they belong to.
pub(super) enum Clause {
    /// Nothing was seen yet.
    Start,
    /// Clauses of this indentation were seen and nothing else.
    Open(usize),
    /// What follows is a statement.
    Closed,
}

impl Clause {
    /// Says what becomes of a line without its comment.
    pub(super) fn fate(&mut self, code: &str) -> Fate {
        let trimmed = code.trim_end();
        let before = trimmed.len() - trimmed.trim_start().len();
        let rest = &trimmed[before..];
        let word: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        match *self {
            _ if rest.is_empty() => return Fate::Keep,
            Clause::Closed => return Fate::Keep,
            Clause::Open(depth) if before > depth => return Fate::Keep,
            _ => {}
        }
        // A statement of the same length that holds the same names.
        let with = match (word, &rest[word.len()..]) {
            ("else", tail) if tail.starts_with(':') => "if 1",
            ("elif", _) => "if  ",
            ("finally", tail) if tail.starts_with(':') => "if    1",
            ("except", tail) if tail.starts_with(':') => "if   1",
            ("except", tail) if tail.starts_with(' ') => "with  ",
            _ => {
                *self = Clause::Closed;
                return Fate::Keep;
            }
        };
        *self = Clause::Open(before);
        Fate::Replace(None, format!("{}{with}", &trimmed[..before]))
    }
}
