//! Glossaries made by hand, with everything in them that trips a format up.

use super::*;
use crate::crossref::inventory::Inventory;
use crate::glossary::Form;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

/// Returns a definition of a note, with a score.
fn definition(text: &str, note: u32, score: u8) -> Definition {
    let at = Span::new(SourceId(note), 40, 60);
    Definition { at, body: at, text: text.to_string(), form: Form::IsA, score }
}

fn entry(term: &str, anchor: &str, text: &str) -> Entry {
    Entry {
        term: term.to_string(),
        anchor: anchor.to_string(),
        aliases: Vec::new(),
        abbreviations: Vec::new(),
        definitions: vec![definition(text, 0, 80)],
        by_hand: None,
        link: true,
        eager: false,
        home: None,
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

/// A glossary of hard cases.
fn glossary() -> Glossary {
    let mut gate = entry("turnstile", "term-turnstile", "A gate that lets \"one\" in, and | not more.");
    gate.aliases = names(&["one-way gate", "gate; the slow one", "Turnstile", "turnstile"]);
    gate.abbreviations = names(&["TS"]);
    gate.definitions.push(definition("A gate.", 1, 55));
    let mut script =
        entry("<script>alert(1)</script>", "term-script", "A tag & \t what\nfollows it: <b>bold</b>, *stars*, [x](y).");
    script.aliases = names(&["'tis"]);
    let mut by_hand = entry("barter", "term-barter", "what the notes say");
    by_hand.by_hand = Some("To *swap* `goods`.\n\n- for goods\n- for [work](x.md)".to_string());
    let none = Entry { definitions: Vec::new(), ..entry("void", "term-void", "") };
    Glossary {
        pointers: Vec::new(),
        entries: vec![
            by_hand,
            gate,
            none,
            entry("@mark", "term-mark", "=1+1 is a sum"),
            entry("C:\\new", "term-c-new", "- a path\r\nof two lines"),
            entry("信号量", "term-信号量", "1. 一种计数器，用于控制访问。"),
            entry("תור", "term-תור", "רשימה של פריטים (FIFO) שממתינים."),
            script,
        ],
        rejected: vec![Candidate {
            term: "say \"when\"".to_string(),
            aliases: Vec::new(),
            abbreviations: Vec::new(),
            definition: definition("What one says.\u{1b}[31m", 1, 42),
        }],
        diagnostics: Vec::new(),
    }
}

/// Returns the glossary as it comes to the formats.
fn terms(base: Option<&str>) -> Terms {
    let glossary = glossary();
    let place = |at: Span| (["notes/a.md", "notes/b.md"][at.source.index()].to_string(), 12);
    let used = |page: &str, anchor: &str| Use { page: page.to_string(), anchor: anchor.to_string() };
    let uses = [vec![used("trade.md", "swaps"), used("index.md", "")]];
    let mut terms = Terms {
        title: "Gates & Queues".to_string(),
        language: "en".to_string(),
        base: base.map(str::to_string),
        page: "glossary.html".to_string(),
        rows: Vec::new(),
        candidates: Some(doubtful(&glossary, &place)),
    };
    terms.rows = rows(&glossary, &uses, &terms.address(), &place);
    terms
}

#[test]
fn rows_say_what_the_entries_say() {
    let terms = terms(None);
    let barter = &terms.rows[0];
    assert_eq!(barter.definition, "To swap goods.\nfor goods\nfor work");
    assert!(barter.markdown.as_deref().is_some_and(|markdown| markdown.starts_with("To *swap*")));
    assert_eq!(barter.used_at.len(), 2);
    let gate = &terms.rows[1];
    assert_eq!((gate.defined_at.len(), gate.used_at.len(), gate.url.as_str()), (2, 0, "glossary.html#term-turnstile"));
    assert_eq!(gate.defined_at[0], Place { note: "notes/a.md".to_string(), line: 12, form: "is-a", score: 80 });
    assert_eq!((terms.rows[2].definition.as_str(), terms.rows[2].markdown.as_deref()), ("", None));
}

#[test]
fn a_base_address_is_one_of_a_folder() {
    assert_eq!(base("https://example.org/book").expect("it is one"), "https://example.org/book/");
    assert_eq!(base("http://localhost:3000/").expect("it is one"), "http://localhost:3000/");
    for wrong in [
        "example.org",
        "/book/",
        "https://",
        "https://a.b/#c",
        "https://a.b/ c",
        "javascript:alert(1)",
        "https://a.b/)(",
    ] {
        assert!(base(wrong).is_err(), "{wrong}");
    }
    assert_eq!(terms(Some("https://a.b/")).rows[0].url, "https://a.b/glossary.html#term-barter");
}

#[test]
fn json_follows_the_published_schema() {
    let schema: Value = serde_json::from_str(json::SCHEMA).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema), "the schema is no schema");
    let validator = jsonschema::validator_for(&schema).expect("the schema can be used");
    let document: Value = serde_json::from_str(&json::json(&terms(None))).expect("it is JSON");
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert_eq!(document["terms"].as_array().map(Vec::len), Some(8));
    assert_eq!(document["terms"][7]["term"], "<script>alert(1)</script>");
    assert_eq!(document["candidates"][0]["at"]["score"], 42);
    let bare: Value = serde_json::from_str(&json::json(&Terms::default())).expect("it is JSON");
    assert!(validator.is_valid(&bare) && bare.get("candidates").is_none());
    // The validator must be able to say no.
    for (pointer, value) in [
        ("/version", Value::from(2)),
        ("/terms/0/term", Value::from("")),
        ("/terms/1/defined_at/0/line", Value::from(0)),
        ("/terms/1/defined_at/0/form", Value::from("guess")),
        ("/candidates/0/at/score", Value::from(101)),
    ] {
        let mut broken = document.clone();
        *broken.pointer_mut(pointer).expect("it is there") = value;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
}

#[test]
fn the_schema_describes_every_field_and_knows_every_form() {
    let schema: Value = serde_json::from_str(json::SCHEMA).expect("the schema is JSON");
    let mut described = 0;
    for place in ["", "/$defs/term", "/$defs/candidate", "/$defs/place", "/$defs/use"] {
        let fields = schema.pointer(&format!("{place}/properties")).and_then(Value::as_object).expect("it has fields");
        for (name, field) in fields {
            assert!(field["description"].is_string() || field["$ref"].is_string(), "{place}: {name}");
            described += 1;
        }
    }
    assert!(described > 20, "{described}");
    let forms = schema.pointer("/$defs/place/properties/form/enum").and_then(Value::as_array).expect("it lists forms");
    for form in [
        Form::Equals,
        Form::Colon,
        Form::Dash,
        Form::List,
        Form::IsA,
        Form::Question,
        Form::KnownAs,
        Form::Expansion,
        Form::LeadIn,
        Form::Subject,
        Form::Hand,
    ] {
        assert!(forms.iter().any(|name| name == form.name()), "{}", form.name());
    }
}

#[test]
fn csv_reads_back_and_holds_no_formula() {
    let terms = terms(None);
    let bytes = csv::csv(&terms.rows);
    assert!(bytes.starts_with(b"term,definition,aliases,abbreviations,defined_at,used_at,url\r\n"));
    let read: Vec<::csv::StringRecord> =
        ::csv::Reader::from_reader(bytes.as_slice()).into_records().map(|record| record.expect("it reads")).collect();
    assert_eq!(read.len(), terms.rows.len());
    for (record, row) in read.iter().zip(&terms.rows) {
        for (cell, exact) in record.iter().zip(csv::cells(row)) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
            assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), exact);
        }
    }
    assert_eq!(&read[3][0], "'@mark");
    assert_eq!(&read[1][2], "one-way gate; gate\\; the slow one; Turnstile; turnstile");
    assert_eq!(&read[0][5], "trade.md#swaps; index.md");
}

#[test]
fn tsv_has_one_line_a_term() {
    let terms = terms(None);
    let text = tsv::tsv(&terms.rows);
    assert_eq!(text.lines().count(), terms.rows.len() + 1);
    assert!(text.lines().all(|line| line.matches('\t').count() == 6), "{text}");
    let path = text.lines().find(|line| line.starts_with("C:")).expect("it is there");
    assert!(path.starts_with("C:\\\\new\t- a path\\r\\nof two lines\t"), "{path}");
    assert!(text.contains("A tag & \\t what\\nfollows"), "{text}");
}

#[test]
fn anki_cards_are_html_on_one_line() {
    let text = anki::anki(&terms(None));
    let (head, cards): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    assert_eq!(head[0], "#separator:tab");
    assert!(head.contains(&"#html:true") && head.contains(&"#guid column:1") && head.contains(&"#tags column:4"));
    // The term without a definition has no card.
    assert_eq!(cards.len(), 7);
    assert!(cards.iter().all(|card| card.matches('\t').count() == 3), "{text}");
    assert!(!text.contains("<script") && !text.contains('"') && !text.contains("<b>bold"), "{text}");
    let gate = cards.iter().find(|card| card.contains("turnstile")).expect("it has a card");
    assert_eq!(
        *gate,
        "gates-queues/term-turnstile\tturnstile<br><small>TS, one-way gate, gate; the slow one, Turnstile</small>\t\
         A gate that lets &quot;one&quot; in, and | not more.\tglossary gates-queues"
    );
    assert!(text.contains("To swap goods.<br>for goods<br>for work"), "{text}");
}

#[test]
fn skos_concepts_have_labels_that_differ() {
    let document: Value = serde_json::from_str(&skos::skos(&terms(Some("https://a.b/")))).expect("it is JSON");
    let graph = document["@graph"].as_array().expect("it is a graph");
    assert_eq!(graph.len(), 9);
    assert_eq!(graph[0]["@id"], "https://a.b/glossary.html");
    assert_eq!(graph[0]["hasTopConcept"].as_array().map(Vec::len), Some(8));
    let gate = &graph[2];
    assert_eq!(gate["altLabel"], serde_json::json!(["TS", "Turnstile", "gate; the slow one", "one-way gate"]));
    assert_eq!(gate["source"], serde_json::json!(["notes/a.md:12", "notes/b.md:12"]));
    assert!(graph[3].get("definition").is_none() && graph[3].get("altLabel").is_none());
    let language = |language: &str| {
        let terms = Terms { language: language.to_string(), ..Terms::default() };
        let document: Value = serde_json::from_str(&skos::skos(&terms)).expect("it is JSON");
        document["@context"]["prefLabel"]["@language"].clone()
    };
    assert_eq!((language("en"), language("pt_BR")), (Value::from("en"), Value::from("pt-BR")));
    assert_eq!((language("no language"), language("")), (Value::Null, Value::Null));
}

/// Returns the text of a page paragraph by paragraph, and fails on what none of our definitions holds.
fn paragraphs(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for event in Parser::new_ext(page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::Paragraph) => found.push(String::new()),
            Event::Text(text) => found.last_mut().expect("a text stands in something").push_str(&text),
            Event::Start(Tag::Heading { .. }) => found.push("# ".to_string()),
            Event::Start(Tag::Strong | Tag::Link { .. }) | Event::End(_) => {}
            Event::Start(Tag::Emphasis) if page.contains("The terms of") && found.len() == 2 => {}
            other => panic!("{other:?} after {:?}", found.last()),
        }
    }
    found
}

#[test]
fn markdown_shows_what_the_notes_say_as_plain_text() {
    let mut plain = terms(None);
    plain.rows.remove(0);
    let found = paragraphs(&markdown::markdown(&plain));
    let fold = |text: &str| crate::text::fold_space(text);
    for row in plain.rows.iter().filter(|row| !row.definition.is_empty()) {
        assert!(found.contains(&fold(&row.definition)), "{}: {found:#?}", row.term);
    }
    let first = ["# Glossary", "The terms of Gates & Queues.", "# Symbols", "'tis → <script>alert(1)</script>"];
    assert_eq!(found[..4], first, "an alias that begins otherwise than its term is listed too");
    assert!(found.contains(&"@mark".to_string()), "{found:#?}");
    assert!(found.contains(&"turnstile (TS, one-way gate, gate; the slow one, Turnstile)".to_string()));
    for start in [
        "+ a", "* b", "10) c", "2. d", ": e", "=== f", "--- g", "> h", "# i", "``` j", "    k", "$l$", "~~~ m",
        "[^n]: o", "| p |",
    ] {
        let rows = vec![Row { definition: start.to_string(), ..plain.rows[0].clone() }];
        let page = markdown::markdown(&Terms { rows, ..Terms::default() });
        assert!(paragraphs(&page).contains(&fold(start)), "{page}");
    }
}

#[test]
fn markdown_links_only_into_a_book_whose_address_is_known() {
    let page = markdown::markdown(&terms(None));
    assert!(!page.contains("glossary.html"), "{page}");
    assert!(page.contains("\n**barter**\n\nTo *swap* `goods`.\n\n- for goods\n- for [work](x.md)\n"), "{page}");
    let page = markdown::markdown(&terms(Some("https://a.b/")));
    assert!(page.contains("\n[**barter**](https://a.b/glossary.html#term-barter)\n"), "{page}");
}

#[test]
fn an_inventory_names_terms_in_lower_case_once() {
    let terms = terms(Some("https://a.b/"));
    let bytes = inv::inv(&terms);
    let head = String::from_utf8_lossy(&bytes[..80]);
    assert!(head.starts_with("# Sphinx inventory version 2\n# Project: Gates & Queues\n# Version: 1\n"), "{head}");
    let read = Inventory::read(&bytes, "https://a.b/").expect("it reads");
    let url = |name: &str| read.term(name).map(|entry| read.url(entry));
    assert_eq!(url("turnstile").as_deref(), Some("https://a.b/glossary.html#term-turnstile"));
    assert_eq!(url("ts").as_deref(), Some("https://a.b/glossary.html#term-turnstile"));
    assert_eq!(url("TS"), None);
}

#[test]
fn people_see_places_and_how_to_publish_a_candidate() {
    let shown = text::text(&terms(None));
    let gate = "turnstile (TS, one-way gate, gate; the slow one, Turnstile)\n    A gate that lets \"one\" in, and | not more.\n  \
                notes/a.md:12 (is-a, 80), notes/b.md:12 (is-a, 55)\n\n";
    assert!(shown.contains(gate), "{shown}");
    assert!(shown.contains("  glossary.toml, notes/a.md:12 (is-a, 80), 2 mentions in the book\n"), "{shown}");
    assert!(shown.contains("\n8 terms\n\n1 candidate below the threshold\n"), "{shown}");
    assert!(
        shown.contains("\nnotes/b.md:12 (is-a, 42)\n    What one says.[31m\n  [term.\"say \\\"when\\\"\"]\n"),
        "{shown}"
    );
    assert!(!shown.contains('\u{1b}'), "{shown}");
    // What it says to write is what the file's reader takes.
    let line = shown.lines().find(|line| line.starts_with("  [term.")).expect("it is shown");
    let wishes = crate::edge::glossary_file::read(line).expect("it reads");
    assert_eq!(wishes.terms[0].term, "say \"when\"");
}

#[test]
fn long_definitions_are_wrapped() {
    let mut long = terms(None);
    long.rows.truncate(1);
    long.rows[0].definition = "word ".repeat(60) + &"x".repeat(150);
    let shown = text::text(&long);
    let lines: Vec<&str> = shown.lines().skip(1).take_while(|line| line.starts_with("    ")).collect();
    assert_eq!(lines.len(), 5, "{shown}");
    assert!(lines[..4].iter().all(|line| line.len() <= 100 && !line.ends_with(' ')), "{shown}");
}
