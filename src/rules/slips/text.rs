//! Strings: placeholders that are none, or that lack the `f`; patterns that lack the `r`; lines that are cut one byte too early.

use super::Look;
use super::facts::Origin;
use crate::diagnostic::{Category, Level, Rule};
use crate::python::Dialect;
use crate::rules::rule;
use regex::Regex;
use ruff_python_ast::{Expr, ExprCall, ExprFString, ExprStringLiteral, ExprSubscript};
use ruff_text_size::Ranged;
use std::sync::LazyLock;

/// An f-string without a placeholder.
pub(super) static PLACEHOLDERS: Rule = rule(
    "f-string-without-placeholders",
    Category::Code,
    Level::Info,
    "The string holds no `{…}`, so the `f` does nothing.",
);
/// A string that wants to be an f-string.
pub(super) static PREFIX: Rule = rule(
    "f-prefix-missing",
    Category::Code,
    Level::Warn,
    "Without an `f` before the string, the braces and what they hold come out as they are.",
);
/// A pattern in which `\\b` became a backspace.
pub(super) static BACKSPACE: Rule = rule(
    "pattern-without-r",
    Category::Code,
    Level::Warn,
    "In a string without `r`, `\\b` is a backspace and no border of a word.",
);
/// A line that is cut with the newline before it.
pub(super) static NEWLINE: Rule = rule(
    "line-start-off-by-one",
    Category::Code,
    Level::Warn,
    "`rfind` gives where the newline stands; the line starts one behind it.",
);

/// Looks at an f-string.
pub(super) fn f_string(look: &mut Look<'_, '_>, string: &ExprFString) {
    if !string.value.elements().any(ruff_python_ast::InterpolatedStringElement::is_interpolation) {
        look.report(&PLACEHOLDERS, string.range(), "the string holds no `{…}`, so the `f` does nothing");
    }
}

/// A name in braces, with attributes, items or a call behind it, and a format.
static BRACES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\{([A-Za-z_]\w*)(?:\.\w+|\[[\w'"]+\]|\(\))*(?:![rsa])?(?::[^{}\s]{0,12})?\}"#)
        .expect("the pattern is constant and right")
});

/// Looks at a call: what it is given may lack a prefix.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    if let Some(function) = name.strip_prefix("re.") {
        let pattern = ["compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"];
        let given = call.arguments.args.first().filter(|_| pattern.contains(&function));
        if let Some(Expr::StringLiteral(text)) = given {
            backspace(look, text);
        }
    }
    let logs = ["debug", "info", "warning", "error", "exception", "critical"];
    let shows = match &*call.func {
        Expr::Name(name) => {
            let id = name.id.as_str();
            id == "print" || id.ends_with("Error") || id.ends_with("Exception") || id == "input"
        }
        Expr::Attribute(attribute) => {
            let owner = match &*attribute.value {
                Expr::Name(name) => name.id.as_str(),
                Expr::Attribute(inner) => inner.attr.as_str(),
                _ => "",
            };
            logs.contains(&attribute.attr.as_str()) && owner.to_lowercase().contains("log")
        }
        _ => false,
    };
    if shows && look.block.dialect != Dialect::Session {
        for text in call.arguments.args.iter().filter_map(Expr::as_string_literal_expr) {
            prefix(look, text);
        }
    }
}

/// A text with names of the section in braces, that nobody formats.
fn prefix(look: &mut Look<'_, '_>, text: &ExprStringLiteral) {
    let said = text.value.to_str();
    let facts = look.facts;
    let known = |name: &str| {
        facts.origins(name).is_some() || facts.caught.contains(name) || ["self", "__name__"].contains(&name)
    };
    let Some(found) = BRACES.captures_iter(said).find(|found| known(&found[1])) else { return };
    // Doubled braces are for `format`, and a comment that shows the braces knows.
    let shown = found[0].to_string();
    let doubled = said.contains("{{") || said.contains("}}");
    let rest = look.block.text().get(usize::from(text.end())..).unwrap_or_default();
    let comment =
        rest.lines().take(2).any(|line| line.split_once('#').is_some_and(|(_, comment)| comment.contains('{')));
    if !doubled && !comment {
        let message = format!("without an `f` before the string, `{shown}` comes out as it is");
        look.advise(&PREFIX, text.range(), message, "put an `f` before the string");
    }
}

fn backspace(look: &mut Look<'_, '_>, text: &ExprStringLiteral) {
    let written = look.written(text.range());
    if text.value.to_str().contains('\u{8}') && written.contains("\\b") {
        let message = "in a string without `r`, `\\b` is a backspace and no border of a word";
        look.advise(&BACKSPACE, text.range(), message, "put an `r` before the string");
    }
}

/// Looks at a slice that starts where a newline was found.
pub(super) fn subscript(look: &mut Look<'_, '_>, subscript: &ExprSubscript) {
    let Expr::Slice(slice) = &*subscript.slice else { return };
    let found: Vec<&Expr> = match slice.lower.as_deref() {
        Some(Expr::Name(name)) => {
            let all = look.facts.here(name.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let values = all.iter().filter_map(|origin| match origin {
                Origin::Value(value) => Some(*value),
                _ => None,
            });
            values.collect()
        }
        lower => lower.into_iter().collect(),
    };
    for expr in found.into_iter().filter(|expr| finds_newline(expr)) {
        let message = "a slice from here starts with the newline itself, or with the last byte when there is none";
        look.advise(&NEWLINE, expr.range(), message, "add 1: `rfind(…) + 1`");
    }
}

/// Returns whether an expression is `text.rfind("\n", …)`.
fn finds_newline(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    let Expr::Attribute(attribute) = &*call.func else { return false };
    let newline = match call.arguments.args.first() {
        Some(Expr::StringLiteral(literal)) => literal.value.to_str() == "\n",
        Some(Expr::BytesLiteral(literal)) => literal.value.bytes().eq([b'\n']),
        _ => false,
    };
    newline && attribute.attr.as_str() == "rfind"
}
