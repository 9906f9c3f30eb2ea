//! Files for `logging.config.fileConfig` that lack sections.

use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::rules::rule;

/// A section that a logging configuration names and lacks.
pub(super) static RULE: Rule = rule(
    "logging-config-section",
    Category::Code,
    Level::Warn,
    "`fileConfig` wants a section for each key that the file lists.",
);

/// The lists of a logging configuration, and how the sections of their keys begin.
const LISTS: [(&str, &str); 3] = [("[loggers]", "logger_"), ("[handlers]", "handler_"), ("[formatters]", "formatter_")];

/// Looks at all code of a note.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for code in &view.prose.code {
        let text = &view.prose.text[code.at.clone()];
        let listed = LISTS.iter().filter(|(list, _)| text.contains(list)).count();
        if listed < 2 || text.contains("...") || text.contains('…') {
            continue;
        }
        let mut prefix = None;
        let mut at = code.at.start;
        let mut missing: Vec<String> = Vec::new();
        let mut first = None;
        for line in text.split_inclusive('\n') {
            let bare = line.trim();
            if bare.starts_with('[') {
                prefix = LISTS.iter().find(|(list, _)| *list == bare).map(|(_, prefix)| *prefix);
            } else if let (Some(prefix), Some((key, names))) = (prefix, bare.split_once('='))
                && key.trim() == "keys"
            {
                for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                    if !text.contains(&format!("[{prefix}{name}]")) {
                        first = first.or(Some(at..at + line.trim_end().len()));
                        missing.push(format!("`[{prefix}{name}]`"));
                    }
                }
            }
            at += line.len();
        }
        if let Some(place) = first {
            let message = format!("`fileConfig` raises a `KeyError`: there is no section {}", missing.join(", "));
            out.push(Diagnostic::new(&RULE, view.prose.source(view.source, place), message));
        }
    }
}
