//! Reads the built-in rule pages when the program is built, so that it does not have to when it starts.
//!
//! Writes `pages.rs`: the texts of all pages, and the pages that are rules in themselves as constants; and `api.index`, in which
//! names of the standard library are looked up.

#![allow(dead_code, reason = "the modules are the crate's own; the build uses a part of them")]
#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

#[path = "src/python/api/index.rs"]
mod index;
#[path = "src/pack/literals.rs"]
mod literals;
#[path = "src/pack/page.rs"]
mod page;

use page::{Head, Page, Slip};
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/pack/page.rs");
    println!("cargo::rerun-if-changed=src/pack/literals.rs");
    println!("cargo::rerun-if-changed=src/pack/literals");
    println!("cargo::rerun-if-changed=src/python/api.tsv");
    println!("cargo::rerun-if-changed=src/python/api/index.rs");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where the package is"));
    let mut files = Vec::new();
    for folder in std::fs::read_dir(root.join("rules")).into_iter().flatten().flatten() {
        for file in std::fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            files.push(file.path());
        }
    }
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    let (texts, data) = pages(&files);
    let out = format!(
        "/// Every built-in page: category, name, text.\npub static TEXTS: &[(&str, &str, &str)] = &[\n{texts}];\n\
         /// Every built-in page that is a rule in itself.\npub static DATA: &[PageData<'static>] = &[\n{data}];\n"
    );
    let target = PathBuf::from(std::env::var("OUT_DIR").expect("cargo says where to write"));
    std::fs::write(target.join("pages.rs"), out).expect("the generated file can be written");
    let table = std::fs::read_to_string(root.join("src/python/api.tsv")).expect("the table is there");
    std::fs::write(target.join("api.index"), index_of(&table)).expect("the generated file can be written");
}

/// Returns the texts of pages, and those that are rules in themselves, as rows of constants. To find the words that a page asks for
/// takes some milliseconds, so the pages are shared out among threads.
fn pages(files: &[PathBuf]) -> (String, String) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (mut texts, mut data) = (String::new(), String::new());
    std::thread::scope(|scope| {
        let chunks = files.chunks(files.len().div_ceil(threads).max(1));
        let parts: Vec<_> = chunks
            .map(|chunk| scope.spawn(move || chunk.iter().map(|path| page_rows(path)).collect::<Vec<_>>()))
            .collect();
        for part in parts {
            for (text, row) in part.join().expect("a thread that panics has said why") {
                texts.push_str(&text);
                data.push_str(&row);
            }
        }
    });
    (texts, data)
}

fn page_rows(path: &Path) -> (String, String) {
    let category = name(path.parent().unwrap_or(Path::new("")));
    let text = std::fs::read_to_string(path).expect("a rule page is UTF-8");
    let shown = format!("    ({category:?}, {:?}, include_str!({:?})),\n", name(path), path.display().to_string());
    let data = match page::read(&name(path), &text) {
        Ok(page) if page.is_data() => row(&category, &page),
        Ok(_) => String::new(),
        // The harness says more about it; a page that is being written must not stop the build.
        Err(trouble) => {
            println!("cargo::warning={}: {}", path.display(), trouble.message);
            String::new()
        }
    };
    (shown, data)
}

/// Returns for each place of the index where in the table a line begins, plus one, in four bytes.
fn index_of(table: &str) -> Vec<u8> {
    let mut starts = vec![0_u32; index::PLACES];
    let mut start = 0;
    for line in table.split_inclusive('\n') {
        let mut place = index::place(line.split('\t').next().unwrap_or_default());
        while starts[place] != 0 {
            place = (place + 1) % index::PLACES;
        }
        starts[place] = u32::try_from(start).expect("the table is small") + 1;
        start += line.len();
    }
    starts.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn name(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns a page as a constant.
fn row(category: &str, page: &Page) -> String {
    let head = &page.head;
    let mut patterns: String = head.slip.iter().map(|one| slip(one, head.keeps_case())).collect();
    if !head.all.is_empty() || !head.any.is_empty() {
        patterns.push_str(&pattern(head));
    }
    let words: Vec<(&String, &String)> = head.words.iter().collect();
    let misspelled: Vec<(&String, &String)> = head.misspelled.iter().collect();
    format!(
        "    PageData {{ name: {:?}, category: {category:?}, level: {:?}, what: {:?}, python: {:?}, scope: {}, section: {:?}, \
         paragraph: {}, exact_case: {}, guards: {}, message: {:?}, hint: {:?}, url: {:?}, safety: {:?}, words: &{words:?}, \
         misspelled: &{misspelled:?}, patterns: &[{patterns}] }},\n",
        page.name,
        head.level,
        page.what,
        head.python,
        list(head.scope.as_ref()),
        head.section,
        head.unit.as_deref() == Some("paragraph"),
        head.keeps_case(),
        list(head.guards.as_ref()),
        head.message,
        head.hint,
        head.url,
        head.safety,
    )
}

fn list(names: Option<&Vec<String>>) -> String {
    names.map_or_else(|| "None".to_string(), |names| format!("Some(&{names:?})"))
}

/// Returns what the patterns need, as a constant; what cannot be read needs nothing and is found by the harness.
fn needs(all: &[String], any: &[String], exact_case: bool) -> String {
    let needs = literals::needs(all, any, exact_case).unwrap_or_default();
    let rows: String = needs
        .iter()
        .map(|need| {
            let chains: String = need.chains.iter().map(chain).collect();
            let words = words(&need.words);
            format!("NeedData {{ any: {:?}, words: {words}, chains: &[{chains}] }}, ", need.any)
        })
        .collect();
    format!("&[{rows}]")
}

fn chain(chain: &literals::Chain) -> String {
    let links: String = (chain.iter()).map(|link| format!("{}, ", words(link))).collect();
    format!("&[{links}], ")
}

fn words(words: &[literals::Word]) -> String {
    let words: String = words.iter().map(|word| format!("({:?}, {}), ", word.text, word.bits())).collect();
    format!("&[{words}]")
}

fn pattern(head: &Head) -> String {
    let fix = head.fix.as_ref().map(|fix| (&fix.find, &fix.with, Some(&fix.safety)));
    format!(
        "PatternData {{ all: &{:?}, any: &{:?}, none: &{:?}, at: {:?}, fix: {fix:?}, needs: {} }}, ",
        head.all,
        head.any,
        head.none,
        head.at,
        needs(&head.all, &head.any, head.keeps_case())
    )
}

fn slip(slip: &Slip, exact_case: bool) -> String {
    let fix = Some((&slip.find, &slip.with, slip.safety.as_ref()));
    let all = [slip.find.clone()];
    format!(
        "PatternData {{ all: &{all:?}, any: &[], none: &{:?}, at: None, fix: {fix:?}, needs: {} }}, ",
        slip.none,
        needs(&all, &[], exact_case)
    )
}
