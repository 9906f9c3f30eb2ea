//! `&[Reading]` → [`Glossary`]: every term that the notes define, once.
//!
//! Definitions are [mined](mine) from sentences and from the structure around them, each with the form that gave it away and a
//! score. Candidates that mean the same concept are [merged](merge) into one entry; of several definitions the best is shown.

pub mod chapter;
pub mod labels;
pub mod merge;
pub mod mine;
pub mod names;
pub mod remarks;

use crate::diagnostic::Diagnostic;
use crate::parse::Dialect;
use crate::prose::Scope;
use crate::text::{SourceId, Span};

/// What gave a definition away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `term = definition`.
    Equals,
    /// `term: definition`.
    Colon,
    /// `**term** — definition`, with a dash of any kind.
    Dash,
    /// A definition list.
    List,
    /// "A term is a …".
    IsA,
    /// "Q: What is a term? A: …".
    Question,
    /// "… is known as a term", "… is called a term".
    KnownAs,
    /// An abbreviation beside the words that it stands for.
    Expansion,
    /// The first sentence below a heading that is the term.
    LeadIn,
    /// A sentence of some other form whose subject is a term of the section.
    Subject,
    /// Written by hand, in `glossary.toml`.
    Hand,
}

impl Form {
    /// Returns the name under which reports tell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Form::Equals => "equals",
            Form::Colon => "colon",
            Form::Dash => "dash",
            Form::List => "definition-list",
            Form::IsA => "is-a",
            Form::Question => "question",
            Form::KnownAs => "known-as",
            Form::Expansion => "expansion",
            Form::LeadIn => "lead-in",
            Form::Subject => "subject",
            Form::Hand => "by-hand",
        }
    }
}

/// A definition as it stands in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The bytes of the note that define the term: the term, the definition and what joins them.
    pub at: Span,
    /// The bytes of the note that are the definition itself, without the term.
    pub body: Span,
    /// The definition, markup folded away, as it can stand beside the term: one to a few sentences.
    pub text: String,
    /// What gave it away.
    pub form: Form,
    /// How sure it is that this defines the term, 0 to 100.
    pub score: u8,
}

/// A term and one place that may define it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The term, in the singular and without article, written as inside a sentence.
    pub term: String,
    /// Other names that the same place gives it.
    pub aliases: Vec<String>,
    /// Abbreviations that the same place gives it.
    pub abbreviations: Vec<String>,
    /// The definition.
    pub definition: Definition,
}

/// A term with all that is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The term.
    pub term: String,
    /// The id on the glossary's page: `term-` and the term as a slug, unique among the entries.
    pub anchor: String,
    /// Other names, those that are not made by a rule from the term: plurals and the like are left out.
    pub aliases: Vec<String>,
    /// Abbreviations, written as they must be met.
    pub abbreviations: Vec<String>,
    /// The definitions, the best first; none when only `glossary.toml` defines the term.
    pub definitions: Vec<Definition>,
    /// The definition that `glossary.toml` gives, in Markdown; it is shown instead of the others.
    pub by_hand: Option<String>,
    /// Whether mentions of the term are linked.
    pub link: bool,
    /// Whether mentions are linked although the term is an everyday word, since the user said so.
    pub eager: bool,
    /// Where the term is explained at length, if `glossary.toml` says so: an address, or the title of a section.
    pub home: Option<String>,
}

impl Entry {
    /// Returns the definition that is shown, markup folded away, as one line.
    #[must_use]
    pub fn plain(&self, dialect: Dialect) -> String {
        let Some(written) = &self.by_hand else { return self.text().to_string() };
        let (_, prose) = crate::parse::parse_with_prose(written, SourceId(u32::MAX), dialect);
        let shown = prose.passages.iter().filter(|passage| matches!(passage.scope, Scope::Prose | Scope::Table));
        let texts: Vec<&str> = shown.map(|passage| prose.text[passage.at.clone()].trim()).collect();
        texts.join(" ")
    }

    /// Returns the definition that is shown: plain text, or the Markdown that was written by hand.
    #[must_use]
    pub fn text(&self) -> &str {
        self.by_hand.as_deref().or(self.definitions.first().map(|first| first.text.as_str())).unwrap_or_default()
    }
}

/// What `glossary.toml` says about one term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The term as it is mined, or as it shall be added.
    pub term: String,
    /// How the entry shall be called instead.
    pub name: Option<String>,
    /// The definition, in Markdown.
    pub definition: Option<String>,
    /// Other names; entries of these names are merged into this one.
    pub aliases: Vec<String>,
    /// Abbreviations.
    pub abbreviations: Vec<String>,
    /// Whether mentions are linked; `None` leaves it to the rules for common words.
    pub link: Option<bool>,
    /// Where it is explained: an address, or the title of a section.
    pub home: Option<String>,
}

/// What the user wants of the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// Term by term.
    pub terms: Vec<Wish>,
    /// Names that are no terms.
    pub ignore: Vec<String>,
    /// The score from which on a candidate is published, 0 to 100.
    pub threshold: u8,
}

/// The score from which on a candidate is published.
pub const THRESHOLD: u8 = 50;

impl Default for Wishes {
    fn default() -> Wishes {
        Wishes { terms: Vec::new(), ignore: Vec::new(), threshold: THRESHOLD }
    }
}

/// The glossary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The entries, by name.
    pub entries: Vec<Entry>,
    /// Names for which `glossary.toml` has a section and no definition: they are linked, and have no entry.
    pub pointers: Vec<Entry>,
    /// Candidates whose score is below the threshold, best first.
    pub rejected: Vec<Candidate>,
    /// What there is to say: terms that are defined twice, definitions that disagree.
    pub diagnostics: Vec<Diagnostic>,
}
