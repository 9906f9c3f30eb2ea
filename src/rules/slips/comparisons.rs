//! Comparisons that ask something else than they seem to.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::fix::{Fix, Safety};
use crate::python::Dialect;
use crate::rules::rule;
use ruff_python_ast::{CmpOp, Expr, ExprCompare, StmtAssert};
use ruff_text_size::{Ranged, TextRange};

/// `== None`.
pub(super) static NONE: Rule =
    rule("none-equality", Category::Code, Level::Warn, "There is one `None`, so ask for it with `is None`.");
/// `is 5`.
pub(super) static LITERAL: Rule = rule(
    "is-literal",
    Category::Code,
    Level::Warn,
    "`is` asks whether both are the same object, which for a literal is luck; use `==`.",
);
/// `type(x) == int`.
pub(super) static TYPE: Rule = rule(
    "type-comparison",
    Category::Code,
    Level::Info,
    "A comparison of types leaves subclasses out; use `isinstance`.",
);
/// `assert (x, "message")`.
pub(super) static ASSERT_TUPLE: Rule = rule(
    "assert-on-tuple",
    Category::Code,
    Level::Warn,
    "A tuple that is not empty is true, so this `assert` never fails.",
);
/// `key in d.keys()`.
pub(super) static KEYS: Rule =
    rule("in-keys", Category::Code, Level::Info, "`in` on a dictionary asks for its keys; `.keys()` is not needed.");

/// Looks at a comparison.
pub(super) fn compare(look: &mut Look<'_, '_>, compare: &ExprCompare) {
    let mut left = &*compare.left;
    for (op, right) in compare.ops.iter().zip(&compare.comparators) {
        pair(look, left, *op, right);
        left = right;
    }
}

/// Returns whether an expression is `type(x)`.
fn is_type(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "type") && call.arguments.len() == 1)
}

fn pair(look: &mut Look<'_, '_>, left: &Expr, op: CmpOp, right: &Expr) {
    let range = TextRange::new(left.start(), right.end());
    match op {
        CmpOp::Eq | CmpOp::NotEq => {
            if left.is_none_literal_expr() != right.is_none_literal_expr() && !is_of_column(left) {
                none(look, left, op, right);
            }
            if is_type(left) && !is_type(right) && !right.is_none_literal_expr() {
                let message = "a comparison of types leaves subclasses out; `isinstance` does not";
                look.report(&TYPE, range, message);
            }
        }
        CmpOp::Is | CmpOp::IsNot => {
            // At a prompt people try what `is` says.
            let tried = look.block.dialect == Dialect::Session && look.is_top();
            if !tried && (is_value(left) || is_value(right)) {
                let right_op = if op == CmpOp::Is { "==" } else { "!=" };
                let message = format!("`is` asks for the same object, which for a literal is luck; use `{right_op}`");
                look.report(&LITERAL, range, message);
            }
        }
        CmpOp::In | CmpOp::NotIn => {
            if is_type(left) && matches!(right, Expr::Tuple(_) | Expr::List(_) | Expr::Set(_)) {
                let message = "a comparison of types leaves subclasses out; `isinstance` does not";
                look.report(&TYPE, range, message);
            }
            let Expr::Call(call) = right else { return };
            let Expr::Attribute(attribute) = &*call.func else { return };
            if attribute.attr.as_str() == "keys" && call.arguments.is_empty() {
                let range = TextRange::new(attribute.value.end(), call.end());
                look.report(&KEYS, range, "`in` on a dictionary asks for its keys; `.keys()` is not needed");
            }
        }
        _ => {}
    }
}

/// Returns whether an expression may belong to a table, whose `==` makes a query: `User.name`, `df["age"]`.
fn is_of_column(expr: &Expr) -> bool {
    match expr {
        Expr::Attribute(attribute) => {
            matches!(&*attribute.value, Expr::Name(name) if name.id.starts_with(|c: char| c.is_uppercase()) || ["df", "c"].contains(&name.id.as_str()))
                || matches!(&*attribute.value, Expr::Attribute(inner) if inner.attr.as_str() == "c")
        }
        Expr::Subscript(subscript) => {
            matches!(&*subscript.value, Expr::Name(name) if name.id.contains("df") || name.id.contains("data"))
        }
        _ => false,
    }
}

fn none(look: &mut Look<'_, '_>, left: &Expr, op: CmpOp, right: &Expr) {
    let (message, is) = if op == CmpOp::Eq {
        ("there is one `None`: write `is None`", "is")
    } else {
        ("there is one `None`: write `is not None`", "is not")
    };
    let other = if left.is_none_literal_expr() { right } else { left };
    let (view, block) = (look.view, look.block);
    let at = |range| view.prose.verbatim(view.source, block.place(range));
    let whole = TextRange::new(left.start(), right.end());
    let plain = other.is_name_expr() || other.is_attribute_expr() || other.is_subscript_expr() || other.is_call_expr();
    let with = format!("{} {is} None", look.written(other.range()));
    if let Some(found) = look.report(&NONE, whole, message)
        && let (true, Some(at)) = (plain, at(whole))
    {
        found.fix = Some(Fix::replace(at, with.clone(), format!("write `{with}`"), Safety::Ask));
    }
}

fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::UnaryOp(unary) => unary.operand.is_number_literal_expr(),
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::FString(_) => true,
        _ => matches!(expr, Expr::List(_) | Expr::Dict(_) | Expr::Set(_) | Expr::Tuple(_)),
    }
}

/// Looks at an `assert`.
pub(super) fn assert(look: &mut Look<'_, '_>, assert: &StmtAssert) {
    if let Expr::Tuple(tuple) = &*assert.test
        && !tuple.elts.is_empty()
    {
        let message = "a tuple that is not empty is true, so this `assert` never fails";
        look.advise(&ASSERT_TUPLE, assert.range, message, "leave the brackets out: `assert test, message`");
    }
}
