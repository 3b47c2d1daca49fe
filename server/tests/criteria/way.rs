//! From draft to rule: consultation, vote, adoption.

use super::{MILA, SOMEBODY_ELSE, adopter, days_pass, drafter, secretariat};
use crate::support::{Register, Visitor, elect};
use app::{
    actor::{Actor, Delegate, FromActor, Teacher},
    profession::{StepForm, VersionFile, desk::ProfessionDesk},
    teacher::desk::TeacherDesk,
};
use jiff_sqlx::ToSqlx;
use server::session::store;
use shared::{
    Problem,
    criteria::{Ballot, CriteriaSet, Rule, RuleKind, Stage},
};
use uuid::Uuid;

fn step(name: &str, day: &str) -> StepForm {
    let mut parts = day.split('-').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    StepForm {
        step: name.to_owned(),
        day_day: part(),
        day_month: part(),
        day_year: part(),
        ..StepForm::default()
    }
}

async fn take(register: &Register, name: &str, day: &str) -> Result<(), Problem> {
    let form = step(name, day);
    register.desk.step(&drafter(), "2028-1", &form).await
}

async fn file(register: &Register, actor: Option<Actor>) -> VersionFile {
    let visit = app::desk::Visit {
        actor,
        display_name: String::new(),
    };
    let file = register.desk.version(&visit, "2028-1", 1).await;
    file.expect("the version")
}

async fn delegate(register: &Register, bsn: &str) -> Delegate {
    let person = register.person(bsn).await;
    elect(register, person).await;
    Delegate::from_actor(store::vouch_for_delegate(person)).expect("a delegate")
}

/// A draft, with Mila in the register.
async fn begun() -> (Register, Teacher) {
    let (register, teacher) = Register::with_mila().await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in overview.appointments.iter().filter(|a| a.waits()) {
        let (id, version) = (appointment.id, appointment.version);
        let confirmed = register.desk.confirm(&teacher, id, version).await;
        confirmed.expect("confirmed");
    }
    register
        .desk
        .begin(&drafter(), "2028-1")
        .await
        .expect("begun");
    (register, teacher)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_becomes_a_rule_step_by_step_and_then_never_changes() {
    let (register, mila) = begun().await;
    consult(&register, &mila).await;
    vote(&register).await;
    adopt(&register).await;
    let acts: i64 = sqlx::query_scalar(
        "select count(*) from audit_event
         where event_type in ('criteria_moved', 'criteria_reaction', 'criteria_ballot')",
    )
    .fetch_one(register.pool())
    .await
    .expect("a count");
    assert_eq!(acts, 4 + 5 + 3);
}

/// Everyone who is in the register can react, once for each reaction, and not for too short a time.
async fn consult(register: &Register, mila: &Teacher) {
    let too_soon = take(register, "raadpleging", "1-12-2026").await;
    assert!(too_soon.expect_err("too short").at("day").is_some());
    take(register, "raadpleging", "21-12-2026")
        .await
        .expect("consultation");
    let not_a_draft = register.desk.draft(&drafter(), "2028-1").await;
    assert_eq!(not_a_draft.expect_err("no draft").status, 409);

    let number = Uuid::now_v7();
    for _ in 0..2 {
        let said = register
            .desk
            .react(mila, "2028-1", number, " Goed plan. ")
            .await;
        said.expect("a reaction, once");
    }
    let empty = register
        .desk
        .react(mila, "2028-1", Uuid::now_v7(), " ")
        .await;
    assert!(empty.expect_err("no words").at("text").is_some());
    let outsider = register.teacher(SOMEBODY_ELSE).await;
    let refused = register
        .desk
        .react(&outsider, "2028-1", Uuid::now_v7(), "Ik ook")
        .await;
    assert_eq!(refused.expect_err("not in the register").status, 409);
    let seen = file(register, None).await;
    assert_eq!(seen.reactions.total, 1);
    assert_eq!(seen.reactions.rows[0].text, "Goed plan.");
    for nr in 2..=6 {
        let said = register
            .desk
            .react(mila, "2028-1", Uuid::now_v7(), "En nog iets.")
            .await;
        assert_eq!(said.is_ok(), nr <= 5, "{nr}");
    }
}

/// Each elected member has one vote, that can change until the last day.
async fn vote(register: &Register) {
    let still_open = take(register, "stemming", "1-2-2027").await;
    assert_eq!(still_open.expect_err("still open").status, 409);
    days_pass(register, 29);
    take(register, "stemming", "1-1-2027")
        .await
        .expect("a vote");
    let (one, two) = (
        delegate(register, MILA).await,
        delegate(register, SOMEBODY_ELSE).await,
    );
    register
        .desk
        .vote(&one, "2028-1", Ballot::Against)
        .await
        .expect("voted");
    register
        .desk
        .vote(&one, "2028-1", Ballot::InFavour)
        .await
        .expect("changed");
    register
        .desk
        .vote(&two, "2028-1", Ballot::Blank)
        .await
        .expect("voted");
    let own = file(
        register,
        Some(store::vouch_for_delegate(register.person(MILA).await)),
    )
    .await;
    assert_eq!(own.vote.and_then(|vote| vote.own), Some(Ballot::InFavour));
    let too_early = take(register, "uitslag", "").await;
    assert_eq!(too_early.expect_err("still open").status, 409);
    days_pass(register, 12);
    let too_late = register.desk.vote(&two, "2028-1", Ballot::InFavour).await;
    assert_eq!(too_late.expect_err("the vote is over").status, 409);
    take(register, "uitslag", "").await.expect("counted");
    let counted = file(register, None).await;
    assert_eq!(counted.stage, Stage::Accepted);
    let (tally, accepted) = counted
        .vote
        .and_then(|vote| vote.outcome)
        .expect("an outcome");
    assert_eq!((tally.members, tally.in_favour, tally.blank), (2, 1, 1));
    assert!(accepted);
}

/// Adopted with a decision, and then as it is for good.
async fn adopt(register: &Register) {
    let form = step("vaststellen", "1-8-2028");
    let refused = register.desk.adopt(&adopter(), "2028-1", &form).await;
    assert!(refused.expect_err("no decision").at("decision").is_some());
    let form = StepForm {
        decision: "Stcrt. 2027, 1234".to_owned(),
        ..form
    };
    // On the day of another for the same sectors nobody could say which one holds.
    sqlx::query(
        "insert into criteria_version (id, series, version, name, stage, sectors, starts_on, rules,
                                       decision, hash, saved_by, saved_at)
         select gen_random_uuid(), series, '2028-0', name, stage, sectors, '2028-08-01', rules,
                'Stcrt.', 'hash', saved_by, saved_at
         from criteria_version
         where stage = 'vastgesteld'
         limit 1",
    )
    .execute(register.pool())
    .await
    .expect("another");
    let refused = register.desk.adopt(&adopter(), "2028-1", &form).await;
    assert!(refused.expect_err("the same day").at("day").is_some());
    let form = StepForm {
        day_day: "2".to_owned(),
        ..form
    };
    register
        .desk
        .adopt(&adopter(), "2028-1", &form)
        .await
        .expect("adopted");
    let adopted = file(register, None).await;
    assert_eq!(adopted.stage, Stage::Adopted);
    assert_eq!(adopted.set.decision.as_deref(), Some("Stcrt. 2027, 1234"));
    let hash: Option<String> =
        sqlx::query_scalar("select hash from criteria_version where version = '2028-1'")
            .fetch_one(register.pool())
            .await
            .expect("a row");
    assert_eq!(hash, Some(adopted.set.hash().to_string()));
    for name in ["terug", "intrekken", "uitslag"] {
        let refused = take(register, name, "").await;
        assert_eq!(refused.expect_err(name).status, 409);
    }
    let stages: Vec<Stage> = adopted.steps.iter().map(|step| step.stage).collect();
    let way = [
        Stage::Consultation,
        Stage::Voting,
        Stage::Accepted,
        Stage::Adopted,
    ];
    assert_eq!(stages, way);
}

/// Nobody delivers how much somebody taught (R12) or approves a talk (R30b): no teacher could fulfil it.
#[tokio::test(flavor = "multi_thread")]
async fn what_asks_data_that_nobody_can_give_is_not_adopted() {
    let register = Register::new().await;
    sqlx::query("update criteria_version set stage = 'aangenomen' where version = '2022-1'")
        .execute(register.pool())
        .await
        .expect("accepted");
    let form = StepForm {
        decision: "Stcrt. 2027, 1234".to_owned(),
        seen: "ja".to_owned(),
        ..step("vaststellen", "1-8-2028")
    };
    let refused = register.desk.adopt(&adopter(), "2022-1", &form).await;
    let refused = refused.expect_err("nobody could fulfil it");
    assert_eq!(refused.status, 409);
    let detail = refused.detail.expect("which rules");
    for told in ["per bevoegdheid (regel R12)", "collega’s (regel R30b)"] {
        assert!(detail.contains(told), "{detail}");
    }
    let visitor = secretariat(&register).await;
    let page = visitor.page("/criteria/2022-1").await;
    for told in [
        "Scholen moeten dit gaan leveren. Dat doen ze nu niet",
        "daarom kan deze versie nog niet worden vastgesteld",
    ] {
        assert!(page.contains(told), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_without_enough_votes_leads_back_to_the_draft() {
    let (register, _) = begun().await;
    let one = delegate(&register, MILA).await;
    for bsn in [SOMEBODY_ELSE, "999990032"] {
        delegate(&register, bsn).await;
    }
    take(&register, "raadpleging", "21-12-2026")
        .await
        .expect("consultation");
    days_pass(&register, 29);
    take(&register, "stemming", "1-1-2027")
        .await
        .expect("a vote");
    register
        .desk
        .vote(&one, "2028-1", Ballot::InFavour)
        .await
        .expect("voted");
    days_pass(&register, 12);
    take(&register, "uitslag", "").await.expect("counted");
    let counted = file(&register, None).await;
    assert_eq!(counted.stage, Stage::Drafting);
    assert_eq!(
        counted
            .vote
            .and_then(|vote| vote.outcome)
            .map(|(_, accepted)| accepted),
        Some(false)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_elected_again_votes_once_and_who_left_does_not_count() {
    let (register, _) = begun().await;
    let (again, left) = (
        register.person(MILA).await,
        register.person(SOMEBODY_ELSE).await,
    );
    // The mandates of the one adjoin, that of the other ends before the last day.
    for (person, from, until) in [
        (again, "2026-08-01", "2026-12-25"),
        (again, "2026-12-25", "2030-08-01"),
        (left, "2026-08-01", "2026-12-25"),
    ] {
        sqlx::query(
            "insert into delegate (id, person_id, valid, basis, granted_by, granted_at)
             values (gen_random_uuid(), $1, daterange($2::date, $3::date), 'Verkiezing', 'bureau', now())",
        )
        .bind(person.0)
        .bind(from)
        .bind(until)
        .execute(register.pool())
        .await
        .expect("a mandate");
    }
    take(&register, "raadpleging", "21-12-2026")
        .await
        .expect("consultation");
    days_pass(&register, 29);
    take(&register, "stemming", "1-1-2027")
        .await
        .expect("a vote");
    let delegate = |person| Delegate::from_actor(store::vouch_for_delegate(person));
    for person in [again, left] {
        let delegate = delegate(person).expect("a delegate");
        register
            .desk
            .vote(&delegate, "2028-1", Ballot::Against)
            .await
            .expect("voted");
    }
    days_pass(&register, 5);
    let one = delegate(again).expect("a delegate");
    register
        .desk
        .vote(&one, "2028-1", Ballot::InFavour)
        .await
        .expect("voted");
    let own = file(&register, Some(store::vouch_for_delegate(again))).await;
    assert_eq!(own.vote.and_then(|vote| vote.own), Some(Ballot::InFavour));
    days_pass(&register, 7);
    take(&register, "uitslag", "").await.expect("counted");
    let outcome = file(&register, None)
        .await
        .vote
        .and_then(|vote| vote.outcome);
    let (tally, accepted) = outcome.expect("counted");
    assert_eq!(
        (tally.members, tally.in_favour, tally.against, tally.blank),
        (1, 1, 0, 0)
    );
    assert!(accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secretariat_notes_who_was_elected_and_nobody_twice_in_a_period() {
    let (register, _) = begun().await;
    let person = register.person(MILA).await;
    let number: String = sqlx::query_scalar("select teacher_number from person where id = $1")
        .bind(person.0)
        .fetch_one(register.pool())
        .await
        .expect("a number");
    let office = secretariat(&register).await;
    let action = "/api/behandeling/criteria/afgevaardigde";
    let period = [
        ("basis", "Verkiezing 2026"),
        ("from_day", "1"),
        ("from_month", "8"),
        ("from_year", "2026"),
        ("until_day", "31"),
        ("until_month", "7"),
        ("until_year", "2030"),
    ];
    let form = |number| [&[("number", number)], &period[..]].concat();
    let goal = office.post("/criteria", action, &form("12345678")).await;
    let path = goal.strip_prefix("http://127.0.0.1:3000").unwrap_or(&goal);
    let html = office.page(path).await;
    assert!(html.contains("Vul het registratienummer in van een leraar die we kennen"));
    office.post("/criteria", action, &form(&number)).await;
    let html = office.page("/criteria").await;
    assert!(html.contains(&number) && html.contains("Verkiezing 2026"));
    let goal = office.post("/criteria", action, &form(&number)).await;
    assert!(goal.contains("formulier="), "{goal}");
    let everyone = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    assert!(!everyone.page("/criteria").await.contains("Verkiezing 2026"));
}

#[tokio::test(flavor = "multi_thread")]
async fn new_data_that_teachers_must_give_is_seen_before_adoption() {
    let register = Register::new().await;
    let mut rules = CriteriaSet::example().rules.clone();
    rules.push(Rule {
        code: "R20".to_owned(),
        kind: RuleKind::Evidence { above_hours: 40 },
        ..rules[0].clone()
    });
    sqlx::query(
        "update criteria_version set stage = 'aangenomen', rules = $1 where version = '2022-1'",
    )
    .bind(serde_json::to_value(rules).expect("rules"))
    .execute(register.pool())
    .await
    .expect("accepted");
    let form = StepForm {
        decision: "Stcrt. 2027, 1234".to_owned(),
        ..step("vaststellen", "1-8-2028")
    };
    let refused = register.desk.adopt(&adopter(), "2022-1", &form).await;
    assert!(refused.expect_err("not seen").at("seen").is_some());
    let visitor = Visitor::with(&register, super::staff("vaststeller")).await;
    let page = visitor.page("/criteria/2022-1").await;
    assert!(page.contains("een bewijs (regel R20). Leraren moeten dit invullen."));
    let form = StepForm {
        seen: "ja".to_owned(),
        ..form
    };
    register
        .desk
        .adopt(&adopter(), "2022-1", &form)
        .await
        .expect("adopted");
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_does_their_part_on_the_page_without_javascript() {
    let (register, _) = begun().await;
    let page = "/criteria/2028-1";
    let office = secretariat(&register).await;
    let mut fields = vec![("version", "2028-1"), ("step", "raadpleging")];
    let wrong = [("day_day", "1"), ("day_month", "1"), ("day_year", "2026")];
    let goal = office
        .post(
            page,
            "/api/behandeling/criteria/stap",
            &[&fields[..], &wrong].concat(),
        )
        .await;
    let path = goal.strip_prefix("http://127.0.0.1:3000").unwrap_or(&goal);
    let html = office.page(path).await;
    assert!(html.contains("Kies een dag die minstens 28 dagen na vandaag ligt"));
    fields.extend([("day_day", "31"), ("day_month", "12"), ("day_year", "2026")]);
    office
        .post(page, "/api/behandeling/criteria/stap", &fields)
        .await;

    let mila = Visitor::teacher(&register, MILA).await;
    let html = mila.page(page).await;
    assert!(html.contains("Plaats je reactie"));
    let number = Uuid::now_v7().to_string();
    let said = [
        ("version", "2028-1"),
        ("number", number.as_str()),
        ("text", "Meer aandacht voor mentoren"),
    ];
    let goal = mila.post(page, "/api/mijn/criteria/reactie", &said).await;
    assert!(goal.contains("melding=reactie"), "{goal}");
    let outsider = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    let html = outsider.page(page).await;
    assert!(html.contains("Meer aandacht voor mentoren"));
    assert!(!html.contains("Plaats je reactie"));
    assert!(!html.contains("Zandlicht"), "nobody reads of whom it is");

    days_pass(&register, 39);
    fields = vec![("version", "2028-1"), ("step", "stemming")];
    fields.extend([("day_day", "1"), ("day_month", "2"), ("day_year", "2027")]);
    // The session ended meanwhile: a new login.
    let office = secretariat(&register).await;
    office
        .post(page, "/api/behandeling/criteria/stap", &fields)
        .await;
    elect(&register, register.person(MILA).await).await;
    let mila = Visitor::teacher(&register, MILA).await;
    assert!(mila.page(page).await.contains("Wat stem je?"));
    let goal = mila
        .post(
            page,
            "/api/mijn/criteria/stem",
            &[("version", "2028-1"), ("choice", "voor")],
        )
        .await;
    assert!(goal.contains("melding=stem"), "{goal}");
    let html = mila.page(page).await;
    assert!(html.contains("Verander je stem"));
    let outsider = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    assert!(!outsider.page(page).await.contains("Wat stem je?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_what_teachers_said_can_be_read_page_by_page_without_scripts() {
    let (register, mila) = begun().await;
    take(&register, "raadpleging", "21-12-2026")
        .await
        .expect("consultation");
    // As many of one teacher are refused: this is what a whole profession says.
    sqlx::query(
        "insert into criteria_reaction (id, version_id, person_id, text, given_at)
         select gen_random_uuid(), v.id, $1, 'Reactie ' || nr || ' van velen.',
                $2::timestamptz + nr * interval '1 second'
         from criteria_version v, generate_series(1, 611) nr
         where v.version = '2028-1'",
    )
    .bind(mila.person().0)
    .bind(register.now().to_sqlx())
    .execute(register.pool())
    .await
    .expect("611 reactions");
    let everyone = Visitor::teacher(&register, SOMEBODY_ELSE).await;
    let mut seen = Vec::new();
    for page in 1..=13 {
        let html = everyone
            .page(&format!("/criteria/2028-1?pagina={page}"))
            .await;
        assert!(html.contains("611 reacties"), "{page}");
        let next = format!("/criteria/2028-1?pagina={}#reacties", page + 1);
        assert_eq!(html.contains(&next), page < 13, "{page}");
        seen.extend((1..=611).filter(|nr| html.contains(&format!("Reactie {nr} van velen."))));
    }
    let newest_first: Vec<i32> = seen.chunks(50).rev().flatten().copied().collect();
    assert_eq!(newest_first, (1..=611).collect::<Vec<i32>>());
    let beyond = everyone.page("/criteria/2028-1?pagina=99").await;
    assert!(beyond.contains("Reactie 1 van velen."), "the last page");
    let first = everyone.page("/criteria/2028-1?pagina=eerste").await;
    assert!(first.contains("Reactie 611 van velen."), "the first page");
}
