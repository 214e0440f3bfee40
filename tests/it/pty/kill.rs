//! Killed at any moment, nothing that was shown as saved is lost, and the call goes on where it was.
//!
//! The real program in a real terminal, killed at random moments, at quiet ones, and (where a C compiler builds the
//! failing disk, `tests/it/faults`) before, in and after a write or sync of the journal. Eight kills by default;
//! `BANTAM_KILLS=2000 cargo test --test it -- --nocapture pty::kill` for the long run, four at a time.

use std::env;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bantam::call::{Event, Timeline, What};
use bantam::store::Store;

use super::{PATIENCE, Terminal};
use crate::faults::{faulty_disk, kills_asked_for};

/// What the header says while everything that was kept is on disk.
const SAVED: &str = "● saved";

/// How old a half-typed note may be that a kill leaves behind.
const OLDEST_DRAFT: Duration = Duration::from_millis(250);

/// A machine that runs other tests may hold the program up for as long; the figure is printed.
const BUSY: Duration = Duration::from_millis(1500);

/// How many writes and syncs a call of a few remarks comes to, its making included.
const WRITES: u64 = 60;

#[test]
fn what_was_shown_as_saved_survives_a_kill_and_the_call_goes_on_where_it_was() {
    let kills = kills_asked_for(8);
    let first = env::var("BANTAM_KILL_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(0);
    let next = AtomicU64::new(first);
    let outcomes: Mutex<Vec<Outcome>> = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..if kills > 50 { 4 } else { 2 } {
            scope.spawn(|| {
                loop {
                    let round = next.fetch_add(1, Ordering::SeqCst);
                    if round >= first + kills {
                        break;
                    }
                    let outcome = kill_once(round);
                    outcomes.lock().unwrap().push(outcome);
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().unwrap();
    let remarks: u64 = outcomes.iter().map(|outcome| outcome.shown_as_saved).sum();
    let at_writes = outcomes.iter().filter(|outcome| outcome.at_write).count();
    let mut ages: Vec<Duration> = outcomes.iter().map(|outcome| outcome.lost_typing).collect();
    ages.sort();
    let late = ages.iter().filter(|age| **age > OLDEST_DRAFT).count();
    println!(
        "{kills} kills, {at_writes} of them at a write or sync: {remarks} remarks shown as saved, all there; {} resumed \
         and compared; typing lost: median {:?}, most {:?}, {late} above {OLDEST_DRAFT:?}",
        outcomes.iter().filter(|outcome| outcome.compared).count(),
        ages[ages.len() / 2],
        ages[ages.len() - 1],
    );
    assert!(remarks > 0, "no kill came after a remark was shown as saved: the test proves nothing");
    assert!(ages[ages.len() - 1] <= OLDEST_DRAFT + BUSY, "a half-typed note was too old");
}

struct Outcome {
    shown_as_saved: u64,
    at_write: bool,
    compared: bool,
    /// How long typing that was lost had stood on the screen.
    lost_typing: Duration,
}

/// What was seen of a call until it was killed.
#[derive(Default)]
struct Seen {
    shown_as_saved: u64,
    /// The half-typed note whenever it grew, and when that was seen.
    typed: Vec<(Instant, String)>,
    /// What is being typed.
    typing: String,
}

impl Seen {
    /// Reads off a frame how many remarks it shows as saved, and how much of what is typed.
    fn note(&mut self, text: &str) {
        if text.contains(SAVED) {
            let kept = text.lines().filter(|line| !line.contains('›'));
            let numbers = kept.filter_map(|line| line.split("remark ").nth(1)?.split(' ').next()?.parse::<u64>().ok());
            self.shown_as_saved = self.shown_as_saved.max(numbers.max().unwrap_or(0));
        }
        let shown = text.lines().find_map(|line| line.split_once("› ")).map_or("", |(_, shown)| shown);
        let length = self.typing.bytes().zip(shown.bytes()).take_while(|(one, other)| one == other).count();
        let visible = self.typing[..length].trim_end();
        if !visible.is_empty() && self.typed.last().is_none_or(|(_, last)| last != visible) {
            self.typed.push((Instant::now(), visible.to_owned()));
        }
    }
}

/// Types remarks until a moment that the round decides, kills the program, and compares screen and journal.
fn kill_once(round: u64) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(round.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let is_quiet = round.is_multiple_of(4);
    let fault = (round % 4 > 1).then(|| {
        let how = ["kill-before", "torn", "kill-after"][random.below(3) as usize];
        format!("{how}:{}", 1 + random.below(WRITES))
    });
    let disk = faulty_disk().filter(|_| fault.is_some()).map(|disk| disk.display().to_string());
    let mut environment = Vec::new();
    if let (Some(disk), Some(fault)) = (&disk, &fault) {
        environment = vec![("LD_PRELOAD", disk.as_str()), ("FAULT", fault.as_str())];
    }
    let arguments = ["call", "--company", "Northwind Foods"];
    let mut terminal = Terminal::start_with(folder.path(), &arguments, &environment, 120, 40);
    let mut seen = Seen::default();
    type_until_killed(&mut terminal, &mut random, &mut seen);
    let is_alive = terminal.child.try_wait().unwrap().is_none();
    let before = if is_alive && is_quiet { Some(rested(&mut terminal, &mut seen)) } else { None };
    if is_alive {
        terminal.kill();
    }
    let killed_at = Instant::now();
    pause(&mut terminal, 50, &mut seen);
    examine(round, folder.path(), &seen, (killed_at, before.as_deref()), !is_alive)
}

fn type_until_killed(terminal: &mut Terminal, random: &mut Random, seen: &mut Seen) {
    let deadline = Instant::now() + PATIENCE;
    while !terminal.text().contains(SAVED) {
        let is_open = terminal.drain(Duration::from_millis(5), |text| seen.note(text));
        if !is_open {
            return;
        }
        assert!(Instant::now() < deadline, "the call does not begin; the screen:\n{}", terminal.text());
    }
    let remarks = 1 + random.below(4);
    for number in 1..=remarks + 1 {
        seen.typing = if number <= remarks { remark(number) } else { "half a word".to_owned() };
        for character in seen.typing.clone().chars() {
            if !terminal.try_send(&character.to_string()) {
                return;
            }
            if random.below(12) == 0 {
                terminal.drain(Duration::from_millis(random.below(30)), |text| seen.note(text));
            }
        }
        if number <= remarks && !terminal.try_send("\r") {
            return;
        }
        pause(terminal, random.below(350), seen);
    }
}

/// Waits until nothing is left to be saved; what the screen shows then.
fn rested(terminal: &mut Terminal, seen: &mut Seen) -> String {
    terminal.wait_for(SAVED);
    pause(terminal, 700, seen);
    screen(terminal)
}

/// Compares what is on disk with what was seen, and lets the call go on.
fn examine(
    round: u64,
    folder: &Path,
    seen: &Seen,
    (killed_at, before): (Instant, Option<&str>),
    at_write: bool,
) -> Outcome {
    let store = Store::open(folder).unwrap_or_else(|error| panic!("round {round}: {error}"));
    assert_eq!(store.check(), Ok(()), "round {round}");
    let listed = store.calls().unwrap();
    let mut outcome =
        Outcome { shown_as_saved: seen.shown_as_saved, at_write, compared: false, lost_typing: Duration::ZERO };
    let Some(listed) = listed.first() else {
        assert!(seen.shown_as_saved == 0, "round {round}: the call is gone");
        return outcome;
    };
    let journal = store.journal(listed.id).unwrap();
    let kept: Vec<&str> = journal.iter().filter_map(text_of).collect();
    for number in 1..=seen.shown_as_saved {
        let wanted = remark(number);
        let times = kept.iter().filter(|text| **text == wanted).count();
        assert_eq!(times, 1, "round {round}: {wanted:?} was shown as saved; kept: {kept:?}");
    }
    let draft = store.draft(listed.id).unwrap().map(|draft| draft.text).unwrap_or_default();
    drop(store);
    let is_there = |typed: &str| draft.starts_with(typed) || kept.iter().any(|text| text.starts_with(typed));
    let lost = seen.typed.iter().find(|(_, typed)| !is_there(typed));
    outcome.lost_typing = lost.map_or(Duration::ZERO, |(at, _)| killed_at.saturating_duration_since(*at));

    let resumed = resume(round, folder, kept.last().copied(), &draft);
    if let Some(before) = before {
        assert_eq!(resumed, before, "round {round}: the call does not come back as it was");
    }
    if round.is_multiple_of(2) {
        undo_goes_on(round, folder, &journal);
    }
    outcome.compared = before.is_some();
    outcome
}

fn text_of(event: &Event) -> Option<&str> {
    match &event.what {
        What::Kept(kept) => Some(&kept.text),
        _ => None,
    }
}

/// Looks at every frame of so many milliseconds, or until the program is gone.
fn pause(terminal: &mut Terminal, milliseconds: u64, seen: &mut Seen) {
    let deadline = Instant::now() + Duration::from_millis(milliseconds);
    while Instant::now() < deadline && terminal.drain(Duration::from_millis(5), |text| seen.note(text)) {}
}

/// Starts the program again: the call is offered, with its remarks and what was half typed. What the screen shows.
fn resume(round: u64, folder: &Path, last: Option<&str>, draft: &str) -> String {
    let mut terminal = taken_up(folder);
    let last = last.map_or(String::new(), |text| text.split(' ').take(2).collect::<Vec<_>>().join(" "));
    terminal.wait_until(&format!("round {round}: {last:?} and {draft:?}"), |text| {
        text.contains(SAVED) && text.contains(&last) && text.contains(&format!("› {}", draft.trim_end()))
    });
    let mut seen = Seen::default();
    let text = rested(&mut terminal, &mut seen);
    terminal.kill();
    text
}

/// Undo takes back what stood last, though another program did it.
fn undo_goes_on(round: u64, folder: &Path, journal: &[Event]) {
    let Some(undoable) = Timeline::replay(journal.to_vec()).undoable() else { return };
    let mut terminal = taken_up(folder);
    terminal.send("\x1a");
    let deadline = Instant::now() + PATIENCE;
    loop {
        terminal.drain(Duration::from_millis(20), |_| {});
        let store = Store::open(folder).unwrap();
        let journal = store.journal(store.calls().unwrap()[0].id).unwrap();
        match journal.last().map(|event| &event.what) {
            Some(What::Undone { undone }) => {
                assert_eq!(*undone, undoable, "round {round}");
                break;
            }
            last => assert!(Instant::now() < deadline, "round {round}: nothing is undone; the last event: {last:?}"),
        }
    }
    terminal.kill();
}

fn taken_up(folder: &Path) -> Terminal {
    let mut terminal = Terminal::start(folder, &[], 120, 40);
    terminal.wait_for("Northwind Foods");
    terminal.send("\r");
    terminal.wait_for(SAVED);
    terminal
}

/// The screen without what time alone changes: the clock, and the two rows that say what was just done.
fn screen(terminal: &Terminal) -> String {
    let text = terminal.text();
    let rows: Vec<&str> = text.lines().collect();
    let (head, rest) = rows.split_first().unwrap();
    let head = head.replace(|c: char| c.is_ascii_digit(), "0");
    let rest = &rest[..rest.len().saturating_sub(2)];
    std::iter::once(head.as_str()).chain(rest.iter().copied()).collect::<Vec<_>>().join("\n")
}

fn remark(number: u64) -> String {
    format!("remark {number} costs 40k a month")
}

/// A small generator, so that a failure can be repeated by its round.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound.max(1)
    }
}
