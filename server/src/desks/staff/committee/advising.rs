//! What a member sees of a case, and what the committee advises.

use super::{LONGEST, at, planning::seat};
use crate::desks::{
    staff::cases::{
        self,
        procedure::{self, About},
        steps::{self, Who},
    },
    teacher,
};
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
    viewing,
};
use app::{
    actor::CommitteeMember,
    staff::committee::{BlindCase, Opinion, Session},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{AdviceKind, Part, Refusal, Seed, Wait},
    identifier::CaseId,
    notation,
    viewing::Viewing,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many members give an advice at least: the chair and two teachers (handbook, 5.2).
const LEAST: usize = 3;

/// The seat of this member in a case.
struct Seat {
    member: Uuid,
    /// For which question of the register.
    wait: Uuid,
    part: Part,
    excused: bool,
    /// Whether that question still waits for the advice.
    open: bool,
}

/// The seat of this member for a question, or the last one in the case.
async fn own_seat(
    conn: &mut PgConnection,
    subject: &str,
    case: CaseId,
    wait: Option<Uuid>,
) -> Result<Option<Seat>, Fault> {
    let row = sqlx::query!(
        r#"select s.member_id, s.wait_id, s.part, s.excused_at is not null as "excused!",
                  f.state = 'advising' and w.answered_at is null and w.lapsed_at is null as "open!"
           from committee_seat s
           join committee_member m on m.id = s.member_id
           join case_wait w on w.id = s.wait_id
           join case_file f on f.id = s.case_id
           where s.case_id = $1 and m.subject = $2 and ($3::uuid is null or s.wait_id = $3)
           order by w.asked_at desc, w.id desc
           limit 1"#,
        case.0,
        subject,
        wait,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| {
        Some(Seat {
            member: row.member_id,
            wait: row.wait_id,
            part: Part::parse(&row.part)?,
            excused: row.excused,
            open: row.open,
        })
    }))
}

pub(super) async fn session(
    system: &System,
    member: &CommitteeMember,
    id: Uuid,
) -> Result<Session, Fault> {
    let me = member.staff().subject();
    let mut tx = system.pool.begin().await?;
    let found = sqlx::query!(
        "select sits_on, place from committee_session where id = $1",
        id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let planned = sqlx::query!(
        "select c.case_id, c.wait_id
         from committee_case c
         join committee_seat s on s.wait_id = c.wait_id
         join committee_member m on m.id = s.member_id
         join case_file f on f.id = c.case_id
         where c.session_id = $1 and m.subject = $2
         order by f.number",
        id,
        me,
    )
    .fetch_all(&mut *tx)
    .await?;
    if planned.is_empty() {
        return Err(Problem::not_found().into());
    }
    let mut cases = Vec::new();
    for row in planned {
        let asked = (CaseId(row.case_id), row.wait_id);
        cases.push(blind(&mut tx, system, member, asked).await?);
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
    (id, wait): (CaseId, Uuid),
) -> Result<BlindCase, Fault> {
    let seat = own_seat(&mut *conn, member.staff().subject(), id, Some(wait))
        .await?
        .ok_or_else(Problem::not_found)?;
    let case = steps::find(&mut *conn, id).await?;
    let asked = procedure::asked(&mut *conn, id).await?;
    let asked = asked.into_iter().find(|asked| asked.id == wait);
    let asked = asked.ok_or_else(|| Fault::broken("no advice was asked"))?;
    let mut shown = BlindCase {
        id,
        number: case.number.clone(),
        question: String::new(),
        until: asked.last.clone(),
        open: seat.open,
        excused: seat.excused,
        chair: seat.part == Part::Chair,
        evaluation: None,
        activities: Vec::new(),
        grounds: None,
        before: Vec::new(),
        mine: None,
        others: Vec::new(),
    };
    if seat.excused {
        return Ok(shown);
    }
    shown.question = asked.question;
    shown.before = given_before(&mut *conn, (id, wait), asked.at).await?;
    match procedure::about(&mut *conn, id).await? {
        Some(About::Application { sent, term, .. }) => {
            // A further advice is about what there is now: the teacher may have completed it.
            let held = if shown.before.is_empty() {
                *sent
            } else {
                teacher::sent_of(&mut *conn, case.person, term, system.clock.today()).await?
            };
            shown.evaluation = Some(held.evaluation);
            shown.activities = held.activities;
        }
        Some(About::Objection { sent, .. }) => shown.grounds = Some(sent.grounds),
        None => {}
    }
    let opinions = sqlx::query!(
        "select member_id, part, opinion, note
         from committee_seat
         where wait_id = $1 and excused_at is null
         order by part, member_id",
        wait,
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in opinions {
        let kind = row.opinion.as_deref().and_then(AdviceKind::parse);
        let opinion = kind.map(|kind| (kind, row.note.unwrap_or_default()));
        if row.member_id == seat.member {
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

/// What the committee advised on a case before this was asked, oldest first.
async fn given_before(
    conn: &mut PgConnection,
    (case, wait): (CaseId, Uuid),
    asked: jiff::Timestamp,
) -> Result<Vec<(AdviceKind, String)>, Fault> {
    let rows = sqlx::query!(
        "select kind, reasons
         from committee_advice
         where case_id = $1 and wait_id <> $2 and given_at <= $3
         order by given_at",
        case.0,
        wait,
        asked.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((AdviceKind::parse(&row.kind)?, row.reasons)))
        .collect())
}

/// A seat in a case that waits for advice.
pub(super) struct Open {
    /// The case.
    pub case: CaseId,
    /// What was asked.
    pub wait: Uuid,
    /// Who has the seat.
    pub member: Uuid,
}

/// The seats of this member in cases that wait for advice.
pub(super) async fn open_seats(conn: &mut PgConnection, member: Uuid) -> Result<Vec<Open>, Fault> {
    let rows = sqlx::query!(
        "select s.case_id, s.wait_id
         from committee_seat s
         join case_wait w on w.id = s.wait_id
         join case_file f on f.id = s.case_id
         where s.member_id = $1
           and s.excused_at is null
           and f.state = 'advising'
           and w.answered_at is null
           and w.lapsed_at is null
         order by f.number",
        member,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Open {
            case: CaseId(row.case_id),
            wait: row.wait_id,
            member,
        })
        .collect())
}

/// Somebody else comes in the place of this member, when there is one.
pub(super) async fn replace(
    conn: &mut PgConnection,
    system: &System,
    open: &Open,
) -> Result<(), Fault> {
    sqlx::query!(
        "update committee_seat
         set excused_at = $3, opinion = null, note = null
         where wait_id = $1 and member_id = $2",
        open.wait,
        open.member,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *conn)
    .await?;
    let row = sqlx::query!(
        "select c.seed, s.sits_on
         from committee_case c
         join committee_session s on s.id = c.session_id
         where c.wait_id = $1",
        open.wait,
    )
    .fetch_one(&mut *conn)
    .await?;
    let seed: Seed = row
        .seed
        .parse()
        .map_err(|()| Fault::broken("a seed that is none"))?;
    // By the same seed, so that it can be seen why this one; with too few left there is no advice.
    seat(conn, (open.case, open.wait), seed, row.sits_on.to_jiff()).await?;
    Ok(())
}

pub(super) async fn excuse(
    system: &System,
    member: &CommitteeMember,
    id: CaseId,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let case = steps::locked(&mut tx, id).await?;
    let own = waiting_seat(&mut tx, member, id).await?;
    let open = Open {
        case: id,
        wait: own.wait,
        member: own.member,
    };
    replace(&mut tx, system, &open).await?;
    let act = Act::CommitteeChanged {
        subject: member.staff().subject().to_owned(),
        change: format!("excused as {} in {}", own.part.code(), case.number),
    };
    audit::record(&mut tx, now, By::Staff(member.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// The seat of this member in a case that waits for the advice it is for.
async fn waiting_seat(
    conn: &mut PgConnection,
    member: &CommitteeMember,
    id: CaseId,
) -> Result<Seat, Fault> {
    let own = own_seat(conn, member.staff().subject(), id, None)
        .await?
        .filter(|seat| !seat.excused)
        .ok_or_else(Problem::not_found)?;
    if !own.open {
        return Err(Problem::conflict(Refusal::NotAsked.to_string()).into());
    }
    Ok(own)
}

/// Who gives the advice of the committee: everybody who looks at the case, when each gave an opinion, on
/// the day of the session at the earliest.
async fn advisers(conn: &mut PgConnection, wait: Uuid, today: Date) -> Result<Vec<String>, Fault> {
    let sits_on = sqlx::query_scalar!(
        "select s.sits_on
         from committee_case c
         join committee_session s on s.id = c.session_id
         where c.wait_id = $1",
        wait,
    )
    .fetch_one(&mut *conn)
    .await?
    .to_jiff();
    let seats = sqlx::query!(
        r#"select m.name, s.opinion is not null as "gave!"
           from committee_seat s
           join committee_member m on m.id = s.member_id
           where s.wait_id = $1 and s.excused_at is null
           order by s.part, m.name"#,
        wait,
    )
    .fetch_all(conn)
    .await?;
    let waiting = seats.iter().filter(|seat| !seat.gave).count();
    let why = if today < sits_on {
        format!(
            "De zitting is op {}. Het advies van de commissie kan niet eerder",
            notation::date(sits_on)
        )
    } else if seats.len() < LEAST {
        "Er zijn te weinig leden over voor een advies van de commissie".to_owned()
    } else if waiting > 0 {
        "Nog niet ieder lid van de commissie gaf advies over deze zaak".to_owned()
    } else {
        return Ok(seats.into_iter().map(|seat| seat.name).collect());
    };
    Err(Problem::conflict(why).into())
}

pub(super) async fn opine(
    system: &System,
    member: &CommitteeMember,
    new: &Opinion,
) -> Result<(), Fault> {
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
    let own = waiting_seat(&mut tx, member, id).await?;
    sqlx::query!(
        "update committee_seat set opinion = $3, note = $4 where wait_id = $1 and member_id = $2",
        own.wait,
        own.member,
        kind.code(),
        reasons,
    )
    .execute(&mut *tx)
    .await?;
    if new.last == "ja" {
        if own.part != Part::Chair {
            return Err(Problem::forbidden().into());
        }
        let names = advisers(&mut tx, own.wait, system.clock.today()).await?;
        sqlx::query!(
            "insert into committee_advice (case_id, wait_id, kind, reasons, minority, members,
                                           given_at, given_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id.0,
            own.wait,
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
        cases::tell_of_case(&mut tx, system, (case.person, id), &title, &body).await?;
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
