//! The store under rough treatment: killed at random moments, and made under any umask.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use bantam::call::{Command as Wish, Contact, Event, Filing, Started, Timeline};
use bantam::store::{Ack, CallId, Claim, Draft, Store, StoreError, Throwaway, Writer};
use jiff::civil::{DateTime, date};
use tempfile::TempDir;

/// Tells a test that it is run as the child of another test, and where to write.
const CHILD_DIR: &str = "BANTAM_TEST_CHILD_DIR";

/// How many times the child is killed.
const KILLS: u32 = 20;

fn at() -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0)
}

fn started() -> Wish {
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    Wish::Start(Started { bank: "bant".into(), hash: "h".into(), company: "Northwind Foods".into(), contact })
}

fn keep(text: &str) -> Wish {
    Wish::Keep { text: text.into(), by: None, filing: Filing::Unfiled }
}

fn apply(call: &mut Timeline, wish: &Wish) -> Vec<Event> {
    call.apply(wish, at()).unwrap().to_vec()
}

/// This test program, made to run one test as a child; `umask` as for the shell.
fn child(test: &str, dir: &Path, umask: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "umask $0; exec \"$@\"", umask]).arg(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(CHILD_DIR, dir);
    command
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Run as a child: holds a call and writes a remark after another until it is killed, telling every acknowledgement.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let dir = Path::new(&dir);
    let store = Store::open(dir).unwrap();
    let (call, journal) = match store.calls().unwrap().first() {
        Some(begun) => (begun.id, store.journal(begun.id).unwrap()),
        None => (CallId::generate(), Vec::new()),
    };
    let _claim = Claim::take(dir, call, at()).unwrap();
    let mut timeline = Timeline::replay(journal);
    let tell = |ack| {
        if let Ack::Saved { seq, .. } = ack {
            let mut out = std::io::stdout().lock();
            writeln!(out, "\nsaved {seq}").unwrap();
            out.flush().unwrap();
        }
    };
    let writer = Writer::spawn(dir, tell).unwrap();
    if timeline.state().started_at.is_none() {
        writer.append(call, apply(&mut timeline, &started()));
    }
    for n in 0.. {
        let text = format!("remark {n} {}", "and so on ".repeat(n % 40));
        let draft = Draft { text: text.clone(), question: None, saved_at: at() };
        writer.draft(call, draft);
        writer.append(call, apply(&mut timeline, &keep(&text)));
        if n % 7 == 0 {
            writer.append(call, apply(&mut timeline, &Wish::Undo));
        }
        std::thread::sleep(Duration::from_micros(300));
    }
}

#[test]
fn nothing_acknowledged_is_lost_however_often_the_program_is_killed() {
    let dir = TempDir::new().unwrap();
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        let mut child = child("store::child_that_writes_until_it_is_killed", dir.path(), "022")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Killed after a different number of acknowledgements each time, in the middle of whatever comes next.
        let patience = 1 + (kill * 13) % 29;
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        for line in lines.map_while(Result::ok) {
            let Some(seq) = line.strip_prefix("saved ") else { continue };
            acknowledged = seq.parse::<u32>().unwrap();
            seen += 1;
            if seen == patience {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(seen >= patience, "the child stopped by itself after {seen} acknowledgements");

        let store = Store::open(dir.path()).unwrap();
        let calls = store.calls().unwrap();
        assert_eq!(calls.len(), 1, "the same call is gone on with");
        let journal = store.journal(calls[0].id).unwrap();
        let last = journal.last().unwrap().seq;
        assert!(last >= acknowledged, "kill {kill}: acknowledged up to {acknowledged}, found up to {last}");
        assert!(journal.iter().map(|event| event.seq).eq(1..=last), "no gaps");
        let call = Timeline::replay(journal);
        assert_eq!(calls[0].remarks as usize, call.state().remarks.len(), "the list agrees with the journal");
        drop(Claim::take(dir.path(), calls[0].id, at()).unwrap());
    }
    assert!(acknowledged > KILLS);
}

#[test]
fn a_store_whose_making_was_cut_short_can_be_made_after_all() {
    for tries in 0..KILLS {
        let dir = TempDir::new().unwrap();
        let mut child = child("store::child_that_writes_until_it_is_killed", dir.path(), "022")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(u64::from(tries) * 1_500));
        child.kill().unwrap();
        child.wait().unwrap();
        let store = Store::open(dir.path()).unwrap();
        for listed in store.calls().unwrap() {
            assert!(!store.journal(listed.id).unwrap().is_empty(), "a call in the list has its beginning");
        }
    }
}

/// Run as a child under a umask: makes a store and a claim, and shows the modes while they are in use.
#[test]
fn child_that_makes_a_store() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let dir = Path::new(&dir).join("share").join("bantam");
    let writer = Writer::spawn(&dir, |_| ()).unwrap();
    let (call, mut timeline) = (CallId::generate(), Timeline::default());
    writer.append(call, apply(&mut timeline, &started()));
    assert!(writer.close(Duration::from_secs(20)));
    let store = Store::open(&dir).unwrap();
    assert_eq!(store.journal(call).unwrap(), timeline.journal());
    let _claim = Claim::take(&dir, call, at()).unwrap();

    let throwaway = Throwaway::new().unwrap();
    let folders = [dir.as_path(), dir.parent().unwrap(), &dir.join("open"), throwaway.path()].map(mode);
    assert_eq!(folders, [0o700; 4]);
    let names = ["bantam.db", "bantam.db-wal", "bantam.db-shm"].map(|name| dir.join(name));
    let files: Vec<_> = names.iter().chain([&dir.join("open").join(call.to_string())]).map(|path| mode(path)).collect();
    assert_eq!(files, [0o600; 4]);
    println!("\nprivate");
}

#[test]
fn nobody_else_can_read_the_store_whatever_the_umask() {
    for umask in ["000", "022", "077"] {
        let dir = TempDir::new().unwrap();
        let output = child("store::child_that_makes_a_store", dir.path(), umask).output().unwrap();
        let (told, faults) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && told.contains("\nprivate\n"), "umask {umask}: {told}\n{faults}");
    }
}

#[test]
fn an_existing_file_is_made_private_and_an_existing_folder_left_as_it_is() {
    let dir = TempDir::new().unwrap();
    let place = dir.path().join("shared");
    fs::create_dir(&place).unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o755)).unwrap();
    let path = Store::open(&place).unwrap().path().to_owned();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let _store = Store::open(&place).unwrap();
    assert_eq!((mode(&place), mode(&path)), (0o755, 0o600));
}

#[test]
fn a_folder_that_cannot_be_written_is_told_with_the_remedy() {
    let dir = TempDir::new().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(dir.path().join("probe"), "").is_ok() {
        println!("skipped: the rights of folders do not bind this user");
        return;
    }
    let error = Store::open(dir.path()).unwrap_err();
    assert!(matches!(error, StoreError::NotWritable { .. }), "{error}");
    assert!(error.to_string().contains("--data-dir"), "{error}");
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_throwaway_store_is_gone_when_it_is_dropped() {
    let throwaway = Throwaway::new().unwrap();
    let path = throwaway.path().to_owned();
    let writer = Writer::spawn(&path, |_| ()).unwrap();
    writer.append(CallId::generate(), apply(&mut Timeline::default(), &started()));
    assert!(writer.close(Duration::from_secs(20)));
    assert_eq!(Store::open(&path).unwrap().calls().unwrap().len(), 1);
    drop(throwaway);
    assert!(!path.exists());
}
