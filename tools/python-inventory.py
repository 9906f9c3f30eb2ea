#!/usr/bin/env python3
"""Writes src/crossref/inventory/python.inv. See README.md."""

import argparse
import pathlib
import re
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
NEWEST = (3, 13)
LINE = re.compile(r"(.+?)\s+(\S+:\S+)\s+(-?\d+)\s+(\S*)\s+(.*)")
# Titles of pages that read as names in the middle of a sentence.
TITLE = re.compile(r"(The )?Python( [A-Z]\w+){2,}")
# Pages that are not about what a Python program can name, and pages that are gone.
OTHER_PAGES = ("c-api/", "distributing/", "distutils/", "extending/", "install/", "whatsnew/", "library/2to3")
# Words of the trade, which dictionaries lack.
JARGON = """
    aborted arg args argv async await backend basename bool bytecode callback charset checksum chmod cli cmd codec codecs
    coroutine csv ctime cwd dirname dump dumps endian env eof errno exec fileno filename finalizer format getter gid glob gzip
    hostname html http init int ip ipv4 ipv6 iterable iterator json len localhost lookup mkdir metadata mimetype namespace netloc
    nonce opcode param params pathname pid pipe popen posix printable proc proxy pwd quit readline regex repr rmdir runtime
    setter socket sqrt ssl stat stderr stdin stdout str strip strftime struct subclass substring symlink sync sys sysadmin
    enum ast pty sched venv iter eval tcp timestamp timezone token traceback tty tuple udp uid unicode unlink unpack uri url urls username utf8 utils uuid
    validator whitespace xml yaml zip zlib
""".split()


def version(text):
    return tuple(map(int, text.split(".")[:2])) if text else None


def removed():
    """Names that Python lost."""
    gone = set()
    for line in (ROOT / "src/python/api.tsv").read_text().splitlines():
        columns = line.split("\t") + [""] * 6
        if columns[5] and version(columns[5]) <= NEWEST:
            gone.add(columns[0].removeprefix("builtins."))
    return gone


def read(path):
    """An inventory's entries: name → role, priority, page with anchor, title."""
    data = path.read_bytes().split(b"\n", 4)
    assert data[0] == b"# Sphinx inventory version 2" and b"zlib" in data[3]
    entries = {}
    for line in zlib.decompress(data[4]).decode().splitlines():
        name, role, _, uri, title = LINE.fullmatch(line).groups()
        if uri.startswith(OTHER_PAGES):
            continue
        if role.startswith("py:"):
            entries[name] = (role, uri, "-")
        elif role == "std:doc" and TITLE.fullmatch(title):
            entries.setdefault(name, (role, uri, title))
    return entries


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inventory", type=pathlib.Path, required=True, help="objects.inv of python3.11-doc")
    parser.add_argument("--words", type=pathlib.Path, required=True, help="a list of English words, one a line")
    arguments = parser.parse_args()
    entries, gone = read(arguments.inventory), removed()
    owners = lambda name: [name] + [name[: dot.start()] for dot in re.finditer(r"\.", name)]
    entries = {name: entry for name, entry in entries.items() if not gone.intersection(owners(name))}
    for line in (ROOT / "tools/python-inventory.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        name, role, *page = line.split("\t")
        if role == "-":
            entries.pop(name, None)
            continue
        known = entries.get(name.rpartition(".")[0])
        assert page or known, f"{name}: nothing tells its page"
        page = page[0] if page else known[1].partition("#")[0]
        entries[name] = (f"py:{role}", f"{page}#module-$" if role == "module" else f"{page}#$", "-")
    words = {word.lower() for word in arguments.words.read_text().split()} | set(JARGON)
    lines = []
    for name, (role, uri, title) in sorted(entries.items()):
        last = name.rpartition(".")[2].lower()
        english = last in words or last.removesuffix("s") in words
        # Sphinx's 2 means that a search shows it last; here, that the word alone need not mean the name.
        priority = -1 if role.startswith("std:") else 2 if english else 1
        lines.append(f"{name} {role} {priority} {uri} {title}\n")
    head = "# Sphinx inventory version 2\n# Project: Python\n# Version: {}.{}\n".format(*NEWEST)
    head += "# The remainder of this file is compressed using zlib.\n"
    body = zlib.compress("".join(lines).encode(), 9)
    target = ROOT / "src/crossref/inventory/python.inv"
    target.write_bytes(head.encode() + body)
    print(f"{target.relative_to(ROOT)}: {len(lines)} names, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
