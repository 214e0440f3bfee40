//! `--redact`: no name is left in any form of a call.

use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use bantam::bank::problem::Source;
use bantam::bank::source::Library;
use bantam::call::{Command as Wish, Contact, Correction, RemarkId};
use bantam::report::journal::Journal;
use bantam::report::{self, Crm, Form, HandOver, Redaction, Stamp, Stationery, json};
use bantam::session::script::{NoBank, Script};
use bantam::session::{Earlier, Session, Setup, replay};
use bantam::store::{CallId, Store, Writer};
use jiff::civil::date;
use jiff::tz::Offset;
use tempfile::TempDir;

/// A call full of names, in the wordings in which they are typed.
const SCRIPT: &str = "
bank: bant
at: 2026-03-02T10:00:00
lead: {company: Brightwater Ceramics GmbH, contact: {name: Ottoline Brackenbury, role: Head of Logistics}}
answers:
  - {topic: pain.problem, say: \"brightwater ships late, ~40k/mo in penalties; OTTOLINE's team rekeys 300 lines a day\"}
  - {topic: authority.signs, say: \"our CFO Lidia Marchetti signs above 20k, lidia wants three offers\"}
  - {topic: budget.amount, say: \"60k, approved by Marchetti in March; write to l.marchetti@brightwater-ceramics.example\"}
  - {topic: budget.amount, say: \"well, 20k, call Ottoline on +49 30 901820-12 or see www.brightwater-ceramics.example/team\", by: Lidia Marchetti}
  - {topic: followup.date, say: \"thursday with Ms Brackenbury and Piet Vanderhaeghe, BrightwaterCeramics HQ\"}
";

/// None of these may be left, in whatever letter case.
const NAMES: [&str; 11] = [
    "brightwater",
    "ottoline",
    "brackenbury",
    "lidia",
    "marchetti",
    "vanderhaeghe",
    "piet ",
    "901820",
    "@",
    ".example",
    "www",
];

fn session(text: &str) -> Session {
    let library = Library::embedded();
    let find = |id: &str| library.bank(id, "en").map_err(NoBank::Broken);
    let script = Script::parse(&Source::new("call.yaml", text), find).unwrap_or_else(|problems| panic!("{problems}"));
    replay(&script, &Setup::default(), Earlier::default()).unwrap()
}

#[track_caller]
fn names_nobody(form: &str, text: &str, names: &[&str]) {
    let lower = text.to_lowercase();
    let left: Vec<&&str> = names.iter().filter(|name| lower.contains(**name)).collect();
    assert!(left.is_empty(), "{left:?} left in {form}:\n{text}");
}

/// Every form of a call as a text.
fn forms(session: &Session, redaction: &Redaction) -> Vec<(&'static str, String)> {
    let brief = redaction.brief(&session.brief(session.journal().last().unwrap().at));
    let journal = Journal::new("0192", redaction.events(session.journal()), None);
    let hand_over = redaction.hand_over(&HandOver::looked_back_at(session, "0192"));
    let stamp = Stamp { at: brief.head.started_at, offset: Offset::UTC };
    let document = |form| Stationery::shipped().write(form, &hand_over, stamp).unwrap();
    vec![
        ("summary", report::summary(&brief)),
        ("findings", report::findings(&brief)),
        ("markdown", document(Form::Markdown)),
        ("html", document(Form::Html)),
        ("note", document(Form::Text)),
        ("csv", document(Form::Csv(Crm::HubSpot))),
        ("json", json::line(&json::call(&brief)).unwrap()),
        ("journal", json::line(&journal).unwrap()),
        ("everything", format!("{brief:?}")),
    ]
}

#[test]
fn no_name_is_left_in_any_form_that_the_program_prints() {
    let dir = TempDir::new().unwrap();
    let mut session = session(SCRIPT);
    let at = date(2026, 3, 2).at(10, 30, 0, 0);
    for wish in [
        Wish::Amend { remark: RemarkId(1), text: "Brightwater ships late, says Piet Vanderhaeghe, 40k a month".into() },
        Wish::AddPerson(Contact { name: "Piet Vanderhaeghe".into(), role: "buyer at Brightwater".into() }),
        Wish::CorrectFact {
            remark: RemarkId(3),
            words: "60k".into(),
            correction: Some(Correction::Means("65k".into())),
        },
    ] {
        session.apply(&wish, at).unwrap();
    }
    let call = CallId::generate();
    let writer = Writer::spawn(dir.path(), |_| ()).unwrap();
    writer.append(call, session.journal().to_vec());
    assert!(writer.close(Duration::from_secs(20)));
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bantam"));
        command.env_clear().env("HOME", dir.path()).env("BANTAM_DATA_DIR", dir.path());
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let id = call.to_string();
    for task in ["show", "report", "export"] {
        for format in ["text", "json"] {
            let plain = run(&["calls", task, &id, "--format", format]);
            assert!(plain.to_lowercase().contains("marchetti"), "{task} {format} names people unless told not to");
            let text = run(&["calls", task, &id, "--format", format, "--redact"]);
            names_nobody(&format!("{task} {format}"), &text, &NAMES);
            for placeholder in ["Company 1", "Person 1", "Person 2", "40k"] {
                assert!(text.contains(placeholder), "no {placeholder} in {task} {format}:\n{text}");
            }
        }
    }
    let redacted = run(&["calls", "export", &id, "--redact"]);
    let journal: Journal = serde_json::from_str(&redacted).unwrap();
    assert_eq!(journal.events.len(), session.journal().len());
    assert!(Store::open(dir.path()).unwrap().journal(call).unwrap() == session.journal(), "the store is not touched");
}

#[test]
fn what_is_known_of_the_call_stays() {
    let session = session(SCRIPT);
    let redaction = Redaction::new(&session.names(), report::texts(session.journal()));
    let at = session.journal().last().unwrap().at;
    let (before, after) = (session.brief(at), redaction.brief(&session.brief(at)));
    assert_eq!((before.verdict.kind, before.framework.score), (after.verdict.kind, after.framework.score));
    for (old, new) in before.remarks.iter().zip(&after.remarks) {
        assert_eq!((old.grade, old.facts.len(), old.flags.len()), (new.grade, new.facts.len(), new.flags.len()));
        for fact in &new.facts {
            assert_eq!(new.text.get(fact.span.0..fact.span.1), Some(fact.text.as_str()));
            let words: String = new.text.chars().skip(fact.scalars.0).take(fact.scalars.1 - fact.scalars.0).collect();
            assert_eq!(words, fact.text);
        }
        let words =
            |flag: &bantam::session::FlagView| flag.spans.iter().all(|span| new.text.get(span.0..span.1).is_some());
        assert!(new.flags.iter().all(words));
    }
    assert_eq!(forms(&session, &redaction), forms(&session, &redaction), "the same placeholders every time");
}

/// The labelled calls, none of which the redaction knows.
#[test]
fn no_name_of_any_labelled_call_is_left() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls"));
    let paths = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut seen = 0;
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")) {
        let session = session(&std::fs::read_to_string(&path).unwrap());
        let redaction = Redaction::new(&session.names(), report::texts(session.journal()));
        let names = session.names();
        // A name is whole words: "Ines" does not stand in "business".
        let words = names.people.iter().flat_map(|person| person.name.split_whitespace());
        let words: Vec<String> = words.filter(|word| word.len() > 3).map(str::to_lowercase).collect();
        for (form, text) in forms(&session, &redaction) {
            // There the fields of the program have names too.
            if form == "everything" {
                continue;
            }
            let lower = text.to_lowercase();
            let left = lower.split(|c: char| !c.is_alphanumeric()).find(|word| words.iter().any(|name| name == word));
            assert_eq!(left, None, "in {form} of {}", path.display());
            for company in &names.companies {
                assert!(!lower.contains(&company.to_lowercase()), "{company} in {form} of {}", path.display());
            }
        }
        seen += 1;
    }
    if seen == 0 {
        println!("no labelled calls at {}: nothing looked through", folder.display());
    }
}

#[test]
fn hostile_names_give_way_too() {
    for name in ["Ev\u{1b}[31mil", "\u{202e}live", "a|b*c_d", "<b>Ann</b>", "=cmd()", "..", "–", "\u{200b}"] {
        let text = SCRIPT.replace("Ottoline Brackenbury", "Plain Name");
        let mut session = session(&text);
        let contact = Contact { name: name.into(), role: name.into() };
        session.apply(&Wish::AddPerson(contact), date(2026, 3, 2).at(10, 30, 0, 0)).unwrap();
        let redaction = Redaction::new(&session.names(), report::texts(session.journal()));
        assert!(!forms(&session, &redaction).is_empty());
    }
}
