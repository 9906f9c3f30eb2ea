//! What surrounds a passage and tells what its names mean: headings, code nearby, imports.

use super::code::{Code, Tongue};
use super::names::Names;
use crate::crossref::inventory::Kind;
use crate::prose::{Passage, Prose, Scope};
use rustc_hash::FxHashMap;

/// Words for things of Python, and the class whose methods are meant.
const NOUNS: [(&str, &str); 4] =
    [("dictionary", "dict"), ("dictionarie", "dict"), ("string", "str"), ("integer", "int")];

/// How many words a heading may have so that words of English in it are taken for names.
const SHORT_HEADING: usize = 3;

/// How often a note without code must name Python so that it is taken to be about it.
const OFTEN: usize = 3;

/// How sure it is that a passage is about Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is about something else.
    Never,
    /// Nothing tells: only what cannot be anything else is a name.
    Unsure,
    /// Python is named, but nothing more.
    Named,
    /// It is.
    Sure,
}

/// Modules and classes that are spoken of.
#[derive(Debug, Default, Clone)]
pub struct Focus {
    /// Full names of modules.
    pub modules: Vec<String>,
    /// Full names of classes and of other owners of names.
    pub classes: Vec<String>,
    /// Whether they are only imported, or named among much else.
    pub weak: bool,
}

impl Focus {
    /// Returns whether nothing is spoken of.
    pub fn is_empty(&self) -> bool {
        self.modules.is_empty() && self.classes.is_empty()
    }

    /// Adds what code imports.
    fn import(&mut self, names: Names<'_>, code: &Code<'_>) {
        self.weak = true;
        for module in &code.modules {
            add(&mut self.modules, module);
        }
        let mut full: Vec<&String> = code.imports.values().flatten().collect();
        full.sort_unstable();
        for name in full {
            if names.exact(name).is_some_and(|found| found.entry.kind == Kind::Class) {
                add(&mut self.classes, name);
            }
        }
    }
}

/// Returns the built-in class that a noun of English stands for.
pub fn noun(word: &str) -> Option<&'static str> {
    NOUNS.iter().find(|(noun, _)| *noun == word).map(|(_, class)| *class)
}

/// Returns whether a word, in the singular, tells of a built-in class or of files.
pub fn is_noun(word: &str) -> bool {
    word == "file" || noun(word).is_some()
}

/// Adds a name to a list that has it not yet.
pub fn add(list: &mut Vec<String>, name: &str) {
    if !list.iter().any(|known| known == name) {
        list.push(name.to_string());
    }
}

/// What stands below one heading, up to the next.
#[derive(Debug, Default)]
pub struct Section<'t> {
    /// What its heading names.
    pub heading: Focus,
    /// The text of its heading, in lower case.
    pub title: String,
    /// The number of the heading above its own.
    parent: Option<u32>,
    /// What its code imports.
    pub imports: Focus,
    /// What its code binds.
    pub code: Code<'t>,
    python: usize,
    foreign: usize,
}

/// A note's surroundings.
#[derive(Debug)]
pub struct Scene<'t> {
    sections: FxHashMap<Option<u32>, Section<'t>>,
    /// What each code block imports.
    blocks: Vec<Focus>,
    /// The code block that is nearest to each passage, below the same heading.
    near: Vec<Option<u32>>,
    /// What all code imports.
    pub imports: Focus,
    /// What all code binds.
    pub code: Code<'t>,
    level: Level,
    mixed: bool,
}

impl<'t> Scene<'t> {
    /// Looks a note over.
    pub fn of(prose: &'t Prose, names: Names<'_>) -> Scene<'t> {
        let mut scene = Scene {
            sections: FxHashMap::default(),
            blocks: Vec::with_capacity(prose.code.len()),
            near: nearest_code(prose),
            imports: Focus::default(),
            code: Code::default(),
            level: Level::Never,
            mixed: false,
        };
        scene.headings(prose, names);
        let (mut python, mut foreign) = (0, 0);
        for block in &prose.code {
            let section = scene.sections.entry(block.heading).or_default();
            let tongue = Tongue::of(block);
            let mut focus = Focus::default();
            if matches!(tongue, Tongue::Python | Tongue::Open) {
                let mut code = Code::default();
                code.read(prose, block);
                focus.import(names, &code);
                let imports_known = code.modules.iter().any(|module| names.is_module(module));
                if tongue == Tongue::Python || imports_known {
                    section.python += 1;
                    python += 1;
                }
                section.code.add(&code);
                scene.code.add(&code);
            } else if tongue == Tongue::Foreign {
                section.foreign += 1;
                foreign += 1;
            }
            scene.blocks.push(focus);
        }
        scene.imports.import(names, &scene.code);
        let order: Vec<Option<u32>> = std::iter::once(None).chain(heading_numbers(prose).map(Some)).collect();
        for number in order {
            if let Some(section) = scene.sections.get_mut(&number) {
                section.imports.import(names, &section.code);
            }
        }
        scene.level = level(prose, python, foreign);
        scene.mixed = foreign > 0;
        scene
    }

    /// Notes what each heading names.
    fn headings(&mut self, prose: &Prose, names: Names<'_>) {
        self.sections.insert(None, Section::default());
        for number in heading_numbers(prose) {
            let passage = &prose.passages[number as usize];
            let text = &prose.text[passage.at.clone()];
            let mut parent = number.checked_sub(1).and_then(|before| prose.passages[before as usize].heading);
            while let Some(above) = parent {
                let level = prose.passages[above as usize].level;
                if level < passage.level {
                    break;
                }
                parent = self.sections.get(&Some(above)).and_then(|section| section.parent);
            }
            let heading = named(text, prose, passage, names);
            let title = text.trim().to_lowercase();
            self.sections.insert(Some(number), Section { heading, title, parent, ..Section::default() });
        }
    }

    /// Returns the section of a passage.
    pub fn section(&self, passage: &Passage) -> &Section<'t> {
        &self.sections[&passage.heading]
    }

    /// Returns how sure it is that a passage is about Python.
    pub fn level(&self, passage: &Passage) -> Level {
        let section = self.section(passage);
        if self.mixed && section.python == 0 && section.foreign > 0 {
            return Level::Never;
        }
        if section.python > 0 { Level::Sure } else { self.level }
    }

    /// Returns what tells the meaning of the names in a passage, the nearest first: its heading, the code next to it, the
    /// headings above, the other code of the section, all code of the note.
    pub fn rings(&self, number: usize, passage: &Passage) -> Vec<&Focus> {
        let section = self.section(passage);
        let mut rings = vec![&section.heading];
        if let Some(block) = self.near[number] {
            rings.push(&self.blocks[block as usize]);
        }
        let mut above = section.parent;
        while let Some(section) = above.and_then(|above| self.sections.get(&Some(above))) {
            rings.push(&section.heading);
            above = section.parent;
        }
        rings.push(&section.imports);
        rings.push(&self.imports);
        rings
    }
}

fn heading_numbers(prose: &Prose) -> impl Iterator<Item = u32> {
    let headings = prose.passages.iter().enumerate().filter(|(_, passage)| passage.scope == Scope::Heading);
    headings.filter_map(|(number, _)| u32::try_from(number).ok())
}

/// Returns how sure it is that a note is about Python, by its blocks of code and by how often it names Python.
fn level(prose: &Prose, python: usize, foreign: usize) -> Level {
    if python > foreign {
        return Level::Sure;
    }
    let named = prose.text.matches("Python").take(OFTEN).count();
    let in_heading = || {
        heading_numbers(prose).any(|number| prose.text[prose.passages[number as usize].at.clone()].contains("Python"))
    };
    match (named, foreign) {
        (0, 0) => Level::Unsure,
        (0, _) => Level::Never,
        (OFTEN, 0) => Level::Sure,
        (_, 0) if in_heading() => Level::Sure,
        (_, 0) => Level::Named,
        _ => Level::Unsure,
    }
}

/// Returns the code block next to each passage: the one that follows below the same heading, or else the one before.
fn nearest_code(prose: &Prose) -> Vec<Option<u32>> {
    let mut near = vec![None; prose.passages.len()];
    let code =
        |passage: &Passage| matches!(passage.scope, Scope::Code | Scope::OtherCode).then_some(passage.code).flatten();
    let mut last: Option<(u32, Option<u32>)> = None;
    for (number, passage) in prose.passages.iter().enumerate() {
        last = code(passage).map(|code| (code, passage.heading)).or(last);
        near[number] = last.filter(|(_, heading)| *heading == passage.heading).map(|(code, _)| code);
    }
    last = None;
    for (number, passage) in prose.passages.iter().enumerate().rev() {
        last = code(passage).map(|code| (code, passage.heading)).or(last);
        let next = last.filter(|(_, heading)| *heading == passage.heading).map(|(code, _)| code);
        near[number] = next.or(near[number]);
    }
    near
}

/// Returns the modules and classes that a heading names.
fn named(text: &str, prose: &Prose, passage: &Passage, names: Names<'_>) -> Focus {
    let short = text.split_whitespace().count() <= SHORT_HEADING;
    let mut focus = Focus { weak: !short, ..Focus::default() };
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let mut at = passage.at.start;
    for part in text.split_inclusive(|c| !word(c)) {
        let name = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let start = at + part.find(name).unwrap_or(0);
        at += part.len();
        if name.is_empty() {
            continue;
        }
        let trusted = short || prose.is_code(start..start + name.len());
        focus_on(name, trusted, names, &mut focus);
    }
    focus
}

/// Adds what a word of a heading names. Words of English count where headings are short or the word is in code ticks.
fn focus_on(name: &str, trusted: bool, names: Names<'_>, focus: &mut Focus) {
    let lower = name.to_lowercase();
    let single = lower.strip_suffix('s').filter(|single| single.len() > 2);
    for form in [Some(lower.as_str()), single].into_iter().flatten() {
        if let Some(found) = names.exact(form)
            && found.entry.kind == Kind::Module
            && (trusted || found.entry.telling || form.contains('.'))
        {
            add(&mut focus.modules, form);
        }
        let last = form.rsplit('.').next().unwrap_or(form);
        for found in names.ending(last).filter(|found| found.entry.kind == Kind::Class) {
            let entry = found.entry;
            let same = !form.contains('.') || entry.name.to_lowercase().ends_with(form);
            if same && (trusted || entry.telling) {
                add(&mut focus.classes, &entry.name);
            }
        }
        if trusted || form != lower {
            names.owners(last).filter(|owner| *owner == form).for_each(|owner| add(&mut focus.classes, owner));
        }
        if let Some(class) = noun(form) {
            add(&mut focus.classes, class);
        }
    }
    if let Some(found) = names.exact(name)
        && name.contains('.')
    {
        add(&mut focus.modules, names.module(found.entry));
        add(&mut focus.classes, found.entry.owner());
    }
}
