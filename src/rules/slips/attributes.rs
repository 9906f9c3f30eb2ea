//! Attributes of `self` that are a slip of one that the class sets.

use super::Look;
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprAttribute, ExprContext, Stmt, StmtClassDef};
use ruff_text_size::Ranged;
use rustc_hash::FxHashSet;

/// An attribute that the class never sets, but for a slip.
pub(super) static MISSPELLED: Rule = rule(
    "misspelled-attribute",
    Category::Code,
    Level::Warn,
    "A method reads an attribute that the class never sets, and that is a slip of one that it does.",
);

/// How many letters a name has at least, so that one more or less is no other word.
const LETTERS: usize = 5;
/// From how many letters on two slips are still slips.
const LONG: usize = 8;

/// Looks at a class that inherits from no other, so that all it has is in sight.
pub(super) fn class(look: &mut Look<'_, '_>, class: &StmtClassDef) {
    let bases = class.arguments.iter().flat_map(|arguments| &arguments.args);
    let alone = bases.clone().all(|base| matches!(base, Expr::Name(name) if name.id.as_str() == "object"))
        && class.arguments.iter().all(|arguments| arguments.keywords.is_empty());
    let text = look.written(class.range());
    let open = ["__getattr__", "__getattribute__", "__dict__", "setattr(", "__setattr__", "vars(self"];
    if !alone || !class.decorator_list.is_empty() || open.iter().any(|word| text.contains(word)) {
        return;
    }
    let mut seen = Seen::default();
    seen.visit_body(&class.body);
    for stmt in &class.body {
        match stmt {
            Stmt::FunctionDef(def) => {
                seen.has.insert(def.name.as_str());
            }
            Stmt::ClassDef(inner) => {
                seen.has.insert(inner.name.as_str());
            }
            Stmt::Assign(assign) => assign.targets.iter().for_each(|target| seen.name(target)),
            Stmt::AnnAssign(assign) => seen.name(&assign.target),
            _ => {}
        }
    }
    for read in &seen.reads {
        let written = read.attr.as_str();
        if seen.has.contains(written) || written.len() < LETTERS || written.starts_with("__") {
            continue;
        }
        let allowed = if written.len() < LONG { 1 } else { 2 };
        let mut near: Vec<&str> = seen.has.iter().copied().filter(|name| is_slip(written, name, allowed)).collect();
        near.sort_unstable();
        if let [meant] = near[..] {
            let message = format!("the class sets no `{written}`, but `{meant}`");
            look.advise(&MISSPELLED, read.attr.range(), message, &format!("write `{meant}`"));
        }
    }
}

/// Whether one name is a slip of the other: a number more is another name.
fn is_slip(written: &str, name: &str, allowed: usize) -> bool {
    let letters = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).to_string();
    let plural = written.strip_suffix('s') == Some(name) || name.strip_suffix('s') == Some(written);
    let private = written.trim_start_matches('_') == name.trim_start_matches('_');
    !plural
        && !private
        && letters(written) != letters(name)
        && written.len().abs_diff(name.len()) <= allowed
        && strsim::osa_distance(written, name) <= allowed
}

#[derive(Default)]
struct Seen<'a> {
    /// What the class or its methods set.
    has: FxHashSet<&'a str>,
    /// What methods read of `self`.
    reads: Vec<&'a ExprAttribute>,
}

impl<'a> Seen<'a> {
    fn name(&mut self, target: &'a Expr) {
        match target {
            Expr::Name(name) => {
                self.has.insert(name.id.as_str());
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| self.name(target)),
            _ => {}
        }
    }
}

impl<'a> Visitor<'a> for Seen<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Attribute(attribute) = expr
            && matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "self")
        {
            if attribute.ctx == ExprContext::Load {
                self.reads.push(attribute);
            } else {
                self.has.insert(attribute.attr.as_str());
            }
        }
        visitor::walk_expr(self, expr);
    }
}
