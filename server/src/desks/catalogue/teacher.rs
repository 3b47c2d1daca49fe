//! The catalogue for everybody, and for a teacher who takes something from it.

use super::{Row, Which, find, one, validated};
use crate::{
    System,
    audit::{self, Act, By},
    clock,
    desks::{Desk, teacher::add_activity},
    fault::Fault,
};
use app::{
    actor::Teacher,
    catalogue::{AddForm, Attendance, Offered, OfferingDetail, Review, desk::CatalogueDesk},
    page::Paged,
};
use async_trait::async_trait;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    catalogue::{MAX_REVIEW, OfferingState},
    identifier::{ActivityId, PersonId},
    portfolio::{ActivityForm, NewActivity, Quarters, Split},
};
use sqlx::PgConnection;
use uuid::Uuid;

#[async_trait]
impl CatalogueDesk for Desk {
    async fn catalogue(&self, words: &str, page: u32) -> Result<Paged<Offered>, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let which = Which {
            state: Some(OfferingState::Validated),
            words: words.trim(),
            ..Which::default()
        };
        Ok(find(&mut conn, which, page).await?)
    }

    async fn offering(
        &self,
        reader: Option<&Teacher>,
        id: Uuid,
    ) -> Result<OfferingDetail, Problem> {
        Ok(detail(&self.0, reader.map(Teacher::person), id).await?)
    }

    async fn add_offering(
        &self,
        teacher: &Teacher,
        id: Uuid,
        form: &AddForm,
    ) -> Result<ActivityId, Problem> {
        Ok(add(&self.0, teacher.person(), id, form).await?)
    }

    async fn review(&self, teacher: &Teacher, id: Uuid, words: &str) -> Result<(), Problem> {
        Ok(review(&self.0, teacher.person(), id, words).await?)
    }

    async fn report_review(&self, teacher: &Teacher, review: Uuid) -> Result<Uuid, Problem> {
        Ok(report(&self.0, teacher.person(), review).await?)
    }

    async fn attendances(&self, teacher: &Teacher) -> Result<Vec<Attendance>, Problem> {
        Ok(attendances(&self.0, teacher.person()).await?)
    }

    async fn answer_attendance(
        &self,
        teacher: &Teacher,
        id: Uuid,
        is_right: bool,
    ) -> Result<Option<ActivityId>, Problem> {
        Ok(answer(&self.0, teacher.person(), id, is_right).await?)
    }
}

async fn detail(
    system: &System,
    reader: Option<PersonId>,
    id: Uuid,
) -> Result<OfferingDetail, Fault> {
    let mut conn = system.pool.acquire().await?;
    let offered = validated(&mut conn, id).await?;
    let reviews = sqlx::query!(
        "select id, words, written_at
         from offering_review
         where offering_id = $1 and not hidden
         order by written_at desc",
        id,
    )
    .fetch_all(&mut *conn)
    .await?;
    let may_review = match reader {
        Some(reader) => may_review(&mut conn, reader, id).await?,
        None => false,
    };
    Ok(OfferingDetail {
        offered,
        reviews: reviews
            .into_iter()
            .map(|row| Review {
                id: row.id,
                words: row.words,
                written: clock::dutch(row.written_at.to_jiff()).date(),
            })
            .collect(),
        is_teacher: reader.is_some(),
        may_review,
        today: system.clock.today(),
        fresh: ActivityId(Uuid::now_v7()),
    })
}

/// Whether a person did it, and said nothing of it yet.
async fn may_review(
    conn: &mut PgConnection,
    person: PersonId,
    offering: Uuid,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select
               from activity_origin o
               join activity_version v
                   on v.activity_id = o.activity_id and upper_inf(v.recorded) and not v.removed
               where o.person_id = $1 and o.offering_id = $2
           ) and not exists (
               select from offering_review r where r.offering_id = $2 and r.person_id = $1
           ) as "may!""#,
        person.0,
        offering,
    )
    .fetch_one(conn)
    .await?)
}

async fn add(
    system: &System,
    person: PersonId,
    id: Uuid,
    form: &AddForm,
) -> Result<ActivityId, Fault> {
    let mut tx = system.pool.begin().await?;
    let offered = validated(&mut tx, id).await?;
    // The rules of the form of an activity hold for what is typed here too.
    let typed = ActivityForm {
        title: offered.offering.title.clone(),
        from_day: form.from_day.clone(),
        from_month: form.from_month.clone(),
        from_year: form.from_year.clone(),
        hours: form.hours.clone(),
        ..ActivityForm::default()
    };
    let typed = typed.parse(system.clock.today())?;
    let now = system.clock.now_stored();
    let number = match form.nieuw.trim() {
        "" => ActivityId(Uuid::now_v7()),
        number => ActivityId(number.parse().map_err(|_| Problem::not_found())?),
    };
    if is_there(&mut tx, person, number).await? {
        return Ok(number);
    }
    let activity = filled_in(&offered, typed.from, typed.hours);
    let entry = (number, &activity);
    place(&mut tx, person, id, entry, "catalogus", now).await?;
    tx.commit().await?;
    Ok(number)
}

/// Whether a person has this activity already; two posts of one form come here one after the other.
async fn is_there(
    conn: &mut PgConnection,
    person: PersonId,
    number: ActivityId,
) -> Result<bool, Fault> {
    sqlx::query!(
        "select id from person where id = $1 for no key update",
        person.0
    )
    .fetch_one(&mut *conn)
    .await?;
    let owner = sqlx::query_scalar!("select person_id from activity where id = $1", number.0)
        .fetch_optional(conn)
        .await?;
    match owner {
        Some(owner) if owner != person.0 => Err(Problem::not_found().into()),
        owner => Ok(owner.is_some()),
    }
}

/// The activity of who did what is offered.
fn filled_in(offered: &Offered, from: Date, hours: Quarters) -> NewActivity {
    NewActivity {
        title: offered.offering.title.clone(),
        kind: Some(offered.offering.kind),
        from,
        hours,
        split: Split::only(offered.offering.category, hours),
        provider: Some(offered.provider.clone()),
        ..NewActivity::default()
    }
}

/// Puts an activity in a portfolio, with where it came from.
async fn place(
    conn: &mut PgConnection,
    person: PersonId,
    offering: Uuid,
    (id, activity): (ActivityId, &NewActivity),
    source: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    add_activity(conn, person, id, activity, now).await?;
    sqlx::query!(
        "insert into activity_origin (activity_id, person_id, source, offering_id)
         values ($1, $2, $3, $4)",
        id.0,
        person.0,
        source,
        offering,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn review(system: &System, person: PersonId, id: Uuid, words: &str) -> Result<(), Fault> {
    let words = words.trim();
    let message = match words.chars().count() {
        0 => Some("Schrijf op hoe het was".to_owned()),
        length if length > MAX_REVIEW => {
            Some(format!("Gebruik hier niet meer dan {MAX_REVIEW} tekens"))
        }
        _ => None,
    };
    if let Some(message) = message {
        return Err(Problem::invalid(vec![FieldError::new("words", message)]).into());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    validated(&mut tx, id).await?;
    if !may_review(&mut tx, person, id).await? {
        let problem = Problem::conflict("Je kunt hier nu niets over schrijven")
            .with_detail("Dat kan één keer, als het in je portfolio staat.");
        return Err(problem.into());
    }
    sqlx::query!(
        "insert into offering_review (id, offering_id, person_id, words, written_at)
         values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        id,
        person.0,
        words,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    trace(&mut tx, now, person, id, "reviewed").await?;
    tx.commit().await?;
    Ok(())
}

async fn report(system: &System, person: PersonId, review: Uuid) -> Result<Uuid, Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let offering = sqlx::query_scalar!(
        "update offering_review
         set reported_at = coalesce(reported_at, $2)
         where id = $1 and not hidden
         returning offering_id",
        review,
        now.to_sqlx(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    trace(&mut tx, now, person, offering, "reported").await?;
    tx.commit().await?;
    Ok(offering)
}

async fn trace(
    conn: &mut PgConnection,
    now: Timestamp,
    person: PersonId,
    offering: Uuid,
    change: &str,
) -> Result<(), Fault> {
    let act = Act::OfferingChanged {
        offering,
        change: change.to_owned(),
    };
    audit::record(conn, now, By::Teacher(person), Some(person), None, &act).await
}

async fn attendances(system: &System, person: PersonId) -> Result<Vec<Attendance>, Fault> {
    let rows = sqlx::query!(
        r#"select t.id as attendance, t.held_on, o.id, p.name as provider, o.state, o.title, o.kind,
                  o.category, o.quarters, o.about,
                  same.activity_id as "same?", same.starts_on as "same_on?"
           from attendance t
           join offering o on o.id = t.offering_id
           join provider p on p.id = o.provider_id
           left join lateral (
               select v.activity_id, v.starts_on
               from activity a
               join activity_version v
                   on v.activity_id = a.id and upper_inf(v.recorded) and not v.removed
               left join activity_origin g on g.activity_id = a.id
               where a.person_id = t.person_id
                 and (g.offering_id = o.id
                      or v.starts_on = t.held_on and lower(v.title) = lower(o.title))
               order by v.starts_on = t.held_on desc, v.starts_on desc, v.activity_id
               limit 1
           ) same on true
           where t.person_id = $1 and t.answered_at is null
           order by t.held_on, t.id"#,
        person.0,
    )
    .fetch_all(&system.pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let offered = Offered::try_from(Row {
                id: row.id,
                provider: row.provider,
                state: row.state,
                title: row.title,
                kind: row.kind,
                category: row.category,
                quarters: row.quarters,
                about: row.about,
                reason: None,
                total: 1,
            })?;
            Ok(Attendance {
                id: row.attendance,
                offered,
                held: row.held_on.to_jiff(),
                same: row
                    .same
                    .zip(row.same_on)
                    .map(|(id, on)| (ActivityId(id), on.to_jiff())),
            })
        })
        .collect()
}

async fn answer(
    system: &System,
    person: PersonId,
    id: Uuid,
    is_right: bool,
) -> Result<Option<ActivityId>, Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let row = sqlx::query!(
        r#"select offering_id, held_on, answered_at is not null as "answered!"
           from attendance
           where id = $1 and person_id = $2
           for no key update"#,
        id,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if row.answered {
        return Err(Problem::conflict("Je hebt dit al beantwoord").into());
    }
    let added = if is_right {
        let which = Which {
            only: Some(row.offering_id),
            ..Which::default()
        };
        let offered = one(&mut tx, which).await?;
        let activity = filled_in(&offered, row.held_on.to_jiff(), offered.offering.hours);
        let source = "aanbieder_koppeling";
        let number = ActivityId(Uuid::now_v7());
        let entry = (number, &activity);
        place(&mut tx, person, row.offering_id, entry, source, now).await?;
        Some(number)
    } else {
        None
    };
    sqlx::query!(
        "update attendance set answered_at = $2, accepted = $3 where id = $1",
        id,
        now.to_sqlx(),
        is_right,
    )
    .execute(&mut *tx)
    .await?;
    let change = if is_right { "accepted" } else { "declined" };
    trace(&mut tx, now, person, row.offering_id, change).await?;
    tx.commit().await?;
    Ok(added)
}
