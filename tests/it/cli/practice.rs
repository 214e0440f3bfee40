//! `bantam practice`: prospects, and calls with them line by line.

use super::*;

/// A practice call held line by line; gives what was said.
fn held(user: &User, arguments: &[&str], lines: &str) -> String {
    let mut command = user.bantam(&[&["practice", "--plain"], arguments].concat());
    let (code, out, err) = outcome(command.write_stdin(lines.to_owned()));
    assert_eq!(code, 0, "{out}{err}");
    out
}

const CALL: &str = "\nlogistics for food producers\n?what does this cost you a month\n38k euros a month\n/wrap\nsend a summary\n\nfinish\n";

#[test]
fn prospects_are_listed_and_sound() {
    let user = User::new();
    let (code, out, _) = user.run(&["practice", "list", "--format", "json"]);
    let personas = json(&out)["personas"].as_array().unwrap().clone();
    assert!(code == 0 && personas.len() >= 4, "{out}");
    assert!(personas.iter().all(|persona| persona["frameworks"].as_array().is_some_and(|banks| !banks.is_empty())));
    let (code, out, _) = user.run(&["practice", "sheet", "ceo-no-pain"]);
    assert!(code == 0 && out.starts_with("# You are Marian Holt") && out.lines().count() < 60, "{out}");
    let (code, _, err) = user.run(&["practice", "sheet", "ceo-no-pian"]);
    assert!(code == 2 && err.contains("ceo-no-pain"), "{err}");
}

#[test]
fn a_bad_prospect_is_told_with_its_places_and_the_good_ones_stay() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("question_banks/personas")).unwrap();
    let shipped = include_str!("../../../question_banks/personas/ceo-no-pain.yaml");
    let bad = shipped.replace("id: ceo-no-pain", "id: mine").replace("difficulty: easy", "difficulty: esy");
    user.write("question_banks/personas/mine.yaml", &bad);
    let (code, out, _) = user.run(&["practice", "check", "question_banks/personas/mine.yaml"]);
    assert!(code == 1 && out.contains("error[B008]") && out.contains("mine.yaml:6:13"), "{out}");
    let (code, out, err) = user.run(&["practice", "list"]);
    assert!(code == 1 && out.contains("ceo-no-pain") && err.contains("B008"), "{out}{err}");

    let wrong = shipped.replace("id: ceo-no-pain", "id: mine").replace("verdict: disqualify", "verdict: advance");
    user.write("question_banks/personas/mine.yaml", &wrong);
    let (code, out, _) = user.run(&["practice", "check", "question_banks/personas/mine.yaml"]);
    assert!(code == 1 && out.contains("error[B092]") && out.contains("the verdict is advance"), "{out}");
}

#[test]
fn a_call_is_held_graded_kept_apart_and_shared() {
    let user = User::new();
    let arguments = ["terse-operations-head", "--bank", "bant", "--seed", "7"];
    let said = held(&user, &arguments, CALL);
    assert!(said.contains("Rolf Brandt (neutral)") && said.contains("Grade: "), "{said}");
    assert!(said.contains("38k euros a month") && said.contains("NO: "), "{said}");

    let (_, out, _) = user.run(&["calls", "list", "--format", "json"]);
    assert_eq!(json(&out)["calls"], serde_json::json!([]), "practice never mixes with real calls");
    let (code, file, _) = user.run(&["practice", "export"]);
    assert_eq!(code, 0);
    user.write("shared.json", &file);
    let other = User::new();
    other.write("shared.json", &file);
    let (_, mine, _) = user.run(&["practice", "show"]);
    let (code, theirs, err) = other.run(&["practice", "show", "shared.json"]);
    assert_eq!((code, mine), (0, theirs.clone()), "{err}");
    assert!(theirs.contains("checks hold") && theirs.contains(" you "), "{theirs}");
    let (_, trend, _) = user.run(&["practice", "trend", "--format", "json"]);
    assert_eq!(json(&trend)["calls"][0]["persona"], "terse-operations-head");

    let again = held(&other, &["--from", "shared.json"], CALL);
    let spoken = |said: &str| -> Vec<String> {
        said.lines().filter(|line| line.starts_with("Rolf Brandt (")).map(str::to_owned).collect()
    };
    assert_eq!(spoken(&again), spoken(&said), "the same seed says the same");
}

#[test]
fn a_call_that_was_left_is_taken_up_again() {
    let user = User::new();
    held(&user, &["terse-operations-head", "--seed", "3"], "\nlogistics\n");
    let said = held(&user, &["--resume"], "?who signs in the end\nhe signs up to 100k\n/wrap\n\n\nfinish\n");
    assert!(said.contains("Grade: "), "{said}");
    let (_, out, _) = user.run(&["practice", "show", "--format", "json"]);
    let lines = json(&out)["lines"].as_array().unwrap().len();
    assert_eq!(lines, 1 + 3 + 3, "{out}");
    let (code, _, err) = user.run(&["practice", "--resume", "--plain"]);
    assert!(code == 2 && err.contains("no practice call to take up"), "{err}");
}

#[test]
fn what_is_no_practice_call_is_told() {
    let user = User::new();
    user.write("bad.json", "{}");
    for arguments in [&["practice", "show", "bad.json"][..], &["practice", "show"], &["practice", "--from", "bad.json"]]
    {
        let (code, out, err) = user.run(arguments);
        assert!(code == 2 && out.is_empty() && err.contains("practice call"), "{arguments:?}: {err}");
    }
}
