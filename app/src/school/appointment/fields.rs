//! The fields of the form, in the order in which a school has them at hand.

use super::{Facts, Occasion, TEACHING_FIELDS, live::Live, words::label_of};
use crate::{
    design::{Check, Choice, Details, FieldGroup, Hidden, SelectField, TextField, TextLink},
    session::Form,
};
use leptos::prelude::*;
use shared::{
    delivery::TeachingField,
    ground::{GroundTable, Target},
    sector::Sector,
};

/// What every part of the form needs: what is known, what came back, and the rules.
#[derive(Clone, Copy)]
pub(super) struct Filled {
    /// The form, with what was typed and what the server said.
    pub form: Form,
    /// The rules while one types.
    pub live: Live,
    /// What was known at the start.
    pub known: StoredValue<super::Entered>,
}

impl Filled {
    /// What a field begins with.
    pub fn value(self, field: &'static str) -> String {
        let known = self.known.with_value(|known| known.value(field).to_owned());
        self.form.value(field, known)
    }

    fn error(self, field: &'static str) -> Signal<Option<String>> {
        self.live.error(field, self.form.error(field))
    }

    fn text(self, name: &'static str, hint: &'static str) -> AnyView {
        let label = label_of(name);
        let (value, error) = (self.value(name), self.error(name));
        view! { <TextField name label value hint error/> }.into_any()
    }

    fn date(self, name: &'static str, optional: bool) -> AnyView {
        let label = label_of(name);
        let (value, error) = (self.value(name), self.error(name));
        let hint = "Bijvoorbeeld 01-08-2026";
        view! { <TextField name label value hint error optional maxlength=10/> }.into_any()
    }

    fn optional(self, name: &'static str, hint: &'static str) -> AnyView {
        let label = label_of(name);
        let (value, error) = (self.value(name), self.error(name));
        view! { <TextField name label value hint error optional=true/> }.into_any()
    }

    fn choice(self, name: &'static str, choices: Vec<Choice>) -> AnyView {
        self.named(name, label_of(name), choices)
    }

    /// What was sent and is no choice of today stays one, so that it is not lost unseen.
    fn named(self, name: &'static str, label: &'static str, mut choices: Vec<Choice>) -> AnyView {
        let (value, error) = (self.value(name), self.error(name));
        if !value.is_empty() && choices.iter().all(|choice| choice.value != value) {
            choices.push(Choice::new(value.clone(), value.clone()));
        }
        view! { <SelectField name label value choices error/> }.into_any()
    }
}

/// The number of the appointment; of one that the board has already it cannot change.
pub(super) fn number(filled: Filled, occasion: &Occasion) -> AnyView {
    match occasion {
        Occasion::Change(number) => {
            view! { <Hidden name="benoemingvolgnummer" value=number.clone()/> }.into_any()
        }
        Occasion::New | Occasion::Repair(..) => filled.text(
            "benoemingvolgnummer",
            "Het nummer waaronder je bestuur deze benoeming kent. Het blijft altijd hetzelfde.",
        ),
    }
}

/// Who is appointed. A BSN that is known is not shown: it stays unless another is filled in.
pub(super) fn teacher(filled: Filled, bsn: Option<String>, occasion: &Occasion) -> AnyView {
    let with_bsn = !matches!(occasion, Occasion::Change(_));
    let hint = match (&bsn, filled.live.knows_bsn()) {
        (Some(masked), true) => {
            format!("We hebben {masked}. Vul alleen iets in als dat niet klopt.")
        }
        _ => "Het burgerservicenummer van de leraar: 9 cijfers".to_owned(),
    };
    view! {
        {with_bsn
            .then(|| {
                let error = filled.error("burgerservicenummer");
                view! {
                    // Never filled in by us: a BSN that was sent does not come back to the page.
                    <TextField
                        name="burgerservicenummer"
                        label=label_of("burgerservicenummer")
                        value=""
                        hint
                        error
                        inputmode="numeric"
                        maxlength=11
                    />
                }
            })}
        {filled.date("geboortedatum", false)}
        {abroad(filled)}
    }
    .into_any()
}

/// Name and address, which are needed of who does not live in the Netherlands only.
fn abroad(filled: Filled) -> AnyView {
    let is_abroad = is_yes(&filled.value("nietIngezetene"));
    let sexes = vec![
        Choice::new("", "Kies"),
        Choice::new("V", "Vrouw"),
        Choice::new("M", "Man"),
        Choice::new("O", "Onbekend"),
    ];
    view! {
        <Details summary="De leraar woont niet in Nederland" open=is_abroad>
            <div class="lr-stack lr-stack--l">
                <FieldGroup
                    id="nietIngezetene"
                    legend="Woont de leraar buiten Nederland?"
                    error=filled.error("nietIngezetene")
                >
                    <Check
                        name="nietIngezetene"
                        value="ja"
                        label="Ja, en de leraar staat niet als inwoner in de BRP"
                        note="Dan hebben we ook de naam en het adres nodig."
                        checked=is_abroad
                    />
                </FieldGroup>
                {filled.optional("voornamen", "")}
                {filled.optional("voorvoegsel", "Bijvoorbeeld van der")}
                {filled.optional("achternaam", "")}
                {filled.choice("geslacht", sexes)}
                {filled.optional("adres", "")}
                {filled.optional("postcode", "")}
                {filled.optional("woonplaats", "")}
            </div>
        </Details>
    }
    .into_any()
}

/// Where and from when.
pub(super) fn appointment(filled: Filled, facts: &Facts) -> AnyView {
    let schools = std::iter::once(Choice::new("", "Kies een school"))
        .chain(facts.schools.iter().flat_map(|school| {
            let whole = Choice::grouped(
                school.brin.as_str(),
                format!("{} ({}), zonder vestiging", school.name, school.brin),
                school.name.clone(),
            );
            let locations = school.locations.iter().map(|(code, name)| {
                Choice::grouped(
                    code.as_str(),
                    format!("{name} ({code})"),
                    school.name.clone(),
                )
            });
            locations.chain([whole]).collect::<Vec<_>>()
        }))
        .collect();
    let functions = vec![
        Choice::new("", "Kies een functie"),
        Choice::new("8", "Groepsleerkracht (8)"),
        Choice::new("9", "Vakleraar (9)"),
        Choice::new("10", "Leraar in opleiding (10)"),
        Choice::new("11", "Overig lesgevend (11)"),
    ];
    let kinds = vec![
        Choice::new("BENOEMING", "Benoeming"),
        Choice::new(
            "TEWERKSTELLING_ZONDER_BENOEMING",
            "Tewerkgesteld zonder benoeming",
        ),
    ];
    view! {
        {filled.choice("school", schools)}
        {filled.choice("functiecategorie", functions)}
        {filled.choice("soort", kinds)}
        <div class="lr-grid lr-grid--2">
            {filled.date("begindatum", false)}
            {filled.date("einddatum", true)}
            {filled.date("arbeidsovereenkomstBegindatum", false)}
            {filled.date("arbeidsovereenkomstEinddatum", true)}
        </div>
    }
    .into_any()
}

/// The ground, and what belongs to a temporary one.
pub(super) fn ground(filled: Filled, facts: &Facts, aid: String) -> AnyView {
    let sectors = sectors(facts);
    let mut grounds = vec![Choice::new("", "Kies een grondslag")];
    for sector in &sectors {
        grounds.extend(
            GroundTable::current()
                .valid_on(facts.today)
                .filter(|ground| ground.sectors.contains(sector))
                .filter(|ground| ground.target != Target::NotDelivered)
                .map(|ground| {
                    let label = format!("{} ({})", ground.name, ground.code);
                    Choice::grouped(ground.code.clone(), label, sector.name())
                }),
        );
    }
    let extensions = ["0", "1", "2"]
        .map(|times| Choice::new(times, if times == "0" { "Niet verlengd" } else { times }));
    let has_statement = is_yes(&filled.value("verklaringInspanning"));
    view! {
        {filled.choice("grondslag", grounds)}
        <p class="lr-small">
            // In a tab of its own, so that what was filled in stays.
            <a class="utrecht-link" href=aid target="_blank">
                "Zoek de grondslag met een paar vragen (opent in een nieuw tabblad)"
            </a>
        </p>
        <super::end::EndOfGround live=filled.live/>
        <Temporary filled extensions=extensions.to_vec() has_statement/>
    }
    .into_any()
}

#[component]
fn Temporary(filled: Filled, extensions: Vec<Choice>, has_statement: bool) -> impl IntoView {
    view! {
        {filled.optional(
            "ingangsdatumGrond",
            "Alleen bij een tijdelijke grondslag. Het maximum telt vanaf deze dag. Bijvoorbeeld 01-08-2026",
        )}
        {filled.choice("verlenging", extensions)}
        <FieldGroup
            id="verklaringInspanning"
            legend=label_of("verklaringInspanning")
            error=filled.error("verklaringInspanning")
        >
            <Check
                name="verklaringInspanning"
                value="ja"
                label="De schriftelijke verklaring over de inspanning is er"
                note="Alleen als de wet die vraagt bij deze grondslag."
                checked=has_statement
            />
        </FieldGroup>
    }
}

/// What is taught, for who is not qualified.
pub(super) fn teaching(filled: Filled, facts: &Facts) -> AnyView {
    let sectors = sectors(facts);
    let fields = TEACHING_FIELDS
        .into_iter()
        .zip([
            "Eerste onderwijsterrein",
            "Tweede onderwijsterrein",
            "Derde onderwijsterrein",
        ])
        .map(|(name, label)| {
            let known = TeachingField::all()
                .iter()
                .filter(|field| {
                    sectors
                        .iter()
                        .any(|sector| field.fits(*sector, facts.today))
                })
                .map(|field| Choice::new(field.code.clone(), field.name.clone()));
            let choices = std::iter::once(Choice::new("", "Geen"))
                .chain(known)
                .collect();
            filled.named(name, label, choices)
        })
        .collect_view();
    view! {
        <FieldGroup
            id="onderwijsterreinen"
            legend=label_of("onderwijsterreinen")
            hint="Alleen voor wie in het registervoorportaal komt. Ten hoogste 3."
            error=filled.error("onderwijsterreinen")
        >
            <div class="lr-grid lr-grid--3">{fields}</div>
        </FieldGroup>
        {filled.optional("leerjaren", "Van 1 tot en met 8, met een komma ertussen: 1,2,3")}
    }
    .into_any()
}

/// Whether a box is ticked that was sent as this, in any way in which a file may say yes.
fn is_yes(sent: &str) -> bool {
    ["ja", "j", "true", "1"]
        .iter()
        .any(|yes| yes.eq_ignore_ascii_case(sent))
}

/// The sectors in which the board has schools; all of them when it has none.
fn sectors(facts: &Facts) -> Vec<Sector> {
    let own = |sector: &Sector| facts.schools.iter().any(|school| school.sector == *sector);
    let found: Vec<Sector> = Sector::ALL.into_iter().filter(own).collect();
    if found.is_empty() {
        Sector::ALL.to_vec()
    } else {
        found
    }
}

/// A link that stands below a part of the form.
#[component]
pub(super) fn Back(
    /// Where it leads.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    view! { <p><TextLink href>"Stop zonder op te slaan"</TextLink></p> }
}
