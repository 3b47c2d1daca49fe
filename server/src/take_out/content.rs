//! What is in a portfolio that is taken out.

use super::paper::{Entry, Paper};
use crate::{
    desks::teacher::{attached_feedback, portfolio_of},
    fault::Fault,
    people,
    print::portfolio::{self, Words},
    vault::hex,
};
use app::teacher::portfolio::colleagues::Received;
use jiff::civil::DateTime;
use shared::{
    identifier::{EvidenceId, PersonId},
    notation,
    portfolio::{
        Category, NewActivity, Quarters, Source, details,
        exchange::{Document, FORMAT, Outgoing, OutgoingFeedback, OutgoingFile, SaidBy, VERSION},
    },
    subject::subject_name,
};
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A portfolio, and where its files go.
pub struct Content {
    document: Document,
    /// What people read.
    pub paper: Paper,
    /// The same to hand to an employer.
    pub printed: portfolio::Portfolio,
    /// The files of evidence, in the order of the document.
    pub files: Vec<File>,
}

/// A file of evidence, and where it goes.
pub struct File {
    /// Its number.
    pub id: EvidenceId,
    /// Its place in the archive.
    pub path: String,
    /// Its hash, as it was kept.
    pub sha256: Vec<u8>,
}

struct Kept {
    id: Uuid,
    activity_id: Option<Uuid>,
    claim_id: Option<Uuid>,
    correction_id: Option<Uuid>,
    file_name: String,
    size_bytes: i64,
    sha256: Vec<u8>,
}

impl Content {
    /// The portfolio of this person, at this moment in Dutch time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(
        conn: &mut PgConnection,
        person: PersonId,
        now: DateTime,
    ) -> Result<Self, Fault> {
        let name = people::display_name(&mut *conn, person)
            .await?
            .unwrap_or_else(|| "Leraar".to_owned());
        let activities = portfolio_of(&mut *conn, person).await?;
        let evidence = sqlx::query_as!(
            Kept,
            "select id, activity_id, claim_id, correction_id, file_name, size_bytes, sha256
             from evidence
             where person_id = $1 and removed_at is null
             order by uploaded_at, id",
            person.0,
        )
        .fetch_all(&mut *conn)
        .await?;
        let origins = origins(&mut *conn, person).await?;
        let feedback = attached_feedback(&mut *conn, person, None).await?;
        let mut places = Places::default();
        let mut files = Vec::new();
        let mut keep = |file: &Kept, folder: &str| {
            let path = places.place(folder, &file.file_name);
            files.push(File {
                id: EvidenceId(file.id),
                path: path.clone(),
                sha256: file.sha256.clone(),
            });
            OutgoingFile {
                bestand: path,
                bytes: file.size_bytes,
                sha256: hex(&file.sha256),
                ontbreekt: false,
            }
        };
        let number =
            sqlx::query_scalar!("select teacher_number from person where id = $1", person.0)
                .fetch_one(&mut *conn)
                .await?;
        let (mut outgoing, mut entries, mut printed) = (Vec::new(), Vec::new(), Vec::new());
        for (id, activity) in &activities {
            let folder = format!("{} {}", activity.from, activity.title);
            let with = evidence
                .iter()
                .filter(|file| file.activity_id == Some(id.0));
            let mut one = Outgoing::new(&id.to_string(), activity);
            if let Some(origin) = origins.get(&id.0) {
                one.herkomst = origin.source.code();
                if let Some((register, number)) = &origin.elsewhere {
                    one.bron.clone_from(register);
                    one.bron_id.clone_from(number);
                }
                one.gevalideerd = origin.validated;
                one.gevalideerd_volgens = origin.validated.and(Some(origin.said_by));
            }
            one.bewijzen = with.map(|file| keep(file, &folder)).collect();
            let said: Vec<&Received> = feedback
                .iter()
                .filter(|(of, _)| of == id)
                .map(|(_, received)| received)
                .collect();
            one.feedback = said
                .iter()
                .map(|received| outgoing_feedback(received))
                .collect();
            entries.push(entry(activity, &one, &said));
            printed.push(on_paper(activity, &one, &said));
            outgoing.push(one);
        }
        // With one thing each, and what is with an activity stands there.
        let mut others = |folder: &str, is_of: fn(&Kept) -> bool| -> Vec<OutgoingFile> {
            let those = evidence.iter().filter(|file| is_of(file));
            those.map(|file| keep(file, folder)).collect()
        };
        let of_subjects = others("Bij je vakken", |file| file.claim_id.is_some());
        let of_corrections = others("Bij je correcties", |file| file.correction_id.is_some());
        let of_registration = others("Bij je aanmelding", |file| {
            [file.activity_id, file.claim_id, file.correction_id] == [None; 3]
        });
        let total: Quarters = activities.iter().map(|(_, activity)| activity.hours).sum();
        let hours = Category::ALL.into_iter().map(|category| {
            let of_each = activities.iter().map(|(_, one)| one.split.get(category));
            (category.label().to_owned(), of_each.sum())
        });
        Ok(Self {
            printed: portfolio::Portfolio {
                name: name.clone(),
                number,
                period: None,
                hours: hours.collect(),
                activities: printed,
            },
            paper: Paper {
                name: name.clone(),
                made_on: notation::date(now.date()),
                total: total.to_string(),
                entries,
                other_files: vec![
                    ("Bewijs bij je vakken", places_of(&of_subjects)),
                    ("Bewijs bij je aanmelding", places_of(&of_registration)),
                    ("Bewijs bij je correcties", places_of(&of_corrections)),
                ],
                missing: Vec::new(),
            },
            document: Document {
                formaat: FORMAT,
                versie: VERSION,
                gemaakt_op: now.to_string(),
                naam: name,
                activiteiten: outgoing,
                bewijzen_bij_vakken: of_subjects,
                bewijzen_bij_aanmelding: of_registration,
                bewijzen_bij_correcties: of_corrections,
            },
            files,
        })
    }

    /// Says that the file with this place does not go along.
    pub fn leave_out(&mut self, path: &str) {
        let document = &mut self.document;
        let of_activities = document.activiteiten.iter_mut();
        of_activities
            .flat_map(|activity| &mut activity.bewijzen)
            .chain(&mut document.bewijzen_bij_vakken)
            .chain(&mut document.bewijzen_bij_aanmelding)
            .chain(&mut document.bewijzen_bij_correcties)
            .filter(|file| file.bestand == path)
            .for_each(|file| file.ontbreekt = true);
        let of_activities = self.printed.activities.iter_mut();
        of_activities
            .flat_map(|activity| &mut activity.evidence)
            .filter(|file| *file == path)
            .for_each(|file| file.push_str(" (ontbreekt)"));
        self.paper.leave_out(path);
    }

    /// Everything, as machines read it.
    ///
    /// # Errors
    /// Never: everything in it can be written as JSON.
    pub fn json(&self) -> Result<Vec<u8>, Fault> {
        Ok(serde_json::to_vec_pretty(&self.document)?)
    }
}

/// Where an activity came from, when the teacher did not type it.
struct Origin {
    source: Source,
    /// Its register and its number there, when it was brought along.
    elsewhere: Option<(String, String)>,
    validated: Option<bool>,
    /// Who says whether it was validated.
    said_by: SaidBy,
}

async fn origins(
    conn: &mut PgConnection,
    person: PersonId,
) -> Result<HashMap<Uuid, Origin>, Fault> {
    let rows = sqlx::query!(
        r#"select o.activity_id, o.source, o.register, o.key, o.validated,
                  coalesce(i.origin = 'look_up', false) as "looked_up!"
           from activity_origin o
           left join portfolio_import i on i.id = o.import_id
           where o.person_id = $1"#,
        person.0,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let source = Source::parse(&row.source)
                .ok_or_else(|| Fault::broken("a source without a name"))?;
            // The key of a calendar means nothing outside.
            let key = row.key.filter(|_| source == Source::Migration);
            let origin = Origin {
                source,
                elsewhere: key.map(|key| (row.register, key)),
                validated: row.validated,
                said_by: if row.looked_up {
                    SaidBy::OudRegister
                } else {
                    SaidBy::Leraar
                },
            };
            Ok((row.activity_id, origin))
        })
        .collect()
}

fn outgoing_feedback(received: &Received) -> OutgoingFeedback {
    let said = received.feedback.clone();
    OutgoingFeedback {
        van: said.name,
        op: received.given.to_string(),
        leraar: received.is_teacher,
        gezien: said.seen,
        goed: said.good,
        beter: said.better,
        verder: said.remark,
    }
}

/// What colleagues said, as people read it: who and when, and the answers to the questions.
fn in_words(said: &[&Received]) -> Vec<Words> {
    let words = said.iter().map(|received| Words {
        who: received.title(),
        answers: received
            .feedback
            .answers()
            .into_iter()
            .map(|(question, answer)| (question, answer.to_owned()))
            .collect(),
    });
    words.collect()
}

/// The places of these files.
fn places_of(files: &[OutgoingFile]) -> Vec<String> {
    files.iter().map(|file| file.bestand.clone()).collect()
}

fn on_paper(
    activity: &NewActivity,
    outgoing: &Outgoing,
    said: &[&Received],
) -> portfolio::Activity {
    let categories: Vec<&str> = Category::ALL
        .into_iter()
        .filter(|category| activity.split.get(*category) > Quarters::ZERO)
        .map(Category::label)
        .collect();
    portfolio::Activity {
        title: activity.title.clone(),
        kind: activity.kind.map(|kind| kind.label().to_owned()),
        category: categories.join(", "),
        provider: activity.provider.clone(),
        subjects: subjects(activity),
        details: details(activity),
        days: (activity.from, activity.to.unwrap_or(activity.from)),
        hours: activity.hours,
        reflection: activity.reflection.clone(),
        evidence: places_of(&outgoing.bewijzen),
        feedback: in_words(said),
    }
}

/// The names of the subjects that an activity was for.
fn subjects(activity: &NewActivity) -> Vec<String> {
    let ids = activity.subjects.iter();
    ids.map(|id| subject_name(id).to_owned()).collect()
}

fn entry(activity: &NewActivity, outgoing: &Outgoing, said: &[&Received]) -> Entry {
    let when = match activity.to {
        Some(to) => format!(
            "{} tot en met {}",
            notation::date(activity.from),
            notation::date(to)
        ),
        None => notation::date(activity.from),
    };
    let about = Category::ALL
        .into_iter()
        .map(|category| (category, activity.split.get(category)))
        .filter(|(_, hours)| *hours > Quarters::ZERO)
        .map(|(category, hours)| format!("{}: {hours} uur", category.label()))
        .collect();
    Entry {
        title: activity.title.clone(),
        when,
        hours: activity.hours.to_string(),
        kind: activity.kind.map(|kind| kind.label().to_owned()),
        provider: activity.provider.clone(),
        about,
        subjects: subjects(activity),
        details: details(activity),
        reflection: activity.reflection.clone(),
        files: places_of(&outgoing.bewijzen),
        feedback: in_words(said),
    }
}

/// The places that are taken: no two files have the same, whatever a computer takes for the same.
#[derive(Default)]
struct Places(HashSet<String>);

/// The longest name of a folder or a file, in characters.
const LONGEST: usize = 80;

impl Places {
    fn place(&mut self, folder: &str, name: &str) -> String {
        let folder = safe(folder, LONGEST);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let stem = safe(stem, LONGEST);
        let mut number = 1;
        loop {
            let stem = if number == 1 {
                stem.clone()
            } else {
                format!("{stem} ({number})")
            };
            let path = format!("bewijzen/{folder}/{stem}.{extension}");
            if self.0.insert(path.to_lowercase()) {
                return path;
            }
            number += 1;
        }
    }
}

/// A name that every computer can keep.
fn safe(name: &str, longest: usize) -> String {
    let name: String = name
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() => ' ',
            c => c,
        })
        .take(longest)
        .collect();
    match name.trim_matches([' ', '.']) {
        "" => "zonder naam".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_have_the_same_place_and_no_name_leaves_its_folder() {
        let mut places = Places::default();
        let folder = "2026-11-03 Cursus";
        assert_eq!(
            places.place(folder, "a.pdf"),
            "bewijzen/2026-11-03 Cursus/a.pdf"
        );
        assert_eq!(
            places.place(folder, "A.pdf"),
            "bewijzen/2026-11-03 Cursus/A (2).pdf"
        );
        assert_eq!(places.place("../..", "../x.pdf"), "bewijzen/-/-x.pdf");
        assert_eq!(places.place("..", "b.pdf"), "bewijzen/zonder naam/b.pdf");
    }
}
