//! The desks of the catalogue: everybody and the teacher, the provider, and who validates.

mod provider;
mod teacher;
mod validation;

use crate::fault::Fault;
use app::{catalogue::Offered, page::Paged};
use shared::{
    Problem,
    catalogue::{Offering, OfferingState, Step},
    portfolio::{ActivityKind, Category, Quarters},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many offerings stand on a page.
const PAGE: i64 = 50;

/// A row of `offering`, with what was last said of it.
struct Row {
    id: Uuid,
    provider: String,
    state: String,
    title: String,
    kind: String,
    category: String,
    quarters: i32,
    about: String,
    reason: Option<String>,
    /// How many were found, on all pages.
    total: i64,
}

impl TryFrom<Row> for Offered {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let unknown = || Fault::broken("an offering with a code that is not known");
        Ok(Self {
            id: row.id,
            provider: row.provider,
            offering: Offering {
                title: row.title,
                kind: ActivityKind::parse(&row.kind).ok_or_else(unknown)?,
                category: Category::parse(&row.category).ok_or_else(unknown)?,
                hours: Quarters(row.quarters),
                about: row.about,
            },
            state: OfferingState::parse(&row.state).ok_or_else(unknown)?,
            reason: row.reason,
        })
    }
}

/// Which offerings: in this state, of this provider, with these words in them, only this one.
#[derive(Clone, Copy, Default)]
struct Which<'a> {
    state: Option<OfferingState>,
    provider: Option<Uuid>,
    words: &'a str,
    only: Option<Uuid>,
}

/// A page of these offerings, by title.
async fn find(
    conn: &mut PgConnection,
    which: Which<'_>,
    page: u32,
) -> Result<Paged<Offered>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select o.id, p.name as provider, o.state, o.title, o.kind, o.category, o.quarters,
                  o.about,
                  (select j.reason
                   from offering_judgement j
                   where j.offering_id = o.id
                   order by j.judged_at desc
                   limit 1) as reason,
                  count(*) over () as "total!"
           from offering o
           join provider p on p.id = o.provider_id
           where ($1::text is null or o.state = $1)
             and ($2::uuid is null or o.provider_id = $2)
             and position(search_text($3)
                          in search_text(concat_ws(' ', o.title, p.name, o.about))) > 0
             and ($4::uuid is null or o.id = $4)
           order by o.title, o.id
           limit $5 offset $6"#,
        which.state.map(OfferingState::code),
        which.provider,
        which.words,
        which.only,
        PAGE,
        i64::from(page.max(1) - 1) * PAGE,
    )
    .fetch_all(conn)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let mut found = Paged::of(total, page, PAGE);
    found.rows = rows
        .into_iter()
        .map(Offered::try_from)
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// The one offering that this is about.
///
/// # Errors
/// 404 when there is none.
async fn one(conn: &mut PgConnection, which: Which<'_>) -> Result<Offered, Fault> {
    let found = find(conn, which, 1).await?.rows.pop();
    found.ok_or_else(|| Problem::not_found().into())
}

/// An offering that is in the catalogue.
async fn validated(conn: &mut PgConnection, id: Uuid) -> Result<Offered, Fault> {
    let which = Which {
        state: Some(OfferingState::Validated),
        only: Some(id),
        ..Which::default()
    };
    one(conn, which).await
}

/// Takes a step with an offering, held until the end of the transaction; `provider` when it must be of
/// that one.
async fn step(
    conn: &mut PgConnection,
    id: Uuid,
    provider: Option<Uuid>,
    step: Step,
) -> Result<(), Fault> {
    let state = sqlx::query_scalar!(
        "select state
         from offering
         where id = $1 and ($2::uuid is null or provider_id = $2)
         for no key update",
        id,
        provider,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    let next = OfferingState::parse(&state)
        .and_then(|state| state.after(step))
        .ok_or_else(|| Problem::conflict("Dat kan nu niet meer met dit aanbod"))?;
    sqlx::query!(
        "update offering set state = $2 where id = $1",
        id,
        next.code(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
