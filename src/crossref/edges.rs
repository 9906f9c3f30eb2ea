//! Where a word begins and ends: a name inside a longer word is not that name.

use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// Returns whether a stretch of text stands alone: no letter, digit or `_` touches it that belongs to the same word, and it is not
/// a part of a hyphenated word, a dotted name, a path or an address.
///
/// Scripts without spaces between words have no such edges; between their letters every place is one, except inside a run of
/// katakana (Unicode Standard Annex 29, rules WB5 to WB13).
#[must_use]
pub fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    before(text, at) && after(text, at)
}

fn before(text: &str, at: &Range<usize>) -> bool {
    let Some(first) = text[at.clone()].chars().next() else { return false };
    let mut back = text[..at.start].chars().rev();
    let Some(near) = back.next() else { return true };
    if near.is_ascii_whitespace() {
        return true;
    }
    let next = back.next();
    match near {
        '-' | '.' | '/' | ':' => !next.is_some_and(word) || near == ':' && !first.is_alphanumeric(),
        '@' | '$' | '\\' | '#' | '~' | '+' => false,
        _ if !word(near) && word(first) => boundary(text, at.start),
        _ => !joined(near, first) && boundary(text, at.start),
    }
}

fn after(text: &str, at: &Range<usize>) -> bool {
    let Some(last) = text[at.clone()].chars().next_back() else { return false };
    let mut ahead = text[at.end..].chars();
    let Some(near) = ahead.next() else { return true };
    if near.is_ascii_whitespace() {
        return true;
    }
    let next = ahead.next();
    match near {
        '-' | '.' | '/' => !next.is_some_and(word),
        '+' | '#' | '@' | '\\' | '=' => false,
        _ if !word(near) && word(last) => boundary(text, at.end),
        _ => !joined(last, near) && boundary(text, at.end),
    }
}

/// A mark that combines with the letter before it makes it another letter.
fn boundary(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_none_or(u8::is_ascii)
        || GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Returns whether a character can be part of a word.
#[must_use]
pub fn word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether two characters next to each other belong to one word. The first of them, or the second, may be a mark that a name begins
/// or ends with, as in `C++`: a letter next to it makes it another name.
fn joined(a: char, b: char) -> bool {
    let letters = if word(a) && word(b) { katakana(a) == katakana(b) } else { word(a) || word(b) };
    letters && !free(a) && !free(b)
}

fn katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FE}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

/// Han and hiragana: a word may end behind every letter.
fn free(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '\u{3005}')
}

#[cfg(test)]
mod tests {
    use super::stands_alone;

    #[test]
    fn names_inside_longer_words_are_not_names() {
        let alone = |text: &str, name: &str| {
            let start = text.find(name).expect("the name is in the text");
            stands_alone(text, &(start..start + name.len()))
        };
        for (text, name) in [
            ("a lock, and", "lock"),
            ("(lock)", "lock"),
            ("lock's owner", "lock"),
            ("in C++, say", "C++"),
            ("on .NET there", ".NET"),
            ("the __init__ method", "__init__"),
            ("an f-string is", "f-string"),
            ("ends in lock.", "lock"),
            ("每个进程都有", "进程"),
            ("スレッドは", "スレッド"),
            ("Python的列表", "列表"),
            ("это семафор.", "семафор"),
            ("هذا قفل واحد", "قفل"),
            ("note: lock", "lock"),
        ] {
            assert!(alone(text, name), "{name} in {text}");
        }
        for (text, name) in [
            ("a locker", "lock"),
            ("a deadlock", "lock"),
            ("lock-free", "lock"),
            ("dead-lock", "lock"),
            ("lock_all", "lock"),
            ("lock.acquire", "lock"),
            ("C++11", "C++"),
            ("ASP.NET", ".NET"),
            ("logging.conf", "logging"),
            ("a/lock/b", "lock"),
            ("me@lock", "lock"),
            ("マルチスレッド", "スレッド"),
            ("семафоры", "семафор"),
            ("القفل", "قفل"),
            ("cafe\u{301}", "cafe"),
            ("lock=1", "lock"),
            ("C++", "C"),
        ] {
            assert!(!alone(text, name), "{name} in {text}");
        }
    }
}
