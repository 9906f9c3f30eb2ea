//! mdBook's book as JSON: the tree of chapters, read and put together again with every unknown field left alone.

use crate::arrange::Book;
use serde_json::{Map, Value, json};

/// A chapter that mdBook handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chapter {
    /// Its page's path, with `/` between folders.
    pub path: String,
    /// Its file's path, which differs from the page's for a README.
    pub source: String,
    /// Its text.
    pub content: String,
    /// Its name in the summary.
    pub name: String,
}

/// Returns the key under which this mdBook keeps a book's items: `items` since 0.5, `sections` before.
pub(super) fn items_key(book: &Value) -> Option<&'static str> {
    ["items", "sections"].into_iter().find(|key| book.get(key).is_some_and(Value::is_array))
}

/// Returns all chapters that have a file, in book order.
pub(super) fn chapters(book: &Value) -> Vec<Chapter> {
    let mut found = Vec::new();
    if let Some(key) = items_key(book) {
        collect(&book[key], &mut found);
    }
    found
}

fn collect(items: &Value, found: &mut Vec<Chapter>) {
    for chapter in items.as_array().into_iter().flatten().filter_map(|item| item.get("Chapter")) {
        if let Some(path) = slashed(&chapter["path"]) {
            let source = slashed(&chapter["source_path"]).unwrap_or_else(|| path.clone());
            let content = chapter["content"].as_str().unwrap_or_default().to_string();
            let name = chapter["name"].as_str().unwrap_or_default().to_string();
            found.push(Chapter { path, source, content, name });
        }
        collect(&chapter["sub_items"], found);
    }
}

fn slashed(path: &Value) -> Option<String> {
    path.as_str().map(|path| path.replace('\\', "/"))
}

/// What takes the notes' place.
pub(super) struct New<'a> {
    /// The pages' plan.
    pub book: &'a Book,
    /// The pages' text.
    pub pages: &'a [String],
    /// For each page, the file and line that "Suggest an edit" should open.
    pub origins: &'a [Option<String>],
    /// The glossary's page, the last one, which stands behind everything or in a chapter that has its path.
    pub glossary: Option<usize>,
}

/// Puts the new chapters in the place of the first note, takes the other notes out, gives the remaining chapters their new
/// text, and numbers everything again.
///
/// `keep` says for each chapter in book order what its text is now, or that it is a note.
pub(super) fn rebuild(book: &mut Value, new: &New<'_>, keep: &[Option<String>]) {
    let Some(key) = items_key(book) else { return };
    let items = take(&mut book[key]);
    let mut rebuilder = Rebuilder { new, keep: keep.iter(), placed: false };
    let mut items = rebuilder.items(items, true);
    if let Some(page) = new.glossary {
        let (path, text) = (&new.book.pages[page].path, &new.pages[page]);
        if !fill(&mut items, path, text) {
            items.push(Value::String("Separator".to_string()));
            items.push(rebuilder.chapter(page, page + 1, false));
        }
    }
    number(&mut items, &[], &[]);
    book[key] = Value::Array(items);
}

/// Adds text to the chapter of this path; returns whether there is one.
fn fill(items: &mut [Value], path: &str, text: &str) -> bool {
    for chapter in items.iter_mut().filter_map(|item| item.get_mut("Chapter")) {
        if slashed(&chapter["path"]).as_deref() == Some(path) {
            // A heading of its own is all that such a chapter often holds; the glossary's would be the second.
            let own = chapter["content"].as_str().unwrap_or_default().trim_end();
            let titled = own.trim_start().starts_with('#');
            let text = if titled { text.split_once('\n').map_or("", |(_, rest)| rest).trim_start() } else { text };
            let whole = if own.is_empty() { text.to_string() } else { format!("{own}\n\n{text}") };
            chapter["content"] = Value::String(whole);
            return true;
        }
        if chapter["sub_items"].as_array_mut().is_some_and(|below| fill(below, path, text)) {
            return true;
        }
    }
    false
}

fn take(items: &mut Value) -> Vec<Value> {
    items.as_array_mut().map(std::mem::take).unwrap_or_default()
}

struct Rebuilder<'a> {
    new: &'a New<'a>,
    keep: std::slice::Iter<'a, Option<String>>,
    placed: bool,
}

impl Rebuilder<'_> {
    fn items(&mut self, items: Vec<Value>, top: bool) -> Vec<Value> {
        let mut out = Vec::new();
        for mut item in items {
            let Some(chapter) = item.get_mut("Chapter") else {
                out.push(item);
                continue;
            };
            let below = take(&mut chapter["sub_items"]);
            let numbered = !chapter["number"].is_null();
            let text = if chapter["path"].is_string() { self.keep.next() } else { None };
            match text {
                Some(None) => {
                    let parted = if self.placed { false } else { self.place(&mut out, numbered, top) };
                    // What stood below a note and is none stays in its place, one level up.
                    if parted {
                        out.push(Value::String("Separator".to_string()));
                    }
                    let below = self.items(below, false);
                    out.extend(below);
                }
                text => {
                    if let Some(Some(text)) = text {
                        chapter["content"] = Value::String(text.clone());
                    }
                    chapter["sub_items"] = Value::Array(self.items(below, false));
                    out.push(item);
                }
            }
        }
        if top {
            drop_empty_parts(&mut out);
        }
        trim_separators(&mut out, top);
        out
    }

    /// Adds the new chapters; returns whether the last of them stands under a part's title, which would seem to hold what
    /// follows.
    fn place(&mut self, out: &mut Vec<Value>, numbered: bool, top: bool) -> bool {
        self.placed = true;
        let mut part = None;
        let pages = &self.new.book.pages[..self.new.glossary.unwrap_or(self.new.book.pages.len())];
        let mut at = 0;
        while at < pages.len() {
            let next = (at + 1..pages.len()).find(|i| pages[*i].depth <= pages[at].depth).unwrap_or(pages.len());
            if pages[at].part != part || pages[at].unsorted {
                let closed = pages[at].part.is_none() && part.is_some();
                part = pages[at].part;
                match part {
                    Some(part) if top => out.push(json!({"PartTitle": self.new.book.parts[part]})),
                    // A list of chapters below another has no place for part titles: a draft chapter stands for it.
                    Some(part) => out.push(Self::draft(&self.new.book.parts[part], numbered)),
                    None if closed && top => out.push(Value::String("Separator".to_string())),
                    None => {}
                }
            }
            let chapter = self.chapter(at, next, numbered);
            match out.last_mut().filter(|_| part.is_some() && !top) {
                Some(draft) => draft["Chapter"]["sub_items"].as_array_mut().into_iter().for_each(|below| {
                    below.push(chapter.clone());
                }),
                None => out.push(chapter),
            }
            at = next;
        }
        part.is_some() && top
    }

    fn draft(title: &str, numbered: bool) -> Value {
        json!({"Chapter": Self::object(title, "", Value::Null, Value::Null, numbered)})
    }

    fn chapter(&self, at: usize, end: usize, numbered: bool) -> Value {
        let page = &self.new.book.pages[at];
        let source = self.new.origins[at].clone().map_or(Value::Null, Value::String);
        let path = Value::String(page.path.clone());
        let mut chapter = Self::object(&page.title, &self.new.pages[at], path, source, numbered);
        let mut below = Vec::new();
        let mut child = at + 1;
        while child < end {
            let pages = &self.new.book.pages;
            let next = (child + 1..end).find(|i| pages[*i].depth <= pages[child].depth).unwrap_or(end);
            below.push(self.chapter(child, next, numbered));
            child = next;
        }
        chapter.insert("sub_items".to_string(), Value::Array(below));
        json!({"Chapter": chapter})
    }

    fn object(name: &str, content: &str, path: Value, source: Value, numbered: bool) -> Map<String, Value> {
        let mut chapter = Map::new();
        chapter.insert("name".to_string(), name.into());
        chapter.insert("content".to_string(), content.into());
        chapter.insert("number".to_string(), if numbered { json!([]) } else { Value::Null });
        chapter.insert("sub_items".to_string(), json!([]));
        chapter.insert("path".to_string(), path);
        chapter.insert("source_path".to_string(), source);
        chapter.insert("parent_names".to_string(), json!([]));
        chapter
    }
}

/// A part whose chapters were all notes holds nothing any more; the notes' own parts stand for it.
fn drop_empty_parts(items: &mut Vec<Value>) {
    let title = |item: &Value| item.get("PartTitle").is_some();
    let mut at = 0;
    while at < items.len() {
        let behind = items[at + 1..].iter().find(|item| title(item) || item.get("Chapter").is_some());
        if title(&items[at]) && behind.is_none_or(title) {
            items.remove(at);
        } else {
            at += 1;
        }
    }
}

/// A separator at the end, or two in a row, separate nothing.
fn trim_separators(items: &mut Vec<Value>, top: bool) {
    let separator = |item: &Value| item == "Separator";
    items.dedup_by(|a, b| separator(a) && (separator(b) || b.get("PartTitle").is_some()));
    let mut at = 0;
    while at + 1 < items.len() {
        if separator(&items[at]) && items[at + 1].get("PartTitle").is_some() {
            items.remove(at);
        } else {
            at += 1;
        }
    }
    while top && items.last().is_some_and(separator) {
        items.pop();
    }
}

/// Numbers the numbered chapters again and tells each the names of those above it.
fn number(items: &mut [Value], above: &[u64], names: &[String]) {
    let mut next = 0;
    for chapter in items.iter_mut().filter_map(|item| item.get_mut("Chapter")) {
        let mut own = above.to_vec();
        if !chapter["number"].is_null() {
            next += 1;
            own.push(next);
            chapter["number"] = json!(own);
        }
        chapter["parent_names"] = json!(names);
        let mut path = names.to_vec();
        path.push(chapter["name"].as_str().unwrap_or_default().to_string());
        if let Some(below) = chapter["sub_items"].as_array_mut() {
            number(below, &own, &path);
        }
    }
}

/// Returns the paths of all pages of a book, in order.
pub(super) fn paths(book: &Value) -> Vec<String> {
    chapters(book).into_iter().map(|chapter| chapter.path).collect()
}

/// Returns the number of every numbered chapter, by the path of its page.
pub(super) fn numbers(book: &Value) -> std::collections::HashMap<String, Vec<u64>> {
    fn walk(items: &Value, found: &mut std::collections::HashMap<String, Vec<u64>>) {
        for chapter in items.as_array().into_iter().flatten().filter_map(|item| item.get("Chapter")) {
            if let (Some(path), Some(number)) = (slashed(&chapter["path"]), chapter["number"].as_array()) {
                found.insert(path, number.iter().filter_map(Value::as_u64).collect());
            }
            walk(&chapter["sub_items"], found);
        }
    }
    let mut found = std::collections::HashMap::new();
    if let Some(key) = items_key(book) {
        walk(&book[key], &mut found);
    }
    found
}
