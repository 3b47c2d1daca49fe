//! What each phase of the comparison asks, does and says (handbook, 3.5).

use super::tables::stricter;
use super::{BACHELOR, MASTER, MILA, dutch, enter, in_phase, outcome, pass, with_diploma};
use crate::support::{Mood, Visitor};
use app::{
    actor::Actor,
    teacher::{ClaimTarget, desk::TeacherDesk},
};
use server::desks::teacher::{compare_anew, unclear_programmes};
use shared::authority::{ClaimForm, Gap, Outcome, Phase};

#[tokio::test(flavor = "multi_thread")]
async fn an_own_declaration_asks_nobody_and_stands_as_it_is() {
    for phase in [0, 1] {
        let (register, teacher, appointment) = in_phase(phase, MASTER).await;
        let claim = enter(&register, &teacher, appointment).await;
        assert_eq!(
            outcome(&register, &teacher, claim).await,
            Outcome::NotChecked
        );
        assert_eq!(register.stand_ins.asked(), 0);
        let refused = register.desk.look_up_diplomas(&teacher).await;
        assert_eq!(refused.expect_err("not allowed").status, 409);
        assert_eq!(register.stand_ins.asked(), 0);
        let detail = register.desk.claim(&teacher, claim).await.expect("claim");
        assert_eq!(Some(detail.phase), Phase::of_number(phase));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_consent_the_diplomas_are_compared_and_without_it_they_are_not_any_more() {
    let (register, teacher, appointment) = in_phase(2, MASTER).await;
    let claim = enter(&register, &teacher, appointment).await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::NotChecked
    );
    assert_eq!(register.stand_ins.asked(), 0);

    let desk = &register.desk;
    desk.set_consent(&teacher, true).await.expect("given");
    pass(&register);
    register.run_jobs().await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
    let messages = desk.messages(&teacher, 1).await.expect("messages").rows;
    assert!(messages[0].title.contains("Nederlands"), "{messages:?}");
    let mine = desk.my_diplomas(&teacher).await.expect("diplomas");
    assert!(mine.consents && mine.asked[0].answered);
    assert_eq!(mine.held.expect("held").diplomas[0].programme, MASTER);

    pass(&register);
    desk.set_consent(&teacher, false).await.expect("withdrawn");
    desk.set_consent(&teacher, false)
        .await
        .expect("twice is once");
    pass(&register);
    register.run_jobs().await;
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::NotChecked
    );
    assert_eq!(register.stand_ins.asked(), 1, "not asked any more");
    assert_eq!(register.audited("consent_changed").await, 2);
    let kept: i64 = sqlx::query_scalar("select count(*) from claim_check")
        .fetch_one(register.pool())
        .await
        .expect("count");
    assert_eq!(kept, 3, "what was told stays in the history");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_say_of_each_phase_what_happens_with_the_data() {
    for phase in Phase::ALL {
        let (register, teacher, _) = in_phase(phase.number(), MASTER).await;
        let visitor = Visitor::with(&register, Actor::Teacher(teacher)).await;
        for address in ["/mijn/vakken/toevoegen", "/mijn/diplomas"] {
            let page = visitor.get(address).await.1;
            for other in Phase::ALL {
                // The last phase says all that the one before says, and more.
                let said = phase.text().starts_with(other.text());
                assert_eq!(
                    page.contains(other.text()),
                    said,
                    "{other:?} in {phase:?} on {address}"
                );
            }
            assert_eq!(
                page.contains("Ik geef toestemming"),
                phase == Phase::Consent,
                "{phase:?} on {address}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diploma_register_that_is_away_is_said_and_what_it_said_before_stays() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    let desk = &register.desk;
    let before = desk.my_diplomas(&teacher).await.expect("nothing yet");
    assert!(before.held.is_none() && before.asked.is_empty());
    assert_eq!(
        register.stand_ins.asked(),
        0,
        "looking at the page asks nothing"
    );
    desk.look_up_diplomas(&teacher).await.expect("asked");
    pass(&register);
    register.stand_ins.set_mood(Mood::Failing);
    desk.look_up_diplomas(&teacher).await.expect("no error");
    let mine = desk.my_diplomas(&teacher).await.expect("diplomas");
    let answered: Vec<bool> = mine.asked.iter().map(|one| one.answered).collect();
    assert_eq!(answered, [false, true], "newest first");
    assert_eq!(mine.held.expect("held").diplomas.len(), 1);
    assert_eq!(register.audited("diplomas_asked").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_qualified_teacher_chooses_a_subject_and_nothing_else() {
    let (register, teacher, _) = with_diploma(MASTER, "wo-master").await;
    sqlx::query("update location set structure = 'HAVO/VWO' where code = '99QA01'")
        .execute(register.pool())
        .await
        .expect("changed");
    let input = register.desk.claim_input(&teacher, None).await;
    let form = ClaimForm {
        subject: "Nederlands".to_owned(),
        ..input.expect("input").form
    };
    pass(&register);
    let claim = register
        .desk
        .save_claim(&teacher, ClaimTarget::New(None), &form)
        .await;
    let claim = claim.expect("all else was filled in");
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::Confirmed
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_say_what_happens_with_the_data_and_take_the_answers_without_javascript() {
    let (register, teacher, appointment) = in_phase(2, MASTER).await;
    let visitor = Visitor::with(&register, Actor::Teacher(teacher.clone())).await;
    let form = visitor.get("/mijn/vakken/toevoegen").await.1;
    assert!(form.contains("Geef je toestemming?"), "{form}");
    let claim = enter(&register, &teacher, appointment).await;
    let address = format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}");
    let page = visitor.get(&address).await.1;
    assert!(page.contains("eigen opgave") && page.contains("Ik geef toestemming"));
    let list = visitor.get("/mijn/vakken").await.1;
    assert!(
        list.contains("Eigen opgave") && !list.contains("badge--warning"),
        "no warning"
    );

    let consent = "/api/mijn/diplomas/toestemming";
    let next = visitor.post(&address, consent, &[("antwoord", "ja")]).await;
    assert_eq!(next, "/mijn/diplomas?melding=toestemming");
    pass(&register);
    register.run_jobs().await;
    let page = visitor.get(&next).await.1;
    for words in [
        "Je gaf toestemming",
        "Trek je toestemming in",
        MASTER,
        "Om je vak te vergelijken",
        Gap::Abroad.text(),
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains(MILA));

    register.stand_ins.set_mood(Mood::Failing);
    pass(&register);
    let next = visitor
        .post("/mijn/diplomas", "/api/mijn/diplomas/opvragen", &[])
        .await;
    let page = visitor.get(&next).await.1;
    assert!(page.contains("Dat ligt niet aan jou") && page.contains(MASTER));

    compare_anew(&register.system, &stricter(), None)
        .await
        .expect("compared");
    assert!(
        visitor
            .get("/mijn")
            .await
            .1
            .contains("Beantwoord een vraag over je vak Nederlands")
    );
    let page = visitor.get(&address).await.1;
    assert!(page.contains("Wat er staat, blijft staan"), "{page}");
    let fields = [
        ("claim", claim.to_string()),
        ("antwoord", "correctie".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let next = visitor.post(&address, "/api/mijn/vak/vraag", &fields).await;
    assert!(
        next.starts_with("/mijn/gegevens/correctie?benoeming="),
        "{next}"
    );
    assert!(
        !visitor
            .get(&address)
            .await
            .1
            .contains("Met de nieuwe tabel")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_programme_that_is_not_clear_is_reported_without_the_person_in_phase_4_only() {
    for (phase, reported) in [(3, false), (4, true)] {
        let (register, teacher, appointment) = in_phase(phase, BACHELOR).await;
        let form = ClaimForm {
            years: vec!["upper".to_owned()],
            ..dutch(appointment)
        };
        pass(&register);
        let claim = register
            .desk
            .save_claim(&teacher, ClaimTarget::New(None), &form)
            .await;
        let claim = claim.expect("saved");
        assert_eq!(outcome(&register, &teacher, claim).await, Outcome::Related);
        let file = unclear_programmes(register.pool()).await.expect("a file");
        let text = String::from_utf8(file).expect("text");
        assert_eq!(text.contains(BACHELOR), reported, "{text}");
        assert!(!text.contains("Zandlicht") && !text.contains(MILA));
    }
}
