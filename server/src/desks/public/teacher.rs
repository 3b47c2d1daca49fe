//! What everyone may know of one teacher.

use super::{publication, sectors};
use crate::{System, clock::dutch, fault::Fault};
use app::public::PublicTeacher;
use jiff_sqlx::ToSqlx;
use shared::{Problem, identifier::TeacherNumber, subject::subject_name};

/// The teacher with this number.
///
/// # Errors
/// 404 when there is none, or nothing of them is public today.
pub async fn show(system: &System, number: &TeacherNumber) -> Result<PublicTeacher, Fault> {
    let publication = publication(system).await?;
    let rows = sqlx::query!(
        r#"select name, school || ', ' || place as school, subjects, confirmed_at
           from public_listing
           where teacher_number = $1
             and valid @> $2::date
             and sector = any($3)
           order by 2 nulls last"#,
        number.as_str(),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        &sectors(&publication),
    )
    .fetch_all(&system.pool)
    .await?;
    let mut shown: Option<PublicTeacher> = None;
    for row in rows {
        let since = dutch(row.confirmed_at.to_jiff()).date();
        let teacher = shown.get_or_insert_with(|| PublicTeacher {
            number: number.clone(),
            name: row.name,
            subjects: publication.education.then(Vec::new),
            schools: publication.school.then(Vec::new),
            appointed: false,
            since,
            as_of: dutch(system.clock.now()),
        });
        teacher.since = teacher.since.min(since);
        if let Some(subjects) = &mut teacher.subjects {
            subjects.extend(row.subjects.iter().map(|id| subject_name(id).to_owned()));
            subjects.sort();
            subjects.dedup();
        }
        teacher.appointed |= row.school.is_some();
        if let (Some(schools), Some(school)) = (&mut teacher.schools, row.school) {
            schools.push(school);
            schools.dedup();
        }
    }
    Ok(shown.ok_or_else(Problem::not_found)?)
}
