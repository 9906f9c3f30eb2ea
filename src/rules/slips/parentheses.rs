//! Methods that are named and not called.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::python::Dialect;
use crate::python::api::{self, Kind, Lookup};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall, ExprFString, InterpolatedStringElement};
use ruff_text_size::Ranged;

/// A method that is named where it should be called.
pub(super) static RULE: Rule = rule(
    "call-parentheses",
    Category::Code,
    Level::Warn,
    "Without parentheses the method is not called: this is the method itself.",
);

/// Methods that people call for what they do.
const DEEDS: [&str; 34] = [
    "start",
    "join",
    "acquire",
    "release",
    "close",
    "shutdown",
    "terminate",
    "kill",
    "cancel",
    "commit",
    "rollback",
    "flush",
    "clear",
    "sort",
    "reverse",
    "append",
    "wait",
    "notify",
    "notify_all",
    "task_done",
    "disconnect",
    "unlink",
    "mkdir",
    "touch",
    "serve_forever",
    "mainloop",
    "show",
    "savefig",
    "readline",
    "read",
    "popleft",
    "communicate",
    "detach",
    "stop",
];

/// Methods whose name no plain attribute has.
const METHODS: [&str; 43] = [
    "upper",
    "lower",
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "endswith",
    "isdigit",
    "isalpha",
    "isnumeric",
    "isupper",
    "islower",
    "capitalize",
    "swapcase",
    "read",
    "readline",
    "readlines",
    "readable",
    "is_alive",
    "hexdigest",
    "digest",
    "isoformat",
    "strftime",
    "total_seconds",
    "fetchone",
    "fetchall",
    "fetchmany",
    "getvalue",
    "getsockname",
    "getpeername",
    "is_file",
    "is_dir",
    "read_text",
    "read_bytes",
    "tolist",
    "as_posix",
    "iterdir",
    "is_set",
    "bit_length",
    "popitem",
    "qsize",
];

/// Checks of `unittest.mock`, which nothing but a mock has.
const CHECKS: [&str; 11] = [
    "assert_any_await",
    "assert_any_call",
    "assert_awaited",
    "assert_awaited_once",
    "assert_called",
    "assert_called_once",
    "assert_called_once_with",
    "assert_called_with",
    "assert_has_calls",
    "assert_not_awaited",
    "assert_not_called",
];

/// Looks at an expression that stands alone.
pub(super) fn alone(look: &mut Look<'_, '_>, expr: &Expr) {
    let Expr::Attribute(attribute) = expr else { return };
    if CHECKS.contains(&attribute.attr.as_str()) {
        found(look, attribute, "nothing is checked");
        return;
    }
    if look.block.dialect == Dialect::Session || !DEEDS.contains(&attribute.attr.as_str()) {
        return;
    }
    let method = match receiver(look, attribute) {
        Receiver::Class(class) => is_method(&class, attribute.attr.as_str()),
        // Nothing is known of a value that comes from elsewhere, but its name says what is done.
        Receiver::Value => attribute.attr.as_str() != "show",
        Receiver::Module(module) => is_bare_function(&format!("{module}.{}", attribute.attr)) || is_plot(&module),
        Receiver::Unknown => !look.is_top() && !is_capital(attribute),
    };
    if method {
        found(look, attribute, "nothing happens");
    }
}

/// Looks at what is printed.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let Expr::Name(name) = &*call.func else { return };
    if name.id.as_str() == "print" && look.block.dialect != Dialect::Session {
        for argument in &call.arguments.args {
            shown(look, argument);
        }
    }
}

/// Looks at what is put into a string.
pub(super) fn f_string(look: &mut Look<'_, '_>, string: &ExprFString) {
    let elements = string.value.elements().filter_map(InterpolatedStringElement::as_interpolation);
    for element in elements {
        shown(look, &element.expression);
    }
}

fn shown(look: &mut Look<'_, '_>, expr: &Expr) {
    let Expr::Attribute(attribute) = expr else { return };
    let attr = attribute.attr.as_str();
    let method = match receiver(look, attribute) {
        Receiver::Class(class) => is_method(&class, attr),
        Receiver::Value => METHODS.contains(&attr),
        Receiver::Module(module) => is_bare_function(&format!("{module}.{attr}")),
        Receiver::Unknown => {
            let future = matches!(&*attribute.value, Expr::Name(name) if ["future", "fut", "futures"].contains(&name.id.as_str()));
            !is_capital(attribute)
                && (METHODS.contains(&attr) || future && ["result", "exception", "done"].contains(&attr))
        }
    };
    if method {
        found(look, attribute, "this shows the method itself");
    }
}

fn found(look: &mut Look<'_, '_>, attribute: &ExprAttribute, what: &str) {
    let message = format!("`{}` is not called, so {what}", look.written(attribute.range()));
    look.advise(&RULE, attribute.range(), message, "add the parentheses");
}

/// What a method is looked up in.
enum Receiver {
    /// An object of a known class.
    Class(String),
    /// An object.
    Value,
    /// A module.
    Module(String),
    /// Who knows.
    Unknown,
}

fn receiver(look: &Look<'_, '_>, attribute: &ExprAttribute) -> Receiver {
    let Expr::Name(name) = &*attribute.value else {
        return match look.full(&attribute.value) {
            Some(module) if api::is_module(&module) => Receiver::Module(module),
            _ => look.facts.class_of(&attribute.value).map_or(Receiver::Unknown, Receiver::Class),
        };
    };
    let id = name.id.as_str();
    if let Some(module) = look.facts.import(id) {
        return Receiver::Module(module.clone());
    }
    if look.facts.classes.contains_key(id) || look.facts.functions.contains_key(id) {
        return Receiver::Unknown;
    }
    match look.facts.class_of_name(id) {
        Some(class) => Receiver::Class(class),
        None if look.facts.origins(id).is_none() && api::is_module(id) => Receiver::Module(id.to_string()),
        None if look.facts.value(id).is_some_and(Expr::is_call_expr) && own_class(look, id) => Receiver::Value,
        None => Receiver::Unknown,
    }
}

/// Returns whether a name stands for an object of a class whose attributes nobody has listed here.
fn own_class(look: &Look<'_, '_>, name: &str) -> bool {
    let Some(Expr::Call(call)) = look.facts.value(name) else { return false };
    !matches!(&*call.func, Expr::Name(class) if look.facts.classes.contains_key(class.id.as_str()))
}

fn is_capital(attribute: &ExprAttribute) -> bool {
    match &*attribute.value {
        Expr::Name(name) => {
            name.id.starts_with(|c: char| c.is_uppercase()) || crate::python::names::is_builtin(&name.id)
        }
        Expr::Attribute(inner) => inner.attr.starts_with(|c: char| c.is_uppercase()),
        _ => false,
    }
}

/// Returns whether objects of a class have such a method, one that can be called with nothing.
fn is_method(class: &str, attr: &str) -> bool {
    if class == "requests.Response" {
        return ["json", "close", "raise_for_status"].contains(&attr);
    }
    let Lookup::Found(entry) = api::attribute(class, attr) else { return false };
    entry.kind == Kind::Attribute && !entry.flags.is_data() && !attr.starts_with('_') && entry.arity.is_some()
}

/// Returns whether a function can be called with nothing.
fn is_bare_function(name: &str) -> bool {
    let entry = api::entry(name).filter(|entry| entry.kind == Kind::Function);
    entry.and_then(|entry| entry.arity).is_some_and(|arity| arity.max == Some(0))
}

fn is_plot(module: &str) -> bool {
    module == "matplotlib.pyplot"
}
