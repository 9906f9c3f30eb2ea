//! How a word starts when it is read aloud.

/// A first sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    Vowel,
    Consonant,
}

use Sound::{Consonant, Vowel};

/// Abbreviations that are read letter by letter though they could be read as words.
const SPELLED: [&str; 30] = [
    "mro", "html", "http", "https", "xml", "ssh", "ftp", "npm", "rpm", "llm", "rss", "svg", "mp3", "mp4", "md5",
    "lstm", "rnn", "nlp", "sdk", "smtp", "ssl", "rfc", "rgb", "ftps", "sftp", "nfs", "nft", "hmac", "mvc", "mvp",
];
/// Words with an h that is not heard, by their start.
const SILENT: [&str; 4] = ["hour", "honest", "honor", "honour"];
/// Words with an h that some hear and some do not, by their start.
const DOUBTFUL: [&str; 14] = [
    "hist", "hotel", "habit", "herb", "hero", "homage", "horrend", "hilar", "hered", "hypo", "hysteri", "hallucin",
    "heir", "hex",
];
/// Words that start like "you", by their start.
const YOU: [&str; 24] = [
    "use", "usa", "usu", "usi", "uti", "uto", "utf", "uuid", "url", "uri", "usb", "ubi", "ukr", "ura", "ufo", "utc",
    "udp", "uni", "eur", "eup", "euc", "eul", "eug", "ewe",
];
/// Words that start like "under", by their start.
const UNDER: [&str; 30] = [
    "una", "unb", "unc", "und", "une", "unf", "ung", "unh", "unimp", "unint", "unind", "uninst", "uninf", "uniniti",
    "unk", "unl", "unm", "unn", "uno", "unp", "unq", "unr", "uns", "unt", "unu", "unw", "up", "ultim", "ultra",
    "utter",
];

/// Letters with which no English word starts, so that the first of them is read alone.
const UNSAID: [&str; 22] = [
    "sd", "sf", "sx", "sb", "sv", "sg", "nb", "nd", "nf", "nt", "nx", "mb", "md", "mp", "ml", "lx", "ld", "rb", "rx",
    "fd", "fx", "hx",
];

/// Returns the first sound of a word, or `None` where people differ. `ticked` says that it is code.
pub(super) fn sound(word: &str, ticked: bool) -> Option<Sound> {
    let first = word.chars().next().filter(char::is_ascii_alphanumeric)?;
    if first.is_ascii_digit() {
        return number(word);
    }
    let length = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
    let (letters, rest) = word.split_at(length);
    if letters.len() == 1 {
        let joined = rest.starts_with('-') && rest.len() > 1 || rest.starts_with(|c: char| c.is_ascii_digit());
        // A letter alone may be one in a row of letters.
        let alone = ticked && (rest.is_empty() || rest.starts_with(['*', '+', ' ', '/', '^', '(', '-']));
        return (joined || alone).then(|| letter(first));
    }
    let lower = letters.to_ascii_lowercase();
    if SPELLED.contains(&lower.as_str()) {
        return Some(letter(first));
    }
    // "a HTTPs" and plurals of abbreviations are rare enough to leave.
    if letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return abbreviation(letters, &lower);
    }
    if letters.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase) && !matches!(first, 'i' | 'I' | 'A' | 'O' | 'E') {
        return None;
    }
    // "mdBook" and "RwLock" start with letters that are spelled.
    let hump = letters[1..].find(|c: char| c.is_ascii_uppercase()).map_or(letters.len(), |at| at + 1);
    let said = lower[..hump].contains(['a', 'e', 'i', 'o', 'u', 'y']) && !(ticked && first.eq_ignore_ascii_case(&'h'));
    spoken(&lower, &lower[..hump]).filter(|_| said)
}

fn number(word: &str) -> Option<Sound> {
    let digits: &str = word.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    match digits {
        _ if word[digits.len()..].starts_with(['x', '.', ':', '/']) && digits != "8" => None,
        "11" | "18" => Some(Vowel),
        _ if digits.starts_with('8') => Some(Vowel),
        _ if digits.len() >= 4 => None,
        _ => Some(Consonant),
    }
}

fn letter(letter: char) -> Sound {
    match letter.to_ascii_lowercase() {
        'a' | 'e' | 'f' | 'h' | 'i' | 'l' | 'm' | 'n' | 'o' | 'r' | 's' | 'x' => Vowel,
        _ => Consonant,
    }
}

/// An abbreviation is spelled or read as a word; where both start alike there is no doubt.
fn abbreviation(letters: &str, lower: &str) -> Option<Sound> {
    let first = letters.chars().next()?;
    let vowels = letters.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    match first {
        'A' | 'E' | 'I' | 'O' if !lower.starts_with("one") && !lower.starts_with("eu") => Some(Vowel),
        'B' | 'C' | 'D' | 'G' | 'J' | 'K' | 'P' | 'Q' | 'T' | 'V' | 'W' | 'Y' | 'Z' => Some(Consonant),
        // Without a vowel it cannot be a word; some are read as one all the same: SQL.
        'F' | 'H' | 'L' | 'M' | 'N' | 'R' | 'S' | 'X' if !vowels && letters != "SQL" && letters.len() <= 5 => {
            Some(Vowel)
        }
        'U' if matches!(lower, "url" | "uri" | "uuid" | "usb" | "udp" | "utf" | "utc" | "ui" | "us" | "uk" | "usa") => {
            Some(Consonant)
        }
        _ => None,
    }
}

/// `hump` is the first part of a name such as `OnceLock`.
fn spoken(lower: &str, hump: &str) -> Option<Sound> {
    let starts = |list: &[&str]| list.iter().any(|start| lower.starts_with(start));
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    match lower.chars().next()? {
        'h' if starts(&SILENT) => Some(Vowel),
        'h' if starts(&DOUBTFUL) => None,
        'y' => lower[1..].starts_with(vowel).then_some(Consonant),
        'u' if starts(&UNDER) => Some(Vowel),
        'u' | 'e' if starts(&YOU) => (lower != "euler").then_some(Consonant),
        'u' | 'x' => None,
        'e' if lower.starts_with("eu") => None,
        'o' if matches!(hump, "one" | "once" | "oneself" | "ouija") => Some(Consonant),
        'a' | 'e' | 'i' | 'o' => Some(Vowel),
        // What cannot be said is spelled, but who knows: "an sdist", "an nbformat".
        _ if !lower.contains(vowel) || UNSAID.iter().any(|start| lower.starts_with(start)) => None,
        _ => Some(Consonant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_sound_as_they_are_read() {
        for word in [
            "object",
            "hour",
            "HTTP",
            "8-bit",
            "18",
            "x-axis",
            "f-string",
            "unimportant",
            "ApplyResult",
            "MRO",
            "IOError",
        ] {
            assert_eq!(sound(word, false), Some(Vowel), "{word}");
        }
        for word in
            ["unit", "user", "URL", "one-off", "European", "7-bit", "t-test", "CSV", "OnceLock", "hash", "unicode"]
        {
            assert_eq!(sound(word, false), Some(Consonant), "{word}");
        }
        for word in ["SQL", "historic", "RwLock", "mdBook", "x", "1100", "éclair", "sdist", "nbformat"] {
            assert_eq!(sound(word, false), None, "{word}");
        }
    }

    #[test]
    fn a_letter_is_one_in_code() {
        assert_eq!(sound("m*n", true), Some(Vowel));
        assert_eq!(sound("k", true), Some(Consonant));
    }
}
