//! Outputs that comments state and that are not what the code prints.

mod compare;

use super::Look;
use super::evaluate::{Names, PURE, Value, value};
use crate::diagnostic::{Category, Level, Rule};
use crate::python::Dialect;
use crate::rules::rule;
use compare::Says;
use regex::Regex;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};
use std::sync::LazyLock;

/// A stated output that is another one.
pub(super) static STATED: Rule =
    rule("stated-output", Category::Code, Level::Warn, "The comment states another output than the code gives.");

/// How comments begin that state an output.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^#\s*(?P<lead>(?i:prints?|outputs?|returns?|gives?|result|out|shows?)\s*:?\s+|(?:->|=>|=|⇒|→|>>>?)\s*)?(?P<value>\S.*?)\s*$")
        .expect("the pattern is right")
});

/// Looks at the lines right in the module of a block, one after the other.
pub(super) fn block(look: &mut Look<'_, '_>) {
    let mut names: Names<'_> = Names::default();
    let numbered = is_numbered(look);
    let mut silent = true;
    for stmt in look.block.parsed.suite() {
        match stmt {
            Stmt::Expr(expr) => {
                line(look, &expr.value, &names, (numbered, silent));
                silent = comment(look, expr.range()).is_some();
                settle(look, &mut names, &expr.value);
            }
            Stmt::Assign(assign) => {
                let made = value(&assign.value, &names).filter(|_| !is_shadowed(look, &assign.value));
                settle(look, &mut names, &assign.value);
                for target in &assign.targets {
                    forget_target(&mut names, target);
                    if let (Expr::Name(name), Some(made)) = (target, &made) {
                        names.insert(name.id.as_str(), made.clone());
                    }
                }
            }
            Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::Pass(_) => {}
            // What happens on other ways is not followed.
            _ => {
                names.clear();
                silent = false;
            }
        }
    }
}

/// Returns whether the comments behind lines number these: `# 1`, `# 2`, `# 3`.
fn is_numbered(look: &Look<'_, '_>) -> bool {
    let text = &look.view.prose.text;
    let numbers: Vec<usize> = look
        .block
        .comments
        .iter()
        .filter_map(|comment| text[comment.clone()].trim_matches(['#', ' ']).parse().ok())
        .collect();
    numbers.len() > 1 && numbers.iter().enumerate().all(|(i, number)| *number == i + 1)
}

fn is_print(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "print"))
}

/// Forgets the values that evaluating an expression may change.
fn settle(look: &Look<'_, '_>, names: &mut Names<'_>, expr: &Expr) {
    struct Calls<'l> {
        all: bool,
        named: Vec<&'l str>,
        changes: bool,
    }
    impl<'s> Visitor<'s> for Calls<'s> {
        fn visit_expr(&mut self, expr: &'s Expr) {
            match expr {
                // A function may give a global name another value.
                Expr::Call(call) => match &*call.func {
                    Expr::Name(name) => self.all |= !PURE.contains(&name.id.as_str()),
                    Expr::Attribute(attribute) => {
                        let kept = ["copy", "count", "format", "get", "index", "join"];
                        let method = attribute.attr.as_str();
                        let owner =
                            if let Expr::Name(name) = &*attribute.value { Some(name.id.as_str()) } else { None };
                        self.named.extend(owner.filter(|_| !kept.contains(&method)));
                        let others = call.arguments.args.iter().filter_map(Expr::as_name_expr);
                        self.named.extend(others.map(|name| name.id.as_str()));
                        self.changes |= !kept.contains(&method);
                    }
                    _ => self.all = true,
                },
                Expr::Named(_) | Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => self.all = true,
                _ => {}
            }
            visitor::walk_expr(self, expr);
        }
    }
    let mut calls = Calls { all: false, named: Vec::new(), changes: false };
    calls.visit_expr(expr);
    if calls.all || is_shadowed(look, expr) {
        names.clear();
    }
    let mutable = |value: &Value| matches!(value, Value::List(_) | Value::Set(_) | Value::Dict(_));
    for name in calls.named {
        if !matches!(names.get(name), Some(Value::Str(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_))) {
            names.remove(name);
        }
    }
    if calls.changes {
        // Another name may stand for the same list.
        names.retain(|_, value| !mutable(value));
    }
}

/// Returns whether an expression calls a function that the section defines or imports under the name of a built-in one.
fn is_shadowed(look: &Look<'_, '_>, expr: &Expr) -> bool {
    struct Shadows<'l, 'a, 'o>(&'l Look<'a, 'o>, bool);
    impl<'s> Visitor<'s> for Shadows<'_, '_, '_> {
        fn visit_expr(&mut self, expr: &'s Expr) {
            if let Expr::Call(call) = expr
                && let Expr::Name(name) = &*call.func
            {
                let (facts, name) = (self.0.facts, name.id.as_str());
                self.1 |= facts.functions.contains_key(name)
                    || facts.classes.contains_key(name)
                    || facts.import(name).is_some_and(|full| full != "pathlib.Path")
                    || facts.origins(name).is_some();
            }
            visitor::walk_expr(self, expr);
        }
    }
    let mut shadows = Shadows(look, false);
    shadows.visit_expr(expr);
    shadows.1
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

/// Compares a line with what is stated about it; `numbered` are comments that count the lines, and `silent` is whether nothing
/// that a comment below may speak of stands right above.
fn line(look: &mut Look<'_, '_>, expr: &Expr, names: &Names<'_>, (numbered, silent): (bool, bool)) {
    let Some((lead, stated)) = stated(look, expr, silent) else { return };
    let printed = is_print(expr);
    let arguments = match expr {
        Expr::Call(call) if printed && call.arguments.keywords.is_empty() => &call.arguments.args[..],
        _ if printed => return,
        _ => std::slice::from_ref(expr),
    };
    let says = Says::read(stated);
    if let ([shown], Says::Value(says)) = (arguments, &says)
        && printed
        && gives_none(look, shown)
        && *says != Value::None
    {
        look.report(&STATED, expr.range(), format!("this prints `None`, as nothing is returned, and not `{stated}`"));
        return;
    }
    if is_shadowed(look, expr) || numbered && lead == Lead::Nothing && stated.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let Some(values) = arguments.iter().map(|argument| value(argument, names)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let told = match &values[..] {
        [_] if is_bare(&arguments[0]) => None,
        [real] if *real == Value::None && !printed => None,
        [real] => says.against(real, stated, (printed, printed || lead == Lead::Session)),
        _ => Says::against_several(&values, stated),
    };
    if let Some(real) = told {
        let says = if lead == Lead::Session { "the session shows" } else { "the comment says" };
        let end = offset(&look.view.prose.text, stated) + stated.len();
        let (prose, source) = (look.view.prose, look.view.source);
        if let Some(found) = look.report(&STATED, expr.range(), format!("this gives `{real}`, and {says} `{stated}`"))
            && lead == Lead::Session
        {
            // What is wrong is what is shown, on another line than the code.
            found.at.end = prose.source(source, end - stated.len()..end).end;
        }
    }
}

/// Returns where a part of a text starts in it, in bytes.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// How an output is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// By a comment that is the output.
    Nothing,
    /// By a comment that says so.
    Word,
    /// By the line below the prompt.
    Session,
}

/// Returns what is stated about a line: by the comment behind it, by one below that says so, or by what a session shows.
fn stated<'a>(look: &Look<'a, '_>, expr: &Expr, silent: bool) -> Option<(Lead, &'a str)> {
    if let Some(comment) = comment(look, expr.range()) {
        let found = LEAD.captures(comment)?;
        let lead = if found.name("lead").is_some() { Lead::Word } else { Lead::Nothing };
        return Some((lead, found.name("value")?.as_str()));
    }
    let text = look.view.prose.text.as_str();
    let code = look.view.prose.code.get(look.block.code)?;
    let rest = text.get(look.block.place(expr.range()).end..code.at.end)?;
    let (behind, below) = rest.split_once('\n')?;
    if !behind.trim().is_empty() {
        return None;
    }
    let mut lines = below.lines().map(str::trim);
    let (first, next) = (lines.next()?, lines.next().unwrap_or_default());
    if look.block.dialect == Dialect::Session {
        let prompt = |line: &str| line.is_empty() || line.starts_with(">>>") || line.starts_with("In [");
        let shown =
            first.strip_prefix("Out[").and_then(|rest| rest.split_once("]: ")).map_or(first, |(_, shown)| shown);
        return (!prompt(first) && !first.starts_with("...") && prompt(next)).then_some((Lead::Session, shown));
    }
    if !silent || next.starts_with('#') || !is_print(expr) {
        return None;
    }
    let found = LEAD.captures(first)?;
    found.name("lead")?;
    Some((Lead::Word, found.name("value")?.as_str()))
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

#[cfg(test)]
mod tests;
