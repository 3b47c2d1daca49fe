//! A mail server on a port of its own: takes what is sent, and can refuse.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Default)]
struct Held {
    mails: Vec<String>,
    busy: bool,
    closed: bool,
}

/// A mail server.
#[derive(Clone)]
pub struct MailServer {
    /// `smtp://127.0.0.1:2525`
    pub url: String,
    held: Arc<Mutex<Held>>,
}

impl MailServer {
    /// Starts it. It refuses every address that begins with `onbekend`.
    pub async fn start() -> Self {
        let held = Arc::new(Mutex::new(Held::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let shared = held.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self { url, held }
    }

    /// Whether it says that it is too busy.
    pub fn set_busy(&self, busy: bool) {
        self.held.lock().expect("lock").busy = busy;
    }

    /// Whether it says that it takes nothing from this sender.
    pub fn set_closed(&self, closed: bool) {
        self.held.lock().expect("lock").closed = closed;
    }

    /// The mails that it took, as they came.
    pub fn mails(&self) -> Vec<String> {
        self.held.lock().expect("lock").mails.clone()
    }
}

/// The conversation of RFC 5321, as far as it goes without extensions.
async fn converse(stream: TcpStream, held: Arc<Mutex<Held>>) {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut say = async |text: &str| writer.write_all(format!("{text}\r\n").as_bytes()).await;
    if say("220 post.example").await.is_err() {
        return;
    }
    while let Ok(Some(line)) = lines.next_line().await {
        let command = line.to_uppercase();
        let busy = held.lock().expect("lock").busy;
        let closed = held.lock().expect("lock").closed;
        let answer = if command.starts_with("MAIL") && closed {
            "550 5.7.1 van jullie niets"
        } else if command.starts_with("RCPT TO:<ONBEKEND") {
            "550 deze gebruiker bestaat niet"
        } else if command.starts_with("RCPT") && busy {
            "451 te druk"
        } else if command == "DATA" {
            if say("354 ga je gang").await.is_err() {
                return;
            }
            let mut mail = Vec::new();
            while let Ok(Some(line)) = lines.next_line().await {
                if line == "." {
                    break;
                }
                mail.push(line);
            }
            held.lock().expect("lock").mails.push(mail.join("\n"));
            "250 aangenomen"
        } else if command == "QUIT" {
            "221 dag"
        } else {
            "250 goed"
        };
        if say(answer).await.is_err() || command == "QUIT" {
            return;
        }
    }
}
