//! What stands in the form of a subject, before anybody typed anything.

use super::{
    super::{compare, overview::appointments},
    all, one,
};
use crate::{System, fault::Fault};
use app::teacher::{Appointment, ClaimInput, Delivered};
use shared::{
    authority::ClaimForm,
    identifier::{ClaimId, PersonId},
    sector::Sector,
    subject::{SchoolType, SubjectTable},
};

/// What stands in the form: the claim, or a proposal from what the school delivered.
///
/// # Errors
/// 404 when the claim is not of this person.
pub async fn input(
    system: &System,
    person: PersonId,
    claim: Option<ClaimId>,
) -> Result<ClaimInput, Fault> {
    let appointments = appointments(system, person).await?;
    let mut conn = system.pool.acquire().await?;
    let (form, delivered) = match claim {
        Some(claim) => {
            let stored = one(&mut conn, person, claim).await?;
            let form = ClaimForm::of(&stored.claim, &stored.appointment.to_string());
            (form, None)
        }
        None => {
            let claims = all(&mut conn, person, None).await?;
            let without = |a: &&Appointment| claims.iter().all(|claim| claim.appointment != a.id);
            let first = appointments.iter().find(without).or(appointments.first());
            match first {
                Some(first) => {
                    let facts = compare::facts(&mut conn, person, first.id).await?;
                    let ground = facts.and_then(|facts| facts.ground);
                    let fields = ground.map(|ground| ground.fields).unwrap_or_default();
                    let delivered = first.fields.first().map(|field| Delivered {
                        field: field.clone(),
                        since: first.starts,
                    });
                    (proposal(first, &fields), delivered)
                }
                None => (ClaimForm::default(), None),
            }
        }
    };
    Ok(ClaimInput {
        form,
        appointments: appointments
            .iter()
            .map(|a| {
                let what = if a.fields.is_empty() {
                    a.ground_name.clone()
                } else {
                    a.fields.join(", ")
                };
                (a.id, format!("{} ({what})", a.school))
            })
            .collect(),
        delivered,
        today: system.clock.today(),
    })
}

/// What the school delivered already, so that nobody types it. A field is a group of subjects; it
/// is proposed as the subject of the same code.
fn proposal(appointment: &Appointment, fields: &[String]) -> ClaimForm {
    let taught = |years: std::ops::RangeInclusive<i16>| {
        appointment.years.iter().any(|year| years.contains(year))
    };
    let years = [("lower", taught(1..=3)), ("upper", taught(4..=6))];
    let school_type = match appointment.sector {
        Some(Sector::Po) => Some(SchoolType::Po),
        Some(Sector::So) => Some(SchoolType::So),
        Some(Sector::Mbo) => Some(SchoolType::Mbo),
        // Only havo and vwo have more than four years.
        Some(Sector::Vo) if taught(5..=6) => Some(SchoolType::HavoVwo),
        _ => None,
    };
    ClaimForm {
        appointment: appointment.id.to_string(),
        subject: fields
            .iter()
            .find_map(|code| SubjectTable::current().find(code))
            .map(|subject| subject.id.clone())
            .unwrap_or_default(),
        school_types: school_type
            .into_iter()
            .map(|kind| kind.code().to_owned())
            .collect(),
        years: years
            .into_iter()
            .filter(|(_, taught)| *taught)
            .map(|(code, _)| code.to_owned())
            .collect(),
        since_day: appointment.starts.day().to_string(),
        since_month: appointment.starts.month().to_string(),
        since_year: appointment.starts.year().to_string(),
    }
}
