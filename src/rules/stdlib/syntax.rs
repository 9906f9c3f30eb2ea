//! Syntax that came with a version, and names that only some systems have.

use super::{Found, Known};
use crate::pack::PyVersion;
use crate::python::api::Entry;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{AnyParameterRef, Expr, Operator, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Builtin classes that take a type in brackets since 3.9.
const GENERIC: [&str; 6] = ["dict", "frozenset", "list", "set", "tuple", "type"];

/// Looks at the syntax of a block.
pub(super) fn check<'a>(known: Known<'a>, found: &mut Found<'a>) {
    let suite = found.block.parsed.suite();
    let quoted = found.block.text().contains("from __future__ import annotations");
    Syntax { known, found, quoted, annotations: 0 }.visit_body(suite);
}

struct Syntax<'a, 'f> {
    known: Known<'a>,
    found: &'f mut Found<'a>,
    /// Whether annotations are not evaluated.
    quoted: bool,
    annotations: usize,
}

impl Syntax<'_, '_> {
    fn since(&mut self, range: TextRange, what: &str, minor: u8) {
        self.found.version(range, what, PyVersion { major: 3, minor });
    }

    /// Returns whether an expression is a type, as far as one can see.
    fn is_type(&self, expr: &Expr) -> bool {
        match expr {
            Expr::NoneLiteral(_) => true,
            Expr::Name(name) => {
                let builtin = ["int", "str", "float", "bytes", "bool", "object", "complex"].contains(&name.id.as_str());
                (builtin || GENERIC.contains(&name.id.as_str())) && self.known.is_builtin(name.id.as_str())
            }
            Expr::Subscript(subscript) => self.is_type(&subscript.value),
            _ => false,
        }
    }
}

impl<'a> Visitor<'a> for Syntax<'_, '_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let word = |length: u32| TextRange::at(stmt.start(), TextSize::from(length));
        match stmt {
            Stmt::Match(_) => self.since(word(5), "`match`", 10),
            Stmt::TypeAlias(_) => self.since(word(4), "`type X = …`", 12),
            Stmt::Try(tried) if tried.is_star => self.since(word(3), "`except*`", 11),
            Stmt::FunctionDef(def) => {
                if let Some(types) = &def.type_params {
                    self.since(types.range, "`def f[T](…)`", 12);
                }
                for decorator in &def.decorator_list {
                    let cached = self.known.entry(&decorator.expression);
                    if cached.is_some_and(|entry| entry.name == "functools.lru_cache") {
                        let added = PyVersion { major: 3, minor: 8 };
                        self.found.needs(decorator.range, "`@lru_cache` without parentheses", added);
                    }
                }
                // The dispatcher reads the class from the annotation when the function is made.
                let registers = def.decorator_list.iter().any(|decorator| {
                    matches!(&decorator.expression, Expr::Attribute(attribute) if &attribute.attr == "register")
                });
                let first = def.parameters.iter_source_order().next();
                if let Some(annotation) = first.and_then(AnyParameterRef::annotation).filter(|_| registers) {
                    let text = self.found.block.text()[annotation.range()].to_string();
                    if matches!(annotation, Expr::BinOp(_)) || text.contains("Union[") {
                        self.since(annotation.range(), &format!("`register` with the annotation `{text}`"), 11);
                    }
                }
            }
            Stmt::ClassDef(class) => {
                if let Some(types) = &class.type_params {
                    self.since(types.range, "`class C[T]`", 12);
                }
            }
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_annotation(&mut self, expr: &'a Expr) {
        self.annotations += 1;
        visitor::walk_annotation(self, expr);
        self.annotations -= 1;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        let evaluated = self.annotations == 0 || !self.quoted;
        match expr {
            Expr::Subscript(subscript) if evaluated && !subscript.slice.is_slice_expr() => {
                if let Expr::Name(name) = &*subscript.value
                    && GENERIC.contains(&name.id.as_str())
                    && self.known.is_builtin(name.id.as_str())
                {
                    self.since(subscript.range, &format!("`{}[…]`", name.id), 9);
                }
            }
            Expr::BinOp(union)
                if evaluated
                    && union.op == Operator::BitOr
                    && (self.annotations > 0 || !union.left.is_none_literal_expr())
                    && (self.is_type(&union.left) || self.is_type(&union.right)) =>
            {
                self.since(union.range, "`X | Y` of types", 10);
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}

/// Modules that Windows does not have.
const UNIX_MODULES: [&str; 12] =
    ["curses", "fcntl", "grp", "nis", "ossaudiodev", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"];

/// Names that Windows does not have, in modules that it has.
const UNIX_NAMES: [&str; 30] = [
    "asyncio.open_unix_connection",
    "asyncio.start_unix_server",
    "faulthandler.register",
    "mmap.MAP_PRIVATE",
    "mmap.MAP_SHARED",
    "mmap.PROT_EXEC",
    "mmap.PROT_READ",
    "mmap.PROT_WRITE",
    "os.chown",
    "os.chroot",
    "os.fork",
    "os.forkpty",
    "os.geteuid",
    "os.getgid",
    "os.getloadavg",
    "os.getpgid",
    "os.getuid",
    "os.mkfifo",
    "os.nice",
    "os.setsid",
    "os.setuid",
    "os.uname",
    "os.wait",
    "signal.SIGALRM",
    "signal.SIGKILL",
    "signal.SIGUSR1",
    "signal.SIGUSR2",
    "signal.alarm",
    "signal.pause",
    "socket.AF_UNIX",
];

/// How names begin that are on Windows only, where the table says that they are not on all systems.
const WINDOWS: [&str; 4] = ["asyncio.", "os.startfile", "signal.CTRL_", "subprocess."];

/// Returns on which systems a name is, if not on all.
pub(super) fn systems(entry: &Entry<'_>) -> Option<&'static str> {
    let unix = UNIX_NAMES.binary_search(&entry.name).is_ok() || UNIX_MODULES.binary_search(&entry.name).is_ok();
    match () {
        () if unix => Some("Unix"),
        () if ["msvcrt", "winreg", "winsound"].contains(&entry.name) => Some("Windows"),
        () if !entry.flags.is_of_some_systems() => None,
        () if WINDOWS.iter().any(|start| entry.name.starts_with(start)) => Some("Windows"),
        () => Some("some systems"),
    }
}
