//! `rules --prove`: runs the snippets that show facts.
//!
//! Somebody asked for it by name; a build or a lint never runs anything. Each snippet runs in a process and an empty folder of its
//! own, without the user's environment and site packages, with a time limit and with sockets that refuse to connect.
#![expect(clippy::disallowed_methods, reason = "this is where Python is run")]

use super::manual::Manual;
use crate::diagnostic::Rule;
use crate::pack::{PyVersion, requirement};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a snippet may take.
const LIMIT: Duration = Duration::from_secs(20);

/// Refuses connections, then runs the snippet that it is given as `__main__`.
const RUNNER: &str = "\
import runpy, socket, sys
def refuse(*args, **kwargs):
    raise RuntimeError('a proof must not use the network')
for name in ('create_connection', 'getaddrinfo', 'gethostbyname'):
    setattr(socket, name, refuse)
if hasattr(sys, 'addaudithook'):
    def hook(event, args):
        if event == 'socket.connect' and isinstance(args[1], tuple) and args[1][0] not in ('127.0.0.1', '::1', 'localhost'):
            refuse()
    sys.addaudithook(hook)
sys.argv = sys.argv[1:]
sys.path.insert(0, '.')
runpy.run_path(sys.argv[0], run_name='__main__')
";

/// One snippet with one Python.
struct Trial<'a> {
    rule: &'a str,
    code: &'a str,
    python: &'a Path,
    version: PyVersion,
}

/// Runs the proofs of these rules; returns whether all hold.
///
/// # Errors
///
/// When there is no Python to run them with.
pub fn prove(manual: &Manual, rules: &[&'static Rule], pythons: &[PathBuf]) -> Result<bool> {
    let pythons = pythons_of(pythons)?;
    let mut trials = Vec::new();
    let (mut proofs, mut idle) = (0, Vec::new());
    for rule in rules {
        for proof in manual.page(rule.name).into_iter().flat_map(|page| &page.proofs) {
            proofs += 1;
            let wanted =
                requirement(&proof.python).with_context(|| format!("{}: a proof names no versions", rule.name))?;
            let fitting = pythons.iter().filter(|(version, _)| version.meets(&wanted));
            let before = trials.len();
            trials.extend(fitting.map(|(version, python)| Trial {
                rule: rule.name,
                code: &proof.code,
                python,
                version: *version,
            }));
            if trials.len() == before {
                idle.push(rule.name);
            }
        }
    }
    let bar = super::cli::progress::Progress::new("proving");
    let failed: Vec<String> =
        trials.par_iter().filter_map(|trial| run(trial).err().map(|error| tell(trial, &error))).collect();
    drop(bar);
    super::cli::out(&failed.concat())?;
    let versions: Vec<String> = pythons.iter().map(|(version, _)| version.to_string()).collect();
    super::cli::say(&format!(
        "{} run {} with Python {}: {}",
        super::cli::count(proofs, "proof"),
        super::cli::count(trials.len(), "time"),
        versions.join(", "),
        if failed.is_empty() { "all hold".to_string() } else { format!("{} do not", failed.len()) }
    ));
    if !idle.is_empty() {
        super::cli::say(&format!("no Python here is one that these proofs are for: {}", idle.join(", ")));
    }
    Ok(failed.is_empty())
}

fn tell(trial: &Trial<'_>, error: &anyhow::Error) -> String {
    let reason = format!("{error:#}");
    format!(
        "{}: does not hold with Python {}\n    {}\n",
        trial.rule,
        trial.version,
        reason.trim().replace('\n', "\n    ")
    )
}

/// Returns the Pythons with their versions, oldest first, one a version.
fn pythons_of(named: &[PathBuf]) -> Result<Vec<(PyVersion, PathBuf)>> {
    let found: Vec<PathBuf> = if named.is_empty() {
        (6..=20).map(|minor| format!("python3.{minor}")).chain(["python3".to_string()]).map(PathBuf::from).collect()
    } else {
        named.to_vec()
    };
    let mut pythons = Vec::new();
    for python in found {
        let print = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])";
        let ran = Command::new(&python).args(["-c", print]).stdin(Stdio::null()).output();
        let version = ran
            .ok()
            .filter(|ran| ran.status.success())
            .and_then(|ran| PyVersion::parse(&String::from_utf8_lossy(&ran.stdout)));
        match version {
            Some(version) => pythons.push((version, python)),
            None if named.is_empty() => {}
            None => bail!("{} is no Python that can be run", python.display()),
        }
    }
    pythons.sort();
    pythons.dedup_by_key(|(version, _)| *version);
    if pythons.is_empty() {
        bail!("there is no Python on the PATH\nhint: name one: --python /usr/bin/python3");
    }
    Ok(pythons)
}

fn run(trial: &Trial<'_>) -> Result<()> {
    let folder = tempfile::tempdir().context("no folder can be made to run it in")?;
    // The folder that it runs in is empty: a snippet may look at what is there.
    let (proof, here) = (folder.path().join("proof.py"), folder.path().join("here"));
    std::fs::write(&proof, trial.code)?;
    std::fs::create_dir(&here)?;
    let mut child = Command::new(trial.python)
        .args(["-s", "-E", "-c", RUNNER])
        .arg(&proof)
        .current_dir(&here)
        .env_clear()
        .envs(["PATH", "SYSTEMROOT", "LANG"].iter().filter_map(|name| Some((*name, std::env::var_os(name)?))))
        .env("HOME", &here)
        .env("TMPDIR", folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("it cannot be started")?;
    let started = Instant::now();
    // What it says is read while it runs: a full pipe would stop it.
    let mut stderr = child.stderr.take().context("its errors cannot be read")?;
    let reader = std::thread::spawn(move || {
        let mut said = String::new();
        let _ = stderr.read_to_string(&mut said);
        said
    });
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if started.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            bail!("it took longer than {} seconds", LIMIT.as_secs());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let said = reader.join().unwrap_or_default();
    if !status.success() {
        let lines: Vec<&str> = said.lines().collect();
        bail!("{}", lines[lines.len().saturating_sub(4)..].join("\n"));
    }
    Ok(())
}
