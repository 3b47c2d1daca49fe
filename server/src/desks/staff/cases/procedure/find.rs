//! What an application or an objection is about, and what happened on the way of a case.

use crate::{
    System,
    clock::dutch,
    desks::staff::cases::{announced, steps::Case},
    fault::Fault,
    outages,
};
use app::{
    staff::procedure::{self as page, Draw, Procedure},
    teacher::procedure::{self as teacher, Sequel},
};
use jiff::civil::Date;
use shared::{
    case::{
        Advice, AdviceKind, CaseKind, Hearing, Judgment, Past, Ruling, SequelKind, Skip, Wait,
        irrevocable_on,
    },
    criteria::{Evaluation, Term},
    identifier::{CaseId, DecisionId},
    term::{Calendar, Computed, penalty},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What a case is about.
pub enum About {
    /// An application for re-registration, or what the register began of its own motion.
    Application {
        /// As it was sent.
        sent: Box<teacher::Sent>,
        /// The term.
        term: Term,
        /// Whether every rule was met.
        fulfilled: bool,
        /// The draw of the sample; nothing of what the register began of its own motion.
        draw: Option<Draw>,
        /// The hash of what was sent, in hexadecimal digits.
        hash: String,
    },
    /// An objection.
    Objection {
        /// As it was sent.
        sent: teacher::SentObjection,
        /// The decision.
        decision: DecisionId,
        /// The case of that decision.
        first_case: CaseId,
        /// The day it was received.
        received: Date,
        /// The day it was posted.
        posted: Option<Date>,
        /// The day on which a letter or a mail told of the decision; nothing as long as none did.
        told: Option<Date>,
        /// Whether it was too late.
        late: bool,
        /// Who took that decision: identifiers.
        first: Vec<String>,
        /// The hash of what was sent.
        hash: String,
    },
}

/// What a case is about; nothing when it is of another kind.
///
/// # Errors
/// When the database does not answer.
pub async fn about(conn: &mut PgConnection, case: CaseId) -> Result<Option<About>, Fault> {
    let application = sqlx::query!(
        r#"select a.sent, lower(a.term) as "first!", upper(a.term) - 1 as "last!", a.fulfilled,
                  a.seed, a.per_thousand, a.drawn, is_in_sample(a.id) as "in_sample!", encode(a.hash, 'hex') as "hash!"
           from case_file c
           join reregistration_application a on a.id = c.application_id
           where c.id = $1"#,
        case.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(row) = application {
        return Ok(Some(About::Application {
            sent: Box::new(serde_json::from_str(&row.sent)?),
            term: Term {
                first: row.first.to_jiff(),
                last: row.last.to_jiff(),
            },
            fulfilled: row.fulfilled,
            draw: row
                .seed
                .zip(row.per_thousand)
                .map(|(seed, per_thousand)| Draw {
                    seed,
                    per_thousand: u16::try_from(per_thousand).unwrap_or_default(),
                    drawn: row.drawn,
                    before: row.in_sample && !row.drawn,
                }),
            hash: row.hash,
        }));
    }
    let objection = sqlx::query!(
        r#"select o.sent, o.decision_id, o.received_on, o.posted_on, o.late,
                  d.case_id, d.proposed_by, d.confirmed_by, encode(o.hash, 'hex') as "hash!"
           from case_file c
           join objection o on o.id = c.objection_id
           join decision d on d.id = o.decision_id
           where c.id = $1"#,
        case.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = objection else {
        return Ok(None);
    };
    Ok(Some(About::Objection {
        told: announced::told_of(&mut *conn, DecisionId(row.decision_id)).await?,
        sent: serde_json::from_str(&row.sent)?,
        decision: DecisionId(row.decision_id),
        first_case: CaseId(row.case_id),
        received: row.received_on.to_jiff(),
        posted: row.posted_on.map(jiff_sqlx::Date::to_jiff),
        late: row.late,
        first: row
            .proposed_by
            .into_iter()
            .chain(row.confirmed_by)
            .collect(),
        hash: row.hash,
    }))
}

/// Something that was asked.
pub struct Asked {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub what: Wait,
    /// When.
    pub at: jiff::Timestamp,
    /// From which day the teacher could know it: a notice or a letter went; nothing as long as none did.
    pub told: Option<Date>,
    /// Whether a committee of article 7:13 Awb hears.
    pub committee: bool,
    /// In which words.
    pub question: String,
    /// The last day; for a teacher later when the register could not be reached on it.
    pub last: Computed,
    /// The day it came, and what.
    pub answered: Option<(Date, String)>,
    /// Whether it did not come in time.
    pub lapsed: bool,
}

impl Asked {
    /// Whether it is still waited for.
    pub fn is_open(&self) -> bool {
        self.answered.is_none() && !self.lapsed
    }

    /// Whether it is asked of the teacher, and nothing went that told so. The committee is not written to.
    pub fn is_untold(&self) -> bool {
        self.told.is_none() && self.what != Wait::Advice
    }

    /// Whether the teacher reacted, or could have: who was invited to a hearing, before its day.
    fn was_heard(&self) -> bool {
        let in_time = match self.what {
            Wait::Hearing => self.told.is_some_and(|told| told < self.last.date),
            _ => !self.is_untold(),
        };
        self.answered.is_some() || (self.lapsed && in_time)
    }

    /// As pages show it.
    pub fn shown(self) -> teacher::Asked {
        teacher::Asked {
            open: self.is_open(),
            what: self.what,
            question: self.question,
            asked: dutch(self.at).date(),
            told: self.told,
            last: self.last,
            answer: self.answered.map(|(_, answer)| answer),
        }
    }
}

/// What was asked in a case, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn asked(conn: &mut PgConnection, case: CaseId) -> Result<Vec<Asked>, Fault> {
    let rows = sqlx::query!(
        "select id, what, asked_at, told_on, committee, question, last_steps, answered_at, received_on, answer,
                lapsed_at
         from case_wait
         where case_id = $1
         order by asked_at, id",
        case.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let outages = outages::ledger(conn).await?;
    rows.into_iter()
        .map(|row| {
            let what =
                Wait::parse(&row.what).ok_or_else(|| Fault::broken("an unknown question"))?;
            let last = serde_json::from_value(row.last_steps)?;
            Ok(Asked {
                id: row.id,
                what,
                at: row.asked_at.to_jiff(),
                told: row.told_on.map(jiff_sqlx::Date::to_jiff),
                committee: row.committee,
                question: row.question,
                last: if what.is_for_teacher() {
                    outages.apply(Calendar::current(), last)
                } else {
                    last
                },
                answered: row
                    .received_on
                    .map(jiff_sqlx::Date::to_jiff)
                    .or_else(|| row.answered_at.map(|at| dutch(at.to_jiff()).date()))
                    .zip(row.answer),
                lapsed: row.lapsed_at.is_some(),
            })
        })
        .collect()
}

/// What is still waited for.
///
/// # Errors
/// When the database does not answer.
pub async fn waits_open(conn: &mut PgConnection, case: CaseId) -> Result<Option<Asked>, Fault> {
    Ok(asked(conn, case).await?.into_iter().rfind(Asked::is_open))
}

/// What happened in a case, as far as a verdict depends on it.
///
/// # Errors
/// When the database does not answer.
pub async fn past(conn: &mut PgConnection, case: &Case) -> Result<Past, Fault> {
    let all = asked(&mut *conn, case.id).await?;
    let last = |what: Wait| all.iter().rfind(|asked| asked.what == what);
    let advices = sqlx::query!(
        "select kind, reasons, minority, members, given_at
         from committee_advice
         where case_id = $1
         order by given_at",
        case.id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let late = sqlx::query_scalar!(
        "select o.late
         from case_file c
         join objection o on o.id = c.objection_id
         where c.id = $1",
        case.id.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let hearing = match last(Wait::Hearing) {
        Some(asked) if asked.was_heard() => Hearing::Held,
        _ => Hearing::No,
    };
    Ok(Past {
        incomplete: last(Wait::Completion)
            .filter(|asked| asked.lapsed && Some(asked.at) >= case.reopened)
            .map(|asked| asked.last.date),
        viewed: last(Wait::View).is_some_and(Asked::was_heard),
        hearing,
        late: late.unwrap_or_default(),
        advices: advices
            .into_iter()
            .filter_map(|row| {
                Some(Advice {
                    kind: AdviceKind::parse(&row.kind)?,
                    reasons: row.reasons,
                    minority: row.minority,
                    on: dutch(row.given_at.to_jiff()).date(),
                    by: row.members,
                })
            })
            .collect(),
    })
}

/// The way of a case, for who handles it.
///
/// # Errors
/// When the database does not answer.
pub async fn procedure(
    conn: &mut PgConnection,
    system: &System,
    me: &str,
    case: &Case,
) -> Result<Procedure, Fault> {
    let mut took_first = false;
    let about = match about(&mut *conn, case.id).await? {
        Some(About::Application {
            sent,
            fulfilled,
            draw,
            ..
        }) => Some(page::About::Application {
            now: now(&mut *conn, system, case, &sent, draw.as_ref()).await?,
            sent,
            fulfilled,
            draw,
        }),
        Some(About::Objection {
            sent,
            received,
            posted,
            told,
            late,
            first,
            decision,
            ..
        }) => {
            took_first = worked_on_first(&mut *conn, case.id, me).await?;
            let until = match announced::of_decision(&mut *conn, decision).await? {
                Some(known) => Some(outages::applied(&mut *conn, known).await?),
                None => None,
            };
            let mut names = Vec::new();
            for subject in &first {
                names.push(super::super::colleagues::name(&mut *conn, subject).await?);
            }
            Some(page::About::Objection {
                sent,
                received,
                posted,
                until,
                told,
                late,
                first: names,
            })
        }
        None => None,
    };
    let adjourned = sqlx::query_scalar!(
        r#"select exists (
               select from case_extension where case_id = $1 and kind = 'adjourned'
           ) as "adjourned!""#,
        case.id.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let ruling = last_ruling(&mut *conn, case.id).await?;
    let mut asked: Vec<_> = asked(&mut *conn, case.id).await?;
    asked.reverse();
    let sequels = sequels(&mut *conn, system, case.id).await?;
    let outlook = if case.state.is_closed() {
        None
    } else {
        let basis = super::steps::term_basis(&mut *conn, case.id).await?;
        Some(basis.outlook(system.clock.today()))
    };
    Ok(Procedure {
        outlook,
        about,
        irrevocable: irrevocable(&mut *conn, case, &sequels).await?,
        past: past(conn, case).await?,
        asked: asked.into_iter().map(Asked::shown).collect(),
        sequels,
        took_first,
        adjourned,
        ruling,
    })
}

/// Whether this person worked on the decision that is objected to in this case.
async fn worked_on_first(conn: &mut PgConnection, case: CaseId, me: &str) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
                       select
                       from case_file c, worked_on_first(c.objection_id) first
                       where c.id = $1 and first.subject = $2
                   ) as "took!""#,
        case.0,
        me,
    )
    .fetch_one(conn)
    .await?)
}

/// What was proposed last besides the verdict and its reasons.
async fn last_ruling(conn: &mut PgConnection, case: CaseId) -> Result<Ruling, Fault> {
    let row = sqlx::query!(
        "select deviation, skip, own_facts, careful
         from case_ruling
         where case_id = $1
         order by nr desc
         limit 1",
        case.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or_else(Ruling::default, |row| Ruling {
        deviation: row.deviation,
        skip: row.skip.as_deref().and_then(Skip::parse),
        own_facts: row.own_facts,
        careful: row.careful,
    }))
}

/// What the rules give with the portfolio of today, when that differs from what was sent, or when it was
/// drawn: then a rule can ask evidence of each activity. Nothing was decided yet: all counts that was
/// entered until today.
async fn now(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    sent: &teacher::Sent,
    draw: Option<&Draw>,
) -> Result<Option<String>, Fault> {
    let of_term = matches!(case.kind, CaseKind::Reregistration | CaseKind::OwnMotion);
    if !of_term || case.state.is_closed() {
        return Ok(None);
    }
    let today = system.clock.today();
    let mut inputs = crate::desks::teacher::inputs_of(conn, case.person, sent.term, today).await?;
    let is_changed = inputs.dossier().hash(&inputs.facts) != sent.evaluation.inputs_hash;
    inputs.facts.sampled = draw.is_some_and(|draw| draw.drawn || draw.before);
    let evaluation = inputs.evaluate();
    let met = |evaluation: &Evaluation| {
        let rules = evaluation.rules.iter();
        rules.filter(|rule| rule.fulfilled).count()
    };
    let (now, then) = (met(&evaluation), met(&sent.evaluation));
    let why = if is_changed {
        "Het portfolio is sindsdien veranderd. Nu"
    } else if now != then {
        "In de steekproef hoort bij elke activiteit een bewijs. Zo"
    } else {
        return Ok(None);
    };
    Ok(Some(format!(
        "{why} zijn {now} van de {} regels gehaald, met {} uur.",
        evaluation.rules.len(),
        evaluation.total
    )))
}

/// What came after, with the penalty so far.
///
/// # Errors
/// When the database does not answer.
pub async fn sequels(
    conn: &mut PgConnection,
    system: &System,
    id: CaseId,
) -> Result<Vec<Sequel>, Fault> {
    // What goes by post stops a penalty as it is posted (article 4:17 Awb with 3:41). What was decided before
    // the case was taken up again stops none.
    let decided = sqlx::query_scalar!(
        r#"select coalesce(
                      p.posted_on,
                      case when d.objection_until is not null
                          then (d.announced_at at time zone 'Europe/Amsterdam')::date
                      end,
                      case when d.id is null
                          then (c.closed_at at time zone 'Europe/Amsterdam')::date
                      end
                  )
           from case_file c
           left join decision d on d.case_id = c.id and c.closed_at is not null
           left join decision_posting p on p.decision_id = d.id
           where c.id = $1
           order by d.announced_at desc
           limit 1"#,
        id.0,
    )
    .fetch_one(&mut *conn)
    .await?
    .map(jiff_sqlx::Date::to_jiff);
    let rows = sqlx::query!(
        "select kind, received_on, due_steps, note, breached_on, outcome
         from case_sequel
         where case_id = $1
         order by entered_at, id",
        id.0,
    )
    .fetch_all(conn)
    .await?;
    let today = system.clock.today();
    rows.into_iter()
        .map(|row| {
            let received = row.received_on.to_jiff();
            let penalty = row
                .breached_on
                .and_then(|last| penalty(last.to_jiff(), received, decided, today).ok())
                .filter(|penalty| penalty.days > 0);
            Ok(Sequel {
                kind: SequelKind::parse(&row.kind)
                    .ok_or_else(|| Fault::broken("an unknown sequel"))?,
                received,
                due: serde_json::from_value(row.due_steps)?,
                note: row.note,
                judgment: row.outcome.as_deref().and_then(Judgment::parse),
                euros: penalty.map(|penalty| penalty.euros),
            })
        })
        .collect()
}

/// From when nobody can go against the decision of this case; nothing as long as one can, or a court or an
/// objection has it.
async fn irrevocable(
    conn: &mut PgConnection,
    case: &Case,
    sequels: &[Sequel],
) -> Result<Option<Date>, Fault> {
    let Some(Some(until)) = announced::of_case(&mut *conn, case.id).await? else {
        return Ok(None);
    };
    // Against a decision that was objected to one goes on from the decision on the objection.
    let objected = sqlx::query_scalar!(
        r#"select exists (
               select
               from decision d
               join objection o on o.decision_id = d.id
               join case_file c on c.objection_id = o.id
               where d.case_id = $1 and c.state <> 'withdrawn'
           ) as "objected!""#,
        case.id.0,
    )
    .fetch_one(conn)
    .await?;
    let court = sequels.iter().map(|sequel| (sequel.kind, sequel.due.date));
    Ok(irrevocable_on(until.date, court).filter(|_| !objected && case.state.is_closed()))
}
