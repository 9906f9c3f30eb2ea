//! Coroutines and their loop.

use super::Look;
use super::kinds::makes_coroutine;
use crate::diagnostic::{Category, Level, Rule};
use crate::python::{Dialect, api};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

/// A coroutine that is made and never run.
pub(super) static NOT_AWAITED: Rule = rule(
    "coroutine-not-awaited",
    Category::Code,
    Level::Warn,
    "The call makes a coroutine, and nothing runs it: `await` it.",
);
/// `time.sleep` in a coroutine.
pub(super) static SLEEP: Rule = rule(
    "sleep-in-coroutine",
    Category::Code,
    Level::Warn,
    "`time.sleep` stops the whole event loop; await `asyncio.sleep`.",
);
/// `asyncio.run` in a coroutine.
pub(super) static RUN_INSIDE: Rule = rule(
    "run-in-coroutine",
    Category::Code,
    Level::Warn,
    "`asyncio.run` cannot be called where an event loop runs already; use `await`.",
);
/// `create_task` without a loop.
pub(super) static TASK_OUTSIDE: Rule = rule(
    "task-outside-loop",
    Category::Code,
    Level::Warn,
    "`create_task` needs a running event loop, and outside of a coroutine there is none.",
);

/// Looks at an expression that stands alone.
pub(super) fn alone(look: &mut Look<'_, '_>, expr: &Expr) {
    let Expr::Call(call) = expr else { return };
    let own = match &*call.func {
        Expr::Name(name) => makes_coroutine(look, name.id.as_str()),
        Expr::Attribute(attribute) if matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "self") => {
            look.facts.functions.get(attribute.attr.as_str()).is_some_and(|defs| {
                defs.iter().all(|(def, class)| {
                    def.is_async && def.decorator_list.is_empty() && class.is_some() && !yields(look, def)
                })
            })
        }
        _ => false,
    };
    let known = || {
        let inside = look.function().is_some_and(|def| def.is_async);
        inside && api::entry(&look.called(call)).is_some_and(|entry| entry.flags.is_async())
    };
    if own || known() {
        let message = format!(
            "`{}` makes a coroutine that nothing runs",
            look.written(call.range()).lines().next().unwrap_or_default()
        );
        look.advise(&NOT_AWAITED, call.range(), message, "write `await` before it");
    }
}

fn yields(look: &Look<'_, '_>, def: &ruff_python_ast::StmtFunctionDef) -> bool {
    look.written(def.range).contains("yield")
}

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    match name.as_str() {
        "time.sleep" if in_coroutine(look) => {
            let message = "`time.sleep` stops the whole event loop";
            look.advise(&SLEEP, call.range(), message, "write `await asyncio.sleep(…)`");
        }
        "asyncio.run" if in_coroutine(look) => {
            let message = "`asyncio.run` cannot be called where an event loop runs already";
            look.advise(&RUN_INSIDE, call.range(), message, "use `await`");
        }
        "asyncio.create_task"
            if !look.frames.iter().any(|frame| matches!(frame, super::Frame::Function(_) | super::Frame::Lambda))
                && look.block.dialect == Dialect::Script
                && !is_bare(call) =>
        {
            let message = "`create_task` needs a running event loop, and there is none here";
            look.advise(&TASK_OUTSIDE, call.range(), message, "call it in a coroutine that `asyncio.run` runs");
        }
        _ => {}
    }
}

/// Returns whether a call only names what it is about, as in a list of functions.
fn is_bare(call: &ExprCall) -> bool {
    call.arguments.is_empty()
}

fn in_coroutine(look: &Look<'_, '_>) -> bool {
    look.function().is_some_and(|def| def.is_async)
}
