//! Titles → safe page paths, which stay the same when another section comes in.

use crate::dedupe::fingerprint::Fnv;
use std::collections::HashSet;
use std::hash::Hasher;

/// Names that mdBook writes itself, or that a Windows file system does not allow.
const RESERVED: [&str; 29] = [
    "print", "toc", "404", "index", "summary", "readme", "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3",
    "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9",
];

/// The longest file name made of a title, in bytes; file systems allow 255, addresses should be readable.
const LONGEST: usize = 80;

/// Returns a file name (without extension) or folder name for a title: letters, digits, `_` and single `-`.
///
/// A title without letters and digits gives `page-` and a number that depends on the title alone.
#[must_use]
pub fn component(title: &str) -> String {
    let mut name = String::new();
    for c in title.to_lowercase().chars() {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') && !matches!(c, '\'' | '’' | '`') {
            name.push('-');
        }
    }
    let mut end = name.len();
    if end > LONGEST {
        end = (0..=LONGEST).rev().find(|i| name.is_char_boundary(*i)).unwrap_or(0);
        end = name[..end].rfind('-').filter(|i| *i > LONGEST / 2).unwrap_or(end);
    }
    name.truncate(end);
    let name = name.trim_matches('-');
    if name.is_empty() {
        return format!("page-{:x}", number(title));
    }
    if RESERVED.contains(&name) { format!("{name}-page") } else { name.to_string() }
}

/// Returns sixteen bits that depend on the title alone.
fn number(title: &str) -> u32 {
    let mut hasher = Fnv::default();
    hasher.write(title.as_bytes());
    let hash = hasher.finish();
    // A short title stirs only some of the bits, so all are folded into the few that are used.
    let folded = (hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) & 0xffff;
    u32::try_from(folded).expect("sixteen bits fit thirty-two")
}

/// Gives out paths that do not collide, also where file names ignore case and in the pages that mdBook writes for them.
#[derive(Debug, Default)]
pub struct Paths {
    taken: HashSet<String>,
}

impl Paths {
    /// Returns a giver that keeps clear of the pages at these paths.
    pub fn new<'a>(taken: impl IntoIterator<Item = &'a str>) -> Paths {
        Paths { taken: taken.into_iter().map(page_key).collect() }
    }

    /// Returns the path made of the title alone below the given folders, unless it is taken.
    pub fn plain(&mut self, folders: &[String], title: &str) -> Option<String> {
        Some(join(folders, &component(title))).filter(|path| self.take(path))
    }

    /// Returns the path of a chapter below the given folders.
    ///
    /// A path that is taken gets the last folder's name in front of the file's, then a number made of the folders and the title
    /// and nothing else, so that it does not move when chapters come and go.
    pub fn give(&mut self, folders: &[String], title: &str) -> String {
        let name = component(title);
        let plain = join(folders, &name);
        if self.take(&plain) {
            return plain;
        }
        if let Some(last) = folders.last() {
            let longer = join(folders, &format!("{last}-{name}"));
            if self.take(&longer) {
                return longer;
            }
        }
        let numbered = join(folders, &format!("{name}-{:x}", number(&format!("{}/{title}", folders.join("/")))));
        if self.take(&numbered) {
            return numbered;
        }
        // Two chapters of one title in one place: there is nothing but their order to tell them apart.
        let mut number = 2;
        loop {
            let path = join(folders, &format!("{name}-{number}"));
            if self.take(&path) {
                return path;
            }
            number += 1;
        }
    }

    /// Takes a path that the user chose, or returns `false` when it is taken.
    pub fn take(&mut self, path: &str) -> bool {
        self.taken.insert(page_key(path))
    }
}

/// Returns why a path that the user chose cannot be used, or `None` when it can.
#[must_use]
pub fn unusable(path: &str) -> Option<&'static str> {
    let bad = |part: &str| {
        part.is_empty()
            || part == "."
            || part == ".."
            || part.starts_with('.')
            || part.contains(['\\', ':', '\0', '#', '?', '*', '|', '<', '>', '"', '\'', '%'])
    };
    if path.split('/').any(bad) {
        return Some("a path is relative, with `/` between folders, and has no `..`");
    }
    let Some(stem) = path.strip_suffix(".md") else { return Some("a path ends in `.md`") };
    let name = stem.rsplit('/').next().unwrap_or(stem).to_lowercase();
    let own_page = matches!(name.as_str(), "print" | "toc" | "404" | "index" | "summary" | "readme");
    let device = |part: &str| RESERVED[6..].contains(&part.to_lowercase().split('.').next().unwrap_or(part));
    if (own_page && !stem.contains('/')) || stem.split('/').any(device) {
        return Some("this name is reserved, by mdBook or by Windows");
    }
    None
}

/// Returns what two paths share when their pages would overwrite each other: mdBook replaces everything after the last dot, and
/// some file systems ignore case.
fn page_key(path: &str) -> String {
    let stem = path.rfind('.').filter(|dot| !path[*dot..].contains('/')).map_or(path, |dot| &path[..dot]);
    stem.to_lowercase()
}

fn join(folders: &[String], name: &str) -> String {
    let mut path = folders.join("/");
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
    path.push_str(".md");
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_safe_names() {
        for (title, name) in [
            ("The collections module", "the-collections-module"),
            ("  C++ & `std::vec` -- 2.0!", "c-std-vec-2-0"),
            ("../../etc/passwd", "etc-passwd"),
            ("CON", "con-page"),
            ("Index", "index-page"),
            ("Don't", "dont"),
            ("日本語 テスト", "日本語-テスト"),
        ] {
            assert_eq!(component(title), name);
        }
        assert!(component("🎉").starts_with("page-"));
        assert_ne!(component("🎉"), component("🎈"));
        assert!(component(&"long title ".repeat(40)).len() <= LONGEST);
    }

    #[test]
    fn paths_collide_by_page_not_by_letter() {
        let mut paths = Paths::new(["guide/Intro.md"]);
        let guide = ["guide".to_string()];
        assert_eq!(paths.give(&guide, "Intro"), "guide/guide-intro.md");
        let third = paths.give(&guide, "intro");
        assert!(third.starts_with("guide/intro-"), "{third}");
        assert!(!paths.take("GUIDE/intro.markdown"));
        assert_eq!(paths.give(&[], "Intro"), "intro.md");
    }

    #[test]
    fn chosen_paths_are_checked() {
        for bad in ["../x.md", "/x.md", "a//b.md", "a\\b.md", "x", "print.md", "C:/x.md", "aux.md", "a/nul.md", ".x.md"]
        {
            assert!(unusable(bad).is_some(), "{bad}");
        }
        for good in ["x.md", "a/b.md", "a/index.md", "日本.md", "console.md"] {
            assert_eq!(unusable(good), None, "{good}");
        }
    }
}
