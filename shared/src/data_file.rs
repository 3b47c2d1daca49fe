//! The data files that come with the program: CSV with `;` between the cells and the version in the first line.

use crate::sector::Sector;

/// Why a text is not a data file of the kind it should be.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The text is not CSV with the columns of the table.
    #[error("the data file cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// The first line does not name the version.
    #[error("the data file does not begin with its version")]
    Version,
    /// A cell holds what its column does not know.
    #[error("{column} cannot be {value:?}")]
    Cell {
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
}

/// The version in the first line of a data file of ours: `# versie: 2026-1`.
pub(crate) fn table_version(text: &str) -> Option<String> {
    let version = text.lines().next()?.strip_prefix("# versie:")?.trim();
    (!version.is_empty()).then(|| version.to_owned())
}

/// The sectors in a cell of a data file of ours: `vo,vso`.
pub(crate) fn sectors(cell: &str) -> Option<Vec<Sector>> {
    cell.split(',')
        .map(|code| Sector::parse(code.trim()))
        .collect()
}

/// The version and the rows of a data file of ours.
pub(crate) fn rows<T: serde::de::DeserializeOwned>(
    text: &str,
) -> Result<(String, Vec<T>), DataError> {
    let version = table_version(text).ok_or(DataError::Version)?;
    let rows = csv::ReaderBuilder::new()
        .delimiter(b';')
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()?;
    Ok((version, rows))
}

/// The parts of a cell; none when it is empty.
pub(crate) fn parts(cell: &str, separator: char) -> Vec<String> {
    cell.split(separator)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// That a cell holds what its column does not know.
pub(crate) fn wrong(column: &'static str, value: &str) -> DataError {
    DataError::Cell {
        column,
        value: value.to_owned(),
    }
}
