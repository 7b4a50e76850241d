//! The stream of events of `ctb serve`: what other processes do is told within it, and what was missed.

use super::serving::{start, stop};
use crate::shell::{PATIENCE, Shell};
use crate::workshop::bundle;
use ctb::domain::live::{Change, Subject};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A browser that follows: the changes that it is told, one after the other.
struct Following(BufReader<TcpStream>);

impl Following {
    fn after(address: &str, path: &str, header: &str) -> Self {
        let mut connection = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
        connection.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(connection, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n").unwrap();
        let mut lines = BufReader::new(connection);
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        Self(lines)
    }

    fn next(&mut self) -> Change {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data.trim_end()).unwrap();
            }
        }
    }

    /// Skips what else changed.
    fn until(&mut self, kind: Subject) -> Change {
        loop {
            let change = self.next();
            if change.kind == kind {
                return change;
            }
        }
    }
}

fn workshop() -> (Shell, std::process::Child, String) {
    let shell = Shell::new();
    let file = shell.write("workshop.json", bundle().to_string());
    shell.ok(&["import", file.to_str().unwrap()]);
    let (child, line) = start(&shell, &[]);
    let address = line.strip_prefix("Clear to Build is ready: ").unwrap().to_owned();
    (shell, child, address)
}

#[test]
fn what_another_process_does_is_told_and_what_was_missed_too() {
    let (shell, mut child, address) = workshop();
    let mut first = Following::after(&address, "/api/events", "");
    shell.ok(&["build", "Lfo", "v0", "--quantity", "2"]);
    let built = first.until(Subject::Build);
    assert_eq!((built.edit > 0, built.by.as_str()), (true, "tester"));
    shell.ok(&["count", "tl074", "7", "--location", "A2"]);
    let counted = first.until(Subject::Stock);
    assert!(counted.id > built.id);
    // Whoever comes later goes on where they were: by the address, or as a browser that comes back.
    let mut later = Following::after(&address, &format!("/api/events?after={}", built.id - 1), "");
    assert_eq!(later.until(Subject::Build), built);
    assert_eq!(later.until(Subject::Stock), counted);
    let back = format!("Last-Event-ID: {}\r\n", counted.id - 1);
    let mut back = Following::after(&address, "/api/events?after=0", &back);
    assert_eq!(back.next(), counted);
    // Streams do not keep the server from stopping, and are closed in order.
    assert_eq!(stop(&mut child, "-TERM"), Some(0));
    let mut rest = String::new();
    first.0.read_to_string(&mut rest).unwrap();
}
