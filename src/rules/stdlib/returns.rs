//! What often-used functions of the standard library return.

use ruff_python_ast::{Expr, ExprCall};

/// Functions and methods, and the class of what they return; sorted.
#[rustfmt::skip]
const RETURNS: &[(&str, &str)] = &[
    ("asyncio.create_task", "asyncio.Task"),
    ("asyncio.get_running_loop", "asyncio.AbstractEventLoop"),
    ("asyncio.new_event_loop", "asyncio.AbstractEventLoop"),
    ("builtins.bytes.decode", "builtins.str"),
    ("builtins.bytes.hex", "builtins.str"),
    ("builtins.dict.copy", "builtins.dict"),
    ("builtins.input", "builtins.str"),
    ("builtins.len", "builtins.int"),
    ("builtins.list.copy", "builtins.list"),
    ("builtins.repr", "builtins.str"),
    ("builtins.set.copy", "builtins.set"),
    ("builtins.sorted", "builtins.list"),
    ("builtins.str.capitalize", "builtins.str"),
    ("builtins.str.encode", "builtins.bytes"),
    ("builtins.str.format", "builtins.str"),
    ("builtins.str.join", "builtins.str"),
    ("builtins.str.lower", "builtins.str"),
    ("builtins.str.lstrip", "builtins.str"),
    ("builtins.str.replace", "builtins.str"),
    ("builtins.str.rstrip", "builtins.str"),
    ("builtins.str.split", "builtins.list"),
    ("builtins.str.splitlines", "builtins.list"),
    ("builtins.str.strip", "builtins.str"),
    ("builtins.str.title", "builtins.str"),
    ("builtins.str.upper", "builtins.str"),
    ("concurrent.futures.Executor.submit", "concurrent.futures.Future"),
    ("datetime.date.today", "datetime.date"),
    ("datetime.datetime.combine", "datetime.datetime"),
    ("datetime.datetime.fromisoformat", "datetime.datetime"),
    ("datetime.datetime.fromtimestamp", "datetime.datetime"),
    ("datetime.datetime.isoformat", "builtins.str"),
    ("datetime.datetime.now", "datetime.datetime"),
    ("datetime.datetime.strftime", "builtins.str"),
    ("datetime.datetime.strptime", "datetime.datetime"),
    ("datetime.datetime.utcnow", "datetime.datetime"),
    ("inspect.signature", "inspect.Signature"),
    ("json.dumps", "builtins.str"),
    ("logging.getLogger", "logging.Logger"),
    ("multiprocessing.Pool", "multiprocessing.pool.Pool"),
    ("multiprocessing.Queue", "multiprocessing.queues.Queue"),
    ("os.getcwd", "builtins.str"),
    ("os.getenv", "builtins.str"),
    ("os.listdir", "builtins.list"),
    ("os.path.abspath", "builtins.str"),
    ("os.path.basename", "builtins.str"),
    ("os.path.dirname", "builtins.str"),
    ("os.path.join", "builtins.str"),
    ("pathlib.Path.read_bytes", "builtins.bytes"),
    ("pathlib.Path.read_text", "builtins.str"),
    ("pathlib.Path.resolve", "pathlib.Path"),
    ("random.random", "builtins.float"),
    ("re.compile", "re.Pattern"),
    ("re.findall", "builtins.list"),
    ("re.fullmatch", "re.Match"),
    ("re.match", "re.Match"),
    ("re.search", "re.Match"),
    ("re.split", "builtins.list"),
    ("re.sub", "builtins.str"),
    ("sqlite3.Connection.cursor", "sqlite3.Cursor"),
    ("sqlite3.Connection.execute", "sqlite3.Cursor"),
    ("sqlite3.connect", "sqlite3.Connection"),
    ("subprocess.run", "subprocess.CompletedProcess"),
    ("time.perf_counter", "builtins.float"),
    ("time.strftime", "builtins.str"),
    ("time.time", "builtins.float"),
    ("urllib.request.urlopen", "http.client.HTTPResponse"),
];

/// Classes whose objects are what `with` hands out.
const THEMSELVES: [&str; 12] = [
    "asyncio.TaskGroup",
    "concurrent.futures.ProcessPoolExecutor",
    "concurrent.futures.ThreadPoolExecutor",
    "http.client.HTTPResponse",
    "io.BufferedReader",
    "io.TextIOWrapper",
    "mmap.mmap",
    "multiprocessing.pool.Pool",
    "socket.socket",
    "sqlite3.Connection",
    "subprocess.Popen",
    "zipfile.ZipFile",
];

/// Returns the class of what a call of a function gives, if it is always the same.
pub(crate) fn returned(function: &str, call: &ExprCall) -> Option<&'static str> {
    if function == "builtins.open" {
        let mode = call.arguments.find_argument_value("mode", 1);
        let text =
            mode.is_none_or(|mode| matches!(mode, Expr::StringLiteral(mode) if !mode.value.to_str().contains('b')));
        return text.then_some("io.TextIOWrapper");
    }
    if function == "sqlite3.connect" && call.arguments.find_keyword("factory").is_some() {
        return None;
    }
    let at = RETURNS.binary_search_by_key(&function, |(name, _)| name).ok()?;
    Some(RETURNS[at].1)
}

/// Returns whether `with` hands out the object of this class that it is given.
pub(crate) fn enters_itself(class: &str) -> bool {
    THEMSELVES.contains(&class)
}
