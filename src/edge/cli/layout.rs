//! `layout`: the layout in use.

use super::out;
use crate::arrange::layout::print;
use crate::edge::driver::Loaded;
use anyhow::Result;
use std::path::Path;

pub(super) fn layout(dir: &Path) -> Result<()> {
    let run = Loaded::load(dir)?.look()?;
    out(&print(&run.edition()?.layout))
}
