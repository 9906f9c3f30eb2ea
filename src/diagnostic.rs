//! What the tool has to say about a text: a finding with its place, and what to do about it.

use crate::fix::Fix;
use crate::text::Span;
use std::fmt;
use std::str::FromStr;

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

impl FromStr for Level {
    type Err = ();

    /// Reads `info`, `warn` or `error`.
    fn from_str(name: &str) -> Result<Level, ()> {
        match name {
            "info" => Ok(Level::Info),
            "warn" => Ok(Level::Warn),
            "error" => Ok(Level::Error),
            _ => Err(()),
        }
    }
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// What is said about the world and is not so.
    Fact,
    /// Code that does not do what it is there for.
    Code,
    /// How words are written.
    Typo,
    /// The shape of a note or a layout.
    Structure,
    /// Where links lead.
    Link,
    /// What is said more than once.
    Duplicate,
    /// Terms and their definitions.
    Glossary,
    /// What could be said better.
    Style,
}

impl Category {
    /// All categories, in the order in which people want to read them.
    pub const ALL: [Category; 8] = [
        Category::Fact,
        Category::Code,
        Category::Typo,
        Category::Structure,
        Category::Link,
        Category::Duplicate,
        Category::Glossary,
        Category::Style,
    ];

    /// Returns the name: the folder of the category's pages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Category::Fact => "fact",
            Category::Code => "code",
            Category::Typo => "typo",
            Category::Structure => "structure",
            Category::Link => "link",
            Category::Duplicate => "duplicate",
            Category::Glossary => "glossary",
            Category::Style => "style",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Category {
    type Err = ();

    /// Reads a category's name.
    fn from_str(name: &str) -> Result<Category, ()> {
        Category::ALL.into_iter().find(|category| category.name() == name).ok_or(())
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
    /// Where the fact behind it is written down.
    pub url: Option<&'static str>,
    /// The Python versions for which its findings hold; all of them without one.
    pub python: Option<&'static str>,
}

/// A second place that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub at: Span,
    /// What is there: a short clause.
    pub text: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How much it matters: the rule's level, unless the settings say otherwise.
    pub level: Level,
    /// Where.
    pub at: Span,
    /// What: a short clause without a full stop.
    pub message: String,
    /// Other places that it is about.
    pub labels: Vec<Label>,
    /// What to do about it, if there is something to say.
    pub hint: Option<String>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns a finding without a hint and a fix.
    pub fn new(rule: &'static Rule, at: Span, message: impl Into<String>) -> Diagnostic {
        let message = message.into();
        Diagnostic { rule, level: rule.level, at, message, labels: Vec::new(), hint: None, fix: None }
    }

    /// Returns the finding with this hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the finding with this fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fix = Some(fix);
        self
    }

    /// Returns the finding with one more place.
    #[must_use]
    pub fn label(mut self, at: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { at, text: text.into() });
        self
    }
}

/// Declares the rules that live in code, and the list of them.
macro_rules! rules {
    ($($(#[doc = $doc:literal])* $id:ident = $name:literal, $category:ident, $level:ident;)*) => {
        $($(#[doc = $doc])* pub static $id: Rule = Rule {
            name: $name, category: Category::$category, level: Level::$level, what: concat!($($doc),*),
            url: None, python: None,
        };)*
        /// The rules that belong to a stage of the build rather than to a check of their own, in the order of declaration.
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
    /// Text under a heading that it has nothing to do with.
    STRAY_TEXT = "stray-text", Structure, Info;
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
    /// A term with more than one definition.
    TERM_DEFINED_TWICE = "term-defined-twice", Glossary, Info;
    /// Definitions of one term that contradict each other.
    DEFINITIONS_DISAGREE = "definitions-disagree", Glossary, Warn;
    /// A definition that begins with the term.
    DEFINITION_CIRCULAR = "definition-circular", Glossary, Warn;
    /// A term whose definition is still to come.
    DEFINITION_UNFINISHED = "definition-unfinished", Glossary, Warn;
    /// An abbreviation that is used often and expanded nowhere.
    TERM_UNDEFINED = "term-undefined", Glossary, Info;
    /// A term that nothing but its definition speaks of.
    TERM_UNUSED = "term-unused", Glossary, Info;
    /// A mistake in the book's settings.
    SETTINGS = "settings", Structure, Warn;
}

/// The rules about terms, for which a glossary has to be made.
pub static GLOSSARY: [&Rule; 6] = [
    &TERM_DEFINED_TWICE,
    &DEFINITIONS_DISAGREE,
    &DEFINITION_CIRCULAR,
    &DEFINITION_UNFINISHED,
    &TERM_UNDEFINED,
    &TERM_UNUSED,
];
