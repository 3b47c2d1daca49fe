//! The pages as a browser without scripts gets them.

use super::{
    a_minute_later, last_message, offered, only_case, open, reported, staff, step, with_mila,
};
use crate::support::Visitor;
use app::{
    actor::{CaseWorker, FromActor},
    teacher::desk::TeacherDesk,
};
use axum::http::StatusCode;
use server::session::store;

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_works_without_a_script() {
    let (register, teacher) = with_mila().await;
    let claim = offered(&register, &teacher).await;
    let inge = staff(&register, "st-1", "behandelaar").await;
    let peter = staff(&register, "st-2", "beslisser").await;
    let worker = CaseWorker::from_actor(inge.clone()).expect("a case worker");
    let case = only_case(&register, &worker).await;
    let page = format!("/behandeling/zaken/{}", case.id);
    let own = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let done = own.page(&format!("/mijn/vakken/{claim}/klaar")).await;
    assert!(done.contains("Hoe komen we aan deze datum?"));
    let (inge, peter) = (
        Visitor::with(&register, inge).await,
        Visitor::with(&register, peter).await,
    );
    let (_, html) = inge.get("/behandeling").await;
    for words in [
        case.number.as_str(),
        "M. Zandlicht",
        "Nog 28 dagen",
        "Pak op",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let id = case.id.to_string();
    let step = |seen: &'static str, step: &'static str| {
        [
            ("id", id.clone()),
            ("seen", seen.to_owned()),
            ("step", step.to_owned()),
        ]
    };
    let act = "/api/behandeling/zaak/stap";
    let post = async |visitor: &Visitor<'_>, action: &str, fields: &[(&str, String)]| {
        a_minute_later(&register);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        visitor.post(&page, action, &fields).await
    };
    let deciding = format!("{page}?deel=besluit");
    assert_eq!(post(&inge, act, &step("1", "take")).await, deciding);
    let proposal = |reasons: &str| {
        [
            ("id", id.clone()),
            ("seen", "2".to_owned()),
            ("verdict", "refused".to_owned()),
            ("reasons", reasons.to_owned()),
        ]
    };
    let propose = "/api/behandeling/zaak/voorstel";
    let back = post(&inge, propose, &proposal("")).await;
    let (_, html) = inge.get(&back).await;
    assert!(
        html.contains("Leg uit waarom"),
        "the message stands on the page"
    );
    assert_eq!(
        post(&inge, propose, &proposal("Dit is een rekening.")).await,
        deciding
    );
    let html = peter.page(&page).await + &peter.page(&deciding).await;
    for words in [
        "Een collega vraagt je mee te kijken",
        "Dit is een rekening.",
        "akte.pdf",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert_eq!(post(&peter, act, &step("3", "confirm")).await, deciding);
    let log = peter.page(&format!("{page}?deel=logboek")).await;
    assert!(log.contains("Dit is een rekening.") && log.contains("Door "));
    let files = peter.page(&format!("{page}?deel=dossier")).await;
    assert!(files.contains("akte.pdf"));
    let (_, html) = peter.get(&page).await;
    assert!(html.contains("Deze zaak is afgerond: Afgekeurd"));
    let evidence = register
        .desk
        .claim(&teacher, claim)
        .await
        .expect("claim")
        .evidence;
    let (status, _) = peter
        .get_bytes(&format!("{page}/bewijs/{}", evidence[0].id))
        .await;
    assert_eq!(status, StatusCode::OK);
    let nobody = staff(&register, "st-3", "beheerder").await;
    let nobody = Visitor::with(&register, nobody).await;
    let (status, _) = nobody
        .get(&format!("{page}/bewijs/{}", evidence[0].id))
        .await;
    assert_ne!(
        status,
        StatusCode::OK,
        "who only keeps the system opens no file"
    );
    let (status, _) = nobody.get("/behandeling").await;
    assert_eq!(
        status,
        StatusCode::SEE_OTHER,
        "to where the own roles begin"
    );
    let outside = staff(&register, "st-5", "commissielid").await;
    let outside = Visitor::with(&register, outside).await;
    for page in ["/behandeling", &page] {
        let (status, html) = outside.get(page).await;
        assert_ne!(status, StatusCode::OK, "{page} is not for who only advises");
        assert!(!html.contains(&case.number));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_letter_is_looked_at_beside_the_form_before_anything_is_proposed() {
    let (register, teacher) = with_mila().await;
    reported(&register, &teacher, "In welk register ik sta").await;
    let inge = staff(&register, "st-1", "behandelaar").await;
    let worker = CaseWorker::from_actor(inge.clone()).expect("a case worker");
    let case = only_case(&register, &worker).await;
    let (title, body, _) = last_message(&register).await;
    assert_eq!(title, "We hebben je verzoek om een besluit ontvangen");
    assert!(body.contains("In welk register ik sta") && body.contains("Ik begon een maand later"));
    step(&register, &worker, &case, "take")
        .await
        .expect("taken");
    let visitor = Visitor::with(&register, inge).await;
    let page = format!("/behandeling/zaken/{}?deel=besluit", case.id);
    let html = visitor.page(&page).await;
    assert!(html.contains("Kies eerst wat je besluit") && html.contains("Bekijk de brief"));
    let id = case.id.to_string();
    let look = async |verdict: &str, becomes: &str| {
        let fields = [
            ("id", id.as_str()),
            ("seen", "2"),
            ("verdict", verdict),
            ("becomes", becomes),
            ("reasons", "Dat volgt uit je benoeming."),
            ("bekijk", "ja"),
        ];
        let back = visitor
            .post(&page, "/api/behandeling/zaak/voorstel", &fields)
            .await;
        assert!(back.starts_with(&page), "{back}");
        visitor.page(&back).await
    };
    let html = look("refused", "").await;
    for words in [
        "We wijzen je verzoek af",
        "Dat volgt uit je benoeming.",
        "volgt bij het besluit",
        "M. Zandlicht",
        "tot 6 weken na verzending",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("Fout:"));
    let html = look("granted", "vestibule").await;
    assert!(html.contains("in het registervoorportaal. Er is geen uiterste datum."));
    let seen = open(&register, &worker, &case).await;
    assert_eq!(seen.proposal(), None, "nothing was proposed");
}
