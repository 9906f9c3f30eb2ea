//! Words of plain prose: names only where nothing else can be meant.

use super::super::mentions::{Form, Mention, Noun};
use super::super::names::Found;
use super::{LONG, Place, Reach, is_article, only};
use crate::crossref::inventory::Kind;

impl<'a> Place<'_, '_, '_, 'a> {
    /// Words of plain prose.
    pub(super) fn unmarked(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let name = mention.name;
        let bytes = name.as_bytes();
        let upper = bytes.iter().filter(|b| b.is_ascii_uppercase()).count();
        let lower = bytes.iter().any(u8::is_ascii_lowercase);
        if upper == 0 {
            return if bytes.contains(&b'_') { self.snake(mention) } else { self.lower(mention, name) };
        }
        if !lower {
            return None;
        }
        let all: Vec<Found<'a>> = self.exactly(name).filter(|found| found.entry.kind != Kind::Value).collect();
        if bytes[0].is_ascii_uppercase() && upper == 1 {
            return self.capital(mention, all);
        }
        let narrowed = self.narrow(all.clone(), Reach::Note, false).or_else(|| self.by_links(&all));
        narrowed.or_else(|| only(&all).filter(|found| found.entry.telling && name.len() >= LONG))
    }

    /// `disk_usage`.
    fn snake(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        if self.section.code.variables.contains_key(mention.name) {
            return None;
        }
        let all: Vec<Found<'a>> = self.exactly(mention.name).filter(|found| found.entry.kind != Kind::Value).collect();
        self.narrow(all, Reach::Note, false)
    }

    /// "a Queue", "the Exception class".
    fn capital(&self, mention: &Mention<'_>, all: Vec<Found<'a>>) -> Option<Found<'a>> {
        let article = is_article(mention.before);
        let noun = matches!(mention.noun, Noun::Class | Noun::Object) || mention.form == Form::Indexed;
        if !(noun || article && mention.noun == Noun::None) {
            let lower = mention.name.to_ascii_lowercase();
            return if mention.first { self.lower(mention, &lower) } else { None };
        }
        if let Some(built_in) = all.iter().copied().find(|found| found.entry.owner().is_empty()) {
            return built_in.filter_by(noun);
        }
        let reach = if noun { Reach::Note } else { Reach::Section };
        self.narrow(all, reach, false)
    }

    /// Words in lower case: modules, built-in names, functions that are spoken of.
    fn lower(&self, mention: &Mention<'_>, name: &str) -> Option<Found<'a>> {
        if mention.form != Form::Bare {
            return None;
        }
        let single = name.strip_suffix('s').unwrap_or(name);
        if let Some(twin) = self.twin(mention) {
            return Some(twin);
        }
        if matches!(mention.noun, Noun::Object)
            && let Some(found) = self.names.exact(name)
            && found.entry.kind == Kind::Class
        {
            return found.filter_by(!matches!(name, "type" | "object" | "super"));
        }
        let some = matches!(mention.before, "a" | "an" | "another" | "each" | "every" | "A" | "An" | "any");
        if let Some(found) =
            self.names.exact(name).or_else(|| self.names.exact(single).filter(|_| single.len() >= LONG))
        {
            let telling = match found.entry.kind {
                Kind::Module => !some && *found.entry.name == *name,
                _ => single.len() >= LONG,
            };
            let title = mention.first && mention.name == name && self.section.title == name;
            return found.filter_by(found.entry.telling && telling || title && found.entry.kind == Kind::Module);
        }
        if self.section.code.variables.contains_key(name) || some && name.len() < LONG {
            return None;
        }
        let telling = |found: &Found<'a>| {
            found.entry.telling
                && matches!(found.entry.kind, Kind::Class | Kind::Function)
                && !found.entry.owner().is_empty()
        };
        let all: Vec<Found<'a>> = self.names.ending(name).filter(telling).collect();
        let exact: Vec<Found<'a>> = all.iter().copied().filter(|found| found.entry.last() == name).collect();
        if exact.is_empty() {
            // "shareablelist", but not "hashable": the capitals inside tell that it is a name.
            let compound = |found: &Found<'a>| found.entry.last().bytes().filter(u8::is_ascii_uppercase).count() > 1;
            return self.narrow(all.into_iter().filter(compound).collect(), Reach::Section, false);
        }
        self.narrow(exact, Reach::Note, false)
    }
}
