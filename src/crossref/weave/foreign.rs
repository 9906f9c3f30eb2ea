//! Where words cannot lead to a section: from inside it, where they are worn out, and where another note means something else.

use super::{Done, Here, Weaver};
use crate::crossref::mention::{Mention, Stands};

impl<'a> Weaver<'a> {
    /// Whether a mention may lead to a section: not from inside it, nor where something else is meant.
    pub(super) fn leads(&self, here: &Here<'a>, mention: &Mention, number: usize, done: &Done<'a>) -> bool {
        let place = &self.targets.places[number];
        // The title of a page holds all of it; what the user means by it is the text before the next heading.
        let own = place.heading == 0 && place.speaks && mention.means.wish.is_some();
        let end = if own { 1 } else { place.end };
        let inside =
            place.page == here.page && here.spot.heading.is_some_and(|heading| (place.heading..end).contains(&heading));
        let tired = mention.plain && done.tired.is_some_and(|tired| tired.contains(&number));
        let rare = || done.rare.is_some_and(|rare| rare.contains(&number));
        let worn = mention.stands != Stands::Name && !(mention.stands == Stands::Noun && rare());
        !inside && !tired && !worn && !self.is_foreign(here, mention, number)
    }

    /// Returns whether a section of another note is not what a mention means.
    ///
    /// A facet of what another note is about never is. A title in lower case is a name, as packages have: "ignore" in a sentence is
    /// no mention of it, and neither is "type is" one of `type-is`; code ticks or the spelling have to say so.
    fn is_foreign(&self, here: &Here<'_>, mention: &Mention, number: usize) -> bool {
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
