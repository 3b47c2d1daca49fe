//! What a granted correction makes of a fact that the register itself computed or recorded: what is
//! possible as it stands now, and doing it, with what was before in the history.

use super::{decision::Proposed, outcome, steps::Case};
use crate::{
    System,
    audit::{self, Act, By},
    desks::teacher::{claims, facts_changed, is_from_brp, registration},
    entry::{self, own},
    fault::Fault,
};
use app::{
    actor::CaseWorker,
    staff::cases::{Change, Grantable},
    teacher::{Addressee, addressee},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    authority::Outcome,
    case::{CaseKind, OwnFact, Remedy},
    entry::{Entry, Event},
    ground::GroundTable,
    identifier::{AppointmentId, CorrectionId, DecisionId, PersonId, RegistrationId},
    subject::subject_name,
};
use sqlx::PgConnection;

/// What a report is about.
struct Fact {
    holder: Addressee,
    appointment: Option<AppointmentId>,
}

/// The report that a case is about; of an objection, that which was refused.
///
/// # Errors
/// When the database does not answer.
pub async fn report(conn: &mut PgConnection, case: &Case) -> Result<Option<CorrectionId>, Fault> {
    if case.kind != CaseKind::Objection {
        return Ok(case.correction);
    }
    let refused = sqlx::query_scalar!(
        "select first.correction_id
         from case_file c
         join objection o on o.id = c.objection_id
         join decision d on d.id = o.decision_id
         join case_file first on first.id = d.case_id
         where c.id = $1 and first.verdict = 'refused'",
        case.id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(refused.flatten().map(CorrectionId))
}

async fn fact(conn: &mut PgConnection, case: &Case) -> Result<Option<Fact>, Fault> {
    let Some(report) = report(&mut *conn, case).await? else {
        return Ok(None);
    };
    let row = sqlx::query!(
        "select fact, coalesce(appointment_id, concerns) as appointment
         from correction_request
         where id = $1",
        report.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    Ok(Some(Fact {
        holder: addressee(&row.fact, is_from_brp(conn, case.person).await?),
        appointment: row.appointment.map(AppointmentId),
    }))
}

/// What can be granted in a case, as it stands now.
///
/// # Errors
/// When the database does not answer.
pub async fn grantable(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
) -> Result<Grantable, Fault> {
    if case.registration.is_some() && !case.state.is_closed() {
        let why = registration::refusal(conn, system, case.person).await?;
        return Ok(why.map_or(Grantable::Plain, |why| {
            Grantable::Nothing(format!(
                "{why}. Je kunt deze aanmelding daarom niet toewijzen."
            ))
        }));
    }
    let Some(fact) = fact(conn, case).await? else {
        return Ok(Grantable::Plain);
    };
    let nothing = |why: &str| Ok(Grantable::Nothing(why.to_owned()));
    let Some(appointment) = fact.appointment else {
        return nothing("Deze benoeming wordt niet meer bewaard. Er is niets om aan te passen.");
    };
    let own = match fact.holder {
        Addressee::School => return Ok(Grantable::Plain),
        Addressee::Municipality => {
            return nothing(
                "Dit gegeven komt uit de Basisregistratie Personen. Alleen de gemeente past het aan. \
                 Je kunt dit verzoek daarom niet toewijzen.",
            );
        }
        Addressee::Register(own) => own,
    };
    let changes = match own {
        OwnFact::Listing => listings(conn, appointment).await?,
        OwnFact::Entry => match entries(conn, appointment).await? {
            Ok(changes) => changes,
            Err(why) => {
                return nothing(&format!(
                    "{why}. Je kunt dit verzoek daarom niet toewijzen."
                ));
            }
        },
        OwnFact::Number => {
            return nothing(
                "Het registratienummer van een leraar blijft altijd hetzelfde. Je kunt dit verzoek \
                 daarom niet toewijzen.",
            );
        }
        OwnFact::Comparison => comparisons(conn, case.person, appointment).await?,
    };
    if changes.is_empty() {
        return nothing("Bij deze benoeming staat geen vak waarvan de bevoegdheid nog open is.");
    }
    Ok(Grantable::OneOf(changes))
}

fn change(remedy: Remedy, subject: &str) -> Change {
    Change {
        code: remedy.code(),
        name: remedy.name(subject),
        subject: subject.to_owned(),
        has_end: remedy.has_end(),
    }
}

/// The other lists, and the vestibule with another latest day.
async fn listings(
    conn: &mut PgConnection,
    appointment: AppointmentId,
) -> Result<Vec<Change>, Fault> {
    let now = sqlx::query_scalar!(
        "select target from placement where appointment_id = $1 and upper_inf(recorded)",
        appointment.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(Remedy::of(OwnFact::Listing)
        .iter()
        .filter(|remedy| **remedy == Remedy::Vestibule || remedy.code() != now)
        .map(|remedy| change(*remedy, ""))
        .collect())
}

/// What the machine of the entry allows, or why it allows nothing.
async fn entries(
    conn: &mut PgConnection,
    appointment: AppointmentId,
) -> Result<Result<Vec<Change>, String>, Fault> {
    let now = standing(conn, appointment).await?;
    let (mut changes, mut refused) = (Vec::new(), None);
    for remedy in Remedy::of(OwnFact::Entry) {
        let Some(event) = remedy.event() else {
            continue;
        };
        match Entry::after(Some(now), event) {
            Ok(after) if after != now => changes.push(change(*remedy, "")),
            Ok(_) => {}
            Err(refusal) => refused = refused.or(Some(refusal.to_string())),
        }
    }
    Ok(match refused {
        Some(why) if changes.is_empty() => Err(why),
        _ => Ok(changes),
    })
}

async fn standing(conn: &mut PgConnection, appointment: AppointmentId) -> Result<Entry, Fault> {
    let row = sqlx::query!(
        "select e.status, e.cause
         from appointment a
         join entry e on e.appointment_id = a.id and upper_inf(e.recorded)
         where a.id = $1",
        appointment.0,
    )
    .fetch_one(conn)
    .await?;
    entry::named(&row.status, row.cause.as_deref())
}

/// The subjects of the appointment that were not shown yet.
async fn comparisons(
    conn: &mut PgConnection,
    person: PersonId,
    appointment: AppointmentId,
) -> Result<Vec<Change>, Fault> {
    let stored = claims::all(conn, person, None).await?;
    Ok(stored
        .iter()
        .filter(|stored| stored.appointment == appointment && stored.recorded)
        .filter(|stored| !matches!(stored.outcome, Outcome::Confirmed | Outcome::Evidenced))
        .map(|stored| change(Remedy::Qualified(stored.id), &stored.subject()))
        .collect())
}

/// What the decision tells that changes.
///
/// # Errors
/// When the database does not answer.
pub async fn tells(
    conn: &mut PgConnection,
    case: &Case,
    remedy: Remedy,
    until: Option<Date>,
    today: Date,
) -> Result<String, Fault> {
    let subject = match remedy {
        Remedy::Qualified(claim) => claims::find(conn, case.person, claim)
            .await?
            .map(|stored| subject_name(&stored.claim.subject).to_owned())
            .unwrap_or_default(),
        _ => String::new(),
    };
    Ok(remedy.tells(today, until, &subject))
}

/// Changes what was proposed to change, in the transaction of the decision.
///
/// # Errors
/// 409 when it cannot be any more, as things stand now.
pub async fn carry_out(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    proposed: &Proposed,
    decision: (DecisionId, &str),
) -> Result<(), Fault> {
    if let Some(registration) = case.registration {
        let by = By::Staff(worker.staff());
        return admit(conn, system, by, case.person, registration).await;
    }
    let Some(remedy) = proposed.becomes else {
        return Ok(());
    };
    let appointment = fact(conn, case).await?.and_then(|fact| fact.appointment);
    // Who changes the list or the entry locks the appointment: from here on it stands still.
    sqlx::query!(
        "select from appointment where id = $1 for update",
        appointment.map(|id| id.0),
    )
    .execute(&mut *conn)
    .await?;
    let still = match grantable(conn, system, case).await? {
        Grantable::OneOf(changes) => changes.iter().any(|change| change.code == remedy.code()),
        Grantable::Plain | Grantable::Nothing(_) => false,
    };
    let (true, Some(appointment)) = (still, appointment) else {
        let changed = "Het voorstel past niet meer bij hoe het er nu staat. Stuur het terug";
        return Err(Problem::conflict(changed).into());
    };
    if proposed.until.is_some_and(|day| day < system.clock.today()) {
        let over = "De laatste dag in het voorstel is voorbij. Stuur het terug";
        return Err(Problem::conflict(over).into());
    }
    match (remedy, remedy.event()) {
        (Remedy::Qualified(claim), _) => {
            outcome::approve(conn, system, worker, case, claim, proposed.until).await?;
            Ok(())
        }
        (_, Some(event)) => {
            let now = standing(conn, appointment).await?;
            let change = entry::Change {
                appointment: appointment.0,
                entry: entry::after(Some(now), event)?,
                version: None,
            };
            let at = system.clock.now_stored();
            entry::write(conn, at, &[change]).await?;
            let act = Act::EntryChanged { appointment, event };
            let by = By::Staff(worker.staff());
            audit::record(conn, at, by, Some(case.person), None, &act).await
        }
        (_, None) => {
            list(
                conn,
                system,
                worker,
                case,
                (appointment, remedy),
                proposed,
                decision,
            )
            .await
        }
    }
}

/// Enters a teacher without an appointment (article 38h, third paragraph, WPO).
///
/// # Errors
/// 409 when it cannot be any more.
pub async fn admit(
    conn: &mut PgConnection,
    system: &System,
    by: By<'_>,
    person: PersonId,
    registration: RegistrationId,
) -> Result<(), Fault> {
    let own = own::locked(conn, person).await?.map(|own| own.entry);
    if let Some(why) = registration::refusal(conn, system, person).await? {
        return Err(Problem::conflict(format!("{why}. Stuur het voorstel terug")).into());
    }
    let event = Event::Admitted;
    let after = (entry::after(own, event)?, registration);
    let now = system.clock.now_stored();
    own::write(conn, now, by, person, after, event).await
}

/// Lists an appointment as it was decided; where it stood stays in the history.
async fn list(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    (appointment, remedy): (AppointmentId, Remedy),
    proposed: &Proposed,
    (decision, number): (DecisionId, &str),
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let place = match remedy {
        Remedy::Register => "Je staat voor deze benoeming in het lerarenregister",
        Remedy::Vestibule => "Je staat voor deze benoeming in het registervoorportaal",
        _ => "Deze benoeming hoort niet in het register of het voorportaal",
    };
    sqlx::query!(
        "update placement
         set recorded = tstzrange(lower(recorded), $2)
         where appointment_id = $1 and upper_inf(recorded)",
        appointment.0,
        now.to_sqlx(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into placement (appointment_id, recorded, target, maximum_date, reason, article,
                                table_version, decision_id)
         values ($1, tstzrange($2, null), $3, $4, $5, 'artikel 38k WPO', $6, $7)",
        appointment.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        remedy.code(),
        proposed.until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        format!("{place}, volgens besluit {number}."),
        GroundTable::current().version(),
        decision.0,
    )
    .execute(&mut *conn)
    .await?;
    facts_changed(conn, &[appointment.0]).await?;
    let act = Act::ListedByDecision {
        appointment,
        target: remedy.code(),
        decision: decision.0,
    };
    let by = By::Staff(worker.staff());
    audit::record(conn, now, by, Some(case.person), None, &act).await
}
