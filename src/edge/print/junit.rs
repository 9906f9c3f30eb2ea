//! The XML of `JUnit`, which most CI systems show as tests: a file a suite, a finding a failed case.

use crate::edge::lint::Linted;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Returns the report; a file without findings is a suite with one passed case.
#[must_use]
pub fn junit(linted: &Linted, notes: usize) -> String {
    let mut suites: BTreeMap<&str, Vec<String>> =
        linted.sources.iter().take(notes).map(|source| (source.path.as_str(), Vec::new())).collect();
    let places = linted.places();
    for (at, finding) in &places {
        let hint = finding.hint.as_ref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        let case = format!(
            "    <testcase name=\"{} at {}:{}\" classname=\"{}\">\n      <failure message=\"{}\" type=\"{}\">{}</failure>\n    </testcase>\n",
            finding.rule.name,
            at.line,
            at.column,
            escaped(&at.path),
            escaped(&finding.message),
            finding.level,
            escaped(&format!("{}:{}:{}: {}{hint}", at.path, at.line, at.column, finding.message)),
        );
        suites.entry(at.path.as_str()).or_default().push(case);
    }
    let tests: usize = suites.values().map(|cases| cases.len().max(1)).sum();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mdbook-commonplace\" tests=\"{tests}\" failures=\"{}\">\n",
        places.len()
    );
    for (path, cases) in &suites {
        let path = escaped(path);
        let tests = cases.len().max(1);
        let _ = writeln!(out, "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{}\">", cases.len());
        if cases.is_empty() {
            let _ = writeln!(out, "    <testcase name=\"no findings\" classname=\"{path}\"/>");
        }
        cases.iter().for_each(|case| out.push_str(case));
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Returns text as XML has it; characters that XML 1.0 knows no way to write are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
