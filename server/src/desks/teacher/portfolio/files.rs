//! Files of evidence, with an activity or a claim: where they are kept and how they go. What is taken of
//! what somebody sends is for [`intake`].

mod intake;

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    evidence::{Kept, strays},
    fault::Fault,
};
use app::teacher::{EvidenceView, Proof};
pub use intake::{Accepted, accept, choose_again, take_in};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    identifier::{ActivityId, ClaimId, CorrectionId, EvidenceId, PersonId, RegistrationId},
    portfolio::EvidenceKind,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The name of the input, where the messages stand.
pub const FIELD: &str = "bestand";

/// What a file is evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With<'a> {
    /// An activity.
    Activity(ActivityId),
    /// A subject that a teacher entered, with what the teacher says of the file.
    Claim(ClaimId, Explained<'a>),
    /// A registration of a teacher without an appointment.
    Registration(RegistrationId),
    /// A report that something is not right.
    Correction(CorrectionId),
}

/// What a teacher says of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Explained<'a> {
    /// The code of what it is.
    pub proof: Option<&'a str>,
    /// An explanation.
    pub note: Option<&'a str>,
}

/// The columns that say with what a file is, of which one is filled.
#[derive(Default)]
struct Columns<'a> {
    activity: Option<Uuid>,
    claim: Option<Uuid>,
    registration: Option<Uuid>,
    correction: Option<Uuid>,
    explained: Explained<'a>,
}

impl<'a> With<'a> {
    fn columns(self) -> Columns<'a> {
        let mut columns = Columns::default();
        match self {
            Self::Activity(id) => columns.activity = Some(id.0),
            Self::Claim(id, explained) => {
                columns.claim = Some(id.0);
                columns.explained = explained;
            }
            Self::Registration(id) => columns.registration = Some(id.0),
            Self::Correction(id) => columns.correction = Some(id.0),
        }
        columns
    }
}

/// Puts files in the store, before the transaction that [`keep`]s them begins: the store may be slow,
/// and what holds a transaction holds up others. What is not kept after all is removed by [`strays`].
///
/// # Errors
/// When the database or the store does not answer.
pub async fn store(system: &System, files: &mut [Accepted]) -> Result<(), Fault> {
    for file in files {
        let now = system.clock.now_stored();
        let mut conn = system.pool.acquire().await?;
        strays::note(&mut conn, file.id.into(), now).await?;
        drop(conn);
        let bytes = std::mem::take(&mut file.bytes);
        system.evidence.put(file.id, bytes).await?;
    }
    Ok(())
}

/// Keeps files that are in the [`store`]. A file that is there already with the same thing is not kept
/// twice.
///
/// # Errors
/// 422 at the field of the file when it is more than one teacher can keep; 500 when the database
/// does not answer.
pub async fn keep(
    conn: &mut PgConnection,
    person: PersonId,
    with: With<'_>,
    files: Vec<Accepted>,
    now: Timestamp,
) -> Result<(), Fault> {
    if files.is_empty() {
        return Ok(());
    }
    // Two uploads at the same moment are added up one after the other.
    sqlx::query!(
        "select id from person where id = $1 for no key update",
        person.0
    )
    .fetch_one(&mut *conn)
    .await?;
    let with = with.columns();
    let total = sqlx::query_scalar!(
        r#"select coalesce(sum(size_bytes), 0)::bigint as "total!"
           from evidence
           where person_id = $1 and removed_at is null"#,
        person.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let mut total = u64::try_from(total).map_err(Fault::broken)?;
    for file in files {
        let there = sqlx::query_scalar!(
            r#"select exists (
                   select from evidence
                   where (activity_id = $1 or claim_id = $2 or registration_id = $4
                          or correction_id = $5)
                     and sha256 = $3
                     and removed_at is null
               ) as "there!""#,
            with.activity,
            with.claim,
            file.sha256,
            with.registration,
            with.correction,
        )
        .fetch_one(&mut *conn)
        .await?;
        if there {
            continue;
        }
        if !file.bytes.is_empty() {
            return Err(Fault::broken("a file is kept before it is in the store"));
        }
        let (id, size) = (file.id, file.size);
        EvidenceKind::accept(FIELD, &file.name, Some(file.kind), size, total)
            .map_err(|error| Problem::invalid(vec![error]))?;
        total += size;
        sqlx::query!(
            "insert into evidence (id, person_id, activity_id, claim_id, file_name, media_type,
                                   size_bytes, sha256, uploaded_at, proof, note, registration_id,
                                   correction_id, scanned)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            id.0,
            person.0,
            with.activity,
            with.claim,
            file.name,
            file.kind.media_type(),
            i64::try_from(size).map_err(Fault::broken)?,
            file.sha256,
            now.to_sqlx(),
            with.explained.proof,
            with.explained.note,
            with.registration,
            with.correction,
            file.scanned,
        )
        .execute(&mut *conn)
        .await?;
        strays::settle(&mut *conn, id.into()).await?;
        let act = Act::EvidenceChanged {
            evidence: id,
            change: "added".to_owned(),
        };
        audit::record(
            &mut *conn,
            now,
            By::Teacher(person),
            Some(person),
            None,
            &act,
        )
        .await?;
    }
    Ok(())
}

/// The files with something of a person, the first on top.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    conn: &mut PgConnection,
    person: PersonId,
    with: With<'_>,
) -> Result<Vec<EvidenceView>, Fault> {
    let with = with.columns();
    let rows = sqlx::query!(
        "select id, file_name, size_bytes, uploaded_at, proof, note, scanned
         from evidence
         where person_id = $1
           and removed_at is null
           and (activity_id = $2 or claim_id = $3 or registration_id = $4 or correction_id = $5)
         order by uploaded_at, id",
        person.0,
        with.activity,
        with.claim,
        with.registration,
        with.correction,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EvidenceView {
            id: EvidenceId(row.id),
            name: row.file_name,
            size: row.size_bytes,
            uploaded_at: dutch(row.uploaded_at.to_jiff()),
            proof: row.proof.as_deref().and_then(Proof::parse),
            note: row.note,
            waiting: row.scanned == "waiting",
        })
        .collect())
}

/// What somebody else hears who asks for a file in which was not looked for a virus yet.
pub fn not_looked_at_yet() -> Problem {
    Problem::conflict("Dit bestand is nog niet gecontroleerd op virussen")
        .with_detail("Probeer het over een paar minuten opnieuw.")
}

/// Removes files from the store that no row knows, and that were [noted](strays::note) as such; what
/// cannot be removed now is tried again later.
pub async fn discard<T: Into<Kept> + Copy>(system: &System, files: &[T]) {
    for file in files {
        let file: Kept = (*file).into();
        if let Err(error) = strays::remove(system, file).await {
            tracing::warn!(?file, %error, "a file without a row is left in the store for now");
        }
    }
}

/// Removes a file of evidence of an activity: the row stays as the trace that it was there, the
/// file itself goes. Returns the activity it was with.
///
/// # Errors
/// 404 when it is not there or of somebody else; 500 when the database or the store does not answer.
pub async fn remove(
    system: &System,
    person: PersonId,
    evidence: EvidenceId,
) -> Result<ActivityId, Fault> {
    let activity = remove_with(system, person, evidence, Kind::Activity).await?;
    Ok(ActivityId(activity))
}

/// Removes a file of evidence of a subject, as [`remove`] does. Returns the subject it was with.
///
/// # Errors
/// As [`remove`].
pub async fn remove_of_claim(
    system: &System,
    person: PersonId,
    evidence: EvidenceId,
) -> Result<ClaimId, Fault> {
    let claim = remove_with(system, person, evidence, Kind::Claim).await?;
    Ok(ClaimId(claim))
}

/// What a file is with, without saying which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Activity,
    Claim,
}

async fn remove_with(
    system: &System,
    person: PersonId,
    evidence: EvidenceId,
    kind: Kind,
) -> Result<Uuid, Fault> {
    let mut tx = system.pool.begin().await?;
    let now = system.clock.now_stored();
    let with = sqlx::query_scalar!(
        r#"update evidence set removed_at = $3
           where id = $1 and person_id = $2 and removed_at is null
             and ((claim_id is not null and $4) or (activity_id is not null and not $4))
           returning coalesce(activity_id, claim_id) as "with!""#,
        evidence.0,
        person.0,
        now.to_sqlx(),
        kind == Kind::Claim,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let act = Act::EvidenceChanged {
        evidence,
        change: "removed".to_owned(),
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    strays::note(&mut tx, evidence.into(), now).await?;
    tx.commit().await?;
    discard(system, &[evidence]).await;
    Ok(with)
}
