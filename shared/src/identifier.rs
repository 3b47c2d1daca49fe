//! Identifiers of people, schools and boards, parsed at the edge so that no raw string goes further.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Why a text is not the identifier it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// The text has the wrong length or characters.
    #[error("heeft niet de juiste vorm")]
    Shape,
    /// The text has the right shape, but its check digit does not fit.
    #[error("voldoet niet aan de elfproef")]
    Check,
}

/// Citizen service number (*burgerservicenummer*), nine digits that pass the eleven test
/// (weights 9 to 2 and -1). Article 38g, first paragraph, under a, WPO.
///
/// It cannot be serialised and its `Debug` is masked, so that it does not end up in a
/// page, an address, a log or an error by accident.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bsn([u8; 9]);

impl Bsn {
    /// Reads a BSN. A leading zero that was lost (eight digits) is put back.
    ///
    /// # Errors
    /// [`IdentifierError::Shape`] when it is not eight or nine digits,
    /// [`IdentifierError::Check`] when the eleven test fails or all digits are zero.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text = text.trim();
        if !(8..=9).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdentifierError::Shape);
        }
        let mut digits = [0_u8; 9];
        for (place, byte) in digits.iter_mut().rev().zip(text.bytes().rev()) {
            *place = byte - b'0';
        }
        let sum: i32 = digits
            .iter()
            .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
            .map(|(digit, weight)| i32::from(*digit) * weight)
            .sum();
        if sum % 11 != 0 || digits == [0; 9] {
            return Err(IdentifierError::Check);
        }
        Ok(Self(digits))
    }

    /// Whether a text is a BSN as one writes it: nine digits that pass the test. Eight digits, which
    /// [`Self::parse`] completes, are more often a number of something else.
    pub fn is_written_as(text: &str) -> bool {
        text.trim().len() == 9 && Self::parse(text).is_ok()
    }

    /// The nine digits in clear, for the vault and for the registers that ask by BSN. Never for a page or a log.
    pub fn expose(&self) -> String {
        self.0.iter().map(|d| char::from(d + b'0')).collect()
    }

    /// `•••••• 019`: what the teacher may see to recognise the number.
    pub fn masked(&self) -> String {
        format!("•••••• {}{}{}", self.0[6], self.0[7], self.0[8])
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bsn(•••••••••)")
    }
}

macro_rules! text_identifier {
    ($(#[$doc:meta])* $name:ident, $accept:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the identifier; letters may be small, space around it is ignored.
            ///
            /// # Errors
            /// [`IdentifierError::Shape`] when the text does not have the form described above.
            pub fn parse(text: &str) -> Result<Self, IdentifierError> {
                let text = text.trim().to_ascii_uppercase();
                let accept: fn(&[u8]) -> bool = $accept;
                if accept(text.as_bytes()) { Ok(Self(text)) } else { Err(IdentifierError::Shape) }
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdentifierError;
            fn try_from(text: String) -> Result<Self, IdentifierError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

fn is_brin(text: &[u8]) -> bool {
    text.len() == 4
        && text[..2].iter().all(u8::is_ascii_digit)
        && text[2..].iter().all(u8::is_ascii_uppercase)
}

text_identifier!(
    /// Institution code (*BRIN*, *instellingscode*): two digits and two letters, `99XX`.
    Brin,
    is_brin
);

text_identifier!(
    /// Location code (*vestigingscode*): the BRIN and two digits, `99XX01`.
    LocationCode,
    |text| text.len() == 6 && is_brin(&text[..4]) && text[4..].iter().all(u8::is_ascii_digit)
);

text_identifier!(
    /// Number of a competent authority (*bevoegd gezag*), the board of one or more schools: five digits.
    BoardNumber,
    |text| text.len() == 5 && text.iter().all(u8::is_ascii_digit)
);

text_identifier!(
    /// Public number of a teacher in the register (*registratienummer*): eight digits that say nothing about the person.
    TeacherNumber,
    |text| text.len() == 8 && text.iter().all(u8::is_ascii_digit)
);

impl LocationCode {
    /// The institution that the location belongs to.
    pub fn brin(&self) -> Brin {
        Brin(self.0[..4].to_owned())
    }
}

impl TeacherNumber {
    /// As one reads it out: `48 201 937`.
    pub fn grouped(&self) -> String {
        format!("{} {} {}", &self.0[..2], &self.0[2..5], &self.0[5..])
    }
}

macro_rules! row_identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdentifierError;
            fn from_str(text: &str) -> Result<Self, IdentifierError> {
                text.parse().map(Self).map_err(|_| IdentifierError::Shape)
            }
        }
    };
}

row_identifier!(
    /// A person, by the number that replaces the BSN everywhere inside the system.
    PersonId
);
row_identifier!(
    /// One appointment (*benoeming*) of a person at a school.
    AppointmentId
);
row_identifier!(
    /// One delivery (*levering*) of a board.
    DeliveryId
);
row_identifier!(
    /// One subject claim (*vakclaim*) of a teacher.
    ClaimId
);
row_identifier!(
    /// One activity in a portfolio.
    ActivityId
);
row_identifier!(
    /// One file of evidence (*bewijsstuk*).
    EvidenceId
);
row_identifier!(
    /// What a person filled in and could not be taken in yet; kept so that nothing typed is lost.
    FormId
);
row_identifier!(
    /// A report of a teacher that something is not right (*verbeterverzoek*, article 38k WPO).
    CorrectionId
);
row_identifier!(
    /// A registration of a teacher without an appointment (*eigen aanmelding*, article 38h WPO).
    RegistrationId
);
row_identifier!(
    /// A case (*zaak*) that a case worker decides on.
    CaseId
);
row_identifier!(
    /// A decision (*besluit*) of the register.
    DecisionId
);
row_identifier!(
    /// Who offers something to teachers (*aanbieder*).
    ProviderId
);
row_identifier!(
    /// A supplier of software (*leverancier*).
    SupplierId
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_handbook_pass_or_fail_the_eleven_test() {
        for good in ["123456782", "999990019", "111222333", "999990007"] {
            assert!(Bsn::parse(good).is_ok(), "{good}");
        }
        assert_eq!(Bsn::parse("123456789"), Err(IdentifierError::Check));
        assert_eq!(Bsn::parse("000000000"), Err(IdentifierError::Check));
        assert_eq!(Bsn::parse("12345678a"), Err(IdentifierError::Shape));
        assert_eq!(Bsn::parse("1234567"), Err(IdentifierError::Shape));
    }

    #[test]
    fn a_bsn_hides_itself() {
        let bsn = Bsn::parse("999990019").expect("valid");
        assert!(!format!("{bsn:?}").contains("999"));
        assert_eq!(bsn.masked(), "•••••• 019");
    }

    #[test]
    fn the_number_of_a_teacher_is_read_out_in_groups() {
        let number = TeacherNumber::parse("48201937").expect("valid");
        assert_eq!(number.grouped(), "48 201 937");
    }

    #[test]
    fn a_lost_leading_zero_is_put_back() {
        assert_eq!(Bsn::parse("10000008"), Bsn::parse("010000008"));
    }

    #[test]
    fn a_location_knows_its_school() {
        let location = LocationCode::parse("99xx01").expect("valid");
        assert_eq!(location.brin(), Brin::parse("99XX").expect("valid"));
        assert!(LocationCode::parse("99XX").is_err());
        assert!(Brin::parse("9XXX").is_err());
        assert!(BoardNumber::parse("4123").is_err());
    }

    proptest! {
        #[test]
        fn a_bsn_with_one_digit_changed_is_refused(n in 1_000_000_u32..100_000_000, place in 0_usize..9, by in 1_u8..10) {
            // The last digit is the rest of the others, when that is a digit.
            let first = format!("{n:08}");
            let rest: u32 = first.bytes().zip([9, 8, 7, 6, 5, 4, 3, 2]).map(|(b, w)| u32::from(b - b'0') * w).sum::<u32>() % 11;
            prop_assume!(rest < 10);
            let text = format!("{first}{rest}");
            prop_assert!(Bsn::parse(&text).is_ok());
            let mut digits = text.into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            let changed = String::from_utf8(digits).expect("digits");
            prop_assert!(Bsn::parse(&changed).is_err());
        }

        #[test]
        fn parsing_never_panics_and_keeps_what_it_accepts(text in ".{0,12}") {
            if let Ok(bsn) = Bsn::parse(&text) {
                prop_assert_eq!(Bsn::parse(&bsn.expose()), Ok(bsn));
            }
            if let Ok(brin) = Brin::parse(&text) {
                prop_assert_eq!(Brin::parse(brin.as_str()), Ok(brin));
            }
        }
    }
}
