//! Answering an invitation: giving feedback, taking over what was done together, or neither.

use super::{Found, asking, end, find, kind, locked, name, shown_evidence};
use crate::{
    System,
    audit::By,
    desks::{
        session::find as find_form,
        teacher::portfolio::{changes, versions},
    },
    fault::Fault,
};
use app::{
    actor::Teacher,
    teacher::portfolio::colleagues::{Inbox, Invitation, Shown, State, Waiting, desk::Invitee},
};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{ActivityId, FormId, PersonId},
    portfolio::{FeedbackForm, InvitationKind, MAX_HOURS, NewActivity, Quarters, Split},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::inbox`].
pub async fn inbox(system: &System, person: PersonId) -> Result<Inbox, Fault> {
    let mut conn = system.pool.acquire().await?;
    let rows = sqlx::query!(
        "select i.id, i.kind, i.person_id, i.expires_at, v.title
         from invitation i
         join activity_version v on v.activity_id = i.activity_id and upper_inf(v.recorded)
         where i.colleague_id = $1
           and i.ended_at is null
           and i.expires_at > $2
           and not v.removed
         order by i.invited_at, i.id",
        person.0,
        system.clock.now().to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut invitations = Vec::new();
    for row in rows {
        invitations.push(Waiting {
            id: row.id,
            kind: kind(&row.kind)?,
            from: name(&mut conn, PersonId(row.person_id)).await?,
            title: row.title,
            until: asking::last_day(row.expires_at.to_jiff()),
        });
    }
    let feedback = sqlx::query!(
        r#"select distinct i.activity_id, v.title
           from feedback f
           join invitation i on i.id = f.invitation_id
           join activity_version v on v.activity_id = i.activity_id and upper_inf(v.recorded)
           where i.person_id = $1 and f.attached_at is null and not v.removed
           order by v.title"#,
        person.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let given = sqlx::query_scalar!(
        r#"select count(*) as "count!" from feedback where giver_id = $1"#,
        person.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    Ok(Inbox {
        invitations,
        feedback: feedback
            .into_iter()
            .map(|row| (ActivityId(row.activity_id), row.title))
            .collect(),
        given: u32::try_from(given).unwrap_or(u32::MAX),
    })
}

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::invitation`].
pub async fn show(
    system: &System,
    invitee: &Invitee,
    returned: Option<FormId>,
) -> Result<Invitation, Fault> {
    let mut conn = system.pool.acquire().await?;
    let found = find(&mut conn, invitee, system.clock.now()).await?;
    let shown = match found.state {
        State::Open => Some(shown(&mut conn, invitee, &found).await?),
        _ => None,
    };
    drop(conn);
    let returned = match (returned, found.state) {
        (Some(id), State::Open) => {
            find_form(system, &super::owner_of_form(&invitee.key), id).await?
        }
        _ => None,
    };
    Ok(Invitation {
        state: found.state,
        shown,
        returned,
    })
}

async fn shown(conn: &mut PgConnection, invitee: &Invitee, found: &Found) -> Result<Shown, Fault> {
    let mut activity = activity(conn, found).await?;
    if found.kind == InvitationKind::Team {
        activity.reflection = None;
    }
    let reader = invitee.teacher.as_ref().map(Teacher::person);
    Ok(Shown {
        from: name(conn, found.from).await?,
        evidence: shown_evidence(conn, found).await?,
        until: asking::last_day(found.expires),
        reader: match reader {
            Some(reader) => Some(name(conn, reader).await?),
            None => None,
        },
        own: reader == Some(found.from),
        activity,
    })
}

async fn activity(conn: &mut PgConnection, found: &Found) -> Result<NewActivity, Fault> {
    let version = versions::newest(conn, found.from, found.activity)
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(version.entry.activity)
}

/// An invitation of this kind that this invitee may answer now.
async fn to_answer(
    conn: &mut PgConnection,
    system: &System,
    invitee: &Invitee,
    kind: Option<InvitationKind>,
) -> Result<Found, Fault> {
    let found = locked(conn, invitee, system.clock.now()).await?;
    if kind.is_some_and(|kind| kind != found.kind) {
        return Err(Problem::not_found().into());
    }
    if invitee.teacher.as_ref().map(Teacher::person) == Some(found.from) {
        return Err(Problem::conflict("Dit is je eigen activiteit").into());
    }
    let closed = match found.state {
        State::Open => return Ok(found),
        State::Expired => "Deze uitnodiging is verlopen",
        State::Withdrawn => "Deze uitnodiging is ingetrokken",
        State::Declined | State::Accepted => "Deze uitnodiging is al beantwoord",
    };
    Err(Problem::conflict(closed).into())
}

/// Who answers, for the trail: a teacher, or who holds the link.
fn by<'a>(invitee: &Invitee, invitation: &'a Uuid) -> By<'a> {
    match &invitee.teacher {
        Some(teacher) => By::Teacher(teacher.person()),
        None => By::Invitee(invitation),
    }
}

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::give_feedback`].
pub async fn give(system: &System, invitee: &Invitee, form: &FeedbackForm) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let found = to_answer(&mut tx, system, invitee, Some(InvitationKind::Feedback)).await?;
    let giver = invitee.teacher.as_ref().map(Teacher::person);
    let known = match giver {
        Some(giver) => Some(name(&mut tx, giver).await?),
        None => None,
    };
    let feedback = form.parse(known.as_deref())?;
    let now = system.clock.now_stored();
    sqlx::query!(
        "insert into feedback (invitation_id, giver_id, by_teacher, giver_name, seen, good, better,
                               remark, given_at)
         values ($1, $2, $2::uuid is not null, $3, $4, $5, $6, $7, $8)",
        found.id,
        giver.map(|giver| giver.0) as Option<Uuid>,
        feedback.name,
        feedback.seen,
        feedback.good,
        feedback.better,
        feedback.remark,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    let by = by(invitee, &found.id);
    end(&mut tx, now, by, found.from, found.id, "accepted").await?;
    let (title, body) = (
        "Je hebt feedback van een collega",
        "Alleen jij kunt het lezen. Je kiest zelf of het bij je activiteit hoort.",
    );
    let once = format!("feedback/{}", found.id);
    asking::tell(&mut tx, now, found.from, title, body, once).await?;
    tx.commit().await?;
    Ok(())
}

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::decline`].
pub async fn decline(system: &System, invitee: &Invitee) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let found = to_answer(&mut tx, system, invitee, None).await?;
    let now = system.clock.now_stored();
    let by = by(invitee, &found.id);
    end(&mut tx, now, by, found.from, found.id, "declined").await?;
    tx.commit().await?;
    Ok(())
}

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::join`].
pub async fn join(
    system: &System,
    teacher: &Teacher,
    key: &str,
    hours: &str,
) -> Result<ActivityId, Fault> {
    let invitee = Invitee {
        key: key.to_owned(),
        teacher: Some(teacher.clone()),
    };
    let mut tx = system.pool.begin().await?;
    let found = to_answer(&mut tx, system, &invitee, Some(InvitationKind::Team)).await?;
    let theirs = activity(&mut tx, &found).await?;
    let own = taken_over(theirs, own_hours(hours)?);
    let now = system.clock.now_stored();
    let id = ActivityId(Uuid::now_v7());
    changes::add(&mut tx, teacher.person(), id, &own, now).await?;
    sqlx::query!(
        "insert into activity_origin (activity_id, person_id, source, invitation_id)
         values ($1, $2, 'team', $3)",
        id.0,
        teacher.person().0,
        found.id,
    )
    .execute(&mut *tx)
    .await?;
    let by = By::Teacher(teacher.person());
    end(&mut tx, now, by, found.from, found.id, "accepted").await?;
    tx.commit().await?;
    Ok(id)
}

fn own_hours(typed: &str) -> Result<Quarters, Problem> {
    let message = match Quarters::parse(typed) {
        Some(hours) if hours > MAX_HOURS => "Vul minder uren in",
        Some(hours) if hours > Quarters::ZERO => return Ok(hours),
        _ => "Vul in hoeveel uur je meedeed, bijvoorbeeld 6 of 7,5",
    };
    Err(Problem::invalid(vec![FieldError::new("hours", message)]))
}

/// The own activity of who takes over: without what the other learned and got for it. Hours per category
/// are taken over only when they are the same; else the teacher chooses them anew.
fn taken_over(theirs: NewActivity, hours: Quarters) -> NewActivity {
    NewActivity {
        split: if hours == theirs.hours {
            theirs.split
        } else {
            Split::default()
        },
        contact_hours: theirs.contact_hours.filter(|contact| *contact <= hours),
        hours,
        reflection: None,
        credits: 0,
        diploma: false,
        ..theirs
    }
}
