//! Code that is never reached.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

/// Statements behind one that leaves.
pub(super) static UNREACHABLE: Rule = rule(
    "unreachable-code",
    Category::Code,
    Level::Info,
    "What stands behind `return`, `raise` or `break` never runs.",
);

/// Looks at a body.
pub(super) fn body(look: &mut Look<'_, '_>, body: &[Stmt]) {
    for pair in body.windows(2) {
        let [leaves, next] = pair else { continue };
        let word = match leaves {
            Stmt::Return(_) => "return",
            Stmt::Raise(_) => "raise",
            Stmt::Break(_) => "break",
            Stmt::Continue(_) => "continue",
            Stmt::Expr(expr) if is_exit(look, &expr.value) => "exit",
            _ => continue,
        };
        // A `yield` behind `return` makes a generator that gives nothing.
        let makes_generator = matches!(next, Stmt::Expr(expr) if expr.value.is_yield_expr());
        // Outside of functions people show one raise below another.
        if !makes_generator && !look.is_top() {
            look.report(&UNREACHABLE, next.range(), format!("this never runs: `{word}` stands before it"));
        }
        return;
    }
}

fn is_exit(look: &Look<'_, '_>, expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    ["sys.exit", "os._exit", "exit", "quit"].contains(&look.called(call).as_str()) && !look.is_top()
}
