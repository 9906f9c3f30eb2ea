//! The file format of inventories: four lines of text, then lines packed with zlib, one for each name.
//!
//! ```text
//! # Sphinx inventory version 2
//! # Project: Python
//! # Version: 3.13
//! # The remainder of this file is compressed using zlib.
//! os.path.join py:function 1 library/os.path.html#$ -
//! ```
//!
//! Names may hold spaces. `$` at the end of an address stands for the name, `-` as a title too.

use super::{Entry, Kind};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use std::fmt;
use std::fmt::Write as _;

/// How many bytes an inventory may have when unpacked: the largest that are known have some ten million.
const LARGEST: usize = 256 << 20;

/// The best effort of the packer.
const LEVEL: u8 = 9;

/// Why a file is no inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// It does not start as inventories do.
    NoInventory,
    /// It is an inventory of another version than 2.
    Version,
    /// What follows the head cannot be unpacked, or is no text.
    Packed,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Malformed::NoInventory => "it is no Sphinx inventory: its first line should say so",
            Malformed::Version => "it is a Sphinx inventory of another version than 2",
            Malformed::Packed => "it is cut short or damaged: what follows its head cannot be unpacked",
        })
    }
}

impl std::error::Error for Malformed {}

/// Returns the lines of an inventory.
///
/// # Errors
///
/// When it is no inventory of version 2.
pub(super) fn unpack(bytes: &[u8]) -> Result<String, Malformed> {
    let mut parts = bytes.splitn(5, |b| *b == b'\n');
    let version = parts.next().and_then(|line| line.strip_prefix(b"# Sphinx inventory version "));
    match version.map(<[u8]>::trim_ascii) {
        None => return Err(Malformed::NoInventory),
        Some(b"2") => {}
        Some(_) => return Err(Malformed::Version),
    }
    let head = parts.nth(2).ok_or(Malformed::Packed)?;
    let body = parts.next().ok_or(Malformed::Packed)?;
    // Some tools write the lines as they are, and say so.
    let text = if head.ends_with(b"zlib.") || head.ends_with(b"zlib.\r") {
        decompress_to_vec_zlib_with_limit(body, LARGEST).map_err(|_| Malformed::Packed)?
    } else {
        body.to_vec()
    };
    String::from_utf8(text).map_err(|_| Malformed::Packed)
}

/// Reads one line; `None` for what is neither a name of Python nor a term, nor a page whose title is a name.
pub(super) fn line(line: &str, sifted: bool) -> Option<Entry> {
    // A name may hold spaces, so the role is the first word with a colon in it that a number follows.
    let mut from = 0;
    let (name, role, rest) = loop {
        let start = from + line[from..].find(' ')?;
        let (role, rest) = line[start + 1..].split_once(' ')?;
        if role.contains(':') && rest.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            break (line[..start].trim_end(), role, rest);
        }
        from = start + 1;
    };
    let kind = match role {
        "py:module" => Kind::Module,
        "py:class" | "py:exception" => Kind::Class,
        "py:function" | "py:decorator" => Kind::Function,
        "py:method" | "py:classmethod" | "py:staticmethod" | "py:decoratormethod" => Kind::Method,
        "py:data" | "py:attribute" | "py:property" | "py:type" => Kind::Value,
        "std:doc" if sifted => Kind::Page,
        "std:term" => Kind::Term,
        _ => return None,
    };
    let mut parts = rest.splitn(3, ' ');
    let (priority, uri, title) = (parts.next()?, parts.next()?, parts.next().unwrap_or("-"));
    let title = if kind != Kind::Page || title == "-" { "" } else { title };
    if name.is_empty() || uri.is_empty() || kind == Kind::Page && title.is_empty() {
        return None;
    }
    let telling = sifted && priority != "2";
    Some(Entry { name: name.into(), kind, telling, uri: uri.into(), title: title.into(), module: 0 })
}

/// Writes an inventory of terms: of each its name, its page with the anchor on it, and its title. Other documentations refer to
/// them by `` :term:`name` ``.
#[must_use]
pub fn write(project: &str, version: &str, entries: &[(&str, &str, &str)]) -> Vec<u8> {
    let line = |text: &str| text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    let mut lines = String::new();
    for (name, uri, title) in entries {
        let name = line(name);
        let uri = uri.strip_suffix(name.as_str()).map_or_else(|| line(uri), |start| format!("{start}$"));
        let title = if *title == name { "-".to_string() } else { line(title) };
        // Minus one: Sphinx's own terms are no objects that its search finds.
        writeln!(lines, "{name} std:term -1 {} {title}", uri.replace(' ', "%20"))
            .expect("a text takes all that is written");
    }
    let mut out = format!(
        "# Sphinx inventory version 2\n# Project: {}\n# Version: {}\n# The remainder of this file is compressed using zlib.\n",
        line(project),
        line(version)
    )
    .into_bytes();
    out.extend(compress_to_vec_zlib(lines.as_bytes(), LEVEL));
    out
}
