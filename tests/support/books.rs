//! Walking books and folders in tests.
#![allow(dead_code, reason = "each harness uses what it needs")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Calls `visit` with the depth of each item of a book, in book order.
pub fn walk(items: &Value, depth: usize, visit: &mut dyn FnMut(usize, &Value)) {
    for item in items.as_array().into_iter().flatten() {
        visit(depth, item);
        if let Some(chapter) = item.get("Chapter") {
            walk(&chapter["sub_items"], depth + 1, visit);
        }
    }
}

/// Returns the text of every file below a folder, by its path with `/` between folders.
pub fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut queue = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = queue.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                queue.push((entry.path(), format!("{name}/")));
            } else if let Ok(bytes) = fs::read(entry.path()) {
                found.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
    found
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}
