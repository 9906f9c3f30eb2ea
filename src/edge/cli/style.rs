//! `style`: the style sheet by which keyboards and fingers reach the definitions behind links.

use super::{out, say};
use crate::edge::disk;
use anyhow::{Context, Result, bail};
use std::path::Path;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, value};

/// The style sheet.
pub(super) const SHEET: &str = include_str!("style.css");

/// The name of its file, beside `book.toml`.
pub(super) const FILE: &str = "commonplace.css";

/// How a sheet of ours begins: one that begins otherwise is the user's own.
const OURS: &str = "/* Written by mdbook-commonplace";

pub(super) fn style(dir: &Path, write: bool) -> Result<()> {
    if !write {
        return out(SHEET);
    }
    let sheet = dir.join(FILE);
    if disk::is_filled(&sheet) {
        let old = disk::read(&sheet)?;
        if !old.starts_with(OURS) {
            bail!("{} exists already and is not ours\nhint: give it another name", sheet.display());
        }
        if old != SHEET {
            disk::replace(&sheet, SHEET)?;
        }
    } else {
        disk::create(&sheet, SHEET)?;
    }
    let path = dir.join("book.toml");
    let old = disk::read(&path)?;
    let mut document: DocumentMut = old.parse().with_context(|| format!("{} is not TOML", path.display()))?;
    if add(&mut document)? {
        disk::replace(&path, document.to_string())?;
    }
    say(&format!("{} is written, and {} names it", sheet.display(), path.display()));
    Ok(())
}

/// Adds the sheet to `additional-css`; returns whether it was not there yet.
fn add(document: &mut DocumentMut) -> Result<bool> {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for key in ["output", "html"] {
        let item = table.entry(key).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(key == "output");
            Item::Table(table)
        });
        table = item.as_table_like_mut().with_context(|| format!("`{key}` in book.toml is not a table"))?;
    }
    let sheets = table.entry("additional-css").or_insert_with(|| value(Array::new()));
    let sheets = sheets.as_array_mut().context("`additional-css` in book.toml is not a list")?;
    let named = |sheet: &toml_edit::Value| sheet.as_str().is_some_and(|path| path.trim_start_matches("./") == FILE);
    if sheets.iter().any(named) {
        return Ok(false);
    }
    sheets.push(FILE);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn the_sheet_is_named_once_and_beside_others() {
        for (before, after) in [
            ("", "[output.html]\nadditional-css = [\"commonplace.css\"]\n"),
            (
                "[output.html]\nadditional-css = [\"own.css\"]\n",
                "[output.html]\nadditional-css = [\"own.css\", \"commonplace.css\"]\n",
            ),
            ("output.html = {}\n", "output.html = { additional-css = [\"commonplace.css\"] }\n"),
        ] {
            let mut document = before.parse().expect("the settings are TOML");
            assert!(add(&mut document).expect("it is added"), "{before}");
            assert_eq!(document.to_string(), after);
            assert!(!add(&mut document).expect("it is there"), "a second time");
            assert_eq!(document.to_string(), after);
        }
        let mut wrong = "output.html.additional-css = \"own.css\"\n".parse().expect("the settings are TOML");
        assert!(add(&mut wrong).is_err());
    }
}
