//! The forms of a name: what counts as the same term, and the plurals under which it is met.

/// Returns the plurals under which a name is met.
#[must_use]
pub fn plurals(name: &str) -> Vec<String> {
    vec![format!("{name}s")]
}

/// Returns the form under which names are told apart.
#[must_use]
pub fn key(name: &str) -> String {
    name.to_lowercase()
}
