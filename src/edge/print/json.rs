//! A JSON list of findings, with the fields that the report gives them.

use crate::diagnostic::Diagnostic;
use crate::edge::lint::{Linted, Place};
use crate::text::{LineIndex, Span};
use serde_json::{Value, json};

/// Returns the findings as one JSON document.
#[must_use]
pub fn json(linted: &Linted) -> String {
    let lines: Vec<LineIndex> = linted.sources.iter().map(|source| LineIndex::new(&source.text)).collect();
    let place = |at| linted.place(at, &lines);
    let rows: Vec<Value> = linted.findings.iter().map(|finding| row(finding, &place)).collect();
    format!("{:#}\n", Value::Array(rows))
}

/// Returns one finding; `place` counts lines and columns.
pub fn row(finding: &Diagnostic, place: &dyn Fn(Span) -> Place) -> Value {
    let at = place(finding.at);
    let fix = finding.fix.as_ref().map(|fix| {
        let edits: Vec<Value> = (fix.edits.iter())
            .map(|edit| {
                let at = place(edit.at);
                json!({
                    "line": at.line, "column": at.column, "end_line": at.end_line, "end_column": at.end_column,
                    "text": edit.with,
                })
            })
            .collect();
        json!({ "title": fix.title, "safety": fix.safety.name(), "edits": edits })
    });
    let labels: Vec<Value> = (finding.labels.iter())
        .map(|label| {
            let at = place(label.at);
            json!({ "note": at.path, "line": at.line, "column": at.column, "message": label.text })
        })
        .collect();
    json!({
        "note": at.path, "line": at.line, "column": at.column, "end_line": at.end_line, "end_column": at.end_column,
        "rule": finding.rule.name, "category": finding.rule.category.name(), "level": finding.level.to_string(),
        "message": finding.message, "hint": finding.hint, "url": finding.rule.url, "python": finding.rule.python,
        "fix": fix, "labels": labels,
    })
}
