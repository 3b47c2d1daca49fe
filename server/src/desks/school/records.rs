//! The records of deliveries, with what was found in them.

use crate::{System, fault::Fault};
use app::actor::SchoolContact;
use app::school::delivery::{FindingCard, RecordCard};
use jiff::civil::Date;
use serde_json::Value;
use shared::{
    aid::{PartialRecord, Tree},
    delivery::{CsvRow, Finding, Rule},
    identifier::{BoardNumber, DeliveryId},
    sector::Sector,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Where the decision aid is.
const AID: &str = "/keuzehulp";

/// The field that the decision aid helps with.
const GROUND: &str = "grondslag";

/// The refused records of these deliveries that still wait for a right one, in the order of the
/// files; each with its delivery.
pub async fn refused(
    system: &System,
    contact: &SchoolContact,
    deliveries: &[Uuid],
    limit: i64,
) -> Result<Vec<(DeliveryId, RecordCard)>, Fault> {
    let rows = sqlx::query_as!(
        RecordRow,
        r#"select r.delivery_id, r.row_number, r.appointment_number, r.kind, r.sent, r.findings,
                  exists (
                      select
                      from appointment_version v
                      where v.appointment_id = a.id and upper_inf(v.recorded) and not v.removed
                  ) as "stands!",
                  p.initials || ' ' || coalesce(p.prefix || ' ', '') || p.family_name as known_name,
                  (select s.sector
                   from school_board s
                   where s.brin = r.sent ->> 'instellingscode'
                     and s.board_number = d.board_number
                   order by upper(s.valid) desc nulls first
                   limit 1) as sector,
                  count(*) over () as "total!"
           from delivery_record r
           join delivery d on d.id = r.delivery_id
           left join appointment a
               on a.board_number = d.board_number
               and a.number = r.appointment_number
           left join person_details p
               on p.person_id = a.person_id
               and upper_inf(p.recorded)
           where r.delivery_id = any($1)
             and d.board_number = $2
             and r.outcome = 'refused'
             and r.repaired_by is null
             and ($4::text[] is null
                  or (d.delivered_by = $5 and d.schools <@ $4)
                  or r.sent ->> 'instellingscode' = any($4))
           order by d.received_at, r.delivery_id, r.row_number
           limit $3"#,
        deliveries,
        contact.board().as_str(),
        limit,
        contact.schools() as Option<&[String]>,
        contact.only_own(),
    )
    .fetch_all(&system.pool)
    .await?;
    let today = system.clock.today();
    rows.into_iter()
        .map(|row| Ok((DeliveryId(row.delivery_id), row.card(today)?)))
        .collect()
}

/// The records of these deliveries that were taken in with something to look at, in the order of the
/// files; and how many there are in all.
pub async fn noticed(
    system: &System,
    contact: &SchoolContact,
    deliveries: &[Uuid],
    limit: i64,
) -> Result<(Vec<RecordCard>, i64), Fault> {
    let rows = sqlx::query_as!(
        RecordRow,
        r#"select r.delivery_id, r.row_number, r.appointment_number, r.kind, r.sent, r.findings,
                  exists (
                      select
                      from appointment_version v
                      where v.appointment_id = a.id and upper_inf(v.recorded) and not v.removed
                  ) as "stands!",
                  p.initials || ' ' || coalesce(p.prefix || ' ', '') || p.family_name as known_name,
                  (select s.sector
                   from school_board s
                   where s.brin = r.sent ->> 'instellingscode'
                     and s.board_number = d.board_number
                   order by upper(s.valid) desc nulls first
                   limit 1) as sector,
                  count(*) over () as "total!"
           from delivery_record r
           join delivery d on d.id = r.delivery_id
           left join appointment a
               on a.board_number = d.board_number
               and a.number = r.appointment_number
           left join person_details p
               on p.person_id = a.person_id
               and upper_inf(p.recorded)
           where r.delivery_id = any($1)
             and d.board_number = $2
             and r.outcome <> 'refused'
             and r.findings <> '[]'
             and ($4::text[] is null
                  or (d.delivered_by = $5 and d.schools <@ $4)
                  or r.sent ->> 'instellingscode' = any($4))
           order by d.received_at, r.delivery_id, r.row_number
           limit $3"#,
        deliveries,
        contact.board().as_str(),
        limit,
        contact.schools() as Option<&[String]>,
        contact.only_own(),
    )
    .fetch_all(&system.pool)
    .await?;
    let today = system.clock.today();
    let total = rows.first().map_or(0, |row| row.total);
    let cards: Result<_, Fault> = rows.into_iter().map(|row| row.card(today)).collect();
    Ok((cards?, total))
}

struct RecordRow {
    delivery_id: Uuid,
    row_number: i32,
    appointment_number: Option<String>,
    kind: String,
    stands: bool,
    sent: Value,
    findings: Value,
    known_name: Option<String>,
    sector: Option<String>,
    total: i64,
}

impl RecordRow {
    fn card(self, today: Date) -> Result<RecordCard, Fault> {
        let findings: Vec<Finding> = serde_json::from_value(self.findings)?;
        Ok(RecordCard {
            row: self.row_number,
            removes: self.kind == "removal",
            stands: self.stands,
            appointment: self.appointment_number,
            name: sent_name(&self.sent).or(self.known_name),
            aid: is_about_ground(&findings)
                .then(|| aid(sent(&self.sent), self.sector.as_deref(), today)),
            findings: findings.into_iter().map(finding).collect(),
        })
    }
}

/// Whether the decision aid can help with one of these.
pub fn is_about_ground(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.field == GROUND)
}

/// The sector of each school that the board has or had, by its code: the last one.
pub async fn sectors(
    system: &System,
    board: &BoardNumber,
) -> Result<HashMap<String, String>, Fault> {
    let rows = sqlx::query!(
        "select brin, sector
         from school_board
         where board_number = $1
         order by upper(valid) nulls last",
        board.as_str(),
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.brin, row.sector)).collect())
}

/// The decision aid, with what a record at a school of this sector already answers.
pub fn aid(
    fields: impl IntoIterator<Item = (String, String)>,
    sector: Option<&str>,
    today: Date,
) -> String {
    let row = CsvRow {
        fields: fields.into_iter().collect(),
        ..CsvRow::default()
    };
    let record = PartialRecord::of(&row, sector.and_then(Sector::parse));
    let walk = Tree::on(today).map(|tree| tree.prefill(&record).to_query());
    match walk.as_deref() {
        None | Some("") => AID.to_owned(),
        Some(walk) => format!("{AID}?{walk}"),
    }
}

/// The fields of a record as it is kept.
fn sent(record: &Value) -> Vec<(String, String)> {
    let fields = record.as_object().into_iter().flatten();
    fields
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// What was found, as a page shows it.
pub fn finding(finding: Finding) -> FindingCard {
    FindingCard {
        title: Rule::find(&finding.rule).map_or_else(String::new, |rule| rule.title.clone()),
        code: finding.rule,
        field: finding.field,
        sent: finding.sent,
        message: finding.message,
        fix: finding.fix,
    }
}

/// The name as the school sent it: `M. Zandlicht`.
pub fn sent_name(sent: &Value) -> Option<String> {
    let text = |field: &str| {
        sent[field]
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let family_name = text("achternaam")?;
    let initial = text("voornamen").and_then(|names| names.chars().next());
    let mut name = initial.map_or_else(String::new, |initial| format!("{initial}. "));
    if let Some(prefix) = text("voorvoegsel") {
        name.push_str(prefix);
        name.push(' ');
    }
    name.push_str(family_name);
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_is_named_as_far_as_the_school_named_it() {
        let name = |sent| sent_name(&sent);
        assert_eq!(
            name(
                json!({"voornamen": "Femke Anna", "voorvoegsel": "van", "achternaam": "Oeverzicht"})
            ),
            Some("F. van Oeverzicht".to_owned())
        );
        assert_eq!(
            name(json!({"voornamen": "", "achternaam": "Zandlicht"})),
            Some("Zandlicht".to_owned())
        );
        assert_eq!(name(json!({"voornamen": "Mila"})), None);
    }
}
