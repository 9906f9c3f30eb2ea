//! Files: opened in a mode that is none, and never closed.

use super::Look;
use super::facts::is_binary;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall, StmtAssign};
use ruff_text_size::Ranged;

/// A file that stays open.
pub(super) static UNCLOSED: Rule =
    rule("file-not-closed", Category::Code, Level::Info, "The file is opened and never closed; open it in a `with`.");
/// A mode that is none.
pub(super) static MODE: Rule = rule(
    "open-mode",
    Category::Code,
    Level::Warn,
    "The second argument of `open` is the mode, and these arguments do not go together.",
);

/// Names of encodings that people write.
const ENCODINGS: [&str; 12] = [
    "utf8",
    "utf16",
    "utf32",
    "utf8sig",
    "latin1",
    "ascii",
    "cp1252",
    "cp437",
    "iso88591",
    "windows1252",
    "locale",
    "utf16le",
];

/// Looks at a call of `open`.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    if is_open(look, call) {
        mode(look, call);
    }
    // `print(file=open(…))`, `json.load(open(…))`, `open(…).read()`
    let inner = match &*call.func {
        Expr::Attribute(attribute) => Some(&*attribute.value),
        _ => None,
    };
    let name = look.called(call);
    let keeps = ["enter_context", "closing", "callback"].iter().any(|keeper| name.ends_with(keeper));
    let closes = matches!(&*call.func, Expr::Attribute(attribute) if attribute.attr.as_str() == "close");
    let keywords = call.arguments.keywords.iter().map(|keyword| &keyword.value);
    let capital = name.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_uppercase()));
    if keeps || closes || capital {
        return;
    }
    for given in inner.into_iter().chain(&call.arguments.args).chain(keywords) {
        unclosed(look, given);
    }
}

fn is_open(look: &Look<'_, '_>, call: &ExprCall) -> bool {
    matches!(look.called(call).as_str(), "open" | "io.open") && !look.facts.functions.contains_key("open")
}

/// Returns whether a call is `path.open()` of a `pathlib.Path`.
fn is_path_open(look: &Look<'_, '_>, call: &ExprCall) -> bool {
    let Expr::Attribute(attribute) = &*call.func else { return false };
    let class = match &*attribute.value {
        Expr::Name(name) => look.facts.class_of_name(name.id.as_str()),
        owner => look.facts.class_of(owner),
    };
    attribute.attr.as_str() == "open" && class.as_deref() == Some("pathlib.Path")
}

fn unclosed(look: &mut Look<'_, '_>, expr: &Expr) {
    if let Expr::Call(call) = expr
        && (is_open(look, call) || is_path_open(look, call))
    {
        look.advise(&UNCLOSED, call.range(), "the file is opened and never closed", "open it in a `with`");
    }
}

/// Looks at an expression that stands alone.
pub(super) fn alone(look: &mut Look<'_, '_>, expr: &Expr) {
    unclosed(look, expr);
}

/// Looks at an assignment.
pub(super) fn assign(look: &mut Look<'_, '_>, assign: &StmtAssign) {
    let [Expr::Name(name)] = &assign.targets[..] else { return };
    let id = name.id.as_str();
    let facts = look.facts;
    // A file that is handed on may be closed by others.
    let handed = facts.calls.iter().any(|call| {
        call.arguments.args.iter().any(|given| matches!(given, Expr::Name(given) if given.id.as_str() == id))
    });
    if !facts.attributes.contains(&(id, "close")) && !handed && look.function().is_none_or(|def| !returns(def, id)) {
        unclosed(look, &assign.value);
    }
}

fn returns(def: &ruff_python_ast::StmtFunctionDef, name: &str) -> bool {
    def.body.iter().any(|stmt| match stmt {
        ruff_python_ast::Stmt::Return(back) => {
            matches!(back.value.as_deref(), Some(Expr::Name(given)) if given.id.as_str() == name)
        }
        _ => false,
    })
}

fn mode(look: &mut Look<'_, '_>, call: &ExprCall) {
    let Some(mode) = call.arguments.find_argument_value("mode", 1) else { return };
    let message = match mode {
        Expr::StringLiteral(literal) => {
            let mode = literal.value.to_str();
            let bare: String = mode.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
            let text =
                ["encoding", "newline", "errors"].into_iter().find(|name| call.arguments.find_keyword(name).is_some());
            if ENCODINGS.contains(&bare.as_str()) {
                Some(format!("the second argument of `open` is the mode, and `{mode}` is none"))
            } else if !is_mode(mode) {
                Some(format!("`{mode}` is not a mode of `open`"))
            } else {
                text.filter(|_| is_binary(call)).map(|name| format!("a file opened as `{mode}` takes no `{name}`"))
            }
        }
        Expr::Name(name) if ["encoding", "enc", "charset", "codec"].contains(&name.id.as_str()) => {
            Some("the second argument of `open` is the mode, not the encoding".to_string())
        }
        _ => None,
    };
    if let Some(message) = message {
        look.advise(&MODE, mode.range(), message, "give the encoding by name: `encoding=\"utf-8\"`");
    }
}

fn is_mode(mode: &str) -> bool {
    let count = |letters: &[char]| mode.chars().filter(|c| letters.contains(c)).count();
    let known = mode.chars().all(|c| "rwaxbt+U".contains(c));
    known
        && count(&['r', 'w', 'a', 'x', 'U']) <= 2
        && (mode.contains('U') || count(&['r', 'w', 'a', 'x']) == 1)
        && count(&['b', 't']) <= 1
}
