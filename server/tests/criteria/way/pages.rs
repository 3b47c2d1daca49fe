//! The same on the pages, without JavaScript.

use super::{begun, take};
use crate::criteria::{MILA, SOMEBODY_ELSE, days_pass, secretariat};
use crate::support::{Visitor, elect};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

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
