//! How people speak of what a title of one word names: "unit tests" of `unittest`, "several processes" of multiprocessing.

use crate::glossary::names::{plural, singular};

/// How many letters each of two words has at least that a module's name is made of.
const HALF: usize = 4;

/// What people say where they do not say "multi".
const MANY: [&str; 3] = ["multiple", "separate", "several"];

/// Returns the forms in which people speak of what a module is for: "unit tests" of `unittest`, "pickled" of `pickle`.
pub fn of_module(name: &str) -> Vec<String> {
    if !name.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let splits = HALF..(name.len() + 1).saturating_sub(HALF);
    let mut forms: Vec<String> = Vec::new();
    for (one, two) in splits.map(|at| name.split_at(at)) {
        forms.extend(["", "s", "ing"].map(|ending| format!("{one} {two}{ending}")));
    }
    if let Some(stem) = name.strip_suffix('e').filter(|stem| stem.len() >= HALF) {
        forms.extend([format!("{stem}ed"), format!("{stem}ing")]);
    }
    forms
}

/// Returns the phrases by which people speak of what a section is about: "error handling" of one on errors, "several threads" of
/// one on multithreading.
pub fn of_subject(name: &str) -> Vec<String> {
    let name = name.to_ascii_lowercase();
    if name.len() < HALF || !name.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let thing = name.strip_prefix("multi").and_then(|rest| rest.strip_suffix("ing")).filter(|one| one.len() >= HALF);
    if let Some(things) = thing.and_then(plural) {
        return MANY.iter().map(|many| format!("{many} {things}")).collect();
    }
    let one = singular(&name);
    let many = plural(&one).unwrap_or_else(|| name.clone());
    vec![format!("{one} handling"), format!("handling {many}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_subjects_are_spoken_of_in_other_words() {
        let modules = of_module("shelve");
        assert!(modules.contains(&"shelved".to_string()), "{modules:?}");
        assert!(of_module("filecmp").is_empty(), "no half of it is a word");
        assert!(of_module("tracemalloc").contains(&"trace malloc".to_string()));
        assert_eq!(of_subject("Multithreading"), ["multiple threads", "separate threads", "several threads"]);
        assert_eq!(of_subject("Errors"), ["error handling", "handling errors"]);
        assert!(of_subject("C++").is_empty() && of_subject("I/O").is_empty());
    }
}
