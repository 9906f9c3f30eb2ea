//! Inventories of the user's: `[[preprocessor.commonplace.inventory]]` names files and the addresses that they are about.
//!
//! ```toml
//! [[preprocessor.commonplace.inventory]]
//! path = "numpy.inv"
//! url = "https://numpy.org/doc/stable/"
//! ```
//!
//! Nothing is fetched: a file is what the user downloaded, once, from beside the documentation.
#![expect(clippy::disallowed_methods, reason = "this is where inventories are read")]

use super::settings::Mistake;
use crate::crossref::inventory::Inventory;
use serde_json::{Map, Value};
use std::path::Path;

/// The key of `[preprocessor.commonplace]`.
pub const KEY: &str = "inventory";

/// An inventory that the settings name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The file, relative to the book's root.
    pub path: String,
    /// The address of the documentation that it belongs to.
    pub url: String,
}

/// Returns the inventories that the settings name, in order, and what is wrong with those that are left out.
#[must_use]
pub fn wanted(table: Option<&Map<String, Value>>) -> (Vec<Wanted>, Vec<Mistake>) {
    let (mut wanted, mut mistakes) = (Vec::new(), Vec::new());
    let Some(value) = table.and_then(|table| table.get(KEY)) else { return (wanted, mistakes) };
    let Some(entries) = value.as_array() else {
        mistakes.push(mistake(
            "`inventory` must be a list of tables",
            "write `[[preprocessor.commonplace.inventory]]`, with two brackets, and below it `path` and `url`",
        ));
        return (wanted, mistakes);
    };
    for entry in entries {
        match one(entry) {
            Ok(one) => wanted.push(one),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    (wanted, mistakes)
}

fn one(entry: &Value) -> Result<Wanted, Mistake> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let path = text("path").ok_or_else(|| {
        let hint =
            "give it the file, such as `path = \"numpy.inv\"`: the `objects.inv` that stands beside a documentation";
        mistake("an entry of `inventory` needs a path", hint)
    })?;
    let url = text("url").ok_or_else(|| {
        let hint = "give it the address of the documentation, such as `url = \"https://numpy.org/doc/stable/\"`";
        mistake(&format!("the inventory `{path}` needs a url"), hint)
    })?;
    if !url.starts_with("https://") && !url.starts_with("http://") {
        let hint = "an address starts with `https://`; it is the one of the page beside which `objects.inv` stands";
        return Err(mistake(&format!("the url of the inventory `{path}` is no address: `{url}`"), hint));
    }
    // People copy the address of the file itself.
    let url = url.strip_suffix("objects.inv").unwrap_or(url);
    Ok(Wanted { path: path.to_string(), url: url.to_string() })
}

/// Reads the inventories that were named, below `root`; those that cannot be read are left out and told.
#[must_use]
pub fn read(wanted: &[Wanted], root: &Path) -> (Vec<Inventory>, Vec<Mistake>) {
    let (mut inventories, mut mistakes) = (Vec::new(), Vec::new());
    for Wanted { path, url } in wanted {
        match std::fs::read(root.join(path)) {
            Ok(bytes) => match Inventory::read(&bytes, url) {
                Ok(inventory) => inventories.push(inventory),
                Err(error) => mistakes.push(mistake(
                    &format!("the inventory `{path}` cannot be used: {error}"),
                    &format!("download `objects.inv` from beside {url} again"),
                )),
            },
            Err(error) => mistakes.push(mistake(
                &format!("the inventory `{path}` cannot be read: {error}"),
                &format!("download `objects.inv` from beside {url}; the path is looked for below {}", root.display()),
            )),
        }
    }
    (inventories, mistakes)
}

fn mistake(message: &str, hint: &str) -> Mistake {
    Mistake { key: KEY.to_string(), message: message.to_string(), hint: hint.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crossref::inventory::write;

    fn table(json: &str) -> Map<String, Value> {
        let value: Value = serde_json::from_str(json).expect("the test writes JSON");
        value.as_object().cloned().expect("the test writes an object")
    }

    #[test]
    fn entries_need_a_file_and_an_address() {
        let cases = [
            ("{}", 0, ""),
            (r#"{"inventory": [{"path": "a.inv", "url": "https://a.org/objects.inv"}]}"#, 1, ""),
            (r#"{"inventory": {"path": "a.inv"}}"#, 0, "`inventory` must be a list of tables"),
            (r#"{"inventory": [{"url": "https://a.org"}]}"#, 0, "an entry of `inventory` needs a path"),
            (r#"{"inventory": [{"path": "a.inv", "url": " "}]}"#, 0, "the inventory `a.inv` needs a url"),
            (
                r#"{"inventory": [{"path": "a.inv", "url": "a.org"}, {"path": "b", "url": "http://b"}]}"#,
                1,
                "the url of the inventory `a.inv` is no address: `a.org`",
            ),
        ];
        for (json, count, message) in cases {
            let (wanted, mistakes) = wanted(Some(&table(json)));
            assert_eq!(wanted.len(), count, "{json}");
            assert_eq!(mistakes.first().map_or("", |mistake| mistake.message.as_str()), message, "{json}");
            assert!(wanted.iter().all(|wanted| !wanted.url.ends_with(".inv")), "{json}");
        }
    }

    #[test]
    fn files_that_cannot_be_read_are_told() {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let put =
            |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("the folder is ours");
        put("good.inv", &write("x", "1", &[("a", "b.html", "a")]));
        put("bad.inv", b"<html>");
        let wanted: Vec<Wanted> = ["good.inv", "bad.inv", "none.inv"]
            .map(|path| Wanted { path: path.to_string(), url: "https://x.org".to_string() })
            .to_vec();
        let (inventories, mistakes) = read(&wanted, folder.path());
        assert_eq!(inventories.len(), 1);
        let messages: Vec<&str> = mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
        assert_eq!(messages.len(), 2);
        assert!(messages[0].contains("`bad.inv`") && messages[0].contains("no Sphinx inventory"), "{messages:?}");
        assert!(messages[1].contains("`none.inv`"), "{messages:?}");
    }
}
