//! The rules that refuse a record (*foutmeldingen*).

mod appointment;
mod ground;
mod message;
mod person;

use super::check::NamedRule;

/// The rules in the order in which they are told.
pub(super) const RULES: &[NamedRule] = &[
    ("LR-F002", message::document_without_id),
    ("LR-F002", message::document_used_before),
    ("LR-F003", message::sender_not_authorised),
    ("LR-F003", message::school_out_of_reach),
    ("LR-F004", message::document_from_the_future),
    ("LR-F005", message::definition_not_supported),
    ("LR-F006", person::number_of_another_teacher),
    ("LR-F007", person::birth_date_does_not_match),
    ("LR-F008", person::deceased_before_the_begin),
    ("LR-F009", appointment::board_does_not_exist),
    ("LR-F010", appointment::school_not_of_the_board),
    ("LR-F011", appointment::location_not_of_the_school),
    ("LR-F012", appointment::ends_before_it_begins),
    ("LR-F013", appointment::begin_out_of_range),
    ("LR-F014", ground::ground_not_in_the_table),
    ("LR-F015", ground::ground_of_another_sector),
    ("LR-F016", ground::teaching_field_missing),
    ("LR-F017", ground::teaching_field_wrong),
    ("LR-F018", ground::teaching_field_of_a_qualified_teacher),
    ("LR-F019", ground::ground_start_missing),
    ("LR-F020", ground::beyond_the_maximum),
    ("LR-F021", ground::too_many_extensions),
    ("LR-F021", ground::statement_missing),
    ("LR-F022", ground::not_to_be_delivered),
    ("LR-F025", person::details_of_non_resident_missing),
    ("LR-F026", appointment::contract_ends_before_it_begins),
    ("LR-F027", appointment::not_a_teaching_function),
    ("LR-F029", appointment::over_for_five_years),
];
