//! The baseline: findings that are known and not told again, so that a linter can be switched on in the middle of a life.
//!
//! What is known is a finding's rule, file and text, not its line: text above may come and go. Of equal ones as many are left out
//! as the baseline has.

use super::disk;
use super::lint::Linted;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

/// A known finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    note: String,
    rule: String,
    text: String,
    count: usize,
}

/// Returns rule, file and text of each finding, in order.
fn keys(linted: &Linted) -> Vec<(String, String, String)> {
    let key = |finding: &crate::diagnostic::Diagnostic| {
        let source = &linted.sources[finding.at.source.index()];
        let text = crate::text::fold_space(finding.at.of(&source.text));
        // Long stretches are named by their start; what is behind it seldom tells two apart.
        let text: String = text.chars().take(120).collect();
        (source.path.clone(), finding.rule.name.to_string(), text)
    };
    linted.findings.iter().map(key).collect()
}

/// Drops the findings that the baseline knows; returns how many.
///
/// # Errors
///
/// When the file cannot be read.
pub fn subtract(linted: &mut Linted, path: &Path) -> Result<usize> {
    let text = disk::read(path).context("the baseline cannot be read\nhint: --update-baseline makes one")?;
    let baseline: Baseline =
        serde_json::from_str(&text).with_context(|| format!("{} is no baseline", path.display()))?;
    let mut left: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for known in baseline.findings {
        *left.entry((known.note, known.rule, known.text)).or_default() += known.count;
    }
    let before = linted.findings.len();
    let mut keys = keys(linted).into_iter();
    linted.findings.retain(|_| {
        let key = keys.next().expect("there is a key a finding");
        match left.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    });
    Ok(before - linted.findings.len())
}

/// Writes the findings as the baseline.
///
/// # Errors
///
/// When the file cannot be written.
pub fn write(linted: &Linted, path: &Path) -> Result<()> {
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for key in keys(linted) {
        *counts.entry(key).or_default() += 1;
    }
    let findings = counts.into_iter().map(|((note, rule, text), count)| Known { note, rule, text, count }).collect();
    let text = serde_json::to_string_pretty(&Baseline { version: 1, findings })? + "\n";
    disk::replace(path, &text)
}
