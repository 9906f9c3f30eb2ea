//! GitLab's code quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use crate::dedupe::fingerprint::Fnv;
use crate::diagnostic::Level;
use crate::edge::lint::Linted;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hash::Hasher;

/// Returns the report.
#[must_use]
pub fn gitlab(linted: &Linted) -> String {
    let rows: Vec<Value> = (linted.places().into_iter().zip(fingerprints(linted)))
        .map(|((at, finding), fingerprint)| {
            let severity = match finding.level {
                Level::Error => "major",
                Level::Warn => "minor",
                Level::Info => "info",
            };
            json!({
                "description": finding.message, "check_name": finding.rule.name, "severity": severity,
                "fingerprint": fingerprint,
                "location": { "path": at.path, "lines": { "begin": at.line, "end": at.end_line } },
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(rows))
}

/// Returns a fingerprint a finding, in order: it is made of the rule, the file, the text and the number among equals, not of the
/// line, so that it stays the same when text above it moves.
#[must_use]
pub fn fingerprints(linted: &Linted) -> Vec<String> {
    let mut equals: HashMap<(String, String, String), usize> = HashMap::new();
    let mut prints = Vec::with_capacity(linted.findings.len());
    for finding in &linted.findings {
        let source = &linted.sources[finding.at.source.index()];
        let key = (finding.rule.name.to_string(), source.path.clone(), finding.at.of(&source.text).trim().to_string());
        let number = *equals.entry(key.clone()).and_modify(|number| *number += 1).or_insert(0);
        prints.push(fingerprint(&key, number));
    }
    prints
}

fn fingerprint((rule, path, text): &(String, String, String), number: usize) -> String {
    let mut hasher = Fnv::default();
    for part in [rule.as_str(), path, text, &number.to_string()] {
        hasher.write(part.as_bytes());
        hasher.write(b"\0");
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;
    use std::collections::HashSet;

    fn fingerprints(text: &str) -> Vec<String> {
        let linted = Linted::of_texts(vec![Source::new("a.md", text)], HashSet::new(), crate::lint::Options::default());
        let rows: Value = serde_json::from_str(&gitlab(&linted)).expect("the report is JSON");
        rows.as_array().into_iter().flatten().map(|row| row["fingerprint"].to_string()).collect()
    }

    #[test]
    fn fingerprints_stay_when_text_above_moves_and_tell_equals_apart() {
        let text = "# a\n\n[x](#b)\n\n[x](#b)\n";
        let before = fingerprints(text);
        assert_eq!(before, fingerprints(&format!("A line more.\n\n{text}")));
        assert_eq!(before.len(), 2);
        assert_ne!(before[0], before[1]);
    }
}
