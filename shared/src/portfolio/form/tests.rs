use super::*;
use jiff::civil::date;
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

fn form() -> ActivityForm {
    ActivityForm {
        title: " Cursus Formatief toetsen ".into(),
        from_day: "3".into(),
        from_month: "11".into(),
        from_year: "2026".into(),
        hours: "7,5".into(),
        ..ActivityForm::default()
    }
}

fn messages(form: &ActivityForm) -> Vec<(String, String)> {
    let problem = form.parse(TODAY).expect_err("a problem");
    problem
        .errors
        .into_iter()
        .map(|e| (e.field, e.message))
        .collect()
}

fn one_message(form: &ActivityForm) -> (String, String) {
    let mut all = messages(form);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn title_date_and_hours_are_enough() {
    let activity = form().parse(TODAY).expect("an activity");
    assert_eq!(activity.title, "Cursus Formatief toetsen");
    assert_eq!(
        (activity.from, activity.hours),
        (date(2026, 11, 3), Quarters(30))
    );
    assert_eq!(
        (activity.kind, activity.to, activity.to_choose()),
        (None, None, Quarters(30))
    );
}

#[test]
fn an_empty_form_asks_for_these_three_at_once() {
    let fields: Vec<String> = messages(&ActivityForm::default())
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["title", "from", "hours"]);
}

#[test]
fn one_category_takes_all_hours_and_hours_per_category_go_before_it() {
    let one = ActivityForm {
        category: "pedagogisch".into(),
        ..form()
    };
    assert_eq!(
        one.parse(TODAY).expect("an activity").split,
        Split::only(Category::Pedagogy, Quarters(30))
    );
    let more = ActivityForm {
        hours_school: "2".into(),
        hours_subject_content: "4,25".into(),
        ..one
    };
    let activity = more.parse(TODAY).expect("an activity");
    assert_eq!(activity.split.get(Category::School), Quarters(8));
    assert_eq!(activity.split.get(Category::Pedagogy), Quarters::ZERO);
    assert_eq!(activity.to_choose(), Quarters(5));
}

#[test]
fn more_hours_per_category_than_in_all_is_told_at_the_first_of_them() {
    let form = ActivityForm {
        hours_pedagogy: "4".into(),
        hours_school: "4".into(),
        ..form()
    };
    let (field, message) = one_message(&form);
    assert_eq!(field, "hours_pedagogy");
    assert_eq!(
        message,
        "De uren per onderwerp zijn samen 8. Verdeel niet meer dan de 7,5 uur van de activiteit"
    );
}

#[test]
fn dates_exist_are_not_in_the_future_and_in_order() {
    let from = |day: &str, month: &str, year: &str| ActivityForm {
        from_day: day.into(),
        from_month: month.into(),
        from_year: year.into(),
        ..form()
    };
    assert!(from("23", "11", "2026").parse(TODAY).is_ok());
    assert_eq!(
        one_message(&from("24", "11", "2026")),
        (
            "from".into(),
            "Kies een datum die niet in de toekomst ligt".into()
        )
    );
    assert!(
        one_message(&from("31", "6", "2026"))
            .1
            .contains("die bestaat")
    );
    assert_eq!(
        one_message(&from("1", "1", "1999")).1,
        "Kies een datum vanaf 2000"
    );
    let to = |day: &str| ActivityForm {
        to_day: day.into(),
        to_month: "11".into(),
        to_year: "2026".into(),
        ..form()
    };
    assert_eq!(one_message(&to("2")).0, "to");
    assert_eq!(
        to("3").parse(TODAY).expect("an activity").to,
        None,
        "one day has no end of its own"
    );
    assert_eq!(
        to("4").parse(TODAY).expect("an activity").to,
        Some(date(2026, 11, 4))
    );
}

#[test]
fn what_is_too_long_too_much_or_not_on_the_list_is_refused() {
    let long = ActivityForm {
        reflection: "é".repeat(MAX_REFLECTION + 1),
        ..form()
    };
    assert_eq!(
        one_message(&long).1,
        "Maak de tekst korter: ten hoogste 5.000 tekens"
    );
    for (hours, message) in [
        ("0", "Vul meer dan 0 uur in"),
        ("4001", "Vul ten hoogste 4.000 uur in"),
        ("zes", "Vul een aantal uren in, bijvoorbeeld 6 of 7,5"),
    ] {
        assert_eq!(
            one_message(&ActivityForm {
                hours: hours.into(),
                ..form()
            })
            .1,
            message
        );
    }
    assert_eq!(
        one_message(&ActivityForm {
            kind: "vakantie".into(),
            ..form()
        })
        .0,
        "kind"
    );
    assert_eq!(
        one_message(&ActivityForm {
            subjects: vec!["TOVEREN".into()],
            ..form()
        })
        .0,
        "subjects"
    );
}

#[test]
fn forms_contact_hours_and_study_points_are_read_or_refused_at_their_field() {
    let field = |form: ActivityForm| one_message(&form).0;
    // What the register knows itself is not to choose either.
    for unknown in ["toveren", "teamontwikkeling"] {
        let labels = vec![unknown.into()];
        assert_eq!(field(ActivityForm { labels, ..form() }), "labels");
    }
    for contact in ["veel", "5000"] {
        let contact_hours = contact.into();
        let wrong = ActivityForm {
            contact_hours,
            ..form()
        };
        assert_eq!(field(wrong), "contact_hours");
    }
    for credits in ["-1", "2,5", "241"] {
        let credits = credits.into();
        assert_eq!(field(ActivityForm { credits, ..form() }), "credits");
    }
}

#[test]
fn an_activity_is_a_form_again() {
    let full = ActivityForm {
        kind: "cursus".into(),
        hours: "1200,5".into(),
        hours_school: "1000".into(),
        to_day: "5".into(),
        to_month: "11".into(),
        to_year: "2026".into(),
        provider: "Hogeschool Noorderzee".into(),
        reflection: "Veel".into(),
        subjects: vec!["NEDERLANDS".into()],
        labels: vec!["mentor".into()],
        contact_hours: "7,5".into(),
        credits: "60".into(),
        diploma: "ja".into(),
        ..form()
    };
    let activity = full.parse(TODAY).expect("an activity");
    assert_eq!(ActivityForm::from(&activity).parse(TODAY), Ok(activity));
}

proptest! {
    #[test]
    fn what_is_taken_in_is_never_split_over_more_than_there_is(total in "[0-9]{1,3}(,5)?", parts in prop::collection::vec("[0-9]{0,2}", 6), day in ".{0,3}") {
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or_default();
        let form = ActivityForm {
            hours: total,
            to_day: day,
            hours_subject_content: next(),
            hours_subject_didactics: next(),
            hours_pedagogy: next(),
            hours_professional: next(),
            hours_school: next(),
            hours_profession: next(),
            ..form()
        };
        match form.parse(TODAY) {
            Ok(activity) => prop_assert!(activity.to_choose() >= Quarters::ZERO && activity.hours > Quarters::ZERO),
            Err(problem) => prop_assert!(!problem.errors.is_empty()),
        }
    }
}
