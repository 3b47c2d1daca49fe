//! Files of evidence, with an activity or a claim: what is taken, where it is kept, how it goes.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    evidence::{
        Kept,
        clean::{Unreadable, clean},
        scanner::Verdict,
        strays,
    },
    fault::Fault,
};
use app::{
    teacher::{EvidenceView, Proof},
    upload::File,
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use shared::{
    FieldError, Problem,
    identifier::{ActivityId, ClaimId, CorrectionId, EvidenceId, PersonId, RegistrationId},
    portfolio::EvidenceKind,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The name of the input, where the messages stand.
pub const FIELD: &str = "bestand";

/// The longest name that is kept, in characters.
const MAX_NAME: usize = 120;

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

/// A file that may be kept, if there is room for it.
#[derive(Debug)]
pub struct Accepted {
    id: EvidenceId,
    name: String,
    kind: EvidenceKind,
    size: u64,
    /// What is in it, until it is in the store.
    bytes: Vec<u8>,
    sha256: Vec<u8>,
    scanned: &'static str,
}

/// Looks at files in every way there is before one is kept: what is in them, what they tell beside what
/// they show, and whether there is a virus in them. A file at which the scanner could not look now
/// waits for it.
///
/// # Errors
/// None of its own: what is wrong with a file stands beside those that may be kept.
pub async fn take_in(system: &System, files: Vec<File>) -> (Vec<Accepted>, Vec<FieldError>) {
    let mut accepted = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        match examine(system, file).await {
            Ok(file) => accepted.push(file),
            Err(error) => errors.push(error),
        }
    }
    (accepted, errors)
}

async fn examine(system: &System, file: File) -> Result<Accepted, FieldError> {
    let name = file.name.clone();
    // Reading what somebody else made may take long, or go wrong altogether.
    let read = tokio::task::spawn_blocking(move || accept(file)).await;
    let mut file =
        read.unwrap_or_else(|_| Err(FieldError::new(FIELD, Unreadable::Damaged.message(&name))))?;
    let Some(scanner) = &system.scanner else {
        return Ok(file);
    };
    match scanner.scan(&file.bytes).await {
        Ok(Verdict::Clean) => file.scanned = "clean",
        Ok(Verdict::Infected) => {
            let message = format!("In {name} zit een virus. Kies een ander bestand");
            return Err(FieldError::new(FIELD, message));
        }
        Err(error) => {
            tracing::warn!(%error, "the virus scanner does not answer");
            file.scanned = "waiting";
        }
    }
    Ok(file)
}

/// Looks at what a file is, by what is in it: its name says nothing. What it tells beside what it shows
/// is taken out; the hash is of what is kept.
///
/// # Errors
/// What the teacher can do about it, at the field of the file.
pub fn accept(file: File) -> Result<Accepted, FieldError> {
    let found = kind(&file.bytes);
    let kind = EvidenceKind::accept(FIELD, &file.name, found, length(&file.bytes), 0)?;
    let bytes = clean(kind, &file.bytes)
        .map_err(|reason| FieldError::new(FIELD, reason.message(&file.name)))?;
    Ok(Accepted {
        id: EvidenceId(Uuid::now_v7()),
        name: name(&file.name, kind.extension()),
        kind,
        size: length(&bytes),
        sha256: Sha256::digest(&bytes).to_vec(),
        bytes,
        scanned: "not_asked",
    })
}

/// What is said of good files in a form that comes back: a browser does not choose them again.
/// Nothing when the field has a message already.
pub fn choose_again(files: &[Accepted], errors: &[FieldError]) -> Option<FieldError> {
    if files.is_empty() || errors.iter().any(|error| error.field == FIELD) {
        return None;
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let message = format!("Kies opnieuw: {}", names.join(", "));
    Some(FieldError::new(FIELD, message))
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn kind(bytes: &[u8]) -> Option<EvidenceKind> {
    let media_type = infer::get(bytes)?.mime_type();
    EvidenceKind::from_media_type(media_type).or_else(|| {
        // Some programs put the document so far back that the first bytes only tell of a zip.
        let is_word = bytes.starts_with(b"PK\x03\x04")
            && holds(bytes, b"[Content_Types].xml")
            && holds(bytes, b"word/document.xml");
        is_word.then_some(EvidenceKind::Docx)
    })
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The name without what a file system or a header trips over, with the extension of what it is.
fn name(posted: &str, extension: &str) -> String {
    let clean: String = posted
        .chars()
        .filter(|c| {
            !c.is_control() && !matches!(c, '/' | '\\' | '"' | '<' | '>' | ':' | '|' | '?' | '*')
        })
        .take(MAX_NAME)
        .collect();
    let stem = clean
        .rsplit_once('.')
        .map_or(clean.as_str(), |(stem, _)| stem)
        .trim();
    format!(
        "{}.{extension}",
        if stem.is_empty() { "bewijs" } else { stem }
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use shared::portfolio::MAX_EVIDENCE_BYTES;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";

    fn file(name: &str, bytes: &[u8]) -> File {
        File {
            field: FIELD.to_owned(),
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn a_file_is_what_is_in_it_whatever_it_is_called() {
        let accepted = accept(file("verslag.exe", PDF)).expect("a pdf");
        assert_eq!(accepted.kind, EvidenceKind::Pdf);
        assert_eq!(accepted.name, "verslag.pdf");
        let refused = accept(file("verslag.pdf", b"MZ\x90\x00 a program")).expect_err("no pdf");
        assert_eq!(refused.field, FIELD);
    }

    #[test]
    fn a_word_document_is_known_in_any_order_of_its_parts() {
        let entry = |name: &[u8]| {
            let mut entry = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
            entry.push(u8::try_from(name.len()).expect("short"));
            entry.extend_from_slice(&[0, 0, 0]);
            entry.extend_from_slice(name);
            entry
        };
        let mut document = Vec::new();
        let parts = [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/app.xml",
            "docProps/core.xml",
            "customXml/item1.xml",
            "word/document.xml",
        ];
        for part in parts {
            document.extend(entry(part.as_bytes()));
        }
        assert_eq!(kind(&document), Some(EvidenceKind::Docx));
        assert_eq!(kind(&entry(b"zomaar.txt")), None);
    }

    #[test]
    fn an_empty_file_and_one_of_more_than_10_mb_are_refused() {
        assert!(accept(file("leeg.pdf", b"")).is_err());
        let mut large = PDF.to_vec();
        large.resize(usize::try_from(MAX_EVIDENCE_BYTES).expect("fits"), b' ');
        assert!(accept(file("precies.pdf", &large)).is_ok());
        large.push(b' ');
        let refused = accept(file("groot.pdf", &large)).expect_err("too large");
        assert!(refused.message.contains("te groot"));
    }

    #[test]
    fn a_name_is_made_safe() {
        assert_eq!(name("mijn \"verslag\"\n.pdf", "pdf"), "mijn verslag.pdf");
        assert_eq!(name(".pdf", "pdf"), "bewijs.pdf");
        assert_eq!(name(&"a".repeat(300), "pdf").chars().count(), MAX_NAME + 4);
    }
}
