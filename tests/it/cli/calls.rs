//! `bantam calls`: what is kept, listed, shown, reported and exported.

use std::sync::Arc;
use std::time::Duration;

use bantam::bank::problem::Source;
use bantam::bank::source::Library;
use bantam::session::script::Script;
use bantam::session::{Earlier, replay};
use bantam::store::{CallId, Writer};

use super::*;

/// Keeps a call of a company in the user's store, and gives its id.
fn keep(user: &User, company: &str) -> String {
    let answers = "[{topic: pain.problem, say: late orders}, {topic: timeline.start, say: \"*soon*\"}]";
    keep_on(user, 2, company, answers)
}

/// Keeps a call of a day in March 2026.
pub(super) fn keep_on(user: &User, day: u8, company: &str, answers: &str) -> String {
    let company = if company.is_empty() { String::new() } else { format!("company: \"{company}\", ") };
    let text = format!(
        "bank: bant\nat: 2026-03-{day:02}T10:00:00\n\
         lead: {{{company}contact: {{name: Ida Moss}}}}\nanswers: {answers}\n"
    );
    let library = Library::embedded();
    let find = |id: &str| Ok(library.bank(id, "en").unwrap());
    let script = Script::parse(&Arc::clone(&Source::new("call.yaml", &text)), find).unwrap();
    let session = replay(&script, &bantam::session::Setup::default(), Earlier::default()).unwrap();
    let id = CallId::generate();
    let writer = Writer::spawn(user.data.path(), |_| {}).unwrap();
    writer.append(id, session.journal().to_vec());
    assert!(writer.close(Duration::from_secs(10)));
    id.to_string()
}

#[test]
fn a_new_user_has_no_calls_and_is_told_how_to_begin() {
    let user = User::new();
    let (code, out, _) = user.run(&["calls", "list"]);
    assert!(code == 0 && out.contains("bantam call"), "{out}");
    let (code, out, _) = user.run(&["calls", "list", "--format", "json"]);
    assert_eq!((code, out.as_str()), (0, "{\"calls\":[]}\n"));
}

#[test]
fn kept_calls_are_listed() {
    let user = User::new();
    let id = keep(&user, "Näh & Söhne\\e[2J");
    keep(&user, "日本工具");
    let (code, out, _) = user.run(&["calls", "list"]);
    assert_eq!((code, out.lines().count()), (0, 3));
    assert!(
        out.contains("Näh & Söhne\u{fffd}[2J") && out.contains("2026-03-02 10:00") && out.contains("open"),
        "{out}"
    );
    let (_, out, _) = user.run(&["calls", "list", "--format", "json"]);
    let rows = json(&out)["calls"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["id"] == id.as_str()).unwrap();
    assert_eq!(keys(row), "bank company contact id remarks role started_at verdict");
    assert_eq!((&row["remarks"], &row["verdict"]), (&2.into(), &Value::Null));
}

#[test]
fn a_call_is_shown_by_its_id_or_how_it_begins() {
    let user = User::new();
    let id = keep(&user, "Harbour Tools");
    for id in [id.as_str(), &id[..8]] {
        let (code, out, err) = user.run(&["calls", "show", id]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.contains("Harbour Tools") && out.contains("late orders"), "{out}");
    }
    let (_, out, _) = user.run(&["calls", "show", &id, "--format", "json"]);
    assert_eq!(json(&out)["answers"].as_array().unwrap().len(), 2);
}

#[test]
fn a_call_is_shown_in_the_light_of_those_before_it() {
    let user = User::new();
    let budget = |day, company, amount: &str| {
        keep_on(&user, day, company, &format!("[{{topic: budget.amount, say: the budget is {amount} euros}}]"))
    };
    budget(2, "Harbour Tools", "60k");
    let later = budget(9, "harbour tools", "20k");
    let other = budget(9, "Other Ltd", "20k");
    let first_without = budget(2, "", "60k");
    let without = budget(9, "", "20k");
    for (task, id, tells) in [
        ("show", &later, true),
        ("report", &later, true),
        ("show", &other, false),
        ("show", &first_without, false),
        ("show", &without, false),
    ] {
        let (code, out, _) = user.run(&["calls", task, id]);
        assert_eq!(code, 0);
        assert_eq!(out.contains("on 2 March"), tells, "{task}: {out}");
    }
}

#[test]
fn a_report_is_markdown_in_which_nothing_typed_is_markup() {
    let user = User::new();
    let id = keep(&user, "Harbour Tools");
    let (code, out, _) = user.run(&["calls", "report", &id]);
    assert_eq!(code, 0);
    assert!(out.starts_with("# Discovery call: Harbour Tools\n") && out.contains(r"\*soon\*"), "{out}");
}

#[test]
fn an_export_is_the_whole_journal_with_its_version() {
    let user = User::new();
    let id = keep(&user, "Harbour Tools");
    let (code, out, _) = user.run(&["calls", "export", &id]);
    assert_eq!(code, 0);
    let journal = json(&out);
    assert_eq!((&journal["format"], &journal["version"]), (&"bantam.call".into(), &1.into()));
    assert_eq!(journal["call"], id.as_str());
    let events = journal["events"].as_array().unwrap();
    assert_eq!((events.len(), &events[0]["event"], &events[1]["event"]), (3, &"started".into(), &"kept".into()));
}

#[test]
fn calls_move_to_another_bantam_and_back_byte_for_byte() {
    let (user, other, third) = (User::new(), User::new(), User::new());
    let id = keep(&user, "Näh & Söhne\\e[2J");
    keep(&user, "日本工具");
    let (code, exported, _) = user.run(&["calls", "export", "--all"]);
    assert_eq!((code, exported.lines().count()), (0, 2));
    other.write("calls.jsonl", &exported);
    let (code, out, err) = other.run(&["calls", "import", "calls.jsonl"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("日本工具") && out.matches("taken in, 3 events").count() == 2 && !out.contains('\u{1b}'),
        "{out}"
    );
    assert_eq!(other.run(&["calls", "export", "--all"]).1, exported);
    for format in ["text", "json"] {
        let list = ["calls", "list", "--format", format];
        assert_eq!(other.run(&list).1, user.run(&list).1);
    }
    let one = other.run(&["calls", "export", &id]).1;
    let (code, out, _) = outcome(third.bantam(&["calls", "import", "-", "--format", "json"]).write_stdin(one.clone()));
    assert_eq!((code, &json(&out)["calls"][0]["taken"]), (0, &"new".into()));
    assert_eq!(third.run(&["calls", "export", "--all"]).1, one);

    let (code, out, _) = other.run(&["calls", "import", "calls.jsonl"]);
    assert_eq!((code, out.matches("skipped").count()), (0, 2), "a second time nothing is added: {out}");
    assert_eq!(other.run(&["calls", "export", "--all"]).1, exported);
}

#[test]
fn a_file_with_something_wrong_is_told_line_by_line_and_nothing_of_it_is_taken_in() {
    let (user, other) = (User::new(), User::new());
    let id = keep(&user, "Harbour Tools");
    let good = user.run(&["calls", "export", &id]).1;
    let bad_event = good.replace("\"event\":\"kept\"", "\"event\":\"sung\"");
    other.write("good.jsonl", &good);
    other.write("bad.jsonl", format!("{good}\n{{\"half\":\n{bad_event}"));
    let (code, out, err) = other.run(&["calls", "import", "good.jsonl", "bad.jsonl", "absent.jsonl"]);
    assert_eq!((code, out.as_str()), (2, ""));
    for told in [
        "bad.jsonl:3:8: ",
        "bad.jsonl:4: event 2: unknown variant `sung`",
        "absent.jsonl cannot be read",
        "nothing was taken in",
    ] {
        assert!(err.contains(told), "{told}: {err}");
    }
    other.write("latin.jsonl", b"{}\n\xe9\n");
    let (code, _, err) = other.run(&["calls", "import", "latin.jsonl"]);
    assert!(code == 2 && err.contains("no UTF-8 text (line 2)"), "{err}");
    other.write("id.jsonl", good.replace(&id, "../../etc"));
    let (code, _, err) = other.run(&["calls", "import", "id.jsonl"]);
    assert!(code == 2 && err.contains("no id of a call"), "{err}");
    assert_eq!(other.run(&["calls", "list", "--format", "json"]).1, "{\"calls\":[]}\n");
}

#[test]
fn a_call_that_went_on_is_gone_on_with_and_one_that_differs_is_refused() {
    let (user, other) = (User::new(), User::new());
    let id = keep(&user, "Harbour Tools");
    let whole = user.run(&["calls", "export", &id]).1;
    let mut shorter = json(&whole);
    shorter["events"].as_array_mut().unwrap().pop();
    other.write("shorter.jsonl", shorter.to_string());
    other.write("whole.jsonl", &whole);
    other.write("other.jsonl", whole.replace("late orders", "early orders"));
    assert_eq!(other.run(&["calls", "import", "shorter.jsonl"]).0, 0);
    let (code, out, _) = other.run(&["calls", "import", "whole.jsonl"]);
    assert!(code == 0 && out.contains("1 event added"), "{out}");
    assert_eq!(other.run(&["calls", "export", &id]).1, whole);
    assert!(other.run(&["calls", "import", "shorter.jsonl"]).1.contains("went on since: skipped"));
    let (code, _, err) = other.run(&["calls", "import", "other.jsonl"]);
    assert!(code == 1 && err.contains("differs from event 2 on; nothing was taken in"), "{err}");
    assert_eq!(other.run(&["calls", "export", &id]).1, whole);
}

#[test]
fn a_wrapped_up_call_is_reopened_and_an_open_one_is_left_alone() {
    let user = User::new();
    let id = keep(&user, "Harbour Tools");
    let (code, _, err) = user.run(&["calls", "reopen", &id[..8]]);
    assert!(code == 1 && err.contains("not wrapped up"), "{err}");
    let mut closed = json(&user.run(&["calls", "export", &id]).1);
    let closing = r#"{"seq":4,"act":4,"at":"2026-03-02T10:09:00","event":"closed","verdict":"advance","reasons":[],"score":9,"engine":"1"}"#;
    closed["events"].as_array_mut().unwrap().push(json(closing));
    user.write("closed.jsonl", closed.to_string());
    assert_eq!(user.run(&["calls", "import", "closed.jsonl"]).0, 0);
    assert_eq!(json(&user.run(&["calls", "list", "--format", "json"]).1)["calls"][0]["verdict"], "advance");

    let (code, out, _) = user.run(&["calls", "reopen", &id[..8]]);
    assert!(code == 0 && out.contains("open again"), "{out}");
    assert_eq!(json(&user.run(&["calls", "list", "--format", "json"]).1)["calls"][0]["verdict"], Value::Null);
    let journal = json(&user.run(&["calls", "export", &id]).1);
    assert_eq!(journal["events"][4]["event"], "reopened");
    assert_eq!(journal["events"].as_array().unwrap().len(), 5);
}

#[test]
fn a_call_that_is_not_there_is_bad_input() {
    let user = User::new();
    keep(&user, "Harbour Tools");
    for task in ["show", "report", "export"] {
        let (code, out, err) = user.run(&["calls", task, "zzzz"]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("zzzz"), "{err}");
    }
}

#[test]
fn a_journal_that_cannot_be_read_is_a_problem_of_the_call() {
    for (change, told) in [("body = '{'", "cannot be read"), ("version = 99", "newer bantam")] {
        let user = User::new();
        let id = keep(&user, "Harbour Tools");
        let journal = rusqlite::Connection::open(user.data.path().join("bantam.db")).unwrap();
        // The journal refuses to be edited, so its guards go first, as in a file that decays.
        let guards: Vec<String> = journal
            .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for guard in guards {
            journal.execute(&format!("DROP TRIGGER {guard}"), []).unwrap();
        }
        journal.execute(&format!("UPDATE events SET {change} WHERE seq = 2"), []).unwrap();
        for task in ["show", "report", "export"] {
            let (code, out, err) = user.run(&["calls", task, &id]);
            assert_eq!((code, out.as_str()), (1, ""), "{task}: {err}");
            assert!(err.contains(told), "{err}");
        }
    }
}

#[test]
fn a_data_folder_that_cannot_be_one_is_told_with_a_remedy() {
    let user = User::new();
    user.write("file", "");
    let (code, _, err) = user.run(&["calls", "list", "--data-dir", "file"]);
    assert_eq!(code, 2);
    assert!(err.contains("file") && err.contains("--data-dir"), "{err}");
}
