//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use super::gitlab::fingerprints;
use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::edge::lint::{Linted, Place};
use crate::pack::builtin;
use crate::text::{LineIndex, Span};
use serde_json::{Value, json};

/// Returns the findings as a SARIF log of one run. Columns count Unicode scalar values, which the log says.
#[must_use]
pub fn sarif(linted: &Linted) -> String {
    let found = linted.rules();
    let rules: Vec<Value> = found.iter().map(|rule| described(rule)).collect();
    let lines: Vec<LineIndex> = linted.sources.iter().map(|source| LineIndex::new(&source.text)).collect();
    let place = |at: Span| linted.place(at, &lines);
    let prints = fingerprints(linted);
    let results: Vec<Value> =
        (linted.findings.iter().zip(prints)).map(|(finding, print)| result(finding, &found, &print, &place)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
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

/// Returns a rule with its page as help; the address is the one that the page names.
fn described(rule: &Rule) -> Value {
    let page = builtin::TEXTS.iter().find(|(_, name, _)| *name == rule.name);
    let body = page.map(|(.., text)| text.split_once("\n+++\n").map_or(*text, |(_, body)| body).trim());
    let url = page.and_then(|(_, name, text)| crate::pack::page::read(name, text).ok()?.head.url);
    let help = match body {
        Some(markdown) => json!({ "text": rule.what.trim(), "markdown": markdown }),
        None => json!({ "text": rule.what.trim() }),
    };
    let mut described = json!({
        "id": rule.name,
        "shortDescription": { "text": rule.what.trim() },
        "help": help,
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "tags": [rule.category.name()] },
    });
    if let Some(url) = url.or(rule.url.map(str::to_string)) {
        described["helpUri"] = Value::String(url);
    }
    described
}

fn result(finding: &Diagnostic, rules: &[&Rule], print: &str, place: &dyn Fn(Span) -> Place) -> Value {
    let hint = finding.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    let mut result = json!({
        "ruleId": finding.rule.name,
        "ruleIndex": rules.iter().position(|rule| rule.name == finding.rule.name),
        "level": level(finding.level),
        "message": { "text": format!("{}{hint}", finding.message) },
        "locations": [location(&place(finding.at))],
        "partialFingerprints": { "textHash/v1": print },
    });
    if !finding.labels.is_empty() {
        let related: Vec<Value> = (finding.labels.iter())
            .map(|label| {
                let mut at = location(&place(label.at));
                at["message"] = json!({ "text": label.text });
                at
            })
            .collect();
        result["relatedLocations"] = Value::Array(related);
    }
    if let Some(fix) = &finding.fix {
        let replacements: Vec<Value> = (fix.edits.iter())
            .map(|edit| json!({ "deletedRegion": region(&place(edit.at)), "insertedContent": { "text": edit.with } }))
            .collect();
        result["fixes"] = json!([{
            "description": { "text": fix.title },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&place(finding.at).path) },
                "replacements": replacements,
            }],
        }]);
    }
    result
}

fn location(at: &Place) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&at.path) }, "region": region(at) } })
}

fn region(at: &Place) -> Value {
    json!({ "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column })
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
