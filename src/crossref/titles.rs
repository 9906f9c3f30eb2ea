//! The names that a title gives to its section.

/// Titles that many sections have without being about the same.
const GENERIC: [&str; 44] = [
    "a broken example",
    "about",
    "appendix",
    "background",
    "basics",
    "changelog",
    "conclusion",
    "contents",
    "details",
    "example",
    "examples",
    "exercise",
    "exercises",
    "faq",
    "getting started",
    "glossary",
    "gotchas",
    "how to fix it",
    "installation",
    "intro",
    "introduction",
    "license",
    "links",
    "misc",
    "miscellaneous",
    "note",
    "notes",
    "other",
    "other things",
    "output",
    "overview",
    "questions",
    "references",
    "resources",
    "see also",
    "setup",
    "solution",
    "summary",
    "table of contents",
    "tips",
    "tl;dr",
    "tldr",
    "todo",
    "useful links",
];

/// Words that say what sort of thing a title names.
const SORTS: [&str; 14] = [
    "module",
    "package",
    "library",
    "class",
    "function",
    "method",
    "statement",
    "keyword",
    "command",
    "decorator",
    "operator",
    "object",
    "type",
    "tool",
];

/// Words that join others to a phrase; a title with one of them is no list of things.
const JOINERS: [&str; 14] =
    ["about", "at", "between", "by", "for", "from", "if", "in", "into", "of", "on", "to", "using", "with"];

/// Words by which a title tells somebody to do something; what is done it to is what the section is about.
const ORDERS: [&str; 40] = [
    "add",
    "adding",
    "build",
    "building",
    "check",
    "checking",
    "create",
    "creating",
    "define",
    "defining",
    "delete",
    "find",
    "finding",
    "get",
    "getting",
    "handle",
    "handling",
    "install",
    "installing",
    "load",
    "loading",
    "make",
    "making",
    "open",
    "parse",
    "parsing",
    "print",
    "read",
    "reading",
    "remove",
    "run",
    "running",
    "save",
    "set",
    "understanding",
    "use",
    "using",
    "work",
    "write",
    "writing",
];

/// Words that begin a question, or the sentence that answers one.
const QUESTIONS: [&str; 6] = ["how", "what", "when", "where", "which", "why"];

/// Returns the names that a title gives to its section, and of each whether it is only a part of the title.
pub(super) fn title_names(title: &str) -> Vec<(String, bool)> {
    let title = title
        .trim()
        .trim_end_matches([':', '.', '!'])
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        .trim();
    let (title, note) = match title.split_once(" (") {
        Some((title, note)) => (title, note.strip_suffix(')')),
        None => (title, None),
    };
    if title.is_empty() || title.ends_with('?') || GENERIC.contains(&title.to_lowercase().as_str()) {
        return Vec::new();
    }
    // "How locks work" says something and names nothing.
    let first = title.split(' ').next().unwrap_or_default().to_lowercase();
    if QUESTIONS.contains(&first.as_str()) {
        return Vec::new();
    }
    let short = |note: &str| note.chars().count() > 1 && note.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let abbreviated = note.filter(|note| short(note));
    let mut names = Vec::new();
    let whole = bare(title);
    if title.split_whitespace().count() <= 5 {
        // A remark in parentheses tells two sections of one name apart.
        names.push((whole.to_string(), note.is_some() && abbreviated.is_none()));
    }
    names.extend(abbreviated.map(|note| (note.to_string(), false)));
    names.extend(parts(whole).into_iter().map(|part| (part, true)));
    names.retain(|(name, _)| name.chars().any(char::is_alphabetic) && !GENERIC.contains(&name.to_lowercase().as_str()));
    names
}

/// Words behind what a title is about that say only how much of it follows.
const TAILS: [&str; 9] =
    ["basics", "in short", "setup", "in a nutshell", "intro", "in general", "things", "tips", "essentials"];

/// First words of titles that say nothing of what follows.
const EMPTY: [&str; 8] = ["dealing", "first", "introduction", "more", "notes", "playing", "things", "working"];

/// Returns what a title is about, without where, for whom and how much: "Retries" of "Retries in the client".
pub(super) fn title_head(title: &str) -> Option<&str> {
    let title = title.trim().trim_end_matches([':', '.', '!']);
    let tail = TAILS.iter().find_map(|tail| title.strip_suffix(tail)?.strip_suffix(' '));
    let joiners = title.match_indices(' ').filter(|(at, _)| {
        let next = title[at + 1..].split(' ').next().unwrap_or_default();
        JOINERS.contains(&next)
    });
    let joined = joiners.map(|(at, _)| &title[..at]).next();
    let head = bare(tail.or(joined)?);
    let lower = head.to_lowercase();
    let first = lower.split(' ').next().unwrap_or_default();
    let plain = head.split(' ').count() <= 2 && head.chars().all(|c| c.is_alphanumeric() || " -_.".contains(c));
    let named = plain
        && head.chars().count() > 2
        && !QUESTIONS.contains(&first)
        && !ORDERS.contains(&first)
        && !EMPTY.contains(&first);
    (named && !title.ends_with('?') && !GENERIC.contains(&lower.as_str())).then_some(head)
}

/// Returns the names that stand in a title beside others: the things that it lists, what it tells to do something with, and the
/// last part of a dotted name.
fn parts(title: &str) -> Vec<String> {
    let lower = title.to_lowercase();
    if !title.contains(' ') {
        let last = title.rsplit_once('.').map(|(_, last)| last).filter(|last| last.contains('_'));
        return last.map(str::to_string).into_iter().collect();
    }
    if let Some((first, rest)) = lower.split_once(' ')
        && ORDERS.contains(&first)
    {
        let thing = bare(&title[title.len() - rest.len()..]);
        let words = thing.split(' ').count();
        let joined = thing.split(' ').any(|word| JOINERS.contains(&word.to_lowercase().as_str()));
        return if (2..=3).contains(&words) && !joined { vec![thing.to_string()] } else { Vec::new() };
    }
    if lower.split(' ').any(|word| JOINERS.contains(&word)) {
        return Vec::new();
    }
    let mut parts = vec![title];
    for separator in [", ", " and ", " & ", " vs. ", " vs ", " versus ", " or ", " / "] {
        parts = parts.iter().flat_map(|part| part.split(separator)).collect();
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    let fits = |part: &&str| {
        (1..=3).contains(&part.split_whitespace().count()) && !ORDERS.contains(&part.to_lowercase().as_str())
    };
    parts.into_iter().map(|part| bare(part.trim())).filter(fits).map(str::to_string).collect()
}

/// Returns a title without an article in front and without the word that says what sort of thing it names.
fn bare(title: &str) -> &str {
    let lower = title.to_ascii_lowercase();
    let from =
        ["the ", "a ", "an "].iter().find(|article| lower.starts_with(**article)).map_or(0, |article| article.len());
    let rest = &title[from..];
    match rest.rsplit_once(' ') {
        // "The collections module" is about `collections`; "weak reference type" is no name of a type.
        Some((name, sort)) if !name.contains(' ') && SORTS.contains(&sort.to_ascii_lowercase().as_str()) => name,
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::{title_head, title_names};

    #[test]
    fn titles_name_what_they_are_about() {
        for (title, names) in [
            ("Semaphores", "Semaphores"),
            ("The queue module", "queue"),
            ("Burrows–Wheeler transform (BWT)", "Burrows–Wheeler transform, BWT"),
            ("bytes vs bytearray", "bytes vs bytearray, bytes*, bytearray*"),
            ("Threads and the GIL", "Threads and the GIL, Threads*, GIL*"),
            ("How does it work?", ""),
            ("How to use it", ""),
            ("Examples", ""),
            ("Find every file below a folder that ends in txt", ""),
            ("2.1 Weak references", "Weak references"),
        ] {
            let found: Vec<String> = title_names(title)
                .into_iter()
                .map(|(name, part)| format!("{name}{}", if part { "*" } else { "" }))
                .collect();
            assert_eq!(found.join(", "), names, "{title}");
        }
    }

    #[test]
    fn heads_of_titles() {
        for (title, head) in [
            ("Retries in the client", Some("Retries")),
            ("logging setup", Some("logging")),
            ("asyncio in short", Some("asyncio")),
            ("Thread pools for many hosts", Some("Thread pools")),
            ("Working with dates", None),
            ("How to wait for a lock", None),
            ("Notes on locks", None),
            ("Locks", None),
        ] {
            assert_eq!(title_head(title), head, "{title}");
        }
    }
}
