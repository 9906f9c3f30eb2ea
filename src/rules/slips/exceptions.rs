//! Exceptions: caught too widely, in the wrong order, dropped, or handed to what wants something else.

use super::{Frame, Look};
use crate::diagnostic::{Category, Level, Rule};
use crate::python::api;
use crate::rules::rule;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, Expr, ExprCall, Stmt, StmtTry};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// An `except` without a class.
pub(super) static BARE: Rule = rule(
    "bare-except",
    Category::Code,
    Level::Warn,
    "A bare `except:` also catches `KeyboardInterrupt` and `SystemExit`.",
);
/// An exception that is caught and forgotten.
pub(super) static SWALLOWED: Rule =
    rule("swallowed-exception", Category::Code, Level::Info, "Every exception is caught here and nobody hears of it.");
/// A clause that an earlier one keeps from being reached.
pub(super) static ORDER: Rule = rule(
    "except-order",
    Category::Code,
    Level::Warn,
    "The first `except` that fits is taken, so the special class must stand before the general one.",
);
/// A `finally` that swallows what was raised.
pub(super) static FINALLY: Rule = rule(
    "return-in-finally",
    Category::Code,
    Level::Warn,
    "A `return`, `break` or `continue` in `finally` throws the exception away.",
);
/// An exception where a file or a number is wanted.
pub(super) static ROLE: Rule = rule(
    "exception-as-argument",
    Category::Code,
    Level::Warn,
    "The function takes no exception there: its first parameter is something else.",
);

/// Functions that are often given the exception, and what their first parameter is.
const ROLES: [(&str, &str); 6] = [
    ("faulthandler.dump_traceback", "file"),
    ("faulthandler.enable", "file"),
    ("traceback.print_exc", "limit"),
    ("traceback.format_exc", "limit"),
    ("traceback.print_stack", "f"),
    ("traceback.print_tb", "tb"),
];

/// Classes of `requests`, each with its bases.
const REQUESTS: [(&str, &[&str]); 9] = [
    ("RequestException", &["builtins.OSError"]),
    ("HTTPError", &["RequestException"]),
    ("ConnectionError", &["RequestException"]),
    ("SSLError", &["ConnectionError"]),
    ("ProxyError", &["ConnectionError"]),
    ("Timeout", &["RequestException"]),
    ("ConnectTimeout", &["ConnectionError", "Timeout"]),
    ("ReadTimeout", &["Timeout"]),
    ("TooManyRedirects", &["RequestException"]),
];

/// Looks at a `try`.
pub(super) fn tried<'a>(look: &mut Look<'a, '_>, tried: &'a StmtTry) {
    let mut before: Vec<(String, &Expr)> = Vec::new();
    for handler in &tried.handlers {
        let ExceptHandler::ExceptHandler(inner) = handler;
        one(look, inner);
        for class in inner.type_.iter().flat_map(|class| classes(class)) {
            let Some(full) = look.full(class) else { continue };
            order(look, class, &full, &before);
        }
        let named = inner.type_.iter().flat_map(|class| classes(class));
        let written = named.filter_map(|class| Some((look.full(class)?, class)));
        before.extend(written.collect::<Vec<_>>());
    }
    let mut leaves = Leaves { found: Vec::new(), loops: 0 };
    leaves.visit_body(&tried.finalbody);
    let inside =
        look.function().is_some() || look.frames.iter().any(|frame| matches!(frame, Frame::For(_) | Frame::While));
    if inside {
        for (range, word) in leaves.found {
            look.report(&FINALLY, range, format!("`{word}` in `finally` throws away the exception that was raised"));
        }
    }
}

fn one(look: &mut Look<'_, '_>, handler: &ExceptHandlerExceptHandler) {
    let raises = Raises::any(&handler.body);
    match handler.type_.as_deref() {
        None if !raises => {
            let range = TextRange::at(handler.start(), TextSize::from(6));
            let message = "a bare `except:` also catches `KeyboardInterrupt` and `SystemExit`";
            look.advise(&BARE, range, message, "name the exception, or write `except Exception:`");
        }
        Some(class)
            if matches!(&handler.body[..], [only] if is_nothing(only))
                && ["Exception", "BaseException"].contains(&look.written(class.range())) =>
        {
            let range = TextRange::new(handler.start(), class.end());
            look.report(&SWALLOWED, range, "every exception is caught here and nobody hears of it");
        }
        _ => {}
    }
}

fn is_nothing(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Pass(_) | Stmt::Continue(_))
        || matches!(stmt, Stmt::Expr(expr) if expr.value.is_ellipsis_literal_expr())
}

fn classes(class: &Expr) -> Vec<&Expr> {
    match class {
        Expr::Tuple(tuple) => tuple.elts.iter().collect(),
        _ => vec![class],
    }
}

fn order(look: &mut Look<'_, '_>, class: &Expr, full: &str, before: &[(String, &Expr)]) {
    let own = look.written(class.range());
    for (earlier, other) in before {
        let written = look.written(other.range());
        let (range, message) = if is_below(look, full, earlier, 16) {
            (class.range(), format!("`{written}` above catches `{own}` too, so this is never reached"))
        } else if let Some(shared) = shared(full, earlier) {
            (other.range(), format!("`{written}` catches `{shared}` too, which then never gets to `{own}` below"))
        } else {
            continue;
        };
        look.advise(&ORDER, range, message, "put the special class before the general one");
        return;
    }
}

/// Returns whether the first class is the second, or a class below it by so many steps at most: classes may go in a circle.
fn is_below(look: &Look<'_, '_>, class: &str, above: &str, depth: u8) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    canonical(class) == canonical(above) || bases(look, class).iter().any(|base| is_below(look, base, above, depth))
}

fn bases(look: &Look<'_, '_>, class: &str) -> Vec<String> {
    if let Some(own) = look.facts.classes.get(class) {
        return own.bases().iter().filter_map(|base| look.full(base)).collect();
    }
    if let Some(name) = of_requests(class) {
        let known = REQUESTS.iter().find(|(own, _)| *own == name);
        let prefix = |base: &&str| if base.contains('.') { (*base).to_string() } else { format!("requests.{base}") };
        return known.map(|(_, bases)| bases.iter().map(prefix).collect()).unwrap_or_default();
    }
    let entry = api::entry(class).or_else(|| api::entry(&format!("builtins.{class}")));
    entry.map(|entry| entry.bases().map(ToString::to_string).collect()).unwrap_or_default()
}

fn of_requests(class: &str) -> Option<&str> {
    class.strip_prefix("requests.").map(|rest| rest.strip_prefix("exceptions.").unwrap_or(rest))
}

fn canonical(class: &str) -> String {
    match of_requests(class) {
        Some(name) => format!("requests.{name}"),
        None => class.strip_prefix("builtins.").unwrap_or(class).to_string(),
    }
}

/// Returns a class of `requests` that both classes stand above, neither being above the other, where the later one is meant.
fn shared(class: &str, earlier: &str) -> Option<&'static str> {
    let (class, earlier) = (of_requests(class)?, of_requests(earlier)?);
    // A connection that takes too long is told as a time-out first, and that is right.
    if earlier == "Timeout" {
        return None;
    }
    let both = REQUESTS.iter().find(|(_, bases)| bases.contains(&class) && bases.contains(&earlier));
    both.map(|(name, _)| *name)
}

/// Looks at a call for an exception in the wrong place.
pub(super) fn call(look: &mut Look<'_, '_>, call: &ExprCall) {
    let Some(Expr::Name(first)) = call.arguments.args.first() else { return };
    if !look.facts.caught.contains(first.id.as_str()) {
        return;
    }
    let name = look.called(call);
    if let Some((_, parameter)) = ROLES.iter().find(|(known, _)| *known == name) {
        let message = format!("the first parameter of `{name}` is `{parameter}`, not an exception");
        look.report(&ROLE, first.range, message);
    }
}

/// Looks for `raise`.
struct Raises(bool);

impl Raises {
    fn any(body: &[Stmt]) -> bool {
        let mut raises = Raises(false);
        raises.visit_body(body);
        raises.0
    }
}

impl<'a> Visitor<'a> for Raises {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.0 |= stmt.is_raise_stmt();
        visitor::walk_stmt(self, stmt);
    }
}

/// Looks for what leaves a `finally`.
struct Leaves {
    found: Vec<(TextRange, &'static str)>,
    loops: usize,
}

impl<'a> Visitor<'a> for Leaves {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Return(_) => self.found.push((stmt.range(), "return")),
            Stmt::Break(_) if self.loops == 0 => self.found.push((stmt.range(), "break")),
            Stmt::Continue(_) if self.loops == 0 => self.found.push((stmt.range(), "continue")),
            Stmt::For(_) | Stmt::While(_) => {
                self.loops += 1;
                visitor::walk_stmt(self, stmt);
                self.loops -= 1;
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}
