//! Calls of the standard library: do the arguments fit?

use super::uses::shown;
use super::{ARITY, Found, Known, LEFT_OUT, REMOVED};
use crate::python::api::{Entry, Kind};
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

/// Looks at a call.
pub(super) fn check(known: Known<'_>, call: &ExprCall, found: &mut Found<'_>) {
    let Some(entry) = known.entry(&call.func) else { return };
    keywords(&entry, call, found);
    // A method that is taken from its class gets its object as an argument.
    let unbound = entry.kind == Kind::Attribute
        && matches!(&*call.func, Expr::Attribute(attribute)
            if known.owner(&attribute.value).is_none_or(|owner| !owner.instance));
    let open = call.arguments.args.iter().any(Expr::is_starred_expr)
        || call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
    let Some(arity) = entry.arity.filter(|_| !unbound && !open) else { return };
    let name = shown(entry.name);
    let given = call.arguments.args.len();
    let named = call.arguments.keywords.len();
    if let Some(most) = arity.max.filter(|most| given > usize::from(*most)) {
        let extra = call.arguments.args.get(usize::from(most)).map_or(call.range(), Ranged::range);
        let arguments = if most == 1 { "argument" } else { "arguments" };
        let message = match most {
            0 => format!("`{name}` takes no arguments by position, here are {given}"),
            _ => format!("`{name}` takes {most} {arguments} by position, here are {given}"),
        };
        let message = if given == 1 { message.replace("here are 1", "here is one") } else { message };
        return found.tell(&ARITY, extra, &format!("{name}{given}"), message);
    }
    if given + named < usize::from(arity.min) {
        let needs = arity.min;
        let arguments = if needs == 1 { "an argument".to_string() } else { format!("{needs} arguments") };
        if given + named == 0 {
            let message = format!("`{name}` needs {arguments}, here is none");
            found.tell(&LEFT_OUT, call.range(), name, message);
        } else {
            let message = format!("`{name}` needs {arguments}, here is {}", given + named);
            found.tell(&ARITY, call.arguments.range, &format!("{name}-{given}"), message);
        }
    }
}

/// Looks at the keywords of a call.
fn keywords(entry: &Entry<'_>, call: &ExprCall, found: &mut Found<'_>) {
    let target = found.target();
    let all: Vec<_> = entry.keywords().collect();
    if all.is_empty() {
        return;
    }
    let any = all.iter().any(|word| word.name == "**");
    let name = shown(entry.name);
    for keyword in &call.arguments.keywords {
        let Some(word) = &keyword.arg else { continue };
        let at = word.range;
        let subject = format!("`{name}({word}=…)`");
        match all.iter().find(|known| known.name == word.as_str()) {
            Some(known) if known.removed.is_some_and(|removed| removed <= target) => {
                let version = known.removed.map(|version| version.to_string()).unwrap_or_default();
                let message = format!("`{word}` of `{name}` was removed in Python {version}");
                found.tell(&REMOVED, at, &subject, message);
            }
            Some(known) => {
                if let Some(added) = known.added {
                    found.version(at, &subject, added);
                }
            }
            None if any || entry.arity.is_none() || word.as_str().starts_with('_') => {}
            None => {
                let near = crate::nearest::nearest(word.as_str(), all.iter().map(|known| known.name));
                let hint = near.map(|near| format!("did you mean `{near}`?"));
                found.tell_with(&ARITY, at, &subject, format!("`{name}` has no argument `{word}`"), hint);
            }
        }
    }
}
