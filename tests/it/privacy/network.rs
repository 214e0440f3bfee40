//! No way out of the machine: nothing in the program, and nothing that it is built with, speaks to a network.

use std::path::Path;
use std::process::Command;

/// What a crate is that can reach a network, or runs what could: clients, servers, resolvers, encryption for them, and
/// the runtimes that they stand on.
const WAYS_OUT: [&str; 50] = [
    "hyper",
    "hyper-util",
    "reqwest",
    "ureq",
    "attohttpc",
    "minreq",
    "isahc",
    "surf",
    "curl",
    "curl-sys",
    "http",
    "h2",
    "h3",
    "quinn",
    "tokio",
    "tokio-util",
    "async-std",
    "smol",
    "async-io",
    "async-net",
    "socket2",
    "net2",
    "rustls",
    "rustls-pki-types",
    "native-tls",
    "openssl",
    "openssl-sys",
    "boring",
    "ring",
    "aws-lc-rs",
    "webpki",
    "webpki-roots",
    "trust-dns-resolver",
    "hickory-resolver",
    "tonic",
    "tungstenite",
    "warp",
    "axum",
    "actix-web",
    "rocket",
    "tiny_http",
    "rouille",
    "lettre",
    "imap",
    "ssh2",
    "russh",
    "git2",
    "sentry",
    "opentelemetry",
    "zbus",
];

/// What in the standard library opens a socket or runs a program that could.
const IN_SOURCES: [&str; 8] = [
    "std::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "UnixStream",
    "UnixListener",
    "process::Command",
];

/// What the program is built with on this system, by default.
fn dependencies() -> Vec<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.args([
        "tree",
        "--offline",
        "--locked",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}\t{f}",
    ]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let name = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    text.lines().map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn nothing_in_the_tree_of_dependencies_reaches_a_network() {
    let found = dependencies();
    assert!(found.len() > 50 && found.iter().any(|name| name == "rusqlite"), "{}", found.len());
    let ways: Vec<&String> = found.iter().filter(|name| WAYS_OUT.contains(&name.as_str())).collect();
    assert_eq!(ways, Vec::<&String>::new());
}

/// `mio`, by which crossterm waits for keys, can open sockets, and it is built with that. So the program itself is looked
/// at: it must not even import what would open or resolve a connection.
#[cfg(target_os = "linux")]
#[test]
fn the_program_does_not_import_what_opens_a_connection() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_bantam")).unwrap();
    let names = dynamic_names(&program);
    let imports = |name: &str| names.split(|byte| *byte == 0).any(|found| found == name.as_bytes());
    assert!(imports("pthread_self") || imports("write"), "the names of imports can be found");
    let found: Vec<&&str> = [
        "getaddrinfo",
        "gethostbyname",
        "connect",
        "socket",
        "bind",
        "listen",
        "accept",
        "accept4",
        "sendto",
        "recvfrom",
    ]
    .iter()
    .filter(|name| imports(name))
    .collect();
    assert_eq!(found, Vec::<&&str>::new());
}

/// The names by which an ELF program of 64 bits is bound to what it imports: the one table of strings that is loaded.
#[cfg(target_os = "linux")]
fn dynamic_names(program: &[u8]) -> &[u8] {
    const TABLE_OF_STRINGS: usize = 3;
    const IS_LOADED: usize = 2;
    let number = |at: usize, bytes: usize| {
        program[at..at + bytes].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    assert!(program.starts_with(b"\x7fELF\x02\x01"), "a program of this system");
    let (sections, size, count) = (number(0x28, 8), number(0x3a, 2), number(0x3c, 2));
    let mut headers = (0..count).map(|n| sections + n * size);
    let table = headers.find(|&at| number(at + 4, 4) == TABLE_OF_STRINGS && number(at + 8, 8) & IS_LOADED != 0);
    let table = table.expect("the names of imports");
    &program[number(table + 0x18, 8)..][..number(table + 0x20, 8)]
}

#[test]
fn no_source_file_names_a_socket_or_runs_a_program() {
    let mut found = Vec::new();
    let mut seen = 0;
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let program = text.split("#[cfg(test)]").next().unwrap_or_default();
                let named = IN_SOURCES.iter().filter(|name| program.contains(**name));
                found.extend(named.map(|name| format!("{name} in {}", path.display())));
                seen += 1;
            }
        }
    }
    assert!(seen > 100);
    assert_eq!(found, Vec::<String>::new());
}
