//! The laws as properties: blocks shuffled, spliced and truncated, strings rich in markup, layouts at random, and notes of
//! sizes that nobody writes by hand. `PROPTEST_CASES=5000 cargo test --test laws` looks longer; `COMMONPLACE_CORPUS` names a
//! folder whose Markdown files must hold the laws too, `COMMONPLACE_REAL_NOTES` one whose notes are shuffled block by block.
#![allow(clippy::disallowed_methods, reason = "tests read files and the environment")]

#[path = "support/books.rs"]
mod books;

use mdbook_commonplace::arrange::cut::Starts;
use mdbook_commonplace::arrange::layout::{Chapter, Cut, Layout, Part, Phrase};
use mdbook_commonplace::arrange::topics::Topics;
use mdbook_commonplace::arrange::{Edit, Piece};
use mdbook_commonplace::crossref::anchor::{AnchorRule, Fragments};
#[path = "support/unlink.rs"]
mod unlink;

use mdbook_commonplace::crossref::inventory::Inventory;
use mdbook_commonplace::crossref::join::Wanted;
use mdbook_commonplace::crossref::link::{Purpose, Rewritten};
use mdbook_commonplace::ledger::Fate;
use mdbook_commonplace::note::{BlockId, BlockKind, LinkForm, LinkUse, Note, Tile};
use mdbook_commonplace::outline::{Origin, outline};
use mdbook_commonplace::parse::{Dialect, parse, parse_all};
use mdbook_commonplace::path::{Address, decode, join};
use mdbook_commonplace::text::{Source, SourceId, Span, fold_space};
use mdbook_commonplace::{Edition, Input, build};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

/// The folder of the notes: in capitals, so that no page made of a title can stand in it.
const HEAP: &str = "Heap";

/// The notes' paths; two share a file name, of which the tool makes names for what clashes.
const PATHS: [&str; 3] = ["Heap/one.md", "Heap/two.md", "Heap/deep/one.md"];

/// Blocks as people write them, and as they should not.
const POOL: &[&str] = &[
    "# The whole of it\n",
    "## Lists and *more* `code`\n",
    "### Counter ###\n",
    "#### Don't -- \"stop\"...\n",
    "##### 日本語の見出し\n",
    "###### العربية\n",
    "## Counter {#count}\n",
    "#\n",
    "   ## Indented\n",
    "#hashtag\n===\n",
    "Over two\nlines\n=====\n",
    "Setext\n---\n",
    "  Setext *indented*\n  over lines #\n  ---\n",
    "## With a note[^1]\n",
    "# 🎉\n",
    "Plain words with a [link](two.md#counter), [another](<one.md> \"t\"), <https://example.org/>, [ref][r], [r][] and [r].\n",
    "See [above](#counter), [the top](#), [lost](#nowhere), [file](deep/one.md#lists-and-more-code) and [gone](gone.md).\n",
    "![pic](img/a_b.png) and [![badge](b.svg)](one.md) and ![ref image][pic].\n",
    "Escaped \\[r\\], \\*stars\\*, `[r]`, &amp; &copy; &#35; 1\\. \\# not a heading\n",
    "A hard break  \nafter it\\\nand another\n",
    "A foot[^1] and another[^long name] and one without a text[^none].\n",
    "[^1]: The first note.\n",
    "[^long name]: A note\n\n    of two paragraphs with [r].\n\n        and code\n",
    "[^1]: The first again.\n",
    "[r]: two.md#counter \"A title\"\n",
    "[r]: https://example.org/other\n",
    "[pic]: <img/with space.png>\n  'title'\n",
    "[a b]: #counter\n[A  B]: #later\n[c]:\n  one.md\n",
    "> [q]: deep/one.md\n> quoted [q] and [r]\n",
    "- item [i]\n\n  [i]: two.md\n- next\n",
    "- tight\n- list\n  - nested\n    1. deeper\n",
    "- loose\n\n- list\n\n  with a paragraph\n",
    "* other\n* marks\n+ and more\n",
    "1. one\n2. two\n\n7) seven\n",
    "- [ ] to do\n- [x] done\n",
    "- # heading in a list\n-\n- ```\n  fence in a list\n",
    "| a | b |\n|---|:-:|\n| [r] | `x\\|y` |\n",
    "a | b\n--|--\nc\n",
    "> quote\n> > deeper\nlazy line\n",
    "> [!NOTE]\n> An admonition with [r].\n",
    "> # heading in a quote\n>\n> - list\n",
    "Term\n: What it means\n: and more\n\nOther\n\n: Loose\n",
    ": a line that starts with a colon\n",
    "    indented code\n\n    # more of it\n",
    "\ttab code\n",
    "```python\n# not a heading\nx = [r]\n```\n",
    "~~~~\n```\n~~~\n~~~~\n",
    "```md title=\"a b\"\n## no heading\n\n\n",
    "~~~\nnever closed [r]\n",
    "<!-- a comment\n\n# in it -->\n",
    "<!-- never closed\n",
    "<details>\n<summary>More</summary>\n",
    "</details>\n",
    "<div id=\"here\">\n",
    "</div>\n",
    "<p align=center><a href=\"two.md#counter\">x</a><img src='img/p.png'></p>\n",
    "Inline <a href=\"#counter\" id='in&amp;line'>html</a> and <b>bold\n</b>\n",
    "<script>\nlet r = \"[r]\";\n\n// <div>\n",
    "<pre>\nas it is\n\n  # here\n</pre>\n",
    "***\n",
    "---\n",
    "---\ntitle: \"Front -- matter\"\ntags: [a, b]\n---\n",
    "+++\ntitle = 'x'\n+++\n",
    "中文段落,有【r】和[r]。\n",
    "עברית \u{202B}rtl\u{202C} e\u{301}👩\u{200D}👩\u{200D}👧\u{FE0F}\n",
    "no\u{A0}break\u{2028}and\u{3000}wide \u{B}\u{C}\n",
    "\"Quotes\" -- 'single' --- dash... it's\n",
    "~~gone~~ **_both_** ***x*** `` ` `` $math$ [*r*] [[r]] ![\n",
    "- [Counter](#counter)\n- [Lists](#lists-and-more-code)\n- [The whole](#the-whole-of-it)\n",
    "[back to top](#top)\n",
    "{{#include other.md}}\n",
    "[//]: # (a comment by definition)\n",
    "A paragraph [that is not\na link](one.md\n\"over lines\") ends here\n",
    "[unused]: two.md\ntext right after a definition\n",
    "text right before\n[r]: #no-definition-here\n",
    "\\\n",
    "&nbsp;\n",
    "# Heading with [a link](two.md) and ![alt](x.png)\n",
    "import collections\nfrom dataclasses import dataclass\n",
    "The `Counter` of `collections` counts; a `list` is a Python type.\n",
    "In Python, `shutil.copytree` and *`os.path.join()`*, [`not` pathlib](two.md), __`json.dumps`__ and ``re.sub``\nover lines.\n",
    "`asyncio.gather`\n: is documented; `subprocess.run(\"a | b\")`, too\n",
    "> Python quotes `itertools.chain`\n- and lists `functools.partial`\n",
    "`pathlib.Path` | Python\n---|---\n`shutil.rmtree` | `a \\| b`\n",
    "!`textwrap.dedent` \\`zipfile` ^`tarfile` [`tempfile`] `statistics`(x) `fractions`: y\n",
];

/// Pieces of markup, short enough that a handful of them meets every rule of the grammar.
const TOKENS: &[&str] = &[
    "a",
    "b",
    "r",
    "1",
    "é",
    "字",
    "#",
    "##",
    "-",
    "--",
    "---",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    ":",
    "!",
    "<",
    ">",
    "|",
    "=",
    "===",
    "+",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "^",
    "{",
    "}",
    "\\",
    "&",
    "\"",
    "'",
    "1.",
    "[r]",
    "[r]: ",
    "[^1]",
    "[^1]: ",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<a href=\"",
    "two.md",
    "](",
    "#a",
    "{#a}",
    "`shutil.copytree`",
    " pathlib ",
    "Python",
    "- ",
    "> ",
    "# ",
    ": ",
    "|-|",
    "\n    ",
    "&amp;",
    "\u{A0}",
    "$",
];

static TOPICS: LazyLock<Topics> = LazyLock::new(Topics::python);

static DOCUMENTED: LazyLock<Arc<Inventory>> = LazyLock::new(|| Arc::new(Inventory::python()));

fn input(texts: &[(&str, String)], layout: Option<Layout>) -> Input {
    let sources: Vec<Source> = texts.iter().map(|(path, text)| Source::new(*path, text)).collect();
    let files = texts.iter().map(|(path, _)| (*path).to_string()).chain([format!("{HEAP}/img/a_b.png")]).collect();
    let join = Some(Wanted { inventories: vec![Arc::clone(&DOCUMENTED)], ..Wanted::default() });
    Input { notes: sources.len(), sources, layout, topics: TOPICS.clone(), files, join, ..Input::default() }
}

/// Builds the notes and holds the edition to every law.
fn edition(texts: &[(&str, String)], layout: Option<Layout>) -> Edition {
    let explicit = layout.is_some();
    let input = input(texts, layout);
    let edition = build(&input);
    laws(&input, &edition);
    let input = plain(input, &edition);
    calm(&input, &edition, explicit);
    rest(&input, &edition);
    edition
}

/// What can be seen of one edition.
fn laws(input: &Input, edition: &Edition) {
    let shown = || {
        let mut out = format!("\nlayout: {:#?}\n", input.layout);
        for source in &input.sources {
            let _ = writeln!(out, "{}: {:?}", source.path, source.text.chars().take(2000).collect::<String>());
        }
        for (page, text) in edition.book.pages.iter().zip(&edition.pages) {
            let _ = writeln!(out, "→ {}: {:?}", page.path, text.chars().take(2000).collect::<String>());
        }
        out
    };
    if let Some(broken) = &edition.broken {
        panic!("{broken}{}", shown());
    }
    let found = [tiles(input, edition), spans(input, edition), fates(edition), bytes(input, edition)];
    if let Some(fault) = found.into_iter().chain([links(input, edition)]).find_map(Result::err) {
        panic!("{fault}{}", shown());
    }
}

/// The tile law, without the help of [`mdbook_commonplace::verify`].
fn tiles(input: &Input, edition: &Edition) -> Result<(), String> {
    for (note, source) in edition.notes.iter().zip(&input.sources) {
        let joined: String = note
            .tiles
            .iter()
            .map(|tile| match tile {
                Tile::Block(id) => note.block(*id).span.of(&source.text),
                Tile::Blank(span) => span.of(&source.text),
            })
            .collect();
        if joined != source.text {
            return Err(format!("the tiles of {} are {joined:?}", source.path));
        }
    }
    Ok(())
}

/// Every span lies on character boundaries of its source, and what a block holds lies in the block.
fn spans(input: &Input, edition: &Edition) -> Result<(), String> {
    let check = |what: &str, span: Span| {
        let text = input.sources.get(span.source.index()).map(|source| source.text.get(span.range()));
        if text.flatten().is_none() { Err(format!("the span {span:?} of {what} is outside")) } else { Ok(()) }
    };
    for note in &edition.notes {
        let inside = |what: &str, block: u32, span: Span| {
            check(what, span)?;
            let around = note.blocks[block as usize].span;
            let holds = around.start <= span.start && span.end <= around.end;
            if holds { Ok(()) } else { Err(format!("the span {span:?} of {what} is not in its block {around:?}")) }
        };
        for block in &note.blocks {
            check("a block", block.span)?;
        }
        for mark in &note.ids {
            inside("an id", mark.block, mark.span)?;
        }
        for link in &note.links {
            inside("a link", link.block, link.span)?;
            match &link.form {
                LinkForm::Inline(at) | LinkForm::Attribute(at) => inside("a destination", link.block, *at)?,
                LinkForm::Reference(_, at) => inside("a label", link.block, *at)?,
            }
        }
        for used in &note.footnotes {
            inside("a footnote reference", used.block, used.span)?;
        }
        for def in &note.footnote_defs {
            inside("a footnote", def.block, def.span)?;
        }
        for def in &note.link_defs {
            inside("a definition", def.block, def.span)?;
            inside("a definition's destination", def.block, def.destination_span)?;
        }
    }
    for finding in &edition.diagnostics {
        check("a finding", finding.at)?;
    }
    for (block, edit) in edition.book.pages.iter().flat_map(|page| &page.pieces).flat_map(edits) {
        check("an edit", edit.at)?;
        let around = edition.notes[block.source.index()].block(block).span;
        if edit.at.source != around.source || edit.at.start < around.start || around.end < edit.at.end {
            return Err(format!("the edit {edit:?} is not in its block {around:?}"));
        }
    }
    Ok(())
}

fn edits(piece: &Piece) -> impl Iterator<Item = (BlockId, &Edit)> {
    let moved = match piece {
        Piece::Moved { block, edits, .. } => Some((*block, edits)),
        Piece::Made { .. } => None,
    };
    moved.into_iter().flat_map(|(block, edits)| edits.iter().map(move |edit| (block, edit)))
}

/// The ledger law, counted anew: a kept block stands on one page, every other has a reason to stand on none.
fn fates(edition: &Edition) -> Result<(), String> {
    let mut times: HashMap<BlockId, usize> = HashMap::new();
    for piece in edition.book.pages.iter().flat_map(|page| &page.pieces) {
        if let Piece::Moved { block, copy: false, .. } = piece {
            *times.entry(*block).or_default() += 1;
        }
    }
    for id in edition.notes.iter().flat_map(Note::block_ids) {
        let (fate, times) = (edition.ledger.fate(id), times.get(&id).copied().unwrap_or_default());
        let right = match fate {
            Fate::Kept => times == 1,
            Fate::Same(_) | Fate::Near { .. } => times == 0 && edition.ledger.home(id).is_some(),
            Fate::Replaced(_) => times == 0,
        };
        if !right {
            return Err(format!("{id:?} is {fate:?} and stands on {times} pages"));
        }
    }
    Ok(())
}

/// The edit law: what no edit touches stands on the page, byte for byte and in the planned order.
fn bytes(input: &Input, edition: &Edition) -> Result<(), String> {
    for (page, text) in edition.book.pages.iter().zip(&edition.pages) {
        let mut at = 0;
        let last = page.pieces.len().saturating_sub(1);
        for (number, piece) in page.pieces.iter().enumerate() {
            let Piece::Moved { block: id, .. } = piece else { continue };
            let note = &edition.notes[id.source.index()];
            let (block, source) = (note.block(*id), &input.sources[id.source.index()].text);
            let made = woven(edition, &page.path, block.span).flat_map(|link| {
                let at = |byte| Span { start: byte, end: byte, ..link.at };
                [at(link.at.start), at(link.at.end)]
            });
            let mut holes: Vec<Span> =
                edits(piece).map(|(_, edit)| edit.at).chain(led(edition, *id)).chain(made).collect();
            holes.sort_unstable();
            let mut from = block.span.start as usize;
            if block.kind == BlockKind::Definition {
                from += block.span.of(source).len() - block.span.of(source).trim_start().len();
            }
            // Blank lines at the end of a page keep nothing apart, so the page may end without them.
            let trimmed = block.span.of(source).trim_end_matches(['\n', '\r']).len();
            let end = if number == last { block.span.start as usize + trimmed } else { block.span.end as usize };
            let ends = holes.iter().map(|hole| hole.range()).chain(std::iter::once(end..end));
            for hole in ends {
                let kept = &source[from.min(end)..hole.start.max(from).min(end)];
                match text[at..].find(kept) {
                    Some(found) => at += found + kept.len(),
                    None => return Err(format!("{} does not have {kept:?} where it should", page.path)),
                }
                from = hole.end.max(from);
            }
        }
    }
    Ok(())
}

/// The destinations in a block that may have been edited.
fn led(edition: &Edition, id: BlockId) -> Vec<Span> {
    let note = &edition.notes[id.source.index()];
    let links = note.links_in(note.block(id)).iter().filter_map(|link| match link.form {
        LinkForm::Inline(at) | LinkForm::Attribute(at) => {
            edition.links.iter().any(|changed| changed.at == link.span).then_some(at)
        }
        LinkForm::Reference(..) => None,
    });
    let relative = |def: &&_| {
        let def: &mdbook_commonplace::note::LinkDef = def;
        def.block == id.index && Address::relative(&def.destination).is_some()
    };
    links.chain(note.link_defs.iter().filter(relative).map(|def| def.destination_span)).collect()
}

/// The links that were put around words of a block.
fn woven<'a>(edition: &'a Edition, page: &'a str, block: Span) -> impl Iterator<Item = &'a Rewritten> {
    edition.links.iter().filter(move |link| {
        let around = !matches!(link.purpose, Purpose::Rewritten | Purpose::SeeAlso);
        let inside = link.at.source == block.source && block.start <= link.at.start && link.at.end <= block.end;
        around && inside && link.from == page
    })
}

/// With the links taken out that the tool put around words, every page is the page of a book without them.
fn plain(input: Input, edition: &Edition) -> Input {
    let Input { join, .. } = input;
    let input = Input { join: None, ..input };
    unlink::same_without_links(&input, edition, &build(&input));
    Input { join, ..input }
}

/// What a reader would click on: image or not, the text, and the destination where it is known.
type Click = (bool, String, Option<String>);

/// A page has the links of its blocks and no others, and each leads where it led, or where it was led.
///
/// Neither the shape nor the kind of a block shows where its links lead: a definition that catches another note's reference
/// would break no other law.
fn links(input: &Input, edition: &Edition) -> Result<(), String> {
    let changed: HashMap<(Span, &str), &str> =
        edition.links.iter().map(|link| ((link.at, link.from.as_str()), link.url.as_str())).collect();
    // A heading that was underlined and now is marked has its line breaks as spaces.
    let click = |link: &LinkUse, to: Option<&str>| (link.image, fold_space(&link.text), to.map(str::to_string));
    for (page, text) in edition.book.pages.iter().zip(&edition.pages) {
        let mut planned: Vec<Click> = Vec::new();
        for piece in &page.pieces {
            match piece {
                Piece::Moved { block, .. } => {
                    let note = &edition.notes[block.source.index()];
                    let own = note.links_in(note.block(*block)).iter().map(|link| {
                        let to = changed.get(&(link.span, page.path.as_str())).copied();
                        (link.span.end, click(link, Some(to.unwrap_or(&link.destination))))
                    });
                    let made = woven(edition, &page.path, note.block(*block).span).map(|link| {
                        let words = link.at.of(&input.sources[link.at.source.index()].text);
                        // A name between double underscores shows as bold text without them.
                        let shown = parse(&format!("[{words}](x)"), SourceId(0), input.dialect);
                        let text = shown.links.first().map(|link| fold_space(&link.text)).unwrap_or_default();
                        (link.at.end, (false, text, Some(link.url.clone())))
                    });
                    let mut all: Vec<(u32, Click)> = own.chain(made).collect();
                    all.sort_by_key(|(end, _)| *end);
                    planned.extend(all.into_iter().map(|(_, click)| click));
                }
                Piece::Made { text, from, .. } => {
                    let made = parse(text, SourceId(0), input.dialect);
                    let to = |link: &LinkUse| from.is_none().then(|| link.destination.clone());
                    planned.extend(made.links.iter().map(|link| click(link, to(link).as_deref())));
                }
            }
        }
        let found: Vec<Click> = parse(text, SourceId(0), input.dialect)
            .links
            .iter()
            .map(|link| click(link, Some(&link.destination)))
            .collect();
        let same = |(planned, found): (&Click, &Click)| {
            planned.0 == found.0
                && planned.1 == found.1
                && planned.2.as_ref().is_none_or(|to| Some(to) == found.2.as_ref())
        };
        if let Some((planned, found)) = planned.iter().zip(&found).find(|pair| !same(*pair)) {
            return Err(format!("a link on {} should be {planned:?} and is {found:?}", page.path));
        }
        if planned.len() != found.len() {
            return Err(format!("{} should have the links {planned:?} and has {found:?}", page.path));
        }
    }
    Ok(())
}

/// The calm law: the same bytes each time, and with a layout the same blocks on each page whatever the order of the notes.
fn calm(input: &Input, first: &Edition, explicit: bool) {
    let again = build(input);
    assert_eq!(first.pages, again.pages, "the second build gives other pages");
    assert_eq!(first.redirects, again.redirects, "the second build gives other redirects");
    assert_eq!(first.diagnostics, again.diagnostics, "the second build gives other findings");
    if !explicit || input.notes < 2 {
        return;
    }
    let mut turned = Input {
        sources: input.sources.clone(),
        layout: input.layout.clone(),
        join: input.join.clone(),
        ..Input::default()
    };
    turned.sources.rotate_left(1);
    (turned.notes, turned.files) = (input.notes, input.files.clone());
    let turned_edition = build(&turned);
    laws(&turned, &turned_edition);
    let (here, there) = (blocks_by_page(input, first), blocks_by_page(&turned, &turned_edition));
    assert_eq!(
        here, there,
        "another order of the notes moves blocks\nlayout: {:#?}\n{:?}",
        input.layout, input.sources
    );
}

fn blocks_by_page<'a>(input: &'a Input, edition: &'a Edition) -> BTreeMap<&'a str, BTreeSet<(&'a str, u32)>> {
    let set = |pieces: &'a [Piece]| {
        let blocks = pieces.iter().filter_map(|piece| match piece {
            Piece::Moved { block, .. } => Some((input.sources[block.source.index()].path.as_str(), block.index)),
            Piece::Made { .. } => None,
        });
        blocks.collect()
    };
    edition.book.pages.iter().map(|page| (page.path.as_str(), set(&page.pieces))).collect()
}

/// The rest law: chapters that have no link into the notes stay byte for byte, and those that had one do so the second time.
fn rest(input: &Input, first: &Edition) {
    let with_others = |texts: &[String]| {
        let others = first.book.pages.iter().zip(texts).map(|(page, text)| Source::new(&page.path, text));
        let sources: Vec<Source> = input.sources[..input.notes].iter().cloned().chain(others).collect();
        let others = sources.len() - input.notes;
        let (notes, layout, files) = (input.notes, input.layout.clone(), input.files.clone());
        build(&Input { sources, notes, others, layout, files, topics: input.topics.clone(), ..Input::default() })
    };
    let second = with_others(&first.pages);
    assert_eq!(second.broken, None, "beside its own pages the book breaks a law: {:?}", input.sources);
    for ((page, before), after) in first.book.pages.iter().zip(&first.pages).zip(&second.others) {
        if before != after {
            let leads = leads_into_notes(&page.path, before);
            assert!(leads, "{} changed: {before:?}\n→ {after:?}\n{:?}", page.path, input.sources);
        }
    }
    let third = with_others(&second.others);
    assert_eq!(second.others, third.others, "chapters are not at rest after one build: {:?}", input.sources);
}

fn leads_into_notes(path: &str, text: &str) -> bool {
    let note = parse(text, SourceId(0), Dialect::default());
    let links = note.links.iter().map(|link| &link.destination);
    links.chain(note.link_defs.iter().map(|def| &def.destination)).any(|to| {
        let path = Address::relative(to).and_then(|address| join(path, &decode(address.path)));
        path.is_some_and(|path| path.starts_with(HEAP))
    })
}

/// How the parts of a text are put together.
#[derive(Debug, Clone)]
struct Stack {
    /// A block of the pool, a place to cut it at if it is not whole, and how many blank lines come after it.
    parts: Vec<(usize, Option<Index>, usize)>,
    /// Blank lines at the head.
    before: usize,
    /// Where the text breaks off.
    end: Option<Index>,
    windows: bool,
}

impl Stack {
    fn text(&self) -> String {
        let mut text = "\n".repeat(self.before);
        for (block, cut, blank) in &self.parts {
            let block = POOL[*block];
            text.push_str(cut.map_or(block, |cut| &block[..boundary(block, cut)]));
            text.push_str(&"\n".repeat(*blank));
        }
        if let Some(end) = self.end {
            text.truncate(boundary(&text, end));
        }
        if self.windows { text.replace('\n', "\r\n") } else { text }
    }
}

/// Returns a character boundary of a text.
fn boundary(text: &str, at: Index) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    *at.get(&places)
}

/// Notes made of blocks of the pool.
fn stacks() -> impl Strategy<Value = Vec<String>> {
    let cut = || prop_oneof![4 => Just(None), 1 => any::<Index>().prop_map(Some)];
    let part = (0..POOL.len(), cut(), 0..5_usize);
    let stack = (prop::collection::vec(part, 0..14), 0..4_usize, cut(), prop::bool::weighted(0.2));
    let stack = stack.prop_map(|(parts, before, end, windows)| Stack { parts, before, end, windows });
    prop::collection::vec(stack.prop_map(|stack| stack.text()), 1..4)
}

/// Notes made of pieces of markup.
fn scribbles() -> impl Strategy<Value = Vec<String>> {
    let scribble = prop::collection::vec(prop::sample::select(TOKENS), 0..40).prop_map(|tokens| tokens.concat());
    prop::collection::vec(scribble, 1..4)
}

/// Notes made of single characters.
fn noise() -> impl Strategy<Value = Vec<String>> {
    let chars: Vec<char> = "#-*_`~[]():!<>|=+01ab \t\n\n^{}\\&\"".chars().collect();
    let noise = prop::collection::vec(prop::sample::select(chars), 0..60);
    prop::collection::vec(noise.prop_map(|chars| chars.into_iter().collect()), 1..3)
}

fn named(texts: Vec<String>) -> Vec<(&'static str, String)> {
    PATHS.into_iter().zip(texts).collect()
}

/// Numbers to decide by, so that a failing layout shrinks along with its notes.
struct Dice<'a> {
    rolls: &'a [u8],
    at: usize,
}

impl Dice<'_> {
    /// Returns a number below `sides`; 0 when the rolls are used up.
    fn roll(&mut self, sides: usize) -> usize {
        self.at += 1;
        self.rolls.get(self.at - 1).map_or(0, |roll| usize::from(*roll) % sides)
    }
}

fn dice() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..120)
}

/// Makes a layout of the notes' own sections and blocks.
fn layout(texts: &[(&str, String)], rolls: &[u8]) -> Layout {
    let sources: Vec<Source> = texts.iter().map(|(path, text)| Source::new(*path, text)).collect();
    let notes = parse_all(&sources, Dialect::default());
    let outline = outline(&notes);
    let mut dice = Dice { rolls, at: 0 };
    let mut layout = Layout::default();
    let mut selectors: Vec<(String, String)> = Vec::new();
    for section in &outline.sections {
        let (note, path) = (&notes[section.source.index()], &sources[section.source.index()].path);
        let selector = match section.heading {
            Some(heading) => {
                let slugs = Fragments::new(note, AnchorRule::default());
                slugs.mdbook.get(note.block(heading).ids.start as usize).map(|slug| format!("{path}#{slug}"))
            }
            None => (section.origin == Origin::Opening).then(|| path.clone()),
        };
        selectors.extend(selector.map(|selector| (selector, section.title.clone())));
        let starts = || Starts::new(note, &sources[section.source.index()].text);
        if section.body.len() > 1 && dice.roll(3) == 1 {
            let text = &sources[section.source.index()].text;
            let pick = |roll: usize| starts().unique(note, text, section.body[roll]);
            let (before, nth) = pick(dice.roll(section.body.len()));
            let until = (dice.roll(3) == 1).then(|| Phrase::from(pick(dice.roll(section.body.len())).0));
            let title = format!("Cut {}", layout.cuts.len());
            let note = Phrase::from(path.clone());
            selectors.push((title.clone(), title.clone()));
            layout.cuts.push(Cut { note, before: before.into(), nth, until, until_nth: None, title: title.into() });
        }
    }
    let count = 1 + dice.roll(5);
    let mut chapters: Vec<Vec<(String, String)>> = vec![Vec::new(); count];
    for selector in selectors {
        if dice.roll(9) == 1 {
            layout.drop_headings.push(selector.0.clone().into());
        }
        // One more than there are chapters: some sections no chapter names.
        if let Some(chapter) = chapters.get_mut(dice.roll(count + 1)) {
            let at = dice.roll(chapter.len() + 1);
            chapter.insert(at, selector);
        }
    }
    layout.parts = parts(chapters, &mut dice);
    layout
}

/// Puts chapters into parts and below each other.
fn parts(chapters: Vec<Vec<(String, String)>>, dice: &mut Dice<'_>) -> Vec<Part> {
    const TITLES: [&str; 6] = ["Chapter", "Counter", "!", "The [r] *of* it", "日本", "Unsorted"];
    let mut parts: Vec<Part> = vec![Part { title: None, chapters: Vec::new() }];
    for sections in chapters {
        let own = sections.first().map(|(_, title)| title.clone()).filter(|_| dice.roll(3) == 1);
        let title = own.unwrap_or_else(|| TITLES[dice.roll(TITLES.len())].to_string());
        let path = (dice.roll(5) == 1).then(|| Phrase::from(format!("chosen/{}.md", dice.roll(3))));
        let sections = sections.into_iter().map(|(selector, _)| Phrase::from(selector)).collect();
        let chapter = Chapter { title: title.into(), path, sections, chapters: Vec::new() };
        if dice.roll(4) == 1 {
            parts.push(Part { title: Some(TITLES[dice.roll(TITLES.len())].to_string()), chapters: Vec::new() });
        }
        let part = parts.last_mut().expect("there is a first part");
        match part.chapters.last_mut() {
            Some(above) if dice.roll(3) == 1 => above.chapters.push(chapter),
            _ => part.chapters.push(chapter),
        }
    }
    parts
}

/// Enough cases to meet what is common; more when `PROPTEST_CASES` says so.
fn config(cases: u32) -> ProptestConfig {
    let set = std::env::var_os("PROPTEST_CASES").is_some();
    let plain = ProptestConfig::default();
    let cases = if set { plain.cases } else { cases };
    // The same cases every time, so that a run says something about the change and not about luck; PROPTEST_RNG_SEED looks further.
    let seeded = std::env::var_os("PROPTEST_RNG_SEED").is_some();
    let rng_seed = if seeded { plain.rng_seed } else { RngSeed::Fixed(20_261_125) };
    // A case that is worth keeping goes to `inputs_that_once_broke_a_law`, where it can be read.
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 20_000, rng_seed, ..plain }
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn blocks_in_any_order(texts in stacks()) {
        edition(&named(texts), None);
    }

    #[test]
    fn blocks_by_any_layout(texts in stacks(), rolls in dice()) {
        let texts = named(texts);
        let layout = layout(&texts, &rolls);
        edition(&texts, Some(layout));
    }

    #[test]
    fn scribbles_in_any_order(texts in scribbles()) {
        edition(&named(texts), None);
    }

    #[test]
    fn scribbles_by_any_layout(texts in scribbles(), rolls in dice()) {
        let texts = named(texts);
        let layout = layout(&texts, &rolls);
        edition(&texts, Some(layout));
    }

    #[test]
    fn noise_in_any_order(texts in noise()) {
        edition(&named(texts), None);
    }

    #[test]
    fn noise_by_any_layout(texts in noise(), rolls in dice()) {
        let texts = named(texts);
        let layout = layout(&texts, &rolls);
        edition(&texts, Some(layout));
    }
}

/// Runs what may panic and returns what it says.
fn fault(run: impl FnOnce()) -> Option<String> {
    let caught = catch_unwind(AssertUnwindSafe(run)).err()?;
    let text = caught.downcast_ref::<String>().cloned();
    Some(text.or_else(|| caught.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
}

fn report(faults: &[String], count: usize) {
    println!("{count} editions built");
    assert!(faults.is_empty(), "{} of {count} break a law:\n{}", faults.len(), faults.join("\n\n"));
}

/// The Markdown files below the folder that a variable names.
fn folder(variable: &str) -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os(variable) else {
        println!("{variable} is not set, so nothing is tested here");
        return Vec::new();
    };
    let mut files: Vec<_> = books::files(Path::new(&folder)).into_iter().collect();
    files.retain(|(path, _)| Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case("md")));
    files
}

#[test]
fn files_of_a_corpus() {
    let files = folder("COMMONPLACE_CORPUS");
    let mut faults = Vec::new();
    for (path, text) in &files {
        let alone = fault(|| drop(edition(&[(PATHS[0], text.clone())], None)));
        faults.extend(alone.map(|fault| format!("{path}: {fault}")));
    }
    for pair in files.windows(2) {
        let texts = [(PATHS[0], pair[0].1.clone()), (PATHS[1], pair[1].1.clone())];
        let rolls: Vec<u8> = pair[0].1.bytes().rev().take(200).collect();
        let both = fault(|| drop(edition(&texts, Some(layout(&texts, &rolls)))));
        faults.extend(both.map(|fault| format!("{} and {}: {fault}", pair[0].0, pair[1].0)));
    }
    report(&faults, (files.len() * 2).saturating_sub(1));
}

/// A generator for shuffles that must come out the same on every machine (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit.max(1)
    }
}

#[test]
fn real_notes_with_their_blocks_shuffled() {
    let files = folder("COMMONPLACE_REAL_NOTES");
    let mut blocks: Vec<&str> = Vec::new();
    for (_, text) in &files {
        let note = parse(text, SourceId(0), Dialect::default());
        blocks.extend(note.blocks.iter().map(|block| block.span.of(text)));
    }
    let mut faults = Vec::new();
    let rounds = if blocks.is_empty() { 0 } else { 60 };
    for round in 0..rounds {
        let mut random = Random(round);
        let texts: Vec<(&str, String)> = PATHS
            .iter()
            .map(|path| {
                let count = random.below(120);
                let gaps = ["", "\n", "\n", "\n\n", "\n\n\n"];
                let parts =
                    (0..count).map(|_| [blocks[random.below(blocks.len())], gaps[random.below(gaps.len())]].concat());
                (*path, parts.collect())
            })
            .collect();
        let rolls: Vec<u8> = (0..200).map(|_| u8::try_from(random.below(256)).expect("a byte")).collect();
        let plain = fault(|| drop(edition(&texts, None)));
        let laid = fault(|| drop(edition(&texts, Some(layout(&texts, &rolls)))));
        faults.extend(plain.into_iter().chain(laid).map(|fault| format!("round {round}: {fault}")));
    }
    report(&faults, usize::try_from(rounds).expect("few rounds") * 2);
}

/// Builds one note, prints how long that takes, and checks what costs no more than a build.
fn timed(name: &str, texts: &[(&str, String)]) {
    let input = input(texts, None);
    let start = Instant::now();
    let edition = build(&input);
    println!("{name}: {:?}", start.elapsed());
    assert_eq!(edition.broken, None, "{name}");
    let found = [tiles(&input, &edition), spans(&input, &edition), fates(&edition)];
    if let Some(fault) = found.into_iter().find_map(Result::err) {
        panic!("{name}: {fault}");
    }
}

fn one(text: impl Into<String>) -> Vec<(&'static str, String)> {
    vec![(PATHS[0], text.into())]
}

/// Returns what `line` makes of each number, one after the other.
fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn a_finished_book_gets_nothing_more() {
    let one = "# Locks\n\n**mutex** \u{2014} a lock that one thread at a time can hold.\n\nA mutex is given back.\n";
    let two = "# Queues\n\nA queue holds a mutex, and the mutex guards it.\n\n## Bounded buffer\n\nBlocks its writers. See locks.\n";
    let notes = [("Heap/one.md", one.to_string()), ("Heap/two.md", two.to_string())];
    let first = build(&input(&notes, None));
    assert!(first.glossary_page.is_some() && first.links.iter().any(|link| link.purpose == Purpose::Glossary));
    let paths = first.book.pages.iter().map(|page| page.path.as_str());
    let finished: Vec<(&str, String)> = paths.zip(first.pages.iter().cloned()).collect();
    let second = build(&input(&finished, None));
    assert_eq!(second.broken, None);
    assert_eq!(second.glossary_page, None);
    let made = second.links.iter().filter(|link| link.purpose != Purpose::Rewritten).count();
    assert_eq!(made, 0, "a second build links what the first one linked");
}

#[test]
fn names_documented_elsewhere_are_linked_among_other_markup() {
    let named: Vec<&str> = POOL.iter().copied().filter(|block| block.contains("Python")).collect();
    assert!(named.len() >= 4, "the pool has blocks that name things of Python");
    let mut made = 0;
    for (number, block) in named.iter().enumerate() {
        for other in [POOL[number], POOL[40 + number], "```python\nimport shutil\n```\n"] {
            let text = format!("# Python\n\n{block}\n{other}{block}\n{other}\n");
            let edition = edition(&one(text), None);
            made += edition.links.iter().filter(|link| link.purpose == Purpose::External).count();
        }
    }
    assert!(made > 20, "only {made} names were linked: the laws are hardly tried");
}

#[test]
fn notes_with_nothing_in_them() {
    for text in ["", "\n", " \n\t\n \r\n", "\r", "\u{A0}", "\u{FEFF}", "\u{2028}\n", "\0", "[r]: x\n", "[^1]: x\n"] {
        edition(&one(text), None);
        edition(&[(PATHS[0], text.to_string()), (PATHS[1], text.to_string())], Some(Layout::default()));
    }
}

#[test]
fn notes_of_great_length() {
    timed("a list of 20,000 items", &one(many(20_000, |i| format!("- item {i}\n"))));
    timed("50,000 equal headings", &one("# Same\n".repeat(50_000)));
    timed("one line of a megabyte", &one("word ".repeat(200_000)));
    timed("a megabyte without spaces", &one("x".repeat(1_000_000)));
    timed("20,000 paragraphs", &one(many(20_000, |i| format!("Paragraph {i}.\n\n"))));
    timed("20,000 tables", &one("| a | b |\n|---|---|\n| c | d |\n\n".repeat(20_000)));
}

#[test]
fn notes_with_many_definitions() {
    let uses = many(20_000, |i| format!("See [text][{i}].\n\n"));
    let defs = many(20_000, |i| format!("[{i}]: https://example.org/{i}\n"));
    timed("20,000 link definitions", &one(format!("{uses}{defs}")));
    let uses = many(20_000, |i| format!("# H{i}\n\nSee [text][{i}].\n\n"));
    timed("20,000 link definitions on many pages", &one(format!("{uses}{defs}")));
    let notes = many(5_000, |i| format!("A[^{i}].\n\n[^{i}]: note\n\n"));
    timed("5,000 footnotes", &one(notes));
    timed("20,000 unused definitions", &one(defs));
    let repeated = "[r]: x\n".repeat(20_000);
    timed("20,000 definitions of one label", &one(format!("{repeated}\n[r]\n")));
}

#[test]
fn notes_that_nest() {
    timed("5,000 nested quotations", &one(format!("{} x\n", ">".repeat(5_000))));
    timed("200 nested lists", &one(many(200, |i| format!("{}- x\n", "  ".repeat(i)))));
    timed("5,000 open elements", &one("<div>\n\n".repeat(5_000)));
    timed("5,000 elements in each other", &one("<div>\n\n".repeat(5_000) + &"</div>\n\n".repeat(5_000)));
    timed("1,000 tags without an end", &one("<div a=\"\n".repeat(1_000)));
    timed("50,000 opening brackets", &one("[".repeat(50_000)));
    timed("20,000 links to nowhere", &one(many(20_000, |i| format!("[x](#no-{i})\n\n"))));
    timed(
        "2,000 links to nowhere under 2,000 headings",
        &one(many(2_000, |i| format!("# Heading {i}\n[x](#no-{i})\n\n"))),
    );
}

#[test]
fn notes_without_number() {
    let paths: Vec<String> = (0..2_000).map(|i| format!("{HEAP}/{i}.md")).collect();
    let texts: Vec<(&str, String)> = paths
        .iter()
        .enumerate()
        .map(|(i, path)| (path.as_str(), format!("# Note {i}\n\nSee [next]({}.md).\n", i + 1)))
        .collect();
    timed("2,000 notes of three lines", &texts);
}

/// Inputs that once broke a law, each as small as it could be made, with the sections of the one chapter that shows them; where
/// that names none, the tool makes the layout.
const KEPT: &[(&[&str], &[&str])] = &[
    // A note of nothing but definitions has no page to put them on.
    (&["[^1]: The first note.\n"], &[]),
    (&["[r]: x\n"], &[]),
    // The last line of a note may have no end; that of a page has.
    (&["<div>"], &[]),
    (&["\n- [ ]"], &["Heap/one.md"]),
    // The parser hands over the end of a line of HTML in one piece or two, by its kind.
    (&["\r\na", "", "<div>"], &["Heap/one.md", "Heap/deep/one.md"]),
    // A tag goes over two lines, and its link is edited.
    (&["<p><a\nhref=\"two.md\">x</a></p>\n", "# b\n"], &["Heap/one.md", "Heap/two.md#b"]),
    // What cannot interrupt a paragraph is one right behind a definition, and a list or HTML elsewhere.
    (&["[r]: a\n+ "], &["Heap/one.md"]),
    (&["[r]: a\n2. b\n"], &["Heap/one.md"]),
    (&["[r]: a\n<b>\n"], &["Heap/one.md"]),
    // The parser counts definitions behind a list as part of it.
    (&["- item [i]\n\n  [i]: two.md\n- next\n\n[unused]: two.md\ntext right after it\n"], &["Heap/one.md"]),
    (&["[r]: a\n- item [i]\n\n  [i]: b\n- next\n\n[a b]: #c\n[A  B]: #d\n[c]:\n  one.md\n"], &["Heap/one.md"]),
    // A footnote that nobody refers to holds a definition.
    (&["[^1]: [r]: a", "[r]aaa"], &["Heap/one.md", "Heap/two.md"]),
    // The only definition of a label stands in a footnote that nobody refers to.
    (&["[^1]:[r]: two.md \"A title\"\n\n| a |\n|---|\n| [r] |\n"], &["Heap/one.md"]),
    // A definition that is copied out of a list ends its lines like the page.
    (&["a\r\n", "- [^1]: a`\r\na`\n\na[^1]"], &["Heap/one.md", "Heap/two.md"]),
    // A destination ends in a character of several bytes.
    (&["[r]: é "], &[]),
    // This is a whole comment.
    (&["<!-->"], &[]),
    // What closes the script must not become part of a tag in it.
    (&["<script>\n<div id="], &[]),
    (&["<pre>\n<div id="], &[]),
    // A footnote that nothing refers to still refers to others.
    (&["# a\n[^1]: [r] [^2]\n\n# b\n\n[^2]: [^1]\n\n[r]: x\n"], &[]),
    // Indented text is a paragraph, or a list of terms, only because it goes on behind a definition.
    (&["[r]: x\n    text\n"], &["Heap/one.md"]),
    (&["[r]: x\n    - text\n"], &["Heap/one.md"]),
    (&["[r]: x\n    term\n: what it means\n"], &["Heap/one.md"]),
    // A page must not start with what looks like front matter.
    (&["\n+++\ntitle = 'x'\n+++\n#hashtag\n===\n"], &[]),
    // A definition inside a list gets another name along with its uses.
    (&["- [i]\n\n  [i]: a.md\n", "- [i]\n\n  [i]: b.md\n"], &["Heap/two.md", "Heap/one.md"]),
    // A definition inside a list that an earlier one shadows must not come into effect when it stands first.
    (&["- [i]\n\n  [i]: a.md\n\n# b\n\n- [i]\n\n  [i]: c.md\n"], &["Heap/one.md#b", "Heap/one.md"]),
    // A footnote that is carried along has in brackets what another note defines.
    (&["[r]: x\n", "[^1]: [r]\n"], &["Heap/one.md", "Heap/two.md"]),
    (&["text[^1]\n\n[^1]: [r]\n", "[r]\n\n[r]: x\n"], &["Heap/one.md", "Heap/two.md"]),
    // Two notes of one name bring what clashes with a third.
    (&["[r]\n\n[r]: a\n", "[r]\n\n[r]: b\n", "[r]\n\n[r]: c\n"], &["Heap/two.md", "Heap/one.md", "Heap/deep/one.md"]),
    // A paragraph becomes a term when a list of terms follows, whatever that begins with.
    (&[":\n:\n!", "_"], &["Heap/two.md", "Heap/one.md"]),
    // An underlined heading with a hard break becomes a marked one.
    (&["# a\na  \nb\\\nc\n---\n"], &["Heap/one.md#a"]),
    // The parser lets a footnote reach over the one behind it.
    (&["[^1]: \n    [^1]: "], &[]),
];

#[test]
fn inputs_that_once_broke_a_law() {
    let mut faults = Vec::new();
    for (texts, sections) in KEPT {
        let texts = named(texts.iter().map(ToString::to_string).collect());
        let sections: Vec<Phrase> = sections.iter().map(|name| Phrase::from((*name).to_string())).collect();
        let layout = (!sections.is_empty()).then(|| {
            let title = Phrase::from("Chapter".to_string());
            let chapter = Chapter { title, path: None, sections, chapters: Vec::new() };
            Layout { parts: vec![Part { title: None, chapters: vec![chapter] }], ..Layout::default() }
        });
        faults.extend(fault(|| drop(edition(&texts, layout))));
    }
    report(&faults, KEPT.len());
}
