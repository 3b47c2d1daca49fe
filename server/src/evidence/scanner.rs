//! The virus scanner: a `ClamAV` daemon, asked over TCP with the command `INSTREAM`.

use crate::config::ScannerConfig;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How much goes to the scanner at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// The longest answer that is read.
const LONGEST: u64 = 4096;

/// Why a file was not looked at.
#[derive(Debug, thiserror::Error)]
pub enum NotScanned {
    /// The scanner is not there, or does not answer in time: it would not look at another file either.
    #[error("the virus scanner does not answer: {0}")]
    Down(std::io::Error),
    /// The scanner is there, and could not look at this file.
    #[error("the virus scanner could not look: {0}")]
    Refused(std::io::Error),
}

/// The line to the scanner.
pub struct Scanner {
    address: String,
    timeout: Duration,
}

/// What the scanner says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It found nothing.
    Clean,
    /// It found a virus.
    Infected,
}

impl Scanner {
    /// A line to the scanner at this address.
    pub fn new(config: &ScannerConfig) -> Self {
        Self {
            address: config.address.clone(),
            timeout: Duration::from_millis(config.timeout_ms),
        }
    }

    /// Has a file looked at.
    ///
    /// # Errors
    /// When the scanner does not answer in time, or answers that it could not look.
    pub async fn scan(&self, bytes: &[u8]) -> Result<Verdict, NotScanned> {
        let late = |_| NotScanned::Down(std::io::ErrorKind::TimedOut.into());
        let answer = timeout(self.timeout, async {
            let line = TcpStream::connect(&self.address).await;
            let line = line.map_err(NotScanned::Down)?;
            ask(line, bytes).await.map_err(NotScanned::Refused)
        })
        .await
        .map_err(late)??;
        let answer = answer.trim_end_matches('\0').trim();
        if answer.ends_with(" OK") {
            Ok(Verdict::Clean)
        } else if answer.ends_with(" FOUND") {
            tracing::warn!(answer, "a file with a virus was sent");
            Ok(Verdict::Infected)
        } else {
            let answered = std::io::Error::other(format!("it answered {answer:?}"));
            Err(NotScanned::Refused(answered))
        }
    }
}

/// Sends a file, and reads what the scanner says of it.
async fn ask(mut line: TcpStream, bytes: &[u8]) -> std::io::Result<String> {
    line.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).map_err(std::io::Error::other)?;
        line.write_all(&length.to_be_bytes()).await?;
        line.write_all(chunk).await?;
    }
    line.write_all(&0_u32.to_be_bytes()).await?;
    let mut answer = String::new();
    line.take(LONGEST).read_to_string(&mut answer).await?;
    Ok(answer)
}
