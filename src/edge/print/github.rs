//! Annotations for GitHub Actions:
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-a-notice-message>.

use crate::diagnostic::Level;
use crate::edge::lint::Linted;
use std::fmt::Write;

/// Returns a workflow command a finding.
#[must_use]
pub fn github(linted: &Linted) -> String {
    let mut out = String::new();
    for (at, finding) in linted.places() {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warn => "warning",
            Level::Info => "notice",
        };
        let hint = finding.hint.as_ref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}",
            property(&at.path),
            at.line,
            at.end_line,
            at.column,
            at.end_column,
            property(finding.rule.name),
            data(&format!("{}{hint}", finding.message))
        );
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;
    use std::collections::HashSet;

    #[test]
    fn columns_count_characters_on_lines_of_any_ending_and_properties_are_escaped() {
        let text = "# 標題\r\n\r\n中文 [鏈接](#沒有)\r\n";
        let linted =
            Linted::of_texts(vec![Source::new("a,b:c.md", text)], HashSet::new(), crate::lint::Options::default());
        let line = github(&linted);
        assert!(line.starts_with("::warning file=a%2Cb%3Ac.md,line=3,endLine=3,col=4,endColumn=13,"), "{line}");
        assert_eq!(line.lines().count(), 1);
    }
}
