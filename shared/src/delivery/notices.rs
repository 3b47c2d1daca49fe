//! The rules that say something and still let a record in (*meldingen* and *signalen*).

use super::check::{Case, NamedRule, OtherAppointment, PersonFacts, Remark};
use super::outcome::Outcome;
use super::rule::masked;
use super::teaching_field::TeachingField;
use crate::ground::Target;
use crate::notation;
use jiff::{Span, ToSpan, civil::Date};

/// The rules in the order in which they are told.
pub(super) const RULES: &[NamedRule] = &[
    ("LR-M051", older_version),
    ("LR-M052", nothing_changed),
    ("LR-M053", more_than_a_month_late),
    ("LR-M054", more_than_a_year_back),
    ("LR-M055", outside_the_contract),
    ("LR-M056", overlaps_another),
    ("LR-M057", seventy_or_older),
    ("LR-M058", younger_than_eighteen),
    ("LR-M059", other_ground_than_before),
    ("LR-M060", perhaps_qualified),
    ("LR-M061", second_period_as_career_switcher),
    ("LR-M062", code_replaced),
    ("LR-M063", trainee_ends_halfway_the_school_year),
    ("LR-M064", details_come_from_the_brp),
    ("LR-S101", not_found_in_the_brp),
];

/// The grounds with a statement of suitability (*geschiktheidsverklaring*, articles 3 lid 1 onder b
/// 3° WPO and WEC, 33 lid 1 onder b 3° WVO and 4.2.1 lid 2 onder c WEB).
const CAREER_SWITCHERS: [&str; 5] = ["PO-3.1B3", "SO-3.1B3", "SO-3.8-B3", "VO-33.1B3", "MB-C"];

fn older_version(case: &Case<'_>) -> Option<Remark> {
    let version = *case.draft.version.get()?;
    let previous = case.context.previous.as_ref()?;
    let older = Outcome::against(Some(previous), version, &case.context.content_hash?)
        == Outcome::OlderIgnored;
    Remark::when(older, "versie", || {
        format!(
            "Je stuurde versie {version}. We hebben al versie {}. Verhoog de versie als er iets is gewijzigd.",
            previous.version
        )
    })
}

fn nothing_changed(case: &Case<'_>) -> Option<Remark> {
    let version = *case.draft.version.get()?;
    let previous = case.context.previous.as_ref();
    let same =
        Outcome::against(previous, version, &case.context.content_hash?) == Outcome::Unchanged;
    Remark::when(same, "", || {
        "Deze benoeming hadden we al precies zo.".into()
    })
}

fn more_than_a_month_late(case: &Case<'_>) -> Option<Remark> {
    let surprise = Surprise::of(case)?;
    let today = case.context.today;
    let late = before_by(surprise.since, today, 1.month())
        && !before_by(surprise.since, today, 12.months());
    Remark::when(late, surprise.field, || {
        let since = notation::date(surprise.since);
        if surprise.is_new {
            format!("De benoeming begon op {since}. Lever een benoeming binnen een maand.")
        } else {
            format!("Deze wijziging geldt vanaf {since}. Lever een wijziging binnen een maand.")
        }
    })
}

fn more_than_a_year_back(case: &Case<'_>) -> Option<Remark> {
    let surprise = Surprise::of(case)?;
    let far = before_by(surprise.since, case.context.today, 12.months());
    Remark::when(far, surprise.field, || {
        let since = notation::date(surprise.since);
        if surprise.is_new {
            format!("De benoeming begon al op {since}. Kijk of dat klopt.")
        } else {
            format!("Deze wijziging geldt al vanaf {since}. Kijk of dat klopt.")
        }
    })
}

/// What a record says that we did not know.
struct Surprise {
    /// Whether the appointment itself is new to us.
    is_new: bool,
    /// The first day for which it says something else than we knew.
    since: Date,
    /// The field that says it.
    field: &'static str,
}

impl Surprise {
    /// Nothing in the first deliveries of a board: it tells all it has. A change of which the
    /// message does not say since when it holds (another school, another function) is not late.
    fn of(case: &Case<'_>) -> Option<Self> {
        if case.context.first_delivery {
            return None;
        }
        let draft = case.draft;
        let begins = *draft.begins.get()?;
        if case.context.previous.is_none() {
            return Some(Self {
                is_new: true,
                since: begins,
                field: "begindatum",
            });
        }
        let known = case.surroundings.known.as_ref()?;
        if !says_something_new(case) {
            return None;
        }
        let begin = (begins != known.begins).then(|| ("begindatum", begins.min(known.begins)));
        let end = match &draft.ends {
            super::Cell::Bad => None,
            cell => {
                let ends = cell.get().copied();
                let first = ends.into_iter().chain(known.ends).min();
                let after = first.and_then(|last| last.tomorrow().ok());
                after.filter(|_| ends != known.ends)
            }
        };
        let ground = draft
            .ground_since
            .get()
            .filter(|since| known.ground_since != Some(**since));
        let (field, since) = begin
            .into_iter()
            .chain(end.map(|after| ("einddatum", after)))
            .chain(ground.map(|since| ("ingangsdatumGrond", *since)))
            .min_by_key(|(_, since)| *since)?;
        Some(Self {
            is_new: false,
            since,
            field,
        })
    }
}

/// Whether the record would be taken in as another state than we have.
pub(super) fn says_something_new(case: &Case<'_>) -> bool {
    let (Some(version), Some(hash)) = (case.draft.version.get(), &case.context.content_hash) else {
        return true;
    };
    let outcome = Outcome::against(case.context.previous.as_ref(), *version, hash);
    matches!(outcome, Outcome::New | Outcome::Changed)
}

/// Whether `date` with `span` added is still before `today`.
pub(super) fn before_by(date: Date, today: Date, span: Span) -> bool {
    date.checked_add(span).is_ok_and(|limit| limit < today)
}

fn outside_the_contract(case: &Case<'_>) -> Option<Remark> {
    let draft = case.draft;
    let (begins, contract_begins) = (*draft.begins.get()?, *draft.contract_begins.get()?);
    let ends_later = draft
        .contract_ends
        .get()
        .is_some_and(|last| match &draft.ends {
            super::Cell::Read(ends) => ends > last,
            cell => cell.is_empty(),
        });
    Remark::when(
        begins < contract_begins || ends_later,
        "arbeidsovereenkomstEinddatum",
        || {
            let last = draft
                .contract_ends
                .get()
                .map(|date| format!(" tot en met {}", notation::date(*date)));
            format!(
                "De benoeming valt buiten de arbeidsovereenkomst. Die loopt vanaf {}{}.",
                notation::date(contract_begins),
                last.unwrap_or_default(),
            )
        },
    )
}

fn seventy_or_older(case: &Case<'_>) -> Option<Remark> {
    let birth = *case.draft.birth_date.get()?;
    let today = case.context.today;
    let over = case.draft.ends.get().is_some_and(|ends| *ends < today);
    let old = birth.checked_add(70.years()).is_ok_and(|day| day <= today);
    Remark::when(old && !over, "geboortedatum", || {
        format!(
            "De leraar is geboren op {} en is dus 70 jaar of ouder.",
            notation::date(birth)
        )
    })
}

fn younger_than_eighteen(case: &Case<'_>) -> Option<Remark> {
    let (birth, begins) = (*case.draft.birth_date.get()?, *case.draft.begins.get()?);
    let young = birth.checked_add(18.years()).is_ok_and(|day| day > begins);
    Remark::when(young, "geboortedatum", || {
        format!(
            "De leraar is geboren op {} en was op de begindatum nog geen 18 jaar.",
            notation::date(birth)
        )
    })
}

fn other_ground_than_before(case: &Case<'_>) -> Option<Remark> {
    let code = case.draft.ground.get()?;
    let previous = case
        .context
        .previous
        .as_ref()
        .filter(|sent| !sent.deleted)?;
    Remark::when(previous.ground != *code, "grondslag", || {
        format!(
            "Eerder leverde je grondslag {}, nu {}.",
            previous.ground,
            masked("", code)
        )
    })
}

/// The other appointments of the teacher: all but this one.
fn others<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a OtherAppointment> {
    let own = (case.draft.board.get(), case.draft.number.get());
    let others = case.surroundings.appointments.iter();
    others.filter(move |other| (Some(&other.board), Some(&other.number)) != own)
}

fn overlaps_another(case: &Case<'_>) -> Option<Remark> {
    let draft = case.draft;
    let (code, brin) = (draft.ground.get()?, draft.brin.get()?);
    let begins = *draft.begins.get()?;
    let ends = match &draft.ends {
        super::Cell::Bad => return None,
        cell => cell.get().copied(),
    };
    let before = |first: Date, last: Option<Date>| last.is_none_or(|last| first <= last);
    let other = others(case).find(|other| {
        other.brin == *brin
            && other.ground == *code
            && before(begins, other.ends)
            && before(other.begins, ends)
    })?;
    let last = other
        .ends
        .map(|date| format!(" tot en met {}", notation::date(date)));
    Remark::when(true, "begindatum", || {
        format!(
            "Benoeming {} van deze leraar aan deze school heeft dezelfde grondslag en loopt vanaf {}{}.",
            masked("", other.number.as_str()),
            notation::date(other.begins),
            last.unwrap_or_default(),
        )
    })
}

fn perhaps_qualified(case: &Case<'_>) -> Option<Remark> {
    let begins = *case.draft.begins.get()?;
    let fields = case.draft.teaching_fields.get()?;
    if case.ground?.target != Target::Vestibule {
        return None;
    }
    let field = fields.iter().find(|field| {
        others(case).any(|other| other.begins <= begins && other.qualified_for.contains(field))
    })?;
    let name = TeachingField::find(field).map_or(field.as_str(), |field| field.name.as_str());
    Remark::when(true, "grondslag", || {
        format!(
            "De leraar staat met een andere benoeming voor {name} in het lerarenregister en is dus misschien bevoegd."
        )
    })
}

fn second_period_as_career_switcher(case: &Case<'_>) -> Option<Remark> {
    let is_switcher = |code: &str| CAREER_SWITCHERS.contains(&code);
    let board = case.draft.board.get()?;
    let begins = *case.draft.begins.get()?;
    if !is_switcher(case.draft.ground.get()?) {
        return None;
    }
    let first = others(case)
        .filter(|other| other.board != *board && is_switcher(&other.ground))
        .map(|other| other.ground_since.unwrap_or(other.begins))
        .min()?;
    let since = case.draft.ground_since.get().copied().unwrap_or(begins);
    Remark::when(first < since, "ingangsdatumGrond", || {
        format!(
            "De leraar was bij een ander bestuur al zij-instromer vanaf {}. Het maximum telt misschien vanaf die dag.",
            notation::date(first)
        )
    })
}

fn code_replaced(case: &Case<'_>) -> Option<Remark> {
    let today = case.context.today;
    let ground = case.draft.ground.get();
    let fields = case.draft.teaching_fields.get().map(Vec::as_slice);
    let mut sent = ground
        .map(|code| ("grondslagen", "grondslag", code))
        .into_iter()
        .chain(
            fields
                .unwrap_or_default()
                .iter()
                .map(|code| ("onderwijsterreinen", "onderwijsterreinen", code)),
        );
    let (field, code, replaced) = sent.find_map(|(list, field, code)| {
        let mut replaced = case.surroundings.replaced.iter();
        let row = replaced.find(|row| row.holds(list, code, today))?;
        Some((field, code, row))
    })?;
    Remark::when(true, field, || {
        format!(
            "Code {} is vervangen door {}. Tot en met {} nemen we haar nog aan.",
            masked("", code),
            replaced.successor,
            notation::date(replaced.until)
        )
    })
}

fn trainee_ends_halfway_the_school_year(case: &Case<'_>) -> Option<Remark> {
    let ends = *case.draft.ends.get()?;
    let halfway = (ends.month(), ends.day()) != (7, 31);
    Remark::when(case.ground?.trainee && halfway, "einddatum", || {
        format!(
            "De einddatum {} valt midden in een schooljaar.",
            notation::date(ends)
        )
    })
}

fn details_come_from_the_brp(case: &Case<'_>) -> Option<Remark> {
    let ignored = matches!(
        case.context.person,
        PersonFacts::Known {
            resident: true,
            details_differ: true,
            ..
        }
    );
    Remark::when(ignored, "achternaam", || {
        "De naam of het adres in de BRP is anders dan je stuurde. We gebruiken de BRP.".into()
    })
}

fn not_found_in_the_brp(case: &Case<'_>) -> Option<Remark> {
    let unknown = case.context.person == PersonFacts::Unknown && !case.draft.is_non_resident();
    Remark::when(unknown, "burgerservicenummer", || {
        "We vinden de leraar niet in de BRP. We zoeken dit uit.".into()
    })
}
