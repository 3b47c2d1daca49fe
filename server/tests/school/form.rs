//! A form for one appointment: putting a refused record right, filling in a new one, changing one.

use super::{BOARD, OTHER_BOARD, deliver, deliveries, detail, fields, row};
use crate::support::Register;
use crate::support::{Visitor, csv};
use app::school::{
    appointment::{AppointmentForm, Entered, Occasion},
    delivery::Progress,
    desk::SchoolDesk,
};
use jiff::SignedDuration;
use shared::{Problem, identifier::DeliveryId};

async fn form(register: &Register, occasion: Occasion) -> AppointmentForm {
    let contact = register.contact(BOARD);
    let form = register.desk.appointment(&contact, occasion).await;
    form.expect("a form")
}

async fn send(
    register: &Register,
    form: &AppointmentForm,
    changes: &[(&str, &str)],
) -> Result<DeliveryId, Problem> {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let mut entered = form.known.clone();
    match &form.occasion {
        Occasion::New => {}
        Occasion::Change(number) => entered.set("wijzigt", number.clone()),
        Occasion::Repair(delivery, row) => {
            entered.set("levering", delivery.to_string());
            entered.set("rij", row.to_string());
        }
    }
    for (field, value) in changes {
        entered.set(field, *value);
    }
    let contact = register.contact(BOARD);
    register.desk.deliver_appointment(&contact, entered).await
}

const NEW: [(&str, &str); 7] = [
    ("burgerservicenummer", "999990019"),
    ("geboortedatum", "02-04-1987"),
    ("school", "99QA00"),
    ("begindatum", "01-11-2026"),
    ("functiecategorie", "9"),
    ("arbeidsovereenkomstBegindatum", "01-11-2026"),
    ("grondslag", "VO-33.1B1"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_record_is_put_right_on_the_screen_and_counts_as_repaired() {
    let register = Register::new().await;
    let wrong = [("begindatum", "2026-13-01"), ("functiecategorie", "3")];
    let id = deliver(&register, BOARD, csv(&[row(&wrong)]))
        .await
        .summary
        .id;
    let start = form(&register, Occasion::Repair(id, 2)).await;
    assert_eq!(start.known.value("begindatum"), "2026-13-01");
    assert_eq!(start.known.value("school"), "99QA00");
    assert_eq!(start.bsn.as_deref(), Some("•••••• 019"));
    assert_eq!(start.findings.len(), 2);
    let page = serde_json::to_string(&start).expect("json");
    assert!(!page.contains("999990019"), "the BSN stays on the server");

    let halfway = send(&register, &start, &[("begindatum", "01-11-2026")]).await;
    assert_eq!(
        fields(&halfway.expect_err("still wrong")),
        ["functiecategorie"]
    );
    assert_eq!(
        deliveries(&register).await,
        1,
        "what is refused is not kept"
    );
    assert_eq!(
        detail(&register, id).await.summary.progress(),
        Progress::Refused
    );

    let right = [("begindatum", "01-11-2026"), ("functiecategorie", "9")];
    let taken = send(&register, &start, &right).await.expect("right");
    assert_eq!(
        detail(&register, id).await.summary.progress(),
        Progress::Repaired
    );
    assert_eq!(detail(&register, taken).await.summary.counts.new, 1);
    assert_eq!(register.audited("record_repaired").await, 1);
    assert_eq!(register.audited("appointment_recorded").await, 1);
    let roles: Vec<String> = sqlx::query_scalar(
        "select distinct actor_role from audit_event where event_type = 'delivered'",
    )
    .fetch_all(register.pool())
    .await
    .expect("roles");
    assert_eq!(roles, ["school"]);
    let contact = register.contact(BOARD);
    let again = register
        .desk
        .appointment(&contact, Occasion::Repair(id, 2))
        .await;
    assert_eq!(again.expect_err("done").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_with_a_wrong_number_or_bsn_is_repaired_too() {
    let register = Register::new().await;
    let rows = [
        row(&[("benoemingvolgnummer", "nummer 12")]),
        row(&[
            ("benoemingvolgnummer", "2014-000122"),
            ("burgerservicenummer", "999990018"),
        ]),
    ];
    let id = deliver(&register, BOARD, csv(&rows)).await.summary.id;
    let number = form(&register, Occasion::Repair(id, 2)).await;
    let taken = send(&register, &number, &[("benoemingvolgnummer", "12")]).await;
    taken.expect("the number is right now");
    let bsn = form(&register, Occasion::Repair(id, 3)).await;
    let wrong = send(&register, &bsn, &[])
        .await
        .expect_err("the BSN is as it was");
    assert_eq!(fields(&wrong), ["burgerservicenummer"]);
    let told = serde_json::to_string(&wrong).expect("json");
    assert!(!told.contains("999990018"), "no BSN in an answer");
    let right = send(&register, &bsn, &[("burgerservicenummer", "999990020")]).await;
    right.expect("the BSN is right now");
    assert_eq!(
        detail(&register, id).await.summary.progress(),
        Progress::Repaired
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_board_cannot_open_or_repair_a_record() {
    let register = Register::new().await;
    let id = deliver(&register, BOARD, csv(&[row(&[("functiecategorie", "3")])]))
        .await
        .summary
        .id;
    deliver(
        &register,
        BOARD,
        csv(&[row(&[("benoemingvolgnummer", "2014-000200")])]),
    )
    .await;
    let other = register.contact(OTHER_BOARD);
    let change = Occasion::Change("2014-000200".to_owned());
    for occasion in [Occasion::Repair(id, 2), change] {
        let opened = register.desk.appointment(&other, occasion).await;
        assert_eq!(opened.expect_err("not theirs").status, 404);
    }
    let mut entered = Entered::from(NEW);
    entered.set("levering", id.to_string());
    entered.set("rij", "2");
    let sent = register.desk.deliver_appointment(&other, entered).await;
    assert_eq!(sent.expect_err("not theirs").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_appointment_that_is_filled_in_waits_for_the_teacher() {
    let register = Register::new().await;
    let start = form(&register, Occasion::New).await;
    assert_eq!(start.known.value("benoemingvolgnummer"), "2026-000001");
    assert_eq!(start.facts.schools.len(), 2);
    let id = send(&register, &start, &NEW).await.expect("right");
    let counts = detail(&register, id).await.summary.counts;
    assert_eq!((counts.new, counts.total()), (1, 1));
    // Sent again by accident: the same document, so nothing changes and the answer is the same.
    assert_eq!(send(&register, &start, &NEW).await, Ok(id));
    let next = form(&register, Occasion::New).await;
    assert_eq!(next.known.value("benoemingvolgnummer"), "2026-000002");

    let mut taken = NEW.to_vec();
    taken.extend([
        ("benoemingvolgnummer", "2026-000001"),
        ("functiecategorie", "8"),
    ]);
    let problem = send(&register, &next, &taken).await.expect_err("in use");
    assert_eq!(fields(&problem), ["benoemingvolgnummer"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_is_changed_from_what_was_delivered_last() {
    let register = Register::new().await;
    deliver(
        &register,
        BOARD,
        csv(&[row(&[("versie", "4"), ("aanduiding", "LERAAR_VO")])]),
    )
    .await;
    let change = Occasion::Change("2014-000121".to_owned());
    let start = form(&register, change.clone()).await;
    assert_eq!(start.known.value("versie"), "5");
    assert_eq!(start.known.value("grondslag"), "VO-33.1B1");
    let meanwhile = form(&register, change.clone()).await;
    let id = send(&register, &start, &[("einddatum", "31-07-2027")])
        .await
        .expect("right");
    assert_eq!(detail(&register, id).await.summary.counts.changed, 1);
    let kept = form(&register, change).await;
    assert_eq!(kept.known.value("einddatum"), "31-07-2027");
    assert_eq!(
        kept.known.value("aanduiding"),
        "LERAAR_VO",
        "what was not asked stays"
    );

    let late = send(&register, &meanwhile, &[("einddatum", "31-08-2027")]).await;
    assert_eq!(late.expect_err("somebody was earlier").status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bsn_that_was_filled_in_does_not_come_back_to_the_page() {
    let register = Register::new().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let typed = [
        ("burgerservicenummer", "999990019"),
        ("begindatum", "geen datum"),
    ];
    let form = "/school/leveringen/invoeren";
    let page = visitor.post(form, "/api/school/benoeming", &typed).await;
    assert!(page.starts_with(&format!("{form}?formulier=")), "{page}");
    let html = visitor.page(&page).await;
    assert!(html.contains("geen datum"), "what was typed is there");
    assert!(!html.contains("999990019"), "but not the BSN");
}
