//! Asking for something in a case, what comes of it, and what a verdict asks first.

use super::{date, find, objections, waits_open};
use crate::{
    System,
    clock::dutch,
    desks::staff::cases::{
        announced,
        outcome::tell_of_case,
        steps::{self, Case, Step, Who, at, is_as_seen, locked, next, text},
    },
    fault::Fault,
};
use app::{
    actor::CaseWorker,
    staff::procedure::{NewAsk, Outlook, Settle},
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{
        Action, By, CaseKind, Question, Refusal, Ruling, Skip, State, Told, Verdict, Wait,
        adjourned, consented, decided_by, hearing,
    },
    identifier::CaseId,
    notation,
    term::{Change, Computed, Suspended, TermCode},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Asks for something.
///
/// # Errors
/// As [`app::staff::procedure::desk::HandlingDesk::ask`].
pub async fn ask(system: &System, worker: &CaseWorker, new: &NewAsk) -> Result<(), Fault> {
    let id = new.id.ok_or_else(Problem::not_found)?;
    let what = Wait::parse(&new.what).ok_or_else(|| Problem::bad_request("Onbekende vraag"))?;
    let question = text("question", &new.question)?
        .ok_or_else(|| at("question", "Schrijf wat je vraagt. De leraar leest dit"))?;
    let today = system.clock.today();
    let mut tx = system.pool.begin().await?;
    let case = locked(&mut tx, id).await?;
    is_as_seen(&case, new.seen)?;
    let last = match what {
        Wait::Hearing => day_of_hearing(new, today)?,
        _ => what.until(case.kind, today),
    };
    let committee = what == Wait::Hearing && new.committee == "ja";
    let action = Action::Ask { what };
    let after = next(&mut tx, system, &case, &action, worker).await?;
    let past = find::past(&mut tx, &case).await?;
    past.may_ask(what)
        .map_err(|refusal| Problem::conflict(refusal.to_string()))?;
    let done = Step {
        note: Some(question),
        until: Some(last.date),
        ..Step::new(&action, &after, Who::Worker(worker))
    };
    steps::keep(&mut tx, system, &case, done).await?;
    let wait = Uuid::now_v7();
    sqlx::query!(
        "insert into case_wait (id, case_id, what, asked_at, asked_by, question, last_on, last_steps,
                                committee)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        wait,
        id.0,
        what.code(),
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        worker.staff().subject(),
        question,
        last.date.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(&last)?,
        committee,
    )
    .execute(&mut *tx)
    .await?;
    // With a committee there may be more time.
    let due = reckon(&mut tx, id).await?.date;
    let asked = Question {
        what,
        words: question,
        until: last.date,
        due,
        today,
        advised: past.advice().is_some(),
        committee,
    };
    let told = Told::asked(&case.number, asked);
    let message = tell_of_case(&mut tx, system, (case.person, id), &told.title, &told.body).await?;
    sqlx::query!(
        "update case_wait set message_id = $2 where id = $1",
        wait,
        message,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A notice went today of a message in which something was asked that is waited for: the time to answer
/// begins, anew when its mail came back. When it went in time by mail, it began as the message was placed
/// (articles 2:10, 2:19 and 2:22 Awb).
///
/// # Errors
/// When the database does not answer.
pub async fn told(
    conn: &mut PgConnection,
    system: &System,
    message: Uuid,
    in_time: bool,
) -> Result<(), Fault> {
    let wait = sqlx::query!(
        "select w.id, w.case_id, w.what, w.asked_at
         from case_wait w
         join case_file c on c.id = w.case_id
         where w.message_id = $1
           and (w.told_on is null or not $2)
           and w.answered_at is null
           and w.lapsed_at is null
           and c.closed_at is null",
        message,
        in_time,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(wait) = wait else { return Ok(()) };
    let case = steps::locked(&mut *conn, CaseId(wait.case_id)).await?;
    let asked = dutch(wait.asked_at.to_jiff()).date();
    let told = if in_time { asked } else { system.clock.today() };
    let what = Wait::parse(&wait.what).ok_or_else(|| Fault::broken("an unknown question"))?;
    // The committee has its time from when it was asked, and a hearing is on its day.
    let last = what
        .is_for_teacher()
        .then(|| what.until_told(case.kind, asked, told));
    sqlx::query!(
        "update case_wait
         set told_on = $2,
             last_on = coalesce($3, last_on),
             last_steps = coalesce($4, last_steps)
         where id = $1",
        wait.id,
        told.to_sqlx() as jiff_sqlx::Date,
        last.as_ref().map(|last| last.date.to_sqlx()) as Option<jiff_sqlx::Date>,
        last.as_ref().map(serde_json::to_value).transpose()?,
    )
    .execute(&mut *conn)
    .await?;
    reckon(conn, case.id).await?;
    Ok(())
}

/// The day of the hearing.
fn day_of_hearing(new: &NewAsk, today: Date) -> Result<Computed, Fault> {
    let on = date("on", [&new.on_day, &new.on_month, &new.on_year])?
        .ok_or_else(|| at("on", "Vul de dag van het gesprek in"))?;
    hearing(on, today).ok_or_else(|| {
        let length = TermCode::HearingPieces.on(today).length.phrase();
        let early = format!(
            "Kies een dag die meer dan {length} weg is. De leraar mag eerst de stukken lezen"
        );
        at("on", &early)
    })
}

/// Ends what was asked.
///
/// # Errors
/// As [`app::staff::procedure::desk::HandlingDesk::settle`].
pub async fn settle(system: &System, worker: &CaseWorker, settle: &Settle) -> Result<(), Fault> {
    let id = settle.id.ok_or_else(Problem::not_found)?;
    let report = text("report", &settle.report)?;
    let arrived = date(
        "came",
        [&settle.came_day, &settle.came_month, &settle.came_year],
    )?;
    let mut tx = system.pool.begin().await?;
    let case = locked(&mut tx, id).await?;
    is_as_seen(&case, settle.seen)?;
    let State::Waiting {
        on: what,
        worker: ref holder,
    } = case.state
    else {
        return Err(Problem::conflict(Refusal::NotAsked.to_string()).into());
    };
    if holder != worker.staff().subject() {
        return Err(Problem::conflict(Refusal::NotYours.to_string()).into());
    }
    let who = Who::Worker(worker);
    let today = system.clock.today();
    let open = waits_open(&mut tx, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if settle.nothing == "ja" {
        if report.is_some() {
            let message = "Je schreef op wat er kwam. Haal het vinkje weg, of haal deze tekst weg";
            return Err(at("report", message));
        }
        if open.is_untold() && what != Wait::Hearing {
            let message = "De brief of mail hierover ging nog niet weg. Zolang kan de leraar niet te laat zijn";
            return Err(Problem::conflict(message).into());
        }
        if today <= open.last.date {
            let until = notation::date(open.last.date);
            return Err(Problem::conflict(format!("Dit kan nog tot en met {until} komen")).into());
        }
        let action = Action::Lapse { what };
        finish(&mut tx, system, &case, (action, who), None, None).await?;
    } else {
        if what == Wait::Advice {
            return Err(Problem::conflict("Het advies komt van de commissie zelf").into());
        }
        let report =
            report.ok_or_else(|| at("report", "Schrijf op wat er is gezegd of gekomen"))?;
        let arrived = received(&open, arrived, today)?;
        let action = Action::Receive { what };
        finish(&mut tx, system, &case, (action, who), Some(report), arrived).await?;
        let told = Told::received(&case.number, report, arrived);
        tell_of_case(&mut tx, system, (case.person, id), &told.title, &told.body).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The day on which came what is entered now: nothing of a hearing, which is on its own day.
fn received(open: &find::Asked, arrived: Option<Date>, today: Date) -> Result<Option<Date>, Fault> {
    if open.what == Wait::Hearing {
        let on = notation::date(open.last.date);
        return if today < open.last.date {
            let message = format!("Het gesprek is op {on}. Het verslag kan niet eerder");
            Err(Problem::conflict(message).into())
        } else {
            Ok(None)
        };
    }
    let arrived = arrived.ok_or_else(|| at("came", "Vul in wanneer de brief binnenkwam"))?;
    if arrived > today {
        return Err(at("came", "Kies vandaag of een dag daarvoor"));
    }
    if arrived < dutch(open.at).date() {
        return Err(at("came", "Kies een dag nadat je het vroeg"));
    }
    Ok(Some(arrived))
}

/// What was asked came: from the teacher, the committee, or on paper.
///
/// # Errors
/// 409 when it was not asked.
pub async fn receive(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    (what, who): (Wait, Who<'_>),
    answer: &str,
) -> Result<(), Fault> {
    finish(
        conn,
        system,
        case,
        (Action::Receive { what }, who),
        Some(answer),
        None,
    )
    .await
}

/// Ends what is waited for, with an answer or without.
///
/// # Errors
/// 409 when nothing of the kind is waited for.
pub(super) async fn finish(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    (action, who): (Action, Who<'_>),
    answer: Option<&str>,
    arrived: Option<Date>,
) -> Result<(), Fault> {
    let after = case
        .state
        .after(case.kind, &action, By::TEACHER)
        .map_err(|refusal| Problem::conflict(refusal.to_string()))?;
    let done = Step {
        note: answer,
        ..Step::new(&action, &after, who)
    };
    steps::keep(&mut *conn, system, case, done).await?;
    let now = system.clock.now_stored();
    sqlx::query!(
        "update case_wait
         set answered_at = case when $2::text is not null then $3::timestamptz end,
             answer = $2,
             received_on = $4,
             lapsed_at = case when $2::text is null then $3::timestamptz end
         where case_id = $1 and answered_at is null and lapsed_at is null",
        case.id.0,
        answer,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        arrived.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
    )
    .execute(&mut *conn)
    .await?;
    reckon(conn, case.id).await?;
    Ok(())
}

/// What the term of a case is reckoned from.
pub struct TermBasis {
    kind: CaseKind,
    /// When it began.
    known: Date,
    /// What happened to it since, in order.
    changes: Vec<Change>,
    /// Whether there is more time because somebody was asked for advice.
    committee: bool,
    /// Until when somebody can be asked for advice that makes it longer.
    plain: Date,
    /// Whether the case was taken up again.
    reopened: bool,
}

impl TermBasis {
    /// Until when is decided.
    pub fn due(&self) -> Computed {
        let mut due = decided_by(self.kind, self.known, self.committee, &self.changes);
        if self.reopened
            && let Some(first) = due.steps.first_mut()
        {
            "Je bezwaar was gegrond. We nemen het opnieuw in behandeling"
                .clone_into(&mut first.reason);
        }
        due
    }

    /// Until when it would be, with a step of today.
    pub fn outlook(self, today: Date) -> Outlook {
        let now = self.due().date;
        let with_committee = Self {
            committee: self.committee || today <= self.plain,
            changes: self.changes.clone(),
            ..self
        };
        let mut put_off = self;
        put_off.changes.push(adjourned(put_off.kind, today));
        Outlook {
            now,
            with_committee: with_committee.due().date,
            put_off: put_off.due().date,
        }
    }
}

/// What the term of a case is reckoned from: all that happened to it. As long as a completion is waited
/// for, it stands still until its last day at most, from when the teacher was told. Advice makes it longer
/// only for an application, and only when it was asked before the term had passed: a penalty that is due
/// stays due. So does, of an objection, a committee that hears (articles 7:10, first paragraph, and 7:13
/// Awb). What was taken up again has its whole term from then on.
///
/// # Errors
/// When the database does not answer.
pub async fn term_basis(conn: &mut PgConnection, id: CaseId) -> Result<TermBasis, Fault> {
    let case = steps::find(&mut *conn, id).await?;
    let kind = case.kind;
    let begun = case.reopened.unwrap_or(case.opened);
    let mut all = find::asked(&mut *conn, id).await?;
    all.retain(|asked| asked.at >= begun);
    let mut changes: Vec<(jiff::Timestamp, Change)> = all
        .iter()
        .filter(|asked| asked.what == Wait::Completion)
        .filter_map(|asked| Some((asked.at, Change::Suspended(suspended(asked)?))))
        .collect();
    let extensions = sqlx::query!(
        "select kind, at, last_on from case_extension where case_id = $1 and at >= $2",
        id.0,
        begun.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_all(&mut *conn)
    .await?;
    for extension in extensions {
        let at = extension.at.to_jiff();
        let change = match extension.last_on {
            Some(last) => consented(kind, last.to_jiff()),
            None => adjourned(kind, dutch(at).date()),
        };
        changes.push((at, change));
    }
    changes.sort_by_key(|(at, _)| *at);
    let changes: Vec<Change> = changes.into_iter().map(|(_, change)| change).collect();
    let known = match find::about(&mut *conn, id).await? {
        Some(find::About::Objection {
            decision, received, ..
        }) => {
            let until = announced::of_decision(&mut *conn, decision).await?;
            objections::ends(until.map(|until| until.date), received)
        }
        _ => dutch(begun).date(),
    };
    let plain = decided_by(kind, known, false, &changes).date;
    let makes_longer = |asked: &&find::Asked| asked.what.makes_longer(kind, asked.committee);
    let committee = all
        .iter()
        .filter(makes_longer)
        .any(|asked| dutch(asked.at).date() <= plain);
    Ok(TermBasis {
        kind,
        known,
        changes,
        committee,
        plain,
        reopened: case.reopened.is_some(),
    })
}

/// Counts again until when is decided.
///
/// # Errors
/// When the database does not answer.
pub async fn reckon(conn: &mut PgConnection, id: CaseId) -> Result<Computed, Fault> {
    let due = term_basis(&mut *conn, id).await?.due();
    sqlx::query!(
        "update case_file set due_on = $2, due_steps = $3 where id = $1",
        id.0,
        due.date.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(&due)?,
    )
    .execute(conn)
    .await?;
    Ok(due)
}

/// How long the term stands still for this completion; nothing as long as the teacher was not told of it. Who
/// answers knew of it.
fn suspended(asked: &find::Asked) -> Option<Suspended> {
    let last = asked.last.date;
    let invited = asked.told.unwrap_or_else(|| dutch(asked.at).date());
    if !asked.is_open() {
        let completed = asked.answered.as_ref().map(|(on, _)| *on);
        return Some(Suspended::ended(invited, last, completed));
    }
    asked
        .told
        .map(|invited| Suspended::Waiting { invited, last })
}

/// What is missing before this can be proposed, each at its field.
///
/// # Errors
/// When the database does not answer.
pub async fn missing(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    (verdict, ruling): (Verdict, &Ruling),
) -> Result<Vec<FieldError>, Fault> {
    let past = find::past(conn, case).await?;
    Ok(past.missing(case.kind, verdict, ruling, system.clock.today()))
}

/// Keeps what was proposed besides the verdict and its reasons.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_ruling(
    conn: &mut PgConnection,
    case: &Case,
    ruling: &Ruling,
) -> Result<(), Fault> {
    if !case.kind.is_decision() {
        return Ok(());
    }
    sqlx::query!(
        "insert into case_ruling (case_id, nr, deviation, skip, own_facts, careful)
         values ($1, $2, $3, $4, $5, $6)",
        case.id.0,
        case.events + 1,
        ruling.deviation,
        ruling.skip.map(Skip::code),
        ruling.own_facts,
        ruling.careful,
    )
    .execute(conn)
    .await?;
    Ok(())
}
