//! The pages as a browser without scripts gets them.

use super::{BOARD, MILA, OLDER, Place, of_older, other_subject};
use crate::support::Visitor;

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
    let explained = html.matches("Hoe komen we aan deze datum?").count();
    assert_eq!(explained, 2, "the way, and the appointment");
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
    assert!(html.contains("Wat je zelf invulde, ziet niemand anders nog."));
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
