//! Versions of Python.

use semver::{Version, VersionReq};
use std::fmt;

/// The version of Python that notes are about when nobody says: the newest whose changes the built-in pages know in full.
pub const PYTHON_DEFAULT: PyVersion = PyVersion { major: 3, minor: 13 };

/// A version of Python, without its patch number: what a claim can depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PyVersion {
    /// 2 or 3.
    pub major: u8,
    /// The number behind the dot.
    pub minor: u8,
}

impl PyVersion {
    /// Reads `3.13`; a third number, as in `3.13.2`, is allowed and left out.
    #[must_use]
    pub fn parse(text: &str) -> Option<PyVersion> {
        let mut parts = text.trim().split('.').map(|part| part.parse::<u8>().ok());
        let (major, minor) = (parts.next()??, parts.next()??);
        match (parts.next(), parts.next()) {
            (None | Some(Some(_)), None) => Some(PyVersion { major, minor }),
            _ => None,
        }
    }

    /// Returns whether a requirement holds for this version.
    #[must_use]
    pub fn meets(self, requirement: &VersionReq) -> bool {
        requirement.matches(&Version::new(self.major.into(), self.minor.into(), 0))
    }
}

impl fmt::Display for PyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// Reads the versions of Python for which something holds, such as `>=3.11`.
///
/// # Errors
///
/// When it is not a requirement as the crate `semver` knows them.
pub fn requirement(text: &str) -> Result<VersionReq, semver::Error> {
    VersionReq::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared() {
        let version = PyVersion::parse("3.11").expect("it is one");
        assert!(version.meets(&requirement(">=3.11").expect("it is one")));
        assert!(!version.meets(&requirement("<3.11").expect("it is one")));
        assert!(version.meets(&requirement(">=3.7, <3.12").expect("it is one")));
        assert_eq!(PyVersion::parse("3.8.18"), Some(PyVersion { major: 3, minor: 8 }));
        assert_eq!(PyVersion::parse("3"), None);
        assert!(PyVersion { major: 3, minor: 9 } < version);
    }
}
