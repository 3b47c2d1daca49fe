//! Who may take decisions for the minister (*mandaat*), and until when.

use super::{api, loaded, waiting};
use crate::{
    design::{
        Actions, Button, Card, Cell, Choice, Column, Columns, DateField, Empty, ErrorSummary,
        Hidden, Icons, PageHead, Paragraph, Row, RowHead, SelectField, Stack, Table, TextField,
        Weight,
    },
    failure::Answer,
    page::Page,
    session::{Form, FormState, answered, returned_form},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use shared::{FieldError, case::CaseKind, notation};
use uuid::Uuid;

/// Who may decide, and to whom a mandate can be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandates {
    /// Those that hold longest on top.
    pub mandates: Vec<Mandate>,
    /// The case workers: identifier and name.
    pub workers: Vec<(String, String)>,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// The right of somebody to decide for the minister.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Its number.
    pub id: Uuid,
    /// Of whom.
    pub name: String,
    /// For cases of which kind.
    pub kind: CaseKind,
    /// The first day.
    pub from: Date,
    /// The last day, when it has one.
    pub until: Option<Date>,
    /// The order that gives it.
    pub basis: String,
}

impl Mandate {
    /// How it stands on a day.
    fn standing(&self, today: Date) -> &'static str {
        match self.until {
            Some(until) if until < today => "Afgelopen",
            _ if self.from > today => "Nog niet begonnen",
            _ => "Geldt",
        }
    }
}

/// A new mandate, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMandate {
    /// Who: the identifier of the organisation's login.
    #[serde(default)]
    pub subject: String,
    /// For decisions of which kind; on corrections when it is empty.
    #[serde(default)]
    pub kind: String,
    /// The order that gives it.
    #[serde(default)]
    pub basis: String,
    /// The first day: day of the month.
    #[serde(default)]
    pub from_day: String,
    /// Number of the month.
    #[serde(default)]
    pub from_month: String,
    /// Year in four digits.
    #[serde(default)]
    pub from_year: String,
    /// The last day, which may stay empty: day of the month.
    #[serde(default)]
    pub until_day: String,
    /// Number of the month.
    #[serde(default)]
    pub until_month: String,
    /// Year in four digits.
    #[serde(default)]
    pub until_year: String,
}

impl NewMandate {
    /// The first day, when it exists.
    pub fn from(&self) -> Option<Date> {
        let parts = [&self.from_day, &self.from_month, &self.from_year].map(|text| text.trim());
        notation::parse_date(&parts.join("-"))
    }

    /// The last day; nothing when it was left empty.
    ///
    /// # Errors
    /// What to do about it, when what was typed is no date.
    pub fn until(&self) -> Result<Option<Date>, FieldError> {
        let parts = [&self.until_day, &self.until_month, &self.until_year].map(|text| text.trim());
        if parts.iter().all(|part| part.is_empty()) {
            return Ok(None);
        }
        let message = "Vul een datum in die bestaat, of laat de datum leeg";
        notation::parse_date(&parts.join("-"))
            .map(Some)
            .ok_or_else(|| FieldError::new("until", message))
    }
}

/// `/behandeling/mandaten`
pub struct MandatesPage {
    data: Resource<(Answer<Mandates>, Option<FormState>)>,
    give: ServerAction<api::GiveMandate>,
    end: ServerAction<api::EndMandate>,
}

impl Page for MandatesPage {
    fn data() -> Self {
        let give = ServerAction::<api::GiveMandate>::new();
        let end = ServerAction::<api::EndMandate>::new();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || (answered(give), answered(end), returned()),
                |(_, _, returned)| async move {
                    (api::list_mandates().await, FormState::load(returned).await)
                },
            ),
            give,
            end,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, give, end } = this;
        view! {
            <Title text="Mandaten - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (mandates, returned) = data.await;
                    loaded(mandates, move |mandates| page(mandates, (give, end), returned))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    mandates: Mandates,
    (give, end): (
        ServerAction<api::GiveMandate>,
        ServerAction<api::EndMandate>,
    ),
    returned: Option<FormState>,
) -> impl IntoView {
    let ending = Form::new(end, returned.clone());
    let form = Form::new(give, returned);
    let workers = std::iter::once(Choice::new("", "Kies"))
        .chain(
            mandates
                .workers
                .iter()
                .map(|(subject, name)| Choice::new(subject.clone(), name.clone())),
        )
        .collect::<Vec<_>>();
    let kinds = CaseKind::ALL
        .into_iter()
        .filter(|kind| kind.is_decision())
        .map(|kind| Choice::new(kind.code(), kind.name()))
        .collect::<Vec<_>>();
    let date = |name: &str, known: Option<Date>| {
        let part = |suffix: &str, known: Option<i16>| {
            let known = known.map(|number| number.to_string()).unwrap_or_default();
            form.value(&format!("{name}_{suffix}"), known)
        };
        (
            part("day", known.map(|day| i16::from(day.day()))),
            part("month", known.map(|day| i16::from(day.month()))),
            part("year", known.map(Date::year)),
        )
    };
    let (from, until) = (date("from", Some(mandates.today)), date("until", None));
    view! {
        <PageHead
            title="Mandaten"
            lead="Wie namens de minister besluiten mag nemen, per soort. Een besluit wordt altijd door een ander voorgesteld."
        />
        <ErrorSummary problem=ending.problem()/>
        <Columns>
            {list(&mandates, end)}
            <Card title="Geef een mandaat" id="geven">
                <Stack>
                    <ErrorSummary problem=form.problem()/>
                    <ActionForm action=give attr:class="lr-stack lr-stack--m">
                        <SelectField
                            name="subject"
                            label="Aan wie?"
                            hint="Behandelaars die al eens zijn ingelogd."
                            value=form.value("subject", "")
                            choices=workers
                            error=form.error("subject")
                        />
                        <SelectField
                            name="kind"
                            label="Waarover?"
                            value=form.value("kind", CaseKind::Correction.code())
                            choices=kinds
                            error=form.error("kind")
                        />
                        <TextField
                            name="basis"
                            label="Welk mandaatbesluit?"
                            hint="Bijvoorbeeld Mandaatbesluit Lerarenregister 2026, artikel 3."
                            value=form.value("basis", "")
                            error=form.error("basis")
                        />
                        <DateField
                            name="from"
                            legend="Vanaf welke dag?"
                            value=from
                            error=form.error("from")
                        />
                        <DateField
                            name="until"
                            legend="Tot en met welke dag?"
                            hint="Laat het leeg als er geen einde is."
                            value=until
                            error=form.error("until")
                        />
                        <Actions>
                            <Button>"Geef het mandaat"</Button>
                        </Actions>
                    </ActionForm>
                </Stack>
            </Card>
        </Columns>
    }
}

fn list(mandates: &Mandates, end: ServerAction<api::EndMandate>) -> AnyView {
    if mandates.mandates.is_empty() {
        return view! {
            <Empty icon=Icons::ShieldCheck title="Niemand heeft een mandaat">
                <p class="utrecht-paragraph lr-muted">
                    "Zolang dat zo is, kan niemand een besluit nemen."
                </p>
            </Empty>
        }
        .into_any();
    }
    let today = mandates.today;
    let rows = mandates
        .mandates
        .iter()
        .cloned()
        .map(|mandate| row(mandate, today, end))
        .collect_view();
    let columns = ["Wie", "Waarover", "Wanneer", "Stand"]
        .map(Column::text)
        .to_vec();
    view! {
        <Card title="Wie mag beslissen" id="mandaten">
            <Table caption="Wie mag beslissen" caption_hidden=true columns>{rows}</Table>
        </Card>
    }
    .into_any()
}

fn row(mandate: Mandate, today: Date, end: ServerAction<api::EndMandate>) -> impl IntoView {
    let standing = mandate.standing(today);
    let over = mandate.until.is_some_and(|until| until <= today);
    let when = match mandate.until {
        Some(until) => format!(
            "{} tot en met {}",
            notation::date(mandate.from),
            notation::date(until)
        ),
        None => format!("Vanaf {}", notation::date(mandate.from)),
    };
    let (id, name) = (mandate.id.to_string(), mandate.name.clone());
    view! {
        <Row>
            <RowHead>
                {mandate.name}
            </RowHead>
            <Cell label="Waarover">
                {mandate.kind.name()}
                <Paragraph small=true muted=true>{mandate.basis}</Paragraph>
            </Cell>
            <Cell label="Wanneer">{when}</Cell>
            <Cell label="Stand">
                {standing}
                {(!over)
                    .then(|| {
                        view! {
                            <ActionForm action=end>
                                <Hidden name="id" value=id/>
                                <Button weight=Weight::Small context=name>"Beëindig"</Button>
                            </ActionForm>
                        }
                    })}
            </Cell>
        </Row>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_mandate_holds_from_its_first_day_through_its_last() {
        let mandate = Mandate {
            id: Uuid::nil(),
            name: "P. Kadeveld".to_owned(),
            kind: CaseKind::Correction,
            from: date(2026, 12, 1),
            until: Some(date(2026, 12, 31)),
            basis: "Mandaatbesluit".to_owned(),
        };
        let on = |month, day| mandate.standing(date(2026, month, day));
        assert_eq!(on(11, 30), "Nog niet begonnen");
        assert_eq!((on(12, 1), on(12, 31)), ("Geldt", "Geldt"));
        assert_eq!(mandate.standing(date(2027, 1, 1)), "Afgelopen");
    }
}
