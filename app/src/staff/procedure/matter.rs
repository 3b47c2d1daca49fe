//! What an application or an objection is about, and what happened on the way of a case.

use super::{About, Procedure};
use crate::{
    design::{Alert, Card, Fact, Facts, Gap, Paragraph, Source, Stack, TermExplained, TextLink},
    teacher::procedure::{Asked, activities, rules, sequels},
};
use leptos::prelude::*;
use shared::{
    case::{AdviceKind, Wait},
    notation,
};

/// What an application or an objection is about.
pub fn matter(way: &Procedure) -> AnyView {
    match &way.about {
        Some(about @ About::Application { .. }) => application(about.clone()),
        Some(about @ About::Objection { .. }) => objection(about.clone()),
        None => ().into_any(),
    }
}

/// What was asked on the way, what the committee advised, and what came after.
pub fn way(way: &Procedure) -> impl IntoView + use<> {
    let advice = way
        .past
        .advices
        .iter()
        .enumerate()
        .rev()
        .map(|(nr, advice)| {
            let kind: AdviceKind = advice.kind;
            let (title, id) = match nr {
                0 => ("Advies van de commissie", "advies"),
                _ => ("Nader advies van de commissie", "nader-advies"),
            };
            let minority = advice.minority.clone();
            let given = format!("{}, {}", advice.by, notation::date(advice.on));
            let reasons = advice.reasons.clone();
            view! {
                <Card title id>
                    <Facts wide=true>
                        <Fact name="Advies">{kind.name()}</Fact>
                        <Fact name="Waarom">{reasons}</Fact>
                        {minority.map(|text| view! { <Fact name="Minderheid">{text}</Fact> })}
                        <Fact name="Van">{given}</Fact>
                    </Facts>
                </Card>
            }
        });
    let advice = advice.collect_view();
    let asked = (!way.asked.is_empty()).then(|| {
        let all = way.asked.iter().map(asked).collect_view();
        view! {
            <Card title="Wat we vroegen" id="vragen">
                <Stack>{all}</Stack>
            </Card>
        }
    });
    let sequels = sequels(&way.sequels, way.irrevocable);
    view! { {asked} {advice} {sequels} }
}

fn application(about: About) -> AnyView {
    let About::Application {
        sent,
        fulfilled,
        draw,
        now,
    } = about
    else {
        return ().into_any();
    };
    let met = if fulfilled {
        "Ja, alle regels"
    } else {
        "Nee, niet alle regels"
    };
    let title = match draw {
        Some(_) => "De aanvraag",
        None => "Hoe het ervoor stond toen de periode voorbij was",
    };
    let sample = draw.as_ref().map(|draw| {
        let text = match (draw.drawn, draw.before) {
            (true, _) => "Ja: kijk alles na",
            (false, true) => "Ja, door een eerdere aanvraag over deze periode: kijk alles na",
            (false, false) => "Nee",
        };
        view! { <Fact name="In de steekproef">{text}</Fact> }
    });
    let made = draw.map(|draw| {
        let text = format!(
            "SHA-256 van het startgetal {} en het zaaknummer, gedeeld door 1.000: de rest is {} {}.",
            draw.seed,
            if draw.drawn {
                "kleiner dan"
            } else {
                "niet kleiner dan"
            },
            draw.per_thousand
        );
        view! { <Paragraph small=true muted=true>{text}</Paragraph> }
    });
    let term = format!(
        "{} tot en met {}",
        notation::date(sent.term.first),
        notation::date(sent.term.last)
    );
    let remark = (!sent.remark.is_empty()).then(|| sent.remark.clone());
    let hours = format!("{} uur", sent.evaluation.total);
    let (rules, activities) = (rules(&sent.evaluation), activities(&sent));
    let now = now.map(|now| view! { <Alert><p>{now}</p></Alert> });
    view! {
        <Card title id="aanvraag">
            <Stack gap=Gap::Normal>
                <Facts wide=true>
                    <Fact name="Periode">{term}</Fact>
                    <Fact name="Regels">{sent.set.clone()}</Fact>
                    <Fact name="Voldoet">{met}</Fact>
                    <Fact name="Uren die meetellen">{hours}</Fact>
                    {sample}
                    {remark
                        .map(|remark| {
                            view! { <Fact name="De leraar vertelt" source=Source::Teacher>{remark}</Fact> }
                        })}
                </Facts>
                {made}
                {now}
                {rules}
                {activities}
            </Stack>
        </Card>
    }
    .into_any()
}

fn objection(about: About) -> AnyView {
    let About::Objection {
        sent,
        received,
        posted,
        until,
        told,
        late,
        first,
    } = about
    else {
        return ().into_any();
    };
    let grounds = match sent.grounds.as_str() {
        "" => "Nog geen redenen. Vraag om een aanvulling".to_owned(),
        grounds => grounds.to_owned(),
    };
    let way = if sent.on_paper {
        "per brief"
    } else {
        "via de website"
    };
    let posted = posted.map(|day| format!(", gepost op {}", notation::date(day)));
    let came = format!(
        "{}, {way}{}",
        notation::date(received),
        posted.unwrap_or_default()
    );
    let excuse = (!sent.excuse.is_empty()).then(|| sent.excuse.clone());
    let heard = match told {
        Some(day) => format!(
            "De brief of mail over het besluit ging op {}.",
            notation::date(day)
        ),
        None => "Er ging nog geen brief of mail over het besluit.".to_owned(),
    };
    let late = until.filter(|_| late).map(|until| {
        let text = format!(
            "Bezwaar kon tot en met {}. Is er een goede reden (artikel 6:11 Awb)? Behandel het dan gewoon. Is die er niet, dan is het niet-ontvankelijk.",
            notation::date(until.date)
        );
        view! {
            <Alert title="Dit bezwaar kwam te laat">
                <p>{text}</p>
                <p>{heard}</p>
                <TermExplained computed=until/>
            </Alert>
        }
    });
    let first = if first.is_empty() {
        "Het register, automatisch".to_owned()
    } else {
        first.join(" en ")
    };
    view! {
        <Card title="Het bezwaar" id="bezwaar">
            <Stack gap=Gap::Normal>
                {late}
                <Facts wide=true>
                    <Fact name="Tegen besluit">{format!("{}: {}", sent.decision, sent.subject)}</Fact>
                    <Fact name="Wat vindt de leraar?" source=Source::Teacher>{grounds}</Fact>
                    {excuse.map(|excuse| view! { <Fact name="Waarom te laat" source=Source::Teacher>{excuse}</Fact> })}
                    <Fact name="Ontvangen">{came}</Fact>
                    <Fact name="Het besluit was van">{first}</Fact>
                </Facts>
                <p><TextLink href="/behandeling/bezwaren">"Alle bezwaren"</TextLink></p>
            </Stack>
        </Card>
    }
    .into_any()
}

fn asked(asked: &Asked) -> impl IntoView + use<> {
    let computed = asked.last.clone();
    let title = format!("{}, {}", asked.what.name(), notation::date(asked.asked));
    let question = asked.question.clone();
    let until = notation::date(asked.last.date);
    let told = (asked.what != Wait::Advice).then(|| match asked.told {
        Some(day) => notation::date(day),
        None => "Nog niet: de leraar kan nog niet te laat zijn".to_owned(),
    });
    let answer = match (&asked.answer, asked.open) {
        (Some(answer), _) => answer.clone(),
        (None, true) => "Nog niet".to_owned(),
        (None, false) => "Niets op tijd".to_owned(),
    };
    view! {
        <Stack gap=Gap::Normal>
            <Facts wide=true>
                <Fact name="Wat">{title}</Fact>
                <Fact name="Vraag">{question}</Fact>
                {told.map(|told| view! { <Fact name="Brief of mail weg">{told}</Fact> })}
                <Fact name="Tot en met">{until}</Fact>
                <Fact name="Antwoord">{answer}</Fact>
            </Facts>
            <TermExplained computed/>
        </Stack>
    }
}
