//! Slips in Python that its tree shows: code that runs, or seems to, and does not do what it is there for.
//!
//! The blocks under one heading are read together, as people define in one what they use in the next. One walk over each tree
//! calls all checks; each file below holds some that belong together.

mod arguments;
mod assigned;
mod asynchronous;
mod attributes;
mod clock;
mod comparisons;
mod content_length;
mod decorators;
mod defaults;
mod definitions;
mod docstring;
mod evaluate;
mod exceptions;
mod facts;
mod files;
mod flow;
mod functions;
mod indices;
mod instances;
mod kinds;
mod logging_config;
mod loops;
mod operands;
mod outputs;
mod parentheses;
mod processes;
mod results;
mod security;
mod shared;
mod shown;
mod subprocesses;
mod systems;
mod text;
mod web;

use crate::diagnostic::{Diagnostic, Rule};
use crate::lint::View;
use crate::python::{Block, names};
use facts::Facts;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFor, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};
use std::cell::RefCell;

/// The rules of all files below.
pub const RULES: &[&Rule] = &[
    &arguments::KIND,
    &arguments::TUPLE,
    &arguments::FLAGS,
    &arguments::AGAINST,
    &assigned::CHAINED,
    &assigned::SHADOWED,
    &assigned::UNUSED,
    &asynchronous::NOT_AWAITED,
    &asynchronous::SLEEP,
    &asynchronous::RUN_INSIDE,
    &asynchronous::TASK_OUTSIDE,
    &attributes::MISSPELLED,
    &clock::FORMAT,
    &comparisons::NONE,
    &comparisons::LITERAL,
    &comparisons::TYPE,
    &comparisons::ASSERT_TUPLE,
    &comparisons::KEYS,
    &content_length::RULE,
    &decorators::NOTHING,
    &decorators::ENDLESS,
    &definitions::RULE,
    &docstring::RULE,
    &exceptions::BARE,
    &exceptions::SWALLOWED,
    &exceptions::ORDER,
    &exceptions::FINALLY,
    &exceptions::ROLE,
    &files::UNCLOSED,
    &files::MODE,
    &flow::UNREACHABLE,
    &defaults::MUTABLE,
    &functions::OPTIONAL,
    &functions::INIT,
    &functions::SELF,
    &indices::RULE,
    &instances::CALLED,
    &logging_config::RULE,
    &loops::LATE,
    &loops::CHANGED,
    &loops::JOIN,
    &loops::ITEMS,
    &operands::TEXT,
    &operands::PATH,
    &operands::TYPED,
    &operands::KINDS,
    &outputs::STATED,
    &parentheses::RULE,
    &processes::JOIN_FIRST,
    &processes::UNGUARDED,
    &processes::CALLED,
    &processes::OVERRIDE,
    &processes::LOCK,
    &results::NONE_RESULT,
    &results::PPRINT,
    &security::PASSWORD,
    &security::PICKLE,
    &security::EVAL,
    &security::YAML,
    &security::HMAC,
    &shared::PIPE,
    &shared::UPDATE,
    &shared::MEMORY,
    &subprocesses::OUTPUT,
    &subprocesses::DROPPED,
    &subprocesses::SHELL,
    &subprocesses::ITEM,
    &systems::SYSTEM,
    &systems::RENAME,
    &systems::URL,
    &systems::STAYS,
    &text::PLACEHOLDERS,
    &text::PREFIX,
    &text::BACKSPACE,
    &text::NEWLINE,
    &web::TIMEOUT,
    &web::RESPONSE,
    &web::PERCENT,
];

/// What a place in the code stands in, from the outside in.
#[derive(Debug, Clone, Copy)]
enum Frame<'a> {
    Function(&'a StmtFunctionDef),
    Lambda,
    Class,
    For(&'a StmtFor),
    While,
    /// An `if __name__ == "__main__"`.
    Main,
    /// Where an error is expected: a `try`, or `with pytest.raises(…)`.
    Tried,
    /// Another statement with a body.
    Body,
}

/// A walk through a block.
struct Look<'a, 'o> {
    view: &'a View<'a>,
    block: &'a Block,
    facts: &'o Facts<'a>,
    frames: Vec<Frame<'a>>,
    /// The call that was asked for last, and its full name: many checks ask for the same one.
    named: RefCell<Option<(TextRange, String)>>,
    out: &'o mut Vec<Diagnostic>,
}

/// Finds the slips in a note.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    logging_config::check(view, out);
    let mut groups: Vec<(Option<u32>, Vec<&Block>)> = Vec::new();
    for block in &view.python.blocks {
        let heading = view.prose.code.get(block.code).and_then(|code| code.heading);
        match groups.last_mut().filter(|(last, _)| *last == heading) {
            Some((_, blocks)) => blocks.push(block),
            None => groups.push((heading, vec![block])),
        }
    }
    let imports: Vec<names::Imports> =
        groups.iter().map(|(_, blocks)| names::imports(blocks.iter().copied())).collect();
    let mut everywhere = names::Imports::default();
    imports.iter().for_each(|imports| everywhere.extend(imports.clone()));
    for ((_, blocks), imports) in groups.iter().zip(imports) {
        let mut facts = Facts::new(blocks, imports, &everywhere);
        for (number, block) in blocks.iter().copied().enumerate().filter(|(_, block)| !block.two) {
            facts.look_at(number);
            let mut look = Look { view, block, facts: &facts, frames: Vec::new(), named: RefCell::new(None), out };
            look.visit_body(block.parsed.suite());
            outputs::block(&mut look);
        }
    }
}

impl<'a> Look<'a, '_> {
    /// Adds a finding, unless the code is shown as an example of what not to do.
    fn report(&mut self, rule: &'static Rule, range: TextRange, message: impl Into<String>) -> Option<&mut Diagnostic> {
        if self.block.is_spoilt(range) || shown::is_shown_as_wrong(self.view, self.block, range) {
            return None;
        }
        let at = self.view.prose.source(self.view.source, self.block.place(range));
        self.out.push(Diagnostic::new(rule, at, message));
        self.out.last_mut()
    }

    /// Adds a finding with a hint.
    fn advise(&mut self, rule: &'static Rule, range: TextRange, message: impl Into<String>, hint: &str) {
        if let Some(found) = self.report(rule, range, message) {
            found.hint = Some(hint.to_string());
        }
    }

    /// Returns what is written in a range.
    fn written(&self, range: TextRange) -> &'a str {
        self.block.text().get(usize::from(range.start())..usize::from(range.end())).unwrap_or_default()
    }

    /// Returns the full name of what an expression stands for.
    fn full(&self, expr: &Expr) -> Option<String> {
        self.facts.full(expr)
    }

    /// Returns the full name of what is called.
    fn called(&self, call: &ExprCall) -> String {
        let mut named = self.named.borrow_mut();
        match &*named {
            Some((range, name)) if *range == call.range() => name.clone(),
            _ => {
                let name = self.full(&call.func).unwrap_or_default();
                *named = Some((call.range(), name.clone()));
                name
            }
        }
    }

    /// Returns the function around, if the place is not in a lambda or class inside of it.
    fn function(&self) -> Option<&'a StmtFunctionDef> {
        let own = |frame: &&Frame<'a>| matches!(frame, Frame::Function(_) | Frame::Lambda | Frame::Class);
        match self.frames.iter().rev().find(own) {
            Some(Frame::Function(def)) => Some(def),
            _ => None,
        }
    }

    /// Returns whether the place runs when the module is imported.
    fn is_at_import(&self) -> bool {
        !self.frames.iter().any(|frame| matches!(frame, Frame::Function(_) | Frame::Lambda | Frame::Main))
    }

    /// Returns whether an error is expected where the place stands.
    fn is_expected_to_fail(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame, Frame::Tried))
    }

    /// Returns whether the place stands right in the module.
    fn is_top(&self) -> bool {
        self.frames.is_empty()
    }

    fn within(&mut self, frame: Frame<'a>, walk: impl FnOnce(&mut Self)) {
        self.frames.push(frame);
        walk(self);
        self.frames.pop();
    }
}

impl<'a> Visitor<'a> for Look<'a, '_> {
    fn visit_body(&mut self, body: &'a [Stmt]) {
        flow::body(self, body);
        processes::body(self, body);
        loops::body(self, body);
        visitor::walk_body(self, body);
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        statement(self, stmt);
        match stmt {
            Stmt::FunctionDef(def) => {
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.visit_parameters(&def.parameters);
                self.within(Frame::Function(def), |inner| inner.visit_body(&def.body));
            }
            Stmt::ClassDef(class) => self.within(Frame::Class, |inner| inner.visit_body(&class.body)),
            Stmt::For(each) => {
                self.visit_expr(&each.iter);
                self.within(Frame::For(each), |inner| inner.visit_body(&each.body));
                self.visit_body(&each.orelse);
            }
            Stmt::While(_) => self.within(Frame::While, |inner| visitor::walk_stmt(inner, stmt)),
            Stmt::If(choice) if facts::is_main(&choice.test) => {
                self.within(Frame::Main, |inner| visitor::walk_stmt(inner, stmt));
            }
            Stmt::Try(_) => self.within(Frame::Tried, |inner| visitor::walk_stmt(inner, stmt)),
            Stmt::With(with) => {
                let head = |item: &ruff_python_ast::WithItem| self.written(item.context_expr.range());
                let fails =
                    with.items.iter().map(head).any(|head| head.contains("aises(") || head.contains("suppress("));
                let frame = if fails { Frame::Tried } else { Frame::Body };
                self.within(frame, |inner| visitor::walk_stmt(inner, stmt));
            }
            Stmt::If(_) | Stmt::Match(_) => {
                self.within(Frame::Body, |inner| visitor::walk_stmt(inner, stmt));
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        expression(self, expr);
        match expr {
            Expr::Lambda(_) => self.within(Frame::Lambda, |inner| visitor::walk_expr(inner, expr)),
            _ => visitor::walk_expr(self, expr),
        }
    }
}

fn statement<'a>(look: &mut Look<'a, '_>, stmt: &'a Stmt) {
    match stmt {
        Stmt::FunctionDef(def) => {
            defaults::function(look, def);
            functions::function(look, def);
            decorators::function(look, def);
            docstring::function(look, def);
            assigned::function(look, def);
            shared::function(look, def);
        }
        Stmt::ClassDef(class) => {
            assigned::class(look, class);
            attributes::class(look, class);
            functions::class(look, class);
            processes::class(look, class);
        }
        Stmt::Assign(assign) => {
            assigned::assign(look, assign);
            results::assign(look, assign);
            files::assign(look, assign);
            shared::assign(look, assign);
        }
        Stmt::AnnAssign(assign) => functions::annotated(look, assign),
        Stmt::Return(back) => results::give_back(look, back),
        Stmt::Expr(expr) => {
            parentheses::alone(look, &expr.value);
            asynchronous::alone(look, &expr.value);
            files::alone(look, &expr.value);
            subprocesses::alone(look, &expr.value);
            processes::alone(look, &expr.value);
        }
        Stmt::Assert(assert) => comparisons::assert(look, assert),
        Stmt::Try(tried) => exceptions::tried(look, tried),
        Stmt::For(each) => {
            loops::each(look, each);
            indices::each(look, each);
        }
        Stmt::With(with) => {
            systems::with(look, with);
            arguments::with(look, with);
        }
        _ => {}
    }
}

fn expression<'a>(look: &mut Look<'a, '_>, expr: &'a Expr) {
    match expr {
        Expr::Call(call) => {
            arguments::call(look, call);
            asynchronous::call(look, call);
            clock::call(look, call);
            definitions::call(look, call);
            operands::call(look, call);
            instances::call(look, call);
            text::call(look, call);
            exceptions::call(look, call);
            files::call(look, call);
            parentheses::call(look, call);
            processes::call(look, call);
            results::call(look, call);
            security::call(look, call);
            content_length::call(look, call);
            systems::call(look, call);
            shared::call(look, call);
            subprocesses::call(look, call);
            web::call(look, call);
        }
        Expr::Attribute(attribute) => {
            subprocesses::attribute(look, attribute);
            web::attribute(look, attribute);
        }
        Expr::ListComp(comp) => {
            loops::made(look, &comp.elt, &comp.generators);
            shared::made(look, &comp.elt);
        }
        Expr::DictComp(comp) => loops::made(look, &comp.value, &comp.generators),
        Expr::Compare(compare) => {
            comparisons::compare(look, compare);
            operands::compare(look, compare);
        }
        Expr::BinOp(binary) => operands::binary(look, binary),
        Expr::FString(string) => {
            text::f_string(look, string);
            parentheses::f_string(look, string);
            content_length::f_string(look, string);
        }
        Expr::StringLiteral(string) => content_length::string(look, string.value.to_str(), string.range()),
        Expr::BytesLiteral(_) => content_length::bytes(look, expr),
        Expr::Lambda(lambda) => loops::lambda(look, lambda),
        Expr::Subscript(subscript) => text::subscript(look, subscript),
        _ => {}
    }
}
