//! What a teacher can prove of the register now, and the proofs that were made of it.

use crate::{System, desks::teacher, fault::Fault};
use app::teacher::{List, Overview};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use shared::{
    authority::Outcome,
    identifier::PersonId,
    proof::{ProofCode, Provable, Shown, Standing},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A proof that was made.
pub struct Kept {
    /// Its number.
    pub id: Uuid,
    /// Of whom.
    pub person: PersonId,
    /// Its code.
    pub code: ProofCode,
    /// Its list of what was withdrawn, and the place in it.
    pub place: (i16, i32),
    /// The day on which it was made.
    pub made: Date,
    /// The last day.
    pub until: Date,
    /// What it shows.
    pub shown: Shown,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

impl Kept {
    /// How it stands today, by what can be proven now.
    pub fn standing(&self, now: Option<&Provable>, today: Date) -> Standing {
        Standing::of(&self.shown, self.until, self.withdrawn, now, today)
    }

    /// The moment at which its last day is over.
    ///
    /// # Errors
    /// When the day is out of reach.
    pub fn ends(&self) -> Result<Timestamp, Fault> {
        let zone = TimeZone::get("Europe/Amsterdam").map_err(Fault::broken)?;
        let next = self.until.tomorrow().map_err(Fault::broken)?;
        let end = next.to_zoned(zone).map_err(Fault::broken)?;
        Ok(end.timestamp())
    }
}

/// Which proof is meant.
#[derive(Clone, Copy)]
pub enum Which<'a> {
    /// The one with this number.
    Id(Uuid),
    /// The one with this code.
    Code(&'a ProofCode),
    /// The one at this place of a list.
    Place((i16, i32)),
    /// All of a person, the newest first.
    Of(PersonId),
}

/// The proofs that are meant.
///
/// # Errors
/// When the database does not answer.
pub async fn find(conn: &mut PgConnection, which: Which<'_>) -> Result<Vec<Kept>, Fault> {
    let (mut id, mut code, mut list, mut place, mut person) = (None, None, None, None, None);
    match which {
        Which::Id(one) => id = Some(one),
        Which::Code(one) => code = Some(one.as_str()),
        Which::Place(one) => (list, place) = (Some(one.0), Some(one.1)),
        Which::Of(one) => person = Some(one.0),
    }
    let rows = sqlx::query!(
        "select id, person_id, code, list, place, made_at, until, content,
                withdrawn_at is not null as \"withdrawn!\"
         from proof
         where id = $1 or code = $2 or (list = $3 and place = $4) or person_id = $5
         order by made_at desc, id desc",
        id,
        code,
        list,
        place,
        person,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Kept {
                id: row.id,
                person: PersonId(row.person_id),
                code: ProofCode::parse(&row.code).ok_or_else(|| Fault::broken("no code"))?,
                place: (row.list, row.place),
                made: crate::clock::dutch(row.made_at.to_jiff()).date(),
                until: row.until.to_jiff(),
                shown: serde_json::from_value(row.content)?,
                withdrawn: row.withdrawn,
            })
        })
        .collect()
}

/// What this person can prove now; nothing for who is not in the register.
///
/// # Errors
/// When the database does not answer.
pub async fn provable(system: &System, person: PersonId) -> Result<Option<Provable>, Fault> {
    let overview = teacher::overview_of(system, person).await?;
    let since = sqlx::query_scalar!(
        r#"select min(entered)
           from (
               select lower(e.recorded) as entered
               from current_appointment c
               join entry e on e.appointment_id = c.id and e.status = 'confirmed'
               where c.person_id = $1 and c.target = 'register' and c.confirmed
               union all
               -- Who is entered without an appointment (article 38h, third paragraph, WPO).
               select lower(own.recorded)
               from own_entry own
               join own_entry now
                   on now.person_id = own.person_id
                   and upper_inf(now.recorded)
                   and now.status = 'confirmed'
               where own.person_id = $1 and own.status = 'confirmed'
           ) as entries"#,
        person.0,
    )
    .fetch_one(&system.pool)
    .await?;
    let since = since.map(|at| crate::clock::dutch(at.to_jiff()).date());
    Ok(since.and_then(|since| of(&overview, since)))
}

fn of(overview: &Overview, since: Date) -> Option<Provable> {
    let listed: Vec<_> = overview
        .on(List::Register)
        .filter(|appointment| appointment.confirmed)
        .map(|appointment| appointment.id)
        .collect();
    let details = overview.person.details.as_ref()?;
    let mut subjects: Vec<String> = overview
        .claims
        .iter()
        .filter(|claim| claim.recorded && listed.contains(&claim.appointment))
        .filter(|claim| matches!(claim.outcome, Outcome::Confirmed | Outcome::Evidenced))
        .map(|claim| format!("{}, {}", claim.subject, claim.extent))
        .collect();
    // For which the register itself decided that the teacher is qualified.
    let own = overview.own.iter().filter(|own| own.entry.counts());
    subjects.extend(own.map(|own| own.education.clone()));
    subjects.sort();
    subjects.dedup();
    overview.is_registered().then(|| Provable {
        name: details.full_name.clone(),
        number: overview.person.number.grouped(),
        since,
        birth_date: overview.person.birth_date,
        subjects,
    })
}

/// The places of this list that hold nothing any more: withdrawn, of who is not in the register, or of
/// which the register says something else since [`look_again`].
///
/// # Errors
/// When the database does not answer.
pub async fn withdrawn(system: &System, list: i16) -> Result<Vec<i32>, Fault> {
    let places = sqlx::query_scalar!(
        "select p.place
         from proof p
         where p.list = $1
           and p.until >= $2
           and (p.withdrawn_at is not null or p.outdated_since is not null or not exists (
               select
               from current_appointment c
               where c.person_id = p.person_id
                 and c.target = 'register'
                 and c.confirmed
                 and (c.last_day is null or c.last_day >= $2)
               union all
               select
               from own_entry own
               where own.person_id = p.person_id
                 and upper_inf(own.recorded)
                 and own.status = 'confirmed'
           ))",
        list,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(places)
}

/// Looks of every proof that can still be checked whether the register says what it shows, and keeps
/// since when it does not. A proof that is right again, holds again.
///
/// # Errors
/// When the database does not answer.
pub async fn look_again(system: &System) -> Result<(), Fault> {
    let today = system.clock.today();
    let persons = sqlx::query_scalar!(
        "select distinct person_id from proof where until >= $1 and withdrawn_at is null",
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    for person in persons.into_iter().map(PersonId) {
        let now = provable(system, person).await?;
        let mut conn = system.pool.acquire().await?;
        let kept = find(&mut conn, Which::Of(person)).await?;
        let outdated: Vec<Uuid> = kept
            .iter()
            .filter(|kept| kept.standing(now.as_ref(), today) == Standing::Outdated)
            .map(|kept| kept.id)
            .collect();
        sqlx::query!(
            "update proof
             set outdated_since = case when id = any($2) then $3::timestamptz end
             where person_id = $1 and (outdated_since is not null) <> (id = any($2))",
            person.0,
            &outdated,
            system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
