//! Words in a note that could become links: one pass of an automaton over what a reader reads.

use super::edges::{stands_alone, word};
use super::pointing::is_pointed_at;
use super::sense::{is_noun, is_part, is_verb};
use super::targets::{Manner, Meaning, Name, Targets, is_activity};
use crate::prose::{Mark, MarkKind, Passage, Reading, Scope};
use crate::text::Span;
use aho_corasick::{AhoCorasick, Input};
use std::ops::Range;

/// Words that could become a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of [`crate::prose::Prose::text`].
    pub at: Range<usize>,
    /// The bytes of the note that a link goes around, code ticks included; `None` where a link stands already.
    pub around: Option<Span>,
    /// What they mean.
    pub means: Meaning,
    /// Whether they are one plain word.
    pub plain: bool,
    /// How much they are a name.
    pub stands: Stands,
}

/// How much words are a name where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// A name.
    Name,
    /// An everyday word and a noun: a name in notes that have the word in few places.
    Noun,
    /// An everyday word: it tells how many places have it, and nothing else.
    Word,
}

/// Finds names in notes.
#[derive(Debug)]
pub struct Finder<'a> {
    names: &'a [Name],
    /// The name of each pattern.
    of: Vec<u32>,
    automaton: Option<AhoCorasick>,
}

/// Endings of files: a dotted name that ends so is a file's.
const ENDINGS: [&str; 32] = [
    "c", "cfg", "com", "conf", "cpp", "css", "csv", "db", "exe", "h", "html", "ini", "io", "ipynb", "js", "json",
    "log", "md", "net", "org", "out", "pdf", "png", "py", "rs", "rst", "sh", "so", "toml", "txt", "xml", "yaml",
];

impl<'a> Finder<'a> {
    /// Returns a finder for the names of `targets`.
    #[must_use]
    pub fn new(targets: &'a Targets) -> Finder<'a> {
        let names = targets.names.as_slice();
        let (mut patterns, mut of) = (Vec::new(), Vec::new());
        for (number, name) in names.iter().enumerate() {
            let number = u32::try_from(number).expect("names are fewer than bytes");
            let mut forms = vec![name.text.clone()];
            // The automaton folds the case of Latin letters only.
            if !name.text.is_ascii() && name.manner != Manner::Exact {
                forms.extend([name.text.to_lowercase(), capitalised(&name.text.to_lowercase())]);
                forms.sort_unstable();
                forms.dedup();
            }
            of.extend(forms.iter().map(|_| number));
            patterns.extend(forms);
        }
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&patterns).ok();
        Finder { names, of, automaton: automaton.filter(|_| !patterns.is_empty()) }
    }

    /// Finds the mentions in a note's prose and tables, in order; of overlapping ones the longest that starts first.
    #[must_use]
    pub fn find(&self, note: &Reading<'_>) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let (prose, mut found) = (note.prose, Vec::<Mention>::new());
        let mut ground = Shut::new(note);
        for passage in prose.passages.iter().filter(|p| matches!(p.scope, Scope::Prose | Scope::Table) && !p.quoted) {
            let first = found.len();
            let mut reached: Vec<usize> = Vec::new();
            let input = Input::new(&prose.text).range(passage.at.clone());
            for hit in automaton.find_overlapping_iter(input) {
                let name = &self.names[self.of[hit.pattern().as_usize()] as usize];
                let end = Self::end(&prose.text[..passage.at.end], hit.range(), name);
                let Some((end, means)) = end else { continue };
                let at = hit.start()..end;
                if let Some((room, stands)) = ground.around(&at, passage, name) {
                    let around = match room {
                        Room::Free(around) => Some(around),
                        Room::Linked => None,
                    };
                    // "queue.Queue" is a name in `queue`, unless it has a section of its own.
                    if let Some(longer) = reached.iter().find(|longer| end == hit.end() && found[**longer].at == at) {
                        found[*longer].means = means;
                        continue;
                    }
                    if end > hit.end() {
                        reached.push(found.len());
                    }
                    found.push(Mention {
                        at,
                        around,
                        means: Meaning { term: means.term.filter(|_| stands == Stands::Name), ..means },
                        plain: matches!(name.manner, Manner::Word | Manner::Common),
                        stands,
                    });
                }
            }
            longest(&mut found, first);
        }
        found
    }

    /// Returns where a mention of a name ends, and what it means there: a module stands for what is in it.
    fn end(text: &str, at: Range<usize>, name: &Name) -> Option<(usize, Meaning)> {
        let code = matches!(name.manner, Manner::Code | Manner::Exact);
        let rest = &text[at.end..];
        if name.dotted && rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let place = name.means.place?;
            let length = rest.find(|c: char| !word(c) && c != '.').unwrap_or(rest.len());
            let dotted = rest[..length].trim_end_matches('.');
            let last = dotted.rsplit('.').next().unwrap_or_default();
            let end = at.end + dotted.len();
            let end = end + if text[end..].starts_with("()") { 2 } else { 0 };
            let right = !ENDINGS.contains(&last.to_ascii_lowercase().as_str());
            return (right && stands_alone(text, &(at.start..end)))
                .then_some((end, Meaning { place: Some(place), ..Meaning::default() }));
        }
        let called = rest.starts_with('(');
        if called && !code {
            return None;
        }
        let end = at.end + if rest.starts_with("()") { 2 } else { 0 };
        stands_alone(text, &(at.start..end)).then_some((end, name.means))
    }
}

/// Of overlapping mentions keeps the longest of those that start first.
fn longest(found: &mut Vec<Mention>, first: usize) {
    if found.len() - first < 2 {
        return;
    }
    found[first..].sort_by(|a, b| (a.at.start, b.at.end).cmp(&(b.at.start, a.at.end)));
    let mut reach = 0;
    let mut kept = first;
    for i in first..found.len() {
        if found[i].at.start >= reach {
            reach = found[i].at.end;
            found.swap(kept, i);
            kept += 1;
        }
    }
    found.truncate(kept);
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What is around words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Nothing; the bytes of the note that a link would go around, code ticks included.
    Free(Span),
    /// A link.
    Linked,
}

/// Knows where in a note no link may begin.
pub(super) struct Shut<'a> {
    note: &'a Reading<'a>,
    /// The passage that [`Shut::zones`] are of.
    passage: usize,
    /// Stretches of the folded text that are mathematics, templates, or inside an HTML element that takes no links.
    zones: Vec<Range<usize>>,
}

impl<'a> Shut<'a> {
    pub(super) fn new(note: &'a Reading<'a>) -> Shut<'a> {
        Shut { note, passage: usize::MAX, zones: Vec::new() }
    }

    /// Returns whether there is room for a link around a name, and how much of a name it is there.
    fn around(&mut self, at: &Range<usize>, passage: &Passage, name: &Name) -> Option<(Room, Stands)> {
        let ticked = self.note.prose.marks_in(at.clone()).any(|mark| mark.kind == MarkKind::Code);
        if self.meets(at, passage, name, ticked) {
            return Some((self.place(at, passage)?, Stands::Name));
        }
        // What goes on with a dot or with parentheses is a longer name.
        if ticked || !name.shy || at.len() != name.text.len() {
            return None;
        }
        let noun = is_noun(&self.note.prose.text[..passage.at.end], at);
        Some((self.place(at, passage)?, if noun { Stands::Noun } else { Stands::Word }))
    }

    /// Returns whether there is room for a link; nothing where none may be.
    pub(super) fn place(&mut self, at: &Range<usize>, passage: &Passage) -> Option<Room> {
        let prose = self.note.prose;
        let mut ticks = None;
        let mut broken = false;
        for mark in prose.marks_in(at.clone()) {
            let mark_at = mark.start as usize..mark.end as usize;
            match mark.kind {
                MarkKind::Link => return Some(Room::Linked),
                MarkKind::Code => ticks = Some(*mark),
                MarkKind::Break => broken = true,
                // The underscores are part of the name, and part of the text that was taken over.
                MarkKind::Dunder if at.start <= mark_at.start && mark_at.end <= at.end => {}
                MarkKind::Emphasis | MarkKind::Dunder if mark_at.start <= at.start && at.end <= mark_at.end => {}
                MarkKind::Url | MarkKind::Emphasis | MarkKind::Dunder => return None,
            }
        }
        let span = prose.source(self.note.source, at.clone());
        if self.zones(passage).iter().any(|zone| zone.start < at.end && at.start < zone.end) {
            return None;
        }
        match ticks {
            Some(mark) => whole(self.note, mark, at).map(Room::Free),
            None if broken => self.ends(at).then_some(Room::Free(span)),
            None => prose.verbatim(self.note.source, at.clone()).map(Room::Free),
        }
    }

    /// Whether both ends of a stretch over a line's end were taken over as they are.
    fn ends(&self, at: &Range<usize>) -> bool {
        let same = |at: Range<usize>| self.note.prose.verbatim(self.note.source, at).is_some();
        let text = &self.note.prose.text[at.clone()];
        let first = text.chars().next().map_or(1, char::len_utf8);
        let last = text.chars().next_back().map_or(1, char::len_utf8);
        same(at.start..at.start + first) && same(at.end - last..at.end)
    }

    /// Whether the text is written as the name has to be met.
    fn meets(&self, at: &Range<usize>, passage: &Passage, name: &Name, ticked: bool) -> bool {
        let prose = self.note.prose;
        let text = prose.text[at.clone()].split("()").next().unwrap_or_default();
        // Where "Threading" is a title, the word is met; in ticks it is the module, which others document.
        if ticked && name.text.starts_with(char::is_uppercase) && is_activity(&name.text) {
            return false;
        }
        let first = text.starts_with(&name.text) || name.text.len() > text.len();
        let opens = || {
            let before = prose.text[passage.at.start..at.start].trim_end_matches([' ', '"', '\'', '(']);
            before.is_empty() || before.ends_with(['.', '!', '?', ':'])
        };
        let rest_is_lower = || !text.chars().skip(1).any(char::is_uppercase);
        match name.manner {
            Manner::Exact => first,
            Manner::Code => {
                let lower = !text.starts_with(char::is_uppercase) || name.text.starts_with(char::is_uppercase);
                lower || opens()
            }
            // Several words in code ticks are a string, a command or a file's name.
            Manner::Phrase => !ticked,
            Manner::Word => {
                let verb = || !ticked && is_verb(&prose.text[..passage.at.end], at);
                (rest_is_lower() || text == name.text) && !verb()
            }
            Manner::Common | Manner::Pointed
                if !ticked && is_pointed_at(&prose.text[passage.at.clone()], &within(at, passage)) =>
            {
                true
            }
            Manner::Pointed => false,
            Manner::Common => {
                let part = || ticked && is_part(sentence(&prose.text[passage.at.clone()], at.start - passage.at.start));
                let proper = name.text.starts_with(char::is_uppercase) && name.means.term.is_some();
                let alone = prose.text[passage.at.clone()].trim_end_matches(['.', ',', ';']) == text;
                rest_is_lower() && (ticked || alone || proper && text == name.text && !opens()) && !part()
            }
        }
    }

    fn zones(&mut self, passage: &Passage) -> &[Range<usize>] {
        if self.passage != passage.at.start {
            self.passage = passage.at.start;
            self.zones = zones(self.note, passage);
        }
        &self.zones
    }
}

/// Returns a stretch as bytes of its passage.
fn within(at: &Range<usize>, passage: &Passage) -> Range<usize> {
    at.start - passage.at.start..at.end - passage.at.start
}

/// Returns the sentence of a paragraph that a byte stands in, roughly.
fn sentence(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(". ").map_or(0, |dot| dot + 2);
    let end = text[at..].find(". ").map_or(text.len(), |dot| at + dot);
    &text[start..end]
}

/// Returns the bytes of a code span with its ticks, if the stretch is all of it.
fn whole(note: &Reading<'_>, mark: Mark, at: &Range<usize>) -> Option<Span> {
    let ticked = &note.prose.text[mark.start as usize..mark.end as usize];
    // `print(text, file=f)` is about `print`.
    // A word may go on behind its ticks, as in a plural of a name in ticks; then it is not all of them.
    let call = ticked.get(at.end.checked_sub(mark.start as usize)?..)?;
    let rest = call.is_empty() || call.starts_with('(') && call.ends_with(')') && !call[1..].contains('(');
    if at.start != mark.start as usize || !rest {
        return None;
    }
    ticks(note, mark.start as usize..mark.end as usize)
}

/// Returns the bytes of the note of a code span, its ticks included.
#[must_use]
pub fn ticks(note: &Reading<'_>, inner: Range<usize>) -> Option<Span> {
    let span = note.prose.source(note.source, inner);
    let (before, behind) = (&note.text[..span.start as usize], &note.text[span.end as usize..]);
    let open = before.strip_suffix(' ').filter(|rest| rest.ends_with('`')).unwrap_or(before);
    let close = behind.strip_prefix(' ').filter(|rest| rest.starts_with('`')).unwrap_or(behind);
    let left = open.len() - open.trim_end_matches('`').len();
    let right = close.len() - close.trim_start_matches('`').len();
    if left == 0 || left != right {
        return None;
    }
    let start = open.len() - left;
    let end = note.text.len() - close.len() + right;
    Some(Span::new(note.source, start, end))
}

/// Returns the stretches of a passage in which no link may stand.
fn zones(note: &Reading<'_>, passage: &Passage) -> Vec<Range<usize>> {
    let (prose, at) = (note.prose, passage.at.clone());
    let text = &prose.text[at.clone()];
    let mut zones = Vec::new();
    for (open, close) in [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("{{", "}}"), ("[[", "]]")] {
        let mut from = 0;
        while let Some(start) = text[from..].find(open).map(|i| i + from) {
            let Some(end) = text[start + open.len()..].find(close) else { break };
            from = start + open.len() + end + close.len();
            zones.push(at.start + start..at.start + from);
        }
    }
    let span = prose.source(note.source, at.clone());
    let first = prose.tags.partition_point(|tag| tag.end <= span.start as usize);
    let tags = prose.tags[first..].iter().take_while(|tag| tag.start < span.end as usize);
    let mut open: Option<(String, usize)> = None;
    for tag in tags {
        let written = note.text[tag.clone()].to_ascii_lowercase();
        let inside = written.trim_start_matches(['<', '/']);
        let element: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
        match &open {
            Some((opened, from)) if written.starts_with("</") && *opened == element => {
                zones.push(folded(note, passage, *from)..folded(note, passage, tag.start));
                open = None;
            }
            None if LINKLESS.contains(&element.as_str()) && !written.starts_with("</") => {
                open = Some((element, tag.end));
            }
            _ => {}
        }
    }
    if let Some((_, from)) = open {
        zones.push(folded(note, passage, from)..at.end);
    }
    zones
}

/// Elements of HTML in which no link may stand, or whose text is no prose.
const LINKLESS: [&str; 12] =
    ["a", "button", "code", "kbd", "label", "math", "option", "samp", "script", "style", "svg", "textarea"];

/// Returns the place in the folded text of a byte of the note, found by halves.
fn folded(note: &Reading<'_>, passage: &Passage, byte: usize) -> usize {
    let (mut low, mut high) = (passage.at.start, passage.at.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if (note.prose.source(note.source, middle..middle).start as usize) < byte {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
