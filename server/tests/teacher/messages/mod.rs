//! The message box: what is in it, that nothing of it can be changed unseen, and that one hears of it.

mod log;
mod mail;
mod post;

use super::MILA;
use crate::support::{MailServer, Register, logged_in_now};
use app::{
    actor::Teacher,
    teacher::contact::{ContactForm, desk::ContactDesk},
};
use jiff::SignedDuration;
use server::{
    messages::{self, News},
    notices,
};
use shared::identifier::PersonId;

/// A register that sends mail, with Mila as its teacher.
pub(crate) async fn register_with_mail() -> (Register, MailServer, Teacher) {
    let mail = MailServer::start().await;
    let url = serde_json::json!({ "url": mail.url, "from": "Lerarenregister <register@register.example>" });
    let register = Register::with(|config| {
        config.mail = serde_json::from_value(url).expect("configuration");
    })
    .await;
    let teacher = register.teacher(MILA).await;
    (register, mail, teacher)
}

async fn tell(register: &Register, person: PersonId, once: &str) {
    let news = News {
        person,
        title: format!("Bericht {once}"),
        body: "Er is iets veranderd.".to_owned(),
        link: "/mijn",
        once: once.to_owned(),
    };
    let mut conn = register.pool().acquire().await.expect("connection");
    messages::tell(&mut conn, register.now(), &[news])
        .await
        .expect("told");
    register.system.clock.advance(SignedDuration::from_secs(1));
}

async fn give(register: &Register) {
    notices::give(&register.system).await.expect("given");
}

fn form(email: &str, often: &str) -> ContactForm {
    ContactForm {
        email: email.to_owned(),
        akkoord: "ja".to_owned(),
        hoevaak: often.to_owned(),
    }
}

/// Chooses this address, and confirms it with the link of the mail.
pub(crate) async fn go_electronic(
    register: &Register,
    mail: &MailServer,
    teacher: &Teacher,
    often: &str,
) {
    let chosen = form("mila@school.example", often);
    register
        .desk
        .choose_contact(&logged_in_now(teacher), chosen)
        .await
        .expect("chosen");
    register.run_jobs().await;
    let code = code(&mail.mails().pop().expect("a mail"));
    register
        .desk
        .confirm_contact(teacher, &code)
        .await
        .expect("confirmed");
}

/// The code in a mail, whose lines may be folded.
fn code(mail: &str) -> String {
    let whole = mail.replace("=\n", "").replace("=3D", "=");
    let (_, rest) = whole.split_once("bevestigen?code=").expect("a link");
    rest.split_whitespace().next().expect("a code").to_owned()
}
