use super::*;
use crate::parse::{self, parse_with_prose};
use crate::text::SourceId;

fn prose(text: &str) -> Prose {
    parse_with_prose(text, SourceId(0), parse::Dialect::default()).1
}

fn one(info: &str, code: &str) -> Option<Block> {
    let mut python = read(&prose(&format!("````{info}\n{code}\n````\n")));
    assert!(python.blocks.len() < 2);
    python.blocks.pop()
}

const PYTHON: [&str; 50] = [
    "import os",
    "import numpy as np, sys",
    "from a.b import (\n    c,\n)",
    "print('x')",
    "print(total, end='')",
    "def area(r):\n    return 3 * r * r",
    "def area(r)\n    return 3 * r * r\nprint(area(2))",
    "class Cat(Animal):\n    pass",
    "class Cat:\n    name: str\n    age: int = 0",
    "for i in range(3):\n    print(i)",
    "for i in range(3)\n    print(i)",
    "while True:\n    step()",
    "if x > 3:\n    y = 2\nelse:\n    y = 1",
    "try:\n    f()\nexcept OSError as e:\n    log(e)",
    "with open(p) as f:\n    text = f.read()",
    "with lock:\n    # work",
    "@cache\ndef f(): ...",
    "@pytest.fixture",
    "x = [i * i for i in range(10)]",
    "names = sorted(people, key=lambda p: p.age)",
    "async def main():\n    await work()",
    "result = await fetch(url)",
    "# the length\nlen(text)",
    "hash((1, 2))",
    "d.items()",
    "path.exists()   # is it there",
    "os.listdir('.')",
    ">>> 1 + 1\n2",
    ">>> for c in 'ab':\n...     print(c)\na\nb",
    "In [1]: x = 3\n\nIn [2]: x\nOut[2]: 3",
    "%timeit sum(range(100))",
    "!pip install rich\nimport rich\nrich.print('x')",
    "raise ValueError('no')",
    "assert add(1, 2) == 3",
    "a, b = b, a",
    "self.x = 3",
    "config['a'] = {}",
    "text = f'{a} and {b}'",
    "data = b'bytes'",
    "'a' in {'a': 1}",
    "lambda x: x + 1",
    "match command:\n    case 'go':\n        run()",
    "yield from other()",
    "from x import y\ny.run(\nprint(3)",
    "time.sleep(1)   waits a second\n# then\ntime.time()",
    "async\nasyncio.run(main())",
    "dict(a=1)\nset([1, 2])",
    "x: int = 3\ny = None",
    "name = 'x'\nother = name + 'y'",
    "a = [1, 2]\nb = a * 3",
];

const OTHER: [&str; 62] = [
    "pip install requests",
    "$ python x.py\nhello",
    "sudo apt install python3",
    "cd src && ls -l",
    "git commit -m 'x'",
    "python -m venv env\nsource env/bin/activate",
    "# install\npip install x\n# run\npython -m x",
    "export A=b",
    "./run.sh --fast",
    "(venv) $ flask run",
    "C:\\Users\\ann> dir",
    "# tools\nruff check .\nmypy src",
    "{\"a\": 1, \"b\": [true, null]}",
    "{'a': 1}",
    "[1, 2, 3]",
    "[1, 2] [1, 2]",
    "a: 1\nb:\n  - c\n  - d",
    "on:\n  push:\njobs:\n  test:\n    steps:\n      - run: pytest\n        with: x",
    "[tool.x]\na = 1\nb = \"c\"",
    "[one]\nkeys=a,b",
    "name = \"x\"\nversion = \"1.0\"",
    "DEBUG=1\nHOST=local",
    "NAME='x'\nHOST='y'",
    "f(new A());  // true",
    "numpy==1.26\nrich>=13",
    "#include <stdio.h>\nint main() {\n  return 0;\n}",
    "public static void main(String[] args) {\n}",
    "function f(x) {\n  return x;\n}",
    "const x = require('x')\nx.run()",
    "let y = f(1)",
    "console.log('x')",
    "import React from 'react'",
    "import java.util.List;",
    "import \"fmt\"\nfunc main() {\n}",
    "fn main() {\n    println!(\"x\");\n}",
    "class A\n  def b(c)\n    puts c\n  end\nend",
    "SELECT * FROM t WHERE a = 1",
    "<html>\n<body></body>\n</html>",
    "<?php echo 1;",
    "$x = foo(1)",
    "x <- c(1, 2)\nmean(x)",
    "FROM python:3\nRUN pip install x\nCMD python x.py",
    "Traceback (most recent call last):\n  File \"x.py\", line 1, in <module>\nValueError: no",
    "ValueError: no such thing",
    "2024-01-02 10:00:00 INFO start\n2024-01-02 10:00:01 INFO stop",
    "INFO:root:started",
    "hello\nworld",
    "Hello, world",
    "0\n1\n2",
    "3.14",
    "True",
    "Point(x=1, y=2)",
    "Counter({'a': 2, 'b': 1})",
    "deque([1, 2, 3])",
    "<__main__.A object at 0x7f00>\nNone",
    "src/\n├── a.py\n└── b.py",
    "src/a.py\nsrc/b.py",
    "a.txt",
    "usage: x [-h]",
    "This is a sentence about it.\nAnd here is another one.",
    "1. first\n2. second",
    "* one\n* two",
];

#[test]
fn python_is_told_from_all_else() {
    let missed: Vec<&str> = PYTHON.into_iter().filter(|code| one("", code).is_none()).collect();
    assert_eq!(missed, [""; 0], "these are Python");
    let taken: Vec<&str> = OTHER.into_iter().filter(|code| one("", code).is_some()).collect();
    assert_eq!(taken, [""; 0], "these are not Python");
}

#[test]
fn labels_decide_first() {
    for label in [
        "python",
        "Python",
        "py",
        "py3",
        "{.python}",
        "{.python .numberLines}",
        "python,linenos",
        "python title=\"a\"",
        "pycon",
        "ipython",
        "main.py",
    ] {
        assert!(one(label, "x").is_some(), "{label}");
    }
    for label in ["text", "txt", "console", "bash", "sh", "toml", "json", "pytb", "rust"] {
        assert!(one(label, "import os\nprint(os)").is_none(), "{label}");
    }
    assert_eq!(one("console", ">>> 1\n1").map(|block| block.dialect), Some(Dialect::Session));
    assert!(one("text", ">>> 1\n1").is_none());
    assert!(one("python", "%%bash\nls").is_none());
    let indented = read(&prose("Text\n\n    import os\n    os.getcwd()\n\nText\n\n    just words here\n"));
    assert_eq!(indented.blocks.len(), 1);
}

/// What is said, each as its line and its message.
type Said = Vec<(usize, String)>;

/// Returns the errors and the remarks of a labelled block.
fn said(code: &str) -> (Said, Said) {
    let note = prose(&format!("```python\n{code}\n```\n"));
    let python = read(&note);
    let block = &python.blocks[0];
    let told = |all: &[SyntaxError]| {
        all.iter().map(|one| (note.text[..one.at.start].matches('\n').count() + 1, one.message.clone())).collect()
    };
    (told(&block.errors), told(&block.remarks))
}

#[test]
fn what_notes_do_is_forgiven() {
    let table = [
        ("$ ls\nprint(1)", "1 shell command, not Python"),
        ("pip install x\nimport x", "1 shell command, not Python"),
        ("!pip install x\n%timeit f(1)\nlen?", ""),
        ("%%time\nf(1)", ""),
        ("print(1)\n1\n[[1 2]\n [3 4]]", "3 output, not Python"),
        ("f(1)\nIt was a good day", "2 output, not Python"),
        (
            "f()\nTraceback (most recent call last):\n  File \"x\", line 1\nKeyError: 'a b'",
            "2 output, not Python|3 output, not Python|4 output, not Python",
        ),
        ("x\nKeyError: 'a'", "2 output, not Python"),
        ("f(a, b=1, ...)", "1 placeholder, not Python"),
        ("f(a, ..., b=1)\nf(...)\n...", ""),
        ("def f(a, b, ...):\n    ...", "1 placeholder, not Python"),
        ("def f(…):\n    …", "1 placeholder, not Python|1 placeholder, not Python|2 placeholder, not Python"),
        ("x = {1: 2, ...}", "1 placeholder, not Python"),
        ("x = [1, 2, etc.]", "1 placeholder, not Python"),
        ("if x:\n    (do something)", "2 placeholder, not Python"),
        ("if x:\n    <your code here>", "2 placeholder, not Python"),
        ("open(<file name>)\nimport <module>", "1 placeholder, not Python|2 placeholder, not Python"),
        ("if x:\n    the code goes here", "2 placeholder, not Python"),
        ("The answer is here\n42 and more", "1 output, not Python"),
        ("x = f(1)\nOutput:\n1 and 2", "2 output, not Python|3 output, not Python"),
        ("try:\n    raise KeyboardInterrupt\nfinally:\n    f()", ""),
        ("2x = 1   # invalid", "1 shown as an error"),
        (">>> print 'a'\n  File \"x\", line 1\nSyntaxError: no", "1 shown as an error"),
        (">>> for x in y:\n        print(x)\n\n... and so on ...\n>>> %timeit f()\n>>> f(1,\n...   2)", ""),
        ("x = 1\n-----\ny = 2", "2 separator, not Python"),
        (
            "range([start,] stop[, step])",
            "1 optional arguments in brackets, not Python|1 optional arguments in brackets, not Python",
        ),
        ("def f(x):", "1 the body is left out"),
        ("class A:\n    def f(self):\n        # later", "2 the body is left out"),
        ("def f(x):\n    # later\n\nf(1)", "2 the body is left out"),
        ("    x = 1\n    y = 2", ""),
        ("    def f(self):\n        pass\nx = 1", ""),
        ("@cache", "1 decorator with nothing to decorate"),
        ("else:\n    f()", ""),
        ("except OSError as e:\n    print(e)\nexcept:\n    g()\nelse:\n    h()\nfinally:\n    i()", ""),
        ("elif x:\n    f()\nelse:\n    g()", ""),
        ("return 3", ""),
        ("yield 3", ""),
        ("await f()", "1 `await` outside a function runs only in a notebook"),
        ("async with a:\n    await b", "1 `async with` outside a function runs only in a notebook"),
        ("for x in xrange(3):\n    print x", "2 Python 2"),
    ];
    forgiven(&table);
}

#[test]
fn dots_that_python_has_a_place_for_are_no_placeholders() {
    forgiven(&[
        ("def f(x: str) -> str: ...\n\nf(1)", ""),
        ("def area(...) -> ...: ...", "1 placeholder, not Python"),
        ("def shape(self) -> tuple[int, ...]: ...", ""),
        ("def f(a, ...) -> int: ...", "1 placeholder, not Python"),
        ("from a import ...\nimport ...", "1 placeholder, not Python|2 placeholder, not Python"),
    ]);
}

/// Checks that nothing is an error in the first of each two, and that the second is what is remarked.
fn forgiven(table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (code, wanted) in table {
        let (errors, remarks) = said(code);
        let remarks: Vec<String> = remarks.iter().map(|(line, message)| format!("{line} {message}")).collect();
        if !errors.is_empty() || remarks.join("|") != *wanted {
            wrong.push(format!("{code:?}: {errors:?} {remarks:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn signatures_and_pasted_sessions_are_no_slips() {
    let table = [
        "date(year: int, month: int)",
        "date(year: int, month: int, day: int = 1) -> datetime.date",
        "class datetime.date(year, month, day)",
        "class datetime.timedelta(days=0, seconds=0)",
        "class threading.Thread(group=None, target=None, *, daemon=None)",
        "class collections.deque([iterable[, maxlen]])",
        "class Thread(target=None, args=())",
        "str.split(sep=None, maxsplit=-1, /)",
        "sorted(iterable, /, *, key=None, reverse=False)",
        "len(s) -> int",
        "math.gcd(*integers) -> int",
        "int([x]) -> integer",
        "open(file, mode='r', buffering=-1,\n     encoding=None, opener=None) -> file object",
        "Queue.get(block: bool = True, timeout: float | None = None) -> Any",
        "random.choice(seq) -> element\nx = 1",
        "x = 1\ncoroutine asyncio.sleep(delay, result=None)",
        "max(iterable, *[, key, default])",
        "zip(*iterables, strict: bool = False) → iterator",
        "def insert(self, index: SupportsIndex, object: _T, /) -> None",
        "def area(self,\n         unit: str) -> float",
        "async def gather(*coros, return_exceptions=False)\n\nx = 1",
        "@property\ndef area(self) -> float",
        "===== RESTART: C:/Users/ann/test.py =====",
        "print('x')\n= RESTART: C:/ann/test.py\nx y z",
        ">>> for i in range(3):\n... print(i)\n...\n0\n1",
        ">>> def f(x):\n... if x:\n... return 1\n... return 2\n...\n>>> f(1)\n1",
        ">>> def f(x):\n...if x:\n...    return 1\n>>> f(1)\n1",
        ">>> if (a and\n...         b):\n...     c()\n",
        ">>>for i in range(3):\n...    print(i)\n0",
        ">>>x = 3\n>>>x\n3",
        "In [1]: import os\n   ...: for x in y:\n   ...:     print(x)\n\nIn [2]: %timeit f(1)\n1.68 µs ± 9.35 ns per loop",
        "In [1]: for x in y:\n   ...: print(x)\nOut[1]: 3",
        "In[1]: f(x)\nOut[1]: a b",
        "Help on function f in module x:\n\nf(a: int)\n    Adds two numbers.\n\n    And more words.",
        "pip install one \\\n    two --quiet\nimport one",
    ];
    let wrong: Vec<String> = table
        .iter()
        .map(|code| (code, said(code).0))
        .filter(|(_, errors)| !errors.is_empty())
        .map(|(code, errors)| format!("{code:?}: {errors:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let whole = one("python", "def area(r: float) -> float\n\nx = 1").map(|block| block.text().to_string());
    assert_eq!(whole.as_deref(), Some("def area(r: float) -> float: ...\n\nx = 1\n"));
}

/// What a signature is and what it is not lies close together.
#[test]
fn what_is_nearly_a_signature_is_a_slip() {
    let slips = [
        "def area(r)\n    return r",
        "def area(r) -> float\n    return r",
        "class Cat(Animal)",
        "class Cat(Animal)\n    pass",
        "x = f(a, *, b)",
        "f(a: 3)",
        "f(1, 2) -> 3",
        "f(x) -> True",
        "print(a b)",
        "if f(x: int)",
        "return f(x) -> int",
        ">>> f(x y)",
        ">>> for i in range(3)\n...     print(i)",
        ">>>>x = 3",
    ];
    let missed: Vec<&&str> = slips.iter().filter(|code| said(code).0.is_empty()).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn slips_are_told_where_they_are() {
    let table = [
        ("import inspect\ninspect.signature(f)    shows the signature\nx = 1", 2, "simple statements"),
        ("x = 1\nThis is about lists with words\n\n# yes\nclass A:\n    pass", 2, "simple statements"),
        ("print(1)\nfor x in y\n    print(x)", 2, "expected"),
        ("def f(x)\n    return x", 1, "expected"),
        ("d.extend('a'\nd\n", 1, "`(` is never closed"),
        ("x = [1, 2\ndef f():\n    pass", 1, "`[` is never closed"),
        ("try:\n\tf()\n    g()\nexcept E:\n    pass", 3, "unindent does not match"),
        ("x = 1\n    y = 2", 2, "unexpected indentation"),
        ("async\nasyncio.run(x)", 1, "expected `def`"),
        ("@cache\nx = 1", 2, "expected class"),
        ("print 'a'\nf(1)", 1, "`print` without parentheses is Python 2"),
        ("x = 'a\ny = 1", 1, "missing closing quote"),
        ("def f():\n\ng()", 3, "expected an indented block"),
        ("x = = 3", 1, "expected an expression"),
        ("f(1))", 1, ""),
    ];
    let mut wrong = Vec::new();
    for (code, line, message) in table {
        let (errors, _) = said(code);
        let told = errors.len() == 1 && errors[0].0 == line && errors[0].1.starts_with(message);
        if !told {
            wrong.push(format!("{code:?}: {errors:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(said("f() - one thing\n\ng() - another thing").0.len(), 2);
}

#[test]
fn every_place_leads_back() {
    let text = "- a\n\n  ```pycon\n  >>> x = 'é'  # one\n  >>> for c in x:\n  ...     print(f\"<{c:>3}>\")\n  é\n  >>> y = [1,\n  ...      2]\n  ```\n";
    let note = prose(text);
    let block = &read(&note).blocks[0];
    assert_eq!(block.text(), "x = 'é'  # one\nfor c in x:\n    print(f\"<{c:>3}>\")\n\ny = [1,\n     2]\n");
    assert!(block.is_whole());
    let shown =
        |all: &[Range<usize>]| -> Vec<String> { all.iter().map(|at| note.text[at.clone()].to_string()).collect() };
    assert_eq!(shown(&block.lines)[..3], ["x = 'é'", "for c in x:", "print(f\"<{c:>3}>\")"]);
    assert_eq!(shown(&block.lines)[3], "y = [1,\n...      2]");
    assert_eq!(shown(&block.comments), ["# one"]);
    assert_eq!(shown(&block.strings), ["é", "<", ">"]);
    for stmt in block.parsed.suite().iter().filter(|stmt| stmt.is_assign_stmt()) {
        assert_eq!(note.text[block.place(stmt.range())][..1], block.text()[stmt.range()][..1]);
    }
    let mixed = one("", "def f(x):\n    return x\n\n>>> f(1)\n1").map(|block| block.text().to_string());
    assert_eq!(mixed.as_deref(), Some("def f(x):\n    return x\n\nf(1)\n\n"));
    let docstring =
        one("", "def f():\n    \"\"\"\n    >>> f()\n    1\n    \"\"\"\n    return 1").map(|block| block.dialect);
    assert_eq!(docstring, Some(Dialect::Script));
    assert!(!one("python", "f(<x>)").is_some_and(|block| block.is_whole()));
}

#[test]
fn nothing_is_too_deep() {
    for piece in [
        "(",
        "[",
        "{",
        "not ",
        "-",
        "a+",
        "x.",
        "lambda: ",
        "a if b else ",
        "f(",
        "await ",
        "a**",
        "f'{",
        "x[",
        "()",
        "lambda a, b: ",
        "@",
        "\"\"\"",
        "if x: ",
        "~",
        "*",
        "'",
        "\\",
        ">>> ",
    ] {
        for code in [
            piece.repeat(20_000),
            format!("import os\nx = {}", piece.repeat(20_000)),
            format!("f'{{{}}}'", piece.repeat(20_000)),
        ] {
            let _ = one("python", &code);
        }
    }
    let steps: String = (0..900).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    let _ = one("python", &steps);
    let _ = one("python", &format!("x = {}1", "1 + ".repeat(400))).map(|block| names::undefined(&[&block]));
}

fn undefined(codes: &[&str]) -> Vec<String> {
    let note: String = codes.iter().map(|code| format!("```python\n{code}\n```\n\n")).collect();
    let python = read(&prose(&note));
    let blocks: Vec<&Block> = python.blocks.iter().collect();
    names::undefined(&blocks).into_iter().map(|found| found.name).collect()
}

#[test]
fn names_that_nothing_binds() {
    let table: [(&[&str], &[&str]); 34] = [
        (&["print(x)"], &["x"]),
        (&["x = 1", "print(x)"], &[]),
        (&["print(x)", "x = 1"], &[]),
        (&["import a.b as c, d.e\nc, d, a"], &["a"]),
        (&["from a import b as c\nc, b"], &["b"]),
        (&["from a import *\nx"], &[]),
        (&["def f(a, *b, c=z, **d):\n    return a, b, c, d, e"], &["z", "e"]),
        (&["def f():\n    y = 1\ny"], &["y"]),
        (&["def f():\n    global y\n    y = 1\ny"], &[]),
        (&["def f():\n    y = 1\n    def g():\n        nonlocal y\n        return y\n    return g\nf()"], &[]),
        (&["class A:\n    b = 1\n    c = b\n    def f(self):\n        return b"], &["b"]),
        (&["class A:\n    b = [1]\n    c = [x for x in b]\n    d = [b for x in b]"], &["b"]),
        (&["[x for x in range(3) if x]\nx"], &["x"]),
        (&["[y for x in [[1]] for y in x]"], &[]),
        (&["{k: v for k, v in {}.items()}"], &[]),
        (&["if (n := 3) > 2:\n    print(n)"], &[]),
        (&["[m := x for x in [1]]\nm"], &[]),
        (&["try:\n    pass\nexcept E as e:\n    print(e)"], &["E"]),
        (&["with open('x') as (f, g):\n    f, g"], &[]),
        (&["for a, (b, *c) in []:\n    a, b, c"], &[]),
        (&["match 1:\n    case [a, *b]: a, b\n    case {'x': c, **d}: c, d\n    case P(e=f) as g: f, g"], &["P"]),
        (&["lambda q, r=s: q + r + t"], &["s", "t"]),
        (&["del x"], &["x"]),
        (&["n += 1"], &["n"]),
        (&["def f[T](a: T) -> T: ...\ntype L[U] = list[U]\nL"], &[]),
        (&["try:\n    unicode\nexcept NameError:\n    unicode = str"], &[]),
        (&["__name__, __file__, len, ExceptionGroup, exit"], &[]),
        (&["import numpy\nnp.array"], &[]),
        (&["f\"{a} {b!r:>{c}}\""], &["a", "b", "c"]),
        (&["@d\ndef f(): ..."], &["d"]),
        (&["x: Foo = 1"], &["Foo"]),
        (&["def f() -> 'Bar': ..."], &[]),
        (&["This holds prose\nf(x)"], &["f", "x"]),
        (&["exec('x = 1')\nx"], &[]),
    ];
    for (codes, wanted) in table {
        assert_eq!(undefined(codes), wanted, "{codes:?}");
    }
}

#[test]
fn imports_that_nothing_uses_and_that_come_late() {
    let unused = |code: &str| -> Vec<String> {
        one("python", code).iter().flat_map(names::unused_imports).map(|(_, name)| name).collect()
    };
    assert_eq!(unused("import os, sys\nfrom a import b, c as d\nprint(sys, d)"), ["os", "b"]);
    assert_eq!(unused("import os\nimport a.b"), [""; 0]);
    assert_eq!(
        unused("from __future__ import annotations\nimport x as x\nfrom t import L\ndef f(a: 'L[int]'): ..."),
        [""; 0]
    );
    assert_eq!(unused("try:\n    import a\nexcept ImportError:\n    pass"), [""; 0]);
    assert_eq!(unused("from a import *\nimport os\nx = 1"), [""; 0]);
    let early = |code: &str| -> Vec<String> {
        one("python", code)
            .iter()
            .flat_map(|block| names::used_before_import(&[block]))
            .map(|early| early.name)
            .collect()
    };
    assert_eq!(early("re.match('', '')\nre.match('', '')\nimport re"), ["re"]);
    assert_eq!(early("def f():\n    return re.match('', '')\nimport re\nf()"), [""; 0]);
    assert_eq!(early("import re\nre.match('', '')\nimport re"), [""; 0]);
    assert_eq!(early("class A(abc.ABC): ...\nimport abc"), ["abc"]);
}

#[test]
fn dotted_names_have_full_ones() {
    let block = one(
        "python",
        "import numpy as np, os.path\nfrom time import sleep\nnp.array\nos.path.join\nsleep\nother.x\nf().x",
    );
    let block = block.expect("it is Python");
    let imports = names::imports([&block]);
    let full: Vec<Option<String>> = block
        .parsed
        .suite()
        .iter()
        .filter_map(|stmt| Some(names::resolve(&stmt.as_expr_stmt()?.value, &imports)))
        .collect();
    let wanted = [Some("numpy.array"), Some("os.path.join"), Some("time.sleep"), Some("other.x"), None];
    assert_eq!(full.iter().map(Option::as_deref).collect::<Vec<_>>(), wanted);
}

#[test]
fn placeholders_in_any_script_keep_their_places() {
    for code in ["f(…)", "if x:\n    (añadir código aquí)", "f(<número>)"] {
        let code = format!("{code}\ny = = 2");
        let note = prose(&format!("```python\n{code}\n```\n"));
        let block = &read(&note).blocks[0];
        assert!(note.text[block.errors[0].at.start..].starts_with("= 2"), "{code}: {:?}", block.errors);
        assert_eq!(&note.text[block.lines.last().cloned().unwrap_or_default()], "y = = 2", "{code}");
        assert!(block.lines.iter().all(|at| note.text.get(at.clone()).is_some()), "{code}");
    }
}
