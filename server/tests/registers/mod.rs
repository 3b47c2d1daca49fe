//! Two registers, one place: the entry of a teacher from delivery to being forgotten, where an
//! appointment is listed and what was listed when, and the way out of the vestibule. On a real
//! database, with the clock moved.

mod leaving;
mod pages;
mod placing;
mod vestibule;

use crate::support::{Register, appointment, file};
use app::{
    public::{SearchQuery, desk::PublicDesk},
    school::desk::SchoolDesk,
    teacher::{Message, Overview, desk::TeacherDesk},
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::signals::go_round;
use shared::{
    Problem,
    delivery::{AppointmentMessage, to_csv},
};

const BOARD: &str = "41234";
const MILA: &str = "999990019";

/// Somebody who was born on 1 March 1960, and so reaches the pension age on 1 March 2027.
const OLDER: &str = "999990020";

struct Place {
    register: Register,
}

impl Place {
    async fn new() -> Self {
        let register = Register::new().await;
        let stand_ins = &register.stand_ins;
        stand_ins.add_person(OLDER, "Guus", "", "Terpstra", "1960-03-01");
        Self { register }
    }

    /// Delivers appointments, as a file of the board.
    async fn deliver(&self, messages: &[Value]) {
        let messages: Vec<AppointmentMessage> = messages
            .iter()
            .map(|message| serde_json::from_value(message.clone()).expect("a message"))
            .collect();
        let file = file("november.csv", to_csv(&messages));
        self.minutes_pass(1);
        let contact = self.register.contact(BOARD);
        let id = self.register.desk.deliver(&contact, file).await;
        let detail = self
            .register
            .desk
            .delivery(&contact, id.expect("delivered"))
            .await;
        let detail = detail.expect("found");
        assert_eq!(detail.summary.counts.refused, 0, "{:?}", detail.errors);
        self.minutes_pass(1);
        self.register.run_jobs().await;
        self.minutes_pass(1);
    }

    /// Confirms everything that waits for this teacher.
    async fn confirm_all(&self, bsn: &str) {
        let teacher = self.register.teacher(bsn).await;
        for appointment in self.overview(bsn).await.appointments {
            let (id, version) = (appointment.id, appointment.version);
            let done = self.register.desk.confirm(&teacher, id, version).await;
            done.expect("confirmed");
        }
        self.minutes_pass(1);
    }

    async fn overview(&self, bsn: &str) -> Overview {
        let teacher = self.register.teacher(bsn).await;
        self.register
            .desk
            .overview(&teacher)
            .await
            .expect("an overview")
    }

    /// The titles of the messages to this teacher, the oldest first.
    async fn titles(&self, bsn: &str) -> Vec<String> {
        let mut messages = self.messages(bsn).await;
        messages.reverse();
        messages.into_iter().map(|message| message.title).collect()
    }

    async fn messages(&self, bsn: &str) -> Vec<Message> {
        let teacher = self.register.teacher(bsn).await;
        self.register
            .desk
            .messages(&teacher, 1)
            .await
            .expect("messages")
            .rows
    }

    /// How many teachers the public finds with this name.
    async fn found(&self, name: &str) -> usize {
        let query = SearchQuery {
            q: name.to_owned(),
            ..SearchQuery::default()
        };
        self.register
            .desk
            .search(&query)
            .await
            .expect("a search")
            .found
            .len()
    }

    fn minutes_pass(&self, minutes: i64) {
        let clock = &self.register.system.clock;
        clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Days pass, and then the daily round is made.
    async fn days_pass(&self, days: i64) {
        self.minutes_pass(24 * 60 * days);
        go_round(&self.register.system).await.expect("a round");
        self.minutes_pass(1);
    }
}

/// An appointment of Mila in the vestibule: another subject, for two years.
fn other_subject(number: &str, version: u32) -> Value {
    let mut message = appointment(number, version);
    message["benoeming"]["begindatum"] = json!("2026-08-01");
    message["arbeidsovereenkomst"]["begindatum"] = json!("2026-08-01");
    message["grondslag"] = json!({
        "code": "VO-33.4", "ingangsdatumGrond": "2026-08-01", "verklaringInspanning": true,
    });
    message["onderwijs"]["onderwijsterreinen"] = json!(["MAATSCHAPPIJLEER"]);
    message
}

fn of_older(number: &str) -> Value {
    let mut message = appointment(number, 1);
    message["persoon"] = json!({ "burgerservicenummer": OLDER, "geboortedatum": "1960-03-01" });
    message
}

fn status_of(result: Result<(), Problem>) -> u16 {
    result.map_or_else(|problem| problem.status, |()| 200)
}
