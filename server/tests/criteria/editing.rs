//! The editor of a draft, without JavaScript.

use super::{drafter, secretariat, staff};
use crate::support::{Register, Visitor};
use app::profession::desk::ProfessionDesk;
use server::criteria;
use shared::{
    criteria::{CriteriaSet, RuleKind, SetForm},
    sector::Sector,
};

const PAGE: &str = "/criteria/2028-1/bewerken";
const SAVE: &str = "/api/behandeling/criteria/bewaren";

/// What the form of a draft sends.
fn fields(form: &SetForm, revision: i32, button: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = [
        ("version", "2028-1"),
        ("revision", &revision.to_string()),
        ("name", &form.name),
        ("starts_day", &form.starts_day),
        ("starts_month", &form.starts_month),
        ("starts_year", &form.starts_year),
        ("reason", &form.reason),
        ("soort", "VERPLICHTE_ACTIVITEIT"),
        ("knop", button),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    for (place, rule) in form.rules.iter().enumerate() {
        let mut put = |field: &str, value: &str| {
            fields.push((format!("rules[{place}]{field}"), value.to_owned()));
        };
        put("[code]", &rule.code);
        put("[kind]", &rule.kind);
        put("[inside]", &rule.inside);
        put("[explanation]", &rule.explanation);
        put("[source]", &rule.source);
        for (name, value) in &rule.numbers {
            put(&format!("[numbers][{name}]"), value);
        }
        let lists = [
            ("sectors", &rule.sectors),
            ("flags", &rule.flags),
            ("categories", &rule.categories),
            ("kinds", &rule.kinds),
        ];
        for (name, values) in lists {
            for value in values {
                put(&format!("[{name}][]"), value);
            }
        }
        put("[subjects]", &rule.subjects);
        put("[labels]", &rule.labels);
    }
    fields
}

async fn send(visitor: &Visitor<'_>, form: &SetForm, revision: i32, button: &str) -> String {
    let fields = fields(form, revision, button);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    visitor.post(PAGE, SAVE, &fields).await
}

async fn kept(register: &Register) -> CriteriaSet {
    let mut conn = register.pool().acquire().await.expect("connection");
    let kept = criteria::find(&mut conn, "2028-1").await.expect("found");
    kept.expect("it is there").set
}

async fn begun() -> Register {
    let register = Register::new().await;
    let visitor = secretariat(&register).await;
    let goal = visitor
        .post(
            "/criteria",
            "/api/behandeling/criteria/nieuw",
            &[("version", "2028-1")],
        )
        .await;
    assert!(goal.ends_with(PAGE), "{goal}");
    register
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_begins_with_what_holds_and_a_name_is_given_once() {
    let register = begun().await;
    assert_eq!(kept(&register).await.rules, CriteriaSet::example().rules);
    let again = register.desk.begin(&drafter(), "2028-1").await;
    assert_eq!(again.expect_err("twice").status, 409);
    for wrong in ["", "2028/1", "een heel lange naam voor een versie"] {
        let refused = register.desk.begin(&drafter(), wrong).await;
        let refused = refused.expect_err(wrong);
        assert!(refused.at("version").is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_rule_has_a_form() {
    let register = begun().await;
    let visitor = secretariat(&register).await;
    let draft = register.desk.draft(&drafter(), "2028-1").await;
    let mut form = draft.expect("a draft").form;
    for kind in RuleKind::CODES {
        form.apply(shared::criteria::Deed::Add(kind.to_owned()));
    }
    let goal = send(&visitor, &form, 1, "bewaar").await;
    assert!(goal.contains("melding=bewaard"), "{goal}");
    let page = visitor.page(PAGE).await;
    for kind in RuleKind::CODES {
        assert!(page.contains(RuleKind::title(kind)), "{kind}");
    }
    // Nothing is filled in yet: what to do stands at the fields.
    assert!(page.contains("Vul een heel getal in van"));
    assert!(page.contains("Wat je typte is bewaard, maar nog niet alles klopt."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept() {
    let register = begun().await;
    let visitor = secretariat(&register).await;
    let draft = register.desk.draft(&drafter(), "2028-1").await;
    let mut form = draft.expect("a draft").form;
    form.rules[0]
        .numbers
        .insert("hours".to_owned(), "honderd".to_owned());
    form.reason = "Minder uren voor wie weinig werkt.".to_owned();
    let goal = send(&visitor, &form, 1, "reken").await;
    assert!(goal.contains(PAGE), "{goal}");
    let page = visitor.page(PAGE).await;
    assert!(page.contains("honderd"));
    assert!(page.contains("Minder uren voor wie weinig werkt."));
    assert!(page.contains("Vul een heel getal in van 0 tot en met 10.000"));
    assert!(page.contains("rules[0][numbers][hours]-fout"));
    assert_eq!(kept(&register).await.rules, CriteriaSet::example().rules);

    form.rules[0]
        .numbers
        .insert("hours".to_owned(), "140".to_owned());
    send(&visitor, &form, 2, "bewaar").await;
    let page = visitor.page(PAGE).await;
    assert!(page.contains("De regel is veranderd en deze uitleg niet."));
    assert!(page.contains("rules[0][explanation]-fout"));
    assert_eq!(kept(&register).await.rules, CriteriaSet::example().rules);

    form.rules[0].explanation = String::new();
    send(&visitor, &form, 3, "bewaar").await;
    let set = kept(&register).await;
    assert_eq!(set.rules[0].kind, RuleKind::MinTotal { hours: 140 });
    let public = visitor.page("/criteria/2028-1").await;
    assert!(
        public.contains("In woorden: Minstens 100 uur is"),
        "beside an own text"
    );
    assert!(!public.contains("minstens 160 uur zien.</ins>"));
    let page = visitor.page(PAGE).await;
    assert!(page.contains("In je periode laat je minstens 140 uur zien."));
    assert!(
        page.contains("−20"),
        "the difference with the version in force"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_added_moved_and_taken_out_by_buttons() {
    let register = begun().await;
    let visitor = secretariat(&register).await;
    let form = register
        .desk
        .draft(&drafter(), "2028-1")
        .await
        .expect("a draft")
        .form;
    let goal = send(&visitor, &form, 1, "erbij").await;
    assert!(goal.contains("#erbij"), "{goal}");
    let form = register
        .desk
        .draft(&drafter(), "2028-1")
        .await
        .expect("a draft")
        .form;
    assert_eq!(
        form.rules.last().map(|rule| rule.code.as_str()),
        Some("R05")
    );
    send(&visitor, &form, 2, "weg:4").await;
    let form = register
        .desk
        .draft(&drafter(), "2028-1")
        .await
        .expect("a draft")
        .form;
    send(&visitor, &form, 3, "omlaag:0").await;
    let set = kept(&register).await;
    let codes: Vec<&str> = set.rules.iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!(codes, ["R02", "R01", "R03", "R04"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_for_the_sectors_that_are_chosen() {
    let register = begun().await;
    let visitor = secretariat(&register).await;
    let draft = register.desk.draft(&drafter(), "2028-1").await;
    let form = draft.expect("a draft").form;
    let mut posted = fields(&form, 1, "bewaar");
    for sector in ["vo", "mbo"] {
        posted.push(("sectors[]".to_owned(), sector.to_owned()));
    }
    let posted: Vec<(&str, &str)> = posted
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let goal = visitor.post(PAGE, SAVE, &posted).await;
    assert!(goal.contains("melding=bewaard"), "{goal}");
    assert_eq!(kept(&register).await.sectors, [Sector::Vo, Sector::Mbo]);
    let page = visitor.page("/criteria/2028-1").await;
    assert!(page.contains("voortgezet onderwijs, middelbaar beroepsonderwijs"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_never_write_over_each_other() {
    let register = begun().await;
    let visitor = secretariat(&register).await;
    let mut form = register
        .desk
        .draft(&drafter(), "2028-1")
        .await
        .expect("a draft")
        .form;
    send(&visitor, &form, 1, "bewaar").await;
    form.name = "Wat de ander typte".to_owned();
    let goal = send(&visitor, &form, 1, "bewaar").await;
    assert!(goal.contains("formulier="), "{goal}");
    let path = goal.strip_prefix("http://127.0.0.1:3000").unwrap_or(&goal);
    let page = visitor.page(path).await;
    assert!(page.contains("Iemand anders bewaarde dit concept intussen"));
    assert!(page.contains("Wat de ander typte"));
    assert_ne!(kept(&register).await.name, "Wat de ander typte");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_secretariat_writes() {
    let register = begun().await;
    for role in ["behandelaar", "beheerder", "vaststeller"] {
        let visitor = Visitor::with(&register, staff(role)).await;
        let (_, page) = visitor.get(PAGE).await;
        assert!(!page.contains("Bewaar concept"), "{role}");
        let page = visitor.page("/criteria").await;
        assert!(!page.contains("Begin een concept"), "{role}");
    }
    let page = secretariat(&register).await.page("/criteria").await;
    assert!(page.contains("Begin een concept"));
}
