//! What `glossary.toml` says → the entries.

use super::super::{Entry, Wish, Wishes, names};

/// Adds, corrects and renames entries.
pub(super) fn apply(entries: &mut Vec<Entry>, wishes: &Wishes) {
    for wish in &wishes.terms {
        let key = names::key(&wish.term);
        let known = entries.iter().position(|entry| is_named(entry, &key)).or_else(|| alias_of(entries, wish));
        let number = known.unwrap_or_else(|| {
            entries.push(added(&wish.term));
            entries.len() - 1
        });
        correct(&mut entries[number], wish);
    }
    // An entry that neither says anything nor knows where it is said explains nothing.
    entries.retain(|entry| !entry.text().is_empty() || entry.home.is_some());
}

/// Returns the entry that the notes have under a name which the user gives as another one of the term.
fn alias_of(entries: &[Entry], wish: &Wish) -> Option<usize> {
    let keys: Vec<String> = wish.aliases.iter().map(|alias| names::key(alias)).collect();
    entries.iter().position(|entry| keys.contains(&names::key(&entry.term)))
}

fn is_named(entry: &Entry, key: &str) -> bool {
    let others = entry.aliases.iter().chain(&entry.abbreviations);
    names::key(&entry.term) == key || others.into_iter().any(|name| names::key(name) == key)
}

fn added(term: &str) -> Entry {
    Entry {
        term: term.to_string(),
        anchor: String::new(),
        aliases: Vec::new(),
        abbreviations: Vec::new(),
        definitions: Vec::new(),
        by_hand: None,
        link: true,
        eager: false,
        home: None,
    }
}

fn correct(entry: &mut Entry, wish: &Wish) {
    let old = std::mem::replace(&mut entry.term, wish.name.clone().unwrap_or_else(|| wish.term.clone()));
    for alias in [&old, &wish.term].into_iter().chain(&wish.aliases) {
        let key = names::key(alias);
        if !is_named(entry, &key) {
            entry.aliases.push(alias.clone());
        }
    }
    for short in &wish.abbreviations {
        if !entry.abbreviations.contains(short) {
            entry.abbreviations.push(short.clone());
        }
    }
    let own = names::key(&entry.term);
    let abbreviations = entry.abbreviations.clone();
    entry.aliases.retain(|alias| names::key(alias) != own && !abbreviations.contains(alias));
    entry.abbreviations.retain(|short| *short != entry.term);
    entry.aliases.sort();
    entry.abbreviations.sort();
    if wish.definition.is_some() {
        entry.by_hand.clone_from(&wish.definition);
    }
    if wish.home.is_some() {
        entry.home.clone_from(&wish.home);
    }
    entry.link = wish.link.unwrap_or(entry.link);
    entry.eager = wish.link == Some(true);
}
