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
    let _ = dedupe::dedupe(ground, &outline, &mut ledger);
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
