//! Files.
#![expect(clippy::disallowed_methods, reason = "this is where files are touched")]

use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reads a text file, without its byte order mark.
///
/// # Errors
///
/// When there is no such file, when it is a folder, when it is over 4 GiB, or when it is not UTF-8; the message names the file
/// and the byte.
pub fn read(path: &Path) -> Result<String> {
    if path.is_dir() {
        bail!("{} is a folder, where a file should be", path.display());
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    if u32::try_from(bytes.len()).is_err() {
        bail!("{} is larger than 4 GiB", path.display());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let valid = &error.as_bytes()[..at];
            let line = valid.split(|byte| *byte == b'\n').count();
            bail!("{} is not UTF-8: byte {at}, on line {line}", path.display())
        }
    }
}

/// Returns whether there is a file at `path`.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Returns whether there is a folder at `path`.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Returns the paths of all files below a folder, relative to it, with `/` between folders; hidden ones left out.
#[must_use]
pub fn files(folder: &Path) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut queue = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = queue.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            // Links to folders are not followed, so a loop of them does no harm.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => queue.push((entry.path(), format!("{prefix}{name}/"))),
                Ok(_) => {
                    found.insert(format!("{prefix}{name}"));
                }
                Err(_) => {}
            }
        }
    }
    found
}

/// Returns the names of the files in a folder, without those in folders below; none when there is no such folder.
#[must_use]
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Returns whether a folder exists and holds anything.
#[must_use]
pub fn is_filled(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file()
}

/// Writes a new file with the folders above it.
///
/// # Errors
///
/// When it exists already, or cannot be written.
pub fn create(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Copies a file to a new place, with the folders above it.
///
/// # Errors
///
/// When it cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Replaces a file as a whole: a temporary file in the same folder is written, synced and moved over it.
///
/// # Errors
///
/// When the folder cannot be written.
pub fn replace(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_ref())?;
        file.as_file().sync_all()?;
        if let Ok(old) = fs::metadata(path) {
            file.as_file().set_permissions(old.permissions())?;
        }
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a file that the user named, in place of the one that may be there; a device or a pipe is written into, never replaced.
///
/// # Errors
///
/// When it cannot be written, or is a folder.
pub fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.is_file() || !path.exists() {
        return replace(path, bytes);
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Returns the path without `.` and symbolic links where that can be told, for showing.
#[must_use]
pub fn full(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Replaces the text of a file; a byte order mark at its head stays.
///
/// # Errors
///
/// When the file cannot be read or the folder cannot be written.
pub fn replace_text(path: &Path, text: &str) -> Result<()> {
    let old = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let marked = old.starts_with("\u{feff}".as_bytes());
    if marked { replace(path, format!("\u{feff}{text}")) } else { replace(path, text) }
}

/// Finds a file by name in a folder or in one above it.
#[must_use]
pub fn above(folder: &Path, name: &str) -> Option<PathBuf> {
    let full = full(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    full.ancestors().map(|folder| folder.join(name)).find(|file| file.is_file())
}
