//! What no mail tells, a letter does.

use super::{give, go_electronic, register_with_mail, tell};
use crate::support::{Register, Visitor, status};
use app::{
    actor::{CaseWorker, FromActor},
    staff::post::desk::PostDesk,
    teacher::contact::desk::ContactDesk,
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::{
    messages::{self},
    notices,
    session::store,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_does_not_arrive_becomes_a_letter() {
    let (register, mail, teacher) = register_with_mail().await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    mail.set_busy(true);
    tell(&register, teacher.person(), "een").await;
    for _ in 0..60 {
        give(&register).await;
        register.system.clock.advance(SignedDuration::from_hours(1));
    }
    assert_eq!(
        register
            .count("message_notice where channel = 'post'")
            .await,
        1
    );
    mail.set_busy(false);
    sqlx::query("update contact_choice set email = 'onbekend@school.example'")
        .execute(register.pool())
        .await
        .expect("another address");
    tell(&register, teacher.person(), "twee").await;
    tell(&register, teacher.person(), "drie").await;
    give(&register).await;
    assert_eq!(
        register
            .count("message_notice where channel = 'post'")
            .await,
        3
    );
    assert_eq!(mail.mails().len(), 1, "only the one to confirm");
    let contact = register.desk.contact(&teacher).await.expect("contact");
    assert!(contact.unreachable.is_some());
    assert!(register.audited("notice_refused").await > 0);

    let actor = store::vouch_for_staff("st-1".to_owned(), vec!["behandelaar".to_owned()]);
    let worker = CaseWorker::from_actor(actor).expect("a case worker");
    let post = register.desk.post(&worker).await.expect("post");
    assert_eq!(post.total, 3);
    assert!(post.letters[0].late, "the first one waited too long");
    let actor = store::vouch_for_staff("st-1".to_owned(), vec!["behandelaar".to_owned()]);
    let visitor = Visitor::with(&register, actor).await;
    let letter = post.letters[0].id;
    let (status_of_letter, pdf) = visitor
        .get_bytes(&format!("/behandeling/post/{letter}/brief.pdf"))
        .await;
    assert_eq!(status_of_letter, StatusCode::OK);
    assert!(pdf.starts_with("%PDF"));
    register
        .desk
        .mark_posted(&worker, letter)
        .await
        .expect("posted");
    assert_eq!(
        status(register.desk.mark_posted(&worker, letter).await),
        409
    );
    assert_eq!(register.desk.post(&worker).await.expect("post").total, 2);
    assert_eq!(register.audited("letter_posted").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_takes_nothing_from_us_makes_nobody_unreachable() {
    let (register, mail, teacher) = register_with_mail().await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    let before = mail.mails().len();
    mail.set_closed(true);
    tell(&register, teacher.person(), "een").await;
    tell(&register, teacher.person(), "twee").await;
    give(&register).await;
    let tried = "message_notice where attempts > 0 and handed_over_at is null";
    assert_eq!(
        register.count(tried).await,
        1,
        "the next one is left in peace"
    );
    assert_eq!(
        register
            .count("message_notice where refused_at is not null")
            .await,
        0
    );
    assert_eq!(
        register
            .count("contact_choice where unreachable_since is not null")
            .await,
        0
    );
    mail.set_closed(false);
    register.system.clock.advance(SignedDuration::from_mins(3));
    give(&register).await;
    assert_eq!(mail.mails().len(), before + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_of_which_we_know_nobody_hears_by_post() {
    let register = Register::new().await;
    let mut conn = register.pool().acquire().await.expect("connection");
    let news = ("Er is een besluit", "Kijk bij je taken.", "/school/taken");
    messages::tell_board(&mut conn, register.now(), "41235", news, "een")
        .await
        .expect("told");
    drop(conn);
    give(&register).await;
    let actor = store::vouch_for_staff("st-1".to_owned(), vec!["behandelaar".to_owned()]);
    let worker = CaseWorker::from_actor(actor).expect("a case worker");
    let post = register.desk.post(&worker).await.expect("the letters");
    let [letter] = post.letters.as_slice() else {
        panic!("one letter: {post:?}");
    };
    assert_eq!(letter.to, "Stichting De Waterkant");
    assert!(letter.why.contains("geen contactpersoon"), "{}", letter.why);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_comes_back_after_it_was_taken_goes_by_post_after_all() {
    let (register, mail, teacher) = register_with_mail().await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    tell(&register, teacher.person(), "een").await;
    give(&register).await;
    assert_eq!(mail.mails().len(), 2);
    let actor = store::vouch_for_staff("st-1".to_owned(), vec!["behandelaar".to_owned()]);
    let worker = CaseWorker::from_actor(actor.clone()).expect("a case worker");
    let unknown = register
        .desk
        .came_back(&worker, "iemand@school.example")
        .await;
    assert!(unknown.expect_err("nobody").at("email").is_some());
    let visitor = Visitor::with(&register, actor).await;
    let action = "/api/behandeling/post/teruggekomen";
    let typed = [("email", " Mila@school.example ")];
    let goal = visitor.post("/behandeling/post", action, &typed).await;
    assert_eq!(goal, "/behandeling/post");
    let contact = register.desk.contact(&teacher).await.expect("contact");
    assert!(contact.unreachable.is_some(), "another way is offered");
    let post = register.desk.post(&worker).await.expect("the letters");
    let [letter] = post.letters.as_slice() else {
        panic!("one letter: {post:?}")
    };
    assert_eq!(letter.why, "Het adres nam geen mail aan");
    // What was sent stays known, beside that it came back.
    let both = "message_notice where handed_over_at is not null and returned_by = 'st-1'";
    assert_eq!(register.count(both).await, 1);
    register
        .desk
        .mark_posted(&worker, letter.id)
        .await
        .expect("posted");
    tell(&register, teacher.person(), "twee").await;
    give(&register).await;
    assert_eq!(mail.mails().len(), 2, "nothing more goes there");
    assert_eq!(register.audited("mail_returned").await, 1);
    let again = register
        .desk
        .came_back(&worker, "mila@school.example")
        .await;
    assert!(again.expect_err("known").at("email").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_past_its_48_hours_is_counted_for_who_watches() {
    let (register, mail, teacher) = register_with_mail().await;
    let late = async || notices::past_due(&register.system).await.expect("a count");
    tell(&register, teacher.person(), "een").await;
    give(&register).await;
    assert_eq!(late().await, (0, 0));
    go_electronic(&register, &mail, &teacher, "elk").await;
    mail.set_closed(true);
    tell(&register, teacher.person(), "twee").await;
    let clock = &register.system.clock;
    clock.advance(SignedDuration::from_hours(49));
    assert_eq!(late().await, (1, 1), "a letter, and a mail that did not go");
    notices::measure(&register.system).await.expect("told");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_by_post_is_kept_as_it_was_printed_with_the_address_it_went_to() {
    let (register, teacher) = Register::with_mila().await;
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    tell(&register, teacher.person(), "een").await;
    give(&register).await;
    let actor = store::vouch_for_staff("st-1".to_owned(), vec!["behandelaar".to_owned()]);
    let worker = CaseWorker::from_actor(actor.clone()).expect("a case worker");
    let visitor = Visitor::with(&register, actor).await;
    let post = register.desk.post(&worker).await.expect("the letters");
    let letter = post.letters[0].id;
    let address = format!("/behandeling/post/{letter}/brief.pdf");
    let (_, first) = visitor.get_bytes(&address).await;
    let (kept, to): (Vec<u8>, String) = sqlx::query_as(
        "select content, address from posted_letter
         where notice_id = $1 and part = 'letter' and hash = sha256(content)",
    )
    .bind(letter)
    .fetch_one(register.pool())
    .await
    .expect("it is kept");
    assert!(String::from_utf8_lossy(&kept) == first, "the file itself");
    assert!(to.starts_with("M. Zandlicht\n"), "{to}");
    // Who moves afterwards, does not change where it went.
    sqlx::query("update person_details set place = 'Elders' where upper_inf(recorded)")
        .execute(register.pool())
        .await
        .expect("moved");
    let (_, again) = visitor.get_bytes(&address).await;
    assert!(again == first, "as it was printed the first time");
    for done in [
        "update posted_letter set address = 'Elders'",
        "delete from posted_letter",
    ] {
        let done = sqlx::query(done).execute(register.pool()).await;
        assert!(done.is_err(), "it stays");
    }
}
