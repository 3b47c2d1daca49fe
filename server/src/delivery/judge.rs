//! The judgement on one record: read, checked against what is known, and decided on.

use super::{
    Intake,
    known::{Known, KnownPerson},
};
use crate::{System, clock::dutch, vault::sha256};
use shared::{
    delivery::{
        AppointmentMessage, AppointmentNumber, ContentHash, Context, CsvRow, Draft, Finding,
        Outcome, PersonFacts, check_draft,
    },
    ground::GroundTable,
};

/// A record with what was found and what becomes of it.
pub struct Judged<'a> {
    /// The row as it was sent.
    pub row: &'a CsvRow,
    /// The row as far as it could be read.
    pub draft: Draft,
    /// The message, when the row could be read whole.
    pub message: Option<AppointmentMessage>,
    /// Hash of the content of the message.
    pub hash: Option<ContentHash>,
    /// Everything that is wrong or noteworthy.
    pub findings: Vec<Finding>,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// Judges one row. Nothing is recorded yet.
pub fn judge<'a>(intake: &Intake<'_>, known: &Known, row: &'a CsvRow) -> Judged<'a> {
    let draft = Draft::read(row);
    let message = draft.message();
    let hash = message
        .as_ref()
        .map(|message| content_hash(intake.system, message));
    let context = context(intake, known, row, &draft, hash);
    let mut findings = check_draft(&draft, &context, GroundTable::current());
    findings.extend(number_of_another_teacher(intake, known, &draft));
    let outcome = match (&message, &hash) {
        (Some(message), Some(hash)) => {
            Outcome::of(context.previous.as_ref(), message.version, hash, &findings)
        }
        _ => Outcome::Refused,
    };
    // That nothing changed is what the outcome says; repeating it at each record of a monthly
    // file would hide what is worth reading.
    findings.retain(|finding| finding.rule != "LR-M052");
    Judged {
        row,
        draft,
        message,
        hash,
        findings,
        outcome,
    }
}

fn context(
    intake: &Intake<'_>,
    known: &Known,
    row: &CsvRow,
    draft: &Draft,
    content_hash: Option<ContentHash>,
) -> Context {
    let today = dutch(intake.now).date();
    let begins = draft.begins.get().copied().unwrap_or(today);
    let number = draft.number.get().map(AppointmentNumber::as_str);
    Context {
        now: intake.now,
        today,
        sender: vec![intake.sender.board.clone()],
        first_delivery: known.first_delivery,
        board_exists: draft
            .board
            .get()
            .is_some_and(|board| known.has_board(board)),
        school: draft
            .brin
            .get()
            .and_then(|brin| known.school(brin, begins))
            .cloned(),
        person: person_facts(
            row,
            draft,
            draft
                .bsn
                .get()
                .and_then(|bsn| known.person(intake.system, bsn)),
        ),
        previous: number
            .and_then(|number| known.appointment(number))
            .map(|appointment| appointment.sent.clone()),
        earlier_document: draft
            .document_id
            .get()
            .and_then(|id| known.document(id, number))
            .cloned(),
        content_hash,
    }
}

/// What the BRP said of the person. A birth date that did not match is known to be wrong; another
/// one is taken in, and the BRP is asked again.
fn person_facts(row: &CsvRow, draft: &Draft, person: Option<&KnownPerson>) -> PersonFacts {
    let Some(person) = person else {
        return PersonFacts::NotAskedYet;
    };
    let delivered = draft.birth_date.get().copied();
    let same = person.birth_date.is_some() && person.birth_date == delivered;
    match person.lookup.as_deref() {
        Some("unknown") => PersonFacts::Unknown,
        Some("found") => known_facts(row, person, same),
        Some("mismatch") => known_facts(row, person, !same),
        _ => PersonFacts::NotAskedYet,
    }
}

fn known_facts(row: &CsvRow, person: &KnownPerson, birth_date_matches: bool) -> PersonFacts {
    let details = person.details.as_ref();
    let differs = |field: &str, known: Option<&str>| {
        let sent = fold(row.value(field));
        !sent.is_empty() && sent != fold(known.unwrap_or_default())
    };
    let details_differ = details.is_some_and(|known| {
        differs("voornamen", Some(&known.first_names))
            || differs("voorvoegsel", known.prefix.as_deref())
            || differs("achternaam", Some(&known.family_name))
            || differs("adres", known.address.as_deref())
            || differs("postcode", known.postcode.as_deref())
            || differs("woonplaats", known.place.as_deref())
    });
    PersonFacts::Known {
        birth_date_matches,
        deceased_on: details.and_then(|details| details.deceased_on),
        resident: details.is_some_and(|details| details.source == "brp"),
        details_differ,
    }
}

/// A text as it is compared: without spaces and capitals.
fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The number of an appointment stays with one teacher: otherwise the record of one would end up
/// with another.
fn number_of_another_teacher(intake: &Intake<'_>, known: &Known, draft: &Draft) -> Option<Finding> {
    let number = draft.number.get()?.as_str();
    let bsn = draft.bsn.get()?;
    let appointment = known.appointment(number)?;
    let person = known.person(intake.system, bsn).map(|person| person.id);
    (person != Some(appointment.person)).then(|| Finding {
        rule: "LR-F006".to_owned(),
        field: "burgerservicenummer".to_owned(),
        sent: bsn.masked(),
        message: format!("Nummer {number} is eerder geleverd voor een leraar met een ander bsn."),
        fix: "Kijk of het bsn klopt. Is het een andere leraar? Geef deze benoeming dan een nieuw nummer."
            .to_owned(),
    })
}

/// Hash of the content, in which the BSN is replaced by its keyed hash, so that it cannot be
/// found back by trying all numbers.
fn content_hash(system: &System, message: &AppointmentMessage) -> ContentHash {
    use std::fmt::Write;
    let bsn = &message.person.bsn;
    let index = system
        .vault
        .bsn_index(bsn)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
    let content = message.canonical_json().replace(&bsn.expose(), &index);
    sha256(content).try_into().expect("SHA-256 has 32 bytes")
}
