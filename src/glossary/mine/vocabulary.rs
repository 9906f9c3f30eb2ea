//! Words of all notes that are written with capitals: abbreviations, and names of their own.

use super::super::names;
use super::short;
use crate::prose::{Passage, Reading, Scope};
use rustc_hash::FxHashSet;

/// Words with capitals.
#[derive(Debug, Default)]
pub(super) struct Vocabulary<'a> {
    /// Abbreviations.
    short: FxHashSet<&'a str>,
    /// Words with a capital in code: names of classes.
    classes: FxHashSet<&'a str>,
    /// Words with a capital in mid-sentence.
    proper: FxHashSet<&'a str>,
}

impl<'a> Vocabulary<'a> {
    /// Gathers the words of one note.
    pub fn of(note: &Reading<'a>) -> Vocabulary<'a> {
        let mut words = Vocabulary::default();
        let text = note.prose.text.as_str();
        for passage in note.prose.passages.iter().filter(|p| p.scope != Scope::Link) {
            let bytes = &text.as_bytes()[passage.at.clone()];
            let mut from = 0;
            while let Some(length) = bytes[from..].iter().position(u8::is_ascii_uppercase) {
                let at = from + length;
                if at == 0 || !bytes[at - 1].is_ascii_alphanumeric() {
                    words.add(text, passage, at);
                }
                from = at + 1;
            }
        }
        words
    }

    /// Adds the word that begins with a capital at a byte of a passage.
    fn add(&mut self, text: &'a str, passage: &Passage, at: usize) {
        let bytes = &text.as_bytes()[passage.at.clone()];
        let code = matches!(passage.scope, Scope::Code | Scope::OtherCode);
        let capitals = bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase);
        let mid = passage.scope == Scope::Prose
            && at > 1
            && bytes[at - 1] == b' '
            && (bytes[at - 2].is_ascii_lowercase() || bytes[at - 2] == b',');
        if !code && !capitals && !mid {
            return;
        }
        let end = at + bytes[at..].iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len() - at);
        let word = &text[passage.at.start + at..passage.at.start + end];
        if code {
            if bytes.get(end) == Some(&b'(') {
                self.classes.insert(word);
            }
        } else if capitals {
            self.short.insert(word);
        } else {
            self.proper.insert(word);
        }
    }

    /// Adds the words of another note.
    pub fn join(mut self, other: Vocabulary<'a>) -> Vocabulary<'a> {
        self.short.extend(other.short);
        self.proper.extend(other.proper);
        self.classes.extend(other.classes);
        self
    }

    /// Returns whether the notes use an abbreviation.
    pub fn has_short(&self, word: &str) -> bool {
        short::is_short(word) && (self.short.contains(word) || self.short.contains(format!("{word}s").as_str()))
    }

    /// Returns a term as it is written inside a sentence: what only begins with a capital because a line begins there does not.
    pub fn inside(&self, written: &str, code: bool) -> String {
        if code {
            return written.to_string();
        }
        let (first, rest) = written.split_once(' ').unwrap_or((written, ""));
        let plain =
            |word: &str| word.chars().skip(1).all(|c| !c.is_uppercase()) && word.starts_with(char::is_uppercase);
        let head = first.split('-').next().unwrap_or_default();
        // One more capital in the term, and it is a name.
        let name =
            rest.split([' ', '-']).any(|word| word.starts_with(char::is_uppercase)) || self.proper.contains(head);
        // "C++", "C#", "B tree": a letter alone is a name, unless it is the article.
        let letter = first.bytes().filter(u8::is_ascii_alphabetic).count() == 1 && first != "A";
        let class = rest.is_empty() && self.classes.contains(first);
        if !plain(first) || name || letter || class {
            return written.to_string();
        }
        let mut letters = written.chars();
        let small: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
        small + letters.as_str()
    }
}

/// Returns a term in the singular where its last word is a plain plural.
pub(super) fn one(term: &str) -> String {
    names::singular(term)
}
