//! How many questions a call needs until its verdict stands: asked as the coach proposes, as the bank stands, and at
//! random. Prospects are the labelled development calls: who is asked about a topic says what was said on it there.
//!
//! `BANTAM_SIMULATE=1 cargo test --test it simulation -- --nocapture` plays all calls and prints the table; without it every
//! fourth call is played, and none at random. `BANTAM_CALLS=FOLDER:FOLDER` plays others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bantam::bank::problem::Source;
use bantam::bank::source::Library;
use bantam::bank::{QuestionId, TopicId, VerdictKind};
use bantam::call::{Command, Filing, PersonId, Started};
use bantam::session::script::{NoBank, Script, ScriptAnswer};
use bantam::session::{Brief, Earlier, RailMark, Session, Setup, replay};

/// The labelled development calls.
const CALLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls");

/// Longer than any call.
const MOST_QUESTIONS: usize = 80;

/// How many random orders stand for chance.
const ORDERS: u64 = 5;

/// In which order questions are asked.
#[derive(Debug, Clone, Copy)]
enum Order {
    /// The first that the coach offers.
    Coach,
    /// The first of the bank that was not asked.
    Bank,
    /// Any open one, by a seed.
    Random(u64),
}

/// What came of a simulated call.
#[derive(Debug, Clone, Copy)]
struct Outcome {
    /// Questions asked until the verdict was the final one and stayed it.
    needed: usize,
    /// The final verdict was reached.
    reached: bool,
}

/// A prospect who answers from a script.
struct Prospect<'a> {
    left: Vec<&'a ScriptAnswer>,
}

impl<'a> Prospect<'a> {
    fn new(script: &'a Script) -> Self {
        Self { left: script.answers.iter().collect() }
    }

    /// What is said on a topic, or next to it, the first thing first, with what is volunteered right behind it.
    fn says(&mut self, topic: &TopicId) -> Vec<&'a ScriptAnswer> {
        let filed = |answer: &&ScriptAnswer| match &answer.filing {
            Filing::To { topic, .. } => Some(topic.clone()),
            _ => None,
        };
        let exact = self.left.iter().position(|answer| filed(answer).is_some_and(|own| own == *topic));
        let near =
            || self.left.iter().position(|answer| filed(answer).is_some_and(|own| own.family() == topic.family()));
        let Some(at) = exact.or_else(near) else { return Vec::new() };
        let volunteered = |answer: &&&ScriptAnswer| matches!(answer.filing, Filing::Auto { .. });
        let more = self.left[at + 1..].iter().take_while(volunteered).count();
        self.left.drain(at..=at + more).collect()
    }
}

/// Questions needed in one call, by order.
struct Row {
    coach: Outcome,
    bank: Outcome,
    /// The mean over random orders; nothing where they were left out.
    random: Option<f64>,
}

#[test]
fn the_coach_needs_a_third_fewer_questions_than_the_order_of_the_bank() {
    let scripts = scripts();
    if scripts.is_empty() {
        println!("no labelled calls at {CALLS}: nothing simulated");
        return;
    }
    let all = std::env::var_os("BANTAM_SIMULATE").is_some();
    println!("{:34} {:15} {:>6} {:>6} {:>7}", "call", "verdict", "coach", "bank", "random");
    let mut rows = Vec::new();
    for (name, script) in decided(&scripts).into_iter().step_by(if all { 1 } else { 4 }) {
        let last = verdict(&replay(script, &Setup::default(), Earlier::default()).unwrap(), script);
        let row = Row {
            coach: simulate(script, Order::Coach, last),
            bank: simulate(script, Order::Bank, last),
            random: all.then(|| by_chance(script, last)),
        };
        let mark = |one: &Outcome| if one.reached { ' ' } else { '*' };
        let (coach, bank) = (&row.coach, &row.bank);
        println!(
            "{name:34} {:15} {:>5}{} {:>5}{} {:>7.1}",
            last.id(),
            coach.needed,
            mark(coach),
            bank.needed,
            mark(bank),
            row.random.unwrap_or(f64::NAN)
        );
        rows.push(row);
    }
    let mean = |of: fn(&Row) -> f64| rows.iter().map(of).sum::<f64>() / rows.len() as f64;
    let (coach, bank) = (mean(|row| row.coach.needed as f64), mean(|row| row.bank.needed as f64));
    let random = mean(|row| row.random.unwrap_or(f64::NAN));
    println!("mean of {} calls: coach {coach:.1}, bank {bank:.1}, random {random:.1}; * never got there", rows.len());
    println!("coach / bank {:.2}", coach / bank);
    assert!(coach <= bank * 2.0 / 3.0);
}

/// The calls that end with another verdict than the one that every call begins with, and in which one contact speaks.
fn decided(scripts: &[(String, Script)]) -> Vec<(&str, &Script)> {
    let is_decided = |script: &Script| {
        let played = replay(script, &Setup::default(), Earlier::default()).unwrap();
        verdict(&played, script) != VerdictKind::KeepGoing
    };
    let speaks_alone = |script: &Script| script.answers.iter().all(|answer| answer.by.is_none());
    let named = scripts.iter().map(|(name, script)| (name.as_str(), script));
    named.filter(|(_, script)| speaks_alone(script) && is_decided(script)).collect()
}

fn by_chance(script: &Script, last: VerdictKind) -> f64 {
    let needed = (1..=ORDERS).map(|seed| simulate(script, Order::Random(seed), last).needed as f64);
    needed.sum::<f64>() / ORDERS as f64
}

fn scripts() -> Vec<(String, Script)> {
    let library = Library::embedded();
    let folders = std::env::var("BANTAM_CALLS").unwrap_or_else(|_| CALLS.to_owned());
    let entries = folders.split(':').flat_map(|folder| std::fs::read_dir(Path::new(folder)).into_iter().flatten());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    let parse = |path: &PathBuf| {
        let source = Source::new(path.display().to_string(), &std::fs::read_to_string(path).unwrap());
        let script = Script::parse(&source, |id| library.bank(id, "en").map_err(NoBank::Broken)).unwrap();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), script)
    };
    paths.iter().map(parse).collect()
}

fn verdict(session: &Session, script: &Script) -> VerdictKind {
    brief(session, script).verdict.kind
}

fn brief(session: &Session, script: &Script) -> Brief {
    session.brief(script.clock(script.answers.len()))
}

fn begin(script: &Script) -> Session {
    let setup = script.icp.clone().map(Setup::from).unwrap_or_default();
    let mut session = Session::new(script.bank.clone(), setup, Vec::new());
    let start = Started {
        bank: script.bank.id.clone(),
        hash: script.bank.hash.clone(),
        company: script.company.clone(),
        contact: script.contact.clone(),
    };
    session.apply(&Command::Start(start), script.at).unwrap();
    session
}

fn simulate(script: &Script, order: Order, last: VerdictKind) -> Outcome {
    let mut session = begin(script);
    let mut prospect = Prospect::new(script);
    let mut asked = BTreeSet::new();
    let mut count = 0;
    let mut stands_since = None;
    let mut seed = if let Order::Random(seed) = order { seed } else { 1 };
    while count < MOST_QUESTIONS {
        let before = brief(&session, script);
        let Some(question) = next(&before, order, &asked, &mut seed) else { break };
        count += 1;
        asked.insert(question.clone());
        let at = script.clock(count);
        let ask = session.ask(&question).unwrap();
        session.apply(&ask, at).unwrap();
        let topic = session.bank().question(&question).unwrap().topic.clone();
        for answer in prospect.says(&topic) {
            let keep = Command::Keep { text: answer.say.clone(), by: Some(PersonId(0)), filing: session.auto_filing() };
            session.apply(&keep, at).unwrap();
        }
        let now = verdict(&session, script) == last;
        stands_since = if now { stands_since.or(Some(count)) } else { None };
    }
    Outcome { needed: stands_since.unwrap_or(count), reached: stands_since.is_some() }
}

fn next(brief: &Brief, order: Order, asked: &BTreeSet<QuestionId>, seed: &mut u64) -> Option<QuestionId> {
    if let Order::Coach = order {
        return brief.next.first().map(|next| next.question.clone());
    }
    let open = |mark| matches!(mark, RailMark::Open | RailMark::Current | RailMark::Heard);
    let questions = brief.rail.iter().flat_map(|section| &section.questions);
    let left: Vec<&QuestionId> = questions
        .filter(|question| open(question.mark) && !asked.contains(&question.id))
        .map(|question| &question.id)
        .collect();
    let at = match order {
        Order::Random(_) => {
            // A linear congruential step is random enough to shuffle questions.
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(*seed >> 33).unwrap() % left.len().max(1)
        }
        _ => 0,
    };
    left.get(at).copied().cloned()
}
