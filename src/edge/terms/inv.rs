//! A Sphinx inventory: the terms as `std:term`, so that ``:term:`…` `` in other documentations leads here through intersphinx.

use super::Terms;
use crate::path::encode;
use crate::text::fold_space;
use std::collections::BTreeMap;

/// Returns the inventory. It stands in the root of the rendered book, and what it names is relative to that, whatever the base
/// address is.
#[must_use]
pub fn inv(terms: &Terms) -> Vec<u8> {
    let project = fold_space(&terms.title);
    write(if project.is_empty() { "Glossary" } else { &project }, VERSION, &entries(terms))
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

/// Stands in for `crossref::inventory::write` until it is there: the same signature, the data not compressed but framed as
/// [zlib](https://www.rfc-editor.org/rfc/rfc1950) wants it.
fn write(project: &str, version: &str, entries: &[(String, String, String)]) -> Vec<u8> {
    let lines = entries.iter().map(|(name, address, shown)| {
        let shown = if shown == name { "-" } else { shown };
        format!("{name} std:term -1 {address} {shown}\n")
    });
    let data: String = lines.collect();
    let head = format!(
        "# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n\
         # The remainder of this file is compressed using zlib.\n"
    );
    let mut out = head.into_bytes();
    out.extend([0x78, 0x01]);
    let mut chunks = data.as_bytes().chunks(0xffff).peekable();
    if chunks.peek().is_none() {
        out.extend([1, 0, 0, 0xff, 0xff]);
    }
    while let Some(chunk) = chunks.next() {
        let length = u16::try_from(chunk.len()).expect("a chunk is that short");
        out.push(u8::from(chunks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(chunk);
    }
    let (low, high) = data.bytes().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    out.extend(((high << 16) | low).to_be_bytes());
    out
}
