//! Where a name's line stands in the table of the standard library: an index made when the program is built.
//!
//! The build script includes this file too; it must not use anything else of the crate.

/// How many places the index has: a power of two, more than twice as many as there are names, so that few places are tried.
pub const PLACES: usize = 1 << 16;

/// Returns the place at which to look for a name first; the next ones follow it. This is the hash FNV-1a
/// (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>), its upper half folded into the lower one.
#[must_use]
pub fn place(name: &str) -> usize {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as usize % PLACES
}
