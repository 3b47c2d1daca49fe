//! The whole table of the machine for the kinds of case that one proposes and another looks at, as far as
//! nothing is waited for, and four eyes for all of them.

use super::{Action, By, CaseKind, Refusal, State, Verdict};

const ME: &str = "st-1";
const OTHER: &str = "st-2";
/// The kinds that one person proposes and another looks at; what is waited for, and the other kinds, are
/// in `table.rs`.
const KINDS: [CaseKind; 3] = [
    CaseKind::Evidence,
    CaseKind::Correction,
    CaseKind::Registration,
];
const VERDICTS: [Verdict; 2] = [Verdict::Granted, Verdict::Refused];

fn by(subject: &str) -> By<'_> {
    By {
        subject,
        may_decide: true,
    }
}

fn states() -> Vec<State> {
    let mut states = vec![State::Open, State::Withdrawn];
    for worker in [ME, OTHER] {
        let worker = worker.to_owned();
        states.push(State::InHand {
            worker: worker.clone(),
        });
        states.extend(VERDICTS.map(|verdict| State::Proposed {
            worker: worker.clone(),
            verdict,
        }));
    }
    states.extend(VERDICTS.map(|verdict| State::Decided { verdict }));
    states
}

fn actions() -> Vec<Action> {
    vec![
        Action::Take,
        Action::HandOver {
            to: OTHER.to_owned(),
        },
        Action::Release,
        Action::Propose {
            verdict: Verdict::Granted,
        },
        Action::Propose {
            verdict: Verdict::Refused,
        },
        Action::Confirm,
        Action::SendBack,
        Action::Supplement,
        Action::Withdraw,
    ]
}

/// The whole table: what `ME` gets by each action (the columns, as in [`actions`]) on each state.
/// `o` is open, `m` in my hand, `a` in the hand of the other, `p`/`q` my
/// proposal to grant or refuse, `G`/`R` decided, `w` withdrawn; `c` closed, `t` taken, `n` not
/// mine, `x` already proposed, `0` nothing proposed, `s` the same person.
const TABLE: [(&str, CaseKind, &str); 30] = [
    ("open", CaseKind::Evidence, "m a n n n 0 0 o w"),
    ("withdrawn", CaseKind::Evidence, "c c c c c c c c c"),
    ("in_hand by me", CaseKind::Evidence, "t a o G q 0 0 m w"),
    (
        "proposed by me, granted",
        CaseKind::Evidence,
        "x x x x x s s m w",
    ),
    (
        "proposed by me, refused",
        CaseKind::Evidence,
        "x x x x x s s m w",
    ),
    ("in_hand by other", CaseKind::Evidence, "t a n n n 0 0 a w"),
    (
        "proposed by other, granted",
        CaseKind::Evidence,
        "x x x x x G a a w",
    ),
    (
        "proposed by other, refused",
        CaseKind::Evidence,
        "x x x x x R a a w",
    ),
    ("decided, granted", CaseKind::Evidence, "c c c c c c c c c"),
    ("decided, refused", CaseKind::Evidence, "c c c c c c c c c"),
    ("open", CaseKind::Correction, "m a n n n 0 0 o w"),
    ("withdrawn", CaseKind::Correction, "c c c c c c c c c"),
    ("in_hand by me", CaseKind::Correction, "t a o p q 0 0 m w"),
    (
        "proposed by me, granted",
        CaseKind::Correction,
        "x x x x x s s m w",
    ),
    (
        "proposed by me, refused",
        CaseKind::Correction,
        "x x x x x s s m w",
    ),
    (
        "in_hand by other",
        CaseKind::Correction,
        "t a n n n 0 0 a w",
    ),
    (
        "proposed by other, granted",
        CaseKind::Correction,
        "x x x x x G a a w",
    ),
    (
        "proposed by other, refused",
        CaseKind::Correction,
        "x x x x x R a a w",
    ),
    (
        "decided, granted",
        CaseKind::Correction,
        "c c c c c c c c c",
    ),
    (
        "decided, refused",
        CaseKind::Correction,
        "c c c c c c c c c",
    ),
    ("open", CaseKind::Registration, "m a n n n 0 0 o w"),
    ("withdrawn", CaseKind::Registration, "c c c c c c c c c"),
    ("in_hand by me", CaseKind::Registration, "t a o p q 0 0 m w"),
    (
        "proposed by me, granted",
        CaseKind::Registration,
        "x x x x x s s m w",
    ),
    (
        "proposed by me, refused",
        CaseKind::Registration,
        "x x x x x s s m w",
    ),
    (
        "in_hand by other",
        CaseKind::Registration,
        "t a n n n 0 0 a w",
    ),
    (
        "proposed by other, granted",
        CaseKind::Registration,
        "x x x x x G a a w",
    ),
    (
        "proposed by other, refused",
        CaseKind::Registration,
        "x x x x x R a a w",
    ),
    (
        "decided, granted",
        CaseKind::Registration,
        "c c c c c c c c c",
    ),
    (
        "decided, refused",
        CaseKind::Registration,
        "c c c c c c c c c",
    ),
];

fn letter(after: &Result<State, Refusal>) -> char {
    match after {
        Ok(State::Open) => 'o',
        Ok(State::InHand { worker }) if worker == ME => 'm',
        Ok(State::InHand { .. }) => 'a',
        Ok(State::Proposed {
            verdict: Verdict::Granted,
            ..
        }) => 'p',
        Ok(State::Proposed { .. }) => 'q',
        Ok(State::Decided {
            verdict: Verdict::Granted,
        }) => 'G',
        Ok(State::Decided { .. }) => 'R',
        Ok(State::Withdrawn) => 'w',
        Err(Refusal::Closed) => 'c',
        Err(Refusal::Taken) => 't',
        Err(Refusal::NotYours) => 'n',
        Err(Refusal::AlreadyProposed) => 'x',
        Err(Refusal::NothingProposed) => '0',
        Err(Refusal::SamePerson) => 's',
        Err(Refusal::NoMandate) => 'd',
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn every_action_on_every_state() {
    let all = KINDS
        .into_iter()
        .flat_map(|kind| states().into_iter().map(move |state| (kind, state)));
    assert_eq!(all.clone().count(), TABLE.len());
    for ((kind, state), (name, of, expected)) in all.zip(TABLE) {
        assert_eq!(kind, of);
        let row: Vec<String> = actions()
            .iter()
            .map(|action| letter(&state.after(kind, action, by(ME))).to_string())
            .collect();
        assert_eq!(row.join(" "), expected, "{kind:?}, {name}: {state:?}");
    }
}

#[test]
fn nobody_decides_alone_what_two_must_see() {
    for kind in CaseKind::ALL {
        for verdict in kind.verdicts().iter().copied() {
            let mine = State::InHand {
                worker: ME.to_owned(),
            };
            let proposed = mine
                .after(kind, &Action::Propose { verdict }, by(ME))
                .expect("mine");
            assert_eq!(proposed.is_closed(), !kind.needs_second(verdict));
            if kind.needs_second(verdict) {
                let alone = proposed.after(kind, &Action::Confirm, by(ME));
                assert_eq!(alone, Err(Refusal::SamePerson));
                let together = proposed.after(kind, &Action::Confirm, by(OTHER));
                assert_eq!(together, Ok(State::Decided { verdict }));
                let unmandated = By {
                    may_decide: false,
                    ..by(OTHER)
                };
                let looked = proposed.after(kind, &Action::Confirm, unmandated);
                assert_eq!(looked.is_ok(), !kind.is_decision(), "{looked:?}");
                let back = proposed.after(kind, &Action::SendBack, unmandated);
                assert!(back.is_ok(), "whoever looks may ask for more");
            }
        }
    }
    assert!(CaseKind::Evidence.needs_second(Verdict::Refused));
    assert!(CaseKind::Correction.needs_second(Verdict::Granted));
}

#[test]
fn a_state_comes_back_from_its_parts() {
    for state in states() {
        let worker = state.worker().map(str::to_owned);
        let parts = State::from_parts(state.code(), worker, state.verdict());
        assert_eq!(parts, Some(state));
    }
    assert_eq!(State::from_parts("open", Some(ME.to_owned()), None), None);
    assert_eq!(State::from_parts("anders", None, None), None);
}
