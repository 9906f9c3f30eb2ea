//! Times that do not fit the format that they are read by.
//!
//! What each directive takes is said in the table of `datetime.strptime`:
//! <https://docs.python.org/3/library/datetime.html#format-codes>.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use regex::Regex;
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

/// A text that its format does not fit.
pub(super) static FORMAT: Rule = rule(
    "time-against-format",
    Category::Code,
    Level::Warn,
    "The text is not written as the format says, so this raises `ValueError`.",
);

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    if !name.ends_with(".strptime") && name != "strptime" {
        return;
    }
    let [text, format] = &call.arguments.args[..] else { return };
    let (Expr::StringLiteral(text), Expr::StringLiteral(format)) = (literal(look, text), literal(look, format)) else {
        return;
    };
    let (said, wanted) = (text.value.to_str(), format.value.to_str());
    if fits(said, wanted) == Some(false) && !said.contains('%') {
        let message = format!("`{said}` is not written as `{wanted}`, so this raises `ValueError`");
        look.advise(&FORMAT, call.range(), message, "make the format say what the text has");
    }
}

/// Returns what a name stands for, or the expression itself.
fn literal<'a>(look: &Look<'a, '_>, expr: &'a Expr) -> &'a Expr {
    match expr {
        Expr::Name(name) => look.facts.value(name.id.as_str()).unwrap_or(expr),
        _ => expr,
    }
}

/// Returns whether a text is written as a format says, if all of the format is known.
fn fits(text: &str, format: &str) -> Option<bool> {
    let mut pattern = String::from("(?i)^");
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '%' => pattern.push_str(directive(chars.next()?)?),
            // Any blank of the format stands for blanks of any number.
            c if c.is_whitespace() => pattern.push_str(r"\s+"),
            c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern.push('$');
    Some(Regex::new(&pattern).ok()?.is_match(text))
}

fn directive(letter: char) -> Option<&'static str> {
    Some(match letter {
        'Y' => r"\d{4}",
        'm' | 'I' => "(?:1[0-2]|0[1-9]|[1-9])",
        'd' => "(?:3[01]|[12][0-9]|0[1-9]| ?[1-9])",
        'H' => "(?:2[0-3]|[01][0-9]|[0-9])",
        'M' => "[0-5]?[0-9]",
        'S' => "(?:6[01]|[0-5]?[0-9])",
        'f' => r"\d{1,6}",
        'y' => r"\d\d",
        'j' => r"\d{1,3}",
        'p' => "(?:am|pm)",
        'z' => r"(?:[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|Z)",
        'Z' => "[A-Za-z]+",
        'b' => "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
        'B' => "(?:january|february|march|april|may|june|july|august|september|october|november|december)",
        'a' => "(?:mon|tue|wed|thu|fri|sat|sun)",
        'A' => "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        '%' => "%",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn texts_and_formats() {
        // Each was run: `datetime.strptime(text, format)` in Python 3.13.
        for (text, format, known) in [
            ("2024-03-01", "%Y-%m-%d", Some(true)),
            ("2024-3-1", "%Y-%m-%d", Some(true)),
            ("2024-03-01", "%d.%m.%Y", Some(false)),
            ("01/13/2024", "%d/%m/%Y", Some(false)),
            ("24-03-01", "%Y-%m-%d", Some(false)),
            ("10:30 PM", "%I:%M %p", Some(true)),
            ("22:30", "%I:%M", Some(false)),
            ("2024-03-01T10:00:00", "%Y-%m-%d %H:%M:%S", Some(false)),
            ("2024-03-01  10:00", "%Y-%m-%d %H:%M", Some(true)),
            ("1 Mar 2024", "%d %B %Y", Some(false)),
            ("1 march 2024", "%d %B %Y", Some(true)),
            ("2024-03-01T10:00:00Z", "%Y-%m-%dT%H:%M:%S%z", Some(true)),
            ("12", "%G", None),
        ] {
            assert_eq!(fits(text, format), known, "{text} {format}");
        }
    }
}
