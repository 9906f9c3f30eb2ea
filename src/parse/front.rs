//! Front matter: data at the head of a file, which mdBook would render as a rule and a heading.

/// Returns how many bytes of the text are front matter, its closing line included; 0 when there is none.
///
/// Front matter starts on the very first line with `---` (YAML) or `+++` (TOML) alone and ends with the same line (YAML also
/// with `...`). The first line in it that is neither blank nor a comment must look like a key, so that a thematic break at the
/// head of a note stays one.
pub(super) fn length(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next() else { return 0 };
    let fence = first.trim_end();
    let separator = match fence {
        "---" => ':',
        "+++" => '=',
        _ => return 0,
    };
    let mut at = first.len();
    let mut seen_key = false;
    for line in lines {
        let content = line.trim();
        at += line.len();
        if content == fence || (fence == "---" && content == "...") {
            return if seen_key { at } else { 0 };
        }
        if !seen_key && !content.is_empty() && !content.starts_with('#') {
            if !is_key(content, separator) {
                return 0;
            }
            seen_key = true;
        }
    }
    0
}

fn is_key(line: &str, separator: char) -> bool {
    // A table header such as `[extra]` may come first in TOML.
    if separator == '=' && line.starts_with('[') {
        return line.ends_with(']');
    }
    line.split_once(separator).is_some_and(|(key, value)| {
        let key = key.trim();
        !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\''))
            && (separator == '=' || value.is_empty() || value.starts_with(char::is_whitespace))
    })
}

/// Returns the `title` that front matter sets, quotes taken off.
#[must_use]
pub fn title(front: &str) -> Option<String> {
    front.lines().find_map(|line| {
        let rest = line.strip_prefix("title")?.trim_start();
        let value = rest.strip_prefix([':', '='])?.trim();
        let value = value.trim_matches(['"', '\'']).trim();
        (!value.is_empty()).then(|| value.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_make_front_matter_and_prose_does_not() {
        assert_eq!(length("---\ntitle: X\n---\ntext\n"), 17);
        assert_eq!(length("---\r\n# c\r\ntitle: X\r\n...\r\n"), 25);
        assert_eq!(length("+++\n[extra]\na = 1\n+++\n"), 22);
        assert_eq!(length("---\nA rule stands above this text\n---\n"), 0);
        assert_eq!(length("---\ntitle: never closed\n"), 0);
        assert_eq!(length("\n---\ntitle: X\n---\n"), 0);
        assert_eq!(length("---\n---\n"), 0);
        assert_eq!(title("---\ntitle: \"A b\"\n---\n").as_deref(), Some("A b"));
    }
}
