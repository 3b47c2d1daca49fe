//! Any order of deliveries ends in the same register, on a real database: that of the ledger of
//! `shared`.

use crate::support::{Deliverer, Register, appointment, removal};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::{Value, json};
use shared::{
    delivery::{
        AppointmentNumber,
        ledger::{Incoming, Key, Ledger, Matter, Step},
    },
    identifier::BoardNumber,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The state of an appointment: its highest version, and its end date or that it was deleted.
type State = BTreeMap<String, (i32, Option<String>)>;

/// A message, and what it says.
#[derive(Clone)]
struct Sent {
    body: Value,
    version: u32,
    end: Option<String>,
}

/// Versions of three appointments. A version says one thing only; some versions say what the one
/// before said, and some delete.
fn versions(random: &mut StdRng) -> Vec<Sent> {
    let mut all = Vec::new();
    for number in ["2026-000001", "2026-000002", "2026-000003"] {
        for version in 1..=4 {
            let end = (random.random_range(0..3) > 0)
                .then(|| format!("2027-0{}-28", random.random_range(1..4)));
            let body = if let Some(end) = &end {
                let mut body = appointment(number, version);
                body["benoeming"]["einddatum"] = json!(end);
                body
            } else {
                removal(number, version, None)
            };
            all.push(Sent { body, version, end });
        }
    }
    all
}

/// What must come out, by the ledger.
fn expected(messages: &[Sent]) -> State {
    let mut ledger: Ledger<()> = Ledger::new();
    for message in messages {
        let hash = [message.end.as_ref().map_or(0, |end| end.as_bytes()[6]); 32];
        let document = message.body["bedrijfsdocument"]["identificatiecodeBedrijfsdocument"]
            .as_str()
            .and_then(|id| id.parse::<Uuid>().ok());
        let incoming = Incoming {
            key: Key {
                board: BoardNumber::parse("41234").expect("a board"),
                number: AppointmentNumber::parse(number(message)).expect("a number"),
            },
            version: message.version,
            matter: match message.end {
                Some(_) => Matter::State {
                    content_hash: hash,
                    ground: "VO-33.1B1".to_owned(),
                },
                None => Matter::Removal(hash),
            },
        };
        ledger.take(document, &incoming, |_: &Step<()>| ());
    }
    let end_of = |hash: [u8; 32]| format!("2027-0{}-28", char::from(hash[0]));
    ledger
        .appointments()
        .iter()
        .map(|(key, sent)| {
            let end = (!sent.deleted).then(|| end_of(sent.content_hash));
            let version = i32::try_from(sent.version).expect("a version");
            (key.number.as_str().to_owned(), (version, end))
        })
        .collect()
}

fn number(message: &Sent) -> &str {
    message.body["benoemingvolgnummer"]
        .as_str()
        .expect("a number")
}

/// What the register holds.
async fn state(register: &Register) -> State {
    let rows: Vec<(String, i32, Option<String>)> = sqlx::query_as(
        "select a.number, greatest(a.last_version, v.version),
                case when not v.removed then (upper(v.valid) - 1)::text end
         from appointment a
         join appointment_version v on v.appointment_id = a.id and upper_inf(v.recorded)
         union all
         select number, version, null
         from tombstone t
         where not exists (
             select from appointment a
             where a.board_number = t.board_number and a.number = t.number
         )",
    )
    .fetch_all(register.pool())
    .await
    .expect("the register");
    rows.into_iter()
        .map(|(number, version, end)| (number, (version, end)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn any_order_of_messages_repeated_and_broken_off_ends_in_the_state_of_the_ledger() {
    for seed in 0..8 {
        let random = &mut StdRng::seed_from_u64(seed);
        let versions = versions(random);
        let in_order = expected(&versions);
        let register = Register::new().await;
        let program = Deliverer::with_mandate(&register).await;

        let mut sent = versions.clone();
        sent.extend_from_slice(&versions[..6]);
        sent.shuffle(random);
        assert_eq!(expected(&sent), in_order, "seed {seed}");
        for part in sent.chunks(5) {
            if random.random() {
                for message in part {
                    let method = if message.end.is_some() {
                        "PUT"
                    } else {
                        "DELETE"
                    };
                    program.json(&register, method, &message.body).await;
                }
            } else {
                batch(&register, &program, part).await;
            }
        }
        assert_eq!(state(&register).await, in_order, "seed {seed}");
    }
}

/// Sends these as batches that break off before anything is closed, and are gone on with. A batch
/// names an appointment once.
async fn batch(register: &Register, program: &Deliverer, messages: &[Sent]) {
    let mut rest = messages.to_vec();
    while !rest.is_empty() {
        let mut named = Vec::new();
        let (now, later): (Vec<Sent>, Vec<Sent>) = rest.into_iter().partition(|message| {
            let first = !named.contains(&number(message).to_owned());
            named.push(number(message).to_owned());
            first
        });
        rest = later;
        let body: String = now
            .iter()
            .flat_map(|one| [one.body.to_string(), "\n".to_owned()])
            .collect();
        stop(register, true).await;
        let way = ("POST", "/batches?bevoegdGezag=41234");
        let (status, answer) = program
            .send(register, way, "application/x-ndjson", body)
            .await;
        assert_eq!(status, 202, "{answer}");
        stop(register, false).await;
        register
            .system
            .clock
            .advance(jiff::SignedDuration::from_millis(1));
        server::delivery::resume(&register.system)
            .await
            .expect("resumed");
        register
            .system
            .clock
            .advance(jiff::SignedDuration::from_millis(1));
    }
}

/// Lets the database refuse to close a delivery, or no longer.
async fn stop(register: &Register, on: bool) {
    let sql = if on {
        "create or replace function stop() returns trigger language plpgsql as
             $$ begin raise exception 'stopped'; end $$;
         create trigger stop before update of processed_at on delivery
             for each row execute function stop()"
    } else {
        "drop trigger stop on delivery"
    };
    sqlx::raw_sql(sql)
        .execute(register.pool())
        .await
        .expect("done");
}
