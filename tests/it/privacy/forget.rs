//! `bantam forget`: searched for byte by byte in every file of the data folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use bantam::call::{Command as Wish, Contact, Filing, NextStep, Started, Timeline};
use bantam::store::{CallId, Claim, Draft, Reason, Store, StoreError, Writer, forget, forget_overdue, note_in_editor};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use tempfile::TempDir;

/// Words that stand nowhere but in what Quillfeather said, or what was said of them.
const TRACES: [&str; 12] = [
    "Quillfeather",
    "quillfeather",
    "Ottoline",
    "Brackenbury",
    "Marchetti",
    "zephyrine",
    "late-orders-xyzzy",
    "half-typed-plugh",
    "amended-frobozz",
    "ottoline@quillfeather.example",
    "send-the-offer-quux",
    "undone-thud",
];

/// Words of somebody else, which stay.
const STAYING: [&str; 3] = ["Harbour Tools", "Ida Moss", "slow-forklifts"];

struct Keeper {
    dir: TempDir,
}

impl Keeper {
    fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.typed(arguments, "")
    }

    fn typed(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bantam"));
        command.env_clear().env("HOME", self.path()).env("BANTAM_DATA_DIR", self.path()).current_dir(self.path());
        let output = command.args(arguments).write_stdin(input.to_owned()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// Keeps a call of a day in March 2026 with these wishes, and a half-typed note.
    fn keep(&self, day: i8, company: &str, contact: &str, wishes: &[Wish], draft: &str) -> CallId {
        self.keep_on(date(2026, 3, day), company, contact, wishes, draft)
    }

    fn keep_on(&self, day: Date, company: &str, contact: &str, wishes: &[Wish], draft: &str) -> CallId {
        let at = day.at(10, 0, 0, 0);
        let role = if company.starts_with(['Q', 'q']) { "head of zephyrine" } else { "buyer" };
        let contact = Contact { name: contact.into(), role: role.into() };
        let started = Started { bank: "bant".into(), hash: "h".into(), company: company.into(), contact };
        let mut timeline = Timeline::default();
        timeline.apply(&Wish::Start(started), at).unwrap();
        for wish in wishes {
            timeline.apply(wish, at).unwrap();
        }
        let call = CallId::generate();
        let writer = Writer::spawn(self.path(), |_| ()).unwrap();
        writer.append(call, timeline.journal().to_vec());
        if !draft.is_empty() {
            writer.draft(call, Draft { text: draft.into(), question: None, saved_at: at });
        }
        assert!(writer.close(Duration::from_secs(20)));
        call
    }

    /// Every file of the data folder that holds one of these words, and where.
    fn holding(&self, words: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for path in files_below(self.path()) {
            let bytes = fs::read(&path).unwrap();
            for word in words {
                let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
                if contains(&bytes, word.as_bytes()) || name.contains(&word.to_lowercase()) {
                    found.push(format!("{word} in {}", path.display()));
                }
            }
        }
        found
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

fn say(text: &str) -> Wish {
    Wish::Keep { text: text.into(), by: None, filing: Filing::Unfiled }
}

fn at() -> DateTime {
    date(2026, 3, 20).at(9, 0, 0, 0)
}

/// Two calls of the lead with all that a call can hold, and one of somebody else.
fn three_calls(keeper: &Keeper) -> (CallId, CallId, CallId) {
    let long = "late-orders-xyzzy and so on ".repeat(400);
    let wishes = [
        say(&long),
        say("write to ottoline@quillfeather.example"),
        say("words to be put right"),
        Wish::Amend { remark: bantam::call::RemarkId(3), text: "amended-frobozz".into() },
        say("undone-thud"),
        Wish::Undo,
        Wish::AddPerson(Contact { name: "Lidia Marchetti".into(), role: "CFO".into() }),
        Wish::SetNextStep(Some(NextStep { what: "send-the-offer-quux".into(), on: None })),
    ];
    let first = keeper.keep(2, "Quillfeather & Sons", "Ottoline Brackenbury", &wishes, "half-typed-plugh");
    let second = keeper.keep(
        9,
        "quillfeather &  SONS",
        "Piet",
        &[say("Ottoline said that before, and Marchetti signs")],
        "half-typed-plugh",
    );
    let other = keeper.keep(3, "Harbour Tools", "Ida Moss", &[say("slow-forklifts cost 4k a month")], "");
    (first, second, other)
}

/// Copies of the journal as backups are made of it, sound and otherwise.
fn back_up(keeper: &Keeper) {
    let backups = keeper.path().join("backups");
    fs::create_dir_all(&backups).unwrap();
    let journal = rusqlite::Connection::open(keeper.path().join("bantam.db")).unwrap();
    for name in ["bantam-20260303T100000Z.db", "bantam-20260310T100000Z-before-format-2.db", "0192.part"] {
        journal.execute("VACUUM INTO ?1", [backups.join(name).to_str().unwrap()]).unwrap();
    }
    // One with its words in a log, one damaged, and one that stands beside the journal.
    let logged = backups.join("bantam-20260304T100000Z.db");
    journal.execute("VACUUM INTO ?1", [logged.to_str().unwrap()]).unwrap();
    let copy = rusqlite::Connection::open(&logged).unwrap();
    copy.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
    copy.execute("UPDATE drafts SET text = 'half-typed-plugh again'", []).unwrap();
    std::mem::forget(copy);
    let mut bytes = fs::read(backups.join("bantam-20260303T100000Z.db")).unwrap();
    fs::write(keeper.path().join("bantam.db.before"), &bytes).unwrap();
    bytes[4096..].chunks_mut(4096).step_by(2).for_each(|page| page[..64].fill(0xaa));
    fs::write(backups.join("bantam-20260305T100000Z-damaged.db"), bytes).unwrap();
}

#[test]
fn every_trace_is_gone_from_every_file_and_others_stay() {
    let keeper = Keeper::new();
    // Somebody looks at the list all the while, so that the log is not emptied by itself.
    let looking_on = Store::open(keeper.path()).unwrap();
    let (first, second, other) = three_calls(&keeper);
    // A note was in an editor when bantam was killed, and the editor keeps a copy of its own.
    let note = note_in_editor(keeper.path(), first);
    fs::create_dir_all(note.parent().unwrap()).unwrap();
    fs::write(&note, "half-typed-plugh").unwrap();
    fs::write(note.with_extension("txt~"), "half-typed-plugh, and more").unwrap();
    let (code, _, err) = keeper.typed(&["--plain"], "1\n/report\n/leave\n");
    assert_eq!(code, 0, "{err}");
    let reports = keeper.path().join("reports");
    fs::write(reports.join("for-the-handover.txt"), "The people at QUILLFEATHER & Sons, see notes").unwrap();
    fs::write(reports.join("other.txt"), "Harbour Tools").unwrap();
    fs::write(reports.join(".0192.part"), "Ottoline, half writ").unwrap();
    back_up(&keeper);
    for place in ["bantam.db", "bantam.db-wal", "reports", "backups"] {
        let before = keeper.holding(&TRACES);
        assert!(before.iter().any(|found| found.contains(place)), "nothing to be found in {place}: {before:?}");
    }

    let (code, out, err) = keeper.run(&["forget", "Quillfeather & sons", "--yes", "--format", "json"]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(keeper.holding(&TRACES), Vec::<String>::new());
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["forgotten"].as_array().unwrap().len(), 2, "{out}");
    assert_eq!((told["clean"].as_bool(), told["remarks"].as_u64()), (Some(true), Some(4)), "{out}");

    for call in [first, second] {
        assert!(looking_on.forgotten(call).unwrap().is_some());
        assert!(matches!(looking_on.journal(call), Err(StoreError::UnknownCall { .. })));
        assert_eq!(keeper.holding(&[&call.to_string()[..13]]).iter().filter(|f| !f.contains(".db")).count(), 0);
    }
    assert_eq!(looking_on.forgotten(other).unwrap(), None);
    assert_eq!(looking_on.calls().unwrap().len(), 1);
    for word in STAYING {
        let holding = keeper.holding(&[word]);
        assert!(holding.iter().any(|found| found.ends_with("bantam.db")), "{word}: {holding:?}");
        let backups = holding.iter().filter(|found| found.contains("backups/")).count();
        assert!(backups >= 3, "the sound backups stay, without the lead: {holding:?}");
    }
    let (code, out, _) = keeper.run(&["doctor"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_forgotten_call_does_not_come_back() {
    let keeper = Keeper::new();
    let (first, _, _) = three_calls(&keeper);
    let journal = Store::open(keeper.path()).unwrap().journal(first).unwrap();
    assert_eq!(keeper.run(&["forget", &first.to_string(), "--yes"]).0, 0);
    let (sender, acks) = std::sync::mpsc::channel();
    let writer = Writer::spawn(keeper.path(), move |ack| drop(sender.send(ack))).unwrap();
    writer.append(first, journal);
    let told = acks.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(format!("{told:?}").contains("Forgotten"), "{told:?}");
    drop(writer);
    assert!(Store::open(keeper.path()).unwrap().journal(first).is_err());
}

#[test]
fn a_contact_goes_with_the_calls_that_name_them_at_their_company() {
    let keeper = Keeper::new();
    let (first, second, other) = three_calls(&keeper);
    let aside = keeper.keep(5, "Harbour Tools", "Ida Moss", &[say("ask Ottoline Brackenbury, she knows them")], "");
    let alone = keeper.keep(6, "Quillfeather & Sons", "Bo", &[say("nobody is named here")], "");
    let (code, out, err) = keeper.run(&["forget", "ottoline brackenbury", "--yes", "--format", "json"]);
    assert_eq!(code, 0, "{out}{err}");
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["forgotten"], serde_json::json!([first.to_string()]), "{out}");
    assert_eq!(told["mentions"], serde_json::json!([aside.to_string()]), "{out}");
    assert!(err.contains("stay"), "{err}");
    let left: Vec<CallId> = Store::open(keeper.path()).unwrap().calls().unwrap().iter().map(|call| call.id).collect();
    assert_eq!(left.len(), 4);
    assert!([second, other, aside, alone].iter().all(|call| left.contains(call)));
}

#[test]
fn who_is_meant_must_be_clear() {
    let keeper = Keeper::new();
    keeper.keep(2, "Harbour Tools", "Dana Ruiz", &[], "");
    keeper.keep(3, "Näh & Söhne", "Dana Ruiz", &[], "");
    keeper.keep(4, "Larkmoor", "Bo Lind", &[say("x")], "");
    let (code, out, err) = keeper.run(&["forget", "dana ruiz", "--yes"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("Harbour Tools") && err.contains("Näh & Söhne") && err.contains("--company"), "{err}");
    let (code, _, err) = keeper.run(&["forget", "Nobody Known", "--yes"]);
    assert_eq!(code, 2);
    assert!(err.contains("Nobody Known"), "{err}");
    let (code, _, err) = keeper.run(&["forget", "Bo"]);
    assert_eq!(code, 1);
    assert!(err.contains("--yes"), "{err}");
    assert_eq!(Store::open(keeper.path()).unwrap().calls().unwrap().len(), 3, "nothing went yet");
    assert_eq!(keeper.run(&["forget", "Dana Ruiz", "--company", "harbour tools", "--yes"]).0, 0);
    let left = Store::open(keeper.path()).unwrap().calls().unwrap();
    assert_eq!(left.iter().map(|call| call.company.as_str()).collect::<Vec<_>>(), ["Larkmoor", "Näh & Söhne"]);
    let short = left[0].short_id.clone();
    assert_eq!(keeper.run(&["forget", &short, "--yes"]).0, 0);
    assert_eq!(Store::open(keeper.path()).unwrap().calls().unwrap().len(), 1);
}

#[test]
fn a_call_that_is_open_elsewhere_is_not_forgotten_and_neither_is_the_rest() {
    let keeper = Keeper::new();
    let (first, _, _) = three_calls(&keeper);
    let claim = Claim::take(keeper.path(), first, at()).unwrap();
    let (code, out, err) = keeper.run(&["forget", "quillfeather & sons", "--yes"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("open in another bantam since 09:00") && err.contains("nothing was forgotten"), "{err}");
    assert_eq!(Store::open(keeper.path()).unwrap().calls().unwrap().len(), 3);
    drop(claim);
    assert_eq!(keeper.run(&["forget", "quillfeather & sons", "--yes"]).0, 0);
    assert_eq!(keeper.holding(&TRACES), Vec::<String>::new());
}

#[test]
fn a_lead_goes_with_its_calls_its_history_and_its_words() {
    let keeper = Keeper::new();
    let table = "First Name,Last Name,Company,Email,Phone,Job Title\n\
        Ottoline,Brackenbury,Quillfeather & Sons,ottoline@quillfeather.example,+49 30 901820,head of zephyrine\n\
        Lidia,Marchetti,Quillfeather & Sons,lidia@quillfeather.example,,CFO\n\
        Ida,Moss,Harbour Tools,ida@harbour.example,,Buyer\n";
    let outside = TempDir::new().unwrap();
    let file = outside.path().join("leads.csv");
    fs::write(&file, table).unwrap();
    let (code, out, err) = keeper.run(&["leads", "import", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}{err}");
    three_calls(&keeper);
    keeper.run(&["leads", "list"]);
    back_up(&keeper);
    assert!(keeper.holding(&["marchetti", "Marchetti"]).len() > 2);

    // The contact first, by the number that the lead has: her colleague stays.
    let (code, out, err) = keeper.run(&["forget", "1", "--yes", "--format", "json"]);
    assert_eq!(code, 0, "{out}{err}");
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&told["leads"], told["forgotten"].as_array().unwrap().len()), (&serde_json::json!([1]), 1), "{out}");
    assert_eq!(keeper.holding(&["Brackenbury", "brackenbury", "901820", "ottoline@"]), Vec::<String>::new());
    let (_, out, _) = keeper.run(&["leads", "list", "--format", "json"]);
    assert!(out.contains("Marchetti") && out.contains("Ida"), "{out}");

    let (code, out, err) = keeper.run(&["forget", "quillfeather & sons", "--yes", "--format", "json"]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(keeper.holding(&TRACES), Vec::<String>::new());
    let (_, out, _) = keeper.run(&["leads", "list", "--format", "json"]);
    assert!(out.contains("Ida") && !out.contains("Marchetti"), "{out}");
    assert!(!keeper.holding(&["Ida"]).is_empty());
}

/// A reader in the middle of a look keeps the log from being emptied: that is told, and made good at the next start.
#[test]
fn a_cleaning_that_cannot_be_finished_is_told_and_made_good_later() {
    let keeper = Keeper::new();
    let (first, _, _) = three_calls(&keeper);
    let reader = rusqlite::Connection::open(keeper.path().join("bantam.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM events;").unwrap();
    let traces = Store::open(keeper.path()).unwrap();
    let traces = traces.traces("quillfeather & sons", None, &keeper.path().join("reports")).unwrap();
    let done = forget(keeper.path(), &traces, Reason::Asked, at()).unwrap();
    assert!(matches!(done.unclean, Some(StoreError::Busy { .. })), "{done:?}");
    assert!(Store::open(keeper.path()).unwrap().journal(first).is_err(), "gone from the journal all the same");
    assert_ne!(keeper.holding(&TRACES), Vec::<String>::new());
    drop(reader);
    let done = forget_overdue(keeper.path(), &keeper.path().join("reports"), None, at()).unwrap();
    assert_eq!(done.unclean, None);
    assert_eq!(keeper.holding(&TRACES), Vec::<String>::new());
}

#[test]
fn what_is_older_than_it_may_be_is_forgotten_by_an_explicit_clock() {
    let keeper = Keeper::new();
    let old = keeper.keep_on(date(2024, 9, 1), "Quillfeather & Sons", "Ottoline", &[say("late-orders-xyzzy")], "");
    let open = keeper.keep_on(date(2024, 8, 1), "Larkmoor", "Bo", &[say("x")], "");
    let on_the_day = keeper.keep_on(date(2024, 9, 20), "Näh & Söhne", "Jo", &[say("y")], "");
    let reports = keeper.path().join("reports");
    let overdue = |age| forget_overdue(keeper.path(), &reports, age, at()).unwrap();
    assert_eq!(overdue(None).calls, []);
    assert_eq!(overdue(Some(10.years())).calls, []);
    let claim = Claim::take(keeper.path(), open, at()).unwrap();
    let done = overdue(Some(18.months()));
    assert_eq!((done.calls, done.in_use, done.unclean), (vec![old], vec![open], None));
    assert_eq!(keeper.holding(&["Quillfeather", "Ottoline", "late-orders-xyzzy"]), Vec::<String>::new());
    drop(claim);
    assert_eq!(overdue(Some(18.months())).calls, [open]);
    let store = Store::open(keeper.path()).unwrap();
    assert_eq!(store.calls().unwrap().iter().map(|call| call.id).collect::<Vec<_>>(), [on_the_day]);
    assert_eq!(store.forgotten(old).unwrap(), Some(at()));
}

/// Whoever adds a table says in store/forget whether it is a lead's.
#[test]
fn every_table_that_hangs_on_a_call_or_a_lead_is_cleared() {
    let keeper = Keeper::new();
    let (first, ..) = three_calls(&keeper);
    let store = rusqlite::Connection::open(keeper.path().join("bantam.db")).unwrap();
    let sql = "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
               WHERE m.type = 'table' AND (c.name IN ('call_id', 'lead_id') OR m.name IN ('calls', 'leads') AND c.name = 'id')";
    let places: Vec<(String, String)> = store
        .prepare(sql)
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(places.len() >= 3, "{places:?}");
    let count = |store: &rusqlite::Connection, (table, column): &(String, String)| -> u32 {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
        store.query_row(&sql, [first.to_string()], |row| row.get(0)).unwrap()
    };
    assert_eq!(keeper.run(&["forget", &first.to_string(), "--yes"]).0, 0);
    for place in &places {
        assert_eq!(count(&store, place), 0, "{place:?}");
    }
}
