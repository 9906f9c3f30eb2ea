//! Checks of how a note uses Python's standard library: names that are missing, gone, old or new, and calls that cannot work.

mod calls;
mod gather;
mod known;
mod lists;
mod returns;
mod syntax;
mod uses;
mod words;

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::pack::PyVersion;
use crate::python::Block;
use crate::text::Span;
pub(crate) use gather::{Gathered, Value};
pub(crate) use known::{Known, groups, span};
use rustc_hash::FxHashSet;

/// The first version that is told where it is needed; older ones are out of use.
const TOLD_SINCE: PyVersion = PyVersion { major: 3, minor: 9 };

/// A name that its module or class does not have.
pub static MISSING: Rule =
    rule("no-such-attribute", Category::Code, Level::Warn, "A name that its module or class does not have.");
/// The same in a text.
pub static MISSING_IN_PROSE: Rule = rule(
    "no-such-attribute-in-prose",
    Category::Code,
    Level::Warn,
    "A text speaks of a name that its module or class does not have.",
);
/// A name or a keyword that is gone.
pub static REMOVED: Rule =
    rule("removed-api", Category::Code, Level::Warn, "A name or keyword that Python does not have any more.");
/// A name that will go.
pub static DEPRECATED: Rule =
    rule("deprecated-api", Category::Code, Level::Info, "A name that Python is about to drop.");
/// A name or a keyword that is yet to come.
pub static TOO_NEW: Rule = rule(
    "too-new-api",
    Category::Code,
    Level::Warn,
    "A name or keyword that came after the version that the book is about.",
);
/// A name, a keyword or syntax that older versions lack.
pub static VERSION_NEEDED: Rule = rule(
    "version-needed",
    Category::Code,
    Level::Info,
    "Code that older versions of Python cannot run, and nothing says so.",
);
/// A name that only some systems have.
pub static SOME_SYSTEMS: Rule =
    rule("only-some-systems", Category::Code, Level::Info, "A name that Python has on some systems only.");
/// A call that gives too many or too few arguments, or one that the function does not know.
pub static ARITY: Rule =
    rule("wrong-arity", Category::Code, Level::Warn, "A call with arguments that the function does not take.");
/// A call without the arguments that it needs.
pub static LEFT_OUT: Rule =
    rule("arguments-left-out", Category::Code, Level::Info, "A call without the arguments that it needs.");

/// The rules of [`check`].
pub static RULES: &[&Rule] =
    &[&MISSING, &MISSING_IN_PROSE, &REMOVED, &DEPRECATED, &TOO_NEW, &VERSION_NEEDED, &SOME_SYSTEMS, &ARITY, &LEFT_OUT];

/// Looks at all uses of the standard library.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let groups = groups(view);
    let own: Vec<Vec<Gathered<'_>>> =
        groups.iter().map(|group| group.iter().map(|block| Gathered::of(block)).collect()).collect();
    let grouped: Vec<Gathered<'_>> = own.iter().map(Gathered::all).collect();
    let note = Gathered::all(&grouped);
    for ((blocks, own), group) in groups.iter().zip(&own).zip(&grouped) {
        for (block, own) in blocks.iter().zip(own).filter(|(block, _)| !block.two) {
            let known = Known { own, group, note: &note };
            let mut found = Found { view, block, told: FxHashSet::default(), out };
            uses::check(known, &mut found);
            syntax::check(known, &mut found);
        }
    }
    words::check(view, (&groups, &grouped), &note, out);
}

/// What is found in a block; the same is told once.
struct Found<'a> {
    view: &'a View<'a>,
    block: &'a Block,
    told: FxHashSet<(&'static str, String)>,
    out: &'a mut Vec<Diagnostic>,
}

impl Found<'_> {
    /// Tells something about a stretch of the block, once for each subject.
    fn tell(&mut self, rule: &'static Rule, range: ruff_text_size::TextRange, subject: &str, message: String) {
        self.tell_with(rule, range, subject, message, None);
    }

    /// The same with a hint.
    fn tell_with(
        &mut self,
        rule: &'static Rule,
        range: ruff_text_size::TextRange,
        subject: &str,
        message: String,
        hint: Option<String>,
    ) {
        if self.block.is_spoilt(range)
            || self.fails_on_purpose(rule)
            || !self.told.insert((rule.name, subject.to_string()))
        {
            return;
        }
        let at: Span = span(self.view, self.block, range);
        let mut finding = Diagnostic::new(rule, at, message);
        finding.hint = hint;
        self.out.push(finding);
    }

    /// Returns whether the block shows the exception that the code raises.
    fn fails_on_purpose(&self, rule: &'static Rule) -> bool {
        let errors: &[&str] = match rule.name {
            "no-such-attribute" | "removed-api" | "too-new-api" => &["AttributeError", "ImportError", "NotFoundError"],
            "wrong-arity" | "arguments-left-out" => &["TypeError"],
            _ => &[],
        };
        let text = &self.view.prose.text[self.view.prose.code[self.block.code].at.clone()];
        errors.iter().any(|error| text.contains(error)) || !errors.is_empty() && text.contains("NameError")
    }

    /// Tells that something came with a version, if that is worth telling.
    fn version(&mut self, range: ruff_text_size::TextRange, what: &str, added: PyVersion) {
        if added > self.target() || added >= TOLD_SINCE {
            self.needs(range, what, added);
        }
    }

    /// Tells that something needs a version, however old.
    fn needs(&mut self, range: ruff_text_size::TextRange, what: &str, added: PyVersion) {
        let target = self.target();
        if added > target {
            self.tell(&TOO_NEW, range, what, format!("{what} came with Python {added}, after {target}"));
        } else if !self.says(added, range) {
            self.tell(&VERSION_NEEDED, range, what, format!("{what} needs Python {added} or later"));
        }
    }

    fn target(&self) -> PyVersion {
        self.view.target
    }

    /// Returns whether the section names a version up to this line.
    fn says(&self, version: PyVersion, range: ruff_text_size::TextRange) -> bool {
        let prose = self.view.prose;
        let heading = prose.code[self.block.code].heading;
        let start = heading.map_or(0, |heading| prose.passages[heading as usize].at.start);
        let at = self.block.place(range).end;
        let end = prose.text[at..].find('\n').map_or(prose.text.len(), |line| at + line);
        prose.text[start.min(end)..end].contains(&version.to_string())
    }
}
