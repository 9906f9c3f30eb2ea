//! `glossary`: the terms that the notes define, for people and for other programs.

use super::{count, look_at, say};
use crate::edge::disk;
use crate::edge::driver::Loaded;
use crate::edge::mdbook::Purpose;
use crate::edge::terms::{self, Format, Terms};
use anyhow::{Result, bail};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// What `glossary` is asked.
#[derive(clap::Args)]
pub(super) struct GlossaryArgs {
    /// The folder with book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The form for another program; without it, a list for people
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// List also what looks like a definition and is not sure enough
    #[arg(long)]
    candidates: bool,
    /// Print the schema of --format json
    #[arg(long, conflicts_with_all = ["format", "candidates", "base_url"])]
    schema: bool,
    /// The address under which the book is published, for links into it
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The file to write; by default, standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn glossary(args: &GlossaryArgs) -> Result<()> {
    let to = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if args.schema {
        return put(terms::json::SCHEMA.as_bytes(), to);
    }
    refuse(args.format, args.candidates, to.is_none() && std::io::stdout().is_terminal())?;
    let base = args.base_url.as_deref().map(terms::base).transpose()?;
    let loaded = Loaded::load(&args.dir)?;
    let run = look_at(&loaded, Purpose::Look)?;
    let mut terms = Terms { title: loaded.title(), language: loaded.language(), ..terms::of(&run, base)? };
    if !args.candidates {
        terms.candidates = None;
    }
    let bytes = match args.format {
        None => terms::text::text(&terms).into_bytes(),
        Some(format) => terms::write(&terms, format),
    };
    put(&bytes, to)?;
    if let Some(path) = to {
        say(&format!("{} written to {}", count(terms.rows.len(), "term"), path.display()));
    }
    Ok(())
}

/// Refuses what cannot be shown as it was asked for.
fn refuse(format: Option<Format>, candidates: bool, terminal: bool) -> Result<()> {
    if candidates && format.is_some_and(|format| format != Format::Json) {
        bail!("candidates are listed for people and in JSON only\nhint: leave --format out, or write --format json");
    }
    if format == Some(Format::Inv) && terminal {
        bail!(
            "an inventory is no text, so it is not printed to a terminal\nhint: write it to a file with -o objects.inv"
        );
    }
    Ok(())
}

/// Writes bytes to a file, or to standard output.
fn put(bytes: &[u8], to: Option<&Path>) -> Result<()> {
    match to {
        Some(path) => disk::put(path, bytes),
        None => {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(bytes)?;
            Ok(stdout.flush()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inventory_is_kept_off_the_terminal() {
        let error = refuse(Some(Format::Inv), false, true).expect_err("bytes on a terminal").to_string();
        assert!(error.contains("-o objects.inv"), "{error}");
        assert!(refuse(Some(Format::Inv), false, false).is_ok());
        assert!(refuse(Some(Format::Json), true, true).is_ok());
        assert!(refuse(None, true, true).is_ok());
        assert!(refuse(Some(Format::Csv), true, false).is_err());
    }
}
