//! What strangers could make use of.

use super::{Frame, Look};
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

/// A fast hash of a password.
pub(super) static PASSWORD: Rule = rule(
    "password-hash",
    Category::Code,
    Level::Warn,
    "A fast hash of a password can be guessed; use `hashlib.scrypt` or `hashlib.pbkdf2_hmac` with a salt.",
);
/// A pickle from elsewhere.
pub(super) static PICKLE: Rule = rule(
    "untrusted-pickle",
    Category::Code,
    Level::Info,
    "Unpickling runs code that the sender of the bytes has chosen.",
);
/// `eval(input())`.
pub(super) static EVAL: Rule =
    rule("eval-of-input", Category::Code, Level::Warn, "`eval` and `exec` run whatever was typed in.");
/// `yaml.load(text)`.
pub(super) static YAML: Rule =
    rule("yaml-load", Category::Code, Level::Warn, "`yaml.load` wants a loader since PyYAML 6; use `yaml.safe_load`.");
/// HMAC with MD5.
pub(super) static HMAC: Rule = rule(
    "hmac-md5",
    Category::Code,
    Level::Info,
    "MD5 should not be used in anything new, HMAC included; use SHA-256.",
);

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    let first = call.arguments.args.first();
    match name.as_str() {
        "hashlib.md5" | "hashlib.sha1" | "hashlib.sha256" | "hashlib.sha512" | "md5" | "sha1" => {
            let function = look.function().map(|def| def.name.as_str().to_lowercase()).unwrap_or_default();
            let given = first.map(|first| look.written(first.range()).to_lowercase()).unwrap_or_default();
            if is_password(&given) || is_password(&function) {
                let message = "a fast hash of a password can be guessed";
                look.advise(
                    &PASSWORD,
                    call.range(),
                    message,
                    "use `hashlib.scrypt` or `hashlib.pbkdf2_hmac` with a salt",
                );
            }
        }
        "pickle.loads" | "pickle.load" if first.is_some_and(|first| is_received(look, first)) => {
            look.report(&PICKLE, call.range(), "unpickling runs code that the sender of the bytes has chosen");
        }
        "eval" | "exec" => {
            let typed = first.is_some_and(|first| is_input(look, first));
            if typed && !look.frames.iter().any(|frame| matches!(frame, Frame::Class)) {
                let message = format!("`{name}` runs whatever was typed in");
                look.advise(&EVAL, call.range(), message, "use `int`, `float` or `ast.literal_eval`");
            }
        }
        "yaml.load" if call.arguments.len() == 1 && first.is_some() => {
            let message = "`yaml.load` wants a loader since PyYAML 6";
            look.advise(&YAML, call.range(), message, "use `yaml.safe_load`");
        }
        "hmac.new" | "hmac.digest" => {
            let digest = call.arguments.find_argument_value(if name == "hmac.new" { "digestmod" } else { "digest" }, 2);
            let md5 = digest.is_some_and(|digest| look.written(digest.range()).to_lowercase().contains("md5"));
            if md5 {
                look.report(&HMAC, call.range(), "MD5 should not be used in anything new, HMAC included");
            }
        }
        _ => {}
    }
}

fn is_password(text: &str) -> bool {
    let words = ["password", "passwd", "passphrase", "pwd", "pw"];
    text.split(|c: char| !c.is_alphanumeric()).any(|part| words.contains(&part)) || text.contains("password")
}

fn is_received(look: &Look<'_, '_>, expr: &Expr) -> bool {
    let made = match expr {
        Expr::Name(name) => look.facts.value(name.id.as_str()),
        _ => Some(expr),
    };
    made.is_some_and(|made| {
        let text = look.written(made.range());
        let received = [".recv(", "urlopen(", "requests.get(", "request.data", "request.body", ".recvfrom("];
        expr.range().contains_range(made.range()) && received.iter().any(|word| text.contains(word))
            || matches!(made, Expr::Call(call) if matches!(&*call.func, Expr::Attribute(attribute) if ["recv", "recvfrom", "urlopen"].contains(&attribute.attr.as_str())))
            || matches!(made, Expr::Attribute(attribute) if attribute.attr.as_str() == "content")
    })
}

fn is_input(look: &Look<'_, '_>, expr: &Expr) -> bool {
    let call = |expr: &Expr| matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "input"));
    // `sys.stdin.read()`, `sys.stdin.readline().strip()`
    let read = |expr: &Expr| {
        let Expr::Call(call) = expr else { return false };
        let full = look.called(call);
        let argument = full.strip_prefix("sys.stdin.").is_some_and(|method| method.starts_with("read"));
        argument || look.written(expr.range()).starts_with("sys.stdin.read")
    };
    match expr {
        Expr::Name(name) => {
            let lines = look.facts.origins(name.id.as_str()).is_some_and(|from| {
                let stdin = |item: &Expr| look.full(item).as_deref() == Some("sys.stdin");
                from.iter().all(|origin| matches!(origin, super::facts::Origin::Item(item) if stdin(item)))
            });
            lines || look.facts.value(name.id.as_str()).is_some_and(|made| call(made) || read(made))
        }
        _ => call(expr) || read(expr),
    }
}
