//! The whole table of the machine for the kinds of case that wait for somebody: every action on every
//! state, for both kinds.

use super::{Action, By, CaseKind, Refusal, State, Verdict, Wait};

const ME: &str = "st-1";
const OTHER: &str = "st-2";

fn states() -> Vec<State> {
    let mut states = vec![State::Open];
    for worker in [ME, OTHER].map(str::to_owned) {
        states.push(State::InHand {
            worker: worker.clone(),
        });
        states.extend(Wait::ALL.map(|on| State::Waiting {
            worker: worker.clone(),
            on,
        }));
        states.extend(Verdict::ALL.map(|verdict| State::Proposed {
            worker: worker.clone(),
            verdict,
        }));
    }
    states.extend(Verdict::ALL.map(|verdict| State::Decided { verdict }));
    states.push(State::Withdrawn);
    states
}

fn actions() -> Vec<Action> {
    let mut actions = vec![
        Action::Take,
        Action::HandOver {
            to: OTHER.to_owned(),
        },
        Action::Release,
    ];
    actions.extend(Verdict::ALL.map(|verdict| Action::Propose { verdict }));
    actions.extend([
        Action::Confirm,
        Action::SendBack,
        Action::Supplement,
        Action::Withdraw,
    ]);
    actions.extend(Wait::ALL.map(|what| Action::Ask { what }));
    actions.extend(Wait::ALL.map(|what| Action::Receive { what }));
    actions.extend(Wait::ALL.map(|what| Action::Lapse { what }));
    actions.push(Action::GrantAtOnce);
    actions
}

/// What comes of it, in one letter: `o` open, `m`/`a` in my hand or that of the other, `C`/`A`/`V`/`H`
/// waiting for completion, advice, a view or the hearing, `g`/`r`/`b` proposed, `G`/`R`/`B` decided,
/// `w` withdrawn; refused: `c` closed, `t` taken, `n` not mine, `x` already proposed, `0` nothing
/// proposed, `s` the same person, `d` no mandate, `.` it waits, `-` not asked, `k` not of this kind, `f` who
/// took the first decision, `e` who advises, `2` advised twice.
fn letter(after: &Result<State, Refusal>) -> char {
    match after {
        Ok(State::Open) => 'o',
        Ok(State::InHand { worker }) if worker == ME => 'm',
        Ok(State::InHand { .. }) => 'a',
        Ok(State::Waiting { on, .. }) => match on {
            Wait::Completion => 'C',
            Wait::Advice => 'A',
            Wait::View => 'V',
            Wait::Hearing => 'H',
        },
        Ok(State::Proposed { verdict, .. }) => match verdict {
            Verdict::Granted => 'g',
            Verdict::Refused => 'r',
            Verdict::NotHandled => 'b',
        },
        Ok(State::Decided { verdict }) => match verdict {
            Verdict::Granted => 'G',
            Verdict::Refused => 'R',
            Verdict::NotHandled => 'B',
        },
        Ok(State::Withdrawn) => 'w',
        Err(Refusal::Closed) => 'c',
        Err(Refusal::Taken) => 't',
        Err(Refusal::NotYours) => 'n',
        Err(Refusal::AlreadyProposed) => 'x',
        Err(Refusal::NothingProposed) => '0',
        Err(Refusal::SamePerson) => 's',
        Err(Refusal::NoMandate) => 'd',
        Err(Refusal::Waits) => '.',
        Err(Refusal::NotAsked) => '-',
        Err(Refusal::AdvisedTwice) => '2',
        Err(Refusal::NotOfThisKind) => 'k',
        Err(Refusal::TookFirst) => 'f',
        Err(Refusal::Advises) => 'e',
    }
}

/// Take, hand over, release; propose each; confirm, send back; supplement, withdraw; ask each; receive
/// each; lapse each; grant at once. A re-registration on the left, an objection on the right, where
/// they differ: no hearing in the first, no view and no granting at once in the second.
const TABLE: [(&str, &str, &str); 21] = [
    (
        "open",
        "man nnn 00 ow nnnk ---- ---- G",
        "man nnn 00 ow nnkn ---- ---- k",
    ),
    (
        "mine",
        "tao grb 00 mw CAVk ---- ---- t",
        "tao grb 00 mw CAkH ---- ---- t",
    ),
    (
        "my completion",
        "tC. ... 00 Cw ...k m--- m--- t",
        "tC. ... 00 Cw ..k. m--- m--- t",
    ),
    (
        "my advice",
        "tA. ... 00 Aw ...k -m-- -m-- t",
        "tA. ... 00 Aw ..k. -m-- -m-- t",
    ),
    (
        "my view",
        "tV. ... 00 Vw ...k --m- --m- t",
        "tV. ... 00 Vw ..k. --m- --m- t",
    ),
    (
        "my hearing",
        "tH. ... 00 Hw ...k ---m ---m t",
        "tH. ... 00 Hw ..k. ---m ---m t",
    ),
    (
        "my grant",
        "xxx xxx ss mw xxxk ---- ---- t",
        "xxx xxx ss mw xxkx ---- ---- t",
    ),
    (
        "my refusal",
        "xxx xxx ss mw xxxk ---- ---- t",
        "xxx xxx ss mw xxkx ---- ---- t",
    ),
    (
        "my not handled",
        "xxx xxx ss mw xxxk ---- ---- t",
        "xxx xxx ss mw xxkx ---- ---- t",
    ),
    (
        "theirs",
        "tan nnn 00 aw nnnk ---- ---- t",
        "tan nnn 00 aw nnkn ---- ---- t",
    ),
    (
        "their completion",
        "tC. ... 00 Cw ...k a--- a--- t",
        "tC. ... 00 Cw ..k. a--- a--- t",
    ),
    (
        "their advice",
        "tA. ... 00 Aw ...k -a-- -a-- t",
        "tA. ... 00 Aw ..k. -a-- -a-- t",
    ),
    (
        "their view",
        "tV. ... 00 Vw ...k --a- --a- t",
        "tV. ... 00 Vw ..k. --a- --a- t",
    ),
    (
        "their hearing",
        "tH. ... 00 Hw ...k ---a ---a t",
        "tH. ... 00 Hw ..k. ---a ---a t",
    ),
    (
        "their grant",
        "xxx xxx Ga aw xxxk ---- ---- t",
        "xxx xxx Ga aw xxkx ---- ---- t",
    ),
    (
        "their refusal",
        "xxx xxx Ra aw xxxk ---- ---- t",
        "xxx xxx Ra aw xxkx ---- ---- t",
    ),
    (
        "their not handled",
        "xxx xxx Ba aw xxxk ---- ---- t",
        "xxx xxx Ba aw xxkx ---- ---- t",
    ),
    (
        "granted",
        "ccc ccc cc cc cccc cccc cccc c",
        "ccc ccc cc cc cccc cccc cccc c",
    ),
    (
        "refused",
        "ccc ccc cc cc cccc cccc cccc c",
        "ccc ccc cc cc cccc cccc cccc c",
    ),
    (
        "not handled",
        "ccc ccc cc cc cccc cccc cccc c",
        "ccc ccc cc cc cccc cccc cccc c",
    ),
    (
        "withdrawn",
        "ccc ccc cc cc cccc cccc cccc c",
        "ccc ccc cc cc cccc cccc cccc c",
    ),
];

fn row(kind: CaseKind, state: &State) -> String {
    let by = By {
        subject: ME,
        may_decide: true,
    };
    actions()
        .iter()
        .map(|action| letter(&state.after(kind, action, by)))
        .collect()
}

#[test]
fn every_action_on_every_state_that_waits_for_somebody() {
    assert_eq!(TABLE.len(), states().len());
    for (state, (name, reregistration, objection)) in states().iter().zip(TABLE) {
        let plain = |text: &str| text.replace(' ', "");
        for (kind, expected) in [
            (CaseKind::Reregistration, reregistration),
            (CaseKind::Objection, objection),
        ] {
            assert_eq!(row(kind, state), plain(expected), "{kind:?}, {name}");
        }
    }
}

#[test]
fn the_other_kinds_go_the_way_of_an_application_as_far_as_they_need() {
    let by = By {
        subject: ME,
        may_decide: true,
    };
    let (all, two) = (Verdict::ALL, [Verdict::Granted, Verdict::Refused]);
    for (kind, waits, verdicts) in [
        (
            CaseKind::Correction,
            &[Wait::Completion, Wait::View][..],
            &all[..],
        ),
        (CaseKind::Registration, &[Wait::Completion][..], &all[..]),
        (
            CaseKind::OwnMotion,
            &[Wait::Advice, Wait::View][..],
            &two[..],
        ),
    ] {
        for state in states() {
            for action in actions() {
                let goes = match &action {
                    Action::Ask { what } => waits.contains(what),
                    Action::Propose { verdict } => verdicts.contains(verdict),
                    // Only an application is granted by nobody.
                    Action::GrantAtOnce => state != State::Open,
                    _ => true,
                };
                let expected = if goes || state.is_closed() {
                    state.after(CaseKind::Reregistration, &action, by)
                } else {
                    Err(Refusal::NotOfThisKind)
                };
                assert_eq!(
                    state.after(kind, &action, by),
                    expected,
                    "{kind:?} {state:?} {action:?}"
                );
            }
        }
    }
    let mine = State::InHand {
        worker: ME.to_owned(),
    };
    let ask = |what| mine.after(CaseKind::Evidence, &Action::Ask { what }, by);
    assert!(ask(Wait::Completion).is_ok());
    assert_eq!(ask(Wait::View), Err(Refusal::NotOfThisKind));
    let verdict = Verdict::NotHandled;
    let left = mine.after(CaseKind::Evidence, &Action::Propose { verdict }, by);
    assert_eq!(left, Err(Refusal::NotOfThisKind), "it is no application");
}

#[test]
fn only_what_was_not_handled_is_taken_up_again() {
    for kind in CaseKind::ALL {
        for state in states() {
            let again = state.after(kind, &Action::Reopen, By::TEACHER);
            let not_handled = State::Decided {
                verdict: Verdict::NotHandled,
            };
            let expected = if state == not_handled && kind != CaseKind::Objection {
                Ok(State::Open)
            } else if state.is_closed() {
                Err(Refusal::Closed)
            } else {
                Err(Refusal::NotAsked)
            };
            assert_eq!(again, expected, "{kind:?} {state:?}");
        }
    }
}

#[test]
fn a_state_that_waits_comes_back_from_its_parts() {
    for state in states() {
        let worker = state.worker().map(str::to_owned);
        let parts = State::from_parts(state.code(), worker, state.verdict());
        assert_eq!(parts, Some(state));
    }
}
