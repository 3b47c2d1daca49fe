//! A ZIP that goes to the store while it is written.

use crate::fault::Fault;
use bytes::Bytes;
use jiff::{Timestamp, tz::TimeZone};
use object_store::WriteMultipart;
use sha2::{Digest, Sha256};
use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};
use zip::{
    CompressionMethod, DateTime, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// How many parts may be on their way to the store at a time.
const AT_A_TIME: usize = 2;

/// A ZIP that is being written.
pub struct Archive {
    writer: ZipWriter<StreamWriter<Written>>,
    written: Written,
    upload: WriteMultipart,
    bytes: i64,
    hash: Sha256,
    at: DateTime,
}

/// A ZIP that is in the store.
pub struct Made {
    /// How many bytes it has.
    pub bytes: i64,
    /// Its hash.
    pub sha256: Vec<u8>,
}

/// What the ZIP wrote, and did not go to the store yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Archive {
    /// An empty one, of this moment.
    pub fn begin(upload: WriteMultipart, now: Timestamp) -> Self {
        let written = Written::default();
        Self {
            writer: ZipWriter::new_stream(written.clone()),
            written,
            upload,
            bytes: 0,
            hash: Sha256::new(),
            at: moment(now).unwrap_or_default(),
        }
    }

    /// Adds a text.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Fault> {
        self.part(name, content, CompressionMethod::Deflated).await
    }

    /// Adds a file that would not get smaller, as photos and documents do not.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn add_packed(&mut self, name: &str, content: &[u8]) -> Result<(), Fault> {
        self.part(name, content, CompressionMethod::Stored).await
    }

    async fn part(
        &mut self,
        name: &str,
        content: &[u8],
        packing: CompressionMethod,
    ) -> Result<(), Fault> {
        let options = SimpleFileOptions::default()
            .compression_method(packing)
            .last_modified_time(self.at);
        self.writer
            .start_file(name, options)
            .map_err(Fault::broken)?;
        self.writer.write_all(content).map_err(Fault::broken)?;
        self.send().await
    }

    /// Lets what was written go to the store, and waits when that is slow.
    async fn send(&mut self) -> Result<(), Fault> {
        let written = std::mem::take(
            &mut *self
                .written
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        self.bytes += i64::try_from(written.len()).map_err(Fault::broken)?;
        self.hash.update(&written);
        self.upload.wait_for_capacity(AT_A_TIME).await?;
        self.upload.put(Bytes::from(written));
        Ok(())
    }

    /// Writes the end of it; only then it is there.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn finish(mut self) -> Result<Made, Fault> {
        let writer = std::mem::replace(&mut self.writer, ZipWriter::new_stream(Written::default()));
        writer.finish().map_err(Fault::broken)?;
        self.send().await?;
        self.upload.finish().await?;
        Ok(Made {
            bytes: self.bytes,
            sha256: self.hash.finalize().to_vec(),
        })
    }
}

/// The moment as a ZIP keeps it: Dutch time, to two seconds.
fn moment(now: Timestamp) -> Option<DateTime> {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    let at = now.to_zoned(zone);
    let part = |number: i8| u8::try_from(number).ok();
    DateTime::from_date_and_time(
        u16::try_from(at.year()).ok()?,
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .ok()
}
