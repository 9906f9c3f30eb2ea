//! Books loaded, looked at and rendered through mdBook's own driver, with the preprocessor inside this process.

use super::disk;
use super::mdbook::{NAME, Purpose, Run, run};
use anyhow::{Context, Result, anyhow, bail};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_preprocessor::book::Book as MdBook;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use mdbook_renderer::{RenderContext, Renderer};
use mdbook_summary::{SummaryItem, parse_summary};
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The preprocessor inside this process: it takes the place of the command that `book.toml` names.
struct InProcess {
    purpose: Rc<Cell<Purpose>>,
    last: Rc<RefCell<Option<Result<Run>>>>,
}

impl Preprocessor for InProcess {
    fn name(&self) -> &str {
        NAME
    }

    fn run(&self, context: &PreprocessorContext, book: MdBook) -> Result<MdBook> {
        let run = serde_json::to_value(context)
            .and_then(|context| Ok((context, serde_json::to_value(&book)?)))
            .map_err(anyhow::Error::from)
            .and_then(|(context, book)| run(&context, book, self.purpose.get()));
        let handed = match &run {
            Ok(run) => serde_json::from_value(run.book.clone()).map_err(anyhow::Error::from),
            Err(error) => Err(anyhow!("{error:#}")),
        };
        *self.last.borrow_mut() = Some(run);
        handed
    }
}

/// Stands for the renderer when a book is only looked at.
struct Looker(String);

impl Renderer for Looker {
    fn name(&self) -> &str {
        &self.0
    }

    fn render(&self, _: &RenderContext) -> Result<()> {
        Ok(())
    }
}

/// A book loaded through mdBook's own driver.
pub struct Loaded {
    mdbook: MDBook,
    purpose: Rc<Cell<Purpose>>,
    last: Rc<RefCell<Option<Result<Run>>>>,
}

impl Loaded {
    /// Loads the book in `root`.
    ///
    /// # Errors
    ///
    /// When there is no book, its settings or its summary cannot be read, a note is not UTF-8, or it does not use the
    /// preprocessor.
    pub fn load(root: &Path) -> Result<Loaded> {
        if !disk::is_file(&root.join("book.toml")) {
            bail!(
                "there is no book.toml in {}\nhint: `mdbook-commonplace new DIR --from FILE...` makes a book out of notes",
                disk::full(root).display()
            );
        }
        let settings = root.join("book.toml");
        toml::from_str::<toml::Table>(&disk::read(&settings)?)
            .map_err(|error| anyhow!("{} cannot be read\n{error}", settings.display()))?;
        let mut mdbook = load_quietly(root).map_err(|error| explain(root, error))?;
        let tables = mdbook.config.preprocessors::<toml::Value>().unwrap_or_default();
        if !tables.keys().any(|name| name == NAME) {
            bail!(
                "{} does not use this preprocessor\nhint: add\n\n    [preprocessor.{NAME}]\n    notes = [\"notes/*.md\"]\n    after = [\"links\"]\n",
                root.join("book.toml").display()
            );
        }
        let last = Rc::new(RefCell::new(None));
        // The driver keeps the place in the order of preprocessors that `before` and `after` gave this name.
        let purpose = Rc::new(Cell::new(Purpose::Look));
        mdbook.with_preprocessor(InProcess { purpose: Rc::clone(&purpose), last: Rc::clone(&last) });
        Ok(Loaded { mdbook, purpose, last })
    }

    /// Runs the preprocessors and returns what ours made.
    ///
    /// # Errors
    ///
    /// When ours fails, or one before it. Those behind it do not matter here.
    pub fn look(&self, purpose: Purpose) -> Result<Run> {
        self.purpose.set(purpose);
        let outcome = self.mdbook.preprocess_book(&Looker(self.looks_as()));
        match self.last.borrow_mut().take() {
            Some(run) => run,
            None => Err(outcome.err().unwrap_or_else(|| anyhow!("mdBook did not run the preprocessor"))),
        }
    }

    /// Returns the renderers that the preprocessor runs for; none when it runs for all.
    fn only(&self) -> Option<Vec<String>> {
        self.mdbook.config.get("preprocessor.commonplace.renderers").ok().flatten()
    }

    /// Returns the renderer to look as: one that the preprocessor runs for.
    fn looks_as(&self) -> String {
        self.only().and_then(|names| names.into_iter().next()).unwrap_or_else(|| "html".to_string())
    }

    /// Returns the book's title; empty when it has none.
    #[must_use]
    pub fn title(&self) -> String {
        self.mdbook.config.book.title.clone().unwrap_or_default()
    }

    /// Returns the book's language, English when its settings name none.
    #[must_use]
    pub fn language(&self) -> String {
        self.mdbook.config.book.language.clone().unwrap_or_else(|| "en".to_string())
    }

    /// Returns whether the book has an HTML output.
    #[must_use]
    pub fn has_html(&self) -> bool {
        let outputs = self.mdbook.config.outputs::<toml::Value>().unwrap_or_default();
        (outputs.is_empty() || outputs.contains_key("html"))
            && self.only().is_none_or(|names| names.iter().any(|name| name == "html"))
    }

    /// Renders the book with these redirects added to those of its settings; returns the folders that it was written to.
    ///
    /// # Errors
    ///
    /// When a preprocessor or a renderer fails.
    pub fn render(&mut self, redirects: &[(String, String)]) -> Result<Vec<PathBuf>> {
        // What the rules find was told already.
        self.purpose.set(Purpose::Look);
        let mut table = self.mdbook.config.get::<toml::Table>("output.html.redirect")?.unwrap_or_default();
        for (from, to) in redirects {
            table.entry(from.clone()).or_insert_with(|| toml::Value::String(to.clone()));
        }
        // An empty table would add an HTML output to a book that has only others.
        if !table.is_empty() && self.has_html() {
            self.mdbook.config.set("output.html.redirect", table)?;
        }
        self.mdbook.build()?;
        let outputs = self.mdbook.config.outputs::<toml::Value>().unwrap_or_default();
        let names: Vec<String> =
            if outputs.is_empty() { vec!["html".to_string()] } else { outputs.keys().cloned().collect() };
        Ok(names.iter().map(|name| self.mdbook.build_dir_for(name)).collect())
    }
}

/// Loads a book without making the files that its summary only plans: they are taken as drafts. mdBook would write them into the
/// source folder, which is no business of somebody who looks.
fn load_quietly(root: &Path) -> Result<MDBook> {
    let settings = root.join("book.toml");
    let mut config =
        Config::from_disk(&settings).with_context(|| format!("mdBook cannot use {}", settings.display()))?;
    config.update_from_env()?;
    let src = root.join(&config.book.src);
    let text = disk::read(&src.join("SUMMARY.md"))?;
    let mut summary = parse_summary(&text)?;
    for items in [&mut summary.prefix_chapters, &mut summary.numbered_chapters, &mut summary.suffix_chapters] {
        drafts(items, &src);
    }
    MDBook::load_with_config_and_summary(root, config, summary)
}

fn drafts(items: &mut [SummaryItem], src: &Path) {
    for item in items {
        if let SummaryItem::Link(link) = item {
            link.location = link.location.take().filter(|path| disk::is_file(&src.join(path)));
            drafts(&mut link.nested_items, src);
        }
    }
}

/// mdBook says that a chapter "cannot be read"; this says which file and which byte.
fn explain(root: &Path, error: anyhow::Error) -> anyhow::Error {
    let toml = disk::read(&root.join("book.toml")).unwrap_or_default();
    let config: toml::Table = toml::from_str(&toml).unwrap_or_default();
    let src = config.get("book").and_then(|book| book.get("src")).and_then(toml::Value::as_str).unwrap_or("src");
    let src = root.join(src);
    let mut bad: Vec<String> = disk::files(&src).into_iter().filter(|path| path.ends_with(".md")).collect();
    bad.sort();
    for path in bad {
        if let Err(reason) = disk::read(&src.join(&path)) {
            return reason.context(format!("{error:#}"));
        }
    }
    error
}
