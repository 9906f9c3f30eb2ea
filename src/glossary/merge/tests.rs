use super::disagree::disagree;
use super::merge;
use crate::glossary::{Candidate, Definition, Form, Glossary, Wish, Wishes};
use crate::text::{SourceId, Span};

/// Reads `term | form | score | text | aliases | abbreviations` lines, one candidate each.
fn candidates(lines: &[&str]) -> Vec<Candidate> {
    let list = |names: Option<&&str>| -> Vec<String> {
        names
            .map(|names| names.split(',').map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).collect())
            .unwrap_or_default()
    };
    let one = |(number, line): (usize, &&str)| {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let form = match parts[1] {
            "expansion" => Form::Expansion,
            "equals" => Form::Equals,
            _ => Form::IsA,
        };
        let at = Span::new(SourceId(0), number * 100, number * 100 + 50);
        let score = parts[2].parse().expect("a score is a number");
        let definition = Definition { at, body: at, text: parts[3].to_string(), form, score };
        Candidate {
            term: parts[0].to_string(),
            aliases: list(parts.get(4)),
            abbreviations: list(parts.get(5)),
            definition,
        }
    };
    lines.iter().enumerate().map(one).collect()
}

fn shown(glossary: &Glossary) -> Vec<String> {
    let names = |names: &[String]| names.join(",");
    let entries = glossary.entries.iter();
    entries
        .map(|e| {
            format!("{} | {} | {} | {} | {}", e.term, e.anchor, names(&e.aliases), names(&e.abbreviations), e.text())
        })
        .collect()
}

#[test]
fn one_entry_a_concept() {
    let lines = [
        "semaphore | is-a | 60 | things that count",
        "Semaphores | equals | 80 | object that counts",
        "thread safe | is-a | 60 | safe for threads",
        "thread-safe | is-a | 70 | safe for many threads",
        "virtual private cloud | equals | 66 | network of one's own",
        "virtual private cloud | expansion | 72 | virtual private cloud || VPC",
        "VPC | is-a | 60 | a network",
        "Test Driven Development | expansion | 72 | Test Driven Development || TDD",
        "counter class | is-a | 60 | a class that counts",
        "Counter | is-a | 70 | a dictionary of counts",
        "maybe | is-a | 20 | nothing",
    ];
    let glossary = merge(candidates(&lines), &Wishes::default());
    assert_eq!(
        shown(&glossary),
        [
            "Counter | term-counter | counter class |  | a dictionary of counts",
            "semaphore | term-semaphore |  |  | object that counts",
            "TDD | term-tdd | Test Driven Development |  | Test Driven Development",
            "thread-safe | term-thread-safe |  |  | safe for many threads",
            "virtual private cloud | term-virtual-private-cloud |  | VPC | network of one's own",
        ]
    );
    assert_eq!(glossary.rejected.len(), 1);
}

#[test]
fn an_abbreviation_of_two_things_joins_neither() {
    let lines = [
        "convolutional neural network | expansion | 72 | convolutional neural network || CNN",
        "Cable News Network | expansion | 72 | Cable News Network || CNN",
    ];
    let glossary = merge(candidates(&lines), &Wishes::default());
    let terms: Vec<&str> = glossary.entries.iter().map(|entry| entry.term.as_str()).collect();
    assert_eq!(terms, ["Cable News Network", "convolutional neural network"]);
}

#[test]
fn wishes_add_rename_merge_and_forbid() {
    let lines = [
        "pot | is-a | 60 | a vessel",
        "kettle | is-a | 70 | a vessel with a spout",
        "lid | is-a | 70 | a cover",
        "cup | is-a | 70 | a cup",
        "saucer | is-a | 20 | what a cup stands on",
        "doily | is-a | 20 | what a saucer stands on",
    ];
    let wish = |term: &str| Wish { term: term.to_string(), ..Wish::default() };
    let wishes = Wishes {
        terms: vec![
            Wish { name: Some("tea pot".to_string()), aliases: vec!["kettles".to_string()], ..wish("pot") },
            Wish { definition: Some("What is *poured*.".to_string()), ..wish("tea") },
            Wish { link: Some(false), home: Some("Cups".to_string()), ..wish("cups") },
            wish("nothing"),
            wish("saucer"),
            Wish { home: Some("Spoons".to_string()), ..wish("spoon") },
        ],
        ignore: vec!["Lids".to_string()],
        ..Wishes::default()
    };
    let glossary = merge(candidates(&lines), &wishes);
    assert_eq!(
        shown(&glossary),
        [
            "cups | term-cups |  |  | a cup",
            "saucer | term-saucer |  |  | what a cup stands on",
            "tea | term-tea |  |  | What is *poured*.",
            "tea pot | term-tea-pot | kettle,pot |  | a vessel with a spout",
        ]
    );
    assert!(!glossary.entries[0].link);
    let pointers: Vec<&str> = glossary.pointers.iter().map(|pointer| pointer.term.as_str()).collect();
    assert_eq!(pointers, ["spoon"], "a name with a section and no definition is no entry");
    assert_eq!(glossary.rejected.len(), 1, "who names a term gets what there is on it");
}

#[test]
fn a_name_that_the_user_gives_takes_its_entry_along() {
    let wish = Wish { term: "pot".to_string(), aliases: vec!["@pot".to_string()], ..Wish::default() };
    let wishes = Wishes { terms: vec![wish], ..Wishes::default() };
    let glossary = merge(candidates(&["@pot | is-a | 60 | a vessel"]), &wishes);
    assert_eq!(shown(&glossary), ["pot | term-pot | @pot |  | a vessel"]);
}

#[test]
fn anchors_are_unique() {
    let lines = ["C | is-a | 60 | a language", ".c | is-a | 60 | an ending", "C++ | is-a | 60 | another language"];
    let glossary = merge(candidates(&lines), &Wishes::default());
    let anchors: Vec<&str> = glossary.entries.iter().map(|entry| entry.anchor.as_str()).collect();
    assert_eq!(anchors, ["term-c", "term-c-2", "term-c-plus-plus"]);
}

#[test]
fn only_what_is_alike_can_disagree() {
    for (left, right) in [
        ("an ordered list of values", "an unordered list of values"),
        ("a port between 1 and 1024", "a port between 1 and 1023"),
        ("a lock that can be shared", "a lock that can not be shared"),
    ] {
        assert!(disagree(left, right), "{left} / {right}");
    }
    for (left, right) in [
        ("a list of values", "a list of values"),
        ("a vessel for boiling water", "not what you think"),
        ("a queue of ten places for those who wait", "what people do in shops with 5 tills"),
    ] {
        assert!(!disagree(left, right), "{left} / {right}");
    }
}

#[test]
fn one_word_for_two_things_is_told() {
    let found = |left: &str, right: &str| {
        let lines = [format!("key | is-a | 70 | {left}"), format!("key | is-a | 70 | {right}")];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let mut all = merge(candidates(&lines), &Wishes::default()).diagnostics;
        let one = all.remove(0);
        (one.rule.name, one.labels.len())
    };
    let lock = "a secret number with which messages are encrypted";
    assert_eq!(found(lock, "the part of a dictionary under which a value is found"), ("definitions-disagree", 1));
    assert_eq!(found(lock, "a number that opens encrypted letters"), ("term-defined-twice", 1));
    assert_eq!(found(lock, "a piece of metal"), ("term-defined-twice", 1), "too short to tell");
}

#[test]
fn repeats_are_told() {
    let lines = ["pot | is-a | 60 | a vessel", "pots | is-a | 70 | things for tea"];
    let rules: Vec<&str> =
        merge(candidates(&lines), &Wishes::default()).diagnostics.iter().map(|d| d.rule.name).collect();
    assert_eq!(rules, ["term-defined-twice"]);
}
