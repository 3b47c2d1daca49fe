//! News and letters to the contact persons of boards.

use super::{BOARD, OTHER_BOARD, add_contact, closed};
use crate::support::{Deliverer, MailServer, Register, appointment};
use app::{
    programme::NewNews,
    school::{
        desk::SchoolDesk,
        tasks::{Matter, Task},
    },
    staff::desk::StaffDesk,
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use server::signals::go_round;
use shared::programme::Gate;

async fn register_with_mail() -> (Register, MailServer) {
    let mail = MailServer::start().await;
    let url = serde_json::json!({ "url": mail.url, "from": "Lerarenregister <register@register.example>" });
    let register = Register::with(|config| {
        config.mail = serde_json::from_value(url).expect("configuration");
    })
    .await;
    (register, mail)
}

async fn publish(register: &Register, wave: &str, sector: &str) {
    let new = NewNews {
        title: "De koplopers leveren".to_owned(),
        text: "Kijk wat er nog nodig is.".to_owned(),
        wave: wave.to_owned(),
        sector: sector.to_owned(),
    };
    register
        .desk
        .publish(&register.officer(), new)
        .await
        .expect("news");
}

#[tokio::test(flavor = "multi_thread")]
async fn news_reaches_the_contact_persons_it_is_for_by_mail_and_once() {
    let (register, mail) = register_with_mail().await;
    add_contact(&register, BOARD, "els@zuiderveen.example").await;
    add_contact(&register, OTHER_BOARD, "wim@waterkant.example").await;
    publish(&register, "", "vo").await;
    register.run_jobs().await;
    register.run_jobs().await;
    let mails = mail.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].contains("To: els@zuiderveen.example"),
        "{}",
        mails[0]
    );
    assert!(mails[0].contains("Kijk wat er nog nodig is."));
    assert!(mails[0].contains("Message-ID: <"));

    let ours = register
        .desk
        .joining(&register.contact(BOARD))
        .await
        .expect("a board");
    assert_eq!(ours.news.len(), 1);
    let theirs = register
        .desk
        .joining(&register.contact(OTHER_BOARD))
        .await
        .expect("a board");
    assert!(theirs.news.is_empty(), "it is of primary education");
    let news = register.desk.news(&register.officer()).await.expect("news");
    assert_eq!(news[0].letters, (1, 1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_waits_while_the_mail_server_is_busy() {
    let (register, mail) = register_with_mail().await;
    add_contact(&register, BOARD, "els@zuiderveen.example").await;
    mail.set_busy(true);
    publish(&register, "", "").await;
    register.run_jobs().await;
    assert!(mail.mails().is_empty());
    let news = register.desk.news(&register.officer()).await.expect("news");
    assert_eq!(news[0].letters, (1, 0, 0), "it was not refused");
    mail.set_busy(false);
    sqlx::query("update graphile_worker._private_jobs set run_at = now()")
        .execute(register.pool())
        .await
        .expect("the time of the next try");
    register.run_jobs().await;
    assert_eq!(mail.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_refuses_a_letter_reaches_nobody_and_the_board_hears_it() {
    let (register, mail) = register_with_mail().await;
    let program = Deliverer::with_mandate(&register).await;
    program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    add_contact(&register, BOARD, "onbekend@zuiderveen.example").await;
    publish(&register, "", "").await;
    register.run_jobs().await;
    assert!(mail.mails().is_empty());
    let contacts = register
        .desk
        .contacts(&register.contact(BOARD))
        .await
        .expect("contacts");
    assert_eq!(
        contacts.people[0]
            .unreachable
            .map(|day| day.to_string())
            .as_deref(),
        Some("2026-11-23")
    );
    assert_eq!(closed(&register).await.first(), Some(&Gate::Contact));
    assert_eq!(register.audited("letter_refused").await, 1);
    go_round(&register.system).await.expect("a round");
    let told: Vec<String> = sqlx::query_scalar(
        "select rule from signal where rule = 'LR-S111' and board_number = '41234'",
    )
    .fetch_all(register.pool())
    .await
    .expect("signals");
    assert_eq!(told.len(), 1);
    publish(&register, "", "").await;
    let news = register.desk.news(&register.officer()).await.expect("news");
    assert_eq!(news[0].letters, (0, 0, 0), "nothing is sent to it any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn contact_persons_are_asked_once_a_half_year_whether_they_are_right() {
    let (register, mail) = register_with_mail().await;
    add_contact(&register, BOARD, "els@zuiderveen.example").await;
    for days in [0, 170, 30, 1] {
        register
            .system
            .clock
            .advance(SignedDuration::from_hours(24 * days));
        go_round(&register.system).await.expect("a round");
        register.run_jobs().await;
    }
    let mails = mail.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains("contactpersonen"), "{}", mails[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_person_who_cannot_be_reached_is_told_though_another_can() {
    let register = Register::new().await;
    for email in ["els@school.example", "bram@school.example"] {
        add_contact(&register, BOARD, email).await;
    }
    let told = async || -> i64 {
        go_round(&register.system).await.expect("a round");
        register
            .count("signal where rule = 'LR-S111' and board_number = '41234'")
            .await
    };
    assert_eq!(told().await, 0);
    sqlx::query(
        "update contact_person set unreachable_since = $1 where email = 'els@school.example'",
    )
    .bind(register.now().to_sqlx())
    .execute(register.pool())
    .await
    .expect("it bounced");
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24));
    assert_eq!(told().await, 1);
    let open = async || {
        let tasks = register.tasks(&register.contact(BOARD)).await.into_iter();
        let of_rule = |task: &Task| matches!(&task.matter, Matter::Signal(signal) if signal.code == "LR-S111");
        tasks.filter(of_rule).count()
    };
    assert_eq!(open().await, 1);
    sqlx::query("update contact_person set ended_at = $1 where email = 'els@school.example'")
        .bind(register.now().to_sqlx())
        .execute(register.pool())
        .await
        .expect("els left");
    assert_eq!(open().await, 0, "who is left can be reached");
}
