//! The pages of the rules as chapters of a book: a part at its end, a chapter a category, a page a rule.

use super::manual::Manual;
use super::tree::items_key;
use crate::diagnostic::{Category, Rule};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The title of the part.
const TITLE: &str = "Rules";

/// Adds the pages of the rules to mdBook's book, those of the user's packs among them.
///
/// # Errors
///
/// When a pack cannot be read, or the book is not of mdBook's form.
pub(super) fn append(book: &mut Value, folder: &str, table: Option<&Map<String, Value>>, root: &Path) -> Result<()> {
    let packs = table.and_then(|table| table.get("pack")).and_then(Value::as_array).into_iter().flatten();
    let packs: Vec<PathBuf> =
        packs.filter_map(|pack| pack.get("path").and_then(Value::as_str)).map(|path| root.join(path)).collect();
    let manual = Manual::read(&packs)?;
    let key = items_key(book).context("mdBook's book has neither `items` nor `sections`")?;
    if let Some(items) = book[key].as_array_mut() {
        add(items, &manual, folder.trim_matches('/'));
    }
    Ok(())
}

/// Adds the reference to a book's items. `folder` is where its pages are, relative to the source folder.
pub fn add(items: &mut Vec<Value>, manual: &Manual, folder: &str) {
    let rules = manual.rules();
    items.push(json!({ "PartTitle": TITLE }));
    let index = format!("{folder}/index.md");
    items.push(chapter("All rules", &index, &everything(&rules, manual), &[], &[]));
    for category in Category::ALL {
        let own: Vec<&Rule> = rules.iter().copied().filter(|rule| rule.category == category).collect();
        if own.is_empty() {
            continue;
        }
        let name = title(category);
        let below: Vec<Value> = (own.iter())
            .filter_map(|rule| {
                let path = format!("{folder}/{category}/{}.md", rule.name);
                Some(chapter(rule.name, &path, &page(rule, manual)?, &[name], &[]))
            })
            .collect();
        let path = format!("{folder}/{category}.md");
        items.push(chapter(name, &path, &contents(category, &own, manual, &format!("{category}/")), &[], &below));
    }
}

fn chapter(name: &str, path: &str, content: &str, parents: &[&str], below: &[Value]) -> Value {
    json!({ "Chapter": {
        "name": name, "content": content, "number": null, "sub_items": below, "path": path, "source_path": null,
        "parent_names": parents,
    } })
}

fn title(category: Category) -> &'static str {
    match category {
        Category::Fact => "Facts",
        Category::Code => "Code",
        Category::Typo => "Typos",
        Category::Structure => "Structure",
        Category::Link => "Links",
        Category::Duplicate => "Duplicates",
        Category::Glossary => "Glossary",
        Category::Style => "Style",
    }
}

fn everything(rules: &[&'static Rule], manual: &Manual) -> String {
    let mut out = format!(
        "# All rules\n\n{} rules. The search of this book finds them by name and by what they are about; \
         `mdbook-commonplace explain NAME` shows a page in the terminal.\n",
        rules.len()
    );
    for category in Category::ALL {
        let own: Vec<&Rule> = rules.iter().copied().filter(|rule| rule.category == category).collect();
        if !own.is_empty() {
            let _ = write!(out, "\n## {}\n\n{}", title(category), table(&own, manual, &format!("{category}/")));
        }
    }
    out
}

fn contents(category: Category, rules: &[&Rule], manual: &Manual, folder: &str) -> String {
    format!("# {}\n\n{}", title(category), table(rules, manual, folder))
}

fn table(rules: &[&Rule], manual: &Manual, folder: &str) -> String {
    let mut out = "| rule | level | what it says |\n|---|---|---|\n".to_string();
    for rule in rules {
        let name = match manual.text(rule.name) {
            Some(_) => format!("[{0}]({folder}{0}.md)", rule.name),
            None => rule.name.to_string(),
        };
        let _ = writeln!(out, "| {name} | {} | {} |", rule.level, rule.what.trim().replace('|', "\\|"));
    }
    out
}

/// Returns a rule's page as a chapter: what its front matter says as a list, examples as plain code.
fn page(rule: &Rule, manual: &Manual) -> Option<String> {
    let text = manual.text(rule.name)?;
    let (_, body) = text.split_once("\n+++\n")?;
    let (heading, body) = body.trim_start().split_once('\n')?;
    let mut out = format!("{heading}\n\n*{}, {}", rule.category, rule.level);
    if let Some(python) = rule.python {
        let _ = write!(out, ", for Python {python}");
    }
    let head = manual.page(rule.name).map(|page| &page.head);
    if let Some(date) = head.and_then(|head| head.reviewed) {
        let _ = write!(out, ", checked on {date}");
    }
    out.push_str("*\n");
    let mut fence: Option<&str> = None;
    for line in body.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(open) if line == open => fence = None,
            None if ticks >= 3 => {
                fence = Some(&line[..ticks]);
                out.push_str(&line[..ticks]);
                out.push_str(shown(line[ticks..].trim()));
                out.push('\n');
                continue;
            }
            _ => {}
        }
        out.push_str(line);
        out.push('\n');
    }
    if let Some(url) = head.and_then(|head| head.url.as_ref()) {
        let _ = write!(out, "\nSee <{url}>.\n");
    }
    Some(out)
}

/// Returns the info string under which a fence of a page is shown.
fn shown(info: &str) -> &str {
    match info {
        "md wrong" | "md right" | "md fixed" => "markdown",
        "report" => "text",
        "toml layout" => "toml",
        info if info.starts_with("python proof") => "python",
        info => info,
    }
}
