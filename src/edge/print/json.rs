//! A JSON list of findings, with the fields that the report gives them.

use crate::edge::lint::Linted;
use serde_json::{Value, json};

/// Returns the findings as one JSON document.
#[must_use]
pub fn json(linted: &Linted) -> String {
    let rows: Vec<Value> = linted
        .places()
        .into_iter()
        .map(|(at, finding)| {
            json!({
                "note": at.path, "line": at.line, "column": at.column, "end_line": at.end_line, "end_column": at.end_column,
                "rule": finding.rule.name, "category": finding.rule.category.to_string(),
                "level": finding.level.to_string(), "message": finding.message, "hint": finding.hint,
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(rows))
}
