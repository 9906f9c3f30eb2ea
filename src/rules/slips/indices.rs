//! Indices that run past the end: `items[i + 1]` in a loop over `range(len(items))`.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprContext, ExprSubscript, Number, Operator, Stmt, StmtFor};
use ruff_text_size::Ranged;

/// An index that is too large in the last round.
pub(super) static RULE: Rule = rule(
    "index-past-the-end",
    Category::Code,
    Level::Warn,
    "In the last round the index is past the end, which raises `IndexError`.",
);

/// Looks at a loop over the indices of a list.
pub(super) fn each(look: &mut Look<'_, '_>, each: &StmtFor) {
    let Expr::Name(index) = &*each.target else { return };
    let Some((items, past)) = indices(&each.iter) else { return };
    if look.is_expected_to_fail() {
        return;
    }
    let mut reads = Reads { index: index.id.as_str(), items, past, found: None, guarded: false };
    reads.visit_body(&each.body);
    if let Some(found) = reads.found.filter(|_| !reads.guarded) {
        let message = format!("in the last round `{}` is past the end of `{items}`", look.written(found.slice.range()));
        look.advise(&RULE, found.range(), message, "end the range earlier");
    }
}

/// Returns whose indices a range gives, and by how much it reaches past the last one.
fn indices(range: &Expr) -> Option<(&str, u64)> {
    let Expr::Call(call) = range else { return None };
    let named = matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "range");
    let stop = match &*call.arguments.args {
        [stop] | [_, stop] if named && call.arguments.keywords.is_empty() => stop,
        _ => return None,
    };
    let (length, past) = match stop {
        Expr::BinOp(sum) if sum.op == Operator::Add => (&*sum.left, number(&sum.right)?),
        other => (other, 0),
    };
    let Expr::Call(call) = length else { return None };
    match (&*call.func, &*call.arguments.args) {
        (Expr::Name(name), [Expr::Name(items)]) if name.id.as_str() == "len" => Some((items.id.as_str(), past)),
        _ => None,
    }
}

fn number(expr: &Expr) -> Option<u64> {
    let Expr::NumberLiteral(literal) = expr else { return None };
    match &literal.value {
        Number::Int(int) => int.as_u64(),
        _ => None,
    }
}

fn is(expr: &Expr, name: &str) -> bool {
    matches!(expr, Expr::Name(own) if own.id.as_str() == name)
}

/// The reads of the items in a loop.
struct Reads<'n, 'a> {
    index: &'n str,
    items: &'n str,
    past: u64,
    found: Option<&'a ExprSubscript>,
    /// Whether something in the loop sees to the last round, or may: a condition, a `break`, a change of the list.
    guarded: bool,
}

impl Reads<'_, '_> {
    /// Returns by how much an index is larger than the variable of the loop.
    fn ahead(&self, slice: &Expr) -> Option<u64> {
        match slice {
            Expr::Name(_) if is(slice, self.index) => Some(0),
            Expr::BinOp(sum) if sum.op == Operator::Add && is(&sum.left, self.index) => number(&sum.right),
            _ => None,
        }
    }
}

impl<'a> Visitor<'a> for Reads<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::If(_) | Stmt::While(_) | Stmt::Try(_) | Stmt::Break(_) | Stmt::Match(_) | Stmt::Return(_) => {
                self.guarded = true;
            }
            Stmt::AugAssign(assign) => self.guarded |= is(&assign.target, self.index),
            Stmt::Assign(assign) => {
                self.guarded |= assign.targets.iter().any(|target| is(target, self.index) || is(target, self.items));
            }
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::If(_) | Expr::BoolOp(_) => self.guarded = true,
            // `items.append(…)`
            Expr::Attribute(attribute) => self.guarded |= is(&attribute.value, self.items),
            Expr::Subscript(part) if part.ctx == ExprContext::Load && is(&part.value, self.items) => {
                let past = self.ahead(&part.slice).is_some_and(|ahead| ahead + self.past > 0);
                if past && self.found.is_none() {
                    self.found = Some(part);
                }
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}
