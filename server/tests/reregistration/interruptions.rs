//! What makes the term longer.

use super::{MILA, SOMEBODY_ELSE, confirmed, off, standing, term};
use crate::support::status;
use app::teacher::reregistration::desk::ReregistrationDesk;
use jiff::civil::date;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn an_interruption_makes_the_term_longer_until_it_is_removed() {
    let (register, teacher) = confirmed().await;
    let desk = &register.desk;
    assert_eq!(
        term(&register, &teacher).await.term.last,
        date(2030, 11, 22)
    );
    let leave = off("ouderschapsverlof", ["1", "1", "2027"], ["31", "1", "2027"]);
    let number = Uuid::now_v7();
    for _ in 0..2 {
        desk.add_interruption(&teacher, number, &leave)
            .await
            .expect("added, and sent again");
    }
    let longer = term(&register, &teacher).await;
    assert_eq!(
        (longer.extra_days, longer.term.last),
        (31, date(2030, 12, 23))
    );
    assert_eq!(longer.norm_last, date(2030, 11, 22));
    let facts = standing(&register, &teacher).await.inputs.facts;
    assert_eq!(facts.exempt_months, 1, "for a rule that lowers its norm");
    assert_eq!(longer.steps.len(), 2);
    let short = off("ziekte", ["1", "3", "2027"], ["30", "3", "2027"]);
    desk.add_interruption(&teacher, Uuid::now_v7(), &short)
        .await
        .expect("added");
    assert_eq!(
        term(&register, &teacher).await.extra_days,
        31,
        "too short to count"
    );

    let entered = standing(&register, &teacher).await.interruptions;
    assert_eq!(entered.len(), 2);
    assert_eq!(entered[0].id, number);
    desk.remove_interruption(&teacher, number)
        .await
        .expect("removed");
    assert_eq!(term(&register, &teacher).await.extra_days, 0);
    assert_eq!(register.audited("interruption_changed").await, 3);
    assert_eq!(register.count("interruption").await, 2, "the history stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_the_interruption_of_somebody_else() {
    let (register, teacher) = confirmed().await;
    let other = register.teacher(SOMEBODY_ELSE).await;
    let number = Uuid::now_v7();
    let leave = off("buitenland", ["1", "1", "2027"], ["31", "1", "2027"]);
    let desk = &register.desk;
    desk.add_interruption(&teacher, number, &leave)
        .await
        .expect("added");
    assert_eq!(status(desk.remove_interruption(&other, number).await), 404);
    assert_eq!(
        status(desk.add_interruption(&other, number, &leave).await),
        404
    );
    assert!(standing(&register, &other).await.interruptions.is_empty());
    let wrong = off("detentie", ["31", "2", "2027"], ["", "", ""]);
    let problem = desk
        .add_interruption(&teacher, Uuid::now_v7(), &wrong)
        .await;
    let fields: Vec<String> = problem
        .expect_err("it is wrong")
        .errors
        .into_iter()
        .map(|error| error.field)
        .collect();
    assert_eq!(fields, ["kind", "begins", "ends"]);
    assert_eq!(register.teacher(MILA).await.person(), teacher.person());
}
