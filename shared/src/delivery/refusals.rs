//! The rules that refuse a record (*foutmeldingen*).

use super::check::{Case, NamedRule, PersonFacts, Remark};
use super::notices::{before_by, says_something_new};
use super::rule::masked;
use super::teaching_field::TeachingField;
use crate::aid::{Period, window_start};
use crate::ground::Target;
use crate::identifier::Brin;
use crate::notation;
use jiff::{SignedDuration, ToSpan, civil};

/// The rules in the order in which they are told.
pub(super) const RULES: &[NamedRule] = &[
    ("LR-F002", document_without_id),
    ("LR-F002", document_used_before),
    ("LR-F003", sender_not_authorised),
    ("LR-F003", school_out_of_reach),
    ("LR-F004", document_from_the_future),
    ("LR-F005", definition_not_supported),
    ("LR-F006", number_of_another_teacher),
    ("LR-F007", birth_date_does_not_match),
    ("LR-F008", deceased_before_the_begin),
    ("LR-F009", board_does_not_exist),
    ("LR-F010", school_not_of_the_board),
    ("LR-F011", location_not_of_the_school),
    ("LR-F012", ends_before_it_begins),
    ("LR-F013", begin_out_of_range),
    ("LR-F014", ground_not_in_the_table),
    ("LR-F015", ground_of_another_sector),
    ("LR-F016", teaching_field_missing),
    ("LR-F017", teaching_field_wrong),
    ("LR-F018", teaching_field_of_a_qualified_teacher),
    ("LR-F019", ground_start_missing),
    ("LR-F020", beyond_the_maximum),
    ("LR-F021", too_many_extensions),
    ("LR-F021", statement_missing),
    ("LR-F022", not_to_be_delivered),
    ("LR-F025", details_of_non_resident_missing),
    ("LR-F026", contract_ends_before_it_begins),
    ("LR-F027", not_a_teaching_function),
    ("LR-F029", over_for_five_years),
];

/// The versions of the message definition that we read.
const DEFINITIONS: [&str; 1] = ["1.0"];
/// Minutes that the clock of a sender may be fast.
const CLOCK_MINUTES: i64 = 15;
/// The first begin date that an appointment can have.
const FIRST_BEGIN: civil::Date = civil::date(1950, 8, 1);
/// Months that an appointment may be delivered ahead.
const MONTHS_AHEAD: i32 = 6;
/// Function categories of people who teach.
const TEACHING_FUNCTIONS: std::ops::RangeInclusive<u8> = 8..=11;
/// Years after its last day in which an appointment may still be delivered or changed (handbook, 6.2);
/// as long as the register keeps what was removed (article 38n WPO).
const YEARS_BACK: i32 = 5;
/// Most teaching fields of one appointment.
const MAX_FIELDS: usize = 3;

fn document_without_id(case: &Case<'_>) -> Option<Remark> {
    let missing = case.surroundings.needs_document
        && case.draft.document_id.is_empty()
        && !case.draft.is_unreadable();
    Remark::when(missing, "identificatiecodeBedrijfsdocument", || {
        "Het bericht heeft geen kenmerk. Geef elk bericht een eigen UUID.".into()
    })
}

fn document_used_before(case: &Case<'_>) -> Option<Remark> {
    let earlier = case.context.earlier_document.as_ref()?;
    let same = case.context.content_hash == Some(earlier.content_hash)
        && case.draft.version.get() == Some(&earlier.version);
    Remark::when(!same, "identificatiecodeBedrijfsdocument", || {
        "Dit kenmerk is eerder gebruikt voor een bericht met een andere inhoud.".into()
    })
}

fn sender_not_authorised(case: &Case<'_>) -> Option<Remark> {
    let board = case.draft.board.get()?;
    Remark::when(!case.context.sender.contains(board), "bevoegdGezag", || {
        format!("Je bent niet gemachtigd om te leveren voor bestuur {board}.")
    })
}

/// Who delivers for some schools of a board only, takes nothing away from the others.
fn school_out_of_reach(case: &Case<'_>) -> Option<Remark> {
    let schools = case.context.schools.as_ref()?;
    let named = case.draft.brin.get().map(Brin::as_str);
    let other = [named, case.context.stands_at.as_deref()]
        .into_iter()
        .flatten()
        .find(|brin| !schools.iter().any(|own| own == brin))?;
    Remark::when(true, "instellingscode", || {
        format!("Je levert niet voor school {other}. Een collega van je bestuur kan dat wel.")
    })
}

fn document_from_the_future(case: &Case<'_>) -> Option<Remark> {
    let made_at = *case.draft.made_at.get()?;
    let ahead = made_at.duration_since(case.context.now);
    Remark::when(
        ahead > SignedDuration::from_mins(CLOCK_MINUTES),
        "datumTijdBedrijfsdocument",
        || {
            format!(
                "De datum en tijd van het bericht liggen meer dan {CLOCK_MINUTES} minuten in de toekomst."
            )
        },
    )
}

fn definition_not_supported(case: &Case<'_>) -> Option<Remark> {
    let definition = case.draft.definition.get()?;
    Remark::when(
        !DEFINITIONS.contains(&definition.as_str()),
        "berichtversie",
        || {
            format!(
                "Versie {} van het bericht kennen we niet. Gebruik {}.",
                masked("", definition),
                DEFINITIONS.join(" of ")
            )
        },
    )
}

/// The number of an appointment stays with one teacher: otherwise the record of one would end up
/// with another.
fn number_of_another_teacher(case: &Case<'_>) -> Option<Remark> {
    let number = case.draft.number.get()?.as_str();
    let another = case.surroundings.number_of_another && case.draft.bsn.get().is_some();
    Remark::when(another, "burgerservicenummer", || {
        format!(
            "Nummer {} is eerder geleverd voor een leraar met een ander bsn. Is het een andere leraar? Geef deze benoeming dan een nieuw nummer.",
            masked("", number)
        )
    })
}

fn birth_date_does_not_match(case: &Case<'_>) -> Option<Remark> {
    let date = *case.draft.birth_date.get()?;
    let wrong = matches!(
        case.context.person,
        PersonFacts::Known {
            birth_date_matches: false,
            ..
        }
    );
    Remark::when(wrong, "geboortedatum", || {
        format!(
            "De geboortedatum {} hoort niet bij dit bsn.",
            notation::date(date)
        )
    })
}

fn deceased_before_the_begin(case: &Case<'_>) -> Option<Remark> {
    let begins = *case.draft.begins.get()?;
    let PersonFacts::Known { deceased_on, .. } = case.context.person else {
        return None;
    };
    Remark::when(deceased_on? < begins, "begindatum", || {
        "De leraar is volgens de BRP overleden voor de begindatum.".into()
    })
}

fn board_does_not_exist(case: &Case<'_>) -> Option<Remark> {
    let board = case.draft.board.get()?;
    Remark::when(!case.context.board_exists, "bevoegdGezag", || {
        format!("Bestuur {board} bestaat niet op de begindatum.")
    })
}

fn school_not_of_the_board(case: &Case<'_>) -> Option<Remark> {
    let brin = case.draft.brin.get()?;
    let message = match &case.context.school {
        None => format!("Er is op de begindatum geen school met instellingscode {brin}."),
        Some(school) => {
            let board = case.draft.board.get()?;
            if school.board == *board {
                return None;
            }
            format!("{} ({brin}) hoort niet bij bestuur {board}.", school.name)
        }
    };
    Remark::when(true, "instellingscode", || message)
}

fn location_not_of_the_school(case: &Case<'_>) -> Option<Remark> {
    let location = case.draft.location.get()?;
    let brin = case.draft.brin.get()?;
    let unknown = case
        .school()
        .is_some_and(|school| !school.locations.contains(location));
    Remark::when(
        location.brin() != *brin || unknown,
        "vestigingscode",
        || format!("Vestiging {location} hoort niet bij school {brin}."),
    )
}

fn ends_before_it_begins(case: &Case<'_>) -> Option<Remark> {
    let (begins, ends) = (*case.draft.begins.get()?, *case.draft.ends.get()?);
    Remark::when(ends < begins, "einddatum", || {
        format!(
            "De einddatum {} ligt voor de begindatum {}.",
            notation::date(ends),
            notation::date(begins)
        )
    })
}

fn begin_out_of_range(case: &Case<'_>) -> Option<Remark> {
    let begins = *case.draft.begins.get()?;
    let last = case.context.today.checked_add(MONTHS_AHEAD.months()).ok()?;
    let message = if begins < FIRST_BEGIN {
        format!(
            "De begindatum {} ligt voor {}.",
            notation::date(begins),
            notation::date(FIRST_BEGIN)
        )
    } else if begins > last {
        format!(
            "De begindatum {} ligt meer dan {MONTHS_AHEAD} maanden vooruit.",
            notation::date(begins)
        )
    } else {
        return None;
    };
    Remark::when(true, "begindatum", || message)
}

fn ground_not_in_the_table(case: &Case<'_>) -> Option<Remark> {
    let code = case.draft.ground.get()?;
    let known = case.table.all().iter().any(|ground| ground.code == *code);
    let shown = masked("", code);
    Remark::when(case.ground.is_none(), "grondslag", || {
        match case.draft.begins.get() {
            Some(begins) if known => {
                format!(
                    "Grondslag {shown} geldt niet voor een benoeming die begint op {}.",
                    notation::date(*begins)
                )
            }
            _ => format!("Grondslag {shown} bestaat niet."),
        }
    })
}

fn ground_of_another_sector(case: &Case<'_>) -> Option<Remark> {
    let (ground, sector) = (case.ground?, case.school()?.sector);
    Remark::when(!ground.sectors.contains(&sector), "grondslag", || {
        format!(
            "Grondslag {} kan niet bij een school voor {}.",
            ground.code,
            sector.name()
        )
    })
}

fn teaching_field_missing(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let none = match &case.draft.teaching_fields {
        super::Cell::Read(fields) => fields.is_empty(),
        cell => cell.is_empty(),
    };
    Remark::when(
        ground.target == Target::Vestibule && none,
        "onderwijsterreinen",
        || {
            format!(
                "Bij grondslag ‘{}’ hoort een onderwijsterrein.",
                ground.name
            )
        },
    )
}

fn teaching_field_wrong(case: &Case<'_>) -> Option<Remark> {
    let fields = case.draft.teaching_fields.get()?;
    if fields.len() > MAX_FIELDS {
        let message = format!(
            "Je stuurde {} onderwijsterreinen. Het mogen er {MAX_FIELDS} zijn.",
            fields.len()
        );
        return Remark::when(true, "onderwijsterreinen", || message);
    }
    let on = case
        .draft
        .begins
        .get()
        .copied()
        .unwrap_or(case.context.today);
    let sector = case.school().map(|school| school.sector);
    let code = fields.iter().find(|code| {
        TeachingField::find(code)
            .is_none_or(|field| sector.is_some_and(|sector| !field.fits(sector, on)))
    })?;
    let shown = masked("", code);
    Remark::when(true, "onderwijsterreinen", || {
        match (TeachingField::find(code), sector) {
            (Some(_), Some(sector)) => {
                format!("Onderwijsterrein {shown} hoort niet bij {}.", sector.name())
            }
            _ => format!("Onderwijsterrein {shown} bestaat niet."),
        }
    })
}

fn teaching_field_of_a_qualified_teacher(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let sent = case.draft.teaching_fields.get()?;
    let applies = ground.target == Target::Register && !sent.is_empty();
    Remark::when(applies, "onderwijsterreinen", || {
        format!(
            "Met grondslag ‘{}’ is de leraar bevoegd. De leraar geeft dan zelf zijn vakken op.",
            ground.name
        )
    })
}

fn ground_start_missing(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let applies = ground.is_temporary() && case.draft.ground_since.is_empty();
    Remark::when(applies, "ingangsdatumGrond", || {
        format!(
            "Grondslag ‘{}’ is tijdelijk. Vul in vanaf welke dag hij geldt.",
            ground.name
        )
    })
}

fn beyond_the_maximum(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let since = *case.draft.ground_since.get()?;
    let begins = *case.draft.begins.get()?;
    let counted = counts_from(case, since);
    let maximum = ground
        .maximum_date(counted, case.draft.extension_count())?
        .date;
    let before = if counted < since {
        format!(
            " De leraar werkte al bij je bestuur op deze grond vanaf {}.",
            notation::date(counted)
        )
    } else {
        String::new()
    };
    let (field, date) = match case.draft.ends.get() {
        Some(ends) => ("einddatum", *ends),
        None => ("begindatum", begins),
    };
    Remark::when(date > maximum, field, || {
        format!(
            "Met grondslag ‘{}’ mag de leraar lesgeven tot en met {}. Je stuurde {}.{before}",
            ground.name,
            notation::date(maximum),
            notation::date(date),
        )
    })
}

/// The first day from which the maximum counts for this teacher and this board (handbook, chapter 2): that
/// of the first appointment on the ground that ended, with no gap of more than three months since. An
/// appointment that runs on has a maximum of its own, of which LR-S103 and LR-S104 speak.
fn counts_from(case: &Case<'_>, since: civil::Date) -> civil::Date {
    let (Some(board), Some(code)) = (case.draft.board.get(), case.draft.ground.get()) else {
        return since;
    };
    let number = case.draft.number.get();
    let mut periods: Vec<Period> = case
        .surroundings
        .appointments
        .iter()
        .filter(|other| other.board == *board && Some(&other.number) != number)
        .filter(|other| family(&other.ground) == family(code) && other.ends.is_some())
        .map(|other| Period {
            first: other.ground_since.unwrap_or(other.begins),
            last: other.ends,
        })
        .filter(|period| period.first < since)
        .collect();
    periods.push(Period {
        first: since,
        last: case.draft.ends.get().copied(),
    });
    window_start(&periods).unwrap_or(since)
}

/// The grounds of one term: replacing somebody and a vacancy that could not be filled share one (article
/// 33 lid 3 WVO).
fn family(code: &str) -> &str {
    match code {
        "VO-33.3VAC" => "VO-33.3V",
        code => code,
    }
}

fn too_many_extensions(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let count = case.draft.extension_count();
    Remark::when(count > ground.extensions, "verlenging", || {
        match ground.extensions {
            0 => format!("Grondslag ‘{}’ kan niet worden verlengd.", ground.name),
            most => format!(
                "Grondslag ‘{}’ mag ten hoogste {most} keer worden verlengd. Je stuurde {count}.",
                ground.name
            ),
        }
    })
}

fn statement_missing(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let needed = ground.needs_statement(case.draft.extension_count());
    let absent = case.draft.statement.is_empty() || case.draft.statement.get() == Some(&false);
    Remark::when(needed && absent, "verklaringInspanning", || {
        format!(
            "Bij grondslag ‘{}’ hoort een schriftelijke verklaring. Vul ja in als die er is.",
            ground.name
        )
    })
}

fn not_to_be_delivered(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    Remark::when(ground.target == Target::NotDelivered, "grondslag", || {
        format!(
            "Een benoeming met grondslag ‘{}’ hoort niet in het register of het voorportaal.",
            ground.name
        )
    })
}

fn details_of_non_resident_missing(case: &Case<'_>) -> Option<Remark> {
    let draft = case.draft;
    let wanted = [
        ("achternaam", draft.family_name.is_empty()),
        ("geslacht", draft.sex.is_empty()),
        ("adres", draft.address.is_empty()),
        ("woonplaats", draft.place.is_empty()),
    ];
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(_, missing)| *missing)
        .map(|(name, _)| *name)
        .collect();
    Remark::when(
        draft.is_non_resident() && !missing.is_empty(),
        "nietIngezetene",
        || {
            format!(
                "De leraar woont niet in Nederland. Vul ook in: {}.",
                missing.join(", ")
            )
        },
    )
}

fn contract_ends_before_it_begins(case: &Case<'_>) -> Option<Remark> {
    let (begins, ends) = (
        *case.draft.contract_begins.get()?,
        *case.draft.contract_ends.get()?,
    );
    Remark::when(ends < begins, "arbeidsovereenkomstEinddatum", || {
        format!(
            "De arbeidsovereenkomst eindigt op {}, voor de begindatum {}.",
            notation::date(ends),
            notation::date(begins)
        )
    })
}

fn not_a_teaching_function(case: &Case<'_>) -> Option<Remark> {
    let category = *case.draft.function_category.get()?;
    Remark::when(
        !TEACHING_FUNCTIONS.contains(&category),
        "functiecategorie",
        || format!("Functiecategorie {category} is geen functie als leraar."),
    )
}

/// An end that we have already may be corrected as long as we have it.
fn over_for_five_years(case: &Case<'_>) -> Option<Remark> {
    let ends = *case.draft.ends.get()?;
    let over = |last: civil::Date| before_by(last, case.context.today, YEARS_BACK.years());
    let had_it = case
        .surroundings
        .known
        .as_ref()
        .and_then(|known| known.ends)
        .is_some_and(over);
    let refused = over(ends) && !had_it && says_something_new(case);
    Remark::when(refused, "einddatum", || {
        format!(
            "De benoeming eindigde op {}. Dat is meer dan {YEARS_BACK} jaar geleden.",
            notation::date(ends)
        )
    })
}
