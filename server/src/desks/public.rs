//! The desk of the public: what may be seen of whom stands in one place, the view `public_appointment`.

use super::Desk;
use crate::{System, clock::dutch, fault::Fault, institutions};
use app::public::{FoundTeacher, PublicTeacher, SearchPage, SearchQuery, desk::PublicDesk};
use async_trait::async_trait;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    aid::{Tree, View, Walk},
    identifier::TeacherNumber,
    sector::Sector,
    subject::SubjectTable,
};

/// The switch that makes the register public (article 38o, first paragraph, WPO).
const PUBLICATION: &str = "publicatie";

const PER_PAGE: u32 = 10;

#[async_trait]
impl PublicDesk for Desk {
    async fn search(&self, query: &SearchQuery) -> Result<SearchPage, Problem> {
        Ok(search(&self.0, query).await?)
    }

    async fn public_teacher(&self, number: &TeacherNumber) -> Result<PublicTeacher, Problem> {
        Ok(teacher(&self.0, number).await?)
    }

    async fn follow_aid(&self, walk: &Walk) -> Result<View, Problem> {
        let today = dutch(self.0.clock.now()).date();
        Tree::on(today)
            .map(|tree| tree.view(walk))
            .ok_or_else(|| Problem::unavailable("De keuzehulp is er nu niet"))
    }
}

async fn search(system: &System, query: &SearchQuery) -> Result<SearchPage, Fault> {
    let today = system.clock.today();
    let is_public = institutions::is_on(&system.pool, PUBLICATION, today).await?;
    let page: u32 = query.pagina.parse().unwrap_or(1).max(1);
    let mut answer = SearchPage {
        is_public,
        total: 0,
        page,
        pages: 0,
        found: Vec::new(),
    };
    if !is_public || !query.is_long_enough() {
        return Ok(answer);
    }
    let words: Vec<String> = query
        .q
        .split_whitespace()
        .take(6)
        .map(|word| format!("%{}%", escape(word)))
        .collect();
    let number: String = query.q.chars().filter(char::is_ascii_digit).collect();
    let number = (number.len() == 8).then_some(number);
    let sector = Sector::parse(&query.sector).map(Sector::code);
    let subject = SubjectTable::current()
        .find(&query.vak)
        .map(|subject| subject.id.clone());
    let rows = sqlx::query!(
        r#"select person.id, person.teacher_number,
                  details.first_names, details.prefix, details.family_name,
                  count(*) over () as "total!"
           from person_details details
           join person on person.id = details.person_id
           where upper_inf(details.recorded)
             and not person.shielded
             and details.deceased_on is null
             and (person.teacher_number = $1
                  or ($1::text is null
                      -- Each word is in the name; or, when the first is, in the name of a school.
                      and details.search_name like search_text($2)
                      and (select bool_and(
                               details.search_name like search_text(word)
                               or exists (
                                   select 1
                                   from public_appointment shown
                                   where shown.person_id = person.id
                                     and search_text(shown.school) like search_text(word)))
                           from unnest($3::text[]) as word)))
             and exists (
                 select 1
                 from public_appointment shown
                 where shown.person_id = person.id
                   and shown.valid @> $4::date
                   and ($5::text is null or shown.sector = $5)
                   and ($6::text is null or $6 = any (shown.subjects)))
           order by details.family_name, details.first_names, person.id
           limit $7 offset $8"#,
        number,
        leading(&words),
        &words,
        today.to_sqlx() as jiff_sqlx::Date,
        sector,
        subject,
        i64::from(PER_PAGE),
        i64::from(page - 1) * i64::from(PER_PAGE),
    )
    .fetch_all(&system.pool)
    .await?;
    answer.total = rows
        .first()
        .map_or(0, |row| u32::try_from(row.total).unwrap_or(u32::MAX));
    answer.pages = answer.total.div_ceil(PER_PAGE);
    for row in rows {
        let shown = shown(system, row.id).await?;
        answer.found.push(FoundTeacher {
            number: TeacherNumber::parse(&row.teacher_number).map_err(Fault::broken)?,
            name: name(&row.first_names, row.prefix.as_deref(), &row.family_name),
            subjects: shown.subjects,
            schools: shown.schools,
        });
    }
    Ok(answer)
}

async fn teacher(system: &System, number: &TeacherNumber) -> Result<PublicTeacher, Fault> {
    let today = system.clock.today();
    if !institutions::is_on(&system.pool, PUBLICATION, today).await? {
        return Err(Problem::not_found().into());
    }
    let row = sqlx::query!(
        r#"select person.id, details.first_names, details.prefix, details.family_name,
                  min(shown.confirmed_at) as "since!"
           from person
           join person_details details on details.person_id = person.id and upper_inf(details.recorded)
           join public_appointment shown on shown.person_id = person.id
           where person.teacher_number = $1
             and not person.shielded
             and details.deceased_on is null
             and shown.valid @> $2::date
           group by person.id, details.first_names, details.prefix, details.family_name"#,
        number.as_str(),
        today.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let shown = shown(system, row.id).await?;
    Ok(PublicTeacher {
        number: number.clone(),
        name: name(&row.first_names, row.prefix.as_deref(), &row.family_name),
        subjects: shown.subjects,
        schools: shown.schools,
        since: dutch(row.since.to_jiff()).date(),
        as_of: dutch(system.clock.now()),
    })
}

struct Shown {
    subjects: Vec<String>,
    schools: Vec<String>,
}

/// The schools and recorded subjects of the appointments that may be shown.
async fn shown(system: &System, person: uuid::Uuid) -> Result<Shown, Fault> {
    let rows = sqlx::query!(
        r#"select distinct shown.school || ', ' || shown.place as "school!", shown.subjects as "subjects!"
           from public_appointment shown
           where shown.person_id = $1
             and shown.valid @> $2::date
           order by 1"#,
        person,
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    let table = SubjectTable::current();
    let mut shown = Shown {
        subjects: Vec::new(),
        schools: Vec::new(),
    };
    for row in rows {
        for id in row.subjects {
            let name = table
                .find(&id)
                .map_or(id.clone(), |subject| subject.name.clone());
            if !shown.subjects.contains(&name) {
                shown.subjects.push(name);
            }
        }
        if !shown.schools.contains(&row.school) {
            shown.schools.push(row.school);
        }
    }
    Ok(shown)
}

/// `Mila van der Zandlicht`: the first of the first names, and the family name.
fn name(first_names: &str, prefix: Option<&str>, family_name: &str) -> String {
    [
        first_names.split_whitespace().next(),
        prefix,
        Some(family_name),
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" ")
}

/// Words that many names hold: they find nobody by themselves.
const PREFIXES: [&str; 12] = [
    "van", "de", "der", "den", "het", "ten", "ter", "te", "von", "la", "le", "el",
];

/// The word by which the index is asked: the first that is not in everybody's name.
fn leading(words: &[String]) -> &str {
    words
        .iter()
        .find(|word| !PREFIXES.contains(&word.trim_matches('%').to_lowercase().as_str()))
        .or(words.first())
        .map_or("", String::as_str)
}

/// A word in which nothing stands for something else in a `like`.
fn escape(word: &str) -> String {
    word.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}
