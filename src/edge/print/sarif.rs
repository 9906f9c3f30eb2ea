//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use crate::diagnostic::{Level, RULES};
use crate::edge::lint::Linted;
use serde_json::{Value, json};

/// Returns the findings as a SARIF log of one run. Columns count Unicode scalar values, which the log says.
#[must_use]
pub fn sarif(linted: &Linted) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": { "text": rule.what.trim() },
                "help": { "text": rule.what.trim() },
                "defaultConfiguration": { "level": level(rule.level) },
                "properties": { "tags": [rule.category.to_string()] },
            })
        })
        .collect();
    let results: Vec<Value> = linted
        .places()
        .into_iter()
        .map(|(at, finding)| {
            let hint = finding.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            json!({
                "ruleId": finding.rule.name,
                "ruleIndex": RULES.iter().position(|rule| rule.name == finding.rule.name),
                "level": level(finding.level),
                "message": { "text": format!("{}{hint}", finding.message) },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": uri(&at.path) },
                    "region": {
                        "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column,
                    },
                } }],
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "mdbook-commonplace", "version": env!("CARGO_PKG_VERSION"), "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "note",
    }
}

/// Returns a relative path as an address.
fn uri(path: &str) -> String {
    path.split('/').map(crate::path::encode).collect::<Vec<_>>().join("/")
}
