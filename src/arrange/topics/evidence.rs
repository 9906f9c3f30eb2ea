//! What of a topics file a text mentions.

use super::Topics;
use super::words::{bare, exact_words, fold, folded, subject};
use crate::arrange::select::Ground;
use crate::note::{BlockId, BlockKind};
use rustc_hash::FxHashSet;

/// Entries that were found, each once.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// Positions in the topics' entries, sorted.
    pub found: Vec<u32>,
    /// The same in the order of the text.
    order: Vec<u32>,
}

impl Evidence {
    /// Adds what a heading mentions.
    pub fn heading(&mut self, topics: &Topics, title: &str) {
        self.found.clear();
        let whole = Self::is_whole(topics, title);
        self.found.extend(if whole { None } else { Self::alone(topics, title) });
        self.phrases(topics, true, title);
        self.code(topics, title, false);
        self.tidy();
    }

    /// Whether a heading is a phrase of the topics and nothing besides but words that say nothing, such as "more on".
    pub fn is_whole(topics: &Topics, title: &str) -> bool {
        let mut numbers = subject(title).into_iter().map(|word| topics.words.get(&folded(&word)).copied());
        let first = numbers.next().flatten();
        let rest: Option<Vec<_>> = numbers.collect();
        let (Some(first), Some(rest)) = (first, rest) else { return false };
        topics.titles.get(&first).is_some_and(|list| list.iter().any(|phrase| phrase.words == rest))
    }

    /// Returns the entry of a heading that is one of those which must be the whole of it.
    fn alone(topics: &Topics, title: &str) -> Option<u32> {
        let find = |words: &[String]| topics.alone.get(&words.iter().map(|word| folded(word)).collect::<Vec<_>>());
        find(&exact_words(title)).or_else(|| find(&bare(title))).copied()
    }

    /// Returns what a text mentions at its very beginning, as a heading would.
    pub fn beginning(topics: &Topics, text: &str) -> Evidence {
        let number = |word: String| topics.words.get(&folded(&word)).copied().unwrap_or(u32::MAX);
        let words: Vec<u32> = exact_words(text).into_iter().map(number).collect();
        let list = words.first().and_then(|first| topics.titles.get(first)).map(Vec::as_slice).unwrap_or_default();
        let longest = list.iter().find(|phrase| words[1..].starts_with(&phrase.words));
        let mut evidence = Evidence::default();
        evidence.found.extend(longest.map(|phrase| phrase.id));
        evidence.tidy();
        evidence
    }

    /// Leaves out entries by their text.
    pub fn forget(&mut self, topics: &Topics, out: impl Fn(&str) -> bool) {
        self.order.retain(|id| !out(&topics.entries[*id as usize].text));
        self.found.retain(|id| !out(&topics.entries[*id as usize].text));
    }

    /// Adds what a block mentions.
    pub fn block(&mut self, topics: &Topics, ground: Ground<'_>, id: BlockId) {
        let block = ground.notes[id.source.index()].block(id);
        let text = block.span.of(&ground.sources[id.source.index()].text);
        self.found.clear();
        match block.kind {
            BlockKind::Fence | BlockKind::Indented => self.code(topics, text, true),
            BlockKind::Html if text.trim_start().starts_with("<!--") => {}
            _ => {
                self.phrases(topics, false, text);
                self.code(topics, text, false);
            }
        }
        self.tidy();
    }

    /// Adds what other evidence holds.
    pub fn merge(&mut self, other: &Evidence) {
        self.found.clone_from(&other.order);
        self.tidy();
    }

    fn tidy(&mut self) {
        let mut seen = FxHashSet::default();
        self.order.extend_from_slice(&self.found);
        self.order.retain(|entry| seen.insert(*entry));
        self.found.clone_from(&self.order);
        self.found.sort_unstable();
    }

    /// Finds phrases, the longest that fits at each place.
    fn phrases(&mut self, topics: &Topics, titles: bool, text: &str) {
        let phrases = if titles { &topics.titles } else { &topics.terms };
        let mut folded = String::new();
        let mut typed: Vec<&str> = Vec::new();
        let mut words: Vec<u32> = Vec::new();
        for word in super::words::words(text) {
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            fold(&mut folded);
            typed.push(word);
            // A word of no phrase still stands between those around it.
            words.push(topics.words.get(&folded).copied().unwrap_or(u32::MAX));
        }
        let mut at = 0;
        while at < words.len() {
            let list = phrases.get(&words[at]).map(Vec::as_slice).unwrap_or_default();
            let mut fits = list.iter().filter(|rest| words[at + 1..].starts_with(&rest.words)).peekable();
            let Some(longest) = fits.peek().map(|rest| rest.words.len()) else {
                at += 1;
                continue;
            };
            let mut same = fits.take_while(|rest| rest.words.len() == longest);
            let first = same.next();
            let exact = |rest: &&super::Rest| rest.exact.iter().zip(&typed[at..]).all(|(a, b)| *a == b.to_lowercase());
            self.found.extend(first.into_iter().chain(same).find(exact).or(first).map(|rest| rest.id));
            at += longest + 1;
        }
    }

    /// Names and modules: in code, those that are imported or lead a dotted name; in prose, dotted names and those in ticks.
    fn code(&mut self, topics: &Topics, text: &str, code: bool) {
        let mut ticks = false;
        let assigned = if code { assigned(text) } else { FxHashSet::default() };
        for line in text.lines() {
            let start = line.trim_start().trim_start_matches(">>> ");
            if code && (start.starts_with("import ") || start.starts_with("from ")) {
                self.import(topics, start);
            }
            let mut rest = line;
            while let Some((before, name, after)) = next_name(rest) {
                ticks ^= before.matches('`').count() % 2 == 1;
                // A bare module name in code may be a variable; in ticks amid prose it is the module.
                rest = after;
                // "Thread-safe" speaks of no Thread.
                let hyphened = rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
                if (code || !hyphened) && !assigned.contains(name.split('.').next().unwrap_or(name)) {
                    self.name(topics, name, ticks && !code);
                }
            }
            ticks ^= rest.matches('`').count() % 2 == 1;
        }
    }

    fn import(&mut self, topics: &Topics, line: &str) {
        let from = line.strip_prefix("from ");
        let modules = from.or_else(|| line.strip_prefix("import ")).unwrap_or_default();
        let modules = if from.is_some() { modules.split(" import").next().unwrap_or_default() } else { modules };
        for module in modules.split(',') {
            let module = module.split_whitespace().next().unwrap_or_default();
            self.module(topics, module);
        }
    }

    /// The most specific module that a dotted name starts with.
    fn module(&mut self, topics: &Topics, dotted: &str) {
        let mut name = dotted;
        loop {
            if let Some(id) = topics.modules.get(name) {
                self.found.push(*id);
                return;
            }
            match name.rfind('.') {
                Some(dot) => name = &name[..dot],
                None => return,
            }
        }
    }

    fn name(&mut self, topics: &Topics, name: &str, ticked: bool) {
        let plain = name.trim_start_matches('@');
        if let Some(id) = topics.names.get(name).or_else(|| topics.names.get(plain)) {
            self.found.push(*id);
        }
        if plain.contains('.') {
            self.module(topics, plain);
            // What follows a part that is known is a part of that: `monkeypatch.setattr` speaks of no `setattr`.
            let part = plain.split('.').find_map(|part| topics.names.get(part));
            self.found.extend(part);
        } else if ticked && let Some(id) = topics.modules.get(plain) {
            self.found.push(*id);
        }
    }

    /// Returns the weight of the evidence for each chapter.
    pub fn weigh(&self, topics: &Topics) -> Vec<f32> {
        let mut scores = vec![0.0; topics.chapters.len()];
        for id in &self.found {
            let entry = &topics.entries[*id as usize];
            for chapter in &entry.chapters {
                scores[usize::from(*chapter)] += entry.weight;
            }
        }
        scores
    }

    /// Returns the entry that speaks most for a chapter; of several, a name or module before a phrase, then the first one.
    pub fn best<'t>(&self, topics: &'t Topics, chapter: usize) -> Option<&'t super::Entry> {
        let mut best: Option<&super::Entry> = None;
        for entry in self.order.iter().map(|id| &topics.entries[*id as usize]) {
            let speaks = entry.chapters.iter().any(|c| usize::from(*c) == chapter);
            let better = best.is_none_or(|best| (entry.weight, entry.name) > (best.weight, best.name));
            if speaks && better {
                best = Some(entry);
            }
        }
        best
    }
}

/// Returns the names that a code block gives to things of its own; a variable called `queue` is not the module.
fn assigned(code: &str) -> FxHashSet<&str> {
    let mut names = FxHashSet::default();
    for line in code.lines() {
        let line = line.trim_start().trim_start_matches(">>> ");
        let target = line.split_once('=').filter(|(_, value)| !value.starts_with('=')).map(|(target, _)| target);
        let target = target.or_else(|| line.strip_prefix("for ").and_then(|rest| rest.split(" in ").next()));
        let bound = line.rsplit_once(" as ").filter(|_| !line.starts_with("import ") && !line.starts_with("from "));
        for name in target.into_iter().chain(bound.map(|(_, name)| name)).flat_map(|names| names.split(',')) {
            let name = name.trim().trim_end_matches(':');
            if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                names.insert(name);
            }
        }
    }
    names
}

/// Splits off the next identifier, dotted and with a leading `@` if it has them.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let bytes = text.as_bytes();
    let is_start = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    let is_part = |b: u8| is_start(b) || b.is_ascii_digit();
    let mut start = 0;
    loop {
        start += bytes.get(start..)?.iter().position(|b| is_start(*b))?;
        if start == 0 || !is_part(bytes[start - 1]) {
            break;
        }
        // Letters behind a digit belong to a number.
        start += bytes[start..].iter().position(|b| !is_part(*b))?;
    }
    let mut end = start;
    while end < bytes.len()
        && (is_part(bytes[end]) || (bytes[end] == b'.' && bytes.get(end + 1).is_some_and(|b| is_start(*b))))
    {
        end += 1;
    }
    let start = if start > 0 && bytes[start - 1] == b'@' { start - 1 } else { start };
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// What tells whether a note is about the topics' subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Fences in the subject's language, or without one and with code that looks like it.
    own: usize,
    /// Fences in another language.
    other: usize,
    /// How often the note names the subject, up to the number of its sections and three.
    named: usize,
    /// Sections that have something to do with the topics.
    known: usize,
    /// Sections.
    pub(super) sections: usize,
}

impl Signs {
    /// Whether the note is about the subject on its own showing: most of its fences are, or it names the subject all the time;
    /// and half of its sections have something to do with the topics.
    pub(super) fn is_about(self) -> bool {
        let by_code = self.own > self.other && self.own * 4 >= self.sections;
        let by_name = self.other <= self.own && self.named >= 3 && self.named >= self.sections;
        self.sections > 0 && self.known * 2 >= self.sections && (by_code || by_name)
    }

    /// Whether nothing speaks against the note being about the subject, in a heap of notes that mostly are.
    pub(super) fn may_be_about(self) -> bool {
        self.other <= self.own && (self.own + self.named > 0 || self.known * 2 >= self.sections)
    }
}

/// Returns the signs in a note's text; its sections, and those that have something to do with the topics, are counted elsewhere.
pub(super) fn signs(topics: &Topics, ground: Ground<'_>, note: usize, known: usize, sections: usize) -> Signs {
    let (parsed, text) = (&ground.notes[note], &ground.sources[note].text);
    let mut signs = Signs { known, sections, ..Signs::default() };
    for block in parsed.blocks.iter().filter(|block| block.kind == BlockKind::Fence) {
        let code = block.span.of(text);
        let info = code.trim_start_matches([' ', '`', '~']).lines().next().unwrap_or_default();
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default().trim().to_lowercase();
        if topics.languages.contains(&language) || (language.is_empty() && looks_like_python(code)) {
            signs.own += 1;
        } else if !language.is_empty() && !COMMANDS.contains(&language.as_str()) {
            signs.other += 1;
        }
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let names = |word: &&str| topics.subject.iter().any(|subject| subject.eq_ignore_ascii_case(word));
    signs.named = words.filter(names).take(sections + 3).count();
    signs
}

/// Languages that stand beside any other.
const COMMANDS: [&str; 12] =
    ["sh", "bash", "zsh", "shell", "console", "text", "txt", "toml", "yaml", "yml", "json", "output"];

fn looks_like_python(code: &str) -> bool {
    code.lines().map(str::trim_start).any(|line| {
        let line = line.strip_prefix(">>> ").unwrap_or(line);
        line.starts_with("import ")
            || (line.starts_with("from ") && line.contains(" import "))
            || (line.starts_with("def ") && line.contains('('))
            || (line.starts_with("class ") && line.trim_end().ends_with(':'))
            || line.starts_with("print(")
            || line.starts_with("async def ")
            || line.starts_with("with ") && line.trim_end().ends_with(':')
            || line.starts_with("for ") && line.contains(" in ") && line.contains(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_with_their_dots_and_decorators() {
        let mut rest = "x = os.path.join('a', b1) @functools.wraps 3d __init__().";
        let mut found = Vec::new();
        while let Some((_, name, after)) = next_name(rest) {
            found.push(name);
            rest = after;
        }
        assert_eq!(found, ["x", "os.path.join", "a", "b1", "@functools.wraps", "__init__"]);
    }

    #[test]
    fn plurals_meet_their_singulars() {
        for (a, b) in [("Classes", "class"), ("queues", "queue"), ("dictionaries", "dictionary"), ("boxes", "box")] {
            let (mut a, mut b) = (a.to_lowercase(), b.to_string());
            fold(&mut a);
            fold(&mut b);
            assert_eq!(a, b);
        }
        let mut this = "this".to_string();
        fold(&mut this);
        assert_eq!(this, "this");
    }

    #[test]
    fn imports_names_and_phrases_speak_for_their_chapters() {
        let topics = crate::arrange::topics::read(
            "name = \"t\"\n[[part]]\ntitle = \"P\"\n[[part.chapter]]\ntitle = \"A\"\nmodules = [\"x.y\"]\nnames = [\"Foo\"]\n\
             [[part.chapter]]\ntitle = \"B\"\nmodules = [\"x\"]\nterms = [\"big red dog\"]\n",
        )
        .expect("reads");
        let mut evidence = Evidence::default();
        evidence.code(&topics, "from x.y import z\nFoo()\n", true);
        evidence.phrases(&topics, false, "two big red dogs");
        evidence.tidy();
        let scores = evidence.weigh(&topics);
        assert!(scores[0] > 6.9 && scores[1] > 2.5 && scores[1] < 2.7, "{scores:?}");
        assert_eq!(evidence.best(&topics, 0).map(|entry| entry.text.as_str()), Some("x.y"));
    }
}
