//! What some functions of the library make of values: paths as Linux and macOS have them, patterns, whole numbers.

use super::values::Value;
use regex::Regex;

/// Returns what a function of a module gives; `name` is as people write it: `os.path.join`.
pub(super) fn function(name: &str, arguments: &[Value]) -> Option<Value> {
    match (name, arguments) {
        ("os.path.join", [Value::Str(first), rest @ ..]) => joined(first, rest).map(Value::Str),
        ("os.path.basename", [Value::Str(path)]) => Some(Value::Str(parts(path).1.to_string())),
        ("os.path.dirname", [Value::Str(path)]) => Some(Value::Str(parts(path).0.to_string())),
        ("os.path.split", [Value::Str(path)]) => {
            let (head, tail) = parts(path);
            Some(Value::Tuple(vec![Value::Str(head.to_string()), Value::Str(tail.to_string())]))
        }
        ("os.path.splitext", [Value::Str(path)]) => {
            let (root, extension) = extension(path);
            Some(Value::Tuple(vec![Value::Str(root.to_string()), Value::Str(extension.to_string())]))
        }
        ("re.findall", [Value::Str(pattern), Value::Str(text)]) => findall(pattern, text),
        ("re.split", [Value::Str(pattern), Value::Str(text)]) => split(pattern, text),
        ("re.sub", [Value::Str(pattern), Value::Str(with), Value::Str(text)]) if !with.contains(['\\', '$']) => {
            let pattern = read(pattern)?;
            // What an empty match gives is another matter.
            let empty = pattern.is_match("");
            (!empty).then(|| Value::Str(pattern.replace_all(text, with.as_str()).into_owned()))
        }
        ("math.gcd", [a, b]) => Some(Value::Int(gcd(a.int()?.checked_abs()?, b.int()?.checked_abs()?))),
        ("math.factorial", [n]) => {
            let n = n.int().filter(|n| (0..=20).contains(n))?;
            Some(Value::Int((1..=n).product()))
        }
        ("math.isqrt", [n]) => n.int().filter(|n| *n >= 0).map(|n| Value::Int(n.isqrt())),
        ("math.sqrt", [n]) => n.float().filter(|n| *n >= 0.0).map(|n| Value::Float(n.sqrt())),
        ("math.floor" | "math.ceil" | "math.trunc", [Value::Float(number)]) => {
            let whole = match name {
                "math.floor" => number.floor(),
                "math.ceil" => number.ceil(),
                _ => number.trunc(),
            };
            super::functions::integer(whole)
        }
        _ => None,
    }
}

/// Returns two paths behind each other: one that starts at the root puts away all before it.
pub(super) fn path_joined(first: &str, second: &str) -> String {
    match (first, second) {
        (_, second) if second.starts_with('/') => second.to_string(),
        ("", second) => second.to_string(),
        (first, second) if first.ends_with('/') => format!("{first}{second}"),
        (first, second) => format!("{first}/{second}"),
    }
}

fn joined(first: &str, rest: &[Value]) -> Option<String> {
    let mut path = first.to_string();
    for part in rest {
        let Value::Str(part) = part else { return None };
        path = path_joined(&path, part);
    }
    // Backslashes say that another system is meant.
    (!path.contains('\\')).then_some(path)
}

fn parts(path: &str) -> (&str, &str) {
    let at = path.rfind('/').map_or(0, |slash| slash + 1);
    let (head, tail) = path.split_at(at);
    let bare = head.trim_end_matches('/');
    (if bare.is_empty() { head } else { bare }, tail)
}

fn extension(path: &str) -> (&str, &str) {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let lead = path[name..].len() - path[name..].trim_start_matches('.').len();
    match path[name + lead..].rfind('.') {
        Some(dot) => path.split_at(name + lead + dot),
        None => (path, ""),
    }
}

/// Returns a pattern that means the same to Python and to us, as far as that can be told from it.
fn read(pattern: &str) -> Option<Regex> {
    // Lookarounds and references back are refused by the crate; these it reads in another way.
    let other = ["\\Z", "\\z", "\\<", "\\>", "$", "[[", "&&", "--", "~~", "(?u", "(?a", "(?L", "\\p", "\\x{", "\\b{"];
    (!other.iter().any(|mark| pattern.contains(mark))).then(|| Regex::new(pattern).ok())?
}

fn findall(pattern: &str, text: &str) -> Option<Value> {
    let pattern = read(pattern).filter(|pattern| !pattern.is_match(""))?;
    let text_of = |found: Option<regex::Match<'_>>| Value::Str(found.map_or("", |found| found.as_str()).to_string());
    let found = pattern.captures_iter(text).map(|found| match found.len() {
        1 => text_of(found.get(0)),
        2 => text_of(found.get(1)),
        _ => Value::Tuple(found.iter().skip(1).map(text_of).collect()),
    });
    Some(Value::List(found.collect()))
}

fn split(pattern: &str, text: &str) -> Option<Value> {
    let pattern = read(pattern).filter(|pattern| !pattern.is_match("") && pattern.captures_len() == 1)?;
    Some(Value::List(pattern.split(text).map(|part| Value::Str(part.to_string())).collect()))
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
