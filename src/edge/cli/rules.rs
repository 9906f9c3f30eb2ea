//! `rules` and `explain`: what the linter knows.

use super::out;
use crate::diagnostic::{Category, Rule};
use crate::edge::{clock, manual, prove};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;

/// What `rules` is asked.
#[derive(clap::Args)]
pub(super) struct RulesArgs {
    /// Only this category
    #[arg(long, value_name = "NAME")]
    category: Option<String>,
    /// As text, or as JSON
    #[arg(long, value_enum, default_value_t = super::Format::Text)]
    format: super::Format,
    /// Only facts that nobody has checked for this long, such as 2y, 6m or 90d
    #[arg(long, value_name = "AGE")]
    stale: Option<String>,
    /// Run the snippets that show the facts, with each Python that they are for
    #[arg(long)]
    prove: bool,
    /// The Pythons to run them with; by default those on the PATH
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "prove")]
    python: Vec<PathBuf>,
    /// A folder of rule pages to add
    #[arg(long, value_name = "DIR")]
    pack: Vec<PathBuf>,
}

/// Lists the rules, or runs their proofs; returns whether all is well.
pub(super) fn rules(args: &RulesArgs) -> Result<bool> {
    let category = match &args.category {
        None => None,
        Some(name) => Some(name.parse::<Category>().ok().with_context(|| {
            format!(
                "`{name}` is no category\nhint: the categories are {}",
                Category::ALL.map(Category::name).join(", ")
            )
        })?),
    };
    let manual = manual::Manual::read(&args.pack)?;
    let mut rules = manual.rules();
    rules.retain(|rule| category.is_none_or(|category| rule.category == category));
    if args.prove {
        return prove::prove(&manual, &rules, &args.python);
    }
    if let Some(age) = &args.stale {
        let days = clock::days_of(age)
            .with_context(|| format!("`{age}` is no age\nhint: write a number and d, m or y, such as 2y"))?;
        let today = clock::today();
        rules.retain(|rule| manual.reviewed(rule.name).is_some_and(|date| today - date > days));
    }
    let text = if args.format == super::Format::Json { as_json(&rules, &manual)? } else { as_text(&rules) };
    out(&text)?;
    Ok(true)
}

fn as_text(rules: &[&'static Rule]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for category in Category::ALL {
        let mut first = true;
        for rule in rules.iter().filter(|rule| rule.category == category) {
            if std::mem::take(&mut first) {
                let gap = if text.is_empty() { "" } else { "\n" };
                let _ = writeln!(text, "{gap}{category}");
            }
            let _ = writeln!(text, "  {:width$}  {:5}  {}", rule.name, rule.level.to_string(), rule.what.trim());
        }
    }
    text
}

fn as_json(rules: &[&'static Rule], manual: &manual::Manual) -> Result<String> {
    let rows: Vec<_> = rules
        .iter()
        .map(|rule| {
            let head = manual.page(rule.name).map(|page| &page.head);
            let reviewed = head.and_then(|head| head.reviewed).map(|date| date.to_string());
            json!({
                "name": rule.name, "category": rule.category.name(), "level": rule.level.to_string(), "what": rule.what.trim(),
                "url": rule.url, "python": rule.python, "reviewed": reviewed, "since": head.map(|head| head.since.as_str()),
            })
        })
        .collect();
    Ok(serde_json::to_string_pretty(&rows)? + "\n")
}

/// Prints the page of a rule.
pub(super) fn explain(name: &str, packs: &[PathBuf]) -> Result<()> {
    let manual = manual::Manual::read(packs)?;
    if let Some(text) = manual.text(name) {
        return out(&manual::rendered(text));
    }
    let rules = manual.rules();
    if let Some(rule) = rules.iter().find(|rule| rule.name == name) {
        return out(&format!("{name} ({}, {})\n\n{}\n", rule.category, rule.level, rule.what.trim()));
    }
    match crate::nearest::nearest(name, rules.iter().map(|rule| rule.name)) {
        Some(near) => bail!("no rule is called `{name}`\nhint: did you mean `{near}`?"),
        None => bail!("no rule is called `{name}`\nhint: `mdbook-commonplace rules` lists them"),
    }
}
