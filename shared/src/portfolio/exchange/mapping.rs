//! How another register calls things, and what that is here: a table with a date.

use crate::portfolio::{ActivityKind, Category};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/portfolio_mapping.csv");

struct Line {
    field: &'static str,
    old: &'static str,
    new: &'static str,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(';');
            Some(Line {
                field: cells.next()?,
                old: cells.next()?,
                new: cells.next()?,
            })
        })
        .collect()
});

fn of(field: &str) -> impl Iterator<Item = &'static Line> {
    LINES.iter().filter(move |line| line.field == field)
}

/// The kind of an activity that another register calls this; the seven of the voluntary register are
/// here one to one.
pub fn kind(text: &str) -> Option<ActivityKind> {
    let text = text.trim().to_lowercase();
    ActivityKind::parse(&text).or_else(|| {
        let line = of("soort").find(|line| line.old == text)?;
        ActivityKind::parse(line.new)
    })
}

/// The category that fits best what another register calls this; nothing when none fits.
pub fn category(text: &str) -> Option<Category> {
    let text = text.trim().to_lowercase();
    Category::parse(&text).or_else(|| {
        let line = of("categorie").find(|line| text.contains(line.old))?;
        Category::parse(line.new)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_leads_to_a_code_that_exists() {
        assert!(LINES.len() > 20);
        for line in LINES.iter() {
            let known = match line.field {
                "soort" => ActivityKind::parse(line.new).is_some(),
                "categorie" => Category::parse(line.new).is_some(),
                _ => false,
            };
            assert!(known, "{} {}", line.field, line.old);
        }
    }

    #[test]
    fn what_the_old_register_called_it_is_found_and_what_nobody_knows_is_not() {
        assert_eq!(
            kind("Professionele zelfstudie"),
            Some(ActivityKind::Zelfstudie)
        );
        assert_eq!(
            kind("Overige binnen de school"),
            Some(ActivityKind::BinnenSchool)
        );
        assert_eq!(kind("Wandeling"), None);
        for (text, found) in [
            ("Vakinhoudelijk", Some(Category::SubjectContent)),
            ("(Vak)didactisch", Some(Category::SubjectDidactics)),
            ("Pedagogisch handelen", Some(Category::Pedagogy)),
            (
                "Algemeen professioneel handelen",
                Some(Category::Professional),
            ),
            ("Schoolontwikkeling", Some(Category::School)),
            (
                "Ontwikkeling van de beroepsgroep",
                Some(Category::Profession),
            ),
            ("Overig", None),
        ] {
            assert_eq!(category(text), found, "{text}");
        }
    }
}
