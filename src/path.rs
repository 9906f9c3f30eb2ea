//! Paths and addresses inside a book: text with `/` between folders, no file system behind it.

/// Returns `text` with its percent escapes resolved; text that would not be UTF-8 stays as it is.
#[must_use]
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok()))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(escape.unwrap_or(bytes[at]));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

/// Returns `text` with what would end a link's destination or its fragment percent-escaped.
#[must_use]
pub fn encode(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '"' | '\'' | '`' | '\\' | '%' | '|' | '#' | '?' | '*' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A destination as written in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address<'a> {
    /// What comes before `?` and `#`; empty for the page itself.
    pub path: &'a str,
    /// `?…`, with its question mark, or nothing.
    pub query: &'a str,
    /// What comes after the first `#`.
    pub fragment: Option<&'a str>,
}

impl<'a> Address<'a> {
    /// Splits a destination, or returns `None` for one that is not relative to the book: it has a scheme, starts with `/`, or
    /// is a template of another preprocessor.
    #[must_use]
    pub fn relative(destination: &'a str) -> Option<Address<'a>> {
        let scheme = destination.split_once(':').is_some_and(|(head, _)| {
            head.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
                && head.starts_with(|c: char| c.is_ascii_alphabetic())
        });
        if scheme || destination.starts_with('/') || destination.starts_with('\\') || destination.contains("{{") {
            return None;
        }
        let (rest, fragment) = match destination.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (destination, None),
        };
        let at = rest.find('?').unwrap_or(rest.len());
        Some(Address { path: &rest[..at], query: &rest[at..], fragment })
    }
}

/// Returns the path that `relative` means on the page at `page`, or `None` when it leads out of the book.
#[must_use]
pub fn join(page: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    if relative.ends_with('/') && !path.is_empty() {
        path.push('/');
    }
    Some(path)
}

/// Returns how the page at `from` names the file at `to`.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = &from[..from.len() - 1];
    let shared = folders.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(folders.len() - shared);
    out.push_str(&to[shared..].join("/"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_and_join_are_inverse() {
        for (from, to, name) in [
            ("a/b.md", "a/c.md", "c.md"),
            ("a/b.md", "d.md", "../d.md"),
            ("b.md", "x/y/z.md", "x/y/z.md"),
            ("a/b/c.md", "a/x/c.md", "../x/c.md"),
        ] {
            assert_eq!(relative(from, to), name);
            assert_eq!(join(from, name).as_deref(), Some(to));
        }
        assert_eq!(join("a/b.md", "../../c.md"), None);
        assert_eq!(join("a/b.md", "img/").as_deref(), Some("a/img/"));
    }

    #[test]
    fn addresses_outside_the_book_are_none_of_ours() {
        for far in ["http://a.b", "mailto:x", "/abs.md", "//host/x", "{{#include x}}", "C:\\x"] {
            assert_eq!(Address::relative(far), None, "{far}");
        }
        let near = Address::relative("a%20b.md?x=1#c#d").expect("relative");
        assert_eq!((near.path, near.query, near.fragment), ("a%20b.md", "?x=1", Some("c#d")));
        assert_eq!(decode("a%20b%E4%B8%AD%zz"), "a b中%zz");
        assert_eq!(decode(&encode("a (b)#c")), "a (b)#c");
    }
}
