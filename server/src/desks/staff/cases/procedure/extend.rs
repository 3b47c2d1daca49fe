//! What is decided later, and what comes after it: putting off, consent, default notice, and the courts.

use super::{date, find::sequels, reckon};
use crate::{
    System,
    audit::{self, Act, By},
    desks::staff::cases::{
        announced,
        outcome::tell_of_case,
        steps::{Case, at, is_as_seen, locked, not_who_took_first, text},
    },
    fault::Fault,
};
use app::{
    actor::CaseWorker,
    staff::procedure::{NewExtension, NewSequel},
    teacher::procedure::Sequel,
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{CaseKind, Judgment, Refusal, SequelKind, Told},
    notation,
    term::{Computed, TermCode},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What PostgreSQL calls it when something is there already.
const TWICE: &str = "23505";

/// Decides later.
///
/// # Errors
/// As [`app::staff::procedure::desk::HandlingDesk::extend`].
pub async fn extend(system: &System, worker: &CaseWorker, new: &NewExtension) -> Result<(), Fault> {
    let id = new.id.ok_or_else(Problem::not_found)?;
    let reason = text("reason", &new.reason)?.ok_or_else(|| {
        at(
            "reason",
            "Leg uit waarom het later wordt. De leraar leest dit",
        )
    })?;
    let last = match new.kind.as_str() {
        "adjourned" => None,
        "agreed" => {
            let last = date(
                "agreed",
                [&new.agreed_day, &new.agreed_month, &new.agreed_year],
            )?;
            Some(last.ok_or_else(|| at("agreed", "Vul in tot en met welke dag de leraar instemt"))?)
        }
        _ => return Err(at("kind", "Kies waarom het later wordt")),
    };
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let case = locked(&mut tx, id).await?;
    // A term that is a promise of the register itself: there is nothing to agree to.
    if !case.kind.is_asked() && last.is_some() {
        return Err(Problem::conflict(Refusal::NotOfThisKind.to_string()).into());
    }
    if case.state.is_closed() {
        return Err(Problem::conflict(Refusal::Closed.to_string()).into());
    }
    is_as_seen(&case, new.seen)?;
    if case.state.worker() != Some(worker.staff().subject()) {
        return Err(Problem::conflict(Refusal::NotYours.to_string()).into());
    }
    not_who_took_first(&mut tx, &case, worker.staff().subject()).await?;
    let due = reckon(&mut tx, id).await?;
    if system.clock.today() > due.date && last.is_none() {
        let message = "De termijn is al voorbij. Uitstellen kan niet meer";
        return Err(Problem::conflict(message).into());
    }
    if last.is_some_and(|last| last <= due.date) {
        return Err(at(
            "agreed",
            "Kies een dag na de dag waarop je nu moet beslissen",
        ));
    }
    let extended = sqlx::query!(
        "insert into case_extension (case_id, kind, at, by_whom, last_on, reason)
         values ($1, $2, $3, $4, $5, $6)",
        id.0,
        new.kind,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        worker.staff().subject(),
        last.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        reason,
    )
    .execute(&mut *tx)
    .await;
    match extended {
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(TWICE) => {
            let message = "Deze zaak is al een keer uitgesteld";
            return Err(Problem::conflict(message).into());
        }
        extended => extended?,
    };
    let due = reckon(&mut tx, id).await?;
    let told = Told::put_off(&case.number, reason, due.date);
    tell_of_case(&mut tx, system, (case.person, id), &told.title, &told.body).await?;
    let act = Act::CaseChanged {
        case: id.0,
        action: new.kind.clone(),
        state: case.state.code().to_owned(),
    };
    let by = By::Staff(worker.staff());
    audit::record(&mut tx, now, by, Some(case.person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// Records a default notice, an appeal, or what a court ruled, and tells the teacher.
///
/// # Errors
/// As [`app::staff::procedure::desk::HandlingDesk::follow_up`].
pub async fn follow_up(system: &System, worker: &CaseWorker, new: &NewSequel) -> Result<(), Fault> {
    let id = new.id.ok_or_else(Problem::not_found)?;
    let today = system.clock.today();
    let received = date(
        "received",
        [&new.received_day, &new.received_month, &new.received_year],
    )?;
    let mut errors = Vec::new();
    match received {
        None => errors.push(FieldError::new(
            "received",
            "Vul in wanneer het is ontvangen",
        )),
        Some(day) if day > today => {
            errors.push(FieldError::new(
                "received",
                "Kies vandaag of een dag daarvoor",
            ));
        }
        Some(_) => {}
    }
    let note = text("content", &new.content)?;
    if note.is_none() {
        errors.push(FieldError::new("content", "Schrijf kort op wat erin staat"));
    }
    let (Some(received), Some(note), []) = (received, note, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let case = locked(&mut tx, id).await?;
    let due_on = sqlx::query_scalar!("select due_on from case_file where id = $1", id.0)
        .fetch_one(&mut *tx)
        .await?
        .to_jiff();
    let kind =
        SequelKind::parse(&new.sequel).ok_or_else(|| at("sequel", "Kies wat er is ontvangen"))?;
    let judgment = Judgment::parse(&new.outcome).filter(|_| kind == SequelKind::CourtRuling);
    let before = sequels(&mut tx, system, id).await?;
    let due = match kind {
        SequelKind::DefaultNotice if !case.kind.is_asked() => {
            return Err(Problem::conflict(Refusal::NotOfThisKind.to_string()).into());
        }
        SequelKind::DefaultNotice if case.state.is_closed() => {
            return Err(Problem::conflict(Refusal::Closed.to_string()).into());
        }
        SequelKind::DefaultNotice if received <= due_on => {
            let until = notation::date(due_on);
            let message = format!("De termijn loopt tot en met {until}. Dit is te vroeg");
            return Err(at("received", &message));
        }
        SequelKind::DefaultNotice => {
            TermCode::DefaultNotice.after(received, "De ingebrekestelling is ontvangen")
        }
        SequelKind::Appeal if case.state.is_closed() => {
            against_decision(&mut tx, &case, received).await?
        }
        SequelKind::Appeal => against_silence(&mut tx, &case, received).await?,
        SequelKind::HigherAppeal => further(&before)?,
        SequelKind::CourtRuling => {
            let judgment = judgment.ok_or_else(|| at("outcome", "Kies wat de rechter besliste"))?;
            ruled(&before, judgment, received)?
        }
    };
    let breached = (kind == SequelKind::DefaultNotice).then_some(due_on);
    sqlx::query!(
        "insert into case_sequel (id, case_id, kind, received_on, due_on, due_steps, note,
                                  entered_by, entered_at, breached_on, outcome)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        Uuid::now_v7(),
        id.0,
        kind.code(),
        received.to_sqlx() as jiff_sqlx::Date,
        due.date.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(&due)?,
        note,
        worker.staff().subject(),
        now.to_sqlx() as jiff_sqlx::Timestamp,
        breached.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        judgment.map(Judgment::code),
    )
    .execute(&mut *tx)
    .await?;
    let told = Told::followed(&case.number, kind, (received, due.date), judgment);
    tell_of_case(&mut tx, system, (case.person, id), &told.title, &told.body).await?;
    let act = Act::CaseChanged {
        case: id.0,
        action: kind.code().to_owned(),
        state: case.state.code().to_owned(),
    };
    let by = By::Staff(worker.staff());
    audit::record(&mut tx, now, by, Some(case.person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// What the courts have to do with a case, in order.
fn in_court(before: &[Sequel]) -> impl DoubleEndedIterator<Item = &Sequel> {
    let court = |sequel: &&Sequel| sequel.kind != SequelKind::DefaultNotice;
    before.iter().filter(court)
}

/// Until when one could go to the highest court: against the ruling that came last.
fn further(before: &[Sequel]) -> Result<Computed, Fault> {
    let highest = in_court(before).any(|sequel| sequel.kind == SequelKind::HigherAppeal);
    match in_court(before).next_back() {
        Some(last) if last.kind == SequelKind::CourtRuling && !highest => Ok(last.due.clone()),
        _ => {
            let message =
                "Hoger beroep kan alleen tegen een uitspraak van de rechtbank. Leg die eerst vast";
            Err(Problem::conflict(message).into())
        }
    }
}

/// Until when one can go on against a ruling that is announced on this day.
fn ruled(before: &[Sequel], judgment: Judgment, announced: Date) -> Result<Computed, Fault> {
    match in_court(before).next_back() {
        Some(last) if last.kind != SequelKind::CourtRuling => {
            if announced < last.received {
                return Err(at("received", "Kies een dag na het beroep"));
            }
            let highest = last.kind == SequelKind::HigherAppeal;
            Ok(judgment.until(announced, highest))
        }
        _ => {
            let message =
                "Er loopt geen beroep waarop de rechter uitspraak doet. Leg dat eerst vast";
            Err(Problem::conflict(message).into())
        }
    }
}

/// Until when one could appeal against the decision on an objection.
async fn against_decision(
    conn: &mut PgConnection,
    case: &Case,
    received: Date,
) -> Result<Computed, Fault> {
    let until = match case.kind {
        CaseKind::Objection => announced::of_case(conn, case.id).await?,
        _ => None,
    };
    let message = "Beroep kan pas na een beslissing op bezwaar";
    let until = until.ok_or_else(|| Problem::conflict(message))?;
    // Before the letter was posted: it is not too late (article 6:10 Awb).
    Ok(until.unwrap_or_else(|| TermCode::Appeal.after(received, "Het beroep is ontvangen")))
}

/// An appeal because there is no decision, which has no term (article 6:12 Awb).
async fn against_silence(
    conn: &mut PgConnection,
    case: &Case,
    received: Date,
) -> Result<Computed, Fault> {
    const ARTICLE: &str = "artikel 6:12 Awb";
    if !case.kind.is_asked() {
        return Err(Problem::conflict(Refusal::NotOfThisKind.to_string()).into());
    }
    let is_in_default = sqlx::query_scalar!(
        r#"select exists (
               select
               from case_sequel
               where case_id = $1 and kind = 'default_notice' and due_on < $2
           ) as "is!""#,
        case.id.0,
        received.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(conn)
    .await?;
    if !is_in_default {
        let length = TermCode::DefaultNotice.on(received).length.phrase();
        let message = format!(
            "Dit kan pas als er {length} voorbij zijn na een ingebrekestelling. Leg die eerst vast"
        );
        return Err(at("received", &message));
    }
    let reason = "Beroep omdat we niet op tijd beslissen heeft geen termijn";
    Ok(Computed::on(received, reason, ARTICLE))
}
