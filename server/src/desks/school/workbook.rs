//! A workbook of Excel as the CSV that a delivery is: the same columns in the same rows, so that
//! everything after this is the same.
//!
//! A workbook is a zip, and a small zip can hold a lot: it is measured while it is unpacked, and
//! the cells are read one at a time up to what a delivery may hold.

use crate::delivery::MAX_BYTES;
use app::upload::File;
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use shared::{FieldError, Problem};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read, sink},
};

/// The most that a workbook may be when it is unpacked, in bytes.
const MAX_UNPACKED: u64 = 100 * 1024 * 1024;

/// The most files that a workbook may hold.
const MAX_PARTS: usize = 500;

/// The most columns that are looked at: those of a delivery and some that stand empty.
const MAX_COLUMNS: u32 = 100;

/// The rows that are looked at: those of a delivery, its header, and some that stand empty.
const MAX_LOOKED_AT: u32 = 40_000;

/// The file as CSV when it is a workbook, and else as it is.
///
/// # Errors
/// A problem at the field `bestand` when it is a zip that cannot be read as a workbook.
pub async fn as_csv(file: File) -> Result<File, Problem> {
    if !file.bytes.starts_with(b"PK\x03\x04") || file.bytes.len() > MAX_BYTES {
        return Ok(file);
    }
    // Unpacking takes a while, and must not keep other visitors waiting.
    let File { field, name, bytes } = file;
    let csv = tokio::task::spawn_blocking(move || to_csv(&bytes))
        .await
        .map_err(|_| unreadable())
        .flatten()
        .map_err(|mut problem| {
            problem.errors = vec![FieldError::new("bestand", problem.title.clone())];
            problem
        })?;
    Ok(File {
        field,
        name,
        bytes: csv,
    })
}

/// The first sheet as CSV with semicolons.
///
/// # Errors
/// 400 when it is no workbook; 413 when it holds more than a delivery may.
pub fn to_csv(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    measure(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let first = book.sheet_names().first().cloned().ok_or_else(unreadable)?;
    let rows = rows(&mut book, &first)?;
    Ok(write(&rows))
}

/// Refuses what is too large when it is unpacked. What the zip says of itself is not believed.
fn measure(bytes: &[u8]) -> Result<(), Problem> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    if zip.len() > MAX_PARTS {
        return Err(too_large());
    }
    let mut left = MAX_UNPACKED;
    for number in 0..zip.len() {
        let part = zip.by_index(number).map_err(|_| unreadable())?;
        let unpacked =
            std::io::copy(&mut part.take(left + 1), &mut sink()).map_err(|_| unreadable())?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}

/// The cells that are filled, by row and column.
type Rows = BTreeMap<u32, BTreeMap<u32, String>>;

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Rows, Problem> {
    let mut cells = book
        .worksheet_cells_reader(sheet)
        .map_err(|_| unreadable())?;
    let (mut rows, mut size) = (Rows::new(), 0);
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        // A text may be written once and used by many cells: it counts each time.
        size += text.len() + 1;
        if row >= MAX_LOOKED_AT || column >= MAX_COLUMNS || size > MAX_BYTES {
            return Err(too_large());
        }
        rows.entry(row).or_default().insert(column, text);
    }
    Ok(rows)
}

/// A cell as it stands in a file. A number is what it is, a date the day.
fn text(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "ja".to_owned(),
        DataRef::Bool(false) => "nee".to_owned(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    };
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .collect()
}

fn day(moment: &ExcelDateTime) -> String {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Rows keep their number, and are all as wide as the widest.
fn write(rows: &Rows) -> Vec<u8> {
    let width = rows
        .values()
        .filter_map(|cells| cells.keys().next_back())
        .max()
        .map_or(0, |last| last + 1);
    let last = rows.keys().next_back().map_or(0, |last| last + 1);
    let nothing = BTreeMap::new();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for number in 0..last {
        let cells = rows.get(&number).unwrap_or(&nothing);
        let record = (0..width).map(|column| cells.get(&column).map_or("", String::as_str));
        writer
            .write_record(record)
            .expect("memory takes what is written, and all records are as long");
    }
    writer.into_inner().expect("memory takes what is written")
}

fn unreadable() -> Problem {
    Problem::bad_request("Dit Excel-bestand kunnen we niet lezen").with_detail(
        "Kijk of het een .xlsx-bestand is zonder wachtwoord. Of sla het op als ‘CSV UTF-8’ en lever dat.",
    )
}

fn too_large() -> Problem {
    Problem::too_large("In dit Excel-bestand staat te veel").with_detail(
        "Er passen 10.000 benoemingen in, op het eerste blad. Splits het in kleinere bestanden en lever die na elkaar.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime as Moment, Format, Workbook};
    use std::io::Write;

    #[test]
    fn numbers_dates_and_empty_rows_come_over_as_they_are_meant() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("dd-mm-yyyy");
        sheet.write_string(0, 0, "bsn").expect("written");
        sheet.write_string(0, 2, "datum").expect("written");
        sheet.write_number(2, 0, 999_990_019).expect("written");
        let moment = Moment::from_ymd(2026, 8, 1).expect("a day");
        sheet
            .write_datetime_with_format(2, 2, &moment, &date)
            .expect("written");
        sheet.write_boolean(2, 1, true).expect("written");
        let csv = to_csv(&book.save_to_buffer().expect("a workbook")).expect("readable");
        let text = String::from_utf8(csv).expect("text");
        assert_eq!(text, "bsn;;datum\r\n;;\r\n999990019;ja;2026-08-01\r\n");
    }

    #[test]
    fn a_zip_that_is_no_workbook_is_refused() {
        for bytes in [&b"PK\x03\x04 en dan nog wat"[..], b"PK\x03\x04"] {
            assert_eq!(to_csv(bytes).expect_err("no workbook").status, 400);
        }
    }

    #[test]
    fn a_small_zip_that_unpacks_to_a_lot_is_refused() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("xl/sharedStrings.xml", options)
            .expect("a part");
        let piece = vec![b'a'; 1024 * 1024];
        for _ in 0..=100 {
            zip.write_all(&piece).expect("written");
        }
        let bytes = zip.finish().expect("a zip").into_inner();
        assert!(bytes.len() < 1024 * 1024, "small: {}", bytes.len());
        assert_eq!(to_csv(&bytes).expect_err("too large").status, 413);
    }

    #[test]
    fn a_cell_far_away_is_refused_and_takes_no_memory() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet
            .write_string(1_000_000, 0, "ver weg")
            .expect("written");
        let bytes = book.save_to_buffer().expect("a workbook");
        assert_eq!(to_csv(&bytes).expect_err("too far").status, 413);
    }
}
