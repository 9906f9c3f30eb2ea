//! Signatures as documentations write them: `date(year: int, month: int)`, `sorted(iterable, /, *, key=None) -> list`,
//! `class datetime.date(year, month, day)`. They look like code and are none.

/// Words that documentations set before a signature.
const WORDS: [&str; 11] = [
    "class",
    "classmethod",
    "staticmethod",
    "abstractmethod",
    "coroutine",
    "awaitable",
    "function",
    "method",
    "exception",
    "decorator",
    "async",
];

/// Types that are written small.
const TYPES: [&str; 16] = [
    "int",
    "str",
    "float",
    "bool",
    "bytes",
    "bytearray",
    "complex",
    "list",
    "dict",
    "set",
    "frozenset",
    "tuple",
    "object",
    "type",
    "callable",
    "iterable",
];

/// Returns whether a logical line without its comment is a signature that Python does not take for a call.
pub(super) fn is_signature(line: &str) -> bool {
    let line = line.trim();
    // Most lines have none of these.
    if !line.contains('(') || !line.contains([':', '*', '/', '>', '→']) && !line.starts_with(|c: char| c.is_lowercase())
    {
        return false;
    }
    let (word, rest) = line.split_once(' ').filter(|(word, _)| WORDS.contains(word)).unwrap_or(("", line));
    let Some((name, rest)) = rest.trim_start().split_once('(') else { return false };
    let Some((inner, tail)) = closed(rest) else { return false };
    let tail = tail.trim();
    if !is_name(name) || tail.ends_with(':') {
        return false;
    }
    let arrow = ["->", "→", "=>"].iter().find_map(|arrow| tail.strip_prefix(arrow)).map(str::trim);
    if !tail.is_empty() && !arrow.is_some_and(is_returned) {
        return false;
    }
    let parameters = parameters(inner);
    let default =
        || parameters.iter().any(|one| one.split_once('=').is_some_and(|(name, _)| name.trim() != "metaclass"));
    match word {
        // `class Cat(Animal)` lacks its colon, and that is a slip.
        "class" => name.contains('.') || inner.contains("[,") || default() || arrow.is_some() || marked(&parameters),
        "" => arrow.is_some() || marked(&parameters),
        "async" => false,
        _ => true,
    }
}

/// Returns whether a line is the head of a function that lacks its colon, such as `def area(r: float) -> float`.
pub(super) fn is_head(line: &str) -> bool {
    let line = line.trim();
    let Some(rest) = line.strip_prefix("async ").unwrap_or(line).strip_prefix("def ") else { return false };
    let Some((name, rest)) = rest.split_once('(') else { return false };
    let Some((_, tail)) = closed(rest) else { return false };
    // Behind a colon stands the body: `def area(r: float) -> float: ...` lacks nothing.
    let ends = tail.trim().is_empty() || tail.trim_start().starts_with("->") && !has_colon(tail);
    is_name(name.trim()) && !name.contains('.') && ends
}

/// Returns whether a text has a colon outside of brackets and strings.
fn has_colon(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for c in text.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}', None) => depth = depth.saturating_sub(1),
            (':', None) if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// Splits a text behind the bracket that closes the one before it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('(' | '[' | '{', None) => depth += 1,
            (')', None) if depth == 0 => return Some((&text[..i], &text[i + 1..])),
            (')' | ']' | '}', None) => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Returns the parameters between brackets; `[, optional]` is one of them.
fn parameters(inner: &str) -> Vec<String> {
    let bare = inner.replace("[,", ",").replace("*[", "*").replace(",]", ",");
    let mut found = vec![String::new()];
    let (mut depth, mut quote) = (0_usize, None);
    for c in bare.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        found.last_mut().expect("it begins with one").push(c);
    }
    found
}

/// Returns whether a parameter list holds what no call can: a bare `*` or `/`, or the type of a parameter.
fn marked(parameters: &[String]) -> bool {
    let typed = |one: &str| {
        let Some((name, rest)) = one.split_once(':') else { return false };
        let name = name.trim().trim_start_matches('*');
        !name.contains('.') && is_name(name) && is_type(rest.split(" = ").next().unwrap_or(rest))
    };
    parameters.iter().any(|one| matches!(one.trim(), "*" | "/") || typed(one))
}

fn is_type(text: &str) -> bool {
    let text = text.trim().trim_matches(['"', '\'']).trim_start_matches('_');
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(text.len());
    let name = &text[..end];
    let last = name.rsplit('.').next().unwrap_or_default();
    let plain = text.chars().all(|c| c.is_alphanumeric() || " _.[],|'\"=(){}-".contains(c));
    plain && (TYPES.contains(&last) || name.contains('.') || name.starts_with(|c: char| c.is_uppercase()))
}

/// Returns whether a text says what a function returns: a type, or a few words.
fn is_returned(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_alphanumeric() || " _.[],|'()-".contains(c));
    let starts = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '(' | '['));
    let value = ["True", "False"].contains(&text) || text.chars().any(|c| c.is_ascii_digit()) && !text.contains('[');
    plain && starts && !value && text.split(' ').count() <= 5
}

fn is_name(text: &str) -> bool {
    text.split('.').all(|name| {
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}
