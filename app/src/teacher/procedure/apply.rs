//! Asking for re-registration: everything that is sent on one page, filled in already.

use super::{
    Application, Door, Sent,
    api::{Apply, my_application},
    copy,
};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, ButtonLink, Card, Check, Empty, ErrorSummary, Fact,
        Facts, FieldGroup, Gap, Hidden, Icons, Narrow, PageHead, Paragraph, Source, Stack,
        TermExplained, TextArea, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, returned_form},
};
use leptos::prelude::*;
use server_fn::ServerFn;
use shared::notation;

/// `/mijn/herregistratie/aanvragen`
pub struct ApplyPage {
    data: Resource<(Answer<Application>, Option<FormState>)>,
}

impl Page for ApplyPage {
    fn data() -> Self {
        let returned = returned_form();
        Self {
            data: Resource::new(returned, |returned| async move {
                (my_application().await, FormState::load(returned).await)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data } = this;
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(application), returned) => {
                            view! { <CheckAnswers application returned/> }.into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn CheckAnswers(application: Application, returned: Option<FormState>) -> impl IntoView {
    let form = Form::posted::<Apply>(returned);
    let parents = vec![
        ("/mijn", "Overzicht"),
        ("/mijn/herregistratie", "Herregistratie"),
    ];
    let body = match (&application.door, application.sent.clone()) {
        (Door::Open, Some(sent)) => open(&application, sent, form).into_any(),
        (door, _) => closed(door).into_any(),
    };
    view! {
        <FormTitle page="Herregistratie aanvragen" problem=form.problem()/>
        <Breadcrumb parents/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title="Herregistratie aanvragen"
                lead="Alles staat al ingevuld. Kijk na of het klopt en verstuur het."
            />
            {body}
        </Narrow>
    }
}

/// Why one cannot apply now.
fn closed(door: &Door) -> impl IntoView + use<> {
    let (title, text, href, link) = match door {
        Door::Running(id) => (
            "Je aanvraag loopt al",
            "Je ziet daar waar ze staat en wat we van je vragen.".to_owned(),
            format!("/mijn/zaken/{id}"),
            "Naar je aanvraag",
        ),
        Door::NotYet(day) => (
            "Aanvragen kan nog niet",
            format!("Het kan vanaf {}.", notation::date(*day)),
            "/mijn/herregistratie".to_owned(),
            "Kijk hoe ver je bent",
        ),
        Door::NoTerm | Door::Open => (
            "Je periode is nog niet begonnen",
            "Herregistratie vraag je aan aan het eind van je periode van 4 jaar.".to_owned(),
            "/mijn/herregistratie".to_owned(),
            "Lees hoe het gaat",
        ),
    };
    view! {
        <Empty icon=Icons::Calendar title>
            <Paragraph muted=true>{text}</Paragraph>
            <ButtonLink href weight=Weight::Secondary>{link}</ButtonLink>
        </Empty>
    }
}

/// What is sent. The browser posts it itself: the answer may be that one has to log in first.
fn open(application: &Application, sent: Sent, form: Form) -> impl IntoView + use<> {
    let due = notation::date(application.due.date);
    let computed = application.due.clone();
    let percent = application.per_thousand / 10;
    let met = if sent.evaluation.is_fulfilled() {
        let text = format!(
            "Je voldoet aan alle regels. Meestal krijg je meteen een besluit. Ongeveer {percent} van \
             de 100 aanvragen bekijken we helemaal. Valt jouw aanvraag daarin? Dan kijkt een mens ernaar."
        );
        view! { <Alert tone=Tone::Ok><p>{text}</p></Alert> }.into_any()
    } else {
        let unmet = copy::unmet(&sent.evaluation);
        view! {
            <Alert title="Je haalt nog niet elke regel">
                <p>
                    "Je kunt nu al aanvragen. Een medewerker kijkt er dan naar. Je kunt ook eerst je portfolio aanvullen."
                </p>
                {unmet}
            </Alert>
        }
        .into_any()
    };
    let number = application.fresh.to_string();
    let (rules, activities) = (copy::rules(&sent.evaluation), copy::activities(&sent));
    let term = format!(
        "{} tot en met {}",
        notation::date(sent.term.first),
        notation::date(sent.term.last)
    );
    let hours = format!("{} uur", sent.evaluation.total);
    view! {
        <Stack>
            {met}
            <Card title="Je gegevens" id="gegevens">
                <Facts wide=true>
                    <Fact name="Naam" source=Source::Brp>{sent.teacher.clone()}</Fact>
                    <Fact name="Registratienummer">{sent.number.clone()}</Fact>
                    <Fact name="Je periode">{term}</Fact>
                    <Fact name="Regels">{sent.set.clone()}</Fact>
                    <Fact name="Uren die meetellen">{hours}</Fact>
                </Facts>
            </Card>
            <Card title="Per regel" id="regels">{rules}</Card>
            <Card title="Je activiteiten" id="activiteiten">
                <Stack gap=Gap::Normal>
                    {activities}
                    <p><TextLink href="/mijn/portfolio">"Klopt er iets niet? Pas je portfolio aan"</TextLink></p>
                </Stack>
            </Card>
            <form method="post" action=Apply::PATH>
                <Stack>
                    <Hidden name="number" value=form.value("number", number)/>
                    <TextArea
                        name="remark"
                        label="Wil je er iets bij vertellen?"
                        hint="Bijvoorbeeld waarom je een regel niet haalt. Zet er geen gegevens over je gezondheid in."
                        value=form.value("remark", "")
                        error=form.error("remark")
                        optional=true
                    />
                    <FieldGroup id="agreed-groep" legend="Bevestigen" error=form.error("agreed")>
                        <Check name="agreed" value="ja" label="Ik heb dit naar waarheid ingevuld" checked=false/>
                    </FieldGroup>
                    <Actions>
                        <Button>"Verstuur je aanvraag"</Button>
                        <TextLink href="/mijn/herregistratie">"Terug"</TextLink>
                    </Actions>
                    <Paragraph small=true muted=true>
                        {format!("We beslissen uiterlijk op {due}. Je krijgt een kopie van alles wat je verstuurt.")}
                    </Paragraph>
                    <TermExplained computed/>
                </Stack>
            </form>
        </Stack>
    }
}
