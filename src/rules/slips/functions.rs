//! Parameters and methods.

use super::{Frame, Look};
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Operator, Stmt, StmtAnnAssign, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

/// `x: int = None`.
pub(super) static OPTIONAL: Rule = rule(
    "implicit-optional",
    Category::Code,
    Level::Warn,
    "The default is `None`, which the annotation does not allow.",
);
/// `return self` in `__init__`.
pub(super) static INIT: Rule = rule(
    "init-returns",
    Category::Code,
    Level::Warn,
    "`__init__` must return `None`; any other value is a `TypeError`.",
);
/// A method without `self`.
pub(super) static SELF: Rule = rule(
    "missing-self",
    Category::Code,
    Level::Warn,
    "A method gets its object as first argument, and there is no parameter for it.",
);

/// Looks at a function.
pub(super) fn function(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    for parameter in def.parameters.iter_non_variadic_params() {
        let Some(default) = parameter.default.as_deref() else { continue };
        if let (true, Some(annotation)) = (default.is_none_literal_expr(), parameter.parameter.annotation.as_deref()) {
            optional(look, annotation, parameter.range());
        }
    }
    if def.name.as_str() == "__init__" && look.block.is_whole() && matches!(look.frames.last(), Some(Frame::Class)) {
        let mut returns = Returns(Vec::new());
        returns.visit_body(&def.body);
        for range in returns.0 {
            look.report(&INIT, range, "`__init__` must return `None`; any other value is a `TypeError`");
        }
    }
}

/// Looks at `name: int = None` in a class or elsewhere.
pub(super) fn annotated(look: &mut Look<'_, '_>, assign: &StmtAnnAssign) {
    if assign.value.as_ref().is_some_and(|value| value.is_none_literal_expr()) {
        optional(look, &assign.annotation, assign.range);
    }
}

fn optional(look: &mut Look<'_, '_>, annotation: &Expr, range: TextRange) {
    let wanted = look.written(annotation.range()).trim_matches(['"', '\'']);
    if excludes_none(look, annotation) {
        let message = format!("the default is `None`, which `{wanted}` does not allow");
        look.advise(&OPTIONAL, range, message, &format!("write `{wanted} | None`"));
    }
}

/// Returns whether an annotation is known to exclude `None`: a built-in class, a container of typing, or a class shown nearby.
fn excludes_none(look: &Look<'_, '_>, annotation: &Expr) -> bool {
    const TYPES: [&str; 13] = [
        "int",
        "str",
        "float",
        "bool",
        "bytes",
        "complex",
        "list",
        "dict",
        "set",
        "tuple",
        "frozenset",
        "bytearray",
        "range",
    ];
    const TYPING: [&str; 16] = [
        "List",
        "Dict",
        "Set",
        "Tuple",
        "FrozenSet",
        "Callable",
        "Iterable",
        "Iterator",
        "Sequence",
        "Mapping",
        "Type",
        "MutableMapping",
        "Literal",
        "Deque",
        "Generator",
        "Text",
    ];
    match annotation {
        Expr::Name(name) => {
            let own = look.facts.classes.contains_key(name.id.as_str());
            own || TYPES.contains(&name.id.as_str()) || TYPING.contains(&name.id.as_str())
        }
        Expr::Attribute(_) => {
            let name = look.full(annotation).unwrap_or_default();
            ["pathlib.Path", "datetime.datetime", "datetime.date", "decimal.Decimal"].contains(&name.as_str())
                || name.strip_prefix("typing.").is_some_and(|name| TYPING.contains(&name))
        }
        Expr::Subscript(subscript) if !look.written(annotation.range()).contains("None") => {
            let name = look.full(&subscript.value).unwrap_or_default();
            let last = name.rsplit('.').next().unwrap_or_default();
            TYPES.contains(&last) || TYPING.contains(&last)
        }
        Expr::BinOp(or) => or.op == Operator::BitOr && excludes_none(look, &or.left) && excludes_none(look, &or.right),
        Expr::StringLiteral(literal) => TYPES.contains(&literal.value.to_str()),
        _ => false,
    }
}

/// Looks at a class for methods that forget their object.
pub(super) fn class(look: &mut Look<'_, '_>, class: &StmtClassDef) {
    let special = ["Protocol", "Interface", "Enum", "BaseModel"];
    if !look.block.is_whole() || class.bases().iter().any(|base| special.contains(&look.written(base.range()))) {
        return;
    }
    let objects = class.body.iter().any(|stmt| {
        matches!(stmt, Stmt::FunctionDef(def) if def.decorator_list.is_empty() && def.parameters.includes("self"))
    });
    for stmt in &class.body {
        let Stmt::FunctionDef(def) = stmt else { continue };
        let name = def.name.as_str();
        let free = ["staticmethod", "classmethod", "property", "abstractmethod", "abc.abstractmethod", "override"];
        let decorated = def.decorator_list.iter().any(|one| {
            let written = look.written(one.expression.range());
            written == "staticmethod" || !free.contains(&written)
        });
        let implicit = ["__new__", "__init_subclass__", "__class_getitem__", "_generate_next_value_"].contains(&name);
        if decorated || implicit || def.parameters.vararg.is_some() {
            continue;
        }
        let first = def.parameters.iter().next().map(|parameter| parameter.name().as_str());
        let mut uses = Loads { name: "self", found: false, bound: false };
        uses.visit_body(&def.body);
        let mut called = Loads { name, found: false, bound: false };
        class.body.iter().filter(|stmt| !stmt.is_function_def_stmt()).for_each(|stmt| called.visit_stmt(stmt));
        // A class without any `self` holds functions together.
        let forgotten = first.is_none() && (objects || is_called_on(look, class, name))
            || uses.found && !uses.bound && !def.parameters.includes("self");
        if forgotten && !called.found {
            let message = format!("the method `{name}` has no parameter for its object");
            look.advise(&SELF, def.name.range(), message, "put `self` first, or write `@staticmethod` above");
        }
    }
}

/// Returns whether a method is called on an object of its class.
fn is_called_on(look: &Look<'_, '_>, class: &StmtClassDef, method: &str) -> bool {
    let makes = |expr: &Expr| matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id == class.name.id));
    look.facts.calls.iter().any(|call| match &*call.func {
        Expr::Attribute(attribute) if attribute.attr.as_str() == method => match &*attribute.value {
            Expr::Name(name) => look.facts.value(name.id.as_str()).is_some_and(makes),
            owner => makes(owner),
        },
        _ => false,
    })
}

/// Looks for the use of a name that nothing in between binds.
struct Loads<'n> {
    name: &'n str,
    found: bool,
    bound: bool,
}

impl<'a> Visitor<'a> for Loads<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if !stmt.is_class_def_stmt() {
            visitor::walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.id.as_str() == self.name => {
                self.found |= name.ctx.is_load();
                self.bound |= !name.ctx.is_load();
            }
            Expr::Lambda(_) => {}
            _ => visitor::walk_expr(self, expr),
        }
    }
}

/// Looks for `return` with a value.
struct Returns(Vec<TextRange>);

impl<'a> Visitor<'a> for Returns {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Return(back) => {
                let value = back.value.as_deref();
                if value.is_some_and(|value| !value.is_none_literal_expr() && !value.is_call_expr()) {
                    self.0.push(back.range);
                }
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}
