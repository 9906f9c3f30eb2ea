//! What git knows: the lines that changed since a revision.
#![expect(clippy::disallowed_methods, reason = "this is where git is asked")]

use super::disk;
use super::lint::Linted;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The changed lines of a file; `None` when all of it is new.
type Lines = Option<Vec<RangeInclusive<usize>>>;

/// Keeps the findings on lines that changed since a revision, those of the working copy included.
///
/// # Errors
///
/// When git is not there, the folder is no git checkout, or the revision is unknown.
pub fn only_since(linted: &mut Linted, revision: &str, folder: &Path) -> Result<()> {
    let changed = changed(revision, folder)?;
    let places: Vec<_> = linted.places().into_iter().map(|(place, _)| place).collect();
    let mut places = places.into_iter();
    linted.findings.retain(|_| {
        let place = places.next().expect("there is a place a finding");
        match changed.get(&disk::full(Path::new(&place.path))) {
            None => false,
            Some(None) => true,
            Some(Some(lines)) => {
                lines.iter().any(|lines| *lines.start() <= place.end_line && place.line <= *lines.end())
            }
        }
    });
    Ok(())
}

fn changed(revision: &str, folder: &Path) -> Result<HashMap<PathBuf, Lines>> {
    let top = PathBuf::from(git(folder, &["rev-parse", "--show-toplevel"])?.trim_end());
    if revision.starts_with('-') {
        bail!("`{revision}` is no revision");
    }
    let diff = git(&top, &["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", revision, "--"])?;
    let mut found: HashMap<PathBuf, Lines> = HashMap::new();
    let mut file = None;
    for line in diff.lines() {
        if let Some(path) = line.strip_prefix("+++ ") {
            // Behind a name with spaces git writes a tab.
            let path = path.trim_end_matches('\t').trim_matches('"');
            file = path.strip_prefix("b/").map(|path| disk::full(&top.join(path)));
        } else if let (Some(file), Some(hunk)) = (&file, line.strip_prefix("@@ ")) {
            let lines = found.entry(file.clone()).or_insert_with(|| Some(Vec::new()));
            if let (Some(lines), Some(added)) = (lines, added(hunk)) {
                lines.push(added);
            }
        }
    }
    let new = git(&top, &["ls-files", "--others", "--exclude-standard"])?;
    found.extend(new.lines().map(|path| (disk::full(&top.join(path)), None)));
    Ok(found)
}

/// Reads the new side of `-1,2 +3,4 @@`; lines that were only deleted leave their neighbours.
fn added(hunk: &str) -> Option<RangeInclusive<usize>> {
    let side = hunk.split_whitespace().find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = side.split_once(',').unwrap_or((side, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    Some(start..=start + count.max(1) - 1)
}

fn git(folder: &Path, args: &[&str]) -> Result<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let ran = Command::new("git").arg("-C").arg(folder).args(["-c", "core.quotepath=off"]).args(args).output();
    let ran = ran.context("git cannot be started, and --since asks it what changed")?;
    if !ran.status.success() {
        bail!("git says: {}", String::from_utf8_lossy(&ran.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_are_read() {
        assert_eq!(added("-1,2 +3,4 @@ fn x"), Some(3..=6));
        assert_eq!(added("-1 +1 @@"), Some(1..=1));
        assert_eq!(added("-4,2 +3,0 @@"), Some(3..=3));
    }
}
