//! Decorators that give back nothing, or the result of their wrapper instead of the wrapper; functions that call themselves with
//! what they were given.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

/// A decorator without its wrapper.
pub(super) static NOTHING: Rule = rule(
    "decorator-gives-no-function",
    Category::Code,
    Level::Warn,
    "A decorator must return the function that takes the place of the old one.",
);
/// A function that calls itself with its own arguments.
pub(super) static ENDLESS: Rule = rule(
    "endless-recursion",
    Category::Code,
    Level::Warn,
    "The function calls itself with the very arguments that it was given, so it never ends.",
);

/// Looks at a function.
pub(super) fn function(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    decorator(look, def);
    endless(look, def);
}

/// A function that takes one other, defines a third that calls it, and returns something else than that.
fn decorator(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    let mut parameters = def.parameters.iter_non_variadic_params();
    let (Some(taken), None) = (parameters.next(), parameters.next()) else { return };
    let taken = taken.parameter.name.as_str();
    let inner = def.body.iter().find_map(Stmt::as_function_def_stmt);
    let Some(inner) = inner.filter(|inner| calls(&inner.body, taken) && is_whole(look, def)) else { return };
    let name = inner.name.as_str();
    let mut returns = Returns { values: Vec::new(), name, used: false };
    returns.visit_body(&def.body);
    match &returns.values[..] {
        [] if !returns.used => {
            let message = format!("`{}` returns nothing, so what it decorates becomes `None`", def.name.as_str());
            look.advise(&NOTHING, def.name.range(), message, &format!("end it with `return {name}`"));
        }
        [Some(Expr::Call(call))] if matches!(&*call.func, Expr::Name(called) if called.id.as_str() == name) => {
            let message = format!("this calls `{name}` and returns what it gives, not the function");
            look.advise(&NOTHING, call.range(), message, &format!("write `return {name}`"));
        }
        _ => {}
    }
}

/// Returns whether nothing was left out of a function, as a sketch leaves things out.
fn is_whole(look: &Look<'_, '_>, def: &StmtFunctionDef) -> bool {
    let written = look.written(def.range());
    look.block.is_whole() && !written.contains("...") && !written.contains('…')
}

fn calls(body: &[Stmt], name: &str) -> bool {
    struct Calls<'n>(&'n str, bool);
    impl<'a> Visitor<'a> for Calls<'_> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Call(call) = expr {
                self.1 |= matches!(&*call.func, Expr::Name(called) if called.id.as_str() == self.0);
            }
            visitor::walk_expr(self, expr);
        }
    }
    let mut calls = Calls(name, false);
    calls.visit_body(body);
    calls.1
}

/// The values that a function itself returns, and whether it uses a function inside of it otherwise.
struct Returns<'n, 'a> {
    values: Vec<Option<&'a Expr>>,
    name: &'n str,
    used: bool,
}

impl<'a> Visitor<'a> for Returns<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Return(back) => self.values.push(back.value.as_deref()),
            Stmt::Raise(_) => self.values.push(None),
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            // A generator is no plain decorator.
            Expr::Yield(_) | Expr::YieldFrom(_) => self.values.push(None),
            Expr::Name(name) => self.used |= name.id.as_str() == self.name,
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}

/// A call of the function itself with its own parameters, none of which it changes.
fn endless(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    let parameters: Vec<&str> =
        def.parameters.iter_non_variadic_params().map(|one| one.parameter.name.as_str()).collect();
    let bare = def.parameters.vararg.is_none() && def.parameters.kwarg.is_none();
    if parameters.is_empty() || !bare || !def.decorator_list.is_empty() || def.is_async {
        return;
    }
    let defs = look.facts.functions.get(def.name.as_str()).map(Vec::as_slice).unwrap_or_default();
    if !matches!(defs, [(_, None)]) {
        return;
    }
    let mut own = Own { name: def.name.as_str(), parameters: &parameters, calls: Vec::new(), changed: false };
    own.visit_body(&def.body);
    if own.changed {
        return;
    }
    for range in own.calls {
        let message = format!("`{}` calls itself with what it was given, so it never ends", def.name.as_str());
        look.advise(&ENDLESS, range, message, "hand over less than was given, such as `n - 1`");
    }
}

struct Own<'n> {
    name: &'n str,
    parameters: &'n [&'n str],
    calls: Vec<TextRange>,
    /// Whether a parameter is bound anew, or something is done to one that may change it.
    changed: bool,
}

impl Own<'_> {
    fn is_same(&self, call: &ExprCall) -> bool {
        let named = |(given, own): (&Expr, &&str)| matches!(given, Expr::Name(name) if name.id.as_str() == *own);
        matches!(&*call.func, Expr::Name(called) if called.id.as_str() == self.name)
            && call.arguments.keywords.is_empty()
            && call.arguments.args.len() == self.parameters.len()
            && call.arguments.args.iter().zip(self.parameters).all(named)
    }

    fn is_parameter(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Name(name) if self.parameters.contains(&name.id.as_str()))
    }
}

impl<'a> Visitor<'a> for Own<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            // A wrapper of its own, or a try that comes back to the function later.
            Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::Try(_)
            | Stmt::While(_)
            | Stmt::Delete(_)
            | Stmt::Global(_) => self.changed = true,
            Stmt::Assign(assign) => self.changed |= assign.targets.iter().any(|target| !target.is_name_expr()),
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if !name.ctx.is_load() => self.changed |= self.is_parameter(expr),
            Expr::Call(call) if self.is_same(call) => self.calls.push(call.range()),
            // A method or another function may change what it is called on or given.
            Expr::Call(call) => {
                self.changed |= match &*call.func {
                    // It may come back with another answer, or after a while.
                    Expr::Name(name) => ["next", "input", "setattr"].contains(&name.id.as_str()),
                    Expr::Attribute(attribute) => {
                        self.is_parameter(&attribute.value) || attribute.attr.as_str() == "sleep"
                    }
                    _ => true,
                };
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}
