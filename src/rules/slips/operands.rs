//! Operators between what does not go together: text and a number, a path and text, a tuple and a factor.

use super::Look;
use super::asynchronous::NOT_AWAITED;
use super::kinds::{Kind, kind};
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{CmpOp, Expr, ExprBinOp, ExprCall, ExprCompare, Operator};
use ruff_text_size::Ranged;

/// Text and a number.
pub(super) static TEXT: Rule =
    rule("text-plus-number", Category::Code, Level::Warn, "Text and a number cannot be joined with `+`.");
/// A path and text.
pub(super) static PATH: Rule =
    rule("path-plus-text", Category::Code, Level::Warn, "Paths are joined with `/`; `+` raises `TypeError`.");
/// What `input` gave, as a number.
pub(super) static TYPED: Rule = rule(
    "input-as-number",
    Category::Code,
    Level::Warn,
    "`input` returns text: convert it with `int` or `float` before calculating.",
);
/// Everything else.
pub(super) static KINDS: Rule =
    rule("operand-kind", Category::Code, Level::Warn, "The operator does not work between these two.");

/// Looks at an operator.
pub(super) fn binary(look: &mut Look<'_, '_>, binary: &ExprBinOp) {
    let (left, right) = (kind(look, &binary.left), kind(look, &binary.right));
    if [left, right].contains(&Some(Kind::Coroutine)) {
        let side = if left == Some(Kind::Coroutine) { &binary.left } else { &binary.right };
        return unawaited(look, side);
    }
    let left = left.or_else(|| parent(&binary.left, &binary.right));
    let (Some(left), Some(right)) = (left, right) else { return };
    // Between literals a slash may stand for "or".
    let choice = binary.op == Operator::Div && binary.left.is_literal_expr() && binary.right.is_literal_expr();
    if works(left, binary.op, right) || choice || look.is_expected_to_fail() {
        return;
    }
    let (left_noun, right_noun, range) = (left.noun(), right.noun(), binary.range());
    let between = format!("`{}` does not work between {left_noun} and {right_noun}", binary.op.as_str());
    match (left, binary.op, right) {
        (Kind::Typed, _, other) | (other, _, Kind::Typed) if other.is_number() && binary.op != Operator::Add => {
            look.advise(&TYPED, range, between, "write `int(input(…))`");
        }
        (one, Operator::Add, other) if one.is_text() && other.is_number() || one.is_number() && other.is_text() => {
            let hint = "convert the number, `str(…)`, or write an f-string";
            look.advise(&TEXT, range, TEXT.what.trim_end_matches('.'), hint);
        }
        (Kind::Path, Operator::Add, other) | (other, Operator::Add, Kind::Path) if other.is_text() => {
            look.advise(&PATH, range, PATH.what.trim_end_matches('.'), "write `/` between the parts");
        }
        (Kind::Tuple, ..) if is_unpacked(look, &binary.left) => {
            look.advise(&KINDS, range, between, "`struct.unpack` gives a tuple, also of one value: take its item");
        }
        _ => {
            look.report(&KINDS, range, between);
        }
    }
}

/// Looks at a comparison that asks for an order, or compares what was typed with a number.
pub(super) fn compare(look: &mut Look<'_, '_>, compare: &ExprCompare) {
    let ([op], [other]) = (&*compare.ops, &*compare.comparators) else { return };
    let (Some(left), Some(right)) = (kind(look, &compare.left), kind(look, other)) else { return };
    let typed = left == Kind::Typed && right.is_number() || right == Kind::Typed && left.is_number();
    let ordered = matches!(op, CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE);
    let equal = matches!(op, CmpOp::Eq | CmpOp::NotEq);
    let same = left == right || left.is_number() && right.is_number() || left.is_text() && right.is_text();
    if same || !(ordered || typed && equal) || look.is_expected_to_fail() {
        return;
    }
    if [left, right].contains(&Kind::Coroutine) {
        return unawaited(look, if left == Kind::Coroutine { &compare.left } else { other });
    }
    let message = format!("`{}` does not work between {} and {}", op.as_str(), left.noun(), right.noun());
    if typed {
        let message = if equal { "text never equals a number".to_string() } else { message };
        look.advise(&TYPED, compare.range(), message, "write `int(input(…))`");
    } else if !matches!((left, right), (Kind::Moment | Kind::Day, _) | (_, Kind::Moment | Kind::Day)) {
        look.report(&KINDS, compare.range(), message);
    }
}

/// Looks at a call: `range` of what was typed.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    if look.called(call) != "range" {
        return;
    }
    if let Some(typed) = call.arguments.args.iter().find(|argument| kind(look, argument) == Some(Kind::Typed)) {
        look.advise(&TYPED, typed.range(), "`range` wants a number, and `input` gives text", "write `int(input(…))`");
    }
}

fn unawaited(look: &mut Look<'_, '_>, side: &Expr) {
    if look.is_expected_to_fail() {
        return;
    }
    // The `await` is missing where the coroutine is made.
    let made = match side {
        Expr::Name(name) => look.facts.value(name.id.as_str()).map_or(side.range(), Ranged::range),
        _ => side.range(),
    };
    let message = format!("`{}` is a coroutine that nobody awaits", look.written(side.range()));
    look.advise(&NOT_AWAITED, made, message, "write `await` before the call");
}

/// Returns whether an operator works between two kinds, or may.
fn works(left: Kind, op: Operator, right: Kind) -> bool {
    let time = |kind: Kind| matches!(kind, Kind::Moment | Kind::Day | Kind::Span);
    match op {
        Operator::Add => {
            left.is_number() && right.is_number()
                || left.is_text() && right.is_text()
                || left == right && left.is_sequence()
                || time(left) && time(right) && (left == Kind::Span || right == Kind::Span)
        }
        Operator::Sub => {
            left.is_number() && right.is_number()
                || left == Kind::Set && right == Kind::Set
                || time(left) && right == Kind::Span
                || time(left) && left == right
                // Both have a date.
                || time(left) && time(right) && left != Kind::Span
        }
        Operator::Mult => {
            let number = |kind: Kind, other: Kind| kind == Kind::Whole && other.is_sequence();
            let span = |kind: Kind, other: Kind| kind.is_number() && other == Kind::Span;
            left.is_number() && right.is_number()
                || number(left, right)
                || number(right, left)
                || span(left, right)
                || span(right, left)
        }
        Operator::Div => {
            left.is_number() && right.is_number()
                || [left, right].contains(&Kind::Path)
                    && [left, right].iter().all(|side| side.is_text() || *side == Kind::Path)
                || left == Kind::Span && (right.is_number() || right == Kind::Span)
        }
        Operator::Pow => left.is_number() && right.is_number(),
        // What stands left of `%` may be a template, and sets, dictionaries and others have operators of their own.
        _ => true,
    }
}

/// `item.parent + "/name"`: whatever `item` is, its parent is a path when a name in a folder is joined to it.
fn parent(left: &Expr, right: &Expr) -> Option<Kind> {
    let Expr::Attribute(attribute) = left else { return None };
    let Expr::StringLiteral(text) = right else { return None };
    (attribute.attr.as_str() == "parent" && text.value.to_str().starts_with(['/', '\\'])).then_some(Kind::Path)
}

/// Returns whether an expression is what `struct.unpack` gave.
fn is_unpacked(look: &Look<'_, '_>, expr: &Expr) -> bool {
    let full = |expr: &Expr| match expr {
        Expr::Call(call) => look.full(&call.func).is_some_and(|name| name.starts_with("struct.unpack")),
        _ => false,
    };
    match expr {
        Expr::Name(name) => look.facts.value(name.id.as_str()).is_some_and(full),
        expr => full(expr),
    }
}
