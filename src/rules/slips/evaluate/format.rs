//! Texts that are made of values: f-strings, `format`, and `%`.

use super::values::Value;
use super::{Names, value};
use ruff_python_ast::{ConversionFlag, ExprFString, FStringPart, InterpolatedStringElement};

/// Returns the text of an f-string.
pub(super) fn f_string(string: &ExprFString, names: &Names<'_>) -> Option<String> {
    let mut out = String::new();
    for part in &string.value {
        match part {
            FStringPart::Literal(literal) => out.push_str(&literal.value),
            FStringPart::FString(string) => {
                for element in &string.elements {
                    out.push_str(&piece(element, names)?);
                }
            }
        }
    }
    Some(out)
}

fn piece(element: &InterpolatedStringElement, names: &Names<'_>) -> Option<String> {
    let part = match element {
        InterpolatedStringElement::Literal(literal) => return Some(literal.value.to_string()),
        InterpolatedStringElement::Interpolation(part) => part,
    };
    if part.debug_text.is_some() {
        return None;
    }
    let shown = value(&part.expression, names)?;
    let shown = match part.conversion {
        ConversionFlag::None => shown,
        ConversionFlag::Str => Value::Str(shown.str()?),
        ConversionFlag::Repr => Value::Str(shown.repr()?),
        ConversionFlag::Ascii => return None,
    };
    let Some(spec) = &part.format_spec else { return shown.str() };
    let spec = spec.elements.iter().map(|element| piece(element, names)).collect::<Option<String>>()?;
    formatted(&shown, &spec)
}

/// Returns a value as a format specification wants it: `>8`, `.2f`, `05d`, `,`, `x`.
pub(super) fn formatted(shown: &Value, spec: &str) -> Option<String> {
    let mut letters: Vec<char> = spec.chars().collect();
    let aligned = |c: Option<&char>| c.is_some_and(|c| matches!(c, '<' | '>' | '^'));
    let (fill, align) = if aligned(letters.get(1)) {
        let fill = letters.remove(0);
        (fill, Some(letters.remove(0)))
    } else if aligned(letters.first()) {
        (' ', Some(letters.remove(0)))
    } else {
        (' ', None)
    };
    let rest: String = letters.into_iter().collect();
    let zero = rest.starts_with('0') && align.is_none();
    let (width, rest) = number(&rest)?;
    let (comma, rest) = rest.strip_prefix(',').map_or((false, rest), |rest| (true, rest));
    let (precision, kind) = match rest.strip_prefix('.') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            let (precision, rest) = number(rest)?;
            (Some(precision), rest)
        }
        Some(_) => return None,
        None => (None, rest),
    };
    let numeric = shown.float().is_some();
    let body = match (shown, kind, precision) {
        (Value::Str(text), "" | "s", None) if !comma && !zero => text.clone(),
        (Value::Str(text), "" | "s", Some(most)) if !comma && !zero => text.chars().take(most).collect(),
        (Value::Int(number), "" | "d", None) => number.to_string(),
        (Value::Int(number), "x", None) if !comma && *number >= 0 => format!("{number:x}"),
        (Value::Int(number), "X", None) if !comma && *number >= 0 => format!("{number:X}"),
        (Value::Int(number), "b", None) if !comma && *number >= 0 => format!("{number:b}"),
        (Value::Int(number), "o", None) if !comma && *number >= 0 => format!("{number:o}"),
        (Value::Int(_) | Value::Float(_), "f", _) => {
            let places = precision.unwrap_or(6);
            format!("{:.places$}", shown.float()?)
        }
        (Value::Int(_) | Value::Float(_), "%", _) if !comma => {
            let places = precision.unwrap_or(6);
            format!("{:.places$}%", shown.float()? * 100.0)
        }
        (Value::Float(_), "", None) if !comma => shown.repr()?,
        _ => return None,
    };
    let body = if comma { grouped(&body) } else { body };
    if zero && (body.starts_with('-') || comma) {
        return None;
    }
    let fill = if zero { '0' } else { fill };
    padded(&body, width, fill, align.unwrap_or(if numeric { '>' } else { '<' }))
}

/// Reads a number that a text begins with; no digits mean 0.
fn number(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = if end == 0 { Some(0) } else { text[..end].parse().ok() };
    number.filter(|number| *number < 100).map(|number| (number, &text[end..]))
}

/// Sets commas between thousands.
fn grouped(body: &str) -> String {
    let (sign, rest) = body.strip_prefix('-').map_or(("", body), |rest| ("-", rest));
    let (whole, tail) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + tail
}

/// Fills a text up to a width.
pub(super) fn padded(text: &str, width: usize, fill: char, align: char) -> Option<String> {
    let missing = width.saturating_sub(text.chars().count());
    let (left, right) = match align {
        '<' => (0, missing),
        '>' => (missing, 0),
        '^' => (missing / 2, missing - missing / 2),
        _ => return None,
    };
    let many = |times: usize| fill.to_string().repeat(times);
    Some(format!("{}{text}{}", many(left), many(right)))
}

/// Returns what `text % values` gives for `%s`, `%d` and `%.2f`.
pub(super) fn percent(text: &str, values: &Value) -> Option<String> {
    let mut values = match values {
        Value::Tuple(items) => items.clone(),
        Value::Dict(_) => return None,
        one => vec![one.clone()],
    }
    .into_iter();
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let end = after.find(|c: char| c.is_ascii_alphabetic() || c == '%')?;
        let (spec, kind) = (&after[..end], &after[end..=end]);
        rest = &after[end + 1..];
        match (kind, spec) {
            ("%", "") => out.push('%'),
            ("s", "") => out.push_str(&values.next()?.str()?),
            ("d", "") => out.push_str(&values.next()?.int()?.to_string()),
            ("f", spec) if spec.is_empty() || spec.starts_with('.') => {
                let shown = Value::Float(values.next()?.float()?);
                out.push_str(&formatted(&shown, &format!("{spec}f"))?);
            }
            _ => return None,
        }
    }
    out.push_str(rest);
    values.next().is_none().then_some(out)
}

/// Returns what `text.format(…)` gives where the braces hold nothing, a number or a specification.
pub(super) fn braces(text: &str, values: &[Value]) -> Option<String> {
    let mut out = String::new();
    let (mut next, mut numbered) = (0, false);
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        if tail.starts_with("{{") || tail.starts_with("}}") {
            out.push_str(&tail[..1]);
            rest = &tail[2..];
            continue;
        }
        let (inner, after) = tail.strip_prefix('{')?.split_once('}')?;
        let (name, spec) = inner.split_once(':').unwrap_or((inner, ""));
        numbered |= !name.is_empty();
        next += usize::from(name.is_empty());
        // Both kinds in one text are an error.
        if numbered && next > 0 {
            return None;
        }
        let shown = values.get(if numbered { name.parse().ok()? } else { next - 1 })?;
        out.push_str(&if spec.is_empty() { shown.str()? } else { formatted(shown, spec)? });
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}
