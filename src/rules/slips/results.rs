//! Results of calls that give nothing, or not what is wanted.

use super::Look;
use super::facts::Origin;
use crate::diagnostic::{Category, Level, Rule};
use crate::python::Dialect;
use crate::rules::rule;
use ruff_python_ast::{Expr, ExprCall, StmtAssign, StmtReturn};
use ruff_text_size::Ranged;

/// The result of something that gives `None`.
pub(super) static NONE_RESULT: Rule =
    rule("result-of-none", Category::Code, Level::Warn, "The call returns `None`, so its result is of no use.");
/// A string, printed prettily.
pub(super) static PPRINT: Rule = rule(
    "pprint-of-string",
    Category::Code,
    Level::Warn,
    "`pprint` shows a string in quotes and cut into pieces; `print` shows what it says.",
);

/// Functions that return `None`.
const FUNCTIONS: [&str; 29] = [
    "print",
    "random.shuffle",
    "random.seed",
    "heapq.heapify",
    "heapq.heappush",
    "bisect.insort",
    "bisect.insort_left",
    "bisect.insort_right",
    "json.dump",
    "pickle.dump",
    "os.remove",
    "os.unlink",
    "os.mkdir",
    "os.makedirs",
    "os.rename",
    "os.chdir",
    "os.rmdir",
    "time.sleep",
    "shutil.rmtree",
    "logging.basicConfig",
    "logging.info",
    "logging.warning",
    "logging.error",
    "logging.debug",
    "traceback.print_exc",
    "pprint.pprint",
    "sys.stdout.flush",
    "gc.enable",
    "signal.pause",
];

/// Methods of built-in classes that return `None`.
const METHODS: [(&str, &[&str]); 5] = [
    ("builtins.list", &["sort", "append", "extend", "reverse", "insert", "remove", "clear"]),
    ("builtins.dict", &["update", "clear"]),
    ("builtins.set", &["add", "update", "discard", "remove", "clear"]),
    (
        "collections.deque",
        &["append", "appendleft", "extend", "extendleft", "reverse", "rotate", "clear", "insert", "remove"],
    ),
    ("threading.Thread", &["start", "join"]),
];

/// Looks at an assignment.
pub(super) fn assign(look: &mut Look<'_, '_>, assign: &StmtAssign) {
    if assign.targets.iter().all(|target| matches!(target, Expr::Name(name) if name.id.as_str() != "_")) {
        used(look, &assign.value);
        again(look, assign);
    }
}

/// Looks at `names = names.sort()`, which leaves nothing of a list: what the name was bound to before says what it was.
fn again(look: &mut Look<'_, '_>, assign: &StmtAssign) {
    let [Expr::Name(target)] = &assign.targets[..] else { return };
    let Expr::Call(call) = &*assign.value else { return };
    let Expr::Attribute(attribute) = &*call.func else { return };
    let same = |name: &Expr| matches!(name, Expr::Name(owner) if owner.id == target.id);
    let Some(origins) = look.facts.origins(target.id.as_str()).filter(|_| same(&attribute.value)) else { return };
    let own = |value: &&Expr| matches!(value, Expr::Call(call) if matches!(&*call.func, Expr::Attribute(a) if same(&a.value)));
    let mut before = origins.iter().filter_map(|origin| match origin {
        Origin::Value(value) => Some(*value).filter(|value| !own(value)),
        _ => None,
    });
    let (Some(first), None) = (before.next(), before.next()) else { return };
    let class = look.facts.class_of(first);
    let none = class.is_some_and(|class| {
        METHODS.iter().any(|(owner, methods)| *owner == class && methods.contains(&attribute.attr.as_str()))
    });
    if none && !returns_none(look, call) {
        let name = look.written(call.func.range());
        let message = format!("`{name}` returns `None`, so its result is of no use");
        look.report(&NONE_RESULT, call.range(), message);
    }
}

/// Looks at a `return`.
pub(super) fn give_back(look: &mut Look<'_, '_>, back: &StmtReturn) {
    if let Some(Expr::Call(call)) = back.value.as_deref()
        && matches!(&*call.func, Expr::Attribute(_))
        && returns_none(look, call)
        && ["append", "sort", "reverse", "extend", "insert", "shuffle", "add", "update"]
            .iter()
            .any(|name| look.called(call).ends_with(name))
    {
        used(look, &Expr::Call(call.clone()));
    }
}

fn used(look: &mut Look<'_, '_>, value: &Expr) {
    let Expr::Call(call) = value else { return };
    if returns_none(look, call) {
        let name = look.written(call.func.range());
        let message = format!("`{name}` returns `None`, so its result is of no use");
        look.report(&NONE_RESULT, call.range(), message);
    }
}

fn returns_none(look: &Look<'_, '_>, call: &ExprCall) -> bool {
    let name = look.called(call);
    if FUNCTIONS.contains(&name.as_str()) && !look.facts.functions.contains_key(name.as_str()) {
        return true;
    }
    let Expr::Attribute(attribute) = &*call.func else { return false };
    let class = match &*attribute.value {
        Expr::Name(owner) => look.facts.class_of_name(owner.id.as_str()),
        value => look.facts.class_of(value),
    };
    let class =
        class.map(|class| if class == "multiprocessing.Process" { "threading.Thread".to_string() } else { class });
    class.is_some_and(|class| {
        METHODS.iter().any(|(owner, methods)| *owner == class && methods.contains(&attribute.attr.as_str()))
    })
}

/// Looks at a call whose arguments give nothing, or that prints a string prettily.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let name = look.called(call);
    let Some(first) = call.arguments.args.first() else { return };
    if ["pprint.pprint", "pprint", "pprint.pp"].contains(&name.as_str()) && is_string(look, first) {
        let message = "`pprint` shows a string in quotes and cut into pieces";
        look.advise(&PPRINT, call.range(), message, "use `print`");
    }
    // `for x in reversed_list.reverse()` and the like.
    if look.block.dialect != Dialect::Session
        && ["enumerate", "len", "sum", "sorted", "list", "print"].contains(&name.as_str())
        && let Expr::Call(inner) = first
        && inner.func.is_attribute_expr()
        && returns_none(look, inner)
    {
        used(look, first);
    }
}

fn is_string(look: &Look<'_, '_>, expr: &Expr) -> bool {
    match expr {
        Expr::FString(_) => true,
        Expr::Call(call) => {
            let name = look.called(call);
            let functions = ["inspect.getsource", "inspect.getdoc", "json.dumps", "str", "repr", "pprint.pformat"];
            let text = ["textwrap.dedent", "textwrap.indent", "ast.dump", "ast.unparse", "traceback.format_exc"];
            functions.contains(&name.as_str()) || text.contains(&name.as_str()) || is_joined(call)
        }
        Expr::Name(name) => look.facts.value(name.id.as_str()).is_some_and(|value| match value {
            Expr::Call(_) => is_string(look, value),
            _ => false,
        }),
        _ => false,
    }
}

/// Returns whether a call is `"…".join(…)` or `"…".format(…)`.
fn is_joined(call: &ExprCall) -> bool {
    let Expr::Attribute(attribute) = &*call.func else { return false };
    attribute.value.is_string_literal_expr() && ["join", "format"].contains(&attribute.attr.as_str())
}
