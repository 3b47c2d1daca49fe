//! The pages as a browser without scripts gets them.

use super::{BACHELOR, MILA, VESTIBULE, appointments, only_appointment, save_dutch};
use crate::support::{Register, Visitor, deliver_file};
use app::teacher::{List, desk::TeacherDesk};
use jiff::SignedDuration;
use shared::{authority::Outcome, identifier::ClaimId};

#[tokio::test(flavor = "multi_thread")]
async fn a_subject_is_entered_without_javascript_and_the_page_shows_what_was_stored() {
    let (register, teacher) = Register::with_mila().await;
    register
        .stand_ins
        .add_diploma(MILA, None, BACHELOR, "hbo-bachelor", "2013-06-28");
    let browser = Visitor::teacher(&register, MILA).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let form = "/mijn/vakken/toevoegen";
    let appointment = appointment.to_string();
    let save = async |year: &str| {
        let fields = [
            ("claim", ""),
            ("appointment", appointment.as_str()),
            ("subject", "NEDERLANDS"),
            ("school_types[]", "vmbo"),
            ("school_types[]", "havo_vwo"),
            ("years[]", "lower"),
            ("years[]", "upper"),
            ("since_day", "1"),
            ("since_month", "8"),
            ("since_year", year),
        ];
        browser.post(form, "/api/mijn/vak", &fields).await
    };

    let back = save("20x4").await;
    assert!(
        back.starts_with("/mijn/vakken/toevoegen?formulier="),
        "{back}"
    );
    let html = browser.page(&back).await;
    assert!(
        html.contains("Fout: Welk vak geef je?") && html.contains("20x4"),
        "{html}"
    );
    assert!(html.contains("Vul een datum in die bestaat"), "{html}");

    let goal = save("2014").await;
    let (page, id) = goal.split_once("?vak=").expect("the outcome");
    assert_eq!(page, "/mijn/vakken/toevoegen/uitkomst");
    let claim: ClaimId = id.parse().expect("a number");
    let shown = browser.page(&goal).await;
    let stored = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .check;
    assert_eq!(stored.outcome, Outcome::ConfirmedInPart);
    for step in &stored.steps {
        assert!(
            shown.contains(&step.title) && shown.contains(&step.text),
            "{step:?}\n{shown}"
        );
    }
    let version = format!(
        "versie {}. Gecontroleerd op 23 november 2026",
        stored.table_version
    );
    assert!(shown.contains(&version), "{shown}");

    register.system.clock.advance(SignedDuration::from_mins(1));
    let check = format!("/mijn/vakken/toevoegen/controleren?vak={id}");
    assert!(browser.page(&check).await.contains("Klopt alles?"));
    let back = browser
        .post(&check, "/api/mijn/vak/vastleggen", &[("claim", id)])
        .await;
    assert!(
        browser.page(&back).await.contains("Zet een vinkje"),
        "{back}"
    );
    let done = browser
        .post(
            &check,
            "/api/mijn/vak/vastleggen",
            &[("claim", id), ("waar", "ja")],
        )
        .await;
    assert_eq!(done, format!("/mijn/vakken/{id}/klaar"));
    assert!(
        browser
            .page(&done)
            .await
            .contains("Nederlands is vastgelegd")
    );
    assert!(
        browser
            .page("/mijn/vakken")
            .await
            .contains("Past voor een deel")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_asks_to_confirm_and_says_so_when_the_school_was_faster() {
    let register = Register::new().await;
    deliver_file(&register, &[&[], &VESTIBULE]).await;
    let teacher = register.teacher(MILA).await;
    let browser = Visitor::teacher(&register, MILA).await;
    let overview = browser.page("/mijn").await;
    assert!(overview.contains("Klaargezet door je school"), "{overview}");
    assert!(overview.contains("Registervoorportaal") && overview.contains("van 160 uur"));
    assert!(browser.page("/mijn/voorportaal").await.contains("VO-33.4"));
    let seen = appointments(&register, &teacher).await;
    let seen = seen
        .iter()
        .find(|a| a.list == List::Register)
        .expect("an appointment");
    let (id, version) = (seen.id.to_string(), seen.version.to_string());
    let confirm = async |version: &str| {
        let fields = [("appointment", id.as_str()), ("version", version)];
        browser.post("/mijn", "/api/mijn/bevestigen", &fields).await
    };
    deliver_file(&register, &[&[("versie", "2"), ("functiecategorie", "10")]]).await;
    let back = confirm(&version).await;
    assert!(
        browser
            .page(&back)
            .await
            .contains("Je school heeft dit intussen gewijzigd"),
        "{back}"
    );
    assert_eq!(confirm("2").await, "/mijn");
    assert!(
        !browser
            .page("/mijn")
            .await
            .contains("Klaargezet door je school")
    );
}

/// The addresses at which facts of a page are reported.
fn reports(html: &str) -> Vec<String> {
    let links = html.split("href=\"").skip(1);
    links
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.contains("gegeven="))
        .map(|href| href.replace("&amp;", "&"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fact_leads_to_a_report_that_is_filled_in_and_says_who_answers() {
    let register = Register::new().await;
    deliver_file(&register, &[&[], &VESTIBULE]).await;
    register.run_jobs().await;
    let browser = Visitor::teacher(&register, MILA).await;
    let details = browser.page("/mijn/gegevens").await;
    let facts = details.matches("data-list__item-key").count();
    let reports = reports(&details);
    assert_eq!(reports.len(), facts, "a way at every fact: {details}");
    for code in ["register", "inschrijving", "uiterste-datum", "grondslag"] {
        let named = format!("gegeven={code}");
        assert!(reports.iter().any(|href| href.ends_with(&named)), "{code}");
    }
    for href in reports {
        let html = browser.page(&href).await;
        let code = href.rsplit('=').next().unwrap_or_default();
        if matches!(code, "naam" | "geboortedatum") {
            assert!(html.contains("Dit komt van je gemeente"), "{href}");
            continue;
        }
        assert_eq!(html.matches(" checked").count(), 1, "{href}: {html}");
        let by_register = matches!(
            code,
            "register" | "inschrijving" | "uiterste-datum" | "registratienummer"
        );
        assert_eq!(
            html.contains("Wij nemen een besluit"),
            by_register,
            "{href}"
        );
        assert_eq!(
            html.contains("Je school krijgt een taak"),
            !by_register,
            "{href}"
        );
        if code != "anders" {
            assert!(html.contains("Er staat nu: "), "{href}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_record_shows_itself_and_never_a_bsn() {
    let (register, teacher) = Register::with_mila().await;
    register
        .stand_ins
        .add_person(MILA, "Mila", "", "Zandlicht", "1987-04-02");
    register.run_jobs().await;
    let claim = save_dutch(&register, &teacher).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let browser = Visitor::teacher(&register, MILA).await;
    let bewijs = format!("/mijn/vakken/toevoegen/bewijs?vak={claim}");
    let correctie = format!("/mijn/gegevens/correctie?benoeming={appointment}");
    for (path, words) in [
        ("/mijn", "Dag Mila, hier sta je"),
        (
            "/mijn/voorportaal",
            "Je staat niet in het registervoorportaal",
        ),
        ("/mijn/gegevens", "Uit de Basisregistratie Personen"),
        (correctie.as_str(), "Om welke benoeming gaat het?"),
        ("/mijn/vakken/toevoegen", "Welk vak geef je?"),
        (bewijs.as_str(), "Stuur een bewijs mee"),
        ("/mijn/berichten", "Nog geen berichten"),
        ("/mijn/herregistratie", "Je periode is nog niet begonnen"),
    ] {
        let html = browser.page(path).await;
        assert!(html.contains(words), "{path} does not say {words}: {html}");
        assert!(!html.contains(MILA), "{path} shows the BSN");
    }
}
