//! Whether a code block holds Python, told from its label and its first lines.

use super::foreign::foreign;
use super::scan::Line;

/// What the info string of a fence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    Bare,
    /// Python.
    Python,
    /// Python 2.
    Two,
    /// A terminal, which may hold a session.
    Console,
    /// Another language, or none.
    Other,
}

/// Whether lines are Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They are, even if they do not parse.
    Yes,
    /// They are if they parse and do something.
    Maybe,
    /// They are not.
    No,
}

/// How many lines are looked at.
const LOOKED_AT: usize = 30;

/// Modules and the names they are imported by, whose calls are told at sight.
const MODULES: [&str; 60] = [
    "argparse",
    "array",
    "ast",
    "asyncio",
    "base64",
    "bisect",
    "collections",
    "concurrent",
    "contextlib",
    "copy",
    "csv",
    "ctypes",
    "datetime",
    "decimal",
    "dis",
    "enum",
    "functools",
    "gc",
    "glob",
    "gzip",
    "hashlib",
    "heapq",
    "importlib",
    "inspect",
    "io",
    "itertools",
    "json",
    "logging",
    "math",
    "mp",
    "multiprocessing",
    "nn",
    "np",
    "numpy",
    "operator",
    "os",
    "pathlib",
    "pd",
    "pickle",
    "platform",
    "plt",
    "queue",
    "random",
    "re",
    "requests",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "statistics",
    "string",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "torch",
    "types",
    "typing",
    "unittest",
];

/// Built-in functions that notes call.
const FUNCTIONS: [&str; 40] = [
    "abs",
    "all",
    "any",
    "bin",
    "bool",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "map",
    "next",
    "open",
    "sorted",
    "super",
    "type",
    "zip",
];

/// Words that may stand between two others.
const JOINERS: [&str; 22] = [
    "and", "as", "async", "await", "case", "class", "def", "del", "else", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "not", "or", "return", "type", "yield",
];

/// How strings begin that only Python has.
const STRINGS: [&str; 6] = ["f\"", "f'", "b\"", "b'", "r\"", "r'"];

/// Reads an info string.
pub(super) fn label(info: Option<&str>) -> Label {
    let Some(info) = info else { return Label::Bare };
    let word = info.trim_start_matches(['{', '.', ' ']);
    let word = word.split([' ', ',', '\t', '{', '}', ':', ';']).next().unwrap_or_default().to_lowercase();
    match word.as_str() {
        "" if info.trim().is_empty() => Label::Bare,
        "python" | "py" | "python3" | "py3" | "pycon" | "ipython" | "ipython3" | "python-repl" | "pycon3" | "pyi" => {
            Label::Python
        }
        "python2" | "py2" => Label::Two,
        "console" | "shell-session" | "terminal" | "repl" | "doctest" => Label::Console,
        name if name.ends_with(".py") => Label::Python,
        _ => Label::Other,
    }
}

/// Says whether lines are Python, by the first of them.
pub(super) fn verdict(text: &str, lines: &[Line]) -> Verdict {
    // Code does not fence code: an indented block that does is Markdown, as other tools nest it.
    let fenced = |line: &Line| {
        let shown = text[line.at.clone()].trim_start().trim_start_matches(['>', ' ']);
        !line.inside && ["```", "~~~", ":::", "=== \"", "!!!", "???"].iter().any(|fence| shown.starts_with(fence))
    };
    if lines.iter().any(fenced) {
        return Verdict::No;
    }
    let (mut sum, mut against, mut comments) = (0, 0, 0);
    let shown = lines.iter().filter(|line| !line.inside && !text[line.at.clone()].trim().is_empty());
    for line in shown.take(LOOKED_AT) {
        if line.code == line.at.start || text[line.at.start..line.code].trim().is_empty() {
            comments = 1;
            continue;
        }
        match score(&text[line.at.start..line.code]) {
            points if points < -1 => against -= points,
            points => sum += points,
        }
    }
    match sum - against {
        points if points + comments >= 4 && sum > 0 => Verdict::Yes,
        points if points >= 1 && against == 0 => Verdict::Maybe,
        _ => Verdict::No,
    }
}

/// Returns how much a line speaks for Python, or against it; 0 if it could be anything. The line comes without its comment.
pub(super) fn score(line: &str) -> i32 {
    let bare = bare(line.trim());
    let line = bare.as_str();
    if line.is_empty() {
        return 0;
    }
    if let Some(against) = foreign(line) {
        return -against;
    }
    if let Some(points) = statement(line) {
        return points;
    }
    if wordy(line) && !line.starts_with('%') {
        return if starts_with_call(line).is_some_and(|name| name.contains('.')) { 2 } else { -1 };
    }
    if let Some((left, right)) = assignment(line) {
        return assigned(left, right);
    }
    call(line).unwrap_or_else(|| match () {
        () if line.contains(" for ") && line.contains(" in ") => 3,
        () if line.contains(" in ") && line.contains(['"', '\'', '(', '[', '{']) => 1,
        () => magic(line),
    })
}

/// Returns the points of a line that begins with a command of a notebook.
fn magic(line: &str) -> i32 {
    let word: &str = line.trim_start_matches('%').split(' ').next().unwrap_or_default();
    let known = ["time", "timeit", "matplotlib", "load_ext", "autoreload", "run", "pip", "prun", "pylab", "who", "env"];
    if line.starts_with('%') && known.contains(&word) { 4 } else { 0 }
}

/// Empties the strings of a line, so that no word in them is taken for code; their quotes stay.
fn bare(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut quote = None;
    let mut escaped = false;
    for c in line.chars() {
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                    out.push(c);
                }
                escaped = c == '\\' && !escaped;
            }
            None => {
                quote = matches!(c, '"' | '\'').then_some(c);
                out.push(c);
            }
        }
    }
    // Only the quotes of a triple-quoted string are seen here, which is enough.
    out
}

/// Returns the points of a line that begins with a keyword.
fn statement(line: &str) -> Option<i32> {
    let word: &str = line.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let rest = line[word.len()..].trim();
    let opens = line.ends_with(':') || line.contains(": ");
    let sound = !wordy(rest);
    let when = |good: bool, points: i32| Some(if good { points } else { 0 });
    match word {
        "async" if rest.is_empty() => Some(1),
        "lambda" => when(sound && rest.contains(':'), 2),
        "async" => statement(rest).map(|points| points + i32::from(points > 0)),
        "def" if rest.contains('(') => Some(match () {
            () if line.ends_with(':') || line.contains("):") || line.contains("->") => 5,
            () if line.ends_with(['(', ',']) => 4,
            () => 2,
        }),
        "class" if sound => when(opens || rest.ends_with(['(', ',']), if rest.contains('(') { 5 } else { 4 }),
        "from" => when(rest.split_once(" import").is_some_and(|(from, _)| dotted(from.trim_start_matches('.'))), 5),
        "import" if rest.is_empty() => None,
        "import" => when(rest.split(',').all(imported), 3),
        "for" => when(sound && line.contains(" in "), if opens { 4 } else { 2 }),
        "except" | "elif" => when(sound && line.contains(':'), 4),
        "if" | "while" | "with" => when(sound && opens && !rest.is_empty(), 3),
        "match" | "case" => when(sound && line.ends_with(':') && !rest.starts_with(':'), 2),
        "else" | "try" | "finally" => when(rest == ":", 2),
        "yield" | "raise" if !rest.starts_with(['=', '.', ',']) => when(sound, 3),
        "global" | "nonlocal" | "assert" | "del" => when(sound && !rest.starts_with(['=', '.', '(', ',']), 3),
        "return" | "await" => when(sound, 2),
        "pass" => when(rest.is_empty(), 2),
        "break" | "continue" => when(rest.is_empty(), 1),
        "print" if rest.starts_with(['(', '"', '\'']) => Some(2),
        "" => decorator(line),
        _ => None,
    }
}

fn decorator(line: &str) -> Option<i32> {
    let name = line.strip_prefix('@')?;
    let end = name.find('(').unwrap_or(name.len());
    let small = name.starts_with(|c: char| c.is_lowercase() || c == '_');
    (small && dotted(name[..end].trim())).then(|| 1 + i32::from(name[..end].contains('.')))
}

fn imported(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let module = words.next().is_some_and(dotted);
    module && words.next().is_none_or(|word| word == "as" && words.next().is_some_and(dotted)) && words.next().is_none()
}

/// Returns whether a text is a name or names joined by dots.
fn dotted(text: &str) -> bool {
    text.split('.').all(|name| {
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    }) || text.is_empty()
}

/// Returns whether two words follow each other as they do in English and never in Python.
pub(super) fn wordy(text: &str) -> bool {
    let mut last = false;
    text.split(' ').filter(|piece| !piece.is_empty()).any(|piece| {
        let word = piece.trim_end_matches([',', '.', ':', ')', '!', '?']);
        let plain = word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-' | '\''));
        let english = plain && !JOINERS.contains(&word);
        let both = last && english;
        last = plain && piece == word && english;
        both
    })
}

/// Splits an assignment.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let bytes = line.as_bytes();
    let mut depth = 0_usize;
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'=' if depth == 0 => {
                let before = i.checked_sub(1).map_or(b' ', |i| bytes[i]);
                let after = bytes.get(i + 1).copied().unwrap_or(b' ');
                let compares = matches!(before, b'=' | b'!' | b'<' | b'>') || matches!(after, b'=' | b'>' | b'~');
                return (!compares).then(|| (line[..i].trim(), line[i + 1..].trim()));
            }
            _ => {}
        }
    }
    None
}

fn assigned(left: &str, right: &str) -> i32 {
    let left = left.trim_end_matches(['+', '-', '*', '/', '|', '&', '%', '^', '@', ':', ' ']);
    let names = left.split([',', ':']).all(|part| {
        let name = part.trim().trim_start_matches(['(', '*']).trim_end_matches(')');
        dotted(name.split(['[', ' ']).next().unwrap_or_default())
    });
    if !names || left.is_empty() || left.contains(' ') && !left.contains([',', ':', '[']) {
        return 0;
    }
    let several = i32::from(left.contains([',', '[', ':']));
    let own = if left.starts_with("self.") { 3 } else { 0 };
    let worth = match right {
        _ if right.starts_with("await ") || right.contains("lambda ") || right.contains("lambda:") => 3,
        _ if right.contains(" for ") && right.contains(" in ") => 3,
        _ if starts_with_call(right).is_some_and(known) => 3,
        _ if STRINGS.iter().any(|open| right.starts_with(open)) => 2,
        _ if starts_with_call(right).is_some() => 2,
        "None" | "True" | "False" => 1,
        _ if right.contains('(') && !right.contains("$(") => 1,
        _ if right.starts_with(['{', '(', '[', '\'']) => 1,
        _ if [" + ", " * ", " - ", " / ", " // ", " ** ", " % "].iter().any(|sign| right.contains(sign)) => 1,
        _ => 0,
    };
    own.max(worth).max(several)
}

/// Returns the name of the call that a text begins with.
fn starts_with_call(text: &str) -> Option<&str> {
    let name = &text[..text.find('(')?];
    (!name.is_empty() && dotted(name)).then_some(name)
}

fn known(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    FUNCTIONS.contains(&name) || name.contains('.') && MODULES.contains(&first)
}

/// Returns the points of a line that is a call.
fn call(line: &str) -> Option<i32> {
    let Some(name) = starts_with_call(line) else {
        let somewhere = line.contains('(') && line.ends_with(')') && !line.starts_with('(');
        return (somewhere && (line.contains(" in ") || line.contains(" == ") || line.starts_with(['"', '\''])))
            .then_some(1);
    };
    let whole = line.ends_with(')');
    Some(match () {
        () if name.starts_with("self.") || known(name) => 2 + i32::from(whole && name.contains('.')),
        () if whole => 1 + i32::from(name.contains('.')),
        () => i32::from(name.contains('.')),
    })
}
