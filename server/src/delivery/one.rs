//! One message at a time: taken in at once, or only looked at. All that it does is one transaction,
//! so that who hangs up half-way leaves nothing or everything.

use super::{
    BATCH, Channel, Intake, Sender,
    judge::{BrpAnswer, judge},
    known::Known,
    turn, upload,
};
use crate::{System, audit::By, fault::Fault, jobs, people, vault::sha256};
use jiff::civil::Date;
use shared::{
    delivery::{BatchFormat, Draft, Finding, MessageKind, Outcome, Record},
    identifier::{Bsn, DeliveryId},
};
use sqlx::PgConnection;
use std::time::Duration;
use uuid::Uuid;

/// How long a sender waits for the BRP. When it takes longer, it is asked behind the answer.
const BRP_PATIENCE: Duration = Duration::from_secs(1);

/// What became of one record.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The delivery that it is kept as.
    pub delivery: DeliveryId,
    /// What became of it.
    pub outcome: Outcome,
    /// Everything that is wrong or noteworthy.
    pub findings: Vec<Finding>,
}

/// Takes in one message at once. Who sends the same document again gets the first answer again.
///
/// # Errors
/// 503 when another delivery of the board takes too long; 500 when the database does not answer.
pub async fn take_one(system: &System, sender: Sender, record: &Record) -> Result<Taken, Fault> {
    let mut intake = Intake::alone(system, sender);
    intake.answer = ask_before(&intake, record).await?;
    let name = match intake.sender.channel {
        Channel::Screen => "Invoerscherm",
        Channel::File | Channel::Api => "bericht",
    };
    let (_turn, mut tx) = turn::of_message(system, &intake.sender.board).await?;
    let mut done = intake
        .at_once(&mut tx, name, std::slice::from_ref(record))
        .await?;
    let (outcome, findings) = done
        .pop()
        .ok_or_else(|| Fault::broken("a record was not looked at"))?;
    if matches!(outcome, Outcome::New | Outcome::Changed) {
        keep_answer(&mut tx, &intake, record).await?;
    }
    let first = match outcome {
        Outcome::Unchanged | Outcome::OlderIgnored => first_answer(&mut tx, intake.id).await?,
        Outcome::New | Outcome::Changed | Outcome::Refused => None,
    };
    tx.commit().await?;
    Ok(first.unwrap_or(Taken {
        delivery: intake.id,
        outcome,
        findings,
    }))
}

/// Takes in a few records that were made on the screen, at once and as one delivery of this name.
///
/// # Errors
/// 503 when another delivery of the board takes too long; 500 when the database does not answer.
pub async fn take_together(
    system: &System,
    sender: Sender,
    name: &str,
    records: &[Record],
) -> Result<DeliveryId, Fault> {
    let mut intake = Intake {
        alone: false,
        ..Intake::alone(system, sender)
    };
    let (_turn, mut tx) = turn::of_message(system, &intake.sender.board).await?;
    intake.at_once(&mut tx, name, records).await?;
    tx.commit().await?;
    Ok(intake.id)
}

/// What would become of one message, if it were delivered now. Nothing is kept.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn try_out(
    system: &System,
    sender: Sender,
    record: &Record,
) -> Result<(Outcome, Vec<Finding>), Fault> {
    let mut intake = Intake::alone(system, sender);
    intake.answer = ask_before(&intake, record).await?;
    let mut judged = look_at(&intake, std::slice::from_ref(record)).await?;
    judged
        .pop()
        .ok_or_else(|| Fault::broken("a record was not looked at"))
}

/// What would become of the records of a file, if it were delivered now. Nothing is kept.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn try_out_all(
    system: &System,
    sender: Sender,
    records: &[Record],
) -> Result<Vec<(Outcome, Vec<Finding>)>, Fault> {
    let intake = Intake {
        alone: false,
        ..Intake::alone(system, sender)
    };
    look_at(&intake, records).await
}

async fn look_at(
    intake: &Intake<'_>,
    records: &[Record],
) -> Result<Vec<(Outcome, Vec<Finding>)>, Fault> {
    let mut conn = intake.system.pool.acquire().await?;
    let mut done = Vec::with_capacity(records.len());
    for records in records.chunks(BATCH) {
        let known = Known::load(&mut conn, intake, records).await?;
        done.extend(records.iter().map(|record| {
            let judged = judge(intake, &known, record);
            (judged.outcome, judged.findings)
        }));
    }
    Ok(done)
}

/// What the BRP says of the teacher of this message, when we do not know it yet and it answers
/// soon. Nobody is asked about for a message that is wrong anyway.
async fn ask_before(intake: &Intake<'_>, record: &Record) -> Result<Option<BrpAnswer>, Fault> {
    if record.kind != MessageKind::Appointment {
        return Ok(None);
    }
    let draft = Draft::read(&record.row);
    let (Some(bsn), Some(birth_date)) = (draft.bsn.get(), draft.birth_date.get()) else {
        return Ok(None);
    };
    if was_asked(intake.system, bsn, *birth_date).await? {
        return Ok(None);
    }
    let judged = look_at(intake, std::slice::from_ref(record)).await?;
    let right = |(outcome, _): &(Outcome, _)| matches!(outcome, Outcome::New | Outcome::Changed);
    if !judged.iter().all(right) {
        return Ok(None);
    }
    let answer = tokio::time::timeout(BRP_PATIENCE, intake.system.brp.find(bsn)).await;
    Ok(answer.ok().and_then(Result::ok).map(BrpAnswer))
}

/// Whether it is known what the BRP says of the person with this BSN and this birth date.
async fn was_asked(system: &System, bsn: &Bsn, birth_date: Date) -> Result<bool, Fault> {
    let person = sqlx::query!(
        r#"select l.outcome, p.birth_date
           from bsn_vault v
           join person p on p.id = v.person_id
           join person_lookup l on l.person_id = p.id
           where v.bsn_index = $1"#,
        system.vault.bsn_index(bsn),
    )
    .fetch_optional(&system.pool)
    .await?;
    Ok(person.is_some_and(|person| match person.outcome.as_str() {
        "found" | "unknown" => true,
        "mismatch" => person.birth_date.map(jiff_sqlx::Date::to_jiff) == Some(birth_date),
        _ => false,
    }))
}

/// Keeps what the BRP said with the message that it was asked for, so that it is not asked again.
async fn keep_answer(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    record: &Record,
) -> Result<(), Fault> {
    let draft = Draft::read(&record.row);
    let (Some(BrpAnswer(answer)), Some(bsn)) = (&intake.answer, draft.bsn.get()) else {
        return Ok(());
    };
    let person = people::find_or_add(conn, intake.system, bsn).await?;
    let by = By::Sender(&intake.sender);
    people::settle(conn, intake.system, by, person, answer.as_ref()).await?;
    jobs::brp_was_asked(conn, person).await
}

/// The answer to the same document when it came first.
async fn first_answer(conn: &mut PgConnection, id: DeliveryId) -> Result<Option<Taken>, Fault> {
    let first = sqlx::query!(
        "select first.delivery_id, first.outcome, first.findings
         from delivery_record again
         join delivery d on d.id = again.delivery_id
         join delivery_record first
             on first.document_id = again.document_id
             and first.content_hash = again.content_hash
             and first.outcome <> 'refused'
         join delivery earlier
             on earlier.id = first.delivery_id
             and earlier.board_number = d.board_number
         where again.delivery_id = $1
         order by earlier.received_at, first.delivery_id
         limit 1",
        id.0,
    )
    .fetch_optional(conn)
    .await?;
    first
        .map(|row| {
            Ok(Taken {
                delivery: DeliveryId(row.delivery_id),
                outcome: [
                    Outcome::New,
                    Outcome::Changed,
                    Outcome::Unchanged,
                    Outcome::OlderIgnored,
                ]
                .into_iter()
                .find(|outcome| outcome.code() == row.outcome)
                .ok_or_else(|| Fault::broken("an unknown outcome was kept"))?,
                findings: serde_json::from_value(row.findings)?,
            })
        })
        .transpose()
}

impl<'a> Intake<'a> {
    /// Of one message.
    fn alone(system: &'a System, sender: Sender) -> Self {
        Self {
            system,
            sender,
            id: DeliveryId(Uuid::now_v7()),
            now: system.clock.now_stored(),
            alone: true,
            answer: None,
        }
    }

    /// Takes in records that are not kept sealed first, as one delivery of this name.
    async fn at_once(
        &mut self,
        conn: &mut PgConnection,
        name: &str,
        records: &[Record],
    ) -> Result<Vec<(Outcome, Vec<Finding>)>, Fault> {
        self.now = self.system.clock.now_stored();
        let received = upload::Received {
            name,
            // Not of the message: a hash of that little could be found back by trying every BSN.
            hash: sha256(self.id.0),
            encoding: "UTF-8",
            format: BatchFormat::Ndjson,
            rows: records.len(),
        };
        upload::insert(conn, self.system, &self.sender, self.id, received).await?;
        let done = self.batch(conn, records).await?;
        self.close(conn).await?;
        Ok(done)
    }
}
