//! `bantam analyze`: a line in, a line out.

use super::*;

fn analyze(user: &User, input: impl Into<Vec<u8>>) -> (i32, String, String) {
    outcome(user.bantam(&["analyze"]).write_stdin(input))
}

#[test]
fn every_text_gets_a_line_in_order() {
    let input = concat!(
        r#"{"id":"a","text":"about 40k a month in penalties","topic":"pain.cost","at":"2026-03-02T10:00:00","lang":"en"}"#,
        "\n\n",
        r#"{"id":7,"text":"soon"}"#,
        "\n",
        r#"{"text":"","label":"somebody else's key"}"#
    );
    let (code, out, err) = analyze(&User::new(), input);
    assert_eq!((code, err.as_str()), (0, ""));
    let lines: Vec<Value> = out.lines().map(json).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["id"], &lines[1]["id"], &lines[2]["id"]), (&"a".into(), &7.into(), &Value::Null));
    for line in &lines {
        assert_eq!(keys(line), "facts flags id");
    }
    assert_eq!((&lines[2]["facts"], &lines[2]["flags"]), (&Value::Array(Vec::new()), &Value::Array(Vec::new())));
}

#[test]
fn bad_lines_are_named_and_the_good_ones_answered() {
    let input = b"{\"id\":1,\"text\":\"fine\"}\nnot json\n{\"id\":3}\n{\"text\":\"x\",\"topic\":\"budget.amuont\"}\n\
                  {\"text\":\"x\",\"at\":\"someday\"}\n\xff\xfe\n[\"1\"]\n{\"id\":7,\"text\":\"20k\"}\n";
    let (code, out, err) = analyze(&User::new(), input.to_vec());
    assert_eq!(code, 2);
    let ids: Vec<Value> = out.lines().map(|line| json(line)["id"].clone()).collect();
    assert_eq!(ids, [1, 7]);
    let complaints: Vec<&str> = err.lines().collect();
    assert_eq!(complaints.len(), 6, "{err}");
    for (complaint, part) in
        complaints.iter().zip(["expected", "`text`", "budget.amount", "2026-03-02T10:00:00", "UTF-8", "a list"])
    {
        assert!(complaint.contains(part), "no {part} in {complaint}");
    }
    for (complaint, n) in complaints.iter().zip(2..) {
        assert!(complaint.contains(&format!("input:{n}: ")), "{complaint}");
    }
}

#[test]
fn a_file_is_read_like_standard_input() {
    let user = User::new();
    user.write("texts.jsonl", "{\"text\":\"20k\"}\r\n");
    let (code, out, _) = user.run(&["analyze", "texts.jsonl"]);
    assert_eq!((code, out.lines().count()), (0, 1));
    let (code, _, err) = user.run(&["analyze", "missing.jsonl"]);
    assert!(code == 2 && err.contains("missing.jsonl"), "{err}");
}

#[test]
fn a_figure_is_found_with_its_place_in_scalar_values() {
    let (_, out, _) = analyze(&User::new(), r#"{"text":"☕ naïve: we lose 40k a month","topic":"pain.cost"}"#);
    let fact = &json(&out)["facts"][0];
    assert_eq!(keys(fact), "end kind start text topic value");
    assert_eq!((&fact["kind"], &fact["text"]), (&"money".into(), &"40k a month".into()));
    assert_eq!((&fact["start"], &fact["end"]), (&17.into(), &28.into()));
    assert_eq!(fact["value"]["amount"].as_f64(), Some(40000.0));
    assert_eq!(fact["value"]["per"], "month");
}

#[test]
fn a_contradiction_names_the_earlier_text() {
    let line = r#"{"text":"the budget is 20k euros","topic":"budget.amount","before":["we start in May","the budget is 60k euros"]}"#;
    let (_, out, _) = analyze(&User::new(), line);
    let flags = json(&out)["flags"].clone();
    let contradiction = flags.as_array().unwrap().iter().find(|flag| flag["kind"] == "contradiction").cloned();
    assert_eq!(contradiction.map(|flag| flag["against"].clone()), Some(2.into()), "{flags}");
}
