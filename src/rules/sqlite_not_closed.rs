//! A database connection that a `with` block is thought to close.

use super::rule;
use super::stdlib::{Gathered, Known, groups, span};
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use ruff_python_ast::Stmt;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_text_size::{Ranged, TextRange};

/// `with sqlite3.connect(…)` does not close.
pub static RULE: Rule = rule(
    "sqlite-with-not-closed",
    Category::Code,
    Level::Info,
    "`with` on a connection of `sqlite3` ends the transaction and does not close the connection.",
);

/// Looks at `with sqlite3.connect(…)`.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for group in groups(view) {
        if !group.iter().any(|block| block.text().contains("sqlite3")) {
            continue;
        }
        let own: Vec<Gathered<'_>> = group.iter().map(|block| Gathered::of(block)).collect();
        let all = Gathered::all(&own);
        for (block, own) in group.iter().zip(&own) {
            let mut withs = Withs { known: Known { own, group: &all, note: &all }, found: Vec::new() };
            withs.visit_body(block.parsed.suite());
            for (range, name) in withs.found {
                let closes = |name: &str| group.iter().any(|block| block.text().contains(&format!("{name}.close()")));
                if name.is_some_and(closes) || block.is_spoilt(range) {
                    continue;
                }
                let message = "`with` ends the transaction here, it does not close the connection";
                let finding = Diagnostic::new(&RULE, span(view, block, range), message);
                out.push(finding.hint("wrap the connection in `contextlib.closing`, or call its `close`"));
            }
        }
    }
}

struct Withs<'a> {
    known: Known<'a>,
    found: Vec<(TextRange, Option<&'a str>)>,
}

impl<'a> StatementVisitor<'a> for Withs<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::With(with) = stmt {
            for item in &with.items {
                let opens = item.context_expr.as_call_expr().and_then(|call| self.known.entry(&call.func));
                if opens.is_some_and(|entry| entry.name == "sqlite3.connect") {
                    let name = item.optional_vars.as_deref().and_then(|name| name.as_name_expr());
                    self.found.push((item.context_expr.range(), name.map(|name| name.id.as_str())));
                }
            }
        }
        walk_stmt(self, stmt);
    }
}
