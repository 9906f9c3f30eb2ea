//! "Did you mean …": the known name that looks most like a wrong one.

/// Returns the candidate most like `wanted`, or `None` when none is close enough to be a slip of it.
///
/// Close means a [Jaro–Winkler](https://en.wikipedia.org/wiki/Jaro%E2%80%93Winkler_distance) similarity of at least 0.8 without
/// regard to case, or that one name holds the other whole. Ties go to the first in alphabetical order, so the order of the
/// candidates does not matter.
pub fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let lower = candidate.to_lowercase();
        let mut score = strsim::jaro_winkler(&wanted, &lower);
        if wanted.len() >= 4 && lower.len() >= 4 && (lower.contains(&wanted) || wanted.contains(&lower)) {
            score = score.max(0.85);
        }
        let better = match best {
            None => true,
            Some((top, name)) => score > top || (score >= top && candidate < name),
        };
        if score >= 0.8 && better {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_met_and_strangers_are_not() {
        let names = ["chainmap", "counter", "deque"];
        assert_eq!(nearest("ChianMap", names.into_iter()), Some("chainmap"));
        assert_eq!(nearest("the-counter-class", names.into_iter()), Some("counter"));
        assert_eq!(nearest("sockets", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
    }
}
