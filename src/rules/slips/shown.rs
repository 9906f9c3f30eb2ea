//! Code that is shown as an example of what not to do: it says so nearby.

use crate::lint::View;
use crate::prose::{Scope, sentences};
use crate::python::Block;
use regex::Regex;
use ruff_text_size::TextRange;
use std::sync::LazyLock;

/// Words by which people call the code next to them wrong.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(bad|wrong|incorrect(ly)?|pitfalls?|gotchas?|traps?|(common|frequent|typical|classic) (mistakes?|errors?|bugs?)|mistakenly|anti-?patterns?|counter-?examples?|broken|buggy|unsafe|insecure|dangerous|vulnerable|avoid|(don'?t|do not|never|not to|should ?n[o']t) (do|use|write|try)|instead of|(does ?n[o']t|won'?t|will not) work|(fails?|hangs?|deadlocks?|raises?)\b.{0,40}(because|since|as|:)$)\b",
    )
    .expect("the pattern is constant and right")
});

/// Words in the titles of sections about mistakes.
static TITLES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(pitfalls?|gotchas?|anti-?patterns?|(common|frequent|typical|classic) (mistakes?|errors?|bugs?))\b",
    )
    .expect("the pattern is constant and right")
});

/// Comments that state that something fails, or gives nothing.
static RESULT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\w(Error|Exception|Warning)\b|\bNone\b|(?i)\b(error|fails?|raises?|crash\w*|hangs?|deadlocks?)\b|<(bound|built-in|function|coroutine)|[✗❌✘]")
        .expect("the pattern is constant and right")
});

/// Returns whether code is called wrong: by the comment in its line or right above, by the sentence before its block, or by the
/// heading above it.
pub(super) fn is_shown_as_wrong(view: &View<'_>, block: &Block, range: TextRange) -> bool {
    let text = &view.prose.text;
    let at = block.place(range);
    let line_start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[at.start..].find('\n').map_or(text.len(), |end| at.start + end);
    // A session goes on with what the line raised.
    let below = text[line_end..].trim_start().lines().next().unwrap_or_default();
    if below.starts_with("Traceback (") || below.split(':').next().is_some_and(|name| name.ends_with("Error")) {
        return true;
    }
    let next = block.comments.partition_point(|comment| comment.start < at.start);
    if let Some(comment) = block.comments.get(next).filter(|comment| comment.start < line_end) {
        let says = &text[comment.clone()];
        if WORDS.is_match(says) || RESULT.is_match(says) {
            return true;
        }
    }
    // The comments of the lines above, as long as nothing else stands there.
    let mut top = line_start;
    for comment in block.comments[..next].iter().rev() {
        let between = text.get(comment.end..top).unwrap_or("x");
        if !between.trim().is_empty() || comment.end > top {
            break;
        }
        let start = text[..comment.start].rfind('\n').map_or(0, |end| end + 1);
        if !text[start..comment.start].trim().is_empty() {
            break;
        }
        if WORDS.is_match(&text[comment.clone()]) {
            return true;
        }
        top = start;
    }
    before(view, block)
}

/// Returns whether the sentence before a block, or the title above it, calls it wrong.
fn before(view: &View<'_>, block: &Block) -> bool {
    let code = u32::try_from(block.code).ok();
    let Some(number) =
        view.prose.passages.iter().position(|passage| passage.scope == Scope::Code && passage.code == code)
    else {
        return false;
    };
    if TITLES.is_match(&view.prose.heading_path(&view.prose.passages[number])) {
        return true;
    }
    let Some(passage) = number.checked_sub(1).map(|before| &view.prose.passages[before]) else { return false };
    let says = match passage.scope {
        Scope::Prose => sentences(view.prose, passage).pop().unwrap_or_else(|| passage.at.clone()),
        Scope::Heading => passage.at.clone(),
        _ => return false,
    };
    WORDS.is_match(&view.prose.text[says])
}
