//! What processes share: a pipe's end, values, blocks of memory.

use super::{Frame, Look};
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtAssign, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

/// Several processes that write into one end of a pipe.
pub(super) static PIPE: Rule = rule(
    "shared-pipe-end",
    Category::Code,
    Level::Warn,
    "Data may be mixed up when several processes use the same end of a pipe at once.",
);
/// `value.value += 1` without its lock.
pub(super) static UPDATE: Rule = rule(
    "unlocked-shared-update",
    Category::Code,
    Level::Warn,
    "Reading and writing back are two steps, so updates of other processes get lost in between.",
);
/// Shared memory that nobody frees.
pub(super) static MEMORY: Rule = rule(
    "shared-memory-not-unlinked",
    Category::Code,
    Level::Warn,
    "A block of shared memory stays until somebody calls `unlink`.",
);

/// Looks at a call: a process in a loop.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    if look.called(call).rsplit('.').next() == Some("Process") {
        pipe(look, call);
    }
}

/// Looks at an assignment: a block of shared memory.
pub(super) fn assign(look: &mut Look<'_, '_>, assign: &StmtAssign) {
    let Expr::Call(call) = &*assign.value else { return };
    let name = look.called(call);
    let last = name.rsplit('.').next().unwrap_or_default();
    if ["SharedMemory", "ShareableList"].contains(&last) && (name.contains("shared_memory") || name == last) {
        memory(look, call, last);
    }
}

/// Looks at what a comprehension makes: processes that all get the same end.
pub(super) fn made(look: &mut Look<'_, '_>, made: &Expr) {
    let Expr::Call(call) = made else { return };
    if look.called(call).rsplit('.').next() != Some("Process") {
        return;
    }
    let Some(Expr::Tuple(given)) = call.arguments.find_keyword("args").map(|keyword| &keyword.value) else { return };
    let end = given.elts.iter().filter_map(Expr::as_name_expr).find(|name| pipe_end(look, name.id.as_str()).is_some());
    if let Some(name) = end {
        let message = format!("all processes get the same end `{}` of the pipe", name.id);
        look.advise(&PIPE, name.range, message, "give each its own pipe, or use a queue");
    }
}

fn pipe(look: &mut Look<'_, '_>, call: &ExprCall) {
    let around = look.frames.iter().rev().find(|frame| matches!(frame, Frame::For(_))).copied();
    let Some(Frame::For(each)) = around else { return };
    let Some(Expr::Tuple(given)) = call.arguments.find_keyword("args").map(|keyword| &keyword.value) else { return };
    for item in &given.elts {
        let Expr::Name(name) = item else { continue };
        if let Some(made) = pipe_end(look, name.id.as_str())
            && !each.range.contains_range(made)
        {
            let message = format!("all processes get the same end `{}` of the pipe", name.id);
            look.advise(&PIPE, name.range, message, "give each its own pipe, or use a queue");
        }
    }
}

/// Returns where a name is bound to an end of a pipe.
fn pipe_end(look: &Look<'_, '_>, name: &str) -> Option<TextRange> {
    struct Ends<'n>(&'n str, Option<TextRange>);
    impl<'a> Visitor<'a> for Ends<'_> {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            if let Stmt::Assign(assign) = stmt
                && let [Expr::Tuple(ends)] = &assign.targets[..]
                && let Expr::Call(call) = &*assign.value
                && crate::python::names::dotted(&call.func).is_some_and(|full| full.rsplit('.').next() == Some("Pipe"))
                && ends.elts.iter().any(|end| matches!(end, Expr::Name(end) if end.id.as_str() == self.0))
            {
                self.1 = Some(assign.range);
            }
            visitor::walk_stmt(self, stmt);
        }
    }
    let mut ends = Ends(name, None);
    ends.visit_body(look.block.parsed.suite());
    ends.1
}

fn memory(look: &mut Look<'_, '_>, call: &ExprCall, class: &str) {
    let creates = match class {
        "SharedMemory" => call.arguments.find_argument_value("create", 1).is_some_and(Expr::is_boolean_literal_expr),
        _ => !call.arguments.args.is_empty(),
    };
    if creates && !look.facts.attrs.contains("unlink") {
        let message = "the block of shared memory stays until somebody calls `unlink`";
        look.advise(&MEMORY, call.range(), message, "close and unlink it at the end");
    }
}

/// Looks at a function that a process runs.
pub(super) fn function(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    let facts = look.facts;
    let makes = |names: [&str; 2]| {
        facts.calls.iter().any(|call| {
            // An attribute has no other name, so most calls need not be followed to where they lead.
            if matches!(&*call.func, Expr::Attribute(of) if !names.contains(&of.attr.as_str())) {
                return false;
            }
            let full = look.called(call);
            full.starts_with("multiprocessing") && names.contains(&full.rsplit('.').next().unwrap_or_default())
        })
    };
    let managed = makes(["Manager", "SyncManager"])
        && facts
            .calls
            .iter()
            .any(|call| matches!(&*call.func, Expr::Attribute(made) if ["dict", "list"].contains(&made.attr.as_str())));
    let (value, array) = (makes(["Value", "Value"]), makes(["Array", "Array"]) || managed);
    if !value && !array {
        return;
    }
    let runs = facts.calls.iter().any(|call| {
        let target = call.arguments.find_keyword("target").map(|keyword| &keyword.value);
        matches!(target, Some(Expr::Name(name)) if name.id.as_str() == def.name.as_str())
            && look.called(call).ends_with("Process")
    });
    if !runs {
        return;
    }
    let mut own = Own(Vec::new());
    own.visit_body(&def.body);
    let mut updates = Updates { value, array, own: own.0, found: Vec::new() };
    updates.visit_body(&def.body);
    for range in updates.found {
        let message = "reading and writing back are two steps, so updates of other processes get lost";
        let hint = if managed {
            "hold a `multiprocessing.Lock` around it"
        } else {
            "hold the lock around it: `with shared.get_lock():`"
        };
        look.advise(&UPDATE, range, message, hint);
    }
}

/// Looks for updates outside of `with`.
struct Updates<'a> {
    value: bool,
    array: bool,
    /// Names that the function makes itself.
    own: Vec<&'a str>,
    found: Vec<TextRange>,
}

/// Gathers the names that a function gives values.
struct Own<'a>(Vec<&'a str>);

impl<'a> Visitor<'a> for Own<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && name.ctx.is_store()
        {
            self.0.push(name.id.as_str());
        }
        visitor::walk_expr(self, expr);
    }
}

impl Updates<'_> {
    /// Returns whether an expression is a name that comes from outside of the function.
    fn is_foreign(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Name(name) if !self.own.contains(&name.id.as_str()))
    }

    fn is_shared(&self, target: &Expr) -> bool {
        match target {
            Expr::Attribute(attribute) => {
                self.value && attribute.attr.as_str() == "value" && self.is_foreign(&attribute.value)
            }
            Expr::Subscript(subscript) => self.array && self.is_foreign(&subscript.value),
            _ => false,
        }
    }
}

impl<'a> Visitor<'a> for Updates<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::With(_) | Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            // A lock may be taken by hand.
            Stmt::Expr(expr) if matches!(&*expr.value, Expr::Call(call) if matches!(&*call.func, Expr::Attribute(attribute) if attribute.attr.as_str() == "acquire")) =>
            {
                self.value = false;
                self.array = false;
            }
            Stmt::AugAssign(assign) if self.is_shared(&assign.target) => self.found.push(assign.range),
            Stmt::Assign(assign) => {
                if let ([target], Expr::BinOp(sum)) = (&assign.targets[..], &*assign.value)
                    && self.is_shared(target)
                    && same(target, &sum.left)
                {
                    self.found.push(assign.range);
                }
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }
}

/// Returns whether two expressions are written with the same names.
fn same(target: &Expr, value: &Expr) -> bool {
    match (target, value) {
        (Expr::Name(a), Expr::Name(b)) => a.id == b.id,
        (Expr::NumberLiteral(a), Expr::NumberLiteral(b)) => a.value == b.value,
        (Expr::StringLiteral(a), Expr::StringLiteral(b)) => a.value.to_str() == b.value.to_str(),
        (Expr::Attribute(a), Expr::Attribute(b)) => a.attr.as_str() == b.attr.as_str() && same(&a.value, &b.value),
        (Expr::Subscript(a), Expr::Subscript(b)) => same(&a.value, &b.value) && same(&a.slice, &b.slice),
        _ => false,
    }
}
