//! `bantam doctor` on stores that are old, damaged or lost: what brings calls back.

use std::fs;
use std::path::Path;

use super::*;

/// A store as an earlier version made it.
const FORMAT_1: &str = include_str!("../fixtures/store_format_1.sql");

const JOURNAL_V1: &str = include_str!("../fixtures/journal_v1.jsonl");

/// A user of bantam 0.1.0, with one call.
fn old_user() -> User {
    let user = User::new();
    let store = rusqlite::Connection::open(user.data.path().join("bantam.db")).unwrap();
    store.execute_batch(FORMAT_1).unwrap();
    user
}

/// The files in the folder of the backups whose name holds a word.
fn backups_named(user: &User, word: &str) -> Vec<String> {
    let folder = user.data.path().join("backups");
    if !folder.exists() {
        return Vec::new();
    }
    let mut names = everything_in(&folder);
    names.retain(|name| name.contains(word) && Path::new(name).extension().is_some_and(|end| end == "db"));
    names
}

#[test]
fn a_store_of_each_released_version_is_read_to_the_letter_and_kept_as_it_was() {
    let user = old_user();
    let (code, out, err) = user.run(&["calls", "export", "--all"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let events: Vec<&str> = JOURNAL_V1.lines().collect();
    assert!(out.contains(&format!("\"events\":[{}]", events.join(","))), "{out}");
    assert!(out.contains("\"draft\":{\"text\":\"our cf\""), "{out}");
    let (code, out, _) = user.run(&["doctor", "--format", "json"]);
    assert_eq!(code, 0, "{out}");

    let [kept] = &backups_named(&user, "before-format")[..] else { panic!("one backup of the old format") };
    let old = rusqlite::Connection::open(user.data.path().join("backups").join(kept)).unwrap();
    let format: u32 = old.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let events: u32 = old.query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap();
    assert_eq!((format, events as usize), (1, JOURNAL_V1.lines().count()));
}

#[test]
fn a_backup_is_taken_listed_and_restored() {
    let user = old_user();
    let (code, _, err) = user.run(&["doctor", "--backup"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let exported = user.run(&["calls", "export", "--all"]).1;
    let (code, out, _) = user.run(&["doctor"]);
    assert!(code == 0 && out.contains("backups") && out.contains("the newest of"), "{out}");
    let id = json(&exported)["call"].as_str().unwrap().to_owned();
    assert_eq!(user.run(&["calls", "reopen", &id]).0, 0);

    let names = backups_named(&user, "Z.db");
    let [backup] = &names[..] else { panic!("one backup: {names:?}") };
    let (code, out, err) = user.run(&["doctor", "--restore", backup]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("is the store again, with 1 call;"), "{out}");
    assert_eq!(user.run(&["calls", "export", "--all"]).1, exported);
    assert_eq!(backups_named(&user, "before-restore").len(), 1);

    let (code, _, err) = user.run(&["doctor", "--restore", "nothing.db"]);
    assert!(code == 2 && err.contains("nothing.db"), "{err}");
    let (code, _, err) = user.run(&["doctor", "--restore", backup, "--salvage"]);
    assert!(code == 2 && err.contains("--salvage"), "{err}");
}

#[test]
fn a_damaged_store_is_told_of_and_salvaged() {
    let user = old_user();
    let exported = user.run(&["calls", "export", "--all"]).1;
    for name in everything_in(&user.data.path().join("backups")) {
        fs::remove_file(user.data.path().join("backups").join(name)).unwrap();
    }
    let path = user.data.path().join("bantam.db");
    let store = rusqlite::Connection::open(&path).unwrap();
    store
        .execute(
            "UPDATE events SET body = '{\"event\":\"kept\",\"remark\":1,\"text\":\"40k\\u001b a mo' WHERE seq = 3",
            [],
        )
        .unwrap();
    store.execute("DELETE FROM events WHERE seq IN (6, 7)", []).unwrap();
    drop(store);
    let (code, out, _) = user.run(&["doctor"]);
    assert!(code == 1 && out.contains("cannot be read") && out.contains("doctor --salvage"), "{out}");

    let damaged = fs::read(&path).unwrap();
    let (code, out, err) = user.run(&["doctor", "--salvage"]);
    assert_eq!((code, err.as_str()), (1, ""));
    for told in
        ["events 6 to 7 are missing", "event 3 cannot be understood", "40k\\u001b a mo", "0 of 1 calls are whole"]
    {
        assert!(out.contains(told), "{told}: {out}");
    }
    let aside = backups_named(&user, "damaged");
    assert_eq!(aside.len(), 1);
    assert!(fs::read(user.data.path().join("backups").join(&aside[0])).unwrap() == damaged);
    let (code, out, _) = user.run(&["doctor"]);
    assert!(code == 0 && out.contains("1 of them with gaps since a salvage"), "{out}");
    let (code, out, _) = user.run(&["calls", "show", json(&exported)["call"].as_str().unwrap()]);
    assert!(code == 0 && out.contains("Northwind Foods"), "{out}");

    fs::write(&path, &damaged[..5000]).unwrap();
    let (code, out, _) = user.run(&["doctor", "--salvage", "--format", "json"]);
    assert!(json(&out)["calls"][0]["from_backups"].as_u64().unwrap_or(0) > 0, "{code} {out}");
    assert_eq!(user.run(&["doctor"]).0, 0);
}
