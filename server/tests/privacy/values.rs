//! What the database holds of people, and whether a text tells it.

use super::populated::BSNS;
use crate::support::Register;
use jiff::civil::Date;
use shared::notation;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// What is not about teachers: schools, suppliers, and what they and the register do together.
pub const NOT_OF_PEOPLE: &[&str] = &[
    "_sqlx_migrations",
    "api_token",
    "board",
    "board_wave",
    "client_assertion",
    "committee_member",
    "committee_session",
    "committee_tie",
    "completeness",
    "conformance_certificate",
    "contact_reach",
    "criteria_simulation",
    "criteria_simulation_part",
    "criteria_step",
    "criteria_version",
    "criteria_vote",
    "destruction",
    "examination",
    "last_number",
    "letter",
    "location",
    "login_attempt",
    "heartbeat",
    "mandate",
    "message_seal",
    "news",
    "outage",
    "offering",
    "offering_judgement",
    "overview",
    "provider",
    "sample_seed",
    "sandbox_board",
    "sandbox_busy",
    "sandbox_call",
    "school",
    "school_board",
    "setting",
    "staff_absence",
    "staff_count",
    "supplier",
    "supplier_client",
    "tombstone",
    "unclear_programme",
    "webhook",
];

/// What may come out of who is listed, and of nobody else. Of the first names only the first.
pub const PUBLIC: &[(&str, &str)] = &[
    ("person", "teacher_number"),
    ("person_details", "first_names"),
    ("person_details", "prefix"),
    ("person_details", "family_name"),
    ("person_details", "partner_prefix"),
    ("person_details", "partner_name"),
    ("subject_claim_version", "subject"),
    // A reaction is for everyone, and does not say of whom it is.
    ("criteria_reaction", "text"),
    ("registration", "subject"),
    ("public_listing", "teacher_number"),
    ("public_listing", "name"),
    ("public_listing", "school"),
    ("public_listing", "place"),
    ("public_listing", "subjects"),
];

/// Shorter values stand in any text.
const SHORTEST: usize = 4;

/// Everything that the database holds of people and that is not public: each value with where it is.
pub async fn private_values(register: &Register) -> BTreeMap<String, String> {
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "select c.table_name::text, c.column_name::text, c.udt_name::text
         from information_schema.columns c
         join information_schema.tables t
             on t.table_schema = c.table_schema
             and t.table_name = c.table_name
             and t.table_type = 'BASE TABLE'
         where c.table_schema = 'public'
         order by 1, c.ordinal_position",
    )
    .fetch_all(register.pool())
    .await
    .expect("columns");
    for (table, column) in PUBLIC {
        assert!(
            columns.iter().any(|(t, c, _)| t == table && c == column),
            "{table}.{column} is public but is not there"
        );
    }
    let mut values = BTreeMap::new();
    for (table, column, kind) in columns {
        if NOT_OF_PEOPLE.contains(&table.as_str()) {
            continue;
        }
        let each = match kind.as_str() {
            "text" | "uuid" | "date" => format!("{column}::text"),
            "_text" => format!("unnest({column})"),
            "jsonb" => {
                format!("jsonb_path_query({column}, '$.** ? (@.type() == \"string\")') #>> '{{}}'")
            }
            "daterange" | "datemultirange" => {
                format!("unnest(array[lower({column}), upper({column}) - 1])::text")
            }
            _ => continue,
        };
        let listed = match table.as_str() {
            _ if !PUBLIC.contains(&(table.as_str(), column.as_str())) => "false",
            "person" => "id in (select person_id from public_listing)",
            "person_details" | "registration" => {
                "person_id in (select person_id from public_listing)"
            }
            "subject_claim_version" => {
                "claim_id in (select c.id from subject_claim c
                              join public_listing l on l.appointment_id = c.appointment_id)"
            }
            _ => "true",
        };
        let sql = format!("select distinct {each} from {table} where not ({listed})");
        let found: Vec<Option<String>> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(register.pool())
            .await
            .expect("values");
        for value in found.into_iter().flatten() {
            values.insert(value, format!("{table}.{column}"));
        }
    }
    for bsn in BSNS {
        values.insert(bsn.to_owned(), "the BSN".to_owned());
    }
    values.insert(
        "Quirina".to_owned(),
        "the second first name of who is listed".to_owned(),
    );
    values.insert(
        "Hemelrijkse".to_owned(),
        "the partner whose name is not used".to_owned(),
    );
    values.insert("Chaussee".to_owned(), "an address".to_owned());
    values.retain(|value, _| value.chars().count() >= SHORTEST);
    // A page says of which day it is.
    values.remove(&register.system.clock.today().to_string());
    values
}

/// A value, and for a day all ways in which it is written.
pub fn written(value: &str) -> Vec<String> {
    let mut ways = vec![value.to_owned()];
    if let Ok(day) = value.parse::<Date>() {
        ways.push(notation::date(day));
        ways.push(format!(
            "{:02}-{:02}-{}",
            day.day(),
            day.month(),
            day.year()
        ));
    }
    if value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()) {
        ways.push(format!("{} {} {}", &value[..2], &value[2..5], &value[5..]));
    }
    ways
}

/// Whether a text holds a value. A number is not in a longer one, that has its digits by chance.
pub fn holds(text: &str, value: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    text.match_indices(value).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + value.len()..].chars().next();
        !is_number || !(is_digit(before) || is_digit(after))
    })
}
