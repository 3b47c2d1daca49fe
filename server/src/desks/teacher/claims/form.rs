//! What stands in the form of a subject, before anybody typed anything.

use super::{
    super::{compare, diplomas, overview::appointments},
    all, one,
    proposal::{self, Proposed},
};
use crate::{System, fault::Fault};
use app::teacher::{Appointment, ClaimInput, Delivered};
use shared::{
    authority::ClaimForm,
    identifier::{AppointmentId, ClaimId, PersonId},
    sector::Sector,
    subject::{SchoolType, SubjectTable},
    timetable::school_types_of,
};
use sqlx::PgConnection;
use uuid::Uuid;

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
    let today = system.clock.today();
    let mut conn = system.pool.acquire().await?;
    let proposed = match claim {
        Some(_) => Vec::new(),
        None => proposal::open(&mut conn, person, today).await?,
    };
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
            let by_timetable = proposed
                .iter()
                .find(|p| first.is_some_and(|first| first.id == p.appointment))
                .or(proposed.first());
            match (by_timetable, first) {
                (Some(proposed), _) => (proposed.form.clone(), None),
                (None, Some(first)) => {
                    let facts = compare::facts(&mut conn, person, first.id).await?;
                    let ground = facts.and_then(|facts| facts.ground);
                    let fields = ground.map(|ground| ground.fields).unwrap_or_default();
                    let delivered = first.fields.first().map(|field| Delivered {
                        field: field.clone(),
                        since: first.starts,
                    });
                    let kinds = kinds_of(&mut conn, first.id).await?;
                    (from_school(first, &fields, kinds), delivered)
                }
                (None, None) => (ClaimForm::default(), None),
            }
        }
    };
    let about = form.appointment.parse().ok();
    let permission = diplomas::permission(&mut conn, system, person, about).await?;
    // Of some appointments the sector is not known; and what stands in the form stays there.
    let kinds = SchoolType::ALL
        .into_iter()
        .filter(|kind| {
            form.school_types.iter().any(|code| code == kind.code())
                || appointments
                    .iter()
                    .any(|a| a.sector.is_none_or(|sector| kind.is_in(sector)))
        })
        .collect();
    Ok(ClaimInput {
        number: ClaimId(Uuid::now_v7()),
        form,
        kinds,
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
        proposals: proposed.into_iter().map(Proposed::view).collect(),
        phase: permission.phase,
        consents: permission.consents,
        today,
    })
}

/// The kinds of school where the appointment is; of all locations of the school when it does not
/// name one.
async fn kinds_of(
    conn: &mut PgConnection,
    appointment: AppointmentId,
) -> Result<Vec<SchoolType>, Fault> {
    let structures = sqlx::query_scalar!(
        r#"select location.structure as "structure!"
           from appointment_version version
           join location
               on location.brin = version.brin
               and location.code = coalesce(version.location_code, location.code)
           where version.appointment_id = $1
             and upper_inf(version.recorded)
             and location.structure is not null"#,
        appointment.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(school_types_of(&structures.join("/")))
}

/// What the school delivered already, so that nobody types it. A field is a group of subjects; it
/// is proposed as the subject of the same code.
fn from_school(appointment: &Appointment, fields: &[String], kinds: Vec<SchoolType>) -> ClaimForm {
    let taught = |years: std::ops::RangeInclusive<i16>| {
        appointment.years.iter().any(|year| years.contains(year))
    };
    let school_types = match appointment.sector {
        Some(Sector::Po) => vec![SchoolType::Po],
        Some(Sector::So) => vec![SchoolType::So],
        Some(Sector::Mbo) => vec![SchoolType::Mbo],
        // Only havo and vwo have more than four years.
        Some(Sector::Vo) if taught(5..=6) => vec![SchoolType::HavoVwo],
        Some(Sector::Vo) => kinds,
        _ => Vec::new(),
    };
    // Who was delivered without years may teach all of them.
    let all = appointment.years.is_empty() && school_types.contains(&SchoolType::HavoVwo);
    let years = [
        ("lower", all || taught(1..=3)),
        ("upper", all || taught(4..=6)),
    ];
    ClaimForm {
        appointment: appointment.id.to_string(),
        subject: fields
            .iter()
            .find_map(|code| SubjectTable::current().find(code))
            .map(|subject| subject.id.clone())
            .unwrap_or_default(),
        school_types: school_types
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
