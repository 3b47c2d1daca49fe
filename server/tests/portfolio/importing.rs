//! Bringing an old portfolio along.

use super::{MILA, SOMEBODY_ELSE, form, save, titles};
use crate::support::{Mood, Register, Visitor, file, status};
use app::{
    actor::Teacher,
    teacher::portfolio::{
        Filter,
        desk::{PortfolioDesk, Target},
        import::{Advice, Brought, Pick, desk::ImportDesk},
    },
};
use jiff::SignedDuration;
use serde_json::json;
use server::{evidence::tend, jobs};
use shared::{
    Problem,
    portfolio::{ActivityForm, Category, Quarters},
};
use uuid::Uuid;

const OLD: &str = "\
bron;bron_id;titel;soort;van;ru;categorie;gevalideerd
registerleraar.nl;1;Poëzie in de klas;Cursus;2025-05-16;8;Vakinhoudelijk;ja
registerleraar.nl;2;Mentorentraining;Overige binnen de school;2025-10-04;12;Pedagogisch;nee
registerleraar.nl;3;Leesclub;Professionele zelfstudie;2025-11-01;10;Overig;nee
registerleraar.nl;4;;Cursus;2025-11-02;veel;Overig;nee
";

async fn bring(register: &Register, teacher: &Teacher, text: &str) -> Uuid {
    let file = file("oud.csv", text);
    register.desk.bring(teacher, file).await.expect("kept")
}

async fn brought(register: &Register, teacher: &Teacher, id: Uuid) -> Brought {
    register.desk.brought(teacher, id).await.expect("found")
}

fn advice(brought: &Brought) -> Vec<Advice> {
    brought.rows.iter().map(|row| row.advice).collect()
}

fn pick(row: usize, category: Option<Category>) -> Pick {
    Pick { row, category }
}

async fn take_over(
    register: &Register,
    teacher: &Teacher,
    id: Uuid,
    picks: &[Pick],
) -> Result<(), Problem> {
    register.system.clock.advance(SignedDuration::from_mins(1));
    register.desk.take_over(teacher, id, picks).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_is_taken_over_once_however_often_it_is_brought_along() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = bring(&register, &teacher, OLD).await;
    let seen = brought(&register, &teacher, id).await;
    assert_eq!(
        advice(&seen),
        [
            Advice::TakeOver,
            Advice::TakeOver,
            Advice::TakeOver,
            Advice::Wrong
        ]
    );
    assert!(
        titles(&register, &teacher, "").await.is_empty(),
        "nothing happens before one chooses"
    );

    assert_eq!(status(take_over(&register, &teacher, id, &[]).await), 422);
    let picks = [
        pick(1, Some(Category::SubjectContent)),
        pick(3, None),
        pick(4, None),
        pick(99, None),
    ];
    take_over(&register, &teacher, id, &picks)
        .await
        .expect("taken over");
    assert_eq!(
        titles(&register, &teacher, "").await,
        ["Leesclub", "Poëzie in de klas"]
    );
    let portfolio = register
        .desk
        .portfolio(&teacher, &words("poëzie"))
        .await
        .expect("portfolio");
    let poetry = &portfolio.found[0].activity;
    assert_eq!(poetry.hours, Quarters::hours(8));
    assert_eq!(
        poetry.split.get(Category::SubjectContent),
        Quarters::hours(8)
    );
    let portfolio = register
        .desk
        .portfolio(&teacher, &words("leesclub"))
        .await
        .expect("portfolio");
    assert_eq!(portfolio.found[0].activity.to_choose(), Quarters::hours(10));
    let validated: Vec<Option<bool>> =
        sqlx::query_scalar("select validated from activity_origin order by key")
            .fetch_all(register.pool())
            .await
            .expect("rows");
    assert_eq!(validated, [Some(true), Some(false)]);

    let again = bring(&register, &teacher, OLD).await;
    let seen = brought(&register, &teacher, again).await;
    assert!(matches!(seen.rows[0].advice, Advice::Here(_)));
    assert_eq!(seen.rows[1].advice, Advice::TakeOver);
    take_over(&register, &teacher, again, &picks)
        .await
        .expect("nothing new");
    assert_eq!(register.count("activity").await, 2);
    assert_eq!(
        register.audited("portfolio_imported").await,
        3,
        "twice brought, once taken over"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_undone_for_thirty_days_but_for_what_the_teacher_changed_since() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = bring(&register, &teacher, OLD).await;
    let picks = [pick(1, None), pick(2, None)];
    take_over(&register, &teacher, id, &picks)
        .await
        .expect("taken over");
    let portfolio = register
        .desk
        .portfolio(&teacher, &words("mentor"))
        .await
        .expect("portfolio");
    let mentor = &portfolio.found[0];
    let changed = ActivityForm {
        title: "Mentorentraining, deel 1".to_owned(),
        ..ActivityForm::from(&mentor.activity)
    };
    save(
        &register,
        &teacher,
        Target::Existing(mentor.id, 1),
        &changed,
        Vec::new(),
    )
    .await
    .expect("changed");
    register.desk.undo(&teacher, id).await.expect("undone");
    assert_eq!(
        titles(&register, &teacher, "").await,
        ["Mentorentraining, deel 1"]
    );
    assert_eq!(status(register.desk.undo(&teacher, id).await), 409);

    // What was undone can be taken over again: it is put back, and added to nothing.
    let seen = brought(&register, &teacher, id).await;
    assert_eq!(seen.rows[0].advice, Advice::Removed);
    take_over(&register, &teacher, id, &picks)
        .await
        .expect("put back");
    assert_eq!(register.count("activity").await, 2);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 31));
    assert_eq!(
        status(register.desk.undo(&teacher, id).await),
        409,
        "too long ago"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_got_evidence_since_stays_when_the_rest_is_undone() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let id = bring(&register, &teacher, OLD).await;
    take_over(&register, &teacher, id, &[pick(1, None), pick(2, None)])
        .await
        .expect("taken over");
    let portfolio = register
        .desk
        .portfolio(&teacher, &words("mentor"))
        .await
        .expect("portfolio");
    let mentor = &portfolio.found[0];
    let same = ActivityForm::from(&mentor.activity);
    let target = Target::Existing(mentor.id, 1);
    let files = vec![crate::support::file("bewijs.pdf", super::PDF)];
    save(&register, &teacher, target, &same, files)
        .await
        .expect("evidence");
    register.desk.undo(&teacher, id).await.expect("undone");
    let left = titles(&register, &teacher, "").await;
    assert_eq!(left, [mentor.activity.title.as_str()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_original_is_kept_for_ninety_days_and_then_destroyed_with_a_trace() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let other = register.teacher(SOMEBODY_ELSE).await;
    let id = bring(&register, &teacher, OLD).await;
    assert_eq!(status(register.desk.brought(&other, id).await), 404);
    assert_eq!(
        status(register.desk.take_over(&other, id, &[pick(1, None)]).await),
        404
    );
    assert_eq!(status(register.desk.undo(&other, id).await), 404);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 89));
    tend::tend(&register.system).await.expect("tended");
    brought(&register, &teacher, id).await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 2));
    tend::tend(&register.system).await.expect("tended");
    assert_eq!(status(register.desk.brought(&teacher, id).await), 404);
    let overview = register.desk.imports(&teacher).await.expect("overview");
    assert!(overview.earlier[0].destroyed);
    assert_eq!(register.audited("destroyed").await, 1);
    jobs::run_once(register.system.clone())
        .await
        .expect("the queue runs");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_register_is_asked_by_address_name_and_birth_date() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let ask = async |email: &str| register.desk.look_up(&teacher, email).await;
    assert_eq!(
        status(ask("mila@school.example").await),
        503,
        "the name is not known yet"
    );
    jobs::run_once(register.system.clone())
        .await
        .expect("the BRP was asked");
    register.stand_ins.add_portfolio(
        "mila@school.example",
        "Zandlicht",
        "1987-04-02",
        json!({ "formaat": "lerarenregister-portfolio", "versie": 1, "activiteiten": [
            { "bron": "registerleraar.nl", "bron_id": "A1", "titel": "Studiereis taalonderwijs",
              "soort": "conferentie", "van": "2024-04-01", "ru": 20, "categorie": "vakdidactisch",
              "gevalideerd": true }] }),
    );
    for wrong in ["", "mila", "mila@", "a b@c.nl"] {
        let refused = ask(wrong).await.expect_err("refused");
        assert!(
            refused
                .at("email")
                .is_some_and(|text| text.contains("e-mailadres")),
            "{wrong}"
        );
    }
    let refused = ask("iemand@school.example").await.expect_err("nobody");
    assert!(
        refused
            .at("email")
            .is_some_and(|text| text.contains("vonden geen portfolio"))
    );
    let id = ask("mila@school.example").await.expect("found");
    let seen = brought(&register, &teacher, id).await;
    assert_eq!(seen.import.name, "registerleraar.nl");
    let proposal = seen.rows[0].incoming.read.as_ref().expect("a good row");
    assert_eq!(proposal.activity.hours, Quarters::hours(20));
    register.stand_ins.set_mood(Mood::Failing);
    assert_eq!(status(ask("mila@school.example").await), 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_file_is_brought_chosen_from_and_undone() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    save(
        &register,
        &teacher,
        Target::New(super::fresh()),
        &form("Iets anders", "1"),
        Vec::new(),
    )
    .await
    .expect("saved");
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = "/mijn/portfolio/import";
    let action = "/api/mijn/portfolio/import/bestand";
    let refused = visitor
        .post_file(page, action, &[], &file("foto.jpg", *b"\xff\xd8\xff"))
        .await;
    let html = visitor.page(&refused).await;
    assert!(html.contains("ontbreekt: bron, bron_id"), "at the field");
    let goal = visitor
        .post_file(page, action, &[], &file("oud.csv", OLD))
        .await;
    let html = visitor.page(&goal).await;
    for shown in [
        "We vonden 4 activiteiten in oud.csv",
        "1 rij kunnen we niet overnemen",
        "uren: Vul een aantal uren in",
        "Soort: ‘Professionele zelfstudie’ wordt Zelfstudie",
        "Onderwerp: ‘Overig’ wordt nog te kiezen",
        "Gevalideerd in het oude register",
        "name=\"onderwerp[3]\"",
    ] {
        assert!(html.contains(shown), "{shown} is not shown");
    }
    let id = goal.rsplit('/').next().expect("a number").to_owned();
    let nothing = visitor
        .post(
            &goal,
            "/api/mijn/portfolio/import/overnemen",
            &[("id", &id)],
        )
        .await;
    assert!(
        visitor
            .page(&nothing)
            .await
            .contains("Kies minstens 1 activiteit")
    );
    let fields = [
        ("id", id.as_str()),
        ("kies[]", "1"),
        ("onderwerp[1]", "vakinhoudelijk"),
        ("onderwerp[2]", "pedagogisch"),
        ("kies[]", "3"),
        ("onderwerp[3]", "school"),
    ];
    let done = visitor
        .post(&goal, "/api/mijn/portfolio/import/overnemen", &fields)
        .await;
    let html = visitor.page(&done).await;
    assert!(html.contains("Wat je koos, staat in je portfolio"));
    assert!(html.contains("Je nam hieruit 2 activiteiten over"));
    let portfolio = register
        .desk
        .portfolio(&teacher, &words("leesclub"))
        .await
        .expect("portfolio");
    assert_eq!(
        portfolio.found[0].activity.split.get(Category::School),
        Quarters::hours(10)
    );
    register.system.clock.advance(SignedDuration::from_mins(1));
    let undone = visitor
        .post(&done, "/api/mijn/portfolio/import/ongedaan", &[("id", &id)])
        .await;
    assert!(
        visitor
            .page(&undone)
            .await
            .contains("Het overnemen is ongedaan gemaakt")
    );
    assert_eq!(titles(&register, &teacher, "").await, ["Iets anders"]);
    let html = visitor.page("/portfolio/formaat").await;
    assert!(html.contains("uren (of ru)"));
    let (_, schema) = visitor
        .get("/portfolio/formaat/1/portfolio.schema.json")
        .await;
    assert!(schema.contains("\"uren_pedagogisch\""));
}

/// What has these words in it.
fn words(q: &str) -> Filter {
    Filter {
        q: q.to_owned(),
        ..Filter::default()
    }
}
