//! The contact persons of a board, and that it says twice a year that they are right.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
};
use app::{
    actor::SchoolContact,
    school::contacts::{ContactPerson, Contacts, NewContact, ROLES},
};
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, identifier::BoardNumber, programme::contacts_are_due};
use uuid::Uuid;

/// The most characters of a field, and the most people of a board.
const LONGEST: usize = 200;
const MOST: i64 = 50;

/// Who can be reached, and when that was last confirmed.
pub async fn list(system: &System, board: &BoardNumber) -> Result<Contacts, Fault> {
    let rows = sqlx::query!(
        "select id, role, name, email, phone, confirmed_at, unreachable_since
         from contact_person
         where board_number = $1 and ended_at is null
         order by name, id",
        board.as_str(),
    )
    .fetch_all(&system.pool)
    .await?;
    // Each is confirmed when it is added; the oldest says how long ago somebody looked at all.
    let confirmed = rows
        .iter()
        .map(|row| dutch(row.confirmed_at.to_jiff()).date())
        .min();
    Ok(Contacts {
        people: rows
            .into_iter()
            .map(|row| ContactPerson {
                id: row.id,
                role: row.role,
                name: row.name,
                email: row.email,
                phone: row.phone,
                unreachable: row.unreachable_since.map(|at| dutch(at.to_jiff()).date()),
            })
            .collect(),
        confirmed,
        is_due: contacts_are_due(confirmed, system.clock.today()),
    })
}

/// Adds somebody.
///
/// # Errors
/// 422 when the entry is not complete.
pub async fn add(system: &System, contact: &SchoolContact, new: &NewContact) -> Result<(), Fault> {
    check(new)?;
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let mut tx = system.pool.begin().await?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from contact_person
           where board_number = $1 and ended_at is null"#,
        contact.board().as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    if count >= MOST {
        let error = FieldError::new("name", "Je bestuur heeft al 50 contactpersonen");
        return Err(Problem::invalid(vec![error]).into());
    }
    sqlx::query!(
        "insert into contact_person (id, board_number, role, name, email, phone, since,
                                     confirmed_at, confirmed_by)
         values ($1, $2, $3, $4, $5, nullif($6, ''), $7, $7, $8)",
        id,
        contact.board().as_str(),
        new.role,
        new.name.trim(),
        new.email.trim(),
        new.phone.trim(),
        now.to_sqlx(),
        contact.pseudonym(),
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::ContactChanged {
        contact: id,
        change: "added".to_owned(),
    };
    let board = Some(contact.board());
    audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes somebody; who it was stays known.
///
/// # Errors
/// 404 when the board has no such contact person.
pub async fn remove(system: &System, contact: &SchoolContact, id: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let removed = sqlx::query!(
        "update contact_person
         set ended_at = $3
         where id = $1 and board_number = $2 and ended_at is null",
        id,
        contact.board().as_str(),
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Err(Problem::not_found().into());
    }
    let act = Act::ContactChanged {
        contact: id,
        change: "removed".to_owned(),
    };
    let board = Some(contact.board());
    audit::record(&mut tx, now, By::School(contact), None, board, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Says that all contact persons are right.
pub async fn confirm(system: &System, contact: &SchoolContact) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "update contact_person
         set confirmed_at = $2, confirmed_by = $3
         where board_number = $1 and ended_at is null",
        contact.board().as_str(),
        now.to_sqlx(),
        contact.pseudonym(),
    )
    .execute(&mut *tx)
    .await?;
    let board = Some(contact.board());
    audit::record(
        &mut tx,
        now,
        By::School(contact),
        None,
        board,
        &Act::ContactsConfirmed,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn check(new: &NewContact) -> Result<(), Problem> {
    let mut errors = Vec::new();
    let mut need = |right: bool, field: &str, message: &str| {
        if !right {
            errors.push(FieldError::new(field, message));
        }
    };
    let fits = |text: &str| text.trim().chars().count() <= LONGEST;
    let (name, email) = (new.name.trim(), new.email.trim());
    need(!name.is_empty(), "name", "Vul de naam in");
    need(fits(name), "name", "Maak de naam korter");
    need(
        looks_like_address(email) && fits(email),
        "email",
        "Vul een e-mailadres in, zoals naam@school.nl",
    );
    need(fits(&new.phone), "phone", "Maak het telefoonnummer korter");
    need(
        ROLES.iter().any(|(code, _)| *code == new.role),
        "role",
        "Kies een rol uit de lijst",
    );
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(errors))
    }
}

/// Something, an at sign, and a name with a dot; whether it exists only a mail can tell.
fn looks_like_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            && !host.contains('@')
            && !text.contains(char::is_whitespace)
            && host.split('.').count() > 1
            && host.split('.').all(|part| !part.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        for right in ["a@b.nl", "els.dijkstede@school.waterkant.nl"] {
            assert!(looks_like_address(right), "{right}");
        }
        for wrong in [
            "",
            "els",
            "@b.nl",
            "els@",
            "els@school",
            "els@.nl",
            "e ls@b.nl",
            "a@b@c.nl",
        ] {
            assert!(!looks_like_address(wrong), "{wrong}");
        }
    }
}
