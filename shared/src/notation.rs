//! Dutch notation of dates, times and numbers, as the pages and messages write them.

use jiff::civil::{Date, DateTime};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// `10 februari 2021`.
pub fn date(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// The name of the month: `februari`.
pub fn month(date: Date) -> &'static str {
    MONTHS[usize::try_from(date.month() - 1).unwrap_or_default()]
}

/// `14.32 uur`.
pub fn time(at: DateTime) -> String {
    format!("{:02}.{:02} uur", at.hour(), at.minute())
}

/// `10 februari 2021 om 14.32 uur`.
pub fn date_time(at: DateTime) -> String {
    format!("{} om {}", date(at.date()), time(at))
}

/// A whole number with a dot for each thousand: `2.300`.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// A count with the right form of the noun: `1 leraar`, `2 leraren`.
pub fn count(n: i64, one: &str, more: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { more })
}

/// Quarter hours, the unit in which the portfolio counts, as hours: `7`, `7,5`, `0,25`.
pub fn hours(quarters: i64) -> String {
    let whole = number(quarters / 4);
    match quarters % 4 {
        0 => whole,
        1 => format!("{whole},25"),
        2 => format!("{whole},5"),
        _ => format!("{whole},75"),
    }
}

/// Reads a date that a person wrote: `2026-08-01`, `01-08-2026` or `1-8-2026`.
///
/// Returns `None` when it is no date, or a day that does not exist.
pub fn parse_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    if year.len() != 4 || day.len() > 2 || b.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, b.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_and_times_are_written_as_people_write_them() {
        assert_eq!(date(day(2021, 2, 10)), "10 februari 2021");
        assert_eq!(
            date_time(day(2021, 2, 10).at(14, 32, 0, 0)),
            "10 februari 2021 om 14.32 uur"
        );
    }

    #[test]
    fn numbers_have_a_dot_for_each_thousand() {
        assert_eq!(number(0), "0");
        assert_eq!(number(2300), "2.300");
        assert_eq!(number(-1_234_567), "-1.234.567");
    }

    #[test]
    fn hours_are_written_with_a_comma() {
        assert_eq!(hours(28), "7");
        assert_eq!(hours(30), "7,5");
        assert_eq!(hours(1), "0,25");
    }

    #[test]
    fn a_date_is_read_in_both_orders_and_must_exist() {
        assert_eq!(parse_date("2026-08-01"), Some(day(2026, 8, 1)));
        assert_eq!(parse_date("1-8-2026"), Some(day(2026, 8, 1)));
        assert_eq!(parse_date("29-02-2024"), Some(day(2024, 2, 29)));
        assert_eq!(parse_date("29-02-2023"), None);
        assert_eq!(parse_date("2021-13-01"), None);
        assert_eq!(parse_date("31/12/2026"), None);
        assert_eq!(parse_date("1-8-26"), None);
    }
}
