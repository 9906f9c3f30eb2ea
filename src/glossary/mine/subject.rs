//! The first words of a sentence → its subject, its verb and what follows.

use super::page::Place;
use super::predicate::related;
use super::words;
use crate::prose::MarkKind;
use std::ops::Range;

/// How many words the subject of a definition has at most, brackets and "in …" included.
const WORDS: usize = 8;

/// The article in front of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    /// None.
    None,
    /// "a", "an".
    One,
    /// "the".
    The,
}

/// The verb behind a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// "is", "can be thought of as".
    Is,
    /// "are".
    Are,
    /// Another one that tells what something is or does.
    Tells,
}

/// A sentence taken apart.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub article: Article,
    /// The subject, article left out.
    pub term: Range<usize>,
    pub verb: Verb,
    /// From the verb on.
    pub predicate: usize,
    /// What follows the verb and its adverbs.
    pub rest: usize,
    /// What stands between commas behind the subject: "a queue, or line, is …".
    pub aside: Option<Range<usize>>,
}

/// Words with which an indirect question begins.
pub(super) const QUESTIONS: [&str; 8] = ["how", "if", "what", "where", "whether", "which", "who", "why"];

/// Verbs behind which "which" asks.
const DECIDES: [&str; 14] = [
    "chooses",
    "controls",
    "decides",
    "defines",
    "describes",
    "determines",
    "governs",
    "indicates",
    "names",
    "picks",
    "says",
    "selects",
    "shows",
    "specifies",
];

/// Verbs that tell what happens around a thing rather than what it is.
pub(super) const ABOUT: [&str; 12] = [
    "begins", "depends", "follows", "gets", "has", "helps", "includes", "needs", "requires", "starts", "takes", "uses",
];

/// Endings of nouns for what is done or how something is.
const CONCEPTS: [&str; 7] = ["ing", "tion", "sion", "ity", "ness", "ism", "ment"];

/// How far a comma is from the next at most, in bytes, for what stands between them to be an aside.
const ASIDE: usize = 60;

/// Words with which an aside begins that names the subject again.
const ASIDES: [&str; 9] = ["or", "aka", "also", "short", "abbreviated", "sometimes", "pronounced", "formerly", "ie"];

/// Nouns that stand in front of a term to say that it is one.
const CALLS: [&str; 8] = ["term", "terms", "word", "words", "name", "phrase", "expression", "abbreviation"];

/// Takes the words of a sentence one by one.
#[derive(Clone)]
struct Words<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Words<'t> {
    fn next(&mut self) -> Option<(usize, &'t str)> {
        let rest = &self.text[self.at..self.end];
        let start = self.at + rest.len() - rest.trim_start_matches(' ').len();
        let length = self.text[start..self.end].find(' ').unwrap_or(self.end - start);
        self.at = start + length;
        (length > 0).then_some((start, &self.text[start..start + length]))
    }

    fn peek(&self) -> &'t str {
        let rest = self.text[self.at..self.end].trim_start_matches(' ');
        rest.split(' ').next().unwrap_or_default()
    }

    /// Skips a run of words.
    fn skip(&mut self, known: &words::Words) {
        while words::has(known, self.peek()) && self.next().is_some() {}
    }
}

/// Reads what stands in front of a subject: "In Python, a …". Returns the words behind it, the article, and the first word.
fn opening(text: &str, at: Range<usize>) -> Option<(Words<'_>, Article, usize, &str)> {
    let opening = at.end - text[at.clone()].trim_start_matches([' ', '"', '\'', '*', '-', '(']).len();
    let mut words = Words { text, at: opening, end: at.end };
    let (mut start, mut word) = words.next()?;
    if word.eq_ignore_ascii_case("in") || word.eq_ignore_ascii_case("for") {
        // "In C a frame is …"
        let mut framed = words.clone();
        let named =
            framed.next().is_some_and(|(_, place)| place.starts_with(char::is_uppercase) && !place.ends_with(','));
        if named && matches!(framed.peek(), "a" | "an") {
            framed.next();
            let (start, word) = framed.next()?;
            return Some((framed, Article::One, start, word));
        }
        // "In Python, a frame is …"
        let comma = text.as_bytes()[words.at..at.end.min(words.at + 40)].iter().position(|b| *b == b',')?;
        // "For the purposes of this letter, …" holds here and nowhere else.
        let here = text.get(words.at..words.at + comma).is_none_or(|frame| frame.contains(" this "));
        if here {
            return None;
        }
        words.at += comma + 1;
        (start, word) = words.next()?;
    }
    let article = match word {
        "a" | "an" | "A" | "An" => Article::One,
        "the" | "The" => Article::The,
        _ => Article::None,
    };
    if article != Article::None {
        (start, word) = words.next()?;
    }
    // "The term *skew* is used when …" speaks of skew.
    let mut article = article;
    if article == Article::The && words::among(&CALLS, word) && verb(words.peek(), &mut words.clone()).is_none() {
        article = Article::None;
        (start, word) = words.next()?;
    }
    Some((words, article, start, word))
}

/// Takes a sentence apart; `None` when it does not start with what may be a term and a verb.
pub(super) fn parse(place: &Place<'_>, at: Range<usize>) -> Option<Subject> {
    let text = place.text();
    let (mut words, article, mut start, mut word) = opening(text, at)?;
    let first = start;
    let mut end = start;
    let mut bracket = false;
    for count in 0..WORDS {
        let code = place.in_code(start);
        if count > 0
            && !code
            && !bracket
            && let Some((verb, start, rest)) = verb(word, &mut words)
        {
            return subject(place, article, first..end, (verb, start, rest));
        }
        if count > 0
            && !code
            && !bracket
            && article == Article::None
            && let Some((verb, start, rest)) = deed(&text[first..start], word, &words)
        {
            return subject(place, article, first..end, (verb, start, rest));
        }
        // "A *dry bell* gives no sound": what is set apart behind "a" is about to be explained.
        if count > 0
            && !bracket
            && article != Article::The
            && place.is_emphasised(first..end)
            && let Some((verb, start, rest)) = any_verb_behind(word, &words, article == Article::One)
        {
            return subject(place, article, first..end, (verb, start, rest));
        }
        bracket |= word.starts_with('(');
        if !bracket && !code && word.ends_with(',') && fits(word.trim_end_matches(','), count) {
            return with_aside(place, &mut words, article, first..start + word.len() - 1);
        }
        if !code && !bracket && !fits(word, count) {
            return None;
        }
        bracket &= !word.trim_end_matches('"').ends_with(')');
        end = start + word.len();
        (start, word) = words.next()?;
    }
    None
}

/// "A queue, or line, is …": what stands between the commas names the subject or explains it, and the verb follows.
fn with_aside(place: &Place<'_>, words: &mut Words<'_>, article: Article, term: Range<usize>) -> Option<Subject> {
    let near = &words.text.as_bytes()[words.at..words.end.min(words.at + ASIDE)];
    let comma = words.at + memchr::memchr(b',', near)?;
    let aside = words.at + 1..comma;
    let first = words.peek();
    if !words::among(&ASIDES, first.trim_end_matches(':')) && !first.ends_with('.') {
        return None;
    }
    words.at = comma + 1;
    let (_, word) = words.next()?;
    let (verb, start, rest) = verb(word, words).or_else(|| any_verb(word, words))?;
    let subject = subject(place, article, term, (verb, start, rest))?;
    Some(Subject { aside: Some(aside), ..subject })
}

/// Returns whether a word can stand in a subject, `count` words behind its start.
fn fits(word: &str, count: usize) -> bool {
    let bare = word.trim_matches(['"', '\'']);
    let inner = count > 0 && words::among(&["of", "in", "with", "to", "as", "for"], bare);
    let ends = bare.ends_with([',', ':', ';', '.', '?', '!']);
    let numeral = count > 0 && word == "I";
    !ends && !matches!(word, "-" | "--" | "=") && (inner || numeral || !words::is_no_term(bare))
}

fn subject(
    place: &Place<'_>,
    article: Article,
    term: Range<usize>,
    (verb, predicate, rest): (Verb, usize, usize),
) -> Option<Subject> {
    // "A defaultdict in Python is …": where it is found is no part of the name.
    let text = place.text();
    let mut term = term;
    // "The *grain* of a table is …": what is set apart is the term.
    let mark = place.mark_at(term.start, &[MarkKind::Emphasis, MarkKind::Code]);
    if let Some(mark) =
        mark.filter(|mark| (mark.end as usize) < term.end && text[mark.end as usize..].starts_with(" of "))
    {
        term.end = mark.end as usize;
    }
    // "The depth of a tree is the number of …" tells what depth is.
    if article == Article::The && verb == Verb::Is && text[rest..].starts_with("the ") && told(&text[rest..]) {
        let of = [" of a ", " of an "].iter().filter_map(|of| text[term.clone()].find(of)).min();
        term.end = of.map_or(term.end, |at| term.start + at);
    }
    let written = &text[term.clone()];
    let cut = [" in ", " inside "].iter().filter_map(|word| written.find(word)).min().unwrap_or(written.len());
    // "Having a lock is …" is a deed, and "a" stands in no name.
    let deed = [" a ", " an "].iter().any(|article| written[..cut].contains(article))
        || verb == Verb::Tells && written[..cut].contains(" the ");
    (cut > 0 && !deed).then_some(Subject {
        article,
        term: term.start..term.start + cut,
        verb,
        predicate,
        rest,
        aside: None,
    })
}

/// "… is the number of steps": what is said is told apart before any comma.
fn told(said: &str) -> bool {
    let clause = said.split([',', ';', '.']).next().unwrap_or_default();
    related(clause)
}

/// Returns whether a word may be a verb in the third person.
fn third_person(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && !words::is_no_term(word)
}

/// Returns whether an indirect question follows a verb, "you" in front of it or not. Behind a noun "which" and "who" begin
/// something else: "lids which fit".
fn asks(verb: &str, words: &Words<'_>) -> bool {
    let mut ahead = words.text[words.at..words.end].split(' ').filter(|word| !word.is_empty());
    let first = ahead.next().unwrap_or_default();
    let next = if matches!(first, "you" | "us") { ahead.next().unwrap_or_default() } else { first };
    words::among(&QUESTIONS, next) && (!matches!(next, "which" | "who") || next != first || DECIDES.contains(&verb))
}

/// "Sifting keeps the lumps out": what a deed does is what it is for.
fn deed(before: &str, word: &str, words: &Words<'_>) -> Option<(Verb, usize, usize)> {
    let object = words::among(&["a", "an", "the", "all", "each", "every", "one"], words.peek());
    let concept = object && CONCEPTS.iter().any(|end| before.trim_end().ends_with(end));
    (concept && !ABOUT.contains(&word)).then(|| any_verb(word, words))?
}

/// Takes any word in the third person for a verb, where the subject is a term beyond doubt.
fn any_verb(word: &str, words: &Words<'_>) -> Option<(Verb, usize, usize)> {
    let start = words.at.saturating_sub(word.len());
    let rest = words.text[words.at..words.end].trim_start_matches(' ');
    third_person(word).then_some((Verb::Tells, start, words.end - rest.len()))
}

/// The same, an adverb in front of it or not.
fn any_verb_behind(word: &str, words: &Words<'_>, sure: bool) -> Option<(Verb, usize, usize)> {
    let mut ahead = words.clone();
    let adverb = words::has(&words::ADVERBS, word) || word.len() > 4 && word.ends_with("ly");
    let word = if adverb { ahead.next()?.1 } else { word };
    // "*Brass* bells are loud" has a noun where a verb may stand.
    let sure = sure || adverb || words::among(&["a", "an", "the", "all", "each", "every", "its", "one"], ahead.peek());
    sure.then(|| any_verb(word, &ahead))?
}

/// Reads a verb and the adverbs around it; returns where it starts and where what follows does. `word` was taken last.
fn verb(word: &str, words: &mut Words<'_>) -> Option<(Verb, usize, usize)> {
    let mut start = words.at.saturating_sub(word.len());
    let mut word = word.trim_start_matches('"');
    if words::has(&words::ADVERBS, word) {
        words.skip(&words::ADVERBS);
        let ahead = words.peek();
        if !matches!(ahead, "is" | "are") && !words::has(&words::TELLS, ahead) {
            return None;
        }
        (start, word) = words.next()?;
    }
    let verb = match word {
        "is" => Verb::Is,
        "are" => Verb::Are,
        "can" if words.peek() == "be" => {
            words.next();
            Verb::Tells
        }
        _ if words::tells(word) => Verb::Tells,
        _ if third_person(word) && asks(word, words) => Verb::Tells,
        // "A grinder takes beans and returns powder."
        "takes" | "accepts" if words.text[words.at..words.end].contains(" and returns ") => Verb::Tells,
        _ => return None,
    };
    words.skip(&words::ADVERBS);
    let rest = words.text[words.at..words.end].trim_start_matches(' ');
    Some((verb, start, words.end - rest.len()))
}
