//! The desk of the public. All that may come out stands in one table, `public_listing`; nothing else
//! of the register is read here, but what a teacher shows with a proof.

pub mod proof;
mod search;
mod teacher;

use super::Desk;
use crate::{System, clock::dutch, fault::Fault, institutions};
use app::public::{PublicTeacher, SearchPage, SearchQuery, desk::PublicDesk, proof::Checked};
use async_trait::async_trait;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    aid::{Tree, View, Walk},
    disclosure::Publication,
    identifier::TeacherNumber,
};

#[async_trait]
impl PublicDesk for Desk {
    async fn search(&self, query: &SearchQuery) -> Result<SearchPage, Problem> {
        Ok(search::page(&self.0, query).await?)
    }

    async fn public_teacher(&self, number: &TeacherNumber) -> Result<PublicTeacher, Problem> {
        Ok(teacher::show(&self.0, number).await?)
    }

    async fn check_code(&self, code: &str) -> Result<Checked, Problem> {
        Ok(proof::check_code(&self.0, code).await?)
    }

    async fn check_digital(&self, given: &str) -> Result<Checked, Problem> {
        Ok(proof::check_digital(&self.0, given).await?)
    }

    async fn follow_aid(&self, walk: &Walk) -> Result<View, Problem> {
        let today = dutch(self.0.clock.now()).date();
        Tree::on(today)
            .map(|tree| tree.view(walk))
            .ok_or_else(|| Problem::unavailable("De keuzehulp is er nu niet"))
    }
}

/// What is public today.
async fn publication(system: &System) -> Result<Publication, Fault> {
    let switches =
        institutions::switches(&system.pool, Publication::SWITCH, system.clock.today()).await?;
    Ok(Publication::new(|name| switches.get(name).copied()))
}

/// Whether there is a public page of this teacher today.
///
/// # Errors
/// When the database does not answer.
pub async fn shows(system: &System, number: &TeacherNumber) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select
               from public_listing
               where teacher_number = $1 and valid @> $2::date and sector = any($3)
           ) as "shows!""#,
        number.as_str(),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        &public_sectors(system).await?,
    )
    .fetch_one(&system.pool)
    .await?)
}

/// The codes of the sectors of which the register is public today.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn public_sectors(system: &System) -> Result<Vec<String>, Fault> {
    Ok(sectors(&publication(system).await?))
}

/// The codes of the sectors that are public.
fn sectors(publication: &Publication) -> Vec<String> {
    let codes = publication.sectors.iter().map(|sector| sector.code());
    codes.map(str::to_owned).collect()
}
