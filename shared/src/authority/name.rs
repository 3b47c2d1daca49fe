//! Names of programmes, made comparable: institutions write the same programme in many ways.

use crate::subject::fold;
use std::collections::HashSet;

/// How alike two names must be, in thousandths, to be taken for the same.
pub(super) const ALIKE: u32 = 600;

/// A name as words that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name(Vec<String>);

impl Name {
    /// Folds the text, spells out what is abbreviated and leaves out words that say nothing.
    pub(super) fn new(text: &str) -> Self {
        let folded = fold(text);
        let mut words = Vec::new();
        for (place, word) in folded.split(' ').enumerate() {
            match (place, word) {
                (0, "b" | "ba" | "bsc" | "bed") => words.push("bachelor"),
                (0, "m" | "ma" | "msc" | "med") => words.push("master"),
                (_, "" | "de" | "het" | "een" | "van" | "in" | "en" | "voor" | "tot" | "met" | "der" | "opleiding"
                // What all languages share would make Duitse and Franse taal en cultuur alike.
                | "taal" | "literatuur" | "letterkunde" | "cultuur") => {}
                (_, "vo") => words.extend(["voortgezet", "onderwijs"]),
                (_, "vho") => words.extend(["voorbereidend", "hoger", "onderwijs"]),
                (_, "1e" | "1ste") => words.push("eerste"),
                (_, "2e" | "2de") => words.push("tweede"),
                (_, "graads") => words.push("graad"),
                (_, "eerstegraads") => words.extend(["eerste", "graad"]),
                (_, "tweedegraads") => words.extend(["tweede", "graad"]),
                (_, "lerarenopleiding" | "leraren") => words.push("leraar"),
                (_, "docentenopleiding") => words.push("docent"),
                (_, other) => words.push(other),
            }
        }
        Self(words.into_iter().map(str::to_owned).collect())
    }

    /// The words with one space between them.
    pub(super) fn text(&self) -> String {
        self.0.join(" ")
    }

    /// The name without the degree in front of it, when there is one.
    pub(super) fn without_degree(&self) -> Option<Self> {
        let (first, rest) = self.0.split_first()?;
        matches!(first.as_str(), "bachelor" | "master").then(|| Self(rest.to_vec()))
    }

    /// What stands between this beginning and this end, when the name has both and more.
    pub(super) fn between(&self, begin: &Self, end: &Self) -> Option<String> {
        let rest = self.0.strip_prefix(begin.0.as_slice())?;
        let middle = rest.strip_suffix(end.0.as_slice())?;
        (!middle.is_empty()).then(|| middle.join(" "))
    }
}

/// The groups of three letters in a text, each word with space around it, as `pg_trgm` makes them.
#[derive(Clone, Debug)]
pub(super) struct Trigrams(HashSet<[char; 3]>);

impl Trigrams {
    pub(super) fn of(text: &str) -> Self {
        let mut all = HashSet::new();
        for word in text.split_whitespace() {
            let letters: Vec<char> = "  ".chars().chain(word.chars()).chain([' ']).collect();
            all.extend(
                letters
                    .windows(3)
                    .map(|three| [three[0], three[1], three[2]]),
            );
        }
        Self(all)
    }

    /// What two texts share, in thousandths of what they have together.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let shared = self.0.intersection(&other.0).count();
        let together = self.0.len() + other.0.len() - shared;
        if together == 0 {
            return 0;
        }
        u32::try_from(shared * 1000 / together).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_programme_has_many_spellings() {
        let plain = Name::new("leraar voortgezet onderwijs tweede graad Duits");
        for other in [
            "Opleiding tot leraar voortgezet onderwijs van de tweede graad in Duits",
            "lerarenopleiding VO 2e graad (Duits)",
            "Leraar vo, tweedegraads: Duits",
        ] {
            assert_eq!(Name::new(other), plain, "{other}");
        }
        let bachelor = Name::new("B Opleiding tot leraar vo van de 2e graad in Duits");
        assert_eq!(bachelor.without_degree(), Some(plain.clone()));
        let begin = Name::new("leraar vo tweede graad");
        assert_eq!(
            plain.between(&begin, &Name::new("")).as_deref(),
            Some("duits")
        );
        assert_eq!(begin.between(&begin, &Name::new("")), None);
    }

    #[test]
    fn likeness_is_that_of_pg_trgm() {
        let alike = |a, b| Trigrams::of(a).likeness(&Trigrams::of(b));
        assert_eq!(alike("wiskunde", "wiskunde"), 1000);
        assert_eq!(alike("wiskunde", "wiskunde b"), 818);
        assert!(alike("natuurkunde", "naturkunde") >= ALIKE);
        assert!(alike("natuurkunde", "scheikunde") < ALIKE);
        assert_eq!(alike("", ""), 0);
    }
}
