//! TSV, for scripts: one line a term, the same columns as CSV, the text exact.
//!
//! In a cell, `\t` stands for a tab, `\n` and `\r` for the ends of a line, and `\\` for a backslash, as in
//! [linear TSV](https://paulfitz.github.io/dataprotocols/linear-tsv/); nothing is quoted.

use super::Row;
use super::csv::{COLUMNS, cells};

/// Returns the terms as a table with a header.
#[must_use]
pub fn tsv(rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| cells(row).map(|cell| escape(&cell)).join("\t"));
    std::iter::once(COLUMNS.join("\t")).chain(lines).map(|line| line + "\n").collect()
}

fn escape(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}
