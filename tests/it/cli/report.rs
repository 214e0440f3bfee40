//! `bantam calls report`: the forms, where they go, and a team's own templates.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::calls::keep_on;
use super::*;

/// Keeps a call with a day that the prospect named.
fn keep(user: &User) -> String {
    let answers = "[{topic: pain.problem, say: \"orders ship late, 40k a month in penalties\"}, \
                   {topic: company.size, say: 180 people}, {topic: followup.date, say: ring me on 12 March}]";
    keep_on(user, 2, "Näh & Söhne", answers)
}

#[test]
fn a_call_is_handed_over_in_every_form() {
    let user = User::new();
    let id = keep(&user);
    for (form, begins, holds) in [
        ("markdown", "# Discovery call: Näh", "no profile is set"),
        ("html", "<!DOCTYPE html>", "Näh &amp; Söhne"),
        ("text", "Keep going, BANT", "Pain: \"orders ship late"),
        ("json", "{\"bank\":\"bant\"", "\"answers\":["),
        ("csv", "First Name,Last Name", "Ida,Moss"),
        ("ics", "BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20260312"),
    ] {
        let (code, out, err) = user.run(&["calls", "report", &id, "--as", form]);
        assert_eq!((code, err.as_str()), (0, ""), "{form}");
        assert!(out.starts_with(begins) && out.contains(holds), "{form}: {out}");
    }
    let (_, out, _) = user.run(&["calls", "report", &id, "--crm", "salesforce"]);
    assert!(out.starts_with("FirstName,LastName,") && out.contains(",180,"), "{out}");
}

#[test]
fn a_form_is_written_where_it_is_wanted_and_readable_by_its_owner_alone() {
    let user = User::new();
    let id = keep(&user);
    for (arguments, begins) in [
        (vec!["--to", "hand over.html"], "<!DOCTYPE html>"),
        (vec!["--to", "call.ics"], "BEGIN:VCALENDAR"),
        (vec!["--to", "note.out", "--as", "text"], "Keep going"),
        (vec!["--to", "made/for/it/call.md"], "# Discovery call"),
    ] {
        let mut all = vec!["calls", "report", &id];
        all.extend(&arguments);
        let (code, out, err) = user.run(&all);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        assert!(out.starts_with("Written: ") && out.contains(arguments[1]), "{out}");
        let path = user.data.path().join(arguments[1]);
        assert!(fs::read_to_string(&path).unwrap().starts_with(begins));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let (_, out, _) = user.run(&["calls", "report", &id, "--to", ".", "--as", "csv", "--format", "json"]);
    let written = json(&out);
    let file = written["file"].as_str().unwrap();
    assert!(file.contains("2026-03-02-näh---söhne-") && file.ends_with("-hubspot.csv"), "{file}");
    assert!(user.data.path().join(file).is_file());
}

#[test]
fn what_is_not_clear_is_said() {
    let user = User::new();
    let id = keep(&user);
    for (arguments, told) in [
        (vec!["--to", "call.pdf"], ".pdf"),
        (vec!["--as", "html", "--crm", "hubspot"], "--crm"),
        (vec!["--clipboard"], "terminal"),
    ] {
        let mut all = vec!["calls", "report", &id];
        all.extend(&arguments);
        let (code, out, err) = user.run(&all);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(told), "{err}");
    }
    let without = keep_on(&user, 3, "Harbour Tools", "[{topic: pain.problem, say: late orders}]");
    let (code, out, err) = user.run(&["calls", "report", &without, "--as", "ics"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("no day is agreed"), "{err}");
}

#[test]
fn a_team_s_own_templates_stand_in_the_place_of_the_shipped_ones() {
    let user = User::new();
    let id = keep(&user);
    let (code, out, _) = user.run(&["calls", "templates"]);
    assert!(code == 0 && out.matches("written: ").count() == 5, "{out}");
    let (_, out, _) = user.run(&["calls", "templates"]);
    assert_eq!(out.matches("kept as it is: ").count(), 5, "nothing is overwritten");
    let (code, _, err) = user.run(&["calls", "report", &id]);
    assert_eq!((code, err.as_str()), (0, ""), "what ships is the same when it is a team's own");

    user.write("documents/call.md.j2", "For {{ about.contact }}\n");
    assert_eq!(user.run(&["calls", "report", &id]).1, "For Ida Moss\n");
    user.write("documents/call.md.j2", "For\n{{ about.contct }}\n");
    user.write("documents/call.html.j3.j2", "");
    user.write("documents/salesforce.yaml", "columns: [{column: A, valeu: company}]\n");
    let (code, out, err) = user.run(&["calls", "report", &id]);
    assert!(code == 1 && out.starts_with("# Discovery call"), "what ships stands in: {out}");
    assert!(err.contains("call.md.j2:2:") && err.contains("ships"), "{err}");
    let (code, out, _) = user.run(&["doctor"]);
    assert!(code == 1 && out.contains("call.html.j2") && out.contains("salesforce.yaml:1:"), "{out}");
}
