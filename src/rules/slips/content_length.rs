//! A `Content-Length` that is not the length of the content.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprFString, InterpolatedStringElement};
use ruff_text_size::{Ranged, TextRange};

/// A number that does not fit the body.
pub(super) static RULE: Rule = rule(
    "content-length",
    Category::Code,
    Level::Warn,
    "`Content-Length` must be the number of bytes of the body that follows.",
);

/// Looks at an f-string without placeholders.
pub(super) fn f_string(look: &mut Look<'_, '_>, text: &ExprFString) {
    let mut whole = String::new();
    for element in text.value.elements() {
        match element {
            InterpolatedStringElement::Literal(literal) => whole.push_str(&literal.value),
            InterpolatedStringElement::Interpolation(_) => return,
        }
    }
    string(look, &whole, text.range());
}

/// Looks at a bytes literal.
pub(super) fn bytes(look: &mut Look<'_, '_>, expr: &Expr) {
    let Expr::BytesLiteral(literal) = expr else { return };
    let bytes: Vec<u8> = literal.value.bytes().collect();
    if let Ok(text) = std::str::from_utf8(&bytes) {
        string(look, text, literal.range);
    }
}

/// Looks at a text.
pub(super) fn string(look: &mut Look<'_, '_>, text: &str, range: TextRange) {
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find("content-length:") else { return };
    let Some(number) = text[at + 15..].lines().next().and_then(|line| line.trim().parse::<usize>().ok()) else {
        return;
    };
    let Some((_, body)) = text.split_once("\r\n\r\n").or_else(|| text.split_once("\n\n")) else { return };
    let braces = body.contains("%s") || body.contains('{');
    if !body.is_empty() && body.len() != number && !braces && !lower.starts_with("head ") {
        let message = format!("`Content-Length` is {number}, and the body has {} bytes", body.len());
        look.report(&RULE, range, message);
    }
}
