//! The calendar, for facts that somebody should check again. Nothing that is built depends on it.
#![expect(clippy::disallowed_methods, reason = "this is where the clock is read")]

use std::time::{SystemTime, UNIX_EPOCH};

/// Returns today in days since 1970-01-01, in UTC.
#[must_use]
pub fn today() -> i64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    i64::try_from(seconds / 86_400).unwrap_or(0)
}

/// Returns a date in days since 1970-01-01.
///
/// The count of days from civil is Howard Hinnant's: <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>.
#[must_use]
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Reads an age such as `2y`, `6m` or `90d`, in days.
#[must_use]
pub fn days_of(age: &str) -> Option<i64> {
    let (number, unit) = age.split_at(age.len().checked_sub(1)?);
    let number: i64 = number.parse().ok().filter(|number| *number >= 0)?;
    match unit {
        "d" => Some(number),
        "m" => Some(number * 365 / 12),
        "y" => Some(number * 365),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2026, 11, 28), 20_785);
        assert_eq!(days_of("2y"), Some(730));
        assert_eq!(days_of("soon"), None);
        assert_eq!(days_of(""), None);
    }
}
