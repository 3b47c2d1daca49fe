//! The portfolios of the country as the rules look at them, streamed from the database.

use super::{BATCH, Scene};
use crate::{
    desks::teacher::{exempt_months_of, labels_of, reviews_of},
    fault::Fault,
};
use futures::TryStreamExt;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    criteria::{AgeGroup, Counted, Dossier, Facts, PartTime, Simulation, Term},
    portfolio::{ActivityKind, Quarters, Split},
    sector::Sector,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A teacher whose portfolio is reckoned.
pub(super) struct Teacher {
    pub(super) person: Uuid,
    /// Nothing when that of the school is not known.
    sector: Option<Sector>,
    age: AgeGroup,
    facts: Facts,
}

/// The next teachers with a portfolio and an appointment, by their number.
pub(super) async fn teachers(
    conn: &mut PgConnection,
    after: Option<Uuid>,
    through: Option<Uuid>,
    scene: &Scene,
) -> Result<Vec<Teacher>, Fault> {
    let last_day = scene.last_day;
    let rows = sqlx::query!(
        r#"select p.id as person, p.birth_date,
                  (select b.sector
                   from current_appointment c
                   join school_board b on b.brin = c.brin and b.valid @> $3::date
                   where c.person_id = p.id and c.valid @> $3::date and not c.removed
                   order by c.id
                   limit 1) as sector,
                  array(
                      select distinct v.subject
                      from subject_claim s
                      join subject_claim_version v
                          on v.claim_id = s.id and upper_inf(v.recorded) and v.status = 'recorded'
                      where s.person_id = p.id
                  ) as "subjects!"
           from person p
           -- Bounds of which a plan for every part can make use: "or $1 is null" has it read all
           -- that came before, for each batch again.
           where p.id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000'::uuid)
             and p.id <= coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
             and exists (select from activity a where a.person_id = p.id)
             and exists (
                 select
                 from current_appointment c
                 where c.person_id = p.id and c.valid @> $3::date and not c.removed
             )
           order by p.id
           limit $4"#,
        after,
        through,
        last_day.to_sqlx() as jiff_sqlx::Date,
        BATCH,
    )
    .fetch_all(&mut *conn)
    .await?;
    let persons: Vec<Uuid> = rows.iter().map(|row| row.person).collect();
    let reviews = reviews_of(conn, &persons, scene.term).await?;
    let reviews = |person: Uuid| reviews.get(&person).copied().unwrap_or_default();
    let exempt = exempt_months_of(conn, &persons, scene.term.first).await?;
    Ok(rows
        .into_iter()
        .map(|row| Teacher {
            person: row.person,
            sector: row.sector.as_deref().and_then(Sector::parse),
            age: row
                .birth_date
                .map_or(AgeGroup::Unknown, |born| age(born.to_jiff(), last_day)),
            facts: Facts {
                subjects: row.subjects,
                reviews_received: reviews(row.person).0,
                reviews_given: reviews(row.person).1,
                exempt_months: exempt.get(&row.person).copied().unwrap_or_default(),
                ..Facts::default()
            },
        })
        .collect())
}

fn age(born: Date, on: Date) -> AgeGroup {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    let years = on.year() - born.year() - i16::from(!had_birthday);
    AgeGroup::of(u16::try_from(years).unwrap_or_default())
}

/// Takes in the portfolios of these teachers, one row after the other.
pub(super) async fn fold(
    conn: &mut PgConnection,
    teachers: &[Teacher],
    scene: &Scene,
    simulation: &mut Simulation<'_>,
) -> Result<(), Fault> {
    let persons: Vec<Uuid> = teachers.iter().map(|teacher| teacher.person).collect();
    let mut rows = sqlx::query!(
        r#"select a.person_id, v.kind, v.starts_on, v.ends_on, v.quarters, v.subject_content,
                  v.subject_didactics, v.pedagogy, v.professional, v.school, v.profession,
                  v.subjects, v.labels, v.credits, v.diploma, v.reflection,
                  exists (
                      select from evidence e where e.activity_id = a.id and e.removed_at is null
                  ) as "evidence!",
                  exists (
                      select from activity_origin o
                      where o.activity_id = a.id and o.source = 'team'
                  ) or exists (
                      select from invitation i
                      where i.activity_id = a.id and i.kind = 'team' and i.ending = 'accepted'
                  ) as "in_team!"
           from activity a
           join activity_version v on v.activity_id = a.id
           where a.person_id = any($1)
             and upper_inf(v.recorded)
             and not v.removed
             and v.starts_on between $2 and $3
           order by a.person_id"#,
        &persons,
        scene.term.first.to_sqlx() as jiff_sqlx::Date,
        scene.term.last.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch(conn);
    let mut activities: Vec<Counted> = Vec::new();
    let mut left = teachers.iter();
    let mut current = left.next();
    while let Some(row) = rows.try_next().await? {
        // Who comes before the person of this row is whole; some have nothing in these years.
        while let Some(teacher) = current.filter(|teacher| teacher.person != row.person_id) {
            add(simulation, teacher, &activities, scene.term);
            activities.clear();
            current = left.next();
        }
        let mut labels = row.labels;
        labels.extend(labels_of(row.in_team));
        // When it was entered makes no difference: nothing is decided here.
        activities.push(Counted {
            on: row.starts_on.to_jiff(),
            to: row.ends_on.map(jiff_sqlx::Date::to_jiff),
            hours: Quarters(row.quarters),
            split: Split::new([
                Quarters(row.subject_content),
                Quarters(row.subject_didactics),
                Quarters(row.pedagogy),
                Quarters(row.professional),
                Quarters(row.school),
                Quarters(row.profession),
            ]),
            kind: row.kind.as_deref().and_then(ActivityKind::parse),
            subjects: row.subjects,
            reflection_words: row
                .reflection
                .map_or(0, |text| text.split_whitespace().count()),
            evidence: row.evidence,
            labels,
            credits: row.credits.unsigned_abs(),
            diploma: row.diploma,
            ..Counted::default()
        });
    }
    while let Some(teacher) = current {
        add(simulation, teacher, &activities, scene.term);
        activities.clear();
        current = left.next();
    }
    Ok(())
}

fn add(simulation: &mut Simulation<'_>, teacher: &Teacher, activities: &[Counted], term: Term) {
    let dossier = Dossier {
        activities,
        sector: teacher.sector,
        term: Some(term),
    };
    // Schools do not deliver how much somebody works.
    simulation.add(&dossier, &teacher.facts, teacher.age, PartTime::Unknown);
}
