//! Links led to where their targets went: edits of destinations, and findings about those that lead nowhere.

use super::link::{Purpose, Rewritten};
use super::spots::Spots;
use crate::arrange::select::Ground;
use crate::arrange::{Book, Edit, Piece};
use crate::diagnostic::{ANCHOR_BROKEN, Diagnostic, LINK_BROKEN};
use crate::ledger::Maker;
use crate::note::{BlockId, LinkDef, LinkForm, LinkUse, Note};
use crate::parse::Dialect;
use crate::path::{Address, decode, encode, join, relative};
use crate::text::{SourceId, Span};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// Returns a file's name without folders and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// How many wrong links are told what was probably meant.
const HINTS: usize = 200;

/// A chapter of the book that is not made of notes, read for its links alone.
pub struct Other<'a> {
    /// The chapter's page, relative to the book's source folder.
    pub path: &'a str,
    /// The chapter.
    pub note: &'a Note,
}

/// Knows where everything in the book is.
pub struct Resolver<'a> {
    /// The notes.
    pub ground: Ground<'a>,
    /// Their pages.
    pub book: &'a Book,
    /// Where their blocks went.
    pub spots: &'a Spots,
    /// What stands in for each block.
    pub stand_ins: &'a [Vec<Option<BlockId>>],
    /// How the book reads Markdown.
    pub dialect: Dialect,
    notes: HashMap<String, usize>,
    /// How many more wrong links are worth a look for what was meant: it is a look at every heading.
    hints: Cell<usize>,
    files: &'a HashSet<String>,
    folders: HashSet<&'a str>,
}

enum Target {
    /// Nothing to do with the book, or right as it is.
    Keep,
    /// A place that was in a note.
    Place(Place),
    /// A file or another chapter.
    File { path: String, rest: String },
    /// Nowhere, and why.
    Broken(Diagnostic),
}

/// A place in a note, and where it is now.
struct Place {
    /// The block that holds it or stands in for the one that did; none when the note shows nothing.
    block: Option<BlockId>,
    /// Its number among the places of that block; for a stand-in, a number that no block has.
    nth: Option<usize>,
    /// A fragment that means nothing in the note, to be handed on as it is.
    unknown: Option<String>,
}

/// A new destination, and the block and the id that it leads to, if they are of a note.
type Led = (String, Option<(BlockId, Option<String>)>);

/// A link on its way.
struct Hop<'a> {
    /// The path of the file that the link was written in.
    written_in: &'a str,
    /// The note it was written in, as a position in the list of notes.
    note: Option<usize>,
    /// The path of the page that it stands on now.
    page: &'a str,
}

impl<'a> Resolver<'a> {
    /// Returns a resolver; `files` are all files below the book's source folder.
    #[must_use]
    pub fn new(
        ground: Ground<'a>,
        book: &'a Book,
        spots: &'a Spots,
        stand_ins: &'a [Vec<Option<BlockId>>],
        (files, dialect): (&'a HashSet<String>, Dialect),
    ) -> Resolver<'a> {
        let mut notes = HashMap::new();
        for (i, source) in ground.sources[..ground.notes.len()].iter().enumerate() {
            notes.insert(source.path.clone(), i);
            // mdBook turns a README into its folder's index page.
            let (folder, name) = source.path.rsplit_once('/').map_or(("", source.path.as_str()), |(f, n)| (f, n));
            if name.eq_ignore_ascii_case("readme.md") || name == "index.md" {
                let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
                for alias in [format!("{prefix}index.md"), prefix.clone(), folder.to_string()] {
                    notes.entry(alias).or_insert(i);
                }
            }
        }
        let folders = files.iter().flat_map(|path| path.match_indices('/').map(|(i, _)| &path[..i])).collect();
        Resolver { ground, book, spots, stand_ins, dialect, notes, hints: Cell::new(HINTS), files, folders }
    }

    /// Leads the links of all pages; returns, for each page, the edits of each of its pieces.
    pub fn pages(&self, rewritten: &mut Vec<Rewritten>, findings: &mut Vec<Diagnostic>) -> Vec<Vec<Vec<Edit>>> {
        self.book
            .pages
            .iter()
            .map(|page| {
                page.pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Moved { block, copy, .. } => self.block(*block, *copy, &page.path, rewritten, findings),
                        Piece::Made { text, from, .. } => {
                            from.map_or_else(Vec::new, |from| self.copied(text, from, &page.path))
                        }
                    })
                    .collect()
            })
            .collect()
    }

    fn block(
        &self,
        id: BlockId,
        copy: bool,
        page: &str,
        rewritten: &mut Vec<Rewritten>,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Edit> {
        let number = id.source.index();
        let note = &self.ground.notes[number];
        let hop = Hop { written_in: &self.ground.sources[number].path, note: Some(number), page };
        let mut edits = Vec::new();
        for link in note.links_in(note.block(id)) {
            let mut own = Vec::new();
            let edit = self.link(&hop, link, rewritten, &mut own);
            // A copy of a definition says nothing that its original has not said.
            if !copy {
                findings.extend(own);
            }
            edits.extend(edit);
        }
        let first = note.link_defs.partition_point(|def| def.block < id.index);
        let defs = note.link_defs[first..].iter().take_while(|def| def.block == id.index);
        edits.extend(defs.filter_map(|def| self.definition(&hop, def)));
        edits
    }

    /// Leads the links in the copy of a definition that stands inside another block of its note.
    pub(super) fn copied(&self, text: &str, from: SourceId, page: &str) -> Vec<Edit> {
        let copy = crate::parse::parse(text, SourceId(u32::MAX), self.dialect);
        let number = from.index();
        let hop = Hop { written_in: &self.ground.sources[number].path, note: Some(number), page };
        let links = copy.links.iter().filter_map(|link| self.link(&hop, link, &mut Vec::new(), &mut Vec::new()));
        links.chain(copy.link_defs.iter().filter_map(|def| self.definition(&hop, def))).collect()
    }

    fn definition(&self, hop: &Hop<'_>, def: &LinkDef) -> Option<Edit> {
        let (url, _) = self.lead(hop, &def.destination, def.span).ok()??;
        Some(Edit { at: def.destination_span, with: url.into_boxed_str(), by: Maker::Link })
    }

    /// Leads the links of a chapter that is not ours; only those into notes change.
    pub fn other(
        &self,
        other: &Other<'_>,
        rewritten: &mut Vec<Rewritten>,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Edit> {
        let hop = Hop { written_in: other.path, note: None, page: other.path };
        let mut edits: Vec<Edit> =
            other.note.links.iter().filter_map(|link| self.link(&hop, link, rewritten, findings)).collect();
        edits.extend(other.note.link_defs.iter().filter_map(|def| self.definition(&hop, def)));
        edits
    }

    fn link(
        &self,
        hop: &Hop<'_>,
        link: &LinkUse,
        rewritten: &mut Vec<Rewritten>,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Edit> {
        findings.extend(self.unknown_fragment(hop, link));
        match self.lead(hop, &link.destination, link.span) {
            Err(finding) => {
                findings.push(finding);
                None
            }
            Ok(None) => None,
            Ok(Some((url, target))) => {
                rewritten.push(Rewritten {
                    purpose: Purpose::Rewritten,
                    why: None,
                    target_at: None,
                    at: link.span,
                    text: crate::text::fold_space(&link.text),
                    from: hop.page.to_string(),
                    page: target.as_ref().and_then(|(block, _)| self.spots.block(*block)).map(|spot| spot.page),
                    anchor: target.as_ref().and_then(|(_, anchor)| anchor.clone()),
                    target: target.map(|(block, _)| block),
                    url: url.clone(),
                });
                let (at, with) = match &link.form {
                    LinkForm::Inline(at) => (*at, url),
                    LinkForm::Attribute(at) => (*at, url.replace('&', "&amp;")),
                    // The definition on this page is edited instead.
                    LinkForm::Reference(..) => return None,
                };
                Some(Edit { at, with: with.into_boxed_str(), by: Maker::Link })
            }
        }
    }

    /// Returns the new destination with what it leads to, nothing when the old one is right, or a finding.
    fn lead(&self, hop: &Hop<'_>, destination: &str, at: Span) -> Result<Option<Led>, Diagnostic> {
        let (url, target) = match self.find(hop, destination, at) {
            Target::Keep => return Ok(None),
            Target::Broken(finding) => return Err(finding),
            Target::File { path, rest } => (encode(&relative(hop.page, &path)) + &rest, None),
            Target::Place(place) => {
                let Some((block, page, anchor)) = self.stands(&place) else { return Ok(None) };
                let path = if page == hop.page { String::new() } else { encode(&relative(hop.page, page)) };
                let url = match &anchor {
                    Some(anchor) if !anchor.is_empty() => format!("{path}#{}", encode(anchor)),
                    // A link to the page that it stands on still has to lead somewhere.
                    _ if path.is_empty() => encode(page.rsplit('/').next().unwrap_or(page)),
                    _ => path,
                };
                (url, Some((block, anchor)))
            }
        };
        Ok((url != destination && decode(&url) != decode(destination)).then_some((url, target)))
    }

    /// Returns the block, the page's path and the id of a place.
    fn stands(&self, place: &Place) -> Option<(BlockId, &str, Option<String>)> {
        let block = place.block?;
        let spot = self.spots.block(block)?;
        let anchor = match (place.nth, &place.unknown) {
            (Some(nth), _) => self.spots.id(block, nth).or_else(|| self.spots.anchor(spot)).map(str::to_string),
            (None, unknown) => unknown.clone(),
        };
        Some((block, &self.book.pages[spot.page].path, anchor))
    }

    /// Returns the page's path and the id that a fragment of a note has now, or those of the whole note; for redirects.
    #[must_use]
    pub fn now_at(&self, note: usize, fragment: Option<&str>) -> Option<(&str, Option<String>)> {
        let place = match fragment {
            Some(fragment) => self.place(note, self.ground.fragments[note].find(fragment)?),
            None => self.whole(note, None),
        };
        self.stands(&place).map(|(_, page, anchor)| (page, anchor))
    }

    fn find(&self, hop: &Hop<'_>, destination: &str, at: Span) -> Target {
        let Some(address) = Address::relative(destination) else { return Target::Keep };
        let fragment = address.fragment.map(decode).filter(|fragment| !fragment.is_empty());
        if address.path.is_empty() {
            return match (hop.note, fragment) {
                (Some(note), Some(fragment)) if fragment != "top" => {
                    match self.ground.fragments[note].find(&fragment) {
                        Some(place) => Target::Place(self.place(note, place)),
                        None => Target::Broken(self.broken(note, &fragment, at)),
                    }
                }
                _ => Target::Keep,
            };
        }
        let Some(path) = join(hop.written_in, &decode(address.path)) else { return Target::Keep };
        let as_source = path.strip_suffix(".html").map(|stem| format!("{stem}.md"));
        let note = self.notes.get(&path).or_else(|| self.notes.get(&as_source?));
        if let Some(note) = note {
            let known = fragment.as_ref().and_then(|fragment| self.ground.fragments[*note].find(fragment));
            // The note's own page is gone, so a link must at least reach the page that stands for it.
            return Target::Place(known.map_or_else(|| self.whole(*note, fragment), |place| self.place(*note, place)));
        }
        let page = path.strip_suffix(".html").is_some_and(|stem| self.files.contains(&format!("{stem}.md")));
        let known = page || self.files.contains(&path) || self.folders.contains(path.trim_end_matches('/'));
        if hop.note.is_none() {
            return Target::Keep;
        }
        if known {
            let fragment = address.fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
            return Target::File { path, rest: format!("{}{fragment}", address.query) };
        }
        let finding = Diagnostic::new(&LINK_BROKEN, at, format!("no file `{path}`"));
        // Endings and folders are alike for files that are not.
        let wanted = stem(&path);
        let near = self.may_hint().then(|| crate::nearest::nearest(wanted, self.files.iter().map(|file| stem(file))));
        let near = near.flatten();
        let near = near.and_then(|near| self.files.iter().filter(|file| stem(file) == near).min());
        // A slip of the pen around a fragment, such as `((#here))`, means the note itself.
        let inner = address.fragment.map(|fragment| decode(fragment.trim_matches(|c: char| !c.is_alphanumeric())));
        if let (Some(note), Some(inner)) = (hop.note, inner)
            && !path.ends_with(".md")
            && self.ground.fragments[note].find(&inner).is_some()
        {
            return Target::Broken(finding.hint(format!("did you mean `#{inner}`?")));
        }
        Target::Broken(match near {
            Some(near) => finding.hint(format!("did you mean `{}`?", relative(hop.written_in, near))),
            None => finding,
        })
    }

    fn place(&self, note: usize, place: usize) -> Place {
        let parsed = &self.ground.notes[note];
        let mark = &parsed.ids[place];
        let original = BlockId { source: parsed.source, index: mark.block };
        let block = self.stand_ins[note][mark.block as usize];
        let nth = place - parsed.block(original).ids.start as usize;
        Place { block, nth: Some(if block == Some(original) { nth } else { usize::MAX }), unknown: None }
    }

    fn whole(&self, note: usize, unknown: Option<String>) -> Place {
        let parsed = &self.ground.notes[note];
        let shown = parsed.block_ids().find(|id| self.spots.block(*id).is_some() && !parsed.block(*id).travels());
        let block = shown.or_else(|| self.stand_ins[note].iter().flatten().next().copied());
        Place { block, nth: None, unknown }
    }

    /// A link into another note, or by its name into its own, whose fragment means nothing there.
    fn unknown_fragment(&self, hop: &Hop<'_>, link: &LinkUse) -> Option<Diagnostic> {
        let address = Address::relative(&link.destination)?;
        let fragment = address.fragment.map(decode).filter(|f| !f.is_empty() && !address.path.is_empty())?;
        let note = *self.notes.get(&join(hop.written_in, &decode(address.path))?)?;
        self.ground.fragments[note].find(&fragment).is_none().then(|| self.broken(note, &fragment, link.span))
    }

    fn may_hint(&self) -> bool {
        let left = self.hints.get();
        self.hints.set(left.saturating_sub(1));
        left > 0
    }

    fn broken(&self, note: usize, fragment: &str, at: Span) -> Diagnostic {
        let path = &self.ground.sources[note].path;
        let finding = Diagnostic::new(&ANCHOR_BROKEN, at, format!("{path} has no heading or id for `#{fragment}`"));
        let near = self.may_hint().then(|| self.ground.fragments[note].nearest(fragment)).flatten();
        match near {
            Some(near) => finding.hint(format!("did you mean `#{near}`?")),
            None => finding,
        }
    }
}
