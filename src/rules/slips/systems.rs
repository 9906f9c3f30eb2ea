//! Calls of the system, told by their full names: commands, renamed files, addresses, connections.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall, StmtWith};
use ruff_text_size::Ranged;

/// `os.system(command)`.
pub(super) static SYSTEM: Rule = rule(
    "os-system",
    Category::Code,
    Level::Info,
    "`subprocess.run` does more than `os.system`, and does it without a shell.",
);
/// `os.rename(old, new)`.
pub(super) static RENAME: Rule = rule(
    "rename-replaces-silently",
    Category::Code,
    Level::Info,
    "On Unix, `os.rename` replaces an existing file without asking; on Windows it raises `FileExistsError`.",
);
/// `open("https://…")`.
pub(super) static URL: Rule =
    rule("open-url", Category::Code, Level::Warn, "`open` opens files, not addresses of the web.");
/// `with sqlite3.connect(…)`.
pub(super) static STAYS: Rule = rule(
    "sqlite-connection-stays-open",
    Category::Code,
    Level::Info,
    "The `with` commits or rolls back; it does not close the connection.",
);

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    match look.called(call).as_str() {
        "os.system" => {
            let message = "`subprocess.run` does more than `os.system`, and does it without a shell";
            look.advise(&SYSTEM, call.range(), message, "use `subprocess.run`");
        }
        "os.rename" => rename(look, call, "os.rename"),
        "open" | "io.open" | "codecs.open" | "pathlib.Path" => {
            let first = call.arguments.args.first();
            let given = match first {
                Some(Expr::Name(name)) => look.facts.value(name.id.as_str()),
                other => other,
            };
            if given.is_some_and(|given| is_address(look, given)) && !look.facts.functions.contains_key("open") {
                let message = "`open` opens files, not addresses of the web";
                look.advise(&URL, call.range(), message, "use `urllib.request.urlopen`, or a package such as requests");
            }
        }
        _ => {
            let Expr::Attribute(attribute) = &*call.func else { return };
            let class = match &*attribute.value {
                Expr::Name(name) => look.facts.class_of_name(name.id.as_str()),
                owner => look.facts.class_of(owner),
            };
            if attribute.attr.as_str() == "rename" && class.as_deref() == Some("pathlib.Path") {
                rename(look, call, "Path.rename");
            }
        }
    }
}

fn rename(look: &mut Look<'_, '_>, call: &ExprCall, name: &str) {
    let message = format!("on Unix, `{name}` replaces an existing file without asking");
    look.advise(
        &RENAME,
        call.range(),
        message,
        "look whether the file is there, or write `replace` when that is meant",
    );
}

/// Returns whether a text begins as an address does.
fn is_address(look: &Look<'_, '_>, expr: &Expr) -> bool {
    let text = match expr {
        Expr::StringLiteral(_) | Expr::FString(_) => look.written(expr.range()),
        _ => return false,
    };
    let bare = text.trim_start_matches(['f', 'r', 'b', 'F', 'R', 'B']).trim_start_matches(['"', '\'']);
    ["http://", "https://", "ftp://"].iter().any(|scheme| bare.starts_with(scheme))
}

/// Looks at a `with` that holds a connection to a database.
pub(super) fn with(look: &mut Look<'_, '_>, with: &StmtWith) {
    for item in &with.items {
        if let Expr::Call(call) = &item.context_expr
            && look.called(call) == "sqlite3.connect"
        {
            let message = "the `with` commits or rolls back; it does not close the connection";
            let hint = "write `with contextlib.closing(sqlite3.connect(…)) as con:`";
            look.advise(&STAYS, call.range(), message, hint);
        }
    }
}
