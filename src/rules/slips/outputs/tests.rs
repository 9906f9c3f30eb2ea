use crate::lint::Options;

/// Returns what is said about the stated outputs of code.
fn said(code: &str) -> Vec<String> {
    let note = format!("# Title\n\nText:\n\n```python\n{code}\n```\n");
    let (_, findings) = crate::lint_example(&note, None, &Options::default());
    findings.into_iter().filter(|found| found.rule.name == "stated-output").map(|found| found.message).collect()
}

#[test]
fn what_cannot_be_true_is_told() {
    let table = [
        ("print(1 / 2)  # 0", "`0.5`"),
        ("print(7 // 2)  # 3.5", "`3`"),
        ("len(\"abc\")  # 4", "`3`"),
        ("sorted([3, 1])  # [3, 1]", "`[1, 3]`"),
        ("sorted((3, 1))  # (1, 3)", "`[1, 3]`"),
        ("\"a\".upper()  # a", "`'A'`"),
        ("print(\"stressed\"[::-1])  # stressed", "`desserts`"),
        ("round(2.5)  # 3", "`2`"),
        ("bool(\"\")  # True", "`False`"),
        ("print(bool(\"False\"))  # False", "`True`"),
        ("int(\"10\", 2)  # 10", "`2`"),
        ("\"python\"[1:4]  # 'pyt'", "`'yth'`"),
        ("list(range(1, 5))  # [1, 2, 3, 4, 5]", "`[1, 2, 3, 4]`"),
        ("print(f\"{3.14159:.2f}\")  # 3.142", "`3.14`"),
        ("n = 4\nprint(f\"{n + 1}\")  # 6", "`5`"),
        ("print(\"2\" + \"2\")  # 4", "`22`"),
        ("print(6 / 2)  # 3", "`3.0`"),
        ("print(-7 // 2)  # -3", "`-4`"),
        ("print(10 / 4)  # 2", "`2.5`"),
        ("print(True + True)  # True", "`2`"),
        ("print(3 == 3.0)  # False", "`True`"),
        ("print([1, 2] == [2, 1])  # True", "`False`"),
        ("nums = [3, 1]\nprint(nums.sort())  # [1, 3]", "`None`"),
        ("print(1 + 1, 2 * 3)  # 2 5", "`2 6`"),
        ("print(len([1, 2]))\n# Output: 3", "`2`"),
        ("print(2 ** 3)\n# => 6", "`8`"),
        (">>> 2 ** 3\n6\n>>> 1\n1", "the session shows `6`"),
        ("In [1]: 2 ** 3\nOut[1]: 6", "the session shows `6`"),
        (">>> 10 / 2\n5", "`5.0`"),
        (">>> Path(\"/a\") / \"/b\"\nPosixPath('/a/b')", "PosixPath('/b')"),
        ("import re\nre.findall(r\"(a)(b)\", \"ab\")  # ['ab']", "[('a', 'b')]"),
        ("os.path.join(\"a\", \"/b\")  # 'a/b'", "`'/b'`"),
        ("a = [1]\nb = a\nc = 3\nb.append(2)\nprint(c)  # 4", "`3`"),
    ];
    let wrong: Vec<String> = table
        .iter()
        .filter(|(code, part)| !matches!(&said(code)[..], [one] if one.contains(part)))
        .map(|(code, part)| format!("{code:?}: {:?}, not {part}", said(code)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_a_session_the_output_is_marked_too() {
    let note = "# Title\n\nText:\n\n```python\n>>> 2 ** 3\n6\n```\n";
    let (_, findings) = crate::lint_example(note, None, &Options::default());
    let found = findings.iter().find(|found| found.rule.name == "stated-output").expect("it is found");
    assert_eq!(found.at.of(note), "2 ** 3\n6");
}

#[test]
fn what_may_be_true_is_left_alone() {
    let table = [
        "print(10 / 3)  # 3.33",
        "print(10 / 3)  # 3.3333333333333335",
        "print(2 / 3)  # 0.66",
        "print(2 / 3)  # 0.67",
        "print(0.1 + 0.2)  # 0.3",
        "6 / 2  # 3",
        "print(\"abc\".upper())  # loud",
        "print(\"abc\".upper())  # ABC",
        "\"abc\".upper()  # \"ABC\"",
        "print(1 + 1)  # about 3",
        "print(1 + 1)  # 3, no?",
        "print(2 * 3)  # 1\nprint(3 * 3)  # 2",
        "len = str\nlen(12)  # 4",
        "from numpy import sum\nsum([1, 2])  # 4",
        "def round(x):\n    return x\n\nround(2.5)  # 2.5",
        "n = 0\ndef up():\n    global n\n    n += 1\n\nn = 0\nprint(up())\nprint(n)  # 1",
        "nums = [1, 2]\nprint(nums.pop())\nprint(nums)  # [1]",
        "nums = [1]\nprint(nums.append(2), nums)\nprint(nums)  # [1, 2]",
        "a = [1]\nb = a\nb.append(2)\nprint(a)  # [1, 2]",
        "d = {\"a\": 1}\nd.update(b=2)\nprint(d)  # {'a': 1, 'b': 2}",
        "n = 1\nprint(n := 5)  # 5\nprint(n)  # 5",
        "print({3, 1, 2})  # {1, 2, 3}",
        "print({\"a\": 1})  # {'a': 1}",
        "print(\"a\", \"b\", sep=\"\")  # 1",
        "print(1 + 1)\nprint(3)\n# Output: 3",
        "print(1 + 1)\n# 3",
        "x = 1\nfor _ in range(3):\n    x += 1\nprint(x)  # 4",
        "values = [3, 1]\nvalues.sort()  # [1, 3]",
        ">>> 2 ** 3\n8",
        ">>> print(\"a\")\na\n>>> \"a\"\n'a'",
        ">>> [1,\n...  2][0]\n1",
        "print(1 if True else 2)  # 1",
        "print(f\"{'a'!r:>9}\")  #       'a'",
        "print(f\"{12:>9}\")  # 12",
        "print(1 + 1)  # 2.",
    ];
    let told: Vec<String> =
        table.iter().filter(|code| !said(code).is_empty()).map(|code| format!("{code:?}: {:?}", said(code))).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
