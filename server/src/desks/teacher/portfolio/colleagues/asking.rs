//! Inviting colleagues to an activity, and deciding on what they said: whose activity it is.

use super::{end, kind, link, state};
use crate::{
    System,
    audit::{self, Act, By},
    clock,
    desks::{
        public::public_sectors,
        teacher::portfolio::{evidence, versions},
    },
    fault::Fault,
    messages::{self, News},
    vault::sha256,
};
use app::teacher::portfolio::colleagues::{Around, Found, InviteForm, MOST_FOUND, Received, Sent};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::{ActivityId, PersonId, TeacherNumber},
    portfolio::{
        Feedback, INVITATION_DAYS, InvitationKind, MAX_INVITATIONS_PER_DAY, MAX_OPEN_INVITATIONS,
    },
    search::Sought,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::around`].
pub async fn around(
    system: &System,
    person: PersonId,
    activity: ActivityId,
    search: &str,
) -> Result<Around, Fault> {
    let search = search.trim();
    let sought = Sought::parse(search);
    let today = system.clock.today();
    let public = match &sought {
        Some(Sought::Number(_)) => public_sectors(system).await?,
        _ => Vec::new(),
    };
    let mut conn = system.pool.acquire().await?;
    let own = versions::newest(&mut conn, person, activity)
        .await?
        .filter(|version| !version.removed)
        .ok_or_else(Problem::not_found)?;
    let found = match sought {
        Some(Sought::Number(number)) => {
            let found = numbered(&mut conn, person, &number, today, &public).await?;
            found.into_iter().collect()
        }
        _ if search.chars().count() < 2 => Vec::new(),
        _ => colleagues(&mut conn, person, search, None, today).await?,
    };
    Ok(Around {
        activity,
        title: own.entry.activity.title,
        evidence: evidence(&mut conn, activity).await?,
        feedback: received(&mut conn, person, Some(activity))
            .await?
            .into_iter()
            .map(|(_, received)| received)
            .collect(),
        invitations: sent(&mut conn, system, activity).await?,
        search: search.to_owned(),
        found: found.into_iter().map(|(_, found)| found).collect(),
    })
}

/// What colleagues said of an activity of this person, or of all of them, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn received(
    conn: &mut PgConnection,
    person: PersonId,
    activity: Option<ActivityId>,
) -> Result<Vec<(ActivityId, Received)>, Fault> {
    let rows = sqlx::query!(
        r#"select i.activity_id, f.invitation_id, f.by_teacher as is_teacher, f.giver_name, f.seen,
                  f.good, f.better, f.remark, f.given_at, f.attached_at is not null as "attached!"
           from feedback f
           join invitation i on i.id = f.invitation_id
           where i.person_id = $1 and ($2::uuid is null or i.activity_id = $2)
           order by f.given_at desc"#,
        person.0,
        activity.map(|activity| activity.0),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let received = Received {
                invitation: row.invitation_id,
                feedback: Feedback {
                    name: row.giver_name,
                    seen: row.seen,
                    good: row.good,
                    better: row.better,
                    remark: row.remark,
                },
                given: clock::dutch(row.given_at.to_jiff()).date(),
                is_teacher: row.is_teacher,
                attached: row.attached,
            };
            (ActivityId(row.activity_id), received)
        })
        .collect())
}

async fn sent(
    conn: &mut PgConnection,
    system: &System,
    activity: ActivityId,
) -> Result<Vec<Sent>, Fault> {
    let now = system.clock.now();
    let rows = sqlx::query!(
        r#"select i.id, i.kind, i.token_hash is not null as "by_link!", i.evidence, i.expires_at,
                  i.ending,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as colleague
           from invitation i
           left join person_details d on d.person_id = i.colleague_id and upper_inf(d.recorded)
           where i.activity_id = $1
           order by i.invited_at desc, i.id"#,
        activity.0,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = kind(&row.kind)?;
            let expires = row.expires_at.to_jiff();
            let state = state(row.ending.as_deref(), expires, false, now);
            let works = row.by_link && state == app::teacher::portfolio::colleagues::State::Open;
            let name = row.colleague.unwrap_or_else(|| "Een collega".to_owned());
            Ok(Sent {
                id: row.id,
                kind,
                colleague: (!row.by_link).then_some(name),
                link: works.then(|| link(system, kind, row.id)),
                evidence: row.evidence.len(),
                until: last_day(expires),
                state,
            })
        })
        .collect()
}

/// The last day of an invitation, in the Netherlands.
pub fn last_day(expires: Timestamp) -> Date {
    clock::dutch(expires).date()
}

/// The teachers who today work at a school where this person works too, and are in the register, by
/// their name or their register number. Who is shielded is not found.
async fn colleagues(
    conn: &mut PgConnection,
    person: PersonId,
    words: &str,
    number: Option<&TeacherNumber>,
    today: Date,
) -> Result<Vec<(PersonId, Found)>, Fault> {
    let rows = sqlx::query!(
        r#"select distinct on (d.search_name, p.id)
                  p.id, p.teacher_number, s.name as school,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as "name!"
           from current_appointment own
           join current_appointment theirs
               on theirs.brin = own.brin
               and theirs.person_id <> own.person_id
           join person p on p.id = theirs.person_id and not p.shielded
           join person_details d
               on d.person_id = p.id and upper_inf(d.recorded) and d.deceased_on is null
           join school s on s.brin = own.brin
           where own.person_id = $1
             and own.valid @> $4::date and not own.removed and own.confirmed
             and theirs.valid @> $4::date and not theirs.removed and theirs.confirmed
             and strpos(d.search_name, search_text($2)) > 0
             and ($3::text is null or p.teacher_number = $3)
           order by d.search_name, p.id, s.name
           limit $5"#,
        person.0,
        words,
        number.map(TeacherNumber::as_str),
        today.to_sqlx() as jiff_sqlx::Date,
        i64::from(MOST_FOUND),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let number = TeacherNumber::parse(&row.teacher_number).map_err(Fault::broken)?;
            let found = Found {
                number,
                name: row.name,
                school: Some(row.school),
            };
            Ok((PersonId(row.id), found))
        })
        .collect()
}

/// The teacher with this register number: a colleague, or who stands today in what is public of the
/// register: these sectors. Who is shielded is neither.
async fn numbered(
    conn: &mut PgConnection,
    person: PersonId,
    number: &TeacherNumber,
    today: Date,
    public: &[String],
) -> Result<Option<(PersonId, Found)>, Fault> {
    let found = colleagues(&mut *conn, person, "", Some(number), today).await?;
    if let Some(found) = found.into_iter().next() {
        return Ok(Some(found));
    }
    let row = sqlx::query!(
        r#"select person_id as "person!", name as "name!"
           from public_listing
           where teacher_number = $1 and person_id <> $2 and valid @> $3::date
             and sector = any($4)
           limit 1"#,
        number.as_str(),
        person.0,
        today.to_sqlx() as jiff_sqlx::Date,
        public,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let found = Found {
            number: number.clone(),
            name: row.name,
            school: None,
        };
        (PersonId(row.person), found)
    }))
}

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::invite`].
pub async fn invite(
    system: &System,
    person: PersonId,
    activity: ActivityId,
    form: &InviteForm,
) -> Result<(), Fault> {
    let colleague = form.colleague.trim();
    let public = match colleague {
        "" => Vec::new(),
        _ => public_sectors(system).await?,
    };
    let mut tx = system.pool.begin().await?;
    // One invitation of a person after the other, so that the count below holds.
    sqlx::query!(
        "select id from person where id = $1 for no key update",
        person.0
    )
    .fetch_one(&mut *tx)
    .await?;
    versions::newest(&mut tx, person, activity)
        .await?
        .filter(|version| !version.removed)
        .ok_or_else(Problem::not_found)?;
    let now = system.clock.now_stored();
    let today = system.clock.today();
    let kind = InvitationKind::parse(&form.kind)
        .ok_or_else(|| refused("kind", "Kies waarvoor je je collega uitnodigt"))?;
    let colleague = match colleague {
        "" => None,
        number => Some(numbered_or_refused(&mut tx, person, number, today, &public).await?),
    };
    let evidence = match kind {
        InvitationKind::Feedback => ticked(&mut tx, activity, &form.evidence).await?,
        InvitationKind::Team => Vec::new(),
    };
    not_too_many(&mut tx, person, activity, colleague, kind, now).await?;
    let id = Uuid::now_v7();
    let token = colleague
        .is_none()
        .then(|| sha256(system.vault.link_token(id)));
    let expires = clock::end_of(today.saturating_add(INVITATION_DAYS.days()))?;
    sqlx::query!(
        "insert into invitation (id, kind, activity_id, person_id, token_hash, colleague_id,
                                 evidence, invited_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        kind.code(),
        activity.0,
        person.0,
        token,
        colleague.map(|colleague| colleague.0),
        &evidence,
        now.to_sqlx(),
        expires.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    if let Some(colleague) = colleague {
        let (title, body) = match kind {
            InvitationKind::Feedback => (
                "Een collega vraagt je feedback",
                "Een leraar vraagt of je iets wilt zeggen over een activiteit. Je kiest zelf of je meedoet.",
            ),
            InvitationKind::Team => (
                "Een collega deed iets samen met jou",
                "Een leraar noemt jou bij een activiteit. Klopt het, dan zet je die ook in je eigen portfolio.",
            ),
        };
        tell(
            &mut tx,
            now,
            colleague,
            title,
            body,
            format!("uitnodiging/{id}"),
        )
        .await?;
    }
    let act = Act::InvitationChanged {
        invitation: id,
        change: kind.code().to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Tells a teacher that something of a colleague waits.
pub async fn tell(
    conn: &mut PgConnection,
    now: Timestamp,
    person: PersonId,
    title: &str,
    body: &str,
    once: String,
) -> Result<(), Fault> {
    let news = News {
        person,
        title: title.to_owned(),
        body: body.to_owned(),
        link: "/mijn/portfolio/collegas",
        once,
    };
    messages::tell(conn, now, &[news]).await
}

fn refused(field: &str, message: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(field, message)])
}

async fn numbered_or_refused(
    conn: &mut PgConnection,
    person: PersonId,
    number: &str,
    today: Date,
    public: &[String],
) -> Result<PersonId, Fault> {
    let unknown = || {
        refused(
            "colleague",
            "Zoek een collega en kies wie je vond, of maak een link",
        )
    };
    let number = TeacherNumber::parse(number).map_err(|_| unknown())?;
    let found = numbered(conn, person, &number, today, public).await?;
    let (colleague, _) = found.ok_or_else(unknown)?;
    Ok(colleague)
}

/// The files that were ticked, each with the activity.
async fn ticked(
    conn: &mut PgConnection,
    activity: ActivityId,
    typed: &[String],
) -> Result<Vec<Uuid>, Fault> {
    let held = evidence(conn, activity).await?;
    let ticked: Vec<Uuid> = held
        .iter()
        .map(|file| file.id.0)
        .filter(|id| typed.contains(&id.to_string()))
        .collect();
    if ticked.len() < typed.len() {
        let message = "Een van deze bestanden is er niet meer. Kies opnieuw";
        return Err(refused("evidence", message).into());
    }
    Ok(ticked)
}

async fn not_too_many(
    conn: &mut PgConnection,
    person: PersonId,
    activity: ActivityId,
    colleague: Option<PersonId>,
    kind: InvitationKind,
    now: Timestamp,
) -> Result<(), Fault> {
    let row = sqlx::query!(
        r#"select count(*) filter (where activity_id = $2 and ended_at is null
                                     and expires_at > $4) as "open!",
                  count(*) filter (where invited_at > $5) as "today!",
                  coalesce(bool_or(activity_id = $2 and colleague_id = $3 and kind = $6
                                   and ended_at is null and expires_at > $4), false) as "again!"
           from invitation
           where person_id = $1"#,
        person.0,
        activity.0,
        colleague.map(|colleague| colleague.0),
        now.to_sqlx() as jiff_sqlx::Timestamp,
        (now - SignedDuration::from_hours(24)).to_sqlx() as jiff_sqlx::Timestamp,
        kind.code(),
    )
    .fetch_one(conn)
    .await?;
    if row.again {
        return Err(refused("colleague", "Deze collega heeft deze uitnodiging al").into());
    }
    if row.open >= MAX_OPEN_INVITATIONS || row.today >= MAX_INVITATIONS_PER_DAY {
        let problem = Problem::conflict("Je hebt al veel collega’s uitgenodigd")
            .with_detail("Wacht op antwoord, of trek eerst een uitnodiging in.");
        return Err(problem.into());
    }
    Ok(())
}

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::withdraw`].
pub async fn withdraw(
    system: &System,
    person: PersonId,
    invitation: Uuid,
) -> Result<ActivityId, Fault> {
    let mut tx = system.pool.begin().await?;
    let row = sqlx::query!(
        "select activity_id, ending
         from invitation
         where id = $1 and person_id = $2
         for no key update",
        invitation,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    match row.ending.as_deref() {
        None => {
            let (now, by) = (system.clock.now_stored(), By::Teacher(person));
            end(&mut tx, now, by, person, invitation, "withdrawn").await?;
            tx.commit().await?;
        }
        Some("withdrawn") => {}
        Some(_) => return Err(Problem::conflict("Je collega heeft al geantwoord").into()),
    }
    Ok(ActivityId(row.activity_id))
}

/// See [`app::teacher::portfolio::colleagues::desk::ColleagueDesk::attach`].
pub async fn attach(
    system: &System,
    person: PersonId,
    invitation: Uuid,
    attached: bool,
) -> Result<ActivityId, Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let row = sqlx::query!(
        r#"select i.activity_id, f.attached_at is not null as "attached!"
           from feedback f
           join invitation i on i.id = f.invitation_id
           where f.invitation_id = $1 and i.person_id = $2
           for no key update of f"#,
        invitation,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    if row.attached != attached {
        sqlx::query!(
            "update feedback set attached_at = $2 where invitation_id = $1",
            invitation,
            attached.then(|| now.to_sqlx()) as Option<jiff_sqlx::Timestamp>,
        )
        .execute(&mut *tx)
        .await?;
        let act = Act::InvitationChanged {
            invitation,
            change: if attached { "attached" } else { "detached" }.to_owned(),
        };
        audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
        tx.commit().await?;
    }
    Ok(ActivityId(row.activity_id))
}
