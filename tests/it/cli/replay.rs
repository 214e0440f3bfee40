//! `bantam replay`: scripts in, calls out.

use super::*;

const SCRIPT: &str = "\
bank: bant
at: 2026-03-02T10:00:00
lead: {company: Harbour Tools, contact: {name: Ida Moss, role: COO}}
answers:
  - {topic: pain.problem, say: \"late orders cost us 40k a month since March\"}
  - {topic: timeline.start, say: soon}
  - {topic: authority.signs, say: \"Kim Sato signs\", by: Kim Sato}
";

#[test]
fn a_call_comes_out_in_the_form_of_the_contract() {
    let user = User::new();
    user.write("call.yaml", SCRIPT);
    let (code, out, err) = user.run(&["replay", "call.yaml", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out.lines().count(), 1);
    let call = json(&out);
    assert_eq!(keys(&call), "answers bank levels next_questions score sections verdict");
    assert_eq!(keys(&call["verdict"]), "kind next reasons");
    assert_eq!(keys(&call["levels"]), "opportunity organization stakeholder");
    let level = &call["levels"]["organization"];
    assert_eq!(keys(level), "criteria met of status");
    assert_eq!(keys(&level["criteria"][0]), "answers grade id");
    assert_eq!(keys(&call["sections"][0]), "grade id of score title");
    let answers = call["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 3);
    assert_eq!(keys(&answers[0]), "by facts flags n question text topic");
    assert_eq!((&answers[0]["n"], &answers[0]["by"]), (&1.into(), &"Ida Moss".into()));
    assert_eq!(answers[2]["by"], "Kim Sato");
    assert_eq!(answers[0]["topic"], "pain.problem");
    assert_eq!(keys(&answers[1]["flags"][0]), "against colour kind move spans why");
    assert_eq!(keys(&call["next_questions"][0]), "ask because id");
}

#[test]
fn people_get_a_summary() {
    let user = User::new();
    user.write("call.yaml", SCRIPT);
    let (code, out, _) = user.run(&["replay", "call.yaml"]);
    assert_eq!(code, 0);
    for part in ["Harbour Tools", "Verdict:", "Organization", "late orders cost us 40k a month since March", "vague"] {
        assert!(out.contains(part), "no {part} in {out}");
    }
}

#[test]
fn bad_scripts_are_named_with_their_places_and_the_good_ones_still_run() {
    let user = User::new();
    user.write("good.yaml", SCRIPT);
    user.write("bad.yaml", "bank: bnat\nat: noon\nanswers:\n  - {topic: budget.amuont}\n");
    user.write("binary.yaml", b"\xff\xfe\x00");
    let (code, out, err) =
        user.run(&["replay", "bad.yaml", "good.yaml", "missing.yaml", "binary.yaml", "--format", "json"]);
    assert_eq!(code, 2);
    assert_eq!(out.lines().count(), 1);
    assert_eq!(json(&out)["file"], "good.yaml");
    for part in ["bad.yaml:1:7", "bant", "bad.yaml:2:5", "bad.yaml:4:5", "missing.yaml", "binary.yaml"] {
        assert!(err.contains(part), "no {part} in {err}");
    }
}

#[test]
fn a_check_says_what_differs_and_exits_with_1() {
    let user = User::new();
    user.write("call.yaml", format!("{SCRIPT}expect: {{verdict: advance, answers: {{2: {{flags: [excuse]}}}}}}\n"));
    let (code, out, _) = user.run(&["replay", "--check", "call.yaml"]);
    assert_eq!(code, 1);
    for part in [
        "not advance",
        "answer 2: the flag excuse was expected",
        "answer 2: the flag vague was not expected",
        "precision",
    ] {
        assert!(out.contains(part), "no {part} in {out}");
    }
    let (code, out, _) = user.run(&["replay", "--check", "call.yaml", "--format", "json"]);
    assert_eq!(code, 1);
    let check = &json(&out)["check"];
    assert_eq!(check["agreement"]["flags"]["vague"]["fp"], 1);
    assert_eq!(check["agreement"]["verdict"]["of"], 1);
}

#[test]
fn a_check_without_a_difference_is_fine() {
    let user = User::new();
    user.write("call.yaml", format!("{SCRIPT}expect: {{answers: {{2: {{flags: [vague], facts: []}}}}}}\n"));
    let (code, out, _) = user.run(&["replay", "--check", "call.yaml"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("as expected"), "{out}");
}

#[test]
fn several_calls_come_one_per_line_with_the_sums_last() {
    let user = User::new();
    user.write("a.yaml", format!("{SCRIPT}expect: {{answers: {{2: {{flags: [vague]}}}}}}\n"));
    user.write("b.yaml", SCRIPT.replace("Harbour Tools", "Other Ltd"));
    let (_, out, _) = user.run(&["replay", "--check", "a.yaml", "b.yaml", "--format", "json"]);
    let lines: Vec<Value> = out.lines().map(json).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["file"], &lines[1]["file"]), (&"a.yaml".into(), &"b.yaml".into()));
    assert_eq!(lines[2]["agreement"]["flags"]["vague"]["tp"], 1);
}

#[test]
fn nothing_typed_reaches_the_terminal_as_a_control() {
    let user = User::new();
    user.write("call.yaml", "bank: bant\nat: 2026-03-02T10:00:00\nanswers: [{say: \"a\\e[2Jb\\x9bc\"}]\n");
    for format in ["text", "json"] {
        let (code, out, _) = user.run(&["replay", "call.yaml", "--format", format]);
        assert_eq!(code, 0);
        assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{out:?}");
    }
}

#[test]
fn a_later_call_of_the_same_lead_hears_the_earlier_one() {
    let user = User::new();
    let call = |at: &str, company: &str, say: &str| {
        format!(
            "bank: bant\nat: {at}\nlead: {{company: {company}, contact: {{name: Ida Moss}}}}\n\
             answers: [{{topic: company.industry, say: retail}}, {{topic: budget.amount, say: \"{say}\"}}]\n"
        )
    };
    user.write("later.yaml", call("2026-03-09T10:00:00", "harbour tools", "the budget is 20k euros"));
    user.write("first.yaml", call("2026-03-02T10:00:00", "Harbour Tools", "the budget is 60k euros"));
    user.write("other.yaml", call("2026-03-09T10:00:00", "Other Ltd", "the budget is 20k euros"));
    let (code, out, _) = user.run(&["replay", "later.yaml", "first.yaml", "other.yaml", "--format", "json"]);
    assert_eq!(code, 0);
    let contradiction = |line: &str| {
        let flags = json(line)["answers"][1]["flags"].clone();
        flags.as_array().unwrap().iter().find(|flag| flag["kind"] == "contradiction").cloned()
    };
    let found: Vec<Option<Value>> = out.lines().map(contradiction).collect();
    let flag = found[0].clone().unwrap();
    assert_eq!((&flag["against"], &found[1..]), (&Value::Null, &[None, None][..]));
    let why = flag["why"].as_str().unwrap();
    assert!(why.contains("60k") && why.contains("on 2 March"), "{why}");
    let (_, out, _) = user.run(&["replay", "later.yaml", "first.yaml"]);
    assert!(out.contains("on 2 March"), "{out}");
}

#[test]
fn every_labelled_call_is_judged_as_labelled_through_its_own_bank() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls"));
    let Ok(entries) = folder.read_dir() else {
        println!("no labelled calls at {}", folder.display());
        return;
    };
    let mut files: Vec<String> = entries.map(|entry| entry.unwrap().path().display().to_string()).collect();
    files.sort();
    let mut args = vec!["replay", "--check", "--format", "json"];
    args.extend(files.iter().map(String::as_str));
    let (_, out, err) = User::new().run(&args);
    assert_eq!(err, "");
    let calls: Vec<Value> = out.lines().map(json).filter(|line| line["bank"].is_string()).collect();
    assert_eq!(calls.len(), files.len());
    let judged_otherwise = |call: &&Value| {
        let differences = call["check"]["differences"].as_array().unwrap();
        differences.iter().any(|difference| difference.as_str().is_some_and(|text| text.contains("verdict")))
    };
    let wrong: Vec<&Value> = calls.iter().filter(judged_otherwise).map(|call| &call["file"]).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let score = |part: &str| {
        let call = calls.iter().find(|call| call["file"].as_str().is_some_and(|file| file.contains(part))).unwrap();
        call["score"].as_u64().unwrap()
    };
    assert!(score("002-") >= 90 && score("003-") <= 10, "the case that must come out right (domain.md, section 7)");
}
