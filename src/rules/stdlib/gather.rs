//! Gathers what Python code binds: what is imported under which name, and what is assigned to the others.

use crate::python::Block;
use crate::python::names::captured;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, Expr, ExprContext, Parameter, Pattern, Stmt};
use rustc_hash::{FxHashMap, FxHashSet};

/// How many assignments to one name are kept; a name with more is not followed.
const MOST: usize = 4;

/// What is bound to a name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// The value of an expression.
    Of(&'a Expr),
    /// What the context manager that an expression gives returns.
    With(&'a Expr),
    /// Something that is not known: a parameter, what a loop gives, a part of something.
    Other,
}

/// What code binds, whatever the scope.
#[derive(Debug, Default)]
pub(crate) struct Gathered<'a> {
    /// What imported names stand for; `None` when imports disagree.
    pub imports: FxHashMap<&'a str, Option<String>>,
    /// What is bound to the other names.
    pub values: FxHashMap<&'a str, Vec<Value<'a>>>,
    /// Attributes that are assigned to some object.
    pub stored: FxHashSet<&'a str>,
    /// Whether names come from where they cannot be seen.
    pub blind: bool,
}

impl<'a> Gathered<'a> {
    /// Gathers from a block.
    pub(crate) fn of(block: &'a Block) -> Gathered<'a> {
        let mut gathered = Gathered::default();
        gathered.visit_body(block.parsed.suite());
        gathered
    }

    /// Puts what several blocks bind together.
    pub(crate) fn all<'g>(parts: impl IntoIterator<Item = &'g Gathered<'a>>) -> Gathered<'a>
    where
        'a: 'g,
    {
        let mut all = Gathered::default();
        for part in parts {
            #[allow(
                clippy::iter_over_hash_type,
                reason = "each name is added for itself, so the order does not matter"
            )]
            for (name, full) in &part.imports {
                all.import(name, full.clone());
            }
            #[allow(
                clippy::iter_over_hash_type,
                reason = "each name is added for itself, so the order does not matter"
            )]
            for (name, values) in &part.values {
                values.iter().for_each(|value| all.bind(name, *value));
            }
            all.stored.extend(part.stored.iter().copied());
            all.blind |= part.blind;
        }
        all
    }

    fn import(&mut self, local: &'a str, full: Option<String>) {
        self.imports
            .entry(local)
            .and_modify(|known| {
                if *known != full {
                    *known = None;
                }
            })
            .or_insert(full);
    }

    fn bind(&mut self, name: &'a str, value: Value<'a>) {
        let values = self.values.entry(name).or_default();
        if values.len() < MOST {
            values.push(value);
        } else if let Some(last) = values.last_mut() {
            *last = Value::Other;
        }
    }

    /// Binds a target; what is no name is looked into.
    fn target(&mut self, target: &'a Expr, value: Value<'a>) {
        match target {
            Expr::Name(name) => self.bind(name.id.as_str(), value),
            _ => self.visit_expr(target),
        }
    }
}

impl<'a> Visitor<'a> for Gathered<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let full = alias.name.as_str();
                    let first = full.split('.').next().unwrap_or(full);
                    match &alias.asname {
                        Some(local) => self.import(local.as_str(), Some(full.to_string())),
                        None => self.import(first, Some(first.to_string())),
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                for alias in &import.names {
                    let name = alias.name.as_str();
                    self.blind |= name == "*";
                    let full = (import.level == 0).then(|| format!("{module}.{name}"));
                    self.import(alias.asname.as_ref().unwrap_or(&alias.name).as_str(), full);
                }
            }
            Stmt::Assign(assign) => {
                assign.targets.iter().for_each(|target| self.target(target, Value::Of(&assign.value)));
                self.visit_expr(&assign.value);
            }
            Stmt::AnnAssign(assign) => {
                self.target(&assign.target, assign.value.as_deref().map_or(Value::Other, Value::Of));
                assign.value.iter().for_each(|value| self.visit_expr(value));
            }
            Stmt::With(with) => {
                for item in &with.items {
                    item.optional_vars.iter().for_each(|name| self.target(name, Value::With(&item.context_expr)));
                    self.visit_expr(&item.context_expr);
                }
                self.visit_body(&with.body);
            }
            Stmt::FunctionDef(def) => {
                self.bind(def.name.as_str(), Value::Other);
                visitor::walk_stmt(self, stmt);
            }
            Stmt::ClassDef(class) => {
                self.bind(class.name.as_str(), Value::Other);
                visitor::walk_stmt(self, stmt);
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx != ExprContext::Load => self.bind(name.id.as_str(), Value::Other),
            Expr::Attribute(attribute) if attribute.ctx != ExprContext::Load => {
                self.stored.insert(attribute.attr.as_str());
                self.visit_expr(&attribute.value);
            }
            _ => visitor::walk_expr(self, expr),
        }
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.bind(parameter.name.as_str(), Value::Other);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.name.iter().for_each(|name| self.bind(name.as_str(), Value::Other));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        captured(pattern).into_iter().for_each(|name| self.bind(name, Value::Other));
        visitor::walk_pattern(self, pattern);
    }
}
