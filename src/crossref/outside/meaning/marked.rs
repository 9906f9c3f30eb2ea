//! Names that are marked as such: in code ticks, with the parentheses of a call, with the `@` of a decorator.

use super::super::mentions::{Form, Mention, Noun};
use super::super::names::Found;
use super::super::scene::Level;
use super::{LONG, Place, Reach, is_article, is_builtin_class, is_of_builtins, only};
use crate::crossref::inventory::Kind;

/// Built-in names that are commonly words, parameters or commands; without parentheses they need a noun or an article.
const SHY: [&str; 36] = [
    "all",
    "any",
    "compile",
    "copyright",
    "credits",
    "dir",
    "exec",
    "exit",
    "filter",
    "format",
    "globals",
    "hash",
    "help",
    "id",
    "input",
    "iter",
    "license",
    "locals",
    "map",
    "max",
    "min",
    "next",
    "object",
    "open",
    "property",
    "quit",
    "range",
    "round",
    "set",
    "slice",
    "sum",
    "super",
    "type",
    "vars",
    "round",
    "hex",
];

/// Modules whose names are words, parameters, columns, formats or commands as well: they need more than code ticks.
const VAGUE: [&str; 44] = [
    "abc",
    "array",
    "calendar",
    "cmd",
    "code",
    "copy",
    "csv",
    "curses",
    "decimal",
    "email",
    "errno",
    "fractions",
    "html",
    "http",
    "json",
    "keyword",
    "locale",
    "mailbox",
    "numbers",
    "operator",
    "platform",
    "posix",
    "profile",
    "pwd",
    "queue",
    "random",
    "readline",
    "resource",
    "secrets",
    "select",
    "signal",
    "site",
    "stat",
    "string",
    "struct",
    "test",
    "time",
    "token",
    "trace",
    "tty",
    "turtle",
    "types",
    "uuid",
    "xml",
];

/// Constants that every note is full of.
const CONSTANTS: [&str; 5] = ["True", "False", "None", "Ellipsis", "__debug__"];

impl<'a> Place<'_, '_, '_, 'a> {
    /// Names in code ticks, calls, decorators.
    pub(super) fn marked(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let bare = mention.form == Form::Bare;
        let told = matches!(mention.noun, Noun::Function | Noun::Class | Noun::Object | Noun::Method)
            || is_article(mention.before)
            || matches!(mention.before, "builtin" | "built-in" | "Python's");
        if bare && (CONSTANTS.contains(&mention.name) || SHY.contains(&mention.name) && !told) {
            return None;
        }
        let variable = self.section.code.variables.contains_key(mention.name);
        if bare && (variable || mention.entry && !self.is_telling(mention)) {
            return None;
        }
        if bare
            && let Some(found) = self.names.exact(mention.name)
            && found.entry.kind == Kind::Module
        {
            if let Some(twin) = self.twin(mention) {
                return Some(twin);
            }
            let alone = found.entry.telling || self.level == Level::Sure && !VAGUE.contains(&mention.name);
            let known = alone || self.is_in_focus(mention.name, Reach::Note);
            return found.filter_by(known && mention.noun != Noun::Method);
        }
        let exact: Vec<Found<'a>> = self.exactly(mention.name).collect();
        let callable = |found: &Found<'a>| matches!(found.entry.kind, Kind::Function | Kind::Class | Kind::Method);
        let mut all: Vec<Found<'a>> = exact.into_iter().filter(callable).collect();
        if all.is_empty() && !bare && !mention.name.bytes().any(|b| b.is_ascii_uppercase()) {
            let lower = self.names.ending(mention.name).filter(callable).collect();
            return self.narrow(lower, Reach::Section, mention.noun == Noun::Method);
        }
        let class = |found: &Found<'a>| found.entry.kind == Kind::Class;
        if matches!(mention.noun, Noun::Class | Noun::Object) && all.iter().any(class) {
            all.retain(class);
        }
        let built_in = all.iter().copied().find(|found| found.entry.owner().is_empty());
        if let Some(built_in) = built_in {
            return self.built_in_or(built_in, all, mention);
        }
        if is_of_builtins(mention.name) || all.iter().any(|found| is_builtin_class(self.names, found.entry.owner())) {
            return self.of_class(all.clone()).or_else(|| self.by_links(&all));
        }
        if mention.noun == Noun::Method {
            all.retain(|found| found.entry.kind == Kind::Method);
        }
        let reach = if self.is_telling(mention) { Reach::Note } else { Reach::Section };
        let narrowed = self.narrow(all.clone(), reach, mention.noun == Noun::Method);
        let slip = || {
            let slips = !bare && !mention.name.bytes().any(|b| b.is_ascii_uppercase());
            let alike = if slips { self.names.ending(mention.name).filter(callable).collect() } else { Vec::new() };
            self.narrow(alike, Reach::Section, false)
        };
        narrowed.or_else(|| self.by_links(&all)).or_else(slip).or_else(|| {
            let alone = mention.name.len() >= LONG && self.level == Level::Sure;
            let capital = mention.name.bytes().any(|b| b.is_ascii_uppercase());
            only(&all).filter(|found| alone && found.entry.telling && (capital || found.entry.kind != Kind::Method))
        })
    }

    /// A built-in name, unless something nearby has one of that name too.
    fn built_in_or(&self, built_in: Found<'a>, all: Vec<Found<'a>>, mention: &Mention<'_>) -> Option<Found<'a>> {
        if mention.noun == Noun::Method {
            return self.of_class(all);
        }
        if self.level < Level::Sure && !(built_in.entry.telling || mention.form == Form::Call) {
            return None;
        }
        let others: Vec<Found<'a>> = all.into_iter().filter(|found| *found != built_in).collect();
        let rings = &self.rings[..self.rings.len().min(self.nearby + 2)];
        let rival = others.iter().any(|found| rings.iter().any(|ring| self.strength(ring, *found) > 0));
        built_in.filter_by(!rival || mention.form == Form::Bare && built_in.entry.kind == Kind::Class)
    }
}
