//! `bantam drill` and the statistics of trainees.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use super::{User, json, outcome};

#[test]
fn what_is_due_is_listed_and_there_is_plenty_of_every_kind() {
    let user = User::new();
    let (code, out, err) = user.run(&["drill", "--due", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let data = json(&out);
    assert_eq!((&data["trainee"], &data["due"]), (&"you".into(), &0.into()));
    assert_eq!(data["drills"].as_array().unwrap().len() as u64, data["new"].as_u64().unwrap());
    let exercises = data["exercises"].as_object().unwrap();
    assert!(exercises.values().filter_map(serde_json::Value::as_u64).sum::<u64>() >= 120, "{exercises:?}");
    assert_eq!(exercises.keys().collect::<Vec<_>>(), ["open", "probe", "recall", "signal"]);
    let (_, text, _) = user.run(&["drill", "--due", "--kind", "open"]);
    assert!(text.starts_with("0 due, 12 new today\n") && text.contains("Open it up          12 of"), "{text}");
    let (_, again, _) = user.run(&["drill", "--due", "--format", "json"]);
    assert_eq!(out, again, "the same day means the same order");
    let (_, other, _) = user.run(&["drill", "--due", "--format", "json", "--seed", "1"]);
    assert_ne!(out, other);
}

#[test]
fn a_drill_in_words_is_answered_line_by_line_and_kept() {
    let user = User::new();
    let arguments = ["drill", "--plain", "--cards", "2", "--kind", "open", "--trainee", "Ana"];
    let mut drill = user.bantam(&arguments);
    let (code, out, err) = outcome(drill.write_stdin(
        "Is it any good today?\nWhat happens when it goes wrong, and how often?\nWhat do you do about it today?\n",
    ));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    for told in [
        "Open it up. Ask it so that the answer cannot be yes or no.",
        "Not yet.\nIt is a closed question: it begins with `is`",
        "Not yet.\nIt is two questions in one",
        "The drill is over: 0 of 2 right.",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
    assert!(!out.contains('\u{1b}'));
    let (_, out, _) = user.run(&["drill", "--due", "--trainee", "Ana", "--format", "json"]);
    let data = json(&out);
    assert_eq!((&data["due"], &data["new"]), (&2.into(), &10.into()), "wrong ones are due again the same day");
    let (_, out, _) = user.run(&["drill", "--due", "--format", "json"]);
    assert_eq!(json(&out)["due"], 0, "another trainee has other progress");
}

#[test]
fn a_dumb_terminal_gets_words_and_a_pipe_is_told_what_works() {
    let user = User::new();
    let (code, out, _) = outcome(user.bantam(&["drill", "--cards", "1"]).env("TERM", "dumb").write_stdin(""));
    assert!(code == 0 && out.contains("Type "), "{out}");
    let (code, _, err) = user.run(&["drill"]);
    assert!(code == 2 && err.contains("`bantam drill --plain`"), "{err}");
    let (code, _, err) = user.run(&["drill", "--kind", "sing"]);
    assert!(code == 2 && err.contains("signal, probe, open, recall"), "{err}");
    assert_eq!(user.run(&["drill", "--cards", "0"]).0, 2);
    assert_eq!(user.run(&["drill", "--trainee", ""]).0, 2);
}

/// What was told as answered is on disk, though the program was killed before anything else could happen.
#[test]
fn nothing_that_was_answered_is_lost_to_a_kill() {
    let user = User::new();
    for killed in 1..=3_u64 {
        let mut drill = Command::new(env!("CARGO_BIN_EXE_bantam"))
            .args(["drill", "--plain", "--cards", "20", "--kind", "recall"])
            .env("BANTAM_DATA_DIR", user.data.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        drill.stdin.as_mut().unwrap().write_all(b"a\n").unwrap();
        let lines = BufReader::new(drill.stdout.take().unwrap()).lines();
        let told = lines.map_while(Result::ok).find(|line| line == "Right." || line == "Not yet.");
        drill.kill().unwrap();
        drill.wait().unwrap();
        assert!(told.is_some());
        let (_, out, _) = user.run(&["practice", "stats", "--format", "json"]);
        assert_eq!(json(&out)["trainees"][0]["drills"], killed);
    }
}

#[test]
fn a_manager_reads_a_line_for_each_trainee() {
    let user = User::new();
    let (code, out, _) = user.run(&["practice", "stats"]);
    assert!(code == 0 && out.starts_with("Nobody has practised yet."), "{out}");
    for trainee in ["Ana", "=cmd|' /C calc'!A0"] {
        let arguments = ["drill", "--plain", "--cards", "1", "--kind", "recall", "--trainee", trainee];
        assert_eq!(outcome(user.bantam(&arguments).write_stdin("b\n")).0, 0);
    }
    let (_, out, _) = user.run(&["practice", "stats", "--format", "csv"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("trainee,sessions,mean_percent,trend_points,weakest_1"), "{out}");
    assert!(lines[1].starts_with("'=cmd|"), "no formula reaches a spreadsheet: {out}");
    assert!(lines[2].starts_with("Ana,0,,,,,,1,"), "{out}");
    let (_, out, _) = user.run(&["practice", "stats", "--format", "json"]);
    let ana = &json(&out)["trainees"][1];
    assert_eq!((&ana["trainee"], &ana["drills"], &ana["sessions"]), (&"Ana".into(), &1.into(), &0.into()));
    assert!(ana["retention_percent"].is_null() && ana["last"].is_string(), "{ana}");
    let (code, _, err) = user.run(&["calls", "list", "--format", "csv"]);
    assert!(code == 2 && err.contains("`practice stats`"), "{err}");
}

#[test]
fn the_name_in_the_config_is_whose_progress_it_is() {
    let user = User::new();
    user.write("config.yaml", "rep: Ana Lopes\n");
    let (_, out, _) = user.run(&["drill", "--due", "--format", "json"]);
    assert_eq!(json(&out)["trainee"], "Ana Lopes");
}
