//! What is sent for each action, and what else can be asked beside the machine.

use crate::support::{Register, Visitor};
use axum::http::StatusCode;
use shared::case::{Action, Verdict, Wait};

/// A day for a hearing, in the summer of 2030.
pub(super) const HEARING: [&str; 3] = ["1", "9", "2030"];

/// What is sent for an action, and where; nothing when there is no server function for it.
pub(super) fn sent(action: &Action) -> Option<(&'static str, Vec<(&'static str, &'static str)>)> {
    let step = |step| Some(("/api/behandeling/zaak/stap", vec![("step", step)]));
    match action {
        Action::Take => step("take"),
        Action::Release => step("release"),
        Action::Confirm => step("confirm"),
        Action::SendBack => Some((
            "/api/behandeling/zaak/stap",
            vec![("step", "send_back"), ("note", "Kijk nog eens")],
        )),
        Action::HandOver { .. } => Some((
            "/api/behandeling/zaak/stap",
            vec![("step", "hand_over"), ("to", "st-2")],
        )),
        Action::Ask { what } => Some((
            "/api/behandeling/zaak/vraag",
            vec![
                ("what", what.code()),
                ("question", "Wat we vragen"),
                ("on_day", "1"),
                ("on_month", "9"),
                ("on_year", "2030"),
            ],
        )),
        Action::Propose { verdict } => Some((
            "/api/behandeling/zaak/voorstel",
            vec![
                ("verdict", verdict.code()),
                ("reasons", "Dit is waarom"),
                ("skip", "c"),
            ],
        )),
        // These come from the teacher or the committee, or by themselves.
        _ => None,
    }
}

pub(super) async fn send(
    visitor: &Visitor<'_>,
    address: &str,
    form: &[(&str, &str)],
) -> StatusCode {
    let body = serde_urlencoded::to_string(form).expect("a form");
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let answer = visitor.call("POST", address, &kind, body.into()).await;
    answer.status()
}

/// Whether it was refused for what it is; not because nobody was logged in any more.
pub(super) fn is_refused(status: StatusCode) -> bool {
    status.is_client_error() && status != StatusCode::UNAUTHORIZED
}

pub(super) fn actions() -> Vec<Action> {
    let mut all = vec![
        Action::Take,
        Action::Release,
        Action::Confirm,
        Action::SendBack,
        Action::HandOver {
            to: "st-2".to_owned(),
        },
    ];
    all.extend(Wait::ALL.map(|what| Action::Ask { what }));
    all.extend(Verdict::ALL.map(|verdict| Action::Propose { verdict }));
    all
}

/// What a teacher sends in a case, with the fields.
pub(super) fn of_teacher() -> [(&'static str, Vec<(&'static str, &'static str)>); 2] {
    [
        ("/api/mijn/zaak/antwoord", vec![("answer", "Mijn antwoord")]),
        ("/api/mijn/zaak/intrekken", vec![]),
    ]
}

/// Whether this is somebody who works on cases.
pub(super) fn works(who: &str) -> bool {
    matches!(who, "st-1" | "st-2" | "st-3" | "st-5")
}

/// Everything that is no step of the machine, sent by everybody for whom it is not: it does nothing.
pub(super) async fn beside(
    register: &Register,
    visitors: &[(&'static str, Visitor<'_>)],
    (id, seen): (&str, &str),
) {
    let known = async |query: &'static str| {
        let id: Option<uuid::Uuid> = sqlx::query_scalar(query)
            .fetch_optional(register.pool())
            .await
            .expect("an answer");
        id.unwrap_or_default().to_string()
    };
    let member = known("select id from committee_member limit 1").await;
    let notice = known("select id from message_notice limit 1").await;
    let (member, notice) = (member.as_str(), notice.as_str());
    let handler: fn(&str) -> bool = |who| who == "st-3";
    let adviser: fn(&str) -> bool = |who| who == "co-1";
    let keeper: fn(&str) -> bool = |who| who == "st-6";
    let works: fn(&str) -> bool = works;
    let today = register.system.clock.today().to_string();
    let day: Vec<&str> = today.split('-').rev().collect();
    let [day, month, year] = day[..] else {
        panic!("a day: {today}")
    };
    let tables = [
        "case_sequel",
        "case_extension",
        "objection",
        "committee_member where ended_at is null",
        "committee_tie",
        "committee_session",
        "committee_seat where opinion is not null or excused_at is not null",
        "committee_advice",
        "staff_absence",
        "message_notice where posted_at is not null",
    ];
    let count = async || {
        let mut counts = Vec::new();
        for table in tables {
            counts.push(register.count(table).await);
        }
        counts
    };
    let before = count().await;
    let id = ("id", id);
    let seen = ("seen", seen);
    for (address, form, may) in [
        (
            "/api/behandeling/zaak/vraag/einde",
            vec![
                id,
                seen,
                ("report", "Wat er kwam"),
                ("came_day", day),
                ("came_month", month),
                ("came_year", year),
            ],
            handler,
        ),
        (
            "/api/behandeling/zaak/vraag/einde",
            vec![id, seen, ("nothing", "ja")],
            handler,
        ),
        (
            "/api/behandeling/zaak/verdagen",
            vec![
                id,
                seen,
                ("kind", "agreed"),
                ("reason", "De leraar vindt het goed"),
                ("agreed_day", "1"),
                ("agreed_month", "12"),
                ("agreed_year", "2032"),
            ],
            handler,
        ),
        (
            "/api/behandeling/zaak/vervolg",
            vec![
                id,
                ("sequel", "default_notice"),
                ("content", "Beslis nu"),
                ("received_day", day),
                ("received_month", month),
                ("received_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/bezwaar",
            vec![
                ("decision", "HR-2030-0001"),
                ("grounds", "Ik ben het er niet mee eens"),
                ("on_day", day),
                ("on_month", month),
                ("on_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/commissie/advies",
            vec![
                id,
                ("kind", "negative"),
                ("reasons", "Er ontbreken uren"),
                ("last", "ja"),
            ],
            adviser,
        ),
        (
            "/api/behandeling/commissie/afmelden",
            vec![id, ("session", member)],
            adviser,
        ),
        (
            "/api/behandeling/commissie/plannen",
            vec![
                ("place", "Online"),
                ("on_day", day),
                ("on_month", month),
                ("on_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/commissie/lid",
            vec![("subject", "co-1"), ("part", "external")],
            keeper,
        ),
        (
            "/api/behandeling/commissie/lid/einde",
            vec![("id", member)],
            keeper,
        ),
        (
            "/api/behandeling/commissie/band",
            vec![("member", member), ("board", "41234")],
            keeper,
        ),
        (
            "/api/behandeling/afwezig",
            vec![
                ("subject", "st-3"),
                ("until_day", day),
                ("until_month", month),
                ("until_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/afwezig/einde",
            vec![("id", member)],
            works,
        ),
        (
            "/api/behandeling/post/verstuurd",
            vec![("id", notice)],
            works,
        ),
    ] {
        for (who, visitor) in visitors.iter().filter(|(who, _)| !may(who)) {
            let status = send(visitor, address, &form).await;
            assert!(is_refused(status), "{who} posts to {address}: {status}");
        }
    }
    assert_eq!(count().await, before, "nothing came of it: {tables:?}");
}
