//! The rules of the delivery while somebody fills in the form: the same functions as on the server.

use super::{Entered, Facts, field_of, words_of};
use jiff::civil::Date;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use shared::{
    delivery::{Draft, Severity, check_draft},
    ground::{Ground, GroundTable},
    notation,
};
use std::collections::{BTreeMap, BTreeSet};
use web_sys::{Element, FormData, HtmlFormElement};

/// A form while it is filled in: what stands in it, and which fields were left.
#[derive(Clone, Copy)]
pub(super) struct Live {
    facts: StoredValue<Facts>,
    entered: RwSignal<Entered>,
    left: RwSignal<BTreeSet<String>>,
    knows_bsn: bool,
    findings: Memo<BTreeMap<String, String>>,
}

impl Live {
    /// A form that begins with this.
    pub fn new(facts: Facts, entered: Entered, knows_bsn: bool) -> Self {
        let (facts, entered) = (StoredValue::new(facts), RwSignal::new(entered));
        let findings = Memo::new(move |_| {
            facts.with_value(|facts| findings(facts, &entered.read(), knows_bsn))
        });
        Self {
            facts,
            entered,
            left: RwSignal::new(BTreeSet::new()),
            knows_bsn,
            findings,
        }
    }

    /// Hears that somebody left a field or chose something.
    pub fn hear(self, event: &ev::Event) {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let Some(field) = field else { return };
        if let Some(entered) = filled_in(&field) {
            let name = field.get_attribute("name").unwrap_or_default();
            self.left.update(|left| {
                left.insert(field_of_input(&name).to_owned());
            });
            self.entered.set(entered);
        }
    }

    /// The form was sent: what the server says of it holds until a field changes again.
    pub fn sent(self) {
        self.left.update(BTreeSet::clear);
    }

    /// What is wrong with a field: what the rules say of what stands in it now, or what the server
    /// said of what was sent.
    pub fn error(
        self,
        field: &'static str,
        told: Signal<Option<String>>,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            if self.left.read().contains(field) {
                self.findings.read().get(field).cloned()
            } else {
                told.get()
            }
        })
    }

    /// The ground that is chosen, as it holds on the first day of the appointment.
    pub fn ground(self) -> Option<&'static Ground> {
        let today = self.facts.with_value(|facts| facts.today);
        let entered = self.entered.read();
        let begins = notation::parse_date(entered.value("begindatum")).unwrap_or(today);
        GroundTable::current().find(entered.value("grondslag"), begins)
    }

    /// The first day on the ground and how often it was extended.
    pub fn since(self) -> Option<(Date, u8)> {
        let entered = self.entered.read();
        let since = notation::parse_date(entered.value("ingangsdatumGrond"))
            .or_else(|| notation::parse_date(entered.value("begindatum")))?;
        Some((
            since,
            entered.value("verlenging").parse().unwrap_or_default(),
        ))
    }

    /// Whether the BSN is known already.
    pub fn knows_bsn(self) -> bool {
        self.knows_bsn
    }
}

/// The field of the form that an input belongs to.
fn field_of_input(name: &str) -> &str {
    if name.starts_with("onderwijsterrein") {
        "onderwijsterreinen"
    } else {
        name
    }
}

/// What stands in the form around a field.
fn filled_in(field: &Element) -> Option<Entered> {
    let form: HtmlFormElement = field.closest("form").ok()??.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    Entered::from_form_data(&data).ok()
}

/// The first thing that is wrong with each field.
fn findings(facts: &Facts, entered: &Entered, knows_bsn: bool) -> BTreeMap<String, String> {
    let row = entered.record(&facts.board, &Entered::default(), None);
    let mut first = BTreeMap::new();
    for finding in check_draft(
        &Draft::read(&row),
        &facts.context(&row),
        GroundTable::current(),
    ) {
        let is_known = knows_bsn
            && finding.field == "burgerservicenummer"
            && row.value("burgerservicenummer").is_empty();
        if finding.severity() == Severity::Error && !is_known {
            first
                .entry(field_of(&finding.field).to_owned())
                .or_insert_with(|| words_of(&finding));
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::school::appointment::OwnSchool;
    use shared::{
        identifier::{BoardNumber, Brin, LocationCode},
        sector::Sector,
    };

    fn facts() -> Facts {
        Facts {
            now: "2026-11-23T12:00:00Z".parse().expect("moment"),
            today: "2026-11-23".parse().expect("date"),
            board: BoardNumber::parse("41234").expect("board"),
            schools: vec![OwnSchool {
                brin: Brin::parse("99QA").expect("brin"),
                name: "SG De Wending".to_owned(),
                sector: Sector::Vo,
                locations: vec![(
                    LocationCode::parse("99QA00").expect("location"),
                    String::new(),
                )],
            }],
        }
    }

    fn right() -> Entered {
        Entered::from([
            ("benoemingvolgnummer", "2026-000481"),
            ("versie", "1"),
            ("burgerservicenummer", "999990019"),
            ("geboortedatum", "02-04-1987"),
            ("school", "99QA00"),
            ("begindatum", "01-11-2026"),
            ("functiecategorie", "9"),
            ("arbeidsovereenkomstBegindatum", "01-11-2026"),
            ("grondslag", "VO-33.1B1"),
        ])
    }

    #[test]
    fn a_form_that_is_right_shows_no_messages() {
        assert!(findings(&facts(), &right(), false).is_empty());
    }

    #[test]
    fn the_rules_of_the_delivery_speak_at_the_fields_of_the_form() {
        let mut entered = right();
        entered.set("school", "99ZZ00");
        entered.set("einddatum", "31-10-2026");
        entered.set("grondslag", "VO-99.9");
        let found = findings(&facts(), &entered, false);
        let fields: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(fields, ["einddatum", "grondslag", "school"]);
    }

    #[test]
    fn a_bsn_that_the_server_knows_need_not_be_filled_in_again() {
        let mut entered = right();
        entered.set("burgerservicenummer", "");
        assert!(findings(&facts(), &entered, true).is_empty());
        assert!(findings(&facts(), &entered, false).contains_key("burgerservicenummer"));
        entered.set("burgerservicenummer", "999990018");
        assert!(findings(&facts(), &entered, true).contains_key("burgerservicenummer"));
    }
}
