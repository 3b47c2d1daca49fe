//! Which choices belong to what is typed.

/// The numbers of the choices that match what is typed, best first: those that begin with it, then
/// those with a word that begins with it, then those with it anywhere. Everything when nothing is
/// typed. Each choice is given as its name and the other words by which it is found.
pub fn matching<'a>(
    choices: impl IntoIterator<Item = (&'a str, &'a str)>,
    typed: &str,
) -> Vec<usize> {
    let typed = fold(typed);
    let mut found: Vec<(u8, usize)> = choices
        .into_iter()
        .enumerate()
        .filter_map(|(number, (name, also))| Some((rank(name, also, &typed)?, number)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, number)| number).collect()
}

/// The number of the only choice with exactly this name, whatever its capitals and accents.
pub fn exact<'a>(names: impl IntoIterator<Item = &'a str>, typed: &str) -> Option<usize> {
    let typed = fold(typed);
    let mut same = names
        .into_iter()
        .enumerate()
        .filter(|(_, name)| fold(name) == typed)
        .map(|(number, _)| number);
    let first = same.next()?;
    same.next().is_none().then_some(first)
}

fn rank(name: &str, also: &str, typed: &str) -> Option<u8> {
    let (name, also) = (fold(name), fold(also));
    let has_word = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| word.starts_with(typed))
    };
    if name.starts_with(typed) {
        Some(0)
    } else if has_word(&name) || has_word(&also) {
        Some(1)
    } else if name.contains(typed) || also.contains(typed) {
        Some(2)
    } else {
        None
    }
}

/// Small letters without accents and without space around them.
fn fold(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ñ' => 'n',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ý' | 'ÿ' => 'y',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECTS: [(&str, &str); 5] = [
        ("Algemene natuurwetenschappen", "anw"),
        ("Culturele en kunstzinnige vorming", "ckv"),
        ("Maatschappijleer", ""),
        ("Maatschappijkunde", ""),
        ("Natuurkunde", "fysica"),
    ];

    #[test]
    fn what_begins_with_it_comes_before_what_has_a_word_with_it() {
        assert_eq!(matching(SUBJECTS, "natuur"), [4, 0]);
    }

    #[test]
    fn a_synonym_finds_the_choice() {
        assert_eq!(matching(SUBJECTS, "CKV"), [1]);
        assert_eq!(matching(SUBJECTS, "fys"), [4]);
    }

    #[test]
    fn a_piece_in_the_middle_of_a_word_finds_it_too() {
        assert_eq!(matching(SUBJECTS, "leer"), [2]);
    }

    #[test]
    fn nothing_typed_shows_everything_in_its_own_order() {
        assert_eq!(matching(SUBJECTS, "  "), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn what_is_nowhere_finds_nothing() {
        assert!(matching(SUBJECTS, "wiskunde").is_empty());
    }

    #[test]
    fn accents_and_capitals_make_no_difference() {
        let names = ["Één", "Twee"];
        assert_eq!(exact(names, "een"), Some(0));
        assert_eq!(exact(names, " TWEE "), Some(1));
    }

    #[test]
    fn a_name_that_stands_there_twice_is_not_chosen_by_typing_it() {
        assert_eq!(exact(["Engels", "Engels"], "engels"), None);
    }
}
