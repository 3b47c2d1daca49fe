//! Searching the public register. Measured on 300,000 teachers (docs/BENCHMARKS.md): the index of
//! trigrams finds by the word that tells most, the rest only sifts, and no more is fetched than a
//! person would look through.

use super::{publication, sectors};
use crate::{System, fault::Fault};
use app::public::{FoundTeacher, Narrowed, Narrowing, SearchPage, SearchQuery};
use jiff_sqlx::ToSqlx;
use shared::{
    disclosure::Publication,
    identifier::TeacherNumber,
    search::{NameSought, Sought},
    sector::Sector,
    subject::subject_name,
};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many teachers stand on a page.
const PER_PAGE: usize = 10;

/// The most appointments that are looked through. Who is among more must say more.
const MOST: usize = 200;

/// Of too many only so many are shown.
const FIRST: i64 = 50;

/// How many that look like it are shown when nobody has the name.
const ALIKE: i64 = 10;

/// What fits the question.
pub async fn page(system: &System, query: &SearchQuery) -> Result<SearchPage, Fault> {
    let publication = publication(system).await?;
    let mut answer = SearchPage {
        is_public: publication.is_on(),
        page: query.pagina.parse().unwrap_or(1).max(1),
        ..SearchPage::default()
    };
    let Some(sought) = Sought::parse(&query.q).filter(|_| answer.is_public) else {
        return Ok(answer);
    };
    let chosen = Chosen::new(query, &publication);
    let mut tx = system.pool.begin().await?;
    // A scan of the whole table seems cheap for the first 200, until they stand at its end; and to
    // start helpers takes longer than the work. Names are alike that share half of their sounds.
    sqlx::query!(
        "select set_config('enable_seqscan', 'off', true) as scan,
                set_config('max_parallel_workers_per_gather', '0', true) as helpers,
                set_config('pg_trgm.word_similarity_threshold', '0.5', true) as alike"
    )
    .fetch_one(&mut *tx)
    .await?;
    let public = sectors(&publication);
    let scope = Scope {
        today: system.clock.today().to_sqlx(),
        sectors: match Sector::parse(&query.sector) {
            Some(sector) => public
                .into_iter()
                .filter(|code| code == sector.code())
                .collect(),
            None => public,
        },
        publication: &publication,
    };
    let mut rows = match &sought {
        Sought::Number(number) => {
            scope
                .numbered(&mut tx, number, &chosen, &mut answer)
                .await?
        }
        Sought::Name(name) => scope.by_name(&mut tx, name, &chosen, &mut answer).await?,
    };
    tx.commit().await?;
    rows.retain(|row| chosen.takes(row));
    let mut found = together(rows, &publication, answer.is_alike)?;
    answer.total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    answer.pages = u32::try_from(found.len().div_ceil(PER_PAGE)).unwrap_or(u32::MAX);
    let before = usize::try_from(answer.page - 1).unwrap_or(usize::MAX);
    found.drain(..before.saturating_mul(PER_PAGE).min(found.len()));
    found.truncate(PER_PAGE);
    answer.found = found;
    Ok(answer)
}

/// A row of the list.
struct Listed {
    person_id: Uuid,
    teacher_number: String,
    name: String,
    sort_name: String,
    school: Option<String>,
    place: Option<String>,
    subjects: Vec<String>,
}

/// The filters beside the results.
#[derive(Default)]
struct Chosen {
    subjects: Vec<String>,
    places: Vec<String>,
}

impl Chosen {
    fn new(query: &SearchQuery, publication: &Publication) -> Self {
        let several = |list: &str, is_public: bool| -> Vec<String> {
            let chosen = list.split(',').map(str::trim).filter(|one| !one.is_empty());
            chosen
                // The database keeps no text with a zero in it.
                .filter(|one| is_public && !one.contains('\0'))
                .map(str::to_owned)
                .collect()
        };
        Self {
            subjects: several(&query.vak, publication.education),
            places: several(&query.plaats, publication.school),
        }
    }

    fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.places.is_empty()
    }

    fn takes(&self, row: &Listed) -> bool {
        self.takes_subjects(row) && self.takes_place(row)
    }

    fn takes_subjects(&self, row: &Listed) -> bool {
        self.subjects.is_empty() || row.subjects.iter().any(|id| self.subjects.contains(id))
    }

    fn takes_place(&self, row: &Listed) -> bool {
        self.places.is_empty()
            || row
                .place
                .as_ref()
                .is_some_and(|place| self.places.contains(place))
    }
}

/// The words of a name as the database looks for them.
struct Words {
    /// Of the name.
    leading: String,
    /// The longest of the others; the leading one when there is none.
    longest: String,
    /// The others, all of them.
    others: Vec<String>,
    /// The family names that begin with the leading word: from here, to here.
    from: String,
    to: String,
}

impl Words {
    /// In small letters and without accents, as the list has them.
    async fn of(conn: &mut PgConnection, name: &NameSought) -> Result<Self, Fault> {
        let mut typed = vec![name.leading().to_owned()];
        typed.extend(name.others());
        let plain = sqlx::query_scalar!(
            r#"select search_text(word) as "word!"
               from unnest($1::text[]) with ordinality as typed (word, place)
               order by place"#,
            &typed,
        )
        .fetch_all(conn)
        .await?;
        let (leading, others) = plain
            .split_first()
            .ok_or_else(|| Fault::broken("no word"))?;
        // All that begins with it, or the word itself.
        let (end, after) = if name.is_beginning() {
            ("%", '\u{10ffff}')
        } else {
            (" %", '!')
        };
        let pattern = format!("% {leading}{end}");
        let others: Vec<String> = others.iter().map(|word| format!("% {word}%")).collect();
        let longest = others.iter().max_by_key(|word| word.len());
        Ok(Self {
            longest: longest.unwrap_or(&pattern).clone(),
            others,
            from: format!(" {leading}"),
            to: format!(" {leading}{after}"),
            leading: pattern,
        })
    }
}

/// What is looked through.
struct Scope<'a> {
    today: jiff_sqlx::Date,
    sectors: Vec<String>,
    publication: &'a Publication,
}

impl Scope<'_> {
    /// Who has such a name: all of them; of too many the first; of none those that look like it.
    async fn by_name(
        &self,
        conn: &mut PgConnection,
        name: &NameSought,
        chosen: &Chosen,
        answer: &mut SearchPage,
    ) -> Result<Vec<Listed>, Fault> {
        let words = Words::of(conn, name).await?;
        let mut rows = self.named(conn, &words, &Chosen::default()).await?;
        if let (true, Some(slip)) = (rows.is_empty(), name.slip()) {
            rows = self.alike(conn, slip, &name.words()).await?;
            answer.is_alike = !rows.is_empty();
        }
        answer.is_more = rows.len() > MOST;
        answer.narrowed = choices(&rows, chosen, self.publication, !answer.is_more);
        if answer.is_more && !chosen.is_empty() {
            rows = self.named(conn, &words, chosen).await?;
            answer.is_more = rows.len() > MOST;
        }
        if answer.is_more {
            rows = self.first(conn, &words, chosen).await?;
        }
        Ok(rows)
    }

    /// The one with this number.
    async fn numbered(
        &self,
        conn: &mut PgConnection,
        number: &TeacherNumber,
        chosen: &Chosen,
        answer: &mut SearchPage,
    ) -> Result<Vec<Listed>, Fault> {
        let rows = sqlx::query_as!(
            Listed,
            "select person_id, teacher_number, name, sort_name, school, place, subjects
             from public_listing
             where teacher_number = $1 and valid @> $2::date and sector = any($3)",
            number.as_str(),
            self.today as jiff_sqlx::Date,
            &self.sectors,
        )
        .fetch_all(conn)
        .await?;
        answer.narrowed = choices(&rows, chosen, self.publication, true);
        Ok(rows)
    }

    /// One more than [`MOST`] when there are more, in no order. The leading word is of the name; each other one too, or of the school.
    async fn named(
        &self,
        conn: &mut PgConnection,
        words: &Words,
        chosen: &Chosen,
    ) -> Result<Vec<Listed>, Fault> {
        Ok(sqlx::query_as!(
            Listed,
            "select person_id, teacher_number, name, sort_name, school, place, subjects
             from public_listing
             where search_all like $1
               and search_all like $2
               and search_all like all($3)
               -- Not for the index: that finds by all words at once.
               and search_name || '' like $1
               and ($4 or search_name || '' like all($3))
               and valid @> $5::date
               and sector = any($6)
               and ($7::text[] = '{}' or subjects && $7)
               and ($8::text[] = '{}' or place = any($8))
             limit $9",
            words.leading,
            words.longest,
            &words.others,
            self.publication.school,
            self.today as jiff_sqlx::Date,
            &self.sectors,
            &chosen.subjects,
            &chosen.places,
            i64::try_from(MOST + 1).unwrap_or(i64::MAX),
        )
        .fetch_all(conn)
        .await?)
    }

    /// Of too many: those whose family name begins like it, in order.
    async fn first(
        &self,
        conn: &mut PgConnection,
        words: &Words,
        chosen: &Chosen,
    ) -> Result<Vec<Listed>, Fault> {
        Ok(sqlx::query_as!(
            Listed,
            "select person_id, teacher_number, name, sort_name, school, place, subjects
             from public_listing
             where sort_name ~>=~ $1
               and sort_name ~<~ $2
               and case when $4 then search_all else search_name end like all($3)
               and valid @> $5::date
               and sector = any($6)
               and ($7::text[] = '{}' or subjects && $7)
               and ($8::text[] = '{}' or place = any($8))
             order by sort_name using ~<~, person_id
             limit $9",
            words.from,
            words.to,
            &words.others,
            self.publication.school,
            self.today as jiff_sqlx::Date,
            &self.sectors,
            &chosen.subjects,
            &chosen.places,
            FIRST,
        )
        .fetch_all(conn)
        .await?)
    }

    /// Names that look like it, the most alike first.
    async fn alike(
        &self,
        conn: &mut PgConnection,
        slip: &str,
        words: &str,
    ) -> Result<Vec<Listed>, Fault> {
        Ok(sqlx::query_as!(
            Listed,
            "select person_id, teacher_number, name, sort_name, school, place, subjects
             from public_listing
             where search_text($1) <% search_name and valid @> $2::date and sector = any($3)
             order by search_text($5) <<-> search_name, sort_name
             limit $4",
            slip,
            self.today as jiff_sqlx::Date,
            &self.sectors,
            ALIKE,
            words,
        )
        .fetch_all(conn)
        .await?)
    }
}

/// What one can choose beside the results: what occurs among them, what is chosen already first.
/// Counted are people, by what would be found with that choice and the others as they are.
fn choices(rows: &[Listed], chosen: &Chosen, publication: &Publication, count: bool) -> Narrowed {
    let mut subjects = Tally::default();
    let mut places = Tally::default();
    for row in rows {
        for id in &row.subjects {
            subjects.add(id, row, chosen.takes_place(row));
        }
        if let Some(place) = &row.place {
            places.add(place, row, chosen.takes_subjects(row));
        }
    }
    let subject = |id: &str| (id.to_owned(), subject_name(id).to_owned());
    let place = |place: &str| (place.to_owned(), place.to_owned());
    Narrowed {
        subjects: if publication.education {
            subjects.choices(&chosen.subjects, subject, count)
        } else {
            Vec::new()
        },
        places: if publication.school {
            places.choices(&chosen.places, place, count)
        } else {
            Vec::new()
        },
    }
}

/// Of each value the people who have it.
#[derive(Default)]
struct Tally(BTreeMap<String, Vec<Uuid>>);

impl Tally {
    fn add(&mut self, value: &str, row: &Listed, counts: bool) {
        let people = self.0.entry(value.to_owned()).or_default();
        if counts && !people.contains(&row.person_id) {
            people.push(row.person_id);
        }
    }

    fn choices(
        mut self,
        chosen: &[String],
        named: impl Fn(&str) -> (String, String),
        count: bool,
    ) -> Vec<Narrowing> {
        for value in chosen {
            self.0.entry(value.clone()).or_default();
        }
        let mut choices: Vec<Narrowing> = self
            .0
            .into_iter()
            .map(|(value, people)| {
                let is_chosen = chosen.contains(&value);
                let (value, name) = named(&value);
                Narrowing {
                    value,
                    name,
                    count: count.then(|| u32::try_from(people.len()).unwrap_or(u32::MAX)),
                    is_chosen,
                }
            })
            .collect();
        choices.sort_by(|a, b| {
            let rank = |choice: &Narrowing| (!choice.is_chosen, std::cmp::Reverse(choice.count));
            rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name))
        });
        choices
    }
}

/// The people of these appointments: in the order of their family names, or as they come.
fn together(
    mut rows: Vec<Listed>,
    publication: &Publication,
    as_they_come: bool,
) -> Result<Vec<FoundTeacher>, Fault> {
    if !as_they_come {
        rows.sort_by(|a, b| (&a.sort_name, a.person_id).cmp(&(&b.sort_name, b.person_id)));
    }
    let mut found: Vec<(Uuid, FoundTeacher)> = Vec::new();
    for row in rows {
        let at = match found
            .iter()
            .position(|(person, _)| *person == row.person_id)
        {
            Some(at) => at,
            None => {
                let teacher = FoundTeacher {
                    number: TeacherNumber::parse(&row.teacher_number).map_err(Fault::broken)?,
                    name: row.name,
                    subjects: Vec::new(),
                    schools: Vec::new(),
                };
                found.push((row.person_id, teacher));
                found.len() - 1
            }
        };
        let teacher = &mut found[at].1;
        if publication.education {
            let names = row.subjects.iter().map(|id| subject_name(id).to_owned());
            teacher.subjects.extend(names);
            teacher.subjects.sort();
            teacher.subjects.dedup();
        }
        if let (true, Some(school), Some(place)) = (publication.school, row.school, row.place) {
            teacher.schools.push(format!("{school}, {place}"));
            teacher.schools.sort();
            teacher.schools.dedup();
        }
    }
    Ok(found.into_iter().map(|(_, teacher)| teacher).collect())
}
