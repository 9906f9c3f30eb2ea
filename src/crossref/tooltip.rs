//! Definitions as tooltips: the titles of links.

use std::fmt::Write;

/// Letters of a tooltip beyond which it is cut short.
const TOOLTIP: usize = 220;

/// Returns a definition as the title of a link: short, on one line, and safe inside quotes, tables and HTML.
#[must_use]
pub fn tooltip(definition: &str) -> String {
    let text = crate::text::fold_space(definition);
    let mut cut = text.as_str();
    if text.chars().count() > TOOLTIP {
        let end = text.char_indices().nth(TOOLTIP).map_or(text.len(), |(i, _)| i);
        cut = text[..end].rsplit_once(' ').map_or(&text[..end], |(head, _)| head);
    }
    let mut title = String::with_capacity(cut.len() + 8);
    for c in cut.chars() {
        match c {
            // Code ticks and tags bind tighter than links, pipes end the cell of a table.
            '"' | '\\' | '`' | '<' | '>' | '|' | '&' | '{' | '}' | '$' | '[' | ']' | '*' | '_' => {
                let _ = write!(title, "&#{};", u32::from(c));
            }
            c => title.push(c),
        }
    }
    if cut.len() < text.len() {
        title.push('…');
    }
    title
}

#[cfg(test)]
mod tests {
    use super::tooltip;

    #[test]
    fn a_tooltip_is_one_line_of_plain_text() {
        let shown = tooltip("Says \"no\" to `x` | <script>\nand *so* [on](y).");
        assert!(!shown.contains(['"', '`', '|', '<', '>', '*', '[', ']', '\n']), "{shown}");
        assert!(shown.starts_with("Says &#34;no&#34; to &#96;x&#96; &#124; &#60;script&#62; and"), "{shown}");
        let long = tooltip(&"word ".repeat(100));
        assert!(long.ends_with("word…") && long.chars().count() <= 221, "{long}");
    }
}
