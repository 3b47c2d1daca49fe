//! The daily round: what a board hears later, once.

use crate::support::{Deliverer, Register, appointment};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::signals::go_round;

struct Place {
    register: Register,
    program: Deliverer,
}

impl Place {
    async fn new() -> Self {
        let register = Register::new().await;
        let program = Deliverer::with_mandate(&register).await;
        Self { register, program }
    }

    /// Delivers an appointment of somebody who may replace for a year from the first day.
    async fn replacement(&self, number: &str, first_day: &str, last_day: Option<&str>) {
        let mut message = appointment(number, 1);
        message["benoeming"]["begindatum"] = first_day.into();
        message["benoeming"]["einddatum"] = last_day.into();
        message["arbeidsovereenkomst"]["begindatum"] = first_day.into();
        message["grondslag"] = json!({ "code": "VO-33.3V", "ingangsdatumGrond": first_day });
        message["onderwijs"]["onderwijsterreinen"] = json!(["WISKUNDE"]);
        let (status, answer) = self.program.json(&self.register, "PUT", &message).await;
        assert!(status.is_success(), "{answer}");
    }

    async fn days_pass(&self, days: i64) {
        let clock = &self.register.system.clock;
        clock.advance(SignedDuration::from_hours(24 * days));
        go_round(&self.register.system).await.expect("a round");
    }

    /// The codes that were raised, by the appointment they are about.
    async fn raised(&self) -> Vec<(Option<String>, String)> {
        sqlx::query_as(
            "select a.number, s.rule
             from signal s
             left join appointment a on a.id = s.appointment_id
             where s.rule not in ('LR-S111', 'LR-S112')
               and s.board_number = '41234'
             order by s.raised_on, s.sequence",
        )
        .fetch_all(self.register.pool())
        .await
        .expect("signals")
    }

    async fn codes(&self) -> Vec<String> {
        self.raised()
            .await
            .into_iter()
            .map(|(_, code)| code)
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_a_ground_is_told_at_six_three_and_one_month_and_when_it_is_over() {
    let place = Place::new().await;
    // Today is 23 November 2026: the year ends on 30 June 2027.
    place.replacement("2026-1", "2026-07-01", None).await;
    place.days_pass(0).await;
    assert!(place.codes().await.is_empty(), "too early");
    place.days_pass(50).await;
    assert_eq!(place.codes().await, ["LR-S103"]);
    place.days_pass(1).await;
    assert_eq!(place.codes().await.len(), 1, "once");
    let steps = [(90, 2), (60, 3)];
    for (days, count) in steps {
        place.days_pass(days).await;
        let codes = place.codes().await;
        assert_eq!(
            codes.iter().filter(|code| *code == "LR-S103").count(),
            count,
            "{codes:?}"
        );
    }
    place.days_pass(40).await;
    assert!(place.codes().await.contains(&"LR-S104".to_owned()));
    assert!(
        place
            .raised()
            .await
            .iter()
            .all(|(number, code)| number.is_some() || code == "LR-S107")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_in_time_gives_no_signal() {
    let place = Place::new().await;
    place
        .replacement("2026-1", "2026-07-01", Some("2027-01-31"))
        .await;
    place.days_pass(50).await;
    assert!(place.codes().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_that_is_silent_for_sixty_days_hears_it_until_it_says_to_be_complete() {
    let place = Place::new().await;
    place
        .program
        .json(&place.register, "PUT", &appointment("2026-1", 1))
        .await;
    place.days_pass(59).await;
    assert!(place.codes().await.is_empty());
    place.days_pass(2).await;
    assert_eq!(place.codes().await, ["LR-S107"]);
    place.days_pass(10).await;
    assert_eq!(
        place.codes().await,
        ["LR-S107"],
        "once for the same silence"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_with_schools_that_never_delivered_hears_it_too() {
    let place = Place::new().await;
    let told = async || -> Vec<(String, String)> {
        sqlx::query_as("select board_number, rule from signal order by board_number, rule")
            .fetch_all(place.register.pool())
            .await
            .expect("signals")
    };
    let told_to = |board: &str, rule: &str| (board.to_owned(), rule.to_owned());
    place.days_pass(0).await;
    let nobody = ["41234", "41235"].map(|board| told_to(board, "LR-S111"));
    assert_eq!(told().await, nobody);
    place.days_pass(60).await;
    for board in ["41234", "41235"] {
        assert!(told().await.contains(&told_to(board, "LR-S107")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_brp_is_asked_again_about_a_part_of_the_teachers_each_day() {
    let place = Place::new().await;
    let bsns: Vec<String> = (999_990_020..1_000_000_000_u32)
        .map(|number| number.to_string())
        .filter(|number| shared::identifier::Bsn::parse(number).is_ok())
        .take(40)
        .collect();
    for (at, bsn) in bsns.iter().enumerate() {
        let stand_ins = &place.register.stand_ins;
        stand_ins.add_person(bsn, "Noor", "", "Kwelder", "1987-04-02");
        let mut message = appointment(&format!("2026-{at}"), 1);
        message["persoon"]["burgerservicenummer"] = json!(bsn);
        let (status, answer) = place.program.json(&place.register, "PUT", &message).await;
        assert!(status.is_success(), "{answer}");
    }
    let asked = || place.register.stand_ins.people_asked();
    assert_eq!(asked(), 40);
    place.days_pass(1).await;
    place.register.run_jobs().await;
    assert_eq!(asked(), 40, "they were asked about yesterday");
    // Whose name changed, and who died, comes in within thirty rounds.
    let stand_ins = &place.register.stand_ins;
    stand_ins.add_person(&bsns[0], "Noor", "", "Wadlicht", "1987-04-02");
    stand_ins.add_death(&bsns[1], "2026-11-30");
    for round in 1..=30 {
        place.days_pass(if round == 1 { 30 } else { 1 }).await;
        let before = asked();
        place.register.run_jobs().await;
        assert!(asked() - before <= 2, "a part a day");
    }
    assert!(asked() >= 80, "everybody was asked about again");
    place.days_pass(1).await;
    let raised = place.raised().await;
    for (number, rule) in [("2026-0", "LR-S102"), ("2026-1", "LR-S114")] {
        let told = (Some(number.to_owned()), rule.to_owned());
        assert_eq!(
            raised.iter().filter(|one| **one == told).count(),
            1,
            "{rule}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_ends_within_a_month_and_a_board_without_contacts_are_told() {
    let place = Place::new().await;
    place
        .program
        .json(&place.register, "PUT", &appointment("2026-1", 1))
        .await;
    // The mandate of the test is for the year 2026.
    place.days_pass(20).await;
    let codes: Vec<String> = sqlx::query_scalar("select rule from signal order by rule")
        .fetch_all(place.register.pool())
        .await
        .expect("signals");
    assert_eq!(codes, ["LR-S111", "LR-S111", "LR-S112"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_come_with_the_feedback_after_what_was_delivered() {
    let place = Place::new().await;
    place.replacement("2026-1", "2025-12-15", None).await;
    go_round(&place.register.system).await.expect("a round");
    let feedback = place.program.feedback(&place.register, 3).await;
    let signals: Vec<&Value> = feedback
        .iter()
        .filter(|one| one["uitkomst"] == "signaal")
        .collect();
    let about = signals
        .iter()
        .find(|one| one["signalen"][0]["code"] == "LR-S103");
    let about = about.expect("the signal about the ground");
    assert_eq!(about["benoemingvolgnummer"], "2026-1");
    assert_eq!(about["signalen"][0]["ernst"], "signaal");
    assert_eq!(feedback[0]["uitkomst"], "nieuw");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_ended_are_forgotten() {
    let place = Place::new().await;
    let count = async || -> i64 {
        sqlx::query_scalar("select count(*) from api_token")
            .fetch_one(place.register.pool())
            .await
            .expect("a count")
    };
    assert_eq!(count().await, 1);
    place.days_pass(1).await;
    assert_eq!(count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_changed_is_no_news_of_an_appointment_that_came_after() {
    let mut place = Place::new().await;
    let bsn = "999990019";
    let named = |place: &Place, name: &str| {
        let stand_ins = &place.register.stand_ins;
        stand_ins.add_person(bsn, "Noor", "", name, "1987-04-02");
    };
    named(&place, "Kwelder");
    let deliver = async |place: &Place, number: &str| {
        let message = appointment(number, 1);
        let (status, answer) = place.program.json(&place.register, "PUT", &message).await;
        assert!(status.is_success(), "{answer}");
        place.register.run_jobs().await;
    };
    deliver(&place, "2026-1").await;
    named(&place, "Wadlicht");
    place.days_pass(30).await;
    place.register.run_jobs().await;
    place.days_pass(1).await;
    place.program.log_in_again(&place.register).await;
    deliver(&place, "2026-2").await;
    place.days_pass(1).await;
    let raised = place.raised().await.into_iter();
    let told: Vec<_> = raised.filter(|(_, code)| code == "LR-S102").collect();
    assert_eq!(told, [(Some("2026-1".to_owned()), "LR-S102".to_owned())]);
}
