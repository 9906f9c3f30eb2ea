//! Names with dots: whole ones, those under a local name, those whose beginning or middle is left out.

use super::super::mentions::{Form, Mention, Noun};
use super::super::names::Found;
use super::super::scene::Level;
use super::{Import, Place, Reach, only};
use crate::crossref::inventory::Kind;

impl<'a> Place<'_, '_, '_, 'a> {
    /// Names with dots.
    pub(super) fn dotted(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let (first, rest) = mention.name.split_once('.')?;
        let marked = mention.ticked || mention.form != Form::Bare;
        if self.level == Level::Never {
            return None;
        }
        if let Some(made) = self.section.code.variables.get(first)
            && !self.section.code.imports.contains_key(first)
        {
            return self.of_variable(*made, rest);
        }
        let imported = self.imported(first);
        let full = match imported {
            Import::Several => return None,
            Import::As(full) => format!("{full}.{rest}"),
            Import::Nothing => mention.name.strip_prefix("builtins.").unwrap_or(mention.name).to_string(),
        };
        if let Some(method) = self.method_of_namesake(mention, &full) {
            return Some(method);
        }
        if let Some(found) = self.names.exact(&full) {
            let telling = found.entry.telling || self.names.exact(first).is_some_and(|first| first.entry.telling);
            let sure = match self.level {
                Level::Never => false,
                Level::Unsure => mention.ticked && (telling || full.matches('.').count() > 1),
                _ => true,
            };
            return found.filter_by(sure);
        }
        if self.level <= Level::Unsure {
            return None;
        }
        let last = full.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        // Written in lower case throughout: "concurrent.futures.threadpoolexecutor".
        if !full.bytes().any(|b| b.is_ascii_uppercase()) && (marked || full.matches('.').count() > 1) {
            let alike = self.names.ending(&last).filter(|found| found.entry.name.eq_ignore_ascii_case(&full));
            if let Some(found) = only(&alike.collect::<Vec<_>>()) {
                return Some(found);
            }
        }
        self.by_ends(&full, &last, imported != Import::Nothing)
    }

    /// Names whose middle is left out (`multiprocessing.Pool.apply`) or whose beginning is (`Executor.submit`).
    fn by_ends(&self, full: &str, last: &str, imported: bool) -> Option<Found<'a>> {
        let (first, rest) = full.split_once('.')?;
        let ends = |name: &str, end: &str| name.strip_suffix(end).is_some_and(|start| start.ends_with('.'));
        if imported || self.names.is_module(first) {
            let inside = self.names.ending(last).filter(|found| {
                let name = &found.entry.name;
                rest.contains('.')
                    && ends(name, rest)
                    && name.strip_prefix(first).is_some_and(|end| end.starts_with('.'))
            });
            return only(&inside.collect::<Vec<_>>());
        }
        let all: Vec<Found<'a>> = self.names.ending(last).filter(|found| ends(&found.entry.name, full)).collect();
        // The class is named: it only has to be one of a module that is spoken of, or to look like a class.
        let class = first.len() > 1 && first.starts_with(|c: char| c.is_ascii_uppercase());
        let near = |found: &Found<'a>| self.rings.iter().any(|ring| self.strength(ring, *found) > 0);
        let chosen = self.narrow(all.clone(), Reach::Note, false);
        chosen.or_else(|| only(&all).filter(|found| class || near(found)))
    }

    /// `socket.close()` in "the `socket.close()` method": of the module and the class of one name, the class is meant.
    fn method_of_namesake(&self, mention: &Mention<'_>, full: &str) -> Option<Found<'a>> {
        if mention.noun != Noun::Method {
            return None;
        }
        let (owner, last) = full.rsplit_once('.')?;
        let twin = owner.rsplit('.').next()?;
        self.names.exact(&format!("{owner}.{twin}.{last}")).filter(|found| found.entry.kind == Kind::Method)
    }

    /// `con.commit`, where `con` is a variable of the section's code that a call made.
    fn of_variable(&self, made_by: Option<&str>, rest: &str) -> Option<Found<'a>> {
        let maker = made_by.filter(|_| !rest.contains('.'))?;
        let full = match maker.split_once('.') {
            Some((first, end)) => format!("{}.{end}", self.imported(first).full()?),
            None => match self.imported(maker) {
                Import::Nothing => maker.to_string(),
                imported => imported.full()?.to_string(),
            },
        };
        let maker = self.names.exact(&full)?;
        if maker.entry.kind == Kind::Class {
            return self.names.exact(&format!("{full}.{rest}"));
        }
        let module = self.names.module(maker.entry);
        let lower = rest.to_ascii_lowercase();
        let inside = self.names.ending(&lower).filter(|found| {
            let entry = found.entry;
            entry.kind == Kind::Method && entry.last() == rest && self.names.module(entry) == module
        });
        only(&inside.collect::<Vec<_>>()).filter(|_| !module.is_empty())
    }
}
