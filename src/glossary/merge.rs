//! Candidates → entries: one entry a concept.
//!
//! Two names are one concept when their [keys](super::names::key) are equal, when one place gives both, or when one is the
//! other's abbreviation and stands for nothing else.

mod disagree;
mod wishes;

#[cfg(test)]
mod tests;

use super::{Candidate, Entry, Form, Glossary, Wishes, names};
use crate::diagnostic::{self, Diagnostic};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// From which score on a definition is sure enough to be held against another one.
const SURE: u8 = 60;

/// Merges candidates into entries, as `wishes` says.
#[must_use]
pub fn merge(candidates: Vec<Candidate>, wishes: &Wishes) -> Glossary {
    let ignored: BTreeSet<String> = wishes.ignore.iter().map(|name| names::key(name)).collect();
    let wanted = |candidate: &Candidate| !ignored.contains(&names::key(&candidate.term));
    let candidates: Vec<Candidate> = candidates.into_iter().filter(wanted).collect();
    let named: BTreeSet<String> = wishes.terms.iter().map(|wish| names::key(&wish.term)).collect();
    let (good, mut rejected): (Vec<Candidate>, Vec<Candidate>) = candidates.into_iter().partition(|candidate| {
        // Who names a term in `glossary.toml` wants what there is on it.
        candidate.definition.score >= wishes.threshold || named.contains(&names::key(&candidate.term))
    });
    rejected.sort_by_key(|candidate| Reverse(candidate.definition.score));
    let mut entries: Vec<Entry> = groups(good, wishes).into_iter().map(entry).collect();
    unmistakable(&mut entries);
    wishes::apply(&mut entries, wishes);
    let (mut entries, pointers): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| !entry.text().is_empty());
    entries.sort_by_cached_key(|entry| (entry.term.to_lowercase(), entry.term.clone()));
    anchors(&mut entries);
    let diagnostics = entries.iter().flat_map(findings).collect();
    Glossary { entries, pointers, rejected, diagnostics }
}

/// An abbreviation of several things is the name of none of them.
fn unmistakable(entries: &mut [Entry]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries.iter() {
        *counts.entry(names::key(&entry.term)).or_default() += 1;
    }
    for entry in entries.iter_mut().filter(|entry| counts.get(&names::key(&entry.term)).is_some_and(|count| *count > 1))
    {
        if let Some(long) = (!entry.aliases.is_empty()).then(|| entry.aliases.remove(0)) {
            let short = std::mem::replace(&mut entry.term, long);
            entry.abbreviations.push(short);
        }
    }
}

/// Gives every entry its id; of equal slugs the later ones get a number.
fn anchors(entries: &mut [Entry]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for entry in entries {
        let slug = names::slug(&entry.term);
        let base = if slug.is_empty() { "term".to_string() } else { format!("term-{slug}") };
        let mut anchor = base.clone();
        let mut number = 2;
        while !taken.insert(anchor.clone()) {
            anchor = format!("{base}-{number}");
            number += 1;
        }
        entry.anchor = anchor;
    }
}

/// Names that lead to groups; joining two names joins their groups.
struct Names {
    of: BTreeMap<String, usize>,
    parent: Vec<usize>,
}

impl Names {
    fn find(&mut self, mut group: usize) -> usize {
        while self.parent[group] != group {
            self.parent[group] = self.parent[self.parent[group]];
            group = self.parent[group];
        }
        group
    }

    /// Returns the group of a name, a new one if nobody has it.
    fn group(&mut self, key: &str) -> usize {
        if let Some(group) = self.of.get(key) {
            return self.find(*group);
        }
        let group = self.parent.len();
        self.parent.push(group);
        self.of.insert(key.to_string(), group);
        group
    }

    fn join(&mut self, left: &str, right: &str) {
        let (left, right) = (self.group(left), self.group(right));
        // The older group is the parent, so that the order of the notes decides.
        let (parent, child) = (left.min(right), left.max(right));
        self.parent[child] = parent;
    }
}

/// Sorts candidates into concepts.
fn groups(candidates: Vec<Candidate>, wishes: &Wishes) -> Vec<Vec<Candidate>> {
    let mut all = Names { of: BTreeMap::new(), parent: Vec::new() };
    let terms: BTreeSet<String> = candidates.iter().map(|candidate| names::key(&candidate.term)).collect();
    let mut stands_for: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for candidate in &candidates {
        let key = names::key(&candidate.term);
        all.group(&key);
        for short in &candidate.abbreviations {
            stands_for.entry(names::key(short)).or_default().insert(key.clone());
        }
        for alias in &candidate.aliases {
            all.join(&key, &names::key(alias));
        }
        // "counter class" is "counter" when there is one.
        if let Some((name, kind)) = key.rsplit_once(' ')
            && (super::mine::KINDS.contains(kind) || kind == "code" && candidate.term.contains('-'))
            && terms.contains(name)
        {
            all.join(name, &key);
        }
    }
    for (short, terms) in &stands_for {
        if let (1, Some(term)) = (terms.len(), terms.first()) {
            all.join(term, short);
        }
    }
    for wish in &wishes.terms {
        for other in wish.aliases.iter().chain(&wish.abbreviations).chain(&wish.name) {
            all.join(&names::key(&wish.term), &names::key(other));
        }
    }
    let mut found: BTreeMap<usize, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        let group = all.group(&names::key(&candidate.term));
        let group = all.find(group);
        found.entry(group).or_default().push(candidate);
    }
    found.into_values().collect()
}

/// Makes an entry of the candidates of one concept.
fn entry(mut group: Vec<Candidate>) -> Entry {
    group.sort_by_key(|candidate| {
        let definition = &candidate.definition;
        let expansion = definition.form == Form::Expansion;
        let whole = definition.text.ends_with('.') || definition.text.len() > 40;
        (expansion, Reverse(definition.score), !whole, definition.at.source, definition.at.start)
    });
    let only_expanded = group.iter().all(|candidate| candidate.definition.form == Form::Expansion);
    let first = &group[0];
    let short = first.abbreviations.first().cloned();
    let mut aliases: BTreeMap<String, String> = BTreeMap::new();
    let mut abbreviations: BTreeSet<String> = BTreeSet::new();
    // An abbreviation of which no more is known than its words is explained by them.
    let term = match (&short, only_expanded) {
        (Some(short), true) => short.clone(),
        _ => name(&group),
    };
    let own = names::key(&term);
    for candidate in &group {
        for alias in candidate.aliases.iter().chain([&candidate.term]) {
            let key = names::key(alias);
            if key != own {
                aliases.entry(key).or_insert_with(|| alias.clone());
            }
        }
        abbreviations.extend(candidate.abbreviations.iter().cloned());
    }
    for short in &abbreviations {
        aliases.remove(&names::key(short));
    }
    abbreviations.remove(&term);
    let mut definitions: Vec<super::Definition> = Vec::new();
    for candidate in group {
        // One place can be found by two forms.
        let same = |known: &super::Definition| {
            known.body.source == candidate.definition.body.source
                && known.body.start < candidate.definition.body.end
                && candidate.definition.body.start < known.body.end
        };
        if !definitions.iter().any(same) {
            definitions.push(candidate.definition);
        }
    }
    Entry {
        term,
        anchor: String::new(),
        aliases: aliases.into_values().collect(),
        abbreviations: abbreviations.into_iter().collect(),
        definitions,
        by_hand: None,
        link: true,
        eager: false,
        home: None,
    }
}

/// Returns how a concept is called: as its best definition calls it, unless that is an abbreviation whose words are known; with
/// small letters where it is written so somewhere.
fn name(group: &[Candidate]) -> String {
    let best = &group[0];
    let short: BTreeSet<String> =
        group.iter().flat_map(|candidate| &candidate.abbreviations).map(|short| names::key(short)).collect();
    let long = group.iter().find(|candidate| !short.contains(&names::key(&candidate.term))).unwrap_or(best);
    let key = names::key(&long.term);
    let same = group.iter().filter(|candidate| names::key(&candidate.term) == key);
    let small = |candidate: &&Candidate| candidate.term.chars().filter(|c| c.is_uppercase()).count();
    same.min_by_key(|candidate| (small(candidate), candidate.term.len(), candidate.term != long.term))
        .map_or(long.term.clone(), |it| it.term.clone())
}

/// Returns what there is to say about an entry: other definitions, and such that contradict the first.
fn findings(entry: &Entry) -> Vec<Diagnostic> {
    let Some((first, others)) = entry.definitions.split_first() else { return Vec::new() };
    let others: Vec<&super::Definition> = others.iter().filter(|other| other.form != Form::Expansion).collect();
    let mut found = Vec::new();
    if first.form == Form::Expansion || others.is_empty() {
        return found;
    }
    let contrary: Vec<&super::Definition> =
        others.iter().filter(|other| disagree::disagree(&first.text, &other.text)).copied().collect();
    // A hint at two meanings; only what was written to be a definition says enough to tell.
    let sure = |one: &super::Definition| {
        one.score >= SURE && !matches!(one.form, Form::LeadIn | Form::Subject | Form::KnownAs)
    };
    let foreign: Vec<&super::Definition> = others
        .iter()
        .filter(|other| sure(first) && sure(other) && disagree::unrelated(&entry.term, &first.text, &other.text))
        .copied()
        .collect();
    let (rule, places, message) = if contrary.is_empty() && foreign.is_empty() {
        (&diagnostic::TERM_DEFINED_TWICE, others, format!("\"{}\" is defined here and elsewhere", entry.term))
    } else if contrary.is_empty() {
        (
            &diagnostic::DEFINITIONS_DISAGREE,
            foreign,
            format!("definitions of \"{}\" have nothing in common", entry.term),
        )
    } else {
        (
            &diagnostic::DEFINITIONS_DISAGREE,
            contrary,
            format!("definitions of \"{}\" contradict each other", entry.term),
        )
    };
    let mut finding = Diagnostic::new(rule, first.at, message);
    let apart = finding.message.ends_with("nothing in common");
    for other in places {
        finding = finding.label(other.at, "defined here too");
    }
    if apart {
        finding = finding.hint(format!(
            "if these are two things, give the other its own name in glossary.toml: [term.\"{} (…)\"]",
            entry.term
        ));
    }
    found.push(finding);
    found
}
