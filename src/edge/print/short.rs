//! One line a finding: `file:line:column: level[rule]: message`.

use crate::edge::lint::Linted;
use std::fmt::Write;

/// Returns the findings, a line each.
#[must_use]
pub fn short(linted: &Linted) -> String {
    let mut out = String::new();
    for (at, finding) in linted.places() {
        let rule = finding.rule;
        let hint = finding.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}{hint}",
            at.path, at.line, at.column, finding.level, rule.name, finding.message
        );
    }
    out
}
