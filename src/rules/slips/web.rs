//! What third-party modules do and do not have.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall};
use ruff_text_size::Ranged;

/// A request that may wait for ever.
pub(super) static TIMEOUT: Rule = rule(
    "request-without-timeout",
    Category::Code,
    Level::Info,
    "`requests` waits for ever unless it is given a `timeout`.",
);
/// A method that a response does not have.
pub(super) static RESPONSE: Rule =
    rule("response-attribute", Category::Code, Level::Warn, "A `requests.Response` has no such attribute.");
/// The first reading of `cpu_percent`.
pub(super) static PERCENT: Rule = rule(
    "first-cpu-percent",
    Category::Code,
    Level::Info,
    "The first call of `psutil.cpu_percent` without an interval gives a meaningless 0.0.",
);

const VERBS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "request"];

/// What a response of `requests` has.
const ATTRIBUTES: [&str; 24] = [
    "apparent_encoding",
    "close",
    "connection",
    "content",
    "cookies",
    "elapsed",
    "encoding",
    "headers",
    "history",
    "is_permanent_redirect",
    "is_redirect",
    "iter_content",
    "iter_lines",
    "json",
    "links",
    "next",
    "ok",
    "raise_for_status",
    "raw",
    "reason",
    "request",
    "status_code",
    "text",
    "url",
];

/// Looks at a call.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    let spread = call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
    if let Some(verb) = name.strip_prefix("requests.")
        && VERBS.contains(&verb)
        && call.arguments.find_keyword("timeout").is_none()
        && !spread
        && !call.arguments.args.is_empty()
    {
        let message = "`requests` waits for ever unless it is given a `timeout`";
        look.advise(&TIMEOUT, call.range(), message, "add `timeout=10`");
    }
    if name == "psutil.cpu_percent" && call.arguments.is_empty() {
        let calls = look.facts.calls.iter().filter(|other| look.called(other) == name).count();
        if calls == 1 {
            let message = "the first call of `cpu_percent` without an interval gives a meaningless 0.0";
            look.advise(&PERCENT, call.range(), message, "give an interval, or call it once before");
        }
    }
}

/// Looks at an attribute that is read.
pub(super) fn attribute(look: &mut Look<'_, '_>, attribute: &ExprAttribute) {
    if let Expr::Name(owner) = &*attribute.value
        && attribute.ctx.is_load()
        && !ATTRIBUTES.contains(&attribute.attr.as_str())
    {
        let class = look.facts.class_of_name(owner.id.as_str());
        let attr = attribute.attr.as_str();
        if class.as_deref() == Some("requests.Response") && !attr.starts_with('_') {
            let message = format!("a `requests.Response` has no `{attr}`");
            look.advise(&RESPONSE, attribute.range(), message, "its body is `content` as bytes and `text` as a string");
        }
    }
}
