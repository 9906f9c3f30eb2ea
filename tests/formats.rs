//! The forms in which other programs read findings, on notes with line ends, scripts and names that trip them up.
#![allow(clippy::disallowed_methods, reason = "tests read files and run cargo")]

use mdbook_commonplace::diagnostic::Category;
use mdbook_commonplace::edge::lint::Linted;
use mdbook_commonplace::edge::print::{github, gitlab, json, junit, sarif, short};
use mdbook_commonplace::fix::Safety;
use mdbook_commonplace::lint::Options;
use mdbook_commonplace::text::Source;
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};
use std::process::Command;

/// CRLF, CJK before the column, a path that needs escapes, fixes, hints, addresses.
const NOTE: &str = "# 字典 and sets\r\n\r\n中文：Teh dict is wich? See [鏈接](#沒有).\r\n\r\nIn Python 3.9 dictionaries are unordered.\r\n\r\n\
Call __init__() and `os.path.walk`.\r\n\r\n```python\r\ntry:\r\n    x = 1\r\nexcept:\r\n    pass\r\n```\r\n";

fn linted() -> Linted {
    let sources = vec![Source::new("notes,a/b:c d.md", NOTE), Source::new("clean.md", "# Clean\n\nNothing here.\n")];
    Linted::of_texts(sources, HashSet::new(), Options::default())
}

/// Returns the published schema of SARIF 2.1.0, out of the sources of a crate that carries it.
fn schema() -> Value {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").expect("it is a dependency");
    let manifest = std::path::PathBuf::from(package["manifest_path"].as_str().expect("it has a manifest"));
    let text =
        std::fs::read_to_string(manifest.with_file_name("src").join("schema.json")).expect("the schema is there");
    // One pattern of the schema, for names of languages, has a bracket too many and is no regular expression.
    let text = text.replace("{2}]?$", "{2}$");
    serde_json::from_str(&text).expect("the schema is JSON")
}

#[test]
fn sarif_is_valid_against_the_published_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema can be used");
    let log: Value = serde_json::from_str(&sarif::sarif(&linted())).expect("the log is JSON");
    let errors: Vec<String> =
        validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    // The validator must be able to say no.
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = Value::from("terrible");
    assert!(!validator.is_valid(&broken));
    let results = log["runs"][0]["results"].as_array().expect("there are results");
    assert!(results.iter().any(|result| result["fixes"].is_array()));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("there are rules");
    assert!(rules.iter().any(|rule| rule["helpUri"].is_string() && rule["help"]["markdown"].is_string()));
}

#[test]
fn github_lines_count_characters_and_escape_names() {
    let out = github::github(&linted());
    let teh = out.lines().find(|line| line.contains("`Teh`")).expect("the slip is found");
    assert!(
        teh.starts_with("::warning file=notes%2Ca/b%3Ac d.md,line=3,endLine=3,col=4,endColumn=7,title=misspelling::"),
        "{teh}"
    );
    assert!(out.lines().all(|line| line.starts_with("::")), "{out}");
    assert!(!out.contains('\r'));
}

#[test]
fn json_round_trips_and_says_what_the_others_say() {
    let linted = linted();
    let text = json::json(&linted);
    let rows: Vec<Value> = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(format!("{:#}\n", Value::Array(rows.clone())), text);
    assert_eq!(rows.len(), linted.findings.len());
    assert_eq!(short::short(&linted).lines().count(), rows.len());
    for row in &rows {
        let category = row["category"].as_str().expect("it has a category");
        assert!(category.parse::<Category>().is_ok());
        let line = NOTE.lines().nth(usize::try_from(row["line"].as_u64().expect("a line")).expect("small") - 1);
        let line = line.expect("the line is in the note").trim_end();
        let column = usize::try_from(row["column"].as_u64().expect("a column")).expect("small");
        assert!(column <= line.chars().count() + 1, "{row}");
    }
    let teh = rows.iter().find(|row| row["message"].as_str().is_some_and(|message| message.contains("`Teh`")));
    let edit = &teh.expect("the slip is found")["fix"]["edits"][0];
    assert_eq!(
        (edit["line"].as_u64(), edit["column"].as_u64(), edit["text"].as_str()),
        (Some(3), Some(4), Some("The"))
    );
}

#[test]
fn fingerprints_tell_findings_apart_and_stay_when_lines_move() {
    let prints = |text: &str| -> Vec<String> {
        let linted = Linted::of_texts(vec![Source::new("a.md", text)], HashSet::new(), Options::default());
        gitlab::fingerprints(&linted)
    };
    let note = "# a\n\nTeh one.\n\nTeh other.\n";
    let before = prints(note);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len());
    assert_eq!(prints(&note.replace("# a\n", "# a\n\nA line more.\n")), before);
}

#[test]
fn junit_holds_a_case_for_every_finding_and_for_clean_files() {
    let linted = linted();
    let out = junit::junit(&linted, 2);
    assert_eq!(out.matches("<failure ").count(), linted.findings.len());
    assert!(out.contains("<testcase name=\"no findings\" classname=\"clean.md\"/>"));
}

#[test]
fn a_fix_touches_no_byte_outside_its_edits_and_is_at_rest() {
    let mut linted = linted();
    let fixed = linted.fix(Safety::Sure);
    assert_eq!(fixed.len(), 1);
    let (before, after) = (&fixed[0].before, &fixed[0].after);
    assert_eq!(before, NOTE);
    assert_eq!(before.matches("\r\n").count(), after.matches("\r\n").count());
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(after.contains("中文：The dict is wich?") && after.contains("`__init__()`"), "{after}");
    let mut again = Linted::of_texts(vec![Source::new("a.md", after.as_str())], HashSet::new(), Options::default());
    assert!(again.fix(Safety::Sure).is_empty());
}
