//! A table as a file that a school opens in a spreadsheet: CSV or a workbook.

use crate::fault::Fault;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// UTF-8 with a byte order mark and semicolons, as a Dutch spreadsheet opens it.
///
/// # Errors
/// Never but when memory runs out.
pub fn csv(header: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, Fault> {
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(header).map_err(Fault::broken)?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| harmless(cell)))
            .map_err(Fault::broken)?;
    }
    writer
        .into_inner()
        .map_err(|error| Fault::broken(error.into_error()))
}

/// One sheet of a workbook. Every cell is text, so that nothing is computed and no code or date is
/// written otherwise.
pub struct Sheet<'a> {
    /// The name on its tab.
    pub name: &'a str,
    /// The names of the columns.
    pub header: &'a [&'a str],
    /// The rows below.
    pub rows: &'a [Vec<String>],
}

/// A workbook with these sheets.
///
/// # Errors
/// When a sheet has more rows than Excel knows.
pub fn xlsx(sheets: &[Sheet<'_>]) -> Result<Vec<u8>, Fault> {
    let mut book = Workbook::new();
    for sheet in sheets {
        fill(book.add_worksheet(), sheet).map_err(Fault::broken)?;
    }
    book.save_to_buffer().map_err(Fault::broken)
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_bold().set_num_format("@");
    worksheet.set_name(sheet.name)?;
    worksheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(sheet.header) {
        // Also what is typed below stays as it is typed.
        worksheet.set_column_format(column, &text)?;
        worksheet.set_column_width(column, 22)?;
        worksheet.write_string_with_format(0, column, *name, &bold)?;
    }
    for (number, row) in (1..).zip(sheet.rows) {
        for (column, cell) in (0..).zip(row) {
            worksheet.write_string_with_format(number, column, cell, &text)?;
        }
    }
    Ok(())
}

/// A cell that a spreadsheet does not take for a formula: an apostrophe goes before what begins
/// like one. A number with a minus, such as a date `-1`, gets it too.
fn harmless(cell: &str) -> String {
    let looks_like_formula = cell
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n']);
    if looks_like_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desks::school::workbook;

    #[test]
    fn a_cell_that_a_spreadsheet_would_compute_becomes_text() {
        for formula in ["=1+1", "+31", "-2", "@SOM(A1)", " =1", "\t=1", "＝1"] {
            assert!(harmless(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(harmless("VO-33.1B1"), "VO-33.1B1");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn a_workbook_keeps_every_cell_as_text() {
        let sheet = Sheet {
            name: "Lijst",
            header: &["naam", "nummer", "datum"],
            rows: &[vec!["=1+1".into(), "01234".into(), "2026-08-01".into()]],
        };
        let book = xlsx(&[sheet]).expect("a workbook");
        let read = workbook::to_csv(&book).expect("readable");
        let text = String::from_utf8(read).expect("text");
        assert_eq!(text, "naam;nummer;datum\r\n=1+1;01234;2026-08-01\r\n");
    }
}
