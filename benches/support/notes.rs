//! The text that benches run on: the real notes when `COMMONPLACE_REAL_NOTES` names their folder, else the bundled ones.

use divan::counter::BytesCount;
use mdbook_commonplace::text::Source;
use std::path::Path;

/// Returns the notes: names and texts, by name.
pub(crate) fn notes() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("COMMONPLACE_REAL_NOTES").map_or_else(|| root.join("book/notes"), |f| root.join(f));
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).expect("the folder of notes").flatten().map(|e| e.path()).collect();
    paths.sort();
    let read = |path: &Path| std::fs::read_to_string(path).expect("a note");
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), read(path))).collect()
}

/// Returns how often the notes must stand behind each other to reach about so many bytes: once at least.
pub(crate) fn times(notes: &[(String, String)], size: usize) -> usize {
    (size / notes.iter().map(|(_, text)| text.len()).sum::<usize>()).max(1)
}

/// Returns the length of all sources.
pub(crate) fn bytes(sources: &[Source]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text.len()).sum::<usize>())
}

/// Returns how many events pulldown-cmark makes of the sources: the figure that all others are read against.
pub(crate) fn events(sources: &[Source]) -> usize {
    let options = mdbook_markdown::MarkdownOptions::default();
    let events = |source: &Source| mdbook_markdown::new_cmark_parser(&source.text, &options).into_offset_iter().count();
    sources.iter().map(events).sum()
}
