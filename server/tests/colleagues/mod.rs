//! Colleagues at an activity on a real database: feedback by link and by name, doing something
//! together, and what the board sees of it all.

mod catalogue;
mod feedback;
mod sharing;
mod team;

use crate::support::{Register, deliver_file};
use app::{
    actor::Teacher,
    teacher::{
        desk::TeacherDesk,
        portfolio::{
            colleagues::{
                InviteForm, Sent,
                desk::{ColleagueDesk, Invitee},
            },
            desk::{PortfolioDesk, Target},
        },
    },
    upload::File,
};
use jiff::SignedDuration;
use shared::{
    identifier::ActivityId,
    portfolio::{ActivityForm, FeedbackForm},
};
use uuid::Uuid;

const MILA: &str = "999990019";
const ANNA: &str = "999990020";
/// Anna, who works at the school of Mila.
const ANNA_AT_SCHOOL: [(&str, &str); 5] = [
    ("burgerservicenummer", ANNA),
    ("benoemingvolgnummer", "2014-000122"),
    ("geboortedatum", "1990-01-01"),
    ("voornamen", "Anna"),
    ("achternaam", "Rietwending"),
];

/// Mila and Anna, who work at the same school and confirmed that.
async fn two_colleagues() -> (Register, Teacher, Teacher) {
    let register = Register::new().await;
    register
        .stand_ins
        .add_person(ANNA, "Anna", "", "Rietwending", "1990-01-01");
    deliver_file(&register, &[&[], &ANNA_AT_SCHOOL]).await;
    // The BRP says what they are called.
    register.run_jobs().await;
    let mila = confirmed(&register, MILA).await;
    let anna = confirmed(&register, ANNA).await;
    (register, mila, anna)
}

/// The teacher with this BSN, who confirmed every appointment.
async fn confirmed(register: &Register, bsn: &str) -> Teacher {
    let teacher = register.teacher(bsn).await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in &overview.appointments {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
    teacher
}

fn activity(title: &str) -> ActivityForm {
    ActivityForm {
        title: title.to_owned(),
        hours: "6".to_owned(),
        category: "vakdidactisch".to_owned(),
        from_day: "12".to_owned(),
        from_month: "10".to_owned(),
        from_year: "2026".to_owned(),
        reflection: "Ik stel nu betere vragen.".to_owned(),
        ..ActivityForm::default()
    }
}

/// Adds an activity, a minute after what was before.
async fn add(register: &Register, teacher: &Teacher, title: &str, files: Vec<File>) -> ActivityId {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let target = Target::New(ActivityId(Uuid::now_v7()));
    register
        .desk
        .save_activity(teacher, target, &activity(title), files)
        .await
        .expect("saved")
}

/// Invites, and returns the invitation as it stands on the page.
async fn invite(
    register: &Register,
    teacher: &Teacher,
    activity: ActivityId,
    form: InviteForm,
) -> Sent {
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .invite(teacher, activity, &form)
        .await
        .expect("invited");
    let around = register.desk.around(teacher, activity, "").await;
    around.expect("around").invitations.remove(0)
}

fn by_link(kind: &str) -> InviteForm {
    InviteForm {
        kind: kind.to_owned(),
        ..InviteForm::default()
    }
}

/// What stands in the address of a link after the last slash.
fn key(sent: &Sent) -> String {
    let link = sent.link.as_deref().expect("a link");
    link.rsplit('/').next().expect("a key").to_owned()
}

fn guest(key: &str) -> Invitee {
    Invitee {
        key: key.to_owned(),
        teacher: None,
    }
}

fn as_teacher(key: impl ToString, teacher: &Teacher) -> Invitee {
    Invitee {
        key: key.to_string(),
        teacher: Some(teacher.clone()),
    }
}

fn words() -> FeedbackForm {
    FeedbackForm {
        name: "B. Waterlander".to_owned(),
        seen: "Ik was bij de les.".to_owned(),
        good: "Je vragen nodigen uit om te praten.".to_owned(),
        better: "Laat leerlingen elkaar vragen stellen.".to_owned(),
        remark: String::new(),
    }
}

/// Saves a change, a minute after what was before.
async fn save(register: &Register, teacher: &Teacher, target: Target, form: &ActivityForm) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let saved = register
        .desk
        .save_activity(teacher, target, form, Vec::new())
        .await;
    saved.expect("saved");
}
