//! The store on a disk that fails, and killed before, in and after every write and sync: the real system calls, made to
//! fail by a small library that is loaded before the system's own (`faulty.c`).
//!
//! A few dozen moments by default; `BANTAM_KILLS=2000 cargo test --test it faults` walks through so many.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use bantam::call::{Command as Wish, Contact, Event, Filing, Started, Timeline};
use bantam::store::{Ack, CallId, Draft, Store, Writer};
use jiff::civil::{DateTime, date};
use tempfile::TempDir;

/// Tells a test that it is run as the child of another test, and where to write.
const CHILD_DIR: &str = "BANTAM_FAULTS_DIR";

/// How many remarks a child keeps.
const REMARKS: usize = 12;

const PATIENCE: Duration = Duration::from_secs(30);

/// The library that makes a disk fail, built once; `None` where there is no C compiler, or no Linux.
pub(crate) fn faulty_disk() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    let build = || {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/faults/faulty.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faulty.so");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl");
        let built = compiler.status().is_ok_and(|status| status.success());
        (built && cfg!(target_os = "linux")).then_some(library)
    };
    BUILT.get_or_init(build).as_deref()
}

/// How many kills were asked for.
pub(crate) fn kills_asked_for(usual: u64) -> u64 {
    std::env::var("BANTAM_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(usual)
}

fn at() -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0)
}

fn apply(call: &mut Timeline, wish: &Wish) -> Vec<Event> {
    call.apply(wish, at()).unwrap().to_vec()
}

fn remark(number: usize) -> String {
    format!("remark {number} {}", "and so on ".repeat(number * 37 % 120))
}

/// The call that every child holds: remarks, one of them taken back and done again.
fn whole_call() -> (Timeline, Vec<Vec<Event>>) {
    let mut call = Timeline::default();
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    let started = Started { bank: "bant".into(), hash: "h".into(), company: "Northwind Foods".into(), contact };
    let mut acts = vec![apply(&mut call, &Wish::Start(started))];
    for number in 0..REMARKS {
        let keep = Wish::Keep { text: remark(number), by: None, filing: Filing::Unfiled };
        acts.push(apply(&mut call, &keep));
    }
    acts.push(apply(&mut call, &Wish::Undo));
    acts.push(apply(&mut call, &Wish::Redo));
    (call, acts)
}

fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{line}").unwrap();
    out.flush().unwrap();
}

/// Run as a child: writes the call, one act after another, and tells what became of each. It goes on, as a bantam would,
/// whatever the disk says.
#[test]
fn child_that_holds_a_call() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let dir = Path::new(&dir);
    let (sender, answers) = channel();
    let writer = Writer::spawn(dir, move |ack| {
        match &ack {
            Ack::Saved { seq, .. } => tell(&format!("saved {seq}")),
            Ack::NotSaved { reason } => tell(&format!("not saved: {}", reason.headline())),
            Ack::Recovered => tell("recovered"),
            Ack::DraftSaved { .. } => {}
        }
        sender.send(ack).unwrap_or_default();
    })
    .unwrap();
    let call = CallId::generate();
    tell(&format!("call {call}"));
    let (whole, acts) = whole_call();
    for (number, act) in acts.into_iter().enumerate() {
        writer.draft(call, Draft { text: remark(number), question: None, saved_at: at() });
        writer.append(call, act);
        // One after another while the disk works, so that each commit is one of its own; without waiting when it does not.
        wait_for_an_end(&answers, number);
    }
    if let Some(flag) = std::env::var_os("FAULT_WHILE") {
        let _ = fs::remove_file(flag);
    }
    assert!(writer.close(PATIENCE), "not everything was saved in the end");
    assert_eq!(Store::open(dir).unwrap().journal(call).unwrap(), whole.journal());
    tell("all saved");
}

/// Waits for the disk. After the third act a disk that is to fail for a while begins to.
fn wait_for_an_end(acks: &Receiver<Ack>, number: usize) {
    let flag = std::env::var_os("FAULT_WHILE");
    let is_failing = flag.as_ref().is_some_and(|flag| Path::new(flag).exists());
    let patience = if is_failing { Duration::from_millis(60) } else { PATIENCE };
    while let Ok(ack) = acks.recv_timeout(patience) {
        if matches!(ack, Ack::Saved { .. } | Ack::NotSaved { .. }) {
            break;
        }
    }
    if let Some(flag) = flag.filter(|_| number == 2) {
        fs::write(flag, "").unwrap();
    }
}

/// Runs the child on a disk with a fault.
fn run(dir: &Path, fault: &str, flag: Option<&Path>) -> Option<Output> {
    let library = faulty_disk()?;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["faults::child_that_holds_a_call", "--exact", "--nocapture", "--test-threads=1"]);
    child.env("LD_PRELOAD", library).env("FAULT", fault).env(CHILD_DIR, dir);
    if let Some(flag) = flag {
        child.env("FAULT_WHILE", flag);
    }
    Some(child.output().unwrap())
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// The numbers that a child told as saved.
fn saved(told: &[String]) -> Vec<u32> {
    told.iter().filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).collect()
}

#[test]
fn killed_before_in_or_after_any_write_or_sync_nothing_acknowledged_is_lost() {
    let (whole, _) = whole_call();
    let rounds = kills_asked_for(36);
    let (mut kills, mut acknowledged, mut moment) = (0, 0, 1);
    for round in 0..rounds {
        let how = ["kill-before", "torn", "kill-after"][round as usize % 3];
        let dir = TempDir::new().unwrap();
        let Some(output) = run(dir.path(), &format!("{how}:{moment}"), None) else { return };
        let told = lines(&output);
        if told.iter().any(|line| line == "all saved") {
            // Beyond the last write: begin anew.
            moment = 1;
            continue;
        }
        assert!(!output.status.success(), "{how}:{moment}: neither killed nor done: {told:?}");
        kills += 1;
        let store = Store::open(dir.path()).unwrap_or_else(|error| panic!("{how}:{moment}: {error}"));
        assert_eq!(store.check(), Ok(()), "{how}:{moment}");
        let last = saved(&told).last().copied().unwrap_or(0);
        acknowledged += last;
        let call = told.iter().find_map(|line| line.strip_prefix("call ")?.parse::<CallId>().ok());
        let journal = call.and_then(|call| store.journal(call).ok()).unwrap_or_default();
        assert!(journal.len() >= last as usize, "{how}:{moment}: {last} acknowledged, {} there", journal.len());
        assert_eq!(journal, whole.journal()[..journal.len()], "{how}:{moment}: in order, nothing twice");
        // By default a few moments from everywhere; in the long run each of them, three times over.
        let step = if rounds < 200 { 3 } else { u64::from(round % 3 == 2) };
        moment += step;
    }
    println!("{kills} kills at chosen moments: {acknowledged} events acknowledged, all there");
    assert!(kills > rounds / 2 && acknowledged > 0);
}

#[test]
fn a_disk_that_fails_once_at_any_write_or_sync_costs_nothing() {
    let mut failures = 0;
    for moment in (1..).step_by(if kills_asked_for(0) > 0 { 1 } else { 6 }) {
        let dir = TempDir::new().unwrap();
        let Some(output) = run(dir.path(), &format!("eio:{moment}"), None) else { return };
        let told = lines(&output);
        assert!(told.iter().any(|line| line == "all saved"), "eio:{moment}: {told:?}");
        let seqs = saved(&told);
        assert!(seqs.is_sorted_by(|one, next| one < next), "eio:{moment}: told once each, in order: {seqs:?}");
        let failed = told.iter().filter(|line| line.starts_with("not saved")).count();
        let recovered = told.iter().filter(|line| *line == "recovered").count();
        assert_eq!(failed > 0, recovered > 0, "eio:{moment}: {told:?}");
        failures += failed;
        // A moment behind the last write changes nothing.
        if moment > 90 {
            break;
        }
    }
    println!("{failures} failures of the disk were told, and made good");
    assert!(failures > 3);
}

#[test]
fn a_disk_that_fails_for_a_while_is_told_by_its_reason_and_nothing_is_lost() {
    for (fault, told_as) in [("enospc", "disk full"), ("eio", "storage failed"), ("erofs", "cannot be written")] {
        let dir = TempDir::new().unwrap();
        let flag = dir.path().join("failing");
        let data = dir.path().join("data");
        if fault == "erofs" {
            // What is open already can be written on, so this one begins before anything is open.
            fs::write(&flag, "").unwrap();
        }
        let Some(output) = run(&data, fault, Some(&flag)) else { return };
        let told = lines(&output);
        assert!(told.iter().any(|line| line == "all saved"), "{fault}: {told:?}");
        assert!(told.contains(&format!("not saved: {told_as}")), "{fault}: {told:?}");
        assert!(told.contains(&"recovered".to_owned()), "{fault}: {told:?}");
        assert!(saved(&told).is_sorted_by(|one, next| one < next), "{fault}: {told:?}");
    }
}
