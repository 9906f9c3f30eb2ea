//! The forms of a name: what counts as the same term, and the plurals under which it is met.

/// Abbreviations that a common word would be taken for if their capitals were folded.
const WORDS: [&str; 40] = [
    "a", "all", "am", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "for", "go", "has", "he", "if",
    "in", "is", "it", "led", "me", "my", "no", "not", "of", "on", "or", "so", "the", "to", "up", "us", "was", "we",
    "who", "you", "let", "set",
];

/// Plurals that no rule makes, with their singulars.
const IRREGULAR: [(&str, &str); 22] = [
    ("analyses", "analysis"),
    ("axes", "axis"),
    ("bases", "base"),
    ("caches", "cache"),
    ("children", "child"),
    ("criteria", "criterion"),
    ("databases", "database"),
    ("feet", "foot"),
    ("halves", "half"),
    ("hypotheses", "hypothesis"),
    ("indices", "index"),
    ("indexes", "index"),
    ("leaves", "leaf"),
    ("matrices", "matrix"),
    ("matches", "match"),
    ("men", "man"),
    ("mice", "mouse"),
    ("people", "person"),
    ("phenomena", "phenomenon"),
    ("theses", "thesis"),
    ("vertices", "vertex"),
    ("women", "woman"),
];

/// Plurals in -ies whose singular keeps the e.
const KEEPS_E: [&str; 12] = [
    "brownies",
    "calories",
    "collies",
    "cookies",
    "genies",
    "hoodies",
    "movies",
    "pixies",
    "prairies",
    "rookies",
    "smoothies",
    "zombies",
];

/// Words that look like plurals and are none.
const SINGULAR: [&str; 26] = [
    "alias",
    "always",
    "atlas",
    "aws",
    "bias",
    "bytes",
    "canvas",
    "chaos",
    "cosmos",
    "dns",
    "does",
    "https",
    "ios",
    "kubernetes",
    "lens",
    "macos",
    "means",
    "news",
    "pandas",
    "perhaps",
    "series",
    "species",
    "this",
    "tls",
    "windows",
    "yes",
];

/// Returns the form under which names are equal: case folded, one space for hyphens, dashes, underscores and spaces inside, the
/// last word in the singular, British endings as American ones. Names that are all signs are their own keys.
#[must_use]
pub fn key(name: &str) -> String {
    let name = name.trim();
    let capitals = name.len() <= 3 && name.bytes().all(|b| b.is_ascii_uppercase());
    if capitals && WORDS.contains(&name.to_ascii_lowercase().as_str()) {
        return name.to_string();
    }
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if matches!(c, '-' | '_' | '\u{2010}'..='\u{2014}') || c.is_whitespace() {
            // Underscores around a name are part of it, those inside join words.
            if out.chars().last().is_some_and(|last| last.is_alphanumeric() || gap) {
                gap = true;
            } else {
                out.push(if c.is_whitespace() { ' ' } else { c });
            }
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        if c != '`' && c != '"' {
            out.extend(c.to_lowercase());
        }
    }
    if name.ends_with("__") {
        out.push_str("__");
    }
    let last = out.rfind(' ').map_or(0, |i| i + 1);
    if let Some(one) = one(&out[last..]) {
        out.truncate(last);
        out.push_str(&one);
    }
    american(&mut out, last);
    out
}

/// Gives the last word of a name, from a byte on, the ending of American spelling.
fn american(name: &mut String, last: usize) {
    for (british, ours) in
        [("isation", "ization"), ("yser", "yzer"), ("ise", "ize"), ("iser", "izer"), ("ising", "izing")]
    {
        if name[last..].strip_suffix(british).is_some_and(|stem| stem.len() >= 3) {
            name.truncate(name.len() - british.len());
            name.push_str(ours);
            return;
        }
    }
}

/// Returns a word in the singular; one that is none, or no English plural, stays as it is.
#[must_use]
pub fn singular(word: &str) -> String {
    one(word).unwrap_or_else(|| word.to_string())
}

/// Returns the singular of a plural, `None` for all else.
fn one(word: &str) -> Option<String> {
    let tail = word.rfind([' ', '-']).map_or(0, |i| i + 1);
    let (head, last) = word.split_at(tail);
    // English plurals are written with Latin letters; the cuts below count bytes. Those that do not end in -s are few.
    if !last.is_ascii() || !last.ends_with(['s', 'S', 'n', 'N', 'a', 'A', 't', 'T', 'e', 'E']) {
        return None;
    }
    let lower = last.to_lowercase();
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == lower) {
        let first = &last[..last.chars().next().map_or(0, char::len_utf8)];
        // The first letter keeps its case; no irregular plural changes it.
        return Some(format!("{head}{first}{}", &one[first.len()..]));
    }
    let plain = last.len() > 3 && last.bytes().all(|b| b.is_ascii_alphabetic());
    let spared = ["ss", "us", "is", "ics", "sis"].iter().any(|end| lower.ends_with(end));
    // `VPCs` is many; `HTTPS` and `AWS` are names.
    let capitals = last.strip_suffix('s').is_some_and(|stem| stem.bytes().all(|b| b.is_ascii_uppercase()));
    let many = last.ends_with('s') && last.len() >= 3 && (plain || capitals);
    if !many || spared || SINGULAR.contains(&lower.as_str()) || last.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let cut = |n: usize| &last[..last.len() - n];
    if lower.ends_with("ies") && last.len() > 4 && !KEEPS_E.contains(&lower.as_str()) {
        return Some(format!("{head}{}y", cut(3)));
    }
    let hissing = ["sses", "shes", "ches", "xes", "zzes", "uses"].iter().any(|end| lower.ends_with(end));
    // "uses" is many of "bus", "status", but one "use" or "cause" keeps its e.
    let bare = hissing && !(lower.ends_with("uses") && !lower.ends_with("tuses") && lower != "buses");
    Some(format!("{head}{}", if bare { cut(2) } else { cut(1) }))
}

/// Returns the plural of a name: its last word in the plural. Names that end in anything but a letter have none.
#[must_use]
pub fn plural(name: &str) -> Option<String> {
    let tail = name.rfind([' ', '-']).map_or(0, |i| i + 1);
    let (head, last) = name.split_at(tail);
    if last.is_empty() || !last.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let lower = last.to_lowercase();
    if let Some((many, one)) = IRREGULAR.iter().find(|(_, one)| *one == lower) {
        let first = &last[..1];
        return Some(format!("{head}{first}{}", if one.len() > 1 { &many[1..] } else { many }));
    }
    if lower.len() > 2 && last.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(format!("{name}s"));
    }
    if singular(last) != last || SINGULAR.contains(&lower.as_str()) {
        return None;
    }
    let consonant_y = lower.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| lower.ends_with(end));
    Some(if consonant_y {
        format!("{}ies", &name[..name.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| lower.ends_with(end)) {
        format!("{name}es")
    } else {
        format!("{name}s")
    })
}

/// Returns the forms under which a name is met: itself, its plural, and both with a space for each inner hyphen.
#[must_use]
pub fn plurals(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_string()];
    forms.extend(plural(name));
    let spaced: Vec<String> =
        forms.iter().filter(|form| inner_hyphen(form)).map(|form| form.replace('-', " ")).collect();
    forms.extend(spaced);
    if name.bytes().filter(|b| *b == b' ').count() == 1 {
        let hyphened: Vec<String> = forms.iter().take(2).map(|form| form.replace(' ', "-")).collect();
        forms.extend(hyphened);
    }
    forms.sort();
    forms.dedup();
    forms
}

fn inner_hyphen(name: &str) -> bool {
    let inner = name.trim_matches('-');
    inner.len() == name.len() && inner.contains('-')
}

/// Returns a name as part of an id: small letters and digits of any script, `-` for all else.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '+' => out.push_str("-plus"),
            '#' => out.push_str("-sharp"),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.trim_matches('-').to_string()
}

#[cfg(test)]
mod tests {
    use super::{key, plural, plurals, singular, slug};

    #[test]
    fn names_are_equal_under_their_keys() {
        for (left, right) in [
            ("Semaphores", "semaphore"),
            ("higher-order functions", "Higher order function"),
            ("thread_safe", "thread-safe"),
            ("Burrows–Wheeler transform", "burrows-wheeler transforms"),
            ("serialisation", "Serialization"),
            ("access control lists", "Access Control List"),
            ("VPCs", "VPC"),
            ("proxies", "proxy"),
            ("classes", "class"),
            ("indices", "index"),
        ] {
            assert_eq!(key(left), key(right), "{left} and {right}");
        }
        for (left, right) in [
            ("C", "C++"),
            ("C#", "C"),
            (".NET", "net"),
            ("@property", "property"),
            ("__init__", "init"),
            ("IT", "it"),
            ("process", "proces"),
            ("Redis", "redi"),
        ] {
            assert_ne!(key(left), key(right), "{left} and {right}");
        }
    }

    #[test]
    fn one_and_many() {
        for (many, one) in [
            ("sockets", "socket"),
            ("access control lists", "access control list"),
            ("queries", "query"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("cookies", "cookie"),
            ("vertices", "vertex"),
            ("Matrices", "Matrix"),
            ("VPCs", "VPC"),
            ("weak references", "weak reference"),
        ] {
            assert_eq!(singular(many), one);
            assert_eq!(plural(one).as_deref(), Some(many));
        }
        for word in ["class", "status", "analysis", "bytes", "AWS", "HTTPS", "statistics", "os", "C++", "类", "Haus"] {
            assert_eq!(singular(word), word);
        }
        assert_eq!(plural("C++"), None);
        assert_eq!(
            plurals("thread-safe queue"),
            [
                "thread safe queue",
                "thread safe queues",
                "thread-safe queue",
                "thread-safe queues",
                "thread-safe-queue",
                "thread-safe-queues"
            ]
        );
    }

    #[test]
    fn slugs_keep_letters_of_any_script() {
        for (name, expected) in [
            ("Global Interpreter Lock", "global-interpreter-lock"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("@property", "property"),
            ("__init__", "init"),
            ("семафор", "семафор"),
            ("信号量", "信号量"),
            ("future (asyncio)", "future-asyncio"),
        ] {
            assert_eq!(slug(name), expected);
        }
    }
}
