//! Tests of outside links: notes, and the names in them that resolve.

use super::*;
use crate::parse::{Dialect, parse_with_prose};
use crate::text::SourceId;

/// Returns `text → object` of each name that resolves.
fn links(note: &str, inventories: &[&Inventory]) -> Vec<String> {
    let (parsed, prose) = parse_with_prose(note, SourceId(0), Dialect::default());
    let reading = Reading { text: note, source: SourceId(0), path: "a.md", note: &parsed, prose: &prose };
    let all = outside(&reading, inventories);
    all.into_iter().map(|outside| format!("{} → {}", &prose.text[outside.at], outside.object)).collect()
}

/// Checks each note; code that makes a note one about Python can stand in front of them all.
fn check(front: &str, cases: &[(&str, &[&str])]) {
    let python = Inventory::python();
    for (note, expected) in cases {
        assert_eq!(links(&format!("{front}{note}\n"), &[&python]), *expected, "{note}");
    }
}

/// Makes a note one about Python.
const PYTHON: &str = "```python\n1\n```\n\n";

#[test]
fn dotted_names_resolve() {
    check(
        PYTHON,
        &[
            ("Call os.path.join(a, b) first.", &["os.path.join(a, b) → os.path.join"]),
            (
                "`os.path.join` and `Executor.submit`",
                &["os.path.join → os.path.join", "Executor.submit → concurrent.futures.Executor.submit"],
            ),
            (
                "`concurrent.futures.processpoolexecutor()`",
                &["concurrent.futures.processpoolexecutor() → concurrent.futures.ProcessPoolExecutor"],
            ),
            ("`builtins.len`, `dict.items()`", &["builtins.len → len", "dict.items() → dict.items"]),
            ("`os.nothing`, `foo.bar.baz`, `x.Y`, e.g. this, i.e. that, `numpy.array`", &[]),
            ("`logging.conf`, logging.ini, queue.py, `__init__.py`, docs.python.org, setuptools.pypa.io", &[]),
            ("See https://docs.python.org/3/library/os.path.html#os.path.join now.", &[]),
            ("[`os.getcwd`](https://example.org) and [os.getcwd()](x.md)", &[]),
            ("# os.getcwd\n\n    os.getcwd()\n", &[]),
            ("`os.spawn*`, os.spawn*, me@os.path, /usr/lib/os.path", &[]),
        ],
    );
}

#[test]
fn imports_tell_what_names_stand_for() {
    check(
        "```python\nimport multiprocessing as mp\nimport numpy as np\nfrom os import getcwd as here\nfrom torch import Event\n\
         from collections import deque\nq = deque()\nlog = logger()\n```\n\n",
        &[
            ("`mp.Pool.map()`", &["mp.Pool.map() → multiprocessing.pool.Pool.map"]),
            ("`here()` and `np.random.seed`, an Event", &["here() → os.getcwd"]),
            ("`q.popleft()` but not `log.info()`", &["q.popleft() → collections.deque.popleft"]),
            ("popleft() takes from the left", &["popleft() → collections.deque.popleft"]),
        ],
    );
}

#[test]
fn sections_tell_homonyms_apart() {
    check(
        PYTHON,
        &[
            ("## shelve\n\nCall close() at the end.", &["close() → shelve.Shelf.close"]),
            ("## Sockets\n\n`bind` it, and `type` is no method.", &["bind → socket.socket.bind"]),
            (
                "## `socket`\n\nFirst `bind`, then `listen`.",
                &["bind → socket.socket.bind", "listen → socket.socket.listen"],
            ),
            ("## Memoryviews\n\nFreed by release()", &["release() → memoryview.release"]),
            (
                "## threading\n\nA lock has acquire() and release().",
                &["acquire() → threading.Lock.acquire", "release() → threading.Lock.release"],
            ),
            ("Both acquire() and release() exist.", &[]),
            ("## asyncio\n\nA Future is awaited.", &["Future → asyncio.Future"]),
            ("## concurrent.futures\n\nFuture instances", &["Future → concurrent.futures.Future"]),
            ("A Future is awaited.", &[]),
            ("## Queues\n\n```python\nimport queue\n```\n\n`put()` blocks.", &["put() → queue.Queue.put"]),
            ("## Queues\n\n`put()` blocks.", &[]),
            ("## gzip\n\nopen() it", &[]),
            ("## Iterators\n\nAn iterator has `__next__`.", &["__next__ → iterator.__next__"]),
            ("Define `__enter__(self)`", &["__enter__(self) → object.__enter__"]),
            (
                "the `socket.close()` method of socket.close()",
                &["socket.close() → socket.socket.close", "socket.close() → socket.close"],
            ),
        ],
    );
}

#[test]
fn plain_words_are_names_only_where_nothing_else_is_meant() {
    check(
        PYTHON,
        &[
            ("Use difflib or the re module, not a subprocess.", &["difflib → difflib", "re → re"]),
            ("The secrets module, but no secrets; some test module, our string library.", &["secrets → secrets"]),
            ("The standard library 'array' package", &["array → array"]),
            (
                "A bytes object and a bytearray, or frozensets; a list of types.",
                &["bytes → bytes", "bytearray → bytearray", "frozensets → frozenset"],
            ),
            (
                "Raise KeyError or the Exception class; an exception, Warning signs.",
                &["KeyError → KeyError", "Exception → Exception"],
            ),
            ("Signals, threads and queues are all select operators of the time.", &[]),
            ("## shutil\n\nremoves: rmtree, move", &["rmtree → shutil.rmtree", "move → shutil.move"]),
            ("## shutil\n\nTo move and copy files, which is common.", &[]),
            ("## shelve\n\nshelve keeps objects; people shelve them.", &["shelve → shelve"]),
            ("The Python Development Mode helps.", &["Python Development Mode → library/devmode"]),
            ("Plural open(s), print(s) or item(s)", &[]),
            ("multi-threading, try/finally, café os, $PATH", &[]),
        ],
    );
}

#[test]
fn ticks_hold_other_things_as_well() {
    check(
        PYTHON,
        &[
            ("`pickle`, `int`, `print(x, file=f)`", &["pickle → pickle", "int → int", "print(x, file=f) → print"]),
            ("The `type` argument, the column `id`, its `hash`", &[]),
            ("The first argument is `str`, and so on", &[]),
            ("- `list`: what to show\n- `email` - where to", &[]),
            ("| a | b |\n|---|---|\n| `bytes` | the `int` class |", &["int → int"]),
            ("`def __init__(self)`, `import os`, `x = len(y)`, `None`", &[]),
            (
                "`@property` and @singledispatchmethod, @somebody",
                &["@property → property", "@singledispatchmethod → functools.singledispatchmethod"],
            ),
            ("The builtin `open`, or `open` it", &["open → open"]),
            ("Django's `Field()` of dataclasses", &["dataclasses → dataclasses"]),
        ],
    );
}

#[test]
fn what_the_note_defines_is_its_own() {
    check(
        "```python\ndef breakpoint(textwrap): pass\nclass ChainMap: pass\nargparse = 1\n```\n\n",
        &[
            ("breakpoint() and ChainMap, `argparse`, `textwrap`", &[]),
            ("## Other\n\nbreakpoint() and ChainMap, `argparse`", &["argparse → argparse"]),
        ],
    );
}

#[test]
fn other_languages_are_left_alone() {
    let body = "`os.path.join`, `time.sleep`, KeyError, difflib, print(), `list`, a Future object, the re module.";
    check(
        "",
        &[
            (body, &["os.path.join → os.path.join"]),
            (&format!("```rust\nlet x = 1;\n```\n\n{body}"), &[]),
            (
                &format!("Like Python.\n\n# A\n\n```rust\nlet x = 1;\n```\n\n# B\n\n{body}"),
                &["os.path.join → os.path.join"],
            ),
            ("Use `functools.cache` here; functools.cache", &["functools.cache → functools.cache"]),
        ],
    );
    check(PYTHON, &[("## C\n\n```c\nint x;\n```\n\n`int`, print(), KeyError", &[])]);
}

#[test]
fn inventories_of_others_are_read_first_come_first() {
    let lines = "# Sphinx inventory version 2\n# Project: np\n# Version: 1\n# plain\n\
                 numpy py:module 0 index.html#module-$ -\nnumpy.array py:function 1 a.html#$ -\n\
                 numpy.ndarray py:class 1 b.html#$ -\nnumpy.ndarray.sum py:method 1 c.html#$ -\n";
    let numpy = Inventory::read(lines.as_bytes(), "https://numpy.org/doc").expect("it is an inventory");
    let python = Inventory::python();
    let note = "```python\nimport numpy as np\n```\n\n`np.array`, array, an `ndarray.sum()`, `np.nothing`, KeyError";
    assert_eq!(
        links(note, &[&python, &numpy]),
        ["np.array → numpy.array", "ndarray.sum() → numpy.ndarray.sum", "KeyError → KeyError",]
    );
    assert!(links(note, &[]).is_empty());
}
