//! Levels and verdicts against the labelled calls, with readings taken from the labels: what `qualify` gets wrong here is
//! its own fault, not the reader's.

#![expect(clippy::print_stdout, reason = "the table of agreement is printed for whoever runs it")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use serde_json::Value as Json;

use bantam::bank::source::Library;
use bantam::bank::{Bank, FlagKind, Grade, Per, ScoreGroup, Section, TimeUnit, TopicId, Topics, ValueKind};
use bantam::call::{Contact, PersonId, RemarkId};
use bantam::signals::{Answer, Fact, Flag, Reader, Reading, Rulings, Said, Span, Stance, Standing, Value};

use bantam::qualify::{Assessment, Case, Icp, Known, assess};

/// A labelled call.
#[derive(Debug, Deserialize)]
struct Script {
    bank: String,
    at: String,
    lead: Lead,
    icp: Icp,
    answers: Vec<Line>,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
struct Lead {
    contact: Contact,
}

#[derive(Debug, Deserialize)]
struct Line {
    topic: Option<String>,
    say: String,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Expect {
    verdict: String,
    levels: BTreeMap<String, String>,
    answers: BTreeMap<u32, Label>,
}

#[derive(Debug, Deserialize)]
struct Label {
    topic: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    against: Option<u32>,
    #[serde(default)]
    facts: Vec<LabelledFact>,
}

#[derive(Debug, Deserialize)]
struct LabelledFact {
    topic: String,
    kind: String,
    text: String,
    value: Json,
}

/// The labelled calls by name; empty where the folders are not there. `BANTAM_CALLS=FOLDER:FOLDER` compares others.
fn scripts() -> Vec<(String, Script)> {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls");
    let folders = std::env::var("BANTAM_CALLS").unwrap_or_else(|_| shared.to_owned());
    folders.split(':').flat_map(scripts_in).collect()
}

fn scripts_in(folder: &str) -> Vec<(String, Script)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("no labelled calls at {folder}: nothing compared");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let script = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, script)
        })
        .collect()
}

impl Script {
    fn clock(&self) -> DateTime {
        self.at.parse().unwrap()
    }

    /// The people of the call and who said each line.
    fn people(&self) -> (Vec<Contact>, Vec<PersonId>) {
        let mut people = vec![self.lead.contact.clone()];
        let speakers = self
            .answers
            .iter()
            .map(|line| {
                let Some(name) = &line.by else { return PersonId(0) };
                let at = people.iter().position(|person| person.name == *name).unwrap_or_else(|| {
                    people.push(Contact { name: name.clone(), role: String::new() });
                    people.len() - 1
                });
                PersonId(at as u32)
            })
            .collect();
        (people, speakers)
    }

    /// The answers as a perfect reader would hand them on.
    fn oracle(&self) -> (Vec<Contact>, Vec<Answer>) {
        let (people, speakers) = self.people();
        let answers = self
            .answers
            .iter()
            .zip(speakers)
            .zip(1..)
            .map(|((line, by), n)| Answer {
                remark: RemarkId(n),
                by,
                at: self.clock(),
                text: line.say.clone(),
                question: None,
                reading: read(line, self.expect.answers.get(&n)),
            })
            .collect();
        (people, answers)
    }
}

fn read(line: &Line, label: Option<&Label>) -> Reading {
    let empty = Label { topic: None, flags: Vec::new(), against: None, facts: Vec::new() };
    let label = label.unwrap_or(&empty);
    let topic = line.topic.clone().or_else(|| label.topic.clone()).unwrap_or_else(|| "note".to_owned());
    let flags: Vec<Flag> = label.flags.iter().map(|id| flag(id, label.against)).collect();
    let facts: Vec<Fact> = label.facts.iter().filter_map(|fact| fact_of(fact, &line.say)).collect();
    let stance = stance(&line.say, &topic, &flags, &facts);
    Reading {
        topic: Some(TopicId::new(&topic)),
        grade: grade(&flags, stance),
        facts,
        flags,
        stance,
        ..Reading::default()
    }
}

fn flag(id: &str, against: Option<u32>) -> Flag {
    let kind = FlagKind::from_id(id).unwrap();
    let against = against.filter(|_| kind == FlagKind::Contradiction).map(RemarkId);
    Flag { kind, spans: Vec::new(), why: String::new(), advice: String::new(), against }
}

/// Words of denial that need no reading.
const DENIALS: [&str; 9] = [
    "no problem",
    "don't need it",
    "dont need it",
    "nothing set aside",
    "nothing is",
    "not a priority",
    "no start planned",
    "off the list",
    "no tool",
];

fn stance(text: &str, topic: &str, flags: &[Flag], facts: &[Fact]) -> Stance {
    let has = |kind| flags.iter().any(|flag| flag.kind == kind);
    let lower = text.to_lowercase();
    if has(FlagKind::Unknowing) {
        Stance::DoesNotKnow
    } else if has(FlagKind::Short) || topic == "note" {
        Stance::Silent
    } else if lower == "no" || lower == "no." || DENIALS.iter().any(|denial| lower.contains(denial)) {
        Stance::Denies
    } else if flags.is_empty() && is_elsewhere(topic, facts) {
        Stance::Elsewhere
    } else {
        Stance::Affirms
    }
}

/// An unflagged answer whose facts are not of the kind that its topic asks for answers another topic.
fn is_elsewhere(topic: &str, facts: &[Fact]) -> bool {
    let wanted = match topic.split('.').next().unwrap_or_default() {
        "budget" => &[ValueKind::Money, ValueKind::YesNo][..],
        "authority" | "buyer" => &[ValueKind::Person],
        "users" => &[ValueKind::Person, ValueKind::Count],
        "timeline" => &[ValueKind::Date],
        _ => return false,
    };
    !facts.is_empty() && !facts.iter().any(|fact| wanted.contains(&fact.value.kind()))
}

fn grade(flags: &[Flag], stance: Stance) -> Grade {
    let has = |kind| flags.iter().any(|flag| flag.kind == kind);
    match stance {
        _ if has(FlagKind::Contradiction) => Grade::Disputed,
        Stance::DoesNotKnow | Stance::Silent | Stance::Elsewhere | Stance::Declines => Grade::Open,
        Stance::Denies => Grade::Refuted,
        Stance::Affirms if has(FlagKind::Specific) && !has(FlagKind::Unrealistic) => Grade::Evidenced,
        Stance::Affirms => Grade::Claimed,
    }
}

fn fact_of(label: &LabelledFact, text: &str) -> Option<Fact> {
    let number = |key: &str| label.value.get(key).and_then(Json::as_f64);
    let words = |key: &str| label.value.get(key).and_then(Json::as_str).map(str::to_owned);
    let day = |key: &str| words(key).and_then(|day| day.parse::<Date>().ok());
    let per = words("per").and_then(|per| serde_json::from_value::<Per>(Json::String(per)).ok());
    let approx = false;
    let value = match label.kind.as_str() {
        "money" => {
            Value::Money { amount: number("amount"), max: number("max"), currency: words("currency"), per, approx }
        }
        "count" | "number" => Value::Count { n: number("n"), max: number("max"), of: words("of"), approx },
        "percent" => Value::Percent { n: number("n"), max: number("max"), approx },
        "date" => Value::Date { from: day("from"), to: day("to"), guessed: false },
        "duration" => {
            let unit = serde_json::from_value::<TimeUnit>(label.value.get("unit")?.clone()).ok()?;
            Value::Duration { n: number("n"), max: number("max"), unit, approx }
        }
        "person" => Value::Person { name: words("name"), role: words("role"), does: words("does") },
        "yes_no" => Value::YesNo { yes: label.value.get("yes")?.as_bool()? },
        "thing" => Value::Thing { name: words("name")? },
        "place" => Value::Place { name: words("name")? },
        _ => return None,
    };
    let start = text.find(&label.text).unwrap_or_default();
    let span = Span::new(start, start + label.text.len());
    Some(Fact { topic: TopicId::new(&label.topic), span, value, standing: Standing::Asserted })
}

/// A section that scores one group for each list of topics.
fn section(id: &str, accepts: Grade, groups: &[(&[&str], u32)]) -> Section {
    let scored = groups
        .iter()
        .map(|(topics, points)| ScoreGroup {
            topics: topics.iter().map(|topic| TopicId::new(topic)).collect(),
            points: *points,
        })
        .collect();
    Section {
        id: id.to_owned(),
        title: id.to_owned(),
        purpose: String::new(),
        accepts,
        scored,
        gate: None,
        shared: false,
        questions: Vec::new(),
    }
}

/// The frameworks as signals.md and domain.md describe them, without questions.
fn bank(id: &str) -> Bank {
    use Grade::{Claimed, Evidenced};
    const AUTHORITY: &[&str] = &["authority.signs", "authority.others", "buyer.name"];
    const MONEY: &[&str] = &["budget.amount", "budget.approved", "spend.current"];
    const NEED: &[&str] = &["pain.problem", "need.degree"];
    const TIME: &[&str] = &["timeline.start", "timeline.driver", "priority.rank"];
    let quarter = |id: &str, accepts, topics| section(id, accepts, &[(topics, 25)]);
    let sections = match id {
        "bant" | "anum" => vec![
            quarter("budget", Claimed, MONEY),
            quarter("authority", Claimed, AUTHORITY),
            quarter("need", Claimed, NEED),
            quarter("timeline", Claimed, TIME),
        ],
        "faint" => vec![
            section("funds", Claimed, &[(MONEY, 20)]),
            section("authority", Claimed, &[(AUTHORITY, 20)]),
            section("interest", Claimed, &[(&["interest.level"], 20)]),
            section("need", Claimed, &[(NEED, 20)]),
            section("timing", Claimed, &[(TIME, 20)]),
        ],
        "champ" => vec![
            quarter("challenges", Evidenced, NEED),
            quarter("authority", Claimed, AUTHORITY),
            quarter("money", Claimed, MONEY),
            quarter("prioritization", Claimed, TIME),
        ],
        "meddic" => vec![
            section("metrics", Evidenced, &[(&["metric.baseline"], 9), (&["metric.target"], 8)]),
            section("buyer", Evidenced, &[(&["buyer.name"], 17)]),
            section("criteria", Evidenced, &[(&["criteria.list", "criteria.effect"], 17)]),
            section("process", Evidenced, &[(&["process.steps"], 16)]),
            section("pain", Evidenced, &[(NEED, 17)]),
            section("champion", Evidenced, &[(&["champion.name"], 16)]),
        ],
        _ => vec![
            section("goals", Evidenced, &[(&["goal.statement", "goal.target"], 15)]),
            section("plans", Evidenced, &[(&["plan.actions"], 15)]),
            section("challenges", Evidenced, &[(NEED, 15)]),
            section("timeline", Evidenced, &[(TIME, 15)]),
            section("budget", Evidenced, &[(MONEY, 15)]),
            section("authority", Evidenced, &[(AUTHORITY, 15)]),
            section("consequences", Evidenced, &[(&["consequence.company", "implication.next"], 10)]),
        ],
    };
    let accepts = if matches!(id, "meddic" | "gpctba-ci") { Evidenced } else { Claimed };
    Bank {
        id: id.to_owned(),
        title: id.to_uppercase(),
        language: "en".to_owned(),
        purpose: String::new(),
        accepts,
        planned_minutes: 30,
        sections,
        topics: Arc::new(Topics::default()),
        hash: String::new(),
    }
}

/// Judges a labelled call by its labelled readings.
fn judged(script: &Script) -> Assessment {
    let (people, answers) = script.oracle();
    let bank = bank(&script.bank);
    assess(&Case {
        answers: &answers,
        bank: &bank,
        icp: &script.icp,
        known: Known::nothing(),
        people: &people,
        at: script.clock(),
        agreed: None,
        matches: None,
    })
}

/// Prints a call's line of the table and says how many of its four marks agree.
fn compare(name: &str, script: &Script, found: &Assessment) -> (bool, usize) {
    let verdict = found.verdict.kind.id() == script.expect.verdict;
    let mut levels = 0;
    let mut marks = String::new();
    for level in &found.levels {
        let wanted = script.expect.levels.get(level.level.id()).map_or("", String::as_str);
        let agrees = level.status.id() == wanted;
        levels += usize::from(agrees);
        let mark =
            if agrees { format!("{:<14}", level.status.id()) } else { format!("{} ≠ {wanted} ", level.status) };
        marks.push_str(&mark);
    }
    let shown = if verdict {
        found.verdict.kind.id().to_owned()
    } else {
        format!("{} ≠ {}", found.verdict.kind, script.expect.verdict)
    };
    println!("{name:<40} {:<9} {:>3} {marks} {shown}", script.bank, found.score);
    if !verdict || levels < 3 {
        for criterion in found.levels.iter().flat_map(|level| &level.criteria).filter(|c| !c.met || c.failed) {
            println!("      {:<12} {:<9} {}", criterion.id, criterion.grade.id(), criterion.why);
        }
    }
    (verdict, levels)
}

/// Compares every labelled call with what `judge` finds and returns verdicts, levels and calls.
fn agreement(judge: impl Fn(&Script) -> Assessment) -> (usize, usize, usize) {
    let scripts = scripts();
    let (mut verdicts, mut levels) = (0, 0);
    for (name, script) in &scripts {
        let (verdict, level) = compare(name, script, &judge(script));
        verdicts += usize::from(verdict);
        levels += level;
    }
    let calls = scripts.len();
    println!("verdicts {verdicts} of {calls}, levels {levels} of {}", calls * 3);
    (verdicts, levels, calls)
}

#[test]
fn verdict_agreement_with_labelled_readings() {
    let (verdicts, levels, calls) = agreement(judged);
    assert!(verdicts * 100 >= calls * 95, "verdicts: {verdicts} of {calls}");
    assert!(levels * 100 >= calls * 3 * 95, "levels: {levels} of {}", calls * 3);
}

/// A call as the program itself reads it, under the bank that ships, or the one above where none ships yet.
fn read_and_judged(script: &Script) -> Assessment {
    let library = Library::embedded();
    let shipped = library.bank(&script.bank, "en").ok();
    let topics = library.topics("en").unwrap();
    let bank = shipped.unwrap_or_else(|| Arc::new(bank(&script.bank)));
    let reader = Reader::new("en", topics);
    let (people, speakers) = script.people();
    let mut answers: Vec<Answer> = Vec::new();
    for ((line, by), n) in script.answers.iter().zip(speakers).zip(1..) {
        let filed = line.topic.as_deref().map(TopicId::new);
        let at = script.clock();
        let said = Said { text: &line.say, filed: filed.as_ref(), asked: None, at, by, people: &people };
        let reading = reader.read_after(&said, &Rulings::new(), &answers);
        answers.push(Answer { remark: RemarkId(n), by, at, text: line.say.clone(), question: None, reading });
    }
    assess(&Case {
        answers: &answers,
        bank: &bank,
        icp: &script.icp,
        known: Known::nothing(),
        people: &people,
        at: script.clock(),
        agreed: None,
        matches: None,
    })
}

#[test]
fn verdict_agreement_with_the_reader() {
    let (verdicts, levels, calls) = agreement(read_and_judged);
    assert!(verdicts * 100 >= calls * 90, "verdicts: {verdicts} of {calls}");
    assert!(levels * 100 >= calls * 3 * 90, "levels: {levels} of {}", calls * 3);
}

#[test]
fn one_call_under_two_banks_scores_high_and_low() {
    for (name, script) in scripts() {
        let score = judged(&script).score;
        match name.get(..3) {
            Some("002") => assert!(score >= 90, "BANT takes her claims at their word: {score}"),
            Some("003") => assert!(score <= 10, "MEDDIC wants evidence: {score}"),
            _ => {}
        }
    }
}
