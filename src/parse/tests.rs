use super::*;
use crate::note::{LinkForm, Tile};

fn note(text: &str) -> Note {
    parse(text, SourceId(0), Dialect::default())
}

fn kinds(text: &str) -> Vec<BlockKind> {
    note(text).blocks.iter().map(|b| b.kind).collect()
}

fn joined(text: &str) -> String {
    let note = note(text);
    note.tiles
        .iter()
        .map(|tile| match tile {
            Tile::Block(id) => note.block(*id).span.of(text),
            Tile::Blank(span) => span.of(text),
        })
        .collect()
}

#[test]
fn tiles_cover_definitions_that_are_repeated_or_nested() {
    use BlockKind::{Definition, Fence, Indented, Quote};
    let text = "# a\n\n  [x]: y\n[x]: z\n  'more'\n\n> [q]: r\n> text [q]\n\n    code\n\n\n```\nopen\n\n";
    assert_eq!(joined(text), text);
    let note = note(text);
    let kinds: Vec<_> = note.blocks.iter().map(|b| b.kind).collect();
    let heading = BlockKind::Heading { level: 1, setext: false };
    assert_eq!(kinds, [heading, Definition, Definition, Quote, Indented, Fence]);
    assert_eq!(note.link_defs.iter().map(|d| (d.block, d.top_level)).collect::<Vec<_>>(), [(1, true), (3, false)]);
    assert_eq!(note.blocks[4].span.of(text), "    code\n");
    assert_eq!(note.blocks[5].closer.as_deref(), Some("```"));
}

#[test]
fn spans_of_destinations() {
    let text = "[a](b.md#c) [d](<e f.md> 'g') ![h](i\\_j.png) [k][L l] [m][] [n] <a href='o.md'>p</a> [q](r(s).md)\n\n[l  L]: <t u> 'v'\n[m]: w\n[n]:\n  x.md\n";
    let note = note(text);
    let links: Vec<_> = note
        .links
        .iter()
        .map(|link| match &link.form {
            LinkForm::Inline(at) | LinkForm::Attribute(at) | LinkForm::Reference(_, at) => {
                (at.of(text), link.destination.as_str())
            }
        })
        .collect();
    assert_eq!(
        links,
        [
            ("b.md#c", "b.md#c"),
            ("<e f.md>", "e f.md"),
            ("i\\_j.png", "i_j.png"),
            ("[L l]", "t u"),
            ("[]", "w"),
            ("", "x.md"),
            ("o.md", "o.md"),
            ("r(s).md", "r(s).md"),
        ]
    );
    let defs: Vec<_> = note.link_defs.iter().map(|d| (d.label.as_str(), d.destination_span.of(text))).collect();
    assert_eq!(defs, [("l l", "<t u>"), ("m", "w"), ("n", "x.md")]);
}

#[test]
fn images_inside_links_are_two_links() {
    let text = "[![alt](p.png)](page.md)\n";
    let note = note(text);
    let spans: Vec<_> = note.links.iter().map(|l| (l.image, l.span.of(text))).collect();
    assert_eq!(spans, [(true, "![alt](p.png)"), (false, "[![alt](p.png)](page.md)")]);
}

#[test]
fn an_element_over_several_blocks_is_one_bond() {
    let text = "a\n\n<details>\n\n## b\n\n<div>\n\nc\n\n</div>\n\n</details>\n\nd\n";
    let bonds: Vec<_> = note(text).blocks.iter().map(|b| b.bond).collect();
    assert_eq!(bonds, [None, Some(1), Some(1), Some(1), Some(1), Some(1), Some(1), None]);
}

#[test]
fn headings_keep_rendered_and_typed_text() {
    let text = "## a -- `b` ![alt](x.png) [c](d.md)[^1] \"e\" {#id}\n\n[^1]: f\n";
    let note = note(text);
    assert_eq!(note.ids[0].text, "a – b  c “e”");
    assert_eq!(note.ids[0].typed, "a -- b  c \"e\"");
    assert_eq!(note.ids[0].explicit.as_deref(), Some("id"));
    assert_eq!(note.ids[0].footnotes, [("a – b  c".len(), "1".to_string())]);
}

#[test]
fn underlined_text_that_starts_with_a_hash_is_setext() {
    assert_eq!(kinds("#tag\n===\n"), [BlockKind::Heading { level: 1, setext: true }]);
    assert_eq!(kinds("  ##  x ##\n"), [BlockKind::Heading { level: 2, setext: false }]);
    assert_eq!(kinds("#\n"), [BlockKind::Heading { level: 1, setext: false }]);
}

#[test]
fn front_matter_is_a_block_and_shifts_the_rest() {
    let text = "---\ntitle: x\n---\n# h [l](m.md)\n\n[z]: y\n";
    let note = note(text);
    assert_eq!(joined(text), text);
    assert_eq!(note.blocks[0].kind, BlockKind::FrontMatter);
    assert_eq!(note.links[0].block, 1);
    assert_eq!(note.links[0].span.of(text), "[l](m.md)");
    assert_eq!(note.link_defs[0].span.of(text), "[z]: y");
}

#[test]
fn a_shape_ignores_targets_levels_and_labels_but_not_text() {
    let shape = |text: &str| note(text).blocks[0].shape;
    assert_eq!(shape("# a [b](c)\n"), shape("### a [b](d.md)\n"));
    assert_eq!(shape("Set\next\n===\n"), shape("### Set ext\n"));
    assert_eq!(shape("x<a href=\"a\">\n"), shape("x<a href=\"b\">\n"));
    assert_ne!(shape("x<a href=\"a\">\n"), shape("x<a name=\"a\">\n"));
    assert_ne!(shape("a\n"), shape("b\n"));
    assert_ne!(shape("- a\n"), shape("1. a\n"));
}
