//! How far the rules agree with the labelled calls, flag by flag: once with the labelled facts, which measures the
//! rules alone, and once end to end. `BANTAM_SHOW=1` lists every disagreement with its words, and
//! `BANTAM_CALLS` names another folder of labelled calls; both are read when the test is built.

mod baseline;
mod grades;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::{Date, DateTime};
use serde::Deserialize;

use crate::bank::source::{Library, files_below, read};
use crate::bank::{FlagKind, Grade, TopicId};
use crate::call::{Contact, PersonId, RemarkId};

use super::reader::{Before, Parsed};
use super::text::Text;
use super::value::{Fact, Span, Standing, Value};
use super::{Answer, Memory, Reader, Reading, Rulings, Said};
use crate::bank::{Per, TimeUnit};

#[derive(Deserialize)]
struct Script {
    at: DateTime,
    lead: Lead,
    answers: Vec<Line>,
    expect: Expect,
}

#[derive(Deserialize)]
struct Lead {
    contact: Contact,
}

#[derive(Deserialize)]
struct Line {
    topic: Option<String>,
    say: String,
    by: Option<String>,
}

#[derive(Deserialize)]
struct Expect {
    answers: BTreeMap<u32, Labels>,
}

#[derive(Deserialize)]
struct Labels {
    topic: Option<String>,
    flags: Vec<FlagKind>,
    against: Option<u32>,
    #[serde(default)]
    facts: Vec<LabelledFact>,
}

#[derive(Deserialize)]
struct LabelledFact {
    topic: String,
    kind: String,
    text: String,
    value: LabelledValue,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct LabelledValue {
    amount: Option<f64>,
    n: Option<f64>,
    max: Option<f64>,
    currency: Option<String>,
    per: Option<Per>,
    of: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    unit: Option<TimeUnit>,
    name: Option<String>,
    role: Option<String>,
    does: Option<String>,
    yes: Option<bool>,
    approx: bool,
}

impl LabelledFact {
    fn value(&self) -> Value {
        let v = &self.value;
        match self.kind.as_str() {
            "money" => Value::Money {
                amount: v.amount,
                max: v.max,
                currency: v.currency.clone(),
                per: v.per,
                approx: v.approx,
            },
            "count" | "number" => Value::Count { n: v.n, max: v.max, of: v.of.clone(), approx: v.approx },
            "percent" => Value::Percent { n: v.n, max: v.max, approx: v.approx },
            "date" => Value::Date { from: v.from, to: v.to, guessed: false },
            "duration" => Value::Duration { n: v.n, max: v.max, unit: v.unit.expect("a unit"), approx: v.approx },
            "person" => Value::Person { name: v.name.clone(), role: v.role.clone(), does: v.does.clone() },
            "yes_no" => Value::YesNo { yes: v.yes.expect("yes or no") },
            "thing" => Value::Thing { name: v.name.clone().unwrap_or_default() },
            "place" => Value::Place { name: v.name.clone().unwrap_or_default() },
            other => panic!("a fact of kind {other}"),
        }
    }
}

/// The labelled facts of a remark, each at its first place behind the one before.
fn labelled_facts(say: &str, labels: &Labels) -> Vec<Fact> {
    let mut taken: Vec<Span> = Vec::new();
    let mut facts = Vec::new();
    for fact in &labels.facts {
        let free = say.match_indices(&fact.text).map(|(at, words)| Span::new(at, at + words.len()));
        let span = free.clone().find(|span| !taken.contains(span)).or_else(|| free.clone().next());
        let span = span.unwrap_or_else(|| panic!("{:?} is not in {say:?}", fact.text));
        taken.push(span);
        facts.push(Fact { topic: TopicId::new(&fact.topic), span, value: fact.value(), standing: Standing::Asserted });
    }
    facts.sort_by_key(|fact| fact.span);
    facts
}

/// Agreement on one flag.
#[derive(Default, Clone, Copy)]
struct Tally {
    hits: u32,
    false_alarms: u32,
    misses: u32,
}

impl Tally {
    fn precision(self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.false_alarms).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.misses).max(1))
    }
}

#[derive(Default)]
struct Report {
    flags: BTreeMap<FlagKind, Tally>,
    grades: grades::Grades,
    answers: u32,
    exact: u32,
}

impl Report {
    fn note(&mut self, place: &str, say: &str, topic: &str, labels: &Labels, reading: &Reading) {
        let wanted: BTreeSet<FlagKind> = labels.flags.iter().copied().collect();
        let got: BTreeSet<FlagKind> = reading.flags.iter().map(|flag| flag.kind).collect();
        self.answers += 1;
        self.exact += u32::from(wanted == got);
        self.grades.note(&wanted, reading.grade);
        let open_to_stance = grades::determined(&wanted).is_none() || reading.grade == Grade::Refuted;
        if shows() && open_to_stance {
            println!("  {place} {topic} {:?}, {:?}: {say}", reading.grade, reading.stance);
        }
        for &kind in FlagKind::ALL {
            let tally = self.flags.entry(kind).or_default();
            match (wanted.contains(&kind), got.contains(&kind)) {
                (true, true) => tally.hits += 1,
                (false, true) => tally.false_alarms += 1,
                (true, false) => tally.misses += 1,
                (false, false) => {}
            }
        }
        let against = reading.flag(FlagKind::Contradiction).and_then(|flag| flag.against).map(|id| id.0);
        let other = got.contains(&FlagKind::Contradiction) && labels.against.is_some() && against != labels.against;
        if (wanted != got || other) && shows() {
            let names = |kinds: &BTreeSet<FlagKind>| kinds.iter().map(|kind| kind.id()).collect::<Vec<_>>().join(",");
            println!("  {place} {topic} labelled [{}] read [{}] {say}", names(&wanted), names(&got));
            for flag in reading.flags.iter().filter(|flag| !wanted.contains(&flag.kind)) {
                println!("      {}: {}", flag.kind, flag.why);
            }
        }
    }

    fn print(&self, title: &str) {
        println!("{title}: {} of {} answers carry exactly the labelled flags", self.exact, self.answers);
        println!("  flag            hit false  miss  precision recall    F1");
        for (kind, tally) in &self.flags {
            let (precision, recall) = (tally.precision(), tally.recall());
            let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
            println!(
                "  {:14} {:4} {:5} {:5}  {precision:9.3} {recall:6.3} {f1:5.3}",
                kind.id(),
                tally.hits,
                tally.false_alarms,
                tally.misses
            );
        }
    }

    /// Floors a little below what was reached; flags that no sample carries are left out.
    fn holds_everywhere(&self, precision: f64, recall: f64) {
        for (kind, tally) in self.flags.iter().filter(|(_, tally)| tally.hits + tally.misses > 0) {
            assert!(tally.precision() >= precision, "{kind}: precision {:.3} is below {precision}", tally.precision());
            assert!(tally.recall() >= recall, "{kind}: recall {:.3} is below {recall}", tally.recall());
        }
    }
}

/// Whether disagreements are to be listed; read when the test is built, because the core reads no environment.
const fn shows() -> bool {
    option_env!("BANTAM_SHOW").is_some()
}

/// Reads every labelled call; with `labelled`, from the labelled facts.
fn measure(scripts: &[(String, Script)], labelled: bool) -> Report {
    let reader = Reader::new("en", Library::embedded().topics("en").expect("clean topics"));
    let mut report = Report::default();
    for (name, script) in scripts {
        let mut people = vec![script.lead.contact.clone()];
        let mut answers: Vec<Answer> = Vec::new();
        for (line, number) in script.answers.iter().zip(1_u32..) {
            let labels = &script.expect.answers[&number];
            let by = line.by.as_ref().map_or(0, |name| {
                let known = people.iter().position(|person| person.name == *name);
                known.unwrap_or_else(|| {
                    people.push(Contact { name: name.clone(), role: String::new() });
                    people.len() - 1
                })
            });
            let filed = line.topic.as_deref().or(labels.topic.as_deref().filter(|_| labelled)).map(TopicId::new);
            let said = Said {
                text: &line.say,
                filed: filed.as_ref(),
                asked: None,
                at: script.at,
                by: PersonId(by as u32),
                people: &people,
            };
            let rulings = Rulings::new();
            let reading = if labelled {
                let text = Text::new(&line.say);
                let facts = labelled_facts(&line.say, labels);
                reader.judged(
                    &text,
                    &said,
                    Parsed { topic: filed.clone(), candidates: Vec::new(), facts },
                    &rulings,
                    Before { answers: &answers, memory: Some(&Memory::of(&answers)) },
                )
            } else {
                reader.read_after(&said, &rulings, &answers)
            };
            let topic = reading.topic.as_ref().map_or("unfiled", TopicId::as_str);
            report.note(&format!("{} {number}", &name[..3]), &line.say, topic, labels, &reading);
            answers.push(Answer {
                remark: RemarkId(number),
                by: said.by,
                at: script.at,
                text: line.say.clone(),
                question: None,
                reading,
            });
        }
    }
    report
}

/// The labelled calls; empty, with a note, where the folder is not there.
fn scripts() -> Vec<(String, Script)> {
    let given = option_env!("BANTAM_CALLS");
    let folder = Path::new(given.unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls")));
    let files = files_below(folder);
    if files.is_empty() {
        println!("no labelled calls at {}: nothing measured", folder.display());
    }
    files
        .iter()
        .map(|path| {
            let yaml = read(path).expect("a readable sample");
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let script = serde_yaml::from_str(&yaml.text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, script)
        })
        .collect()
}

#[test]
fn flags_agreement_with_labelled_facts() {
    let scripts = scripts();
    if scripts.is_empty() {
        return;
    }
    let report = measure(&scripts, true);
    report.print("labelled facts");
    report.holds_everywhere(0.97, 0.95);
}

#[test]
fn flags_agreement_end_to_end() {
    let scripts = scripts();
    if scripts.is_empty() {
        return;
    }
    let report = measure(&scripts, false);
    report.print("end to end");
    report.holds_everywhere(0.95, 0.9);
}

/// The made-up answers, each as topic, flags and words.
fn phrased() -> impl Iterator<Item = (&'static str, BTreeSet<FlagKind>, &'static str)> {
    let lines = include_str!("agreement/phrased.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter(|line| !line.trim().is_empty()).map(|line| {
        let mut parts = line.splitn(3, " | ").map(str::trim);
        let (topic, flags, say) = (parts.next(), parts.next(), parts.next());
        let flags = flags.unwrap_or_default().split(',').map(str::trim).filter(|flag| !flag.is_empty());
        let flags = flags.map(|flag| FlagKind::from_id(flag).unwrap_or_else(|| panic!("no flag {flag}"))).collect();
        (topic.expect("a topic"), flags, say.unwrap_or_else(|| panic!("three parts: {line}")))
    })
}

#[test]
fn flags_agreement_on_answers_made_up_for_it() {
    let reader = Reader::new("en", Library::embedded().topics("en").expect("clean topics"));
    let mut report = Report::default();
    for (topic, flags, say) in phrased() {
        let filed = TopicId::new(topic);
        let said = Said {
            text: say,
            filed: Some(&filed),
            asked: None,
            at: jiff::civil::date(2026, 3, 2).at(10, 0, 0, 0),
            by: PersonId(0),
            people: &[],
        };
        let labels = Labels { topic: None, flags: flags.into_iter().collect(), against: None, facts: Vec::new() };
        report.note("made up", say, topic, &labels, &reader.read(&said));
    }
    report.print("made-up answers");
    report.holds_everywhere(0.9, 0.9);
}

/// The made-up pairs, each as whether they conflict, the two topics and the two answers.
fn pairs() -> impl Iterator<Item = (bool, [&'static str; 2], [&'static str; 2])> {
    let lines = include_str!("agreement/pairs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter(|line| !line.trim().is_empty()).map(|line| {
        let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [kind, before, earlier, after, later] = parts.as_slice() else { panic!("five parts: {line}") };
        (*kind == "conflict", [*before, *after], [*earlier, *later])
    })
}

#[test]
fn flags_agreement_on_pairs_made_up_for_it() {
    let reader = Reader::new("en", Library::embedded().topics("en").expect("clean topics"));
    let at = jiff::civil::date(2026, 3, 2).at(10, 0, 0, 0);
    let mut tally = Tally::default();
    for (conflict, topics, says) in pairs() {
        let filed = topics.map(TopicId::new);
        let said = |at_index: usize| Said {
            text: says[at_index],
            filed: Some(&filed[at_index]),
            asked: None,
            at,
            by: PersonId(0),
            people: &[],
        };
        let reading = reader.read(&said(0));
        let text = says[0].to_owned();
        let earlier = Answer { remark: RemarkId(1), by: PersonId(0), at, text, question: None, reading };
        let reading = reader.read_after(&said(1), &Rulings::new(), &[earlier]);
        let found = reading.flag(FlagKind::Contradiction);
        match (conflict, found) {
            (true, Some(_)) => tally.hits += 1,
            (false, Some(_)) => tally.false_alarms += 1,
            (true, None) => tally.misses += 1,
            (false, None) => {}
        }
        if conflict != found.is_some() && shows() {
            let why = found.map_or("no contradiction", |flag| flag.why.as_str());
            println!("  {} | {} | {} | {} -> {why}", topics[0], says[0], topics[1], says[1]);
        }
    }
    println!("made-up pairs: precision {:.3} recall {:.3}", tally.precision(), tally.recall());
    assert!(tally.precision() >= 0.97 && tally.recall() >= 0.88);
}
