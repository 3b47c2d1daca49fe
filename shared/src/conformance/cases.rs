//! The 40 cases (handbook, 6.5).

use super::{Call, Case, Scope, Step};
use crate::ground::{Ground, Target};
use jiff::{ToSpan, civil::Date};

/// Every case, by its number.
#[rustfmt::skip]
pub static CASES: [Case; 40] = [
    message(1, "Nieuwe benoeming voor het lerarenregister", &[
        Step { told: "Lever een nieuwe benoeming met een grondslag voor het lerarenregister. Antwoord: nieuw.",
               fits: |call, _| new_for(call, Target::Register) },
    ]),
    message(2, "Nieuwe benoeming voor het registervoorportaal", &[
        Step { told: "Lever een nieuwe benoeming met een grondslag voor het voorportaal, met een onderwijsterrein. Antwoord: nieuw.",
               fits: |call, _| new_for(call, Target::Vestibule) },
    ]),
    message(3, "Een gastdocent of contractactiviteit lever je niet", &[
        Step { told: "Lever een grondslag die niet geleverd mag worden, zoals VO-33.7. Antwoord: LR-F022.",
               fits: |call, _| call.puts() && call.refused_with("LR-F022") },
    ]),
    message(4, "Een leraar gaat weg", &[
        Step { told: "Lever een benoeming zonder einddatum.",
               fits: |call, _| taken(call) && call.field("einddatum").is_empty() },
        Step { told: "Lever dezelfde benoeming met een einddatum. Antwoord: gewijzigd.",
               fits: |call, before| changed(call, before) && call.day("einddatum").is_some() },
    ]),
    message(5, "Eerste verlenging", &[
        Step { told: "Lever een benoeming op een tijdelijke grondslag, zonder verlenging.",
               fits: |call, _| extended(call, "0") || extended(call, "") },
        Step { told: "Lever dezelfde benoeming met verlenging 1. Antwoord: gewijzigd.",
               fits: |call, before| changed(call, before) && extended(call, "1") },
    ]),
    message(6, "Tweede verlenging", &[
        Step { told: "Lever een benoeming met verlenging 1, op een grondslag die twee keer verlengd mag worden.",
               fits: |call, _| extended(call, "1") },
        Step { told: "Lever dezelfde benoeming met verlenging 2. Antwoord: gewijzigd.",
               fits: |call, before| changed(call, before) && extended(call, "2") },
    ]),
    message(7, "Een derde verlenging kan niet", &[
        Step { told: "Lever een benoeming met verlenging 2.",
               fits: |call, _| extended(call, "2") },
        Step { told: "Lever dezelfde benoeming met verlenging 3. Antwoord: LR-F021.",
               fits: |call, before| call.puts() && same(call, before) && call.field("verlenging") == "3"
                   && call.refused_with("LR-F021") },
    ]),
    message(8, "Eén leraar, twee grondslagen", &[
        Step { told: "Lever een benoeming.", fits: |call, _| taken(call) },
        Step { told: "Lever een tweede benoeming van dezelfde leraar, met een andere grondslag.",
               fits: |call, before| taken(call) && !same(call, before) && same_person(call, before)
                   && call.field("grondslag") != before[0].field("grondslag") },
    ]),
    message(9, "Een vso-school gaat zelf examens afnemen", &[
        Step { told: "Lever een benoeming op een vso-school met een SO-grondslag.",
               fits: |call, _| taken(call) && call.field("grondslag").starts_with("SO-") },
        Step { told: "Lever dezelfde benoeming met een VO-grondslag. Antwoord: gewijzigd, met LR-M059.",
               fits: |call, before| changed(call, before) && call.field("grondslag").starts_with("VO-")
                   && call.codes().contains(&"LR-M059") },
    ]),
    message(10, "Een leraar in opleiding (lio)", &[
        Step { told: "Lever een benoeming op een grondslag voor een leraar in opleiding.",
               fits: |call, _| taken(call) && call.ground().is_some_and(|ground| ground.trainee) },
    ]),
    message(11, "Een zij-instromer wordt bevoegd", &[
        Step { told: "Lever een benoeming van een zij-instromer, zoals VO-33.1B3.",
               fits: |call, _| taken(call) && is_career_changer(call) },
        Step { told: "Lever dezelfde benoeming met een grondslag voor het lerarenregister. Antwoord: gewijzigd, met LR-M059.",
               fits: |call, before| changed(call, before) && targets(call, Target::Register)
                   && call.codes().contains(&"LR-M059") },
    ]),
    message(12, "Vervanging met een onderbreking van 2 maanden", &[
        Step { told: "Lever een vervanging met een einddatum.", fits: |call, _| is_replacement(call) },
        Step { told: "Lever een tweede vervanging van dezelfde leraar, hoogstens 3 maanden later: de grond loopt door, dus met dezelfde ingangsdatumGrond.",
               fits: |call, before| again(call, before, true)
                   && call.field("ingangsdatumGrond") == before[0].field("ingangsdatumGrond") },
    ]),
    message(13, "Vervanging met een onderbreking van 4 maanden", &[
        Step { told: "Lever een vervanging met een einddatum.", fits: |call, _| is_replacement(call) },
        Step { told: "Lever een tweede vervanging van dezelfde leraar, meer dan 3 maanden later: de grond begint opnieuw, dus ingangsdatumGrond is de nieuwe begindatum.",
               fits: |call, before| again(call, before, false)
                   && call.field("ingangsdatumGrond") == call.field("begindatum") },
    ]),
    message(14, "Met terugwerkende kracht", &[
        Step { told: "Lever een benoeming die meer dan een maand geleden begon. Antwoord: met LR-M053 of LR-M054.",
               fits: |call, _| taken(call)
                   && call.codes().iter().any(|code| matches!(*code, "LR-M053" | "LR-M054")) },
    ]),
    message(15, "Verwijderen", &[
        Step { told: "Lever een benoeming.", fits: |call, _| taken(call) },
        Step { told: "Verwijder dezelfde benoeming met DELETE en een hogere versie. Antwoord: gewijzigd.",
               fits: |call, before| call.removes() && same(call, before) && call.accepted() },
    ]),
    message(16, "Terughalen", &[
        Step { told: "Verwijder een benoeming.", fits: |call, _| call.removes() && call.accepted() },
        Step { told: "Lever dezelfde benoeming opnieuw, met een hogere versie.",
               fits: |call, before| taken(call) && same(call, before) },
    ]),
    message(17, "Een kenmerk is van één bericht", &[
        Step { told: "Lever een benoeming.", fits: |call, _| taken(call) },
        Step { told: "Stuur hetzelfde kenmerk met een andere inhoud. Antwoord: LR-F002.",
               fits: |call, before| call.puts() && same_document(call, before) && call.refused_with("LR-F002") },
    ]),
    message(18, "Een ouder bericht komt later", &[
        Step { told: "Lever een benoeming met versie 2 of hoger.",
               fits: |call, _| taken(call) && version(call) > 1 },
        Step { told: "Lever een lagere versie van dezelfde benoeming. Antwoord: ouder, met LR-M051.",
               fits: |call, before| call.puts() && same(call, before) && version(call) < version(before[0])
                   && call.outcome() == "ouder" && call.codes().contains(&"LR-M051") },
    ]),
    message(19, "Twee berichten met dezelfde versie tegelijk", &[
        Step { told: "Stuur twee berichten over dezelfde benoeming met dezelfde versie en een andere inhoud, tegelijk.",
               fits: |call, _| call.puts() && matches!(call.outcome(), "nieuw" | "gewijzigd" | "ouder") },
        Step { told: "Het ene telt, het andere niet. Antwoord op dat andere, binnen 5 seconden: ouder, met LR-M051.",
               fits: |call, before| call.puts() && same(call, before) && !same_document(call, before)
                   && version(call) == version(before[0])
                   && (call.accepted() && before[0].outcome() == "ouder"
                       || before[0].accepted() && call.outcome() == "ouder")
                   && call.at.duration_since(before[0].at).as_secs() <= 5 },
    ]),
    api(20, "Een batch van 10.000 met fouten", &[
        Step { told: "Stuur een batch van 10.000 benoemingen, waarvan ongeveer 3% fout. Antwoord: 202 met een kenmerk.",
               fits: |call, _| call.asks("POST", "/batches") && call.status == 202 },
        Step { told: "Vraag de batch op tot hij klaar is. Daarvan zijn er 200 tot 400 geweigerd.",
               fits: |call, before| call.asks("GET", "/batches/") && call.answer["status"] == "klaar"
                   && call.answer["kenmerk"] == before[0].answer["kenmerk"]
                   && call.answer["regels"] == 10_000
                   && call.answer["geweigerd"].as_i64().is_some_and(|count| (200..=400).contains(&count)) },
    ]),
    message(21, "Opnieuw sturen na een verloren antwoord", &[
        Step { told: "Lever een benoeming.", fits: |call, _| taken(call) },
        Step { told: "Stuur precies hetzelfde bericht nog eens. Het antwoord is dat van de eerste keer.",
               fits: |call, before| call.repeats(before[0]) && call.answer["kenmerk"].is_string()
                   && call.answer["kenmerk"] == before[0].answer["kenmerk"] },
    ]),
    api(22, "Het OIN van een ander", &[
        Step { told: "Stuur in X-Intermediair-OIN een ander OIN dan dat van jouw organisatie. Antwoord: 403, LR-F003.",
               fits: |call, _| denied(call) && call.answer["detail"].as_str().is_some_and(|told| told.contains("OIN")) },
        Step { told: "Stuur daarna je eigen OIN, of geen. Dat gaat goed.",
               fits: |call, _| (200..300).contains(&call.status) },
    ]),
    message(23, "Een machtiging die niet meer geldt", &[
        Step { told: "Lever voor het bestuur waarvan je machtiging voorbij is. Antwoord: 403, LR-F003.",
               fits: |call, _| call.asks("PUT", "/benoemingen/") && denied(call)
                   && call.answer["detail"].as_str().is_some_and(|told| told.contains("machtiging")) },
    ]),
    message(24, "Een bericht dat niet volgens het schema is", &[
        Step { told: "Stuur een bericht dat niet volgens het JSON Schema of de XSD is. Antwoord: LR-F001.",
               fits: |call, _| call.asks("PUT", "/benoemingen/") && call.refused_with("LR-F001") },
    ]),
    message(25, "Een grondslag die niet bestaat", &[
        Step { told: "Lever een grondslag die niet in de codelijst staat. Antwoord: LR-F014.",
               fits: |call, _| call.puts() && call.refused_with("LR-F014") },
    ]),
    message(26, "Een naam met ẞ", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met ẞ in de naam.", fits: |call, _| named(call, 'ẞ') },
    ]),
    message(27, "Een naam met ł", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met ł in de naam.", fits: |call, _| named(call, 'ł') },
    ]),
    message(28, "Een naam met é", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met é in de naam.", fits: |call, _| named(call, 'é') },
    ]),
    message(29, "Een naam met ñ", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met ñ in de naam.", fits: |call, _| named(call, 'ñ') },
    ]),
    message(30, "Een leraar zonder voornaam", &[
        Step { told: "Lever een leraar die niet in Nederland woont en geen voornaam heeft.",
               fits: |call, _| taken(call) && is_non_resident(call) && call.field("voornamen").is_empty() },
    ]),
    message(31, "Een adres in het buitenland", &[
        Step { told: "Lever een leraar met een adres in het buitenland, met het land bij de woonplaats.",
               fits: |call, _| taken(call) && is_non_resident(call) && call.field("woonplaats").contains(',') },
    ]),
    message(32, "29 februari", &[
        Step { told: "Lever een benoeming die op 29 februari begint of eindigt.",
               fits: |call, _| taken(call) && ["begindatum", "einddatum"].into_iter()
                   .filter_map(|name| call.day(name))
                   .any(|day| day.month() == 2 && day.day() == 29) },
    ]),
    message(33, "Een andere tijdzone", &[
        Step { told: "Lever een benoeming met een tijdstip in een andere tijdzone dan UTC, zoals +02:00.",
               fits: |call, _| taken(call) && {
                   let moment = call.field("datumTijdBedrijfsdocument");
                   moment.len() > 6 && [Some("+"), Some("-")].contains(&moment.get(moment.len() - 6..moment.len() - 5))
                       && !moment.ends_with("00:00")
               } },
    ]),
    api(34, "Een leraar vraagt om verbetering", &[
        Step { told: "Haal de verbeterverzoeken op. Een proefverzoek maak je met POST /proefhulp/verbeterverzoeken.",
               fits: |call, _| call.asks("GET", "/verbeterverzoeken")
                   && call.answer["verbeterverzoeken"].as_array().is_some_and(|list| !list.is_empty()) },
        Step { told: "Antwoord op een van die verzoeken.",
               fits: |call, before| call.asks("POST", "/verbeterverzoeken/") && call.status == 204
                   && before[0].answer["verbeterverzoeken"].as_array().is_some_and(|list| list.iter()
                       .filter_map(|one| one["kenmerk"].as_str())
                       .any(|id| call.path.contains(id))) },
    ]),
    api(35, "Het register naast je eigen administratie", &[
        Step { told: "Vraag een registratieoverzicht.", fits: |call, _| makes_overview(call) },
        Step { told: "Lever daarna een wijziging.", fits: |call, _| taken(call) },
        Step { told: "Vraag weer een overzicht.", fits: |call, _| makes_overview(call) },
        Step { told: "Lees dat overzicht.",
               fits: |call, before| call.asks("GET", &format!("/registratieoverzichten/{}", id_of(before[2])))
                   && !call.path.contains("/verschillen") && call.status == 200 },
        Step { told: "Vraag de verschillen met het eerste. Daarin staat je wijziging.",
               fits: |call, before| call.asks("GET", &format!("/registratieoverzichten/{}/verschillen", id_of(before[2])))
                   && call.path.contains(id_of(before[0]))
                   && call.answer["verschillen"].as_array().is_some_and(|list| list.iter()
                       .any(|one| one["benoemingvolgnummer"] == before[1].field("benoemingvolgnummer"))) },
    ]),
    api(36, "Terugkoppeling ophalen vanaf een bewaarde cursor", &[
        Step { told: "Haal de terugkoppelingen op, en bewaar de cursor.",
               fits: |call, _| call.asks("GET", "/terugkoppelingen") && call.answer["cursor"].is_string() },
        Step { told: "Ga later verder vanaf die cursor.",
               fits: |call, before| call.asks("GET", "/terugkoppelingen?") && call.status == 200
                   && before[0].answer["cursor"].as_str()
                       .is_some_and(|cursor| call.path.contains(&format!("na={cursor}"))) },
    ]),
    api(37, "De handtekening van een webhook", &[
        Step { told: "Stel een webhook in en vraag een proef. Je weigert het bericht met een verkeerde handtekening, en neemt het goede aan.",
               fits: |call, _| call.asks("POST", "/webhook") && call.path.ends_with("/proef")
                   && call.answer["verkeerd"].as_i64().is_some_and(|status| (400..500).contains(&status))
                   && call.answer["goed"].as_i64().is_some_and(|status| (200..300).contains(&status)) },
    ]),
    api(38, "Wachten als het druk is", &[
        Step { told: "Doe een verzoek dat 429 geeft met Retry-After. Met POST /proefhulp/drukte maak je het druk.",
               fits: |call, _| call.status == 429 && call.retry_after.is_some() },
        Step { told: "Herhaal het verzoek, niet eerder dan gevraagd.",
               fits: |call, before| call.repeats(before[0]) && (200..300).contains(&call.status)
                   && before[0].retry_after.is_some_and(|wait| {
                       call.at.duration_since(before[0].at).as_millis() >= i128::from(wait) * 1000
                   }) },
    ]),
    api(39, "Een nieuwe versie van de API", &[
        Step { told: "Lees openapi.json, waarin staat welke versie geldt.",
               fits: |call, _| call.asks("GET", "/openapi.json") && call.status == 200 },
        Step { told: "Stuur een bericht met een berichtversie die er niet is. Antwoord: LR-F005.",
               fits: |call, _| call.puts() && call.refused_with("LR-F005") },
        Step { told: "Stuur het met de versie die geldt.",
               fits: |call, before| taken(call) && call.field("benoemingvolgnummer") == before[1].field("benoemingvolgnummer") },
    ]),
    api(40, "JSON en XML zeggen hetzelfde", &[
        Step { told: "Stuur een proefcontrole in de ene notatie.", fits: |call, _| tries(call) },
        Step { told: "Stuur hetzelfde in de andere. Het antwoord is gelijk.",
               fits: |call, before| tries(call) && call.notation != before[0].notation
                   && call.content() == before[0].content() && !call.content().is_empty()
                   && call.codes() == before[0].codes() && call.status == before[0].status },
    ]),
];

const fn message(number: u8, name: &'static str, steps: &'static [Step]) -> Case {
    Case {
        number,
        name,
        scope: Scope::Message,
        steps,
    }
}

const fn api(number: u8, name: &'static str, steps: &'static [Step]) -> Case {
    Case {
        number,
        name,
        scope: Scope::Api,
        steps,
    }
}

/// The state of an appointment was taken in.
fn taken(call: &Call) -> bool {
    call.puts() && call.accepted()
}

/// It was taken in as a change of the appointment of the first step.
fn changed(call: &Call, before: &[&Call]) -> bool {
    taken(call) && same(call, before) && call.outcome() == "gewijzigd"
}

fn targets(call: &Call, target: Target) -> bool {
    call.ground().is_some_and(|ground| ground.target == target)
}

fn new_for(call: &Call, target: Target) -> bool {
    taken(call) && call.outcome() == "nieuw" && targets(call, target)
}

/// It is about the appointment of the first step.
fn same(call: &Call, before: &[&Call]) -> bool {
    ["bevoegdGezag", "benoemingvolgnummer"]
        .into_iter()
        .all(|name| call.field(name) == before[0].field(name))
}

fn same_person(call: &Call, before: &[&Call]) -> bool {
    let name = "burgerservicenummer";
    call.field(name) == before[0].field(name)
}

fn same_document(call: &Call, before: &[&Call]) -> bool {
    let name = "identificatiecodeBedrijfsdocument";
    call.field(name) == before[0].field(name)
}

fn version(call: &Call) -> u32 {
    call.field("versie").parse().unwrap_or_default()
}

fn extended(call: &Call, times: &str) -> bool {
    taken(call)
        && call.ground().is_some_and(Ground::is_temporary)
        && call.field("verlenging") == times
}

fn is_career_changer(call: &Call) -> bool {
    let code = call.field("grondslag");
    code.ends_with("3.1B3") || code == "SO-3.8-B3" || code == "MB-C"
}

/// A replacement that has an end.
fn is_replacement(call: &Call) -> bool {
    let code = call.field("grondslag");
    taken(call) && matches!(code, "VO-33.3V" | "SO-3.5") && call.day("einddatum").is_some()
}

/// Another replacement of the same person, at most three months after the first or later than that.
fn again(call: &Call, before: &[&Call], soon: bool) -> bool {
    let between = || {
        let ended = before[0].day("einddatum")?;
        let begins = call.day("begindatum")?;
        let last: Date = ended.saturating_add(3.months());
        Some(begins > ended && (begins <= last) == soon)
    };
    taken(call)
        && !same(call, before)
        && same_person(call, before)
        && call.field("grondslag") == before[0].field("grondslag")
        && between() == Some(true)
}

fn is_non_resident(call: &Call) -> bool {
    matches!(call.field("nietIngezetene"), "true" | "ja")
}

fn named(call: &Call, letter: char) -> bool {
    let has = |name| call.field(name).contains(letter);
    taken(call) && is_non_resident(call) && (has("voornamen") || has("achternaam"))
}

fn denied(call: &Call) -> bool {
    call.status == 403
        && call.answer["detail"]
            .as_str()
            .is_some_and(|told| told.contains("LR-F003"))
}

fn makes_overview(call: &Call) -> bool {
    call.asks("POST", "/registratieoverzichten") && call.status == 201
}

fn id_of(call: &Call) -> &str {
    call.answer["kenmerk"].as_str().unwrap_or_default()
}

fn tries(call: &Call) -> bool {
    call.asks("POST", "/proefcontroles") && matches!(call.status, 200 | 422)
}
