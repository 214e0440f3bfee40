//! A long run: many commands with changes of size, in one process, on one store.
//!
//! Two thousand commands in `cargo test`, or so many as asked for: `BANTAM_SOAK_COMMANDS=100000 cargo test --release --test
//! it -- soak --nocapture`. What it took is printed; memory and work are compared by what the system counted, not by the
//! clock of a busy machine.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use bantam::bank::Library;
use bantam::call::Timeline;
use bantam::session::{Session, Setup};
use bantam::store::Store;
use bantam::tui::Stage;
use tempfile::TempDir;

use crate::fuzz::play;
use crate::random::Random;
use crate::stage;

/// Tells a test that it is run as the child of another test, and where to write.
const CHILD_DIR: &str = "BANTAM_TEST_SOAK_DIR";

/// What a process may grow by while its data stay as they are: room that the system's allocator keeps.
const MOST_GROWTH_KIB: u64 = 24 * 1024;

/// So many commands a call, then the next one begins: what grows with a call's data is given back.
const COMMANDS_A_CALL: u32 = 250;

/// What a rep does.
const ACTS: [&str; 34] = [
    "type soon, I guess",
    "type the budget is 60k, approved in March",
    "type our cfo kim signs above 20k",
    "type orders ship late, 40k a month",
    "enter",
    "enter",
    "enter",
    "enter",
    "tab",
    "esc n",
    "esc h",
    "esc w",
    "esc z",
    "esc a",
    "esc s",
    "esc f",
    "esc l",
    "esc v",
    "esc t",
    "esc p",
    "up",
    "down",
    "esc",
    "esc",
    "ctrl-z",
    "ctrl-y",
    "ctrl-n",
    "ctrl-r",
    "ctrl-p",
    "ctrl-u",
    "f1",
    "wait 7",
    "pagedown",
    "backspace",
];

#[test]
fn a_long_run_neither_grows_nor_slows_down_nor_loses_anything() {
    let dir = TempDir::new().unwrap();
    // A process of its own, so that the memory is its own.
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["soak::child_that_works_on", "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD_DIR, dir.path());
    let output = command.output().unwrap();
    let (told, faults) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && told.contains("soak: "), "{told}\n{faults}");
    let report = told.lines().filter(|line| line.contains("soak: ")).collect::<Vec<_>>().join("\n");
    let _ = writeln!(std::io::stderr(), "{report}");
}

/// Run as a child.
#[test]
fn child_that_works_on() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let dir = Path::new(&dir);
    let asked = std::env::var("BANTAM_SOAK_COMMANDS").ok().and_then(|number| number.parse().ok());
    let commands: u32 = asked.unwrap_or(if cfg!(debug_assertions) { 2_000 } else { 10_000 });
    let mut random = Random::new(1);
    let mut measures = Vec::new();
    let (mut calls, mut events) = (0, 0);
    let mut done = 0;
    while done < commands {
        let mut stage = stage::open(dir, Some(("Harbour Tools", "Dana Ruiz", "CFO")), (100, 30));
        for _ in 0..COMMANDS_A_CALL.min(commands - done) {
            if random.below(8) == 0 {
                stage.resize(random.below(180) as u16, random.below(60) as u16);
            } else {
                let act: &&str = random.pick(&ACTS);
                play(&mut stage, act);
            }
            let _ = stage.text();
            done += 1;
            if !stage.is_open() {
                break;
            }
        }
        calls += 1;
        events += is_on_disk(dir, stage);
        measures.push((memory_kib(), cpu_ticks()));
    }
    let quarter = measures.len() / 4;
    let (first, last) = (measures[quarter].0, measures[measures.len() - 1].0);
    let ticks = |from: usize, to: usize| measures[to].1 - measures[from].1;
    let end = measures.len() - 1;
    let (early, late) = (ticks(0, quarter), ticks(end - quarter, end));
    println!(
        "\nsoak: {done} commands, {calls} calls, {events} events, memory {first} -> {last} KiB, work {early} -> {late} ticks"
    );
    assert!(last.saturating_sub(first) < MOST_GROWTH_KIB, "memory grew from {first} to {last} KiB");
    assert!(late <= early * 3 + 50, "the same work took {early} ticks, then {late}");
}

/// Closes a call and finds it on disk, event by event, adding up to the same; how many there are.
fn is_on_disk(dir: &Path, mut stage: Stage) -> usize {
    stage.wait(1);
    let journal = stage.events().to_vec();
    drop(stage);
    let store = Store::open(dir).unwrap();
    let Some(first) = journal.first() else { return 0 };
    // The call on the screen may be another one by now: it is found by what it began with.
    let calls = store.calls().unwrap();
    let found = calls.iter().filter(|call| call.started_at == first.at).map(|call| store.journal(call.id).unwrap());
    let found = found.filter(|found| found.len() == journal.len()).find(|found| *found == journal);
    let found = found.unwrap_or_else(|| panic!("no call on disk has these {} events", journal.len()));
    let again = Timeline::replay(found.clone());
    assert_eq!(again.state(), Timeline::replay(journal).state());
    let bank = Library::embedded().bank("bant", "en").unwrap();
    let (one, two) =
        (Session::new(Arc::clone(&bank), Setup::default(), found.clone()), Session::new(bank, Setup::default(), found));
    let at = one.journal().last().unwrap().at;
    assert_eq!(one.brief(at), two.brief(at));
    again.journal().len()
}

/// What the process holds in memory.
fn memory_kib() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = text.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default();
    pages * 4
}

/// What the process has worked, in ticks of the system.
fn cpu_ticks() -> u64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or_default();
    number(11) + number(12)
}
