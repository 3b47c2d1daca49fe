//! The hours against the criteria.

use super::{MILA, add, form, progress};
use crate::support::Register;
use app::actor::Teacher;
use shared::portfolio::{ActivityForm, Category, Quarters};

#[tokio::test(flavor = "multi_thread")]
async fn the_hours_of_the_last_four_years_count_against_the_160() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let content = ActivityForm {
        category: "vakinhoudelijk".to_owned(),
        ..form("Cursus", "24")
    };
    add(&register, &teacher, &content).await;
    let split = ActivityForm {
        hours_pedagogy: "4".to_owned(),
        hours_school: "2".to_owned(),
        ..form("Intervisie", "7,5")
    };
    add(&register, &teacher, &split).await;
    let old = ActivityForm {
        from_year: "2022".to_owned(),
        ..form("Te lang geleden", "100")
    };
    add(&register, &teacher, &old).await;

    let progress = progress(&register, &teacher).await;
    assert_eq!(
        (progress.total, progress.norm),
        (Quarters(126), Quarters::hours(160))
    );
    assert_eq!(
        progress.per_category.get(Category::SubjectContent),
        Quarters::hours(24)
    );
    assert_eq!(progress.to_choose, Quarters(6));
    let codes: Vec<&str> = progress
        .rules
        .iter()
        .map(|rule| rule.code.as_str())
        .collect();
    assert_eq!(
        codes,
        ["R01", "R02", "R04"],
        "no sector is known: what every sector asks"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_in_secondary_education_sees_its_rule() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    appoint(&register, &teacher, "99QC").await;
    assert_eq!(progress(&register, &teacher).await.rules.len(), 3);
    appoint(&register, &teacher, "99QA").await;
    let codes: Vec<String> = progress(&register, &teacher)
        .await
        .rules
        .into_iter()
        .map(|rule| rule.code)
        .collect();
    assert!(codes.contains(&"R03".to_owned()), "{codes:?}");
}

/// An appointment at this school, from the first of this month.
async fn appoint(register: &Register, teacher: &Teacher, brin: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "with d as (
             insert into delivery (id, board_number, channel, file_name, file_hash, encoding,
                                   received_at, delivered_by)
             values (gen_random_uuid(), '41234', 'screen', 'scherm', '', 'utf-8', now(), 'proef')
             returning id
         ), a as (
             insert into appointment (id, board_number, number, person_id)
             values (gen_random_uuid(), '41234', '{brin}', '{person}')
             returning id
         )
         insert into appointment_version (appointment_id, recorded, version, valid, brin, kind,
                                          function_category, contract_start, ground_code,
                                          content_hash, delivery_id)
         select a.id, tstzrange(now(), null), 1, daterange('2026-11-01', null), '{brin}', 'B', 9,
                '2026-11-01', 'VO-33.1B1', '', d.id
         from a, d",
        person = teacher.person(),
    )))
    .execute(register.pool())
    .await
    .expect("appointment");
}
