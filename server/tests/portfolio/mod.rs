//! The portfolio on a real database: what a teacher adds, changes and removes, and what is kept.

mod activities;
mod calendar;
mod drafts;
mod evidence;
mod hostile;
mod hours;
mod importing;
mod list;
mod pages;
mod scanning;
mod take_out;
mod uploads;
mod versions;

use crate::support::Register;
use app::{
    actor::Teacher,
    teacher::portfolio::{
        Filter,
        desk::{PortfolioDesk, Target},
    },
    upload::File,
};
use jiff::SignedDuration;
use shared::{Problem, criteria::Progress, identifier::ActivityId, portfolio::ActivityForm};
use uuid::Uuid;

const MILA: &str = "999990019";
const SOMEBODY_ELSE: &str = "999990020";
const PDF: &[u8] = b"%PDF-1.7
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[]/Count 0>>
endobj
\
    trailer
<</Root 1 0 R>>
%%EOF
";
const PROGRAM: &[u8] = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00";

fn form(title: &str, hours: &str) -> ActivityForm {
    ActivityForm {
        title: title.to_owned(),
        hours: hours.to_owned(),
        from_day: "12".to_owned(),
        from_month: "10".to_owned(),
        from_year: "2026".to_owned(),
        ..ActivityForm::default()
    }
}

fn fresh() -> ActivityId {
    ActivityId(Uuid::now_v7())
}

/// Saves, a minute after what was before.
async fn save(
    register: &Register,
    teacher: &Teacher,
    target: Target,
    form: &ActivityForm,
    files: Vec<File>,
) -> Result<ActivityId, Problem> {
    register.system.clock.advance(SignedDuration::from_mins(1));
    register
        .desk
        .save_activity(teacher, target, form, files)
        .await
}

async fn add(register: &Register, teacher: &Teacher, form: &ActivityForm) -> ActivityId {
    save(register, teacher, Target::New(fresh()), form, Vec::new())
        .await
        .expect("saved")
}

async fn progress(register: &Register, teacher: &Teacher) -> Progress {
    register
        .desk
        .portfolio(teacher, &Filter::default())
        .await
        .expect("portfolio")
        .progress
}

async fn titles(register: &Register, teacher: &Teacher, search: &str) -> Vec<String> {
    let portfolio = register
        .desk
        .portfolio(teacher, &Filter::words(search))
        .await
        .expect("portfolio");
    portfolio
        .found
        .into_iter()
        .map(|entry| entry.activity.title)
        .collect()
}

fn fields(problem: Problem) -> Vec<String> {
    problem
        .errors
        .into_iter()
        .map(|error| error.field)
        .collect()
}

/// The form of an activity, and the page that it stands on.
const SAVE: &str = "/api/mijn/activiteit";
const PAGE: &str = "/mijn/portfolio/activiteit/nieuw";
