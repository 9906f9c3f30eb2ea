//! Raw Markdown notes → the chapters of an mdBook, with nothing lost and every link alive.
//!
//! A note is cut into [tiles](note::Tile) that cover every byte. A [ledger] gives every block exactly one fate. A page of
//! the book is moved tiles, made text and a list of edits. Everything between reading and writing is a pure function over values;
//! [`build`] is the whole story, and the modules below stand in the order in which it calls them:
//!
//! [`text`] → [`parse`] → [`outline`] → [`ledger`] → [`dedupe`] → [`arrange`] → [`crossref`] → [`emit`] → [`verify`]
//!
//! Only [`edge`] touches files, the environment, the terminal, JSON and processes. The core returns values and
//! [diagnostics](diagnostic), not errors: broken Markdown is an input.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod text;

pub mod html;
pub mod nearest;
pub mod path;

pub mod note;
pub mod parse;
pub mod prose;

pub mod outline;

pub mod ledger;

pub mod dedupe;

pub mod arrange;

pub mod glossary;

pub mod crossref;

pub mod python;

pub mod diagnostic;
pub mod fix;
pub mod pack;
pub mod rules;

pub mod lint;

pub mod emit;
pub mod verify;

pub mod edge;

use arrange::layout::Layout;
use arrange::select::Ground;
use arrange::topics::Topics;
use arrange::{Book, splice};
use crossref::anchor::{AnchorRule, Fragments};
use crossref::join::{self, Joined};
use crossref::link::Rewritten;
use crossref::redirect::Redirect;
use crossref::resolve::{Other, Resolver};
use crossref::spots::Spots;
use crossref::weave::Use;
use dedupe::Repeat;
use diagnostic::{Diagnostic, UNPLACED_SECTION};
use emit::Writer;
use glossary::Glossary;
use ledger::Ledger;
use lint::View;
use note::Note;
use outline::Outline;
use parse::Dialect;
use prose::{Prose, Reading};
use python::Python;
use rayon::prelude::*;
use std::collections::HashSet;
use text::{Source, SourceId};
use verify::Broken;

/// Everything that a build looks at.
#[derive(Debug, Default)]
pub struct Input {
    /// The notes first, then the book's other chapters, then files that findings may point into (the layout).
    pub sources: Vec<Source>,
    /// How many of the sources are notes.
    pub notes: usize,
    /// How many of the sources after them are other chapters.
    pub others: usize,
    /// Whether the book's first chapter is a note.
    pub first: bool,
    /// The user's layout; without one the tool makes its own.
    pub layout: Option<Layout>,
    /// The topics by which it makes one.
    pub topics: Topics,
    /// All files below the book's source folder, with `/` between folders.
    pub files: HashSet<String>,
    /// How the book reads Markdown.
    pub dialect: Dialect,
    /// How the book's mdBook makes ids.
    pub rule: AnchorRule,
    /// Whether only the findings are wanted: no pages are made then, and without a layout nothing is placed.
    pub only_findings: bool,
    /// What to look for in the notes; without it only what the stages find is told.
    pub lint: Option<lint::Options>,
    /// What to add to the pages: a glossary, and links between the pages and out of the book.
    pub join: Option<join::Wanted>,
}

/// What a build gives.
#[derive(Debug)]
pub struct Edition {
    /// The notes, taken apart.
    pub notes: Vec<Note>,
    /// The section tree, cuts included.
    pub outline: Outline,
    /// What became of every block.
    pub ledger: Ledger,
    /// The layout that was used.
    pub layout: Layout,
    /// The pages.
    pub book: Book,
    /// Where everything stands on them.
    pub spots: Spots,
    /// The pages' Markdown, page by page.
    pub pages: Vec<String>,
    /// The other chapters' Markdown, their links into the notes led to the new pages.
    pub others: Vec<String>,
    /// The links that were made or changed.
    pub links: Vec<Rewritten>,
    /// The terms.
    pub glossary: Glossary,
    /// How often each term is used in each section.
    pub uses: Vec<(Use, usize)>,
    /// The glossary's page, as a position in the book's pages.
    pub glossary_page: Option<usize>,
    /// The repeats that were found, folded or not.
    pub repeats: Vec<Repeat>,
    /// Old addresses and new ones.
    pub redirects: Vec<Redirect>,
    /// What there is to say, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// A law that does not hold; then the pages must not be written.
    pub broken: Option<Broken>,
}

/// Builds the edition of a set of notes.
///
/// The rules read the notes while the pages are made: neither needs the other, and both need time.
#[must_use]
pub fn build(input: &Input) -> Edition {
    let chapters = &input.sources[..input.notes + input.others];
    let (mut notes, prose, python) = read(input, chapters);
    let others = notes.split_off(input.notes);
    let views = views(input, notes.iter().chain(&others), &prose, &python);
    let seen = Seen { notes: &notes, others: &others, prose: &prose };
    let (mut edition, found) = match &input.lint {
        None => (line(input, &seen), Vec::new()),
        Some(options) => rayon::join(|| line(input, &seen), || lint::find(&views, options)),
    };
    match &input.lint {
        None => lint::sort(&mut edition.diagnostics),
        Some(options) => {
            let staged = std::mem::take(&mut edition.diagnostics);
            edition.diagnostics = lint::settle(&views, [found, staged].concat(), options);
        }
    }
    drop(views);
    edition.notes = notes;
    edition
}

/// Reads the chapters, as far as it is wanted: what a reader reads for rules and links, the Python for rules.
fn read(input: &Input, chapters: &[Source]) -> (Vec<Note>, Vec<Prose>, Vec<Python>) {
    if input.lint.is_some() {
        let read = lint::read_all(chapters, input.dialect);
        let (mut notes, mut prose, mut python) = (Vec::new(), Vec::new(), Vec::new());
        for one in read {
            notes.push(one.note);
            prose.push(one.prose);
            python.push(one.python);
        }
        (notes, prose, python)
    } else if input.join.is_some() {
        let (notes, prose) = parse::parse_all_with_prose(chapters, input.dialect).into_iter().unzip();
        (notes, prose, Vec::new())
    } else {
        (parse::parse_all(chapters, input.dialect), Vec::new(), Vec::new())
    }
}

/// The chapters, taken apart.
struct Seen<'a> {
    notes: &'a [Note],
    others: &'a [Note],
    /// What a reader reads, note by note; none when nobody asked for it.
    prose: &'a [Prose],
}

/// Returns the notes as rules see them; none when there are no rules to run.
fn views<'a>(
    input: &'a Input,
    notes: impl Iterator<Item = &'a Note>,
    prose: &'a [Prose],
    python: &'a [Python],
) -> Vec<View<'a>> {
    let target = input.lint.as_ref().map_or(pack::PYTHON_DEFAULT, |options| options.python);
    notes
        .zip(prose.iter().zip(python))
        .zip(&input.sources)
        .map(|((note, (prose, python)), source)| {
            let (text, path, dialect) = (source.text.as_str(), source.path.as_str(), input.dialect);
            View { text, source: note.source, path, note, prose, python, target, dialect }
        })
        .collect()
}

/// The straight line from notes to pages. The edition that it returns has no notes yet.
fn line(input: &Input, seen: &Seen<'_>) -> Edition {
    let (dialect, rule) = (input.dialect, input.rule);
    let (sources, notes) = (&input.sources, seen.notes);
    let fragments: Vec<Fragments> = notes.par_iter().map(|note| Fragments::new(note, rule)).collect();
    let ground = Ground { sources, notes, fragments: &fragments };
    let outline = outline::outline(notes);
    let mut ledger = Ledger::new(notes);
    outline::contents::replace(ground, &outline, &mut ledger);

    let decided = input.layout.as_ref().map(|layout| layout.duplicates.clone()).unwrap_or_default();
    let folds = dedupe::dedupe(ground, &outline, &mut ledger, &decided);
    let layout = layout(input, ground, &outline, &ledger);
    let guests = &sources[input.notes..input.notes + input.others];
    let reserved = input.join.iter().filter_map(|wanted| wanted.glossary.as_deref());
    let taken: Vec<&str> = guests.iter().map(|source| source.path.as_str()).chain(reserved).collect();
    let arrange::Arranged { outline, ledger, mut book, mut diagnostics } =
        arrange::arrange(ground, outline, ledger, &folds, &layout, (&taken, input.first));

    let carried = crossref::carry::carry(ground, &mut book);
    let mut spots = Spots::new(ground, &book, &carried.renames, dialect, rule);
    let stand_ins = crossref::spots::stand_ins(ground, &ledger, &spots);
    let resolver = Resolver::new(ground, &book, &spots, &stand_ins, (&input.files, dialect));
    let mut links = Vec::new();
    let mut edits = resolver.pages(&mut links, &mut diagnostics);
    let guests = guests.iter().zip(seen.others);
    let others = guests.map(|(source, note)| guest(&resolver, source, note, &mut links, &mut diagnostics)).collect();
    let redirects = if input.only_findings { Vec::new() } else { crossref::redirect::redirects(&resolver) };
    let mut joined = join(input, seen, &resolver, &links);
    let glossary_page = joined.place(&mut book, &mut edits);
    if let Some(page) = glossary_page {
        spots.add_made(&book.pages[page], dialect, rule);
    }
    let (mut pages, mut broken) = (Vec::new(), None);
    if !input.only_findings {
        let writer = Writer { input, ground, book: &book, spots: &spots, edits: &edits };
        let written = writer.pages(&joined.edits);
        joined.links.retain(|link| !written.unlinked.contains(&link.at));
        broken = check(ground, &ledger, &book).err().or(written.broken);
        pages = written.pages.into_iter().map(|page| page.text).collect();
    }
    links.append(&mut joined.links);
    diagnostics.extend(folds.diagnostics.into_iter().chain(remarks(notes, &carried.unused)));
    diagnostics.append(&mut joined.glossary.diagnostics);
    misplaced(input, notes, &outline, &mut diagnostics);
    Edition {
        notes: Vec::new(),
        outline,
        ledger,
        layout,
        book,
        spots,
        pages,
        others,
        links,
        glossary: joined.glossary,
        uses: joined.uses,
        glossary_page,
        repeats: folds.repeats,
        redirects,
        diagnostics,
        broken,
    }
}

/// Returns the user's layout, or the one that the topics plan; none is needed for findings alone.
fn layout(input: &Input, ground: Ground<'_>, outline: &Outline, ledger: &Ledger) -> Layout {
    match &input.layout {
        Some(layout) => layout.clone(),
        None if input.only_findings => Layout::default(),
        None => arrange::topics::plan(ground, outline, ledger, &input.topics),
    }
}

/// Adds a glossary and links, as far as they are wanted.
fn join(input: &Input, seen: &Seen<'_>, resolver: &Resolver<'_>, led: &[Rewritten]) -> Joined {
    let Some(wanted) = &input.join else { return Joined::default() };
    let notes = seen.notes.iter().zip(seen.prose).zip(&input.sources);
    let readings: Vec<Reading<'_>> = notes
        .map(|((note, prose), source)| {
            let (text, path) = (source.text.as_str(), source.path.as_str());
            Reading { text, path, source: note.source, note, prose }
        })
        .collect();
    join::join(&readings, resolver, led, wanted)
}

/// Tells what stands in the wrong place, as far as that can be known.
fn misplaced(input: &Input, notes: &[Note], outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    match &input.layout {
        // Who wrote a layout knows what it cuts.
        Some(_) => {}
        // Nothing was placed, so nothing is out of place.
        None if input.only_findings => diagnostics.retain(|finding| finding.rule.name != UNPLACED_SECTION.name),
        None => diagnostics.extend(stray(notes, outline)),
    }
}

/// Leads the links of a chapter that is not made of notes.
fn guest(
    resolver: &Resolver<'_>,
    source: &Source,
    note: &Note,
    links: &mut Vec<Rewritten>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let other = Other { path: &source.path, note };
    splice(&source.text, 0, &resolver.other(&other, links, diagnostics))
}

/// Looks at one text with no book around it, as the examples of rule pages are looked at.
///
/// Returns what findings may point into, and the findings.
#[must_use]
pub fn lint_example(text: &str, layout: Option<&str>, options: &lint::Options) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut input = Input { notes: 1, lint: Some(options.clone()), only_findings: true, ..Input::default() };
    input.sources.push(Source::new("example.md", text));
    // Only where sections are placed can one stand in the wrong place.
    let selects = |rule: &diagnostic::Rule| options.choice.select.iter().any(|selector| selector.picks(rule));
    if diagnostic::GLOSSARY.iter().any(|rule| selects(rule)) {
        input.join = Some(join::Wanted::default());
        input.only_findings = false;
    }
    if selects(&diagnostic::STRAY_TEXT) {
        input.only_findings = false;
        input.topics = Topics::python();
    }
    if let Some(layout) = layout {
        input.sources.push(Source::new("layout.toml", layout));
        match arrange::layout::read(layout, SourceId(1)) {
            Ok(layout) => input.layout = Some(layout),
            Err(error) => {
                let at = text::Span::new(SourceId(1), error.at.start, error.at.end);
                let finding = Diagnostic::new(&diagnostic::LAYOUT_FILE, at, error.message);
                return (input.sources, lint::settle(&[], vec![finding], options));
            }
        }
    }
    let found = build(&input).diagnostics;
    (input.sources, found)
}

fn check(ground: Ground<'_>, ledger: &Ledger, book: &Book) -> Result<(), Broken> {
    for (source, note) in ground.sources.iter().zip(ground.notes) {
        verify::tiles(source, note)?;
    }
    verify::ledger(ground, ledger, book)
}

/// What stands under a heading that it has nothing to do with, as far as the topics know.
fn stray(notes: &[Note], outline: &Outline) -> Vec<Diagnostic> {
    let cuts = outline.sections.iter().filter(|section| section.origin == outline::Origin::Cut);
    let finding = |section: &outline::Section| {
        let (first, last) = (section.body.first()?, section.body.last()?);
        let parent = outline.section(section.parent?);
        let note = &notes[section.source.index()];
        let at = text::Span { end: note.block(*last).span.end, ..note.block(*first).span };
        let message = if parent.title.is_empty() {
            format!("this speaks of `{}` and stands under no heading", section.title)
        } else {
            format!("this speaks of `{}` and stands under `{}`", section.title, parent.title)
        };
        let finding = Diagnostic::new(&diagnostic::STRAY_TEXT, at, message);
        Some(finding.hint("give it a heading of its own, or move it where it belongs"))
    };
    cuts.filter_map(finding).collect()
}

/// What is worth saying about the notes themselves.
fn remarks(notes: &[Note], unused: &[note::BlockId]) -> Vec<Diagnostic> {
    let unclosed = notes.iter().flat_map(|note| &note.blocks).filter_map(|block| {
        let closer = block.closer.as_ref()?;
        let finding =
            Diagnostic::new(&diagnostic::FENCE_UNCLOSED, block.span, "this block runs to the end of the note");
        Some(finding.hint(format!("close it with a line of its own: {closer}")))
    });
    let unused = unused.iter().map(|id| {
        let span = notes[id.source.index()].block(*id).span;
        Diagnostic::new(&diagnostic::UNUSED_DEFINITION, span, "nothing refers to this definition")
    });
    unclosed.chain(unused).collect()
}
