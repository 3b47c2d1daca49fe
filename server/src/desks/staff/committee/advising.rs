//! What a member sees of a case, and what the committee advises.

use super::{LONGEST, at, planning::seat};
use crate::desks::staff::cases::{
    self,
    procedure::{self, About},
    steps::{self, Who},
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
    case::{AdviceKind, Part, Refusal, Seed, State, Wait},
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

pub(super) async fn excuse(
    system: &System,
    member: &CommitteeMember,
    id: CaseId,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let case = steps::locked(&mut tx, id).await?;
    let (own, seat_of) = own_seat(&mut tx, member.staff().subject(), id)
        .await?
        .filter(|(_, seat)| !seat.excused)
        .ok_or_else(Problem::not_found)?;
    waits(&case)?;
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
    // By the same seed, so that it can be seen why this one; with too few left there is no advice.
    seat(&mut tx, id, seed, row.sits_on.to_jiff()).await?;
    let act = Act::CommitteeChanged {
        subject: member.staff().subject().to_owned(),
        change: format!("excused as {} in {}", seat_of.part.code(), case.number),
    };
    audit::record(&mut tx, now, By::Staff(member.staff()), None, None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// That advice is asked now.
fn waits(case: &steps::Case) -> Result<(), Problem> {
    let on = Wait::Advice;
    if matches!(&case.state, State::Waiting { on: what, .. } if *what == on) {
        return Ok(());
    }
    Err(Problem::conflict(Refusal::NotAsked.to_string()))
}

/// Who gives the advice of the committee: everybody who looks at the case, when each gave an opinion, on
/// the day of the session at the earliest.
async fn advisers(conn: &mut PgConnection, id: CaseId, today: Date) -> Result<Vec<String>, Fault> {
    let sits_on = sqlx::query_scalar!(
        "select s.sits_on
         from committee_case c
         join committee_session s on s.id = c.session_id
         where c.case_id = $1",
        id.0,
    )
    .fetch_one(&mut *conn)
    .await?
    .to_jiff();
    let seats = sqlx::query!(
        r#"select m.name, s.opinion is not null as "gave!"
           from committee_seat s
           join committee_member m on m.id = s.member_id
           where s.case_id = $1 and s.excused_at is null
           order by s.part, m.name"#,
        id.0,
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
    let (own, seat) = own_seat(&mut tx, member.staff().subject(), id)
        .await?
        .filter(|(_, seat)| !seat.excused)
        .ok_or_else(Problem::not_found)?;
    waits(&case)?;
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
        let names = advisers(&mut tx, id, system.clock.today()).await?;
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
