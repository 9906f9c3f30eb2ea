//! A link that was made or changed, as reports tell it.

use crate::note::BlockId;
use crate::text::Span;

/// Why a link was made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// It stood in a note, and its target went elsewhere.
    Rewritten,
    /// It leads to a section that is about the words.
    Section,
    /// It leads to the words' entry in the glossary.
    Glossary,
    /// It leads to a documentation outside the book.
    External,
    /// It leads on to a related section.
    SeeAlso,
}

impl Purpose {
    /// Returns the name under which reports tell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Rewritten => "rewritten",
            Purpose::Section => "section",
            Purpose::Glossary => "glossary",
            Purpose::External => "external",
            Purpose::SeeAlso => "see-also",
        }
    }
}

/// A link that was made or changed, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// Why.
    pub purpose: Purpose,
    /// For a related section, how close it is and what the two share.
    pub why: Option<String>,
    /// The link in its note.
    pub at: Span,
    /// The text that a reader sees.
    pub text: String,
    /// The path of the page that it stands on.
    pub from: String,
    /// The page that it leads to, as a position in [`Book::pages`](crate::arrange::Book::pages); none for a file or a chapter that is not ours.
    pub page: Option<usize>,
    /// The id on that page.
    pub anchor: Option<String>,
    /// The block of a note that it leads to.
    pub target: Option<BlockId>,
    /// The bytes of a note that it leads to, where that is less than a block: the definition behind an entry of the glossary.
    pub target_at: Option<Span>,
    /// The new destination.
    pub url: String,
}
