//! Whom of a board one can reach.

use super::{BOARD, OTHER_BOARD, fields};
use crate::support::Register;
use app::school::{contacts::NewContact, desk::SchoolDesk, tasks::Matter};
use jiff::SignedDuration;

#[tokio::test(flavor = "multi_thread")]
async fn a_board_names_whom_to_reach_and_is_asked_again_after_half_a_year() {
    let register = Register::new().await;
    let (contact, other) = (register.contact(BOARD), register.contact(OTHER_BOARD));
    let asked = || async {
        let tasks = register.tasks(&contact).await;
        tasks
            .iter()
            .any(|task| matches!(task.matter, Matter::Contacts { .. }))
    };
    assert!(asked().await, "nobody is known");
    let wrong = register
        .desk
        .add_contact(&contact, NewContact::default())
        .await;
    assert_eq!(
        fields(&wrong.expect_err("empty")),
        ["name", "email", "role"]
    );
    let els = NewContact {
        role: "contact".to_owned(),
        name: "Els Dijkstede".to_owned(),
        email: "els@waterkant.example".to_owned(),
        phone: String::new(),
    };
    register
        .desk
        .add_contact(&contact, els)
        .await
        .expect("added");
    assert!(!asked().await);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 190));
    assert!(asked().await, "half a year went by");
    register
        .desk
        .confirm_contacts(&contact)
        .await
        .expect("confirmed");
    assert!(!asked().await);

    let contacts = register.desk.contacts(&contact).await.expect("contacts");
    let id = contacts.people[0].id;
    assert!(
        register
            .desk
            .contacts(&other)
            .await
            .expect("contacts")
            .people
            .is_empty()
    );
    let not_theirs = register.desk.remove_contact(&other, id).await;
    assert_eq!(not_theirs.expect_err("not theirs").status, 404);
    register
        .desk
        .remove_contact(&contact, id)
        .await
        .expect("removed");
    assert!(asked().await);
    assert_eq!(register.audited("contact_changed").await, 2);
    assert_eq!(register.audited("contacts_confirmed").await, 1);
}
