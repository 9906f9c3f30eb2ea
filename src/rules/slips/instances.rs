//! Objects that are called as if they were functions: `with lock():` for a lock that was made before.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

/// An object that cannot be called.
pub(super) static CALLED: Rule = rule(
    "object-called",
    Category::Code,
    Level::Warn,
    "What stands here is an object and no function, so it cannot be called.",
);

/// Classes of the library whose objects cannot be called.
const CLASSES: [&str; 26] = [
    "builtins.bytes",
    "builtins.dict",
    "builtins.list",
    "builtins.set",
    "builtins.str",
    "builtins.tuple",
    "asyncio.Event",
    "asyncio.Lock",
    "asyncio.Queue",
    "asyncio.Semaphore",
    "collections.Counter",
    "collections.OrderedDict",
    "collections.defaultdict",
    "collections.deque",
    "datetime.date",
    "datetime.datetime",
    "datetime.timedelta",
    "pathlib.Path",
    "queue.Queue",
    "re.Match",
    "re.Pattern",
    "threading.Condition",
    "threading.Event",
    "threading.Lock",
    "threading.RLock",
    "threading.Semaphore",
];

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let Expr::Name(name) = &*call.func else { return };
    let id = name.id.as_str();
    let facts = look.facts;
    if facts.functions.contains_key(id) || facts.classes.contains_key(id) || facts.import(id).is_some() {
        return;
    }
    // What the same block binds, and binds once: under one heading people use a name for many things.
    if facts.here(id).is_none_or(|origins| origins.len() != 1) {
        return;
    }
    if let Some(class) = facts.class_of_name(id).filter(|class| CLASSES.contains(&class.as_str())) {
        let last = class.rsplit('.').next().unwrap_or_default();
        let message = format!("`{id}` is an object of `{last}` and cannot be called");
        let items = ["list", "dict", "str", "tuple", "deque", "OrderedDict", "defaultdict"].contains(&last);
        let hint = if items && !call.arguments.is_empty() {
            format!("for an item write `{id}[…]`")
        } else {
            "leave the parentheses out".to_string()
        };
        look.advise(&CALLED, call.range(), message, &hint);
    }
}
