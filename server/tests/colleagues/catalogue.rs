//! The catalogue: from what a provider writes to what stands in a portfolio.

use super::{ANNA, MILA, two_colleagues};
use crate::support::{Register, Visitor, provider, status};
use app::{
    actor::{FromActor, Provider, Validator},
    catalogue::{AddForm, desk::CatalogueDesk},
    provider::{AttendanceForm, desk::ProviderDesk},
    staff::catalogue::{JudgementForm, desk::ValidationDesk},
    teacher::portfolio::{Filter, desk::PortfolioDesk},
};
use jiff::SignedDuration;
use server::session::store;
use shared::{
    catalogue::{OfferingForm, OfferingState},
    portfolio::{Category, Quarters},
};
use uuid::Uuid;

async fn merenwijk(register: &Register) -> Provider {
    Provider::from_actor(provider(register).await).expect("a provider")
}

fn validator() -> Validator {
    let actor = store::vouch_for_staff("st-0003".to_owned(), vec!["commissielid".to_owned()]);
    Validator::from_actor(actor).expect("a validator")
}

fn course(title: &str) -> OfferingForm {
    OfferingForm {
        title: title.to_owned(),
        kind: "cursus".to_owned(),
        category: "vakdidactisch".to_owned(),
        hours: "12".to_owned(),
        about: "Drie middagen over vragen stellen, door een lerarenopleider.".to_owned(),
    }
}

fn all_met() -> JudgementForm {
    JudgementForm {
        met: ["K1", "K2", "K3", "K4"].map(str::to_owned).to_vec(),
        reason: String::new(),
    }
}

fn on_10_november(hours: &str) -> AddForm {
    AddForm {
        from_day: "10".to_owned(),
        from_month: "11".to_owned(),
        from_year: "2026".to_owned(),
        hours: hours.to_owned(),
        ..AddForm::default()
    }
}

/// An offering that is in the catalogue.
async fn in_catalogue(register: &Register, title: &str) -> Uuid {
    let provider = merenwijk(register).await;
    let id = Uuid::now_v7();
    let desk = &register.desk;
    desk.save_offering(&provider, id, &course(title))
        .await
        .expect("saved");
    desk.offer(&provider, id).await.expect("offered");
    desk.judge_offering(&validator(), id, &all_met())
        .await
        .expect("validated");
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_meets_every_quality_rule_comes_in_the_catalogue() {
    let register = Register::new().await;
    let provider = merenwijk(&register).await;
    let desk = &register.desk;
    let id = Uuid::now_v7();
    let empty = desk
        .save_offering(&provider, id, &OfferingForm::default())
        .await;
    assert_eq!(empty.expect_err("refused").errors.len(), 5);
    desk.save_offering(&provider, id, &course("Vragen stellen"))
        .await
        .expect("saved");
    assert_eq!(
        status(desk.judge_offering(&validator(), id, &all_met()).await),
        409
    );
    desk.offer(&provider, id).await.expect("offered");
    assert!(
        desk.catalogue("", 1)
            .await
            .expect("catalogue")
            .rows
            .is_empty()
    );
    let waiting = desk.validation(&validator()).await.expect("waiting");
    assert_eq!((waiting.offered.total, waiting.rules.len()), (1, 4));

    let mut lacking = JudgementForm {
        met: vec!["K1".to_owned()],
        reason: String::new(),
    };
    let refused = desk.judge_offering(&validator(), id, &lacking).await;
    assert_eq!(refused.expect_err("why?").errors[0].field, "reason");
    lacking.reason = "Wie geeft dit?".to_owned();
    desk.judge_offering(&validator(), id, &lacking)
        .await
        .expect("refused");
    let own = desk.own_offering(&provider, Some(id)).await.expect("own");
    let own = own.offered.expect("there");
    assert_eq!(own.state, OfferingState::Refused);
    assert_eq!(own.reason.as_deref(), Some("Wie geeft dit?"));

    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.save_offering(&provider, id, &course("Vragen stellen"))
        .await
        .expect("changed");
    desk.offer(&provider, id).await.expect("offered");
    desk.judge_offering(&validator(), id, &all_met())
        .await
        .expect("validated");
    let found = desk.catalogue("MIDDAGEN", 1).await.expect("catalogue").rows;
    assert_eq!(found[0].provider, "Hogeschool Merenwijk");
    assert!(
        desk.catalogue("zwemmen", 1)
            .await
            .expect("catalogue")
            .rows
            .is_empty()
    );
    let changed = desk.save_offering(&provider, id, &course("Anders")).await;
    assert_eq!(status(changed), 409, "validated as it is");
    let versions: Vec<String> =
        sqlx::query_scalar("select distinct rules_version from offering_judgement")
            .fetch_all(register.pool())
            .await
            .expect("judgements");
    assert_eq!(versions, ["2026-1"]);

    desk.withdraw_offering(&provider, id)
        .await
        .expect("withdrawn");
    assert_eq!(status(desk.offering(None, id).await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_puts_an_offering_in_the_portfolio_filled_in() {
    let (register, mila, _) = two_colleagues().await;
    let id = in_catalogue(&register, "Vragen stellen").await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor.page(&format!("/aanbod/{id}")).await;
    let add = format!("/mijn/portfolio/aanbod/{id}");
    assert!(page.contains(&add), "the first click");
    let page = visitor.page(&add).await;
    assert!(page.contains("value=\"12\""), "the hours are there already");
    let number = id.to_string();
    let fields = [
        ("id", number.as_str()),
        ("from_day", "10"),
        ("from_month", "11"),
        ("from_year", "2026"),
        ("hours", "12"),
    ];
    let goal = visitor
        .post(&add, "/api/mijn/aanbod/toevoegen", &fields)
        .await;
    assert!(goal.ends_with("?melding=opgeslagen"), "the second: {goal}");
    let portfolio = register
        .desk
        .portfolio(&mila, &Filter::default())
        .await
        .expect("portfolio");
    let activity = &portfolio.found[0].activity;
    assert_eq!(activity.title, "Vragen stellen");
    assert_eq!(activity.provider.as_deref(), Some("Hogeschool Merenwijk"));
    assert_eq!(
        activity.split.get(Category::SubjectDidactics),
        Quarters::hours(12)
    );
    assert_eq!(
        register
            .count("activity_origin where source = 'catalogus'")
            .await,
        1
    );

    let wrong = register
        .desk
        .add_offering(&mila, id, &on_10_november("nul"))
        .await;
    assert_eq!(wrong.expect_err("refused").errors[0].field, "hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_twice_adds_one_activity() {
    let (register, mila, anna) = two_colleagues().await;
    let id = in_catalogue(&register, "Vragen stellen").await;
    let desk = &register.desk;
    let detail = desk.offering(Some(&mila), id).await.expect("detail");
    let form = AddForm {
        nieuw: detail.fresh.to_string(),
        ..on_10_november("12")
    };
    let (one, two) = tokio::join!(
        desk.add_offering(&mila, id, &form),
        desk.add_offering(&mila, id, &form)
    );
    assert_eq!((one, two), (Ok(detail.fresh), Ok(detail.fresh)));
    assert_eq!(register.count("activity_origin").await, 1);
    assert_eq!(status(desk.add_offering(&anna, id, &form).await), 404);
    let page = format!("/mijn/portfolio/aanbod/{id}");
    let page = Visitor::teacher(&register, MILA).await.page(&page).await;
    assert!(page.contains("name=\"nieuw\""), "the form has a number");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_it_says_once_how_it_was_and_what_is_reported_is_looked_at() {
    let (register, mila, anna) = two_colleagues().await;
    let id = in_catalogue(&register, "Vragen stellen").await;
    let desk = &register.desk;
    assert_eq!(
        status(desk.review(&mila, id, "Fijn").await),
        409,
        "she did not do it"
    );
    let form = on_10_november("12");
    desk.add_offering(&mila, id, &form).await.expect("added");
    assert_eq!(status(desk.review(&mila, id, " ").await), 422);
    desk.review(&mila, id, "Ik vraag nu anders door.")
        .await
        .expect("said");
    assert_eq!(status(desk.review(&mila, id, "Nog eens").await), 409);
    let detail = desk.offering(None, id).await.expect("detail");
    assert_eq!(detail.reviews[0].words, "Ik vraag nu anders door.");
    assert!(!detail.is_teacher);
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor.page(&format!("/aanbod/{id}")).await;
    assert!(
        page.contains("Een leraar, 23 november 2026"),
        "without a name"
    );

    let review = detail.reviews[0].id;
    assert_eq!(
        status(desk.judge_review(&validator(), review, true).await),
        404
    );
    desk.report_review(&anna, review).await.expect("reported");
    let reported = desk
        .validation(&validator())
        .await
        .expect("waiting")
        .reported;
    assert_eq!(reported.len(), 1);
    desk.judge_review(&validator(), review, true)
        .await
        .expect("hidden");
    assert!(
        desk.offering(None, id)
            .await
            .expect("detail")
            .reviews
            .is_empty()
    );
    assert!(
        desk.validation(&validator())
            .await
            .expect("done")
            .reported
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn attendance_is_in_the_portfolio_once_the_teacher_says_so() {
    let (register, mila, anna) = two_colleagues().await;
    let id = in_catalogue(&register, "Vragen stellen").await;
    let provider = merenwijk(&register).await;
    let desk = &register.desk;
    let number = async |teacher: &app::actor::Teacher| -> String {
        sqlx::query_scalar("select teacher_number from person where id = $1")
            .bind(teacher.person().0)
            .fetch_one(register.pool())
            .await
            .expect("a number")
    };
    let attended = |number: &str| AttendanceForm {
        number: number.to_owned(),
        held_day: "23".to_owned(),
        held_month: "11".to_owned(),
        held_year: "2026".to_owned(),
    };
    let bsn = desk
        .confirm_attendance(&provider, id, &attended(MILA))
        .await;
    assert_eq!(bsn.expect_err("no BSN").errors[0].field, "number");
    desk.confirm_attendance(&provider, id, &attended("99999999"))
        .await
        .expect("of nobody, which is not told");
    assert_eq!(register.count("attendance").await, 0);

    let before = AttendanceForm {
        held_day: "22".to_owned(),
        ..attended("99999999")
    };
    let before = desk.confirm_attendance(&provider, id, &before).await;
    let before = before.expect_err("it was not in the catalogue yet");
    assert_eq!(before.errors[0].field, "held");

    let milas = attended(&number(&mila).await);
    for _ in 0..2 {
        desk.confirm_attendance(&provider, id, &milas)
            .await
            .expect("told");
    }
    let annas = attended(&number(&anna).await);
    desk.confirm_attendance(&provider, id, &annas)
        .await
        .expect("told");
    let waiting = desk.attendances(&mila).await.expect("waiting");
    assert_eq!(waiting.len(), 1, "told twice is once");
    assert_eq!(waiting[0].same, None);
    assert_eq!(
        desk.portfolio(&mila, &Filter::default())
            .await
            .expect("portfolio")
            .count,
        0
    );
    let theirs = desk.answer_attendance(&anna, waiting[0].id, true).await;
    assert_eq!(status(theirs), 404);
    let added = desk.answer_attendance(&mila, waiting[0].id, true).await;
    let added = added.expect("answered").expect("added");
    let detail = desk.activity(&mila, added).await.expect("hers");
    assert_eq!(detail.activity.hours, Quarters::hours(12));
    assert_eq!(
        register
            .count("activity_origin where source = 'aanbieder_koppeling'")
            .await,
        1
    );
    let again = desk.answer_attendance(&mila, waiting[0].id, true).await;
    assert_eq!(status(again), 409);

    // What she put there herself already is told before she puts it there once more.
    let form = on_10_november("12");
    desk.add_offering(&anna, id, &form).await.expect("added");
    let waiting = desk.attendances(&anna).await.expect("waiting");
    let portfolio = desk.portfolio(&anna, &Filter::default()).await;
    let own = portfolio.expect("portfolio").found.remove(0);
    assert_eq!(waiting[0].same, Some((own.id, own.activity.from)));
    let visitor = Visitor::teacher(&register, ANNA).await;
    let page = visitor.page("/mijn/portfolio/aanbod").await;
    assert!(
        page.contains("je activiteit van 10 november 2026"),
        "{page}"
    );
    assert!(page.contains("Niet nog een keer"), "{page}");
    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.remove_activity(&anna, own.id).await.expect("removed");
    let waiting = desk.attendances(&anna).await.expect("waiting");
    assert_eq!(waiting[0].same, None, "what was removed is not there");
    let no = desk.answer_attendance(&anna, waiting[0].id, false).await;
    assert_eq!(no.expect("answered"), None);
    assert_eq!(
        desk.portfolio(&anna, &Filter::default())
            .await
            .expect("portfolio")
            .count,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_another_provider_is_not_there_and_a_board_is_no_provider() {
    let register = Register::new().await;
    let id = in_catalogue(&register, "Vragen stellen").await;
    let desk = &register.desk;
    let admit = async |kvk: &str| desk.admit_provider(&validator(), "De Brug", kvk).await;
    assert_eq!(
        status(admit("90001234").await),
        422,
        "the number of a board"
    );
    assert_eq!(status(admit("123").await), 422);
    admit("90009002").await.expect("admitted");
    let other: Uuid = sqlx::query_scalar("select id from provider where kvk = '90009002'")
        .fetch_one(register.pool())
        .await
        .expect("the other");
    let actor = store::vouch_for_provider(shared::identifier::ProviderId(other), "b".to_owned());
    let other = Provider::from_actor(actor.clone()).expect("a provider");
    assert_eq!(status(desk.own_offering(&other, Some(id)).await), 404);
    assert_eq!(status(desk.withdraw_offering(&other, id).await), 404);
    assert!(
        desk.own_offerings(&other, 1)
            .await
            .expect("own")
            .rows
            .is_empty()
    );

    let visitor = Visitor::with(&register, actor).await;
    assert!(
        visitor
            .page("/aanbieders")
            .await
            .contains("Je biedt nog niets aan")
    );
    assert!(
        visitor
            .page("/aanbieders/aanbod/nieuw")
            .await
            .contains("Inhoud en opzet")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_offered_is_found_page_by_page() {
    let register = Register::new().await;
    in_catalogue(&register, "Vragen stellen 000").await;
    sqlx::query(
        "insert into offering (id, provider_id, state, title, kind, category, quarters, about,
                               changed_at)
         select gen_random_uuid(), provider_id, state, 'Vragen stellen ' || lpad(nr::text, 3, '0'),
                kind, category, quarters, about, changed_at
         from offering, generate_series(1, 220) nr",
    )
    .execute(register.pool())
    .await
    .expect("more of it");
    let mut titles = Vec::new();
    for page in 1..=5 {
        let found = register.desk.catalogue("vragen", page).await;
        let found = found.expect("catalogue");
        assert_eq!((found.total, found.page, found.pages), (221, page, 5));
        titles.extend(found.rows.into_iter().map(|one| one.offering.title));
    }
    let all: Vec<String> = (0..=220)
        .map(|nr| format!("Vragen stellen {nr:03}"))
        .collect();
    assert_eq!(titles, all);
    let visitor = Visitor::teacher(&register, MILA).await;
    let html = visitor.page("/aanbod?q=vragen&pagina=5").await;
    assert!(html.contains("Vragen stellen 220"));
    assert!(html.contains("/aanbod?q=vragen&amp;pagina=4"));
    let own = merenwijk(&register).await;
    let own = register.desk.own_offerings(&own, 5).await.expect("own");
    assert_eq!((own.total, own.rows.len()), (221, 21));
}
