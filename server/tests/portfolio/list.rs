//! The list: adding from it, repeating, and finding in it.

use super::{MILA, add, form};
use crate::support::{Register, Visitor};
use app::{
    actor::Teacher,
    teacher::portfolio::{Filter, Portfolio, desk::PortfolioDesk},
};
use shared::portfolio::{ActivityForm, Quarters};

async fn ask(
    register: &Register,
    teacher: &Teacher,
    change: impl FnOnce(&mut Filter),
) -> Portfolio {
    let mut filter = Filter::default();
    change(&mut filter);
    register
        .desk
        .portfolio(teacher, &filter)
        .await
        .expect("portfolio")
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_three_fields_on_the_list_add_an_activity() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor.page("/mijn/portfolio").await;
    let number = page
        .split_once("name=\"nieuw\" value=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .expect("a number")
        .0
        .to_owned();
    let action = "/api/mijn/activiteit/toevoegen";
    let mut fields = vec![
        ("nieuw", number.as_str()),
        ("title", "Intervisie"),
        ("from_day", "12"),
        ("from_month", "10"),
        ("from_year", "2026"),
        ("hours", "zes"),
    ];
    let goal = visitor.post("/mijn/portfolio", action, &fields).await;
    assert!(goal.starts_with("/mijn/portfolio?formulier="), "{goal}");
    let page = visitor.page(&goal).await;
    for shown in [
        "Vul een aantal uren in",
        "value=\"Intervisie\"",
        "value=\"zes\"",
        number.as_str(),
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    fields[5].1 = "6";
    for _ in 0..2 {
        let goal = visitor.post("/mijn/portfolio", action, &fields).await;
        assert_eq!(goal, format!("/mijn/portfolio?toegevoegd={number}"));
    }
    let page = visitor
        .page(&format!("/mijn/portfolio?toegevoegd={number}"))
        .await;
    for shown in [
        "‘Intervisie’ staat in je portfolio",
        "1 activiteit, samen 6 uur",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    assert_eq!(
        register.count("activity").await,
        1,
        "sending twice adds one"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_is_done_again_today_without_what_was_learned_then() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let earlier = ActivityForm {
        category: "pedagogisch".to_owned(),
        provider: "Hogeschool Merenwijk".to_owned(),
        reflection: "Van toen".to_owned(),
        subjects: vec!["BIOLOGIE".to_owned()],
        ..form("Intervisie", "4")
    };
    let id = add(&register, &teacher, &earlier).await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor
        .page(&format!("/mijn/portfolio/activiteit/nieuw?zoals={id}"))
        .await;
    for shown in [
        "value=\"Intervisie\"",
        "value=\"Hogeschool Merenwijk\"",
        "value=\"23\"",
        "value=\"11\"",
        "value=\"BIOLOGIE\" checked",
    ] {
        assert!(page.contains(shown), "{shown} is not in the form");
    }
    assert!(!page.contains("Van toen"));
    assert!(
        !page.contains(&format!("value=\"{id}\"")),
        "it is a new one"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_and_the_timeline_are_narrowed_down_by_the_address_with_honest_counts() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let pedagogy = ActivityForm {
        category: "pedagogisch".to_owned(),
        kind: "cursus".to_owned(),
        subjects: vec!["NEDERLANDS".to_owned()],
        ..form("Cursus", "6")
    };
    let old = ActivityForm {
        from_year: "2024".to_owned(),
        ..form("Symposium", "4")
    };
    for form in [pedagogy, old, form("Leesclub", "2")] {
        add(&register, &teacher, &form).await;
    }
    let of = ask(&register, &teacher, |filter| {
        filter.onderwerp = "nog-te-kiezen".to_owned();
    })
    .await;
    assert_eq!(
        (of.found_count, of.count, of.found_hours),
        (2, 3, Quarters::hours(6))
    );
    assert_eq!(
        of.school_years,
        [(2026, Quarters::hours(2)), (2024, Quarters::hours(4))]
    );
    assert_eq!(of.years, [2026, 2024]);
    assert_eq!(of.subjects, ["NEDERLANDS"]);

    let visitor = Visitor::teacher(&register, MILA).await;
    for page in ["/mijn/portfolio", "/mijn/portfolio/tijdlijn"] {
        let html = visitor
            .page(&format!(
                "{page}?soort=cursus&vak=NEDERLANDS&jaar=2026&bewijs=zonder"
            ))
            .await;
        assert!(
            html.contains("1 van de 3 activiteiten, samen 6 uur"),
            "{page}"
        );
        assert!(!html.contains("Symposium"), "{page}");
        let html = visitor.page(&format!("{page}?bewijs=met")).await;
        assert!(html.contains("0 van de 3 activiteiten"), "{page}");
        assert!(html.contains("Geen activiteiten gevonden"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_activities_are_listed_page_by_page_from_the_index() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "with a as (
             insert into activity (id, person_id)
             select gen_random_uuid(), case when n <= 2000 then '{mila}'::uuid else '{other}'::uuid end
             from generate_series(1, 20000) n
             returning id
         )
         insert into activity_version (activity_id, recorded, title, starts_on, quarters, reflection)
         select id, tstzrange(now(), null), 'Intervisie ' || row_number() over (),
                date '2022-01-01' + (row_number() over ())::int % 1700, 4, repeat('Veel geleerd. ', 50)
         from a;
         analyze activity, activity_version",
        mila = teacher.person(),
        other = register.person(super::SOMEBODY_ELSE).await,
    )))
    .execute(register.pool())
    .await
    .expect("activities");
    let first = ask(&register, &teacher, |_| {}).await;
    assert_eq!(
        (first.count, first.found.len(), first.pages),
        (2000, 50, 40)
    );
    let last = ask(&register, &teacher, |filter| {
        filter.pagina = "40".to_owned();
    })
    .await;
    let just_added = &last.found[49];
    assert_eq!(first.added, None);
    let told = ask(&register, &teacher, |filter| {
        filter.q = "Niets met deze woorden".to_owned();
        filter.toegevoegd = just_added.id.to_string();
    })
    .await;
    assert_eq!(told.added.as_ref(), Some(just_added), "also of long ago");
    let page = format!("/mijn/portfolio?toegevoegd={}", just_added.id);
    let page = Visitor::teacher(&register, MILA).await.page(&page).await;
    let told = format!("‘{}’ staat in je portfolio", just_added.activity.title);
    assert!(page.contains(&told), "it is told on the first page");
    assert_eq!(last.found.len(), 50);
    assert!(last.found[49].activity.from < first.found[0].activity.from);
    let beyond = ask(&register, &teacher, |filter| {
        filter.pagina = "4000".to_owned();
    })
    .await;
    assert_eq!(beyond.page, 40);
}
