//! Entries → the glossary's page, from A to Z.

use super::labels::Labels;
use super::{Definition, Entry, Glossary};
use crate::arrange::{Book, Piece, page_escape};
use crate::crossref::held::block_at;
use crate::crossref::join::MADE;
use crate::crossref::spots::Spots;
use crate::crossref::weave::{Use, address};
use crate::ledger::Maker;
use crate::note::{LinkForm, LinkUse};
use crate::parse::Dialect;
use crate::prose::Reading;
use crate::text::{SourceId, Span};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

/// How many sections that use a term are shown before the others are folded.
const SHOWN: usize = 3;

/// By how many letters names are so much alike that they stand beside each other.
const BESIDE: usize = 4;

/// What the page is made from.
pub struct Chapter<'a> {
    /// The page's path.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The words in which it speaks.
    pub labels: &'static Labels,
    /// The entries.
    pub glossary: &'a Glossary,
    /// Where they are used, in the order of the book.
    pub uses: &'a [(Use, usize)],
    /// The notes.
    pub readings: &'a [Reading<'a>],
    /// The pages.
    pub book: &'a Book,
    /// Where their blocks stand.
    pub spots: &'a Spots,
    /// How the book reads Markdown.
    pub dialect: Dialect,
    /// For each entry the page and the heading of the section that the user names for it.
    pub homes: &'a [Option<(usize, usize)>],
    /// For each entry the address of the documentation that explains it, if one does.
    pub documented: &'a [Option<String>],
}

/// What stands under one letter: an entry, or a name that leads to one.
enum Row<'a> {
    Entry(usize, &'a Entry),
    See(&'a str, &'a Entry),
}

impl Chapter<'_> {
    /// Returns the page's pieces; those with a definition name the note that it comes from, so that its links can be led.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        let mut letters: BTreeMap<String, Vec<(String, Row<'_>)>> = BTreeMap::new();
        let taken: HashSet<String> = self.glossary.entries.iter().map(|entry| entry.term.to_lowercase()).collect();
        for (number, entry) in self.glossary.entries.iter().enumerate() {
            let mut put = |name: &str, row| letters.entry(letter(name)).or_default().push((name.to_lowercase(), row));
            put(&entry.term, Row::Entry(number, entry));
            for name in others(entry).filter(|name| !taken.contains(&name.to_lowercase())) {
                put(name, Row::See(name, entry));
            }
        }
        let mut uses: Vec<Vec<(Use, usize)>> = vec![Vec::new(); self.glossary.entries.len()];
        for (place, count) in self.uses {
            uses[place.term].push((*place, *count));
        }
        let bar: Vec<String> = letters.keys().map(|letter| format!("[{letter}](#{})", letter_id(letter))).collect();
        let head = format!("# {}\n\n{MADE}\n\n{}\n", page_escape(self.title), bar.join(" · "));
        let mut pieces = vec![made(head)];
        for (letter, mut rows) in letters {
            pieces.push(made(format!("## {letter} {{#{}}}\n", letter_id(&letter))));
            rows.sort_by(|a, b| a.0.cmp(&b.0));
            for (_, row) in rows {
                match row {
                    Row::Entry(number, entry) => self.entry(entry, number, &uses[number], &mut pieces),
                    Row::See(short, entry) => pieces.push(made(format!(
                        "**{}** → [{}](#{})\n",
                        page_escape(short),
                        page_escape(&entry.term),
                        entry.anchor
                    ))),
                }
            }
        }
        pieces
    }

    fn entry(&self, entry: &Entry, number: usize, uses: &[(Use, usize)], pieces: &mut Vec<Piece>) {
        pieces.push(made(format!("### {} {{#{}}}\n", page_escape(&entry.term), entry.anchor)));
        let shown = entry.definitions.first();
        match (&entry.by_hand, shown) {
            (Some(text), _) => pieces.push(made(format!("{}\n", text.trim_end()))),
            (None, Some(best)) => {
                let text = format!("{}\n", self.definition(best));
                pieces.push(Piece::Made { text, by: Maker::Glossary, from: Some(best.body.source) });
            }
            (None, None) => {}
        }
        let mut facts = Vec::new();
        // What an abbreviation is short for is often all of its definition.
        let said = |name: &&String| name.to_lowercase() != entry.text().trim_end_matches('.').to_lowercase();
        let names: Vec<String> =
            entry.abbreviations.iter().chain(&entry.aliases).filter(said).map(|name| page_escape(name)).collect();
        if !names.is_empty() {
            facts.push(format!("*{}:* {}", self.labels.also_called, names.join(", ")));
        }
        let home = self.homes.get(number).copied().flatten().map(|(page, heading)| (page, Some(heading)));
        let explained = home.or_else(|| shown.and_then(|best| self.place(best)));
        if let Some((page, heading)) = explained {
            facts.push(format!("*{}:* {}", self.labels.explained, self.section(page, heading)));
        }
        let used = self.used(uses, explained);
        if !used.is_empty() {
            facts.push(format!(
                "*{}:* {}",
                self.labels.used,
                used.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ")
            ));
        }
        if let Some(Some(url)) = self.documented.get(number) {
            facts.push(format!("[{}]({url})", self.labels.documentation));
        }
        if !facts.is_empty() {
            pieces.push(made(format!("{}\n", facts.join(" · "))));
        }
        let more: Vec<String> = entry.definitions.iter().skip(1).filter_map(|other| self.also(other)).collect();
        if !more.is_empty() {
            pieces.push(made(more.concat()));
        }
        if used.len() > SHOWN {
            let rest: Vec<String> = used[SHOWN..].iter().map(|place| format!("- {place}\n")).collect();
            let count = rest.len();
            let text = format!("<details><summary>+ {count}</summary>\n\n{}\n</details>\n", rest.concat());
            pieces.push(made(text));
        }
    }

    /// Returns the sections that use a term, those that use it most first.
    fn used(&self, uses: &[(Use, usize)], explained: Option<(usize, Option<usize>)>) -> Vec<String> {
        let mut uses: Vec<&(Use, usize)> =
            uses.iter().filter(|(place, _)| Some((place.page, place.heading)) != explained).collect();
        uses.sort_by_key(|(place, count)| (std::cmp::Reverse(*count), place.page, place.heading));
        let mut links: Vec<String> = Vec::new();
        for (place, _) in uses {
            let link = self.section(place.page, place.heading);
            if !links.contains(&link) {
                links.push(link);
            }
        }
        links
    }

    /// Returns a further definition as an item of a list.
    fn also(&self, other: &Definition) -> Option<String> {
        let (page, heading) = self.place(other)?;
        let text = page_escape(&crate::text::fold_space(&other.text));
        Some(format!("- *{}* {}: {text}\n", self.labels.also, self.section(page, heading)))
    }

    fn place(&self, definition: &Definition) -> Option<(usize, Option<usize>)> {
        let note = self.readings[definition.at.source.index()].note;
        let spot = self.spots.block(block_at(note, definition.at.start)?)?;
        Some((spot.page, spot.heading))
    }

    fn section(&self, page: usize, heading: Option<usize>) -> String {
        let to = &self.book.pages[page];
        let (title, anchor) = match heading.map(|heading| &self.spots.pages[page].headings[heading]) {
            Some(heading) if heading.level > 1 => (heading.title.as_str(), heading.anchor.as_str()),
            _ => (to.title.as_str(), ""),
        };
        format!("[{}]({})", page_escape(title), address(self.path, &to.path, anchor))
    }

    /// Prints a definition from its events, so that its markup and its links stay.
    fn definition(&self, definition: &Definition) -> String {
        let note = &self.readings[definition.body.source.index()];
        let printed = block_at(note.note, definition.body.start).and_then(|block| {
            let block = note.note.block(block);
            // What is defined elsewhere in the note means nothing in a block alone: a footnote, a link by its label.
            let within = |span: Span| definition.body.start <= span.start && span.end <= definition.body.end;
            let footnotes = &note.note.footnotes[block.footnotes.start as usize..block.footnotes.end as usize];
            let links = &note.note.links[block.links.start as usize..block.links.end as usize];
            let labelled = |link: &LinkUse| matches!(link.form, LinkForm::Reference(..)) && within(link.span);
            if footnotes.iter().any(|footnote| within(footnote.span)) || links.iter().any(labelled) {
                return None;
            }
            let base = block.span.start as usize;
            let range = definition.body.start as usize - base..definition.body.end as usize - base;
            print(block.span.of(note.text), range, self.dialect)
        });
        printed.unwrap_or_else(|| page_escape(&crate::text::fold_space(&definition.text)))
    }
}

/// Prints the inline events of a stretch of a block as one line of Markdown; nothing where the stretch cuts markup in two.
fn print(block: &str, range: std::ops::Range<usize>, dialect: Dialect) -> Option<String> {
    use pulldown_cmark::{Event, Tag, TagEnd};
    let mut events = Vec::new();
    let mut depth = 0usize;
    for (event, at) in crate::parse::events(block, dialect) {
        let inline = |tag: &Tag<'_>| matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. });
        let inside = range.start <= at.start && at.end <= range.end;
        match event {
            Event::Start(tag) if inline(&tag) && inside => {
                depth += 1;
                events.push(Event::Start(tag));
            }
            Event::Start(tag) if inline(&tag) && at.start < range.end && range.start < at.end => return None,
            Event::End(end)
                if depth > 0
                    && matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) =>
            {
                depth -= 1;
                events.push(Event::End(end));
            }
            Event::Text(text) if at.start < range.end && range.start < at.end => {
                let start = range.start.saturating_sub(at.start);
                let end = at.end.min(range.end) - at.start;
                let cut = if inside { Some(text.as_ref()) } else { text.get(start..end) };
                events.push(Event::Text(cut?.to_string().into()));
            }
            Event::Code(code) if inside => events.push(Event::Code(code)),
            Event::SoftBreak | Event::HardBreak if inside => events.push(Event::Text(" ".into())),
            Event::Start(Tag::Image { .. }) | Event::FootnoteReference(_) | Event::InlineHtml(_) if inside => {
                return None;
            }
            _ => {}
        }
    }
    if events.is_empty() || depth > 0 {
        return None;
    }
    let mut out = String::new();
    pulldown_cmark_to_cmark::cmark(events, &mut out, crate::parse::cmark_options(dialect)).ok()?;
    let line = crate::text::fold_space(&out);
    let whole = crate::parse::parse(&line, SourceId(u32::MAX), dialect);
    let paragraph = whole.blocks.len() == 1 && whole.blocks[0].kind == crate::note::BlockKind::Paragraph;
    paragraph.then_some(line)
}

/// Returns the other names of an entry under which a reader may look: those that do not stand beside it anyhow.
pub fn others(entry: &Entry) -> impl Iterator<Item = &str> {
    others_of(&entry.term, entry.abbreviations.iter().chain(&entry.aliases))
}

/// Returns which names begin otherwise than a term does, so that they stand elsewhere in a list from A to Z.
pub fn others_of<'n>(term: &str, names: impl Iterator<Item = &'n String>) -> impl Iterator<Item = &'n str> {
    let first = |name: &str| -> String {
        let cut = name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        // An inflected form stands beside the term anyhow.
        super::names::key(cut.unwrap_or(name)).chars().take(BESIDE).collect()
    };
    let own = first(term);
    names.map(String::as_str).filter(move |name| first(name) != own)
}

fn made(text: String) -> Piece {
    Piece::Made { text, by: Maker::Glossary, from: None }
}

/// Returns the letter under which a name stands.
fn letter(name: &str) -> String {
    match name.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_ascii_digit() => "0–9".to_string(),
        // Scripts of thousands of letters would make a heading for nearly every term.
        Some(c) if c >= '\u{3000}' => "文".to_string(),
        Some(c) => c.to_uppercase().to_string(),
        None => "#".to_string(),
    }
}

fn letter_id(letter: &str) -> String {
    let mut id = String::from("letter-");
    for c in letter.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else {
            let _ = write!(id, "{:x}", u32::from(c));
        }
    }
    id
}
