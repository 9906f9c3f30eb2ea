//! The layout: which parts and chapters there are, and which sections each of them shows.
//!
//! A user writes one as `layout.toml`; without it the tool makes one ([`crate::arrange::topics`],
//! [`crate::arrange::headings`]). Both go the same way from here on, so what `layout` prints builds the same book when saved.

use crate::diagnostic::Diagnostic;
use crate::text::{SourceId, Span};
use serde::Deserialize;
use std::fmt::Write;
use toml::Spanned;

/// The title of the chapter that takes what no other chapter names.
pub const UNSORTED: &str = "Unsorted";

/// A phrase of the layout with its place in the layout file, if it came from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What it says.
    pub text: String,
    /// Where, in a layout file.
    pub at: Option<Span>,
}

impl From<String> for Phrase {
    fn from(text: String) -> Phrase {
        Phrase { text, at: None }
    }
}

/// Gives stray text a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The note's path or file name.
    pub note: Phrase,
    /// How the first block starts: its source with white space folded, or for a fence the code in it.
    pub before: Phrase,
    /// Which of several blocks that start so is meant, counted from 1.
    pub nth: Option<u32>,
    /// How the block starts before which the cut ends; without it, the next cut or the end of the section.
    pub until: Option<Phrase>,
    /// Which of several blocks of the note that start so is meant, counted from 1; without it, the first behind the start.
    pub until_nth: Option<u32>,
    /// The heading that it gets.
    pub title: Phrase,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// The title: in the sidebar and at the top of the page.
    pub title: Phrase,
    /// The page's path, relative to the book's source folder; made of the titles when not given.
    pub path: Option<Phrase>,
    /// The sections in the order in which to show them: a title, `Parent > Title`, `note.md#slug`, or `note.md` for the text
    /// before a note's first heading.
    pub sections: Vec<Phrase>,
    /// The chapters below it.
    pub chapters: Vec<Chapter>,
}

/// Chapters under one title; no title for those before the first part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The title shown in the sidebar.
    pub title: Option<String>,
    /// The chapters.
    pub chapters: Vec<Chapter>,
}

/// What the user decided about repeats, each as `Section @ content`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// Copies to fold whatever their titles say.
    pub fold: Vec<Phrase>,
    /// Copies to leave alone.
    pub keep: Vec<Phrase>,
}

/// A whole layout.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The parts in order.
    pub parts: Vec<Part>,
    /// What to cut out before sections are placed.
    pub cuts: Vec<Cut>,
    /// Headings to take away from above their sections.
    pub drop_headings: Vec<Phrase>,
    /// What was decided about repeats.
    pub duplicates: Decisions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawLayout {
    #[serde(default)]
    drop_heading: Vec<Spanned<String>>,
    #[serde(default)]
    chapter: Vec<RawChapter>,
    #[serde(default)]
    part: Vec<RawPart>,
    #[serde(default)]
    cut: Vec<RawCut>,
    #[serde(default)]
    duplicates: RawDecisions,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawDecisions {
    #[serde(default)]
    fold: Vec<Spanned<String>>,
    #[serde(default)]
    keep: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    title: String,
    #[serde(default)]
    chapter: Vec<RawChapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChapter {
    title: Spanned<String>,
    path: Option<Spanned<String>>,
    #[serde(default)]
    sections: Vec<Spanned<String>>,
    #[serde(default)]
    chapter: Vec<RawChapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawCut {
    note: Spanned<String>,
    before: Spanned<String>,
    nth: Option<u32>,
    until: Option<Spanned<String>>,
    until_nth: Option<u32>,
    title: Spanned<String>,
}

/// Why a layout file could not be read: what the TOML reader says, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutError {
    /// What is wrong.
    pub message: String,
    /// Where, as bytes of the file.
    pub at: std::ops::Range<usize>,
}

/// Reads a layout file, which is source `file`.
///
/// # Errors
///
/// When the text is not TOML, or has a key that a layout does not know, or a value of the wrong type.
pub fn read(text: &str, file: SourceId) -> Result<Layout, LayoutError> {
    let raw: RawLayout = toml::from_str(text)
        .map_err(|error| LayoutError { message: error.message().to_string(), at: error.span().unwrap_or(0..0) })?;
    let reader = Reader { file };
    let mut parts = Vec::new();
    if !raw.chapter.is_empty() {
        parts.push(Part { title: None, chapters: reader.chapters(raw.chapter) });
    }
    parts.extend(
        raw.part.into_iter().map(|part| Part { title: Some(part.title), chapters: reader.chapters(part.chapter) }),
    );
    let cuts = raw.cut.into_iter().map(|cut| Cut {
        note: reader.phrase(cut.note),
        before: reader.phrase(cut.before),
        nth: cut.nth,
        until: cut.until.map(|until| reader.phrase(until)),
        until_nth: cut.until_nth,
        title: reader.phrase(cut.title),
    });
    let phrases = |texts: Vec<Spanned<String>>| texts.into_iter().map(|text| reader.phrase(text)).collect();
    Ok(Layout {
        duplicates: Decisions { fold: phrases(raw.duplicates.fold), keep: phrases(raw.duplicates.keep) },
        parts,
        cuts: cuts.collect(),
        drop_headings: phrases(raw.drop_heading),
    })
}

struct Reader {
    file: SourceId,
}

impl Reader {
    fn phrase(&self, text: Spanned<String>) -> Phrase {
        let span = text.span();
        Phrase { at: Some(Span::new(self.file, span.start, span.end)), text: text.into_inner() }
    }

    fn chapters(&self, raw: Vec<RawChapter>) -> Vec<Chapter> {
        raw.into_iter()
            .map(|chapter| Chapter {
                title: self.phrase(chapter.title),
                path: chapter.path.map(|path| self.phrase(path)),
                sections: chapter.sections.into_iter().map(|section| self.phrase(section)).collect(),
                chapters: self.chapters(chapter.chapter),
            })
            .collect()
    }
}

/// Returns the layout as a commented TOML file, ready to save and edit.
#[must_use]
pub fn print(layout: &Layout) -> String {
    let mut out = String::from(
        "# The layout of the book: save it as layout.toml beside book.toml and edit it.\n\
         #\n\
         # Each chapter shows its sections in this order. A section is named by its title, by `Parent > Title`, by\n\
         # `note.md#slug`, or by `note.md` for the text before the note's first heading, and brings the sections below it,\n\
         # except those that another chapter names. What no chapter names lands in a chapter \"Unsorted\" at the end.\n",
    );
    if !layout.drop_headings.is_empty() {
        let _ = writeln!(out, "\n# Headings that only grouped others.");
        let _ = writeln!(out, "drop-heading = {}", list(&layout.drop_headings));
    }
    print_decisions(&mut out, &layout.duplicates);
    for part in &layout.parts {
        if let Some(title) = &part.title {
            let _ = write!(out, "\n[[part]]\ntitle = {}\n", quote(title));
        }
        let table = if part.title.is_some() { "part.chapter" } else { "chapter" };
        for chapter in &part.chapters {
            print_chapter(&mut out, chapter, table);
        }
    }
    if !layout.cuts.is_empty() {
        out.push_str(
            "\n# Stray text: each cut gives the blocks from `before` on a heading of its own, so that a chapter can name it.\n",
        );
    }
    for cut in &layout.cuts {
        let _ = write!(out, "\n[[cut]]\nnote = {}\nbefore = {}\n", quote(&cut.note.text), quote(&cut.before.text));
        if let Some(nth) = cut.nth {
            let _ = writeln!(out, "nth = {nth}");
        }
        if let Some(until) = &cut.until {
            let _ = writeln!(out, "until = {}", quote(&until.text));
        }
        if let Some(nth) = cut.until_nth {
            let _ = writeln!(out, "until-nth = {nth}");
        }
        let _ = writeln!(out, "title = {}", quote(&cut.title.text));
    }
    out
}

fn print_decisions(out: &mut String, decisions: &Decisions) {
    if decisions.fold.is_empty() && decisions.keep.is_empty() {
        return;
    }
    out.push_str("\n# Repeats: what to show once, and what to leave alone.\n[duplicates]\n");
    for (key, phrases) in [("fold", &decisions.fold), ("keep", &decisions.keep)] {
        if !phrases.is_empty() {
            let _ = writeln!(out, "{key} = {}", list(phrases));
        }
    }
}

fn print_chapter(out: &mut String, chapter: &Chapter, table: &str) {
    let _ = write!(out, "\n[[{table}]]\ntitle = {}\n", quote(&chapter.title.text));
    if let Some(path) = &chapter.path {
        let _ = writeln!(out, "path = {}", quote(&path.text));
    }
    if !chapter.sections.is_empty() {
        let _ = writeln!(out, "sections = {}", list(&chapter.sections));
    }
    for below in &chapter.chapters {
        print_chapter(out, below, &format!("{table}.chapter"));
    }
}

fn list(phrases: &[Phrase]) -> String {
    let mut out = String::from("[\n");
    for phrase in phrases {
        let _ = writeln!(out, "    {},", quote(&phrase.text));
    }
    out.push(']');
    out
}

fn quote(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

/// Returns a finding at a phrase, or `None` for a layout that the tool made, which has no file to point into.
pub(crate) fn complain(
    rule: &'static crate::diagnostic::Rule,
    phrase: &Phrase,
    message: impl Into<String>,
) -> Option<Diagnostic> {
    phrase.at.map(|at| Diagnostic::new(rule, at, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        let text = "drop-heading = [\"Old\"]\n[[chapter]]\ntitle = \"In \\\"quotes\\\"\"\nsections = [\"a.md\", \"b > c\"]\n\
                    [[part]]\ntitle = \"P\"\n[[part.chapter]]\ntitle = \"X\"\npath = \"x.md\"\n\
                    [[part.chapter.chapter]]\ntitle = \"Y\"\nsections = [\"q\"]\n\
                    [[cut]]\nnote = \"a.md\"\nbefore = \"The\"\nnth = 2\nuntil = \"Next\"\nuntil-nth = 3\ntitle = \"New\"\n";
        let layout = read(text, SourceId(3)).expect("reads");
        assert_eq!(layout.cuts[0].title.at.map(|at| at.of(text)), Some("\"New\""));
        let printed = print(&layout);
        let again = read(&printed, SourceId(3)).expect("reads back");
        assert_eq!(print(&again), printed);
        assert_eq!(again.parts[1].chapters[0].chapters[0].sections[0].text, "q");
    }

    #[test]
    fn an_unknown_key_is_an_error_with_its_place() {
        let text = "[[chapter]]\ntitle = \"X\"\nsection = [\"a\"]\n";
        let error = read(text, SourceId(0)).expect_err("must not read");
        assert!(error.message.contains("section"), "{}", error.message);
        assert_eq!(&text[error.at], "section");
    }
}
