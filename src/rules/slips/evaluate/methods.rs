//! What methods of built-in classes give.

use super::format::{braces, padded};
use super::functions::position;
use super::values::{Value, equal};

/// Methods that change their list, dictionary or set, and return nothing.
const CHANGE: [&str; 9] = ["append", "clear", "extend", "insert", "remove", "reverse", "sort", "update", "add"];

/// Returns what a method gives.
pub(super) fn method(owner: &Value, name: &str, arguments: &[Value], keywords: &[(&str, Value)]) -> Option<Value> {
    match owner {
        Value::Str(text) if keywords.is_empty() => of_text(text, name, arguments),
        Value::Str(text) => match (name, keywords) {
            ("split", [("maxsplit", Value::Int(most))]) => match arguments {
                [Value::Str(mark)] => split(text, mark, Some(*most)),
                _ => None,
            },
            ("split", [("sep", Value::Str(mark))]) if arguments.is_empty() => split(text, mark, None),
            _ => None,
        },
        Value::List(_) | Value::Set(_) | Value::Dict(_) if CHANGE.contains(&name) && keywords.is_empty() => {
            changed(owner, name, arguments)
        }
        Value::List(items) | Value::Tuple(items) => match (name, arguments) {
            ("index", [item]) => position(items, item).and_then(int),
            ("count", [item]) => int(items.iter().filter(|other| equal(other, item)).count()),
            ("copy", []) if matches!(owner, Value::List(_)) => Some(owner.clone()),
            _ => None,
        },
        Value::Dict(pairs) => {
            let found = |key: &Value| pairs.iter().find(|(other, _)| equal(other, key)).map(|(_, to)| to.clone());
            match (name, arguments) {
                ("get", [key]) => Some(found(key).unwrap_or(Value::None)),
                ("get", [key, default]) => Some(found(key).unwrap_or(default.clone())),
                ("copy", []) => Some(owner.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Returns `None` for a call that changes its owner and cannot fail.
fn changed(owner: &Value, name: &str, arguments: &[Value]) -> Option<Value> {
    let fits = match (owner, name, arguments) {
        (_, "clear", [])
        | (Value::List(_), "append", [_])
        | (Value::List(_), "reverse", [])
        | (Value::List(_), "extend", [Value::List(_) | Value::Tuple(_) | Value::Str(_)])
        | (Value::Dict(_), "update", [Value::Dict(_)]) => true,
        (Value::List(_), "insert", [at, _]) => at.int().is_some(),
        (Value::List(items), "sort", []) => {
            items.iter().all(|item| item.int().is_some()) || items.iter().all(|item| matches!(item, Value::Str(_)))
        }
        (Value::List(items), "remove", [item]) => position(items, item).is_some(),
        (Value::Set(_), "add", [item]) => item.is_key(),
        _ => false,
    };
    fits.then_some(Value::None)
}

fn int(number: usize) -> Option<Value> {
    i64::try_from(number).ok().map(Value::Int)
}

fn of_text(text: &str, name: &str, arguments: &[Value]) -> Option<Value> {
    // Other letters follow rules of their own.
    if !text.is_ascii() {
        return None;
    }
    match arguments {
        [] => alone(text, name),
        [Value::Str(other)] => with_text(text, name, other),
        [Value::Int(width)] => sized(text, name, *width, ' '),
        [Value::Int(width), Value::Str(fill)] if fill.len() == 1 => sized(text, name, *width, fill.chars().next()?),
        [Value::Str(old), Value::Str(new)] if name == "replace" => Some(Value::Str(text.replace(old.as_str(), new))),
        [Value::Str(old), Value::Str(new), Value::Int(most)] if name == "replace" => {
            let most = usize::try_from(*most).ok()?;
            Some(Value::Str(text.replacen(old.as_str(), new, most)))
        }
        [Value::Str(mark), Value::Int(most)] if name == "split" => split(text, mark, Some(*most)),
        [items] if name == "join" => {
            let items = items.items()?;
            let texts = items.iter().map(|item| if let Value::Str(text) = item { Some(text.as_str()) } else { None });
            Some(Value::Str(texts.collect::<Option<Vec<_>>>()?.join(text)))
        }
        _ => None,
    }
    .or_else(|| if name == "format" { braces(text, arguments).map(Value::Str) } else { None })
}

fn alone(text: &str, name: &str) -> Option<Value> {
    let blank = [' ', '\t', '\n', '\r', '\x0b', '\x0c'];
    let all = |holds: fn(&char) -> bool| Some(Value::Bool(!text.is_empty() && text.chars().all(|c| holds(&c))));
    let cased = |holds: fn(&char) -> bool| {
        let mut letters = text.chars().filter(char::is_ascii_alphabetic).peekable();
        Some(Value::Bool(letters.peek().is_some() && letters.all(|c| holds(&c))))
    };
    let text = match name {
        "upper" => text.to_ascii_uppercase(),
        "lower" | "casefold" => text.to_ascii_lowercase(),
        "strip" => text.trim_matches(blank).to_string(),
        "lstrip" => text.trim_start_matches(blank).to_string(),
        "rstrip" => text.trim_end_matches(blank).to_string(),
        "capitalize" => {
            let (first, rest) = text.split_at(text.len().min(1));
            first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        }
        "title" => {
            let mut within = false;
            let turn = |c: char| {
                let turned = if within { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
                within = c.is_ascii_alphabetic();
                turned
            };
            text.chars().map(turn).collect()
        }
        "swapcase" => {
            let turn = |c: char| if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
            text.chars().map(turn).collect()
        }
        "isdigit" | "isdecimal" | "isnumeric" => return all(char::is_ascii_digit),
        "isalpha" => return all(char::is_ascii_alphabetic),
        "isalnum" => return all(char::is_ascii_alphanumeric),
        "isupper" => return cased(char::is_ascii_uppercase),
        "islower" => return cased(char::is_ascii_lowercase),
        "split" => {
            let parts = text.split(blank).filter(|part| !part.is_empty());
            return Some(Value::List(parts.map(|part| Value::Str(part.to_string())).collect()));
        }
        _ => return None,
    };
    Some(Value::Str(text))
}

fn with_text(text: &str, name: &str, other: &str) -> Option<Value> {
    // What is ASCII has as many bytes as letters.
    let place = |at: Option<usize>| at.map_or(Some(Value::Int(-1)), int);
    let any: Vec<char> = other.chars().collect();
    let text = match name {
        "startswith" => return Some(Value::Bool(text.starts_with(other))),
        "endswith" => return Some(Value::Bool(text.ends_with(other))),
        "find" => return place(text.find(other)),
        "rfind" => return place(text.rfind(other)),
        "index" => return text.find(other).and_then(int),
        "count" if !other.is_empty() => return int(text.matches(other).count()),
        "split" => return split(text, other, None),
        "partition" => {
            let (first, mark, rest) = text.split_once(other).map_or((text, "", ""), |(a, b)| (a, other, b));
            return Some(Value::Tuple([first, mark, rest].map(|part| Value::Str(part.to_string())).to_vec()));
        }
        "join" => {
            let letters: Vec<String> = other.chars().map(String::from).collect();
            letters.join(text)
        }
        "strip" => text.trim_matches(&any[..]).to_string(),
        "lstrip" => text.trim_start_matches(&any[..]).to_string(),
        "rstrip" => text.trim_end_matches(&any[..]).to_string(),
        "removeprefix" => text.strip_prefix(other).unwrap_or(text).to_string(),
        "removesuffix" => text.strip_suffix(other).unwrap_or(text).to_string(),
        _ => return None,
    };
    Some(Value::Str(text))
}

fn sized(text: &str, name: &str, width: i64, fill: char) -> Option<Value> {
    let width = usize::try_from(width).ok().filter(|width| *width < 1000)?;
    let found = match name {
        "ljust" => padded(text, width, fill, '<'),
        "rjust" => padded(text, width, fill, '>'),
        // Where the odd one goes depends on the width.
        "center" if width < text.len() || (width - text.len()).is_multiple_of(2) => padded(text, width, fill, '^'),
        "zfill" if !text.starts_with(['-', '+']) => padded(text, width, '0', '>'),
        _ => None,
    };
    found.map(Value::Str)
}

fn split(text: &str, mark: &str, most: Option<i64>) -> Option<Value> {
    if mark.is_empty() {
        return None;
    }
    let parts: Vec<&str> = match most {
        Some(most) if most >= 0 => text.splitn(usize::try_from(most).ok()? + 1, mark).collect(),
        _ => text.split(mark).collect(),
    };
    Some(Value::List(parts.into_iter().map(|part| Value::Str(part.to_string())).collect()))
}
