//! Objections: how one begins, online or on paper, and the list of them.

use super::date;
use crate::{
    System,
    audit::By,
    desks::staff::cases::{
        announced, colleagues, file, kind,
        list::{self, Row},
        open::{self, About},
        outcome::tell_of_case,
        steps::{at, text},
    },
    fault::Fault,
    outages,
    vault::sha256,
};
use app::{
    actor::CaseWorker,
    page::Paged,
    staff::procedure::{ObjectionLine, Objections, PaperObjection},
    teacher::procedure::SentObjection,
};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{CaseKind, Document, Remedies, decided_by},
    identifier::{CaseId, DecisionId, PersonId},
    notation,
    term::{Computed, is_in_time},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A decision to which somebody objects.
pub struct Against {
    /// The decision.
    pub id: DecisionId,
    /// Whose.
    pub person: PersonId,
    /// Its text.
    pub document: Document,
    /// The last day to object, with its steps: that of the decision or of the day on which it was posted, or
    /// later when the register could not be reached on it; nothing as long as it was not posted.
    pub until: Option<Computed>,
    /// The same without an outage, from which follows when we decide.
    pub known: Option<Date>,
    /// The day on which a mail or a letter told of it; nothing as long as none did.
    pub told: Option<Date>,
    /// The objection that was made before and not taken back.
    pub made: Option<CaseId>,
}

/// A decision with this id or number; nothing when there is none, or when it is itself on an objection:
/// against that one goes to the court.
///
/// # Errors
/// When the database does not answer.
pub async fn against(
    conn: &mut PgConnection,
    id: Option<DecisionId>,
    number: &str,
) -> Result<Option<Against>, Fault> {
    let row = sqlx::query!(
        r#"select d.id, d.person_id, d.document, c.kind, p.posted_on as "posted_on?"
           from decision d
           join case_file c on c.id = d.case_id
           left join decision_posting p on p.decision_id = d.id
           where (d.id = $1 or d.number = $2) and c.kind <> 'objection'"#,
        id.map(|id| id.0),
        number,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (id, document) = (DecisionId(row.id), serde_json::from_str(&row.document)?);
    let posted = row.posted_on.map(jiff_sqlx::Date::to_jiff);
    let until = announced::until(&document, kind(&row.kind)?, posted);
    Ok(Some(Against {
        id,
        person: PersonId(row.person_id),
        known: until.as_ref().map(|until| until.date),
        told: announced::told_of(&mut *conn, id).await?,
        until: match until {
            Some(until) => Some(outages::applied(&mut *conn, until).await?),
            None => None,
        },
        document,
        made: made(conn, id).await?,
    }))
}

/// The objection against this decision that was not taken back.
async fn made(conn: &mut PgConnection, id: DecisionId) -> Result<Option<CaseId>, Fault> {
    let made = sqlx::query_scalar!(
        "select c.id
         from objection o
         join case_file c on c.objection_id = o.id
         where o.decision_id = $1 and c.state <> 'withdrawn'
         limit 1",
        id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(made.map(CaseId))
}

/// When the time to object ends, for the term to decide; of a decision that was not posted yet as if it
/// was when the objection came (article 6:10 Awb).
pub fn ends(until: Option<Date>, received: Date) -> Date {
    until.unwrap_or_else(|| Remedies::until(false, received).date)
}

/// What is sent with an objection.
pub struct New<'a> {
    /// The reasons; nothing when they follow.
    pub grounds: Option<&'a str>,
    /// Why it is late.
    pub excuse: Option<&'a str>,
    /// The day it was received.
    pub received: Date,
    /// The day it was posted, when it came by post.
    pub posted: Option<Date>,
    /// Who entered it, when it is on paper.
    pub entered_by: Option<&'a CaseWorker>,
}

impl New<'_> {
    /// Whether it came too late; never as long as nothing went that told of the decision (article 2:22 Awb).
    pub fn is_late(&self, against: &Against) -> bool {
        against
            .until
            .as_ref()
            .filter(|_| against.told.is_some())
            .is_some_and(|until| !is_in_time(self.received, self.posted, until.date))
    }
}

/// Begins the case of an objection, and confirms that it was received (article 6:14 Awb).
///
/// # Errors
/// 409 when it was objected to before.
pub async fn begin(
    conn: &mut PgConnection,
    system: &System,
    against: &Against,
    new: &New<'_>,
) -> Result<CaseId, Fault> {
    // Of two at once, online and on paper, the second waits here.
    sqlx::query!(
        "select from person where id = $1 for update",
        against.person.0
    )
    .fetch_one(&mut *conn)
    .await?;
    if made(&mut *conn, against.id).await?.is_some() {
        let message = "Tegen dit besluit is al bezwaar gemaakt";
        return Err(Problem::conflict(message).into());
    }
    let now = system.clock.now_stored();
    let sent = SentObjection {
        teacher: file::name(&mut *conn, against.person).await?,
        decision: against.document.number.clone(),
        subject: against.document.subject.clone(),
        grounds: new.grounds.unwrap_or_default().to_owned(),
        excuse: new.excuse.unwrap_or_default().to_owned(),
        on_paper: new.entered_by.is_some(),
    };
    let text = serde_json::to_string(&sent)?;
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into objection (id, person_id, decision_id, entered_at, received_on, posted_on,
                                entered_by, grounds, excuse, late, sent, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        against.person.0,
        against.id.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        new.received.to_sqlx() as jiff_sqlx::Date,
        new.posted.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        new.entered_by.map(|worker| worker.staff().subject()),
        new.grounds,
        new.excuse,
        new.is_late(against),
        text,
        sha256(&text),
    )
    .execute(&mut *conn)
    .await?;
    // An outage gives the teacher more time; it takes nothing from how soon we decide.
    let known = ends(against.known, new.received);
    let due = decided_by(CaseKind::Objection, known, false, &[]);
    let by = new
        .entered_by
        .map_or(By::Teacher(against.person), |worker| {
            By::Staff(worker.staff())
        });
    let case = open::open(
        &mut *conn,
        system,
        (against.person, by),
        About::Objection(id),
        &due,
    )
    .await?;
    let body = format!(
        "We ontvingen je bezwaar tegen besluit {} op {}. Iemand die het besluit niet nam, kijkt \
         ernaar. We beslissen uiterlijk op {}. Je leest hier een kopie van wat je stuurde.",
        sent.decision,
        notation::date(new.received),
        notation::date(due.date)
    );
    let title = "We hebben je bezwaar ontvangen";
    tell_of_case(conn, system, (against.person, case), title, &body).await?;
    Ok(case)
}

/// Enters an objection that came on paper.
///
/// # Errors
/// As [`app::staff::procedure::desk::HandlingDesk::enter_objection`].
pub async fn enter(
    system: &System,
    worker: &CaseWorker,
    paper: &PaperObjection,
) -> Result<CaseId, Fault> {
    let today = system.clock.today();
    let received = date("on", [&paper.on_day, &paper.on_month, &paper.on_year])?;
    let posted = [&paper.posted_day, &paper.posted_month, &paper.posted_year];
    let posted = date("posted", posted.map(String::as_str))?;
    let mut tx = system.pool.begin().await?;
    let against = against(&mut tx, None, paper.decision.trim()).await?;
    let mut errors = Vec::new();
    if against.is_none() {
        let message = "Dit nummer kennen we niet. Het begint met BS, zoals BS-2026-0001";
        errors.push(FieldError::new("decision", message));
    }
    match received {
        None => errors.push(FieldError::new("on", "Vul in wanneer het is ontvangen")),
        Some(day) if day > today => {
            errors.push(FieldError::new("on", "Kies vandaag of een dag daarvoor"));
        }
        Some(day) if posted.is_some_and(|posted| posted > day) => {
            errors.push(FieldError::new("posted", "Kies een dag voor de ontvangst"));
        }
        Some(_) => {}
    }
    let (Some(against), Some(received), []) = (against, received, errors.as_slice()) else {
        return Err(Problem::invalid(errors).into());
    };
    let new = New {
        grounds: text("grounds", &paper.grounds)?,
        excuse: text("excuse", &paper.excuse)?,
        received,
        posted,
        entered_by: Some(worker),
    };
    let case = begin(&mut tx, system, &against, &new).await?;
    tx.commit().await?;
    Ok(case)
}

/// How many stand on a page.
const ON_A_PAGE: i64 = 25;

/// A page of all objections: the open ones, the first to end on top; then the closed ones.
///
/// # Errors
/// When the database does not answer.
pub async fn all(system: &System, worker: &CaseWorker, page: u32) -> Result<Objections, Fault> {
    let mut tx = system.pool.begin().await?;
    let total = sqlx::query_scalar!(
        r#"select count(*) as "total!" from case_file where kind = 'objection'"#,
    )
    .fetch_one(&mut *tx)
    .await?;
    let mut lines = Paged::of(total, page, ON_A_PAGE);
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.number, c.kind, c.person_id, c.state, c.worker, c.verdict,
                  c.opened_at, c.due_on, c.closed_at, c.events,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as teacher,
                  (select display_name
                   from session s
                   where s.role = 'staff' and s.pseudonym = c.worker
                   order by s.created_at desc
                   limit 1) as worker_name
           from case_file c
           left join person_details d on d.person_id = c.person_id and upper_inf(d.recorded)
           where c.kind = 'objection'
           order by c.closed_at desc nulls first, c.due_on, c.number
           limit $1
           offset $2"#,
        ON_A_PAGE,
        lines.skipped(ON_A_PAGE),
    )
    .fetch_all(&mut *tx)
    .await?;
    list::record(&mut tx, system, worker, &rows).await?;
    for row in rows {
        let case = row.line(worker)?;
        let more = sqlx::query!(
            r#"select o.late, d.number, d.proposed_by, d.confirmed_by,
                      exists (
                          select from case_sequel s
                          where s.case_id = c.id and s.kind = 'default_notice'
                      ) as "notice!"
               from case_file c
               join objection o on o.id = c.objection_id
               join decision d on d.id = o.decision_id
               where c.id = $1"#,
            case.id.0,
        )
        .fetch_one(&mut *tx)
        .await?;
        let mut first = Vec::new();
        for subject in more.proposed_by.into_iter().chain(more.confirmed_by) {
            first.push(colleagues::name(&mut tx, &subject).await?);
        }
        lines.rows.push(ObjectionLine {
            case,
            decision: more.number,
            first,
            late: more.late,
            notice: more.notice,
        });
    }
    tx.commit().await?;
    Ok(Objections {
        lines,
        today: system.clock.today(),
    })
}

/// What is said at the reasons when there are none and they do not follow.
pub fn no_grounds() -> Fault {
    at(
        "grounds",
        "Leg uit waarom je het er niet mee eens bent, of kies dat je redenen later komen",
    )
}
