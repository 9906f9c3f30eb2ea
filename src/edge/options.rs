//! What the linter is told: the tables of `[preprocessor.commonplace]` that are about rules, or the same ones in a
//! `commonplace.toml` where there is no book.

use super::pages::{self, Rejected};
use super::settings::Mistake;
use crate::diagnostic::{Level, Rule};
use crate::lint::Options;
use crate::lint::choose::{PathChoice, Selector};
use crate::pack::{PYTHON_DEFAULT, Pack, PyVersion};
use anyhow::Result;
use globset::GlobBuilder;
use serde_json::{Map, Value};
use std::path::Path;

/// The keys that are about rules.
pub const KEYS: [&str; 8] = ["python", "fail-on", "select", "ignore", "rules", "per-path", "typos", "pack"];

/// What was read.
#[derive(Debug)]
pub struct Wanted {
    /// What to look for.
    pub options: Options,
    /// The level from which on findings are a failure; `None` when the settings do not say.
    pub fail_on: Option<FailOn>,
    /// What is wrong with the settings.
    pub mistakes: Vec<Mistake>,
    /// Pages of the user's packs that are no rules.
    pub rejected: Vec<Rejected>,
}

/// The level from which on findings are a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warn,
    /// Everything.
    Info,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Returns the level, or `None` for never.
    #[must_use]
    pub fn level(self) -> Option<Level> {
        match self {
            FailOn::Error => Some(Level::Error),
            FailOn::Warn => Some(Level::Warn),
            FailOn::Info => Some(Level::Info),
            FailOn::Never => None,
        }
    }
}

/// Reads the settings; packs are looked for below `root`.
///
/// # Errors
///
/// When a pack's folder cannot be read.
pub fn read(table: Option<&Map<String, Value>>, root: &Path) -> Result<Wanted> {
    let mut wanted = Wanted { options: Options::default(), fail_on: None, mistakes: Vec::new(), rejected: Vec::new() };
    let Some(table) = table else { return Ok(wanted) };
    wanted.packs(table.get("pack"), root)?;
    if let Some(python) = table.get("python") {
        match python.as_str().and_then(PyVersion::parse) {
            Some(python) => wanted.options.python = python,
            None => {
                let message = format!("`python` must be a version in quotes, such as \"{PYTHON_DEFAULT}\"");
                wanted.slip("python", message);
            }
        }
    }
    if let Some(level) = table.get("fail-on") {
        match level.as_str().and_then(|level| <FailOn as clap::ValueEnum>::from_str(level, false).ok()) {
            Some(level) => wanted.fail_on = Some(level),
            None => wanted.slip("fail-on", "`fail-on` must be \"error\", \"warn\", \"info\" or \"never\"".to_string()),
        }
    }
    wanted.options.choice.select = wanted.selectors("select", table.get("select"));
    wanted.options.choice.ignore = wanted.selectors("ignore", table.get("ignore"));
    wanted.levels(table.get("rules"));
    wanted.paths(table.get("per-path"));
    let words = table.get("typos").and_then(|typos| typos.get("allow"));
    let words = wanted.list("typos", words);
    wanted.options.words = words.into_iter().map(|word| word.to_lowercase()).collect();
    Ok(wanted)
}

impl Wanted {
    fn slip(&mut self, key: &str, message: String) {
        self.mistakes.push(Mistake { key: key.to_string(), message, hint: "it is left out".to_string() });
    }

    fn list(&mut self, key: &str, value: Option<&Value>) -> Vec<String> {
        match value {
            None => Vec::new(),
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(all)) if all.iter().all(Value::is_string) => {
                all.iter().filter_map(Value::as_str).map(str::to_string).collect()
            }
            Some(_) => {
                self.slip(key, format!("`{key}` must be a list of names in quotes"));
                Vec::new()
            }
        }
    }

    fn selectors(&mut self, key: &str, value: Option<&Value>) -> Vec<Selector> {
        let names = self.list(key, value);
        names.iter().filter_map(|name| self.selector(key, name)).collect()
    }

    /// Reads a selector; one that picks no rule is a slip, with the name that was meant.
    fn selector(&mut self, key: &str, name: &str) -> Option<Selector> {
        let Ok(selector) = Selector::new(name) else {
            self.slip(key, format!("`{name}` is no rule, category or glob"));
            return None;
        };
        let pack = self.options.pack;
        if name.parse::<crate::diagnostic::Category>().is_err()
            && !crate::rules::all(pack).any(|rule| selector.picks(rule))
        {
            let categories = crate::diagnostic::Category::ALL.map(crate::diagnostic::Category::name);
            let near = crate::nearest::nearest(name, crate::rules::all(pack).map(|rule| rule.name).chain(categories));
            let hint = near.map_or_else(
                || "`mdbook-commonplace rules` lists them".to_string(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("no rule or category is called `{name}`");
            self.mistakes.push(Mistake { key: key.to_string(), message, hint });
            return None;
        }
        Some(selector)
    }

    fn levels(&mut self, value: Option<&Value>) {
        let Some(value) = value else { return };
        let Some(table) = value.as_object() else {
            return self.slip("rules", "`rules` must be a table of names and levels".to_string());
        };
        for (name, level) in table {
            let level = match level.as_str() {
                Some("off") => None,
                Some(level) if level.parse::<Level>().is_ok() => level.parse().ok(),
                _ => {
                    self.slip(
                        "rules",
                        format!("the level of `{name}` must be \"off\", \"info\", \"warn\" or \"error\""),
                    );
                    continue;
                }
            };
            if let Some(selector) = self.selector("rules", name) {
                self.options.choice.levels.push((selector, level));
            }
        }
    }

    fn paths(&mut self, value: Option<&Value>) {
        for entry in value.and_then(Value::as_array).into_iter().flatten() {
            let path = entry.get("path").and_then(Value::as_str).unwrap_or_default();
            let ignore = self.selectors("per-path", entry.get("ignore"));
            // A path may be written from anywhere above the file.
            match GlobBuilder::new(&format!("{{**/,}}{path}")).literal_separator(true).build() {
                Ok(glob) if !path.is_empty() => {
                    self.options.choice.paths.push(PathChoice { path: glob.compile_matcher(), ignore });
                }
                _ => self.slip("per-path", "an entry of `per-path` needs a path, which is a glob".to_string()),
            }
        }
    }

    fn packs(&mut self, value: Option<&Value>, root: &Path) -> Result<()> {
        let mut folders = Vec::new();
        for entry in value.and_then(Value::as_array).into_iter().flatten() {
            match entry.get("path").and_then(Value::as_str) {
                Some(path) => folders.push(root.join(path)),
                None => self.slip("pack", "an entry of `pack` needs a path, the folder of its pages".to_string()),
            }
        }
        self.add_packs(&folders)
    }

    /// Adds the pages of these folders.
    ///
    /// # Errors
    ///
    /// When a folder cannot be read.
    pub fn add_packs(&mut self, folders: &[std::path::PathBuf]) -> Result<()> {
        let mut all = Vec::new();
        for folder in folders {
            let (loaded, rejected) = pages::read(pages::files(folder)?);
            all.extend(loaded);
            self.rejected.extend(rejected);
        }
        if !all.is_empty() {
            self.options.pack = pages::pack(&all);
        }
        Ok(())
    }

    /// Narrows what is on by names of rules, categories or globs, as the command line gives them.
    ///
    /// # Errors
    ///
    /// When a name picks nothing; the message says what was meant.
    pub fn narrow(&mut self, select: &[String], ignore: &[String]) -> Result<()> {
        for (names, selects) in [(select, true), (ignore, false)] {
            for name in names {
                match self.selector("", name) {
                    Some(selector) if selects => self.options.choice.select.push(selector),
                    Some(selector) => self.options.choice.ignore.push(selector),
                    None => {
                        let slip = self.mistakes.pop();
                        let (message, hint) = slip.map(|slip| (slip.message, slip.hint)).unwrap_or_default();
                        anyhow::bail!("{message}\nhint: {hint}");
                    }
                }
            }
        }
        Ok(())
    }
}

/// Returns every rule that is known, by name.
#[must_use]
pub fn known(pack: &Pack) -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = crate::rules::all(pack).collect();
    rules.sort_by_key(|rule| rule.name);
    rules.dedup_by_key(|rule| rule.name);
    rules
}
