use crate::delivery::ledger::{Answered, Incoming, Key, Ledger, Matter, Step, after, step};
use crate::delivery::{AppointmentNumber, Outcome, Sent};
use crate::identifier::BoardNumber;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::collections::BTreeMap;
use uuid::Uuid;

fn key(number: u8) -> Key {
    Key {
        board: BoardNumber::parse("41234").expect("a board"),
        number: AppointmentNumber::parse(&format!("nr-{number}")).expect("a number"),
    }
}

fn state(version: u32, content: u8) -> Incoming {
    Incoming {
        key: key(1),
        version,
        matter: Matter::State {
            content_hash: [content; 32],
            ground: "VO-33.4".into(),
        },
    }
}

fn removal(version: u32) -> Incoming {
    Incoming {
        key: key(1),
        version,
        matter: Matter::Removal([0; 32]),
    }
}

/// What happens to each message, and what is had in the end.
fn take(messages: &[Incoming]) -> (Vec<Step<()>>, Option<Sent>) {
    let mut ledger = Ledger::new();
    let steps = messages
        .iter()
        .map(|message| ledger.take(None, message, |_| ()));
    let steps = steps.collect();
    (steps, ledger.last(&key(1)).cloned())
}

#[test]
fn a_higher_version_with_other_content_replaces_and_the_same_content_changes_nothing() {
    let (steps, last) = take(&[
        state(1, 1),
        state(2, 2),
        state(3, 2),
        state(2, 2),
        state(1, 1),
    ]);
    assert_eq!(
        steps,
        [
            Step::New,
            Step::Changed,
            Step::Unchanged,
            Step::Older,
            Step::Older
        ]
    );
    assert_eq!(
        last.map(|last| (last.version, last.content_hash)),
        Some((3, [2; 32]))
    );
}

#[test]
fn a_removal_leaves_a_tombstone_that_only_a_higher_version_revives() {
    let (steps, last) = take(&[
        state(1, 1),
        removal(2),
        removal(2),
        state(1, 1),
        state(2, 1),
        state(3, 1),
    ]);
    assert_eq!(
        steps,
        [
            Step::New,
            Step::Removed,
            Step::Unchanged,
            Step::Older,
            Step::Older,
            Step::Revived
        ]
    );
    assert_eq!(
        last.map(|last| (last.version, last.deleted)),
        Some((3, false))
    );
}

#[test]
fn a_removal_that_overtakes_its_appointment_still_wins() {
    let (steps, last) = take(&[removal(2), state(1, 1)]);
    assert_eq!(steps, [Step::Removed, Step::Older]);
    assert!(last.is_some_and(|last| last.deleted));
}

#[test]
fn a_removal_is_older_when_its_version_is_taken() {
    let (steps, last) = take(&[state(2, 1), removal(2), removal(1)]);
    assert_eq!(steps, [Step::New, Step::Older, Step::Older]);
    assert!(last.is_some_and(|last| !last.deleted));
}

#[test]
fn the_same_document_gets_its_first_answer_again_though_the_state_moved_on() {
    let mut ledger = Ledger::new();
    let id = Uuid::from_u128(7);
    let first = ledger.take(Some(id), &state(1, 1), |_| "the first answer");
    ledger.take(None, &state(2, 2), |_| "another");
    assert_eq!(first, Step::New);
    let again = ledger.take(Some(id), &state(1, 1), |_| "never asked");
    assert_eq!(again, Step::Again("the first answer"));
    assert_eq!(ledger.last(&key(1)).map(|last| last.version), Some(2));
}

#[test]
fn a_document_used_for_anything_else_is_refused() {
    let earlier = Answered {
        incoming: state(1, 1),
        answer: (),
    };
    let elsewhere = Incoming {
        key: key(2),
        ..state(1, 1)
    };
    for other in [state(1, 2), state(2, 1), removal(1), elsewhere] {
        let step = step(None, Some(&earlier), &other);
        assert_eq!(step, Step::Reused);
        assert_eq!(step.outcome(), Outcome::Refused);
        assert_eq!(after(None, &other, &step), None);
    }
}

/// What the messages of this board are, by appointment and version: a version says one thing.
fn message(number: u8, version: u32) -> Incoming {
    let matter = match (u32::from(number) * 7 + version * 5) % 4 {
        0 => Matter::Removal([number; 32]),
        // Some versions say the same as the one before.
        content => Matter::State {
            content_hash: [u8::try_from(content / 2).expect("small"); 32],
            ground: "VO-33.4".into(),
        },
    };
    Incoming {
        key: key(number),
        version,
        matter,
    }
}

fn document(number: u8, version: u32) -> Option<Uuid> {
    // Some packages send no document number.
    (!version.is_multiple_of(3))
        .then(|| Uuid::from_u128(u128::from(number) << 32 | u128::from(version)))
}

/// What a reader of the register sees: which appointments stand, and what they say.
fn seen(ledger: &Ledger<u8>) -> BTreeMap<String, (u32, bool, Option<[u8; 32]>)> {
    let states = ledger.appointments().iter();
    states
        .map(|(key, sent)| {
            let content = (!sent.deleted).then_some(sent.content_hash);
            (
                key.number.as_str().to_owned(),
                (sent.version, sent.deleted, content),
            )
        })
        .collect()
}

fn run<'a>(ledger: &mut Ledger<u8>, messages: impl IntoIterator<Item = &'a (u8, u32)>) {
    for (number, version) in messages {
        ledger.take(
            document(*number, *version),
            &message(*number, *version),
            |_| 0,
        );
    }
}

proptest! {
    /// Messages in order, against the same in any order, with repetitions, and with a stop after
    /// which some that were taken in are sent again.
    #[test]
    fn any_sequence_repeated_shuffled_and_interrupted_ends_in_the_same_state(
        (sent, shuffled) in vec((0_u8..4, 1_u32..9), 1..40)
            .prop_flat_map(|sent| (Just(sent.clone()), Just(sent).prop_shuffle())),
        stop in any::<prop::sample::Index>(),
        back in 0_usize..10,
        repeated in subsequence((0_usize..40).collect::<Vec<_>>(), 0..20),
    ) {
        let mut ordered = sent.clone();
        ordered.sort_unstable();
        let mut wanted = Ledger::new();
        run(&mut wanted, &ordered);

        let mut ledger = Ledger::new();
        let stop = stop.index(shuffled.len());
        run(&mut ledger, &shuffled[..stop]);
        // Who sends did not get the last answers, and begins a little earlier.
        run(&mut ledger, &shuffled[stop.saturating_sub(back)..]);
        run(&mut ledger, repeated.iter().filter_map(|at| shuffled.get(*at)));
        prop_assert_eq!(seen(&ledger), seen(&wanted));

        for (number, version) in sent {
            let last = ledger.last(&key(number)).expect("it was sent");
            prop_assert!(last.version >= version);
        }
    }

    /// A message that was answered is answered the same however often it comes.
    #[test]
    fn an_answer_that_was_lost_is_given_again(sent in vec((0_u8..3, 1_u32..9), 1..20)) {
        let mut ledger = Ledger::new();
        let mut answers = BTreeMap::new();
        for (nr, (number, version)) in sent.iter().enumerate() {
            let Some(id) = document(*number, *version) else { continue };
            let answer = u8::try_from(nr).expect("few");
            match ledger.take(Some(id), &message(*number, *version), |_| answer) {
                Step::Again(again) => prop_assert_eq!(Some(&again), answers.get(&id)),
                _ => prop_assert_eq!(answers.insert(id, answer), None),
            }
        }
    }
}
