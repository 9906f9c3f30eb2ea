//! What a rule page must show to be a rule: each wrong example gives exactly its report, its fix gives exactly what stands under
//! `fixed` and is at rest, each right example gives nothing. Built-in pages and users' packs go through the same harness.

use super::page::{Example, Page, Trouble};
use super::{PYTHON_DEFAULT, Pack, PyVersion, requirement};
use crate::diagnostic::Diagnostic;
use crate::fix::{Edit, Fix, Safety, apply, compatible};
use crate::lint::choose::{Choice, Selector};
use crate::lint::{Done, Options};
use crate::note::BlockKind;
use crate::text::{LineIndex, Source, SourceId};
use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

/// How often fixes are made over and over before they must be at rest.
pub const PASSES: usize = 8;

/// How a page did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is wrong.
    pub troubles: Vec<Trouble>,
    /// Where the page does not say what its rule finds and mends; [`Outcome::filled`] does.
    pub differences: Vec<Trouble>,
    /// The page with its reports and fixed texts as they should be; `None` when they are so already.
    pub filled: Option<String>,
}

/// Runs the examples of a page against a pack that holds its rule.
#[must_use]
pub fn check(page: &Page, text: &str, pack: &'static Pack, category: &str) -> Outcome {
    let options = options(page, pack);
    let mut outcome = Outcome::default();
    let mut fills: Vec<(Range<usize>, String)> = Vec::new();
    let mut paraphrases = 0;
    for example in &page.examples {
        let found = look(&example.text, example.layout.as_deref(), &options);
        if example.wrong {
            wrong(page, example, &found, &options, &mut outcome, &mut fills);
            paraphrases += paragraphs(&example.text);
        } else {
            for finding in &found.findings {
                let at = inside(example, found.line(finding));
                outcome.troubles.push(Trouble::new(
                    at,
                    format!("the rule finds something in a right example: {}", finding.message),
                ));
            }
        }
    }
    let rights =
        page.examples.iter().filter(|example| !example.wrong).map(|example| paragraphs(&example.text)).sum::<usize>();
    if category == "fact" && (paraphrases < 3 || rights < 2) {
        let message = "a fact needs three paragraphs that say it wrongly, and two near misses that are right";
        outcome.troubles.push(Trouble::new(0..3, message));
    }
    fills.sort_by_key(|(at, _)| at.start);
    if !fills.is_empty() {
        let mut filled = text.to_string();
        for (at, with) in fills.into_iter().rev() {
            filled.replace_range(at, &with);
        }
        outcome.filled = Some(filled);
    }
    outcome
}

/// Returns options under which only the page's rule runs, for a version of Python in which its claim is wrong.
fn options(page: &Page, pack: &'static Pack) -> Options {
    let select = Selector::new(&page.name).into_iter().collect();
    let wanted = page.head.python.as_ref().and_then(|python| requirement(python).ok());
    let newest = [(3, 13), (3, 15), (3, 14), (3, 12), (3, 11), (3, 10), (3, 9), (3, 8), (3, 7), (3, 6), (3, 0), (2, 7)];
    let mut versions = newest.into_iter().map(|(major, minor)| PyVersion { major, minor });
    let python = versions.find(|version| wanted.as_ref().is_none_or(|wanted| version.meets(wanted)));
    Options {
        pack,
        python: python.unwrap_or(PYTHON_DEFAULT),
        choice: Choice { select, ..Choice::default() },
        words: HashSet::new(),
        done: Done::default(),
    }
}

/// What was found in an example.
struct Found {
    sources: Vec<Source>,
    lines: Vec<LineIndex>,
    findings: Vec<Diagnostic>,
}

impl Found {
    /// Returns the 1-based line of a finding, if it is in the example itself.
    fn line(&self, finding: &Diagnostic) -> usize {
        self.lines[finding.at.source.index()].line(finding.at.start)
    }

    fn report(&self) -> String {
        let mut out = String::new();
        for finding in &self.findings {
            let number = finding.at.source.index();
            let (line, column) = self.lines[number].position(&self.sources[number].text, finding.at.start);
            let file = if number == 0 { String::new() } else { format!("{}:", self.sources[number].path) };
            let _ = writeln!(out, "{file}{line}:{column} {} {}: {}", finding.level, finding.rule.name, finding.message);
        }
        out
    }

    /// Returns the example's text with the fixes of at least this safety made once.
    fn fixed(&self, safety: Safety) -> String {
        let fixes: Vec<&Fix> = (self.findings.iter())
            .filter(|finding| finding.at.source == SourceId(0))
            .filter_map(|finding| finding.fix.as_ref())
            .filter(|fix| fix.safety >= safety)
            .collect();
        let mut edits: Vec<&Edit> = compatible(&fixes).into_iter().flat_map(|number| &fixes[number].edits).collect();
        apply(&self.sources[0].text, &mut edits)
    }
}

fn look(text: &str, layout: Option<&str>, options: &Options) -> Found {
    let (sources, findings) = crate::lint_example(text, layout, options);
    let lines = sources.iter().map(|source| LineIndex::new(&source.text)).collect();
    Found { sources, lines, findings }
}

/// Checks a wrong example.
fn wrong(
    page: &Page,
    example: &Example,
    found: &Found,
    options: &Options,
    outcome: &mut Outcome,
    fills: &mut Vec<(Range<usize>, String)>,
) {
    let report = found.report();
    if report.is_empty() {
        let trouble = Trouble::new(example.at.clone(), "the rule finds nothing in a wrong example");
        outcome.troubles.push(trouble);
    } else if page.is_data() {
        let note = crate::parse::parse(&example.text, SourceId(0), crate::parse::Dialect::default());
        let in_code = page.head.scope.iter().flatten().all(|scope| scope == "code" || scope == "other-code");
        // A rule on code may have prose around its code, and one on prose code around its prose.
        let shows = if page.head.scope.is_some() && in_code { BlockKind::Fence } else { BlockKind::Paragraph };
        for block in note.blocks.iter().filter(|block| block.kind == shows) {
            let hit = found.findings.iter().any(|finding| block.span.range().contains(&(finding.at.start as usize)));
            if !hit {
                let at = example.at.start + block.span.start as usize..example.at.start + block.span.end as usize;
                let message = "the rule finds nothing in this block of a wrong example";
                outcome.troubles.push(Trouble::new(at, message));
            }
        }
    }
    compare(example, example.report.as_ref(), &report, "report", &mut outcome.differences, fills);
    let mut fixed = found.fixed(Safety::Ask);
    for _ in 1..PASSES {
        let again = look(&fixed, example.layout.as_deref(), options).fixed(Safety::Ask);
        if again == fixed {
            break;
        }
        fixed = again;
    }
    let rest = look(&fixed, example.layout.as_deref(), options);
    if rest.fixed(Safety::Ask) != fixed {
        let message = "the fix is never at rest: made again, it changes the text again";
        outcome.troubles.push(Trouble::new(example.at.clone(), message));
    }
    if fixed != example.text || example.fixed.is_some() {
        compare(example, example.fixed.as_ref(), &fixed, "md fixed", &mut outcome.differences, fills);
    }
}

/// Compares what a page says with what is so; what differs is told, and how the page should say it.
fn compare(
    example: &Example,
    said: Option<&(String, Range<usize>)>,
    is: &str,
    fence: &str,
    differences: &mut Vec<Trouble>,
    fills: &mut Vec<(Range<usize>, String)>,
) {
    match said {
        Some((said, _)) if said == is => {}
        Some((said, at)) => {
            let message = if said.trim().is_empty() {
                format!("the `{fence}` is empty; it should be\n{is}")
            } else {
                format!("the `{fence}` should be\n{is}")
            };
            differences.push(Trouble::new(at.clone(), message.trim_end()));
            fills.push((at.clone(), is.to_string()));
        }
        None => {
            differences
                .push(Trouble::new(example.at.clone(), format!("a fence ```{fence} is missing behind this example")));
            // Behind the example's own closing fence, or behind its report.
            let at = match (&example.report, fence) {
                (Some((_, report)), "md fixed") => report.end + 4,
                _ => example.at.end + example.ticks + 1,
            };
            let ticks = "`".repeat(longest_ticks(is).max(2) + 1);
            fills.push((at..at, format!("{ticks}{fence}\n{is}{ticks}\n")));
        }
    }
}

fn longest_ticks(text: &str) -> usize {
    text.lines().map(|line| line.trim_start().bytes().take_while(|b| *b == b'`').count()).max().unwrap_or(0)
}

fn paragraphs(text: &str) -> usize {
    text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).count()
}

/// Returns where a line of an example stands in its page.
fn inside(example: &Example, line: usize) -> Range<usize> {
    let start: usize = example.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let length = example.text[start..].find('\n').unwrap_or(example.text.len() - start);
    example.at.start + start..example.at.start + start + length
}
