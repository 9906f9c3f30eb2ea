//! Words that are no names of the standard library although they look like them.

/// Modules whose names people also give to variables, or use as words.
#[rustfmt::skip]
pub(super) const WORDS: [&str; 38] = [
    "array", "calendar", "cmd", "code", "copy", "email", "enum", "html", "http", "imp", "io", "json", "locale", "logging",
    "numbers", "operator", "parser", "platform", "profile", "queue", "random", "resource", "sched", "secrets", "select",
    "signal", "site", "socket", "string", "symbol", "test", "this", "time", "token", "trace", "types", "user", "wave",
];

/// Endings of files and of addresses.
#[rustfmt::skip]
pub(super) const ENDINGS: [&str; 52] = [
    "bat", "bin", "bz2", "c", "cfg", "com", "conf", "cpp", "css", "csv", "dat", "db", "dev", "dll", "doc", "exe", "gz", "h",
    "htm", "html", "ini", "io", "ipynb", "jpg", "js", "json", "log", "md", "net", "org", "pdf", "pickle", "pkl", "png", "ps",
    "py", "pyc", "pyi", "rst", "sh", "so", "sql", "sqlite", "svg", "tar", "toml", "tsv", "txt", "xml", "yaml", "yml", "zip",
];

/// Words that look like a class of the standard library and are words.
pub(super) const PLAIN: [&str; 10] = [
    "bytestring",
    "contextvar",
    "httpserver",
    "namedtuple",
    "readonly",
    "testcase",
    "testsuite",
    "textfile",
    "typealias",
    "typeddict",
];
