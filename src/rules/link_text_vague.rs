//! Links whose text does not say where they lead.

use super::rule;
use crate::diagnostic::{Category, Diagnostic, Level, Rule};
use crate::lint::View;
use crate::note::LinkForm;

/// A link called "here".
pub static LINK_TEXT_VAGUE: Rule =
    rule("link-text-vague", Category::Style, Level::Info, "The text of a link does not say where it leads.");

/// Texts that fit every link.
const VAGUE: [&str; 10] =
    ["here", "click here", "this", "link", "this link", "read more", "more", "this page", "see here", "this one"];

/// Looks at the texts of links.
pub fn check(view: &View<'_>, out: &mut Vec<Diagnostic>) {
    for link in view.note.links.iter().filter(|link| !link.image && !matches!(link.form, LinkForm::Attribute(_))) {
        let text = link.text.trim().trim_end_matches(['.', '!', '>']);
        if text.len() <= 10 && VAGUE.iter().any(|vague| text.eq_ignore_ascii_case(vague)) {
            let message = format!("`{}` does not say where the link leads", link.text.trim());
            let finding = Diagnostic::new(&LINK_TEXT_VAGUE, link.span, message);
            out.push(finding.hint("make what it leads to the text of the link"));
        }
    }
}
