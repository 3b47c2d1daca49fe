//! Drafts that come and go through their form.

use super::*;

fn fields(form: &SetForm) -> Vec<String> {
    let errors = form.parse(CriteriaSet::example()).expect_err("it is wrong");
    errors.into_iter().map(|error| error.field).collect()
}

#[test]
fn every_set_comes_out_of_its_form_as_it_went_in() {
    let mut kinds = std::collections::BTreeSet::new();
    for set in CriteriaSet::all() {
        let form = SetForm::of(set, "");
        assert_eq!(form.parse(set).as_ref(), Ok(set));
        let kept = serde_json::to_string(&form).expect("JSON");
        let again: SetForm = serde_json::from_str(&kept).expect("a form");
        assert_eq!(again, form);
        kinds.extend(form.rules.iter().map(|rule| rule.kind.clone()));
    }
    // What no set has yet.
    let mut set = CriteriaSet::example().clone();
    let part = |code: &str| Rule {
        code: code.to_owned(),
        kind: RuleKind::MinShare {
            select: crate::criteria::Selection::default(),
            percent: 40,
        },
        ..set.rules[0].clone()
    };
    let rules = vec![part("D1"), part("D2")];
    set.rules[0].kind = RuleKind::Some { count: 1, rules };
    let form = SetForm::of(&set, "");
    assert_eq!(form.parse(&set).as_ref(), Ok(&set));
    kinds.extend(form.rules.iter().map(|rule| rule.kind.clone()));
    assert_eq!(kinds.len(), RuleKind::CODES.len(), "{kinds:?}");
}

#[test]
fn what_is_wrong_is_told_at_its_field_and_all_at_once() {
    let mut form = SetForm::of(CriteriaSet::example(), "");
    form.name = " ".into();
    form.starts_day = "31".into();
    form.starts_month = "2".into();
    form.rules[0].numbers.insert("hours".into(), "veel".into());
    form.rules[1].code = "R01".into();
    form.rules[2].inside = "R04".into();
    form.rules[3].subjects = "GEENVAK".into();
    let found = fields(&form);
    for field in [
        "name",
        "starts",
        "rules[0][numbers][hours]",
        "rules[1][code]",
        "rules[2][inside]",
        "rules[3][subjects]",
    ] {
        assert!(found.iter().any(|one| one == field), "{field}: {found:?}");
    }
}

#[test]
fn rules_are_added_moved_and_removed_and_parts_stay() {
    let mut form = SetForm::of(CriteriaSet::example(), "");
    let deed = |button: &str, kind: &str| Deed::parse(button, kind).expect("a deed");
    form.apply(deed("erbij", "OF"));
    assert_eq!(form.rules[4].code, "R05");
    assert_eq!(fields(&form), ["rules[4][kind]"]);
    form.rules[2].inside = "R05".into();
    form.rules[3].inside = "R05".into();
    let set = form.parse(CriteriaSet::example()).expect("a set");
    assert_eq!(set.rules.len(), 3);
    assert_eq!(set.rules[2].parts().len(), 2);
    form.apply(deed("omhoog:3", ""));
    let set = form.parse(CriteriaSet::example()).expect("a set");
    assert_eq!(set.rules[2].parts()[0].code, "R04");
    form.rules[4].inside = "R05".into();
    assert!(fields(&form).contains(&"rules[4][inside]".to_owned()));
    form.rules[4].inside = String::new();
    form.apply(deed("weg:4", ""));
    let set = form.parse(CriteriaSet::example()).expect("a set");
    assert_eq!(set.rules.len(), 4);
    form.apply(deed("omlaag:99", ""));
    assert_eq!(Deed::parse("erbij", "ONZIN"), None);
    assert_eq!(Deed::parse("reken", ""), None);
}

#[test]
fn what_is_typed_in_a_field_is_seen_in_the_words_of_its_rule() {
    let mut form = SetForm::of(CriteriaSet::example(), "");
    let words = |form: &SetForm| form.rule(3).map(|rule| rule.in_words());
    form.put("rules[3][numbers][hours]", vec!["45".to_owned()]);
    form.put("rules[3][categories][]", vec!["school".to_owned()]);
    form.put("rules[3][flags][]", vec!["per_day".to_owned()]);
    form.put("rules[9][code]", vec!["R99".to_owned()]);
    form.put("name", vec!["-".to_owned()]);
    let expected = "Van “School en samenwerken” tellen er ten hoogste 45 uur per dag mee.";
    assert_eq!(words(&form).as_deref(), Some(expected));
    form.put("rules[3][numbers][hours]", vec!["veel".to_owned()]);
    assert_eq!(words(&form), None);
}

#[test]
fn a_rule_without_an_explanation_gets_our_words() {
    for set in CriteriaSet::all() {
        let mut form = SetForm::of(set, "");
        for rule in &mut form.rules {
            rule.explanation = String::new();
        }
        let read = form.parse(set).expect("a set");
        for rule in read.every_rule() {
            assert!(rule.explanation.ends_with('.'), "{}", rule.explanation);
        }
    }
}

#[test]
fn a_rule_that_asks_something_else_is_not_told_by_its_old_text() {
    let before = CriteriaSet::example();
    let mut form = SetForm::of(before, "");
    form.rules[0].numbers.insert("hours".into(), "140".into());
    assert_eq!(fields(&form), ["rules[0][explanation]"]);
    form.rules[0].explanation = "In 4 jaar laat je minstens 140 uur zien.".into();
    assert!(form.parse(before).is_ok());
    // Left to us, the text follows the rule, also when it changes once more.
    form.rules[0].explanation = String::new();
    let set = form.parse(before).expect("a set");
    let mut again = SetForm::of(&set, "");
    assert_eq!(again.rules[0].explanation, "");
    again.rules[0].numbers.insert("hours".into(), "120".into());
    let again = again.parse(&set).expect("a set");
    assert_eq!(
        again.rules[0].explanation,
        "In je periode laat je minstens 120 uur zien."
    );
    // Nor of whom it is asked.
    let mut form = SetForm::of(before, "");
    form.rules[2].sectors = vec!["mbo".into()];
    assert_eq!(fields(&form), ["rules[2][explanation]"]);
}

#[test]
fn a_draft_can_be_for_some_sectors() {
    let mut form = SetForm::of(CriteriaSet::example(), "");
    form.sectors = vec!["vo".into(), "mbo".into()];
    let set = form.parse(CriteriaSet::example()).expect("a set");
    assert_eq!(set.sectors, [Sector::Vo, Sector::Mbo]);
    assert_eq!(SetForm::of(&set, "").sectors, form.sectors);
    form.sectors.push("hbo".into());
    assert_eq!(fields(&form), ["sectors"]);
}

#[test]
fn a_form_or_theme_that_nobody_can_choose_is_refused() {
    let mut form = SetForm::of(CriteriaSet::example(), "");
    form.rules[3].explanation = String::new();
    form.rules[3].labels = "Opleider in school, teamontwikkeling".into();
    let set = form.parse(CriteriaSet::example()).expect("a set");
    assert_eq!(set.labels(), ["opleider_in_school", "teamontwikkeling"]);
    form.rules[3].labels = "mentor, wandelen".into();
    assert_eq!(fields(&form), ["rules[3][labels]"]);
}
