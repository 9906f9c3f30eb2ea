//! Single words: misspellings from the dictionary of the `typos` project, and the words that rule pages list.
//!
//! A distinct word is looked up once. What counts as a word is the idea of `typos`
//! (<https://github.com/crate-ci/typos/blob/master/docs/design.md>), narrowed to what people write as prose: no identifiers,
//! paths, addresses, numbers, acronyms, nor what stands in code ticks.

use super::{Options, View};
use crate::diagnostic::Diagnostic;
use crate::fix::{Fix, Safety};
use crate::pack::Pack;
use crate::prose::{MarkKind, Passage, Scope};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::ops::Range;
use unicase::UniCase;

/// The rule behind the dictionary.
pub use crate::rules::MISSPELLING;

/// Words of less than four letters are names and abbreviations more often than slips; these are slips.
const SHORT: [&str; 4] = ["teh", "hte", "adn", "nad"];

/// How a word differs from the one that is listed.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Not at all.
    Exact,
    /// It may begin with a capital.
    Initial,
    /// It is a plural, and may begin with a capital.
    Plural,
}

/// What the dictionaries say about a word.
#[derive(Clone, Copy)]
pub(super) enum Verdict {
    Fine,
    /// The rule, the right word, how sure that is, and how the word differs from the one that is listed.
    Listed(usize, &'static str, Safety, Form),
    Misspelled(&'static [&'static str]),
}

/// What the dictionaries say about the words that were met so far, in this note and in others.
pub(super) type Known<'a> = FxHashMap<&'a str, Verdict>;

/// Finds misspelled words in a note.
pub(super) fn run<'a>(view: &'a View<'a>, options: &Options, known: &mut Known<'a>, out: &mut Vec<Diagnostic>) {
    let spelling = options.choice.may(&MISSPELLING);
    let mut run = Run { view, options, spelling, known, names: OnceCell::new(), english: OnceCell::new(), out };
    for passage in &view.prose.passages {
        match passage.scope {
            Scope::Prose | Scope::Heading | Scope::Table | Scope::Comment => run.passage(passage),
            // A string of one word is a name more often than not.
            Scope::Str if view.prose.text[passage.at.clone()].trim().contains(' ') => run.passage(passage),
            _ => {}
        }
    }
}

struct Run<'a, 'b> {
    view: &'a View<'a>,
    options: &'b Options,
    spelling: bool,
    known: &'b mut Known<'a>,
    /// What the note uses as a name in its code.
    names: OnceCell<FxHashSet<&'a str>>,
    english: OnceCell<bool>,
    out: &'b mut Vec<Diagnostic>,
}

impl<'a> Run<'a, '_> {
    fn passage(&mut self, passage: &Passage) {
        let text = &self.view.prose.text[..passage.at.end];
        let bytes = text.as_bytes();
        let mut at = passage.at.start;
        while at < bytes.len() {
            if !bytes[at].is_ascii_alphabetic() && bytes[at] < 0x80 {
                at += 1;
                continue;
            }
            let end = word_end(text, at);
            if end - at > 1 && stands_alone(bytes, passage.at.start, at, end) {
                self.word(passage, at..end);
            }
            at = end.max(at + text[at..].chars().next().map_or(1, char::len_utf8));
        }
    }

    fn word(&mut self, passage: &Passage, at: Range<usize>) {
        let word = &self.view.prose.text[at.clone()];
        let verdict = match self.known.get(word) {
            Some(verdict) => *verdict,
            None => {
                let verdict = verdict(word, self.options.pack);
                self.known.insert(word, verdict);
                verdict
            }
        };
        match verdict {
            Verdict::Listed(rule, right, safety, form) => self.listed(passage, at, (rule, right, safety), form),
            Verdict::Misspelled(right) if self.spelling => self.misspelled(at, right),
            Verdict::Fine | Verdict::Misspelled(_) => {}
        }
    }

    fn listed(&mut self, passage: &Passage, at: Range<usize>, listed: (usize, &str, Safety), form: Form) {
        let (rule, right, safety) = listed;
        let rule = &self.options.pack.rules[rule];
        let linked = |kind| matches!(kind, MarkKind::Code | MarkKind::Url);
        if !rule.looks_in(passage.scope) || self.view.prose.marks_in(at.clone()).any(|mark| linked(mark.kind)) {
            return;
        }
        let word = &self.view.prose.text[at.clone()];
        let right = match form {
            Form::Exact => right.to_string(),
            Form::Initial => as_written(word, right),
            Form::Plural => as_written(word, right) + "s",
        };
        if self.options.words.contains(&word.to_lowercase()) || right == word {
            return;
        }
        let span = self.view.prose.source(self.view.source, at.clone());
        let mut finding = Diagnostic::new(rule.rule, span, format!("`{word}` should be `{right}`"));
        finding.hint = rule.hint.map(str::to_string);
        finding.fix = self
            .view
            .prose
            .verbatim(self.view.source, at)
            .map(|at| Fix::replace(at, right.clone(), format!("write `{right}`"), safety));
        self.out.push(finding);
    }

    fn misspelled(&mut self, at: Range<usize>, right: &[&str]) {
        let view = self.view;
        let word = &view.prose.text[at.clone()];
        let allowed = self.options.words.contains(&word.to_lowercase());
        if allowed
            || view.prose.is_code(at.clone())
            || self.names().contains(word)
            || self.is_name(&at)
            || !self.is_english()
        {
            return;
        }
        let right: Vec<String> = right.iter().map(|right| as_written(word, right)).collect();
        let span = view.prose.source(view.source, at.clone());
        let message = match right.as_slice() {
            [] => format!("`{word}` is no word"),
            [one] => format!("`{word}` is a misspelling of `{one}`"),
            many => format!("`{word}` is a misspelling of `{}`", many.join("` or `")),
        };
        let mut finding = Diagnostic::new(&MISSPELLING, span, message);
        if let (Some(first), Some(place)) = (right.first(), view.prose.verbatim(view.source, at)) {
            let safety = if right.len() == 1 { Safety::Sure } else { Safety::Show };
            finding.fix = Some(Fix::replace(place, first.clone(), format!("write `{first}`"), safety));
        }
        self.out.push(finding);
    }

    /// Returns whether what stands around a word makes it a name: an initial in front of it ("J. Foward"), or a link whose target
    /// is spelled in the same way.
    fn is_name(&self, at: &Range<usize>) -> bool {
        let view = self.view;
        let word = &view.prose.text[at.clone()];
        let mut before = view.prose.text[..at.start].chars().rev();
        let initial = before.next() == Some(' ')
            && before.next() == Some('.')
            && before.next().is_some_and(char::is_uppercase)
            && before.next().is_none_or(|c| !c.is_alphanumeric());
        if initial && word.starts_with(char::is_uppercase) {
            return true;
        }
        let place = view.prose.source(view.source, at.clone());
        let around = |link: &&crate::note::LinkUse| link.span.start <= place.start && place.end <= link.span.end;
        let lower = word.to_ascii_lowercase();
        view.note.links.iter().filter(around).any(|link| link.destination.to_ascii_lowercase().contains(&lower))
    }

    fn names(&self) -> &FxHashSet<&'a str> {
        self.names.get_or_init(|| {
            let prose = self.view.prose;
            let ticked = prose.marks.iter().filter(|mark| mark.kind == MarkKind::Code);
            let ticked = ticked.map(|mark| &prose.text[mark.start as usize..mark.end as usize]);
            let code = self.view.python.names(prose);
            ticked.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_')).chain(code).collect()
        })
    }

    fn is_english(&self) -> bool {
        *self.english.get_or_init(|| self.view.prose.is_english())
    }
}

/// Returns where the word ends that starts at `at`; where no word starts, `at`.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    for (i, c) in text[at..].char_indices() {
        let inner = c == '\'' && bytes.get(at + i + 1).is_some_and(u8::is_ascii_alphabetic);
        if !c.is_ascii_alphanumeric() && c != '_' && !is_latin(c) && !inner {
            break;
        }
        end = at + i + c.len_utf8();
    }
    end
}

/// Letters with marks belong to words; those of scripts without spaces between words do not.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && c.is_alphabetic()
}

/// Returns whether a word is one of prose: no part of a path, an address, an identifier, an option or a call.
fn stands_alone(bytes: &[u8], from: usize, start: usize, end: usize) -> bool {
    let before = (start > from).then(|| bytes[start - 1]);
    let second = (start > from + 1).then(|| bytes[start - 2]);
    let after = bytes.get(end).copied();
    let then = bytes.get(end + 1).copied();
    let joined = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b >= 0x80);
    let before_fine = match before {
        None | Some(0x80.. | b' ' | b'(' | b'"' | b'\'' | b'[' | b'*' | b',' | b';' | b'!' | b'?' | b'\n' | b'{') => {
            true
        }
        Some(b'.') => !joined(second),
        Some(b'-') => joined(second),
        Some(b':') => second != Some(b':'),
        _ => false,
    };
    let after_fine = match after {
        None | Some(0x80.. | b' ' | b')' | b'"' | b'\'' | b']' | b'*' | b',' | b';' | b'!' | b'?' | b'\n' | b'}') => {
            true
        }
        Some(b'.' | b':' | b'-') => {
            then.is_none_or(|b| matches!(b, b' ' | b'"' | b'\'' | b')' | b'\n' | b'.'))
                || after == Some(b'-') && joined(then)
        }
        _ => false,
    };
    before_fine && after_fine && !bytes[start..end].iter().any(|b| b.is_ascii_digit() || *b == b'_')
}

fn verdict(word: &str, pack: &Pack) -> Verdict {
    if let Some(found) = listed(word, pack) {
        return found;
    }
    let plain = word.strip_suffix("'s").unwrap_or(word);
    let capitals = plain.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    let short = plain.len() < 4 && !SHORT.iter().any(|slip| plain.eq_ignore_ascii_case(slip));
    if short || capitals || !plain.is_ascii() {
        return Verdict::Fine;
    }
    match typos_dict::WORD.find(&UniCase::new(plain)) {
        Some(right) => Verdict::Misspelled(right),
        None => Verdict::Fine,
    }
}

/// Looks a word up among those that pages list: as it stands, in lower case at the head of a sentence, and without a plural `s`.
fn listed(word: &str, pack: &Pack) -> Option<Verdict> {
    let verdict = |key: &str, form| {
        let (rule, right, safety) = pack.words.get(key)?;
        Some(Verdict::Listed(*rule, right, *safety, form))
    };
    let lower = word.to_ascii_lowercase();
    let singular = lower.strip_suffix('s').filter(|singular| singular.len() > 4);
    let initial = lower.get(1..) == word.get(1..);
    verdict(word, Form::Exact)
        .or_else(|| verdict(&lower, Form::Initial).filter(|_| initial))
        .or_else(|| verdict(singular?, Form::Plural).filter(|_| initial))
}

/// Returns a correction in the case of the word that it is for.
fn as_written(word: &str, right: &str) -> String {
    let possessive = if word.ends_with("'s") { "'s" } else { "" };
    let mut letters = right.chars();
    let first = letters.next();
    match first.filter(|_| word.starts_with(|c: char| c.is_ascii_uppercase())) {
        Some(first) => first.to_uppercase().chain(letters).collect::<String>() + possessive,
        None => format!("{right}{possessive}"),
    }
}
