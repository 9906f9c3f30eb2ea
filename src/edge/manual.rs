//! The pages of rules as a manual: read when somebody asks, not in a run.

use super::pages;
use crate::diagnostic::Rule;
use crate::pack::page::{self, Page};
use crate::pack::{Pack, builtin};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// All pages, the built-in ones and those of packs.
pub struct Manual {
    pack: &'static Pack,
    pages: BTreeMap<String, (String, Option<Page>)>,
}

impl Manual {
    /// Reads the built-in pages and those below these folders.
    ///
    /// # Errors
    ///
    /// When a folder cannot be read.
    pub fn read(packs: &[PathBuf]) -> Result<Manual> {
        let mut pages = BTreeMap::new();
        for (_, name, text) in builtin::TEXTS {
            pages.insert((*name).to_string(), ((*text).to_string(), page::read(name, text).ok()));
        }
        let mut loaded = Vec::new();
        for folder in packs {
            loaded.extend(pages::read(pages::files(folder)?).0);
        }
        for (file, own) in &loaded {
            pages.insert(file.name.clone(), (file.text.clone(), Some(own.page.clone())));
        }
        let pack = if loaded.is_empty() { Pack::builtin() } else { pages::pack(&loaded) };
        Ok(Manual { pack, pages })
    }

    /// Returns every rule, by name.
    #[must_use]
    pub fn rules(&self) -> Vec<&'static Rule> {
        super::options::known(self.pack)
    }

    /// Returns the text of a rule's page.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.pages.get(name).map(|(text, _)| text.as_str())
    }

    /// Returns a rule's page.
    #[must_use]
    pub fn page(&self, name: &str) -> Option<&Page> {
        self.pages.get(name)?.1.as_ref()
    }

    /// Returns when a fact was last checked, in days since 1970-01-01.
    #[must_use]
    pub fn reviewed(&self, name: &str) -> Option<i64> {
        let date = self.page(name)?.head.reviewed?.date?;
        Some(super::clock::days(i64::from(date.year), i64::from(date.month), i64::from(date.day)))
    }
}

/// Returns a page as a terminal shows it: without front matter, titles in bold, examples indented under what they are.
#[must_use]
pub fn rendered(text: &str) -> String {
    let bold = anstyle::Style::new().bold();
    let dim = anstyle::Style::new().dimmed();
    let coloured = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
        && std::io::IsTerminal::is_terminal(&std::io::stdout());
    let styled = |style: anstyle::Style, text: &str| {
        if coloured { format!("{style}{text}{style:#}") } else { text.to_string() }
    };
    let body = text.split_once("\n+++\n").map_or(text, |(_, body)| body);
    let mut out = String::new();
    let mut fence: Option<String> = None;
    let mut skipped = false;
    for line in body.trim_start().lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &fence {
            Some(open) if line == open => {
                fence = None;
                skipped = false;
            }
            Some(_) if skipped => {}
            Some(_) => out.extend(["    ", line, "\n"]),
            None if ticks >= 3 => {
                fence = Some(line[..ticks].to_string());
                let info = line[ticks..].trim();
                let title = match info {
                    "report" => "reports:",
                    "md fixed" => "fixed:",
                    _ if info.starts_with("python proof") => "shown by:",
                    _ => "",
                };
                if !title.is_empty() {
                    out.push_str(&styled(dim, title));
                    out.push('\n');
                }
            }
            None => match line.trim_start_matches('#') {
                title if title.len() < line.len() => out.push_str(&(styled(bold, title.trim()) + "\n")),
                _ => out.extend([line, "\n"]),
            },
        }
    }
    out
}
