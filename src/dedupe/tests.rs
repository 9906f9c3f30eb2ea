use crate::arrange::layout::Decisions;
use crate::arrange::select::Ground;
use crate::ledger::{Fate, Ledger};
use crate::parse::{Dialect, parse_all};
use crate::text::Source;
use crate::{dedupe, outline};

const CODE: &str = "```\nfrom shop import Basket\nbasket = Basket()\nbasket.add('milk')\n```\n";

/// Returns how many blocks of the notes are folded.
fn folded(texts: &[String]) -> usize {
    let sources: Vec<Source> = texts.iter().enumerate().map(|(i, text)| Source::new(format!("{i}.md"), text)).collect();
    let notes = parse_all(&sources, Dialect::default());
    let outline = outline::outline(&notes);
    let mut ledger = Ledger::new(&notes);
    let ground = Ground { sources: &sources, notes: &notes, fragments: &[] };
    let _ = dedupe::dedupe(ground, &outline, &mut ledger, &Decisions::default());
    let all = notes.iter().flat_map(super::super::note::Note::block_ids);
    all.filter(|id| matches!(ledger.fate(*id), Fate::Same(_))).count()
}

#[test]
fn code_folds_into_the_section_that_it_is_named_by() {
    assert_eq!(folded(&[format!("## shop\n\nBuy things.\n\n{CODE}\n## Basket\n\nHolds things.\n\n{CODE}")]), 1);
    assert_eq!(folded(&[format!("## shop\n\n{CODE}"), format!("## Basket\n\n{CODE}")]), 1);
}

#[test]
fn code_under_titles_that_do_not_name_it_stays() {
    assert_eq!(folded(&[format!("## Monday\n\n{CODE}\n## Tuesday\n\n{CODE}")]), 0);
}

#[test]
fn contrasts_parents_and_other_outputs_stay() {
    assert_eq!(folded(&[format!("## Basket with milk\n\n{CODE}\n## Basket without milk\n\n{CODE}")]), 0);
    assert_eq!(folded(&[format!("## shop\n\n{CODE}\n### Basket\n\n{CODE}")]), 0);
    let output = |text: &str| format!("Output:\n\n```\n{text}\n```\n");
    let (one, two) = (output("milk"), output("tea"));
    assert_eq!(folded(&[format!("## shop\n\n{CODE}\n{one}\n## Basket\n\n{CODE}\n{two}")]), 0);
    assert_eq!(folded(&[format!("## shop\n\n{CODE}\n{one}\n## Basket\n\n{CODE}\n{one}")]), 3);
}

#[test]
fn short_code_and_boilerplate_stay() {
    let short = "```\nimport Basket\nx = 1\n```\n";
    assert_eq!(folded(&[format!("## shop\n\n{short}\n## Basket\n\n{short}")]), 0);
    let many: String = (0..20).map(|i| format!("## shop {i}\n\n{CODE}\n")).collect();
    assert_eq!(folded(&[format!("{many}## Basket\n\n{CODE}")]), 0);
}

/// Builds one note with decisions and returns how many blocks are folded, and the rules of the findings.
fn decided(text: &str, decisions: &str) -> (usize, Vec<&'static str>) {
    let layout = crate::arrange::layout::read(decisions, crate::text::SourceId(1)).expect("reads");
    let input = crate::Input {
        sources: vec![Source::new("a.md", text), Source::new("layout.toml", decisions)],
        notes: 1,
        layout: Some(layout),
        ..crate::Input::default()
    };
    let edition = crate::build(&input);
    assert_eq!(edition.broken, None);
    let ids = edition.notes[0].block_ids();
    let folded = ids.filter(|id| matches!(edition.ledger.fate(*id), Fate::Same(_))).count();
    let duplicate =
        |finding: &&crate::diagnostic::Diagnostic| finding.rule.category == crate::diagnostic::Category::Duplicate;
    (folded, edition.diagnostics.iter().filter(duplicate).map(|finding| finding.rule.name).collect())
}

/// Returns what decisions call the `nth` block of a note.
fn called(text: &str, nth: u32) -> String {
    let source = Source::new("a.md", text);
    let note = crate::parse::parse(text, crate::text::SourceId(0), Dialect::default());
    let id = crate::note::BlockId { source: crate::text::SourceId(0), index: nth };
    super::decide::content(&source, &note, id)
}

#[test]
fn decisions_are_stronger_than_titles() {
    let named = format!("## shop\n\n{CODE}\n## Basket\n\n{CODE}");
    let content = called(&named, 1);
    assert_eq!(decided(&named, ""), (1, vec![]));
    assert_eq!(decided(&named, &format!("[duplicates]\nkeep = [\"shop @ {content}\"]\n")), (0, vec![]));
    let unnamed = format!("## Monday\n\n{CODE}\n## Tuesday\n\n{CODE}");
    assert_eq!(decided(&unnamed, ""), (0, vec!["repeated-block"]));
    assert_eq!(decided(&unnamed, &format!("[duplicates]\nfold = [\"Tuesday @ {content}\"]\n")), (1, vec![]));
}

#[test]
fn a_decision_about_nothing_is_told() {
    let named = format!("## shop\n\n{CODE}\n## Basket\n\n{CODE}");
    assert_eq!(decided(&named, "[duplicates]\nkeep = [\"shop @ 00000000\"]\n"), (1, vec!["unused-decision"]));
    let alone = format!("## shop\n\n{CODE}");
    let fold = format!("[duplicates]\nfold = [\"{}\"]\n", called(&alone, 1));
    assert_eq!(decided(&alone, &fold), (0, vec!["unused-decision"]));
}

#[test]
fn prose_is_told_and_folded_only_when_the_user_says_so() {
    let said = "A token is asked for once a day, and the answer is kept in a file beside the program.";
    let text = format!("## Login\n\n{said}\n\nMore.\n\n## Upload\n\n{said}\n\nOther.\n");
    assert_eq!(decided(&text, ""), (0, vec!["repeated-block"]));
    let fold = format!("[duplicates]\nfold = [\"Upload @ {}\"]\n", called(&text, 4));
    assert_eq!(decided(&text, &fold), (1, vec![]));
}

#[test]
fn copies_that_differ_in_figures_or_a_negation_disagree() {
    let said =
        |what: &str| format!("By default the reader of files {what} take more than the given number of bytes at once.");
    let text = |a: &str, b: &str| format!("## One\n\n{}\n\nx\n\n## Two\n\n{}\n", said(a), said(b));
    assert_eq!(decided(&text("does", "does not"), ""), (0, vec!["copies-disagree"]));
    assert_eq!(decided(&text("in 3.11 can", "in 3.12 can"), ""), (0, vec!["copies-disagree"]));
    assert_eq!(decided(&text("can", "must"), ""), (0, vec!["near-duplicate"]));
}
