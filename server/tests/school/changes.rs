//! What a school changes on its screens besides one appointment at a time: it deletes what was sent by
//! mistake, by the rules that a program has, and gives several appointments the same last day.

use crate::support::{Deliverer, Register, Visitor, appointment};
use app::school::{
    appointment::{AppointmentForm, Entered, Occasion},
    desk::SchoolDesk,
    teachers::TeacherFilter,
};
use jiff::SignedDuration;

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

/// Delivers three appointments: a replacement, and two of qualified teachers.
async fn with_three() -> Register {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    for (number, bsn, begins) in [
        ("2026-1", "999990019", "2026-08-01"),
        ("2026-2", "999990020", "2026-08-01"),
        ("2026-3", "999990032", "2026-11-20"),
    ] {
        let mut message = appointment(number, 3);
        message["persoon"]["burgerservicenummer"] = bsn.into();
        message["benoeming"]["begindatum"] = begins.into();
        message["arbeidsovereenkomst"]["begindatum"] = begins.into();
        let (status, answer) = program.json(&register, "PUT", &message).await;
        assert!(status.is_success(), "{answer}");
    }
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
}

const LIST: &str = "/school/leraren?naam=&pagina=1";
const END: &str = "/api/school/benoemingen/einddatum";

async fn end_dates(register: &Register) -> Vec<(String, i32, Option<String>)> {
    sqlx::query_as(
        "select number, version, (upper(valid) - 1)::text from current_appointment order by number",
    )
    .fetch_all(register.pool())
    .await
    .expect("appointments")
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_appointments_get_the_same_last_day_as_one_delivery() {
    let register = with_three().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get(LIST).await;
    for words in [
        "name=\"benoemingen[]\"",
        "value=\"2026-2\"",
        "Zelfde einddatum voor de gekozen benoemingen",
        "formaction=\"/school/leraren.csv\"",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains(" checked"), "nothing is chosen yet");
    let (_, all) = visitor.get(&format!("{LIST}&kies=alle")).await;
    assert_eq!(all.matches(" checked").count(), 3);

    let fields = [
        ("einddatum", "31-07-2027"),
        ("benoemingen[]", "2026-1"),
        ("benoemingen[]", "2026-3"),
        ("gekozen", "ja"),
    ];
    let goal = visitor.post(LIST, END, &fields).await;
    let (_, html) = visitor.get(&goal).await;
    assert!(html.contains("2 benoemingen zijn verwerkt."), "{goal}");
    assert!(html.contains("Zelfde einddatum"));
    let last_day = || Some("2027-07-31".to_owned());
    assert_eq!(
        end_dates(&register).await,
        [
            ("2026-1".to_owned(), 4, last_day()),
            ("2026-2".to_owned(), 3, None),
            ("2026-3".to_owned(), 4, last_day()),
        ]
    );
    register.system.clock.advance(SignedDuration::from_mins(1));
    let again = visitor.post(LIST, END, &fields).await;
    let (_, html) = visitor.get(&again).await;
    assert!(html.contains("Niet veranderd"), "twice is the same");
    assert_eq!(register.audited("appointment_recorded").await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_end_then_is_refused_with_the_delivery_and_can_be_put_right() {
    let register = with_three().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let fields = [
        ("einddatum", "2026-10-31"),
        ("benoemingen[]", "2026-1"),
        ("benoemingen[]", "2026-3"),
    ];
    let goal = visitor.post(LIST, END, &fields).await;
    let (_, html) = visitor.get(&goal).await;
    for words in [
        "1 benoeming om te herstellen",
        "LR-F012",
        "Herstel deze benoeming",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("99999"), "no BSN on the page");
    let (status, html) = visitor.get(&format!("{goal}/herstellen/2")).await;
    assert!(status.is_success() && html.contains("Herstel een benoeming"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_day_or_a_choice_the_list_comes_back_as_it_was() {
    let register = with_three().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let nothing = visitor.post(LIST, END, &[("einddatum", "ooit")]).await;
    assert!(nothing.starts_with(LIST), "{nothing}");
    let (_, html) = visitor.get(&nothing).await;
    for words in [
        "id=\"benoemingen-fout\"",
        "id=\"einddatum-fout\"",
        "value=\"ooit\"",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let fields = [("einddatum", ""), ("benoemingen[]", "2026-2")];
    let no_day = visitor.post(LIST, END, &fields).await;
    let (_, html) = visitor.get(&no_day).await;
    assert_eq!(html.matches(" checked").count(), 1, "the choice stays");

    let contact = register.contact("41235");
    let theirs = register
        .desk
        .end_together(&contact, "31-07-2027".to_owned(), vec!["2026-1".to_owned()])
        .await;
    assert!(theirs.expect_err("not theirs").at("benoemingen").is_some());
    let many = (0..101).map(|number| number.to_string()).collect();
    let many = register
        .desk
        .end_together(&contact, "31-07-2027".to_owned(), many)
        .await;
    assert!(many.expect_err("too many").at("benoemingen").is_some());
    let untouched = end_dates(&register).await;
    assert!(untouched.iter().all(|(_, version, _)| *version == 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_in_the_list_is_a_file_of_its_own() {
    let register = with_three().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let query = "gekozen=ja&benoemingen%5B%5D=2026-1&benoemingen%5B%5D=2026-3&einddatum=";
    let (_, file) = visitor.get(&format!("/school/leraren.csv?{query}")).await;
    assert!(file.contains("2026-1") && file.contains("2026-3") && !file.contains("2026-2"));
    let (status, html) = visitor
        .get("/school/leraren.csv?gekozen=ja&einddatum=")
        .await;
    assert_eq!(status.as_u16(), 400);
    assert!(html.contains("Kies eerst de benoemingen"));
    let (_, whole) = visitor.get("/school/leraren.csv?naam=").await;
    assert_eq!(whole.trim_end().lines().count(), 4);
}
