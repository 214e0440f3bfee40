//! What reads files and words: scripts, journals, remarks, days, YAML, names of keys, and what shows texts.

use std::cell::RefCell;
use std::sync::Arc;

use bantam::bank::Library;
use bantam::bank::problem::{Problems, Sink, Source};
use bantam::bank::yaml;
use bantam::call::{Command, Contact, Event, Filing, Timeline};
use bantam::cli::diagnostics;
use bantam::leads::file;
use bantam::report::journal::Journal;
use bantam::report::{Form, HandOver, Redaction, Stamp, Stationery, json, printable, summary};
use bantam::session::script::{NoBank, Script};
use bantam::session::{Analyzer, Earlier, Passage, Session, Setup, day_in, replay};
use bantam::signals::Reckoning;
use bantam::tui::keys;
use jiff::tz::Offset;
use unicode_width::UnicodeWidthChar as _;

use super::{PIECES, campaign, wounded};
use crate::hostile::strings::{self, steering};
use crate::stage::clock;

const JOURNAL: &str = include_str!("../fixtures/journal_v1.jsonl");
const SCRIPT: &str = include_str!("../findings/own.yaml");
const BANK: &str = include_str!("../banks/small.yaml");
const CONFIG: &str = include_str!("../../../src/cli/config.yaml");

/// Notes as they are typed.
const NOTES: [&str; 8] = [
    "orders ship late -> ~40k/mo penalties since WMS import broke in March '25, planners rekey ~300 lines/day",
    "i sign up to 25k, above that CFO Kim Sato signs, >100k needs the board (every 2nd tues), my boss doesn't care",
    "kick off mid-May w/ a 6 week pilot in 2 of the 14 branches, all live b4 the audit in Oct, by 31/12/2026 latest",
    "from 86% to 95% by the end of September, that's half a million a year, if we had another 40 grand we'd do Lyon too",
    "meant to replace it last spring but the merger took everyone, then the hiring freeze, so it just sat there",
    "No. Not really. Fine. £310k, sorry, £290k - or 12.5 %; 02-02-2026, the 27th, Friday the eleventh, 713-555-0142",
    "call Dana Ruiz on +49 30 901820-12 or dana@northwind.example, see www.northwind.example/team",
    "soon, I guess",
];

#[test]
fn any_yaml_is_read() {
    campaign(
        "yaml",
        |random| wounded(random, &[BANK, SCRIPT, CONFIG], &PIECES),
        |text| {
            let Ok(source) = yaml::decode("fuzz.yaml", text.as_bytes().to_vec()) else { return };
            let sink = Sink::new("fuzz.yaml");
            let _ = yaml::parse(&source, &sink);
            let drawn = diagnostics::render(&Problems::new(sink.into_list(), vec![source]), false);
            assert_eq!(steering(&drawn.replace('\t', " ")), None, "{drawn:?}");
        },
    );
}

#[test]
fn any_script_is_read_and_played() {
    let library = Library::embedded();
    campaign(
        "scripts",
        |random| wounded(random, &[SCRIPT], &PIECES),
        |text| {
            let find = |id: &str| library.bank(id, "en").map_err(NoBank::Broken);
            let find = |id: &str| if library.ids().contains(&id) { find(id) } else { Err(NoBank::Unknown(Vec::new())) };
            match Script::parse(&Source::new("fuzz.yaml", text), find) {
                Ok(script) => {
                    if let Ok(session) = replay(&script, &Setup::default(), Earlier::default()) {
                        let brief = session.brief(script.clock(script.answers.len()));
                        assert_eq!(steering(&summary(&brief)), None);
                    }
                }
                Err(problems) => assert!(!problems.list.is_empty()),
            }
        },
    );
}

#[test]
fn any_journal_is_read_and_replayed() {
    let library = Library::embedded();
    let bank = library.bank("meddic", "en").unwrap();
    let events: Vec<Event> = JOURNAL.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let whole = serde_json::to_string(&Journal::new("0192", events, None)).unwrap();
    campaign(
        "journals",
        |random| wounded(random, &[&whole], &PIECES),
        |text| {
            let Ok(journal) = serde_json::from_str::<Journal>(text) else { return };
            let timeline = Timeline::replay(journal.events.clone());
            assert_eq!(Timeline::replay(timeline.journal().to_vec()).state(), timeline.state());
            let session = Session::new(Arc::clone(&bank), Setup::default(), journal.events);
            let brief = session.brief(clock());
            let redaction = Redaction::new(&session.names(), bantam::report::texts(session.journal()));
            assert_eq!(redaction.events(session.journal()).len(), session.journal().len());
            let hand_over = redaction.hand_over(&HandOver::looked_back_at(&session, "0192"));
            let stamp = Stamp { at: brief.head.started_at, offset: Offset::UTC };
            for form in [Form::Markdown, Form::Html, Form::Text] {
                assert_eq!(steering(&Stationery::shipped().write(form, &hand_over, stamp).unwrap()), None);
            }
        },
    );
}

/// Single lines of a journal: cheap, so that many are tried.
#[test]
fn any_event_is_read() {
    let lines: Vec<&str> = JOURNAL.lines().collect();
    campaign(
        "events",
        |random| wounded(random, &lines, &PIECES),
        |text| {
            if let Ok(event) = serde_json::from_str::<Event>(text) {
                let written = serde_json::to_string(&event).unwrap();
                assert_eq!(serde_json::from_str::<Event>(&written).unwrap(), event);
                let _ = Timeline::replay(vec![event]);
            }
        },
    );
}

#[test]
fn any_passage_is_analyzed() {
    let topics = Library::embedded().topics("en").unwrap();
    let analyzer = RefCell::new(Analyzer::new(topics, Reckoning::default()));
    campaign(
        "analysis",
        |random| wounded(random, &NOTES, &PIECES),
        |text| {
            let before = [NOTES[0].to_owned()];
            let passage = Passage { text, topic: None, at: clock(), language: "en", before: &before };
            let (facts, flags) = analyzer.borrow_mut().analyze(&passage);
            for fact in &facts {
                assert_eq!(text.get(fact.span.0..fact.span.1), Some(fact.text.as_str()));
            }
            assert!(flags.iter().all(|flag| flag.spans.iter().all(|span| text.get(span.0..span.1).is_some())));
        },
    );
}

#[test]
fn any_days_are_read() {
    let days = [
        "thursday",
        "early friday",
        "in two weeks",
        "12 march 2027",
        "by end of march",
        "31/12/2026",
        "the 27th",
        "Q3 FY 2027-28",
    ];
    campaign(
        "days",
        |random| wounded(random, &days, &PIECES),
        |text| {
            let _ = day_in(text, clock(), Reckoning::default());
        },
    );
}

#[test]
fn any_names_of_keys_are_read() {
    let names = ["enter esc ctrl-n alt-w f1 pageup", "a b c", "shift-tab", "ctrl-alt-del", "F12 HOME é"];
    campaign(
        "key names",
        |random| wounded(random, &names, &PIECES),
        |text| {
            let _ = keys(text);
        },
    );
}

/// Whatever is shown: made printable, put in JSON, and taken out of by a redaction.
#[test]
fn any_text_is_made_harmless() {
    let hostile = strings::all();
    let mut samples: Vec<&str> = hostile.iter().map(|(_, text)| text.as_str()).collect();
    samples.extend(NOTES);
    campaign(
        "shown texts",
        |random| wounded(random, &samples, &PIECES),
        |text| {
            let shown = printable(text);
            assert_eq!(steering(&shown), None, "{shown:?}");
            assert!(!shown.contains('\n') && strings::longest_grapheme(&shown) <= 16, "{shown:?}");
            let line = json::line(&text).unwrap();
            assert_eq!(steering(&line), None, "{line:?}");
            assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
        },
    );
}

#[test]
fn any_text_is_redacted() {
    let names = bantam::session::Names {
        companies: vec!["Northwind Foods Ltd".into()],
        people: vec![Contact { name: "Dana Ruiz".into(), role: "CFO".into() }],
    };
    let redaction = Redaction::new(&names, NOTES);
    let pieces: Vec<&str> =
        PIECES.iter().copied().chain(["Dana", " RUIZ", "northwind", "@", "www.", "+49 30 1234567", ".com"]).collect();
    campaign(
        "redaction",
        |random| wounded(random, &NOTES, &pieces),
        |text| {
            // What nobody sees parts no words: "c" and "ruiz" with an isolate between them read as one.
            let is_seen = |c: &char| c.is_whitespace() || steering(&c.to_string()).is_none();
            let text: String = redaction.text(text).to_lowercase().chars().filter(is_seen).collect();
            // Nor does a mark that stands on the letter before it.
            let mut words = text.split(|c: char| !c.is_alphanumeric() && c.width() != Some(0));
            assert_eq!(words.find(|word| ["dana", "ruiz", "northwind"].contains(word)), None, "{text}");
        },
    );
}

/// Commands in any order, as a front end might give them: refused in words or carried out, and replayed to the same.
#[test]
fn any_commands_replay_to_the_same_call() {
    let bank = Library::embedded().bank("bant", "en").unwrap();
    let names = "keep undo redo amend file speak add park reopen";
    campaign(
        "commands",
        |random| wounded(random, &[names, &names.repeat(3)], &NOTES),
        |text| {
            let mut session = Session::new(Arc::clone(&bank), Setup::default(), Vec::new());
            let contact = Contact { name: "Dana".into(), role: String::new() };
            let started = bantam::call::Started {
                bank: bank.id.clone(),
                hash: bank.hash.clone(),
                company: String::new(),
                contact,
            };
            session.apply(&Command::Start(started), clock()).unwrap();
            for (n, word) in text.split(' ').take(30).enumerate() {
                let remark = bantam::call::RemarkId((n as u32 % 4) + 1);
                let command = match word {
                    "undo" => Command::Undo,
                    "redo" => Command::Redo,
                    "amend" => Command::Amend { remark, text: word.into() },
                    "file" => Command::File { remark, filing: Filing::Unfiled },
                    "speak" => Command::Speak(bantam::call::PersonId(n as u32 % 3)),
                    "add" => Command::AddPerson(Contact { name: word.into(), role: word.into() }),
                    "reopen" => Command::Reopen,
                    words => Command::Keep { text: words.into(), by: None, filing: Filing::Unfiled },
                };
                let _ = session.apply(&command, clock());
            }
            assert_eq!(Timeline::replay(session.journal().to_vec()).state(), session.state());
        },
    );
}

const TABLE: &str = "First Name;Last Name;Company;Email;Employees;Lead Source\r\n\
    Kim;Sato;Harbour Tools;kim@harbour.example;400;Referral\r\n\
    \"Zoë\";Ash;\"Acme; \"\"Ltd\"\"\";zoe@acme.example;plenty;=1+1\r\n;;;;;\r\n";

#[test]
fn any_table_is_read() {
    campaign(
        "tables",
        |random| wounded(random, &[TABLE, &TABLE.replace(';', ","), &TABLE.replace(';', "\t")], &PIECES),
        |text| {
            let Ok(dialect) = file::dialect(text.as_bytes()) else { return };
            let mut reader = file::reader(text.as_bytes(), dialect);
            for record in reader.byte_records() {
                let Ok(record) = record else { break };
                for cell in &record {
                    let (cell, _) = file::decode(cell);
                    let neutral = file::neutral(&cell);
                    assert!(!neutral.starts_with(['=', '@', '\t', '\r']), "{neutral:?}");
                }
            }
        },
    );
}

#[test]
fn any_persona_is_read() {
    let library = Library::embedded();
    let (topics, ids) = (library.topics("en").unwrap(), library.ids());
    let persona = include_str!("../../../question_banks/personas/ceo-no-pain.yaml");
    campaign(
        "personas",
        |random| wounded(random, &[persona], &PIECES),
        |text| {
            let source = Source::new("personas/fuzz.yaml", text);
            if let Err(problems) = bantam::practice::check(&source, &topics, &ids) {
                let drawn = diagnostics::render(&problems, false);
                assert_eq!(steering(&drawn.replace('\t', " ")), None, "{drawn:?}");
            }
        },
    );
}
