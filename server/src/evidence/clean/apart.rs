//! A PDF is read by a process apart, which may use little and not for long.
//!
//! What a PDF of 10 MB makes a reader do has no bound that can be seen beforehand: objects that share
//! their bytes, lists of numbers, streams in streams. So it is not counted: the kernel holds the process to
//! what it may have, and what breaks is that process alone.

use super::{Unreadable, pdf};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use shared::portfolio::MAX_EVIDENCE_BYTES;
use std::{
    io::{Read, Write},
    path::Path,
    process::{Command, ExitCode, Stdio},
};
use tokio::sync::Semaphore;

/// The task of the program that reads a PDF on its input, and writes it on its output.
pub const TASK: &str = "pdf-schoonmaken";

/// The memory that the process may have, in bytes.
const MEMORY: u64 = 200 * 1024 * 1024;

/// The time of a processor that it may have, in seconds.
const PROCESSOR: u64 = 1;

/// How many of them there are at a time; who comes next waits.
static PLACES: Semaphore = Semaphore::const_new(4);

const DAMAGED: u8 = 10;
const LOCKED: u8 = 11;
const TOO_MUCH: u8 = 12;
const UNHELD: u8 = 13;

/// The PDF without what it tells beside what it shows, cleaned by `program`: this one, elsewhere.
///
/// # Errors
/// [`Unreadable`] when it cannot be read, or not with this little.
pub async fn clean(program: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
    let place = PLACES.acquire().await;
    let program = program.to_owned();
    let cleaned = tokio::task::spawn_blocking(move || run(&program, &bytes)).await;
    drop(place);
    match cleaned.map_err(std::io::Error::other).flatten() {
        Ok(cleaned) => cleaned,
        Err(error) => {
            tracing::error!(%error, "the program that cleans a PDF does not run");
            Err(Unreadable::NotNow)
        }
    }
}

/// How the process ended; it ends in time, for it waits for nobody but us.
fn run(program: &Path, bytes: &[u8]) -> std::io::Result<Result<Vec<u8>, Unreadable>> {
    let mut process = Command::new(program)
        .arg(TASK)
        // It needs none of what the server knows.
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let input = process.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            if let Some(mut input) = input {
                // Breaks off when the process does; how that ended says why.
                let _ = input.write_all(bytes);
            }
        });
        process.wait_with_output()
    })?;
    Ok(match output.status.code().map(u8::try_from) {
        Some(Ok(0)) => Ok(output.stdout),
        Some(Ok(LOCKED)) => Err(Unreadable::Locked),
        Some(Ok(UNHELD)) => {
            return Err(std::io::Error::other(
                "it cannot be held to its limits, or not write",
            ));
        }
        // The kernel ended it, or it ran out of memory.
        Some(Ok(TOO_MUCH)) | None => Err(Unreadable::TooMuch),
        Some(_) => Err(Unreadable::Damaged),
    })
}

/// The task itself, in the process apart. It must have no other threads yet: they would have their share
/// of what it may use.
pub fn serve() -> ExitCode {
    let limits = [
        (Resource::Data, MEMORY),
        (Resource::Cpu, PROCESSOR),
        // What it held is of a teacher.
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        let most = getrlimit(resource)
            .maximum
            .map_or(most, |less| less.min(most));
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        if setrlimit(resource, limit).is_err() {
            return ExitCode::from(UNHELD);
        }
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    let cleaned = match read {
        Ok(_) => pdf::clean(&bytes),
        Err(_) => Err(Unreadable::Damaged),
    };
    match cleaned {
        // What shares its bytes comes out as often as it is named.
        Ok(cleaned) if cleaned.len() as u64 > MAX_EVIDENCE_BYTES => ExitCode::from(TOO_MUCH),
        Ok(cleaned) => match std::io::stdout().lock().write_all(&cleaned) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(UNHELD),
        },
        Err(Unreadable::Locked) => ExitCode::from(LOCKED),
        Err(_) => ExitCode::from(DAMAGED),
    }
}
