//! What stands around a line → how much that speaks for a definition: a glossary's heading, or a list of features.

use super::super::names;
use super::page::{Kind, Place};
use super::words;
use crate::prose::Scope;

/// Returns what the section and the line above say: a glossary, or a list of features.
pub(super) fn section(place: &Place<'_>, term: &str) -> i32 {
    let mut score = if place.passage.quoted { -10 } else { 0 };
    if let Some(section) = place.page.section(place.passage) {
        score += match section.kind {
            Kind::Terms => 24,
            Kind::Claims => -40,
            Kind::Plain if section.key == names::key(term) => 12,
            Kind::Plain => 0,
        };
    }
    if claimed(place) { score - 30 } else { score }
}

/// Returns whether the passage belongs to a list that a line such as "Benefits of …:" leads up to.
fn claimed(place: &Place<'_>) -> bool {
    let passages = &place.page.prose.passages[..place.number];
    let before = passages.iter().rev().take(12).filter(|passage| passage.scope != Scope::Link);
    let text = place.text();
    let lead = before
        .take_while(|passage| passage.scope == Scope::Prose)
        .find(|passage| text[passage.at.clone()].ends_with(':'));
    lead.is_some_and(|lead| {
        let line = text[lead.at.clone()].to_lowercase();
        line.split(|c: char| !c.is_alphanumeric())
            .any(|word| words::has(&words::CLAIM_SECTIONS, word) || word == "situations")
    })
}
