//! The book's settings: `[preprocessor.commonplace]` and what mdBook itself is told.

use crate::crossref::anchor::AnchorRule;
use crate::parse::Dialect;
use semver::{Version, VersionReq};
use serde_json::Value;

/// The versions of mdBook that this tool was tested with.
pub const TESTED: &str = ">=0.4.30, <0.6.0";

/// The keys of `[preprocessor.commonplace]` that are ours.
const OURS: [&str; 7] = ["notes", "layout", "topics", "reference", "glossary", "links", "inventory"];
/// The keys of every preprocessor's table, which mdBook reads.
const MDBOOKS: [&str; 5] = ["command", "before", "after", "renderers", "optional"];

/// What the user set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Globs of the chapters that are notes, relative to the source folder.
    pub notes: Vec<String>,
    /// The layout file, relative to the book's root; `layout.toml` when there is one.
    pub layout: Option<String>,
    /// A topics file of the user's own, relative to the book's root.
    pub topics: Option<String>,
    /// The folder of the pages of the rules, if the book is to have them.
    pub reference: Option<String>,
    /// Whether mdBook expands includes before it calls us.
    pub after_links: bool,
    /// What the book shall have of a glossary.
    pub glossary: GlossaryTable,
    /// Which links are made.
    pub links: LinksTable,
}

/// `[preprocessor.commonplace.glossary]`, or `glossary = false`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryTable {
    /// Whether the book gets one.
    pub on: bool,
    /// Where its page stands, relative to the source folder.
    pub path: String,
    /// What its page is called; without it the word of the book's language.
    pub title: Option<String>,
    /// The file that adds to it, relative to the book's root; `glossary.toml` when there is one.
    pub file: Option<String>,
}

impl Default for GlossaryTable {
    fn default() -> GlossaryTable {
        GlossaryTable { on: true, path: "glossary.md".to_string(), title: None, file: None }
    }
}

/// `[preprocessor.commonplace.links]`, or `links = false`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the settings")]
pub struct LinksTable {
    /// From mentions of terms to the glossary.
    pub terms: bool,
    /// From mentions of what has a section to that section.
    pub sections: bool,
    /// From names that are documented elsewhere to that place.
    pub outside: bool,
    /// From sections to related ones.
    pub see_also: bool,
}

impl LinksTable {
    fn all(on: bool) -> LinksTable {
        LinksTable { terms: on, sections: on, outside: on, see_also: on }
    }
}

impl Default for LinksTable {
    fn default() -> LinksTable {
        LinksTable::all(true)
    }
}

/// Something wrong in the settings: what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The key of `[preprocessor.commonplace]` that it is about; empty for the table itself.
    pub key: String,
    /// A short clause.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Settings {
    /// Reads the settings out of mdBook's configuration; what is wrong is left out and told.
    #[must_use]
    pub fn read(config: &Value) -> (Settings, Vec<Mistake>) {
        let mut settings = Settings::default();
        let mut mistakes = Vec::new();
        let Some(table) = config.pointer("/preprocessor/commonplace").and_then(Value::as_object) else {
            return (settings, mistakes);
        };
        for key in table.keys().map(String::as_str).filter(|key| !known().any(|own| own == *key)) {
            let near = crate::nearest::nearest(key, known());
            mistakes.push(Mistake {
                key: key.to_string(),
                message: format!("`{key}` is not a setting"),
                hint: near.map_or_else(
                    || format!("the settings are {}, {}", OURS.join(", "), super::options::KEYS.join(", ")),
                    |n| format!("did you mean `{n}`?"),
                ),
            });
        }
        match table.get("notes") {
            None => {}
            Some(Value::String(glob)) => settings.notes.push(glob.clone()),
            Some(Value::Array(globs)) if globs.iter().all(Value::is_string) => {
                settings.notes.extend(globs.iter().filter_map(Value::as_str).map(str::to_string));
            }
            Some(_) => mistakes.push(wrong("notes", "a list of globs, such as [\"notes/*.md\"]")),
        }
        settings.layout = text(table.get("layout"), "layout", &mut mistakes);
        settings.reference = text(table.get("reference"), "reference", &mut mistakes);
        settings.topics = text(table.get("topics"), "topics", &mut mistakes);
        settings.glossary = glossary(table.get("glossary"), &mut mistakes);
        settings.links = links(table.get("links"), &mut mistakes);
        let after = table.get("after").and_then(Value::as_array);
        settings.after_links = after.is_some_and(|names| names.iter().any(|name| name == "links"));
        (settings, mistakes)
    }
}

fn known() -> impl Iterator<Item = &'static str> {
    OURS.into_iter().chain(super::options::KEYS).chain(MDBOOKS)
}

fn text(value: Option<&Value>, key: &str, mistakes: &mut Vec<Mistake>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        _ => {
            mistakes.push(wrong(key, "a path in quotes"));
            None
        }
    }
}

fn glossary(value: Option<&Value>, mistakes: &mut Vec<Mistake>) -> GlossaryTable {
    let mut read = GlossaryTable::default();
    match value {
        None | Some(Value::Bool(true)) => {}
        Some(Value::Bool(false)) => read.on = false,
        Some(Value::Object(table)) => {
            strangers("glossary", table, &["path", "title", "file"], mistakes);
            if let Some(path) = text(table.get("path"), "glossary", mistakes) {
                match crate::path::join("", &path).filter(|path| path.ends_with(".md") && !path.starts_with("../")) {
                    Some(path) => read.path = path,
                    None => mistakes.push(wrong("glossary", "given a path inside the book that ends in .md")),
                }
            }
            read.title = text(table.get("title"), "glossary", mistakes);
            read.file = text(table.get("file"), "glossary", mistakes);
        }
        Some(_) => mistakes.push(wrong("glossary", "true, false, or a table with a path, a title or a file")),
    }
    read
}

fn links(value: Option<&Value>, mistakes: &mut Vec<Mistake>) -> LinksTable {
    const KEYS: [&str; 4] = ["terms", "sections", "outside", "see-also"];
    let table = match value {
        None => return LinksTable::default(),
        Some(Value::Bool(on)) => return LinksTable::all(*on),
        Some(Value::Object(table)) => table,
        Some(_) => {
            mistakes.push(wrong("links", "true, false, or a table of kinds of links"));
            return LinksTable::default();
        }
    };
    strangers("links", table, &KEYS, mistakes);
    let mut on = |key: &str| match table.get(key) {
        None => true,
        Some(Value::Bool(on)) => *on,
        Some(_) => {
            mistakes.push(wrong("links", &format!("given `{key}` as true or false")));
            true
        }
    };
    let [terms, sections, outside, see_also] = KEYS.map(&mut on);
    LinksTable { terms, sections, outside, see_also }
}

/// Tells of keys that a table does not have.
fn strangers(table: &str, keys: &serde_json::Map<String, Value>, known: &[&str], mistakes: &mut Vec<Mistake>) {
    for key in keys.keys().filter(|key| !known.contains(&key.as_str())) {
        let near = crate::nearest::nearest(key, known.iter().copied());
        mistakes.push(Mistake {
            key: table.to_string(),
            message: format!("`{table}` has no setting `{key}`"),
            hint: near.map_or_else(|| format!("it has {}", known.join(", ")), |near| format!("did you mean `{near}`?")),
        });
    }
}

fn wrong(key: &str, what: &str) -> Mistake {
    Mistake { key: key.to_string(), message: format!("`{key}` must be {what}"), hint: "it is left out".to_string() }
}

/// Returns how the book reads Markdown.
#[must_use]
pub fn dialect(config: &Value) -> Dialect {
    let html = |kebab: &str, snake: &str| {
        let table = config.pointer("/output/html");
        table.and_then(|table| table.get(kebab).or_else(|| table.get(snake))).and_then(Value::as_bool).unwrap_or(true)
    };
    Dialect {
        smart_punctuation: html("smart-punctuation", "smart_punctuation"),
        definition_lists: html("definition-lists", "definition_lists"),
        admonitions: html("admonitions", "admonitions"),
    }
}

/// Returns how the calling mdBook makes ids, and a warning when its version was not tested.
#[must_use]
pub fn version(mdbook: &str) -> (AnchorRule, Option<String>) {
    let tested = VersionReq::parse(TESTED).expect("the requirement is constant and right");
    if mdbook.is_empty() {
        return (AnchorRule::default(), Some("mdBook does not tell its version".to_string()));
    }
    let Ok(version) = Version::parse(mdbook) else {
        return (
            AnchorRule::default(),
            Some(format!("mdBook calls itself version `{mdbook}`, which is not a version")),
        );
    };
    let rule = AnchorRule { empty: if version > Version::new(0, 5, 4) { "section" } else { "" } };
    // A pre-release of a tested version counts as that version.
    let plain = Version::new(version.major, version.minor, version.patch);
    let warning = (!tested.matches(&plain))
        .then(|| format!("mdBook {version} is outside the tested range {TESTED}; look at the result with care"));
    (rule, warning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn slips_in_the_settings_are_told() {
        let config = json!({"preprocessor": {"commonplace": {"note": "x", "layout": 3, "after": ["links"]}}});
        let (settings, mistakes) = Settings::read(&config);
        assert!(settings.after_links);
        assert_eq!(mistakes[0].hint, "did you mean `notes`?");
        assert_eq!(mistakes[1].message, "`layout` must be a path in quotes");
    }

    #[test]
    fn versions_outside_the_range_are_warned_about() {
        assert_eq!(version("0.5.4").1, None);
        assert_eq!(version("0.4.40").1, None);
        assert_eq!(version("0.5.0-beta.1").1, None);
        assert_eq!(version("0.5.9").0.empty, "section");
        assert!(version("0.6.0").1.is_some());
        assert!(version("nightly").1.is_some());
    }
}
