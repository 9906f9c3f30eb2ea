//! Names that say by their last part alone what they are, of those that came with a known version.

use super::{Entry, TABLE};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How many letters such a name has at least: shorter ones are words and variables.
const LETTERS: usize = 6;

/// For each last part its line, or none when several names have it that differ in age.
static LINES: LazyLock<FxHashMap<&'static str, Option<&'static str>>> = LazyLock::new(|| {
    let mut lines: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for line in TABLE.lines() {
        let name = line.split('\t').next().unwrap_or_default();
        let last = name.rsplit_once('.').map_or(name, |(_, last)| last);
        if last.len() >= LETTERS && !last.starts_with('_') {
            let age = |line: &str| line.split('\t').nth(3).map(str::to_string);
            lines
                .entry(last)
                .and_modify(|known| *known = known.filter(|known| age(known) == age(line)))
                .or_insert(Some(line));
        }
    }
    lines
});

/// Returns what the table says of a name such as `TaskGroup` or `removeprefix`, if it came with a known version and no other
/// name ends so, unless that came with the same one; the first of those in the table.
#[must_use]
pub fn only(last: &str) -> Option<Entry<'static>> {
    let entry = Entry::read((*LINES.get(last)?)?)?;
    entry.added.is_some().then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_part_that_is_met_once_names_its_entry() {
        assert_eq!(only("TaskGroup").map(|entry| entry.name), Some("asyncio.TaskGroup"));
        assert_eq!(only("cached_property").map(|entry| entry.name), Some("functools.cached_property"));
        assert_eq!(only("append"), None);
        assert_eq!(only("no_such_name"), None);
    }
}
