use super::*;
use crate::parse::{Dialect, parse_with_prose};

fn prose(text: &str) -> Prose {
    parse_with_prose(text, SourceId(0), Dialect::default()).1
}

fn passages(prose: &Prose) -> Vec<(Scope, &str)> {
    prose.passages.iter().map(|passage| (passage.scope, &prose.text[passage.at.clone()])).collect()
}

#[test]
fn markup_is_folded_away() {
    let text = "# The `dict` *type*\n\nDictionaries are\n**unordered** &amp; \u{201C}slow\u{201D}, don\u{2019}t [use them](x.md)\u{2026}\n\n| a | b |\n|---|---|\n| c | `d` |\n\n- one\n- two\n\n  more\n";
    let prose = prose(text);
    let all = passages(&prose);
    assert_eq!(all[0], (Scope::Heading, "The dict type"));
    assert_eq!(all[1], (Scope::Prose, "Dictionaries are unordered & \"slow\", don't use them..."));
    assert_eq!(all[2], (Scope::Link, "x.md"));
    assert_eq!(
        all[3..],
        [
            (Scope::Table, "a"),
            (Scope::Table, "b"),
            (Scope::Table, "c"),
            (Scope::Table, "d"),
            (Scope::Prose, "one"),
            (Scope::Prose, "two"),
            (Scope::Prose, "more")
        ]
    );
}

#[test]
fn arrows_are_written_as_on_a_keyboard() {
    let text = "hex(255) \u{2192} ff, x \u{21D2} y";
    let prose = prose(text);
    assert_eq!(prose.text, "hex(255) -> ff, x => y");
    let at = prose.text.find("->").expect("it is there");
    assert_eq!(prose.source(SourceId(0), at..at + 2).of(text), "\u{2192}");
}

#[test]
fn every_byte_of_folded_text_knows_where_it_came_from() {
    let text = "Über *die* `x  y` &lt;tag&gt; \u{201C}quoted\u{201D} it's --- so\r\nnext line\r\n";
    let prose = prose(text);
    for word in ["Über", "die", "x  y", "tag", "quoted", "next", "line", "so"] {
        let at = prose.text.find(word).unwrap_or_else(|| panic!("{word} is in {:?}", prose.text));
        assert_eq!(prose.source(SourceId(0), at..at + word.len()).of(text), word);
        assert!(prose.verbatim(SourceId(0), at..at + word.len()).is_some());
    }
    let at = prose.text.find("die x").expect("it is there");
    assert_eq!(prose.source(SourceId(0), at..at + 5).of(text), "die* `x");
    assert_eq!(prose.verbatim(SourceId(0), at..at + 5), None);
}

#[test]
fn code_knows_its_lines_inside_lists_and_quotes() {
    let text = "1. text\n\n   ```python title\n   a = 1\n     b\n   ```\n\n> ~~~\n> x\n> ~~~\n\n    indented\n";
    let prose = prose(text);
    let code: Vec<&str> = prose.code.iter().map(|block| &prose.text[block.at.clone()]).collect();
    assert_eq!(code, ["a = 1\n  b\n", "x\n", "indented\n"]);
    assert_eq!(prose.code[0].language().as_deref(), Some("python"));
    assert_eq!((prose.code[1].language(), prose.code[2].info.clone()), (None, None));
    let at = prose.text.find("  b").expect("it is there") + 2;
    assert_eq!(prose.source(SourceId(0), at..at + 1).of(text), "b");
}

#[test]
fn headings_make_a_path() {
    let prose = prose("top\n\n# A\n\n## B\n\n### C\n\n## D\n\ndeep\n\n# E\n\n```\nx\n```\n");
    let path = |word: &str| {
        let found = prose.passages.iter().find(|passage| &prose.text[passage.at.clone()] == word);
        prose.heading_path(found.expect("it is there"))
    };
    assert_eq!(path("top"), "");
    assert_eq!(path("deep"), "A > D");
    assert_eq!(path("C"), "A > B > C");
    assert_eq!(path("x\n"), "E");
}

#[test]
fn sentences_end_where_people_end_them() {
    let text = "Use Python 3.7, e.g. from apt. It works! \"Does it?\" Yes (it does.) See `a. b` and os.path. \
                J. Doe said so etc. and more. The call `f(...)` gives two. Run pip install -e . and wait.\nQ: why?\nA: because";
    let prose = prose(text);
    let all: Vec<&str> = sentences(&prose, &prose.passages[0]).into_iter().map(|at| &prose.text[at]).collect();
    assert_eq!(
        all,
        [
            "Use Python 3.7, e.g. from apt.",
            "It works!",
            "\"Does it?\"",
            "Yes (it does.)",
            "See a. b and os.path.",
            "J. Doe said so etc. and more.",
            "The call f(...) gives two.",
            "Run pip install -e . and wait.",
            "Q: why?",
            "A: because"
        ]
    );
}
