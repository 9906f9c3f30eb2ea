//! Tests of inventories: the file format, and what the one for Python says.

use super::*;

/// An inventory whose lines are not packed.
fn plain(lines: &str) -> Vec<u8> {
    let head = "# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# The remainder of this file is plain.\n";
    format!("{head}{lines}").into_bytes()
}

fn url(inventory: &Inventory, name: &str) -> String {
    inventory.get(name).map_or_else(|| "-".to_string(), |entry| inventory.url(entry))
}

#[test]
fn python_is_documented() {
    let python = Inventory::python();
    let cases = [
        ("itertools.batched", "library/itertools.html#itertools.batched"),
        ("object.__buffer__", "reference/datamodel.html#object.__buffer__"),
        ("frozenset.isdisjoint", "library/stdtypes.html#frozenset.isdisjoint"),
        ("typing.Union", "library/typing.html#typing.Union"),
        ("shelve", "library/shelve.html#module-shelve"),
        ("asyncio.QueueShutDown", "library/asyncio-queue.html#asyncio.QueueShutDown"),
        ("os.path.join", "library/os.path.html#os.path.join"),
    ];
    for (name, page) in cases {
        assert_eq!(url(&python, name), format!("https://docs.python.org/3/{page}"));
    }
    for gone in ["distutils", "imp", "asyncore.loop", "unittest.makeSuite", "METH_O", "os.path.Join"] {
        assert_eq!(url(&python, gone), "-", "{gone}");
    }
    assert!(python.get("shutil.rmtree").is_some_and(|entry| entry.telling && entry.kind == Kind::Function));
    assert!(python.get("shutil.move").is_some_and(|entry| !entry.telling));
    assert!(python.is_module("os.path") && !python.is_module("os.getcwd"));
    let (page, length) = python.titled("Python Development Mode, which").expect("the page has such a title");
    assert_eq!((python.url(page).as_str(), length), ("https://docs.python.org/3/library/devmode.html", 23));
    assert!(python.titled("Python Development Models").is_none());
}

#[test]
fn pythons_inventory_is_small() {
    assert!(PYTHON.len() < 200_000, "{}", PYTHON.len());
}

#[test]
fn lines_are_read_as_sphinx_writes_them() {
    let lines = "a.b py:function 1 p/a.html#$ -\na b c std:term -1 glossary.html#term-a -\nx:y std:label 1 l.html T\n\
                 broken\nq.html py:class\na.B py:exception 1 p/a.html#a.B A title: it has a colon\nnothing py:data 1  -\n";
    let inventory = Inventory::read(&plain(lines), "https://example.org/doc").expect("it is an inventory");
    assert_eq!(inventory.len(), 3);
    assert_eq!(url(&inventory, "a.b"), "https://example.org/doc/p/a.html#a.b");
    assert_eq!(url(&inventory, "a.B"), "https://example.org/doc/p/a.html#a.B");
    assert_eq!(inventory.ending("b").map(|entry| &*entry.name).collect::<Vec<_>>(), ["a.B", "a.b"]);
    assert_eq!(inventory.owners("a").collect::<Vec<_>>(), ["a"]);
    assert!(inventory.get("a b c").is_none() && inventory.term("a b c").is_some());
}

#[test]
fn what_is_no_inventory_is_told() {
    let read = |bytes: &[u8]| Inventory::read(bytes, "").err();
    let packed = write("x", "1", &[("a", "b.html#a", "a")]);
    assert_eq!(read(b""), Some(Malformed::NoInventory));
    assert_eq!(read(b"<!DOCTYPE html>\n"), Some(Malformed::NoInventory));
    assert_eq!(read(b"# Sphinx inventory version 1\n# Project: x\n# Version: 1\na mod b\n"), Some(Malformed::Version));
    assert_eq!(read(b"# Sphinx inventory version 2\n"), Some(Malformed::Packed));
    assert_eq!(read(&packed[..packed.len() - 3]), Some(Malformed::Packed));
    assert_eq!(read(&packed), None);
}

#[test]
fn what_is_written_is_read_back() {
    let entries = [
        ("garbage collection", "glossary.html#term-garbage-collection", "garbage collection"),
        ("C++ (the language)", "glossary.html#term-c", "C++"),
        ("naïve: plain 1 word", "glossary.html#term-naive", "naïve"),
    ];
    let inventory =
        Inventory::read(&write("My\nnotes", "1.0", &entries), "https://x.org/").expect("it was just written");
    for (name, uri, _) in entries {
        let term = inventory.term(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(inventory.url(term), format!("https://x.org/{uri}"));
    }
    assert_eq!(inventory.len(), 3);
}
