//! Threads and processes.

use super::Look;
use super::facts::Origin;
use crate::diagnostic::{Category, Level, Rule};
use crate::python::Dialect;
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::Ranged;

/// `join` before `get`.
pub(super) static JOIN_FIRST: Rule = rule(
    "join-before-get",
    Category::Code,
    Level::Warn,
    "A process that has put much on a queue does not end before the queue is read: read first, then join.",
);
/// A process that is started on import.
pub(super) static UNGUARDED: Rule = rule(
    "unguarded-process",
    Category::Code,
    Level::Info,
    "Where processes are spawned, each one imports this module and would start more of them.",
);
/// `Thread(target=f())`.
pub(super) static CALLED: Rule = rule(
    "target-called",
    Category::Code,
    Level::Warn,
    "The function is called here and now, and what it returns is handed over; leave the parentheses out.",
);
/// A mix-in whose one method is overridden.
pub(super) static OVERRIDE: Rule = rule(
    "process-request-overridden",
    Category::Code,
    Level::Warn,
    "The mix-in does its work in `process_request`; overriding it serves one request after the other.",
);
/// A lock that stays locked when something goes wrong.
pub(super) static LOCK: Rule = rule(
    "lock-without-with",
    Category::Code,
    Level::Info,
    "An error on the way leaves the lock locked; take it with `with`.",
);

/// Looks at a body: `p.join()`, and behind it `queue.get()`.
pub(super) fn body(look: &mut Look<'_, '_>, body: &[Stmt]) {
    let mut join = None;
    for stmt in body {
        if let Some(range) = join
            && gets(look, stmt)
        {
            let message = "a child that has put much on the queue does not end before it is read";
            look.advise(&JOIN_FIRST, range, message, "read the queue first, then join");
            return;
        }
        if gets(look, stmt) {
            return;
        }
        if join.is_none() {
            join = joined(look, stmt);
        }
    }
}

/// Returns where a statement joins a process, perhaps in a loop.
fn joined(look: &Look<'_, '_>, stmt: &Stmt) -> Option<ruff_text_size::TextRange> {
    match stmt {
        Stmt::Expr(expr) => {
            let Expr::Call(call) = &*expr.value else { return None };
            let Expr::Attribute(attribute) = &*call.func else { return None };
            let Expr::Name(name) = &*attribute.value else { return None };
            let process = is_process(look, name.id.as_str());
            (attribute.attr.as_str() == "join" && process).then_some(expr.range)
        }
        Stmt::For(each) => each.body.iter().find_map(|stmt| joined(look, stmt)),
        _ => None,
    }
}

fn is_process(look: &Look<'_, '_>, name: &str) -> bool {
    match look.facts.class_of_name(name) {
        Some(class) => class == "multiprocessing.Process",
        None => {
            look.facts.calls.iter().any(|call| is_maker(look, call))
                && look.facts.origins(name).is_some_and(|from| {
                    from.iter().all(|origin| match origin {
                        Origin::Value(Expr::Call(call)) => is_maker(look, call),
                        Origin::Item(_) => true,
                        _ => false,
                    })
                })
        }
    }
}

fn is_maker(look: &Look<'_, '_>, call: &ExprCall) -> bool {
    ["multiprocessing.Process", "Process", "multiprocessing.context.Process"].contains(&look.called(call).as_str())
}

/// Returns whether a statement reads a queue of `multiprocessing`.
fn gets(look: &Look<'_, '_>, stmt: &Stmt) -> bool {
    let mut reads = Gets { look, found: false };
    reads.visit_stmt(stmt);
    reads.found
}

struct Gets<'l, 'a, 'o> {
    look: &'l Look<'a, 'o>,
    found: bool,
}

impl<'v> Visitor<'v> for Gets<'_, '_, '_> {
    fn visit_stmt(&mut self, stmt: &'v Stmt) {
        if !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
            visitor::walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'v Expr) {
        if let Expr::Call(call) = expr
            && let Expr::Attribute(attribute) = &*call.func
            && attribute.attr.as_str() == "get"
            && let Expr::Name(name) = &*attribute.value
        {
            let queues = ["multiprocessing.Queue", "multiprocessing.JoinableQueue", "Queue"];
            let all = self.look.facts.origins(name.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            self.found |= all.iter().any(|origin| {
                matches!(origin, Origin::Value(Expr::Call(maker)) if queues.contains(&self.look.called(maker).as_str()))
            });
        }
        visitor::walk_expr(self, expr);
    }
}

/// Looks at a call that makes a thread or a process.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    let process = ["multiprocessing.Process", "multiprocessing.Pool", "concurrent.futures.ProcessPoolExecutor"];
    let made_by_hand = ["multiprocessing.pool.Pool", "concurrent.futures.process.ProcessPoolExecutor"];
    if (process.contains(&name.as_str()) || made_by_hand.contains(&name.as_str()))
        && look.is_at_import()
        && look.block.dialect == Dialect::Script
    {
        let message = "where processes are spawned, each one imports this module and would start more";
        look.advise(&UNGUARDED, call.range(), message, "put it under `if __name__ == \"__main__\":`");
    }
    let taken = match name.as_str() {
        "threading.Thread" | "multiprocessing.Process" | "Thread" | "Process" => {
            call.arguments.find_keyword("target").map(|keyword| &keyword.value)
        }
        "threading.Timer" | "Timer" | "signal.signal" => call.arguments.args.get(1),
        "atexit.register" => call.arguments.args.first(),
        _ if is_submit(look, call) => call.arguments.args.first(),
        _ => None,
    };
    if let Some(Expr::Call(target)) = taken
        && !makes_function(look, target)
    {
        let message = format!(
            "`{}` is called here and now, and what it returns is handed over",
            look.written(target.func.range())
        );
        look.advise(&CALLED, target.range(), message, "leave the parentheses out; arguments go beside it");
    }
}

fn is_submit(look: &Look<'_, '_>, call: &ExprCall) -> bool {
    let Expr::Attribute(attribute) = &*call.func else { return false };
    let Expr::Name(name) = &*attribute.value else { return false };
    let executor = look.facts.class_of_name(name.id.as_str()).is_some_and(|class| class.contains("Executor"));
    ["submit", "apply_async"].contains(&attribute.attr.as_str())
        && (executor || ["executor", "pool", "exe", "ex"].contains(&name.id.as_str()))
}

/// Returns whether a call may give a function.
fn makes_function(look: &Look<'_, '_>, call: &ExprCall) -> bool {
    let name = look.called(call);
    let last = name.rsplit('.').next().unwrap_or_default();
    if let Some(defs) = look.facts.functions.get(last) {
        return defs
            .iter()
            .any(|(def, _)| def.decorator_list.is_empty() && returns_something(def) || !def.decorator_list.is_empty());
    }
    let hints = [
        "partial",
        "make",
        "create",
        "factory",
        "build",
        "wrap",
        "get",
        "decor",
        "methodcaller",
        "attrgetter",
        "handler",
        "ignore",
    ];
    let lower = last.to_lowercase();
    name.is_empty() || last.starts_with(|c: char| c.is_uppercase()) || hints.iter().any(|hint| lower.contains(hint))
}

/// Returns whether a function gives back what may be a function.
fn returns_something(def: &StmtFunctionDef) -> bool {
    struct Back(bool);
    impl<'a> Visitor<'a> for Back {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
                Stmt::Return(back) => {
                    self.0 |= back.value.as_deref().is_some_and(|value| {
                        matches!(value, Expr::Name(_) | Expr::Attribute(_) | Expr::Lambda(_) | Expr::Call(_))
                    });
                }
                _ => visitor::walk_stmt(self, stmt),
            }
        }
    }
    let mut back = Back(false);
    back.visit_body(&def.body);
    back.0
}

/// Looks at a class that mixes threads into a server.
pub(super) fn class(look: &mut Look<'_, '_>, class: &StmtClassDef) {
    let mixes = class.bases().iter().filter_map(|base| look.full(base)).find(|base| {
        let last = base.rsplit('.').next().unwrap_or_default();
        ["ThreadingMixIn", "ForkingMixIn", "ThreadingTCPServer", "ThreadingUDPServer", "ThreadingHTTPServer"]
            .contains(&last)
    });
    let Some(mixin) = mixes else { return };
    for stmt in &class.body {
        let Stmt::FunctionDef(def) = stmt else { continue };
        if def.name.as_str() == "process_request" && !calls_super(look, def) {
            let message = format!("`{mixin}` does its work in `process_request`, which is overridden here");
            look.advise(&OVERRIDE, def.name.range(), message, "override `finish_request` or the handler instead");
        }
    }
}

fn calls_super(look: &Look<'_, '_>, def: &StmtFunctionDef) -> bool {
    let text = look.written(def.range);
    text.contains("super()") || text.contains("MixIn.process_request") || text.contains("process_request_thread")
}

/// Looks at an expression that stands alone.
pub(super) fn alone(look: &mut Look<'_, '_>, expr: &Expr) {
    let Expr::Call(call) = expr else { return };
    let Expr::Attribute(attribute) = &*call.func else { return };
    if attribute.attr.as_str() != "acquire" || look.block.dialect == Dialect::Session {
        return;
    }
    let is_lock = |class: &str| ["Lock", "Semaphore", "Condition"].iter().any(|word| class.contains(word));
    let id = look.written(attribute.value.range());
    let lock = match &*attribute.value {
        Expr::Name(_) => look.facts.class_of_name(id).is_some_and(|class| is_lock(&class)),
        // `self.guard = threading.Lock()`
        Expr::Attribute(inner) if inner.value.is_name_expr() => {
            let made = look.block.text().split_once(&format!("{id} = ")).map(|(_, rest)| rest);
            made.and_then(|made| made.lines().next()).is_some_and(is_lock)
        }
        _ => return,
    };
    if (lock || id.to_lowercase().contains("lock")) && !look.block.text().contains("finally:") {
        let message = format!("an error on the way leaves `{id}` locked");
        look.advise(&LOCK, call.range(), message, &format!("write `with {id}:`"));
    }
}
