//! Outputs that comments state and that are not what the code prints.

use super::Look;
use super::evaluate::{Names, Value, value};
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use regex::Regex;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Mod, Stmt, StmtFunctionDef};
use ruff_python_parser::{Mode, ParseOptions, parse};
use ruff_text_size::{Ranged, TextRange};
use std::sync::LazyLock;

/// A stated output that is another one.
pub(super) static STATED: Rule =
    rule("stated-output", Category::Code, Level::Warn, "The comment states another output than the code gives.");

/// How comments begin that state an output.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^#\s*(?:(?i:prints?|outputs?|returns?|gives?|result|out|shows?)\s*:?\s+|(?:->|=>|=|⇒|→|>>>?)\s*)?(?P<value>\S.*?)\s*$")
        .expect("the pattern is right")
});

/// Looks at the lines right in the module of a block, one after the other.
pub(super) fn block(look: &mut Look<'_, '_>) {
    let mut names: Names<'_> = Names::default();
    for stmt in look.block.parsed.suite() {
        match stmt {
            Stmt::Expr(expr) => {
                line(look, &expr.value, &names);
                if !expr.value.is_literal_expr() && !is_print(&expr.value) {
                    forget(&mut names, stmt);
                }
            }
            Stmt::Assign(assign) => {
                let made = value(&assign.value, &names);
                for target in &assign.targets {
                    forget_target(&mut names, target);
                    if let (Expr::Name(name), Some(made)) = (target, &made) {
                        names.insert(name.id.as_str(), made.clone());
                    }
                }
            }
            Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::Pass(_) => {}
            // What happens on other ways is not followed.
            _ => names.clear(),
        }
    }
}

fn is_print(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "print"))
}

/// Forgets all names that a statement mentions: it may change what they stand for.
fn forget(names: &mut Names<'_>, stmt: &Stmt) {
    struct All<'n, 'a>(&'n mut Names<'a>);
    impl<'s> Visitor<'s> for All<'_, '_> {
        fn visit_expr(&mut self, expr: &'s Expr) {
            if let Expr::Name(name) = expr {
                self.0.remove(name.id.as_str());
            }
            visitor::walk_expr(self, expr);
        }
    }
    All(names).visit_stmt(stmt);
    // Another name may stand for the same list.
    names.retain(|_, value| !matches!(value, Value::List(_)));
}

fn forget_target(names: &mut Names<'_>, target: &Expr) {
    match target {
        Expr::Name(name) => {
            names.remove(name.id.as_str());
        }
        // Another name may stand for the same list.
        _ => names.clear(),
    }
}

fn line(look: &mut Look<'_, '_>, expr: &Expr, names: &Names<'_>) {
    let Some(comment) = comment(look, expr.range()) else { return };
    let Some(stated) = LEAD.captures(comment).and_then(|found| found.name("value")).map(|found| found.as_str()) else {
        return;
    };
    let printed = is_print(expr);
    let shown = match expr {
        Expr::Call(call) if printed => match &call.arguments.args[..] {
            [one] if call.arguments.keywords.is_empty() => one,
            _ => return,
        },
        _ => expr,
    };
    let Some(says) = literal(stated) else { return };
    if printed && gives_none(look, shown) && says != Value::None {
        look.report(&STATED, expr.range(), format!("this prints `None`, as nothing is returned, and not `{stated}`"));
        return;
    }
    if is_bare(shown) {
        return;
    }
    let Some(real) = value(shown, names) else { return };
    let (Some(repr), Some(text)) = (real.repr(), real.str()) else { return };
    let comparable = std::mem::discriminant(&real) == std::mem::discriminant(&says)
        || matches!((&real, &says), (Value::Int(_), Value::Bool(_)) | (Value::Bool(_), Value::Int(_)));
    if comparable && real != says && stated != repr && stated != text {
        look.report(&STATED, expr.range(), format!("this gives `{repr}`, and the comment says `{stated}`"));
    }
}

/// Returns whether an expression only names a value, whose comment explains it.
fn is_bare(expr: &Expr) -> bool {
    expr.is_literal_expr() || matches!(expr, Expr::List(_) | Expr::Tuple(_))
}

/// Returns the comment that stands behind code in its last line.
fn comment<'a>(look: &Look<'a, '_>, range: TextRange) -> Option<&'a str> {
    let text = &look.view.prose.text;
    let end = look.block.place(range).end;
    let next = look.block.comments.partition_point(|comment| comment.start < end);
    let comment = look.block.comments.get(next)?;
    let between = text.get(end..comment.start)?;
    between.chars().all(|c| c == ' ' || c == '\t').then(|| &text[comment.clone()])
}

/// Reads a comment that is a literal and nothing else.
fn literal(text: &str) -> Option<Value> {
    if text.len() > 200 || text.contains("...") {
        return None;
    }
    let parsed = parse(text, ParseOptions::from(Mode::Expression)).ok()?;
    let Mod::Expression(expression) = parsed.into_syntax() else { return None };
    let plain = matches!(
        &*expression.body,
        Expr::NumberLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::List(_)
            | Expr::Tuple(_)
            | Expr::UnaryOp(_)
    );
    if plain { value(&expression.body, &Names::default()) } else { None }
}

/// Returns whether a call is of a function or method here that returns nothing.
fn gives_none(look: &Look<'_, '_>, expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    let Some((name, method)) = named(call) else { return false };
    let Some(defs) = look.facts.functions.get(name) else { return false };
    !defs.is_empty() && defs.iter().all(|(def, class)| class.is_some() == method && returns_nothing(def))
}

fn named(call: &ExprCall) -> Option<(&str, bool)> {
    match &*call.func {
        Expr::Name(name) => Some((name.id.as_str(), false)),
        Expr::Attribute(attribute) if attribute.value.is_name_expr() => Some((attribute.attr.as_str(), true)),
        _ => None,
    }
}

/// Returns whether a function has a body, and nothing in it returns a value.
fn returns_nothing(def: &StmtFunctionDef) -> bool {
    struct Gives(bool);
    impl<'a> Visitor<'a> for Gives {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
                // Its own output may be what is stated.
                Stmt::Expr(expr) if is_print(&expr.value) => self.0 = true,
                Stmt::Return(back) => {
                    self.0 |= back.value.as_deref().is_some_and(|value| !value.is_none_literal_expr());
                }
                _ => visitor::walk_stmt(self, stmt),
            }
        }

        fn visit_expr(&mut self, expr: &'a Expr) {
            self.0 |= expr.is_yield_expr() || expr.is_yield_from_expr();
            visitor::walk_expr(self, expr);
        }
    }
    let stub = ruff_python_ast::helpers::is_stub_body(&def.body);
    let mut gives = Gives(false);
    gives.visit_body(&def.body);
    !gives.0 && !stub && !def.is_async && def.decorator_list.is_empty()
}
