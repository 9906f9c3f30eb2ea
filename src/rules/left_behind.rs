//! What authors write to themselves and leave: things to do, doubts, where a text came from, dots for more.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::prose::{Passage, Scope};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// A thing to do.
pub static TODO_LEFT: Rule =
    rule("todo-left", Category::Structure, Level::Info, "A remark to the author is left in the text.");
/// A list item that stands for others.
pub static PLACEHOLDER_ITEM: Rule =
    rule("placeholder-item", Category::Structure, Level::Info, "A list item stands for others that are not there.");
/// A doubt.
pub static HEDGE_LEFT: Rule =
    rule("hedge-left", Category::Structure, Level::Info, "The author was not sure and has not come back.");
/// Where a text came from.
pub static PROVENANCE_NOTE: Rule =
    rule("provenance-note", Category::Structure, Level::Info, "A remark says which machine wrote the text.");

const DOUBTS: [&str; 12] = [
    "(i think)",
    "(i guess)",
    "(i believe)",
    "(?)",
    "(??)",
    "not sure",
    "(probably)",
    "(maybe)",
    "no idea",
    "unclear when",
    "unclear why",
    "need to check",
];
const MACHINES: [&str; 9] = [
    "from gpt)",
    "from chatgpt",
    "from gpt",
    "by chatgpt",
    "chatgpt says",
    "chatgpt said",
    "(chatgpt",
    "from copilot",
    "according to chatgpt",
];

/// All of them in one automaton, doubts first.
static PHRASES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let all = DOUBTS.iter().chain(&MACHINES);
    AhoCorasick::builder().ascii_case_insensitive(true).build(all).expect("the phrases are few and short")
});

/// Looks at paragraphs and list items.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let prose = view.prose.passages.iter().filter(|passage| passage.scope == Scope::Prose);
    for passage in prose {
        let text = &view.prose.text[passage.at.clone()];
        if let Some(end) = remark(text) {
            let at = view.prose.source(view.source, passage.at.start..passage.at.start + end);
            out.push(Diagnostic::new(&TODO_LEFT, at, "this is a remark to the author").hint("do it, or take it out"));
        }
        if is_placeholder(text) && in_list(view, passage) {
            let at = view.prose.source(view.source, passage.at.clone());
            let finding = Diagnostic::new(&PLACEHOLDER_ITEM, at, "this item stands for others that are not there");
            out.push(finding.hint("write them, or take it out"));
        }
        phrases(view, passage, out);
    }
}

fn remark(text: &str) -> Option<usize> {
    let word = ["TODO", "FIXME", "XXX", "TBD", "To do:", "To-do:", "Unfinished"]
        .into_iter()
        .find(|word| text.starts_with(word))?;
    let whole =
        text[word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '-' && c != '.');
    (whole && !(word == "TODO" && text[4..].trim_start().starts_with("list"))).then_some(word.len())
}

fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    matches!(lower.as_str(), "..." | "...." | "tbd" | "tba" | "etc" | "etc." | "etc..." | "and so on" | "and so on...")
        || text.len() < 60
            && text.ends_with("...")
            && ["other ", "more ", "and other", "and more", "etc"].iter().any(|start| lower.starts_with(start))
}

fn in_list(view: &View<'_>, passage: &Passage) -> bool {
    let start = view.prose.source(view.source, passage.at.clone()).start as usize;
    let block = super::reading::block_at(view, start).map(|block| view.note.blocks[block].kind);
    block == Some(crate::note::BlockKind::List)
}

fn phrases(view: &View<'_>, passage: &Passage, out: &mut Vec<Diagnostic>) {
    let text = &view.prose.text[passage.at.clone()];
    for hit in PHRASES.find_iter(text) {
        let at = passage.at.start + hit.start()..passage.at.start + hit.end();
        let edge = text[..hit.start()].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if !edge || view.prose.is_code(at.clone()) {
            continue;
        }
        let at = view.prose.source(view.source, at);
        out.push(if hit.pattern().as_usize() < DOUBTS.len() {
            Diagnostic::new(&HEDGE_LEFT, at, "a doubt is left in the text").hint("look it up, and write what is so")
        } else {
            let message = "this says which machine wrote the text";
            Diagnostic::new(&PROVENANCE_NOTE, at, message).hint("check the text, and take the remark out")
        });
    }
}
