//! The 40 cases (handbook, 6.5).

use super::{Call, Case, Scope, Step};
use crate::ground::{Ground, Target};

/// Every case, by its number.
#[rustfmt::skip]
pub static CASES: [Case; 40] = [
    message(1, "Nieuwe benoeming voor het lerarenregister", &[
        Step { told: "Lever een nieuwe benoeming met een grondslag voor het lerarenregister. Antwoord: nieuw.",
               is: |call| new_for(call, Target::Register), follows: any },
    ]),
    message(2, "Nieuwe benoeming voor het registervoorportaal", &[
        Step { told: "Lever een nieuwe benoeming met een grondslag voor het voorportaal, met een onderwijsterrein. Antwoord: nieuw.",
               is: |call| new_for(call, Target::Vestibule), follows: any },
    ]),
    message(3, "Een gastdocent of contractactiviteit lever je niet", &[
        Step { told: "Lever een grondslag die niet geleverd mag worden, zoals VO-33.7. Antwoord: LR-F022.",
               is: |call| call.puts() && call.refused_with("LR-F022"), follows: any },
    ]),
    message(4, "Een leraar gaat weg", &[
        Step { told: "Lever een benoeming zonder einddatum.",
               is: |call| taken(call) && call.field("einddatum").is_empty(), follows: any },
        Step { told: "Lever dezelfde benoeming met een einddatum. Antwoord: gewijzigd.",
               is: |call| changed(call) && call.ends().is_some(), follows: same },
    ]),
    message(5, "Eerste verlenging", &[
        Step { told: "Lever een benoeming op een tijdelijke grondslag, zonder verlenging.",
               is: |call| extended(call, "0") || extended(call, ""), follows: any },
        Step { told: "Lever dezelfde benoeming met verlenging 1. Antwoord: gewijzigd.",
               is: |call| changed(call) && extended(call, "1"), follows: same },
    ]),
    message(6, "Tweede verlenging", &[
        Step { told: "Lever een benoeming met verlenging 1, op een grondslag die twee keer verlengd mag worden.",
               is: |call| extended(call, "1"), follows: any },
        Step { told: "Lever dezelfde benoeming met verlenging 2. Antwoord: gewijzigd.",
               is: |call| changed(call) && extended(call, "2"), follows: same },
    ]),
    message(7, "Een derde verlenging kan niet", &[
        Step { told: "Lever een benoeming met verlenging 2.",
               is: |call| extended(call, "2"), follows: any },
        Step { told: "Lever dezelfde benoeming met verlenging 3. Antwoord: LR-F021.",
               is: |call| call.puts() && call.refused_with("LR-F021") && call.field("verlenging") == "3", follows: same },
    ]),
    message(8, "Eén leraar, twee grondslagen", &[
        Step { told: "Lever een benoeming.", is: taken, follows: any },
        Step { told: "Lever een tweede benoeming van dezelfde leraar, met een andere grondslag.",
               is: taken,
               follows: |call, before| !same(call, before) && call.same_person(before[0])
                   && !call.same_ground(before[0]) },
    ]),
    message(9, "Een vso-school gaat zelf examens afnemen", &[
        Step { told: "Lever een benoeming op een vso-school met een SO-grondslag.",
               is: |call| taken(call) && call.field("grondslag").starts_with("SO-"), follows: any },
        Step { told: "Lever dezelfde benoeming met een VO-grondslag. Antwoord: gewijzigd, met LR-M059.",
               is: |call| changed(call) && call.told("LR-M059") && call.field("grondslag").starts_with("VO-"), follows: same },
    ]),
    message(10, "Een leraar in opleiding (lio)", &[
        Step { told: "Lever een benoeming op een grondslag voor een leraar in opleiding.",
               is: |call| taken(call) && call.ground().is_some_and(|ground| ground.trainee), follows: any },
    ]),
    message(11, "Een zij-instromer wordt bevoegd", &[
        Step { told: "Lever een benoeming van een zij-instromer, zoals VO-33.1B3.",
               is: |call| taken(call) && is_career_changer(call), follows: any },
        Step { told: "Lever dezelfde benoeming met een grondslag voor het lerarenregister. Antwoord: gewijzigd, met LR-M059.",
               is: |call| changed(call) && call.told("LR-M059") && targets(call, Target::Register), follows: same },
    ]),
    message(12, "Vervanging met een onderbreking van 2 maanden", &[
        Step { told: "Lever een vervanging met een einddatum.", is: is_replacement, follows: any },
        Step { told: "Lever een tweede vervanging van dezelfde leraar, hoogstens 3 maanden later: de grond loopt door, dus met dezelfde ingangsdatumGrond.",
               is: is_replacement,
               follows: |call, before| again(call, before, true)
                   && call.same_since(before[0]) },
    ]),
    message(13, "Vervanging met een onderbreking van 4 maanden", &[
        Step { told: "Lever een vervanging met een einddatum.", is: is_replacement, follows: any },
        Step { told: "Lever een tweede vervanging van dezelfde leraar, meer dan 3 maanden later: de grond begint opnieuw, dus ingangsdatumGrond is de nieuwe begindatum.",
               is: |call| is_replacement(call) && call.field("ingangsdatumGrond") == call.field("begindatum"),
               follows: |call, before| again(call, before, false) },
    ]),
    message(14, "Met terugwerkende kracht", &[
        Step { told: "Lever een benoeming die meer dan een maand geleden begon. Antwoord: met LR-M053 of LR-M054.",
               is: |call| taken(call) && (call.told("LR-M053") || call.told("LR-M054")), follows: any },
    ]),
    message(15, "Verwijderen", &[
        Step { told: "Lever een benoeming.", is: taken, follows: any },
        Step { told: "Verwijder dezelfde benoeming met DELETE en een hogere versie. Antwoord: gewijzigd.",
               is: |call| call.removes() && call.accepted(), follows: same },
    ]),
    message(16, "Terughalen", &[
        Step { told: "Verwijder een benoeming.", is: |call| call.removes() && call.accepted(), follows: any },
        Step { told: "Lever dezelfde benoeming opnieuw, met een hogere versie.",
               is: taken, follows: same },
    ]),
    message(17, "Een kenmerk is van één bericht", &[
        Step { told: "Lever een benoeming.", is: taken, follows: any },
        Step { told: "Stuur hetzelfde kenmerk met een andere inhoud. Antwoord: LR-F002.",
               is: |call| call.puts() && call.refused_with("LR-F002"),
               follows: |call, before| call.same_document(before[0]) },
    ]),
    message(18, "Een ouder bericht komt later", &[
        Step { told: "Lever een benoeming met versie 2 of hoger.",
               is: |call| taken(call) && call.version() > 1, follows: any },
        Step { told: "Lever een lagere versie van dezelfde benoeming. Antwoord: ouder, met LR-M051.",
               is: |call| call.puts() && call.outcome() == "ouder" && call.told("LR-M051"),
               follows: |call, before| same(call, before) && call.version() < before[0].version() },
    ]),
    message(19, "Twee berichten met dezelfde versie tegelijk", &[
        Step { told: "Stuur twee berichten over dezelfde benoeming met dezelfde versie en een andere inhoud, tegelijk.",
               is: |call| call.puts() && matches!(call.outcome(), "nieuw" | "gewijzigd" | "ouder"), follows: any },
        Step { told: "Het ene telt, het andere niet. Antwoord op dat andere, binnen 5 seconden: ouder, met LR-M051.",
               is: |call| call.puts() && matches!(call.outcome(), "nieuw" | "gewijzigd" | "ouder"),
               follows: |call, before| same(call, before) && !call.same_document(before[0])
                   && call.version() == before[0].version()
                   && (call.accepted() && before[0].outcome() == "ouder"
                       || before[0].accepted() && call.outcome() == "ouder")
                   && call.at.duration_since(before[0].at).as_secs() <= 5 },
    ]),
    api(20, "Een batch van 10.000 met fouten", &[
        Step { told: "Stuur een batch van 10.000 benoemingen, waarvan ongeveer 3% fout. Antwoord: 202 met een kenmerk.",
               is: |call| call.asks("POST", "/batches") && call.status == 202, follows: any },
        Step { told: "Vraag de batch op tot hij klaar is. Daarvan zijn er 200 tot 400 geweigerd.",
               is: |call| call.asks("GET", "/batches/") && call.answer["status"] == "klaar"
                   && call.answer["regels"] == 10_000
                   && call.answer["geweigerd"].as_i64().is_some_and(|count| (200..=400).contains(&count)),
               follows: |call, before| id_of(call) == id_of(before[0]) },
    ]),
    message(21, "Opnieuw sturen na een verloren antwoord", &[
        Step { told: "Lever een benoeming.", is: taken, follows: any },
        Step { told: "Stuur precies hetzelfde bericht nog eens. Het antwoord is dat van de eerste keer.",
               is: |call| call.puts() && !id_of(call).is_empty(),
               follows: |call, before| call.repeats(before[0]) && id_of(call) == id_of(before[0]) },
    ]),
    api(22, "Het OIN van een ander", &[
        Step { told: "Stuur in X-Intermediair-OIN een ander OIN dan dat van jouw organisatie. Antwoord: 403, LR-F003.",
               is: |call| denied(call) && call.answer["detail"].as_str().is_some_and(|told| told.contains("OIN")), follows: any },
        Step { told: "Stuur daarna je eigen OIN, of geen. Dat gaat goed.",
               is: |call| (200..300).contains(&call.status), follows: any },
    ]),
    message(23, "Een machtiging die niet meer geldt", &[
        Step { told: "Lever voor het bestuur waarvan je machtiging voorbij is. Antwoord: 403, LR-F003.",
               is: |call| call.asks("PUT", "/benoemingen/") && denied(call)
                   && call.answer["detail"].as_str().is_some_and(|told| told.contains("machtiging")), follows: any },
    ]),
    message(24, "Een bericht dat niet volgens het schema is", &[
        Step { told: "Stuur een bericht dat niet volgens het JSON Schema of de XSD is. Antwoord: LR-F001.",
               is: |call| call.asks("PUT", "/benoemingen/") && call.refused_with("LR-F001"), follows: any },
    ]),
    message(25, "Een grondslag die niet bestaat", &[
        Step { told: "Lever een grondslag die niet in de codelijst staat. Antwoord: LR-F014.",
               is: |call| call.puts() && call.refused_with("LR-F014"), follows: any },
    ]),
    message(26, "Een naam met ẞ", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met ẞ in de naam.", is: |call| named(call, 'ẞ'), follows: any },
    ]),
    message(27, "Een naam met ł", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met ł in de naam.", is: |call| named(call, 'ł'), follows: any },
    ]),
    message(28, "Een naam met é", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met é in de naam.", is: |call| named(call, 'é'), follows: any },
    ]),
    message(29, "Een naam met ñ", &[
        Step { told: "Lever een leraar die niet in Nederland woont, met ñ in de naam.", is: |call| named(call, 'ñ'), follows: any },
    ]),
    message(30, "Een leraar zonder voornaam", &[
        Step { told: "Lever een leraar die niet in Nederland woont en geen voornaam heeft.",
               is: |call| taken(call) && is_non_resident(call) && call.field("voornamen").is_empty(), follows: any },
    ]),
    message(31, "Een adres in het buitenland", &[
        Step { told: "Lever een leraar met een adres in het buitenland, met het land bij de woonplaats.",
               is: |call| taken(call) && is_non_resident(call) && call.field("woonplaats").contains(','), follows: any },
    ]),
    message(32, "29 februari", &[
        Step { told: "Lever een benoeming die op 29 februari begint of eindigt.",
               is: |call| taken(call) && [call.begins(), call.ends()].into_iter().flatten()
                   .any(|day| day.month() == 2 && day.day() == 29), follows: any },
    ]),
    message(33, "Een andere tijdzone", &[
        Step { told: "Lever een benoeming met een tijdstip in een andere tijdzone dan UTC, zoals +02:00.",
               is: |call| taken(call) && {
                   let moment = call.field("datumTijdBedrijfsdocument");
                   moment.len() > 6 && [Some("+"), Some("-")].contains(&moment.get(moment.len() - 6..moment.len() - 5))
                       && !moment.ends_with("00:00")
               }, follows: any },
    ]),
    api(34, "Een leraar vraagt om verbetering", &[
        Step { told: "Haal de verbeterverzoeken op. Een proefverzoek maak je met POST /proefhulp/verbeterverzoeken.",
               is: |call| call.asks("GET", "/verbeterverzoeken")
                   && call.answer["verbeterverzoeken"].as_array().is_some_and(|list| !list.is_empty()), follows: any },
        Step { told: "Antwoord op een van die verzoeken.",
               is: |call| call.asks("POST", "/verbeterverzoeken/") && call.status == 204,
               follows: |call, before| before[0].names(call.subject()) },
    ]),
    api(35, "Het register naast je eigen administratie", &[
        Step { told: "Vraag een registratieoverzicht.", is: makes_overview, follows: any },
        Step { told: "Lever daarna een wijziging.", is: taken, follows: any },
        Step { told: "Vraag weer een overzicht.", is: makes_overview, follows: any },
        Step { told: "Lees dat overzicht.",
               is: |call| call.asks("GET", "/registratieoverzichten/") && !call.path.contains("/verschillen")
                   && call.status == 200,
               follows: |call, before| call.subject() == id_of(before[2]) },
        Step { told: "Vraag de verschillen met het eerste. Daarin staat je wijziging.",
               is: |call| call.asks("GET", "/registratieoverzichten/") && call.path.contains("/verschillen")
                   && call.status == 200,
               follows: |call, before| call.subject() == id_of(before[2])
                   && call.asked("met") == Some(id_of(before[0]))
                   && call.names(before[1].field("benoemingvolgnummer")) },
    ]),
    api(36, "Terugkoppeling ophalen vanaf een bewaarde cursor", &[
        Step { told: "Haal de terugkoppelingen op, en bewaar de cursor.",
               is: |call| call.asks("GET", "/terugkoppelingen") && call.answer["cursor"].is_string(), follows: any },
        Step { told: "Ga later verder vanaf die cursor.",
               is: |call| call.asks("GET", "/terugkoppelingen?") && call.status == 200 && call.asked("na").is_some(),
               follows: |call, before| call.asked("na") == before[0].answer["cursor"].as_str() },
    ]),
    api(37, "De handtekening van een webhook", &[
        Step { told: "Stel een webhook in en vraag een proef. Je weigert het bericht met een verkeerde handtekening, en neemt het goede aan.",
               is: |call| call.asks("POST", "/webhook") && call.path.ends_with("/proef")
                   && call.answer["verkeerd"].as_i64().is_some_and(|status| (400..500).contains(&status))
                   && call.answer["goed"].as_i64().is_some_and(|status| (200..300).contains(&status)), follows: any },
    ]),
    api(38, "Wachten als het druk is", &[
        Step { told: "Doe een verzoek dat 429 geeft met Retry-After. Met POST /proefhulp/drukte maak je het druk.",
               is: |call| call.status == 429 && call.retry_after.is_some(), follows: any },
        Step { told: "Herhaal het verzoek, niet eerder dan gevraagd.",
               is: |call| (200..300).contains(&call.status),
               follows: |call, before| call.repeats(before[0])
                   && before[0].retry_after.is_some_and(|wait| {
                       call.at.duration_since(before[0].at).as_millis() >= i128::from(wait) * 1000
                   }) },
    ]),
    api(39, "Een nieuwe versie van de API", &[
        Step { told: "Lees openapi.json, waarin staat welke versie geldt.",
               is: |call| call.asks("GET", "/openapi.json") && call.status == 200, follows: any },
        Step { told: "Stuur een bericht met een berichtversie die er niet is. Antwoord: LR-F005.",
               is: |call| call.puts() && call.refused_with("LR-F005"), follows: any },
        Step { told: "Stuur het met de versie die geldt.",
               is: taken, follows: |call, before| call.same_appointment(before[1]) },
    ]),
    api(40, "JSON en XML zeggen hetzelfde", &[
        Step { told: "Stuur een proefcontrole in de ene notatie.", is: tries, follows: any },
        Step { told: "Stuur hetzelfde in de andere. Het antwoord is gelijk.",
               is: tries,
               follows: |call, before| call.notation != before[0].notation && call.same_content(before[0])
                   && call.status == before[0].status && call.codes() == before[0].codes() },
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

/// It was taken in as a change.
fn changed(call: &Call) -> bool {
    taken(call) && call.outcome() == "gewijzigd"
}

/// Whatever came before.
fn any(_: &Call, _: &[&Call]) -> bool {
    true
}

fn targets(call: &Call, target: Target) -> bool {
    call.ground().is_some_and(|ground| ground.target == target)
}

fn new_for(call: &Call, target: Target) -> bool {
    taken(call) && call.outcome() == "nieuw" && targets(call, target)
}

/// It is about the appointment of the first step.
fn same(call: &Call, before: &[&Call]) -> bool {
    call.same_appointment(before[0])
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
    taken(call) && call.ends().is_some() && matches!(call.field("grondslag"), "VO-33.3V" | "SO-3.5")
}

/// Another replacement of the same person, at most three months after the first or later than that.
fn again(call: &Call, before: &[&Call], soon: bool) -> bool {
    let first = before[0];
    let between = match (first.ends(), first.goes_on_until(), call.begins()) {
        (Some(ended), Some(until), Some(begins)) => begins > ended && (begins <= until) == soon,
        _ => false,
    };
    between && !same(call, before) && call.same_person(first) && call.same_ground(first)
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
