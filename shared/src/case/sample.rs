//! The sample (*steekproef*) of applications of which people check everything, drawn so that anybody
//! can draw it again.

use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// What a draw depends on besides the number of the case: random, and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub [u8; 16]);

impl fmt::Display for Seed {
    /// In hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Seed {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        u128::from_str_radix(text, 16)
            .ok()
            .filter(|_| text.len() == 32)
            .map(|number| Self(number.to_be_bytes()))
            .ok_or(())
    }
}

impl Seed {
    /// A number from 0 up to `below` that depends on the seed and this text only: the first eight bytes
    /// of the SHA-256 of the sixteen bytes of the seed and the text, as a number, modulo `below`. The
    /// text, such as `HR-2026-0001`, was not chosen by whoever it is about.
    pub fn draw(self, text: &str, below: u64) -> u64 {
        let digest = Sha256::new()
            .chain_update(self.0)
            .chain_update(text)
            .finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        u64::from_be_bytes(first) % below.max(1)
    }
}

/// Whether the case with this number is in a sample of so many in a thousand.
pub fn is_drawn(seed: Seed, number: &str, per_thousand: u16) -> bool {
    seed.draw(number, 1000) < u64::from(per_thousand)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_draw_can_be_made_again_from_what_is_kept(bytes: [u8; 16], nr in 1..100_000_u32, share in 0..=1000_u16) {
            let (seed, number) = (Seed(bytes), format!("HR-2030-{nr:04}"));
            let again: Seed = seed.to_string().parse().expect("the same seed");
            prop_assert_eq!(again, seed);
            prop_assert_eq!(is_drawn(seed, &number, share), is_drawn(again, &number, share));
        }

        #[test]
        fn nobody_is_in_an_empty_sample_and_everybody_in_a_full_one(bytes: [u8; 16], nr: u32) {
            let number = nr.to_string();
            prop_assert!(!is_drawn(Seed(bytes), &number, 0));
            prop_assert!(is_drawn(Seed(bytes), &number, 1000));
        }

        #[test]
        fn a_larger_sample_holds_the_smaller_one(bytes: [u8; 16], nr: u32, share in 0..1000_u16) {
            let number = nr.to_string();
            let smaller = is_drawn(Seed(bytes), &number, share);
            prop_assert!(!smaller || is_drawn(Seed(bytes), &number, share + 1));
        }

        #[test]
        fn about_the_share_is_drawn(bytes: [u8; 16]) {
            let drawn = (0..4000).filter(|nr| is_drawn(Seed(bytes), &format!("HR-2030-{nr:04}"), 100)).count();
            // Five standard deviations to either side of 400.
            prop_assert!((305..=495).contains(&drawn), "{drawn}");
        }
    }

    #[test]
    fn a_draw_is_as_it_is_written_down() {
        let seed: Seed = "000102030405060708090a0b0c0d0e0f".parse().expect("a seed");
        // printf '\x00..\x0fHR-2030-0001' | sha256sum
        let digest = Sha256::digest([&seed.0[..], b"HR-2030-0001"].concat());
        let number = u64::from_be_bytes(digest[..8].try_into().expect("eight"));
        assert_eq!(seed.draw("HR-2030-0001", 1000), number % 1000);
        assert!("kort".parse::<Seed>().is_err());
    }
}
