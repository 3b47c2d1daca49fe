//! What a teacher hears before the end of the term.

use super::{confirmed, days_pass, off};
use crate::support::Register;
use app::{
    actor::Teacher,
    teacher::{desk::TeacherDesk, reregistration::desk::ReregistrationDesk},
};
use server::reminders::remind;
use shared::criteria::EXAMPLE;
use uuid::Uuid;

async fn titles(register: &Register, teacher: &Teacher) -> Vec<String> {
    remind(&register.system).await.expect("reminded");
    let mut messages = register
        .desk
        .messages(teacher, 1)
        .await
        .expect("messages")
        .rows;
    messages.retain(|message| message.title.starts_with("Je periode voor herregistratie"));
    for message in &messages {
        assert!(message.body.contains(EXAMPLE), "{}", message.body);
    }
    messages.sort_by_key(|message| message.at);
    messages.into_iter().map(|message| message.title).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_hears_at_the_dated_moments_that_the_term_ends_each_once() {
    let (register, teacher) = confirmed().await;
    // The term is from 23 November 2026 to 22 November 2030.
    days_pass(&register, 1094);
    assert!(titles(&register, &teacher).await.is_empty(), "too early");
    days_pass(&register, 1);
    assert_eq!(
        titles(&register, &teacher).await,
        ["Je periode voor herregistratie eindigt binnen 12 maanden"]
    );
    days_pass(&register, 1);
    assert_eq!(titles(&register, &teacher).await.len(), 1, "once");

    // What makes the term longer has moments of its own: the first is still to come.
    let leave = off("geen_benoeming", ["1", "1", "2030"], ["31", "1", "2030"]);
    register
        .desk
        .add_interruption(&teacher, Uuid::now_v7(), &leave)
        .await
        .expect("added");
    assert_eq!(titles(&register, &teacher).await.len(), 1);
    let mut heard = Vec::new();
    for _ in 0..16 {
        days_pass(&register, 28);
        heard = titles(&register, &teacher).await;
    }
    assert_eq!(
        heard,
        [
            "Je periode voor herregistratie eindigt binnen 12 maanden",
            "Je periode voor herregistratie eindigt binnen 12 maanden",
            "Je periode voor herregistratie eindigt binnen 6 maanden",
            "Je periode voor herregistratie eindigt binnen 3 maanden",
            "Je periode voor herregistratie eindigt binnen 1 maand",
            "Je periode voor herregistratie eindigt",
        ]
    );
}
