//! What changes for suppliers of software, by its day (`data/releases.csv`): the changelog and the
//! release calendar (letter of the minister, *releasekalender*).

use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// Something that changed, or will.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Release {
    /// The day.
    pub day: Date,
    /// The version of the messages: `1.0`.
    pub version: String,
    /// What kind of change.
    pub kind: ReleaseKind,
    /// A title in Dutch.
    pub title: String,
    /// What it means for a supplier, in Dutch.
    pub note: String,
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReleaseKind {
    /// A new version of the messages.
    Released,
    /// Something more, within a version.
    Changed,
    /// Not decided yet.
    Planned,
    /// A version is no longer taken in.
    Ended,
}

impl Release {
    /// Everything, oldest first.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Release>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../data/releases.csv").as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()
                .expect("the releases that come with the program are right")
        });
        &ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_in_the_order_of_its_days() {
        assert!(Release::all().is_sorted_by_key(|release| release.day));
        assert!(
            Release::all()
                .iter()
                .all(|release| !release.note.is_empty())
        );
    }
}
