//! Joining in waves: front-runners of each sector first, then the others, each board through the
//! same gates (handbook, 6.6).

use crate::{notation, sector::Sector};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A group of boards that joins at the same time (`data/waves.csv`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Wave {
    /// `KOPLOPER_PO`, `GOLF_2027_1`.
    pub code: String,
    /// The name in Dutch.
    pub name: String,
    /// The sector of front-runners; nothing when it is for all.
    pub sector: Option<Sector>,
    /// From this day it is the turn of its teachers.
    pub begins: Date,
}

impl Wave {
    /// All waves, in the order in which they join.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Wave>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../data/waves.csv").as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()
                .expect("the waves that come with the program are right")
        });
        &ALL
    }

    /// The wave with this code.
    pub fn find(code: &str) -> Option<&'static Self> {
        Self::all().iter().find(|wave| wave.code == code)
    }
}

/// What must be in order before it is the turn of the teachers of a board, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gate {
    /// Somebody of the board can be reached, and it said so this half year.
    Contact,
    /// The software has a certificate.
    Software,
    /// Who delivers has a mandate.
    Mandate,
    /// Fewer than two in a hundred records are refused.
    Delivery,
    /// The board declared that it delivered everything (*volledigheidsverklaring*).
    Completeness,
}

impl Gate {
    /// All gates, in their order.
    pub const ALL: [Self; 5] = [
        Self::Contact,
        Self::Software,
        Self::Mandate,
        Self::Delivery,
        Self::Completeness,
    ];

    /// The code of addresses: `contact`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Software => "software",
            Self::Mandate => "mandate",
            Self::Delivery => "delivery",
            Self::Completeness => "completeness",
        }
    }

    /// The gate with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.code() == code)
    }

    /// The name in Dutch.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contact => "Contactpersoon bekend",
            Self::Software => "Software gekeurd",
            Self::Mandate => "Machtiging in orde",
            Self::Delivery => "Levering bijna zonder fouten",
            Self::Completeness => "Alles geleverd",
        }
    }

    /// The phase that a board leaves through this gate, from 1.
    pub const fn phase(self) -> usize {
        match self {
            Self::Contact | Self::Software | Self::Mandate => 1,
            Self::Delivery => 2,
            Self::Completeness => 3,
        }
    }
}

/// The phases of joining, as a school sees them; the last one is when all gates are passed.
pub const PHASES: [&str; 4] = [
    "Software en toegang",
    "Proeflevering",
    "Alles leveren",
    "Leraren bevestigen",
];

/// Of how many days the deliveries count: two months, for a board delivers at least each month.
pub const DELIVERY_DAYS: i64 = 62;

/// From this many refused records in a hundred on, a delivery is not good enough.
const TOO_MANY_PERCENT: i64 = 2;

/// After how many months a board says again that its contact persons are right.
pub const CONTACT_MONTHS: i64 = 6;

/// For how many months a declaration of completeness counts.
const COMPLETENESS_MONTHS: i64 = 12;

/// What is known of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardStanding {
    /// How many contact persons can be reached.
    pub contacts: i64,
    /// The day on which the board last said that all of them are right.
    pub contacts_confirmed: Option<Date>,
    /// How many suppliers have a mandate today.
    pub mandates: i64,
    /// How many of those have no certificate.
    pub uncertified: i64,
    /// Whether the last delivery came from a supplier that has no mandate today.
    pub delivered_without_mandate: bool,
    /// How many records came in during the last [`DELIVERY_DAYS`].
    pub records: i64,
    /// How many of those were refused and not sent right since.
    pub refused: i64,
    /// The day of the newest declaration of completeness.
    pub complete_on: Option<Date>,
}

/// Whether a board is through a gate, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateVerdict {
    /// The gate.
    pub gate: Gate,
    /// Whether it is through.
    pub passed: bool,
    /// Why, in a Dutch sentence.
    pub why: String,
}

/// How a board stands at each gate, in their order.
pub fn judge(standing: &BoardStanding, today: Date) -> Vec<GateVerdict> {
    Gate::ALL
        .into_iter()
        .map(|gate| {
            let (passed, why) = match gate {
                Gate::Contact => contact(standing, today),
                Gate::Software => software(standing),
                Gate::Mandate => mandate(standing),
                Gate::Delivery => delivery(standing),
                Gate::Completeness => completeness(standing, today),
            };
            GateVerdict { gate, passed, why }
        })
        .collect()
}

/// The phase in which a board is, from 1: that of the first gate it is not through.
pub fn phase(verdicts: &[GateVerdict]) -> usize {
    verdicts
        .iter()
        .find(|verdict| !verdict.passed)
        .map_or(PHASES.len(), |verdict| verdict.gate.phase())
}

/// Whether a board is asked again who its contact persons are.
pub fn contacts_are_due(confirmed: Option<Date>, today: Date) -> bool {
    !holds(confirmed, CONTACT_MONTHS, today)
}

/// Whether what was said on a day still holds, so many months later.
fn holds(said: Option<Date>, months: i64, today: Date) -> bool {
    said.and_then(|day| day.checked_add(Span::new().months(months)).ok())
        .is_some_and(|end| today < end)
}

fn contact(standing: &BoardStanding, today: Date) -> (bool, String) {
    let Some(confirmed) = standing
        .contacts_confirmed
        .filter(|_| standing.contacts > 0)
    else {
        return (
            false,
            "Er is nog geen contactpersoon die we kunnen bereiken.".to_owned(),
        );
    };
    let day = notation::date(confirmed);
    if contacts_are_due(Some(confirmed), today) {
        let why = format!(
            "Het bestuur zei op {day} voor het laatst dat de contactpersonen kloppen. Dat is langer dan een half jaar geleden."
        );
        return (false, why);
    }
    let people = match standing.contacts {
        1 => "1 contactpersoon".to_owned(),
        n => format!("{n} contactpersonen"),
    };
    (true, format!("{people}, bevestigd op {day}."))
}

fn software(standing: &BoardStanding) -> (bool, String) {
    match (standing.mandates, standing.uncertified) {
        (0, _) if standing.records > 0 => (
            true,
            "Het bestuur levert zelf, met een bestand of op het scherm.".to_owned(),
        ),
        (0, _) => (
            false,
            "Het bestuur koos nog geen software, en leverde nog niets zelf.".to_owned(),
        ),
        (_, 0) => (true, "De gemachtigde software is gekeurd.".to_owned()),
        _ => (
            false,
            "De gemachtigde software is nog niet gekeurd.".to_owned(),
        ),
    }
}

fn mandate(standing: &BoardStanding) -> (bool, String) {
    if standing.delivered_without_mandate {
        let why = "De laatste levering kwam van software die nu geen machtiging heeft.";
        return (false, why.to_owned());
    }
    match standing.mandates {
        0 => (true, "Niet nodig: het bestuur levert zelf.".to_owned()),
        1 => (true, "1 leverancier is gemachtigd.".to_owned()),
        n => (true, format!("{n} leveranciers zijn gemachtigd.")),
    }
}

fn delivery(standing: &BoardStanding) -> (bool, String) {
    let BoardStanding {
        records, refused, ..
    } = *standing;
    if records == 0 {
        let why = "Er kwam de laatste 2 maanden niets binnen.";
        return (false, why.to_owned());
    }
    let passed = refused * 100 < TOO_MANY_PERCENT * records;
    let of = format!(
        "{} van de {} records van de laatste 2 maanden",
        notation::number(refused),
        notation::number(records)
    );
    let why = match (refused, passed) {
        (0, _) => "Alle records van de laatste 2 maanden zijn goed.".to_owned(),
        (_, true) => format!("{of} zijn nog fout. Dat is minder dan 2 procent."),
        (_, false) => format!("{of} zijn nog fout. Het mag minder dan 2 procent zijn."),
    };
    (passed, why)
}

fn completeness(standing: &BoardStanding, today: Date) -> (bool, String) {
    let Some(day) = standing.complete_on else {
        let why = "Het bestuur verklaarde nog niet dat alles geleverd is.";
        return (false, why.to_owned());
    };
    let words = notation::date(day);
    if holds(Some(day), COMPLETENESS_MONTHS, today) {
        return (true, format!("Volledig verklaard over {words}."));
    }
    let why =
        format!("De laatste verklaring gaat over {words}. Dat is langer dan een jaar geleden.");
    (false, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 24);

    /// A board for which everything is in order.
    fn right() -> BoardStanding {
        BoardStanding {
            contacts: 2,
            contacts_confirmed: Some(date(2026, 9, 1)),
            mandates: 1,
            uncertified: 0,
            delivered_without_mandate: false,
            records: 100,
            refused: 1,
            complete_on: Some(date(2026, 10, 1)),
        }
    }

    fn open(standing: &BoardStanding) -> Vec<Gate> {
        judge(standing, TODAY)
            .into_iter()
            .filter(|verdict| !verdict.passed)
            .map(|verdict| verdict.gate)
            .collect()
    }

    #[test]
    fn a_board_with_everything_in_order_is_in_the_last_phase() {
        assert_eq!(open(&right()), []);
        assert_eq!(phase(&judge(&right(), TODAY)), 4);
    }

    #[test]
    fn a_board_of_which_nothing_is_known_stands_before_all_but_the_mandate() {
        let nothing = BoardStanding::default();
        assert_eq!(
            open(&nothing),
            [
                Gate::Contact,
                Gate::Software,
                Gate::Delivery,
                Gate::Completeness
            ]
        );
        assert_eq!(phase(&judge(&nothing, TODAY)), 1);
    }

    #[test]
    fn each_gate_closes_for_its_own_reason() {
        type Change = fn(&mut BoardStanding);
        let cases: [(Gate, Change); 8] = [
            (Gate::Contact, |b| b.contacts = 0),
            (Gate::Contact, |b| {
                b.contacts_confirmed = Some(date(2026, 5, 24));
            }),
            (Gate::Software, |b| b.uncertified = 1),
            (Gate::Mandate, |b| b.delivered_without_mandate = true),
            (Gate::Delivery, |b| b.refused = 2),
            (Gate::Delivery, |b| b.records = 0),
            (Gate::Completeness, |b| b.complete_on = None),
            (Gate::Completeness, |b| {
                b.complete_on = Some(date(2025, 11, 24));
            }),
        ];
        for (gate, change) in cases {
            let mut board = right();
            change(&mut board);
            assert_eq!(open(&board), [gate], "{board:?}");
        }
    }

    #[test]
    fn who_delivers_by_hand_needs_no_software_and_no_mandate() {
        let mut board = right();
        board.mandates = 0;
        assert_eq!(open(&board), []);
    }

    #[test]
    fn two_in_a_hundred_is_too_many_and_just_below_is_not() {
        let mut board = right();
        (board.records, board.refused) = (1000, 19);
        assert_eq!(open(&board), []);
        board.refused = 20;
        assert_eq!(open(&board), [Gate::Delivery]);
    }

    #[test]
    fn a_board_is_asked_for_its_contact_persons_twice_a_year_and_when_nobody_is_known() {
        let confirmed = Some(date(2026, 5, 23));
        assert!(!contacts_are_due(confirmed, date(2026, 11, 22)));
        assert!(contacts_are_due(confirmed, date(2026, 11, 23)));
        assert!(contacts_are_due(None, date(2026, 11, 23)));
    }

    #[test]
    fn every_wave_has_its_own_code_and_they_join_in_order() {
        let waves = Wave::all();
        assert!(waves.is_sorted_by_key(|wave| wave.begins));
        for wave in waves {
            assert_eq!(Wave::find(&wave.code), Some(wave));
            assert_eq!(
                wave.code.starts_with("KOPLOPER_"),
                wave.sector.is_some(),
                "{}",
                wave.code
            );
        }
    }

    proptest! {
        #[test]
        fn the_phase_is_that_of_the_first_closed_gate(
            contacts in 0_i64..3,
            mandates in 0_i64..3,
            uncertified in 0_i64..2,
            without in any::<bool>(),
            records in 0_i64..300,
            refused in 0_i64..5,
            complete in any::<bool>(),
        ) {
            let board = BoardStanding {
                contacts,
                mandates,
                uncertified: uncertified.min(mandates),
                delivered_without_mandate: without,
                records,
                refused: refused.min(records),
                complete_on: complete.then_some(TODAY),
                contacts_confirmed: Some(TODAY),
            };
            let verdicts = judge(&board, TODAY);
            let now = phase(&verdicts);
            for verdict in &verdicts {
                prop_assert!(verdict.passed || verdict.gate.phase() >= now);
                prop_assert!(verdict.why.ends_with('.'));
            }
        }
    }
}
