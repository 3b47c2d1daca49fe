//! Looking up a teacher outside a case: for which reason, what is seen, and what the teacher reads of it.

use super::{a_minute_later, appointment, days_later, dutch, staff, with_mila};
use crate::support::{Register, Visitor, deliver_file, logged_in_now};
use app::{
    actor::{Actor, FromActor, Inspector, Officer, Reader, Teacher},
    staff::insight::{Question, desk::InsightDesk},
    teacher::{
        ClaimTarget,
        desk::TeacherDesk,
        entry::{AsOf, desk::EntryDesk},
    },
};
use jiff::civil::date;
use shared::{Problem, viewing::Viewing};

async fn reader(register: &Register, role: &str) -> Reader {
    let actor = staff(register, &format!("een-{role}"), role).await;
    Reader::from_actor(actor).expect("who may look up a teacher")
}

async fn number(register: &Register, teacher: &Teacher) -> String {
    let overview = register.desk.overview(teacher).await.expect("overview");
    overview.person.number.to_string()
}

async fn look_up(
    register: &Register,
    reader: &Reader,
    number: &str,
    purpose: Viewing,
    on: &str,
    known: &str,
) -> Result<AsOf, Problem> {
    let question = Question {
        nummer: number.to_owned(),
        doel: purpose.code().to_owned(),
        kenmerk: "IVHO-2026-0412".to_owned(),
        op: on.to_owned(),
        bekend: known.to_owned(),
    };
    a_minute_later(register);
    register.desk.look_up(reader, question).await
}

/// How often somebody of the staff, or who looks along with it, looked.
async fn looked(register: &Register) -> i64 {
    let seen = "audit_event where event_type = 'teacher_viewed' and actor_role = 'staff'";
    register.count(seen).await
}

/// For whom and on what occasion somebody looked, as the teacher reads it.
async fn read_of(register: &Register, teacher: &Teacher) -> Vec<(String, Viewing)> {
    let days = register.desk.views(teacher, 1).await.expect("views").days;
    days.into_iter()
        .flat_map(|day| day.views)
        .map(|view| (view.organisation, view.viewing.expect("known")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stood_there_on_a_day_is_told_to_each_for_the_own_purpose_and_the_teacher_reads_it() {
    let (register, teacher) = with_mila().await;
    let number = number(&register, &teacher).await;
    days_later(&register, 7);
    let purposes = [
        ("behandelaar", Viewing::Question, "Lerarenregister"),
        ("auditor", Viewing::Audit, "Accountant van het register"),
        (
            "inspecteur",
            Viewing::Supervision,
            "Inspectie van het Onderwijs",
        ),
    ];
    for (role, purpose, _) in purposes {
        let reader = reader(&register, role).await;
        let told = look_up(&register, &reader, &number, purpose, "24-11-2026", "toen").await;
        let told = told.expect("what stood there");
        assert_eq!(told.on, date(2026, 11, 24));
        assert!(!told.is_now, "as it was known then");
        assert_eq!(told.name.as_deref(), Some("Mila Zandlicht"));
        assert_eq!(told.appointments[0].entry, "Klaargezet");
        for (_, other, _) in purposes {
            if other != purpose {
                let refused = look_up(&register, &reader, &number, other, "", "").await;
                assert!(refused.expect_err("not theirs").at("doel").is_some());
            }
        }
    }
    // Before the school delivered it nobody knew it.
    let auditor = reader(&register, "auditor").await;
    let before = look_up(
        &register,
        &auditor,
        &number,
        Viewing::Audit,
        "2-11-2026",
        "toen",
    )
    .await;
    assert!(before.expect("an answer").appointments.is_empty());
    let read = read_of(&register, &teacher).await;
    for (_, purpose, organisation) in purposes {
        assert!(
            read.contains(&(organisation.to_owned(), purpose)),
            "{read:?}"
        );
    }
    assert_eq!(looked(&register).await, 4, "and none was refused and seen");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_teacher_entered_who_left_is_told_to_the_teacher_alone() {
    let (register, teacher) = with_mila().await;
    let (number, desk) = (number(&register, &teacher).await, &register.desk);
    let form = dutch(appointment(&register, &teacher).await);
    let claim = desk
        .save_claim(&teacher, ClaimTarget::New(None), &form)
        .await
        .expect("saved");
    a_minute_later(&register);
    desk.record_claim(&teacher, claim, true)
        .await
        .expect("recorded");
    let overview = desk.overview(&teacher).await.expect("overview");
    let standing = &overview.appointments[0];
    desk.confirm(&teacher, standing.id, standing.version)
        .await
        .expect("confirmed");
    days_later(&register, 1);
    let purposes = [
        ("behandelaar", Viewing::Question),
        ("auditor", Viewing::Audit),
        ("inspecteur", Viewing::Supervision),
        ("opsporing", Viewing::Investigation),
    ];
    let told = async |role: &str, purpose, on: &str, known: &str| {
        let reader = reader(&register, role).await;
        let told = look_up(&register, &reader, &number, purpose, on, known).await;
        let [one] = told.expect("told").appointments.try_into().expect("one");
        (one.subjects, one.entry)
    };
    for (role, purpose) in purposes {
        assert_eq!(
            told(role, purpose, "", "").await.0,
            ["Nederlands"],
            "{role}"
        );
    }
    desk.remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    for (role, purpose) in purposes {
        // What the school delivered and that the teacher left is told; also of when they were in it.
        for (on, known, entry) in [
            ("", "", "Uitgeschreven"),
            ("23-11-2026", "toen", "Bevestigd"),
        ] {
            let (subjects, standing) = told(role, purpose, on, known).await;
            assert!(subjects.is_empty(), "{role}: {subjects:?}");
            assert_eq!(standing, entry, "{role}");
        }
    }
    let today = register.system.clock.today();
    let mine = desk.as_of(&teacher, today, true).await.expect("told");
    assert_eq!(mine.appointments[0].subjects, ["Nederlands"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_criminal_investigation_is_kept_from_the_teacher_and_never_from_the_log() {
    let (register, teacher) = with_mila().await;
    let number = number(&register, &teacher).await;
    // An inspector cannot hide a look: that is a role of its own.
    let inspector = reader(&register, "inspecteur").await;
    let hidden = Viewing::Investigation;
    let refused = look_up(&register, &inspector, &number, hidden, "", "").await;
    assert!(refused.expect_err("not theirs").at("doel").is_some());
    let detective = reader(&register, "opsporing").await;
    assert_eq!(detective.purposes(), [hidden]);
    let told = look_up(
        &register,
        &detective,
        &number,
        Viewing::Investigation,
        "",
        "",
    )
    .await;
    told.expect("told");
    assert!(read_of(&register, &teacher).await.is_empty());
    let page: String = sqlx::query_scalar(
        "select details->>'page' from audit_event
         where event_type = 'teacher_viewed' and actor_role = 'staff'",
    )
    .fetch_one(register.pool())
    .await
    .expect("one view");
    assert_eq!(page, "opsporing IVHO-2026-0412");
    assert_eq!(register.count("access_log where hidden").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_looks_without_a_reason_and_nothing_private_is_seen() {
    let (register, teacher) = with_mila().await;
    let number = number(&register, &teacher).await;
    let actor = staff(&register, "in-1", "inspecteur").await;
    let inspector = Reader::from_actor(actor.clone()).expect("a reader");
    let empty = register.desk.look_up(&inspector, Question::default()).await;
    let empty = empty.expect_err("no question");
    for field in ["nummer", "doel", "kenmerk"] {
        assert!(empty.at(field).is_some(), "{field}");
    }
    for reference in ["999990019", "IVHO 999990019", "IVHO-2026/999990019b"] {
        let with_bsn = Question {
            nummer: number.clone(),
            doel: Viewing::Supervision.code().to_owned(),
            kenmerk: reference.to_owned(),
            ..Question::default()
        };
        let refused = register.desk.look_up(&inspector, with_bsn).await;
        let refused = refused.expect_err("a BSN");
        assert!(refused.at("kenmerk").is_some(), "{reference}");
    }
    let unknown = look_up(
        &register,
        &inspector,
        "00000000",
        Viewing::Supervision,
        "",
        "",
    )
    .await;
    assert!(unknown.expect_err("nobody").at("nummer").is_some());
    assert_eq!(looked(&register).await, 0);

    let visitor = Visitor::with(&register, actor).await;
    let page = "/behandeling/leraar";
    // A link, of another site too, makes nobody look.
    let address = format!("{page}?nummer={number}&doel=toezicht&kenmerk=IVHO-1");
    let (_, html) = visitor.get(&address).await;
    assert!(html.contains(&number) && !html.contains("Mila Zandlicht"));
    assert_eq!(looked(&register).await, 0);
    // What is refused is shown again as it was typed, and its number stands in no address.
    let typed = [
        ("nummer", number.as_str()),
        ("doel", "toezicht"),
        ("kenmerk", "IVHO-1"),
        ("op", "31-2-2026"),
        ("bekend", "toen"),
    ];
    let (_, html) = visitor.show(page, &typed).await;
    assert!(html.contains("Fout: Leraar opzoeken") && html.contains("een dag in die bestaat"));
    assert!(html.contains("IVHO-1") && html.contains("31-2-2026"));
    assert_eq!(looked(&register).await, 0);
    let (_, html) = visitor.show(page, &typed[..3]).await;
    assert!(html.contains("Mila Zandlicht") && html.contains("SG De Wending"));
    assert_eq!(looked(&register).await, 1);
    for private in ["999990019", "1987", "2 april", "Kwelderstraat"] {
        assert!(!html.contains(private), "{private}");
    }
    for role in ["beheerder", "commissielid"] {
        let other = staff(&register, "st-7", role).await;
        assert!(Reader::from_actor(other).is_none(), "{role}");
    }
    for role in ["inspecteur", "opsporing", "auditor"] {
        let outside = staff(&register, "st-8", role).await;
        assert!(
            Officer::from_actor(outside).is_none(),
            "{role}: boards are none of theirs"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inspectorate_sees_which_terms_are_over_and_of_nobody_else() {
    let (register, teacher) = with_mila().await;
    let vestibule = [
        ("benoemingvolgnummer", "2026-000481"),
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-11-01"),
        ("verklaringInspanning", "ja"),
        ("onderwijsterreinen", "NEDERLANDS"),
    ];
    deliver_file(&register, &[&vestibule]).await;
    let actor = staff(&register, "in-1", "inspecteur").await;
    let inspector = Inspector::from_actor(actor.clone()).expect("an inspector");
    let seen = register.desk.supervision(&inspector).await.expect("a list");
    assert_eq!((seen.expired.len(), seen.count), (0, 0), "no term is over");
    assert!(read_of(&register, &teacher).await.is_empty());
    days_later(&register, 3 * 365);
    let seen = register.desk.supervision(&inspector).await.expect("a list");
    let [expired] = seen.expired.as_slice() else {
        panic!("one of the two appointments: {seen:?}")
    };
    assert_eq!(expired.teacher, number(&register, &teacher).await);
    assert_eq!(expired.ground, "VO-33.4");
    let inspectorate = "Inspectie van het Onderwijs".to_owned();
    assert_eq!(
        read_of(&register, &teacher).await,
        [(inspectorate, Viewing::ExpiredTerms)]
    );
    let visitor = Visitor::with(&register, actor).await;
    let (_, html) = visitor.get("/behandeling/toezicht").await;
    assert!(html.contains(&expired.teacher) && !html.contains("Zandlicht"));
    let worker: Actor = staff(&register, "st-1", "behandelaar").await;
    assert!(Inspector::from_actor(worker).is_none());
}
