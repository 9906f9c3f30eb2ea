//! Lines that are not Python: shell commands, other languages, data, logs, outputs.

/// Commands that people type at a prompt. They count where a word, an option or a path follows.
const COMMANDS: [&str; 64] = [
    "sudo",
    "pip",
    "pip3",
    "pipx",
    "uv",
    "poetry",
    "conda",
    "mamba",
    "python",
    "python2",
    "python3",
    "py",
    "pytest",
    "tox",
    "cd",
    "git",
    "ls",
    "mkdir",
    "rm",
    "cp",
    "mv",
    "cat",
    "echo",
    "export",
    "curl",
    "wget",
    "apt",
    "apt-get",
    "brew",
    "npm",
    "npx",
    "docker",
    "source",
    "chmod",
    "grep",
    "touch",
    "jupyter",
    "pyenv",
    "virtualenv",
    "pylint",
    "flake8",
    "black",
    "ruff",
    "mypy",
    "bandit",
    "pycodestyle",
    "isort",
    "twine",
    "nox",
    "uvicorn",
    "gunicorn",
    "streamlit",
    "celery",
    "django-admin",
    "ipython",
    "nvidia-smi",
    "ssh",
    "scp",
    "kubectl",
    "pdm",
    "hatch",
    "pipenv",
    "pip-compile",
    "unzip",
];

/// How lines of other languages begin.
const STARTS: [&str; 62] = [
    "#include",
    "#define",
    "#!/",
    "function ",
    "function(",
    "public ",
    "private ",
    "protected ",
    "static ",
    "const ",
    "let ",
    "void ",
    "local ",
    "package ",
    "fn ",
    "impl ",
    "pub ",
    "use ",
    "func ",
    "struct ",
    "enum ",
    "namespace ",
    "using ",
    "template",
    "var ",
    "SELECT ",
    "INSERT INTO",
    "UPDATE ",
    "DELETE FROM",
    "CREATE TABLE",
    "DROP TABLE",
    "FROM ",
    "RUN ",
    "COPY ",
    "CMD ",
    "WORKDIR ",
    "<?",
    "<!",
    "</",
    "<html",
    "<div",
    "<p>",
    "<body",
    "<script",
    "console.",
    "document.",
    "window.",
    "System.",
    "fmt.",
    "std::",
    "library(",
    "puts ",
    "require ",
    "GET ",
    "POST ",
    "HTTP/",
    "usage:",
    "Usage:",
    "Traceback (most",
    "File \"",
    "//",
    "/*",
];

/// Lines that end a block in languages that have a word for it.
const ENDS: [&str; 7] = ["end", "fi", "done", "esac", "};", "});", "})"];

/// Returns how much a line speaks against Python, if it is one of another language. Its strings are empty.
pub(super) fn foreign(line: &str) -> Option<i32> {
    if is_shell(line) || line.starts_with("$ ") || sigil(line) {
        return Some(4);
    }
    let first = line.as_bytes().first();
    let begins = |start: &&str| start.as_bytes().first() == first && line.starts_with(start);
    if STARTS.iter().any(|start| begins(start) && !assigned_to(line, start)) {
        return Some(5);
    }
    if ENDS.contains(&line) {
        return Some(3);
    }
    if is_log(line) || is_section(line) || is_requirement(line) {
        return Some(4);
    }
    // `f(x);  // …`, `new Date()`.
    if line.contains("//") && (line.contains(";  //") || line.contains("; //"))
        || line.contains("new ") && (line.contains("(new ") || line.contains("= new "))
    {
        return Some(4);
    }
    let braces = line.ends_with(") {") || line.ends_with("){") || line.ends_with("=> {") || line.starts_with("} ");
    let opened = line.ends_with(" {") && !line.contains('=') && !line.contains('(');
    if braces || opened || line.contains(" <- ") || line.ends_with(" then") || line.ends_with(" do") {
        return Some(4);
    }
    let drawn = !line.is_ascii() && (line.contains("├──") || line.contains("└──"));
    if line.ends_with(';') || drawn || line.contains(" object at 0x") {
        return Some(3);
    }
    if line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") || is_pair(line) {
        return Some(2);
    }
    None
}

/// Returns whether a line is a command for a shell.
pub(super) fn is_shell(line: &str) -> bool {
    if is_prompted(line) {
        return true;
    }
    let Some((word, rest)) = line.split_once(' ') else {
        return line.starts_with("./") && line.len() > 2;
    };
    let rest = rest.trim_start();
    if is_user(word) || matches!(word, "bash" | "shell" | "sh") && rest.starts_with(['%', '$']) {
        return true;
    }
    let argument =
        rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '~' | '"' | '\'' | '$' | '_'));
    // `py in names` and `cat if dog else bird` are Python.
    let joined = ["in ", "is ", "if ", "and ", "or ", "not ", "for "].iter().any(|joiner| rest.starts_with(joiner));
    (COMMANDS.contains(&word) || word.starts_with("./")) && argument && !joined && !rest.starts_with("- ")
}

/// Returns whether a line begins with a prompt that names an environment or a folder: `(venv) $ ls`, `C:\\> dir`.
fn is_prompted(line: &str) -> bool {
    let behind =
        |rest: Option<&str>| rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'));
    let named = line.strip_prefix('(').and_then(|rest| rest.split_once(") ")).is_some_and(|(name, rest)| {
        let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        plain && (behind(rest.strip_prefix("$ ")) || is_user(rest.split(' ').next().unwrap_or_default()))
    });
    let rest = line.strip_prefix("PS ").unwrap_or(line);
    let drive = rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest[1..].starts_with(":\\");
    named || drive && behind(rest.split_once('>').map(|(_, rest)| rest.trim_start()))
}

/// `ann@home:~$`
fn is_user(word: &str) -> bool {
    word.contains('@') && !word.starts_with('@') && word.ends_with(['$', '#'])
}

/// Returns whether a line begins as an exception does when it is printed: `KeyError: 'x'`.
pub(super) fn is_exception(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    let known = ["Error", "Exception", "Warning", "KeyboardInterrupt", "SystemExit", "StopIteration", "ExceptionGroup"];
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    plain && known.iter().any(|end| name.ends_with(end)) && line[name.len()..].starts_with(": ")
}

/// `$name = …`, `@{`, `%name`, as in PHP, PowerShell and Perl.
fn sigil(line: &str) -> bool {
    line.strip_prefix('$').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '(' || c == '{'))
}

/// A word that other languages begin with is a name like any other in Python.
fn assigned_to(line: &str, start: &str) -> bool {
    let rest = line[start.len()..].trim_start();
    start.ends_with(' ') && rest.starts_with(['=', '+', '-', '*', '/', '<', '>', '!', ',', ')', '.', ':'])
        || start.ends_with(' ') && ["in ", "is ", "if "].iter().any(|word| rest.starts_with(word))
}

fn is_log(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = |at: std::ops::Range<usize>| bytes.get(at).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let date = digits(0..4) && matches!(bytes.get(4), Some(b'-' | b'/')) && digits(5..7);
    let clock = digits(0..2) && bytes.get(2) == Some(&b':') && digits(3..5);
    let word = line.trim_start_matches('[');
    let level = ["INFO", "DEBUG", "WARNING", "ERROR", "CRITICAL", "WARN"].iter().any(|level| {
        word.strip_prefix(level).is_some_and(|rest| rest.starts_with([':', ']', ' ']) && !rest.starts_with(" ="))
    });
    date || clock || level || is_exception(line)
}

/// `[section]` of an INI or TOML file.
fn is_section(line: &str) -> bool {
    let inner = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|name| {
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']' | '"' | ' '));
        name.starts_with(|c: char| c.is_alphabetic() || c == '[' || c == '"') && plain && !name.contains(" for ")
    })
}

/// `numpy==1.26`, a line of a requirements file.
fn is_requirement(line: &str) -> bool {
    let Some(at) = line.find(['=', '>', '<', '~']) else { return false };
    let plain = line[..at].chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'));
    let rest = &line[at..];
    let pinned = ["==", ">=", "~=", "<="]
        .iter()
        .any(|op| rest.strip_prefix(op).is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit())));
    at > 0 && plain && pinned
}

/// `key: value` of YAML and of reports; an annotation looks the same when its value is a type.
fn is_pair(line: &str) -> bool {
    let Some((key, value)) = line.split_once(": ") else { return false };
    let plain = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'));
    let keyword = key.split(' ').next().is_some_and(|word| {
        ["else", "try", "finally", "if", "elif", "while", "for", "with", "except", "case", "match", "class", "lambda"]
            .contains(&word)
    });
    let value = value.trim();
    let end = value.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(value.len());
    let small = ["int", "str", "float", "bool", "bytes", "list", "dict", "set", "tuple", "object", "type", "None"];
    let name = &value[..end];
    let typed = small.contains(&name) || name.starts_with(|c: char| c.is_uppercase()) && value[end..].starts_with('[');
    let assigned = value.contains(" = ");
    !key.is_empty() && plain && !keyword && !typed && !assigned
}
