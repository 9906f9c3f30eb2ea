//! The order of headings: levels that are skipped, a title that is missing or stands too low.

use super::reading::{Head, headings};
use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::note::BlockKind;

/// A heading two or more levels below the one before.
pub static HEADING_SKIPS_LEVEL: Rule =
    rule("heading-skips-level", Category::Structure, Level::Warn, "A heading skips a level.");
/// A note whose sections stand under no title.
pub static DOCUMENT_WITHOUT_TITLE: Rule =
    rule("document-without-title", Category::Structure, Level::Info, "A note has sections but no title above them.");
/// A heading of level 1 among sections of level 2.
pub static SECOND_TITLE: Rule =
    rule("second-title", Category::Structure, Level::Warn, "A heading of level 1 stands among sections of level 2.");

/// Looks at the levels of a note's headings.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    let heads = headings(view);
    let skips = |pair: &&[Head<'_>]| pair[1].level > pair[0].level + 1;
    // Who does it all the time means it.
    let habit = heads.windows(2).filter(skips).count() > 3;
    for pair in heads.windows(2) {
        let (before, head) = (&pair[0], &pair[1]);
        if head.level > before.level + 1 {
            let message = format!("this heading of level {} stands under one of level {}", head.level, before.level);
            let hint = format!("make it level {}", before.level + 1);
            let finding = Diagnostic::new(&HEADING_SKIPS_LEVEL, head.span, message).hint(hint);
            // Some never use a level, for its size; who uses it elsewhere has forgotten it here.
            let used = heads.iter().any(|other| other.level > before.level && other.level < head.level);
            out.push(Diagnostic { level: if used && !habit { Level::Warn } else { Level::Info }, ..finding });
        }
    }
    if let Some(first) = heads.first().filter(|first| first.level > 2) {
        let message = format!("the first heading is of level {}", first.level);
        out.push(Diagnostic { level: Level::Info, ..Diagnostic::new(&HEADING_SKIPS_LEVEL, first.span, message) });
    }
    let stray = stray(&heads);
    if let Some(stray) = stray {
        let message = "this title stands at the level of the note's own title, among sections of level 2";
        out.push(Diagnostic::new(&SECOND_TITLE, stray.span, message).hint("make it level 2"));
    }
    let titles = heads.iter().filter(|head| head.level == 1).count();
    if let Some(first) = heads.first().filter(|first| first.level > 1)
        && titles == usize::from(stray.is_some())
        && !titled_otherwise(view)
    {
        let hint = "begin the note with a title: # …";
        out.push(Diagnostic::new(&DOCUMENT_WITHOUT_TITLE, first.span, "no title stands above this heading").hint(hint));
    }
}

/// Returns the one heading of level 1 that stands behind sections of level 2 and has none of its own.
fn stray<'a, 'b>(heads: &'b [Head<'a>]) -> Option<&'b Head<'a>> {
    let mut titles = heads.iter().enumerate().skip(1).filter(|(_, head)| head.level == 1);
    let (at, title) = titles.next()?;
    let sections = |heads: &[Head<'_>]| heads.iter().filter(|head| head.level == 2).count();
    let alone = titles.next().is_none() && heads.get(at + 1).is_none_or(|next| next.level != 2 && next.level != 3);
    // With two sections above, a note of several parts is as likely.
    (alone && sections(&heads[..at]) >= 3).then_some(title)
}

/// Whether front matter or raw HTML gives the note its title.
fn titled_otherwise(view: &View<'_>) -> bool {
    view.note.blocks.iter().any(|block| match block.kind {
        BlockKind::FrontMatter => block.span.of(view.text).contains("title"),
        BlockKind::Html => block.span.of(view.text).contains("<h1"),
        _ => false,
    })
}
