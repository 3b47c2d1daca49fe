//! The timetable of a board: each subject in it becomes a proposal to the teacher of the
//! appointment. The board hears what it proposed, and not what the teacher answered.

use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
};
use app::{
    actor::SchoolContact,
    school::timetable::{Timetable, TimetableLine},
    upload::File,
};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    identifier::BoardNumber,
    subject::{SchoolType, SubjectTable},
    timetable::{Lesson, TimetableRow, read_timetable},
};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Takes in a timetable.
///
/// # Errors
/// 422 at the field of the file when it cannot be read.
pub async fn take_in(system: &System, contact: &SchoolContact, file: &File) -> Result<(), Fault> {
    let rows = read_timetable(&file.bytes, system.clock.today(), SubjectTable::current())
        .map_err(at_the_file)?;
    let now = system.clock.now_stored();
    let board = contact.board();
    let id = Uuid::now_v7();
    let mut tx = system.pool.begin().await?;
    let known = appointments(&mut tx, system, board, &rows).await?;
    let mut proposed = Proposed::new();
    let lines: Vec<TimetableLine> = rows
        .into_iter()
        .map(|row| line(row, &known, &mut proposed))
        .collect();
    sqlx::query!(
        "insert into timetable (id, board_number, file_name, uploaded_at, uploaded_by, rows)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        board.as_str(),
        file.name,
        now.to_sqlx(),
        contact.pseudonym(),
        serde_json::to_value(&lines)?,
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::TimetableUploaded {
        timetable: id,
        proposed: proposed.len(),
    };
    propose(&mut tx, id, proposed, now).await?;
    audit::record(&mut tx, now, By::School(contact), None, Some(board), &act).await?;
    tx.commit().await?;
    Ok(())
}

fn at_the_file(problem: Problem) -> Problem {
    let words = match problem.detail {
        Some(detail) => format!("{}. {detail}", problem.title),
        None => problem.title,
    };
    Problem::invalid(vec![FieldError::new("bestand", words)])
}

/// The appointments of the board with these numbers, and whether each has ended.
async fn appointments(
    conn: &mut PgConnection,
    system: &System,
    board: &BoardNumber,
    rows: &[TimetableRow],
) -> Result<HashMap<String, (Uuid, bool)>, Fault> {
    let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
    let found = sqlx::query!(
        r#"select id, number, coalesce(upper(valid) <= $3, false) as "ended!"
           from current_appointment
           where board_number = $1 and number = any($2)"#,
        board.as_str(),
        &numbers,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(conn)
    .await?;
    Ok(found
        .into_iter()
        .map(|row| (row.number, (row.id, row.ended)))
        .collect())
}

/// What is proposed, by appointment and subject: the kinds of school and the years.
type Proposed = BTreeMap<(Uuid, String), (BTreeSet<SchoolType>, BTreeSet<&'static str>)>;

/// What is said of a row; a lesson of one of the board's appointments is proposed.
fn line(
    row: TimetableRow,
    known: &HashMap<String, (Uuid, bool)>,
    proposed: &mut Proposed,
) -> TimetableLine {
    let appointment = match (row.number.as_str(), known.get(&row.number)) {
        ("", _) => Err("Er staat geen benoemingvolgnummer.".to_owned()),
        (_, None) => Err("We kennen geen benoeming van je bestuur met dit nummer.".to_owned()),
        (_, Some((_, true))) => Err("Deze benoeming is afgelopen.".to_owned()),
        (_, Some((id, false))) => Ok(*id),
    };
    let (subject, wrong) = match (appointment, row.lesson) {
        (Ok(appointment), Ok(lesson)) => (Some(add(proposed, appointment, lesson)), None),
        (Ok(_), Err(wrong)) | (Err(wrong), Ok(_)) => (None, Some(wrong)),
        (Err(first), Err(second)) => (None, Some(format!("{first} {second}"))),
    };
    TimetableLine {
        row: row.row,
        number: row.number,
        code: row.code,
        subject,
        wrong,
    }
}

/// Adds a lesson; returns the name of its subject.
fn add(proposed: &mut Proposed, appointment: Uuid, lesson: Lesson) -> String {
    let name = SubjectTable::current()
        .find(&lesson.subject)
        .map_or_else(|| lesson.subject.clone(), |subject| subject.name.clone());
    let (kinds, years) = proposed.entry((appointment, lesson.subject)).or_default();
    kinds.extend(lesson.school_type);
    years.extend(lesson.years.iter().flat_map(|years| years.codes()));
    name
}

/// Puts the proposals in the place of those of these appointments that nobody answered. What a
/// teacher said no to is not asked again.
async fn propose(
    conn: &mut PgConnection,
    timetable: Uuid,
    proposed: Proposed,
    now: Timestamp,
) -> Result<(), Fault> {
    let appointments: Vec<Uuid> = proposed.keys().map(|(id, _)| *id).collect();
    sqlx::query!(
        "update timetable_proposal
         set answer = 'replaced', answered_at = $2
         where appointment_id = any($1) and answer is null",
        &appointments,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    for ((appointment, subject), (kinds, years)) in proposed {
        let kinds: Vec<String> = kinds.iter().map(|kind| kind.code().to_owned()).collect();
        let years: Vec<String> = years.iter().map(|&code| code.to_owned()).collect();
        sqlx::query!(
            "insert into timetable_proposal (id, timetable_id, appointment_id, subject,
                                             school_types, years)
             select $1, $2, $3, $4, $5, $6
             where not exists (select
                               from timetable_proposal
                               where appointment_id = $3
                                 and subject = $4
                                 and school_types = $5
                                 and years = $6
                                 and answer = 'declined')",
            Uuid::now_v7(),
            timetable,
            appointment,
            subject,
            &kinds,
            &years,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The timetable that the board sent last.
///
/// # Errors
/// When the database does not answer.
pub async fn last(system: &System, board: &BoardNumber) -> Result<Option<Timetable>, Fault> {
    let row = sqlx::query!(
        "select file_name, uploaded_at, rows
         from timetable
         where board_number = $1
         order by uploaded_at desc, id desc
         limit 1",
        board.as_str(),
    )
    .fetch_optional(&system.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Timetable {
        file_name: row.file_name,
        uploaded: dutch(row.uploaded_at.to_jiff()),
        lines: serde_json::from_value(row.rows)?,
    }))
}
