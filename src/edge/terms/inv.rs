//! A Sphinx inventory: the terms as `std:term`, so that ``:term:`…` `` in other documentations leads here through intersphinx.

use super::Terms;
use crate::crossref::inventory::write;
use crate::path::encode;
use crate::text::fold_space;
use std::collections::BTreeMap;

/// Returns the inventory. It stands in the root of the rendered book, and what it names is relative to that, whatever the base
/// address is.
#[must_use]
pub fn inv(terms: &Terms) -> Vec<u8> {
    let project = fold_space(&terms.title);
    let entries = entries(terms);
    let borrowed: Vec<(&str, &str, &str)> =
        entries.iter().map(|(name, uri, shown)| (&**name, &**uri, &**shown)).collect();
    write(if project.is_empty() { "Glossary" } else { &project }, VERSION, &borrowed)
}

/// Notes have no version, and readers want one.
const VERSION: &str = "1";

/// Returns the names in lower case, as [Sphinx writes them](https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html#directive-glossary),
/// in alphabetical order, each with its address and as it is shown. The name of an entry goes before the same alias of another.
fn entries(terms: &Terms) -> Vec<(String, String, String)> {
    let mut named: BTreeMap<String, (String, String)> = BTreeMap::new();
    let own = terms.rows.iter().map(|row| (row.term.as_str(), row));
    let others = terms.rows.iter().flat_map(|row| row.other_names().map(move |name| (name, row)));
    for (name, row) in own.chain(others) {
        let shown = fold_space(name);
        let address = format!("{}#{}", terms.page, encode(&row.anchor));
        if !shown.is_empty() {
            named.entry(shown.to_lowercase()).or_insert((address, shown));
        }
    }
    named.into_iter().map(|(name, (address, shown))| (name, address, shown)).collect()
}
