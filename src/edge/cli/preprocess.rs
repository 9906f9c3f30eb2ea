//! No verb: mdBook's protocol on standard input and output.

use super::{out, say};
use crate::edge::mdbook::{self, Purpose};
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use serde_json::Value;
use std::io::{IsTerminal, Read};

/// Reads `[context, book]`, restructures the book, and writes it back. Nothing else goes to standard output.
pub(super) fn preprocess() -> Result<()> {
    if std::io::stdin().is_terminal() {
        super::Args::command().print_help()?;
        return Ok(());
    }
    let mut text = String::new();
    // mdBook writes everything before it reads anything, so all of it is read first.
    std::io::stdin().read_to_string(&mut text).context("standard input is not UTF-8 text")?;
    let message: Value = serde_json::from_str(&text).context(
        "standard input is not a message of mdBook's\nhint: run `mdbook-commonplace --help` for use by hand",
    )?;
    let Value::Array(mut message) = message else { bail!(FORM) };
    let (Some(book), Some(context)) = (message.pop(), message.pop()) else { bail!(FORM) };
    if !message.is_empty() || !context.is_object() || !book.is_object() {
        bail!(FORM);
    }
    // Findings are told once a book, however many renderers it has.
    let speaks = mdbook::speaks(&context);
    let purpose = if speaks { Purpose::Build } else { Purpose::Look };
    let run = mdbook::run(&context, book, purpose)?;
    if speaks {
        if let Some(warning) = &run.warning {
            say(&format!("warning: {warning}"));
        }
        super::tell(&run);
        super::stop(&run)?;
    }
    out(&serde_json::to_string(&run.book)?)?;
    // The process ends here, and taking a big book apart piece by piece is work for nothing.
    std::mem::forget(run);
    Ok(())
}

const FORM: &str =
    "mdBook's message must be a list of a context and a book\nhint: run `mdbook-commonplace --help` for use by hand";
