#!/usr/bin/env python3
"""Write the table of names of Python's standard library (src/python/api.tsv).

Usage: tools/python-api.py --python ~/.pyenv/versions/*/bin/python

All nine Pythons take about ten minutes on two cores; with --cache FILE only
the first run does. Every given Python is asked for its own modules, and every module is imported
in a process of its own (warnings off, stdin closed, with a timeout), so a
module that crashes or hangs costs only itself. The answers of all versions are
laid side by side: the first version that has a name is where it was added, the
first that lacks it again is where it was removed. A Python 2.7 among them
tells which names went away with Python 3.

What no interpreter on this machine can tell (deprecations, replacements, names
of other systems, Python 3.14) stands in tools/python-api-more.tsv and is laid
over the rest. tools/README.md says what the columns mean.

Needs Python 3.11 and nothing but its standard library.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = "name kind flags added deprecated removed replacement arity keywords bases".split()

# ---------------------------------------------------------------------------------------------------------------------
# What runs inside each Python. It must work on 2.7 as on 3.13.

INNER = r'''
import ast, inspect, json, os, pkgutil, sys, types, warnings
warnings.simplefilter("ignore")
OLD = sys.version_info[0] == 2
TEXT = basestring if OLD else str

SKIP = set("test tests idle_test idlelib turtledemo antigravity this __main__ __phello__ __hello__ site_packages _bundled "
           "pydoc_data fixes pgen2 bsddb".split())

def listing():
    """Returns the dotted names of all modules of this Python."""
    lib = os.path.dirname(os.__file__)
    found = set(sys.builtin_module_names) | set(getattr(sys, "stdlib_module_names", ()))
    def walk(paths, prefix):
        for _, name, is_package in pkgutil.iter_modules(paths):
            if name in SKIP or name.startswith("test_") or "-" in name or (prefix and name.startswith("_")):
                continue
            found.add(prefix + name)
            if is_package:
                walk([os.path.join(path, name) for path in paths], prefix + name + ".")
    walk([lib, os.path.join(lib, "lib-dynload")] + ([os.path.join(lib, "plat-linux2"), os.path.join(lib, "lib-tk")] if OLD else []), "")
    found.add("os.path")
    return sorted(name for name in found if name.split(".")[0] not in SKIP and "__main__" not in name)

def ident(cls):
    return "%s.%s" % (cls.__module__, getattr(cls, "__qualname__", cls.__name__))

def is_class(value):
    return inspect.isclass(value) and not (hasattr(types, "GenericAlias") and isinstance(value, types.GenericAlias))

CACHE = {}
def shape(value, first):
    """Returns [min, max, keywords, any keyword] of a call, max -1 for "any number"; `first` drops the receiver."""
    key = (id(value), first)
    if key not in CACHE:
        CACHE[key] = (value, shape_of(value, first))
    return CACHE[key][1]

def shape_of(value, first):
    if OLD:
        return None
    try:
        parameters = list(inspect.signature(value).parameters.values())
    except Exception:
        return None
    if first:
        if parameters and parameters[0].kind in (0, 1):
            parameters = parameters[1:]
        elif not (parameters and parameters[0].kind == 2):
            return None
    low = high = 0
    keywords, anything = [], False
    for parameter in parameters:
        if parameter.kind in (0, 1):
            if parameter.default is parameter.empty:
                low += 1
            high = high + 1 if high >= 0 else -1
        elif parameter.kind == 2:
            high = -1
        elif parameter.kind == 4:
            anything = True
        if parameter.kind in (1, 3) and not parameter.name.startswith("_"):
            keywords.append(parameter.name)
    return [low, high, keywords, anything]

SOURCES = {}
def instance_attributes(cls):
    """Returns the public names that the methods of a class set on their first argument, read from its source."""
    module = sys.modules.get(cls.__module__)
    path = getattr(module, "__file__", None) or ""
    if path.endswith((".pyc", ".pyo")):
        path = path[:-1]
    if path not in SOURCES:
        SOURCES[path] = table = {}
        if path.endswith(".py"):
            try:
                with open(path, "rb") as file:
                    tree = ast.parse(file.read())
            except Exception:
                tree = None
            if tree is not None:
                gather(tree, "", table)
    return SOURCES[path].get(getattr(cls, "__qualname__", cls.__name__), ())

def gather(node, prefix, table):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            found = table.setdefault(prefix + child.name, set())
            for method in ast.walk(child):
                if not isinstance(method, (ast.FunctionDef, getattr(ast, "AsyncFunctionDef", ast.FunctionDef))) or not method.args.args:
                    continue
                receiver = getattr(method.args.args[0], "arg", None) or getattr(method.args.args[0], "id", None)
                for part in ast.walk(method):
                    if (isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store) and isinstance(part.value, ast.Name)
                            and part.value.id == receiver and not part.attr.startswith("_")):
                        found.add(part.attr)
            gather(child, prefix + child.name + ".", table)
        elif isinstance(child, (ast.If, ast.Try if not OLD else ast.TryExcept)):
            gather(child, prefix, table)

def attributes(cls):
    """Returns {attribute: [the class that has it, flags, shape]}, without those of `object`."""
    found = {}
    mro = inspect.getmro(cls)
    for owner in mro:
        if owner is object and cls is not object:
            continue
        names = dict.fromkeys(instance_attributes(owner), "i")
        for field in getattr(owner, "_fields", None) or () if "_fields" in vars(owner) else ():
            if isinstance(field, TEXT):
                names[field] = "i"
        noted = vars(owner).get("__annotations__")
        if isinstance(noted, dict):
            names.update(dict.fromkeys(noted, "i"))
        names.update(dict.fromkeys(vars(owner), ""))
        for name, flag in names.items():
            if name in found or not isinstance(name, TEXT) or (name.startswith("_") and not documented(cls, name)):
                continue
            raw = vars(owner).get(name)
            if flag == "i":
                found[name] = [ident(owner), "i", None]
                continue
            try:
                value = getattr(cls, name)
            except Exception:
                found[name] = [ident(owner), "p", None]
                continue
            kind = type(raw).__name__
            flags, sig = "", None
            if kind == "staticmethod" or isinstance(raw, types.BuiltinFunctionType):
                flags, sig = "t", shape(value, False)
            elif kind in ("classmethod", "classmethod_descriptor"):
                flags, sig = "k", shape(value, False)
            elif is_class(raw):
                sig = shape(raw, False)
            elif inspect.isfunction(raw) or kind in ("method_descriptor", "wrapper_descriptor", "instancemethod"):
                sig = shape(value, not OLD)
            elif not callable(value) or kind in ("property", "getset_descriptor", "member_descriptor", "DynamicClassAttribute", "cached_property"):
                flags = "p"
            if hasattr(inspect, "iscoroutinefunction") and inspect.iscoroutinefunction(value):
                flags += "y"
            found[name] = [ident(owner), flags, sig]
    return found

PROTOCOL = set("""len getitem setitem delitem contains iter next reversed missing enter exit aenter aexit aiter anext await call
    add sub mul truediv floordiv mod divmod pow matmul lshift rshift and or xor radd rmul ror rand iadd isub imul ior iand ixor
    neg pos abs invert bool int float complex index round trunc floor ceil format bytes fspath class_getitem get set delete set_name
    init_subclass buffer copy deepcopy length_hint sizeof prepare instancecheck subclasscheck subclasses name qualname
    code defaults kwdefaults closure annotations globals wrapped func self module doc dict bases mro type_params
    cause context traceback suppress_context notes getattr getattribute setattr delattr dir""".split())

def documented(cls, name):
    if name in ("_asdict", "_replace", "_make", "_fields", "_field_defaults", "_missing_", "_generate_next_value_", "_ignore_", "_attributes"):
        return True
    return name.startswith("__") and name[2:-2] in PROTOCOL and (cls is object or cls is type or name not in ("__doc__", "__module__", "__dict__",
        "__annotations__", "__getattribute__", "__setattr__", "__delattr__", "__getattr__", "__name__", "__qualname__", "__init_subclass__",
        "__dir__", "__sizeof__", "__bases__", "__mro__", "__subclasses__", "__type_params__"))

def class_record(cls):
    record = {"id": ident(cls), "attrs": attributes(cls), "mro": [ident(base) for base in inspect.getmro(cls)],
              "tree": dict((ident(base), [ident(parent) for parent in base.__bases__]) for base in inspect.getmro(cls))}
    if any("__getattr__" in vars(base) or ("__getattribute__" in vars(base) and inspect.isfunction(vars(base)["__getattribute__"]))
           for base in inspect.getmro(cls)):
        record["dynamic"] = True
    return record

def module_record(name):
    __import__(name)
    module = sys.modules[name]
    listed = getattr(module, "__all__", None)
    listed = None if listed is None else set(listed)
    names = [each for each in set(dir(module)) | (listed or set()) if isinstance(each, TEXT)]
    members = {}
    for each in names:
        public = each in listed if listed is not None else not each.startswith("_")
        if each.startswith("_") and not public and not (name == "sys" and each in ("_getframe", "__stdout__", "__stderr__", "__stdin__",
                "__excepthook__", "__displayhook__", "_current_frames")) and not (name == "builtins" and each in ("__import__", "__debug__", "__build_class__")):
            continue
        try:
            value = getattr(module, each)
        except Exception:
            continue
        if inspect.ismodule(value):
            if value.__name__ != name + "." + each and not (name == "os" and each == "path"):
                members[each] = {"kind": "v", "public": False, "module": True}
            continue
        home = getattr(value, "__module__", None) if is_class(value) or inspect.isroutine(value) else name
        if listed is None and isinstance(home, TEXT) and home not in (name, "builtins", "__builtin__") and not home.startswith("_"):
            public = public and home.startswith(name + ".")
        if listed is None and home in ("builtins", "__builtin__") and name not in ("builtins", "__builtin__", "types", "socket", "select", "os", "resource"):
            public = False
        if listed is None and isinstance(value, type(__import__("__future__").division)) and name != "__future__":
            public = False
        item = members[each] = {"public": bool(public)}
        if is_class(value):
            item["kind"] = "c"
            item["class"] = class_record(value)
            meta = type(value)
            if meta is type or "__call__" not in vars(meta):
                item["sig"] = shape(value, False)
        elif inspect.isroutine(value) or hasattr(value, "__wrapped__") or (name == "builtins" and callable(value)):
            item["kind"] = "f"
            item["sig"] = shape(value, False)
            item["async"] = bool(not OLD and inspect.iscoroutinefunction(value))
        else:
            item["kind"] = "v"
    return {"members": members, "getattr": "__getattr__" in vars(module), "path": hasattr(module, "__path__"),
            "real": module.__name__}

if sys.argv[1] == "--list":
    answer = listing()
else:
    answer = module_record(sys.argv[1])
with open(sys.argv[2], "w") as out:
    json.dump(answer, out)
'''

# ---------------------------------------------------------------------------------------------------------------------
# Judgements that the outer script makes.

# Their module-level __getattr__ only serves old names and lazy imports, all of which stand in `dir`, `__all__` or the hand-kept file.
CLOSED_IN_SPITE_OF_GETATTR = {
    "ast", "calendar", "collections", "concurrent.futures", "importlib.abc", "importlib.resources", "typing",
    "sqlite3", "sqlite3.dbapi2", "types", "unittest", "urllib.parse", "zoneinfo",
}
# Headers of the system turned into modules, which Python 2 had.
NOT_PYTHON = {"IN", "CDROM", "DLFCN", "TYPES", "STROPTS"}
# What these hold depends on the machine, the script that runs, or what the program puts there. All classes of ctypes are like this, too.
DYNAMIC = {
    "__main__", "sitecustomize", "usercustomize", "sysconfig._sysconfigdata", "errno", "six.moves", "argparse.Namespace", "types.SimpleNamespace", "threading.local",
    "_thread._local", "optparse.Values", "types.ModuleType", "types.FunctionType", "types.LambdaType", "ctypes.Structure", "ctypes.Union",
    "ctypes.CDLL", "ctypes.LibraryLoader", "ctypes.BigEndianStructure", "ctypes.LittleEndianStructure", "unittest.mock.NonCallableMock",
    "unittest.mock.Mock", "unittest.mock.call", "unittest.mock.sentinel", "xml.dom.minidom.Node", "weakref.ProxyType", "functools.partial",
    "types.GenericAlias", "typing.Generic", "typing.Protocol", "typing.Any", "email.policy.Policy", "tkinter.Tk", "builtins.super",
    "types.DynamicClassAttribute", "builtins.type", "types.MethodType", "weakref.CallableProxyType", "enum.EnumMeta", "enum.EnumType",
}
# Modules with nothing to look up in them: only the module's name is listed.
NAME_ONLY = ("encodings.", "lib2to3.", "distutils.command.", "ctypes.macholib.", "pydoc_data", "wsgiref.types", "lib-tk", "multiprocessing.dummy.",
             "multiprocessing.popen_", "xml.etree.c", "email.mime.", "json.tests", "hotshot", "compiler.", "asyncio.windows_")
NOT_NAME_ONLY = {"encodings.aliases", "encodings.idna", "email.mime.base", "email.mime.text", "email.mime.multipart", "email.mime.application",
                 "email.mime.image", "email.mime.audio", "email.mime.message", "email.mime.nonmultipart"}


def version_of(python):
    """Returns (major, minor) of an interpreter."""
    text = subprocess.run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True, check=True)
    major, minor = text.stdout.strip().split(".")
    return int(major), int(minor)


def ask(python, question, timeout=30):
    """Runs INNER in an interpreter and returns its answer, or None when it failed."""
    with tempfile.TemporaryDirectory() as folder:
        answer = os.path.join(folder, "answer.json")
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0",
                       "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            subprocess.run([python, "-s", "-c", INNER, question, answer], cwd=folder, env=environment, timeout=timeout, check=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with open(answer, encoding="utf-8") as file:
                return json.load(file)
        except (subprocess.SubprocessError, OSError, ValueError):
            return None


def collect(pythons):
    """Returns {version: {module: its record or None}}."""
    jobs = {}
    result = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for python in pythons:
            version = version_of(python)
            result[version] = {}
            for module in ask(python, "--list") or ():
                jobs[pool.submit(ask, python, module)] = (version, module)
        for job in concurrent.futures.as_completed(jobs):
            version, module = jobs[job]
            result[version][module] = job.result()
    return result


class Row(dict):
    """One line of the table in the making: the columns, and what each version said of the name."""

    def __init__(self, name, kind):
        super().__init__(dict.fromkeys(COLUMNS, ""))
        self["name"], self["kind"] = name, kind
        self.versions, self.public, self.flags, self.shapes = set(), False, set(), {}
        self.classes = {}
        # A module that could be imported nowhere: the older versions do not even list it when it belongs to another system.
        self.blind = kind == "m"


def is_private_module(name):
    return any(part.startswith("_") and part not in ("__future__",) for part in name.split("."))


def rows_of(data):
    """Lays the versions side by side. Returns {name: Row} with modules, members of modules and members of classes."""
    rows = {}
    versions = sorted(data)

    def row(name, kind, version):
        found = rows.get(name)
        if found is None:
            found = rows[name] = Row(name, kind)
        found["kind"] = kind
        found.versions.add(version)
        return found

    for version in versions:
        old = version < (3, 0)
        for module, record in sorted(data[version].items()):
            if old and (module in NOT_PYTHON or (is_private_module(module) and module != "__builtin__")):
                continue
            entry = row(module, "m", version)
            entry.public = not is_private_module(module)
            name_only = module.startswith(NAME_ONLY) and module not in NOT_NAME_ONLY
            entry.blind = record is None and entry.blind
            entry.flags.discard("?")
            if record is None or name_only or is_private_module(module) or (record["getattr"] and module not in CLOSED_IN_SPITE_OF_GETATTR):
                entry.flags.add("?")
            if record is None or name_only or (is_private_module(module) and module != "__builtin__"):
                continue
            owner = "builtins" if module == "__builtin__" else module
            for member, item in record["members"].items():
                name = f"{owner}.{member}"
                if old and not item["public"] or name in rows and rows[name]["kind"] == "m":
                    continue
                if item.get("module") and name in data[version]:
                    continue
                entry = row(name, item["kind"], version)
                entry.public = item["public"] or (owner in ("sys", "builtins") and member.startswith("_"))
                entry.shapes[version] = item.get("sig")
                entry.flags.discard("y")
                if item.get("async"):
                    entry.flags.add("y")
                if "class" in item:
                    entry.classes[version] = item["class"]
    add_class_attributes(rows, versions)
    return rows


def add_class_attributes(rows, versions):
    """Adds the rows of class attributes, each at the class that has it, and the column of bases."""
    newest = versions[-1]
    classes = [row for row in rows.values() if row["kind"] == "c"]
    public_name = {}
    for row in classes:
        version = max(row.classes, default=None)
        if version is None:
            continue
        identity = row.classes[version]["id"].replace("__builtin__.", "builtins.")
        name = row["name"]
        rank = (version != newest, not row.public, is_private_module(name), name.rsplit(".", 1)[-1] != identity.rsplit(".", 1)[-1], name.count("."),
                name != identity, name)
        if version >= (3, 0) and (identity not in public_name or rank < public_name[identity][0]):
            public_name[identity] = (rank, name)
    public_name = {identity: name for identity, (_, name) in public_name.items()}

    for row in classes:
        version = max(row.classes, default=None)
        if version is None or version < (3, 0):
            row.flags.add("?")
            continue
        latest = row.classes[version]
        if version != newest:
            row.flags.add("?")
            continue
        home = public_name[latest["id"]]
        if home != row["name"]:
            row["bases"] = home
            row.flags.add("=")
            continue
        if latest.get("dynamic"):
            row.flags.add("?")
        own, bases, todo = {latest["id"]}, [], list(latest["tree"].get(latest["id"], ()))
        while todo:
            base = todo.pop(0)
            if base in ("builtins.object", latest["id"]):
                continue
            if base in public_name:
                bases.append(public_name[base])
            else:
                own.add(base)
                todo[:0] = latest["tree"].get(base, ())
        row["bases"] = ",".join(dict.fromkeys(bases))
        history = collections.defaultdict(dict)
        for seen, record in row.classes.items():
            for attribute, what in record["attrs"].items():
                history[attribute][seen] = what
        for attribute, seen in history.items():
            now = seen.get(version)
            if now is not None and now[0] not in own:
                continue
            if now is None and (attribute.startswith("_") or (set(seen) == {(2, 7)} and "i" in seen[2, 7][1])):
                continue
            entry = rows.setdefault(f"{row['name']}.{attribute}", Row(f"{row['name']}.{attribute}", "a"))
            if entry["kind"] != "a":
                continue
            entry.public = row.public
            entry.versions |= set(seen)
            entry.flags |= set((now or seen[max(seen)])[1])
            entry.shapes = {at: what[2] for at, what in seen.items()}


def span(row, versions):
    """Fills in the columns `added` and `removed` from the versions that have the name."""
    present = sorted(row.versions)
    if not present or row.blind:
        return
    modern = [version for version in present if version >= (3, 0)]
    if not modern:
        row["removed"] = "3.0"
        return
    order = [version for version in versions if version >= (3, 0)]
    if modern[0] != order[0]:
        row["added"] = "%d.%d" % modern[0]
    if modern[-1] != order[-1]:
        row["removed"] = "%d.%d" % order[order.index(modern[-1]) + 1]


def call(row):
    """Fills in the columns `arity` and `keywords` from the newest version, and when keywords came and went."""
    known = sorted((version, shape) for version, shape in row.shapes.items() if version >= (3, 0))
    if not known or known[-1][1] is None:
        return
    low, high, keywords, anything = known[-1][1]
    if not (low == 0 and high == -1 and anything):
        row["arity"] = f"{low}-{'*' if high < 0 else high}"
    words = []
    for keyword in keywords:
        since = ""
        for (_, before), (version, shape) in zip(known, known[1:]):
            if before is not None and shape is not None and keyword in shape[2] and keyword not in before[2] and not before[3]:
                since = "@%d.%d" % version
        words.append(keyword + since)
    gone = {}
    for (_, before), (version, shape) in zip(known, known[1:]):
        if before is not None and shape is not None and not shape[3]:
            for keyword in before[2]:
                if keyword not in shape[2] and keyword not in keywords:
                    gone[keyword] = "%s-%d.%d" % (keyword, *version)
    words += [] if anything else list(gone.values())
    row["keywords"] = ",".join(words + (["**"] if anything else []))


def overlay(rows, path):
    """Lays the hand-kept file over the table: an empty column keeps what is there, "-" empties it, keywords and flags are merged."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            values = line.split("\t")
            if len(values) > len(COLUMNS):
                sys.exit(f"{path}:{number}: too many columns")
            values += [""] * (len(COLUMNS) - len(values))
            given = dict(zip(COLUMNS, values))
            row = rows.get(given["name"])
            if row is None:
                if not given["kind"]:
                    print(f"{path}:{number}: {given['name']} is in no Python here and has no kind", file=sys.stderr)
                    continue
                row = rows[given["name"]] = Row(given["name"], given["kind"])
                row.public = True
            for column, value in given.items():
                if column == "name" or not value:
                    continue
                if column == "flags":
                    if value.startswith("-"):
                        row.flags -= set(value[1:])
                    else:
                        row.flags |= set(value)
                elif column == "keywords" and value != "-":
                    row["keywords"] = merged(row["keywords"], value)
                else:
                    row[column] = "" if value == "-" else value
            if row["kind"] == "c" and "d" in row.flags and not row["bases"] and not any(name.startswith(given["name"] + ".") for name in rows):
                row.flags.add("?")


def merged(words, more):
    """Returns two lists of keywords as one; a word of the second takes the place of its twin in the first."""
    def bare(word):
        return word.split("@")[0].split("-")[0]
    found = {bare(word): word for word in words.split(",") if word}
    anything = found.pop("**", None)
    for word in more.split(","):
        if word == "**":
            anything = word
        else:
            found[bare(word)] = word
    return ",".join([*found.values(), *([anything] if anything else [])])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--python", nargs="+", required=True, metavar="PATH", help="interpreters, in any order")
    parser.add_argument("--more", default=HERE / "python-api-more.tsv", type=pathlib.Path, help="the hand-kept file")
    parser.add_argument("--output", default=HERE.parent / "src/python/api.tsv", type=pathlib.Path)
    parser.add_argument("--cache", type=pathlib.Path, help="keep what the interpreters said in this file, and read it from there next time")
    options = parser.parse_args()

    if options.cache and options.cache.exists():
        stored = json.loads(options.cache.read_text(encoding="utf-8"))
        data = {tuple(map(int, version.split("."))): modules for version, modules in stored.items()}
    else:
        data = collect(options.python)
        if options.cache:
            options.cache.write_text(json.dumps({"%d.%d" % version: modules for version, modules in data.items()}), encoding="utf-8")
    versions = sorted(data)
    rows = rows_of(data)
    for row in rows.values():
        span(row, versions)
        call(row)
        if row["name"] in DYNAMIC or (row["kind"] == "c" and row["name"].startswith("ctypes.")):
            row.flags.add("?")
        if not row.public:
            row.flags.add("~")
    overlay(rows, options.more)
    lines = []
    for name in sorted(rows, key=lambda name: name.encode()):
        row = rows[name]
        row["flags"] = "".join(sorted(row.flags))
        if "~" in row.flags and row["kind"] != "m":
            row["arity"] = row["keywords"] = ""
        lines.append("\t".join(row[column] for column in COLUMNS).rstrip("\t") + "\n")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(lines)} names, {options.output.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
