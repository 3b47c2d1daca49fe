//! What a draft would do to all portfolios.

use super::{drafter, secretariat};
use crate::support::Register;
use app::{
    actor::{FromActor, Teacher},
    desk::Visit,
    profession::{Simulated, desk::ProfessionDesk},
    teacher::reregistration::desk::ReregistrationDesk,
};
use server::{jobs, session::store};
use shared::{
    criteria::{AgeGroup, Group, PartTime, Rule, RuleKind, Selection, SetForm, evaluate},
    identifier::PersonId,
};
use uuid::Uuid;

/// Gives this many people an appointment at this school and a portfolio of so many hours.
async fn portfolios(register: &Register, brin: &str, count: i32, hours: i32) {
    sqlx::query(
        "with person_row as (
             insert into person (id, teacher_number, birth_date, created_at)
             select gen_random_uuid(),
                    lpad(((select count(*) from person) + n + 10000000)::text, 8, '0'),
                    '1980-01-01', now()
             from generate_series(1, $1) n
             returning id
         ), appointed as (
             insert into appointment (id, board_number, number, person_id)
             select gen_random_uuid(), '41234', 'x-' || id, id from person_row
             returning id, person_id
         ), current_row as (
             insert into current_appointment (id, board_number, number, person_id, version, valid, brin,
                                              ground_code, teaching_fields, target, confirmed, removed)
             select id, '41234', 'x-' || person_id, person_id, 1, daterange('2020-01-01', null), $2,
                    'VO-33.1B1', '{}', 'register', true, false
             from appointed
         ), activity_row as (
             insert into activity (id, person_id)
             select gen_random_uuid(), id from person_row
             returning id
         )
         insert into activity_version (activity_id, recorded, title, starts_on, quarters, subject_content)
         select id, tstzrange(now(), null), 'Cursus', '2025-01-01', $3, $3 from activity_row",
    )
    .bind(count)
    .bind(brin)
    .bind(hours * 4)
    .execute(register.pool())
    .await
    .expect("portfolios");
}

async fn last(register: &Register) -> Simulated {
    let visit = Visit {
        actor: None,
        display_name: String::new(),
    };
    let file = register
        .desk
        .version(&visit, "2028-1", 1)
        .await
        .expect("file");
    file.simulation.expect("a simulation")
}

/// A draft that asks 140 hours in place of 160, and 43 portfolios of 150 hours beside 24 of 170 in vo,
/// and 5 of 170 in po.
async fn asked() -> Register {
    let register = Register::new().await;
    portfolios(&register, "99QA", 43, 150).await;
    portfolios(&register, "99QA", 24, 170).await;
    portfolios(&register, "99QC", 5, 170).await;
    register
        .desk
        .begin(&drafter(), "2028-1")
        .await
        .expect("begun");
    let draft = register
        .desk
        .draft(&drafter(), "2028-1")
        .await
        .expect("draft");
    let mut form: SetForm = draft.form;
    form.rules[0]
        .numbers
        .insert("hours".to_owned(), "140".to_owned());
    form.rules[0].explanation = String::new();
    let saved = register
        .desk
        .save(&drafter(), "2028-1", 1, form, None)
        .await;
    saved.expect("saved");
    let begun = register.desk.simulate(&drafter(), "2028-1").await;
    begun.expect("asked");
    register
}

#[tokio::test(flavor = "multi_thread")]
async fn who_passes_now_and_then_is_told_in_tens_and_nothing_of_a_few() {
    let register = asked().await;
    let before = last(&register).await;
    assert_eq!((before.done, before.report), ((0, 70), None));
    let page = secretariat(&register)
        .await
        .page("/criteria/2028-1/bewerken")
        .await;
    assert!(page.contains("Kijk opnieuw"));
    jobs::run_once(register.system.clone()).await.expect("jobs");
    let after = last(&register).await;
    assert!(after.current);
    let report = after.report.expect("a report");
    let of = |group| {
        let found = report.groups.iter().find(|one| one.group == group);
        found.expect("the group").cells
    };
    let all = of(Group::All);
    assert_eq!(
        (all.all, all.now, all.draft, all.won, all.lost),
        (Some(70), Some(30), Some(70), Some(40), None)
    );
    for sector in [shared::sector::Sector::Po, shared::sector::Sector::Vo] {
        assert_eq!(
            of(Group::Sector(sector)).all,
            None,
            "{sector:?}: else one could reckon the other"
        );
    }
    assert_eq!(of(Group::Age(AgeGroup::Middle)).all, Some(70));
    assert_eq!(of(Group::PartTime(PartTime::Unknown)).all, Some(70));
    let page = secretariat(&register)
        .await
        .page("/criteria/2028-1/bewerken")
        .await;
    for told in [
        "niet getoond",
        "Haalt het erbij",
        "werktijdfactor onbekend",
        "scholen leveren niet hoeveel iemand werkt",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let page = secretariat(&register).await.page("/criteria/2028-1").await;
    assert!(
        page.contains("een nieuw gegeven van scholen nodig: de werktijdfactor"),
        "what it takes to know what it does for who works part-time"
    );
}

/// Feedback and work with a team count for the simulation as they do for the teacher; a school of which
/// the sector is not known is of no sector.
#[tokio::test(flavor = "multi_thread")]
async fn the_simulation_knows_what_the_page_of_the_teacher_knows() {
    let register = Register::new().await;
    portfolios(&register, "99QA", 20, 170).await;
    portfolios(&register, "00ZZ", 20, 170).await;
    sqlx::query(
        "with invited as (
             insert into invitation (id, kind, activity_id, person_id, invited_at, expires_at,
                                     ended_at, ending)
             select gen_random_uuid(), k.kind, a.id, a.person_id, '2025-01-02', '2025-02-02',
                    '2025-01-03', 'accepted'
             from activity a
             cross join (values ('feedback'), ('team')) as k (kind)
             returning id, kind
         )
         insert into feedback (invitation_id, by_teacher, giver_name, seen, good, better, given_at,
                               attached_at)
         select id, true, 'Anna', 'Een les', 'De vragen', 'Meer tijd', '2025-01-03', '2025-01-04'
         from invited
         where kind = 'feedback'",
    )
    .execute(register.pool())
    .await
    .expect("feedback");
    let rule = |code: &str, kind| Rule {
        code: code.to_owned(),
        kind,
        sectors: Vec::new(),
        for_subjects: Vec::new(),
        explanation: "Van collega's".to_owned(),
        source: 'A',
    };
    let of_team = Selection {
        labels: vec!["teamontwikkeling".to_owned()],
        ..Selection::default()
    };
    let rules = [
        rule(
            "R01",
            RuleKind::MinReviews {
                given: 0,
                received: 1,
            },
        ),
        rule(
            "R02",
            RuleKind::MinCategory {
                select: of_team,
                hours: 10,
            },
        ),
    ];
    // Adopted rules never change but here.
    sqlx::query("alter table criteria_version disable trigger user")
        .execute(register.pool())
        .await
        .expect("open to change");
    sqlx::query("update criteria_version set rules = $1")
        .bind(serde_json::to_value(rules).expect("rules"))
        .execute(register.pool())
        .await
        .expect("asked");
    let desk = &register.desk;
    desk.begin(&drafter(), "2028-1").await.expect("begun");
    desk.simulate(&drafter(), "2028-1").await.expect("asked");
    jobs::run_once(register.system.clone()).await.expect("jobs");
    let report = last(&register).await.report.expect("a report");
    let of = |group| {
        let found = report.groups.iter().find(|one| one.group == group);
        found.expect("the group").cells
    };
    assert_eq!(of(Group::All).now, Some(40));
    assert_eq!(of(Group::NoSector).all, Some(20));
    assert_eq!(of(Group::Sector(shared::sector::Sector::Vo)).all, Some(20));

    let person = sqlx::query_scalar("select person_id from invitation limit 1")
        .fetch_one(register.pool())
        .await
        .expect("one of them");
    let actor = store::vouch_for_teacher(PersonId(person));
    let teacher = Teacher::from_actor(actor).expect("a teacher");
    let inputs = desk.standing(&teacher).await.expect("standing").inputs;
    let own = evaluate(&inputs.dossier(), &inputs.facts, &inputs.set);
    assert!(own.is_fulfilled(), "{own:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_counted_exactly_is_not_kept_and_the_same_is_reckoned_once() {
    let register = asked().await;
    jobs::run_once(register.system.clone()).await.expect("jobs");
    register
        .desk
        .simulate(&drafter(), "2028-1")
        .await
        .expect("asked again");
    let count = |text: &'static str| {
        let pool = register.pool().clone();
        async move {
            let count: i64 = sqlx::query_scalar(text)
                .fetch_one(&pool)
                .await
                .expect("a count");
            count
        }
    };
    assert_eq!(count("select count(*) from criteria_simulation").await, 1);
    let exact = "select count(*) from criteria_simulation_part where counts <> '{}'";
    assert_eq!(count(exact).await, 0);
    let draft = register
        .desk
        .draft(&drafter(), "2028-1")
        .await
        .expect("draft");
    let mut form = draft.form;
    form.rules[0]
        .numbers
        .insert("hours".to_owned(), "120".to_owned());
    form.rules[0].explanation = String::new();
    let saved = register
        .desk
        .save(&drafter(), "2028-1", draft.revision, form, None)
        .await;
    saved.expect("saved");
    assert!(!last(&register).await.current, "of other rules");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_simulation_that_stopped_halfway_goes_on_where_it_was() {
    let register = asked().await;
    // As if the first part was kept and then the program stopped.
    let id: Uuid = sqlx::query_scalar("select id from criteria_simulation")
        .fetch_one(register.pool())
        .await
        .expect("a simulation");
    sqlx::query(
        "update criteria_simulation_part p
         set finished = true, done = 36,
             counts = '{\"groups\": [[\"all\", {\"all\": 36, \"now\": 0, \"draft\": 0, \"won\": 0, \"lost\": 0}]], \"lost_by\": {}}'
         where simulation_id = $1 and part = 0",
    )
    .bind(id)
    .execute(register.pool())
    .await
    .expect("kept");
    server::criteria::simulation::go_on(&register.system, id)
        .await
        .expect("goes on");
    let report = last(&register).await.report.expect("a report");
    let all = report.groups[0].cells;
    // 36 as they were kept, and the 36 of the other part.
    assert_eq!(all.all, Some(70));
    assert!(all.draft.is_some_and(|draft| draft <= 40));
    // Once it is done nothing is counted again.
    server::criteria::simulation::go_on(&register.system, id)
        .await
        .expect("nothing to do");
    assert_eq!(last(&register).await.report, Some(report));
}
