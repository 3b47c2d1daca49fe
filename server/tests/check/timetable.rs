//! The timetable of a school proposes subjects.

use super::{MASTER, NUMBER, outcome, pass, with_diploma};
use crate::support::Visitor;
use app::{actor::Actor, school::desk::SchoolDesk, teacher::desk::TeacherDesk, upload::File};
use shared::authority::Outcome;

fn timetable(rows: &str) -> File {
    File {
        field: "bestand".to_owned(),
        name: "rooster.csv".to_owned(),
        bytes: format!("benoemingvolgnummer;vakcode;schoolsoort;leerjaar\n{rows}").into_bytes(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timetable_proposes_a_subject_that_the_teacher_takes_over_with_one_click() {
    let (register, teacher, appointment) = with_diploma(MASTER, "wo-master").await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let file = timetable(&format!(
        "{NUMBER};1001;havo;4\n{NUMBER};1001;vwo;5\n{NUMBER};9999;havo;4\nonbekend;1001;havo;4\n"
    ));
    desk.propose_subjects(&contact, file).await.expect("read");
    let sent = desk.timetable(&contact).await.expect("timetable");
    let wrong: Vec<bool> = sent
        .as_ref()
        .expect("one")
        .lines
        .iter()
        .map(|line| line.wrong.is_some())
        .collect();
    assert_eq!(wrong, [false, false, true, true]);

    let input = desk.claim_input(&teacher, None).await.expect("input");
    let [proposal] = input.proposals.as_slice() else {
        panic!("two rows of one subject are one proposal: {input:?}");
    };
    assert!(
        proposal.complete && input.form.years == ["upper"],
        "{input:?}"
    );
    assert_eq!(input.form.appointment, appointment.to_string());
    let other = register.teacher("999990020").await;
    let strange = desk.answer_proposal(&other, proposal.id, true).await;
    assert_eq!(strange.expect_err("not theirs").status, 404);

    pass(&register);
    let entered = desk.answer_proposal(&teacher, proposal.id, true).await;
    let claim = entered.expect("entered").expect("a subject");
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
    let input = desk.claim_input(&teacher, None).await.expect("input");
    assert!(input.proposals.is_empty());
    assert_eq!(
        desk.timetable(&contact).await.expect("timetable"),
        sent,
        "the school does not see what was answered"
    );
    let elsewhere = register.contact("41235");
    assert_eq!(desk.timetable(&elsewhere).await.expect("none"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_teacher_said_no_to_is_not_proposed_again_and_another_board_proposes_nothing() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    let (desk, contact) = (&register.desk, register.contact("41234"));
    let rows = format!("{NUMBER};1001;havo;4\n");
    let strange = register.contact("41235");
    desk.propose_subjects(&strange, timetable(&rows))
        .await
        .expect("read");
    let proposals = async || {
        let input = desk.claim_input(&teacher, None).await.expect("input");
        input.proposals
    };
    assert!(proposals().await.is_empty(), "of another board");
    for _ in 0..2 {
        pass(&register);
        desk.propose_subjects(&contact, timetable(&rows))
            .await
            .expect("read");
    }
    let [proposal] = proposals().await.try_into().expect("sent twice is one");
    let said = desk.answer_proposal(&teacher, proposal.id, false).await;
    assert_eq!(said.expect("no"), None);
    pass(&register);
    desk.propose_subjects(&contact, timetable(&rows))
        .await
        .expect("read");
    assert!(proposals().await.is_empty());
    assert_eq!(register.audited("proposal_declined").await, 1);

    let problem = desk
        .propose_subjects(&contact, timetable(""))
        .await
        .expect_err("empty");
    assert!(problem.at("bestand").is_some(), "{problem:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_school_sees_what_its_timetable_proposed_and_the_teacher_takes_it_over_on_the_page() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    let contact = register.contact("41234");
    let file = timetable(&format!("{NUMBER};1001;vwo;5\nonbekend;9999;;\n"));
    let sent = register.desk.propose_subjects(&contact, file).await;
    sent.expect("read");
    let school = Visitor::of(&register, "41234").await;
    let page = school.get("/school/rooster").await.1;
    for words in [
        "1 rij voorgesteld aan de leraar, 1 rij niet.",
        "onbekend",
        "9999",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let visitor = Visitor::with(&register, Actor::Teacher(teacher.clone())).await;
    let form = "/mijn/vakken/toevoegen";
    let page = visitor.get(form).await.1;
    assert!(
        page.contains("gaf door: Nederlands, klas 4 en hoger"),
        "{page}"
    );
    let input = register.desk.claim_input(&teacher, None).await;
    let id = input.expect("input").proposals[0].id.to_string();
    let fields = [("proposal", id.as_str()), ("antwoord", "ja")];
    let next = visitor.post(form, "/api/mijn/vak/voorstel", &fields).await;
    assert!(
        next.starts_with("/mijn/vakken/toevoegen/uitkomst?vak="),
        "{next}"
    );
    assert!(
        visitor
            .get(&next)
            .await
            .1
            .contains("Je vak past bij je diploma")
    );
}
