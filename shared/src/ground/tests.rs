use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn ground(code: &str) -> &'static Ground {
    GroundTable::current()
        .find(code, date(2018, 1, 1))
        .expect("a code of the table")
}

fn latest(code: &str, first_day: Date, extensions: u8) -> Option<Date> {
    ground(code)
        .maximum_date(first_day, extensions)
        .map(|c| c.date)
}

#[test]
fn the_table_is_whole_and_names_its_version() {
    let table = GroundTable::current();
    assert_eq!(table.version(), "2026-1");
    let count = |prefix: &str| {
        let rows = table.all().iter();
        rows.filter(|g| g.code.starts_with(prefix)).count()
    };
    assert_eq!(
        [count("PO-"), count("SO-"), count("VO-"), count("MB-")],
        [11, 13, 22, 11]
    );
    for ground in table.all() {
        assert!(
            ground.code.len() <= 10,
            "{} fits the suppliers' field",
            ground.code
        );
        assert!(
            !ground.sectors.is_empty() && !ground.article.is_empty() && !ground.name.is_empty()
        );
        assert!("SMA".contains(ground.source), "{}", ground.code);
        assert_eq!(
            ground.extensions > 0,
            ground.extension_months > 0,
            "{}",
            ground.code
        );
        if ground.target != Target::Vestibule {
            assert!(
                matches!(ground.maximum, Maximum::None | Maximum::AsDecided),
                "{}",
                ground.code
            );
        }
    }
}

#[test]
fn a_code_never_has_two_meanings_on_one_day() {
    let all = GroundTable::current().all();
    for (nr, a) in all.iter().enumerate() {
        for b in &all[nr + 1..] {
            let overlap = a.valid_to.is_none_or(|end| b.valid_from <= end)
                && b.valid_to.is_none_or(|end| a.valid_from <= end);
            assert!(a.code != b.code || !overlap, "{}", a.code);
        }
    }
}

#[test]
fn a_code_is_found_only_inside_its_validity() {
    let table = GroundTable::current();
    assert!(table.find("PO-OVG", date(2017, 7, 31)).is_some());
    assert!(table.find("PO-OVG", date(2017, 8, 1)).is_none());
    assert!(table.find("po-ovg5 ", date(2017, 8, 1)).is_some());
    assert!(table.find("PO-OVG5", date(2022, 8, 1)).is_none());
    assert!(table.find("VO-99.9", date(2020, 1, 1)).is_none());
}

#[test]
fn two_school_years_end_on_the_last_of_july() {
    assert_eq!(
        latest("VO-33.1B3", date(2026, 8, 1), 0),
        Some(date(2028, 7, 31))
    );
    assert_eq!(
        latest("VO-33.1B3", date(2026, 7, 31), 0),
        Some(date(2027, 7, 31))
    );
}

#[test]
fn a_start_halfway_counts_that_school_year_as_the_first() {
    assert_eq!(
        latest("VO-33.1B3", date(2027, 2, 1), 0),
        Some(date(2028, 7, 31))
    );
    assert_eq!(
        latest("VO-33.12F", date(2026, 9, 1), 0),
        Some(date(2027, 7, 31))
    );
}

#[test]
fn months_end_on_the_day_before_the_same_day() {
    assert_eq!(
        latest("VO-33.3V", date(2026, 2, 1), 0),
        Some(date(2027, 1, 31))
    );
    assert_eq!(
        latest("VO-33.4", date(2026, 8, 1), 0),
        Some(date(2028, 7, 31))
    );
    assert_eq!(
        latest("VO-33.3V", date(2024, 2, 29), 0),
        Some(date(2025, 2, 28))
    );
    assert_eq!(
        latest("PO-OVG5", date(2018, 3, 15), 0),
        Some(date(2023, 3, 14))
    );
}

#[test]
fn extensions_are_added_and_a_third_does_not_count() {
    let first = date(2026, 2, 1);
    assert_eq!(latest("VO-33.3V", first, 1), Some(date(2029, 1, 31)));
    assert_eq!(latest("VO-33.3V", first, 2), Some(date(2031, 1, 31)));
    assert_eq!(latest("VO-33.3V", first, 3), latest("VO-33.3V", first, 2));
    assert_eq!(
        latest("PO-3.1B3", date(2026, 8, 1), 1),
        Some(date(2030, 7, 31))
    );
    let steps = ground("VO-33.3V")
        .maximum_date(first, 1)
        .expect("dates")
        .steps;
    assert_eq!(steps.len(), 3);
    assert_eq!(steps[1].reason, "12 maanden vanaf de eerste dag");
    assert_eq!(steps[2].reason, "1e verlenging, met 2 jaar");
    assert_eq!(steps[2].article, "artikel 33 lid 3 WVO");
}

#[test]
fn what_does_not_follow_from_dates_has_no_maximum_date() {
    for code in ["VO-33.1B1", "PO-3.3", "VO-35A", "PO-3.4"] {
        assert_eq!(latest(code, date(2026, 8, 1), 0), None, "{code}");
    }
    assert!(
        ground("PO-3.4")
            .maximum_text()
            .starts_with("5 maanden bij een volledige baan")
    );
    assert_eq!(
        ground("VO-33.4").maximum_text(),
        "2 jaar, 1 keer te verlengen met 2 jaar"
    );
}

#[test]
fn a_teacher_reads_how_a_ground_can_still_be_extended() {
    let text = |code, extensions| ground(code).extension_text(extensions);
    let statement = " Bij deze grondslag hoort een schriftelijke inspanningsverklaring.";
    assert_eq!(
        text("VO-33.4", 0).expect("a text"),
        format!("Je school kan deze grondslag nog 1 keer verlengen, met 2 jaar.{statement}")
    );
    assert_eq!(
        text("VO-33.4", 1).expect("a text"),
        format!("Deze grondslag kan niet nog een keer worden verlengd.{statement}")
    );
    assert_eq!(
        text("VO-33.3V", 0).as_deref(),
        Some(
            "Je school kan deze grondslag nog 2 keer verlengen, elke keer met 2 jaar. Daarvoor is een schriftelijke inspanningsverklaring nodig."
        )
    );
    assert_eq!(
        text("PO-3.1B3", 0).as_deref(),
        Some("Je school kan deze grondslag nog 1 keer verlengen, met 2 jaar.")
    );
    assert_eq!(
        text("PO-3.2B", 0).as_deref(),
        Some("Deze grondslag kan niet worden verlengd.")
    );
    assert_eq!(text("VO-33.1B1", 0), None, "it does not end");
    assert_eq!(text("VO-35A", 0), None, "a decision says how long");
}

#[test]
fn a_statement_is_asked_when_the_article_asks_it() {
    assert!(ground("VO-33.4").needs_statement(0));
    assert!(!ground("VO-33.3V").needs_statement(0));
    assert!(ground("VO-33.3V").needs_statement(1));
    assert!(!ground("PO-3.1B3").needs_statement(1));
}

#[test]
fn a_wrong_table_says_which_row() {
    let text = include_str!("../../data/grounds.csv").replace(";R;none;", ";X;none;");
    let error = GroundTable::parse(&text).expect_err("X is no target");
    assert_eq!(error.to_string(), "row PO-3.1B1: target cannot be \"X\"");
}

proptest! {
    #[test]
    fn the_maximum_is_never_before_the_first_day_and_grows_with_each_extension(
        days in 0_i64..60_000, nr in 0_usize..200, extensions in 0_u8..4,
    ) {
        let all = GroundTable::current().all();
        let ground = &all[nr % all.len()];
        let first = date(1950, 8, 1) + Span::new().days(days);
        if let Some(computed) = ground.maximum_date(first, extensions) {
            prop_assert!(computed.date >= first);
            prop_assert_eq!(computed.steps.last().map(|s| s.date), Some(computed.date));
            let more = ground.maximum_date(first, extensions + 1).expect("one more");
            prop_assert_eq!(more.date > computed.date, extensions < ground.extensions);
        }
    }

    #[test]
    fn reading_a_table_never_panics(text in "(# versie: 1\n)?[ -~\n]{0,200}") {
        let _ = GroundTable::parse(&text);
    }
}

#[test]
fn a_term_ends_soon_within_three_months() {
    assert_eq!(horizon(date(2026, 11, 30)), date(2027, 2, 28));
}
