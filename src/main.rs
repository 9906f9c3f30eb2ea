//! The command `mdbook-commonplace`; everything it does stands in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    mdbook_commonplace::edge::cli::run()
}
