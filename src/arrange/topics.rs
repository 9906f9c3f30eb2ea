//! Topics: which chapter a section belongs to when nobody wrote a layout, by what its title, its code and its prose speak of.
//!
//! [`read`] reads a topics file, `evidence` finds what of it a text mentions, `assign` weighs the evidence and makes a
//! [`Layout`] of it. The shipped file is `topics/python.toml`.

mod assign;
mod evidence;
mod stranded;
mod taken;
mod thin;
mod words;

use super::layout::Layout;
use super::select::Ground;
use crate::ledger::Ledger;
use crate::outline::{Outline, SectionId};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What one entry of a topics file is worth to its chapters: what it was found as, and how much.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The entry as written.
    pub text: String,
    /// Its weight for each of its chapters.
    pub weight: f32,
    /// The chapters that it speaks for, as positions in [`Topics::chapters`].
    pub chapters: Vec<u16>,
    /// Whether it is a name or a module, rather than a phrase.
    pub name: bool,
}

/// A chapter that sections may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TopicChapter {
    pub title: String,
    pub part: usize,
    /// The chapter that takes this one in when it is thin; no chapter comes back to itself this way.
    pub near: Option<usize>,
    /// The chapter that takes this one in when there are too many; only where none is near.
    pub akin: Option<usize>,
    /// Its title when it has taken in another one.
    pub wide: Option<String>,
}

/// A word that some phrase holds, by its number.
type Word = u32;

/// A phrase: the first word leads to the others, each folded to its singular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rest {
    /// The words after the first, folded.
    pub words: Vec<Word>,
    /// All words as written: where two phrases differ in a plural alone, the one that the text has wins.
    pub exact: Vec<String>,
    /// The entry.
    pub id: u32,
}

/// Phrases by their first word.
type Phrases = FxHashMap<Word, Vec<Rest>>;

/// A topics file, ready for look-ups.
#[derive(Debug, Clone, Default)]
pub struct Topics {
    languages: Vec<String>,
    subject: Vec<String>,
    parts: Vec<String>,
    chapters: Vec<TopicChapter>,
    entries: Vec<Entry>,
    /// The chapter of what has no better place.
    last: Option<usize>,
    /// Every word of every phrase, folded; most words of a text are none of them.
    words: FxHashMap<String, Word>,
    titles: Phrases,
    terms: Phrases,
    /// Phrases that speak for a chapter where they are the whole of a heading: their words, folded.
    alone: FxHashMap<Vec<String>, u32>,
    names: FxHashMap<String, u32>,
    modules: FxHashMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawTopics {
    #[expect(dead_code, reason = "the name is for readers of the file")]
    name: String,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    subject: Vec<String>,
    #[serde(default)]
    weak_modules: Vec<String>,
    part: Vec<RawPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    title: String,
    chapter: Vec<RawChapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChapter {
    title: String,
    near: Option<String>,
    akin: Option<String>,
    wide: Option<String>,
    #[serde(default)]
    last: bool,
    #[serde(default)]
    titles: Vec<String>,
    #[serde(default)]
    alone: Vec<String>,
    #[serde(default)]
    modules: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    terms: Vec<String>,
}

/// What a word of a heading is worth.
const TITLE: f32 = 8.0;
/// The same for a chapter of what has no better place.
const LAST_TITLE: f32 = 4.0;
/// What a phrase is worth that is the whole of a heading, and would say nothing in a longer one.
const ALONE: f32 = 16.0;
/// What a module is worth, and one that helps everywhere.
const MODULE: f32 = 4.0;
const WEAK_MODULE: f32 = 1.0;
/// What a name is worth.
const NAME: f32 = 3.0;
/// What a word in prose is worth; a phrase of several is worth more, by the root of their number.
const TERM: f32 = 1.5;

impl Topics {
    /// Returns the topics that ship with the tool.
    ///
    /// # Panics
    ///
    /// Never: a test reads the shipped file.
    #[must_use]
    pub fn python() -> Topics {
        read(include_str!("../../topics/python.toml")).expect("the shipped topics are tested")
    }

    /// Notes which chapter is near or akin to which, by their titles; fails when there is none of a title, or when they go in a
    /// circle.
    fn link(&mut self, links: &[(Option<String>, Option<String>)]) -> Result<(), String> {
        let numbers: FxHashMap<&str, usize> =
            self.chapters.iter().enumerate().map(|(number, chapter)| (chapter.title.as_str(), number)).collect();
        let find = |title: &Option<String>| match title {
            None => Ok(None),
            Some(title) => numbers.get(title.as_str()).map(|n| Some(*n)).ok_or(format!("no chapter is called {title}")),
        };
        let both = |(near, akin): &(_, _)| Ok::<_, String>((find(near)?, find(akin)?));
        let links = links.iter().map(both).collect::<Result<Vec<_>, _>>()?;
        self.chapters.iter_mut().zip(links).for_each(|(chapter, (near, akin))| {
            (chapter.near, chapter.akin) = (near, akin);
        });
        for (start, chapter) in self.chapters.iter().enumerate() {
            let next = |chapter: usize| self.chapters[chapter].near.or(self.chapters[chapter].akin);
            let mut at = chapter.near.or(chapter.akin);
            for _ in 0..self.chapters.len() {
                at = at.and_then(next);
            }
            if at.is_some() {
                return Err(format!("what is near {} goes in a circle", self.chapters[start].title));
            }
        }
        Ok(())
    }

    fn entry(&mut self, text: &str, weight: f32, chapter: u16, name: bool) -> u32 {
        self.entries.push(Entry { text: text.to_string(), weight, chapters: vec![chapter], name });
        u32::try_from(self.entries.len() - 1).expect("a topics file is small")
    }

    fn share(&mut self, id: u32, chapter: u16) {
        let chapters = &mut self.entries[id as usize].chapters;
        if !chapters.contains(&chapter) {
            chapters.push(chapter);
        }
    }

    fn word(&mut self, word: &str) -> Word {
        let next = Word::try_from(self.words.len()).expect("a topics file is small");
        *self.words.entry(words::folded(word)).or_insert(next)
    }

    fn phrase(&mut self, text: &str, chapter: u16, title: Option<f32>) {
        let exact = words::exact_words(text);
        let mut words: Vec<Word> = exact.iter().map(|word| self.word(word)).collect();
        if words.is_empty() {
            return;
        }
        let count = f32::from(u16::try_from(words.len()).unwrap_or(u16::MAX));
        let first = words.remove(0);
        let known = if title.is_some() { &self.titles } else { &self.terms };
        let known = known.get(&first).and_then(|list| list.iter().find(|rest| rest.exact == exact)).map(|rest| rest.id);
        if let Some(id) = known {
            return self.share(id, chapter);
        }
        let weight = title.map_or(TERM * count.sqrt(), |title| title * count);
        let id = self.entry(text, weight, chapter, false);
        let list = if title.is_some() { &mut self.titles } else { &mut self.terms };
        list.entry(first).or_default().push(Rest { words, exact, id });
    }

    fn whole(&mut self, text: &str, chapter: u16) {
        let words: Vec<String> = words::exact_words(text).iter().map(|word| words::folded(word)).collect();
        if let Some(id) = self.alone.get(&words).copied() {
            return self.share(id, chapter);
        }
        let id = self.entry(text, ALONE, chapter, false);
        self.alone.insert(words, id);
    }

    fn exact(&mut self, text: &str, weight: f32, chapter: u16, module: bool) {
        let known = if module { self.modules.get(text) } else { self.names.get(text) };
        if let Some(id) = known.copied() {
            return self.share(id, chapter);
        }
        let id = self.entry(text, weight, chapter, true);
        let map = if module { &mut self.modules } else { &mut self.names };
        map.insert(text.to_string(), id);
    }
}

/// Reads a topics file.
///
/// # Errors
///
/// When it is not TOML of the form that the head of `topics/python.toml` describes; the text says what and where.
pub fn read(text: &str) -> Result<Topics, String> {
    let raw: RawTopics = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut topics = Topics { languages: raw.languages, subject: raw.subject, ..Topics::default() };
    let mut links = Vec::new();
    for part in raw.part {
        topics.parts.push(part.title);
        for chapter in part.chapter {
            let number = u16::try_from(topics.chapters.len()).map_err(|_| "there are too many chapters".to_string())?;
            let part = topics.parts.len() - 1;
            let made = TopicChapter { title: chapter.title, part, near: None, akin: None, wide: chapter.wide };
            topics.chapters.push(made);
            links.push((chapter.near, chapter.akin));
            if chapter.last {
                topics.last = Some(usize::from(number));
            }
            let title = if chapter.last { LAST_TITLE } else { TITLE };
            chapter.titles.iter().for_each(|phrase| topics.phrase(phrase, number, Some(title)));
            chapter.terms.iter().for_each(|phrase| topics.phrase(phrase, number, None));
            chapter.alone.iter().for_each(|phrase| topics.whole(phrase, number));
            chapter.names.iter().for_each(|name| topics.exact(name, NAME, number, false));
            for module in &chapter.modules {
                let weight = if raw.weak_modules.contains(module) { WEAK_MODULE } else { MODULE };
                topics.exact(module, weight, number, true);
            }
        }
    }
    topics.link(&links)?;
    for list in topics.titles.values_mut().chain(topics.terms.values_mut()) {
        // The longest phrase that fits is the one that counts.
        list.sort_by_key(|rest| std::cmp::Reverse(rest.words.len()));
    }
    for entry in &mut topics.entries {
        entry.weight /= f32::from(u16::try_from(entry.chapters.len()).unwrap_or(u16::MAX));
    }
    Ok(topics)
}

/// Makes the layout of a book without one: notes about the topics' subject by evidence, all others by their own headings.
#[must_use]
pub fn plan(ground: Ground<'_>, outline: &Outline, ledger: &Ledger, topics: &Topics) -> Layout {
    let mut layout = Layout::default();
    let subject = assign::assign(ground, outline, ledger, topics, &mut layout);
    let mut own: Vec<Vec<SectionId>> = vec![Vec::new(); ground.notes.len()];
    for id in outline.ids() {
        own[outline.section(id).source.index()].push(id);
    }
    let others: Vec<_> = own.into_iter().enumerate().filter(|(note, _)| !subject[*note]).collect();
    super::headings::plan(ground, outline, ledger, &others, &mut layout);
    layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_topics_read_and_name_no_chapter_twice() {
        let topics = Topics::python();
        let mut titles: Vec<&str> = topics.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
        let count = titles.len();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), count);
        assert!(count > 40);
    }

    #[test]
    fn nothing_stands_in_more_than_two_chapters() {
        let topics = Topics::python();
        let many: Vec<_> = topics.entries.iter().filter(|entry| entry.chapters.len() > 2).collect();
        assert!(many.is_empty(), "{many:?}");
    }

    #[test]
    fn what_must_stand_alone_is_no_title_besides() {
        let topics = Topics::python();
        let texts = topics.alone.values().map(|id| &topics.entries[*id as usize].text);
        let both: Vec<_> = texts.filter(|text| evidence::Evidence::is_whole(&topics, text)).collect();
        assert!(both.is_empty(), "{both:?}");
    }

    /// Returns the chapter for which a heading speaks most.
    fn place<'t>(topics: &'t Topics, heading: &str) -> &'t str {
        let mut evidence = evidence::Evidence::default();
        evidence.heading(topics, heading);
        let scores = evidence.weigh(topics);
        let best = (0..scores.len()).reduce(|best, at| if scores[at] > scores[best] { at } else { best });
        best.filter(|best| scores[*best] > 0.0).map_or("", |best| &topics.chapters[best].title)
    }

    #[test]
    fn headings_go_where_a_reader_would_look() {
        let topics = Topics::python();
        let table = [
            ("print", "Printing and user input"),
            ("`while`", "Control flow"),
            ("bool", "Basics and syntax"),
            ("Underscores in names", "Basics and syntax"),
            ("`is` or `==`?", "Operators and expressions"),
            ("**", "Operators and expressions"),
            ("Q: What is a closure?", "Scope and closures"),
            ("How do I reverse a string?", "Strings and formatting"),
            ("GET or POST?", "HTTP clients and URLs"),
            ("find", "Shell and Linux"),
            ("Find the longest word", ""),
            ("How to break it again", ""),
            ("Left join vs inner join", "Databases and ORMs"),
            ("Views", "Databases and ORMs"),
            ("Django views", "Web frameworks"),
            ("chmod and permissions", "Shell and Linux"),
            ("sed and awk", "Shell and Linux"),
            ("CI/CD", "Continuous integration"),
            ("GitHub Actions", "Continuous integration"),
            ("Merge conflicts", "Git, editors and workflow"),
            ("Scrum", "Agile and teamwork"),
            ("SOLID", "Design patterns"),
            ("Tell me about yourself", "Interviews and careers"),
            ("Two sum", "Leetcode and interview puzzles"),
            ("Three way handshake", "Sockets and servers"),
            ("Confusion matrix", "Machine learning"),
            ("Big O", "Algorithms and data structures"),
        ];
        for (heading, chapter) in table {
            assert_eq!(place(&topics, heading), chapter, "{heading}");
        }
    }

    #[test]
    fn a_mistake_in_a_topics_file_is_told() {
        let error =
            read("name = \"x\"\n[[part]]\ntitle = \"P\"\n[[part.chapter]]\ntitel = \"T\"\n").expect_err("a slip");
        assert!(error.contains("titel"), "{error}");
    }
}
