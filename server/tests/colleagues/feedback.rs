//! Asking a colleague for feedback, and giving it.

use super::{
    ANNA, ANNA_AT_SCHOOL, MILA, add, as_teacher, by_link, confirmed, guest, invite, key,
    two_colleagues, words,
};
use crate::support::{Register, Visitor, deliver_file, file, pdf, status};
use app::{
    actor::Teacher,
    teacher::{
        desk::TeacherDesk,
        portfolio::{
            colleagues::{InviteForm, State, desk::ColleagueDesk},
            desk::PortfolioDesk,
        },
        reregistration::desk::ReregistrationDesk,
    },
};
use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use jiff::SignedDuration;
use server::vault::sha256;
use shared::portfolio::MAX_OPEN_INVITATIONS;
use std::net::SocketAddr;
use tower::ServiceExt;

/// How often feedback was received that goes along, and was given.
async fn reviews(register: &Register, teacher: &Teacher) -> (u16, u16) {
    let standing = register.desk.standing(teacher).await.expect("standing");
    let facts = standing.inputs.facts;
    (facts.reviews_received, facts.reviews_given)
}

/// Somebody without an account, with a browser that runs no script: status, where it leads, the page.
async fn ask(
    register: &Register,
    path: &str,
    form: Option<&[(&str, &str)]>,
) -> (StatusCode, String, String) {
    let body = form.map(|form| serde_urlencoded::to_string(form).expect("a form"));
    let mut request = Request::builder()
        .method(if body.is_some() { "POST" } else { "GET" })
        .uri(path)
        .header(header::ORIGIN, "http://127.0.0.1:3000")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.unwrap_or_default()))
        .expect("request");
    let peer: SocketAddr = "192.0.2.9:1".parse().expect("address");
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = register.router().oneshot(request).await.expect("answer");
    let status = response.status();
    let goal = response
        .headers()
        .get(header::LOCATION)
        .and_then(|goal| goal.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    if status == StatusCode::OK {
        let robots = response.headers().get("x-robots-tag").expect("not indexed");
        assert!(robots.to_str().expect("text").contains("noindex"));
        assert_eq!(response.headers()[header::REFERRER_POLICY], "same-origin");
    }
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let page = String::from_utf8_lossy(&bytes.expect("body")).into_owned();
    (status, goal, page)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_without_an_account_sees_just_that_activity_and_answers() {
    let (register, mila, _) = two_colleagues().await;
    let files = vec![file("lesplan.pdf", pdf("lesplan"))];
    let id = add(&register, &mila, "Leesclub voor klas 3", files).await;
    add(&register, &mila, "Iets heel anders", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("feedback")).await;
    let link = sent.link.clone().expect("a link");
    let path = link
        .strip_prefix(&register.system.config.public_url)
        .expect("on this site");

    let (status, _, page) = ask(&register, path, None).await;
    assert_eq!(status, StatusCode::OK);
    for shown in [
        "Leesclub voor klas 3",
        "M. Zandlicht",
        "6 uur",
        "Ik stel nu betere vragen.",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    for hidden in [
        "Iets heel anders",
        "lesplan.pdf",
        MILA,
        "1987",
        "De Wending",
    ] {
        assert!(!page.contains(hidden), "{hidden} is shown");
    }

    // Something is missing: what was typed comes back, though nobody is logged in.
    let key = key(&sent);
    let mut typed = vec![
        ("key", key.as_str()),
        ("name", "B. Waterlander"),
        ("seen", "Ik was bij de les."),
        ("good", "Je vragen nodigen uit."),
        ("better", ""),
    ];
    let (_, goal, _) = ask(&register, "/api/feedback/geven", Some(&typed)).await;
    assert!(goal.starts_with(&format!("{path}?formulier=")), "{goal}");
    let (_, _, page) = ask(&register, &goal, None).await;
    for kept in [
        "B. Waterlander",
        "Je vragen nodigen uit.",
        "Schrijf op wat beter of anders kan",
    ] {
        assert!(page.contains(kept), "{kept} is lost");
    }
    // Who holds another link does not get it.
    let other = invite(&register, &mila, id, by_link("feedback")).await;
    let stolen = goal.replace(&key, &super::key(&other));
    let (_, _, page) = ask(&register, &stolen, None).await;
    assert!(!page.contains("B. Waterlander"));

    typed[4] = ("better", "Laat leerlingen elkaar vragen stellen.");
    let (_, goal, _) = ask(&register, "/api/feedback/geven", Some(&typed)).await;
    assert_eq!(goal, "/feedback/bedankt");
    assert_eq!(ask(&register, &goal, None).await.0, StatusCode::OK);
    let (_, _, page) = ask(&register, path, None).await;
    assert!(page.contains("al beantwoord") && !page.contains("Leesclub"));

    let around = register.desk.around(&mila, id, "").await.expect("around");
    let feedback = &around.feedback[0];
    assert_eq!(feedback.feedback.name, "B. Waterlander");
    assert!(!feedback.is_teacher && !feedback.attached);
    let news = register
        .desk
        .messages(&mila, 1)
        .await
        .expect("messages")
        .rows;
    assert!(
        news.iter()
            .any(|one| one.title == "Je hebt feedback van een collega")
    );
    assert!(!news.iter().any(|one| one.body.contains("Waterlander")));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_hash_of_a_link_is_kept_and_it_is_in_no_audit_event() {
    let (register, mila, _) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("feedback")).await;
    let key = key(&sent);
    assert!(key.len() >= 43, "256 bits");
    let kept: Vec<u8> = sqlx::query_scalar("select token_hash from invitation")
        .fetch_one(register.pool())
        .await
        .expect("a hash");
    assert_eq!(kept, sha256(&key));
    let traces: Vec<String> = sqlx::query_scalar("select details::text from audit_event")
        .fetch_all(register.pool())
        .await
        .expect("the trail");
    assert!(traces.iter().all(|trace| !trace.contains(&key)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_withdrawn_or_over_shows_nothing_and_says_why() {
    let (register, mila, _) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let withdrawn = invite(&register, &mila, id, by_link("feedback")).await;
    let over = invite(&register, &mila, id, by_link("feedback")).await;
    let desk = &register.desk;
    desk.withdraw(&mila, withdrawn.id).await.expect("withdrawn");
    desk.withdraw(&mila, withdrawn.id).await.expect("already");
    let seen = |key: String| async move {
        let seen = desk.invitation(&guest(&key), None).await.expect("there");
        (seen.state, seen.shown.is_some())
    };
    assert_eq!(seen(key(&withdrawn)).await, (State::Withdrawn, false));
    let refused = desk.give_feedback(&guest(&key(&withdrawn)), &words()).await;
    assert_eq!(status(refused), 409);

    let last = key(&over);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 30));
    assert_eq!(
        seen(last.clone()).await,
        (State::Open, true),
        "the last day"
    );
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24));
    assert_eq!(seen(last.clone()).await, (State::Expired, false));
    assert_eq!(
        status(desk.give_feedback(&guest(&last), &words()).await),
        409
    );
    let (_, _, page) = ask(&register, &format!("/feedback/{last}"), None).await;
    assert!(page.contains("verlopen") && !page.contains("Leesclub"));
    let (unknown, ..) = ask(&register, "/feedback/onbekend", None).await;
    assert_eq!(unknown, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_activity_is_not_shown_by_any_link() {
    let (register, mila, _) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("feedback")).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .remove_activity(&mila, id)
        .await
        .expect("removed");
    let seen = register.desk.invitation(&guest(&key(&sent)), None).await;
    assert_eq!(seen.expect("there").state, State::Withdrawn);
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_shown_only_when_it_was_ticked_and_while_the_invitation_is_open() {
    let (register, mila, _) = two_colleagues().await;
    let files = vec![
        file("lesplan.pdf", pdf("lesplan")),
        file("verslag.pdf", pdf("verslag")),
    ];
    let id = add(&register, &mila, "Leesclub", files).await;
    let around = register.desk.around(&mila, id, "").await.expect("around");
    let named = |name: &str| {
        let file = around.evidence.iter().find(|file| file.name == name);
        file.expect("a file").id.to_string()
    };
    let form = InviteForm {
        evidence: vec![named("lesplan.pdf")],
        ..by_link("feedback")
    };
    let sent = invite(&register, &mila, id, form).await;
    let base = format!("/feedback/{}/bewijs", key(&sent));
    let fetch = |name: &str| format!("{base}/{}", named(name));
    assert_eq!(
        ask(&register, &fetch("lesplan.pdf"), None).await.0,
        StatusCode::OK
    );
    let not_ticked = ask(&register, &fetch("verslag.pdf"), None).await.0;
    assert_eq!(not_ticked, StatusCode::NOT_FOUND);
    register
        .desk
        .withdraw(&mila, sent.id)
        .await
        .expect("withdrawn");
    let gone = ask(&register, &fetch("lesplan.pdf"), None).await.0;
    assert_eq!(gone, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_of_the_same_school_is_found_asked_and_counts_for_both() {
    let (register, mila, anna) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let desk = &register.desk;
    let around = desk.around(&mila, id, "rietw").await.expect("around");
    let [found] = &around.found[..] else {
        panic!("one colleague: {:?}", around.found)
    };
    assert_eq!(found.name, "A. Rietwending");
    let form = InviteForm {
        kind: "feedback".to_owned(),
        colleague: found.number.as_str().to_owned(),
        ..InviteForm::default()
    };
    let sent = invite(&register, &mila, id, form.clone()).await;
    assert_eq!(sent.link, None, "by name, so without a link");
    let again = desk.invite(&mila, id, &form).await;
    assert_eq!(status(again), 422, "she has it already");

    let inbox = desk.inbox(&anna).await.expect("inbox");
    assert_eq!(inbox.invitations[0].title, "Leesclub");
    let visitor = Visitor::teacher(&register, ANNA).await;
    assert!(
        visitor
            .page("/mijn")
            .await
            .contains("Een collega vraagt je iets")
    );
    let page = visitor.page("/mijn/portfolio/collegas").await;
    assert!(page.contains("Leesclub") && page.contains("M. Zandlicht"));
    let page = visitor.page(&inbox.invitations[0].href()).await;
    assert!(page.contains("Je geeft deze feedback als A. Rietwending."));

    // The number alone opens nothing for anybody else.
    let number = sent.id.to_string();
    assert_eq!(status(desk.invitation(&guest(&number), None).await), 404);
    let own = as_teacher(sent.id, &mila);
    assert_eq!(status(desk.give_feedback(&own, &words()).await), 404);

    assert_eq!(reviews(&register, &anna).await, (0, 0));
    let invitee = as_teacher(sent.id, &anna);
    desk.give_feedback(&invitee, &words()).await.expect("given");
    assert_eq!(status(desk.give_feedback(&invitee, &words()).await), 409);
    assert_eq!(reviews(&register, &anna).await, (0, 1));
    assert_eq!(reviews(&register, &mila).await, (0, 0), "not attached yet");
    assert_eq!(status(desk.attach(&anna, sent.id, true).await), 404);
    desk.attach(&mila, sent.id, true).await.expect("attached");
    assert_eq!(reviews(&register, &mila).await, (1, 0));
    let around = desk.around(&mila, id, "").await.expect("around");
    assert_eq!(
        around.feedback[0].feedback.name, "A. Rietwending",
        "not what was typed"
    );
    desk.attach(&mila, sent.id, false)
        .await
        .expect("taken away");
    assert_eq!(reviews(&register, &mila).await, (0, 0));
}

/// A link works for everybody, also for who made it and logged out.
#[tokio::test(flavor = "multi_thread")]
async fn feedback_of_who_was_not_logged_in_goes_along_but_does_not_count() {
    let (register, mila, _) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("feedback")).await;
    let desk = &register.desk;
    let mut words = words();
    words.name = "Een collega".to_owned();
    desk.give_feedback(&guest(&key(&sent)), &words)
        .await
        .expect("given");
    desk.attach(&mila, sent.id, true).await.expect("attached");
    assert_eq!(reviews(&register, &mila).await, (0, 0));
    let visitor = Visitor::teacher(&register, MILA).await;
    let page = visitor
        .page(&format!("/mijn/portfolio/activiteit/{id}/collegas"))
        .await;
    assert!(page.contains("telt alleen feedback van een leraar die was ingelogd"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_want_to_says_so_and_nobody_gives_feedback_on_the_own_activity() {
    let (register, mila, anna) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("feedback")).await;
    let key = key(&sent);
    let desk = &register.desk;
    let own = desk.give_feedback(&as_teacher(&key, &mila), &words()).await;
    assert_eq!(status(own), 409);
    desk.decline(&as_teacher(&key, &anna))
        .await
        .expect("declined");
    let around = desk.around(&mila, id, "").await.expect("around");
    assert_eq!(around.invitations[0].state, State::Declined);
    assert!(around.feedback.is_empty());
    assert_eq!(
        status(desk.give_feedback(&guest(&key), &words()).await),
        409
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_invites_without_end_nor_to_the_activity_of_somebody_else() {
    let (register, mila, anna) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let desk = &register.desk;
    assert_eq!(
        status(desk.invite(&anna, id, &by_link("feedback")).await),
        404
    );
    assert_eq!(status(desk.around(&anna, id, "").await), 404);
    for _ in 0..MAX_OPEN_INVITATIONS {
        desk.invite(&mila, id, &by_link("feedback"))
            .await
            .expect("invited");
    }
    assert_eq!(
        status(desk.invite(&mila, id, &by_link("feedback")).await),
        409
    );
    let stranger = InviteForm {
        colleague: "12345678".to_owned(),
        ..by_link("feedback")
    };
    let other = add(&register, &mila, "Cursus", Vec::new()).await;
    assert_eq!(status(desk.invite(&mila, other, &stranger).await), 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_tries_many_links_is_slowed_down() {
    let (register, ..) = two_colleagues().await;
    let router = register.router();
    let mut answers = Vec::new();
    for number in 0..40 {
        let mut request = Request::builder()
            .uri(format!("/feedback/gok{number}"))
            .body(Body::empty())
            .expect("request");
        let peer: SocketAddr = "192.0.2.10:1".parse().expect("address");
        request.extensions_mut().insert(ConnectInfo(peer));
        answers.push(
            router
                .clone()
                .oneshot(request)
                .await
                .expect("answer")
                .status(),
        );
    }
    assert!(answers.contains(&StatusCode::TOO_MANY_REQUESTS));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_teacher_puts_with_an_activity_stands_on_its_page() {
    let (register, mila, _) = two_colleagues().await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let sent = invite(&register, &mila, id, by_link("feedback")).await;
    let desk = &register.desk;
    desk.give_feedback(&guest(&key(&sent)), &words())
        .await
        .expect("given");
    let visitor = Visitor::teacher(&register, MILA).await;
    let path = format!("/mijn/portfolio/activiteit/{id}");
    let page = visitor.page(&path).await;
    assert!(
        !page.contains("Je vragen nodigen uit"),
        "she did not decide yet"
    );
    desk.attach(&mila, sent.id, true).await.expect("attached");
    let page = visitor.page(&path).await;
    for shown in [
        "Feedback van collega’s",
        "B. Waterlander, met een link, 23 november 2026",
        "Je vragen nodigen uit om te praten.",
        "Laat leerlingen elkaar vragen stellen.",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    desk.attach(&mila, sent.id, false).await.expect("detached");
    assert!(!visitor.page(&path).await.contains("Je vragen nodigen uit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_of_another_school_is_found_by_register_number_unless_shielded() {
    let register = Register::new().await;
    register
        .stand_ins
        .add_person(ANNA, "Anna", "", "Rietwending", "1990-01-01");
    let mut elsewhere = ANNA_AT_SCHOOL.to_vec();
    elsewhere.extend([("instellingscode", "99QB"), ("vestigingscode", "99QB00")]);
    deliver_file(&register, &[&[], &elsewhere]).await;
    register.run_jobs().await;
    let mila = confirmed(&register, MILA).await;
    let anna = confirmed(&register, ANNA).await;
    let id = add(&register, &mila, "Leesclub", Vec::new()).await;
    let number: String = sqlx::query_scalar("select teacher_number from person where id = $1")
        .bind(anna.person().0)
        .fetch_one(register.pool())
        .await
        .expect("a number");
    let found = async |search: &str| {
        let around = register.desk.around(&mila, id, search).await;
        around.expect("around").found
    };
    assert!(
        found("rietw").await.is_empty(),
        "by name one finds the own school"
    );
    let spaced = format!("{} {}", &number[..2], &number[2..]);
    let by_number = found(&spaced).await;
    assert_eq!(by_number[0].number.as_str(), number);
    assert_eq!(by_number[0].school, None);
    assert!(by_number[0].name.ends_with("Rietwending"), "{by_number:?}");
    let form = InviteForm {
        kind: "feedback".to_owned(),
        colleague: number.clone(),
        ..InviteForm::default()
    };
    invite(&register, &mila, id, form.clone()).await;
    let inbox = register.desk.inbox(&anna).await.expect("inbox");
    assert_eq!(inbox.invitations[0].title, "Leesclub");

    register.stand_ins.add_shield(ANNA);
    server::people::look_up(&register.system, anna.person())
        .await
        .expect("asked again");
    assert!(found(&number).await.is_empty());
    let refused = register.desk.invite(&mila, id, &form).await;
    assert!(refused.expect_err("not found").at("colleague").is_some());
}
