//! A posted form with files, read into memory within the limit that the web layer guards; and the files
//! that came before their form, in parts.

use crate::{actor::Teacher, desk::desk, failure::Failure};
use async_trait::async_trait;
use serde::de::DeserializeOwned;
use server_fn::codec::MultipartData;
use shared::{FieldError, Problem};
use uuid::Uuid;

/// The name of the fields of a form that name files which came before it.
pub const EARLIER: &str = "upload";

/// Files that came before the form that they belong to.
#[async_trait]
pub trait UploadDesk: Send + Sync {
    /// These files, in this order.
    ///
    /// # Errors
    /// 422 at the field of the files when one is not there, not whole, or of somebody else, or when they
    /// are too many for one form; then none of them is read.
    async fn uploaded(&self, teacher: &Teacher, ids: &[Uuid]) -> Result<Vec<File>, Problem>;

    /// Forgets these files: what they were for is saved.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn used(&self, teacher: &Teacher, ids: &[Uuid]) -> Result<(), Problem>;
}

/// A form as it was posted: fields and files.
#[derive(Debug, Default)]
pub struct Posted {
    /// The text fields, as typed.
    pub values: Vec<(String, String)>,
    /// The files; an input without a file is left out.
    pub files: Vec<File>,
}

/// A file as it was posted.
#[derive(Clone, Debug)]
pub struct File {
    /// The name of the input.
    pub field: String,
    /// The name that the file had at the visitor, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Posted {
    /// Reads the form.
    ///
    /// # Errors
    /// 400 when it breaks off half-way or is no form.
    pub async fn read(data: MultipartData) -> Result<Self, Problem> {
        let broken = || Problem::bad_request("Het versturen is onderbroken. Probeer het opnieuw");
        let mut form = data.into_inner().ok_or_else(broken)?;
        let mut posted = Self::default();
        while let Some(field) = form.next_field().await.map_err(|_| broken())? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file_name) => {
                    let bytes = field.bytes().await.map_err(|_| broken())?;
                    if !file_name.is_empty() || !bytes.is_empty() {
                        posted.files.push(File {
                            field: name,
                            name: file_name
                                .rsplit(['/', '\\'])
                                .next()
                                .unwrap_or_default()
                                .to_owned(),
                            bytes: bytes.to_vec(),
                        });
                    }
                }
                None => {
                    let text = field.text().await.map_err(|_| broken())?;
                    posted.values.push((name, text));
                }
            }
        }
        Ok(posted)
    }

    /// Takes out the files: those that came with the form, and those that came before it, of which the
    /// numbers are given too, to be told as [`UploadDesk::used`] once they are saved.
    ///
    /// # Errors
    /// As [`UploadDesk::uploaded`].
    pub async fn take_files(
        &mut self,
        teacher: &Teacher,
    ) -> Result<(Vec<File>, Vec<Uuid>), Failure> {
        let (named, values) = std::mem::take(&mut self.values)
            .into_iter()
            .partition(|(name, _)| name == EARLIER);
        self.values = values;
        let named: Vec<(String, String)> = named;
        let mut earlier: Vec<Uuid> = named.iter().filter_map(|(_, id)| id.parse().ok()).collect();
        // However often it is named, a file comes once; they stay in the order in which they began.
        earlier.sort_unstable();
        earlier.dedup();
        let mut files = std::mem::take(&mut self.files);
        if !earlier.is_empty() {
            files.extend(
                desk::<dyn UploadDesk>()?
                    .uploaded(teacher, &earlier)
                    .await?,
            );
        }
        Ok((files, earlier))
    }

    /// The text fields as a form of the domain.
    ///
    /// # Errors
    /// 400 when the fields are not those of the form.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let unreadable =
            || Problem::bad_request("We konden niet lezen wat je stuurde. Probeer het opnieuw");
        let encoded = serde_urlencoded::to_string(&self.values).map_err(|_| unreadable())?;
        serde_qs::Config::new(5, false)
            .deserialize_str(&encoded)
            .map_err(|_| unreadable())
    }

    /// The file of this input.
    ///
    /// # Errors
    /// 422 at the field when none was chosen.
    pub fn into_file(self, field: &str) -> Result<File, Problem> {
        let mut files = self.files.into_iter();
        files
            .find(|file| file.field == field)
            .ok_or_else(|| Problem::invalid(vec![FieldError::new(field, "Kies een bestand")]))
    }

    /// The first text field with this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }
}
