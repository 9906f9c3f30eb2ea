//! Findings for people: the line of the note, a mark under it, and what to do.

pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod short;

use crate::diagnostic::{Diagnostic, Level};
use crate::text::{LineIndex, Source, line_end, line_start};
use annotate_snippets::{AnnotationKind, Level as Shown, Renderer, Snippet};
use std::io::{IsTerminal, Write};

/// How many lines of a finding's text are shown at the most.
const LINES: usize = 4;

/// Maps the 1-based line of a source's text to the line on disk.
pub type DiskLine<'a> = &'a dyn Fn(crate::text::SourceId, usize) -> usize;

/// Returns a finding with the lines that it is about.
#[must_use]
pub fn one(finding: &Diagnostic, sources: &[Source], disk: Option<DiskLine<'_>>, colour: bool) -> String {
    let source = &sources[finding.at.source.index()];
    let (start, end) = (finding.at.start as usize, finding.at.end as usize);
    let first = line_start(&source.text, start.min(source.text.len()));
    let mut last = first;
    for _ in 0..LINES {
        last = line_end(&source.text, last);
        if last >= end {
            break;
        }
    }
    // Only the lines shown are handed over: the printer would number all of a long note again for every finding.
    let shown = source.text[first..last].trim_end_matches(['\n', '\r']);
    let line = LineIndex::new(&source.text[..first]).count(&source.text[..first]) + 1;
    let line = disk.map_or(line, |disk| disk(finding.at.source, line));
    let mark = (start - first).min(shown.len())
        ..(end.saturating_sub(first)).clamp((start - first).min(shown.len()), shown.len());
    let level = match finding.level {
        Level::Error => Shown::ERROR,
        Level::Warn => Shown::WARNING,
        Level::Info => Shown::INFO,
    };
    let snippet = Snippet::source(shown)
        .line_start(line)
        .path(source.path.as_str())
        .annotation(AnnotationKind::Primary.span(mark));
    let mut group = level.primary_title(finding.message.as_str()).id(finding.rule.name).element(snippet);
    if let Some(hint) = &finding.hint {
        group = group.element(Shown::HELP.with_name("hint").message(hint.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// Prints findings to standard error, with colour on a terminal that wants it.
pub fn all(findings: &[Diagnostic], sources: &[Source], disk: DiskLine<'_>) {
    let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
        && std::io::stderr().is_terminal();
    let mut err = anstream::stderr().lock();
    for finding in findings {
        let _ = writeln!(err, "{}\n", one(finding, sources, Some(disk), colour));
    }
}

/// Returns one line that counts the findings, such as "2 errors, 1 warning".
#[must_use]
pub fn count(findings: &[Diagnostic]) -> String {
    let names = [(Level::Error, "error"), (Level::Warn, "warning"), (Level::Info, "remark")];
    let parts: Vec<String> = names
        .into_iter()
        .map(|(level, name)| (findings.iter().filter(|finding| finding.level == level).count(), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| super::cli::count(count, name))
        .collect();
    if parts.is_empty() { "no findings".to_string() } else { parts.join(", ") }
}
