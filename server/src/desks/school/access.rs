//! Who logged in for a board lately.

use crate::{System, clock::dutch, fault::Fault};
use app::{actor::SchoolContact, school::access::Login};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;

/// How far back the page looks.
const LATELY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How many characters of a pseudonym are shown: enough to tell two people apart.
const SHOWN: usize = 6;

/// Everybody who logged in for the board in the last 90 days.
pub async fn lately(system: &System, contact: &SchoolContact) -> Result<Vec<Login>, Fault> {
    let since = system.clock.now() - LATELY;
    let rows = sqlx::query!(
        r#"select pseudonym as "pseudonym!",
                  (array_agg(display_name order by created_at desc))[1] as "name!",
                  max(created_at) as "last!",
                  count(*) as "times!"
           from session
           where board_number = $1 and created_at >= $2 and pseudonym is not null
           group by pseudonym
           order by max(created_at) desc
           limit 100"#,
        contact.board().as_str(),
        since.to_sqlx(),
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Login {
            you: row.pseudonym == contact.pseudonym(),
            name: row.name,
            pseudonym: tail(&row.pseudonym),
            last: dutch(row.last.to_jiff()),
            times: row.times,
        })
        .collect())
}

/// The last characters of a pseudonym; a short one is not shown whole.
fn tail(pseudonym: &str) -> String {
    let length = pseudonym.chars().count();
    let shown = SHOWN.min(length / 2);
    pseudonym.chars().skip(length - shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_never_shown_whole() {
        assert_eq!(tail("eh-7f31c2a0-bovenmeent"), "nmeent");
        assert_eq!(tail("abcd"), "cd");
        assert_eq!(tail("é"), "");
    }
}
