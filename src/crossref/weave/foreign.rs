//! Whether words of one note can mean a section of another that has many of its kind.

use super::{Here, Weaver};
use crate::crossref::mention::Mention;

impl Weaver<'_> {
    /// Returns whether a section of another note is not what a mention means.
    ///
    /// A facet of what another note is about never is. A title in lower case is a name, as packages have: "ignore" in a sentence is
    /// no mention of it, and neither is "type is" one of `type-is`; code ticks or the spelling have to say so.
    pub(super) fn is_foreign(&self, here: &Here<'_>, mention: &Mention, number: usize) -> bool {
        let place = &self.targets.places[number];
        let Some(block) = place.block.filter(|block| block.source != here.note.source) else { return false };
        if place.facet {
            return true;
        }
        let title = &self.spots.pages[place.page].headings[place.heading].title;
        if !self.facets.are_many(block.source) || !title.starts_with(char::is_lowercase) {
            return false;
        }
        let ticked = mention.around.is_some_and(|around| around.of(here.note.text).starts_with('`'));
        let text = &here.note.prose.text[mention.at.clone()];
        let spelled = title.starts_with(text) && text.contains(|c: char| !c.is_alphabetic() && c != ' ');
        !ticked && !spelled
    }
}
