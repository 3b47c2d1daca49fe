use crate::delivery::samples::{context, findings};
use crate::delivery::{Outcome, Sent};
use proptest::prelude::*;

fn had(version: u32, content: u8, deleted: bool) -> Sent {
    Sent {
        version,
        content_hash: [content; 32],
        ground: "VO-33.4".into(),
        deleted,
    }
}

fn outcome(previous: Option<&Sent>, version: u32, content: u8) -> Outcome {
    Outcome::of(previous, version, &[content; 32], &[])
}

#[test]
fn the_same_again_changes_nothing_and_a_higher_version_does() {
    assert_eq!(outcome(None, 1, 1), Outcome::New);
    let had = had(2, 1, false);
    assert_eq!(outcome(Some(&had), 2, 1), Outcome::Unchanged);
    assert_eq!(outcome(Some(&had), 3, 1), Outcome::Unchanged);
    assert_eq!(outcome(Some(&had), 3, 2), Outcome::Changed);
    assert_eq!(outcome(Some(&had), 2, 2), Outcome::OlderIgnored);
    assert_eq!(outcome(Some(&had), 1, 1), Outcome::OlderIgnored);
}

#[test]
fn only_a_higher_version_revives_what_was_deleted() {
    let had = had(2, 1, true);
    assert_eq!(outcome(Some(&had), 2, 1), Outcome::OlderIgnored);
    assert_eq!(outcome(Some(&had), 3, 1), Outcome::Changed);
}

#[test]
fn an_error_refuses_and_a_notice_does_not() {
    let refused = findings(&[("versie", "0")], &context());
    assert_eq!(Outcome::of(None, 1, &[1; 32], &refused), Outcome::Refused);
    let noted = findings(&[("geboortedatum", "1950-01-01")], &context());
    assert_eq!(noted.len(), 1);
    assert_eq!(Outcome::of(None, 1, &[1; 32], &noted), Outcome::New);
}

proptest! {
    /// Messages in any order and any number of times lead to the content of the highest version.
    #[test]
    fn any_order_of_versions_ends_in_the_newest(versions in proptest::collection::vec(1_u32..8, 1..30)) {
        let content = |version: u32| u8::try_from(version / 2).expect("small");
        let mut state: Option<Sent> = None;
        for version in &versions {
            match outcome(state.as_ref(), *version, content(*version)) {
                Outcome::New | Outcome::Changed | Outcome::Unchanged => {
                    state = Some(had(*version, content(*version), false));
                }
                Outcome::OlderIgnored | Outcome::Refused => {}
            }
        }
        let newest = *versions.iter().max().expect("at least one");
        prop_assert_eq!(state, Some(had(newest, content(newest), false)));
    }
}
