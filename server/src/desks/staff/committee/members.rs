//! Who is in the committee, and who may be added.

use super::{
    OVERLAPS,
    advising::{Open, open_seats, replace},
    planning::{near, unplanned},
};
use crate::{
    System,
    audit::{self, Act, By},
    desks::staff::cases::steps,
    fault::Fault,
};
use app::{
    actor::{Actor, CaseWorker, CommitteeMember, FromActor, Keeper, Staff},
    page::Paged,
    staff::committee::{Committee, Member, NewMember, NewTie, SessionLine},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{FieldError, Problem, case::Part, identifier::BoardNumber, sector::Sector};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many sessions stand on a page.
const ON_A_PAGE: u16 = 25;

pub(super) async fn committee(
    system: &System,
    staff: &Staff,
    page: u32,
) -> Result<Committee, Fault> {
    let actor = Actor::Staff(staff.clone());
    let may_plan = CaseWorker::from_actor(actor.clone()).is_some();
    let may_add = Keeper::from_actor(actor.clone()).is_some();
    if !may_plan && !may_add && CommitteeMember::from_actor(actor).is_none() {
        return Err(Problem::forbidden().into());
    }
    let today = system.clock.today();
    let mut conn = system.pool.acquire().await?;
    // A member sees the sessions in which there is something to do.
    let only = (!may_plan && !may_add).then(|| staff.subject());
    let sessions = sqlx::query!(
        r#"select s.id, s.sits_on, s.place, count(c.case_id) as "cases!",
                  count(c.case_id) filter (
                      where f.state = 'advising' and w.answered_at is null and w.lapsed_at is null
                  ) as "waiting!"
           from committee_session s
           join committee_case c on c.session_id = s.id
           join case_wait w on w.id = c.wait_id
           join case_file f on f.id = c.case_id
           where $1::text is null
              or exists (
                  select
                  from committee_seat seat
                  join committee_member m on m.id = seat.member_id
                  where seat.wait_id = c.wait_id and m.subject = $1
              )
           group by s.id
           order by s.sits_on desc, s.id desc"#,
        only,
    )
    .fetch_all(&mut *conn)
    .await?;
    let sessions = sessions.into_iter().map(|row| SessionLine {
        id: row.id,
        on: row.sits_on.to_jiff(),
        place: row.place,
        cases: row.cases,
        waiting: row.waiting,
    });
    let unplanned = unplanned(&mut conn).await?.len();
    let members = if may_plan || may_add {
        members(&mut conn, today).await?
    } else {
        Vec::new()
    };
    Ok(Committee {
        sessions: Paged::cut(sessions.collect(), page, ON_A_PAGE),
        members,
        unplanned: i64::try_from(unplanned).unwrap_or(i64::MAX),
        may_plan,
        may_add,
        known: if may_add {
            logged_in(&mut conn).await?
        } else {
            Vec::new()
        },
        today,
    })
}

async fn members(conn: &mut PgConnection, today: Date) -> Result<Vec<Member>, Fault> {
    let rows = sqlx::query!(
        r#"select m.id, m.name, m.part, m.sector, m.board_number, lower(m.valid) as "from!",
                  upper(m.valid) - 1 as until,
                  array(select board_number from committee_tie t where t.member_id = m.id
                        union
                        select board_number from current_appointment a
                        where a.person_id = m.person_id
                          and (upper_inf(a.valid) or upper(a.valid) > $1)
                        order by board_number) as "ties!"
           from committee_member m
           order by m.name"#,
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Member {
                id: row.id,
                name: row.name,
                part: Part::parse(&row.part)?,
                sector: row.sector,
                boards: row.board_number.into_iter().chain(row.ties).collect(),
                from: row.from.to_jiff(),
                until: row.until.map(jiff_sqlx::Date::to_jiff),
            })
        })
        .collect())
}

/// Who logged in with the role of a member.
async fn logged_in(conn: &mut PgConnection) -> Result<Vec<(String, String)>, Fault> {
    let rows = sqlx::query!(
        r#"select distinct on (pseudonym) pseudonym as "subject!", display_name
           from session
           where role = 'staff' and pseudonym is not null and 'commissielid' = any(staff_roles)
           order by pseudonym, created_at desc"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.subject, row.display_name))
        .collect())
}

pub(super) async fn add_member(
    system: &System,
    keeper: &Keeper,
    new: &NewMember,
) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let known = logged_in(&mut tx).await?;
    let one = known.iter().find(|(subject, _)| *subject == new.subject);
    let part = Part::parse(&new.part);
    let sector = Sector::parse(&new.sector);
    let mut errors = Vec::new();
    if one.is_none() {
        errors.push(FieldError::new("subject", "Kies een commissielid"));
    }
    if part.is_none() {
        errors.push(FieldError::new("part", "Kies als wat dit lid erin zit"));
    }
    if part == Some(Part::Teacher) && sector.is_none() {
        errors.push(FieldError::new(
            "sector",
            "Kies in welke sector deze leraar werkt",
        ));
    }
    let number = new.number.trim();
    let person = sqlx::query_scalar!("select id from person where teacher_number = $1", number)
        .fetch_optional(&mut *tx)
        .await?;
    if person.is_none() && !number.is_empty() {
        let message = "Dit registratienummer kennen we niet. Het heeft 8 cijfers";
        errors.push(FieldError::new("number", message));
    }
    let boards: Vec<&str> = new
        .boards
        .split(',')
        .map(str::trim)
        .filter(|board| !board.is_empty())
        .collect();
    if boards
        .iter()
        .any(|board| BoardNumber::parse(board).is_err())
    {
        let message = "Vul nummers van besturen in, met een komma ertussen";
        errors.push(FieldError::new("boards", message));
    }
    let (Some((subject, name)), Some(part), []) = (one, part, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let added = sqlx::query!(
        "insert into committee_member (id, subject, name, part, sector, valid, added_by, added_at,
                                       person_id)
         values ($1, $2, $3, $4, $5, daterange($6, null), $7, $8, $9)",
        id,
        subject,
        name,
        part.code(),
        sector.map(Sector::code),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        keeper.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
        person,
    )
    .execute(&mut *tx)
    .await;
    match added {
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(OVERLAPS) => {
            return Err(Problem::conflict(format!("{name} is al lid")).into());
        }
        added => added?,
    };
    for board in boards {
        sqlx::query!(
            "insert into committee_tie (member_id, board_number)
             values ($1, $2)
             on conflict do nothing",
            id,
            board,
        )
        .execute(&mut *tx)
        .await?;
    }
    let act = Act::CommitteeChanged {
        subject: subject.clone(),
        change: format!("added as {}", part.code()),
    };
    audit::record(&mut tx, now, By::Staff(keeper.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// A member who is one after today, with the row locked.
async fn locked(conn: &mut PgConnection, system: &System, id: Uuid) -> Result<String, Fault> {
    let subject = sqlx::query_scalar!(
        "select subject
         from committee_member
         where id = $1 and (upper_inf(valid) or upper(valid) > $2::date + 1)
         for update",
        id,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(conn)
    .await?;
    Ok(subject.ok_or_else(Problem::not_found)?)
}

/// The seats of this member that are still open when nobody can vote or advise in those cases meanwhile.
async fn held_seats(conn: &mut PgConnection, member: Uuid) -> Result<Vec<Open>, Fault> {
    for open in open_seats(&mut *conn, member).await? {
        steps::locked(&mut *conn, open.case).await?;
    }
    open_seats(conn, member).await
}

pub(super) async fn end_member(system: &System, keeper: &Keeper, id: Uuid) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let subject = locked(&mut tx, system, id).await?;
    sqlx::query!(
        "update committee_member
         set valid = daterange(lower(valid), $2, '[]'), ended_by = $3, ended_at = $4
         where id = $1",
        id,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        keeper.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    for open in held_seats(&mut tx, id).await? {
        replace(&mut tx, system, &open).await?;
    }
    let act = Act::CommitteeChanged {
        subject,
        change: "ended".to_owned(),
    };
    audit::record(&mut tx, now, By::Staff(keeper.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn declare_tie(
    system: &System,
    keeper: &Keeper,
    tie: &NewTie,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let board = tie.board.trim();
    let member = tie.member.parse::<Uuid>();
    let mut errors = Vec::new();
    if member.is_err() {
        errors.push(FieldError::new("member", "Kies een lid"));
    }
    if BoardNumber::parse(board).is_err() {
        let message = "Vul het nummer van het bestuur in";
        errors.push(FieldError::new("board", message));
    }
    let (Ok(member), []) = (member, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let mut tx = system.pool.begin().await?;
    let subject = locked(&mut tx, system, member).await?;
    sqlx::query!(
        "insert into committee_tie (member_id, board_number)
         values ($1, $2)
         on conflict do nothing",
        member,
        board,
    )
    .execute(&mut *tx)
    .await?;
    for open in held_seats(&mut tx, member).await? {
        let person = steps::find(&mut tx, open.case).await?.person;
        let (_, boards) = near(&mut tx, person, system.clock.today()).await?;
        if boards.iter().any(|near| near == board) {
            replace(&mut tx, system, &open).await?;
        }
    }
    let act = Act::CommitteeChanged {
        subject,
        change: format!("tie with board {board}"),
    };
    audit::record(&mut tx, now, By::Staff(keeper.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}
