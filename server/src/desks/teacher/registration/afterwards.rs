//! What a teacher does after asking: adding proof, taking back, and coming back.

use super::standing::waiting;
use crate::{
    System,
    audit::By,
    desks::{
        staff::cases,
        teacher::portfolio::files::{self, With},
    },
    entry::{self, own},
    fault::Fault,
};
use app::upload::File;
use shared::{
    FieldError, Problem,
    entry::{Entry, Event},
    identifier::PersonId,
};

pub(super) async fn add_proof(
    system: &System,
    person: PersonId,
    posted: Vec<File>,
) -> Result<(), Fault> {
    let (mut files, mut errors) = files::take_in(system, posted).await;
    if files.is_empty() && errors.is_empty() {
        errors.push(FieldError::new(files::FIELD, "Kies een bestand"));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors).into());
    }
    files::store(system, &mut files).await?;
    let mut tx = system.pool.begin().await?;
    let id = waiting(&mut tx, person).await?.ok_or_else(nothing_waits)?;
    let (with, now) = (With::Registration(id), system.clock.now_stored());
    files::keep(&mut tx, person, with, files, now).await?;
    cases::supplement_registration(&mut tx, system, person, id).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn withdraw(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let id = waiting(&mut tx, person).await?.ok_or_else(nothing_waits)?;
    cases::withdraw_registration(&mut tx, system, person, id).await?;
    tx.commit().await?;
    Ok(())
}

fn nothing_waits() -> Problem {
    Problem::conflict("Er is geen aanmelding die nog wacht op een besluit")
}

pub(super) async fn enter(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let own = own::locked(&mut tx, person)
        .await?
        .ok_or_else(Problem::not_found)?;
    let event = match own.entry {
        Entry::Staged => Event::Confirmed,
        _ => Event::Reentered,
    };
    let after = entry::after(Some(own.entry), event)?;
    let (now, by) = (system.clock.now_stored(), By::Teacher(person));
    own::write(&mut tx, now, by, person, (after, own.registration), event).await?;
    tx.commit().await?;
    Ok(())
}
