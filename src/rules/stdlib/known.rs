//! What the names in a note's Python stand for in the standard library.
//!
//! A name is known when an import brings it and nothing else binds it nearby, or when all that is assigned to it is of one class.
//! In doubt it is not known: a rule that speaks of a name that means something else is worse than one that is silent.

use super::gather::{Gathered, Value};
use super::returns::returned;
use crate::lint::View;
use crate::python::api::{self, Entry, Kind, Lookup};
use crate::python::{Block, names};
use crate::text::Span;
use ruff_python_ast::{Expr, ExprAttribute, Number};
use ruff_text_size::TextRange;

/// How many steps are gone to learn what a name is.
const DEEPEST: u8 = 8;

/// Returns the blocks of Python under each heading, in order.
pub(crate) fn groups<'a>(view: &View<'a>) -> Vec<Vec<&'a Block>> {
    let mut groups: Vec<Vec<&Block>> = Vec::new();
    let heading = |block: &Block| view.prose.code[block.code].heading;
    for block in &view.python.blocks {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| heading(last) == heading(block)) => group.push(block),
            _ => groups.push(vec![block]),
        }
    }
    groups
}

/// Returns where a stretch of a block stands in the note.
pub(crate) fn span(view: &View<'_>, block: &Block, range: TextRange) -> Span {
    view.prose.source(view.source, block.place(range))
}

/// A module or a class, or an object of that class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The full name.
    pub name: String,
    /// Whether it is an object of the class of that name.
    pub instance: bool,
}

/// What is known where a block stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    /// What the block itself says.
    pub own: &'a Gathered<'a>,
    /// What all blocks under the same heading say.
    pub group: &'a Gathered<'a>,
    /// What all of the note says.
    pub note: &'a Gathered<'a>,
}

impl Known<'_> {
    /// Returns what a name that an import brings stands for.
    pub(crate) fn import(&self, name: &str) -> Option<String> {
        if self.group.values.contains_key(name) {
            return None;
        }
        for gathered in [self.own, self.group] {
            if let Some(full) = gathered.imports.get(name) {
                return full.clone();
            }
        }
        // An earlier section may have imported it; what a name of a module's inside stands for is not carried that far.
        let earlier = self.note.imports.get(name).cloned().flatten()?;
        (earlier == name && !self.note.values.contains_key(name)).then_some(earlier)
    }

    /// Returns whether a name means what it means in every Python program.
    pub(crate) fn is_builtin(&self, name: &str) -> bool {
        let own = self.group.values.contains_key(name) || self.group.imports.contains_key(name);
        !own && !self.group.blind && names::is_builtin(name)
    }

    /// Returns what the table says of what an expression names.
    pub(crate) fn entry(&self, expr: &Expr) -> Option<Entry<'static>> {
        self.entry_in(expr, DEEPEST)
    }

    /// Looks an attribute up in what it is taken from.
    pub(crate) fn look(&self, attribute: &ExprAttribute) -> Lookup {
        self.look_in(attribute, DEEPEST)
    }

    /// Returns the module, the class or the object that an expression is.
    pub(crate) fn owner(&self, expr: &Expr) -> Option<Owner> {
        self.owner_in(expr, DEEPEST)
    }

    /// Returns the full name of the class of all that is assigned to a name.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        self.bound(name, DEEPEST)
    }

    fn entry_in(&self, expr: &Expr, depth: u8) -> Option<Entry<'static>> {
        match expr {
            Expr::Name(name) => match self.import(name.id.as_str()) {
                Some(full) => api::entry(&full),
                None if self.is_builtin(name.id.as_str()) => api::entry(&format!("builtins.{}", name.id)),
                None => None,
            },
            Expr::Attribute(attribute) => match self.look_in(attribute, depth) {
                Lookup::Found(entry) => Some(entry),
                _ => None,
            },
            _ => None,
        }
    }

    fn look_in(&self, attribute: &ExprAttribute, depth: u8) -> Lookup {
        let Some(owner) = self.owner_in(&attribute.value, depth) else { return Lookup::Unknown };
        if owner.instance && self.note.stored.contains(attribute.attr.as_str()) {
            return Lookup::Unknown;
        }
        api::attribute(&owner.name, attribute.attr.as_str())
    }

    /// The depth falls with each step down the expression and each variable that is followed, so no circle is endless.
    fn owner_in(&self, expr: &Expr, depth: u8) -> Option<Owner> {
        let depth = depth.checked_sub(1)?;
        if let Some(entry) = self.entry_in(expr, depth)
            && matches!(entry.kind, Kind::Module | Kind::Class)
        {
            return Some(Owner { name: entry.name.to_string(), instance: false });
        }
        self.class(expr, depth).map(|name| Owner { name, instance: true })
    }

    fn class(&self, expr: &Expr, depth: u8) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let builtin = |name: &str| Some(format!("builtins.{name}"));
        match expr {
            Expr::StringLiteral(_) | Expr::FString(_) => builtin("str"),
            Expr::BytesLiteral(_) => builtin("bytes"),
            Expr::List(_) | Expr::ListComp(_) => builtin("list"),
            Expr::Dict(_) | Expr::DictComp(_) => builtin("dict"),
            Expr::Set(_) | Expr::SetComp(_) => builtin("set"),
            Expr::Tuple(_) => builtin("tuple"),
            Expr::NumberLiteral(number) => match number.value {
                Number::Int(_) => builtin("int"),
                Number::Float(_) => builtin("float"),
                Number::Complex { .. } => builtin("complex"),
            },
            Expr::Name(name) => self.bound(name.id.as_str(), depth),
            Expr::Call(call) => {
                let callee = self.entry_in(&call.func, depth)?;
                match callee.kind {
                    Kind::Class if !callee.flags.is_dynamic() && callee.name != "builtins.type" => {
                        Some(callee.name.to_string())
                    }
                    _ => returned(callee.name, call).map(ToString::to_string),
                }
            }
            _ => None,
        }
    }

    fn bound(&self, name: &str, depth: u8) -> Option<String> {
        if self.group.imports.contains_key(name) {
            return None;
        }
        let values = self.group.values.get(name)?;
        // Each may lead to as many others.
        let depth = if values.len() > 1 { depth.min(3) } else { depth };
        let mut class = None;
        for value in values {
            let found = match value {
                Value::Of(expr) => self.class(expr, depth)?,
                Value::With(expr) => self.class(expr, depth).filter(|class| super::returns::enters_itself(class))?,
                Value::Other => return None,
            };
            if class.get_or_insert_with(|| found.clone()) != &found {
                return None;
            }
        }
        class
    }
}
