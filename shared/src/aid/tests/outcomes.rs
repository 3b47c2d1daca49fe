//! What single paths end in.

use super::super::{Delivery, End, Outcome, OutcomeKind, Step, Tree, Walk};
use super::outcome;
use crate::ground::Target;
use jiff::civil::{Date, date};

fn code(outcome: &Outcome) -> Option<&str> {
    outcome.ground.as_ref().map(|ground| ground.code.as_str())
}

fn last_day(outcome: &Outcome) -> Option<Date> {
    outcome.end.as_ref().and_then(End::last_day)
}

#[test]
fn another_subject_with_schooling_gives_everything_that_the_page_shows() {
    let found = outcome(
        "sector=vo&vo-rol=les&vo-papier=ander-vak&vo-ander-vak=scholing&vo-scholing-datum=2026-08-01",
    );
    assert_eq!(found.kind, OutcomeKind::Ground);
    assert_eq!(found.title, "Bevoegd voor een ander vak, volgt scholing");
    let ground = found.ground.as_ref().expect("a ground");
    assert_eq!(
        (ground.code.as_str(), ground.target),
        ("VO-33.4", Target::Vestibule)
    );
    assert_eq!(ground.maximum, "2 jaar, 1 keer te verlengen met 2 jaar");
    assert_eq!(
        found.delivery,
        Some(Delivery {
            code: "VO-33.4".into(),
            ground_since: Some(date(2026, 8, 1)),
            extensions: 0,
            statement: true
        })
    );
    let end = found.end.as_ref().expect("an end");
    assert_eq!(end.text(), "Uiterlijk 31 juli 2028");
    let End::On(computed) = end else {
        panic!("a day")
    };
    assert_eq!(computed.steps.len(), 2);
    assert_eq!(found.evidence.len(), 3);
    assert_eq!(found.conditions.len(), 2);
    assert_eq!(found.article.name, "artikel 33 lid 4 WVO");
    assert_eq!(
        found.article.url,
        "https://wetten.overheid.nl/jci1.3:c:BWBR0002399&artikel=33&z=2018-08-01&g=2018-08-01"
    );
    let reasons: Vec<&str> = found.reasons.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(
        reasons[2],
        "De leraar heeft een lerarendiploma voor een ander vak."
    );
    assert_eq!(
        reasons[4],
        "De leraar begint met dit vak op 1 augustus 2026."
    );
    assert_eq!(
        (found.tree.as_str(), found.table_version.as_str()),
        ("vo 2026-1", "2026-1")
    );
}

#[test]
fn a_replacement_in_po_has_no_ground_but_has_options() {
    let found = outcome("sector=po&po-rol=les&po-papier=geen&po-reden=vervanging");
    assert_eq!((found.kind, code(&found)), (OutcomeKind::NoGround, None));
    assert!(found.options.len() >= 3 && found.delivery.is_none());
}

#[test]
fn a_replacement_in_vo_has_its_gaps_among_the_steps() {
    let found = outcome(
        "sector=vo&vo-rol=les&vo-papier=geen&vo-reden=vervanging&vo-vervanging=2025-10-01/2025-12-31,2026-02-01/&vo-vervanging-verlenging=1",
    );
    assert_eq!(
        (code(&found), last_day(&found)),
        (Some("VO-33.3V"), Some(date(2028, 9, 30)))
    );
    assert!(
        found
            .delivery
            .as_ref()
            .is_some_and(|d| d.statement && d.extensions == 1)
    );
    let End::On(computed) = found.end.expect("an end") else {
        panic!("a day")
    };
    assert_eq!(computed.steps.len(), 4);
}

#[test]
fn an_extension_too_many_is_blocked() {
    let second = outcome(
        "sector=vo&vo-rol=les&vo-papier=ander-vak&vo-ander-vak=scholing&vo-scholing-datum=2020-08-01&vo-scholing-verlenging=2",
    );
    assert_eq!((second.kind, code(&second)), (OutcomeKind::NoGround, None));
    let found = outcome(
        "sector=so&so-rol=les&so-papier=geen&so-reden=vacature&so-vervanging=2020-01-01/&so-vervanging-verlenging=3",
    );
    assert_eq!((found.kind, code(&found)), (OutcomeKind::NoGround, None));
}

#[test]
fn a_ground_whose_time_is_over_is_no_ground_any_more() {
    let walk = "sector=vo&vo-rol=les&vo-papier=geschikt&vo-geschikt=vo&vo-geschikt-datum=2023-08-01&vo-geschikt-verlenging=";
    let over = outcome(&format!("{walk}0"));
    assert_eq!(
        (over.kind, code(&over)),
        (OutcomeKind::NoGround, Some("VO-33.1B3"))
    );
    assert!(over.ground.as_ref().is_some_and(|g| g.over) && over.delivery.is_none());
    assert_eq!(last_day(&over), Some(date(2025, 7, 31)));
    assert!(over.options[0].starts_with("Is de termijn op tijd verlengd?"));
    let extended = outcome(&format!("{walk}1"));
    assert_eq!(
        (extended.kind, last_day(&extended)),
        (OutcomeKind::Ground, Some(date(2027, 7, 31)))
    );
}

#[test]
fn the_last_day_itself_still_counts() {
    let walk = Walk::from_query(
        "sector=vo&vo-rol=les&vo-papier=ander-vak&vo-ander-vak=scholing&vo-scholing-datum=2024-08-01&vo-scholing-verlenging=0",
    );
    let kind = |on: Date| match Tree::on(on).expect("trees").next(&walk) {
        Step::End(outcome) => outcome.kind,
        Step::Ask(ask) => panic!("still asks {}", ask.question.id),
    };
    assert_eq!(kind(date(2026, 7, 31)), OutcomeKind::Ground);
    assert_eq!(kind(date(2026, 8, 1)), OutcomeKind::NoGround);
}

#[test]
fn without_the_first_day_the_length_is_told() {
    let found = outcome(
        "sector=mbo&mbo-rol=les&mbo-papier=geen&mbo-afwijking=ja&mbo-afwijking-datum=weet-niet",
    );
    assert_eq!(code(&found), Some("MB-5"));
    assert_eq!(
        found.end.map(|end| end.text()).as_deref(),
        Some("2 jaar, 1 keer te verlengen met 2 jaar, vanaf de eerste dag op deze grond")
    );
}

#[test]
fn a_smaller_job_gives_a_trainee_more_time() {
    let found = outcome(
        "sector=po&po-rol=les&po-papier=student&po-opleiding=duaal&po-punten=185&po-lio-datum=2026-09-01",
    );
    assert_eq!(code(&found), Some("PO-3.4"));
    let Some(End::BySize(ends)) = found.end else {
        panic!("by the size of the job")
    };
    let days: Vec<_> = ends.iter().map(|e| (e.percent, e.end.date)).collect();
    assert_eq!(
        days,
        [
            (100, date(2027, 1, 31)),
            (50, date(2027, 6, 30)),
            (25, date(2028, 4, 30))
        ]
    );
}

#[test]
fn study_points_choose_the_ground_of_a_trainee() {
    let points = |n: u32, rest: &str| {
        outcome(&format!(
            "sector=po&po-rol=les&po-papier=student&po-opleiding=duaal&po-punten={n}{rest}"
        ))
    };
    assert_eq!(points(165, "").kind, OutcomeKind::NoGround);
    let with_statement = points(166, "&po-hogeschool=ja&po-lio-166-datum=2026-09-01");
    assert_eq!(code(&with_statement), Some("PO-3.4-166"));
    assert_eq!(
        points(179, "&po-hogeschool=nee").kind,
        OutcomeKind::NoGround
    );
    assert_eq!(
        code(&points(180, "&po-lio-datum=2026-09-01")),
        Some("PO-3.4")
    );
}

#[test]
fn the_begin_date_chooses_the_transitional_ground() {
    let begun = |day: &str| {
        outcome(&format!(
            "sector=po&po-rol=les&po-papier=godsdienst&po-godsdienst-datum={day}"
        ))
    };
    assert_eq!(code(&begun("2017-07-31")), Some("PO-OVG"));
    let five_years = begun("2022-07-31");
    assert_eq!(
        (five_years.kind, last_day(&five_years)),
        (OutcomeKind::Ground, Some(date(2027, 7, 30)))
    );
    let past = begun("2017-08-01");
    assert_eq!(
        (past.kind, code(&past)),
        (OutcomeKind::NoGround, Some("PO-OVG5"))
    );
    assert_eq!(code(&begun("2022-08-01")), None);
}

#[test]
fn guests_and_contract_work_have_a_code_that_is_not_delivered() {
    for (query, expected) in [
        ("sector=vo&vo-rol=gast&vo-gast-uren=4", "VO-33.15"),
        ("sector=mbo&mbo-rol=gast&mbo-gast-uren=0", "MB-6"),
        ("sector=mbo&mbo-rol=contract", "MB-4"),
        ("sector=vso&vso-examens=ja&vo-rol=contract", "VO-33.7"),
    ] {
        let found = outcome(query);
        assert_eq!(
            (found.kind, code(&found)),
            (OutcomeKind::Ground, Some(expected))
        );
        assert_eq!(found.ground.map(|g| g.target), Some(Target::NotDelivered));
        assert!(found.delivery.is_none() && found.conditions.is_empty());
    }
    assert_eq!(
        super::asked("sector=vo&vo-rol=gast&vo-gast-uren=5"),
        "vo-papier"
    );
}

#[test]
fn an_assistant_is_no_teacher() {
    for sector in ["po", "so", "vo", "mbo"] {
        let found = outcome(&format!("sector={sector}&{sector}-rol=ondersteunt"));
        assert_eq!(
            (found.kind, code(&found)),
            (OutcomeKind::NotDelivered, None)
        );
    }
}

#[test]
fn upper_years_must_be_reported_before_there_is_a_ground() {
    let walk = "sector=vo&vo-rol=les&vo-papier=dit-vak&vo-graad=tweede&vo-klassen=bovenbouw&\
                vo-inspectie=";
    assert_eq!(outcome(&format!("{walk}nee")).kind, OutcomeKind::NoGround);
    let found = outcome(&format!("{walk}ja"));
    assert_eq!(code(&found), Some("VO-35A"));
    assert_eq!(found.end, Some(End::AsDecided));
}

#[test]
fn an_outcome_goes_over_the_wire_unchanged() {
    let found =
        outcome("sector=vo&vo-rol=les&vo-papier=geen&vo-reden=vacature&vo-vacature=2026-10-01/");
    let json = serde_json::to_string(&found).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Outcome>(&json).expect("the same"),
        found
    );
}
