//! What durability costs: a durable save beside a bare `SQLite` commit with `synchronous = FULL`, and the replay of a
//! journal of 100,000 events.
//!
//! `cargo bench --bench store` prints the times and their ratios, and fails when a save takes more than one and a half
//! times as long as the bare commit, or reading a journal and folding it more than a fifth of a second.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement reads the clock, prints what it found and fails by panicking"
)]

use std::hint::black_box;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use bantam::bank::{FlagKind, QuestionId, TopicId};
use bantam::call::{ActId, Command, Contact, Event, Filing, Kept, PersonId, RemarkId, Ruling, Started, Timeline, What};
use bantam::store::{Ack, CallId, Incoming, Store, Writer, import};
use jiff::SignedDuration;
use jiff::civil::{DateTime, date};
use rusqlite::Connection;

/// How many saves are measured; the median counts.
const SAVES: usize = 400;

/// How long the replayed journal is.
const EVENTS: u32 = 100_000;

/// How much longer than a bare commit a save may take.
const WORST_RATIO: f64 = 1.5;

/// How long the replay may take, from the file to the call.
const LONGEST_REPLAY: Duration = Duration::from_millis(200);

fn main() {
    // `cargo test --benches` runs this too; there is nothing to test, and a debug build would be measured.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let [save, bare] = saves(folder.path());
    let ratio = save.as_secs_f64() / bare.as_secs_f64();
    println!("durable save    {save:>10.1?}   from the event to its acknowledgement, median of {SAVES}");
    println!("bare commit     {bare:>10.1?}   the same row, WAL and FULL: {ratio:.2} times, allowed {WORST_RATIO}");

    println!("{EVENTS} events, quickest of 15: read from the file, folded, and both (allowed {LONGEST_REPLAY:.0?})");
    let mut slowest = Duration::ZERO;
    for (name, events) in
        [("remarks alone", remarks()), ("as in a call", as_in_a_call(u32::MAX)), ("half taken back", as_in_a_call(2))]
    {
        let [read, fold, both] = replayed(&folder.path().join(name), events);
        println!("{name:<20} {read:>10.1?} {fold:>10.1?} {both:>10.1?}");
        slowest = slowest.max(both);
    }
    assert!(ratio <= WORST_RATIO, "a durable save is too slow");
    assert!(slowest <= LONGEST_REPLAY, "the replay is too slow");
}

fn at() -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0)
}

/// A moment of a long call, so many seconds after its beginning.
fn after(seconds: u32) -> DateTime {
    at() + SignedDuration::from_secs(seconds.into())
}

fn begun() -> Timeline {
    let mut call = Timeline::default();
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    let started = Started { bank: "bant".into(), hash: "h".into(), company: "Northwind Foods".into(), contact };
    call.apply(&Command::Start(started), at()).expect("a beginning");
    call
}

fn keep(call: &mut Timeline, number: usize) -> Vec<Event> {
    let text = format!("remark {number}: about 40k a month in late penalties since the import broke");
    let keep = Command::Keep { text, by: None, filing: Filing::Unfiled };
    call.apply(&keep, at()).expect("a remark").to_vec()
}

/// A save by the writer, and the same row by hand, taking turns so that a busy disk slows both.
fn saves(folder: &Path) -> [Duration; 2] {
    let (sender, acks) = channel();
    let writer =
        Writer::spawn(&folder.join("call"), move |ack| sender.send(ack).unwrap_or_default()).expect("a writer");
    let (id, mut call) = (CallId::generate(), begun());
    writer.append(id, call.journal().to_vec());
    wait_for(&acks, 1);
    let mut bare = bare_database(&folder.join("bare.db"));
    let mut times: [Vec<Duration>; 2] = Default::default();
    for number in 0..SAVES {
        let events = keep(&mut call, number);
        let (seq, body) = (events[0].seq, serde_json::to_string(&events[0].what).expect("JSON"));
        let start = Instant::now();
        writer.append(id, events);
        wait_for(&acks, seq);
        times[0].push(start.elapsed());
        let start = Instant::now();
        let transaction = bare.transaction().expect("a transaction");
        let sql = "INSERT INTO events (call_id, seq, act, at, version, body) VALUES (?1, ?2, ?3, ?4, 1, ?5)";
        let values = (id.to_string(), seq, seq, at().to_string(), body);
        transaction.prepare_cached(sql).and_then(|mut insert| insert.execute(values)).expect("a row");
        transaction.commit().expect("a commit");
        times[1].push(start.elapsed());
    }
    times.map(median)
}

fn wait_for(acks: &Receiver<Ack>, wanted: u32) {
    while !matches!(acks.recv().expect("an acknowledgement"), Ack::Saved { seq, .. } if seq == wanted) {}
}

/// A database with the table of events and nothing else.
fn bare_database(path: &Path) -> Connection {
    let connection = Connection::open(path).expect("a database");
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).expect("WAL");
    connection.pragma_update(None, "synchronous", "FULL").expect("FULL");
    let table =
        "CREATE TABLE events (call_id TEXT NOT NULL, seq INTEGER NOT NULL, act INTEGER NOT NULL, at TEXT NOT NULL,
                     version INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (call_id, seq)) STRICT, WITHOUT ROWID";
    connection.execute_batch(table).expect("a table");
    connection
}

/// A long journal of remarks.
fn remarks() -> Vec<Event> {
    let mut events = begun().journal().to_vec();
    let text = "about 40k a month in late penalties since the import broke".to_owned();
    events.extend((2..=EVENTS).map(|seq| {
        let kept = Kept { remark: RemarkId(seq), text: text.clone(), by: PersonId(0), filing: Filing::Unfiled };
        Event { seq, act: ActId(seq), at: after(seq), what: What::Kept(kept) }
    }));
    events
}

/// A long journal of what a call is made of: questions, remarks, what is put right about them. Every so manieth act is
/// taken back, and of these every second is done again and taken back again.
fn as_in_a_call(undo_every: u32) -> Vec<Event> {
    let mut call = begun();
    for n in 0.. {
        let remark = RemarkId(call.state().remarks.len() as u32);
        let question = QuestionId::new(["budget.plan", "need.problem", "authority.who"][n as usize / 5 % 3]);
        let topic = TopicId::new("budget.amount");
        let text = format!("remark {n}: about 40k a month in late penalties — since the import broke");
        let command = match n % 5 {
            0 => Command::Ask { question, topic, wording: format!("And what does it cost you in a month, {n}?") },
            1 | 2 => {
                Command::Keep { text, by: None, filing: Filing::Auto { asked: Some(question), topic: Some(topic) } }
            }
            3 => Command::Amend { remark, text },
            _ => Command::RuleFlag { remark, flag: FlagKind::Vague, ruling: Some(Ruling::Dismissed) },
        };
        let undo: &[Command] = match (n % undo_every, n / 2 % 2) {
            (1, 0) => &[Command::Undo],
            (1, _) => &[Command::Undo, Command::Redo, Command::Undo],
            _ => &[],
        };
        for command in std::iter::once(&command).chain(undo) {
            // What says nothing new is refused.
            let _ = call.apply(command, after(n));
        }
        if call.journal().len() >= EVENTS as usize {
            break;
        }
    }
    call.journal()[..EVENTS as usize].to_vec()
}

/// A journal read from the file, folded, and both.
fn replayed(data_dir: &Path, events: Vec<Event>) -> [Duration; 3] {
    let id = CallId::generate();
    import(data_dir, &[Incoming { call: id, events, draft: None }], at()).expect("a long call");
    let store = Store::open(data_dir).expect("a store");
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..15 {
        let start = Instant::now();
        let journal = store.journal(id).expect("a journal");
        let read = start.elapsed();
        let call = black_box(Timeline::replay(journal));
        let both = start.elapsed();
        drop(call);
        times.iter_mut().zip([read, both.saturating_sub(read), both]).for_each(|(times, time)| times.push(time));
    }
    // What nothing else took time from: there is no waiting in this, so that the quickest is the truest.
    times.map(|times| times.into_iter().min().unwrap_or_default())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
