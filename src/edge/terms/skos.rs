//! [SKOS](https://www.w3.org/TR/skos-reference/) concepts as [JSON-LD](https://www.w3.org/TR/json-ld11/).

use super::{Row, Terms};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Returns the glossary as a concept scheme. Without a base address the ids are relative to the root of the rendered book.
#[must_use]
pub fn skos(terms: &Terms) -> String {
    let scheme = terms.address();
    let mut graph = vec![json!({
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "title": if terms.title.is_empty() { "Glossary" } else { &terms.title },
        "hasTopConcept": terms.rows.iter().map(|row| row.url.as_str()).collect::<Vec<_>>(),
    })];
    graph.extend(terms.rows.iter().map(|row| concept(row, &scheme)));
    let document = json!({ "@context": context(&terms.language), "@graph": graph });
    format!("{document:#}\n")
}

fn context(language: &str) -> Value {
    let language = tag(language);
    let text = |id: &str| json!({ "@id": id, "@language": language });
    let link = |id: &str| json!({ "@id": id, "@type": "@id" });
    json!({
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "title": text("dct:title"),
        "prefLabel": text("skos:prefLabel"),
        "altLabel": text("skos:altLabel"),
        "definition": text("skos:definition"),
        "source": "dct:source",
        "inScheme": link("skos:inScheme"),
        "topConceptOf": link("skos:topConceptOf"),
        "hasTopConcept": link("skos:hasTopConcept"),
    })
}

fn concept(row: &Row, scheme: &str) -> Value {
    let mut concept = json!({
        "@id": row.url,
        "@type": "skos:Concept",
        "inScheme": scheme,
        "topConceptOf": scheme,
        "prefLabel": row.term,
    });
    // No label may be preferred and alternative at once (S13), which `other_names` sees to.
    let names: BTreeSet<&str> = row.other_names().collect();
    let sources: Vec<String> = row.defined_at.iter().map(|at| format!("{}:{}", at.note, at.line)).collect();
    let known = [
        ("altLabel", json!(names), names.is_empty()),
        ("definition", json!(row.definition), row.definition.is_empty()),
        ("source", json!(sources), sources.is_empty()),
    ];
    for (key, value, _) in known.into_iter().filter(|(.., empty)| !empty) {
        concept[key] = value;
    }
    concept
}

/// Returns a language as a tag after [BCP 47](https://www.rfc-editor.org/info/bcp47), or nothing for what cannot be one: JSON-LD
/// takes no other.
fn tag(language: &str) -> Option<String> {
    let tag = language.trim().replace('_', "-");
    let part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or_default().chars().all(|c| c.is_ascii_alphabetic());
    (first && tag.split('-').all(part)).then_some(tag)
}
