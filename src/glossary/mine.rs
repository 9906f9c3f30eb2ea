//! Notes → candidates: what may be a definition, and how sure that is.

use super::Candidate;
use crate::prose::Reading;

/// Finds what may be definitions, note by note and in the order of the notes.
#[must_use]
pub fn mine(_notes: &[Reading<'_>]) -> Vec<Candidate> {
    Vec::new()
}
