//! `layout`: the layout in use.

use super::{look, out};
use crate::arrange::layout::print;
use anyhow::Result;
use std::path::Path;

pub(super) fn layout(dir: &Path) -> Result<()> {
    let run = look(dir, crate::edge::mdbook::Purpose::Look)?;
    out(&print(&run.edition()?.layout))
}
