//! What the tool has to say about a text: a finding with its place, and what to do about it.

use crate::text::Span;
use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Good to know.
    Info,
    /// Worth mending.
    Warn,
    /// Wrong.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        })
    }
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// The shape of a note or a layout.
    Structure,
    /// Where links lead.
    Link,
    /// What is said more than once.
    Duplicate,
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Category::Structure => "structure",
            Category::Link => "link",
            Category::Duplicate => "duplicate",
        })
    }
}

/// A rule: its name completes "allow …".
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// In kebab case, without a number.
    pub name: &'static str,
    /// What it is about.
    pub category: Category,
    /// How much its findings matter.
    pub level: Level,
    /// What it finds, in a sentence or two.
    pub what: &'static str,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Where.
    pub at: Span,
    /// What: a short clause without a full stop.
    pub message: String,
    /// What to do about it, if there is something to say.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Returns a finding without a hint.
    pub fn new(rule: &'static Rule, at: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule, at, message: message.into(), hint: None }
    }

    /// Returns the finding with this hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }
}

/// Declares the rules that live in code, and the list of them.
macro_rules! rules {
    ($($(#[doc = $doc:literal])* $id:ident = $name:literal, $category:ident, $level:ident;)*) => {
        $($(#[doc = $doc])* pub static $id: Rule = Rule {
            name: $name, category: Category::$category, level: Level::$level, what: concat!($($doc),*),
        };)*
        /// Every rule in code, in the order of declaration.
        pub static RULES: &[&Rule] = &[$(&$id),*];
    };
}

rules! {
    /// A link leads to a heading or an id that its target does not have.
    ANCHOR_BROKEN = "anchor-broken", Link, Warn;
    /// A link leads to a file that is not in the book.
    LINK_BROKEN = "link-broken", Link, Warn;
    /// A link or footnote definition that nothing refers to.
    UNUSED_DEFINITION = "unused-definition", Link, Info;
    /// A code fence or an HTML comment that swallows the rest of its note.
    FENCE_UNCLOSED = "fence-unclosed", Structure, Warn;
    /// A section that the layout does not name.
    UNPLACED_SECTION = "unplaced-section", Structure, Warn;
    /// A layout file that cannot be read.
    LAYOUT_FILE = "layout-file", Structure, Error;
    /// A selector of the layout that fits no section, several, or one that stands elsewhere already.
    LAYOUT_SELECTOR = "layout-selector", Structure, Error;
    /// A cut of the layout whose text is not found, or is found more than once.
    LAYOUT_CUT = "layout-cut", Structure, Error;
    /// A chapter of the layout that holds nothing, or whose path cannot be used as it is.
    LAYOUT_CHAPTER = "layout-chapter", Structure, Warn;
    /// Code that stands more than once and is left where it is.
    REPEATED_BLOCK = "repeated-block", Duplicate, Info;
    /// Code that stands more than once, with another output each time: one of them is wrong, or the code depends on more than is
    /// shown.
    COPIES_DISAGREE = "copies-disagree", Duplicate, Warn;
    /// A block that says nearly what another one says.
    NEAR_DUPLICATE = "near-duplicate", Duplicate, Info;
    /// A decision about repeats that is about nothing.
    UNUSED_DECISION = "unused-decision", Duplicate, Warn;
    /// A mistake in the book's settings.
    SETTINGS = "settings", Structure, Warn;
}
