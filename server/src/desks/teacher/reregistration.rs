//! The desk of the way to re-registration: the term, the set that holds for it, and the interruptions
//! that make it longer.

mod interruptions;

use super::portfolio;
use crate::{clock, criteria, desks::Desk, fault::Fault};
use app::{
    actor::Teacher,
    teacher::{
        procedure::Sent,
        reregistration::{Entered, Newer, Period, Reregistration, desk::ReregistrationDesk},
    },
};
use async_trait::async_trait;
use jiff::{Span, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    criteria::{
        Choice, Counted, Dossier, ExtendedTerm, Facts, Inputs, Interruption, InterruptionForm,
        Term, choose, evaluate, may_choose, newer,
    },
    identifier::PersonId,
    portfolio::Quarters,
    sector::Sector,
};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

#[async_trait]
impl ReregistrationDesk for Desk {
    async fn standing(&self, teacher: &Teacher) -> Result<Reregistration, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let (person, today) = (teacher.person(), self.0.clock.today());
        let counted = portfolio::counted(&mut conn, person, None).await?;
        let standing = of(&mut conn, person, counted, today).await?;
        Ok(Reregistration {
            newer: newer_sets(&mut conn, &standing, today).await?,
            chosen: criteria::choice::of(&mut conn, person).await?,
            may_choose: standing.begun && may_choose(standing.inputs.term, today),
            inputs: standing.inputs,
            reason: standing.reason,
            decided: decided(&mut conn, person).await?,
            door: super::procedure::door_of(&mut conn, person, today).await?,
            period: period(&mut conn, person, today).await?,
            interruptions: interruptions::of(&mut conn, &[person.0])
                .await?
                .remove(&person.0)
                .unwrap_or_default(),
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
        Ok(interruptions::add(&self.0, teacher.person(), number, form).await?)
    }

    async fn choose_criteria(
        &self,
        teacher: &Teacher,
        version: Option<&str>,
    ) -> Result<(), Problem> {
        Ok(criteria::choice::choose(&self.0, teacher.person(), version).await?)
    }

    async fn remove_interruption(&self, teacher: &Teacher, number: Uuid) -> Result<(), Problem> {
        Ok(interruptions::remove(&self.0, teacher.person(), number).await?)
    }
}

/// What a board may read of it (article 38o, second paragraph, under e, WPO): the last day of the term, and
/// what was decided last.
///
/// # Errors
/// When the database does not answer.
pub async fn shown_to_board(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<(Option<Date>, Option<(bool, Date)>), Fault> {
    let term = term(&mut *conn, person).await?;
    Ok((
        term.map(|extended| extended.term.last),
        decided(conn, person).await?,
    ))
}

/// What was decided last: whether this person was registered again, and the last day of that term.
async fn decided(conn: &mut PgConnection, person: PersonId) -> Result<Option<(bool, Date)>, Fault> {
    let row = sqlx::query!(
        r#"select outcome = 'granted' as "granted!", upper(term) - 1 as "last!"
           from reregistration
           where person_id = $1 and upper_inf(recorded)
           order by upper(term) desc
           limit 1"#,
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.granted, row.last.to_jiff())))
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
    let exempt_months = extended.as_ref().map_or(0, ExtendedTerm::exempt_months);
    let term = extended.map_or_else(|| recent_term(today), |extended| extended.term);
    let (reviews_received, reviews_given) =
        portfolio::colleagues::reviews(&mut *conn, &[person.0], term)
            .await?
            .remove(&person.0)
            .unwrap_or_default();
    let facts = Facts {
        subjects: subjects(&mut *conn, person).await?,
        reviews_received,
        reviews_given,
        exempt_months,
        surplus: surplus(&mut *conn, person, term).await?,
        ..Facts::default()
    };
    let sets = criteria::sets(&mut *conn).await?;
    let chosen = criteria::choice::of(&mut *conn, person).await?;
    let chosen = sets
        .iter()
        .find(|set| Some(&set.version) == chosen.as_ref())
        .map(|set| (set.id.as_str(), set.version.as_str()));
    let choice = |sector: Option<Sector>| {
        let dossier = Dossier {
            activities: &activities,
            sector,
            term: Some(term),
        };
        choose(&sets, &dossier, term, &facts, chosen, today).map(|choice| (sector, choice))
    };
    let asks = |(_, choice): &(Option<Sector>, Choice<'_>)| choice.evaluation.rules.len();
    let least = || {
        let all = Sector::ALL.into_iter().map(Some);
        all.filter_map(choice).min_by_key(asks)
    };
    let (sector, choice) = sectors(conn, person, today)
        .await?
        .into_iter()
        .map(Some)
        .filter_map(choice)
        .max_by_key(asks)
        .or_else(|| choice(None))
        .or_else(least)
        .ok_or_else(|| Fault::broken("no set of criteria was in force as the term began"))?;
    Ok(Standing {
        reason: choice.reason,
        begun,
        inputs: Inputs {
            set: choice.set.clone(),
            activities,
            sector,
            term,
            facts,
        },
    })
}

/// The hours that were left over in the term that ended as this one began: by what was sent of it, when the
/// teacher was registered again on that.
async fn surplus(conn: &mut PgConnection, person: PersonId, term: Term) -> Result<Quarters, Fault> {
    let sent = sqlx::query_scalar!(
        "select a.sent
         from reregistration r
         join decision d on d.id = r.decision_id
         join case_file c on c.id = d.case_id
         join reregistration_application a on a.id = c.application_id
         where r.person_id = $1
           and r.outcome = 'granted'
           and upper_inf(r.recorded)
           and upper(r.term) = $2
           and a.term = r.term",
        person.0,
        term.first.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(conn)
    .await?;
    let sent: Option<Sent> = sent.map(|sent| serde_json::from_str(&sent)).transpose()?;
    Ok(sent.map_or(Quarters::ZERO, |sent| sent.evaluation.surplus()))
}

/// The newer sets that this teacher may choose, with how far the dossier is with each.
async fn newer_sets(
    conn: &mut PgConnection,
    standing: &Standing,
    today: Date,
) -> Result<Vec<Newer>, Fault> {
    let inputs = &standing.inputs;
    let sets = criteria::sets(conn).await?;
    Ok(newer(&sets, inputs.sector, inputs.term, today)
        .into_iter()
        .map(|set| {
            let evaluation = evaluate(&inputs.dossier(), &inputs.facts, set);
            let fulfilled = evaluation.rules.iter().filter(|rule| rule.fulfilled);
            Newer {
                version: set.version.clone(),
                name: set.name.clone(),
                valid_from: set.valid_from,
                fulfilled: fulfilled.count(),
                rules: evaluation.rules.len(),
            }
        })
        .collect())
}

/// The four years up to and including today, for who has no term yet.
pub fn recent_term(today: Date) -> Term {
    let day_before = today.saturating_sub(Span::new().years(4));
    Term::from_start(day_before.tomorrow().unwrap_or(day_before))
}

/// The term of a teacher; `None` when it has not begun.
async fn term(conn: &mut PgConnection, person: PersonId) -> Result<Option<ExtendedTerm>, Fault> {
    Ok(terms(conn, &[person.0]).await?.remove(&person.0))
}

/// The terms of those of these persons for whom it has begun. It begins as the teacher is first in the
/// register with a confirmed appointment, and stays when that ends (handbook, 4.5).
///
/// # Errors
/// When the database does not answer.
pub async fn terms(
    conn: &mut PgConnection,
    persons: &[Uuid],
) -> Result<BTreeMap<Uuid, ExtendedTerm>, Fault> {
    let began = sqlx::query!(
        r#"select a.person_id, min(greatest(lower(e.recorded), lower(p.recorded))) as "since!"
           from appointment a
           join entry e on e.appointment_id = a.id and e.status = 'confirmed'
           join placement p
               on p.appointment_id = a.id and p.target = 'register' and p.recorded && e.recorded
           where a.person_id = any($1)
           group by a.person_id"#,
        persons,
    )
    .fetch_all(&mut *conn)
    .await?;
    // Who was re-registered goes on the day after the term that ended, whenever that was decided.
    let granted: BTreeMap<Uuid, Date> = sqlx::query!(
        r#"select person_id, max(upper(term)) as "next!"
           from reregistration
           where person_id = any($1) and outcome = 'granted' and upper_inf(recorded)
           group by person_id"#,
        persons,
    )
    .fetch_all(&mut *conn)
    .await?
    .into_iter()
    .map(|row| (row.person_id, row.next.to_jiff()))
    .collect();
    let mut entered = interruptions::of(conn, persons).await?;
    Ok(began
        .into_iter()
        .map(|row| {
            let entry = clock::dutch(row.since.to_jiff()).date();
            let first = granted.get(&row.person_id).copied().unwrap_or(entry);
            let own = entered.remove(&row.person_id).unwrap_or_default();
            let all: Vec<Interruption> = own.iter().map(|one| one.interruption).collect();
            (row.person_id, ExtendedTerm::of(first, &all))
        })
        .collect())
}

/// The months of exemption of those of these persons who have any, in a term that begins on this day.
///
/// # Errors
/// When the database does not answer.
pub async fn exempt_months(
    conn: &mut PgConnection,
    persons: &[Uuid],
    first: Date,
) -> Result<BTreeMap<Uuid, u16>, Fault> {
    let entered = interruptions::of(conn, persons).await?;
    let months = |own: Vec<Entered>| {
        let all: Vec<Interruption> = own.iter().map(|one| one.interruption).collect();
        ExtendedTerm::of(first, &all).exempt_months()
    };
    let each = entered.into_iter();
    Ok(each.map(|(person, own)| (person, months(own))).collect())
}

/// What the rules look at in this term, with the activities of a person as they are today.
///
/// # Errors
/// When the database does not answer.
pub async fn inputs_of(
    conn: &mut PgConnection,
    person: PersonId,
    term: Term,
    today: Date,
) -> Result<Inputs, Fault> {
    let counted = portfolio::counted(&mut *conn, person, None).await?;
    let standing = of(conn, person, counted, today).await?;
    Ok(Inputs {
        term,
        ..standing.inputs
    })
}

/// The term that follows on this one: it begins the day after, whenever is decided (handbook, 4.5).
///
/// # Errors
/// When the database does not answer.
pub async fn next_term(
    conn: &mut PgConnection,
    person: PersonId,
    term: Term,
) -> Result<Term, Fault> {
    let entered = interruptions::of(conn, &[person.0]).await?;
    let own = entered.into_values().flatten();
    let all: Vec<Interruption> = own.map(|one| one.interruption).collect();
    let first = term.last.tomorrow().map_err(Fault::broken)?;
    Ok(ExtendedTerm::of(first, &all).term)
}

/// The term, or why it has not begun.
async fn period(conn: &mut PgConnection, person: PersonId, today: Date) -> Result<Period, Fault> {
    if let Some(term) = term(&mut *conn, person).await? {
        return Ok(Period::Begun(term));
    }
    let current = sqlx::query!(
        r#"select count(*) filter (where target = 'register') as "register!",
                  count(*) filter (where target = 'vestibule') as "vestibule!"
           from current_appointment
           where person_id = $1 and valid @> $2::date and not removed"#,
        person.0,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(conn)
    .await?;
    Ok(match (current.register, current.vestibule) {
        (1.., _) => Period::ToConfirm,
        (_, 1..) => Period::Vestibule,
        _ => Period::NoAppointment,
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
