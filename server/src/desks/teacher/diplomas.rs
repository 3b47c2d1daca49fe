//! The Diplomaregister and the teacher: whether it may be asked, asking it, and what it said.

use super::{claims::Stored, compare, extract};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
    jobs, people,
};
use app::teacher::{Held, MyDiplomas, Reason};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    authority::{Diploma, Phase, REST_COHORT, Source, phase_in},
    identifier::{AppointmentId, ClaimId, PersonId},
    sector::Sector,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the diplomas are sealed for.
const SEAL: &str = "diplomas";

/// Whether the Diplomaregister may be asked about somebody.
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    /// How far the comparison is where the person works.
    pub phase: Phase,
    /// Whether the person lets us ask.
    pub consents: bool,
}

impl Permission {
    /// Whether it may be asked.
    pub fn may_ask(self) -> bool {
        self.phase.may_ask(self.consents)
    }
}

/// What the Diplomaregister said, and in which phase it was asked or not.
pub struct Asked {
    /// The phase.
    pub phase: Phase,
    /// What it said.
    pub source: Source,
}

/// Whether it may be asked for this appointment; without one, for any that has not ended. Who has none
/// may register in any sector (article 38h, third paragraph, WPO).
///
/// # Errors
/// When the database does not answer.
pub async fn permission(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    appointment: Option<AppointmentId>,
) -> Result<Permission, Fault> {
    let today = system.clock.today();
    let rows = sqlx::query!(
        r#"select wave.wave as "wave?",
                  (select sector
                   from school_board
                   where brin = version.brin
                   order by valid @> lower(version.valid) desc, upper(valid) desc nulls first
                   limit 1) as sector
           from appointment
           join appointment_version version
               on version.appointment_id = appointment.id
               and upper_inf(version.recorded)
               and not version.removed
           left join board_wave wave
               on wave.board_number = appointment.board_number and upper_inf(wave.recorded)
           where appointment.person_id = $1
             and case
                     when $2::uuid is null then coalesce(upper(version.valid) > $3, true)
                     else appointment.id = $2
                 end"#,
        person.0,
        appointment.map(|id| id.0),
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&mut *conn)
    .await?;
    if rows.is_empty() && appointment.is_none() {
        return permission_in(conn, system, person, &Sector::ALL).await;
    }
    let phases = rows.into_iter().filter_map(|row| {
        let sector = row.sector.as_deref().and_then(Sector::parse)?;
        let cohort = row.wave.as_deref().unwrap_or(REST_COHORT);
        Some(phase_in(&system.phases, sector, cohort, today))
    });
    Ok(Permission {
        phase: phases.max().unwrap_or(Phase::OwnDeclaration),
        consents: consents(conn, person).await?,
    })
}

/// Whether it may be asked about who has no appointment, to teach in any of these sectors.
///
/// # Errors
/// When the database does not answer.
pub async fn permission_in(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    sectors: &[Sector],
) -> Result<Permission, Fault> {
    let today = system.clock.today();
    let phases = sectors
        .iter()
        .map(|sector| phase_in(&system.phases, *sector, REST_COHORT, today));
    Ok(Permission {
        phase: phases.max().unwrap_or(Phase::OwnDeclaration),
        consents: consents(conn, person).await?,
    })
}

async fn consents(conn: &mut PgConnection, person: PersonId) -> Result<bool, Fault> {
    let given = sqlx::query_scalar!(
        r#"select exists (
               select from diploma_consent where person_id = $1 and upper_inf(recorded)
           ) as "given!""#,
        person.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(given)
}

/// What the Diplomaregister says of a person, when it may be asked for this appointment; else what
/// it said in an extract that the teacher gave, as long as that counts.
///
/// # Errors
/// When the database does not answer. That the Diplomaregister does not, is an answer too.
pub async fn ask_for(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
    reason: Reason,
    by: By<'_>,
) -> Result<Asked, Fault> {
    let mut conn = system.pool.acquire().await?;
    let permission = permission(&mut conn, system, person, Some(appointment)).await?;
    drop(conn);
    ask_with(system, person, permission, reason, by).await
}

/// The same with a permission that is known.
///
/// # Errors
/// As [`ask_for`].
pub async fn ask_with(
    system: &System,
    person: PersonId,
    permission: Permission,
    reason: Reason,
    by: By<'_>,
) -> Result<Asked, Fault> {
    let mut conn = system.pool.acquire().await?;
    let given = if permission.phase.takes_extract() {
        extract::counting(&mut conn, system, person).await?
    } else {
        None
    };
    drop(conn);
    let source = if permission.may_ask() {
        ask(system, person, reason, by).await?
    } else {
        Source::NotAsked
    };
    let source = match (source, given) {
        (Source::Unreachable | Source::NotAsked, Some(given)) => Source::Extract {
            diplomas: given.diplomas,
            day: given.day,
        },
        (source, _) => source,
    };
    Ok(Asked {
        phase: permission.phase,
        source,
    })
}

/// What the Diplomaregister said when the claim was last compared; it is not asked again.
///
/// # Errors
/// When the database does not answer.
pub async fn said_before(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    claim: &Stored,
) -> Result<Asked, Fault> {
    let permission = permission(&mut *conn, system, person, Some(claim.appointment)).await?;
    let before = compare::last(conn, claim.id).await?;
    let inputs = match before {
        Some((result, _)) => result.inputs(system)?,
        None => None,
    };
    let source = match inputs.map(|inputs| inputs.source) {
        // The teacher does not let us use it any more.
        Some(Source::Answered { .. }) if !permission.may_ask() => Source::NotAsked,
        Some(source) => source,
        None => Source::NotAsked,
    };
    Ok(Asked {
        phase: permission.phase,
        source,
    })
}

/// Asks, which may take as long as its time limit, and keeps that it was asked and what it said.
async fn ask(
    system: &System,
    person: PersonId,
    reason: Reason,
    by: By<'_>,
) -> Result<Source, Fault> {
    let mut conn = system.pool.acquire().await?;
    let bsn = people::bsn(&mut conn, system, person).await?;
    drop(conn);
    let diplomas = system.diplomas.of(&bsn).await.ok();
    let now = system.clock.now_stored();
    let sealed = diplomas
        .as_ref()
        .map(|diplomas| system.vault.seal(SEAL, &serde_json::to_vec(diplomas)?))
        .transpose()?;
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into diploma_look_up (id, person_id, asked_at, reason, diplomas)
         values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        person.0,
        now.to_sqlx(),
        reason.code(),
        sealed,
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::DiplomasAsked {
        reason: reason.code().to_owned(),
        answered: diplomas.is_some(),
    };
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(match diplomas {
        Some(diplomas) => Source::Answered {
            diplomas,
            asked_at: now,
        },
        None => Source::Unreachable,
    })
}

/// What the Diplomaregister holds of the teacher, as it last said, and when it was asked.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(system: &System, person: PersonId) -> Result<MyDiplomas, Fault> {
    let mut conn = system.pool.acquire().await?;
    let permission = permission(&mut conn, system, person, None).await?;
    let last = sqlx::query!(
        r#"select asked_at, diplomas as "diplomas!"
           from diploma_look_up
           where person_id = $1 and diplomas is not null
           order by asked_at desc, id desc
           limit 1"#,
        person.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let held = last
        .map(|row| {
            let mut diplomas: Vec<Diploma> =
                serde_json::from_slice(&system.vault.open(SEAL, &row.diplomas)?)?;
            diplomas.sort_by(|a, b| (b.graduated, &b.programme).cmp(&(a.graduated, &a.programme)));
            Ok::<_, Fault>(Held {
                asked_at: dutch(row.asked_at.to_jiff()),
                diplomas,
            })
        })
        .transpose()?;
    let asked = sqlx::query!(
        r#"select asked_at, reason, diplomas is not null as "answered!"
           from diploma_look_up
           where person_id = $1
           order by asked_at desc, id desc"#,
        person.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    Ok(MyDiplomas {
        phase: permission.phase,
        consents: permission.consents,
        extract: extract::newest(&mut conn, system, person).await?,
        held,
        asked: asked
            .into_iter()
            .map(|row| app::teacher::LookUp {
                at: dutch(row.asked_at.to_jiff()),
                reason: Reason::parse(&row.reason),
                answered: row.answered,
            })
            .collect(),
    })
}

/// Asks the Diplomaregister because the teacher wants to see what it holds.
///
/// # Errors
/// 409 when it may not be asked.
pub async fn look(system: &System, person: PersonId) -> Result<(), Fault> {
    let mut conn = system.pool.acquire().await?;
    let permission = permission(&mut conn, system, person, None).await?;
    drop(conn);
    if !permission.may_ask() {
        let message = "We mogen je diploma’s nu niet opvragen. Op deze pagina staat waarom";
        return Err(Problem::conflict(message).into());
    }
    ask(system, person, Reason::Page, By::Teacher(person)).await?;
    Ok(())
}

/// Records that the teacher lets us ask the Diplomaregister, or no longer does. What was waiting
/// for it is then compared; what was compared by it is an own declaration again, and what was told
/// stays in the history.
///
/// # Errors
/// When the database does not answer.
pub async fn set_consent(system: &System, person: PersonId, given: bool) -> Result<(), Fault> {
    let by = By::Teacher(person);
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query!("select id from person where id = $1 for update", person.0)
        .fetch_one(&mut *tx)
        .await?;
    if consents(&mut tx, person).await? == given {
        return Ok(());
    }
    if given {
        sqlx::query!(
            "insert into diploma_consent (person_id, recorded) values ($1, tstzrange($2, null))",
            person.0,
            now.to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
    } else {
        sqlx::query!(
            "update diploma_consent set recorded = tstzrange(lower(recorded), $2)
             where person_id = $1 and upper_inf(recorded)",
            person.0,
            now.to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
    }
    let act = Act::ConsentChanged { given };
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    for claim in claims_of(&mut tx, person).await? {
        jobs::check_claim(&mut tx, claim).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The subjects of a person, which are compared when something about the source changed.
///
/// # Errors
/// When the database does not answer.
pub async fn claims_of(conn: &mut PgConnection, person: PersonId) -> Result<Vec<ClaimId>, Fault> {
    let claims = sqlx::query_scalar!(
        "select claim.id
         from subject_claim claim
         join subject_claim_version version
             on version.claim_id = claim.id and upper_inf(version.recorded)
         where claim.person_id = $1 and version.status <> 'removed'",
        person.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(claims.into_iter().map(ClaimId).collect())
}
