//! A virus scanner on a port of its own, that speaks as `clamd` does.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What it takes for a virus.
const VIRUS: &str = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

/// What it cannot look at, whenever it is asked.
const BREAKS: &str = "BREAKS-THE-SCANNER";

#[derive(Default)]
struct Held {
    down: bool,
    scanned: Vec<Vec<u8>>,
}

/// A virus scanner.
#[derive(Clone)]
pub struct VirusScanner {
    /// Host and port.
    pub address: String,
    held: Arc<Mutex<Held>>,
}

impl VirusScanner {
    /// Starts it.
    pub async fn start() -> Self {
        let held = Arc::new(Mutex::new(Held::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let shared = held.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self { address, held }
    }

    /// Whether it hangs up on whoever asks.
    pub fn set_down(&self, down: bool) {
        self.held.lock().expect("lock").down = down;
    }

    /// The files that it looked at.
    pub fn scanned(&self) -> Vec<Vec<u8>> {
        self.held.lock().expect("lock").scanned.clone()
    }
}

/// One command: `zINSTREAM`, the file in chunks with their length before them, and a length of nothing.
async fn converse(mut line: TcpStream, held: Arc<Mutex<Held>>) -> Option<()> {
    if held.lock().expect("lock").down {
        return None;
    }
    let mut command = [0; 10];
    line.read_exact(&mut command).await.ok()?;
    if &command != b"zINSTREAM\0" {
        line.write_all(b"UNKNOWN COMMAND\0").await.ok()?;
        return None;
    }
    let mut file = Vec::new();
    loop {
        let length = usize::try_from(line.read_u32().await.ok()?).ok()?;
        if length == 0 {
            break;
        }
        let begins = file.len();
        file.resize(begins + length, 0);
        line.read_exact(&mut file[begins..]).await.ok()?;
    }
    let holds = |words: &str| {
        file.windows(words.len())
            .any(|part| part == words.as_bytes())
    };
    let (breaks, infected) = (holds(BREAKS), holds(VIRUS));
    held.lock().expect("lock").scanned.push(file);
    let answer: &[u8] = if breaks {
        b"INSTREAM size limit exceeded. ERROR\0"
    } else if infected {
        b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    } else {
        b"stream: OK\0"
    };
    line.write_all(answer).await.ok()
}
