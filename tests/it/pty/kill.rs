//! Killed at any moment, nothing that was shown as saved is lost.
//!
//! Six kills by default; `BANTAM_KILLS=200 cargo test --test it pty::kill` for the long run.

use std::env;
use std::time::{Duration, Instant};

use bantam::store::Store;

use super::{PATIENCE, Terminal};

/// What the header says while everything that was kept is on disk.
const SAVED: &str = "● saved";

#[test]
fn what_was_shown_as_saved_survives_a_kill() {
    let kills: u64 = env::var("BANTAM_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let mut proven = 0;
    let mut drafts = 0;
    for round in 0..kills {
        let outcome = kill_once(round);
        proven += outcome.remarks;
        drafts += u64::from(outcome.draft);
    }
    println!("{kills} kills: {proven} remarks shown as saved, all there; {drafts} half-typed notes came back");
    assert!(proven > 0, "no kill came after a remark was shown as saved: the test proves nothing");
}

struct Outcome {
    remarks: u64,
    draft: bool,
}

/// Types remarks until a moment that the seed decides, kills the program, and compares screen and journal.
fn kill_once(seed: u64) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["call", "--company", "Northwind Foods"], 120, 40);
    terminal.wait_for(SAVED);

    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut shown_as_saved = 0;
    for number in 1..=1 + random.below(5) {
        for character in remark(number).chars() {
            terminal.send(&character.to_string());
            if random.below(12) == 0 {
                terminal.drain(Duration::from_millis(random.below(8)), |text| note(text, &mut shown_as_saved));
            }
        }
        terminal.send("\r");
        pause(&mut terminal, random.below(400), &mut shown_as_saved);
    }
    terminal.send("half a wo");
    pause(&mut terminal, random.below(600), &mut shown_as_saved);
    terminal.kill();
    pause(&mut terminal, 50, &mut shown_as_saved);

    let store = Store::open(folder.path()).unwrap();
    let call = store.calls().unwrap().remove(0);
    let journal = store.journal(call.id).unwrap();
    let kept: Vec<String> =
        bantam::call::Timeline::replay(journal).state().remarks.iter().map(|remark| remark.text.clone()).collect();
    for number in 1..=shown_as_saved {
        let wanted = remark(number);
        assert!(kept.contains(&wanted), "seed {seed}: {wanted:?} was shown as saved and is gone; kept: {kept:?}");
    }
    drop(store);
    Outcome { remarks: shown_as_saved, draft: resumes(folder.path(), &kept) }
}

/// Looks at every frame of so many milliseconds.
fn pause(terminal: &mut Terminal, milliseconds: u64, shown_as_saved: &mut u64) {
    let deadline = Instant::now() + Duration::from_millis(milliseconds);
    while Instant::now() < deadline && terminal.drain(Duration::from_millis(5), |text| note(text, shown_as_saved)) {}
}

/// Starts the program again: the call is offered, and its remarks are on the screen. Whether a draft was there too.
fn resumes(folder: &std::path::Path, kept: &[String]) -> bool {
    let mut terminal = Terminal::start(folder, &[], 120, 40);
    terminal.wait_for("Northwind Foods");
    terminal.send("\r");
    let last = kept.last().map_or(String::new(), |text| text.split(' ').take(2).collect::<Vec<_>>().join(" "));
    let deadline = Instant::now() + PATIENCE;
    while !(terminal.text().contains(SAVED) && terminal.text().contains(&last)) {
        terminal.drain(Duration::from_millis(20), |_| {});
        assert!(Instant::now() < deadline, "the call does not come back; the screen:\n{}", terminal.text());
    }
    let text = terminal.text();
    terminal.kill();
    text.contains("half a") || text.contains("› remark")
}

fn remark(number: u64) -> String {
    format!("remark {number} costs 40k a month")
}

/// Reads off a frame how many remarks it shows as saved.
fn note(text: &str, shown_as_saved: &mut u64) {
    if !text.contains(SAVED) {
        return;
    }
    let kept = text.lines().filter(|line| !line.contains('›'));
    let numbers = kept.filter_map(|line| line.split("remark ").nth(1)?.split(' ').next()?.parse::<u64>().ok());
    *shown_as_saved = (*shown_as_saved).max(numbers.max().unwrap_or(0));
}

/// A small generator, so that a failure can be repeated by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound.max(1)
    }
}
