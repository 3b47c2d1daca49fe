//! Files of evidence, in an object store: a folder on a developer's machine, S3 elsewhere.

use crate::{config::EvidenceConfig, fault::Fault};
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, path::Path};
use shared::identifier::EvidenceId;

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

    fn key(&self, id: EvidenceId) -> Path {
        self.prefix.clone().join(id.to_string())
    }

    /// Keeps a file.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put(&self, id: EvidenceId, bytes: Vec<u8>) -> Result<(), Fault> {
        self.store
            .put(&self.key(id), PutPayload::from(bytes))
            .await?;
        Ok(())
    }

    /// The file with this number.
    ///
    /// # Errors
    /// When it is not there or the store does not answer.
    pub async fn get(&self, id: EvidenceId) -> Result<bytes::Bytes, Fault> {
        Ok(self.store.get(&self.key(id)).await?.bytes().await?)
    }

    /// Removes a file for good.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn remove(&self, id: EvidenceId) -> Result<(), Fault> {
        Ok(self.store.delete(&self.key(id)).await?)
    }
}
