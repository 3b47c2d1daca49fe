//! An empty file to fill in: the columns of a delivery, with what each of them means.

use super::table_file::{self, Sheet};
use crate::{
    fault::Fault,
    web::{CSV, XLSX, attachment},
};
use axum::response::Response;
use shared::delivery::{COLUMNS, FieldSpec, Form, fields};

/// `GET /school/leveringen/sjabloon.csv`: the header of a delivery.
///
/// # Errors
/// None that is known.
pub async fn csv_template() -> Result<Response, Fault> {
    let file = table_file::csv(&header(), &[])?;
    Ok(attachment("benoemingen.csv", CSV, file))
}

/// `GET /school/leveringen/sjabloon.xlsx`: a workbook with the header of a delivery, and a sheet
/// that explains the columns.
///
/// # Errors
/// None that is known.
pub async fn xlsx_template() -> Result<Response, Fault> {
    let explained = explained();
    let sheets = [
        Sheet {
            name: "Benoemingen",
            header: &header(),
            rows: &[],
        },
        Sheet {
            name: "Uitleg",
            header: &["kolom", "verplicht", "betekenis", "vorm", "voorbeeld"],
            rows: &explained,
        },
    ];
    Ok(attachment(
        "benoemingen.xlsx",
        XLSX,
        table_file::xlsx(&sheets)?,
    ))
}

fn header() -> Vec<&'static str> {
    COLUMNS.iter().map(|column| column.name).collect()
}

/// What each column means, in the order of the first sheet.
fn explained() -> Vec<Vec<String>> {
    COLUMNS
        .iter()
        .filter_map(|column| fields().iter().find(|spec| spec.column == column.name))
        .map(|spec| {
            vec![
                spec.column.to_owned(),
                spec.required.to_owned(),
                spec.meaning.to_owned(),
                form(spec),
                spec.example.to_owned(),
            ]
        })
        .collect()
}

fn form(spec: &FieldSpec) -> String {
    match spec.form {
        Form::Text | Form::Pattern(_) | Form::Uuid => "tekst".to_owned(),
        Form::OneOf(words) => words.join(" of "),
        Form::Whole(first, last) if last > 1000 => format!("een getal vanaf {first}"),
        Form::Whole(first, last) => format!("een getal van {first} tot en met {last}"),
        Form::Date => "een datum: 2026-08-01 of 01-08-2026".to_owned(),
        Form::Moment => "een datum en tijd met tijdzone".to_owned(),
        Form::YesNo => "ja of nee".to_owned(),
        Form::Codes(_) => "codes met een komma ertussen".to_owned(),
        Form::Numbers(first, last) => {
            format!("getallen van {first} tot en met {last} met een komma ertussen")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desks::school::workbook;
    use shared::delivery::read_csv;

    #[test]
    fn a_workbook_that_was_filled_in_is_a_delivery() {
        let row: Vec<String> = COLUMNS
            .iter()
            .map(|column| column.name.to_owned())
            .collect();
        let sheet = Sheet {
            name: "Benoemingen",
            header: &header(),
            rows: &[row],
        };
        let book = table_file::xlsx(&[sheet]).expect("a workbook");
        let csv = workbook::to_csv(&book).expect("readable");
        let delivery = read_csv(&csv).expect("a delivery");
        assert_eq!(delivery.rows.len(), 1);
        assert_eq!(delivery.rows[0].value("grondslag"), "grondslag");
    }

    #[test]
    fn every_column_is_explained() {
        assert_eq!(explained().len(), COLUMNS.len());
    }
}
