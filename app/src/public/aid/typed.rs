//! What was typed for a question, to fill it in again as it was.

use jiff::civil::Date;
use shared::{aid::UNKNOWN, notation};

/// Whether `weet ik niet` was chosen.
pub(super) fn is_unknown(sent: &str) -> bool {
    parts(sent).any(|part| part == UNKNOWN)
}

/// Day, month and year. A day that cannot be divided stands in the first field as it came.
pub(super) fn day(sent: &str) -> [String; 3] {
    let typed: Vec<&str> = parts(sent).filter(|part| *part != UNKNOWN).collect();
    match typed[..] {
        [day, month, year] => [day, month, year].map(str::to_owned),
        [whole] => match notation::parse_date(whole) {
            Some(date) => [
                date.day().to_string(),
                date.month().to_string(),
                date.year().to_string(),
            ],
            None => [whole.to_owned(), String::new(), String::new()],
        },
        _ => [typed.join(" "), String::new(), String::new()],
    }
}

/// The number, or what stood there in its place.
pub(super) fn number(sent: &str) -> String {
    parts(sent)
        .filter(|part| *part != UNKNOWN)
        .collect::<Vec<_>>()
        .join(",")
}

/// First and last day of each period; at least one row.
pub(super) fn periods(sent: &str) -> Vec<[String; 2]> {
    let mut days = Vec::new();
    for part in parts(sent).filter(|part| *part != UNKNOWN) {
        // A period in its fixed form: `2026-02-01/2026-04-30`, or `2026-02-01/` when it still runs.
        match part.split_once('/') {
            Some((first, last)) if fixed(first).is_some() => {
                days.push(shown(first));
                days.push(shown(last));
            }
            _ => days.push(shown(part)),
        }
    }
    let mut rows: Vec<[String; 2]> = days
        .chunks(2)
        .map(|row| [row[0].clone(), row.get(1).cloned().unwrap_or_default()])
        .collect();
    if rows.is_empty() {
        rows.push(<[String; 2]>::default());
    }
    rows
}

fn parts(sent: &str) -> impl Iterator<Item = &str> {
    sent.split(',').map(str::trim)
}

/// The day in its fixed form, `2026-02-01`.
fn fixed(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// A day in its fixed form as a person writes it; anything else as it was typed.
fn shown(text: &str) -> String {
    fixed(text).map_or_else(
        || text.to_owned(),
        |date| format!("{}-{}-{}", date.day(), date.month(), date.year()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_filled_in_again_as_it_was_typed() {
        assert_eq!(day("31,2,2026"), ["31", "2", "2026"]);
        assert_eq!(day("31,2,2026,weet-niet"), ["31", "2", "2026"]);
        assert_eq!(day(""), ["", "", ""]);
        assert_eq!(day("morgen,,"), ["morgen", "", ""]);
    }

    #[test]
    fn a_day_in_its_fixed_form_fills_the_three_fields() {
        assert_eq!(day("2026-08-01"), ["1", "8", "2026"]);
        assert_eq!(day("augustus"), ["augustus", "", ""]);
    }

    #[test]
    fn periods_are_filled_in_again_as_they_were_typed() {
        assert_eq!(
            periods("1-2-2026,30-4-2026,1-6-2026,"),
            [["1-2-2026", "30-4-2026"], ["1-6-2026", ""]]
        );
        assert_eq!(
            periods("gisteren,1/2/2026"),
            [["gisteren", "1/2/2026"]],
            "what is wrong stays too"
        );
    }

    #[test]
    fn periods_in_their_fixed_form_fill_the_rows() {
        assert_eq!(
            periods("2026-02-01/2026-04-30,2026-06-01/"),
            [["1-2-2026", "30-4-2026"], ["1-6-2026", ""]]
        );
    }

    #[test]
    fn a_question_without_an_answer_shows_one_empty_row() {
        assert_eq!(periods("").len(), 1);
        assert_eq!(periods("weet-niet"), [["", ""]]);
    }

    #[test]
    fn not_knowing_is_no_number() {
        assert_eq!(number(",weet-niet"), "");
        assert_eq!(number("veel"), "veel");
        assert!(is_unknown(",weet-niet"));
        assert!(!is_unknown("3"));
    }
}
