//! CSV after [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), for spreadsheets.
//!
//! A spreadsheet takes a cell that starts with `=`, `+`, `-` or `@` for a formula, and notes are full of terms such as `@property`,
//! so an apostrophe stands in front of these, as [OWASP](https://owasp.org/www-community/attacks/CSV_Injection) advises. It also
//! stands in front of an apostrophe, so that taking one away from every cell that starts with one gives the exact text.

use super::Row;

/// The names of the columns, here and in TSV.
pub const COLUMNS: [&str; 7] = ["term", "definition", "aliases", "abbreviations", "defined_at", "used_at", "url"];

/// Returns a row's cells in the order of [`COLUMNS`]: exact text, lists with `; ` between their items and `\;` for a semicolon
/// inside one.
#[must_use]
pub fn cells(row: &Row) -> [String; 7] {
    [
        row.term.clone(),
        row.definition.clone(),
        list(row.aliases.iter().cloned()),
        list(row.abbreviations.iter().cloned()),
        list(row.defined_at.iter().map(|at| format!("{}:{}", at.note, at.line))),
        list(row.used_at.iter().map(|at| {
            let mark = if at.anchor.is_empty() { "" } else { "#" };
            format!("{}{mark}{}", at.page, at.anchor)
        })),
        row.url.clone(),
    ]
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.map(|item| item.replace('\\', "\\\\").replace(';', "\\;")).collect::<Vec<_>>().join("; ")
}

/// Returns the terms as a table with a header, lines ended by `\r\n`.
#[must_use]
pub fn csv(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let lines = std::iter::once(COLUMNS.map(str::to_string)).chain(rows.iter().map(|row| cells(row).map(no_formula)));
    for line in lines {
        writer.write_record(line).expect("all records have as many cells, and memory takes them");
    }
    writer.into_inner().expect("memory takes all that is written")
}

fn no_formula(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) { format!("'{cell}") } else { cell }
}
