//! Loops: what is captured late, changed on the way, or joined thrice.

use super::{Frame, Look};
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Comprehension, Expr, ExprLambda, Stmt, StmtFor};
use ruff_text_size::TextRange;

/// A lambda that sees the last value of a loop's variable.
pub(super) static LATE: Rule = rule(
    "late-binding",
    Category::Code,
    Level::Info,
    "The lambda looks the loop's variable up when it is called, and then it has its last value.",
);
/// A container that changes while it is walked through.
pub(super) static CHANGED: Rule = rule(
    "changed-while-iterating",
    Category::Code,
    Level::Warn,
    "A container that changes while it is walked through skips items or raises an error.",
);
/// One process that is joined again and again.
pub(super) static JOIN: Rule = rule(
    "joined-again",
    Category::Code,
    Level::Warn,
    "The loop waits for the same one each time, so the others are not waited for.",
);

/// A dictionary that gives keys where pairs are wanted.
pub(super) static ITEMS: Rule = rule(
    "items-left-out",
    Category::Code,
    Level::Warn,
    "A dictionary gives its keys, and the loop wants keys with their values.",
);

/// Looks at a lambda.
pub(super) fn lambda(look: &mut Look<'_, '_>, lambda: &ExprLambda) {
    let variables: Vec<&str> = look
        .frames
        .iter()
        .rev()
        .take_while(|frame| !matches!(frame, Frame::Function(_) | Frame::Lambda | Frame::Class))
        .filter_map(|frame| match frame {
            Frame::For(each) => Some(&*each.target),
            _ => None,
        })
        .flat_map(names)
        .collect();
    let own = |name: &str| lambda.parameters.as_ref().is_some_and(|parameters| parameters.includes(name));
    let mut used = Used(Vec::new());
    used.visit_expr(&lambda.body);
    let late = variables.iter().find(|name| used.0.contains(name) && !own(name));
    if let Some(name) = late
        && is_kept(look, lambda.range)
    {
        let message = format!("the lambda sees the last value of `{name}`, whenever it was made");
        look.advise(&LATE, lambda.range, message, &format!("keep the value: `lambda {name}={name}: …`"));
    }
}

/// Looks at what a comprehension makes: a lambda keeps the variable, not its value.
pub(super) fn made(look: &mut Look<'_, '_>, made: &Expr, loops: &[Comprehension]) {
    let Expr::Lambda(lambda) = made else { return };
    let own = |name: &str| lambda.parameters.as_ref().is_some_and(|parameters| parameters.includes(name));
    let mut used = Used(Vec::new());
    used.visit_expr(&lambda.body);
    let variables = loops.iter().flat_map(|one| names(&one.target));
    if let Some(name) = variables.into_iter().find(|name| used.0.contains(name) && !own(name)) {
        let message = format!("the lambda sees the last value of `{name}`, whenever it was made");
        look.advise(&LATE, lambda.range, message, &format!("keep the value: `lambda {name}={name}: …`"));
    }
}

/// Returns whether a lambda is kept for later: appended, put into a dictionary, or set as a command.
fn is_kept(look: &Look<'_, '_>, range: TextRange) -> bool {
    let text = look.block.text();
    let before = text[..usize::from(range.start())].trim_end();
    let call = before.strip_suffix('(').unwrap_or_default();
    before.ends_with("command=")
        || before.ends_with("target=")
        || call.ends_with(".append")
        || call.ends_with(".connect")
        || before.ends_with("] =")
}

fn names(target: &Expr) -> Vec<&str> {
    match target {
        Expr::Name(name) => vec![name.id.as_str()],
        Expr::Tuple(tuple) => tuple.elts.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

struct Used<'a>(Vec<&'a str>);

impl<'a> Visitor<'a> for Used<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr {
            self.0.push(name.id.as_str());
        }
        visitor::walk_expr(self, expr);
    }
}

/// Looks at a loop with two names for each key of a dictionary.
fn pairs(look: &mut Look<'_, '_>, each: &StmtFor) {
    let (Expr::Tuple(pair), Expr::Name(walked)) = (&*each.target, &*each.iter) else { return };
    let Some(Expr::Dict(dict)) = look.facts.value(walked.id.as_str()) else { return };
    // A key of two letters comes apart into them, and a tuple into its parts.
    let whole = |key: &Expr| match key {
        Expr::StringLiteral(text) => text.value.chars().count() != 2,
        key => matches!(key, Expr::NumberLiteral(_) | Expr::BooleanLiteral(_)),
    };
    let keys = dict.items.iter().all(|item| item.key.as_ref().is_some_and(whole));
    if pair.elts.len() == 2 && !dict.items.is_empty() && keys {
        let name = walked.id.as_str();
        let message = format!("`{name}` gives its keys alone");
        look.advise(&ITEMS, walked.range, message, &format!("write `{name}.items()`"));
    }
}

/// Looks at a loop.
pub(super) fn each(look: &mut Look<'_, '_>, each: &StmtFor) {
    pairs(look, each);
    if let Some((name, whole)) = walked(&each.iter).filter(|(name, _)| *name != "self") {
        let class = look.facts.class_of_name(name);
        let mut changes = Changes { name, whole, class: class.as_deref(), found: Vec::new() };
        changes.body(&each.body);
        for range in changes.found {
            let message = format!("`{name}` changes while the loop walks through it");
            look.advise(&CHANGED, range, message, &format!("walk through a copy: `list({name})`"));
        }
    }
    let own = names(&each.target);
    for stmt in &each.body {
        let Stmt::Expr(expr) = stmt else { continue };
        let Expr::Call(call) = &*expr.value else { continue };
        let Expr::Attribute(attribute) = &*call.func else { continue };
        let Expr::Name(name) = &*attribute.value else { continue };
        let id = name.id.as_str();
        let class = look.facts.class_of_name(id);
        let task = class.is_some_and(|class| class == "multiprocessing.Process" || class == "threading.Thread");
        if attribute.attr.as_str() == "join"
            && task
            && !own.contains(&id)
            && !binds(&each.body, id)
            && !is_started(each, id)
        {
            let message = format!("`{id}` is the last one that was started: the loop waits for it each time");
            look.advise(&JOIN, expr.range, message, "keep all in a list and join each of them");
        }
    }
}

/// Looks at a body for a loop that starts threads under one name, of which only the last one is joined behind it.
pub(super) fn body(look: &mut Look<'_, '_>, body: &[Stmt]) {
    for pair in body.windows(2) {
        let [Stmt::For(each), Stmt::Expr(expr)] = pair else { continue };
        let Expr::Call(call) = &*expr.value else { continue };
        let Expr::Attribute(attribute) = &*call.func else { continue };
        let Expr::Name(name) = &*attribute.value else { continue };
        let id = name.id.as_str();
        let class = look.facts.class_of_name(id).unwrap_or_default();
        let task = ["multiprocessing.Process", "threading.Thread"].contains(&class.as_str());
        let kept = look.written(each.range).contains(".append(");
        if attribute.attr.as_str() == "join" && task && is_made(each, id) && is_started(each, id) && !kept {
            let message = format!("`{id}` is the last one that was started: the others are not waited for");
            look.advise(&JOIN, expr.range, message, "keep all in a list and join each of them");
        }
    }
}

/// Returns whether a loop gives a name the value of a call in each round.
fn is_made(each: &StmtFor, name: &str) -> bool {
    each.body.iter().any(|stmt| {
        matches!(stmt, Stmt::Assign(assign) if assign.value.is_call_expr() && assign.targets.iter().flat_map(names).any(|target| target == name))
    })
}

fn binds(body: &[Stmt], name: &str) -> bool {
    body.iter().any(|stmt| match stmt {
        Stmt::Assign(assign) => assign.targets.iter().flat_map(names).any(|target| target == name),
        Stmt::For(each) => names(&each.target).contains(&name),
        _ => false,
    })
}

fn is_started(each: &StmtFor, name: &str) -> bool {
    each.body.iter().any(|stmt| {
        matches!(stmt, Stmt::Expr(expr) if matches!(&*expr.value, Expr::Call(call) if matches!(&*call.func, Expr::Attribute(attribute)
            if attribute.attr.as_str() == "start" && matches!(&*attribute.value, Expr::Name(own) if own.id.as_str() == name))))
    })
}

/// Returns the name that a loop walks through, and whether it is a list or may be a dictionary: `d.items()`.
fn walked(iter: &Expr) -> Option<(&str, bool)> {
    match iter {
        Expr::Name(name) => Some((name.id.as_str(), true)),
        Expr::Call(call) => match (&*call.func, &call.arguments.args[..]) {
            (Expr::Name(function), [Expr::Name(name)]) if function.id.as_str() == "enumerate" => {
                Some((name.id.as_str(), true))
            }
            (Expr::Attribute(attribute), []) if ["items", "keys", "values"].contains(&attribute.attr.as_str()) => {
                let Expr::Name(name) = &*attribute.value else { return None };
                Some((name.id.as_str(), false))
            }
            _ => None,
        },
        _ => None,
    }
}

struct Changes<'n> {
    name: &'n str,
    whole: bool,
    class: Option<&'n str>,
    found: Vec<TextRange>,
}

impl Changes<'_> {
    /// Looks through a body; what is followed by a way out of the loop does no harm.
    fn body(&mut self, body: &[Stmt]) {
        let leaves = body.last().is_some_and(|last| matches!(last, Stmt::Break(_) | Stmt::Return(_) | Stmt::Raise(_)));
        for stmt in body {
            match stmt {
                Stmt::Expr(expr) if !leaves && self.changes(&expr.value) => self.found.push(expr.range),
                Stmt::Delete(delete) if !leaves && delete.targets.iter().any(|target| self.item(target)) => {
                    self.found.push(delete.range);
                }
                Stmt::If(choice) => {
                    self.body(&choice.body);
                    choice.elif_else_clauses.iter().for_each(|clause| self.body(&clause.body));
                }
                Stmt::With(with) => self.body(&with.body),
                _ => {}
            }
        }
    }

    fn item(&self, target: &Expr) -> bool {
        matches!(target, Expr::Subscript(subscript) if matches!(&*subscript.value, Expr::Name(name) if name.id.as_str() == self.name))
    }

    fn changes(&self, expr: &Expr) -> bool {
        let Expr::Call(call) = expr else { return false };
        let Expr::Attribute(attribute) = &*call.func else { return false };
        let own = matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == self.name);
        let method = attribute.attr.as_str();
        let list = ["remove", "pop", "insert", "clear"];
        let set = ["discard", "popitem"];
        let grows = self.class == Some("builtins.set") && method == "add";
        own && (list.contains(&method) && (self.whole || method != "insert") || set.contains(&method) || grows)
    }
}
