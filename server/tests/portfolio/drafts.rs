//! What keeps the drafts in a browser apart, and closed for others.

use super::{MILA, SOMEBODY_ELSE};
use crate::support::{Register, Visitor};
use app::{
    actor::Actor,
    desk::Visit,
    session::{DraftKey, desk::SessionDesk},
};

async fn key(register: &Register, bsn: &str) -> DraftKey {
    let visit = Visit {
        actor: Some(Actor::Teacher(register.teacher(bsn).await)),
        display_name: String::new(),
    };
    let visitor = register.desk.visitor(&visit).await.expect("an answer");
    visitor.expect("somebody").drafts
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_of_one_person_the_same_at_each_login_and_tells_nothing() {
    let register = Register::new().await;
    let own = key(&register, MILA).await;
    assert_eq!(own, key(&register, MILA).await);
    let other = key(&register, SOMEBODY_ELSE).await;
    assert_ne!(own.key, other.key);
    assert_ne!(own.owner, other.owner);
    assert_eq!(own.key.len(), 64, "32 bytes");
    let person = register.person(MILA).await.to_string();
    let page = Visitor::teacher(&register, MILA)
        .await
        .page("/mijn/portfolio/activiteit/nieuw")
        .await;
    let closed_with = format!("data-owner=\"{}\" data-key=\"{}\"", own.owner, own.key);
    assert!(page.contains(&closed_with), "files are kept so too");
    for secret in [MILA, person.as_str(), own.key.as_str()] {
        assert!(!own.owner.contains(secret), "{secret}");
    }
}
