//! `build`: the real mdBook, inside this program.

use super::{count, out, redirects, say};
use crate::edge::disk;
use crate::edge::driver::Loaded;
use crate::edge::mdbook::Purpose;
use anyhow::Result;
use std::path::Path;

pub(super) fn build(dir: &Path) -> Result<()> {
    mdbook_log();
    let mut loaded = Loaded::load(dir)?;
    let run = {
        let _quiet = tracing_subscriber::util::SubscriberInitExt::set_default(tracing_subscriber::registry());
        loaded.look(Purpose::Build)?
    };
    if let Some(warning) = &run.warning {
        say(&format!("warning: {warning}"));
    }
    super::tell(&run);
    let redirects = run.edition.as_ref().map(|edition| redirects::pairs(&edition.redirects)).unwrap_or_default();
    let folders = loaded.render(&redirects)?;
    if let Some(edition) = &run.edition {
        let notes = count(run.input.notes, "note");
        let pages = count(edition.pages.len(), "page");
        let links = count(edition.links.len(), "link");
        say(&format!("{notes} became {pages}, {links} led to new places"));
    }
    super::stop(&run)?;
    for folder in folders {
        let page = folder.join("index.html");
        let shown = disk::full(if disk::is_file(&page) { &page } else { &folder });
        out(&format!("{}\n", shown.display()))?;
    }
    Ok(())
}

/// Shows what mdBook itself has to say, warnings and worse.
fn mdbook_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("MDBOOK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let ansi = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .with_ansi(ansi)
        .try_init();
}
