//! Scopes: which names a text binds, and which it uses without binding them nearby.

use ruff_python_ast::statement_visitor::{self, StatementVisitor};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprContext, Identifier, Parameters, Pattern, Stmt, StmtTry, StringLiteral,
    TypeParams,
};
use ruff_text_size::TextRange;
use rustc_hash::FxHashSet;

/// A name that is used and bound in no scope but, perhaps, the module's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use<'a> {
    pub(super) block: usize,
    pub(super) range: TextRange,
    pub(super) name: &'a str,
    /// Whether it stands in a function, which runs later.
    pub(super) later: bool,
}

/// A name that an import binds.
#[derive(Debug, Clone)]
pub(super) struct Import<'a> {
    pub(super) block: usize,
    pub(super) local: &'a str,
    /// What it stands for.
    pub(super) full: String,
    /// What is written.
    pub(super) shown: &'a str,
    pub(super) range: TextRange,
    /// Whether it runs with the module, outside of functions and classes.
    pub(super) top: bool,
    /// Whether it is tried, or its name is repeated on purpose: `import x as x`.
    pub(super) meant: bool,
}

/// A walk that cares for imports only and leaves expressions out.
#[derive(Default)]
pub(super) struct Imported<'a>(pub(super) Walk<'a>);

impl<'a> StatementVisitor<'a> for Imported<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(_) | Stmt::ImportFrom(_) => self.0.import(stmt),
            _ => statement_visitor::walk_stmt(self, stmt),
        }
    }
}

/// The names of a scope inside of the module.
struct Scope<'a> {
    names: FxHashSet<&'a str>,
    class: bool,
}

/// Walks through texts that share a module.
#[derive(Default)]
pub(super) struct Walk<'a> {
    /// The number of the text.
    pub(super) block: usize,
    /// What the module binds other than by imports.
    pub(super) module: FxHashSet<&'a str>,
    /// By place.
    pub(super) uses: Vec<Use<'a>>,
    /// All names that are used at all.
    pub(super) loads: FxHashSet<&'a str>,
    /// By place.
    pub(super) imports: Vec<Import<'a>>,
    /// Whether names come from where they cannot be seen.
    pub(super) blind: bool,
    scopes: Vec<Scope<'a>>,
    functions: usize,
    tries: usize,
    /// How many `except NameError` are around.
    guards: usize,
    annotations: usize,
}

impl<'a> Walk<'a> {
    /// Walks through a text.
    pub(super) fn read(&mut self, suite: &'a [Stmt]) {
        let mut binder = Binder::default();
        binder.visit_body(suite);
        self.module.extend(binder.names);
        self.visit_body(suite);
    }

    fn load(&mut self, name: &'a str, range: TextRange) {
        self.loads.insert(name);
        let innermost = self.scopes.len().saturating_sub(1);
        let bound = self
            .scopes
            .iter()
            .enumerate()
            .rev()
            .any(|(depth, scope)| (!scope.class || depth == innermost) && scope.names.contains(name));
        if !bound && self.guards == 0 {
            self.uses.push(Use { block: self.block, range, name, later: self.functions > 0 });
        }
    }

    fn within(&mut self, names: FxHashSet<&'a str>, class: bool, walk: impl FnOnce(&mut Self)) {
        self.scopes.push(Scope { names, class });
        walk(self);
        self.scopes.pop();
    }

    fn with_types(&mut self, types: Option<&'a TypeParams>, walk: impl FnOnce(&mut Self)) {
        let Some(types) = types else { return walk(self) };
        let names = types.type_params.iter().map(|param| param.name().as_str()).collect();
        self.within(names, false, |inner| {
            inner.visit_type_params(types);
            walk(inner);
        });
    }

    fn function(&mut self, parameters: Option<&'a Parameters>, binder: Binder<'a>, walk: impl FnOnce(&mut Self)) {
        let mut names = binder.names;
        names.extend(binder.imported);
        names.extend(parameters.into_iter().flat_map(Parameters::iter).map(|parameter| parameter.name().as_str()));
        self.functions += 1;
        self.within(names, false, walk);
        self.functions -= 1;
    }

    fn comprehension(&mut self, generators: &'a [Comprehension], walk: impl FnOnce(&mut Self)) {
        let mut binder = Binder::default();
        for (number, generator) in generators.iter().enumerate() {
            binder.visit_expr(&generator.target);
            if number == 0 {
                self.visit_expr(&generator.iter);
            }
        }
        self.within(binder.names, false, |inner| {
            for (number, generator) in generators.iter().enumerate() {
                if number > 0 {
                    inner.visit_expr(&generator.iter);
                }
                inner.visit_expr(&generator.target);
                generator.ifs.iter().for_each(|test| inner.visit_expr(test));
            }
            walk(inner);
        });
    }

    fn tried(&mut self, tried: &'a StmtTry) {
        let guards = usize::from(tried.handlers.iter().any(catches_names));
        self.guards += guards;
        self.tries += 1;
        self.visit_body(&tried.body);
        self.guards -= guards;
        tried.handlers.iter().for_each(|handler| self.visit_except_handler(handler));
        self.tries -= 1;
        self.visit_body(&tried.orelse);
        self.visit_body(&tried.finalbody);
    }

    fn import(&mut self, stmt: &'a Stmt) {
        let block = self.block;
        let top = self.functions == 0 && !self.scopes.iter().any(|scope| scope.class);
        match stmt {
            Stmt::Import(import) => self.imports.extend(import.names.iter().map(|alias| {
                let shown = alias.name.as_str();
                let first = shown.split('.').next().unwrap_or(shown);
                let local = alias.asname.as_ref().map_or(first, |name| name.as_str());
                let full = if alias.asname.is_some() { shown } else { first };
                let meant = self.tries > 0 || alias.asname.as_ref().is_some_and(|name| name.as_str() == shown);
                Import { block, local, full: full.to_string(), shown, range: alias.range, top, meant }
            })),
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                let dots = ".".repeat(usize::try_from(import.level).unwrap_or_default());
                self.blind |= import.names.iter().any(|alias| alias.name.as_str() == "*");
                self.imports.extend(import.names.iter().filter(|alias| alias.name.as_str() != "*").map(|alias| {
                    let shown = alias.name.as_str();
                    let local = alias.asname.as_ref().map_or(shown, |name| name.as_str());
                    let joint = if module.is_empty() { "" } else { "." };
                    let full = format!("{dots}{module}{joint}{shown}");
                    let again = alias.asname.as_ref().is_some_and(|name| name.as_str() == shown);
                    let meant = self.tries > 0 || again || module == "__future__";
                    Import { block, local, full, shown, range: alias.range, top, meant }
                }));
            }
            _ => {}
        }
    }
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.with_types(def.type_params.as_deref(), |walk| {
                    walk.visit_parameters(&def.parameters);
                    def.returns.iter().for_each(|returns| walk.visit_annotation(returns));
                    let mut binder = Binder::default();
                    binder.visit_body(&def.body);
                    walk.function(Some(&def.parameters), binder, |inner| inner.visit_body(&def.body));
                });
            }
            Stmt::ClassDef(class) => {
                class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.with_types(class.type_params.as_deref(), |walk| {
                    class.arguments.iter().for_each(|arguments| walk.visit_arguments(arguments));
                    let mut binder = Binder::default();
                    binder.visit_body(&class.body);
                    binder.names.extend(binder.imported);
                    binder.names.extend(["__qualname__", "__module__"]);
                    walk.within(binder.names, true, |inner| inner.visit_body(&class.body));
                });
            }
            Stmt::TypeAlias(alias) => {
                self.with_types(alias.type_params.as_deref(), |walk| walk.visit_expr(&alias.value));
            }
            Stmt::AugAssign(assign) => {
                if let Expr::Name(name) = &*assign.target {
                    self.load(name.id.as_str(), name.range);
                }
                visitor::walk_stmt(self, stmt);
            }
            Stmt::Assign(assign) => {
                if assign
                    .targets
                    .iter()
                    .any(|target| matches!(target, Expr::Name(name) if name.id.as_str() == "__all__"))
                {
                    self.annotations += 1;
                    visitor::walk_stmt(self, stmt);
                    self.annotations -= 1;
                } else {
                    visitor::walk_stmt(self, stmt);
                }
            }
            Stmt::Try(tried) => self.tried(tried),
            Stmt::Import(_) | Stmt::ImportFrom(_) => self.import(stmt),
            Stmt::Global(global) => self.module.extend(global.names.iter().map(Identifier::as_str)),
            Stmt::IpyEscapeCommand(command) => {
                let word = command.value.split_whitespace().next().unwrap_or_default();
                self.blind |= ["run", "pylab", "load", "store"].contains(&word);
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx != ExprContext::Store => self.load(name.id.as_str(), name.range),
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| self.visit_parameters(parameters));
                let mut binder = Binder::default();
                binder.visit_expr(&lambda.body);
                self.function(lambda.parameters.as_deref(), binder, |inner| inner.visit_expr(&lambda.body));
            }
            Expr::ListComp(comp) => self.comprehension(&comp.generators, |inner| inner.visit_expr(&comp.elt)),
            Expr::SetComp(comp) => self.comprehension(&comp.generators, |inner| inner.visit_expr(&comp.elt)),
            Expr::Generator(comp) => self.comprehension(&comp.generators, |inner| inner.visit_expr(&comp.elt)),
            Expr::DictComp(comp) => self.comprehension(&comp.generators, |inner| {
                comp.key.iter().for_each(|key| inner.visit_expr(key));
                inner.visit_expr(&comp.value);
            }),
            Expr::Call(call) => {
                // Names that are made at run time cannot be known.
                let maker = matches!(&*call.func, Expr::Name(name) if ["exec", "globals", "locals"].contains(&name.id.as_str()));
                self.blind |= maker && self.functions == 0;
                visitor::walk_expr(self, expr);
            }
            _ => visitor::walk_expr(self, expr),
        }
    }

    fn visit_annotation(&mut self, expr: &'a Expr) {
        self.annotations += 1;
        visitor::walk_annotation(self, expr);
        self.annotations -= 1;
    }

    fn visit_string_literal(&mut self, literal: &'a StringLiteral) {
        if self.annotations > 0 {
            self.loads.extend(
                literal.value.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()),
            );
        }
    }
}

fn catches_names(handler: &ExceptHandler) -> bool {
    let ExceptHandler::ExceptHandler(handler) = handler;
    let named = |expr: &Expr| matches!(expr, Expr::Name(name) if name.id.as_str() == "NameError");
    match handler.type_.as_deref() {
        Some(Expr::Tuple(tuple)) => tuple.elts.iter().any(named),
        Some(expr) => named(expr),
        None => false,
    }
}

/// Gathers what statements bind in their own scope.
#[derive(Default)]
struct Binder<'a> {
    names: FxHashSet<&'a str>,
    imported: FxHashSet<&'a str>,
    /// How many comprehensions are around, whose targets are their own.
    comprehensions: usize,
}

impl<'a> Visitor<'a> for Binder<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                self.names.insert(def.name.as_str());
            }
            Stmt::ClassDef(class) => {
                self.names.insert(class.name.as_str());
            }
            Stmt::Import(import) => self.imported.extend(import.names.iter().map(|alias| {
                let first = alias.name.as_str().split('.').next().unwrap_or_default();
                alias.asname.as_ref().map_or(first, |name| name.as_str())
            })),
            Stmt::ImportFrom(import) => {
                let local = |alias: &'a ruff_python_ast::Alias| alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                self.imported.extend(import.names.iter().map(local));
            }
            // It wants a value that is there already.
            Stmt::AugAssign(assign) => self.visit_expr(&assign.value),
            Stmt::TypeAlias(alias) => self.visit_expr(&alias.name),
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => {
                if name.ctx == ExprContext::Store && self.comprehensions == 0 {
                    self.names.insert(name.id.as_str());
                }
            }
            Expr::Named(named) => {
                if let Expr::Name(name) = &*named.target {
                    self.names.insert(name.id.as_str());
                }
                self.visit_expr(&named.value);
            }
            Expr::Lambda(_) => {}
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehensions += 1;
                visitor::walk_expr(self, expr);
                self.comprehensions -= 1;
            }
            _ => visitor::walk_expr(self, expr),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        self.names.extend(inner.name.iter().map(Identifier::as_str));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        self.names.extend(super::captured(pattern));
        visitor::walk_pattern(self, pattern);
    }
}
