//! `bantam banks`: what is at hand, what a bank holds, and what is wrong with one.

use super::{User, json, keys};

/// A bank with one slip of each sort that a person makes: a mistyped topic, a closed question, an id given twice.
const SLIPS: &str = "\
id: ours
title: Ours
language: en
purpose: To see the slips.
accepts: claimed
planned_minutes: 20
sections:
  - id: a
    title: A
    purpose: All of it.
    scored: [{topics: [budget.amuont], points: 100}]
    questions:
      - {id: a.one, topic: budget.amount, cue: the money, ask: [Do you have a budget?, What is set aside?], why: To know.,
         listen_for: [an amount], probes: {vague: Which figure is it?, unknowing: Who would know?}}
      - {id: a.one, topic: note, cue: the weather, ask: [How is the weather?, Where does the rain fall?], why: To know.,
         listen_for: [rain]}
";

#[test]
fn list_names_the_banks_at_hand() {
    let (code, out, err) = User::new().run(&["banks", "list"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("bant") && out.contains("questions"), "{out}");

    let (code, out, _) = User::new().run(&["banks", "list", "--format", "json"]);
    let banks = json(&out)["banks"].as_array().unwrap().clone();
    let ids: Vec<&str> = banks.iter().filter_map(|bank| bank["id"].as_str()).collect();
    assert_eq!((code, ids), (0, vec!["anum", "bant", "champ", "faint", "gpctba-ci", "meddic"]));
    assert!(banks.iter().all(|bank| bank["ok"] == true));
}

#[test]
fn show_prints_a_bank_and_knows_what_was_meant() {
    let user = User::new();
    let (code, out, _) = user.run(&["banks", "show", "bant"]);
    assert_eq!(code, 0);
    for line in [
        "BUDGET  25 points\n",
        "  (shared by all banks)\n",
        "└─ behind the budget  [budget.basis]",
        "if the answer is a mere claim → opens “behind the budget” [budget.basis]",
        "no longer so: parked",
    ] {
        assert!(out.contains(line), "{line} is not in {out}");
    }
    let (_, plain, _) = super::outcome(user.bantam(&["banks", "show", "bant"]).env("LC_ALL", "C"));
    assert!(plain.contains("`- behind the budget  [budget.basis]") && plain.is_ascii(), "{plain}");

    let (_, out, _) = user.run(&["banks", "show", "bant", "--format", "json"]);
    let sections = json(&out)["sections"].clone();
    let budget = sections.as_array().unwrap().iter().find(|section| section["id"] == "budget").unwrap().clone();
    assert_eq!(budget["scored"][0]["points"], 25);
    let follow_up = &budget["questions"][0]["follow_ups"][0];
    assert_eq!(follow_up["when"]["fact"], "money");
    assert_eq!(follow_up["in_words"], "if the answer names an amount of money");
    assert!(follow_up["parks"].is_array() && budget["questions"][0]["samples"][0]["say"].is_string());

    let (code, out, err) = user.run(&["banks", "show", "bnat"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("there is no bank `bnat`") && err.contains("did you mean `bant`?"), "{err}");
}

#[test]
fn check_finds_nothing_wrong_with_what_ships() {
    let (code, out, err) = User::new().run(&["banks", "check"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "11 files checked, nothing to say\n", ""));
}

#[test]
fn check_draws_every_problem_at_once() {
    let user = User::new();
    user.write("ours.yaml", SLIPS);
    let (code, out, _) = user.run(&["banks", "check", "ours.yaml"]);
    assert_eq!(code, 1);
    for line in [
        "error[B011]: there is no topic `budget.amuont`",
        "help: did you mean `budget.amount`?",
        "advice[B101]: a closed question: it begins with `do`",
        "error[B013]: the question `a.one` is given twice",
        "----- first given here",
        "1 file checked: 2 errors, ",
    ] {
        assert!(out.contains(line), "{line} is not in {out}");
    }

    let (code, out, _) = user.run(&["banks", "check", "ours.yaml", "--format", "json"]);
    let found = json(&out);
    assert_eq!((code, found["errors"].as_u64(), found["ok"].as_bool()), (1, Some(2), Some(false)));
    let first = &found["problems"][0];
    assert_eq!(
        (first["code"].as_str(), first["line"].as_u64(), first["column"].as_u64()),
        (Some("B011"), Some(11), Some(24))
    );
}

#[test]
fn advice_alone_is_no_failure_unless_it_is_to_count() {
    let user = User::new();
    user.write(
        "ours.yaml",
        SLIPS.replace("amuont", "amount").replace("{id: a.one, topic: note", "{id: a.two, topic: note"),
    );
    let (code, out, _) = user.run(&["banks", "check", "ours.yaml"]);
    assert_eq!(code, 0);
    assert!(out.contains("1 file checked: no errors, ") && out.ends_with(" of advice\n"), "{out}");
    assert_eq!(user.run(&["banks", "check", "--strict", "ours.yaml"]).0, 1);

    let (code, out, _) = user.run(&["banks", "check", "--strict", "ours.yaml", "--format", "json"]);
    let found = json(&out);
    assert_eq!(keys(&found), "advice errors files ok problems strict");
    assert_eq!((code, &found["ok"], &found["errors"]), (1, &false.into(), &0.into()));
    let problems = found["problems"].as_array().unwrap();
    assert_eq!(found["advice"], problems.len());
    assert!(problems.iter().all(|problem| problem["severity"] == "advice"));
}

#[test]
fn several_paths_are_checked_and_none_twice() {
    let user = User::new();
    user.write("a.yaml", SLIPS);
    user.write("b.yaml", SLIPS);
    let (code, out, _) = user.run(&["banks", "check", "a.yaml", "./a.yaml", "b.yaml", "--format", "json"]);
    let found = json(&out);
    assert_eq!((code, &found["files"], &found["errors"]), (1, &2.into(), &4.into()));
}

#[test]
fn a_file_in_a_folder_of_banks_is_checked_with_the_topics_beside_it() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("team/en")).unwrap();
    let own = SLIPS
        .replace("budget.amuont", "site.access")
        .replace("budget.amount", "site.access")
        .replace("{id: a.one, topic: note", "{id: a.two, topic: note");
    user.write("team/en/ours.yaml", &own);
    let alone = user.write("ours.yaml", &own);
    user.write("team/topics.yaml", "topics: [{id: site.access, level: any, kind: text, cue: {en: way in}}]\n");
    assert_eq!(user.run(&["banks", "check", "team/en/ours.yaml"]).0, 0);
    assert_eq!(user.run(&["banks", "check", "team/en"]).0, 0);
    assert_eq!(user.run(&["banks", "check", alone.to_str().unwrap()]).0, 1, "by itself it has no such topic");
}

#[test]
fn a_path_that_is_not_there_is_bad_input() {
    let (code, out, err) = User::new().run(&["banks", "check", "nowhere.yaml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("nowhere.yaml"), "{err}");
}

#[test]
fn the_users_own_bank_is_checked_and_used() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("question_banks/en")).unwrap();
    user.write("question_banks/en/ours.yaml", SLIPS);
    let (code, out, err) = user.run(&["banks", "list"]);
    assert_eq!(code, 1);
    assert!(out.contains("ours         2 problems: a call gets BANT\n"), "{out}");
    assert!(err.contains("ours.yaml:11:24"), "{err}");
    assert_eq!(user.run(&["banks", "check"]).0, 1);
    assert_eq!(user.run(&["banks", "show", "ours"]).0, 1);
    assert_eq!(user.run(&["banks", "show", "bant"]).0, 0, "one bad bank does not spoil the others");
}

#[test]
fn a_file_of_the_user_that_cannot_be_used_is_named() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("question_banks")).unwrap();
    user.write("question_banks/stray.yaml", SLIPS);
    let (code, out, err) = user.run(&["banks", "list"]);
    assert_eq!(code, 1);
    assert!(out.contains("bant") && err.contains("stray.yaml"), "{err}");
}

#[cfg(unix)]
#[test]
fn what_is_called_like_a_bank_and_is_no_file_is_told_once_and_never_opened() {
    let user = User::new();
    let folder = user.data.path().join("question_banks/en");
    std::fs::create_dir_all(folder.join("dir.yaml")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe.yaml")).status().unwrap().success());
    std::os::unix::fs::symlink(folder.join("loop.yaml"), folder.join("loop.yaml")).unwrap();
    let path = folder.to_str().unwrap();
    for (arguments, loops) in [(&["banks", "list"][..], 1), (&["doctor"], 1), (&["banks", "check", path], 1)] {
        let mut bantam = user.bantam(arguments);
        let (code, out, err) = super::outcome(bantam.timeout(std::time::Duration::from_mins(1)));
        assert_eq!(code, 1, "{arguments:?}");
        let told = format!("{out}{err}");
        assert_eq!(told.matches("no file but a pipe").count(), 1, "{told}");
        assert_eq!(told.matches("cannot be read").count(), loops, "{told}");
    }
    assert_eq!(user.run(&["banks", "show", "bant"]).0, 0);
}

#[test]
fn banks_are_shown_in_the_language_of_the_config() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("question_banks/de")).unwrap();
    let fine = SLIPS.replace("amuont", "amount").replace("{id: a.one, topic: note", "{id: a.two, topic: note");
    let german = fine.replace("id: ours", "id: bant").replace("language: en", "language: de");
    user.write("question_banks/de/bant.yaml", german.replace("title: Ours", "title: Unsere"));
    user.write("config.yaml", "language: de\n");
    for arguments in [&["banks", "list"][..], &["banks", "show", "bant"]] {
        let (code, out, err) = user.run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert!(out.contains("Unsere"), "{out}");
    }
    let (_, out, _) = user.run(&["banks", "show", "bant", "--language", "en"]);
    assert!(!out.contains("Unsere"), "{out}");
}

#[test]
fn hostile_content_cannot_steer_the_terminal() {
    let user = User::new();
    user.write("bad.yaml", "\"\\e[31mid\": x\u{9b}31m\nk\u{202e}: [\u{7}\n");
    let (code, out, err) = user.run(&["banks", "check", "bad.yaml"]);
    assert_eq!(code, 1);
    assert!(!format!("{out}{err}").contains(['\u{1b}', '\u{9b}', '\u{7}', '\u{202e}']), "{out:?}");
}

#[test]
fn all_content_that_ships_is_clean() {
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/question_banks");
    let (code, out, err) = User::new().run(&["banks", "check", shipped]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}

#[test]
fn a_new_bank_is_a_good_one_and_knows_its_schema() {
    let user = User::new();
    let (code, out, err) = user.run(&["banks", "new", "pilot-talk"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("bantam banks check") && out.contains("bantam call --bank pilot-talk"), "{out}");
    let path = user.data.path().join("question_banks/en/pilot-talk.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    let schema = std::fs::read_to_string(path.parent().unwrap().join(schema)).unwrap();
    assert_eq!(json(&schema)["properties"]["id"]["type"], "string");

    let (code, out, _) = user.run(&["banks", "check", "--strict", path.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (0, "1 file checked, nothing to say\n"));
    let (code, out, _) = user.run(&["banks", "show", "pilot-talk"]);
    assert!(code == 0 && out.contains("Pilot talk"), "{out}");
}

#[test]
fn a_new_bank_never_takes_the_place_of_one_that_ships_unasked() {
    let user = User::new();
    let (code, out, err) = user.run(&["banks", "new", "bant"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("`bant` ships with the program") && err.contains("--from bant"), "{err}");
    assert_eq!(super::everything_in(user.data.path()), [""; 0]);
    assert_eq!(user.run(&["banks", "new", "bant", "--from", "bant"]).0, 0);
    user.run(&["banks", "new", "ours"]);
    let (code, out, _) = user.run(&["banks", "list"]);
    assert_eq!(code, 0);
    let line = |id: &str| out.lines().find(|line| line.starts_with(id)).unwrap();
    assert!(line("bant").ends_with("yours, in place of the one that ships"), "{out}");
    assert!(line("ours").ends_with("  yours") && line("champ").ends_with("  ships"), "{out}");
    assert!(out.contains("question_banks/en/ours.yaml"), "{out}");
}

#[test]
fn a_bank_in_the_folder_of_another_language_is_told_with_the_cure() {
    let user = User::new();
    user.run(&["banks", "new", "ours"]);
    let path = user.data.path().join("question_banks/en/ours.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("title: Ours                     # as shown"), "{text}");
    std::fs::write(&path, text.replace("language: en", "language: de")).unwrap();
    for arguments in [&["banks", "check"][..], &["banks", "check", "question_banks/en/ours.yaml"], &["banks", "list"]] {
        let (code, out, err) = user.run(arguments);
        let told = format!("{out}{err}");
        assert!(code == 1 && told.contains("stands in the folder `en`"), "{told}");
        assert!(told.contains("write `language: en`, or move the file to the folder `de`"), "{told}");
    }
}

#[test]
fn the_config_is_checked_as_the_config() {
    let user = User::new();
    let path = user.write("config.yaml", "icp: {industry: [food]}\n");
    let (code, out, _) = user.run(&["banks", "check", path.to_str().unwrap()]);
    assert!(code == 1 && out.contains("unknown key `industry` in an ideal customer profile"), "{out}");
    assert!(out.ends_with("1 file checked: 1 error\n"), "{out}");
    user.write("config.yaml", "icp: {industries: [food]}\n");
    assert_eq!(user.run(&["banks", "check", "config.yaml"]).1, "1 file checked, nothing to say\n");
}

#[test]
fn a_bank_is_copied_with_its_comments_under_a_new_id() {
    let user = User::new();
    assert_eq!(user.run(&["banks", "new", "ours", "--from", "bant"]).0, 0);
    let text = std::fs::read_to_string(user.data.path().join("question_banks/en/ours.yaml")).unwrap();
    assert!(text.contains("id: ours\n") && text.contains("title: Ours\n") && text.contains("# BANT"), "{text}");
    assert_eq!(text.matches("# yaml-language-server").count(), 1);
    assert_eq!(user.run(&["banks", "check", "--strict", "question_banks/en/ours.yaml"]).0, 0);
    let (code, out, err) = user.run(&["banks", "new", "other", "--from", "bnat"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("did you mean `bant`?"), "{err}");
}

#[test]
fn a_bank_that_is_there_is_never_overwritten() {
    let user = User::new();
    user.run(&["banks", "new", "ours"]);
    let path = user.write("question_banks/en/ours.yaml", "# mine\n");
    let (code, _, err) = user.run(&["banks", "new", "ours"]);
    assert_eq!(code, 1);
    assert!(err.contains("stays as it is"), "{err}");
    assert_eq!(std::fs::read_to_string(path).unwrap(), "# mine\n");
}

#[test]
fn a_bad_id_is_answered_with_one_that_would_do() {
    let user = User::new();
    for (id, meant) in [("Pilot Talk!", "`pilot-talk`"), ("../up", "`up`"), ("shared", "choose another id")] {
        let (code, out, err) = user.run(&["banks", "new", id]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("error[B020]") && err.contains(meant), "{err}");
    }
    assert_eq!(super::everything_in(user.data.path()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_new_bank_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let user = User::new();
    user.run(&["banks", "new", "ours"]);
    let mode = |path: &str| std::fs::metadata(user.data.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("question_banks/en/ours.yaml"), 0o600);
    assert_eq!(mode("question_banks/bank.schema.json"), 0o600);
    assert_eq!((mode("question_banks"), mode("question_banks/en")), (0o700, 0o700));
}

#[test]
fn the_folder_of_the_command_line_comes_before_the_users_and_that_before_the_shipped() {
    let user = User::new();
    let title = |title: &str| {
        SLIPS
            .replace("amuont", "amount")
            .replace("{id: a.one, topic: note", "{id: a.two, topic: note")
            .replace("Ours", title)
    };
    for folder in ["question_banks/en", "team/en"] {
        std::fs::create_dir_all(user.data.path().join(folder)).unwrap();
    }
    user.write("question_banks/en/ours.yaml", title("Mine"));
    user.write("question_banks/en/bant.yaml", title("My BANT").replace("id: ours", "id: bant"));
    user.write("team/en/ours.yaml", title("The team's"));
    let shown = |arguments: &[&str]| json(&user.run(&[arguments, &["--format", "json"]].concat()).1)["title"].clone();
    assert_eq!(shown(&["banks", "show", "ours"]), "Mine");
    assert_eq!(shown(&["--bank-dir", "team", "banks", "show", "ours"]), "The team's");
    assert_eq!(shown(&["--bank-dir", "team", "banks", "show", "bant"]), "My BANT");

    let mut by_variable = user.bantam(&["banks", "show", "ours", "--format", "json"]);
    let (_, out, _) = super::outcome(by_variable.env("BANTAM_BANK_DIR", "team"));
    assert_eq!(json(&out)["title"], "The team's");

    assert_eq!(user.run(&["--bank-dir", "team", "banks", "new", "further"]).0, 0);
    assert!(user.data.path().join("team/en/further.yaml").is_file());
    let (code, _, err) = user.run(&["--bank-dir", "tame", "banks", "list"]);
    assert!(code == 2 && err.contains("tame"), "{err}");
}

#[test]
fn the_schema_of_each_file_is_printed() {
    let user = User::new();
    let (code, bank, err) = user.run(&["banks", "schema"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(bank, user.run(&["banks", "schema", "--of", "bank", "--format", "json"]).1);
    for of in ["bank", "shared", "topics", "config"] {
        let (code, out, _) = user.run(&["banks", "schema", "--of", of]);
        assert_eq!((code, &json(&out)["additionalProperties"]), (0, &false.into()), "{of}");
    }
}

#[test]
fn the_schema_offers_the_users_own_topics() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("question_banks")).unwrap();
    user.write(
        "question_banks/topics.yaml",
        "topics: [{id: site.access, level: any, kind: text, cue: {en: way in}}]\n",
    );
    assert!(user.run(&["banks", "schema"]).1.contains("site.access"));
}

#[test]
fn a_bank_is_printed_as_a_sheet_to_annotate() {
    let user = User::new();
    let (code, out, err) = user.run(&["banks", "show", "bant", "--format", "markdown"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for line in [
        "# BANT\n",
        "## Budget: 25 of 100 points\n",
        ": shared by all banks, no points\n",
        "**Why:** ",
        "**Listen for:** ",
        "| if the answer is | say |\n| --- | --- |\n| vague | “",
        "| a sample answer | is read as | with the facts |\n",
        "- If the answer is a mere claim: opens **behind the budget** (`budget.basis`)",
        "Remarks: ____",
    ] {
        assert!(out.contains(line), "{line} is not in {out}");
    }
    let (code, _, err) = user.run(&["banks", "list", "--format", "markdown"]);
    assert!(code == 2 && err.contains("banks show"), "{err}");
}

#[test]
fn what_a_broken_file_beside_the_banks_causes_is_held_back() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("question_banks/en")).unwrap();
    user.write("question_banks/en/shared.yaml", "sections:\n\t- id: opening\n");
    let (code, out, _) = user.run(&["banks", "check", "--format", "json"]);
    let problems = json(&out)["problems"].as_array().unwrap().clone();
    let codes: Vec<&str> = problems.iter().filter_map(|problem| problem["code"].as_str()).collect();
    assert_eq!((code, codes), (1, vec!["B053"]), "the tab, and nothing that follows from it");
}
