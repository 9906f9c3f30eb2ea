//! Arguments of a kind that a function does not take: text where bytes are wanted, a list where the items go one by one.
//!
//! What is wanted stands in a table; what is given is known for literals and for names that stand for one thing only.

mod table;

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall, ExprStringLiteral};
use ruff_text_size::Ranged;
use table::{Kind, Wanted};

/// An argument of the wrong kind.
pub(super) static KIND: Rule =
    rule("argument-kind", Category::Code, Level::Warn, "The argument is of a kind that this call does not take.");
/// One item in parentheses where a tuple is wanted.
pub(super) static TUPLE: Rule = rule(
    "tuple-without-comma",
    Category::Code,
    Level::Warn,
    "Parentheses around one item make no tuple; the comma does: `(item,)`.",
);
/// Flags of a pattern in the place of a number.
pub(super) static FLAGS: Rule = rule(
    "flags-as-count",
    Category::Code,
    Level::Warn,
    "The flags stand where a number is wanted; give them by name: `flags=…`.",
);
/// A file that is used against its mode.
pub(super) static AGAINST: Rule = rule(
    "file-used-against-mode",
    Category::Code,
    Level::Warn,
    "The file is opened to be written and then read, or the other way round.",
);

/// Functions that give numbers.
const NUMBERS: [&str; 4] = ["int", "float", "len", "sum"];

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    let starred = call.arguments.args.iter().any(Expr::is_starred_expr);
    if !starred && !look.facts.functions.contains_key(name.as_str()) {
        for wanted in table::of(&name) {
            given(look, call, wanted);
        }
        flags(look, call, &name);
        concurrent(look, call, &name);
        levels(look, call, &name);
    }
    if let Expr::Attribute(attribute) = &*call.func
        && !starred
    {
        method(look, call, &attribute.value, attribute.attr.as_str());
    }
}

fn given(look: &mut Look<'_, '_>, call: &ExprCall, wanted: &Wanted) {
    let Some(argument) = call.arguments.find_argument_value(wanted.keyword, wanted.at) else { return };
    let alone = call.arguments.args.len() == 1 || !wanted.alone;
    if let Some(kind) = kind(look, argument).filter(|kind| wanted.refuses.contains(kind) && alone) {
        let message = format!("{}, and this is {}", wanted.says, kind.noun());
        look.advise(&KIND, argument.range(), message, wanted.hint);
    }
}

/// Returns what an expression is, if that is sure.
fn kind(look: &Look<'_, '_>, expr: &Expr) -> Option<Kind> {
    if expr.is_number_literal_expr() {
        return Some(Kind::Number);
    }
    let class = match expr {
        Expr::Name(name) => look.facts.class_of_name(name.id.as_str()),
        Expr::BinOp(_) => None,
        _ => look.facts.class_of(expr),
    };
    Kind::of_class(&class?)
}

/// `re.sub(…, …, …, re.I)`: the fourth argument is how often, not how.
fn flags(look: &mut Look<'_, '_>, call: &ExprCall, name: &str) {
    let (at, what) = match name {
        "re.sub" | "re.subn" => (3, "count"),
        "re.split" => (2, "maxsplit"),
        _ => return,
    };
    let Some(argument) = call.arguments.args.get(at) else { return };
    let flag = look
        .full(argument)
        .is_some_and(|full| full.strip_prefix("re.").is_some_and(|flag| flag.chars().all(|c| c.is_ascii_uppercase())));
    if flag {
        let message = format!("argument {} of `{name}` is `{what}`, so the flag counts as a number", at + 1);
        look.advise(&FLAGS, argument.range(), message, "give it by name: `flags=…`");
    }
}

/// What threads and coroutines are started with.
fn concurrent(look: &mut Look<'_, '_>, call: &ExprCall, name: &str) {
    match name {
        "threading.Thread" | "threading.Timer" | "multiprocessing.Process" | "multiprocessing.context.Process" => {
            let Some(keyword) = call.arguments.find_keyword("args") else { return };
            if is_in_parentheses(look, &keyword.value) || keyword.value.is_string_literal_expr() {
                let written = look.written(keyword.value.range()).to_string();
                let message = format!("`args` is a tuple, and `({written})` is none");
                look.advise(&TUPLE, keyword.value.range(), message, "add the comma: `(item,)`");
            }
        }
        "asyncio.run" => {
            let Some(Expr::Name(given)) = call.arguments.args.first() else { return };
            let defs = look.facts.functions.get(given.id.as_str());
            if defs.is_some_and(|defs| defs.iter().all(|(def, class)| def.is_async && class.is_none())) {
                let message = format!("`asyncio.run` takes a coroutine, and `{}` is the function itself", given.id);
                look.advise(&KIND, given.range(), message, "call it");
            }
        }
        _ => {}
    }
}

/// Returns whether a name or literal stands in parentheses that make no tuple of it.
fn is_in_parentheses(look: &Look<'_, '_>, expr: &Expr) -> bool {
    let simple = matches!(
        expr,
        Expr::Name(_) | Expr::Attribute(_) | Expr::StringLiteral(_) | Expr::NumberLiteral(_) | Expr::FString(_)
    );
    let text = look.block.text();
    let (start, end) = (usize::from(expr.start()), usize::from(expr.end()));
    let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { return false };
    simple && before.trim_end().ends_with('(') && after.trim_start().starts_with(')')
}

/// Looks at the call of a method, whose object may be known or not.
fn method(look: &mut Look<'_, '_>, call: &ExprCall, owner: &Expr, method: &str) {
    let Some(first) = call.arguments.args.first() else { return };
    match method {
        "startswith" | "endswith" if first.is_list_expr() => {
            let message = format!("`{method}` takes a text or a tuple of texts, and this is a list");
            look.advise(&KIND, first.range(), message, "make it a tuple");
        }
        "execute" | "executemany" => parameters(look, call),
        "add_argument" => {
            if let Some(Expr::StringLiteral(text)) = call.arguments.find_keyword("type").map(|keyword| &keyword.value) {
                converter(look, text);
            }
        }
        "join" if owner.is_string_literal_expr() => joined(look, first),
        "setLevel" => level(look, first),
        "send" | "sendall" | "sendto" if is_text(first) && is_socket(look, owner, method) => {
            let message = format!("`{method}` takes bytes, and this is text");
            look.advise(&KIND, first.range(), message, "add `.encode()`, or write `b\"…\"`");
        }
        "update" if is_text(first) => {
            let Expr::Name(name) = owner else { return };
            let Some(Expr::Call(made)) = look.facts.value(name.id.as_str()) else { return };
            let made = look.full(&made.func).unwrap_or_default();
            if made.starts_with("hashlib.") || made == "hmac.new" {
                look.advise(&KIND, first.range(), "a hash takes bytes, and this is text", "add `.encode()`");
            }
        }
        "write" => written(look, owner, first),
        _ => {}
    }
}

fn is_text(expr: &Expr) -> bool {
    expr.is_string_literal_expr() || expr.is_f_string_expr()
}

/// What goes into a statement of SQL is a sequence, one item for each placeholder.
fn parameters(look: &mut Look<'_, '_>, call: &ExprCall) {
    let [sql, given] = &call.arguments.args[..] else { return };
    let placeholder = |text: &str| text.contains('?') || text.contains("%s") || text.contains(":1");
    if matches!(sql, Expr::StringLiteral(text) if placeholder(text.value.to_str())) && is_in_parentheses(look, given) {
        let written = look.written(given.range()).to_string();
        let message = format!("the parameters are a tuple, and `({written})` is none");
        look.advise(&TUPLE, given.range(), message, "add the comma: `(item,)`");
    }
}

fn converter(look: &mut Look<'_, '_>, text: &ExprStringLiteral) {
    let name = text.value.to_str();
    if ["int", "float", "str", "bool", "file", "string", "path", "Path"].contains(&name) {
        let message = format!("`type` is what is called to convert the text, and `\"{name}\"` cannot be called");
        look.advise(&KIND, text.range(), message, &format!("write `type={name}`"));
    }
}

fn joined(look: &mut Look<'_, '_>, items: &Expr) {
    let number = match items {
        Expr::List(list) => list.elts.iter().find(|item| item.is_number_literal_expr()),
        Expr::Tuple(tuple) => tuple.elts.iter().find(|item| item.is_number_literal_expr()),
        Expr::NumberLiteral(_) => Some(items),
        Expr::Call(call) if look.called(call) == "range" => Some(items),
        Expr::Call(call) if look.called(call) == "map" => {
            let by =
                call.arguments.args.first().filter(|by| look.full(by).is_some_and(|by| NUMBERS.contains(&by.as_str())));
            by.map(|_| items)
        }
        Expr::Name(name) => match look.facts.value(name.id.as_str()) {
            Some(Expr::List(list)) if !list.elts.is_empty() && list.elts.iter().all(Expr::is_number_literal_expr) => {
                Some(items)
            }
            _ => None,
        },
        _ => None,
    };
    if let Some(number) = number {
        look.advise(
            &KIND,
            number.range(),
            "`join` takes texts only, and this is a number or holds some",
            "convert them: `map(str, …)`",
        );
    }
}

/// Names of levels are in capitals: `"debug"` is no level.
fn level(look: &mut Look<'_, '_>, given: &Expr) {
    let Expr::StringLiteral(text) = given else { return };
    let name = text.value.to_str();
    let upper = name.to_uppercase();
    let known = ["DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL", "NOTSET"].contains(&upper.as_str());
    if known && name != upper {
        let message = format!("levels are named in capitals, and `\"{name}\"` is unknown");
        look.advise(&KIND, text.range(), message, &format!("write `\"{upper}\"`"));
    }
}

/// `logging.basicConfig(level="debug")`.
fn levels(look: &mut Look<'_, '_>, call: &ExprCall, name: &str) {
    if name == "logging.basicConfig"
        && let Some(keyword) = call.arguments.find_keyword("level")
    {
        level(look, &keyword.value);
    }
}

/// Returns whether an object is a socket: it was made by the module, or nothing else has such a method.
fn is_socket(look: &Look<'_, '_>, owner: &Expr, method: &str) -> bool {
    let Expr::Name(name) = owner else { return false };
    let made = match look.facts.value(name.id.as_str()) {
        Some(Expr::Call(call)) => look.full(&call.func).unwrap_or_default(),
        _ => String::new(),
    };
    let socket = look.facts.import("socket").is_some() || look.facts.loads.contains("socket");
    let named = ["sock", "conn", "s", "client", "connection", "client_socket", "server_socket", "clientsocket"];
    made.starts_with("socket.")
        || (socket
            && look.facts.import("multiprocessing").is_none()
            && made.is_empty()
            && (method != "send" || named.contains(&name.id.as_str())))
}

/// Looks at what is written to a file.
fn written(look: &mut Look<'_, '_>, owner: &Expr, given: &Expr) {
    let Expr::Name(name) = owner else { return };
    let class = look.facts.class_of_name(name.id.as_str());
    let (wrong, says, hint) = match (class.as_deref(), kind(look, given)) {
        (Some("io.BufferedReader"), Some(Kind::Text)) => {
            (true, "a binary file takes bytes, and this is text", "add `.encode()`")
        }
        (Some("io.TextIOWrapper"), Some(Kind::Bytes)) => {
            (true, "a text file takes text, and this is bytes", "decode it, or open the file as `\"wb\"`")
        }
        (Some("io.TextIOWrapper"), Some(Kind::Number)) => {
            (true, "a text file takes text, and this is a number", "convert it: `str(…)`")
        }
        _ => (false, "", ""),
    };
    if wrong {
        look.advise(&KIND, given.range(), says, hint);
    }
}

/// Looks at a `with` that opens a file: what its body does with it must go with the mode.
pub(super) fn with(look: &mut Look<'_, '_>, with: &ruff_python_ast::StmtWith) {
    for item in &with.items {
        let (Expr::Call(open), Some(Expr::Name(file))) = (&item.context_expr, item.optional_vars.as_deref()) else {
            continue;
        };
        if look.called(open) != "open" {
            continue;
        }
        let mode = match open.arguments.find_argument_value("mode", 1) {
            None => "r",
            Some(Expr::StringLiteral(mode)) => mode.value.to_str(),
            Some(_) => continue,
        };
        let (name, mode) = (file.id.as_str(), mode.to_string());
        if mode.contains('+') || mode.is_empty() {
            continue;
        }
        let mut uses = table::Uses { name, reads: None, writes: None };
        ruff_python_ast::visitor::Visitor::visit_body(&mut uses, &with.body);
        let wrong = if mode.contains('r') {
            uses.writes.map(|at| (at, "writes to"))
        } else {
            uses.reads.map(|at| (at, "reads"))
        };
        if let Some((at, what)) = wrong {
            let use_of_it = look.written(at).lines().next().unwrap_or_default().to_string();
            let message = format!("the file is opened as `{mode}`, and `{use_of_it}` {what} it");
            look.advise(&AGAINST, open.range(), message, "open it in the mode for what is done with it");
        }
    }
}
