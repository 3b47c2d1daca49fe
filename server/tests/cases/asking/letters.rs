//! The letters of it, beside their forms and as they go.

use super::super::{days_later, only_case, open, reported, staff, step, workers};
use super::{OF_REGISTER, ask, in_hand};
use crate::{
    support::{Visitor, deliver_file},
    teacher::messages::{go_electronic, register_with_mail},
};
use app::staff::post::desk::PostDesk;
use shared::case::Wait;

#[tokio::test(flavor = "multi_thread")]
async fn once_the_mail_of_a_question_came_back_no_term_stands_still_until_its_letter_goes() {
    let (register, mail, teacher) = register_with_mail().await;
    deliver_file(&register, &[&[]]).await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    reported(&register, &teacher, OF_REGISTER).await;
    let (inge, _) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    let due = async || open(&register, &inge, &case).await.due.date;
    let plain = due().await;
    let asked = ask(&register, &inge, &case, Wait::Completion).await;
    asked.expect("asked, by mail");
    assert!(due().await > plain, "it stands still");
    let back = register.desk.came_back(&inge, "mila@school.example").await;
    back.expect("noted");
    assert_eq!(due().await, plain, "nothing told the teacher");
    let post = register.desk.post(&inge).await.expect("the letters");
    for letter in post.letters {
        let posted = register.desk.mark_posted(&inge, letter.id).await;
        posted.expect("posted");
    }
    assert!(due().await > plain, "the letter did");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_letter_is_looked_at_beside_its_form_before_it_goes() {
    let (register, _, inge, case) = in_hand().await;
    let actor = staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let page = format!("/behandeling/zaken/{}", case.id);
    let html = visitor.page(&page).await;
    assert!(html.contains("Hier staat straks wat de leraar leest."));
    let id = case.id.to_string();
    let look = async |to: &str, fields: &[(&str, &str)]| {
        let mut all = vec![("id", id.as_str()), ("seen", "2"), ("bekijk", "ja")];
        all.extend(fields);
        let back = visitor
            .post(&page, &format!("/api/behandeling/zaak/{to}"), &all)
            .await;
        assert!(back.starts_with(&page), "{back}");
        visitor.page(&back).await
    };
    let asked = [("what", "completion"), ("question", "Welk vak geef je nu?")];
    let later = [("kind", "adjourned"), ("reason", "We zoeken het nog uit.")];
    for (to, fields, title, body) in [
        (
            "vraag",
            asked,
            "We missen nog iets in zaak",
            "Welk vak geef je nu? Je hebt daarvoor tot en met 7 december 2026.",
        ),
        (
            "verdagen",
            later,
            "komt later",
            "We zoeken het nog uit. Je hoort het nu uiterlijk op",
        ),
    ] {
        let html = look(to, &fields).await;
        for words in ["Zo leest de leraar het", title, body] {
            assert!(html.contains(words), "{words}");
        }
        assert!(!html.contains("Fout:"));
    }
    let seen = open(&register, &inge, &case).await;
    assert_eq!(seen.line.seen, 2, "nothing was done");
    assert!(seen.procedure.asked.is_empty() && !seen.procedure.adjourned);

    let asked = ask(&register, &inge, &case, Wait::Completion).await;
    asked.expect("asked");
    let letter = [
        ("report", "Ik geef nu Duits."),
        ("came_day", "23"),
        ("came_month", "11"),
        ("came_year", "2026"),
    ];
    let html = look("vraag/einde", &letter).await;
    assert!(html.contains("Hij kwam op 23 november 2026. Er stond: ‘Ik geef nu Duits.’"));
    days_later(&register, 120);
    let notice = [
        ("sequel", "default_notice"),
        ("received_day", "22"),
        ("received_month", "3"),
        ("received_year", "2027"),
    ];
    let visitor = Visitor::with(&register, staff(&register, "st-1", "behandelaar").await).await;
    let mut fields = vec![("id", id.as_str()), ("bekijk", "ja")];
    fields.extend(notice);
    let back = visitor
        .post(&page, "/api/behandeling/zaak/vervolg", &fields)
        .await;
    let html = visitor.page(&back).await;
    assert!(html.contains("We zijn te laat met beslissen. We hebben nog tot en met 5 april 2027."));
    let seen = open(&register, &inge, &case).await;
    assert!(seen.procedure.asked[0].open && seen.procedure.sequels.is_empty());
}
