//! The judgement on one record: read, checked against what is known, and decided on.

use super::{
    Intake,
    known::{Known, KnownDetails, KnownPerson},
};
use crate::{System, clock::dutch, registers::brp::BrpPerson, vault::sha256};
use shared::{
    delivery::{
        AppointmentMessage, AppointmentNumber, ContentHash, Context, CsvRow, Draft, Finding,
        KnownPeriod, MessageKind, Outcome, PersonFacts, Record, RemovalContext, RemovalDraft,
        RemovalMessage, Sent, Severity, Surroundings, check_draft_among, check_removal,
        ledger::{self, Incoming, Key, Matter},
    },
    ground::GroundTable,
};

/// What the BRP says of a person: nothing when it knows nobody with the BSN.
pub struct BrpAnswer(pub Option<BrpPerson>);

/// A record with what was found and what becomes of it.
pub struct Judged<'a> {
    /// What it asks.
    pub kind: MessageKind,
    /// The row as it was sent.
    pub row: &'a CsvRow,
    /// The row as far as it could be read.
    pub draft: Draft,
    /// The message, when it is about an appointment and could be read whole.
    pub message: Option<AppointmentMessage>,
    /// The message, when it deletes and could be read whole.
    pub removal: Option<RemovalMessage>,
    /// Hash of the content of the message.
    pub hash: Option<ContentHash>,
    /// Everything that is wrong or noteworthy.
    pub findings: Vec<Finding>,
    /// What becomes of it.
    pub outcome: Outcome,
}

impl Judged<'_> {
    /// The version, when the row could be read whole.
    pub fn version(&self) -> Option<u32> {
        let appointment = self.message.as_ref().map(|message| message.version);
        appointment.or(self.removal.as_ref().map(|removal| removal.version))
    }
}

/// Judges one record. Nothing is recorded yet.
pub fn judge<'a>(intake: &Intake<'_>, known: &Known, record: &'a Record) -> Judged<'a> {
    match record.kind {
        MessageKind::Appointment => judge_appointment(intake, known, &record.row),
        MessageKind::Removal => judge_removal(intake, known, &record.row),
    }
}

/// Whether the document was taken in before, and the register has it still. It then changes nothing, and
/// what came to stand in its way since is not its sender's doing: the first answer comes again.
fn comes_again(
    (previous, earlier): (Option<&Sent>, Option<&Sent>),
    version: Option<u32>,
    hash: Option<ContentHash>,
) -> bool {
    let (Some(previous), Some(earlier)) = (previous, earlier) else {
        return false;
    };
    version.is_some_and(|version| version == earlier.version && version <= previous.version)
        && hash == Some(earlier.content_hash)
}

/// Whether a finding refuses a document that was taken in before too: who may not deliver for a board or
/// a school any more, hears nothing of it.
fn stays_in_the_way(finding: &Finding) -> bool {
    finding.severity() != Severity::Error || finding.rule == "LR-F003"
}

fn judge_removal<'a>(intake: &Intake<'_>, known: &Known, row: &'a CsvRow) -> Judged<'a> {
    let draft = RemovalDraft::read(row);
    let removal = draft.message();
    let hash: Option<ContentHash> = removal.as_ref().map(|removal| {
        sha256(removal.canonical_json())
            .try_into()
            .expect("SHA-256 has 32 bytes")
    });
    let identity = &draft.identity;
    let number = identity.number.get().map(AppointmentNumber::as_str);
    let context = RemovalContext {
        now: intake.now,
        today: dutch(intake.now).date(),
        sender: vec![intake.sender.board.clone()],
        schools: intake.sender.reach.schools().map(<[String]>::to_vec),
        stands_at: stands_at(known, number),
        board_exists: identity
            .board
            .get()
            .is_some_and(|board| known.has_board(board)),
        previous: number.and_then(|number| known.previous(number)).cloned(),
        earlier_document: identity
            .document_id
            .get()
            .and_then(|id| known.document(id, number))
            .cloned(),
        content_hash: hash,
        correction_open: number
            .and_then(|number| known.appointment(number))
            .is_some_and(|appointment| appointment.correction_open),
        needs_document: intake.alone,
    };
    let mut findings = check_removal(&draft, &context);
    let came = (context.previous.as_ref(), context.earlier_document.as_ref());
    if comes_again(came, removal.as_ref().map(|removal| removal.version), hash) {
        findings.retain(stays_in_the_way);
    }
    let wrong = findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error);
    let outcome = match (&removal, hash) {
        (Some(removal), Some(hash)) if !wrong => {
            let incoming = Incoming {
                key: Key {
                    board: removal.board.clone(),
                    number: removal.number.clone(),
                },
                version: removal.version,
                matter: Matter::Removal(hash),
            };
            ledger::step::<()>(context.previous.as_ref(), None, &incoming).outcome()
        }
        _ => Outcome::Refused,
    };
    Judged {
        kind: MessageKind::Removal,
        row,
        draft: draft.identity,
        message: None,
        removal,
        hash,
        findings,
        outcome,
    }
}

fn judge_appointment<'a>(intake: &Intake<'_>, known: &Known, row: &'a CsvRow) -> Judged<'a> {
    let draft = Draft::read(row);
    let message = draft.message();
    let hash = message
        .as_ref()
        .map(|message| content_hash(intake.system, message));
    let context = context(intake, known, row, &draft, hash);
    let surroundings = surroundings(intake, known, &draft);
    let table = GroundTable::current();
    let mut findings = check_draft_among(&draft, &context, &surroundings, table);
    let came = (context.previous.as_ref(), context.earlier_document.as_ref());
    if comes_again(came, message.as_ref().map(|message| message.version), hash) {
        findings.retain(stays_in_the_way);
    }
    let outcome = match (&message, &hash) {
        (Some(message), Some(hash)) => {
            Outcome::of(context.previous.as_ref(), message.version, hash, &findings)
        }
        _ => Outcome::Refused,
    };
    // That nothing changed is what the outcome says; repeating it at each record of a monthly
    // file would hide what is worth reading.
    if !intake.alone || outcome != Outcome::Unchanged {
        findings.retain(|finding| finding.rule != "LR-M052");
    }
    Judged {
        kind: MessageKind::Appointment,
        row,
        draft,
        message,
        removal: None,
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
        schools: intake.sender.reach.schools().map(<[String]>::to_vec),
        stands_at: stands_at(known, number),
        first_delivery: known.first_delivery,
        board_exists: draft
            .board
            .get()
            .is_some_and(|board| known.has_board_on(board, begins)),
        school: draft
            .brin
            .get()
            .and_then(|brin| known.school(brin, begins))
            .cloned(),
        person: match &intake.answer {
            Some(BrpAnswer(person)) => answered(row, draft, person.as_ref()),
            None => {
                let bsn = draft.bsn.get();
                person_facts(
                    row,
                    draft,
                    bsn.and_then(|bsn| known.person(intake.system, bsn)),
                )
            }
        },
        previous: number.and_then(|number| known.previous(number)).cloned(),
        earlier_document: draft
            .document_id
            .get()
            .and_then(|id| known.document(id, number))
            .cloned(),
        content_hash,
    }
}

/// The school at which the appointment with this number stands, when it was not deleted.
fn stands_at(known: &Known, number: Option<&str>) -> Option<String> {
    let appointment = known.appointment(number?)?;
    (!appointment.sent.deleted).then(|| appointment.brin.clone())
}

/// What the BRP just said of the person.
fn answered(row: &CsvRow, draft: &Draft, person: Option<&BrpPerson>) -> PersonFacts {
    let Some(person) = person else {
        return PersonFacts::Unknown;
    };
    let delivered = draft.birth_date.get().copied();
    let same = person.birth_date.is_none() || person.birth_date == delivered;
    known_facts(row, Some(&KnownDetails::from(&person.details)), same)
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
        Some("found") => known_facts(row, person.details.as_ref(), same),
        Some("mismatch") => known_facts(row, None, !same),
        _ => PersonFacts::NotAskedYet,
    }
}

/// When the birth date is another, nothing is said of who has this BSN.
fn known_facts(
    row: &CsvRow,
    details: Option<&KnownDetails>,
    birth_date_matches: bool,
) -> PersonFacts {
    let details = details.filter(|_| birth_date_matches);
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

/// What the register knows of the teacher's other appointments, and of the number.
fn surroundings(intake: &Intake<'_>, known: &Known, draft: &Draft) -> Surroundings<'static> {
    let bsn = draft.bsn.get();
    let person = bsn.and_then(|bsn| known.person(intake.system, bsn));
    let holder = draft
        .number
        .get()
        .and_then(|number| known.appointment(number.as_str()))
        .map(|appointment| appointment.person);
    Surroundings {
        appointments: bsn.map_or_else(Vec::new, |bsn| {
            known.appointments_of(intake.system, bsn).to_vec()
        }),
        needs_document: intake.alone,
        known: period(draft, known),
        number_of_another: holder
            .is_some_and(|holder| person.map(|person| person.id) != Some(holder)),
        ..Surroundings::default()
    }
}

/// The dates that we have of the appointment, when it was not deleted.
fn period(draft: &Draft, known: &Known) -> Option<KnownPeriod> {
    let number = draft.number.get()?.as_str();
    let appointment = known.appointment(number)?;
    (!appointment.sent.deleted).then(|| appointment.period.clone())
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
