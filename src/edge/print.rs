//! Findings for people: the line of the note, a mark under it, and what to do.

pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod short;

use crate::diagnostic::{Diagnostic, Level};
use crate::text::{LineIndex, Source, Span, line_end, line_start};
use annotate_snippets::{Annotation, AnnotationKind, Level as Shown, Renderer, Snippet};
use std::io::{IsTerminal, Write};

/// How many lines of a finding's text are shown at the most.
const LINES: usize = 4;

/// Maps the 1-based line of a source's text to the line on disk.
pub type DiskLine<'a> = &'a dyn Fn(crate::text::SourceId, usize) -> usize;

/// Returns findings with the lines that they are about, a blank line behind each.
#[must_use]
pub fn many(findings: &[Diagnostic], sources: &[Source], disk: Option<DiskLine<'_>>, colour: bool) -> String {
    let lines: Vec<LineIndex> = sources.iter().map(|source| LineIndex::new(&source.text)).collect();
    let printer = Printer { sources, lines: &lines, disk, colour };
    findings.iter().map(|finding| printer.one(finding) + "\n\n").collect()
}

/// Returns a finding with the lines that it is about.
#[must_use]
pub fn one(finding: &Diagnostic, sources: &[Source], disk: Option<DiskLine<'_>>, colour: bool) -> String {
    many(std::slice::from_ref(finding), sources, disk, colour).trim_end().to_string()
}

struct Printer<'a> {
    sources: &'a [Source],
    lines: &'a [LineIndex],
    disk: Option<DiskLine<'a>>,
    colour: bool,
}

impl Printer<'_> {
    fn one(&self, finding: &Diagnostic) -> String {
        let level = match finding.level {
            Level::Error => Shown::ERROR,
            Level::Warn => Shown::WARNING,
            Level::Info => Shown::INFO,
        };
        let mut title = level.primary_title(finding.message.as_str()).id(finding.rule.name);
        if let Some(url) = finding.rule.url {
            title = title.id_url(url);
        }
        let mut group = title.element(self.snippet(finding.at, AnnotationKind::Primary, None));
        for label in &finding.labels {
            group = group.element(self.snippet(label.at, AnnotationKind::Context, Some(&label.text)));
        }
        if let Some(hint) = &finding.hint {
            group = group.element(Shown::HELP.with_name("hint").message(hint.as_str()));
        }
        if let Some(fix) =
            finding.fix.as_ref().filter(|fix| fix.safety > crate::fix::Safety::Show || finding.hint.is_none())
        {
            group = group.element(Shown::HELP.with_name("fix").message(fix.title.as_str()));
        }
        if let Some(url) = finding.rule.url {
            group = group.element(Shown::HELP.with_name("see").message(url));
        }
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }

    /// Returns the lines of a place; only those shown are handed over: the printer would number all of a long note again for
    /// every finding.
    fn snippet<'a>(&'a self, at: Span, kind: AnnotationKind, label: Option<&'a str>) -> Snippet<'a, Annotation<'a>> {
        let source = &self.sources[at.source.index()];
        let (start, end) = (at.start as usize, at.end as usize);
        let first = line_start(&source.text, start.min(source.text.len()));
        let mut last = first;
        for _ in 0..LINES {
            last = line_end(&source.text, last);
            if last >= end {
                break;
            }
        }
        let shown = source.text[first..last].trim_end_matches(['\n', '\r']);
        let line = self.lines[at.source.index()].line(at.start);
        let line = self.disk.map_or(line, |disk| disk(at.source, line));
        let mark = (start - first).min(shown.len())
            ..(end.saturating_sub(first)).clamp((start - first).min(shown.len()), shown.len());
        let mut annotation = kind.span(mark);
        if let Some(label) = label {
            annotation = annotation.label(label);
        }
        Snippet::source(shown).line_start(line).path(source.path.as_str()).annotation(annotation)
    }
}

/// Prints findings to standard error, with colour on a terminal that wants it.
pub fn all(findings: &[Diagnostic], sources: &[Source], disk: DiskLine<'_>) {
    let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
        && std::io::stderr().is_terminal();
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(many(findings, sources, Some(disk), colour).as_bytes());
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
