//! The command `mdbook-commonplace`; everything it does stands in the library.

use std::process::ExitCode;

/// A run over notes makes many small strings and lives for milliseconds; this allocator saves a tenth of them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    mdbook_commonplace::edge::cli::run()
}
