//! The worklist: what waits, the first to end on top.

use super::{kind, state};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::staff::mandates,
    fault::Fault,
    viewing,
};
use app::{
    actor::CaseWorker,
    staff::cases::{CaseFilter, CaseLine, Counts, List, Worklist},
};
use jiff::{
    Span,
    civil::{Date, Weekday},
};
use jiff_sqlx::ToSqlx;
use shared::{
    case::CaseKind,
    identifier::{CaseId, PersonId},
    viewing::Viewing,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many stand on a page.
const ON_A_PAGE: i64 = 25;

/// A row of the list, as the queries on cases give it.
pub struct Row {
    pub id: Uuid,
    pub number: String,
    pub kind: String,
    pub person_id: Uuid,
    pub teacher: Option<String>,
    pub state: String,
    pub worker: Option<String>,
    pub worker_name: Option<String>,
    pub verdict: Option<String>,
    pub opened_at: jiff_sqlx::Timestamp,
    pub due_on: jiff_sqlx::Date,
    pub closed_at: Option<jiff_sqlx::Timestamp>,
    pub events: i32,
}

impl Row {
    /// The line on the list of this worker.
    ///
    /// # Errors
    /// When the row contradicts itself.
    pub fn line(self, worker: &CaseWorker) -> Result<CaseLine, Fault> {
        let state = state(&self.state, self.worker, self.verdict.as_deref())?;
        Ok(CaseLine {
            id: CaseId(self.id),
            number: self.number,
            kind: kind(&self.kind)?,
            teacher: self.teacher.unwrap_or_else(|| "Naam onbekend".to_owned()),
            mine: state.worker() == Some(worker.staff().subject()),
            worker: self.worker_name,
            state,
            opened: dutch(self.opened_at.to_jiff()).date(),
            due: self.due_on.to_jiff(),
            closed: self.closed_at.map(|at| dutch(at.to_jiff()).date()),
            seen: self.events,
        })
    }
}

/// Records that a case worker was shown the names in these rows of a list, in one go for all of them.
///
/// # Errors
/// When the database does not answer; then nothing may be shown.
pub async fn record(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    rows: &[Row],
) -> Result<(), Fault> {
    let people: Vec<PersonId> = rows.iter().map(|row| PersonId(row.person_id)).collect();
    let (now, by) = (system.clock.now_stored(), By::Staff(worker.staff()));
    viewing::by_staff(&mut *conn, now, Viewing::Worklist, &people).await?;
    let act = Act::TeacherViewed {
        page: Viewing::Worklist.code().to_owned(),
    };
    audit::record(conn, now, by, None, None, &act).await
}

/// The kinds of which this worker may confirm what a colleague proposed.
async fn to_confirm(system: &System, me: &str, today: Date) -> Result<Vec<String>, Fault> {
    let mut conn = system.pool.acquire().await?;
    let mut kinds = Vec::new();
    for kind in CaseKind::ALL {
        if !kind.is_decision() || mandates::held(&mut conn, me, kind, today).await?.is_some() {
            kinds.push(kind.code().to_owned());
        }
    }
    Ok(kinds)
}

/// The cases that the filter takes, with what there is in all.
///
/// # Errors
/// When the database does not answer.
pub async fn worklist(
    system: &System,
    worker: &CaseWorker,
    filter: &CaseFilter,
) -> Result<Worklist, Fault> {
    let me = worker.staff().subject();
    let today = system.clock.today();
    let until_sunday = i64::from(7 - today.weekday().to_monday_one_offset());
    let sunday = today.saturating_add(Span::new().days(until_sunday));
    debug_assert_eq!(sunday.weekday(), Weekday::Sunday);
    let mine_to_confirm = to_confirm(system, me, today).await?;
    let counts = sqlx::query!(
        r#"select count(*) filter (where due_on < $2) as "late!",
                  count(*) filter (where due_on between $2 and $3) as "this_week!",
                  count(*) filter (where state = 'open') as "new!",
                  count(*) filter (where worker = $1) as "mine!",
                  count(*) filter (
                      where state = 'proposed' and worker <> $1 and kind = any($4)
                  ) as "to_confirm!",
                  count(*) as "team!"
           from case_file
           where closed_at is null"#,
        me,
        today.to_sqlx() as jiff_sqlx::Date,
        sunday.to_sqlx() as jiff_sqlx::Date,
        &mine_to_confirm,
    )
    .fetch_one(&system.pool)
    .await?;
    let next = sqlx::query!(
        "select id, events
         from case_file
         where closed_at is null and state = 'open'
         order by due_on, number
         limit 1",
    )
    .fetch_optional(&system.pool)
    .await?;
    let three_months_ago = today.saturating_sub(Span::new().months(3));
    let done = sqlx::query!(
        r#"select count(*) as "all!",
                  count(*) filter (
                      where (closed_at at time zone 'Europe/Amsterdam')::date <= due_on
                  ) as "in_time!"
           from case_file
           where closed_at >= $1::date and state = 'decided'"#,
        three_months_ago.to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_one(&system.pool)
    .await?;
    let list = List::parse(&filter.lijst);
    let kind = CaseKind::parse(&filter.soort).map(CaseKind::code);
    let text = filter.q.trim();
    let total = sqlx::query_scalar!(
        r#"select count(*) as "total!"
           from case_file c
           left join person_details d on d.person_id = c.person_id and upper_inf(d.recorded)
           where (c.closed_at is not null) = ($1 = 'afgerond')
             and ($1 <> 'mijn' or c.worker = $2)
             and ($1 <> 'nieuw' or c.state = 'open')
             and ($1 <> 'meekijken'
                  or (c.state = 'proposed' and c.worker <> $2 and c.kind = any($5)))
             and ($3::text is null or c.kind = $3)
             and ($6 = '' or c.state = $6)
             and ($7 = '' or c.worker = $7)
             and ($4 = '' or starts_with(lower(c.number), lower($4))
                  or d.search_name like '%' || search_text($4) || '%')"#,
        list.code(),
        me,
        kind,
        text,
        &mine_to_confirm,
        filter.stand,
        filter.wie,
    )
    .fetch_one(&system.pool)
    .await?;
    let pages = u32::try_from((total + ON_A_PAGE - 1) / ON_A_PAGE).unwrap_or(u32::MAX);
    let page = filter.pagina.clamp(1, pages.max(1));
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
           where (c.closed_at is not null) = ($1 = 'afgerond')
             and ($1 <> 'mijn' or c.worker = $2)
             and ($1 <> 'nieuw' or c.state = 'open')
             and ($1 <> 'meekijken'
                  or (c.state = 'proposed' and c.worker <> $2 and c.kind = any($7)))
             and ($3::text is null or c.kind = $3)
             and ($8 = '' or c.state = $8)
             and ($9 = '' or c.worker = $9)
             and ($4 = '' or starts_with(lower(c.number), lower($4))
                  or d.search_name like '%' || search_text($4) || '%')
           order by c.closed_at desc nulls first, c.due_on, c.number
           limit $5
           offset $6"#,
        list.code(),
        me,
        kind,
        text,
        ON_A_PAGE,
        i64::from(page - 1) * ON_A_PAGE,
        &mine_to_confirm,
        filter.stand,
        filter.wie,
    )
    .fetch_all(&system.pool)
    .await?;
    let mut tx = system.pool.begin().await?;
    let workers = super::colleagues::all(&mut tx).await?;
    record(&mut tx, system, worker, &rows).await?;
    tx.commit().await?;
    Ok(Worklist {
        counts: Counts {
            late: counts.late,
            this_week: counts.this_week,
            new: counts.new,
            mine: counts.mine,
            to_confirm: counts.to_confirm,
            team: counts.team,
            done: (done.all, done.in_time),
        },
        next: next.map(|next| (CaseId(next.id), next.events)),
        cases: rows
            .into_iter()
            .map(|row| row.line(worker))
            .collect::<Result<_, _>>()?,
        page,
        pages,
        today,
        workers,
    })
}
