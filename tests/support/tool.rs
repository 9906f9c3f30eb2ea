//! Running the built command in tests, as a shell or mdBook does.
#![allow(dead_code, reason = "each harness uses what it needs")]
#![allow(clippy::disallowed_methods, reason = "tests start processes")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The built command.
pub(crate) const TOOL: &str = env!("CARGO_BIN_EXE_mdbook-commonplace");

/// What a run of the command left.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// Returns the command, to be run in a folder, with nothing of the caller's environment that colours or settles anything.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(TOOL);
    command.args(arguments).current_dir(folder);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("MDBOOK_") || name.starts_with("CLICOLOR") || name == "NO_COLOR" {
            command.env_remove(name);
        }
    }
    command.env("TERM", "xterm-256color").env("COLUMNS", "100");
    command
}

/// Runs the command in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    feed(folder, arguments, b"")
}

/// Runs the command in a folder with this standard input.
pub(crate) fn feed(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command was built");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A verb that does not read closes the pipe early, which is its right.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("the command ends");
    Ran {
        code: output.status.code().expect("the command is not killed"),
        out: String::from_utf8(output.stdout).expect("standard output is text"),
        err: String::from_utf8(output.stderr).expect("standard error is text"),
    }
}
