//! The path of every chapter's page: the one that the layout chose, or one made of the titles.

use super::layout::{Chapter, Phrase, UNSORTED, complain};
use super::place::Plan;
use super::slug::{Paths, component, unusable};
use crate::diagnostic::{Diagnostic, LAYOUT_CHAPTER};

/// Returns the path of every spot's page.
pub(super) fn chapter_paths(
    plan: &Plan<'_>,
    (taken, first): (&[&str], bool),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut paths = Paths::new(taken.iter().copied());
    let mut chosen: Vec<Option<String>> = Vec::new();
    for spot in &plan.spots {
        chosen.push(spot.chapter.and_then(|chapter| chosen_path(chapter, &mut paths, diagnostics)));
    }
    let mut folders: Vec<String> = Vec::new();
    let mut given = Vec::new();
    for (spot, chosen) in plan.spots.iter().zip(chosen) {
        folders.truncate(spot.depth);
        let mut above: Vec<String> = spot.part.map(|part| component(&plan.parts[part])).into_iter().collect();
        above.extend(folders.iter().cloned());
        let title = spot.chapter.map_or(UNSORTED, |chapter| chapter.title.text.as_str());
        // mdBook copies the book's first chapter to the front page, links and all, so it must not stand in a folder; and a
        // chapter called like its part needs none.
        let front = first && given.is_empty();
        let own = if front || above.last() == Some(&component(title)) { &[] } else { above.as_slice() };
        let path = chosen.or_else(|| paths.plain(own, title));
        given.push(path.unwrap_or_else(|| paths.give(&above, title)));
        folders.push(component(title));
    }
    given
}

fn chosen_path(chapter: &Chapter, paths: &mut Paths, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let path = chapter.path.as_ref()?;
    // mdBook has made index pages of README files by now, and would leave this one under its own name.
    let (folder, name) = path.text.rsplit_once('/').map_or(("", path.text.as_str()), |(folder, name)| (folder, name));
    let index = !folder.is_empty() && name.eq_ignore_ascii_case("readme.md");
    let path = &Phrase { text: if index { format!("{folder}/index.md") } else { path.text.clone() }, at: path.at };
    let problem = match unusable(&path.text) {
        Some(why) => Some((format!("`{}` cannot be the path of a page", path.text), why)),
        None if paths.take(&path.text) => None,
        None => {
            Some((format!("another page stands at `{}` already", path.text), "the page gets a path made of its title"))
        }
    };
    match problem {
        Some((message, hint)) => {
            diagnostics.extend(complain(&LAYOUT_CHAPTER, path, message).map(|f| f.hint(hint)));
            None
        }
        None => Some(path.text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Source;
    use crate::{Input, build};
    use std::collections::BTreeSet;

    fn paths(text: &str) -> BTreeSet<String> {
        let sources = vec![Source::new("preface.md", ""), Source::new("notes/a.md", text)];
        let edition = build(&Input { notes: 2, sources, ..Input::default() });
        edition.book.pages.into_iter().map(|page| page.path).collect()
    }

    #[test]
    fn a_section_that_comes_in_moves_no_other_page() {
        let long = "word ".repeat(1200);
        let section = |title: &str| format!("## {title}\n\n{long}\n\n");
        let trees: String = ["Ash", "Beech", "Fir", "Lime", "Oak & elm", "Yew"].map(section).concat();
        let before = format!("# Trees\n\nAll of them.\n\n{trees}");
        let after = before.replace("## Oak", &format!("{}## Oak", section("Birch")));
        let (before, after) = (paths(&before), paths(&after));
        assert!(before.len() >= 6, "{before:?}");
        assert!(before.is_subset(&after), "{before:?} {after:?}");
        assert_eq!(after.len(), before.len() + 1);
    }
}
