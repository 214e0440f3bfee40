//! `bantam leads`: import, lists, worksheets, and what is learned from a history.

use std::fmt::Write as _;
use std::fs;

use super::*;

const TABLE: &str = "First Name;Last Name;Company;Email;Employees;Lead Source;Lead Status;Pages\r\n\
    Kim;Sato;Harbour Tools;kim@harbour.example;400;Referral;Open - Not Contacted;7\r\n\
    \"Zoë\";Ash;\"Acme; Ltd\";zoe@acme.example;plenty;Web;Working - Contacted;=1+1\r\n\
    asdf;;Beta;not an address;;Web;;\r\n\
    ;;;;;Web;;\r\n\
    Kim;Sato;HARBOUR TOOLS;;;Event;;9\r\n";

fn user_with(table: &str) -> User {
    let user = User::new();
    fs::write(user.data.path().join("leads.csv"), table).unwrap();
    user
}

fn rows(user: &User, arguments: &[&str]) -> Vec<Value> {
    let (code, out, err) = user.run(&[&["leads", "list", "--format", "json"], arguments].concat());
    assert_eq!(code, 0, "{err}");
    json(&out)["leads"].as_array().unwrap().clone()
}

#[test]
fn an_import_takes_in_what_is_good_and_tells_of_the_rest() {
    let user = user_with(TABLE);
    let (code, out, err) = user.run(&["leads", "import", "leads.csv"]);
    assert_eq!(code, 1, "{err}");
    for told in [
        "5 rows: 2 new, 0 merged",
        "1 differing",
        "0 the same, 2 rejected",
        "line 4: rejected, `not an address` is no mail address",
        "line 5: rejected, no company, no contact and no mail address",
        "line 6: lead 1 already, Harbour Tools · Kim Sato; differs: source Referral → Event, Pages 7 → 9",
        "1 cells for `size` could not be read",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
    let rejected = fs::read_to_string(user.data.path().join("leads.rejected.csv")).unwrap();
    assert!(rejected.starts_with("line,reason,First Name") && rejected.contains("\n4,`not an address`"), "{rejected}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(user.data.path().join("leads.rejected.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let leads = rows(&user, &["--sort", "company"]);
    let names: Vec<&str> = leads.iter().map(|lead| lead["contact"].as_str().unwrap()).collect();
    assert_eq!(names, ["Zoë Ash", "Kim Sato"]);
    let (_, out, _) = user.run(&["leads", "list", "--sort", "next"]);
    assert_eq!(out, "No lead of these has a day for its next action.\n");
    assert_eq!((leads[0]["stage"].as_str(), leads[0]["extra"]["People"].as_str()), (Some("discovery"), Some("plenty")));
}

#[test]
fn what_a_row_says_otherwise_is_told_kept_apart_and_taken_when_asked() {
    let user = user_with("Company,Contact,Role,Employees,Source\nHarbour,Kim Sato,CFO,400,Web\n");
    user.run(&["leads", "import", "leads.csv"]);
    let again = "Company,Contact,Role,Employees,Source,Phone,Country\n\
        harbour inc,Kim Sato,CEO,450,web,123,\n\
        Harbour,Lee Park,,500,Ads,,Spain\n";
    fs::write(user.data.path().join("leads.csv"), again).unwrap();
    let (code, out, err) = user.run(&["leads", "import", "leads.csv"]);
    assert_eq!(code, 0, "{err}");
    for told in [
        "2 rows: 1 new, 0 merged into leads that were there, 1 differing",
        "line 2: lead 1 already, Harbour · Kim Sato; differs: size 400 → 450, role CFO → CEO; taken: phone nothing → 123",
        "line 3: lead 2 is new, Harbour · Lee Park; differs: size 400 → 500",
        "New leads that tell otherwise of a company that was there: 1",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
    assert!(err.contains("--duplicates update"), "{err}");
    let differing = fs::read_to_string(user.data.path().join("leads.differing.csv")).unwrap();
    assert!(
        differing.starts_with("line,lead,name,field,book,file\n2,1,Harbour · Kim Sato,size,400,450\n"),
        "{differing}"
    );
    let (_, out, err) = user.run(&["leads", "import", "leads.csv", "--duplicates", "update", "--format", "json"]);
    let tally = json(&out);
    assert_eq!((tally["merged"].as_u64(), tally["differing"].as_u64()), (Some(2), Some(0)), "{out} {err}");
    let leads = rows(&user, &["--sort", "newest"]);
    let told = |lead: &Value| (lead["role"].as_str().unwrap().to_owned(), lead["size"].as_f64().unwrap());
    assert_eq!(told(&leads[1]), ("CEO".to_owned(), 500.0), "both are of one company, and the last row wins");
    let (_, out, _) = user.run(&["leads", "show", "1"]);
    assert!(out.contains("role: CFO → CEO") && out.contains("import of leads.csv"), "{out}");
    let (_, out, _) = user.run(&["leads", "list", "--filter", "territory=spain"]);
    assert!(
        out.contains("Kim Sato") && out.contains("Lee Park"),
        "what a colleague's row told is the company's: {out}"
    );
    let (_, out, _) = user.run(&["leads", "import", "leads.csv", "--duplicates", "report"]);
    assert!(out.contains("0 new, 0 merged into leads that were there, 1 differing"), "{out}");
}

#[test]
fn a_table_in_wide_letters_with_a_mark_at_its_head_is_read() {
    let user = User::new();
    let text = "\u{feff}Company;Contact;Role\r\nMüller;\"Zoë\r\nAsh\";\r\n東京商事;田中;部長\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(user.data.path().join("leads.csv"), bytes).unwrap();
    let (code, out, err) = user.run(&["leads", "import", "leads.csv"]);
    assert!(code == 0 && out.contains("2 rows: 2 new"), "{out} {err}");
    let leads = rows(&user, &["--sort", "newest"]);
    assert_eq!((leads[0]["contact"].as_str(), leads[1]["contact"].as_str()), (Some("田中"), Some("Zoë Ash")));
}

#[test]
fn a_preview_and_a_dry_run_change_nothing() {
    let user = user_with(TABLE);
    let (code, out, _) = user.run(&["leads", "import", "leads.csv", "--preview"]);
    assert!(code == 0 && out.contains("Lead Source  source"), "{out}");
    let (_, out, _) = user.run(&["leads", "import", "leads.csv", "--dry-run", "--column", "Pages=skip"]);
    assert!(out.contains("2 would be new") && out.contains("Nothing was written"), "{out}");
    assert_eq!(rows(&user, &[]).len(), 0);
    assert!(!user.data.path().join("leads.rejected.csv").exists());
    let (code, _, err) = user.run(&["leads", "import", "leads.csv", "--column", "Pages=colour"]);
    assert!(code == 2 && err.contains("`colour` is no field"), "{err}");
    let (code, _, err) = user.run(&["leads", "import", "leads.csv", "--column", "Page=tags"]);
    assert!(code == 2 && err.contains("no column `Page`"), "{err}");
}

#[test]
fn what_is_no_table_is_refused() {
    let user = user_with("PK\u{3}\u{4}xlsx");
    let (code, _, err) = user.run(&["leads", "import", "leads.csv"]);
    assert!(code == 2 && err.contains("save it as CSV"), "{err}");
    let (code, _, err) = user.run(&["leads", "import", "nowhere.csv"]);
    assert!(code == 2 && err.contains("nowhere.csv cannot be read"), "{err}");
    let endless = user_with(&format!("Company,Role\nHarbour,CFO\n\"Acme,{}", "CEO\nBeta,".repeat(200_000)));
    let (code, _, err) = endless.run(&["leads", "import", "leads.csv"]);
    assert!(code == 2 && err.contains("leads.csv, line 3: the row that begins here has no end within 1 MB"), "{err}");
    assert_eq!(rows(&endless, &[]), Vec::<Value>::new(), "all or nothing");
}

#[test]
fn a_lead_is_added_moved_and_looked_at() {
    let user = User::new();
    let (code, out, err) =
        user.run(&["leads", "add", "company=Harbour", "contact=Kim Sato", "type=sql", "phone=+49 30 1"]);
    assert!(code == 0 && out.contains("Lead 1"), "{err}");
    let (code, _, err) = user.run(&["leads", "set", "1", "stage=won"]);
    assert!(code == 2 && err.contains("cannot go from `new` to `won`"), "{err}");
    let (code, out, _) =
        user.run(&["leads", "set", "1", "stage=discovery", "tag+=trial", "next=call", "next_on=2026-01-05"]);
    assert!(code == 0 && out.contains("stage: new → discovery"), "{out}");
    let (_, out, _) = user.run(&["leads", "show", "1"]);
    for told in ["Discovery call", "trial", "score ", "type: sql", "stage: new → discovery", "(by hand)"] {
        assert!(out.contains(told), "{told}: {out}");
    }
    let (_, out, _) = user.run(&["leads", "due"]);
    assert!(out.contains("2026-01-05 late") && out.contains("Harbour"), "{out}");
    let (_, out, _) = user.run(&["leads", "worksheet", "1"]);
    assert!(out.contains("## Ability to buy") && out.contains("- [x] Tags: trial"), "{out}");
    let (_, out, _) = user.run(&["leads", "list", "--format", "csv"]);
    assert!(out.contains("'+49 30 1"), "no cell is a formula: {out}");
    let (code, _, err) = user.run(&["leads", "show", "7"]);
    assert!(code == 2 && err.contains("no lead 7"), "{err}");
    let (code, _, err) = user.run(&["leads", "list", "--filter", "stage=gone"]);
    assert!(code == 2 && err.contains("there is no stage `gone`"), "{err}");
}

#[test]
fn a_history_teaches_points_that_the_book_then_uses() {
    let user = User::new();
    let mut history = String::from("Lead Source,Visits,Notes after call,Converted\n");
    for row in 0..600_u32 {
        let is_referral = row % 3 == 0;
        let won = row % 10 < if is_referral { 6 } else { 2 };
        let source = if is_referral { "Referral" } else { "Ads" };
        let note = if won { "signed" } else { "gone" };
        writeln!(history, "{source},{},{note},{}", row * 7 % 31, u8::from(won)).unwrap();
    }
    fs::write(user.data.path().join("history.csv"), history).unwrap();
    user.run(&["leads", "add", "company=Harbour", "source=referral"]);
    user.run(&["leads", "add", "company=Acme", "source=ads"]);
    let (code, out, err) = user.run(&["leads", "learn", "history.csv", "--use"]);
    assert_eq!(code, 0, "{err}");
    for told in
        ["600 leads", "control value", "Notes after call, left out", "Referral", "logistic regression", "foretold"]
    {
        assert!(out.contains(told), "{told}: {out}");
    }
    let leads = rows(&user, &[]);
    let score =
        |company: &str| leads.iter().find(|lead| lead["company"] == company).unwrap()["score"].as_u64().unwrap();
    assert!(score("Harbour") > 55 && score("Acme") < 50, "{} {}", score("Harbour"), score("Acme"));
    let (code, _, err) = user.run(&["leads", "learn", "history.csv", "--outcome", "Won"]);
    assert!(code == 2 && err.contains("no column `Won`"), "{err}");
}

#[test]
fn a_teams_own_stages_are_used_and_their_slips_located() {
    let user = User::new();
    fs::create_dir_all(user.data.path().join("leads")).unwrap();
    let file = user.data.path().join("leads/pipeline.yaml");
    fs::write(&file, "stages:\n  - {id: fresh, leads_to: [done]}\n  - {id: done, ends: won}\n").unwrap();
    let (code, ..) = user.run(&["leads", "add", "company=Harbour"]);
    assert_eq!((code, rows(&user, &["--filter", "stage=fresh"]).len()), (0, 1));
    fs::write(&file, "stages:\n  - {id: fresh, leads_to: [dnoe]}\n  - {id: done}\n").unwrap();
    let (code, _, err) = user.run(&["leads", "list"]);
    assert!(code == 2 && err.contains("pipeline.yaml") && err.contains("dnoe"), "{err}");
}
