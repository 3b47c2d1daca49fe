//! The message box: what is in it, that nothing of it can be changed unseen, and that one hears of it.

use super::{MILA, OTHER};
use crate::support::{MailServer, Register, Visitor, logged_in_now, status};
use app::{
    actor::{CaseWorker, FromActor, Teacher},
    staff::post::desk::PostDesk,
    teacher::{
        contact::{ContactForm, desk::ContactDesk},
        desk::TeacherDesk,
    },
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::{
    messages::{self, News},
    notices,
    session::store,
};
use shared::identifier::PersonId;

async fn register_with_mail() -> (Register, MailServer, Teacher) {
    let mail = MailServer::start().await;
    let url = serde_json::json!({ "url": mail.url, "from": "Lerarenregister <register@register.example>" });
    let register = Register::with(|config| {
        config.mail = serde_json::from_value(url).expect("configuration");
    })
    .await;
    let teacher = register.teacher(MILA).await;
    (register, mail, teacher)
}

async fn tell(register: &Register, person: PersonId, once: &str) {
    let news = News {
        person,
        title: format!("Bericht {once}"),
        body: "Er is iets veranderd.".to_owned(),
        link: "/mijn",
        once: once.to_owned(),
    };
    let mut conn = register.pool().acquire().await.expect("connection");
    messages::tell(&mut conn, register.now(), &[news])
        .await
        .expect("told");
    register.system.clock.advance(SignedDuration::from_secs(1));
}

async fn give(register: &Register) {
    notices::give(&register.system).await.expect("given");
}

fn form(email: &str, often: &str) -> ContactForm {
    ContactForm {
        email: email.to_owned(),
        akkoord: "ja".to_owned(),
        hoevaak: often.to_owned(),
    }
}

/// Chooses this address, and confirms it with the link of the mail.
async fn go_electronic(register: &Register, mail: &MailServer, teacher: &Teacher, often: &str) {
    let chosen = form("mila@school.example", often);
    register
        .desk
        .choose_contact(&logged_in_now(teacher), chosen)
        .await
        .expect("chosen");
    register.run_jobs().await;
    let code = code(&mail.mails().pop().expect("a mail"));
    register
        .desk
        .confirm_contact(teacher, &code)
        .await
        .expect("confirmed");
}

/// The code in a mail, whose lines may be folded.
fn code(mail: &str) -> String {
    let whole = mail.replace("=\n", "").replace("=3D", "=");
    let (_, rest) = whole.split_once("bevestigen?code=").expect("a link");
    rest.split_whitespace().next().expect("a code").to_owned()
}

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
    register
        .desk
        .confirm_contact(&teacher, &code)
        .await
        .expect("confirmed");
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
