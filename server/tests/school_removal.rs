//! A school deletes an appointment on the screen that was sent by mistake: by the same rules as a
//! program does.

mod support;

use app::school::{
    appointment::{AppointmentForm, Entered, Occasion},
    desk::SchoolDesk,
    teachers::TeacherFilter,
};
use jiff::SignedDuration;
use support::{Deliverer, Register, Visitor, appointment};

const BOARD: &str = "41234";
const NUMBER: &str = "2026-000481";
const PAGE: &str = "/school/leveringen/invoeren?benoeming=2026-000481";
const REMOVE: &str = "/api/school/benoeming/verwijderen";

/// A register in which the board delivered one appointment.
async fn with_one() -> Register {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let (status, answer) = program
        .json(&register, "PUT", &appointment(NUMBER, 4))
        .await;
    assert!(status.is_success(), "{answer}");
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
}

async fn form(register: &Register) -> AppointmentForm {
    let change = Occasion::Change(NUMBER.to_owned());
    let contact = register.contact(BOARD);
    let form = register.desk.appointment(&contact, change).await;
    form.expect("a form")
}

/// The form that deletes, as it stands on the page.
fn filled_in(form: &AppointmentForm, reason: &str) -> Vec<(&'static str, String)> {
    vec![
        ("benoemingvolgnummer", NUMBER.to_owned()),
        ("versie", form.known.value("versie").to_owned()),
        (
            "identificatiecodeBedrijfsdocument",
            form.removal_document.to_string(),
        ),
        ("verwijderingReden", reason.to_owned()),
    ]
}

async fn post(register: &Register, form: &AppointmentForm, reason: &str) -> String {
    let fields = filled_in(form, reason);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let visitor = Visitor::of(register, BOARD).await;
    visitor.post(PAGE, REMOVE, &fields).await
}

async fn appointments(register: &Register) -> i64 {
    let contact = register.contact(BOARD);
    let list = register
        .desk
        .teachers(&contact, TeacherFilter::default())
        .await;
    list.expect("a list").appointments
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_by_mistake_is_deleted_on_the_screen_and_stays_in_the_history() {
    let register = with_one().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get(PAGE).await;
    assert!(html.contains("Verwijder deze benoeming") && html.contains("Gaat de leraar weg?"));
    let (_, empty) = visitor.get("/school/leveringen/invoeren").await;
    assert!(!empty.contains("Verwijder deze benoeming"));

    let start = form(&register).await;
    let goal = post(&register, &start, "Verkeerde leraar gekozen").await;
    assert!(goal.ends_with("?verwijderd=ja"), "{goal}");
    assert_eq!(appointments(&register).await, 0);
    let versions: Vec<(i32, bool)> =
        sqlx::query_as("select version, removed from appointment_version order by recorded")
            .fetch_all(register.pool())
            .await
            .expect("versions");
    assert_eq!(versions, [(4, false), (5, true)]);
    let (role, reason): (String, String) = sqlx::query_as(
        "select e.actor_role, r.sent->>'verwijderingReden'
         from audit_event e
         join delivery_record r on r.delivery_id = (e.details->>'delivery')::uuid
         where e.event_type = 'appointment_removed'",
    )
    .fetch_one(register.pool())
    .await
    .expect("a trace");
    assert_eq!(
        (role.as_str(), reason.as_str()),
        ("school", "Verkeerde leraar gekozen")
    );
    let (_, html) = visitor.get(&goal).await;
    assert!(html.contains("De benoeming is verwijderd."));

    let again = post(&register, &start, "Verkeerde leraar gekozen").await;
    assert_eq!(again, goal, "the same form again gives the same answer");
    assert_eq!(register.audited("appointment_removed").await, 1);
    let (status, _) = visitor.get(PAGE).await;
    assert_eq!(status.as_u16(), 404, "there is nothing to change any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_teacher_asked_to_correct_is_deleted_only_with_a_reason() {
    let register = with_one().await;
    sqlx::query(
        "insert into correction_request (id, person_id, appointment_id, fact, message, created_at, due_on)
         select gen_random_uuid(), person_id, id, 'begindatum', 'Later', now(), '2026-12-21'
         from appointment",
    )
    .execute(register.pool())
    .await
    .expect("a report");
    let start = form(&register).await;
    let back = post(&register, &start, " ").await;
    assert!(
        back.starts_with(PAGE) && back.contains("formulier="),
        "{back}"
    );
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get(&back).await;
    assert!(html.contains("id=\"verwijderingReden-fout\""));
    assert!(html.contains("Geef daarom een reden bij de verwijdering"));
    assert_eq!(appointments(&register).await, 1);
    let deliveries: i64 = sqlx::query_scalar("select count(*) from delivery")
        .fetch_one(register.pool())
        .await
        .expect("count");
    assert_eq!(deliveries, 1, "what is refused is not kept");

    let goal = post(&register, &start, "De leraar werkt hier niet").await;
    assert!(goal.ends_with("?verwijderd=ja"), "{goal}");
    assert_eq!(appointments(&register).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_board_cannot_delete_it_and_who_was_late_hears_so() {
    let register = with_one().await;
    let start = form(&register).await;
    let entered: Entered = filled_in(&start, "").into_iter().collect();
    let other = register.contact("41235");
    let theirs = register
        .desk
        .remove_appointment(&other, entered.clone())
        .await;
    assert_eq!(theirs.expect_err("not theirs").status, 404);

    let mut changed = start.known.clone();
    changed.set("wijzigt", NUMBER);
    changed.set("einddatum", "31-07-2027");
    let contact = register.contact(BOARD);
    let taken = register.desk.deliver_appointment(&contact, changed).await;
    taken.expect("changed");
    register.system.clock.advance(SignedDuration::from_mins(1));
    let late = register.desk.remove_appointment(&contact, entered).await;
    assert_eq!(late.expect_err("somebody was earlier").status, 409);
    assert_eq!(appointments(&register).await, 1);
}
