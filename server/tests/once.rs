//! A form that is sent twice is handled once, and to its end.

use crate::support::{Mood, Register, Visitor};
use app::{actor::Actor, teacher::desk::TeacherDesk};
use jiff::SignedDuration;
use std::time::Duration;

const PAGE: &str = "/school/toegang";
const ADD: &str = "/api/school/contactpersoon";

fn contact(name: &str) -> [(&str, &str); 4] {
    [
        ("name", name),
        ("role", "contact"),
        ("email", "hanna@school.example"),
        ("phone", ""),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_click_gets_the_answer_to_the_first() {
    let register = Register::new().await;
    let hanna = Visitor::of(&register, "41234").await;
    let (first, second) = (contact("Hanna"), contact("Hanna"));
    let (first, second) = tokio::join!(
        hanna.post(PAGE, ADD, &first),
        hanna.post(PAGE, ADD, &second)
    );
    assert_eq!(first, second);
    assert_eq!(hanna.post(PAGE, ADD, &contact("Hanna")).await, first);
    assert_eq!(register.count("contact_person").await, 1);

    let rogier = Visitor::of(&register, "41234").await;
    rogier.post(PAGE, ADD, &contact("Hanna")).await;
    assert_eq!(
        register.count("contact_person").await,
        2,
        "of another visitor"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_after_another_one_or_later_is_a_new_wish() {
    let register = Register::new().await;
    let hanna = Visitor::of(&register, "41234").await;
    for name in ["Hanna", "Rogier", "Hanna"] {
        hanna.post(PAGE, ADD, &contact(name)).await;
    }
    assert_eq!(register.count("contact_person").await, 3);
    register.system.clock.advance(SignedDuration::from_secs(3));
    hanna.post(PAGE, ADD, &contact("Hanna")).await;
    assert_eq!(register.count("contact_person").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_before_the_answer_loses_nothing() {
    let (register, mila) = Register::with_mila().await;
    let overview = register.desk.overview(&mila).await.expect("overview");
    let appointment = overview.appointments[0].id.to_string();
    let mila = Visitor::with(&register, Actor::Teacher(mila)).await;
    register.stand_ins.set_mood(Mood::Hanging);
    let subject = [
        ("appointment", &*appointment),
        ("subject", "NEDERLANDS"),
        ("school_types[]", "havo_vwo"),
        ("years[]", "lower"),
        ("since_day", "1"),
        ("since_month", "8"),
        ("since_year", "2020"),
    ];
    tokio::select! {
        goal = mila.post("/mijn/vakken/toevoegen", "/api/mijn/vak", &subject) => panic!("{goal}"),
        () = until(async || register.stand_ins.asked() > 0) => {}
    }
    let saved = until(async || register.count("subject_claim").await == 1);
    tokio::time::timeout(Duration::from_secs(20), saved)
        .await
        .expect("saved while nobody waited");
}

async fn until(happened: impl AsyncFn() -> bool) {
    while !happened().await {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
