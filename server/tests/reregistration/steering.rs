//! How the work stands, for who steers; and who is away.

use super::{
    days_pass,
    lives::near_the_end,
    people::{apply, drawn, fields, file, mandate, rule, sample, staff, step, worker},
};
use crate::support::{Register, Visitor};
use app::staff::steering::{Absence, KindStanding, NewAbsence, Steering, desk::SteeringDesk};
use jiff::civil::{Date, date};
use shared::case::{CaseKind, Verdict};

async fn steering(register: &Register) -> Steering {
    let worker = worker(register, "st-1").await;
    register
        .desk
        .steering(&worker)
        .await
        .expect("how it stands")
}

/// How the only kind stands that there is.
async fn only_kind(register: &Register) -> KindStanding {
    let [kind] = steering(register).await.kinds.try_into().expect("one kind");
    kind
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_follow_a_case_from_its_first_day_until_it_is_closed_too_late() {
    let (register, teacher) = near_the_end("150").await;
    let before = steering(&register).await;
    assert!(before.kinds.is_empty());
    assert_eq!(before.to_come, 1, "the term of Mila ends within a year");
    let (inge, peter) = (
        worker(&register, "st-1").await,
        worker(&register, "st-2").await,
    );
    let case = drawn(&register, &teacher, &inge).await;
    // Eight weeks from 17 June 2030: until 12 August.
    let stands = KindStanding {
        kind: CaseKind::Reregistration,
        open: 1,
        late: 0,
        at_risk: 0,
        waiting: 0,
        oldest: 0,
        came: 1,
        closed: 0,
        in_time: 0,
        automatic: 0,
        median: 0,
    };
    assert_eq!(only_kind(&register).await, stands);
    assert_eq!(stands.expected(), 2, "when it goes on like this");
    let of = async |subject: &str| {
        let workers = steering(&register).await.workers.into_iter();
        let mut of = workers.filter(|one| one.subject == subject);
        let one = of.next().expect("somebody of the team");
        (one.open, one.at_risk)
    };
    assert_eq!((of("st-1").await, of("st-2").await), ((1, 0), (0, 0)));

    days_pass(&register, 45);
    let stands = KindStanding {
        at_risk: 1,
        oldest: 45,
        ..stands
    };
    assert_eq!(only_kind(&register).await, stands);
    assert_eq!(of("st-1").await, (1, 1));
    days_pass(&register, 15);
    let stands = KindStanding {
        late: 1,
        at_risk: 0,
        oldest: 60,
        ..stands
    };
    assert_eq!(only_kind(&register).await, stands);
    let actor = staff(&register, "st-1", "behandelaar").await;
    let page = Visitor::with(&register, actor).await;
    let page = page.page("/behandeling/sturing").await;
    assert!(page.contains(CaseKind::Reregistration.name()) && page.contains("Open over 90 dagen"));

    mandate(&register, "st-2", CaseKind::Reregistration).await;
    rule(&register, &inge, case, Verdict::Granted)
        .await
        .expect("proposed");
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    let closed = KindStanding {
        open: 0,
        late: 0,
        oldest: 0,
        closed: 1,
        median: 60,
        ..stands
    };
    assert_eq!(only_kind(&register).await, closed);
    assert_eq!(closed.expected(), 0);
    // What is longer ago than 90 days, says nothing of what is to come.
    days_pass(&register, 91);
    let quiet = KindStanding {
        came: 0,
        closed: 0,
        median: 0,
        ..closed
    };
    assert_eq!(only_kind(&register).await, quiet);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_looked_at_is_counted_apart() {
    let (register, teacher) = near_the_end("160").await;
    sample(&register, false).await;
    apply(&register, &teacher).await;
    let kind = only_kind(&register).await;
    assert_eq!((kind.open, kind.came, kind.closed), (0, 1, 1));
    assert_eq!((kind.in_time, kind.automatic), (1, 1));
}

/// That somebody is away, from a day or from today on.
fn away(subject: &str, from: Option<Date>, until: Date) -> NewAbsence {
    let part = |part: fn(Date) -> i16| from.map_or_else(String::new, |day| part(day).to_string());
    NewAbsence {
        subject: subject.to_owned(),
        from_day: part(|day| day.day().into()),
        from_month: part(|day| day.month().into()),
        from_year: part(Date::year),
        until_day: until.day().to_string(),
        until_month: until.month().to_string(),
        until_year: until.year().to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_hands_over_sees_who_is_away_now_and_it_can_begin_later_and_end_sooner() {
    let (register, teacher) = near_the_end("150").await;
    let inge = worker(&register, "st-1").await;
    worker(&register, "st-2").await;
    let case = drawn(&register, &teacher, &inge).await;
    let later = away("st-2", Some(date(2030, 7, 1)), date(2030, 7, 12));
    register.desk.away(&inge, later).await.expect("recorded");
    for (new, wrong) in [
        (away("st-2", None, date(2030, 6, 16)), "until"),
        (
            away("st-2", Some(date(2030, 6, 16)), date(2030, 6, 30)),
            "from",
        ),
        (
            away("st-2", Some(date(2030, 6, 30)), date(2030, 6, 29)),
            "until",
        ),
        (away("st-99", None, date(2030, 6, 30)), "subject"),
    ] {
        let refused = register.desk.away(&inge, new).await;
        assert_eq!(fields(refused), [wrong]);
    }
    let absences = async || -> Vec<Absence> {
        let workers = steering(&register).await.workers.into_iter();
        workers.flat_map(|one| one.away).collect()
    };
    let choice = async || {
        let colleagues = file(&register, &inge, case).await.colleagues.into_iter();
        let mut found = colleagues.filter(|(subject, _)| subject == "st-2");
        found.next().expect("a colleague").1
    };
    assert_eq!(absences().await.len(), 1);
    assert_eq!(choice().await, "Medewerker st-2", "not away yet");
    days_pass(&register, 14);
    assert_eq!(
        choice().await,
        "Medewerker st-2 (afwezig tot en met 12 juli 2030)"
    );
    let actor = staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let page = visitor.page(&format!("/behandeling/zaken/{case}")).await;
    assert!(page.contains("Medewerker st-2 (afwezig tot en met 12 juli 2030)"));
    days_pass(&register, 3);

    // There again sooner: until yesterday; and what is to begin later does not happen.
    let [absence] = absences().await.try_into().expect("one");
    register.desk.back(&inge, absence.id).await.expect("back");
    assert_eq!(choice().await, "Medewerker st-2");
    let days: String = sqlx::query_scalar("select days::text from staff_absence")
        .fetch_one(register.pool())
        .await
        .expect("it is kept");
    assert_eq!(days, "[2030-07-01,2030-07-04)");
    let later = away("st-2", Some(date(2030, 8, 1)), date(2030, 8, 2));
    register.desk.away(&inge, later).await.expect("recorded");
    let [absence] = absences().await.try_into().expect("one");
    let actor = staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let page = visitor.page("/behandeling/sturing").await;
    assert!(page.contains("Afwezig van 1 augustus 2030 tot en met 2 augustus 2030"));
    let id = absence.id.to_string();
    let goal = visitor
        .post(
            "/behandeling/sturing",
            "/api/behandeling/afwezig/einde",
            &[("id", &id)],
        )
        .await;
    assert_eq!(goal, "/behandeling/sturing");
    assert!(absences().await.is_empty());
    let again = register.desk.back(&inge, absence.id).await;
    assert_eq!(again.expect_err("it is over").status, 404);
    assert_eq!(register.audited("staff_back").await, 2);
}
