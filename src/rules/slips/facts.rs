//! What the blocks under one heading say together: what they define, where their names come from, what they use.

use crate::python::api::{self, Kind};
use crate::python::{Block, names};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, ExprContext, Operator, Stmt, StmtClassDef, StmtFunctionDef};
use rustc_hash::{FxHashMap, FxHashSet};

/// Where a name comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// It is what an expression gives.
    Value(&'a Expr),
    /// It is each item of what an expression gives.
    Item(&'a Expr),
    /// It comes otherwise: unpacked, a parameter, caught.
    Else,
}

/// A function, and the class that it is a method of.
pub(super) type Def<'a> = (&'a StmtFunctionDef, Option<&'a StmtClassDef>);

/// What is known of the blocks under one heading.
#[derive(Default)]
pub(super) struct Facts<'a> {
    /// What imported names stand for.
    imports: names::Imports,
    /// What the names stand for that other blocks of the note import.
    everywhere: Option<&'a names::Imports>,
    /// The functions and methods of a name.
    pub(super) functions: FxHashMap<&'a str, Vec<Def<'a>>>,
    /// The classes.
    pub(super) classes: FxHashMap<&'a str, &'a StmtClassDef>,
    /// Where names come from.
    origins: FxHashMap<&'a str, Vec<Origin<'a>>>,
    /// The same for each block alone.
    of_blocks: Vec<FxHashMap<&'a str, Vec<Origin<'a>>>>,
    /// The block that is looked at.
    number: usize,
    /// Names that are used.
    pub(super) loads: FxHashSet<&'a str>,
    /// Attributes of names that are used.
    pub(super) attributes: FxHashSet<(&'a str, &'a str)>,
    /// All attributes that are used.
    pub(super) attrs: FxHashSet<&'a str>,
    /// Names of exceptions that are caught.
    pub(super) caught: FxHashSet<&'a str>,
    /// All calls, in order.
    pub(super) calls: Vec<&'a ExprCall>,
    class: Option<&'a StmtClassDef>,
}

impl<'a> Facts<'a> {
    /// Gathers what blocks say; `imports` is what they import, and `everywhere` what the whole note does.
    pub(super) fn new(blocks: &[&'a Block], imports: names::Imports, everywhere: &'a names::Imports) -> Facts<'a> {
        let mut facts = Facts { imports, everywhere: Some(everywhere), ..Facts::default() };
        for block in blocks {
            facts.of_blocks.push(FxHashMap::default());
            facts.visit_body(block.parsed.suite());
        }
        facts
    }

    /// Returns what an imported name stands for.
    pub(super) fn import(&self, name: &str) -> Option<&String> {
        self.imports.get(name).or_else(|| self.everywhere?.get(name))
    }

    /// Returns the full name of what an expression stands for.
    pub(super) fn full(&self, expr: &Expr) -> Option<String> {
        names::resolve_with(expr, |name| self.import(name))
    }

    /// Turns to the block of this number: what it binds itself goes before what others bind.
    pub(super) fn look_at(&mut self, number: usize) {
        self.number = number;
    }

    /// Returns where a name comes from.
    pub(super) fn origins(&self, name: &str) -> Option<&Vec<Origin<'a>>> {
        self.here(name).or_else(|| self.origins.get(name))
    }

    /// Returns where the block that is looked at binds a name.
    pub(super) fn here(&self, name: &str) -> Option<&Vec<Origin<'a>>> {
        self.of_blocks.get(self.number)?.get(name)
    }

    fn push(&mut self, name: &'a str, origin: Origin<'a>) {
        self.origins.entry(name).or_default().push(origin);
        if let Some(last) = self.of_blocks.last_mut() {
            last.entry(name).or_default().push(origin);
        }
    }

    /// Returns the one expression that a name stands for wherever it is bound.
    pub(super) fn value(&self, name: &str) -> Option<&'a Expr> {
        match self.origins(name).map(Vec::as_slice) {
            Some([Origin::Value(value)]) => Some(value),
            _ => None,
        }
    }

    /// Returns the full name of the class that what a name stands for belongs to, if all its origins agree.
    pub(super) fn class_of_name(&self, name: &str) -> Option<String> {
        let mut classes = self.origins(name)?.iter().map(|origin| match origin {
            Origin::Value(value) => self.class_of(value),
            Origin::Item(items) => self.class_of_items(items),
            Origin::Else => None,
        });
        let first = classes.next()??;
        classes.all(|class| class.as_deref() == Some(&first)).then_some(first)
    }

    /// Returns the full name of the class of what an expression gives.
    pub(super) fn class_of(&self, expr: &Expr) -> Option<String> {
        let class = |name: &str| Some(format!("builtins.{name}"));
        match expr {
            Expr::List(_) | Expr::ListComp(_) => class("list"),
            Expr::Dict(_) | Expr::DictComp(_) => class("dict"),
            Expr::Set(_) | Expr::SetComp(_) => class("set"),
            Expr::Tuple(_) => class("tuple"),
            Expr::StringLiteral(_) | Expr::FString(_) => class("str"),
            Expr::BytesLiteral(_) => class("bytes"),
            Expr::Call(call) => self.class_of_call(call),
            // `Path("a") / "b"`
            Expr::BinOp(binary) if binary.op == Operator::Div => {
                let class = match &*binary.left {
                    Expr::Name(name) => self.value(name.id.as_str()).and_then(|value| match value {
                        Expr::Call(call) => self.class_of_call(call),
                        _ => None,
                    }),
                    left => self.class_of(left),
                };
                class.filter(|class| class == "pathlib.Path")
            }
            _ => None,
        }
    }

    fn class_of_call(&self, call: &ExprCall) -> Option<String> {
        if let Expr::Attribute(attribute) = &*call.func
            && attribute.attr.as_str() == "submit"
        {
            return Some("concurrent.futures.Future".to_string());
        }
        // A class of the section's own goes before one that another block imports under the same name.
        if matches!(&*call.func, Expr::Name(name) if self.classes.contains_key(name.id.as_str())) {
            return None;
        }
        let name = self.full(&call.func)?;
        let class = match name.as_str() {
            "list" | "sorted" => "builtins.list",
            "dict" | "set" | "str" | "bytearray" | "bytes" | "tuple" if !self.functions.contains_key(name.as_str()) => {
                return Some(format!("builtins.{name}"));
            }
            "open" if is_binary(call) => "io.BufferedReader",
            "open" => "io.TextIOWrapper",
            "re.match" | "re.search" | "re.fullmatch" => "re.Match",
            "re.compile" => "re.Pattern",
            "subprocess.run" => "subprocess.CompletedProcess",
            "asyncio.create_task" => "asyncio.Task",
            "datetime.datetime.now" | "datetime.datetime.today" | "datetime.datetime.utcnow" => "datetime.datetime",
            "datetime.date.today" => "datetime.date",
            "threading.current_thread" => "threading.Thread",
            "requests.get" | "requests.post" | "requests.put" | "requests.patch" | "requests.delete"
            | "requests.head" | "requests.request" => "requests.Response",
            "threading.RLock" | "multiprocessing.Lock" | "multiprocessing.RLock" => "threading.Lock",
            _ => {
                let entry = api::entry(&name).filter(|entry| entry.kind == Kind::Class)?;
                return Some(entry.name.to_string());
            }
        };
        Some(class.to_string())
    }

    fn class_of_items(&self, items: &Expr) -> Option<String> {
        let full = |call: &ExprCall| self.full(&call.func).unwrap_or_default();
        match items {
            Expr::Call(call) if full(call).ends_with("futures.as_completed") => {
                Some("concurrent.futures.Future".to_string())
            }
            Expr::Call(call) if self.lists_paths(call) => Some("pathlib.Path".to_string()),
            Expr::Call(call) if full(call) == "as_completed" => Some("concurrent.futures.Future".to_string()),
            Expr::Name(name) => match self.value(name.id.as_str())? {
                Expr::ListComp(comp) => self.class_of(&comp.elt),
                _ => self.class_of_appended(name.id.as_str()),
            },
            Expr::ListComp(comp) => self.class_of(&comp.elt),
            Expr::List(list) => self.class_of(list.elts.first()?),
            _ => None,
        }
    }

    /// Returns whether a call is `path.glob(…)` or `path.iterdir()` of a `pathlib.Path`.
    fn lists_paths(&self, call: &ExprCall) -> bool {
        let Expr::Attribute(attribute) = &*call.func else { return false };
        let lists = ["glob", "rglob", "iterdir"].contains(&attribute.attr.as_str());
        lists
            && match &*attribute.value {
                Expr::Call(owner) => self.class_of_call(owner).as_deref() == Some("pathlib.Path"),
                Expr::Name(name) => {
                    matches!(self.value(name.id.as_str()), Some(Expr::Call(made)) if self.class_of_call(made).as_deref() == Some("pathlib.Path"))
                }
                _ => false,
            }
    }

    /// Returns the class of what is appended to a list.
    fn class_of_appended(&self, list: &str) -> Option<String> {
        let mut appended = self.calls.iter().filter_map(|call| {
            let Expr::Attribute(attribute) = &*call.func else { return None };
            let own = matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == list);
            (own && attribute.attr.as_str() == "append").then(|| call.arguments.args.first())?
        });
        match appended.next()? {
            Expr::Name(name) if name.id.as_str() != list => match self.origins(name.id.as_str())?.first()? {
                Origin::Value(value) => self.class_of(value),
                _ => None,
            },
            Expr::Call(call) => self.class_of_call(call),
            _ => None,
        }
    }

    fn bind(&mut self, target: &'a Expr, origin: Origin<'a>) {
        match target {
            Expr::Name(name) => self.push(name.id.as_str(), origin),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.bind(item, Origin::Else)),
            Expr::List(list) => list.elts.iter().for_each(|item| self.bind(item, Origin::Else)),
            Expr::Starred(starred) => self.bind(&starred.value, Origin::Else),
            _ => {}
        }
    }
}

/// Returns whether a call of `open` names a mode with a `b`.
pub(super) fn is_binary(call: &ExprCall) -> bool {
    let mode = call.arguments.find_argument_value("mode", 1);
    matches!(mode, Some(Expr::StringLiteral(mode)) if mode.value.to_str().contains('b'))
}

/// Returns whether a test is `__name__ == "__main__"`.
pub(super) fn is_main(test: &Expr) -> bool {
    let Expr::Compare(compare) = test else { return false };
    let name = |expr: &Expr| matches!(expr, Expr::Name(name) if name.id.as_str() == "__name__");
    name(&compare.left) || compare.comparators.iter().any(name)
}

impl<'a> Visitor<'a> for Facts<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                self.functions.entry(def.name.as_str()).or_default().push((def, self.class));
                for parameter in &*def.parameters {
                    self.push(parameter.name().as_str(), Origin::Else);
                }
                let class = self.class.take();
                visitor::walk_stmt(self, stmt);
                self.class = class;
                return;
            }
            Stmt::ClassDef(class) => {
                self.classes.insert(class.name.as_str(), class);
                let outer = self.class.replace(class);
                visitor::walk_stmt(self, stmt);
                self.class = outer;
                return;
            }
            Stmt::Assign(assign) => {
                assign.targets.iter().for_each(|target| self.bind(target, Origin::Value(&assign.value)));
            }
            Stmt::AnnAssign(assign) => {
                let origin = assign.value.as_ref().map_or(Origin::Else, |value| Origin::Value(value));
                self.bind(&assign.target, origin);
            }
            Stmt::AugAssign(assign) => self.bind(&assign.target, Origin::Else),
            Stmt::For(each) => self.bind(&each.target, Origin::Item(&each.iter)),
            Stmt::With(with) => {
                for item in &with.items {
                    if let Some(name) = &item.optional_vars {
                        self.bind(name, Origin::Value(&item.context_expr));
                    }
                }
            }
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx != ExprContext::Store => {
                self.loads.insert(name.id.as_str());
            }
            Expr::Named(named) => self.bind(&named.target, Origin::Value(&named.value)),
            Expr::Attribute(attribute) => {
                self.attrs.insert(attribute.attr.as_str());
                if let Expr::Name(name) = &*attribute.value {
                    self.attributes.insert((name.id.as_str(), attribute.attr.as_str()));
                }
            }
            Expr::Call(call) => self.calls.push(call),
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }

    fn visit_except_handler(&mut self, handler: &'a ruff_python_ast::ExceptHandler) {
        let ruff_python_ast::ExceptHandler::ExceptHandler(inner) = handler;
        self.caught.extend(inner.name.iter().map(ruff_python_ast::Identifier::as_str));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_comprehension(&mut self, comprehension: &'a ruff_python_ast::Comprehension) {
        self.bind(&comprehension.target, Origin::Item(&comprehension.iter));
        visitor::walk_comprehension(self, comprehension);
    }
}
