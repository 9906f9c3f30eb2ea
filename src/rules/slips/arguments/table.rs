//! What functions of the library take, and what a file is used for.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bytes,
    Number,
    List,
    Tuple,
    Dict,
    Set,
    File,
}

impl Kind {
    /// Returns the kind of objects of a class.
    pub(super) fn of_class(class: &str) -> Option<Kind> {
        Some(match class {
            "builtins.str" => Kind::Text,
            "builtins.bytes" => Kind::Bytes,
            "builtins.list" => Kind::List,
            "builtins.tuple" => Kind::Tuple,
            "builtins.dict" => Kind::Dict,
            "builtins.set" => Kind::Set,
            "io.TextIOWrapper" | "io.BufferedReader" => Kind::File,
            _ => return None,
        })
    }

    /// Returns how to call it in a sentence.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Bytes => "bytes",
            Kind::Number => "a number",
            Kind::List => "a list",
            Kind::Tuple => "a tuple",
            Kind::Dict => "a dictionary",
            Kind::Set => "a set",
            Kind::File => "a file",
        }
    }
}

/// An argument that must not be of some kinds.
pub(super) struct Wanted {
    /// Where it stands, from 0.
    pub at: usize,
    /// What it is called.
    pub keyword: &'static str,
    /// Whether only a call with no other argument is meant.
    pub alone: bool,
    /// What it must not be.
    pub refuses: &'static [Kind],
    /// What is wanted, as the start of a sentence.
    pub says: &'static str,
    /// What to do.
    pub hint: &'static str,
}

const fn wanted(
    at: usize,
    keyword: &'static str,
    refuses: &'static [Kind],
    says: &'static str,
    hint: &'static str,
) -> Wanted {
    Wanted { at, keyword, alone: false, refuses, says, hint }
}

const TEXT: &[Kind] = &[Kind::Text];
const FILE: &[Kind] = &[Kind::File];
const NO_FUNCTION: &[Kind] = &[Kind::List, Kind::Tuple, Kind::Text, Kind::Dict, Kind::Set];
const NO_FILE: &[Kind] = &[Kind::Text, Kind::Bytes];
const ENCODE: &str = "add `.encode()`, or write `b\"…\"`";

static HASH: [Wanted; 1] = [wanted(0, "data", TEXT, "a hash takes bytes", ENCODE)];
static NAMED_HASH: [Wanted; 1] = [wanted(1, "data", TEXT, "a hash takes bytes", ENCODE)];
static CODEC: [Wanted; 1] = [wanted(0, "s", TEXT, "this takes bytes", ENCODE)];
static HMAC: [Wanted; 2] =
    [wanted(0, "key", TEXT, "the key is bytes", ENCODE), wanted(1, "msg", TEXT, "the message is bytes", ENCODE)];
static UNPACK: [Wanted; 1] = [wanted(1, "buffer", TEXT, "`struct.unpack` takes bytes", ENCODE)];
static LOADS: [Wanted; 1] = [wanted(0, "s", FILE, "`loads` takes text or bytes", "use `load`")];
static LOAD: [Wanted; 1] =
    [wanted(0, "fp", NO_FILE, "`load` reads from an open file", "use `loads`, or open the file")];
static DUMP: [Wanted; 1] = [wanted(1, "fp", NO_FILE, "`dump` writes to an open file", "open the file first")];
static READER: [Wanted; 1] =
    [wanted(0, "csvfile", TEXT, "the reader takes lines", "open the file, or use `text.splitlines()`")];
static WRITER: [Wanted; 1] = [wanted(0, "csvfile", TEXT, "the writer takes an open file", "open the file first")];
static PATHS: [Wanted; 1] = [Wanted {
    at: 0,
    keyword: "path",
    alone: true,
    refuses: &[Kind::List, Kind::Tuple],
    says: "`os.path.join` takes each part as an argument of its own",
    hint: "write `os.path.join(*parts)`",
}];
static GATHER: [Wanted; 1] = [Wanted {
    at: 0,
    keyword: "",
    alone: true,
    refuses: &[Kind::List, Kind::Tuple, Kind::Set],
    says: "`asyncio.gather` takes each awaitable as an argument of its own",
    hint: "put a `*` before it",
}];
static RUN: [Wanted; 1] = [wanted(
    0,
    "main",
    &[Kind::List, Kind::Tuple],
    "`asyncio.run` takes one coroutine",
    "gather them in a coroutine of their own",
)];
static SLEEP: [Wanted; 1] =
    [wanted(0, "secs", TEXT, "`sleep` takes a number of seconds", "leave the quotation marks out")];
static CHOICE: [Wanted; 1] =
    [wanted(0, "seq", &[Kind::Set, Kind::Dict], "`random.choice` takes a sequence", "make a list of it")];
static SAMPLE: [Wanted; 1] =
    [wanted(0, "population", &[Kind::Set, Kind::Dict], "`random.sample` takes a sequence", "make a list of it")];
static SHUFFLE: [Wanted; 1] = [wanted(
    0,
    "x",
    &[Kind::Text, Kind::Tuple, Kind::Set, Kind::Dict],
    "`random.shuffle` changes a list in place",
    "use `random.sample(items, len(items))`",
)];
static ISINSTANCE: [Wanted; 1] =
    [wanted(1, "class_or_tuple", &[Kind::List, Kind::Set], "this takes a type or a tuple of types", "make it a tuple")];
static MAP: [Wanted; 1] = [wanted(0, "function", NO_FUNCTION, "the function comes first", "turn the arguments round")];
static DEFAULT: [Wanted; 1] = [wanted(
    0,
    "default_factory",
    &[Kind::List, Kind::Dict, Kind::Set, Kind::Number, Kind::Text],
    "`defaultdict` takes what makes the default, such as `list` or `int`",
    "give the function, not its result",
)];
static LENGTH: [Wanted; 1] =
    [wanted(0, "obj", &[Kind::Number], "`len` takes what has items", "use `len(str(…))` for digits")];
static ADDS: [Wanted; 1] = [wanted(0, "iterable", TEXT, "`sum` adds numbers", "use `\"\".join(…)`")];
static NUMBER: [Wanted; 1] = [wanted(
    0,
    "x",
    &[Kind::List, Kind::Tuple, Kind::Dict, Kind::Set],
    "this takes a text or a number",
    "convert each item",
)];
static NONE: [Wanted; 0] = [];

/// Returns what a function of this full name wants.
pub(super) fn of(name: &str) -> &'static [Wanted] {
    match name {
        "hashlib.md5" | "hashlib.sha1" | "hashlib.sha224" | "hashlib.sha256" | "hashlib.sha384" | "hashlib.sha512"
        | "hashlib.sha3_256" | "hashlib.sha3_512" | "hashlib.blake2b" | "hashlib.blake2s" => &HASH,
        "hashlib.new" => &NAMED_HASH,
        "base64.b64encode"
        | "base64.urlsafe_b64encode"
        | "base64.b32encode"
        | "base64.b16encode"
        | "base64.encodebytes"
        | "base64.standard_b64encode"
        | "zlib.compress"
        | "gzip.compress"
        | "bz2.compress"
        | "lzma.compress"
        | "zlib.crc32"
        | "binascii.hexlify"
        | "binascii.crc32" => &CODEC,
        "hmac.new" | "hmac.digest" => &HMAC,
        "struct.unpack" => &UNPACK,
        "json.loads" | "pickle.loads" | "tomllib.loads" | "marshal.loads" => &LOADS,
        "json.load" | "pickle.load" | "tomllib.load" | "marshal.load" => &LOAD,
        "json.dump" | "pickle.dump" | "marshal.dump" => &DUMP,
        "csv.reader" | "csv.DictReader" => &READER,
        "csv.writer" | "csv.DictWriter" => &WRITER,
        "os.path.join" => &PATHS,
        "asyncio.gather" => &GATHER,
        "asyncio.run" => &RUN,
        "time.sleep" | "asyncio.sleep" => &SLEEP,
        "random.choice" => &CHOICE,
        "random.sample" => &SAMPLE,
        "random.shuffle" => &SHUFFLE,
        "isinstance" | "issubclass" => &ISINSTANCE,
        "map" | "filter" | "functools.reduce" => &MAP,
        "collections.defaultdict" => &DEFAULT,
        "len" => &LENGTH,
        "sum" => &ADDS,
        "int" | "float" => &NUMBER,
        _ => &NONE,
    }
}

/// Where a body reads a file, and where it writes to it.
pub(super) struct Uses<'n> {
    pub name: &'n str,
    pub reads: Option<TextRange>,
    pub writes: Option<TextRange>,
}

impl Uses<'_> {
    fn is_file(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Name(name) if name.id.as_str() == self.name)
    }
}

impl<'a> Visitor<'a> for Uses<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            // What is opened under the same name again is another file.
            Stmt::With(with)
                if with.items.iter().any(|item| item.optional_vars.as_deref().is_some_and(|v| self.is_file(v))) => {}
            Stmt::For(each) if self.is_file(&each.iter) => {
                self.reads.get_or_insert(TextRange::new(stmt.start(), each.iter.end()));
                visitor::walk_stmt(self, stmt);
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr {
            match &*call.func {
                Expr::Attribute(attribute) if self.is_file(&attribute.value) => match attribute.attr.as_str() {
                    "read" | "readline" | "readlines" => {
                        self.reads.get_or_insert(call.func.range());
                    }
                    "write" | "writelines" => {
                        self.writes.get_or_insert(call.func.range());
                    }
                    _ => {}
                },
                Expr::Attribute(attribute) if call.arguments.args.iter().any(|given| self.is_file(given)) => {
                    match attribute.attr.as_str() {
                        "load" | "reader" | "DictReader" => {
                            self.reads.get_or_insert(call.range());
                        }
                        "dump" | "writer" | "DictWriter" => {
                            self.writes.get_or_insert(call.range());
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        visitor::walk_expr(self, expr);
    }
}
