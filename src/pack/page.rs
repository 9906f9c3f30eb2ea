//! Reads one rule page: front matter, manual, examples, proofs.
//!
//! The build script includes this file too, so that the built-in pages cost nothing to read when the program starts; it must
//! not use anything else of the crate.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// A rule page as written.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The rule's name: the title, which is the file's name too.
    pub name: String,
    /// The front matter.
    pub head: Head,
    /// The first paragraph, without its full stop.
    pub what: String,
    /// Wrong and right examples, in order.
    pub examples: Vec<Example>,
    /// Snippets that show the fact when they are run.
    pub proofs: Vec<Proof>,
    layout: Option<String>,
}

/// The front matter of a page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Head {
    /// `info`, `warn` or `error`.
    pub level: String,
    /// The version of the tool that had the rule first.
    pub since: String,
    /// The versions of Python for which a claim is wrong.
    pub python: Option<String>,
    /// Where to look; see [`crate::prose::Scope`].
    pub scope: Option<Vec<String>>,
    /// Patterns that must all be found.
    pub all: Vec<String>,
    /// Patterns of which one must be found.
    pub any: Vec<String>,
    /// Patterns that must not be found.
    pub none: Vec<String>,
    /// What to mark; the first pattern's match without it.
    pub at: Option<String>,
    /// What the titles above must match.
    pub section: Option<String>,
    /// `sentence` or `paragraph`.
    pub unit: Option<String>,
    /// Whether case matters; by default it does in code only.
    pub exact_case: Option<bool>,
    /// The guards that are on; all of them without it.
    pub guards: Option<Vec<String>>,
    /// What to say, when the first paragraph is not it.
    pub message: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// Where the fact is written down.
    pub url: Option<String>,
    /// When somebody last checked it.
    pub reviewed: Option<toml::value::Datetime>,
    /// How to mend it.
    pub fix: Option<FixHead>,
    /// Phrases and what they should be.
    pub slip: Vec<Slip>,
    /// Words and what they should be.
    pub words: BTreeMap<String, String>,
    /// Words and, with spaces between them, how they are misspelled; a plural `s` is allowed for.
    pub misspelled: BTreeMap<String, String>,
    /// How sure the replacement of words is; `sure` without it.
    pub safety: Option<String>,
}

impl Head {
    /// Returns whether the patterns ask for the case in which they are written.
    #[must_use]
    pub fn keeps_case(&self) -> bool {
        let code = |scope: &String| scope == "code" || scope == "other-code";
        self.exact_case.unwrap_or_else(|| self.scope.as_ref().is_some_and(|scopes| scopes.iter().all(code)))
    }
}

/// How to mend what a page finds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixHead {
    /// What to replace.
    pub find: String,
    /// By what; `$1` stands for the pattern's first group.
    pub with: String,
    /// `sure`, `ask` or `show`.
    pub safety: String,
}

/// A phrase and what it should be.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// The pattern.
    pub find: String,
    /// The replacement; `$1` stands for the pattern's first group.
    pub with: String,
    /// `sure`, `ask` or `show`; the page's without it.
    pub safety: Option<String>,
    /// Patterns that must not be found.
    #[serde(default)]
    pub none: Vec<String>,
}

/// A piece of Markdown and what the rule says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Whether the rule finds something in it.
    pub wrong: bool,
    /// The Markdown.
    pub text: String,
    /// Where the Markdown stands in the page, in bytes.
    pub at: Range<usize>,
    /// How many ticks its fence has.
    pub ticks: usize,
    /// The layout under which it is looked at, from a fence `toml layout` before it.
    pub layout: Option<String>,
    /// The lines that the rule says about it, and where they stand in the page.
    pub report: Option<(String, Range<usize>)>,
    /// The Markdown after the fix, and where it stands in the page.
    pub fixed: Option<(String, Range<usize>)>,
}

/// A snippet that ends well if the fact is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The Python.
    pub code: String,
    /// The versions of Python in which it must end well.
    pub python: String,
    /// Where the snippet stands in the page, in bytes.
    pub at: Range<usize>,
}

/// What is wrong with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where, in bytes of the page.
    pub at: Range<usize>,
    /// What: a short clause.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Trouble {
    /// Returns a trouble without a hint.
    pub fn new(at: Range<usize>, message: impl Into<String>) -> Trouble {
        Trouble { at, message: message.into(), hint: None }
    }
}

impl Page {
    /// Returns whether the page is a rule in itself, rather than the manual of a check in code.
    #[must_use]
    pub fn is_data(&self) -> bool {
        let head = &self.head;
        !(head.all.is_empty()
            && head.any.is_empty()
            && head.slip.is_empty()
            && head.words.is_empty()
            && head.misspelled.is_empty())
    }

    /// Returns every pattern of the page.
    pub fn patterns(&self) -> impl Iterator<Item = &String> {
        let head = &self.head;
        let slips = head.slip.iter().flat_map(|slip| std::iter::once(&slip.find).chain(&slip.none));
        let fix = head.fix.iter().map(|fix| &fix.find);
        (head.all.iter().chain(&head.any).chain(&head.none).chain(&head.at).chain(&head.section))
            .chain(slips)
            .chain(fix)
    }
}

/// Reads a page. `name` is the file's name without its ending.
///
/// # Errors
///
/// When there is no front matter, a key is unknown or of the wrong type, or the title is missing or another one than the file's
/// name. What a pattern or an example is worth is looked at elsewhere.
pub fn read(name: &str, text: &str) -> Result<Page, Trouble> {
    let start = text.strip_prefix("+++\n").map(|_| 4).ok_or_else(|| Trouble {
        at: 0..0,
        message: "the page has no front matter".to_string(),
        hint: Some("begin with a line +++, then TOML, then a line +++".to_string()),
    })?;
    let length = text[start..].find("\n+++\n").ok_or_else(|| Trouble::new(0..3, "the front matter has no end"))?;
    let toml = &text[start..=start + length];
    let head: Head = toml::from_str(toml).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        Trouble::new(span.start + start..span.end + start, error.message())
    })?;
    let body = start + length + 5;
    let mut page = Page { head, ..Page::default() };
    let Some(at) = text[body..].find("# ").filter(|i| text[body..body + i].trim().is_empty()).map(|i| body + i) else {
        return Err(Trouble::new(body..body, "the page has no title"));
    };
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    text[at + 2..end].trim().clone_into(&mut page.name);
    if page.name != name {
        let hint = Some(format!("both should be `{name}`"));
        return Err(Trouble { at: at..end, message: "the title is not the file's name".to_string(), hint });
    }
    page.what = first_paragraph(&text[end..]);
    fences(text, body, &mut page)?;
    Ok(page)
}

fn first_paragraph(text: &str) -> String {
    let paragraph = text.trim_start().split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_string()
}

/// Takes the fences of a page: examples, what is said about them, and proofs.
fn fences(text: &str, from: usize, page: &mut Page) -> Result<(), Trouble> {
    let mut at = from;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        let ticks = line.bytes().take_while(|b| *b == b'`').count();
        if ticks < 3 {
            at = end;
            continue;
        }
        let fence = &line[..ticks];
        let mut close = end;
        while close < text.len() && text[close..line_end(text, close)].trim_end() != fence {
            close = line_end(text, close);
        }
        if close >= text.len() {
            return Err(Trouble::new(at..at + line.len(), "this fence has no end"));
        }
        fence_found(line[ticks..].trim(), (ticks, &text[end..close]), end..close, page)?;
        at = line_end(text, close);
    }
    Ok(())
}

fn fence_found(info: &str, (ticks, inside): (usize, &str), at: Range<usize>, page: &mut Page) -> Result<(), Trouble> {
    let wrong = info == "md wrong";
    if wrong || info == "md right" {
        let (text, layout) = (inside.to_string(), page.layout.clone());
        page.examples.push(Example { wrong, text, at, ticks, layout, report: None, fixed: None });
    } else if info == "toml layout" {
        page.layout = Some(inside.to_string());
    } else if info == "report" || info == "md fixed" {
        let Some(example) = page.examples.last_mut().filter(|example| example.wrong) else {
            return Err(Trouble::new(at, format!("`{info}` stands behind no wrong example")));
        };
        let place = if info == "report" { &mut example.report } else { &mut example.fixed };
        *place = Some((inside.to_string(), at));
    } else if let Some(python) = info.strip_prefix("python proof") {
        page.proofs.push(Proof { code: inside.to_string(), python: python.trim().to_string(), at });
    }
    Ok(())
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}
