//! What Python's standard library has: names, when they came and went, what stands in their place, and how they are called.
//!
//! The table is `api.tsv`, written by `tools/python-api.py` and sorted by name. It is read when the first name is
//! asked for. A name that is missing is only called so when the table knows its owner well; for owners whose names
//! depend on the system or on the running program the answer is [`Lookup::Unknown`].
//!
//! ```text
//! attribute("os", "getcwdu")        → Found, removed in 3.0, replaced by os.getcwd
//! attribute("os", "getcdw")         → Missing, near "os.getcwd"
//! attribute("os", "_secret")        → Unknown
//! attribute("builtins.bool", "bit_length") → Found, by way of builtins.int
//! ```

use crate::pack::PyVersion;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::sync::LazyLock;

const TABLE: &str = include_str!("api.tsv");

/// The lines by their names: most names that are asked for are not in the table, which a search through the text finds out slowly.
static INDEX: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| TABLE.lines().filter_map(|line| Some((line.split('\t').next()?, line))).collect());

/// How many classes up the line of bases are looked at, so that a slip in the table cannot make the search endless.
const DEEPEST: u8 = 16;

/// What sort of thing a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A module or package.
    Module,
    /// A class.
    Class,
    /// A function of a module.
    Function,
    /// Any other value of a module.
    Value,
    /// An attribute or method of a class.
    Attribute,
}

/// One-letter remarks on a name. See `tools/README.md` for the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags<'a>(&'a str);

impl Flags<'_> {
    /// The name is there, but is not meant for others to use.
    #[must_use]
    pub fn is_private(self) -> bool {
        self.0.contains('~')
    }

    /// What is inside depends on the system or the running program, so nothing can be called missing in it.
    #[must_use]
    pub fn is_dynamic(self) -> bool {
        self.0.contains('?')
    }

    /// Only some systems have the name.
    #[must_use]
    pub fn is_of_some_systems(self) -> bool {
        self.0.contains(['w', 'm', 'o'])
    }

    /// Another name of a class that is listed elsewhere.
    #[must_use]
    pub fn is_alias(self) -> bool {
        self.0.contains('=')
    }

    /// A function that must be awaited.
    #[must_use]
    pub fn is_async(self) -> bool {
        self.0.contains('y')
    }

    /// An attribute that holds a value and is not called.
    #[must_use]
    pub fn is_data(self) -> bool {
        self.0.contains(['p', 'i'])
    }
}

/// How many arguments a call takes by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arity {
    /// The least number.
    pub min: u8,
    /// The greatest number, or `None` for any number.
    pub max: Option<u8>,
}

/// A keyword that a call takes or took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword<'a> {
    /// Its name, or `**` where any keyword goes.
    pub name: &'a str,
    /// The version that brought it, when it is younger than the call itself.
    pub added: Option<PyVersion>,
    /// The version that took it away.
    pub removed: Option<PyVersion>,
}

/// All that the table says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The full name, such as `os.path.join`.
    pub name: &'a str,
    /// What it is.
    pub kind: Kind,
    /// Remarks.
    pub flags: Flags<'a>,
    /// The first version that has it, when that is 3.7 or later.
    pub added: Option<PyVersion>,
    /// The version since which it is deprecated.
    pub deprecated: Option<PyVersion>,
    /// The first version without it. It may lie in the future.
    pub removed: Option<PyVersion>,
    /// What to use in its place, if anything.
    pub replacement: Option<&'a str>,
    /// The number of positional arguments, without the receiver of a method, when known.
    pub arity: Option<Arity>,
    keywords: &'a str,
    bases: &'a str,
}

impl<'a> Entry<'a> {
    /// Reads a line of the table.
    fn read(line: &'a str) -> Option<Self> {
        let mut columns = line.split('\t');
        let name = columns.next()?;
        let kind = match columns.next()? {
            "m" => Kind::Module,
            "c" => Kind::Class,
            "f" => Kind::Function,
            "v" => Kind::Value,
            "a" => Kind::Attribute,
            _ => return None,
        };
        let mut next = || columns.next().unwrap_or_default();
        Some(Self {
            name,
            kind,
            flags: Flags(next()),
            added: PyVersion::parse(next()),
            deprecated: PyVersion::parse(next()),
            removed: PyVersion::parse(next()),
            replacement: Some(next()).filter(|text| !text.is_empty()),
            arity: read_arity(next()),
            keywords: next(),
            bases: next(),
        })
    }

    /// The keywords it takes, with those that are gone; empty when nothing is known of the call.
    pub fn keywords(&self) -> impl Iterator<Item = Keyword<'a>> + use<'a> {
        self.keywords.split(',').filter(|word| !word.is_empty()).map(|word| {
            let (word, removed) = word.split_once('-').map_or((word, None), |(word, at)| (word, PyVersion::parse(at)));
            let (name, added) = word.split_once('@').map_or((word, None), |(word, at)| (word, PyVersion::parse(at)));
            Keyword { name, added, removed }
        })
    }

    /// The full names of the base classes, without `object`.
    pub fn bases(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.bases.split(',').filter(|base| !base.is_empty())
    }

    /// The last part of the name.
    #[must_use]
    pub fn last(&self) -> &'a str {
        self.name.rsplit_once('.').map_or(self.name, |(_, last)| last)
    }
}

fn read_arity(text: &str) -> Option<Arity> {
    let (min, max) = text.split_once('-')?;
    let max = if max == "*" { None } else { Some(max.parse().ok()?) };
    Some(Arity { min: min.parse().ok()?, max })
}

/// The answer to "does this module or class have such an attribute?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It has, or had: look at `added` and `removed`.
    Found(Entry<'static>),
    /// It never had.
    Missing {
        /// The full name next to it that looks most like a slip of it.
        near: Option<&'static str>,
    },
    /// The table does not know its owner, or not well enough to say.
    Unknown,
}

/// Returns what the table says of a full name such as `os.path.join` or `builtins.str.removeprefix`.
#[must_use]
pub fn entry(name: &str) -> Option<Entry<'static>> {
    INDEX.get(name).and_then(|line| Entry::read(line))
}

/// Returns whether some version of Python has a module of that name.
#[must_use]
pub fn is_module(name: &str) -> bool {
    entry(name).is_some_and(|entry| entry.kind == Kind::Module)
}

/// Looks an attribute up in a module, or in a class and its bases.
#[must_use]
pub fn attribute(module_or_class: &str, attr: &str) -> Lookup {
    let Some(owner) = entry(module_or_class) else { return Lookup::Unknown };
    if !matches!(owner.kind, Kind::Module | Kind::Class) || attr.is_empty() || attr.contains('.') {
        return Lookup::Unknown;
    }
    match resolve(&owner, attr, DEEPEST) {
        Lookup::Missing { .. } if attr.starts_with('_') => Lookup::Unknown,
        Lookup::Missing { .. } if owner.kind == Kind::Class && is_of_metaclass(attr) => Lookup::Unknown,
        Lookup::Missing { .. } => Lookup::Missing { near: near(&owner, attr, DEEPEST).map(|(_, name)| name) },
        answer => answer,
    }
}

/// Returns the names right under a module or class, in the order of the table, without those of base classes.
pub fn siblings(owner: &str) -> impl Iterator<Item = Entry<'static>> {
    // '/' is the character after '.': all names under the owner lie between the two.
    let (from, to) = (lower_bound(&format!("{owner}.")), lower_bound(&format!("{owner}/")));
    let depth = owner.len() + 1;
    TABLE
        .get(from..to)
        .unwrap_or_default()
        .lines()
        .filter_map(Entry::read)
        .filter(move |entry| entry.name.get(depth..).is_some_and(|rest| !rest.contains('.')))
}

fn child(owner: &str, attr: &str) -> Option<Entry<'static>> {
    entry(&format!("{owner}.{attr}"))
}

/// Returns whether classes themselves may have such an attribute, as `int.mro` or `Number.register`.
fn is_of_metaclass(attr: &str) -> bool {
    ["builtins.type", "abc.ABCMeta"].iter().any(|metaclass| child(metaclass, attr).is_some())
}

/// Looks in the owner, then along its bases. A base that is unknown or open leaves the answer open.
fn resolve(owner: &Entry<'static>, attr: &str, depth: u8) -> Lookup {
    if let Some(found) = child(owner.name, attr) {
        return Lookup::Found(found);
    }
    let mut answer = if owner.flags.is_dynamic() { Lookup::Unknown } else { Lookup::Missing { near: None } };
    for base in owner.bases() {
        let below = match (entry(base), depth.checked_sub(1)) {
            (Some(base), Some(depth)) => resolve(&base, attr, depth),
            _ => Lookup::Unknown,
        };
        match below {
            Lookup::Found(_) => return below,
            Lookup::Unknown => answer = Lookup::Unknown,
            Lookup::Missing { .. } => {}
        }
    }
    answer
}

/// Returns the public name in the owner or its bases that is the fewest slips away from `attr`, and that number.
fn near(owner: &Entry<'static>, attr: &str, depth: u8) -> Option<(usize, &'static str)> {
    let own = siblings(owner.name)
        .filter(|entry| !entry.flags.is_private() && entry.removed.is_none())
        .filter_map(|entry| slips(attr, entry.last()).map(|slips| (slips, entry.name)));
    let bases = owner.bases().filter_map(|base| near(&entry(base)?, attr, depth.checked_sub(1)?));
    own.chain(bases).min()
}

/// Returns how many slips of the pen lie between two names, or `None` when they are too many to be slips.
fn slips(written: &str, name: &str) -> Option<usize> {
    let bare = |text: &str| text.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect::<String>();
    if bare(written) == bare(name) {
        return Some(0);
    }
    let allowed = if written.chars().count() < 5 { 1 } else { 2 };
    if written.len().abs_diff(name.len()) > 2 * allowed {
        return None;
    }
    Some(strsim::osa_distance(written, name)).filter(|slips| *slips <= allowed)
}

/// Returns where the first line whose name is not less than `name` begins.
fn lower_bound(name: &str) -> usize {
    let (mut low, mut high) = (0, TABLE.len());
    while low < high {
        let middle = low.midpoint(high);
        let before = TABLE.as_bytes().get(..middle).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1).max(low);
        let line = TABLE.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let key = line.split('\t').next().unwrap_or_default();
        match key.cmp(name) {
            Ordering::Less => low = (start + line.len() + 1).min(TABLE.len()),
            Ordering::Equal | Ordering::Greater => high = start,
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Option<PyVersion> {
        let read = PyVersion::parse(text);
        assert!(read.is_some(), "{text}");
        read
    }

    fn found(owner: &str, attr: &str) -> Entry<'static> {
        match attribute(owner, attr) {
            Lookup::Found(entry) => entry,
            other => panic!("{owner}.{attr}: {other:?}"),
        }
    }

    fn nearest(owner: &str, attr: &str) -> Option<&'static str> {
        match attribute(owner, attr) {
            Lookup::Missing { near } => near,
            other => panic!("{owner}.{attr}: {other:?}"),
        }
    }

    #[test]
    fn versions_are_numbers_not_texts() {
        assert!(version("3.9") < version("3.10"));
        assert_eq!(PyVersion::parse("3.13.1").unwrap().to_string(), "3.13");
        for text in ["", "3", "3.", "3.x", "x.1", "3.1.2.3", "3.13.", "300.1"] {
            assert_eq!(PyVersion::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_whole_and_its_own_key() {
        let mut last = "";
        for line in TABLE.lines() {
            let read = Entry::read(line).unwrap_or_else(|| panic!("{line}"));
            assert!(last < read.name, "{last} {}", read.name);
            assert!(line.split('\t').count() <= 10, "{line}");
            let columns = line.split('\t').collect::<Vec<_>>();
            for at in [3, 4, 5] {
                let text = columns.get(at).copied().unwrap_or_default();
                assert!(text.is_empty() || PyVersion::parse(text).is_some(), "{line}");
            }
            let arity = columns.get(7).copied().unwrap_or_default();
            assert!(arity.is_empty() || read.arity.is_some(), "{line}");
            for word in read.keywords() {
                assert!(word.name == "**" || word.name.chars().all(|c| c.is_alphanumeric() || c == '_'), "{line}");
            }
            last = read.name;
        }
        for read in TABLE.lines().filter_map(Entry::read) {
            assert_eq!(entry(read.name), Some(read));
            for base in read.bases() {
                assert!(entry(base).is_some(), "{} has the base {base}", read.name);
            }
        }
    }

    #[test]
    fn exact_names_are_found() {
        assert_eq!(entry("os.path.join").unwrap().kind, Kind::Function);
        assert_eq!(entry("builtins.str.removeprefix").unwrap().added, version("3.9"));
        assert_eq!(entry("asyncio.TaskGroup").unwrap().added, version("3.11"));
        assert_eq!(entry("time.clock").unwrap().removed, version("3.8"));
        assert_eq!(entry("collections.Mapping").unwrap().replacement, Some("collections.abc.Mapping"));
        assert_eq!(entry("typing.List").unwrap().deprecated, version("3.9"));
        assert!(entry("asyncio.sleep").unwrap().flags.is_async());
        assert_eq!(entry("zzz"), None);
        assert_eq!(entry(""), None);
        assert_eq!(entry("os.path.joi"), None);
        assert!(is_module("xml.etree.ElementTree") && is_module("concurrent.futures") && !is_module("os.getcwd"));
    }

    #[test]
    fn calls_are_known() {
        assert_eq!(entry("math.gcd").unwrap().arity, Some(Arity { min: 0, max: None }));
        assert_eq!(entry("builtins.range").unwrap().arity, Some(Arity { min: 1, max: Some(3) }));
        let keyword =
            |name: &str, word: &str| entry(name).unwrap().keywords().find(|found| found.name == word).unwrap();
        assert_eq!(keyword("shutil.copytree", "dirs_exist_ok").added, version("3.8"));
        assert_eq!(keyword("builtins.zip", "strict").added, version("3.10"));
        assert_eq!(keyword("subprocess.run", "capture_output").added, version("3.7"));
        assert_eq!(keyword("logging.basicConfig", "encoding").added, version("3.9"));
        assert_eq!(keyword("asyncio.sleep", "loop").removed, version("3.10"));
        assert_eq!(keyword("builtins.sorted", "key").added, None);
    }

    #[test]
    fn attributes_come_along_bases() {
        assert_eq!(found("builtins.bool", "bit_length").name, "builtins.int.bit_length");
        assert_eq!(found("collections.OrderedDict", "items").name, "collections.OrderedDict.items");
        assert_eq!(found("collections.Counter", "setdefault").name, "builtins.dict.setdefault");
        assert_eq!(found("logging.FileHandler", "setFormatter").name, "logging.Handler.setFormatter");
        assert_eq!(found("socket.error", "errno").name, "builtins.OSError.errno");
        assert_eq!(found("multiprocessing.Process", "start").name, "multiprocessing.process.BaseProcess.start");
        assert_eq!(found("builtins.dict", "has_key").removed, version("3.0"));
        assert!(found("os", "startfile").flags.is_of_some_systems());
        assert!(found("subprocess.CompletedProcess", "stdout").flags.is_data());
    }

    #[test]
    fn what_is_missing_has_a_neighbour() {
        assert_eq!(nearest("os", "getcdw"), Some("os.getcwd"));
        assert_eq!(nearest("collections", "orderedDict"), Some("collections.OrderedDict"));
        assert_eq!(nearest("builtins.str", "startsWith"), Some("builtins.str.startswith"));
        assert_eq!(nearest("builtins.list", "length"), None);
        assert_eq!(nearest("logging.FileHandler", "setFormater"), Some("logging.Handler.setFormatter"));
        assert_eq!(nearest("math", "squareroot"), None);
    }

    #[test]
    fn what_cannot_be_known_is_left_open() {
        for (owner, attr) in [
            ("numpy", "array"),
            ("msvcrt", "anything"),
            ("os", "_secret"),
            ("builtins.str", "__anything__"),
            ("types.SimpleNamespace", "anything"),
            ("unittest.mock.Mock", "anything"),
            ("os.environ", "anything"),
            ("builtins.int", "mro"),
            ("numbers.Number", "register"),
            ("os", ""),
        ] {
            assert_eq!(attribute(owner, attr), Lookup::Unknown, "{owner}.{attr}");
        }
    }

    #[test]
    fn siblings_stand_one_level_below() {
        let names = siblings("concurrent").map(|entry| entry.name).collect::<Vec<_>>();
        assert!(names.contains(&"concurrent.futures") && !names.contains(&"concurrent.futures.Future"));
        assert!(siblings("os").all(|entry| entry.name.starts_with("os.") && entry.name.matches('.').count() == 1));
        assert_eq!(siblings("no.such.module").count(), 0);
    }
}
