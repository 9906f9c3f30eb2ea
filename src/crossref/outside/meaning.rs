//! A mention and its surroundings → the name that it means, or nothing.
//!
//! Names that could be several things are narrowed down by what is spoken of nearby, the nearest first: what the paragraph names,
//! the heading, the code next to it, the headings above, what the section and the note import. What is still several things then
//! is left alone.

use super::mentions::{Form, Mention, Noun};
use super::names::{Found, Names};
use super::scene::{Focus, Level, Scene, Section};
use crate::crossref::inventory::Kind;
use crate::python::api;
use rustc_hash::FxHashSet;

/// How long a name must be that is believed without anything nearby that speaks for it.
const LONG: usize = 6;

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

/// Constants that every note is full of.
const CONSTANTS: [&str; 5] = ["True", "False", "None", "Ellipsis", "__debug__"];

/// A passage with all that tells what its names mean.
pub struct Place<'r, 's, 't, 'a> {
    /// All names.
    pub names: Names<'a>,
    /// The note.
    pub scene: &'s Scene<'t>,
    /// The section of the passage.
    pub section: &'s Section<'t>,
    /// How sure it is that the passage is about Python.
    pub level: Level,
    /// What tells names apart, the nearest first.
    pub rings: Vec<&'r Focus>,
    /// How many of these are what the passage itself names.
    pub nearby: usize,
    /// Addresses that the note links to.
    pub linked: &'r FxHashSet<&'t str>,
}

/// How near something must be that speaks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Named by the paragraph, the headings or the code of the section.
    Section,
    /// Imported anywhere in the note.
    Note,
}

impl<'a> Place<'_, '_, '_, 'a> {
    /// Returns what a mention means.
    pub fn meaning(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        if mention.dotted() {
            return self.dotted(mention);
        }
        if self.level <= Level::Unsure {
            return None;
        }
        if mention.noun == Noun::Module && mention.form == Form::Bare {
            return self.module(mention);
        }
        if mention.name.starts_with("__") {
            return self.dunder(mention);
        }
        if self.scene.code.defined.contains(mention.name) || self.is_other(mention) {
            return None;
        }
        if let Some(full) = self.imported(mention.name) {
            let found = full.and_then(|full| self.names.exact(full))?;
            let noun = matches!(mention.noun, Noun::Class | Noun::Object | Noun::Function);
            let capital = is_article(mention.before) && mention.name.starts_with(|c: char| c.is_ascii_uppercase());
            let sure = mention.ticked || mention.form != Form::Bare || noun || capital || self.is_telling(mention);
            if sure
                && found.entry.kind != Kind::Module
                && (mention.ticked || noun || !self.names.is_module(mention.name))
            {
                return Some(found);
            }
        }
        if mention.ticked || matches!(mention.form, Form::Call | Form::Decorator) {
            return self.marked(mention);
        }
        self.unmarked(mention)
    }

    /// Returns what the code of the section, or of the note, imports under a name: `None` when it does not, `Some(None)` when it
    /// is several things.
    fn imported(&self, name: &str) -> Option<Option<&str>> {
        let near = self.section.code.imports.get(name);
        near.or_else(|| self.scene.code.imports.get(name)).map(Option::as_deref)
    }

    /// Names with dots.
    fn dotted(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
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
            Some(None) => return None,
            Some(Some(full)) => format!("{full}.{rest}"),
            None => mention.name.strip_prefix("builtins.").unwrap_or(mention.name).to_string(),
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
            if let Some(found) = only(alike.collect()) {
                return Some(found);
            }
        }
        self.by_ends(&full, &last, imported.is_some())
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
            return only(inside.collect());
        }
        let all: Vec<Found<'a>> = self.names.ending(last).filter(|found| ends(&found.entry.name, full)).collect();
        // The class is named: it only has to be one of a module that is spoken of, or to look like a class.
        let class = first.len() > 1 && first.starts_with(|c: char| c.is_ascii_uppercase());
        let near = |found: &Found<'a>| self.rings.iter().any(|ring| self.strength(ring, *found) > 0);
        let chosen = self.narrow(all.clone(), Reach::Note, false);
        chosen.or_else(|| only(all).filter(|found| class || near(found)))
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
            Some((first, end)) => format!("{}.{end}", self.imported(first)??),
            None => self.imported(maker).map_or(Some(maker), |full| full)?.to_string(),
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
        only(inside.collect()).filter(|_| !module.is_empty())
    }

    /// "the X module", "package", "library".
    fn module(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let lower = mention.name.to_ascii_lowercase();
        let name = if mention.first { &lower } else { mention.name };
        let found = self.names.exact(name).filter(|found| found.entry.kind == Kind::Module)?;
        let before = matches!(
            mention.before.to_ascii_lowercase().as_str(),
            "the" | "library" | "python" | "python's" | "standard" | "builtin" | "built-in" | "stdlib"
        );
        let vague = matches!(name, "test" | "code" | "site" | "cmd" | "this" | "platform" | "resource");
        let sure = found.entry.telling || mention.ticked || before && !vague || self.is_in_focus(name, Reach::Note);
        found.filter_by(sure && self.level > Level::Unsure)
    }

    /// "a datetime object", "the socket class": of the module and the class of one name, the class is meant.
    fn twin(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let name = mention.name;
        if !matches!(mention.noun, Noun::Object | Noun::Class) {
            return None;
        }
        let twin = self.names.exact(&format!("{name}.{name}")).filter(|found| found.entry.kind == Kind::Class)?;
        let spoken = self.names.exact(name).is_some_and(|module| module.entry.telling);
        twin.filter_by(spoken || mention.ticked || self.is_in_focus(name, Reach::Note))
    }

    /// Returns whether a module is spoken of nearby.
    fn is_in_focus(&self, module: &str, reach: Reach) -> bool {
        self.reach(reach).iter().any(|ring| ring.modules.iter().any(|known| known == module))
    }

    fn reach(&self, reach: Reach) -> &[&Focus] {
        match reach {
            Reach::Section => &self.rings[..self.rings.len() - 1],
            Reach::Note => &self.rings,
        }
    }

    /// `__enter__`: of the class that is spoken of, or else of all objects.
    fn dunder(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
        let all: Vec<Found<'a>> = self.exactly(mention.name).filter(|found| !found.entry.owner().is_empty()).collect();
        let classes = |ring: &&Focus| {
            let near = all.iter().find(|found| ring.classes.iter().any(|class| *class == found.entry.owner()));
            near.copied()
        };
        // What the paragraph and the heading name; code nearby says little about protocols.
        let near = self.rings.iter().take(self.nearby + 1).find_map(classes);
        near.or_else(|| self.names.exact(&format!("object.{}", mention.name)))
            .or_else(|| only(all.clone()))
            .filter(|_| mention.ticked || mention.form == Form::Call || mention.name.ends_with("__"))
    }

    fn exactly<'n>(&self, name: &'n str) -> impl Iterator<Item = Found<'a>> + use<'n, 'a> {
        let names = self.names;
        let lower = name.to_ascii_lowercase();
        names.ending(&lower).filter(|found| found.entry.last() == name).collect::<Vec<_>>().into_iter()
    }

    /// Returns whether words nearby say that the name is that of an argument, a column and the like.
    fn is_other(&self, mention: &Mention<'_>) -> bool {
        mention.noun == Noun::Other
            || mention.argument
            // Somebody else's: "Django's `Field`".
            || mention.before.strip_suffix("'s").is_some_and(|whose| whose != "Python" && whose != "library")
            || matches!(
                mention.before,
                "argument" | "parameter" | "keyword" | "variable" | "column" | "field" | "flag" | "option" | "attribute"
                    | "key" | "named" | "called" | "label" | "the argument"
            )
    }

    /// Names in code ticks, calls, decorators.
    fn marked(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
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
            let known =
                found.entry.telling && self.level > Level::Unsure || self.is_in_focus(mention.name, Reach::Note);
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
            only(all).filter(|found| alone && found.entry.telling && (capital || found.entry.kind != Kind::Method))
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

    /// The one of several names whose class is named by the paragraph, a heading, or an import of the section.
    fn of_class(&self, all: Vec<Found<'a>>) -> Option<Found<'a>> {
        let near = |found: &Found<'a>| self.reach(Reach::Section).iter().any(|ring| self.strength(ring, *found) == 2);
        self.narrow(all.into_iter().filter(near).collect(), Reach::Section, true)
    }

    /// The one of several names that the note links to somewhere.
    fn by_links(&self, all: &[Found<'a>]) -> Option<Found<'a>> {
        if self.linked.is_empty() || all.len() > 64 {
            return None;
        }
        let linked =
            all.iter().copied().filter(|found| self.linked.contains(found.inventory.url(found.entry).as_str()));
        only(linked.collect())
    }

    /// Returns 2 when a focus has the class that a name belongs to, 1 when it has the module, 0 otherwise.
    fn strength(&self, ring: &Focus, found: Found<'a>) -> u8 {
        let owner = found.entry.owner();
        if ring.classes.iter().any(|class| class == owner) {
            return 2;
        }
        let module = self.names.module(found.entry);
        u8::from(!module.is_empty() && ring.modules.iter().any(|known| known == module))
    }

    /// Narrows down what a name may mean, ring by ring.
    fn narrow(&self, all: Vec<Found<'a>>, reach: Reach, method: bool) -> Option<Found<'a>> {
        let mut left = all;
        let mut decided = false;
        for ring in self.reach(reach) {
            // An import says little about a method: others have methods of that name.
            let says =
                |found: &Found<'a>| decided || !ring.weak || found.entry.kind != Kind::Method || found.entry.telling;
            let strength = |found: &Found<'a>| match self.strength(ring, *found) {
                1 if !says(found) => 0,
                strength => strength,
            };
            let strengths: Vec<u8> = left.iter().map(strength).collect();
            let Some(best) = strengths.iter().copied().max().filter(|best| *best > 0) else { continue };
            left = left
                .into_iter()
                .zip(strengths)
                .filter(|(_, strength)| *strength == best)
                .map(|(found, _)| found)
                .collect();
            decided = true;
            let own = |found: &Found<'a>| found.entry.owner() == self.names.module(found.entry);
            // Of a module's own function and a method of the same name, people mean the function.
            if best == 1 && !method && left.iter().any(own) {
                left.retain(own);
            }
            if left.len() == 1 {
                break;
            }
        }
        only(left).filter(|_| decided)
    }

    /// Returns whether the name on its own says that it is one.
    fn is_telling(&self, mention: &Mention<'_>) -> bool {
        self.exactly(mention.name).any(|found| found.entry.telling)
    }

    /// Words of plain prose.
    fn unmarked(&self, mention: &Mention<'_>) -> Option<Found<'a>> {
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
        narrowed.or_else(|| only(all).filter(|found| found.entry.telling && name.len() >= LONG))
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
        if !noun && !(article && mention.noun == Noun::None) {
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
                Kind::Module => !some && single != name.trim_end_matches('s') || !some && *found.entry.name == *name,
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

impl<'a> Found<'a> {
    fn filter_by(self, sure: bool) -> Option<Found<'a>> {
        sure.then_some(self)
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "A" | "An")
}

/// Returns the only one.
fn only(all: Vec<Found<'_>>) -> Option<Found<'_>> {
    match all.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Returns whether a class without a module has methods of that name that the documentation does not list one by one.
fn is_of_builtins(name: &str) -> bool {
    ["list", "dict", "str", "set", "tuple"]
        .iter()
        .any(|class| api::entry(&format!("builtins.{class}.{name}")).is_some())
}

fn is_builtin_class(names: Names<'_>, owner: &str) -> bool {
    !owner.is_empty() && !owner.contains('.') && names.exact(owner).is_some_and(|found| found.entry.kind == Kind::Class)
}
