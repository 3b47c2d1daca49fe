//! What somebody who looks a teacher up means by what they typed.

use crate::identifier::TeacherNumber;

/// Words that many names hold (*voorvoegsels*): they find nobody by themselves.
const PREFIXES: [&str; 24] = [
    "aan", "af", "bij", "d", "de", "den", "der", "die", "het", "in", "la", "le", "o", "onder",
    "op", "s", "t", "te", "ten", "ter", "uit", "van", "vd", "von",
];

/// The most words that are looked at.
const MOST: usize = 6;

/// From this length on the beginning of a word is enough; a shorter one must be whole.
const BEGINNING: usize = 3;

/// From this length on a word that nobody has may be a slip of the pen.
const SLIP: usize = 4;

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The teacher with this number.
    Number(TeacherNumber),
    /// Teachers with such a name.
    Name(NameSought),
}

/// The words of a name, in any order: `Berg, van der` is `van der Berg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSought {
    words: Vec<String>,
    leading: usize,
}

impl Sought {
    /// What is meant by what was typed; nothing when that is too little to look for.
    pub fn parse(typed: &str) -> Option<Self> {
        let digits: String = typed.chars().filter(|c| !" .-".contains(*c)).collect();
        if let Ok(number) = TeacherNumber::parse(&digits) {
            return Some(Self::Number(number));
        }
        let words: Vec<String> = typed
            .chars()
            // An accent that stands by itself belongs to the letter before it.
            .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
            .collect::<String>()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(MOST)
            .map(str::to_owned)
            .collect();
        let leading = leading(&words)?;
        Some(Self::Name(NameSought { words, leading }))
    }
}

impl NameSought {
    /// The word by which is found: the first that is not in everybody's name, and not an initial.
    pub fn leading(&self) -> &str {
        &self.words[self.leading]
    }

    /// Whether every name that begins with the leading word is meant; else only the word itself.
    pub fn is_beginning(&self) -> bool {
        length(self.leading()) >= BEGINNING
    }

    /// The other words: beginnings of names, initials, or of a school.
    pub fn others(&self) -> Vec<String> {
        let mut words = self.words.clone();
        words.remove(self.leading);
        words
    }

    /// The longest word, to be compared with names when nobody has this one; nothing when it is so
    /// short that it looks like half of the country.
    pub fn slip(&self) -> Option<&str> {
        let longest = self.words.iter().max_by_key(|word| length(word))?;
        (length(longest) >= SLIP).then_some(longest)
    }

    /// All words.
    pub fn words(&self) -> String {
        self.words.join(" ")
    }
}

fn leading(words: &[String]) -> Option<usize> {
    let is_prefix = |word: &str| PREFIXES.contains(&word.to_lowercase().as_str());
    let first = |least: usize| {
        words
            .iter()
            .position(|word| length(word) >= least && !is_prefix(word))
    };
    first(BEGINNING).or_else(|| first(2))
}

fn length(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(typed: &str) -> NameSought {
        match Sought::parse(typed) {
            Some(Sought::Name(name)) => name,
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for typed in ["48201937", "48 201 937", " 48.201.937 ", "48-201-937"] {
            assert!(
                matches!(Sought::parse(typed), Some(Sought::Number(_))),
                "{typed}"
            );
        }
        assert!(matches!(
            Sought::parse("Jan 48201937"),
            Some(Sought::Name(_))
        ));
    }

    #[test]
    fn a_name_leads_by_the_word_that_tells_most() {
        for typed in [
            "van der Berg",
            "Berg, van der",
            "J. van der Berg",
            "d'Berg",
            "‘t Berg",
        ] {
            assert_eq!(name(typed).leading(), "Berg", "{typed}");
        }
        assert_eq!(name("Bo Li").leading(), "Bo");
        assert!(
            !name("Bo Li").is_beginning(),
            "or it would be half the country"
        );
        assert_eq!(name("Mila Zand").others(), ["Zand"]);
        assert_eq!(name("Chloe\u{308} Zand").leading(), "Chloe");
        assert_eq!(name("Mila Zandligt").slip(), Some("Zandligt"));
        assert_eq!(name("Bo Li").slip(), None);
    }

    #[test]
    fn what_is_in_everybodys_name_is_too_little() {
        for typed in ["", " ", "z", "van", "van der", "%%", "d'", "J. de"] {
            assert_eq!(Sought::parse(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn no_word_can_mean_more_than_its_letters(typed in ".{0,60}") {
            if let Some(Sought::Name(name)) = Sought::parse(&typed) {
                let mut words = name.others();
                words.push(name.leading().to_owned());
                prop_assert!(words.len() <= MOST);
                prop_assert!(words.iter().all(|word| word.chars().all(char::is_alphanumeric)));
            }
        }

        #[test]
        fn the_order_of_a_name_does_not_matter(mut words in proptest::collection::vec("[a-z]{3,9}", 1..5)) {
            let all = |text: &str| {
                Sought::parse(text).map(|sought| match sought {
                    Sought::Name(name) => {
                        let mut words = name.others();
                        words.push(name.leading().to_owned());
                        words.sort();
                        words
                    }
                    Sought::Number(number) => vec![number.to_string()],
                })
            };
            let typed = all(&words.join(" "));
            words.reverse();
            prop_assert_eq!(typed, all(&words.join(", ")));
        }
    }
}
