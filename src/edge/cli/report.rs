//! `report` and `where`: what became of everything, and of one line.

use super::{look, out};
use crate::edge::mdbook::Purpose;
use crate::edge::report::Reporter;
use anyhow::{Context, Result};
use std::path::Path;

pub(super) fn report(dir: &Path, json: bool) -> Result<()> {
    let run = look(dir, Purpose::Build)?;
    let reporter = Reporter::new(&run)?;
    if json { out(&(serde_json::to_string_pretty(&reporter.report())? + "\n")) } else { out(&reporter.text()) }
}

pub(super) fn where_is(place: &str, dir: &Path) -> Result<()> {
    let (note, line) =
        place.rsplit_once(':').and_then(|(note, line)| Some((note, line.parse().ok()?))).with_context(|| {
            format!("`{place}` is not a place\nhint: write it as NOTE:LINE, such as notes/python.md:220")
        })?;
    let run = look(dir, Purpose::Look)?;
    out(&(Reporter::new(&run)?.where_is(note, line)? + "\n"))
}
