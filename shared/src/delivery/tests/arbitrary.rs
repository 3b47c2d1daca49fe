//! Messages of every kind for the tests that hold for all of them.

use crate::delivery::samples::message;
use crate::delivery::{
    Appointment, AppointmentMessage, AppointmentNumber, DeliveredGround, Document, Kind,
    MAX_VERSION, Person, Sex,
};
use crate::identifier::Bsn;
use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};
use proptest::collection::btree_set;
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

fn day() -> impl Strategy<Value = Date> {
    let leap = prop_oneof![Just(1952), Just(2000), Just(2024), Just(2028)];
    prop_oneof![
        4 => (0_i64..40_000).prop_map(|n| date(1950, 8, 1) + Span::new().days(n)),
        1 => leap.prop_map(|year| date(year, 2, 29)),
    ]
}

fn people() -> impl Strategy<Value = Person> {
    let bsn = (100_000_000_u32..999_999_999)
        .prop_filter_map("eleven test", |n| Bsn::parse(&n.to_string()).ok());
    let text = || option::of("[A-Za-zéëüñłŁßẞ'’\";,.&<>|-]{1,12}( [a-z\"]{1,5})?");
    let names = (text(), text(), text());
    (bsn, day(), any::<bool>(), names, text(), text()).prop_map(
        |(bsn, birth_date, non_resident, names, address, place)| Person {
            bsn,
            birth_date,
            non_resident,
            first_names: names.0,
            prefix: names.1,
            family_name: names.2,
            sex: non_resident.then_some(Sex::O),
            address,
            postcode: None,
            place,
        },
    )
}

fn grounds() -> impl Strategy<Value = DeliveredGround> {
    let code = "[A-Z]{2}-[0-9.]{1,6}";
    (code, option::of(day()), 0_u8..4, any::<bool>()).prop_map(
        |(code, since, extensions, statement)| DeliveredGround {
            code,
            since,
            extensions,
            statement,
        },
    )
}

fn documents() -> impl Strategy<Value = Document> {
    let id = option::of(any::<u128>().prop_map(Uuid::from_u128));
    let made_at = (0_i64..4_000_000_000, 0_i32..1_000_000_000).prop_map(|(second, nanosecond)| {
        Timestamp::new(second, nanosecond).expect("within the years that a moment has")
    });
    let software = option::of("[A-Za-zé&<]{1,9} [0-9.]{1,4}");
    let definition = option::of(Just("1.0".to_owned()));
    (id, option::of(made_at), definition, software).prop_map(
        |(id, made_at, definition, software)| Document {
            id,
            made_at,
            definition,
            software,
        },
    )
}

/// Messages of many kinds that can be read, whatever the rules say of them.
pub fn messages() -> impl Strategy<Value = AppointmentMessage> {
    let appointment = (day(), option::of(day()), any::<bool>(), 0_u8..20);
    let contract = (day(), option::of(day()));
    let teaching = (btree_set("[A-Z_]{1,10}", 0..5), btree_set(1_u8..=8, 0..8));
    let own = ("[A-Za-z0-9._-]{1,7}", 1_u32..=MAX_VERSION, documents());
    (people(), appointment, contract, grounds(), teaching, own).prop_map(
        |(person, (begins, ends, formal, function_category), contract, ground, teaching, own)| {
            let mut message = message();
            message.number = AppointmentNumber::parse(&own.0).expect("fits");
            message.version = own.1;
            message.document = own.2;
            message.school.location = message.school.location.filter(|_| formal);
            message.appointment = Appointment {
                begins,
                ends,
                kind: if formal {
                    Kind::Appointment
                } else {
                    Kind::WithoutAppointment
                },
                function_category,
            };
            (message.contract.begins, message.contract.ends) = contract;
            message.teaching.fields = teaching.0.into_iter().collect();
            message.teaching.years = teaching.1.into_iter().collect();
            AppointmentMessage {
                person,
                ground,
                ..message
            }
        },
    )
}
