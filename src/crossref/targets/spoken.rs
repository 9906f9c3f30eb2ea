//! How people speak of what a title of one word names: "unit tests" of `unittest`, "several processes" of multiprocessing.

use crate::glossary::names::plural;

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

/// Returns the phrases by which people speak of doing something with many at once: "several threads" of multithreading.
pub fn of_many(name: &str) -> Vec<String> {
    let name = name.to_ascii_lowercase();
    let one = name.strip_prefix("multi").and_then(|rest| rest.strip_suffix("ing")).filter(|one| one.len() >= HALF);
    let things = one.and_then(plural).unwrap_or_default();
    if things.is_empty() { Vec::new() } else { MANY.iter().map(|many| format!("{many} {things}")).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_doing_many_things_are_spoken_of_in_other_words() {
        let modules = of_module("shelve");
        assert!(modules.contains(&"shelved".to_string()), "{modules:?}");
        assert!(of_module("filecmp").is_empty(), "no half of it is a word");
        assert!(of_module("tracemalloc").contains(&"trace malloc".to_string()));
        assert_eq!(of_many("Multithreading"), ["multiple threads", "separate threads", "several threads"]);
        assert!(of_many("Multi-ing").is_empty() && of_many("Threads").is_empty() && of_many("Multimedia").is_empty());
    }
}
