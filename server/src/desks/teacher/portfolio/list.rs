//! The portfolio as a list: what was asked for, page by page, with figures of all of it.

use super::{as_counted, colleagues, reregistration, versions};
use crate::fault::Fault;
use app::teacher::portfolio::{Entry, Filter, Portfolio};
use jiff::civil::Date;
use shared::{
    identifier::{ActivityId, PersonId},
    portfolio::{Quarters, school_year},
    subject::subject_name,
};
use sqlx::PgConnection;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use uuid::Uuid;

/// How many activities stand on a page.
const PAGE: usize = 50;

/// See [`app::teacher::portfolio::desk::PortfolioDesk::portfolio`].
///
/// # Errors
/// When the database does not answer.
pub async fn portfolio(
    conn: &mut PgConnection,
    person: PersonId,
    filter: &Filter,
    today: Date,
) -> Result<Portfolio, Fault> {
    let all = versions::current(&mut *conn, person, filter.q.trim()).await?;
    let in_team = colleagues::in_team(&mut *conn, person).await?;
    let counted = as_counted(&all, &in_team, None);
    let standing = reregistration::of(conn, person, counted, today).await?;
    let (removed, there): (Vec<_>, Vec<_>) = all.into_iter().partition(|version| version.removed);
    let count = there.len();
    let years: BTreeSet<Reverse<i16>> = there
        .iter()
        .flat_map(|version| {
            let activity = &version.entry.activity;
            activity.from.year()..=activity.to.unwrap_or(activity.from).year()
        })
        .map(Reverse)
        .collect();
    let subjects: BTreeSet<(&str, &String)> = there
        .iter()
        .flat_map(|version| &version.entry.activity.subjects)
        .map(|id| (subject_name(id), id))
        .collect();
    let subjects = subjects.into_iter().map(|(_, id)| id.clone()).collect();
    let added = filter.toegevoegd.parse().ok().and_then(|id: ActivityId| {
        let added = there.iter().find(|version| version.entry.id == id)?;
        Some(added.entry.clone())
    });
    let found: Vec<Entry> = there
        .into_iter()
        .filter(|version| version.matches && filter.admits(&version.entry))
        .map(|version| version.entry)
        .collect();
    let mut school_years = BTreeMap::<Reverse<i16>, Quarters>::new();
    for entry in &found {
        let hours = school_years
            .entry(Reverse(school_year(entry.activity.from)))
            .or_default();
        *hours = *hours + entry.activity.hours;
    }
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = filter.pagina.parse().unwrap_or(1).clamp(1, pages);
    Ok(Portfolio {
        progress: standing.inputs.progress(),
        term: standing.inputs.term,
        begun: standing.begun,
        filter: filter.clone(),
        found_count: found.len(),
        found_hours: found.iter().map(|entry| entry.activity.hours).sum(),
        school_years: school_years
            .into_iter()
            .map(|(Reverse(year), hours)| (year, hours))
            .collect(),
        found: found
            .into_iter()
            .skip((page - 1) * PAGE)
            .take(PAGE)
            .collect(),
        page: u32::try_from(page).unwrap_or(u32::MAX),
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        count,
        subjects,
        years: years.into_iter().map(|Reverse(year)| year).collect(),
        added,
        removed: removed.into_iter().map(|version| version.entry).collect(),
        fresh: ActivityId(Uuid::now_v7()),
        today,
    })
}
