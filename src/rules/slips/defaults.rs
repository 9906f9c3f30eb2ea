//! Defaults that all calls share.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

/// `def f(x, seen=[])`.
pub(super) static MUTABLE: Rule = rule(
    "mutable-default",
    Category::Code,
    Level::Warn,
    "A default is made once, with the function, so all calls share this one.",
);
/// Methods that leave their object as it is.
const READERS: [&str; 7] = ["get", "items", "keys", "values", "copy", "count", "index"];

/// Looks at a function.
pub(super) fn function(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    for parameter in def.parameters.iter_non_variadic_params() {
        let Some(default) = parameter.default.as_deref() else { continue };
        if is_mutable(look, default) && !only_reads(&def.body, parameter.parameter.name.as_str()) {
            let name = parameter.parameter.name.as_str();
            let message = format!("the default of `{name}` is made once, so all calls share it");
            let range = TextRange::new(parameter.start(), default.end());
            look.advise(&MUTABLE, range, message, "use `None` as default and make a new one in the body");
        }
    }
}

/// Returns whether a body uses a parameter, and only in ways that leave it as it is.
fn only_reads(body: &[Stmt], name: &str) -> bool {
    let mut reads = Reads { name, all: 0, safe: 0 };
    reads.visit_body(body);
    reads.all > 0 && reads.all == reads.safe
}

/// Counts the uses of a name, and those that only read.
struct Reads<'n> {
    name: &'n str,
    all: usize,
    safe: usize,
}

impl Reads<'_> {
    fn read(&mut self, expr: &Expr) {
        self.safe += usize::from(matches!(expr, Expr::Name(name) if name.id.as_str() == self.name));
    }
}

impl<'a> Visitor<'a> for Reads<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::For(each) => self.read(&each.iter),
            Stmt::If(choice) => self.read(&choice.test),
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_comprehension(&mut self, comprehension: &'a ruff_python_ast::Comprehension) {
        self.read(&comprehension.iter);
        visitor::walk_comprehension(self, comprehension);
    }

    fn visit_keyword(&mut self, keyword: &'a ruff_python_ast::Keyword) {
        if keyword.arg.is_none() {
            self.read(&keyword.value);
        }
        visitor::walk_keyword(self, keyword);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.id.as_str() == self.name => self.all += 1,
            Expr::Starred(starred) => self.read(&starred.value),
            Expr::Compare(compare) => compare.comparators.iter().for_each(|right| self.read(right)),
            Expr::Subscript(subscript) if subscript.ctx.is_load() => self.read(&subscript.value),
            Expr::Attribute(attribute) if READERS.contains(&attribute.attr.as_str()) => self.read(&attribute.value),
            Expr::Call(call) => {
                let reader = matches!(&*call.func, Expr::Name(name) if ["len", "sum", "list", "dict", "tuple", "sorted", "max", "min", "print", "enumerate", "zip", "any", "all", "set"].contains(&name.id.as_str()));
                call.arguments.args.iter().filter(|_| reader).for_each(|given| self.read(given));
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}

fn is_mutable(look: &Look<'_, '_>, default: &Expr) -> bool {
    match default {
        Expr::List(_) | Expr::Dict(_) | Expr::Set(_) | Expr::ListComp(_) | Expr::DictComp(_) | Expr::SetComp(_) => true,
        Expr::Call(call) => {
            let name = look.called(call);
            let makers = ["list", "dict", "set", "bytearray", "collections.deque", "collections.defaultdict"];
            makers.contains(&name.as_str())
                || ["collections.Counter", "collections.OrderedDict"].contains(&name.as_str())
        }
        _ => false,
    }
}
