//! Built-in classes and functions used as if they were data: `set > other`, `for x in list`, `len(dict)`.

use super::rule;
use super::stdlib::{Gathered, Known, groups, span};
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::python::Block;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{CmpOp, Comprehension, Expr, Operator, Stmt};
use ruff_text_size::Ranged;

/// A built-in's name stands where a value belongs.
pub static RULE: Rule = rule(
    "builtin-as-value",
    Category::Code,
    Level::Warn,
    "The name of a built-in class or function stands where a value belongs.",
);

/// Built-ins after which people name their variables.
const NAMES: [&str; 14] =
    ["bytes", "dict", "dir", "float", "frozenset", "id", "input", "int", "iter", "list", "set", "str", "sum", "tuple"];

/// Functions that want something to go through.
const EATERS: [&str; 9] = ["all", "any", "enumerate", "len", "max", "min", "reversed", "sorted", "sum"];

/// Looks at where values belong.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for group in groups(view) {
        // It may be there to show what happens.
        if group.iter().any(|block| view.prose.text[view.prose.code[block.code].at.clone()].contains("TypeError")) {
            continue;
        }
        let own: Vec<Gathered<'_>> = group.iter().map(|block| Gathered::of(block)).collect();
        let all = Gathered::all(&own);
        for (block, own) in group.iter().zip(&own).filter(|(block, _)| !block.two) {
            let known = Known { own, group: &all, note: &all };
            Values { view, block, known, out }.visit_body(block.parsed.suite());
        }
    }
}

struct Values<'a, 'o> {
    view: &'a View<'a>,
    block: &'a Block,
    known: Known<'a>,
    out: &'o mut Vec<Diagnostic>,
}

impl Values<'_, '_> {
    fn value(&mut self, expr: &Expr, what: &str) {
        let Expr::Name(name) = expr else { return };
        let id = name.id.as_str();
        if !NAMES.contains(&id) || !self.known.is_builtin(id) || self.block.is_spoilt(name.range) {
            return;
        }
        let class = !["dir", "id", "input", "iter", "sum"].contains(&id);
        let kind = if class { "class" } else { "function" };
        let message = format!("`{id}` is the built-in {kind} here, {what}");
        let finding = Diagnostic::new(&RULE, span(self.view, self.block, name.range()), message);
        self.out.push(finding.hint("give the value a name of its own and use that"));
    }
}

impl<'a> Visitor<'a> for Values<'_, '_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::For(each) = stmt {
            self.value(&each.iter, "which cannot be gone through");
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.value(&comprehension.iter, "which cannot be gone through");
        visitor::walk_comprehension(self, comprehension);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Compare(compare) => {
                let orders = |op: &CmpOp| matches!(op, CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE);
                if compare.ops.iter().all(orders) {
                    let sides = std::iter::once(&*compare.left).chain(&compare.comparators);
                    sides.for_each(|side| self.value(side, "which cannot be compared by size"));
                }
            }
            Expr::BinOp(binary) if binary.op != Operator::BitOr => {
                self.value(&binary.left, "which no operator takes");
                if binary.op != Operator::Mod {
                    self.value(&binary.right, "which no operator takes");
                }
            }
            Expr::Subscript(subscript)
                if subscript.slice.is_number_literal_expr() || subscript.slice.is_slice_expr() =>
            {
                self.value(&subscript.value, "which has no items");
            }
            Expr::Call(call) => {
                let eats = matches!(&*call.func, Expr::Name(name) if EATERS.contains(&name.id.as_str()))
                    || matches!(self.known.entry(&call.func), Some(entry) if entry.name == "asyncio.wait");
                if let [only] = &*call.arguments.args
                    && eats
                {
                    self.value(only, "which holds nothing");
                }
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}
