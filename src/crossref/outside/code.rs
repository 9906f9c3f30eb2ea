//! Code blocks → what they import and define, read line by line: cheap, and no mistake in the code gets in the way.

use crate::prose::{CodeBlock, Prose};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a fence calls Python.
const PYTHON: [&str; 12] =
    ["python", "py", "python3", "py3", "pycon", "ipython", "ipython3", "pytb", "sage", "python2", "cython", "jupyter"];

/// What a fence calls things that are no programming language with names of its own.
const NEUTRAL: [&str; 29] = [
    "text",
    "txt",
    "plain",
    "plaintext",
    "console",
    "shell",
    "sh",
    "bash",
    "zsh",
    "output",
    "toml",
    "yaml",
    "yml",
    "json",
    "ini",
    "cfg",
    "diff",
    "make",
    "makefile",
    "dockerfile",
    "xml",
    "html",
    "css",
    "csv",
    "sql",
    "none",
    "log",
    "markdown",
    "md",
];

/// In which language a code block seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Python, as its fence says.
    Python,
    /// Nobody says.
    Open,
    /// Commands, data, outputs.
    Neutral,
    /// Another programming language.
    Foreign,
}

impl Tongue {
    /// Returns what the fence of a code block says.
    pub fn of(block: &CodeBlock) -> Tongue {
        match block.language() {
            None => Tongue::Open,
            Some(language) => {
                let language = language.trim_start_matches('.');
                match language {
                    _ if PYTHON.contains(&language) => Tongue::Python,
                    _ if NEUTRAL.contains(&language) => Tongue::Neutral,
                    _ => Tongue::Foreign,
                }
            }
        }
    }
}

/// What code blocks bind.
#[derive(Debug, Default)]
pub struct Code<'t> {
    /// Imported names and what they stand for; `None` when the blocks do not agree.
    pub imports: FxHashMap<&'t str, Option<String>>,
    /// The modules that are imported or that something is imported from, in order.
    pub modules: Vec<&'t str>,
    /// Functions and classes that are defined.
    pub defined: FxHashSet<&'t str>,
    /// Parameters and variables. What a call makes the variable's value is kept, where all blocks agree on it.
    pub variables: FxHashMap<&'t str, Option<&'t str>>,
}

impl<'t> Code<'t> {
    /// Reads a code block.
    pub fn read(&mut self, prose: &'t Prose, block: &CodeBlock) {
        for line in prose.text[block.at.clone()].lines() {
            let line = line.trim_start().trim_start_matches(">>> ").trim_start_matches("... ").trim();
            if let Some(rest) = line.strip_prefix("import ") {
                self.import(rest);
            } else if let Some(rest) = line.strip_prefix("from ") {
                self.from(rest);
            } else if let Some(rest) = line.strip_prefix("async def ").or_else(|| line.strip_prefix("def ")) {
                self.function(rest);
            } else if let Some(rest) = line.strip_prefix("class ") {
                self.defined.extend(name_at(rest));
            } else {
                self.assignment(line);
            }
        }
    }

    /// Adds what another block binds.
    pub fn add(&mut self, other: &Code<'t>) {
        other.imports.iter().for_each(|(name, full)| match full {
            Some(full) => self.bind(name, full),
            None => drop(self.imports.insert(name, None)),
        });
        self.modules.extend_from_slice(&other.modules);
        self.defined.extend(&other.defined);
        other.variables.iter().for_each(|(name, made_by)| self.variable(name, *made_by));
    }

    fn import(&mut self, rest: &'t str) {
        for part in strip_comment(rest).split(',') {
            let mut words = part.split_whitespace();
            let Some(module) = words.next().filter(|module| is_dotted(module)) else { return };
            match (words.next(), words.next(), words.next()) {
                (None, ..) => {
                    let top = module.split('.').next().unwrap_or(module);
                    self.bind(top, top);
                }
                (Some("as"), Some(alias), None) if is_dotted(alias) => self.bind(alias, module),
                _ => return,
            }
            self.modules.push(module);
        }
    }

    fn from(&mut self, rest: &'t str) {
        let Some((module, names)) = strip_comment(rest).split_once(" import ") else { return };
        let module = module.trim();
        if !is_dotted(module) {
            return;
        }
        self.modules.push(module);
        for part in names.trim_matches(['(', ')', ' ']).split(',') {
            let mut words = part.split_whitespace();
            let Some(name) = words.next().filter(|name| is_dotted(name)) else { continue };
            let alias = match (words.next(), words.next()) {
                (Some("as"), Some(alias)) => alias,
                _ => name,
            };
            self.bind(alias, &format!("{module}.{name}"));
        }
    }

    fn bind(&mut self, name: &'t str, full: &str) {
        let known = self.imports.entry(name).or_insert_with(|| Some(full.to_string()));
        if known.as_ref().is_some_and(|known| known != full) {
            *known = None;
        }
    }

    fn function(&mut self, rest: &'t str) {
        let Some(name) = name_at(rest) else { return };
        self.defined.insert(name);
        let rest = &rest[name.len()..];
        let inside = rest.strip_prefix('(').unwrap_or_default();
        let inside = inside.split(')').next().unwrap_or_default();
        for part in inside.split(',') {
            if let Some(name) = name_at(part.trim_start().trim_start_matches('*')) {
                self.variable(name, None);
            }
        }
    }

    fn assignment(&mut self, line: &'t str) {
        if let Some(rest) = line.strip_prefix("for ").or_else(|| line.strip_prefix("async for ")) {
            let targets = rest.split(" in ").next().unwrap_or_default();
            targets.split([',', '(', ')', ' ']).filter_map(name_at).for_each(|name| self.variable(name, None));
            return;
        }
        if let Some((made, rest)) = line.strip_prefix("with ").and_then(|rest| rest.split_once(" as ")) {
            if let Some(name) = name_at(rest) {
                self.variable(name, maker(made.trim_start_matches("open(")));
            }
            return;
        }
        let Some((targets, value)) = line.split_once('=') else { return };
        if value.starts_with('=') || targets.ends_with(['!', '<', '>', '+', '-', '*', '/', '%', '|', '&', '^', ':']) {
            return;
        }
        let targets = targets.split(':').next().unwrap_or_default().trim();
        if targets.bytes().any(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b',' | b' '))) {
            return;
        }
        let single = !targets.contains(',');
        for name in targets.split(',').map(str::trim).filter(|name| !name.contains(' ')).filter_map(name_at) {
            self.variable(name, maker(value.trim()).filter(|_| single));
        }
    }

    fn variable(&mut self, name: &'t str, made_by: Option<&'t str>) {
        let known = self.variables.entry(name).or_insert(made_by);
        if *known != made_by {
            *known = None;
        }
    }
}

/// Returns what is called to make a value: `a.b` for `a.b(c)`.
fn maker(value: &str) -> Option<&str> {
    let (name, _) = value.trim_start_matches("await ").split_once('(')?;
    is_dotted(name).then_some(name)
}

fn strip_comment(line: &str) -> &str {
    line.split(['#', ';']).next().unwrap_or_default().trim_end()
}

/// Returns the name that a text starts with.
fn name_at(text: &str) -> Option<&str> {
    let end = text.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'_')).unwrap_or(text.len());
    (end > 0 && !text.as_bytes()[0].is_ascii_digit()).then(|| &text[..end])
}

fn is_dotted(text: &str) -> bool {
    let part = |part: &str| name_at(part).is_some_and(|name| name.len() == part.len());
    !text.is_empty() && text.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Dialect, parse_with_prose};
    use crate::text::SourceId;

    #[test]
    fn code_says_what_its_names_stand_for() {
        let note = "```python\nimport a.b, c as d # x\nfrom e.f import (g, h as i)\nfrom .j import k\nimport l from 'm'\n\
                    async def n(o, *p, q: int = 1):\n    r = s.t(u)\nclass V(W): pass\nx, y = 1, 2\nz == 3\n\
                    for aa, bb in cc: pass\nwith dd.ee(ff) as gg:\n>>> hh = ii\nr = jj()\n```\n";
        let (_, prose) = parse_with_prose(note, SourceId(0), Dialect::default());
        let mut code = Code::default();
        code.read(&prose, &prose.code[0]);
        let mut imports: Vec<String> =
            code.imports.iter().map(|(name, full)| format!("{name}={}", full.as_deref().unwrap_or("?"))).collect();
        imports.sort_unstable();
        assert_eq!(imports, ["a=a", "d=c", "g=e.f.g", "i=e.f.h"]);
        assert_eq!(code.modules, ["a.b", "c", "e.f"]);
        let mut defined: Vec<&str> = code.defined.iter().copied().collect();
        defined.sort_unstable();
        assert_eq!(defined, ["V", "n"]);
        let mut variables: Vec<String> =
            code.variables.iter().map(|(name, made)| format!("{name}={}", made.unwrap_or("?"))).collect();
        variables.sort_unstable();
        assert_eq!(variables, ["aa=?", "bb=?", "gg=dd.ee", "hh=?", "o=?", "p=?", "q=?", "r=?", "x=?", "y=?"]);
    }
}
