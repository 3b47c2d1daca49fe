//! Reads a calendar file (iCalendar, RFC 5545): the events of the last years that may be activities.
//!
//! Of an event only its title, days and duration are taken; who else was there, where and why stay
//! in the file.

use crate::vault::{hex, sha256};
use app::teacher::portfolio::calendar::{Calendar, CalendarEvent};
use calcard::{
    common::timezone::Tz,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarFrequency,
        ICalendarProperty, ICalendarValue,
    },
};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use shared::{
    FieldError, Problem,
    portfolio::{CALENDAR_YEARS, MAX_CALENDAR_BYTES, MAX_CALENDAR_EVENTS, MAX_TITLE, Quarters},
};
use std::{
    collections::{BTreeMap, HashSet},
    panic::catch_unwind,
    str::FromStr,
};

/// Where everybody is: a time without a zone is a time here.
const HERE: &str = "Europe/Amsterdam";

/// Most events in a file, each repetition once.
const MAX_EVENTS: usize = 20_000;

/// Most repetitions of one event: each day for eleven years.
const MAX_REPEATED: usize = 4_000;

/// Most repetitions in a file.
const MAX_REPETITIONS: usize = 50_000;

/// Most time zones in a file, and most that is said of one.
const MAX_ZONES: usize = 200;
const MAX_SAID: usize = 50;

/// The longest name of a time zone, in bytes.
const MAX_ZONE_NAME: usize = 100;

/// The longest that an event is taken to be work from begin to end: what is longer has nights in it.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// Reads the events up to `today`, the latest first.
///
/// # Errors
/// 422 at the field `bestand` when it is no calendar, too large, or there is nothing in it.
pub fn read(bytes: &[u8], today: Date) -> Result<Calendar, Problem> {
    let wrong = |message: &str| Problem::invalid(vec![FieldError::new("bestand", message)]);
    if bytes.len() > MAX_CALENDAR_BYTES {
        return Err(wrong("Kies een bestand van ten hoogste 5 MB"));
    }
    // Whatever is in it, it is a file that cannot be read, and nothing more.
    let found = catch_unwind(|| events(&String::from_utf8_lossy(bytes), today))
        .ok()
        .flatten()
        .ok_or_else(|| {
            wrong("Dit is geen agenda die we kunnen lezen. Kies een bestand dat op .ics eindigt")
        })?;
    if found.events.is_empty() {
        return Err(wrong(&format!(
            "In deze agenda staat niets van de laatste {CALENDAR_YEARS} jaar"
        )));
    }
    Ok(found)
}

/// Nothing when it is no calendar.
fn events(text: &str, today: Date) -> Option<Calendar> {
    let calendar = ICalendar::parse(text.trim_start_matches('\u{feff}')).ok()?;
    let (zones, events): (Vec<_>, Vec<_>) = calendar
        .components
        .into_iter()
        .filter(|part| {
            matches!(
                part.component_type,
                ICalendarComponentType::VTimezone | ICalendarComponentType::VEvent
            )
        })
        .partition(|part| part.component_type == ICalendarComponentType::VTimezone);
    if events.len() > MAX_EVENTS {
        return None;
    }
    let mut together = ICalendar {
        components: known_zones(zones)?,
    };
    let first = together.components.len();
    let here = Tz::from_str(HERE).ok()?;
    // A repetition is changed by another event of the same UID: those are read together.
    let mut by_uid = BTreeMap::<String, Vec<ICalendarComponent>>::new();
    for event in events {
        let uid = event.uid().unwrap_or_default().to_owned();
        by_uid.entry(uid).or_default().push(tamed(event));
    }
    let mut left = MAX_REPETITIONS;
    let mut found = BTreeMap::new();
    for (uid, events) in by_uid {
        together.components.truncate(first);
        together.components.extend(events);
        let moments = together.expand_dates(here, left.min(MAX_REPEATED)).events;
        left = left.saturating_sub(moments.len().saturating_sub(1));
        for moment in moments {
            let (begin, end) = moment.timestamps();
            let place = usize::try_from(moment.comp_id).ok()?;
            let Some(event) = together.components.get(place).filter(|_| place >= first) else {
                continue;
            };
            if let Some(event) = offered(&uid, event, begin, end, today) {
                found.insert((event.from, event.key.clone()), event);
            }
        }
    }
    let more = found.len().saturating_sub(MAX_CALENDAR_EVENTS);
    Some(Calendar {
        events: found
            .into_values()
            .rev()
            .take(MAX_CALENDAR_EVENTS)
            .collect(),
        more,
    })
}

/// The time zones, each once, with what tells which they are: they are looked through for every event.
/// Nothing when they are too many.
fn known_zones(found: Vec<ICalendarComponent>) -> Option<Vec<ICalendarComponent>> {
    let mut names = HashSet::new();
    let mut zones = Vec::new();
    for mut zone in found {
        zone.entries.retain(|entry| {
            let said = entry.values.first().and_then(ICalendarValue::as_text);
            said.is_some_and(|text| text.len() <= MAX_ZONE_NAME)
        });
        let name = zone
            .property(&ICalendarProperty::Tzid)
            .and_then(|entry| entry.values.first())
            .and_then(ICalendarValue::as_text)
            .map(str::to_owned);
        if zone.entries.len() > MAX_SAID {
            return None;
        }
        if name.is_some_and(|name| names.insert(name)) {
            zones.push(zone);
        }
    }
    (zones.len() <= MAX_ZONES).then_some(zones)
}

/// Without what would keep us busy: a repetition within a day. And without the number of the version,
/// which a changed repetition has and the event that it is of has not.
fn tamed(mut event: ICalendarComponent) -> ICalendarComponent {
    event.entries.retain(|entry| {
        let is_busy = entry.values.iter().any(|value| match value {
            ICalendarValue::RecurrenceRule(rule) => matches!(
                rule.freq,
                ICalendarFrequency::Hourly
                    | ICalendarFrequency::Minutely
                    | ICalendarFrequency::Secondly
            ),
            _ => false,
        });
        entry.name != ICalendarProperty::Sequence && !is_busy
    });
    event
}

/// The event as it is offered; nothing when it was cancelled, is still to come or long ago.
fn offered(
    uid: &str,
    event: &ICalendarComponent,
    begin: i64,
    end: i64,
    today: Date,
) -> Option<CalendarEvent> {
    let text = |property: ICalendarProperty| {
        event
            .property(&property)
            .and_then(|entry| entry.values.first())
            .and_then(ICalendarValue::as_text)
    };
    if text(ICalendarProperty::Status)
        .is_some_and(|status| status.eq_ignore_ascii_case("cancelled"))
    {
        return None;
    }
    let whole_days = event
        .property(&ICalendarProperty::Dtstart)
        .and_then(|entry| entry.values.first())
        .is_some_and(|value| match value {
            ICalendarValue::PartialDateTime(moment) => !moment.has_time(),
            _ => false,
        });
    let (begin, end) = (dutch(begin)?, dutch(end)?);
    let from = begin.date();
    let last = if whole_days {
        // The end of whole days is the day after them.
        end.date().yesterday().ok()?
    } else {
        end.date()
    };
    if last > today || last < from || from < today.checked_sub(CALENDAR_YEARS.years()).ok()? {
        return None;
    }
    let took = end.duration_since(begin);
    let hours = (!whole_days && took <= LONGEST && took.is_positive()).then(|| quarters(took));
    let title = text(ICalendarProperty::Summary).unwrap_or_default().trim();
    let title = if title.is_empty() {
        "Zonder titel"
    } else {
        title
    };
    Some(CalendarEvent {
        key: key(uid, begin),
        title: title.chars().take(MAX_TITLE).collect(),
        from,
        to: Some(last).filter(|last| *last != from && hours.is_none()),
        hours,
        is_known: false,
    })
}

fn dutch(seconds: i64) -> Option<DateTime> {
    let zone = TimeZone::get(HERE).ok()?;
    Some(
        Timestamp::from_second(seconds)
            .ok()?
            .to_zoned(zone)
            .datetime(),
    )
}

/// Rounded to quarters of an hour, and never to nothing.
fn quarters(took: SignedDuration) -> Quarters {
    let quarters = (took.as_mins() + 7) / 15;
    Quarters(i32::try_from(quarters).unwrap_or(i32::MAX).max(1))
}

/// The same each time that the event is read. A hash, for a UID often holds an address of somebody.
fn key(uid: &str, begin: DateTime) -> String {
    hex(&sha256(format!("{begin} {uid}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn calendar(body: &str) -> String {
        let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:proef\n{body}\nEND:VCALENDAR\n");
        text.replace('\n', "\r\n")
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT")
    }

    fn offered_of(body: &str) -> Vec<(String, String, Option<i32>)> {
        read(calendar(body).as_bytes(), TODAY)
            .expect("events")
            .events
            .into_iter()
            .map(|event| {
                let hours = event.hours.map(|hours| hours.0);
                (event.title, event.from.to_string(), hours)
            })
            .collect()
    }

    fn message(bytes: &[u8]) -> String {
        let problem = read(bytes, TODAY).expect_err("a problem");
        problem.at("bestand").expect("at the file").to_owned()
    }

    #[test]
    fn hours_come_from_begin_and_end_whatever_the_zone() {
        let body = [
            "UID:1\nSUMMARY:Utrecht\nDTSTART;TZID=Europe/Amsterdam:20261103T153000\nDTEND;TZID=Europe/Amsterdam:20261103T170000",
            "UID:2\nSUMMARY:UTC\nDTSTART:20261104T233000Z\nDURATION:PT1H",
            "UID:3\nSUMMARY:Outlook\nDTSTART;TZID=W. Europe Standard Time:20261106T090000\nDTEND;TZID=W. Europe Standard Time:20261106T101000",
            "UID:4\nSUMMARY:Zwevend\nDTSTART:20261107T090000\nDTEND:20261107T100000",
            "UID:5\nSUMMARY:Over zee\nDTSTART;TZID=America/New_York:20261108T200000\nDTEND;TZID=America/New_York:20261108T220000",
        ]
        .map(event)
        .join("\n");
        let one =
            |title: &str, day: &str, quarters| (title.to_owned(), day.to_owned(), Some(quarters));
        assert_eq!(
            offered_of(&body),
            [
                one("Over zee", "2026-11-09", 8),
                one("Zwevend", "2026-11-07", 4),
                one("Outlook", "2026-11-06", 5),
                one("UTC", "2026-11-05", 4),
                one("Utrecht", "2026-11-03", 6),
            ]
        );
    }

    #[test]
    fn a_zone_is_known_once_and_a_file_with_hundreds_is_none() {
        let zones = |names: &[String]| {
            let zone = |name: &String| {
                format!(
                    "BEGIN:VTIMEZONE\nTZID:{name}\nX-LIC-LOCATION:Europe/Amsterdam\nEND:VTIMEZONE"
                )
            };
            names.iter().map(zone).collect::<Vec<_>>().join("\n")
        };
        let meetings = |count: usize| {
            (0..count)
                .map(|at| event(&format!("UID:{at}\nSUMMARY:Overleg\nDTSTART;TZID=Thuis:20261103T153000\nDTEND;TZID=Thuis:20261103T170000")))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let same = zones(&vec!["Thuis".to_owned(); 5000]);
        let found = offered_of(&format!("{same}\n{}", meetings(2000)));
        assert_eq!(found[0].2, Some(6));
        let many: Vec<String> = (0..201).map(|at| format!("Zone {at}")).collect();
        let body = calendar(&format!("{}\n{}", zones(&many), meetings(1)));
        assert!(read(body.as_bytes(), TODAY).is_err());
    }

    #[test]
    fn the_night_on_which_the_clock_goes_back_has_an_hour_more() {
        let night = event(
            "UID:1\nSUMMARY:Nachtdienst\nDTSTART;TZID=Europe/Amsterdam:20261024T230000\nDTEND;TZID=Europe/Amsterdam:20261025T040000",
        );
        // By the clock on the wall it is five hours; it is the wall that people fill in.
        assert_eq!(offered_of(&night)[0].2, Some(20));
    }

    #[test]
    fn whole_days_ask_for_hours_and_end_the_day_before_their_end() {
        let body =
            event("UID:1\nSUMMARY:Congres\nDTSTART;VALUE=DATE:20261103\nDTEND;VALUE=DATE:20261105");
        let found = read(calendar(&body).as_bytes(), TODAY)
            .expect("events")
            .events;
        assert_eq!(
            (found[0].from, found[0].to, found[0].hours),
            (date(2026, 11, 3), Some(date(2026, 11, 4)), None)
        );
    }

    #[test]
    fn what_repeats_comes_once_each_time_but_for_what_was_moved_or_left_out() {
        let body = [
            "UID:reeks\nSEQUENCE:1\nSUMMARY:Intervisie\nDTSTART;TZID=Europe/Amsterdam:20261005T160000\nDTEND;TZID=Europe/Amsterdam:20261005T173000\nRRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE;TZID=Europe/Amsterdam:20261019T160000",
            "UID:reeks\nSEQUENCE:4\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261102T160000\nSUMMARY:Intervisie verzet\nDTSTART;TZID=Europe/Amsterdam:20261103T160000\nDTEND;TZID=Europe/Amsterdam:20261103T180000",
        ]
        .map(event)
        .join("\n");
        let days: Vec<String> = offered_of(&body)
            .into_iter()
            .map(|(_, day, _)| day)
            .collect();
        assert_eq!(
            days,
            [
                "2026-11-23",
                "2026-11-16",
                "2026-11-09",
                "2026-11-03",
                "2026-10-26",
                "2026-10-12",
                "2026-10-05"
            ]
        );
    }

    #[test]
    fn two_events_of_the_same_moment_are_two() {
        let body = [
            "UID:a\nSUMMARY:A\nDTSTART:20261103T090000\nDTEND:20261103T100000\nRRULE:FREQ=DAILY;COUNT=2",
            "UID:b\nSUMMARY:B\nDTSTART:20261103T090000\nDTEND:20261103T100000\nRRULE:FREQ=DAILY;COUNT=2",
        ]
        .map(event)
        .join("\n");
        assert_eq!(offered_of(&body).len(), 4);
    }

    #[test]
    fn what_was_cancelled_is_to_come_or_long_ago_is_not_offered() {
        let body = [
            "UID:1\nSUMMARY:Goed\nDTSTART:20261103T090000\nDTEND:20261103T100000",
            "UID:2\nSUMMARY:Afgezegd\nSTATUS:CANCELLED\nDTSTART:20261103T090000\nDTEND:20261103T100000",
            "UID:3\nSUMMARY:Straks\nDTSTART:20261203T090000\nDTEND:20261203T100000",
            "UID:4\nSUMMARY:Ooit\nDTSTART:20111103T090000\nDTEND:20111103T100000",
        ]
        .map(event)
        .join("\n");
        assert_eq!(offered_of(&body).len(), 1);
    }

    #[test]
    fn the_same_file_has_the_same_keys() {
        let body = calendar(&event(
            "UID:1\nDTSTART:20261103T090000\nDTEND:20261103T100000",
        ));
        let keys = || read(body.as_bytes(), TODAY).expect("events").events;
        assert_eq!(keys(), keys());
        assert_eq!(keys()[0].title, "Zonder titel");
    }

    #[test]
    fn another_file_is_told_in_plain_words() {
        assert!(message(b"%PDF-1.7").contains(".ics"));
        assert!(message(b"").contains(".ics"));
        assert!(message(&vec![b'a'; MAX_CALENDAR_BYTES + 1]).contains("5 MB"));
        assert!(message(calendar("").as_bytes()).contains("niets"));
    }

    #[test]
    fn a_file_that_repeats_without_end_is_read_within_bounds() {
        let often =
            event("UID:1\nDTSTART:20261103T090000\nDTEND:20261103T100000\nRRULE:FREQ=SECONDLY");
        assert_eq!(offered_of(&often).len(), 1, "within a day: once");
        let many: String = (0..200)
            .map(|uid| event(&format!("UID:{uid}\nDTSTART:20200101T090000\nDTEND:20200101T100000\nRRULE:FREQ=DAILY\nRDATE:99991231T235959")) + "\n")
            .collect();
        let found = read(calendar(&many).as_bytes(), TODAY).expect("events");
        assert_eq!(found.events.len(), MAX_CALENDAR_EVENTS);
        assert!(found.more > 0);
    }

    /// Numbers that follow from a seed, so that what fails is found back.
    fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
        move |below| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % (below.max(1) as u64)).unwrap_or(0)
        }
    }

    #[test]
    fn reading_never_panics_whatever_is_broken_in_a_file() {
        let whole = calendar(&event(
            "UID:é\nSUMMARY:Één\\, twee\nDTSTART;TZID=\"W. Europe Standard Time\":20261005T160000\nDURATION:P1DT2H\nRRULE:FREQ=MONTHLY;BYDAY=2MO,-1FR;UNTIL=20270101T000000Z;INTERVAL=2\nRDATE;VALUE=PERIOD:20261006T090000Z/PT1H\nEXDATE:20261019T160000",
        ));
        let pieces = [
            "BEGIN:VEVENT",
            "99999999",
            "-",
            ";",
            ":",
            "\r\n ",
            "P99999999W",
            "COUNT=4294967295",
            "\u{0}",
            "é",
            "INTERVAL=0",
            "BYSETPOS=-400",
            "0000",
        ];
        for seed in 1..600 {
            let mut next = numbers(seed);
            let mut bytes = whole.clone().into_bytes();
            for _ in 0..=next(6) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes.truncate(at),
                    1 => drop(bytes.splice(at..at, pieces[next(pieces.len())].bytes())),
                    2 => bytes[at..]
                        .iter_mut()
                        .take(1)
                        .for_each(|byte| *byte ^= 1 << next(8)),
                    _ => drop(bytes.splice(at..(at + next(9)).min(bytes.len()), [])),
                }
                if bytes.is_empty() {
                    break;
                }
            }
            if let Ok(found) = read(&bytes, TODAY) {
                assert!(
                    found.events.iter().all(|event| event.from <= TODAY),
                    "{seed}"
                );
            }
        }
    }
}
