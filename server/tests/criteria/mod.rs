//! Criteria on a real database: kept as versions, written by the secretariat of the profession, put
//! before the teachers, voted on, adopted, chosen and simulated.

mod choosing;
mod editing;
mod simulation;
mod versions;
mod way;

use crate::support::{Register, Visitor};
use app::actor::{Actor, Adopter, Drafter, FromActor};
use jiff::SignedDuration;
use server::session::store;

const MILA: &str = "999990019";
const SOMEBODY_ELSE: &str = "999990020";

fn staff(role: &str) -> Actor {
    store::vouch_for_staff(format!("st-{role}"), vec![role.to_owned()])
}

fn drafter() -> Drafter {
    Drafter::from_actor(staff("secretariaat")).expect("a drafter")
}

fn adopter() -> Adopter {
    Adopter::from_actor(staff("vaststeller")).expect("an adopter")
}

async fn secretariat(register: &Register) -> Visitor<'_> {
    Visitor::with(register, staff("secretariaat")).await
}

fn days_pass(register: &Register, days: i64) {
    let days = SignedDuration::from_hours(24 * days);
    register.system.clock.advance(days);
}

/// Adopts a version that asks this many hours and nothing else, without its whole way.
async fn adopted(register: &Register, version: &str, hours: i32, from: &str) {
    use shared::criteria::{CriteriaSet, RuleKind};
    let mut set = CriteriaSet::example().clone();
    set.rules.truncate(1);
    set.rules[0].kind = RuleKind::MinTotal { hours };
    sqlx::query(
        "insert into criteria_version (id, series, version, name, stage, starts_on, rules, decision,
                                       hash, saved_by, saved_at)
         values (gen_random_uuid(), 'beroepsgroep', $1, $1, 'vastgesteld', $2::date, $3, 'Stcrt. 1',
                 'x', 'test', now())",
    )
    .bind(version)
    .bind(from)
    .bind(serde_json::to_value(&set.rules).expect("JSON"))
    .execute(register.pool())
    .await
    .expect("adopted");
}
