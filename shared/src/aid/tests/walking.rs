//! Walking: addresses, going back, changing an answer, prefilling.

use super::super::{AnswerError, PartialRecord, QuestionId, Step, UNKNOWN, View, Walk};
use super::{TODAY, asked, outcome, tree};
use crate::delivery::CsvRow;
use crate::sector::Sector;
use jiff::civil::date;
use proptest::prelude::*;

const SCHOOLING: &str =
    "sector=vo&vo-rol=les&vo-papier=ander-vak&vo-ander-vak=scholing&vo-scholing-datum=2026-08-01";

fn id(text: &str) -> QuestionId {
    QuestionId::new(text)
}

#[test]
fn a_walk_asks_one_question_after_another() {
    assert_eq!(asked(""), "sector");
    assert_eq!(asked("sector=vo"), "vo-rol");
    assert_eq!(asked("sector=vo&vo-rol=les"), "vo-papier");
    assert_eq!(asked("sector=vso"), "vso-examens");
    assert_eq!(asked("sector=vso&vso-examens=ja"), "vo-rol");
    assert_eq!(asked(&Walk::in_sector(Sector::Mbo).to_query()), "mbo-rol");
    let Step::Ask(ask) = tree().next(&Walk::in_sector(Sector::Vo)) else {
        panic!("a question")
    };
    assert_eq!((ask.nr, ask.at_most), (2, 7));
}

#[test]
fn an_answer_that_is_none_is_asked_again_with_what_is_wrong() {
    let ask = |query: &str| match tree().next(&Walk::from_query(query)) {
        Step::Ask(ask) => (ask.question.id.to_string(), ask.error, ask.sent),
        Step::End(outcome) => panic!("{query} ends in {}", outcome.title),
    };
    let error = |query: &str| ask(query).1;
    assert_eq!(
        ask("sector=havo"),
        (
            "sector".into(),
            Some(AnswerError::NotListed),
            Some("havo".into())
        )
    );
    let date = SCHOOLING.trim_end_matches("2026-08-01");
    assert_eq!(
        error(&format!("{date}31-2-2026")),
        Some(AnswerError::NoDate)
    );
    assert_eq!(
        error(&format!("{date}1-1-1900")),
        Some(AnswerError::FarAway)
    );
    assert_eq!(error(date), Some(AnswerError::Empty));
    assert_eq!(
        error("sector=vo&vo-rol=gast&vo-gast-uren=veel"),
        Some(AnswerError::NoNumber)
    );
    let periods = "sector=vo&vo-rol=les&vo-papier=geen&vo-reden=vervanging&vo-vervanging=";
    assert_eq!(
        error(&format!("{periods}2026-05-01/2026-04-01")),
        Some(AnswerError::EndBeforeStart)
    );
    assert_eq!(
        error(&format!("{periods}2026-05-01/,2026-06-01/")),
        Some(AnswerError::PeriodOrder)
    );
    assert_eq!(
        error(&format!("{periods}/2026-06-01")),
        Some(AnswerError::NoDate)
    );
}

#[test]
fn the_fields_of_a_day_and_of_periods_are_taken_together() {
    let day = SCHOOLING.replace(
        "vo-scholing-datum=2026-08-01",
        "vo-scholing-datum=1&vo-scholing-datum=8&vo-scholing-datum=2026",
    );
    assert_eq!(outcome(&day).end, outcome(SCHOOLING).end);
    let start = "sector=vo&vo-rol=les&vo-papier=geen&vo-reden=vervanging";
    let fields = format!(
        "{start}&vo-vervanging=2026-02-01&vo-vervanging=2026-03-31&vo-vervanging=2026-06-01&vo-vervanging=&vo-vervanging=&vo-vervanging=&vo-vervanging-verlenging=0"
    );
    let fixed = format!(
        "{start}&vo-vervanging=2026-02-01/2026-03-31,2026-06-01/&vo-vervanging-verlenging=0"
    );
    assert_eq!(outcome(&fields), outcome(&fixed));
    // A button beside empty fields.
    assert_eq!(
        outcome(&format!(
            "{start}&vo-vervanging=&vo-vervanging=&vo-vervanging={UNKNOWN}"
        ))
        .title,
        outcome(&fixed).title
    );
    assert_eq!(tree().tidy(&Walk::from_query(&fields)).to_query(), fixed);
}

#[test]
fn going_back_shows_the_question_with_its_answer() {
    let walk = Walk::from_query(SCHOOLING);
    let last = tree()
        .previous(&walk)
        .expect("a question before the outcome");
    assert_eq!(
        (last.question.id.as_str(), last.nr),
        ("vo-scholing-datum", 5)
    );
    let back = walk.back_to(&id("vo-papier"));
    assert_eq!(back, Walk::from_query(&back.to_query()));
    let Step::Ask(ask) = tree().next(&back) else {
        panic!("a question")
    };
    assert_eq!(
        (ask.question.id.as_str(), ask.nr, ask.sent.as_deref()),
        ("vo-papier", 3, Some("ander-vak"))
    );
    assert_eq!(
        tree()
            .previous(&back)
            .map(|p| p.question.id.to_string())
            .as_deref(),
        Some("vo-rol")
    );
    assert!(tree().previous(&Walk::default()).is_none());
}

#[test]
fn a_view_holds_what_the_page_shows_and_goes_over_the_wire() {
    let walk = Walk::from_query(SCHOOLING);
    let view = tree().view(&walk);
    assert_eq!(view.given.len(), 5);
    assert_eq!(
        (view.given[0].nr, view.given[0].answer.as_str()),
        (1, "Voortgezet onderwijs")
    );
    assert_eq!(view.tidied.to_query(), SCHOOLING);
    let again = tree().view(&walk.back_to(&id("vo-papier")));
    assert_eq!(again.given.len(), 2);
    let json = serde_json::to_string(&again).expect("JSON");
    assert_eq!(
        serde_json::from_str::<View>(&json).expect("the same"),
        again
    );
}

#[test]
fn a_changed_answer_keeps_the_later_ones_that_still_fit() {
    let mut walk = Walk::from_query(SCHOOLING);
    walk.set(&id("vo-rol"), &super::super::Answer::Unknown);
    assert_eq!(asked(&walk.to_query()), "vo-rol-hulp");
    // The question in between answered, the walk is at its end again.
    assert_eq!(
        outcome(&format!("{}&vo-rol-hulp=ja", walk.to_query())).title,
        outcome(SCHOOLING).title
    );
    // And back the same answers count again.
    let form = Walk::from_query(SCHOOLING).without(&id("vo-papier"));
    assert_eq!(form.sent(&id("vo-papier")), None);
    let away = format!("{}&vo-papier=geen", form.to_query());
    assert_eq!(asked(&away), "vo-reden");
    let again = Walk::from_query(&away).without(&id("vo-papier"));
    assert_eq!(
        outcome(&format!("{}&vo-papier=ander-vak", again.to_query())),
        outcome(SCHOOLING)
    );
}

#[test]
fn the_address_to_keep_holds_only_the_path() {
    let walk = Walk::from_query(&format!(
        "{SCHOOLING}&vo-reden=vervanging&mbo-rol=les&onzin=1"
    ));
    assert_eq!(tree().tidy(&walk).to_query(), SCHOOLING);
    let texts: Vec<String> = tree()
        .passed(&walk)
        .iter()
        .map(|p| p.answer.text(p.question))
        .collect();
    assert_eq!(texts[0], "Voortgezet onderwijs");
    assert_eq!(texts[4], "1 augustus 2026");
}

#[test]
fn a_record_answers_what_it_tells() {
    let record = PartialRecord {
        sector: Some(Sector::Vo),
        function_category: Some(9),
        begins: Some(date(2026, 8, 1)),
        ground_since: Some(date(2024, 8, 1)),
        extensions: Some(1),
        own_exams: None,
    };
    let mut walk = tree().prefill(&record);
    assert_eq!(asked(&walk.to_query()), "vo-papier");
    walk.send(&id("vo-papier"), "ander-vak");
    walk.send(&id("vo-ander-vak"), "scholing");
    let found = outcome(&walk.to_query());
    assert_eq!(
        found.ground.as_ref().map(|g| g.code.as_str()),
        Some("VO-33.4")
    );
    assert_eq!(
        found.end.and_then(|end| end.last_day()),
        Some(date(2028, 7, 31))
    );
    let trainee = PartialRecord {
        function_category: Some(10),
        ..record.clone()
    };
    assert_eq!(asked(&tree().prefill(&trainee).to_query()), "vo-opleiding");
    let exams = PartialRecord {
        sector: Some(Sector::Vso),
        own_exams: Some(true),
        ..record
    };
    assert_eq!(asked(&tree().prefill(&exams).to_query()), "vo-papier");
    assert_eq!(tree().prefill(&PartialRecord::default()), Walk::default());
}

#[test]
fn a_record_with_mistakes_answers_what_can_be_read() {
    let fields = [
        ("begindatum", "2026-13-01"),
        ("functiecategorie", "10"),
        ("grondslag", "VO-99"),
        ("burgerservicenummer", "999990019"),
    ];
    let row = CsvRow {
        fields: fields
            .map(|(name, value)| (name.into(), value.into()))
            .into(),
        ..CsvRow::default()
    };
    let walk = tree().prefill(&PartialRecord::of(&row, Some(Sector::Vo)));
    assert_eq!(asked(&walk.to_query()), "vo-opleiding");
    assert!(
        !walk.to_query().contains("999990019"),
        "nothing of the person"
    );
}

/// Any walk through the trees: at each question one of its answers, by number.
fn walked(numbers: &[usize]) -> Walk {
    let mut walk = Walk::default();
    for number in numbers {
        let Step::Ask(ask) = tree().next(&walk) else {
            break;
        };
        let answers = sendable(&ask.question);
        walk.send(&ask.question.id, &answers[number % answers.len()]);
    }
    walk
}

fn sendable(question: &super::super::Question) -> Vec<String> {
    use super::super::Kind;
    let mut answers = vec![UNKNOWN.to_owned()];
    answers.extend(match &question.kind {
        Kind::Choice(choices) => choices.iter().map(|c| c.id.clone()).collect(),
        Kind::Date(..) => ["2016-02-29", "2022-07-31", "2026-08-01"]
            .map(String::from)
            .to_vec(),
        Kind::Number(..) => ["0", "1", "170", "200"].map(String::from).to_vec(),
        Kind::Periods(_) => ["2025-01-01/", "2024-02-01/2024-03-01,2026-09-01/"]
            .map(String::from)
            .to_vec(),
    });
    answers
}

proptest! {
    #[test]
    fn a_prefix_of_a_walk_with_later_answers_changed_never_panics(
        numbers in proptest::collection::vec(0_usize..20, 0..9),
        other in proptest::collection::vec(0_usize..20, 0..9),
        keep in 0_usize..9,
        junk in ".{0,12}",
    ) {
        let mut walk = walked(&numbers);
        let questions: Vec<_> = tree().passed(&walk).into_iter().map(|p| p.question).collect();
        for (nr, question) in questions.iter().enumerate().skip(keep) {
            let answers = sendable(question);
            let number = other.get(nr).copied().unwrap_or(nr);
            walk.send(&question.id, &answers[number % answers.len()]);
        }
        let before: Vec<_> = questions.iter().take(keep).map(|q| &q.id).collect();
        let passed = tree().passed(&walk);
        prop_assert_eq!(before, passed.iter().take(keep).map(|p| &p.question.id).collect::<Vec<_>>());
        let _ = tree().next(&walk);
        if let Some(question) = questions.get(keep) {
            walk.send(&question.id, &junk);
            let _ = tree().next(&walk.back_to(&question.id));
        }
        let _ = tree().next(&walk);
    }

    #[test]
    fn a_walk_goes_through_an_address_unchanged(
        numbers in proptest::collection::vec(0_usize..20, 0..9), sent in "\\PC{0,30}", at: bool,
    ) {
        let mut walk = walked(&numbers);
        walk.send(&id("vo-rol"), &sent);
        if at {
            walk = walk.back_to(&id("sector"));
        }
        prop_assert_eq!(&Walk::from_query(&walk.to_query()), &walk);
        prop_assert_eq!(&Walk::from_pairs(walk.pairs()), &walk);
    }

    #[test]
    fn no_address_makes_it_panic(query in ".{0,200}") {
        let walk = Walk::from_query(&query);
        let _ = tree().next(&walk);
        let _ = tree().tidy(&walk);
        prop_assert!(walk.pairs().len() <= 61);
    }

    #[test]
    fn tidying_changes_no_outcome(numbers in proptest::collection::vec(0_usize..20, 0..9)) {
        let walk = walked(&numbers);
        let tidied = tree().tidy(&walk);
        prop_assert_eq!(format!("{:?}", tree().next(&walk)), format!("{:?}", tree().next(&tidied)));
        prop_assert_eq!(tree().reference_date(), TODAY);
    }
}
