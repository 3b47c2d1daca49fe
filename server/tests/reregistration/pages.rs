//! The page as a browser without scripts gets it.

use super::{MILA, add, confirmed, days_pass, standing};
use crate::support::{Register, Visitor};
use app::teacher::portfolio::{Filter, desk::PortfolioDesk};
use shared::criteria::{CriteriaSet, EXAMPLE};

const PAGE: &str = "/mijn/herregistratie";
const SAVE: &str = "/api/mijn/onderbreking";

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_the_rules_the_pace_the_forecast_and_by_what_it_can_be_made_again() {
    let (register, teacher) = confirmed().await;
    days_pass(&register, 460);
    add(
        &register,
        &teacher,
        ["1", "2", "2027"],
        "24",
        "vakinhoudelijk",
    )
    .await;
    add(&register, &teacher, ["1", "9", "2027"], "16", "pedagogisch").await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor.page(PAGE).await;
    let evaluation = standing(&register, &teacher).await.inputs.evaluate();
    for shown in [
        &format!(
            "Tot en met 22 november 2030 laat je zien dat je je vak bijhoudt. Je hebt 160 uur nodig. {EXAMPLE}"
        ),
        "van 160",
        "Op schema is nu",
        "Als je zo doorgaat",
        "Verwachting",
        "160 uur nodig",
        "Nog 120 uur",
        "Hoe komen we aan de laatste dag?",
        "Versie 2018-1",
        "vrijwillige register",
        &evaluation.set_hash.to_string(),
        &evaluation.inputs_hash.to_string(),
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_course_would_do_is_told_by_the_address_and_what_is_wrong_at_its_field() {
    let (register, _) = confirmed().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let asked = "hours=40&category=vakinhoudelijk&from_day=1&from_month=3&from_year=2027";
    let page = visitor.page(&format!("{PAGE}?{asked}")).await;
    for shown in [
        "Dit doen 40 uur op 1 maart 2027",
        "Van 0 uur naar 40 uur. Daarmee voldoe je.",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    let wrong = "hours=veel&category=&from_day=31&from_month=2&from_year=2027";
    let page = visitor.page(&format!("{PAGE}?{wrong}")).await;
    for shown in [
        "Vul een aantal uren in",
        "Vul een datum in die bestaat",
        "value=\"veel\"",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interruption_is_entered_and_what_was_typed_comes_back_when_it_is_wrong() {
    let (register, _) = confirmed().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let number = uuid::Uuid::now_v7().to_string();
    let mut fields = vec![
        ("number", number.as_str()),
        ("kind", "zorgverlof"),
        ("begins_day", "1"),
        ("begins_month", "2"),
        ("begins_year", "2027"),
        ("ends_day", "31"),
        ("ends_month", "2"),
        ("ends_year", "2027"),
    ];
    let goal = visitor.post(PAGE, SAVE, &fields).await;
    assert!(
        goal.starts_with("/mijn/herregistratie?formulier="),
        "{goal}"
    );
    let page = visitor.page(&goal).await;
    assert!(page.contains("Fout: Herregistratie"));
    assert!(page.contains("Vul de laatste dag in"));
    assert!(page.contains("ends-fout"), "at the field");
    fields[5] = ("ends_day", "31");
    fields[6] = ("ends_month", "3");
    let goal = visitor.post(PAGE, SAVE, &fields).await;
    assert_eq!(goal, "/mijn/herregistratie?melding=onderbreking");
    let page = visitor.page(&goal).await;
    for shown in [
        "Je onderbreking is opgeslagen",
        "59 dagen erbij",
        "20 januari 2031",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_saved_an_activity_reads_what_it_does_for_each_rule() {
    let (register, teacher) = confirmed().await;
    add(
        &register,
        &teacher,
        ["23", "11", "2026"],
        "8",
        "pedagogisch",
    )
    .await;
    let portfolio = register
        .desk
        .portfolio(&teacher, &Filter::default())
        .await
        .expect("portfolio");
    let id = portfolio.found[0].id;
    let visitor = Visitor::teacher(&register, MILA).await;
    let saved = format!("/mijn/portfolio/activiteit/{id}?melding=opgeslagen");
    let page = visitor.page(&saved).await;
    let form = visitor
        .page(&format!("/mijn/portfolio/activiteit/{id}/wijzigen"))
        .await;
    for (page, words) in [
        (&page, "Je activiteit is opgeslagen"),
        (&page, "Wat dit bijdraagt aan je herregistratie"),
        (&page, "Van 0 uur naar 8 uur."),
        (&form, "Dit doen 8 uur op 23 november 2026"),
    ] {
        assert!(page.contains(words), "{words} is not shown");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_term_or_no_activity_reads_why_and_what_to_do() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor.page(PAGE).await;
    assert!(page.contains("Je periode is nog niet begonnen"));
    assert!(page.contains(&format!("Dat heet herregistratie. {EXAMPLE}")));
    assert!(page.contains("Versie 2018-1"));
    let (register, _) = confirmed().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor.page(PAGE).await;
    assert!(page.contains("Je hebt nog geen activiteiten in deze periode"));
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_can_read_every_version_and_what_differs() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let list = visitor.page("/criteria").await;
    for set in CriteriaSet::all() {
        assert!(
            list.contains(&set.version),
            "{} is not in the list",
            set.version
        );
        let page = visitor.page(&format!("/criteria/{}", set.version)).await;
        assert!(page.contains(&set.hash().to_string()), "{}", set.version);
    }
    let page = visitor.page("/criteria/2022-1").await;
    assert!(page.contains("Verschillen met versie 2018-1"));
    assert!(page.contains("Je geeft een collega minstens 1 keer feedback"));
}
