//! The advisory committee: who is in it, who looks at which case, and what it advises.

use super::cases::{
    self,
    procedure::{self, About},
    steps::{self, Who},
};
use crate::{
    System,
    audit::{self, Act, By},
    desks::Desk,
    fault::Fault,
    viewing,
};
use app::{
    actor::{Actor, CaseWorker, CommitteeMember, FromActor, Keeper, Staff},
    staff::committee::{
        BlindCase, Committee, Member, NewMember, NewSession, Opinion, Session, SessionLine,
        desk::CommitteeDesk,
    },
};
use async_trait::async_trait;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{AdviceKind, Candidate, Part, Refusal, Seed, State, Wait, assign},
    identifier::{CaseId, PersonId},
    notation,
    sector::Sector,
    viewing::Viewing,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What PostgreSQL calls it when two periods overlap.
const OVERLAPS: &str = "23P01";

/// The most characters of a text.
const LONGEST: usize = 4_000;

#[async_trait]
impl CommitteeDesk for Desk {
    async fn committee(&self, staff: &Staff) -> Result<Committee, Problem> {
        Ok(committee(&self.0, staff).await?)
    }

    async fn add_member(&self, keeper: &Keeper, new: NewMember) -> Result<(), Problem> {
        Ok(add_member(&self.0, keeper, &new).await?)
    }

    async fn plan(&self, worker: &CaseWorker, new: NewSession) -> Result<Uuid, Problem> {
        Ok(plan(&self.0, worker, &new).await?)
    }

    async fn session(&self, member: &CommitteeMember, id: Uuid) -> Result<Session, Problem> {
        Ok(session(&self.0, member, id).await?)
    }

    async fn excuse(&self, member: &CommitteeMember, case: CaseId) -> Result<(), Problem> {
        Ok(excuse(&self.0, member, case).await?)
    }

    async fn opine(&self, member: &CommitteeMember, opinion: Opinion) -> Result<(), Problem> {
        Ok(opine(&self.0, member, &opinion).await?)
    }
}

fn at(field: &'static str, message: &str) -> Fault {
    Problem::invalid(vec![FieldError::new(field, message)]).into()
}

async fn committee(system: &System, staff: &Staff) -> Result<Committee, Fault> {
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
                  count(c.case_id) filter (where f.state = 'advising') as "waiting!"
           from committee_session s
           join committee_case c on c.session_id = s.id
           join case_file f on f.id = c.case_id
           where $1::text is null
              or exists (
                  select
                  from committee_seat seat
                  join committee_member m on m.id = seat.member_id
                  where seat.case_id = c.case_id and m.subject = $1
              )
           group by s.id
           order by s.sits_on desc
           limit 100"#,
        only,
    )
    .fetch_all(&mut *conn)
    .await?
    .into_iter()
    .map(|row| SessionLine {
        id: row.id,
        on: row.sits_on.to_jiff(),
        place: row.place,
        cases: row.cases,
        waiting: row.waiting,
    })
    .collect();
    let unplanned = unplanned(&mut conn).await?.len();
    let members = if may_plan || may_add {
        members(&mut conn).await?
    } else {
        Vec::new()
    };
    Ok(Committee {
        sessions,
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

async fn members(conn: &mut PgConnection) -> Result<Vec<Member>, Fault> {
    let rows = sqlx::query!(
        r#"select m.id, m.name, m.part, m.sector, m.board_number, lower(m.valid) as "from!",
                  upper(m.valid) - 1 as until,
                  array(select board_number from committee_tie t where t.member_id = m.id
                        order by board_number) as "ties!"
           from committee_member m
           order by m.name"#,
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

async fn add_member(system: &System, keeper: &Keeper, new: &NewMember) -> Result<(), Fault> {
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
    let boards: Vec<&str> = new
        .boards
        .split(',')
        .map(str::trim)
        .filter(|board| !board.is_empty())
        .collect();
    if boards
        .iter()
        .any(|board| !board.chars().all(|c| c.is_ascii_digit()))
    {
        let message = "Vul nummers van besturen in, met een komma ertussen";
        errors.push(FieldError::new("boards", message));
    }
    let (Some((subject, name)), Some(part), []) = (one, part, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let (id, now) = (Uuid::now_v7(), system.clock.now_stored());
    let added = sqlx::query!(
        "insert into committee_member (id, subject, name, part, sector, valid, added_by, added_at)
         values ($1, $2, $3, $4, $5, daterange($6, null), $7, $8)",
        id,
        subject,
        name,
        part.code(),
        sector.map(Sector::code),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        keeper.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
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

/// The cases that wait for advice and are in no session.
async fn unplanned(conn: &mut PgConnection) -> Result<Vec<CaseId>, Fault> {
    Ok(sqlx::query_scalar!(
        "select id
         from case_file f
         where state = 'advising'
           and not exists (select from committee_case c where c.case_id = f.id)
         order by due_on, number",
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(CaseId)
    .collect())
}

/// The sectors and the boards for which a person works or worked in the last four years.
async fn near(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<(Vec<Sector>, Vec<String>), Fault> {
    let rows = sqlx::query!(
        "select distinct b.sector, a.board_number
         from appointment a
         join appointment_version v on v.appointment_id = a.id and upper_inf(v.recorded)
         join school_board b on b.brin = v.brin
         where a.person_id = $1 and not v.removed",
        person.0,
    )
    .fetch_all(conn)
    .await?;
    let sectors = rows
        .iter()
        .filter_map(|row| Sector::parse(&row.sector))
        .collect();
    let boards = rows.into_iter().map(|row| row.board_number).collect();
    Ok((sectors, boards))
}

/// The members of a day, as far as a case is concerned.
async fn candidates(
    conn: &mut PgConnection,
    case: CaseId,
    on: Date,
) -> Result<Vec<Candidate>, Fault> {
    let rows = sqlx::query!(
        r#"select m.id, m.part, m.sector, m.board_number,
                  array(select board_number from committee_tie t
                        where t.member_id = m.id) as "ties!",
                  exists (
                      select from committee_seat s
                      where s.case_id = $1 and s.member_id = m.id and s.excused_at is not null
                  ) or exists (
                      select from case_event e where e.case_id = $1 and e.actor = m.subject
                  ) as "excused!"
           from committee_member m
           where m.valid @> $2::date"#,
        case.0,
        on.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Candidate {
                id: row.id.to_string(),
                part: Part::parse(&row.part)?,
                sector: row.sector.as_deref().and_then(Sector::parse),
                boards: row.board_number.into_iter().chain(row.ties).collect(),
                excused: row.excused,
            })
        })
        .collect())
}

/// Draws who looks at a case, and gives those a seat who have none.
async fn seat(conn: &mut PgConnection, case: CaseId, seed: Seed, on: Date) -> Result<bool, Fault> {
    let found = steps::find(&mut *conn, case).await?;
    let (sectors, boards) = near(&mut *conn, found.person).await?;
    let all = candidates(&mut *conn, case, on).await?;
    let Some(chosen) = assign(seed, &found.number, &all, &sectors, &boards) else {
        return Ok(false);
    };
    for (member, part) in chosen {
        let member: Uuid = member.parse().map_err(Fault::broken)?;
        sqlx::query!(
            "insert into committee_seat (case_id, member_id, part)
             values ($1, $2, $3)
             on conflict do nothing",
            case.0,
            member,
            part.code(),
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

async fn plan(system: &System, worker: &CaseWorker, new: &NewSession) -> Result<Uuid, Fault> {
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
    for case in waiting {
        sqlx::query!(
            "insert into committee_case (case_id, session_id, seed) values ($1, $2, $3)",
            case.0,
            id,
            seed.to_string(),
        )
        .execute(&mut *tx)
        .await?;
        if seat(&mut tx, case, seed, on).await? {
            planned += 1;
        } else {
            // It waits for a session with other members.
            sqlx::query!("delete from committee_case where case_id = $1", case.0)
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

/// The seat of this member in a case.
struct Seat {
    part: Part,
    excused: bool,
}

async fn own_seat(
    conn: &mut PgConnection,
    subject: &str,
    case: CaseId,
) -> Result<Option<(Uuid, Seat)>, Fault> {
    let row = sqlx::query!(
        r#"select s.member_id, s.part, s.excused_at is not null as "excused!"
           from committee_seat s
           join committee_member m on m.id = s.member_id
           where s.case_id = $1 and m.subject = $2"#,
        case.0,
        subject,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| {
        let seat = Seat {
            part: Part::parse(&row.part)?,
            excused: row.excused,
        };
        Some((row.member_id, seat))
    }))
}

async fn session(system: &System, member: &CommitteeMember, id: Uuid) -> Result<Session, Fault> {
    let me = member.staff().subject();
    let mut tx = system.pool.begin().await?;
    let found = sqlx::query!(
        "select sits_on, place from committee_session where id = $1",
        id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let ids = sqlx::query_scalar!(
        "select c.case_id
         from committee_case c
         join committee_seat s on s.case_id = c.case_id
         join committee_member m on m.id = s.member_id
         join case_file f on f.id = c.case_id
         where c.session_id = $1 and m.subject = $2
         order by f.number",
        id,
        me,
    )
    .fetch_all(&mut *tx)
    .await?;
    if ids.is_empty() {
        return Err(Problem::not_found().into());
    }
    let mut cases = Vec::new();
    for case in ids {
        cases.push(blind(&mut tx, system, member, CaseId(case)).await?);
    }
    tx.commit().await?;
    Ok(Session {
        id,
        on: found.sits_on.to_jiff(),
        place: found.place,
        cases,
        today: system.clock.today(),
    })
}

/// A case without who it is about. That this member looks is recorded.
async fn blind(
    conn: &mut PgConnection,
    system: &System,
    member: &CommitteeMember,
    id: CaseId,
) -> Result<BlindCase, Fault> {
    let (own, seat) = own_seat(&mut *conn, member.staff().subject(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let case = steps::find(&mut *conn, id).await?;
    let asked = procedure::asked(&mut *conn, id).await?;
    let asked = asked.into_iter().rfind(|asked| asked.what == Wait::Advice);
    let asked = asked.ok_or_else(|| Fault::broken("no advice was asked"))?;
    let mut shown = BlindCase {
        id,
        number: case.number.clone(),
        question: String::new(),
        until: asked.last.date,
        open: matches!(
            case.state,
            State::Waiting {
                on: Wait::Advice,
                ..
            }
        ),
        excused: seat.excused,
        chair: seat.part == Part::Chair,
        evaluation: None,
        activities: Vec::new(),
        grounds: None,
        mine: None,
        others: Vec::new(),
    };
    if seat.excused {
        return Ok(shown);
    }
    shown.question = asked.question;
    match procedure::about(&mut *conn, id).await? {
        Some(About::Application { sent, .. }) => {
            shown.evaluation = Some(sent.evaluation);
            shown.activities = sent.activities;
        }
        Some(About::Objection { sent, .. }) => shown.grounds = Some(sent.grounds),
        None => {}
    }
    let opinions = sqlx::query!(
        "select member_id, part, opinion, note
         from committee_seat
         where case_id = $1 and excused_at is null
         order by part, member_id",
        id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in opinions {
        let kind = row.opinion.as_deref().and_then(AdviceKind::parse);
        let opinion = kind.map(|kind| (kind, row.note.unwrap_or_default()));
        if row.member_id == own {
            shown.mine = opinion;
        } else if shown.chair {
            let part = Part::parse(&row.part).map_or("", Part::name);
            shown.others.push((part.to_owned(), opinion));
        }
    }
    let (now, by) = (system.clock.now_stored(), By::Staff(member.staff()));
    viewing::by_staff(&mut *conn, now, Viewing::Advice, &[case.person]).await?;
    let act = Act::TeacherViewed {
        page: format!("commissie {}", case.number),
    };
    audit::record(conn, now, by, Some(case.person), None, &act).await?;
    Ok(shown)
}

async fn excuse(system: &System, member: &CommitteeMember, id: CaseId) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let case = steps::locked(&mut tx, id).await?;
    let (own, seat_of) = own_seat(&mut tx, member.staff().subject(), id)
        .await?
        .filter(|(_, seat)| !seat.excused)
        .ok_or_else(Problem::not_found)?;
    sqlx::query!(
        "update committee_seat
         set excused_at = $3, opinion = null, note = null
         where case_id = $1 and member_id = $2",
        id.0,
        own,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    let row = sqlx::query!(
        "select c.seed, s.sits_on
         from committee_case c
         join committee_session s on s.id = c.session_id
         where c.case_id = $1",
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let seed: Seed = row
        .seed
        .parse()
        .map_err(|()| Fault::broken("a seed that is none"))?;
    // By the same seed, so that it can be seen why this one; without another they go on with fewer.
    seat(&mut tx, id, seed, row.sits_on.to_jiff()).await?;
    let act = Act::CommitteeChanged {
        subject: member.staff().subject().to_owned(),
        change: format!("excused as {} in {}", seat_of.part.code(), case.number),
    };
    audit::record(&mut tx, now, By::Staff(member.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

async fn opine(system: &System, member: &CommitteeMember, new: &Opinion) -> Result<(), Fault> {
    let id = new.id.ok_or_else(Problem::not_found)?;
    let (reasons, minority) = (new.reasons.trim(), new.minority.trim());
    let kind = AdviceKind::parse(&new.kind);
    let mut errors = Vec::new();
    if kind.is_none() {
        errors.push(FieldError::new("kind", "Kies wat je adviseert"));
    }
    if reasons.is_empty() || reasons.chars().count() > LONGEST {
        errors.push(FieldError::new(
            "reasons",
            "Leg uit waarom, in ten hoogste 4.000 tekens",
        ));
    }
    if minority.chars().count() > LONGEST {
        return Err(at(
            "minority",
            "Maak de tekst korter: ten hoogste 4.000 tekens",
        ));
    }
    let (Some(kind), []) = (kind, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let case = steps::locked(&mut tx, id).await?;
    let (own, seat) = own_seat(&mut tx, member.staff().subject(), id)
        .await?
        .filter(|(_, seat)| !seat.excused)
        .ok_or_else(Problem::not_found)?;
    if !matches!(
        case.state,
        State::Waiting {
            on: Wait::Advice,
            ..
        }
    ) {
        return Err(Problem::conflict(Refusal::NotAsked.to_string()).into());
    }
    sqlx::query!(
        "update committee_seat set opinion = $3, note = $4 where case_id = $1 and member_id = $2",
        id.0,
        own,
        kind.code(),
        reasons,
    )
    .execute(&mut *tx)
    .await?;
    if new.last == "ja" {
        if seat.part != Part::Chair {
            return Err(Problem::forbidden().into());
        }
        let names = sqlx::query_scalar!(
            "select m.name
             from committee_seat s
             join committee_member m on m.id = s.member_id
             where s.case_id = $1 and s.excused_at is null
             order by s.part, m.name",
            id.0,
        )
        .fetch_all(&mut *tx)
        .await?;
        sqlx::query!(
            "insert into committee_advice (case_id, kind, reasons, minority, members, given_at,
                                           given_by)
             values ($1, $2, $3, $4, $5, $6, $7)",
            id.0,
            kind.code(),
            reasons,
            (!minority.is_empty()).then_some(minority),
            format!("De adviescommissie ({})", names.join(", ")),
            now.to_sqlx() as jiff_sqlx::Timestamp,
            member.staff().subject(),
        )
        .execute(&mut *tx)
        .await?;
        let who = (Wait::Advice, Who::Adviser(member));
        let said = format!("{}: {reasons}", kind.name());
        procedure::receive(&mut tx, system, &case, who, &said).await?;
        let title = format!("De commissie gaf advies in zaak {}", case.number);
        let body = format!(
            "Advies: {}. Het register beslist nu.",
            kind.name().to_lowercase()
        );
        cases::tell(
            &mut tx,
            system,
            case.person,
            &title,
            &body,
            &format!("/mijn/zaken/{id}"),
        )
        .await?;
    } else {
        let act = Act::CommitteeChanged {
            subject: member.staff().subject().to_owned(),
            change: format!("opinion in {}", case.number),
        };
        audit::record(&mut tx, now, By::Staff(member.staff()), None, None, &act).await?;
    }
    tx.commit().await?;
    Ok(())
}
