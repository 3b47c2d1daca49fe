//! The own record, and confirming it.

use super::{MILA, OTHER, VESTIBULE, dutch, only_appointment, outcome, save_dutch};
use crate::support::{Mood, Register, deliver_file, file, status};
use app::teacher::{BrpState, ClaimTarget, CorrectionForm, List, desk::TeacherDesk};
use jiff::civil::date;
use shared::authority::Outcome;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_appointments_has_an_empty_record() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert!(overview.appointments.is_empty() && overview.claims.is_empty());
    assert_eq!(overview.person.brp, BrpState::Waiting);
    assert_eq!(overview.person.details, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_brp_names_a_teacher_and_does_not_have_to_answer() {
    let (register, teacher) = Register::with_mila().await;
    register.stand_ins.set_mood(Mood::Failing);
    register.run_jobs().await;
    let before = register
        .desk
        .overview(&teacher)
        .await
        .expect("overview")
        .person;
    assert_eq!((before.brp, before.details), (BrpState::Unreachable, None));
    register.stand_ins.set_mood(Mood::Well);
    register
        .stand_ins
        .add_person(MILA, "Mila Johanna", "", "Zandlicht", "1987-04-02");
    server::people::look_up(&register.system, teacher.person())
        .await
        .expect("looked up");
    let after = register
        .desk
        .overview(&teacher)
        .await
        .expect("overview")
        .person;
    assert_eq!(after.brp, BrpState::Found);
    assert_eq!(
        after.details.expect("details").full_name,
        "Mila Johanna Zandlicht"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_makes_a_staged_appointment_confirmed_and_leaves_a_trace() {
    let (register, teacher) = Register::with_mila().await;
    let staged = only_appointment(&register, &teacher).await;
    assert!(!staged.confirmed);
    for _ in 0..2 {
        register
            .desk
            .confirm(&teacher, staged.id, staged.version)
            .await
            .expect("confirmed");
    }
    let confirmed = only_appointment(&register, &teacher).await;
    assert!(confirmed.confirmed && !confirmed.changed_since);
    assert_eq!(
        register.audited("appointment_confirmed").await,
        1,
        "twice the same is once"
    );
    assert_eq!(register.count("entry").await, 2, "staged stays known");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_teacher_can_be_on_both_lists() {
    let register = Register::new().await;
    deliver_file(&register, &[&[], &VESTIBULE]).await;
    let teacher = register.teacher(MILA).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert_eq!(overview.on(List::Register).count(), 1);
    let vestibule = overview.on(List::Vestibule).next().expect("an appointment");
    assert_eq!(
        vestibule.maximum.as_ref().map(|m| m.date),
        Some(date(2028, 7, 31))
    );
    assert_eq!(
        vestibule.fields,
        ["Maatschappijleer en maatschappijwetenschappen"]
    );
    assert!(vestibule.reason.contains("VO-33.4"), "{}", vestibule.reason);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_school_changed_meanwhile_is_not_confirmed_unseen() {
    let (register, teacher) = Register::with_mila().await;
    let seen = only_appointment(&register, &teacher).await;
    deliver_file(&register, &[&[("versie", "2"), ("functiecategorie", "10")]]).await;
    assert_eq!(
        status(register.desk.confirm(&teacher, seen.id, seen.version).await),
        409
    );
    assert!(!only_appointment(&register, &teacher).await.confirmed);
    register
        .desk
        .confirm(&teacher, seen.id, 2)
        .await
        .expect("confirmed");
    deliver_file(&register, &[&[("versie", "3"), ("functiecategorie", "9")]]).await;
    let changed = only_appointment(&register, &teacher).await;
    assert!(changed.confirmed && changed.changed_since);
    register
        .desk
        .confirm(&teacher, seen.id, 3)
        .await
        .expect("confirmed again");
    assert!(!only_appointment(&register, &teacher).await.changed_since);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_somebody_else_is_not_there() {
    let (register, teacher) = Register::with_mila().await;
    let claim = save_dutch(&register, &teacher).await;
    let appointment = only_appointment(&register, &teacher).await.id;
    let other = register.teacher(OTHER).await;
    let desk = &register.desk;
    assert_eq!(status(desk.confirm(&other, appointment, 1).await), 404);
    assert_eq!(
        status(
            desk.save_claim(&other, ClaimTarget::New(None), &dutch(appointment))
                .await
        ),
        404
    );
    assert_eq!(
        status(
            desk.save_claim(&other, ClaimTarget::Existing(claim), &dutch(appointment))
                .await
        ),
        404
    );
    assert_eq!(status(desk.claim(&other, claim).await), 404);
    assert_eq!(status(desk.claim_input(&other, Some(claim)).await), 404);
    assert_eq!(status(desk.record_claim(&other, claim, true).await), 404);
    assert_eq!(status(desk.remove_claim(&other, claim).await), 404);
    let files = vec![file("a.pdf", crate::support::pdf("a"))];
    assert_eq!(
        status(desk.add_claim_evidence(&other, claim, files).await),
        404
    );
    let report = CorrectionForm {
        appointment: appointment.to_string(),
        fact: "school".to_owned(),
        message: "Ik werk er niet".to_owned(),
    };
    assert_eq!(status(desk.request_correction(&other, &report).await), 404);
    assert!(
        desk.overview(&other)
            .await
            .expect("overview")
            .claims
            .is_empty()
    );
    assert_eq!(
        outcome(&register, &teacher, claim).await,
        Outcome::NotFound,
        "nothing changed"
    );
}
