use crate::delivery::Rule;

/// The files that show the rules at work.
const TESTS: [&str; 6] = [
    include_str!("refusals.rs"),
    include_str!("notices.rs"),
    include_str!("removal.rs"),
    include_str!("surroundings.rs"),
    include_str!("signals.rs"),
    include_str!("file.rs"),
];

#[test]
fn every_rule_of_the_table_has_a_test_under_its_name() {
    for rule in Rule::all() {
        let name = format!("\nfn {}_", rule.code["LR-".len()..].to_lowercase());
        assert!(
            TESTS.iter().any(|text| text.contains(&name)),
            "{}",
            rule.code
        );
    }
}

#[test]
fn every_rule_says_all_that_the_code_finder_shows() {
    for rule in Rule::all() {
        assert!(
            !rule.title.is_empty() && !rule.title.ends_with('.'),
            "{}",
            rule.code
        );
        assert!(
            rule.example.ends_with('.'),
            "{}: {}",
            rule.code,
            rule.example
        );
        assert_eq!(rule.anchor(), rule.code);
    }
}
