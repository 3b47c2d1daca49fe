//! One hears of each message once, by mail.

use super::super::{MILA, OTHER};
use super::{code, form, give, go_electronic, register_with_mail, tell};
use crate::support::{logged_in_now, status};
use app::teacher::contact::{ContactForm, desk::ContactDesk};
use jiff::SignedDuration;
use server::notices;

#[tokio::test(flavor = "multi_thread")]
async fn only_who_said_so_and_confirmed_the_address_gets_mail_instead_of_letters() {
    let (register, mail, teacher) = register_with_mail().await;
    tell(&register, teacher.person(), "een").await;
    give(&register).await;
    assert!(mail.mails().is_empty());
    assert_eq!(
        register
            .count("message_notice where channel = 'post'")
            .await,
        1
    );

    for (wrong, field) in [
        (form("mila", "elk"), "email"),
        (form("mila@school.example", ""), "hoevaak"),
        (
            ContactForm {
                akkoord: String::new(),
                ..form("mila@school.example", "elk")
            },
            "akkoord",
        ),
    ] {
        let refused = register
            .desk
            .choose_contact(&logged_in_now(&teacher), wrong)
            .await;
        assert!(refused.expect_err("no").at(field).is_some(), "{field}");
    }
    register
        .desk
        .choose_contact(&logged_in_now(&teacher), form("mila@school.example", "elk"))
        .await
        .expect("chosen");
    register.run_jobs().await;
    let [asked] = mail.mails().try_into().expect("one mail");
    tell(&register, teacher.person(), "twee").await;
    give(&register).await;
    assert_eq!(mail.mails().len(), 1, "the address is not confirmed yet");

    let other = register.teacher(OTHER).await;
    let code = code(&asked);
    assert_eq!(
        status(register.desk.confirm_contact(&other, &code).await),
        409
    );
    for _ in 0..2 {
        let confirmed = register.desk.confirm_contact(&teacher, &code).await;
        confirmed.expect("confirmed, also when the link is opened once more");
    }
    tell(&register, teacher.person(), "drie").await;
    give(&register).await;
    let mails = mail.mails();
    assert_eq!(mails.len(), 2);
    for personal in ["Bericht", "Zandlicht", MILA] {
        assert!(!mails[1].contains(personal), "{personal}");
    }
    let answer: String =
        sqlx::query_scalar("select answer from message_notice where handed_over_at is not null")
            .fetch_one(register.pool())
            .await
            .expect("what the server said");
    assert_eq!(answer, "250 aangenomen");

    register.desk.stop_contact(&teacher).await.expect("stopped");
    assert_eq!(
        status(register.desk.confirm_contact(&teacher, &code).await),
        409
    );
    tell(&register, teacher.person(), "vier").await;
    give(&register).await;
    assert_eq!(mail.mails().len(), 2);
    assert_eq!(
        register
            .count("message_notice where channel = 'post'")
            .await,
        3
    );
    assert_eq!(register.audited("contact_chosen").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_has_one_notice_also_when_two_workers_give_it() {
    let (register, mail, teacher) = register_with_mail().await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    for once in ["een", "twee", "drie"] {
        tell(&register, teacher.person(), once).await;
    }
    let system = &register.system;
    let (one, two) = tokio::join!(notices::give(system), notices::give(system));
    one.and(two).expect("given");
    give(&register).await;
    assert_eq!(mail.mails().len(), 1 + 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_between_sending_and_noting_it_sends_the_same_mail_again() {
    let (register, mail, teacher) = register_with_mail().await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    tell(&register, teacher.person(), "een").await;
    // The note of what the mail server said is lost, as when the server stops there.
    for statement in [
        "create function stop() returns trigger language plpgsql as $$ begin raise 'stopped'; end $$",
        "create trigger stop before update of handed_over_at on message_notice
             for each row execute function stop()",
    ] {
        sqlx::query(statement)
            .execute(register.pool())
            .await
            .expect("a trigger");
    }
    assert!(notices::give(&register.system).await.is_err());
    sqlx::query("drop trigger stop on message_notice")
        .execute(register.pool())
        .await
        .expect("gone");
    give(&register).await;
    give(&register).await;
    let mails = mail.mails();
    assert_eq!(mails.len(), 1 + 2, "that is the window of decision 0008");
    let id = |mail: &str| {
        let line = mail.lines().find(|line| line.starts_with("Message-ID:"));
        line.expect("an id").to_owned()
    };
    assert_eq!(id(&mails[1]), id(&mails[2]), "mail programs show it once");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_one_mail_a_day_gets_one() {
    let (register, mail, teacher) = register_with_mail().await;
    go_electronic(&register, &mail, &teacher, "dag").await;
    for once in ["een", "twee"] {
        tell(&register, teacher.person(), once).await;
        give(&register).await;
    }
    assert_eq!(mail.mails().len(), 1, "not yet");
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(18));
    give(&register).await;
    let mails = mail.mails();
    assert_eq!(mails.len(), 2);
    assert!(mails[1].contains("2 nieuwe berichten"), "{}", mails[1]);
    assert_eq!(
        register
            .count("message_notice where handed_over_at < due_at")
            .await,
        2,
        "within 48 hours"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn that_somebody_chose_mail_stays_known_for_five_years_after_it_ended() {
    let (register, mail, teacher) = register_with_mail().await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    let clock = &register.system.clock;
    clock.advance(SignedDuration::from_hours(24 * 10));
    register.desk.stop_contact(&teacher).await.expect("stopped");
    let contact = register.desk.contact(&teacher).await.expect("contact");
    assert_eq!(contact.email, None);
    let (days, email): (i32, String) = sqlx::query_as(
        "select extract(day from upper(electronic) - lower(electronic))::int, email
         from contact_consent",
    )
    .fetch_one(register.pool())
    .await
    .expect("it is kept");
    assert_eq!((days, email.as_str()), (10, "mila@school.example"));
    let forget = async |days: i64| {
        clock.advance(SignedDuration::from_hours(24 * days));
        server::signals::go_round(&register.system)
            .await
            .expect("a round");
        register.count("contact_consent").await
    };
    assert_eq!(forget(5 * 365 - 10).await, 1);
    assert_eq!(forget(20).await, 0);
}
