//! The desk of sharing with the board: what is shared, taking it back, and what a board may see.

use super::versions::{self, current};
use crate::{
    System,
    audit::{self, Act, By},
    clock,
    desks::Desk,
    fault::Fault,
};
use app::{
    actor::{FreshTeacher, Teacher},
    teacher::portfolio::sharing::{Line, Share, Sharing, desk::SharingDesk},
};
use async_trait::async_trait;
use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time},
};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{ActivityId, BoardNumber, PersonId},
    portfolio::{NewActivity, Shared, SharingForm},
    viewing::Viewing,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many times that a board looked are shown; all of them stand on the page of who looked.
const LOOKED: i64 = 50;

#[async_trait]
impl SharingDesk for Desk {
    async fn sharing(&self, teacher: &Teacher) -> Result<Sharing, Problem> {
        Ok(sharing(&self.0, teacher.person()).await?)
    }

    async fn share(&self, teacher: &FreshTeacher, form: &SharingForm) -> Result<(), Problem> {
        Ok(share(&self.0, teacher.person(), form).await?)
    }

    async fn withdraw_share(&self, teacher: &Teacher, share: Uuid) -> Result<(), Problem> {
        Ok(withdraw(&self.0, teacher.person(), share).await?)
    }
}

/// What a board may see of the portfolio of a person now, newest first: what was done, when, how long and
/// with whom; never what was learned of it, for which subject, the evidence or what colleagues said.
///
/// # Errors
/// When the database does not answer.
pub async fn shown_to(
    conn: &mut PgConnection,
    person: PersonId,
    board: &BoardNumber,
    today: Date,
) -> Result<Vec<NewActivity>, Fault> {
    let shares = sqlx::query!(
        r#"select s.activity_id, lower(s.days) as "from?", upper(s.days) as "until?"
           from share_in_force s
           where s.person_id = $1 and s.board_number = $2 and s.valid @> $3::date"#,
        person.0,
        board.as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?;
    if shares.is_empty() {
        return Ok(Vec::new());
    }
    let is_shared = |id: ActivityId, on: Date| {
        shares.iter().any(|share| {
            let from = share.from.map(jiff_sqlx::Date::to_jiff);
            let until = share.until.map(jiff_sqlx::Date::to_jiff);
            share.activity_id == Some(id.0)
                || from.is_some_and(|from| from <= on) && until.is_none_or(|until| on < until)
        })
    };
    let all = current(conn, person, "").await?;
    Ok(all
        .into_iter()
        .filter(|version| !version.removed)
        .map(|version| version.entry)
        .filter(|entry| is_shared(entry.id, entry.activity.from))
        .map(|entry| NewActivity {
            reflection: None,
            subjects: Vec::new(),
            labels: Vec::new(),
            contact_hours: None,
            credits: 0,
            diploma: false,
            ..entry.activity
        })
        .collect())
}

async fn sharing(system: &System, person: PersonId) -> Result<Sharing, Fault> {
    let mut conn = system.pool.acquire().await?;
    let boards = sqlx::query!(
        "select distinct b.number, b.name
         from current_appointment a
         join board b on b.number = a.board_number
         where a.person_id = $1 and a.valid @> $2::date and not a.removed
         order by b.name",
        person.0,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?;
    let boards = boards
        .into_iter()
        .map(|row| {
            let number = BoardNumber::parse(&row.number).map_err(Fault::broken)?;
            Ok((number, row.name))
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    let activities = current(&mut conn, person, "")
        .await?
        .into_iter()
        .filter(|version| !version.removed)
        .map(|version| {
            let activity = version.entry.activity;
            (version.entry.id, activity.title, activity.from)
        })
        .collect();
    let (shares, mut log) = shares(&mut conn, person, system.clock.today()).await?;
    log.extend(views(&mut conn, person).await?);
    log.sort_by(|one, other| other.cmp(one));
    Ok(Sharing {
        boards,
        activities,
        shares,
        log,
    })
}

/// What is shared now, and all that was ever shared, and taken back or over.
async fn shares(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<(Vec<Share>, Vec<Line>), Fault> {
    let rows = sqlx::query!(
        r#"select s.id, b.name as board, s.activity_id, lower(s.days) as "from?",
                  upper(s.days) as "until?", s.given_at, s.withdrawn_at, v.title as "title?",
                  s.last_day, upper(c.valid) as "appointed_until?",
                  exists (
                      select from share_in_force f where f.id = s.id and f.valid @> $2::date
                  ) as "holds!"
           from sharing s
           join appointment a on a.id = s.appointment_id
           join board b on b.number = a.board_number
           left join current_appointment c on c.id = s.appointment_id
           left join activity_version v on v.activity_id = s.activity_id and upper_inf(v.recorded)
           where s.person_id = $1
           order by s.given_at desc"#,
        person.0,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(conn)
    .await?;
    let (mut now, mut log) = (Vec::new(), Vec::new());
    for row in rows {
        let from = row.from.map(jiff_sqlx::Date::to_jiff);
        let what = match (row.activity_id, from) {
            (Some(id), _) => Shared::Activity(ActivityId(id)),
            (None, Some(from)) => Shared::Period {
                from,
                to: row.until.and_then(|until| until.to_jiff().yesterday().ok()),
            },
            (None, None) => return Err(Fault::broken("something shared that is nothing")),
        };
        let share = Share {
            id: row.id,
            board: row.board,
            what,
            title: row.title,
            until: row.last_day.map(jiff_sqlx::Date::to_jiff),
        };
        let line = |at: DateTime, done: &str| Line {
            at,
            text: format!("{done} {} met {}", share.text(), share.board),
        };
        let dutch = |at: jiff_sqlx::Timestamp| clock::dutch(at.to_jiff());
        log.push(line(dutch(row.given_at), "je deelde"));
        // The day from which the board saw nothing any more.
        let over = share.until.and_then(|last| last.tomorrow().ok());
        let left = row.appointed_until.map(jiff_sqlx::Date::to_jiff);
        let ends = [
            (over, "de laatste dag is voorbij van het delen van"),
            (left, "je benoeming eindigde, en daarmee het delen van"),
        ];
        let end = ends
            .into_iter()
            .filter_map(|(day, text)| Some((day?.to_datetime(Time::midnight()), text)))
            .filter(|(day, _)| day.date() <= today)
            .min();
        match (row.withdrawn_at.map(dutch), end) {
            (None, _) if row.holds => now.push(share),
            (Some(at), end) if end.is_none_or(|(day, _)| at < day) => {
                log.push(line(at, "je stopte met delen van"));
            }
            (_, Some((day, text))) => log.push(line(day, text)),
            _ => {}
        }
    }
    Ok((now, log))
}

/// When a board looked at what was shared with it, the last times.
async fn views(conn: &mut PgConnection, person: PersonId) -> Result<Vec<Line>, Fault> {
    let rows = sqlx::query!(
        "select l.at, b.name
         from access_log l
         join board b on b.number = l.board_number
         where l.person_id = $1 and l.occasion = $2 and not l.hidden
         order by l.at desc
         limit $3",
        person.0,
        Viewing::SharedPortfolio.code(),
        LOOKED,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Line {
            at: clock::dutch(row.at.to_jiff()),
            text: format!("{} keek naar wat je deelt", row.name),
        })
        .collect())
}

async fn share(system: &System, person: PersonId, form: &SharingForm) -> Result<(), Fault> {
    let refused = |field: &str, message: &str| {
        Fault::from(Problem::invalid(vec![FieldError::new(field, message)]))
    };
    let today = system.clock.today();
    let what = form.parse()?;
    let last_day = form.until(today)?;
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let appointment = sqlx::query_scalar!(
        "select id
         from current_appointment
         where person_id = $1 and board_number = $2 and valid @> $3::date and not removed
         order by upper(valid) desc nulls first, id
         limit 1",
        person.0,
        form.board.trim(),
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| refused("board", "Kies een bestuur waarvoor je nu werkt"))?;
    let (activity, from, until) = match what {
        Shared::Activity(id) => {
            versions::newest(&mut tx, person, id)
                .await?
                .filter(|version| !version.removed)
                .ok_or_else(|| refused("activity", "Kies een activiteit uit je portfolio"))?;
            (Some(id.0), None, None)
        }
        Shared::Period { from, to } => {
            let until = to.map(|to| to.saturating_add(1.day()));
            (None, Some(from), until)
        }
    };
    // What is shared until another day takes the place of what was.
    let earlier = sqlx::query_scalar!(
        "update sharing
         set withdrawn_at = $1
         where appointment_id = $2 and withdrawn_at is null
           and (activity_id = $3
                or days = case when $4::date is null then null else daterange($4, $5) end)
           and last_day is distinct from $6 and (last_day is null or last_day >= $7)
         returning id",
        now.to_sqlx(),
        appointment,
        activity,
        from.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        last_day.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *tx)
    .await?;
    for earlier in earlier {
        trace(&mut tx, system, person, earlier, "withdrawn").await?;
    }
    let id = Uuid::now_v7();
    let shared = sqlx::query!(
        "insert into sharing (id, person_id, appointment_id, activity_id, days, given_at, last_day)
         values ($1, $2, $3, $4, case when $5::date is null then null else daterange($5, $6) end, $7,
                 $8)
         on conflict do nothing",
        id,
        person.0,
        appointment,
        activity,
        from.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        now.to_sqlx(),
        last_day.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
    )
    .execute(&mut *tx)
    .await?;
    if shared.rows_affected() > 0 {
        trace(&mut tx, system, person, id, "given").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn withdraw(system: &System, person: PersonId, share: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let before = sqlx::query!(
        "select withdrawn_at from sharing where id = $1 and person_id = $2 for no key update",
        share,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if before.withdrawn_at.is_none() {
        sqlx::query!(
            "update sharing set withdrawn_at = $2 where id = $1",
            share,
            now.to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
        trace(&mut tx, system, person, share, "withdrawn").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn trace(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    share: Uuid,
    change: &str,
) -> Result<(), Fault> {
    let act = Act::SharingChanged {
        share,
        change: change.to_owned(),
    };
    let (now, by) = (system.clock.now_stored(), By::Teacher(person));
    audit::record(conn, now, by, Some(person), None, &act).await
}
