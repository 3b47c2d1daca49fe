//! The daily round: what a board hears later, once.

mod support;

use jiff::SignedDuration;
use serde_json::{Value, json};
use server::signals::go_round;
use support::{Deliverer, Register, appointment};

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
    assert_eq!(codes, ["LR-S111", "LR-S112"]);
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
