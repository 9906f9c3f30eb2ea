//! Names that are given values for nothing.

use super::{Frame, Look};
use crate::diagnostic::{Category, Level, Rule};
use crate::python::names;
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprContext, Stmt, StmtAssign, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

/// `a = b = value` where one is never used.
pub(super) static CHAINED: Rule = rule(
    "chained-assignment",
    Category::Code,
    Level::Warn,
    "Of the names that get this value together, one is never used.",
);
/// A built-in name that is taken.
pub(super) static SHADOWED: Rule = rule(
    "shadowed-builtin",
    Category::Code,
    Level::Info,
    "The name is a built-in's, which is out of reach from here on.",
);
/// A local that nobody reads.
pub(super) static UNUSED: Rule =
    rule("unused-local", Category::Code, Level::Info, "The function gives a name a value and never uses it.");

/// Built-in names whose other use nobody minds.
const COMMON: [&str; 8] = ["copyright", "credits", "license", "exit", "quit", "_", "help", "ExceptionGroup"];

/// Looks at an assignment.
pub(super) fn assign(look: &mut Look<'_, '_>, assign: &StmtAssign) {
    for target in &assign.targets {
        if let Expr::Name(name) = target
            && look.function().is_none()
            && !matches!(look.frames.last(), Some(Frame::Class))
        {
            shadowed(look, name.id.as_str(), name.range);
        }
    }
    if assign.targets.len() < 2 || !is_made(&assign.value) || matches!(look.frames.last(), Some(Frame::Class)) {
        return;
    }
    let names = assign.targets.iter().filter_map(|target| match target {
        Expr::Name(name) => Some((name.id.as_str(), name.range)),
        _ => None,
    });
    let names: Vec<(&str, TextRange)> = names.collect();
    let used = |name: &str| look.facts.loads.contains(name);
    let unused: Vec<(&str, TextRange)> = names.iter().copied().filter(|(name, _)| !used(name)).collect();
    if let [(name, range)] = unused[..]
        && names.len() == assign.targets.len()
        && !name.starts_with('_')
    {
        let message = format!("`{name}` gets the same value and is never used");
        look.advise(&CHAINED, range, message, "delete the name that nobody uses");
    }
}

/// Returns whether a value is worked out, so that two names for it are no two things to begin with.
fn is_made(value: &Expr) -> bool {
    matches!(value, Expr::Call(_) | Expr::BinOp(_) | Expr::FString(_) | Expr::ListComp(_) | Expr::Await(_))
}

fn shadowed(look: &mut Look<'_, '_>, name: &str, range: TextRange) {
    if names::is_builtin(name) && !COMMON.contains(&name) && !name.starts_with("__") {
        look.report(&SHADOWED, range, format!("`{name}` is a built-in's name, which is out of reach from here on"));
    }
}

/// Looks at a class.
pub(super) fn class(look: &mut Look<'_, '_>, class: &StmtClassDef) {
    let name = class.name.as_str();
    if look.is_top() && names::is_builtin(name) {
        look.report(
            &SHADOWED,
            class.name.range(),
            format!("`{name}` is a built-in's name, which is out of reach from here on"),
        );
    }
}

/// Looks at a function for names that it never uses.
pub(super) fn function(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    if look.frames.iter().any(|frame| matches!(frame, Frame::Function(_))) {
        return;
    }
    let mut locals = Locals::default();
    locals.visit_body(&def.body);
    if locals.blind {
        return;
    }
    for (name, range) in locals.bound {
        if !locals.loads.contains(name) && !name.starts_with('_') && !["unused", "dummy", "ignored"].contains(&name) {
            look.report(&UNUSED, range, format!("`{name}` gets a value and is never used"));
        }
    }
}

#[derive(Default)]
struct Locals<'a> {
    bound: Vec<(&'a str, TextRange)>,
    loads: FxHashSet<&'a str>,
    blind: bool,
    classes: usize,
}

impl<'a> Visitor<'a> for Locals<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Assign(assign) if self.classes == 0 => {
                if let [Expr::Name(name)] = &assign.targets[..]
                    && assign.value.is_call_expr()
                {
                    self.bound.push((name.id.as_str(), name.range));
                }
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) => self.blind = true,
            Stmt::ClassDef(_) => {
                self.classes += 1;
                visitor::walk_stmt(self, stmt);
                self.classes -= 1;
                return;
            }
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr {
            if name.ctx != ExprContext::Store {
                self.loads.insert(name.id.as_str());
            }
            self.blind |= ["locals", "vars", "exec", "eval"].contains(&name.id.as_str());
        }
        visitor::walk_expr(self, expr);
    }
}
