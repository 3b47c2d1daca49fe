//! Which cases go to which session, and who looks at each: drawn, and the same again from its seed.

use crate::desks::staff::cases::steps::{self};
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{actor::CaseWorker, staff::committee::NewSession};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{Candidate, Part, Seed, assign},
    identifier::{CaseId, PersonId},
    notation,
    sector::Sector,
    term::TermCode,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The cases that wait for advice of which there is no session yet, each with what was asked.
pub(super) async fn unplanned(conn: &mut PgConnection) -> Result<Vec<(CaseId, Uuid)>, Fault> {
    Ok(sqlx::query!(
        "select f.id, w.id as wait_id
         from case_file f
         join case_wait w
             on w.case_id = f.id
             and w.what = 'advice'
             and w.answered_at is null
             and w.lapsed_at is null
         where f.state = 'advising'
           and not exists (select from committee_case c where c.wait_id = w.id)
         order by f.due_on, f.number",
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| (CaseId(row.id), row.wait_id))
    .collect())
}

/// The sectors and the boards for which a person works or worked in the last years. Who did not work
/// then is of the sector of the own registration, else of where that person worked last; of who never did,
/// every teacher of the committee can look at the case.
pub(super) async fn near(
    conn: &mut PgConnection,
    person: PersonId,
    on: Date,
) -> Result<(Vec<Sector>, Vec<String>), Fault> {
    let since = TermCode::NearBoard.on(on).length.before(on);
    let rows = sqlx::query!(
        r#"select b.sector, a.board_number,
                  coalesce(upper(v.valid), 'infinity') > $2::date as "near!"
         from appointment a
         join appointment_version v on v.appointment_id = a.id and upper_inf(v.recorded)
         join school_board b on b.brin = v.brin
         where a.person_id = $1 and not v.removed
         order by upper(v.valid) desc nulls first, b.sector"#,
        person.0,
        since.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut boards: Vec<String> = rows
        .iter()
        .filter(|row| row.near)
        .map(|row| row.board_number.clone())
        .collect();
    boards.sort_unstable();
    boards.dedup();
    let mut sectors: Vec<Sector> = rows
        .iter()
        .filter(|row| row.near)
        .filter_map(|row| Sector::parse(&row.sector))
        .collect();
    if sectors.is_empty() {
        let own = sqlx::query_scalar!(
            "select sector from registration where person_id = $1 order by asked_at desc limit 1",
            person.0,
        )
        .fetch_optional(conn)
        .await?;
        let last = own.or_else(|| rows.first().map(|row| row.sector.clone()));
        sectors = match last.as_deref().and_then(Sector::parse) {
            Some(sector) => vec![sector],
            None => Sector::ALL.to_vec(),
        };
    }
    Ok((sectors, boards))
}

/// The members of a day and who has a seat, as far as a case is concerned: who handled it, or worked on
/// the decision that is objected to, is too near. Who advised on it before and still may, goes on when a
/// further advice is asked.
async fn candidates(
    conn: &mut PgConnection,
    (case, wait): (CaseId, Uuid),
    on: Date,
    (sectors, boards): (&[Sector], &[String]),
) -> Result<Vec<Candidate>, Fault> {
    let rows = sqlx::query!(
        r#"select m.id, m.part, m.sector, m.board_number,
                  array(select board_number from committee_tie t
                        where t.member_id = m.id
                        union
                        select board_number from current_appointment a
                        where a.person_id = m.person_id
                          and (upper_inf(a.valid) or upper(a.valid) > $2)) as "ties!",
                  exists (
                      select from committee_seat s
                      where s.case_id = $1 and s.member_id = m.id and s.excused_at is not null
                  ) or exists (
                      select
                      from case_event e
                      where e.case_id = $1 and e.actor = m.subject and e.action <> 'advised'
                  ) or exists (
                      select from case_file f where f.id = $1 and f.person_id = m.person_id
                  ) or exists (
                      select
                      from case_file c, worked_on_first(c.objection_id) first
                      where c.id = $1 and first.subject = m.subject
                  ) as "excused!",
                  exists (
                      select from committee_seat s
                      where s.wait_id = $3 and s.member_id = m.id and s.excused_at is null
                  ) as "seated!",
                  exists (
                      select from committee_seat s
                      where s.case_id = $1 and s.member_id = m.id and s.excused_at is null
                  ) as "sat!"
           from committee_member m
           where m.valid @> $2::date
              or exists (
                  select from committee_seat s where s.wait_id = $3 and s.member_id = m.id
              )"#,
        case.0,
        on.to_sqlx() as jiff_sqlx::Date,
        wait,
    )
    .fetch_all(conn)
    .await?;
    let begun = rows.iter().any(|row| row.seated);
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let mut one = Candidate {
                id: row.id.to_string(),
                part: Part::parse(&row.part)?,
                sector: row.sector.as_deref().and_then(Sector::parse),
                boards: row.board_number.into_iter().chain(row.ties).collect(),
                excused: row.excused,
                seated: row.seated,
            };
            one.seated |= !begun && row.sat && one.may_see(sectors, boards);
            Some(one)
        })
        .collect())
}

/// Draws who looks at a case, and gives a seat to who has none: in the place of who is excused.
pub(super) async fn seat(
    conn: &mut PgConnection,
    (case, wait): (CaseId, Uuid),
    seed: Seed,
    on: Date,
) -> Result<bool, Fault> {
    let found = steps::find(&mut *conn, case).await?;
    let (sectors, boards) = near(&mut *conn, found.person, on).await?;
    let all = candidates(&mut *conn, (case, wait), on, (&sectors, &boards)).await?;
    let Some(chosen) = assign(seed, &found.number, &all, &sectors, &boards) else {
        return Ok(false);
    };
    for (member, part) in chosen {
        let member: Uuid = member.parse().map_err(Fault::broken)?;
        sqlx::query!(
            "insert into committee_seat (case_id, wait_id, member_id, part)
             values ($1, $2, $3, $4)
             on conflict do nothing",
            case.0,
            wait,
            member,
            part.code(),
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

pub(super) async fn plan(
    system: &System,
    worker: &CaseWorker,
    new: &NewSession,
) -> Result<Uuid, Fault> {
    let today = system.clock.today();
    let typed = [&new.on_day, &new.on_month, &new.on_year].map(|part| part.trim());
    let on = notation::parse_date(&typed.join("-"));
    let place = new.place.trim();
    let mut errors = Vec::new();
    match on {
        None => errors.push(FieldError::new("on", "Vul een datum in die bestaat")),
        Some(on) if on < today => {
            errors.push(FieldError::new("on", "Kies vandaag of een dag daarna"));
        }
        Some(_) => {}
    }
    if place.is_empty() || place.chars().count() > 200 {
        errors.push(FieldError::new("place", "Vul in waar de zitting is"));
    }
    let (Some(on), []) = (on, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let mut tx = system.pool.begin().await?;
    let waiting = unplanned(&mut tx).await?;
    if waiting.is_empty() {
        return Err(Problem::conflict("Er wacht geen zaak op advies").into());
    }
    sqlx::query!(
        "insert into committee_session (id, sits_on, place, planned_by, planned_at)
         values ($1, $2, $3, $4, $5)",
        id,
        on.to_sqlx() as jiff_sqlx::Date,
        place,
        worker.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    let seed = Seed(rand::random());
    let mut planned = 0;
    for (case, wait) in waiting {
        sqlx::query!(
            "insert into committee_case (case_id, wait_id, session_id, seed)
             values ($1, $2, $3, $4)",
            case.0,
            wait,
            id,
            seed.to_string(),
        )
        .execute(&mut *tx)
        .await?;
        if seat(&mut tx, (case, wait), seed, on).await? {
            planned += 1;
        } else {
            // It waits for a session with other members.
            sqlx::query!("delete from committee_case where wait_id = $1", wait)
                .execute(&mut *tx)
                .await?;
        }
    }
    if planned == 0 {
        let message = "Er zijn te weinig leden die ver genoeg van de leraar af staan: een \
                       voorzitter en 2 leraren uit de sector";
        return Err(Problem::conflict(message).into());
    }
    let act = Act::CommitteeChanged {
        subject: id.to_string(),
        change: format!("session with {planned} cases"),
    };
    audit::record(&mut tx, now, By::Staff(worker.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(id)
}
