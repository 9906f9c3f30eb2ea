//! The forms of a name: what counts as the same term, and the plurals under which it is met.
