//! Programs that are run.

use super::Look;
use super::facts::Origin;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall};
use ruff_text_size::Ranged;

/// `.stdout` of what was not captured.
pub(super) static OUTPUT: Rule = rule(
    "output-not-captured",
    Category::Code,
    Level::Warn,
    "`subprocess.run` keeps no output unless it is told to, so this is `None`.",
);
/// A process that nobody waits for.
pub(super) static DROPPED: Rule =
    rule("popen-dropped", Category::Code, Level::Info, "Nobody waits for the process, as nobody keeps its `Popen`.");
/// A shell command that is made of pieces.
pub(super) static SHELL: Rule = rule(
    "shell-command-formatted",
    Category::Code,
    Level::Info,
    "What is put into a shell command can add commands of its own; give a list and leave `shell=True` out.",
);

/// A command whose words stand in one item.
pub(super) static ITEM: Rule = rule(
    "words-in-one-item",
    Category::Code,
    Level::Warn,
    "Each word of a command is an item of its own: a blank inside of one is part of it.",
);

/// A blank inside of an item is part of it.
fn items(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    let runs = ["run", "call", "check_call", "check_output", "Popen"];
    if !name.strip_prefix("subprocess.").is_some_and(|function| runs.contains(&function)) {
        return;
    }
    let Some(Expr::List(list)) = call.arguments.args.first() else { return };
    if call.arguments.find_keyword("shell").is_some() {
        return;
    }
    for (at, item) in list.elts.iter().enumerate() {
        let Expr::StringLiteral(text) = item else { continue };
        let said = text.value.to_str();
        // `"-m pip"` is two words; what stands behind an option may well hold blanks.
        let program = said.split(' ').next().unwrap_or_default();
        let command = at == 0 && list.elts.len() == 1 && program.len() < said.len() && !program.contains(['/', '\\']);
        let option = at > 0
            && said.strip_prefix('-').and_then(|option| option.split_once(' ')).is_some_and(|(option, value)| {
                !option.contains('=')
                    && !value.trim().is_empty()
                    && option.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        if command || option {
            let message = if command {
                format!("`{said}` in one item is the name of one program, blanks and all")
            } else {
                format!("`{said}` in one item is one argument, blank and all")
            };
            look.advise(&ITEM, text.range(), message, "make an item of each word");
        }
    }
}

/// Looks at an attribute.
pub(super) fn attribute(look: &mut Look<'_, '_>, attribute: &ExprAttribute) {
    let attr = attribute.attr.as_str();
    if !["stdout", "stderr"].contains(&attr) {
        return;
    }
    let call = match &*attribute.value {
        Expr::Call(call) => Some(call),
        Expr::Name(name) => match look.facts.origins(name.id.as_str()).map(Vec::as_slice) {
            Some([Origin::Value(Expr::Call(call))]) => Some(call),
            Some(all)
                if all.iter().all(
                    |origin| matches!(origin, Origin::Value(Expr::Call(call)) if is_uncaptured(look, call, attr)),
                ) =>
            {
                match all.first() {
                    Some(Origin::Value(Expr::Call(call))) => Some(call),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => None,
    };
    if call.is_some_and(|call| is_uncaptured(look, call, attr)) {
        let message = format!("`subprocess.run` keeps no output here, so `{attr}` is `None`");
        look.advise(&OUTPUT, attribute.range(), message, "add `capture_output=True, text=True`");
    }
}

fn is_uncaptured(look: &Look<'_, '_>, call: &ExprCall, stream: &str) -> bool {
    let given = |name: &str| call.arguments.find_keyword(name).is_some();
    let spread = call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
    ["subprocess.run"].contains(&look.called(call).as_str()) && !given("capture_output") && !given(stream) && !spread
}

/// Looks at an expression that stands alone.
pub(super) fn alone(look: &mut Look<'_, '_>, expr: &Expr) {
    if let Expr::Call(call) = expr
        && look.called(call) == "subprocess.Popen"
    {
        look.advise(
            &DROPPED,
            call.range(),
            "nobody waits for the process",
            "keep it and wait, or use `subprocess.run`",
        );
    }
}

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    items(look, call);
    let name = look.called(call);
    let shell = call
        .arguments
        .find_keyword("shell")
        .is_some_and(|keyword| matches!(&keyword.value, Expr::BooleanLiteral(literal) if literal.value));
    let runs = shell && name.starts_with("subprocess.") || ["os.system", "os.popen"].contains(&name.as_str());
    let Some(command) = call.arguments.args.first().filter(|_| runs) else { return };
    let command = match command {
        Expr::Name(name) => look.facts.value(name.id.as_str()).unwrap_or(command),
        _ => command,
    };
    let made = match command {
        Expr::FString(string) => {
            string.value.elements().any(ruff_python_ast::InterpolatedStringElement::is_interpolation)
        }
        Expr::BinOp(binary) => !(binary.left.is_string_literal_expr() && binary.right.is_string_literal_expr()),
        Expr::Call(format) => {
            matches!(&*format.func, Expr::Attribute(attribute) if attribute.attr.as_str() == "format")
        }
        _ => false,
    };
    if made {
        let message = "what is put into a shell command can add commands of its own";
        look.advise(&SHELL, call.range(), message, "give a list and leave `shell=True` out");
    }
}
