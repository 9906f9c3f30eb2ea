//! "New in 3.11": since when names of the standard library are there, checked against the table.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::pack::PyVersion;
use crate::prose::{MarkKind, Scope, sentences};
use crate::python::api;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A text says that a name came with another version than it did.
pub static RULE: Rule = rule(
    "since-another-version",
    Category::Fact,
    Level::Warn,
    "A text says that a name of the standard library came with another version than it did.",
);

/// Modules that came with a version older than those the table tells; by their documentation.
const OLDER: [(&str, u8); 20] = [
    ("argparse", 2),
    ("asyncio", 4),
    ("concurrent.futures", 2),
    ("ensurepip", 4),
    ("enum", 4),
    ("faulthandler", 3),
    ("importlib", 1),
    ("ipaddress", 3),
    ("lzma", 3),
    ("pathlib", 4),
    ("secrets", 6),
    ("selectors", 4),
    ("statistics", 4),
    ("tracemalloc", 4),
    ("typing", 5),
    ("unittest.mock", 3),
    ("venv", 3),
    ("zipapp", 5),
    ("tkinter.ttk", 1),
    ("asyncio.Queue", 4),
];

/// Modules whose names are no words, so that a text means them without code ticks.
const PLAIN: [&str; 14] = [
    "argparse",
    "asyncio",
    "contextvars",
    "dataclasses",
    "ensurepip",
    "faulthandler",
    "graphlib",
    "importlib",
    "ipaddress",
    "pathlib",
    "tomllib",
    "tracemalloc",
    "zipapp",
    "zoneinfo",
];

/// Owners that texts name without their module.
const OWNERS: [(&str, &str); 14] = [
    ("Path", "pathlib.Path"),
    ("str", "builtins.str"),
    ("bytes", "builtins.bytes"),
    ("int", "builtins.int"),
    ("float", "builtins.float"),
    ("list", "builtins.list"),
    ("dict", "builtins.dict"),
    ("set", "builtins.set"),
    ("datetime", "datetime.datetime"),
    ("date", "datetime.date"),
    ("Fraction", "fractions.Fraction"),
    ("TaskGroup", "asyncio.TaskGroup"),
    ("Counter", "collections.Counter"),
    ("Thread", "threading.Thread"),
];

/// The name, what stands between, and the version.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?P<name>@?\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(\))?(?: (?:module|modules|function|class|method|decorator|package|library|context manager))?(?P<how>,? \(?(?:(?:which |that |it )?(?:was|were|is|are|has been|have been|came|comes|exists?|arrived|appeared) )?(?:(?:only |newly |first )?(?:new|added|introduced|available|included|there|in the standard library|part of the standard library|built in) )?(?:since|in|with|from|as of|to)(?: the)? |[:,]? \(?)(?:c?python |version |py )*(?P<version>3\.\d{1,2})\b(?P<open>\+?)",
    )
});

/// The version, what it did, and the name.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"\bpython (?P<version>3\.\d{1,2}) (?:introduced|added|adds|brought|brings|introduces|gave us|came with|comes with)(?: the)?(?: new)?(?: module| function| class| method| decorator)? (?P<name>@?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(\))?(?: (?:module|function|class|method|decorator))?\s*(?:[.;,)]|$)",
    )
});

/// Words of a sentence that is about something else than when the name came.
static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"\b(?:before|until|till|prior|earlier|older|backport\w*|pypi|third[- ]party|provisional\w*|experimental|deprecated|removed|gone|dropp\w*|chang\w*|improv\w*|faster|accepts?|supports?|parameter|argument|keyword|default\w*|no longer|not|never|wrong|instead|without|lacks?|missing|equivalent|counterpart|replacement|rust|django|numpy|pandas|node|ruby|only on|on windows|on macos|generic\w*|subscript\w*)\b|n't\b|=",
    )
});

fn compile(pattern: &str) -> Regex {
    Regex::new(&format!("(?i){pattern}")).expect("the pattern is constant and right")
}

/// Looks at the versions that texts name.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    if view.is_about_another_language() {
        return;
    }
    for passage in &view.prose.passages {
        let text = &view.prose.text[passage.at.clone()];
        if !matches!(passage.scope, Scope::Prose | Scope::Heading | Scope::Table | Scope::Comment)
            || !text.contains("3.")
        {
            continue;
        }
        for sentence in sentences(view.prose, passage) {
            let text = &view.prose.text[sentence.clone()];
            if OTHERWISE.is_match(text) || text.ends_with('?') {
                continue;
            }
            for (pattern, behind) in [(&BEHIND, true), (&AHEAD, false)] {
                let found = pattern.captures_iter(text);
                out.extend(found.filter_map(|found| judge(view, sentence.start, &found, behind)));
            }
        }
    }
}

/// Returns the finding when a sentence that begins at `start` is wrong about the version.
fn judge(view: &View<'_>, start: usize, found: &Captures<'_>, behind: bool) -> Option<Diagnostic> {
    let (name, version) = (found.name("name")?, found.name("version")?);
    let said = PyVersion::parse(version.as_str())?;
    let written = name.as_str().trim_start_matches('@');
    let ticked = view.prose.marks_in(start + name.start()..start + name.end()).any(|mark| mark.kind == MarkKind::Code);
    let shaped = written.contains(['_', '.']) || written.chars().skip(1).any(char::is_uppercase);
    if !ticked && !shaped && !PLAIN.contains(&written.to_lowercase().as_str()) {
        return None;
    }
    let (full, came) = came(written)?;
    let says = !behind || says_new(found);
    // Without a word for it, a version may be the one that changed something or the one in use.
    let wrong = said < came || (said > came && says);
    if !wrong || view.target < said {
        return None;
    }
    let at = start + name.start()..start + version.end();
    let message = format!("`{full}` came with Python {came}");
    Some(Diagnostic::new(&RULE, view.prose.source(view.source, at), message))
}

/// Whether the words between a name and a version say that the name came then, not only that it works there.
fn says_new(found: &Captures<'_>) -> bool {
    let how = found.name("how").map_or("", |how| how.as_str()).to_lowercase();
    ["since", "new", "added", "introduced", "came", "arrived", "appeared"].iter().any(|word| how.contains(word))
        && found.name("open").is_none_or(|open| open.is_empty())
}

/// Returns the full name that a text means and the version that brought it; none when that is not certain.
fn came(written: &str) -> Option<(String, PyVersion)> {
    let lower = written.to_lowercase();
    if let Some((name, minor)) = OLDER.iter().find(|(name, _)| *name == lower) {
        return Some(((*name).to_string(), PyVersion { major: 3, minor: *minor }));
    }
    let dotted = written.split_once('.');
    let owned = dotted.and_then(|(owner, rest)| {
        let (_, full) = OWNERS.iter().find(|(name, _)| *name == owner)?;
        Some(format!("{full}.{rest}"))
    });
    // A sentence may begin with a module, in a capital.
    let module = (dotted.is_none() && lower.len() > 6).then_some(lower);
    let names = [owned, dotted.map(|_| written.to_string()), module];
    let entry = names.iter().flatten().find_map(|name| api::entry(name)).or_else(|| api::only(written))?;
    let plain = entry.name.strip_prefix("builtins.").unwrap_or(entry.name);
    Some((plain.to_string(), entry.added?))
}
