//! Calls of functions and classes that the notes define themselves: do the arguments fit the definition?

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall, Parameters, Stmt, StmtClassDef};
use ruff_text_size::{Ranged, TextRange};

/// A call that does not fit.
pub(super) static RULE: Rule = rule(
    "call-against-definition",
    Category::Code,
    Level::Warn,
    "The call does not fit the definition of what it calls.",
);

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let Expr::Name(name) = &*call.func else { return };
    // What is left out is written as `...`.
    let open = call.arguments.args.iter().any(|one| one.is_starred_expr() || one.is_ellipsis_literal_expr())
        || call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
    if open || look.is_expected_to_fail() {
        return;
    }
    let id = name.id.as_str();
    let facts = look.facts;
    if facts.origins(id).is_some() || facts.import(id).is_some() {
        return;
    }
    let (parameters, own) = match facts.functions.get(id).map(Vec::as_slice) {
        Some([(def, None)]) if def.decorator_list.is_empty() && !facts.classes.contains_key(id) => {
            (&*def.parameters, 0)
        }
        None => match class(look, id).and_then(constructor) {
            Some(parameters) => (parameters, 1),
            None => return,
        },
        _ => return,
    };
    if let Some((range, message)) = misfit(id, parameters, own, call) {
        look.report(&RULE, range, message);
    }
}

/// Returns the class of a name, when the block that is looked at defines it, and once: sections show a class as it grows.
fn class<'a>(look: &Look<'a, '_>, name: &str) -> Option<&'a StmtClassDef> {
    let classes = look.block.parsed.suite().iter().filter_map(Stmt::as_class_def_stmt);
    let mut classes = classes.filter(|class| class.name.as_str() == name);
    let (class, None) = (classes.next()?, classes.next()) else { return None };
    Some(class)
}

/// Returns the parameters of the `__init__` of a class that has no other way to be made.
fn constructor(class: &StmtClassDef) -> Option<&Parameters> {
    if !class.decorator_list.is_empty() || class.arguments.as_ref().is_some_and(|bases| !bases.is_empty()) {
        return None;
    }
    let methods = || class.body.iter().filter_map(Stmt::as_function_def_stmt);
    if methods().any(|def| def.name.as_str() == "__new__") {
        return None;
    }
    let mut inits = methods().filter(|def| def.name.as_str() == "__init__");
    let (init, None) = (inits.next()?, inits.next()) else { return None };
    init.decorator_list.is_empty().then_some(&*init.parameters)
}

/// Returns where a call does not fit parameters, and how; the first `own` of them are given by Python.
fn misfit(name: &str, parameters: &Parameters, own: usize, call: &ExprCall) -> Option<(TextRange, String)> {
    let placed: Vec<_> = parameters.posonlyargs.iter().chain(&parameters.args).skip(own).collect();
    let given = call.arguments.args.len();
    if given > placed.len() && parameters.vararg.is_none() {
        let extra = call.arguments.args.get(placed.len()).map_or(call.range(), Ranged::range);
        let most = placed.len();
        let count = if most == 1 { "1 argument".to_string() } else { format!("{most} arguments") };
        let by_name = if parameters.kwonlyargs.is_empty() { "" } else { "; the others are given by name" };
        let be = if given == 1 { "is" } else { "are" };
        return Some((extra, format!("`{name}` takes {count} by position, here {be} {given}{by_name}")));
    }
    let only_placed = parameters.posonlyargs.len().saturating_sub(own);
    for keyword in &call.arguments.keywords {
        let Some(word) = &keyword.arg else { continue };
        let at = placed.iter().position(|one| one.parameter.name.as_str() == word.as_str());
        let known =
            at.is_some() || parameters.kwonlyargs.iter().any(|one| one.parameter.name.as_str() == word.as_str());
        if !known && parameters.kwarg.is_none() {
            return Some((word.range, format!("`{name}` has no parameter `{word}`")));
        }
        if at.is_some_and(|at| at < given) {
            return Some((word.range, format!("`{name}` gets `{word}` twice: by position and by name")));
        }
        if at.is_some_and(|at| at < only_placed) && parameters.kwarg.is_none() {
            return Some((word.range, format!("`{name}` takes `{word}` by position only")));
        }
    }
    let by_name = |wanted: &str| {
        call.arguments.keywords.iter().any(|keyword| keyword.arg.as_ref().is_some_and(|word| word.as_str() == wanted))
    };
    let mut open = placed.into_iter().skip(given).chain(&parameters.kwonlyargs);
    let open = open.find(|one| one.default.is_none() && !by_name(one.parameter.name.as_str()))?;
    Some((call.range(), format!("`{name}` needs `{}`, which this call does not give", open.parameter.name.as_str())))
}
