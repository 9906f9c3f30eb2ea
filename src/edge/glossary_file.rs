//! `glossary.toml`: what the user adds to the glossary, corrects, renames, merges and forbids.

use super::{disk, print};
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::glossary::{THRESHOLD, Wish, Wishes};
use crate::nearest::nearest;
use crate::text::{Source, SourceId, Span, fold_space};
use anyhow::{Context, Result, bail};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// The name of the file when the settings give none.
pub const NAME: &str = "glossary.toml";

/// A mistake in the file stops a run before anything is found in notes, so this is none of the rules that can be set or allowed.
static MISTAKE: Rule = Rule {
    name: "glossary-file",
    category: Category::Glossary,
    level: Level::Error,
    what: "A glossary file that cannot be read.",
    url: None,
    python: None,
};

/// The keys at the top of the file.
const TOP: [&str; 3] = ["threshold", "ignore", "term"];
/// The keys of a term.
const OF_TERM: [&str; 6] = ["definition", "name", "aliases", "abbreviations", "link", "home"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    threshold: Option<Spanned<i64>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    #[serde(default)]
    term: BTreeMap<Spanned<String>, RawTerm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    definition: Option<Spanned<String>>,
    name: Option<Spanned<String>>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    #[serde(default)]
    abbreviations: Vec<Spanned<String>>,
    link: Option<Switch>,
    home: Option<Spanned<String>>,
}

/// `true` or `"on"`, `false` or `"off"`.
#[derive(Clone, Copy)]
struct Switch(bool);

impl<'de> Deserialize<'de> for Switch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Switch, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Switch;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, \"on\" or \"off\"")
            }

            fn visit_bool<E: Error>(self, on: bool) -> Result<Switch, E> {
                Ok(Switch(on))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Switch, E> {
                match text {
                    "on" => Ok(Switch(true)),
                    "off" => Ok(Switch(false)),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// Why a glossary file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong: a short clause.
    pub message: String,
    /// What to do about it, if there is something to say.
    pub hint: Option<String>,
    /// Where, as bytes of the file.
    pub at: Range<usize>,
}

impl Mistake {
    fn new(at: Range<usize>, message: impl Into<String>) -> Mistake {
        Mistake { message: message.into(), hint: None, at }
    }
}

/// Reads the glossary file of the book in `root`: `name`, or `glossary.toml` where there is one; `None` where there is none.
///
/// # Errors
///
/// When a file that was named is not there, or when the file cannot be read; the message shows the place.
pub fn load(root: &Path, name: Option<&str>) -> Result<Option<Wishes>> {
    let path = root.join(name.unwrap_or(NAME));
    if name.is_none() && !disk::is_file(&path) {
        return Ok(None);
    }
    let name = name.unwrap_or(NAME);
    let text = disk::read(&path).context("the glossary file cannot be read")?;
    match read(&text) {
        Ok(wishes) => Ok(Some(wishes)),
        Err(mistake) => bail!("{name} is not a glossary file\n{}", show(&mistake, name, &text)),
    }
}

/// Returns a mistake as a person reads it, with the line of the file that it is in.
#[must_use]
pub fn show(mistake: &Mistake, name: &str, text: &str) -> String {
    let at = Span::new(SourceId(0), mistake.at.start, mistake.at.end);
    let mut finding = Diagnostic::new(&MISTAKE, at, mistake.message.as_str());
    finding.hint.clone_from(&mistake.hint);
    print::one(&finding, &[Source::new(name, text)], None, false)
}

/// Reads the text of a glossary file; terms and names come in the order of the file.
///
/// # Errors
///
/// When the text is not TOML, has a key that is not known or a value of the wrong type, when a name is empty, when two terms claim
/// one name, or when a term is forbidden in the same file.
pub fn read(text: &str) -> Result<Wishes, Mistake> {
    let raw: RawFile = toml::from_str(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        let hint = hint(text.get(at.clone()).unwrap_or_default(), error.message());
        Mistake { message: error.message().to_string(), hint, at }
    })?;
    let threshold = match raw.threshold {
        None => THRESHOLD,
        Some(number) => u8::try_from(*number.get_ref())
            .ok()
            .filter(|score| *score <= 100)
            .ok_or_else(|| Mistake::new(number.span(), "the threshold must be a number from 0 to 100"))?,
    };
    let mut raw_terms: Vec<(Spanned<String>, RawTerm)> = raw.term.into_iter().collect();
    raw_terms.sort_by_key(|(name, _)| name.span().start);
    let mut reader = Reader::default();
    let terms = raw_terms.into_iter().map(|(name, term)| reader.term(&name, &term)).collect::<Result<Vec<_>, _>>()?;
    let ignore = raw.ignore.iter().map(|name| reader.ignored(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Wishes { terms, ignore, threshold })
}

/// Says which key an unknown one is a slip of.
fn hint(key: &str, message: &str) -> Option<String> {
    if !message.starts_with("unknown field") {
        return None;
    }
    // The reader names the keys that it expected at this place, so the last key of the list tells which list it is.
    let of_term = message.contains(&format!("`{}`", OF_TERM[0]));
    let known: &[&str] = if of_term { &OF_TERM } else { &TOP };
    if let Some(near) = nearest(key, known.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    (!of_term).then(|| format!("if `{key}` is a term, write [term.{key}]"))
}

/// Reads terms and remembers which of them claims a name.
#[derive(Default)]
struct Reader {
    claimed: FxHashMap<String, String>,
}

impl Reader {
    fn term(&mut self, key: &Spanned<String>, raw: &RawTerm) -> Result<Wish, Mistake> {
        let term = text(key, "the name of a term")?;
        self.claim(&term, key, &term)?;
        let name = raw.name.as_ref().map(|name| text(name, "a name")).transpose()?;
        if let (Some(name), Some(raw)) = (&name, &raw.name) {
            self.claim(name, raw, &term)?;
        }
        let aliases = raw.aliases.iter().map(|alias| text(alias, "an alias")).collect::<Result<Vec<_>, _>>()?;
        for (alias, raw) in aliases.iter().zip(&raw.aliases) {
            self.claim(alias, raw, &term)?;
        }
        let abbreviations = raw.abbreviations.iter().map(|short| text(short, "an abbreviation"));
        Ok(Wish {
            name,
            definition: raw.definition.as_ref().map(definition).transpose()?,
            aliases,
            abbreviations: abbreviations.collect::<Result<_, _>>()?,
            link: raw.link.map(|link| link.0),
            home: raw.home.as_ref().map(|home| text(home, "a home")).transpose()?,
            term,
        })
    }

    /// Notes that a name belongs to a term.
    fn claim(&mut self, name: &str, at: &Spanned<String>, term: &str) -> Result<(), Mistake> {
        match self.claimed.insert(name.to_string(), term.to_string()) {
            Some(other) if other != term => {
                let message = format!("`{name}` is a name of `{other}` already");
                let hint = Some("a name can lead to one entry only; take it away from one of the two".to_string());
                Err(Mistake { hint, ..Mistake::new(at.span(), message) })
            }
            _ => Ok(()),
        }
    }

    fn ignored(&self, name: &Spanned<String>) -> Result<String, Mistake> {
        let ignored = text(name, "a name to ignore")?;
        if self.claimed.contains_key(&ignored) {
            return Err(Mistake::new(
                name.span(),
                format!("`{ignored}` is ignored here and a name of an entry below [term]"),
            ));
        }
        Ok(ignored)
    }
}

/// Returns a text that stands on one line.
fn text(raw: &Spanned<String>, what: &str) -> Result<String, Mistake> {
    let text = fold_space(raw.get_ref());
    if text.is_empty() { Err(Mistake::new(raw.span(), format!("{what} is empty"))) } else { Ok(text) }
}

fn definition(raw: &Spanned<String>) -> Result<String, Mistake> {
    let text = raw.get_ref().trim();
    if text.is_empty() {
        let hint = Some("leave the key out to keep what the notes say".to_string());
        return Err(Mistake { hint, ..Mistake::new(raw.span(), "the definition is empty") });
    }
    Ok(text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
threshold = 65
ignore = ["note", "  the   thing "]

[term.zebra]
definition = """
A horse in *stripes*.

Two paragraphs."""
aliases = ["striped horse"]
abbreviations = ["ZB"]
link = "off"
home = "animals.md#zebra"

[term."aardvark: the first"]
name = "aardvark"
link = true

[term.heron]
"#;

    #[test]
    fn a_good_file_reads_in_its_own_order() {
        let wishes = read(GOOD).expect("it reads");
        assert_eq!(wishes.threshold, 65);
        assert_eq!(wishes.ignore, ["note", "the thing"]);
        let names: Vec<&str> = wishes.terms.iter().map(|wish| wish.term.as_str()).collect();
        assert_eq!(names, ["zebra", "aardvark: the first", "heron"]);
        let zebra = Wish {
            term: "zebra".to_string(),
            name: None,
            definition: Some("A horse in *stripes*.\n\nTwo paragraphs.".to_string()),
            aliases: vec!["striped horse".to_string()],
            abbreviations: vec!["ZB".to_string()],
            link: Some(false),
            home: Some("animals.md#zebra".to_string()),
        };
        assert_eq!(wishes.terms[0], zebra);
        assert_eq!((wishes.terms[1].name.as_deref(), wishes.terms[1].link), (Some("aardvark"), Some(true)));
        assert_eq!(wishes.terms[2], Wish { term: "heron".to_string(), ..Wish::default() });
    }

    #[test]
    fn an_empty_file_wishes_nothing() {
        assert_eq!(read("# nothing yet\n"), Ok(Wishes::default()));
        assert_eq!(read("term = {}\nthreshold = 0\n").map(|wishes| wishes.threshold), Ok(0));
        assert_eq!(read("threshold = 100\n").map(|wishes| wishes.threshold), Ok(100));
    }

    /// Reads a bad file and returns what is wrong, the bytes that it points at, and the hint.
    fn wrong(text: &str) -> (String, String, String) {
        let mistake = read(text).expect_err(text);
        (mistake.message, text[mistake.at].to_string(), mistake.hint.unwrap_or_default())
    }

    #[test]
    fn mistakes_have_their_exact_place() {
        for (text, place, message, hint) in [
            ("treshold = 5\n", "treshold", "unknown field `treshold`", "did you mean `threshold`?"),
            ("[term.a]\ndefintion = \"x\"\n", "defintion", "unknown field `defintion`", "did you mean `definition`?"),
            ("[term.a]\nalias = [\"x\"]\n", "alias", "unknown field `alias`", "did you mean `aliases`?"),
            ("[semaphore]\ndefinition = \"x\"\n", "semaphore", "unknown field", "write [term.semaphore]"),
            ("threshold = 101\n", "101", "from 0 to 100", ""),
            ("threshold = -1\n", "-1", "from 0 to 100", ""),
            ("threshold = \"high\"\n", "\"high\"", "invalid type", ""),
            ("ignore = [\"a\", 3]\n", "3", "invalid type", ""),
            ("ignore = [\"a\", \" \"]\n", "\" \"", "a name to ignore is empty", ""),
            ("[term.\"\"]\n", "\"\"", "the name of a term is empty", ""),
            ("[term.a]\ndefinition = \" \"\n", "\" \"", "the definition is empty", "leave the key out"),
            ("[term.a]\nlink = \"never\"\n", "\"never\"", "expected true, false, \"on\" or \"off\"", ""),
            ("[term.a]\nlink = 1\n", "1", "expected true, false, \"on\" or \"off\"", ""),
            ("[term.a]\naliases = \"b\"\n", "\"b\"", "invalid type", ""),
            (
                "[term.a]\naliases = [\"c\"]\n[term.b]\naliases = [\"c\"]\n",
                "\"c\"",
                "`c` is a name of `a` already",
                "one entry",
            ),
            ("[term.a]\n[term.b]\nname = \"a\"\n", "\"a\"", "`a` is a name of `a` already", "one entry"),
            ("ignore = [\"a\"]\n[term.a]\n", "\"a\"", "`a` is ignored here", ""),
        ] {
            let found = wrong(text);
            assert!(found.0.contains(message), "{text}: {}", found.0);
            assert_eq!(found.1, place, "{text}");
            assert!(found.2.contains(hint) && hint.is_empty() == found.2.is_empty(), "{text}: {}", found.2);
        }
        // The same name twice is two tables, which TOML itself forbids.
        assert!(read("[term.a]\n[term.a]\n").expect_err("twice").message.contains("duplicate"));
        assert!(read("[term.a\n").is_err());
    }

    #[test]
    fn a_mistake_is_shown_with_its_line() {
        let text = "# mine\n\n[term.heron]\ndefintion = \"a bird\"\n";
        let shown = show(&read(text).expect_err("it has a slip"), NAME, text);
        assert!(shown.starts_with("error[glossary-file]: unknown field `defintion`"), "{shown}");
        for part in ["glossary.toml:4:1", "defintion = \"a bird\"", "^^^^^^^^^", "hint: did you mean `definition`?"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }

    #[test]
    fn a_book_without_the_file_has_no_wishes() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(load(folder.path(), None).expect("nothing is wrong"), None);
        assert!(load(folder.path(), Some("terms.toml")).is_err());
        disk::create(&folder.path().join(NAME), "threshold = 7\n").expect("it is written");
        assert_eq!(load(folder.path(), None).expect("it reads").map(|wishes| wishes.threshold), Some(7));
        disk::create(&folder.path().join("terms.toml"), "treshold = 7\n").expect("it is written");
        let error = load(folder.path(), Some("terms.toml")).expect_err("it has a slip").to_string();
        assert!(error.starts_with("terms.toml is not a glossary file\nerror[glossary-file]"), "{error}");
    }
}
