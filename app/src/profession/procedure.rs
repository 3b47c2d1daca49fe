//! What the visitor can do with a version: lead its way, react, vote, adopt.

use super::{StepForm, VersionFile, api, simulation::needs};
use crate::{
    design::{
        Actions, Button, Card, Check, DateField, ErrorSummary, Fact, Facts, FieldGroup, Gap,
        Hidden, Paragraph, Stack, TextArea, TextField, Weight,
    },
    session::{Form, FormState, answered},
};
use jiff::{ToSpan, civil::Date};
use leptos::{form::ActionForm, prelude::*};
use shared::{
    criteria::{Ballot, Procedure, Stage},
    notation,
};

/// What one can do on the page of a version.
#[derive(Clone, Copy)]
pub struct Deeds {
    step: ServerAction<api::TakeStep>,
    adopt: ServerAction<api::Adopt>,
    react: ServerAction<api::React>,
    vote: ServerAction<api::CastVote>,
}

impl Deeds {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            step: ServerAction::new(),
            adopt: ServerAction::new(),
            react: ServerAction::new(),
            vote: ServerAction::new(),
        }
    }

    /// Goes up with everything that was done.
    pub fn done(self) -> [usize; 4] {
        [
            answered(self.step),
            answered(self.adopt),
            answered(self.react),
            answered(self.vote),
        ]
    }
}

/// A day, as the three fields of a date.
fn typed(day: Date) -> (String, String, String) {
    (
        day.day().to_string(),
        day.month().to_string(),
        day.year().to_string(),
    )
}

/// The steps that the secretariat can take now.
#[component]
pub fn StepsCard(file: VersionFile, returned: Option<FormState>, deeds: Deeds) -> impl IntoView {
    if !file.may.draft || matches!(file.stage, Stage::Adopted | Stage::Withdrawn) {
        return ().into_any();
    }
    let form = Form::new(deeds.step, returned);
    let procedure = Procedure::on(file.today);
    let after = |days: i32| file.today.saturating_add(days.days());
    let goes_on = file.until.is_some_and(|until| file.today <= until);
    let open = file.until.filter(|_| goes_on).map(|until| {
        let text = format!(
            "Dit loopt tot en met {}. Daarna kun je verder.",
            notation::date(until)
        );
        view! { <Paragraph>{text}</Paragraph> }
    });
    let (forward, back) = match file.stage {
        Stage::Drafting => (
            Some((
                "raadpleging",
                "Begin de raadpleging",
                Some(after(procedure.consultation_days)),
            )),
            None,
        ),
        Stage::Consultation if goes_on => (None, Some("Haal terug naar concept")),
        Stage::Consultation => (
            Some((
                "stemming",
                "Begin de stemming",
                Some(after(procedure.vote_days)),
            )),
            Some("Haal terug naar concept"),
        ),
        Stage::Voting if goes_on => (None, None),
        Stage::Voting => (Some(("uitslag", "Tel de stemmen", None)), None),
        _ => (None, Some("Haal terug naar concept")),
    };
    let version = file.set.version.clone();
    let forward = forward.map(|(step, label, until)| {
        let day = until.map(|until| {
            let value = form.date("day", typed(until));
            view! { <DateField name="day" legend="Tot en met welke dag?" value error=form.error("day")/> }
        });
        view! {
            <ActionForm action=deeds.step attr:class="lr-stack lr-stack--m">
                <Hidden name="version" value=version.clone()/>
                <Hidden name="step" value=step/>
                {day}
                <Actions><Button>{label}</Button></Actions>
            </ActionForm>
        }
    });
    let small = |step: &'static str, label: &'static str, weight: Weight| {
        let version = file.set.version.clone();
        view! {
            <ActionForm action=deeds.step>
                <Hidden name="version" value=version/>
                <Hidden name="step" value=step/>
                <Button weight>{label}</Button>
            </ActionForm>
        }
    };
    let back = back.map(|label| small("terug", label, Weight::Secondary));
    let withdraw = (file.stage != Stage::Voting)
        .then(|| small("intrekken", "Trek deze versie in", Weight::Danger));
    view! {
        <Card title="Volgende stap" id="stap">
            <Stack>
                <ErrorSummary problem=form.problem()/>
                {open}
                {forward}
                <Actions>{back} {withdraw}</Actions>
            </Stack>
        </Card>
    }
    .into_any()
}

/// Adoption by the minister: with what it takes in sight.
#[component]
pub fn AdoptCard(file: VersionFile, returned: Option<FormState>, deeds: Deeds) -> impl IntoView {
    if !file.may.adopt || file.stage != Stage::Accepted {
        return ().into_any();
    }
    let form = Form::new(deeds.adopt, returned);
    let starts = form.date("day", typed(file.set.valid_from));
    let seen = (!file.needs.is_empty()).then(|| {
        let checked = form.value("seen", "") == "ja";
        view! {
            <FieldGroup id="seen-groep" legend="Nieuwe gegevens" error=form.error("seen")>
                <Check
                    name="seen"
                    value="ja"
                    label="Ik heb gezien welke gegevens scholen en leraren hiervoor moeten geven"
                    checked
                />
            </FieldGroup>
        }
    });
    let version = file.set.version.clone();
    view! {
        <Card title="Vaststellen namens de minister" id="vaststellen">
            <Stack>
                <ErrorSummary problem=form.problem()/>
                <Paragraph>
                    "De afgevaardigden hebben deze versie aangenomen. Na het vaststellen verandert er niets meer aan."
                </Paragraph>
                {needs(&file.needs)}
                <ActionForm action=deeds.adopt attr:class="lr-stack lr-stack--m">
                    <Hidden name="version" value=version/>
                    <Hidden name="step" value="vaststellen"/>
                    <TextField
                        name="decision"
                        label="Welk besluit?"
                        hint="Het kenmerk van het besluit van de minister, bijvoorbeeld Stcrt. 2027, 1234."
                        value=form.value("decision", "")
                        error=form.error("decision")
                    />
                    <DateField
                        name="day"
                        legend="Voor perioden die beginnen vanaf welke dag?"
                        value=starts
                        error=form.error("day")
                    />
                    {seen}
                    <Actions><Button>"Stel vast"</Button></Actions>
                </ActionForm>
            </Stack>
        </Card>
    }
    .into_any()
}

/// The vote: that of the visitor while it goes on, and what it came to.
#[component]
pub fn VoteCard(file: VersionFile, returned: Option<FormState>, deeds: Deeds) -> impl IntoView {
    let Some(vote) = file.vote else {
        return ().into_any();
    };
    let procedure = Procedure::on(file.today);
    let rule = format!(
        "Minstens {} procent van de afgevaardigden moet stemmen. Meer dan {} procent van de stemmen moet voor zijn.",
        procedure.quorum_percent, procedure.majority_percent
    );
    let assumed = (procedure.source == 'A')
        .then_some(" Dit is een aanname: de deelnemersvergadering legde het nooit vast.");
    if let Some((tally, accepted)) = vote.outcome {
        let outcome = if accepted {
            "Aangenomen"
        } else {
            "Niet aangenomen"
        };
        let cast = tally.in_favour + tally.against + tally.blank;
        return view! {
            <Card title="De stemming" id="stemming">
                <Facts>
                    <Fact name="Uitslag">{outcome}</Fact>
                    <Fact name="Voor">{tally.in_favour}</Fact>
                    <Fact name="Tegen">{tally.against}</Fact>
                    <Fact name="Blanco">{tally.blank}</Fact>
                    <Fact name="Gestemd">{format!("{cast} van de {} afgevaardigden", tally.members)}</Fact>
                </Facts>
            </Card>
        }
        .into_any();
    }
    let form = Form::new(deeds.vote, returned);
    let until = format!(
        "De afgevaardigden stemmen tot en met {}.",
        notation::date(vote.until)
    );
    let version = file.set.version.clone();
    let ballot = file.may.vote.then(|| {
        let own = form.value("choice", vote.own.map(Ballot::code).unwrap_or_default());
        let choices = Ballot::ALL
            .into_iter()
            .map(|choice| {
                let checked = own == choice.code();
                view! {
                    <Check name="choice" value=choice.code() label=choice.label() checked radio=true/>
                }
            })
            .collect_view();
        let label = if vote.own.is_some() { "Verander je stem" } else { "Stem" };
        view! {
            <ErrorSummary problem=form.problem()/>
            <ActionForm action=deeds.vote attr:class="lr-stack lr-stack--m">
                <Hidden name="version" value=version/>
                <FieldGroup
                    id="choice"
                    legend="Wat stem je?"
                    hint="Je kunt je stem veranderen zolang de stemming loopt."
                    error=form.error("choice")
                >
                    {choices}
                </FieldGroup>
                <Actions><Button>{label}</Button></Actions>
            </ActionForm>
        }
    });
    view! {
        <Card title="De stemming" id="stemming">
            <Stack>
                <Paragraph>{until}</Paragraph>
                <Paragraph small=true muted=true>{rule} {assumed}</Paragraph>
                {ballot}
            </Stack>
        </Card>
    }
    .into_any()
}

/// A reaction in the consultation.
#[component]
pub fn ReactCard(file: VersionFile, returned: Option<FormState>, deeds: Deeds) -> impl IntoView {
    if file.stage != Stage::Consultation {
        return ().into_any();
    }
    let until = file.until.map(|until| {
        format!(
            "Elke leraar in het register kan reageren tot en met {}.",
            notation::date(until)
        )
    });
    let form = Form::new(deeds.react, returned);
    let write = file.may.react.then(|| {
        let number = form.value("number", file.fresh.to_string());
        view! {
            <ErrorSummary problem=form.problem()/>
            <ActionForm action=deeds.react attr:class="lr-stack lr-stack--m">
                <Hidden name="version" value=file.set.version.clone()/>
                <Hidden name="number" value=number/>
                <TextArea
                    name="text"
                    label="Wat vind je van dit voorstel?"
                    hint="Iedereen kan je reactie lezen, zonder je naam. Zet er geen namen in, ook niet van leerlingen of collega’s."
                    value=form.value("text", "")
                    error=form.error("text")
                    rows=5
                />
                <Actions><Button>"Plaats je reactie"</Button></Actions>
            </ActionForm>
        }
    });
    view! {
        <Card title="De raadpleging" id="raadpleging">
            <Stack gap=Gap::Normal><Paragraph>{until}</Paragraph> {write}</Stack>
        </Card>
    }
    .into_any()
}

impl StepForm {
    /// Whether the new data was seen.
    pub fn has_seen(&self) -> bool {
        self.seen == "ja"
    }
}
