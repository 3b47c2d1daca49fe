//! The end of entering a subject: checking the answers (step 3), and that it is done (step 4).

use super::{
    ClaimDetail, List,
    api::RecordClaim,
    claim::{Loaded, load, page, parents},
    claims::{OutcomeBadge, STEPS},
    reasoning::source,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Breadcrumb, Bullet, Bullets, Button, ButtonLink, Card, Check, ErrorSummary, Fact,
        Facts, FieldGroup, Fit, Hidden, Inset, KeyValue, KeyValues, Narrow, OutcomeBody,
        OutcomeCard, PageHead, Part, Source, Stack, Steps, Strand, TermExplained, TextLink, Weight,
    },
    session::{Form, FormState, FormTitle},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use shared::notation;

/// `/mijn/vakken/toevoegen/controleren?vak=`
pub struct CheckAnswersPage(Loaded, ServerAction<RecordClaim>);

impl Page for CheckAnswersPage {
    fn data() -> Self {
        Self(load(|| ()), ServerAction::new())
    }

    fn view(this: Self) -> AnyView {
        let action = this.1;
        page(
            this.0,
            move |detail, returned| view! { <CheckAnswers detail returned action/> },
        )
    }
}

#[component]
fn CheckAnswers(
    detail: ClaimDetail,
    returned: Option<FormState>,
    action: ServerAction<RecordClaim>,
) -> impl IntoView {
    let form = Form::new(action, returned);
    let id = detail.claim.id;
    let what_next = match detail.list {
        List::Register => {
            "Je school ziet dat je dit vak geeft. Op je openbare pagina komt het erbij te staan."
        }
        _ => "Je school ziet dat je dit vak geeft. Het voorportaal is niet openbaar.",
    };
    view! {
        <FormTitle page="Klopt alles?" problem=form.problem()/>
        <Breadcrumb parents=parents()/>
        <Narrow>
            <Steps steps=STEPS now=3/>
            <ErrorSummary problem=form.problem()/>
            <PageHead title="Klopt alles?" lead="Kijk je antwoorden na. Daarna leggen we je vak vast."/>
            <Answers detail/>
            <Inset><p>{what_next}</p></Inset>
            <ActionForm action=action>
                <Stack>
                    <Hidden name="claim" value=id.to_string()/>
                    <FieldGroup id="waar-groep" legend="Bevestigen" error=form.error("waar")>
                        <Check name="waar" value="ja" label="Ik heb dit naar waarheid ingevuld" checked=false/>
                    </FieldGroup>
                    <Actions>
                        <Button>"Vak vastleggen"</Button>
                        <TextLink href=format!("/mijn/vakken/toevoegen/uitkomst?vak={id}")>"Terug"</TextLink>
                    </Actions>
                </Stack>
            </ActionForm>
        </Narrow>
    }
}

/// Everything that was answered, and where to change it.
#[component]
fn Answers(detail: ClaimDetail) -> impl IntoView {
    let place = match detail.list {
        List::None => "Geen van beide lijsten".into_any(),
        list => {
            let vestibule = list == List::Vestibule;
            view! { <Strand vestibule/> }.into_any()
        }
    };
    let from = source(detail.check.extract);
    let diploma = detail
        .check
        .diplomas
        .first()
        .map(|diploma| format!("{}, {}", diploma.programme, diploma.graduated.year()));
    let files = i64::try_from(detail.evidence.len()).unwrap_or(i64::MAX);
    let where_taught = detail.claim.place();
    let claim = detail.claim;
    let id = claim.id;
    let outcome = claim.outcome;
    let change = move |what: &'static str| {
        ViewFn::from(move || {
            view! { <TextLink href=format!("/mijn/vakken/toevoegen?vak={id}") context=what>"Wijzig"</TextLink> }
        })
    };
    let change_evidence = ViewFn::from(move || {
        view! { <TextLink href=format!("/mijn/vakken/toevoegen/bewijs?vak={id}") context="bewijs">"Wijzig"</TextLink> }
    });
    view! {
        <Card title="Je antwoorden" id="antwoorden" small=true>
            <Facts wide=true>
                <Fact name="Vak" action=change("vak")>{claim.subject}</Fact>
                <Fact name="Waar" action=change("soort school en leerjaren")>{where_taught}</Fact>
                <Fact name="Sinds" action=change("begindatum")>{notation::date(claim.since)}</Fact>
                <Fact name="School">{claim.school}</Fact>
                {diploma.map(|diploma| view! { <Fact name="Diploma" source=from>{diploma}</Fact> })}
                <Fact name="Uitkomst"><OutcomeBadge outcome/></Fact>
                {(files > 0)
                    .then(|| {
                        view! {
                            <Fact name="Bewijs" source=Source::Teacher action=change_evidence>
                                {notation::count(files, "bestand", "bestanden")}
                            </Fact>
                        }
                    })}
                <Fact name="Komt te staan in">{place}</Fact>
            </Facts>
        </Card>
    }
}

/// `/mijn/vakken/{id}/klaar`
pub struct DonePage(Loaded);

impl Page for DonePage {
    fn data() -> Self {
        Self(load(|| ()))
    }

    fn view(this: Self) -> AnyView {
        page(this.0, |detail, _| view! { <Done detail/> })
    }
}

#[component]
fn Done(detail: ClaimDetail) -> impl IntoView {
    let claim = detail.claim;
    let id = claim.id;
    if !claim.recorded {
        return view! {
            <Title text="Nog niet vastgelegd - Lerarenregister"/>
            <Breadcrumb parents=parents()/>
            <Narrow>
                <Steps steps=STEPS now=3/>
                <PageHead
                    title=format!("{} is nog niet vastgelegd", claim.subject)
                    lead="Je opgave is bewaard. Kijk je antwoorden na en leg je vak vast."
                />
                <Actions>
                    <ButtonLink href=format!("/mijn/vakken/toevoegen/controleren?vak={id}")>"Verder"</ButtonLink>
                </Actions>
            </Narrow>
        }
        .into_any();
    }
    let (reference, place) = (claim.reference(), claim.place());
    let recorded = notation::date_time(claim.changed_at);
    let public = detail.list == List::Register;
    let judged = detail.review.filter(|review| review.verdict.is_none()).map(|review| {
        let text = format!(
            "Een medewerker van het register bekijkt je bewijs. Je krijgt uiterlijk op {} een bericht.",
            notation::date(review.due.date)
        );
        view! { <Bullet>{text}<TermExplained computed=review.due/></Bullet> }
    });
    view! {
        <Title text="Je vak is vastgelegd - Lerarenregister"/>
        <Narrow>
            <Steps steps=STEPS now=4/>
            <OutcomeCard fit=Fit::Whole first=true title=format!("{} is vastgelegd", claim.subject)>
                <p role="status">{format!("{place}. {}.", claim.outcome.title())}</p>
                <OutcomeBody slot>
                    <Part title="Wat gebeurt er nu?" first=true>
                        <Bullets>
                            <Bullet>"Je hoeft niets meer te doen."</Bullet>
                            {judged}
                            <Bullet>"Je school ziet dat je dit vak geeft."</Bullet>
                            {public
                                .then(|| {
                                    view! { <Bullet>"Op je openbare pagina komt het erbij te staan."</Bullet> }
                                })}
                            <Bullet>
                                "Verandert er iets in de vergelijking met je diploma? Dan krijg je een bericht."
                            </Bullet>
                            <Bullet>"Je kunt je vak altijd wijzigen of verwijderen."</Bullet>
                        </Bullets>
                    </Part>
                    <KeyValues>
                        <KeyValue name="Kenmerk" identifier=true>{reference}</KeyValue>
                        <KeyValue name="Vastgelegd op">{recorded}</KeyValue>
                    </KeyValues>
                </OutcomeBody>
            </OutcomeCard>
            <Actions>
                <ButtonLink href="/mijn">"Terug naar overzicht"</ButtonLink>
                <ButtonLink href="/mijn/vakken/toevoegen" weight=Weight::Secondary>"Nog een vak toevoegen"</ButtonLink>
            </Actions>
        </Narrow>
    }
    .into_any()
}
