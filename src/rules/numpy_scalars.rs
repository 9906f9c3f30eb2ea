//! Numbers of `numpy` in a list that is printed: since its version 2 they do not look like Python's.

use super::rule;
use super::stdlib::{Gathered, Known, Value, groups, span};
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// How many steps are gone to learn what a name is.
const DEEPEST: u8 = 5;

/// `print(list(array))`.
pub static RULE: Rule = rule(
    "numpy-numbers-in-list",
    Category::Code,
    Level::Info,
    "Since NumPy 2, a list of an array's numbers is printed as `[np.int64(1), …]`.",
);

/// Looks at what is printed.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for group in groups(view) {
        if !group.iter().any(|block| block.text().contains("numpy")) {
            continue;
        }
        let own: Vec<Gathered<'_>> = group.iter().map(|block| Gathered::of(block)).collect();
        let all = Gathered::all(&own);
        for (block, own) in group.iter().zip(&own) {
            let mut prints = Prints {
                known: Known { own, group: &all, note: &all },
                suite: block.parsed.suite(),
                found: Vec::new(),
            };
            prints.visit_body(block.parsed.suite());
            for range in prints.found.into_iter().filter(|range| !block.is_spoilt(*range)) {
                let message = "since NumPy 2 this shows `[np.int64(1), …]` and the like";
                let finding = Diagnostic::new(&RULE, span(view, block, range), message);
                out.push(finding.hint("use the array's `tolist`, which makes numbers of Python"));
            }
        }
    }
}

struct Prints<'a> {
    known: Known<'a>,
    suite: &'a [Stmt],
    found: Vec<TextRange>,
}

impl Prints<'_> {
    /// Returns whether an expression is what a function of `numpy` gives, or a part of that.
    fn is_array(&self, expr: &Expr, depth: u8) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match expr {
            Expr::Name(name) => self.known.group.values.get(name.id.as_str()).is_some_and(|values| {
                let made = |value: &Value<'_>| matches!(value, Value::Of(expr) if self.is_array(expr, depth));
                !values.is_empty() && values.iter().all(made)
            }),
            Expr::Subscript(part) => self.is_array(&part.value, depth),
            Expr::Call(call) if self.is_numpy(call) => true,
            // A function of the section that returns one.
            Expr::Call(call) => {
                let Expr::Name(name) = &*call.func else { return false };
                let mut defs = self.suite.iter().filter_map(|stmt| stmt.as_function_def_stmt());
                let last = defs.find(|def| def.name.as_str() == name.id.as_str()).and_then(|def| def.body.last());
                let value = last.and_then(|last| last.as_return_stmt()).and_then(|last| last.value.as_deref());
                value.is_some_and(|value| self.is_array(value, depth))
            }
            _ => false,
        }
    }

    fn is_numpy(&self, call: &ExprCall) -> bool {
        let Some(name) = crate::python::names::dotted(&call.func) else { return false };
        let Some((first, rest)) = name.split_once('.') else { return false };
        let makes = ["load", "save", "shape", "ndim", "info", "size"];
        self.known.import(first).as_deref() == Some("numpy") && !rest.contains('.') && !makes.contains(&rest)
    }
}

impl<'a> Visitor<'a> for Prints<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && matches!(&*call.func, Expr::Name(name) if &name.id == "print")
        {
            for argument in &call.arguments.args {
                if let Expr::Call(inner) = argument
                    && matches!(&*inner.func, Expr::Name(name) if &name.id == "list")
                    && let [only] = &*inner.arguments.args
                    && self.is_array(only, DEEPEST)
                {
                    self.found.push(inner.range());
                }
            }
        }
        visitor::walk_expr(self, expr);
    }
}
