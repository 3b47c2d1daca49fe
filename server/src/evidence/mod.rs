//! Files of teachers, in an object store: a folder on a developer's machine, S3 elsewhere. What is in a
//! file of evidence is looked at by [`clean`] and [`scanner`]; [`tend`] sees to what must go, [`strays`] to
//! what may be left over.

pub mod clean;
pub mod scanner;
pub mod strays;
pub mod tend;

use crate::{config::EvidenceConfig, fault::Fault};
use bytes::Bytes;
use futures::stream::BoxStream;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart, path::Path};
use shared::identifier::EvidenceId;
use uuid::Uuid;

/// What is kept in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A file of evidence.
    Evidence(EvidenceId),
    /// The old portfolio that a teacher brought along.
    Original(Uuid),
    /// The portfolio as a whole, to take out.
    TakeOut(Uuid),
}

impl From<EvidenceId> for Kept {
    fn from(id: EvidenceId) -> Self {
        Self::Evidence(id)
    }
}

/// The store of the files. What they are called and of whom they are stands in the database.
pub struct EvidenceStore {
    store: Box<dyn ObjectStore>,
    prefix: Path,
}

impl EvidenceStore {
    /// Opens the store; a folder is made when it is not there.
    ///
    /// # Errors
    /// When the address is of no store that we know.
    pub fn open(config: &EvidenceConfig) -> anyhow::Result<Self> {
        let url = reqwest::Url::parse(&config.url)
            .map_err(|e| anyhow::anyhow!("configuration: LR_EVIDENCE__URL: {e}"))?;
        if url.scheme() == "file" {
            std::fs::create_dir_all(url.path())?;
        }
        let (store, prefix) = object_store::parse_url_opts(&url, &config.options)
            .map_err(|e| anyhow::anyhow!("configuration: LR_EVIDENCE__URL: {e}"))?;
        Ok(Self { store, prefix })
    }

    fn key(&self, kept: Kept) -> Path {
        let prefix = self.prefix.clone();
        match kept {
            Kept::Evidence(id) => prefix.join(id.to_string()),
            Kept::Original(id) => prefix.join("origineel").join(id.to_string()),
            Kept::TakeOut(id) => prefix.join("meenemen").join(id.to_string()),
        }
    }

    /// Keeps a file.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put(&self, kept: impl Into<Kept>, bytes: Vec<u8>) -> Result<(), Fault> {
        self.store
            .put(&self.key(kept.into()), PutPayload::from(bytes))
            .await?;
        Ok(())
    }

    /// Begins to keep a file that is written bit by bit; it is there once it is finished.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn begin(&self, kept: impl Into<Kept>) -> Result<WriteMultipart, Fault> {
        let upload = self.store.put_multipart(&self.key(kept.into())).await?;
        Ok(WriteMultipart::new(upload))
    }

    /// The file with this number.
    ///
    /// # Errors
    /// When it is not there or the store does not answer.
    pub async fn get(&self, kept: impl Into<Kept>) -> Result<Bytes, Fault> {
        Ok(self
            .store
            .get(&self.key(kept.into()))
            .await?
            .bytes()
            .await?)
    }

    /// The same; nothing when it is not there.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn find(&self, kept: impl Into<Kept>) -> Result<Option<Bytes>, Fault> {
        match self.store.get(&self.key(kept.into())).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The same, bit by bit.
    ///
    /// # Errors
    /// When it is not there or the store does not answer.
    pub async fn stream(
        &self,
        kept: impl Into<Kept>,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, Fault> {
        Ok(self.store.get(&self.key(kept.into())).await?.into_stream())
    }

    /// Removes a file for good; nothing happens when it is not there.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn remove(&self, kept: impl Into<Kept>) -> Result<(), Fault> {
        match self.store.delete(&self.key(kept.into())).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
