//! Two registers, one place: the entry of a teacher from delivery to being forgotten, where an
//! appointment is listed and what was listed when, and the way out of the vestibule. On a real
//! database, with the clock moved.

mod support;

use app::{
    public::{SearchQuery, desk::PublicDesk},
    school::{
        desk::SchoolDesk,
        tasks::Matter,
        teachers::{Status, TeacherFilter},
        training::desk::TrainingDesk,
    },
    teacher::{
        List, Message, Overview,
        desk::TeacherDesk,
        entry::{PensionChoice, desk::EntryDesk},
        portfolio::desk::{PortfolioDesk, Target},
    },
    training::TrainingPlanForm,
    upload::File,
};
use jiff::{SignedDuration, civil::date};
use serde_json::{Value, json};
use server::{people, placing::place_again, signals::go_round};
use shared::{
    Problem,
    delivery::{AppointmentMessage, to_csv},
    entry::Cause,
    ground::GroundTable,
    identifier::ActivityId,
    portfolio::ActivityForm,
};
use support::{Register, Visitor, appointment};

const BOARD: &str = "41234";
const MILA: &str = "999990019";
/// Somebody who was born on 1 March 1960, and so reaches the pension age on 1 March 2027.
const OLDER: &str = "999990020";

struct Place {
    register: Register,
}

impl Place {
    async fn new() -> Self {
        let register = Register::new().await;
        let stand_ins = &register.stand_ins;
        stand_ins.add_person(OLDER, "Guus", "", "Terpstra", "1960-03-01");
        Self { register }
    }

    /// Delivers appointments, as a file of the board.
    async fn deliver(&self, messages: &[Value]) {
        let messages: Vec<AppointmentMessage> = messages
            .iter()
            .map(|message| serde_json::from_value(message.clone()).expect("a message"))
            .collect();
        let file = File {
            field: "bestand".to_owned(),
            name: "november.csv".to_owned(),
            bytes: to_csv(&messages).into_bytes(),
        };
        self.minutes_pass(1);
        let contact = self.register.contact(BOARD);
        let id = self.register.desk.deliver(&contact, file).await;
        let detail = self
            .register
            .desk
            .delivery(&contact, id.expect("delivered"))
            .await;
        let detail = detail.expect("found");
        assert_eq!(detail.summary.counts.refused, 0, "{:?}", detail.errors);
        self.minutes_pass(1);
        self.register.run_jobs().await;
        self.minutes_pass(1);
    }

    /// Confirms everything that waits for this teacher.
    async fn confirm_all(&self, bsn: &str) {
        let teacher = self.register.teacher(bsn).await;
        for appointment in self.overview(bsn).await.appointments {
            let (id, version) = (appointment.id, appointment.version);
            let done = self.register.desk.confirm(&teacher, id, version).await;
            done.expect("confirmed");
        }
        self.minutes_pass(1);
    }

    async fn overview(&self, bsn: &str) -> Overview {
        let teacher = self.register.teacher(bsn).await;
        self.register
            .desk
            .overview(&teacher)
            .await
            .expect("an overview")
    }

    /// The titles of the messages to this teacher, the oldest first.
    async fn titles(&self, bsn: &str) -> Vec<String> {
        let mut messages = self.messages(bsn).await;
        messages.reverse();
        messages.into_iter().map(|message| message.title).collect()
    }

    async fn messages(&self, bsn: &str) -> Vec<Message> {
        let teacher = self.register.teacher(bsn).await;
        self.register
            .desk
            .messages(&teacher)
            .await
            .expect("messages")
    }

    /// How many teachers the public finds with this name.
    async fn found(&self, name: &str) -> usize {
        let query = SearchQuery {
            q: name.to_owned(),
            ..SearchQuery::default()
        };
        self.register
            .desk
            .search(&query)
            .await
            .expect("a search")
            .found
            .len()
    }

    fn minutes_pass(&self, minutes: i64) {
        let clock = &self.register.system.clock;
        clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Days pass, and then the daily round is made.
    async fn days_pass(&self, days: i64) {
        self.minutes_pass(24 * 60 * days);
        go_round(&self.register.system).await.expect("a round");
        self.minutes_pass(1);
    }

    async fn count(&self, table: &'static str) -> i64 {
        let sql = format!("select count(*) from {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(self.register.pool())
            .await
            .expect("a count")
    }
}

/// An appointment of Mila in the vestibule: another subject, for two years.
fn other_subject(number: &str, version: u32) -> Value {
    let mut message = appointment(number, version);
    message["benoeming"]["begindatum"] = json!("2026-08-01");
    message["arbeidsovereenkomst"]["begindatum"] = json!("2026-08-01");
    message["grondslag"] = json!({
        "code": "VO-33.4", "ingangsdatumGrond": "2026-08-01", "verklaringInspanning": true,
    });
    message["onderwijs"]["onderwijsterreinen"] = json!(["MAATSCHAPPIJLEER"]);
    message
}

fn of_older(number: &str) -> Value {
    let mut message = appointment(number, 1);
    message["persoon"] = json!({ "burgerservicenummer": OLDER, "geboortedatum": "1960-03-01" });
    message
}

fn status_of(result: Result<(), Problem>) -> u16 {
    result.map_or_else(|problem| problem.status, |()| 200)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_it_is_removed_reads_what_is_kept_and_comes_back_by_an_own_act_only() {
    let place = Place::new().await;
    place.deliver(&[appointment("2026-1", 1)]).await;
    place.confirm_all(MILA).await;
    assert_eq!(place.found("zandlicht").await, 1);
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;

    let unmeant = desk.remove(&teacher, false).await.expect_err("not meant");
    assert!(unmeant.at("akkoord").is_some());
    desk.remove(&teacher, true).await.expect("removed");
    place.minutes_pass(1);
    assert_eq!(place.found("zandlicht").await, 0, "nothing is public");
    let overview = place.overview(MILA).await;
    assert!(overview.appointments.is_empty());
    assert_eq!(overview.kept, 1);
    assert_eq!(status_of(desk.remove(&teacher, true).await), 409, "once");
    assert_eq!(place.titles(MILA).await, ["Je bent uitgeschreven"]);

    // The board sees that the teacher left, and a change that it delivers brings nobody back.
    let contact = place.register.contact(BOARD);
    let page = desk
        .teachers(&contact, TeacherFilter::default())
        .await
        .expect("a page");
    assert_eq!(page.rows[0].status, Status::Removed);
    let mut changed = appointment("2026-1", 2);
    changed["school"]["vestigingscode"] = json!("99QA00");
    place.deliver(&[changed]).await;
    assert_eq!(place.found("zandlicht").await, 0);
    assert!(place.overview(MILA).await.appointments.is_empty());

    let kept = desk.kept(&teacher).await.expect("what is kept");
    let [removed] = kept.removed.as_slice() else {
        panic!("one is kept: {kept:?}");
    };
    assert_eq!(removed.cause, Cause::Request);
    assert_eq!(removed.kept_until, date(2031, 11, 23));
    let (id, version) = (removed.appointment.id, removed.appointment.version);
    assert_eq!(version, 2, "with what the school delivered last");
    assert_eq!(status_of(desk.confirm(&teacher, id, version).await), 409);
    let stranger = place.register.teacher(OLDER).await;
    assert_eq!(
        status_of(desk.enter_again(&stranger, id, version).await),
        404
    );
    assert_eq!(
        status_of(desk.enter_again(&teacher, id, 1).await),
        409,
        "as it was not seen"
    );
    desk.enter_again(&teacher, id, version)
        .await
        .expect("entered again");
    place.minutes_pass(1);
    assert_eq!(place.found("zandlicht").await, 1);
    let [back] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    assert!(back.confirmed && !back.changed_since);
    assert_eq!(
        status_of(desk.enter_again(&teacher, id, version).await),
        409
    );
    assert_eq!(place.register.audited("entry_changed").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_board_took_back_is_kept_and_only_the_board_can_bring_it_back() {
    let place = Place::new().await;
    place.deliver(&[appointment("2026-1", 1)]).await;
    place.confirm_all(MILA).await;
    let program = support::Deliverer::with_mandate(&place.register).await;
    let gone = support::removal("2026-1", 2, None);
    let (status, answer) = program.json(&place.register, "DELETE", &gone).await;
    assert!(status.is_success(), "{answer}");
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;
    let kept = desk.kept(&teacher).await.expect("what is kept");
    assert_eq!(kept.removed[0].cause, Cause::Board);
    assert!(!kept.removed[0].can_return());
    let (id, version) = (
        kept.removed[0].appointment.id,
        kept.removed[0].appointment.version,
    );
    assert_eq!(
        status_of(desk.enter_again(&teacher, id, version).await),
        409
    );
    place.deliver(&[appointment("2026-1", 3)]).await;
    let [back] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    assert!(!back.confirmed, "it waits for the teacher again");
    assert_eq!(place.found("zandlicht").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_pension_age_a_teacher_is_asked_once_and_stays_or_leaves_on_the_day() {
    let place = Place::new().await;
    place
        .deliver(&[of_older("2026-1"), appointment("2026-2", 1)])
        .await;
    place.confirm_all(OLDER).await;
    let teacher = place.register.teacher(OLDER).await;
    let desk = &place.register.desk;
    assert_eq!(
        status_of(desk.choose_pension(&teacher, "blijven").await),
        404,
        "not asked yet"
    );
    place.days_pass(0).await;
    place.days_pass(1).await;
    assert_eq!(
        place.titles(OLDER).await,
        ["Wil je in het register blijven?"],
        "once"
    );
    assert!(place.titles(MILA).await.is_empty(), "nobody else is asked");
    assert_eq!(place.register.audited("pension_proposed").await, 1);
    let pension = place.overview(OLDER).await.pension.expect("the choice");
    assert_eq!((pension.on, pension.chosen), (date(2027, 3, 1), None));

    let nothing = desk
        .choose_pension(&teacher, "")
        .await
        .expect_err("no choice");
    assert!(nothing.at("keuze").is_some());
    desk.choose_pension(&teacher, "blijven")
        .await
        .expect("chosen");
    place.minutes_pass(1);
    desk.choose_pension(&teacher, "uitschrijven")
        .await
        .expect("chosen otherwise");
    let pension = place.overview(OLDER).await.pension.expect("the choice");
    assert_eq!(
        pension.chosen.map(|(choice, _)| choice),
        Some(PensionChoice::Leave)
    );
    // 28 February 2027 is the last day in the register.
    place.days_pass(96).await;
    assert_eq!(place.found("terpstra").await, 1, "the day has not come");
    place.days_pass(1).await;
    assert_eq!(place.found("terpstra").await, 0);
    let overview = place.overview(OLDER).await;
    assert!(overview.appointments.is_empty() && overview.pension.is_none());
    let kept = desk.kept(&teacher).await.expect("what is kept");
    assert_eq!(kept.removed[0].cause, Cause::PensionAge);

    // Who comes back stays, also the day after.
    let (id, version) = (
        kept.removed[0].appointment.id,
        kept.removed[0].appointment.version,
    );
    desk.enter_again(&teacher, id, version)
        .await
        .expect("entered again");
    place.days_pass(1).await;
    assert_eq!(place.found("terpstra").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stays_or_does_not_answer_at_the_pension_age_is_not_removed() {
    let place = Place::new().await;
    place.deliver(&[of_older("2026-1")]).await;
    place.confirm_all(OLDER).await;
    place.days_pass(0).await;
    place.days_pass(200).await;
    assert_eq!(
        place.found("terpstra").await,
        1,
        "a proposal removes nobody"
    );
    let teacher = place.register.teacher(OLDER).await;
    let desk = &place.register.desk;
    desk.choose_pension(&teacher, "blijven")
        .await
        .expect("chosen");
    place.days_pass(1).await;
    assert_eq!(place.found("terpstra").await, 1);
    // The day has passed: who leaves now, leaves at once.
    desk.choose_pension(&teacher, "uitschrijven")
        .await
        .expect("chosen");
    place.minutes_pass(1);
    assert_eq!(place.found("terpstra").await, 0);
    assert_eq!(
        status_of(desk.choose_pension(&teacher, "blijven").await),
        409
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_death_removes_everything_at_once_and_nothing_is_told_any_more() {
    let place = Place::new().await;
    place
        .deliver(&[appointment("2026-1", 1), other_subject("2026-2", 1)])
        .await;
    place.confirm_all(MILA).await;
    assert_eq!(place.found("zandlicht").await, 1);
    place.register.stand_ins.add_death(MILA, "2026-11-20");
    let person = place.register.person(MILA).await;
    people::look_up(&place.register.system, person)
        .await
        .expect("asked");
    place.minutes_pass(1);
    assert_eq!(place.found("zandlicht").await, 0);
    assert!(place.overview(MILA).await.appointments.is_empty());
    let told = place.messages(MILA).await.len();
    // An appointment that was under way comes in, and the term of the other comes near.
    place.deliver(&[appointment("2026-3", 1)]).await;
    for _ in 0..3 {
        place.days_pass(200).await;
    }
    assert!(place.overview(MILA).await.appointments.is_empty());
    assert_eq!(place.found("zandlicht").await, 0);
    assert_eq!(place.messages(MILA).await.len(), told);
    let teacher = place.register.teacher(MILA).await;
    let kept = place
        .register
        .desk
        .kept(&teacher)
        .await
        .expect("what is kept");
    assert_eq!(kept.removed.len(), 3);
    assert!(
        kept.removed
            .iter()
            .all(|kept| kept.cause == Cause::Death && !kept.can_return())
    );

    // The BRP was wrong: what it took back waits for the teacher.
    place
        .register
        .stand_ins
        .add_person(MILA, "Mila", "", "Zandlicht", "1987-04-02");
    people::look_up(&place.register.system, person)
        .await
        .expect("asked");
    place.minutes_pass(1);
    let back = place.overview(MILA).await.appointments;
    assert!(back.len() == 3 && back.iter().all(|appointment| !appointment.confirmed));
    assert_eq!(place.found("zandlicht").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_removed_is_forgotten_after_five_years_with_a_protocol() {
    let place = Place::new().await;
    place
        .deliver(&[appointment("2026-1", 1), of_older("2026-2")])
        .await;
    place.confirm_all(MILA).await;
    let teacher = place.register.teacher(MILA).await;
    let desk = &place.register.desk;
    let activity = ActivityForm {
        title: "Studiedag".to_owned(),
        from_day: "1".to_owned(),
        from_month: "10".to_owned(),
        from_year: "2026".to_owned(),
        hours: "6".to_owned(),
        ..ActivityForm::default()
    };
    let target = Target::New(ActivityId(uuid::Uuid::now_v7()));
    desk.save_activity(&teacher, target, &activity, Vec::new())
        .await
        .expect("saved");
    desk.remove(&teacher, true).await.expect("removed");
    // 23 November 2031, five years later, is the last day.
    place.days_pass(5 * 365 + 1).await;
    let kept = desk.kept(&teacher).await.expect("what is kept");
    assert_eq!(kept.removed.len(), 1, "on the last day it can be read");
    assert_eq!(place.count("destruction").await, 0);
    place.days_pass(1).await;
    assert_eq!(
        place.count("appointment").await,
        1,
        "that of the other stays"
    );
    for table in ["activity", "activity_version", "subject_claim"] {
        assert_eq!(place.count(table).await, 0, "{table}");
    }
    assert_eq!(place.count("person").await, 1);
    assert_eq!(place.count("bsn_vault").await, 1);
    let protocol: Vec<(String, i64)> =
        sqlx::query_as("select kind, count from destruction order by kind")
            .fetch_all(place.register.pool())
            .await
            .expect("the protocol");
    let one = |kind: &str| (kind.to_owned(), 1);
    assert_eq!(
        protocol,
        [
            one("activiteit"),
            one("benoeming"),
            one("bericht"),
            one("persoon")
        ]
    );
    assert_eq!(place.register.audited("destroyed").await, 4);
    place.days_pass(1).await;
    assert_eq!(
        place.count("destruction").await,
        4,
        "nothing is destroyed twice"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_table_of_grounds_places_again_tells_the_teacher_and_keeps_what_was() {
    let place = Place::new().await;
    place
        .deliver(&[appointment("2026-1", 1), other_subject("2026-2", 1)])
        .await;
    place.confirm_all(MILA).await;
    let system = &place.register.system;
    place_again(system, GroundTable::current())
        .await
        .expect("placed");
    assert_eq!(
        place.register.audited("placed_again").await,
        0,
        "the table is the same"
    );

    place.minutes_pass(24 * 60 * 7);
    let text = include_str!("../../shared/data/grounds.csv")
        .replace("# versie: 2026-1", "# versie: 2026-2")
        .replace(
            "volgt scholing;V;24 months;1;24;0;",
            "volgt scholing;R;none;0;;;",
        );
    let table = GroundTable::parse(&text).expect("a table");
    place_again(system, &table).await.expect("placed");
    place.minutes_pass(1);
    assert_eq!(place.register.audited("placed_again").await, 2);
    let messages = place.messages(MILA).await;
    let [told] = messages.as_slice() else {
        panic!("one message: {messages:?}");
    };
    assert_eq!(told.title, "Je benoeming staat nu in het lerarenregister");
    assert!(told.body.contains("versie 2026-2"), "{}", told.body);
    assert!(
        told.body.contains("omdat je school grondslag"),
        "{}",
        told.body
    );
    place_again(system, &table).await.expect("placed");
    assert_eq!(place.register.audited("placed_again").await, 2, "once");

    // What stood there on the 26th, before: as it was known then, and as it is known now.
    let teacher = place.register.teacher(MILA).await;
    let on = date(2026, 11, 26);
    let list = async |known_now: bool| {
        let told = place.register.desk.as_of(&teacher, on, known_now).await;
        let told = told.expect("what stood there");
        assert_eq!(told.is_now, known_now);
        let other = told
            .appointments
            .into_iter()
            .find(|a| a.ground_code == "VO-33.4");
        let other = other.expect("the other subject");
        (other.list, other.table_version, other.maximum)
    };
    let then = (
        List::Vestibule,
        "2026-1".to_owned(),
        Some(date(2028, 7, 31)),
    );
    assert_eq!(list(false).await, then);
    assert_eq!(
        list(true).await,
        (List::Register, "2026-2".to_owned(), None)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stood_there_on_a_day_is_told_as_it_was_known_then_and_as_it_is_known_now() {
    let place = Place::new().await;
    // Delivered on 23 November, about what began on 1 August.
    place.deliver(&[other_subject("2026-1", 1)]).await;
    let teacher = place.register.teacher(MILA).await;
    let stood = async |day, known_now| {
        let told = place.register.desk.as_of(&teacher, day, known_now).await;
        told.expect("what stood there").appointments
    };
    let october = date(2026, 10, 1);
    assert!(
        stood(october, false).await.is_empty(),
        "nobody knew it then"
    );
    let known = stood(october, true).await;
    assert_eq!(known[0].entry, "Klaargezet");
    assert_eq!(known[0].list, List::Vestibule);
    assert!(
        known[0].reason.contains("omdat je school grondslag"),
        "{}",
        known[0].reason
    );
    assert!(
        stood(date(2026, 7, 31), true).await.is_empty(),
        "it had not begun"
    );
    place.confirm_all(MILA).await;
    assert_eq!(stood(date(2026, 11, 23), false).await[0].entry, "Bevestigd");
    place.minutes_pass(24 * 60);
    place
        .register
        .desk
        .remove(&teacher, true)
        .await
        .expect("removed");
    place.minutes_pass(24 * 60);
    assert_eq!(
        stood(date(2026, 11, 23), false).await[0].entry,
        "Bevestigd",
        "as it was then"
    );
    assert_eq!(
        stood(date(2026, 11, 23), true).await[0].entry,
        "Uitgeschreven"
    );
    let stranger = place.register.teacher(OLDER).await;
    let told = place.register.desk.as_of(&stranger, october, true).await;
    assert!(told.expect("nothing").appointments.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_that_finds_the_teacher_qualified_moves_the_appointment_and_the_teacher_hears_it()
{
    let place = Place::new().await;
    place.deliver(&[other_subject("2026-1", 1)]).await;
    place.confirm_all(MILA).await;
    let mut qualified = other_subject("2026-1", 2);
    qualified["grondslag"] = json!({ "code": "VO-33.1B1" });
    qualified["onderwijs"]["onderwijsterreinen"] = json!([]);
    place.deliver(&[qualified]).await;
    let messages = place.messages(MILA).await;
    assert_eq!(messages.len(), 1);
    assert_eq!(
        messages[0].title,
        "Je benoeming staat nu in het lerarenregister"
    );
    let [moved] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    assert_eq!(moved.list, List::Register);
    assert!(
        moved.confirmed,
        "the teacher need not do anything to get there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_latest_day_counts_extensions_and_is_told_to_the_teacher_at_six_three_and_one_month() {
    let place = Place::new().await;
    let mut replacement = other_subject("2026-1", 1);
    replacement["benoeming"]["begindatum"] = json!("2024-07-01");
    replacement["arbeidsovereenkomst"]["begindatum"] = json!("2024-07-01");
    replacement["grondslag"] = json!({
        "code": "VO-33.3V", "ingangsdatumGrond": "2024-07-01", "verlenging": 1,
        "verklaringInspanning": true,
    });
    place.deliver(&[replacement]).await;
    let [one] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    let maximum = one.maximum.expect("a latest day");
    // A year from 1 July 2024, and two years more.
    assert_eq!(maximum.date, date(2027, 6, 30));
    assert_eq!(maximum.steps.len(), 3);
    let warned = async || {
        let titles = place.titles(MILA).await;
        titles
            .iter()
            .filter(|title| title.starts_with("Je uiterste datum is binnen"))
            .count()
    };
    place.days_pass(0).await;
    assert_eq!(warned().await, 0, "too early");
    place.days_pass(40).await;
    assert_eq!(warned().await, 1);
    place.days_pass(1).await;
    assert_eq!(warned().await, 1, "once");
    place.days_pass(90).await;
    assert_eq!(warned().await, 2);
    place.days_pass(61).await;
    assert_eq!(warned().await, 3);
    place.days_pass(40).await;
    assert_eq!(warned().await, 3);
    // The board hears the same, as a signal.
    let signals: i64 = sqlx::query_scalar("select count(*) from signal where rule = 'LR-S103'")
        .fetch_one(place.register.pool())
        .await
        .expect("signals");
    assert_eq!(signals, 3);
}

fn plan(route: &str) -> TrainingPlanForm {
    TrainingPlanForm {
        agreed_day: "15".to_owned(),
        agreed_month: "8".to_owned(),
        agreed_year: "2026".to_owned(),
        route: route.to_owned(),
        ends_day: "31".to_owned(),
        ends_month: "7".to_owned(),
        ends_year: "2028".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_plan_is_entered_by_the_one_and_confirmed_by_the_other() {
    let place = Place::new().await;
    place
        .deliver(&[other_subject("2026-1", 1), appointment("2026-2", 1)])
        .await;
    let teacher = place.register.teacher(MILA).await;
    let contact = place.register.contact(BOARD);
    let desk = &place.register.desk;
    let overview = place.overview(MILA).await;
    let id = overview
        .on(List::Vestibule)
        .next()
        .expect("in the vestibule")
        .id;
    let qualified = overview
        .on(List::Register)
        .next()
        .expect("in the register")
        .id;

    // Only of the own appointment, and only in the vestibule.
    let form = plan("Tweedegraads Maatschappijleer");
    assert_eq!(
        status_of(desk.save_training_plan(&teacher, qualified, &form).await),
        404
    );
    let stranger = place.register.teacher(OLDER).await;
    assert_eq!(
        status_of(desk.save_training_plan(&stranger, id, &form).await),
        404
    );
    let other_board = place.register.contact("41235");
    assert_eq!(
        status_of(desk.save_plan(&other_board, "2026-1", &form).await),
        404
    );
    assert_eq!(
        status_of(desk.save_plan(&contact, "2026-2", &form).await),
        404
    );
    let empty = desk
        .save_training_plan(&teacher, id, &TrainingPlanForm::default())
        .await;
    let empty = empty.expect_err("nothing was filled in");
    assert!(
        ["agreed", "route", "ends"]
            .iter()
            .all(|field| empty.at(field).is_some())
    );

    // The teacher enters it: the school has a task, and confirms what it saw.
    desk.save_training_plan(&teacher, id, &form)
        .await
        .expect("saved");
    let asks = async || {
        let tasks = desk.tasks(&contact).await.expect("tasks").tasks;
        tasks
            .iter()
            .filter(|task| matches!(task.matter, Matter::Plan { .. }))
            .count()
    };
    assert_eq!(asks().await, 1);
    let seen = desk
        .plan(&contact, "2026-1")
        .await
        .expect("the plan")
        .plan
        .expect("a plan");
    assert_eq!(seen.plan.route, "Tweedegraads Maatschappijleer");
    let own = desk.confirm_training_plan(&teacher, id, &seen.seen()).await;
    assert_eq!(status_of(own), 409, "who entered it does not confirm it");
    place.minutes_pass(1);
    let changed = plan("Tweedegraads Maatschappijleer, deeltijd");
    desk.save_training_plan(&teacher, id, &changed)
        .await
        .expect("changed");
    let stale = desk.confirm_plan(&contact, "2026-1", &seen.seen()).await;
    assert_eq!(status_of(stale), 409, "it is another plan by now");
    let seen = desk
        .plan(&contact, "2026-1")
        .await
        .expect("the plan")
        .plan
        .expect("a plan");
    place.minutes_pass(1);
    desk.confirm_plan(&contact, "2026-1", &seen.seen())
        .await
        .expect("confirmed");
    assert_eq!(asks().await, 0);
    let plans = place.overview(MILA).await.plans;
    assert!(plans.len() == 1 && plans[0].confirmed_at.is_some());
    assert_eq!(
        place.titles(MILA).await,
        ["Je school heeft je scholingsplan bevestigd"]
    );

    // The school changes it: now the teacher confirms.
    place.minutes_pass(1);
    let by_school = plan("Eerstegraads Maatschappijleer");
    desk.save_plan(&contact, "2026-1", &by_school)
        .await
        .expect("saved");
    let plans = place.overview(MILA).await.plans;
    assert_eq!(plans[0].confirmed_at, None, "a change is confirmed again");
    place.minutes_pass(1);
    let done = desk
        .confirm_training_plan(&teacher, id, &plans[0].seen())
        .await;
    done.expect("confirmed");
    assert!(place.overview(MILA).await.plans[0].confirmed_at.is_some());
    assert_eq!(
        place.count("training_plan").await,
        3,
        "what was agreed before stays"
    );
    assert_eq!(place.register.audited("training_plan_entered").await, 3);
    assert_eq!(place.register.audited("training_plan_confirmed").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_about_being_in_the_register_work_without_a_script_and_lose_nothing_typed() {
    let place = Place::new().await;
    place
        .deliver(&[other_subject("2026-1", 1), of_older("2026-2")])
        .await;
    place.days_pass(0).await;
    let teacher = Visitor::teacher(&place.register, MILA).await;
    let page = async |path: &str| {
        let (status, html) = teacher.get(path).await;
        assert_eq!(status, 200, "{path}");
        html
    };

    // What stood there on a day.
    let html = page("/mijn/gegevens?op=2026-10-01&bekend=nu").await;
    assert!(html.contains("Dit gold op 1 oktober 2026, zoals het register het nu weet"));
    let html = page("/mijn/gegevens?op=1-10-2026").await;
    assert!(html.contains("zoals het register het aan het eind van die dag wist"));
    assert!(html.contains("Er stond die dag geen benoeming van je in het register"));
    let html = page("/mijn/gegevens?op=31-2-2026").await;
    assert!(html.contains("Vul een dag in die bestaat") && html.contains("31-2-2026"));

    // The training plan: what was typed comes back with what is wrong.
    let id = place.overview(MILA).await.appointments[0].id.to_string();
    let html = page("/mijn/voorportaal").await;
    let form = format!("/mijn/voorportaal/scholingsplan?benoeming={id}");
    assert!(html.contains(&form) && html.contains("Spreek een scholingsplan af"));
    assert!(page(&form).await.contains("Uiterlijk 31 juli 2028"));
    let typed = [
        ("appointment", id.as_str()),
        ("route", "Master & meer"),
        ("agreed_day", "32"),
    ];
    let back = teacher.post(&form, "/api/mijn/scholingsplan", &typed).await;
    let html = page(back.trim_start_matches("http://127.0.0.1:3000")).await;
    assert!(html.contains("Master &amp; meer"), "what was typed stays");
    assert!(html.contains("Vul de dag in waarop het is afgesproken"));

    // Leaving is asked once more, and then what is kept can be read.
    let kept = "/mijn/bewaard";
    assert!(page(kept).await.contains("Schrijf mij uit"));
    let back = teacher.post(kept, "/api/mijn/uitschrijven", &[]).await;
    let html = page(back.trim_start_matches("http://127.0.0.1:3000")).await;
    assert!(html.contains("Vink aan dat je uitgeschreven wilt worden"));
    let done = teacher
        .post(kept, "/api/mijn/uitschrijven", &[("akkoord", "ja")])
        .await;
    place.minutes_pass(1);
    let html = page(done.trim_start_matches("http://127.0.0.1:3000")).await;
    assert!(html.contains("Je bent uitgeschreven. Niemand anders ziet je gegevens nog."));
    assert!(html.contains("Je hebt zelf gevraagd om je uit te schrijven."));
    assert!(html.contains("Bewaard tot en met"));
    assert!(
        page("/mijn")
            .await
            .contains("Je staat niet in het register")
    );

    // The choice at the pension age stands on the overview of whom it is about.
    let older = Visitor::teacher(&place.register, OLDER).await;
    let (_, html) = older.get("/mijn").await;
    assert!(html.contains("Op 1 maart 2027 bereik je de AOW-leeftijd"));
    older
        .post("/mijn", "/api/mijn/aow", &[("keuze", "blijven")])
        .await;
    let (_, html) = older.get("/mijn").await;
    assert!(html.contains("dat je in het register blijft"));

    let school = Visitor::of(&place.register, BOARD).await;
    let (status, _) = school
        .get("/school/leraren/scholingsplan?benoeming=2026-1")
        .await;
    assert_eq!(status, 404, "the teacher left");
}
