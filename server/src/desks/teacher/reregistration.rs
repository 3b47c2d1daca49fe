//! The desk of the way to re-registration: the term, the set that holds for it, and the interruptions
//! that a teacher enters.

use super::portfolio;
use crate::{
    System,
    audit::{self, Act, By},
    clock,
    desks::Desk,
    fault::Fault,
};
use app::{
    actor::Teacher,
    teacher::reregistration::{Entered, Period, Reregistration, desk::ReregistrationDesk},
};
use async_trait::async_trait;
use jiff::{Span, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    criteria::{
        Choice, Counted, CriteriaSet, Dossier, ExtendedTerm, Facts, Inputs, Interruption,
        InterruptionForm, InterruptionKind, Term, choose,
    },
    identifier::PersonId,
    sector::Sector,
};
use sqlx::PgConnection;
use uuid::Uuid;

#[async_trait]
impl ReregistrationDesk for Desk {
    async fn standing(&self, teacher: &Teacher) -> Result<Reregistration, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let (person, today) = (teacher.person(), self.0.clock.today());
        let counted = portfolio::counted(&mut conn, person, None).await?;
        let Standing { inputs, reason, .. } = of(&mut conn, person, counted, today).await?;
        Ok(Reregistration {
            inputs,
            reason,
            period: period(&mut conn, person, today).await?,
            interruptions: interruptions(&mut conn, person).await?,
            fresh: Uuid::now_v7(),
            today,
        })
    }

    async fn add_interruption(
        &self,
        teacher: &Teacher,
        number: Uuid,
        form: &InterruptionForm,
    ) -> Result<(), Problem> {
        Ok(add(&self.0, teacher.person(), number, form).await?)
    }

    async fn remove_interruption(&self, teacher: &Teacher, number: Uuid) -> Result<(), Problem> {
        Ok(remove(&self.0, teacher.person(), number).await?)
    }
}

/// What holds for a teacher today.
pub struct Standing {
    /// What an evaluation depends on, with the set that holds.
    pub inputs: Inputs,
    /// Why that set.
    pub reason: String,
    /// Whether the term has begun.
    pub begun: bool,
}

/// What holds for a teacher with these activities. A teacher who works in several sectors sees the one
/// that asks the most; one without an appointment only what every sector asks.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    conn: &mut PgConnection,
    person: PersonId,
    activities: Vec<Counted>,
    today: Date,
) -> Result<Standing, Fault> {
    let extended = term(&mut *conn, person).await?;
    let begun = extended.is_some();
    let term = extended.map_or_else(|| recent_term(today), |extended| extended.term);
    let facts = Facts {
        subjects: subjects(&mut *conn, person).await?,
        ..Facts::default()
    };
    let choice = |sector: Sector| {
        let dossier = Dossier {
            activities: &activities,
            sector,
            term: Some(term),
        };
        let sets = CriteriaSet::all();
        choose(sets, &dossier, term, &facts, None, today).map(|choice| (sector, choice))
    };
    let asks = |(_, choice): &(Sector, Choice<'_>)| choice.evaluation.rules.len();
    let (sector, choice) = sectors(conn, person, today)
        .await?
        .into_iter()
        .filter_map(choice)
        .max_by_key(asks)
        .or_else(|| Sector::ALL.into_iter().filter_map(choice).min_by_key(asks))
        .ok_or_else(|| Fault::broken("no set of criteria was in force as the term began"))?;
    Ok(Standing {
        reason: choice.reason,
        begun,
        inputs: Inputs {
            set: choice.set.id.clone(),
            version: choice.set.version.clone(),
            activities,
            sector,
            term,
            facts,
        },
    })
}

/// The four years up to and including today, for who has no term yet.
fn recent_term(today: Date) -> Term {
    let day_before = today.saturating_sub(Span::new().years(4));
    Term::from_start(day_before.tomorrow().unwrap_or(day_before))
}

/// The term of a teacher; `None` when it has not begun. It begins as the teacher is first in the
/// register with a confirmed appointment, and stays when that ends (handbook, 4.5).
async fn term(conn: &mut PgConnection, person: PersonId) -> Result<Option<ExtendedTerm>, Fault> {
    let since = sqlx::query_scalar!(
        r#"select min(greatest(lower(e.recorded), lower(p.recorded)))
           from appointment a
           join entry e on e.appointment_id = a.id and e.status = 'confirmed'
           join placement p
               on p.appointment_id = a.id and p.target = 'register' and p.recorded && e.recorded
           where a.person_id = $1"#,
        person.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let Some(since) = since else {
        return Ok(None);
    };
    let first = clock::dutch(since.to_jiff()).date();
    let entered = interruptions(conn, person).await?;
    let all: Vec<Interruption> = entered.iter().map(|one| one.interruption).collect();
    Ok(Some(ExtendedTerm::of(first, &all)))
}

/// The term, or why it has not begun.
async fn period(conn: &mut PgConnection, person: PersonId, today: Date) -> Result<Period, Fault> {
    if let Some(term) = term(&mut *conn, person).await? {
        return Ok(Period::Begun(term));
    }
    let current = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where target = 'register') as "register!",
                  count(*) filter (where target = 'vestibule') as "vestibule!"
           from current_appointment
           where person_id = $1 and valid @> $2::date"#,
        person.0,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(conn)
    .await?;
    Ok(match (current.all, current.register, current.vestibule) {
        (0, ..) => Period::NoAppointment,
        (_, 0, 1..) => Period::Vestibule,
        _ => Period::ToConfirm,
    })
}

/// The sectors in which a person works today.
async fn sectors(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<Vec<Sector>, Fault> {
    let codes = sqlx::query_scalar!(
        "select distinct b.sector
         from appointment a
         join appointment_version v on v.appointment_id = a.id and upper_inf(v.recorded)
         join school_board b on b.brin = v.brin and b.valid @> $2::date
         where a.person_id = $1
           and not v.removed
           and v.valid @> $2::date
         order by b.sector",
        person.0,
        today.to_sqlx(),
    )
    .fetch_all(conn)
    .await?;
    Ok(codes
        .iter()
        .filter_map(|code| Sector::parse(code))
        .collect())
}

/// The subjects of the re-registration: those that the teacher recorded.
async fn subjects(conn: &mut PgConnection, person: PersonId) -> Result<Vec<String>, Fault> {
    Ok(sqlx::query_scalar!(
        "select distinct v.subject
         from subject_claim c
         join subject_claim_version v on v.claim_id = c.id and upper_inf(v.recorded)
         where c.person_id = $1 and v.status = 'recorded'
         order by v.subject",
        person.0,
    )
    .fetch_all(conn)
    .await?)
}

/// The interruptions that a teacher entered, the first one first.
async fn interruptions(conn: &mut PgConnection, person: PersonId) -> Result<Vec<Entered>, Fault> {
    let rows = sqlx::query!(
        r#"select id, kind, lower(days) as "from!", upper(days) as "until!"
           from interruption
           where person_id = $1 and removed_at is null
           order by lower(days), id"#,
        person.0,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Entered {
                id: row.id,
                interruption: interruption(&row.kind, row.from.to_jiff(), row.until.to_jiff())?,
            })
        })
        .collect()
}

/// An interruption as the database keeps it.
///
/// # Errors
/// When the kind is not known.
pub fn interruption(kind: &str, from: Date, until: Date) -> Result<Interruption, Fault> {
    let kind = InterruptionKind::parse(kind)
        .ok_or_else(|| Fault::broken("an interruption has a kind that is not known"))?;
    Ok(Interruption { kind, from, until })
}

async fn add(
    system: &System,
    person: PersonId,
    number: Uuid,
    form: &InterruptionForm,
) -> Result<(), Fault> {
    let Interruption { kind, from, until } = form.parse()?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let added = sqlx::query!(
        "insert into interruption (id, person_id, kind, days, entered_at)
         values ($1, $2, $3, daterange($4, $5), $6)
         on conflict (id) do nothing",
        number,
        person.0,
        kind.code(),
        from.to_sqlx() as jiff_sqlx::Date,
        until.to_sqlx() as jiff_sqlx::Date,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        // Sent twice, or the number of somebody else.
        let own = sqlx::query_scalar!(
            r#"select exists (
                   select from interruption where id = $1 and person_id = $2
               ) as "own!""#,
            number,
            person.0,
        )
        .fetch_one(&mut *tx)
        .await?;
        return if own {
            Ok(())
        } else {
            Err(Problem::not_found().into())
        };
    }
    let act = Act::InterruptionChanged {
        interruption: number,
        change: "added".to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

async fn remove(system: &System, person: PersonId, number: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let removed = sqlx::query!(
        "update interruption set removed_at = $3
         where id = $1 and person_id = $2 and removed_at is null",
        number,
        person.0,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Err(Problem::not_found().into());
    }
    let act = Act::InterruptionChanged {
        interruption: number,
        change: "removed".to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}
