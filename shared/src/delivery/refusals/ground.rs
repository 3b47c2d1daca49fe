//! Refusals of the ground, its teaching fields and its term.

use crate::aid::Period;
use crate::aid::window_start;
use crate::delivery::check::Case;
use crate::delivery::check::Remark;
use crate::delivery::rule::masked;
use crate::delivery::teaching_field::TeachingField;
use crate::ground::Target;
use crate::notation;
use jiff::civil;

/// Most teaching fields of one appointment.
const MAX_FIELDS: usize = 3;

pub(super) fn ground_not_in_the_table(case: &Case<'_>) -> Option<Remark> {
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

pub(super) fn ground_of_another_sector(case: &Case<'_>) -> Option<Remark> {
    let (ground, sector) = (case.ground?, case.school()?.sector);
    Remark::when(!ground.sectors.contains(&sector), "grondslag", || {
        format!(
            "Grondslag {} kan niet bij een school voor {}.",
            ground.code,
            sector.name()
        )
    })
}

pub(super) fn teaching_field_missing(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let none = match &case.draft.teaching_fields {
        crate::delivery::Cell::Read(fields) => fields.is_empty(),
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

pub(super) fn teaching_field_wrong(case: &Case<'_>) -> Option<Remark> {
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

pub(super) fn teaching_field_of_a_qualified_teacher(case: &Case<'_>) -> Option<Remark> {
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

pub(super) fn ground_start_missing(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    let applies = ground.is_temporary() && case.draft.ground_since.is_empty();
    Remark::when(applies, "ingangsdatumGrond", || {
        format!(
            "Grondslag ‘{}’ is tijdelijk. Vul in vanaf welke dag hij geldt.",
            ground.name
        )
    })
}

pub(super) fn beyond_the_maximum(case: &Case<'_>) -> Option<Remark> {
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

pub(super) fn too_many_extensions(case: &Case<'_>) -> Option<Remark> {
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

pub(super) fn statement_missing(case: &Case<'_>) -> Option<Remark> {
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

pub(super) fn not_to_be_delivered(case: &Case<'_>) -> Option<Remark> {
    let ground = case.ground?;
    Remark::when(ground.target == Target::NotDelivered, "grondslag", || {
        format!(
            "Een benoeming met grondslag ‘{}’ hoort niet in het register of het voorportaal.",
            ground.name
        )
    })
}
