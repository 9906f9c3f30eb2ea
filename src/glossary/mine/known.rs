//! Names of concepts that people explain, whoever they are.
//!
//! They stand in `topics/terms.txt`. A line that begins with one of them defines it more often than a line that begins with other
//! words, and needs less of what else tells a definition.

use super::super::{Form, THRESHOLD, names};
use super::page::Hit;
use super::words;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What a line gains that begins with such a name and a sign.
const SIGNED: i32 = 24;
/// What must speak for it already: below that, the words behind the sign say nothing of what the thing is.
const SIGNED_LEAST: i32 = 24;
/// What a sentence gains that begins with one.
const SAID: i32 = 14;
/// What must speak for that already.
const SAID_LEAST: i32 = 34;

/// The names, as [`names::key`] writes them.
static KNOWN: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../../../topics/terms.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(names::key).collect()
});

/// Returns what a hit in a text gains because it is about a concept that people explain.
pub(super) fn gain(text: &str, hit: &Hit) -> i32 {
    let (gain, least) = match hit.form {
        Form::Colon | Form::Dash | Form::Equals => (SIGNED, SIGNED_LEAST),
        Form::IsA => (SAID, SAID_LEAST),
        _ => return 0,
    };
    // "time zone: `ZoneInfo(…)`", "port: 8080" and "layer: keep it thin" give an example, a value or advice.
    let first = text[hit.body.clone()].trim_start_matches(['"', ' ']).split([' ', ',']).next().unwrap_or_default();
    let plain = first.chars().all(|c| c.is_lowercase() || c == '-') && !first.starts_with('-') && first != "for";
    let article = matches!(first, "A" | "An" | "The");
    let tells = (plain || article) && !words::has(&words::IMPERATIVE, first) && !text[hit.body.clone()].contains("->");
    // It makes a definition of it, and no better one than what tells itself.
    let most = (i32::from(THRESHOLD) + 4 - hit.score).max(0);
    if hit.score >= least && tells && KNOWN.contains(&hit.key) { gain.min(most) } else { 0 }
}
