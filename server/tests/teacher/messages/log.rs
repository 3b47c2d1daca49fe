//! What is in the box and in its log stays as it was, and is read whole.

use super::super::{MILA, OTHER};
use super::tell;
use crate::support::{Register, Visitor};
use app::teacher::desk::TeacherDesk;
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::{
    messages::{self},
    session::store,
};

async fn forge(register: &Register, sql: &'static str) {
    let mut tx = register.pool().begin().await.expect("begun");
    // Who can do everything in the database.
    for statement in ["set local session_replication_role = replica", sql] {
        sqlx::query(statement).execute(&mut *tx).await.expect(sql);
    }
    tx.commit().await.expect("forged");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_in_the_box_or_in_its_log_is_found() {
    let changes = [
        "update message set body = 'Iets anders' where once = 'een'",
        "update message set created_at = created_at - interval '1 day' where once = 'een'",
        "delete from message where once = 'een'",
        "delete from message_log where nr = 2",
        "delete from message_log where nr = 1",
        "update message_log set at = at + interval '1 day' where nr = 1",
        "update message_log set content = '\\x00' where nr = 2",
        "update message_log set nr = 9 where nr = 2",
    ];
    for change in changes {
        let (register, teacher) = Register::with_mila().await;
        tell(&register, teacher.person(), "een").await;
        tell(&register, teacher.person(), "twee").await;
        register.desk.messages(&teacher, 1).await.expect("read");
        assert_eq!(messages::faults(&register.system).await.expect("faults"), 0);
        forge(&register, change).await;
        let faults = messages::faults(&register.system).await.expect("faults");
        assert!(faults > 0, "{change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_a_seal_cannot_be_changed_even_with_every_hash_made_again() {
    let (register, teacher) = Register::with_mila().await;
    tell(&register, teacher.person(), "een").await;
    messages::seal(&register.system).await.expect("sealed");
    messages::seal(&register.system)
        .await
        .expect("sealed once a day");
    assert_eq!(register.count("message_seal").await, 1);
    tell(&register, teacher.person(), "twee").await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24));
    messages::seal(&register.system).await.expect("sealed");
    assert!(messages::seals_hold(&register.system).await.expect("seals"));
    forge(
        &register,
        "update message set body = 'Iets anders' where once = 'twee'",
    )
    .await;
    forge(
        &register,
        "update message_log l set content = content_hash(m) from message m where m.id = l.message_id",
    )
    .await;
    forge(&register, "update message_log l set hash = entry_hash(l)").await;
    assert_eq!(messages::faults(&register.system).await.expect("faults"), 0);
    assert!(!messages::seals_hold(&register.system).await.expect("seals"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_a_message_and_the_first_time_that_it_is_read_stays() {
    let (register, teacher) = Register::with_mila().await;
    tell(&register, teacher.person(), "een").await;
    let [first] = register
        .desk
        .messages(&teacher, 1)
        .await
        .expect("messages")
        .rows
        .try_into()
        .expect("one message");
    assert_eq!(first.read_at, None, "it is read for the first time now");
    register.system.clock.advance(SignedDuration::from_hours(5));
    let again = register
        .desk
        .messages(&teacher, 1)
        .await
        .expect("messages")
        .rows;
    assert!(again[0].read_at.is_some_and(|at| at > first.at));
    register.desk.messages(&teacher, 1).await.expect("messages");
    assert_eq!(register.count("message_log where event = 'read'").await, 1);
    for forged in [
        "update message set body = 'Iets anders'",
        "update message set read_at = null",
        "update message set read_at = now()",
        "delete from message",
        "update message_log set nr = 9",
        "delete from message_log",
    ] {
        let done = sqlx::query(forged).execute(register.pool()).await;
        assert!(done.is_err(), "{forged}");
    }
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let (status, pdf) = visitor
        .get_bytes(&format!("/mijn/berichten/{}/kopie.pdf", first.id))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert!(pdf.starts_with("%PDF"));
    let other = Visitor::teacher(&register, OTHER).await;
    let (status, _) = other
        .get(&format!("/mijn/berichten/{}/kopie.pdf", first.id))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_message_is_out_of_reach_and_what_stands_on_another_page_is_not_read_yet() {
    let (register, teacher) = Register::with_mila().await;
    for nr in 1..=103 {
        tell(&register, teacher.person(), &nr.to_string()).await;
    }
    let first = register.desk.messages(&teacher, 1).await.expect("messages");
    assert_eq!((first.total, first.page, first.pages), (103, 1, 3));
    assert_eq!(first.rows.len(), 50);
    assert_eq!(first.rows[0].title, "Bericht 103");
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert_eq!(overview.unread, 53, "one read a page of them");

    let visitor = Visitor::teacher(&register, MILA).await;
    let html = visitor.page("/mijn/berichten?pagina=3").await;
    assert!(html.contains("Bericht 1<") && html.contains("Bericht 3<"));
    assert!(!html.contains("Bericht 4<"));
    assert!(html.contains("/mijn/berichten?pagina=2"));
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert_eq!(overview.unread, 50);
}
