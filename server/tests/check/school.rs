//! What the school says changes, and the subject is compared with it again.

use super::{MASTER, MILA, NUMBER, enter, in_phase, outcome, pass};
use crate::support::{Deliverer, Register, appointment, deliver_file};
use app::teacher::desk::TeacherDesk;
use serde_json::{Value, json};
use server::desks::teacher::compare_with_school;
use shared::authority::Outcome;

#[tokio::test(flavor = "multi_thread")]
async fn what_the_school_corrects_ends_a_conflict_and_what_it_gets_wrong_begins_one() {
    let register = Register::new().await;
    let mut deliverer = Deliverer::with_mandate(&register).await;
    let mut deliver = async |message: Value| {
        deliverer.log_in_again(&register).await;
        let (status, body) = deliverer.json(&register, "PUT", &message).await;
        assert!(status.is_success(), "{status} {body}");
        pass(&register);
        register.run_jobs().await;
        pass(&register);
    };
    let unqualified = |version| {
        let mut message = appointment(NUMBER, version);
        message["grondslag"] = json!({
            "code": "VO-33.4", "ingangsdatumGrond": "2026-11-01", "verklaringInspanning": true,
        });
        message["onderwijs"]["onderwijsterreinen"] = json!(["NEDERLANDS"]);
        message
    };
    deliver(unqualified(1)).await;
    register
        .stand_ins
        .add_diploma(MILA, None, MASTER, "wo-master", "2013-06-28");
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    let claim = enter(&register, &teacher, overview.appointments[0].id).await;
    let now = async || outcome(&register, &teacher, claim).await;
    assert_eq!(now().await, Outcome::Conflicting);
    let asked = register.stand_ins.asked();
    let told = async |title: &str| {
        let messages = register.desk.messages(&teacher, 1).await;
        let messages = messages.expect("messages").rows;
        messages.iter().filter(|one| one.title == title).count()
    };

    let settled = "Je school en je diploma zeggen nu hetzelfde over Nederlands";
    deliver(appointment(NUMBER, 2)).await;
    assert_eq!(now().await, Outcome::Confirmed);
    assert_eq!(told(settled).await, 1);
    assert_eq!(
        register.stand_ins.asked(),
        asked,
        "what the Diplomaregister said before is enough"
    );

    // Another place is nothing to compare again for.
    let checked = register.audited("claim_checked").await;
    let mut elsewhere = appointment(NUMBER, 3);
    elsewhere["school"]["vestigingscode"] = json!("99QA00");
    deliver(elsewhere).await;
    assert_eq!(register.audited("claim_checked").await, checked);

    deliver(unqualified(4)).await;
    assert_eq!(now().await, Outcome::Conflicting);
    let disputed = "Je school zegt iets anders over Nederlands dan je diploma";
    assert_eq!((told(settled).await, told(disputed).await), (1, 1));
    // Another subject on the same ground contradicts nothing.
    let mut society = unqualified(5);
    society["onderwijs"]["onderwijsterreinen"] = json!(["MAATSCHAPPIJLEER"]);
    deliver(society).await;
    assert_eq!(now().await, Outcome::Confirmed);
    assert_eq!(told(settled).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn diplomas_of_which_the_consent_was_withdrawn_are_not_compared_with_the_school() {
    let (register, teacher, appointment) = in_phase(2, MASTER).await;
    let desk = &register.desk;
    desk.set_consent(&teacher, true).await.expect("given");
    let claim = enter(&register, &teacher, appointment).await;
    let now = async || outcome(&register, &teacher, claim).await;
    assert_eq!(now().await, Outcome::Confirmed);
    desk.set_consent(&teacher, false).await.expect("withdrawn");
    let unqualified = [
        ("versie", "2"),
        ("vestigingscode", "99QA01"),
        ("grondslag", "VO-33.4"),
        ("ingangsdatumGrond", "2026-11-01"),
        ("verklaringInspanning", "ja"),
        ("onderwijsterreinen", "NEDERLANDS"),
    ];
    deliver_file(&register, &[&unqualified]).await;
    // Whichever job comes first.
    compare_with_school(&register.system, claim)
        .await
        .expect("compared");
    assert_eq!(now().await, Outcome::Confirmed, "what was told, stays");
    pass(&register);
    register.run_jobs().await;
    assert_eq!(now().await, Outcome::NotChecked);
    let disputed = register
        .count("message where title like 'Je school zegt iets anders%'")
        .await;
    assert_eq!(disputed, 0);
}
