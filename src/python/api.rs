//! What Python's standard library has: names, when they came and went, what stands in their place, and how they are called.
//!
//! The table is `api.tsv`, written by `tools/python-api.py` and sorted by name. A line is read when its name is
//! asked for. A name that is missing is only called so when the table knows its owner well; for owners whose names
//! depend on the system or on the running program the answer is [`Lookup::Unknown`].
//!
//! ```text
//! attribute("os", "getcwdu")        → Found, removed in 3.0, replaced by os.getcwd
//! attribute("os", "getcdw")         → Missing, near "os.getcwd"
//! attribute("os", "_secret")        → Unknown
//! attribute("builtins.bool", "bit_length") → Found, by way of builtins.int
//! ```

mod ages;
mod index;

pub use ages::only;

use crate::pack::PyVersion;

const TABLE: &str = include_str!("api.tsv");

/// For each place of [`index`], the byte of the table at which a line begins, plus one, in four bytes; nought where none does.
/// Most names that are asked for are not in the table; the index says so at once, and costs nothing when the program starts.
const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/api.index"));

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
        let mut rest = line;
        // The columns are short and most are empty: going through them byte by byte is quicker than a search.
        let mut next = || match rest.bytes().position(|byte| byte == b'\t') {
            Some(at) => {
                let column = &rest[..at];
                rest = &rest[at + 1..];
                column
            }
            None => std::mem::take(&mut rest),
        };
        let version = |text: &str| if text.is_empty() { None } else { PyVersion::parse(text) };
        let name = next();
        let kind = match next() {
            "m" => Kind::Module,
            "c" => Kind::Class,
            "f" => Kind::Function,
            "v" => Kind::Value,
            "a" => Kind::Attribute,
            _ => return None,
        };
        Some(Self {
            name,
            kind,
            flags: Flags(next()),
            added: version(next()),
            deprecated: version(next()),
            removed: version(next()),
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
    let line = TABLE.get(line(name)?..)?;
    Entry::read(line.split_once('\n').map_or(line, |(line, _)| line))
}

/// Returns the byte of the table at which the line of a name begins.
fn line(name: &str) -> Option<usize> {
    let mut place = index::place(name);
    loop {
        let entry = INDEX.get(4 * place..4 * place + 4)?;
        let start = u32::from_le_bytes(entry.try_into().ok()?).checked_sub(1)? as usize;
        if TABLE[start..].strip_prefix(name).is_some_and(|rest| rest.starts_with('\t')) {
            return Some(start);
        }
        place = (place + 1) % index::PLACES;
    }
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
    let below = format!("{owner}.");
    // The lines below a name follow its own: no character of a name comes before the dot.
    let lines = line(owner).map_or("", |start| &TABLE[start..]).lines().skip(1);
    lines
        .map_while(move |line| Some((line, line.strip_prefix(below.as_str())?)))
        .filter(|(_, rest)| rest.bytes().find(|byte| matches!(byte, b'.' | b'\t')) == Some(b'\t'))
        .filter_map(|(line, _)| Entry::read(line))
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
    fn bare(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase())
    }
    if bare(written).eq(bare(name)) {
        return Some(0);
    }
    let allowed = if written.chars().count() < 5 { 1 } else { 2 };
    // Each letter more or less is a slip; names of the table are ASCII.
    if written.chars().count().abs_diff(name.len()) > allowed {
        return None;
    }
    Some(strsim::osa_distance(written, name)).filter(|slips| *slips <= allowed)
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
        assert!(2 * TABLE.lines().count() < index::PLACES);
        for read in TABLE.lines().filter_map(Entry::read) {
            assert!(read.name.is_ascii());
            let owner = read.name.rsplit_once('.').map_or(read.name, |(owner, _)| owner);
            assert!(entry(owner).is_some(), "{}", read.name);
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
