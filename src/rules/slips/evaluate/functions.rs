//! What built-in functions make of values.

use super::methods;
use super::operators::{floor, operate};
use super::values::{MOST_KEYS, Value, distinct, equal, order};
use super::{Names, format, value};
use ruff_python_ast::name::UnqualifiedName;
use ruff_python_ast::{Expr, ExprCall, Keyword, Operator};
use std::cmp::Ordering;

/// Built-in functions that change nothing, whatever they are given.
pub(in crate::rules::slips) const PURE: [&str; 34] = [
    "abs",
    "all",
    "any",
    "bin",
    "bool",
    "chr",
    "dict",
    "divmod",
    "enumerate",
    "float",
    "format",
    "frozenset",
    "hex",
    "id",
    "int",
    "isinstance",
    "len",
    "list",
    "max",
    "min",
    "oct",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
];

/// Returns what a call gives.
pub(super) fn called(call: &ExprCall, names: &Names<'_>) -> Option<Value> {
    let keywords = &call.arguments.keywords[..];
    match &*call.func {
        // A name that was given a value is no built-in function any more.
        Expr::Name(name) if !names.contains_key(name.id.as_str()) => {
            if name.id.as_str() == "isinstance" {
                return instance(call, names);
            }
            let arguments = super::all(&call.arguments.args, names)?;
            if let ("Path" | "PosixPath", [Value::Str(path)]) = (name.id.as_str(), &arguments[..]) {
                return Value::path(path);
            }
            match keywords {
                [] => function(name.id.as_str(), &arguments),
                _ => with_keywords(name.id.as_str(), &arguments, keywords, names),
            }
        }
        Expr::Attribute(attribute) if keywords.is_empty() && is_module(&attribute.value, names) => {
            let name = UnqualifiedName::from_expr(&call.func)?.to_string();
            super::library::function(&name, &super::all(&call.arguments.args, names)?)
        }
        Expr::Attribute(attribute) => {
            let owner = value(&attribute.value, names)?;
            let arguments = super::all(&call.arguments.args, names)?;
            let keywords = keywords
                .iter()
                .map(|keyword| Some((keyword.arg.as_ref()?.as_str(), value(&keyword.value, names)?)))
                .collect::<Option<Vec<_>>>()?;
            methods::method(&owner, attribute.attr.as_str(), &arguments, &keywords)
        }
        _ => None,
    }
}

/// Returns whether an expression is the name of a module that values are known of.
fn is_module(expr: &Expr, names: &Names<'_>) -> bool {
    match expr {
        Expr::Name(name) => ["math", "re"].contains(&name.id.as_str()) && !names.contains_key(name.id.as_str()),
        Expr::Attribute(attribute) => {
            attribute.attr.as_str() == "path"
                && matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "os")
        }
        _ => false,
    }
}

fn function(name: &str, arguments: &[Value]) -> Option<Value> {
    match arguments {
        [] => match name {
            "list" => Some(Value::List(Vec::new())),
            "tuple" => Some(Value::Tuple(Vec::new())),
            "set" => Some(Value::Set(Vec::new())),
            "dict" => Some(Value::Dict(Vec::new())),
            "str" => Some(Value::Str(String::new())),
            "int" => Some(Value::Int(0)),
            "float" => Some(Value::Float(0.0)),
            "bool" => Some(Value::Bool(false)),
            _ => None,
        },
        [one] => of_number(name, one).or_else(|| of_items(name, one)).or_else(|| conversion(name, one)),
        [first, second] => of_two(name, first, second).or_else(|| chosen(name, arguments)),
        _ => chosen(name, arguments),
    }
}

fn of_number(name: &str, one: &Value) -> Option<Value> {
    let whole = one.int();
    match (name, one) {
        ("abs", Value::Float(number)) => Some(Value::Float(number.abs())),
        ("abs", _) => whole?.checked_abs().map(Value::Int),
        ("round", Value::Float(number)) => integer(number.round_ties_even()),
        ("round", _) => whole.map(Value::Int),
        ("int", Value::Float(number)) => integer(number.trunc()),
        ("float", _) => one.float().map(Value::Float),
        ("bin" | "hex" | "oct", _) => {
            let (number, sign) = (whole?.unsigned_abs(), if whole? < 0 { "-" } else { "" });
            Some(Value::Str(match name {
                "bin" => format!("{sign}{number:#b}"),
                "hex" => format!("{sign}{number:#x}"),
                _ => format!("{sign}{number:#o}"),
            }))
        }
        ("chr", _) => char::from_u32(u32::try_from(whole?).ok()?).map(|c| Value::Str(c.to_string())),
        _ => None,
    }
}

/// Returns a number without a point, if it is of a size that is exact.
pub(super) fn integer(number: f64) -> Option<Value> {
    (number.abs() < 1e15).then(|| format!("{number:.0}").parse().ok()).flatten().map(Value::Int)
}

fn of_items(name: &str, one: &Value) -> Option<Value> {
    let items = || one.items();
    match name {
        "len" => i64::try_from(one.len()?).ok().map(Value::Int),
        "sum" if !matches!(one, Value::Str(_)) => {
            let exact = items()?.iter().all(|item| item.int().is_some());
            // Sums of numbers with points are rounded in other ways since Python 3.12.
            exact.then(|| items()?.iter().try_fold(Value::Int(0), |sum, item| operate(&sum, Operator::Add, item)))?
        }
        "max" => best(&items()?, Ordering::Greater),
        "min" => best(&items()?, Ordering::Less),
        "any" => Some(Value::Bool(items()?.iter().any(Value::truth))),
        "all" => Some(Value::Bool(items()?.iter().all(Value::truth))),
        "sorted" => sorted(unordered(one)?, None, false),
        // What these give is gone through with `list` before it is shown.
        "list" => items().map(Value::List),
        "tuple" => items().map(Value::Tuple),
        "set" => distinct(unordered(one)?).map(Value::Set),
        "range" => Some(Value::Range(0, one.int()?, 1)),
        _ => None,
    }
}

/// Returns all items of a value, those of a set too.
fn unordered(one: &Value) -> Option<Vec<Value>> {
    if let Value::Set(items) = one { Some(items.clone()) } else { one.items() }
}

fn conversion(name: &str, one: &Value) -> Option<Value> {
    match (name, one) {
        ("str", _) => one.str().map(Value::Str),
        ("repr", _) => one.repr().map(Value::Str),
        ("bool", _) => Some(Value::Bool(one.truth())),
        ("int", Value::Str(text)) => parsed(text, 10),
        ("int", _) => one.int().map(Value::Int),
        ("float", Value::Str(text)) => {
            let text = text.trim();
            let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
            text.parse().ok().filter(|_| plain).map(Value::Float)
        }
        ("ord", Value::Str(text)) => {
            let mut letters = text.chars();
            let (Some(c), None) = (letters.next(), letters.next()) else { return None };
            Some(Value::Int(i64::from(u32::from(c))))
        }
        ("dict", Value::Dict(_)) => Some(one.clone()),
        _ => None,
    }
}

/// Reads the digits of a number.
fn parsed(text: &str, base: u32) -> Option<Value> {
    let text = text.trim();
    let bare = match base {
        2 => text.strip_prefix("0b").unwrap_or(text),
        8 => text.strip_prefix("0o").unwrap_or(text),
        16 => text.strip_prefix("0x").unwrap_or(text),
        _ => text,
    };
    i64::from_str_radix(bare, base).ok().map(Value::Int)
}

fn of_two(name: &str, first: &Value, second: &Value) -> Option<Value> {
    match (name, first, second) {
        ("int", Value::Str(text), Value::Int(base @ 2..=36)) => parsed(text, u32::try_from(*base).ok()?),
        ("round", Value::Float(number), Value::Int(places @ 0..=15)) => {
            let places = usize::try_from(*places).ok()?;
            // The nearest text with so many digits, halves by what the number really is: Python does the same.
            (number.abs() < 1e15).then(|| format!("{number:.places$}").parse().ok()).flatten().map(Value::Float)
        }
        ("round", Value::Int(number), Value::Int(places)) => (*places >= 0).then_some(Value::Int(*number)),
        ("divmod", _, _) => {
            let (quotient, rest) = floor(first.int()?, second.int()?)?;
            Some(Value::Tuple(vec![Value::Int(quotient), Value::Int(rest)]))
        }
        ("pow", _, _) => operate(first, Operator::Pow, second),
        ("range", _, _) => Some(Value::Range(first.int()?, second.int()?, 1)),
        ("format", _, Value::Str(spec)) => format::formatted(first, spec).map(Value::Str),
        _ => None,
    }
}

fn chosen(name: &str, arguments: &[Value]) -> Option<Value> {
    match (name, arguments) {
        ("max", _) => best(arguments, Ordering::Greater),
        ("min", _) => best(arguments, Ordering::Less),
        ("range", [start, stop, step]) => {
            let step = step.int()?;
            (step != 0).then_some(Value::Range(start.int()?, stop.int()?, step))
        }
        _ => None,
    }
}

/// Returns the first item that no other goes before.
fn best(items: &[Value], wanted: Ordering) -> Option<Value> {
    let mut best = items.first()?;
    for item in &items[1..] {
        if order(item, best)? == wanted {
            best = item;
        }
    }
    Some(best.clone())
}

fn with_keywords(name: &str, arguments: &[Value], keywords: &[Keyword], names: &Names<'_>) -> Option<Value> {
    let given = |name: &str| {
        keywords.iter().find(|keyword| keyword.arg.as_ref().is_some_and(|arg| arg == name)).map(|found| &found.value)
    };
    let only = |known: &[&str]| {
        keywords.iter().all(|keyword| keyword.arg.as_ref().is_some_and(|arg| known.contains(&arg.as_str())))
    };
    match (name, arguments) {
        ("sorted", [one]) if only(&["reverse", "key"]) => {
            let reverse = given("reverse").map_or(Some(Value::Bool(false)), |reverse| value(reverse, names))?;
            let key = match given("key") {
                None => None,
                Some(Expr::Name(name)) if !names.contains_key(name.id.as_str()) => Some(name.id.as_str()),
                Some(_) => return None,
            };
            sorted(unordered(one)?, key, reverse.truth())
        }
        ("int", [Value::Str(text)]) if only(&["base"]) => {
            let base = value(given("base")?, names)?.int()?;
            (2..=36).contains(&base).then(|| parsed(text, u32::try_from(base).ok()?))?
        }
        ("dict", []) => {
            let pair = |keyword: &Keyword| {
                Some((Value::Str(keyword.arg.as_ref()?.to_string()), value(&keyword.value, names)?))
            };
            let pairs = keywords.iter().map(pair).collect::<Option<Vec<_>>>()?;
            (pairs.len() <= MOST_KEYS).then_some(Value::Dict(pairs))
        }
        _ => None,
    }
}

/// Sorts items that are all numbers or all texts.
fn sorted(items: Vec<Value>, key: Option<&str>, reverse: bool) -> Option<Value> {
    let mut keyed = items
        .into_iter()
        .map(|item| match key {
            None => Some((item.clone(), item)),
            Some(name @ ("len" | "abs")) => Some((function(name, std::slice::from_ref(&item))?, item)),
            Some(_) => None,
        })
        .collect::<Option<Vec<_>>>()?;
    let texts = keyed.iter().all(|(key, _)| matches!(key, Value::Str(_)));
    let numbers = keyed.iter().all(|(key, _)| key.int().is_some());
    let broken = keyed.iter().all(|(key, _)| key.float().is_some_and(f64::is_finite));
    if !texts && !numbers && !broken {
        return None;
    }
    // What is equal keeps its order, turned round or not.
    keyed.sort_by(|(a, _), (b, _)| {
        let order = order(a, b).unwrap_or(Ordering::Equal);
        if reverse { order.reverse() } else { order }
    });
    Some(Value::List(keyed.into_iter().map(|(_, item)| item).collect()))
}

/// `isinstance(3, int)`, `isinstance("a", (int, str))`.
fn instance(call: &ExprCall, names: &Names<'_>) -> Option<Value> {
    let ([one, class], []) = (&call.arguments.args[..], &call.arguments.keywords[..]) else { return None };
    let one = value(one, names)?;
    let classes = match class {
        Expr::Tuple(tuple) => &tuple.elts[..],
        class => std::slice::from_ref(class),
    };
    let mut holds = false;
    for class in classes {
        let Expr::Name(class) = class else { return None };
        let known = ["int", "float", "str", "bool", "list", "tuple", "set", "dict", "object", "range"];
        if names.contains_key(class.id.as_str()) || !known.contains(&class.id.as_str()) {
            return None;
        }
        holds |= match one {
            Value::None | Value::Path(_) => false,
            Value::Bool(_) => ["bool", "int"].contains(&class.id.as_str()),
            Value::Int(_) => class.id.as_str() == "int",
            Value::Float(_) => class.id.as_str() == "float",
            Value::Str(_) => class.id.as_str() == "str",
            Value::List(_) => class.id.as_str() == "list",
            Value::Tuple(_) => class.id.as_str() == "tuple",
            Value::Set(_) => class.id.as_str() == "set",
            Value::Dict(_) => class.id.as_str() == "dict",
            Value::Range(..) => class.id.as_str() == "range",
        } || class.id.as_str() == "object";
    }
    Some(Value::Bool(holds))
}

/// Returns where an item stands.
pub(super) fn position(items: &[Value], item: &Value) -> Option<usize> {
    items.iter().position(|other| equal(other, item))
}
