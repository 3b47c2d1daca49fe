//! What is found, narrowed down and counted.

use super::{another, confirm, names, search, with_teacher};
use app::teacher::List;
use app::teacher::desk::TeacherDesk;
use app::{public::SearchQuery, teacher::ClaimTarget};
use jiff::SignedDuration;
use shared::authority::ClaimForm;

#[tokio::test(flavor = "multi_thread")]
async fn results_are_narrowed_down_by_place_and_subject_with_counts() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    another(
        &register,
        "999990020",
        ("Joris", "", "Zandrecht"),
        &[("vestigingscode", "99QA01")],
    )
    .await;
    let teacher = register.teacher("999990020").await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    let claim = ClaimForm {
        appointment: overview.appointments[0].id.to_string(),
        subject: "Nederlands".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned()],
        since_day: "1".to_owned(),
        since_month: "11".to_owned(),
        since_year: "2026".to_owned(),
    };
    let desk = &register.desk;
    let claim = desk
        .save_claim(&teacher, ClaimTarget::New(None), &claim)
        .await
        .expect("saved");
    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.record_claim(&teacher, claim, true)
        .await
        .expect("recorded");

    let zand = SearchQuery {
        q: "zand".to_owned(),
        ..SearchQuery::default()
    };
    let all = search(&register, zand.clone()).await;
    assert_eq!(all.total, 2);
    let places: Vec<(String, Option<u32>)> = all
        .narrowed
        .places
        .iter()
        .map(|place| (place.name.clone(), place.count))
        .collect();
    assert_eq!(
        places,
        [
            ("Oosterhaven".to_owned(), Some(1)),
            ("Zuiderveen".to_owned(), Some(1))
        ]
    );
    let [dutch] = &all.narrowed.subjects[..] else {
        panic!("{all:?}")
    };
    assert_eq!((dutch.name.as_str(), dutch.count), ("Nederlands", Some(1)));

    let narrowed = search(
        &register,
        SearchQuery {
            vak: dutch.value.clone(),
            ..zand.clone()
        },
    )
    .await;
    assert!(narrowed.narrowed.subjects[0].is_chosen);
    let other = narrowed
        .narrowed
        .places
        .iter()
        .find(|place| place.name == "Zuiderveen");
    assert_eq!(
        other.and_then(|place| place.count),
        Some(0),
        "it leaves nobody"
    );
    assert_eq!(names(narrowed), ["Joris Zandrecht"]);
    let place = SearchQuery {
        plaats: "Zuiderveen,Noorderveen".to_owned(),
        ..zand.clone()
    };
    assert_eq!(
        names(search(&register, place).await),
        ["Chloë van der Zandlicht"]
    );
    let sector = SearchQuery {
        sector: "po".to_owned(),
        ..zand
    };
    assert!(names(search(&register, sector).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_too_many_only_the_first_are_shown() {
    let register = with_teacher(&[]).await;
    confirm(&register, List::Register).await;
    sqlx::query(
        "insert into person (id, teacher_number, created_at)
         select gen_random_uuid(), (20000000 + n)::text, now() from generate_series(1, 250) n",
    )
    .execute(register.pool())
    .await
    .expect("people");
    sqlx::query(
        "insert into appointment (id, board_number, number, person_id)
         select gen_random_uuid(), '41234', teacher_number, id from person where teacher_number like '2%'
         on conflict do nothing",
    )
    .execute(register.pool())
    .await
    .expect("appointments");
    sqlx::query(
        "insert into public_listing
         select a.id, a.person_id, a.number, 'Mila Zandveen', ' zandveen ' || a.number, ' mila zandveen ',
                '[2026-01-01,)', 'vo', '99QA', 'SG De Wending', 'Zuiderveen', ' mila zandveen sg de wending zuiderveen ', '{}', now()
         from appointment a where a.number like '20000%'",
    )
    .execute(register.pool())
    .await
    .expect("listed");
    let page = search(
        &register,
        SearchQuery {
            q: "zandveen".to_owned(),
            ..SearchQuery::default()
        },
    )
    .await;
    assert!(page.is_more);
    assert_eq!((page.total, page.pages, page.found.len()), (50, 5, 10));
    assert_eq!(page.found[0].number.as_str(), "20000001");
    assert!(
        page.narrowed
            .places
            .iter()
            .all(|place| place.count.is_none())
    );
    let page = search(
        &register,
        SearchQuery {
            q: "mila".to_owned(),
            ..SearchQuery::default()
        },
    )
    .await;
    assert!(
        page.is_more && page.found.is_empty(),
        "a first name alone is too little"
    );
    let page = search(
        &register,
        SearchQuery {
            q: "mila zandveen".to_owned(),
            plaats: "Noorderveen".to_owned(),
            ..SearchQuery::default()
        },
    )
    .await;
    assert!(!page.is_more && page.total == 0);
}
