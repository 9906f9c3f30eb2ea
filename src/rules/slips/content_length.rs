//! A `Content-Length` that is not the length of the content.

use super::Look;
use super::facts::Origin;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall, ExprFString, InterpolatedStringElement};
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

/// Looks at `send_header("Content-Length", str(len(text)))`, where the text is encoded only when it is sent.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let [Expr::StringLiteral(header), length] = &call.arguments.args[..] else { return };
    if !header.value.to_str().eq_ignore_ascii_case("content-length") {
        return;
    }
    let inner = |expr: &Expr, name: &str| match expr {
        Expr::Call(call) if matches!(&*call.func, Expr::Name(function) if function.id.as_str() == name) => {
            call.arguments.args.first().cloned()
        }
        _ => None,
    };
    let bare = inner(length, "str").unwrap_or_else(|| length.clone());
    let Some(Expr::Name(text)) = inner(&bare, "len") else { return };
    let id = text.id.as_str();
    let encoded = |origin: &Origin<'_>| match origin {
        Origin::Value(Expr::StringLiteral(text)) => text.value.to_str().is_ascii(),
        Origin::Value(Expr::Call(call)) => !matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "str"),
        Origin::Value(expr) => !matches!(expr, Expr::FString(_)),
        _ => true,
    };
    let whole = look.facts.here(id).is_none_or(|from| from.iter().any(encoded));
    if !whole && look.facts.attributes.contains(&(id, "encode")) {
        let message = format!("`len({id})` counts letters, and `Content-Length` is the number of bytes");
        look.advise(&RULE, call.range(), message, "encode the text first, and count the bytes");
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
