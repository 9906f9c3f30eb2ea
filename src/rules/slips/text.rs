//! Strings: placeholders that are none, lines that are cut one byte too early.

use super::Look;
use super::facts::Origin;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprFString, ExprSubscript};
use ruff_text_size::Ranged;

/// An f-string without a placeholder.
pub(super) static PLACEHOLDERS: Rule = rule(
    "f-string-without-placeholders",
    Category::Code,
    Level::Info,
    "The string holds no `{…}`, so the `f` does nothing.",
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
