//! How long verdict, tallies and next questions take after a remark, in a call of five hundred of them, and how that grows.
//!
//! `cargo bench --bench verdicts` prints the median and the 99th percentile, and fails when the latter reaches a
//! millisecond, or when four times the remarks take more than four times as long and some.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement reads the clock, prints what it found and fails by panicking"
)]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bantam::bank::{Bank, Library, TopicId};
use bantam::call::{Contact, PersonId, RemarkId};
use bantam::coach::{Names, Scene, branches, next_questions};
use bantam::qualify::{Case, Icp, Known, Matches, Range, assess};
use bantam::signals::{Answer, Memory, Reader, Rulings, Said};
use jiff::civil::{DateTime, date};

/// How many remarks a very long call has.
const REMARKS: usize = 500;

/// How many the longest has.
const MANY: usize = 4 * REMARKS;

/// How much longer that may take: as many times as there are more remarks, with room for caches.
const WORST_GROWTH: f64 = 7.0;

/// The longest that the 99th percentile may take.
const LIMIT: Duration = Duration::from_millis(1);

/// What is said, over and over, each time with other figures: something on nearly every criterion, and a contradiction.
const SAID: [(&str, &str); 14] = [
    ("company.industry", "we bottle juice, 240 people, all of them in Cork"),
    ("pain.problem", "labels come off in the cold store, {n}k a month in returns since the new glue"),
    ("pain.cost", "about {n}k a month, and nobody counts the rework"),
    ("spend.current", "we pay {n}k a month for relabelling"),
    ("users.team", "{n} people on two shifts would have it open"),
    ("timeline.start", "in June, once the new line stands"),
    ("timeline.capacity", "Aoife and two fitters are free from May"),
    ("product.familiarity", "we ran a pilot of such a thing for six weeks"),
    ("budget.amount", "there are {n}0k set aside for it"),
    ("authority.signs", "Orla Byrne, our CFO, signs"),
    ("criteria.list", "it has to talk to SAP and print in under two seconds"),
    ("goal.target", "returns below {n}% by October"),
    ("need.degree", "we cannot go on like that"),
    ("note", "right, sorry, somebody at the door"),
];

fn heard(bank: &Bank, people: &[Contact], at: DateTime) -> Vec<Answer> {
    let reader = Reader::new("en", Arc::clone(&bank.topics));
    let mut answers: Vec<Answer> = Vec::with_capacity(MANY);
    let mut memory = Memory::default();
    for n in 0..MANY {
        let (topic, words) = SAID[n % SAID.len()];
        let text = words.replace("{n}", &(n / SAID.len() + 2).to_string());
        let filed = TopicId::new(topic);
        let said = Said { text: &text, filed: Some(&filed), asked: None, at, by: PersonId(0), people };
        let reading = reader.read_with(&said, &Rulings::new(), &answers, &memory);
        answers.push(Answer { remark: RemarkId(n as u32 + 1), by: PersonId(0), at, text, question: None, reading });
        memory.push(&answers[n]);
    }
    answers
}

fn main() {
    // `cargo test --benches` runs this too; there is nothing to test, and a debug build would be measured.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let at = date(2026, 3, 2).at(10, 0, 0, 0);
    let icp = Icp {
        industries: vec!["food".into(), "beverages".into()],
        territories: vec!["Ireland".into(), "UK".into()],
        size: Range { min: Some(50.0), max: Some(5000.0) },
        pains: vec!["returns".into(), "label errors".into()],
        deal_breakers: vec!["on-premises only".into(), "no cloud".into()],
        ..Icp::default()
    };
    let people = [Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() }];
    let library = Library::embedded();
    let mut missed = false;
    for id in ["bant", "meddic", "gpctba-ci"] {
        let bank = library.bank(id, "en").expect("a shipped bank");
        let answers = heard(&bank, &people, at);
        let (mut matches, began) = (Matches::default(), Instant::now());
        for answer in &answers {
            matches.extend(std::slice::from_ref(answer), &icp);
        }
        let each = began.elapsed() / MANY as u32;
        let [few, many] = [REMARKS, MANY].map(|count| {
            let mut known = matches.clone();
            known.truncate(count);
            let case = Case {
                answers: &answers[..count],
                bank: &bank,
                icp: &icp,
                known: Known::nothing(),
                people: &people,
                at,
                agreed: None,
                matches: Some(&known),
            };
            let mut taken: Vec<Duration> = (0..1_000).map(|_| once(&case)).collect();
            taken.sort_unstable();
            let (median, p99) = (taken[taken.len() / 2], taken[taken.len() * 99 / 100]);
            println!("{id:10} {count:4} remarks: median {median:.1?}, 99 of 100 within {p99:.1?}");
            (taken[0], p99)
        });
        let growth = many.0.as_secs_f64() / few.0.as_secs_f64();
        println!("{id:10} grows {growth:.1} times; a remark is held against the profile once, in {each:.1?}");
        missed |= few.1 >= LIMIT || growth >= WORST_GROWTH;
    }
    assert!(!missed, "verdict, tallies and next questions take more than {LIMIT:.1?}, or go by more than the remarks");
}

fn once(case: &Case<'_>) -> Duration {
    let parked = BTreeSet::new();
    let began = Instant::now();
    let assessment = assess(case);
    let scene = Scene::new(case, &assessment, &[], &parked, Names::default());
    black_box(next_questions(&scene, &branches(&scene)));
    began.elapsed()
}
