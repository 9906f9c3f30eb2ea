//! Names of the standard library in code: is it there, still, already, everywhere?

use super::{DEPRECATED, Found, Known, MISSING, REMOVED, SOME_SYSTEMS, calls};
use crate::python::api::{self, Entry, Kind, Lookup};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, Expr, ExprContext, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// Built-ins that are gone and whose names nobody gives to a variable.
const GONE: [&str; 6] = ["basestring", "execfile", "raw_input", "unichr", "unicode", "xrange"];

/// Looks at the names in a block.
pub(super) fn check<'a>(known: Known<'a>, found: &mut Found<'a>) {
    let suite = found.block.parsed.suite();
    Uses { known, found, guards: 0 }.visit_body(suite);
}

struct Uses<'a, 'f> {
    known: Known<'a>,
    found: &'f mut Found<'a>,
    /// How many statements are around that try whether names are there.
    guards: usize,
}

impl Uses<'_, '_> {
    fn guarded(&mut self, guards: bool, stmt: &Stmt) {
        self.guards += usize::from(guards);
        visitor::walk_stmt(self, stmt);
        self.guards -= usize::from(guards);
    }

    /// Tells what there is to say about a name that the table knows.
    fn entry(&mut self, entry: &Entry<'_>, range: TextRange) {
        if self.guards > 0 {
            return;
        }
        let name = shown(entry.name);
        let target = self.found.target();
        let instead = entry.replacement.map(instead);
        if let Some(version) = entry.removed.filter(|version| *version <= target) {
            let message = if version.minor == 0 {
                format!("`{name}` is not in Python 3")
            } else {
                format!("`{name}` was removed in Python {version}")
            };
            return self.found.tell_with(&REMOVED, range, entry.name, message, instead);
        }
        if let Some(version) = entry.deprecated.filter(|version| *version <= target) {
            let message = format!("`{name}` is deprecated since Python {version}");
            self.found.tell_with(&DEPRECATED, range, entry.name, message, instead);
        }
        // That a method is as young as its class need not be said twice.
        let class = entry.name.rsplit_once('.').filter(|_| entry.kind == Kind::Attribute);
        let with_class = class.and_then(|(class, _)| api::entry(class)).is_some_and(|class| class.added == entry.added);
        if let Some(version) = entry.added.filter(|_| !with_class) {
            self.found.version(range, &format!("`{name}`"), version);
        }
        let systems = super::syntax::systems(entry);
        if let Some(systems) = systems.filter(|_| !self.names_a_system()) {
            self.found.tell(&SOME_SYSTEMS, range, entry.name, format!("Python has `{name}` on {systems} only"));
        }
    }

    /// Returns whether the block says for which system it is.
    fn names_a_system(&self) -> bool {
        let text = self.found.block.text();
        ["Windows", "Unix", "POSIX", "Linux", "macOS", "win32", "os.name", "sys.platform"]
            .iter()
            .any(|system| text.contains(system))
    }

    fn missing(&mut self, written: &str, owner: &str, near: Option<&str>, range: TextRange) {
        // `datetime.datetime` where another block imports the class: the module may be meant.
        let twice = owner.rsplit('.').next() == Some(written) && !self.known.own.imports.contains_key(written);
        if twice || owner == "__future__" {
            return;
        }
        let kind = api::entry(owner).map_or(Kind::Value, |entry| entry.kind);
        let what = if kind == Kind::Module { "module" } else { "class" };
        let hint = near.map(|near| format!("did you mean `{}`?", near.rsplit('.').next().unwrap_or(near)));
        let message = format!("the {what} `{}` has no `{written}`", shown(owner));
        if self.guards == 0 {
            self.found.tell_with(&MISSING, range, &format!("{owner}.{written}"), message, hint);
        }
    }

    fn import(&mut self, module: &str, range: TextRange) {
        if let Some(entry) = api::entry(module) {
            return self.entry(&entry, range);
        }
        let Some((parent, last)) = module.rsplit_once('.') else { return };
        if let Lookup::Missing { near } = api::attribute(parent, last) {
            self.missing(last, parent, near, range);
        }
    }
}

impl<'a> Visitor<'a> for Uses<'_, '_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Try(tried) => self.guarded(tried.handlers.iter().any(catches_missing), stmt),
            Stmt::If(test) => {
                let text = &self.found.block.text()[test.test.range()];
                let asks = ["version", "hasattr", "platform", "os.name", "TYPE_CHECKING", "PY2", "PY3"];
                self.guarded(asks.iter().any(|word| text.contains(word)), stmt);
            }
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.import(&alias.name, alias.range)),
            Stmt::ImportFrom(import) if import.level == 0 => {
                let Some(module) = &import.module else { return };
                let told = self.found.out.len();
                self.import(module, module.range);
                if self.found.out.len() > told {
                    return;
                }
                for alias in &import.names {
                    match api::attribute(module, &alias.name) {
                        Lookup::Found(entry) => self.entry(&entry, alias.range),
                        Lookup::Missing { near } if &alias.name != "*" => {
                            self.missing(&alias.name, module, near, alias.range);
                        }
                        _ => {}
                    }
                }
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Attribute(attribute) if attribute.ctx == ExprContext::Load => match self.known.look(attribute) {
                Lookup::Found(entry) => self.entry(&entry, attribute.attr.range),
                Lookup::Missing { near } => {
                    let owner = self.known.owner(&attribute.value).map(|owner| owner.name).unwrap_or_default();
                    self.missing(&attribute.attr, &owner, near, attribute.attr.range);
                }
                Lookup::Unknown => {}
            },
            Expr::Name(name) if name.ctx == ExprContext::Load => self.name(name.id.as_str(), name.range, false),
            Expr::Call(call) => {
                if let Expr::Name(name) = &*call.func {
                    self.name(name.id.as_str(), name.range, true);
                }
                if self.guards == 0 {
                    calls::check(self.known, call, self.found);
                }
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}

impl Uses<'_, '_> {
    /// A name that needs no import.
    fn name(&mut self, name: &str, range: TextRange, called: bool) {
        let group = self.known.group;
        if group.blind || group.values.contains_key(name) || group.imports.contains_key(name) {
            return;
        }
        let Some(entry) = api::entry(&format!("builtins.{name}")) else { return };
        // `file` was a built-in once; today it is what somebody calls a file.
        let word = entry.removed.is_some() && !called && !GONE.contains(&name);
        if !word {
            self.entry(&entry, range);
        }
    }
}

/// Returns a full name as people write it.
pub(super) fn shown(name: &str) -> &str {
    name.strip_prefix("builtins.").unwrap_or(name)
}

/// Returns what to do about a name that another one stands for.
fn instead(replacement: &str) -> String {
    if replacement.contains(' ') { format!("use {replacement}") } else { format!("use `{replacement}`") }
}

/// Returns whether a handler is there for names that may be missing.
fn catches_missing(handler: &ExceptHandler) -> bool {
    let ExceptHandler::ExceptHandler(handler) = handler;
    let named = |expr: &Expr| {
        matches!(expr, Expr::Name(name)
            if ["ImportError", "ModuleNotFoundError", "AttributeError", "NameError"].contains(&name.id.as_str()))
    };
    match handler.type_.as_deref() {
        Some(Expr::Tuple(tuple)) => tuple.elts.iter().any(named),
        Some(expr) => named(expr),
        None => false,
    }
}
